//! What the integration tests share.
#![allow(dead_code)]

pub mod books;
pub mod orders;
pub mod pages;
pub mod runs;
pub mod story;
pub mod switch_orders;
pub mod switch_runs;
pub mod table;
pub mod till;

use prorata::document::{read, Node};
use prorata::problem::Problems;
use prorata::quote::{InvoicePlan, PlanOptions, PricedQuote, QuoteRequest};
use serde_json::{json, Value};
use std::path::PathBuf;

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn json_file(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Any JSON as the tree that documents are read from.
pub fn node(value: &Value) -> Node {
    serde_json::from_value(value.clone()).expect("a node")
}

pub fn request(value: &Value) -> Result<QuoteRequest, Problems> {
    read(node(value))
}

pub fn options(value: &Value) -> PlanOptions {
    read(node(value)).unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn price(value: &Value) -> PricedQuote {
    let request = request(value).unwrap_or_else(|problems| panic!("{problems}"));
    prorata::price(&request).unwrap_or_else(|problems| panic!("{problems}\n{value}"))
}

pub fn plan(quote: &PricedQuote, value: &Value) -> InvoicePlan {
    prorata::plan_quote(quote, &options(value)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// An amount of a document in minor units.
pub fn minor(amount: &str) -> i128 {
    amount.replace('.', "").parse().unwrap_or_else(|_| panic!("{amount} is no amount"))
}

/// A decimal of up to two places, in cents.
pub fn cents(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    minor(&format!("{whole}.{part:0<2}"))
}

/// What the plan has for a line: its invoices and what waits.
pub fn planned(plan: &InvoicePlan, line: &str) -> i128 {
    let dated = plan.invoices.iter().flat_map(|i| &i.lines).filter(|l| l.line == line).map(|l| minor(&l.net));
    let waiting = plan.waiting.iter().filter(|w| w.line == line).map(|w| minor(&w.net));
    dated.chain(waiting).sum()
}

/// What a plan's invoices hold, as `billed` of a later plan.
pub fn billed(plan: &InvoicePlan) -> Vec<Value> {
    let entries = plan.invoices.iter().flat_map(|i| &i.lines).map(|l| {
        let mut entry = json!({ "line": l.line, "charge": l.charge, "net": l.net });
        if let Some(period) = l.period {
            entry["period"] = json!({ "start": period.from, "end": period.to.before() });
        }
        if let Some(item) = &l.item {
            entry["item"] = json!(item);
        }
        entry
    });
    entries.collect()
}
