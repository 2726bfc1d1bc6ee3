//! The steps from list price to net, as changes of a charge's curve, and what each left.

use std::sync::Arc;

use super::curves::{add_rate, value, Rate, Work};
use super::deal::Deal;
use super::result::StepKind;
use super::units::by_units;
use crate::calendar::{Date, Span};
use crate::curve::{Curve, Layer, Step};
use crate::money::{Dec, Exact, Minor};
use crate::policy::Rounding;
use crate::problem::{At, Code, Problems, Result};

/// All of time.
pub(crate) const ALWAYS: Span = Span { from: Date::MIN, to: Date::MAX };

/// What a step does to a curve.
#[derive(Clone, Debug)]
pub(crate) enum Bend {
    /// Nothing: the charge is not meant.
    None,
    /// Each segment has another rate.
    Rates(Vec<Rate>),
    /// What lies in each stretch is multiplied.
    Scale(Vec<(Span, Exact)>),
    /// A fraction of the curve before all such steps is taken off in a stretch.
    Less(Span, Exact),
    /// So much per unit is taken off in a stretch.
    UnitLess(Span, Exact),
    /// The price of each unit is this in a stretch.
    UnitPrice(Span, Exact),
}

/// Why a factor is what it is.
#[derive(Clone, Debug)]
pub(crate) enum Because {
    /// The price of another origin, for each segment.
    Price,
    /// A place in the catalog's schedules.
    Schedule(usize),
    /// As it was written.
    Written,
    /// An amount off: `of` was there, rounded from `exact` in `within`; `off` is this charge's share of what all give up.
    Amount { within: Span, exact: Exact, of: Minor, off: Minor, place: usize, among: Arc<Among> },
}

/// What an amount is taken off, together.
#[derive(Debug)]
pub(crate) struct Among {
    /// What all give up.
    pub amount: Minor,
    /// Where it is a percentage: of this sum.
    pub base: Option<Minor>,
    /// The charges with what they come to: the amount is spread by it. One alone bears its own part.
    pub members: Vec<(usize, Minor)>,
}

/// A step that was taken with a charge, and what it left.
#[derive(Clone)]
pub(crate) struct Applied {
    pub kind: StepKind,
    pub source: String,
    pub percent: Option<Dec>,
    /// The value after the step; equal to the one before where the charge is not meant.
    pub after: Minor,
    pub bend: Bend,
    pub because: Because,
    /// A JSON pointer to where it is written.
    pub path: String,
}

/// What a step is called and where it is written.
#[derive(Clone)]
pub(crate) struct Named {
    pub kind: StepKind,
    pub source: String,
    pub percent: Option<Dec>,
    pub path: String,
}

/// The most bits of long numbers that the steps of a quote may write, some 400 million digits: seconds, and a part of the memory.
const MAX_BITS: u64 = 1_400_000_000;

pub(super) fn within_bits(bits: u64, path: &str) -> Result<()> {
    if bits <= MAX_BITS {
        return Ok(());
    }
    let message = "The exact prices come to too many digits.";
    let hint = "Write percentages with fewer decimals, raise or discount prices fewer times, or split the quote.";
    Err(Problems::one(Code::LimitExceeded, &At::Pointer(path), message, hint))
}

impl Work {
    /// Takes a step: bends the curve that is being made, and notes what it left.
    pub(super) fn take(
        &mut self,
        (deal, c, shown): (&Deal, usize, &[Date]),
        named: &Named,
        bend: Bend,
        because: Because,
    ) -> Result<()> {
        let curve = if self.is_final { &mut self.curve } else { &mut self.line };
        if matches!(bend, Bend::UnitLess(..) | Bend::UnitPrice(..)) && deal.policy.rounding == Rounding::PerUnit {
            *curve = as_one(curve, deal, c);
            self.base = self.base.as_ref().map(|base| as_one(base, deal, c));
        }
        if !matches!(bend, Bend::None) {
            let before = std::mem::replace(curve, bent(curve, &bend, self.base.as_ref(), deal, c));
            if let Some((from, left, there)) = below_zero((&before, self.base.as_ref(), curve), &bend, deal, c) {
                let at = At::Pointer(&named.path);
                let show = |exact: &Exact| {
                    let rounded = deal.currency.round(exact, deal.policy.rounding_mode, &at);
                    rounded.map_or_else(|_| exact.decimal(deal.currency.digits()), |amount| deal.currency.show(amount))
                };
                let (off, of, id) = (show(&(&there - &left)), show(&there), &deal.charges[c].charge.id);
                let message =
                    format!("The discount takes {off} off the charge \"{id}\", of which {of} is left on {from}.");
                return Err(Problems::one(Code::DiscountExceedsTotal, &at, message, "Lower the discount."));
            }
        }
        let curve = if self.is_final { &self.curve } else { &self.line };
        self.bits += curve.bits();
        within_bits(self.bits, &named.path)?;
        let after = value(deal, c, self, curve, shown)?;
        let Named { kind, source, percent, path } = named.clone();
        self.applied.push(Applied { kind, source, percent, after, bend, because, path });
        Ok(())
    }
}

/// Where taking an amount off each unit, or percentages of one price, went below zero: from when on, what is left and what was
/// there, per price period or once. Percentages leave of a credit a credit, and of what a maximum takes off a part.
fn below_zero(
    (before, base, after): (&Curve, Option<&Curve>, &Curve),
    bend: &Bend,
    deal: &Deal,
    c: usize,
) -> Option<(Date, Exact, Exact)> {
    let base = base.unwrap_or(before);
    let meant = |tag: usize, base: Option<&Exact>| match bend {
        Bend::Less(..) => base.is_none_or(|base| base.sign() >= 0),
        Bend::UnitLess(..) => sold(deal, c, tag),
        _ => false,
    };
    for (place, own) in after.layers.iter().enumerate() {
        let was = |curve: &Curve| origin(curve, own, &after.layers[..place]).map(|was| was.rate.clone());
        if own.rate.sign() < 0 && own.quantity.sign() >= 0 && meant(own.tag, was(base).as_ref()) {
            return Some((own.from, own.rate.clone(), was(before).unwrap_or_default()));
        }
    }
    let was = |curve: &Curve, place: usize| curve.steps.get(place).map(|was| was.amount.clone());
    let below = |place: &usize| {
        let own = &after.steps[*place];
        own.amount.sign() < 0 && meant(own.tag, was(base, *place).as_ref())
    };
    let place = (0..after.steps.len()).find(below)?;
    Some((after.steps[place].on, after.steps[place].amount.clone(), was(before, place).unwrap_or_default()))
}

fn bent(curve: &Curve, bend: &Bend, base: Option<&Curve>, deal: &Deal, c: usize) -> Curve {
    let of_units = |each: &dyn Fn(&Exact, &Exact) -> Exact| {
        let (Bend::UnitLess(span, _) | Bend::UnitPrice(span, _)) = bend else { return curve.clone() };
        let layer = |layer: &Layer, _: &[Layer]| match sold(deal, c, layer.tag) {
            true => each(&layer.rate, &layer.quantity),
            false => layer.rate.clone(),
        };
        let step = |_: usize, step: &Step| match sold(deal, c, step.tag) {
            true => each(&step.amount, &units(deal, c, step)),
            false => step.amount.clone(),
        };
        curve.changed_within(*span, &layer, &step)
    };
    match bend {
        Bend::None => curve.clone(),
        Bend::Rates(rates) => {
            let (charge, mut curve) = (&deal.charges[c], Curve::default());
            for (tag, (terms, rate)) in charge.segments.iter().zip(rates).enumerate() {
                add_rate(deal, &mut curve, charge, terms, rate, tag);
            }
            curve
        }
        Bend::Scale(parts) => match parts.as_slice() {
            [(span, factor)] if *span == ALWAYS => curve.scaled(factor),
            parts => curve.scaled_within(parts),
        },
        Bend::Less(span, fraction) => {
            let base = base.unwrap_or(curve);
            let layer = |layer: &Layer, before: &[Layer]| {
                let of = origin(base, layer, before).map_or(Exact::ZERO, |own| &own.rate * fraction);
                (&layer.rate - &of).reduced()
            };
            let step = |i: usize, step: &Step| {
                let of = base.steps.get(i).map_or(Exact::ZERO, |own| &own.amount * fraction);
                &step.amount - &of
            };
            curve.changed_within(*span, &layer, &step)
        }
        Bend::UnitLess(_, off) => of_units(&|rate, units| rate - &(units * off)),
        Bend::UnitPrice(_, price) => of_units(&|_, units| units * price),
    }
}

/// The layer that another one, which comes after `before`, was a part of: steps cut layers and keep their order, so the parts
/// of each follow one another up to its end. Layers may run side by side, and some end before others.
fn origin<'c>(base: &'c Curve, layer: &Layer, before: &[Layer]) -> Option<&'c Layer> {
    let mut whole = base.layers.iter();
    let mut own = whole.next()?;
    for part in before {
        if (part.tag, part.to) == (own.tag, own.to) {
            own = whole.next()?;
        }
    }
    (own.tag == layer.tag && own.from <= layer.from).then_some(own)
}

/// The parts of a price that stand side by side as one, since a discount of units is of all of them.
fn as_one(curve: &Curve, deal: &Deal, c: usize) -> Curve {
    let mut layers: Vec<Layer> = Vec::new();
    for layer in &curve.layers {
        let beside = |own: &&mut Layer| (own.tag, own.from, own.to) == (layer.tag, layer.from, layer.to);
        match layers.iter_mut().find(beside) {
            _ if !sold(deal, c, layer.tag) => layers.push(layer.clone()),
            Some(own) => own.rate = (&own.rate + &layer.rate).reduced(),
            None => {
                let units = deal.charges[c].segments.get(layer.tag).map(|terms| terms.units.clone());
                layers.push(Layer { quantity: units.unwrap_or_default(), ..layer.clone() });
            }
        }
    }
    Curve { layers, steps: curve.steps.clone() }
}

fn sold(deal: &Deal, c: usize, tag: usize) -> bool {
    let charge = &deal.charges[c];
    charge.segments.get(tag).is_some_and(|terms| by_units(deal, charge, terms))
}

fn units(deal: &Deal, c: usize, step: &Step) -> Exact {
    deal.charges[c].segments.get(step.tag).map_or(Exact::ONE, |terms| terms.units.clone())
}
