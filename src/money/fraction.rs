//! Fractions of any length, reduced only when they have grown: a greatest common divisor costs more than all else.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Zero};
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

    pub fn plus(&self, other: &Fraction) -> Fraction {
        let known = self.known.max(other.known);
        if self.d == other.d {
            return Fraction::settled(&self.n + &other.n, self.d.clone(), known);
        }
        match related(&self.d, &other.d) {
            // The least common denominator: that of powers, and of parts of months, grows no longer than its longest.
            Some(g) => {
                let (a, b) = (&self.d / &g, &other.d / &g);
                let n = &self.n * &b + &other.n * a;
                Fraction::settled(n, &self.d * b, known)
            }
            None => Fraction::settled(&self.n * &other.d + &other.n * &self.d, &self.d * &other.d, known),
        }
    }

    pub fn times(&self, other: &Fraction) -> Fraction {
        Fraction::settled(&self.n * &other.n, &self.d * &other.d, self.known.max(other.known))
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

/// The greatest common divisor of two denominators that differ by little: then Euclid's steps are few and short.
fn related(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    let (mut a, mut b) = if a > b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
    for _ in 0..RELATED {
        let rest = &a % &b;
        if rest.is_zero() {
            return Some(b);
        }
        a = std::mem::replace(&mut b, rest);
    }
    None
}

fn gcd(a: BigUint, b: BigUint) -> BigUint {
    a.gcd(&b)
}
