//! OpenMeter: metered lines rated again as usage comes in, each run billing the difference.

use super::num::Num;
use super::openmeter_rate::{lines, sum, Line, Metered};
use super::question::{text, Fail, Got, Question};
use serde_json::json;
use std::collections::BTreeMap;

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "delta_rating" => delta(q),
        "late_events" => late(q),
        _ => return None,
    })
}

/// Every run rates all usage of the period and bills the difference.
fn delta(q: &Question) -> Got {
    let (runs, mut before, mut all) = (q.texts("cumulative_quantities")?, [Num::ZERO; 4], Vec::new());
    for (i, quantity) in runs.iter().enumerate() {
        let lines = lines(q, &Metered::whole(quantity, i + 1 == runs.len()))?;
        let now = [
            sum(&lines, |line| line.amount),
            sum(&lines, |line| line.discount),
            sum(&lines, |line| line.charge),
            sum(&lines, Line::total),
        ];
        let [amount, discounts, charges, total]: [String; 4] =
            std::array::from_fn(|part| now[part].minus(before[part]).text());
        all.push(json!({ "amount": amount, "discounts": discounts, "charges": charges, "total": total }));
        before = now;
    }
    Ok(json!({ "runs": all }))
}

/// What each period comes to, when the usage up to each period's end is known: the difference of the items so far. An item at
/// a unit price that is gone is taken back in the periods in which it was made.
fn by_period(q: &Question, usage: &[String], closes: bool) -> Result<Vec<Num>, Fail> {
    let mut own: Vec<BTreeMap<String, Num>> = Vec::new();
    let mut known: BTreeMap<String, Num> = BTreeMap::new();
    for (p, quantity) in usage.iter().enumerate() {
        let items = lines(q, &Metered::whole(quantity, closes && p + 1 == usage.len()))?;
        let now: BTreeMap<String, Num> = items.iter().map(|line| (line.kind.clone(), line.total())).collect();
        let mut mine = BTreeMap::new();
        for (kind, before) in &known {
            let is_unit = kind.ends_with("unit") || kind == "usage";
            if is_unit && !now.contains_key(kind) {
                for period in &mut own {
                    period.remove(kind);
                }
            } else {
                mine.insert(kind.clone(), before.negative());
            }
        }
        for (kind, total) in &now {
            let before = mine.get(kind).copied().unwrap_or(Num::ZERO);
            mine.insert(kind.clone(), before.plus(*total));
        }
        own.push(mine);
        known = now;
    }
    Ok(own.iter().map(|period| period.values().fold(Num::ZERO, |sum, amount| sum.plus(*amount))).collect())
}

fn late(q: &Question) -> Got {
    let (runs, mut booked, mut all) = (q.list("cumulative_usage")?, Vec::new(), Vec::new());
    for (r, run) in runs.iter().enumerate() {
        let usage: Option<Vec<String>> = run.as_array().ok_or("no list")?.iter().map(text).collect();
        let now = by_period(q, &usage.ok_or("no usage")?, r + 1 == runs.len())?;
        booked.resize(now.len(), Num::ZERO);
        let (mut periods, mut total) = (json!({}), Num::ZERO);
        for (p, (now, before)) in now.iter().zip(&booked).enumerate() {
            let due = now.minus(*before);
            total = total.plus(due);
            if !due.is_zero() {
                periods[(p + 1).to_string()] = json!(due.text());
            }
        }
        all.push(json!({ "by_period": periods, "total": total.text() }));
        booked = now;
    }
    Ok(json!({ "runs": all }))
}
