//! Lago: whole cents of days served, time-weighted units, minimums; billing periods by calendar or anniversary.

use super::compare::{double, measure as shown};
use super::engine::{after, days, field, inclusive, measure, number, price, quote, rows, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "lago" {
        return None;
    }
    Some(if q.has("full_period_amount_cents") {
        prorated(q)
    } else if q.has_all(&["new_price_cents", "old_price_cents"]) {
        upgraded(q)
    } else if q.has("segments") {
        prorated_units(q)
    } else if q.has("changes") {
        weighted_sum(q)
    } else if q.has("levels") || q.has_all(&["units", "unit_price_cents", "days"]) {
        levels(q)
    } else if q.has("minimum_cents") || q.has("commitment_cents") {
        minimum(q)
    } else if q.has_all(&["interval", "subscription_date"]) {
        period(q)
    } else {
        return None;
    })
}

fn profile() -> Value {
    json!({ "profile": "lago" })
}

/// Cents for so many days of a period; in full where no days are given.
fn cents(q: &Question, amount: &str, billed: &str, scale: u32) -> Result<Value, Fail> {
    let (n, of) = if q.has(billed) { (q.whole(billed)?, q.whole("period_days")?) } else { (1, 1) };
    let per = json!({ "count": of, "unit": "day" });
    measure(with(days(n)?, json!({ "per": per, "amount": amount, "scale": scale, "policy": profile() })))
}

fn prorated(q: &Question) -> Got {
    let amount = q.text("full_period_amount_cents")?;
    let unrounded = cents(q, &amount, "billed_days", 12)?;
    Ok(json!({
        "amount_cents": cents(q, &amount, "billed_days", 0)?["amount"], "unrounded_cents": double(&unrounded["amount"]),
    }))
}

/// The rest of the period at the new price less the same at the old one, each rounded.
fn upgraded(q: &Question) -> Got {
    let part = |key: &str| number(&cents(q, &q.text(key)?, "remaining_days", 0)?, "amount");
    Ok(json!({ "amount_cents": part("new_price_cents")?.minus(part("old_price_cents")?).text() }))
}

/// The average quantity over the days of a period; after the last segment nothing.
fn prorated_units(q: &Question) -> Got {
    let total = q.whole("period_days")?;
    let span = days(total)?;
    let (mut date, mut quantities) = (field(&span, "start")?, Vec::new());
    for segment in q.list("segments")? {
        quantities.push(json!({ "start": date, "quantity": field(&segment, "units")? }));
        date = after(&date, field(&segment, "days")?.parse()?, "day")?;
    }
    quantities.push(json!({ "start": date, "quantity": "0" }));
    let per = json!({ "count": total, "unit": "day" });
    let result = measure(with(span, json!({ "per": per, "quantities": quantities, "policy": profile() })))?;
    Ok(json!({ "prorated_units": shown(&result["quantity"]) }))
}

/// Changes at hours of a period, added up and averaged over its hours.
fn weighted_sum(q: &Question) -> Got {
    let (start, hours) = ("2001-01-01T00:00:00Z", q.whole("period_hours")?);
    let (mut level, mut quantities) = (Num::ZERO, vec![json!({ "start": start, "quantity": "0" })]);
    for change in q.list("changes")? {
        let hour: u32 = text(&change[0]).ok_or("no hour")?.parse()?;
        level = level.plus(super::engine::num(&text(&change[1]).ok_or("no change")?)?);
        let at = after(start, hour, "hour")?;
        if quantities.last().is_some_and(|last| last["start"] == at) {
            quantities.pop();
        }
        quantities.push(json!({ "start": at, "quantity": level.text() }));
    }
    let result = measure(json!({
        "start": start, "until": after(start, hours, "hour")?, "per": { "count": hours, "unit": "hour" },
        "quantities": quantities, "policy": with(profile(), json!({ "grain": "second" })),
    }))?;
    Ok(json!({ "weighted_units": shown(&result["quantity"]) }))
}

/// Levels of usage for some days each, at a price per unit and period: one line with a ramp, rounded once.
fn levels(q: &Question) -> Got {
    let total = q.whole("period_days")?;
    let pairs = match q.has("levels") {
        true => q.list("levels")?,
        // A level that began inside the period holds to its end.
        false => vec![json!(["0", total - q.whole("days")?]), json!([q.text("units")?, q.whole("days")?])],
    };
    let start = field(&days(total)?, "start")?;
    let (mut date, mut segments) = (start.clone(), Vec::new());
    for pair in pairs {
        let count: u32 = text(&pair[1]).ok_or("no days")?.parse()?;
        if count > 0 {
            segments.push(json!({ "start": date, "quantity": text(&pair[0]).ok_or("no level")? }));
            date = after(&date, count, "day")?;
        }
    }
    // Cents are the whole units of a currency without decimals.
    let interval = json!({ "count": total, "unit": "day" });
    let charge = json!({
        "kind": "recurring", "per": interval, "price": { "model": "perUnit", "unitPrice": q.text("unit_price_cents")? },
    });
    let policy = with(profile(), json!({ "rounding": "perPeriod" }));
    let line = json!({ "segments": segments });
    let priced = price(quote(policy, &start, json!({ "currency": "JPY", "term": interval }), charge, line))?;
    Ok(json!({ "amount_cents": priced["totals"]["net"] }))
}

/// What is missing to a minimum, both prorated by days where days are given; never below zero.
fn minimum(q: &Question) -> Got {
    let part = |key: &str| number(&cents(q, &q.text(key)?, "billed_days", 0)?, "amount");
    let key = if q.has("minimum_cents") { "minimum_cents" } else { "commitment_cents" };
    let minimum = part(key)?;
    let mut billed = if q.has("plan_fee_cents") { part("plan_fee_cents")? } else { Num::ZERO };
    for key in ["fees_billed_cents", "fees_cents", "used_cents"] {
        if q.has(key) {
            billed = billed.plus(number(&json!({ key: q.text(key)? }), key)?);
        }
    }
    let missing = minimum.minus(billed);
    let missing = if missing.is_negative() { Num::ZERO } else { missing };
    Ok(json!({ "true_up_cents": missing.text(), "invoice_total_cents": billed.plus(missing).text() }))
}

fn every(q: &Question) -> Result<Value, Fail> {
    Ok(match q.text("interval")?.as_str() {
        "weekly" => json!({ "unit": "week" }),
        "monthly" => json!({ "unit": "month" }),
        "quarterly" => json!({ "unit": "quarter" }),
        "semiannual" => json!({ "count": 6, "unit": "month" }),
        "yearly" => json!({ "unit": "year" }),
        other => return Err(format!("no interval {other}").into()),
    })
}

/// The whole period that a billing date bills, that holds a date, or of an index; or the first ones.
fn period(q: &Question) -> Got {
    let start = q.text("subscription_date")?;
    let anniversary = !q.has("alignment") || q.text("alignment")? == "anniversary";
    let alignment = if anniversary { "anniversary" } else { "calendar" };
    let billing = json!({ "every": every(q)?, "alignment": alignment });
    let base = json!({ "start": start, "billing": billing, "policy": profile() });
    if q.has("count") {
        return Ok(json!({ "periods": inclusive(&rows(with(base, json!({ "count": q.whole("count")? })))?) }));
    }
    if q.has("period_index") {
        let rows = rows(with(base, json!({ "count": q.whole("period_index")? + 1 })))?;
        return told(rows.last().ok_or("no period")?, Value::Null);
    }
    if q.has("billing_date") {
        let billing = with(billing, json!({ "timing": q.text("billing_mode")? }));
        let rows = rows(with(base, json!({ "billing": billing, "through": q.text("billing_date")? })))?;
        return told(rows.last().ok_or("nothing is billed by then")?, Value::Null);
    }
    let holding = |date: &str| {
        let mut request = with(base.clone(), json!({ "start": date, "count": 1 }));
        if anniversary {
            request = with(request, json!({ "anchor": start }));
        }
        Ok::<Value, Fail>(rows(request)?[0].clone())
    };
    let row = holding(&q.text("date")?)?;
    let before = holding(&super::engine::day_before(&field(&row["full"], "start")?)?)?;
    told(&row, before)
}

fn told(row: &Value, before: Value) -> Got {
    let full = &row["full"];
    let whole = measure(json!({ "start": full["start"], "until": full["until"], "per": { "unit": "day" } }))?;
    Ok(json!({
        "period_from": full["start"], "period_to": full["end"], "period_days": whole["days"],
        "previous_period_from": before["full"]["start"], "previous_period_to": before["full"]["end"],
    }))
}
