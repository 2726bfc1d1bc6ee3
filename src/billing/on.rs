//! The day on which something is billed: a date, an event whose date is not known yet, or the start.

use crate::calendar::{Date, Grid, Interval};
use crate::document::document;
use crate::problem::{At, Check, Code};

document! {
    /// A date, an event whose date is not known yet, or the start; with `plus`, so much later. Exactly one of the three.
    ///
    /// | `on`, start on 2026-01-01 | date |
    /// |---|---|
    /// | `{ "date": "2026-02-01" }` | 2026-02-01 |
    /// | `{ "event": "go-live" }` | the event's |
    /// | `{ "event": "go-live", "plus": { "count": 1, "unit": "month" } }` | a month after the event |
    /// | `{ "start": true, "plus": { "count": 30, "unit": "day" } }` | 2026-01-31 |
    #[derive(Default)]
    pub struct On {
        /// The invoice date.
        pub date: Option<Date>,
        /// The event's name; its date comes with `plan(quote, { events })`.
        pub event: Option<String>,
        /// `true`: the start of the line; in what several lines share, of the quote.
        pub start: bool = Default::default(),
        /// So much later: a day that the month does not have becomes its last.
        pub plus: Option<Interval>,
    }
}

/// When an item is billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On an invoice of this date.
    On(Date),
    /// When an event happens, or so much later.
    Event(String, Option<Interval>),
    /// When a person decides.
    ByHand,
}

impl On {
    /// Notes everything but one of date, event and start.
    pub fn check(&self, at: &At, check: &mut Check) {
        let written = [self.date.is_some(), self.event.is_some(), self.start];
        if written.iter().filter(|written| **written).count() != 1 {
            let message = match written {
                [false, false, false] => "Neither a date nor an event.",
                [true, true, false] => "Both a date and an event.",
                _ => "Both the start and something else.",
            };
            let hint = "Write exactly one: { \"date\": … }, { \"event\": … } or { \"start\": true }.";
            check.note(Code::Conflict, at, message, hint);
        }
        if self.event.as_deref().is_some_and(str::is_empty) {
            check.note(Code::BadId, &at.key("event"), "The event has no name.", "Name it, for example \"go-live\".");
        }
        if let Some(plus) = self.plus {
            plus.check_civil(&at.key("plus"), check);
        }
    }

    /// When that is, for a start.
    pub fn when(&self, start: Date) -> When {
        match (self.date, &self.event) {
            (Some(date), _) => When::On(later(date, self.plus)),
            (None, Some(event)) => When::Event(event.clone(), self.plus),
            (None, None) => When::On(later(start, self.plus)),
        }
    }
}

impl When {
    /// The event that it waits for.
    pub fn event(&self) -> Option<&str> {
        match self {
            When::Event(event, _) => Some(event),
            When::On(_) | When::ByHand => None,
        }
    }

    /// The date, where it is known; `dated` gives the dates of events.
    pub fn date(&self, dated: impl Fn(&str) -> Option<Date>) -> Option<Date> {
        match self {
            When::On(date) => Some(*date),
            When::Event(event, plus) => dated(event).map(|date| later(date, *plus)),
            When::ByHand => None,
        }
    }
}

fn later(date: Date, plus: Option<Interval>) -> Date {
    plus.map_or(date, |plus| Grid::anchored(date, plus).boundary(1))
}
