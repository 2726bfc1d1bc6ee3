//! What lines cost the seller, what is left, and what the first year comes to.

use super::curves::layer;
use super::deal::{Deal, DealCharge};
use super::price::Worked;
use super::result::Margin;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::Curve;
use crate::money::{Exact, Minor, RoundingMode};
use crate::policy::Rounding;
use crate::problem::{At, Result};

/// What a charge costs the seller, rounded; `None` where that is not known.
pub(crate) fn cost(deal: &Deal, worked: &Worked, c: usize) -> Result<Option<Minor>> {
    let charge = &deal.charges[c];
    let usage = &worked.works[c].usage;
    let known = usage.iter().any(|own| own.cost.is_some());
    if !known && charge.segments.iter().all(|terms| unit_cost(charge, terms.price.cost()).is_none()) {
        return Ok(None);
    }
    let exact: Exact = match charge.charge.kind {
        ChargeKind::Usage => usage.iter().filter_map(|own| own.cost.clone()).sum(),
        kind => {
            let mut sum = Exact::ZERO;
            let mut curve = Curve::default();
            for (tag, terms) in charge.segments.iter().enumerate() {
                let each = unit_cost(charge, terms.price.cost()).unwrap_or_default();
                let rate = &terms.units * &each;
                match &terms.measure {
                    Some(measure) => curve.layers.push(layer(terms, rate, measure, tag)),
                    None if tag == 0 && kind == ChargeKind::OneTime => sum = rate,
                    None => {}
                }
            }
            sum + curve.over(Span { from: charge.start, to: charge.end.unwrap_or(worked.shown[c]) })
        }
    };
    let path = deal.at_line(charge.line);
    deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path)).map(Some)
}

fn unit_cost(charge: &DealCharge, own: Option<Exact>) -> Option<Exact> {
    charge.limits.cost.map(|cost| cost.exact()).or(own)
}

/// The margin of some nets and costs.
pub(super) fn margin(deal: &Deal, net: Minor, cost: Minor) -> Margin {
    let show = |amount: Minor| deal.currency.show(amount);
    let part = deal.currency.exact(net - cost).over(&deal.currency.exact(net));
    Margin {
        net: show(net),
        cost: show(cost),
        margin: show(net - cost),
        percent: part.map(|part| (part * Exact::whole(100)).rounded(2, RoundingMode::HalfUp).decimal(2)),
    }
}

/// What a charge comes to in the first twelve months from the quote's start: its net where it ends in them; of usage the items
/// for days in them, since each is rounded alone; else its exact curve (without the tax that prices hold, at today's rate),
/// rounded once.
pub(super) fn first_year(deal: &Deal, worked: &Worked, c: usize, net: Minor) -> Result<Minor> {
    let charge = &deal.charges[c];
    let until = deal.request.start.plus_months(12);
    if charge.end.is_some_and(|end| end <= until) || charge.charge.kind == ChargeKind::OneTime && charge.start < until {
        return Ok(net);
    }
    if charge.charge.kind == ChargeKind::Usage {
        return Ok(usage_within(worked, c, until).into_iter().map(|i| worked.billed[c].items[i].net).sum());
    }
    let path = deal.at_line(charge.line);
    let (curve, span) = (&worked.works[c].curve, Span { from: Date::MIN, to: until });
    let exact = match deal.policy.rounding {
        Rounding::PerUnit => curve.over_by_unit(span, &|unit| deal.policy.round_unit(unit, &deal.currency)),
        _ => curve.over(span),
    };
    let exact = match deal.tax_in_price(c) {
        Some(rate) => exact.over(&(Exact::ONE + rate)).unwrap_or_default(),
        None => exact,
    };
    deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path))
}

/// The items of a usage charge for days before another.
pub(crate) fn usage_within(worked: &Worked, c: usize, until: Date) -> Vec<usize> {
    let items = &worked.billed[c].items;
    (0..items.len()).filter(|i| items[*i].span.is_some_and(|span| span.to.before() < until)).collect()
}
