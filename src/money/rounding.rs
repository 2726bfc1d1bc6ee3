//! The rounding modes, and the only division that rounds.

use crate::document::words;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

words! {
    /// Which neighbour a value between two units goes to.
    #[derive(Default)]
    pub enum RoundingMode {
        /// To the nearest unit, halves away from zero: 2.5 -> 3, -2.5 -> -3, 2.4 -> 2. The default, and commercial practice.
        #[default]
        HalfUp = "halfUp",
        /// To the nearest unit, halves to the even one: 2.5 -> 2, 3.5 -> 4, -2.5 -> -2 (bankers' rounding).
        HalfEven = "halfEven",
        /// Towards zero: 2.9 -> 2, -2.9 -> -2.
        Down = "down",
        /// Away from zero: 2.1 -> 3, -2.1 -> -3.
        Up = "up",
    }
}

impl RoundingMode {
    /// `n / d` as a whole number; `d` is above zero.
    pub(crate) fn divide(self, n: i128, d: i128) -> i128 {
        let (quotient, rest) = match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => (i128::from(n / d), i128::from(n % d)),
            _ => (n / d, n % d),
        };
        // OK because |rest| < d, so d - |rest| cannot overflow where 2 x |rest| could.
        let distance = rest.abs().cmp(&(d - rest.abs()));
        if self.goes_out(rest != 0, distance, quotient % 2 != 0) {
            quotient + n.signum()
        } else {
            quotient
        }
    }

    /// As [`RoundingMode::divide`], for numbers of any size.
    pub(crate) fn divide_big(self, n: &BigInt, d: &BigInt) -> BigInt {
        let (quotient, rest) = n.div_rem(d);
        let distance = rest.magnitude().cmp((d - rest.abs()).magnitude());
        let out = self.goes_out(rest.sign() != num_bigint::Sign::NoSign, distance, quotient.is_odd());
        if out {
            quotient + n.signum()
        } else {
            quotient
        }
    }

    fn goes_out(self, inexact: bool, distance: std::cmp::Ordering, odd: bool) -> bool {
        use std::cmp::Ordering::{Equal, Greater};
        match self {
            RoundingMode::HalfUp => distance != std::cmp::Ordering::Less,
            RoundingMode::HalfEven => distance == Greater || (distance == Equal && odd),
            RoundingMode::Down => false,
            RoundingMode::Up => inexact,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_by_worked_values() {
        use RoundingMode::*;
        for (n, d, up, even, down, out) in [
            (5, 2, 3, 2, 2, 3),
            (7, 2, 4, 4, 3, 4),
            (-5, 2, -3, -2, -2, -3),
            (-7, 2, -4, -4, -3, -4),
            (24, 10, 2, 2, 2, 3),
            (26, 10, 3, 3, 2, 3),
            (-24, 10, -2, -2, -2, -3),
            (1, 3, 0, 0, 0, 1),
            (-1, 3, 0, 0, 0, -1),
            (0, 7, 0, 0, 0, 0),
            (6, 3, 2, 2, 2, 2),
            (i128::MAX, 1, i128::MAX, i128::MAX, i128::MAX, i128::MAX),
        ] {
            for (mode, want) in [(HalfUp, up), (HalfEven, even), (Down, down), (Up, out)] {
                assert_eq!(mode.divide(n, d), want, "{n}/{d} {mode:?}");
                assert_eq!(mode.divide_big(&n.into(), &d.into()), want.into(), "big {n}/{d} {mode:?}");
            }
        }
    }
}
