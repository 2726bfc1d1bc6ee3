//! Exact fractions for display and comparison: adding two answers, showing a measure with the page's digits.

#[derive(Clone, Copy, Debug)]
pub struct Num {
    n: i128,
    d: i128,
}

impl Num {
    pub const ZERO: Num = Num { n: 0, d: 1 };

    fn new(n: i128, d: i128) -> Num {
        let (mut a, mut b) = (n.abs(), d.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if d < 0 { -1 } else { 1 };
        Num { n: sign * n / a.max(1), d: sign * d / a.max(1) }
    }

    /// A decimal (`-12.50`) or a fraction (`16/31`).
    pub fn parse(text: &str) -> Option<Num> {
        if let Some((n, d)) = text.split_once('/') {
            let (n, d) = (Num::parse(n)?, Num::parse(d)?);
            return (d.n != 0).then(|| Num::new(n.n * d.d, n.d * d.n));
        }
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{part}");
        if whole.is_empty() || part.len() > 18 || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let n: i128 = all.parse().ok()?;
        Some(Num::new(if negative { -n } else { n }, 10i128.pow(part.len() as u32)))
    }

    pub fn plus(self, other: Num) -> Num {
        Num::new(self.n * other.d + other.n * self.d, self.d * other.d)
    }
    pub fn minus(self, other: Num) -> Num {
        self.plus(other.negative())
    }
    pub fn negative(self) -> Num {
        Num { n: -self.n, ..self }
    }
    pub fn times(self, other: Num) -> Num {
        Num::new(self.n * other.n, self.d * other.d)
    }
    pub fn over(self, other: Num) -> Option<Num> {
        (other.n != 0).then(|| Num::new(self.n * other.d, self.d * other.n))
    }
    pub fn fraction(self) -> String {
        format!("{}/{}", self.n, self.d)
    }
    pub fn is_zero(self) -> bool {
        self.n == 0
    }
    pub fn is_negative(self) -> bool {
        self.n < 0
    }
    /// The whole number, where it is one.
    pub fn whole(self) -> Option<i128> {
        (self.d == 1).then_some(self.n)
    }

    /// With so many decimals, halves away from zero.
    pub fn show(self, digits: usize) -> String {
        let scaled = self.n.abs() * 10i128.pow(digits as u32);
        let rounded = (2 * scaled + self.d) / (2 * self.d);
        let text = format!("{rounded:0width$}", width = digits + 1);
        let (whole, part) = text.split_at(text.len() - digits);
        let sign = if self.n < 0 && rounded != 0 { "-" } else { "" };
        if digits == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// As short as it is: `-12.5`. A fraction that has no short decimal keeps 12 places.
    pub fn text(self) -> String {
        let places = (0..12usize).find(|k| (self.n * 10i128.pow(*k as u32)) % self.d == 0);
        self.show(places.unwrap_or(12))
    }
}

impl PartialEq for Num {
    fn eq(&self, other: &Num) -> bool {
        (self.n, self.d) == (other.n, other.d)
    }
}
