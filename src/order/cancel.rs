use super::amend::amend;
use super::document::{AmendOptions, Amended, Amendment, CancelAt, CancelTerms, Change, ChangeSet, Order, Unused};
use super::fold::last_day;
use super::life::life;
use super::reach::Reach;
use super::settle::by_arrival;
use crate::calendar::Date;
use crate::document::short;
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::End;

/// A cancellation, as an amendment that ends lines.
///
/// # Errors
/// As [`amend`]; `unknown_line`.
pub fn cancel(order: &Order, terms: &CancelTerms, options: &AmendOptions) -> Result<Amended> {
    let taken = by_arrival(order, None);
    let reach = Reach::of(order, &options.billed, options.through);
    let state = life(order, &taken, &reach, &options.events)?;
    let mut check = Check::default();
    let Some(version) = state.last() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    for (i, id) in terms.lines.iter().flatten().enumerate() {
        if !version.request.lines.iter().any(|line| line.id == *id) {
            let message = format!("The order has no line \"{}\".", short(id));
            check.note(Code::UnknownLine, &At::Root.key("lines").index(i), message, "Mend the id.");
        }
    }
    check.finish(())?;
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let (mut changes, mut cancels) = (Vec::new(), Vec::new());
    let meant = |id: &String| terms.lines.as_ref().is_none_or(|ids| ids.contains(id));
    for line in deal.lines.iter().filter(|line| meant(&line.line.id)) {
        let last = last_day(&version.request, line.line);
        let gone = match terms.at {
            CancelAt::Now if terms.unused != Unused::None => Some(terms.on),
            CancelAt::Now | CancelAt::PeriodEnd => {
                line.charges.clone().filter_map(|c| period_end(&deal, c, terms.on)).max()
            }
            CancelAt::TermEnd => None,
        };
        let never = line.line.optional == Some(true) || last.is_some_and(|last| last < terms.on);
        if !never && (last.is_some() || gone.is_some()) {
            cancels.push(line.line.id.clone());
        }
        let Some(gone) = gone.filter(|gone| last.is_none_or(|last| *gone <= last)) else { continue };
        changes.push(match gone > terms.on {
            true => Change {
                line: Some(line.line.id.clone()),
                set: Some(ChangeSet { end: End::On(gone.before()), ..ChangeSet::nothing() }),
                ..Change::nothing()
            },
            false => Change { remove_line: Some(line.line.id.clone()), ..Change::nothing() },
        });
    }
    if changes.is_empty() && cancels.is_empty() {
        let hint = match terms.at {
            CancelAt::TermEnd => "Only a line with an end has a term; cancel with periodEnd.",
            CancelAt::Now if terms.unused != Unused::None => "Cancel on an earlier day.",
            _ => "Every line has ended by then, or ends with the billing period that holds the day.",
        };
        return Err(Problems::one(
            Code::OutOfRange,
            &At::Root.key("on"),
            "Nothing is left to cancel on this day.",
            hint,
        ));
    }
    let amendment = Amendment {
        id: terms.id.clone(),
        effective: terms.on,
        sequence: i32::MAX,
        recorded: terms.recorded,
        reason: terms.reason.clone(),
        refund: terms.unused == Unused::Refund,
        cancels,
        changes,
    };
    amend(order, &amendment, options)
}

/// The day after the billing period of a charge that holds a day.
fn period_end(deal: &Deal, c: usize, day: Date) -> Option<Date> {
    let charge = &deal.charges[c];
    let schedule = charge.schedule.as_ref()?;
    let (periods, _) = schedule.periods(charge.start, charge.end, day.plus_days(1));
    periods.into_iter().map(|period| period.span).find(|span| span.from <= day && day < span.to).map(|span| span.to)
}

impl Change {
    pub(super) fn nothing() -> Change {
        Change { line: None, set: None, add: None, rest: false, add_line: None, remove_line: None, set_plan: None }
    }
}
