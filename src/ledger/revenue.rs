//! What `recognise` answers.

use super::entry::JournalEntry;
use super::recognition::Method;
use crate::calendar::Date;
use crate::document::{result, words};

words! {
    /// Whether a month can still change.
    pub enum MonthStatus {
        /// It never changes.
        Closed = "closed",
        /// It can.
        Open = "open",
    }
}

result! {
    /// Revenue by month, and what is deferred and unbilled. At all times `recognised + deferred - unbilled = invoiced`.
    pub struct Recognition {
        /// The currency of every amount.
        pub currency: String,
        /// In the order of the request: obligations, then those of orders, then those of invoices.
        pub obligations: Vec<ObligationSchedule>,
        /// All obligations together, each month in which something happens.
        pub months: Vec<RevenueMonth>,
        /// Where contracts stand after the last month, as books show them: net, one of `deferred` and `unbilled`.
        pub contracts: Vec<ContractPosition>,
        /// On the days that were asked for.
        pub balances: Vec<RevenueBalance>,
        /// One for each obligation and month in which something is to be posted, on the month's last day.
        pub entries: Vec<JournalEntry>,
        /// The sums.
        pub totals: RevenueTotals,
    }
}

result! {
    /// The schedule of an obligation.
    pub struct ObligationSchedule {
        /// Its id.
        pub id: String,
        /// The contract's id.
        pub contract: Option<String>,
        /// What is to be recognised: allocated, in a contract.
        pub amount: String,
        /// The amounts of its parts, where there are several.
        pub treatments: Vec<TreatmentAmount>,
        /// Each month in which something is recognised or invoiced.
        pub months: Vec<ScheduleMonth>,
        /// The sum of the months.
        pub scheduled: String,
        /// What waits for a milestone, progress, delivery or an invoice. `scheduled + unscheduled = amount`.
        pub unscheduled: String,
    }
}

result! {
    /// A part of an obligation.
    pub struct TreatmentAmount {
        /// Its name.
        pub id: Option<String>,
        /// How it is recognised.
        pub method: Method,
        /// Before tax.
        pub amount: String,
    }
}

result! {
    /// A month of an obligation.
    pub struct ScheduleMonth {
        /// `2026-01`.
        pub month: String,
        /// Whether it can change.
        pub status: MonthStatus,
        /// Revenue of the month.
        pub amount: String,
        /// What of it belongs to closed months and became known later; left out where nothing does.
        pub catch_up: Option<String>,
        /// Recognised up to its end.
        pub recognised: String,
        /// Invoiced up to its end.
        pub invoiced: String,
        /// Invoiced and not recognised: the contract liability.
        pub deferred: String,
        /// Recognised and not invoiced: the contract asset.
        pub unbilled: String,
    }
}

result! {
    /// A month of all obligations.
    pub struct RevenueMonth {
        /// `2026-01`.
        pub month: String,
        /// Revenue of the month.
        pub amount: String,
        /// Invoiced in the month.
        pub billed: String,
        /// Recognised up to its end.
        pub recognised: String,
        /// Invoiced up to its end.
        pub invoiced: String,
        /// The sum of the obligations'.
        pub deferred: String,
        /// The sum of the obligations'.
        pub unbilled: String,
    }
}

result! {
    /// Where a contract stands.
    pub struct ContractPosition {
        /// Its id.
        pub id: String,
        /// Its price.
        pub price: String,
        /// Invoiced.
        pub invoiced: String,
        /// Recognised.
        pub recognised: String,
        /// What is invoiced beyond what is recognised.
        pub deferred: String,
        /// What is recognised beyond what is invoiced.
        pub unbilled: String,
    }
}

result! {
    /// Balances at the end of a day. Inside a month, its revenue counts by the days that have passed, rounded; what is caught up counts
    /// from the first.
    pub struct RevenueBalance {
        /// The day.
        pub on: Date,
        /// The sum of the obligations'.
        pub invoiced: String,
        /// The sum of the obligations'.
        pub recognised: String,
        /// The sum of the obligations'.
        pub deferred: String,
        /// The sum of the obligations'.
        pub unbilled: String,
        /// Each of them.
        pub obligations: Vec<ObligationBalance>,
    }
}

result! {
    /// The balances of an obligation.
    pub struct ObligationBalance {
        /// Its id.
        pub id: String,
        /// Invoiced.
        pub invoiced: String,
        /// Recognised.
        pub recognised: String,
        /// Invoiced and not recognised.
        pub deferred: String,
        /// Recognised and not invoiced.
        pub unbilled: String,
    }
}

result! {
    /// Sums over all obligations.
    pub struct RevenueTotals {
        /// What is to be recognised.
        pub amount: String,
        /// What has a month.
        pub scheduled: String,
        /// What waits.
        pub unscheduled: String,
        /// Invoiced.
        pub invoiced: String,
    }
}
