//! Late usage: the day as which a record counts that became known after its period was due.

use super::deal::{Deal, DealCharge};
use super::request::UsageRecord;
use crate::billing::Schedule;
use crate::calendar::{Date, Period};
use crate::catalog::ChargeKind;
use crate::policy::LateUsage;
use crate::problem::{At, Check, Code};
use crate::sorting;

/// A record, its place among the line's, and the day as which it counts.
#[derive(Clone, Copy)]
pub(crate) struct Dated<'r> {
    pub on: Date,
    pub place: usize,
    pub record: &'r UsageRecord,
}

/// The records of a usage charge, in order of the days as which they count; of one day, in order of their own days.
pub(super) fn dated<'r>(deal: &Deal<'r>, charge: &DealCharge<'r>) -> Vec<Dated<'r>> {
    let all: Vec<(usize, &UsageRecord)> = mine(deal, charge).collect();
    let dues = match (&charge.schedule, deal.policy.late_usage) {
        (Some(schedule), LateUsage::Current) => Some(Dues::of(deal, charge, schedule, &all)),
        _ => None,
    };
    let on = |record: &UsageRecord| {
        let known = dues.as_ref().and_then(|dues| dues.late(record)).map(|(known, _)| known);
        let last = charge.end.map_or(Date::MAX, Date::before);
        known.map_or(record.date, |known| known.min(last))
    };
    let all: Vec<Dated> = all.into_iter().map(|(place, record)| Dated { on: on(record), place, record }).collect();
    let by_day = |a: usize, b: usize| (all[a].on, all[a].record.date).cmp(&(all[b].on, all[b].record.date));
    sorting::order(all.len(), &by_day).into_iter().map(|place| all[place]).collect()
}

/// A record that the policy does not take: its line and its place in it, and why.
pub(crate) struct Refused<'r> {
    pub line: usize,
    pub place: usize,
    pub record: &'r UsageRecord,
    why: String,
}

impl Refused<'_> {
    pub fn note(&self, at: &At, check: &mut Check) {
        let hint = "Bill it apart, or write \"original\" or \"current\" as the policy's lateUsage.";
        check.note(Code::LateUsage, at, self.why.as_str(), hint);
    }
}

/// The late records, where the policy takes none.
pub(crate) fn refused<'r>(deal: &Deal<'r>) -> Vec<Refused<'r>> {
    let mut found = Vec::new();
    let rated = deal.charges.iter().filter(|own| own.charge.kind == ChargeKind::Usage);
    for charge in rated.filter(|_| deal.policy.late_usage == LateUsage::Reject) {
        let Some(schedule) = &charge.schedule else { continue };
        let all: Vec<(usize, &UsageRecord)> = mine(deal, charge).collect();
        let dues = Dues::of(deal, charge, schedule, &all);
        for (place, record) in all {
            if let Some((known, due)) = dues.late(record) {
                let used = record.date;
                let why = format!("What was used on {used} became known on {known}; its period was due on {due}.");
                found.push(Refused { line: charge.line, place, record, why });
            }
        }
    }
    found
}

fn mine<'r>(deal: &Deal<'r>, charge: &DealCharge<'r>) -> impl Iterator<Item = (usize, &'r UsageRecord)> {
    let (line, id) = (deal.lines[charge.line].line, &charge.charge.id);
    line.usage.iter().enumerate().filter(move |(_, record)| record.charge == *id)
}

/// When the billing periods are due that late records may be of.
struct Dues<'s> {
    schedule: &'s Schedule,
    periods: Vec<Period>,
}

impl<'s> Dues<'s> {
    fn of(deal: &Deal, charge: &DealCharge, schedule: &'s Schedule, all: &[(usize, &UsageRecord)]) -> Dues<'s> {
        let last = all.iter().filter(|(_, own)| own.recorded > Some(own.date)).map(|(_, own)| own.date).max();
        let Some(last) = last else { return Dues { schedule, periods: Vec::new() } };
        // A cancellation does not make late what was known in time: a period is due as the contract has it.
        let line = &deal.lines[charge.line].line.id;
        let contracted = deal.frozen.and_then(|frozen| frozen.line(line)).map_or(charge.end, |line| line.term.1);
        let end = contracted.zip(charge.end).map(|(contracted, end)| contracted.max(end));
        Dues { schedule, periods: schedule.periods(charge.start, end, last.plus_days(1)).0 }
    }

    /// The day on which a record became known, and the one on which its period was due, where that is earlier.
    fn late(&self, record: &UsageRecord) -> Option<(Date, Date)> {
        let known = record.recorded.filter(|known| *known > record.date)?;
        let place = self.periods.partition_point(|period| period.span.to <= record.date);
        let due = self.schedule.date(self.periods.get(place)?);
        (known > due).then_some((known, due))
    }
}
