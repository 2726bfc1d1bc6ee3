//! From a curve to months: the one place where revenue is rounded, and where closed months stay as they are.

use super::months;
use super::recognition::{LateChange, RemainderRule};
use super::spread::{Recognisable, MAX_MONTHS};
use crate::calendar::Date;
use crate::money::{Currency, Exact, Minor, RoundingMode};
use crate::problem::{At, Code, Problems, Result};

/// How months are made.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub currency: Currency,
    pub remainder: RemainderRule,
    pub mode: RoundingMode,
    /// The last closed month.
    pub closed: Option<i32>,
}

/// A month of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub month: i32,
    pub amount: Minor,
    /// What of it belongs to closed months.
    pub late: Minor,
    pub closed: bool,
}

/// The months of an amount, in order. `recognised` is what closed months have; it stays.
///
/// # Errors
/// `overflow`, `limit_exceeded`.
pub(super) fn schedule(
    amount: Minor,
    own: &Recognisable,
    recognised: &[(i32, Minor)],
    late: LateChange,
    rules: &Rules,
    at: &At,
) -> Result<Vec<Row>> {
    let natural = by_month(own, at)?;
    let pieces: Vec<Exact> = natural.iter().map(|(_, piece)| piece.clone()).collect();
    let round = |exact: &Exact| rules.currency.round(exact, rules.mode, at);
    let total = amount - round(&own.waiting)?;
    let amounts = rounded(&pieces, total, rules, at)?;
    let mut open: Vec<Row> = natural
        .iter()
        .zip(&amounts)
        .map(|((month, _), amount)| Row { month: *month, amount: *amount, late: Minor::ZERO, closed: false })
        .collect();
    let Some(closed) = rules.closed else { return Ok(open) };
    let mut rows: Vec<Row> = recognised
        .iter()
        .map(|(month, amount)| Row { month: *month, amount: *amount, late: Minor::ZERO, closed: true })
        .collect();
    rows.sort_by_key(|row| row.month);
    let done: Minor = rows.iter().map(|row| row.amount).sum();
    let due: Minor = open.iter().filter(|row| row.month <= closed).map(|row| row.amount).sum();
    open.retain(|row| row.month > closed);
    let missing = due - done;
    if missing != Minor::ZERO {
        let tail: Vec<Exact> =
            natural.iter().filter(|(month, _)| *month > closed).map(|(_, own)| own.clone()).collect();
        let sum: Exact = tail.iter().cloned().sum();
        let rest = rules.currency.exact(amount - done);
        let factor = rest.over(&(&sum + &own.waiting)).filter(|_| late == LateChange::Prospective);
        match factor {
            Some(factor) => {
                let anew: Vec<Exact> = tail.iter().map(|piece| (piece * &factor).reduced()).collect();
                let total = amount - done - round(&(&own.waiting * &factor))?;
                for (row, amount) in open.iter_mut().zip(rounded(&anew, total, rules, at)?) {
                    row.amount = amount;
                }
            }
            // Nothing is left to spread over, or the difference is taken at once.
            None => {
                let first = closed + 1;
                if open.first().is_none_or(|row| row.month != first) {
                    open.insert(0, Row { month: first, amount: Minor::ZERO, late: Minor::ZERO, closed: false });
                }
                open[0].amount += missing;
                open[0].late = missing;
            }
        }
    }
    rows.extend(open);
    Ok(rows)
}

/// What each month that the curve touches adds, in order.
pub(super) fn by_month(own: &Recognisable, at: &At) -> Result<Vec<(i32, Exact)>> {
    let layers = own.curve.layers.iter().flat_map(|layer| {
        layer.from.month_index()..=layer.to.unwrap_or(layer.from).before().month_index().max(layer.from.month_index())
    });
    let mut all: Vec<i32> = layers.chain(own.curve.steps.iter().map(|step| step.on.month_index())).collect();
    all.sort_unstable();
    all.dedup();
    if all.len() > MAX_MONTHS as usize {
        let message = format!("It is recognised in more than {MAX_MONTHS} months.");
        return Err(Problems::one(Code::LimitExceeded, at, message, "Write an earlier end."));
    }
    Ok(all.into_iter().map(|month| (month, own.curve.over(months::days(month)))).collect())
}

/// Rounds months so that they come to the total.
fn rounded(pieces: &[Exact], total: Minor, rules: &Rules, at: &At) -> Result<Vec<Minor>> {
    let round = |exact: &Exact| rules.currency.round(exact, rules.mode, at);
    let place = match rules.remainder {
        RemainderRule::Cumulative => None,
        RemainderRule::Last => pieces.iter().rposition(|piece| !piece.is_zero()),
        RemainderRule::First => pieces.iter().position(|piece| !piece.is_zero()),
    };
    if let Some(place) = place {
        let mut alone = pieces.iter().map(round).collect::<Result<Vec<Minor>>>()?;
        alone[place] = alone[place] + total - alone.iter().copied().sum::<Minor>();
        if alone[place].0.signum() * total.0.signum() >= 0 {
            return Ok(alone);
        }
    }
    let (mut sum, mut before) = (Exact::ZERO, Minor::ZERO);
    let last = pieces.len();
    let part = |(i, piece): (usize, &Exact)| {
        sum = &sum + piece;
        let now = if i + 1 == last { total } else { round(&sum)? };
        Ok(now - std::mem::replace(&mut before, now))
    };
    pieces.iter().enumerate().map(part).collect()
}

/// What is recognised up to the end of a day: months that have ended, and of the month that holds it the days that have passed.
pub(super) fn recognised(rows: &[Row], own: &Recognisable, on: Date, rules: &Rules, at: &At) -> Result<Minor> {
    let (month, next) = (on.month_index(), on.plus_days(1));
    let before: Minor = rows.iter().filter(|row| row.month < month).map(|row| row.amount).sum();
    let Some(row) = rows.iter().find(|row| row.month == month) else { return Ok(before) };
    let days = months::days(month);
    let passed = own.curve.over(crate::calendar::Span { to: next.min(days.to), ..days });
    let part = passed.over(&own.curve.over(days)).unwrap_or(Exact::ONE);
    let regular = rules.currency.exact(row.amount - row.late);
    Ok(before + row.late + rules.currency.round(&(&regular * &part), rules.mode, at)?)
}
