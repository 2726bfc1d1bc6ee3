//! Small deals for tables of worked numbers.

use super::{node, plan, price, request};
use prorata::document::{canonical, read, Write as _};
use prorata::quote::StepKind;
use serde_json::{json, Value};

/// `base` with the fields of `more` written over it.
pub fn with(mut base: Value, more: Value) -> Value {
    for (key, value) in more.as_object().expect("fields") {
        base[key] = value.clone();
    }
    base
}

/// What `rate` answers, as JSON.
pub fn rate(value: &Value) -> Value {
    let request = read(node(value)).unwrap_or_else(|problems| panic!("{problems}\n{value}"));
    let answer = prorata::rate(&request).unwrap_or_else(|problems| panic!("{problems}\n{value}"));
    serde_json::from_str(&canonical(&answer.write())).expect("JSON")
}

/// The amount of a price for a quantity, with more fields of the request.
pub fn amount_with(model: &Value, quantity: &str, more: Value) -> String {
    let answer = rate(&with(json!({ "currency": "EUR", "price": model, "quantity": quantity }), more));
    answer["amount"].as_str().expect("an amount").to_owned()
}

pub fn amount(model: &Value, quantity: &str) -> String {
    amount_with(model, quantity, json!({}))
}

/// The amount of a price for records of these quantities, with more fields of the request.
pub fn amount_of(model: &Value, quantities: &[&str], more: Value) -> String {
    let records: Vec<Value> = quantities.iter().map(|quantity| json!({ "quantity": quantity })).collect();
    let answer = rate(&with(json!({ "currency": "EUR", "price": model, "records": records }), more));
    answer["amount"].as_str().expect("an amount").to_owned()
}

/// Code and path of the first problem of a request: with a `price` of `rate`, else of `price`.
pub fn refused(value: &Value) -> (String, String) {
    let problems = if value.get("price").is_some() {
        read(node(value)).and_then(|request| prorata::rate(&request).map(|_| ())).expect_err("refused")
    } else {
        request(value).and_then(|request| prorata::price(&request).map(|_| ())).expect_err("refused")
    };
    let first = problems.problems.first().expect("a problem");
    (first.code.as_str().to_owned(), first.path.clone())
}

pub fn per_unit(price: &str) -> Value {
    json!({ "model": "perUnit", "unitPrice": price })
}

pub fn flat(amount: &str) -> Value {
    json!({ "model": "flat", "amount": amount })
}

pub fn once(price: Value) -> Value {
    json!({ "id": "c", "kind": "oneTime", "price": price })
}

pub fn monthly(price: Value) -> Value {
    json!({ "id": "c", "kind": "recurring", "per": { "unit": "month" }, "price": price })
}

pub fn yearly(price: Value) -> Value {
    json!({ "id": "c", "kind": "recurring", "per": { "unit": "year" }, "price": price })
}

pub fn usage(price: Value) -> Value {
    json!({ "id": "c", "kind": "usage", "price": price })
}

/// Billed on the 1st, when the period has ended.
pub fn on_the_first() -> Value {
    json!({ "billing": { "kind": "recurring", "timing": "arrears", "billDay": 1 } })
}

/// Usage records of the charge "c": a date of 2026 and a quantity.
pub fn records(all: &[(&str, &str)]) -> Value {
    let record =
        |(day, quantity): &(&str, &str)| json!({ "charge": "c", "date": format!("2026-{day}"), "quantity": quantity });
    json!(all.iter().map(record).collect::<Vec<Value>>())
}

/// A quote of one line of one charge, in 2026, with more fields of the line and of the request.
pub fn deal(charge: Value, line: Value, more: Value) -> Value {
    let products = json!([{ "id": "p", "charges": [charge] }]);
    let line = with(json!({ "id": "1", "product": "p" }), line);
    let whole =
        json!({ "currency": "EUR", "start": "2026-01-01", "catalog": { "products": products }, "lines": [line] });
    let whole = with(whole, more);
    match whole.get("end") {
        Some(_) => whole,
        None if whole.get("term").is_some() => whole,
        None => with(whole, json!({ "term": { "unit": "year" } })),
    }
}

/// A quote of several products, named `a`, `b`, ... with a charge each, and a line of each, named alike.
pub fn deal_of(parts: &[(&str, Value, Value)], more: Value) -> Value {
    let products: Vec<Value> =
        parts.iter().map(|(id, charge, _)| json!({ "id": id, "category": id, "charges": [charge] })).collect();
    let lines: Vec<Value> =
        parts.iter().map(|(id, _, line)| with(json!({ "id": id, "product": id }), line.clone())).collect();
    let mut whole = deal(once(flat("1")), json!({}), more);
    whole["catalog"]["products"] = json!(products);
    whole["lines"] = json!(lines);
    whole
}

/// The net of a quote.
pub fn net(value: &Value) -> String {
    price(value).totals.net.clone()
}

/// The net of each line of a quote.
pub fn nets_of_lines(value: &Value) -> Vec<String> {
    price(value).lines.iter().map(|line| line.net.clone()).collect()
}

/// The nets of every planned invoice line, in order.
pub fn items(value: &Value) -> Vec<String> {
    let plan = plan(&price(value), &json!({}));
    plan.invoices.iter().flat_map(|invoice| &invoice.lines).map(|line| line.net.clone()).collect()
}

/// The nets of the planned invoice lines of one line, each with its date.
pub fn dated(value: &Value, line: &str) -> Vec<String> {
    let plan = plan(&price(value), &json!({}));
    let all = plan.invoices.iter().flat_map(|invoice| invoice.lines.iter().map(move |own| (invoice.date, own)));
    all.filter(|(_, own)| own.line == line).map(|(date, own)| format!("{date} {}", own.net)).collect()
}

/// The steps of a line's waterfall up to its net, each with the value that it leaves.
pub fn steps(value: &Value, line: usize) -> Vec<String> {
    let quote = price(value);
    let shown = quote.lines[line].waterfall.iter().filter(|step| step.step != StepKind::Gross);
    shown.map(|step| format!("{} {}", step.step.as_str(), step.after)).collect()
}
