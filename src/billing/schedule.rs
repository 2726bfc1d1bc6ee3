//! A recurring schedule: the billing grid of a charge and the dates that read its curve.

use super::{Alignment, FirstBillDay, Recurring, Timing};
use crate::calendar::{cut, BillDay, Date, Grid, Interval, Period, Span, Unit};
use crate::policy::{Policy, Stub};
use crate::problem::{At, Check, Code};

/// At most this many billing periods of one charge (ten years of days).
pub const MAX_PERIODS: usize = 4000;

/// What a schedule may align to beside its own start.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The start of the quote.
    pub start: Date,
    /// The bill day of the account.
    pub bill_day: Option<BillDay>,
}

/// When a recurring charge is billed.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// The boundaries of billing periods.
    pub grid: Grid,
    /// Before or after the service.
    pub timing: Timing,
    first: Stub,
    last: Stub,
    /// Grids that take over from a date on, where the bill day is moved.
    moved: Vec<(Date, Grid)>,
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

    /// The schedule of a charge that starts on `start`, in a quote that starts on `order.start`; `per` is the price
    /// period, which is the billing period where none is written.
    pub fn schedule(&self, start: Date, order: Order, per: Interval, policy: &Policy) -> Schedule {
        let every = self.every.unwrap_or(per);
        Schedule {
            grid: self.grid(start, order, every, policy),
            timing: self.timing,
            first: self.first_period.unwrap_or(policy.first_period),
            last: self.last_period.unwrap_or(policy.last_period),
            moved: Vec::new(),
        }
    }

    fn grid(&self, start: Date, order: Order, every: Interval, policy: &Policy) -> Grid {
        let base = if self.alignment == Alignment::Order { order.start } else { start };
        let Some(months) = every.months() else {
            let monday = base.plus_days(1 - base.weekday() as i32);
            let calendar_week = self.alignment == Alignment::Calendar && every.unit == Unit::Week;
            return Grid::anchored(if calendar_week { monday } else { base }, every);
        };
        let calendar = self.alignment == Alignment::Calendar;
        let account = order.bill_day.filter(|_| self.alignment == Alignment::Account);
        let day = match self.bill_day.or(account) {
            Some(day) => day,
            None if calendar || self.bill_month.is_some() => BillDay::Day(1),
            None => return Grid::from(base.into(), every, policy.end_of_month),
        };
        let month = base.month_index();
        let reached = day.in_month(month) >= base;
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
        Grid::on_day(Date::in_month(anchor, 1), day, every)
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
        let Some((last_from, last_grid)) = self.moved.last().copied() else {
            return self.stretch(&self.grid, start, end, until, (self.first, self.last));
        };
        let (mut periods, mut from, mut grid) = (Vec::new(), start, &self.grid);
        for (to, next) in &self.moved {
            let first = if from == start { self.first } else { Stub::Separate };
            let (stretch, more) = self.stretch(grid, from, Some(*to), Date::MAX, (first, Stub::Separate));
            if more {
                return (stretch, true);
            }
            periods.extend(stretch);
            (from, grid) = (*to, next);
        }
        let (rest, more) = self.stretch(&last_grid, last_from, end, until, (Stub::Separate, self.last));
        periods.extend(rest);
        periods.retain(|period| end.is_some() || period.span.from < until);
        (periods, more)
    }

    fn stretch(
        &self,
        grid: &Grid,
        start: Date,
        end: Option<Date>,
        until: Date,
        (first, last): (Stub, Stub),
    ) -> (Vec<Period>, bool) {
        match end {
            Some(to) => cut(grid, Span { from: start, to }, first, last, MAX_PERIODS),
            None => {
                // One period past the horizon, so that a combined first stub is seen whole.
                let k = grid.index(until.max(start)).saturating_add(2);
                let stop = Span { from: start, to: grid.boundary(k) };
                let (mut periods, more) = cut(grid, stop, first, Stub::Separate, MAX_PERIODS);
                periods.retain(|period| period.span.from < until);
                (periods, more)
            }
        }
    }

    /// Lets another grid take over from a date on: the period that holds it is cut there.
    pub fn move_to(&mut self, from: Date, grid: Grid) {
        self.moved.push((from, grid));
    }

    /// The grid in force on a date.
    pub fn grid_on(&self, date: Date) -> Grid {
        self.moved.iter().rev().find(|(from, _)| *from <= date).map_or(self.grid, |(_, grid)| *grid)
    }

    /// Whether the bill day is moved.
    pub fn is_moved(&self) -> bool {
        !self.moved.is_empty()
    }

    /// The service ends before its contract: the stub that this makes stands alone.
    pub fn cut_short(&mut self) {
        self.last = Stub::Separate;
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
