//! Table tests of usage: windows that do not meet billing periods, prices that change on the way, largest and last records, cost.

mod common;

use common::table::{dated, deal, items, net, on_the_first, per_unit, rate, records, refused, usage, with};
use common::{plan, price};
use serde_json::{json, Value};

const QUARTER: fn() -> Value = || json!({ "end": "2026-03-31" });
const HALF_YEAR: fn() -> Value = || json!({ "end": "2026-06-30" });
const AT_CLOSE: fn() -> Value = || json!({ "end": "2026-03-31", "policy": { "rerating": "atClose" } });

fn used(charge: Value, all: &[(&str, &str)], more: Value) -> Value {
    deal(charge, json!({ "usage": records(all) }), more)
}

fn windowed(price: Value, months: u32) -> Value {
    with(usage(price), json!({ "rating": { "window": { "unit": "month", "count": months } } }))
}

fn graduated() -> Value {
    json!({ "model": "graduated", "tiers": [{ "upTo": "100", "unitPrice": "1" }, { "unitPrice": "0.5" }] })
}

fn volume(price: &str) -> Value {
    json!({ "model": "volume", "tiers": [{ "unitPrice": price }] })
}

fn offer(price: Value, more: Value) -> Value {
    with(json!({ "product": "p", "charge": "c", "price": price }), more)
}

fn contracted(mut request: Value, offers: Value) -> Value {
    request["contracted"] = offers;
    request
}

/// A base of 10.00 from February on is due in every month from then on, whatever the catalog says.
#[test]
fn what_is_due_at_zero_follows_the_price_that_holds() {
    let base = json!({ "model": "overage", "amount": "10", "included": "100", "unitPrice": "1" });
    let request = used(usage(per_unit("1")), &[("01-10", "5")], QUARTER());
    let request = contracted(request, json!([offer(base, json!({ "start": "2026-02-01" }))]));
    assert_eq!(items(&request), ["5.00", "10.00", "10.00"]);
    let free = json!({ "product": "p", "charge": "c", "percent": "100", "start": "2026-03-01" });
    let mut request = request;
    request["contracted"].as_array_mut().expect("offers").push(free);
    assert_eq!(items(&request), ["5.00", "10.00"], "March costs nothing, so it is not billed");
}

/// 100 prepaid units from February on: 80 of them are left for March, where 150 are used.
#[test]
fn rollover_follows_the_price_that_holds() {
    let prepaid = json!({ "model": "prepaid", "units": "100", "rollover": {}, "overage": per_unit("1") });
    let request = used(usage(per_unit("1")), &[("01-10", "7"), ("02-10", "20"), ("03-10", "150")], QUARTER());
    let request = contracted(request, json!([offer(prepaid, json!({ "start": "2026-02-01" }))]));
    assert_eq!(items(&request), ["7.00", "0.00", "0.00"]);
}

/// Monthly windows in a quarterly bill: 100 at 1.00 in each month; a minimum of each month too. One line, rounded once.
#[test]
fn a_billing_period_is_cut_where_a_window_ends() {
    let quarterly = json!({ "billing": { "kind": "recurring", "timing": "arrears", "every": { "unit": "quarter" } } });
    let charge = with(windowed(graduated(), 1), quarterly.clone());
    let all = [("01-10", "100"), ("02-10", "100")];
    assert_eq!(items(&used(charge, &all, QUARTER())), ["200.00"]);
    let charge = with(with(windowed(graduated(), 1), quarterly.clone()), json!({ "minimum": "100" }));
    assert_eq!(items(&used(charge.clone(), &all, QUARTER())), ["300.00"]);
    assert_eq!(items(&used(charge, &[], QUARTER())), ["300.00"]);
    let charge = with(with(windowed(per_unit("0.105"), 1), quarterly), json!({}));
    assert_eq!(items(&used(charge, &[("01-10", "1"), ("02-10", "1")], QUARTER())), ["0.21"]);
}

/// Windows of a quarter from January 15, billed on the 1st: 100 on February 1, and 100 on April 20 in the next window. April has
/// days of both: 10 on the 10th at 0.50.
#[test]
fn a_window_may_end_inside_a_billing_period() {
    let charge = || with(windowed(graduated(), 3), on_the_first());
    let from = json!({ "start": "2026-01-15", "end": "2026-07-14" });
    let request = used(charge(), &[("02-01", "100"), ("04-20", "100")], from.clone());
    assert_eq!(dated(&request, "1"), ["2026-03-01 100.00", "2026-05-01 100.00"]);
    let request = used(charge(), &[("02-01", "100"), ("04-10", "10"), ("04-20", "100")], from.clone());
    assert_eq!(dated(&request, "1"), ["2026-03-01 100.00", "2026-05-01 105.00"]);
    let minimum = with(charge(), json!({ "minimum": "150" }));
    let request = used(minimum, &[("02-01", "100"), ("04-10", "10")], from);
    assert_eq!(dated(&request, "1"), ["2026-03-01 100.00", "2026-05-01 50.00", "2026-07-15 150.00"]);
}

/// However it is billed, usage comes to what its windows come to, each rated alone.
#[test]
fn windows_are_rated_alone_whatever_the_billing() {
    let days =
        ["01-15", "01-31", "02-14", "02-15", "03-01", "04-14", "04-15", "05-09", "07-02", "07-14", "08-30", "12-31"];
    let quantity = |i: usize| (17 * (i + 3)).to_string();
    let all: Vec<(&str, String)> = days.iter().enumerate().map(|(i, day)| (*day, quantity(i))).collect();
    let borrowed: Vec<(&str, &str)> = all.iter().map(|(day, quantity)| (*day, quantity.as_str())).collect();
    for months in [1, 2, 3, 5, 12] {
        // The windows begin on the 15th of a month.
        let of = |day: &str| {
            let (month, day) = day.split_once('-').expect("a day");
            let passed = month.parse::<i32>().expect("a month") - 1 - i32::from(day < "15");
            passed / months
        };
        let mut whole = 0;
        for window in 0..12 {
            let mine: Vec<Value> =
                all.iter().filter(|(day, _)| of(day) == window).map(|(_, own)| json!({ "quantity": own })).collect();
            let request = json!({ "currency": "EUR", "price": graduated(), "records": mine, "included": "20" });
            whole += common::minor(rate(&request)["amount"].as_str().expect("an amount"));
        }
        for (every, day) in [("month", 1), ("month", 15), ("quarter", 1), ("quarter", 20), ("year", 1), ("week", 0)] {
            let mut billing = json!({ "kind": "recurring", "timing": "arrears", "every": { "unit": every } });
            if day > 0 {
                billing["billDay"] = json!(day);
            }
            let charge = with(windowed(graduated(), months as u32), json!({ "billing": billing, "included": "20" }));
            let term = json!({ "start": "2026-01-15", "term": { "unit": "year" }, "policy": { "allowances": "full" } });
            assert_eq!(common::minor(&net(&used(charge, &borrowed, term))), whole, "{months} months by {every} {day}");
        }
    }
}

/// What was billed stays billed: the price of each record says whether it waits for the close.
#[test]
fn at_close_each_record_waits_by_its_own_price() {
    let of = |first: Value, then: Value| {
        let rating = json!({ "rating": { "by": "record", "window": { "unit": "quarter" } } });
        let mut request = used(with(usage(first), rating), &[("01-10", "10"), ("02-10", "10")], AT_CLOSE());
        request["priceBook"] = json!("b");
        request["catalog"]["priceBooks"] =
            json!([{ "id": "b", "prices": [offer(then, json!({ "start": "2026-02-01" }))] }]);
        items(&request)
    };
    assert_eq!(of(per_unit("1"), volume("2")), ["10.00", "0.00", "20.00"]);
    assert_eq!(of(volume("2"), per_unit("1")), ["0.00", "10.00", "20.00"]);
}

/// Where more usage brings another price, all of it waits: 40 at 1.00, or 80 at 0.50.
#[test]
fn at_close_prices_by_quantity_wait() {
    let request = used(windowed(per_unit("1"), 3), &[("01-10", "40"), ("02-10", "40")], AT_CLOSE());
    let offers = json!([offer(per_unit("0.5"), json!({ "fromQuantity": "80" }))]);
    assert_eq!(items(&contracted(request.clone(), offers.clone())), ["0.00", "0.00", "40.00"]);
    let difference = with(request, QUARTER());
    let difference = with(difference, json!({ "policy": {} }));
    assert_eq!(items(&contracted(difference, offers)), ["40.00", "0.00"]);
}

/// The last of 100 and 40 is not known before the window closes; the largest only grows.
#[test]
fn at_close_the_last_record_waits() {
    let of = |aggregate: &str, more: Value| {
        let rating = json!({ "rating": { "aggregate": aggregate, "window": { "unit": "quarter" } } });
        items(&used(with(usage(per_unit("1")), rating), &[("01-10", "100"), ("02-10", "40")], more))
    };
    assert_eq!(of("last", AT_CLOSE()), ["0.00", "0.00", "40.00"]);
    assert_eq!(of("last", QUARTER()), ["100.00", "-60.00"]);
    assert_eq!(of("max", AT_CLOSE()), ["100.00", "0.00"]);
}

/// From January 20 on 2.00 and half of it: by record each half of January is a line of its own; by period January is rated
/// by its first day, price and percentage alike.
#[test]
fn by_record_a_segment_holds_from_its_day() {
    let segments = |discounts: Value| json!([{}, { "start": "2026-01-20", "discounts": discounts, "charges": [{ "charge": "c", "price": per_unit("2") }] }]);
    let of = |by: &str, discounts: Value| {
        let charge = with(usage(per_unit("1")), json!({ "rating": { "by": by } }));
        let line = json!({ "usage": records(&[("01-05", "100"), ("01-25", "100"), ("02-10", "10")]), "segments": segments(discounts) });
        deal(charge, line, QUARTER())
    };
    assert_eq!(items(&of("record", json!([]))), ["100.00", "200.00", "20.00"]);
    assert_eq!(items(&of("record", json!([{ "percent": "50" }]))), ["100.00", "100.00", "10.00"]);
    assert_eq!(items(&of("period", json!([]))), ["200.00", "20.00"]);
    assert_eq!(items(&of("period", json!([{ "percent": "50" }]))), ["200.00", "10.00"]);
    let plan = plan(&price(&of("record", json!([]))), &json!({}));
    let spans: Vec<String> = plan.invoices[0]
        .lines
        .iter()
        .filter_map(|line| line.period)
        .map(|span| format!("{} {}", span.from, span.to.before()))
        .collect();
    assert_eq!(spans, ["2026-01-01 2026-01-19", "2026-01-20 2026-01-31"]);
}

/// By record free units and a minimum are of the whole month, also where a segment cuts it.
#[test]
fn by_record_limits_are_of_the_month_that_a_segment_cuts() {
    let segments = json!([{}, { "start": "2026-01-20", "charges": [{ "charge": "c", "price": per_unit("2") }] }]);
    let charge = |more: Value| with(with(usage(per_unit("1")), json!({ "rating": { "by": "record" } })), more);
    let line = |all: &[(&str, &str)]| json!({ "usage": records(all), "segments": segments });
    let january = || json!({ "end": "2026-01-31" });
    let of = |more: Value, all: &[(&str, &str)]| items(&deal(charge(more), line(all), january()));
    assert_eq!(of(json!({ "included": "120" }), &[("01-05", "100"), ("01-25", "100")]), ["0.00", "160.00"]);
    assert_eq!(of(json!({ "minimum": "400" }), &[("01-05", "100"), ("01-25", "100")]), ["100.00", "300.00"]);
    assert_eq!(of(json!({ "minimum": "400" }), &[]), ["400.00"]);
}

/// The quantity that picks an offer is what is priced: converted, the largest, of each batch or record alone.
#[test]
fn offers_by_quantity_read_what_is_priced() {
    let of = |more: Value, all: Value, from: &str| {
        let charge = with(usage(per_unit("1")), more);
        let request = deal(charge, json!({ "usage": all }), json!({ "end": "2026-01-31" }));
        net(&contracted(request, json!([offer(per_unit("0.5"), json!({ "fromQuantity": from }))])))
    };
    let all = records(&[("01-10", "6"), ("01-20", "6")]);
    assert_eq!(of(json!({}), all.clone(), "10"), "6.00", "12 at 0.50");
    assert_eq!(of(json!({ "rating": { "aggregate": "max" } }), all.clone(), "10"), "6.00", "6 at 1.00");
    assert_eq!(of(json!({ "rating": { "by": "record" } }), all.clone(), "10"), "12.00", "6 and 6 at 1.00");
    let tens = json!({ "conversions": [{ "multiply": "10" }] });
    assert_eq!(of(tens.clone(), all.clone(), "100"), "60.00", "120 at 0.50");
    assert_eq!(of(tens, all, "121"), "120.00");
    let mut batches = records(&[("01-10", "6"), ("01-12", "6"), ("01-20", "6")]);
    for (i, batch) in ["a", "b", "a"].iter().enumerate() {
        batches[i]["batch"] = json!(batch);
    }
    assert_eq!(of(json!({ "rating": { "by": "batch" } }), batches.clone(), "10"), "12.00", "12 at 0.50, 6 at 1.00");
    assert_eq!(of(json!({}), batches, "10"), "9.00");
    let booked = with(common::table::once(per_unit("1")), json!({ "conversions": [{ "multiply": "10" }] }));
    let booked = deal(booked, json!({ "quantity": "12" }), json!({}));
    assert_eq!(net(&contracted(booked, json!([offer(per_unit("0.5"), json!({ "fromQuantity": "100" }))]))), "60.00");
}

/// Each unit of a capacity and each combination of a matrix has its own largest and last record.
#[test]
fn largest_and_last_of_each_unit_and_combination() {
    let capacity = json!({ "model": "capacity", "tiers": [{ "limits": { "call": "100", "gb": "2" }, "amount": "20" },
        { "limits": { "call": "200", "gb": "4" }, "amount": "35" }, { "amount": "60" }] });
    let of = |price: &Value, records: Value, aggregate: &str| {
        let request =
            json!({ "currency": "EUR", "price": price, "records": records, "rating": { "aggregate": aggregate } });
        rate(&request)["amount"].as_str().expect("an amount").to_owned()
    };
    let call = |quantity: &str| json!({ "quantity": quantity, "unit": "call" });
    let gb = |quantity: &str| json!({ "quantity": quantity, "unit": "gb" });
    assert_eq!(of(&capacity, json!([call("80"), gb("3"), call("70")]), "max"), "35.00");
    assert_eq!(of(&capacity, json!([gb("3"), call("80"), gb("1"), call("70")]), "last"), "20.00");
    let rows = json!([{ "when": { "region": "eu" }, "price": per_unit("1") }, { "when": { "region": "us" }, "price": per_unit("2") }]);
    let matrix = json!({ "model": "matrix", "by": ["region"], "rows": rows, "otherwise": per_unit("3") });
    let at = |region: &str, quantity: &str| json!({ "quantity": quantity, "attributes": { "region": region } });
    let all = json!([at("eu", "5"), at("us", "9"), at("eu", "7"), at("us", "4"), at("as", "2"), at("af", "3")]);
    assert_eq!(of(&matrix, all.clone(), "max"), "40.00", "7 x 1 + 9 x 2 + (2 + 3) x 3");
    assert_eq!(of(&matrix, all.clone(), "last"), "30.00", "7 x 1 + 4 x 2 + (2 + 3) x 3");
    assert_eq!(of(&matrix, all, "sum"), "53.00");
}

/// An event of value 0 is an event: it pays its fee, since it takes none of the free units.
#[test]
fn events_of_no_value() {
    let price = json!({ "model": "percentage", "percent": "4", "perEvent": "1" });
    let of = |quantities: &[&str], more: Value| common::table::amount_of(&price, quantities, more);
    assert_eq!(of(&["0"], json!({})), "1.00");
    assert_eq!(common::table::amount(&price, "0"), "0.00", "a quantity of zero is no event");
    let by = |by: &str| json!({ "included": "9.5", "rating": { "by": by } });
    for by in [by("period"), by("record")] {
        assert_eq!(of(&["24.39", "0", "2.95"], by.clone()), "3.71");
        assert_eq!(of(&["0", "24.39", "2.95"], by.clone()), "3.71");
        assert_eq!(of(&["9.5", "14.89", "2.95"], by), "2.71", "the first is covered");
    }
}

/// What usage costs the seller is reckoned like its price: converted, the largest, by the price that holds.
#[test]
fn cost_of_usage() {
    let cost_plus = |cost: &str| json!({ "model": "costPlus", "cost": cost, "percent": "100" });
    let margin = |request: &Value| {
        let quote = price(request);
        let margin = quote.totals.margin.as_ref().expect("a margin");
        format!("{} {}", margin.net, margin.cost)
    };
    let charge = |more: Value| with(usage(cost_plus("1")), more);
    let thousand = json!({ "conversions": [{ "divide": "1000" }] });
    assert_eq!(margin(&used(charge(thousand), &[("01-10", "5000")], QUARTER())), "10.00 5.00");
    let max = json!({ "rating": { "aggregate": "max" } });
    assert_eq!(margin(&used(charge(max), &[("01-10", "5"), ("01-20", "9")], QUARTER())), "18.00 9.00");
    let window = json!({ "rating": { "aggregate": "max", "window": { "unit": "quarter" } } });
    assert_eq!(margin(&used(charge(window), &[("01-10", "5"), ("02-20", "9")], QUARTER())), "18.00 9.00");
    let all = [("01-10", "5"), ("02-10", "5")];
    let request = used(charge(json!({})), &all, QUARTER());
    let offers = json!([offer(cost_plus("3"), json!({ "start": "2026-02-01" }))]);
    assert_eq!(margin(&contracted(request.clone(), offers.clone())), "40.00 20.00");
    let mut ramp = request;
    ramp["lines"][0]["segments"] =
        json!([{}, { "start": "2026-02-01", "charges": [{ "charge": "c", "price": cost_plus("3") }] }]);
    assert_eq!(margin(&ramp), "40.00 20.00");
    let plain = used(usage(per_unit("2")), &all, QUARTER());
    assert!(price(&plain).totals.margin.is_none());
    assert_eq!(margin(&contracted(plain.clone(), offers)), "40.00 15.00", "known from February on");
    let own = json!({ "charges": [{ "charge": "c", "cost": "0.5" }], "usage": records(&all) });
    assert_eq!(margin(&deal(usage(cost_plus("1")), own, QUARTER())), "20.00 5.00", "the line's own cost");
}

/// The first year of usage is what its periods bill: 12 x 0.11, also where the term goes on.
#[test]
fn the_first_year_of_usage_is_the_sum_of_its_periods() {
    let all: Vec<(String, &str)> = (1..=12).map(|month| (format!("{month:02}-10"), "1")).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(day, quantity)| (day.as_str(), *quantity)).collect();
    let of = |months: u32| {
        let term = json!({ "term": { "unit": "month", "count": months } });
        let quote = price(&used(usage(per_unit("0.105")), &all, term));
        format!("{} {}", quote.totals.net, quote.totals.first_year)
    };
    assert_eq!([of(12), of(13)], ["1.32 1.32", "1.32 1.32"]);
    let mut request = used(usage(per_unit("0.105")), &all, json!({ "term": { "unit": "month", "count": 14 } }));
    let next = json!({ "charge": "c", "date": "2027-01-10", "quantity": "1" });
    request["lines"][0]["usage"].as_array_mut().expect("records").push(next);
    let quote = price(&request);
    assert_eq!((quote.totals.net.as_str(), quote.totals.first_year.as_str()), ("1.43", "1.32"));
}

#[test]
fn records_of_a_rate_are_limited() {
    let records = vec![json!({ "quantity": "1" }); 10_001];
    let request = json!({ "currency": "EUR", "price": per_unit("1"), "records": records });
    assert_eq!(refused(&request), ("limit_exceeded".into(), "/records".into()));
    let request = json!({ "currency": "EUR", "price": per_unit("1"), "records": [], "beforeRecords": records });
    assert_eq!(refused(&request), ("limit_exceeded".into(), "/beforeRecords".into()));
}

/// Free units go to the first records, also where those of a matrix are added up by combination.
#[test]
fn free_units_of_a_matrix_go_by_time() {
    let rows = json!([{ "when": { "region": "eu" }, "price": per_unit("1") }, { "when": { "region": "us" }, "price": per_unit("2") }]);
    let matrix = json!({ "model": "matrix", "by": ["region"], "rows": rows });
    let mut all = records(&[("01-10", "30"), ("02-10", "25"), ("03-10", "20")]);
    for (i, region) in ["eu", "us", "eu"].iter().enumerate() {
        all[i]["attributes"] = json!({ "region": region });
    }
    let line = || json!({ "usage": all });
    assert_eq!(items(&deal(windowed(matrix.clone(), 3), line(), HALF_YEAR())), ["30.00", "50.00", "20.00"]);
    let charge = with(windowed(matrix, 3), json!({ "included": "40" }));
    assert_eq!(items(&deal(charge, line(), HALF_YEAR())), ["0.00", "30.00", "20.00"]);
}
