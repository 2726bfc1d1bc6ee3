//! Progress and retainage of construction contracts: one shared plan over the contract and its changes.

use super::change::profile;
use super::compare::measure as shown;
use super::engine::{days, field, measure, num, number, plan, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "plan.percent-complete" => percent_complete(q),
        "plan.retainage" if q.has("labour") => by_line(q),
        "plan.retainage" if q.has("previous_certified") => next_application(q),
        "plan.retainage" => application(q),
        _ => return None,
    })
}

fn percent(rate: &str) -> Result<String, Fail> {
    Ok(num(rate)?.times(num("100")?).text())
}

/// A quote of one-time lines `(id, amount)` in one plan, and where it stands.
fn standing(q: &Question, lines: &[(&str, String)], terms: Value) -> Result<(Value, Value), Fail> {
    let day = "2026-01-01";
    let product = |(id, amount): &(&str, String)| {
        let price = json!({ "model": "flat", "amount": amount });
        let charge =
            json!({ "id": "work", "kind": "oneTime", "price": price, "billing": { "kind": "plan", "plan": "work" } });
        json!({ "id": id, "charges": [charge] })
    };
    let products: Vec<Value> = lines.iter().map(product).collect();
    let lines: Vec<Value> = lines.iter().map(|(id, _)| json!({ "id": id, "product": id })).collect();
    let request = json!({
        "currency": "USD", "start": day, "term": { "unit": "year" }, "policy": profile(q),
        "catalog": { "products": products }, "lines": lines, "plans": [with(json!({ "id": "work" }), terms)],
    });
    let (_, planned) = plan(request, json!({}))?;
    Ok((planned["plans"][0].clone(), planned["invoices"].clone()))
}

fn declared(date: &str, what: Value) -> Value {
    with(json!({ "on": { "date": date } }), what)
}

fn release() -> Value {
    json!({ "event": "completion" })
}

/// An application for payment: what is completed to date, what is held of it, what was certified before.
fn application(q: &Question) -> Got {
    let so_far = match q.has("percent") {
        true => json!({ "percent": q.text("percent")? }),
        false => json!({ "amount": q.any(&["completed", "completed_stored"])? }),
    };
    let rates = match q.has("threshold") {
        true => json!({
            "steps": [
                { "upTo": percent(&q.text("threshold")?)?, "percent": percent(&q.text("first_rate")?)? },
                { "percent": percent(&q.text("second_rate")?)? },
            ],
            "apply": if q.has("apply") && q.text("apply")? != "marginal" { "whole" } else { "marginal" },
        }),
        false => json!({ "percent": percent(&q.text("rate")?)? }),
    };
    let mut lines = vec![("contract", q.any(&["contract", "scheduled"])?)];
    if q.has("changes") {
        lines.push(("changes", q.text("changes")?));
    }
    let terms = json!({
        "declared": [declared("2026-01-01", so_far)], "retainage": with(rates, json!({ "release": release() })),
    });
    let (stands, _) = standing(q, &lines, terms)?;
    let (contract, completed) = (number(&stands, "contract")?, number(&stands, "completed")?);
    let earned = number(&stands, "earned")?;
    let previous = if q.has("previous") { num(&q.text("previous")?)? } else { Num::ZERO };
    Ok(json!({
        "contract_to_date": stands["contract"], "completed": stands["completed"], "completed_stored": stands["completed"],
        "to_finish": contract.minus(completed).text(), "percent": part(completed, contract)?, "retained": stands["retained"],
        "payable": stands["earned"], "earned_less_retainage": stands["earned"], "due": earned.minus(previous).text(),
        "balance_to_finish": stands["balanceToFinish"],
    }))
}

/// One number in percent of another, for display.
fn part(of: Num, whole: Num) -> Result<Value, Fail> {
    let percent = of.times(num("100")?).over(whole).ok_or("the whole is zero")?;
    Ok(shown(&json!(percent.fraction())))
}

/// The schedule of values: each line in percent of its whole.
fn percent_complete(q: &Question) -> Got {
    let (scheduled, completed) = (q.texts("scheduled")?, q.texts("completed")?);
    let mut all = json!({});
    let mut total = Num::ZERO;
    for (i, (whole, done)) in scheduled.iter().zip(&completed).enumerate() {
        let terms = json!({ "declared": [declared("2026-01-01", json!({ "amount": done }))] });
        let (stands, _) = standing(q, &[("line", whole.clone())], terms)?;
        let (contract, done) = (number(&stands, "contract")?, number(&stands, "completed")?);
        all[format!("p{}", i + 1)] = part(done, contract)?;
        all[format!("b{}", i + 1)] = stands["balanceToFinish"].clone();
        total = total.plus(done);
    }
    all["total"] = json!(total.text());
    Ok(all)
}

/// Labour and materials, each at its own rate, all of it done.
fn by_line(q: &Question) -> Got {
    let lines = [("labour", q.text("labour")?), ("materials", q.text("materials")?)];
    let own = json!([{ "line": "materials", "percent": percent(&q.text("material_rate")?)? }]);
    let terms = json!({
        "declared": [declared("2026-01-01", json!({ "percent": "100" }))],
        "retainage": { "percent": percent(&q.text("labour_rate")?)?, "lines": own, "release": release() },
    });
    let (stands, _) = standing(q, &lines, terms)?;
    Ok(json!({ "retained": stands["retained"], "payable": stands["earned"], "completed": stands["completed"] }))
}

/// What was certified before is net of what was held: it counts in full, then this period's work and stored material.
fn next_application(q: &Question) -> Got {
    let rate = num(&q.text("rate")?)?;
    let parts = num("1000")?.minus(rate.times(num("1000")?)).whole().ok_or("a rate of more than three places")?;
    // A net of 900 parts of 1,000, in full.
    let per = json!({ "count": parts as u32, "unit": "day" });
    let before =
        measure(with(days(1000)?, json!({ "per": per, "amount": q.text("previous_certified")?, "currency": "USD" })))?;
    let before = number(&before, "amount")?;
    let now = before.plus(num(&q.text("this_period")?)?).plus(num(&q.text("stored")?)?);
    let terms = json!({
        "declared": [
            declared("2026-01-01", json!({ "amount": before.text() })), declared("2026-02-01", json!({ "amount": now.text() })),
        ],
        "retainage": { "percent": percent(&q.text("rate")?)?, "release": release() },
    });
    let (stands, invoices) = standing(q, &[("contract", now.text())], terms)?;
    Ok(json!({
        "completed_stored": stands["completed"], "completed": stands["completed"], "retained": stands["retained"],
        "earned_less_retainage": stands["earned"], "due": field(&invoices[1], "payable")?,
    }))
}
