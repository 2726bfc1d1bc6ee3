//! Table tests for payment terms, invoice plans, progress, retainage and deposits: numbers that can be checked by hand.

mod common;

use common::{plan, price, request};
use prorata::Code;
use serde_json::{json, Value};

/// One line of a one-time charge of this amount, billed in this way, at 20 percent.
fn one_time(amount: &str, billing: Value) -> Value {
    json!({
        "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" },
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "oneTime",
            "price": { "model": "flat", "amount": amount }, "billing": billing }] }] },
        "lines": [{ "id": "1", "product": "p" }],
        "taxes": [{ "code": "A", "percent": "20" }],
    })
}

fn with(mut request: Value, key: &str, value: Value) -> Value {
    request[key] = value;
    request
}

/// The problems of a request, as (code, path).
fn problems(value: &Value) -> Vec<(Code, String)> {
    let found = request(value).and_then(|request| prorata::price(&request).map(|_| ()));
    found.expect_err("problems").problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
}

fn due(invoice: &str, terms: Value) -> String {
    let once = json!({ "kind": "once", "on": { "date": invoice } });
    let plan = plan(&price(&with(one_time("100", once), "paymentTerms", terms)), &json!({}));
    plan.invoices[0].due.to_string()
}

#[test]
fn due_dates_follow_the_payment_terms() {
    for (invoice, terms, want) in [
        ("2026-04-15", json!({}), "2026-04-15"),
        ("2026-04-15", json!({ "net": 30 }), "2026-05-15"),
        ("2026-01-31", json!({ "months": 1 }), "2026-02-28"),
        ("2026-01-31", json!({ "months": 1, "net": 1 }), "2026-03-01"),
        ("2026-04-15", json!({ "net": 45, "endOfMonth": "before" }), "2026-06-14"),
        ("2026-04-15", json!({ "net": 45, "endOfMonth": "after" }), "2026-05-31"),
        ("2026-04-15", json!({ "endOfMonth": "before" }), "2026-04-30"),
        ("2026-04-15", json!({ "net": 30, "endOfMonth": "after", "day": 10 }), "2026-06-10"),
        ("2026-04-15", json!({ "day": 15 }), "2026-04-15"),
        ("2026-02-01", json!({ "day": 31 }), "2026-02-28"),
        ("2026-04-16", json!({ "day": "last" }), "2026-04-30"),
        ("2026-04-16", json!({ "net": 30 }), "2026-05-16"),
        ("2026-04-16", json!({ "net": 30, "shift": "next" }), "2026-05-18"),
        ("2026-04-16", json!({ "net": 30, "shift": "previous" }), "2026-05-15"),
        ("2026-04-15", json!({ "net": 30, "shift": "next", "holidays": ["2026-05-15"] }), "2026-05-18"),
        (
            "2026-04-16",
            json!({ "net": 30, "shift": "previous", "holidays": ["2026-05-14", "2026-05-15"] }),
            "2026-05-13",
        ),
        ("2026-04-17", json!({ "shift": "next", "weekend": ["friday", "saturday"] }), "2026-04-19"),
        ("2026-04-18", json!({ "shift": "next", "weekend": [] }), "2026-04-18"),
        // A Saturday invoice that is due at once is not due before it was written.
        ("2026-04-18", json!({ "shift": "previous" }), "2026-04-20"),
    ] {
        assert_eq!(due(invoice, terms.clone()), want, "{invoice} {terms}");
    }
}

#[test]
fn cash_follows_due_dates_in_order() {
    let items = json!([
        { "id": "a", "percent": "40", "on": { "date": "2026-05-30" } },
        { "id": "b", "percent": "60", "on": { "date": "2026-05-31" } },
    ]);
    let terms = json!({ "shift": "next", "weekend": [], "holidays": ["2026-05-30", "2026-05-31"] });
    let request = with(one_time("100", json!({ "kind": "milestones", "items": items })), "paymentTerms", terms);
    let cash = |plan: prorata::quote::InvoicePlan| -> Vec<(String, String)> {
        plan.cash.into_iter().map(|month| (month.month, month.gross)).collect()
    };
    assert_eq!(cash(plan(&price(&request), &json!({}))), [("2026-06".into(), "120.00".into())]);
    let terms = json!({ "net": 1, "shift": "previous", "weekend": ["monday"], "holidays": ["2026-05-31"] });
    let whole = plan(&price(&with(request, "paymentTerms", terms)), &json!({}));
    let dues: Vec<String> = whole.invoices.iter().map(|i| i.due.to_string()).collect();
    assert_eq!(dues, ["2026-05-30", "2026-06-02"], "from Monday June 1, back would be before the invoice");
    assert_eq!(cash(whole), [("2026-05".into(), "48.00".into()), ("2026-06".into(), "72.00".into())]);
}

#[test]
fn bad_payment_terms_are_named() {
    let terms = json!({ "net": 4000, "months": 121,
        "weekend": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] });
    let request = with(one_time("100", json!({ "kind": "once" })), "paymentTerms", terms);
    assert_eq!(
        problems(&request),
        [
            (Code::OutOfRange, "/paymentTerms/net".into()),
            (Code::OutOfRange, "/paymentTerms/months".into()),
            (Code::OutOfRange, "/paymentTerms/weekend".into()),
        ]
    );
}

#[test]
fn dates_events_and_the_start_may_be_followed() {
    let days = |count: u32| json!({ "count": count, "unit": "day" });
    for (on, want) in [
        (json!({ "date": "2026-02-01" }), "2026-02-01"),
        (json!({ "start": true }), "2026-01-01"),
        (json!({ "start": true, "plus": days(30) }), "2026-01-31"),
        (json!({ "date": "2026-01-31", "plus": { "unit": "month" } }), "2026-02-28"),
        (json!({ "event": "go-live" }), "2026-03-31"),
        (json!({ "event": "go-live", "plus": days(10) }), "2026-04-10"),
        (json!({ "event": "go-live", "plus": { "unit": "quarter" } }), "2026-06-30"),
    ] {
        let quote = price(&one_time("100", json!({ "kind": "once", "on": on })));
        let waiting = plan(&quote, &json!({})).waiting;
        let events = if waiting.is_empty() { json!({}) } else { json!({ "go-live": "2026-03-31" }) };
        assert_eq!(waiting.len(), usize::from(on.get("event").is_some()), "{on}");
        assert_eq!(
            waiting.first().and_then(|w| w.plus).is_some(),
            on.get("event").is_some() && on.get("plus").is_some()
        );
        assert_eq!(plan(&quote, &json!({ "events": events })).invoices[0].date.to_string(), want, "{on}");
    }
    let at = "/catalog/products/0/charges/0/billing/on";
    for (on, code, path) in [
        (json!({ "start": true, "event": "x" }), Code::Conflict, ""),
        (json!({ "plus": days(1) }), Code::Conflict, ""),
        (json!({ "start": true, "plus": days(0) }), Code::OutOfRange, "/plus/count"),
    ] {
        let request = one_time("100", json!({ "kind": "once", "on": on }));
        assert_eq!(problems(&request), [(code, format!("{at}{path}"))]);
    }
}

/// Prepaid years: billed once a year over a monthly price, two years ahead.
#[test]
fn years_may_be_prepaid() {
    let request = json!({
        "currency": "EUR", "start": "2026-03-15", "term": { "unit": "year", "count": 4 },
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "recurring", "per": { "unit": "month" },
            "price": { "model": "flat", "amount": "99.95" },
            "billing": { "kind": "recurring", "every": { "unit": "year", "count": 2 } } }] }] },
        "lines": [{ "id": "1", "product": "p" }],
    });
    let plan = plan(&price(&request), &json!({}));
    let invoices: Vec<(String, &str)> =
        plan.invoices.iter().map(|i| (i.date.to_string(), i.totals.net.as_str())).collect();
    assert_eq!(invoices, [("2026-03-15".into(), "2398.80"), ("2028-03-15".into(), "2398.80")]);
}
