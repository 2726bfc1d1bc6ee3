//! Points in time: a civil date, or a UTC instant beside it. Civil dates are midnights that know that they are dates.

use std::fmt;

use super::Date;
use crate::document::{short, wrong, Node, Read, Write};
use crate::policy::Grain;
use crate::problem::{At, Check, Code};

/// Milliseconds in a civil day; UTC has no leap seconds here.
pub const DAY_MS: i64 = 86_400_000;

/// A civil date (`2026-01-31`) or a UTC instant (`2026-01-31T15:00:00Z`, to the millisecond).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the first day of the calendar.
    ms: i64,
    /// Whether it is a date.
    civil: bool,
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> std::cmp::Ordering {
        self.ms.cmp(&other.ms).then(self.civil.cmp(&other.civil))
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Moment {
        Moment { ms: i64::from(date.days_since(Date::MIN)) * DAY_MS, civil: true }
    }
}

impl Moment {
    /// The civil day (UTC) that holds it.
    pub fn date(self) -> Date {
        // OK because moments lie between the first and the last date.
        Date::MIN.plus_days(i32::try_from(self.ms.div_euclid(DAY_MS)).unwrap_or(i32::MAX))
    }
    /// Milliseconds after midnight.
    pub fn time(self) -> i64 {
        self.ms.rem_euclid(DAY_MS)
    }
    /// Whether it is a civil date.
    pub fn is_civil(self) -> bool {
        self.civil
    }
    /// Milliseconds from `earlier` to it.
    pub fn since(self, earlier: Moment) -> i64 {
        self.ms - earlier.ms
    }
    /// Moved by milliseconds, inside the calendar; a date moved by whole days stays a date.
    pub fn plus(self, ms: i64) -> Moment {
        let last = Moment::from(Date::MAX).ms;
        let moved = self.ms.saturating_add(ms).clamp(0, last);
        Moment { ms: moved, civil: self.civil && moved % DAY_MS == 0 }
    }
    /// A date at a time of day; `civil` where that is a date.
    pub(super) fn at(date: Date, time: i64, civil: bool) -> Moment {
        Moment { civil: civil && time == 0, ..Moment::from(date).plus(time) }
    }
    /// Cut to the grain: 12:00:00.700 is 12:00:00 by seconds, and its UTC day by days.
    pub fn cut(self, grain: Grain) -> Moment {
        let unit = match grain {
            Grain::Day => DAY_MS,
            Grain::Second => 1000,
            Grain::Millisecond => 1,
        };
        Moment { ms: self.ms - self.ms.rem_euclid(unit), civil: self.civil }
    }

    /// Reads a date or an instant.
    pub fn parse(text: &str) -> Option<Moment> {
        let Some((date, time)) = text.split_once('T') else { return Date::parse(text).map(Moment::from) };
        let clock = time.strip_suffix('Z')?;
        if !clock.is_ascii() {
            return None;
        }
        let (clock, part) = clock.split_once('.').unwrap_or((clock, "0"));
        let bytes = clock.as_bytes();
        let seconds = match bytes.len() {
            8 if bytes[5] == b':' => number(&clock[6..8])?,
            5 => 0,
            _ => return None,
        };
        if bytes[2] != b':' || part.is_empty() || part.len() > 3 {
            return None;
        }
        let (hours, minutes) = (number(clock.get(0..2)?)?, number(clock.get(3..5)?)?);
        if hours > 23 || minutes > 59 || seconds > 59 {
            return None;
        }
        let part = number(part)? * [100, 10, 1][part.len() - 1];
        let time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + part;
        Some(Moment::at(Date::parse(date)?, time, false))
    }
}

fn number(digits: &str) -> Option<i64> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.civil {
            return self.date().fmt(f);
        }
        let (seconds, part) = (self.time() / 1000, self.time() % 1000);
        write!(f, "{}T{:02}:{:02}:{:02}", self.date(), seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        if part > 0 {
            write!(f, ".{part:03}")?;
        }
        f.write_str("Z")
    }
}

impl Write for Moment {
    fn write(&self) -> Node {
        Node::Text(self.to_string())
    }
}

impl Read for Moment {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Moment> {
        let Node::Text(text) = node else {
            wrong(&node, "a date or an instant in a text: \"2026-01-31\", \"2026-01-31T15:00:00Z\"", at, check);
            return None;
        };
        if !text.contains('T') {
            return Date::read(Node::Text(text), at, check).map(Moment::from);
        }
        let moment = Moment::parse(&text).filter(|moment| moment.date() < Date::MAX);
        if moment.is_none() {
            let hint = "Write an instant in UTC: \"2026-01-31T15:00:00Z\", at most milliseconds.";
            check.note(Code::BadDate, at, format!("\"{}\" is not an instant.", short(&text)), hint);
        }
        moment
    }
}

#[cfg(test)]
impl ts_rs::TS for Moment {
    type WithoutGenerics = Moment;
    type OptionInnerType = Moment;
    fn name(_: &ts_rs::Config) -> String {
        "Moment".into()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "string".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_instants() {
        for (text, shown) in [
            ("2026-01-31", "2026-01-31"),
            ("2026-01-31T15:00:00Z", "2026-01-31T15:00:00Z"),
            ("2026-01-31T15:00Z", "2026-01-31T15:00:00Z"),
            ("2026-01-31T23:59:59.7Z", "2026-01-31T23:59:59.700Z"),
            ("2024-02-29T00:00:00.001Z", "2024-02-29T00:00:00.001Z"),
        ] {
            assert_eq!(Moment::parse(text).map(|m| m.to_string()).as_deref(), Some(shown), "{text}");
        }
        for bad in [
            "2026-01-31T24:00:00Z",
            "2026-01-31T15:00:00",
            "2026-01-31T15:00:00+01:00",
            "2026-02-30T00:00:00Z",
            "2026-01-31T1:00Z",
            "2026-01-31T15:00:00.1234Z",
            "T15:00:00Z",
            "2026-01-31T1é:00:00Z",
        ] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
    }
}
