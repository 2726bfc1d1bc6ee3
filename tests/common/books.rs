//! Posted documents for tests of the ledger, and its verbs with JSON in and out.
#![allow(dead_code)]

use prorata::document::{read, Node, Read, Write};
use prorata::problem::Problems;
use serde_json::{json, Value};

use super::table::with;

fn document<T: Read>(value: &Value) -> Result<T, Problems> {
    let node: Node = serde_json::from_value(value.clone()).expect("a node");
    read(node)
}

fn json_of(result: &impl Write) -> Value {
    serde_json::to_value(result.write()).expect("JSON")
}

pub fn try_recognise(request: &Value) -> Result<Value, Problems> {
    document(request).and_then(|own| prorata::recognise(&own)).map(|own| json_of(&own))
}

pub fn recognise(request: &Value) -> Value {
    try_recognise(request).unwrap_or_else(|problems| panic!("{problems}\n{request}"))
}

pub fn try_journal(request: &Value) -> Result<Value, Problems> {
    document(request).and_then(|own| prorata::journal(&own)).map(|own| json_of(&own))
}

pub fn journal(request: &Value) -> Value {
    try_journal(request).unwrap_or_else(|problems| panic!("{problems}\n{request}"))
}

pub fn statement(request: &Value) -> Value {
    let done = document(request).and_then(|own| prorata::statement(&own));
    json_of(&done.unwrap_or_else(|problems| panic!("{problems}\n{request}")))
}

pub fn reports(request: &Value) -> Value {
    let done = document(request).and_then(|own| prorata::reports(&own));
    json_of(&done.unwrap_or_else(|problems| panic!("{problems}\n{request}")))
}

pub fn try_export(request: &Value) -> Result<Value, Problems> {
    document(request).and_then(|own| prorata::export_journal(&own)).map(|own| json_of(&own))
}

pub fn export(request: &Value) -> Value {
    try_export(request).unwrap_or_else(|problems| panic!("{problems}\n{request}"))
}

/// The code and place of the first problem.
pub fn problem(done: Result<Value, Problems>) -> (String, String) {
    let problems = done.expect_err("problems");
    (problems.problems[0].code.as_str().to_owned(), problems.problems[0].path.clone())
}

/// Cents as documents write them.
pub fn show(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// A line: its net in cents, at 20 percent tax.
pub fn line(charge: &str, net: i128, period: Option<(&str, &str)>) -> Value {
    let tax = tax(net);
    let mut line = json!({
        "order": "O", "line": "1", "charge": charge, "name": charge, "net": show(net), "tax": show(tax),
        "gross": show(net + tax), "taxCode": "FR-20", "reason": "once",
    });
    if let Some((start, end)) = period {
        line["period"] = json!({ "start": start, "end": end });
        line["reason"] = json!("period");
    }
    line
}

/// 20 percent, halves away from zero.
pub fn tax(net: i128) -> i128 {
    (2 * net.abs() + 5) / 10 * net.signum()
}

/// A posted document of the customer "vercors", due after thirty days; below zero it is a credit note.
pub fn posted(number: &str, date: &str, lines: Vec<Value>, more: Value) -> Value {
    let net: i128 = lines.iter().map(|own| super::minor(own["net"].as_str().expect("a net"))).sum();
    let tax: i128 = lines.iter().map(|own| super::minor(own["tax"].as_str().expect("a tax"))).sum();
    let due = prorata::calendar::Date::parse(date).expect("a date").plus_days(30).to_string();
    let base = json!({
        "status": "posted", "kind": if net < 0 { "creditNote" } else { "invoice" }, "id": number, "number": number,
        "date": date, "due": due, "currency": "EUR", "account": { "id": "vercors" }, "orders": ["O"], "lines": lines,
        "taxes": [{ "code": "FR-20", "category": "S", "percent": "20", "base": show(net), "tax": show(tax) }],
        "totals": { "net": show(net), "tax": show(tax), "gross": show(net + tax) },
        "payable": show(net + tax), "amountDue": show(net + tax), "billed": [],
    });
    with(base, more)
}

/// One field of the rows of a list.
pub fn column(rows: &Value, key: &str) -> Vec<String> {
    let text = |row: &Value| row[key].as_str().unwrap_or("-").to_owned();
    rows.as_array().expect("a list").iter().map(text).collect()
}

/// The lines of an entry: `411000 120.00 / 0.00`.
pub fn shown(entry: &Value) -> Vec<String> {
    let text = |own: &Value, key: &str| own[key].as_str().expect("a text").to_owned();
    let line = |own: &Value| format!("{} {} / {}", text(own, "account"), text(own, "debit"), text(own, "credit"));
    entry["lines"].as_array().expect("lines").iter().map(line).collect()
}

/// Debits less credits of entries, by account.
pub fn balance(entries: &[Value], account: &str) -> i128 {
    let lines = entries.iter().flat_map(|own| own["lines"].as_array().expect("lines"));
    let mine = lines.filter(|own| own["account"] == account);
    let side = |own: &Value, key: &str| super::minor(own[key].as_str().expect("a text"));
    mine.map(|own| side(own, "debit") - side(own, "credit")).sum()
}
