//! What a price model is asked about: a quantity, or the usage records behind it.

use crate::document::Map;
use crate::money::Exact;
use crate::policy::{PackageRounding, Policy, TierBounds, ZeroQuantity};

/// A quantity to price, with what some models need to know of it beside the sum.
#[derive(Clone, Debug)]
pub struct Used<'a> {
    /// How much, in all, after any conversion of units; zero or more.
    pub quantity: Exact,
    /// The usage records behind it, in order; empty for a booked quantity, which then counts as one event.
    pub events: Vec<Event<'a>>,
    /// The line's attributes, for events without their own.
    pub attributes: &'a Map<String>,
    /// Units that earlier periods left over.
    pub carried: Exact,
    /// Which part of a whole period this is, for allowances that the policy prorates; 1 for a whole one.
    pub part: Exact,
    /// What the policy says about prices.
    pub rules: Rules,
}

/// One usage record as a price model sees it.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// How much, after any conversion of units.
    pub quantity: Exact,
    /// How many events the record stands for; none where its units are all free.
    pub count: u32,
    /// What the quantity counts, for tiers with a limit per unit.
    pub unit: Option<&'a str>,
    /// What a matrix looks up.
    pub attributes: &'a Map<String>,
}

/// What a price tells apart in usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart<'p> {
    /// Nothing: it prices the sum.
    Nothing,
    /// What records count.
    Units,
    /// The combinations of some attributes.
    Attributes(&'p [String]),
}

impl Apart<'_> {
    /// What tells an event of a line with attributes apart.
    pub(crate) fn key<'e>(&self, event: &Event<'e>, line: &'e Map<String>) -> Vec<Option<&'e str>> {
        match self {
            Apart::Nothing => Vec::new(),
            Apart::Units => vec![event.unit],
            Apart::Attributes(names) => {
                let value = |name: &String| event.attributes.get(name).or_else(|| line.get(name)).map(String::as_str);
                names.iter().map(value).collect()
            }
        }
    }
}

/// The switches that price models read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// See [`ZeroQuantity`].
    pub zero: ZeroQuantity,
    /// See [`TierBounds`].
    pub bounds: TierBounds,
    /// See [`PackageRounding`].
    pub packages: PackageRounding,
}

impl From<&Policy> for Rules {
    fn from(policy: &Policy) -> Rules {
        Rules { zero: policy.zero_quantity, bounds: policy.tier_bounds, packages: policy.package_rounding }
    }
}

impl<'a> Used<'a> {
    /// A booked quantity.
    pub fn booked(quantity: Exact, attributes: &'a Map<String>, rules: Rules) -> Used<'a> {
        Used { quantity, events: Vec::new(), attributes, carried: Exact::ZERO, part: Exact::ONE, rules }
    }

    /// The same question about other events, whose sum is the quantity.
    pub(crate) fn of(&self, events: Vec<Event<'a>>) -> Used<'a> {
        let quantity = events.iter().map(|event| event.quantity.clone()).sum();
        Used { carried: self.carried.clone(), part: self.part.clone(), quantity, events, ..*self }
    }

    /// The same question about what is left after free units, which the first events take.
    pub(crate) fn beyond(&self, free: &Exact) -> Used<'a> {
        let (mut left, mut events) = (free.clone(), self.events.clone());
        for event in &mut events {
            let taken = if left < event.quantity { left.clone() } else { event.quantity.clone() };
            left = left - &taken;
            event.quantity = &event.quantity - &taken;
            if event.quantity.is_zero() && !taken.is_zero() {
                event.count = 0;
            }
        }
        let rest = &self.quantity - free;
        let quantity = if rest.sign() < 0 { Exact::ZERO } else { rest };
        Used { quantity, events, ..self.clone() }
    }

    /// The events; a booked quantity above zero is one.
    pub(crate) fn each(&self) -> Vec<Event<'a>> {
        if self.events.is_empty() && !self.quantity.is_zero() {
            return vec![Event { quantity: self.quantity.clone(), count: 1, unit: None, attributes: self.attributes }];
        }
        self.events.clone()
    }

    /// An event's attribute, or the line's.
    pub(crate) fn attribute<'e>(&'e self, event: Option<&'e Event<'a>>, name: &str) -> Option<&'e str> {
        let own = event.and_then(|event| event.attributes.get(name));
        own.or_else(|| self.attributes.get(name)).map(String::as_str)
    }

    /// Whether flat fees are due although nothing was used.
    pub(crate) fn is_free(&self) -> bool {
        self.quantity.is_zero() && self.rules.zero == ZeroQuantity::Nothing
    }
}
