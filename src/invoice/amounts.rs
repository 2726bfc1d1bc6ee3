//! The amounts of a document, read back from its texts and added up.

use super::document::{Invoice, LineTax};
use super::total::Sums;
use crate::document::short;
use crate::money::{Currency, Dec, Minor};
use crate::problem::{At, Check, Code, Problems, Result};

/// The currency of a document.
///
/// # Errors
/// `unknown_currency`.
pub(super) fn currency_of(invoice: &Invoice, at: &At) -> Result<Currency> {
    Currency::new(&invoice.currency, &at.key("currency"))
}

/// An amount of a document.
///
/// # Errors
/// `bad_decimal`, `too_precise`.
pub(super) fn amount(currency: &Currency, text: &str, at: &At) -> Result<Minor> {
    let own = Dec::parse(text).map_err(|(code, message, hint)| Problems::one(code, at, message, hint))?;
    currency.amount(&own, at)
}

/// An amount that is zero where it is left out.
///
/// # Errors
/// As [`amount`].
pub(super) fn or_zero(currency: &Currency, text: &Option<String>, at: &At) -> Result<Minor> {
    text.as_ref().map_or(Ok(Minor::ZERO), |text| amount(currency, text, at))
}

/// One line of a document in minor units.
pub(super) struct LineAmounts {
    pub net: Minor,
    pub tax: Minor,
    /// Where prices hold the tax.
    pub price: Minor,
    pub retained: Minor,
    pub released: Minor,
    pub taxes: Vec<Bears>,
}

/// What a line bears of one of its document's taxes.
#[derive(Clone, Copy)]
pub(super) struct Bears {
    pub of: usize,
    pub base: Minor,
    pub tax: Minor,
}

fn bears(currency: &Currency, taxes: &[LineTax], at: &At) -> Result<Vec<Bears>> {
    let list = at.key("taxes");
    let read = |(i, own): (usize, &LineTax)| {
        let here = list.index(i);
        let base = amount(currency, &own.base, &here.key("base"))?;
        let tax = amount(currency, &own.tax, &here.key("tax"))?;
        Ok(Bears { of: usize::try_from(own.of).unwrap_or(usize::MAX), base, tax })
    };
    taxes.iter().enumerate().map(read).collect()
}

/// The lines of a document in minor units.
///
/// # Errors
/// `bad_decimal`, `too_precise`.
pub(super) fn read_lines(invoice: &Invoice, currency: &Currency, at: &At) -> Result<Vec<LineAmounts>> {
    let list = at.key("lines");
    let (mut all, mut check) = (Vec::with_capacity(invoice.lines.len()), Check::default());
    for (i, own) in invoice.lines.iter().enumerate() {
        let here = list.index(i);
        let read = || {
            Ok(LineAmounts {
                net: amount(currency, &own.net, &here.key("net"))?,
                tax: amount(currency, &own.tax, &here.key("tax"))?,
                price: or_zero(currency, &own.price, &here.key("price"))?,
                retained: or_zero(currency, &own.retained, &here.key("retained"))?,
                released: or_zero(currency, &own.released, &here.key("released"))?,
                taxes: bears(currency, &own.taxes, &here)?,
            })
        };
        all.extend(check.keep(read()));
    }
    check.finish(all)
}

/// The net, tax and shares of each deposit of a document.
///
/// # Errors
/// `bad_decimal`, `too_precise`.
pub(super) fn read_deposits(
    invoice: &Invoice,
    currency: &Currency,
    at: &At,
) -> Result<Vec<(Minor, Minor, Vec<Bears>)>> {
    let list = at.key("deposits");
    let read = |(i, own): (usize, &super::document::DocumentDeposit)| {
        let here = list.index(i);
        let net = amount(currency, &own.net, &here.key("net"))?;
        let tax = amount(currency, &own.tax, &here.key("tax"))?;
        Ok((net, tax, bears(currency, &own.taxes, &here)?))
    };
    invoice.deposits.iter().enumerate().map(read).collect()
}

/// The sums of a document, which must be what its lines and deposits come to.
///
/// # Errors
/// `conflict` where they are not; `bad_decimal`, `too_precise`.
pub(super) fn read_sums(invoice: &Invoice, currency: &Currency, at: &At) -> Result<Sums> {
    let lines = read_lines(invoice, currency, at)?;
    let deposits = read_deposits(invoice, currency, at)?;
    let sums = Sums {
        net: lines.iter().map(|own| own.net).sum::<Minor>() + deposits.iter().map(|own| own.0).sum(),
        tax: lines.iter().map(|own| own.tax).sum::<Minor>() + deposits.iter().map(|own| own.1).sum(),
        retained: or_zero(currency, &invoice.retained, &at.key("retained"))?,
        released: or_zero(currency, &invoice.released, &at.key("released"))?,
        rounding: or_zero(currency, &invoice.rounding, &at.key("rounding"))?,
        credit_used: or_zero(currency, &invoice.credit_used, &at.key("creditUsed"))?,
        credit_made: or_zero(currency, &invoice.credit_made, &at.key("creditMade"))?,
    };
    let totals = at.key("totals");
    let list = at.key("taxes");
    let mut check = Check::default();
    let mut same = |written: &str, sum: Minor, at: &At, what: &str| {
        let Some(own) = check.keep(amount(currency, written, at)) else { return };
        if own != sum {
            let message = format!("{what} is {}, and what it is of comes to {}.", short(written), currency.show(sum));
            check.note(Code::Conflict, at, message, "Hand in the document as it was made.");
        }
    };
    same(&invoice.totals.net, sums.net, &totals.key("net"), "The net");
    same(&invoice.totals.tax, sums.tax, &totals.key("tax"), "The tax");
    same(&invoice.totals.gross, sums.gross(), &totals.key("gross"), "The gross");
    same(&invoice.payable, sums.payable(), &at.key("payable"), "What is payable");
    same(&invoice.amount_due, sums.amount_due(), &at.key("amountDue"), "What is due");
    for (i, own) in invoice.taxes.iter().enumerate() {
        let each = lines.iter().flat_map(|own| &own.taxes).chain(deposits.iter().flat_map(|own| &own.2));
        let (mut base, mut tax) = (Minor::ZERO, Minor::ZERO);
        each.filter(|own| own.of == i).for_each(|own| (base, tax) = (base + own.base, tax + own.tax));
        let here = list.index(i);
        same(&own.base, base, &here.key("base"), "The base");
        same(&own.tax, tax, &here.key("tax"), "The tax");
    }
    let own_lines = at.key("lines");
    for (i, (own, line)) in invoice.lines.iter().zip(&lines).enumerate() {
        let here = own_lines.index(i);
        same(&own.tax, line.taxes.iter().map(|own| own.tax).sum(), &here.key("tax"), "The tax");
        same(&own.gross, line.net + line.tax, &here.key("gross"), "The gross");
    }
    let each = lines.iter().flat_map(|own| &own.taxes).chain(deposits.iter().flat_map(|own| &own.2));
    if let Some(own) = each.into_iter().find(|own| own.of >= invoice.taxes.len()) {
        let message = format!("A line bears a tax {} of the document, which has {}.", own.of, invoice.taxes.len());
        check.note(Code::Conflict, &list, message, "Hand in the document as it was made.");
    }
    check.finish(sums)
}
