//! The quote request: what a person or a program writes.

use crate::document::{document, Node, Read, Write};

use crate::billing::{Billing, Deposit, PaymentTerms, SharedPlan};
use crate::calendar::{BillDay, Date, Interval};
use crate::catalog::Catalog;
use crate::money::Dec;
use crate::policy::PolicyChoice;
use crate::pricing::Price;
use crate::problem::{At, Check};
use crate::tax::{Accounting, Exemption, TaxMode, TaxRate};

document! {
    /// A quote to price: what is sold to whom, for how long, under which policy.
    pub struct QuoteRequest {
        /// The caller's own number or key.
        pub id: Option<String>,
        /// An ISO 4217 code; one currency for the whole quote.
        pub currency: String,
        /// Profile and switches. Default: profile `default`.
        pub policy: PolicyChoice = Default::default(),
        /// Who sells.
        pub seller: Option<Party>,
        /// Who buys.
        pub account: Option<Party>,
        /// The first day of service.
        pub start: Date,
        /// How long, counted from the start. Exactly one of `term` and `end`.
        pub term: Option<Interval>,
        /// The last day of service, inclusive, or `null` for a quote without an end (evergreen).
        #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
        pub end: End,
        /// The day on which "due now" and "monthly" are read. Default: the start.
        pub as_of: Option<Date>,
        /// What can be sold.
        pub catalog: Catalog,
        /// What is sold; at least one, at most 10,000.
        pub lines: Vec<Line>,
        /// Invoice plans that several lines share.
        pub plans: Vec<SharedPlan> = Default::default(),
        /// Deposits and down payments, which later invoices settle.
        pub deposits: Vec<Deposit> = Default::default(),
        /// Discounts on the quote, in order; each applies to what the ones before left.
        pub discounts: Vec<QuoteDiscount> = Default::default(),
        /// The taxes that charges name by code.
        pub taxes: Vec<TaxRate> = Default::default(),
        /// Whether prices hold the tax. Default `exclusive`.
        pub tax_mode: TaxMode = Default::default(),
        /// A second currency for the books, at dated rates of the caller's.
        pub accounting: Option<Accounting>,
        /// When invoices are due. Default: on their date.
        pub payment_terms: PaymentTerms = PaymentTerms::default(),
    }
}

document! {
    /// The seller or the buyer, as documents print them. Only the buyer's bill day and exemption change anything.
    #[derive(Default)]
    pub struct Party {
        /// The caller's key.
        pub id: Option<String>,
        /// The name.
        pub name: Option<String>,
        /// ISO 3166 code.
        pub country: Option<String>,
        /// The buyer's order number.
        pub purchase_order: Option<String>,
        /// The buyer's bill day, for billing with `alignment: account`.
        pub bill_day: Option<BillDay>,
        /// Why the buyer pays no tax, where that is so.
        pub exemption: Option<Exemption>,
    }
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

impl Write for End {
    fn write(&self) -> Node {
        match self {
            End::On(date) => date.write(),
            _ => Node::Null,
        }
    }
    fn field(&self) -> Option<Node> {
        (!self.is_missing()).then(|| self.write())
    }
    fn is_absent(&self) -> bool {
        self.is_missing()
    }
}

impl Read for End {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<End> {
        match node {
            Node::Null => Some(End::Open),
            node => Date::read(node, at, check).map(End::On),
        }
    }
    fn missing() -> Option<End> {
        Some(End::Missing)
    }
}

document! {
    /// One line of a quote: a product, how much of it, and what was agreed.
    pub struct Line {
        /// Unique in the quote.
        pub id: String,
        /// The id of a product.
        pub product: String,
        /// What documents print instead of the product's name.
        pub name: Option<String>,
        /// Zero or more. Default 1.
        pub quantity: Dec = Dec::ONE,
        /// The first day of service. Default: the quote's.
        pub start: Option<Date>,
        /// How long, counted from the line's start. At most one of `term` and `end`; default: the quote's end.
        pub term: Option<Interval>,
        /// The last day of service, inclusive, or `null` for a line without an end.
        #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
        pub end: End,
        /// Discounts on the line's discountable charges, in order.
        pub discounts: Vec<Discount> = Default::default(),
        /// A ramp: what changes from a date on. In order of their dates; the first begins when the line does.
        pub segments: Vec<Segment> = Default::default(),
        /// What was used, or is expected to be, of the line's usage charges; at most 10,000 records.
        pub usage: Vec<UsageRecord> = Default::default(),
        /// What this line changes of its product's charges.
        pub charges: Vec<ChargeOverride> = Default::default(),
        /// Whether discounts on the quote may lower it. Default true.
        pub discountable: bool = true,
    }
}

document! {
    /// A stretch of a ramp: from its start to the next segment's start.
    pub struct Segment {
        /// The first day.
        pub start: Date,
        /// Default: the line's.
        pub quantity: Option<Dec>,
        /// Moves the bill day of the line's recurring charges (those in months) from this segment on: the period that holds
        /// the segment's start is cut there, and the measure of a term is then `measured`.
        pub bill_day: Option<BillDay>,
        /// Percentages that apply in this segment, after the line's discounts.
        pub discounts: Vec<SegmentDiscount> = Default::default(),
        /// Prices in this segment.
        pub charges: Vec<SegmentPrice> = Default::default(),
    }
}

document! {
    /// A price of a segment.
    pub struct SegmentPrice {
        /// The id of a charge of the line's product.
        pub charge: String,
        /// The price in this segment.
        pub price: Price,
    }
}

document! {
    /// What a line changes of one of its product's charges.
    pub struct ChargeOverride {
        /// The id of a charge of the line's product.
        pub charge: String,
        /// A quantity of its own. Default: the line's.
        pub quantity: Option<Dec>,
        /// A price of its own.
        pub price: Option<Price>,
        /// A billing of its own.
        pub billing: Option<Billing>,
        /// A tax code of its own.
        pub tax_code: Option<String>,
        /// Whether discounts may lower it.
        pub discountable: Option<bool>,
    }
}

document! {
    /// A discount on a line. Exactly one of `percent` and `amount`.
    pub struct Discount {
        /// In percent, 0 to 100: `"10"` takes a tenth off.
        pub percent: Option<Dec>,
        /// In currency units off the total of the line (or of the periods of `duration`), spread over its charges.
        pub amount: Option<Dec>,
        /// What documents print.
        pub reason: Option<String>,
        /// How long it lasts. Default: for the whole line.
        pub duration: Option<Duration>,
    }
}

document! {
    /// How long a discount lasts.
    #[derive(Copy, Eq)]
    pub struct Duration {
        /// The number of billing periods from the line's start, the first stub included. 1 to 1000.
        pub periods: u32,
    }
}

document! {
    /// A discount of a segment.
    pub struct SegmentDiscount {
        /// In percent, 0 to 100.
        pub percent: Dec,
        /// What documents print.
        pub reason: Option<String>,
    }
}

document! {
    /// A discount on the quote. Exactly one of `percent` and `amount`.
    pub struct QuoteDiscount {
        /// In percent, 0 to 100, of the sum of the discountable nets.
        pub percent: Option<Dec>,
        /// In currency units, spread over the discountable charges in proportion to their nets.
        pub amount: Option<Dec>,
        /// What documents print.
        pub reason: Option<String>,
    }
}

document! {
    /// Usage on a day. Records of one billing period are added up before they are priced.
    pub struct UsageRecord {
        /// The id of a usage charge of the line's product.
        pub charge: String,
        /// The day.
        pub date: Date,
        /// How much; zero or more.
        pub quantity: Dec,
        /// Whether it is a guess; what is billed of it is then marked. Default false.
        pub estimated: bool = false,
    }
}
