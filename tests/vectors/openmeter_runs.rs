//! OpenMeter: metered lines that runs bill again as usage comes in, each the difference. Documents have one line for a period of a
//! charge; what of it is amount, discount and top-up is asked of `rate`.

use super::engine::{after, day_before, field, number};
use super::num::Num;
use super::openmeter_rate::{conversion, lines, model, sum, Line, Metered};
use super::question::{text, Fail, Got, Question};
use super::story::Story;
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "delta_rating" => delta(q),
        "late_events" => late(q),
        "invoice" => invoice(q),
        _ => return None,
    })
}

const START: &str = "2026-01-01";

fn month(count: usize) -> Result<String, Fail> {
    after(START, u32::try_from(count)?, "month")
}

/// A usage charge that is rated over so many months and billed by the month. The page takes percentages off before it looks at
/// limits, a charge has its limits at list price.
fn charge(q: &Question, months: usize) -> Result<Value, Fail> {
    let mut charge = json!({
        "id": "use", "kind": "usage", "price": model(q.raw("price"))?,
        "rating": { "window": { "unit": "month", "count": months } },
        "billing": { "kind": "recurring", "timing": "arrears", "every": { "unit": "month" } },
    });
    if q.has("unit_conversion") {
        charge["conversions"] = json!([conversion(q.raw("unit_conversion"))?]);
    }
    if q.has("free_units") {
        charge["included"] = json!(q.text("free_units")?);
    }
    let kept = match q.has("percentage_discount") {
        true => super::engine::num("100")?.minus(super::engine::num(&q.text("percentage_discount")?)?),
        false => super::engine::num("100")?,
    };
    for (key, name) in [("maximum", "maximum_spend"), ("minimum", "minimum_spend")] {
        if q.has(name) {
            let limit = super::engine::num(&q.text(name)?)?.times(super::engine::num("100")?);
            charge[key] = json!(limit.over(kept).ok_or("nothing is left")?.text());
        }
    }
    Ok(charge)
}

/// An order of one metered line that runs for so many months.
fn sold(q: &Question, months: usize) -> Result<Story, Fail> {
    let mut line = json!({ "id": "1", "product": "meter" });
    if q.has("percentage_discount") {
        line["discounts"] = json!([{ "percent": q.text("percentage_discount")? }]);
    }
    Story::sold(json!({
        "currency": "USD", "start": START, "end": day_before(&month(months)?)?, "policy": { "profile": "openmeter" },
        "catalog": { "products": [{ "id": "meter", "charges": [charge(q, months)?] }] }, "lines": [line],
    }))
}

fn record(date: &str, quantity: &str) -> Value {
    json!({ "charge": "use", "date": date, "quantity": quantity })
}

/// What a run bills of each month, counted from 1, and in all.
fn billed(lines: &[Value]) -> Result<(Vec<(usize, Num)>, Num), Fail> {
    let (mut by_month, mut total): (Vec<(usize, Num)>, Num) = (Vec::new(), Num::ZERO);
    for line in lines {
        let start = field(&line["period"], "start")?;
        let (year, own) = (start[..4].parse::<usize>()? - 2026, start[5..7].parse::<usize>()?);
        let (place, net) = (12 * year + own, number(line, "net")?);
        total = total.plus(net);
        match by_month.iter_mut().find(|(known, _)| *known == place) {
            Some((_, sum)) => *sum = sum.plus(net),
            None => by_month.push((place, net)),
        }
    }
    by_month.retain(|(_, net)| !net.is_zero());
    Ok((by_month, total))
}

/// Every run knows all usage of the first month of two, of which the second has none; the last run is after both, when minimums
/// are due.
fn delta(q: &Question) -> Got {
    let (runs, mut before, mut all) = (q.texts("cumulative_quantities")?, [Num::ZERO; 4], Vec::new());
    let mut story = sold(q, 2)?;
    let mut day = month(1)?;
    for (i, quantity) in runs.iter().enumerate() {
        let closes = i + 1 == runs.len();
        story.used("1", json!([record(START, quantity)]))?;
        day = if closes { month(2)? } else { after(&day, u32::from(i > 0), "day")? };
        let (_, total) = billed(&story.bill(&day)?)?;
        let lines = lines(q, &Metered::whole(quantity, closes))?;
        let now = [
            sum(&lines, |line| line.amount),
            sum(&lines, |line| line.discount),
            sum(&lines, |line| line.charge),
            sum(&lines, Line::total),
        ];
        let [amount, discounts, charges, parts]: [String; 4] =
            std::array::from_fn(|part| now[part].minus(before[part]).text());
        // The page rounds each part, a document each period of a charge: cents apart where there are several parts.
        let apart = super::engine::num(&parts)?.minus(total);
        let cents = super::engine::num("0.01")?.times(super::engine::num(&lines.len().to_string())?);
        let is_rounding = lines.len() > 1 || q.has("percentage_discount");
        let is_cents = is_rounding && within(apart, cents);
        if !(apart.is_zero() || is_cents) {
            return Err(format!("run {i}: {} is billed, its parts are {parts}", total.text()).into());
        }
        all.push(json!({ "amount": amount, "discounts": discounts, "charges": charges, "total": parts }));
        before = now;
    }
    Ok(json!({ "runs": all }))
}

fn within(apart: Num, limit: Num) -> bool {
    !limit.minus(apart).is_negative() && !limit.plus(apart).is_negative()
}

/// Months whose usage becomes known with each run, of which there is one after each month.
fn late(q: &Question) -> Got {
    let (runs, mut all) = (q.list("cumulative_usage")?, Vec::new());
    let mut story = sold(q, runs.len())?;
    for (r, run) in runs.iter().enumerate() {
        let usage: Option<Vec<String>> = run.as_array().ok_or("no list")?.iter().map(text).collect();
        let (mut records, mut known) = (Vec::new(), Num::ZERO);
        for (p, cumulative) in usage.ok_or("no usage")?.iter().enumerate() {
            let now = super::engine::num(cumulative)?;
            if !now.minus(known).is_zero() {
                records.push(record(&month(p)?, &now.minus(known).text()));
            }
            known = now;
        }
        story.used("1", json!(records))?;
        let (by_month, total) = billed(&story.bill(&month(r + 1)?)?)?;
        let by_period: serde_json::Map<String, Value> =
            by_month.iter().map(|(place, net)| (place.to_string(), json!(net.text()))).collect();
        all.push(json!({ "by_period": by_period, "total": total.text() }));
    }
    let totals: Vec<Value> = all.iter().map(|run| run["total"].clone()).collect();
    Ok(json!({ "runs": all, "totals": totals }))
}

/// The lines of an invoice, each a question of its own, and all of them on a draft of one run. Lines of which a part was billed
/// before are asked of `rate` only: here a draft that is thrown away is billed again.
fn invoice(q: &Question) -> Got {
    let (mut totals, mut sums) = (json!({}), [Num::ZERO; 4]);
    let asked: Vec<Question> = q.list("lines")?.iter().map(|own| q.inner(own)).collect();
    for own in &asked {
        let lines = lines(own, &Metered::read(own)?)?;
        let total = sum(&lines, Line::total);
        totals[own.text("name")?] = json!(total.text());
        let parts = [
            sum(&lines, |line| line.amount),
            sum(&lines, |line| line.charge),
            sum(&lines, |line| line.discount),
            total,
        ];
        sums = std::array::from_fn(|part| sums[part].plus(parts[part]));
    }
    let [amount, charges, discounts, mut total] = sums.map(Num::text);
    let begins = |own: &Question| Ok::<bool, Fail>(super::engine::num(&own.text("pre_quantity")?)?.is_zero());
    if asked.iter().try_fold(true, |all, own| Ok::<bool, Fail>(all && begins(own)?))? {
        let draft = drafted(&asked)?;
        for line in draft["lines"].as_array().into_iter().flatten() {
            totals[field(line, "line")?] = json!(number(line, "net")?.text());
        }
        total = number(&draft["totals"], "net")?.text();
    }
    let invoice = json!({ "amount": amount, "charges": charges, "discounts": discounts, "total": total });
    Ok(json!({ "line_totals": totals, "invoice": invoice }))
}

/// The draft of these lines at the end of a month. The period of a line that is not the last one goes on.
fn drafted(asked: &[Question]) -> Result<Value, Fail> {
    let (mut products, mut sold, mut used) = (Vec::new(), Vec::new(), Vec::new());
    for own in asked {
        let (name, position) = (own.text("name")?, own.text("line_position")?);
        let flat = own.raw("price")["type"] == "flat";
        let charge = if flat {
            let timing = if own.raw("price")["payment_term"] == "in_arrears" { "arrears" } else { "advance" };
            let billing = json!({ "kind": "recurring", "timing": timing });
            let price = model(own.raw("price"))?;
            json!({ "id": "use", "kind": "recurring", "per": { "unit": "month" }, "price": price, "billing": billing })
        } else {
            used.push(json!({ "line": name, "records": [record(START, &own.text("quantity")?)] }));
            charge(own, if position == "single" { 1 } else { 2 })?
        };
        products.push(json!({ "id": name, "charges": [charge] }));
        let ends = if position == "single" { 1 } else { 2 };
        sold.push(json!({ "id": name, "product": name, "end": day_before(&month(ends)?)? }));
    }
    let mut story = Story::sold(json!({
        "currency": "USD", "start": START, "end": day_before(&month(2)?)?, "policy": { "profile": "openmeter" },
        "catalog": { "products": products }, "lines": sold,
    }))?;
    story.known_usage(json!(used))?;
    Ok(story.drafts(json!({ "target": month(1)? }))?["drafts"][0].clone())
}
