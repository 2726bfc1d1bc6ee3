//! The steps that bend a price: prices of another origin, schedules, uplift, discounts.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::{Exact, Minor};
use crate::quote::discounts::compound;
use crate::quote::steps::{Among, Applied, Because, Bend, ALWAYS};
use crate::quote::units::by_units;
use crate::quote::StepKind;

/// At most so many weights of a share are shown on the way to something else.
const WEIGHTS: usize = 40;

/// What is bent.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Steps {
    /// The price of a segment, which steps may replace.
    OfPrice,
    /// An amount, which they scale.
    OfAmount,
}

impl Explainer<'_> {
    /// A value after some steps.
    pub fn bent(&self, c: usize, start: Why, (tag, day): (usize, Date), steps: usize, what: Steps) -> Why {
        let charge = self.charge(c);
        let inside = |span: &Span| span.from <= day && day < span.to;
        let sold = by_units(self.deal, charge, &charge.segments[tag]);
        let (mut why, mut base, mut block) = (start.clone(), start, None);
        for (place, own) in self.applied(c).iter().take(steps).enumerate() {
            let name = own.name();
            if block != Some(own.kind) {
                (base, block) = (why.clone(), Some(own.kind));
            }
            why = match &own.bend {
                Bend::None => continue,
                Bend::Rates(own_rates) => {
                    let rates = match own.because {
                        Because::Schedule(schedule) if what == Steps::OfPrice => self.schedule(c, tag, schedule, why),
                        _ if own.percent.is_some() => self.price(c, tag, true),
                        _ => Why::same(say::agreed(&name), self.price(c, tag, true)),
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
                        Why::product(say::after_step(&name), vec![why, factor])
                    }
                    None => continue,
                },
                Bend::Less(span, off) if inside(span) => {
                    let off = Why::input(say::written_rate(off), off.clone(), format!("{}/percent", own.path));
                    let off = Why::product(say::taken_off(&name), vec![base.clone(), off]);
                    Why::difference(say::after_step(&name), vec![why, off])
                }
                Bend::UnitLess(span, off) if inside(span) && sold => {
                    let each = Why::input(say::written_price(off), off.clone(), format!("{}/unitAmount", own.path));
                    let off = Why::product(say::taken_off(&name), vec![self.units(c, tag), each]);
                    Why::difference(say::after_step(&name), vec![why, off])
                }
                Bend::UnitPrice(span, price) if inside(span) && sold => {
                    let each = Why::input(say::written_price(price), price.clone(), format!("{}/unitPrice", own.path));
                    Why::product(say::after_step(&name), vec![self.units(c, tag), each])
                }
                Bend::Less(..) | Bend::UnitLess(..) | Bend::UnitPrice(..) => continue,
            };
            if what == Steps::OfPrice {
                why = self.on_the_way(c, why, format_args!("rate/{}/{day}", place + 1));
            }
        }
        why
    }

    /// What a step multiplies by.
    fn factor(&self, c: usize, (place, own): (usize, &Applied), part: usize, tag: usize) -> Why {
        let Bend::Scale(parts) = &own.bend else { return Why::known(say::one(), Exact::ONE) };
        let factor = parts.get(part).map_or(Exact::ONE, |(_, factor)| factor.clone());
        if matches!(own.because, Because::Amount { .. }) {
            return match self.brief {
                true => Why::see(
                    say::discounted(&own.name()),
                    factor,
                    format!("{}/steps/{place}/factor", self.result_at(c)),
                ),
                false => self.amount_factor(c, place).unwrap_or_else(|| Why::known(say::one(), Exact::ONE)),
            };
        }
        let line = self.deal.lines[self.charge(c).line].line;
        let one = || Why::known(say::one(), Exact::ONE);
        match (own.kind, own.percent, &line.uplift) {
            (StepKind::Uplift, _, Some(uplift)) => {
                let rate = uplift.percent.percent();
                let written = Why::input(say::written_rate(&rate), rate.clone(), format!("{}/percent", own.path));
                let times = u32::try_from(part + 1).unwrap_or(u32::MAX);
                let text = say::uplifted(times, &rate, &factor);
                match (uplift.compound, times) {
                    (_, 1) => Why::sum(text, vec![one(), written]),
                    (true, _) => Why::power(text, Why::sum(say::uplift(&rate), vec![one(), written]), times),
                    (false, _) => {
                        let count = Why::known(say::times(times), Exact::whole(times.into()));
                        Why::sum(text, vec![one(), Why::product(say::rises(times), vec![written, count])])
                    }
                }
            }
            (StepKind::Trial, _, _) => Why::input(say::trial(), factor, own.path.clone()),
            (StepKind::Pause, _, _) => Why::input(say::paused(), factor, own.path.clone()),
            (_, Some(percent), _) => self.keeps(&own.name(), &percent.percent(), format!("{}/percent", own.path)),
            _ => {
                let discount = line.discounts.iter().find_map(|own| own.compound);
                let rate = discount.map_or(Exact::ZERO, |rate| rate.percent());
                let units = &self.charge(c).segments[tag].units;
                let exact = compound(units, &rate).unwrap_or(factor);
                Why::input(say::compounded(&rate), exact, format!("{}/compound", own.path))
            }
        }
    }

    /// What a percentage leaves.
    pub fn keeps(&self, name: &say::Text, rate: &Exact, at: String) -> Why {
        let off = Why::input(say::written_rate(rate), rate.clone(), at);
        Why::difference(say::keeps(name, rate), vec![Why::known(say::one(), Exact::ONE), off])
    }

    /// What a step that takes an amount off multiplies by: what it leaves of the rounded total, over the exact one.
    pub fn amount_factor(&self, c: usize, place: usize) -> Option<Why> {
        let own = self.applied(c).get(place)?;
        let left = vec![self.rounded_total(c, place)?, self.share(c, place, WEIGHTS)?];
        let left = Why::difference(say::left_of(&own.name()), left).money(self.digits());
        let Because::Amount { exact, .. } = &own.because else { return None };
        let exact = Why::see(
            say::exact_total(&own.name()),
            exact.clone(),
            format!("{}/steps/{place}/total", self.result_at(c)),
        );
        Some(Why::quotient(say::amount_off(&own.name()), left, exact))
    }

    /// The rounded total that an amount is taken off. Below another one, and in each of several parts, it is named.
    fn rounded_total(&self, c: usize, place: usize) -> Option<Why> {
        let earlier = self.applied(c).iter().take(place).any(|own| matches!(own.because, Because::Amount { .. }));
        let opened = self.total_before(c, place, false)?;
        if earlier || self.brief {
            let path = format!("{}/steps/{place}/before", self.result_at(c));
            return Some(Why::see(opened.text, opened.exact, path).money(self.digits()));
        }
        self.total_before(c, place, true)
    }

    /// The rounded total before a step that takes an amount off.
    pub fn total_before(&self, c: usize, place: usize, open: bool) -> Option<Why> {
        let own = self.applied(c).get(place)?;
        let Because::Amount { of, .. } = &own.because else { return None };
        let text = say::rounded_total(&self.name(c), &own.name());
        let leaf = self.money(text.clone(), *of);
        if !open || self.deal.policy.rounding.stands_alone() {
            return Some(leaf);
        }
        let rounded = self.round(self.exact_before(c, place)?).saying(text);
        Some(if rounded.exact == leaf.exact { rounded } else { leaf })
    }

    /// The exact total before a step that takes an amount off.
    pub fn exact_before(&self, c: usize, place: usize) -> Option<Why> {
        let own = self.applied(c).get(place)?;
        let Because::Amount { within, exact, .. } = &own.because else { return None };
        let text = say::exact_total(&own.name());
        let leaf = || Why::known(text.clone(), exact.clone());
        if self.charge(c).is_open() && *within == ALWAYS {
            return Some(leaf());
        }
        let whole = self.over(c, place, *within);
        Some(if whole.exact == *exact { whole } else { leaf() })
    }

    /// What a charge bears of an amount that several share.
    pub fn share(&self, c: usize, place: usize, most: usize) -> Option<Why> {
        let own = self.applied(c).get(place)?;
        let Because::Amount { off, place: member, among, .. } = &own.because else { return None };
        let (currency, digits, name) = (&self.deal.currency, self.digits(), own.name());
        if among.members.len() > most {
            let path = format!("{}/steps/{place}/share", self.result_at(c));
            return Some(Why::see(say::share_of(&name), currency.exact(*off), path).money(digits));
        }
        let amount = self.shared(own, among);
        if among.members.len() == 1 {
            return Some(amount);
        }
        let weight = |(c, net): &(usize, Minor)| self.money(say::net_before(&self.name(*c), &name), *net);
        let weights = among.members.iter().map(weight).collect();
        let share = Why::share(say::share_of(&name), amount, weights, (*member, digits, self.deal.policy.spread));
        debug_assert_eq!(share.exact, currency.exact(*off));
        Some(share.money(digits))
    }

    /// The amount that several charges share.
    fn shared(&self, own: &Applied, among: &Among) -> Why {
        let name = own.name();
        match (among.base, own.percent) {
            (Some(base), Some(percent)) => {
                let sum = self.money(say::sum_before(&name), base);
                let rate = percent.percent();
                let text = say::percent_of_sum(&rate);
                let rate = Why::input(say::written_rate(&rate), rate, format!("{}/percent", own.path));
                self.round(Why::product(text, vec![sum, rate])).saying(say::taken_off(&name))
            }
            _ => {
                let exact = self.deal.currency.exact(among.amount);
                Why::input(say::written_amount(&exact), exact, format!("{}/amount", own.path)).money(self.digits())
            }
        }
    }
}
