//! A line of an order, as it goes on in a renewal: its quantity, discounts and prices of the last day.

use super::renewal::{again, RenewDiscounts, RenewPrices, RenewTerms};
use crate::billing::{Billing, Once};
use crate::calendar::Date;
use crate::catalog::{Charge, ChargeKind, Product};
use crate::curve::Curve;
use crate::document::short;
use crate::money::{Dec, Exact, DECIMAL_DIGITS};
use crate::policy::{DiscountStacking, Stub};
use crate::pricing::{scaled, Basis, Flat, PercentOf, Price, Rules, Used};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::curves::Work;
use crate::quote::deal::Deal;
use crate::quote::derived::bases;
use crate::quote::offers::Origin;
use crate::quote::result::StepKind;
use crate::quote::steps::{Applied, Bend};
use crate::quote::{ChargeOverride, Discount, Duration, End, Line, Segment, SegmentDiscount};

/// What a renewal is made from.
pub(super) struct Carry<'a> {
    pub deal: &'a Deal<'a>,
    pub works: &'a [Work],
    pub terms: &'a RenewTerms,
    /// What can be sold from then on.
    pub products: &'a [Product],
    pub start: Date,
    /// What prices are multiplied with: one, uplift and index.
    pub rise: Exact,
    /// The places of the lines that renew.
    pub lines: Vec<usize>,
}

/// A line that goes on.
pub(super) struct Carried {
    pub line: Line,
    /// Charges whose price stays with the price books' and agreed prices that are in force on a day.
    pub held: Vec<String>,
    /// Charges whose list price is still to be multiplied.
    pub rising: Vec<(String, Exact)>,
}

impl Carry<'_> {
    /// The day on which a line's price is read: its last, or the one before the renewal.
    pub fn day(&self, line: usize) -> Date {
        let dealt = &self.deal.lines[line];
        let last = dealt.end.map_or(self.start, |end| end.min(self.start)).before();
        last.max(dealt.start)
    }

    pub fn keeps(&self) -> bool {
        match self.terms.discounts {
            Some(own) => own == RenewDiscounts::Keep,
            None => self.terms.prices == RenewPrices::Same,
        }
    }

    /// A line as it goes on.
    pub fn line(&self, i: usize) -> Result<Carried> {
        let dealt = &self.deal.lines[i];
        let (old, day) = (dealt.line, self.day(i));
        let Some(product) = self.products.iter().find(|own| own.id == old.product) else {
            let message = format!("The catalog has no product \"{}\", which renews.", short(&old.product));
            let hint = "Add it, leave its line out of the terms' lines, or renew at the same prices.";
            return Err(Problems::one(Code::UnknownProduct, &At::Root.key("catalog").key("products"), message, hint));
        };
        let segment = dealt.starts.iter().rposition(|from| *from <= day).and_then(|place| old.segments.get(place));
        let mut line = Line {
            quantity: segment.and_then(|own| own.quantity).unwrap_or(old.quantity),
            start: (dealt.start > self.start).then_some(dealt.start),
            term: None,
            end: End::Missing,
            optional: None,
            trial: None,
            discounts: Vec::new(),
            segments: Vec::new(),
            usage: Vec::new(),
            charges: Vec::new(),
            ..old.clone()
        };
        let mut shares: Vec<(usize, Exact)> = Vec::new();
        if self.keeps() {
            line.discounts = self.discounts(i)?;
            let mut discounts = segment.map(|own| own.discounts.clone()).unwrap_or_default();
            let (whole, apart) = self.amounts(i, day)?;
            discounts.extend(whole);
            shares = apart;
            if !discounts.is_empty() {
                line.segments.push(Segment { discounts, ..Segment::plain() });
            }
        }
        let (mut held, mut rising) = (Vec::new(), Vec::new());
        for charge in &product.charges {
            let written = old.charges.iter().find(|own| own.charge == charge.id);
            if !again(charge.kind) {
                line.charges
                    .push(ChargeOverride { tax_code: written.and_then(|own| own.tax_code.clone()), ..never(charge) });
                continue;
            }
            let known = dealt.charges.clone().find(|c| self.deal.charges[*c].charge.id == charge.id);
            let share = known.and_then(|c| shares.iter().find(|(own, _)| *own == c));
            let share = share.map_or(Exact::ONE, |(_, share)| share.clone());
            let mut own = written.cloned().unwrap_or_else(|| plain(&charge.id));
            if let Some(c) = known {
                own.billing = self.billing(c, day).or(own.billing);
            }
            match (known, self.terms.prices) {
                (Some(c), RenewPrices::Same) => self.same(c, day, &share, &mut own, &mut held)?,
                (known, _) => {
                    own =
                        ChargeOverride { price: None, included: None, minimum: None, maximum: None, cost: None, ..own };
                    let lost = known.and_then(|c| self.unread(c, day, &share, &mut own).transpose()).transpose()?;
                    let factor = &self.rise * &share;
                    if lost.is_none() && factor != Exact::ONE {
                        rising.push((charge.id.clone(), factor));
                    }
                }
            }
            if own != plain(&charge.id) {
                line.charges.push(own);
            }
        }
        Ok(Carried { line, held, rising })
    }

    /// Percentages and prices of units go on; what has a duration, for what is left of it.
    fn discounts(&self, i: usize) -> Result<Vec<Discount>> {
        let dealt = &self.deal.lines[i];
        let schedules = dealt.charges.clone().map(|c| &self.deal.charges[c]);
        let mut schedules = schedules.filter_map(|own| own.schedule.as_ref().map(|schedule| (own, schedule)));
        let gone = schedules.next().map(|(own, schedule)| {
            let (periods, _) = schedule.periods(own.start, own.end, self.start);
            periods.iter().filter(|period| period.span.from < self.start).count() as u32
        });
        let mut all = Vec::new();
        for own in dealt.line.discounts.iter().filter(|own| own.amount.is_none()) {
            let duration = match (own.duration, gone) {
                (None, _) => None,
                (Some(own), Some(gone)) if own.periods > gone => Some(Duration { periods: own.periods - gone }),
                (Some(_), _) => continue,
            };
            let raised = |value: Option<Dec>| value.map(|value| self.raised(value, &self.rise)).transpose();
            let (unit_amount, unit_price) = (raised(own.unit_amount)?, raised(own.unit_price)?);
            all.push(Discount { unit_amount, unit_price, duration, ..own.clone() });
        }
        Ok(all)
    }

    fn raised(&self, value: Dec, factor: &Exact) -> Result<Dec> {
        scaled(value, factor).ok_or_else(too_large)
    }

    /// What amounts took off a line on a day: as percentages, where all its charges bore the same, else for each charge the
    /// fraction that was left.
    fn amounts(&self, i: usize, day: Date) -> Result<(Vec<SegmentDiscount>, Vec<(usize, Exact)>)> {
        let dealt = &self.deal.lines[i];
        let own = |c: &usize| again(self.deal.charges[*c].charge.kind) && !self.deal.charges[*c].is_commitment();
        let charges: Vec<usize> = dealt.charges.clone().filter(own).collect();
        let mut steps: Vec<&Applied> = Vec::new();
        for step in charges.iter().flat_map(|c| &self.works[*c].applied).filter(|step| is_amount(dealt.line, step)) {
            if !steps.iter().any(|known| known.path == step.path) {
                steps.push(step);
            }
        }
        let (mut whole, mut apart) = (Vec::new(), Vec::new());
        for step in steps {
            let left = |c: &usize| {
                let same = self.works[*c].applied.iter().find(|own| own.path == step.path);
                same.and_then(|own| factor_on(&own.bend, day)).unwrap_or(Exact::ONE)
            };
            let factors: Vec<Exact> = charges.iter().map(left).collect();
            let Some(first) = factors.first().filter(|_| factors.iter().any(|own| *own != Exact::ONE)) else {
                continue;
            };
            let percentages = dealt.line.discounts.iter().any(|own| own.percent.is_some());
            if self.deal.policy.discount_stacking == DiscountStacking::Additive && percentages {
                let message =
                    format!("The line \"{}\" has percentages that add up, and an amount.", short(&dealt.line.id));
                let hint = "Write discounts: drop, and discount the new quote.";
                return Err(Problems::one(Code::NotSupported, &At::Root.key("discounts"), message, hint));
            }
            if factors.iter().all(|own| own == first) && first.sign() >= 0 && *first < Exact::ONE {
                let percent = (Exact::ONE - first) * Exact::whole(100);
                let percent = Dec::parse(&percent.decimal(DECIMAL_DIGITS as u32)).map_err(|_| too_large())?;
                let reason = (!step.path.ends_with(&step.source)).then(|| step.source.clone());
                whole.push(SegmentDiscount { percent, reason });
            } else {
                apart.extend(charges.iter().copied().zip(factors));
            }
        }
        let mut product: Vec<(usize, Exact)> = Vec::new();
        for (c, factor) in apart {
            match product.iter_mut().find(|(own, _)| *own == c) {
                Some((_, known)) => *known = (&*known * &factor).reduced(),
                None => product.push((c, factor)),
            }
        }
        Ok((whole, product))
    }

    /// The bill day that a segment moved; a first period that was free is so no more.
    fn billing(&self, c: usize, day: Date) -> Option<Billing> {
        let charge = &self.deal.charges[c];
        let Billing::Recurring(own) = &charge.billing else { return None };
        let dealt = &self.deal.lines[charge.line];
        let segments = dealt.line.segments.iter().zip(&dealt.starts).filter(|(_, from)| **from <= day);
        let moved = segments.filter_map(|(segment, _)| segment.bill_day).next_back();
        let mut next = own.clone();
        if moved.is_some() && own.every.or(charge.charge.per).is_some_and(|every| every.months().is_some()) {
            next.bill_day = moved;
        }
        if next.first_period == Some(Stub::Free) {
            next.first_period = None;
        }
        (next != *own).then_some(Billing::Recurring(next))
    }

    /// Writes the price in force on a day, raised, and limits.
    fn same(&self, c: usize, day: Date, share: &Exact, own: &mut ChargeOverride, held: &mut Vec<String>) -> Result<()> {
        let charge = &self.deal.charges[c];
        let rise = &self.rise * &self.level(c, day);
        if rise != Exact::ONE {
            let limit = |value: Option<Dec>| value.map(|value| self.raised(value, &rise)).transpose();
            own.minimum = limit(charge.limits.minimum)?.or(own.minimum);
            own.maximum = limit(charge.limits.maximum)?.or(own.maximum);
        }
        if self.unread(c, day, share, own)?.is_some() {
            return Ok(());
        }
        let (price, origin) = price_on(self.deal, c, day);
        let factor = if charge.is_commitment() { self.rise.clone() } else { &rise * share };
        if let Price::PercentOf(percent) = price {
            // What it reads rises by itself, but for the catalog's prices.
            let factor = if percent.basis == Basis::List { factor } else { &self.level(c, day) * share };
            if origin != Origin::List || factor != Exact::ONE {
                let percent = PercentOf { percent: self.raised(percent.percent, &factor)?, ..percent.clone() };
                own.price = Some(Price::PercentOf(percent));
            }
            return Ok(());
        }
        let of = self.of(c);
        let by_quantity = origin != Origin::Override && self.deal.offers.by_quantity(of, day);
        if by_quantity && factor == Exact::ONE {
            held.push(charge.charge.id.clone());
            return Ok(());
        }
        if by_quantity && charge.charge.kind == ChargeKind::Usage {
            let message =
                format!("The usage charge \"{}\" has prices by quantity in a price book.", short(&charge.charge.id));
            let hint = "Renew without uplift, or at the list prices of a catalog that has the new ones.";
            return Err(Problems::one(Code::NotSupported, &At::Root.key("uplift"), message, hint));
        }
        if origin != Origin::List || factor != Exact::ONE || self.deal.offers.prices(of).next().is_some() {
            own.price = Some(raise(price, origin, &factor)?);
        }
        let odd = charge.charge.schedules.iter().flatten().any(|id| self.counts_units(id));
        if odd && factor != Exact::ONE {
            let message = format!("A discount schedule of \"{}\" takes amounts off.", short(&charge.charge.id));
            let hint = "Renew without uplift, or at the list prices of a catalog that has the new ones.";
            return Err(Problems::one(Code::NotSupported, &At::Root.key("uplift"), message, hint));
        }
        Ok(())
    }

    fn counts_units(&self, id: &str) -> bool {
        let mut all = self.deal.request.catalog.schedules.iter().flatten();
        all.any(|own| own.id == id && own.unit != crate::catalog::ScheduleUnit::Percent)
    }

    fn of(&self, c: usize) -> (&str, &str) {
        let charge = &self.deal.charges[c];
        (&self.deal.lines[charge.line].product.id, &charge.charge.id)
    }

    /// A percentage of charges of which some do not renew becomes what it came to.
    fn unread(&self, c: usize, day: Date, share: &Exact, own: &mut ChargeOverride) -> Result<Option<()>> {
        let (price, _) = price_on(self.deal, c, day);
        let Price::PercentOf(percent) = price else { return Ok(None) };
        let renews = |c: &usize| {
            let base = &self.deal.charges[*c];
            self.lines.contains(&base.line) && again(base.charge.kind)
        };
        if bases(self.deal, c, &percent.of).iter().all(renews) {
            return Ok(None);
        }
        let (work, net) = (&self.works[c], percent.basis == Basis::Net);
        let curve = if net { &work.curve } else { work.regular.as_ref().unwrap_or(&work.list) };
        let factor = if net { self.rise.clone() } else { &self.rise * share };
        let amount = &per_period(self.deal, c, curve, day) * &factor;
        let amount = Dec::parse(&amount.decimal(DECIMAL_DIGITS as u32)).map_err(|_| too_large())?;
        own.price = Some(Price::Flat(Flat { amount }));
        if net {
            own.discountable = Some(false);
        }
        Ok(Some(()))
    }

    /// What a line's own uplift has made of its price by a day.
    fn level(&self, c: usize, day: Date) -> Exact {
        let mut steps = self.works[c].applied.iter().filter(|step| step.kind == StepKind::Uplift);
        steps.find_map(|step| factor_on(&step.bend, day)).unwrap_or(Exact::ONE)
    }
}

/// The price that holds for a charge on a day.
pub(super) fn price_on<'d>(deal: &'d Deal, c: usize, day: Date) -> (&'d Price, Origin) {
    let charge = &deal.charges[c];
    let terms = &charge.segments[charge.segment_on(day)];
    if charge.charge.kind != ChargeKind::Usage || terms.origin == Origin::Override {
        return (terms.price, terms.origin);
    }
    let dealt = &deal.lines[charge.line];
    let used = Used::booked(terms.units.clone(), &dealt.line.attributes, Rules::from(&deal.policy));
    deal.offers.price((&dealt.product.id, &charge.charge.id), &charge.charge.price, day, &used)
}

/// A price multiplied; what an agreement takes off another price is taken off.
pub(super) fn raise(price: &Price, origin: Origin, factor: &Exact) -> Result<Price> {
    let factor = match origin {
        Origin::Contracted(_, Some(percent)) => factor * &(Exact::ONE - percent.percent()),
        _ => factor.clone(),
    };
    price.scaled(&factor).ok_or_else(too_large)
}

fn too_large() -> Problems {
    let message = "A price would have more than 15 digits before the point.";
    Problems::one(Code::Overflow, &At::Root.key("uplift"), message, "Raise it by less.")
}

/// What a price period costs on a day.
pub(super) fn per_period(deal: &Deal, c: usize, curve: &Curve, day: Date) -> Exact {
    let charge = &deal.charges[c];
    let own = charge.segments[charge.segment_on(day)].measure.as_ref();
    own.and_then(|own| per_month(curve, day).over(&own.periods_per_month())).unwrap_or_default().reduced()
}

/// What a month costs on a day.
pub(super) fn per_month(curve: &Curve, day: Date) -> Exact {
    let in_force = curve.layers.iter().filter(|layer| layer.from <= day && layer.to.is_none_or(|to| day < to));
    in_force.map(|layer| &layer.rate * &layer.measure.periods_per_month()).sum()
}

fn factor_on(bend: &Bend, day: Date) -> Option<Exact> {
    let Bend::Scale(parts) = bend else { return None };
    parts.iter().find(|(span, _)| span.from <= day && day < span.to).map(|(_, factor)| factor.clone())
}

/// Whether a step takes an amount off, for as long as there is service.
fn is_amount(line: &Line, step: &Applied) -> bool {
    match step.kind {
        StepKind::LineDiscount => {
            let place = step.path.rsplit('/').next().and_then(|place| place.parse::<usize>().ok());
            let own = place.and_then(|place| line.discounts.get(place));
            own.is_some_and(|own| own.amount.is_some() && own.duration.is_none())
        }
        StepKind::GroupDiscount | StepKind::QuoteDiscount => step.percent.is_none(),
        _ => false,
    }
}

/// What is billed once is not billed again.
fn never(charge: &Charge) -> ChargeOverride {
    ChargeOverride {
        quantity: Some(Dec::ZERO),
        price: Some(Price::Flat(Flat { amount: Dec::ZERO })),
        billing: Some(Billing::Once(Once::default())),
        minimum: charge.minimum.map(|_| Dec::ZERO),
        ..plain(&charge.id)
    }
}

pub(super) fn plain(charge: &str) -> ChargeOverride {
    ChargeOverride {
        charge: charge.to_owned(),
        quantity: None,
        price: None,
        billing: None,
        tax_code: None,
        discountable: None,
        included: None,
        minimum: None,
        maximum: None,
        cost: None,
    }
}
