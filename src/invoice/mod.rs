//! From orders to posted documents: bill runs, posting, credits.
//!
//! ```text
//!  orders ──> due items ────> parts ────────> groups ─────> drafts ──> posted ──> credited
//!             order/due.rs    choose.rs       gather.rs     total.rs   post.rs    credit.rs
//!                             adjust.rs       taxed once
//! ```

mod adjust;
mod amounts;
mod choose;
mod credit;
mod debit;
mod document;
mod finish;
mod gather;
mod left;
mod mirror;
mod post;
mod prepare;
mod rebill;
mod request;
mod result;
mod run;
mod series;
mod total;
mod write_off;

pub use credit::{credit, CreditLine, CreditRequest};
pub use debit::{debit, DebitLine, DebitRequest};
pub use document::{
    DateBounds, DocumentAccounting, DocumentDeposit, DocumentLine, DocumentStatus, DocumentSums, DocumentTax, Invoice,
    InvoiceKind, InvoiceReceipt, LineReference, LineTax, OrderBilled,
};
pub(crate) use post::intact;
pub use post::{post, verify_invoice, InvoiceVerification, PostRequest, Posted, VerifyInvoiceRequest};
pub use rebill::{cancel_and_rebill, RebillRequest, Rebilled};
pub use request::{
    AccountCredit, Adjustment, BillRunRequest, BillableOrder, Choice, Criteria, GroupBy, Hold, SkipReason, Submitted,
};
pub use result::{BillRun, NextDue, RunCounts, RunError, RunOrder, RunTotal, Skipped};
pub use run::{bill_run, bill_run_with, next_due, RunProgress};
pub use series::{NumberSeries, SeriesLast, SeriesReset};
pub use write_off::{write_off, WriteOff, WriteOffRequest, WriteOffTax};
