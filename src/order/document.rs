//! The documents of an order.

use super::renewal::AutoRenewal;
use crate::billing::{Billing, SharedPlan};
use crate::calendar::{BillDay, Date};
use crate::document::{document, result, words, Null};
use crate::money::Dec;
use crate::pricing::Price;
use crate::quote::{BilledPeriod, End, Events, InvoicePlan, Line, QuoteRequest, SegmentDiscount, UsageRecord};
use crate::receipt::Receipt;

document! {
    /// An accepted quote, and everything that was agreed since. Amendments are only ever added, so that every earlier state
    /// can be read again; the order of the list does not matter.
    pub struct Order {
        /// The caller's id.
        pub id: String,
        /// The accepted request, normalised: catalog, prices, taxes and policy as they were agreed.
        pub quote: QuoteRequest,
        /// The receipt of the accepted quote.
        pub receipt: Receipt,
        /// The day of acceptance.
        pub accepted: Option<Date>,
        /// The first day, where it is another than the quote's: every date of the quote is so many days, or whole months, later.
        pub start: Option<Date>,
        /// The ids of the lines that were ordered. Default: all; an option is ordered where it is named here.
        pub lines: Option<Vec<String>>,
        /// What was changed since.
        pub amendments: Vec<Amendment> = Default::default(),
        /// What was used since, by line.
        pub usage: Vec<OrderUsage> = Default::default(),
        /// Whether and how it renews by itself. Default: it does not.
        pub renewal: Option<AutoRenewal>,
    }
}

document! {
    /// What was used of a line.
    pub struct OrderUsage {
        /// The line's id.
        pub line: String,
        /// The records.
        pub records: Vec<UsageRecord>,
    }
}

document! {
    /// Changes from a day on. Amendments of one day apply by `sequence`, then by `id`.
    pub struct Amendment {
        /// Unique in the order.
        pub id: String,
        /// The first day on which it holds; past, present or future.
        pub effective: Date,
        /// Its place among amendments of one day, from the lowest. Default 0.
        pub sequence: i32 = 0,
        /// The day on which it became known: an earlier state of the order is read without it.
        pub recorded: Option<Date>,
        /// What documents print.
        pub reason: Option<String>,
        /// Whether what it gives back is paid out instead of being set off against later invoices.
        pub refund: bool = false,
        /// The ids of lines that do not renew by themselves from here on; a cancellation writes them.
        pub cancels: Vec<String> = Default::default(),
        /// Applied in order. At least one, unless it only `cancels`.
        pub changes: Vec<Change>,
    }
}

document! {
    /// One change: `{ line, set }`, `{ line, add }`, `{ addLine }`, `{ removeLine }` or `{ setPlan }`.
    pub struct Change {
        /// The line that is changed.
        pub line: Option<String>,
        /// What it is from then on, up to its next segment.
        pub set: Option<ChangeSet>,
        /// What is added to it from then on, up to its next segment; below zero to take away.
        pub add: Option<ChangeAdd>,
        /// Whether `set` or `add` changes the line's later segments too: each by what is added, or to what is set. Default: only up
        /// to the next segment. An end, a bill day and a pause hold for the rest in any case.
        pub rest: bool = false,
        /// A line that begins then, unless it says another start; it ends with the order, unless it says another end.
        pub add_line: Option<Line>,
        /// The id of a line that ends the day before.
        pub remove_line: Option<String>,
        /// A shared invoice plan instead of the one with its id: what was reached stays.
        pub set_plan: Option<SharedPlan>,
    }
}

document! {
    /// What a line is set to. At least one field.
    pub struct ChangeSet {
        /// Zero or more.
        pub quantity: Option<Dec>,
        /// For `price`, `unitPrice` and `billing`: the charge. Default: the line's only one.
        pub charge: Option<String>,
        /// A price.
        pub price: Option<Price>,
        /// Short for a price of model perUnit, in currency units.
        pub unit_price: Option<Dec>,
        /// Percentages that hold from then on instead of the line's own discounts; those of groups and of the quote stay.
        pub discounts: Option<Vec<SegmentDiscount>>,
        /// Whether the line's recurring charges rest from then on: `true` until a later change says `false`. The end stays.
        pub paused: Option<bool>,
        /// How the line's charge is billed from then on, where it has a plan of its own: what was reached stays, and the next
        /// item takes what is missing.
        pub billing: Option<Billing>,
        /// The last day of service, inclusive; `null` for none. Earlier or later than it was.
        #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
        pub end: End,
        /// Moves the bill day of the line's recurring charges.
        pub bill_day: Option<BillDay>,
    }
}

document! {
    /// What is added to a line.
    pub struct ChangeAdd {
        /// Units; what is left must be zero or more.
        pub quantity: Option<Dec>,
    }
}

document! {
    /// What of a quote is ordered.
    #[derive(Default)]
    pub struct AcceptOptions {
        /// The order's id. Default: the quote's.
        pub id: Option<String>,
        /// The ids of the lines. Default: all that are no options.
        pub lines: Option<Vec<String>>,
        /// The day of acceptance.
        pub accepted: Option<Date>,
        /// Whether and how the order renews by itself. Default: it does not.
        pub renewal: Option<AutoRenewal>,
        /// The order's first day, where the customer begins earlier or later than was quoted. Prices stay as quoted; where both
        /// days are a whole number of months apart, so are all others, and otherwise so many days.
        pub start: Option<Date>,
    }
}

document! {
    /// One line of a posted invoice: what was billed, or given back.
    pub struct OrderEntry {
        /// The order line's id.
        pub line: String,
        /// The charge's id.
        pub charge: String,
        /// The days, as the invoice line had them.
        pub period: Option<BilledPeriod>,
        /// The plan item's id.
        pub item: Option<String>,
        /// Before tax; below zero where it was given back.
        pub net: Dec,
        /// With tax, as the invoice line had it: needed where prices hold the tax.
        pub gross: Option<Dec>,
        /// What retainage withheld of its payable, tax included or not as the invoice line had it. Default: what is planned for the
        /// item, in proportion where another amount was billed.
        pub retained: Option<Dec>,
        /// What was released, as the invoice line had it. Default: what is planned for the release.
        pub released: Option<Dec>,
        /// The invoice date. What is given back of it is taxed at its rates; without it, at those of the planned date.
        pub date: Option<Date>,
        /// What it was. Default `charge`.
        pub kind: EntryKind = EntryKind::Charge,
        /// For a `reversal`: what the entry was that it reverses. Default: a charge before goodwill.
        pub reverses: Option<EntryKind>,
    }
}

document! {
    /// One of a posted invoice's `deposits`: what was invoiced of a deposit, settled, or given back.
    pub struct OrderDeposit {
        /// The deposit's id.
        pub deposit: String,
        /// Before tax: above zero where it was invoiced, below zero where it was settled or given back; 0 for a deposit that has
        /// not been invoiced although later invoices were.
        pub net: Dec,
        /// Its tax, as the invoice had it, with the sign of `net`. Default: the planned tax of the same net, else the rates of the
        /// deposit's date on the net, rounded; of what was settled, its part of the deposit's tax, rounded.
        pub tax: Option<Dec>,
        /// The tax code. Default: the deposit's own, else the order's only one; needed where charges have several.
        pub tax_code: Option<String>,
        /// What it was. Default: `settlement` below zero, else `deposit`.
        pub reason: Option<DepositReason>,
        /// The invoice date. Of a deposit, it says which tax rates hold. Default: the planned date.
        pub date: Option<Date>,
    }
}

words! {
    /// What an invoice did with a deposit.
    pub enum DepositReason {
        /// It was invoiced; below zero, what nothing was left to settle was given back.
        Deposit = "deposit",
        /// It was settled.
        Settlement = "settlement",
        /// The reversal of an earlier entry of the same deposit and tax code, to be invoiced or settled again: both count as never
        /// written.
        Reversal = "reversal",
    }
}

words! {
    /// What a billed entry was.
    pub enum EntryKind {
        /// What the plan had: a charge, a credit, a correction.
        Charge = "charge",
        /// Goodwill, or another change by hand: it says nothing of what the service costs, and no later run takes it back.
        Adjustment = "adjustment",
        /// The reversal of an earlier entry with the same line, charge, days and item, to be billed again: its net is what that
        /// entry billed, with the other sign, and both count as never billed.
        Reversal = "reversal",
        /// What `foldBilled` makes of a charge's entries up to a day: their sum. These days are closed: no run and no amendment changes what was
        /// billed for them.
        Closed = "closed",
    }
}

document! {
    /// What is known when an order's plan is made.
    #[derive(Default)]
    pub struct OrderPlanOptions {
        /// The dates of events, by name.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// The first invoice date to show. Default: all.
        pub from: Option<Date>,
        /// The last invoice date to show, inclusive.
        pub through: Option<Date>,
        /// The day on which "due" is read; nothing new is dated before it. Default: the quote's `asOf`.
        pub as_of: Option<Date>,
        /// What has been billed.
        pub billed: Vec<OrderEntry> = Default::default(),
        /// What has been invoiced of deposits, settled and given back: the `deposits` of the posted invoices. They are not asked for
        /// again; what is left of them is settled by what is still to be billed, and comes back where that is too little.
        pub billed_deposits: Vec<OrderDeposit> = Default::default(),
        /// Only amendments and usage that were recorded up to this day, and those without a day. Default: all.
        pub known: Option<Date>,
    }
}

document! {
    /// What is known when an order is amended.
    #[derive(Default)]
    pub struct AmendOptions {
        /// The dates of events, by name.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// The day on which "due" is read; corrections are not dated before it. Default: the amendment's effective day, or the one on
        /// which it was recorded, if that is later. Where it is written, what is overdue is invoiced on it.
        pub as_of: Option<Date>,
        /// How far to look where a charge has no end, inclusive. Default: twelve months from the order's start, the latest change or
        /// the last day that was billed, whichever is latest.
        pub through: Option<Date>,
        /// What has been billed.
        pub billed: Vec<OrderEntry> = Default::default(),
        /// What has been invoiced of deposits, settled and given back: the `deposits` of the posted invoices.
        pub billed_deposits: Vec<OrderDeposit> = Default::default(),
    }
}

words! {
    /// When a cancellation takes effect.
    pub enum CancelAt {
        /// On the day itself: the first day without service.
        Now = "now",
        /// When the billing period that holds the day has ended, line by line.
        PeriodEnd = "periodEnd",
        /// When the line's term has ended: nothing is cancelled early, and nothing renews.
        TermEnd = "termEnd",
    }
}

words! {
    /// What becomes of what was billed for days without service.
    pub enum Unused {
        /// It is given back on the next invoice. The default.
        Credit = "credit",
        /// It is given back and paid out: the amendment says so, and the result's `due.refund` is what to pay.
        Refund = "refund",
        /// Nothing is given back: lines end with the billing period that holds the day, as they are billed.
        None = "none",
    }
}

document! {
    /// How an order is cancelled.
    pub struct CancelTerms {
        /// The amendment's id.
        pub id: String,
        /// The day: the first without service, where `at` is `now`.
        pub on: Date,
        /// Default `now`.
        pub at: CancelAt = CancelAt::Now,
        /// The ids of the lines. Default: all.
        pub lines: Option<Vec<String>>,
        /// What becomes of what was billed for days without service. Default `credit`.
        pub unused: Unused = Unused::Credit,
        /// The day on which it became known.
        pub recorded: Option<Date>,
        /// What documents print.
        pub reason: Option<String>,
    }
}

result! {
    /// An amended order, and what the amendment does. Nothing is billed by it: keep the order, or forget it, for a preview.
    pub struct Amended {
        /// The order with the amendment.
        pub order: Order,
        /// By charge and day, where anything changes.
        pub changes: Vec<LineChange>,
        /// By invoice date, where anything changes.
        pub invoices: Vec<InvoiceChange>,
        /// The plan of what is still to be billed, corrections first.
        pub plan: InvoicePlan,
        /// What is due because of it now: what is corrected or invoiced up to `asOf`.
        pub due: AmendmentDue,
        /// What the whole order comes to, before tax.
        pub contract: ContractValue,
    }
}

result! {
    /// What is due now of what was given back and charged anew, and of new lines; before tax but for `refund`. Deposits, which are
    /// no revenue, are in `refund` only.
    #[derive(Eq)]
    pub struct AmendmentDue {
        /// What is given back; zero or below.
        pub credits: String,
        /// What is charged anew for billed days.
        pub corrections: String,
        /// What is invoiced more than without it, by charge; zero or above.
        pub charges: String,
        /// The sum of the three.
        pub net: String,
        /// With tax: what is to be paid out, where the amendment says `refund` and the invoice is below zero; else zero.
        pub refund: String,
    }
}

result! {
    /// What a charge of a line comes to for some days, before and after.
    #[derive(Eq)]
    pub struct LineChange {
        /// The line's id.
        pub line: String,
        /// The charge's id.
        pub charge: String,
        /// The first day and the last; left out for what is billed once.
        pub period: Option<BilledPeriod>,
        /// Before tax.
        pub before: String,
        /// Before tax.
        pub after: String,
        /// `after - before`.
        pub delta: String,
    }
}

result! {
    /// What is invoiced on a day, before and after, of what is still to be billed.
    #[derive(Eq)]
    pub struct InvoiceChange {
        /// The invoice date.
        pub date: Date,
        /// Before tax.
        pub before: String,
        /// Before tax.
        pub after: String,
        /// `after - before`.
        pub delta: String,
    }
}

result! {
    /// What an order comes to: of charges without an end, up to `through`.
    #[derive(Eq)]
    pub struct ContractValue {
        /// Before tax.
        pub before: String,
        /// Before tax.
        pub after: String,
        /// `after - before`.
        pub delta: String,
        /// The last invoice date that counts; `null` where everything has an end.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub through: Null<Date>,
    }
}

document! {
    /// Of which day, and as of when, an order is read.
    #[derive(Default)]
    pub struct OrderStateOptions {
        /// The day: changes with a later effective day are left out. Default: none is.
        pub on: Option<Date>,
        /// What was known then: amendments and usage that were recorded up to this day, and those without a day. Default: all.
        pub known: Option<Date>,
    }
}

result! {
    /// What an order says on a day, as it was known then.
    pub struct OrderState {
        /// The first day on which it holds.
        pub from: Date,
        /// The day of the next change that was known; `null` for none.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub until: Null<Date>,
        /// The ids of the amendments in it, in the order in which they apply.
        pub amendments: Vec<String>,
        /// The order as a request: its lines with their segments, ends and prices. Amounts off are of the accepted quote: `plan` bills
        /// them as they were accepted.
        pub request: QuoteRequest,
    }
}
