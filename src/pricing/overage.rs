use super::{check_sign, Model, Term, Used};
use crate::document::document;
use crate::money::Dec;
use crate::problem::{At, Check};

document! {
    /// A base amount, and a unit price for what goes beyond the included units:
    /// `amount + max(0, quantity - included) x unitPrice`.
    ///
    /// The base is due also for a quantity of zero: the quantity is what was consumed, the base is what was booked.
    /// Other vendors: overage (Zuora, Salesforce), included usage (Orb, Recurly), capacity (Meteroid).
    pub struct Overage {
        /// The base, in currency units, per price period. Default 0.
        pub amount: Dec = Dec::ZERO,
        /// Units that the base includes.
        pub included: Dec,
        /// The price of one unit beyond, in currency units.
        pub unit_price: Dec,
    }
}

impl Model for Overage {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.amount, 0, &at.key("amount"), check);
        check_sign(&self.included, 0, &at.key("included"), check);
        check_sign(&self.unit_price, 0, &at.key("unitPrice"), check);
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let beyond = Term::beyond(&used.quantity, self.included.exact(), self.unit_price.exact());
        vec![Term::flat(self.amount.exact()), beyond]
    }
}
