//! Table tests of the way from the catalog's price to the regular one: price books, contracted prices, uplift, trial, ramps,
//! and of the order of the waterfall.

mod common;

use common::table::{
    deal, flat, items, monthly, net, nets_of_lines, once, per_unit, refused, steps, usage, with, yearly,
};
use common::{plan, price};
use serde_json::{json, Value};

/// 100.00 each in the catalog, and in the book what is given.
fn booked(prices: Value, line: Value, more: Value) -> Value {
    let mut request = deal(once(per_unit("100")), line, with(json!({ "priceBook": "b" }), more));
    request["catalog"]["priceBooks"] = json!([{ "id": "b", "name": "Book", "prices": prices }]);
    request
}

fn offer(price: &str, more: Value) -> Value {
    with(json!({ "product": "p", "charge": "c", "price": per_unit(price) }), more)
}

fn contracted(more: Value) -> Value {
    with(json!({ "product": "p", "charge": "c" }), more)
}

/// 90 always, 80 from ten units, 70 from February.
#[test]
fn of_several_prices_the_one_that_started_last_then_by_quantity() {
    let prices = || {
        json!([
            offer("90", json!({})),
            offer("80", json!({ "fromQuantity": "10" })),
            offer("70", json!({ "start": "2026-02-01" }))
        ])
    };
    let of = |quantity: &str, start: &str| {
        net(&booked(prices(), json!({ "quantity": quantity }), json!({ "start": start })))
    };
    assert_eq!(of("5", "2026-01-31"), "450.00");
    assert_eq!(of("9.99", "2026-01-31"), "899.10");
    assert_eq!(of("10", "2026-01-31"), "800.00");
    assert_eq!(of("5", "2026-02-01"), "350.00");
    assert_eq!(of("10", "2026-02-01"), "700.00", "the date goes before the quantity");
    let alike = json!([offer("90", json!({})), offer("85", json!({})), offer("88", json!({}))]);
    assert_eq!(net(&booked(alike, json!({}), json!({}))), "85.00", "of equal ones the cheapest");
}

#[test]
fn prices_hold_from_their_first_to_their_last_day() {
    let prices = || json!([offer("90", json!({ "start": "2026-02-01", "end": "2026-02-28" }))]);
    let of = |start: &str| net(&booked(prices(), json!({}), json!({ "start": start })));
    assert_eq!(
        [of("2026-01-31"), of("2026-02-01"), of("2026-02-28"), of("2026-03-01")],
        ["100.00", "90.00", "90.00", "100.00"]
    );
}

/// The line's price, then the contract's, then the book's, then the catalog's; a percentage comes off what would hold.
#[test]
fn contracted_prices_go_before_the_book_and_the_line_before_both() {
    let book = || json!([offer("90", json!({}))]);
    let of = |own: Value| net(&booked(book(), json!({}), json!({ "contracted": own })));
    assert_eq!(of(json!([])), "90.00");
    assert_eq!(of(json!([contracted(json!({ "price": per_unit("60") }))])), "60.00");
    assert_eq!(of(json!([contracted(json!({ "price": per_unit("95") }))])), "95.00", "also where it is dearer");
    assert_eq!(of(json!([contracted(json!({ "percent": "10" }))])), "81.00");
    let line = json!({ "charges": [{ "charge": "c", "price": per_unit("55") }] });
    let more = json!({ "contracted": [contracted(json!({ "price": per_unit("60") }))] });
    assert_eq!(net(&booked(book(), line, more)), "55.00");
    let no_book =
        deal(once(per_unit("100")), json!({}), json!({ "contracted": [contracted(json!({ "percent": "10" }))] }));
    assert_eq!(net(&no_book), "90.00");
}

#[test]
fn contracted_prices_are_for_an_account_a_currency_dates_and_quantities() {
    let of = |own: Value, more: Value| {
        net(&deal(
            once(per_unit("100")),
            json!({ "quantity": "10" }),
            with(json!({ "contracted": [contracted(with(json!({ "percent": "10" }), own))] }), more),
        ))
    };
    let acme = || json!({ "account": { "id": "acme" } });
    assert_eq!(of(json!({ "account": "acme" }), acme()), "900.00");
    assert_eq!(of(json!({ "account": "other" }), acme()), "1000.00");
    assert_eq!(of(json!({ "account": "acme" }), json!({})), "1000.00", "a quote for nobody");
    assert_eq!(of(json!({ "currency": "EUR" }), json!({})), "900.00");
    assert_eq!(of(json!({ "currency": "USD" }), json!({})), "1000.00");
    assert_eq!(of(json!({ "fromQuantity": "10" }), json!({})), "900.00");
    assert_eq!(of(json!({ "fromQuantity": "10.01" }), json!({})), "1000.00");
    assert_eq!(of(json!({ "start": "2026-01-01", "end": "2026-01-01" }), json!({})), "900.00");
    assert_eq!(of(json!({ "end": "2025-12-31" }), json!({})), "1000.00");
}

/// A step says where the price comes from, up or down from the catalog's.
#[test]
fn the_price_that_holds_is_one_step() {
    let book = || json!([offer("90", json!({}))]);
    assert_eq!(steps(&booked(book(), json!({}), json!({})), 0), ["list 100.00", "priceBook 90.00", "net 90.00"]);
    let more = json!({ "contracted": [contracted(json!({ "percent": "10", "reason": "K-1" }))] });
    let request = booked(book(), json!({}), more);
    assert_eq!(steps(&request, 0), ["list 100.00", "contracted 81.00", "net 81.00"]);
    assert_eq!(price(&request).lines[0].waterfall[1].source.as_deref(), Some("K-1"));
    let line = json!({ "charges": [{ "charge": "c", "price": per_unit("120") }] });
    let request = booked(book(), line, json!({}));
    assert_eq!(steps(&request, 0), ["list 100.00", "override 120.00", "net 120.00"]);
    assert_eq!(price(&request).lines[0].discount, "-20.00");
}

/// The book's price is by quantity: the second segment has ten.
#[test]
fn segments_look_their_price_up_anew() {
    let mut request = booked(
        json!([offer("90", json!({})), offer("80", json!({ "fromQuantity": "10" }))]),
        json!({}),
        json!({ "end": "2026-02-28" }),
    );
    request["catalog"]["products"][0]["charges"][0] = monthly(per_unit("100"));
    request["lines"][0]["segments"] = json!([{ "quantity": "5", "term": { "unit": "month" } }, { "quantity": "10" }]);
    assert_eq!(items(&request), ["450.00", "800.00"]);
}

/// A catalog in dollars sells in euros by a book alone.
#[test]
fn another_currency_needs_a_book() {
    let mut request = booked(json!([offer("90", json!({}))]), json!({}), json!({}));
    request["catalog"]["currency"] = json!("USD");
    assert_eq!(net(&request), "90.00");
    assert_eq!(steps(&request, 0), ["list 90.00", "net 90.00"], "no step from another currency");
    request["contracted"] = json!([contracted(json!({ "price": per_unit("70") }))]);
    assert_eq!(net(&request), "70.00");
    request["contracted"] = json!([]);
    request.as_object_mut().expect("fields").remove("priceBook");
    assert_eq!(refused(&request), ("no_price".into(), "/lines/0".into()));
}

fn three_years(uplift: Value) -> Value {
    deal(yearly(flat("100")), json!({ "uplift": uplift }), json!({ "term": { "unit": "year", "count": 3 } }))
}

#[test]
fn uplift_compounds_or_not() {
    assert_eq!(items(&three_years(json!({ "percent": "10" }))), ["100.00", "110.00", "121.00"]);
    assert_eq!(items(&three_years(json!({ "percent": "10", "compound": false }))), ["100.00", "110.00", "120.00"]);
    assert_eq!(items(&three_years(json!({ "percent": "-10" }))), ["100.00", "90.00", "81.00"]);
    assert_eq!(items(&three_years(json!({ "percent": "0" }))), ["100.00", "100.00", "100.00"]);
    // 103, 106.09: exact in between, 309.09 in all.
    assert_eq!(net(&three_years(json!({ "percent": "3" }))), "309.09");
    assert_eq!(refused(&three_years(json!({ "percent": "-60", "compound": false }))).0, "out_of_range");
}

/// Half-yearly: six months of 10, then of 11. Inside a yearly price: 181 days of 1,200 and 184 of 1,320, over 365.
#[test]
fn uplift_after_any_interval() {
    let half = || json!({ "uplift": { "percent": "10", "every": { "unit": "month", "count": 6 } } });
    assert_eq!(net(&deal(monthly(flat("10")), half(), json!({}))), "126.00");
    assert_eq!(net(&deal(yearly(flat("1200")), half(), json!({}))), "1260.49");
    assert_eq!(net(&deal(once(flat("1200")), half(), json!({}))), "1200.00", "due before it rises");
}

/// One month of three is free, the setup is not; ten of January's 31 days leave 21.
#[test]
fn a_trial_is_free() {
    let mut request =
        deal(monthly(flat("31")), json!({ "trial": { "unit": "month" } }), json!({ "end": "2026-03-31" }));
    let setup = with(once(flat("50")), json!({ "id": "setup" }));
    request["catalog"]["products"][0]["charges"].as_array_mut().expect("charges").push(setup);
    assert_eq!(net(&request), "112.00");
    request["lines"][0]["trial"] = json!({ "unit": "day", "count": 10 });
    assert_eq!(net(&request), "133.00", "21 + 31 + 31 + 50");
    request["lines"][0]["discounts"] = json!([{ "percent": "10" }]);
    assert_eq!(steps(&request, 0), ["list 143.00", "trial 133.00", "lineDiscount 119.70", "net 119.70"]);
}

/// `regular` reads the price before the trial, `customer` after it.
#[test]
fn a_percentage_reads_before_or_after_the_trial() {
    let of = |basis: &str| {
        let mut request = deal(
            monthly(flat("100")),
            json!({ "trial": { "unit": "month" }, "uplift": { "percent": "10", "every": { "unit": "month", "count": 2 } } }),
            json!({ "end": "2026-03-31" }),
        );
        let support =
            monthly(json!({ "model": "percentOf", "percent": "10", "of": { "products": ["p"] }, "basis": basis }));
        request["catalog"]["products"]
            .as_array_mut()
            .expect("products")
            .push(json!({ "id": "s", "charges": [support] }));
        request["lines"].as_array_mut().expect("lines").push(json!({ "id": "2", "product": "s" }));
        nets_of_lines(&request)[1].clone()
    };
    assert_eq!(of("list"), "30.00", "three months of 100");
    assert_eq!(of("regular"), "31.00", "100, 100 and 110");
    assert_eq!(of("customer"), "21.00", "0, 100 and 110");
}

/// Steps by number: ten, twenty, thirty at 9.00 less ten percent of the segment, after the line's five.
#[test]
fn ramps_by_number() {
    let segments = json!([{ "term": { "unit": "month" }, "quantity": "10" }, { "term": { "unit": "month" }, "quantity": "20" },
        { "term": { "unit": "month" }, "quantity": "30", "charges": [{ "charge": "c", "price": per_unit("9") }], "discounts": [{ "percent": "10" }] }]);
    let line = json!({ "segments": segments, "discounts": [{ "percent": "5" }] });
    let request = deal(monthly(per_unit("10")), line, json!({ "end": "2026-03-31" }));
    assert_eq!(items(&request), ["95.00", "190.00", "230.85"]);
    assert_eq!(
        steps(&request, 0),
        ["list 600.00", "override 570.00", "lineDiscount 541.50", "segmentDiscount 515.85", "net 515.85"]
    );
    let dated = json!([{ "quantity": "10" }, { "start": "2026-02-01", "quantity": "20", "term": { "unit": "month" } }, { "quantity": "30" }]);
    assert_eq!(
        items(&deal(monthly(per_unit("10")), json!({ "segments": dated }), json!({ "end": "2026-03-31" }))),
        ["100.00", "200.00", "300.00"]
    );
    // A one-time charge is due for the first segment.
    let two = json!({ "segments": [{ "term": { "unit": "month" }, "quantity": "10" }, { "quantity": "20" }] });
    assert_eq!(net(&deal(once(per_unit("10")), two, json!({}))), "100.00");
}

#[test]
fn ramps_that_do_not_fit_are_refused() {
    let of = |segments: Value| {
        refused(&deal(monthly(per_unit("10")), json!({ "segments": segments }), json!({ "end": "2026-03-31" })))
    };
    let month = || json!({ "unit": "month" });
    let bad = |path: &str| ("bad_segments".to_owned(), format!("/lines/0/segments/{path}"));
    assert_eq!(of(json!([{}, {}])), bad("1/start"), "the first has no term to end after");
    assert_eq!(of(json!([{ "term": month() }, { "start": "2026-02-02" }])), bad("1/start"), "a gap of a day");
    assert_eq!(of(json!([{ "term": month() }, { "term": month() }])), bad("1/term"), "the line goes on to March");
    assert_eq!(of(json!([{ "term": { "unit": "quarter" } }, {}])), bad("1/start"), "after the line's end");
    assert_eq!(of(json!([{ "start": "2026-01-02" }])), bad("0/start"));
}

/// Every step once, in its order: 10 x 100 a year, book 90, schedule 10 %, half-yearly 10 % up, a month free, 10 % off each.
#[test]
fn the_waterfall_takes_its_steps_in_order() {
    let line = json!({ "quantity": "10", "group": "g", "trial": { "unit": "month" }, "uplift": { "percent": "10", "every": { "unit": "month", "count": 6 } },
        "discounts": [{ "percent": "10" }], "segments": [{ "discounts": [{ "percent": "10" }] }] });
    let ten = || json!([{ "percent": "10" }]);
    let more = json!({ "priceBook": "b", "groups": [{ "id": "g", "discounts": ten() }], "partnerDiscounts": ten(), "discounts": ten() });
    let mut request = deal(with(monthly(per_unit("100")), json!({ "schedules": ["s"] })), line, more);
    request["catalog"]["priceBooks"] = json!([{ "id": "b", "prices": [offer("90", json!({}))] }]);
    request["catalog"]["schedules"] = json!([{ "id": "s", "tiers": [{ "value": "10" }] }]);
    // A month is 1,000, 900, 810; six of 810 and six of 891; one of 810 less; then a tenth five times.
    let want = [
        "list 12000.00",
        "priceBook 10800.00",
        "schedule 9720.00",
        "uplift 10206.00",
        "trial 9396.00",
        "lineDiscount 8456.40",
        "segmentDiscount 7610.76",
        "groupDiscount 6849.68",
        "partnerDiscount 6164.71",
        "quoteDiscount 5548.24",
        "net 5548.24",
    ];
    assert_eq!(steps(&request, 0), want);
    let waterfall = price(&request).lines[0].waterfall.clone();
    for pair in waterfall.windows(2) {
        assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after));
    }
    assert_eq!(plan(&price(&request), &json!({})).totals.net, "5548.24");
}

/// What a line says of itself holds for a percentage of others too: the first of two months is free.
#[test]
fn a_percentage_has_a_trial_of_its_own() {
    let mut request = deal(monthly(flat("10")), json!({}), json!({ "end": "2026-02-28" }));
    let support = monthly(json!({ "model": "percentOf", "percent": "10", "of": { "products": ["p"] } }));
    request["catalog"]["products"].as_array_mut().expect("products").push(json!({ "id": "s", "charges": [support] }));
    let line = |more: Value| with(json!({ "id": "2", "product": "s" }), more);
    request["lines"].as_array_mut().expect("lines").push(line(json!({ "trial": { "unit": "month" } })));
    assert_eq!(nets_of_lines(&request)[1], "1.00");
    request["lines"][1] = line(json!({ "uplift": { "percent": "10", "every": { "unit": "month" } } }));
    assert_eq!(nets_of_lines(&request)[1], "2.10");
}

/// Of equal ones the cheapest, whether it is a price or a percentage off; 100.00 in the catalog, 90.00 in the book.
#[test]
fn the_cheapest_offer_may_be_a_percentage() {
    let percent = |own: &str| contracted(json!({ "percent": own }));
    let priced = |own: &str| contracted(json!({ "price": per_unit(own) }));
    for (offers, without, with_book) in [
        (json!([percent("5"), percent("40")]), "60.00", "54.00"),
        (json!([percent("40"), percent("5")]), "60.00", "54.00"),
        (json!([percent("5"), priced("60")]), "60.00", "60.00"),
        (json!([priced("60"), percent("50")]), "50.00", "45.00"),
        (json!([priced("46"), percent("50")]), "46.00", "45.00"),
        (json!([percent("40"), priced("60")]), "60.00", "54.00"),
        (json!([percent("40"), priced("60"), priced("59.99"), percent("10")]), "59.99", "54.00"),
    ] {
        let own = json!({ "contracted": offers });
        assert_eq!(net(&deal(once(per_unit("100")), json!({}), own.clone())), without, "{own}");
        assert_eq!(net(&booked(json!([offer("90", json!({}))]), json!({}), own.clone())), with_book, "{own}");
    }
    let tie = json!({ "contracted": [contracted(json!({ "percent": "40", "reason": "A" })), contracted(json!({ "price": per_unit("60"), "reason": "B" }))] });
    let source = price(&deal(once(per_unit("100")), json!({}), tie)).lines[0].waterfall[1].source.clone();
    assert_eq!(source.as_deref(), Some("A"), "of equally cheap ones the first");
}

/// 9.00 in the EU and 2.00 for everybody; and where only one of them has a price.
#[test]
fn an_offer_without_a_price_for_what_is_asked_loses() {
    let matrix = |region: &str, price: &str| {
        let rows = json!([{ "when": { "r": region }, "price": per_unit(price) }]);
        contracted(json!({ "price": { "model": "matrix", "by": ["r"], "rows": rows } }))
    };
    let simple = |price: &str| contracted(json!({ "price": per_unit(price) }));
    let later = |own: Value| with(own, json!({ "start": "2026-01-01" }));
    for (offers, want) in [
        (json!([matrix("eu", "9"), simple("2")]), "20.00"),
        (json!([matrix("eu", "1"), simple("2")]), "10.00"),
        (json!([matrix("us", "1"), simple("2")]), "20.00"),
        (json!([later(matrix("us", "1")), simple("2")]), "20.00"),
        (json!([later(matrix("eu", "3")), simple("2")]), "30.00"),
    ] {
        let more = json!({ "contracted": offers });
        let records = json!([{ "charge": "c", "date": "2026-01-05", "quantity": "10", "attributes": { "r": "eu" } }]);
        let used = deal(usage(per_unit("5")), json!({ "usage": records }), more.clone());
        assert_eq!(net(&used), want, "usage, {more}");
        let line = json!({ "quantity": "10", "attributes": { "r": "eu" } });
        assert_eq!(net(&deal(once(per_unit("5")), line, more.clone())), want, "booked, {more}");
    }
    let only = json!({ "contracted": [matrix("us", "1")] });
    let line = json!({ "attributes": { "r": "eu" } });
    assert_eq!(refused(&deal(once(per_unit("5")), line, only)).0, "no_price");
}
