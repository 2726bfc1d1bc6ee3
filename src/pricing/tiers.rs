//! Tiers, as the volume and the graduated model share them.

use crate::document::document;

use super::check_sign;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

/// At most this many tiers.
pub const MAX_TIERS: usize = 1000;

document! {
    /// One tier: it holds every quantity above the tier before and up to `upTo`, fractions included, so that 99.5 lies
    /// in exactly one tier.
    pub struct Tier {
        /// The highest quantity of the tier, inclusive; `null` (or left out) in the last tier only.
        pub up_to: Option<Dec>,
        /// The price of one unit, in currency units. Default 0.
        pub unit_price: Dec = Dec::ZERO,
        /// A fixed amount for the tier, in currency units. Default 0.
        pub flat: Dec = Dec::ZERO,
    }
}

impl Tier {
    pub(super) fn holds(&self, quantity: &Exact) -> bool {
        self.up_to.is_none_or(|limit| *quantity <= limit.exact())
    }
}

/// Notes limits that do not rise, an open tier before the last, a last tier that is not open.
pub(super) fn check_limits<'a>(limits: impl Iterator<Item = &'a Option<Dec>>, at: &At, check: &mut Check) {
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
        let last = i + 1 == limits.len();
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
                "Only the last tier may be open.",
                "Write the highest quantity of this tier.",
            ),
            None => {}
        }
    }
}

pub(super) fn check_tiers(tiers: &[Tier], at: &At, check: &mut Check) {
    let at = at.key("tiers");
    check_limits(tiers.iter().map(|t| &t.up_to), &at, check);
    for (i, tier) in tiers.iter().enumerate() {
        check_sign(&tier.unit_price, 0, &at.index(i).key("unitPrice"), check);
        check_sign(&tier.flat, 0, &at.index(i).key("flat"), check);
    }
}
