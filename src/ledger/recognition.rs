//! The documents of `recognise`.

use super::accounts::Accounts;
use super::events::OrderEvents;
use crate::calendar::{Date, Moment};
use crate::document::{document, words};
use crate::invoice::Invoice;
use crate::money::{Dec, RoundingMode};
use crate::order::Order;
use crate::quote::Events;

words! {
    /// How an amount becomes revenue. Weights are by calendar month, of the days from start to end; a month's revenue is
    /// `amount x weight / sum of weights`. Values: 1200.00 from 2026-01-15 to 2027-01-14.
    pub enum Method {
        /// Each day the same: 55.89 in January (17 of 365 days).
        Daily = "daily",
        /// Each millisecond the same, for spans of instants: 120.00 from 15 June 12:00 to 13 October 12:00 is 15.50 in June.
        Elapsed = "elapsed",
        /// Each month that is touched the same: 92.31 in January (one of 13).
        MonthlyEven = "monthlyEven",
        /// A first and a last month that are not whole by their days, the months between alike: 55.89, 99.83 (11 times), 46.03.
        MonthlyEvenProrated = "monthlyEvenProrated",
        /// A whole month weighs 1, another its days by those of the month: 54.84 in January (17/31 of 100), 100.00 in February.
        MonthlyProportionate = "monthlyProportionate",
        /// What each milestone says, on the day on which it is reached.
        Milestones = "milestones",
        /// The percentage that is complete, as reported.
        PercentComplete = "percentComplete",
        /// All on one day: see `at`.
        Point = "point",
    }
}

words! {
    /// On which day, for method `point`.
    pub enum PointAt {
        /// The first day. The default.
        Start = "start",
        /// The last day.
        End = "end",
        /// What is invoiced, on the day of the invoice.
        InvoiceDate = "invoiceDate",
        /// The day in `delivered`; until there is one, nothing.
        Delivery = "delivery",
    }
}

words! {
    /// Which month takes the cents that are left over. Values: 1200.00 daily from 2026-01-15 to 2027-01-14.
    #[derive(Default)]
    pub enum RemainderRule {
        /// Months are differences of the rounded running sum, so that each is within a cent of its exact amount and none depends on
        /// when it is computed: 55.89, 92.06, 101.91, ... 46.03. The default.
        #[default]
        Cumulative = "cumulative",
        /// Each month rounds alone and the last takes what is left: 55.89, 92.05, 101.92, ... 46.02. Where that would turn its sign,
        /// as `cumulative`.
        Last = "last",
        /// Each month rounds alone and the first takes what is left: 2258.06 over three months is 752.68, 752.69, 752.69.
        First = "first",
    }
}

words! {
    /// What becomes of what is known later than its month was closed.
    #[derive(Default)]
    pub enum LateChange {
        /// The first open month takes the difference at once, so that from then on all is as if it had been known. The default.
        #[default]
        CatchUp = "catchUp",
        /// What is left is spread anew over the open months, each by its weight.
        Prospective = "prospective",
    }
}

document! {
    /// What was sold, how it becomes revenue, and what is known of it.
    pub struct RecogniseRequest {
        /// The currency of every amount.
        pub currency: String,
        /// What was promised; at most 10,000 with those of invoices and orders.
        pub obligations: Vec<Obligation> = Default::default(),
        /// Contracts whose price is allocated to their obligations by stand-alone selling price.
        pub contracts: Vec<RevenueContract> = Default::default(),
        /// Posted documents: their lines are the invoiced amounts of the obligations that `covers` them. A line that no obligation
        /// covers is one of its own, recognised by `lines`.
        pub invoices: Vec<Invoice> = Default::default(),
        /// Orders: each charge of a line is an obligation, `order/line/charge`, recognised by `lines` over the days that it is
        /// planned to be billed for, whatever was billed; what documents give by hand changes it from their day on.
        pub orders: Vec<Order> = Default::default(),
        /// The dates of the orders' events, by name; each order takes those that it waits for.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// The dates of one order's, where orders have events of the same name.
        pub order_events: Vec<OrderEvents> = Default::default(),
        /// Up to which invoice date orders without an end are read. Default: twelve months from their start.
        pub through: Option<Date>,
        /// How lines of orders, and of invoices without an obligation, are recognised: the first that fits. Default: what has days daily, the
        /// rest at the invoice date.
        pub lines: Vec<LineRecognition> = Default::default(),
        /// Who takes left-over cents. Default `cumulative`.
        pub remainder: RemainderRule = RemainderRule::Cumulative,
        /// Default `halfUp`.
        pub rounding_mode: RoundingMode = RoundingMode::HalfUp,
        /// The last day of the last closed month: what was recognised up to then is what obligations say in `recognised`, and stays.
        pub closed_through: Option<Date>,
        /// What closed months have of obligations that orders and invoices make, by their ids: the closed `months` of an earlier answer.
        pub recognised: Vec<RecognisedBefore> = Default::default(),
        /// What becomes of later knowledge. Default `catchUp`.
        pub late: LateChange = LateChange::CatchUp,
        /// Days on which balances are read.
        pub balances_on: Vec<Date> = Default::default(),
        /// Where entries go. Without it there are none.
        pub accounts: Option<Accounts>,
    }
}

document! {
    /// A promise to a customer: what it is worth and when it is kept.
    pub struct Obligation {
        /// Unique.
        pub id: String,
        /// The id of the contract whose price it shares.
        pub contract: Option<String>,
        /// Before tax; below zero for a credit. In a contract with a price it may be left out.
        pub amount: Option<Dec>,
        /// What it would be sold for on its own: needed in a contract.
        pub standalone: Option<Dec>,
        /// The first day, or instant.
        pub start: Option<Moment>,
        /// The last day, inclusive.
        pub end: Option<Date>,
        /// Instead of `end`: the first day, or instant, after it.
        pub until: Option<Moment>,
        /// How it is recognised. Exactly one of `method` and `treatments`.
        pub method: Option<Method>,
        /// For method `point`. Default `start`.
        pub at: Option<PointAt>,
        /// The day on which it was delivered.
        pub delivered: Option<Date>,
        /// For method `milestones`.
        pub milestones: Vec<RevenueMilestone> = Default::default(),
        /// For method `percentComplete`.
        pub progress: Vec<RevenueProgress> = Default::default(),
        /// Parts that are recognised in different ways.
        pub treatments: Vec<Treatment> = Default::default(),
        /// What was invoiced, before tax. In a contract, the sum of its obligations is spread over them as its price is.
        pub invoiced: Vec<InvoicedAmount> = Default::default(),
        /// Which lines of `invoices` invoice it.
        pub covers: Vec<LineSelector> = Default::default(),
        /// What was recognised in closed months.
        pub recognised: Vec<RecognisedMonth> = Default::default(),
        /// Overrules the request's.
        pub late: Option<LateChange>,
        /// For `accounts`: the product's id.
        pub product: Option<String>,
        /// For `accounts`: the charge's id.
        pub charge: Option<String>,
        /// For `accounts`: the customer's id.
        pub customer: Option<String>,
    }
}

document! {
    /// A part of an obligation. Exactly one of `percent`, `amount` and `remainder`; what is left out is the obligation's.
    pub struct Treatment {
        /// What it is called.
        pub id: Option<String>,
        /// Of the obligation's amount.
        pub percent: Option<Dec>,
        /// Before tax.
        pub amount: Option<Dec>,
        /// What the others leave.
        pub remainder: bool = false,
        /// How it is recognised.
        pub method: Method,
        /// For method `point`. Default `start`.
        pub at: Option<PointAt>,
        /// The day on which it was delivered.
        pub delivered: Option<Date>,
        /// The first day, or instant.
        pub start: Option<Moment>,
        /// The last day, inclusive.
        pub end: Option<Date>,
        /// Instead of `end`.
        pub until: Option<Moment>,
        /// For method `milestones`.
        pub milestones: Vec<RevenueMilestone> = Default::default(),
        /// For method `percentComplete`.
        pub progress: Vec<RevenueProgress> = Default::default(),
    }
}

document! {
    /// A milestone. Exactly one of `percent`, `amount` and `remainder`.
    pub struct RevenueMilestone {
        /// What it is called.
        pub id: String,
        /// Of the amount.
        pub percent: Option<Dec>,
        /// Before tax.
        pub amount: Option<Dec>,
        /// What the others leave.
        pub remainder: bool = false,
        /// The day on which it was reached, or is expected; without one it waits.
        pub date: Option<Date>,
    }
}

document! {
    /// How much is complete, all in all, from a day on.
    pub struct RevenueProgress {
        /// The day.
        pub date: Date,
        /// 0 to 100. It may fall: then revenue is taken back.
        pub percent: Dec,
    }
}

document! {
    /// An amount that was invoiced.
    pub struct InvoicedAmount {
        /// The invoice date.
        pub date: Date,
        /// Before tax; below zero for a credit.
        pub amount: Dec,
    }
}

document! {
    /// What was recognised in a closed month.
    pub struct RecognisedMonth {
        /// `2026-01`.
        pub month: String,
        /// Below zero where it was taken back.
        pub amount: Dec,
    }
}

document! {
    /// What was recognised of an obligation in closed months. One that is not there any more is taken back in the first open month.
    pub struct RecognisedBefore {
        /// The obligation's id.
        pub obligation: String,
        /// By month.
        pub months: Vec<RecognisedMonth>,
    }
}

document! {
    /// Lines of invoices: all fields that are written must fit.
    pub struct LineSelector {
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// The document's number.
        pub number: Option<String>,
    }
}

document! {
    /// How lines are recognised that fit all fields that are written.
    pub struct LineRecognition {
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// Whether only lines with days, or only those without. Default: both.
        pub with_period: Option<bool>,
        /// How; one that needs no more than the line's days: not `milestones`, `percentComplete`.
        pub method: Method,
        /// For method `point`. Default `start`, for what has no days `invoiceDate`.
        pub at: Option<PointAt>,
    }
}

document! {
    /// A contract of several obligations.
    pub struct RevenueContract {
        /// Unique.
        pub id: String,
        /// Its price, before tax. Default: the sum of its obligations' amounts. It is split by `standalone`, left-over cents to the
        /// largest fractions.
        pub price: Option<Dec>,
    }
}

impl Obligation {
    /// An obligation of an amount, without anything else.
    pub(super) fn of(id: String, amount: Dec) -> Obligation {
        Obligation {
            id,
            contract: None,
            amount: Some(amount),
            standalone: None,
            start: None,
            end: None,
            until: None,
            method: None,
            at: None,
            delivered: None,
            milestones: Vec::new(),
            progress: Vec::new(),
            treatments: Vec::new(),
            invoiced: Vec::new(),
            covers: Vec::new(),
            recognised: Vec::new(),
            late: None,
            product: None,
            charge: None,
            customer: None,
        }
    }
}
