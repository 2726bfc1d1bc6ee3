//! Stories of amendments with strange inputs: first and last days, ragged bill days, leap years, odd currencies and day counts.
//!
//! Every expected number was computed by hand, or from the fractions in the comment above it; none was read off the engine. A story
//! that the engine does not tell yet is ignored as a finding, with the number that it should come to.

mod common;

use common::orders::{amend, amendment, cancel, lines, order, order_of, plan, try_amend, try_cancel};
use common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with, yearly};
use common::{billed, minor};
use prorata::order::Order;
use prorata::quote::InvoicePlan;
use serde_json::{json, Value};

fn sum(plan: &InvoicePlan) -> i128 {
    plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

/// The sum of what is dated up to a day.
fn due(plan: &InvoicePlan, day: &str) -> i128 {
    let own = plan.invoices.iter().filter(|own| own.date.to_string().as_str() <= day);
    own.flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

/// What is invoiced up to a day.
fn through(order: &Order, day: &str) -> Vec<Value> {
    billed(&plan(order, json!({ "through": day })))
}

/// An order, and what was invoiced of it up to a day.
fn sold(request: &Value, day: &str) -> (Order, Vec<Value>) {
    let order = order(request);
    let done = through(&order, day);
    (order, done)
}

fn set(what: Value) -> Value {
    json!([{ "line": "1", "set": what }])
}

fn price(amount: &str) -> Value {
    set(json!({ "price": flat(amount) }))
}

fn quantity(count: &str) -> Value {
    set(json!({ "quantity": count }))
}

fn policy(switches: Value) -> Value {
    json!({ "policy": switches })
}

/// A flat price that is billed once per price period.
fn every(count: u32, unit: &str, amount: &str, billing: Value) -> Value {
    let per = json!({ "unit": unit, "count": count });
    let billing = with(json!({ "kind": "recurring" }), billing);
    json!({ "id": "c", "kind": "recurring", "per": per, "price": flat(amount), "billing": billing })
}

/// Ten seats at 10.00 a month, through 2026.
fn seats() -> Value {
    deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({}))
}

/// One amendment of what was billed up to its day: the lines of that day.
fn at_once(request: &Value, day: &str, changes: Value) -> Vec<String> {
    let (order, done) = sold(request, day);
    let amended = amend(&order, &amendment("A", day, changes), json!({ "billed": done }));
    lines(&amended.plan).into_iter().filter(|line| line.starts_with(day)).collect()
}

/// The whole month comes back, the whole new price is due.
#[test]
fn upgrade_on_the_first_day() {
    let request = deal(monthly(flat("30")), json!({}), json!({}));
    assert_eq!(
        at_once(&request, "2026-02-01", price("50")),
        ["2026-02-01 2026-02-01 2026-02-28 -30.00 credit", "2026-02-01 2026-02-01 2026-02-28 50.00 correction"]
    );
}

/// One of 31 days: 1.00 of 31.00, 2.00 of 62.00.
#[test]
fn upgrade_on_the_last_day() {
    let request = deal(monthly(flat("31")), json!({}), json!({}));
    assert_eq!(
        at_once(&request, "2026-01-31", price("62")),
        ["2026-01-31 2026-01-31 2026-01-31 -1.00 credit", "2026-01-31 2026-01-31 2026-01-31 2.00 correction"]
    );
}

/// On the very last day of the order there is one day to change; on the day after there is none, but the order can go on.
#[test]
fn the_last_day_of_the_order() {
    let request = deal(monthly(flat("31")), json!({}), json!({ "end": "2026-03-31" }));
    let (order, done) = sold(&request, "2026-03-31");
    let of = |day: &str, changes: Value| {
        try_amend(&order, &amendment("A", day, changes), json!({ "billed": done })).map(|own| sum(&own.plan))
    };
    assert_eq!(of("2026-03-31", price("62")).expect("an amendment"), 1_00);
    assert_eq!(of("2026-04-01", set(json!({ "end": "2026-04-30" }))).expect("an extension"), 31_00);
    assert!(of("2026-04-02", price("62")).is_err());
}

/// Both on Jan 17, nothing billed in between: nothing is due. Billed in between: 16/31 of 100.00 stay (51.61), 48.39 come back and
/// 15/31 of 40.00 (19.35) are due; then those come back and the 48.39 are due again.
#[test]
fn downgrade_and_upgrade_on_one_day() {
    let (order, done) = sold(&seats(), "2026-01-01");
    let down = with(amendment("B", "2026-01-17", quantity("4")), json!({ "sequence": 1 }));
    let up = with(amendment("A", "2026-01-17", quantity("10")), json!({ "sequence": 2 }));
    let first = amend(&order, &down, json!({ "billed": done }));
    assert_eq!(due(&first.plan, "2026-01-17"), -48_39 + 19_35);
    let both = amend(&first.order, &up, json!({ "billed": done }));
    assert_eq!(due(&both.plan, "2026-01-31"), 0);
    assert_eq!(both.contract.after, "1200.00");
    let mut all = done.clone();
    all.extend(billed(&plan(&first.order, json!({ "billed": done, "through": "2026-01-17", "asOf": "2026-01-17" }))));
    let again = amend(&first.order, &up, json!({ "billed": all }));
    assert_eq!(due(&again.plan, "2026-01-31"), 48_39 - 19_35);
}

/// The later amendment became known first and was billed. Then 15 seats from Feb 15: half of February's 50.00 more, and 10/31 of
/// 150.00 instead of 100.00 in March (48.39 and 32.26). From Mar 11 it is 20 seats whatever came before.
#[test]
fn an_earlier_amendment_arrives_later() {
    let (order, mut done) = sold(&seats(), "2026-03-01");
    let march = amend(&order, &amendment("A", "2026-03-11", quantity("20")), json!({ "billed": done }));
    // 32.26 stay, 21/31 of 200.00 are 135.48.
    assert_eq!(due(&march.plan, "2026-03-11"), 32_26 - 100_00 + 135_48);
    done.extend(billed(&plan(&march.order, json!({ "billed": done, "through": "2026-03-11", "asOf": "2026-03-11" }))));
    let own = with(amendment("B", "2026-02-15", quantity("15")), json!({ "recorded": "2026-03-20" }));
    let february = amend(&march.order, &own, json!({ "billed": done, "asOf": "2026-03-20" }));
    assert_eq!(due(&february.plan, "2026-03-31"), 25_00 + 48_39 - 32_26);
    assert_eq!(due(&february.plan, "2026-04-01"), 25_00 + 48_39 - 32_26 + 200_00);
    done.extend(billed(&plan(
        &february.order,
        json!({ "billed": done, "through": "2026-03-20", "asOf": "2026-03-20" }),
    )));
    let rest = plan(&february.order, json!({ "billed": done, "through": "2026-03-31", "asOf": "2026-03-20" }));
    assert_eq!(lines(&rest), Vec::<String>::new());
}

/// 75.00 instead of 90.00 from Jan 16, known on Apr 20 with four months billed: 15/31 of 90.00 and 16/31 of 75.00 are 82.26, then
/// three months of 15.00 less. All of it is dated Apr 20.
#[test]
fn backdated_over_four_billed_months() {
    let request = deal(monthly(flat("90")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-04-01");
    let own = with(amendment("A", "2026-01-16", price("75")), json!({ "recorded": "2026-04-20" }));
    let amended = amend(&order, &own, json!({ "billed": done, "asOf": "2026-04-20" }));
    assert_eq!(amended.plan.invoices[0].date.to_string(), "2026-04-20");
    assert_eq!(due(&amended.plan, "2026-04-30"), 82_26 - 90_00 - 3 * 15_00);
    assert_eq!(due(&amended.plan, "2026-05-01"), 82_26 - 90_00 - 3 * 15_00 + 75_00);
    assert_eq!(amended.contract.delta, "-172.74", "7.74 and eleven times 15.00");
}

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

/// In arrears nothing was billed of March: 10 days at 310.00 are 100.00, 21 at 620.00 are 420.00, both billed when they end.
#[test]
fn a_change_in_arrears_gives_nothing_back() {
    let request =
        deal(every(1, "month", "310", json!({ "timing": "arrears" })), json!({}), json!({ "end": "2026-04-30" }));
    let (order, done) = sold(&request, "2026-03-01");
    assert_eq!(done.len(), 2);
    let amended = amend(&order, &amendment("A", "2026-03-11", price("620")), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan).iter().map(|line| line[11..].to_owned()).collect::<Vec<_>>(),
        [
            "2026-03-01 2026-03-10 100.00 period",
            "2026-03-11 2026-03-31 420.00 period",
            "2026-04-01 2026-04-30 620.00 period",
        ]
    );
}

/// In arrears and backdated over a billed month: February was 310.00 and is 155.00 and 310.00.
#[test]
fn a_billed_month_in_arrears_is_corrected() {
    let request =
        deal(every(1, "month", "310", json!({ "timing": "arrears" })), json!({}), json!({ "end": "2026-04-30" }));
    let (order, done) = sold(&request, "2026-03-01");
    let amended =
        amend(&order, &amendment("A", "2026-02-15", price("620")), json!({ "billed": done, "asOf": "2026-03-05" }));
    assert_eq!(due(&amended.plan, "2026-03-31"), 155_00);
    assert_eq!(sum(&amended.plan), 155_00 + 2 * 620_00);
}

/// Yen have no decimals: 3001 x 10/30 = 1000, 4999 x 20/30 = 3333.
#[test]
fn whole_yen() {
    let request = deal(monthly(flat("3001")), json!({}), json!({ "currency": "JPY" }));
    assert_eq!(
        at_once(&request, "2026-04-11", price("4999")),
        ["2026-04-11 2026-04-11 2026-04-30 -2001 credit", "2026-04-11 2026-04-11 2026-04-30 3333 correction"]
    );
}

/// Dinars have three: 10.005 x 9/28 = 3.216.
#[test]
fn three_decimals() {
    let request = deal(monthly(flat("10.005")), json!({}), json!({ "currency": "KWD" }));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-10" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2026-02-10 2026-02-10 2026-02-28 -6.789 credit"]);
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
    assert_eq!(sum(&gone.plan), -53_33);
}

/// Zuora bills 14/30 of one seat that is added on Aug 18 (ids zuora-tcb-3); the ten seats that stay cost what they cost.
#[test]
#[ignore = "finding: under actual30 and actual365 a month that is cut costs more for units that do not change (24.00, not 14.00)"]
fn what_does_not_change_costs_what_it_did() {
    let request = deal(monthly(per_unit("30")), json!({ "quantity": "10" }), policy(json!({ "profile": "zuora30" })));
    let (order, done) = sold(&request, "2026-08-01");
    let amended = amend(&order, &amendment("A", "2026-08-18", quantity("11")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-08-31"), 14_00);
}

/// The same by days over 365/12: 15 days of one seat of 100.00 are 100 x 15 x 12/365 = 49.32.
#[test]
#[ignore = "finding: under actual30 and actual365 a month that is cut costs more for units that do not change (68.49, not 49.32)"]
fn what_does_not_change_costs_what_it_did_by_365() {
    let request =
        deal(monthly(per_unit("100")), json!({ "quantity": "10" }), policy(json!({ "dayCount": "actual365" })));
    let (order, done) = sold(&request, "2026-01-01");
    let amended = amend(&order, &amendment("A", "2026-01-17", quantity("11")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-01-31"), 49_32);
}

fn volume() -> Value {
    json!({ "model": "volume", "tiers": [{ "upTo": 10, "unitPrice": "10" }, { "unitPrice": "8" }] })
}

/// Ten cost 100.00, twelve 96.00: half of February's.
#[test]
fn a_volume_tier_is_crossed_up_and_down() {
    let of = |count: &str, then: &str| {
        let request = deal(monthly(volume()), json!({ "quantity": count }), json!({}));
        at_once(&request, "2026-02-15", json!([{ "line": "1", "add": { "quantity": then } }]))
    };
    assert_eq!(
        of("10", "2"),
        ["2026-02-15 2026-02-15 2026-02-28 -50.00 credit", "2026-02-15 2026-02-15 2026-02-28 48.00 correction"]
    );
    assert_eq!(
        of("12", "-2"),
        ["2026-02-15 2026-02-15 2026-02-28 -48.00 credit", "2026-02-15 2026-02-15 2026-02-28 50.00 correction"]
    );
}

/// 1,200.00 less a tenth less 108.00 is 81.00 a month for ten. What is added pays 9.00 each: half a month of 81.00 and 90.00.
#[test]
fn a_percentage_and_an_amount_off() {
    let line = json!({ "quantity": "10", "discounts": [{ "percent": "10" }, { "amount": "108" }] });
    let request = deal(monthly(per_unit("10")), line, json!({}));
    assert_eq!(
        at_once(&request, "2026-02-15", quantity("20")),
        ["2026-02-15 2026-02-15 2026-02-28 -40.50 credit", "2026-02-15 2026-02-15 2026-02-28 85.50 correction"]
    );
}

/// A percentage of the quote holds for what an amendment changes: 20 percent off 10 x 10.00, then 10 x 15.00.
#[test]
fn a_percentage_off_the_quote_goes_on() {
    let request = with(seats(), json!({ "discounts": [{ "percent": "20" }] }));
    assert_eq!(
        at_once(&request, "2026-02-15", set(json!({ "unitPrice": "15" }))),
        ["2026-02-15 2026-02-15 2026-02-28 -40.00 credit", "2026-02-15 2026-02-15 2026-02-28 60.00 correction"]
    );
}

/// Discounts of the amendment: a tenth off the rest of February.
#[test]
fn a_discount_in_mid_period() {
    let tenth = json!({ "discounts": [{ "percent": "10" }] });
    assert_eq!(
        at_once(&seats(), "2026-02-15", set(tenth)),
        ["2026-02-15 2026-02-15 2026-02-28 -50.00 credit", "2026-02-15 2026-02-15 2026-02-28 45.00 correction"]
    );
}

fn taxed(mode: &str) -> Value {
    json!({ "taxes": [{ "code": "vat", "percent": "20" }], "taxMode": mode })
}

/// Prices that hold 20 percent: 24.99 is 20.83 and 4.16. All of it comes back, to the cent.
#[test]
#[ignore = "finding: with prices that hold the tax, billed nets are an unexplained_restatement"]
fn tax_in_the_price_comes_back() {
    let request = deal(monthly(flat("24.99")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let first = plan(&order, json!({ "through": "2026-01-01" })).invoices[0].totals.clone();
    assert_eq!((&*first.net, &*first.tax, &*first.gross), ("20.83", "4.16", "24.99"));
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-20.83", "-4.16", "-24.99"));
}

/// Half of a month of 24.00 with 20 percent in it: 12.00 come back, 10.00 and 2.00.
#[test]
#[ignore = "finding: with prices that hold the tax, billed nets are an unexplained_restatement"]
fn tax_in_the_price_comes_back_in_part() {
    let request = deal(monthly(flat("24")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-10.00", "-2.00", "-12.00"));
}

/// Half of 24.99 is 12.495: what stays and what comes back are 24.99, with 4.16 of tax, together.
#[test]
#[ignore = "finding: with prices that hold the tax, billed nets are an unexplained_restatement"]
fn odd_cents_of_tax_in_the_price() {
    let request = deal(monthly(flat("24.99")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", swap), json!({ "billed": done }));
    let own = &amended.plan.invoices[0].totals;
    let sums = [&own.net, &own.tax, &own.gross].map(|text| minor(text));
    assert_eq!(sums[0] + sums[1], sums[2]);
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    // 12.50 or 12.49 stay, and a sixth of that is tax: 2.08.
    assert!(["-12.49", "-12.50"].contains(&&*back.gross), "{}", back.gross);
    assert_eq!(back.tax, "-2.08");
}

/// 20 percent on top: of 33.33 it is 6.67, and 6.67 come back.
#[test]
fn tax_on_top_comes_back() {
    let request = deal(monthly(flat("33.33")), json!({}), taxed("exclusive"));
    let (order, done) = sold(&request, "2026-01-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-01" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-33.33", "-6.67", "-40.00"));
}

/// Support is a fifth of what the seats cost: of 5 more from Feb 15, half of 50.00 and of 10.00.
#[test]
fn support_follows_its_base() {
    let support = monthly(json!({ "model": "percentOf", "percent": "20", "of": { "lines": ["a"] } }));
    let request =
        deal_of(&[("a", monthly(per_unit("10")), json!({ "quantity": "10" })), ("b", support, json!({}))], json!({}));
    let (order, done) = sold(&request, "2026-02-01");
    let more = json!([{ "line": "a", "add": { "quantity": "5" } }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", more), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan)[..4],
        [
            "2026-02-15 2026-02-15 2026-02-28 -50.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 75.00 correction",
            "2026-02-15 2026-02-15 2026-02-28 -10.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 15.00 correction",
        ]
    );
    let gone = json!([{ "removeLine": "a" }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", gone), json!({ "billed": done }));
    assert_eq!(sum(&amended.plan), -60_00, "without its base the support costs nothing");
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
#[ignore = "finding: the credit is written from the amendment's day (-1200.00 from Mar 1, 595.07 from Jan 1), the sum is right"]
fn a_billed_year_is_shortened() {
    let request = deal(yearly(flat("1200")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-01", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(sum(&amended.plan), -604_93);
    assert_eq!(lines(&amended.plan), ["2026-03-01 2026-07-01 2026-12-31 -604.93 credit"]);
}

/// A line of its own from Apr 15 ends with the order: 261 of 365 days of 1,200.00.
#[test]
fn an_added_line_ends_with_the_order() {
    let request = deal(yearly(flat("1200")), json!({}), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let more = json!([{ "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-04-15", more), json!({ "billed": done }));
    assert_eq!(lines(&amended.plan), ["2026-04-15 2026-04-15 2026-12-31 858.08 firstStub"]);
}

/// The same product out and in again, on bill day 1: half of February back, half of it due, then months as before.
#[test]
fn a_line_is_swapped_for_itself() {
    let charge = every(1, "month", "100", json!({ "billDay": 1 }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", swap), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan)[..3],
        [
            "2026-02-15 2026-02-15 2026-02-28 -50.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 50.00 firstStub",
            "2026-03-01 2026-03-01 2026-03-31 100.00 period",
        ]
    );
}

/// From Mar 16 on the 16th: 15 of March's 31 days stay (150.00 of 310.00), and a whole month from the 16th is due.
#[test]
#[ignore = "finding: a bill day that an amendment sets does nothing"]
fn a_changed_bill_day_in_a_billed_month() {
    let charge = every(1, "month", "310", json!({ "billDay": 1 }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-03-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-16", set(json!({ "billDay": 16 }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-03-16"), 150_00 - 310_00 + 310_00);
    assert_eq!(due(&amended.plan, "2026-04-16"), 150_00 + 310_00);
}

/// On the first day: a stub to the new bill day, Jan 15 to 31 (blg-us-02).
#[test]
#[ignore = "finding: a bill day that an amendment sets does nothing"]
fn a_changed_bill_day_on_the_first_day() {
    let request = deal(monthly(flat("310")), json!({}), json!({ "start": "2026-01-15" }));
    let amended = amend(&order(&request), &amendment("A", "2026-01-15", set(json!({ "billDay": 1 }))), json!({}));
    assert_eq!(
        lines(&amended.plan)[..2],
        ["2026-01-15 2026-01-15 2026-01-31 170.00 firstStub", "2026-02-01 2026-02-01 2026-02-28 310.00 period"]
    );
}

/// No seats for a week of a billed February: a quarter stays, a half is due again.
#[test]
fn a_pause_of_a_week() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let none = amend(&order, &amendment("A", "2026-02-08", quantity("0")), json!({ "billed": done }));
    assert_eq!(due(&none.plan, "2026-02-08"), -75_00);
    assert_eq!(sum(&none.plan), -75_00);
    let back = amend(&none.order, &amendment("B", "2026-02-15", quantity("10")), json!({ "billed": done }));
    assert_eq!(due(&back.plan, "2026-02-28"), -25_00);
    assert_eq!(due(&back.plan, "2026-03-01"), 75_00);
    assert_eq!(back.contract.after, "1175.00");
}

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
#[ignore = "finding: without `through`, what was billed after twelve months is an unexplained_restatement"]
fn an_evergreen_order_is_cancelled_in_its_third_year() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": null }));
    let order = order(&request);
    let done = through(&order, "2028-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2028-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), -51_72);
}

/// Cancelled on Jan 20, as is known on Mar 25 when three months are billed: 19/31 of January stay, 61.29.
#[test]
fn a_cancellation_backdated_over_billed_months() {
    let (order, done) = sold(&seats(), "2026-03-01");
    let options = json!({ "billed": done, "asOf": "2026-03-25" });
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-20", "recorded": "2026-03-25" }), options);
    assert_eq!(sum(&gone.plan), 61_29 - 300_00);
    assert!(gone.plan.invoices.iter().all(|own| own.date.to_string() == "2026-03-25"));
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

/// Agreed in advance of its day, in a quarter that is billed: the credit waits for the day.
#[test]
fn a_change_that_is_agreed_early() {
    let quarterly = deal(every(3, "month", "300", json!({})), json!({}), json!({}));
    let (order, done) = sold(&quarterly, "2026-01-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-01", price("600")), json!({ "billed": done, "asOf": "2026-01-10" }));
    // 59 of 90 days stay: 196.67; 31 of them at 600.00 are 206.67.
    assert_eq!(
        lines(&amended.plan)[..2],
        ["2026-03-01 2026-03-01 2026-03-31 -103.33 credit", "2026-03-01 2026-03-01 2026-03-31 206.67 correction"]
    );
}

/// Quantities need not be whole: 2.5 become 3.75 at 12.40, for half of February.
#[test]
fn parts_of_units() {
    let request = deal(monthly(per_unit("12.40")), json!({ "quantity": "2.5" }), json!({}));
    // 31.00 and 46.50 a month.
    assert_eq!(
        at_once(&request, "2026-02-15", json!([{ "line": "1", "add": { "quantity": "1.25" } }])),
        ["2026-02-15 2026-02-15 2026-02-28 -15.50 credit", "2026-02-15 2026-02-15 2026-02-28 23.25 correction"]
    );
}

/// Quantity and price on one day, in one amendment or in two, whatever comes first.
#[test]
fn one_amendment_or_two() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let both = json!([{ "line": "1", "set": { "quantity": "12", "unitPrice": "9" } }]);
    let one = amend(&order, &amendment("A", "2026-02-15", both), json!({ "billed": done }));
    let first =
        amend(&order, &amendment("P", "2026-02-15", set(json!({ "unitPrice": "9" }))), json!({ "billed": done }));
    let two = amend(&first.order, &amendment("Q", "2026-02-15", quantity("12")), json!({ "billed": done }));
    // 108.00 instead of 100.00.
    assert_eq!(due(&one.plan, "2026-02-28"), -50_00 + 54_00);
    assert_eq!(lines(&one.plan), lines(&two.plan));
}

/// Units of a thing that is sold once and billed, and three more of them in March: 3 x 50.00 are due then.
#[test]
#[ignore = "finding: units that are added to a one-time charge are never billed, and nothing says so"]
fn more_of_what_is_sold_once() {
    let request = deal(once(per_unit("50")), json!({ "quantity": "10" }), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let more = json!([{ "line": "1", "add": { "quantity": "3" } }]);
    let amended = amend(&order, &amendment("A", "2026-03-10", more), json!({ "billed": done }));
    assert_eq!((sum(&amended.plan), &*amended.contract.delta), (150_00, "150.00"));
}

/// What was sold once and billed stays when the line is removed later, and comes back when it is removed on its first day.
#[test]
#[ignore = "finding: what is billed once does not come back on its first day: unexplained_restatement"]
fn what_is_sold_once_is_cancelled() {
    let request = deal(once(per_unit("50")), json!({ "quantity": "10" }), json!({}));
    let (order, done) = sold(&request, "2026-01-01");
    let on = |day: &str| sum(&cancel(&order, json!({ "id": "C", "on": day }), json!({ "billed": done })).plan);
    assert_eq!(on("2026-03-10"), 0);
    assert_eq!(on("2026-01-01"), -500_00);
}

/// What was used until the cancellation is billed.
#[test]
#[ignore = "finding: usage after the day of a cancellation makes it out_of_range at /lines/0/usage/1/date"]
fn usage_until_a_cancellation() {
    let records = json!([
        { "charge": "c", "date": "2026-02-03", "quantity": "40" },
        { "charge": "c", "date": "2026-02-20", "quantity": "60" },
    ]);
    let request = deal(usage(per_unit("2")), json!({ "usage": records }), json!({}));
    let gone = cancel(&order(&request), json!({ "id": "C", "on": "2026-02-10" }), json!({}));
    assert_eq!(sum(&gone.plan), 80_00);
}

/// Only some lines are cancelled, and the other goes on.
#[test]
fn one_of_two_lines_is_cancelled() {
    let request = deal_of(&[("a", monthly(flat("280")), json!({})), ("b", monthly(flat("10")), json!({}))], json!({}));
    let order = order_of(&request, json!({}));
    let done = through(&order, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-08", "lines": ["a"] }), json!({ "billed": done }));
    assert_eq!(due(&gone.plan, "2026-02-28"), -210_00);
    assert_eq!(sum(&gone.plan), -210_00 + 100_00);
}

/// Goodwill of more than what was billed stays goodwill: a cancellation neither takes it back nor adds to it (FLEX-CAP-5).
#[test]
#[ignore = "finding: goodwill of more than was billed is charged back, as a credit above zero"]
fn more_goodwill_than_was_billed() {
    let (order, mut done) = sold(&seats(), "2026-01-01");
    let days = json!({ "start": "2026-01-01", "end": "2026-01-31" });
    done.push(json!({ "line": "1", "charge": "c", "period": days, "net": "-130", "kind": "adjustment" }));
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-17" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), Vec::<String>::new());
}

/// Chargebee by days: the day of the change is the old plan's, 15 of 30 days are left (chargebee-nov).
#[test]
#[ignore = "finding: orders do not read changeDay (16 days of 30 instead of 15)"]
fn the_day_of_the_change_is_the_old_plans() {
    let request = deal(
        monthly(flat("30")),
        json!({}),
        with(policy(json!({ "profile": "chargebee" })), json!({ "start": "2026-11-01" })),
    );
    let (order, done) = sold(&request, "2026-11-01");
    let amended = amend(&order, &amendment("A", "2026-11-15", price("100")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-11-30"), -15_00 + 50_00);
}

/// Half of 49.99 is 24.995: Stripe, Kill Bill, Lago, Meteroid and Flexprice round what comes back, 25.00.
#[test]
#[ignore = "missing switch: a credit is what the rounded kept part leaves (24.99); `creditRounding: own` would round it by itself"]
fn half_of_an_odd_price_comes_back() {
    let request = deal(monthly(flat("49.99")), json!({}), policy(json!({ "profile": "stripe" })));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), -25_00);
}

/// A ramp: ten seats, from July twenty. What is added in March holds up to the next step.
#[test]
fn an_amendment_within_a_ramp() {
    let segments = json!([{ "quantity": "10" }, { "start": "2026-07-01", "quantity": "20" }]);
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10", "segments": segments }), json!({}));
    let (order, done) = sold(&request, "2026-03-01");
    let more = json!([{ "line": "1", "add": { "quantity": "5" } }]);
    let amended = amend(&order, &amendment("A", "2026-03-17", more), json!({ "billed": done }));
    // 15 of 31 days of 50.00 are 24.19; as -48.39 and 72.58.
    assert_eq!(due(&amended.plan, "2026-03-31"), 24_19);
    assert_eq!(amended.contract.before, "1800.00");
    assert_eq!(amended.contract.delta, "174.19", "24.19, and three months of 50.00");
}

/// The step of July is itself amended, before it comes.
#[test]
fn a_step_that_is_still_to_come() {
    let segments = json!([{ "quantity": "10" }, { "start": "2026-07-01", "quantity": "20" }]);
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10", "segments": segments }), json!({}));
    let (order, done) = sold(&request, "2026-03-01");
    let amended =
        amend(&order, &amendment("A", "2026-07-01", quantity("15")), json!({ "billed": done, "asOf": "2026-03-15" }));
    assert_eq!(amended.contract.delta, "-300.00");
    assert_eq!(amended.changes.len(), 6);
}

/// Free until Jan 14. More seats on Jan 8 are free too; 17 of 31 days of 20 seats are 109.68.
#[test]
fn a_change_in_the_trial() {
    let request =
        deal(monthly(per_unit("10")), json!({ "quantity": "10", "trial": { "unit": "week", "count": 2 } }), json!({}));
    let amended = amend(&order(&request), &amendment("A", "2026-01-08", quantity("20")), json!({}));
    let january = due(&amended.plan, "2026-01-31");
    assert_eq!(january, 109_68);
    let gone = cancel(&order(&request), json!({ "id": "C", "on": "2026-01-10" }), json!({}));
    assert_eq!(sum(&gone.plan), 0);
}

/// Prices that rise by 10 percent a year: in February 2027 ten seats are 110.00, and half of five more 27.50.
#[test]
fn more_units_of_a_price_that_has_risen() {
    let line = json!({ "quantity": "10", "uplift": { "percent": "10" } });
    let request = deal(monthly(per_unit("10")), line, json!({ "term": { "unit": "year", "count": 2 } }));
    assert_eq!(
        at_once(&request, "2027-02-15", quantity("15")),
        ["2027-02-15 2027-02-15 2027-02-28 -55.00 credit", "2027-02-15 2027-02-15 2027-02-28 82.50 correction"]
    );
}

/// Half price for three months: a change in February is at half price, one in April is not.
#[test]
fn a_discount_of_three_periods() {
    let half = json!([{ "percent": "50", "duration": { "periods": 3 } }]);
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10", "discounts": half }), json!({}));
    let of = |day: &str| {
        let (order, done) = sold(&request, day);
        due(&amend(&order, &amendment("A", day, quantity("20")), json!({ "billed": done })).plan, day)
    };
    assert_eq!(of("2026-02-15"), 25_00);
    assert_eq!(of("2026-04-16"), 50_00);
}

/// Graduated: 10 at 10.00, the others at 5.00. From 8 to 14: 80.00 and 120.00.
#[test]
fn a_graduated_tier_is_crossed() {
    let price = json!({ "model": "graduated", "tiers": [{ "upTo": 10, "unitPrice": "10" }, { "unitPrice": "5" }] });
    let request = deal(monthly(price), json!({ "quantity": "8" }), json!({}));
    assert_eq!(
        at_once(&request, "2026-02-15", quantity("14")),
        ["2026-02-15 2026-02-15 2026-02-28 -40.00 credit", "2026-02-15 2026-02-15 2026-02-28 60.00 correction"]
    );
}

/// From per unit to a flat price and back, in one billed month: 7/28 at 100.00, 14/28 at 60.00, 7/28 at 100.00.
#[test]
fn the_model_changes_and_changes_back() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let flat = amend(&order, &amendment("A", "2026-02-08", price("60")), json!({ "billed": done }));
    let back = set(json!({ "price": per_unit("10") }));
    let back = amend(&flat.order, &amendment("B", "2026-02-22", back), json!({ "billed": done }));
    assert_eq!(due(&back.plan, "2026-02-28"), -100_00 + 25_00 + 30_00 + 25_00);
    assert_eq!(due(&back.plan, "2026-03-01"), 80_00);
}

/// February was invoiced in two parts, as after an earlier change; another change gives back both.
#[test]
fn a_month_that_was_billed_in_two_parts() {
    let (order, mut done) = sold(&seats(), "2026-01-01");
    let first = amend(&order, &amendment("A", "2026-02-08", quantity("20")), json!({ "billed": done })).order;
    done.extend(billed(&plan(&first, json!({ "billed": done, "from": "2026-02-01", "through": "2026-02-28" }))));
    assert_eq!(done.len(), 3);
    // 25.00 and 150.00 were billed; from Feb 4 on it is 12 seats up to Feb 7: 4 days of 20.00 more.
    let second = amend(&first, &amendment("B", "2026-02-04", quantity("12")), json!({ "billed": done }));
    // 4/28 of 120.00 instead of 100.00 is 2.86 (17.14 and 14.29: 2.85 as parts).
    let difference = due(&second.plan, "2026-02-28");
    assert!([2_85, 2_86].contains(&difference), "{difference}");
}

/// After the cancellation there is nothing to amend; before it there is, and the cancellation holds.
#[test]
fn an_amendment_after_and_before_a_cancellation() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done })).order;
    assert!(try_amend(&gone, &amendment("A", "2026-02-20", quantity("20")), json!({ "billed": done })).is_err());
    let before = amend(&gone, &amendment("A", "2026-02-08", quantity("20")), json!({ "billed": done }));
    // 7/28 of 100.00 and 7/28 of 200.00 instead of 100.00.
    assert_eq!(sum(&before.plan), 25_00 + 50_00 - 100_00);
}

/// Cancelled, then backdated further: what came back first is not given back twice.
#[test]
fn a_second_earlier_cancellation() {
    let (order, mut done) = sold(&seats(), "2026-02-01");
    let first = cancel(&order, json!({ "id": "C", "on": "2026-02-22" }), json!({ "billed": done }));
    assert_eq!(sum(&first.plan), -25_00);
    done.extend(billed(&first.plan));
    let second = cancel(&first.order, json!({ "id": "B", "on": "2026-02-08" }), json!({ "billed": done }));
    assert_eq!(sum(&second.plan), -50_00);
}

/// A line that begins later than the amendment that adds it, and one with a term of its own.
#[test]
fn added_lines_with_days_of_their_own() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let more = json!([
        { "addLine": { "id": "2", "product": "p", "quantity": "1", "start": "2026-03-01" } },
        { "addLine": { "id": "3", "product": "p", "quantity": "2", "term": { "unit": "month", "count": 3 } } },
    ]);
    let amended = amend(&order, &amendment("A", "2026-02-10", more), json!({ "billed": done }));
    assert_eq!(amended.contract.delta, "160.00", "ten months of 10.00, three of 20.00");
}

/// A yearly price, billed monthly, changed in mid-month: 1200 is 100.00 a month; Feb 15 on, 2400: 50.00 and 100.00, then 200.00.
#[test]
fn a_yearly_price_billed_by_the_month() {
    let charge =
        with(yearly(flat("1200")), json!({ "billing": { "kind": "recurring", "every": { "unit": "month" } } }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", price("2400")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 50_00);
    assert_eq!(amended.contract.delta, "1050.00");
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

/// Without proration (Lago's seats, LAGO-SEATS-2): ten are billed, fifteen are wanted; five whole seats are due, not fifteen.
#[test]
#[ignore = "missing switch: with `partial: full` both parts of a cut month are whole; an increase should cost the difference"]
fn no_proration_bills_the_increase_whole() {
    let request = with(seats(), policy(json!({ "partial": "full" })));
    let (order, done) = sold(&request, "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", quantity("15")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 50_00);
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
    assert_eq!(due(&amended.plan, "2026-03-31"), 100_00);
}

/// An order that is extended twice and then has no end.
#[test]
#[ignore = "finding: extended on the day after a stub, the rest of its month (Apr 16 to 30) is never billed"]
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

/// April was billed to the 15th, as a stub; extended to the end of June, the other half is due when it begins.
#[test]
#[ignore = "finding: extended on the day after a stub, the rest of its month (Apr 16 to 30) is never billed"]
fn a_billed_stub_is_extended() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": "2026-04-15" }));
    let (order, done) = sold(&request, "2026-04-01");
    assert_eq!(done[3]["net"], "50.00");
    let amended =
        amend(&order, &amendment("A", "2026-04-16", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-04-30"), 50_00);
    assert_eq!(sum(&amended.plan), 250_00);
}

/// The same, agreed on Apr 10, within the stub.
#[test]
fn a_billed_stub_is_extended_early() {
    let request = deal(monthly(flat("100")), json!({}), json!({ "end": "2026-04-15" }));
    let (order, done) = sold(&request, "2026-04-01");
    let amended =
        amend(&order, &amendment("A", "2026-04-10", set(json!({ "end": "2026-06-30" }))), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-04-30"), 50_00);
    assert_eq!(sum(&amended.plan), 250_00);
}

/// An amount off the quote, 120.00 of 2,400.00, and one of its two lines is cancelled in a billed February: 95.00 a month each; 14
/// of 28 days come back.
#[test]
fn a_line_with_its_part_of_an_amount_off() {
    let request = deal_of(
        &[("a", monthly(flat("100")), json!({})), ("b", monthly(flat("100")), json!({}))],
        json!({ "discounts": [{ "amount": "120" }] }),
    );
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15", "lines": ["b"] }), json!({ "billed": done }));
    assert_eq!(due(&gone.plan, "2026-02-28"), -47_50);
    assert_eq!(gone.contract.after, "1282.50", "12 and 1.5 months of 95.00");
}

/// Two percentages of tax on one invoice: what comes back has the tax of its own line.
#[test]
fn credits_of_two_tax_rates() {
    let rate = |code: &str, charge: Value| with(charge, json!({ "taxCode": code }));
    let request = deal_of(
        &[("a", rate("full", monthly(flat("100"))), json!({})), ("b", rate("low", monthly(flat("50"))), json!({}))],
        json!({ "taxes": [{ "code": "full", "percent": "20" }, { "code": "low", "percent": "7" }] }),
    );
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    // 50.00 at 20 percent, 25.00 at 7: 10.00 and 1.75.
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-75.00", "-11.75", "-86.75"));
}

/// Prices of parts of a cent: 350.0035 a month are 350.00, of which half comes back; twice as much is due for the rest.
#[test]
fn a_quantity_of_decimals_and_a_price_of_many() {
    let request = deal(monthly(per_unit("0.0035")), json!({ "quantity": "100001" }), json!({}));
    // 350.0035 a month: 14/28 stay, 175.00175; from 200,002 half of 700.007.
    assert_eq!(
        at_once(&request, "2026-02-15", quantity("200002")),
        ["2026-02-15 2026-02-15 2026-02-28 -175.00 credit", "2026-02-15 2026-02-15 2026-02-28 350.00 correction"]
    );
}

/// 20 seats from Mar 18, billed up to Apr 1: 100.00, 100.00, 54.84 and 90.32, 200.00. Then two older changes become known: half
/// price from Jan 15, and the end on Mar 6. 45.16 and 27.42, 50.00, 9.68 stay.
#[test]
#[ignore = "finding: two amendments after a bill run, without `recorded`, are an unexplained_restatement"]
fn two_older_changes_after_a_bill_run() {
    let order = order(&seats());
    let more = amend(&order, &amendment("A", "2026-03-18", quantity("20")), json!({})).order;
    let done = through(&more, "2026-04-01");
    let half = amendment("B", "2026-01-15", set(json!({ "discounts": [{ "percent": "50" }] })));
    let half = amend(&more, &half, json!({ "billed": done })).order;
    let ended =
        amend(&half, &amendment("C", "2026-02-10", set(json!({ "end": "2026-03-06" }))), json!({ "billed": done }));
    assert_eq!(ended.contract.after, "132.26");
    assert_eq!(sum(&ended.plan), 132_26 - 545_16);
}

/// A deposit of 300.00 was on January's invoice, which settled 25.00 of it. It is not asked for again.
#[test]
#[ignore = "finding: the deposit is billed again, and settled over what is open"]
fn a_deposit_is_billed_once() {
    let deposit = json!({ "deposits": [{ "id": "D", "amount": "300", "on": { "date": "2026-01-01" } }] });
    let (order, done) = sold(&with(seats(), deposit), "2026-01-01");
    let rest = plan(&order, json!({ "billed": done, "asOf": "2026-01-02" }));
    let nets: Vec<&str> = rest.invoices.iter().map(|own| &*own.totals.net).collect();
    assert_eq!(nets, vec!["75.00"; 11]);
}

/// Cancelled when one of twelve months is billed: what the months to come would have settled, 275.00, comes back.
#[test]
#[ignore = "finding: an order whose deposit is more than what is left cannot be cancelled (plan_exceeds_total)"]
fn a_deposit_of_a_cancelled_order() {
    let deposit = json!({ "deposits": [{ "id": "D", "amount": "300", "on": { "date": "2026-01-01" } }] });
    let (order, done) = sold(&with(seats(), deposit), "2026-01-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), json!({ "billed": done }));
    assert_eq!(gone.plan.totals.net, "-275.00");
}

/// Cancelled for the end of its term, an order bills what it would have billed.
#[test]
#[ignore = "finding: a cancellation at termEnd is always refused: nothing is left to cancel"]
fn cancelled_at_the_end_of_the_term() {
    let (order, done) = sold(&seats(), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-10", "at": "termEnd" }), json!({ "billed": done }));
    assert_eq!((sum(&gone.plan), &*gone.contract.delta), (1000_00, "0.00"));
}

/// A line that is added for February on, as is known on Apr 20: three months are due on that day.
#[test]
#[ignore = "finding: what is added for days in the past is dated in the past, before asOf"]
fn a_line_added_in_the_past() {
    let (order, done) = sold(&seats(), "2026-04-01");
    let line = json!([{ "addLine": { "id": "2", "product": "p" } }]);
    let own = with(amendment("A", "2026-02-01", line), json!({ "recorded": "2026-04-20" }));
    let amended = amend(&order, &own, json!({ "billed": done, "asOf": "2026-04-20" }));
    assert_eq!(amended.plan.invoices[0].date.to_string(), "2026-04-20");
    assert_eq!(amended.plan.invoices[0].totals.net, "30.00");
}

/// February was billed with 19 percent. Its half comes back in March, when the rate is 21: the tax that was charged, 9.50.
#[test]
#[ignore = "finding: a credit has the tax rate of its own date (10.50), not of what it gives back"]
fn a_credit_has_the_tax_that_was_charged() {
    let rate = json!({ "code": "vat", "percent": "19", "dated": [{ "from": "2026-03-01", "percent": "21" }] });
    let (order, done) = sold(&deal(monthly(flat("100")), json!({}), json!({ "taxes": [rate] })), "2026-02-01");
    let terms = json!({ "id": "C", "on": "2026-02-15", "recorded": "2026-03-10" });
    let gone = cancel(&order, terms, json!({ "billed": done, "asOf": "2026-03-10" }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax), ("-50.00", "-9.50"));
}

/// February was billed for 40 units at 2.00; five more of Feb 25 arrive in March.
#[test]
#[ignore = "finding: usage that arrives after its period was billed is an unexplained_restatement"]
fn late_usage() {
    let record = |date: &str, count: &str| json!({ "charge": "c", "date": date, "quantity": count });
    let request = deal(usage(per_unit("2")), json!({ "usage": [record("2026-02-03", "40")] }), json!({}));
    let (order, done) = sold(&request, "2026-03-01");
    let mut later = order.clone();
    let own = json!({ "line": "1", "records": [record("2026-02-25", "5")] });
    later.usage.push(prorata::document::read(common::node(&own)).expect("usage"));
    let late = plan(&later, json!({ "billed": done, "asOf": "2026-03-10" }));
    assert_eq!(sum(&late), 10_00);
}

/// Salesforce CPQ: a fourth seat from Feb 15 is 33.33 x 14 x 12/365, whatever the three cost (the same as salesforceCpq's own stub).
#[test]
#[ignore = "finding: a month that is cut counts 11/12 by days over 365/12, so units that stay are given back (7.39, not 15.34)"]
fn a_seat_more_at_salesforce() {
    let request =
        deal(monthly(per_unit("33.33")), json!({ "quantity": "3" }), policy(json!({ "profile": "salesforceCpq" })));
    let (order, done) = sold(&request, "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", quantity("4")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 15_34);
}

/// Half the price of milestones is billed on the first day; on the same day it becomes twice as many.
#[test]
#[ignore = "finding: what is billed by milestones and amended on its first day is an unexplained_restatement"]
fn milestones_that_are_amended_on_their_first_day() {
    let items = json!([
        { "id": "a", "percent": "50", "on": { "date": "2026-01-01" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
    ]);
    let charge = with(once(per_unit("100")), json!({ "billing": { "kind": "milestones", "items": items } }));
    let (order, done) = sold(&deal(charge, json!({ "quantity": "10" }), json!({})), "2026-01-01");
    let amended = amend(&order, &amendment("A", "2026-01-01", quantity("20")), json!({ "billed": done }));
    assert_eq!((due(&amended.plan, "2026-01-31"), sum(&amended.plan)), (500_00, 1500_00));
}

/// Cancelled in June, milestones that were agreed are billed as agreed: what is sold once stays sold.
#[test]
fn milestones_stay_as_they_were_sold() {
    let items = json!([
        { "id": "a", "percent": "50", "on": { "date": "2026-01-10" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-10" } },
    ]);
    let charge = with(once(flat("1000")), json!({ "billing": { "kind": "milestones", "items": items } }));
    let (order, done) = sold(&deal(charge, json!({}), json!({})), "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-03-01" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2026-06-10 500.00 milestone"]);
}

/// A commitment of 100.00 a month over usage of 60.00 in January: cancelled on Feb 15, half of February's is due.
#[test]
fn a_commitment_is_cancelled() {
    let used = json!({ "usage": [{ "charge": "c", "date": "2026-01-10", "quantity": "30" }] });
    let least = monthly(json!({ "model": "commitment", "minimum": "100", "of": { "lines": ["a"] } }));
    let request =
        deal_of(&[("a", usage(per_unit("2")), used), ("b", least, json!({}))], json!({ "end": "2026-03-31" }));
    let (order, done) = sold(&request, "2026-02-01");
    let billed_so_far: Vec<&str> = done.iter().map(|own| own["net"].as_str().expect("a net")).collect();
    assert_eq!(billed_so_far, ["60.00", "40.00"]);
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), 50_00);
}

/// 120.00 off for ten seats are 1.00 a seat and month. None in February, and ten again in March: 90.00 as before.
#[test]
fn an_amount_off_survives_a_pause() {
    let line = json!({ "quantity": "10", "discounts": [{ "amount": "120" }] });
    let (order, done) = sold(&deal(monthly(per_unit("10")), line, json!({})), "2026-01-01");
    let none = amend(&order, &amendment("A", "2026-02-01", quantity("0")), json!({ "billed": done }));
    let back = amend(&none.order, &amendment("B", "2026-03-01", quantity("10")), json!({ "billed": done }));
    assert_eq!((due(&back.plan, "2026-02-28"), due(&back.plan, "2026-03-31")), (0, 90_00));
    assert_eq!(back.contract.after, "990.00");
}
