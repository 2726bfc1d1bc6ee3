use super::{tiers::check_tiers, Model, Tier};
use crate::document::document;
use crate::money::Exact;
use crate::problem::{At, Check};

document! {
    /// The one tier that holds the quantity prices all of it: `quantity x unitPrice + flat`; nothing for a quantity of zero.
    ///
    /// Other vendors: volume (Stripe, Chargebee, Zuora, Lago), range discount (Salesforce). A larger quantity may cost
    /// less at a tier's edge; that is the model.
    pub struct Volume {
        /// From the lowest to the highest.
        pub tiers: Vec<Tier>,
    }
}

impl Volume {
    fn tier(&self, quantity: &Exact) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.holds(quantity))
    }
}

impl Model for Volume {
    fn check(&self, at: &At, check: &mut Check) {
        check_tiers(&self.tiers, at, check);
    }

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        if quantity.is_zero() {
            return Some(Exact::ZERO);
        }
        self.tier(quantity).map(|tier| quantity * &tier.unit_price.exact() + tier.flat.exact())
    }

    fn unit_price(&self, quantity: &Exact) -> Option<Exact> {
        self.tier(quantity).filter(|tier| tier.flat.sign() == 0).map(|tier| tier.unit_price.exact())
    }
}
