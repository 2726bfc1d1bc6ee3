//! What an order bills over its whole life: the versions' billing items, joined in time.
//!
//! A change from a day on leaves every item before it as it was. The period that holds the day is cut there, the first part
//! rounded alone; what follows is billed as the new version says, and where it is again as it was before, to the same cent.

use super::document::Order;
use super::fold::{versions, Version};
use crate::billing::{round_pieces, Billing, BillingItem, When};
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::{Curve, Layer};
use crate::money::{Exact, Minor};
use crate::policy::Rounding;
use crate::problem::{At, Result};
use crate::quote::bill::Billed;
use crate::quote::curves::Work;
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::frozen::Frozen;
use crate::quote::plan::Events;
use crate::quote::price::{raw, HORIZON_MONTHS};

/// What a charge bills, and what it billed in earlier versions.
#[derive(Clone)]
pub(super) struct ChargeLife {
    pub line: String,
    pub charge: String,
    pub items: Vec<BillingItem>,
    history: Vec<(Curve, Vec<BillingItem>)>,
}

/// The life of an order with some of its amendments.
pub(super) struct Life {
    pub versions: Vec<Version>,
    pub frozen: Frozen,
    pub charges: Vec<ChargeLife>,
    /// Exclusive: of charges without an end.
    pub horizon: Date,
}

impl Life {
    /// The request as it stands after all changes.
    pub fn last(&self) -> Option<&Version> {
        self.versions.last()
    }
}

/// Prices every version and joins what they bill. `through` is the last day that is looked at of charges without an end.
///
/// # Errors
/// What is wrong with the amendments, or with a version that they make.
pub(super) fn life(order: &Order, taken: &[usize], through: Option<Date>, events: &Events) -> Result<Life> {
    lived(order, versions(order, taken, None)?, through, events)
}

/// As [`life`], where one amendment is new.
///
/// # Errors
/// The same, and a new amendment that does nothing.
pub(super) fn life_with(
    order: &Order,
    taken: &[usize],
    new: &str,
    through: Option<Date>,
    events: &Events,
) -> Result<Life> {
    lived(order, versions(order, taken, Some(new))?, through, events)
}

fn lived(order: &Order, versions: Vec<Version>, through: Option<Date>, events: &Events) -> Result<Life> {
    let start = order.quote.start;
    let horizon = through.map_or_else(|| start.plus_months(HORIZON_MONTHS), |through| through.plus_days(1));
    let mut frozen = Frozen::default();
    let mut charges: Vec<ChargeLife> = Vec::new();
    for (place, version) in versions.iter().enumerate() {
        let deal = resolve_within(&version.request, (place > 0).then_some(&frozen))?;
        let (works, billed, _) = raw(&deal, horizon, events)?;
        let kept = Frozen::of(&deal, &works);
        if place > 0 {
            charges = join(&deal, (&works, billed), charges, (place > 1).then_some(version.from))?;
        }
        drop(deal);
        frozen.keep(kept);
    }
    Ok(Life { versions, frozen, charges, horizon })
}

fn join(
    deal: &Deal,
    (works, billed): (&[Work], Vec<Billed>),
    mut before: Vec<ChargeLife>,
    day: Option<Date>,
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
        let life = match (known.map(|place| before.swap_remove(place)), day) {
            (Some(old), Some(day)) => changed(deal, c, (curve, new), old, day)?,
            _ => ChargeLife {
                line: line.clone(),
                charge: id.clone(),
                history: vec![(curve.clone(), new.items.clone())],
                items: new.items,
            },
        };
        all.push(life);
    }
    Ok(all)
}

/// A charge whose curve may bend on a day.
fn changed(deal: &Deal, c: usize, (curve, new): (&Curve, Billed), old: ChargeLife, day: Date) -> Result<ChargeLife> {
    let charge = &deal.charges[c];
    let mut life = old;
    let rerated = charge.charge.kind == ChargeKind::Usage || charge.is_commitment();
    let recurring = matches!(charge.billing, Billing::Recurring(_));
    life.items = match recurring && !rerated {
        // What is rated whole says of each period what it comes to; earlier periods do not read later days.
        _ if rerated || deal.is_optional(c) => new.items,
        // What is billed once, or by a plan, stays as it was sold.
        false if day > charge.start => life.items,
        false => new.items,
        true if same_spans(&life.items, &new.items) && same(&life.history, curve, charge.start) => life.items,
        true => bent(deal, c, (curve, new.items), &life, day)?,
    };
    for item in life.items.iter_mut().filter(|item| item.span.is_some()) {
        item.tag = item.span.map_or(0, |span| charge.segment_on(span.from));
    }
    life.history.push((curve.clone(), life.items.clone()));
    Ok(life)
}

fn same_spans(old: &[BillingItem], new: &[BillingItem]) -> bool {
    let reach = |items: &[BillingItem]| items.iter().filter_map(|item| item.span).map(|span| span.to).max();
    reach(old) == reach(new)
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
    day: Date,
) -> Result<Vec<BillingItem>> {
    let path = deal.at_line(deal.charges[c].line);
    let at = At::Pointer(&path);
    let exact = |span: Span| match deal.policy.rounding {
        Rounding::PerUnit => curve.over_by_unit(span, &|unit| deal.policy.round_unit(unit, &deal.currency)),
        _ => curve.over(span),
    };
    let alone = |exact: &Exact| deal.currency.round(exact, deal.policy.rounding_mode, &at);
    let span = |item: &BillingItem| item.span.unwrap_or(Span { from: day, to: day });
    let mut items: Vec<BillingItem> = old.items.iter().filter(|item| span(item).to <= day).cloned().collect();
    let done = items.iter().map(|item| span(item).to).max();
    // The first part of the period that holds the day; the whole of it, where the curve goes on through the day.
    for item in new.iter().filter(|item| span(item).from < day && done.is_none_or(|done| span(item).from >= done)) {
        let whole = exact(span(item));
        let net = match old.items.iter().find(|own| own.span == item.span) {
            Some(own) => own.net,
            None => alone(&whole)?,
        };
        items.push(rounded(deal, item, net, &whole));
    }
    let tail: Vec<&BillingItem> = new.iter().filter(|item| span(item).from >= day).collect();
    let goes_on = shape(curve, day);
    let again = old.history.iter().find(|(known, _)| shape(known, day) == goes_on);
    let pieces: Vec<Exact> = tail.iter().map(|item| exact(span(item))).collect();
    let nets: Vec<Minor> = match again {
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
    for ((item, net), piece) in tail.into_iter().zip(nets).zip(&pieces) {
        items.push(rounded(deal, item, net, piece));
    }
    Ok(items)
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
