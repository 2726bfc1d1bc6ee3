//! What can be sold: products and their charges.

use deserr::Deserr;
use serde::Serialize;

use crate::billing::Billing;
use crate::calendar::Interval;
use crate::pricing::Price;
use crate::problem::Problems;

/// The products that a quote may sell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Catalog {
    /// At most 5,000.
    pub products: Vec<Product>,
}

/// A product: one or more charges under one name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Product {
    /// Unique in the catalog.
    pub id: String,
    /// What documents print. Default: the id.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At least one.
    pub charges: Vec<Charge>,
}

/// One thing that a product charges for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Charge {
    /// Unique in the product.
    pub id: String,
    /// What documents print after the product's name. Default: nothing.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Once, or again and again.
    pub kind: ChargeKind,
    /// The price period: how long the price pays for. For recurring charges, where it must be written.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Interval>,
    /// How a quantity becomes an amount.
    pub price: Price,
    /// When it is billed. Default: see [`Billing`].
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
    /// A code of the request's `taxes`. May be left out where the request has one tax or none.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_code: Option<String>,
    /// Whether discounts may lower it. Default true.
    #[deserr(default = true)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub discountable: bool,
}

/// How often a charge is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum ChargeKind {
    /// The price is due once, when the line starts; a line with segments pays for the first segment's quantity.
    OneTime,
    /// The price is due for each price period of the line's term.
    Recurring,
}
