//! The sums of a document: what is payable, cash rounding, and what an account's credit pays.

use super::document::{DocumentSums, Invoice};
use crate::money::{Currency, Exact, Minor, RoundingMode};
use crate::problem::{At, Result};

/// The sums of a document, in minor units.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    pub net: Minor,
    pub tax: Minor,
    pub retained: Minor,
    pub released: Minor,
    pub rounding: Minor,
    pub credit_used: Minor,
    pub credit_made: Minor,
}

impl Sums {
    pub fn gross(&self) -> Minor {
        self.net + self.tax
    }

    pub fn payable(&self) -> Minor {
        self.gross() - self.retained + self.released + self.rounding
    }

    pub fn amount_due(&self) -> Minor {
        self.payable() - self.credit_used + self.credit_made
    }
}

/// A document with its sums.
pub(super) struct Totalled {
    pub invoice: Invoice,
    pub currency: Currency,
    pub sums: Sums,
}

/// The sums of a document whose payable is rounded to a multiple of `cash`.
///
/// # Errors
/// `overflow`.
pub(super) fn sums_of(
    (net, tax): (Minor, Minor),
    (retained, released): (Minor, Minor),
    cash: Option<Minor>,
    mode: RoundingMode,
) -> Result<Sums> {
    let mut sums = Sums { net, tax, retained, released, ..Sums::default() };
    if let Some((step, times)) = cash.and_then(|step| Some((step, Exact::ratio(sums.payable().0, step.0)?))) {
        let times = Currency::with_digits(0).round(&times, mode, &At::Root)?;
        sums.rounding = Minor(times.0 * step.0) - sums.payable();
    }
    Ok(sums)
}

/// Writes the sums into a document.
pub(super) fn total(mut invoice: Invoice, currency: Currency, sums: Sums) -> Totalled {
    write(&mut invoice, &currency, &sums);
    Totalled { invoice, currency, sums }
}

fn write(invoice: &mut Invoice, currency: &Currency, sums: &Sums) {
    let show = |amount: Minor| currency.show(amount);
    let some = |amount: Minor| (amount != Minor::ZERO).then(|| currency.show(amount));
    invoice.totals = DocumentSums { net: show(sums.net), tax: show(sums.tax), gross: show(sums.gross()) };
    invoice.retained = some(sums.retained);
    invoice.released = some(sums.released);
    invoice.rounding = some(sums.rounding);
    invoice.payable = show(sums.payable());
    invoice.credit_used = some(sums.credit_used);
    invoice.credit_made = some(sums.credit_made);
    invoice.amount_due = show(sums.amount_due());
}

impl Totalled {
    /// Makes so much of what is given back credit of the account.
    pub fn carry(&mut self, credit: Minor) {
        self.sums.credit_made = credit;
        write(&mut self.invoice, &self.currency, &self.sums);
    }

    /// Pays with an account's credit what is asked for, and carries what is given back where that is wished; the credit after.
    pub fn settle(&mut self, mut credit: Minor, carries: bool) -> Minor {
        let payable = self.sums.payable();
        if payable > Minor::ZERO && credit > Minor::ZERO {
            self.sums.credit_used = payable.min(credit);
            credit = credit - self.sums.credit_used;
        }
        if payable < Minor::ZERO && carries {
            self.sums.credit_made = -payable;
            credit += -payable;
        }
        write(&mut self.invoice, &self.currency, &self.sums);
        credit
    }
}
