//! Calendar months, counted as dates count them.

use crate::calendar::{Date, Span};
use crate::document::short;
use crate::problem::{At, Code, Problems, Result};

/// The days of a month, counted as in [`Date::month_index`].
pub(super) fn days(month: i32) -> Span {
    Span { from: Date::in_month(month, 1), to: Date::in_month(month, 31).plus_days(1) }
}

/// The last day of a month.
pub(super) fn last_day(month: i32) -> Date {
    Date::in_month(month, 31)
}

/// A month as documents write it: `2026-01`.
pub(super) fn name(month: i32) -> String {
    Date::in_month(month, 1).to_string().chars().take(7).collect()
}

/// Reads `YYYY-MM`.
///
/// # Errors
/// `bad_date`.
pub(super) fn parse(text: &str, at: &At) -> Result<i32> {
    let date = Some(text).filter(|text| text.len() == 7).and_then(|text| Date::parse(&format!("{text}-01")));
    date.map(Date::month_index).ok_or_else(|| {
        let message = format!("\"{}\" is not a month.", short(text));
        Problems::one(Code::BadDate, at, message, "Write year and month: \"2026-01\".")
    })
}
