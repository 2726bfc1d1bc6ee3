//! What a price is made of: summands, each a quantity times a price.

use crate::document::words;
use crate::money::Exact;

words! {
    /// What a summand of a price stands for.
    #[derive(PartialOrd, Ord)]
    pub enum TermKind {
        /// Units at a price each.
        Unit = "unit",
        /// A fixed amount.
        Flat = "flat",
        /// Whole packages at a price each.
        Package = "package",
        /// A value at a rate.
        Rate = "rate",
        /// Events at a fee each.
        Event = "event",
        /// What a minimum adds.
        Minimum = "minimum",
        /// What a maximum takes off.
        Maximum = "maximum",
    }
}

/// One summand: `quantity x price`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it stands for.
    pub kind: TermKind,
    /// The tier, counted from 0.
    pub tier: Option<usize>,
    /// How many units, packages or events, or the value of a rate; 1 for a fixed amount.
    pub quantity: Exact,
    /// The price of one, or the rate as a fraction.
    pub price: Exact,
    /// How the quantity or the price came about, where there is more to it.
    pub made: Made,
    /// Where a percentage of the price is kept: the price before, and what is kept of it, a fraction.
    pub kept: Option<(Exact, Exact)>,
}

/// Where a term's quantity or price comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// As written.
    Plain,
    /// The quantity is `units / size`, rounded up (or down) to whole packages.
    Packages {
        /// Units to pack.
        units: Exact,
        /// Units in a package.
        size: Exact,
        /// Whether a started package counts.
        up: bool,
    },
    /// The price is `cost x (1 + markup) + amount`.
    Markup {
        /// The cost of one unit.
        cost: Exact,
        /// The markup as a fraction.
        markup: Exact,
        /// The markup as an amount.
        amount: Exact,
    },
    /// It is the gap between what terms before it came to and a limit.
    Limit {
        /// The minimum or maximum.
        limit: Exact,
        /// What they came to.
        was: Exact,
    },
    /// The quantity is what is left of `used` after `free`.
    Beyond {
        /// What was used.
        used: Exact,
        /// What costs nothing.
        free: Exact,
    },
}

impl Term {
    /// `quantity x price`.
    pub fn amount(&self) -> Exact {
        &self.quantity * &self.price
    }
    /// Units at a price.
    pub fn units(quantity: Exact, price: Exact) -> Term {
        Term { kind: TermKind::Unit, tier: None, quantity, price, made: Made::Plain, kept: None }
    }
    /// A fixed amount.
    pub fn flat(amount: Exact) -> Term {
        Term { kind: TermKind::Flat, ..Term::units(Exact::ONE, amount) }
    }
    /// The same term with so much of its price kept, a fraction.
    pub fn keeping(self, keeps: &Exact) -> Term {
        if *keeps == Exact::ONE {
            return self;
        }
        let price = (&self.price * keeps).reduced();
        Term { kept: Some((self.price, keeps.clone())), price, ..self }
    }
    /// The same term as another kind.
    pub fn of_kind(self, kind: TermKind) -> Term {
        Term { kind, ..self }
    }
    /// The same term of a tier.
    pub fn in_tier(self, tier: usize) -> Term {
        Term { tier: Some(tier), ..self }
    }
    /// The same term with its origin.
    pub fn made(self, made: Made) -> Term {
        Term { made, ..self }
    }
    /// Units beyond what is free.
    pub fn beyond(used: &Exact, free: Exact, price: Exact) -> Term {
        let rest = used - &free;
        let rest = if rest.sign() < 0 { Exact::ZERO } else { rest };
        let made = if free.is_zero() { Made::Plain } else { Made::Beyond { used: used.clone(), free } };
        Term::units(rest, price).made(made)
    }
    /// Whole packages for some units.
    pub fn packages(units: Exact, size: Exact, price: Exact, up: bool) -> Term {
        let parts = units.over(&size).unwrap_or(Exact::ZERO);
        let whole = if up { parts.ceil() } else { -&(-&parts).ceil() };
        Term { kind: TermKind::Package, ..Term::units(whole, price) }.made(Made::Packages { units, size, up })
    }
}

/// The sum of terms.
pub fn total(terms: &[Term]) -> Exact {
    terms.iter().map(Term::amount).sum()
}

/// Adds what a minimum lacks, or takes off what is above a maximum, from the terms after `from`.
pub fn clamp(terms: &mut Vec<Term>, from: usize, minimum: Option<Exact>, maximum: Option<Exact>) {
    let amount = total(terms.get(from..).unwrap_or(&[]));
    let tier = terms.get(from..).and_then(|terms| terms.first()).and_then(|term| term.tier);
    let mut push = |kind: TermKind, limit: Exact| {
        let made = Made::Limit { limit: limit.clone(), was: amount.clone() };
        terms.push(Term { kind, tier, ..Term::flat(limit - &amount) }.made(made));
    };
    if let Some(minimum) = minimum.filter(|minimum| amount < *minimum) {
        push(TermKind::Minimum, minimum);
    } else if let Some(maximum) = maximum.filter(|maximum| amount > *maximum) {
        push(TermKind::Maximum, maximum);
    }
}
