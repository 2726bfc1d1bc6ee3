//! Salesforce Revenue Cloud: period boundaries, proration, milestones, due dates, splits, ramps.

use super::compare::measure as shown;
use super::engine::{after, allocate, every, inclusive, measure, num, plan, quote, rows, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::story::{product, sum, Period, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "rc.period_boundary" => boundary(q),
        "rc.periods.month_end" => month_end(q),
        "rc.ramp.month_end" | "rc.ramp" => ramp(q),
        "rc.amendment.stub" => stub(q),
        "rc.amendment.lifo" => reduced(q),
        "rc.usage.grant_proration" => grant(q),
        "rc.milestone" => milestone(q),
        "rc.due_date" => due_date(q),
        "rc.split_billing" => split(q),
        "rc.credit_memo" => credit_memo(q),
        "rc.payment_grouping" => Err("no verb groups payments".into()),
        "rc.proration.weekly" => weekly(q),
        area if area.starts_with("rc.proration") => proration(q),
        _ => return None,
    })
}

fn profile() -> Value {
    json!({ "profile": "salesforce" })
}

/// Anniversary, AlignToCalendar, DayOfPeriod (with the month of the cycle), EndOfPeriod.
fn billing(q: &Question, months: u32) -> Result<Value, Fail> {
    let billing = json!({ "every": every(months) });
    let more = match q.text("boundary")?.as_str() {
        "Anniversary" => json!({}),
        "AlignToCalendar" => json!({ "alignment": "calendar" }),
        "DayOfPeriod" if q.has("month") => json!({ "billDay": q.whole("day")?, "billMonth": q.whole("month")? }),
        "DayOfPeriod" => json!({ "billDay": q.whole("day")? }),
        "EndOfPeriod" | "LastDayOfPeriod" => json!({ "billDay": "last" }),
        other => return Err(format!("no boundary {other}").into()),
    };
    Ok(with(billing, more))
}

fn boundary(q: &Question) -> Got {
    let count = if q.has("count") { q.whole("count")? } else { 2 };
    let request = json!({
        "start": q.text("start")?, "billing": billing(q, q.whole("months")?)?, "count": count.max(2), "policy": profile(),
    });
    let rows = rows(request)?;
    let pairs = inclusive(&rows);
    Ok(json!({ "periods": pairs, "first": pairs[0], "second": pairs[1], "next": rows[1]["start"] }))
}

fn month_end(q: &Question) -> Got {
    let months = if q.has("period_months") { q.whole("period_months")? } else { 1 };
    let span = json!({ "start": q.text("from")?, "end": q.text("to")?, "policy": profile() });
    let rows = rows(with(span.clone(), json!({ "billing": { "every": every(months) } })))?;
    let priced =
        measure(with(span, json!({ "per": every(months), "unitPrice": q.text("price")?, "currency": "USD" })))?;
    let count = shown(&priced["fraction"]);
    Ok(json!({ "periods": inclusive(&rows), "count": count, "price": priced["amount"] }))
}

fn ramp(q: &Question) -> Got {
    let start = q.text("start")?;
    let from = |start: &str, count: u32, unit: &str| {
        let billing = json!({ "every": { "count": count, "unit": unit } });
        rows(json!({ "start": start, "billing": billing, "count": 1, "policy": profile() }))
    };
    if q.has("months") {
        return Ok(json!({ "end": from(&start, q.whole("months")?, "month")?[0]["end"] }));
    }
    let (count, unit) = if q.has("trial_days") { ("trial_days", "day") } else { ("prorated_months", "month") };
    let mut all = from(&start, q.whole(count)?, unit)?;
    let next = text(&all[0]["until"]).ok_or("no end")?;
    all.extend(from(&next, 1, "year")?);
    let pairs = inclusive(&all);
    Ok(json!({ "trial_end": all[0]["end"], "year1": pairs[1], "segments": pairs }))
}

/// A part of a given period, from a day to its end.
fn part(q: &Question, more: Value) -> Result<(Value, Value), Fail> {
    let (first, last) = q.pair("period")?;
    let within = json!({ "start": first, "end": last });
    let to = if q.has("to") { q.text("to")? } else { last };
    let part =
        measure(with(json!({ "start": q.text("from")?, "end": to, "within": within, "policy": profile() }), more))?;
    Ok((part, measure(with(within, json!({ "per": { "unit": "day" } })))?))
}

/// What a price costs more for the rest of a billed period that begins with it.
fn stub(q: &Question) -> Got {
    let (first, last) = q.pair("period")?;
    let price = q.any(&["delta_per_quarter", "delta_per_month", "delta_per_year", "delta", "price"])?;
    let (until, on) = (after(&last, 1, "day")?, q.text("from")?);
    if q.has("to") || on >= until {
        let (part, whole) = part(q, json!({ "unitPrice": price, "currency": "USD" }))?;
        return Ok(json!({ "stub_days": part["days"], "period_days": whole["days"], "amount": part["amount"] }));
    }
    let period = Period::dated(&first, &until, &on)?;
    let all = period.repriced(profile(), "USD", "0", &price)?;
    let line = all.first().ok_or("nothing is charged")?;
    let days = |from: &Value, to: &Value| measure(json!({ "start": from, "end": to, "per": { "unit": "day" } }));
    Ok(json!({
        "stub_days": days(&line["period"]["start"], &line["period"]["end"])?["days"],
        "period_days": days(&json!(first), &json!(last))?["days"], "amount": sum(&all, |_| true)?.text(),
    }))
}

/// Units that were added at times, at 1 a month each, and a reduction from a day on: what a month changes by in each state. An
/// order knows how many units there are, not when each came.
fn reduced(q: &Question) -> Got {
    let layers = q.list("layers")?;
    let at = |i: usize| (text(&layers[i][0]).unwrap_or_default(), text(&layers[i][1]).unwrap_or_default());
    let (start, first) = at(0);
    let price = json!({ "model": "perUnit", "unitPrice": "1" });
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": start, "term": { "unit": "year" },
        "catalog": { "products": [product("plan", json!({ "unit": "month" }), price)] },
        "lines": [{ "id": "1", "product": "plan", "quantity": first }],
    }))?;
    let add = |quantity: String| json!([{ "line": "1", "add": { "quantity": quantity } }]);
    for (on, quantity) in (1..layers.len()).map(at) {
        story.amend(&on, add(quantity))?;
    }
    let amended = story.amend(&q.text("from")?, add(num(&q.text("reduce")?)?.negative().text()))?;
    let changes = amended["changes"].as_array().cloned().unwrap_or_default();
    let (first, last) = (changes.first().ok_or("nothing changes")?, changes.last().ok_or("nothing changes")?);
    Ok(json!({ "first_state": [first["delta"]], "second_state": [last["delta"]] }))
}

/// Allowances are cut to whole units.
fn grant(q: &Question) -> Got {
    let policy = with(profile(), json!({ "roundingMode": "down" }));
    let (part, _) = part(q, json!({ "amount": q.text("grant")?, "scale": 0, "policy": policy }))?;
    Ok(json!({ "grant": part["amount"] }))
}

/// Percentages of a total, and what they leave as an item of its own with the last; or a date some days on.
fn milestone(q: &Question) -> Got {
    let start = if q.has("start") { q.text("start")? } else { "2025-01-01".into() };
    let mut items = Vec::new();
    let offset = ["day", "week", "month", "year"].into_iter().find(|unit| q.has(&format!("offset_{unit}s")));
    if let Some(unit) = offset {
        let plus = json!({ "count": q.whole(&format!("offset_{unit}s"))?, "unit": unit });
        items.push(json!({ "id": "1", "remainder": true, "on": { "start": true, "plus": plus } }));
    } else {
        let (mut sum, mut date) = (Num::ZERO, start.clone());
        for (i, percent) in q.texts("percent")?.iter().enumerate() {
            sum = sum.plus(num(percent)?);
            date = after(&start, i as u32, "month")?;
            items.push(json!({ "id": format!("{i}"), "percent": percent, "on": { "date": date } }));
        }
        if sum != num("100")? {
            items.push(json!({ "id": "rest", "remainder": true, "on": { "date": date } }));
        }
    }
    let total = if q.has("total") { q.text("total")? } else { "100".into() };
    let charge = json!({
        "kind": "oneTime", "price": { "model": "flat", "amount": total },
        "billing": { "kind": "milestones", "items": items },
    });
    let (_, planned) =
        plan(quote(profile(), &start, json!({ "term": { "unit": "year" } }), charge, json!({})), json!({}))?;
    let invoices = planned["invoices"].as_array().cloned().unwrap_or_default();
    let lines: Vec<Value> = invoices.iter().flat_map(|i| i["lines"].as_array().cloned().unwrap_or_default()).collect();
    let (rest, amounts): (Vec<&Value>, Vec<&Value>) = lines.iter().partition(|line| line["item"] == "rest");
    let nets: Vec<&Value> = amounts.iter().map(|line| &line["net"]).collect();
    let rest = rest.first().map_or(json!("0"), |line| line["net"].clone());
    Ok(json!({ "amounts": nets, "remainder": rest, "date": invoices[0]["date"] }))
}

/// When an invoice of a date is due by payment terms.
fn due_date(q: &Question) -> Got {
    let date = q.text("invoice_date")?;
    let end_of_month = match q.text("type")?.as_str() {
        "PeriodBased" => None,
        "EndOfMonthPlus" => Some("before"),
        other => return Err(format!("no terms {other}").into()),
    };
    let mut terms = json!({ "net": q.whole("days")? });
    if let Some(end_of_month) = end_of_month {
        terms["endOfMonth"] = json!(end_of_month);
    }
    let charge = json!({ "kind": "oneTime", "price": { "model": "flat", "amount": "100" } });
    let more = json!({ "term": { "unit": "year" }, "paymentTerms": terms });
    let mut story = Story::sold(quote(profile(), &date, more, charge, json!({})))?;
    story.bill(&date)?;
    Ok(json!({ "due": story.document(0)?["due"] }))
}

/// A credit note that becomes credit of the account pays a part of the next invoice, at most all of it.
fn credit_memo(q: &Question) -> Got {
    let (first, then) = ("2026-01-01", "2026-02-01");
    let once = |id: &str, amount: Value| {
        let charge = json!({ "id": "fee", "kind": "oneTime", "price": { "model": "flat", "amount": amount } });
        json!({ "id": id, "charges": [charge] })
    };
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": first, "term": { "unit": "year" }, "account": { "id": "account" },
        "catalog": { "products": [once("before", json!(q.text("credit")?)), once("line", json!(q.text("line")?))] },
        "lines": [{ "id": "1", "product": "before" }, { "id": "2", "product": "line", "start": then }],
    }))?;
    story.bill(first)?;
    let credit = story.credit(json!({ "whole": true, "carry": true }))?["creditMade"].clone();
    let balance = json!([{ "account": "account", "currency": "USD", "credit": credit }]);
    let run = story.drafts(json!({ "target": then, "balances": balance }))?;
    Ok(json!({ "balance": run["drafts"][0]["amountDue"] }))
}

/// Shares of an amount; one account takes all that rounding leaves.
fn split(q: &Question) -> Got {
    let mut weights = q.texts("percent")?;
    let takes = if q.has("remainder_to") { q.whole("remainder_to")? as usize } else { 0 };
    let turn = (takes + 1) % weights.len();
    weights.rotate_left(turn);
    let mut shares =
        allocate(json!({ "amount": q.text("amount")?, "currency": "USD", "weights": weights, "spread": "last" }))?;
    shares.rotate_right(turn);
    Ok(json!({ "amounts": shares }))
}

fn priced(q: &Question) -> Result<Value, Fail> {
    let quantity = if q.has("quantity") { q.text("quantity")? } else { "1".into() };
    Ok(json!({ "unitPrice": q.text("price")?, "quantity": quantity, "currency": "USD" }))
}

/// Weeks between two dates, as the page counts them: the last day is not served.
fn weekly(q: &Question) -> Got {
    let span = json!({
        "start": q.text("from")?, "until": q.text("to")?, "per": { "unit": "week" }, "policy": profile(),
    });
    let result = measure(with(span, priced(q)?))?;
    Ok(json!({ "count": shown(&result["fraction"]), "price": result["amount"] }))
}

/// Both dates are served. Periods begin on the anchor or with the subscription (`Anniversary`), else on the calendar.
fn proration(q: &Question) -> Got {
    let months = if q.has("period_months") { q.whole("period_months")? } else { 1 };
    let partial = if q.flag("partial_allowed", true) { "prorate" } else { "full" };
    let grid = if q.has("anchor") || q.has("boundary") { "billing" } else { "calendar" };
    let policy = with(profile(), json!({ "partial": partial, "priceGrid": grid }));
    let mut span = json!({ "start": q.text("from")?, "end": q.text("to")?, "policy": policy });
    if q.has("anchor") {
        span = with(span, json!({ "anchor": q.text("anchor")? }));
    }
    let result = measure(with(with(span.clone(), json!({ "per": every(months) })), priced(q)?))?;
    let rows = rows(with(span, json!({ "billing": { "every": every(months) } })))?;
    let full = &rows[0]["full"];
    let whole = measure(json!({ "start": full["start"], "until": full["until"], "per": { "unit": "day" } }))?;
    Ok(json!({
        "count": shown(&result["fraction"]), "multiplier": shown(&result["fraction"]), "days": result["days"],
        "used_days": result["days"], "period_days": whole["days"], "price": result["amount"],
    }))
}
