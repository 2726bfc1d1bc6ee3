//! Table tests of price models where two things meet: free units and events, tier bounds, combinations.

mod common;

use common::table::{amount_with, deal, monthly, per_unit, rate, refused, with};
use serde_json::{json, Value};

/// What records of these quantities cost.
fn of(price: &Value, quantities: &[&str], more: Value) -> String {
    let records: Vec<Value> = quantities.iter().map(|quantity| json!({ "quantity": quantity })).collect();
    let request = with(json!({ "currency": "EUR", "price": price, "records": records }), more);
    rate(&request)["amount"].as_str().unwrap().to_owned()
}

/// 60 prepaid units: the first events are free, of the third 19 are left: 19 x 4 percent and one fee.
#[test]
fn prepaid_units_are_drawn_from_the_first_events() {
    let price = json!({ "model": "prepaid", "units": "60", "amount": "36",
        "overage": { "model": "percentage", "percent": "4", "perEvent": "1" } });
    assert_eq!(amount_with(&price, "19", json!({})), "36.00");
    assert_eq!(amount_with(&price, "85", json!({})), "38.00", "36, 25 x 4 percent, one fee");
    assert_eq!(of(&price, &["19", "50", "10"], json!({})), "38.76", "36, 19 x 4 percent, two fees");
    assert_eq!(of(&price, &["60", "0"], json!({})), "37.00", "an event of no value is an event");
}

#[test]
fn exclusive_bounds_reach_every_model_with_tiers() {
    let exclusive = || json!({ "policy": { "tierBounds": "exclusive" } });
    let tiers = json!([{ "upTo": "8", "percent": "4" }, { "percent": "1.668", "flat": "1" }]);
    let percentages = json!({ "model": "graduatedPercentage", "tiers": tiers });
    let rows = [("7.99", "0.32", "0.32"), ("8", "0.32", "1.32"), ("10", "1.35", "1.35"), ("0", "0.00", "0.00")];
    for (quantity, inclusive, other) in rows {
        assert_eq!(amount_with(&percentages, quantity, json!({})), inclusive, "{quantity}");
        assert_eq!(amount_with(&percentages, quantity, exclusive()), other, "{quantity}, exclusive");
    }
    let capacity = json!({ "model": "capacity",
        "tiers": [{ "limits": { "call": "100" }, "amount": "20" }, { "amount": "60" }] });
    let calls = |more| {
        let records = json!([{ "quantity": "100", "unit": "call" }]);
        rate(&with(json!({ "currency": "EUR", "price": capacity, "records": records }), more))["amount"].clone()
    };
    assert_eq!((calls(json!({})), calls(exclusive())), (json!("20.00"), json!("60.00")));
}

/// Two regions without a row are two combinations: 7 each; packages of 2.5 at 5: 7 for 16 and 28 for 68.
#[test]
fn what_no_row_holds_is_priced_by_combination() {
    let price = |otherwise: Value| {
        json!({ "model": "matrix", "by": ["r"], "otherwise": otherwise,
            "rows": [{ "when": { "r": "x" }, "price": { "model": "flat", "amount": "1" } }] })
    };
    let cost = |otherwise: Value, all: &[(&str, &str)]| {
        let record = |(r, quantity): &(&str, &str)| json!({ "quantity": quantity, "attributes": { "r": r } });
        let records: Vec<Value> = all.iter().map(record).collect();
        rate(&json!({ "currency": "EUR", "price": price(otherwise), "records": records }))["amount"].clone()
    };
    let flat = json!({ "model": "flat", "amount": "7" });
    assert_eq!(cost(flat, &[("a", "1"), ("b", "1"), ("x", "1"), ("a", "2")]), json!("15.00"));
    let packages = json!({ "model": "package", "size": "2.5", "amount": "5" });
    assert_eq!(cost(packages, &[("a", "16"), ("b", "68")]), json!("175.00"));
}

/// Prepaid units with a price beyond that falls: nothing of it is known before the window closes.
#[test]
fn prepaid_waits_for_the_close_as_its_overage_does() {
    let price =
        json!({ "model": "prepaid", "units": "0", "overage": { "model": "volume", "tiers": [{ "unitPrice": "2" }] } });
    let at_close = |closes: bool| json!({ "closes": closes, "policy": { "rerating": "atClose" } });
    assert_eq!(amount_with(&price, "5", at_close(false)), "0.00");
    assert_eq!(amount_with(&price, "5", at_close(true)), "10.00");
}

/// Included units that cover a whole combination leave it at zero, in its own row: the base of an overage is due, others are not.
#[test]
fn a_combination_that_is_included_keeps_its_row() {
    let cost = |us: Value, otherwise: Value| {
        let rows = json!([{ "when": { "r": "us" }, "price": us }]);
        let price = json!({ "model": "matrix", "by": ["r"], "rows": rows, "otherwise": otherwise });
        let records = json!([{ "quantity": "3", "attributes": { "r": "us" } }]);
        rate(&json!({ "currency": "EUR", "price": price, "included": "20", "records": records }))["amount"].clone()
    };
    let unit = json!({ "model": "perUnit", "unitPrice": "1" });
    let overage = json!({ "model": "overage", "amount": "7", "included": "0", "unitPrice": "1" });
    assert_eq!(cost(unit.clone(), overage.clone()), json!("0.00"));
    assert_eq!(cost(overage, unit), json!("7.00"));
}

/// A line that cannot be looked up does not shift what is said of the others.
#[test]
fn a_line_after_a_bad_one_is_checked() {
    let mut request = deal(monthly(per_unit("10")), json!({}), json!({}));
    let line = request["lines"][0].clone();
    request["lines"] = json!([
        with(line.clone(), json!({ "product": "none" })),
        with(line, json!({ "id": "2", "discounts": [{ "unitAmount": "1" }] }))
    ]);
    assert_eq!(refused(&request), ("unknown_product".to_owned(), "/lines/0/product".to_owned()));
}
