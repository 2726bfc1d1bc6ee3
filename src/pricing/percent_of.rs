use deserr::Deserr;
use serde::Serialize;

use super::{check_sign, Model};
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code, Problems};

/// A percentage of other charges: support at 15 percent of the licences, spare parts at 3 percent of the machines.
///
/// A recurring charge over recurring charges follows their curves day by day, ramps and discounts included; over
/// one-time charges its price per price period is the percentage of their nets. A one-time charge takes the
/// percentage of the totals. Computed from exact amounts, rounded as a charge of its own.
/// Other vendors: percent of total (Salesforce), percentage discount product (Zuora).
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct PercentOf {
    /// In percent: `"15"` is 15 percent. Zero or more.
    pub percent: Dec,
    /// Which charges are read.
    pub of: Of,
    /// Which of their amounts is read. Default `afterLineDiscounts`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub basis: Basis,
}

/// Which charges a percentage reads: all charges of the named lines and of the named products, each once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Of {
    /// Ids of lines.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub lines: Vec<String>,
    /// Ids of products: every line that sells one of them.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub products: Vec<String>,
}

/// Which amount of the other charges a percentage reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum Basis {
    /// Before any discount.
    List,
    /// After the discounts of their lines, before discounts on the quote. The default; a discount on the quote then
    /// applies to the percentage line as to any other.
    #[default]
    AfterLineDiscounts,
    /// The final nets, after discounts on the quote; such a charge takes no discount on the quote itself.
    Net,
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
