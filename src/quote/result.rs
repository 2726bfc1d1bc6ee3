//! What the verbs return: everything a page needs to show, so that a front end never calculates.

use super::request::QuoteRequest;
use super::standing::{DepositLine, DepositSummary, PlanSummary};
use crate::billing::Reason;
use crate::calendar::{Date, Interval, Span};
use crate::catalog::ChargeKind;
use crate::document::{result, words, Null};
use crate::money::Dec;
use crate::receipt::Receipt;
use crate::tax::{AccountingAmount, TaxAmount};

result! {
    /// A priced quote. All amounts are texts with the decimals of the currency.
    pub struct PricedQuote {
        /// As in the request.
        pub id: Option<String>,
        /// The currency of every amount.
        pub currency: String,
        /// The first day of service.
        pub start: Date,
        /// The last day of service, inclusive; `null` without an end.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub end: Null<Date>,
        /// In the order of the request.
        pub lines: Vec<PricedLine>,
        /// The taxes of all planned invoices and waiting items, by code.
        pub taxes: Vec<TaxAmount>,
        /// The sums.
        pub totals: Totals,
        /// What a reader should know about these numbers.
        pub notes: Vec<Note>,
        /// The normalised request: every default written out. `plan` reads it.
        pub request: QuoteRequest,
        /// Proof of the calculation.
        pub receipt: Receipt,
    }
}

result! {
    /// A line with its amounts. Where a charge has no end, amounts are those billed up to `totals.through`.
    pub struct PricedLine {
        /// As in the request.
        pub id: String,
        /// The product's id.
        pub product: String,
        /// What to print.
        pub name: String,
        /// The quantity on the first day.
        pub quantity: Dec,
        /// The first day of service.
        pub start: Date,
        /// The last day of service, inclusive; `null` without an end.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub end: Null<Date>,
        /// Before discounts; where prices hold the tax, with it.
        pub list: String,
        /// What discounts take off the list; with tax too where prices hold it, else `list - net`.
        pub discount: String,
        /// After all discounts, before tax: what the invoices of this line come to.
        pub net: String,
        /// Its part of the taxes of its invoices: of each rate and part, spread over what bears it by largest remainder.
        /// Lines sum to the quote's tax, an optional line left out: its tax is that of one invoice of its own. Deposits are of no
        /// line.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
        /// `true`: the line is priced, but in no sum and on no invoice.
        pub optional: Option<bool>,
        /// What the line costs the seller, where that is known of its charges. Not for buyers.
        pub cost: Option<String>,
        /// The charges of the line's product.
        pub charges: Vec<PricedCharge>,
        /// From list over net to gross, each step that changed the price.
        pub waterfall: Vec<WaterfallStep>,
    }
}

result! {
    /// One charge of a line.
    pub struct PricedCharge {
        /// The charge's id.
        pub charge: String,
        /// The charge's name, where it has one.
        pub name: Option<String>,
        /// Once or recurring.
        pub kind: ChargeKind,
        /// The price period.
        pub per: Option<Interval>,
        /// The quantity on the first day.
        pub quantity: Dec,
        /// The list price of one unit at that quantity, where the model has one; as fine as it was written.
        pub unit_price: Option<String>,
        /// For recurring charges: what one price period costs on the first day, after discounts, rounded; where prices hold
        /// the tax, with it.
        pub per_period: Option<String>,
        /// Before discounts; where prices hold the tax, with it.
        pub list: String,
        /// After all discounts, before tax.
        pub net: String,
        /// The tax code, where the request has taxes.
        pub tax_code: Option<String>,
    }
}

result! {
    /// One step of a price waterfall.
    pub struct WaterfallStep {
        /// Which step.
        pub step: StepKind,
        /// Where it comes from: the discount's reason, or its place in the list.
        pub source: Option<String>,
        /// The percentage, where it is one.
        pub percent: Option<Dec>,
        /// The amount before; not on the first step.
        pub before: Option<String>,
        /// The amount after.
        pub after: String,
    }
}

words! {
    /// The steps of a price waterfall, in their order.
    pub enum StepKind {
        /// The catalog's price at this quantity.
        List = "list",
        /// A price of the line or its segment, instead of the catalog's.
        Override = "override",
        /// A price agreed with the customer.
        Contracted = "contracted",
        /// A price of the quote's price book.
        PriceBook = "priceBook",
        /// A discount schedule.
        Schedule = "schedule",
        /// What the price rises by over time.
        Uplift = "uplift",
        /// A free stretch at the start.
        Trial = "trial",
        /// Stretches in which the line rests.
        Pause = "pause",
        /// A discount of the line.
        LineDiscount = "lineDiscount",
        /// A discount of a segment.
        SegmentDiscount = "segmentDiscount",
        /// A discount of the line's group.
        GroupDiscount = "groupDiscount",
        /// A discount for a partner or distributor.
        PartnerDiscount = "partnerDiscount",
        /// A discount of the quote.
        QuoteDiscount = "quoteDiscount",
        /// What rounding each period alone adds or takes (`rounding: independent`, and charges without an end).
        Rounding = "rounding",
        /// The tax that comes out of prices that hold it.
        TaxIncluded = "taxIncluded",
        /// Before tax.
        Net = "net",
        /// The tax that comes on top.
        Tax = "tax",
        /// The result.
        Gross = "gross",
    }
}

result! {
    /// The sums of a quote.
    pub struct Totals {
        /// Before discounts; where prices hold the tax, with it.
        pub list: String,
        /// The sum of the lines' discounts.
        pub discount: String,
        /// After discounts, before tax.
        pub net: String,
        /// The sum of the taxes of the planned invoices and of what waits.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
        /// Net and tax in the accounting currency, at the rate of the request's `asOf`.
        pub accounting: Option<AccountingAmount>,
        /// What is payable of all invoices dated up to the request's `asOf`, tax included.
        pub due_now: String,
        /// The first invoice after `asOf`.
        #[cfg_attr(test, ts(type = "NextInvoice | null"))]
        pub next_invoice: Null<NextInvoice>,
        /// The net of the whole contract; `null` where a charge has no end.
        #[cfg_attr(test, ts(type = "string | null"))]
        pub contract: Null<String>,
        /// The recurring part.
        pub recurring: RecurringTotals,
        /// The net of one-time charges.
        pub one_time: String,
        /// The net of usage, measured and estimated.
        pub usage: String,
        /// What the first twelve months of service cost, before tax, one-time charges included.
        pub first_year: String,
        /// Where costs are given: what is left of the nets of those charges. Not for buyers.
        pub margin: Option<Margin>,
        /// The last day that the sums cover: the last day of service or invoicing, or the horizon of a quote without an end.
        pub through: Date,
    }
}

result! {
    /// The margin of the charges whose cost is known.
    pub struct Margin {
        /// Their net.
        pub net: String,
        /// Their cost.
        pub cost: String,
        /// `net - cost`.
        pub margin: String,
        /// The margin in percent of the net, rounded half-up to two decimals; left out where the net is zero.
        pub percent: Option<String>,
    }
}

result! {
    /// The next invoice.
    pub struct NextInvoice {
        /// Its date.
        pub date: Date,
        /// Tax included.
        pub gross: String,
    }
}

result! {
    /// The recurring part of a quote.
    pub struct RecurringTotals {
        /// The net of recurring charges.
        pub net: String,
        /// What a month costs on the request's `asOf` (or on a charge's start where that is later), after discounts, each
        /// charge rounded; a year is 12 months, a day 12/365 of one. Where prices hold the tax, with it.
        pub monthly: String,
        /// Twelve times the exact monthly amount of each charge, rounded.
        pub annual: String,
    }
}

result! {
    /// Something a reader should know.
    pub struct Note {
        /// Stable, for programs.
        pub code: NoteCode,
        /// JSON pointer into the request.
        pub path: String,
        /// For people.
        pub message: String,
    }
}

words! {
    /// The kinds of notes.
    pub enum NoteCode {
        /// Periods are rounded alone, so that a fixed discount is missed by their rounding.
        DiscountMissedByRounding = "discount_missed_by_rounding",
        /// A quote without an end: the sums cover the months up to `totals.through`.
        SumsToHorizon = "sums_to_horizon",
        /// The tax of what waits is estimated, as one invoice per event.
        WaitingTaxEstimated = "waiting_tax_estimated",
        /// Part of the usage is a guess of the caller's.
        UsageEstimated = "usage_estimated",
        /// An invoice plan of the request that no charge names.
        UnusedPlan = "unused_plan",
        /// A charge without an end goes on after `through`.
        GoesOn = "goes_on",
    }
}

result! {
    /// Every invoice to come.
    pub struct InvoicePlan {
        /// The currency of every amount.
        pub currency: String,
        /// In the order of their dates.
        pub invoices: Vec<PlannedInvoice>,
        /// What waits for an event or a person, in the order of the lines.
        pub waiting: Vec<WaitingItem>,
        /// What is payable in each month, by due date.
        pub cash: Vec<CashMonth>,
        /// The same by quarter: `2026-Q1`.
        pub cash_by_quarter: Vec<CashPeriod>,
        /// The same by year: `2026`.
        pub cash_by_year: Vec<CashPeriod>,
        /// The day on which "due" is read: `asOf` of the options, else of the request.
        pub as_of: Date,
        /// The sums of the invoices dated up to `asOf`.
        pub due_now: DocumentTotals,
        /// The date of the first invoice after `asOf`; `null` where none is dated.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub next_invoice: Null<Date>,
        /// What is estimated, and what else a reader should know.
        pub notes: Vec<Note>,
        /// Where each invoice plan stands: plans of one charge in the order of the lines, then shared ones.
        pub plans: Vec<PlanSummary>,
        /// Where each deposit stands, in the order of the request. Left out where there are none.
        pub deposits: Option<Vec<DepositSummary>>,
        /// The sums of invoices and waiting items.
        pub totals: DocumentTotals,
        /// The last invoice date that the plan covers; more follows after it where `open`.
        pub through: Date,
        /// Whether a charge without an end goes on after `through`.
        pub open: bool,
    }
}

result! {
    /// An invoice to come.
    pub struct PlannedInvoice {
        /// The invoice date.
        pub date: Date,
        /// When it is payable.
        pub due: Date,
        /// Due by `asOf`, the next one, or later.
        pub status: InvoiceStatus,
        /// In the order of the quote's lines, their charges and time.
        pub lines: Vec<InvoiceLine>,
        /// Deposits that are invoiced, and settlements of earlier ones, below zero: beside the lines, in the taxes and totals.
        /// Left out where there are none.
        pub deposits: Option<Vec<DepositLine>>,
        /// By code and part, rounded by the policy's `taxLevel`; deposits and settlements bring their own tax.
        pub taxes: Vec<TaxAmount>,
        /// The sums.
        pub totals: DocumentTotals,
        /// What retainage withholds from what is payable; left out where there is none.
        pub retained: Option<String>,
        /// What is given back of what was withheld before; left out where there is none.
        pub released: Option<String>,
        /// `gross - retained + released`.
        pub payable: String,
        /// Net and tax in the accounting currency, at the newest rate dated on or before the invoice; left out where there is
        /// none.
        pub accounting: Option<AccountingAmount>,
    }
}

result! {
    /// The sums of a document.
    pub struct DocumentTotals {
        /// Before tax.
        pub net: String,
        /// The tax.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
    }
}

result! {
    /// One line of an invoice to come.
    pub struct InvoiceLine {
        /// The quote line's id.
        pub line: String,
        /// The charge's id.
        pub charge: String,
        /// What to print.
        pub name: String,
        /// The days that it covers, both inclusive, for recurring charges.
        #[cfg_attr(test, ts(optional, type = "{ start: CivilDate, end: CivilDate }"))]
        pub period: Option<Span>,
        /// The plan item's id.
        pub item: Option<String>,
        /// The quantity in force.
        pub quantity: Dec,
        /// Price periods measured, as an exact fraction: `"1"`, `"16/31"`.
        pub measure: Option<String>,
        /// The amount before tax.
        pub net: String,
        /// Where prices hold the tax: the amount with it, as its price says.
        pub gross: Option<String>,
        /// The tax code, where the request has taxes.
        pub tax_code: Option<String>,
        /// Why it is there.
        pub reason: Reason,
        /// `true` where usage is a guess.
        pub estimated: Option<bool>,
        /// The policy switches that decided its amount, where there is more to it than a whole period at its exact price.
        pub decided_by: Option<Vec<&'static str>>,
        /// What retainage withholds of it from what is payable.
        pub retained: Option<String>,
        /// What it gives back of what was withheld.
        pub released: Option<String>,
    }
}

result! {
    /// Something that is billed when an event happens or a person decides.
    pub struct WaitingItem {
        /// The quote line's id.
        pub line: String,
        /// The charge's id.
        pub charge: String,
        /// What to print.
        pub name: String,
        /// The plan item's id.
        pub item: Option<String>,
        /// The event that it waits for; without one, a person bills it by hand.
        pub event: Option<String>,
        /// How long after the event it is billed.
        pub plus: Option<Interval>,
        /// The quantity in force.
        pub quantity: Dec,
        /// The amount before tax.
        pub net: String,
        /// Where prices hold the tax: the amount with it, as its price says.
        pub gross: Option<String>,
        /// The tax code, where the request has taxes.
        pub tax_code: Option<String>,
        /// Why it is there.
        pub reason: Reason,
        /// What retainage withholds of it from what is payable.
        pub retained: Option<String>,
        /// What it gives back of what was withheld.
        pub released: Option<String>,
    }
}

result! {
    /// What is payable in a month.
    pub struct CashMonth {
        /// `YYYY-MM`.
        pub month: String,
        /// Tax included.
        pub gross: String,
    }
}

result! {
    /// What is payable in a stretch of time.
    pub struct CashPeriod {
        /// `2026-Q1`, `2026`.
        pub period: String,
        /// Tax included.
        pub gross: String,
    }
}

words! {
    /// Where an invoice stands on the day of a preview.
    pub enum InvoiceStatus {
        /// Dated up to that day.
        Due = "due",
        /// The first one after it.
        Next = "next",
        /// Any later one.
        Later = "later",
    }
}
