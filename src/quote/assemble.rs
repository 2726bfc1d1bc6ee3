//! From billing items to invoices: grouped by date, taxed once per invoice, with what waits beside them.

use super::bill::Billed;
use super::deal::Deal;
use super::deposits::{add_taxes, line, summed, Deposits, Share};
use super::plan::Events;
use super::result::{DocumentTotals, InvoiceLine, InvoiceStatus, PlannedInvoice, WaitingItem};
use crate::billing::{Billing, BillingItem, Reason, When};
use crate::calendar::Date;
use crate::money::Minor;
use crate::problem::Result;
use crate::sorting;
use crate::tax::{taxes, written, Accounting, AccountingAmount, Document, TaxAmount, Taxed};

/// An item with its charge, and the tax that came out of its price.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'b> {
    pub charge: usize,
    pub item: &'b BillingItem,
    pub taken: Option<&'b Minor>,
}

/// The sums of documents, kept exact in minor units until they are written.
#[derive(Clone, Default)]
pub(crate) struct Sums {
    pub net: Minor,
    pub tax: Minor,
    /// Base and tax by levy, in no order.
    pub taxes: Vec<Taxed>,
}

impl Sums {
    pub(crate) fn add(&mut self, net: Minor, taxed: &[Taxed]) {
        self.net += net;
        for taxed in taxed {
            self.tax += taxed.tax;
            match self.taxes.iter_mut().find(|sum| sum.levy == taxed.levy) {
                Some(sum) => (sum.base, sum.tax) = (sum.base + taxed.base, sum.tax + taxed.tax),
                None => self.taxes.push(*taxed),
            }
        }
    }

    /// Adds deposits that wait, or what waiting items settle.
    fn add_shares(&mut self, deal: &Deal, shares: &[Share]) {
        let mut taxed = Vec::new();
        add_taxes(deal, &mut taxed, shares);
        self.add(shares.iter().map(|share| share.net).sum(), &taxed);
    }

    pub(crate) fn written(&self, deal: &Deal) -> DocumentTotals {
        DocumentTotals {
            net: deal.currency.show(self.net),
            tax: deal.currency.show(self.tax),
            gross: deal.currency.show(self.net + self.tax),
        }
    }

    pub(crate) fn taxes(&self, deal: &Deal) -> Vec<TaxAmount> {
        let order = sorting::order(self.taxes.len(), &|a, b| self.taxes[a].levy.cmp(&self.taxes[b].levy));
        let list: Vec<Taxed> = order.into_iter().map(|i| self.taxes[i]).collect();
        written(&list, &deal.taxes, &deal.currency)
    }
}

/// An invoice to come, before it is written.
pub(crate) struct Draft<'b> {
    pub date: Date,
    pub due: Date,
    pub entries: Vec<Entry<'b>>,
    pub deposits: Vec<Share>,
    pub taxed: Vec<Taxed>,
    pub net: Minor,
}

impl Draft<'_> {
    fn new(date: Date, due: Date) -> Self {
        Draft { date, due, entries: Vec::new(), deposits: Vec::new(), taxed: Vec::new(), net: Minor::ZERO }
    }

    pub(crate) fn gross(&self) -> Minor {
        self.net + self.taxed.iter().map(|taxed| taxed.tax).sum()
    }

    /// What retainage withholds, and what it gives back.
    pub(crate) fn held(&self) -> (Minor, Minor) {
        let of = |release: bool| -> Minor {
            let items = self.entries.iter().map(|entry| entry.item);
            items.filter(|item| (item.reason == Reason::Release) == release).map(|item| item.held()).sum()
        };
        (of(false), -of(true))
    }

    pub(crate) fn payable(&self) -> Minor {
        let (retained, released) = self.held();
        self.gross() - retained + released
    }
}

/// Everything that is planned.
pub(crate) struct Assembled<'b> {
    pub drafts: Vec<Draft<'b>>,
    pub waiting: Vec<Entry<'b>>,
    pub sums: Sums,
    /// The tax of each of the deal's lines, where it was asked for; deposits are of no line.
    pub line_taxes: Vec<Minor>,
}

/// Groups items into invoices. `events` gives the dates of events that are known; the items that `keep` refuses are
/// left out; so are the deposits that `keep_deposit` refuses. What an item settles goes with it.
///
/// Taxes of waiting items are estimated as one invoice per event, by hand as one per item; `by_line` asks for the tax of
/// each line too.
pub(crate) fn assemble<'b>(
    deal: &Deal,
    (billed, deposits): (&'b [Billed], &Deposits),
    events: &Events,
    keep: impl Fn(usize, &BillingItem, Option<Date>) -> bool,
    keep_deposit: impl Fn(usize, Option<Date>) -> bool,
    by_line: bool,
) -> Result<Assembled<'b>> {
    let mut dated: Vec<(Date, Option<Entry<'b>>, &[Share])> = Vec::new();
    let mut waiting: Vec<Entry<'b>> = Vec::new();
    let mut sums = Sums::default();
    for (i, (when, shares)) in deposits.invoiced.iter().enumerate() {
        let date = when.date(|event| events.date(event));
        match date.filter(|_| keep_deposit(i, date)) {
            Some(date) => dated.push((date, None, shares)),
            None if date.is_none() && keep_deposit(i, date) => sums.add_shares(deal, shares),
            None => {}
        }
    }
    for (c, charge) in billed.iter().enumerate() {
        for (i, item) in charge.items.iter().enumerate() {
            let date = item.when.date(|event| events.date(event));
            if !keep(c, item, date) {
                continue;
            }
            let entry = Entry { charge: c, item, taken: charge.taken.get(i) };
            match date {
                Some(date) => dated.push((date, Some(entry), deposits.of(c, i))),
                None => {
                    waiting.push(entry);
                    sums.add_shares(deal, deposits.of(c, i));
                }
            }
        }
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for i in sorting::order(dated.len(), &|a, b| dated[a].0.cmp(&dated[b].0)) {
        let (date, entry, shares) = dated[i];
        if drafts.last().is_none_or(|draft| draft.date != date) {
            drafts.push(Draft::new(date, deal.request.payment_terms.due(date)));
        }
        if let Some(draft) = drafts.last_mut() {
            draft.entries.extend(entry);
            draft.deposits.extend_from_slice(shares);
        }
    }
    let mut line_taxes = vec![Minor::ZERO; if by_line { deal.lines.len() } else { 0 }];
    for draft in &mut drafts {
        (draft.net, draft.taxed) = tax_entries(deal, &draft.entries, Some(draft.date), &mut line_taxes)?;
        draft.deposits = summed(&draft.deposits);
        draft.net += draft.deposits.iter().map(|share| share.net).sum();
        add_taxes(deal, &mut draft.taxed, &draft.deposits);
        sums.add(draft.net, &draft.taxed);
    }
    let mut by_event: Vec<(&str, Vec<Entry<'b>>)> = Vec::new();
    for entry in &waiting {
        let event = entry.item.when.event().unwrap_or_default();
        match by_event.iter_mut().find(|(known, _)| !event.is_empty() && *known == event) {
            Some((_, entries)) => entries.push(*entry),
            None => by_event.push((event, vec![*entry])),
        }
    }
    for (_, entries) in &by_event {
        let (net, taxed) = tax_entries(deal, entries, None, &mut line_taxes)?;
        sums.add(net, &taxed);
    }
    Ok(Assembled { drafts, waiting, sums, line_taxes })
}

/// Net and taxes of what stands on an invoice of a date, or waits; the tax of each item is added to `by_line`, unless
/// that is empty.
fn tax_entries(
    deal: &Deal,
    entries: &[Entry],
    date: Option<Date>,
    by_line: &mut [Minor],
) -> Result<(Minor, Vec<Taxed>)> {
    let mut net = Minor::ZERO;
    let mut things = Vec::with_capacity(entries.len());
    let mut lines = Vec::with_capacity(if by_line.is_empty() { 0 } else { entries.len() });
    for entry in entries {
        net += entry.item.net;
        let Some(taxable) = deal.taxable(entry.charge, entry.item, entry.taken, date) else { continue };
        things.push(taxable);
        if !by_line.is_empty() {
            lines.push(deal.charges[entry.charge].line);
        }
    }
    let Document { taxed, shares, .. } =
        taxes(&deal.taxes, &things, (&deal.currency, &deal.policy), !by_line.is_empty())?;
    lines.into_iter().zip(shares).for_each(|(line, tax)| by_line[line] += tax);
    Ok((net, taxed))
}

pub(super) fn invoice(deal: &Deal, draft: &Draft, status: InvoiceStatus) -> Result<PlannedInvoice> {
    let tax = draft.taxed.iter().map(|taxed| taxed.tax).sum();
    let sums = Sums { net: draft.net, tax, taxes: Vec::new() };
    let (retained, released) = draft.held();
    Ok(PlannedInvoice {
        date: draft.date,
        due: draft.due,
        status,
        lines: draft.entries.iter().map(|entry| invoice_line(deal, entry)).collect(),
        deposits: (!draft.deposits.is_empty())
            .then(|| draft.deposits.iter().filter_map(|share| line(deal, share)).collect()),
        taxes: written(&draft.taxed, &deal.taxes, &deal.currency),
        totals: sums.written(deal),
        retained: shown(deal, retained),
        released: shown(deal, released),
        payable: deal.currency.show(draft.payable()),
        accounting: accounting(deal, draft.date, draft.net, tax)?,
    })
}

/// Net and tax in the accounting currency, where there is one and a rate by that date.
pub(super) fn accounting(deal: &Deal, date: Date, net: Minor, tax: Minor) -> Result<Option<AccountingAmount>> {
    let convert =
        |accounting: &Accounting| accounting.amount(date, (net, tax), (&deal.currency, deal.policy.rounding_mode));
    Ok(deal.request.accounting.as_ref().map(convert).transpose()?.flatten())
}

/// An amount that is left out where it is zero.
fn shown(deal: &Deal, amount: Minor) -> Option<String> {
    (amount != Minor::ZERO).then(|| deal.currency.show(amount))
}

pub(crate) fn invoice_line(deal: &Deal, entry: &Entry) -> InvoiceLine {
    let (c, item) = (entry.charge, entry.item);
    let charge = &deal.charges[c];
    InvoiceLine {
        line: deal.lines[charge.line].line.id.clone(),
        charge: charge.charge.id.clone(),
        name: charge_name(deal, c, item),
        period: item.span,
        item: item.item.as_ref().map(|(id, _)| id.clone()),
        quantity: match item.usage {
            Some((quantity, _)) => quantity,
            None => charge.segments.get(item.tag).unwrap_or(&charge.segments[0]).quantity,
        },
        estimated: item.usage.filter(|(_, estimated)| *estimated).map(|_| true),
        measure: item.measure.as_ref().map(|measure| match deal.policy.factor_scale {
            Some(digits) => measure.decimal(digits),
            None => measure.fraction(),
        }),
        decided_by: decided_by(deal, c, item),
        net: deal.currency.show(item.net),
        gross: entry.taken.map(|taken| deal.currency.show(item.net + deal.charged(*taken))),
        tax_code: tax_code(deal, c),
        reason: item.reason,
        retained: shown(deal, item.held()).filter(|_| item.reason != Reason::Release),
        released: shown(deal, -item.held()).filter(|_| item.reason == Reason::Release),
    }
}

pub(super) fn waiting_item(deal: &Deal, entry: &Entry) -> WaitingItem {
    let line = invoice_line(deal, entry);
    WaitingItem {
        line: line.line,
        charge: line.charge,
        name: line.name,
        item: line.item,
        event: entry.item.when.event().map(str::to_owned),
        plus: match entry.item.when {
            When::Event(_, plus) => plus,
            When::On(_) | When::ByHand => None,
        },
        quantity: line.quantity,
        net: line.net,
        gross: line.gross,
        tax_code: line.tax_code,
        reason: line.reason,
        retained: line.retained,
        released: line.released,
    }
}

/// The switches that decided an amount beside its price: none for a whole period at its exact price.
fn decided_by(deal: &Deal, c: usize, item: &BillingItem) -> Option<Vec<&'static str>> {
    let mut switches = Vec::new();
    match item.reason {
        Reason::FirstStub => switches.push("firstPeriod"),
        Reason::LastStub => switches.push("lastPeriod"),
        Reason::Milestone | Reason::Progress => {
            switches.push("roundingMode");
            if matches!(deal.charges[c].billing, Billing::Shared(_)) {
                switches.push("spread");
            }
        }
        _ => {}
    }
    let cut = item.measure.as_ref().is_some_and(|measure| !measure.is_whole());
    if cut {
        switches.extend(["dayCount", "count", "priceGrid", "denominator", "partial", "termTotal"]);
        if deal.policy.factor_scale.is_some() {
            switches.push("factorScale");
        }
    }
    if item.rounded {
        switches.extend(["rounding", "roundingMode"]);
    }
    if item.remainder {
        switches.push("remainderPeriod");
    }
    (!switches.is_empty()).then_some(switches)
}

/// What a document prints: the line's or product's name, the charge's where it has one, the plan item's.
pub(crate) fn charge_name(deal: &Deal, c: usize, item: &BillingItem) -> String {
    let charge = &deal.charges[c];
    let mut name = line_name(deal, charge.line);
    for part in [charge.charge.name.as_ref(), item.item.as_ref().map(|(_, name)| name)].into_iter().flatten() {
        name.push_str(" – ");
        name.push_str(part);
    }
    name
}

pub(crate) fn line_name(deal: &Deal, line: usize) -> String {
    let dealt = &deal.lines[line];
    dealt.line.name.as_ref().or(dealt.product.name.as_ref()).unwrap_or(&dealt.product.id).clone()
}

pub(crate) fn tax_code(deal: &Deal, c: usize) -> Option<String> {
    deal.charges[c].tax.and_then(|rate| deal.request.taxes.get(rate)).map(|rate| rate.code.clone())
}
