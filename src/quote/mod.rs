//! A request in, a priced quote and its invoice plan out.
//!
//! Data flows one way: `request` (what was written) -> `deal` (looked up, defaults filled) -> `curves` (with
//! `discounts`) -> `bill` (items) -> `assemble` (invoices) -> `result` (documents). `price`, `plan` and `verify` are
//! the verbs over that one way.

mod assemble;
mod bill;
mod charge;
mod commitment;
mod curves;
mod deal;
mod deposits;
mod derived;
mod discounts;
mod margin;
mod normal;
mod offers;
mod plan;
mod plans;
mod preview;
mod price;
mod references;
mod regular;
mod request;
mod result;
mod segments;
mod shape;
mod standing;
mod steps;
pub(crate) mod taxes;
mod usage;
mod verify;

pub use plan::{plan, BilledDeposit, BilledEntry, BilledPeriod, PlanOptions};
pub use price::{price, HORIZON_MONTHS};
pub use request::{
    ChargeOverride, Discount, Duration, End, Group, Line, Party, QuoteDiscount, QuoteRequest, Segment, SegmentDiscount,
    SegmentPrice, Uplift, UsageRecord,
};
pub use result::{
    CashMonth, CashPeriod, DocumentTotals, InvoiceLine, InvoicePlan, InvoiceStatus, Margin, NextInvoice, Note,
    NoteCode, PlannedInvoice, PricedCharge, PricedLine, PricedQuote, RecurringTotals, StepKind, Totals, WaitingItem,
    WaterfallStep,
};
pub use shape::{MAX_LINES, MAX_PRODUCTS};
pub use standing::{DepositLine, DepositSummary, PlanSummary};
pub use verify::{priced, verify, Difference, Proof, Verification};
