//! Table tests of the price models and of what is put together before them, by the verb `rate`: one test is one rule, with
//! numbers that can be checked by hand.

mod common;

use common::table::{amount, amount_of, amount_with, flat, per_unit, rate, refused, with};
use serde_json::{json, Value};

/// Every row is a quantity and what it costs.
fn table(model: &Value, rows: &[(&str, &str)]) {
    table_with(model, json!({}), rows);
}

fn table_with(model: &Value, more: Value, rows: &[(&str, &str)]) {
    for (quantity, want) in rows {
        assert_eq!(amount_with(model, quantity, more.clone()), *want, "{quantity} of {model} with {more}");
    }
}

fn policy(switch: &str, value: &str) -> Value {
    json!({ "policy": { switch: value } })
}

fn tiers(model: &str) -> Value {
    json!({ "model": model, "tiers": [{ "upTo": "10", "unitPrice": "10", "flat": "2" },
        { "upTo": "100", "unitPrice": "8", "flat": "3" }, { "upTo": null, "unitPrice": "6.5" }] })
}

fn steps() -> Value {
    json!({ "model": "stairstep", "overagePrice": "2", "tiers": [{ "upTo": "10", "amount": "50" },
        { "upTo": "100", "amount": "80" }, { "amount": "120" }] })
}

#[test]
fn flat_is_one_amount() {
    table(&flat("9.99"), &[("0", "0.00"), ("0.001", "9.99"), ("99.5", "9.99"), ("1000000", "9.99")]);
    table(&flat("-9.99"), &[("1", "-9.99")]);
    table_with(&flat("9.99"), policy("zeroQuantity", "flatFees"), &[("0", "9.99"), ("1", "9.99")]);
}

/// 10.5 x 0.0333 = 0.34965; 99.5 x 0.0333 = 3.31335.
#[test]
fn per_unit_is_a_product() {
    table(
        &per_unit("0.0333"),
        &[("0", "0.00"), ("1", "0.03"), ("10.5", "0.35"), ("99.5", "3.31"), ("1000000", "33300.00")],
    );
    table(&per_unit("-2"), &[("3", "-6.00")]);
}

/// 10 x 10 + 2; 10.5 x 8 + 3; 99.5 x 8 + 3; 100.01 x 6.5 = 650.065.
#[test]
fn volume_prices_all_units_by_the_tier_reached() {
    let rows = [
        ("0", "0.00"),
        ("1", "12.00"),
        ("10", "102.00"),
        ("10.5", "87.00"),
        ("99.5", "799.00"),
        ("100", "803.00"),
        ("100.01", "650.07"),
        ("1000000", "6500000.00"),
    ];
    table(&tiers("volume"), &rows);
    table_with(&tiers("volume"), policy("zeroQuantity", "flatFees"), &[("0", "2.00")]);
}

/// 102, then 3 + 8 each: 10.5 is 109, 99.5 is 102 + 3 + 716, 100 is 102 + 3 + 720; then 6.5 each: 999,900 x 6.5 = 6,499,350.
#[test]
fn graduated_prices_each_tier_for_itself() {
    let rows = [
        ("0", "0.00"),
        ("1", "12.00"),
        ("10", "102.00"),
        ("10.5", "109.00"),
        ("99.5", "821.00"),
        ("100", "825.00"),
        ("100.01", "825.07"),
        ("1000000", "6500175.00"),
    ];
    table(&tiers("graduated"), &rows);
    table_with(&tiers("graduated"), policy("zeroQuantity", "flatFees"), &[("0", "2.00"), ("10", "102.00")]);
}

#[test]
fn stairstep_costs_the_step_reached() {
    let rows = [
        ("0", "0.00"),
        ("1", "50.00"),
        ("10", "50.00"),
        ("10.01", "80.00"),
        ("99.5", "80.00"),
        ("100", "80.00"),
        ("100.5", "121.00"),
        ("1000000", "1999920.00"),
    ];
    table(&steps(), &rows);
    table_with(&steps(), policy("zeroQuantity", "flatFees"), &[("0", "50.00")]);
}

/// A quantity on a tier's edge belongs to the tier that ends there, or by `exclusive` to the next; also the next one's flat.
#[test]
fn tier_bounds_are_inclusive_or_exclusive() {
    let exclusive = || policy("tierBounds", "exclusive");
    table_with(&tiers("volume"), exclusive(), &[("0", "0.00"), ("9.99", "101.90"), ("10", "83.00"), ("100", "650.00")]);
    table_with(
        &tiers("graduated"),
        exclusive(),
        &[("0", "0.00"), ("9.99", "101.90"), ("10", "105.00"), ("10.5", "109.00")],
    );
    table_with(&steps(), exclusive(), &[("0", "0.00"), ("9.99", "50.00"), ("10", "80.00"), ("100", "120.00")]);
}

/// (5.5 - 5) / 10 and (15 - 5) / 10 are one package, 94.5 / 10 ten, 999,995 / 10 = 99,999.5.
#[test]
fn packages_are_whole() {
    let model = json!({ "model": "package", "size": "10", "amount": "3", "included": "5" });
    let rows = [
        ("0", "0.00"),
        ("5", "0.00"),
        ("5.5", "3.00"),
        ("15", "3.00"),
        ("15.01", "6.00"),
        ("99.5", "30.00"),
        ("1000000", "300000.00"),
    ];
    table(&model, &rows);
    table_with(
        &model,
        policy("packageRounding", "down"),
        &[("5.5", "0.00"), ("15", "3.00"), ("24.9", "3.00"), ("25", "6.00")],
    );
    table(
        &json!({ "model": "package", "size": "2.5", "amount": "3" }),
        &[("2.5", "3.00"), ("7.5", "9.00"), ("7.6", "12.00")],
    );
}

#[test]
fn overage_has_a_base_at_zero() {
    let model = json!({ "model": "overage", "amount": "20", "included": "100", "unitPrice": "0.5" });
    table(
        &model,
        &[
            ("0", "20.00"),
            ("99.5", "20.00"),
            ("100", "20.00"),
            ("100.01", "20.01"),
            ("130.5", "35.25"),
            ("1000000", "499970.00"),
        ],
    );
}

/// 50, 90; then 6 each: 79.5 x 6 = 477.
#[test]
fn tiered_overage_goes_on_beyond_the_last_tier() {
    let model = json!({ "model": "tieredOverage", "overagePrice": "6", "tiers": [{ "upTo": "10", "unitPrice": "5", "flat": "1" }, { "upTo": "20", "unitPrice": "4" }] });
    table(
        &model,
        &[
            ("0", "0.00"),
            ("10", "51.00"),
            ("10.5", "53.00"),
            ("20", "91.00"),
            ("20.5", "94.00"),
            ("99.5", "568.00"),
            ("1000000", "5999971.00"),
        ],
    );
    table_with(&model, policy("zeroQuantity", "flatFees"), &[("0", "1.00")]);
    let bounds = policy("tierBounds", "exclusive");
    table_with(&model, bounds, &[("20", "91.00"), ("20.5", "94.00")]);
}

/// Blocks are counted in each tier: 4 of 3 in the first ten, then blocks of 5.
#[test]
fn a_tier_may_be_sold_in_blocks() {
    let graduated = json!({ "model": "graduated", "tiers": [{ "upTo": "10", "size": "3", "unitPrice": "12" }, { "size": "5", "unitPrice": "10" }] });
    table(
        &graduated,
        &[
            ("0", "0.00"),
            ("3", "12.00"),
            ("3.5", "24.00"),
            ("10", "48.00"),
            ("11", "58.00"),
            ("15", "58.00"),
            ("15.5", "68.00"),
        ],
    );
    table_with(&graduated, policy("packageRounding", "down"), &[("10", "36.00"), ("11", "36.00"), ("15", "46.00")]);
    let volume = json!({ "model": "volume", "tiers": [{ "upTo": "10", "size": "3", "unitPrice": "12" }, { "size": "5", "unitPrice": "10" }] });
    table(&volume, &[("10", "48.00"), ("10.5", "30.00"), ("99.5", "200.00")]);
}

/// The least and the most that a tier costs, its flat included, once it is reached.
#[test]
fn a_tier_may_have_a_minimum_and_a_maximum() {
    let volume = json!({ "model": "volume", "tiers": [{ "upTo": "10", "unitPrice": "1", "minimum": "5" },
        { "upTo": "100", "unitPrice": "1", "maximum": "60" }, { "unitPrice": "0.5" }] });
    table(
        &volume,
        &[
            ("0", "0.00"),
            ("2", "5.00"),
            ("5", "5.00"),
            ("7", "7.00"),
            ("50", "50.00"),
            ("99.5", "60.00"),
            ("101", "50.50"),
        ],
    );
    let graduated = json!({ "model": "graduated", "tiers": [{ "upTo": "10", "unitPrice": "1", "minimum": "8" }, { "unitPrice": "1", "flat": "4", "maximum": "50" }] });
    table(
        &graduated,
        &[("0", "0.00"), ("5", "8.00"), ("9", "9.00"), ("10", "10.00"), ("11", "15.00"), ("99.5", "60.00")],
    );
    table_with(&graduated, policy("zeroQuantity", "flatFees"), &[("0", "8.00")]);
}

/// 99.5 x 2.9 % = 2.8855. A booked quantity is one event.
#[test]
fn percentage_of_a_value() {
    table(
        &json!({ "model": "percentage", "percent": "2.9" }),
        &[("0", "0.00"), ("99.5", "2.89"), ("1000000", "29000.00")],
    );
    let model = json!({ "model": "percentage", "percent": "2.9", "perEvent": "0.30", "minPerEvent": "0.50", "maxPerEvent": "20" });
    table(&model, &[("0", "0.00"), ("5", "0.50"), ("100", "3.20"), ("1000", "20.00")]);
    assert_eq!(amount_of(&model, &["5", "100", "1000"], json!({})), "23.70", "0.50, 3.20 and 20.00");
}

/// Records of 100, 50 and 200 at 2 percent and 1.00 each: 7.00 and 3.00.
#[test]
fn percentage_has_free_events_and_free_value() {
    let of = |more: Value| {
        let model = with(json!({ "model": "percentage", "percent": "2", "perEvent": "1" }), more);
        amount_of(&model, &["100", "50", "200"], json!({}))
    };
    assert_eq!(of(json!({})), "10.00");
    assert_eq!(of(json!({ "freeEvents": 2 })), "5.00", "the third alone: 4 + 1");
    assert_eq!(of(json!({ "freeEvents": 3 })), "0.00");
    assert_eq!(of(json!({ "freeAmount": "120" })), "6.60", "230 are paid, 4.60; the first lies wholly in it, two fees");
    assert_eq!(of(json!({ "freeAmount": "150" })), "5.00", "200 are paid; the second ends exactly where it ends");
    assert_eq!(
        of(json!({ "freeAmount": "120", "freeEvents": 2 })),
        "6.60",
        "the second's fee is free by number, not by value"
    );
    assert_eq!(
        of(json!({ "freeAmount": "150", "freeEvents": 1 })),
        "6.00",
        "the second's fee is free by value, not by number"
    );
    assert_eq!(of(json!({ "freeAmount": "150", "freeEvents": 2 })), "5.00");
    assert_eq!(of(json!({ "minPerEvent": "3", "maxPerEvent": "4" })), "10.00", "3, 2 raised to 3, 5 cut to 4");
    assert_eq!(
        of(json!({ "minPerEvent": "3", "maxPerEvent": "4", "freeEvents": 1 })),
        "7.00",
        "a free event is not raised"
    );
    assert_eq!(
        of(json!({ "minPerEvent": "3", "maxPerEvent": "4", "freeAmount": "120" })),
        "7.00",
        "0, 0.60 + 1 raised, 5 cut"
    );
}

/// A record of 300 that stands for three events: 6.00 and three fees.
#[test]
fn a_record_may_stand_for_several_events() {
    let of = |more: Value| {
        let model = with(json!({ "model": "percentage", "percent": "2", "perEvent": "1" }), more);
        let records = json!([{ "quantity": "300", "events": 3 }]);
        rate(&json!({ "currency": "EUR", "price": model, "records": records }))["amount"].clone()
    };
    assert_eq!(of(json!({})), "9.00");
    assert_eq!(of(json!({ "freeEvents": 2 })), "3.00", "two events and their 200 are free");
    assert_eq!(of(json!({ "minPerEvent": "4" })), "12.00");
    assert_eq!(of(json!({ "maxPerEvent": "2" })), "6.00");
}

/// An event that is wholly free is not raised to the minimum: of three events of 100 two are free, the third costs 2 + 1, raised to 4.
#[test]
fn free_events_of_a_record_have_no_minimum() {
    let model = json!({ "model": "percentage", "percent": "2", "perEvent": "1", "freeEvents": 2, "minPerEvent": "4" });
    let together = json!([{ "quantity": "300", "events": 3 }]);
    let alone = amount_of(&model, &["100", "100", "100"], json!({}));
    assert_eq!(alone, "4.00");
    assert_eq!(rate(&json!({ "currency": "EUR", "price": model, "records": together }))["amount"], "4.00");
}

/// 3 % to 1,000, 2 % and 5.00 to 10,000, then 1 %.
#[test]
fn graduated_percentage_by_tiers_of_value() {
    let model = json!({ "model": "graduatedPercentage", "tiers": [{ "upTo": "1000", "percent": "3", "flat": "1" }, { "upTo": "10000", "percent": "2", "flat": "5" }, { "percent": "1" }] });
    table(
        &model,
        &[
            ("0", "0.00"),
            ("99.5", "3.99"),
            ("1000", "31.00"),
            ("1001", "36.02"),
            ("10000", "216.00"),
            ("1000000", "10116.00"),
        ],
    );
    table_with(&model, policy("zeroQuantity", "flatFees"), &[("0", "1.00")]);
}

/// 40 x 1.25 + 1.50 = 51.50.
#[test]
fn cost_plus_is_cost_and_markup() {
    table(
        &json!({ "model": "costPlus", "cost": "40", "percent": "25", "amount": "1.50" }),
        &[("0", "0.00"), ("1", "51.50"), ("99.5", "5124.25"), ("1000000", "51500000.00")],
    );
    table(&json!({ "model": "costPlus", "cost": "40", "percent": "-100" }), &[("3", "0.00")]);
    table(&json!({ "model": "costPlus", "cost": "40", "percent": "-12.5" }), &[("3", "105.00")]);
}

fn matrix(by: &[&str], rows: &[(&[&str], &str)]) -> Value {
    let row = |(values, price): &(&[&str], &str)| {
        let when: serde_json::Map<String, Value> =
            by.iter().zip(*values).map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({ "when": when, "price": per_unit(price) })
    };
    json!({ "model": "matrix", "by": by, "rows": rows.iter().map(row).collect::<Vec<Value>>() })
}

#[test]
fn matrix_by_one_two_and_three_attributes() {
    let one = matrix(&["region"], &[(&["eu"], "1"), (&["us"], "2")]);
    let eu = || json!({ "attributes": { "region": "eu" } });
    table_with(&one, eu(), &[("0", "0.00"), ("99.5", "99.50"), ("1000000", "1000000.00")]);
    let two = matrix(&["region", "size"], &[(&["eu", "s"], "1"), (&["eu", "l"], "3"), (&["us", "s"], "2")]);
    table_with(&two, json!({ "attributes": { "region": "eu", "size": "l" } }), &[("99.5", "298.50")]);
    let three = matrix(&["region", "size", "os"], &[(&["eu", "l", "linux"], "3"), (&["eu", "l", "other"], "4")]);
    table_with(
        &three,
        json!({ "attributes": { "region": "eu", "size": "l", "os": "other", "more": "x" } }),
        &[("2", "8.00")],
    );
}

#[test]
fn a_missing_combination_has_no_price_or_the_other() {
    let two = matrix(&["region", "size"], &[(&["eu", "s"], "1")]);
    let asked =
        |attributes: Value| json!({ "currency": "EUR", "price": two, "quantity": "3", "attributes": attributes });
    for attributes in
        [json!({ "region": "eu", "size": "l" }), json!({ "region": "eu" }), json!({ "region": "EU", "size": "s" })]
    {
        assert_eq!(refused(&asked(attributes)), ("no_price".to_owned(), "/price".to_owned()));
    }
    let other = with(two.clone(), json!({ "otherwise": flat("7") }));
    table_with(&other, json!({ "attributes": { "region": "eu" } }), &[("3", "7.00")]);
}

/// Records of one combination are added up before tiers and packages: 8 + 8 of EU at 1.00 to 10, then 0.50; US alone.
#[test]
fn matrix_rows_count_their_records_together() {
    let graduated =
        json!({ "model": "graduated", "tiers": [{ "upTo": "10", "unitPrice": "1" }, { "unitPrice": "0.5" }] });
    let rows = json!([{ "when": { "region": "eu" }, "price": graduated },
        { "when": { "region": "us" }, "price": { "model": "package", "size": "10", "amount": "3" } }]);
    let record = |region: &str, quantity: &str| json!({ "quantity": quantity, "attributes": { "region": region } });
    let records = json!([record("eu", "8"), record("us", "5"), record("eu", "8"), record("us", "5")]);
    let request = json!({ "currency": "EUR", "price": { "model": "matrix", "by": ["region"], "rows": rows }, "records": records });
    assert_eq!(rate(&request)["amount"], "16.00", "10 + 6 x 0.5 = 13, and one package");
    let alone = with(request, json!({ "rating": { "by": "record" } }));
    assert_eq!(rate(&alone)["amount"], "22.00", "8 + 8 and two packages");
}

/// 100 calls and 2 GB, 200 calls and 4 GB, beyond.
#[test]
fn capacity_holds_every_unit_together() {
    let model = json!({ "model": "capacity", "tiers": [{ "limits": { "call": "100", "gb": "2" }, "amount": "20" },
        { "limits": { "call": "200", "gb": "4" }, "amount": "35" }, { "amount": "60" }] });
    let of = |records: &[(&str, &str)]| {
        let records: Vec<Value> =
            records.iter().map(|(unit, quantity)| json!({ "unit": unit, "quantity": quantity })).collect();
        rate(&json!({ "currency": "EUR", "price": model, "records": records }))["amount"].clone()
    };
    assert_eq!(of(&[]), "0.00");
    assert_eq!(of(&[("call", "100"), ("gb", "2")]), "20.00");
    assert_eq!(of(&[("call", "99.5"), ("gb", "2.01")]), "35.00");
    assert_eq!(of(&[("call", "60"), ("call", "60")]), "35.00", "records of a unit add up");
    assert_eq!(of(&[("gb", "4"), ("call", "200")]), "35.00");
    assert_eq!(of(&[("gb", "4.5")]), "60.00");
    assert_eq!(of(&[("call", "1000000")]), "60.00");
    let stray = json!({ "currency": "EUR", "price": model, "quantity": "1", "unit": "user" });
    assert_eq!(refused(&stray).0, "no_price");
    table_with(
        &model,
        json!({ "unit": "call", "policy": { "zeroQuantity": "flatFees" } }),
        &[("0", "20.00"), ("150", "35.00")],
    );
    // A unit may end to be limited from a tier on.
    let open = json!({ "model": "capacity", "tiers": [{ "limits": { "call": "100", "gb": "2" }, "amount": "20" }, { "limits": { "call": "200" }, "amount": "35" }, { "amount": "60" }] });
    let records = json!([{ "unit": "gb", "quantity": "99" }, { "unit": "call", "quantity": "1" }]);
    assert_eq!(rate(&json!({ "currency": "EUR", "price": open, "records": records }))["amount"], "35.00");
}

/// 100 units for 50.00, then 0.80 each.
#[test]
fn prepaid_units_then_overage() {
    let model = json!({ "model": "prepaid", "units": "100", "amount": "50", "overage": per_unit("0.8") });
    table(&model, &[("0", "50.00"), ("99.5", "50.00"), ("100", "50.00"), ("100.5", "50.40"), ("1000000", "799970.00")]);
    let tiered = json!({ "model": "prepaid", "units": "100", "overage": tiers("graduated") });
    table(&tiered, &[("100", "0.00"), ("110", "102.00"), ("110.5", "109.00")]);
}

/// What 100 prepaid units and so much usage cost, and what is left for how many windows.
fn prepaid(rollover: Value, quantity: &str, carried: &[(&str, u32)]) -> (String, String) {
    let model = json!({ "model": "prepaid", "units": "100", "overage": per_unit("1"), "rollover": rollover });
    let lot = |(units, windows): &(&str, u32)| json!({ "units": units, "windows": windows });
    let carried: Vec<Value> = carried.iter().map(lot).collect();
    let answer = rate(&json!({ "currency": "EUR", "price": model, "quantity": quantity, "carried": carried }));
    let lots = answer["carried"].as_array().expect("a list").iter();
    let left = lots.map(|lot| format!("{} for {}", lot["units"].as_str().expect("units"), lot["windows"]));
    (answer["amount"].as_str().expect("an amount").to_owned(), left.collect::<Vec<String>>().join(", "))
}

/// The oldest units go first; what is left is good for so many periods, up to the maximum, of which the oldest lapse first.
#[test]
fn prepaid_units_roll_over() {
    let want = |amount: &str, left: &str| (amount.to_owned(), left.to_owned());
    assert_eq!(prepaid(json!({}), "60", &[]), want("0.00", "40 for 1"));
    assert_eq!(prepaid(json!({ "periods": 3 }), "60", &[]), want("0.00", "40 for 3"));
    assert_eq!(prepaid(json!({ "periods": 3 }), "90.5", &[("20", 1)]), want("0.00", "29.5 for 3"), "20, then 70.5");
    let two = [("20", 1), ("30", 2)];
    assert_eq!(prepaid(json!({ "periods": 3 }), "10", &two), want("0.00", "30 for 1, 100 for 3"), "10 lapse");
    assert_eq!(prepaid(json!({ "periods": 3 }), "200", &two), want("50.00", ""));
    assert_eq!(prepaid(json!({ "maximum": "25" }), "60", &[]), want("0.00", "25 for 1"));
    let capped = json!({ "periods": 2, "maximum": "110" });
    assert_eq!(prepaid(capped, "0", &[("40", 2)]), want("0.00", "10 for 1, 100 for 2"));
}

/// Units that the maximum takes wholly are not there any more, rather than a lot of 0.
#[test]
fn lots_that_the_maximum_empties_are_gone() {
    assert_eq!(prepaid(json!({ "maximum": "0" }), "60", &[]), ("0.00".to_owned(), String::new()));
    let capped = json!({ "periods": 2, "maximum": "100" });
    assert_eq!(prepaid(capped, "0", &[("40", 2)]), ("0.00".to_owned(), "100 for 2".to_owned()));
}

#[test]
fn models_that_read_others_are_not_rated() {
    let of = |price: Value| refused(&json!({ "currency": "EUR", "price": price, "quantity": "1" })).0;
    assert_eq!(of(json!({ "model": "percentOf", "percent": "10", "of": { "everything": true } })), "not_supported");
    assert_eq!(of(json!({ "model": "commitment", "minimum": "10", "of": { "everything": true } })), "not_supported");
}

/// 2.5 units: as they are, 3, 2, 3; 2.46 to one decimal; 1,250 to hundreds.
#[test]
fn conversions_round_as_they_say() {
    let of = |quantity: &str, conversion: Value| {
        rate(&json!({ "currency": "EUR", "price": per_unit("1"), "quantity": quantity, "conversions": [conversion] }))
            ["quantity"]
            .clone()
    };
    let rows = [
        ("2.5", 0, ["2.5", "3", "2", "3"]),
        ("2.4", 0, ["2.4", "3", "2", "2"]),
        ("2", 0, ["2", "2", "2", "2"]),
        ("2.46", 1, ["2.46", "2.5", "2.4", "2.5"]),
        ("1250", -2, ["1250", "1300", "1200", "1300"]),
        ("1249.99", -2, ["1249.99", "1300", "1200", "1200"]),
        ("7", -1, ["7", "10", "0", "10"]),
        ("0", 0, ["0", "0", "0", "0"]),
    ];
    for (quantity, digits, wants) in rows {
        for (rounding, want) in ["none", "up", "down", "nearest"].iter().zip(wants) {
            let digits = if *rounding == "none" { 0 } else { digits };
            assert_eq!(
                of(quantity, json!({ "multiply": "1", "rounding": rounding, "digits": digits })),
                want,
                "{quantity} {rounding} {digits}"
            );
        }
    }
    assert_eq!(of("3", json!({ "multiply": "10" })), "30");
    assert_eq!(of("1400", json!({ "divide": "1000" })), "1.4");
    assert_eq!(of("1400", json!({ "divide": "1000", "rounding": "up" })), "2");
    assert_eq!(of("1", json!({ "divide": "3" })), "0.333333333333");
}

/// 1,100 + 1,100 MB by the started GB are 3, each record alone 2 + 2; GB are not converted.
#[test]
fn conversions_are_for_a_unit_and_round_the_sum() {
    let mb = json!({ "conversions": [{ "unit": "mb", "divide": "1000", "rounding": "up" }] });
    let records = json!([{ "quantity": "1100", "unit": "mb" }, { "quantity": "1", "unit": "gb" }, { "quantity": "1100", "unit": "mb" }]);
    let request = with(json!({ "currency": "EUR", "price": per_unit("1"), "records": records }), mb);
    assert_eq!(rate(&request)["amount"], "4.00");
    assert_eq!(rate(&with(request, json!({ "rating": { "by": "record" } })))["amount"], "5.00");
    let first = json!([{ "unit": "mb", "divide": "1000" }, { "multiply": "2" }]);
    assert_eq!(
        rate(
            &json!({ "currency": "EUR", "price": per_unit("1"), "quantity": "3", "unit": "gb", "conversions": first })
        )["amount"],
        "6.00"
    );
}

/// Free units count in priced units: 2,500 MB are 3 GB, one is free.
#[test]
fn included_units_come_after_conversions() {
    let more = json!({ "included": "1", "conversions": [{ "divide": "1000", "rounding": "up" }] });
    table_with(&per_unit("3"), more, &[("2500", "6.00"), ("900", "0.00"), ("0", "0.00")]);
    let tiers = json!({ "model": "graduated", "tiers": [{ "upTo": "10", "unitPrice": "2" }, { "unitPrice": "1" }] });
    table_with(
        &tiers,
        json!({ "included": "100" }),
        &[("99.5", "0.00"), ("100", "0.00"), ("110", "20.00"), ("150", "60.00")],
    );
}

/// 8 and 5 at 1.00 up to 10, 0.90 above.
#[test]
fn rating_by_period_record_and_batch() {
    let volume = json!({ "model": "volume", "tiers": [{ "upTo": "10", "unitPrice": "1" }, { "unitPrice": "0.9" }] });
    let by = |by: &str| json!({ "rating": { "by": by } });
    assert_eq!(amount_of(&volume, &["8", "5"], json!({})), "11.70");
    assert_eq!(amount_of(&volume, &["8", "5"], by("record")), "13.00");
    let package = json!({ "model": "package", "size": "10", "amount": "3" });
    assert_eq!(amount_of(&package, &["5", "5", "5"], json!({})), "6.00");
    assert_eq!(amount_of(&package, &["5", "5", "5"], by("record")), "9.00");
    let records = json!([{ "quantity": "8", "batch": "a" }, { "quantity": "5", "batch": "b" }, { "quantity": "4", "batch": "a" }]);
    let batched = with(json!({ "currency": "EUR", "price": volume, "records": records }), by("batch"));
    assert_eq!(rate(&batched)["amount"], "15.80", "12 x 0.90 and 5 x 1.00");
    let peaks = with(batched, json!({ "rating": { "by": "batch", "aggregate": "max" } }));
    assert_eq!(rate(&peaks)["amount"], "13.00", "8 and 5");
    assert_eq!(amount_of(&volume, &["8", "5"], with(by("record"), json!({ "included": "6" }))), "7.00", "2 and 5");
    assert_eq!(
        amount_of(&volume, &["8", "5"], with(by("record"), json!({ "minimum": "20" }))),
        "20.00",
        "once, not each"
    );
    assert_eq!(amount_of(&flat("4"), &["8", "5"], by("record")), "8.00", "a flat fee for each record");
}

#[test]
fn records_come_to_their_sum_the_largest_or_the_last() {
    let of =
        |aggregate: &str| amount_of(&per_unit("2"), &["3", "9", "5"], json!({ "rating": { "aggregate": aggregate } }));
    assert_eq!((of("sum"), of("max"), of("last")), ("34.00".into(), "18.00".into(), "10.00".into()));
    // Converted and rounded when the largest is known: 0.9 is 1.
    let more = json!({ "rating": { "aggregate": "max" }, "conversions": [{ "divide": "1000", "rounding": "up" }] });
    assert_eq!(amount_of(&per_unit("2"), &["500", "900"], more), "2.00");
    assert_eq!(amount_of(&per_unit("2"), &[], json!({ "rating": { "aggregate": "last" } })), "0.00");
}

/// What was rated before in the same window: the result is what the new usage adds.
#[test]
fn rating_goes_on_in_a_window() {
    let graduated =
        json!({ "model": "graduated", "tiers": [{ "upTo": "100", "unitPrice": "1" }, { "unitPrice": "0.5" }] });
    table_with(&graduated, json!({ "before": "60" }), &[("0", "0.00"), ("40", "40.00"), ("60", "50.00")]);
    let volume = json!({ "model": "volume", "tiers": [{ "upTo": "15", "unitPrice": "10" }, { "unitPrice": "5" }] });
    table_with(&volume, json!({ "before": "15" }), &[("0", "0.00"), ("1", "-70.00")]);
    let waits = |closes: bool| json!({ "before": "15", "closes": closes, "policy": { "rerating": "atClose" } });
    table_with(&volume, waits(false), &[("1", "0.00")]);
    table_with(&volume, waits(true), &[("1", "80.00")]);
    table_with(&graduated, with(waits(false), json!({ "before": "60" })), &[("60", "50.00")]);
    // 0.333 and 0.666 round to 0.33 and 0.67: the difference of the rounded sums.
    table_with(&per_unit("0.333"), json!({ "before": "1" }), &[("1", "0.34")]);
}

#[test]
fn a_minimum_is_due_when_the_window_closes_a_maximum_always() {
    let limits = || json!({ "minimum": "20", "maximum": "50" });
    table_with(
        &per_unit("1"),
        limits(),
        &[
            ("0", "20.00"),
            ("19.99", "20.00"),
            ("20", "20.00"),
            ("49.5", "49.50"),
            ("50.01", "50.00"),
            ("1000000", "50.00"),
        ],
    );
    table_with(
        &per_unit("1"),
        with(limits(), json!({ "closes": false })),
        &[("0", "0.00"), ("5", "5.00"), ("60", "50.00")],
    );
}

/// 100 x 0.9 x 0.9 = 81; then the limits.
#[test]
fn percentages_off_a_rate_come_before_its_limits() {
    let off = |more: Value| with(json!({ "discounts": ["10", "10"] }), more);
    table_with(&per_unit("1"), off(json!({})), &[("100", "81.00")]);
    table_with(&per_unit("1"), off(json!({ "minimum": "95" })), &[("100", "95.00")]);
    table_with(&per_unit("1"), off(json!({ "maximum": "80" })), &[("100", "80.00")]);
}

/// No money: amounts with so many decimals, by the same rounding.
#[test]
fn a_scale_instead_of_a_currency() {
    let of = |scale: u32| {
        rate(&json!({ "scale": scale, "price": per_unit("0.0333"), "quantity": "10.5" }))["amount"].clone()
    };
    assert_eq!((of(0), of(4), of(12)), (json!("0"), json!("0.3497"), json!("0.349650000000")));
    let yen = json!({ "currency": "JPY", "price": per_unit("0.5"), "quantity": "3" });
    assert_eq!(rate(&yen)["amount"], "2", "1.5, halves up");
    assert_eq!(amount(&per_unit("0.005"), "1"), "0.01");
}

/// Free units are not drawn from the prepaid ones: of 60 used 20 are free, 40 drawn, 60 left.
#[test]
fn included_units_spare_prepaid_ones() {
    let model = json!({ "model": "prepaid", "units": "100", "overage": per_unit("1"), "rollover": {} });
    let answer = rate(&json!({ "currency": "EUR", "price": model, "quantity": "60", "included": "20" }));
    assert_eq!(answer["carried"], json!([{ "units": "60", "windows": 1 }]));
}

/// The units of a period are there once, whatever is rated together: 120 used, 20 beyond.
#[test]
fn prepaid_units_are_there_once_for_all_records() {
    let model = json!({ "model": "prepaid", "units": "100", "overage": per_unit("1") });
    let records = json!([{ "quantity": "60" }, { "quantity": "60" }]);
    let mut request = json!({ "currency": "EUR", "price": model, "records": records });
    assert_eq!(rate(&request)["amount"], "20.00");
    request["rating"] = json!({ "by": "record" });
    assert_eq!(refused(&request), ("conflict".into(), "/rating/by".into()));
}
