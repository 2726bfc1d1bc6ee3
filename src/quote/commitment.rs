//! Commitments: a floor and a ceiling over what other charges bill, trued up period by period.

use super::bill::bill_charge;
use super::curves::Work;
use super::deal::{Deal, DealCharge};
use super::derived::{bases, earlier};
use crate::billing::{BillingItem, When, MAX_PERIODS};
use crate::calendar::{Date, Period, Span};
use crate::curve::{Curve, Step};
use crate::document::short;
use crate::money::{Dec, Minor};
use crate::policy::Minimums;
use crate::pricing::{Commitment, Price};
use crate::problem::{At, Check, Code, Problems, Result};

/// For how many months the periods of commitments without an end are compared.
const COMPARED: i32 = 120;

/// One period of a commitment.
pub(crate) struct Trued {
    pub span: Span,
    pub minimum: Option<Minor>,
    pub maximum: Option<Minor>,
    /// What the other charges bill for the period, by charge.
    pub billed: Vec<(usize, Minor)>,
    /// What earlier commitments have counted of it.
    pub taken: Minor,
}

impl Trued {
    pub fn eligible(&self) -> Minor {
        let all: Minor = self.billed.iter().map(|(_, net)| *net).sum();
        // What was counted elsewhere leaves nothing, never less; what others gave back stays below zero.
        (all - self.taken).max(all.min(Minor::ZERO))
    }

    pub fn amount(&self) -> Minor {
        let all = self.eligible();
        let missing = self.minimum.map_or(Minor::ZERO, |minimum| (minimum - all).max(Minor::ZERO));
        let above = self.maximum.map_or(Minor::ZERO, |maximum| (all - maximum).max(Minor::ZERO));
        missing - above
    }
}

/// The curve of a commitment: a step on the last day of each of its periods.
///
/// # Errors
/// `overflow`, `limit_exceeded`.
pub(super) fn work(deal: &Deal, c: usize, works: &[Option<Work>], shown: &[Date]) -> Result<Work> {
    let mut work = Work::default();
    let mut list = Curve::default();
    for trued in trued(deal, c, &|base| works[base].as_ref(), shown)? {
        let amount = trued.amount();
        let counted = trued.minimum.map_or(Minor::ZERO, |minimum| minimum.min(trued.eligible()).max(Minor::ZERO));
        work.counted.push((trued.span, counted));
        let tag = deal.charges[c].segment_on(trued.span.from);
        list.steps.push(Step { on: trued.span.to.before(), amount: deal.currency.exact(amount), tag });
    }
    Ok(Work { line: list.clone(), list, ..work })
}

/// Every period of a commitment, up to what is shown.
///
/// # Errors
/// `overflow`, `limit_exceeded`.
pub(crate) fn trued<'w>(
    deal: &Deal,
    c: usize,
    work: &dyn Fn(usize) -> Option<&'w Work>,
    shown: &[Date],
) -> Result<Vec<Trued>> {
    let charge = &deal.charges[c];
    let Some(schedule) = &charge.schedule else { return Ok(Vec::new()) };
    let (periods, more) = schedule.periods(charge.start, charge.end, shown[c]);
    if more {
        let path = deal.at_line(charge.line);
        let message = format!("More than {MAX_PERIODS} billing periods.");
        return Err(Problems::one(Code::LimitExceeded, &At::Pointer(&path), message, "Bill less often."));
    }
    let mut all: Vec<Trued> = Vec::with_capacity(periods.len());
    for period in &periods {
        let Price::Commitment(own) = charge.segments[charge.segment_on(period.span.from)].price else { continue };
        all.push(Trued {
            span: period.span,
            minimum: part(deal, charge, period, own.minimum)?,
            maximum: part(deal, charge, period, own.maximum)?,
            billed: Vec::new(),
            taken: taken(deal, own, period.span, work),
        });
    }
    let mut reads: Vec<(usize, usize)> = Vec::new();
    for (tag, terms) in charge.segments.iter().enumerate() {
        let of = terms.price.reads().map(|of| bases(deal, c, of)).unwrap_or_default();
        reads.extend(of.into_iter().map(|base| (base, tag)));
    }
    reads.sort_unstable();
    let known = |base: usize, tag: usize| reads.binary_search(&(base, tag)).is_ok();
    let mut each: Vec<usize> = reads.iter().map(|(base, _)| *base).collect();
    each.dedup();
    for base in each {
        let Some(own) = work(base) else { continue };
        for (day, net) in billed(deal, base, own, shown[c])? {
            let place = all.partition_point(|trued| trued.span.to <= day);
            let Some(trued) = all.get_mut(place).filter(|trued| trued.span.from <= day) else { continue };
            if !known(base, charge.segment_on(trued.span.from)) {
                continue;
            }
            match trued.billed.iter_mut().find(|(known, _)| *known == base) {
                Some((_, sum)) => *sum += net,
                None => trued.billed.push((base, net)),
            }
        }
    }
    Ok(all)
}

/// Notes commitments that take after lines without one, or after one whose periods are longer.
pub(super) fn check(deal: &Deal, check: &mut Check) {
    for c in (0..deal.charges.len()).filter(|c| deal.charges[*c].is_commitment()) {
        let charge = &deal.charges[c];
        let path = deal.at_line(charge.line);
        let named = charge.segments.iter().filter_map(|terms| match terms.price {
            Price::Commitment(own) => Some(&own.after),
            _ => None,
        });
        for id in named.flatten() {
            let before = earlier(deal, std::slice::from_ref(id));
            if before.is_empty() {
                let message = format!("The commitment takes after the line \"{}\", which has none.", short(id));
                check.note(Code::Conflict, &At::Pointer(&path), message, "Name the line of another commitment.");
            }
            if before.iter().any(|b| outlasts(&deal.charges[*b], charge)) {
                let message = format!("The commitment of \"{}\" has longer periods than this one.", short(id));
                let hint = "Let the one with the shorter periods take first, or give both the same.";
                check.note(Code::Conflict, &At::Pointer(&path), message, hint);
            }
        }
    }
}

/// Whether a commitment has a period that holds more than one of another's; what it counts is known only at its end.
fn outlasts(before: &DealCharge, after: &DealCharge) -> bool {
    let horizon = after.start.plus_months(COMPARED);
    let periods = |of: &DealCharge| of.schedule.as_ref().map(|own| own.periods(of.start, of.end, horizon).0);
    let (Some(theirs), Some(mine)) = (periods(before), periods(after)) else { return false };
    theirs.iter().any(|period| {
        let next = mine.partition_point(|own| own.span.from < period.span.from);
        mine.get(next).is_some_and(|own| own.span.to < period.span.to && Some(own.span.to) != after.end)
    })
}

/// A limit per price period, for a period.
fn part(deal: &Deal, charge: &DealCharge, period: &Period, limit: Option<Dec>) -> Result<Option<Minor>> {
    let (Some(limit), Some(schedule)) = (limit, &charge.schedule) else { return Ok(None) };
    let path = deal.at_line(charge.line);
    let terms = &charge.segments[charge.segment_on(period.span.from)];
    let Some(measure) = &terms.measure else { return Ok(None) };
    let span = match deal.policy.minimums {
        Minimums::Prorate => period.span,
        Minimums::Full => {
            let k = schedule.grid.index(period.span.from);
            Span { from: schedule.grid.boundary(k), to: schedule.grid.boundary(k + 1) }
        }
    };
    let exact = limit.exact() * &measure.between(span.from, span.from, span.to);
    deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path)).map(Some)
}

fn taken<'w>(deal: &Deal, own: &Commitment, span: Span, work: &dyn Fn(usize) -> Option<&'w Work>) -> Minor {
    let before = earlier(deal, &own.after).into_iter().filter_map(work);
    let inside = |(own, _): &&(Span, Minor)| own.to.before() >= span.from && own.to <= span.to;
    before.flat_map(|work| work.counted.iter().filter(inside).map(|(_, counted)| *counted)).sum()
}

/// What a charge bills, by the last day that each amount is for; a charge with an invoice plan counts whole on its first day.
fn billed(deal: &Deal, base: usize, work: &Work, until: Date) -> Result<Vec<(Date, Minor)>> {
    let charge = &deal.charges[base];
    let billed = bill_charge(deal, base, work, until)?;
    if billed.items.is_empty() {
        return Ok(vec![(charge.start, billed.net.unwrap_or_default())]);
    }
    let day = |item: &BillingItem| match (item.span, &item.when) {
        (Some(span), _) => span.to.before(),
        (None, When::On(date)) => *date,
        (None, _) => charge.start,
    };
    Ok(billed.items.iter().map(|item| (day(item), item.net)).collect())
}
