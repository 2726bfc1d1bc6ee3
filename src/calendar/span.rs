//! Spans of service and how a grid cuts them into periods.

use super::{Date, Grid};
use crate::document::{Node, Write};
use crate::policy::Stub;

/// A half-open stretch of days `[from, to)`. Documents show it with its last day, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
}

impl Span {
    /// The days of the span.
    pub fn days(self) -> i32 {
        self.to.days_since(self.from)
    }
    /// The part that two spans share, if any.
    pub fn overlap(self, other: Span) -> Option<Span> {
        let span = Span { from: self.from.max(other.from), to: self.to.min(other.to) };
        (span.from < span.to).then_some(span)
    }
}

impl Write for Span {
    fn write(&self) -> Node {
        let day = |key: &'static str, date: Date| (key.into(), date.write());
        Node::Object(vec![day("start", self.from), day("end", self.to.before())])
    }
}

/// One billing period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its days.
    pub span: Span,
    /// Whether it holds a first stub, alone or combined.
    pub first_stub: bool,
    /// Whether it holds a last stub, alone or combined.
    pub last_stub: bool,
}

/// Cuts `[start, end)` at the boundaries of a grid: no gap, no overlap, the first and last clipped to the span.
///
/// At most `limit` periods are made; the second value says whether more would follow.
pub fn cut(grid: &Grid, span: Span, first: Stub, last: Stub, limit: usize) -> (Vec<Period>, bool) {
    let mut periods: Vec<Period> = Vec::new();
    let mut k = grid.index(span.from);
    let mut from = span.from;
    while from < span.to {
        if periods.len() == limit {
            return (periods, true);
        }
        let boundary = grid.boundary(k + 1);
        let to = boundary.min(span.to);
        let first_stub = periods.is_empty() && grid.boundary(k) != span.from;
        let last_stub = to != boundary && !first_stub;
        periods.push(Period { span: Span { from, to }, first_stub, last_stub });
        if boundary == Date::MAX {
            break;
        }
        (from, k) = (to, k + 1);
    }
    if let [only] = periods.as_mut_slice() {
        only.first_stub |= std::mem::take(&mut only.last_stub);
    }
    if first == Stub::Combine && periods.len() > 1 && periods[0].first_stub && !periods[1].last_stub {
        let stub = periods.remove(0);
        periods[0].span.from = stub.span.from;
        periods[0].first_stub = true;
    }
    if last == Stub::Combine {
        if let [.., before, stub] = periods.as_mut_slice() {
            if stub.last_stub && is_full(grid, before) {
                before.span.to = stub.span.to;
                before.last_stub = true;
                periods.pop();
            }
        }
    }
    (periods, false)
}

/// Whether a period holds at least one whole cell of the grid; only such a period takes a stub in.
fn is_full(grid: &Grid, period: &Period) -> bool {
    !period.first_stub || grid.index(period.span.to) - grid.index(period.span.from) > 1
}
