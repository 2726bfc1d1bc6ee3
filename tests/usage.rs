//! Table tests of usage in a quote: windows over several billing periods, minimums, included and prepaid units over time.

mod common;

use common::table::{
    dated, deal, flat, items, monthly, net, on_the_first, once, per_unit, records, refused, usage, with,
};
use common::{plan, price};
use serde_json::{json, Value};

fn graduated() -> Value {
    json!({ "model": "graduated", "tiers": [{ "upTo": "100", "unitPrice": "1" }, { "unitPrice": "0.5" }] })
}

fn volume() -> Value {
    json!({ "model": "volume", "tiers": [{ "upTo": "15", "unitPrice": "10" }, { "unitPrice": "5" }] })
}

fn by_quarter(price: Value) -> Value {
    with(usage(price), json!({ "rating": { "window": { "unit": "quarter" } } }))
}

fn used(charge: Value, all: &[(&str, &str)], more: Value) -> Value {
    deal(charge, json!({ "usage": records(all) }), more)
}

const HALF_YEAR: fn() -> Value = || json!({ "end": "2026-06-30" });
const QUARTER: fn() -> Value = || json!({ "end": "2026-03-31" });

/// January 15 to March 10: 17 of 31 days, a whole February, 10 of 31 days.
const STUBS: fn() -> Value = || json!({ "start": "2026-01-15", "end": "2026-03-10" });

/// 60, then 40 + 20 x 0.5, then 40 x 0.5; the second quarter begins anew.
#[test]
fn tiers_count_on_over_a_quarter() {
    let all = [("01-15", "60"), ("02-15", "60"), ("03-31", "40"), ("04-01", "60")];
    assert_eq!(items(&used(by_quarter(graduated()), &all, HALF_YEAR())), ["60.00", "50.00", "20.00", "60.00"]);
    assert_eq!(items(&used(usage(graduated()), &all, HALF_YEAR())), ["60.00", "60.00", "40.00", "60.00"]);
    let at_close = with(HALF_YEAR(), json!({ "policy": { "rerating": "atClose" } }));
    assert_eq!(items(&used(by_quarter(graduated()), &all, at_close)), ["60.00", "50.00", "20.00", "60.00"]);
}

/// 15 x 10, then 16 x 5 less that; or all of it when the window closes, in a month without records too.
#[test]
fn volume_over_a_window_by_difference_and_at_close() {
    let all = [("01-15", "15"), ("02-15", "1")];
    let at_close = || with(QUARTER(), json!({ "policy": { "rerating": "atClose" } }));
    let request = used(by_quarter(volume()), &all, QUARTER());
    assert_eq!(dated(&request, "1"), ["2026-02-01 150.00", "2026-03-01 -70.00"]);
    let request = used(by_quarter(volume()), &all, at_close());
    assert_eq!(dated(&request, "1"), ["2026-02-01 0.00", "2026-03-01 0.00", "2026-04-01 80.00"]);
    assert_eq!(net(&request), "80.00");
}

/// 100 free a quarter: none of 60, 20 of 120, then all.
#[test]
fn included_units_count_on_over_a_window() {
    let charge = with(by_quarter(per_unit("1")), json!({ "included": "100" }));
    let all = [("01-15", "60"), ("02-15", "60"), ("03-15", "40")];
    assert_eq!(items(&used(charge.clone(), &all, QUARTER())), ["0.00", "20.00", "40.00"]);
    let line = json!({ "usage": records(&all), "charges": [{ "charge": "c", "included": "50" }] });
    assert_eq!(items(&deal(charge, line, QUARTER())), ["10.00", "60.00", "40.00"], "the line's own 50");
}

/// 150 a quarter: what lacks of it comes with the month that closes it, with or without records there.
#[test]
fn a_window_s_minimum_is_due_when_it_closes_its_maximum_at_once() {
    let charge = with(by_quarter(per_unit("1")), json!({ "minimum": "150" }));
    assert_eq!(
        items(&used(charge.clone(), &[("01-15", "60"), ("02-15", "60"), ("03-15", "20")], QUARTER())),
        ["60.00", "60.00", "30.00"]
    );
    assert_eq!(
        dated(&used(charge, &[("01-15", "60"), ("02-15", "60")], QUARTER()), "1"),
        ["2026-02-01 60.00", "2026-03-01 60.00", "2026-04-01 30.00"]
    );
    let charge = with(by_quarter(per_unit("1")), json!({ "maximum": "100" }));
    assert_eq!(
        items(&used(charge, &[("01-15", "60"), ("02-15", "60"), ("03-15", "20")], QUARTER())),
        ["60.00", "40.00", "0.00"]
    );
}

/// 20.00 a month at least, also in a month without records; a base is due in each month too.
#[test]
fn what_is_due_at_zero_is_billed_in_every_period() {
    let charge = with(usage(per_unit("0.10")), json!({ "minimum": "20" }));
    let all = [("01-10", "120"), ("03-10", "310")];
    assert_eq!(items(&used(charge.clone(), &all, QUARTER())), ["20.00", "20.00", "31.00"]);
    assert_eq!(items(&used(charge.clone(), &[], QUARTER())), ["20.00", "20.00", "20.00"]);
    let line = json!({ "charges": [{ "charge": "c", "minimum": "7.50" }] });
    assert_eq!(items(&deal(charge, line, QUARTER())), ["7.50", "7.50", "7.50"]);
    let base = json!({ "model": "overage", "amount": "5", "included": "100", "unitPrice": "0.10" });
    assert_eq!(items(&used(usage(base), &all, QUARTER())), ["7.00", "5.00", "26.00"]);
    assert_eq!(items(&used(usage(flat("5")), &all, QUARTER())), ["5.00", "5.00"], "no flat for a month without usage");
    let flat_fees = with(QUARTER(), json!({ "policy": { "zeroQuantity": "flatFees" } }));
    assert_eq!(items(&used(usage(flat("5")), &all, flat_fees)), ["5.00", "5.00", "5.00"]);
}

/// 31.00 a month: 17.00, 31.00 and 10.00, or whole.
#[test]
fn minimums_and_maximums_in_stubs() {
    let charge = |limit: &str| with(with(usage(per_unit("1")), on_the_first()), json!({ limit: "31" }));
    let full = || with(STUBS(), json!({ "policy": { "minimums": "full" } }));
    assert_eq!(items(&used(charge("minimum"), &[], STUBS())), ["17.00", "31.00", "10.00"]);
    assert_eq!(items(&used(charge("minimum"), &[], full())), ["31.00", "31.00", "31.00"]);
    let all = [("01-20", "40"), ("02-20", "40"), ("03-05", "40")];
    assert_eq!(items(&used(charge("maximum"), &all, STUBS())), ["17.00", "31.00", "10.00"]);
    assert_eq!(items(&used(charge("maximum"), &all, full())), ["31.00", "31.00", "31.00"]);
}

/// 31 free units a month: 17, 31 and 10 of them, or all.
#[test]
fn included_and_prepaid_units_in_stubs() {
    let all = [("01-20", "40"), ("02-20", "40"), ("03-05", "40")];
    let full = || with(STUBS(), json!({ "policy": { "allowances": "full" } }));
    let included = || with(with(usage(per_unit("1")), on_the_first()), json!({ "included": "31" }));
    assert_eq!(items(&used(included(), &all, STUBS())), ["23.00", "9.00", "30.00"]);
    assert_eq!(items(&used(included(), &all, full())), ["9.00", "9.00", "9.00"]);
    let prepaid = json!({ "model": "prepaid", "units": "31", "amount": "62", "overage": per_unit("1") });
    let prepaid = || with(usage(prepaid.clone()), on_the_first());
    assert_eq!(items(&used(prepaid(), &all, STUBS())), ["57.00", "71.00", "50.00"], "34 + 23, 62 + 9, 20 + 30");
    assert_eq!(items(&used(prepaid(), &all, full())), ["71.00", "71.00", "71.00"]);
}

/// 100 units a month, 60, 120, 0 and 210 used. The 40 of January and 80 of February's are drawn in February; 20 are left.
#[test]
fn prepaid_units_roll_over_from_period_to_period() {
    let all = [("01-15", "60"), ("02-15", "120"), ("04-15", "210")];
    let of = |rollover: Value| {
        let mut model = json!({ "model": "prepaid", "units": "100", "overage": per_unit("1") });
        if !rollover.is_null() {
            model["rollover"] = rollover;
        }
        items(&used(usage(model), &all, HALF_YEAR()))
    };
    assert_eq!(of(Value::Null), ["0.00", "20.00", "110.00"]);
    assert_eq!(of(json!({})), ["0.00", "0.00", "10.00"], "March's 100 stay for April, February's 20 lapsed with March");
    assert_eq!(of(json!({ "periods": 2 })), ["0.00", "0.00", "0.00"], "220 are there in April");
    assert_eq!(of(json!({ "maximum": "50" })), ["0.00", "0.00", "60.00"]);
}

/// 12.4 + 12.4 MB of January by the started 10: 3; February 2.
#[test]
fn conversions_round_what_a_period_comes_to() {
    let charge = with(
        usage(per_unit("1")),
        json!({ "unitOfMeasure": "mb", "conversions": [{ "unit": "mb", "divide": "10", "rounding": "up" }] }),
    );
    let all = [("01-10", "12.4"), ("01-20", "12.4"), ("02-10", "12.4")];
    let request = used(charge, &all, QUARTER());
    assert_eq!(items(&request), ["3.00", "2.00"]);
    let plan = plan(&price(&request), &json!({}));
    assert_eq!(plan.invoices[0].lines[0].quantity.to_string(), "24.8", "documents say what was counted");
}

/// A booked quantity is converted alike: 1,400 MB are 2 GB.
#[test]
fn a_booked_quantity_is_converted() {
    let charge = with(once(per_unit("3")), json!({ "conversions": [{ "divide": "1000", "rounding": "up" }] }));
    assert_eq!(net(&deal(charge, json!({ "quantity": "1400" }), json!({}))), "6.00");
}

#[test]
fn records_have_the_attributes_of_their_line_or_their_own() {
    let rows = json!([{ "when": { "region": "eu" }, "price": per_unit("1") }, { "when": { "region": "us" }, "price": per_unit("2") }]);
    let charge = usage(json!({ "model": "matrix", "by": ["region"], "rows": rows }));
    let mut all = records(&[("01-10", "10"), ("01-20", "10")]);
    all[1]["attributes"] = json!({ "region": "us" });
    let line = |attributes: Value| json!({ "usage": all, "attributes": attributes });
    assert_eq!(net(&deal(charge.clone(), line(json!({ "region": "eu" })), QUARTER())), "30.00");
    assert_eq!(refused(&deal(charge, line(json!({})), QUARTER())), ("no_price".into(), "/lines/0/usage".into()));
}

/// The largest and the last of a month, in order of time whatever the order of the request.
#[test]
fn high_water_mark_and_last_of_a_month() {
    let of = |aggregate: &str| {
        let charge = with(usage(per_unit("1")), json!({ "rating": { "aggregate": aggregate } }));
        items(&used(charge, &[("01-20", "5"), ("01-05", "3"), ("01-10", "9"), ("02-10", "4")], QUARTER()))
    };
    assert_eq!(of("max"), ["9.00", "4.00"]);
    assert_eq!(of("last"), ["5.00", "4.00"]);
}

/// A price book's usage price is the one of the period's first day; by record, of the record's day.
#[test]
fn usage_takes_the_price_of_its_day() {
    let mut request = used(usage(per_unit("1")), &[("01-10", "10"), ("01-20", "10"), ("02-10", "10")], QUARTER());
    request["priceBook"] = json!("b");
    let offer =
        |price: &str, start: &str| json!({ "product": "p", "charge": "c", "price": per_unit(price), "start": start });
    request["catalog"]["priceBooks"] =
        json!([{ "id": "b", "prices": [offer("2", "2026-01-01"), offer("3", "2026-01-15")] }]);
    assert_eq!(items(&request), ["40.00", "30.00"]);
    let quote = price(&request);
    assert_eq!((quote.lines[0].list.as_str(), quote.lines[0].net.as_str()), ("30.00", "70.00"));
    request["catalog"]["products"][0]["charges"][0]["rating"] = json!({ "by": "record" });
    assert_eq!(items(&request), ["50.00", "30.00"], "10 x 2 + 10 x 3");
    request["contracted"] = json!([{ "product": "p", "charge": "c", "percent": "10" }]);
    assert_eq!(items(&request), ["45.00", "27.00"]);
}

/// 100 units at 1.00: percentages scale them, an amount takes the setup alone.
#[test]
fn discounts_on_usage() {
    let mut request = used(usage(per_unit("1")), &[("01-10", "100")], QUARTER());
    let setup = with(once(per_unit("50")), json!({ "id": "setup" }));
    request["catalog"]["products"][0]["charges"].as_array_mut().expect("charges").push(setup);
    request["lines"][0]["discounts"] = json!([{ "percent": "10" }]);
    assert_eq!(net(&request), "135.00");
    request["lines"][0]["discounts"] = json!([{ "amount": "20" }]);
    assert_eq!(net(&request), "130.00");
    request["lines"][0]["discounts"] = json!([{ "unitAmount": "5" }]);
    assert_eq!(net(&request), "145.00", "off the one setup, usage keeps its prices");
    request["lines"][0]["discounts"] = json!([]);
    request["discounts"] = json!([{ "percent": "10" }, { "amount": "20" }]);
    assert_eq!(net(&request), "115.00", "90 and 45 - 20");
}

/// January's usage lies in the trial, February's does not; from the 13th month on it costs a tenth more.
#[test]
fn trial_and_uplift_of_usage() {
    let mut request = used(usage(per_unit("1")), &[("01-10", "100"), ("02-10", "100")], QUARTER());
    request["lines"][0]["trial"] = json!({ "unit": "month" });
    assert_eq!(items(&request), ["0.00", "100.00"]);
    let mut request = used(
        usage(per_unit("1")),
        &[("01-10", "100"), ("12-31", "100")],
        json!({ "term": { "unit": "year", "count": 2 } }),
    );
    request["lines"][0]["usage"]
        .as_array_mut()
        .expect("records")
        .push(json!({ "charge": "c", "date": "2027-01-01", "quantity": "100" }));
    request["lines"][0]["uplift"] = json!({ "percent": "10" });
    assert_eq!(items(&request), ["100.00", "100.00", "110.00"]);
}

/// A ramp's price for usage holds from the period that begins in it.
#[test]
fn a_ramp_changes_the_price_of_usage() {
    let mut request = used(usage(per_unit("1")), &[("01-10", "100"), ("02-10", "100")], QUARTER());
    request["lines"][0]["segments"] =
        json!([{ "term": { "unit": "month" } }, { "charges": [{ "charge": "c", "price": per_unit("0.8") }] }]);
    assert_eq!(items(&request), ["100.00", "80.00"]);
}

/// Capacity of calls and GB, month by month.
#[test]
fn capacity_by_units_of_a_month() {
    let model = json!({ "model": "capacity", "tiers": [{ "limits": { "call": "100", "gb": "2" }, "amount": "20" }, { "amount": "60" }] });
    let mut all = records(&[("01-10", "100"), ("01-11", "2"), ("02-10", "100"), ("02-11", "2.5")]);
    for (i, unit) in ["call", "gb", "call", "gb"].iter().enumerate() {
        all[i]["unit"] = json!(unit);
    }
    assert_eq!(items(&deal(usage(model), json!({ "usage": all }), QUARTER())), ["20.00", "60.00"]);
}

/// A recurring charge has its minimum and maximum per price period, and its part of it in a stub.
#[test]
fn limits_of_a_recurring_charge() {
    let charge = |limits: Value| {
        with(with(monthly(per_unit("2")), limits), json!({ "billing": { "kind": "recurring", "billDay": 1 } }))
    };
    let of = |limits: Value, quantity: &str| items(&deal(charge(limits), json!({ "quantity": quantity }), STUBS()));
    assert_eq!(of(json!({ "minimum": "31" }), "3"), ["17.00", "31.00", "10.00"]);
    assert_eq!(of(json!({ "minimum": "31" }), "31"), ["34.00", "62.00", "20.00"]);
    assert_eq!(of(json!({ "maximum": "31" }), "31"), ["17.00", "31.00", "10.00"]);
    assert_eq!(of(json!({ "minimum": "31" }), "0"), ["17.00", "31.00", "10.00"]);
    let half = json!({ "quantity": "3", "discounts": [{ "percent": "50" }] });
    assert_eq!(
        net(&deal(charge(json!({ "minimum": "31" })), half, json!({ "end": "2026-01-31" }))),
        "15.50",
        "a discount lowers a minimum too"
    );
}

/// Two records of 15 by record, 10 free and at least 20.00 a month: 20.00, also where some charge has a contracted price.
#[test]
fn limits_by_record_are_of_the_period() {
    let charge = with(usage(per_unit("1")), json!({ "minimum": "20", "included": "10", "rating": { "by": "record" } }));
    let mut request = used(charge, &[("01-10", "15"), ("01-12", "15")], json!({ "end": "2026-01-31" }));
    assert_eq!(items(&request), ["20.00"]);
    request["contracted"] = json!([{ "product": "p", "charge": "c", "percent": "0" }]);
    assert_eq!(items(&request), ["20.00"]);
}

/// A minimum is per price period for a percentage of others too: 5.00 in each of three months, also without an end.
#[test]
fn the_minimum_of_a_percentage_is_per_price_period() {
    let mut request = deal(monthly(flat("10")), json!({}), QUARTER());
    let support = json!({ "model": "percentOf", "percent": "10", "of": { "products": ["p"] } });
    let support = json!({ "id": "s", "charges": [with(monthly(support), json!({ "minimum": "5" }))] });
    request["catalog"]["products"].as_array_mut().expect("products").push(support);
    request["lines"].as_array_mut().expect("lines").push(json!({ "id": "2", "product": "s" }));
    assert_eq!(net(&request), "45.00");
    request["end"] = Value::Null;
    assert_eq!(net(&request), "180.00");
}

#[test]
fn limits_of_a_one_time_charge() {
    let of = |quantity: &str| {
        let charge = with(once(per_unit("2")), json!({ "minimum": "10", "maximum": "50" }));
        net(&deal(charge, json!({ "quantity": quantity }), json!({})))
    };
    assert_eq!([of("0"), of("3"), of("20"), of("30")], ["10.00", "10.00", "40.00", "50.00"]);
}
