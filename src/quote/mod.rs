//! A request in, a priced quote and its invoice plan out.
//!
//! Data flows one way: `request` (what was written) -> `deal` (looked up, defaults filled) -> `curves` (with
//! `discounts`) -> `bill` (items) -> `assemble` (invoices) -> `result` (documents). `price`, `plan` and `verify` are
//! the verbs over that one way.

pub(crate) mod assemble;
pub(crate) mod bill;
pub(crate) mod charge;
pub(crate) mod commitment;
pub(crate) mod curves;
pub(crate) mod deal;
pub(crate) mod deposits;
pub(crate) mod derived;
pub(crate) mod discounts;
pub(crate) mod frozen;
mod held;
pub(crate) mod late;
pub(crate) mod margin;
mod normal;
mod offered;
pub(crate) mod offers;
pub(crate) mod plan;
pub(crate) mod plans;
pub(crate) mod preview;
pub(crate) mod price;
mod priced;
mod references;
pub(crate) mod regular;
pub(crate) mod request;
pub(crate) mod result;
pub(crate) mod segments;
pub(crate) mod settling;
mod shape;
mod standing;
pub(crate) mod steps;
mod sums;
pub(crate) mod taxes;
pub(crate) mod units;
pub(crate) mod usage;
mod verify;
pub(crate) mod waterfall;
mod windows;

pub use plan::{plan, BilledDeposit, BilledEntry, BilledPeriod, Events, PlanOptions};
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
