//! The verb `statement`: an account's documents and payments with a running balance, and how old what is open is.

use super::items::{settle, told, Item, Receipt, Told, Unapplied};
use super::journal::Payment;
use crate::calendar::Date;
use crate::document::{document, result, words};
use crate::invoice::WriteOff;
use crate::invoice::{Invoice, InvoiceKind};
use crate::money::{Currency, Minor};
use crate::problem::{At, Check, Code, Result};

/// The usual buckets: 1 to 30, 31 to 60, 61 to 90, and older.
pub(super) const BUCKETS: [u32; 3] = [30, 60, 90];

document! {
    /// What an account is asked.
    pub struct StatementRequest {
        /// The currency.
        pub currency: String,
        /// The customer's id: others are left out. Default: all that is handed in is one account.
        pub customer: Option<String>,
        /// The first day to show; what is before is the opening balance. Default: all.
        pub from: Option<Date>,
        /// The last day, and the one on which ages are read.
        pub as_of: Date,
        /// Posted documents.
        pub invoices: Vec<Invoice> = Default::default(),
        /// What was paid, and paid out.
        pub payments: Vec<Payment> = Default::default(),
        /// What will not be paid.
        pub write_offs: Vec<WriteOff> = Default::default(),
        /// The last day overdue of each bucket, rising. Default 30, 60, 90.
        pub buckets: Option<Vec<u32>>,
        /// So many days: documents that are due within them of the first one are asked for together, in `requests`. Default: no requests.
        pub window: Option<u32>,
    }
}

words! {
    /// What moved an account.
    pub enum StatementRowKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note.
        CreditNote = "creditNote",
        /// A debit note.
        DebitNote = "debitNote",
        /// A payment.
        Payment = "payment",
        /// What will not be paid.
        WriteOff = "writeOff",
    }
}

result! {
    /// An account on a day. `closing` = the sum of `open` less `unapplied` = the sum of the ageing less `unapplied`.
    pub struct Statement {
        /// The currency of every amount.
        pub currency: String,
        /// The balance before the first row.
        pub opening: String,
        /// In the order of their days.
        pub rows: Vec<StatementRow>,
        /// The balance after the last row: what is owed, below zero what is owed to the customer.
        pub closing: String,
        /// Documents of which something is open, by due date.
        pub open: Vec<OpenItem>,
        /// How old it is.
        pub ageing: Vec<AgeingBucket>,
        /// Money that nothing was set off against.
        pub unapplied: String,
        /// What to ask for, and when, where a `window` was given: by due date.
        pub requests: Option<Vec<PaymentRequest>>,
    }
}

result! {
    /// Open documents that are asked for together.
    pub struct PaymentRequest {
        /// When the first of them is payable.
        pub due: Date,
        /// What is open of them.
        pub amount: String,
        /// Their numbers.
        pub documents: Vec<String>,
    }
}

result! {
    /// A row of a statement.
    pub struct StatementRow {
        /// The day.
        pub date: Date,
        /// What it is.
        pub kind: StatementRowKind,
        /// The number of the document, the id of the payment.
        pub document: String,
        /// What it adds to what is owed.
        pub debit: String,
        /// What it takes off.
        pub credit: String,
        /// The balance after it.
        pub balance: String,
    }
}

result! {
    /// A document of which something is open.
    pub struct OpenItem {
        /// Its number.
        pub document: String,
        /// The customer's id.
        pub customer: Option<String>,
        /// Its date.
        pub date: Date,
        /// When it is payable.
        pub due: Date,
        /// What was to be paid.
        pub amount: String,
        /// What still is; below zero for a credit that nothing was set off against.
        pub open: String,
        /// Days since it was due; 0 where it is not yet due.
        pub overdue: u32,
        /// Its bucket.
        pub bucket: String,
    }
}

result! {
    /// What is open of an age.
    pub struct AgeingBucket {
        /// `current`, `1-30`, `31-60`, `61-90`, `90+`.
        pub bucket: String,
        /// What is open.
        pub amount: String,
    }
}

/// An account on a day: what happened, what is owed, and for how long.
///
/// A payment or write-off goes to the document that it names, a credit note to those that it corrects, the rest to the oldest due; what
/// is left is unapplied. Credits that nothing was set off against are `current`.
///
/// # Errors
/// `not_posted` for a draft, `conflict` for another currency; `out_of_range` for buckets that do not rise.
pub fn statement(request: &StatementRequest) -> Result<Statement> {
    let (root, mut check) = (At::Root, Check::default());
    let currency = Currency::new(&request.currency, &root.key("currency"))?;
    let limits = limits(&request.buckets, &root.key("buckets"), &mut check);
    check.finish(())?;
    let (mut items, mut receipts) = told(&Told {
        invoices: &request.invoices,
        payments: &request.payments,
        write_offs: &request.write_offs,
        currency,
        as_of: request.as_of,
    })?;
    if let Some(customer) = &request.customer {
        let numbers: Vec<&str> =
            items.iter().filter(|own| own.customer == Some(customer)).map(|own| own.number).collect();
        let mine = |own: &Receipt| {
            own.customer == Some(customer) || own.invoice.is_some_and(|number| numbers.contains(&number))
        };
        receipts.retain(mine);
        items.retain(|own| own.customer == Some(customer));
    } else {
        // All of it is one account.
        items.iter_mut().for_each(|own| own.customer = None);
        receipts.iter_mut().for_each(|own| own.customer = None);
    }
    let (opening, rows, closing) = rows(request.from, &items, &receipts, &currency);
    let unapplied: Vec<Unapplied> = settle(&mut items, &receipts);
    let unapplied: Minor = unapplied.iter().map(|own| own.amount).sum();
    Ok(Statement {
        currency: currency.to_string(),
        opening: currency.show(opening),
        rows,
        closing: currency.show(closing),
        ageing: ageing(&items, &limits, request.as_of, &currency),
        open: open(&items, &limits, request.as_of, &currency),
        unapplied: currency.show(unapplied),
        requests: request.window.map(|days| requests(&items, days, &currency)),
    })
}

/// Documents that ask for something, together with those due within so many days of the first.
fn requests(items: &[Item], days: u32, currency: &Currency) -> Vec<PaymentRequest> {
    let mut asked: Vec<&Item> = items.iter().filter(|own| own.open > Minor::ZERO).collect();
    asked.sort_by_key(|own| own.invoice.due);
    let mut all: Vec<(Date, Minor, Vec<String>)> = Vec::new();
    for own in asked {
        let due = own.invoice.due;
        let within = |first: Date| u32::try_from(due.days_since(first)).is_ok_and(|after| after <= days);
        match all.last_mut().filter(|(first, ..)| within(*first)) {
            Some((_, amount, documents)) => {
                *amount += own.open;
                documents.push(own.number.to_owned());
            }
            None => all.push((due, own.open, vec![own.number.to_owned()])),
        }
    }
    let written = |(due, amount, documents)| PaymentRequest { due, amount: currency.show(amount), documents };
    all.into_iter().map(written).collect()
}

/// The last day overdue of each bucket.
pub(super) fn limits(asked: &Option<Vec<u32>>, at: &At, check: &mut Check) -> Vec<u32> {
    let Some(limits) = asked else { return BUCKETS.to_vec() };
    if limits.first() == Some(&0) || limits.windows(2).any(|pair| pair[0] >= pair[1]) || limits.len() > 24 {
        let hint = "Write at most 24 rising numbers of days, for example 30, 60, 90.";
        check.note(Code::OutOfRange, at, "Buckets that do not rise.", hint);
    }
    limits.clone()
}

fn rows(
    from: Option<Date>,
    items: &[Item],
    receipts: &[Receipt],
    currency: &Currency,
) -> (Minor, Vec<StatementRow>, Minor) {
    let documents = items.iter().map(|own| {
        let kind = match own.invoice.kind {
            InvoiceKind::Invoice => StatementRowKind::Invoice,
            InvoiceKind::CreditNote => StatementRowKind::CreditNote,
            InvoiceKind::DebitNote => StatementRowKind::DebitNote,
        };
        (own.invoice.date, kind, own.number, own.amount)
    });
    let received = receipts.iter().map(|own| {
        let kind = if own.is_payment { StatementRowKind::Payment } else { StatementRowKind::WriteOff };
        (own.date, kind, own.id, -own.amount)
    });
    let mut all: Vec<(Date, StatementRowKind, &str, Minor)> = documents.chain(received).collect();
    all.sort_by_key(|own| own.0);
    let (mut opening, mut balance, mut rows) = (Minor::ZERO, Minor::ZERO, Vec::new());
    for (date, kind, document, amount) in all {
        balance += amount;
        if from.is_some_and(|from| date < from) {
            opening = balance;
            continue;
        }
        rows.push(StatementRow {
            date,
            kind,
            document: document.to_owned(),
            debit: currency.show(amount.max(Minor::ZERO)),
            credit: currency.show((-amount).max(Minor::ZERO)),
            balance: currency.show(balance),
        });
    }
    (opening, rows, balance)
}

fn overdue(own: &Item, as_of: Date) -> u32 {
    // A credit is never late.
    let days = if own.open > Minor::ZERO { as_of.days_since(own.invoice.due) } else { 0 };
    u32::try_from(days).unwrap_or(0)
}

/// The place of a bucket; 0 is `current`.
fn bucket(days: u32, limits: &[u32]) -> usize {
    match days {
        0 => 0,
        days => 1 + limits.iter().filter(|limit| days > **limit).count(),
    }
}

fn names(limits: &[u32]) -> Vec<String> {
    let mut all = vec!["current".to_owned()];
    let mut first = 1;
    for limit in limits {
        all.push(format!("{first}-{limit}"));
        first = limit.saturating_add(1);
    }
    all.push(format!("{}+", first - 1));
    all
}

/// What is open of each age.
pub(super) fn ageing(items: &[Item], limits: &[u32], as_of: Date, currency: &Currency) -> Vec<AgeingBucket> {
    let mut sums = vec![Minor::ZERO; limits.len() + 2];
    items.iter().for_each(|own| sums[bucket(overdue(own, as_of), limits)] += own.open);
    let row = |(bucket, sum): (String, Minor)| AgeingBucket { bucket, amount: currency.show(sum) };
    names(limits).into_iter().zip(sums).map(row).collect()
}

fn open(items: &[Item], limits: &[u32], as_of: Date, currency: &Currency) -> Vec<OpenItem> {
    let names = names(limits);
    let mut all: Vec<&Item> = items.iter().filter(|own| own.open != Minor::ZERO).collect();
    all.sort_by_key(|own| own.invoice.due);
    let row = |own: &Item| {
        let days = overdue(own, as_of);
        OpenItem {
            document: own.number.to_owned(),
            customer: own.customer.map(str::to_owned),
            date: own.invoice.date,
            due: own.invoice.due,
            amount: currency.show(own.amount),
            open: currency.show(own.open),
            overdue: days,
            bucket: names[bucket(days, limits)].clone(),
        }
    };
    all.into_iter().map(row).collect()
}
