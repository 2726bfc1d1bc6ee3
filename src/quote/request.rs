//! The quote request: what a person or a program writes.

use crate::document::{document, Map, Node, Read, Write};

use crate::billing::{Billing, Deposit, PaymentTerms, SharedPlan};
use crate::calendar::{BillDay, Date, Interval};
use crate::catalog::{Catalog, ContractedPrice};
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
        /// The price book that prices are looked up in, by id. Default: the products' own prices.
        pub price_book: Option<String>,
        /// Prices agreed with the customer; they go before the price book.
        pub contracted: Option<Vec<ContractedPrice>>,
        /// Parts of the quote with discounts of their own; lines name theirs.
        pub groups: Option<Vec<Group>>,
        /// Discounts for partners and distributors, after those of groups and before those of the quote, in order.
        pub partner_discounts: Option<Vec<SegmentDiscount>>,
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
        /// What a matrix looks up, for example `{ "region": "eu" }`.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub attributes: Map<String>,
        /// The id of a group.
        pub group: Option<String>,
        /// `true`: priced and shown, but in no sum and on no invoice.
        pub optional: Option<bool>,
        /// What the customer had before, for discount schedules that count prior orders. Zero or more.
        pub prior_quantity: Option<Dec>,
        /// A free stretch from the line's start.
        pub trial: Option<Interval>,
        /// How the price rises with time.
        pub uplift: Option<Uplift>,
        /// Discounts on the line's discountable charges, in order.
        pub discounts: Vec<Discount> = Default::default(),
        /// A ramp: what changes from a date on, or from step to step. In order; the first begins when the line does.
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
        /// The first day. Default: the day after the segment before, which then has a `term`; of the first, the line's start.
        pub start: Option<Date>,
        /// How long the segment lasts; the next begins after it. Default: to the next segment's `start`, or the line's end.
        pub term: Option<Interval>,
        /// Default: the line's.
        pub quantity: Option<Dec>,
        /// Moves the bill day of the line's recurring charges (those in months) from this segment on: the period that holds
        /// the segment's start is cut there, and the measure of a term is then `measured`.
        pub bill_day: Option<BillDay>,
        /// Whether the line's recurring charges rest in this segment and cost nothing. The line's end stays where it is.
        pub paused: Option<bool>,
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
        /// Units that cost nothing, for usage, instead of the charge's.
        pub included: Option<Dec>,
        /// At least so much, instead of the charge's.
        pub minimum: Option<Dec>,
        /// At most so much, instead of the charge's.
        pub maximum: Option<Dec>,
        /// What one unit costs the seller, instead of the charge's.
        pub cost: Option<Dec>,
    }
}

document! {
    /// A discount on a line. Exactly one of `percent`, `amount`, `unitAmount`, `unitPrice` and `compound`.
    pub struct Discount {
        /// In percent, 0 to 100: `"10"` takes a tenth off.
        pub percent: Option<Dec>,
        /// In currency units off the total of the line (or of the periods of `duration`), spread over its charges.
        pub amount: Option<Dec>,
        /// In currency units off the price of each unit, per price period.
        pub unit_amount: Option<Dec>,
        /// The price of each unit, per price period, in currency units, instead of what it would be; also above it.
        pub unit_price: Option<Dec>,
        /// In percent, below 100: each further unit costs so much less than the one before. For whole quantities to 200.
        pub compound: Option<Dec>,
        /// What documents print.
        pub reason: Option<String>,
        /// How long it lasts. Default: for the whole line.
        pub duration: Option<Duration>,
        /// The last day on which it holds, inclusive, instead of `duration`.
        pub until: Option<Date>,
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
    /// A price that rises (or falls) with time: by `percent` after each `every`, from the line's start.
    pub struct Uplift {
        /// In percent, -100 to 1000: `"5"` makes 105 of 100.
        pub percent: Dec,
        /// After how long. Default: a year.
        pub every: Interval = Interval::YEAR,
        /// Whether it is taken of the risen price (100, 110, 121) or of the first one (100, 110, 120). Default true.
        pub compound: bool = true,
    }
}

document! {
    /// A part of a quote.
    pub struct Group {
        /// What lines name in `group`.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// Discounts on its lines, in order: as those of the quote, on the sum of the group.
        pub discounts: Vec<QuoteDiscount> = Default::default(),
    }
}

document! {
    /// A discount of a segment, or of partners.
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
        /// The day on which it became known. After the day that follows its billing period it is late, and the policy's
        /// `lateUsage` says where it counts. Default: `date`.
        pub recorded: Option<Date>,
        /// How much; zero or more.
        pub quantity: Dec,
        /// What it counts, for conversions and tiers by unit. Default: the charge's `unitOfMeasure`.
        pub unit: Option<String>,
        /// How many events the record stands for, for fees per event. 1 or more. Default 1.
        pub events: u32 = 1,
        /// What it came with (an upload, a site), for rating by batch.
        pub batch: Option<String>,
        /// What a matrix looks up; what is missing here is read from the line.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub attributes: Map<String>,
        /// Whether it is a guess; what is billed of it is then marked. Default false.
        pub estimated: bool = false,
    }
}

impl ChargeOverride {
    /// Nothing of its own.
    pub fn plain(charge: &str) -> ChargeOverride {
        ChargeOverride {
            charge: charge.to_owned(),
            quantity: None,
            price: None,
            billing: None,
            tax_code: None,
            discountable: None,
            included: None,
            minimum: None,
            maximum: None,
            cost: None,
        }
    }
}

impl Segment {
    /// A segment that changes nothing.
    pub fn plain() -> Segment {
        Segment {
            start: None,
            term: None,
            quantity: None,
            bill_day: None,
            paused: None,
            discounts: Vec::new(),
            charges: Vec::new(),
        }
    }
}
