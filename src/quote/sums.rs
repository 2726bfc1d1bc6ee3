//! Discounts on the sum of many charges: of a group, of partners, of the quote.

use std::sync::Arc;

use super::curves::Work;
use super::deal::Deal;
use super::discounts::{enough, is_usage, keep_base, needs_term, net};
use super::request::QuoteDiscount;
use super::result::StepKind;
use super::steps::{Among, Because, Bend, Named, ALWAYS};
use crate::calendar::Date;
use crate::money::{allocate, Exact, Minor};
use crate::policy::DiscountStacking;
use crate::problem::{At, Result};

/// Applies the discounts of groups, of partners and of the quote, in this order, to the discountable charges; after it the
/// curves are final.
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
    let dealt = |c: usize| &deal.lines[deal.charges[c].line];
    for (g, group) in deal.request.groups.iter().flatten().enumerate() {
        let members: Vec<usize> = charges.iter().copied().filter(|c| dealt(*c).group == Some(g)).collect();
        let at = format!("/groups/{g}/discounts");
        take_all(deal, (StepKind::GroupDiscount, &at), &group.discounts, &members, works, shown)?;
    }
    let partner = deal.request.partner_discounts.iter().flatten();
    let partner: Vec<QuoteDiscount> = partner
        .map(|own| QuoteDiscount { percent: Some(own.percent), amount: None, reason: own.reason.clone() })
        .collect();
    take_all(deal, (StepKind::PartnerDiscount, "/partnerDiscounts"), &partner, charges, works, shown)?;
    take_all(deal, (StepKind::QuoteDiscount, "/discounts"), &deal.request.discounts, charges, works, shown)
}

fn take_all(
    deal: &Deal,
    (kind, at): (StepKind, &str),
    discounts: &[QuoteDiscount],
    charges: &[usize],
    works: &mut [Option<Work>],
    shown: &[Date],
) -> Result<()> {
    let meant = |c: &usize| deal.charges[*c].discountable && deal.lines[deal.charges[*c].line].line.discountable;
    let open: Vec<usize> = charges.iter().copied().filter(meant).collect();
    let mut first: Option<Vec<Option<Minor>>> = None;
    if deal.policy.discount_stacking == DiscountStacking::Additive && !discounts.is_empty() {
        charges.iter().for_each(|c| keep_base(&mut works[*c]));
        let nets = |c: &usize| works[*c].as_ref().map_or(Ok(None), |work| net(deal, *c, work, &work.curve));
        first = Some(open.iter().map(nets).collect::<Result<_>>()?);
    }
    for (i, discount) in discounts.iter().enumerate() {
        let named = Named {
            kind,
            source: discount.reason.clone().unwrap_or_else(|| format!("{}/{i}", at.trim_start_matches('/'))),
            percent: discount.percent,
            path: format!("{at}/{i}"),
        };
        let mut bends = match deal.frozen {
            Some(_) => as_sold(deal, (&named, discount), &open, works, first.is_some()),
            None => sum_off(deal, (&named, discount), &open, works, first.as_deref())?,
        };
        for c in charges {
            let (bend, because) = match open.iter().position(|open| open == c) {
                Some(place) => std::mem::replace(&mut bends[place], (Bend::None, Because::Written)),
                None => (Bend::None, Because::Written),
            };
            if let Some(work) = &mut works[*c] {
                work.take((deal, *c, shown), &named, bend, because)?;
            }
        }
    }
    Ok(())
}

/// In an order a discount on a sum does to each charge what it did when it was sold; to a new one its percentage.
fn as_sold(
    deal: &Deal,
    (named, discount): (&Named, &QuoteDiscount),
    eligible: &[usize],
    works: &mut [Option<Work>],
    adds_up: bool,
) -> Vec<(Bend, Because)> {
    let percent = discount.percent.map(|percent| percent.percent());
    let bend = |c: &usize| {
        let kept = works[*c].as_mut().and_then(|work| deal.kept(*c, work, named));
        let plain = percent.as_ref().map(|percent| match adds_up {
            true => Bend::Less(ALWAYS, percent.clone()),
            false => Bend::Scale(vec![(ALWAYS, Exact::ONE - percent)]),
        });
        (kept.or(plain).unwrap_or(Bend::None), Because::Written)
    };
    eligible.iter().map(bend).collect()
}

/// A discount on the sum of some charges: what it does to each. `first` are the nets before the first of several percentages
/// that add up.
fn sum_off(
    deal: &Deal,
    (named, discount): (&Named, &QuoteDiscount),
    eligible: &[usize],
    works: &[Option<Work>],
    first: Option<&[Option<Minor>]>,
) -> Result<Vec<(Bend, Because)>> {
    let at = At::Pointer(&named.path);
    let exactly = deal.policy.rounding.stands_alone();
    let percent = discount.percent.map(|percent| percent.percent());
    let scaled = |percent: &Exact| match first {
        Some(_) => (Bend::Less(ALWAYS, percent.clone()), Because::Written),
        None => (Bend::Scale(vec![(ALWAYS, Exact::ONE - percent)]), Because::Written),
    };
    let mut bends: Vec<(Bend, Because)> = vec![(Bend::None, Because::Written); eligible.len()];
    let mut totals: Vec<(usize, usize, Minor, Minor)> = Vec::new();
    for (place, c) in eligible.iter().enumerate() {
        let Some(work) = &works[*c] else { continue };
        // Usage is scaled exactly by a percentage, and amounts skip it; so is what stands outside the sums.
        let apart = is_usage(deal, *c) || deal.is_optional(*c);
        match (if apart { None } else { net(deal, *c, work, &work.curve)? }, &percent) {
            (None, Some(percent)) => bends[place] = scaled(percent),
            (Some(_), Some(percent)) if exactly => bends[place] = scaled(percent),
            (None, None) => {}
            (Some(net), _) => {
                let base = first.and_then(|first| first.get(place).copied().flatten()).unwrap_or(net);
                totals.push((place, *c, net, base));
            }
        }
    }
    let all: Minor = totals.iter().map(|(_, _, net, _)| *net).sum();
    let base: Minor = totals.iter().map(|(_, _, _, base)| *base).sum();
    let off = match (&percent, &discount.amount) {
        (Some(percent), _) => {
            let off = deal.currency.round(&(deal.currency.exact(base) * percent), deal.policy.rounding_mode, &at)?;
            enough(off, all.max(Minor::ZERO), deal, &at.key("percent")).or_else(|e| {
                if all.0 < 0 {
                    Ok(())
                } else {
                    Err(e)
                }
            })?;
            off
        }
        (None, Some(amount)) => {
            let amount = deal.currency.amount(amount, &at.key("amount"))?;
            if totals.is_empty() && eligible.iter().any(|c| deal.charges[*c].is_open()) {
                return Err(needs_term(&at.key("amount")));
            }
            enough(amount, all, deal, &at.key("amount"))?;
            amount
        }
        (None, None) => return Ok(bends),
    };
    let weights: Vec<Exact> = totals.iter().map(|(_, _, net, _)| Exact::whole(net.0)).collect();
    let shares = allocate(off, &weights, deal.policy.spread, &at)?;
    let members = totals.iter().map(|(_, c, net, _)| (*c, *net)).collect();
    let among = Arc::new(Among { amount: off, base: percent.as_ref().map(|_| base), members });
    for (member, ((place, c, of, _), off)) in totals.into_iter().zip(shares).enumerate() {
        let exact = works[c].as_ref().and_then(|work| deal.charges[c].total(&work.curve));
        let factor = exact.as_ref().and_then(|exact| deal.currency.exact(of - off).over(exact));
        if let (Some(factor), Some(exact)) = (factor, exact) {
            let because = Because::Amount { within: ALWAYS, exact, of, off, place: member, among: among.clone() };
            bends[place] = (Bend::Scale(vec![(ALWAYS, factor)]), because);
        }
    }
    Ok(bends)
}
