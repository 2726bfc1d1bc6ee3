//! The curve of every charge, from list prices through line and quote discounts to the final one.

use std::sync::Arc;

use super::deal::{Deal, DealCharge, Terms};
use super::discounts::{line_discounts, net, quote_discounts, Applied};
use super::usage::usage_work;
use crate::calendar::{Date, Measure, Span};
use crate::catalog::ChargeKind;
use crate::curve::{Curve, Layer, Step};
use crate::money::{Exact, Minor};
use crate::pricing::{Basis, PercentOf, Price};
use crate::problem::{At, Code, Problems, Result};

/// What is known of one charge while the quote is priced.
#[derive(Clone, Default)]
pub(crate) struct Work {
    /// Before any discount.
    pub list: Curve,
    /// After the line's discounts.
    pub line: Curve,
    /// After the quote's discounts: what is billed.
    pub curve: Curve,
    /// Whether the quote's discounts have been applied, so that final nets can be read.
    pub is_final: bool,
    /// Each step after list, with the value that it leaves.
    pub applied: Vec<Applied>,
}

impl Work {
    fn by(&self, basis: Basis) -> &Curve {
        match basis {
            Basis::List => &self.list,
            Basis::AfterLineDiscounts => &self.line,
            Basis::Net => &self.curve,
        }
    }
}

/// Builds the curves of all charges. `shown` (per charge, exclusive) bounds what is shown of charges without an end; it
/// changes no curve.
///
/// # Errors
/// `cycle`, `needs_term`, `discount_exceeds_total`, `overflow`.
pub(crate) fn curves(deal: &Deal, shown: &[Date]) -> Result<Vec<Work>> {
    let mut works: Vec<Option<Work>> = vec![None; deal.charges.len()];
    for (i, line) in deal.lines.iter().enumerate() {
        let direct: Vec<usize> = line.charges.clone().filter(|c| !is_derived(&deal.charges[*c])).collect();
        for c in &direct {
            let charge = &deal.charges[*c];
            works[*c] = Some(match charge.charge.kind {
                ChargeKind::Usage => usage_work(deal, charge)?,
                _ => {
                    let list = direct_curve(deal, charge);
                    Work { line: list.clone(), list, ..Work::default() }
                }
            });
        }
        line_discounts(deal, i, &direct, &mut works, shown)?;
    }
    let late: Vec<usize> = derived_in_order(deal, &mut works, shown)?;
    let early: Vec<usize> = (0..works.len()).filter(|c| works[*c].is_some()).collect();
    quote_discounts(deal, &early, &mut works, shown)?;
    for c in late {
        derive(deal, c, &mut works, shown)?;
        if let Some(work) = &mut works[c] {
            work.curve = work.line.clone();
            work.is_final = true;
        }
    }
    Ok(works.into_iter().map(Option::unwrap_or_default).collect())
}

fn is_derived(charge: &DealCharge) -> bool {
    charge.segments.iter().any(|terms| matches!(terms.price, Price::PercentOf(_)))
}

fn direct_curve(deal: &Deal, charge: &DealCharge) -> Curve {
    let mut curve = Curve::default();
    for (tag, terms) in charge.segments.iter().enumerate() {
        add_terms(deal, &mut curve, charge, terms, tag);
    }
    curve
}

fn add_terms(deal: &Deal, curve: &mut Curve, charge: &DealCharge, terms: &Terms, tag: usize) {
    let amount = terms.price.amount(&terms.quantity.exact()).unwrap_or(Exact::ZERO);
    match &terms.measure {
        Some(measure) => curve.layers.push(layer(terms, amount, measure, tag)),
        // A one-time charge is due once, for the first segment.
        None if tag == 0 => {
            let amount = deal.by_unit(&amount, &terms.quantity.exact());
            curve.steps.push(Step { on: charge.start, amount, tag });
        }
        None => {}
    }
}

fn layer(terms: &Terms, rate: Exact, measure: &Arc<Measure>, tag: usize) -> Layer {
    Layer {
        from: terms.from,
        origin: terms.from,
        to: terms.to,
        quantity: terms.quantity.exact(),
        rate,
        measure: measure.clone(),
        tag,
    }
}

/// Evaluates the charges that are a percentage of others, each after what it reads. Returns, in a workable order,
/// those that read final nets, directly or through others: they wait for the quote's discounts.
fn derived_in_order(deal: &Deal, works: &mut [Option<Work>], shown: &[Date]) -> Result<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Early,
        Late,
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
                    format!("The charge \"{id}\" is a percentage of itself, by way of others."),
                    "Let the percentage read other lines or products.",
                ));
            }
            Mark::New => {}
        }
        marks[c] = Mark::Open;
        let mut late = false;
        for terms in &deal.charges[c].segments {
            if let Price::PercentOf(percent) = terms.price {
                late |= percent.basis == Basis::Net;
                for base in bases(deal, c, percent) {
                    late |= visit(deal, base, marks, order)?;
                }
            }
        }
        marks[c] = if late { Mark::Late } else { Mark::Early };
        order.push((c, late));
        Ok(late)
    }
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

/// Whether a percentage names its own line.
fn names(deal: &Deal, reader: usize, percent: &PercentOf) -> bool {
    let line = &deal.lines[deal.charges[reader].line];
    percent.of.lines.contains(&line.line.id) || percent.of.products.contains(&line.product.id)
}

/// The charges that a percentage reads: never itself.
fn bases(deal: &Deal, reader: usize, percent: &PercentOf) -> Vec<usize> {
    let reads = |line: &super::deal::DealLine| {
        percent.of.lines.contains(&line.line.id) || percent.of.products.contains(&line.product.id)
    };
    let lines = deal.lines.iter().filter(|line| reads(line));
    lines.flat_map(|line| line.charges.clone()).filter(|c| *c != reader).collect()
}

fn derive(deal: &Deal, c: usize, works: &mut [Option<Work>], shown: &[Date]) -> Result<()> {
    let charge = &deal.charges[c];
    let mut list = Curve::default();
    for (tag, terms) in charge.segments.iter().enumerate() {
        match terms.price {
            Price::PercentOf(percent) => add_percentage(deal, c, terms, percent, tag, works, &mut list)?,
            _ => add_terms(deal, &mut list, charge, terms, tag),
        }
    }
    let list = list.merged();
    works[c] = Some(Work { line: list.clone(), list, ..Work::default() });
    line_discounts(deal, charge.line, &[c], works, shown)
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
    let read = bases(deal, c, percent);
    if read.is_empty() && names(deal, c, percent) {
        let path = deal.at_line(charge.line);
        let message = format!("The charge \"{}\" is a percentage of itself only.", charge.charge.id);
        return Err(Problems::one(Code::Cycle, &At::Pointer(&path), message, "Let it read other lines or products."));
    }
    for base in read {
        let Some(work) = works[base].as_ref() else { continue };
        let curve = work.by(percent.basis);
        if deal.charges[base].charge.kind == ChargeKind::Recurring && charge.charge.kind == ChargeKind::Recurring {
            let mut part = curve.within(span).scaled(&factor);
            part.layers.iter_mut().for_each(|layer| (layer.tag, layer.quantity) = (tag, Exact::ONE));
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
        Some(measure) => list.layers.push(layer(terms, once, measure, tag)),
        None if tag == 0 => list.steps.push(Step { on: charge.start, amount: once, tag }),
        None => {}
    }
    Ok(())
}

/// What a curve of a charge is worth to a reader: its rounded total, or without an end what it comes to up to the last
/// billing period that is shown.
pub(crate) fn value(deal: &Deal, c: usize, curve: &Curve, shown: &[Date]) -> Result<Minor> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    // Where periods stand alone, so does what is shown before discounts: else their rounding would pass for a discount.
    if deal.policy.rounding.stands_alone() && !charge.is_open() {
        return net(deal, c, curve).map(Option::unwrap_or_default);
    }
    let exact = match charge.total(curve) {
        Some(total) => total,
        None => curve.over(Span { from: charge.start, to: shown[c] }),
    };
    deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path))
}
