use super::{tiers::check_tiers, Model, Tier};
use crate::document::document;
use crate::money::Exact;
use crate::problem::{At, Check};

document! {
    /// Each tier prices the units that fall into it, plus its flat once the tier is reached: the sum over tiers of
    /// `units in the tier x unitPrice + flat`. A tier is reached when the quantity is above the tier before.
    ///
    /// Other vendors: graduated (Stripe, Lago), tiered (Zuora, Chargebee), slab discount (Salesforce).
    pub struct Graduated {
        /// From the lowest to the highest.
        pub tiers: Vec<Tier>,
    }
}

impl Model for Graduated {
    fn check(&self, at: &At, check: &mut Check) {
        check_tiers(&self.tiers, at, check);
    }

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        let (mut amount, mut below) = (Exact::ZERO, Exact::ZERO);
        for tier in &self.tiers {
            if *quantity <= below {
                break;
            }
            let top = match tier.up_to {
                Some(limit) if limit.exact() < *quantity => limit.exact(),
                _ => quantity.clone(),
            };
            amount = amount + (&top - &below) * tier.unit_price.exact() + tier.flat.exact();
            below = top;
        }
        Some(amount)
    }
}
