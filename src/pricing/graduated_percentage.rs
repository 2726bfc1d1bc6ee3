use super::{
    check_sign,
    tiers::{check_limits, reaches},
    Model, Term, TermKind, Used,
};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check};

document! {
    /// Each tier takes its percentage of the value that falls into it, plus its flat once the tier is reached: the sum over
    /// tiers of `value in the tier x percent / 100 + flat`. The quantity is a value in currency units.
    ///
    /// Other vendors: graduated percentage (Lago), tiered bps (Orb), commission scale.
    pub struct GraduatedPercentage {
        /// From the lowest to the highest.
        pub tiers: Vec<PercentageTier>,
    }
}

document! {
    /// One tier of a graduated percentage.
    pub struct PercentageTier {
        /// The highest value of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next tier), in
        /// currency units; `null` (or left out) in the last tier only.
        pub up_to: Option<Dec>,
        /// In percent: `"1.5"` is 1.5 percent. Zero or more.
        pub percent: Dec,
        /// A fixed amount for the tier, in currency units. Default 0.
        pub flat: Dec = Dec::ZERO,
    }
}

impl Model for GraduatedPercentage {
    fn check(&self, at: &At, check: &mut Check) {
        let at = at.key("tiers");
        check_limits(self.tiers.iter().map(|t| &t.up_to), true, &at, check);
        for (i, tier) in self.tiers.iter().enumerate() {
            check_sign(&tier.percent, 0, &at.index(i).key("percent"), check);
            check_sign(&tier.flat, 0, &at.index(i).key("flat"), check);
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let (mut terms, mut below) = (Vec::new(), Exact::ZERO);
        for (i, tier) in self.tiers.iter().enumerate() {
            if !reaches(used, i, &below) {
                break;
            }
            let top = tier.up_to.map(|limit| limit.exact()).filter(|limit| *limit < used.quantity);
            let top = top.unwrap_or_else(|| used.quantity.clone());
            terms.push(Term::units(&top - &below, tier.percent.percent()).of_kind(TermKind::Rate).in_tier(i));
            if tier.flat.sign() != 0 {
                terms.push(Term::flat(tier.flat.exact()).in_tier(i));
            }
            if tier.up_to.is_none_or(|limit| limit.exact() > used.quantity) {
                break;
            }
            below = top;
        }
        terms
    }
}
