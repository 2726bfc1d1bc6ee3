//! Discounts bend the curve: a percentage scales it, an amount fixes the net first and scales to it.

use super::curves::{value, Work};
use super::deal::{Deal, DealCharge};
use super::request::{Discount, QuoteDiscount};
use super::result::StepKind;
use super::usage::usage_net;
use crate::billing::recurring_items;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::Curve;
use crate::money::{allocate, Dec, Exact, Minor};
use crate::problem::{At, Code, Problems, Result};

/// A discount that was applied to a charge, and what it left.
#[derive(Clone)]
pub(crate) struct Applied {
    pub kind: StepKind,
    pub source: String,
    pub percent: Option<Dec>,
    /// The value after the step; equal to the one before where the charge is not discountable.
    pub after: Minor,
}

/// Applies the line's and its segments' discounts to some of its charges, which share amounts among them.
pub(super) fn line_discounts(
    deal: &Deal,
    line: usize,
    charges: &[usize],
    works: &mut [Option<Work>],
    shown: &[Date],
) -> Result<()> {
    let dealt = &deal.lines[line];
    for (i, discount) in dealt.line.discounts.iter().enumerate() {
        let source = discount.reason.clone().unwrap_or_else(|| format!("discounts/{i}"));
        let eligible: Vec<usize> = charges.iter().copied().filter(|c| deal.charges[*c].discountable).collect();
        match (&discount.percent, &discount.amount) {
            (Some(percent), _) => {
                let factor = &Exact::ONE - &percent.percent();
                for c in &eligible {
                    let window = window(&deal.charges[*c], discount);
                    edit(works, *c, |curve| scale(curve, window, &factor));
                }
            }
            (None, Some(amount)) if owns_amounts(deal, line, charges) => {
                let eligible: Vec<usize> = eligible.iter().copied().filter(|c| !is_usage(deal, *c)).collect();
                line_amount(deal, line, i, discount, amount, &eligible, works)?;
            }
            _ => {}
        }
        for c in charges {
            note(deal, *c, works, shown, StepKind::LineDiscount, &source, discount.percent)?;
        }
    }
    segment_discounts(deal, line, charges, works, shown)
}

/// An amount off a line goes to the charges with prices of their own; to a percentage only on a line of nothing else.
fn owns_amounts(deal: &Deal, line: usize, charges: &[usize]) -> bool {
    let all = deal.lines[line].charges.clone();
    let derived =
        |c: &usize| deal.charges[*c].segments.iter().any(|t| matches!(t.price, crate::pricing::Price::PercentOf(_)));
    charges.iter().any(|c| !derived(c))
        || all.clone().all(|c| derived(&c)) && charges.first() == all.clone().next().as_ref()
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
        let to = dealt.line.segments.get(i + 1).map(|next| next.start).or(dealt.end).unwrap_or(Date::MAX);
        let window = Span { from: segment.start, to };
        for (j, discount) in segment.discounts.iter().enumerate() {
            let source = discount.reason.clone().unwrap_or_else(|| format!("segments/{i}/discounts/{j}"));
            let factor = &Exact::ONE - &discount.percent.percent();
            for c in charges {
                if deal.charges[*c].discountable {
                    edit(works, *c, |curve| curve.scaled_within(window, &factor));
                }
                note(deal, *c, works, shown, StepKind::SegmentDiscount, &source, Some(discount.percent))?;
            }
        }
    }
    Ok(())
}

fn edit(works: &mut [Option<Work>], c: usize, change: impl Fn(&Curve) -> Curve) {
    if let Some(work) = &mut works[c] {
        work.line = change(&work.line);
    }
}

fn note(
    deal: &Deal,
    c: usize,
    works: &mut [Option<Work>],
    shown: &[Date],
    kind: StepKind,
    source: &str,
    percent: Option<Dec>,
) -> Result<()> {
    if let Some(work) = &mut works[c] {
        let curve = if kind == StepKind::QuoteDiscount { &work.curve } else { &work.line };
        let after = value(deal, c, curve, shown)?;
        work.applied.push(Applied { kind, source: source.to_owned(), percent, after });
    }
    Ok(())
}

/// The days of a discount's billing periods, or `None` for the whole charge.
fn window(charge: &DealCharge, discount: &Discount) -> Option<Span> {
    let (duration, schedule) = (discount.duration?, charge.schedule.as_ref()?);
    let count = duration.periods as usize;
    let until = schedule.grid.boundary(schedule.grid.index(charge.start) + duration.periods as i32 + 1);
    let (periods, _) = schedule.periods(charge.start, charge.end, until);
    periods.get(count.saturating_sub(1)).map(|last| Span { from: charge.start, to: last.span.to })
}

fn scale(curve: &Curve, window: Option<Span>, factor: &Exact) -> Curve {
    match window {
        Some(window) => curve.scaled_within(window, factor),
        None => curve.scaled(factor),
    }
}

fn line_amount(
    deal: &Deal,
    line: usize,
    i: usize,
    discount: &Discount,
    amount: &Dec,
    eligible: &[usize],
    works: &mut [Option<Work>],
) -> Result<()> {
    let path = format!("{}/discounts/{i}/amount", deal.at_line(line));
    let at = At::Pointer(&path);
    let amount = deal.currency.amount(amount, &at)?;
    let mut totals = Vec::with_capacity(eligible.len());
    for c in eligible {
        let window = window(&deal.charges[*c], discount);
        let curve = works[*c].as_ref().map(|work| &work.line);
        let exact = match (curve, window) {
            (Some(curve), Some(window)) => Some(curve.over(window)),
            (Some(curve), None) => deal.charges[*c].total(curve),
            (None, _) => None,
        };
        let exact = exact.ok_or_else(|| needs_term(&at))?;
        let rounded = deal.currency.round(&exact, deal.policy.rounding_mode, &at)?;
        totals.push((*c, window, exact, rounded));
    }
    let all: Minor = totals.iter().map(|(_, _, _, rounded)| *rounded).sum();
    enough(amount, all, deal, &at)?;
    let weights: Vec<Exact> = totals.iter().map(|(_, _, _, rounded)| Exact::whole(rounded.0)).collect();
    let shares = allocate(amount, &weights, deal.policy.spread, &at)?;
    for ((c, window, exact, rounded), share) in totals.into_iter().zip(shares) {
        if let Some(factor) = deal.currency.exact(rounded - share).over(&exact) {
            edit(works, c, |curve| scale(curve, window, &factor));
        }
    }
    Ok(())
}

fn is_usage(deal: &Deal, c: usize) -> bool {
    deal.charges[c].charge.kind == ChargeKind::Usage
}

fn needs_term(at: &At) -> Problems {
    Problems::one(
        Code::NeedsTerm,
        at,
        "An amount is taken off a total, and a charge without an end has none.",
        "Write a percentage, give the line an end, or limit the discount with duration.",
    )
}

fn enough(amount: Minor, available: Minor, deal: &Deal, at: &At) -> Result<()> {
    if amount > available {
        let (off, of) = (deal.currency.show(amount), deal.currency.show(available));
        let message = format!("The discount of {off} is more than the {of} that it applies to.");
        return Err(Problems::one(Code::DiscountExceedsTotal, at, message, "Lower the discount."));
    }
    Ok(())
}

/// Applies the quote's discounts, in order, to the discountable charges; after it the curves are final.
pub(super) fn quote_discounts(
    deal: &Deal,
    charges: &[usize],
    works: &mut [Option<Work>],
    shown: &[Date],
) -> Result<()> {
    for c in charges {
        if let Some(work) = &mut works[*c] {
            work.curve = work.line.clone();
            work.is_final = true;
        }
    }
    let eligible = |c: &usize| deal.charges[*c].discountable && deal.lines[deal.charges[*c].line].line.discountable;
    let open: Vec<usize> = charges.iter().copied().filter(eligible).collect();
    for (i, discount) in deal.request.discounts.iter().enumerate() {
        quote_discount(deal, i, discount, &open, works)?;
        let source = discount.reason.clone().unwrap_or_else(|| format!("discounts/{i}"));
        for c in charges {
            note(deal, *c, works, shown, StepKind::QuoteDiscount, &source, discount.percent)?;
        }
    }
    Ok(())
}

fn quote_discount(
    deal: &Deal,
    i: usize,
    discount: &QuoteDiscount,
    eligible: &[usize],
    works: &mut [Option<Work>],
) -> Result<()> {
    let root = At::Root;
    let discounts = root.key("discounts");
    let at = discounts.index(i);
    let exactly = deal.policy.rounding.stands_alone();
    let mut totals = Vec::new();
    for c in eligible {
        let Some(work) = &mut works[*c] else { continue };
        match (net(deal, *c, &work.curve)?, &discount.percent) {
            // Usage is scaled exactly by a percentage, and amounts skip it.
            (_, None) if is_usage(deal, *c) => {}
            (_, Some(percent)) if is_usage(deal, *c) => {
                work.curve = work.curve.scaled(&(&Exact::ONE - &percent.percent()));
            }
            // Without a total, and where periods round alone, the percentage scales each period exactly.
            (None, Some(percent)) => work.curve = work.curve.scaled(&(&Exact::ONE - &percent.percent())),
            (Some(_), Some(percent)) if exactly => {
                work.curve = work.curve.scaled(&(&Exact::ONE - &percent.percent()));
            }
            (None, None) => {}
            (Some(net), _) => totals.push((*c, net)),
        }
    }
    let all: Minor = totals.iter().map(|(_, net)| *net).sum();
    let off = match (&discount.percent, &discount.amount) {
        (Some(percent), _) => {
            deal.currency.round(&(deal.currency.exact(all) * percent.percent()), deal.policy.rounding_mode, &at)?
        }
        (None, Some(amount)) => {
            let amount = deal.currency.amount(amount, &at.key("amount"))?;
            if totals.is_empty() && eligible.iter().any(|c| deal.charges[*c].is_open()) {
                return Err(needs_term(&at.key("amount")));
            }
            enough(amount, all, deal, &at.key("amount"))?;
            amount
        }
        (None, None) => return Ok(()),
    };
    let weights: Vec<Exact> = totals.iter().map(|(_, net)| Exact::whole(net.0)).collect();
    let shares = allocate(off, &weights, deal.policy.spread, &at)?;
    for ((c, net), share) in totals.into_iter().zip(shares) {
        let Some(work) = &mut works[c] else { continue };
        let exact = deal.charges[c].total(&work.curve);
        if let Some(factor) = exact.and_then(|exact| deal.currency.exact(net - share).over(&exact)) {
            work.curve = work.curve.scaled(&factor);
        }
    }
    Ok(())
}

/// The net of a charge under the policy: its rounded total, or the sum of its rounded periods; `None` without an end.
pub(super) fn net(deal: &Deal, c: usize, curve: &Curve) -> Result<Option<Minor>> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let at = At::Pointer(&path);
    if charge.charge.kind == ChargeKind::Usage {
        return usage_net(deal, c, curve).map(Some);
    }
    let Some(total) = charge.total(curve) else { return Ok(None) };
    match (&charge.schedule, deal.policy.rounding) {
        (Some(schedule), rounding) if rounding.stands_alone() => {
            let (periods, _) = schedule.periods(charge.start, charge.end, Date::MAX);
            Ok(recurring_items(curve, Some(&total), schedule, &periods, &deal.currency, &deal.policy, &at)?.1)
        }
        _ => deal.currency.round(&total, deal.policy.rounding_mode, &at).map(Some),
    }
}
