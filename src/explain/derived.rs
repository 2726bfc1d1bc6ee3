//! Why a percentage of other charges is what it is.

use super::charge::Explainer;
use super::sentences as say;
use super::steps::Steps;
use super::tree::Why;
use crate::calendar::Span;
use crate::catalog::ChargeKind;
use crate::money::Exact;
use crate::pricing::{PercentOf, Price};
use crate::quote::derived::bases;
use crate::quote::steps::ALWAYS;

impl Explainer<'_> {
    /// A charge that is a percentage of others, stretch by stretch.
    pub fn derived(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let charge = self.charge(c);
        let mut all = Vec::new();
        let stretches = self.stretches(c, steps, span);
        let several = self.among(stretches.len());
        for (tag, own) in stretches {
            let terms = &charge.segments[tag];
            let Price::PercentOf(percent) = terms.price else {
                all.push(if terms.measure.is_some() {
                    several.stretch(c, steps, tag, own)
                } else {
                    several.rate(c, tag, own.from, steps)
                });
                continue;
            };
            let once = charge.charge.kind == ChargeKind::OneTime;
            let starts = own.from <= charge.start && charge.start < own.to;
            if once && (!starts || tag > 0) {
                continue;
            }
            let mut parts = several.percentage(c, percent, tag, own);
            let listed = self.worked.works[c].list.over(own);
            let rest = &listed - &parts.iter().map(|part| part.exact.clone()).sum::<Exact>();
            if !rest.is_zero() {
                let (key, limit) = match rest.sign() {
                    1 => ("minimum", self.charge(c).limits.minimum),
                    _ => ("maximum", self.charge(c).limits.maximum),
                };
                let limit = limit.map_or(Exact::ZERO, |limit| limit.exact());
                let text = if key == "minimum" { say::added_by_minimum(&limit) } else { say::taken_by_maximum(&limit) };
                parts.push(Why::input(text, rest, format!("{}/{key}", self.charge_at(c))));
            }
            let several = several.among(parts.len());
            for part in parts {
                all.push(several.bent(c, part, (tag, own.from), steps, Steps::OfAmount));
            }
        }
        all
    }

    fn percentage(&self, c: usize, percent: &PercentOf, tag: usize, own: Span) -> Vec<Why> {
        let charge = self.charge(c);
        let recurring = charge.charge.kind == ChargeKind::Recurring;
        let terms = &charge.segments[tag];
        let rate = percent.percent.percent();
        let at = format!("{}/percent", self.price_at(c, tag, true));
        let mut all = Vec::new();
        for base in bases(self.deal, c, &percent.of) {
            let steps = self.steps_to(base, percent.basis);
            let reads = recurring && self.charge(base).charge.kind == ChargeKind::Recurring;
            let within = if reads { own } else { ALWAYS };
            let once = self.charge(base).charge.kind == ChargeKind::OneTime;
            let reader = Explainer { exact: !once, ..self.among(all.len() + 1) };
            let read = reader.over(base, steps, within).saying(say::other(&self.name(base)));
            let mut of = vec![read, Why::input(say::written_rate(&rate), rate.clone(), at.clone())];
            if !reads {
                if let Some(measure) = &terms.measure {
                    let time = measure.between(terms.from, own.from, own.to);
                    of.push(Why::known(say::measured(own, &time, charge.charge.per), time));
                }
            }
            all.push(Why::product(say::percent_of_others(&rate), of));
        }
        all
    }
}
