//! Discounts on the sum of many charges: of a group, of partners, of the quote.

use super::curves::Work;
use super::deal::Deal;
use super::discounts::{enough, is_usage, keep_base, needs_term, net, nothing, rounded, spread, Part};
use super::request::QuoteDiscount;
use super::result::StepKind;
use super::steps::{within_bits, Because, Bend, Named, ALWAYS};
use crate::calendar::Date;
use crate::money::{Exact, Minor};
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
        let bends = match deal.frozen {
            Some(_) => as_sold(deal, (&named, discount), &open, works, first.is_some()),
            None => sum_off(deal, (&named, discount), (&open, charges), works, first.as_deref())?,
        };
        let mut bends = open.iter().zip(bends).peekable();
        for c in charges {
            let own = bends.next_if(|(open, _)| *open == c).map(|(_, own)| own);
            let (bend, because) = own.unwrap_or((Bend::None, Because::Written));
            if let Some(work) = &mut works[*c] {
                work.take((deal, *c, shown), &named, bend, because)?;
            }
        }
        within_bits(works.iter().flatten().map(|work| work.bits).sum(), &named.path)?;
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
        let kept = works[*c].as_mut().and_then(|work| deal.kept(*c, work, named, None));
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
    (eligible, all): (&[usize], &[usize]),
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
    let mut totals: Vec<Part> = Vec::new();
    let mut base = Minor::ZERO;
    for (place, c) in eligible.iter().enumerate() {
        let Some(work) = &works[*c] else { continue };
        // Usage is scaled exactly by a percentage, and amounts skip it; so is what stands outside the sums.
        let apart = is_usage(deal, *c) || deal.is_optional(*c);
        let exact = if apart { None } else { deal.charges[*c].total(&work.curve) };
        match (exact, &percent) {
            (None, Some(percent)) => bends[place] = scaled(percent),
            (Some(_), Some(percent)) if exactly => bends[place] = scaled(percent),
            (None, None) => {}
            (Some(exact), _) => {
                let of = rounded(deal, *c, &work.curve, &exact)?;
                base += first.and_then(|first| first.get(place).copied().flatten()).unwrap_or(of);
                totals.push(Part { place, c: *c, within: ALWAYS, exact, of });
            }
        }
    }
    let there: Minor = totals.iter().map(|part| part.of).sum();
    let (off, base) = match (&percent, &discount.amount) {
        (Some(percent), _) => {
            let off = deal.currency.round(&(deal.currency.exact(base) * percent), deal.policy.rounding_mode, &at)?;
            // Of credits a percentage is a credit.
            if there >= Minor::ZERO {
                enough(off, there, deal, &at.key("percent"))?;
            }
            (off, Some(base))
        }
        (None, Some(amount)) => {
            let amount = deal.currency.amount(amount, &at.key("amount"))?;
            if totals.is_empty() && eligible.iter().any(|c| deal.charges[*c].is_open()) {
                return Err(needs_term(&at.key("amount")));
            }
            if totals.is_empty() && amount > Minor::ZERO {
                return Err(nothing(amount, all, deal, &at.key("amount")));
            }
            enough(amount, there, deal, &at.key("amount"))?;
            (amount, None)
        }
        (None, None) => return Ok(bends),
    };
    spread(deal, (off, base), totals, &mut bends, &at)?;
    Ok(bends)
}
