//! Causes: which earlier state of the order explains what was billed, and what it did not know.

use super::document::Order;
use super::life::{life, ChargeLife};
use super::settle::Asked;
use crate::billing::BillingItem;
use crate::calendar::{Date, Span};
use crate::money::Minor;
use crate::problem::{Problems, Result};

/// Why days were billed otherwise.
pub(super) struct Cause {
    /// When what was not known takes effect.
    pub on: Date,
    /// The first day that it changes.
    pub since: Date,
    /// The state that explains what was billed.
    pub explains: Option<Vec<usize>>,
}

/// Other states of the order, made when they are asked for.
pub(super) struct Others<'a> {
    asked: &'a Asked<'a>,
    /// Whether a change may hold from the start of the billing period that holds its day.
    early: bool,
    lives: Vec<(Vec<usize>, Vec<ChargeLife>)>,
    /// States that have no days for what was used later: of what is rated they say nothing.
    partial: Vec<(Vec<usize>, Problems)>,
}

/// Whether a charge is another in two states.
pub(super) type Differ<'f, 'a> = dyn Fn(&mut Others<'a>, &[usize], &[usize]) -> Result<bool> + 'f;

impl<'a> Others<'a> {
    /// None yet.
    pub fn of(asked: &'a Asked<'a>, early: bool) -> Others<'a> {
        Others { asked, early, lives: Vec::new(), partial: Vec::new() }
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
            let mut charges = match life(asked.order, taken, asked.reach, asked.events) {
                Ok(own) => own.charges,
                Err(problems) if asked.order.usage.is_empty() => return Err(problems),
                Err(problems) => {
                    let order = Order { usage: Vec::new(), ..asked.order.clone() };
                    let mut charges = life(&order, taken, asked.reach, asked.events)?.charges;
                    charges.retain(|own| !own.is_rated);
                    self.partial.push((taken.to_vec(), problems));
                    charges
                }
            };
            charges.iter_mut().for_each(ChargeLife::forget);
            self.lives.push((taken.to_vec(), charges));
        }
        let charges = self.lives.iter().filter(|(known, _)| known == taken).flat_map(|(_, charges)| charges);
        let mut mine = charges.filter(|own| own.line == key.0 && own.charge == key.1).peekable();
        let partial = self.partial.iter().find(|(known, _)| known == taken);
        if let Some((_, problems)) = partial.filter(|_| mine.peek().is_none()) {
            return Err(problems.clone());
        }
        Ok(mine.flat_map(|own| &own.items).filter(|item| meant(item)).map(|item| item.net).sum())
    }

    /// An item without days of a charge, as the latest earlier state has it that has it so.
    pub fn item(
        &mut self,
        key: &(String, String),
        id: Option<&str>,
        so: &dyn Fn(&BillingItem) -> bool,
    ) -> Option<BillingItem> {
        let meant = |item: &&BillingItem| {
            let named = item.item.as_ref().map(|(id, _)| id.as_str()) == id;
            named && item.span.is_none() && so(item)
        };
        let states = self.asked.earlier();
        let known = self.asked.taken.len();
        // As amendments became known, from the latest on, then the others.
        states[..known].iter().rev().chain(&states[known..]).find_map(|taken| {
            // Makes the state, unless there is none.
            self.sum_of(taken, key, &|_| false).ok()?;
            let charges = self.lives.iter().filter(|(known, _)| known == taken).flat_map(|(_, charges)| charges);
            let items = charges.filter(|own| own.line == key.0 && own.charge == key.1).flat_map(|own| &own.items);
            { items }.find(meant).cloned()
        })
    }

    /// Items cut on the first day of a cause: what they come to before it is what the state that explains the billed days says.
    pub fn cut(&mut self, items: Vec<BillingItem>, cause: &Cause, key: &(String, String)) -> Result<Vec<BillingItem>> {
        let since = cause.since;
        let Some(state) = &cause.explains else { return Ok(items) };
        let mut all = Vec::with_capacity(items.len() + 1);
        for item in items {
            let span = item.span.filter(|span| span.from < since && since < span.to);
            let before = span.map(|span| self.before(state, key, span.from, since)).transpose()?.flatten();
            match span.zip(before) {
                Some((span, net)) => {
                    let part =
                        |span: Span, net: Minor| BillingItem { span: Some(span), net, measure: None, ..item.clone() };
                    all.push(part(Span { to: since, ..span }, net));
                    all.push(part(Span { from: since, ..span }, item.net - net));
                }
                None => all.push(item),
            }
        }
        Ok(all)
    }

    /// What a charge came to from a day to another in a state that bills just these days, or parts of them.
    fn before(&mut self, state: &[usize], key: &(String, String), from: Date, to: Date) -> Result<Option<Minor>> {
        let (starts, ends) = (std::cell::Cell::new(false), std::cell::Cell::new(false));
        let inside = |item: &BillingItem| {
            let Some(span) = item.span.filter(|span| span.from >= from && span.to <= to) else { return false };
            starts.set(starts.get() || span.from == from);
            ends.set(ends.get() || span.to == to);
            true
        };
        let sum = self.sum_of(state, key, &inside)?;
        Ok((starts.get() && ends.get()).then_some(sum))
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
        self.parts_of((taken, self.asked.taken), key, from)
    }

    /// The same of two states.
    fn parts_of(
        &mut self,
        (then, now): (&[usize], &[usize]),
        key: &(String, String),
        from: Date,
    ) -> Result<Option<Date>> {
        let ever = Span { from, to: Date::MAX };
        self.sum(now, key, ever)?;
        self.sum(then, key, ever)?;
        let of = |wanted: &[usize]| {
            let mut charges = self.lives.iter().filter(|(known, _)| known == wanted).flat_map(|(_, charges)| charges);
            charges.find(|own| own.line == key.0 && own.charge == key.1)
        };
        Ok(of(then).zip(of(now)).and_then(|(then, now)| then.parts_from(now, from)))
    }

    /// The first day of the amendments that `differ` from none, alone or beside all the others; where none does, of all.
    pub fn first_touching(&mut self, differ: &Differ<'_, 'a>) -> Option<Date> {
        let asked = self.asked;
        let mut touches = |own: &usize| {
            differ(self, &asked.without(*own), asked.taken).is_ok_and(|differs| differs)
                || differ(self, &[*own], &[]).is_ok_and(|differs| differs)
        };
        let touching: Vec<usize> = asked.taken.iter().copied().filter(&mut touches).collect();
        let all = if touching.is_empty() { asked.taken } else { &touching };
        all.iter().map(|own| asked.order.amendments[*own].effective).min()
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
) -> Result<Option<Cause>> {
    let within = Span { from: span.from, to: reach };
    let early = others.early;
    let first = |left_out: &mut dyn Iterator<Item = &usize>| {
        left_out.map(|i| asked.order.amendments[*i].effective).min().filter(|day| early || *day < span.to)
    };
    for count in (0..asked.taken.len()).rev() {
        // An amendment may need another one, and usage the days that one brought.
        if others.sum(&asked.taken[..count], key, within).is_ok_and(|sum| sum == billed) {
            let (on, state) = (first(&mut asked.taken[count..].iter()), &asked.taken[..count]);
            let since = others.since(on, state, key, span)?;
            return Ok(since.map(|(on, since)| Cause { on, since, explains: Some(state.to_vec()) }));
        }
    }
    for out in asked.taken {
        let rest = asked.without(*out);
        if others.sum(&rest, key, within).is_ok_and(|sum| sum == billed) {
            let since = others.since(first(&mut [*out].iter()), &rest, key, span)?;
            return Ok(since.map(|(on, since)| Cause { on, since, explains: Some(rest) }));
        }
    }
    // None of these: what any earlier state said otherwise is billed anew.
    let on = others.first_touching(&|others, then, now| {
        let parts = others.parts_of((then, now), key, span.from)?.is_some_and(|day| day < span.to);
        Ok(parts || others.sum(then, key, within)? != others.sum(now, key, within)?)
    });
    let on = on.filter(|day| early || *day < span.to);
    let mut since: Option<Date> = None;
    let now = others.sum(asked.taken, key, within)?;
    for state in asked.earlier() {
        let from = others.parts(&state, key, span.from).ok().flatten().filter(|day| *day < span.to);
        // At the same rate, another cut may round otherwise.
        let rounds = others.sum(&state, key, within).is_ok_and(|own| own != now).then_some(span.from);
        since = since.into_iter().chain(from).chain(rounds).min();
    }
    Ok(on.zip(since).map(|(on, since)| Cause { on, since, explains: None }))
}
