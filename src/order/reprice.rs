//! The prices of a renewal: those of the last day or of a list, raised.

use super::carry::Carry;
use super::renewal::again;
use crate::calendar::Date;
use crate::catalog::{ChargeKind, ScheduleUnit};
use crate::curve::Curve;
use crate::document::short;
use crate::money::{Dec, Exact, DECIMAL_DIGITS};
use crate::pricing::{scaled, Basis, Flat, PercentOf, Price, Rules, Used};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::deal::{resolve, Deal};
use crate::quote::derived::bases;
use crate::quote::offers::Origin;
use crate::quote::result::StepKind;
use crate::quote::steps::Bend;
use crate::quote::{ChargeOverride, QuoteRequest};

impl Carry<'_> {
    pub fn raised(&self, value: Dec, factor: &Exact) -> Result<Dec> {
        scaled(value, factor).ok_or_else(too_large)
    }

    /// Writes the price in force on a day, raised, and limits.
    pub fn same(
        &self,
        c: usize,
        day: Date,
        share: &Exact,
        own: &mut ChargeOverride,
        held: &mut Vec<String>,
    ) -> Result<()> {
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
        if factor != Exact::ONE {
            only_percentages(self.deal, c)?;
        }
        Ok(())
    }

    fn of(&self, c: usize) -> (&str, &str) {
        let charge = &self.deal.charges[c];
        (&self.deal.lines[charge.line].product.id, &charge.charge.id)
    }

    /// A percentage of charges of which some do not renew becomes what it came to.
    pub fn unread(&self, c: usize, day: Date, share: &Exact, own: &mut ChargeOverride) -> Result<Option<()>> {
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

/// Notes a discount schedule that would not rise with the price that it lowers.
fn only_percentages(deal: &Deal, c: usize) -> Result<()> {
    let charge = deal.charges[c].charge;
    let mut all = deal.request.catalog.schedules.iter().flatten();
    let named = |id: &String| charge.schedules.iter().flatten().any(|own| own == id);
    if !all.any(|own| own.unit != ScheduleUnit::Percent && named(&own.id)) {
        return Ok(());
    }
    let message = format!("A discount schedule of \"{}\" takes amounts off, or writes prices.", short(&charge.id));
    let hint = "Renew without uplift, or at the list prices of a catalog that has the new ones.";
    Err(Problems::one(Code::NotSupported, &At::Root.key("uplift"), message, hint))
}

/// A price multiplied; what an agreement takes off another price is taken off.
pub(super) fn raise(price: &Price, origin: Origin, factor: &Exact) -> Result<Price> {
    let factor = match origin {
        Origin::Contracted(_, Some(percent)) => factor * &(Exact::ONE - percent.percent()),
        _ => factor.clone(),
    };
    price.scaled(&factor).ok_or_else(too_large)
}

pub(super) fn too_large() -> Problems {
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

pub(super) fn factor_on(bend: &Bend, day: Date) -> Option<Exact> {
    let Bend::Scale(parts) = bend else { return None };
    parts.iter().find(|(span, _)| span.from <= day && day < span.to).map(|(_, factor)| factor.clone())
}

/// Writes the list prices of the first day, multiplied.
pub(super) fn raise_list(request: &mut QuoteRequest, rising: &[(usize, String, Exact)], rise: &Exact) -> Result<()> {
    if rising.is_empty() {
        return Ok(());
    }
    let before = request.clone();
    let deal = resolve(&before)?;
    for (i, id, factor) in rising {
        let line = &deal.lines[*i];
        let Some(c) = line.charges.clone().find(|c| deal.charges[*c].charge.id == *id) else { continue };
        let (price, origin) = price_on(&deal, c, line.start);
        let (limits, raised) = (&deal.charges[c].limits, |value: Option<Dec>| value.and_then(|own| scaled(own, rise)));
        let price = match price {
            // What it reads rises by itself, but for the catalog's prices.
            Price::PercentOf(own) if own.basis != Basis::List => continue,
            Price::PercentOf(own) => {
                let percent = scaled(own.percent, factor).unwrap_or(own.percent);
                Price::PercentOf(PercentOf { percent, ..own.clone() })
            }
            price => {
                only_percentages(&deal, c)?;
                raise(price, origin, factor)?
            }
        };
        let all = &mut request.lines[*i].charges;
        let place = all.iter().position(|own| own.charge == *id).unwrap_or_else(|| {
            all.push(ChargeOverride::plain(id));
            all.len() - 1
        });
        let own = &mut all[place];
        own.price = Some(price);
        (own.minimum, own.maximum) = (raised(limits.minimum), raised(limits.maximum));
    }
    Ok(())
}
