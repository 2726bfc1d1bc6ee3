use super::{check_sign, Model};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check};

document! {
    /// Whole packages above what is included: `ceil((quantity - included) / size) x amount`.
    ///
    /// Other vendors: package (Stripe, Lago, OpenMeter), batch price (Salesforce). A started package counts whole.
    pub struct Package {
        /// Units in a package, above zero.
        pub size: Dec,
        /// The price of one package, in currency units.
        pub amount: Dec,
        /// Units that cost nothing. Default 0.
        pub included: Dec = Dec::ZERO,
    }
}

impl Model for Package {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.size, 1, &at.key("size"), check);
        check_sign(&self.amount, 0, &at.key("amount"), check);
        check_sign(&self.included, 0, &at.key("included"), check);
    }

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        let above = quantity - &self.included.exact();
        if above.sign() <= 0 {
            return Some(Exact::ZERO);
        }
        above.over(&self.size.exact()).map(|packages| packages.ceil() * self.amount.exact())
    }
}
