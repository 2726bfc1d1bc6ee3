//! Lago: runs that bill what was used so far, credit notes by hand, numbers of series.

use super::engine::{after, days, field, measure, num, number, with};
use super::invoice::CENTS;
use super::num::Num;
use super::question::{Got, Question};
use super::story::{flat, of_days, product, sum, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "lago" {
        return None;
    }
    Some(if q.has_all(&["usage_events", "thresholds_cents"]) {
        thresholds(q)
    } else if q.has_all(&["prefix", "customer_ranks"]) {
        per_customer(q)
    } else if q.has_all(&["prefix", "invoices_before"]) {
        after_a_switch(q)
    } else if q.has("invoice_paid_cents") {
        paid(q)
    } else if q.has("fees_cents") && q.has("tax_percent") && !q.has("minimum_cents") {
        both(q)
    } else if q.has_all(&["credited_cents", "coupon_cents"]) {
        part(q)
    } else if q.has("item_cents") {
        item(q)
    } else {
        return None;
    })
}

fn profile() -> Value {
    json!({ "profile": "lago" })
}

/// One-time fees, on one invoice that is posted.
fn fees(q: &Question, amounts: &[String]) -> Result<Story, super::question::Fail> {
    let tax = super::invoice::taxed(&q.text("tax_percent")?);
    let items: Vec<(&str, &str)> = amounts.iter().map(|own| (own.as_str(), "")).collect();
    let mut story = Story::sold(super::invoice::request(CENTS, profile(), &items, tax))?;
    story.bill("2026-01-01")?;
    Ok(story)
}

fn given(note: &Value, key: &str) -> Result<String, super::question::Fail> {
    Ok(number(&note["totals"], key)?.negative().text())
}

/// A fee that is given back by hand.
fn item(q: &Question) -> Got {
    let mut story = fees(q, &[q.text("item_cents")?])?;
    let note = story.credit(json!({ "lines": [{ "line": 0 }] }))?;
    Ok(
        json!({ "item_cents": given(&note, "net")?, "tax_cents": given(&note, "tax")?, "total_cents": given(&note, "gross")? }),
    )
}

/// Fees that are given back one after the other.
fn both(q: &Question) -> Got {
    let mut story = fees(q, &q.texts("fees_cents")?)?;
    let invoice = story.document(0)?;
    let first = story.credit(json!({ "lines": [{ "line": 0 }] }))?;
    let second = story.credit(json!({ "lines": [{ "line": 1 }] }))?;
    Ok(json!({
        "invoice_tax_cents": invoice["totals"]["tax"], "invoice_total_cents": invoice["totals"]["gross"],
        "first_tax_cents": given(&first, "tax")?, "first_total_cents": given(&first, "gross")?,
        "second_tax_cents": given(&second, "tax")?, "second_total_cents": given(&second, "gross")?,
    }))
}

/// A part of a fee on which there was a coupon: each unit of money costs one, so many units are given back.
fn part(q: &Question) -> Got {
    let credited = q.text("credited_cents")?;
    let mut request =
        super::invoice::request(CENTS, profile(), &[("1", "")], super::invoice::taxed(&q.text("tax_percent")?));
    request["catalog"]["products"][0]["charges"][0]["price"] = json!({ "model": "perUnit", "unitPrice": "1" });
    request["lines"][0] = with(
        request["lines"][0].clone(),
        json!({ "quantity": q.text("fee_cents")?, "discounts": [{ "amount": q.text("coupon_cents")? }] }),
    );
    let mut story = Story::sold(request)?;
    story.bill("2026-01-01")?;
    let note = story.credit(json!({ "lines": [{ "line": 0, "quantity": credited }] }))?;
    let net = number(&note["totals"], "net")?.negative();
    Ok(json!({
        "coupon_adjustment_cents": num(&credited)?.minus(net).text(), "net_cents": net.text(),
        "tax_cents": given(&note, "tax")?, "total_cents": given(&note, "gross")?,
    }))
}

/// A plan in advance beside other fees, of which a part was paid; the days that are not served are given back by hand, less what was
/// given before, and paid out as far as they were paid.
fn paid(q: &Question) -> Got {
    let (amount, total) = (q.text("plan_amount_cents")?, q.whole("period_days")?);
    let unused = q.whole("unused_days")?;
    let span = days(total)?;
    let start = field(&span, "start")?;
    let others = num(&q.text("invoice_fees_total_cents")?)?.minus(num(&amount)?);
    let other =
        json!({ "id": "other", "charges": [{ "id": "fee", "kind": "oneTime", "price": flat(&others.text()) }] });
    // Each unit of money costs one, so that a coupon is shared with what is given back.
    let plan = product("plan", of_days(total), json!({ "model": "perUnit", "unitPrice": "1" }));
    let mut line = json!({ "id": "1", "product": "plan", "quantity": amount });
    let coupon = q.text("coupon_on_fee_cents")?;
    if !num(&coupon)?.is_zero() {
        line["discounts"] = json!([{ "amount": coupon }]);
    }
    let mut story = Story::sold(json!({
        "currency": CENTS, "policy": profile(), "start": start, "end": super::engine::day_before(&field(&span, "until")?)?,
        "taxes": [{ "code": "tax", "percent": q.text("tax_percent")? }],
        "catalog": { "products": [plan, other] }, "lines": [line, { "id": "2", "product": "other" }],
    }))?;
    story.bill(&start)?;
    let before = num(&q.text("prior_credit_notes_cents")?)?;
    story.goodwill(before)?;
    let part = json!({ "per": of_days(total), "amount": amount, "scale": 0, "policy": profile() });
    let item = number(&measure(with(days(unused)?, part))?, "amount")?.minus(before).text();
    let paid = q.text("invoice_paid_cents")?;
    let note = story.credit(json!({ "lines": [{ "line": 0, "quantity": item }], "paid": paid }))?;
    Ok(json!({
        "item_cents": item, "total_cents": given(&note, "gross")?,
        "refund_cents": number(&note, "amountDue")?.negative().text(),
        "credit_cents": note.get("creditMade").cloned().unwrap_or(json!("0")),
    }))
}

/// Usage of a month that is billed as it comes, day by day in arrears, as soon as what is open reaches the next threshold; the plan
/// and what is left at the end of the month.
fn thresholds(q: &Question) -> Got {
    let (start, month) = ("2026-01-01", json!({ "kind": "recurring", "timing": "arrears" }));
    let mut sold = product("plan", json!({ "unit": "month" }), flat(&q.text("plan_fee_cents")?));
    sold["charges"][0]["billing"] = month;
    let price = json!({ "model": "perUnit", "unitPrice": q.text("unit_price_cents")? });
    let daily = json!({ "kind": "recurring", "timing": "arrears", "every": { "unit": "day" } });
    let used = json!({ "id": "usage", "kind": "usage", "price": price, "billing": daily });
    sold["charges"] = json!([sold["charges"][0], used]);
    let mut story = Story::sold(json!({
        "currency": CENTS, "policy": profile(), "start": start, "end": "2026-01-31",
        "catalog": { "products": [sold] }, "lines": [{ "id": "1", "product": "plan" }],
    }))?;
    let (mut records, mut billed, mut day) = (Vec::new(), Num::ZERO, start.to_owned());
    let mut thresholds = q.texts("thresholds_cents")?.into_iter().peekable();
    let mut amounts = Vec::new();
    for event in q.texts("usage_events")? {
        records.push(json!({ "charge": "usage", "date": day, "quantity": event }));
        story.used("1", json!(records))?;
        day = after(&day, 1, "day")?;
        let Some(threshold) = thresholds.peek() else { continue };
        let missing = num(threshold)?.minus(billed).text();
        for own in story.run(json!({ "target": day, "criteria": { "minimum": missing } }))? {
            let net = num(&own.totals.net)?;
            amounts.push(net.text());
            billed = billed.plus(net);
        }
        while thresholds.next_if(|own| num(own).is_ok_and(|own| !billed.minus(own).is_negative())).is_some() {}
    }
    let last = sum(&story.bill("2026-02-01")?, |_| true)?;
    Ok(json!({ "progressive_invoices_cents": amounts, "final_total_cents": last.text() }))
}

/// The numbers of drafts of a fee of a month.
fn numbers(story: &mut Story, on: &str) -> Result<Vec<Value>, super::question::Fail> {
    story.run(json!({ "target": on }))?.iter().map(|own| Ok(json!(own.number))).collect()
}

fn monthly(series: Value, account: &str, start: &str) -> Result<Story, super::question::Fail> {
    let mut story = Story::sold(json!({
        "currency": CENTS, "policy": profile(), "start": start, "end": null, "account": { "id": account },
        "catalog": { "products": [product("plan", json!({ "unit": "month" }), flat("1"))] },
        "lines": [{ "id": "1", "product": "plan" }],
    }))?;
    story.number(series);
    Ok(story)
}

/// A series for each customer: the number of a month.
fn per_customer(q: &Question) -> Got {
    let (start, month) = ("2023-01-01", q.whole("invoice_rank")?);
    let prefix = q.text("prefix")?;
    let ranks = q.texts("customer_ranks")?;
    let series = ranks.iter().map(|rank| {
        let format = format!("{{prefix}}-{rank:0>3}-{{number:3}}");
        json!({ "id": rank, "prefix": prefix, "format": format, "accounts": [rank] })
    });
    let series: Vec<Value> = series.collect();
    let mut last = Vec::new();
    for rank in &ranks {
        let mut story = monthly(json!(series), rank, start)?;
        let mut mine = Vec::new();
        for before in 0..month {
            mine = numbers(&mut story, &after(start, before, "month")?)?;
        }
        last.extend(mine);
    }
    Ok(json!({ "numbers": last }))
}

/// One series for all that goes on after what was numbered before.
fn after_a_switch(q: &Question) -> Got {
    let month = q.text("month")?;
    let start = format!("{}-{}-01", &month[..4], &month[4..]);
    let next = q.whole("invoices_before")? + 1;
    let series = json!([{ "id": "all", "prefix": q.text("prefix")?, "format": "{prefix}-{year}{month}-{number:3}", "next": next }]);
    let (mut all, mut series) = (Vec::new(), series);
    for account in 0..q.whole("count")? {
        let mut story = monthly(series, &account.to_string(), &start)?;
        all.extend(numbers(&mut story, &start)?);
        series = story.series();
    }
    Ok(json!({ "numbers": all }))
}
