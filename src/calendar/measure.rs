//! Measures: how many price periods lie between two dates.

use super::interval::Length;
use super::{Date, Grid, Interval};
use crate::money::Exact;

/// A cumulative measure of time in price periods, read from any date to any date.
///
/// `between(a, b)` is the whole cells between two dates plus, in a cell that is cut, days used / days in the cell;
/// a whole cell measures exactly `per_cell` price periods. Because it is a difference of one cumulative function,
/// `between(a, b) + between(b, c) = between(a, c)` for all dates. Source: DESIGN, calendar ("a full period
/// measures exactly 1").
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    cells: Grid,
    per_cell: Exact,
    bend: Option<Bend>,
    per: Interval,
}

/// A fixed term's total is shared by its stubs: time in the first and the last stub runs at its own speed.
#[derive(Clone, Debug, PartialEq)]
struct Bend {
    start: Date,
    first_end: Date,
    last_start: Date,
    end: Date,
    first_speed: Exact,
    last_speed: Exact,
}

impl Measure {
    /// The measure of a price per `per`, for a charge that starts on `start` and is billed on `billing`.
    ///
    /// Month-based prices and billing periods meet on the grid of their greatest common divisor, on the billing
    /// anchor; a price in days or weeks, or billing in days or weeks, keeps the price's own grid from `start`.
    pub fn new(per: Interval, start: Date, billing: Option<Grid>) -> Measure {
        let own = Grid::anchored(start, per);
        match (per.length(), billing.map(|grid| (grid, grid.length()))) {
            (Length::Months(price), Some((grid, Length::Months(bill)))) => {
                let common = num_integer::gcd(price, bill).max(1);
                let per_cell = Exact::ratio(i128::from(common), i128::from(price)).unwrap_or(Exact::ONE);
                Measure { cells: grid.with_months(common), per_cell, bend: None, per }
            }
            _ => Measure { cells: own, per_cell: Exact::ONE, bend: None, per },
        }
    }

    /// Bends the stubs of `[start, end)` so that the whole measures `total` price periods.
    ///
    /// Full cells keep their measure; the stubs share what they leave in proportion to their natural measure, linear
    /// inside a stub. Without stubs, or where nothing would change, the measure stays as it is.
    pub fn fixed(mut self, start: Date, end: Date, total: &Exact) -> Measure {
        let (first_end, last_start) = self.stubs(start, end);
        let natural = |a: Date, b: Date| self.natural(b) - self.natural(a);
        let (first, full, last) = if first_end > last_start {
            (natural(start, end), Exact::ZERO, Exact::ZERO)
        } else {
            (natural(start, first_end), natural(first_end, last_start), natural(last_start, end))
        };
        if let Some(speed) = (total - &full).over(&(&first + &last)) {
            if speed != Exact::ONE && speed.sign() >= 0 {
                let (first_end, last_start) = if first_end > last_start { (end, end) } else { (first_end, last_start) };
                self.bend =
                    Some(Bend { start, first_end, last_start, end, first_speed: speed.clone(), last_speed: speed });
            }
        }
        self
    }

    /// The first boundary on or after `start`, and the last on or before `end`.
    fn stubs(&self, start: Date, end: Date) -> (Date, Date) {
        let k = self.cells.index(start);
        let first = if self.cells.boundary(k) == start { start } else { self.cells.boundary(k + 1) };
        (first, self.cells.boundary(self.cells.index(end)))
    }

    /// Price periods from `from` to `to`, both read as half-open: negative when `to` lies before `from`.
    pub fn between(&self, from: Date, to: Date) -> Exact {
        if self.bend.is_none() {
            let (a, b) = (self.cells.index(from), self.cells.index(to));
            if self.cells.boundary(a) == from && self.cells.boundary(b) == to {
                return Exact::whole(i128::from(b - a)) * &self.per_cell;
            }
        }
        self.at(to) - self.at(from)
    }

    /// How many price periods a month holds, to compare prices: a year is 12 months, a day 12/365 of a month.
    pub fn periods_per_month(&self) -> Exact {
        let ratio = match self.per.length() {
            Length::Months(months) => Exact::ratio(1, i128::from(months)),
            Length::Days(days) => Exact::ratio(365, 12 * i128::from(days)),
        };
        // OK because a length is at least 1.
        ratio.unwrap_or(Exact::ONE)
    }

    fn at(&self, date: Date) -> Exact {
        let natural = self.natural(date);
        let Some(bend) = &self.bend else { return natural };
        // The position moves by (speed - 1) x the natural measure of the part of each stub that lies before date.
        let gain = |from: Date, to: Date, speed: &Exact| {
            let inside = date.clamp(from, to);
            (self.natural(inside) - self.natural(from)) * (speed - &Exact::ONE)
        };
        natural
            + gain(bend.start, bend.first_end, &bend.first_speed)
            + gain(bend.last_start, bend.end, &bend.last_speed)
    }

    fn natural(&self, date: Date) -> Exact {
        let k = self.cells.index(date);
        let (from, to) = (self.cells.boundary(k), self.cells.boundary(k + 1));
        let whole = Exact::whole(i128::from(k));
        if date == from {
            return whole * &self.per_cell;
        }
        let used = i128::from(date.days_since(from));
        let days = i128::from(to.days_since(from));
        // OK to fall back: a cell has at least one day unless the calendar ends, where nothing is left to measure.
        let part = Exact::ratio(used, days).unwrap_or(Exact::ZERO);
        (whole + part) * &self.per_cell
    }
}
