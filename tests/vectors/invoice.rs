//! One-time items on one invoice, with taxes and discounts.

use super::engine::{plan, with};
use super::num::Num;
use super::question::Fail;
use serde_json::{json, Value};

/// The currency whose whole units are the cents that a page counts in.
pub const CENTS: &str = "JPY";

/// An item: its amount, and the code of its tax, "" for none.
pub type Item<'a> = (&'a str, &'a str);

/// The request: items of these amounts, each with what is added to its charge and line.
pub fn request(currency: &str, policy: Value, items: &[Item], more: Value) -> Value {
    let (mut products, mut lines) = (Vec::new(), Vec::new());
    for (i, (amount, code)) in items.iter().enumerate() {
        let id = (i + 1).to_string();
        let mut charge = json!({ "id": "fee", "kind": "oneTime", "price": { "model": "flat", "amount": amount } });
        if !code.is_empty() {
            charge["taxCode"] = json!(code);
        }
        products.push(json!({ "id": id, "charges": [charge] }));
        lines.push(json!({ "id": id, "product": id }));
    }
    let base = json!({
        "currency": currency, "start": "2026-01-01", "term": { "unit": "month" }, "policy": policy,
        "catalog": { "products": products }, "lines": lines,
    });
    with(base, more)
}

/// The priced quote and its only invoice.
pub fn invoice(request: Value) -> Result<(Value, Value), Fail> {
    let (quote, planned) = plan(request, json!({}))?;
    match planned["invoices"].as_array().map(Vec::as_slice) {
        Some([invoice]) => Ok((quote, invoice.clone())),
        // Nothing is billed: the quote's totals are those of the invoice.
        Some([]) => Ok((quote.clone(), json!({ "totals": quote["totals"], "taxes": [] }))),
        _ => Err("more than one invoice".into()),
    }
}

/// The sums of the items' invoice.
pub fn totals(currency: &str, policy: Value, items: &[Item], more: Value) -> Result<Value, Fail> {
    Ok(invoice(request(currency, policy, items, more))?.1["totals"].clone())
}

/// The same tax for each item, by percent.
pub fn taxed(percent: &str) -> Value {
    json!({ "taxes": [{ "code": "tax", "percent": percent }] })
}

/// The tax of one amount alone on its invoice.
pub fn tax(currency: &str, policy: Value, amount: &str, percent: &str) -> Result<Value, Fail> {
    Ok(totals(currency, policy, &[(amount, "")], taxed(percent))?["tax"].clone())
}

/// One field of every line of a quote.
pub fn each(quote: &Value, key: &str) -> Vec<Value> {
    quote["lines"].as_array().into_iter().flatten().map(|line| line[key].clone()).collect()
}

/// A rate as a fraction (0.0775) in percent.
pub fn percent(rate: &str) -> Result<String, Fail> {
    Ok(super::engine::num(rate)?.times(super::engine::num("100")?).text())
}

/// The tax of a code, or of all parts of a name.
pub fn tax_of(invoice: &Value, mine: impl Fn(&Value) -> bool) -> Result<Num, Fail> {
    let taxes = invoice["taxes"].as_array().ok_or("no taxes")?;
    taxes
        .iter()
        .filter(|tax| mine(tax))
        .try_fold(Num::ZERO, |sum, tax| Ok(sum.plus(super::engine::number(tax, "tax")?)))
}
