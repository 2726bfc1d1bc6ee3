//! From an order to its versions: one for each day on which something changes, each an ordinary request.
//!
//! The state is a fold over changes by (effective day, sequence, id), whatever the order in which they arrived. A segment of a
//! line counts as a change on its first day: what an amendment sets holds up to the next segment.

use super::apply::State;
use super::document::Order;
use super::shift::shifted;
use super::usage::{check_usage, with_usage};
use crate::calendar::{Date, Grid, Interval};
use crate::document::short;
use crate::policy::ChangeDay;
use crate::problem::{At, Check, Code, Result};
use crate::quote::{End, Line, QuoteRequest};

/// A state of an order.
pub(super) struct Version {
    /// The first day on which it holds; the first version holds from the start.
    pub from: Date,
    pub request: QuoteRequest,
    /// The place of the amendment that made it, the last of its day.
    pub by: Option<usize>,
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
    let (policy, _) = order.quote.policy.resolve(&At::Root)?;
    let quoted = dated(&shifted(&order.quote, order.start)?);
    let mut state = State { request: quoted.clone(), once: Vec::new(), put_off: Vec::new(), policy };
    ordered(order, &mut state.request, &mut check);
    let request = &state.request;
    let start = request.lines.iter().filter_map(|line| line.start).min().unwrap_or(request.start);
    let version =
        |from: Date, request: &QuoteRequest, by: Option<usize>| Version { from, request: request.clone(), by };
    let mut all = vec![version(start, &quoted, None), version(start, request, None)];
    for i in sorted {
        let amendment = &order.amendments[i];
        let root = At::Root;
        let list = root.key("amendments");
        // Who owns the day of a change is the policy's.
        let day = match policy.change_day {
            ChangeDay::New => amendment.effective,
            ChangeDay::Old => amendment.effective.plus_days(1),
        };
        let old = new != Some(amendment.id.as_str());
        let day = state.apply(amendment, (day, old), &list.index(i), &mut check);
        let amended = all.len() > 2;
        match all.last_mut().filter(|last| amended && last.from == day) {
            Some(last) => *last = version(day, &state.request, Some(i)),
            None => all.push(version(day, &state.request, Some(i))),
        }
    }
    check_usage(order, &all, &mut check);
    all.iter_mut().for_each(|own| with_usage(order, &mut own.request));
    within_service(&mut all);
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
                (Some(from), Some(term)) => Some(Grid::anchored(from, term).boundary(1)),
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

/// Leaves out what was used after a line's last day, as it stands in this version, where another version has more days.
fn within_service(all: &mut [Version]) {
    let ends = |version: &Version| -> Vec<(String, Date)> {
        let end = |line: &Line| last_day(&version.request, line).unwrap_or(Date::MAX);
        version.request.lines.iter().map(|line| (line.id.clone(), end(line))).collect()
    };
    let every: Vec<Vec<(String, Date)>> = all.iter().map(ends).collect();
    let longest = |id: &str| every.iter().flatten().filter(|(known, _)| known == id).map(|(_, end)| *end).max();
    for (version, own) in all.iter_mut().zip(&every) {
        for (line, (_, end)) in version.request.lines.iter_mut().zip(own) {
            let (ever, never) = (longest(&line.id), line.optional == Some(true));
            line.usage.retain(|record| Some(record.date) > ever || !never && record.date <= *end);
        }
    }
}

/// The last day of a line, `None` without an end.
pub(super) fn last_day(state: &QuoteRequest, line: &Line) -> Option<Date> {
    let of = |start: Date, term: Option<Interval>, end: End| match (term, end) {
        (Some(term), _) => Some(Some(Grid::anchored(start, term).boundary(1).before())),
        (None, End::On(end)) => Some(Some(end)),
        (None, End::Open) => Some(None),
        (None, End::Missing) => None,
    };
    let own = of(line.start.unwrap_or(state.start), line.term, line.end);
    own.or_else(|| of(state.start, state.term, state.end)).flatten()
}
