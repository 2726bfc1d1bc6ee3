//! Kill Bill: consumable usage in blocks by tiers, capacity by tiers with a limit per unit.

use super::engine::{field, number, rate, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::rated::{amount, EXACT};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "consumable_usage" => consumable(q),
        "capacity_usage" => capacity(q),
        _ => return None,
    })
}

fn policy() -> Value {
    json!({ "profile": "killbill" })
}

/// What is due beside what was billed already.
fn rest(q: &Question, result: &Value) -> Result<String, Fail> {
    let billed = if q.has("already_billed") { super::engine::num(&q.text("already_billed")?)? } else { Num::ZERO };
    Ok(number(result, "amount")?.minus(billed).text())
}

/// Tiers of blocks. Units beyond the last tier cost nothing where all tiers are filled, and are of the last where the top
/// tier prices all.
fn blocks(tiers: &[Value], is_top: bool) -> Result<Vec<Value>, Fail> {
    let (mut all, mut end) = (Vec::new(), Num::ZERO);
    for tier in tiers {
        let most = number(tier, "max_blocks")?;
        end = end.plus(number(tier, "block_size")?.times(most));
        let up_to = if most.is_negative() { Value::Null } else { json!(end.text()) };
        let (size, price) = (field(tier, "block_size")?, field(tier, "price_per_block")?);
        all.push(json!({ "upTo": up_to, "size": size, "unitPrice": price }));
    }
    match all.last_mut() {
        Some(last) if is_top => last["upTo"] = Value::Null,
        Some(last) if !last["upTo"].is_null() => all.push(json!({})),
        _ => {}
    }
    Ok(all)
}

/// All units in one request, a row of a matrix for each.
fn consumable(q: &Question) -> Got {
    let is_top = q.text("policy")? == "TOP_TIER";
    let model = if is_top { "volume" } else { "graduated" };
    let (mut rows, mut records, mut most) = (Vec::new(), Vec::new(), 0);
    for used in q.list("usage")? {
        let tiers = used["tiers"].as_array().ok_or("no tiers")?;
        let when = json!({ "unit": field(&used, "unit")? });
        rows.push(json!({ "when": when, "price": { "model": model, "tiers": blocks(tiers, is_top)? } }));
        records.push(json!({ "quantity": field(&used, "quantity")?, "attributes": when }));
        most = most.max(tiers.len());
    }
    let price = json!({ "model": "matrix", "by": ["unit"], "rows": rows });
    let request = json!({ "price": price, "records": records, "policy": policy() });
    let result = rate(with(request.clone(), json!({ "currency": "USD" })))?;
    let exact = rate(with(request, json!({ "scale": EXACT })))?;
    let mut by_tier = Vec::new();
    for tier in 1..=most {
        let amount = amount(&exact, tier)?;
        if !amount.is_zero() {
            by_tier.push(amount.text());
        }
    }
    Ok(json!({ "amount": rest(q, &result)?, "by_tier": by_tier }))
}

/// The first tier whose limits all hold, at no usage the first. Above the last there is no price.
fn capacity(q: &Question) -> Got {
    let (mut tiers, listed) = (Vec::new(), q.list("tiers")?);
    for tier in &listed {
        let limits = tier["limits"].as_object().ok_or("no limits")?;
        let limits: Value = limits
            .iter()
            .filter_map(|(unit, limit)| {
                text(limit).filter(|limit| limit != "-1").map(|limit| (unit.clone(), limit.into()))
            })
            .collect::<serde_json::Map<String, Value>>()
            .into();
        tiers.push(json!({ "limits": limits, "amount": field(tier, "price")? }));
    }
    if tiers.last().is_some_and(|last| last["limits"] != json!({})) {
        tiers.push(json!({ "amount": "0" }));
    }
    let usage = q.raw("usage").as_object().ok_or("no usage")?;
    let records: Vec<Value> =
        usage.iter().map(|(unit, quantity)| json!({ "unit": unit, "quantity": text(quantity) })).collect();
    let result = rate(json!({
        "price": { "model": "capacity", "tiers": tiers }, "records": records, "currency": "USD",
        "policy": with(policy(), json!({ "zeroQuantity": "flatFees" })),
    }))?;
    if result["terms"][0]["tier"] == listed.len() + 1 {
        return Err("the usage is above the last tier".into());
    }
    Ok(json!({ "amount": rest(q, &result)? }))
}
