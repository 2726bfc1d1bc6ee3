//! How long a period is.

use deserr::Deserr;
use serde::Serialize;

use crate::problem::{At, Check, Code, Problems};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum Unit {
    /// A civil day.
    Day,
    /// Seven days.
    Week,
    /// A calendar month, 28 to 31 days.
    Month,
    /// Three calendar months.
    Quarter,
    /// Twelve calendar months.
    Year,
}

/// A number of calendar units: a price period, a billing frequency, a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Interval {
    /// How many units, 1 to 3650. Default 1.
    #[deserr(default = 1)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub count: u32,
    /// The unit.
    pub unit: Unit,
}

/// The two kinds of length that arithmetic knows: months clamp, days do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Months(i32),
    Days(i32),
}

impl Interval {
    /// The most units of one interval.
    pub const MAX_COUNT: u32 = 3650;

    /// One month.
    pub const MONTH: Interval = Interval { count: 1, unit: Unit::Month };

    pub(crate) fn length(self) -> Length {
        // OK because check() bounds the count by 3650, so that 12 x 3650 fits.
        let count = self.count.clamp(1, Interval::MAX_COUNT) as i32;
        match self.unit {
            Unit::Day => Length::Days(count),
            Unit::Week => Length::Days(7 * count),
            Unit::Month => Length::Months(count),
            Unit::Quarter => Length::Months(3 * count),
            Unit::Year => Length::Months(12 * count),
        }
    }

    /// The length in months, or `None` for days and weeks.
    pub fn months(self) -> Option<i32> {
        match self.length() {
            Length::Months(months) => Some(months),
            Length::Days(_) => None,
        }
    }

    /// Notes a count of zero or above the limit.
    pub(crate) fn check(self, at: &At, check: &mut Check) {
        if self.count == 0 || self.count > Interval::MAX_COUNT {
            check.note(
                Code::OutOfRange,
                &at.key("count"),
                format!("{} is not a count of {:?}s.", self.count, self.unit).to_lowercase(),
                format!("Write a whole number from 1 to {}.", Interval::MAX_COUNT),
            );
        }
    }
}
