//! What a change does to the state of an order.

use super::document::{Amendment, Change, ChangeSet};
use super::fold::last_day;
use crate::billing::{Alignment, Billing, Recurring};
use crate::calendar::Date;
use crate::catalog::{Charge, ChargeKind};
use crate::document::short;
use crate::money::Dec;
use crate::policy::{ChangeDay, Policy};
use crate::pricing::{PerUnit, Price};
use crate::problem::{At, Check, Code};
use crate::quote::charge::default_billing;
use crate::quote::segments::price_in;
use crate::quote::{ChargeOverride, End, Line, QuoteRequest, Segment, SegmentPrice};

/// An order's request while amendments are applied to it.
pub(super) struct State {
    pub request: QuoteRequest,
    /// Lines and one-time charges whose quantity an amendment wrote: it follows the line's.
    pub once: Vec<(String, String)>,
    /// Lines and the days on which a change waits to hold, by the policy.
    pub put_off: Vec<(String, Date)>,
    pub policy: Policy,
}

impl Amendment {
    /// Whether it adds a line of an id.
    pub(super) fn adds(&self, id: &str) -> bool {
        self.changes.iter().filter_map(|change| change.add_line.as_ref()).any(|line| line.id == id)
    }
}

impl State {
    /// Applies an amendment from a day on; what an `old` one does to an ended line is void. The first day that it changes.
    pub fn apply(&mut self, amendment: &Amendment, (day, old): (Date, bool), at: &At, check: &mut Check) -> Date {
        let changes = at.key("changes");
        if amendment.changes.is_empty() && amendment.cancels.is_empty() {
            check.note(Code::MissingField, &changes, "Nothing is changed.", "Write at least one change.");
        }
        let mut first = day;
        for (i, change) in amendment.changes.iter().enumerate() {
            for day in self.days(change, day) {
                self.change(change, (day, old), &changes.index(i), check);
                first = first.min(day);
                self.change_rest(change, (day, old), &changes.index(i), check);
            }
        }
        first
    }

    pub(super) fn change(&mut self, change: &Change, (day, old): (Date, bool), at: &At, check: &mut Check) {
        let of_line = change.set.is_some() || change.add.is_some();
        let parts = [
            change.set.is_some(),
            change.add.is_some(),
            change.add_line.is_some(),
            change.remove_line.is_some(),
            change.set_plan.is_some(),
        ];
        if parts.iter().filter(|part| **part).count() != 1 || change.line.is_some() != of_line {
            let hint = "Write { line, set }, { line, add }, { addLine }, { removeLine } or { setPlan }.";
            check.note(Code::Conflict, at, "A change is one thing.", hint);
            return;
        }
        if let Some(line) = &change.add_line {
            return self.add_line(line, day, &at.key("addLine"), check);
        }
        if let Some(plan) = &change.set_plan {
            match self.request.plans.iter_mut().find(|own| own.id == plan.id) {
                Some(own) => *own = plan.clone(),
                None => {
                    let message = format!("The order has no plan \"{}\".", short(&plan.id));
                    check.note(Code::UnknownPlan, &at.key("setPlan").key("id"), message, "Mend the id.");
                }
            }
            return;
        }
        let (id, key) = match (&change.line, &change.remove_line) {
            (Some(id), _) => (id, "line"),
            (None, Some(id)) => (id, "removeLine"),
            (None, None) => return,
        };
        let there = |line: &Line| line.id == *id && line.optional != Some(true);
        let Some(place) = self.request.lines.iter().position(there) else {
            if old && self.request.lines.iter().any(|line| line.id == *id) {
                return;
            }
            let message = format!("The order has no line \"{}\" on {day}.", short(id));
            check.note(Code::UnknownLine, &at.key(key), message, "Mend the id, or make the change effective later.");
            return;
        };
        let start = self.request.lines[place].start.unwrap_or(self.request.start);
        let end = last_day(&self.request, &self.request.lines[place]);
        if change.remove_line.is_some() {
            if !old && end.is_some_and(|end| end < day) {
                let message = format!("The line \"{}\" has no service on {day}.", short(id));
                check.note(Code::OutOfRange, &at.key(key), message, "Leave it out, or remove it earlier.");
                return;
            }
            return self.remove_line(place, (start, end), day);
        }
        // On the day after the last it can only go on.
        let goes_on = change.set.as_ref().is_some_and(|set| !set.end.is_missing());
        let until = end.map(|end| if goes_on { end.plus_days(1) } else { end });
        if day < start || until.is_some_and(|until| day > until) {
            if old && day >= start {
                return;
            }
            let message = format!("The line \"{}\" has no service on {day}.", short(id));
            let hint = "Make the change effective on a day of its service.";
            check.note(Code::OutOfRange, &at.key("line"), message, hint);
            return;
        }
        if let Some(add) = &change.add {
            let here = at.key("add");
            let Some(quantity) = &add.quantity else {
                check.note(Code::MissingField, &here.key("quantity"), "Nothing is added.", "Write a quantity.");
                return;
            };
            let before = quantity_on(&self.request.lines[place], day);
            match before.plus(quantity).filter(|after| after.sign() >= 0) {
                Some(after) => {
                    self.set_quantity(place, after, day);
                    for later in self.waiting(place, day) {
                        let waits = quantity_on(&self.request.lines[place], later);
                        if let Some(after) = waits.plus(quantity).filter(|after| after.sign() >= 0) {
                            self.set_quantity(place, after, later);
                        }
                    }
                }
                None => {
                    let message = format!("{before} and {quantity} is below zero.");
                    let hint = "Take away less, or remove the line.";
                    check.note(Code::OutOfRange, &here.key("quantity"), message, hint);
                }
            }
        }
        if let Some(set) = &change.set {
            let gone = self.waiting(place, day);
            let waits = |segment: &Segment| segment.start.is_some_and(|start| gone.contains(&start));
            self.request.lines[place].segments.retain(|segment| !waits(segment));
            self.put_off.retain(|(line, from)| line != id || !gone.contains(from));
            self.set(place, set, day, &at.key("set"), check);
        }
    }

    /// The same in the later segments of the line, where it is meant for them.
    fn change_rest(&mut self, change: &Change, (day, old): (Date, bool), at: &At, check: &mut Check) {
        let line = self.request.lines.iter().find(|line| Some(&line.id) == change.line.as_ref());
        let Some(line) = line.filter(|_| change.rest) else { return };
        let later: Vec<Date> = line.segments.iter().filter_map(|own| own.start).filter(|start| *start > day).collect();
        let set = change.set.clone().map(|set| ChangeSet {
            end: End::Missing,
            bill_day: None,
            paused: None,
            billing: None,
            ..set
        });
        let part = Change { rest: false, set: set.filter(|set| *set != ChangeSet::nothing()), ..change.clone() };
        if part.set.is_none() && part.add.is_none() {
            return;
        }
        for start in later {
            self.change(&part, (start, old), at, check);
        }
    }

    fn add_line(&mut self, line: &Line, day: Date, at: &At, check: &mut Check) {
        if self.request.lines.iter().any(|own| own.id == line.id) {
            let message = format!("The order has a line \"{}\" already.", short(&line.id));
            check.note(Code::DuplicateId, &at.key("id"), message, "Give it another id.");
            return;
        }
        let mut line = line.clone();
        line.start = Some(line.start.unwrap_or(day));
        if line.start < Some(day) {
            let message = format!("The line would begin before the change, on {day}.");
            check.note(Code::OutOfRange, &at.key("start"), message, "Make the change effective earlier.");
            return;
        }
        self.align(&mut line);
        self.request.lines.push(line);
    }

    /// A line that joins later is billed on the order's days, unless it says otherwise or its product has a bill day.
    fn align(&self, line: &mut Line) {
        let products = &self.request.catalog.products;
        let Some(product) = products.iter().find(|product| product.id == line.product) else { return };
        for charge in product.charges.iter().filter(|charge| charge.kind != ChargeKind::OneTime) {
            if line.charges.iter().any(|own| own.charge == charge.id && own.billing.is_some()) {
                continue;
            }
            let billing = charge.billing.clone().unwrap_or_else(|| default_billing(charge, price_in(line, charge, 0)));
            let Billing::Recurring(own) = billing else { continue };
            if own.alignment == Alignment::Anniversary && own.bill_day.is_none() {
                let aligned = Recurring { alignment: Alignment::Order, ..own };
                own_charge(line, &charge.id).billing = Some(Billing::Recurring(aligned));
            }
        }
    }

    fn remove_line(&mut self, place: usize, (start, end): (Date, Option<Date>), day: Date) {
        let line = &mut self.request.lines[place];
        if day <= start {
            // It was never sold; it stays known, so that what was billed of it can be given back.
            (line.optional, line.quantity) = (Some(true), Dec::ZERO);
            line.segments.clear();
        } else if end.is_none_or(|end| end >= day) {
            finish(line, day.before());
        }
    }

    fn charges(&self, place: usize) -> Vec<Charge> {
        let id = &self.request.lines[place].product;
        let product = self.request.catalog.products.iter().find(|product| product.id == *id);
        product.map_or_else(Vec::new, |product| product.charges.clone())
    }

    /// A quantity from a day on. One-time charges have it as if it had been sold so: what of it is billed, the life says.
    fn set_quantity(&mut self, place: usize, quantity: Dec, day: Date) {
        let charges = self.charges(place);
        let line = &mut self.request.lines[place];
        if only_once(&charges) {
            line.quantity = quantity;
            line.segments.iter_mut().for_each(|segment| segment.quantity = None);
            return;
        }
        segment_on(line, day).quantity = Some(quantity);
        for charge in charges.iter().filter(|charge| charge.kind == ChargeKind::OneTime) {
            let key = (line.id.clone(), charge.id.clone());
            let own = own_charge(line, &charge.id);
            if own.quantity.is_none() || self.once.contains(&key) {
                own.quantity = Some(quantity);
                self.once.push(key);
            }
        }
    }

    fn set(&mut self, place: usize, set: &ChangeSet, day: Date, at: &At, check: &mut Check) {
        if *set == ChangeSet::nothing() {
            let hint = "Write quantity, price, unitPrice, discounts, end, billDay, paused or billing.";
            check.note(Code::MissingField, at, "Nothing is set.", hint);
        }
        if let Some(quantity) = set.quantity {
            if quantity.sign() < 0 {
                let message = format!("{quantity} is below zero.");
                check.note(Code::OutOfRange, &at.key("quantity"), message, "Write zero or more.");
            }
            self.set_quantity(place, quantity, day);
        }
        if set.price.is_some() && set.unit_price.is_some() {
            check.note(Code::Conflict, at, "There are two prices.", "Write price or unitPrice.");
        }
        let unit = set.unit_price.map(|unit_price| Price::PerUnit(PerUnit { unit_price }));
        let price = set.price.clone().or(unit);
        if price.is_some() || set.billing.is_some() {
            self.set_charge(place, (set, price), day, at, check);
        } else if set.charge.is_some() {
            let hint = "Write price, unitPrice or billing with it.";
            check.note(Code::MissingField, &at.key("charge"), "Nothing of the charge is set.", hint);
        }
        let (once, first_end) = (only_once(&self.charges(place)), self.first_end(day));
        let line = &mut self.request.lines[place];
        if let Some(discounts) = &set.discounts {
            let from = if once { line.start.unwrap_or(day) } else { day };
            for own in &mut line.discounts {
                let last = from.before();
                own.until = Some(own.until.map_or(last, |known| known.min(last)));
                own.duration = None;
            }
            segment_on(line, from).discounts = discounts.clone();
        }
        for (key, written) in [("paused", set.paused.is_some()), ("billDay", set.bill_day.is_some())] {
            if once && written {
                let hint = "Leave it out, or write billing.";
                check.note(Code::Conflict, &at.key(key), "The line has no charge that goes on in time.", hint);
            }
        }
        if let Some(bill_day) = set.bill_day {
            segment_on(line, day).bill_day = Some(bill_day);
        }
        if let Some(paused) = set.paused {
            segment_on(line, day);
            let later = |segment: &&mut Segment| segment.start.is_some_and(|start| start >= day);
            line.segments.iter_mut().filter(later).for_each(|segment| segment.paused = paused.then_some(true));
        }
        match set.end {
            End::Missing => {}
            End::On(end) if end < first_end => {
                let message = format!("The end, {end}, is before the change, on {day}.");
                let hint = "Make the change effective on the day after it.";
                check.note(Code::EndBeforeStart, &at.key("end"), message, hint);
            }
            End::On(end) => finish(line, end),
            End::Open => (line.term, line.end) = (None, End::Open),
        }
    }

    /// The earliest last day that an amendment may write: the day before it.
    fn first_end(&self, day: Date) -> Date {
        match self.policy.change_day {
            ChangeDay::New => day.before(),
            ChangeDay::Old => day.plus_days(-2),
        }
    }

    /// The price or billing of one charge.
    fn set_charge(
        &mut self,
        place: usize,
        (set, price): (&ChangeSet, Option<Price>),
        day: Date,
        at: &At,
        check: &mut Check,
    ) {
        let charges = self.charges(place);
        let found = match (&set.charge, charges.as_slice()) {
            (Some(id), all) => all.iter().find(|own| own.id == *id),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let Some(charge) = found else {
            let hint =
                format!("Write one of: {}.", charges.iter().map(|own| own.id.as_str()).collect::<Vec<_>>().join(", "));
            match &set.charge {
                Some(id) => {
                    let message = format!("The line has no charge \"{}\".", short(id));
                    check.note(Code::UnknownCharge, &at.key("charge"), message, hint);
                }
                None => check.note(Code::MissingField, &at.key("charge"), "The line has several charges.", hint),
            }
            return;
        };
        let line = &mut self.request.lines[place];
        if let Some(billing) = &set.billing {
            if charge.kind != ChargeKind::OneTime {
                let message = "How a charge is billed that goes on in time is not changed.";
                let hint = "Remove the line and add one with another billing, or write billDay.";
                check.note(Code::Conflict, &at.key("billing"), message, hint);
                return;
            }
            own_charge(line, &charge.id).billing = Some(billing.clone());
        }
        let Some(price) = price else { return };
        if charge.kind == ChargeKind::OneTime {
            line.segments.iter_mut().for_each(|segment| segment.charges.retain(|own| own.charge != charge.id));
            own_charge(line, &charge.id).price = Some(price);
            return;
        }
        let segment = segment_on(line, day);
        segment.charges.retain(|own| own.charge != charge.id);
        segment.charges.push(SegmentPrice { charge: charge.id.clone(), price });
    }
}

fn only_once(charges: &[Charge]) -> bool {
    charges.iter().all(|charge| charge.kind == ChargeKind::OneTime)
}

/// What the line says of a charge.
fn own_charge<'l>(line: &'l mut Line, charge: &str) -> &'l mut ChargeOverride {
    let place = line.charges.iter().position(|own| own.charge == charge).unwrap_or_else(|| {
        line.charges.push(ChargeOverride::plain(charge));
        line.charges.len() - 1
    });
    &mut line.charges[place]
}

/// Lets a line end with a day; segments after it are gone.
fn finish(line: &mut Line, last: Date) {
    (line.term, line.end) = (None, End::On(last));
    line.segments.retain(|segment| segment.start.is_none_or(|start| start <= last));
    if let Some(segment) = line.segments.last_mut() {
        segment.term = None;
    }
}

fn quantity_on(line: &Line, day: Date) -> Dec {
    let holds = |segment: &&Segment| segment.start.is_none_or(|start| start <= day);
    line.segments.iter().rev().find(holds).and_then(|segment| segment.quantity).unwrap_or(line.quantity)
}

/// The segment that begins on a day; the one that holds it is cut there.
fn segment_on(line: &mut Line, day: Date) -> &mut Segment {
    if line.segments.is_empty() {
        line.segments.push(Segment { start: line.start, ..Segment::plain() });
    }
    let place = line.segments.iter().rposition(|segment| segment.start.is_none_or(|start| start <= day)).unwrap_or(0);
    if line.segments[place].start == Some(day) {
        return &mut line.segments[place];
    }
    let cut = Segment { start: Some(day), bill_day: None, ..line.segments[place].clone() };
    line.segments.insert(place + 1, cut);
    &mut line.segments[place + 1]
}

impl ChangeSet {
    pub(super) fn nothing() -> ChangeSet {
        ChangeSet {
            quantity: None,
            charge: None,
            price: None,
            unit_price: None,
            discounts: None,
            end: End::Missing,
            bill_day: None,
            paused: None,
            billing: None,
        }
    }
}
