//! The verb `export_journal`: entries as the text of a ledger program, with balance assertions that it checks by itself.

use super::accounts::Role;
use super::entry::{minor, JournalEntry, JournalLine};
use super::journal::check_entry;
use super::months;
use super::text::{beancount, plain};
use crate::calendar::Date;
use crate::document::{document, result, short, words};
use crate::money::{Currency, Dec, Minor};
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
        /// For which roles balances are asserted at each month's end, as the entries come to. Default: receivable, unbilled, deferredRevenue,
        /// tax.
        pub asserted: Option<Vec<Role>>,
        /// Balances to assert beside them, as a statement, a schedule of revenue or a bank says them.
        pub balances: Vec<StatedBalance> = Default::default(),
    }
}

document! {
    /// A balance that is known from elsewhere: the entries are not asked.
    pub struct StatedBalance {
        /// At the end of this day.
        pub on: Date,
        /// The account, as entries have it.
        pub account: String,
        /// What it is for, where entries use it for several things.
        pub role: Option<Role>,
        /// The currency.
        pub currency: String,
        /// Debits less credits: above zero for what customers owe, below zero for what is owed to others.
        pub balance: Dec,
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
pub(super) struct Posting {
    /// A place among the accounts.
    pub account: usize,
    pub amount: Minor,
}

pub(super) struct Read<'a> {
    pub entry: &'a JournalEntry,
    pub currency: Currency,
    pub postings: Vec<Posting>,
}

/// A balance at the end of a day.
pub(super) struct Assertion {
    pub on: Date,
    pub account: usize,
    pub currency: Currency,
    pub balance: Minor,
}

pub(super) struct Account {
    pub own: AccountName,
    role: Option<Role>,
    /// The first account of its name: programs know them as one.
    pub group: usize,
    pub first: Date,
}

/// Entries as the text of a ledger program.
///
/// Entries are sorted by day. Every account is opened on the day of its first entry; at the end of each month in which an account of the
/// roles `asserted` moved, its balance is asserted, so that the program, and not this engine, proves the books; so are `balances`. Beancount
/// is told to tolerate nothing.
///
/// # Errors
/// `unbalanced`, `duplicate_id`; `unknown_account` for an account without a role or a name; `bad_id` for a name that the program cannot read.
pub fn export_journal(request: &ExportJournalRequest) -> Result<ExportedJournal> {
    let (root, mut check) = (At::Root, Check::default());
    names(request, &root.key("names"), &mut check);
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
    let mut check = Check::default();
    all.sort_by_key(|own| own.entry.date);
    let roles = request
        .asserted
        .clone()
        .unwrap_or_else(|| vec![Role::Receivable, Role::Unbilled, Role::DeferredRevenue, Role::Tax]);
    let mut assertions = asserted(&all, &accounts, &roles);
    let list = root.key("balances");
    for (i, own) in request.balances.iter().enumerate() {
        assertions.extend(check.keep(stated(own, &mut accounts, &list.index(i))));
    }
    if request.format == LedgerFormat::Beancount {
        apart(&accounts, &root.key("names"), &mut check);
    }
    check.finish(())?;
    assertions.sort_by_key(|own| own.on);
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
                let group = accounts.iter().position(|known| known.own.name == own.name).unwrap_or(accounts.len());
                accounts.push(Account { own, role: line.role, group, first: entry.date });
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
                let group = accounts[posting.account].group;
                let known = sums.iter().position(|sum| sum.0 == group && sum.1 == own.currency);
                let place = known.unwrap_or(sums.len());
                if known.is_none() {
                    sums.push((group, own.currency, Minor::ZERO));
                }
                sums[place].2 += posting.amount;
                moved.push(place);
            }
        }
        moved.sort_unstable();
        moved.dedup();
        let wanted = |place: &usize| {
            let mut mine = accounts.iter().filter(|own| own.group == sums[*place].0);
            mine.any(|own| own.role.is_some_and(|role| roles.contains(&role)))
        };
        let Some(on) = month.first().map(|own| months::last_day(own.entry.date.month_index())) else { continue };
        found.extend(moved.into_iter().filter(wanted).map(|place| {
            let (account, currency, balance) = sums[place];
            Assertion { on, account, currency, balance }
        }));
    }
    found
}

/// A balance that is known from elsewhere, of an account that entries have.
fn stated(own: &StatedBalance, accounts: &mut [Account], at: &At) -> Result<Assertion> {
    let currency = Currency::new(&own.currency, &at.key("currency"))?;
    let balance = currency.amount(&own.balance, &at.key("balance"))?;
    let mine =
        |known: &&Account| known.own.account == own.account && own.role.is_none_or(|role| known.role == Some(role));
    let mut groups: Vec<usize> = accounts.iter().filter(mine).map(|own| own.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let [account] = groups[..] else {
        let known = if groups.is_empty() { "No entry has" } else { "Entries use for several things" };
        let message = format!("{known} the account \"{}\".", short(&own.account));
        let hint = "Write the account as entries have it, with its `role` where it has several.";
        return Err(Problems::one(Code::UnknownAccount, &at.key("account"), message, hint));
    };
    // A balance before the first entry needs an open account.
    accounts[account].first = accounts[account].first.min(own.on);
    Ok(Assertion { on: own.on, account, currency, balance })
}

/// Notes names that the program would read as something else, or not at all.
fn names(request: &ExportJournalRequest, list: &At, check: &mut Check) {
    for (i, own) in request.names.iter().enumerate() {
        let is_good = match request.format {
            LedgerFormat::Beancount => is_beancount(&own.name),
            LedgerFormat::Hledger | LedgerFormat::Ledger => is_plain(&own.name),
        };
        if !is_good {
            let message = format!("\"{}\" is no name of an account there.", short(&own.name));
            let hint = match request.format {
                LedgerFormat::Beancount => {
                    "Begin with Assets, Liabilities, Equity, Income or Expenses, then parts after colons: capital or digit first."
                }
                _ => "Write letters, digits, single spaces and colons.",
            };
            check.note(Code::BadId, &list.index(i).key("name"), message, hint);
        }
    }
}

fn is_beancount(name: &str) -> bool {
    let mut parts = name.split(':');
    let is_kind =
        parts.next().is_some_and(|own| ["Assets", "Liabilities", "Equity", "Income", "Expenses"].contains(&own));
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    is_kind && name.contains(':') && parts.all(is_part)
}

fn is_plain(name: &str) -> bool {
    let is_part = |part: &str| part.starts_with(char::is_alphanumeric) && part.trim_end() == part;
    let is_read = |c: char| c.is_alphanumeric() || matches!(c, ':' | ' ' | '-' | '.' | '_' | '&' | '\'');
    name.chars().all(is_read) && !name.contains("  ") && name.split(':').all(is_part)
}

/// Notes accounts below others that have postings: Beancount would add them up.
fn apart(accounts: &[Account], at: &At, check: &mut Check) {
    let mut names: Vec<&str> = accounts.iter().map(|own| own.own.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in &names {
        let under = format!("{name}:");
        if let Some(other) = names.iter().find(|own| own.starts_with(&under)) {
            let message = format!("\"{}\" is below \"{}\", which has entries too.", short(other), short(name));
            check.note(Code::Conflict, at, message, "Beancount adds what is below: write another name.");
        }
    }
}

/// Names of accounts that are opened, each once.
pub(super) fn opened(accounts: &[Account]) -> Vec<(&str, Date)> {
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
