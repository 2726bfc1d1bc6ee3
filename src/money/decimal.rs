//! The decimal edge: how quantities, prices and rates stand in documents.

use rust_decimal::Decimal;
use std::fmt;

use super::Exact;
use crate::document::{short, wrong, Node, Read, Write};
use crate::problem::{At, Check, Code};

/// At most this many digits before the point.
pub const INTEGER_DIGITS: usize = 15;
/// At most this many digits after the point.
pub const DECIMAL_DIGITS: usize = 12;

/// A decimal number of a document: a text such as `"12.50"`, or a JSON integer.
///
/// At most 15 digits before and 12 after the point; no exponent, no thousands separator, no plus sign. Written
/// back without trailing zeros (`"1.50"` becomes `"1.5"`), so that equal numbers give equal documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dec(Decimal);

impl Dec {
    /// Zero.
    pub const ZERO: Dec = Dec(Decimal::ZERO);
    /// One.
    pub const ONE: Dec = Dec(Decimal::ONE);
    /// One hundred.
    pub const HUNDRED: Dec = Dec(Decimal::ONE_HUNDRED);

    /// Reads a decimal.
    ///
    /// # Errors
    /// `bad_decimal` with a hint for `""`, `"12,5"`, `"1e3"`, `"NaN"`; `too_many_digits` beyond 15 + 12 digits.
    pub fn parse(text: &str) -> Result<Dec, (Code, String, String)> {
        let bare = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || bare.ends_with('.') {
            let hint = if text.contains([',', ' ', '\'', '\u{a0}', '\u{202f}']) {
                "Write a point before the decimals and no thousands separator: \"12.5\"."
            } else if bare.contains(['e', 'E']) && bare.starts_with(|c: char| c.is_ascii_digit()) {
                "Write all digits; exponents are not read."
            } else {
                "Write plain digits in a text, for example \"12.50\"."
            };
            return Err((Code::BadDecimal, format!("\"{}\" is not a decimal number.", short(text)), hint.into()));
        }
        let whole = whole.trim_start_matches('0');
        let part = part.trim_end_matches('0');
        if whole.len() > INTEGER_DIGITS || part.len() > DECIMAL_DIGITS {
            return Err((
                Code::TooManyDigits,
                format!("\"{}\" has too many digits.", short(text)),
                format!("At most {INTEGER_DIGITS} digits before and {DECIMAL_DIGITS} after the point."),
            ));
        }
        // OK because at most 27 digits fit in an i128, and 12 decimals in Decimal's 28.
        let mut mantissa: i128 = 0;
        for b in whole.bytes().chain(part.bytes()) {
            mantissa = mantissa * 10 + i128::from(b - b'0');
        }
        if text.starts_with('-') {
            mantissa = -mantissa;
        }
        let scale = u32::try_from(part.len()).unwrap_or(0);
        Ok(Dec(Decimal::from_i128_with_scale(mantissa, scale)))
    }

    /// The exact value.
    pub fn exact(&self) -> Exact {
        // OK because the scale is at most 12.
        Exact::ratio(self.0.mantissa(), 10i128.pow(self.0.scale())).unwrap_or(Exact::ZERO)
    }

    /// The exact value divided by 100: what a percentage multiplies with.
    pub fn percent(&self) -> Exact {
        self.exact().over_whole(100)
    }

    /// The sum, or `None` beyond 15 digits before the point.
    pub fn plus(&self, other: &Dec) -> Option<Dec> {
        // OK because both have at most 27 digits, and Decimal holds 28.
        let sum = self.0.checked_add(other.0)?.normalize();
        (sum.abs().trunc().mantissa() < 10i128.pow(INTEGER_DIGITS as u32)).then_some(Dec(sum))
    }

    /// The same with the other sign.
    pub fn negated(&self) -> Dec {
        match self.0.is_zero() {
            true => *self,
            false => Dec(-self.0),
        }
    }

    /// -1, 0 or 1.
    pub fn sign(&self) -> i32 {
        if self.0.is_zero() {
            0
        } else if self.0.is_sign_negative() {
            -1
        } else {
            1
        }
    }

    /// The number of decimals, without trailing zeros.
    pub fn decimals(&self) -> u32 {
        self.0.scale()
    }
}

impl From<u32> for Dec {
    fn from(n: u32) -> Dec {
        Dec(Decimal::from(n))
    }
}

impl fmt::Display for Dec {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.0.is_zero() {
            f.write_str("0")
        } else {
            self.0.fmt(f)
        }
    }
}

impl Write for Dec {
    fn write(&self) -> Node {
        Node::Text(self.to_string())
    }
}

impl Read for Dec {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Dec> {
        let text = match node {
            Node::Text(text) => text,
            Node::Integer(n) => n.to_string(),
            Node::Negative(n) => n.to_string(),
            Node::Float(_) => {
                let message = "This is a floating-point number (a fraction, NaN, or beyond 2^53), which is not exact.";
                check.note(Code::InexactNumber, at, message, "Write it in a text, for example \"12.50\".");
                return None;
            }
            other => {
                wrong(&other, "a decimal in a text, for example \"12.50\", or a whole number", at, check);
                return None;
            }
        };
        Dec::parse(&text).map_err(|(code, message, hint)| check.note(code, at, message, hint)).ok()
    }
}

#[cfg(test)]
impl ts_rs::TS for Dec {
    type WithoutGenerics = Dec;
    type OptionInnerType = Dec;
    fn name(_: &ts_rs::Config) -> String {
        "Decimal".into()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "string | number".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_plain_decimals() {
        for (text, shown) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("12.50", "12.5"),
            ("007", "7"),
            ("0.000000000001", "0.000000000001"),
            ("999999999999999.999999999999", "999999999999999.999999999999"),
            ("-3", "-3"),
        ] {
            assert_eq!(Dec::parse(text).map(|d| d.to_string()), Ok(shown.to_string()), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for (text, code) in [
            ("", Code::BadDecimal),
            ("-", Code::BadDecimal),
            (".5", Code::BadDecimal),
            ("5.", Code::BadDecimal),
            ("12,5", Code::BadDecimal),
            ("1 000", Code::BadDecimal),
            ("+1", Code::BadDecimal),
            ("1e400", Code::BadDecimal),
            ("NaN", Code::BadDecimal),
            ("Infinity", Code::BadDecimal),
            ("0x10", Code::BadDecimal),
            ("１", Code::BadDecimal),
            ("--1", Code::BadDecimal),
            ("1.2.3", Code::BadDecimal),
            ("1000000000000000", Code::TooManyDigits),
            ("0.1234567890123", Code::TooManyDigits),
        ] {
            assert_eq!(Dec::parse(text).map_err(|e| e.0), Err(code), "{text}");
        }
    }
}
