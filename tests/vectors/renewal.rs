//! Salesforce renewals: the same price, today's list, an index and an uplift.

use super::engine::with;
use super::question::{Fail, Got, Question};
use prorata::document::{read, Node, Read};
use prorata::quote::{Proof, QuoteRequest};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "cpq.renewal.same" => same(q),
        "cpq.renewal.list" => list(q),
        "rc.renewal.cpi" => index(q),
        _ => return None,
    })
}

fn document<T: Read>(value: &Value) -> Result<T, Fail> {
    let node: Node = serde_json::from_value(value.clone())?;
    Ok(read(node)?)
}

/// What a unit costs a month after a year at a price, by a renewal.
fn renewed(price: &str, line: Value, more: Value, terms: Value) -> Result<String, Fail> {
    let unit = json!({ "model": "perUnit", "unitPrice": price });
    let charge = json!({ "id": "c", "kind": "recurring", "per": { "unit": "month" }, "price": unit });
    let request = json!({
        "id": "O", "currency": "USD", "start": "2026-01-01", "term": { "unit": "year" }, "policy": { "profile": "salesforce" },
        "catalog": { "products": [{ "id": "p", "charges": [charge] }] }, "lines": [with(json!({ "id": "1", "product": "p" }), line)],
    });
    let quote = prorata::price(&document::<QuoteRequest>(&with(request, more))?)?;
    let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
    let order = prorata::accept(&quote.request, &proof, &Default::default())?;
    let renewal = prorata::renew(&order, &document(&terms)?, &Default::default())?;
    Ok(renewal.lines[0].charges[0].after.clone())
}

fn same(q: &Question) -> Got {
    let line = json!({ "discounts": [{ "percent": q.text("discount_pct")? }] });
    Ok(json!({ "customer": renewed(&q.text("list")?, line, json!({}), json!({}))? }))
}

/// Sold below a list that is another one on the day of the renewal.
fn list(q: &Question) -> Got {
    let unit = |price: String| json!({ "model": "perUnit", "unitPrice": price });
    let charge =
        json!({ "id": "c", "kind": "recurring", "per": { "unit": "month" }, "price": unit(q.text("current_list")?) });
    let terms = json!({ "prices": "list", "catalog": { "products": [{ "id": "p", "charges": [charge] }] } });
    let line = json!({ "discounts": [{ "unitPrice": q.text("sold_customer")? }] });
    Ok(json!({ "customer": renewed("100", line, json!({}), terms)? }))
}

fn index(q: &Question) -> Got {
    let terms = json!({ "index": { "percent": q.text("cpi_pct")?, "name": "CPI" }, "uplift": { "percent": q.text("uplift_pct")? } });
    Ok(json!({ "price": renewed(&q.text("ltp")?, json!({}), json!({}), terms)? }))
}
