//! Why a price is what it is: terms, units, schedules.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::money::{Exact, RoundingMode};
use crate::pricing::{Conversion, ConversionRounding, Made, Term, TermKind};
use crate::quote::offers::Origin;
use crate::quote::regular::{named, passes_over, schedule_parts, Reached};
use crate::quote::StepKind;

/// At most so many terms of one price are shown one by one.
const TERMS: usize = 200;

/// Where the numbers of terms are written, and what the units behind them are.
pub(super) struct Source<'s> {
    /// The price.
    pub at: &'s str,
    /// The charge, for its minimum and maximum.
    pub charge_at: &'s str,
    /// They, as written.
    pub limits: [Option<Exact>; 2],
    pub text: &'s say::Text,
    /// How units came about.
    pub units: &'s dyn Fn(&Exact) -> Option<Why>,
    /// What is kept of a price where a percentage is agreed, and what the price is then called.
    pub keeps: &'s dyn Fn(&Exact) -> (say::Text, Why),
}

impl Explainer<'_> {
    /// Where a charge is written.
    pub fn charge_at(&self, c: usize) -> String {
        let charge = self.charge(c);
        let product = self.deal.lines[charge.line].product;
        let products = &self.deal.request.catalog.products;
        let place = products.iter().position(|own| std::ptr::eq(own, product)).unwrap_or_default();
        let own = product.charges.iter().position(|own| std::ptr::eq(own, charge.charge)).unwrap_or_default();
        format!("/catalog/products/{place}/charges/{own}")
    }

    /// Where a price of the quote's price book is written.
    pub fn book_at(&self, place: usize) -> String {
        let id = self.deal.request.price_book.as_deref();
        let mut books = self.deal.request.catalog.price_books.iter().flatten();
        let book = books.position(|own| Some(own.id.as_str()) == id).unwrap_or_default();
        format!("/catalog/priceBooks/{book}/prices/{place}/price")
    }

    /// Where the price of a segment is written.
    pub fn price_at(&self, c: usize, tag: usize, chosen: bool) -> String {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let line = self.deal.lines[charge.line].line;
        match terms.origin {
            Origin::Contracted(place, None) if chosen => format!("/contracted/{place}/price"),
            Origin::Book(place) if chosen => self.book_at(place),
            Origin::Override if chosen || std::ptr::eq(terms.list, terms.price) => {
                let own = |charges: Vec<&String>| charges.into_iter().position(|id| *id == charge.charge.id);
                let segment = line.segments.get(tag);
                let place =
                    segment.and_then(|segment| own(segment.charges.iter().map(|price| &price.charge).collect()));
                let at = self.deal.at_line(charge.line);
                match (place, own(line.charges.iter().map(|price| &price.charge).collect())) {
                    (Some(place), _) => format!("{at}/segments/{tag}/charges/{place}/price"),
                    (None, place) => format!("{at}/charges/{}/price", place.unwrap_or_default()),
                }
            }
            _ => format!("{}/price", self.charge_at(c)),
        }
    }

    /// The units that a segment prices.
    pub fn units(&self, c: usize, tag: usize) -> Why {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let written = terms.quantity.exact();
        let at = self.deal.at_line(charge.line);
        let quantity = Why::input(say::quantity(&written), written.clone(), format!("{at}/quantity"));
        if terms.units == written {
            return quantity;
        }
        let unit = charge.charge.unit_of_measure.as_deref();
        let mut conversions = charge.charge.conversions.iter().flatten().enumerate();
        let Some((i, own)) = conversions.find(|(_, own)| own.unit.is_none() || own.unit.as_deref() == unit) else {
            return quantity;
        };
        let converted = conversion(own, quantity, &format!("{}/conversions/{i}", self.charge_at(c)));
        match converted.exact == terms.units {
            true => converted,
            false => Why::known(say::units(&terms.units), terms.units.clone()),
        }
    }

    /// A segment's price from its terms: the catalog's, or the one that was chosen.
    pub fn price(&self, c: usize, tag: usize, chosen: bool) -> Why {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let price = if chosen { terms.price } else { terms.list };
        let at = self.price_at(c, tag, chosen);
        let own = price.terms(&self.deal.used(charge, terms.units.clone()));
        let units = |count: &Exact| (*count == terms.units).then(|| self.units(c, tag));
        let source = Source {
            at: &at,
            charge_at: &self.charge_at(c),
            limits: [None, None],
            text: &say::price_of(&self.name(c)),
            units: &units,
            keeps: &|keeps| (say::one(), Why::known(say::one(), keeps.clone())),
        };
        let mut why = terms_of(&own, &source);
        if let (Origin::Contracted(place, Some(percent)), true) = (terms.origin, chosen) {
            let name = named(self.deal, charge, terms.origin).name();
            let keeps = self.keeps(&name, &percent.percent(), format!("/contracted/{place}/percent"));
            why = Why::product(say::agreed(&name), vec![why, keeps]);
        }
        let limits = [(charge.limits.minimum, true), (charge.limits.maximum, false)];
        for (limit, least) in limits {
            let Some(limit) = limit.map(|limit| limit.exact()) else { continue };
            if if least { why.exact < limit } else { why.exact > limit } {
                let key = if least { "minimum" } else { "maximum" };
                let text = if least { say::minimum(&limit) } else { say::maximum(&limit) };
                why = limited(why, Why::input(text, limit, format!("{}/{key}", self.charge_at(c))), least);
            }
        }
        why
    }

    /// What a discount schedule makes of a price.
    pub fn schedule(&self, c: usize, tag: usize, place: usize, before: Why) -> Why {
        let terms = &self.charge(c).segments[tag];
        let Some(schedule) = self.deal.request.catalog.schedules.iter().flatten().nth(place) else { return before };
        if passes_over(self.deal, self.charge(c), schedule, terms) {
            return before;
        }
        let mut reached = Reached::default();
        let parts = schedule_parts(self.deal, c, (place, schedule), terms, &before.exact, &mut reached);
        let name = super::names::step_name(StepKind::Schedule, schedule.name(), "");
        let each = Why::quotient(say::one(), before, self.units(c, tag));
        let said = say::written_price(&each.exact);
        let each = each.saying(said);
        let part = |part: crate::catalog::SchedulePart| {
            let tier = part.tier.and_then(|tier| Some((tier, schedule.tiers.get(tier)?)));
            let price = match tier {
                None => each.clone(),
                Some((tier, own)) => {
                    let at = format!("/catalog/schedules/{place}/tiers/{tier}/value");
                    let value = own.value.exact();
                    match schedule.unit {
                        crate::catalog::ScheduleUnit::Percent => {
                            let rate = own.value.percent();
                            Why::product(say::after_step(&name), vec![each.clone(), self.keeps(&name, &rate, at)])
                        }
                        crate::catalog::ScheduleUnit::Amount => {
                            let off = Why::input(say::written_amount(&value), value, at);
                            Why::difference(say::less(&name), vec![each.clone(), off])
                        }
                        crate::catalog::ScheduleUnit::Price => Why::input(say::written_price(&value), value, at),
                    }
                }
            };
            let units = Why::known(say::units(&part.units), part.units.clone());
            Why::product(say::schedule_part(part.tier, &part.units), vec![units, price])
        };
        let parts: Vec<Why> = parts.unwrap_or_default().into_iter().map(part).collect();
        Why::sum(say::scheduled(&name), parts)
    }
}

/// A value with a limit that it does not keep.
fn limited(why: Why, limit: Why, least: bool) -> Why {
    match least {
        true => Why::max(say::at_least(&limit.exact, &why.exact), vec![why, limit]),
        false => Why::min(say::at_most(&limit.exact, &why.exact), vec![why, limit]),
    }
}

/// A quantity in the unit that is priced.
pub(super) fn conversion(own: &Conversion, counted: Why, at: &str) -> Why {
    let why = match (&own.divide, &own.multiply) {
        (Some(by), _) => {
            let by = Why::input(say::divided(&by.exact()), by.exact(), format!("{at}/divide"));
            Why::quotient(say::converted(), counted, by)
        }
        (_, Some(by)) => {
            let by = Why::input(say::multiplied(&by.exact()), by.exact(), format!("{at}/multiply"));
            Why::product(say::converted(), vec![counted, by])
        }
        _ => counted,
    };
    let digits = own.digits.unsigned_abs().min(12);
    let power = Exact::whole(10i128.pow(digits));
    let unit = if own.digits < 0 { power } else { Exact::ONE.over(&power).unwrap_or(Exact::ONE) };
    let up = match own.rounding {
        ConversionRounding::None => return why,
        ConversionRounding::Up => Some(true),
        ConversionRounding::Down => Some(false),
        ConversionRounding::Nearest => None,
    };
    let text = say::conversion_rounded(&unit, up);
    let round = |why: Why| match up {
        Some(up) => Why::ceil(text.clone(), why, up),
        None => Why::round(text.clone(), why, 0, RoundingMode::HalfUp),
    };
    if unit == Exact::ONE {
        return round(why);
    }
    let step = || Why::known(say::step_of(&unit), unit.clone());
    Why::product(text.clone(), vec![round(Why::quotient(say::converted(), why, step())), step()])
}

/// The sum of terms: what a price comes to. A percentage that is kept of some comes after them; a limit after what it is of.
pub(super) fn terms_of(terms: &[Term], source: &Source) -> Why {
    let mut all: Vec<Why> = Vec::new();
    for run in terms.chunk_by(|a, b| a.kept.as_ref().map(|own| &own.1) == b.kept.as_ref().map(|own| &own.1)) {
        match run.first().and_then(|term| term.kept.as_ref()) {
            None => run.iter().for_each(|term| add(&mut all, term, source)),
            Some((_, keeps)) => {
                let mut before = Vec::new();
                let unkept = |term: &Term| match &term.kept {
                    Some((price, _)) => Term { price: price.clone(), kept: None, ..term.clone() },
                    None => term.clone(),
                };
                run.iter().for_each(|term| add(&mut before, &unkept(term), source));
                let (said, keeps) = (source.keeps)(keeps);
                all.push(Why::product(said, vec![summed(before, source.text), keeps]));
            }
        }
    }
    summed(all, source.text)
}

fn summed(mut all: Vec<Why>, text: &say::Text) -> Why {
    if all.len() > TERMS {
        let rest = all.split_off(TERMS);
        let sum: Exact = rest.iter().map(|own| own.exact.clone()).sum();
        all.push(Why::known(say::more_terms(rest.len()), sum.reduced()));
    }
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (0, _) | (_, None) => Why::known(text.clone(), Exact::ZERO),
        (_, Some(last)) => {
            all.push(last);
            Why::sum(text.clone(), all)
        }
    }
}

fn add(all: &mut Vec<Why>, term: &Term, source: &Source) {
    let Made::Limit { limit, was } = &term.made else { return all.push(one(term, source)) };
    // What it is of: all terms, or as few of the last as come to what it says.
    let sum = |from: usize| all[from..].iter().map(|own| own.exact.clone()).sum::<Exact>();
    let from = match sum(0) == *was {
        true => Some(0),
        false => (0..all.len()).rev().find(|from| sum(*from) == *was),
    };
    let least = term.kind == TermKind::Minimum;
    let Some(from) = from else {
        let text = if least { say::added_by_minimum(limit) } else { say::taken_by_maximum(limit) };
        return all.push(Why::known(text, term.price.clone()));
    };
    let of = summed(all.split_off(from), &say::without_limit());
    all.push(limited(of, limit_of(source, limit, least), least));
}

/// A minimum or maximum of the charge, whole or for a part of a period; else the price's, per event.
fn limit_of(source: &Source, limit: &Exact, least: bool) -> Why {
    let (key, text) = match least {
        true => ("minimum", say::minimum as fn(&Exact) -> say::Text),
        false => ("maximum", say::maximum as fn(&Exact) -> say::Text),
    };
    let at = format!("{}/{key}", source.charge_at);
    match &source.limits[usize::from(!least)] {
        Some(written) if written == limit => Why::input(text(limit), limit.clone(), at),
        Some(written) => {
            let part = limit.over(written).unwrap_or_default().reduced();
            let of = vec![Why::input(text(written), written.clone(), at), Why::known(say::part_of_limit(&part), part)];
            Why::product(text(limit), of)
        }
        None => Why::input(text(limit), limit.clone(), format!("{}/{}PerEvent", source.at, &key[..3])),
    }
}

fn one(term: &Term, source: &Source) -> Why {
    let said = say::term(term.kind, term.tier, &term.quantity, &term.price).capital();
    if term.kind == TermKind::Flat && term.quantity == Exact::ONE {
        return Why::input(said, term.price.clone(), source.at.to_owned());
    }
    Why::product(said, vec![quantity(term, source), price_of(term, source)])
}

/// The price of one.
fn price_of(term: &Term, source: &Source) -> Why {
    let input =
        |text: say::Text, exact: &Exact, key: &str| Why::input(text, exact.clone(), format!("{}{key}", source.at));
    let Made::Markup { cost, markup, amount } = &term.made else {
        let text = match term.kind {
            TermKind::Rate => say::written_rate(&term.price),
            TermKind::Event => say::fee(&term.price),
            TermKind::Package => say::package_price(&term.price),
            _ => say::written_price(&term.price),
        };
        return input(text, &term.price, "");
    };
    let raised = vec![Why::known(say::one(), Exact::ONE), input(say::written_rate(markup), markup, "/percent")];
    let raised = Why::sum(say::markup(markup), raised);
    let raised = Why::product(say::marked_up(), vec![input(say::cost(cost), cost, "/cost"), raised]);
    match amount.is_zero() {
        true => raised,
        false => Why::sum(say::marked_up(), vec![raised, input(say::written_amount(amount), amount, "/amount")]),
    }
}

/// How many units, packages or events a term has.
fn quantity(term: &Term, source: &Source) -> Why {
    let said = |count: &Exact| match term.kind {
        TermKind::Rate => say::value_of(count),
        TermKind::Event => say::events(count),
        TermKind::Package => say::packages_of(count),
        _ => say::units(count),
    };
    let said = |count: &Exact| said(count).capital();
    let known = |count: &Exact| Why::known(said(count), count.clone());
    let units = |count: &Exact| match term.kind {
        TermKind::Event => known(count),
        _ => (source.units)(count).unwrap_or_else(|| Why::known(say::units(count), count.clone())),
    };
    match &term.made {
        Made::Packages { units: of, size, up } => {
            let parts = Why::quotient(say::in_packages(), units(of), Why::known(say::size(size), size.clone()));
            Why::ceil(say::packages(size, *up), parts, *up)
        }
        Made::Beyond { used, free } if used >= free => {
            let (text, gratis) = match term.kind {
                TermKind::Event => (say::paid_events(), say::free_events(free)),
                _ => (say::beyond(), say::free(free)),
            };
            Why::difference(text, vec![units(used), Why::known(gratis, free.clone())])
        }
        Made::Plain | Made::Markup { .. } if term.kind != TermKind::Event => {
            (source.units)(&term.quantity).unwrap_or_else(|| known(&term.quantity))
        }
        _ => known(&term.quantity),
    }
}
