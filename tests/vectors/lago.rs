//! Lago: whole cents of days served, time-weighted units, minimums; billing periods by calendar or anniversary.

use super::compare::{double, measure as shown};
use super::engine::{after, day_before, days, field, inclusive, measure, num, number, price, quote, rows, with};
use super::invoice::CENTS;
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::story::{flat, lines, of_days, product, sum, totals, Period, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "lago" {
        return None;
    }
    Some(if q.has("full_period_amount_cents") {
        prorated(q)
    } else if q.has_all(&["new_price_cents", "old_price_cents"]) {
        upgraded(q)
    } else if q.has_all(&["plan_amount_cents", "unused_days", "tax_percent"]) {
        credited(q)
    } else if q.has_all(&["plan_fee_cents", "billed_days", "usage_cents", "already_invoiced_cents"]) {
        used(q)
    } else if q.has_all(&["unit_price_cents", "unit_counts"]) {
        seats(q)
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

/// A part of a period. Cut at its end, it is a plan that is terminated, in arrears; cut at its start, one that begins beside
/// another. A whole period is no change.
fn prorated(q: &Question) -> Got {
    let amount = q.text("full_period_amount_cents")?;
    let unrounded = cents(q, &amount, "billed_days", 12)?;
    let cut = q.has("billed_days") && q.whole("billed_days")? < q.whole("period_days")? && q.whole("billed_days")? > 0;
    let billed = match (cut, ends_early(q)?) {
        (false, _) => field(&cents(q, &amount, "billed_days", 0)?, "amount")?,
        (true, true) => terminated(q, &amount)?,
        (true, false) => begun(q, &amount)?,
    };
    Ok(json!({ "amount_cents": billed, "unrounded_cents": double(&unrounded["amount"]) }))
}

/// Whether the part ends before its period does.
fn ends_early(q: &Question) -> Result<bool, Fail> {
    if q.has("period_to") {
        return Ok(q.text("to")? < q.text("period_to")?);
    }
    Ok(q.has("to") && !after(&q.text("to")?, 1, "day")?.ends_with("-01"))
}

fn first_day(q: &Question) -> Result<String, Fail> {
    if q.has("from") {
        q.text("from")
    } else {
        field(&days(1)?, "start")
    }
}

/// Billed when the service has ended: on the day after the last.
fn terminated(q: &Question, amount: &str) -> Result<String, Fail> {
    let (start, served) = (first_day(q)?, q.whole("billed_days")?);
    let mut sold = product("plan", of_days(q.whole("period_days")?), flat(amount));
    sold["charges"][0]["billing"] = json!({ "kind": "recurring", "timing": "arrears" });
    let period =
        Period::dated(&start, &after(&start, q.whole("period_days")?, "day")?, &after(&start, served, "day")?)?;
    let mut request = period.quote(profile(), vec![sold], vec![json!({ "id": "1", "product": "plan" })])?;
    request["currency"] = json!(CENTS);
    let mut story = Story::sold(request)?;
    let gone = story.cancel(&period.on)?;
    Ok(sum(&lines(&gone["plan"]), |_| true)?.text())
}

/// The new plan's part of a period that another one began.
fn begun(q: &Question, amount: &str) -> Result<String, Fail> {
    let (total, served) = (q.whole("period_days")?, q.whole("billed_days")?);
    let until = after(&first_day(q)?, served, "day")?;
    // OK because a part has fewer days than its period.
    let mut start = first_day(q)?;
    for _ in served..total {
        start = day_before(&start)?;
    }
    let period = Period::dated(&start, &until, &first_day(q)?)?;
    let products = vec![product("old", of_days(total), flat("0")), product("new", of_days(total), flat(amount))];
    let mut request = period.quote(profile(), products, vec![json!({ "id": "old", "product": "old" })])?;
    request["currency"] = json!(CENTS);
    let mut story = Story::sold(request)?;
    let swap = json!([{ "removeLine": "old" }, { "addLine": { "id": "new", "product": "new" } }]);
    Ok(sum(&lines(&story.amend(&period.on, swap)?["plan"]), |_| true)?.text())
}

/// A plan billed for a period and replaced in it: what is charged less what comes back.
fn upgraded(q: &Question) -> Got {
    let period = Period::left(q.whole("remaining_days")?, q.whole("period_days")?)?;
    let all = period.repriced(profile(), CENTS, &q.text("old_price_cents")?, &q.text("new_price_cents")?)?;
    Ok(json!({ "amount_cents": sum(&all, |_| true)?.text() }))
}

/// A plan paid in advance and terminated: the invoice, and what comes back, with tax. Where only the billed fee is known, the
/// period began so late that this is its fee.
fn credited(q: &Question) -> Got {
    let (total, unused) = (q.whole("period_days")?, q.whole("unused_days")?);
    let starts: Vec<u32> = match (q.has("billed_days"), q.has("fee_billed_cents")) {
        (true, _) => vec![q.whole("billed_days")?],
        (false, true) => (unused..=total).collect(),
        (false, false) => vec![total],
    };
    for billed in starts {
        let period = Period::left(unused, billed)?;
        let products = vec![product("plan", of_days(total), flat(&q.text("plan_amount_cents")?))];
        let mut request = period.quote(profile(), products, vec![json!({ "id": "1", "product": "plan" })])?;
        request["currency"] = json!(CENTS);
        request["taxes"] = json!([{ "code": "tax", "percent": q.text("tax_percent")? }]);
        let mut story = Story::sold(request)?;
        let invoice = totals(&story.plan(json!({}))?, &period.start)?;
        if q.has("fee_billed_cents") && number(&invoice, "net")? != num(&q.text("fee_billed_cents")?)? {
            continue;
        }
        story.bill(&period.start)?;
        story.cancel(&period.on)?;
        story.bill(&period.on)?;
        let note = story.document(1)?;
        let back = |key: &str| number(&note["totals"], key).map(|own| own.negative().text());
        let [item, tax, total] = ["net", "tax", "gross"].map(back);
        let (item, tax, total) = (item?, tax?, total?);
        return Ok(json!({
            "invoice_total_cents": invoice["gross"], "item_cents": item, "tax_cents": tax, "total_cents": total,
            "credit_item_cents": item, "credit_tax_cents": tax, "credit_total_cents": total,
        }));
    }
    Err("no number of days costs what was billed".into())
}

/// A plan in arrears whose usage was invoiced as it came, day by day, and that is replaced in its period: what was owed in all, and
/// what is left of it.
fn used(q: &Question) -> Got {
    let (total, served) = (q.whole("period_days")?, q.whole("billed_days")?);
    let period = Period::left(total - served, total)?;
    let arrears = |days: u32| json!({ "kind": "recurring", "every": of_days(days), "timing": "arrears" });
    let mut sold = product("plan", of_days(total), flat(&q.text("plan_fee_cents")?));
    sold["charges"][0]["billing"] = arrears(total);
    let price = json!({ "model": "perUnit", "unitPrice": "1" });
    let usage = json!({ "id": "usage", "kind": "usage", "price": price, "billing": arrears(1) });
    sold["charges"] = json!([sold["charges"][0], usage]);
    let mut request = period.quote(profile(), vec![sold], vec![json!({ "id": "1", "product": "plan" })])?;
    request["currency"] = json!(CENTS);
    let mut story = Story::sold(request)?;
    let record = |date: &str, quantity: Num| json!({ "charge": "usage", "date": date, "quantity": quantity.text() });
    let (all, invoiced) = (num(&q.text("usage_cents")?)?, num(&q.text("already_invoiced_cents")?)?);
    let second = after(&period.start, 1, "day")?;
    story.used("1", json!([record(&period.start, invoiced)]))?;
    story.bill(&second)?;
    story.used("1", json!([record(&period.start, invoiced), record(&second, all.minus(invoiced))]))?;
    let gone = story.cancel(&period.on)?;
    let left = sum(&story.bill(&period.on)?, |_| true)?;
    Ok(json!({ "fees_cents": gone["contract"]["after"], "total_cents": left.text() }))
}

/// Seats paid in advance without proration, whose number changes within the period: what each run invoices.
fn seats(q: &Question) -> Got {
    let policy = with(profile(), json!({ "partial": "full" }));
    let counts = q.texts("unit_counts")?;
    let mut period = Period::left(30, 30)?;
    let price = json!({ "model": "perUnit", "unitPrice": q.text("unit_price_cents")? });
    let line = json!({ "id": "1", "product": "plan", "quantity": counts.first().ok_or("no seats")? });
    let mut request = period.quote(policy, vec![product("plan", of_days(30), price)], vec![line])?;
    request["currency"] = json!(CENTS);
    let mut story = Story::sold(request)?;
    let mut amounts = vec![sum(&story.bill(&period.start)?, |_| true)?.text()];
    for count in &counts[1..] {
        period.on = after(&period.on, 1, "day")?;
        story.amend(&period.on, json!([{ "line": "1", "set": { "quantity": count } }]))?;
        let amount = sum(&story.bill(&period.on)?, |_| true)?;
        if !amount.is_zero() {
            amounts.push(amount.text());
        }
    }
    Ok(json!({ "invoice_amounts_cents": amounts }))
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
