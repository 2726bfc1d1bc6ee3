//! Open items: what of each document is still to be paid, on a day.

use super::entry::minor;
use super::journal::Payment;
use super::sources::{number, same_currency};
use crate::calendar::Date;
use crate::invoice::WriteOff;
use crate::invoice::{Invoice, InvoiceKind};
use crate::money::{Currency, Minor};
use crate::problem::{At, Check, Result};

/// A document on an account.
pub(super) struct Item<'a> {
    pub invoice: &'a Invoice,
    pub number: &'a str,
    pub customer: Option<&'a str>,
    /// What was to be paid; below zero for a credit.
    pub amount: Minor,
    /// What of it is still to be paid.
    pub open: Minor,
}

/// Money, or credit, that nothing was set off against.
pub(super) struct Unapplied<'a> {
    pub customer: Option<&'a str>,
    pub amount: Minor,
}

/// What is posted, paid and written off.
pub(super) struct Told<'a> {
    pub invoices: &'a [Invoice],
    pub payments: &'a [Payment],
    pub write_offs: &'a [WriteOff],
    pub currency: Currency,
    /// What is later is left out.
    pub as_of: Date,
}

/// An amount that came in, written off or credited.
pub(super) struct Receipt<'a> {
    pub id: &'a str,
    pub date: Date,
    pub invoice: Option<&'a str>,
    pub customer: Option<&'a str>,
    pub amount: Minor,
    pub is_payment: bool,
}

/// The documents and what was received, up to the day, in the order of their days.
///
/// # Errors
/// `not_posted` for a draft, `conflict` for another currency, `missing_field`, `too_precise`.
pub(super) fn told<'a>(told: &Told<'a>) -> Result<(Vec<Item<'a>>, Vec<Receipt<'a>>)> {
    let (root, mut check) = (At::Root, Check::default());
    let (mut items, mut receipts) = (Vec::new(), Vec::new());
    let list = root.key("invoices");
    for (i, own) in told.invoices.iter().enumerate() {
        items.extend(check.keep(item(own, &told.currency, &list.index(i))));
    }
    let list = root.key("payments");
    for (i, own) in told.payments.iter().enumerate() {
        let at = list.index(i);
        check.keep(same_currency(&own.currency, &told.currency, &at));
        let amount = check.keep(told.currency.amount(&own.amount, &at.key("amount"))).unwrap_or_default();
        let (invoice, customer) = (own.invoice.as_deref(), own.customer.as_deref());
        receipts.push(Receipt { id: &own.id, date: own.date, invoice, customer, amount, is_payment: true });
    }
    let list = root.key("writeOffs");
    for (i, own) in told.write_offs.iter().enumerate() {
        let at = list.index(i);
        check.keep(same_currency(&own.currency, &told.currency, &at));
        let amount = check.keep(minor(&own.gross, &told.currency, &at.key("gross"))).unwrap_or_default();
        let (invoice, customer) = (Some(own.invoice.as_str()), own.account.as_deref());
        receipts.push(Receipt { id: &own.id, date: own.date, invoice, customer, amount, is_payment: false });
    }
    check.finish(())?;
    items.retain(|own: &Item| own.invoice.date <= told.as_of);
    receipts.retain(|own| own.date <= told.as_of);
    items.sort_by_key(|own| own.invoice.date);
    receipts.sort_by_key(|own| own.date);
    Ok((items, receipts))
}

fn item<'a>(invoice: &'a Invoice, currency: &Currency, at: &At) -> Result<Item<'a>> {
    let number = number(invoice, at)?;
    same_currency(&invoice.currency, currency, at)?;
    let amount = minor(&invoice.amount_due, currency, &at.key("amountDue"))?;
    let customer = invoice.account.as_ref().and_then(|own| own.id.as_deref());
    Ok(Item { invoice, number, customer, amount, open: amount })
}

/// Sets off what was received: against the document that it names, credit notes against what they correct, and the rest against the
/// oldest due of the same customer. What is left over stays unapplied.
pub(super) fn settle<'a>(items: &mut [Item<'a>], receipts: &[Receipt<'a>]) -> Vec<Unapplied<'a>> {
    let mut left: Vec<Unapplied> = Vec::new();
    for own in receipts {
        let mine = own.invoice.and_then(|number| items.iter_mut().find(|item| item.number == number));
        let customer = mine.as_ref().map_or(own.customer, |item| item.customer);
        let amount = own.amount - mine.map_or(Minor::ZERO, |item| take(&mut item.open, own.amount));
        left.push(Unapplied { customer, amount });
    }
    for i in 0..items.len() {
        let is_credit = items[i].invoice.kind == InvoiceKind::CreditNote && items[i].open < Minor::ZERO;
        let corrected: &[String] = if is_credit { &items[i].invoice.corrects } else { &[] };
        for number in corrected {
            let Some(other) = items.iter().position(|own| own.number == *number && own.open > Minor::ZERO) else {
                continue;
            };
            let credit = -items[i].open;
            let taken = take(&mut items[other].open, credit);
            items[i].open += taken;
        }
    }
    let order = crate::sorting::order(items.len(), &|a, b| items[a].invoice.due.cmp(&items[b].invoice.due));
    for own in &mut left {
        for i in &order {
            let item = &mut items[*i];
            if own.amount > Minor::ZERO && item.customer == own.customer && item.open > Minor::ZERO {
                own.amount = own.amount - take(&mut item.open, own.amount);
            }
        }
    }
    left.retain(|own| own.amount != Minor::ZERO);
    left
}

/// Takes as much off what is open as there is, on its own side of zero; says how much.
fn take(open: &mut Minor, amount: Minor) -> Minor {
    let taken = match *open > Minor::ZERO {
        true => amount.clamp(Minor::ZERO, *open),
        false => amount.clamp(*open, Minor::ZERO),
    };
    *open = *open - taken;
    taken
}
