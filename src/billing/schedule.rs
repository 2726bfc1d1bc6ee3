//! A recurring schedule: the billing grid of a charge and the dates that read its curve.

use super::{Alignment, FirstBillDay, Recurring, Timing};
use crate::calendar::{cut, BillDay, Date, Grid, Interval, Period, Span, Unit};
use crate::policy::{Policy, Stub};
use crate::problem::{At, Check, Code};

/// At most this many billing periods of one charge (ten years of days).
pub const MAX_PERIODS: usize = 4000;

/// When a recurring charge is billed.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// The boundaries of billing periods.
    pub grid: Grid,
    /// Before or after the service.
    pub timing: Timing,
    first: Stub,
    last: Stub,
}

impl Recurring {
    /// Notes what cannot be a schedule; `per` is the billing period where `every` is not written.
    pub fn check(&self, per: Option<Interval>, at: &At, check: &mut Check) {
        if let Some(every) = self.every {
            every.check_civil(&at.key("every"), check);
        }
        self.check_days(per, at, check);
    }

    /// Notes days and months that the period does not have.
    pub(crate) fn check_days(&self, per: Option<Interval>, at: &At, check: &mut Check) {
        if let Some(every) = self.every.or(per) {
            let by_days = every.months().is_none();
            if by_days && (self.bill_day.is_some() || self.bill_month.is_some()) {
                check.note(
                    Code::Conflict,
                    &at.key(if self.bill_day.is_some() { "billDay" } else { "billMonth" }),
                    "A period of days or weeks has no day of the month.",
                    "Leave out billDay and billMonth, or bill every month.",
                );
            }
        }
        if self.bill_month.is_some_and(|month| !(1..=12).contains(&month)) {
            check.note(Code::OutOfRange, &at.key("billMonth"), "This is not a month.", "Write 1 to 12.");
        }
    }

    /// The schedule of a charge that starts on `start`, in a quote that starts on `order_start`; `per` is the price
    /// period, which is the billing period where none is written.
    pub fn schedule(&self, start: Date, order_start: Date, per: Interval, policy: &Policy) -> Schedule {
        let every = self.every.unwrap_or(per);
        Schedule {
            grid: self.grid(start, order_start, every, policy),
            timing: self.timing,
            first: self.first_period.unwrap_or(policy.first_period),
            last: self.last_period.unwrap_or(policy.last_period),
        }
    }

    fn grid(&self, start: Date, order_start: Date, every: Interval, policy: &Policy) -> Grid {
        let base = if self.alignment == Alignment::Order { order_start } else { start };
        let Some(months) = every.months() else {
            let monday = base.plus_days(1 - base.weekday() as i32);
            let calendar_week = self.alignment == Alignment::Calendar && every.unit == Unit::Week;
            return Grid::anchored(if calendar_week { monday } else { base }, every);
        };
        let calendar = self.alignment == Alignment::Calendar;
        let day = match self.bill_day {
            Some(day) => day,
            None if calendar || self.bill_month.is_some() => BillDay::Day(1),
            None => return Grid::from(base.into(), every, policy.end_of_month),
        };
        let month = base.month_index();
        let reached = Date::in_month(month, day.day()) >= base;
        let anchor = if let Some(bill_month) = self.bill_month {
            phase(month, bill_month as i32 - 1, months)
        } else if calendar || self.first_bill_day == FirstBillDay::Calendar {
            phase(month, 0, months)
        } else if reached {
            month
        } else if self.first_bill_day == FirstBillDay::Next {
            month + 1
        } else {
            month + months
        };
        Grid::on_day(Date::in_month(anchor, day.day()), day, every)
    }
}

/// The month of the calendar's cycle of `months` months, counted from month `offset` of year 0, that holds `month`.
fn phase(month: i32, offset: i32, months: i32) -> i32 {
    (month - offset).div_euclid(months) * months + offset
}

impl Schedule {
    /// The billing periods of a service from `start` to `end` (exclusive; `None` without an end). Without an end, the
    /// periods that begin before `until`; a period never depends on it.
    ///
    /// The second value says whether there are more than [`MAX_PERIODS`].
    pub fn periods(&self, start: Date, end: Option<Date>, until: Date) -> (Vec<Period>, bool) {
        let span = Span { from: start, to: end.unwrap_or(Date::MAX) };
        match end {
            Some(_) => cut(&self.grid, span, self.first, self.last, MAX_PERIODS),
            None => {
                // One period past the horizon, so that a combined first stub is seen whole.
                let k = self.grid.index(until.max(start)).saturating_add(2);
                let stop = Span { from: start, to: self.grid.boundary(k) };
                let (mut periods, more) = cut(&self.grid, stop, self.first, Stub::Separate, MAX_PERIODS);
                periods.retain(|period| period.span.from < until);
                (periods, more)
            }
        }
    }

    /// What happens to a first and to a last stub.
    pub fn stubs(&self) -> (Stub, Stub) {
        (self.first, self.last)
    }

    /// The invoice date of a period.
    pub fn date(&self, period: &Period) -> Date {
        match self.timing {
            Timing::Advance => period.span.from,
            Timing::Arrears => period.span.to,
        }
    }
}
