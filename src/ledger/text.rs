//! How ledger programs read entries and balances: the text of beancount, and the one that hledger and ledger both read.

use std::fmt::Write;

use super::export::{opened, Account, Assertion, ExportJournalRequest, LedgerFormat, Read};
use crate::calendar::Date;
use crate::money::Minor;

/// One line of text, without what a program would read as its own.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, ';' | '|' | '"' | '\\') { ' ' } else { c }).collect()
}

/// The assertions that come before the entries of a day, or all that are left.
fn before<'a>(left: &mut &'a [Assertion], day: Option<Date>) -> &'a [Assertion] {
    let until = day.map_or(left.len(), |day| left.partition_point(|own| own.on < day));
    let (now, later) = left.split_at(until);
    *left = later;
    now
}

pub(super) fn beancount(
    out: &mut String,
    request: &ExportJournalRequest,
    all: &[Read],
    accounts: &[Account],
    assertions: &[Assertion],
) -> std::fmt::Result {
    writeln!(out, "option \"title\" \"{}\"", line(request.title.as_deref().unwrap_or("Prorata")))?;
    writeln!(out, "option \"tolerance_multiplier\" \"0\"")?;
    for currency in currencies(all) {
        writeln!(out, "option \"operating_currency\" \"{currency}\"")?;
    }
    writeln!(out)?;
    for (name, first) in opened(accounts) {
        writeln!(out, "{first} open {name}")?;
    }
    let balance = |out: &mut String, all: &[Assertion]| {
        all.iter().try_for_each(|own| {
            let (name, balance) = (&accounts[own.account].own.name, own.currency.show(own.balance));
            writeln!(out, "{} balance {name}  {balance} ~ 0 {}", own.on.plus_days(1), own.currency)
        })
    };
    let mut left = assertions;
    for own in all {
        let entry = own.entry;
        balance(out, before(&mut left, Some(entry.date)))?;
        let link: String = entry.document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let link = if link.is_empty() { link } else { format!(" ^{link}") };
        writeln!(out, "\n{} * \"{}\"{link}", entry.date, line(&entry.description))?;
        writeln!(out, "  id: \"{}\"", line(&entry.id))?;
        if let Some(customer) = &entry.customer {
            writeln!(out, "  customer: \"{}\"", line(customer))?;
        }
        for (posting, row) in own.postings.iter().zip(&entry.lines) {
            let name = &accounts[posting.account].own.name;
            writeln!(out, "  {name}  {} {}", own.currency.show(posting.amount), own.currency)?;
            for (key, value) in &row.dimensions.0 {
                writeln!(out, "    {}: \"{}\"", tag(key), line(value))?;
            }
        }
    }
    balance(out, before(&mut left, None))
}

/// What hledger and ledger both read.
pub(super) fn plain(
    out: &mut String,
    request: &ExportJournalRequest,
    all: &[Read],
    accounts: &[Account],
    assertions: &[Assertion],
) -> std::fmt::Result {
    writeln!(out, "; {}", line(request.title.as_deref().unwrap_or("Prorata")))?;
    for currency in currencies(all) {
        writeln!(out, "commodity {currency}")?;
    }
    for (name, _) in opened(accounts) {
        writeln!(out, "account {name}")?;
    }
    if request.format == LedgerFormat::Ledger {
        tags(all).into_iter().try_for_each(|tag| writeln!(out, "tag {tag}"))?;
    }
    let balance = |out: &mut String, all: &[Assertion]| {
        all.chunk_by(|a, b| a.on == b.on).try_for_each(|day| {
            day.first().map_or(Ok(()), |own| writeln!(out, "\n{} * Balances", own.on))?;
            day.iter().try_for_each(|own| {
                let (name, balance) = (&accounts[own.account].own.name, own.currency.show(own.balance));
                let zero = own.currency.show(Minor::ZERO);
                writeln!(out, "    {name}  {zero} {} = {balance} {}", own.currency, own.currency)
            })
        })
    };
    let mut left = assertions;
    for own in all {
        let entry = own.entry;
        balance(out, before(&mut left, Some(entry.date)))?;
        let code = line(&entry.document).replace(['(', ')'], " ");
        writeln!(out, "\n{} * ({code}) {}", entry.date, line(&entry.description))?;
        writeln!(out, "    ; id: {}", line(&entry.id).replace(',', " "))?;
        if let Some(customer) = &entry.customer {
            writeln!(out, "    ; customer: {}", line(customer).replace(',', " "))?;
        }
        for (posting, row) in own.postings.iter().zip(&entry.lines) {
            let name = &accounts[posting.account].own.name;
            writeln!(out, "    {name}  {} {}", own.currency.show(posting.amount), own.currency)?;
            for (key, value) in &row.dimensions.0 {
                writeln!(out, "    ; {}: {}", tag(key), line(value).replace(',', " "))?;
            }
        }
    }
    balance(out, before(&mut left, None))
}

/// A dimension's name as a program reads names: small letters, digits, dashes.
fn tag(key: &str) -> String {
    let text: String =
        key.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    format!("d-{text}")
}

/// The names of what entries carry beside amounts, which ledger wants to know.
fn tags(all: &[Read]) -> Vec<String> {
    let lines = all.iter().flat_map(|own| &own.entry.lines);
    let mut known: Vec<String> = lines.flat_map(|own| own.dimensions.0.iter().map(|(key, _)| tag(key))).collect();
    known.extend(["customer".to_owned(), "id".to_owned()]);
    known.sort();
    known.dedup();
    known
}

fn currencies(all: &[Read]) -> Vec<String> {
    let mut known: Vec<String> = all.iter().map(|own| own.currency.to_string()).collect();
    known.sort();
    known.dedup();
    known
}
