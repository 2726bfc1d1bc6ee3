//! Currencies (ISO 4217, from the `iso_currency` crate) and amounts in minor units.

use std::fmt;

use super::{Dec, Exact, RoundingMode};
use crate::problem::{At, Code, Problems, Result};

/// A currency: its code and how many decimals its amounts have (JPY 0, EUR 2, KWD 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: [u8; 3],
    digits: u32,
}

/// The largest amount that the engine bills: just below 10^15 currency units, what a document can hold.
const LARGEST: i128 = 1_000_000_000_000_000;

impl Currency {
    /// The currency with this ISO 4217 code.
    ///
    /// # Errors
    /// `unknown_currency` when the code is not in the standard, is not upper case, or has no minor units (XAU, XXX).
    pub fn new(code: &str, at: &At) -> Result<Currency> {
        let known = iso_currency::Currency::from_code(code).and_then(|c| c.exponent());
        match (known, <[u8; 3]>::try_from(code.as_bytes())) {
            (Some(digits), Ok(code)) => Ok(Currency { code, digits: u32::from(digits) }),
            _ => Err(Problems::one(
                Code::UnknownCurrency,
                at,
                format!("\"{}\" is not a currency of ISO 4217 with minor units.", crate::document::short(code)),
                "Write the three capital letters of the currency, for example \"EUR\".",
            )),
        }
    }

    /// A scale that is not a currency's, for the small verbs that take `decimals`.
    pub fn with_digits(digits: u32) -> Currency {
        Currency { code: *b"XXX", digits }
    }

    /// How many decimals an amount has.
    pub fn digits(&self) -> u32 {
        self.digits
    }

    /// Rounds an exact amount to minor units: the one place where money is rounded.
    ///
    /// # Errors
    /// `overflow` from 10^15 currency units on.
    pub fn round(&self, amount: &Exact, mode: RoundingMode, at: &At) -> Result<Minor> {
        match amount.round_scaled(self.digits, mode) {
            // OK because digits is at most 12.
            Some(minor) if minor.abs() < LARGEST * 10i128.pow(self.digits) => Ok(Minor(minor)),
            _ => Err(Problems::one(
                Code::Overflow,
                at,
                "This comes to an amount that is too large to bill.",
                "Look for a price or quantity with too many digits.",
            )),
        }
    }

    /// An amount of a document, which may not have more decimals than the currency.
    ///
    /// # Errors
    /// `too_precise`.
    pub fn amount(&self, amount: &Dec, at: &At) -> Result<Minor> {
        if amount.decimals() > self.digits {
            return Err(Problems::one(
                Code::TooPrecise,
                at,
                format!("{amount} has more than the {} decimals of the currency.", self.digits),
                "Amounts that are billed as they stand are written in whole minor units; unit prices may be finer.",
            ));
        }
        self.round(&amount.exact(), RoundingMode::HalfUp, at)
    }

    /// The exact value of an amount.
    pub fn exact(&self, amount: Minor) -> Exact {
        // OK because digits is at most 4 for a currency and 12 for the small verbs.
        Exact::ratio(amount.0, 10i128.pow(self.digits)).unwrap_or(Exact::ZERO)
    }

    /// The amount as documents show it: all decimals of the currency, never `-0.00`.
    pub fn show(&self, amount: Minor) -> String {
        let digits = self.digits as usize;
        let mut text = amount.0.unsigned_abs().to_string();
        if digits > 0 {
            if text.len() <= digits {
                text.insert_str(0, &"0".repeat(digits + 1 - text.len()));
            }
            text.insert(text.len() - digits, '.');
        }
        if amount.0 < 0 {
            text.insert(0, '-');
        }
        text
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.code.iter().try_for_each(|b| write!(f, "{}", char::from(*b)))
    }
}

/// An amount in whole minor units of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minor(pub i128);

impl Minor {
    /// Nothing.
    pub const ZERO: Minor = Minor(0);
}

// OK to add plainly: every Minor is below 10^27 (see LARGEST), and no document holds 10^10 of them.
impl std::ops::Add for Minor {
    type Output = Minor;
    fn add(self, other: Minor) -> Minor {
        Minor(self.0 + other.0)
    }
}
impl std::ops::Sub for Minor {
    type Output = Minor;
    fn sub(self, other: Minor) -> Minor {
        Minor(self.0 - other.0)
    }
}
impl std::ops::AddAssign for Minor {
    fn add_assign(&mut self, other: Minor) {
        self.0 += other.0;
    }
}
impl std::ops::Neg for Minor {
    type Output = Minor;
    fn neg(self) -> Minor {
        Minor(-self.0)
    }
}
impl std::iter::Sum for Minor {
    fn sum<I: Iterator<Item = Minor>>(terms: I) -> Minor {
        terms.fold(Minor::ZERO, |all, term| all + term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_all_decimals_and_no_negative_zero() {
        for (code, minor, shown) in [
            ("EUR", -5, "-0.05"),
            ("EUR", 0, "0.00"),
            ("EUR", 123_456, "1234.56"),
            ("JPY", 7, "7"),
            ("KWD", 7, "0.007"),
        ] {
            let currency = Currency::new(code, &At::Root).expect("a currency");
            assert_eq!(currency.show(Minor(minor)), shown);
        }
    }

    #[test]
    fn refuses_what_is_not_money() {
        for code in ["XXZ", "eur", "", "EURO", "XAU", "XXX"] {
            assert_eq!(
                Currency::new(code, &At::Root).map_err(|p| p.code()),
                Err(Some(Code::UnknownCurrency)),
                "{code}"
            );
        }
    }
}
