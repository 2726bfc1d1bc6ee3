//! Why usage and commitments cost what they cost, period by period.

use super::charge::Explainer;
use super::price::{conversion, terms_of, Source};
use super::sentences as say;
use super::steps::Steps;
use super::tree::{How, Why};
use crate::calendar::Span;
use crate::money::{Exact, Minor};
use crate::pricing::{Aggregate, RateBy};
use crate::quote::commitment::{trued, Trued};
use crate::quote::late::Dated;
use crate::quote::offers::Origin;
use crate::quote::regular::named;
use crate::quote::steps::Bend;
use crate::quote::usage::{walk, Part, Visit};

/// At most so many records are shown one by one.
const RECORDS: usize = 40;

impl Explainer<'_> {
    /// The periods of usage in a span, after some steps.
    pub fn usages(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let mut all: Vec<(Span, usize, Why)> = Vec::new();
        let walked = walk(self.deal, c, &self.worked.shown, &mut |visit| {
            let own = visit.usage.span;
            let day = own.to.before();
            if day >= span.from && day < span.to {
                all.push((own, visit.usage.tag, self.visited(c, steps, &visit)));
            }
        });
        if walked.is_err() {
            return Vec::new();
        }
        let several = self.among(all.len());
        let scales = self.applied(c).iter().take(steps).any(|own| !matches!(own.bend, Bend::None));
        let bent = |(own, tag, why): (Span, usize, Why)| {
            let day = own.to.before();
            let why = if scales { several.bent(c, why, (tag, day), steps, Steps::OfAmount) } else { why };
            self.on_the_way(c, why, format_args!("after/{steps}/{}/{}", own.from, own.to))
        };
        all.into_iter().map(bent).collect()
    }

    /// What the usage of a period adds to the windows that it lies in.
    fn visited(&self, c: usize, steps: usize, visit: &Visit) -> Why {
        if steps == 0 && visit.other().is_some() {
            return Why::known(say::at_list(), visit.list());
        }
        let text = self.used(c, visit);
        let mut parts: Vec<Why> = visit.parts.iter().map(|part| self.rated(c, visit, part)).collect();
        match (parts.len(), parts.pop()) {
            (1, Some(only)) if only.how == How::Sum => only.saying(text),
            (1, Some(only)) if only.how == How::Difference => only.saying(text),
            (1, Some(only)) => Why::same(text, only),
            (_, last) => Why::sum(text, parts.into_iter().chain(last).collect()),
        }
    }

    /// What a period adds to one window.
    fn rated(&self, c: usize, visit: &Visit, part: &Part) -> Why {
        let charge = self.charge(c);
        let named = named(self.deal, charge, part.origin).name();
        let keeps = |keeps: &Exact| {
            let why = match part.origin {
                Origin::Contracted(place, Some(percent)) if Exact::ONE - percent.percent() == *keeps => {
                    self.keeps(&named, &percent.percent(), format!("/contracted/{place}/percent"))
                }
                _ => Why::known(say::agreed(&named), keeps.clone()),
            };
            (say::after_step(&named), why)
        };
        let units = |count: &Exact| self.priced_units(c, visit, part).filter(|why| why.exact == *count);
        let charge_at = self.charge_at(c);
        let at = match part.origin {
            Origin::Contracted(place, None) => format!("/contracted/{place}/price"),
            Origin::Book(place) => self.book_at(place),
            Origin::Override => self.price_at(c, visit.usage.tag, true),
            _ => format!("{charge_at}/price"),
        };
        let limits = [charge.limits.minimum, charge.limits.maximum].map(|own| own.map(|own| own.exact()));
        let source =
            Source { at: &at, charge_at: &charge_at, limits, text: &say::used_so_far(), units: &units, keeps: &keeps };
        let now = terms_of(&part.rated.terms, &source);
        match part.before.is_zero() {
            true => now,
            false => {
                let before = Why::known(say::used_before(), part.before.clone());
                Why::difference(say::used_so_far(), vec![now, before])
            }
        }
    }

    fn used(&self, c: usize, visit: &Visit) -> say::Text {
        let (of, recorded) = (visit.usage.span, visit.usage.quantity.exact());
        if recorded.is_zero() {
            return say::unused(of);
        }
        // Of a window that began earlier, what is priced is of more than this period.
        let windowed = self.charge(c).charge.rating.is_some_and(|rating| rating.window.is_some());
        let [Part { rated, .. }] = visit.parts.as_slice() else {
            return say::used(&say::Usage { of, priced: None, free: None, recorded });
        };
        let free = &rated.quantity - &rated.beyond;
        say::used(&say::Usage {
            of,
            priced: Some(rated.quantity.clone()).filter(|priced| *priced != recorded && !windowed),
            free: Some(free).filter(|free| !free.is_zero() && (!windowed || rated.quantity == recorded)),
            recorded,
        })
    }

    /// The units of a period that are priced, from its records: counted, converted, less what is included. `None` where they
    /// came about in another way.
    fn priced_units(&self, c: usize, visit: &Visit, part: &Part) -> Option<Why> {
        let charge = self.charge(c);
        let rating = charge.charge.rating.unwrap_or_default();
        if rating.by != RateBy::Period || visit.parts.len() != 1 {
            return None;
        }
        let mine = visit.records;
        let own_unit = charge.charge.unit_of_measure.as_deref();
        let mut units: Vec<Option<&str>> = mine.iter().map(|own| own.record.unit.as_deref().or(own_unit)).collect();
        units.dedup();
        if mine.is_empty() || units.len() > 1 {
            return None;
        }
        let at = self.deal.at_line(charge.line);
        let record = |own: &Dated| {
            let quantity = own.record.quantity.exact();
            let text = match own.record.recorded.filter(|_| own.on != own.record.date) {
                Some(known) => say::late_record(&quantity, own.record.date, known),
                None => say::record(&quantity, own.record.date),
            };
            Why::input(text, quantity, format!("{at}/usage/{}/quantity", own.place))
        };
        let sum: Exact = mine.iter().map(|own| own.record.quantity.exact()).sum();
        let last = mine.last().map(record)?;
        let counted = match rating.aggregate {
            _ if mine.len() == 1 => last,
            Aggregate::Last => Why::same(say::last_record(), last),
            Aggregate::Max if mine.len() <= RECORDS => {
                Why::max(say::largest_record(), mine.iter().map(record).collect())
            }
            Aggregate::Max => return None,
            Aggregate::Sum if mine.len() <= RECORDS => Why::sum(say::recorded(), mine.iter().map(record).collect()),
            Aggregate::Sum => Why::known(say::recorded(), sum),
        };
        let unit = units.first().copied().flatten();
        let mut conversions = charge.charge.conversions.iter().flatten().enumerate();
        let counted = match conversions.find(|(_, own)| own.unit.is_none() || own.unit.as_deref() == unit) {
            Some((i, own)) => conversion(own, counted, &format!("{}/conversions/{i}", self.charge_at(c))),
            None => counted,
        };
        let rated = &part.rated;
        if counted.exact != rated.quantity {
            return None;
        }
        let free = &rated.quantity - &rated.beyond;
        if free.is_zero() {
            return Some(counted);
        }
        let free = Why::known(say::free(&free), free);
        Some(Why::difference(say::beyond(), vec![counted, free]))
    }

    /// What a commitment bills in a span.
    pub fn commitments(&self, c: usize, span: Span) -> Vec<Why> {
        let works = |base: usize| self.worked.works.get(base);
        let all = trued(self.deal, c, &works, &self.worked.shown).unwrap_or_default();
        let inside = |own: &&Trued| own.span.to.before() >= span.from && own.span.to <= span.to;
        all.iter().filter(inside).map(|own| self.trued_up(own)).collect()
    }

    fn trued_up(&self, own: &Trued) -> Why {
        let zero = || Why::known(say::not_below_zero(), Exact::ZERO);
        let digits = self.digits();
        let billed = || {
            let of = own.billed.iter().map(|(base, net)| self.money(say::billed_of(&self.name(*base)), *net)).collect();
            let sum = Why::sum(say::billed_others(), of).money(digits);
            match own.taken {
                Minor::ZERO => sum,
                taken => {
                    let left = Why::difference(say::not_yet_counted(), vec![sum, self.money(say::taken(), taken)]);
                    let all: Minor = own.billed.iter().map(|(_, net)| *net).sum();
                    let floor = if all < Minor::ZERO { self.money(say::billed_others(), all) } else { zero() };
                    Why::max(say::not_yet_counted(), vec![left.money(digits), floor]).money(digits)
                }
            }
        };
        let missing = own.minimum.map(|minimum| {
            let rest = vec![self.money(say::minimum_for(own.span), minimum), billed()];
            let rest = Why::difference(say::gap_below(), rest).money(digits);
            Why::max(say::missing(), vec![rest, zero()]).money(digits)
        });
        let above = own.maximum.map(|maximum| {
            let rest = vec![billed(), self.money(say::maximum_for(own.span), maximum)];
            let rest = Why::difference(say::gap_above(), rest).money(digits);
            Why::max(say::above(), vec![rest, zero()]).money(digits)
        });
        let text = say::trued_up(own.span, own.amount() < Minor::ZERO);
        match (missing, above) {
            (Some(missing), None) => Why::same(text, missing).money(digits),
            (missing, above) => {
                let first = missing.unwrap_or_else(|| Why::known(say::zero(), Exact::ZERO));
                Why::difference(text, std::iter::once(first).chain(above).collect()).money(digits)
            }
        }
    }
}
