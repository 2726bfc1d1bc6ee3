use super::{tiers::check_tiers, tiers::graduate, Model, Term, Tier, Used};
use crate::document::document;
use crate::problem::{At, Check};

document! {
    /// Each tier prices the units that fall into it, plus its flat once the tier is reached: the sum over tiers of
    /// `units in the tier x unitPrice + flat`. A tier is reached when the quantity is above the tier before; the first one's
    /// flat is due at zero only where the policy's `zeroQuantity` is `flatFees`.
    ///
    /// Other vendors: graduated (Stripe, Lago), tiered (Zuora, Chargebee), slab discount (Salesforce), all tiers (Kill Bill).
    pub struct Graduated {
        /// From the lowest to the highest.
        pub tiers: Vec<Tier>,
    }
}

impl Model for Graduated {
    fn check(&self, at: &At, check: &mut Check) {
        check_tiers(&self.tiers, true, at, check);
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        graduate(&self.tiers, used).0
    }
}
