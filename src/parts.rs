//! The small verbs: `periods`, `measure`, `rate` and `allocate`, over the same calendar and arithmetic as quotes.

mod allocate;
mod measure;
mod periods;
mod rate;

pub use allocate::{allocate, AllocateRequest, AllocateResult};
pub use measure::{measure, Change, ChangePart, MeasureRequest, MeasureResult, QuantityFrom, Rest, Whole};
pub use periods::{periods, BillingPeriod, Close, PeriodsRequest, PeriodsResult, Stretch};
pub use rate::{rate, Carried, CarriedLeft, RateRecord, RateRequest, RateResult, RatedTerm};

use crate::calendar::{Date, Moment, DAY_MS};
use crate::money::Currency;
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

/// The currency of amounts, or the decimals of what is no money; notes both, neither, and what is neither.
fn currency(code: &Option<String>, scale: Option<u32>, at: &At, check: &mut Check) -> Currency {
    let found = match (code, scale) {
        (Some(code), None) => check.keep(Currency::new(code, &at.key("currency"))),
        (None, Some(scale)) if scale <= 12 => Some(Currency::with_digits(scale)),
        (None, Some(_)) => {
            check.note(Code::OutOfRange, &at.key("scale"), "Too many decimals.", "Write 0 to 12.");
            None
        }
        (None, None) => {
            let hint = "Add currency, or scale for what is no money.";
            check.note(Code::MissingField, &at.key("currency"), "Neither a currency nor a scale.", hint);
            None
        }
        (Some(_), Some(_)) => {
            check.note(Code::Conflict, &at.key("scale"), "Both currency and scale.", "Write one of the two.");
            None
        }
    };
    found.unwrap_or(Currency::with_digits(0))
}
