//! Why an item of an invoice plan is what it is.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::billing::{Billing, BillingItem, Declared, PlanItem, Reason, RetainageEffect, Uncovered, REMAINDER};
use crate::money::{Exact, Minor};
use crate::quote::steps::ALWAYS;

/// A plan as it is written: its items, or what is declared.
struct Written<'p> {
    items: &'p [PlanItem],
    declared: Option<(&'p [Declared], Option<Exact>)>,
    uncovered: Uncovered,
    members: Vec<usize>,
    at: String,
    takes_out: bool,
}

impl Explainer<'_> {
    fn written(&self, c: usize) -> Option<Written<'_>> {
        let charge = self.charge(c);
        let at = charge.billing_at.clone();
        let takes_out = |retainage: Option<&crate::billing::Retainage>| {
            retainage.is_some_and(|own| own.effect == RetainageEffect::Invoice)
        };
        Some(match &charge.billing {
            Billing::Milestones(plan) => Written {
                items: &plan.items,
                declared: None,
                uncovered: plan.uncovered,
                members: vec![c],
                at,
                takes_out: takes_out(plan.retainage.as_ref()),
            },
            Billing::Progress(plan) => Written {
                items: &[],
                declared: Some((&plan.declared, plan.of.map(|of| of.exact()))),
                uncovered: Uncovered::Error,
                members: vec![c],
                at,
                takes_out: takes_out(plan.retainage.as_ref()),
            },
            Billing::Shared(shared) => {
                let mut plans = self.deal.request.plans.iter().enumerate();
                let (place, plan) = plans.find(|(_, plan)| plan.id == shared.plan)?;
                let mine = |billing: &Billing| matches!(billing, Billing::Shared(own) if own.plan == plan.id);
                let members = (0..self.deal.charges.len())
                    .filter(|c| mine(&self.charge(*c).billing) && !self.deal.is_optional(*c));
                Written {
                    items: &plan.items,
                    declared: plan.declared.as_ref().map(|own| (own.as_slice(), plan.of.map(|of| of.exact()))),
                    uncovered: plan.uncovered,
                    members: members.collect(),
                    at: format!("/plans/{place}"),
                    takes_out: takes_out(plan.retainage.as_ref()),
                }
            }
            _ => return None,
        })
    }

    pub fn instalment(&self, c: usize, i: usize) -> Why {
        let item = &self.items(c)[i];
        let want = self.priced(c, i);
        let name = item.item.as_ref().map_or_else(String::new, |(_, name)| name.clone());
        let rest = || self.money(say::plan_rest(&name), want);
        let (Some(plan), Some((id, _))) = (self.written(c), &item.item) else { return rest() };
        let member = plan.members.iter().position(|own| *own == c).unwrap_or_default();
        let (place, last) = match plan.declared {
            Some((declared, _)) => {
                let place = declared.iter().enumerate().position(|(k, own)| own.id(k) == *id);
                (place, id == REMAINDER)
            }
            None => {
                let place = plan.items.iter().position(|own| own.id == *id);
                let takes = plan.items.iter().position(|own| own.remainder);
                let takes =
                    takes.or((plan.uncovered == Uncovered::WithLast).then(|| plan.items.len().saturating_sub(1)));
                (place, place == takes)
            }
        };
        let digits = self.digits();
        let why = match place {
            Some(place) if !last => {
                let now = self.cumulative(&plan, place, member);
                match place.checked_sub(1) {
                    Some(before) => {
                        let before = self.cumulative(&plan, before, member);
                        Why::difference(say::instalment(&name), vec![now, before]).money(digits)
                    }
                    None => Why::same(say::first_instalment(&name), now).money(digits),
                }
            }
            _ => {
                let others = self
                    .items(c)
                    .iter()
                    .enumerate()
                    .filter(|(other, own)| *other != i && own.reason != Reason::Release);
                let other = |(other, own): (usize, &BillingItem)| {
                    let name = own.item.as_ref().map_or("", |(_, name)| name);
                    self.money(say::plan_item(name), self.priced(c, other))
                };
                let all = std::iter::once(self.charge_price(c)).chain(others.map(other)).collect();
                Why::difference(say::plan_rest(&name), all).money(digits)
            }
        };
        let held = self.deal.currency.exact(want) != why.exact && plan.takes_out;
        if held {
            let off = &why.exact - &self.deal.currency.exact(want);
            let off = Why::known(say::withheld(), off).money(digits);
            return Why::difference(say::instalment(&name), vec![why, off]).money(digits);
        }
        why
    }

    /// What a plan bills of a member up to an item.
    fn cumulative(&self, plan: &Written, place: usize, member: usize) -> Why {
        let (currency, digits) = (&self.deal.currency, self.digits());
        let whole = |c: &usize| -> Minor { (0..self.items(*c).len()).map(|i| self.priced(*c, i)).sum() };
        let nets: Vec<Minor> = plan.members.iter().map(|c| self.planned_net(*c).unwrap_or_else(|| whole(c))).collect();
        let sum: Minor = nets.iter().copied().sum();
        let all = match plan.members.as_slice() {
            [only] => self.charge_price(*only),
            _ => self.money(say::plan_whole(), sum),
        };
        let name: String;
        let exact = match &plan.declared {
            Some((declared, of)) => {
                let own = &declared[place];
                name = own.name.clone().unwrap_or_else(|| own.id(place));
                let at = format!("{}/declared/{place}", plan.at);
                match (&own.percent, &own.units, of) {
                    (Some(percent), _, _) => {
                        let rate = percent.percent();
                        let rate = Why::input(say::written_rate(&rate), rate, format!("{at}/percent"));
                        Why::product(say::plan_up_to(&name), vec![all, rate])
                    }
                    (_, Some(units), Some(of)) => {
                        let units = Why::input(say::units(&units.exact()), units.exact(), format!("{at}/units"));
                        let of = Why::input(say::units(of), of.clone(), format!("{}/of", plan.at));
                        let part = Why::quotient(say::plan_part(&name), units, of);
                        Why::product(say::plan_up_to(&name), vec![all, part])
                    }
                    _ => {
                        let amount = own.amount.map_or(Exact::ZERO, |amount| amount.exact());
                        Why::input(say::written_amount(&amount), amount, format!("{at}/amount"))
                    }
                }
            }
            None => {
                let items = &plan.items[..=place];
                name = items.last().map(|own| own.name.clone().unwrap_or_else(|| own.id.clone())).unwrap_or_default();
                let (mut rates, mut amounts) = (Vec::new(), Vec::new());
                for (k, own) in items.iter().enumerate() {
                    let at = format!("{}/items/{k}", plan.at);
                    if let Some(percent) = own.percent {
                        let rate = percent.percent();
                        rates.push(Why::input(say::written_rate(&rate), rate, format!("{at}/percent")));
                    }
                    if let Some(amount) = own.amount {
                        amounts.push(Why::input(
                            say::written_amount(&amount.exact()),
                            amount.exact(),
                            format!("{at}/amount"),
                        ));
                    }
                }
                let rates = match (rates.len(), rates.pop()) {
                    (_, None) => None,
                    (1, only) => only,
                    (_, Some(last)) => {
                        rates.push(last);
                        Some(Why::sum(say::plan_part(&name), rates))
                    }
                };
                let part = rates.map(|rates| Why::product(say::plan_up_to(&name), vec![all, rates]));
                match (part, amounts.is_empty()) {
                    (Some(part), true) => part,
                    (part, _) => Why::sum(say::plan_up_to(&name), part.into_iter().chain(amounts).collect()),
                }
            }
        };
        let rounded = self.round(exact).saying(say::plan_up_to(&name));
        if plan.members.len() == 1 {
            return rounded;
        }
        if rounded.exact == currency.exact(sum) {
            return self.money(say::planned_of(&self.name(plan.members[member])), nets[member]);
        }
        let weight = |(c, net): (&usize, &Minor)| self.money(say::planned_of(&self.name(*c)), *net);
        let weights = plan.members.iter().zip(&nets).map(weight).collect();
        let share = Why::share(say::plan_share(), rounded, weights, (member, digits, self.deal.policy.spread));
        share.money(digits)
    }

    /// What a plan spreads of a charge, before tax is taken out of it.
    fn planned_net(&self, c: usize) -> Option<Minor> {
        let exact = self.over(c, self.applied(c).len(), ALWAYS).exact;
        let mode = self.deal.policy.rounding_mode;
        self.deal.currency.round(&exact, mode, &crate::problem::At::Root).ok()
    }
}
