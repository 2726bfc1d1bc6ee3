//! From what is due of orders to drafts: grouped, taxed once per document, summed.

use super::document::{
    DateBounds, DocumentAccounting, DocumentDeposit, DocumentLine, DocumentStatus, DocumentSums, DocumentTax, Invoice,
    InvoiceKind, LineTax, OrderBilled,
};
use super::total::{sums_of, total, Totalled};
use crate::calendar::Date;
use crate::document::{json, Write};
use crate::money::{Currency, Dec, Minor};
use crate::order::due::{DueDeposit, DueLine, Rate};
use crate::order::EntryKind;
use crate::policy::Policy;
use crate::problem::Result;
use crate::quote::{BilledPeriod, QuoteRequest};
use crate::receipt::digest;
use crate::tax::{taxes, written, Document, Table, TaxRate, Taxable, Taxed};
use std::collections::BTreeMap;

/// What one order puts on a document.
pub(super) struct Part {
    /// The order's place in the run.
    pub place: usize,
    /// Its place among the orders that were opened.
    pub opened: usize,
    pub order: String,
    pub request: QuoteRequest,
    pub policy: Policy,
    pub currency: Currency,
    pub lines: Vec<DueLine>,
    pub deposits: Vec<DueDeposit>,
    /// What tells its documents from others': equal keys share one.
    pub key: String,
}

impl Part {
    /// The first day on which something of it was planned.
    pub fn first(&self) -> Option<Date> {
        self.lines.iter().map(|line| line.date).chain(self.deposits.iter().map(|own| own.date)).min()
    }
}

/// What all documents of a key have in common, as a text: currency, who, terms, and how taxes are reckoned.
pub(super) fn terms_key(request: &QuoteRequest, policy: &Policy, order: &str) -> String {
    let account = request.account.as_ref();
    let known = account.and_then(|own| own.id.clone()).or(account.map(json_text));
    // Nobody shares an invoice with strangers.
    let account = known.unwrap_or_else(|| format!("order {order}"));
    let seller = request.seller.as_ref();
    let seller = seller.and_then(|own| own.id.clone()).or(seller.map(json_text)).unwrap_or_default();
    let exemption = request.account.as_ref().and_then(|own| own.exemption.as_ref()).map(json_text).unwrap_or_default();
    let accounting = request.accounting.as_ref().map(json_text).unwrap_or_default();
    let taxes =
        format!("{:?} {:?} {:?} {:?}", policy.tax_level, policy.tax_rounding(), policy.spread, request.tax_mode);
    let documents = format!("{:?} {:?} {:?}", policy.negative_invoices, policy.zero_invoices, policy.rounding_mode);
    let terms = json_text(&request.payment_terms);
    [request.currency.as_str(), &account, &seller, &exemption, &accounting, &taxes, &documents, &terms].join("\n")
}

fn json_text(document: &impl Write) -> String {
    json(document)
}

/// Parts that share a document.
pub(super) struct Group {
    pub parts: Vec<Part>,
    /// The tax codes of its parts.
    rates: Vec<TaxRate>,
}

/// Groups parts whose keys are equal, unless they define a tax code differently.
pub(super) fn groups(parts: Vec<Part>) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for part in parts {
        let agrees = |group: &Group| {
            let same = |own: &TaxRate| group.rates.iter().all(|known| known.code != own.code || known == own);
            part.request.taxes.iter().all(same)
        };
        let known = by_key.entry(part.key.clone()).or_default();
        let found = known.iter().copied().find(|i| agrees(&all[*i]));
        let group = found.unwrap_or_else(|| {
            all.push(Group { parts: Vec::new(), rates: Vec::new() });
            known.push(all.len() - 1);
            all.len() - 1
        });
        let group = &mut all[group];
        for rate in &part.request.taxes {
            if !group.rates.iter().any(|known| known.code == rate.code) {
                group.rates.push(rate.clone());
            }
        }
        group.parts.push(part);
    }
    all
}

/// The taxes of a document, written, and what each line and deposit bears of them.
struct Bearing {
    taxes: Vec<DocumentTax>,
    lines: Vec<Vec<LineTax>>,
    line_taxes: Vec<Minor>,
    deposits: Vec<Vec<LineTax>>,
    tax: Minor,
}

impl Group {
    /// The draft of these parts.
    ///
    /// # Errors
    /// `overflow`.
    pub fn draft(&self, target: Option<Date>, on: Date, cash: Option<Minor>) -> Result<Option<Totalled>> {
        let Some(first) = self.parts.first() else { return Ok(None) };
        let currency = &first.currency;
        let exemption = first.request.account.as_ref().and_then(|own| own.exemption.as_ref());
        let table = Table::new(&self.rates, exemption);
        let bearing = self.taxed(&table, first)?;
        let show = |amount: Minor| currency.show(amount);
        let mut lines = Vec::with_capacity(bearing.lines.len());
        let mut deposits = Vec::new();
        let mut billed = Vec::with_capacity(self.parts.len());
        let (mut line_taxes, mut bears) = (bearing.lines.into_iter(), bearing.line_taxes.iter());
        let mut deposit_taxes = bearing.deposits.into_iter();
        for part in &self.parts {
            let mut entries = Vec::with_capacity(part.lines.len());
            for own in &part.lines {
                let tax = bears.next().copied().unwrap_or_default();
                let mut entry = own.entry.clone();
                if entry.kind == EntryKind::Adjustment {
                    // Where prices hold the tax, what was given is known with it.
                    entry.gross = Dec::parse(&show(own.net + tax)).ok();
                }
                entries.push(entry);
                lines.push(document_line(part, own, tax, line_taxes.next().unwrap_or_default()));
            }
            for own in &part.deposits {
                deposits.push(DocumentDeposit {
                    order: part.order.clone(),
                    deposit: own.deposit.clone(),
                    name: own.name.clone(),
                    net: show(own.net),
                    tax: show(own.taxes.iter().copied().sum()),
                    tax_code: own.tax_code.clone(),
                    taxes: deposit_taxes.next().unwrap_or_default(),
                    reason: own.reason,
                });
            }
            billed.push(OrderBilled {
                order: part.order.clone(),
                entries,
                deposits: part.deposits.iter().map(|own| own.entry.clone()).collect(),
            });
        }
        let each = || self.parts.iter().flat_map(|part| &part.lines);
        let net: Minor = each().map(|own| own.net).sum::<Minor>()
            + self.parts.iter().flat_map(|part| &part.deposits).map(|own| own.net).sum();
        let held = |release: bool| each().filter(|own| own.is_release == release).map(|own| own.held).sum::<Minor>();
        let (retained, released) = (held(false), -held(true));
        let accounting = match &first.request.accounting {
            Some(own) => own.amount(on, (net, bearing.tax), (currency, first.policy.rounding_mode))?,
            None => None,
        };
        let mut account = first.request.account.clone();
        let order_number = |part: &Part| part.request.account.as_ref().and_then(|own| own.purchase_order.clone());
        if let Some(own) =
            account.as_mut().filter(|_| self.parts.iter().any(|part| order_number(part) != order_number(first)))
        {
            own.purchase_order = None;
        }
        let kind_of = |gross: Minor| match gross < Minor::ZERO {
            true if first.policy.negative_invoices == crate::policy::NegativeInvoices::CreditNote => {
                InvoiceKind::CreditNote
            }
            _ => InvoiceKind::Invoice,
        };
        let mut invoice = Invoice {
            status: DocumentStatus::Draft,
            kind: kind_of(net + bearing.tax),
            id: String::new(),
            number: None,
            series: None,
            date: on,
            due: first.request.payment_terms.due(on),
            target,
            currency: currency.to_string(),
            seller: first.request.seller.clone(),
            account,
            orders: self.parts.iter().map(|part| part.order.clone()).collect(),
            corrects: Vec::new(),
            reason: None,
            lines,
            deposits,
            taxes: bearing.taxes,
            totals: DocumentSums { net: String::new(), tax: String::new(), gross: String::new() },
            accounting: accounting.map(|own| DocumentAccounting {
                currency: own.currency,
                rate: own.rate,
                date: own.date,
                source: own.source,
                net: own.net,
                tax: own.tax,
                gross: own.gross,
            }),
            retained: None,
            released: None,
            rounding: None,
            payable: String::new(),
            credit_used: None,
            credit_made: None,
            amount_due: String::new(),
            payment_terms: first.request.payment_terms.clone(),
            holds: self.holds(&table, on),
            billed,
            receipt: None,
        };
        invoice.id = key(&invoice);
        let sums = sums_of((net, bearing.tax), (retained, released), cash, first.policy.rounding_mode)?;
        Ok(Some(total(invoice, *currency, sums)))
    }

    fn taxed(&self, table: &Table, first: &Part) -> Result<Bearing> {
        let currency = &first.currency;
        // The same code has the same place in every part's own table, and another in this one.
        let version = |part: &Part, (rate, place): Rate| {
            let code = &part.request.taxes.get(rate)?.code;
            let rate = self.rates.iter().position(|own| own.code == *code)?;
            Some(table.at_place((rate, place)))
        };
        let (mut things, mut taxable) = (Vec::new(), Vec::new());
        for part in &self.parts {
            for own in &part.lines {
                let version = own.rate.and_then(|rate| version(part, rate));
                taxable.push(version.is_some());
                things.extend(version.map(|version| Taxable {
                    version,
                    base: own.base,
                    included: own.included.as_ref(),
                }));
            }
        }
        let Document { mut taxed, parts, .. } = taxes(table, &things, (currency, &first.policy), true)?;
        let mut settled: Vec<Vec<Taxed>> = Vec::new();
        for part in &self.parts {
            for own in &part.deposits {
                let mut bears = Vec::new();
                if let Some(version) = own.rate.and_then(|rate| version(part, rate)) {
                    let mut before = Minor::ZERO;
                    for (levy, tax) in table.versions[version].levies.iter().zip(&own.taxes) {
                        let base = own.net + if table.levies[*levy].compound { before } else { Minor::ZERO };
                        before += *tax;
                        bears.push(Taxed { levy: *levy, base, tax: *tax });
                    }
                }
                bears.iter().for_each(|own| add(&mut taxed, *own));
                settled.push(bears);
            }
        }
        let bears = |own: &Vec<Taxed>| -> Vec<LineTax> {
            let of =
                |levy: usize| taxed.iter().position(|known| known.levy == levy).and_then(|of| u32::try_from(of).ok());
            let line = |own: &Taxed| {
                Some(LineTax { of: of(own.levy)?, base: currency.show(own.base), tax: currency.show(own.tax) })
            };
            own.iter().filter_map(line).collect()
        };
        let mut by_thing = parts.iter();
        let mut lines = Vec::with_capacity(taxable.len());
        let mut line_taxes = Vec::with_capacity(taxable.len());
        for is_taxed in taxable {
            let own = if is_taxed { by_thing.next() } else { None };
            line_taxes.push(own.into_iter().flatten().map(|taxed| taxed.tax).sum());
            lines.push(own.map(&bears).unwrap_or_default());
        }
        let deposits = settled.iter().map(&bears).collect();
        let document_tax = |own: crate::tax::TaxAmount| DocumentTax {
            code: own.code,
            part: own.part,
            category: own.category,
            percent: own.percent,
            reason: own.reason,
            base: own.base,
            tax: own.tax,
        };
        let tax = taxed.iter().map(|own| own.tax).sum();
        let taxes = written(&taxed, table, currency).into_iter().map(document_tax).collect();
        Ok(Bearing { taxes, lines, line_taxes, deposits, tax })
    }

    /// The days on which the same rates hold as on the invoice date.
    fn holds(&self, table: &Table, on: Date) -> Option<DateBounds> {
        if self.parts.iter().any(|part| part.request.accounting.is_some()) {
            return Some(DateBounds { from: Some(on), until: Some(on) });
        }
        let (mut from, mut until) = (None::<Date>, None::<Date>);
        for part in &self.parts {
            for own in part.lines.iter().filter(|own| own.is_dated) {
                let code = own.rate.and_then(|(rate, place)| Some((part.request.taxes.get(rate)?, place)));
                let Some((code, place)) = code else { continue };
                let Some(rate) = self.rates.iter().position(|known| known.code == code.code) else { continue };
                let (first, next) = table.days(table.at_place((rate, place)));
                from = from.into_iter().chain(first).max();
                until = until.into_iter().chain(next.map(Date::before)).min();
            }
        }
        (from.is_some() || until.is_some()).then_some(DateBounds { from, until })
    }
}

/// Adds a tax to a document's, which stay in the order of their levies.
fn add(taxed: &mut Vec<Taxed>, own: Taxed) {
    match taxed.iter_mut().find(|known| known.levy == own.levy) {
        Some(known) => (known.base, known.tax) = (known.base + own.base, known.tax + own.tax),
        None => {
            let place = taxed.iter().filter(|known| known.levy < own.levy).count();
            taxed.insert(place, own);
        }
    }
}

fn document_line(part: &Part, own: &DueLine, tax: Minor, taxes: Vec<LineTax>) -> DocumentLine {
    let line = &own.line;
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    DocumentLine {
        order: Some(part.order.clone()),
        line: some(&line.line),
        charge: some(&line.charge),
        product: own.product.clone(),
        name: line.name.clone(),
        period: line.period.map(|span| BilledPeriod { start: span.from, end: span.to.before() }),
        item: line.item.clone(),
        quantity: Some(line.quantity),
        measure: line.measure.clone(),
        net: part.currency.show(own.net),
        tax: part.currency.show(tax),
        gross: part.currency.show(own.net + tax),
        price: line.gross.clone(),
        tax_code: line.tax_code.clone(),
        taxes,
        reason: line.reason,
        note: own.note.clone(),
        estimated: line.estimated,
        decided_by: line.decided_by.as_ref().map(|own| own.iter().map(|word| (*word).to_owned()).collect()),
        retained: line.retained.clone(),
        released: line.released.clone(),
        corrects: None,
    }
}

/// A draft's id: of what it bills, so that the same due items make the same.
pub(super) fn key(invoice: &Invoice) -> String {
    key_after(invoice, &[])
}

/// As [`key`], of a note after others.
pub(super) fn key_after(invoice: &Invoice, before: &[Invoice]) -> String {
    let before: Vec<String> = before.iter().map(|own| own.id.clone()).collect();
    let of = [invoice.kind.write(), invoice.corrects.write(), invoice.billed.write(), before.write()];
    let digest = digest(&crate::document::Node::List(of.to_vec()));
    format!("draft-{}", digest.chars().skip("sha256:".len()).take(20).collect::<String>())
}
