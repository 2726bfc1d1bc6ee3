//! Invoice plans: how instalments share a whole, and how a shared instalment is spread over its charges.

use super::{
    check_declared, progress_shares, Billing, Declared, PlanItem, Reason, Retainage, SharedPlan, Uncovered, When,
    REMAINDER,
};
use crate::calendar::Date;
use crate::money::{allocate, Currency, Dec, Exact, Minor};
use crate::policy::Policy;
use crate::problem::{At, Check, Code, Problems, Result};

/// An invoice plan wherever it is written: in a charge's billing, or shared by lines.
#[derive(Clone, Copy, Default)]
pub struct PlanTerms<'p> {
    items: &'p [PlanItem],
    uncovered: Uncovered,
    /// Progress instead of items.
    declared: Option<&'p [Declared]>,
    of: Option<&'p Dec>,
    /// What is withheld.
    pub retainage: Option<&'p Retainage>,
}

/// An item of a plan with what it bills of each charge.
pub struct PlanRow {
    /// The item's id.
    pub id: String,
    /// What documents print.
    pub name: String,
    /// When it is billed.
    pub when: When,
    /// Why.
    pub reason: Reason,
    /// Before retainage, by charge.
    pub shares: Vec<Minor>,
}

impl Billing {
    /// The plan of this charge alone, where it has one.
    pub fn plan(&self) -> Option<PlanTerms<'_>> {
        match self {
            Billing::Milestones(plan) => Some(PlanTerms {
                items: &plan.items,
                uncovered: plan.uncovered,
                retainage: plan.retainage.as_ref(),
                ..PlanTerms::default()
            }),
            Billing::Progress(plan) => Some(PlanTerms {
                declared: Some(&plan.declared),
                of: plan.of.as_ref(),
                retainage: plan.retainage.as_ref(),
                ..PlanTerms::default()
            }),
            Billing::Once(_) | Billing::ByHand(_) | Billing::Recurring(_) | Billing::Shared(_) => None,
        }
    }
}

impl SharedPlan {
    /// The plan.
    pub fn plan(&self) -> PlanTerms<'_> {
        PlanTerms {
            items: &self.items,
            uncovered: self.uncovered,
            declared: self.declared.as_deref(),
            of: self.of.as_ref(),
            retainage: self.retainage.as_ref(),
        }
    }
}

impl PlanTerms<'_> {
    /// The ids of items and releases, with where each is written.
    pub fn ids(&self) -> Vec<(&'static str, usize, String)> {
        let items = self.items.iter().enumerate().map(|(i, item)| ("items", i, item.id.clone()));
        let declared = self.declared.unwrap_or_default().iter().enumerate();
        let declared = declared.map(|(i, declared)| ("declared", i, declared.id(i)));
        let release = self.retainage.map(|retainage| retainage.release.list.as_slice()).unwrap_or_default();
        let release = release.iter().enumerate().map(|(i, release)| ("retainage/release", i, release.id(i)));
        items.chain(declared).chain(release).collect()
    }

    /// Notes what is wrong with the plan by itself, but for its ids.
    pub fn check(&self, at: &At, check: &mut Check) {
        match self.declared {
            Some(declared) if self.items.is_empty() => check_declared(declared, self.of, at, check),
            Some(_) => {
                let message = "A plan has items or declared progress.";
                check.note(Code::Conflict, at, message, "Write exactly one of items and declared.");
            }
            None => {
                check_items(self.items, self.uncovered, at, check);
                if self.of.is_some() {
                    let message = "Units belong to declared progress.";
                    check.note(Code::Conflict, &at.key("of"), message, "Leave it out, or write declared.");
                }
            }
        }
        if let Some(retainage) = self.retainage {
            retainage.check(&at.key("retainage"), check);
        }
    }

    /// The items with what each bills of each charge; `start` is what `{ start: true }` means.
    ///
    /// # Errors
    /// What the plan says against the real nets; see [`plan_shares`] and [`progress_shares`].
    pub fn rows(
        &self,
        start: Date,
        nets: &[Minor],
        (currency, policy, at): (&Currency, &Policy, &At),
    ) -> Result<Vec<PlanRow>> {
        let Some(declared) = self.declared else {
            let shares = plan_shares(self.items, self.uncovered, nets, currency, policy, at)?;
            let row = |(item, shares): (&PlanItem, Vec<Minor>)| PlanRow {
                id: item.id.clone(),
                name: item.name.clone().unwrap_or_else(|| item.id.clone()),
                when: item.on.when(start),
                reason: Reason::Milestone,
                shares,
            };
            return Ok(self.items.iter().zip(shares).map(row).collect());
        };
        let mut shares = progress_shares(declared, self.of, nets, (currency, policy, at))?;
        let waits = shares.pop().filter(|waits| waits.iter().any(|share| *share != Minor::ZERO));
        let row = |(i, (declared, shares)): (usize, (&Declared, Vec<Minor>))| PlanRow {
            id: declared.id(i),
            name: declared.name.clone().unwrap_or_else(|| declared.id(i)),
            when: declared.on.when(start),
            reason: Reason::Progress,
            shares,
        };
        let mut rows: Vec<PlanRow> = declared.iter().zip(shares).enumerate().map(row).collect();
        rows.extend(waits.map(|shares| PlanRow {
            id: REMAINDER.to_owned(),
            name: "remainder of progress".to_owned(),
            when: When::ByHand,
            reason: Reason::Progress,
            shares,
        }));
        Ok(rows)
    }
}

/// Notes what is wrong with the items of a plan by themselves: ids, kinds, percentages above 100, a plan that covers
/// less than the whole and names no remainder.
pub fn check_items(items: &[PlanItem], uncovered: Uncovered, at: &At, check: &mut Check) {
    let at = at.key("items");
    if items.is_empty() {
        check.note(Code::PlanNotCovered, &at, "The plan has no items.", "Write at least one item.");
        return;
    }
    let (mut percent, mut amounts, mut remainders) = (Exact::ZERO, 0, 0);
    for (i, item) in items.iter().enumerate() {
        let here = at.index(i);
        let kinds = [item.percent.is_some(), item.amount.is_some(), item.remainder];
        if kinds.iter().filter(|kind| **kind).count() != 1 {
            check.note(
                Code::Conflict,
                &here,
                "An item is a percentage, an amount or the remainder.",
                "Write exactly one of percent, amount and remainder.",
            );
        }
        for (key, value) in [("percent", &item.percent), ("amount", &item.amount)] {
            if value.is_some_and(|v| v.sign() <= 0) {
                check.note(Code::OutOfRange, &here.key(key), "The item bills nothing.", "Write a number above zero.");
            }
        }
        if let Some(p) = item.percent {
            percent = percent + p.exact();
        }
        amounts += usize::from(item.amount.is_some());
        remainders += usize::from(item.remainder);
        if remainders > 1 && item.remainder {
            check.note(
                Code::Conflict,
                &here.key("remainder"),
                "A second remainder.",
                "Only one item takes what is left.",
            );
        }
        item.on.check(&here.key("on"), check);
    }
    let hundred = Dec::HUNDRED.exact();
    if percent > hundred {
        check.note(
            Code::PlanExceedsTotal,
            &at,
            format!("The percentages come to {}.", percent.decimal(12)),
            "Percentages are of the whole, together at most 100.",
        );
    } else if percent < hundred && amounts == 0 && remainders == 0 && uncovered == Uncovered::Error {
        check.note(
            Code::PlanNotCovered,
            &at,
            format!("The percentages come to {} of 100.", percent.decimal(12)),
            "Add an item { \"remainder\": true, … }, or let the last take it with \"uncovered\": \"withLast\".",
        );
    }
}

/// What each item bills of each charge: `result[item][charge]`, from the nets of the charges that the plan covers.
///
/// Items freeze in the order of declaration: item k takes the rounded cumulative amount up to k less the one up to
/// k - 1. Each cumulative total is spread over the charges by largest remainder, and a charge bills the difference, so
/// that items sum to their share of the whole and charges close exactly. The remainder is what is left of each charge.
///
/// # Errors
/// `plan_exceeds_total` and `plan_not_covered` against the real nets; `too_precise` for an amount.
pub fn plan_shares(
    items: &[PlanItem],
    uncovered: Uncovered,
    nets: &[Minor],
    currency: &Currency,
    policy: &Policy,
    at: &At,
) -> Result<Vec<Vec<Minor>>> {
    let at = at.key("items");
    let whole: Minor = nets.iter().copied().sum();
    let weights: Vec<Exact> = nets.iter().map(|net| Exact::whole(net.0)).collect();
    let (mut percent, mut fixed) = (Exact::ZERO, Minor::ZERO);
    let mut done = vec![Minor::ZERO; nets.len()];
    let mut shares: Vec<Vec<Minor>> = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let here = at.index(i);
        if let Some(p) = &item.percent {
            percent = percent + p.percent();
        }
        if let Some(amount) = &item.amount {
            fixed += currency.amount(amount, &here.key("amount"))?;
        }
        let exact = currency.exact(whole) * &percent + currency.exact(fixed);
        let cumulative = currency.round(&exact, policy.rounding_mode, &here)?;
        if cumulative.0.abs() > whole.0.abs() {
            return Err(Problems::one(
                Code::PlanExceedsTotal,
                &here,
                format!("Up to this item the plan bills {} of {}.", currency.show(cumulative), currency.show(whole)),
                "Lower the items, or let the last one be the remainder.",
            ));
        }
        let now =
            if cumulative == whole { nets.to_vec() } else { allocate(cumulative, &weights, policy.spread, &here)? };
        shares.push(now.iter().zip(&done).map(|(now, before)| *now - *before).collect());
        done = now;
    }
    let left: Vec<Minor> = nets.iter().zip(&done).map(|(net, done)| *net - *done).collect();
    let closes = left.iter().all(|left| *left == Minor::ZERO);
    let takes = match items.iter().position(|item| item.remainder) {
        Some(remainder) => Some(remainder),
        None if uncovered == Uncovered::WithLast => items.len().checked_sub(1),
        None => None,
    };
    match takes {
        Some(takes) => shares[takes].iter_mut().zip(&left).for_each(|(share, left)| *share += *left),
        None if closes => {}
        None => {
            let rest: Minor = left.into_iter().sum();
            return Err(Problems::one(
                Code::PlanNotCovered,
                &at,
                format!("The plan leaves {} of {}.", currency.show(rest), currency.show(whole)),
                "Add an item { \"remainder\": true, … }, or let the last take it with \"uncovered\": \"withLast\".",
            ));
        }
    }
    Ok(shares)
}
