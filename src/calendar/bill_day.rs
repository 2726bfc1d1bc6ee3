//! The day of the month on which periods begin.

use super::Date;
use crate::document::{Fields, Node, Read, Write};
use crate::problem::{At, Check, Code};

/// The day of the month on which periods begin: 1 to 31, the last day, or a weekday.
///
/// A day above the length of a month means that month's last day, and the day returns in longer months. `"last"`
/// is the last day of every month; it differs from 31 in nothing but its name, and from 28, 29, 30 in every
/// longer month. `{ "weekday": 2, "nth": 3 }` is the third Tuesday; `nth: "last"` the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillDay {
    /// 1 to 31.
    Day(u32),
    /// The last day of the month.
    Last,
    /// A weekday (Monday 1 to Sunday 7), the first to fourth of the month; 5 is the last one.
    Weekday(u32, u32),
}

impl BillDay {
    /// The day in a month counted as in [`Date::month_index`].
    pub fn in_month(self, index: i32) -> Date {
        match self {
            BillDay::Day(day) => Date::in_month(index, day),
            BillDay::Last => Date::in_month(index, 31),
            BillDay::Weekday(weekday, nth) => {
                let first = Date::in_month(index, 1);
                let ahead = (weekday + 7 - first.weekday()) % 7;
                if nth < 5 {
                    return Date::in_month(index, 1 + ahead + 7 * (nth - 1));
                }
                let last = Date::in_month(index, 31);
                last.plus_days(-(((last.weekday() + 7 - weekday) % 7) as i32))
            }
        }
    }
}

impl Write for BillDay {
    fn write(&self) -> Node {
        match self {
            BillDay::Day(day) => day.write(),
            BillDay::Last => "last".write(),
            BillDay::Weekday(weekday, nth) => {
                let nth = if *nth < 5 { nth.write() } else { "last".write() };
                Node::Object(vec![("weekday".into(), weekday.write()), ("nth".into(), nth)])
            }
        }
    }
}

impl Read for BillDay {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<BillDay> {
        match node {
            Node::Integer(day @ 1..=31) => u32::try_from(day).ok().map(BillDay::Day),
            Node::Text(word) if word == "last" => Some(BillDay::Last),
            Node::Object(_) => weekday(node, at, check),
            _ => {
                let hint = "Write a whole number from 1 to 31, \"last\", or { \"weekday\": 1, \"nth\": 1 }.";
                check.note(Code::OutOfRange, at, "This is not a day of the month.", hint);
                None
            }
        }
    }
}

fn weekday(node: Node, at: &At, check: &mut Check) -> Option<BillDay> {
    let mut fields = Fields::open(node, at, check)?;
    let weekday = match fields.remove("weekday") {
        Some(Node::Integer(day @ 1..=7)) => u32::try_from(day).ok(),
        _ => {
            let hint = "Write 1 (Monday) to 7 (Sunday).";
            check.note(Code::OutOfRange, &at.key("weekday"), "This is not a weekday.", hint);
            None
        }
    };
    let nth = match fields.remove("nth") {
        Some(Node::Integer(nth @ 1..=4)) => u32::try_from(nth).ok(),
        Some(Node::Text(word)) if word == "last" => Some(5),
        _ => {
            let hint = "Write 1 to 4, or \"last\": not every month has a fifth one.";
            check.note(Code::OutOfRange, &at.key("nth"), "This is not a place in the month.", hint);
            None
        }
    };
    fields.close(&["weekday", "nth"], at, check);
    Some(BillDay::Weekday(weekday?, nth?))
}

#[cfg(test)]
impl ts_rs::TS for BillDay {
    type WithoutGenerics = BillDay;
    type OptionInnerType = BillDay;
    fn name(_: &ts_rs::Config) -> String {
        "BillDay".into()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "number | \"last\" | { weekday: number, nth: number | \"last\" }".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_days_of_the_month() {
        let month = 2026 * 12; // January 2026 begins on a Thursday and has five of them.
        for (day, want) in [
            (BillDay::Day(31), "2026-01-31"),
            (BillDay::Last, "2026-01-31"),
            (BillDay::Weekday(4, 1), "2026-01-01"),
            (BillDay::Weekday(3, 1), "2026-01-07"),
            (BillDay::Weekday(2, 3), "2026-01-20"),
            (BillDay::Weekday(4, 5), "2026-01-29"),
            (BillDay::Weekday(7, 5), "2026-01-25"),
        ] {
            assert_eq!(day.in_month(month).to_string(), want, "{day:?}");
        }
    }
}
