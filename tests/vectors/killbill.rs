//! Kill Bill: billing periods by bill-cycle day, stubs over plan periods, factors at nine decimals.

use super::engine::{half_open, is, measure, periods, rows, with};
use super::question::{Fail, Got, Question};
use prorata::problem::Code;
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    let operation = q.text("operation").ok()?;
    let answered = match operation.as_str() {
        "billing_cycles_in_advance" => cycles(q),
        "billed_until" | "billed_periods" => billed(q),
        "first_billing_date" => first_date(q).map(|date| json!({ "first_billing_date": date })),
        "whole_periods" => whole_periods(q),
        "advance_periods" => advance(q),
        "stub_ratio" => stub_ratio(q),
        "prorated_amount" => prorated(q),
        "prorated_amount_fixed_days" => fixed_days(q),
        _ => return None,
    };
    Some(answered.or_else(|problem| match is(&problem, Code::EndBeforeStart) {
        true => Ok(json!({ "error": "INVALID_DATE_SEQUENCE" })),
        false => Err(problem),
    }))
}

pub fn profile() -> Value {
    json!({ "profile": "killbill" })
}

/// How long a billing period of a name is.
pub fn every(name: &str) -> Result<Value, Fail> {
    let (count, unit) = match name {
        "DAILY" => (1, "day"),
        "WEEKLY" => (1, "week"),
        "BIWEEKLY" => (2, "week"),
        "THIRTY_DAYS" => (30, "day"),
        "THIRTY_ONE_DAYS" => (31, "day"),
        "SIXTY_DAYS" => (60, "day"),
        "NINETY_DAYS" => (90, "day"),
        "MONTHLY" => (1, "month"),
        "BIMESTRIAL" => (2, "month"),
        "QUARTERLY" => (3, "month"),
        "TRIANNUAL" => (4, "month"),
        "BIANNUAL" => (6, "month"),
        "ANNUAL" => (1, "year"),
        "SESQUIENNIAL" => (18, "month"),
        "BIENNIAL" => (2, "year"),
        "TRIENNIAL" => (3, "year"),
        other => return Err(format!("no billing period {other}").into()),
    };
    Ok(json!({ "count": count, "unit": unit }))
}

/// Periods of days ignore the bill-cycle day.
fn billing(q: &Question) -> Result<Value, Fail> {
    let every = every(&q.text("billing_period")?)?;
    let by_days = every["unit"] == "day" || every["unit"] == "week";
    let billing = json!({ "every": every });
    match by_days || !q.has("bill_cycle_day") {
        true => Ok(billing),
        false => Ok(with(billing, json!({ "billDay": q.whole("bill_cycle_day")?, "firstBillDay": "wholePeriod" }))),
    }
}

/// What a run on the target date bills.
fn run(q: &Question, mode: &str) -> Result<Value, Fail> {
    let (timing, close) = match mode {
        "IN_ADVANCE" => ("advance", "ended"),
        "IN_ARREARS" => ("arrears", "ended"),
        "IN_ARREARS_GREEDY" => ("arrears", "begun"),
        other => return Err(format!("no mode {other}").into()),
    };
    let start = q.text("start")?;
    periods(json!({
        "start": start, "until": q.raw("end"), "billing": with(billing(q)?, json!({ "timing": timing })), "close": close,
        "from": start, "through": q.text("target_date")?, "per": every(&q.text("billing_period")?)?, "policy": profile(),
    }))
}

fn cycles(q: &Question) -> Got {
    Ok(json!({ "billing_cycles": run(q, "IN_ADVANCE")?["measure"] }))
}

fn billed(q: &Question) -> Got {
    let mode = if q.has("mode") { q.text("mode")? } else { "IN_ADVANCE".into() };
    let rows = run(q, &mode)?["periods"].as_array().cloned().unwrap_or_default();
    Ok(json!({
        "first_billing_date": first_date(q)?,
        "billed_until": rows.last().map_or(json!("nothing to bill"), |row| row["until"].clone()),
        "periods": half_open(&rows), "number_of_periods": rows.len(),
    }))
}

/// The first boundary on or after the start.
fn first_date(q: &Question) -> Got {
    let request = json!({ "start": q.text("start")?, "billing": billing(q)?, "count": 1, "policy": profile() });
    let row = &rows(request)?[0];
    Ok(row[if row["full"]["start"] == row["start"] { "start" } else { "until" }].clone())
}

fn whole_periods(q: &Question) -> Got {
    let result = measure(json!({
        "start": q.text("start")?, "until": q.text("end")?, "per": every(&q.text("billing_period")?)?, "policy": with(profile(), json!({ "partial": "free" })),
    }))?;
    Ok(json!({ "whole_periods": result["decimal"] }))
}

fn advance(q: &Question) -> Got {
    let counts: Vec<usize> = q.texts("counts")?.iter().map(|count| count.parse()).collect::<Result<_, _>>()?;
    let most = counts.iter().max().copied().unwrap_or(0) + 1;
    let rows = rows(
        json!({ "start": q.text("start")?, "billing": { "every": every(&q.text("billing_period")?)? }, "count": most }),
    )?;
    Ok(json!({ "dates": counts.iter().map(|count| &rows[*count]["start"]).collect::<Vec<&Value>>() }))
}

/// Days of a stub over the plan period that ends (leading) or begins (trailing) with it.
fn stub_ratio(q: &Question) -> Got {
    let (from, to) = (q.text("from")?, q.text("to")?);
    let anchor = if q.text("kind")? == "leading" { &to } else { &from };
    let fixed = if q.has("fixed_days") { q.whole("fixed_days")? } else { 0 };
    let result = measure(
        json!({ "start": from, "until": to, "per": every(&q.text("billing_period")?)?, "anchor": anchor, "policy": fixed_profile(fixed)? }),
    )?;
    Ok(json!({ "ratio": result["decimal"] }))
}

fn fixed_profile(days: u32) -> Result<Value, Fail> {
    match days {
        0 => Ok(profile()),
        30 => Ok(json!({ "profile": "killbill30" })),
        other => Err(format!("no profile has months of {other} days").into()),
    }
}

/// A part of what covered a period: its last days are what a cancellation gives back.
fn prorated(q: &Question) -> Got {
    if let Some(amount) = super::killbill_orders::repaired(q)? {
        return Ok(json!({ "amount": amount }));
    }
    let within = json!({ "start": q.text("period_from")?, "until": q.text("period_to")? });
    let result = measure(json!({
        "start": q.text("from")?, "until": q.text("to")?, "within": within, "amount": q.text("base_amount")?,
        "currency": q.text("currency")?, "policy": profile(),
    }))?;
    Ok(json!({ "amount": result["amount"] }))
}

fn fixed_days(q: &Question) -> Got {
    let per = if q.has("billing_period") { every(&q.text("billing_period")?)? } else { json!({ "unit": "month" }) };
    let from = q.text("from")?;
    let result = measure(json!({
        "start": from, "until": q.text("to")?, "per": per, "anchor": from, "amount": q.text("base_amount")?,
        "currency": q.text("currency")?, "policy": fixed_profile(q.whole("fixed_days")?)?,
    }))?;
    Ok(json!({ "amount": result["amount"], "ratio": result["decimal"] }))
}
