//! Why a charge costs what it costs: its price, the steps that bend it, and time.

use super::sentences as say;
use super::steps::Steps;
use super::tree::Why;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::{Exact, Minor};
use crate::policy::Rounding;
use crate::pricing::Basis;
use crate::quote::assemble::{line_name, Assembled};
use crate::quote::curves::{terms_of, Rate};
use crate::quote::deal::{Deal, DealCharge};
use crate::quote::price::Worked;
use crate::quote::steps::{Applied, Bend, ALWAYS};
use crate::quote::StepKind;

/// Explains the amounts of a deal that is priced.
#[derive(Clone, Copy)]
pub(super) struct Explainer<'e> {
    pub deal: &'e Deal<'e>,
    pub worked: &'e Worked,
    pub assembled: &'e Assembled<'e>,
    /// Whether amounts are read as percentages read them: without what rounding a unit adds.
    pub exact: bool,
    /// Whether this is one of several parts, so that totals that the steps read are named and not opened in each.
    pub brief: bool,
}

impl<'e> Explainer<'e> {
    pub fn digits(&self) -> u32 {
        self.deal.currency.digits()
    }
    pub fn charge(&self, c: usize) -> &'e DealCharge<'e> {
        &self.deal.charges[c]
    }
    /// The same, for one of so many parts.
    pub fn among(&self, count: usize) -> Self {
        Explainer { brief: self.brief || count > 1, ..*self }
    }
    /// The place of a charge in the result.
    pub fn result_at(&self, c: usize) -> String {
        let line = self.charge(c).line;
        format!("/lines/{line}/charges/{}", c - self.deal.lines[line].charges.start)
    }
    /// A value on the way to a charge's net, with the path that opens it: unless it is read in another way than that reads it.
    pub fn on_the_way(&self, c: usize, why: Why, path: std::fmt::Arguments) -> Why {
        match self.exact && self.deal.policy.rounding == Rounding::PerUnit {
            true => why,
            false => why.alone(format!("{}/{path}", self.result_at(c))),
        }
    }
    /// What a charge is called.
    pub fn name(&self, c: usize) -> String {
        let charge = self.charge(c);
        let line = line_name(self.deal, charge.line);
        format!("{line} – {}", charge.charge.name.as_ref().unwrap_or(&charge.charge.id))
    }
    pub fn applied(&self, c: usize) -> &'e [Applied] {
        &self.worked.works[c].applied
    }
    /// An amount of the result that is not opened.
    pub fn money(&self, text: say::Text, amount: Minor) -> Why {
        Why::known(text, self.deal.currency.exact(amount)).money(self.digits())
    }
    pub fn round(&self, of: Why) -> Why {
        let digits = self.digits();
        Why::round(say::rounded(digits), of, digits, self.deal.policy.rounding_mode).money(digits)
    }

    /// How many steps lead to a reading of a charge.
    pub fn steps_to(&self, c: usize, basis: Basis) -> usize {
        let last = match basis {
            Basis::List => return 0,
            Basis::Net => return self.applied(c).len(),
            Basis::Regular => StepKind::Uplift,
            Basis::Customer => StepKind::SegmentDiscount,
        };
        self.applied(c).iter().take_while(|own| own.kind as u8 <= last as u8).count()
    }

    /// The exact amount of a charge in a stretch of time after its first `steps` steps.
    pub fn over(&self, c: usize, steps: usize, span: Span) -> Why {
        let charge = self.charge(c);
        let all = match charge.charge.kind {
            _ if charge.is_commitment() => self.commitments(c, span),
            ChargeKind::Usage => self.usages(c, steps, span),
            _ if charge.is_derived() => self.derived(c, steps, span),
            ChargeKind::Recurring => self.layers(c, steps, span),
            ChargeKind::OneTime => self.once(c, steps, span),
        };
        let mut all = all.into_iter();
        let why = match (all.next(), all.next()) {
            (None, _) => return Why::known(say::zero(), Exact::ZERO),
            (Some(only), None) => only,
            (Some(first), Some(second)) => {
                Why::sum(say::unrounded(&self.name(c)), [first, second].into_iter().chain(all).collect())
            }
        };
        match span == ALWAYS {
            true => self.on_the_way(c, why, format_args!("after/{steps}")),
            false => self.on_the_way(c, why, format_args!("after/{steps}/{}/{}", span.from, span.to)),
        }
    }

    /// What a charge is after some steps.
    pub fn after(&self, c: usize, steps: usize) -> say::Text {
        let applied = self.applied(c);
        match steps.checked_sub(1).and_then(|last| applied.get(last)) {
            None if applied.is_empty() => self.said(c),
            None => say::charge_list(&self.name(c)),
            Some(_) if steps == applied.len() => self.said(c),
            Some(last) => say::charge_after(&self.name(c), &last.name()),
        }
    }

    /// What a charge is after all steps.
    pub fn said(&self, c: usize) -> say::Text {
        match self.deal.is_inclusive() && self.charge(c).tax.is_some() {
            true => say::charge_priced(&self.name(c)),
            false => say::charge_net(&self.name(c)),
        }
    }

    fn once(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let start = self.charge(c).start;
        if start < span.from || start >= span.to {
            return Vec::new();
        }
        let parts = if self.by_parts() { self.parts(c, 0, start, steps) } else { Vec::new() };
        if parts.len() < 2 {
            return vec![self.rate(c, 0, start, steps)];
        }
        parts.into_iter().map(|(_, amount)| Why::known(say::part_of_price(), amount)).collect()
    }

    pub fn by_parts(&self) -> bool {
        self.deal.policy.rounding == Rounding::PerUnit && !self.exact
    }

    fn layers(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let stretches = self.stretches(c, steps, span);
        let several = self.among(stretches.len());
        let one = |(tag, own): (usize, Span)| {
            let why = several.stretch(c, steps, tag, own);
            self.on_the_way(c, why, format_args!("after/{steps}/{}/{}", own.from, own.to))
        };
        stretches.into_iter().map(one).collect()
    }

    pub fn stretch(&self, c: usize, steps: usize, tag: usize, own: Span) -> Why {
        let terms = &self.charge(c).segments[tag];
        let time = terms.measure.as_ref().map_or(Exact::ZERO, |time| time.between(terms.from, own.from, own.to));
        let measure = Why::known(say::measured(own, &time, self.charge(c).charge.per), time);
        let amount = Why::product(say::stretch(own), vec![self.rate(c, tag, own.from, steps), measure]);
        if !self.by_parts() {
            return amount;
        }
        let time = terms.measure.as_ref().map_or(Exact::ZERO, |time| time.between(terms.from, own.from, own.to));
        match self.parts(c, tag, own.from, steps).as_slice() {
            [(units, _)] => self.by_unit(amount, units),
            parts => {
                let part = |(units, amount): &(Exact, Exact)| {
                    let measure = Why::known(say::measured(own, &time, self.charge(c).charge.per), time.clone());
                    let of = vec![Why::known(say::part_of_price(), amount.clone()), measure];
                    self.by_unit(Why::product(say::stretch(own), of), units)
                };
                Why::sum(say::stretch(own), parts.iter().map(part).collect())
            }
        }
    }

    /// An amount with what one unit costs rounded first, where the policy says so.
    fn by_unit(&self, amount: Why, units: &Exact) -> Why {
        if !self.by_parts() || units.is_zero() {
            return amount;
        }
        let quantity = || Why::known(say::quantity(units), units.clone());
        let digits = self.deal.policy.unit_price_scale.unwrap_or(self.digits());
        let unit = Why::quotient(say::one(), amount, quantity());
        let said = say::written_price(&unit.exact);
        let unit = unit.saying(said);
        let rounded = Why::round(say::rounded(digits), unit, digits, self.deal.policy.rounding_mode);
        Why::product(say::units(units), vec![rounded, quantity()])
    }

    /// What is due once, with its units rounded where the policy says so.
    pub fn once_by_unit(&self, why: Why, rate: &Rate) -> Why {
        match rate.0.as_slice() {
            [(units, _)] => self.by_unit(why, units),
            parts if self.by_parts() => {
                let of = parts
                    .iter()
                    .map(|(units, amount)| self.by_unit(Why::known(say::part_of_price(), amount.clone()), units));
                Why::sum(why.text, of.collect())
            }
            _ => why,
        }
    }

    /// The stretches of a span in which a charge has one price: by segment, cut where a step begins or ends.
    pub fn stretches(&self, c: usize, steps: usize, span: Span) -> Vec<(usize, Span)> {
        let charge = self.charge(c);
        let mut all = Vec::new();
        for (tag, terms) in charge.segments.iter().enumerate() {
            let own = Span { from: terms.from, to: terms.to.unwrap_or(Date::MAX) };
            let Some(own) = own.overlap(span) else { continue };
            let mut cuts: Vec<Date> = self.edges(c, steps);
            if charge.is_derived() {
                // It bends where what it reads does.
                cuts.extend(self.worked.works[c].list.bends_within(own));
            }
            cuts.retain(|cut| *cut > own.from && *cut < own.to);
            cuts.sort_unstable();
            cuts.dedup();
            cuts.push(own.to);
            let mut from = own.from;
            for to in cuts {
                all.push((tag, Span { from, to }));
                from = to;
            }
        }
        all
    }

    fn edges(&self, c: usize, steps: usize) -> Vec<Date> {
        let of = |own: &Applied| match &own.bend {
            Bend::Scale(parts) => parts.iter().flat_map(|(span, _)| [span.from, span.to]).collect(),
            Bend::Less(span, _) | Bend::UnitLess(span, _) | Bend::UnitPrice(span, _) => vec![span.from, span.to],
            Bend::None | Bend::Rates(_) => Vec::new(),
        };
        self.applied(c).iter().take(steps).flat_map(of).collect()
    }

    /// The price of a segment on a day after some steps: per price period, or once.
    pub fn rate(&self, c: usize, tag: usize, day: Date, steps: usize) -> Why {
        let charge = self.charge(c);
        let terms = &charge.segments[tag];
        let start = self.price(c, tag, false);
        let start = match charge.charge.kind {
            ChargeKind::OneTime => self.once_by_unit(
                start,
                &Rate::of(self.deal, &terms_of(self.deal, charge, terms, (terms.list, &Exact::ONE)), &terms.units),
            ),
            _ => start,
        };
        let at = self.on_the_way(c, start, format_args!("rate/0/{day}"));
        self.bent(c, at, (tag, day), steps, Steps::OfPrice)
    }
}
