//! The plan as a document: what is due now, what comes next and later, what is estimated, and cash over time.

use super::assemble::{invoice, waiting_item, Assembled, Sums};
use super::deal::Deal;
use super::result::{CashMonth, CashPeriod, InvoicePlan, InvoiceStatus, Note, NoteCode};
use super::standing::{DepositSummary, PlanSummary};
use crate::calendar::Date;
use crate::document::Null;
use crate::money::Minor;
use crate::problem::Result;
use crate::sorting;

/// What a plan is read for.
pub(crate) struct View {
    /// The day on which "due" is read.
    pub as_of: Date,
    /// The last invoice date.
    pub through: Date,
    /// Whether a charge goes on after it.
    pub open: bool,
}

/// The plan as a document.
///
/// # Errors
/// `overflow`, of an amount in the accounting currency.
pub(crate) fn document(
    deal: &Deal,
    assembled: &Assembled,
    (plans, deposits): (Vec<PlanSummary>, Vec<DepositSummary>),
    view: &View,
) -> Result<InvoicePlan> {
    let next = assembled.drafts.iter().find(|draft| draft.date > view.as_of).map(|draft| draft.date);
    let status = |date: Date| match date {
        date if date <= view.as_of => InvoiceStatus::Due,
        date if Some(date) == next => InvoiceStatus::Next,
        _ => InvoiceStatus::Later,
    };
    let mut due_now = Sums::default();
    for draft in assembled.drafts.iter().filter(|draft| draft.date <= view.as_of) {
        due_now.add(draft.net, &draft.taxed);
    }
    let show = |gross: Minor| deal.currency.show(gross);
    let period = |(period, gross): (String, Minor)| CashPeriod { period, gross: show(gross) };
    let month = |month: i32| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    let quarter = |month: i32| format!("{:04}-Q{}", month.div_euclid(12), month.rem_euclid(12) / 3 + 1);
    let year = |month: i32| format!("{:04}", month.div_euclid(12));
    let cash = |name: &dyn Fn(i32) -> String| cash(assembled, name);
    let invoices = assembled.drafts.iter().map(|draft| invoice(deal, draft, status(draft.date)));
    Ok(InvoicePlan {
        currency: deal.currency.to_string(),
        invoices: invoices.collect::<Result<_>>()?,
        waiting: assembled.waiting.iter().map(|entry| waiting_item(deal, entry)).collect(),
        cash: cash(&month).into_iter().map(|(month, gross)| CashMonth { month, gross: show(gross) }).collect(),
        cash_by_quarter: cash(&quarter).into_iter().map(period).collect(),
        cash_by_year: cash(&year).into_iter().map(period).collect(),
        plans,
        deposits: (!deposits.is_empty()).then_some(deposits),
        as_of: view.as_of,
        due_now: due_now.written(deal),
        next_invoice: Null(next),
        notes: notes(deal, assembled, view),
        totals: assembled.sums.written(deal),
        through: view.through,
        open: view.open,
    })
}

/// What is payable, by the stretch that `name` gives the month of the due date, in order.
fn cash(assembled: &Assembled, name: &dyn Fn(i32) -> String) -> Vec<(String, Minor)> {
    let drafts = &assembled.drafts;
    let mut cash: Vec<(String, Minor)> = Vec::new();
    for i in sorting::order(drafts.len(), &|a, b| drafts[a].due.cmp(&drafts[b].due)) {
        let stretch = name(drafts[i].due.month_index());
        match cash.last_mut().filter(|(known, _)| *known == stretch) {
            Some((_, payable)) => *payable += drafts[i].payable(),
            None => cash.push((stretch, drafts[i].payable())),
        }
    }
    cash
}

fn notes(deal: &Deal, assembled: &Assembled, view: &View) -> Vec<Note> {
    let note = |code, message: String| Note { code, path: String::new(), message };
    let mut notes = Vec::new();
    if !assembled.waiting.is_empty() && !deal.request.taxes.is_empty() {
        let message = "The tax of what waits is estimated as one invoice per event, at today's rates.";
        notes.push(note(NoteCode::WaitingTaxEstimated, message.into()));
    }
    let guessed = |entry: &super::assemble::Entry| entry.item.usage.is_some_and(|(_, estimated)| estimated);
    if assembled.drafts.iter().any(|draft| draft.entries.iter().any(guessed)) {
        let message = "Part of the usage is estimated; its lines are marked.";
        notes.push(note(NoteCode::UsageEstimated, message.into()));
    }
    if view.open {
        notes.push(note(NoteCode::GoesOn, format!("A charge has no end and goes on after {}.", view.through)));
    }
    notes
}
