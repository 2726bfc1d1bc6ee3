//! Why a charge costs what it costs: its price, the steps that bend it, and time.

use super::price::Steps;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::{Exact, Minor};
use crate::policy::Rounding;
use crate::pricing::Basis;
use crate::quote::assemble::{line_name, Assembled};
use crate::quote::curves::{terms_of, Rate};
use crate::quote::deal::{Deal, DealCharge};
use crate::quote::discounts::compound;
use crate::quote::price::Worked;
use crate::quote::steps::{Applied, Because, Bend, ALWAYS};
use crate::quote::units::by_units;
use crate::quote::StepKind;

/// Explains the amounts of a deal that is priced.
#[derive(Clone, Copy)]
pub(super) struct Explainer<'e> {
    pub deal: &'e Deal<'e>,
    pub worked: &'e Worked,
    pub assembled: &'e Assembled<'e>,
    /// Whether amounts are read as percentages read them: without what rounding a unit adds.
    pub exact: bool,
}

impl<'e> Explainer<'e> {
    pub fn digits(&self) -> u32 {
        self.deal.currency.digits()
    }
    pub fn charge(&self, c: usize) -> &'e DealCharge<'e> {
        &self.deal.charges[c]
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
        match all.len() {
            1 => all.into_iter().next().unwrap_or_else(|| Why::known(say::zero(), Exact::ZERO)),
            _ => Why::sum(say::charge_net(&self.name(c)), all),
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
        stretches.into_iter().map(|(tag, own)| self.stretch(c, steps, tag, own)).collect()
    }

    pub fn stretch(&self, c: usize, steps: usize, tag: usize, own: Span) -> Why {
        let terms = &self.charge(c).segments[tag];
        let time = terms.measure.as_ref().map_or(Exact::ZERO, |time| time.between(terms.from, own.from, own.to));
        let measure = Why::known(say::measured(own, &time), time);
        let amount = Why::product(say::stretch(own), vec![self.rate(c, tag, own.from, steps), measure]);
        if !self.by_parts() {
            return amount;
        }
        let time = terms.measure.as_ref().map_or(Exact::ZERO, |time| time.between(terms.from, own.from, own.to));
        match self.parts(c, tag, own.from, steps).as_slice() {
            [(units, _)] => self.by_unit(amount, units),
            parts => {
                let part = |(units, amount): &(Exact, Exact)| {
                    let measure = Why::known(say::measured(own, &time), time.clone());
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
        let unit = Why::quotient(say::written_price(&Exact::ONE), amount, quantity());
        let exact = unit.exact.clone();
        let unit = unit.saying(say::written_price(&exact));
        let rounded = Why::round(say::rounded(digits), unit, digits, self.deal.policy.rounding_mode);
        Why::product(say::units(units), vec![rounded, quantity()])
    }

    /// What is due once, with its units rounded where the policy says so.
    fn once_by_unit(&self, why: Why, rate: &Rate) -> Why {
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
        self.bent(c, start, (tag, day), steps, &|own| match own.because {
            Because::Schedule(place) => Steps::Schedule(place),
            _ => Steps::Price,
        })
    }

    /// A value after some steps; `other` says what steps to other rates do.
    pub fn bent(
        &self,
        c: usize,
        start: Why,
        (tag, day): (usize, Date),
        steps: usize,
        other: &dyn Fn(&Applied) -> Steps,
    ) -> Why {
        let charge = self.charge(c);
        let inside = |span: &Span| span.from <= day && day < span.to;
        let sold = by_units(self.deal, charge, &charge.segments[tag]);
        let (mut why, mut base, mut block) = (start.clone(), start, None);
        for (place, own) in self.applied(c).iter().take(steps).enumerate() {
            if block != Some(own.kind) {
                (base, block) = (why.clone(), Some(own.kind));
            }
            why = match &own.bend {
                Bend::None => why,
                Bend::Rates(own_rates) => {
                    let rates = match other(own) {
                        Steps::Price => self.price(c, tag, true),
                        Steps::Schedule(schedule) => self.schedule(c, tag, schedule, why),
                    };
                    match charge.charge.kind {
                        ChargeKind::OneTime => {
                            own_rates.get(tag).map_or(rates.clone(), |rate| self.once_by_unit(rates, rate))
                        }
                        _ => rates,
                    }
                }
                Bend::Scale(parts) => match parts.iter().position(|(span, _)| inside(span)) {
                    Some(part) => {
                        let factor = self.factor(c, (place, own), part, tag);
                        Why::product(say::after_step(own.kind, &own.source), vec![why, factor])
                    }
                    None => why,
                },
                Bend::Less(span, off) if inside(span) => {
                    let off = Why::input(say::keeps(&own.source, off), off.clone(), format!("{}/percent", own.path));
                    let off = Why::product(say::less(&own.source), vec![base.clone(), off]);
                    Why::difference(say::less(&own.source), vec![why, off])
                }
                Bend::UnitLess(span, off) if inside(span) && sold => {
                    let each = Why::input(say::written_price(off), off.clone(), format!("{}/unitAmount", own.path));
                    let off = Why::product(say::less(&own.source), vec![self.units(c, tag), each]);
                    Why::difference(say::less(&own.source), vec![why, off])
                }
                Bend::UnitPrice(span, price) if inside(span) && sold => {
                    let each = Why::input(say::written_price(price), price.clone(), format!("{}/unitPrice", own.path));
                    Why::product(say::agreed(&own.source), vec![self.units(c, tag), each])
                }
                Bend::Less(..) | Bend::UnitLess(..) | Bend::UnitPrice(..) => why,
            };
        }
        why
    }

    /// A period of usage after the steps that scale it.
    pub fn bent_usage(&self, c: usize, start: Why, at: (usize, Date), steps: usize) -> Why {
        self.bent(c, start, at, steps, &|_| Steps::Price)
    }

    /// What a step multiplies by.
    fn factor(&self, c: usize, (place, own): (usize, &Applied), part: usize, tag: usize) -> Why {
        let Bend::Scale(parts) = &own.bend else { return Why::known(say::one(), Exact::ONE) };
        let factor = parts.get(part).map_or(Exact::ONE, |(_, factor)| factor.clone());
        let written =
            |rate: Exact, key: &str| Why::input(say::written_rate(&rate), rate, format!("{}/{key}", own.path));
        if let Because::Amount { within, exact, of, off, place: member, among } = &own.because {
            let of = self.rounded_total(c, place, (*within, exact), *of);
            let exact = Why::known(say::exact_total(), exact.clone());
            let left = vec![of, self.share(own, *member, *off, among)];
            let left = Why::difference(say::left_of(&own.source), left).money(self.digits());
            return Why::quotient(say::amount_off(&own.source), left, exact);
        }
        let line = self.deal.lines[self.charge(c).line].line;
        match (own.kind, own.percent, &line.uplift) {
            (StepKind::Uplift, _, Some(uplift)) => {
                let rate = uplift.percent.percent();
                let raised = || {
                    let rate = Why::input(say::uplift(&rate), rate.clone(), format!("{}/percent", own.path));
                    Why::sum(say::uplift(&rate.exact.clone()), vec![Why::known(say::one(), Exact::ONE), rate])
                };
                let count = part + 1;
                let text = say::uplifted(count, &factor);
                if uplift.compound {
                    return Why::product(text, (0..count).map(|_| raised()).collect());
                }
                let rates = (0..count).map(|_| written(rate.clone(), "percent"));
                Why::sum(text, std::iter::once(Why::known(say::one(), Exact::ONE)).chain(rates).collect())
            }
            (StepKind::Trial, _, _) => Why::input(say::trial(), factor, own.path.clone()),
            (_, Some(percent), _) => {
                let off = written(percent.percent(), "percent");
                Why::difference(
                    say::keeps(&own.source, &percent.percent()),
                    vec![Why::known(say::one(), Exact::ONE), off],
                )
            }
            _ => {
                let discount = line.discounts.iter().find_map(|own| own.compound);
                let rate = discount.map_or(Exact::ZERO, |rate| rate.percent());
                let units = &self.charge(c).segments[tag].units;
                let exact = compound(units, &rate).unwrap_or(factor);
                Why::input(say::compounded(&rate), exact, format!("{}/compound", own.path))
            }
        }
    }

    /// The rounded total that an amount is taken off, opened unless an earlier step already opened one.
    fn rounded_total(&self, c: usize, steps: usize, (within, exact): (Span, &Exact), of: Minor) -> Why {
        let earlier = self.applied(c).iter().take(steps).any(|own| matches!(own.because, Because::Amount { .. }));
        let open = self.charge(c).is_open() && within == ALWAYS;
        let name = self.name(c);
        if earlier || open || self.deal.policy.rounding.stands_alone() {
            return self.money(say::net_before(&name), of);
        }
        let whole = self.over(c, steps, within);
        if whole.exact != *exact {
            return self.money(say::net_before(&name), of);
        }
        self.round(whole).saying(say::net_before(&name))
    }

    fn share(&self, own: &Applied, member: usize, off: Minor, among: &crate::quote::steps::Among) -> Why {
        let (currency, digits) = (&self.deal.currency, self.digits());
        let amount = match (among.base, own.percent) {
            (Some(base), Some(percent)) => {
                let sum = self.money(say::sum_of_nets(), base);
                let rate = percent.percent();
                let rate = Why::input(say::written_rate(&rate), rate, format!("{}/percent", own.path));
                let text = say::percent_of_sum(&rate.exact.clone());
                self.round(Why::product(text, vec![sum, rate]))
            }
            _ => {
                let exact = currency.exact(among.amount);
                Why::input(say::written_amount(&exact), exact, format!("{}/amount", own.path)).money(digits)
            }
        };
        if among.members.len() == 1 {
            return amount;
        }
        let weight = |(c, net): &(usize, Minor)| self.money(say::net_before(&self.name(*c)), *net);
        let weights = among.members.iter().map(weight).collect();
        let share = Why::share(say::share_of(&own.source), amount, weights, (member, digits, self.deal.policy.spread));
        debug_assert_eq!(share.exact, currency.exact(off));
        share.money(digits)
    }
}
