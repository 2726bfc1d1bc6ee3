//! Renewals: table tests with numbers that can be checked by hand, and laws on random deals.

mod common;
#[path = "common/random.rs"]
mod random;

use common::orders::{amend, amendment, cancel, lines, order, order_of, plan, renew, try_renew, try_renewals};
use common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with, yearly};
use common::{billed, minor};
use proptest::prelude::*;
use prorata::document::{canonical, Write as _};
use prorata::order::{Order, Renewal};
use prorata::pricing::Price;
use random::{cases, deal as random_deal, priced, Random, Shape};
use serde_json::{json, Value};

fn request_of(renewal: &Renewal) -> Value {
    serde_json::from_str(&canonical(&renewal.quote.request.write())).expect("JSON")
}

/// What each charge of each renewed line costs before and after.
fn changes(renewal: &Renewal) -> Vec<String> {
    let of = |line: &prorata::order::RenewedLine| {
        let id = line.line.clone();
        line.charges.iter().map(move |own| format!("{id} {} {} {}", own.charge, own.before, own.after)).collect()
    };
    renewal.lines.iter().flat_map(|line| -> Vec<String> { of(line) }).collect()
}

fn refused(order: &Order, terms: Value) -> (String, String) {
    let problems = try_renew(order, terms, json!({})).expect_err("a problem");
    (problems.problems[0].code.as_str().to_owned(), problems.problems[0].path.clone())
}

/// Ten seats at 100.00 a month less 10 percent, for the year 2026.
fn seats() -> Value {
    deal(monthly(per_unit("100")), json!({ "quantity": "10", "discounts": [{ "percent": "10" }] }), json!({}))
}

/// A price book with another price from the first day of the renewal on: the same price is not the new one; the list price is,
/// without the discount.
#[test]
fn books_are_read_on_the_new_start() {
    let mut sold =
        deal(monthly(per_unit("120")), json!({ "discounts": [{ "percent": "10" }] }), json!({ "priceBook": "b" }));
    sold["catalog"]["priceBooks"] = json!([{ "id": "b", "prices": [
        { "product": "p", "charge": "c", "price": per_unit("100"), "end": "2026-12-31" },
        { "product": "p", "charge": "c", "price": per_unit("110"), "start": "2027-01-01" }] }]);
    let sold = order(&sold);
    assert_eq!(changes(&renew(&sold, json!({}))), ["1 c 90.00 90.00"]);
    assert_eq!(changes(&renew(&sold, json!({ "prices": "list" }))), ["1 c 90.00 110.00"]);
    let five = json!({ "prices": "list", "uplift": { "percent": "5" } });
    assert_eq!(changes(&renew(&sold, five)), ["1 c 90.00 115.50"]);
}

#[test]
fn the_same_again() {
    let sold = order(&seats());
    let renewal = renew(&sold, json!({}));
    let quote = &renewal.quote;
    assert_eq!(quote.id.as_deref(), Some("O-R"));
    assert_eq!(
        (quote.start.to_string(), quote.end.0.map(|end| end.to_string())),
        ("2027-01-01".into(), Some("2027-12-31".into()))
    );
    assert_eq!(quote.totals.net, "10800.00", "12 x 10 x 90.00");
    assert_eq!(changes(&renewal), ["1 c 900.00 900.00"]);
    assert_eq!(
        (&*renewal.monthly.before, &*renewal.monthly.after, &*renewal.monthly.delta),
        ("900.00", "900.00", "0.00")
    );
    assert!(renewal.amendment.is_none() && renewal.amended.is_none());
    let line = &request_of(&renewal)["lines"][0];
    assert_eq!(line["discounts"], json!([{ "percent": "10" }]), "the percentage goes on, not a flattened price");
    assert!(renewal.quote.request.lines[0].charges.is_empty());
    assert_eq!(renew(&sold, json!({ "discounts": "drop" })).quote.totals.net, "12000.00");
}

/// 100.00 x 1.055 = 105.50, less 10 percent 94.95; ten of them 949.50.
#[test]
fn uplift_and_index_are_added() {
    let terms = json!({ "uplift": { "percent": "2" }, "index": { "percent": "3.5", "name": "CPI 2026" } });
    let renewal = renew(&order(&seats()), terms);
    assert_eq!(changes(&renewal), ["1 c 900.00 949.50"]);
    assert_eq!(renewal.quote.totals.net, "11394.00");
    assert_eq!(request_of(&renewal)["lines"][0]["charges"][0]["price"]["unitPrice"], "105.5");
    let list = renew(&order(&seats()), json!({ "prices": "list", "uplift": { "percent": "-5" } }));
    assert_eq!(changes(&list), ["1 c 900.00 950.00"], "list 1000.00 less 5 percent, without the discount");
}

/// 1,200 off 12,000.00 is a tenth: half a year renews at 10 x 90.00 a month, not 1,200 off again.
#[test]
fn an_amount_off_renews_as_its_fraction() {
    let line = json!({ "quantity": "10", "discounts": [{ "amount": "1200", "reason": "Welcome" }] });
    let sold = order(&deal(monthly(per_unit("100")), line, json!({})));
    let renewal = renew(&sold, json!({ "term": { "unit": "month", "count": 6 } }));
    assert_eq!(renewal.quote.totals.net, "5400.00");
    let own = &request_of(&renewal)["lines"][0]["discounts"];
    assert_eq!(*own, json!([{ "percent": "10", "reason": "Welcome" }]));
    // Ten more from July: 90.00 for ten, 100.00 for the others, as the amendment made them: 1900.00 of 2000.00.
    let more = json!([{ "line": "1", "add": { "quantity": "10" } }]);
    let more = amend(&sold, &amendment("A", "2026-07-01", more), json!({})).order;
    assert_eq!(changes(&renew(&more, json!({}))), ["1 c 1900.00 1900.00"]);
}

/// 36.00 off the quote, spread 24.00 and 12.00 over 240.00 and 120.00: each renews a tenth lower, also one alone.
#[test]
fn an_amount_off_the_quote_renews_line_by_line() {
    let request = deal_of(
        &[("a", monthly(flat("20")), json!({})), ("b", monthly(flat("10")), json!({}))],
        json!({ "discounts": [{ "percent": "50" }, { "amount": "18" }] }),
    );
    let sold = order(&request);
    assert_eq!(changes(&renew(&sold, json!({}))), ["a c 9.00 9.00", "b c 4.50 4.50"]);
    let one = renew(&sold, json!({ "lines": ["b"] }));
    assert_eq!(one.quote.totals.net, "54.00");
    assert_eq!(request_of(&one)["discounts"], json!([{ "percent": "50" }]));
    assert_eq!(one.left.iter().map(|own| own.reason.as_str()).collect::<Vec<_>>(), ["notNamed"]);
}

/// 10, 20 and 30 seats; at 10.00, then 8.00: the last step is what renews. So is what a change of the quantity left.
#[test]
fn a_ramp_renews_at_its_last_step() {
    let segments = json!([
        { "quantity": "10", "term": { "unit": "month", "count": 4 } },
        { "quantity": "20", "term": { "unit": "month", "count": 4 } },
        { "quantity": "30", "charges": [{ "charge": "c", "price": per_unit("8") }], "discounts": [{ "percent": "25" }] }]);
    let sold = order(&deal(monthly(per_unit("10")), json!({ "segments": segments }), json!({})));
    let renewal = renew(&sold, json!({}));
    assert_eq!(changes(&renewal), ["1 c 180.00 180.00"], "30 x 8.00 less a quarter");
    let segments = &renewal.quote.request.lines[0].segments;
    assert!(segments.len() == 1 && segments[0].charges.is_empty() && segments[0].discounts.len() == 1);
    let fewer =
        amend(&sold, &amendment("A", "2026-12-01", json!([{ "line": "1", "set": { "quantity": "4" } }])), json!({}));
    assert_eq!(changes(&renew(&fewer.order, json!({}))), ["1 c 24.00 24.00"]);
}

/// Two years at 100.00, then 105.00: renews at 105.00, and rises again a year later, to 110.25 a month.
#[test]
fn an_uplift_schedule_goes_on_from_the_price_reached() {
    let term = json!({ "term": { "unit": "year", "count": 2 } });
    let sold = order(&deal(monthly(flat("100")), json!({ "uplift": { "percent": "5" } }), term));
    let renewal = renew(&sold, json!({}));
    assert_eq!(changes(&renewal), ["1 c 105.00 105.00"]);
    assert_eq!(renewal.quote.totals.net, "2583.00", "12 x 105.00 and 12 x 110.25");
}

#[test]
fn a_trial_and_a_setup_do_not_come_again() {
    let mut request = deal(monthly(flat("50")), json!({ "trial": { "unit": "month" } }), json!({}));
    let setup = json!({ "id": "setup", "kind": "oneTime", "price": flat("500"), "billing": { "kind": "milestones",
        "items": [{ "id": "go", "percent": "100", "on": { "event": "go-live" } }] } });
    request["catalog"]["products"][0]["charges"].as_array_mut().expect("charges").push(setup);
    request["catalog"]["products"]
        .as_array_mut()
        .expect("products")
        .push(json!({ "id": "box", "charges": [once(flat("90"))] }));
    request["lines"].as_array_mut().expect("lines").push(json!({ "id": "2", "product": "box" }));
    let sold = order(&request);
    let renewal = renew(&sold, json!({}));
    assert_eq!(renewal.quote.totals.net, "600.00", "12 x 50.00: no free month, no setup, no box");
    assert_eq!(renewal.quote.totals.list, "600.00");
    assert_eq!(renewal.quote.lines.len(), 1);
    assert_eq!((&*renewal.left[0].line, renewal.left[0].reason.as_str()), ("2", "oneTime"));
    let plan = common::plan(&renewal.quote, &json!({}));
    assert!(plan.waiting.is_empty());
}

/// 20 seats are in the tier of 8.00; ten of them would be in the one of 10.00.
#[test]
fn tiers_stay_tiers() {
    let tiers = json!({ "model": "volume", "tiers": [{ "upTo": "10", "unitPrice": "10" }, { "unitPrice": "8" }] });
    let sold = order(&deal(monthly(tiers), json!({ "quantity": "20" }), json!({})));
    let renewal = renew(&sold, json!({ "uplift": { "percent": "5" } }));
    assert_eq!(changes(&renewal), ["1 c 160.00 168.00"], "20 x 8.40");
    let mut fewer = request_of(&renewal);
    fewer["lines"][0]["quantity"] = json!("10");
    assert_eq!(common::price(&fewer).totals.recurring.monthly, "105.00", "10 x 10.50");
}

/// Steps of a price book by quantity stay with the book at the same prices; with an uplift the step in force is raised.
#[test]
fn a_book_by_quantity_stays_a_book() {
    let mut request = deal(monthly(per_unit("12")), json!({ "quantity": "20" }), json!({ "priceBook": "b" }));
    let price = |price: &str, from: &str, end: Value| json!({ "product": "p", "charge": "c", "price": per_unit(price), "fromQuantity": from, "end": end });
    request["catalog"]["priceBooks"] = json!([{ "id": "b", "prices": [
        price("10", "0", json!("2026-12-31")), price("8", "10", json!("2026-12-31")),
        { "product": "p", "charge": "c", "price": per_unit("99"), "start": "2027-01-01" }] }]);
    for own in request["catalog"]["priceBooks"][0]["prices"].as_array_mut().expect("prices") {
        own.as_object_mut().expect("a price").retain(|_, value| !value.is_null());
    }
    let sold = order(&request);
    let renewal = renew(&sold, json!({}));
    assert_eq!(changes(&renewal), ["1 c 160.00 160.00"]);
    let mut fewer = request_of(&renewal);
    fewer["lines"][0]["quantity"] = json!("5");
    assert_eq!(common::price(&fewer).totals.recurring.monthly, "50.00");
    assert_eq!(changes(&renew(&sold, json!({ "uplift": { "percent": "10" } }))), ["1 c 160.00 176.00"]);
    assert_eq!(changes(&renew(&sold, json!({ "prices": "list" }))), ["1 c 160.00 1980.00"]);
}

/// Support of 18 percent: of licences that renew it follows them; of licences that were bought once, 10,000.00, it becomes what
/// it came to, 1,800.00 a year.
#[test]
fn a_percentage_follows_what_renews() {
    let support = |of: &str| yearly(json!({ "model": "percentOf", "percent": "18", "of": { "products": [of] } }));
    let rent = order(&deal_of(&[("a", yearly(flat("1000")), json!({})), ("s", support("a"), json!({}))], json!({})));
    let terms = json!({ "uplift": { "percent": "10" } });
    let renewal = renew(&rent, terms.clone());
    assert_eq!(changes(&renewal), ["a c 1000.00 1100.00", "s c 180.00 198.00"]);
    assert!(renewal.quote.request.lines[1].charges.is_empty());
    let bought = order(&deal_of(&[("a", once(flat("10000")), json!({})), ("s", support("a"), json!({}))], json!({})));
    let renewal = renew(&bought, terms);
    assert_eq!(changes(&renewal), ["s c 1800.00 1980.00"]);
    assert!(matches!(renewal.quote.request.lines[0].charges[0].price, Some(Price::Flat(_))));
}

/// A discount of three of its four months is over; one that has periods left has them in the renewal.
#[test]
fn a_limited_discount_has_what_is_left_of_it() {
    let term = json!({ "term": { "unit": "month", "count": 4 } });
    let of = |periods: u32| {
        let line = json!({ "discounts": [{ "percent": "50", "duration": { "periods": periods } }] });
        renew(&order(&deal(monthly(flat("10")), line, term.clone())), json!({})).quote.totals.net
    };
    assert_eq!(of(3), "40.00");
    assert_eq!(of(4), "40.00");
    assert_eq!(of(6), "30.00", "two of the four at 5.00");
}

/// A percentage that names a line which does not renew keeps what it came to; so does the catalog's.
#[test]
fn names_of_lines_that_are_gone() {
    let support = yearly(json!({ "model": "percentOf", "percent": "20", "of": { "lines": ["a"] } }));
    let floor = monthly(json!({ "model": "commitment", "minimum": "1", "of": { "lines": ["a", "s"] } }));
    let request =
        deal_of(&[("a", once(flat("500")), json!({})), ("s", support, json!({})), ("m", floor, json!({}))], json!({}));
    let renewal = renew(&order(&request), json!({}));
    assert_eq!(changes(&renewal)[0], "s c 100.00 100.00");
    assert_eq!(request_of(&renewal)["lines"].as_array().map(Vec::len), Some(2));
}

/// A line of a fee, 60.00, and of usage: an amount of 72.00 off the year is a tenth of the fee and nothing of the usage.
#[test]
fn charges_that_bore_an_amount_differently() {
    let mut request = deal(monthly(flat("60")), json!({ "discounts": [{ "amount": "72" }] }), json!({}));
    let calls = json!({ "id": "u", "kind": "usage", "price": per_unit("0.5") });
    request["catalog"]["products"][0]["charges"].as_array_mut().expect("charges").push(calls);
    let renewal = renew(&order(&request), json!({}));
    assert_eq!(changes(&renewal), ["1 c 54.00 54.00"]);
    let line = &request_of(&renewal)["lines"][0];
    assert_eq!(line["charges"], json!([{ "charge": "c", "price": flat("54") }]), "nothing of the usage");
    request["lines"][0]["discounts"] = json!([{ "unitAmount": "1" }, { "amount": "72" }]);
    request["catalog"]["products"][0]["charges"][0]["price"] = per_unit("60");
    assert_eq!(refused(&order(&request), json!({})), ("not_supported".into(), "/discounts".into()));
}

/// Agreed: 5 percent off the price book's 200.00, until the end of the year.
#[test]
fn an_agreed_price_stays() {
    let mut request = deal(
        monthly(per_unit("250")),
        json!({}),
        json!({ "priceBook": "b", "contracted": [
        { "product": "p", "charge": "c", "percent": "5", "end": "2026-12-31" }] }),
    );
    request["catalog"]["priceBooks"] =
        json!([{ "id": "b", "prices": [{ "product": "p", "charge": "c", "price": per_unit("200") }] }]);
    let sold = order(&request);
    assert_eq!(changes(&renew(&sold, json!({}))), ["1 c 190.00 190.00"]);
    assert_eq!(changes(&renew(&sold, json!({ "uplift": { "percent": "10" } }))), ["1 c 190.00 209.00"]);
    assert_eq!(changes(&renew(&sold, json!({ "prices": "list" }))), ["1 c 190.00 200.00"]);
}

/// The bill day was moved to the 15th in May; the free stub of the first days was a gift.
#[test]
fn bill_days_and_stubs() {
    let moved = order(&deal(monthly(flat("31")), json!({}), json!({})));
    let moved =
        amend(&moved, &amendment("A", "2026-05-15", json!([{ "line": "1", "set": { "billDay": 15 } }])), json!({}));
    let plan = common::plan(&renew(&moved.order, json!({})).quote, &json!({}));
    assert_eq!(plan.invoices[1].date.to_string(), "2027-01-15");
    let billing = json!({ "billing": { "kind": "recurring", "billDay": 15, "firstPeriod": "free" } });
    let gift = order(&deal(with(monthly(flat("31")), billing), json!({}), json!({})));
    let plan = common::plan(&renew(&gift, json!({})).quote, &json!({}));
    assert_ne!(plan.invoices[0].totals.net, "0.00");
}

/// 5.00 off each unit from the tenth on: an uplift would not raise it.
#[test]
fn a_schedule_of_amounts_takes_no_uplift() {
    let mut request =
        deal(with(monthly(per_unit("100")), json!({ "schedules": ["s"] })), json!({ "quantity": "20" }), json!({}));
    request["catalog"]["schedules"] =
        json!([{ "id": "s", "unit": "amount", "tiers": [{ "upTo": "9", "value": "0" }, { "value": "5" }] }]);
    let sold = order(&request);
    assert_eq!(changes(&renew(&sold, json!({}))), ["1 c 1900.00 1900.00"]);
    for prices in ["same", "list"] {
        let terms = json!({ "uplift": { "percent": "1" }, "prices": prices });
        assert_eq!(refused(&sold, terms), ("not_supported".into(), "/uplift".into()));
    }
    request["catalog"]["schedules"][0]["unit"] = json!("percent");
    assert_eq!(changes(&renew(&order(&request), json!({ "uplift": { "percent": "1" } }))), ["1 c 1900.00 1919.00"]);
}

/// A line that rests on the last day rests on in the renewal; a discount that an amendment replaced is gone.
#[test]
fn pauses_and_replaced_discounts() {
    let set = |set: Value| json!([{ "line": "1", "set": set }]);
    let sold = order(&seats());
    let paused = amend(&sold, &amendment("A", "2026-11-01", set(json!({ "paused": true }))), json!({})).order;
    assert_eq!(renew(&paused, json!({})).quote.request.lines[0].segments[0].paused, Some(true));
    let other = set(json!({ "discounts": [{ "percent": "25" }] }));
    let other = amend(&sold, &amendment("A", "2026-11-01", other), json!({})).order;
    let renewal = renew(&other, json!({}));
    assert_eq!(changes(&renewal), ["1 c 750.00 750.00"]);
    assert!(renewal.quote.request.lines[0].discounts.is_empty());
}

/// An order that began a month later than it was quoted ends, and renews, a month later, and what is dated with it.
#[test]
fn an_order_that_began_later() {
    let own = json!({ "start": "2026-02-01", "renewal": {} });
    let sold = order_of(&seats(), own);
    let renewal = renew(&sold, json!({}));
    assert_eq!((renewal.quote.start.to_string(), &*renewal.quote.totals.net), ("2027-02-01".into(), "10800.00"));
    let all = try_renewals(&sold, json!({ "through": "2028-01-31" })).unwrap_or_else(|own| panic!("{own}"));
    assert_eq!((all.renewals.len(), &*all.net), (1, "10800.00"));
}

/// What was ordered of a quote renews, and what was added since; what was taken out does not.
#[test]
fn lines_of_an_order() {
    let all = deal_of(
        &[
            ("a", monthly(flat("10")), json!({})),
            ("b", monthly(flat("20")), json!({})),
            ("c", monthly(flat("40")), json!({})),
        ],
        json!({}),
    );
    let sold = order_of(&all, json!({ "lines": ["a", "b"] }));
    let changed = json!([{ "removeLine": "a" }, { "addLine": { "id": "n", "product": "c", "quantity": "1" } }]);
    let sold = amend(&sold, &amendment("A", "2026-07-01", changed), json!({})).order;
    let renewal = renew(&sold, json!({}));
    assert_eq!(changes(&renewal), ["b c 20.00 20.00", "n c 40.00 40.00"]);
    assert_eq!((&*renewal.left[0].line, renewal.left[0].reason.as_str()), ("a", "ended"));
    let back = renew(&sold, json!({ "lines": ["a"] }));
    assert_eq!(changes(&back), ["a c 10.00 10.00"]);
    // Early, from June, before the new line begins: that stays with the order, as does the one that ends in June.
    let early = renew(&sold, json!({ "start": "2026-06-01" }));
    assert_eq!(changes(&early), ["b c 20.00 20.00"]);
    assert_eq!(early.left[1].reason.as_str(), "notBegun");
    assert_eq!(early.amended.expect("early").contract.after, "400.00", "60 of a, 100 of b, 240 of the new line");
    assert_eq!(
        refused(&sold, json!({ "start": "2026-06-01", "lines": ["n"] })),
        ("out_of_range".into(), "/lines/0".into())
    );
    // What was to change after the new start goes with the line that it was to change.
    let more = json!([{ "line": "b", "add": { "quantity": "1" } }]);
    let sold = amend(&sold, &amendment("B", "2026-10-01", more), json!({})).order;
    assert_eq!(changes(&renew(&sold, json!({ "start": "2026-06-01" }))), ["b c 20.00 20.00"]);
}

/// Prices that hold the tax, in yen, twice renewed.
#[test]
fn renewed_twice_with_the_tax_in_the_prices() {
    let more = json!({ "currency": "JPY", "taxMode": "inclusive", "taxes": [{ "code": "JP", "percent": "10" }] });
    let mut sold = order(&deal(monthly(per_unit("1100")), json!({ "quantity": "3" }), more));
    for year in 2027..2029 {
        let renewal = renew(&sold, json!({ "uplift": { "percent": "10" } }));
        assert_eq!(renewal.quote.start.to_string(), format!("{year}-01-01"));
        sold = order(&request_of(&renewal));
    }
    assert_eq!(
        common::price(&serde_json::to_value(sold.quote.write()).expect("JSON")).totals.gross,
        "47916",
        "36 x 1331"
    );
}

#[test]
fn usage_and_commitments_rise() {
    let floor = monthly(json!({ "model": "commitment", "minimum": "100", "of": { "products": ["u"] } }));
    let request = deal_of(&[("u", usage(per_unit("0.01")), json!({})), ("m", floor, json!({}))], json!({}));
    let renewal = renew(&order(&request), json!({ "uplift": { "percent": "10" } }));
    let lines = &request_of(&renewal)["lines"];
    assert_eq!(lines[0]["charges"][0]["price"]["unitPrice"], "0.011");
    assert_eq!(lines[1]["charges"][0]["price"]["minimum"], "110");
}

/// As long as the accepted quote: in months, or in days where they are not whole; or as the terms say.
#[test]
fn how_long() {
    let end = |more: Value, terms: Value| {
        let renewal = renew(&order(&deal(monthly(flat("10")), json!({}), more)), terms);
        renewal.quote.end.0.map(|end| end.to_string())
    };
    assert_eq!(end(json!({ "end": "2026-06-30" }), json!({})).as_deref(), Some("2026-12-31"));
    assert_eq!(end(json!({ "end": "2026-03-10" }), json!({})).as_deref(), Some("2026-05-18"), "69 days");
    assert_eq!(end(json!({}), json!({ "term": { "unit": "month", "count": 3 } })).as_deref(), Some("2027-03-31"));
    assert_eq!(end(json!({}), json!({ "end": "2027-06-30" })).as_deref(), Some("2027-06-30"));
    assert_eq!(end(json!({}), json!({ "end": null })), None);
}

/// 10 seats at 10.00 for the year, paid up to May; renewed from May 16 for 12 months: half of May comes back (50.00 of 31 days
/// would be 48.39 for 15 days served: 100.00 x 16/31 = 51.61), and no day is billed twice.
#[test]
fn an_early_renewal_ends_the_old_lines() {
    let sold = order(&deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({})));
    let paid = billed(&plan(&sold, json!({ "through": "2026-05-31" })));
    assert_eq!(paid.len(), 5);
    let terms = json!({ "start": "2026-05-16", "id": "R1" });
    let renewal = try_renew(&sold, terms, json!({ "billed": paid })).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(renewal.quote.start.to_string(), "2026-05-16");
    assert_eq!(renewal.quote.totals.net, "1200.00");
    assert_eq!(renewal.lines[0].last.to_string(), "2026-05-15");
    let amended = renewal.amended.expect("an early renewal");
    assert_eq!(lines(&amended.plan), ["2026-05-16 2026-05-16 2026-05-31 -51.61 credit"]);
    assert_eq!(amended.order.amendments[0].id, "R1");
    assert_eq!(amended.contract.after, "448.39");
    let first = &common::plan(&renewal.quote, &json!({})).invoices[0];
    assert_eq!((first.date.to_string(), &*first.totals.net), ("2026-05-16".into(), "100.00"));
}

#[test]
fn what_cannot_be_renewed() {
    let open = order(&deal(monthly(flat("10")), json!({}), json!({ "end": null })));
    assert_eq!(refused(&open, json!({})), ("needs_term".into(), "/quote/end".into()));
    let bought = order(&deal(once(flat("10")), json!({}), json!({})));
    assert_eq!(refused(&bought, json!({})), ("unknown_line".into(), "/lines".into()));
    assert_eq!(refused(&bought, json!({ "lines": ["1"] })).0, "conflict");
    let sold = order(&seats());
    assert_eq!(refused(&sold, json!({ "lines": ["9"] })), ("unknown_line".into(), "/lines/0".into()));
    assert_eq!(refused(&sold, json!({ "start": "2026-01-01" })), ("out_of_range".into(), "/start".into()));
    assert_eq!(
        refused(&sold, json!({ "uplift": { "percent": "-100" } })),
        ("out_of_range".into(), "/uplift/percent".into())
    );
    let both = json!({ "uplift": { "percent": "-60" }, "index": { "percent": "-60" } });
    assert_eq!(refused(&sold, both), ("out_of_range".into(), "/index/percent".into()));
    let both = json!({ "term": { "unit": "year" }, "end": "2027-12-31" });
    assert_eq!(refused(&sold, both), ("conflict".into(), "/end".into()));
    let catalog = json!({ "products": [{ "id": "q", "charges": [monthly(flat("1"))] }] });
    assert_eq!(refused(&sold, json!({ "catalog": catalog })), ("conflict".into(), "/catalog".into()));
    let list = json!({ "catalog": catalog, "prices": "list" });
    assert_eq!(refused(&sold, list), ("unknown_product".into(), "/catalog/products".into()));
    assert_eq!(refused(&sold, json!({ "upplift": {} })), ("unknown_field".into(), "/upplift".into()));
    let high = order(&deal(monthly(per_unit("999999999999999")), json!({ "quantity": "0" }), json!({})));
    assert_eq!(refused(&high, json!({ "uplift": { "percent": "5" } })), ("overflow".into(), "/uplift".into()));
}

/// Today's catalog: seats cost 120.00, and there is a setup fee now, which a renewal does not pay.
#[test]
fn the_list_of_today() {
    let catalog = json!({ "products": [{ "id": "p", "charges": [monthly(per_unit("120")),
        { "id": "setup", "kind": "oneTime", "price": flat("500") }] }] });
    let terms = json!({ "prices": "list", "catalog": catalog });
    let renewal = renew(&order(&seats()), terms.clone());
    assert_eq!(changes(&renewal), ["1 c 900.00 1200.00"]);
    assert_eq!(renewal.quote.totals.net, "14400.00");
    let kept = renew(&order(&seats()), with(terms, json!({ "discounts": "keep" })));
    assert_eq!(changes(&kept), ["1 c 900.00 1080.00"]);
}

/// 900.00 a month, 3 percent more each year: 927.00, 954.81.
#[test]
fn a_forecast_goes_on_from_term_to_term() {
    let own = json!({ "uplift": { "percent": "3" }, "notice": { "unit": "month", "count": 3 } });
    let sold = order_of(&seats(), json!({ "renewal": own }));
    let forecast =
        try_renewals(&sold, json!({ "through": "2028-02-29" })).unwrap_or_else(|problems| panic!("{problems}"));
    let terms: Vec<String> = forecast
        .renewals
        .iter()
        .map(|own| {
            let end = own.end.0.map(|end| end.to_string()).unwrap_or_default();
            let notice = own.notice_by.map(|day| day.to_string()).unwrap_or_default();
            let net = own.net.0.clone().unwrap_or_default();
            format!("{} {} {end} {notice} {net} {} {}", own.id, own.from, own.monthly, own.invoices.len())
        })
        .collect();
    assert_eq!(
        terms,
        [
            "O-R 2027-01-01 2027-12-31 2026-09-30 11124.00 927.00 12",
            "O-R-R 2028-01-01 2028-12-31 2027-09-30 11457.72 954.81 2",
        ]
    );
    assert_eq!(forecast.net, "13033.62", "12 x 927.00 and 2 x 954.81");
    let text = canonical(&forecast.write());
    assert!(text.contains("\"status\":\"forecast\"") && !text.contains("\"due\""));
}

#[test]
fn a_forecast_of_what_does_not_renew_is_empty() {
    let empty = |order: &Order, more: Value| {
        let options = with(json!({ "through": "2030-12-31" }), more);
        try_renewals(order, options).unwrap_or_else(|problems| panic!("{problems}")).renewals.len()
    };
    let plain = order(&seats());
    assert_eq!(empty(&plain, json!({})), 0, "nobody said that it renews");
    assert_eq!(empty(&plain, json!({ "renewal": {} })), 4, "2027 to 2030");
    assert_eq!(empty(&plain, json!({ "renewal": { "auto": false } })), 0);
    assert_eq!(empty(&plain, json!({ "renewal": { "end": null } })), 1, "without an end from then on");
    let gone = cancel(&plain, json!({ "id": "C", "on": "2026-09-01" }), json!({})).order;
    assert_eq!(empty(&gone, json!({ "renewal": {} })), 0, "cancelled");
    let early = try_renew(&plain, json!({ "start": "2026-07-01" }), json!({})).unwrap_or_else(|own| panic!("{own}"));
    assert_eq!(empty(&early.amended.expect("early").order, json!({ "renewal": {} })), 0, "renewed already");
    let open = order(&deal(monthly(flat("10")), json!({}), json!({ "end": null })));
    assert_eq!(empty(&open, json!({ "renewal": {} })), 0);
    let dated = try_renewals(&plain, json!({ "through": "2030-12-31", "renewal": { "end": "2027-12-31" } }));
    assert_eq!(dated.expect_err("a problem").problems[0].path, "/renewal/end");
    let lost = json!({ "through": "2030-12-31", "renewal": { "uplift": { "percent": "-100" } } });
    let problems = try_renewals(&plain, lost).expect_err("a problem");
    assert_eq!(problems.problems[0].path, "/renewal/uplift/percent");
    let daily = json!({ "through": "2030-12-31", "renewal": { "term": { "unit": "day" } } });
    assert_eq!(try_renewals(&plain, daily).expect_err("a problem").problems[0].code.as_str(), "limit_exceeded");
}

/// What is shown must be there; lists may show their beginning.
fn shown(shown: &Value, real: &Value, at: &str) {
    match shown {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, own)| self::shown(own, &real[key.as_str()], &format!("{at}/{key}")))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, own)| self::shown(own, &real[i], &format!("{at}/{i}")))
        }
        own => assert_eq!(own, real, "{at}"),
    }
}

/// The page's examples are run: the order, a renewal, an early one, a forecast.
#[test]
fn the_page_is_right() {
    let page = std::fs::read_to_string(common::root().join("docs/renewals.md")).expect("docs/renewals.md");
    let block = |text: &str| serde_json::from_str::<Value>(text.split("\n```").next().expect("a block")).expect("JSON");
    let blocks: Vec<Value> = page.split("```json\n").skip(1).map(block).collect();
    let [request, terms, renewed, early, ended, options, forecast] = blocks.as_slice() else { panic!("seven blocks") };
    let quote = common::price(request);
    assert_eq!(quote.totals.net, "11300.00");
    let own = json!({ "renewal": { "uplift": { "percent": "3" }, "notice": { "count": 3, "unit": "month" } } });
    let proof = prorata::quote::Proof::Receipt(Box::new(quote.receipt.clone()));
    let own = prorata::document::read(common::node(&own)).expect("options");
    let sold = prorata::accept(&quote.request, &proof, &own).expect("an order");
    let real = |own: prorata::document::Node| serde_json::from_str::<Value>(&canonical(&own)).expect("JSON");
    shown(renewed, &real(renew(&sold, terms.clone()).write()), "");
    let paid = billed(&plan(&sold, json!({ "through": "2026-09-01" })));
    let renewal = try_renew(&sold, early.clone(), json!({ "billed": paid })).unwrap_or_else(|own| panic!("{own}"));
    shown(ended, &real(renewal.write()), "");
    let all = try_renewals(&sold, options.clone()).unwrap_or_else(|own| panic!("{own}"));
    shown(forecast, &real(all.write()), "");
}

/// The dates of a seasonal plan are a term later.
#[test]
fn plans_move_with_the_term() {
    let charge = with(
        yearly(flat("1000")),
        json!({ "billing": { "kind": "milestones", "items": [
            { "id": "spring", "percent": "40", "on": { "date": "2026-04-01" } },
            { "id": "autumn", "remainder": true, "on": { "date": "2026-10-01" } }] } }),
    );
    let renewal = renew(&order(&deal(charge, json!({}), json!({}))), json!({}));
    let plan = common::plan(&renewal.quote, &json!({}));
    let dated: Vec<String> = plan.invoices.iter().map(|own| format!("{} {}", own.date, own.totals.net)).collect();
    assert_eq!(dated, ["2027-04-01 400.00", "2027-10-01 600.00"]);
}

/// The sum of what a day costs in an order's plan, by day.
fn days(all: &[(prorata::calendar::Date, prorata::calendar::Date)]) -> Vec<prorata::calendar::Date> {
    let mut days = Vec::new();
    for (from, to) in all {
        let mut day = *from;
        while day <= *to {
            days.push(day);
            day = day.plus_days(1);
        }
    }
    days.sort_unstable();
    days
}

proptest! {
    #![proptest_config(cases(60))]

    /// Whatever the deal, a price period costs after the renewal what it did before, and again after the next one.
    #[test]
    fn the_same_costs_the_same(seed in any::<u64>()) {
        let mut r = Random(seed);
        // A percentage of a quote is rounded and spread, which shows in what is left.
        let request = random_deal(&mut r, Shape { evergreen: false, quote_discounts: false, shared_plans: false });
        if priced(&request).is_none() { return Ok(()) }
        let Ok(sold) = common::orders::try_order(&request, json!({})) else { return Ok(()) };
        // A discount for so many periods ends with them.
        if sold.quote.lines.iter().any(|line| line.discounts.iter().any(|own| own.duration.is_some())) { return Ok(()) }
        let term = json!({ "term": { "unit": "year" } });
        let Ok(first) = try_renew(&sold, term.clone(), json!({})) else { return Ok(()) };
        let near = |a: &str, b: &str| (minor(a) - minor(b)).abs() <= 1;
        for own in first.lines.iter().flat_map(|line| &line.charges) {
            prop_assert!(near(&own.before, &own.after), "{:?} {}", own, request);
        }
        let proof = prorata::quote::Proof::Receipt(Box::new(first.quote.receipt.clone()));
        let next = prorata::accept(&first.quote.request, &proof, &Default::default()).unwrap_or_else(|own| panic!("{own}"));
        let Ok(second) = try_renew(&next, term, json!({})) else { return Ok(()) };
        let rises = first.quote.request.lines.iter().any(|line| line.uplift.is_some());
        let charges = |own: &Renewal| own.lines.iter().flat_map(|line| line.charges.clone()).collect::<Vec<_>>();
        for (old, new) in charges(&first).iter().zip(&charges(&second)) {
            prop_assert!(rises || near(&old.after, &new.after), "{:?} {:?} {}", old, new, request);
        }
    }

    /// Monthly and yearly prices of whole terms, with every kind of discount: the net is the net again, to the cent.
    #[test]
    fn a_term_costs_what_the_last_one_did(seed in any::<u64>()) {
        let mut r = Random(seed);
        let count = r.int(1, 3) as usize;
        let parts: Vec<(&str, Value, Value)> = (0..count).map(|i| {
            let price = if r.chance(70) { per_unit(&r.decimal(99_999, 3)) } else { flat(&r.decimal(999_999, 2)) };
            let charge = if r.chance(50) { monthly(price) } else { yearly(price) };
            // Amounts come last: the percentage that one becomes has 12 decimals, and may miss a tie of what comes after it.
            let mut discounts = Vec::new();
            if r.chance(40) {
                discounts.push(json!({ "percent": r.decimal(4_000, 2) }));
            }
            if r.chance(40) {
                discounts.push(json!({ "unitAmount": "0.001" }));
            }
            if r.chance(60) {
                discounts.push(json!({ "amount": r.decimal(200, 2) }));
            }
            (["a", "b", "c"][i], charge, json!({ "quantity": r.decimal(9_999, 1), "discounts": discounts }))
        }).collect();
        let off = if r.chance(50) { json!([{ "percent": r.decimal(4_000, 2) }]) } else { json!([]) };
        let start = r.date(2026, 2027);
        let term = json!({ "unit": "year", "count": r.int(1, 3) });
        let request = deal_of(&parts, json!({ "discounts": off, "start": start.to_string(), "term": term }));
        let Some(quote) = priced(&request) else { return Ok(()) };
        let renewal = renew(&order(&request), json!({}));
        prop_assert_eq!(&renewal.quote.totals.net, &quote.totals.net, "{}", request);
        for (old, new) in quote.lines.iter().zip(&renewal.quote.lines) {
            prop_assert_eq!(&old.net, &new.net, "{}", request);
        }
    }

    /// The bills of the old order, renewed early, and of the new one hold each day of service once.
    #[test]
    fn an_early_renewal_bills_each_day_once(month in 1..11i32, day in 1..28i32, count in 1..40u32, every in 0..3usize) {
        let every = ["month", "quarter", "year"][every];
        let charge = with(monthly(per_unit("9.99")), json!({ "billing": { "kind": "recurring", "every": { "unit": every } } }));
        let sold = order(&deal(charge, json!({ "quantity": count }), json!({})));
        let start = sold.quote.start.plus_months(month).plus_days(day);
        let paid = billed(&plan(&sold, json!({ "through": start })));
        let renewal = try_renew(&sold, json!({ "start": start.to_string() }), json!({ "billed": paid })).unwrap_or_else(|own| panic!("{own}"));
        let amended = renewal.amended.expect("early");
        let old = plan(&amended.order, json!({}));
        let new = common::plan(&renewal.quote, &json!({}));
        let spans: Vec<_> = old.invoices.iter().chain(&new.invoices).flat_map(|own| &own.lines).filter_map(|own| own.period)
            .map(|own| (own.from, own.to.before())).collect();
        let all = days(&spans);
        prop_assert_eq!(all.first().copied(), Some(sold.quote.start));
        prop_assert!(all.windows(2).all(|two| two[0].plus_days(1) == two[1]), "{:?}", spans);
        prop_assert_eq!(all.last().copied(), renewal.quote.end.0);
        // What was paid, and what comes back, is what the shortened order comes to.
        let paid: i128 = paid.iter().map(|own| minor(own["net"].as_str().expect("a text"))).sum();
        let rest: i128 = amended.plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum();
        prop_assert_eq!(paid + rest, minor(&amended.contract.after));
    }
}

/// Cancelled with its term: nothing is given back, and nothing renews by itself.
#[test]
fn cancelled_with_the_term() {
    let order = common::orders::order_of(
        &common::table::deal(
            common::table::monthly(common::table::per_unit("10")),
            serde_json::json!({}),
            serde_json::json!({ "end": "2026-12-31" }),
        ),
        serde_json::json!({ "renewal": { "auto": true } }),
    );
    let options = || common::orders::document(&serde_json::json!({ "through": "2028-12-31" }));
    assert_eq!(prorata::renewals(&order, &options()).unwrap().renewals.len(), 2);
    let gone = common::orders::cancel(
        &order,
        serde_json::json!({ "id": "C", "on": "2026-06-10", "at": "termEnd" }),
        serde_json::json!({}),
    );
    assert_eq!(gone.contract.delta, "0.00");
    assert_eq!(prorata::renewals(&gone.order, &options()).unwrap().renewals.len(), 0);
}
