//! Civil dates: years 1 to 9999, written `YYYY-MM-DD`.

use chrono::{Datelike, NaiveDate};
use std::fmt;

use crate::document::{short, wrong, Node, Read, Write};
use crate::problem::{At, Check, Code};

/// A civil date. Its only written form is `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The first date that the engine computes with.
    pub const MIN: Date = Date(match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(d) => d,
        None => NaiveDate::MIN,
    });
    /// The last date that the engine computes with. Arithmetic stops here instead of wrapping.
    pub const MAX: Date = Date(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(d) => d,
        None => NaiveDate::MAX,
    });

    /// The date, or `None` when the calendar does not have it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).map(Date).filter(|d| *d >= Date::MIN && *d <= Date::MAX)
    }

    /// Reads `YYYY-MM-DD`, strictly: two-digit months and days, a date that exists.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
        };
        Date::new(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }
    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }
    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }
    /// Months since year 0: what month arithmetic counts in.
    pub fn month_index(self) -> i32 {
        self.0.year() * 12 + self.0.month0() as i32
    }
    /// Monday 1 to Sunday 7.
    pub fn weekday(self) -> u32 {
        self.0.weekday().number_from_monday()
    }
    /// Days from `earlier` to this date; negative when `earlier` is later.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0.num_days_from_ce() - earlier.0.num_days_from_ce()
    }

    /// This date moved by days; stops at [`Date::MIN`] and [`Date::MAX`].
    pub fn plus_days(self, days: i32) -> Date {
        let target = self.0.num_days_from_ce().saturating_add(days);
        let date = NaiveDate::from_num_days_from_ce_opt(target);
        match date {
            Some(d) => Date(d).clamp(Date::MIN, Date::MAX),
            None if days < 0 => Date::MIN,
            None => Date::MAX,
        }
    }

    /// The day before.
    pub fn before(self) -> Date {
        self.plus_days(-1)
    }

    /// This date moved by whole months; a day that the month does not have becomes its last day.
    pub fn plus_months(self, months: i32) -> Date {
        Date::in_month(self.month_index().saturating_add(months), self.day())
    }

    /// The day of a month counted as in [`Date::month_index`]; a day above the month's length becomes its last day.
    pub fn in_month(index: i32, day: u32) -> Date {
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) as u32 + 1);
        if year < 1 {
            return Date::MIN;
        }
        if year > 9999 {
            return Date::MAX;
        }
        Date::new(year, month, day.clamp(1, days_in_month(year, month))).unwrap_or(Date::MAX)
    }

    /// Whether this is the last day of its month.
    pub fn is_month_end(self) -> bool {
        self.day() == days_in_month(self.year(), self.month())
    }

    /// The most whole months that fit between this date and `later`, counted from this date with clamping.
    pub fn whole_months_until(self, later: Date) -> i32 {
        let guess = later.month_index() - self.month_index();
        if self.plus_months(guess) > later {
            guess - 1
        } else {
            guess
        }
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// The ten characters of its written form.
    fn written(self) -> [u8; 10] {
        let digit = |n: i32| b'0' + n.rem_euclid(10) as u8;
        let (year, month, day) = (self.year(), self.month() as i32, self.day() as i32);
        let year = [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)];
        let (month, day) = ([digit(month / 10), digit(month)], [digit(day / 10), digit(day)]);
        [year[0], year[1], year[2], year[3], b'-', month[0], month[1], b'-', day[0], day[1]]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // OK because the form is ASCII.
        f.write_str(std::str::from_utf8(&self.written()).unwrap_or_default())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Write for Date {
    fn write(&self) -> Node {
        Node::Text(self.to_string())
    }
    fn json(&self, out: &mut Vec<u8>) {
        out.push(b'"');
        out.extend_from_slice(&self.written());
        out.push(b'"');
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Date {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Date> {
        let Node::Text(text) = node else {
            wrong(&node, "a date in a text: \"2026-01-31\"", at, check);
            return None;
        };
        let date = Date::parse(&text);
        if date.is_none() {
            let shaped = text.len() == 10 && text.split('-').map(str::len).eq([4, 2, 2]);
            let hint = if shaped && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                "The calendar does not have this day; look at the month (01 to 12) and its length."
            } else {
                "Write year, month and day: \"2026-01-31\"."
            };
            check.note(Code::BadDate, at, format!("\"{}\" is not a date.", short(&text)), hint);
        }
        date
    }
}

#[cfg(test)]
impl ts_rs::TS for Date {
    type WithoutGenerics = Date;
    type OptionInnerType = Date;
    fn name(_: &ts_rs::Config) -> String {
        "CivilDate".into()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "string".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_real_dates() {
        for good in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-12-31"] {
            assert_eq!(Date::parse(good).map(|d| d.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "2026-02-30",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "20260101",
            "",
            "0000-01-01",
            "2026-01-01T00:00",
            "２026-01-01",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn moves_by_months_with_clamping() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2026-01-31", 2, "2026-03-31"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("0001-01-15", -1, "0001-01-01"),
            ("9999-12-15", 1, "9999-12-31"),
        ] {
            let from = Date::parse(from).expect("a date");
            assert_eq!(from.plus_months(months).to_string(), to, "{from} {months}");
        }
    }
}
