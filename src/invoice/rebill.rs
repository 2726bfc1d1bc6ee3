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
use crate::order::{is_void, standing, standing_deposits, DepositReason, EntryKind, OrderDeposit, OrderEntry};
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
    let mut stands = Vec::with_capacity(request.invoice.orders.len());
    for order in &request.invoice.orders {
        stands.push(Stands::of(order, documents(), &root)?);
    }
    credit.billed = stands.iter().map(|own| own.reversed(request.date)).collect();
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
            let given = stands.iter().filter(|stands| stands.order == own.order.id);
            own.adjustments.extend(given.flat_map(|stands| stands.again(&request.credits)));
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

/// What stands of what documents say of an order: a document may have been cancelled before, and debited since.
struct Stands<'i> {
    order: &'i str,
    /// Each with the place of its document; the one that is cancelled is the first.
    entries: Vec<(usize, OrderEntry)>,
    deposits: Vec<OrderDeposit>,
}

impl<'i> Stands<'i> {
    fn of(order: &'i str, documents: impl Iterator<Item = &'i Invoice>, root: &At) -> Result<Stands<'i>> {
        let (mut places, mut entries, mut deposits) = (Vec::new(), Vec::new(), Vec::new());
        for (place, document) in documents.enumerate() {
            for billed in document.billed.iter().filter(|billed| billed.order == order) {
                places.extend(billed.entries.iter().map(|_| place));
                entries.extend(billed.entries.iter().cloned());
                deposits.extend(billed.deposits.iter().cloned());
            }
        }
        let other = |problems: Problems| {
            let message = problems.problems.into_iter().next().map_or_else(String::new, |own| own.message);
            let hint = "Hand in every note of the document, and no other.";
            Problems::one(Code::UnexplainedRestatement, &root.key("credits"), message, hint)
        };
        let standing = standing(&entries).map_err(other)?.into_owned();
        let deposits = standing_deposits(&deposits).map_err(other)?.into_owned();
        let entries = places.into_iter().zip(standing).filter(|(_, entry)| !is_void(entry)).collect();
        let is_open = |own: &OrderDeposit| own.net != Dec::ZERO || own.tax.is_some_and(|tax| tax != Dec::ZERO);
        Ok(Stands { order, entries, deposits: deposits.into_iter().filter(is_open).collect() })
    }

    /// The reversals of all of it.
    fn reversed(&self, date: Date) -> OrderBilled {
        let minus = Dec::negated;
        let entry = |(_, entry): &(usize, OrderEntry)| OrderEntry {
            net: minus(&entry.net),
            gross: entry.gross.as_ref().map(minus),
            retained: entry.retained.as_ref().map(minus),
            released: entry.released.as_ref().map(minus),
            date: Some(date),
            kind: EntryKind::Reversal,
            reverses: Some(entry.kind),
            ..entry.clone()
        };
        let deposit = |entry: &OrderDeposit| OrderDeposit {
            net: minus(&entry.net),
            tax: entry.tax.as_ref().map(minus),
            reason: Some(DepositReason::Reversal),
            date: Some(date),
            ..entry.clone()
        };
        OrderBilled {
            order: self.order.to_owned(),
            entries: self.entries.iter().map(entry).collect(),
            deposits: self.deposits.iter().map(deposit).collect(),
        }
    }

    /// What was given or asked for by hand since, and stands, once more.
    fn again(&self, notes: &[Invoice]) -> Vec<Adjustment> {
        let mut all = Vec::new();
        let mut left: Vec<&(usize, OrderEntry)> =
            self.entries.iter().filter(|(place, own)| *place > 0 && own.kind == EntryKind::Adjustment).collect();
        for (n, note) in notes.iter().enumerate() {
            let name = note.number.as_ref().unwrap_or(&note.id);
            for (i, line) in note.lines.iter().enumerate().filter(|(_, own)| own.order.as_deref() == Some(self.order)) {
                let (Some(of), Ok(net)) = (&line.line, Dec::parse(&line.net)) else { continue };
                let same = |(place, own): &&(usize, OrderEntry)| {
                    let key = (&own.line, Some(&own.charge), own.period, &own.item, own.net);
                    *place == n + 1 && key == (of, line.charge.as_ref(), line.period, &line.item, net)
                };
                let Some(found) = left.iter().position(same) else { continue };
                left.swap_remove(found);
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
}
