//! Ends that move: cancellations, extensions, orders without an end.

use super::teller::{due, every, policy, price, quantity, seats, set, sold, sum, through};
use crate::common::billed;
use crate::common::orders::{amend, amendment, cancel, lines, order, order_of, try_cancel};
use crate::common::table::{deal, deal_of, flat, monthly, per_unit, with, yearly};
use prorata::order::Order;
use serde_json::{json, Value};

/// Nothing is due any more, and nothing comes back; a quarter that was billed is served to its end.
#[test]
fn cancelled_at_the_end_of_the_period() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let terms = json!({ "id": "C", "on": "2026-02-10", "at": "periodEnd" });
    assert_eq!(sum(&cancel(&order, terms.clone(), json!({ "billed": done })).plan), 0);
    let quarterly = deal(every(3, "month", "300", json!({})), json!({}), json!({}));
    let (order, done) = sold(&quarterly, "2026-01-01");
    let gone = cancel(&order, terms, json!({ "billed": done }));
    assert_eq!((sum(&gone.plan), &*gone.contract.after), (0, "300.00"));
}

/// On the first day of a period that was billed, "the period that holds the day" is this one; on its last day too.
#[test]
fn cancelled_at_the_end_of_the_period_on_its_edges() {
    let order = order(&seats());
    for (day, left) in [("2026-02-01", "200.00"), ("2026-02-28", "200.00"), ("2026-03-01", "300.00")] {
        let gone = cancel(&order, json!({ "id": "C", "on": day, "at": "periodEnd" }), json!({}));
        assert_eq!(gone.contract.after, left, "{day}");
    }
}

/// Cancelled for the end of its term, an order bills what it would have billed.
#[test]
fn cancelled_at_the_end_of_the_term() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-10", "at": "termEnd" }), json!({ "billed": done }));
    assert_eq!((sum(&gone.plan), &*gone.contract.delta), (100000, "0.00"));
}

/// Cancelled on Jan 20, as is known on Mar 25 when three months are billed: 19/31 of January stay, 61.29.
#[test]
fn a_cancellation_backdated_over_billed_months() {
    let (order, done) = sold(&seats(), "2026-03-01");
    let options = json!({ "billed": done, "asOf": "2026-03-25" });
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-20", "recorded": "2026-03-25" }), options);
    assert_eq!(sum(&gone.plan), 6129 - 30000);
    assert!(gone.plan.invoices.iter().all(|own| own.date.to_string() == "2026-03-25"));
}

/// Cancelled, then backdated further: what came back first is not given back twice.
#[test]
fn a_second_earlier_cancellation() {
    let (order, mut done) = sold(&seats(), "2026-02-01");
    let first = cancel(&order, json!({ "id": "C", "on": "2026-02-22" }), json!({ "billed": done }));
    assert_eq!(sum(&first.plan), -2500);
    done.extend(billed(&first.plan));
    let second = cancel(&first.order, json!({ "id": "B", "on": "2026-02-08" }), json!({ "billed": done }));
    assert_eq!(sum(&second.plan), -5000);
}

/// Only some lines are cancelled, and the other goes on.
#[test]
fn one_of_two_lines_is_cancelled() {
    let request = deal_of(&[("a", monthly(flat("280")), json!({})), ("b", monthly(flat("10")), json!({}))], json!({}));
    let order = order_of(&request, json!({}));
    let done = through(&order, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-08", "lines": ["a"] }), json!({ "billed": done }));
    assert_eq!(due(&gone.plan, "2026-02-28"), -21000);
    assert_eq!(sum(&gone.plan), -21000 + 10000);
}

/// Calendar quarters: a stub from Feb 10 to Mar 31 (50 of 90 days of 900.00: 500.00), cancelled on Mar 2: 20 days stay, 200.00.
#[test]
fn a_billed_stub_is_cancelled() {
    let charge = every(1, "quarter", "900", json!({ "alignment": "calendar" }));
    let request = deal(charge, json!({}), json!({ "start": "2026-02-10", "end": "2026-12-31" }));
    let (order, done) = sold(&request, "2026-02-10");
    assert_eq!(done[0]["net"], "500.00");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-03-02" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2026-03-02 2026-03-02 2026-03-31 -300.00 credit"]);
}

/// Started periods count whole: nothing comes back, and the whole new price would be due. Kept: 100.00.
#[test]
fn no_proration_gives_nothing_back() {
    let request = with(seats(), policy(json!({ "partial": "full" })));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), 0);
}

/// Without an end, 19 of February's 28 days stay: 67.86 of 100.00. Nothing follows.
#[test]
fn an_evergreen_order_is_cancelled() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": null }));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-20" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2026-02-20 2026-02-20 2026-02-28 -32.14 credit"]);
    assert!(!gone.plan.open);
    assert!(try_cancel(&gone.order, json!({ "id": "D", "on": "2026-02-20" }), json!({})).is_err());
}

/// An evergreen order is changed in its third year, far beyond the first twelve months.
#[test]
fn an_evergreen_order_is_changed_in_its_third_year() {
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": null }));
    let order = order(&request);
    let done = through(&order, "2028-02-01");
    assert_eq!(done.len(), 26);
    let options = json!({ "billed": done, "through": "2028-04-30" });
    let amended = amend(&order, &amendment("A", "2028-02-15", quantity("20")), options);
    // 14 of 29 days at 100.00 are 48.28, 15 at 200.00 are 103.45.
    assert_eq!(
        lines(&amended.plan),
        [
            "2028-02-15 2028-02-15 2028-02-29 -51.72 credit",
            "2028-02-15 2028-02-15 2028-02-29 103.45 correction",
            "2028-03-01 2028-03-01 2028-03-31 200.00 period",
            "2028-04-01 2028-04-01 2028-04-30 200.00 period",
        ]
    );
}

/// The same, where nobody says how far to look: what was billed is known beyond the first twelve months.
#[test]
fn an_evergreen_order_is_cancelled_in_its_third_year() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": null }));
    let order = order(&request);
    let done = through(&order, "2028-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2028-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), -5172);
}

/// 200.00 instead of 100.00 from June 15 of the second year: nobody says how far to look, but there is a change to show.
#[test]
fn an_amendment_of_the_second_year_is_shown() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": null }));
    let amended = amend(&order(&request), &amendment("A", "2027-06-15", price("200")), json!({}));
    assert!(!amended.changes.is_empty());
}

/// Three months more of a year that was billed: 1200 x 90/365 = 295.89, on the day after.
#[test]
fn an_extension_of_a_billed_year() {
    let request = deal(yearly(flat("1200")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let amended =
        amend(&order, &amendment("A", "2026-10-01", set(json!({ "end": "2027-03-31" }))), json!({ "billed": done }));
    assert_eq!(lines(&amended.plan), ["2027-01-01 2027-01-01 2027-03-31 295.89 lastStub"]);
}

/// A billed year ends in June instead, as was agreed in March: 1200 x 181/365 = 595.07 stay. It is the days from July on that come
/// back.
#[test]
fn a_billed_year_is_shortened() {
    let request = deal(yearly(flat("1200")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-01", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(sum(&amended.plan), -60493);
    assert_eq!(lines(&amended.plan), ["2026-03-01 2026-07-01 2026-12-31 -604.93 credit"]);
}

/// April was billed to the 15th, as a stub; extended to the end of June, the other half is due when it begins.
#[test]
fn a_billed_stub_is_extended() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": "2026-04-15" }));
    let (order, done) = sold(&request, "2026-04-01");
    assert_eq!(done[3]["net"], "50.00");
    let amended =
        amend(&order, &amendment("A", "2026-04-16", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-04-30"), 5000);
    assert_eq!(sum(&amended.plan), 25000);
}

/// The same, agreed on Apr 10, within the stub.
#[test]
fn a_billed_stub_is_extended_early() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": "2026-04-15" }));
    let (order, done) = sold(&request, "2026-04-01");
    let amended =
        amend(&order, &amendment("A", "2026-04-10", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-04-30"), 5000);
    assert_eq!(sum(&amended.plan), 25000);
}

/// An order that is extended twice and then has no end.
#[test]
fn an_order_that_goes_on_and_on() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": "2026-03-31" }));
    let end = |order: &Order, id: &str, day: &str, end: Value| {
        amend(order, &amendment(id, day, set(json!({ "end": end }))), json!({ "through": "2026-12-31" }))
    };
    let once = end(&order(&request), "A", "2026-03-20", json!("2026-04-15"));
    assert_eq!(once.contract.after, "350.00");
    let twice = end(&once.order, "B", "2026-04-16", json!("2026-06-30"));
    assert_eq!(twice.contract.after, "600.00");
    let open = end(&twice.order, "C", "2026-06-01", json!(null));
    assert_eq!(open.contract.after, "1200.00");
    assert!(open.plan.open);
}
