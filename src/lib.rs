//! Pricing, proration and invoice plans that compute the same cent everywhere.
//!
//! One engine, three users: a quote in the sales rep's browser, the npm package in a web developer's app, and the
//! backend that bills it. All of them ask one thing, the [`curve`] of a charge: a cumulative amount as a function of
//! the date, exact. Every answer is a difference of it.
//!
//! ```text
//!  request ──> deal ──────────> curves ────────────> items ──────> invoices ──> documents
//!  (JSON)      names looked up   list prices (pricing) the curve     by date,     with a
//!              defaults filled   bent by discounts     read by       taxed once   receipt
//!                                                      schedules
//!                                                      and plans (billing)
//! ```
//!
//! Rooms, from the ground up; a room uses only rooms above it in this list (`tests/house.rs` checks it):
//!
//! | room | purpose |
//! |---|---|
//! | [`problem`] | the one error type: code, path, message, hint; many at once |
//! | [`sorting`] | the one sort and the one search |
//! | [`document`] | JSON-like trees in and out, canonical text |
//! | [`money`] | decimals, exact rationals, currencies, rounding, allocation |
//! | [`policy`] | the switches on which billing systems differ, and named profiles |
//! | [`calendar`] | civil dates, intervals, grids of periods, measures |
//! | [`curve`] | layers and steps; differences |
//! | [`pricing`] | one file per price model |
//! | [`billing`] | schedules and invoice plans: which dates read the curve |
//! | [`tax`] | rates by code, part and date; the taxes of a document; prices that hold the tax |
//! | [`catalog`] | what can be sold |
//! | [`receipt`] | digests that prove a calculation |
//! | [`quote`] | a request in, a priced quote and its plan out |
//! | [`order`] | an accepted quote through time: accept, amend, cancel, renew |
//! | [`invoice`] | bill runs, drafts, posting, credits |
//! | [`explain`] | the tree behind an amount, and its sentences |
//! | [`parts`] | the small verbs: `periods`, `measure`, `rate`, `allocate` |
//! | `wasm` | the only Rust that knows JavaScript (feature `js`) |
//!
//! Everything but `wasm` is pure: no clock, no randomness, no I/O, no floats on the way to an amount.
//!
//! # Example
//! ```
//! let request = r#"{
//!   "currency": "EUR", "start": "2026-01-15", "term": { "count": 12, "unit": "month" },
//!   "catalog": { "products": [{ "id": "seats", "charges": [{ "id": "fee", "kind": "recurring",
//!     "per": { "unit": "month" }, "price": { "model": "perUnit", "unitPrice": "20" },
//!     "billing": { "kind": "recurring", "billDay": 1 } }] }] },
//!   "lines": [{ "id": "1", "product": "seats", "quantity": "25" }]
//! }"#;
//! let request = prorata::document::read(serde_json::from_str(request)?)?;
//! let quote = prorata::price(&request)?;
//! assert_eq!(quote.totals.net, "6000.00");
//! let plan = prorata::plan_quote(&quote, &Default::default())?;
//! assert_eq!(plan.invoices[0].totals.net, "274.19");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(missing_docs)]

pub mod billing;
pub mod calendar;
pub mod catalog;
pub mod curve;
pub mod document;
pub mod explain;
pub mod invoice;
pub mod money;
pub mod order;
pub mod parts;
pub mod policy;
pub mod pricing;
pub mod problem;
pub mod quote;
pub mod receipt;
pub mod sorting;
pub mod tax;
#[cfg(feature = "js")]
pub mod wasm;

pub use explain::explain;
pub use invoice::{
    bill_run, bill_run_with, cancel_and_rebill, credit, debit, next_due, post, verify_invoice, write_off,
};
pub use order::{accept, amend, cancel, fold_billed, order_state, plan_order, renew, renewals, undo};
pub use parts::{allocate, measure, periods, rate};
pub use problem::{Code, Problem, Problems};
pub use quote::{plan, price, verify};

use quote::{InvoicePlan, PlanOptions, PricedQuote, Proof};

/// The invoice plan of a quote that [`price`] returned. See [`plan`].
///
/// # Errors
/// As [`plan`].
pub fn plan_quote(quote: &PricedQuote, options: &PlanOptions) -> problem::Result<InvoicePlan> {
    plan(&quote.request, &Proof::Receipt(Box::new(quote.receipt.clone())), options)
}

#[cfg(test)]
mod types;
