//! How far an order is looked at: to which day where a charge has no end, and from which day where earlier ones are closed.

use super::document::{EntryKind, Order, OrderEntry};
use super::fold::last_day;
use crate::calendar::Date;
use crate::quote::deal::Deal;
use crate::quote::price::HORIZON_MONTHS;
use crate::quote::End;

/// How far an order is looked at.
#[derive(Clone)]
pub(super) struct Reach {
    /// Exclusive, where a charge has no end.
    pub until: Date,
    /// The first day of each charge that is not closed: line, charge, day.
    closed: Vec<(String, String, Date)>,
    /// Whether closed days need not be billed again to know what is open.
    skips: bool,
}

impl Reach {
    /// As far as was asked or billed, else twelve months further; from where what was billed is not closed.
    pub fn of(order: &Order, billed: &[OrderEntry], through: Option<Date>) -> Reach {
        let mut closed: Vec<(String, String, Date)> = Vec::new();
        for own in billed.iter().filter(|own| own.kind == EntryKind::Closed) {
            let Some(next) = own.period.map(|period| period.end.plus_days(1)) else { continue };
            match closed.iter_mut().find(|(line, charge, _)| *line == own.line && *charge == own.charge) {
                Some((.., day)) => *day = next.max(*day),
                None => closed.push((own.line.clone(), own.charge.clone(), next)),
            }
        }
        Reach { until: horizon(order, billed, through), closed, skips: true }
    }

    /// The same with closed days in it, for what compares whole orders.
    pub fn whole(self) -> Reach {
        Reach { skips: false, ..self }
    }

    /// The same, to this day at least.
    pub fn at_least(self, until: Date) -> Reach {
        Reach { until: self.until.max(until), ..self }
    }

    /// The first day of a charge that is not closed.
    pub fn opens(&self, line: &str, charge: &str) -> Option<Date> {
        self.closed.iter().find(|own| own.0 == line && own.1 == charge).map(|own| own.2)
    }

    /// Periods of charges without an end round alone: closed ones are left out.
    pub fn skip_closed(&self, deal: &mut Deal) {
        if !self.skips || self.closed.is_empty() {
            return;
        }
        for charge in &mut deal.charges {
            let line = &deal.lines[charge.line].line.id;
            charge.opens = self.opens(line, &charge.charge.id);
        }
    }
}

/// How far to look where a charge has no end, exclusive: as far as was asked or billed, else twelve months further.
fn horizon(order: &Order, billed: &[OrderEntry], through: Option<Date>) -> Date {
    let done = billed.iter().filter_map(|entry| entry.period).map(|period| period.end.plus_days(1)).max();
    if let Some(through) = through {
        return done.into_iter().fold(through.plus_days(1), Date::max);
    }
    let changes = order.amendments.iter().map(|own| own.effective);
    let from = changes.chain(done).fold(order.start.unwrap_or(order.quote.start), Date::max);
    // Of lines that lose or get an end, as far as they ever had one.
    let quoted = order.quote.lines.iter().filter_map(|line| last_day(&order.quote, line));
    let set =
        order.amendments.iter().flat_map(|own| &own.changes).filter_map(|change| match change.set.as_ref()?.end {
            End::On(last) => Some(last),
            End::Open | End::Missing => None,
        });
    quoted.chain(set).map(|last| last.plus_days(1)).fold(from.plus_months(HORIZON_MONTHS), Date::max)
}
