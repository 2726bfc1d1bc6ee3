//! A request in, a priced quote and its invoice plan out.
//!
//! Data flows one way: `request` (what was written) -> `deal` (looked up, defaults filled) -> `curves` (with
//! `discounts`) -> `bill` (items) -> `assemble` (invoices) -> `result` (documents). `price`, `plan` and `verify` are
//! the verbs over that one way.

mod assemble;
mod bill;
mod charge;
mod curves;
mod deal;
mod deposits;
mod discounts;
mod normal;
mod plan;
mod plans;
mod preview;
mod price;
mod references;
mod request;
mod result;
mod shape;
mod standing;
mod taxes;
mod usage;
mod verify;

pub use plan::{plan, BilledDeposit, BilledEntry, BilledPeriod, PlanOptions};
pub use price::{price, HORIZON_MONTHS};
pub use request::{
    ChargeOverride, Discount, Duration, End, Line, Party, QuoteDiscount, QuoteRequest, Segment, SegmentDiscount,
    SegmentPrice, UsageRecord,
};
pub use result::{
    CashMonth, CashPeriod, DocumentTotals, InvoiceLine, InvoicePlan, InvoiceStatus, NextInvoice, Note, NoteCode,
    PlannedInvoice, PricedCharge, PricedLine, PricedQuote, RecurringTotals, StepKind, Totals, WaitingItem,
    WaterfallStep,
};
pub use shape::{MAX_LINES, MAX_PRODUCTS};
pub use standing::{DepositLine, DepositSummary, PlanSummary};
pub use verify::{priced, verify, Difference, Proof, Verification};
