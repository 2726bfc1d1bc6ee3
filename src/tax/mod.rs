//! Taxes: rates by code, in parts and by date; what a document bears; prices that hold the tax; the accounting currency.
//!
//! A [`Table`] is made once per request: every code's percentages by date, laid out as [`Levy`]s. [`document::taxes`]
//! taxes what stands on one document, [`Table::split`] takes the tax out of a price that holds it.

mod accounting;
mod document;
mod rate;
mod spread;
mod table;

pub use accounting::{Accounting, AccountingAmount, AccountingRate};
pub use document::{taxes, written, Document, TaxAmount, Taxable, Taxed};
pub use rate::{Category, DatedPercent, Exemption, TaxMode, TaxPart, TaxRate};
pub use table::{Levy, Table, Version};
