use super::{check_sign, Model, Term, Used};
use crate::document::{document, words};
use crate::money::Dec;
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
        /// Which of their amounts is read. Default `customer`.
        pub basis: Basis = Default::default(),
    }
}

document! {
    /// Which charges are read: all charges of the named lines, products, categories and groups, each once, never the reader's
    /// own, and never another charge that is a commitment.
    #[derive(Default)]
    pub struct Of {
        /// Ids of lines.
        pub lines: Vec<String> = Default::default(),
        /// Ids of products: every line that sells one of them.
        pub products: Vec<String> = Default::default(),
        /// Categories of products.
        pub categories: Option<Vec<String>>,
        /// Ids of groups: every line in one of them.
        pub groups: Option<Vec<String>>,
        /// `true`: every line of the quote but the reader's own.
        pub everything: Option<bool>,
    }
}

words! {
    /// Which amount of the other charges a percentage reads.
    #[derive(Default)]
    pub enum Basis {
        /// The catalog's price.
        List = "list",
        /// After price books, contracted prices, discount schedules and uplifts, before any discount.
        Regular = "regular",
        /// After the discounts of their lines, before discounts of groups, partners and the quote. The default; such a discount
        /// then applies to the percentage line as to any other.
        #[default]
        Customer = "customer",
        /// The final nets, after discounts on the quote; such a charge takes no discount on the quote itself.
        Net = "net",
    }
}

impl Of {
    /// Notes that nothing is named.
    pub fn check(&self, at: &At, check: &mut Check) {
        let none = |list: &Option<Vec<String>>| list.as_ref().is_none_or(Vec::is_empty);
        let named = !self.lines.is_empty() || !self.products.is_empty();
        if !named && none(&self.categories) && none(&self.groups) && self.everything != Some(true) {
            check.note(
                Code::MissingField,
                at,
                "Nothing is read.",
                "Name lines, products, categories or groups: { \"products\": [\"…\"] }, or { \"everything\": true }.",
            );
        }
    }
}

impl Model for PercentOf {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.percent, 0, &at.key("percent"), check);
        self.of.check(&at.key("of"), check);
    }

    fn terms(&self, _used: &Used) -> Vec<Term> {
        Vec::new()
    }

    fn reads(&self) -> Option<&Of> {
        Some(&self.of)
    }
}
