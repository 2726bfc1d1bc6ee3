//! The end of a run: its parts as documents, with what accounts have as credit.

use super::choose::Why;
use super::document::Invoice;
use super::gather::{groups, Group, Part};
use super::prepare::Balances;
use super::request::{AccountCredit, SkipReason};
use super::result::{BillRun, RunTotal};
use super::run::{count, Run};
use super::total::Totalled;
use crate::document::Null;
use crate::money::{Currency, Dec, Minor};
use crate::policy::{NegativeInvoices, ZeroInvoices};
use crate::problem::{At, Problems, Result};

impl Run<'_> {
    /// The documents of what was found.
    ///
    /// # Errors
    /// `too_precise`, of the request's own amounts; `too_many_digits` of a credit that no longer fits.
    pub fn documents(mut self, parts: Vec<Part>, mut balances: Balances, stopped: bool) -> Result<BillRun> {
        let mut drafts: Vec<Invoice> = Vec::new();
        let mut totals: Vec<(Currency, [Minor; 4])> = Vec::new();
        let mut billed: Vec<usize> = Vec::new();
        for group in groups(parts) {
            match self.document(&group, &mut balances) {
                Ok(Some(own)) => {
                    billed.extend(group.parts.iter().map(|part| part.place));
                    self.counts.lines += count(own.invoice.lines.len());
                    let sums = [own.sums.net, own.sums.tax, own.sums.gross(), own.sums.amount_due()];
                    match totals.iter_mut().find(|(known, _)| *known == own.currency) {
                        Some((_, known)) => known.iter_mut().zip(sums).for_each(|(sum, own)| *sum += own),
                        None => totals.push((own.currency, sums)),
                    }
                    drafts.push(own.invoice);
                }
                Ok(None) => {}
                Err(problems) => {
                    for part in &group.parts {
                        self.take_back(part);
                        self.fail(Some(&part.order), part.place, problems.clone());
                    }
                }
            }
        }
        billed.sort_unstable();
        billed.dedup();
        self.counts.billed = count(billed.len());
        self.counts.drafts = count(drafts.len());
        let total = |(currency, [net, tax, gross, amount_due]): (Currency, [Minor; 4])| RunTotal {
            currency: currency.to_string(),
            net: currency.show(net),
            tax: currency.show(tax),
            gross: currency.show(gross),
            amount_due: currency.show(amount_due),
        };
        let balance = |((account, code), (currency, credit)): ((String, String), (Currency, Minor))| {
            let credit = Dec::parse(&currency.show(credit))
                .map_err(|(code, message, hint)| Problems::one(code, &At::Root.key("balances"), message, hint))?;
            Ok(AccountCredit { account, currency: code, credit })
        };
        Ok(BillRun {
            target: Null(Some(self.target)),
            invoice_date: Null(Some(self.on)),
            drafts,
            skipped: self.skipped,
            errors: self.errors,
            orders: self.opened,
            counts: self.counts,
            totals: totals.into_iter().map(total).collect(),
            balances: balances.into_iter().map(balance).collect::<Result<_>>()?,
            stopped,
        })
    }

    fn document(&mut self, group: &Group, balances: &mut Balances) -> Result<Option<Totalled>> {
        let Some(first) = group.parts.first() else { return Ok(None) };
        let currency = first.currency;
        let root = At::Root;
        let cash = self.request.cash_rounding.as_ref().map(|own| currency.amount(own, &root.key("cashRounding")));
        let Some(mut own) = group.draft(Some(self.target), self.on, cash.transpose()?)? else { return Ok(None) };
        let payable = own.sums.payable();
        let is_zero = own.sums.gross() == Minor::ZERO && payable == Minor::ZERO;
        if is_zero && first.policy.zero_invoices == ZeroInvoices::Skip {
            self.leave(group, SkipReason::ZeroInvoice);
            return Ok(None);
        }
        let criteria = root.key("criteria");
        let minimum = self.request.criteria.minimum.as_ref();
        let minimum = minimum.map(|own| currency.amount(own, &criteria.key("minimum"))).transpose()?;
        if minimum.is_some_and(|least| payable.0.abs() < least.0) {
            self.leave(group, SkipReason::BelowMinimum);
            return Ok(None);
        }
        let account = own.invoice.account.as_ref().and_then(|own| own.id.clone());
        let carries = first.policy.negative_invoices == NegativeInvoices::Carry;
        if let Some(account) = account {
            let key = (account, currency.to_string());
            let before = balances.get(&key).map_or(Minor::ZERO, |own| own.1);
            let after = own.settle(before, carries);
            if after != before {
                balances.insert(key, (currency, after));
            }
        }
        Ok(Some(own))
    }

    /// Leaves a group for a later run.
    fn leave(&mut self, group: &Group, reason: SkipReason) {
        for part in &group.parts {
            self.take_back(part);
            self.skip_order(&part.order, Why::of(reason), part.first());
        }
    }

    /// What was to be billed of an order is still to be billed.
    fn take_back(&mut self, part: &Part) {
        let net: Minor = part.lines.iter().map(|line| line.net).sum();
        if let Some(own) = self.opened.get_mut(part.opened) {
            own.next_due = Null(own.next_due.0.into_iter().chain(part.first()).min());
            let known = Dec::parse(&own.net).ok().and_then(|known| part.currency.amount(&known, &At::Root).ok());
            own.net = part.currency.show(known.unwrap_or_default() - net);
        }
    }
}
