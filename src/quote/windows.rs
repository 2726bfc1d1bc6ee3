//! How usage is cut: billing periods where a window ends, and by record where a segment begins.

use super::deal::{Deal, DealCharge};
use crate::billing::{Billing, Schedule};
use crate::calendar::{Date, Grid, Interval, Measure, Span};
use crate::money::Exact;
use crate::pricing::RateBy;

/// A stretch of a billing period that lies in one window and has one segment's prices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub span: Span,
    /// The window that it lies in, which the charge's end may cut.
    pub window: Span,
    /// The segment whose price and percentages hold.
    pub tag: usize,
}

impl Cut {
    pub fn opens(&self) -> bool {
        self.span.from == self.window.from
    }

    pub fn closes(&self) -> bool {
        self.span.to == self.window.to
    }
}

/// The windows of a usage charge; without `window`, its billing periods.
pub(super) struct Windows<'d, 'r> {
    deal: &'d Deal<'r>,
    charge: &'d DealCharge<'r>,
    schedule: &'d Schedule,
    grid: Option<Grid>,
    by_record: bool,
}

impl<'d, 'r> Windows<'d, 'r> {
    pub fn of(deal: &'d Deal<'r>, charge: &'d DealCharge<'r>, schedule: &'d Schedule) -> Windows<'d, 'r> {
        let rating = charge.charge.rating.unwrap_or_default();
        let grid = rating.window.map(|every| Grid::anchored(charge.start, every));
        Windows { deal, charge, schedule, grid, by_record: rating.by == RateBy::Record }
    }

    /// How far usage is rated whose last record is of a day: until its window closes.
    pub fn until(&self, last: Option<Date>) -> Date {
        match (last, &self.grid) {
            (None, _) => self.charge.start,
            (Some(last), None) => last.plus_days(1),
            (Some(last), Some(grid)) => grid.boundary(grid.index(last) + 1).max(last.plus_days(1)),
        }
    }

    /// The stretches of a billing period, in order, without gaps.
    pub fn cuts(&self, period: Span) -> Vec<Cut> {
        let (mut cuts, mut from) = (Vec::new(), period.from);
        while from < period.to {
            let window = self.window(from, period);
            let starts = self.charge.segments.iter().map(|terms| terms.from).filter(|_| self.by_record);
            let next = starts.filter(|start| *start > from).min().unwrap_or(Date::MAX);
            let span = Span { from, to: window.to.min(period.to).min(next) };
            let tag = self.charge.segment_on(if self.by_record { from } else { window.from });
            cuts.push(Cut { span, window, tag });
            from = span.to;
        }
        cuts
    }

    fn window(&self, date: Date, period: Span) -> Span {
        let Some(grid) = &self.grid else { return period };
        let k = grid.index(date);
        // Where the calendar ends there is no further boundary.
        let to = if grid.boundary(k + 1) > date { grid.boundary(k + 1) } else { period.to };
        Span { from: grid.boundary(k), to: self.charge.end.map_or(to, |end| end.min(to)) }
    }

    /// Which part of a whole one a window is.
    pub fn part(&self, window: Span) -> Exact {
        let billed = match &self.charge.billing {
            Billing::Recurring(recurring) => recurring.every,
            _ => None,
        };
        let every = self.charge.charge.rating.and_then(|rating| rating.window).or(billed).unwrap_or(Interval::MONTH);
        let grid = self.grid.unwrap_or_else(|| self.schedule.grid_on(window.from));
        let k = grid.index(window.from);
        let whole = Span { from: grid.boundary(k), to: grid.boundary(k + 1) };
        if whole == window {
            return Exact::ONE;
        }
        let measure = Measure::new(every, self.charge.start, Some(grid), &self.deal.policy);
        let measured = |span: Span| measure.between(span.from, span.from, span.to);
        measured(window).over(&measured(whole)).unwrap_or(Exact::ONE)
    }
}
