//! Table tests of discounts of units: what they leave alone, trials, what is taken off nothing; and schedules whose lines have
//! several charges.

mod common;

use common::request;
use common::table::{deal, deal_of, flat, items, monthly, net, nets_of_lines, once, per_unit, refused, usage, with};
use serde_json::{json, Value};

/// A setup of 500.00 and ten seats of 20.00.
fn setup_and_seats(setup: Value, line: Value) -> Value {
    let mut request = deal(once(per_unit("20")), with(json!({ "quantity": "10" }), line), json!({}));
    request["catalog"]["products"][0]["charges"] =
        json!([with(once(setup), json!({ "id": "setup" })), with(once(per_unit("20")), json!({ "id": "seats" }))]);
    request
}

fn nets(request: &Value) -> Vec<String> {
    common::price(request).lines[0].charges.iter().map(|charge| charge.net.clone()).collect()
}

#[test]
fn discounts_of_units_leave_fees_alone() {
    let stairs = json!({ "model": "stairstep", "tiers": [{ "amount": "500" }] });
    let matrix = json!({ "model": "matrix", "by": ["r"], "rows": [
        { "when": { "r": "eu" }, "price": flat("500") }, { "when": { "r": "us" }, "price": per_unit("50") }] });
    for setup in [flat("500"), stairs, matrix] {
        for (discount, seats) in [
            (json!({ "unitPrice": "15" }), "150.00"),
            (json!({ "unitAmount": "5" }), "150.00"),
            (json!({ "compound": "10" }), "130.26"),
            (json!({ "percent": "10" }), "180.00"),
        ] {
            let fee = if discount.get("percent").is_some() { "450.00" } else { "500.00" };
            let line = json!({ "discounts": [discount], "attributes": { "r": "eu" } });
            assert_eq!(nets(&setup_and_seats(setup.clone(), line.clone())), [fee, seats], "{setup} {line}");
        }
    }
}

/// Per unit and period too, and also where units are rounded first: the fee is 99.99 a month.
#[test]
fn fees_beside_units_keep_their_cents() {
    for rounding in ["perPeriod", "perUnit"] {
        let line = json!({ "quantity": "7", "discounts": [{ "unitPrice": "1.111" }] });
        let mut request = deal(
            monthly(flat("99.99")),
            line,
            json!({ "policy": { "rounding": rounding }, "term": { "unit": "month" } }),
        );
        request["catalog"]["products"][0]["charges"] = json!([
            with(monthly(flat("99.99")), json!({ "id": "fee" })),
            with(monthly(per_unit("20")), json!({ "id": "seats" }))
        ]);
        let seats = if rounding == "perUnit" { "7.77" } else { "7.78" };
        assert_eq!(nets(&request), ["99.99", seats], "{rounding}");
    }
}

#[test]
fn a_line_without_units_takes_no_discount_of_units() {
    let of = |price: Value, discount: Value| {
        refused(&deal(once(price), json!({ "discounts": [{ "percent": "1" }, discount] }), json!({})))
    };
    for discount in [json!({ "unitPrice": "15" }), json!({ "unitAmount": "5" }), json!({ "compound": "10" })] {
        let want = ("conflict".to_owned(), "/lines/0/discounts/1".to_owned());
        assert_eq!(of(flat("500"), discount.clone()), want);
        assert_eq!(of(json!({ "model": "stairstep", "tiers": [{ "amount": "5" }] }), discount), want);
    }
    // A price per unit on the line makes the fee one that is sold by units.
    let own = json!({ "quantity": "3", "discounts": [{ "unitPrice": "15" }], "charges": [{ "charge": "c", "price": per_unit("20") }] });
    assert_eq!(net(&deal(once(flat("500")), own, json!({}))), "45.00");
    let many: Vec<Value> = (0..21).map(|_| json!({ "compound": "1" })).collect();
    let (code, path) = refused(&deal(once(per_unit("5")), json!({ "discounts": many }), json!({})));
    assert_eq!((code.as_str(), path.as_str()), ("limit_exceeded", "/lines/0/discounts/20"));
}

/// A fee of 500.00 and units of 100.00, both under a schedule with prices or amounts for each unit.
#[test]
fn schedules_of_units_leave_fees_alone() {
    for (unit, value, units) in [("price", "50", "500.00"), ("amount", "5", "950.00"), ("percent", "10", "900.00")] {
        let mut request = deal(once(flat("1")), json!({ "quantity": "10" }), json!({}));
        let named = |id: &str, price: Value| with(once(price), json!({ "id": id, "schedules": ["s"] }));
        request["catalog"]["products"][0]["charges"] =
            json!([named("fee", flat("500")), named("units", per_unit("100"))]);
        request["catalog"]["schedules"] = json!([{ "id": "s", "unit": unit, "tiers": [{ "value": value }] }]);
        let fee = if unit == "percent" { "450.00" } else { "500.00" };
        assert_eq!(nets(&request), [fee, units], "{unit}");
    }
}

/// 30.00 a month for two months, the first one free.
#[test]
fn a_trial_stays_free_under_discounts_of_units() {
    let of = |discount: Value| {
        let line = json!({ "trial": { "unit": "month" }, "discounts": [discount] });
        items(&deal(monthly(per_unit("30")), line, json!({ "term": { "unit": "month", "count": 2 } })))
    };
    assert_eq!(of(json!({ "unitPrice": "25" })), ["0.00", "25.00"]);
    assert_eq!(of(json!({ "unitAmount": "5" })), ["0.00", "25.00"]);
    assert_eq!(of(json!({ "compound": "10" })), ["0.00", "30.00"]);
    assert_eq!(of(json!({ "unitPrice": "25", "duration": { "periods": 1 } })), ["0.00", "30.00"]);
    let half = json!({ "trial": { "unit": "day", "count": 15 }, "discounts": [{ "unitPrice": "31" }] });
    let term = json!({ "term": { "unit": "month" } });
    assert_eq!(net(&deal(monthly(per_unit("62")), half, term)), "16.00", "16 of 31 days at 31.00");
}

/// Ten percent from ten units on. A line with two charges counts its quantity once, and prior orders too.
#[test]
fn a_line_counts_once_for_a_schedule() {
    for scope in ["quote", "group"] {
        let of = |line: Value, kinds: [Value; 2], schedule: Value| {
            let more = json!({ "groups": [{ "id": "g" }], "term": { "unit": "month" } });
            let mut request = deal(once(flat("1")), with(line, json!({ "group": "g" })), more);
            let [a, b] = kinds;
            request["catalog"]["products"][0]["charges"] = json!([
                with(a, json!({ "id": "a", "schedules": ["s"] })),
                with(b, json!({ "id": "b", "schedules": ["s"] }))
            ]);
            request["catalog"]["schedules"] = json!([with(json!({ "id": "s", "scope": scope }), schedule)]);
            net(&request)
        };
        let ten = |limit: &str| json!({ "tiers": [{ "upTo": limit, "value": "0" }, { "value": "10" }] });
        let two = || [once(per_unit("10")), once(per_unit("10"))];
        assert_eq!(of(json!({ "quantity": "5" }), two(), ten("9")), "100.00");
        assert_eq!(of(json!({ "quantity": "10" }), two(), ten("9")), "180.00");
        let kinds = [once(per_unit("20")), monthly(per_unit("20"))];
        let prior = with(ten("10"), json!({ "priorOrders": true }));
        assert_eq!(of(json!({ "quantity": "6", "priorQuantity": "1" }), kinds, prior), "240.00");
        let own = json!({ "quantity": "5", "charges": [{ "charge": "b", "quantity": "10" }] });
        assert_eq!(of(own, two(), ten("9")), "135.00", "the largest of two quantities counts");
    }
}

/// Two lines, the second one ramped from 2 to 9 units in July: the first, which begins then anew, sees both.
#[test]
fn quantities_are_added_up_by_their_day() {
    let charge = || with(monthly(per_unit("10")), json!({ "schedules": ["s"] }));
    let ramp = |quantities: [&str; 2]| json!({ "segments": [{ "start": "2026-01-01", "quantity": quantities[0] }, { "start": "2026-07-01", "quantity": quantities[1] }] });
    let mut request = deal_of(&[("a", charge(), ramp(["1", "1"])), ("b", charge(), ramp(["2", "9"]))], json!({}));
    request["catalog"]["schedules"] =
        json!([{ "id": "s", "scope": "quote", "tiers": [{ "upTo": "9", "value": "0" }, { "value": "10" }] }]);
    // 6 x 10 + 6 x 9; 6 x 20 + 6 x 81.
    assert_eq!(nets_of_lines(&request), ["114.00", "606.00"]);
    request["lines"][0]["optional"] = json!(true);
    assert_eq!(nets_of_lines(&request), ["114.00", "660.00"], "what is optional counts for itself alone");
}

fn told(value: &Value) -> String {
    let problems = request(value).and_then(|own| prorata::price(&own).map(|_| ())).expect_err("refused");
    problems.problems[0].message.clone()
}

#[test]
fn errors_say_why_nothing_is_there() {
    let records = json!([{ "charge": "c", "date": "2026-01-05", "quantity": "10" }]);
    let ten = || json!([{ "amount": "10" }]);
    let used = |line: Value, more: Value| deal(usage(per_unit("5")), with(json!({ "usage": records }), line), more);
    let booked = |line: Value, more: Value| deal(once(per_unit("50")), line, more);
    let empty = json!({ "groups": [{ "id": "g", "discounts": ten() }] });
    let nothing = "The discount of 10.00 applies to nothing:";
    for (value, why) in [
        (used(json!({}), json!({ "discounts": ten() })), "usage takes percentages only"),
        (used(json!({ "discounts": ten() }), json!({})), "usage takes percentages only"),
        (booked(json!({ "discountable": false }), json!({ "discounts": ten() })), "nothing is discountable"),
        (booked(json!({ "optional": true }), json!({ "discounts": ten() })), "what is optional is in no sum"),
        (booked(json!({}), empty), "no charge is there"),
    ] {
        assert_eq!(told(&value), format!("{nothing} {why}."));
        assert_eq!(refused(&value).0, "discount_exceeds_total");
    }
    let unit =
        booked(json!({ "quantity": "3", "discounts": [{ "percent": "10" }, { "unitAmount": "60" }] }), json!({}));
    assert_eq!(told(&unit), "The discount takes 180.00 off the charge \"c\", of which 135.00 is left on 2026-01-01.");
    let added = json!({ "discounts": [{ "percent": "60" }, { "percent": "50" }] });
    let added = booked(added, json!({ "policy": { "discountStacking": "additive" } }));
    assert_eq!(told(&added), "The discount takes 25.00 off the charge \"c\", of which 20.00 is left on 2026-01-01.");
}
