//! Flexprice: both days of a period count, the change day is the new price's, credit and charge are rounded apart.

use super::engine::{measure, number};
use super::question::{Got, Question};
use serde_json::json;

pub fn answer(q: &Question) -> Option<Got> {
    (q.vendor == "flex" && q.has_all(&["old_total", "new_total", "change_date"])).then(|| change(q))
}

fn change(q: &Question) -> Got {
    let (start, end) = (q.text("period_start")?, q.text("period_end_inclusive")?);
    let rest = |key: &str| {
        let result = measure(json!({
            "start": start, "end": end, "within": { "start": start, "end": end },
            "change": { "on": q.text("change_date")?, "part": "after" }, "amount": q.text(key)?, "currency": "USD",
        }))?;
        number(&result, "amount")
    };
    let (credit, charge) = (rest("old_total")?.negative(), rest("new_total")?);
    Ok(json!({ "credit": credit.text(), "charge": charge.text(), "net": credit.plus(charge).text() }))
}
