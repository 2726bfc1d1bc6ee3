//! The model's own days: a day is a number, a month is a number, a grid is a month, a day of the month and a step.

pub type Day = i64;

/// Days since 1970-01-01 of a civil date.
pub fn day(year: i64, month: i64, day: i64) -> Day {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of the month.
fn civil(own: Day) -> (i64, i64, i64) {
    let mut year = 1970 + own.div_euclid(366);
    while day(year + 1, 1, 1) <= own {
        year += 1;
    }
    let month = (1..=12).rev().find(|month| day(year, *month, 1) <= own).expect("a month");
    (year, month, own - day(year, month, 1) + 1)
}

/// Months since year 0.
pub fn month(own: Day) -> i64 {
    let (year, month, _) = civil(own);
    year * 12 + month - 1
}

/// A day of a month, or its last.
pub fn in_month(month: i64, wanted: i64) -> Day {
    let first = |month: i64| day(month.div_euclid(12), month.rem_euclid(12) + 1, 1);
    (first(month) + wanted - 1).min(first(month + 1) - 1)
}

pub fn text(own: Day) -> String {
    let (year, month, day) = civil(own);
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn parse(text: &str) -> Day {
    let part = |range: std::ops::Range<usize>| text[range].parse().expect("a date");
    day(part(0..4), part(5..7), part(8..10))
}

/// Boundaries: a day of every so many months, counted from one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    month: i64,
    day: i64,
    every: i64,
}

impl Grid {
    /// From a day on.
    pub fn anchored(from: Day, every: i64) -> Grid {
        Grid { month: month(from), day: civil(from).2, every }
    }

    /// On a day of the month, the first time on or after a day.
    pub fn on_day(from: Day, day: i64, every: i64) -> Grid {
        let own = month(from);
        Grid { month: if in_month(own, day) >= from { own } else { own + 1 }, day, every }
    }

    pub fn boundary(&self, k: i64) -> Day {
        in_month(self.month + k * self.every, self.day)
    }

    /// The period that holds a day.
    pub fn index(&self, own: Day) -> i64 {
        let mut k = (month(own) - self.month).div_euclid(self.every) + 1;
        while self.boundary(k) > own {
            k -= 1;
        }
        k
    }

    /// How many months some days are, in parts of [`PARTS`].
    pub fn months(&self, from: Day, to: Day) -> i128 {
        let cells = Grid { every: 1, ..*self };
        let (mut k, mut sum) = (cells.index(from), 0);
        while cells.boundary(k) < to {
            let (first, next) = (cells.boundary(k), cells.boundary(k + 1));
            sum += i128::from(next.min(to) - first.max(from)) * (PARTS / i128::from(next - first));
            k += 1;
        }
        sum
    }
}

/// The least common multiple of 28, 29, 30 and 31: a day is a whole number of these in any month.
pub const PARTS: i128 = 28 * 29 * 15 * 31;

/// Half up, away from zero.
pub fn half_up(n: i128, d: i128) -> i128 {
    n.signum() * ((2 * n.abs() + d) / (2 * d))
}
