//! Orders with retainage: what was billed counts, what is withheld of it is released, and a change order goes to the next item.

use super::teller::{quantity, through};
use crate::common::orders::{amend, amendment, order, plan, try_amend, try_plan};
use crate::common::table::{deal, deal_of, flat, once, per_unit, with};
use prorata::order::Order;
use prorata::quote::InvoicePlan;
use serde_json::{json, Value};

fn halves(more: Value) -> Value {
    let retainage = with(json!({ "percent": "10", "release": { "date": "2026-12-31" } }), more);
    json!({
        "items": [
            { "id": "a", "percent": "50", "on": { "date": "2026-01-10" } },
            { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
        ],
        "retainage": retainage,
    })
}

/// A hundred units at 100.00: half in January, the rest in June, a tenth withheld until the end of the year.
fn works(retainage: Value, more: Value) -> Order {
    let billing = with(json!({ "kind": "milestones" }), halves(retainage));
    order(&deal(with(once(per_unit("100")), json!({ "billing": billing })), json!({ "quantity": "100" }), more))
}

/// `date net tax payable` of each invoice.
fn invoices(plan: &InvoicePlan) -> Vec<String> {
    let own = plan.invoices.iter();
    own.map(|own| format!("{} {} {} {}", own.date, own.totals.net, own.totals.tax, own.payable)).collect()
}

/// Contract, completed, retained, released, earned, balance to finish.
fn stands(plan: &InvoicePlan) -> String {
    let own = &plan.plans[0];
    [&own.contract, &own.completed, &own.retained, &own.released, &own.earned, &own.balance_to_finish]
        .map(|own| &**own)
        .join(" ")
}

/// 5,000.00 were billed, 500.00 of it withheld.
#[test]
fn the_first_milestone_was_billed() {
    let order = works(json!({}), json!({}));
    let done = through(&order, "2026-01-31");
    assert_eq!((done.len(), &done[0]["item"], &done[0]["net"]), (1, &json!("a"), &json!("5000.00")));
    let rest = plan(&order, json!({ "billed": done }));
    assert_eq!(invoices(&rest), ["2026-06-10 5000.00 0.00 4500.00", "2026-12-31 0.00 0.00 1000.00"]);
    assert_eq!(stands(&rest), "10000.00 10000.00 1000.00 1000.00 10000.00 0.00");
    let now = plan(&order, json!({ "billed": done, "through": "2026-05-31" }));
    assert_eq!(stands(&now), "10000.00 5000.00 500.00 0.00 4500.00 5500.00");
    // As the quote's own plan says it.
    let then = plan(&order, json!({ "through": "2026-05-31" }));
    assert_eq!(stands(&then), stands(&now));
}

/// Twenty units more in March: 1,000.00 of them belong to what was billed, and the next item takes them, and withholds their part.
#[test]
fn a_change_order_raises_the_contract() {
    for (effect, first, june) in [
        ("payable", "5000.00", "2026-06-10 7000.00 0.00 6300.00"),
        ("invoice", "4500.00", "2026-06-10 6300.00 0.00 6300.00"),
    ] {
        let order = works(json!({ "effect": effect }), json!({}));
        let done = through(&order, "2026-01-31");
        assert_eq!(done[0]["net"], first);
        let more = amend(&order, &amendment("A", "2026-03-01", quantity("120")), json!({ "billed": done }));
        let end = if effect == "payable" { "0.00" } else { "1200.00" };
        assert_eq!(invoices(&more.plan), [june, &format!("2026-12-31 {end} 0.00 1200.00")], "{effect}");
        assert_eq!(stands(&more.plan), "12000.00 12000.00 1200.00 1200.00 12000.00 0.00", "{effect}");
        let now = plan(&more.order, json!({ "billed": done, "through": "2026-05-31" }));
        assert_eq!(stands(&now), "12000.00 5000.00 500.00 0.00 4500.00 7500.00", "{effect}");
        assert_eq!((&*more.contract.before, &*more.contract.after), ("10000.00", "12000.00"), "{effect}");
    }
}

/// The change order holds from before the first milestone, and becomes known after it: the same.
#[test]
fn a_change_order_from_before_what_was_billed() {
    let own = with(amendment("A", "2026-01-05", quantity("120")), json!({ "recorded": "2026-03-01" }));
    for (effect, june, end) in [
        ("payable", "2026-06-10 7000.00 0.00 6300.00", "2026-12-31 0.00 0.00 1200.00"),
        ("invoice", "2026-06-10 6300.00 0.00 6300.00", "2026-12-31 1200.00 0.00 1200.00"),
    ] {
        let order = works(json!({ "effect": effect }), json!({}));
        let done = through(&order, "2026-01-31");
        let more = amend(&order, &own, json!({ "billed": done, "asOf": "2026-03-01" }));
        assert_eq!(invoices(&more.plan), [june, end]);
        let now = plan(&more.order, json!({ "billed": done, "asOf": "2026-03-01", "through": "2026-05-31" }));
        assert_eq!(stands(&now), "12000.00 5000.00 500.00 0.00 4500.00 7500.00");
    }
}

/// With 20 percent of tax on top, a tenth of the gross is withheld: 600.00, 840.00, and 1,440.00 come back.
#[test]
fn retained_of_the_gross() {
    let tax = json!({ "taxes": [{ "code": "vat", "percent": "20" }] });
    let order = works(json!({}), tax);
    let done = through(&order, "2026-01-31");
    let more = amend(&order, &amendment("A", "2026-03-01", quantity("120")), json!({ "billed": done }));
    assert_eq!(invoices(&more.plan), ["2026-06-10 7000.00 1400.00 7560.00", "2026-12-31 0.00 0.00 1440.00"]);
    let now = plan(&more.order, json!({ "billed": done, "through": "2026-05-31" }));
    assert_eq!(stands(&now), "14400.00 6000.00 600.00 0.00 5400.00 9000.00");
}

/// The tax of what is withheld comes with its release: 900.00 in January, 1,260.00 in June, 240.00 at the end.
#[test]
fn taxed_at_the_release() {
    let order = works(json!({ "tax": "atRelease" }), json!({ "taxes": [{ "code": "vat", "percent": "20" }] }));
    let first = plan(&order, json!({ "through": "2026-01-31" }));
    assert_eq!(invoices(&first), ["2026-01-10 5000.00 900.00 5400.00"]);
    let done = through(&order, "2026-01-31");
    for own in [
        amendment("A", "2026-03-01", quantity("120")),
        with(amendment("A", "2026-01-05", quantity("120")), json!({ "recorded": "2026-03-01" })),
    ] {
        let more = amend(&order, &own, json!({ "billed": done, "asOf": "2026-03-01" }));
        assert_eq!(invoices(&more.plan), ["2026-06-10 7000.00 1260.00 7560.00", "2026-12-31 0.00 240.00 1440.00"]);
    }
}

/// When all of it was billed, the release too, nothing is left; a release is not given twice.
#[test]
fn a_release_was_billed() {
    let order = works(json!({}), json!({}));
    let done = through(&order, "2026-12-31");
    assert_eq!(done.len(), 3);
    let rest = plan(&order, json!({ "billed": done }));
    assert_eq!((rest.invoices.len(), stands(&rest)), (0, "10000.00 10000.00 1000.00 1000.00 10000.00 0.00".to_owned()));
}

/// Less was withheld than was agreed: that has no cause, unless it says why; with a change order the next item makes up for it.
#[test]
fn another_amount_was_withheld() {
    let order = works(json!({}), json!({}));
    let entry =
        |retained: &str| json!([{ "line": "1", "charge": "c", "item": "a", "net": "5000", "retained": retained }]);
    assert_eq!(plan(&order, json!({ "billed": entry("500") })).invoices[0].payable, "4500.00");
    let problems = try_plan(&order, json!({ "billed": entry("400") })).expect_err("refused").problems;
    assert_eq!((problems[0].code.as_str(), &*problems[0].path), ("unexplained_restatement", "/billed/0"));
    assert!(problems[0].message.contains("400.00 was withheld where the order says 500.00"), "{}", problems[0].message);
    let own = with(amendment("A", "2026-01-05", quantity("120")), json!({ "recorded": "2026-03-01" }));
    let more = amend(&order, &own, json!({})).order;
    let rest = plan(&more, json!({ "billed": entry("400"), "asOf": "2026-03-01" }));
    // 7,000.00, less 600.00 of its own and the 200.00 that the first lacks of 600.00.
    assert_eq!(invoices(&rest), ["2026-06-10 7000.00 0.00 6200.00", "2026-12-31 0.00 0.00 1200.00"]);
}

/// Two lines share a plan, and a third joins when the first half was billed: its own first half comes with the second.
#[test]
fn a_shared_plan() {
    let shared = |price: &str| with(once(flat(price)), json!({ "billing": { "kind": "plan", "plan": "P" } }));
    let request = deal_of(
        &[("a", shared("6000"), json!({})), ("b", shared("4000"), json!({}))],
        json!({ "plans": [with(json!({ "id": "P" }), halves(json!({})))] }),
    );
    let order = order(&request);
    let done = through(&order, "2026-01-31");
    let now = |order: &Order| stands(&plan(order, json!({ "billed": done, "through": "2026-05-31" })));
    assert_eq!(now(&order), "10000.00 5000.00 500.00 0.00 4500.00 5500.00");
    let joins = json!([{ "addLine": { "id": "z", "product": "b" } }]);
    let more = amend(&order, &amendment("A", "2026-03-01", joins), json!({ "billed": done }));
    assert_eq!(invoices(&more.plan), ["2026-06-10 9000.00 0.00 8100.00", "2026-12-31 0.00 0.00 1400.00"]);
    assert_eq!(now(&more.order), "14000.00 5000.00 500.00 0.00 4500.00 9500.00");
    assert_eq!(more.plan.plans[0].plan.as_deref(), Some("P"));
}

/// An event of a milestone is known; another one is not, in a plan or an amendment.
#[test]
fn events_of_milestones() {
    let items = json!([{ "id": "a", "remainder": true, "on": { "event": "go-live" } }]);
    let charge = with(once(flat("1000")), json!({ "billing": { "kind": "milestones", "items": items } }));
    let order = order(&deal(charge, json!({}), json!({})));
    let on = |event: &str| json!({ "events": { event: "2026-03-10" } });
    let dated = plan(&order, on("go-live"));
    assert_eq!(
        (invoices(&dated), &*dated.plans[0].completed),
        (vec!["2026-03-10 1000.00 0.00 1000.00".to_owned()], "1000.00")
    );
    assert_eq!(plan(&order, json!({})).plans[0].completed, "0.00");
    let own = amendment("A", "2026-02-01", json!([{ "line": "1", "set": { "price": flat("1200") } }]));
    for problems in [
        try_plan(&order, on("golive")).expect_err("refused"),
        try_amend(&order, &own, on("golive")).map(|_| ()).expect_err("refused"),
    ] {
        let own = &problems.problems[0];
        assert_eq!((own.code.as_str(), &*own.path), ("unknown_event", "/events/golive"));
    }
}
