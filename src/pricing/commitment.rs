use super::{check_sign, Model, Of, Term, Used};
use crate::document::document;
use crate::money::Dec;
use crate::problem::{At, Check, Code};

document! {
    /// A floor and a ceiling over other charges, trued up at the end of each billing period of this charge:
    /// `max(0, minimum - billed) - max(0, billed - maximum)`, where `billed` is the rounded net of what the other charges bill for
    /// the period. A charge of this model is recurring; it is dated when its period has ended.
    ///
    /// Several commitments over the same charges take turns: each names in `after` the lines that take before it; what they count
    /// towards their minimum, this one does not. The amounts are whole minor units, so a trued-up period comes to the minimum to
    /// the cent. A stub has its part of the minimum and the maximum, or the whole, by the policy's `minimums`.
    /// Other vendors: minimum commitment and true-up (Zuora, Lago, Orb), minimum and maximum spend (OpenMeter).
    pub struct Commitment {
        /// At least so much per price period, in currency units.
        pub minimum: Option<Dec>,
        /// At most so much per price period, in currency units: what is above is given back.
        pub maximum: Option<Dec>,
        /// Which charges count.
        pub of: Of,
        /// Ids of lines with commitments that take before this one.
        pub after: Vec<String> = Default::default(),
    }
}

impl Model for Commitment {
    fn check(&self, at: &At, check: &mut Check) {
        check_limits(self.minimum.as_ref(), self.maximum.as_ref(), at, check);
        if self.minimum.is_none() && self.maximum.is_none() {
            let hint = "Write minimum, maximum or both.";
            check.note(Code::MissingField, &at.key("minimum"), "Nothing is committed to.", hint);
        }
        self.of.check(&at.key("of"), check);
    }

    fn terms(&self, _used: &Used) -> Vec<Term> {
        Vec::new()
    }

    fn reads(&self) -> Option<&Of> {
        Some(&self.of)
    }
}

/// Notes a minimum or maximum below zero, and a maximum below the minimum.
pub fn check_limits(minimum: Option<&Dec>, maximum: Option<&Dec>, at: &At, check: &mut Check) {
    for (key, value) in [("minimum", minimum), ("maximum", maximum)] {
        if let Some(value) = value {
            check_sign(value, 0, &at.key(key), check);
        }
    }
    if matches!((minimum, maximum), (Some(min), Some(max)) if min > max) {
        let hint = "Let the maximum be the minimum or more.";
        check.note(Code::Conflict, &at.key("maximum"), "The maximum is below the minimum.", hint);
    }
}
