use super::{check_sign, Model, Term, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::policy::PackageRounding;
use crate::problem::{At, Check};

document! {
    /// Whole packages above what is included: `ceil((quantity - included) / size) x amount`. A started package counts whole,
    /// unless the policy's `packageRounding` is `down`.
    ///
    /// Other vendors: package (Stripe, Lago, OpenMeter, Orb), batch price (Salesforce), transformed quantity (Stripe).
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

    fn terms(&self, used: &Used) -> Vec<Term> {
        let above = &used.quantity - &self.included.exact();
        let above = if above.sign() < 0 { Exact::ZERO } else { above };
        let up = used.rules.packages == PackageRounding::Up;
        vec![Term::packages(above, self.size.exact(), self.amount.exact(), up)]
    }
}
