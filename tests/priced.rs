//! What a price may be for its charge, wherever it is written: the same rules in the catalog, on a line, in a segment, in a
//! price book and in a contract.

mod common;

use common::table::{deal, deal_of, flat, items, monthly, net, once, per_unit, refused, usage, with};
use serde_json::{json, Value};

fn commitment() -> Value {
    json!({ "model": "commitment", "minimum": "100", "of": { "lines": ["b"] } })
}

fn percent_of() -> Value {
    json!({ "model": "percentOf", "percent": "10", "of": { "lines": ["b"] } })
}

fn prepaid() -> Value {
    json!({ "model": "prepaid", "units": "6", "overage": per_unit("1") })
}

/// The line `a` with this charge, its price written in one of five places, beside a line `b`.
fn priced(charge: &Value, price: Value, place: &str) -> Value {
    let plain = with(charge.clone(), json!({ "id": "c" }));
    let in_catalog = with(plain.clone(), json!({ "price": price }));
    let b = ("b", monthly(flat("10")), json!({}));
    let a = |charge: Value, line: Value| deal_of(&[("a", charge, line), b.clone()], json!({}));
    let own = json!([{ "charge": "c", "price": price }]);
    let offer = json!({ "product": "a", "charge": "c", "price": price });
    match place {
        "catalog" => a(in_catalog, json!({})),
        "line" => a(plain, json!({ "charges": own })),
        "segment" => a(plain, json!({ "segments": [{ "charges": own }] })),
        "book" => {
            let mut request = a(plain, json!({}));
            request["catalog"]["priceBooks"] = json!([{ "id": "k", "prices": [offer] }]);
            with(request, json!({ "priceBook": "k" }))
        }
        _ => with(a(plain, json!({})), json!({ "contracted": [offer] })),
    }
}

const PLACES: [(&str, &str); 5] = [
    ("catalog", "/catalog/products/0/charges/0"),
    ("line", "/lines/0/charges/0"),
    ("segment", "/lines/0/segments/0/charges/0"),
    ("book", "/catalog/priceBooks/0/prices/0"),
    ("contracted", "/contracted/0"),
];

fn refused_everywhere(charge: Value, price: Value, beside: &str) {
    refused_in(&PLACES, charge, price, beside);
}

/// In the first places of the list; an offer has the model of the catalog's price anyhow.
fn refused_in(places: &[(&str, &str)], charge: Value, price: Value, beside: &str) {
    for (place, at) in places {
        let (code, path) = refused(&priced(&charge, price.clone(), place));
        assert!(["conflict", "not_supported"].contains(&code.as_str()), "{place}: {code}");
        let own = *place == "catalog" && !beside.is_empty();
        let want = if own { format!("{at}/{beside}") } else { format!("{at}/price/model") };
        assert_eq!(path, want, "{place}");
    }
}

#[test]
fn a_model_fits_the_kind_of_charge_wherever_it_is_written() {
    refused_everywhere(usage(per_unit("1")), commitment(), "");
    refused_everywhere(usage(per_unit("1")), percent_of(), "");
    refused_everywhere(once(flat("50")), commitment(), "");
    refused_everywhere(monthly(per_unit("1")), prepaid(), "");
    refused_everywhere(once(per_unit("1")), json!({ "model": "capacity", "tiers": [{ "amount": "1" }] }), "");
}

#[test]
fn what_a_price_has_no_use_for_is_refused_wherever_it_is_written() {
    let records = with(usage(per_unit("1")), json!({ "rating": { "by": "record" } }));
    refused_everywhere(records, prepaid(), "rating/by");
    let lines = &PLACES[..3];
    refused_in(lines, with(monthly(flat("1")), json!({ "minimum": "500" })), commitment(), "minimum");
    let converted = json!({ "conversions": [{ "multiply": "2" }] });
    refused_in(lines, with(monthly(flat("1")), converted), percent_of(), "conversions");
    refused_in(lines, with(monthly(flat("1")), json!({ "cost": "2" })), percent_of(), "cost");
    let advance = json!({ "billing": { "kind": "recurring", "timing": "advance" } });
    refused_in(lines, with(monthly(flat("1")), advance), commitment(), "billing");
}

#[test]
fn a_line_writes_nothing_that_is_not_read() {
    let at = |charge: Value, own: Value| {
        let own = with(json!({ "charge": "c" }), own);
        let line = json!({ "charges": [own] });
        refused(&deal_of(&[("a", charge, line), ("b", monthly(flat("10")), json!({}))], json!({}))).1
    };
    assert_eq!(at(monthly(per_unit("1")), json!({ "included": "5" })), "/lines/0/charges/0/included");
    assert_eq!(at(usage(per_unit("1")), json!({ "quantity": "5" })), "/lines/0/charges/0/quantity");
    assert_eq!(at(monthly(percent_of()), json!({ "quantity": "5" })), "/lines/0/charges/0/quantity");
    assert_eq!(at(monthly(percent_of()), json!({ "cost": "5" })), "/lines/0/charges/0/cost");
    assert_eq!(at(monthly(commitment()), json!({ "minimum": "5" })), "/lines/0/charges/0/minimum");
    let advance = json!({ "billing": { "kind": "recurring", "timing": "advance" } });
    assert_eq!(at(monthly(commitment()), advance.clone()), "/lines/0/charges/0/billing");
    let both = with(advance, json!({ "price": commitment() }));
    assert_eq!(at(monthly(per_unit("1")), both), "/lines/0/charges/0/billing");
    let trial = json!({ "trial": { "unit": "month" } });
    assert_eq!(refused(&deal(once(flat("1")), trial, json!({}))).1, "/lines/0/trial");
}

/// A charge is read from others in all its segments, or in none.
#[test]
fn segments_keep_to_one_family_of_prices() {
    let ramp = |second: Value| {
        let price = |price: Value| json!([{ "charge": "c", "price": price }]);
        let line = json!({ "segments": [{ "charges": price(percent_of()) },
            { "start": "2026-02-01", "charges": price(second) }] });
        deal_of(&[("a", monthly(per_unit("10")), line), ("b", monthly(flat("100")), json!({}))], json!({}))
    };
    assert_eq!(refused(&ramp(per_unit("5"))), ("conflict".into(), "/lines/0/segments/1/charges".into()));
    let other = json!({ "model": "percentOf", "percent": "20", "of": { "lines": ["b"] } });
    assert_eq!(net(&ramp(other)), "1430.00", "1200, 10 and eleven times 20");
    let late =
        json!([{ "charges": [] }, { "start": "2026-03-01", "charges": [{ "charge": "c", "price": flat("5") }] }]);
    let one_time = deal(once(flat("9")), json!({ "segments": late }), json!({}));
    assert_eq!(refused(&one_time), ("conflict".into(), "/lines/0/segments/1/charges/0".into()));
}

/// A line that overrides a charge with a commitment is billed in arrears, with nothing written.
#[test]
fn a_line_may_make_a_charge_a_commitment() {
    let line = json!({ "charges": [{ "charge": "c", "price": commitment() }] });
    let two = deal_of(&[("a", monthly(flat("1")), line), ("b", monthly(flat("10")), json!({}))], json!({}));
    let dates: Vec<String> = common::plan(&common::price(&two), &json!({ "through": "2026-02-28" }))
        .invoices
        .iter()
        .map(|invoice| format!("{} {}", invoice.date, invoice.totals.net))
        .collect();
    assert_eq!(dates, ["2026-01-01 10.00", "2026-02-01 100.00"], "10 for February and 90 for January");
}

#[test]
fn contracted_percentages_are_of_prices() {
    let contracted = json!({ "contracted": [{ "product": "a", "charge": "c", "percent": "50" }] });
    let of = |charge: Value| {
        deal_of(&[("a", charge, json!({})), ("b", monthly(flat("100")), json!({}))], contracted.clone())
    };
    for price in [percent_of(), commitment()] {
        assert_eq!(refused(&of(monthly(price))), ("not_supported".into(), "/contracted/0/percent".into()));
    }
    assert_eq!(net(&of(monthly(flat("10")))), "1260.00");
}

#[test]
fn offers_name_real_currencies_and_quantities() {
    let of = |own: Value| {
        let offer = with(json!({ "product": "p", "charge": "c", "price": flat("1") }), own);
        refused(&deal(monthly(flat("2")), json!({}), json!({ "contracted": [offer] })))
    };
    assert_eq!(of(json!({ "currency": "EUR " })), ("unknown_currency".into(), "/contracted/0/currency".into()));
    assert_eq!(of(json!({ "fromQuantity": "-3" })), ("out_of_range".into(), "/contracted/0/fromQuantity".into()));
    let mut request = deal(monthly(flat("2")), json!({}), json!({}));
    request["catalog"]["currency"] = json!("ZZZ");
    assert_eq!(refused(&request), ("unknown_currency".into(), "/catalog/currency".into()));
}

/// A catalog in dollars, a quote in euros: usage needs a euro price for every day and quantity.
#[test]
fn usage_is_never_billed_in_another_currency() {
    let request = |prices: Vec<Value>, charge: Value| {
        let offer = |own: Value| with(json!({ "product": "p", "charge": "c", "price": per_unit("3") }), own);
        let prices: Vec<Value> = prices.into_iter().map(offer).collect();
        let records = json!([{ "charge": "c", "date": "2026-02-05", "quantity": "5" }]);
        let line = if charge["kind"] == "usage" { json!({ "usage": records }) } else { json!({}) };
        let mut request = deal(charge, line, json!({ "priceBook": "k" }));
        request["catalog"]["currency"] = json!("USD");
        request["catalog"]["priceBooks"] = json!([{ "id": "k", "currency": "EUR", "prices": prices }]);
        request
    };
    let use_of = || usage(per_unit("10"));
    assert_eq!(refused(&request(vec![json!({ "end": "2026-01-31" })], use_of())).0, "no_price");
    assert_eq!(refused(&request(vec![json!({ "fromQuantity": "10" })], use_of())).0, "no_price");
    let parts = vec![json!({ "end": "2026-01-31" }), json!({ "start": "2026-02-01" })];
    assert_eq!(net(&request(parts, use_of())), "15.00");
    assert_eq!(net(&request(vec![json!({})], use_of())), "15.00");
    let mut agreed = request(vec![json!({})], monthly(per_unit("10")));
    agreed["contracted"] = json!([{ "product": "p", "charge": "c", "percent": "50" }]);
    assert_eq!(net(&agreed), "18.00", "half of 3 for twelve months");
}

/// Commitments take turns by the last days of their periods, so the longer ones cannot take first.
#[test]
fn an_earlier_commitment_has_no_longer_periods() {
    let every = |count: u32| json!({ "billing": { "kind": "recurring", "timing": "arrears", "every": { "count": count, "unit": "month" } } });
    let own = |minimum: &str, after: Value| json!({ "model": "commitment", "minimum": minimum, "of": { "lines": ["b"] }, "after": after });
    let two = |first: Value, second: Value, after: &str| {
        deal_of(
            &[
                ("b", monthly(flat("10")), json!({})),
                ("long", with(monthly(own("300", json!([]))), first), json!({})),
                ("short", with(monthly(own("80", json!([after]))), second), json!({})),
            ],
            json!({ "end": "2026-06-30" }),
        )
    };
    assert_eq!(refused(&two(every(3), every(1), "long")), ("conflict".into(), "/lines/2".into()));
    assert_eq!(refused(&two(every(1), every(1), "b")), ("conflict".into(), "/lines/2".into()));
    assert_eq!(net(&two(every(1), every(3), "long")), "2280.00", "300 a month, and 240 a quarter");
}

/// What others give back stays below zero: the period comes to the minimum to the cent.
#[test]
fn a_commitment_over_a_credit() {
    let own = json!({ "model": "commitment", "minimum": "50", "of": { "lines": ["b"] } });
    let of = |credit: &str| {
        let all = [("b", monthly(flat(credit)), json!({})), ("c", monthly(own.clone()), json!({}))];
        items(&deal_of(&all, json!({ "end": "2026-01-31" })))
    };
    assert_eq!(of("-78"), ["-78.00", "128.00"]);
    assert_eq!(of("60"), ["60.00", "0.00"]);
}

/// Each segment of a commitment reads what it names.
#[test]
fn a_commitment_may_read_others_in_a_later_segment() {
    let own = |of: &str| json!({ "model": "commitment", "minimum": "100", "of": { "lines": [of] } });
    let line =
        json!({ "segments": [{}, { "start": "2026-02-01", "charges": [{ "charge": "c", "price": own("d") }] }] });
    let all = [
        ("b", monthly(flat("10")), json!({})),
        ("c", with(monthly(own("b")), json!({ "id": "c" })), line),
        ("d", monthly(flat("30")), json!({})),
    ];
    let two = deal_of(&all, json!({ "end": "2026-02-28" }));
    assert_eq!(common::price(&two).lines[1].net, "160.00", "90 over b, then 70 over d");
}
