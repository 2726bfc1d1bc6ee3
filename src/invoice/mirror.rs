//! A note that mirrors what is given back of a document: the same lines, codes and rates, with the other sign.

use super::amounts::{Bears, LineAmounts};
use super::document::{
    DocumentAccounting, DocumentDeposit, DocumentLine, DocumentStatus, DocumentSums, DocumentTax, Invoice, InvoiceKind,
    LineReference, LineTax, OrderBilled,
};
use super::gather::key;
use super::total::{sums_of, total, Totalled};
use crate::billing::Reason;
use crate::calendar::Date;
use crate::money::{Currency, Dec, Minor, RoundingMode};
use crate::order::{DepositReason, EntryKind, OrderDeposit, OrderEntry};
use crate::problem::{At, Result};

/// What is given back of a line, with the sign of the line itself.
#[derive(Clone)]
pub(super) struct Given {
    pub net: Minor,
    pub price: Minor,
    pub retained: Minor,
    pub released: Minor,
    pub taxes: Vec<Bears>,
    /// The quantity, where it was given back by that.
    pub quantity: Option<Dec>,
}

impl Given {
    /// A whole line.
    pub fn of(line: &LineAmounts) -> Given {
        Given {
            net: line.net,
            price: line.price,
            retained: line.retained,
            released: line.released,
            taxes: line.taxes.clone(),
            quantity: None,
        }
    }

    /// Nothing of it.
    pub fn nothing(&self) -> Given {
        let none = |own: &Bears| Bears { of: own.of, base: Minor::ZERO, tax: Minor::ZERO };
        let zero = Minor::ZERO;
        Given {
            net: zero,
            price: zero,
            retained: zero,
            released: zero,
            taxes: self.taxes.iter().map(none).collect(),
            quantity: None,
        }
    }

    /// Adds what a note says of the line, which has the other sign.
    pub fn add(&mut self, note: &Given) {
        self.net += note.net;
        self.price += note.price;
        self.retained += note.retained;
        self.released += note.released;
        for own in &mut self.taxes {
            for bears in note.taxes.iter().filter(|bears| bears.of == own.of) {
                own.base += bears.base;
                own.tax += bears.tax;
            }
        }
    }

    pub fn tax(&self) -> Minor {
        self.taxes.iter().map(|own| own.tax).sum()
    }

    pub fn gross(&self) -> Minor {
        self.net + self.tax()
    }

    pub fn is_nothing(&self) -> bool {
        let amounts = [self.net, self.retained, self.released, self.tax()];
        amounts.iter().all(|own| *own == Minor::ZERO)
    }
}

/// What is given back of all lines together, and what is left of them, where that is less: some may give back themselves.
pub(super) fn beyond(given: &[Given], rest: &[Given], sign: i128) -> Option<(Minor, Minor)> {
    let sum = |all: &[Given]| Minor(all.iter().map(|own| own.gross().0).sum::<i128>() * sign);
    let (wanted, left) = (sum(given), sum(rest));
    (wanted > left && wanted > Minor::ZERO).then_some((wanted, left))
}

/// Deposits that are mirrored: net, tax, and what they bear of each tax.
pub(super) type MirroredDeposits = Vec<(Minor, Minor, Vec<Bears>)>;

/// How a note is made.
pub(super) struct How {
    pub kind: InvoiceKind,
    pub date: Date,
    pub reason: Option<String>,
    pub cash: Option<Minor>,
}

/// A draft that gives back `given` of a document's lines, and its deposits.
///
/// # Errors
/// `overflow`.
pub(super) fn mirror(
    invoice: &Invoice,
    currency: &Currency,
    (given, deposits): (&[Given], &MirroredDeposits),
    how: &How,
) -> Result<Totalled> {
    let number = invoice.number.clone().unwrap_or_default();
    let places = used(invoice, given, deposits);
    let mut lines = Vec::new();
    let mut billed = Billed { how, entries: Vec::new() };
    for (i, (own, line)) in given.iter().zip(&invoice.lines).enumerate().filter(|(_, (own, _))| !own.is_nothing()) {
        billed.line((invoice, line), own, currency);
        let place = LineReference { number: number.clone(), line: u32::try_from(i).unwrap_or(u32::MAX) };
        lines.push(note_line(line, own, (currency, &places), (how, place)));
    }
    let mut mirrored = Vec::new();
    for ((net, tax, taxes), own) in deposits.iter().zip(&invoice.deposits) {
        billed.deposit(own, (*net, *tax), currency);
        mirrored.push(DocumentDeposit {
            net: currency.show(-*net),
            tax: currency.show(-*tax),
            taxes: line_taxes(taxes, currency, &places),
            ..own.clone()
        });
    }
    let lines_sum = |of: &dyn Fn(&Given) -> Minor| -given.iter().map(of).sum::<Minor>();
    let net = lines_sum(&|own| own.net) - deposits.iter().map(|own| own.0).sum();
    let tax = lines_sum(&Given::tax) - deposits.iter().map(|own| own.1).sum();
    let held = (lines_sum(&|own| own.retained), lines_sum(&|own| own.released));
    let taxes = places.iter().map(|(of, base, tax)| DocumentTax {
        base: currency.show(-*base),
        tax: currency.show(-*tax),
        ..invoice.taxes[*of].clone()
    });
    let mut note = Invoice {
        status: DocumentStatus::Draft,
        kind: how.kind,
        id: String::new(),
        number: None,
        series: None,
        date: how.date,
        due: how.date,
        target: None,
        orders: invoice
            .orders
            .iter()
            .filter(|id| billed.entries.iter().any(|own| own.order == **id))
            .cloned()
            .collect(),
        corrects: vec![number],
        reason: how.reason.clone(),
        lines,
        deposits: mirrored,
        taxes: taxes.collect(),
        totals: DocumentSums { net: String::new(), tax: String::new(), gross: String::new() },
        accounting: invoice.accounting.as_ref().map(|own| converted(own, (currency, net, tax))).transpose()?,
        retained: None,
        released: None,
        rounding: None,
        payable: String::new(),
        credit_used: None,
        credit_made: None,
        amount_due: String::new(),
        // Rates are those of what it corrects, on any date.
        holds: None,
        billed: billed.entries,
        receipt: None,
        ..invoice.clone()
    };
    note.id = key(&note);
    let sums = sums_of((net, tax), held, how.cash, RoundingMode::HalfUp)?;
    Ok(total(note, *currency, sums))
}

/// The document's taxes that are given back: place, base and tax.
fn used(invoice: &Invoice, given: &[Given], deposits: &MirroredDeposits) -> Vec<(usize, Minor, Minor)> {
    let each = || {
        let lines = given.iter().filter(|own| !own.is_nothing()).flat_map(|own| &own.taxes);
        lines.chain(deposits.iter().flat_map(|own| &own.2))
    };
    let of = |place: usize| {
        each().any(|own| own.of == place).then(|| {
            let mine = each().filter(|own| own.of == place);
            mine.fold((place, Minor::ZERO, Minor::ZERO), |(_, base, tax), own| (place, base + own.base, tax + own.tax))
        })
    };
    (0..invoice.taxes.len()).filter_map(of).collect()
}

fn line_taxes(taxes: &[Bears], currency: &Currency, places: &[(usize, Minor, Minor)]) -> Vec<LineTax> {
    let own = |bears: &Bears| {
        let of = places.iter().position(|(place, ..)| *place == bears.of)?;
        Some(LineTax { of: u32::try_from(of).ok()?, base: currency.show(-bears.base), tax: currency.show(-bears.tax) })
    };
    taxes.iter().filter_map(own).collect()
}

fn note_line(
    line: &DocumentLine,
    own: &Given,
    (currency, places): (&Currency, &[(usize, Minor, Minor)]),
    (how, place): (&How, LineReference),
) -> DocumentLine {
    let some = |amount: Minor| (amount != Minor::ZERO).then(|| currency.show(-amount));
    DocumentLine {
        quantity: own.quantity.or(line.quantity.filter(|_| currency.show(own.net) == line.net)),
        measure: None,
        net: currency.show(-own.net),
        tax: currency.show(-own.tax()),
        gross: currency.show(-own.gross()),
        price: line.price.as_ref().map(|_| currency.show(-own.price)),
        taxes: line_taxes(&own.taxes, currency, places),
        reason: if own.net > Minor::ZERO { Reason::Credit } else { Reason::Correction },
        note: how.reason.clone(),
        decided_by: None,
        retained: some(own.retained),
        released: some(own.released),
        corrects: Some(place),
        ..line.clone()
    }
}

fn converted(own: &DocumentAccounting, (currency, net, tax): (&Currency, Minor, Minor)) -> Result<DocumentAccounting> {
    let root = At::Root;
    let to = Currency::new(&own.currency, &root.key("accounting").key("currency"))?;
    let amount = |amount: Minor| to.round(&(currency.exact(amount) * &own.rate.exact()), RoundingMode::HalfUp, &root);
    let (net, tax) = (amount(net)?, amount(tax)?);
    Ok(DocumentAccounting { net: to.show(net), tax: to.show(tax), gross: to.show(net + tax), ..own.clone() })
}

/// What a note says of its orders.
struct Billed<'h> {
    how: &'h How,
    entries: Vec<OrderBilled>,
}

impl Billed<'_> {
    fn order(&mut self, id: &str) -> Option<&mut OrderBilled> {
        if !self.entries.iter().any(|own| own.order == id) {
            self.entries.push(OrderBilled { order: id.to_owned(), entries: Vec::new(), deposits: Vec::new() });
        }
        self.entries.iter_mut().find(|own| own.order == id)
    }

    fn line(&mut self, (invoice, line): (&Invoice, &DocumentLine), own: &Given, currency: &Currency) {
        let (Some(order), Some(id), Some(charge)) = (&line.order, &line.line, &line.charge) else { return };
        let dec = |amount: Minor| Dec::parse(&currency.show(-amount)).ok();
        // An adjustment has no price, and says its gross where prices hold the tax.
        let mut said = invoice.billed.iter().flat_map(|billed| &billed.entries);
        let by_hand = said.any(|entry| {
            let same = (&entry.line, &entry.charge, &entry.item) == (id, charge, &line.item);
            same && entry.kind == EntryKind::Adjustment && entry.gross.is_some()
        });
        let gross = if by_hand { own.net + own.tax() } else { own.price };
        // What was withheld of it goes back with it, and is not released later.
        let some = |amount: Minor| dec(amount).filter(|_| amount != Minor::ZERO);
        let entry = OrderEntry {
            line: id.clone(),
            charge: charge.clone(),
            period: line.period,
            item: line.item.clone(),
            net: dec(own.net).unwrap_or(Dec::ZERO),
            gross: dec(gross).filter(|_| by_hand || line.price.is_some()),
            retained: some(own.retained),
            released: some(own.released),
            date: Some(self.how.date),
            kind: EntryKind::Adjustment,
            reverses: None,
        };
        if let Some(billed) = self.order(order) {
            billed.entries.push(entry);
        }
    }

    fn deposit(&mut self, own: &DocumentDeposit, (net, tax): (Minor, Minor), currency: &Currency) {
        let dec = |amount: Minor| Dec::parse(&currency.show(-amount)).unwrap_or(Dec::ZERO);
        // A deposit that is given back is not asked for again; what had settled it is open again.
        let is_open = own.reason == Reason::Settlement;
        let entry = OrderDeposit {
            deposit: own.deposit.clone(),
            net: dec(net),
            tax: Some(dec(tax)),
            tax_code: own.tax_code.clone(),
            reason: Some(if is_open { DepositReason::Reversal } else { DepositReason::Deposit }),
            date: Some(self.how.date),
        };
        if let Some(billed) = self.order(&own.order) {
            billed.deposits.push(entry);
        }
    }
}
