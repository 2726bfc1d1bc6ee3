//! The verb `export_journal`: entries as the text of a ledger program, with balance assertions that it checks by itself.

use std::fmt::Write;

use super::accounts::Role;
use super::entry::{minor, JournalEntry, JournalLine};
use super::journal::check_entry;
use super::months;
use crate::calendar::Date;
use crate::document::{document, result, short, words};
use crate::money::{Currency, Minor};
use crate::problem::{At, Check, Code, Problems, Result};

words! {
    /// A ledger program.
    pub enum LedgerFormat {
        /// Beancount 2 and 3: `bean-check`.
        Beancount = "beancount",
        /// hledger: `hledger check --strict`.
        Hledger = "hledger",
        /// ledger-cli: `ledger --strict --pedantic`.
        Ledger = "ledger",
    }
}

document! {
    /// What is to be written.
    pub struct ExportJournalRequest {
        /// From `journal` and `recognise`, together.
        pub entries: Vec<JournalEntry>,
        /// For which program.
        pub format: LedgerFormat,
        /// What accounts are called there. Default: by role, `Assets:Receivable:411000`.
        pub names: Vec<AccountName> = Default::default(),
        /// The title of the ledger.
        pub title: Option<String>,
        /// For which roles balances are asserted at each month's end. Default: receivable, unbilled, deferredRevenue, tax.
        pub asserted: Option<Vec<Role>>,
    }
}

document! {
    /// What an account is called in the ledger.
    pub struct AccountName {
        /// The account, as entries have it.
        pub account: String,
        /// Its full name there: `Assets:Customers`.
        pub name: String,
    }
}

result! {
    /// The text of a ledger.
    pub struct ExportedJournal {
        /// For which program.
        pub format: LedgerFormat,
        /// The text, in UTF-8, lines ended by a line feed.
        pub text: String,
        /// The accounts that it opens.
        pub accounts: Vec<AccountName>,
        /// How many balances it asserts.
        pub assertions: u32,
    }
}

/// A line of an entry, read.
struct Posting {
    /// A place among the accounts.
    account: usize,
    amount: Minor,
}

struct Read<'a> {
    entry: &'a JournalEntry,
    currency: Currency,
    postings: Vec<Posting>,
}

/// A balance at a month's end.
struct Assertion {
    month: i32,
    account: usize,
    currency: Currency,
    balance: Minor,
}

struct Account {
    own: AccountName,
    role: Option<Role>,
    first: Date,
}

/// Entries as the text of a ledger program.
///
/// Entries are sorted by day. Every account is opened on the day of its first entry; at the end of each month in which an account of the
/// roles `asserted` moved, its balance is asserted, so that the program, and not this engine, proves the books. Beancount is told to
/// tolerate nothing.
///
/// # Errors
/// `unbalanced`, `duplicate_id`; `unknown_account` for an account without a role or a name.
pub fn export_journal(request: &ExportJournalRequest) -> Result<ExportedJournal> {
    let (root, mut check) = (At::Root, Check::default());
    let list = root.key("entries");
    let mut accounts: Vec<Account> = Vec::new();
    let mut all: Vec<Read> = Vec::with_capacity(request.entries.len());
    for (i, entry) in request.entries.iter().enumerate() {
        all.extend(check.keep(read(entry, request, &mut accounts, &list.index(i))));
    }
    let places = crate::sorting::order(all.len(), &|a, b| all[a].entry.id.cmp(&all[b].entry.id));
    for pair in places.windows(2).filter(|pair| all[pair[0]].entry.id == all[pair[1]].entry.id) {
        let id = short(&all[pair[1]].entry.id);
        check.note(Code::DuplicateId, &list.index(pair[1]), format!("\"{id}\" is there twice."), "Leave one out.");
    }
    check.finish(())?;
    all.sort_by_key(|own| own.entry.date);
    let roles = request
        .asserted
        .clone()
        .unwrap_or_else(|| vec![Role::Receivable, Role::Unbilled, Role::DeferredRevenue, Role::Tax]);
    let assertions = asserted(&all, &accounts, &roles);
    let mut text = String::new();
    // OK to ignore: writing to a text cannot fail.
    let _ = match request.format {
        LedgerFormat::Beancount => beancount(&mut text, request, &all, &accounts, &assertions),
        LedgerFormat::Hledger | LedgerFormat::Ledger => plain(&mut text, request, &all, &accounts, &assertions),
    };
    let count = u32::try_from(assertions.len()).unwrap_or(u32::MAX);
    let accounts = accounts.into_iter().map(|own| own.own).collect();
    Ok(ExportedJournal { format: request.format, text, accounts, assertions: count })
}

fn read<'a>(
    entry: &'a JournalEntry,
    request: &ExportJournalRequest,
    accounts: &mut Vec<Account>,
    at: &At,
) -> Result<Read<'a>> {
    let currency = check_entry(entry, at)?;
    let list = at.key("lines");
    let mut postings = Vec::with_capacity(entry.lines.len());
    for (i, line) in entry.lines.iter().enumerate() {
        let at = list.index(i);
        let amount = minor(&line.debit, &currency, &at)? - minor(&line.credit, &currency, &at)?;
        let known = accounts.iter().position(|own| own.own.account == line.account && own.role == line.role);
        let account = match known {
            Some(place) => place,
            None => {
                let own = AccountName { account: line.account.clone(), name: name(line, request, &at)? };
                accounts.push(Account { own, role: line.role, first: entry.date });
                accounts.len() - 1
            }
        };
        accounts[account].first = accounts[account].first.min(entry.date);
        postings.push(Posting { account, amount });
    }
    Ok(Read { entry, currency, postings })
}

/// What an account is called: as was asked, or by its role.
fn name(line: &JournalLine, request: &ExportJournalRequest, at: &At) -> Result<String> {
    if let Some(own) = request.names.iter().find(|own| own.account == line.account) {
        return Ok(own.name.clone());
    }
    let group = line.role.map(|role| match role {
        Role::Receivable => "Assets:Receivable",
        Role::Retainage => "Assets:Retainage",
        Role::Unbilled => "Assets:Unbilled",
        Role::Bank => "Assets:Bank",
        Role::DeferredRevenue => "Liabilities:Deferred",
        Role::Deposits => "Liabilities:Deposits",
        Role::CustomerCredit => "Liabilities:Credit",
        Role::Tax => "Liabilities:Tax",
        Role::Revenue => "Income:Revenue",
        Role::RoundingGain => "Income:Rounding",
        Role::RoundingLoss => "Expenses:Rounding",
        Role::WriteOff => "Expenses:WriteOff",
    });
    let Some(group) = group else {
        let message = format!("The account \"{}\" has no role and no name.", short(&line.account));
        return Err(Problems::one(Code::UnknownAccount, at, message, "Write it in `names`."));
    };
    Ok(format!("{group}:{}", plain_name(&line.account)))
}

/// Letters, digits and dashes, the first of them no dash and no small letter, as every program reads them.
fn plain_name(account: &str) -> String {
    let dashed = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let text: String = account.chars().map(dashed).collect();
    let text = text.trim_matches('-');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_ascii_uppercase(), letters.as_str()),
        None => "X".to_owned(),
    }
}

/// The balances at the ends of months in which an account moved.
fn asserted(all: &[Read], accounts: &[Account], roles: &[Role]) -> Vec<Assertion> {
    let mut sums: Vec<(usize, Currency, Minor)> = Vec::new();
    let mut found = Vec::new();
    for month in all.chunk_by(|a, b| a.entry.date.month_index() == b.entry.date.month_index()) {
        let mut moved: Vec<usize> = Vec::new();
        for own in month {
            for posting in &own.postings {
                let known = sums.iter().position(|sum| sum.0 == posting.account && sum.1 == own.currency);
                let place = known.unwrap_or(sums.len());
                if known.is_none() {
                    sums.push((posting.account, own.currency, Minor::ZERO));
                }
                sums[place].2 += posting.amount;
                moved.push(place);
            }
        }
        moved.sort_unstable();
        moved.dedup();
        let wanted = |place: &usize| accounts[sums[*place].0].role.is_some_and(|role| roles.contains(&role));
        let index = month.first().map_or(0, |own| own.entry.date.month_index());
        found.extend(moved.into_iter().filter(wanted).map(|place| {
            let (account, currency, balance) = sums[place];
            Assertion { month: index, account, currency, balance }
        }));
    }
    found
}

/// One line of text, without what a program would read as its own.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, ';' | '|' | '"' | '\\') { ' ' } else { c }).collect()
}

fn by_month(assertions: &[Assertion], month: i32) -> impl Iterator<Item = &Assertion> {
    assertions.iter().filter(move |own| own.month == month)
}

/// Names of accounts that are opened, each once.
fn opened(accounts: &[Account]) -> Vec<(&str, Date)> {
    let mut all: Vec<(&str, Date)> = Vec::new();
    for own in accounts {
        match all.iter_mut().find(|(name, _)| *name == own.own.name) {
            Some((_, first)) => *first = own.first.min(*first),
            None => all.push((&own.own.name, own.first)),
        }
    }
    all.sort();
    all
}

fn beancount(
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
    for month in all.chunk_by(|a, b| a.entry.date.month_index() == b.entry.date.month_index()) {
        for own in month {
            let entry = own.entry;
            let link: String =
                entry.document.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            writeln!(out, "\n{} * \"{}\" ^{link}", entry.date, line(&entry.description))?;
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
        let Some(index) = month.first().map(|own| own.entry.date.month_index()) else { continue };
        let next = months::days(index).to;
        for own in by_month(assertions, index) {
            let (name, balance) = (&accounts[own.account].own.name, own.currency.show(own.balance));
            writeln!(out, "{next} balance {name}  {balance} ~ 0 {}", own.currency)?;
        }
    }
    Ok(())
}

/// What hledger and ledger both read.
fn plain(
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
    for month in all.chunk_by(|a, b| a.entry.date.month_index() == b.entry.date.month_index()) {
        for own in month {
            let entry = own.entry;
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
        let Some(index) = month.first().map(|own| own.entry.date.month_index()) else { continue };
        if by_month(assertions, index).next().is_some() {
            writeln!(out, "\n{} * Balances", months::last_day(index))?;
        }
        for own in by_month(assertions, index) {
            let (name, balance) = (&accounts[own.account].own.name, own.currency.show(own.balance));
            let zero = own.currency.show(Minor::ZERO);
            writeln!(out, "    {name}  {zero} {} = {balance} {}", own.currency, own.currency)?;
        }
    }
    Ok(())
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
