//! Requests within the limits that once took minutes: they are not timed, but a test that hangs says that a cliff is back.

mod common;

use common::table::{deal, monthly, net, once, per_unit, refused, usage, with};
use common::{plan, price};
use serde_json::{json, Value};

fn many(count: usize, of: impl Fn(usize) -> Value) -> Value {
    json!((0..count).map(of).collect::<Vec<Value>>())
}

fn line(i: usize, more: Value) -> Value {
    with(json!({ "id": i.to_string(), "product": "p" }), more)
}

fn raised(percent: &str) -> Value {
    json!({ "percent": percent, "every": { "unit": "month" }, "compound": true })
}

fn months(count: u32) -> Value {
    json!({ "term": { "unit": "month", "count": count } })
}

/// 10.00, raised by half a percent each month for ten years: 10 x (1.005^120 - 1) / 0.005 = 1,638.79 each.
#[test]
fn compound_uplifts_of_many_lines() {
    let mut request = deal(monthly(per_unit("10")), json!({}), months(120));
    request["lines"] = many(200, |i| line(i, json!({ "uplift": raised("0.5") })));
    assert_eq!(net(&request), "327758.00");
}

/// The longest fractions: nine and twelve decimals over 400 months, with discounts, ragged starts, a tax and a plan.
#[test]
fn compound_uplifts_of_many_digits() {
    let long = |start: &str| json!({ "start": start, "uplift": raised("3.123456789123"), "discounts": [{ "percent": "3.3" }] });
    let more = json!({ "discounts": [{ "percent": "5" }], "taxes": [{ "code": "A", "percent": "20" }] });
    let mut request = deal(monthly(per_unit("10.123456789")), json!({}), with(months(400), more));
    request["lines"] = many(4, |i| line(i, long(["2026-01-01", "2026-01-02", "2026-01-17", "2026-01-31"][i])));
    let quote = price(&request);
    assert_eq!(plan(&quote, &json!({})).totals.net, quote.totals.net);
    let plain = deal(monthly(per_unit("10.123456789")), json!({ "uplift": raised("3.123456789") }), months(400));
    assert_eq!(net(&plain), "71396409.00");
}

#[test]
fn compound_discounts_in_a_row() {
    let own = json!({ "quantity": "200", "discounts": many(10, |_| json!({ "compound": "3.312345678912" })) });
    // 200 x 10^10 x ((1 - k^200) / (200 x (1 - k)))^10 with k = 0.96687654321088.
    assert_eq!(net(&deal(once(per_unit("10000000000")), own, json!({}))), "12139.99");
}

/// Discounts of twelve decimals on a price that rises by as many: at some point there are more digits than a quote may hold.
#[test]
fn prices_may_have_so_many_digits() {
    let own = json!({ "discounts": many(200, |_| json!({ "percent": "0.000000000001" })), "uplift": raised("3.123456789123") });
    let (code, path) = refused(&deal(monthly(per_unit("10.123456789")), own, months(400)));
    assert_eq!(code, "limit_exceeded");
    assert!(path.starts_with("/lines/0/discounts/1"), "{path}");
}

#[test]
fn quote_discounts_on_many_lines() {
    for rounding in ["perPeriod", "independent"] {
        let more =
            json!({ "discounts": many(200, |_| json!({ "percent": "0.5" })), "policy": { "rounding": rounding } });
        let mut request = deal(monthly(per_unit("10")), json!({}), with(more, months(3)));
        request["lines"] = many(200, |i| line(i, json!({ "quantity": "7" })));
        // 42,000.00 x 0.995^200, rounded at each step or in each period.
        let want = if rounding == "perPeriod" { "15412.18" } else { "15414.00" };
        assert_eq!(net(&request), want, "{rounding}");
    }
}

/// Unit prices fall by 1.00 with each unit more.
#[test]
fn contracted_prices_by_quantity() {
    let offer = |i: usize| json!({ "product": "p", "charge": "c", "fromQuantity": (i + 1).to_string(), "price": per_unit(&(5000 - i).to_string()) });
    let more = || json!({ "contracted": many(5000, offer) });
    let mut request = deal(once(per_unit("1")), json!({}), more());
    request["lines"] = many(5000, |i| line(i, json!({ "quantity": (i + 1).to_string() })));
    // The sum of n x (5,001 - n).
    assert_eq!(net(&request), "20845835000.00");
    let rating = json!({ "rating": { "by": "record" } });
    let record = |i: usize| json!({ "charge": "c", "date": "2026-01-05", "quantity": (i + 1).to_string() });
    let used = json!({ "usage": many(5000, record) });
    assert_eq!(net(&deal(with(usage(per_unit("1")), rating), used, more())), "20845835000.00");
}

#[test]
fn optional_lines_under_a_schedule_of_the_quote() {
    let mut request = deal(with(once(per_unit("10")), json!({ "schedules": ["s"] })), json!({}), json!({}));
    request["catalog"]["schedules"] =
        json!([{ "id": "s", "scope": "quote", "tiers": [{ "upTo": "9", "value": "10" }, { "value": "20" }] }]);
    request["lines"] = many(5000, |i| line(i, json!({ "optional": i > 0 })));
    let quote = price(&request);
    assert_eq!((quote.lines[0].net.as_str(), quote.lines[4999].net.as_str()), ("9.00", "9.00"));
}
