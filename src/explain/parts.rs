//! The parts of a price, where what a unit costs is rounded before it is multiplied.

use super::charge::Explainer;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::Exact;
use crate::quote::curves::{terms_of, Rate};
use crate::quote::steps::Bend;

impl Explainer<'_> {
    /// The parts of a segment's price after some steps, where what a unit costs is rounded: units with their amount.
    pub fn parts(&self, c: usize, tag: usize, day: Date, steps: usize) -> Vec<(Exact, Exact)> {
        let (deal, charge) = (self.deal, self.charge(c));
        let terms = &charge.segments[tag];
        let once = charge.charge.kind == ChargeKind::OneTime;
        let rounded = |rate: Rate| match once {
            true => vec![(terms.units.clone(), rate.0.iter().map(|(units, amount)| deal.by_unit(amount, units)).sum())],
            false => rate.0,
        };
        let mut parts =
            rounded(Rate::of(deal, &terms_of(deal, charge, terms, (terms.list, &Exact::ONE)), &terms.units));
        let (mut base, mut block) = (parts.clone(), None);
        let inside = |span: &Span| span.from <= day && day < span.to;
        for own in self.applied(c).iter().take(steps) {
            if block != Some(own.kind) {
                (base, block) = (parts.clone(), Some(own.kind));
            }
            let has_units = parts.iter().any(|(units, _)| !units.is_zero());
            let each = |parts: &[(Exact, Exact)], change: &dyn Fn(usize, &Exact, &Exact) -> Exact| {
                let part = |(i, (units, amount)): (usize, &(Exact, Exact))| (units.clone(), change(i, units, amount));
                parts.iter().enumerate().map(part).collect::<Vec<_>>()
            };
            parts = match &own.bend {
                Bend::Rates(rates) => rates.get(tag).map_or(parts, |rate| rounded(rate.clone())),
                Bend::Scale(all) => match all.iter().find(|(span, _)| inside(span)) {
                    Some((_, factor)) => each(&parts, &|_, _, amount| amount * factor),
                    None => parts,
                },
                Bend::Less(span, off) if inside(span) => each(&parts, &|i, _, amount| {
                    amount - &(&base.get(i).map_or(Exact::ZERO, |own| own.1.clone()) * off)
                }),
                Bend::UnitLess(span, off) if inside(span) => each(&parts, &|_, units, amount| amount - &(units * off)),
                Bend::UnitPrice(span, price) if inside(span) => {
                    each(&parts, &|_, units, _| if has_units { units * price } else { &terms.units * price })
                }
                _ => parts,
            };
        }
        parts
    }
}
