//! What a bill run answers.

use super::document::Invoice;
use super::request::{AccountCredit, SkipReason};
use crate::calendar::Date;
use crate::document::{result, Null};
use crate::problem::Problem;

result! {
    /// What a bill run made. Nothing is billed by it: keep the drafts, or forget them, for a preview.
    pub struct BillRun {
        /// What was planned up to this day is billed.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub target: Null<Date>,
        /// The date of the invoices.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub invoice_date: Null<Date>,
        /// In the order of the first of their orders.
        pub drafts: Vec<Invoice>,
        /// What is open and was not billed, in the order of the orders.
        pub skipped: Vec<Skipped>,
        /// Orders that could not be read or billed. Nothing of them is on a draft.
        pub errors: Vec<RunError>,
        /// Every order that was opened.
        pub orders: Vec<RunOrder>,
        /// How much of each.
        pub counts: RunCounts,
        /// The sums of the drafts, by currency.
        pub totals: Vec<RunTotal>,
        /// What accounts have as credit once the drafts are posted.
        pub balances: Vec<AccountCredit>,
        /// Whether it was stopped before the last order: the orders that it did not reach are skipped.
        pub stopped: bool,
    }
}

result! {
    /// Something that is open and was not billed; of an order that was not opened, the whole of it.
    pub struct Skipped {
        /// The order's id.
        pub order: String,
        /// The line's id. Left out for the whole order, and for deposits.
        pub line: Option<String>,
        /// The charge's id; of a deposit, its id.
        pub charge: Option<String>,
        /// The plan item's id.
        pub item: Option<String>,
        /// What to print.
        pub name: Option<String>,
        /// Why.
        pub reason: SkipReason,
        /// More of why: the event, the hold's reason, the criterion.
        pub detail: Option<String>,
        /// When it is due, where that is known.
        pub date: Option<Date>,
        /// Before tax; where prices hold it, with it.
        pub net: Option<String>,
    }
}

result! {
    /// An order that could not be billed.
    pub struct RunError {
        /// The order's id, where it can be read.
        pub order: Option<String>,
        /// Its place among the orders.
        pub place: u32,
        /// What is wrong, with paths into the request.
        pub problems: Vec<Problem>,
    }
}

result! {
    /// An order that was opened, once the drafts are posted.
    pub struct RunOrder {
        /// The order's id.
        pub order: String,
        /// What the drafts bill of it, before tax.
        pub net: String,
        /// The next day on which it has something to bill, for the caller's index; `null` where nothing more is dated. An amendment, an
        /// event or late usage may bring it forward.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub next_due: Null<Date>,
        /// How much waits for an event or a person.
        pub waiting: u32,
    }
}

result! {
    /// How much a run did.
    #[derive(Default, Copy)]
    pub struct RunCounts {
        /// Orders that it was given.
        pub orders: u32,
        /// Orders that it opened: the others are due later.
        pub opened: u32,
        /// Orders of which something is on a draft.
        pub billed: u32,
        /// Drafts.
        pub drafts: u32,
        /// Their lines.
        pub lines: u32,
        /// Things that were skipped, those that are only counted included.
        pub skipped: u32,
        /// Orders with an error.
        pub errors: u32,
    }
}

result! {
    /// What the drafts of a currency come to.
    pub struct RunTotal {
        /// The currency.
        pub currency: String,
        /// Before tax.
        pub net: String,
        /// The tax.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
        /// What is to be paid, after retainage, rounding and credit.
        pub amount_due: String,
    }
}

result! {
    /// When an order has something to bill.
    pub struct NextDue {
        /// The order's id.
        pub order: String,
        /// The day; `null` where nothing is dated.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub next_due: Null<Date>,
        /// How much waits for an event or a person.
        pub waiting: u32,
    }
}
