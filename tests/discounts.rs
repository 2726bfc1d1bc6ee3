//! Table tests of discounts: schedules of the catalog, discounts of lines, groups, partners and the quote.

mod common;

use common::table::{deal, deal_of, flat, items, monthly, net, nets_of_lines, once, per_unit, refused, steps, with};
use common::{plan, price};
use serde_json::{json, Value};

/// 10 percent to 9, 20 percent to 19, then 30 percent, unless said otherwise.
fn schedule(more: Value) -> Value {
    let tiers = json!([{ "upTo": "9", "value": "10" }, { "upTo": "19", "value": "20" }, { "value": "30" }]);
    with(json!({ "id": "s", "tiers": tiers }), more)
}

/// Units of 100.00 under a schedule.
fn scheduled(own: Value, line: Value, more: Value) -> Value {
    let mut request = deal(with(once(per_unit("100")), json!({ "schedules": ["s"] })), line, more);
    request["catalog"]["schedules"] = json!([schedule(own)]);
    request
}

fn rows(own: Value, all: &[(&str, &str)]) {
    for (quantity, want) in all {
        assert_eq!(
            net(&scheduled(own.clone(), json!({ "quantity": quantity }), json!({}))),
            *want,
            "{quantity} with {own}"
        );
    }
}

#[test]
fn a_range_applies_to_all_units() {
    rows(
        json!({}),
        &[
            ("0", "0.00"),
            ("1", "90.00"),
            ("9", "810.00"),
            ("9.5", "760.00"),
            ("10", "800.00"),
            ("19", "1520.00"),
            ("20", "1400.00"),
            ("30", "2100.00"),
            ("1000000", "70000000.00"),
        ],
    );
}

/// 9 x 90, 10 x 80, then 70 each.
#[test]
fn slabs_apply_to_the_units_in_them() {
    rows(
        json!({ "method": "slab" }),
        &[("0", "0.00"), ("9", "810.00"), ("9.5", "850.00"), ("10", "890.00"), ("19", "1610.00"), ("30", "2380.00")],
    );
}

/// 1.00 or 2.00 off each; 95.00 or 90.00 each.
#[test]
fn schedules_take_off_amounts_or_set_prices() {
    let tiers = |low: &str, high: &str| json!([{ "upTo": "9", "value": low }, { "value": high }]);
    rows(json!({ "unit": "amount", "tiers": tiers("1", "2") }), &[("5", "495.00"), ("10", "980.00")]);
    rows(json!({ "unit": "amount", "method": "slab", "tiers": tiers("1", "2") }), &[("5", "495.00"), ("10", "989.00")]);
    rows(json!({ "unit": "price", "tiers": tiers("95", "90") }), &[("5", "475.00"), ("10", "900.00")]);
    rows(
        json!({ "unit": "price", "method": "slab", "tiers": tiers("95", "90") }),
        &[("5", "475.00"), ("10", "945.00")],
    );
    let dear =
        scheduled(json!({ "unit": "amount", "tiers": tiers("1", "101") }), json!({ "quantity": "10" }), json!({}));
    assert_eq!(refused(&dear).0, "discount_exceeds_total");
}

#[test]
fn above_a_last_tier_that_ends_nothing_is_taken_off() {
    let tiers = json!([{ "upTo": "9", "value": "10" }]);
    rows(json!({ "tiers": tiers }), &[("9", "810.00"), ("10", "1000.00")]);
    rows(json!({ "tiers": tiers, "method": "slab" }), &[("9", "810.00"), ("10", "910.00")]);
}

#[test]
fn tier_bounds_hold_for_schedules_too() {
    let of = |quantity: &str, bounds: &str| {
        net(&scheduled(json!({}), json!({ "quantity": quantity }), json!({ "policy": { "tierBounds": bounds } })))
    };
    assert_eq!(
        (of("9", "inclusive"), of("9", "exclusive"), of("8.99", "exclusive")),
        ("810.00".into(), "720.00".into(), "809.10".into())
    );
}

/// Three lines of six: alone each has 10 percent; two in a group or all in the quote are 12 or 18 together, 20 percent.
#[test]
fn schedules_add_up_a_line_a_group_or_the_quote() {
    let of = |scope: &str| {
        let charge = with(once(per_unit("100")), json!({ "schedules": ["s"] }));
        let line = |group: &str| json!({ "quantity": "6", "group": group });
        let parts = [("a", charge.clone(), line("g")), ("b", charge.clone(), line("g")), ("c", charge, line("h"))];
        let mut request = deal_of(&parts, json!({ "groups": [{ "id": "g" }, { "id": "h" }] }));
        request["catalog"]["schedules"] = json!([schedule(json!({ "scope": scope }))]);
        nets_of_lines(&request)
    };
    assert_eq!(of("line"), ["540.00", "540.00", "540.00"]);
    assert_eq!(of("group"), ["480.00", "480.00", "540.00"]);
    assert_eq!(of("quote"), ["480.00", "480.00", "480.00"]);
}

/// Five more after ten: the second tier. In slabs after seven: two at 90, three at 80.
#[test]
fn prior_orders_count_where_the_schedule_says_so() {
    let line = |prior: &str| json!({ "quantity": "5", "priorQuantity": prior });
    let of = |own: Value, prior: &str| net(&scheduled(own, line(prior), json!({})));
    assert_eq!(of(json!({}), "10"), "450.00");
    assert_eq!(of(json!({ "priorOrders": true }), "10"), "400.00");
    assert_eq!(of(json!({ "priorOrders": true, "method": "slab" }), "7"), "420.00");
    assert_eq!(of(json!({ "priorOrders": true, "method": "slab" }), "30"), "350.00");
    assert_eq!(of(json!({ "priorOrders": true, "scope": "quote" }), "10"), "400.00");
}

/// Nothing below a year, 5 percent below two, then 10.
#[test]
fn schedules_by_term() {
    let by_term = || json!({ "by": "term", "tiers": [{ "upTo": "11", "value": "0" }, { "upTo": "23", "value": "5" }, { "value": "10" }] });
    let of = |span: Value| net(&scheduled(by_term(), json!({}), span));
    assert_eq!(of(json!({ "end": "2026-11-30" })), "100.00");
    assert_eq!(of(json!({ "end": "2026-12-30" })), "100.00", "eleven whole months");
    assert_eq!(of(json!({ "end": "2026-12-31" })), "95.00");
    assert_eq!(of(json!({ "term": { "unit": "year", "count": 2 } })), "90.00");
    let mut open = scheduled(by_term(), json!({}), json!({ "end": null }));
    open["catalog"]["products"][0]["charges"][0] = with(monthly(per_unit("100")), json!({ "schedules": ["s"] }));
    assert_eq!(refused(&open).0, "needs_term");
}

/// 10 x 100 less 20 percent, less 5 percent of that; a recurring ramp by the quantity of each step.
#[test]
fn schedules_apply_in_order_and_to_each_segment() {
    let mut request = scheduled(json!({}), json!({ "quantity": "10" }), json!({}));
    request["catalog"]["schedules"]
        .as_array_mut()
        .expect("schedules")
        .push(json!({ "id": "t", "name": "Term", "by": "term", "tiers": [{ "value": "5" }] }));
    request["catalog"]["products"][0]["charges"][0]["schedules"] = json!(["s", "t"]);
    assert_eq!(steps(&request, 0), ["list 1000.00", "schedule 800.00", "schedule 760.00", "net 760.00"]);
    let half = || json!({ "unit": "month", "count": 6 });
    let mut ramp = scheduled(
        json!({}),
        json!({ "segments": [{ "quantity": "5", "term": half() }, { "quantity": "10" }] }),
        json!({}),
    );
    ramp["catalog"]["products"][0]["charges"][0] = with(monthly(per_unit("10")), json!({ "schedules": ["s"] }));
    assert_eq!(net(&ramp), "750.00", "6 x 45 and 6 x 80");
}

/// The price of a unit before is the amount over the quantity: 10 units for 850.00 graduated, 20 percent off.
#[test]
fn schedules_apply_to_any_model() {
    let tiers = json!([{ "upTo": "5", "unitPrice": "90" }, { "unitPrice": "80" }]);
    let mut request = scheduled(json!({}), json!({ "quantity": "10" }), json!({}));
    request["catalog"]["products"][0]["charges"][0]["price"] = json!({ "model": "graduated", "tiers": tiers });
    assert_eq!(net(&request), "680.00");
    request["catalog"]["schedules"][0]["method"] = json!("slab");
    assert_eq!(net(&request), "756.50", "85 on average: 9 x 76.50 and 68.00");
}

/// Ten units of 100.00 with discounts.
fn off(discounts: Value, policy: Value) -> Value {
    deal(once(per_unit("100")), json!({ "quantity": "10", "discounts": discounts }), json!({ "policy": policy }))
}

#[test]
fn percentages_one_after_the_other_or_of_the_same_price() {
    let two = || json!([{ "percent": "5" }, { "percent": "10" }]);
    let additive = || json!({ "discountStacking": "additive" });
    assert_eq!(
        steps(&off(two(), json!({})), 0),
        ["list 1000.00", "lineDiscount 950.00", "lineDiscount 855.00", "net 855.00"]
    );
    assert_eq!(
        steps(&off(two(), additive()), 0),
        ["list 1000.00", "lineDiscount 950.00", "lineDiscount 850.00", "net 850.00"]
    );
    let mixed = json!([{ "percent": "10" }, { "amount": "50" }, { "percent": "20" }]);
    assert_eq!(net(&off(mixed.clone(), json!({}))), "680.00", "900, 850, 680");
    assert_eq!(net(&off(mixed, additive())), "650.00", "100, 50 and 200 off");
    assert_eq!(
        refused(&off(json!([{ "percent": "60" }, { "percent": "50" }]), additive())).0,
        "discount_exceeds_total"
    );
    assert_eq!(net(&off(json!([{ "percent": "60" }, { "percent": "40" }]), additive())), "0.00");
    assert_eq!(net(&off(json!([{ "percent": "100" }]), json!({}))), "0.00");
}

/// 30 percent for good and 20 in the first month: 50.00 and 70.00.
#[test]
fn additive_percentages_with_a_duration() {
    let discounts = json!([{ "percent": "30" }, { "percent": "20", "duration": { "periods": 1 } }]);
    let of = |stacking: &str| {
        let more = json!({ "end": "2026-02-28", "policy": { "discountStacking": stacking } });
        items(&deal(monthly(flat("100")), json!({ "discounts": discounts }), more))
    };
    assert_eq!(of("additive"), ["50.00", "70.00"]);
    assert_eq!(of("sequential"), ["56.00", "70.00"]);
}

/// The same on a deal without an end: 50.00, then 70.00 for good.
#[test]
fn additive_percentages_without_an_end() {
    let discounts = json!([{ "percent": "30" }, { "percent": "20", "duration": { "periods": 1 } }]);
    let more = json!({ "end": null, "policy": { "discountStacking": "additive" } });
    let request = deal(monthly(flat("100")), json!({ "discounts": discounts }), more);
    let plan = plan(&price(&request), &json!({ "through": "2026-03-31" }));
    let nets: Vec<&str> = plan.invoices.iter().map(|invoice| invoice.totals.net.as_str()).collect();
    assert_eq!(nets, ["50.00", "70.00", "70.00"]);
}

/// 10 units at 100.00 and 2 at 50.00, rounded per unit: 10 and 20 percent of each part come off, 1,100.00 less 30 percent.
#[test]
fn additive_percentages_of_a_price_in_parts() {
    let tiers = json!([{ "upTo": "10", "unitPrice": "100" }, { "unitPrice": "50" }]);
    let policy = json!({ "rounding": "perUnit", "discountStacking": "additive" });
    let two = json!({ "quantity": "12", "discounts": [{ "percent": "10" }, { "percent": "20" }] });
    let months = json!({ "end": "2026-02-28", "policy": policy });
    let graduated = json!({ "model": "graduated", "tiers": tiers });
    assert_eq!(items(&deal(monthly(graduated), two, months)), ["770.00", "770.00"]);
}

/// 20 percent of 10.00 for two months and of 100.00 for the first: half of 22.00 and 2.00, of a minimum and of a maximum too.
#[test]
fn additive_percentages_of_a_percentage() {
    let of = |stacking: &str, limits: Value| {
        let fee = monthly(json!({ "model": "percentOf", "percent": "20", "of": { "categories": ["a", "b"] } }));
        let parts = [
            ("a", monthly(flat("10")), json!({})),
            ("b", monthly(flat("100")), json!({ "end": "2026-01-31" })),
            ("c", with(fee, limits), json!({ "discounts": [{ "percent": "50" }] })),
        ];
        nets_of_lines(&deal_of(&parts, json!({ "end": "2026-02-28", "policy": { "discountStacking": stacking } })))
            .pop()
    };
    for (limits, want) in
        [(json!({}), "12.00"), (json!({ "minimum": "20" }), "21.00"), (json!({ "maximum": "15" }), "8.50")]
    {
        assert_eq!(of("additive", limits.clone()).as_deref(), Some(want), "{limits}");
        assert_eq!(of("sequential", limits.clone()).as_deref(), Some(want), "{limits}");
    }
    let credit = json!({ "discounts": [{ "percent": "10" }, { "percent": "20" }] });
    let additive = json!({ "policy": { "discountStacking": "additive" } });
    assert_eq!(net(&deal(once(flat("-100")), credit, additive)), "-70.00", "of a credit a credit");
}

/// 5, 10 and 15 percent off 100.00: 95, 85.5, 72.675; rounded each time 5.00, 9.50 and 12.825, so 12.83.
#[test]
fn each_percentage_may_be_rounded() {
    let three = || json!([{ "percent": "5" }, { "percent": "10" }, { "percent": "15" }]);
    let of = |rounding: &str| {
        deal(once(flat("100")), json!({ "discounts": three() }), json!({ "policy": { "discountRounding": rounding } }))
    };
    assert_eq!((net(&of("result")), net(&of("each"))), ("72.68".into(), "72.67".into()));
    // Two months of 50.00 come to the same 72.67, the last takes the remainder.
    let more = json!({ "end": "2026-02-28", "policy": { "discountRounding": "each" } });
    assert_eq!(items(&deal(monthly(flat("50")), json!({ "discounts": three() }), more)), ["36.34", "36.33"]);
}

/// 30.00 off 100 and 200: in proportion, to the discountable ones alone.
#[test]
fn an_amount_is_spread_over_a_line_s_charges() {
    let mut request = off(json!([{ "amount": "30" }]), json!({}));
    let charge = |id: &str, amount: &str, more: Value| with(with(once(flat(amount)), json!({ "id": id })), more);
    request["catalog"]["products"][0]["charges"] = json!([
        charge("a", "100", json!({})),
        charge("b", "200", json!({})),
        charge("c", "50", json!({ "discountable": false }))
    ]);
    let nets: Vec<String> = price(&request).lines[0].charges.iter().map(|charge| charge.net.clone()).collect();
    assert_eq!(nets, ["90.00", "180.00", "50.00"]);
    request["lines"][0]["discounts"] = json!([{ "amount": "300.01" }]);
    assert_eq!(refused(&request), ("discount_exceeds_total".into(), "/lines/0/discounts/0/amount".into()));
}

/// Off each unit, per price period; nothing below zero.
#[test]
fn an_amount_off_each_unit() {
    assert_eq!(net(&off(json!([{ "unitAmount": "5" }]), json!({}))), "950.00");
    assert_eq!(net(&off(json!([{ "unitAmount": "100" }]), json!({}))), "0.00");
    assert_eq!(refused(&off(json!([{ "unitAmount": "100.01" }]), json!({}))).0, "discount_exceeds_total");
    assert_eq!(net(&off(json!([{ "percent": "10" }, { "unitAmount": "0.005" }]), json!({}))), "899.95");
    let line = |discount: Value| json!({ "quantity": "10", "discounts": [discount] });
    let of = |discount: Value| items(&deal(monthly(per_unit("10")), line(discount), json!({ "end": "2026-02-28" })));
    assert_eq!(of(json!({ "unitAmount": "1" })), ["90.00", "90.00"]);
    assert_eq!(of(json!({ "unitAmount": "1", "duration": { "periods": 1 } })), ["90.00", "100.00"]);
    assert_eq!(of(json!({ "unitPrice": "7", "duration": { "periods": 1 } })), ["70.00", "100.00"]);
}

/// In place of the price of each unit; what comes after it applies to it.
#[test]
fn a_price_for_each_unit() {
    assert_eq!(net(&off(json!([{ "unitPrice": "90" }]), json!({}))), "900.00");
    assert_eq!(
        net(&off(json!([{ "percent": "50" }, { "unitPrice": "90" }, { "percent": "10" }]), json!({}))),
        "810.00"
    );
    let above = price(&off(json!([{ "unitPrice": "110" }]), json!({})));
    assert_eq!((above.totals.net.as_str(), above.totals.discount.as_str()), ("1100.00", "-100.00"));
    let ramp = json!({ "segments": [{ "quantity": "2", "term": { "unit": "month" } }, { "quantity": "3" }], "discounts": [{ "unitPrice": "7" }] });
    assert_eq!(items(&deal(monthly(per_unit("10")), ramp, json!({ "end": "2026-02-28" }))), ["14.00", "21.00"]);
}

/// 100, 90, 81: each unit a tenth less than the one before.
#[test]
fn a_compound_discount_goes_from_unit_to_unit() {
    let of = |quantity: &str, rate: &str| {
        deal(once(per_unit("100")), json!({ "quantity": quantity, "discounts": [{ "compound": rate }] }), json!({}))
    };
    for (quantity, want) in [("0", "0.00"), ("1", "100.00"), ("2", "190.00"), ("3", "271.00"), ("4", "343.90")] {
        assert_eq!(net(&of(quantity, "10")), want);
    }
    assert_eq!(net(&of("7", "0")), "700.00");
    assert_eq!(net(&of("200", "50")), "200.00", "100 x (2 - 2^-199)");
    assert_eq!(refused(&of("201", "10")).0, "out_of_range");
    assert_eq!(refused(&of("2.5", "10")).0, "out_of_range");
}

/// Group, partners, quote; each on what is left.
#[test]
fn groups_then_partners_then_the_quote() {
    let parts = [
        ("a", once(flat("100")), json!({ "group": "g" })),
        ("b", once(flat("200")), json!({})),
        ("c", once(flat("50")), json!({ "discountable": false })),
        ("d", once(flat("80")), json!({ "optional": true })),
    ];
    let more = json!({ "groups": [{ "id": "g", "name": "Group", "discounts": [{ "percent": "10", "reason": "All of it" }] }],
        "partnerDiscounts": [{ "percent": "20" }], "discounts": [{ "amount": "23.20" }] });
    let request = deal_of(&parts, more);
    assert_eq!(nets_of_lines(&request), ["64.80", "144.00", "50.00", "64.00"]);
    assert_eq!(
        steps(&request, 0),
        ["list 100.00", "groupDiscount 90.00", "partnerDiscount 72.00", "quoteDiscount 64.80", "net 64.80"]
    );
    assert_eq!(price(&request).lines[0].waterfall[1].source.as_deref(), Some("All of it"));
    assert_eq!(price(&request).totals.net, "258.80");
}

/// Amounts and percentages on a group are rounded on its sum: 3 x 0.05 at 10 percent is 0.02 off, not 0.03.
#[test]
fn a_group_s_discount_is_of_its_sum() {
    let of = |discount: Value, price: &str| {
        let line = || json!({ "group": "g" });
        let parts = [
            ("a", once(flat(price)), line()),
            ("b", once(flat(price)), line()),
            ("c", once(flat(price)), line()),
            ("d", once(flat(price)), json!({})),
        ];
        nets_of_lines(&deal_of(&parts, json!({ "groups": [{ "id": "g", "discounts": [discount] }] })))
    };
    assert_eq!(of(json!({ "percent": "10" }), "0.05"), ["0.04", "0.04", "0.05", "0.05"]);
    assert_eq!(of(json!({ "amount": "30" }), "100"), ["90.00", "90.00", "90.00", "100.00"]);
    let parts = [("a", once(flat("10")), json!({ "group": "g" })), ("b", once(flat("10")), json!({}))];
    let request = deal_of(&parts, json!({ "groups": [{ "id": "g", "discounts": [{ "amount": "10.01" }] }] }));
    assert_eq!(refused(&request), ("discount_exceeds_total".into(), "/groups/0/discounts/0/amount".into()));
}

/// 10 and 10 percent: 81.00 or 80.00; partners begin anew from what the groups left.
#[test]
fn discounts_of_one_list_stack() {
    let of = |stacking: &str| {
        let tens = || json!([{ "percent": "10" }, { "percent": "10" }]);
        let more =
            json!({ "partnerDiscounts": tens(), "discounts": tens(), "policy": { "discountStacking": stacking } });
        net(&deal(once(flat("100")), json!({}), more))
    };
    assert_eq!((of("sequential"), of("additive")), ("65.61".into(), "64.00".into()));
}

/// A protected charge takes no discount at all, a protected line those of its own.
#[test]
fn protected_charges_and_lines() {
    let half = || json!([{ "percent": "50" }]);
    let of = |charge: Value, line: Value| {
        let line = with(json!({ "discounts": half() }), line);
        net(&deal(with(once(flat("100")), charge), line, json!({ "discounts": half(), "partnerDiscounts": half() })))
    };
    assert_eq!(of(json!({}), json!({})), "12.50");
    assert_eq!(of(json!({ "discountable": false }), json!({})), "100.00");
    assert_eq!(of(json!({}), json!({ "discountable": false })), "50.00");
    assert_eq!(of(json!({}), json!({ "charges": [{ "charge": "c", "discountable": false }] })), "100.00");
    assert_eq!(
        of(json!({ "discountable": false }), json!({ "charges": [{ "charge": "c", "discountable": true }] })),
        "12.50"
    );
}

/// An optional line is priced, and is in no sum, on no invoice, and read by nothing that does not name it.
#[test]
fn optional_lines_are_in_no_sum() {
    let support = |of: Value| once(json!({ "model": "percentOf", "percent": "10", "of": of }));
    let of = |of: Value| {
        let parts = [
            ("a", once(flat("100")), json!({})),
            ("b", monthly(flat("10")), json!({ "optional": true })),
            ("s", support(of), json!({})),
        ];
        deal_of(&parts, json!({ "taxes": [{ "code": "A", "percent": "20" }] }))
    };
    let request = of(json!({ "everything": true }));
    let quote = price(&request);
    assert_eq!(nets_of_lines(&request), ["100.00", "120.00", "10.00"]);
    let totals = &quote.totals;
    assert_eq!([&totals.list, &totals.net, &totals.tax, &totals.one_time], ["110.00", "110.00", "22.00", "110.00"]);
    assert_eq!(
        [&totals.recurring.net, &totals.recurring.monthly, &totals.first_year, &totals.due_now],
        ["0.00", "0.00", "110.00", "132.00"]
    );
    assert!(plan(&quote, &json!({})).invoices.iter().all(|invoice| invoice.lines.iter().all(|line| line.line != "b")));
    assert_eq!(nets_of_lines(&of(json!({ "lines": ["a", "b"] })))[2], "22.00", "it is named");
    assert_eq!(nets_of_lines(&of(json!({ "categories": ["a", "b"] })))[2], "10.00");
}

/// 2.5 and 2.5 percent of 10.30 are 0.2575 each, so 0.26: 9.78.
#[test]
fn additive_percentages_are_rounded_each() {
    let line = json!({ "discounts": [{ "percent": "2.5" }, { "percent": "2.5" }] });
    let policy = json!({ "discountStacking": "additive", "discountRounding": "each" });
    assert_eq!(net(&deal(once(flat("10.30")), line, json!({ "policy": policy }))), "9.78");
}

/// An option that nobody has taken yet earns no discount: six units alone, 10 percent.
#[test]
fn optional_lines_do_not_count_for_schedules() {
    let mut request = scheduled(json!({ "scope": "quote" }), json!({ "quantity": "6" }), json!({}));
    request["lines"]
        .as_array_mut()
        .expect("lines")
        .push(json!({ "id": "2", "product": "p", "quantity": "6", "optional": true }));
    assert_eq!(nets_of_lines(&request)[0], "540.00");
}
