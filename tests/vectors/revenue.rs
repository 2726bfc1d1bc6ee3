//! Revenue schedules: `recognise`.

use super::engine::{document, field, value, with};
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(question: &Question) -> Option<Got> {
    Some(match question.area.as_str() {
        "revenue-schedule" => scheduled(question),
        "revrec" => by_day(question),
        "revenue.ratable" => ratable(question),
        "revenue.split" => split(question),
        "revenue.full" => full(question),
        "revenue.partial_period" => partial(question),
        _ => return None,
    })
}

/// The months of one obligation.
fn months(currency: &str, rule: &str, obligation: Value) -> Result<Vec<Value>, Fail> {
    let request = json!({
        "currency": currency, "remainder": rule, "obligations": [with(json!({ "id": "1" }), obligation)],
    });
    let done = value(&prorata::recognise(&document(&request)?)?)?;
    Ok(done["obligations"][0]["months"].as_array().cloned().unwrap_or_default())
}

fn amounts(months: &[Value]) -> Value {
    months.iter().map(|month| month["amount"].clone()).collect()
}

fn scheduled(question: &Question) -> Got {
    // Each source's words; Business Central's rate per period is that of a whole month.
    let method = match question.text("method")?.as_str() {
        "daily" => "daily",
        "even" => "monthlyEven",
        "monthly-proportionate" | "monthly-proportionate (per-period rate)" => "monthlyProportionate",
        "by-elapsed-time" => "elapsed",
        other => return Err(format!("an unknown method: {other}").into()),
    };
    let rule = match question.text("rounding")?.as_str() {
        "cumulative" | "none needed" => "cumulative",
        "last-period-takes-remainder" => "last",
        "first-period-takes-remainder" => "first",
        other => return Err(format!("an unknown remainder: {other}").into()),
    };
    let end = question.text("endInclusive")?;
    // An instant is where it ends; a day is served.
    let key = if end.contains('T') { "until" } else { "end" };
    let mut own = json!({ "amount": question.text("amount")?, "start": question.text("start")?, "method": method });
    own[key] = json!(end);
    Ok(amounts(&months("EUR", rule, own)?))
}

/// By calendar day, from a day to another, inclusive; fields are called by their months.
fn by_day(question: &Question) -> Got {
    let amount = question.text("amount")?;
    let (start, end) = (question.text("start")?, question.text("end")?);
    let own = json!({
        "amount": amount, "start": start, "end": end, "method": "daily",
        "invoiced": [{ "date": start, "amount": amount }],
    });
    let mut got = json!({});
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    for month in months("USD", "cumulative", own)? {
        let number: usize = field(&month, "month")?[5..].parse()?;
        got[names[number - 1]] = month["amount"].clone();
        got[format!("deferred_after_{}", names[number - 1])] = month["deferred"].clone();
    }
    Ok(got)
}

/// So many whole months from the first of one.
fn whole_months(question: &Question, key: &str) -> Result<(String, String), Fail> {
    let span = super::engine::months(question.whole(key)?)?;
    Ok((field(&span, "start")?, field(&span, "until")?))
}

fn ratable(question: &Question) -> Got {
    let (start, until) = whole_months(question, "months")?;
    let own = json!({ "amount": question.text("amount")?, "start": start, "until": until, "method": "monthlyEven" });
    let months = months("USD", "cumulative", own)?;
    match months.iter().all(|month| month["amount"] == months[0]["amount"]) {
        true => Ok(json!({ "per_month": months[0]["amount"] })),
        false => Err("months that differ".into()),
    }
}

/// A part at the start and the rest by months: the parts are told apart by asking for each alone.
fn split(question: &Question) -> Got {
    let (start, until) = whole_months(question, "months")?;
    let treatments = json!([
        { "percent": question.text("full_pct")?, "method": "point", "at": "start" },
        { "remainder": true, "method": "monthlyEven" },
    ]);
    let own = json!({ "amount": question.text("amount")?, "start": start, "until": until, "treatments": treatments });
    let months = months("USD", "cumulative", own)?;
    let amount = |i: usize| super::engine::number(&months[i], "amount");
    // Later months are the ratable part alone; the first holds the other part too.
    let first = amount(0)?.minus(amount(1)?);
    Ok(json!({ "first": first.show(2), "per_month": months[1]["amount"] }))
}

fn full(question: &Question) -> Got {
    let own = json!({ "amount": question.text("amount")?, "start": "2026-01-15", "method": "point" });
    Ok(json!({ "transactions": amounts(&months("USD", "cumulative", own)?) }))
}

/// A / (U + P1/P2) x F1/F2: the first month of an amount over U months, F1 of its F2 days served, P1/P2 more at the end.
fn partial(question: &Question) -> Got {
    let whole = question.whole("U")?;
    let (inside, days) = (question.whole("F1")?, question.whole("F2")?);
    if days != 31 || question.whole("P1")? != 0 {
        return Err("only from a month of 31 days, without a part of a period more".into());
    }
    let start = format!("2001-01-{:02}", days - inside + 1);
    let until = super::engine::after(&start, whole, "month")?;
    let own =
        json!({ "amount": question.text("A")?, "start": start, "until": until, "method": "monthlyProportionate" });
    Ok(json!({ "amount": months("USD", "last", own)?[0]["amount"] }))
}
