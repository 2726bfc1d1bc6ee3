//! The model: what is owed of an order, by line and date. It knows lines, prices and days, and nothing of the engine.

use super::days::{half_up, Day, Grid, PARTS};
use std::collections::BTreeMap;

/// Prices are in ten-thousandths of a currency unit.
pub const PRICE: i128 = 10_000;

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Every so many months.
    Recurring {
        every: i64,
        arrears: bool,
    },
    /// Monthly, when the month has ended; a month has the price of its first day.
    Usage,
    Once,
    Milestones(Vec<Item>),
}

/// An item of an invoice plan: so many percent, the last one the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: String,
    pub percent: i128,
    pub on: On,
}

#[derive(Clone, Debug, PartialEq)]
pub enum On {
    Day(Day),
    Event(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    pub id: String,
    pub kind: Kind,
    pub bill_day: Option<i64>,
    pub price: i128,
}

/// A line as it stands from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: String,
    pub product: usize,
    pub start: Day,
    /// Of its billing periods, where it has no bill day.
    pub anchor: Day,
    /// Inclusive.
    pub end: Option<Day>,
    pub quantity: i128,
    pub price: i128,
    pub paused: bool,
    /// Removed before its first day.
    pub gone: bool,
}

#[derive(Clone, Debug)]
pub enum Change {
    Quantity(String, i128),
    Add(String, i128),
    Price(String, i128),
    End(String, Option<Day>),
    Pause(String, bool),
    Remove(String),
    Join(Line),
}

impl Change {
    /// The line that it is of.
    pub fn line(&self) -> &str {
        match self {
            Change::Quantity(id, _) | Change::Add(id, _) | Change::Price(id, _) | Change::End(id, _) => id,
            Change::Pause(id, _) | Change::Remove(id) => id,
            Change::Join(line) => &line.id,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Amendment {
    pub id: String,
    pub effective: Day,
    pub sequence: i64,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug)]
pub struct Deal {
    pub products: Vec<Product>,
    pub lines: Vec<Line>,
    pub start: Day,
    /// Decimals of the currency.
    pub digits: u32,
    /// Whether every period rounds alone, so that what is owed is known to the cent.
    pub exact: bool,
}

/// What was used of a line: a day and a quantity.
pub type Usage = Vec<(String, Day, i128)>;

/// The states of an order in time: each with its first day. The first is as it was accepted.
pub type Versions = Vec<(Day, Vec<Line>)>;

/// The fold of amendments by day, sequence and id. What one does to a line that has ended is void, unless it is `new`.
///
/// # Errors
/// Why an amendment is refused.
pub fn fold(deal: &Deal, taken: &[Amendment], new: &str) -> Result<Versions, String> {
    let mut sorted: Vec<&Amendment> = taken.iter().collect();
    sorted.sort_by(|a, b| (a.effective, a.sequence, &a.id).cmp(&(b.effective, b.sequence, &b.id)));
    let mut all: Versions = vec![(Day::MIN, deal.lines.clone())];
    for own in sorted {
        let mut lines = all.last().expect("a version").1.clone();
        for change in &own.changes {
            apply(&mut lines, change, own.effective, own.id == new)?;
        }
        match all.last_mut().filter(|last| last.0 == own.effective) {
            Some(last) => last.1 = lines,
            None => all.push((own.effective, lines)),
        }
    }
    Ok(all)
}

fn apply(lines: &mut Vec<Line>, change: &Change, day: Day, new: bool) -> Result<(), String> {
    if let Change::Join(line) = change {
        lines.push(line.clone());
        return Ok(());
    }
    let id = change.line();
    let Some(line) = lines.iter_mut().find(|line| line.id == id) else { return Err(format!("no line {id}")) };
    if line.gone {
        return if new { Err(format!("{id} was never sold")) } else { Ok(()) };
    }
    let last = match change {
        // On the day after the last it can go on.
        Change::End(..) => line.end.map(|end| end + 1),
        _ => line.end,
    };
    let over = last.is_some_and(|last| last < day);
    match change {
        _ if over => return if new { Err(format!("{id} has ended")) } else { Ok(()) },
        Change::Remove(_) if day <= line.start => line.gone = true,
        Change::Remove(_) => line.end = Some(day - 1),
        _ if day < line.start => return Err(format!("{id} has not begun")),
        Change::Quantity(_, quantity) => line.quantity = *quantity,
        Change::Add(_, more) if line.quantity + more < 0 => return Err(format!("{id} below zero")),
        Change::Add(_, more) => line.quantity += more,
        Change::Price(_, price) => line.price = *price,
        Change::Pause(_, paused) => line.paused = *paused,
        Change::End(_, end) => line.end = *end,
        Change::Join(_) => {}
    }
    Ok(())
}

/// A part of a billing period at one price, or a sum without days.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The billing period; of sums, the place.
    pub period: i64,
    pub item: Option<String>,
    pub from: Day,
    /// Exclusive.
    pub to: Day,
    /// `None` while it waits.
    pub due: Option<Day>,
    pub net: i128,
}

/// Something of a line that is asked of each of its versions.
type InTime<'v> = Vec<(Day, &'v Line)>;

impl Deal {
    pub fn product(&self, line: &Line) -> &Product {
        &self.products[line.product]
    }

    fn every(&self, line: &Line) -> i64 {
        match self.product(line).kind {
            Kind::Recurring { every, .. } => every,
            _ => 1,
        }
    }

    pub fn grid(&self, line: &Line) -> Grid {
        match self.product(line).bill_day {
            Some(day) => Grid::on_day(line.start, day, self.every(line)),
            None => Grid::anchored(line.anchor, self.every(line)),
        }
    }

    fn minor(&self, price: i128, times: i128, parts: i128) -> i128 {
        half_up(price * times * 10i128.pow(self.digits), PRICE * parts)
    }

    /// The line over time: from its first version on.
    fn in_time<'v>(&self, versions: &'v Versions, id: &str) -> InTime<'v> {
        versions.iter().filter_map(|(day, lines)| Some((*day, lines.iter().find(|line| line.id == id)?))).collect()
    }

    /// What a line owes, up to a day where it has no end.
    pub fn pieces(
        &self,
        versions: &Versions,
        id: &str,
        usage: &Usage,
        events: &BTreeMap<String, Day>,
        until: Day,
    ) -> Vec<Piece> {
        let states = self.in_time(versions, id);
        let Some((_, last)) = states.last() else { return Vec::new() };
        match &self.product(last).kind {
            Kind::Once => self.once(&states),
            Kind::Milestones(items) => self.milestones(&states, items, events),
            _ if last.gone => Vec::new(),
            Kind::Usage => self.used(&states, usage, until),
            Kind::Recurring { arrears, .. } => self.recurring(&states, *arrears, until),
        }
    }

    fn recurring(&self, states: &InTime, arrears: bool, until: Day) -> Vec<Piece> {
        let last = states[states.len() - 1].1;
        let grid = self.grid(last);
        let stop = last.end.map_or(until, |end| end + 1);
        let rate = |line: &Line| if line.paused { 0 } else { line.quantity * line.price };
        // Days on which the price changes, and on which an ended line goes on.
        let mut cuts: Vec<(Day, bool)> = Vec::new();
        for pair in states.windows(2) {
            let ((_, old), (day, new)) = (pair[0], pair[1]);
            let goes_on = old.end.is_some_and(|end| end + 1 == day && new.end.is_none_or(|new| new > end));
            if rate(old) != rate(new) || goes_on {
                cuts.push((day, goes_on));
            }
        }
        let on = |day: Day| states.iter().rev().find(|(from, _)| *from <= day).map_or(states[0].1, |(_, line)| line);
        let (mut all, mut k) = (Vec::new(), grid.index(last.start));
        while grid.boundary(k) < stop {
            let (from, whole) = (grid.boundary(k).max(last.start), grid.boundary(k + 1));
            let to = if last.end.is_some() { whole.min(stop) } else { whole };
            let mut start = from;
            let inside = cuts.iter().filter(|(day, _)| *day > from && *day < to);
            for (end, ended) in inside.copied().chain([(to, true)]) {
                let months = grid.months(start, end);
                let due = if !arrears {
                    from
                } else if ended {
                    end
                } else {
                    to
                };
                let net = self.minor(rate(on(start)), months, PARTS);
                all.push(Piece { period: k, item: None, from: start, to: end, due: Some(due), net });
                start = end;
            }
            k += 1;
        }
        all
    }

    fn used(&self, states: &InTime, usage: &Usage, until: Day) -> Vec<Piece> {
        let last = states[states.len() - 1].1;
        let grid = self.grid(last);
        let stop = last.end.map_or(until, |end| end + 1);
        let on = |day: Day| states.iter().rev().find(|(from, _)| *from <= day).map_or(states[0].1, |(_, line)| line);
        let (mut all, mut k) = (Vec::new(), grid.index(last.start));
        while grid.boundary(k) < stop {
            let (from, whole) = (grid.boundary(k).max(last.start), grid.boundary(k + 1));
            let to = if last.end.is_some() { whole.min(stop) } else { whole };
            let mine = usage.iter().filter(|(id, day, _)| *id == last.id && *day >= from && *day < to);
            let units: i128 = mine.map(|(_, _, units)| units).sum();
            let net = self.minor(on(from).price, units, 1);
            all.push(Piece { period: k, item: None, from, to, due: Some(to), net });
            k += 1;
        }
        all
    }

    /// Billed on the first day. What was reached before a change stays; more is billed on its day, less is not given back.
    fn once(&self, states: &InTime) -> Vec<Piece> {
        let (mut kept, mut ended): (Vec<(Day, i128)>, bool) = (Vec::new(), false);
        for (place, (day, line)) in states.iter().enumerate() {
            let net = self.minor(line.price, line.quantity, 1);
            if place > 0 && states[place - 1].1.end != line.end {
                ended = line.end.is_some_and(|end| end < *day);
            }
            if line.gone {
                kept.clear();
                continue;
            }
            kept.retain(|(date, _)| date < day);
            let sum: i128 = kept.iter().map(|(_, net)| net).sum();
            match kept.is_empty() {
                _ if ended => {}
                true => kept.push((line.start, net)),
                false if net > sum => kept.push((*day, net - sum)),
                false => {}
            }
        }
        let piece = |(period, (day, net)): (usize, &(Day, i128))| Piece {
            period: period as i64,
            item: None,
            from: *day,
            to: *day,
            due: Some(*day),
            net: *net,
        };
        kept.iter().enumerate().map(piece).collect()
    }

    /// What was reached before a change stays; what it lacks goes to the next item, or is corrected on the day of the change.
    fn milestones(&self, states: &InTime, items: &[Item], events: &BTreeMap<String, Day>) -> Vec<Piece> {
        let date = |item: &Item| match &item.on {
            On::Day(day) => Some(*day),
            On::Event(event) => events.get(event).copied(),
        };
        let (mut known, mut ended): (Vec<Piece>, bool) = (Vec::new(), false);
        for (place, (day, line)) in states.iter().enumerate() {
            let whole = self.minor(line.price, line.quantity, 1);
            if place > 0 && states[place - 1].1.end != line.end {
                ended = line.end.is_some_and(|end| end < *day);
            }
            if line.gone {
                known.clear();
                continue;
            }
            known.retain(|own| place > 0 && own.due.is_some_and(|due| due < *day));
            if ended {
                continue;
            }
            let (mut percent, mut before, mut lacks) = (0, 0, 0);
            let mut open = Vec::new();
            for (i, item) in items.iter().enumerate() {
                percent += item.percent;
                let until = if i + 1 == items.len() { whole } else { half_up(whole * percent, 100) };
                let (net, due) = (until - before, date(item));
                before = until;
                let is_kept = known.iter().any(|own| own.item.as_deref() == Some(&*item.id));
                let reached = place > 0 && due.is_some_and(|due| due < *day);
                if is_kept || reached {
                    lacks += net;
                } else {
                    let (from, to) = (Day::MAX, Day::MAX);
                    open.push(Piece { period: i as i64, item: Some(item.id.clone()), from, to, due, net });
                }
            }
            lacks -= known.iter().map(|own| own.net).sum::<i128>();
            match open.first_mut() {
                Some(next) => next.net += lacks,
                None if lacks != 0 => {
                    let item = Some(format!("correction {day}"));
                    known.push(Piece { period: 99, item, from: *day, to: *day, due: Some(*day), net: lacks });
                }
                None => {}
            }
            known.extend(open);
        }
        known
    }

    /// What a part of a piece comes to, up to a day.
    pub fn up_to(&self, versions: &Versions, id: &str, own: &Piece, day: Day) -> i128 {
        let states = self.in_time(versions, id);
        let Some((_, last)) = states.last() else { return 0 };
        let on = states.iter().rev().find(|(from, _)| *from <= own.from).map_or(states[0].1, |(_, line)| line);
        let rate = if on.paused { 0 } else { on.quantity * on.price };
        self.minor(rate, self.grid(last).months(own.from, own.to.min(day)), PARTS)
    }

    /// What a line owes in all, not rounded: in parts of [`PARTS`] of a minor unit, times [`PRICE`].
    pub fn exactly(&self, versions: &Versions, id: &str, pieces: &[Piece]) -> i128 {
        let states = self.in_time(versions, id);
        let Some((_, last)) = states.last() else { return 0 };
        let grid = self.grid(last);
        let on = |day: Day| states.iter().rev().find(|(from, _)| *from <= day).map_or(states[0].1, |(_, line)| line);
        let rate = |line: &Line| if line.paused { 0 } else { line.quantity * line.price };
        let scale = 10i128.pow(self.digits);
        pieces.iter().map(|own| rate(on(own.from)) * grid.months(own.from, own.to) * scale).sum()
    }
}
