//! OpenMeter: instants, periods from an anchor, flat fees by seconds, collection dates, allocation.

use super::engine::{after, allocate, half_open, measure, num, price, quote, rows, with};
use super::question::{text, Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "prorate_flat_fee" => flat_fee(q),
        "period_at" => period_at(q),
        "periods_from_start" => from_start(q),
        "nth_period" => nth(q),
        "collection_at" => collection(q),
        "collection_complete" => complete(q),
        "allocate" => split(q),
        _ => return None,
    })
}

fn profile() -> Value {
    json!({ "profile": "openmeter" })
}

/// A currency of so many decimals.
fn currency(decimals: u32) -> Result<&'static str, Fail> {
    Ok(match decimals {
        0 => "JPY",
        2 => "USD",
        3 => "BHD",
        4 => "CLF",
        other => return Err(format!("no currency has {other} decimals").into()),
    })
}

/// A fee for a part of its full period; a fee without any duration, in whole seconds, is one-time.
fn flat_fee(q: &Question) -> Got {
    let ((start, until), (first, last)) = (q.pair("service_period")?, q.pair("full_service_period")?);
    let (amount, decimals) = (q.text("amount")?, q.whole("currency_decimals")?);
    let second = |instant: &str| instant.trim_end_matches('Z').split('.').next().unwrap_or_default().to_owned();
    if second(&start) == second(&until) || second(&first) == second(&last) {
        let charge = json!({ "kind": "oneTime", "price": { "model": "flat", "amount": amount } });
        let more = json!({ "currency": currency(decimals)?, "term": { "unit": "month" } });
        let priced = price(quote(profile(), "2026-01-01", more, charge, json!({})))?;
        return Ok(json!({ "amount": priced["totals"]["net"] }));
    }
    let partial = if q.flag("proration_enabled", true) { "prorate" } else { "full" };
    let result = measure(json!({
        "start": start, "until": until, "within": { "start": first, "until": last }, "amount": amount, "scale": decimals,
        "policy": with(profile(), json!({ "partial": partial })),
    }))?;
    Ok(json!({ "amount": result["amount"] }))
}

/// The interval under `interval_months`, `item_interval_hours`, …
fn every(q: &Question, name: &str) -> Result<Value, Fail> {
    for unit in ["second", "hour", "day", "week", "month", "year"] {
        let key = format!("{name}_{unit}s");
        if q.has(&key) {
            return Ok(json!({ "count": q.whole(&key)?, "unit": unit }));
        }
    }
    Err(format!("the input has no {name}").into())
}

fn period_at(q: &Question) -> Got {
    let billing = json!({ "every": every(q, "interval")? });
    let row = &rows(json!({ "start": q.text("at")?, "anchor": q.text("anchor")?, "billing": billing, "count": 1 }))?[0];
    Ok(json!({ "from": row["full"]["start"], "to": row["full"]["until"] }))
}

fn from_start(q: &Question) -> Got {
    let request = json!({
        "start": q.text("start")?, "anchor": q.text("anchor")?, "billing": { "every": every(q, "interval")? },
        "count": q.whole("count")?, "policy": profile(),
    });
    Ok(json!({ "periods": half_open(&rows(request)?) }))
}

/// The n-th period of an item, whole and cut, and the billing period of its phase in which it begins.
fn nth(q: &Question) -> Got {
    let least = |a: &str, b: &str| [q.text(a).ok(), q.text(b).ok()].into_iter().flatten().min();
    let begins = [q.text("phase_from")?, q.text("item_from")?].into_iter().max();
    let anchor = q.text("anchor")?;
    let item = rows(json!({
        "start": begins, "until": least("phase_to", "item_to"), "anchor": anchor,
        "billing": { "every": every(q, "item_interval")? }, "count": q.whole("n")?,
    }))?;
    let row = item.get(q.whole("n")? as usize - 1).ok_or("no such period")?;
    let billed = rows(json!({
        "start": q.text("phase_from")?, "until": q.raw("phase_to"), "anchor": anchor, "through": row["start"],
        "billing": { "every": every(q, "billing_interval")? },
    }))?;
    let holds = billed.last().ok_or("no billing period")?;
    Ok(json!({
        "service_period": half_open(&item)[item.len() - 1], "full_service_period": [row["full"]["start"], row["full"]["until"]],
        "billing_period": [holds["start"], holds["until"]],
    }))
}

/// The earliest line's time, or the first boundary on or after it.
fn collection(q: &Question) -> Got {
    let earliest = q.texts("lines_invoice_at")?.into_iter().min().ok_or("no lines")?;
    if q.text("alignment")? != "anchored" {
        return Ok(json!({ "collection_at": earliest }));
    }
    let billing = json!({ "every": every(q, "interval")? });
    let row = &rows(json!({ "start": earliest, "anchor": q.text("anchor")?, "billing": billing, "count": 1 }))?[0];
    Ok(json!({ "collection_at": row[if row["full"]["start"] == row["start"] { "start" } else { "until" }] }))
}

/// The latest metered line's time and the interval that waits for late events.
fn complete(q: &Question) -> Got {
    let latest = q.texts("lines_invoice_at")?.into_iter().max().ok_or("no lines")?;
    let wait = every(q, "collection_interval")?;
    let mut left = wait["count"].as_u64().unwrap_or(0) as u32;
    let unit = text(&wait["unit"]).ok_or("no unit")?;
    let mut at = latest;
    while left > 0 {
        let step = left.min(3650);
        at = after(&at, step, &unit)?;
        left -= step;
    }
    Ok(json!({ "collection_at": at }))
}

/// Largest remainder, ties in the order of the list or of the keys; shares of zero are left out.
fn split(q: &Question) -> Got {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in q.list("weights")? {
        pairs.push((text(&pair[0]).ok_or("no key")?, text(&pair[1]).ok_or("no weight")?));
    }
    if q.flag("sort_ties_by_key", false) {
        pairs.sort();
    }
    let weights: Vec<&String> = pairs.iter().map(|(_, weight)| weight).collect();
    let shares = allocate(json!({
        "amount": q.text("amount")?, "currency": currency(q.whole("decimals")?)?, "weights": weights,
        "spread": "largestRemainder",
    }))?;
    let mut all = json!({});
    for ((key, _), share) in pairs.iter().zip(shares) {
        if !num(&share)?.is_zero() {
            all[key.as_str()] = json!(share);
        }
    }
    Ok(json!({ "shares": all }))
}
