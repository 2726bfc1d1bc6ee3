use super::{Model, Term, Used};
use crate::document::document;
use crate::money::Dec;
use crate::problem::{At, Check};

document! {
    /// One amount per price period, whatever the quantity: `amount`, and nothing for a quantity of zero (unless the policy's
    /// `zeroQuantity` is `flatFees`).
    ///
    /// Other vendors: flat fee (Stripe, Chargebee, Zuora), fixed price. Not rounded here. May be negative (a credit line).
    pub struct Flat {
        /// In currency units, per price period.
        pub amount: Dec,
    }
}

impl Model for Flat {
    fn check(&self, _at: &At, _check: &mut Check) {}

    fn terms(&self, used: &Used) -> Vec<Term> {
        if used.is_free() {
            return Vec::new();
        }
        vec![Term::flat(self.amount.exact())]
    }
}
