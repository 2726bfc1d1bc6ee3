//! The normalised request: every default that decides an amount is written out, so that requests that mean the same
//! give the same receipt.

use super::charge::default_billing;
use super::deal::{Deal, DealLine};
use super::request::QuoteRequest;
use crate::billing::Billing;
use crate::calendar::Interval;
use crate::catalog::Charge;
use crate::pricing::Price;

/// The request of a deal with its defaults filled.
pub(super) fn normalised(deal: &Deal) -> QuoteRequest {
    let mut request = deal.request.clone();
    request.policy = deal.policy.written(&deal.policy_name);
    request.payment_terms = request.payment_terms.normalised();
    request.as_of = Some(request.as_of.unwrap_or(request.start));
    let open = |line: &DealLine, id: &str| line.product.charges.iter().any(|own| own.id == id && own.billing.is_none());
    for (line, dealt) in request.lines.iter_mut().zip(&deal.lines) {
        for own in line.charges.iter_mut().filter(|own| open(dealt, &own.charge)) {
            if let Some(price @ Price::Commitment(_)) = &own.price {
                let charge = dealt.product.charges.iter().find(|of| of.id == own.charge);
                own.billing = own.billing.take().or_else(|| charge.map(|charge| default_billing(charge, price)));
            }
        }
    }
    for record in request.lines.iter_mut().flat_map(|line| &mut line.usage) {
        record.recorded = record.recorded.filter(|known| *known != record.date);
    }
    for product in &mut request.catalog.products {
        product.charges.iter_mut().for_each(fill_charge);
    }
    let only_tax = match request.taxes.as_slice() {
        [tax] => Some(tax.code.clone()),
        _ => None,
    };
    for charge in request.catalog.products.iter_mut().flat_map(|p| &mut p.charges) {
        charge.tax_code = charge.tax_code.take().or_else(|| only_tax.clone());
    }
    for tax in &mut request.taxes {
        tax.category = tax.category();
    }
    request
}

fn fill_charge(charge: &mut Charge) {
    let per = charge.per.unwrap_or(Interval::MONTH);
    let default = default_billing(charge, &charge.price);
    let billing = charge.billing.get_or_insert(default);
    if let Billing::Recurring(recurring) = billing {
        recurring.every.get_or_insert(per);
    }
}
