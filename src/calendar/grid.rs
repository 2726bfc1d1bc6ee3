//! A grid: the infinite row of period boundaries given by an anchor, a length and a bill day.

use super::interval::Length;
use super::moment::DAY_MS;
use super::{BillDay, Date, Interval, Moment};
use crate::policy::EndOfMonth;

/// Period boundaries: boundary k is the anchor plus k intervals, for every whole k, each computed from the anchor.
///
/// Months and days keep the anchor's time of day; hours and seconds count elapsed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    anchor: Moment,
    first: Date,
    day: BillDay,
    length: Length,
}

impl Grid {
    /// The grid through `anchor`; months fall on the anchor's own day, clamped.
    pub fn anchored(anchor: Date, every: Interval) -> Grid {
        Grid::from(anchor.into(), every, EndOfMonth::Clamp)
    }

    /// The grid through an instant or date; `end_of_month` says where an anchor on the last day of its month goes.
    pub fn from(anchor: Moment, every: Interval, end_of_month: EndOfMonth) -> Grid {
        let (first, length) = (anchor.date(), every.length());
        let keeps = match end_of_month {
            EndOfMonth::Clamp => false,
            EndOfMonth::LastDay => true,
            EndOfMonth::LastDayForYears => every.is_years(),
        };
        let day = if keeps && first.is_month_end() { BillDay::Last } else { BillDay::Day(first.day()) };
        Grid { anchor, first, day, length }
    }

    /// The grid of elapsed time from a moment, in milliseconds (at least 1).
    pub fn elapsed(anchor: Moment, ms: i64) -> Grid {
        Grid { anchor, first: anchor.date(), day: BillDay::Day(1), length: Length::Millis(ms.max(1)) }
    }

    /// The grid whose months begin on `day` and that has a boundary in the anchor's month.
    pub fn on_day(anchor: Date, day: BillDay, every: Interval) -> Grid {
        Grid { anchor: anchor.into(), first: anchor, day, length: every.length() }
    }

    /// The grid on the same anchor and day with another length, for month lengths.
    pub(crate) fn with_months(self, months: i32) -> Grid {
        Grid { length: Length::Months(months.max(1)), ..self }
    }

    pub(crate) fn length(&self) -> Length {
        self.length
    }

    /// Boundary k. Stops at the first and last date of the calendar.
    pub fn boundary(&self, k: i32) -> Date {
        match self.length {
            Length::Months(n) => self.day.in_month(self.first.month_index().saturating_add(k.saturating_mul(n))),
            Length::Days(n) => self.first.plus_days(k.saturating_mul(n)),
            Length::Millis(_) => self.moment(k).date(),
        }
    }

    /// Boundary k with its time of day.
    pub fn moment(&self, k: i32) -> Moment {
        match self.length {
            Length::Millis(n) => self.anchor.plus(i64::from(k).saturating_mul(n)),
            _ => Moment::at(self.boundary(k), self.anchor.time(), self.anchor.is_civil()),
        }
    }

    /// The period that holds `date`: the largest k whose boundary is not after it.
    pub fn index(&self, date: Date) -> i32 {
        match self.length {
            Length::Months(n) => {
                let k = (date.month_index() - self.first.month_index()).div_euclid(n);
                if self.boundary(k) > date {
                    k - 1
                } else {
                    k
                }
            }
            Length::Days(n) => date.days_since(self.first).div_euclid(n),
            Length::Millis(_) => self.index_of(date.into()),
        }
    }

    /// The period that holds a moment.
    pub fn index_of(&self, moment: Moment) -> i32 {
        match self.length {
            Length::Millis(n) => {
                let k = moment.since(self.anchor).div_euclid(n);
                i32::try_from(k).unwrap_or(if k < 0 { i32::MIN } else { i32::MAX })
            }
            // Shifted by the anchor's time of day, every boundary is a midnight.
            _ => self.index(moment.plus(-self.anchor.time()).date()),
        }
    }

    /// Whether a period begins on `date`.
    pub fn has_boundary(&self, date: Date) -> bool {
        self.boundary(self.index(date)) == date
    }

    /// One interval before or after a moment, whatever the grid's anchor.
    pub fn step_from(&self, moment: Moment, forward: bool) -> Moment {
        let sign = if forward { 1 } else { -1 };
        match self.length {
            Length::Months(n) => Moment::at(moment.date().plus_months(sign * n), moment.time(), moment.is_civil()),
            Length::Days(n) => moment.plus(i64::from(sign * n) * DAY_MS),
            Length::Millis(n) => moment.plus(i64::from(sign) * n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Unit;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn anchors_return_to_their_day() {
        let grid = Grid::anchored(date("2023-01-31"), Interval::MONTH);
        let dates: Vec<String> = (0..5).map(|k| grid.boundary(k).to_string()).collect();
        assert_eq!(dates, ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"]);
    }

    proptest! {
        #[test]
        fn every_date_lies_in_exactly_one_period(days in 0i32..40_000, at in 0i32..40_000, count in 1u32..30,
                                                 bill_day in 1u32..=31, months in any::<bool>()) {
            let base = date("1990-01-01");
            let unit = if months { Unit::Month } else { Unit::Day };
            let grid = Grid::on_day(base.plus_days(days), BillDay::Day(bill_day), Interval { count, unit });
            let probe = base.plus_days(at);
            let k = grid.index(probe);
            prop_assert!(grid.boundary(k) <= probe && probe < grid.boundary(k + 1));
            if months {
                let drift = grid.boundary(k).day();
                prop_assert!(drift == bill_day || (grid.boundary(k).is_month_end() && drift < bill_day));
            }
        }
    }
}
