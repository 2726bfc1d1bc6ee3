//! Credit notes: what is given back of a posted document, whole, by line or by amount, and never more than is left.

use super::document::{Invoice, InvoiceKind};
use super::gather::key_after;
use super::left::Left;
use super::mirror::{beyond, mirror, How};
use super::post::intact;
use crate::calendar::Date;
use crate::document::document;
use crate::money::{Dec, Minor};
use crate::problem::{At, Code, Problems, Result};

document! {
    /// A credit note to make. Exactly one of `whole`, `lines`, `net` and `gross`.
    pub struct CreditRequest {
        /// The posted document.
        pub invoice: Invoice,
        /// The draft's id. Default: made of what it gives back, and of what was given back before.
        pub id: Option<String>,
        /// What has corrected it before: credit and debit notes, drafts of them included. What they gave back is not given again.
        pub credits: Vec<Invoice> = Default::default(),
        /// The date of the credit note; not before the document's.
        pub date: Date,
        /// Everything that is left of it: lines, deposits, taxes to the cent.
        pub whole: bool = false,
        /// By line.
        pub lines: Vec<CreditLine> = Default::default(),
        /// So much before tax, spread over what is left of its lines by largest remainder.
        pub net: Option<Dec>,
        /// So much with tax, spread likewise.
        pub gross: Option<Dec>,
        /// What was paid of it: no more than was paid beyond what is then still owed is paid out, the rest becomes credit of the
        /// account. Lines share what was paid in proportion. Default: all of it is to be paid out or set off.
        pub paid: Option<Dec>,
        /// Whether all of it becomes credit of the account instead of being paid out. Default false.
        pub carry: bool = false,
        /// Whether what was withheld of it was released since: then all of it is given back. Default false: what is given back is less what
        /// was withheld of it, and that is released no more.
        pub released: bool = false,
        /// Why, as documents print it.
        pub reason: Option<String>,
        /// Rounds what is payable to a multiple of this, for cash: `"0.05"`.
        pub cash_rounding: Option<Dec>,
    }
}

document! {
    /// What is given back of one line. `net`, `quantity`, or neither for all that is left.
    pub struct CreditLine {
        /// The place of the line in the document, from 0.
        pub line: u32,
        /// Before tax, with the sign of the line's own net.
        pub net: Option<Dec>,
        /// So much of its quantity.
        pub quantity: Option<Dec>,
    }
}

/// A draft of a credit note for a posted document; for a posted credit note, of a debit note.
///
/// The tax of a line is given back in proportion to its net, cumulatively: credits that come to the whole line come to its tax. What is
/// given back is goodwill to the order: no later run bills it again. To bill it again, see
/// [`cancel_and_rebill`](super::cancel_and_rebill); what an amendment changes is given back by the next run itself.
///
/// # Errors
/// `credit_exceeds_rest`, `not_posted`, `receipt_mismatch`, `date_goes_back`, `conflict`, `out_of_range`, `too_precise`.
pub fn credit(request: &CreditRequest) -> Result<Invoice> {
    let root = At::Root;
    let at = root.key("invoice");
    intact(&request.invoice, &at)?;
    let left = Left::of(&request.invoice, &request.credits, (&at, &root.key("credits")))?;
    let ways = [request.whole, !request.lines.is_empty(), request.net.is_some(), request.gross.is_some()];
    if ways.iter().filter(|is| **is).count() != 1 {
        let hint = "Write one of them: \"whole\": true, lines, net, or gross.";
        return Err(Problems::one(
            Code::Conflict,
            &root,
            "Exactly one of whole, lines, net and gross says what is given back.",
            hint,
        ));
    }
    if request.carry && request.paid.is_some() {
        let hint = "Leave one of them out.";
        return Err(Problems::one(Code::Conflict, &root.key("carry"), "`paid` says what is carried already.", hint));
    }
    goes_on(request.date, &request.invoice, &root)?;
    let (mut given, deposits) = match (request.whole, &request.net, &request.gross) {
        (true, ..) => (left.all(), left.deposits()?),
        (_, Some(net), _) => (left.by_net(net, &root.key("net"))?, Vec::new()),
        (.., Some(gross)) => (left.by_gross(gross, &root.key("gross"))?, Vec::new()),
        _ => (left.by_line(&request.lines, &root.key("lines"))?, Vec::new()),
    };
    if request.released {
        given.iter_mut().for_each(|own| own.retained = Minor::ZERO);
    }
    if given.iter().all(|own| own.is_nothing()) && deposits.is_empty() {
        let message = "Nothing is left to give back.";
        return Err(Problems::one(Code::CreditExceedsRest, &root, message, "See what the earlier credits gave back."));
    }
    if let Some((wanted, rest)) = beyond(&given, &left.rest, left.sign()) {
        return Err(left.too_much(wanted, rest, &root));
    }
    let how = How {
        kind: opposite(request.invoice.kind),
        date: request.date,
        reason: request.reason.clone(),
        cash: request
            .cash_rounding
            .as_ref()
            .map(|own| left.currency.amount(own, &root.key("cashRounding")))
            .transpose()?,
    };
    let mut own = mirror(&request.invoice, &left.currency, (&given, &deposits), &how)?;
    let carried = match (&request.paid, request.carry) {
        (Some(paid), _) => left.carried(&given, &own.sums, paid, &root.key("paid"))?,
        (None, true) => (-own.sums.payable()).max(Minor::ZERO),
        (None, false) => Minor::ZERO,
    };
    own.carry(carried);
    let note = &mut own.invoice;
    note.id = request.id.clone().unwrap_or_else(|| key_after(note, &request.credits));
    Ok(own.invoice)
}

/// Refuses a correction that is dated before what it corrects.
///
/// # Errors
/// `date_goes_back`.
pub(super) fn goes_on(date: Date, invoice: &Invoice, at: &At) -> Result<()> {
    if date < invoice.date {
        let message = format!("{date} is before the document's own date, {}.", invoice.date);
        return Err(Problems::one(Code::DateGoesBack, &at.key("date"), message, "Date it that day or later."));
    }
    Ok(())
}

pub(super) fn opposite(kind: InvoiceKind) -> InvoiceKind {
    match kind {
        InvoiceKind::CreditNote => InvoiceKind::DebitNote,
        InvoiceKind::Invoice | InvoiceKind::DebitNote => InvoiceKind::CreditNote,
    }
}
