//! How long a period is.

use crate::document::{document, words};

use crate::problem::{At, Check, Code};

words! {
    /// A unit of the calendar.
    pub enum Unit {
        /// A civil day.
        Day = "day",
        /// Sixty minutes; in `periods` and `measure` only, for instants.
        Hour = "hour",
        /// A second; in `periods` and `measure` only, for instants.
        Second = "second",
        /// Seven days.
        Week = "week",
        /// A calendar month, 28 to 31 days.
        Month = "month",
        /// Three calendar months.
        Quarter = "quarter",
        /// Twelve calendar months.
        Year = "year",
    }
}

document! {
    /// A number of calendar units: a price period, a billing frequency, a term.
    #[derive(Copy, Eq)]
    pub struct Interval {
        /// How many units, 1 to 3650. Default 1.
        pub count: u32 = 1,
        /// The unit.
        pub unit: Unit,
    }
}

/// The kinds of length that arithmetic knows: months clamp, days and elapsed time do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Months(i32),
    Days(i32),
    Millis(i64),
}

impl Interval {
    /// The most units of one interval.
    pub const MAX_COUNT: u32 = 3650;

    /// One year.
    pub const YEAR: Interval = Interval { count: 1, unit: Unit::Year };
    /// One month.
    pub const MONTH: Interval = Interval { count: 1, unit: Unit::Month };

    pub(crate) fn length(self) -> Length {
        // OK because check() bounds the count by 3650, so that 12 x 3650 fits.
        let count = self.count.clamp(1, Interval::MAX_COUNT) as i32;
        match self.unit {
            Unit::Second => Length::Millis(1000 * i64::from(count)),
            Unit::Hour => Length::Millis(3_600_000 * i64::from(count)),
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
            Length::Days(_) | Length::Millis(_) => None,
        }
    }

    pub(crate) fn is_years(self) -> bool {
        self.unit == Unit::Year
    }

    /// Notes hours and seconds, which need instants where a quote has civil dates.
    pub(crate) fn check_civil(self, at: &At, check: &mut Check) {
        self.check(at, check);
        if matches!(self.length(), Length::Millis(_)) {
            let hint = "Write days, weeks, months, quarters or years.";
            check.note(Code::NotSupported, &at.key("unit"), "A quote has civil dates, no hours or seconds.", hint);
        }
    }

    /// Notes a count of zero or above the limit.
    pub(crate) fn check(self, at: &At, check: &mut Check) {
        if self.count == 0 || self.count > Interval::MAX_COUNT {
            check.note(
                Code::OutOfRange,
                &at.key("count"),
                format!("{} is not a count of {}s.", self.count, self.unit.as_str()),
                format!("Write a whole number from 1 to {}.", Interval::MAX_COUNT),
            );
        }
    }
}
