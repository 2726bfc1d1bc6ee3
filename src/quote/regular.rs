//! From the list price to the regular one: the price that holds, discount schedules, uplift.

use super::curves::{terms_of, Rate, Work};
use super::deal::{Deal, DealCharge, Terms};
use super::offers::Origin;
use super::result::StepKind;
use super::steps::{Because, Bend, Named, ALWAYS};
use super::units::by_units;
use crate::calendar::{Date, Grid, Span};
use crate::catalog::{ChargeKind, DiscountSchedule, ScheduleBy, SchedulePart, ScheduleScope, ScheduleUnit};
use crate::money::Exact;
use crate::policy::Rounding;
use crate::problem::{At, Code, Problems, Result};
use crate::sorting;

/// At most so many steps of an uplift.
const MAX_UPLIFTS: i32 = 400;

/// Quantities that pick a tier, by schedule and group: they are summed once. With each the days from which on it is another.
#[derive(Default)]
pub(crate) struct Reached(Vec<(ScheduleOf, Vec<(Date, Exact)>)>);

/// A schedule, of a group where it counts by group.
type ScheduleOf = (usize, Option<usize>);

impl Reached {
    /// The quantity of all lines of a group, or of the quote, on a day; those that are optional do not count.
    fn on(&mut self, deal: &Deal, of: (usize, &DiscountSchedule), group: Option<usize>, day: Date) -> Exact {
        let key = (of.0, group);
        let place = self.0.partition_point(|(known, _)| *known < key);
        if self.0.get(place).is_none_or(|(known, _)| *known != key) {
            self.0.insert(place, (key, sums(deal, of.1, group)));
        }
        let days = &self.0[place].1;
        let until = days.partition_point(|(from, _)| *from <= day);
        days[until.saturating_sub(1)].1.clone()
    }
}

fn sums(deal: &Deal, schedule: &DiscountSchedule, group: Option<usize>) -> Vec<(Date, Exact)> {
    let counts = |line: &usize| {
        let own = &deal.lines[*line];
        own.line.optional != Some(true) && (group.is_none() || own.group == group)
    };
    // What a line adds from a day on to what it counted before.
    let mut steps: Vec<(Date, Exact)> = Vec::new();
    for line in (0..deal.lines.len()).filter(counts) {
        let mut before = Exact::ZERO;
        let starts = std::iter::once(Date::MIN).chain(deal.lines[line].starts.iter().skip(1).copied());
        for from in starts {
            let Some(now) = counted(deal, line, schedule, from) else { break };
            steps.push((from, &now - &before));
            before = now;
        }
    }
    let (mut sum, mut days) = (Exact::ZERO, Vec::new());
    for place in sorting::order(steps.len(), &|a, b| steps[a].0.cmp(&steps[b].0)) {
        sum = (&sum + &steps[place].1).reduced();
        days.push((steps[place].0, sum.clone()));
    }
    if days.is_empty() {
        days.push((Date::MIN, Exact::ZERO));
    }
    days
}

/// What a line counts for a schedule on a day, prior orders included: once, however many of its charges name it; of
/// different quantities the largest. `None` where none does.
fn counted(deal: &Deal, line: usize, schedule: &DiscountSchedule, day: Date) -> Option<Exact> {
    let names = |charge: &&DealCharge| charge.charge.schedules.iter().flatten().any(|id| *id == schedule.id);
    let charges = deal.charges[deal.lines[line].charges.clone()].iter().filter(names);
    let units = charges.map(|charge| &charge.segments[charge.segment_on(day)].units).max()?;
    Some(units + &prior(deal, line, schedule))
}

fn prior(deal: &Deal, line: usize, schedule: &DiscountSchedule) -> Exact {
    let own = deal.lines[line].line.prior_quantity.filter(|_| schedule.prior_orders);
    own.map_or(Exact::ZERO, |quantity| quantity.exact())
}

/// Bends a charge's list price to its regular one.
pub(super) fn regular(deal: &Deal, c: usize, shown: &[Date], work: &mut Work, reached: &mut Reached) -> Result<()> {
    let charge = &deal.charges[c];
    let line = deal.lines[charge.line].line;
    let rests = line.segments.iter().any(|segment| segment.paused == Some(true));
    let plain = charge.charge.schedules.is_none() && line.uplift.is_none() && line.trial.is_none() && !rests;
    let listed = charge.segments.iter().all(|terms| terms.origin == Origin::List);
    if plain && listed && !(charge.charge.kind == ChargeKind::Usage && deal.offers.any()) {
        return Ok(());
    }
    let spot = (deal, c, shown);
    if charge.charge.kind != ChargeKind::Usage {
        if let Some(named) = origin(deal, charge) {
            let rates = charge.segments.iter().map(|terms| chosen(deal, charge, terms)).collect();
            work.take(spot, &named, Bend::Rates(rates), Because::Price)?;
        }
        schedules(deal, c, shown, work, reached)?;
    }
    over_time(deal, c, shown, work)
}

/// Uplift and trial: the steps that also a percentage of other charges takes.
pub(super) fn over_time(deal: &Deal, c: usize, shown: &[Date], work: &mut Work) -> Result<()> {
    let (charge, spot) = (&deal.charges[c], (deal, c, shown));
    let line = deal.lines[charge.line].line;
    if let Some(uplift) = &line.uplift {
        let path = format!("{}/uplift", deal.at_line(charge.line));
        let named = Named { kind: StepKind::Uplift, source: "uplift".into(), percent: Some(uplift.percent), path };
        let until = charge.end.unwrap_or(shown[c]);
        let factor = uplift.percent.percent();
        let grid = Grid::anchored(charge.start, uplift.every);
        let (mut parts, mut level) = (Vec::new(), Exact::ONE);
        for k in 1.. {
            let from = grid.boundary(k);
            if from >= until {
                break;
            }
            if k > MAX_UPLIFTS {
                let message = format!("The price would rise more than {MAX_UPLIFTS} times.");
                let hint = "Raise it less often, or shorten the term.";
                return Err(Problems::one(Code::LimitExceeded, &At::Pointer(&named.path), message, hint));
            }
            level = match uplift.compound {
                true => (&level * &(Exact::ONE + &factor)).reduced(),
                false => &level + &factor,
            };
            if level.sign() < 0 {
                let message = "The price would fall below zero.";
                let hint = "Let it compound, or lower the percentage.";
                return Err(Problems::one(Code::OutOfRange, &At::Pointer(&named.path), message, hint));
            }
            let to =
                if charge.end.is_none() && grid.boundary(k + 1) >= until { Date::MAX } else { grid.boundary(k + 1) };
            parts.push((Span { from, to }, level.clone()));
        }
        let bend = if parts.is_empty() { Bend::None } else { Bend::Scale(parts) };
        work.take(spot, &named, bend, Because::Written)?;
    }
    work.regular = Some(work.line.clone());
    if line.trial.is_some() {
        let path = format!("{}/trial", deal.at_line(charge.line));
        let named = Named { kind: StepKind::Trial, source: "trial".into(), percent: None, path };
        let bend = trial(deal, c).map_or(Bend::None, |free| Bend::Scale(vec![(free, Exact::ZERO)]));
        work.take(spot, &named, bend, Because::Written)?;
    }
    if let Some(first) = line.segments.iter().position(|segment| segment.paused == Some(true)) {
        let path = format!("{}/segments/{first}/paused", deal.at_line(charge.line));
        let named = Named { kind: StepKind::Pause, source: "paused".into(), percent: None, path };
        let parts = pauses(deal, charge);
        let bend = if parts.is_empty() { Bend::None } else { Bend::Scale(parts) };
        work.take(spot, &named, bend, Because::Written)?;
    }
    Ok(())
}

/// The stretches in which a recurring charge rests, with what is left of it there.
fn pauses(deal: &Deal, charge: &DealCharge) -> Vec<(Span, Exact)> {
    let dealt = &deal.lines[charge.line];
    let segments = dealt.line.segments.iter().zip(&dealt.starts).enumerate();
    let rests =
        segments.filter(|(_, (own, _))| own.paused == Some(true) && charge.charge.kind == ChargeKind::Recurring);
    let to = |i: usize| dealt.starts.get(i + 1).copied().or(dealt.end).unwrap_or(Date::MAX);
    rests.map(|(i, (_, from))| (Span { from: *from, to: to(i) }, Exact::ZERO)).collect()
}

/// The days on which a charge is free.
pub(super) fn trial(deal: &Deal, c: usize) -> Option<Span> {
    let charge = &deal.charges[c];
    let trial = deal.lines[charge.line].line.trial.filter(|_| charge.charge.kind != ChargeKind::OneTime)?;
    Some(Span { from: charge.start, to: Grid::anchored(charge.start, trial).boundary(1) })
}

/// The rate of the price that holds in a segment, before schedules.
pub(crate) fn chosen(deal: &Deal, charge: &DealCharge, terms: &Terms) -> Rate {
    let keeps = match terms.origin {
        Origin::Contracted(_, Some(percent)) => Exact::ONE - percent.percent(),
        _ => Exact::ONE,
    };
    Rate::of(deal, &terms_of(deal, charge, terms, (terms.price, &keeps)), &terms.units)
}

/// What the step to another price is called: by the first segment that has one.
pub(crate) fn origin(deal: &Deal, charge: &DealCharge) -> Option<Named> {
    let other = charge
        .segments
        .iter()
        .find(|terms| terms.origin != Origin::List && !std::ptr::eq(terms.list, terms.price))
        .or_else(|| charge.segments.iter().find(|terms| matches!(terms.origin, Origin::Contracted(_, Some(_)))))?;
    Some(named(deal, charge, other.origin))
}

/// What the step to a price of some origin is called.
pub(crate) fn named(deal: &Deal, charge: &DealCharge, origin: Origin) -> Named {
    let (kind, source, percent, path) = match origin {
        Origin::Contracted(place, percent) => {
            let reason = deal.request.contracted.iter().flatten().nth(place).and_then(|own| own.reason.clone());
            let source = reason.unwrap_or_else(|| format!("contracted/{place}"));
            (StepKind::Contracted, source, percent, format!("/contracted/{place}"))
        }
        Origin::Book(_) => {
            let id = deal.request.price_book.clone().unwrap_or_default();
            let book = deal.request.catalog.price_books.iter().flatten().find(|book| book.id == id);
            let name = book.and_then(|book| book.name.clone()).unwrap_or(id);
            (StepKind::PriceBook, name, None, "/priceBook".into())
        }
        Origin::Override | Origin::List => {
            (StepKind::Override, charge.charge.id.clone(), None, deal.at_line(charge.line))
        }
    };
    Named { kind, source, percent, path }
}

fn schedules(deal: &Deal, c: usize, shown: &[Date], work: &mut Work, reached: &mut Reached) -> Result<()> {
    let charge = &deal.charges[c];
    for id in charge.charge.schedules.iter().flatten() {
        let mut all = deal.request.catalog.schedules.iter().flatten().enumerate();
        let Some((place, schedule)) = all.find(|(_, own)| own.id == *id) else { continue };
        let path = format!("/catalog/schedules/{place}");
        let mut named = Named { kind: StepKind::Schedule, source: schedule.name().to_owned(), percent: None, path };
        let mut tiers = Vec::new();
        let mut rates = Vec::with_capacity(charge.segments.len());
        for (tag, terms) in charge.segments.iter().enumerate() {
            let layers = work.line.layers.iter().filter(|layer| layer.tag == tag);
            let parts: Vec<(Exact, Exact)> = layers.map(|layer| (layer.quantity.clone(), layer.rate.clone())).collect();
            let steps = work.line.steps.iter().filter(|step| step.tag == tag);
            let once = steps.map(|step| (terms.units.clone(), step.amount.clone()));
            let before = Rate(parts.into_iter().chain(once).collect());
            if passes_over(deal, charge, schedule, terms) {
                rates.push(before);
                continue;
            }
            let parts = schedule_parts(deal, c, (place, schedule), terms, &before.total(), reached)?;
            tiers.extend(parts.iter().map(|part| part.tier));
            let after: Exact = parts.iter().map(|part| part.amount.clone()).sum();
            if after.sign() < 0 && before.total().sign() >= 0 {
                let message = format!("The schedule \"{}\" takes off more than the price.", schedule.id);
                return Err(Problems::one(
                    Code::DiscountExceedsTotal,
                    &At::Pointer(&named.path),
                    message,
                    "Lower its values.",
                ));
            }
            if deal.policy.rounding == Rounding::PerUnit {
                rates.push(Rate(parts.into_iter().map(|part| (part.units, part.amount)).collect()));
            } else {
                rates.push(Rate(vec![(terms.units.clone(), after)]));
            }
        }
        if let (Some(Some(tier)), ScheduleUnit::Percent) = (tiers.first(), schedule.unit) {
            let only = tiers.iter().all(|own| *own == Some(*tier));
            named.percent = schedule.tiers.get(*tier).filter(|_| only).map(|own| own.value);
        }
        work.take((deal, c, shown), &named, Bend::Rates(rates), Because::Schedule(place))?;
    }
    Ok(())
}

/// Whether a schedule leaves a segment's price as it is: without units there is no price of a unit.
pub(crate) fn passes_over(deal: &Deal, charge: &DealCharge, schedule: &DiscountSchedule, terms: &Terms) -> bool {
    terms.units.is_zero() || schedule.unit != ScheduleUnit::Percent && !by_units(deal, charge, terms)
}

/// What a schedule makes of a segment's amount.
pub(crate) fn schedule_parts(
    deal: &Deal,
    c: usize,
    (place, schedule): (usize, &DiscountSchedule),
    terms: &Terms,
    amount: &Exact,
    reached: &mut Reached,
) -> Result<Vec<SchedulePart>> {
    let charge = &deal.charges[c];
    let dealt = &deal.lines[charge.line];
    let own = prior(deal, charge.line, schedule);
    let holds = match (schedule.by, schedule.scope) {
        (ScheduleBy::Term, _) => {
            let path = deal.at_line(charge.line);
            let end = charge.end.ok_or_else(|| {
                let message = format!("The schedule \"{}\" reads a term, and the line has none.", schedule.id);
                Problems::one(Code::NeedsTerm, &At::Pointer(&path), message, "Give the line an end or term.")
            })?;
            Exact::whole(i128::from(charge.start.whole_months_until(end)))
        }
        (ScheduleBy::Quantity, ScheduleScope::Line) => &terms.units + &own,
        (ScheduleBy::Quantity, scope) => {
            let group = dealt.group.filter(|_| scope == ScheduleScope::Group);
            match (scope, group) {
                (ScheduleScope::Group, None) => &terms.units + &own,
                _ => {
                    let sum = reached.on(deal, (place, schedule), group, terms.from);
                    // An optional line counts for itself alone.
                    match deal.is_optional(c) {
                        true => sum + counted(deal, charge.line, schedule, terms.from).unwrap_or_default(),
                        false => sum,
                    }
                }
            }
        }
    };
    Ok(schedule.parts(amount, &terms.units, &holds, &own, deal.policy.tier_bounds))
}

/// A stretch of a charge, or all of it.
pub(super) fn stretch(window: Option<Span>) -> Span {
    window.unwrap_or(ALWAYS)
}
