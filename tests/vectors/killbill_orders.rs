//! Kill Bill: what was billed and is cancelled, paused, changed or replaced; invoices of subscriptions, one after the other.

use super::engine::{field, num, with};
use super::killbill::{every, profile};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::story::{flat, lines, of_days, product, sum, sum_of, Period, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "capped_repair" => capped(q),
        "invoice_sequence" => sequence(q),
        "replace_items" => replaced(q),
        "account_credit" => account_credit(q),
        _ => return None,
    })
}

/// An item that covers a period, billed; a part of it was given back by hand, then it is cancelled.
fn capped(q: &Question) -> Got {
    let (from, to) = (q.text("period_from")?, q.text("period_to")?);
    let (mut story, on) = (billed(&q.text("item_amount")?, "USD", &from, &to)?, q.text("cancel_date")?);
    story.goodwill(num(&q.text("item_adjustments")?)?)?;
    story.cancel(&on)?;
    Ok(json!({ "repair": sum_of(&story.bill(&on)?, "credit")?.negative().text() }))
}

/// An item of one period, and its invoice.
fn billed(amount: &str, currency: &str, from: &str, to: &str) -> Result<Story, Fail> {
    let period = Period::dated(from, to, from)?;
    let products = vec![product("plan", of_days(period.days), flat(amount))];
    let mut request = period.quote(profile(), products, vec![json!({ "id": "1", "product": "plan" })])?;
    request["currency"] = json!(currency);
    let mut story = Story::sold(request)?;
    story.bill(from)?;
    Ok(story)
}

/// What comes back for the last days of a billed item. Of days within it Kill Bill rounds the credit on its own, an order both
/// parts that stay: that is left to `measure`.
pub fn repaired(q: &Question) -> Result<Option<String>, Fail> {
    let (from, to) = (q.text("from")?, q.text("to")?);
    let (first, last) = (q.text("period_from")?, q.text("period_to")?);
    if from <= first || to != last || from >= to {
        return Ok(None);
    }
    let mut story = billed(&q.text("base_amount")?, &q.text("currency")?, &first, &last)?;
    let gone = story.cancel(&from)?;
    Ok(Some(sum_of(&lines(&gone["plan"]), "credit")?.negative().text()))
}

struct Segment {
    line: String,
    from: String,
    known_from: usize,
    /// `None` for a cancellation.
    price: Option<String>,
    fixed: Option<String>,
    plan: String,
    per: Value,
    day: u32,
}

fn segments(q: &Question) -> Result<Vec<Segment>, Fail> {
    let mut all = Vec::new();
    for (line, own) in q.raw("subscriptions").as_object().ok_or("no subscriptions")? {
        for segment in own.as_array().ok_or("no segments")? {
            let period = field(segment, "billing_period")?;
            let day: u32 = field(segment, "bill_cycle_day")?.parse()?;
            all.push(Segment {
                line: line.clone(),
                from: field(segment, "from")?,
                known_from: segment["known_from_invoice"].as_u64().unwrap_or(1) as usize,
                price: text(&segment["price"]),
                fixed: text(&segment["fixed_charge"]),
                plan: format!("{period} {day}"),
                per: every(&period)?,
                day,
            });
        }
    }
    all.sort_by(|a, b| (a.known_from, &a.from).cmp(&(b.known_from, &b.from)));
    Ok(all)
}

/// Subscriptions that begin, change their price or their plan, and end; what each run invoices. An order needs a line: one that
/// costs nothing runs beside them.
fn sequence(q: &Question) -> Got {
    let segments = segments(q)?;
    let start = segments.iter().map(|own| own.from.clone()).min().ok_or("no segments")?;
    let mut products = vec![product("nothing", json!({ "unit": "month" }), flat("0"))];
    for own in &segments {
        if !products.iter().any(|product| product["id"] == own.plan) {
            let mut plan = product(&own.plan, own.per.clone(), flat("0"));
            let mut billing = json!({ "kind": "recurring" });
            if own.per["unit"] == "month" || own.per["unit"] == "year" {
                billing = with(billing, json!({ "billDay": own.day, "firstBillDay": "wholePeriod" }));
            }
            plan["charges"][0]["billing"] = billing;
            products.push(plan);
        }
    }
    products.push(json!({ "id": "once", "charges": [{ "id": "fee", "kind": "oneTime", "price": flat("0") }] }));
    let mut story = Story::sold(json!({
        "currency": q.text("currency")?, "policy": profile(), "start": start, "end": null,
        "catalog": { "products": products }, "lines": [{ "id": "nothing", "product": "nothing" }],
    }))?;
    let (mut told, mut totals) = (vec![false; segments.len()], Vec::new());
    // The line that stands for a subscription, and its plan; a change of plan is another line.
    let mut running: Vec<(String, String, String)> = Vec::new();
    for (run, on) in q.texts("invoice_on")?.iter().enumerate() {
        for (i, own) in segments.iter().enumerate() {
            if told[i] || own.from > *on || own.known_from > run + 1 {
                continue;
            }
            told[i] = true;
            changed(&mut story, &mut running, i, own)?;
        }
        totals.push(sum(&story.bill(on)?, |_| true)?.show(2));
    }
    Ok(json!({ "invoice_totals": totals }))
}

fn changed(
    story: &mut Story,
    running: &mut Vec<(String, String, String)>,
    i: usize,
    own: &Segment,
) -> Result<(), Fail> {
    let before = running.iter().position(|(name, _, _)| *name == own.line);
    let id = format!("{} {i}", own.line);
    let override_of = |price: &str| json!([{ "charge": "fee", "price": flat(price) }]);
    let mut changes = Vec::new();
    match (before, &own.price) {
        (Some(at), Some(price)) if running[at].2 == own.plan => {
            changes.push(json!({ "line": running[at].1, "set": { "price": flat(price) } }));
        }
        (before, price) => {
            if let Some(at) = before {
                changes.push(json!({ "removeLine": running.remove(at).1 }));
            }
            if let Some(price) = price {
                changes.push(json!({ "addLine": { "id": id, "product": own.plan, "charges": override_of(price) } }));
                running.push((own.line.clone(), id.clone(), own.plan.clone()));
            }
        }
    }
    if let Some(fixed) = &own.fixed {
        let once = json!({ "id": format!("{id} once"), "product": "once", "charges": override_of(fixed) });
        changes.push(json!({ "addLine": once }));
    }
    story.amend(&own.from, json!(changes))?;
    Ok(())
}

/// What was billed on a first day, and what is wanted instead on the same day: what is not wanted any more is removed, what is
/// new is added.
fn replaced(q: &Question) -> Got {
    let start = "2011-01-01";
    let of = |key: &str| q.raw(key).as_object().cloned().ok_or("no items");
    let (billed, wanted) = (of("billed")?, of("wanted")?);
    let (mut products, mut sold, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, amount) in &billed {
        products.push(product(name, json!({ "unit": "month" }), flat(&text(amount).ok_or("no amount")?)));
        sold.push(json!({ "id": name, "product": name }));
        if !wanted.contains_key(name) {
            changes.push(json!({ "removeLine": name }));
        }
    }
    for (name, amount) in wanted.iter().filter(|(name, _)| !billed.contains_key(*name)) {
        products.push(product(name, json!({ "unit": "month" }), flat(&text(amount).ok_or("no amount")?)));
        changes.push(json!({ "addLine": { "id": name, "product": name } }));
    }
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": start, "end": null,
        "catalog": { "products": products }, "lines": sold,
    }))?;
    story.bill(start)?;
    if !changes.is_empty() {
        story.amend(start, json!(changes))?;
    }
    let total: Num = sum(&story.bill(start)?, |_| true)?;
    Ok(json!({ "invoice_total": total.show(2) }))
}

/// An invoice of these items; what comes back is by hand. The account's credit pays what is asked for, and grows by what is not.
fn account_credit(q: &Question) -> Got {
    let (mut sold, mut back) = (Vec::new(), Vec::new());
    for (i, amount) in q.texts("items")?.iter().enumerate() {
        let id = i.to_string();
        if num(amount)?.is_negative() {
            back.push(json!({ "id": id, "line": "0", "name": "repair", "net": amount }));
        } else {
            sold.push((id, amount.clone()));
        }
    }
    // An order needs a line.
    if !sold.iter().any(|(id, _)| id == "0") {
        sold.push(("0".to_owned(), "0".to_owned()));
    }
    let once = |amount: &str| json!([{ "id": "fee", "kind": "oneTime", "price": flat(amount) }]);
    let products: Vec<Value> = sold.iter().map(|(id, amount)| json!({ "id": id, "charges": once(amount) })).collect();
    let lines: Vec<Value> = sold.iter().map(|(id, _)| json!({ "id": id, "product": id })).collect();
    let start = "2012-01-01";
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(), "start": start, "term": { "unit": "month" }, "account": { "id": "account" },
        "catalog": { "products": products }, "lines": lines,
    }))?;
    story.adjust(json!(back));
    let credit = json!([{ "account": "account", "currency": "USD", "credit": q.text("credit_available")? }]);
    let draft = story.drafts(json!({ "target": start, "balances": credit }))?["drafts"][0].clone();
    let or_zero = |key: &str| text(&draft[key]).unwrap_or_else(|| "0".to_owned());
    Ok(json!({
        "credit_created": or_zero("creditMade"), "credit_used": or_zero("creditUsed"), "amount_due": or_zero("amountDue"),
    }))
}
