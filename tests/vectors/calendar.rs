//! Anchors, bill days and ends of months; days between two dates.

use super::change::profile;
use super::engine::{field, measure, rows};
use super::question::{Got, Question};
use serde_json::json;

pub fn answer(q: &Question) -> Option<Got> {
    if !q.area.starts_with("calendar") {
        return None;
    }
    Some(if q.has("billing_cycle_day") {
        cycle_day(q)
    } else if q.has("rule") {
        month_on(q)
    } else if q.has("anchor") {
        anchored(q)
    } else if q.has("bill_day") {
        bill_day(q)
    } else {
        days_left(q)
    })
}

/// Where the period begins in a month.
fn cycle_day(q: &Question) -> Got {
    let first = format!("{:04}-{:02}-01", q.whole("year")?, q.whole("month")?);
    let billing = json!({ "every": { "unit": "month" }, "billDay": q.whole("billing_cycle_day")? });
    let row = &rows(json!({ "start": first, "billing": billing, "count": 1 }))?[0];
    let begins = if row["full"]["start"] == row["start"] { "start" } else { "until" };
    Ok(json!({ "date": row[begins] }))
}

/// A month from a date, less a day; from a month's end to a month's end where the rule says so.
fn month_on(q: &Question) -> Got {
    let end_of_month = if q.text("rule")?.contains("end_of_month") { "lastDay" } else { "clamp" };
    let request = json!({
        "start": q.text("from")?, "billing": { "every": { "unit": "month" } }, "count": 1,
        "policy": { "endOfMonth": end_of_month },
    });
    Ok(json!({ "to": rows(request)?[0]["end"] }))
}

fn anchored(q: &Question) -> Got {
    let request = json!({
        "start": q.text("anchor")?, "billing": { "every": { "unit": q.text("interval")? } },
        "count": q.whole("count")?, "policy": profile(q),
    });
    let mut all = json!({});
    for (i, row) in rows(request)?.iter().enumerate() {
        all[format!("d{}", i + 1)] = row["until"].clone();
    }
    let first = prorata::calendar::Date::parse(&field(&all, "d1")?).ok_or("no date")?;
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    all["weekday"] = json!(names[first.weekday() as usize - 1]);
    Ok(all)
}

/// Every boundary of a term, its two ends with it.
fn bill_day(q: &Question) -> Got {
    let billing = json!({ "every": { "unit": "month" }, "billDay": q.whole("bill_day")? });
    let request =
        json!({ "start": q.text("start")?, "until": q.text("end")?, "billing": billing, "policy": profile(q) });
    let mut all = json!({});
    for (i, row) in rows(request)?.iter().enumerate() {
        all[format!("b{i}")] = row["start"].clone();
        all[format!("b{}", i + 1)] = row["until"].clone();
    }
    Ok(all)
}

fn days_left(q: &Question) -> Got {
    let result = measure(json!({ "start": q.text("from")?, "until": q.text("to")?, "per": { "unit": "day" } }))?;
    Ok(json!({ "days_left": result["days"] }))
}
