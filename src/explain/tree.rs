//! The tree behind an amount: what was done with which numbers, down to what was written.

use super::sentences::{self as say, Text};
use crate::document::{result, words};
use crate::money::{allocate, Exact, Minor, RoundingMode, Spread};
use crate::problem::At;

result! {
    /// One step behind an amount. `exact` is what `how` makes of the exact values of `of`, so that the tree can be replayed.
    pub struct Explanation {
        /// What the step is, in one sentence for people.
        pub text: Sentence,
        /// The value for people: an amount with the decimals of its currency, or at most 12 decimals.
        pub value: String,
        /// The exact value, a reduced fraction: `"16/31"`, `"274"`.
        pub exact: String,
        /// What is done with the values of `of`.
        pub how: How,
        /// For `round`, `ceil`, `floor` and `share`: the decimals that are kept.
        pub digits: Option<u32>,
        /// For `round`: the mode.
        pub mode: Option<RoundingMode>,
        /// For `share`: how what is left over is given out.
        pub spread: Option<Spread>,
        /// For `share`: the place of this share, counted from 0.
        pub place: Option<u32>,
        /// For an input: a JSON pointer into the request to where it is written.
        pub at: Option<String>,
        /// For an amount that is not opened here: the path to ask for. `/invoices` and `/waiting` are of the plan, `/lines` and
        /// `/taxes` of the quote; what lies below a charge's `after`, `rate`, `steps`, `items` and `priced` are values on the
        /// way to its net, of both.
        pub see: Option<String>,
        /// The steps that it is made of.
        pub of: Vec<Explanation>,
    }
}

result! {
    /// A sentence in each language.
    #[derive(Eq)]
    pub struct Sentence {
        /// English.
        pub en: String,
        /// French.
        pub fr: String,
    }
}

words! {
    /// What a step does with the values that it is made of.
    pub enum How {
        /// Nothing: it was written, or read from the calendar.
        Input = "input",
        /// Nothing: it is another amount of the same result.
        See = "see",
        /// It is the only one.
        Same = "same",
        /// Their sum.
        Sum = "sum",
        /// The first less all others.
        Difference = "difference",
        /// Their product.
        Product = "product",
        /// The first, multiplied by itself: as many times in all as the second says.
        Power = "power",
        /// The first over the second.
        Quotient = "quotient",
        /// The first, rounded to `digits` by `mode`.
        Round = "round",
        /// The first, up to `digits` decimals.
        Ceil = "ceil",
        /// The first, down to `digits` decimals.
        Floor = "floor",
        /// The largest.
        Max = "max",
        /// The smallest.
        Min = "min",
        /// The first is split by the others as weights, in units of `digits` decimals, by `spread`; this is the share at `place`.
        Share = "share",
    }
}

/// How a value is shown to people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Shown {
    /// With so many decimals.
    Money(u32),
    /// With as many as it has, at most 12.
    Number,
}

/// At most so many steps are opened below one step, as far as they have a place of their own to ask for.
const MOST: usize = 250;

/// Of more parts, all are opened or none.
const FEW: usize = 8;

/// An [`Explanation`] while it is made.
#[derive(Clone, Debug)]
pub(crate) struct Why {
    pub text: Text,
    pub exact: Exact,
    pub shown: Shown,
    pub how: How,
    pub digits: u32,
    pub mode: RoundingMode,
    pub spread: Spread,
    pub place: usize,
    pub at: Option<String>,
    pub see: Option<String>,
    pub of: Vec<Why>,
    /// The path that explains it alone.
    own: Option<String>,
    /// How many steps it has, itself included.
    size: usize,
}

impl Why {
    fn new(text: Text, how: How, exact: Exact, of: Vec<Why>) -> Why {
        let shown = Shown::Number;
        let (mode, spread) = (RoundingMode::HalfUp, Spread::LargestRemainder);
        let of = fitted(of);
        let size = 1 + of.iter().map(|own| own.size).sum::<usize>();
        Why { text, exact, shown, how, digits: 0, mode, spread, place: 0, at: None, see: None, of, own: None, size }
    }
    /// The same, with the path that explains it alone, for a tree that has no room for it.
    pub fn alone(self, path: String) -> Why {
        Why { own: Some(path), ..self }
    }
    /// What was written at a place of the request.
    pub fn input(text: Text, exact: Exact, at: impl Into<String>) -> Why {
        Why { at: Some(at.into()), ..Why::new(text, How::Input, exact, Vec::new()) }
    }
    /// What nobody wrote: a measure of time, a one.
    pub fn known(text: Text, exact: Exact) -> Why {
        Why::new(text, How::Input, exact, Vec::new())
    }
    /// Another amount of the result.
    pub fn see(text: Text, exact: Exact, path: impl Into<String>) -> Why {
        Why { see: Some(path.into()), ..Why::new(text, How::See, exact, Vec::new()) }
    }
    pub fn same(text: Text, of: Why) -> Why {
        Why::new(text, How::Same, of.exact.clone(), vec![of])
    }
    /// The sum; a single one stands for itself.
    pub fn sum(text: Text, of: Vec<Why>) -> Why {
        let exact: Exact = of.iter().map(|own| own.exact.clone()).sum();
        Why::new(text, How::Sum, exact.reduced(), of)
    }
    pub fn difference(text: Text, of: Vec<Why>) -> Why {
        let mut all = of.iter();
        let first = all.next().map_or(Exact::ZERO, |own| own.exact.clone());
        let exact = all.fold(first, |left, own| left - &own.exact);
        Why::new(text, How::Difference, exact.reduced(), of)
    }
    pub fn product(text: Text, of: Vec<Why>) -> Why {
        let exact = of.iter().fold(Exact::ONE, |product, own| (product * &own.exact).reduced());
        Why::new(text, How::Product, exact, of)
    }
    pub fn power(text: Text, of: Why, times: u32) -> Why {
        let exact = (0..times).fold(Exact::ONE, |product, _| (product * &of.exact).reduced());
        let times = Why::known(say::times(times), Exact::whole(times.into()));
        Why::new(text, How::Power, exact, vec![of, times])
    }
    pub fn quotient(text: Text, of: Why, by: Why) -> Why {
        let exact = of.exact.over(&by.exact).unwrap_or_default().reduced();
        Why::new(text, How::Quotient, exact, vec![of, by])
    }
    pub fn round(text: Text, of: Why, digits: u32, mode: RoundingMode) -> Why {
        let exact = of.exact.rounded(digits, mode);
        Why { digits, mode, ..Why::new(text, How::Round, exact, vec![of]) }
    }
    pub fn ceil(text: Text, of: Why, up: bool) -> Why {
        let exact = if up { of.exact.ceil() } else { -&(-&of.exact).ceil() };
        Why::new(text, if up { How::Ceil } else { How::Floor }, exact, vec![of])
    }
    pub fn max(text: Text, of: Vec<Why>) -> Why {
        let exact = of.iter().map(|own| own.exact.clone()).max().unwrap_or_default();
        Why::new(text, How::Max, exact, of)
    }
    pub fn min(text: Text, of: Vec<Why>) -> Why {
        let exact = of.iter().map(|own| own.exact.clone()).min().unwrap_or_default();
        Why::new(text, How::Min, exact, of)
    }
    /// The share at a place of an amount that is split by weights.
    pub fn share(text: Text, amount: Why, weights: Vec<Why>, (place, digits, spread): (usize, u32, Spread)) -> Why {
        let exact = share(&amount.exact, weights.iter().map(|own| &own.exact), (place, digits, spread));
        let of = std::iter::once(amount).chain(weights).collect();
        Why { digits, spread, place, ..Why::new(text, How::Share, exact.unwrap_or_default(), of) }
    }
    /// The same, shown as money.
    pub fn money(self, digits: u32) -> Why {
        Why { shown: Shown::Money(digits), ..self }
    }
    /// The same with another sentence.
    pub fn saying(self, text: Text) -> Why {
        Why { text, ..self }
    }

    /// The same as a part of a sum that names it; how it came about stays to be read where it is no plain rounding.
    pub fn titled(self, text: Text) -> Why {
        match self.how {
            How::Difference => Why { shown: self.shown, ..Why::same(text, self) },
            _ => self.saying(text),
        }
    }

    /// The explanation as a document.
    pub fn written(self) -> Explanation {
        let rounds = matches!(self.how, How::Round | How::Share);
        Explanation {
            text: Sentence { en: self.text.en, fr: self.text.fr },
            value: shown(&self.exact, self.shown),
            exact: self.exact.fraction(),
            how: self.how,
            digits: (rounds || matches!(self.how, How::Ceil | How::Floor)).then_some(self.digits),
            mode: (self.how == How::Round).then_some(self.mode),
            spread: (self.how == How::Share).then_some(self.spread),
            place: (self.how == How::Share).then(|| u32::try_from(self.place).unwrap_or(u32::MAX)),
            at: self.at,
            see: self.see,
            of: self.of.into_iter().map(Why::written).collect(),
        }
    }
}

/// The steps of one step: where they are too many together, of a few the larger ones are named instead, of many all.
fn fitted(of: Vec<Why>) -> Vec<Why> {
    if of.iter().map(|own| own.size).sum::<usize>() <= MOST {
        return of;
    }
    let most = if of.len() > FEW { 1 } else { MOST / of.len().max(1) };
    let fit = |why: Why| match &why.own {
        Some(path) if why.size > most => Why { shown: why.shown, ..Why::see(why.text, why.exact, path.clone()) },
        _ => why,
    };
    of.into_iter().map(fit).collect()
}

/// A value for people.
pub(super) fn shown(exact: &Exact, shown: Shown) -> String {
    match shown {
        Shown::Number => exact.decimal(12),
        Shown::Money(digits) => {
            let text = exact.decimal(digits.max(12));
            let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
            match digits as usize {
                0 if part.is_empty() => whole.to_owned(),
                digits if part.len() <= digits => format!("{whole}.{part:0<digits$}"),
                _ => text,
            }
        }
    }
}

/// The share at a place of an amount in units of `digits` decimals; `None` where there is nothing to split by.
pub(super) fn share<'e>(
    amount: &Exact,
    weights: impl Iterator<Item = &'e Exact>,
    (place, digits, spread): (usize, u32, Spread),
) -> Option<Exact> {
    let weights: Vec<Exact> = weights.cloned().collect();
    let minor = amount.round_scaled(digits, RoundingMode::HalfUp)?;
    let shares = allocate(Minor(minor), &weights, spread, &At::Root).ok()?;
    Exact::ratio(shares.get(place)?.0, 10i128.checked_pow(digits)?)
}
