use super::{check_sign, Model};
use crate::document::{document, words};
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

document! {
    /// A percentage of other charges: support at 15 percent of the licences, spare parts at 3 percent of the machines.
    ///
    /// A recurring charge over recurring charges follows their curves day by day, ramps and discounts included; over
    /// one-time charges its price per price period is the percentage of their nets. A one-time charge takes the
    /// percentage of the totals. Computed from exact amounts, rounded as a charge of its own.
    /// Other vendors: percent of total (Salesforce), percentage discount product (Zuora).
    pub struct PercentOf {
        /// In percent: `"15"` is 15 percent. Zero or more.
        pub percent: Dec,
        /// Which charges are read.
        pub of: Of,
        /// Which of their amounts is read. Default `afterLineDiscounts`.
        pub basis: Basis = Default::default(),
    }
}

document! {
    /// Which charges a percentage reads: all charges of the named lines and of the named products, each once.
    #[derive(Default)]
    pub struct Of {
        /// Ids of lines.
        pub lines: Vec<String> = Default::default(),
        /// Ids of products: every line that sells one of them.
        pub products: Vec<String> = Default::default(),
    }
}

words! {
    /// Which amount of the other charges a percentage reads.
    #[derive(Default)]
    pub enum Basis {
        /// Before any discount.
        List = "list",
        /// After the discounts of their lines, before discounts on the quote. The default; a discount on the quote then
        /// applies to the percentage line as to any other.
        #[default]
        AfterLineDiscounts = "afterLineDiscounts",
        /// The final nets, after discounts on the quote; such a charge takes no discount on the quote itself.
        Net = "net",
    }
}

impl Model for PercentOf {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.percent, 0, &at.key("percent"), check);
        if self.of.lines.is_empty() && self.of.products.is_empty() {
            check.note(
                Code::MissingField,
                &at.key("of"),
                "The percentage reads nothing.",
                "Name lines or products: { \"products\": [\"…\"] }.",
            );
        }
    }

    fn amount(&self, _quantity: &Exact) -> Option<Exact> {
        None
    }
}
