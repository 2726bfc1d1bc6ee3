//! When a change takes hold: on its day, or by the policy with the billing period that holds the day, or with the next.

use super::apply::State;
use super::document::Change;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::Exact;
use crate::policy::{Decreases, Increases};
use crate::problem::{At, Check};
use crate::quote::deal::{resolve, Deal};
use crate::quote::plan::Events;
use crate::quote::price::raw;
use crate::quote::QuoteRequest;

impl State {
    /// The days on which a change of a line takes hold under the policy: most of all its own.
    pub(super) fn days(&mut self, change: &Change, day: Date) -> Vec<Date> {
        let id = change.line.as_ref().or(change.remove_line.as_ref());
        let plain = self.policy.decreases == Decreases::Credit && self.policy.increases == Increases::Prorate;
        let ends = change.set.as_ref().is_some_and(|set| !set.end.is_missing());
        let Some(id) = id.filter(|_| !plain && !ends) else { return vec![day] };
        let mut after = State { request: self.request.clone(), once: self.once.clone(), put_off: Vec::new(), ..*self };
        after.change(change, (day, true), &At::Root, &mut Check::default());
        let Some((period, more)) = moved(&self.request, &after.request, id, day) else { return vec![day] };
        let next = match more.sign() {
            -1 => self.policy.decreases == Decreases::NextPeriod,
            1 => self.policy.increases == Increases::NextPeriod,
            _ => false,
        };
        let line = self.request.lines.iter().find(|line| line.id == *id);
        if next {
            self.put_off.push((id.clone(), period.to));
            vec![period.to]
        } else if more.sign() > 0 && self.policy.increases == Increases::Full {
            let own = line.iter().flat_map(|line| &line.segments).filter_map(|segment| segment.start);
            let mut days: Vec<Date> = own.filter(|start| period.from < *start && *start < day).collect();
            days.extend([period.from, day]);
            days.sort_unstable();
            days.dedup();
            days
        } else {
            vec![day]
        }
    }

    /// What waits to hold after a day: an absolute change goes before it, a relative one is added to it.
    pub(super) fn waiting(&self, place: usize, day: Date) -> Vec<Date> {
        let line = &self.request.lines[place];
        let mine = self.put_off.iter().filter(|(id, _)| *id == line.id).map(|(_, from)| *from);
        let quoted = line
            .segments
            .iter()
            .filter_map(|segment| segment.start)
            .find(|start| *start > day && !self.put_off.iter().any(|(id, from)| *id == line.id && from == start));
        mine.filter(|from| *from > day && quoted.is_none_or(|quoted| *from < quoted)).collect()
    }
}

/// The billing period of a line that holds a day, and how much more it comes to after a change.
fn moved(before: &QuoteRequest, after: &QuoteRequest, id: &str, day: Date) -> Option<(Span, Exact)> {
    let (old, new) = (resolve(before).ok()?, resolve(after).ok()?);
    let line = old.lines.iter().find(|own| own.line.id == id)?;
    let in_time = |c: &usize| old.charges[*c].charge.kind == ChargeKind::Recurring && !old.charges[*c].is_derived();
    let periods = line.charges.clone().filter(in_time).filter_map(|c| {
        let charge = &old.charges[c];
        let (periods, _) = charge.schedule.as_ref()?.periods(charge.start, charge.end, day.plus_days(1));
        periods.into_iter().map(|period| period.span).find(|span| span.from <= day && day < span.to)
    });
    let period = periods.reduce(|all, own| Span { from: all.from.min(own.from), to: all.to.max(own.to) })?;
    let rest = Span { from: day, ..period };
    let sum = |deal: &Deal| {
        let (works, _, _) = raw(deal, period.to, &Events::default()).ok()?;
        let own = deal.lines.iter().find(|own| own.line.id == id)?.charges.clone();
        let mine = own.filter(|c| deal.charges[*c].charge.kind == ChargeKind::Recurring && !deal.is_optional(*c));
        Some(mine.map(|c| works[c].curve.over(rest)).sum::<Exact>())
    };
    (day > period.from).then_some((period, sum(&new)? - sum(&old)?))
}
