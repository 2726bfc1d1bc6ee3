use super::{check_sign, tiers::check_tiers, tiers::graduate, Model, Term, TermKind, Tier, Used};
use crate::document::document;
use crate::money::Dec;
use crate::problem::{At, Check};

document! {
    /// Graduated tiers that end, and a unit price for what goes beyond the last: the tiers' amounts, plus
    /// `units beyond x overagePrice`.
    ///
    /// Other vendors: tiered with overage (Zuora), included units with graduated overage (Orb).
    pub struct TieredOverage {
        /// From the lowest to the highest, each with its `upTo`.
        pub tiers: Vec<Tier>,
        /// The price of one unit beyond the last tier, in currency units.
        pub overage_price: Dec,
    }
}

impl Model for TieredOverage {
    fn check(&self, at: &At, check: &mut Check) {
        check_tiers(&self.tiers, false, at, check);
        check_sign(&self.overage_price, 0, &at.key("overagePrice"), check);
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let (mut terms, priced) = graduate(&self.tiers, used);
        if used.quantity > priced {
            let beyond = Term::beyond(&used.quantity, priced, self.overage_price.exact());
            terms.push(beyond.of_kind(TermKind::Unit).in_tier(self.tiers.len()));
        }
        terms
    }
}
