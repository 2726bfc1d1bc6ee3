//! The one error type: a stable code, the place, what is wrong and what to do about it; many at once.

use std::fmt;

/// What every fallible function of the engine returns.
pub type Result<T> = std::result::Result<T, Problems>;

/// At most this many problems are reported for one request; the last one then says so.
pub const MAX_PROBLEMS: usize = 100;

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident = $text:literal,)+) => {
        /// The stable codes of problems. A code is never renamed and never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
        pub enum Code { $($(#[$doc])+ #[cfg_attr(test, ts(rename = $text))] $name,)+ }
        impl Code {
            /// The code as it stands in JSON, for example `unknown_field`.
            pub fn as_str(self) -> &'static str { match self { $(Code::$name => $text,)+ } }
            /// Every code, in the order of the reference page.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];
        }
    };
}

codes! {
    /// The input is not JSON, or a value that JSON cannot hold (a function, a symbol, a BigInt).
    NotJson = "not_json",
    /// A value has another type than the field wants.
    WrongType = "wrong_type",
    /// A field that must be there is missing.
    MissingField = "missing_field",
    /// A field that the document does not know; a typo must never be ignored.
    UnknownField = "unknown_field",
    /// A word that is not one of the allowed values.
    UnknownValue = "unknown_value",
    /// A number that is not a plain decimal such as "12.50".
    BadDecimal = "bad_decimal",
    /// A floating-point number where only an exact decimal will do.
    InexactNumber = "inexact_number",
    /// A decimal with more than 15 integer or 12 decimal digits.
    TooManyDigits = "too_many_digits",
    /// A date that the calendar does not have, or not written YYYY-MM-DD.
    BadDate = "bad_date",
    /// A currency that is not an active ISO 4217 code with minor units.
    UnknownCurrency = "unknown_currency",
    /// An amount with more decimals than its currency has.
    TooPrecise = "too_precise",
    /// A value outside its range.
    OutOfRange = "out_of_range",
    /// An identifier that is empty or too long.
    BadId = "bad_id",
    /// Two things with the same identifier.
    DuplicateId = "duplicate_id",
    /// A product that the catalog does not have.
    UnknownProduct = "unknown_product",
    /// A charge that the product does not have.
    UnknownCharge = "unknown_charge",
    /// A tax code that the request does not define.
    UnknownTaxCode = "unknown_tax_code",
    /// A charge without a tax code although the request has more than one.
    MissingTaxCode = "missing_tax_code",
    /// An invoice plan that the request does not define.
    UnknownPlan = "unknown_plan",
    /// An event that no waiting item waits for.
    UnknownEvent = "unknown_event",
    /// A policy profile that does not exist.
    UnknownProfile = "unknown_profile",
    /// A line that a reference names and the request does not have.
    UnknownLine = "unknown_line",
    /// An amendment that the order does not have.
    UnknownAmendment = "unknown_amendment",
    /// A price book that the catalog does not have.
    UnknownPriceBook = "unknown_price_book",
    /// A discount schedule that the catalog does not have.
    UnknownSchedule = "unknown_schedule",
    /// A group that the request does not have.
    UnknownGroup = "unknown_group",
    /// A category that no product of the catalog has.
    UnknownCategory = "unknown_category",
    /// A quantity, combination or currency for which there is no price.
    NoPrice = "no_price",
    /// A place in a result where no amount stands.
    UnknownPath = "unknown_path",
    /// The end lies before the start.
    EndBeforeStart = "end_before_start",
    /// Two fields that exclude each other, or none of two where one is needed.
    Conflict = "conflict",
    /// Tiers that do not rise, or do not end open.
    BadTiers = "bad_tiers",
    /// Segments that overlap, go backwards or leave the line's term.
    BadSegments = "bad_segments",
    /// Plan items that come to more than the whole.
    PlanExceedsTotal = "plan_exceeds_total",
    /// Plan items that do not cover the whole and name no remainder.
    PlanNotCovered = "plan_not_covered",
    /// A total is needed where a charge has no end.
    NeedsTerm = "needs_term",
    /// A discount above what it discounts.
    DiscountExceedsTotal = "discount_exceeds_total",
    /// Charges that are a percentage of each other in a circle.
    Cycle = "cycle",
    /// Something that the engine does not do; it is named rather than ignored.
    NotSupported = "not_supported",
    /// A document or list beyond its documented limit.
    LimitExceeded = "limit_exceeded",
    /// An amount that no longer fits; never wrapped, never rounded away.
    Overflow = "overflow",
    /// A division by zero.
    DivisionByZero = "division_by_zero",
    /// The quote's numbers are not what this engine computes from its request.
    ReceiptMismatch = "receipt_mismatch",
    /// What was billed is not what the plan has for that period, and no cause is given.
    UnexplainedRestatement = "unexplained_restatement",
    /// An order that the request does not hold.
    UnknownOrder = "unknown_order",
    /// A draft where a posted document is needed.
    NotPosted = "not_posted",
    /// A posted document, or another one's number, where a draft is needed.
    AlreadyPosted = "already_posted",
    /// No number series fits a document.
    NoSeries = "no_series",
    /// A date before the last one of its number series, or before what it corrects.
    DateGoesBack = "date_goes_back",
    /// On the day, other tax rates hold than those of the draft.
    TaxesChange = "taxes_change",
    /// More is given back or written off than is left of a document.
    CreditExceedsRest = "credit_exceeds_rest",
    /// Usage that became known after its period was due, where the policy takes none.
    LateUsage = "late_usage",
}

/// One problem: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Problem {
    /// Stable, for programs.
    pub code: Code,
    /// JSON pointer (RFC 6901) to the value, for example `/lines/0/quantity`; empty for the whole document.
    pub path: String,
    /// What is wrong, for people.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// All problems found in one request, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    /// In the order in which they were found.
    pub problems: Vec<Problem>,
}

impl Problems {
    /// A single problem.
    pub fn one(code: Code, at: &At, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Problems { problems: vec![Problem { code, path: at.to_string(), message: message.into(), hint: hint.into() }] }
    }
    /// The first problem's code.
    pub fn code(&self) -> Option<Code> {
        self.problems.first().map(|p| p.code)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, p) in self.problems.iter().enumerate() {
            let place = if p.path.is_empty() { "(document)" } else { &p.path };
            let newline = if i == 0 { "" } else { "\n" };
            write!(f, "{newline}{}: {place}: {} {}", p.code.as_str(), p.message, p.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A place in a document, built without allocation on the way down and written as a JSON pointer.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole document.
    Root,
    /// A place that is already written as a pointer.
    Pointer(&'a str),
    /// A field of the place before.
    Key(&'a At<'a>, &'a str),
    /// An element of the place before.
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The field `key` of this place.
    pub fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }
    /// The element `index` of this place.
    pub fn index(&'a self, index: usize) -> At<'a> {
        At::Index(self, index)
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => Ok(()),
            At::Pointer(pointer) => f.write_str(pointer),
            At::Key(up, key) => write!(f, "{up}/{}", key.replace('~', "~0").replace('/', "~1")),
            At::Index(up, index) => write!(f, "{up}/{index}"),
        }
    }
}

/// Collects problems while a document is checked, so that all of them are reported together.
#[derive(Debug, Default)]
pub struct Check {
    found: Vec<Problem>,
}

impl Check {
    /// Notes a problem.
    pub fn note(&mut self, code: Code, at: &At, message: impl Into<String>, hint: impl Into<String>) {
        self.add(Problems::one(code, at, message, hint));
    }
    /// Notes problems that another function returned.
    pub fn add(&mut self, problems: Problems) {
        for problem in problems.problems {
            if self.found.len() == MAX_PROBLEMS {
                self.found.push(Problem {
                    code: Code::LimitExceeded,
                    path: String::new(),
                    message: format!("More than {MAX_PROBLEMS} problems; the rest is left out."),
                    hint: "Mend these first.".into(),
                });
            }
            if self.found.len() > MAX_PROBLEMS {
                return;
            }
            self.found.push(problem);
        }
    }
    /// Keeps the value of `result`, or notes its problems.
    pub fn keep<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|problems| self.add(problems)).ok()
    }
    /// Whether nothing was found so far.
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
    /// `value` when nothing was found, else every problem.
    pub fn finish<T>(self, value: T) -> Result<T> {
        if self.found.is_empty() {
            Ok(value)
        } else {
            Err(Problems { problems: self.found })
        }
    }
}
