//! Flexprice: both days of a period count, the change day is the new price's, credit and charge are rounded apart; a credit is
//! never more than what was paid, less earlier credits.

use super::engine::{after, num};
use super::question::{Got, Question};
use super::story::{flat, of_days, product, sum, sum_of, Period, Story};
use serde_json::json;

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "flex" {
        return None;
    }
    Some(if q.has_all(&["old_total", "new_total", "change_date"]) {
        change(q)
    } else if q.has_all(&["potential_credit", "amount_paid", "previous_credits"]) {
        capped(q)
    } else {
        return None;
    })
}

fn change(q: &Question) -> Got {
    let until = after(&q.text("period_end_inclusive")?, 1, "day")?;
    let period = Period::dated(&q.text("period_start")?, &until, &q.text("change_date")?)?;
    let all = period.repriced(json!({}), "USD", &q.text("old_total")?, &q.text("new_total")?)?;
    let (credit, charge) = (sum_of(&all, "credit")?, sum_of(&all, "correction")?);
    Ok(json!({ "credit": credit.text(), "charge": charge.text(), "net": sum(&all, |_| true)?.text() }))
}

/// A paid period of as many days as were paid for, at 1 each, of which a part was given back by hand; then it is cancelled so that
/// the potential credit is left. Below zero there is nothing to cancel: the price rises for the last day.
fn capped(q: &Question) -> Got {
    let (potential, paid) = (num(&q.text("potential_credit")?)?, q.whole("amount_paid")?);
    let left = if potential.is_negative() { 1 } else { q.whole("potential_credit")? };
    let period = Period::left(left, paid)?;
    let products = vec![product("plan", of_days(period.days), flat(&q.text("amount_paid")?))];
    let lines_sold = vec![json!({ "id": "1", "product": "plan" })];
    let mut story = Story::sold(period.quote(json!({}), products, lines_sold)?)?;
    story.bill(&period.start)?;
    story.goodwill(num(&q.text("previous_credits")?)?)?;
    if potential.is_negative() {
        let price = num(&q.text("amount_paid")?)?.times(num("1")?.minus(potential));
        story.amend(&period.on, json!([{ "line": "1", "set": { "price": flat(&price.text()) } }]))?;
    } else {
        story.cancel(&period.on)?;
    }
    let due = sum(&story.bill(&period.on)?, |_| true)?;
    Ok(json!({ "credit": if due.is_negative() { due.negative().text() } else { "0".to_owned() } }))
}
