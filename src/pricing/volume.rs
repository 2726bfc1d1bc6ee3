use super::{tiers::check_tiers, Model, Rules, Term, Tier, Used};
use crate::document::document;
use crate::money::Exact;
use crate::problem::{At, Check};

document! {
    /// The one tier that holds the quantity prices all of it: `quantity x unitPrice + flat`; nothing for a quantity of zero
    /// (unless the policy's `zeroQuantity` is `flatFees`: the first tier's flat).
    ///
    /// Other vendors: volume (Stripe, Chargebee, Zuora, Lago), range discount (Salesforce), top tier (Kill Bill). A larger
    /// quantity may cost less at a tier's edge; that is the model.
    pub struct Volume {
        /// From the lowest to the highest.
        pub tiers: Vec<Tier>,
    }
}

impl Volume {
    fn tier(&self, quantity: &Exact, rules: Rules) -> Option<(usize, &Tier)> {
        self.tiers.iter().enumerate().find(|(_, tier)| tier.holds(quantity, rules.bounds))
    }
}

impl Model for Volume {
    fn check(&self, at: &At, check: &mut Check) {
        check_tiers(&self.tiers, true, at, check);
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let mut terms = Vec::new();
        if let Some((i, tier)) = self.tier(&used.quantity, used.rules).filter(|_| !used.is_free()) {
            tier.price(i, used.quantity.clone(), used.rules, &mut terms);
        }
        terms
    }

    fn unit_price(&self, quantity: &Exact, rules: Rules) -> Option<Exact> {
        self.tier(quantity, rules).and_then(|(_, tier)| tier.plain_price())
    }

    fn is_cumulative(&self) -> bool {
        false
    }
}
