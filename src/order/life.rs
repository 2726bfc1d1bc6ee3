//! What an order bills over its whole life: the versions' billing items, joined in time.
//!
//! A change from a day on leaves every item before it as it was. The period that holds the day is cut there, the first part
//! rounded alone; what follows is billed as the new version says, and where it is again as it was before, to the same cent.

use super::document::Order;
use super::fold::{versions, Version};
use super::once;
use super::reach::Reach;
use crate::billing::{round_pieces, Apart, BillingItem, When};
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::{Curve, Layer};
use crate::document::short;
use crate::money::{Exact, Minor};
use crate::policy::{AmendBy, CreditBasis, Rounding};
use crate::problem::{At, Problem, Problems, Result};
use crate::quote::bill::Billed;
use crate::quote::curves::Work;
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::frozen::Frozen;
use crate::quote::plan::Events;
use crate::quote::price::raw;

/// What a charge bills, and what it billed in earlier versions.
#[derive(Clone)]
pub(super) struct ChargeLife {
    pub line: String,
    pub charge: String,
    pub items: Vec<BillingItem>,
    /// The line's end, exclusive.
    pub end: Option<Date>,
    /// Whether an amendment ended it before what it bills once was reached: no later one brings that back, unless it moves the end.
    is_cut: bool,
    /// Whether it is rated whole: what becomes known later changes earlier periods.
    pub is_rated: bool,
    history: Vec<(Curve, Vec<BillingItem>)>,
}

/// The life of an order with some of its amendments.
pub(super) struct Life {
    pub versions: Vec<Version>,
    pub frozen: Frozen,
    /// As prices say: where they hold the tax, with it.
    pub charges: Vec<ChargeLife>,
    /// Before tax, where prices hold it.
    nets: Option<Vec<ChargeLife>>,
    /// Exclusive: of charges without an end.
    pub horizon: Date,
}

impl Life {
    /// What is billed before tax.
    pub fn nets(&self) -> &[ChargeLife] {
        self.nets.as_ref().unwrap_or(&self.charges)
    }

    /// The request as it stands after all changes.
    pub fn last(&self) -> Option<&Version> {
        self.versions.last()
    }
}

/// Prices every version and joins what they bill. Of charges without an end, what begins before its end.
///
/// # Errors
/// What is wrong with the amendments, or with a version that they make.
pub(super) fn life(order: &Order, taken: &[usize], reach: &Reach, events: &Events) -> Result<Life> {
    lived(order, versions(order, taken, None)?, reach, events)
}

/// As [`life`], where one amendment is new.
///
/// # Errors
/// The same, and a new amendment that does nothing.
pub(super) fn life_with(order: &Order, taken: &[usize], new: &str, reach: &Reach, events: &Events) -> Result<Life> {
    lived(order, versions(order, taken, Some(new))?, reach, events)
}

fn lived(order: &Order, versions: Vec<Version>, reach: &Reach, events: &Events) -> Result<Life> {
    let horizon = reach.until;
    let mut frozen = Frozen::default();
    let mut charges: Vec<ChargeLife> = Vec::new();
    let (mut nets, count) = (None, versions.len());
    for (place, version) in versions.iter().enumerate() {
        let told = |problems: Problems| by_amendment(order, version, problems);
        let mut deal = resolve_within(&version.request, (place > 0).then_some(&frozen)).map_err(told)?;
        reach.skip_closed(&mut deal);
        let (works, billed, _) = raw(&deal, horizon, events).map_err(told)?;
        let kept = Frozen::of(&deal, &works);
        if place > 0 {
            charges = join(&deal, (&works, billed), charges, (place > 1).then_some(version.from), events)?;
        }
        if place + 1 == count && deal.is_inclusive() {
            nets = Some(without_tax(&deal, &charges)?);
        }
        if let Some(own) = nets.take_if(|_| deal.taxes.exemption.is_some()) {
            // A buyer who pays no tax is billed nets.
            charges = own;
        }
        drop(deal);
        frozen.keep(kept);
    }
    Ok(Life { versions, frozen, charges, nets, horizon })
}

fn without_tax(deal: &Deal, charges: &[ChargeLife]) -> Result<Vec<ChargeLife>> {
    let mut charges = charges.to_vec();
    for (c, own) in charges.iter_mut().enumerate() {
        for item in &mut own.items {
            item.net = deal.split(c, item.net, item.span, item.when.date(|_| None))?.0;
            item.apart = item.apart.map(|own| Apart { base: item.net, ..own });
        }
    }
    Ok(charges)
}

/// What is wrong with a version, said of the amendment that made it.
fn by_amendment(order: &Order, version: &Version, mut problems: Problems) -> Problems {
    let Some(own) = version.by.and_then(|place| Some((place, order.amendments.get(place)?))) else { return problems };
    let (place, amendment) = own;
    for problem in &mut problems.problems {
        let line = problem.path.strip_prefix("/lines/").and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
        let line = line.and_then(|line| version.request.lines.get(line));
        let of = line.map_or_else(String::new, |line| format!(", line \"{}\"", short(&line.id)));
        let message = format!("As of {}, after \"{}\"{of}: {}", version.from, short(&amendment.id), problem.message);
        *problem = Problem { path: format!("/amendments/{place}"), message, ..problem.clone() };
    }
    problems
}

fn join(
    deal: &Deal,
    (works, billed): (&[Work], Vec<Billed>),
    mut before: Vec<ChargeLife>,
    day: Option<Date>,
    events: &Events,
) -> Result<Vec<ChargeLife>> {
    let mut all = Vec::with_capacity(billed.len());
    for (c, mut new) in billed.into_iter().enumerate() {
        if deal.is_optional(c) {
            new.items.clear();
        }
        let charge = &deal.charges[c];
        let (line, id) = (&deal.lines[charge.line].line.id, &charge.charge.id);
        let known = before.iter().position(|own| own.line == *line && own.charge == *id);
        let curve = &works[c].curve;
        let old = known.map(|place| before.swap_remove(place));
        let end = charge.end;
        let life = match (old, day) {
            (Some(old), Some(day)) => changed(deal, c, (curve, new), old, (day, events))?,
            (_, day) => {
                // A line that joins an invoice plan pays what has been reached with the next item.
                let items = match day.filter(|_| once::is_plan(deal, c)) {
                    Some(day) => once::planned(deal, c, new.items, &[], (day, events)),
                    None => new.items,
                };
                let history = vec![(curve.clone(), items.clone())];
                let is_rated = charge.charge.kind == ChargeKind::Usage || charge.is_commitment();
                ChargeLife { line: line.clone(), charge: id.clone(), history, items, end, is_cut: false, is_rated }
            }
        };
        all.push(life);
    }
    Ok(all)
}

/// A charge whose curve may bend on a day.
fn changed(
    deal: &Deal,
    c: usize,
    (curve, new): (&Curve, Billed),
    old: ChargeLife,
    (day, events): (Date, &Events),
) -> Result<ChargeLife> {
    let charge = &deal.charges[c];
    let mut life = old;
    let in_time = charge.charge.kind == ChargeKind::Recurring && !once::is_plan(deal, c);
    let new = if in_time { Billed { items: joined(deal, c, (curve, new.items), &life.items), ..new } } else { new };
    let was_cut = life.is_cut && charge.end == life.end;
    if charge.end != life.end {
        life.is_cut = charge.charge.kind == ChargeKind::OneTime && charge.end.is_some_and(|end| end <= day);
    }
    let mut unchanged = false;
    life.items = if life.is_rated || deal.is_optional(c) {
        // What is rated whole says of each period what it comes to; earlier periods do not read later days.
        new.items
    } else if in_time && same_spans(&life.items, &new.items) && same(&life.history, curve, charge.start) {
        unchanged = true;
        life.items
    } else if in_time {
        bent(deal, c, (curve, new.items), &life, (day, events))?
    } else if was_cut {
        life.items
    } else if life.is_cut {
        let before = life.history.iter().rev().map(|(_, items)| items.as_slice());
        once::reached(deal, &life.items, before, (day, events))?
    } else if once::is_plan(deal, c) {
        once::planned(deal, c, new.items, &life.items, (day, events))
    } else {
        once::single(deal, new.items, life.items, (day, events))
    };
    life.end = charge.end;
    for item in life.items.iter_mut().filter(|item| item.span.is_some()) {
        item.tag = item.span.map_or(0, |span| charge.segment_on(span.from));
    }
    // What it was before is known, where nothing of it is another.
    if !unchanged {
        life.history.push((curve.clone(), life.items.clone()));
    }
    Ok(life)
}

/// The items of a charge without the cuts of changes that change nothing: at them the terms and the rate go on.
fn joined(deal: &Deal, c: usize, (curve, items): (&Curve, Vec<BillingItem>), old: &[BillingItem]) -> Vec<BillingItem> {
    let segments = &deal.charges[c].segments;
    let rates = |day: Date| {
        let holds = curve.layers.iter().filter(|own| own.from <= day && own.to.is_none_or(|to| to > day));
        holds.filter(|own| !own.rate.is_zero()).map(|own| own.rate.fraction()).collect::<Vec<String>>()
    };
    let goes_on = |day: Date| {
        let (before, after) = (deal.charges[c].segment_on(day.before()), deal.charges[c].segment_on(day));
        let same = segments
            .get(before)
            .zip(segments.get(after))
            .is_some_and(|(before, after)| before.quantity == after.quantity && before.price == after.price);
        same && rates(day.before()) == rates(day)
    };
    let known = |day: Date| old.iter().filter_map(|own| own.span).any(|span| span.from == day || span.to == day);
    let mut all: Vec<BillingItem> = Vec::with_capacity(items.len());
    for item in items {
        let cut = all.last().zip(item.span).filter(|(last, own)| {
            last.span.is_some_and(|span| span.to == own.from) && last.when == item.when && last.reason == item.reason
        });
        let cut = cut.map(|(_, own)| own.from).filter(|day| !known(*day) && goes_on(*day));
        match all.last_mut().filter(|_| cut.is_some()) {
            Some(last) => {
                last.span = last.span.zip(item.span).map(|(first, own)| Span { to: own.to, ..first });
                last.measure = last.measure.take().zip(item.measure).map(|(first, own)| first + own);
                last.net += item.net;
            }
            None => all.push(item),
        }
    }
    all
}

fn same_spans(old: &[BillingItem], new: &[BillingItem]) -> bool {
    old.iter().map(|item| item.span).eq(new.iter().map(|item| item.span))
}

impl ChargeLife {
    /// Forgets what earlier versions billed.
    pub fn forget(&mut self) {
        let last = self.history.pop().map(|(curve, _)| (curve, Vec::new()));
        self.history = last.into_iter().collect();
    }

    /// What it earns, as the order stands.
    pub fn curve(&self) -> Option<&Curve> {
        self.history.last().map(|(curve, _)| curve)
    }

    /// Whether something waits for an event, or did in an earlier version.
    pub fn waits_for(&self, event: &str) -> bool {
        let known = self.history.iter().flat_map(|(_, items)| items);
        self.items.iter().chain(known).any(|item| item.when.event() == Some(event))
    }

    /// The first day, from a day on, on which another life of the charge earns at another rate, or bills other days.
    pub fn parts_from(&self, other: &ChargeLife, from: Date) -> Option<Date> {
        let ((old, _), (new, _)) = (self.history.last()?, other.history.last()?);
        let mut days: Vec<Date> = [old, new]
            .into_iter()
            .flat_map(|curve| &curve.layers)
            .flat_map(|own| [Some(own.from), own.to])
            .flatten()
            .collect();
        days.push(from);
        days.retain(|day| *day >= from);
        days.sort_unstable();
        days.dedup();
        let rates = |curve: &Curve, day: Date| {
            let holds = curve.layers.iter().filter(|own| own.from <= day && own.to.is_none_or(|to| to > day));
            let mut all: Vec<String> = holds.filter(|own| !own.rate.is_zero()).map(|own| own.rate.fraction()).collect();
            all.sort();
            all
        };
        let by_rate = days.into_iter().find(|day| rates(old, *day) != rates(new, *day));
        let ends = |life: &ChargeLife| -> Vec<Date> {
            life.items.iter().filter_map(|item| item.span).map(|span| span.from).collect()
        };
        let (mine, theirs) = (ends(self), ends(other));
        // A moved bill day changes no rate.
        let by_days = theirs.iter().copied().filter(|day| *day >= from && !mine.contains(day)).min();
        by_rate.or(by_days)
    }
}

/// Whether a curve is the one of the last version.
fn same(history: &[(Curve, Vec<BillingItem>)], curve: &Curve, from: Date) -> bool {
    history.last().is_some_and(|(last, _)| shape(last, from) == shape(curve, from))
}

/// A curve from a day on: layers that go on as they were are one.
fn shape(curve: &Curve, day: Date) -> Vec<(Date, Option<Date>, String)> {
    let inside = curve.layers.iter().filter(|layer| layer.to.is_none_or(|to| to > day));
    let mut layers: Vec<&Layer> = inside.collect();
    layers.sort_by_key(|layer| layer.from);
    let mut all: Vec<(Date, Option<Date>, String)> = Vec::new();
    for layer in layers {
        let (from, rate) = (layer.from.max(day), layer.rate.fraction());
        match all.iter_mut().rev().find(|(_, to, own)| *to == Some(from) && *own == rate) {
            Some(before) => before.1 = layer.to,
            None => all.push((from, layer.to, rate)),
        }
    }
    all.sort();
    all
}

/// The items of a charge that another version bills from a day on.
fn bent(
    deal: &Deal,
    c: usize,
    (curve, new): (&Curve, Vec<BillingItem>),
    old: &ChargeLife,
    (day, events): (Date, &Events),
) -> Result<Vec<BillingItem>> {
    if old.items.iter().all(|item| date_of(item, events).is_none()) && deal.charges[c].schedule.is_none() {
        // It waits to be billed in one sum.
        return Ok(new);
    }
    let path = deal.at_line(deal.charges[c].line);
    let at = At::Pointer(&path);
    let exact_of = |curve: &Curve, span: Span| match deal.policy.rounding {
        Rounding::PerUnit => curve.over_by_unit(span, &|unit| deal.policy.round_unit(unit, &deal.currency)),
        _ => curve.over(span),
    };
    let exact = |span: Span| exact_of(curve, span);
    let alone = |exact: &Exact| deal.currency.round(exact, deal.policy.rounding_mode, &at);
    let span = |item: &BillingItem| item.span.unwrap_or(Span { from: day, to: day });
    let mut items: Vec<BillingItem> = old.items.iter().filter(|item| span(item).to <= day).cloned().collect();
    // What is not due by then goes with its period, which may end earlier now.
    for item in items.iter_mut().filter(|item| date_of(item, events).is_some_and(|date| date > day)) {
        let holds = |own: &&BillingItem| span(own).from <= span(item).from && span(item).from < span(own).to;
        if let Some(earlier) = new.iter().find(holds).and_then(|own| date_of(own, events)) {
            item.when = date_of(item, events).map_or(When::On(earlier), |date| When::On(date.min(earlier)));
        }
    }
    let done = items.iter().map(|item| span(item).to).max();
    let own_days = deal.charges[c].schedule.is_none().then_some(day);
    let new = cut(new, done.into_iter().chain(own_days));
    // The first part of the period that holds the day; the whole of it, where the curve goes on through the day.
    for item in new.iter().filter(|item| span(item).from < day && done.is_none_or(|done| span(item).from >= done)) {
        let whole = exact(span(item));
        let reaches = |own: &&BillingItem| span(own).from == span(item).from && span(own).to > day;
        let cut_off = old.items.iter().find(reaches).filter(|_| span(item).to == day).zip(old.history.last());
        let net = match (old.items.iter().find(|own| own.span == item.span), deal.policy.credit_basis, cut_off) {
            (Some(own), _, _) => own.net,
            (None, CreditBasis::Own, Some((own, (curve, _)))) => {
                let rest = Span { from: day, ..span(own) };
                own.net - alone(&exact_of(&curve.alone(rest), rest))?
            }
            (None, _, _) => alone(&whole)?,
        };
        items.push(rounded(deal, item, net, &whole));
    }
    let tail: Vec<&BillingItem> = new.iter().filter(|item| span(item).from >= day).collect();
    let goes_on = shape(curve, day);
    let again = old.history.iter().find(|(known, _)| shape(known, day) == goes_on);
    let pieces: Vec<Exact> = tail.iter().map(|item| exact(span(item))).collect();
    let mut nets: Vec<Minor> = match again {
        Some((_, known)) => {
            let of = |(item, piece): (&&BillingItem, &Exact)| match known.iter().find(|own| own.span == item.span) {
                Some(own) => Ok(own.net),
                None => alone(piece),
            };
            tail.iter().zip(&pieces).map(of).collect::<Result<_>>()?
        }
        None => {
            let whole: Exact = pieces.iter().cloned().sum();
            let total = (!deal.charges[c].is_open()).then_some(&whole);
            round_pieces(&pieces, total, &deal.currency, &deal.policy, &at)?.0
        }
    };
    if deal.policy.amend_by == AmendBy::Delta {
        // The rest of a period that is cut is what it was, and the difference, rounded alone.
        let reaches = |own: &&BillingItem| span(own).from < day && span(own).to > day;
        let cut_off = old.items.iter().find(reaches).zip(old.history.last());
        let same_end = |own: &BillingItem| tail.first().is_some_and(|item| span(item).to == span(own).to);
        if let (Some((own, (before, _))), Some(exact)) = (cut_off.filter(|(own, _)| same_end(own)), pieces.first()) {
            let served: Minor =
                items.iter().filter(|item| span(item).from >= span(own).from).map(|item| item.net).sum();
            let rest = exact_of(before, Span { from: day, ..span(own) });
            nets[0] = own.net - served + alone(&(exact - &rest))?;
        }
    }
    for ((item, net), piece) in tail.into_iter().zip(nets).zip(&pieces) {
        items.push(rounded(deal, item, net, piece));
    }
    Ok(items)
}

/// Items with their spans cut at some days; those that a schedule made are cut already.
fn cut(items: Vec<BillingItem>, days: impl Iterator<Item = Date>) -> Vec<BillingItem> {
    days.fold(items, |items, day| {
        let parts = |item: BillingItem| match item.span {
            Some(span) if span.from < day && day < span.to => {
                let of = |span: Span| BillingItem { span: Some(span), ..item.clone() };
                vec![of(Span { to: day, ..span }), of(Span { from: day, ..span })]
            }
            _ => vec![item],
        };
        items.into_iter().flat_map(parts).collect()
    })
}

fn rounded(deal: &Deal, item: &BillingItem, net: Minor, exact: &Exact) -> BillingItem {
    let is_rounded = deal.currency.exact(net) != *exact;
    BillingItem { net, rounded: is_rounded, remainder: false, ..item.clone() }
}

/// The day of an item, for what has no period.
pub(super) fn date_of(item: &BillingItem, events: &Events) -> Option<Date> {
    match &item.when {
        When::On(date) => Some(*date),
        when => when.date(|event| events.date(event)),
    }
}
