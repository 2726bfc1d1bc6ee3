//! What an order keeps of the prices that were accepted: the terms by which time is measured, and what amounts took off.
//!
//! An amount off is a fraction of what was there when the quote was accepted. What is added later takes percentages only; what
//! is taken away leaves the same fraction on the rest. So each such step has, for each stretch of time, the accepted part of
//! the price (`kept`) at the accepted fraction, and the rest at the step's percentage, if it has one.

use super::curves::Work;
use super::deal::{Deal, DealCharge, DealLine};
use super::steps::{Because, Bend, Named, ALWAYS};
use crate::calendar::{Date, Span};
use crate::curve::Curve;
use crate::money::Exact;

/// What is kept of every line that has been sold.
#[derive(Default)]
pub(crate) struct Frozen {
    lines: Vec<FrozenLine>,
}

pub(crate) struct FrozenLine {
    id: String,
    /// The contracted first day, and the end, exclusive.
    pub term: (Date, Option<Date>),
    charges: Vec<FrozenCharge>,
}

struct FrozenCharge {
    id: String,
    /// The regular price from a day on.
    rates: Vec<(Date, Exact)>,
    /// The price after the line's own discounts.
    line_rates: Vec<(Date, Exact)>,
    steps: Vec<FrozenStep>,
}

struct FrozenStep {
    key: String,
    parts: Vec<(Span, Exact)>,
}

/// What names a step whatever place its line has.
fn key(path: &str) -> String {
    let own = path.strip_prefix("/lines/").and_then(|rest| rest.split_once('/'));
    own.map_or_else(|| path.to_owned(), |(_, rest)| format!("line/{rest}"))
}

fn rates(curve: &Curve) -> Vec<(Date, Exact)> {
    let mut all: Vec<(Date, Exact)> = Vec::new();
    let starts = curve.layers.iter().map(|layer| (layer.from, layer.rate.clone()));
    for (from, rate) in starts.chain(curve.steps.iter().map(|step| (step.on, step.amount.clone()))) {
        match all.iter_mut().find(|(known, _)| *known == from) {
            Some((_, sum)) => *sum = (&*sum + &rate).reduced(),
            None => all.push((from, rate)),
        }
    }
    all.sort_by_key(|(from, _)| *from);
    all
}

fn rate_on(rates: &[(Date, Exact)], day: Date) -> Exact {
    let place = rates.partition_point(|(from, _)| *from <= day);
    place.checked_sub(1).and_then(|place| rates.get(place)).map_or(Exact::ZERO, |(_, rate)| rate.clone())
}

impl Frozen {
    /// The lines of a priced deal.
    pub fn of(deal: &Deal, works: &[Work]) -> Frozen {
        let line = |line: &DealLine| {
            let charge = |c: usize| {
                let amounts = works[c].applied.iter().filter_map(|applied| match (&applied.bend, &applied.because) {
                    (Bend::Scale(parts), Because::Amount { .. }) => {
                        Some(FrozenStep { key: key(&applied.path), parts: parts.clone() })
                    }
                    _ => None,
                });
                FrozenCharge {
                    id: deal.charges[c].charge.id.clone(),
                    rates: rates(works[c].regular.as_ref().unwrap_or(&works[c].list)),
                    line_rates: rates(&works[c].line),
                    steps: amounts.collect(),
                }
            };
            let charges = line.charges.clone().map(charge).collect();
            FrozenLine { id: line.line.id.clone(), term: (line.start, line.end), charges }
        };
        Frozen { lines: deal.lines.iter().map(line).collect() }
    }

    /// Keeps the lines that are not there yet.
    pub fn keep(&mut self, new: Frozen) {
        let known: Vec<String> = self.lines.iter().map(|line| line.id.clone()).collect();
        self.lines.extend(new.lines.into_iter().filter(|line| !known.contains(&line.id)));
    }

    /// What is kept of a line.
    pub fn line(&self, id: &str) -> Option<&FrozenLine> {
        self.lines.iter().find(|line| line.id == id)
    }
}

impl Deal<'_> {
    fn frozen_charge(&self, charge: &DealCharge) -> Option<&FrozenCharge> {
        let line = self.frozen?.line(&self.lines[charge.line].line.id)?;
        line.charges.iter().find(|own| own.id == charge.charge.id)
    }

    /// Whether a charge was sold before, so that amounts off it are what they were.
    pub fn is_sold(&self, c: usize) -> bool {
        self.frozen_charge(&self.charges[c]).is_some()
    }

    /// What a step with an amount does to a charge that was sold before: nothing, where it did nothing then.
    pub fn kept(&self, c: usize, work: &mut Work, named: &Named, until: Option<Date>) -> Option<Bend> {
        let charge = &self.charges[c];
        let frozen = self.frozen_charge(charge)?;
        let wanted = key(&named.path);
        let step = frozen.steps.iter().find(|step| step.key == wanted)?;
        let percent = named.percent.map_or(Exact::ONE, |percent| Exact::ONE - percent.percent());
        if work.is_final && !work.kept_of_line {
            // A line's discounts may have changed since; what is off the sums was off what they left.
            (work.kept, work.kept_of_line) = (accepted(charge, &frozen.line_rates, &work.line), true);
        } else if work.kept.is_empty() {
            work.kept = accepted(charge, &frozen.rates, work.regular.as_ref().unwrap_or(&work.list));
        }
        let (mut parts, mut rest) = (Vec::new(), Vec::new());
        // A percentage holds beyond the term that was accepted as it is written.
        let term =
            self.frozen.and_then(|frozen| frozen.line(&self.lines[charge.line].line.id)).and_then(|own| own.term.1);
        let term = term.filter(|_| named.percent.is_some());
        for (span, kept) in std::mem::take(&mut work.kept).into_iter().flat_map(|part| cut_at(part, term)) {
            let mut from = span.from;
            for (within, factor) in &step.parts {
                let holds = Span { to: until.map_or(within.to, |last| last.plus_days(1).min(within.to)), ..*within };
                let Some(inside) = span.overlap(holds) else { continue };
                if from < inside.from {
                    rest.push((Span { from, to: inside.from }, kept.clone()));
                }
                let own = &kept * factor;
                let whole = (&own + &(&(Exact::ONE - &kept) * &percent)).reduced();
                rest.push((inside, own.over(&whole).unwrap_or(Exact::ZERO).reduced()));
                parts.push((inside, whole));
                from = inside.to;
            }
            if from < span.to {
                rest.push((Span { from, to: span.to }, kept));
            }
        }
        work.kept = rest;
        Some(match parts.is_empty() {
            true => Bend::None,
            false => Bend::Scale(parts),
        })
    }
}

/// A stretch with the part that is kept of it, up to a day; after it nothing is.
fn cut_at((span, kept): (Span, Exact), day: Option<Date>) -> Vec<(Span, Exact)> {
    match day {
        Some(day) if day <= span.from => vec![(span, Exact::ZERO)],
        Some(day) if day < span.to => {
            vec![(Span { to: day, ..span }, kept), (Span { from: day, ..span }, Exact::ZERO)]
        }
        _ => vec![(span, kept)],
    }
}

/// For each stretch of a charge, which part of its price was accepted.
fn accepted(charge: &DealCharge, sold: &[(Date, Exact)], price: &Curve) -> Vec<(Span, Exact)> {
    let now = rates(price);
    let mut cuts: Vec<Date> = charge.segments.iter().map(|terms| terms.from).collect();
    cuts.extend(sold.iter().chain(&now).map(|(from, _)| *from).filter(|from| *from > charge.start));
    cuts.sort_unstable();
    cuts.dedup();
    let part = |(i, from): (usize, &Date)| {
        let whole = rate_on(&now, *from);
        let (old, one) = (rate_on(sold, *from), Exact::ONE);
        let part = old.over(&whole).filter(|part| part.sign() >= 0 && *part < one).unwrap_or(one);
        (Span { from: *from, to: cuts.get(i + 1).copied().unwrap_or(ALWAYS.to) }, part.reduced())
    };
    cuts.iter().enumerate().map(part).collect()
}
