//! Charges that are a percentage of others.

use super::curves::{add_terms, layer, Work};
use super::deal::{Deal, DealLine, Terms};
use super::discounts::line_discounts;
use super::regular::over_time;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::curve::{Curve, Layer, Step};
use crate::money::Exact;
use crate::pricing::{Basis, Of, PercentOf, Price};
use crate::problem::{At, Code, Problems, Result};

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Early,
    Late,
}

/// Evaluates the charges that are read from others, each after what it reads. Returns, in a workable order, those that read
/// final nets, directly or through others: they wait for the quote's discounts. Commitments always do.
pub(super) fn in_order(deal: &Deal, works: &mut [Option<Work>], shown: &[Date]) -> Result<Vec<usize>> {
    let mut marks: Vec<Mark> = works.iter().map(|w| if w.is_some() { Mark::Early } else { Mark::New }).collect();
    let mut order = Vec::new();
    for c in 0..works.len() {
        visit(deal, c, &mut marks, &mut order)?;
    }
    let (late, early): (Vec<_>, Vec<_>) = order.into_iter().partition(|(_, late)| *late);
    for (c, _) in early {
        derive(deal, c, works, shown)?;
    }
    Ok(late.into_iter().map(|(c, _)| c).collect())
}

fn visit(deal: &Deal, c: usize, marks: &mut [Mark], order: &mut Vec<(usize, bool)>) -> Result<bool> {
    match marks[c] {
        Mark::Early => return Ok(false),
        Mark::Late => return Ok(true),
        Mark::Open => {
            let path = deal.at_line(deal.charges[c].line);
            let id = &deal.charges[c].charge.id;
            return Err(Problems::one(
                Code::Cycle,
                &At::Pointer(&path),
                format!("The charge \"{id}\" is read from itself, by way of others."),
                "Let it read other lines or products.",
            ));
        }
        Mark::New => {}
    }
    marks[c] = Mark::Open;
    let mut late = deal.charges[c].is_commitment();
    for terms in &deal.charges[c].segments {
        late |= matches!(terms.price, Price::PercentOf(percent) if percent.basis == Basis::Net);
        let bases = terms.price.reads().map(|of| bases(deal, c, of)).unwrap_or_default();
        let before = match terms.price {
            Price::Commitment(own) => earlier(deal, &own.after),
            _ => Vec::new(),
        };
        for base in bases.into_iter().chain(before) {
            late |= visit(deal, base, marks, order)?;
        }
    }
    marks[c] = if late { Mark::Late } else { Mark::Early };
    order.push((c, late));
    Ok(late)
}

/// The commitments of the named lines.
pub(super) fn earlier(deal: &Deal, lines: &[String]) -> Vec<usize> {
    let named = deal.lines.iter().filter(|line| lines.contains(&line.line.id));
    named.flat_map(|line| line.charges.clone()).filter(|c| deal.charges[*c].is_commitment()).collect()
}

fn reads(deal: &Deal, of: &Of, line: &DealLine) -> bool {
    let named = |list: &Option<Vec<String>>, id: Option<&String>| matches!((list, id), (Some(list), Some(id)) if list.contains(id));
    let group = line.group.and_then(|place| deal.request.groups.iter().flatten().nth(place)).map(|group| &group.id);
    of.lines.contains(&line.line.id)
        || of.products.contains(&line.product.id)
        || of.everything == Some(true)
        || named(&of.categories, line.product.category.as_ref())
        || named(&of.groups, group)
}

/// The charges that are read: never the reader itself, no commitments, and nothing optional unless the reader is so too.
pub(crate) fn bases(deal: &Deal, reader: usize, of: &Of) -> Vec<usize> {
    let own = deal.charges[reader].line;
    let lines = deal.lines.iter().enumerate().filter(|(i, line)| {
        let itself = of.everything == Some(true) && *i == own && !of.lines.contains(&line.line.id);
        !itself && reads(deal, of, line)
    });
    let counts = |c: &usize| {
        *c != reader
            && !deal.charges[*c].is_commitment()
            && (!deal.is_optional(*c)
                || deal.is_optional(reader)
                || of.lines.contains(&deal.lines[deal.charges[*c].line].line.id))
    };
    lines.flat_map(|(_, line)| line.charges.clone()).filter(counts).collect()
}

pub(super) fn derive(deal: &Deal, c: usize, works: &mut [Option<Work>], shown: &[Date]) -> Result<()> {
    let charge = &deal.charges[c];
    let mut list = Curve::default();
    for (tag, terms) in charge.segments.iter().enumerate() {
        match terms.price {
            Price::PercentOf(percent) => add_percentage(deal, c, terms, percent, tag, works, &mut list)?,
            _ => add_terms(deal, &mut list, charge, terms, tag),
        }
    }
    let list = limited(deal, c, list.merged());
    let mut work = Work { line: list.clone(), list, ..Work::default() };
    over_time(deal, c, shown, &mut work)?;
    works[c] = Some(work);
    line_discounts(deal, charge.line, &[c], works, shown)
}

/// The curve with what a minimum of the charge adds, or a maximum takes off, in each stretch of time that has one price.
fn limited(deal: &Deal, c: usize, mut curve: Curve) -> Curve {
    let charge = &deal.charges[c];
    let limits = [charge.limits.minimum.map(|own| own.exact()), charge.limits.maximum.map(|own| own.exact())];
    if limits == [None, None] {
        return curve;
    }
    let [minimum, maximum] = &limits;
    let rest = |amount: &Exact, time: &Exact| match (minimum, maximum) {
        (Some(least), _) if *amount < least * time => Some(least * time - amount),
        (_, Some(most)) if *amount > most * time => Some(most * time - amount),
        _ => None,
    };
    for (tag, terms) in charge.segments.iter().enumerate() {
        let Some(measure) = &terms.measure else {
            let amount: Exact = curve.steps.iter().filter(|step| step.tag == tag).map(|step| step.amount.clone()).sum();
            if let Some(rest) = rest(&amount, &Exact::ONE).filter(|_| tag == 0) {
                curve.steps.push(Step { on: charge.start, amount: rest, tag });
            }
            continue;
        };
        let whole = Span { from: terms.from, to: terms.to.unwrap_or(Date::MAX) };
        let mut cuts = curve.bends_within(whole);
        cuts.push(whole.to);
        let mut from = whole.from;
        for to in cuts {
            let own = Layer {
                from,
                to: if to == Date::MAX { None } else { Some(to) },
                quantity: Exact::ZERO,
                ..layer(terms, Exact::ONE, measure, tag)
            };
            // Without an end there is no amount, and prices are compared for a month.
            let (amount, time) = match own.to {
                Some(to) => (curve.over(Span { from, to }), own.over(Span { from, to })),
                None => {
                    let open = curve.layers.iter().filter(|layer| layer.to.is_none() && layer.from <= from);
                    let month = |layer: &Layer| &layer.rate * &layer.measure.periods_per_month();
                    (open.map(month).sum(), measure.periods_per_month())
                }
            };
            if let Some(rate) = rest(&amount, &time).and_then(|rest| rest.over(&time)) {
                curve.layers.push(Layer { rate, ..own });
            }
            from = to;
        }
    }
    curve
}

fn add_percentage(
    deal: &Deal,
    c: usize,
    terms: &Terms,
    percent: &PercentOf,
    tag: usize,
    works: &[Option<Work>],
    list: &mut Curve,
) -> Result<()> {
    let charge = &deal.charges[c];
    let factor = percent.percent.percent();
    let span = Span { from: terms.from, to: terms.to.unwrap_or(Date::MAX) };
    let mut once = Exact::ZERO;
    let read = bases(deal, c, &percent.of);
    if read.is_empty() && reads(deal, &percent.of, &deal.lines[charge.line]) {
        let path = deal.at_line(charge.line);
        let message = format!("The charge \"{}\" is a percentage of itself only.", charge.charge.id);
        return Err(Problems::one(Code::Cycle, &At::Pointer(&path), message, "Let it read other lines or products."));
    }
    for base in read {
        let Some(work) = works[base].as_ref() else { continue };
        let curve = work.by(percent.basis);
        if deal.charges[base].charge.kind == ChargeKind::Recurring && charge.charge.kind == ChargeKind::Recurring {
            let mut part = curve.within(span).scaled(&factor);
            part.layers.iter_mut().for_each(|layer| (layer.tag, layer.quantity) = (tag, Exact::ZERO));
            *list = std::mem::take(list).plus(&part);
            continue;
        }
        let total = deal.charges[base].total(curve).ok_or_else(|| {
            let path = deal.at_line(charge.line);
            Problems::one(
                Code::NeedsTerm,
                &At::Pointer(&path),
                format!("The charge \"{}\" is a percentage of a charge without an end.", charge.charge.id),
                "Give what it reads an end, or make the percentage recurring.",
            )
        })?;
        once = once + &factor * &total;
    }
    match &terms.measure {
        Some(_) if once.is_zero() => {}
        // A percentage is no price of units, so that none is rounded before it is multiplied.
        Some(measure) => list.layers.push(Layer { quantity: Exact::ZERO, ..layer(terms, once, measure, tag) }),
        None if tag == 0 => list.steps.push(Step { on: charge.start, amount: once, tag }),
        None => {}
    }
    Ok(())
}
