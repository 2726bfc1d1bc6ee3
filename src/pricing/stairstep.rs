use super::{check_sign, tiers::check_limits, Model, Term, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::policy::TierBounds;
use crate::problem::{At, Check};

document! {
    /// The amount of the step that holds the quantity; nothing for a quantity of zero (unless the policy's `zeroQuantity` is
    /// `flatFees`). With `overagePrice`, units above the last step's lower limit cost extra.
    ///
    /// Other vendors: stairstep (Chargebee, Recurly), tiered with flat fees only (Zuora, Stripe), block price with overage rate
    /// (Salesforce).
    pub struct Stairstep {
        /// From the lowest to the highest.
        pub tiers: Vec<Step>,
        /// In currency units, for each unit above the lower limit of the last step. Default: nothing.
        pub overage_price: Option<Dec>,
    }
}

document! {
    /// One step: a fixed amount for every quantity up to `upTo`.
    #[cfg_attr(test, ts(rename = "StairstepTier"))]
    pub struct Step {
        /// The highest quantity of the step, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
        /// step); `null` (or left out) in the last step only.
        pub up_to: Option<Dec>,
        /// In currency units, per price period.
        pub amount: Dec,
    }
}

impl Model for Stairstep {
    fn check(&self, at: &At, check: &mut Check) {
        if let Some(price) = &self.overage_price {
            check_sign(price, 0, &at.key("overagePrice"), check);
        }
        let at = at.key("tiers");
        check_limits(self.tiers.iter().map(|t| &t.up_to), true, &at, check);
        for (i, step) in self.tiers.iter().enumerate() {
            check_sign(&step.amount, 0, &at.index(i).key("amount"), check);
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let holds = |step: &Step| {
            step.up_to.is_none_or(|limit| match used.rules.bounds {
                TierBounds::Inclusive => used.quantity <= limit.exact(),
                TierBounds::Exclusive => used.quantity < limit.exact(),
            })
        };
        let held = self.tiers.iter().position(holds).filter(|_| !used.is_free());
        let Some((i, step)) = held.and_then(|i| Some((i, self.tiers.get(i)?))) else { return Vec::new() };
        let mut terms = vec![Term::flat(step.amount.exact()).in_tier(i)];
        if let Some(price) = self.overage_price.filter(|_| i + 1 == self.tiers.len()) {
            let below = i.checked_sub(1).and_then(|before| self.tiers.get(before)?.up_to);
            terms.push(Term::beyond(&used.quantity, below.map_or(Exact::ZERO, |limit| limit.exact()), price.exact()));
        }
        terms
    }

    fn is_cumulative(&self) -> bool {
        false
    }
}
