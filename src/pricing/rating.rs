//! Rating: from usage records to the terms of a price.

use super::{clamp, Conversion, Event, Price, Term, Used};
use crate::calendar::Interval;
use crate::document::{document, words, Map};
use crate::money::{Dec, Exact};
use crate::policy::Rerating;

document! {
    /// How the usage of a charge is put together before the price model sees it.
    #[derive(Copy, Default, Eq)]
    pub struct Rating {
        /// What is rated together. Default `period`.
        pub by: RateBy = Default::default(),
        /// What the records of a period come to. Default `sum`.
        pub aggregate: Aggregate = Default::default(),
        /// How long tiers, free units, minimums and maximums count on, from the line's start: over several billing periods, each
        /// bills what it adds. Default: each billing period on its own.
        pub window: Option<Interval>,
    }
}

words! {
    /// What is rated together. Records of 8 and 5 at 1.00 each up to 10, 0.90 each above (volume):
    #[derive(Default)]
    pub enum RateBy {
        /// All records of a period: 13 units, 11.70. The default.
        #[default]
        Period = "period",
        /// Each record alone: 8.00 and 5.00, 13.00.
        Record = "record",
        /// The records of each `batch` (an upload, a site, a user).
        Batch = "batch",
    }
}

words! {
    /// What records come to. Records of 3, 9 and 5:
    #[derive(Default)]
    pub enum Aggregate {
        /// Their sum: 17. The default.
        #[default]
        Sum = "sum",
        /// The largest (high-water mark): 9.
        Max = "max",
        /// The last: 5.
        Last = "last",
    }
}

/// One usage record, as it was counted.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// How much, before any conversion.
    pub quantity: Exact,
    /// How many events it stands for.
    pub count: u32,
    /// What it counts.
    pub unit: Option<&'a str>,
    /// What it came with.
    pub batch: Option<&'a str>,
    /// Its own attributes.
    pub attributes: &'a Map<String>,
}

/// How a charge is rated.
#[derive(Clone, Copy, Debug)]
pub struct Meter<'a> {
    /// The price.
    pub price: &'a Price,
    /// For rating by record: the price of each record and what is kept of it, where they differ from record to record.
    pub prices: &'a [(&'a Price, Exact)],
    /// What is kept of the price where a percentage is agreed, as a fraction.
    pub keeps: &'a Exact,
    /// What is put together.
    pub rating: Rating,
    /// From counted to priced units.
    pub conversions: &'a [Conversion],
    /// Units that cost nothing, per window.
    pub included: Option<Dec>,
    /// At least so much, per window.
    pub minimum: Option<Dec>,
    /// At most so much, per window.
    pub maximum: Option<Dec>,
}

/// What surrounds the records of a window.
#[derive(Clone, Debug)]
pub struct Window<'a> {
    /// The line's attributes, prepaid units carried in, the part of a whole window for allowances, and the policy's rules.
    pub used: Used<'a>,
    /// The part of a whole window for minimum and maximum.
    pub limits: Exact,
    /// Whether the window closes with these records; a minimum is due then.
    pub closes: bool,
    /// What prices that are not cumulative do before it closes.
    pub rerating: Rerating,
}

/// What records come to.
#[derive(Clone, Debug, Default)]
pub struct Rated {
    /// What the amount is made of.
    pub terms: Vec<Term>,
    /// The quantity after conversion, before free units.
    pub quantity: Exact,
    /// What is left of it beyond free units.
    pub beyond: Exact,
}

impl Rated {
    /// The sum of the terms.
    pub fn amount(&self) -> Exact {
        super::total(&self.terms)
    }
}

impl<'a> Meter<'a> {
    /// Rates the records of a window, in order of time.
    pub fn rate(&self, records: &[Record<'a>], window: &Window<'a>) -> Rated {
        let groups = self.groups(records);
        let mut free = self.included.map_or(Exact::ZERO, |units| units.exact() * &window.used.part);
        let mut rated = Rated::default();
        let waits = !window.closes && window.rerating == Rerating::AtClose && !self.price.is_cumulative();
        for (i, events) in groups.into_iter().enumerate() {
            let quantity: Exact = events.iter().map(|event| event.quantity.clone()).sum();
            rated.quantity = &rated.quantity + &quantity;
            let (events, quantity) = beyond(events, quantity, &mut free);
            rated.beyond = &rated.beyond + &quantity;
            let (price, keeps) = self.prices.get(i).map_or((self.price, self.keeps), |(price, keeps)| (price, keeps));
            if !waits {
                let terms = price.terms(&Used { quantity, events, ..window.used.clone() });
                rated.terms.extend(terms.into_iter().map(|term| term.keeping(keeps)));
            }
        }
        let limit = |limit: Option<Dec>| limit.map(|limit| limit.exact() * &window.limits);
        clamp(&mut rated.terms, 0, limit(self.minimum).filter(|_| window.closes), limit(self.maximum));
        rated
    }

    /// The records that are rated together, converted; one empty group where there are none, for what is due at zero.
    fn groups(&self, records: &[Record<'a>]) -> Vec<Vec<Event<'a>>> {
        let mut groups: Vec<(Option<&str>, Vec<Record<'a>>)> = Vec::new();
        for record in records {
            let known = match self.rating.by {
                RateBy::Period => groups.first_mut(),
                RateBy::Record => None,
                RateBy::Batch => groups.iter_mut().find(|(batch, _)| *batch == record.batch),
            };
            match known {
                Some((_, group)) => group.push(record.clone()),
                None => groups.push((record.batch, vec![record.clone()])),
            }
        }
        if groups.is_empty() {
            groups.push((None, Vec::new()));
        }
        groups.into_iter().map(|(_, group)| self.aggregated(self.converted(group))).collect()
    }

    /// The records as a price sees them, converted, for whoever asks whether there is a price.
    pub fn events(&self, records: &[Record<'a>]) -> Vec<Event<'a>> {
        self.groups(records).into_iter().flatten().collect()
    }

    /// The place of the conversion for a unit.
    fn conversion(&self, unit: Option<&str>) -> Option<usize> {
        self.conversions.iter().position(|conversion| conversion.unit.is_none() || conversion.unit.as_deref() == unit)
    }

    /// A quantity that is not usage, converted.
    pub fn convert(&self, quantity: &Exact, unit: Option<&str>) -> Exact {
        match self.conversion(unit).and_then(|place| self.conversions.get(place)) {
            Some(conversion) => conversion.rounded(&(quantity * &conversion.factor())),
            None => quantity.clone(),
        }
    }

    fn converted(&self, records: Vec<Record<'a>>) -> Vec<Event<'a>> {
        let factor = |unit| self.conversion(unit).map_or(Exact::ONE, |place| self.conversions[place].factor());
        let mut events: Vec<Event> = Vec::with_capacity(records.len());
        for Record { quantity, count, unit, attributes, .. } in records {
            events.push(Event { quantity: quantity * factor(unit), count, unit, attributes });
        }
        let mut events = if self.rating.aggregate == Aggregate::Sum { events } else { self.aggregated(events) };
        for (place, conversion) in self.conversions.iter().enumerate() {
            let mine: Vec<bool> = events.iter().map(|event| self.conversion(event.unit) == Some(place)).collect();
            let sum: Exact = events.iter().zip(&mine).filter(|(_, mine)| **mine).map(|(e, _)| e.quantity.clone()).sum();
            // Rounded on the sum; each record keeps its share of it.
            let Some(scale) = conversion.rounded(&sum).over(&sum).filter(|scale| *scale != Exact::ONE) else {
                continue;
            };
            for (event, _) in events.iter_mut().zip(&mine).filter(|(_, mine)| **mine) {
                event.quantity = (&event.quantity * &scale).reduced();
            }
        }
        events
    }

    fn aggregated(&self, events: Vec<Event<'a>>) -> Vec<Event<'a>> {
        let only = |event: Option<Event<'a>>| event.into_iter().collect();
        match self.rating.aggregate {
            Aggregate::Sum => events,
            Aggregate::Last => only(events.last().cloned()),
            Aggregate::Max => only(events.into_iter().reduce(|a, b| if b.quantity > a.quantity { b } else { a })),
        }
    }
}

/// Takes free units off the first events, and off what is free.
fn beyond<'a>(mut events: Vec<Event<'a>>, quantity: Exact, free: &mut Exact) -> (Vec<Event<'a>>, Exact) {
    if free.is_zero() {
        return (events, quantity);
    }
    for event in &mut events {
        let taken = if *free < event.quantity { free.clone() } else { event.quantity.clone() };
        *free = &*free - &taken;
        event.quantity = &event.quantity - &taken;
    }
    events.retain(|event| !event.quantity.is_zero());
    let left = events.iter().map(|event| event.quantity.clone()).sum();
    (events, left)
}
