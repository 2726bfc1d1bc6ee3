//! Which prices hold for usage: the segment's, or by day and quantity what is offered instead.

use super::deal::{Deal, DealCharge};
use super::offers::Origin;
use crate::calendar::Date;
use crate::money::Exact;
use crate::pricing::{Aggregate, Apart, Group, Held, Meter, Price, RateBy, Rated, Record, Used, Window};
use crate::problem::{At, Code, Problems, Result};
use std::cmp::Ordering;

/// The prices of a usage charge.
pub(super) struct Prices<'d, 'r> {
    deal: &'d Deal<'r>,
    charge: &'d DealCharge<'r>,
    meter: Meter<'r>,
    /// Whether some price may hold instead of the catalog's.
    offered: bool,
    /// Every price that may hold.
    all: Vec<&'r Price>,
}

/// What the records of a window come to, so far.
pub(super) struct Outcome<'p> {
    pub rated: Rated,
    /// The amount at list price.
    pub list: Exact,
    /// Where the price comes from; by record or batch, the first that is not the catalog's.
    pub origin: Origin,
    /// The last price that held.
    pub price: &'p Price,
}

impl<'d, 'r> Prices<'d, 'r> {
    pub fn of(deal: &'d Deal<'r>, charge: &'d DealCharge<'r>) -> Prices<'d, 'r> {
        let meter = Meter {
            rating: charge.charge.rating.unwrap_or_default(),
            conversions: charge.charge.conversions.as_deref().unwrap_or(&[]),
            included: charge.limits.included,
            minimum: charge.limits.minimum,
            maximum: charge.limits.maximum,
            cost: charge.limits.cost,
        };
        let of = (deal.lines[charge.line].product.id.as_str(), charge.charge.id.as_str());
        let offered = deal.offers.days(of).next().is_some();
        let mut all: Vec<&Price> = charge.segments.iter().flat_map(|terms| [terms.price, terms.list]).collect();
        if offered {
            all.push(&charge.charge.price);
            all.extend(deal.offers.prices(of));
        }
        Prices { deal, charge, meter, offered, all }
    }

    fn of_charge(&self) -> (&'r str, &'r str) {
        (&self.deal.lines[self.charge.line].product.id, &self.charge.charge.id)
    }

    /// Whether some price lets units go on to the next window.
    pub fn carries(&self) -> bool {
        self.all.iter().any(|price| matches!(price, Price::Prepaid(own) if own.rollover.is_some()))
    }

    /// Whether on some day a price holds that costs something where nothing is used.
    pub fn due_at_zero(&self, window: &Window<'r>) -> bool {
        let costs =
            |held: Held| self.meter.rate(&[Vec::new()], &[held], window).is_ok_and(|own| !own.amount().is_zero());
        if !self.all.iter().any(|price| costs(Held::plain(price))) {
            return false;
        }
        let inside = |day: &Date| *day >= self.charge.start && self.charge.end.is_none_or(|end| *day < end);
        let mut days: Vec<Date> = self.deal.offers.days(self.of_charge()).flatten().flatten().filter(inside).collect();
        days.extend(self.charge.segments.iter().map(|terms| terms.from));
        days.sort_unstable();
        days.dedup();
        days.into_iter().any(|day| costs(self.on(day, &window.used).0))
    }

    /// The price that holds on a day for a quantity.
    fn on(&self, date: Date, used: &Used) -> (Held<'r>, Origin) {
        let terms = &self.charge.segments[self.charge.segment_on(date)];
        let (price, origin) = match terms.origin {
            Origin::Override => (terms.price, Origin::Override),
            _ if !self.offered => (terms.price, terms.origin),
            _ => self.deal.offers.price(self.of_charge(), &self.charge.charge.price, date, used),
        };
        let keeps = match origin {
            Origin::Contracted(_, Some(percent)) => Exact::ONE - percent.percent(),
            _ => Exact::ONE,
        };
        // A record has its price for good; what is put together may reach another one.
        let may_move = self.offered && origin != Origin::Override && self.meter.rating.by != RateBy::Record;
        let moves = may_move && self.deal.offers.by_quantity(self.of_charge(), date);
        (Held { price, keeps, moves }, origin)
    }

    /// What the records of a window have come to, by the price of its first day; by record, each by the price of its own
    /// day, and by batch each batch by the price of its quantity.
    pub fn rate(&self, open: &Filled<'r>, begins: Date, window: &Window<'r>) -> Result<Outcome<'r>> {
        let groups = self.meter.groups(&open.records);
        let singly = match self.meter.rating.by {
            RateBy::Period => false,
            RateBy::Record => self.offered || self.charge.segments.len() > 1,
            RateBy::Batch => self.offered,
        };
        let (mut held, mut lists) = (Vec::new(), Vec::new());
        let mut origin = Origin::List;
        for (i, group) in groups.iter().enumerate().take(if singly { groups.len() } else { 1 }) {
            let own = open.days.get(i).filter(|_| self.meter.rating.by == RateBy::Record);
            let date = own.copied().unwrap_or(begins);
            let (price, from) = self.on(date, &self.used(group, window));
            let list = self.charge.segments[self.charge.segment_on(date)].list;
            lists.push(Held { price: list, keeps: Exact::ONE, moves: price.moves });
            held.push(price);
            origin = if origin == Origin::List { from } else { origin };
        }
        let rated = self.rated(&groups, &held, window)?;
        let same = |(a, b): (&Held, &Held)| std::ptr::eq(a.price, b.price) && a.keeps == b.keeps;
        let list = match held.iter().zip(&lists).all(same) {
            true => rated.amount(),
            false => self.rated(&groups, &lists, window)?.amount(),
        };
        let price = held.last().map_or(&self.charge.charge.price, |own| own.price);
        Ok(Outcome { rated, list, origin, price })
    }

    /// The quantity that decides which offer holds: after conversion and aggregation, before free units.
    fn used(&self, group: &Group<'_, 'r>, window: &Window<'r>) -> Used<'r> {
        if !self.offered {
            return window.used.clone();
        }
        window.used.of(self.meter.events(group, &self.charge.charge.price, window.used.attributes))
    }

    fn rated(&self, groups: &[Group<'_, 'r>], held: &[Held], window: &Window<'r>) -> Result<Rated> {
        self.meter.rate(groups, held, window).map_err(|gap| {
            let path = format!("{}/usage", self.deal.at_line(self.charge.line));
            let hint = "Add a row or tier for it, or mend the record.";
            let message = format!("The charge \"{}\": {gap}", self.charge.charge.id);
            Problems::one(Code::NoPrice, &At::Pointer(&path), message, hint)
        })
    }

    /// Which records may be added up before they are rated, so that a long window is not rated record by record again and
    /// again.
    pub fn alike(&self) -> Alike {
        let rating = self.meter.rating;
        if rating.by == RateBy::Record
            || rating.aggregate != Aggregate::Sum
            || self.all.iter().any(|price| price.counts_events())
        {
            return Alike::None;
        }
        // Free and prepaid units go to the first records, whatever their attributes.
        let free = self.meter.included.is_some_and(|units| units.sign() > 0);
        let drawn = free || self.all.iter().any(|price| matches!(price, Price::Prepaid(_)));
        match self.all.iter().all(|price| price.apart() == Apart::Nothing) {
            true => Alike::Units,
            false if drawn => Alike::None,
            false => Alike::Attributes,
        }
    }
}

/// Records that can stand for each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Alike {
    /// None.
    None,
    /// Those of a batch and unit.
    Units,
    /// Those that have the same attributes too.
    Attributes,
}

impl Alike {
    fn compare(self, a: &Record, b: &Record) -> Ordering {
        let units = a.batch.cmp(&b.batch).then_with(|| a.unit.cmp(&b.unit));
        match self {
            Alike::Attributes => units.then_with(|| a.attributes.0.cmp(&b.attributes.0)),
            Alike::Units | Alike::None => units,
        }
    }
}

/// The records of a window, so far, in order of time.
#[derive(Default)]
pub(super) struct Filled<'r> {
    records: Vec<Record<'r>>,
    /// The day of each.
    days: Vec<Date>,
    /// The places of those that others may be added to, in order.
    sums: Vec<usize>,
}

impl<'r> Filled<'r> {
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a record, to one that is alike if there is one.
    pub fn add(&mut self, record: Record<'r>, date: Date, alike: Alike) {
        if alike != Alike::None {
            let at = self.sums.partition_point(|i| alike.compare(&self.records[*i], &record) == Ordering::Less);
            let known = self.sums.get(at).copied().and_then(|place| self.records.get_mut(place));
            if let Some(known) = known.filter(|known| alike.compare(known, &record) == Ordering::Equal) {
                known.quantity = &known.quantity + &record.quantity;
                known.count = known.count.saturating_add(record.count);
                return;
            }
            self.sums.insert(at, self.records.len());
        }
        self.records.push(record);
        self.days.push(date);
    }
}
