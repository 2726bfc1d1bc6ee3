//! Bill runs, posting and credits, as tests ask for them.

#![allow(dead_code)]

use super::orders::document;
use prorata::document::Write;
use prorata::invoice::{BillRun, Invoice, Posted};
use prorata::order::Order;
use prorata::Problems;
use serde_json::{json, Value};

pub fn value(own: &impl Write) -> Value {
    serde_json::from_str(&prorata::document::json(own)).expect("JSON")
}

/// An order with what is known of it.
pub fn billable(order: &Order, more: Value) -> Value {
    super::table::with(json!({ "order": value(order) }), more)
}

pub fn try_run(orders: &[Value], more: Value) -> Result<BillRun, Problems> {
    let request = super::table::with(json!({ "orders": orders }), more);
    prorata::bill_run(&prorata::document::read(super::node(&request))?)
}

pub fn run(orders: &[Value], more: Value) -> BillRun {
    let run = try_run(orders, more).expect("a run");
    assert!(run.errors.is_empty(), "{:?}", run.errors);
    run
}

/// Adds to orders what documents say of them.
pub fn keep(orders: &mut [Value], documents: &[Invoice]) {
    for billed in documents.iter().flat_map(|own| &own.billed) {
        let order = orders.iter_mut().find(|own| own["order"]["id"] == json!(billed.order)).expect("the order");
        let mut add = |key: &str, entries: Vec<Value>| {
            let mut all = order[key].as_array().cloned().unwrap_or_default();
            all.extend(entries);
            order[key] = json!(all);
        };
        add("billed", billed.entries.iter().map(value).collect());
        add("billedDeposits", billed.deposits.iter().map(value).collect());
    }
}

pub fn series() -> Value {
    json!([{ "id": "FA", "prefix": "FA-", "format": "{prefix}{year}-{number:5}", "reset": "year" }])
}

pub fn try_post(drafts: &[Invoice], series: &Value) -> Result<Posted, Problems> {
    let drafts: Vec<Value> = drafts.iter().map(value).collect();
    prorata::post(&prorata::document::read(super::node(&json!({ "drafts": drafts, "series": series })))?)
}

pub fn post(drafts: &[Invoice]) -> Vec<Invoice> {
    try_post(drafts, &series()).expect("posted").invoices
}

pub fn credit(invoice: &Invoice, credits: &[Invoice], more: Value) -> Result<Invoice, Problems> {
    let credits: Vec<Value> = credits.iter().map(value).collect();
    let request = super::table::with(
        json!({ "invoice": value(invoice), "credits": credits, "date": value(&invoice.date) }),
        more,
    );
    prorata::credit(&document(&request))
}

/// `2026-01-01 invoice 100.00 + 20.00 = 120.00: 1 100.00, …`
pub fn shown(own: &Invoice) -> String {
    let line = |own: &prorata::invoice::DocumentLine| {
        let period = own.period.map_or_else(String::new, |own| format!(" {}..{}", own.start, own.end));
        format!("{}{period} {}", own.line.as_deref().unwrap_or("-"), own.net)
    };
    let lines: Vec<String> = own.lines.iter().map(line).collect();
    format!(
        "{} {} {} + {} = {}: {}",
        own.date,
        own.kind.as_str(),
        own.totals.net,
        own.totals.tax,
        own.totals.gross,
        lines.join(", ")
    )
}
