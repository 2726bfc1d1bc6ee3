//! Measures: how many price periods lie between two points in time.

use super::interval::Length;
use super::moment::DAY_MS;
use super::{Date, Grid, Interval, Moment};
use crate::money::{Exact, RoundingMode};
use crate::policy::{Count, DayCount, Denominator, Partial, Policy, PriceGrid};

/// A cumulative measure of time in price periods, read from an origin.
///
/// `since(origin, t)` is the whole cells between them plus what the policy makes of the cells that are cut at either
/// end; a whole cell measures exactly `per_cell` price periods. A layer reads differences of it from its own origin, so
/// that they telescope for every policy, also for those that are not additive (30/360, periods rounded up).
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    cells: Grid,
    per_cell: Exact,
    per: Interval,
    counting: Counting,
    bend: Option<Bend>,
}

/// What a measure needs of a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    day_count: DayCount,
    count: Count,
    denominator: Denominator,
    partial: Partial,
    scale: Option<u32>,
    mode: RoundingMode,
}

impl From<&Policy> for Counting {
    fn from(policy: &Policy) -> Counting {
        Counting {
            day_count: policy.day_count,
            count: policy.count,
            denominator: policy.denominator,
            partial: policy.partial,
            scale: policy.factor_scale,
            mode: policy.rounding_mode,
        }
    }
}

/// Time in the first and the last stub runs at its own speed: a fixed term's total is shared by its stubs, a stub that is
/// `full` costs a whole period, a `free` one nothing.
#[derive(Clone, Debug, PartialEq)]
struct Bend {
    first: (Date, Date, Exact),
    last: (Date, Date, Exact),
}

impl Measure {
    /// The measure of a price per `per`, for a charge that starts on `start` and is billed on `billing`.
    ///
    /// Under `count: periods` month-based prices and billing periods meet on the grid of their greatest common
    /// divisor, on the billing anchor (`priceGrid: billing`), on the charge's start (`anniversary`) or on the calendar; a
    /// price in days or weeks, or billing in days or weeks, keeps the price's own grid from `start`. Under `count:
    /// months` whole months count from the start, then days.
    pub fn new(per: Interval, start: Date, billing: Option<Grid>, policy: &Policy) -> Measure {
        let counting = Counting::from(policy);
        let (cells, per_cell) = match (per.length(), billing.map(|grid| (grid, grid.length()))) {
            (Length::Months(price), _) if policy.count != Count::Periods || policy.price_grid != PriceGrid::Billing => {
                let calendar = policy.price_grid == PriceGrid::Calendar;
                let anchor = if calendar { Date::in_month(start.month_index(), 1) } else { start };
                (Grid::anchored(anchor, Interval::MONTH), Exact::ratio(1, i128::from(price)))
            }
            (Length::Months(price), Some((grid, Length::Months(bill)))) => {
                let common = num_integer::gcd(price, bill).max(1);
                (grid.with_months(common), Exact::ratio(i128::from(common), i128::from(price)))
            }
            _ => (Grid::anchored(start, per), None),
        };
        Measure { cells, per_cell: per_cell.unwrap_or(Exact::ONE), per, counting, bend: None }
    }

    /// The measure over a given grid of price periods, for the verb `measure`.
    pub fn over(cells: Grid, per: Interval, per_cell: Exact, policy: &Policy) -> Measure {
        Measure { cells, per_cell, per, counting: Counting::from(policy), bend: None }
    }

    /// Bends the stubs of `[start, end)` so that the whole measures `total` price periods.
    ///
    /// Full cells keep their measure; the stubs share what they leave in proportion to their natural measure, linear
    /// inside a stub. Without stubs, or where nothing would change, the measure stays as it is.
    pub fn fixed(mut self, start: Date, end: Date, total: &Exact) -> Measure {
        let (first_end, last_start) = self.stubs(start, end);
        let natural = |a: Date, b: Date| self.natural(start.into(), b.into()) - self.natural(start.into(), a.into());
        let single = first_end > last_start;
        let (first, full, last) = if single {
            (natural(start, end), Exact::ZERO, Exact::ZERO)
        } else {
            (natural(start, first_end), natural(first_end, last_start), natural(last_start, end))
        };
        if let Some(speed) = (total - &full).over(&(&first + &last)) {
            if speed != Exact::ONE && speed.sign() >= 0 {
                let (first_end, last_start) = if single { (end, end) } else { (first_end, last_start) };
                self.bend = Some(Bend { first: (start, first_end, speed.clone()), last: (last_start, end, speed) });
            }
        }
        self
    }

    /// Lets a first and a last stub, each given by its days, measure what they are told to (in price periods).
    pub fn with_stubs(mut self, first: Option<(Date, Date, Exact)>, last: Option<(Date, Date, Exact)>) -> Measure {
        let origin = first.as_ref().or(last.as_ref()).map_or(Date::MIN, |(from, _, _)| *from);
        let speed = |stub: Option<(Date, Date, Exact)>| {
            let (from, to, told) = stub.unwrap_or((origin, origin, Exact::ZERO));
            let natural = self.natural(origin.into(), to.into()) - self.natural(origin.into(), from.into());
            (from, to, told.over(&natural).unwrap_or(Exact::ONE))
        };
        self.bend = Some(Bend { first: speed(first), last: speed(last) });
        self
    }

    /// The first boundary on or after `start`, and the last on or before `end`.
    fn stubs(&self, start: Date, end: Date) -> (Date, Date) {
        let k = self.cells.index(start);
        let first = if self.cells.boundary(k) == start { start } else { self.cells.boundary(k + 1) };
        (first, self.cells.boundary(self.cells.index(end)))
    }

    /// Price periods from `from` to `to` of a layer that began at `origin`, all half-open: negative when `to` lies
    /// before `from`. Rounded where the policy has a `factorScale`.
    pub fn between(&self, origin: Date, from: Date, to: Date) -> Exact {
        if self.bend.is_none() && self.counting.is_plain() {
            let (a, b) = (self.cells.index(from), self.cells.index(to));
            if self.cells.boundary(a) == from && self.cells.boundary(b) == to {
                return Exact::whole(i128::from(b - a)) * &self.per_cell;
            }
        }
        let measured = self.at(origin, to) - self.at(origin, from);
        self.counting.scaled(measured)
    }

    /// Price periods between two moments, both ends cut by the policy. For the verb `measure`.
    pub fn span(&self, from: Moment, to: Moment) -> Exact {
        self.counting.scaled(self.natural(from, to))
    }

    /// How many price periods a month holds, to compare prices: a year is 12 months, a day 12/365 of a month.
    pub fn periods_per_month(&self) -> Exact {
        let ratio = match self.per.length() {
            Length::Months(months) => Exact::ratio(1, i128::from(months)),
            Length::Days(days) => Exact::ratio(365, 12 * i128::from(days)),
            Length::Millis(ms) => Exact::ratio(365 * i128::from(DAY_MS), 12 * i128::from(ms)),
        };
        // OK because a length is at least 1.
        ratio.unwrap_or(Exact::ONE)
    }

    fn at(&self, origin: Date, date: Date) -> Exact {
        let natural = |date: Date| self.natural(origin.into(), date.into());
        let Some(bend) = &self.bend else { return natural(date) };
        // The position moves by (speed - 1) x the natural measure of the part of each stub that lies before date.
        let gain = |(from, to, speed): &(Date, Date, Exact)| {
            let (inside, from) = (date.clamp(*from, *to).max(origin), (*from).max(origin));
            (natural(inside) - natural(from)) * (speed - &Exact::ONE)
        };
        natural(date) + gain(&bend.first) + gain(&bend.last)
    }

    /// The measure from `origin` to `to` without bend; negative before the origin.
    fn natural(&self, origin: Moment, to: Moment) -> Exact {
        if to < origin {
            return -&self.natural(to, origin);
        }
        if self.counting.count == Count::Days {
            return self.by_days(origin, to);
        }
        let (a, b) = (self.cells.index_of(origin), self.cells.index_of(to));
        let cut = |from: Moment, to: Moment, k: i32| self.cut(from, to, k);
        let cells = if a == b {
            if origin == to {
                Exact::ZERO
            } else {
                cut(origin, to, a)
            }
        } else {
            let (head_end, tail_start) = (self.cells.moment(a + 1), self.cells.moment(b));
            let starts_whole = origin == self.cells.moment(a);
            let head = if starts_whole { Exact::ONE } else { cut(origin, head_end, a) };
            let tail = if to == tail_start { Exact::ZERO } else { cut(tail_start, to, b) };
            head + Exact::whole(i128::from(b) - i128::from(a) - 1) + tail
        };
        cells * &self.per_cell
    }

    /// What a part of cell k counts, in cells; never the whole cell.
    fn cut(&self, from: Moment, to: Moment, k: i32) -> Exact {
        match self.counting.partial {
            Partial::Full => return Exact::ONE,
            Partial::Free => return Exact::ZERO,
            Partial::Prorate => {}
        }
        let (begin, end) = (self.cells.moment(k), self.cells.moment(k + 1));
        let (begin, end) = match self.counting.denominator {
            Denominator::CurrentPeriod => (begin, end),
            Denominator::PlanPeriod if from != begin => (self.cells.step_from(to, false), to),
            Denominator::PlanPeriod => (from, self.cells.step_from(from, true)),
        };
        self.counting.part(from, to, (begin, end), self.cells.length())
    }

    /// Days over a fixed length of the price period: 365 days a year, or 30 a month.
    fn by_days(&self, from: Moment, to: Moment) -> Exact {
        let months = i128::from(self.per.months().unwrap_or(0));
        match (self.counting.day_count, self.per.length()) {
            (DayCount::Actual | DayCount::Actual365, Length::Months(_)) => {
                ratio(self.counting.days(from, to), (i128::from(DAY_MS) * 365 * months, 12))
            }
            (_, Length::Months(_)) => ratio(self.counting.days(from, to), (i128::from(DAY_MS) * 30 * months, 1)),
            (_, Length::Days(days)) => ratio(i128::from(to.since(from)), (i128::from(DAY_MS) * i128::from(days), 1)),
            (_, Length::Millis(ms)) => ratio(i128::from(to.since(from)), (i128::from(ms), 1)),
        }
    }
}

/// `used / (length.0 / length.1)`.
fn ratio(used: i128, length: (i128, i128)) -> Exact {
    // OK to fall back: a length is zero only where the calendar ends, and then nothing is left to measure.
    Exact::ratio(used * length.1, length.0).unwrap_or(Exact::ZERO)
}

/// Days from `a` up to `b`, exclusive, of months whose last day is the 30th and whose other days keep their number.
fn strict_30(a: Date, b: Date) -> i128 {
    if a == b {
        return 0;
    }
    let number = |date: Date| i128::from(if date.is_month_end() { 30 } else { date.day() });
    let last = b.before();
    i128::from(last.month_index() - a.month_index()) * 30 + number(last) - number(a) + 1
}

impl Counting {
    fn is_plain(&self) -> bool {
        self.count != Count::Days && self.scale.is_none()
    }

    fn scaled(&self, measured: Exact) -> Exact {
        match self.scale {
            Some(digits) => measured.rounded(digits, self.mode),
            None => measured,
        }
    }

    /// What `[from, to)` is of a cell, by the day count; a fixed day count knows months only.
    fn part(&self, from: Moment, to: Moment, (begin, end): (Moment, Moment), length: Length) -> Exact {
        let used = self.days(from, to);
        match (self.day_count, length) {
            (DayCount::Actual, _) | (_, Length::Days(_) | Length::Millis(_)) => {
                let (used, whole) = (to.since(from), end.since(begin));
                // Whole days keep the numbers small, and the fraction as people write it.
                let unit = if used % DAY_MS == 0 && whole % DAY_MS == 0 { DAY_MS } else { 1 };
                ratio(i128::from(used / unit), (i128::from(whole / unit), 1))
            }
            (DayCount::Actual365, Length::Months(n)) => ratio(used, (i128::from(DAY_MS) * 365 * i128::from(n), 12)),
            (_, Length::Months(n)) => ratio(used, (i128::from(DAY_MS) * 30 * i128::from(n), 1)),
        }
    }

    /// Milliseconds between two moments, by the 30-day month where the day count has one.
    fn days(&self, from: Moment, to: Moment) -> i128 {
        let (a, b) = (from.date(), to.date());
        let (first, last) = match self.day_count {
            DayCount::Thirty360Us => {
                let first = if a.day() == 31 { 30 } else { a.day() };
                (first, if b.day() == 31 && first == 30 { 30 } else { b.day() })
            }
            DayCount::Thirty360Eu => (a.day().min(30), b.day().min(30)),
            DayCount::Strict30 => return strict_30(a, b) * i128::from(DAY_MS) + i128::from(to.time() - from.time()),
            DayCount::Fixed30 if a.month_index() != b.month_index() => {
                let length = Date::in_month(a.month_index(), 31).day();
                return i128::from(to.since(from)) - (i128::from(length) - 30) * i128::from(DAY_MS);
            }
            _ => return i128::from(to.since(from)),
        };
        let days = i128::from(b.month_index() - a.month_index()) * 30 + i128::from(last) - i128::from(first);
        days * i128::from(DAY_MS) + i128::from(to.time() - from.time())
    }
}
