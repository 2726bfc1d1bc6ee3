//! Balanced entries: the shape that journals and revenue share, and the one place that builds them.

use super::accounts::{Accounts, Posted, Role};
use crate::calendar::Date;
use crate::document::{document, words, Map};
use crate::money::{Currency, Dec, Minor};
use crate::problem::{At, Code, Problems, Result};

words! {
    /// What an entry says.
    pub enum EntryOf {
        /// A posted invoice.
        Invoice = "invoice",
        /// A posted credit note.
        CreditNote = "creditNote",
        /// A posted debit note.
        DebitNote = "debitNote",
        /// A payment.
        Payment = "payment",
        /// What will not be paid.
        WriteOff = "writeOff",
        /// Revenue of a month.
        Revenue = "revenue",
    }
}

document! {
    /// A double entry: its debits are its credits, to the cent.
    pub struct JournalEntry {
        /// The same document makes the same id: what was imported is not imported again.
        pub id: String,
        /// The day of the entry.
        pub date: Date,
        /// What it says.
        pub kind: EntryOf,
        /// The number of the document, or the id of the payment, write-off or obligation.
        pub document: String,
        /// What books print.
        pub description: String,
        /// The currency of every amount.
        pub currency: String,
        /// The customer's id.
        pub customer: Option<String>,
        /// At least two.
        pub lines: Vec<JournalLine>,
    }
}

document! {
    /// One line of an entry. Of `debit` and `credit` exactly one is above zero.
    pub struct JournalLine {
        /// The account.
        pub account: String,
        /// What it is for.
        pub role: Option<Role>,
        /// To the left.
        pub debit: String,
        /// To the right.
        pub credit: String,
        /// Cost centre, project and the like.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub dimensions: Map<String>,
        /// The tax code.
        pub tax_code: Option<String>,
        /// The order's id.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
    }
}

/// An entry while its lines are added.
pub(super) struct Draft<'a> {
    accounts: &'a Accounts,
    currency: Currency,
    lines: Vec<JournalLine>,
    /// Debits less credits.
    left: Minor,
}

impl<'a> Draft<'a> {
    pub fn new(accounts: &'a Accounts, currency: Currency) -> Draft<'a> {
        Draft { accounts, currency, lines: Vec::new(), left: Minor::ZERO }
    }

    /// Adds an amount to the left; below zero it goes to the right. Nothing for zero.
    ///
    /// # Errors
    /// `unknown_account`.
    pub fn debit(&mut self, amount: Minor, role: Role, posted: &Posted, at: &At) -> Result<()> {
        if amount == Minor::ZERO {
            return Ok(());
        }
        let side = |own: Minor| self.currency.show(own.max(Minor::ZERO));
        let text = |own: Option<&str>| own.map(str::to_owned);
        self.lines.push(JournalLine {
            account: self.accounts.account(role, posted, at)?,
            role: Some(role),
            debit: side(amount),
            credit: side(-amount),
            dimensions: self.accounts.dimensions(role, posted),
            tax_code: text(posted.tax_code),
            order: text(posted.order),
            line: text(posted.line),
            charge: text(posted.charge),
        });
        self.left += amount;
        Ok(())
    }

    /// As [`Draft::debit`], to the right.
    ///
    /// # Errors
    /// `unknown_account`.
    pub fn credit(&mut self, amount: Minor, role: Role, posted: &Posted, at: &At) -> Result<()> {
        self.debit(-amount, role, posted, at)
    }

    /// The entry; `None` where nothing is to be posted.
    ///
    /// # Errors
    /// `unbalanced` where the amounts that came in do not add up.
    pub fn finish(
        self,
        (id, document): (String, String),
        (date, kind): (Date, EntryOf),
        description: String,
        customer: Option<&str>,
        at: &At,
    ) -> Result<Option<JournalEntry>> {
        if self.left != Minor::ZERO {
            let message =
                format!("The amounts of \"{document}\" do not add up: {} is left.", self.currency.show(self.left));
            return Err(Problems::one(Code::Unbalanced, at, message, "Hand in the document as it was posted."));
        }
        Ok((!self.lines.is_empty()).then(|| JournalEntry {
            id,
            date,
            kind,
            document,
            description,
            currency: self.currency.to_string(),
            customer: customer.map(str::to_owned),
            lines: self.lines,
        }))
    }
}

/// An amount of a document, which is a text with the decimals of the currency.
///
/// # Errors
/// `bad_decimal`, `too_precise`.
pub(super) fn minor(text: &str, currency: &Currency, at: &At) -> Result<Minor> {
    let amount = Dec::parse(text).map_err(|(code, message, hint)| Problems::one(code, at, message, hint))?;
    currency.amount(&amount, at)
}
