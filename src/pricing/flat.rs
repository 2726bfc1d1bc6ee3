use super::Model;
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check};

document! {
    /// One amount per price period, whatever the quantity: `amount`, and nothing for a quantity of zero.
    ///
    /// Other vendors: flat fee (Stripe, Chargebee, Zuora), fixed price. Not rounded here. May be negative (a credit line).
    pub struct Flat {
        /// In currency units, per price period.
        pub amount: Dec,
    }
}

impl Model for Flat {
    fn check(&self, _at: &At, _check: &mut Check) {}

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        Some(if quantity.is_zero() { Exact::ZERO } else { self.amount.exact() })
    }
}
