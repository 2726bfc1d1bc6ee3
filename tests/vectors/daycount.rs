//! Day counts: a part of a month or quarter by each vendor's rule; first periods; prorated usage.

use super::change::profile;
use super::compare::measure as shown;
use super::engine::{days, measure, months, number, rows, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "proration.daycount" if q.has("quarter") => ahead(q),
        "proration.daycount" if q.has("monthly") => daily(q),
        "proration.daycount" if q.has("unit") => by_unit(q),
        "proration.daycount" => ratios(q),
        "proration.first-period" | "proration.full" if q.has("from") => boundary_day(q),
        "proration.first-period" | "proration.full" => first_period(q),
        "proration.usage" => usage(q),
        _ => return None,
    })
}

/// The Zuora profile of a day count.
pub fn zuora(method: &str) -> Result<Value, Fail> {
    let name = match method {
        "actual" => "zuora",
        "actual_30" => "zuora30",
        "strict_30" => "zuoraStrict30",
        other => return Err(format!("no day count {other}").into()),
    };
    Ok(json!({ "profile": name, "priceGrid": "calendar" }))
}

fn ratios(q: &Question) -> Got {
    let ratio = |method: &str| {
        let span = json!({ "start": q.text("from")?, "end": q.text("to")?, "per": { "unit": "month" }, "policy": zuora(method)? });
        Ok::<Value, Fail>(shown(&measure(span)?["fraction"]))
    };
    Ok(json!({ "actual": ratio("actual")?, "actual_30": ratio("actual_30")?, "strict_30": ratio("strict_30")? }))
}

/// A yearly price by months, or by days.
fn by_unit(q: &Question) -> Got {
    let count = match q.text("unit")?.as_str() {
        "month" => "months",
        _ => "periods",
    };
    let result = measure(json!({
        "start": q.text("from")?, "end": q.text("to")?, "per": { "unit": "year" }, "amount": q.text("price")?,
        "currency": "EUR", "policy": { "count": count },
    }))?;
    Ok(json!({ "amount": result["amount"] }))
}

/// The price of a day where months have 30 days.
fn daily(q: &Question) -> Got {
    let day = days(1)?;
    let result = measure(with(
        day,
        json!({
            "per": { "unit": "month" }, "amount": q.text("monthly")?, "currency": "EUR", "policy": { "dayCount": "thirty360Eu" },
        }),
    ))?;
    Ok(json!({ "daily": result["amount"] }))
}

/// A month of a quarter, billed ahead: by its days, or as a third.
fn ahead(q: &Question) -> Got {
    let by = |span: Value, per: Value| {
        let request =
            json!({ "per": per, "amount": q.text("quarter")?, "currency": "USD", "policy": { "count": "months" } });
        Ok::<Value, Fail>(measure(with(span, request))?["amount"].clone())
    };
    let per_days = json!({ "count": q.whole("quarter_days")?, "unit": "day" });
    Ok(json!({
        "by_day": by(days(q.whole("days")?)?, per_days)?, "by_month": by(months(1)?, json!({ "unit": "quarter" }))?,
    }))
}

/// A boundary of the months that begin on a day: January has them all.
fn day_of_month(date: &str, day: u32) -> String {
    format!("{}-01-{day:02}", &date[..4])
}

/// Months from a day of the month; parts allowed, or rounded up to whole periods.
fn boundary_day(q: &Question) -> Got {
    let (start, end) = (q.text("from")?, q.text("to")?);
    let partial = if q.flag("partial", true) { "prorate" } else { "full" };
    let policy = with(profile(q), json!({ "partial": partial }));
    let anchor = day_of_month(&start, q.whole("period_day")?);
    let result = measure(json!({
        "start": start, "end": end, "per": { "unit": "month" }, "anchor": anchor,
        "amount": q.text("price")?, "currency": "USD", "policy": policy,
    }))?;
    Ok(json!({ "days": result["days"], "periods": shown(&result["fraction"]), "amount": result["amount"] }))
}

/// A stub to the bill day and whole months, billed up to a date.
fn first_period(q: &Question) -> Got {
    let (start, day) = (q.text("start")?, q.whole("bill_day")?);
    let billing = json!({ "every": { "unit": "month" }, "billDay": day });
    let rows = rows(json!({ "start": start, "billing": billing, "through": q.text("target")? }))?;
    let mut amounts = Vec::new();
    for row in &rows {
        let mut policy = zuora(&q.text("method")?)?;
        policy["priceGrid"] = json!("billing");
        let result = measure(json!({
            "start": row["start"], "until": row["until"], "per": { "unit": "month" }, "anchor": day_of_month(&start, day),
            "amount": q.text("price")?, "currency": "USD", "policy": policy,
        }))?;
        amounts.push(number(&result, "amount")?);
    }
    let total = amounts.iter().fold(Num::ZERO, |sum, amount| sum.plus(*amount));
    let of =
        |stub: bool| rows.iter().position(|row| (row["firstStub"] == json!(true)) == stub).map(|i| amounts[i].text());
    Ok(json!({ "stub": of(true), "full": of(false), "total": total.text() }))
}

/// Usage of a month in which the charge was live for a part.
fn usage(q: &Question) -> Got {
    let result = measure(json!({
        "start": q.text("from")?, "end": q.text("to")?, "per": { "unit": "month" }, "amount": q.text("usage_amount")?,
        "currency": "USD", "policy": zuora("actual")?,
    }))?;
    Ok(json!({ "amount": result["amount"] }))
}
