//! Causes: which earlier state of the order explains what was billed, and what it did not know.

use super::life::{life, ChargeLife};
use super::settle::Asked;
use crate::billing::BillingItem;
use crate::calendar::{Date, Span};
use crate::money::Minor;
use crate::problem::Result;

/// Other states of the order, made when they are asked for.
pub(super) struct Others<'a> {
    asked: &'a Asked<'a>,
    /// Whether a change may hold from the start of the billing period that holds its day.
    early: bool,
    lives: Vec<(Vec<usize>, Vec<ChargeLife>)>,
}

impl<'a> Others<'a> {
    /// None yet.
    pub fn of(asked: &'a Asked<'a>, early: bool) -> Others<'a> {
        Others { asked, early, lives: Vec::new() }
    }

    /// What a charge came to within some days, with some of the amendments.
    pub fn sum(&mut self, taken: &[usize], key: &(String, String), within: Span) -> Result<Minor> {
        let inside = |item: &BillingItem| item.span.is_some_and(|own| own.from >= within.from && own.from < within.to);
        self.sum_of(taken, key, &inside)
    }

    /// What some items of a charge came to, with some of the amendments.
    pub fn sum_of(
        &mut self,
        taken: &[usize],
        key: &(String, String),
        meant: &dyn Fn(&BillingItem) -> bool,
    ) -> Result<Minor> {
        if !self.lives.iter().any(|(known, _)| known == taken) {
            let asked = self.asked;
            let mut charges = life(asked.order, taken, asked.reach, asked.events)?.charges;
            charges.iter_mut().for_each(ChargeLife::forget);
            self.lives.push((taken.to_vec(), charges));
        }
        let charges = self.lives.iter().filter(|(known, _)| known == taken).flat_map(|(_, charges)| charges);
        let items = charges.filter(|own| own.line == key.0 && own.charge == key.1).flat_map(|own| &own.items);
        Ok(items.filter(|item| meant(item)).map(|item| item.net).sum())
    }

    /// The day of a cause, and the first day of a span on which what is said now is another than with some of the amendments.
    fn since(
        &mut self,
        on: Option<Date>,
        taken: &[usize],
        key: &(String, String),
        span: Span,
    ) -> Result<Option<(Date, Date)>> {
        let Some(on) = on else { return Ok(None) };
        let from = if self.early { span.from } else { on.max(span.from) };
        let other = self.parts(taken, key, from)?.filter(|day| *day < span.to);
        Ok(Some((on, other.unwrap_or(on.max(span.from)).min(span.to.before()))))
    }

    /// The first day, from a day on, on which what is said now of a charge is another than with some of the amendments.
    fn parts(&mut self, taken: &[usize], key: &(String, String), from: Date) -> Result<Option<Date>> {
        let asked = self.asked;
        let ever = Span { from, to: Date::MAX };
        self.sum(asked.taken, key, ever)?;
        self.sum(taken, key, ever)?;
        let of = |wanted: &[usize]| {
            let mut charges = self.lives.iter().filter(|(known, _)| known == wanted).flat_map(|(_, charges)| charges);
            charges.find(|own| own.line == key.0 && own.charge == key.1)
        };
        Ok(of(taken).zip(of(asked.taken)).and_then(|(then, now)| then.parts_from(now, from)))
    }
}

/// When what a state that explains what was billed did not know takes effect, and the first day that it changes: the latest state
/// as amendments became known, or one without one of them. Where none does, the first amendment that changes these days.
pub(super) fn cause(
    asked: &Asked,
    others: &mut Others,
    key: &(String, String),
    (span, reach): (Span, Date),
    billed: Minor,
) -> Result<Option<(Date, Date)>> {
    let within = Span { from: span.from, to: reach };
    let early = others.early;
    let first = |left_out: &mut dyn Iterator<Item = &usize>| {
        left_out.map(|i| asked.order.amendments[*i].effective).min().filter(|day| early || *day < span.to)
    };
    for count in (0..asked.taken.len()).rev() {
        // An amendment may need another one, and usage the days that one brought.
        if others.sum(&asked.taken[..count], key, within).is_ok_and(|sum| sum == billed) {
            let on = first(&mut asked.taken[count..].iter());
            return others.since(on, &asked.taken[..count], key, span);
        }
    }
    for out in asked.taken {
        let rest = asked.without(*out);
        if others.sum(&rest, key, within).is_ok_and(|sum| sum == billed) {
            return others.since(first(&mut [*out].iter()), &rest, key, span);
        }
    }
    // None of these: what any earlier state said otherwise is billed anew.
    let on = first(&mut asked.taken.iter());
    let mut since: Option<Date> = None;
    let now = others.sum(asked.taken, key, within)?;
    for state in asked.earlier() {
        let from = others.parts(&state, key, span.from).ok().flatten().filter(|day| *day < span.to);
        // At the same rate, another cut may round otherwise.
        let rounds = others.sum(&state, key, within).is_ok_and(|own| own != now).then_some(span.from);
        since = since.into_iter().chain(from).chain(rounds).min();
    }
    Ok(on.zip(since))
}
