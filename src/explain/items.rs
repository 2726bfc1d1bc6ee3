//! Why an invoice line is what it is: how the amount of a charge is cut into what is billed, and rounded.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::billing::{Billing, BillingItem, Declared, PlanItem, Reason, RetainageEffect, Uncovered, REMAINDER};
use crate::calendar::{Date, Period, Span};
use crate::catalog::ChargeKind;
use crate::money::{Exact, Minor};
use crate::policy::{InclusiveKeeps, Rounding};
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
    fn taken(&self, c: usize, i: usize) -> Minor {
        self.worked.billed[c].taken.get(i).copied().unwrap_or_default()
    }

    fn items(&self, c: usize) -> &[BillingItem] {
        &self.worked.billed[c].items
    }

    /// What prices say of an item: its net, and the tax that they hold.
    fn priced(&self, c: usize, i: usize) -> Minor {
        self.items(c)[i].net + self.taken(c, i)
    }

    /// The net of an item.
    pub fn item(&self, c: usize, i: usize) -> Why {
        let price = self.item_price(c, i);
        let item = &self.items(c)[i];
        if !self.deal.is_inclusive() || self.charge(c).tax.is_none() {
            return price;
        }
        let (digits, policy) = (self.digits(), &self.deal.policy);
        let rate = self.charge(c).tax.unwrap_or_default();
        let version = self.deal.tax_version(rate, item.span, item.when.date(|_| None));
        let whole = self.deal.taxes.whole(version);
        let tax = Why::input(say::written_rate(&whole), whole, format!("/taxes/{rate}"));
        let gross = Why::sum(say::factor(&(&tax.exact + &Exact::ONE)), vec![Why::known(say::one(), Exact::ONE), tax]);
        let net = Why::quotient(say::net_of_price(), price.clone(), gross);
        match policy.inclusive_keeps {
            InclusiveKeeps::Net => Why::round(say::rounded(digits), net, digits, policy.rounding_mode).money(digits),
            InclusiveKeeps::Tax => {
                let tax = Why::difference(say::tax_in_price(), vec![price.clone(), net]);
                let tax = Why::round(say::rounded(digits), tax, digits, policy.tax_rounding()).money(digits);
                Why::difference(say::net_of_price(), vec![price, tax]).money(digits)
            }
        }
    }

    /// What prices say of an item.
    pub fn item_price(&self, c: usize, i: usize) -> Why {
        let item = &self.items(c)[i];
        match (item.reason, item.span) {
            (Reason::Period | Reason::FirstStub | Reason::LastStub, Some(span)) => self.piece(c, i, span),
            (Reason::Usage, Some(span)) => {
                self.round(self.over(c, self.applied(c).len(), span)).saying(say::used(span))
            }
            (Reason::Milestone | Reason::Progress, _) => self.instalment(c, i),
            (Reason::Release, _) => self.money(say::given_back(), self.priced(c, i)),
            _ => self.charge_price(c).saying(say::at_once()),
        }
    }

    /// A piece of a recurring charge: rounded alone, or what rounding leaves to it.
    fn piece(&self, c: usize, i: usize, span: Span) -> Why {
        let (charge, steps) = (self.charge(c), self.applied(c).len());
        let want = self.deal.currency.exact(self.priced(c, i));
        let cumulative = self.deal.policy.rounding == Rounding::Cumulative;
        if !cumulative {
            let alone = self.round(self.over(c, steps, span)).saying(say::period(span));
            if alone.exact == want {
                return alone;
            }
            let rest = self.items(c).iter().enumerate().filter(|(other, _)| *other != i);
            let other = |(other, item): (usize, &BillingItem)| {
                let text = item.span.map_or_else(say::zero, say::period);
                self.money(text, self.priced(c, other))
            };
            let whole = self.round(self.over(c, steps, ALWAYS)).saying(say::whole_term(&self.name(c)));
            let rest = std::iter::once(whole).chain(rest.map(other)).collect();
            let rest = Why::difference(say::remainder(span), rest).money(self.digits());
            if !charge.is_open() && rest.exact == want {
                return rest;
            }
        }
        let up_to = |to: Date| {
            let until = Span { from: charge.start, to };
            let sum =
                if to <= charge.start { Why::known(say::zero(), Exact::ZERO) } else { self.over(c, steps, until) };
            self.round(sum).saying(say::up_to(to.before()))
        };
        Why::difference(say::running(span), vec![up_to(span.to), up_to(span.from)]).money(self.digits())
    }

    /// What prices say of a whole charge.
    pub fn charge_price(&self, c: usize) -> Why {
        let charge = self.charge(c);
        let steps = self.applied(c).len();
        let by_item = charge.is_open()
            || charge.charge.kind == ChargeKind::Usage
            || charge.is_commitment()
            || self.deal.policy.rounding.stands_alone() && charge.schedule.is_some();
        let name = self.name(c);
        if !by_item {
            return self.round(self.over(c, steps, ALWAYS)).saying(say::charge_net(&name));
        }
        if self.deal.is_optional(c) {
            // It has no items, only what they would be.
            return Why::sum(say::charge_net(&name), self.would_bill(c)).money(self.digits());
        }
        let shown = |i: &usize| self.worked.is_shown(self.deal, c, self.items(c)[*i].when.date(|_| None));
        let items = (0..self.items(c).len()).filter(shown).map(|i| self.item_price(c, i)).collect();
        Why::sum(say::charge_net(&name), items).money(self.digits())
    }

    /// The net of a whole charge.
    pub fn charge_net(&self, c: usize) -> Why {
        if !self.deal.is_inclusive() || self.charge(c).tax.is_none() {
            return self.charge_price(c);
        }
        if self.deal.is_optional(c) {
            let tax = self.money(say::tax_in_price(), self.worked.taken(self.deal, c));
            return Why::difference(say::net_of_price(), vec![self.charge_price(c), tax]).money(self.digits());
        }
        let shown = |i: &usize| self.worked.is_shown(self.deal, c, self.items(c)[*i].when.date(|_| None));
        let items = (0..self.items(c).len()).filter(shown).map(|i| self.item(c, i)).collect();
        Why::sum(say::charge_net(&self.name(c)), items).money(self.digits())
    }

    /// What a charge is worth after some steps, as the waterfall shows it.
    pub fn value(&self, c: usize, steps: usize) -> Why {
        let charge = self.charge(c);
        let name = self.name(c);
        if self.deal.policy.rounding.stands_alone() && !charge.is_open() {
            if let Some(schedule) = charge.schedule.as_ref().filter(|_| !charge.is_commitment()) {
                let (periods, _) = schedule.periods(charge.start, charge.end, Date::MAX);
                let pieces = |period: &Period| self.pieces(c, steps, period.span);
                let all = periods.iter().flat_map(pieces).collect();
                return Why::sum(say::charge_net(&name), all).money(self.digits());
            }
        }
        let span = if charge.is_open() { Span { from: charge.start, to: self.worked.shown[c] } } else { ALWAYS };
        let reader = Explainer { exact: charge.is_open(), ..*self };
        self.round(reader.over(c, steps, span)).saying(say::charge_net(&name))
    }

    /// What an optional charge would bill, period by period.
    fn would_bill(&self, c: usize) -> Vec<Why> {
        let (charge, steps) = (self.charge(c), self.applied(c).len());
        let Some(schedule) = &charge.schedule else { return vec![self.value(c, steps)] };
        let (mut periods, _) = schedule.periods(charge.start, charge.end, self.worked.shown[c]);
        periods.retain(|period| !charge.is_open() || schedule.date(period) < self.worked.horizon);
        if charge.is_open()
            && self.deal.policy.rounding == Rounding::Cumulative
            && charge.charge.kind == ChargeKind::Recurring
        {
            let until = periods.last().map_or(charge.start, |period| period.span.to);
            let all = self.over(c, steps, Span { from: charge.start, to: until });
            return vec![self.round(all).saying(say::up_to(until.before()))];
        }
        periods.iter().flat_map(|period| self.pieces(c, steps, period.span)).collect()
    }

    /// The pieces of a period, each rounded alone.
    fn pieces(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let one = |span: Span| self.round(self.over(c, steps, span)).saying(say::period(span));
        match self.charge(c).charge.kind {
            ChargeKind::Recurring => self.stretches(c, steps, span).into_iter().map(|(_, own)| one(own)).collect(),
            _ => {
                let used = self.worked.works[c].usage.iter().filter(|own| own.period.span == span);
                used.map(|own| one(own.span)).collect()
            }
        }
    }

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

    fn instalment(&self, c: usize, i: usize) -> Why {
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
                let before = match place.checked_sub(1) {
                    Some(before) => self.cumulative(&plan, before, member),
                    None => Why::known(say::zero(), Exact::ZERO),
                };
                Why::difference(say::instalment(&name), vec![now, before]).money(digits)
            }
            _ => {
                let others = self
                    .items(c)
                    .iter()
                    .enumerate()
                    .filter(|(other, own)| *other != i && own.reason != Reason::Release);
                let other = |(other, own): (usize, &BillingItem)| {
                    let name = own.item.as_ref().map_or("", |(_, name)| name);
                    self.money(say::plan_up_to(name), self.priced(c, other))
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
                        let part = Why::quotient(say::plan_up_to(&name), units, of);
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
                let mut of = Vec::new();
                if !rates.is_empty() {
                    let rates = Why::sum(say::plan_up_to(&name), rates);
                    of.push(Why::product(say::plan_up_to(&name), vec![all, rates]));
                }
                of.extend(amounts);
                Why::sum(say::plan_up_to(&name), of)
            }
        };
        let rounded = self.round(exact).saying(say::plan_up_to(&name));
        if plan.members.len() == 1 {
            return rounded;
        }
        if rounded.exact == currency.exact(sum) {
            return self.money(say::net_before(&self.name(plan.members[member])), nets[member]);
        }
        let weight = |(c, net): (&usize, &Minor)| self.money(say::net_before(&self.name(*c)), *net);
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
