//! The curve of every charge, from list prices through line and quote discounts to the final one.

use std::sync::Arc;

use super::deal::{Deal, DealCharge, Terms};
use super::discounts::{line_discounts, net};
use super::regular::{regular, Reached};
use super::steps::{within_bits, Applied};
use super::sums::quote_discounts;
use super::usage::{usage_work, UsagePeriod};
use super::{commitment, derived};
use crate::calendar::{Date, Measure, Span};
use crate::catalog::ChargeKind;
use crate::curve::{Curve, Layer, Step};
use crate::money::{Exact, Minor};
use crate::policy::Rounding;
use crate::pricing::{clamp, total, Basis, Price, Term, TermKind};
use crate::problem::{At, Result};

/// What is known of one charge while the quote is priced.
#[derive(Clone, Default)]
pub(crate) struct Work {
    /// The catalog's price.
    pub list: Curve,
    /// After price books, contracted prices, schedules and uplifts; `None` where that is the list.
    pub regular: Option<Curve>,
    /// After the line's discounts.
    pub line: Curve,
    /// After all discounts: what is billed.
    pub curve: Curve,
    /// What percentages that add up are taken of.
    pub base: Option<Curve>,
    /// Whether the line's discounts are done, so that final nets are being made.
    pub is_final: bool,
    /// How many bits of long numbers its steps wrote.
    pub bits: u64,
    /// Each step after list, with the value that it leaves.
    pub applied: Vec<Applied>,
    /// The periods of usage.
    pub usage: Vec<UsagePeriod>,
    /// In an order: which part of the price was accepted, by stretch.
    pub kept: Vec<(Span, Exact)>,
    /// Whether `kept` is of the price after the line's discounts.
    pub kept_of_line: bool,
    /// What a commitment counted towards its minimum, by period.
    pub counted: Vec<(Span, Minor)>,
}

impl Work {
    pub(super) fn by(&self, basis: Basis) -> &Curve {
        match basis {
            Basis::List => &self.list,
            Basis::Regular => self.regular.as_ref().unwrap_or(&self.list),
            Basis::Customer => &self.line,
            Basis::Net => &self.curve,
        }
    }
}

/// Builds the curves of all charges. `shown` (per charge, exclusive) bounds what is shown of charges without an end; it
/// changes no amount before it.
///
/// # Errors
/// `cycle`, `needs_term`, `discount_exceeds_total`, `no_price`, `overflow`.
pub(crate) fn curves(deal: &Deal, shown: &[Date]) -> Result<Vec<Work>> {
    let mut works: Vec<Option<Work>> = vec![None; deal.charges.len()];
    let mut reached = Reached::default();
    let mut bits = 0;
    for (i, line) in deal.lines.iter().enumerate() {
        let direct: Vec<usize> = line.charges.clone().filter(|c| !deal.charges[*c].is_derived()).collect();
        for c in &direct {
            let charge = &deal.charges[*c];
            let mut work = match charge.charge.kind {
                ChargeKind::Usage => usage_work(deal, *c, shown)?,
                _ => {
                    let list = direct_curve(deal, charge);
                    Work { line: list.clone(), list, ..Work::default() }
                }
            };
            regular(deal, *c, shown, &mut work, &mut reached)?;
            works[*c] = Some(work);
        }
        line_discounts(deal, i, &direct, &mut works, shown)?;
        bits += direct.iter().filter_map(|c| works[*c].as_ref()).map(|work| work.bits).sum::<u64>();
        within_bits(bits, &deal.at_line(i))?;
    }
    let late: Vec<usize> = derived::in_order(deal, &mut works, shown)?;
    let early: Vec<usize> = (0..works.len()).filter(|c| works[*c].is_some()).collect();
    quote_discounts(deal, &early, &mut works, shown)?;
    for c in late {
        if deal.charges[c].is_commitment() {
            works[c] = Some(commitment::work(deal, c, &works, shown)?);
        } else {
            derived::derive(deal, c, &mut works, shown)?;
        }
        if let Some(work) = &mut works[c] {
            work.curve = work.line.clone();
            work.is_final = true;
        }
    }
    Ok(works.into_iter().map(Option::unwrap_or_default).collect())
}

/// What a segment's price is made of, so much of it kept, minimum and maximum included: per price period, or once.
pub(crate) fn terms_of(deal: &Deal, charge: &DealCharge, terms: &Terms, (price, keeps): (&Price, &Exact)) -> Vec<Term> {
    let own = price.terms(&deal.used(charge, terms.units.clone()));
    let mut all: Vec<Term> = own.into_iter().map(|term| term.keeping(keeps)).collect();
    let limit = |limit: Option<crate::money::Dec>| limit.map(|limit| limit.exact());
    clamp(&mut all, 0, limit(charge.limits.minimum), limit(charge.limits.maximum));
    all
}

fn direct_curve(deal: &Deal, charge: &DealCharge) -> Curve {
    let mut curve = Curve::default();
    for (tag, terms) in charge.segments.iter().enumerate() {
        add_terms(deal, &mut curve, charge, terms, tag);
    }
    curve
}

/// Adds a segment at its list price.
pub(super) fn add_terms(deal: &Deal, curve: &mut Curve, charge: &DealCharge, terms: &Terms, tag: usize) {
    add_rate(
        deal,
        curve,
        charge,
        terms,
        &Rate::of(deal, &terms_of(deal, charge, terms, (terms.list, &Exact::ONE)), &terms.units),
        tag,
    );
}

/// Adds a segment at a rate.
pub(super) fn add_rate(deal: &Deal, curve: &mut Curve, charge: &DealCharge, terms: &Terms, rate: &Rate, tag: usize) {
    match &terms.measure {
        Some(measure) => curve.layers.extend(rate.0.iter().map(|(quantity, amount)| Layer {
            quantity: quantity.clone(),
            ..layer(terms, amount.clone(), measure, tag)
        })),
        // A one-time charge is due once, for the first segment.
        None if tag == 0 => {
            let amount = rate.0.iter().map(|(quantity, amount)| deal.by_unit(amount, quantity)).sum();
            curve.steps.push(Step { on: charge.start, amount, tag });
        }
        None => {}
    }
}

/// What a segment costs per price period, or once, in parts: units with what they cost. What is no price of units has none.
#[derive(Clone, Debug)]
pub(crate) struct Rate(pub Vec<(Exact, Exact)>);

impl Rate {
    /// The parts of terms. Only where units are rounded before they are multiplied do parts matter.
    pub fn of(deal: &Deal, terms: &[Term], units: &Exact) -> Rate {
        if deal.policy.rounding != Rounding::PerUnit {
            return Rate(vec![(units.clone(), total(terms))]);
        }
        let is_unit = |term: &&Term| term.kind == TermKind::Unit;
        let mut parts: Vec<(Exact, Exact)> =
            terms.iter().filter(is_unit).map(|term| (term.quantity.clone(), term.amount())).collect();
        let fixed: Exact = terms.iter().filter(|term| !is_unit(term)).map(Term::amount).sum();
        if !fixed.is_zero() || parts.is_empty() {
            parts.push((Exact::ZERO, fixed));
        }
        Rate(parts)
    }

    /// The whole.
    pub fn total(&self) -> Exact {
        self.0.iter().map(|(_, amount)| amount.clone()).sum()
    }
}

pub(super) fn layer(terms: &Terms, rate: Exact, measure: &Arc<Measure>, tag: usize) -> Layer {
    Layer {
        from: terms.from,
        origin: terms.from,
        to: terms.to,
        quantity: terms.units.clone(),
        rate,
        measure: measure.clone(),
        tag,
    }
}

/// What a curve of a charge is worth to a reader: its rounded total, or without an end what it comes to up to the last
/// billing period that is shown.
pub(crate) fn value(deal: &Deal, c: usize, work: &Work, curve: &Curve, shown: &[Date]) -> Result<Minor> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    // Where periods stand alone, so does what is shown before discounts: else their rounding would pass for a discount.
    if deal.policy.rounding.stands_alone() && !charge.is_open() {
        return net(deal, c, work, curve).map(Option::unwrap_or_default);
    }
    let exact = match charge.total(curve) {
        Some(total) => total,
        None => curve.over(Span { from: charge.start, to: shown[c] }),
    };
    deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path))
}
