use deserr::Deserr;
use serde::Serialize;

use super::Model;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Problems};

/// One amount per price period, whatever the quantity: `amount`, and nothing for a quantity of zero.
///
/// Other vendors: flat fee (Stripe, Chargebee, Zuora), fixed price. Not rounded here. May be negative (a credit line).
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Flat {
    /// In currency units, per price period.
    pub amount: Dec,
}

impl Model for Flat {
    fn check(&self, _at: &At, _check: &mut Check) {}

    fn amount(&self, quantity: &Exact) -> Option<Exact> {
        Some(if quantity.is_zero() { Exact::ZERO } else { self.amount.exact() })
    }
}
