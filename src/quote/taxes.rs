//! How a deal's items are taxed: on which day their rates are read, and the tax that comes out of prices that hold it.

use super::bill::Billed;
use super::deal::Deal;
use crate::billing::BillingItem;
use crate::calendar::{Date, Span};
use crate::money::{Exact, Minor};
use crate::policy::TaxPoint;
use crate::problem::{At, Code, Problems, Result};
use crate::tax::{TaxMode, Taxable};

impl Deal<'_> {
    /// Whether prices hold the tax.
    pub fn is_inclusive(&self) -> bool {
        self.request.tax_mode == TaxMode::Inclusive
    }

    /// The day on which the rates of what has no date are read.
    pub fn today(&self) -> Date {
        self.request.as_of.unwrap_or(self.request.start)
    }

    /// The day on which a dated rate is read; `None` where it depends on an invoice date that is not known.
    fn tax_date(&self, span: Option<Span>, invoiced: Option<Date>) -> Option<Date> {
        match (self.policy.tax_point, span) {
            (TaxPoint::PeriodStart, Some(span)) => Some(span.from),
            (TaxPoint::PeriodEnd, Some(span)) => Some(span.to.before()),
            (TaxPoint::DueDate, _) => invoiced.map(|date| self.request.payment_terms.due(date)),
            _ => invoiced,
        }
    }

    /// The version of a tax code for something that is invoiced on a date, today where that is not known.
    pub fn tax_version(&self, rate: usize, span: Option<Span>, invoiced: Option<Date>) -> usize {
        let date = self.taxes.is_dated(rate).then(|| self.tax_date(span, invoiced).unwrap_or_else(|| self.today()));
        self.taxes.version(rate, date)
    }

    /// What the rates of a charge come to today, where its prices hold them.
    pub fn tax_in_price(&self, c: usize) -> Option<Exact> {
        let rate = self.charges[c].tax.filter(|_| self.is_inclusive())?;
        Some(self.taxes.whole(self.taxes.version(rate, Some(self.today()))))
    }

    /// What the buyer pays of a tax that came out of a price.
    pub fn charged(&self, taken: Minor) -> Minor {
        match self.taxes.exemption {
            Some(_) => Minor::ZERO,
            None => taken,
        }
    }

    /// An item as its document taxes it; `None` without a tax code.
    pub fn taxable<'t>(
        &self,
        c: usize,
        item: &BillingItem,
        taken: Option<&'t Minor>,
        invoiced: Option<Date>,
    ) -> Option<Taxable<'t>> {
        let version = self.tax_version(self.charges[c].tax?, item.span, item.taxed.or(invoiced));
        Some(Taxable { version, base: item.base(), included: taken.filter(|_| self.taxes.exemption.is_none()) })
    }

    /// Net and tax of a price that a charge bills on a date; all net where prices hold no tax.
    pub fn split(&self, c: usize, price: Minor, span: Option<Span>, invoiced: Option<Date>) -> Result<(Minor, Minor)> {
        let Some(rate) = self.charges[c].tax.filter(|_| self.is_inclusive()) else { return Ok((price, Minor::ZERO)) };
        let path = self.at_line(self.charges[c].line);
        let version = self.tax_version(rate, span, invoiced);
        self.taxes.split(version, price, (&self.currency, &self.policy, &At::Pointer(&path)))
    }
}

/// Takes the tax out of every item whose price holds it, so that from here on nets are nets.
///
/// # Errors
/// `not_supported` for an item whose net would change with the date of an event; `overflow`.
pub(crate) fn take_out(deal: &Deal, billed: &mut [Billed]) -> Result<()> {
    if !deal.is_inclusive() {
        return Ok(());
    }
    for (c, charge) in billed.iter_mut().enumerate() {
        let dated = deal.charges[c].tax.is_some_and(|rate| deal.taxes.is_dated(rate));
        charge.taken = Vec::with_capacity(charge.items.len());
        for item in &mut charge.items {
            let date = item.taxed.or(item.when.date(|_| None));
            if dated && deal.tax_date(item.span, date).is_none() {
                let message = "What this waits for would decide the tax in its price, and so its net.";
                let hint =
                    "Give it a date, a tax without dated rates, or write prices without tax (taxMode exclusive).";
                return Err(Problems::one(
                    Code::NotSupported,
                    &At::Pointer(&deal.charges[c].billing_at),
                    message,
                    hint,
                ));
            }
            let (net, tax) = deal.split(c, item.net, item.span, date)?;
            item.net = net;
            if let Some(apart) = &mut item.apart {
                // Retainage that changes what is taxed is refused where prices hold the tax.
                apart.base = net;
            }
            charge.taken.push(tax);
        }
        // What is optional has no items of a shared plan: its whole price is split when it is left out.
        if !(deal.is_optional(c) && charge.items.is_empty()) {
            charge.net = charge.net.map(|_| charge.items.iter().map(|item| item.net).sum());
        }
    }
    Ok(())
}
