//! Exact rational numbers: two i128 while they fit, big integers beyond, never a rounded digit.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

use super::fraction::Fraction;
use super::RoundingMode;

/// An exact fraction. Addition, subtraction and multiplication cannot fail; division fails only by zero.
///
/// Small values stay in two `i128` and are reduced only when they grow, because prices rarely need it; what no
/// longer fits goes on in big integers, so that no input can wrap, round or panic. These too are reduced only now and then:
/// equality, order, rounding and texts are of the value, however it is held.
#[derive(Clone, Debug)]
pub struct Exact(Form);

#[derive(Clone, Debug)]
enum Form {
    /// Numerator and denominator; the denominator is above zero.
    Small(i128, i128),
    /// The same, beyond 128 bits.
    Big(Box<Fraction>),
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Form::Small(0, 1));
    /// One.
    pub const ONE: Exact = Exact(Form::Small(1, 1));

    /// A whole number.
    pub fn whole(n: i128) -> Exact {
        Exact(Form::Small(n, 1))
    }

    /// `n / d`, or `None` for a denominator of zero.
    pub fn ratio(n: i128, d: i128) -> Option<Exact> {
        match d.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Exact(Form::Small(n, d))),
            Ordering::Less => match (n.checked_neg(), d.checked_neg()) {
                (Some(n), Some(d)) => Some(Exact(Form::Small(n, d))),
                _ => Some(Exact::from_big(-BigInt::from(n), -BigInt::from(d))),
            },
        }
    }

    fn from_big(n: BigInt, d: BigInt) -> Exact {
        Exact::held(Fraction::lowest(n, d))
    }

    fn held(big: Fraction) -> Exact {
        match (big.n.to_i128(), big.d.to_i128()) {
            (Some(n), Some(d)) => Exact(Form::Small(n, d)),
            _ => Exact(Form::Big(Box::new(big))),
        }
    }

    /// What two values came to; where they were small it may be small again.
    fn grown(big: Fraction, of: (&Exact, &Exact)) -> Exact {
        match (&of.0 .0, &of.1 .0) {
            (Form::Small(..), Form::Small(..)) => Exact::from_big(big.n, big.d),
            _ => Exact::held(big),
        }
    }

    fn big(&self) -> Cow<'_, Fraction> {
        match &self.0 {
            Form::Small(n, d) => Cow::Owned(Fraction::of(*n, *d)),
            Form::Big(big) => Cow::Borrowed(big),
        }
    }

    /// The same value with a smaller numerator and denominator where that is cheap.
    pub fn reduced(&self) -> Exact {
        match &self.0 {
            Form::Small(n, d) => {
                let g = gcd(n.unsigned_abs(), d.unsigned_abs());
                // OK because g divides d, which fits, and is at least 1.
                let g = i128::try_from(g).unwrap_or(1);
                Exact(Form::Small(n / g, d / g))
            }
            Form::Big(_) => self.clone(),
        }
    }

    /// The same value with the smallest numerator and denominator.
    fn lowest(&self) -> Exact {
        match &self.0 {
            Form::Small(..) => self.reduced(),
            Form::Big(big) => Exact::from_big(big.n.clone(), big.d.clone()),
        }
    }

    /// A whole number of any size, as [`Exact::fraction`] writes it.
    pub fn parse(text: &str) -> Option<Exact> {
        text.parse::<BigInt>().ok().map(|n| Exact::from_big(n, BigInt::one()))
    }

    /// How many bits it holds beyond what always fits, so that whoever makes many long ones can stop.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Form::Small(..) => 0,
            Form::Big(big) => big.bits(),
        }
    }

    /// Whether the value is zero.
    pub fn is_zero(&self) -> bool {
        self.sign() == 0
    }

    /// Whether the value is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Form::Small(n, d) => n % d == 0,
            Form::Big(big) => big.n.is_multiple_of(&big.d),
        }
    }

    /// -1, 0 or 1.
    pub fn sign(&self) -> i32 {
        match &self.0 {
            Form::Small(n, _) => n.signum() as i32,
            Form::Big(big) => match big.n.sign() {
                num_bigint::Sign::Minus => -1,
                num_bigint::Sign::NoSign => 0,
                num_bigint::Sign::Plus => 1,
            },
        }
    }

    /// The value without its sign.
    pub fn abs(&self) -> Exact {
        if self.sign() < 0 {
            -self
        } else {
            self.clone()
        }
    }

    /// `self / by`, or `None` when `by` is zero.
    pub fn over(&self, by: &Exact) -> Option<Exact> {
        if by.is_zero() {
            return None;
        }
        // What is divided by is in lowest terms: it is often a sum that comes to little, and all that it scales holds it.
        let flipped = match &by.lowest().0 {
            Form::Small(n, d) => Exact::ratio(*d, *n)?,
            Form::Big(big) if big.n.is_negative() => Exact::held(big.negated().flipped()),
            Form::Big(big) => Exact::held(big.flipped()),
        };
        Some(self * &flipped)
    }

    /// `self / by` for a `by` that the caller knows to be above zero.
    pub fn over_whole(&self, by: u32) -> Exact {
        self * &Exact(Form::Small(1, i128::from(by.max(1))))
    }

    /// The largest whole number not above the value.
    pub fn floor(&self) -> BigInt {
        let big = self.big();
        big.n.div_floor(&big.d)
    }

    /// The smallest whole number not below the value, as an exact value.
    pub fn ceil(&self) -> Exact {
        match &self.0 {
            Form::Small(n, d) => Exact::whole(Integer::div_ceil(n, d)),
            Form::Big(big) => Exact::from_big(big.n.div_ceil(&big.d), BigInt::one()),
        }
    }

    /// `self x 10^digits`, rounded to a whole number by `mode`; `None` when it does not fit in 128 bits.
    pub fn round_scaled(&self, digits: u32, mode: RoundingMode) -> Option<i128> {
        let scale = 10i128.checked_pow(digits)?;
        if let Form::Small(n, d) = &self.0 {
            if let Some(n) = n.checked_mul(scale) {
                return Some(mode.divide(n, *d));
            }
        }
        let big = self.big();
        mode.divide_big(&(&big.n * BigInt::from(scale)), &big.d).to_i128()
    }

    /// The value rounded to `digits` decimals, as an exact value.
    pub fn rounded(&self, digits: u32, mode: RoundingMode) -> Exact {
        let scale = BigInt::from(10u32).pow(digits);
        let big = self.big();
        Exact::from_big(mode.divide_big(&(&big.n * &scale), &big.d), scale)
    }

    /// The reduced fraction as a text: `16/31`, or `3` for a whole number.
    pub fn fraction(&self) -> String {
        match &self.lowest().0 {
            Form::Small(n, 1) => n.to_string(),
            Form::Small(n, d) => format!("{n}/{d}"),
            Form::Big(big) if big.d.is_one() => big.n.to_string(),
            Form::Big(big) => format!("{}/{}", big.n, big.d),
        }
    }

    /// The value in decimal digits, rounded half-up to at most `digits` of them, without trailing zeros.
    pub fn decimal(&self, digits: u32) -> String {
        let big = self.big();
        let scaled = RoundingMode::HalfUp.divide_big(&(&big.n * BigInt::from(10u32).pow(digits)), &big.d);
        let mut text = scaled.abs().to_string();
        let width = digits as usize + 1;
        if text.len() < width {
            text.insert_str(0, &"0".repeat(width - text.len()));
        }
        if digits > 0 {
            text.insert(text.len() - digits as usize, '.');
            let kept = text.trim_end_matches('0').trim_end_matches('.').len();
            text.truncate(kept);
        }
        if scaled.is_negative() {
            text.insert(0, '-');
        }
        text
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    // 64-bit division is many times faster than 128-bit, in WebAssembly above all.
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)).max(1),
        _ => a.gcd(&b).max(1),
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            if let Some(sum) = add_small(*a, *b, *c, *d) {
                return sum;
            }
            let (x, y) = (self.reduced(), other.reduced());
            if let (Form::Small(a, b), Form::Small(c, d)) = (&x.0, &y.0) {
                if let Some(sum) = add_small(*a, *b, *c, *d) {
                    return sum.reduced();
                }
            }
        }
        // Often one of many that add up, most of them nothing.
        match (self.is_zero(), other.is_zero()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => Exact::grown(self.big().plus(&other.big()), (self, other)),
        }
    }
}

fn add_small(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == d {
        return Some(Exact(Form::Small(a.checked_add(c)?, b)));
    }
    if a == 0 {
        return Some(Exact(Form::Small(c, d)));
    }
    if c == 0 {
        return Some(Exact(Form::Small(a, b)));
    }
    let n = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
    Some(Exact(Form::Small(n, b.checked_mul(d)?)))
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            if let Some(product) = mul_small(*a, *b, *c, *d) {
                return product;
            }
            let (x, y) = (self.reduced(), other.reduced());
            if let (Form::Small(a, b), Form::Small(c, d)) = (&x.0, &y.0) {
                if let Some(product) = mul_small(*a, *b, *c, *d) {
                    return product.reduced();
                }
            }
        }
        match (&self.0, &other.0) {
            (_, Form::Small(1, 1)) => return self.clone(),
            (Form::Small(1, 1), _) => return other.clone(),
            (Form::Small(0, _), _) | (_, Form::Small(0, _)) => return Exact::ZERO,
            _ => {}
        }
        Exact::grown(self.big().times(&other.big()), (self, other))
    }
}

fn mul_small(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    Some(Exact(Form::Small(a.checked_mul(c)?, b.checked_mul(d)?)))
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        match &self.0 {
            Form::Small(n, d) => match n.checked_neg() {
                Some(n) => Exact(Form::Small(n, *d)),
                None => Exact::from_big(-BigInt::from(*n), BigInt::from(*d)),
            },
            Form::Big(big) => Exact::held(big.negated()),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

macro_rules! owned {
    ($($op:ident $f:ident),*) => { $(
        impl $op for Exact {
            type Output = Exact;
            fn $f(self, other: Exact) -> Exact { (&self).$f(&other) }
        }
        impl $op<&Exact> for Exact {
            type Output = Exact;
            fn $f(self, other: &Exact) -> Exact { (&self).$f(other) }
        }
    )* };
}
owned!(Add add, Sub sub, Mul mul);

impl Default for Exact {
    fn default() -> Exact {
        Exact::ZERO
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(terms: I) -> Exact {
        // What comes first is taken as it is: most sums have one term that is not zero.
        terms.fold(Exact::ZERO, |all, term| if all.is_zero() { term } else { all + term })
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        if let (Form::Small(a, b), Form::Small(c, d)) = (&self.0, &other.0) {
            if let (Some(x), Some(y)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return x.cmp(&y);
            }
        }
        self.big().compared(&other.big())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}
