//! What went wrong elsewhere: reports of users of Kill Bill and Lago, each as a case with a sane answer.

mod common;

use common::orders::{amend, amendment, cancel, lines, order, plan, try_plan};
use common::table::{deal, flat, monthly, per_unit, with};
use common::{billed, minor};
use prorata::quote::InvoicePlan;
use serde_json::{json, Value};

fn every(months: u32, timing: &str, price: Value) -> Value {
    let per = json!({ "unit": "month", "count": months });
    let billing = json!({ "kind": "recurring", "every": per, "timing": timing });
    json!({ "id": "c", "kind": "recurring", "per": per, "price": price, "billing": billing })
}

fn sum(plan: &InvoicePlan) -> i128 {
    plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

fn set(quantity: &str) -> Value {
    json!([{ "line": "1", "set": { "quantity": quantity } }])
}

fn entry(from: &str, to: &str, net: &str, kind: &str) -> Value {
    json!({ "line": "1", "charge": "c", "period": { "start": from, "end": to }, "net": net, "kind": kind })
}

/// killbill#2109: an illegal state, and nobody knows why. The error says line, charge, days, both amounts and the rule.
#[test]
fn killbill_2109_an_error_that_explains_itself() {
    let order = order(&deal(monthly(flat("100")), json!({}), json!({})));
    let problems = try_plan(&order, json!({ "billed": [entry("2026-02-01", "2026-02-28", "90", "charge")] }));
    let problems = problems.expect_err("a problem").to_string();
    for part in [
        "unexplained_restatement",
        "Line \"1\"",
        "charge \"c\"",
        "2026-02-01 to 2026-02-28",
        "90.00",
        "100.00",
        "amend",
    ] {
        assert!(problems.contains(part), "{part} in {problems}");
    }
}

/// killbill#1505: a period that was given back in full, and a cancellation at its start: nothing is left, and nothing is wrong.
#[test]
fn killbill_1505_nothing_is_left_of_an_adjusted_period() {
    let order = order(&deal(monthly(flat("100")), json!({}), json!({ "end": "2026-02-28" })));
    let done = json!([
        entry("2026-01-01", "2026-01-31", "100", "charge"),
        entry("2026-02-01", "2026-02-28", "100", "charge"),
        entry("2026-02-01", "2026-02-28", "-100", "adjustment")
    ]);
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), Vec::<String>::new());
}

/// killbill#154: goodwill on a billed period, and then a change of it: the goodwill is not taken back, the period not billed again.
#[test]
fn killbill_154_goodwill_is_not_billed_again() {
    let order = order(&deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-01-31" })));
    let mut done = vec![
        entry("2026-01-01", "2026-01-31", "100", "charge"),
        entry("2026-01-01", "2026-01-31", "-30", "adjustment"),
    ];
    assert_eq!(lines(&plan(&order, json!({ "billed": done }))), Vec::<String>::new());
    let less = amend(&order, &amendment("A", "2026-01-17", set("8")), json!({ "billed": done }));
    assert_eq!(sum(&less.plan), -968, "15 of 31 days of 20.00");
    done.extend(billed(&less.plan));
    assert_eq!(lines(&plan(&less.order, json!({ "billed": done }))), Vec::<String>::new());
}

/// killbill#664: the same items again and again. Whatever was corrected, a second run bills nothing.
#[test]
fn killbill_664_a_second_run_bills_nothing() {
    let order = order(&deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" })));
    let mut done = billed(&plan(&order, json!({ "through": "2026-02-01" })));
    let mut now = order;
    for (id, day, quantity) in [("A", "2026-02-10", "12"), ("B", "2026-01-20", "9"), ("C", "2026-02-10", "7")] {
        let own = with(amendment(id, day, set(quantity)), json!({ "sequence": done.len() }));
        now = amend(&now, &own, json!({ "billed": done })).order;
        let run = json!({ "billed": done, "through": "2026-02-28", "asOf": "2026-02-28" });
        done.extend(billed(&plan(&now, run)));
        let again = json!({ "billed": done, "through": "2026-02-28", "asOf": "2026-02-28" });
        assert_eq!(lines(&plan(&now, again)), Vec::<String>::new(), "{id}");
    }
    let total: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
    assert_eq!(total, sum(&plan(&now, json!({ "through": "2026-02-28" }))));
}

/// killbill#1907: a plan in arrears is changed in mid-period; the old one is billed when it ends, not at the next bill day.
#[test]
fn killbill_1907_arrears_are_billed_when_the_service_ends() {
    let order = order(&deal(every(1, "arrears", flat("310")), json!({}), json!({ "end": "2026-03-31" })));
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p" } }]);
    let swapped = amend(&order, &amendment("A", "2026-01-11", swap), json!({}));
    assert_eq!(
        lines(&swapped.plan)[..3],
        [
            "2026-01-11 2026-01-01 2026-01-10 100.00 firstStub",
            "2026-02-01 2026-01-11 2026-01-31 210.00 firstStub",
            "2026-03-01 2026-02-01 2026-02-28 310.00 period",
        ]
    );
}

/// lago-api#6194: after an upgrade the daily price was divided by the days that were left. The divisor is the whole quarter.
#[test]
fn lago_6194_the_divisor_is_the_whole_period() {
    let order = order(&deal(
        every(3, "advance", per_unit("91")),
        json!({}),
        json!({ "start": "2026-04-01", "end": "2026-12-31" }),
    ));
    let mut done = billed(&plan(&order, json!({ "through": "2026-04-01" })));
    let first = amend(&order, &amendment("A", "2026-05-20", set("2")), json!({ "billed": done }));
    assert_eq!(
        lines(&first.plan)[..2],
        ["2026-05-20 2026-05-20 2026-06-30 -42.00 credit", "2026-05-20 2026-05-20 2026-06-30 84.00 correction"]
    );
    done.extend(billed(&plan(&first.order, json!({ "billed": done, "through": "2026-05-20" }))));
    let second = amend(&first.order, &amendment("B", "2026-06-10", set("3")), json!({ "billed": done }));
    assert_eq!(
        lines(&second.plan)[..2],
        ["2026-06-10 2026-06-10 2026-06-30 -42.00 credit", "2026-06-10 2026-06-10 2026-06-30 63.00 correction"]
    );
}

/// lago-api#6173: years from Feb 29 and quarters from the 29th on; no day twice, none left out, also across a change.
#[test]
fn lago_6173_periods_follow_each_other() {
    for (months, start) in [(12, "2024-02-29"), (3, "2024-11-30"), (3, "2025-08-31"), (6, "2024-08-29")] {
        let request = deal(
            every(months, "advance", per_unit("10")),
            json!({ "quantity": "3" }),
            json!({ "start": start, "term": { "unit": "year", "count": 4 } }),
        );
        let order = order(&request);
        let amended = amend(&order, &amendment("A", "2025-12-29", set("5")), json!({}));
        let mut next = request["start"].as_str().expect("a day").to_owned();
        let mut all: Vec<_> =
            amended.plan.invoices.iter().flat_map(|own| &own.lines).filter_map(|own| own.period).collect();
        all.sort_by_key(|own| own.from);
        for period in all {
            assert_eq!(period.from.to_string(), next, "{months} months from {start}");
            next = period.to.to_string();
        }
        assert_eq!(
            Some(next.as_str()),
            order.quote.lines[0]
                .start
                .or(Some(order.quote.start))
                .map(|day| day.plus_months(48).to_string())
                .as_deref()
        );
    }
}

/// lago-api#1778: after two upgrades the credit was more than what was billed.
#[test]
fn lago_1778_credits_never_exceed_what_was_billed() {
    let order = order(&deal(every(12, "advance", per_unit("365")), json!({}), json!({})));
    let mut done = billed(&plan(&order, json!({ "through": "2026-01-01" })));
    let mut now = order;
    for (id, day, quantity) in [("A", "2026-03-01", "2"), ("B", "2026-06-01", "5")] {
        now = amend(&now, &amendment(id, day, set(quantity)), json!({ "billed": done })).order;
        done.extend(billed(&plan(&now, json!({ "billed": done, "through": day }))));
    }
    let paid: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
    let gone = cancel(&now, json!({ "id": "C", "on": "2026-07-02" }), json!({ "billed": done }));
    let credit = sum(&gone.plan);
    assert_eq!(credit, -5 * 18_300, "183 days are left, at five a day");
    assert!(-credit <= paid);
    let all = cancel(&now, json!({ "id": "C", "on": "2026-01-01" }), json!({ "billed": done }));
    assert_eq!(sum(&all.plan), -paid);
}

/// lago-api#5649: the preview of a downgrade was not what was billed. They are one function.
#[test]
fn lago_5649_the_preview_is_the_invoice() {
    let order = order(&deal(every(12, "advance", per_unit("1200")), json!({ "quantity": "3" }), json!({})));
    let done = billed(&plan(&order, json!({ "through": "2026-01-01" })));
    let own = amendment("A", "2026-01-31", set("1"));
    let preview = amend(&order, &own, json!({ "billed": done }));
    let again = amend(&order, &own, json!({ "billed": done }));
    assert_eq!(preview, again);
    let billed_now = plan(&again.order, json!({ "billed": done, "asOf": "2026-01-31" }));
    assert_eq!(preview.plan.invoices, billed_now.invoices);
    assert_eq!(sum(&preview.plan), -220_274, "335 of 365 days of 2,400.00");
}

/// killbill#2306 and #1205: a paid year (or quarter) is blocked and unblocked, and the history has three terms that overlap. Here days
/// are billed once or given back once, and a restart does not lengthen the term.
#[test]
fn killbill_2306_a_paid_period_rests_and_goes_on() {
    let rests =
        |id: &str, day: &str, paused: bool| amendment(id, day, json!([{ "line": "1", "set": { "paused": paused } }]));
    let year = order(&deal(every(12, "advance", flat("365")), json!({}), json!({ "end": "2026-12-31" })));
    let mut done = billed(&plan(&year, json!({ "through": "2026-01-31" })));
    let one = amend(&year, &rests("A", "2026-03-01", true), json!({ "billed": done }));
    assert_eq!(lines(&one.plan), ["2026-03-01 2026-03-01 2026-12-31 -306.00 credit"]);
    done.extend(billed(&one.plan));
    let two = amend(&one.order, &rests("B", "2026-05-01", false), json!({ "billed": done }));
    assert_eq!(sum(&two.plan), 24500, "May to December");
    assert_eq!(two.contract.after, "304.00");
    done.extend(billed(&two.plan));
    // A second rest in the same year, known late.
    let three = amend(&two.order, &rests("C", "2026-06-01", true), json!({ "billed": done })).order;
    let four = amend(&three, &rests("D", "2026-07-01", false), json!({ "billed": done, "asOf": "2026-08-15" }));
    assert_eq!((sum(&four.plan), &*four.contract.after), (-3000, "274.00"));
    done.extend(billed(&four.plan));
    assert_eq!(lines(&plan(&four.order, json!({ "billed": done }))), Vec::<String>::new());

    // A quarter of 92 days, from Oct 1: over the end of one quarter into the next.
    let quarters =
        order(&deal(every(3, "advance", flat("92")), json!({}), json!({ "start": "2026-07-01", "end": "2026-12-31" })));
    let mut done = billed(&plan(&quarters, json!({ "through": "2026-07-31" })));
    let now = amend(&quarters, &rests("A", "2026-09-11", true), json!({ "billed": done })).order;
    done.extend(billed(&plan(&now, json!({ "billed": done, "through": "2026-09-11" }))));
    let now = amend(&now, &rests("B", "2026-10-11", false), json!({ "billed": done, "asOf": "2026-10-11" }));
    assert_eq!(
        lines(&now.plan),
        ["2026-10-11 2026-10-01 2026-10-10 0.00 period", "2026-10-11 2026-10-11 2026-12-31 82.00 period"],
        "the ten days without service are overdue, and cost nothing"
    );
    assert_eq!(now.contract.after, "154.00", "184 days less 30");
}
