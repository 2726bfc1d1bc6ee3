//! Calendars: ragged bill days, leap years, day counts, weeks, changed bill days.

use super::teller::{at_once, due, every, policy, price, quantity, set, sold, sum};
use crate::common::orders::{amend, amendment, cancel, lines, order};
use crate::common::table::{deal, flat, monthly, per_unit, with, yearly};
use serde_json::json;

/// Quarters from Jan 31: the first to Apr 29 has 89 days, 43 of them before Mar 15. 300 x 43/89 = 144.94; 600 x 46/89 = 310.11.
#[test]
fn quarterly_in_advance_on_the_31st() {
    let charge = every(3, "month", "300", json!({ "billDay": 31 }));
    let request = deal(charge, json!({}), json!({ "start": "2026-01-31" }));
    let (order, done) = sold(&request, "2026-01-31");
    let amended = amend(&order, &amendment("A", "2026-03-15", price("600")), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan)[..4],
        [
            "2026-03-15 2026-03-15 2026-04-29 -155.06 credit",
            "2026-03-15 2026-03-15 2026-04-29 310.11 correction",
            "2026-04-30 2026-04-30 2026-07-30 600.00 period",
            "2026-07-31 2026-07-31 2026-10-30 600.00 period",
        ]
    );
}

/// A year of 366 days ends on Feb 29, 2028: its last day is 1200/366 = 3.28 at the old and 6.56 at the new price.
#[test]
fn upgrade_on_february_29() {
    let request = deal(yearly(flat("1200")), json!({}), json!({ "start": "2027-03-01" }));
    assert_eq!(
        at_once(&request, "2028-02-29", price("2400")),
        ["2028-02-29 2028-02-29 2028-02-29 -3.28 credit", "2028-02-29 2028-02-29 2028-02-29 6.56 correction"]
    );
}

/// A year from Feb 29, 2028 ends on Feb 27, 2029: 365 days, 306 of them before Dec 31. 366 x 306/365 = 306.84.
#[test]
fn cancelled_in_a_year_that_began_on_february_29() {
    let request =
        deal(yearly(flat("366")), json!({}), json!({ "start": "2028-02-29", "term": { "unit": "year", "count": 2 } }));
    let (order, done) = sold(&request, "2028-02-29");
    let gone = cancel(&order, json!({ "id": "C", "on": "2028-12-31" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2028-12-31 2028-12-31 2029-02-27 -59.16 credit"]);
}

/// 30/360: Jan 1 to 16 are 16/30, Jan 17 to 31 are 14/30: 53.33 and 93.33 of 200.00. From Feb 15: 14/30 and 16/30.
#[test]
fn thirty_360() {
    let request = deal(monthly(flat("100")), json!({}), policy(json!({ "dayCount": "thirty360Eu" })));
    assert_eq!(
        at_once(&request, "2026-01-17", price("200")),
        ["2026-01-17 2026-01-17 2026-01-31 -46.67 credit", "2026-01-17 2026-01-17 2026-01-31 93.33 correction"]
    );
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), -5333);
}

/// Zuora bills 14/30 of one seat that is added on Aug 18 (ids zuora-tcb-3); the ten seats that stay cost what they cost.
#[test]
fn what_does_not_change_costs_what_it_did() {
    let request = deal(monthly(per_unit("30")), json!({ "quantity": "10" }), policy(json!({ "profile": "zuora30" })));
    let (order, done) = sold(&request, "2026-08-01");
    let amended = amend(&order, &amendment("A", "2026-08-18", quantity("11")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-08-31"), 1400);
}

/// The same by days over 365/12: 15 days of one seat of 100.00 are 100 x 15 x 12/365 = 49.32.
#[test]
fn what_does_not_change_costs_what_it_did_by_365() {
    let request = deal(
        monthly(per_unit("100")),
        json!({ "quantity": "10" }),
        policy(json!({ "dayCount": "actual365", "creditBasis": "own" })),
    );
    let (order, done) = sold(&request, "2026-01-01");
    let amended = amend(&order, &amendment("A", "2026-01-17", quantity("11")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-01-31"), 4932);
}

/// Salesforce CPQ: a fourth seat from Feb 15 is 33.33 x 14 x 12/365, whatever the three cost (the same as salesforceCpq's own stub).
#[test]
fn a_seat_more_at_salesforce() {
    let request =
        deal(monthly(per_unit("33.33")), json!({ "quantity": "3" }), policy(json!({ "profile": "salesforceCpq" })));
    let (order, done) = sold(&request, "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", quantity("4")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 1534);
}

/// Weeks are cut by days: 70.00 a week, 3 of 7 days at 140.00.
#[test]
fn weeks() {
    let request = deal(every(1, "week", "70", json!({})), json!({}), json!({ "start": "2026-03-02" }));
    assert_eq!(
        at_once(&request, "2026-03-13", price("140")),
        ["2026-03-13 2026-03-13 2026-03-15 -30.00 credit", "2026-03-13 2026-03-13 2026-03-15 60.00 correction"]
    );
}

/// A monthly price, billed for a year: three and a half months stay, 350.00 of 1,200.00; eight and a half at 200.00 are due.
#[test]
fn a_monthly_price_billed_for_a_year() {
    let charge = with(monthly(flat("100")), json!({ "billing": { "kind": "recurring", "every": { "unit": "year" } } }));
    assert_eq!(
        at_once(&deal(charge, json!({}), json!({})), "2026-04-16", price("200")),
        ["2026-04-16 2026-04-16 2026-12-31 -850.00 credit", "2026-04-16 2026-04-16 2026-12-31 1700.00 correction"]
    );
}

/// A yearly price, billed monthly, changed in mid-month: 1200 is 100.00 a month; Feb 15 on, 2400: 50.00 and 100.00, then 200.00.
#[test]
fn a_yearly_price_billed_by_the_month() {
    let charge =
        with(yearly(flat("1200")), json!({ "billing": { "kind": "recurring", "every": { "unit": "month" } } }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", price("2400")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 5000);
    assert_eq!(amended.contract.delta, "1050.00");
}

/// From Mar 16 on the 16th: 15 of March's 31 days stay (150.00 of 310.00), and a whole month from the 16th is due.
#[test]
fn a_changed_bill_day_in_a_billed_month() {
    let charge = every(1, "month", "310", json!({ "billDay": 1 }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-03-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-16", set(json!({ "billDay": 16 }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-03-16"), 15000 - 31000 + 31000);
    assert_eq!(due(&amended.plan, "2026-04-16"), 15000 + 31000);
}

/// On the first day: a stub to the new bill day, Jan 15 to 31 (blg-us-02).
#[test]
fn a_changed_bill_day_on_the_first_day() {
    let request = deal(monthly(flat("310")), json!({}), json!({ "start": "2026-01-15" }));
    let amended = amend(&order(&request), &amendment("A", "2026-01-15", set(json!({ "billDay": 1 }))), json!({}));
    assert_eq!(
        lines(&amended.plan)[..2],
        ["2026-01-15 2026-01-15 2026-01-31 170.00 firstStub", "2026-02-01 2026-02-01 2026-02-28 310.00 period"]
    );
}

/// The customer is billed on the 10th: what is added in between has a stub to the 10th.
#[test]
fn an_added_line_on_the_accounts_bill_day() {
    let charge = every(1, "month", "310", json!({ "alignment": "account" }));
    let more = json!({ "account": { "billDay": 10 }, "start": "2026-01-10" });
    let (order, done) = sold(&deal(charge, json!({}), more), "2026-03-10");
    let line = json!([{ "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-03-31", line), json!({ "billed": done }));
    // Mar 31 to Apr 9 are 10 of the 31 days from Mar 10.
    assert_eq!(due(&amended.plan, "2026-03-31"), 10000);
}

/// Chargebee by days: the day of the change is the old plan's, 15 of 30 days are left (chargebee-nov).
#[test]
fn the_day_of_the_change_is_the_old_plans() {
    let request = deal(
        monthly(flat("30")),
        json!({}),
        with(policy(json!({ "profile": "chargebee" })), json!({ "start": "2026-11-01" })),
    );
    let (order, done) = sold(&request, "2026-11-01");
    let amended = amend(&order, &amendment("A", "2026-11-15", price("100")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-11-30"), -1500 + 5000);
}
