//! The small verbs: `periods`, `measure` and `allocate`, over the same calendar and arithmetic as quotes.

mod allocate;
mod measure;
mod periods;

pub use allocate::{allocate, AllocateRequest, AllocateResult};
pub use measure::{measure, Change, ChangePart, MeasureRequest, MeasureResult, QuantityFrom, Rest, Whole};
pub use periods::{periods, BillingPeriod, Close, PeriodsRequest, PeriodsResult, Stretch};

use crate::calendar::{Date, Moment, DAY_MS};
use crate::problem::{At, Check, Code};

/// The exclusive end that an inclusive `end` or an exclusive `until` gives; notes both, or an end before the start.
fn exclusive(start: Moment, end: Option<Date>, until: Option<Moment>, at: &At, check: &mut Check) -> Option<Moment> {
    let hint = "end is the last day, inclusive; until is the first day or instant after, exclusive.";
    let exclusive = match (end, until) {
        (Some(_), Some(_)) => {
            check.note(Code::Conflict, &at.key("until"), "Both end and until.", hint);
            return None;
        }
        (Some(end), None) if end >= Date::MAX => {
            let message = "This is the last day of the calendar; the day after it cannot be written.";
            check.note(Code::OutOfRange, &at.key("end"), message, "Write an earlier day.");
            return None;
        }
        (Some(end), None) => Moment::from(end).plus(DAY_MS),
        (None, Some(until)) => until,
        (None, None) => return None,
    };
    if exclusive < start {
        let key = if end.is_some() { "end" } else { "until" };
        check.note(Code::EndBeforeStart, &at.key(key), format!("It ends before its start, {start}."), hint);
    }
    Some(exclusive)
}
