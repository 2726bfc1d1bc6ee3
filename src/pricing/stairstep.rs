use super::{check_sign, tiers::check_limits, Model};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check};

document! {
    /// The amount of the step that holds the quantity; nothing for a quantity of zero.
    ///
    /// Other vendors: stairstep (Chargebee, Recurly), tiered with flat fees only (Zuora, Stripe), block price (Salesforce).
    pub struct Stairstep {
        /// From the lowest to the highest.
        pub tiers: Vec<Step>,
    }
}

document! {
    /// One step: a fixed amount for every quantity up to `upTo`, inclusive.
    #[cfg_attr(test, ts(rename = "StairstepTier"))]
    pub struct Step {
        /// The highest quantity of the step, inclusive; `null` (or left out) in the last step only.
        pub up_to: Option<Dec>,
        /// In currency units, per price period.
        pub amount: Dec,
    }
}

impl Model for Stairstep {
    fn check(&self, at: &At, check: &mut Check) {
        let at = at.key("tiers");
        check_limits(self.tiers.iter().map(|t| &t.up_to), &at, check);
        for (i, step) in self.tiers.iter().enumerate() {
            check_sign(&step.amount, 0, &at.index(i).key("amount"), check);
        }
    }

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        if quantity.is_zero() {
            return Some(Exact::ZERO);
        }
        let held = self.tiers.iter().find(|step| step.up_to.is_none_or(|limit| *quantity <= limit.exact()));
        held.map(|step| step.amount.exact())
    }
}
