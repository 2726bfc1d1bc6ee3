//! Why a price is what it is: terms, schedules, units, usage, commitments.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::{Date, Span};
use crate::money::{Exact, Minor};
use crate::pricing::{Made, Term};
use crate::quote::commitment::{trued, Trued};
use crate::quote::offers::Origin;
use crate::quote::regular::{named, passes_over, schedule_parts, Reached};
use crate::quote::steps::Bend;
use crate::quote::usage::{walk, Part};

/// What a step to other rates is.
pub(super) enum Steps {
    Price,
    Schedule(usize),
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

    /// Where the price of a segment is written.
    pub fn price_at(&self, c: usize, tag: usize, chosen: bool) -> String {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let line = self.deal.lines[charge.line].line;
        match terms.origin {
            Origin::Contracted(place, None) if chosen => format!("/contracted/{place}/price"),
            Origin::Book(place) if chosen => {
                let id = self.deal.request.price_book.as_deref();
                let books = self.deal.request.catalog.price_books.iter().flatten();
                let book = books.into_iter().position(|own| Some(own.id.as_str()) == id).unwrap_or_default();
                format!("/catalog/priceBooks/{book}/prices/{place}/price")
            }
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
        let at = format!("{}/conversions/{i}", self.charge_at(c));
        let factor = Why::input(say::factor(&own.factor()), own.factor(), at.clone());
        let exact = Why::product(say::converted(), vec![quantity, factor]);
        if exact.exact == terms.units {
            return exact;
        }
        // Rounded: shown as what is gained or lost by it.
        let rest = &terms.units - &exact.exact;
        Why::sum(say::units(&terms.units), vec![exact, Why::input(say::converted(), rest, at)])
    }

    /// A segment's price from its terms: the catalog's, or the one that was chosen.
    pub fn price(&self, c: usize, tag: usize, chosen: bool) -> Why {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let price = if chosen { terms.price } else { terms.list };
        let at = self.price_at(c, tag, chosen);
        let own = price.terms(&self.deal.used(charge, terms.units.clone()));
        let mut why = self.terms(&own, &at, &say::price_of(&self.name(c)), Some((c, tag)));
        if let (Origin::Contracted(place, Some(percent)), true) = (terms.origin, chosen) {
            let source = named(self.deal, charge, terms.origin).source;
            let rate = percent.percent();
            let off = Why::input(say::written_rate(&rate), rate.clone(), format!("/contracted/{place}/percent"));
            let keeps = vec![Why::known(say::one(), Exact::ONE), off];
            let keeps = Why::difference(say::keeps(&source, &rate), keeps);
            why = Why::product(say::agreed(&source), vec![why, keeps]);
        }
        let limits = [(charge.limits.minimum, true), (charge.limits.maximum, false)];
        for (limit, least) in limits {
            let Some(limit) = limit.map(|limit| limit.exact()) else { continue };
            let at = format!("{}/{}", self.charge_at(c), if least { "minimum" } else { "maximum" });
            let (text, beyond) = match least {
                true => (say::at_least(&limit), why.exact < limit),
                false => (say::at_most(&limit), why.exact > limit),
            };
            if beyond {
                let limit = Why::input(text.clone(), limit, at);
                why = if least { Why::max(text, vec![why, limit]) } else { Why::min(text, vec![why, limit]) };
            }
        }
        why
    }

    /// The sum of terms.
    fn terms(&self, terms: &[Term], at: &str, text: &say::Text, booked: Option<(usize, usize)>) -> Why {
        let single = terms.len() == 1;
        let term = |term: &Term| {
            let quantity = match (&term.made, booked) {
                (Made::Plain, Some((c, tag))) if self.charge(c).segments[tag].units == term.quantity => {
                    self.units(c, tag)
                }
                (made, _) => quantity(term, made),
            };
            let price = match &term.made {
                Made::Markup { cost, markup, amount } => {
                    let input = |text: say::Text, exact: &Exact, key: &str| {
                        Why::input(text, exact.clone(), format!("{at}/{key}"))
                    };
                    let raised =
                        vec![Why::known(say::one(), Exact::ONE), input(say::markup(markup), markup, "percent")];
                    let raised = Why::sum(say::markup(markup), raised);
                    let cost = Why::product(say::marked_up(), vec![input(say::cost(cost), cost, "cost"), raised]);
                    match amount.is_zero() {
                        true => cost,
                        false => {
                            Why::sum(say::marked_up(), vec![cost, input(say::written_amount(amount), amount, "amount")])
                        }
                    }
                }
                _ => Why::input(say::written_price(&term.price), term.price.clone(), at.to_owned()),
            };
            let text = if single { text.clone() } else { say::term(term.kind, term.tier, &term.quantity, &term.price) };
            Why::product(text, vec![quantity, price])
        };
        let mut all: Vec<Why> = terms.iter().map(term).collect();
        match (all.len(), all.pop()) {
            (1, Some(only)) => only,
            (0, _) | (_, None) => Why::known(text.clone(), Exact::ZERO),
            (_, Some(last)) => {
                all.push(last);
                Why::sum(text.clone(), all)
            }
        }
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
        let units = self.units(c, tag);
        let each = Why::quotient(say::price_of(&self.name(c)), before, units);
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
                            let off = Why::input(say::written_rate(&rate), rate.clone(), at);
                            let keeps = vec![Why::known(say::one(), Exact::ONE), off];
                            let keeps = Why::difference(say::keeps(schedule.name(), &rate), keeps);
                            Why::product(say::discounted(schedule.name()), vec![each.clone(), keeps])
                        }
                        crate::catalog::ScheduleUnit::Amount => {
                            let off = Why::input(say::written_amount(&value), value, at);
                            Why::difference(say::less(schedule.name()), vec![each.clone(), off])
                        }
                        crate::catalog::ScheduleUnit::Price => Why::input(say::written_price(&value), value, at),
                    }
                }
            };
            let units = Why::known(say::schedule_part(part.tier, &part.units), part.units.clone());
            Why::product(say::schedule_part(part.tier, &part.units), vec![units, price])
        };
        let parts: Vec<Why> = parts.unwrap_or_default().into_iter().map(part).collect();
        Why::sum(say::scheduled(schedule.name()), parts)
    }

    /// The periods of usage in a span, after some steps.
    pub fn usages(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let mut all: Vec<(Date, usize, Why)> = Vec::new();
        let walked = walk(self.deal, c, &self.worked.shown, &mut |visit| {
            let own = visit.usage.span;
            let day = own.to.before();
            if day < span.from || day >= span.to {
                return;
            }
            if steps == 0 && visit.other().is_some() {
                all.push((day, visit.usage.tag, Why::known(say::at_list(), visit.list())));
                return;
            }
            let at = format!("{}/price", self.charge_at(c));
            let part = |part: &Part| {
                let now = self.terms(&part.rated.terms, &at, &say::used_so_far(), None);
                if part.before.is_zero() {
                    return now.saying(say::used(own));
                }
                let before = Why::known(say::used_before(), part.before.clone());
                Why::difference(say::used(own), vec![now, before])
            };
            let mut parts: Vec<Why> = visit.parts.iter().map(part).collect();
            let why = match (parts.len(), parts.pop()) {
                (1, Some(only)) => only,
                (_, last) => Why::sum(say::used(own), parts.into_iter().chain(last).collect()),
            };
            all.push((day, visit.usage.tag, why));
        });
        if walked.is_err() {
            return Vec::new();
        }
        let bent = |(day, tag, why): (Date, usize, Why)| self.scaled(c, why, (tag, day), steps);
        all.into_iter().map(bent).collect()
    }

    /// A value after the steps that scale it.
    fn scaled(&self, c: usize, start: Why, at: (usize, Date), steps: usize) -> Why {
        let scales = self.applied(c).iter().take(steps).any(|own| !matches!(own.bend, Bend::None));
        if scales {
            self.bent_usage(c, start, at, steps)
        } else {
            start
        }
    }

    /// What a commitment bills in a span.
    pub fn commitments(&self, c: usize, span: Span) -> Vec<Why> {
        let works = |base: usize| self.worked.works.get(base);
        let all = trued(self.deal, c, &works, &self.worked.shown).unwrap_or_default();
        let inside = |own: &&Trued| own.span.to.before() >= span.from && own.span.to <= span.to;
        all.iter().filter(inside).map(|own| self.trued_up(c, own)).collect()
    }

    fn trued_up(&self, _c: usize, own: &Trued) -> Why {
        let zero = || Why::known(say::zero(), Exact::ZERO);
        let digits = self.digits();
        let billed = || {
            let of = own.billed.iter().map(|(base, net)| self.money(say::other(&self.name(*base)), *net)).collect();
            let sum = Why::sum(say::billed_others(), of).money(digits);
            match own.taken {
                Minor::ZERO => sum,
                taken => {
                    let left = Why::difference(say::billed_others(), vec![sum, self.money(say::taken(), taken)]);
                    Why::max(say::billed_others(), vec![left, zero()]).money(digits)
                }
            }
        };
        let limit = |limit: Minor| self.money(say::limit_for(own.span), limit);
        let missing = own.minimum.map(|minimum| {
            let rest = Why::difference(say::missing(), vec![limit(minimum), billed()]);
            Why::max(say::missing(), vec![rest, zero()]).money(digits)
        });
        let above = own.maximum.map(|maximum| {
            let rest = Why::difference(say::above(), vec![billed(), limit(maximum)]);
            Why::max(say::above(), vec![rest, zero()]).money(digits)
        });
        let first = missing.unwrap_or_else(zero);
        Why::difference(say::trued_up(own.span), std::iter::once(first).chain(above).collect()).money(digits)
    }
}

/// How many units, packages or events a term has.
fn quantity(term: &Term, made: &Made) -> Why {
    match made {
        Made::Packages { units, size, up } => {
            let units = Why::known(say::units(units), units.clone());
            let parts = Why::quotient(say::in_packages(), units, Why::known(say::size(size), size.clone()));
            Why::ceil(say::packages(size, *up), parts, *up)
        }
        Made::Beyond { used, free } if used >= free => {
            let of = vec![Why::known(say::units(used), used.clone()), Why::known(say::free(free), free.clone())];
            Why::difference(say::beyond(), of)
        }
        Made::Beyond { .. } | Made::Plain | Made::Markup { .. } => {
            Why::known(say::units(&term.quantity), term.quantity.clone())
        }
    }
}
