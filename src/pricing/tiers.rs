//! Tiers, as the volume and the graduated models share them.

use crate::document::document;

use super::{check_sign, clamp, Rules, Term, Used};
use crate::money::{Dec, Exact};
use crate::policy::{PackageRounding, TierBounds};
use crate::problem::{At, Check, Code};

/// At most this many tiers.
pub const MAX_TIERS: usize = 1000;

document! {
    /// One tier: it holds every quantity above the tier before and up to `upTo`, fractions included, so that 99.5 lies
    /// in exactly one tier.
    pub struct Tier {
        /// The highest quantity of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
        /// tier); `null` (or left out) in the last tier only.
        pub up_to: Option<Dec>,
        /// The price of one unit, or of one block of `size`, in currency units. Default 0.
        pub unit_price: Dec = Dec::ZERO,
        /// A fixed amount for the tier, in currency units. Default 0.
        pub flat: Dec = Dec::ZERO,
        /// Units in a block, where the tier is sold in whole blocks: a started block counts, by the policy's `packageRounding`.
        pub size: Option<Dec>,
        /// The least that the tier costs once it is reached, in currency units.
        pub minimum: Option<Dec>,
        /// The most that the tier costs, in currency units.
        pub maximum: Option<Dec>,
    }
}

impl Tier {
    pub(super) fn holds(&self, quantity: &Exact, bounds: TierBounds) -> bool {
        self.up_to.is_none_or(|limit| match bounds {
            TierBounds::Inclusive => *quantity <= limit.exact(),
            TierBounds::Exclusive => *quantity < limit.exact(),
        })
    }

    /// The unit price, where it is all that the tier costs.
    pub(super) fn plain_price(&self) -> Option<Exact> {
        let plain = self.flat.sign() == 0 && self.size.is_none() && self.minimum.is_none() && self.maximum.is_none();
        plain.then(|| self.unit_price.exact())
    }

    /// Adds what so many units cost in the tier, which is the `i`th.
    pub(super) fn price(&self, i: usize, units: Exact, rules: Rules, terms: &mut Vec<Term>) {
        let from = terms.len();
        let price = self.unit_price.exact();
        let up = rules.packages == PackageRounding::Up;
        if !units.is_zero() {
            terms.push(match self.size {
                Some(size) => Term::packages(units, size.exact(), price, up).in_tier(i),
                None => Term::units(units, price).in_tier(i),
            });
        }
        if self.flat.sign() != 0 {
            terms.push(Term::flat(self.flat.exact()).in_tier(i));
        }
        if self.minimum.is_some() || self.maximum.is_some() {
            let exact = |limit: &Option<Dec>| limit.map(|limit| limit.exact());
            clamp(terms, from, exact(&self.minimum), exact(&self.maximum));
        }
    }
}

/// Whether a quantity reaches the `i`th tier, which begins above `below`.
pub(super) fn reaches(used: &Used, i: usize, below: &Exact) -> bool {
    let reached = match used.rules.bounds {
        TierBounds::Inclusive => used.quantity > *below,
        TierBounds::Exclusive => used.quantity >= *below && !used.quantity.is_zero(),
    };
    reached || i == 0 && !used.is_free()
}

/// The terms of tiers that each price the units that fall into them, and how many units they price.
pub(super) fn graduate(tiers: &[Tier], used: &Used) -> (Vec<Term>, Exact) {
    let (mut terms, mut below) = (Vec::new(), Exact::ZERO);
    for (i, tier) in tiers.iter().enumerate() {
        if !reaches(used, i, &below) {
            break;
        }
        let top = match tier.up_to {
            Some(limit) if limit.exact() < used.quantity => limit.exact(),
            _ => used.quantity.clone(),
        };
        tier.price(i, &top - &below, used.rules, &mut terms);
        if tier.up_to.is_none_or(|limit| limit.exact() > used.quantity) {
            return (terms, used.quantity.clone());
        }
        below = top;
    }
    (terms, below)
}

/// Notes limits that do not rise, an open tier before the last, a last tier that is not open (or, for tiers that `end`
/// elsewhere, one that is).
pub(super) fn check_limits<'a>(limits: impl Iterator<Item = &'a Option<Dec>>, open: bool, at: &At, check: &mut Check) {
    let limits: Vec<&Option<Dec>> = limits.collect();
    if limits.is_empty() || limits.len() > MAX_TIERS {
        check.note(
            Code::BadTiers,
            at,
            format!("There are {} tiers.", limits.len()),
            format!("Write 1 to {MAX_TIERS} tiers."),
        );
        return;
    }
    let mut before = Dec::ZERO;
    for (i, limit) in limits.iter().enumerate() {
        let place = at.index(i);
        let place = place.key("upTo");
        let last = open && i + 1 == limits.len();
        match limit {
            Some(limit) if last => check.note(
                Code::BadTiers,
                &place,
                format!("The last tier ends at {limit}; a quantity above it would have no price."),
                "Write null in the last tier.",
            ),
            Some(limit) if *limit <= before => check.note(
                Code::BadTiers,
                &place,
                format!("{limit} is not above {before}."),
                "Let every tier end above the one before.",
            ),
            Some(limit) => before = *limit,
            None if !last => check.note(
                Code::BadTiers,
                &place,
                if open { "Only the last tier may be open." } else { "No tier may be open here." },
                "Write the highest quantity of this tier.",
            ),
            None => {}
        }
    }
}

pub(super) fn check_tiers(tiers: &[Tier], open: bool, at: &At, check: &mut Check) {
    let at = at.key("tiers");
    check_limits(tiers.iter().map(|t| &t.up_to), open, &at, check);
    for (i, tier) in tiers.iter().enumerate() {
        let here = at.index(i);
        check_sign(&tier.unit_price, 0, &here.key("unitPrice"), check);
        check_sign(&tier.flat, 0, &here.key("flat"), check);
        if let Some(size) = &tier.size {
            check_sign(size, 1, &here.key("size"), check);
        }
        super::check_limits(tier.minimum.as_ref(), tier.maximum.as_ref(), &here, check);
    }
}
