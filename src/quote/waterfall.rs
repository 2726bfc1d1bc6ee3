//! The waterfall of a line: the steps of its charges, from list over net to gross.

use super::curves::{value, Work};
use super::deal::Deal;
use super::price::{Amounts, Worked};
use super::result::{StepKind, WaterfallStep};
use super::steps::Applied;
use crate::money::{Dec, Minor};
use crate::problem::Result;

/// A step of a line and the value that it leaves; `path` and kind tell the steps of its charges apart.
pub(crate) struct LineStep {
    pub kind: StepKind,
    pub source: String,
    percent: Option<Dec>,
    pub path: String,
    after: Minor,
}

/// The steps of a line that its waterfall shows.
///
/// # Errors
/// `overflow`.
pub(crate) fn shown_steps(deal: &Deal, worked: &Worked, i: usize) -> Result<Vec<LineStep>> {
    let (mut steps, mut list) = (Vec::new(), Minor::ZERO);
    for c in deal.lines[i].charges.clone() {
        let own = value(deal, c, &worked.works[c], &worked.works[c].list, &worked.shown)?;
        add_steps(&mut steps, &worked.works[c], list, own);
        list += own;
    }
    let mut before = list;
    steps.retain(|step| step.after != std::mem::replace(&mut before, step.after) || step.percent.is_some());
    Ok(steps)
}

/// Adds a charge's steps to its line's, which stay in the order of the waterfall. Charges of a line share the line's discounts;
/// where a charge lacks a step (its price is the catalog's, or it reads final nets), its value before stands.
pub(super) fn add_steps(steps: &mut Vec<LineStep>, work: &Work, lines_list: Minor, charge_list: Minor) {
    let same = |step: &LineStep, own: &Applied| (step.kind, &step.path) == (own.kind, &own.path);
    // First every step that only this charge has, at its place.
    let mut place = 0;
    for own in &work.applied {
        match steps.iter().skip(place).position(|step| same(step, own)) {
            Some(further) => place += further + 1,
            None => {
                let after = place.checked_sub(1).map_or(lines_list, |before| steps[before].after);
                while steps.get(place).is_some_and(|step| (step.kind as u8) < own.kind as u8) {
                    place += 1;
                }
                let after = place.checked_sub(1).map_or(after, |before| steps[before].after);
                let Applied { kind, source, percent, path, .. } = own.clone();
                steps.insert(place, LineStep { kind, source, percent, path, after });
                place += 1;
            }
        }
    }
    let (mut before, mut applied) = (charge_list, work.applied.iter().peekable());
    for step in steps {
        if let Some(own) = applied.next_if(|own| same(step, own)) {
            before = own.after;
        }
        step.after += before;
    }
}

pub(super) fn waterfall(deal: &Deal, steps: Vec<LineStep>, sums: &Amounts) -> Vec<WaterfallStep> {
    let show = |amount: Minor| deal.currency.show(amount);
    let step = |step, source, percent, before: Option<Minor>, after: Minor| WaterfallStep {
        step,
        source,
        percent,
        before: before.map(show),
        after: show(after),
    };
    let mut all = vec![step(StepKind::List, None, None, None, sums.list)];
    let mut before = sums.list;
    for LineStep { kind, source, percent, after, .. } in steps {
        if after != before || percent.is_some() {
            all.push(step(kind, Some(source), percent, Some(before), after));
        }
        before = after;
    }
    let mut next = |kind, before: Minor, after: Minor, always: bool| {
        if always || before != after {
            all.push(step(kind, None, None, Some(before), after));
        }
    };
    let gross = sums.net + sums.tax;
    next(StepKind::Rounding, before, sums.priced, false);
    next(StepKind::TaxIncluded, sums.priced, sums.net, false);
    next(StepKind::Net, sums.net, sums.net, true);
    next(StepKind::Tax, sums.net, gross, false);
    next(StepKind::Gross, gross, gross, true);
    all
}
