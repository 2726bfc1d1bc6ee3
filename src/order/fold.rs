//! From an order to its versions: one for each day on which something changes, each an ordinary request.
//!
//! The state is a fold over changes by (effective day, sequence, id), whatever the order in which they arrived. A segment of a
//! line counts as a change on its first day: what an amendment sets holds up to the next segment.

use super::document::{Amendment, Change, ChangeSet, Order};
use crate::calendar::Date;
use crate::document::short;
use crate::money::Dec;
use crate::pricing::{PerUnit, Price};
use crate::problem::{At, Check, Code, Result};
use crate::quote::{End, Line, QuoteRequest, Segment, SegmentPrice};

/// A state of an order.
pub(super) struct Version {
    /// The first day on which it holds; the first version holds from the start.
    pub from: Date,
    pub request: QuoteRequest,
}

/// The versions of an order with some of its amendments, by their places in the list. The first is as accepted, with all lines
/// that were quoted; the second has those that were ordered. What an amendment does to a line that an earlier day has ended is
/// void, unless it is the `new` one: that has to do something.
///
/// # Errors
/// What is wrong with the amendments, each at its place in the order.
pub(super) fn versions(order: &Order, taken: &[usize], new: Option<&str>) -> Result<Vec<Version>> {
    let mut check = Check::default();
    let mut sorted: Vec<usize> = taken.to_vec();
    let by = |i: &usize| {
        let own = &order.amendments[*i];
        (own.effective, own.sequence, own.id.clone())
    };
    sorted.sort_by_key(by);
    let quoted = dated(&order.quote);
    let mut state = quoted.clone();
    ordered(order, &mut state, &mut check);
    with_usage(order, &mut state, &mut check);
    let start = state.lines.iter().filter_map(|line| line.start).min().unwrap_or(state.start);
    let mut all = vec![Version { from: start, request: quoted }, Version { from: start, request: state.clone() }];
    for i in sorted {
        let amendment = &order.amendments[i];
        let root = At::Root;
        let list = root.key("amendments");
        apply(&mut state, amendment, new != Some(amendment.id.as_str()), &list.index(i), &mut check);
        let amended = all.len() > 2;
        match all.last_mut().filter(|last| amended && last.from == amendment.effective) {
            Some(last) => last.request = state.clone(),
            None => all.push(Version { from: amendment.effective, request: state.clone() }),
        }
    }
    check.finish(all)
}

/// The request with every line's first day written, and every segment's, so that a segment can be cut.
fn dated(request: &QuoteRequest) -> QuoteRequest {
    let mut request = request.clone();
    for line in &mut request.lines {
        let start = line.start.unwrap_or(request.start);
        line.start = Some(start);
        let mut next = Some(start);
        for segment in &mut line.segments {
            segment.start = segment.start.or(next);
            next = match (segment.start, segment.term.take()) {
                (Some(from), Some(term)) => Some(crate::calendar::Grid::anchored(from, term).boundary(1)),
                _ => None,
            };
        }
    }
    request
}

/// Leaves out what was not ordered; an option that was ordered is one no more.
fn ordered(order: &Order, state: &mut QuoteRequest, check: &mut Check) {
    let Some(ids) = &order.lines else {
        state.lines.retain(|line| line.optional != Some(true));
        return;
    };
    for (i, id) in ids.iter().enumerate() {
        if !state.lines.iter().any(|line| line.id == *id) {
            let message = format!("The quote has no line \"{}\".", short(id));
            check.note(Code::UnknownLine, &At::Root.key("lines").index(i), message, "Mend the id.");
        }
    }
    state.lines.retain(|line| ids.contains(&line.id));
    state.lines.iter_mut().for_each(|line| line.optional = None);
}

fn with_usage(order: &Order, state: &mut QuoteRequest, check: &mut Check) {
    for (i, own) in order.usage.iter().enumerate() {
        let root = At::Root;
        let list = root.key("usage");
        match state.lines.iter_mut().find(|line| line.id == own.line) {
            Some(line) => line.usage.extend(own.records.iter().cloned()),
            None => {
                let message = format!("The order has no line \"{}\".", short(&own.line));
                check.note(Code::UnknownLine, &list.index(i).key("line"), message, "Mend the id.");
            }
        }
    }
}

fn apply(state: &mut QuoteRequest, amendment: &Amendment, old: bool, at: &At, check: &mut Check) {
    let changes = at.key("changes");
    if amendment.changes.is_empty() {
        check.note(Code::MissingField, &changes, "Nothing is changed.", "Write at least one change.");
    }
    for (i, change) in amendment.changes.iter().enumerate() {
        apply_one(state, change, (amendment.effective, old), &changes.index(i), check);
    }
}

fn apply_one(state: &mut QuoteRequest, change: &Change, (day, old): (Date, bool), at: &At, check: &mut Check) {
    let of_line = change.set.is_some() || change.add.is_some();
    let parts = [change.set.is_some(), change.add.is_some(), change.add_line.is_some(), change.remove_line.is_some()];
    if parts.iter().filter(|part| **part).count() != 1 || change.line.is_some() != of_line {
        let hint = "Write { line, set }, { line, add }, { addLine } or { removeLine }.";
        check.note(Code::Conflict, at, "A change is one thing.", hint);
        return;
    }
    if let Some(line) = &change.add_line {
        if state.lines.iter().any(|own| own.id == line.id) {
            let message = format!("The order has a line \"{}\" already.", short(&line.id));
            check.note(Code::DuplicateId, &at.key("addLine").key("id"), message, "Give it another id.");
            return;
        }
        let mut line = line.clone();
        line.start = Some(line.start.unwrap_or(day));
        if line.start < Some(day) {
            let message = format!("The line would begin before the change, on {day}.");
            check.note(
                Code::OutOfRange,
                &at.key("addLine").key("start"),
                message,
                "Make the change effective earlier.",
            );
            return;
        }
        state.lines.push(line);
        return;
    }
    let (id, key) = match (&change.line, &change.remove_line) {
        (Some(id), _) => (id, "line"),
        (None, Some(id)) => (id, "removeLine"),
        (None, None) => return,
    };
    let there = |line: &Line| line.id == *id && line.optional != Some(true);
    let Some(place) = state.lines.iter().position(there) else {
        if old && state.lines.iter().any(|line| line.id == *id) {
            return;
        }
        let message = format!("The order has no line \"{}\" on {day}.", short(id));
        check.note(Code::UnknownLine, &at.key(key), message, "Mend the id, or make the change effective later.");
        return;
    };
    let start = state.lines[place].start.unwrap_or(state.start);
    let end = last_day(state, &state.lines[place]);
    if change.remove_line.is_some() {
        if day <= start {
            // It was never sold; it stays known, so that what was billed of it can be given back.
            let line = &mut state.lines[place];
            (line.optional, line.quantity) = (Some(true), Dec::ZERO);
            line.segments.clear();
        } else if end.is_none_or(|end| end >= day) {
            finish(&mut state.lines[place], day.before());
        }
        return;
    }
    if day < start || end.is_some_and(|end| day > end.plus_days(1)) {
        if old && day >= start {
            return;
        }
        let message = format!("The line \"{}\" has no service on {day}.", short(id));
        let hint = "Make the change effective on a day of its service.";
        check.note(Code::OutOfRange, &at.key("line"), message, hint);
        return;
    }
    if let Some(add) = &change.add {
        let Some(quantity) = &add.quantity else {
            check.note(Code::MissingField, &at.key("add").key("quantity"), "Nothing is added.", "Write a quantity.");
            return;
        };
        let line = &mut state.lines[place];
        let before = segment_quantity(line, day);
        let after = before.plus(quantity).filter(|after| after.sign() >= 0);
        let Some(after) = after else {
            let message = format!("{before} and {quantity} is below zero.");
            check.note(
                Code::OutOfRange,
                &at.key("add").key("quantity"),
                message,
                "Take away less, or remove the line.",
            );
            return;
        };
        segment_on(line, day).quantity = Some(after);
    }
    if let Some(set) = &change.set {
        let products = &state.catalog.products;
        let product = products.iter().find(|product| product.id == state.lines[place].product);
        let charges: Vec<String> = product.into_iter().flat_map(|own| &own.charges).map(|own| own.id.clone()).collect();
        set_line(&mut state.lines[place], set, day, &charges, &at.key("set"), check);
    }
}

fn set_line(line: &mut Line, set: &ChangeSet, day: Date, charges: &[String], at: &At, check: &mut Check) {
    if *set == ChangeSet::nothing() {
        check.note(Code::MissingField, at, "Nothing is set.", "Write quantity, price, discounts, end or billDay.");
    }
    if let Some(quantity) = set.quantity {
        if quantity.sign() < 0 {
            check.note(
                Code::OutOfRange,
                &at.key("quantity"),
                format!("{quantity} is below zero."),
                "Write zero or more.",
            );
        }
        segment_on(line, day).quantity = Some(quantity);
    }
    if set.price.is_some() && set.unit_price.is_some() {
        check.note(Code::Conflict, at, "There are two prices.", "Write price or unitPrice.");
    }
    let unit = set.unit_price.map(|unit_price| Price::PerUnit(PerUnit { unit_price }));
    if let Some(price) = set.price.clone().or(unit) {
        let charge = match (&set.charge, charges) {
            (Some(charge), _) => charge.clone(),
            (None, [only]) => only.clone(),
            (None, all) => {
                let hint = format!("Write one of: {}.", all.join(", "));
                check.note(Code::MissingField, &at.key("charge"), "The line has several charges.", hint);
                return;
            }
        };
        let segment = segment_on(line, day);
        segment.charges.retain(|own| own.charge != charge);
        segment.charges.push(SegmentPrice { charge, price });
    }
    if let Some(discounts) = &set.discounts {
        segment_on(line, day).discounts = discounts.clone();
    }
    if let Some(bill_day) = set.bill_day {
        segment_on(line, day).bill_day = Some(bill_day);
    }
    match set.end {
        End::Missing => {}
        End::On(end) if end < day.before() => {
            let message = format!("The end, {end}, is before the change, on {day}.");
            check.note(Code::EndBeforeStart, &at.key("end"), message, "Make the change effective on the day after it.");
        }
        End::On(end) => finish(line, end),
        End::Open => (line.term, line.end) = (None, End::Open),
    }
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
        }
    }
}

/// Lets a line end with a day; segments after it are gone.
fn finish(line: &mut Line, last: Date) {
    (line.term, line.end) = (None, End::On(last));
    line.segments.retain(|segment| segment.start.is_none_or(|start| start <= last));
    if let Some(segment) = line.segments.last_mut() {
        segment.term = None;
    }
}

/// The last day of a line, `None` without an end.
pub(super) fn last_day(state: &QuoteRequest, line: &Line) -> Option<Date> {
    let of = |start: Date, term: Option<crate::calendar::Interval>, end: End| match (term, end) {
        (Some(term), _) => Some(Some(crate::calendar::Grid::anchored(start, term).boundary(1).before())),
        (None, End::On(end)) => Some(Some(end)),
        (None, End::Open) => Some(None),
        (None, End::Missing) => None,
    };
    let own = of(line.start.unwrap_or(state.start), line.term, line.end);
    own.or_else(|| of(state.start, state.term, state.end)).flatten()
}

fn segment_quantity(line: &Line, day: Date) -> Dec {
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
