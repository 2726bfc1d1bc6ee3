//! Debit notes: what is asked for by hand in addition to a posted document.

use super::amounts::{currency_of, read_lines, Bears};
use super::credit::goes_on;
use super::document::{Invoice, InvoiceKind};
use super::mirror::{mirror, Given, How};
use super::post::intact;
use crate::calendar::Date;
use crate::document::document;
use crate::money::{Dec, Minor, RoundingMode};
use crate::problem::{At, Check, Code, Result};

document! {
    /// A debit note to make.
    pub struct DebitRequest {
        /// The posted document.
        pub invoice: Invoice,
        /// The draft's id. Default: made of what it asks for, so that two equal notes of a document need ids of their own.
        pub id: Option<String>,
        /// The date of the note; not before the document's.
        pub date: Date,
        /// What is added. At least one.
        pub lines: Vec<DebitLine>,
        /// Why, as documents print it.
        pub reason: Option<String>,
        /// Rounds what is payable to a multiple of this, for cash: `"0.05"`.
        pub cash_rounding: Option<Dec>,
    }
}

document! {
    /// What is added to one line.
    pub struct DebitLine {
        /// The place of the line in the document, from 0: order, charge, tax code and rates are its.
        pub line: u32,
        /// Before tax; above zero.
        pub net: Dec,
        /// What to print. Default: as the line.
        pub name: Option<String>,
        /// Why, for this line.
        pub note: Option<String>,
    }
}

/// A draft of a debit note for a posted document, taxed at the document's rates. To the order it is an extra by hand: no run gives
/// it back.
///
/// # Errors
/// `not_posted`, `receipt_mismatch`, `date_goes_back`, `out_of_range`, `missing_field`, `too_precise`.
pub fn debit(request: &DebitRequest) -> Result<Invoice> {
    let root = At::Root;
    let at = root.key("invoice");
    intact(&request.invoice, &at)?;
    goes_on(request.date, &request.invoice, &root)?;
    let currency = currency_of(&request.invoice, &at)?;
    let lines = read_lines(&request.invoice, &currency, &at)?;
    let list = root.key("lines");
    let mut check = Check::default();
    if request.lines.is_empty() {
        check.note(Code::MissingField, &list, "No line says what is added.", "Write at least one.");
    }
    let mut extra = vec![Minor::ZERO; lines.len()];
    for (i, own) in request.lines.iter().enumerate() {
        let here = list.index(i);
        let Some(place) = usize::try_from(own.line).ok().filter(|place| *place < lines.len()) else {
            let hint = format!("Write a place from 0 to {}.", lines.len().saturating_sub(1));
            check.note(Code::OutOfRange, &here.key("line"), format!("The document has no line {}.", own.line), hint);
            continue;
        };
        if extra[place] != Minor::ZERO {
            check.note(
                Code::DuplicateId,
                &here.key("line"),
                format!("The line {} is there twice.", own.line),
                "Write each line once.",
            );
            continue;
        }
        let Some(net) = check.keep(currency.amount(&own.net, &here.key("net"))) else { continue };
        if net <= Minor::ZERO {
            check.note(
                Code::OutOfRange,
                &here.key("net"),
                "This is not above zero.",
                "Write what is added, or make a credit note.",
            );
        }
        extra[place] = net;
    }
    check.finish(())?;
    // Each tax once, on the sum of what it is of; then spread over the lines, the last one takes the rest.
    let mut sums: Vec<(Minor, Minor)> = vec![(Minor::ZERO, Minor::ZERO); request.invoice.taxes.len()];
    let mut given: Vec<Given> = Vec::with_capacity(lines.len());
    for (line, net) in lines.iter().zip(&extra) {
        let mut own = Given::of(line).nothing();
        own.net = -*net;
        let mut before = Minor::ZERO;
        for (bears, known) in own.taxes.iter_mut().zip(&line.taxes) {
            // A compound part is of the net and the taxes before it.
            let first = line.taxes.first().map_or(line.net, |first| first.base);
            let base = *net + if known.base == first { Minor::ZERO } else { before };
            let Some(tax) = request.invoice.taxes.get(known.of) else { continue };
            let sum = &mut sums[known.of];
            sum.0 += base;
            let whole =
                currency.round(&(currency.exact(sum.0) * &tax.percent.percent()), RoundingMode::HalfUp, &list)?;
            let share = whole - std::mem::replace(&mut sum.1, whole);
            before += share;
            *bears = Bears { of: known.of, base: -base, tax: -share };
        }
        if line.price != Minor::ZERO {
            own.price = own.net + own.tax();
        }
        given.push(own);
    }
    let cash = request.cash_rounding.as_ref().map(|own| currency.amount(own, &root.key("cashRounding"))).transpose()?;
    let how = How { kind: InvoiceKind::DebitNote, date: request.date, reason: request.reason.clone(), cash };
    let mut note = mirror(&request.invoice, &currency, (&given, &Vec::new()), &how)?.invoice;
    note.id = request.id.clone().unwrap_or(note.id);
    note.due = note.payment_terms.due(note.date);
    for own in &mut note.lines {
        let of = own.corrects.as_ref().map(|of| of.line);
        for line in request.lines.iter().filter(|line| Some(line.line) == of) {
            own.quantity = None;
            own.name = line.name.clone().unwrap_or_else(|| own.name.clone());
            own.note = line.note.clone().or(own.note.take());
        }
    }
    Ok(note)
}
