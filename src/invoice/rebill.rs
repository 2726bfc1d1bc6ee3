//! Cancel and rebill: a credit note for what is left of a posted document, and its orders billed again.

use super::credit::{goes_on, opposite};
use super::document::{Invoice, OrderBilled};
use super::left::Left;
use super::mirror::{mirror, How};
use super::post::intact;
use super::request::{Adjustment, BillRunRequest, BillableOrder, GroupBy, Submitted};
use super::result::BillRun;
use super::run::bill_run;
use crate::calendar::Date;
use crate::document::{document, result, short};
use crate::money::Dec;
use crate::order::{DepositReason, EntryKind, OrderDeposit, OrderEntry};
use crate::problem::{At, Check, Code, Problems, Result};

document! {
    /// A posted document to cancel and bill again.
    pub struct RebillRequest {
        /// The posted document.
        pub invoice: Invoice,
        /// What has corrected it before: credit and debit notes, drafts of them included.
        pub credits: Vec<Invoice> = Default::default(),
        /// Every order of the document as it is now, with everything that was billed of it, the document included.
        pub orders: Vec<BillableOrder>,
        /// The date of the credit note and of the new invoice; not before the document's.
        pub date: Date,
        /// What is planned up to this day is billed again. Default: the document's own target, else its date.
        pub target: Option<Date>,
        /// Whether what was given by hand since, or asked for in addition, stands on the new draft again. Default true.
        pub keep_goodwill: bool = true,
        /// What shares an invoice, as in a bill run.
        pub group_by: Vec<GroupBy> = vec![GroupBy::Account],
        /// Why, as documents print it.
        pub reason: Option<String>,
    }
}

result! {
    /// A cancelled document: post the credit note, then the drafts.
    pub struct Rebilled {
        /// The draft of the credit note: what was left of the document.
        pub credit: Invoice,
        /// The run that bills its orders again, with what else is due up to the target.
        pub run: BillRun,
    }
}

/// Cancels a posted document and bills its orders again, as they are now: the way to correct a wrong address, tax code or price, where
/// no amendment says so.
///
/// # Errors
/// As [`credit`](super::credit); `unknown_order` where an order of the document is missing.
pub fn cancel_and_rebill(request: &RebillRequest) -> Result<Rebilled> {
    let root = At::Root;
    let at = root.key("invoice");
    intact(&request.invoice, &at)?;
    goes_on(request.date, &request.invoice, &root)?;
    let left = Left::of(&request.invoice, &request.credits, (&at, &root.key("credits")))?;
    let mut check = Check::default();
    for order in &request.invoice.orders {
        if !request.orders.iter().any(|own| own.order.id == *order) {
            let message = format!("The order \"{}\" of the document is missing.", short(order));
            check.note(Code::UnknownOrder, &root.key("orders"), message, "Hand in every order of the document.");
        }
    }
    check.finish(())?;
    let how =
        How { kind: opposite(request.invoice.kind), date: request.date, reason: request.reason.clone(), cash: None };
    let given = left.all();
    let deposits = left.deposits()?;
    if given.iter().all(|own| own.is_nothing()) && deposits.is_empty() {
        let message = "The document was given back already.";
        return Err(Problems::one(
            Code::CreditExceedsRest,
            &at,
            message,
            "Run the bill run; nothing is left to cancel.",
        ));
    }
    let mut credit = mirror(&request.invoice, &left.currency, (&given, &deposits), &how)?.invoice;
    let documents = || std::iter::once(&request.invoice).chain(&request.credits);
    credit.billed = request.invoice.orders.iter().map(|order| reversed(order, documents(), request.date)).collect();
    credit.id = super::gather::key(&credit);
    let mut orders = Vec::with_capacity(request.orders.len());
    for own in &request.orders {
        let mut own = own.clone();
        own.next_due = None;
        for billed in credit.billed.iter().filter(|billed| billed.order == own.order.id) {
            own.billed.extend(billed.entries.iter().cloned());
            own.billed_deposits.extend(billed.deposits.iter().cloned());
        }
        if request.keep_goodwill {
            own.adjustments.extend(again(&own.order.id, &request.credits));
        }
        orders.push(Submitted::Order(Box::new(own)));
    }
    let run = bill_run(&BillRunRequest {
        orders,
        target: Some(request.target.or(request.invoice.target).unwrap_or(request.invoice.date)),
        invoice_date: Some(request.date),
        criteria: Default::default(),
        chosen: Vec::new(),
        group_by: request.group_by.clone(),
        balances: Vec::new(),
        cash_rounding: None,
        quiet: Vec::new(),
    })?;
    Ok(Rebilled { credit, run })
}

/// The reversals of everything that documents say of an order.
fn reversed<'i>(order: &str, documents: impl Iterator<Item = &'i Invoice>, date: Date) -> OrderBilled {
    let mut own = OrderBilled { order: order.to_owned(), entries: Vec::new(), deposits: Vec::new() };
    let minus = Dec::negated;
    for billed in documents.flat_map(|document| &document.billed).filter(|billed| billed.order == order) {
        for entry in billed.entries.iter().filter(|entry| entry.kind != EntryKind::Reversal) {
            own.entries.push(OrderEntry {
                net: minus(&entry.net),
                gross: entry.gross.as_ref().map(minus),
                retained: entry.retained.as_ref().map(minus),
                released: entry.released.as_ref().map(minus),
                date: Some(date),
                kind: EntryKind::Reversal,
                reverses: Some(entry.kind),
                ..entry.clone()
            });
        }
        for entry in billed.deposits.iter().filter(|entry| entry.reason != Some(DepositReason::Reversal)) {
            own.deposits.push(OrderDeposit {
                net: minus(&entry.net),
                tax: entry.tax.as_ref().map(minus),
                reason: Some(DepositReason::Reversal),
                date: Some(date),
                ..entry.clone()
            });
        }
    }
    own
}

/// What was given or asked for by hand since, once more.
fn again(order: &str, notes: &[Invoice]) -> Vec<Adjustment> {
    let mut all = Vec::new();
    for note in notes {
        let name = note.number.as_ref().unwrap_or(&note.id);
        for (i, line) in note.lines.iter().enumerate().filter(|(_, line)| line.order.as_deref() == Some(order)) {
            let (Some(of), Ok(net)) = (&line.line, Dec::parse(&line.net)) else { continue };
            all.push(Adjustment {
                id: format!("{name}/{i}"),
                line: of.clone(),
                charge: line.charge.clone(),
                name: line.name.clone(),
                net,
                tax_code: line.tax_code.clone(),
                period: line.period,
                date: None,
                reason: line.note.clone(),
            });
        }
    }
    all
}
