//! The verb `journal`: posted documents, payments and write-offs as balanced entries.

use super::accounts::{Accounts, Posted, Role};
use super::entry::{minor, Draft, EntryOf, JournalEntry};
use super::sources::number;
use crate::calendar::Date;
use crate::document::{document, result, short, words};
use crate::invoice::{DocumentLine, Invoice, InvoiceKind, WriteOff};
use crate::money::{Currency, Dec, Minor};
use crate::problem::{At, Check, Code, Problems, Result};

words! {
    /// Which invoice lines go to deferred revenue, from where `recognise` takes them.
    pub enum Deferral {
        /// All: the entries of `recognise` take each month's revenue out of it. The default.
        All = "all",
        /// Lines with days; others are revenue at once.
        Periods = "periods",
        /// None: all is revenue at once.
        None = "none",
    }
}

document! {
    /// What is to be posted.
    pub struct JournalRequest {
        /// Where it goes.
        pub accounts: Accounts,
        /// Posted documents of any kind and currency.
        pub invoices: Vec<Invoice> = Default::default(),
        /// What was paid, and paid out.
        pub payments: Vec<Payment> = Default::default(),
        /// What will not be paid.
        pub write_offs: Vec<WriteOff> = Default::default(),
        /// Which lines go to deferred revenue. Default `all`.
        pub deferral: Deferral = Deferral::All,
        /// What overrules it; the first that fits wins.
        pub deferrals: Vec<DeferralRule> = Default::default(),
    }
}

document! {
    /// Whether lines are deferred: all fields that are written must fit.
    pub struct DeferralRule {
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// Whether they go to deferred revenue.
        pub deferred: bool,
    }
}

document! {
    /// Money that came in, or below zero that was paid out.
    pub struct Payment {
        /// Unique.
        pub id: String,
        /// The day.
        pub date: Date,
        /// The currency.
        pub currency: String,
        /// What was paid.
        pub amount: Dec,
        /// The number of the document that it pays. Default: none yet; a statement sets it off against the oldest due.
        pub invoice: Option<String>,
        /// The customer's id.
        pub customer: Option<String>,
    }
}

result! {
    /// Entries in the order of their days.
    pub struct Journal {
        /// Each balances.
        pub entries: Vec<JournalEntry>,
        /// What they come to, by account and currency, in the order of the accounts.
        pub balances: Vec<AccountBalance>,
    }
}

result! {
    /// What entries come to on an account.
    pub struct AccountBalance {
        /// The account.
        pub account: String,
        /// What it is for.
        pub role: Option<Role>,
        /// The currency.
        pub currency: String,
        /// The sum of its debits.
        pub debit: String,
        /// The sum of its credits.
        pub credit: String,
        /// `debit - credit`.
        pub balance: String,
    }
}

/// Balanced entries of posted documents, payments and write-offs.
///
/// An invoice debits the receivable with what is to be paid, the retainage account with what is withheld, and credits revenue or
/// deferred revenue by line, deposits, and tax by code; what rounding, used credit and credit that is made add goes to their
/// accounts. A credit note does so with its amounts below zero, so that it stands on the other side. Nothing is computed anew: where the
/// amounts of a document do not add up, that is an error.
///
/// # Errors
/// `unknown_account` where the accounts lack one; `not_posted` for a draft, `receipt_mismatch` for a document that is not as it was posted;
/// `unbalanced`; `duplicate_id` for two documents of one number; `bad_id` for a payment without an id.
pub fn journal(request: &JournalRequest) -> Result<Journal> {
    let (root, mut check) = (At::Root, Check::default());
    request.accounts.check(&root.key("accounts"), &mut check);
    check.finish(())?;
    let mut check = Check::default();
    let mut entries: Vec<JournalEntry> = Vec::new();
    let mut add = |entry: Result<Option<JournalEntry>>| entries.extend(check.keep(entry).flatten());
    let list = root.key("invoices");
    for (i, invoice) in request.invoices.iter().enumerate() {
        add(of_invoice(invoice, request, &list.index(i)));
    }
    let list = root.key("payments");
    for (i, payment) in request.payments.iter().enumerate() {
        add(of_payment(payment, &request.accounts, &list.index(i)));
    }
    let list = root.key("writeOffs");
    for (i, own) in request.write_offs.iter().enumerate() {
        add(of_write_off(own, &request.accounts, &list.index(i)));
    }
    let places = crate::sorting::order(entries.len(), &|a, b| entries[a].id.cmp(&entries[b].id));
    for pair in places.windows(2).filter(|pair| entries[pair[0]].id == entries[pair[1]].id) {
        let message = format!("Two entries would have the id \"{}\".", short(&entries[pair[1]].id));
        check.note(Code::DuplicateId, &root, message, "Hand in each document, payment and write-off once.");
    }
    check.finish(())?;
    entries.sort_by_key(|own| own.date);
    let balances = balances(&entries)?;
    Ok(Journal { entries, balances })
}

fn of_invoice(invoice: &Invoice, request: &JournalRequest, at: &At) -> Result<Option<JournalEntry>> {
    let number = number(invoice, at)?;
    let currency = Currency::new(&invoice.currency, &at.key("currency"))?;
    let amount = |text: &str, at: &At| minor(text, &currency, at);
    let optional = |text: &Option<String>, key: &str| {
        text.as_ref().map_or(Ok(Minor::ZERO), |text| minor(text, &currency, &at.key(key)))
    };
    let customer = invoice.account.as_ref().and_then(|account| account.id.as_deref());
    let whole = Posted { customer, ..Posted::default() };
    let mut draft = Draft::new(&request.accounts, currency);
    draft.debit(amount(&invoice.amount_due, &at.key("amountDue"))?, Role::Receivable, &whole, at)?;
    let mut held = optional(&invoice.retained, "retained")? - optional(&invoice.released, "released")?;
    let list = at.key("lines");
    for (i, line) in invoice.lines.iter().enumerate() {
        let at = list.index(i);
        let part = |text: &Option<String>, key: &str| {
            text.as_ref().map_or(Ok(Minor::ZERO), |text| minor(text, &currency, &at.key(key)))
        };
        let own = part(&line.retained, "retained")? - part(&line.released, "released")?;
        draft.debit(own, Role::Retainage, &of_line(line, &whole), &at)?;
        held = held - own;
    }
    // What no line says.
    draft.debit(held, Role::Retainage, &whole, at)?;
    draft.debit(optional(&invoice.credit_used, "creditUsed")?, Role::CustomerCredit, &whole, at)?;
    draft.credit(optional(&invoice.credit_made, "creditMade")?, Role::CustomerCredit, &whole, at)?;
    let rounding = optional(&invoice.rounding, "rounding")?;
    let role = if rounding > Minor::ZERO { Role::RoundingGain } else { Role::RoundingLoss };
    draft.credit(rounding, role, &whole, at)?;
    let list = at.key("lines");
    for (i, line) in invoice.lines.iter().enumerate() {
        let at = list.index(i);
        let role = if is_deferred(request, line) { Role::DeferredRevenue } else { Role::Revenue };
        let posted = of_line(line, &whole);
        draft.credit(amount(&line.net, &at.key("net"))?, role, &posted, &at)?;
    }
    let list = at.key("deposits");
    for (i, own) in invoice.deposits.iter().enumerate() {
        let at = list.index(i);
        let posted = Posted { order: Some(&own.order), tax_code: own.tax_code.as_deref(), ..whole };
        draft.credit(amount(&own.net, &at.key("net"))?, Role::Deposits, &posted, &at)?;
    }
    let list = at.key("taxes");
    for (i, own) in invoice.taxes.iter().enumerate() {
        let at = list.index(i);
        let posted = Posted { tax_code: Some(&own.code), tax_part: own.part.as_deref(), ..whole };
        draft.credit(amount(&own.tax, &at.key("tax"))?, Role::Tax, &posted, &at)?;
    }
    let (kind, word) = match invoice.kind {
        InvoiceKind::Invoice => (EntryOf::Invoice, "Invoice"),
        InvoiceKind::CreditNote => (EntryOf::CreditNote, "Credit note"),
        InvoiceKind::DebitNote => (EntryOf::DebitNote, "Debit note"),
    };
    let names = (format!("{number}/1"), number.to_owned());
    draft.finish(names, (invoice.date, kind), format!("{word} {number}"), customer, at)
}

/// A line of a document, as rules see it.
fn of_line<'a>(line: &'a DocumentLine, whole: &Posted<'a>) -> Posted<'a> {
    Posted {
        order: line.order.as_deref(),
        line: line.line.as_deref(),
        product: line.product.as_deref(),
        charge: line.charge.as_deref(),
        tax_code: line.tax_code.as_deref(),
        ..*whole
    }
}

fn is_deferred(request: &JournalRequest, line: &DocumentLine) -> bool {
    let fits = |rule: &Option<String>, own: &Option<String>| rule.is_none() || rule == own;
    let rule = request.deferrals.iter().find(|rule| {
        fits(&rule.order, &line.order) && fits(&rule.line, &line.line) && fits(&rule.charge, &line.charge)
    });
    match (rule, request.deferral) {
        (Some(rule), _) => rule.deferred,
        (None, Deferral::All) => true,
        (None, Deferral::Periods) => line.period.is_some(),
        (None, Deferral::None) => false,
    }
}

fn of_payment(own: &Payment, accounts: &Accounts, at: &At) -> Result<Option<JournalEntry>> {
    let currency = Currency::new(&own.currency, &at.key("currency"))?;
    let amount = currency.amount(&own.amount, &at.key("amount"))?;
    named(&own.id, at)?;
    let customer = own.customer.as_deref();
    let posted = Posted { customer, ..Posted::default() };
    let mut draft = Draft::new(accounts, currency);
    draft.debit(amount, Role::Bank, &posted, at)?;
    draft.credit(amount, Role::Receivable, &posted, at)?;
    let of = own.invoice.as_ref().map_or_else(String::new, |number| format!(", {number}"));
    let names = (format!("{}/1", own.id), own.id.clone());
    draft.finish(names, (own.date, EntryOf::Payment), format!("Payment {}{of}", own.id), customer, at)
}

fn named(id: &str, at: &At) -> Result<()> {
    match id.trim().is_empty() {
        true => Err(Problems::one(Code::BadId, &at.key("id"), "An id that is empty.", "Write an id.")),
        false => Ok(()),
    }
}

fn of_write_off(own: &WriteOff, accounts: &Accounts, at: &At) -> Result<Option<JournalEntry>> {
    let currency = Currency::new(&own.currency, &at.key("currency"))?;
    named(&own.id, at)?;
    let customer = own.account.as_deref();
    let posted = Posted { customer, ..Posted::default() };
    let mut draft = Draft::new(accounts, currency);
    draft.debit(minor(&own.net, &currency, &at.key("net"))?, Role::WriteOff, &posted, at)?;
    let list = at.key("taxes");
    for (i, tax) in own.taxes.iter().enumerate() {
        let at = list.index(i);
        let posted = Posted { tax_code: Some(&tax.code), tax_part: tax.part.as_deref(), ..posted };
        draft.debit(minor(&tax.tax, &currency, &at.key("tax"))?, Role::Tax, &posted, &at)?;
    }
    draft.credit(minor(&own.gross, &currency, &at.key("gross"))?, Role::Receivable, &posted, at)?;
    let names = (format!("{}/1", own.id), own.id.clone());
    draft.finish(names, (own.date, EntryOf::WriteOff), format!("Write-off of {}", own.invoice), customer, at)
}

/// What entries come to, by account and currency.
pub(super) fn balances(entries: &[JournalEntry]) -> Result<Vec<AccountBalance>> {
    let mut all: Vec<(&str, &str, Option<Role>, Minor, Minor)> = Vec::new();
    for entry in entries {
        let currency = Currency::new(&entry.currency, &At::Root)?;
        for line in &entry.lines {
            let (debit, credit) =
                (minor(&line.debit, &currency, &At::Root)?, minor(&line.credit, &currency, &At::Root)?);
            all.push((&line.account, &entry.currency, line.role, debit, credit));
        }
    }
    all.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let sum = |own: &[(&str, &str, Option<Role>, Minor, Minor)]| {
        let (account, code, role, ..) = own.first()?;
        let currency = Currency::new(code, &At::Root).ok()?;
        let (debit, credit) = (own.iter().map(|own| own.3).sum::<Minor>(), own.iter().map(|own| own.4).sum::<Minor>());
        Some(AccountBalance {
            account: (*account).to_owned(),
            role: *role,
            currency: (*code).to_owned(),
            debit: currency.show(debit),
            credit: currency.show(credit),
            balance: currency.show(debit - credit),
        })
    };
    Ok(all.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(sum).collect())
}

/// What is wrong with an entry that came from outside.
///
/// # Errors
/// `unbalanced`, and what is wrong with its amounts.
pub(super) fn check_entry(entry: &JournalEntry, at: &At) -> Result<Currency> {
    let currency = Currency::new(&entry.currency, &at.key("currency"))?;
    let list = at.key("lines");
    let mut left = Minor::ZERO;
    for (i, line) in entry.lines.iter().enumerate() {
        let at = list.index(i);
        left += minor(&line.debit, &currency, &at.key("debit"))? - minor(&line.credit, &currency, &at.key("credit"))?;
    }
    if left != Minor::ZERO {
        let message = format!("\"{}\" does not balance: {} is left.", short(&entry.id), currency.show(left));
        return Err(Problems::one(Code::Unbalanced, at, message, "Hand in the entry as `journal` made it."));
    }
    Ok(currency)
}
