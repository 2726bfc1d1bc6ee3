//! Number series: gapless numbers that the caller holds.

use super::document::{Invoice, InvoiceKind};
use crate::calendar::Date;
use crate::document::{document, short, words};
use crate::problem::{At, Check, Code, Problems, Result};

/// At most this many characters of a number.
const MAX_NUMBER: usize = 60;

words! {
    /// When a series begins again at 1.
    pub enum SeriesReset {
        /// Never.
        Never = "never",
        /// With each calendar year of document dates; the format then holds the year.
        Year = "year",
        /// With each month; the format then holds year and month.
        Month = "month",
    }
}

document! {
    /// A series of numbers, as the caller keeps it: it goes into `post` and comes back with its next number. Keep it in the same
    /// transaction as the documents, so that no number is lost and none is used twice.
    pub struct NumberSeries {
        /// The caller's key.
        pub id: String,
        /// What `{prefix}` stands for.
        pub prefix: Option<String>,
        /// How a number is written: text with `{number}` or `{number:5}` (at least five digits), `{prefix}`, `{year}`, `{yy}`,
        /// `{month}`. Default `{prefix}{number}`.
        pub format: String = "{prefix}{number}".to_owned(),
        /// The next number, from 1. Default 1.
        pub next: u32 = 1,
        /// When it begins again at 1. Default `never`.
        pub reset: SeriesReset = SeriesReset::Never,
        /// Only documents of these kinds. Default: all.
        pub kinds: Option<Vec<InvoiceKind>>,
        /// Only documents of these sellers. Default: all.
        pub sellers: Option<Vec<String>>,
        /// Only documents of these accounts. Default: all.
        pub accounts: Option<Vec<String>>,
        /// The last document that it numbered. `post` writes it.
        pub last: Option<SeriesLast>,
    }
}

document! {
    /// The last document of a series.
    pub struct SeriesLast {
        /// Its date: no later one is dated before.
        pub date: Date,
        /// Its number.
        pub number: String,
        /// Its receipt's `document` digest, on which the next receipt builds.
        pub document: Option<String>,
    }
}

impl NumberSeries {
    /// Notes what would make two equal numbers.
    pub(super) fn check(&self, at: &At, check: &mut Check) {
        let parts = match parts(&self.format) {
            Ok(parts) => parts,
            Err(unknown) => {
                let message = format!("`{}` is no part of a number.", short(&unknown));
                let hint = "Parts are {prefix}, {year}, {yy}, {month}, {number} and {number:5}.";
                return check.note(Code::UnknownValue, &at.key("format"), message, hint);
            }
        };
        let holds = |wanted: fn(&Part) -> bool| parts.iter().any(wanted);
        let year = holds(|part| matches!(part, Part::Year | Part::ShortYear));
        let month = holds(|part| matches!(part, Part::Month));
        let needs = match self.reset {
            _ if !holds(|part| matches!(part, Part::Number(_))) => Some("{number}"),
            SeriesReset::Year | SeriesReset::Month if !year => Some("{year}"),
            SeriesReset::Month if !month => Some("{month}"),
            _ => None,
        };
        if let Some(needs) = needs {
            let message = format!("Without `{needs}` two documents would have the same number.");
            check.note(Code::Conflict, &at.key("format"), message, format!("Put {needs} into the format."));
        }
        if self.next == 0 {
            check.note(Code::OutOfRange, &at.key("next"), "Numbers begin at 1.", "Write 1 or more.");
        }
    }

    /// Whether a document takes its number here.
    pub(super) fn fits(&self, invoice: &Invoice) -> bool {
        let id = |party: &Option<crate::quote::Party>| party.as_ref().and_then(|own| own.id.clone());
        let among = |list: &Option<Vec<String>>, id: Option<String>| {
            list.as_ref().is_none_or(|list| id.is_some_and(|id| list.contains(&id)))
        };
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&invoice.kind))
            && among(&self.sellers, id(&invoice.seller))
            && among(&self.accounts, id(&invoice.account))
    }

    /// Takes the next number for a document of a date.
    ///
    /// # Errors
    /// `date_goes_back`, `overflow`, `limit_exceeded`.
    pub(super) fn take(&mut self, date: Date, at: &At) -> Result<String> {
        if let Some(last) = self.last.as_ref().filter(|last| date < last.date) {
            let message = format!(
                "The series \"{}\" has {} of {}; a document of {date} would come after it.",
                short(&self.id),
                short(&last.number),
                last.date
            );
            let hint = format!("Date it {} or later.", last.date);
            return Err(Problems::one(Code::DateGoesBack, at, message, hint));
        }
        let begins = self.last.as_ref().is_some_and(|last| match self.reset {
            SeriesReset::Never => false,
            SeriesReset::Year => last.date.year() != date.year(),
            SeriesReset::Month => last.date.month_index() != date.month_index(),
        });
        let number = if begins { 1 } else { self.next };
        let Some(next) = number.checked_add(1) else {
            let message = format!("The series \"{}\" has no number after {number}.", short(&self.id));
            return Err(Problems::one(Code::Overflow, at, message, "Begin another series."));
        };
        let text = self.written(number, date);
        if text.chars().count() > MAX_NUMBER {
            let message = format!("The number has more than {MAX_NUMBER} characters.");
            return Err(Problems::one(Code::LimitExceeded, at, message, "Shorten the prefix or the format."));
        }
        self.next = next;
        Ok(text)
    }

    fn written(&self, number: u32, date: Date) -> String {
        let write = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Prefix => self.prefix.clone().unwrap_or_default(),
            Part::Year => format!("{:04}", date.year()),
            Part::ShortYear => format!("{:02}", date.year().rem_euclid(100)),
            Part::Month => format!("{:02}", date.month()),
            Part::Number(digits) => format!("{number:0width$}", width = *digits),
        };
        parts(&self.format).unwrap_or_default().iter().map(write).collect()
    }
}

enum Part {
    Text(String),
    Prefix,
    Year,
    ShortYear,
    Month,
    /// At least so many digits.
    Number(usize),
}

/// The parts of a format, or the part that is none.
fn parts(format: &str) -> std::result::Result<Vec<Part>, String> {
    let mut all = Vec::new();
    let mut rest = format;
    while let Some(open) = rest.find('{') {
        let (text, after) = rest.split_at(open);
        if !text.is_empty() {
            all.push(Part::Text(text.to_owned()));
        }
        let Some(close) = after.find('}') else { return Err(after.to_owned()) };
        let word = &after[1..close];
        all.push(match word {
            "prefix" => Part::Prefix,
            "year" => Part::Year,
            "yy" => Part::ShortYear,
            "month" => Part::Month,
            "number" => Part::Number(1),
            _ => match word.strip_prefix("number:").and_then(|digits| digits.parse().ok()) {
                Some(digits @ 1..=20) => Part::Number(digits),
                _ => return Err(format!("{{{word}}}")),
            },
        });
        rest = &after[close + 1..];
    }
    if !rest.is_empty() {
        all.push(Part::Text(rest.to_owned()));
    }
    Ok(all)
}
