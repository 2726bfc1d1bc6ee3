//! Rating: from usage records to the terms of a price.

use super::{clamp, Apart, Conversion, Event, Price, Term, Used};
use crate::calendar::Interval;
use crate::document::{document, words, Map};
use crate::money::{Dec, Exact};
use crate::policy::Rerating;
use crate::sorting;
use std::cmp::Ordering;

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
    /// What records come to; each unit of a `capacity` and each combination of a `matrix` for itself. Records of 3, 9 and 5:
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
    /// What a unit costs the seller, where the price does not say so.
    pub cost: Option<Dec>,
}

/// Records that are rated together.
pub type Group<'g, 'a> = Vec<&'g Record<'a>>;

/// The price that holds for a group.
#[derive(Clone, Debug)]
pub struct Held<'p> {
    /// The price.
    pub price: &'p Price,
    /// What is kept of it where a percentage is agreed, as a fraction.
    pub keeps: Exact,
    /// Whether more usage may bring another price.
    pub moves: bool,
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
    /// What it costs the seller, where that is known.
    pub cost: Option<Exact>,
}

impl Rated {
    /// The sum of the terms.
    pub fn amount(&self) -> Exact {
        super::total(&self.terms)
    }
}

impl<'p> Held<'p> {
    /// A price that holds as it is.
    pub fn plain(price: &'p Price) -> Held<'p> {
        Held { price, keeps: Exact::ONE, moves: false }
    }
}

impl<'a> Meter<'a> {
    /// Rates the groups of a window, in order of time, each by its price; where there are fewer prices, by the last.
    ///
    /// # Errors
    /// Why what was used has no price, for people.
    pub fn rate(&self, groups: &[Group<'_, 'a>], held: &[Held], window: &Window<'a>) -> Result<Rated, String> {
        let mut free = self.included.map_or(Exact::ZERO, |units| units.exact() * &window.used.part);
        let mut rated = Rated::default();
        for (i, group) in groups.iter().enumerate() {
            let Some(own) = held.get(i).or(held.last()) else { break };
            let events = self.events(group, own.price, window.used.attributes);
            let quantity = sum(&events);
            rated.quantity = &rated.quantity + &quantity;
            if let Some(cost) = self.cost.map(|cost| cost.exact()).or_else(|| own.price.cost()) {
                rated.cost = Some(rated.cost.unwrap_or_default() + quantity.clone() * &cost);
            }
            let mut used = Used { quantity: Exact::ONE, events, ..window.used.clone() };
            if let Some(gap) = own.price.gap(&used).filter(|_| !group.is_empty()) {
                return Err(gap);
            }
            used.quantity = quantity;
            if !free.is_zero() {
                let left = used.beyond(&free);
                let rest = &free - &(&used.quantity - &left.quantity);
                (used, free) = (left, rest);
            }
            rated.beyond = &rated.beyond + &used.quantity;
            if !self.waits(own, window) {
                let terms = own.price.terms(&used);
                rated.terms.extend(terms.into_iter().map(|term| term.keeping(&own.keeps)));
            }
        }
        let limit = |limit: Option<Dec>| limit.map(|limit| limit.exact() * &window.limits);
        clamp(&mut rated.terms, 0, limit(self.minimum).filter(|_| window.closes), limit(self.maximum));
        Ok(rated)
    }

    /// Whether a price waits until the window closes, since more usage may change what earlier usage costs.
    fn waits(&self, held: &Held, window: &Window) -> bool {
        let replaced = self.rating.aggregate == Aggregate::Last && self.rating.by != RateBy::Record;
        let settled = !replaced && !held.moves && held.price.is_cumulative();
        !window.closes && window.rerating == Rerating::AtClose && !settled
    }

    /// The records that are rated together, in order of time; one empty group where there are none, for what is due at zero.
    pub fn groups<'g>(&self, records: &'g [Record<'a>]) -> Vec<Group<'g, 'a>> {
        let mut groups: Vec<Group> = match self.rating.by {
            RateBy::Period => vec![records.iter().collect()],
            RateBy::Record => records.iter().map(|record| vec![record]).collect(),
            RateBy::Batch => {
                let batch = |place: &usize| records[*place].batch;
                let all = sorted(records.len(), &|a, b| batch(&a).cmp(&batch(&b)));
                all.into_iter().map(|places| places.into_iter().map(|place| &records[place]).collect()).collect()
            }
        };
        if groups.is_empty() {
            groups.push(Vec::new());
        }
        groups
    }

    /// The place of the conversion for a unit.
    fn conversion(&self, unit: Option<&str>) -> Option<usize> {
        self.conversions.iter().position(|conversion| conversion.unit.is_none() || conversion.unit.as_deref() == unit)
    }

    /// A group as a price sees it: converted, and the largest or last of what the price tells apart.
    pub fn events(&self, group: &[&Record<'a>], price: &Price, attributes: &Map<String>) -> Vec<Event<'a>> {
        let factor = |unit| self.conversion(unit).map_or(Exact::ONE, |place| self.conversions[place].factor());
        let mut events: Vec<Event> = Vec::with_capacity(group.len());
        for Record { quantity, count, unit, attributes, .. } in group {
            let quantity = quantity * &factor(*unit);
            events.push(Event { quantity, count: *count, unit: *unit, attributes });
        }
        let mut events = self.aggregated(events, price.apart(), attributes);
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

    fn aggregated(&self, events: Vec<Event<'a>>, apart: Apart, line: &Map<String>) -> Vec<Event<'a>> {
        if self.rating.aggregate == Aggregate::Sum {
            return events;
        }
        let keys: Vec<Vec<Option<&str>>> = events.iter().map(|event| apart.key(event, line)).collect();
        let one = |places: Vec<usize>| {
            let best = |a: usize, b: usize| if events[b].quantity > events[a].quantity { b } else { a };
            match self.rating.aggregate {
                Aggregate::Max => places.into_iter().reduce(best),
                _ => places.last().copied(),
            }
        };
        let all = sorted(events.len(), &|a, b| keys[a].cmp(&keys[b]));
        all.into_iter().filter_map(one).map(|place| events[place].clone()).collect()
    }
}

/// Places with what is alike together: groups by their first place, each in order.
pub(super) fn sorted(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for place in sorting::order(len, compare) {
        match groups.last_mut().filter(|group| compare(group[0], place) == Ordering::Equal) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    let order = sorting::order(groups.len(), &|a, b| groups[a][0].cmp(&groups[b][0]));
    order.into_iter().map(|place| std::mem::take(&mut groups[place])).collect()
}

fn sum(events: &[Event]) -> Exact {
    events.iter().map(|event| event.quantity.clone()).sum()
}
