//! Write-offs: what will not be paid of a posted document. The document stays as it is.

use super::amounts::amount;
use super::document::Invoice;
use super::left::Left;
use super::post::intact;
use crate::calendar::Date;
use crate::document::{document, short};
use crate::money::{Dec, Exact, Minor, RoundingMode};
use crate::problem::{At, Code, Problems, Result};
use crate::receipt::digest;

document! {
    /// A write-off to make.
    pub struct WriteOffRequest {
        /// The posted document.
        pub invoice: Invoice,
        /// What has corrected it: credit and debit notes.
        pub credits: Vec<Invoice> = Default::default(),
        /// What was paid of it. Default 0.
        pub paid: Dec = Dec::ZERO,
        /// What was written off before.
        pub written_off: Vec<WriteOff> = Default::default(),
        /// The date; not before the document's.
        pub date: Date,
        /// With tax; above zero. Default: all that is open.
        pub amount: Option<Dec>,
        /// Why, for the books.
        pub reason: Option<String>,
    }
}

document! {
    /// What is not paid of a posted document, for the books: its net is a loss, its tax may be asked back. Amounts are texts with the
    /// decimals of the currency.
    pub struct WriteOff {
        /// The same write-off of the same open amount has the same id.
        pub id: String,
        /// The document's number.
        pub invoice: String,
        /// The account's id.
        pub account: Option<String>,
        /// The date.
        pub date: Date,
        /// The currency.
        pub currency: String,
        /// Before tax: the same part of the document's net as of its gross.
        pub net: String,
        /// By code, part and percentage.
        pub taxes: Vec<WriteOffTax>,
        /// `net` and taxes: what is no longer open.
        pub gross: String,
        /// What is still open after it.
        pub open: String,
        /// Why.
        pub reason: Option<String>,
    }
}

document! {
    /// The tax of a write-off.
    pub struct WriteOffTax {
        /// The code.
        pub code: String,
        /// The part's name, where the code has several.
        pub part: Option<String>,
        /// The rate in percent.
        pub percent: Dec,
        /// The tax.
        pub tax: String,
    }
}

/// Writes off what is open of a posted document, or a part of it. Never more than is open.
///
/// # Errors
/// `credit_exceeds_rest`, `not_posted`, `receipt_mismatch`, `date_goes_back`, `out_of_range`, `too_precise`.
pub fn write_off(request: &WriteOffRequest) -> Result<WriteOff> {
    let root = At::Root;
    let at = root.key("invoice");
    intact(&request.invoice, &at)?;
    super::credit::goes_on(request.date, &request.invoice, &root)?;
    let list = root.key("credits");
    let left = Left::of(&request.invoice, &request.credits, (&at, &list))?;
    let currency = left.currency;
    let number = request.invoice.number.clone().unwrap_or_default();
    let paid = currency.amount(&request.paid, &root.key("paid"))?;
    let before = root.key("writtenOff");
    let mut open = left.owed(&request.credits, &list)? - paid;
    for (i, own) in request.written_off.iter().enumerate() {
        let here = before.index(i);
        if own.invoice != number {
            let message = format!("This is of the document \"{}\".", short(&own.invoice));
            return Err(Problems::one(
                Code::Conflict,
                &here.key("invoice"),
                message,
                "Hand in those of this document.",
            ));
        }
        open = open - amount(&currency, &own.gross, &here.key("gross"))?;
    }
    let wanted = request.amount.as_ref().map(|own| currency.amount(own, &root.key("amount"))).transpose()?;
    let gross = wanted.unwrap_or(open);
    if wanted.is_some_and(|own| own <= Minor::ZERO) {
        let message = "This is not above zero.";
        return Err(Problems::one(
            Code::OutOfRange,
            &root.key("amount"),
            message,
            "Write what is written off, above zero.",
        ));
    }
    if gross > open || open <= Minor::ZERO {
        let message =
            format!("{} is more than the {} that is open.", currency.show(gross), currency.show(open.max(Minor::ZERO)));
        return Err(Problems::one(
            Code::CreditExceedsRest,
            &root.key("amount"),
            message,
            "Write off what is open at most.",
        ));
    }
    // The same part of each tax as of the whole; the net takes the rest.
    let whole = left.sums().gross();
    let part = |tax: Minor| match Exact::ratio(gross.0, whole.0) {
        Some(ratio) => currency.round(&(currency.exact(tax) * &ratio), RoundingMode::HalfUp, &root),
        None => Ok(Minor::ZERO),
    };
    let mut taxes = Vec::with_capacity(request.invoice.taxes.len());
    let mut net = gross;
    for own in &request.invoice.taxes {
        let tax = part(amount(&currency, &own.tax, &at)?)?;
        net = net - tax;
        taxes.push(WriteOffTax {
            code: own.code.clone(),
            part: own.part.clone(),
            percent: own.percent,
            tax: currency.show(tax),
        });
    }
    let mut own = WriteOff {
        id: String::new(),
        invoice: number,
        account: request.invoice.account.as_ref().and_then(|own| own.id.clone()),
        date: request.date,
        currency: currency.to_string(),
        net: currency.show(net),
        taxes,
        gross: currency.show(gross),
        open: currency.show(open - gross),
        reason: request.reason.clone(),
    };
    let digest = digest(&crate::document::Write::write(&own));
    own.id = format!("write-off-{}", digest.chars().skip("sha256:".len()).take(20).collect::<String>());
    Ok(own)
}
