//! Books: balanced journal entries from posted documents, revenue by month, statements, reports, and the text of a ledger.
//!
//! Nothing here prices or taxes. `journal` says in accounts what documents say in words; `recognise` spreads what was sold
//! over the time in which it is delivered; both write entries of one shape, which `export_journal` writes as text.

mod accounts;
mod by_hand;
mod charts;
mod entry;
mod events;
mod export;
mod items;
mod journal;
mod months;
mod movements;
mod positions;
mod recognise;
mod recognition;
mod reports;
mod revenue;
mod schedule;
mod sources;
mod spread;
mod statement;
mod text;

pub use accounts::{AccountRule, Accounts, DimensionRule, Role};
pub use charts::{chart, Chart, ChartAccount, ChartRequest};
pub use entry::{EntryOf, JournalEntry, JournalLine};
pub use events::OrderEvents;
pub use export::{export_journal, AccountName, ExportJournalRequest, ExportedJournal, LedgerFormat, StatedBalance};
pub use journal::{journal, AccountBalance, Deferral, DeferralRule, Journal, JournalRequest, Payment};
pub use movements::RecurringMonth;
pub use recognise::recognise;
pub use recognition::{
    InvoicedAmount, LateChange, LineRecognition, LineSelector, Method, Obligation, PointAt, RecogniseRequest,
    RecognisedBefore, RecognisedMonth, RemainderRule, RevenueContract, RevenueMilestone, RevenueProgress, Treatment,
};
pub use reports::{reports, BillingMonth, CustomerAgeing, DeferredMonth, ExpectedCash, Reports, ReportsRequest};
pub use revenue::{
    ContractPosition, MonthStatus, ObligationBalance, ObligationSchedule, Recognition, RevenueBalance, RevenueMonth,
    RevenueTotals, ScheduleMonth, TreatmentAmount,
};
pub use statement::{
    statement, AgeingBucket, OpenItem, PaymentRequest, Statement, StatementRequest, StatementRow, StatementRowKind,
};
