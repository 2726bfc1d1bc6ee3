//! Meteroid: half-open periods by bill day, credits and charges rounded line by line.

use super::engine::{field, measure, num, number, rows, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use super::story::{flat, lines, of_days, product, sum, Period, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "met" {
        return None;
    }
    Some(if q.has("taxes_cents") {
        credited(q)
    } else if q.has("lines") {
        change(q)
    } else if q.has("reference_start") {
        first_invoice(q)
    } else if q.has_all(&["partial", "full"]) {
        factor(q)
    } else if q.has("period") {
        active(q)
    } else if q.has_all(&["credit_cents", "charge_cents"]) {
        net(q)
    } else if q.has_all(&["interval", "start"]) {
        period(q)
    } else {
        return None;
    })
}

fn profile() -> Value {
    json!({ "profile": "meteroid" })
}

/// What is billed for the period and replaced in it: each credit is a line that is removed, each charge one that is added.
/// Own periods are of so many days; one-time fees are due in full.
fn change(q: &Question) -> Got {
    let period = Period::dated(&q.text("period_start")?, &q.text("period_end")?, &q.text("change_date")?)?;
    let given = q.list("lines")?;
    // A fee that is billed once is not given back by a change, and after the period there is nothing to change.
    let once = |line: &Value| line["prorate"] == json!(false);
    if period.on >= period.until || given.iter().any(|line| line["direction"] == "credit" && once(line)) {
        return parts(q);
    }
    let (mut products, mut sold, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for (i, line) in given.iter().enumerate() {
        let id = i.to_string();
        let price = flat(&field(line, "full_period_amount_cents")?);
        let own = match &line["own_period_days"] {
            Value::Null => period.days,
            _ => field(line, "own_period_days")?.parse()?,
        };
        products.push(match once(line) {
            true => json!({ "id": id, "charges": [{ "id": "fee", "kind": "oneTime", "price": price }] }),
            false => product(&id, of_days(own), price),
        });
        if line["direction"] == "credit" {
            sold.push(json!({ "id": id, "product": id }));
            changes.push(json!({ "removeLine": id }));
        } else {
            changes.push(json!({ "addLine": { "id": id, "product": id } }));
        }
    }
    if sold.is_empty() {
        // What runs beside what is added.
        products.push(product("plan", of_days(period.days), flat("0")));
        sold.push(json!({ "id": "plan", "product": "plan" }));
    }
    let mut request = period.quote(profile(), products, sold)?;
    request["currency"] = json!(super::invoice::CENTS);
    let mut story = Story::sold(request)?;
    story.bill(&period.start)?;
    let all = lines(&story.amend(&period.on, json!(changes))?["plan"]);
    let (mut amounts, mut net) = (Vec::new(), Num::ZERO);
    for id in (0..given.len()).map(|i| i.to_string()) {
        let amount = sum(&all, |line| line["line"] == *id)?;
        if !amount.is_zero() {
            amounts.push(amount.text());
        }
        net = net.plus(amount);
    }
    Ok(json!({ "line_amounts_cents": amounts, "net_cents": net.text() }))
}

/// Each line's part from the change on: of the period, or of its own nominal period; one-time fees in full.
fn parts(q: &Question) -> Got {
    let (start, until, on) = (q.text("period_start")?, q.text("period_end")?, q.text("change_date")?);
    let (mut amounts, mut net) = (Vec::new(), Num::ZERO);
    for line in q.list("lines")? {
        let base = json!({
            "start": start, "until": until, "change": { "on": on, "part": "after" },
            "amount": field(&line, "full_period_amount_cents")?, "scale": 0, "policy": profile(),
        });
        let request = match (line["prorate"] == json!(false), &line["own_period_days"]) {
            (true, _) => {
                json!({ "policy": with(profile(), json!({ "partial": "full" })), "within": { "start": on, "until": until } })
            }
            (false, Value::Null) => json!({ "within": { "start": start, "until": until } }),
            (false, _) => {
                json!({ "per": { "count": field(&line, "own_period_days")?.parse::<u32>()?, "unit": "day" } })
            }
        };
        let amount = number(&measure(with(base, request))?, "amount")?;
        let amount = if line["direction"] == "credit" { amount.negative() } else { amount };
        if !amount.is_zero() {
            amounts.push(amount.text());
        }
        net = net.plus(amount);
    }
    Ok(json!({ "line_amounts_cents": amounts, "net_cents": net.text() }))
}

fn length(start: &str, until: &str) -> Result<Value, Fail> {
    Ok(measure(json!({ "start": start, "until": until, "per": { "unit": "day" } }))?["days"].clone())
}

fn first_invoice(q: &Question) -> Got {
    let (start, until) = (q.text("reference_start")?, q.text("period_end_exclusive")?);
    let result = measure(json!({
        "start": q.text("start")?, "until": until, "within": { "start": start, "until": until },
        "amount": q.text("plan_amount_cents")?, "scale": 0, "policy": profile(),
    }))?;
    Ok(json!({
        "billed_days": result["days"], "reference_days": length(&start, &until)?, "amount_cents": result["amount"],
    }))
}

fn factor(q: &Question) -> Got {
    let ((from, to), (start, until)) = (q.pair("partial")?, q.pair("full")?);
    let within = json!({ "start": start, "until": until });
    let part = measure(json!({ "start": from, "until": to, "within": within, "policy": profile() }))?;
    Ok(json!({ "numerator_days": part["days"], "denominator_days": length(&start, &until)? }))
}

/// The days of a period on which a component was active.
fn active(q: &Question) -> Got {
    let (start, until) = q.pair("period")?;
    let from = if q.has("effective_from") { q.text("effective_from")? } else { start.clone() };
    let to = if q.has("effective_to") { q.text("effective_to")? } else { until.clone() };
    let within = json!({ "start": start, "until": until });
    let part = measure(json!({ "start": from, "until": to, "within": within, "policy": profile() }))?;
    Ok(json!({ "active_days": part["days"], "period_days": length(&start, &until)? }))
}

/// A price that is replaced on the first day of a billed period: what comes back and what is charged, on one invoice.
fn net(q: &Question) -> Got {
    let old = number(&json!({ "credit": q.text("credit_cents")? }), "credit")?.negative();
    let period = Period::left(1, 1)?;
    let all = period.repriced(profile(), super::invoice::CENTS, &old.text(), &q.text("charge_cents")?)?;
    Ok(json!({ "adjustment_cents": sum(&all, |_| true)?.text() }))
}

/// A period of an index, the first invoice dates, or how many periods have ended by a date.
fn period(q: &Question) -> Got {
    let every = match q.text("interval")?.as_str() {
        "weekly" => json!({ "unit": "week" }),
        "monthly" => json!({ "unit": "month" }),
        "quarterly" => json!({ "unit": "quarter" }),
        "semiannual" => json!({ "count": 6, "unit": "month" }),
        "annual" | "yearly" => json!({ "unit": "year" }),
        other => return Err(format!("no interval {other}").into()),
    };
    let by_days = every["unit"] == "week";
    let mut billing = json!({ "every": every });
    if !by_days && q.has("billing_day") {
        billing = with(billing, json!({ "billDay": q.whole("billing_day")?, "firstBillDay": "wholePeriod" }));
    }
    let base = json!({ "start": q.text("start")?, "billing": billing, "policy": profile() });
    if q.has("target") {
        let billing = with(billing, json!({ "timing": "arrears" }));
        let ended = rows(with(base, json!({ "billing": billing, "through": q.text("target")? })))?;
        return Ok(json!({ "elapsed_periods": ended.len() }));
    }
    let count = if q.has("index") { q.whole("index")? + 1 } else { q.whole("count")? };
    let rows = rows(with(base, json!({ "count": count })))?;
    let last = rows.last().ok_or("no period")?;
    let dates: Vec<&Value> = rows.iter().map(|row| &row["date"]).collect();
    Ok(json!({
        "from": last["start"], "to_exclusive": last["until"], "invoice_dates": dates, "periods": super::engine::half_open(&rows),
    }))
}

/// A part of a line with taxes of these amounts, given back by hand.
fn credited(q: &Question) -> Got {
    let whole = num(&q.text("line_cents")?)?;
    let mut parts = Vec::new();
    for (i, tax) in q.texts("taxes_cents")?.iter().enumerate() {
        let percent = num(tax)?.times(num("100")?).over(whole).ok_or("a line of nothing")?;
        parts.push(json!({ "name": i.to_string(), "percent": percent.text() }));
    }
    let taxes = json!({ "taxes": [{ "code": "tax", "parts": parts }] });
    let request = super::invoice::request(super::invoice::CENTS, profile(), &[(&whole.text(), "")], taxes);
    let mut story = Story::sold(request)?;
    story.bill("2026-01-01")?;
    let note = story.credit(json!({ "lines": [{ "line": 0, "net": q.text("credited_cents")? }] }))?;
    let details = note["taxes"].as_array().ok_or("no taxes")?.iter();
    let details: Vec<String> =
        details.map(|own| Ok(number(own, "tax")?.negative().text())).collect::<Result<_, Fail>>()?;
    Ok(json!({ "tax_details_cents": details, "tax_cents": number(&note["totals"], "tax")?.negative().text() }))
}
