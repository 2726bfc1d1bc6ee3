//! What results say of plans and deposits: where each stands.

use crate::billing::{Reason, RetainageBasis};
use crate::calendar::Date;
use crate::document::{result, Null};

result! {
    /// Where an invoice plan stands on the last day that was asked for (`through`), else with everything that is dated; also
    /// what `from` or `billed` leave out of the invoices counts.
    #[derive(Eq)]
    pub struct PlanSummary {
        /// The id of a shared plan; left out for the plan of one charge.
        pub plan: Option<String>,
        /// The line, for the plan of one charge.
        pub line: Option<String>,
        /// The charge, for the plan of one charge.
        pub charge: Option<String>,
        /// Whether these amounts include tax: they do where retainage is reckoned on the gross.
        pub basis: RetainageBasis,
        /// The whole.
        pub contract: String,
        /// Billed so far, before anything is withheld.
        pub completed: String,
        /// Withheld so far.
        pub retained: String,
        /// Given back so far.
        pub released: String,
        /// `completed - retained + released`.
        pub earned: String,
        /// `contract - earned`: what is still to be paid, what is held included.
        pub balance_to_finish: String,
    }
}

result! {
    /// A deposit at one tax rate, or what settles it.
    #[derive(Eq)]
    pub struct DepositLine {
        /// The deposit's id.
        pub deposit: String,
        /// What to print.
        pub name: String,
        /// Before tax; a settlement is below zero.
        pub net: String,
        /// Its tax: all lines of a deposit at one rate sum to zero, net and tax.
        pub tax: String,
        /// The tax code, where the request has taxes.
        pub tax_code: Option<String>,
        /// `deposit` or `settlement`.
        pub reason: Reason,
    }
}

result! {
    /// Where a deposit stands on the last day that was asked for (`through`), else with everything that is dated. Of an order, what
    /// was billed counts, and what comes back of a deposit is no part of it.
    #[derive(Eq)]
    pub struct DepositSummary {
        /// The deposit's id.
        pub deposit: String,
        /// What to print.
        pub name: String,
        /// Its invoice date; `null` while it waits for its event.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub date: Null<Date>,
        /// The event that brings it.
        pub event: Option<String>,
        /// Before tax.
        pub net: String,
        /// The tax.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
        /// What has been settled so far, tax included.
        pub settled: String,
        /// `gross - settled`.
        pub open: String,
    }
}
