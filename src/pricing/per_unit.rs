use super::{Model, Rules, Term, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check};

document! {
    /// `quantity x unitPrice`.
    ///
    /// Other vendors: per unit (Stripe, Chargebee, Zuora), standard (Lago), list price (Salesforce), dynamic (OpenMeter). The
    /// unit price may be finer than the currency and is never rounded. May be negative (a credit line).
    pub struct PerUnit {
        /// In currency units, per unit and price period.
        pub unit_price: Dec,
    }
}

impl Model for PerUnit {
    fn check(&self, _at: &At, _check: &mut Check) {}

    fn terms(&self, used: &Used) -> Vec<Term> {
        vec![Term::units(used.quantity.clone(), self.unit_price.exact())]
    }

    fn unit_price(&self, _quantity: &Exact, _rules: Rules) -> Option<Exact> {
        Some(self.unit_price.exact())
    }
}
