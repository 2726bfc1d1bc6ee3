//! Goodwill and runs: what a credit note gave back, no run gives back once more, and none asks for it again.

mod common;

use common::orders::{amend, amendment, order_of};
use common::runs::{billable, credit, keep, post, run, shown, value};
use common::table::{deal, flat, monthly, once, per_unit, with};
use prorata::order::Order;
use serde_json::{json, Value};

fn sold(charge: Value, line: Value) -> Order {
    let more = json!({
        "end": "2026-12-31",
        "taxes": [{ "code": "S", "percent": "20" }],
        "account": { "id": "acme" },
    });
    order_of(&deal(charge, line, more), json!({ "id": "A" }))
}

fn seats() -> Order {
    sold(monthly(per_unit("10")), json!({ "quantity": "10" }))
}

/// 360.00 were billed and given back as goodwill. At 120.00 in all 240.00 are too much, and none of them was paid: nothing comes
/// back, and nothing more is asked for.
#[test]
fn goodwill_of_a_plan_does_not_come_back_twice() {
    let billing = json!({ "kind": "milestones", "items": [
        { "id": "kickoff", "percent": "30", "on": { "date": "2026-01-15" } },
        { "id": "go-live", "percent": "50", "on": { "event": "go-live" } },
        { "id": "closing", "remainder": true, "on": { "event": "closing" } }] });
    let order = sold(with(once(flat("1200")), json!({ "billing": billing })), json!({}));
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-31" }));
    keep(&mut orders, &first.drafts);
    let note = credit(&post(&first.drafts)[0], &[], json!({ "whole": true })).expect("a credit");
    keep(&mut orders, &[note]);
    let set = json!([{ "line": "1", "set": { "price": { "model": "flat", "amount": "120" } } }]);
    orders[0]["order"] = value(&amend(&order, &amendment("less", "2026-02-01", set), json!({})).order);
    orders[0]["events"] = json!({ "go-live": "2026-02-10", "closing": "2026-02-20" });
    let rest = run(&orders, json!({ "target": "2026-02-28" }));
    assert_eq!(shown(&rest.drafts[0]), "2026-02-28 invoice 0.00 + 0.00 = 0.00: 1 0.00, 1 0.00");
    keep(&mut orders, &rest.drafts);
    assert!(run(&orders, json!({ "target": "2026-12-31" })).drafts.is_empty());
}

/// 80.00 of January's 100.00 are given back, and stand when it is billed again; when the line goes, 20.00 are left to give.
#[test]
fn goodwill_that_is_kept_is_not_given_again() {
    let order = seats();
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-01" }));
    keep(&mut orders, &first.drafts);
    let posted = post(&first.drafts);
    let note = credit(&posted[0], &[], json!({ "net": "80" })).expect("a credit");
    keep(&mut orders, std::slice::from_ref(&note));
    let request =
        json!({ "invoice": value(&posted[0]), "credits": [value(&note)], "orders": orders, "date": "2026-01-05" });
    let again = prorata::cancel_and_rebill(&common::orders::document(&request)).expect("billed again");
    assert_eq!(again.run.drafts[0].totals.net, "20.00");
    keep(&mut orders, &[again.credit]);
    keep(&mut orders, &again.run.drafts);
    let gone = amendment("gone", "2026-01-01", json!([{ "removeLine": "1" }]));
    orders[0]["order"] = value(&amend(&order, &gone, json!({ "billed": orders[0]["billed"] })).order);
    let last = run(&orders, json!({ "target": "2026-01-10" }));
    assert_eq!(last.drafts[0].totals.net, "-20.00");
}

/// A run gave 50.00 of January back; then 80.00 of its invoice are given as goodwill, more than the 50.00 that stand. That is the
/// seller's to give: no run asks for 30.00 again.
#[test]
fn goodwill_is_never_asked_for_again() {
    let order = seats();
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-01" }));
    keep(&mut orders, &first.drafts);
    let less = amendment("less", "2026-01-01", json!([{ "line": "1", "set": { "quantity": "5" } }]));
    orders[0]["order"] = value(&amend(&order, &less, json!({ "billed": orders[0]["billed"] })).order);
    let back = run(&orders, json!({ "target": "2026-01-10" }));
    assert_eq!(back.drafts[0].totals.net, "-50.00");
    keep(&mut orders, &back.drafts);
    let note = credit(&post(&first.drafts)[0], &[], json!({ "net": "80" })).expect("a credit");
    keep(&mut orders, &[note]);
    assert!(run(&orders, json!({ "target": "2026-01-20" })).drafts.is_empty());
}
