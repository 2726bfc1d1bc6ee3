use super::{check_sign, Made, Model, Rules, Term, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

document! {
    /// The price follows the cost: `quantity x (cost x (1 + percent / 100) + amount)`. Not rounded here.
    ///
    /// Other vendors: cost plus markup (Salesforce CPQ), resource-related billing (SAP), dynamic (OpenMeter, with a percentage).
    pub struct CostPlus {
        /// The cost of one unit, in currency units, per price period; zero or more.
        pub cost: Dec,
        /// The markup in percent of the cost: `"25"` adds a quarter. -100 or more. Default 0.
        pub percent: Dec = Dec::ZERO,
        /// A markup per unit, in currency units; zero or more. Default 0.
        pub amount: Dec = Dec::ZERO,
    }
}

impl CostPlus {
    fn price(&self) -> Exact {
        self.cost.exact() * &(Exact::ONE + self.percent.percent()) + self.amount.exact()
    }
}

impl Model for CostPlus {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.cost, 0, &at.key("cost"), check);
        check_sign(&self.amount, 0, &at.key("amount"), check);
        if self.percent.exact() < Exact::whole(-100) {
            let message = format!("A markup of {} percent gives a price below zero.", self.percent);
            check.note(Code::OutOfRange, &at.key("percent"), message, "Write -100 or more.");
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let (cost, markup, amount) = (self.cost.exact(), self.percent.percent(), self.amount.exact());
        vec![Term::units(used.quantity.clone(), self.price()).made(Made::Markup { cost, markup, amount })]
    }

    fn unit_price(&self, _quantity: &Exact, _rules: Rules) -> Option<Exact> {
        Some(self.price())
    }

    fn cost(&self) -> Option<Exact> {
        Some(self.cost.exact())
    }
}
