//! Fractions of any length, reduced only when they have grown: a greatest common divisor costs more than all else.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use std::cmp::Ordering;

/// Below so many bits in all a fraction is not worth reducing again.
const SHORT: u64 = 512;

/// After so many steps two denominators count as strangers.
const RELATED: usize = 48;

/// A numerator and a denominator above zero; they may have a factor in common.
#[derive(Clone, Debug)]
pub(super) struct Fraction {
    pub n: BigInt,
    pub d: BigInt,
    /// How many bits it had when it was last reduced: it is reduced again at twice as many, so that a sum or product of
    /// many is reduced a few times only and cannot grow without need.
    known: u64,
}

impl Fraction {
    /// A fraction in lowest terms; `d` is above zero.
    pub fn lowest(n: BigInt, d: BigInt) -> Fraction {
        let g = BigInt::from_biguint(Sign::Plus, gcd(n.magnitude().clone(), d.magnitude().clone()));
        let (n, d) = if g.is_one() || g.is_zero() { (n, d) } else { (n / &g, d / &g) };
        let known = length(&n, &d);
        Fraction { n, d, known }
    }

    /// Of two `i128`, as they are.
    pub fn of(n: i128, d: i128) -> Fraction {
        let (n, d) = (BigInt::from(n), BigInt::from(d));
        let known = length(&n, &d);
        Fraction { n, d, known }
    }

    fn settled(n: BigInt, d: BigInt, known: u64) -> Fraction {
        if length(&n, &d) > 2 * known.max(SHORT) {
            return Fraction::lowest(n, d);
        }
        Fraction { n, d, known }
    }

    pub fn bits(&self) -> u64 {
        length(&self.n, &self.d)
    }

    pub fn plus(&self, other: &Fraction) -> Fraction {
        let known = self.known.max(other.known);
        if self.d == other.d {
            return Fraction::settled(&self.n + &other.n, self.d.clone(), known);
        }
        let (long, short) = if self.d > other.d { (self, other) } else { (other, self) };
        let (times, rest) = long.d.div_rem(&short.d);
        if rest.is_zero() {
            return Fraction::settled(&long.n + &short.n * times, long.d.clone(), known);
        }
        // Over the least common denominator where it is found soon: that of powers and of parts of months is not much longer.
        let (a, b) = match related(&short.d, rest) {
            Some(g) => (&long.d / &g, &short.d / g),
            None => (long.d.clone(), short.d.clone()),
        };
        Fraction::settled(&long.n * &b + &short.n * a, &long.d * b, known)
    }

    pub fn times(&self, other: &Fraction) -> Fraction {
        let known = self.known.max(other.known);
        // What is scaled to a new total is multiplied by the denominator of the old one, of which its own is a part.
        let part = |n: &BigInt, d: &BigInt| {
            let (times, rest) = if d.bits() < SHORT || n.bits() < d.bits() { return None } else { n.div_rem(d) };
            rest.is_zero().then_some(times)
        };
        let (n, d) = match (part(&other.n, &self.d), part(&self.n, &other.d)) {
            (Some(a), Some(b)) => (a * b, BigInt::one()),
            (Some(times), None) => (&self.n * times, other.d.clone()),
            (None, Some(times)) => (&other.n * times, self.d.clone()),
            (None, None) => (&self.n * &other.n, &self.d * &other.d),
        };
        Fraction::settled(n, d, known)
    }

    pub fn negated(&self) -> Fraction {
        Fraction { n: -&self.n, d: self.d.clone(), known: self.known }
    }

    /// One over it, for a numerator above zero.
    pub fn flipped(&self) -> Fraction {
        Fraction { n: self.d.clone(), d: self.n.clone(), known: self.known }
    }

    pub fn compared(&self, other: &Fraction) -> Ordering {
        match self.n.sign().cmp(&other.n.sign()) {
            Ordering::Equal if self.d == other.d => self.n.cmp(&other.n),
            Ordering::Equal => (&self.n * &other.d).cmp(&(&other.n * &self.d)),
            apart => apart,
        }
    }
}

fn length(n: &BigInt, d: &BigInt) -> u64 {
    n.bits() + d.bits()
}

/// The greatest common divisor of two denominators, by Euclid's steps, which are few and short where they differ by little.
fn related(long: &BigInt, short: BigInt) -> Option<BigInt> {
    let (mut a, mut b) = (long.clone(), short);
    for _ in 0..RELATED {
        let rest = &a % &b;
        if rest.is_zero() {
            return Some(b);
        }
        a = std::mem::replace(&mut b, rest);
    }
    None
}

/// Lehmer's greatest common divisor: Euclid's steps are made with the leading digits, many at a time, and then with the whole
/// numbers. The one of `num_integer` takes away bit by bit and is ten to fifty times slower on long numbers.
fn gcd(mut a: BigUint, mut b: BigUint) -> BigUint {
    if a < b {
        std::mem::swap(&mut a, &mut b);
    }
    while b.bits() > 64 {
        let shift = a.bits() - 62;
        // OK to fall back: both fit, and zero ends the steps.
        let leading = |n: &BigUint| (n >> shift).to_i64().unwrap_or(0);
        let steps = Steps::of(leading(&a), leading(&b));
        (a, b) = match steps.made() {
            false => (b.clone(), a % b),
            true => (combined(&a, &b, steps.first), combined(&a, &b, steps.second)),
        };
    }
    match (b.to_u64(), (!b.is_zero()).then(|| (&a % &b).to_u64()).flatten()) {
        (Some(b), Some(rest)) => BigUint::from(b.gcd(&rest)),
        _ => a,
    }
}

/// What some steps of Euclid's make of two numbers: each is so much of the one and so much of the other.
struct Steps {
    first: (i64, i64),
    second: (i64, i64),
}

impl Steps {
    /// As many as are the same whatever the digits after the leading ones.
    fn of(mut x: i64, mut y: i64) -> Steps {
        let (mut first, mut second) = ((1, 0), (0, 1));
        while y + second.0 != 0 && y + second.1 != 0 {
            let q = (x + first.0) / (y + second.0);
            if q != (x + first.1) / (y + second.1) {
                break;
            }
            let next = (first.0 - q * second.0, first.1 - q * second.1);
            (first, second) = (second, next);
            (x, y) = (y, x - q * y);
        }
        Steps { first, second }
    }

    fn made(&self) -> bool {
        self.first.1 != 0
    }
}

/// `a x of.0 + b x of.1`, which is zero or more; one of the two is below zero or zero.
fn combined(a: &BigUint, b: &BigUint, of: (i64, i64)) -> BigUint {
    let (x, y) = (a * of.0.unsigned_abs(), b * of.1.unsigned_abs());
    if of.1 > 0 {
        y - x
    } else {
        x - y
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn long(digits: &[u32]) -> BigUint {
        BigUint::new(digits.to_vec())
    }

    proptest! {
        #[test]
        fn the_greatest_common_divisor_is_that_of_the_textbook(
            a in proptest::collection::vec(any::<u32>(), 0..40),
            b in proptest::collection::vec(any::<u32>(), 0..40),
            both in proptest::collection::vec(any::<u32>(), 0..20),
        ) {
            let (a, b) = (long(&a) * long(&both), long(&b) * long(&both));
            prop_assert_eq!(gcd(a.clone(), b.clone()), Integer::gcd(&a, &b));
        }

        /// Sums of powers, which are reduced late, are what they are when each is reduced at once.
        #[test]
        fn late_reduction_changes_no_value(rate in 1i64..2_000_000_000, count in 1u32..60, parts in 1i128..366) {
            let (mut late, mut early) = (Fraction::of(0, 1), Fraction::of(0, 1));
            let (mut power, step) = (Fraction::of(1, parts), Fraction::of(1_000_000_000 + i128::from(rate), 1_000_000_000));
            for _ in 0..count {
                power = power.times(&step);
                late = late.plus(&power);
                let n = &early.n * &power.d + &power.n * &early.d;
                early = Fraction::lowest(n, &early.d * &power.d);
            }
            prop_assert_eq!(late.compared(&early), Ordering::Equal);
            let late = Fraction::lowest(late.n, late.d);
            prop_assert_eq!((late.n, late.d), (early.n, early.d));
        }
    }
}
