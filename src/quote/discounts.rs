//! Discounts bend the curve: a percentage scales it, an amount fixes the net first and scales to it.

use std::sync::Arc;

use super::curves::Work;
use super::deal::{Deal, DealCharge};
use super::regular::{stretch, trial};
use super::request::Discount;
use super::result::StepKind;
use super::steps::{Among, Because, Bend, Named, ALWAYS};
use super::units::by_units;
use super::usage::{rated_in, usage_items};
use crate::billing::recurring_items;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::Curve;
use crate::money::{allocate, Dec, Exact, Minor};
use crate::policy::{DiscountRounding, DiscountStacking};
use crate::problem::{At, Code, Problems, Result};

/// The most units that a compound discount goes through.
pub(super) const MAX_COMPOUND: i128 = 200;

/// The most compound discounts of a line: each makes the exact price hundreds of digits longer.
pub(super) const MAX_COMPOUND_DISCOUNTS: usize = 20;

/// Applies the line's and its segments' discounts to some of its charges, which share amounts among them.
pub(super) fn line_discounts(
    deal: &Deal,
    line: usize,
    charges: &[usize],
    works: &mut [Option<Work>],
    shown: &[Date],
) -> Result<()> {
    let dealt = &deal.lines[line];
    let additive = deal.policy.discount_stacking == DiscountStacking::Additive;
    if additive {
        charges.iter().for_each(|c| keep_base(&mut works[*c]));
    }
    for (i, discount) in dealt.line.discounts.iter().enumerate() {
        let named = Named {
            kind: StepKind::LineDiscount,
            source: discount.reason.clone().unwrap_or_else(|| format!("discounts/{i}")),
            percent: discount.percent,
            path: format!("{}/discounts/{i}", deal.at_line(line)),
        };
        let mut bends: Vec<(Bend, Because)> = vec![(Bend::None, Because::Written); charges.len()];
        let sold = charges.iter().any(|c| deal.is_sold(*c));
        if let Some(amount) = discount.amount.as_ref().filter(|_| !sold && owns_amounts(deal, line, charges)) {
            amount_off(deal, (&named, discount, amount), charges, works, &mut bends)?;
        }
        for (place, c) in charges.iter().enumerate().filter(|(_, c)| deal.charges[**c].discountable) {
            let Some(work) = works[*c].as_mut() else { continue };
            if let Some(bend) = deal.kept(*c, work, &named, discount.until) {
                bends[place] = (bend, Because::Written);
                continue;
            }
            let within = stretch(window(&deal.charges[*c], discount));
            if let Some(bend) = by_price(deal, *c, discount, (&named, within))? {
                bends[place] = (bend, Because::Written);
            } else if let Some(percent) = discount.percent {
                bends[place] = percent_off(deal, *c, work, percent, (&named, within))?;
            }
        }
        for (c, (bend, because)) in charges.iter().zip(bends) {
            if let Some(work) = &mut works[*c] {
                work.take((deal, *c, shown), &named, bend, because)?;
            }
        }
    }
    segment_discounts(deal, line, charges, works, shown)
}

pub(super) fn keep_base(work: &mut Option<Work>) {
    if let Some(work) = work {
        work.base = Some(if work.is_final { work.curve.clone() } else { work.line.clone() });
    }
}

/// A percentage of what is left: exact, or by the policy rounded for itself.
fn percent_off(
    deal: &Deal,
    c: usize,
    work: &Work,
    percent: Dec,
    (named, within): (&Named, Span),
) -> Result<(Bend, Because)> {
    let plain = match work.base {
        Some(_) => (Bend::Less(within, percent.percent()), Because::Written),
        None => (Bend::Scale(vec![(within, Exact::ONE - percent.percent())]), Because::Written),
    };
    if deal.policy.discount_rounding == DiscountRounding::Result || is_usage(deal, c) {
        return Ok(plain);
    }
    let over = |curve: &Curve| if within == ALWAYS { deal.charges[c].total(curve) } else { Some(curve.over(within)) };
    let (Some(exact), Some(base)) = (over(&work.line), over(work.base.as_ref().unwrap_or(&work.line))) else {
        return Ok(plain);
    };
    let at = At::Pointer(&named.path);
    let round = |exact: &Exact| deal.currency.round(exact, deal.policy.rounding_mode, &at);
    let (of, base) = (round(&exact)?, round(&base)?);
    let off = deal.currency.round(&(deal.currency.exact(base) * percent.percent()), deal.policy.rounding_mode, &at)?;
    enough(off, of.max(Minor::ZERO), deal, &at.key("percent"))?;
    Ok(match deal.currency.exact(of - off).over(&exact) {
        Some(factor) => {
            let among = Arc::new(Among { amount: off, base: Some(base), members: vec![(c, of)] });
            (Bend::Scale(vec![(within, factor)]), Because::Amount { within, exact, of, off, place: 0, among })
        }
        None => plain,
    })
}

/// A discount that changes the price of a unit; usage and what is read from other charges has none.
fn by_price(deal: &Deal, c: usize, discount: &Discount, (named, within): (&Named, Span)) -> Result<Option<Bend>> {
    let charge = &deal.charges[c];
    let written = discount.unit_amount.or(discount.unit_price).or(discount.compound).is_some();
    if !written || is_usage(deal, c) || charge.is_derived() {
        return Ok(None);
    }
    // What is free has no price of a unit.
    let free = trial(deal, c).map_or(within.from, |free| free.to.max(within.from));
    let within = Span { from: free, ..within };
    if within.from >= within.to || !charge.segments.iter().any(|terms| by_units(deal, charge, terms)) {
        return Ok(Some(Bend::None));
    }
    if let Some(amount) = &discount.unit_amount {
        return Ok(Some(Bend::UnitLess(within, amount.exact())));
    }
    if let Some(price) = &discount.unit_price {
        return Ok(Some(Bend::UnitPrice(within, price.exact())));
    }
    let Some(rate) = &discount.compound else { return Ok(None) };
    let mut parts = Vec::new();
    for terms in charge.segments.iter().filter(|terms| by_units(deal, charge, terms)) {
        let Some(factor) = compound(&terms.units, &rate.percent()) else {
            let message = format!("A compound discount needs a whole quantity up to {MAX_COMPOUND}.");
            let hint = "Write a percentage or a unit price instead.";
            return Err(Problems::one(Code::OutOfRange, &At::Pointer(&named.path), message, hint));
        };
        let span = Span { from: terms.from, to: terms.to.unwrap_or(Date::MAX) };
        parts.extend(span.overlap(within).map(|span| (span, factor)));
    }
    Ok(Some(Bend::Scale(parts)))
}

/// `(1 + k + k^2 + ...) / units` with `k = 1 - rate`: what a unit costs on average of the first one's price.
pub(crate) fn compound(units: &Exact, rate: &Exact) -> Option<Exact> {
    if !units.is_whole() || *units > Exact::whole(MAX_COMPOUND) {
        return None;
    }
    let keeps = Exact::ONE - rate;
    let (mut sum, mut next, mut count) = (Exact::ZERO, Exact::ONE, Exact::ZERO);
    while count < *units {
        sum = (&sum + &next).reduced();
        next = (&next * &keeps).reduced();
        count = count + Exact::ONE;
    }
    sum.over(units).or(Some(Exact::ONE))
}

/// An amount off a line goes to the charges with prices of their own; to a percentage only on a line of nothing else.
fn owns_amounts(deal: &Deal, line: usize, charges: &[usize]) -> bool {
    let mut all = deal.lines[line].charges.clone();
    let first = all.start;
    charges.iter().any(|c| !deal.charges[*c].is_derived())
        || all.all(|c| deal.charges[c].is_derived()) && charges.first() == Some(&first)
}

fn segment_discounts(
    deal: &Deal,
    line: usize,
    charges: &[usize],
    works: &mut [Option<Work>],
    shown: &[Date],
) -> Result<()> {
    let dealt = &deal.lines[line];
    for (i, segment) in dealt.line.segments.iter().enumerate() {
        let Some(from) = dealt.starts.get(i).copied() else { continue };
        let to = dealt.starts.get(i + 1).copied().or(dealt.end).unwrap_or(Date::MAX);
        for (j, discount) in segment.discounts.iter().enumerate() {
            let named = Named {
                kind: StepKind::SegmentDiscount,
                source: discount.reason.clone().unwrap_or_else(|| format!("segments/{i}/discounts/{j}")),
                percent: Some(discount.percent),
                path: format!("{}/segments/{i}/discounts/{j}", deal.at_line(line)),
            };
            let factor = Exact::ONE - discount.percent.percent();
            for c in charges {
                let Some(work) = &mut works[*c] else { continue };
                let days = rated_in(&work.usage, i, Span { from, to });
                let bend = match deal.charges[*c].discountable {
                    true => Bend::Scale(vec![(days, factor.clone())]),
                    false => Bend::None,
                };
                work.take((deal, *c, shown), &named, bend, Because::Written)?;
            }
        }
    }
    Ok(())
}

/// The days on which a discount holds, or `None` for the whole charge.
fn window(charge: &DealCharge, discount: &Discount) -> Option<Span> {
    if let Some(until) = discount.until {
        let to = until.plus_days(1);
        return charge.end.is_none_or(|end| to < end).then(|| Span { from: charge.start, to: to.max(charge.start) });
    }
    let (duration, schedule) = (discount.duration?, charge.schedule.as_ref()?);
    let count = duration.periods as usize;
    let until = schedule.grid.boundary(schedule.grid.index(charge.start) + duration.periods as i32 + 1);
    let (periods, _) = schedule.periods(charge.start, charge.end, until);
    periods.get(count.saturating_sub(1)).map(|last| Span { from: charge.start, to: last.span.to })
}

/// An amount off the line: spread over what its charges come to, rounded.
fn amount_off(
    deal: &Deal,
    (named, discount, amount): (&Named, &Discount, &Dec),
    charges: &[usize],
    works: &[Option<Work>],
    bends: &mut [(Bend, Because)],
) -> Result<()> {
    let at = At::Pointer(&named.path);
    let at = at.key("amount");
    let amount = deal.currency.amount(amount, &at)?;
    let meant = |c: usize| deal.charges[c].discountable && !is_usage(deal, c);
    let mut totals = Vec::with_capacity(charges.len());
    for (place, c) in charges.iter().enumerate().filter(|(_, c)| meant(**c)) {
        let window = window(&deal.charges[*c], discount);
        let curve = works[*c].as_ref().map(|work| &work.line);
        let exact = match (curve, window) {
            (Some(curve), Some(window)) => Some(curve.over(window)),
            (Some(curve), None) => deal.charges[*c].total(curve),
            (None, _) => None,
        };
        let exact = exact.ok_or_else(|| needs_term(&at))?;
        let of = deal.currency.round(&exact, deal.policy.rounding_mode, &at)?;
        totals.push(Part { place, c: *c, within: stretch(window), exact, of });
    }
    if totals.is_empty() && amount > Minor::ZERO {
        return Err(nothing(amount, charges, deal, &at));
    }
    enough(amount, totals.iter().map(|part| part.of).sum(), deal, &at)?;
    spread(deal, (amount, None), totals, bends, &at)
}

/// A charge that shares an amount: its place among all, what is there in a stretch and that rounded.
pub(super) struct Part {
    pub place: usize,
    pub c: usize,
    pub within: Span,
    pub exact: Exact,
    pub of: Minor,
}

/// Spreads an amount, which is a percentage of `base` or was written, over what is there.
pub(super) fn spread(
    deal: &Deal,
    (amount, base): (Minor, Option<Minor>),
    parts: Vec<Part>,
    bends: &mut [(Bend, Because)],
    at: &At,
) -> Result<()> {
    let weights: Vec<Exact> = parts.iter().map(|part| Exact::whole(part.of.0)).collect();
    let shares = allocate(amount, &weights, deal.policy.spread, at)?;
    let among = Arc::new(Among { amount, base, members: parts.iter().map(|part| (part.c, part.of)).collect() });
    for (member, (Part { place, within, exact, of, .. }, off)) in parts.into_iter().zip(shares).enumerate() {
        if let Some(factor) = deal.currency.exact(of - off).over(&exact) {
            let because = Because::Amount { within, exact, of, off, place: member, among: among.clone() };
            bends[place] = (Bend::Scale(vec![(within, factor)]), because);
        }
    }
    Ok(())
}

/// Why an amount is taken off nothing.
pub(super) fn nothing(amount: Minor, charges: &[usize], deal: &Deal, at: &At) -> Problems {
    let line = |c: &usize| deal.lines[deal.charges[*c].line].line;
    let why = if charges.is_empty() {
        "no charge is there"
    } else if charges.iter().all(|c| is_usage(deal, *c)) {
        "usage takes percentages only"
    } else if charges.iter().all(|c| !deal.charges[*c].discountable || !line(c).discountable) {
        "nothing is discountable"
    } else if charges.iter().all(|c| line(c).optional == Some(true)) {
        "what is optional is in no sum"
    } else {
        "all is usage, optional or not discountable"
    };
    let message = format!("The discount of {} applies to nothing: {why}.", deal.currency.show(amount));
    Problems::one(Code::DiscountExceedsTotal, at, message, "Write a percentage, or leave it out.")
}

pub(super) fn is_usage(deal: &Deal, c: usize) -> bool {
    deal.charges[c].charge.kind == ChargeKind::Usage
}

pub(super) fn needs_term(at: &At) -> Problems {
    Problems::one(
        Code::NeedsTerm,
        at,
        "An amount is taken off a total, and a charge without an end has none.",
        "Write a percentage, give the line an end, or limit the discount with duration.",
    )
}

pub(super) fn enough(amount: Minor, available: Minor, deal: &Deal, at: &At) -> Result<()> {
    if amount > available {
        let (off, of) = (deal.currency.show(amount), deal.currency.show(available));
        let message = format!("The discount of {off} is more than the {of} that it applies to.");
        return Err(Problems::one(Code::DiscountExceedsTotal, at, message, "Lower the discount."));
    }
    Ok(())
}

/// The net of a charge under the policy: its rounded total, or the sum of its rounded periods; `None` without an end.
pub(super) fn net(deal: &Deal, c: usize, work: &Work, curve: &Curve) -> Result<Option<Minor>> {
    let charge = &deal.charges[c];
    if charge.charge.kind == ChargeKind::Usage {
        return if charge.is_open() { Ok(None) } else { usage_items(deal, c, work, curve).map(|(_, net)| Some(net)) };
    }
    let Some(total) = charge.total(curve) else { return Ok(None) };
    rounded(deal, c, curve, &total).map(Some)
}

/// As [`net`], for a charge that is no usage and has this exact total.
pub(super) fn rounded(deal: &Deal, c: usize, curve: &Curve, total: &Exact) -> Result<Minor> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let at = At::Pointer(&path);
    match (&charge.schedule, deal.policy.rounding) {
        (Some(schedule), rounding) if rounding.stands_alone() => {
            let (periods, _) = schedule.periods(charge.start, charge.end, Date::MAX);
            let own = recurring_items(curve, Some(total), schedule, &periods, &deal.currency, &deal.policy, &at)?;
            Ok(own.1.unwrap_or_default())
        }
        _ => deal.currency.round(total, deal.policy.rounding_mode, &at),
    }
}
