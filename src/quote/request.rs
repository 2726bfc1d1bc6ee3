//! The quote request: what a person or a program writes.

use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use serde::{Serialize, Serializer};

use crate::billing::{Billing, SharedPlan};
use crate::calendar::{Date, Interval};
use crate::catalog::Catalog;
use crate::money::Dec;
use crate::policy::PolicyChoice;
use crate::pricing::Price;
use crate::problem::Problems;
use crate::tax::{TaxMode, TaxRate};

/// A quote to price: what is sold to whom, for how long, under which policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct QuoteRequest {
    /// The caller's own number or key.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// An ISO 4217 code; one currency for the whole quote.
    pub currency: String,
    /// Profile and switches. Default: profile `default`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub policy: PolicyChoice,
    /// Who sells.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<Party>,
    /// Who buys.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Party>,
    /// The first day of service.
    pub start: Date,
    /// How long, counted from the start. Exactly one of `term` and `end`.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Interval>,
    /// The last day of service, inclusive, or `null` for a quote without an end (evergreen).
    #[deserr(default)]
    #[serde(skip_serializing_if = "End::is_missing")]
    #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
    pub end: End,
    /// The day on which "due now" and "monthly" are read. Default: the start.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// What can be sold.
    pub catalog: Catalog,
    /// What is sold; at least one, at most 10,000.
    pub lines: Vec<Line>,
    /// Invoice plans that several lines share.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub plans: Vec<SharedPlan>,
    /// Discounts on the quote, in order; each applies to what the ones before left.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub discounts: Vec<QuoteDiscount>,
    /// The taxes that charges name by code.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub taxes: Vec<TaxRate>,
    /// Whether prices hold the tax. Default `exclusive`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub tax_mode: TaxMode,
    /// When invoices are due. Default: on their date.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub payment_terms: PaymentTerms,
}

/// The seller or the buyer, as documents print them. Nothing here changes an amount.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Party {
    /// The caller's key.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// ISO 3166 code.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The buyer's order number.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<String>,
}

/// The end of a quote or line: not written, `null` (no end), or a last day, inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Not written.
    #[default]
    Missing,
    /// `null`: no end.
    Open,
    /// The last day of service.
    On(Date),
}

impl End {
    pub(crate) fn is_missing(&self) -> bool {
        *self == End::Missing
    }
}

impl Serialize for End {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            End::On(date) => date.serialize(serializer),
            _ => serializer.serialize_none(),
        }
    }
}

impl Deserr<Problems> for End {
    fn deserialize_from_value<V: IntoValue>(value: Value<V>, at: ValuePointerRef) -> Result<Self, Problems> {
        match value {
            Value::Null => Ok(End::Open),
            other => Date::deserialize_from_value(other, at).map(End::On),
        }
    }
}

/// When an invoice is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct PaymentTerms {
    /// Days after the invoice date, 0 to 3650. Default 0.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub net: u32,
}

/// One line of a quote: a product, how much of it, and what was agreed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Line {
    /// Unique in the quote.
    pub id: String,
    /// The id of a product.
    pub product: String,
    /// What documents print instead of the product's name.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Zero or more. Default 1.
    #[deserr(default = Dec::ONE)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub quantity: Dec,
    /// The first day of service. Default: the quote's.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// How long, counted from the line's start. At most one of `term` and `end`; default: the quote's end.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Interval>,
    /// The last day of service, inclusive, or `null` for a line without an end.
    #[deserr(default)]
    #[serde(skip_serializing_if = "End::is_missing")]
    #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
    pub end: End,
    /// Discounts on the line's discountable charges, in order.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub discounts: Vec<Discount>,
    /// A ramp: what changes from a date on. In order of their dates; the first begins when the line does.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub segments: Vec<Segment>,
    /// What this line changes of its product's charges.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub charges: Vec<ChargeOverride>,
    /// Whether discounts on the quote may lower it. Default true.
    #[deserr(default = true)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub discountable: bool,
}

/// A stretch of a ramp: from its start to the next segment's start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Segment {
    /// The first day.
    pub start: Date,
    /// Default: the line's.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Dec>,
    /// Percentages that apply in this segment, after the line's discounts.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub discounts: Vec<SegmentDiscount>,
    /// Prices in this segment.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub charges: Vec<SegmentPrice>,
}

/// A price of a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct SegmentPrice {
    /// The id of a charge of the line's product.
    pub charge: String,
    /// The price in this segment.
    pub price: Price,
}

/// What a line changes of one of its product's charges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct ChargeOverride {
    /// The id of a charge of the line's product.
    pub charge: String,
    /// A quantity of its own. Default: the line's.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Dec>,
    /// A price of its own.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// A billing of its own.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing: Option<Billing>,
    /// A tax code of its own.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_code: Option<String>,
    /// Whether discounts may lower it.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discountable: Option<bool>,
}

/// A discount on a line. Exactly one of `percent` and `amount`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Discount {
    /// In percent, 0 to 100: `"10"` takes a tenth off.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Dec>,
    /// In currency units off the total of the line (or of the periods of `duration`), spread over its charges.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Dec>,
    /// What documents print.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How long it lasts. Default: for the whole line.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
}

/// How long a discount lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Duration {
    /// The number of billing periods from the line's start, the first stub included. 1 to 1000.
    pub periods: u32,
}

/// A discount of a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct SegmentDiscount {
    /// In percent, 0 to 100.
    pub percent: Dec,
    /// What documents print.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A discount on the quote. Exactly one of `percent` and `amount`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct QuoteDiscount {
    /// In percent, 0 to 100, of the sum of the discountable nets.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Dec>,
    /// In currency units, spread over the discountable charges in proportion to their nets.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Dec>,
    /// What documents print.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
