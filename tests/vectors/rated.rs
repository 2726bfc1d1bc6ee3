//! What adapters ask `rate` again and again: cents of an amount, limits, converted quantities, terms by tier.

use super::engine::{field, num, number, rate, with};
use super::num::Num;
use super::question::{text, Fail};
use serde_json::{json, Value};

/// An exact amount: 12 decimals.
pub const EXACT: u32 = 12;

/// A price for a quantity, with what is added to the request; USD where that names no currency and no scale.
pub fn of(price: Value, quantity: &str, more: Value) -> Result<Value, Fail> {
    let money =
        if more.get("currency").or(more.get("scale")).is_some() { json!({}) } else { json!({ "currency": "USD" }) };
    rate(with(with(json!({ "price": price, "quantity": quantity }), money), more))
}

pub fn per_unit(price: &str) -> Value {
    json!({ "model": "perUnit", "unitPrice": price })
}

pub fn flat(amount: &str) -> Value {
    json!({ "model": "flat", "amount": amount })
}

/// Money rounded to the currency (or scale) of the request.
pub fn rounded(amount: &str, more: Value) -> Result<String, Fail> {
    field(&of(flat(amount), "1", more)?, "amount")
}

/// What is left of an amount under a maximum, where so much counted before: each unit of money costs one.
pub fn capped(amount: &str, before: &str, maximum: &str, more: Value) -> Result<Num, Fail> {
    let limit = json!({ "before": before, "maximum": maximum });
    number(&of(per_unit("1"), amount, with(more, limit))?, "amount")
}

/// An amount with what a minimum adds to it, where so much counted before.
pub fn raised(amount: &str, before: &str, minimum: &str, more: Value) -> Result<Num, Fail> {
    let limit = json!({ "before": before, "minimum": minimum });
    number(&of(per_unit("1"), amount, with(more, limit))?, "amount")
}

/// A quantity after a conversion.
pub fn converted(quantity: &str, conversion: Value) -> Result<Value, Fail> {
    of(per_unit("1"), quantity, json!({ "conversions": [conversion], "scale": EXACT }))
}

/// What is left of lots that are drawn down by an amount, the first one first.
pub fn drawn(lots: &[Num], amount: Num) -> Result<Vec<Num>, Fail> {
    let prepaid = json!({ "model": "prepaid", "units": "0", "rollover": {}, "overage": per_unit("0") });
    let there: Vec<usize> = (0..lots.len()).filter(|i| !lots[*i].is_zero()).collect();
    let carried: Vec<Value> = there.iter().map(|i| json!({ "units": lots[*i].text(), "windows": 2 })).collect();
    let result = of(prepaid, &amount.text(), json!({ "carried": carried }))?;
    let left = result["carried"].as_array().cloned().unwrap_or_default();
    // What is used up is left out: the last lots are the ones that are left.
    let mut all = vec![Num::ZERO; lots.len()];
    for (i, lot) in there[there.len() - left.len()..].iter().zip(&left) {
        all[*i] = number(lot, "units")?;
    }
    Ok(all)
}

/// The quantity of the terms of a kind in a tier (counted from 1).
pub fn quantity(result: &Value, kind: &str, tier: usize) -> Result<Num, Fail> {
    sum(result, "quantity", |term| term["kind"] == kind && term["tier"] == tier)
}

/// What a tier comes to.
pub fn amount(result: &Value, tier: usize) -> Result<Num, Fail> {
    sum(result, "amount", |term| term["tier"] == tier)
}

fn sum(result: &Value, key: &str, mine: impl Fn(&Value) -> bool) -> Result<Num, Fail> {
    let terms = result["terms"].as_array().ok_or("no terms")?;
    terms.iter().filter(|term| mine(term)).try_fold(Num::ZERO, |sum, term| Ok(sum.plus(number(term, key)?)))
}

/// A fraction as a decimal where it is a short one, else as a measure.
pub fn exact(result: &Value) -> Result<Value, Fail> {
    let fraction = field(result, "exact")?;
    let decimal = num(&fraction)?.text();
    Ok(if num(&decimal)? == num(&fraction)? { json!(decimal) } else { super::compare::measure(&json!(fraction)) })
}

/// Tiers as pages write them, under whichever names: `to` or `up_to`, `unit` or `unit_price`, `flat`, `flat_fee` or
/// `flat_price`, `cap`; or `first_unit`, the end of the tier before.
pub fn tiers(list: &[Value]) -> Result<Vec<Value>, Fail> {
    let any = |tier: &Value, keys: &[&str]| keys.iter().find_map(|key| text(&tier[*key]));
    let mut tiers = Vec::new();
    for (i, tier) in list.iter().enumerate() {
        let next = list.get(i + 1).and_then(|next| any(next, &["first_unit"]));
        let mut own = json!({ "upTo": any(tier, &["to", "up_to"]).or(next) });
        for (key, names) in [
            ("unitPrice", &["unit", "unit_price"] as &[&str]),
            ("flat", &["flat", "flat_fee", "flat_price"]),
            ("maximum", &["cap"]),
            ("minimum", &["min"]),
        ] {
            if let Some(value) = any(tier, names) {
                own[key] = json!(value);
            }
        }
        tiers.push(own);
    }
    Ok(tiers)
}
