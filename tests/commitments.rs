//! Table tests of commitments (floors and ceilings over other charges), margins and the first year.

mod common;

use common::price;
use common::table::{
    dated, deal, deal_of, flat, items, monthly, net, nets_of_lines, once, per_unit, records, refused, usage, with,
    yearly,
};
use serde_json::{json, Value};

fn promise(more: Value) -> Value {
    monthly(with(json!({ "model": "commitment", "of": { "everything": true } }), more))
}

/// Usage at 1.00 beside a commitment, from January to March.
fn beside(all: &[(&str, &str)], commitment: Value, more: Value) -> Value {
    let parts = [("a", usage(per_unit("1")), json!({ "usage": records(all) })), ("m", promise(commitment), json!({}))];
    deal_of(&parts, with(json!({ "end": "2026-03-31" }), more))
}

/// At least 100.00: 30 lack 70, 160 nothing, none all of it. Dated when the month has ended.
#[test]
fn a_minimum_is_trued_up_each_month() {
    let request = beside(&[("01-10", "30"), ("02-10", "160")], json!({ "minimum": "100" }), json!({}));
    assert_eq!(dated(&request, "m"), ["2026-02-01 70.00", "2026-03-01 0.00", "2026-04-01 100.00"]);
    assert_eq!((net(&request), nets_of_lines(&request)), ("360.00".into(), vec!["190.00".into(), "170.00".into()]));
}

/// At most 150.00: 10 of 160 are given back.
#[test]
fn what_is_above_a_maximum_is_given_back() {
    let all = [("01-10", "30"), ("02-10", "160"), ("03-10", "150")];
    let request = beside(&all, json!({ "maximum": "150" }), json!({}));
    assert_eq!(dated(&request, "m"), ["2026-02-01 0.00", "2026-03-01 -10.00", "2026-04-01 0.00"]);
    let both = beside(&all, json!({ "minimum": "100", "maximum": "150" }), json!({}));
    assert_eq!(net(&both), "400.00", "100, 150 and 150");
}

/// Over a line, a product, a category, a group, or everything but itself and other commitments.
#[test]
fn commitments_name_what_counts() {
    let of = |of: Value| {
        let line = |amount: &str| json!({ "charges": [{ "charge": "c", "price": flat(amount) }] });
        let parts = [
            ("a", monthly(flat("1")), with(line("10"), json!({ "group": "g" }))),
            ("b", monthly(flat("1")), line("20")),
            ("c", monthly(flat("1")), with(line("40"), json!({ "group": "g" }))),
            ("m", promise(json!({ "minimum": "100", "of": of })), json!({})),
            ("n", promise(json!({ "minimum": "100" })), json!({})),
        ];
        let request = deal_of(&parts, json!({ "end": "2026-01-31", "groups": [{ "id": "g" }] }));
        let nets = nets_of_lines(&request);
        assert_eq!(nets[4], "30.00", "70 are billed, another commitment does not count");
        nets[3].clone()
    };
    assert_eq!(of(json!({ "lines": ["a"] })), "90.00");
    assert_eq!(of(json!({ "products": ["a", "b"] })), "70.00");
    assert_eq!(of(json!({ "categories": ["b"] })), "80.00");
    assert_eq!(of(json!({ "groups": ["g"] })), "50.00");
    assert_eq!(of(json!({ "groups": ["g"], "lines": ["a", "b"] })), "30.00", "each once");
    assert_eq!(of(json!({ "everything": true })), "30.00");
}

/// 100 are used. The first takes 60 for its minimum; the second has 40 left of its 80. Without `after` both count all.
#[test]
fn commitments_take_turns() {
    let of = |first: &str, after: Value| {
        let parts = [
            ("a", usage(per_unit("1")), json!({ "usage": records(&[("01-10", "100")]) })),
            ("n", promise(json!({ "minimum": "80", "after": after })), json!({})),
            ("m", promise(json!({ "minimum": first })), json!({})),
        ];
        let nets = nets_of_lines(&deal_of(&parts, json!({ "end": "2026-01-31" })));
        (nets[2].clone(), nets[1].clone())
    };
    let want = |first: &str, second: &str| (first.to_owned(), second.to_owned());
    assert_eq!(of("60", json!([])), want("0.00", "0.00"));
    assert_eq!(of("60", json!(["m"])), want("0.00", "40.00"));
    assert_eq!(of("20", json!(["m"])), want("0.00", "0.00"));
    assert_eq!(of("150", json!(["m"])), want("50.00", "80.00"), "the first counts all 100");
}

#[test]
fn commitments_that_wait_for_each_other_are_a_cycle() {
    let parts = [
        ("a", monthly(flat("10")), json!({})),
        ("m", promise(json!({ "minimum": "1", "after": ["n"] })), json!({})),
        ("n", promise(json!({ "minimum": "1", "after": ["m"] })), json!({})),
    ];
    assert_eq!(refused(&deal_of(&parts, json!({}))).0, "cycle");
}

/// January 15 to March 10, billed on the 1st: 17 of 31, a whole month, 10 of 31; or the whole.
#[test]
fn commitments_in_stubs() {
    let of = |limits: Value, all: &[(&str, &str)], minimums: &str| {
        let first = json!({ "billing": { "kind": "recurring", "timing": "arrears", "billDay": 1 } });
        let parts = [
            ("a", with(usage(per_unit("1")), first.clone()), json!({ "usage": records(all) })),
            ("m", with(promise(limits), first), json!({})),
        ];
        let more = json!({ "start": "2026-01-15", "end": "2026-03-10", "policy": { "minimums": minimums } });
        dated(&deal_of(&parts, more), "m")
    };
    let minimum = || json!({ "minimum": "31" });
    assert_eq!(of(minimum(), &[], "prorate"), ["2026-02-01 17.00", "2026-03-01 31.00", "2026-03-11 10.00"]);
    assert_eq!(of(minimum(), &[], "full"), ["2026-02-01 31.00", "2026-03-01 31.00", "2026-03-11 31.00"]);
    let all = [("01-20", "20"), ("02-10", "40"), ("03-05", "5")];
    assert_eq!(
        of(json!({ "maximum": "31" }), &all, "prorate"),
        ["2026-02-01 -3.00", "2026-03-01 -9.00", "2026-03-11 0.00"]
    );
    assert_eq!(
        of(json!({ "maximum": "31" }), &all, "full"),
        ["2026-02-01 0.00", "2026-03-01 -9.00", "2026-03-11 0.00"]
    );
}

/// Without an end: eleven months are dated within twelve, and no total is named.
#[test]
fn commitments_without_an_end() {
    let parts = [
        ("a", usage(per_unit("1")), json!({ "usage": records(&[("01-10", "30")]) })),
        ("m", promise(json!({ "minimum": "100" })), json!({})),
    ];
    let quote = price(&deal_of(&parts, json!({ "end": null })));
    assert_eq!(
        (quote.totals.net.as_str(), quote.totals.contract.0.as_deref()),
        ("1100.00", None),
        "30, 70 and ten times 100"
    );
    assert_eq!(quote.lines[1].net, "1070.00");
}

/// A quarter's minimum over months of 80; a yearly amount counts in the month of its last day, a one-time one in the first.
#[test]
fn commitments_over_other_periods() {
    let quarterly = with(promise(json!({ "minimum": "300" })), json!({ "per": { "unit": "quarter" } }));
    let parts = [("a", monthly(flat("80")), json!({})), ("m", quarterly, json!({}))];
    assert_eq!(dated(&deal_of(&parts, json!({ "end": "2026-06-30" })), "m"), ["2026-04-01 60.00", "2026-07-01 60.00"]);
    let parts = [("a", yearly(flat("1200")), json!({})), ("m", promise(json!({ "minimum": "50" })), json!({}))];
    let request = deal_of(&parts, json!({}));
    let want: Vec<&str> = std::iter::repeat_n("50.00", 11).chain(["0.00"]).collect();
    let got: Vec<String> = dated(&request, "m").iter().map(|item| item[11..].to_owned()).collect();
    assert_eq!(got, want);
    let parts = [("a", once(flat("70")), json!({})), ("m", promise(json!({ "minimum": "50" })), json!({}))];
    assert_eq!(
        nets_of_lines(&deal_of(&parts, json!({ "end": "2026-02-28" })))[1],
        "50.00",
        "nothing in January, all of February"
    );
}

/// Final nets count, after discounts; the true-up itself is not discounted, and percentages do not read it.
#[test]
fn commitments_read_final_nets() {
    let support =
        monthly(json!({ "model": "percentOf", "percent": "10", "of": { "everything": true }, "basis": "net" }));
    let parts = [
        ("a", monthly(flat("100")), json!({ "discounts": [{ "percent": "20" }] })),
        ("m", promise(json!({ "minimum": "70", "of": { "lines": ["a"] } })), json!({})),
        ("s", support, json!({})),
    ];
    let request = deal_of(&parts, json!({ "end": "2026-01-31", "discounts": [{ "percent": "50" }] }));
    assert_eq!(nets_of_lines(&request), ["40.00", "30.00", "4.00"]);
    let parts = [
        ("a", monthly(flat("100")), json!({ "optional": true })),
        ("m", promise(json!({ "minimum": "70" })), json!({})),
    ];
    assert_eq!(net(&deal_of(&parts, json!({ "end": "2026-01-31" }))), "70.00", "an optional line does not count");
}

/// Whole cents: a trued-up period comes to the minimum to the cent, whatever the usage.
#[test]
fn a_trued_up_period_comes_to_the_minimum() {
    let parts = [
        ("a", usage(per_unit("0.333")), json!({ "usage": records(&[("01-10", "1"), ("02-10", "2"), ("03-10", "5")]) })),
        ("m", promise(json!({ "minimum": "2" })), json!({})),
    ];
    let request = deal_of(&parts, json!({ "end": "2026-03-31" }));
    assert_eq!(items(&request), ["0.33", "1.67", "0.67", "1.33", "1.67", "0.33"]);
}

/// 10 units at 20.00 that cost 12.00, for a year: 2,400 and 1,440; the line may know better.
#[test]
fn margins_of_what_has_a_cost() {
    let charge = with(monthly(per_unit("20")), json!({ "cost": "12" }));
    let margin = |request: &Value| {
        let own = price(request).totals.margin.clone().expect("a margin");
        [own.net, own.cost, own.margin, own.percent.unwrap_or_default()].join(" ")
    };
    let line = |more: Value| with(json!({ "quantity": "10" }), more);
    assert_eq!(margin(&deal(charge.clone(), line(json!({})), json!({}))), "2400.00 1440.00 960.00 40");
    let known = json!({ "charges": [{ "charge": "c", "cost": "15" }], "discounts": [{ "percent": "10" }] });
    assert_eq!(margin(&deal(charge.clone(), line(known), json!({}))), "2160.00 1800.00 360.00 16.67");
    let free = line(json!({ "discounts": [{ "percent": "100" }] }));
    assert_eq!(margin(&deal(charge.clone(), free, json!({}))), "0.00 1440.00 -1440.00 ");
    // Only what has a cost is in the margin; usage costs what was used.
    let parts = [
        ("a", with(usage(per_unit("1")), json!({ "cost": "0.25" })), json!({ "usage": records(&[("01-10", "100")]) })),
        ("b", once(flat("50")), json!({})),
    ];
    let request = deal_of(&parts, json!({}));
    assert_eq!(margin(&request), "100.00 25.00 75.00 75");
    let quote = price(&request);
    assert_eq!((quote.lines[0].cost.as_deref(), quote.lines[1].cost.as_deref()), (Some("25.00"), None));
    let plus = deal(once(json!({ "model": "costPlus", "cost": "40", "percent": "25" })), line(json!({})), json!({}));
    assert_eq!(margin(&plus), "500.00 400.00 100.00 20");
    // In a ramp each step costs its own quantity: 5 and 10 units for six months each.
    let half = json!({ "unit": "month", "count": 6 });
    let ramp = json!({ "segments": [{ "quantity": "5", "term": half }, { "quantity": "10" }] });
    assert_eq!(margin(&deal(charge, ramp, json!({}))), "1800.00 1080.00 720.00 40");
    assert!(price(&deal(once(flat("1")), json!({}), json!({}))).totals.margin.is_none());
}

/// Three years of 100.00 rising by 10 percent and a setup of 50.00: 150.00, of 381.00.
#[test]
fn the_first_year_is_twelve_months_of_service() {
    let of = |parts: &[(&str, Value, Value)], more: Value| {
        let quote = price(&deal_of(parts, with(json!({ "term": { "unit": "year", "count": 3 } }), more)));
        (quote.totals.first_year.clone(), quote.totals.net.clone())
    };
    let want = |first: &str, net: &str| (first.to_owned(), net.to_owned());
    let rising = || ("a", yearly(flat("100")), json!({ "uplift": { "percent": "10" } }));
    assert_eq!(of(&[rising(), ("b", once(flat("50")), json!({}))], json!({})), want("150.00", "381.00"));
    assert_eq!(
        of(&[rising(), ("b", once(flat("50")), json!({ "start": "2027-01-01" }))], json!({})),
        want("100.00", "381.00")
    );
    // 360 days of 730.00 a year begin within it, at 2.00 a day.
    assert_eq!(
        of(
            &[("a", yearly(flat("730")), json!({ "start": "2026-01-06" }))],
            json!({ "policy": { "termTotal": "measured" } })
        )
        .0,
        "720.00"
    );
    let open = price(&deal_of(&[("a", monthly(flat("10")), json!({}))], json!({ "end": null })));
    assert_eq!(open.totals.first_year, "120.00");
}

/// What does nothing to a commitment is refused rather than ignored.
#[test]
fn what_does_nothing_to_a_commitment_is_refused() {
    for line in [
        json!({ "discounts": [{ "percent": "50" }] }),
        json!({ "uplift": { "percent": "10" } }),
        json!({ "trial": { "unit": "month" } }),
        json!({ "charges": [{ "charge": "c", "minimum": "5" }] }),
    ] {
        let parts = [("a", monthly(flat("10")), json!({})), ("m", promise(json!({ "minimum": "100" })), line.clone())];
        let request = common::request(&deal_of(&parts, json!({}))).expect("readable");
        assert!(prorata::price(&request).is_err(), "{line}");
    }
}
