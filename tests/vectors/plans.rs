//! Invoice plans: milestones, running rounding, deposits.

use super::change::profile;
use super::engine::{after, allocate, num, plan, quote};
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "plan.cumulative-rounding" => cumulative(q),
        "plan.milestone" if q.has("percent") => milestones(q),
        "plan.milestone" => even(q),
        "plan.down-payment" => down_payment(q),
        _ => return None,
    })
}

/// Differences of the rounded running sum.
fn cumulative(q: &Question) -> Got {
    let weights = if q.has("weights") { q.texts("weights")? } else { vec!["1".into(); q.whole("periods")? as usize] };
    let shares =
        allocate(json!({ "amount": q.text("total")?, "currency": "USD", "weights": weights, "spread": "cumulative" }))?;
    Ok(numbered("i", &shares))
}

fn numbered(letter: &str, amounts: &[String]) -> Value {
    amounts.iter().enumerate().map(|(i, amount)| (format!("{letter}{}", i + 1), json!(amount))).collect()
}

/// Even instalments.
fn even(q: &Question) -> Got {
    let weights = vec!["1"; q.whole("n")? as usize];
    let shares = allocate(json!({ "amount": q.text("total")?, "currency": "USD", "weights": weights }))?;
    let mut all = numbered("m", &shares);
    all["each"] = json!(shares[0]);
    Ok(all)
}

/// Percentages, and the balance at the end.
fn milestones(q: &Question) -> Got {
    let mut items = Vec::new();
    let dated = |i: usize| Ok::<Value, Fail>(json!({ "date": after("2021-01-01", i as u32, "month")? }));
    for (i, percent) in q.texts("percent")?.iter().enumerate() {
        items.push(json!({ "id": format!("{i}"), "percent": percent, "on": dated(i)? }));
    }
    if q.has("last") {
        items.push(json!({ "id": "balance", "remainder": true, "on": dated(items.len())? }));
    }
    let charge = json!({
        "kind": "oneTime", "price": { "model": "flat", "amount": q.text("total")? },
        "billing": { "kind": "milestones", "items": items },
    });
    let term = json!({ "term": { "unit": "year" } });
    let (_, planned) = plan(quote(profile(q), "2021-01-01", term, charge, json!({})), json!({}))?;
    let invoices = planned["invoices"].as_array().cloned().unwrap_or_default();
    let nets: Vec<String> = invoices.iter().filter_map(|i| i["totals"]["net"].as_str().map(str::to_owned)).collect();
    Ok(numbered("m", &nets))
}

/// An advance in percent of an order, before tax or with it: the deposit's invoice, before the order's own.
fn down_payment(q: &Question) -> Got {
    let percent = |key: &str| Ok::<String, Fail>(num(&q.text(key)?)?.times(num("100")?).text());
    let with_tax = !q.has("basis") || q.text("basis")? == "gross";
    let basis = if with_tax { "gross" } else { "net" };
    let charge = json!({
        "kind": "oneTime", "price": { "model": "flat", "amount": q.text("net")? },
        "billing": { "kind": "once", "on": { "date": "2021-02-01" } },
    });
    let more = json!({
        "term": { "unit": "year" }, "taxes": [{ "code": "tax", "percent": percent("tax")? }],
        "deposits": [{ "id": "advance", "percent": percent("advance")?, "basis": basis, "on": { "start": true } }],
    });
    let (_, planned) = plan(quote(profile(q), "2021-01-01", more, charge, json!({})), json!({}))?;
    let totals = |place: usize| planned["invoices"][place]["totals"][basis].clone();
    Ok(json!({ "advance": totals(0), "balance": totals(1) }))
}
