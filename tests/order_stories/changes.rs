//! Prices and quantities: on first and last days, on one day, in the past, in tiers, with discounts, in a ramp.

use super::teller::{at_once, due, every, policy, price, quantity, seats, set, sold, sum};
use crate::common::billed;
use crate::common::orders::{amend, amendment, cancel, lines, order, plan, try_amend};
use crate::common::table::{deal, deal_of, flat, monthly, per_unit, with};
use serde_json::{json, Value};

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
    assert_eq!(of("2026-03-31", price("62")).expect("an amendment"), 100);
    assert_eq!(of("2026-04-01", set(json!({ "end": "2026-04-30" }))).expect("an extension"), 3100);
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
    assert_eq!(due(&first.plan, "2026-01-17"), -4839 + 1935);
    let both = amend(&first.order, &up, json!({ "billed": done }));
    assert_eq!(due(&both.plan, "2026-01-31"), 0);
    assert_eq!(both.contract.after, "1200.00");
    let mut all = done.clone();
    all.extend(billed(&plan(&first.order, json!({ "billed": done, "through": "2026-01-17", "asOf": "2026-01-17" }))));
    let again = amend(&first.order, &up, json!({ "billed": all }));
    assert_eq!(due(&again.plan, "2026-01-31"), 4839 - 1935);
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
    assert_eq!(due(&one.plan, "2026-02-28"), -5000 + 5400);
    assert_eq!(lines(&one.plan), lines(&two.plan));
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
    assert_eq!(due(&amended.plan, "2026-04-30"), 8226 - 9000 - 3 * 1500);
    assert_eq!(due(&amended.plan, "2026-05-01"), 8226 - 9000 - 3 * 1500 + 7500);
    assert_eq!(amended.contract.delta, "-172.74", "7.74 and eleven times 15.00");
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
    assert_eq!(due(&amended.plan, "2026-03-31"), 15500);
    assert_eq!(sum(&amended.plan), 15500 + 2 * 62000);
}

/// Agreed in advance of its day, in a quarter that is billed: the correction is due with the quarter, as if it had been known when that
/// was billed.
#[test]
fn a_change_that_is_agreed_early() {
    let quarterly = deal(every(3, "month", "300", json!({})), json!({}), json!({}));
    let (order, done) = sold(&quarterly, "2026-01-01");
    let amended =
        amend(&order, &amendment("A", "2026-03-01", price("600")), json!({ "billed": done, "asOf": "2026-01-10" }));
    // 59 of 90 days stay: 196.67; 31 of them at 600.00 are 206.67.
    assert_eq!(
        lines(&amended.plan)[..2],
        ["2026-01-10 2026-03-01 2026-03-31 -103.33 credit", "2026-01-10 2026-03-01 2026-03-31 206.67 correction"]
    );
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
    assert_eq!(due(&back.plan, "2026-02-28"), -10000 + 2500 + 3000 + 2500);
    assert_eq!(due(&back.plan, "2026-03-01"), 8000);
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

/// Half price for three months: a change in February is at half price, one in April is not.
#[test]
fn a_discount_of_three_periods() {
    let half = json!([{ "percent": "50", "duration": { "periods": 3 } }]);
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10", "discounts": half }), json!({}));
    let of = |day: &str| {
        let (order, done) = sold(&request, day);
        due(&amend(&order, &amendment("A", day, quantity("20")), json!({ "billed": done })).plan, day)
    };
    assert_eq!(of("2026-02-15"), 2500);
    assert_eq!(of("2026-04-16"), 5000);
}

/// 120.00 off for ten seats are 1.00 a seat and month. None in February, and ten again in March: 90.00 as before.
#[test]
fn an_amount_off_survives_a_pause() {
    let line = json!({ "quantity": "10", "discounts": [{ "amount": "120" }] });
    let (order, done) = sold(&deal(monthly(per_unit("10")), line, json!({})), "2026-01-01");
    let none = amend(&order, &amendment("A", "2026-02-01", quantity("0")), json!({ "billed": done }));
    let back = amend(&none.order, &amendment("B", "2026-03-01", quantity("10")), json!({ "billed": done }));
    assert_eq!((due(&back.plan, "2026-02-28"), due(&back.plan, "2026-03-31")), (0, 9000));
    assert_eq!(back.contract.after, "990.00");
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
    assert_eq!(sum(&amended.plan), -6000, "without its base the support costs nothing");
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

/// A ramp: ten seats, from July twenty. What is added in March holds up to the next step.
#[test]
fn an_amendment_within_a_ramp() {
    let segments = json!([{ "quantity": "10" }, { "start": "2026-07-01", "quantity": "20" }]);
    let request = deal(monthly(per_unit("10")), json!({ "quantity": "10", "segments": segments }), json!({}));
    let (order, done) = sold(&request, "2026-03-01");
    let more = json!([{ "line": "1", "add": { "quantity": "5" } }]);
    let amended = amend(&order, &amendment("A", "2026-03-17", more), json!({ "billed": done }));
    // 15 of 31 days of 50.00 are 24.19; as -48.39 and 72.58.
    assert_eq!(due(&amended.plan, "2026-03-31"), 2419);
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
    assert_eq!(january, 10968);
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

/// Without proration (Lago's seats, LAGO-SEATS-2): ten are billed, fifteen are wanted; five whole seats are due, not fifteen.
#[test]
fn no_proration_bills_the_increase_whole() {
    let request = with(seats(), policy(json!({ "increases": "full" })));
    let (order, done) = sold(&request, "2026-02-01");
    let amended = amend(&order, &amendment("A", "2026-02-15", quantity("15")), json!({ "billed": done }));
    assert_eq!(due(&amended.plan, "2026-02-28"), 5000);
}
