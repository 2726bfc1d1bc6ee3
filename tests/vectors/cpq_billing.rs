//! Salesforce Billing: billable unit prices, remainders, invoice plans, usage summaries.

use super::engine::{after, day_before, every, field, inclusive, measure, months, num, plan, quote, rows, with};
use super::question::{Fail, Got, Question};
use super::story::{flat, lines, product, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "billing.billable_unit_price" | "billing.billable_unit_price.evergreen" => unit_price(q),
        "billing.remainder" => remainder(q),
        "billing.invoice_plan" => invoice_plan(q),
        "billing.periods" | "billing.periods.stub" => summaries(q),
        "billing.amendment.usage" => amended(q),
        "billing.cancel_rebill" => rebilled(q),
        "billing.bill_now" => bill_now(q),
        _ => return None,
    })
}

fn profile() -> Value {
    json!({ "profile": "salesforceCpq" })
}

/// What one billing period of a total costs, at six decimals. Without a term the total is a month's.
fn unit_price(q: &Question) -> Got {
    let frequency = q.whole("billing_frequency_months")?;
    let term = match q.has("subscription_term") {
        true => num(&q.text("prorate_multiplier")?)?.times(num(&q.text("subscription_term")?)?),
        false => num("1")?,
    };
    // A term of a part of a month is measured in as many months as make it whole.
    let whole = |times: u32| term.times(num(&times.to_string()).ok()?).whole().filter(|n| *n > 0 && *n <= 3650);
    let times = (1..=300).find(|times| whole(*times).is_some()).ok_or("a term beyond the longest interval")?;
    let per = json!({ "count": whole(times).unwrap_or(1) as u32, "unit": "month" });
    let request = json!({ "per": per, "amount": q.text("total")?, "scale": 6, "policy": profile() });
    let result = measure(with(months(frequency * times)?, request))?;
    Ok(json!({ "billable_unit_price": result["amount"] }))
}

fn nets(planned: &Value) -> Result<Vec<String>, Fail> {
    planned["invoices"].as_array().into_iter().flatten().map(|invoice| field(&invoice["totals"], "net")).collect()
}

/// A total over monthly invoices; one of them carries what rounding leaves.
fn remainder(q: &Question) -> Got {
    let periods = q.whole("periods")?;
    let first = q.has("remainder_in") && q.text("remainder_in")? == "first";
    let interval = json!({ "count": periods, "unit": "month" });
    let charge = json!({
        "kind": "recurring", "per": interval, "price": { "model": "flat", "amount": q.text("total")? },
        "billing": { "kind": "recurring", "every": { "unit": "month" } },
    });
    let policy =
        with(profile(), json!({ "rounding": "perPeriod", "remainderPeriod": if first { "first" } else { "last" } }));
    let (_, planned) = plan(quote(policy, "2021-01-01", json!({ "term": interval }), charge, json!({})), json!({}))?;
    let nets = nets(&planned)?;
    let (head, tail) = (nets.first().ok_or("no invoice")?, nets.last().ok_or("no invoice")?);
    let (regular, carries) = if first { (tail, head) } else { (head, tail) };
    let left = num(carries)?.minus(num(regular)?);
    Ok(json!({ "regular": regular, "first": head, "last": tail, "remainder": left.text() }))
}

/// Percentages, amounts and a remainder, each on its own date.
fn invoice_plan(q: &Question) -> Got {
    let mut items = Vec::new();
    for (i, line) in q.list("lines")?.iter().enumerate() {
        let kind = line[0].as_str().ok_or("a line has no kind")?.to_lowercase();
        let value =
            if kind == "remainder" { json!(true) } else { json!(field(&json!({ "value": line[1] }), "value")?) };
        let date = after("2021-01-01", i as u32, "month")?;
        items.push(with(json!({ "id": format!("{i}"), "on": { "date": date } }), json!({ kind: value })));
    }
    let charge = json!({
        "kind": "oneTime", "price": { "model": "flat", "amount": q.text("total")? },
        "billing": { "kind": "milestones", "items": items },
    });
    let term = json!({ "term": { "unit": "year" } });
    let (_, planned) = plan(quote(profile(), "2021-01-01", term, charge, json!({})), json!({}))?;
    Ok(json!({ "amounts": nets(&planned)? }))
}

/// Usage summaries: a billing day, or months of a term.
fn summaries(q: &Question) -> Got {
    let start = q.text("start")?;
    if q.has("end") {
        let billing = json!({ "every": every(q.whole("months")?) });
        let rows = rows(json!({ "start": start, "end": q.text("end")?, "billing": billing }))?;
        return Ok(json!({ "summaries": rows.len(), "periods": inclusive(&rows) }));
    }
    let day = q.whole("billing_day")?;
    let first_two = |months: u32| {
        rows(json!({ "start": start, "billing": { "every": every(months), "billDay": day }, "count": 2 }))
    };
    let (month, quarter, year) = (first_two(1)?, first_two(3)?, first_two(12)?);
    let pair = |rows: &[Value]| inclusive(rows)[1].clone();
    Ok(json!({
        "monthly_end": month[0]["end"], "quarterly_end": quarter[0]["end"], "annual_end": year[0]["end"],
        "stub_end": month[0]["end"], "second_monthly": pair(&month), "second_quarterly": pair(&quarter),
        "second_annual": pair(&year),
    }))
}

/// A contract of calendar periods whose price is amended: its periods from then on.
fn amended(q: &Question) -> Got {
    let (on, end) = (q.text("amendment_start")?, q.text("term_end")?);
    let mut sold = product("plan", every(q.whole("frequency_months")?), flat("1"));
    sold["charges"][0]["billing"] = json!({ "kind": "recurring", "alignment": "calendar" });
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": format!("{}-01-01", &on[..4]), "end": end,
        "catalog": { "products": [sold] }, "lines": [{ "id": "1", "product": "plan" }],
    }))?;
    let amended = story.amend(&on, json!([{ "line": "1", "set": { "price": flat("2") } }]))?;
    let all = lines(&amended["plan"]).into_iter().map(|line| line["period"].clone());
    let rest: Vec<Value> = all.filter(|period| period["start"].as_str().is_some_and(|start| *start >= *on)).collect();
    Ok(json!({ "summaries": inclusive(&rest) }))
}

/// Billed up to the day before the next date; the last invoice is cancelled, and its day is the next one again.
fn rebilled(q: &Question) -> Got {
    let next = q.text("next_billing_date")?;
    let mut sold = product("plan", every(q.whole("frequency_months")?), flat("1"));
    sold["charges"][0]["billing"] = json!({ "kind": "recurring", "billDay": q.whole("billing_day")? });
    let year: u32 = next[..4].parse()?;
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": format!("{}{}", year - 1, &next[4..]), "end": null,
        "catalog": { "products": [sold] }, "lines": [{ "id": "1", "product": "plan" }],
    }))?;
    let before = day_before(&next)?;
    let all = lines(&story.plan(json!({ "through": before }))?);
    for line in &all {
        story.bill(&field(line, "date")?)?;
    }
    if story.next_due(&before)? != json!(next) {
        return Err(format!("billed up to {before}, and the next date is not {next}").into());
    }
    story.cancel_last()?;
    Ok(json!({ "next_billing_date": story.next_due(&before)? }))
}

/// Lines whose next dates differ: what is chosen is billed on the first of them.
fn bill_now(q: &Question) -> Got {
    let dates = q.texts("next_billing_dates")?;
    let first = dates.iter().min().ok_or("no lines")?;
    let sold = dates.iter().enumerate();
    let sold: Vec<Value> =
        sold.map(|(i, date)| json!({ "id": i.to_string(), "product": "plan", "start": date })).collect();
    let story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": first, "end": null,
        "catalog": { "products": [product("plan", every(1), flat("1"))] }, "lines": sold,
    }))?;
    let run = story.drafts(json!({ "chosen": [{ "order": "order" }] }))?;
    Ok(json!({ "target_date": run["target"], "invoice_lines": run["counts"]["lines"] }))
}
