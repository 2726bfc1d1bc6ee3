//! From orders to posted documents: bill runs, posting, credits.

mod document;

pub use document::{
    DateBounds, DocumentAccounting, DocumentDeposit, DocumentLine, DocumentSums, DocumentTax, Invoice, InvoiceKind,
    InvoiceReceipt, InvoiceStatus, LineReference, LineTax, OrderBilled,
};
