//! Why an invoice line is what it is: how the amount of a charge is cut into what is billed, and rounded.

use super::charge::Explainer;
use super::documents::OPENED;
use super::sentences as say;
use super::tree::Why;
use crate::billing::{BillingItem, Reason};
use crate::calendar::{Date, Period, Span};
use crate::catalog::ChargeKind;
use crate::money::{Exact, Minor};
use crate::policy::{InclusiveKeeps, Rounding};
use crate::quote::assemble::Entry;
use crate::quote::steps::ALWAYS;

impl Explainer<'_> {
    fn taken(&self, c: usize, i: usize) -> Minor {
        self.worked.billed[c].taken.get(i).copied().unwrap_or_default()
    }

    pub fn items(&self, c: usize) -> &[BillingItem] {
        &self.worked.billed[c].items
    }

    /// What prices say of an item: its net, and the tax that they hold.
    pub fn priced(&self, c: usize, i: usize) -> Minor {
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
        let gross = Why::sum(say::whole_with_tax(), vec![Why::known(say::one(), Exact::ONE), tax]);
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
                let over = self.over(c, self.applied(c).len(), span);
                self.round(over).saying(say::period(span))
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
            let whole = self.among(2).over(c, steps, ALWAYS);
            let whole = self.round(whole).saying(say::whole_term(&self.name(c)));
            let rest = std::iter::once(whole).chain(rest.map(other)).collect();
            let rest = Why::difference(say::remainder(span), rest).money(self.digits());
            if !charge.is_open() && rest.exact == want {
                return rest;
            }
        }
        let up_to = |to: Date| {
            if to <= charge.start {
                return Why::known(say::zero(), Exact::ZERO);
            }
            let why = self.round(self.over(c, steps, Span { from: charge.start, to })).saying(say::up_to(to.before()));
            self.on_the_way(c, why, format_args!("after/{steps}/{}/{to}/rounded", charge.start))
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
        if !by_item {
            return self.round(self.over(c, steps, ALWAYS)).saying(self.said(c));
        }
        if self.deal.is_optional(c) {
            // It has no items, only what they would be.
            return Why::sum(self.said(c), self.would_bill(c)).money(self.digits());
        }
        // Of an invoice line of a buyer that pays no tax, `gross` is the net.
        let field = match (self.is_inclusive(c), self.deal.taxes.exemption) {
            (true, Some(_)) => None,
            (true, None) => Some("gross"),
            (false, _) => Some("net"),
        };
        let items = self.each_item(c, field, &|own, i| own.item_price(c, i));
        Why::sum(self.said(c), items).money(self.digits())
    }

    /// The net of a whole charge.
    pub fn charge_net(&self, c: usize) -> Why {
        if !self.is_inclusive(c) {
            return self.charge_price(c);
        }
        if self.deal.is_optional(c) {
            let tax = self.money(say::tax_in_price(), self.worked.taken(self.deal, c));
            return Why::difference(say::net_of_price(), vec![self.charge_price(c), tax]).money(self.digits());
        }
        let items = self.each_item(c, Some("net"), &|own, i| own.item(c, i));
        Why::sum(say::charge_net(&self.name(c)), items).money(self.digits())
    }

    fn is_inclusive(&self, c: usize) -> bool {
        self.deal.is_inclusive() && self.charge(c).tax.is_some()
    }

    /// The items of a charge that are shown. Many are named by their place in the plan, to be asked for.
    fn each_item(&self, c: usize, field: Option<&str>, open: &dyn Fn(&Self, usize) -> Why) -> Vec<Why> {
        let shown = |i: &usize| self.worked.is_shown(self.deal, c, self.items(c)[*i].when.date(|_| None));
        self.these_items(c, &(0..self.items(c).len()).filter(shown).collect::<Vec<usize>>(), field, open)
    }

    /// Some items of a charge.
    pub fn these_items(
        &self,
        c: usize,
        items: &[usize],
        field: Option<&str>,
        open: &dyn Fn(&Self, usize) -> Why,
    ) -> Vec<Why> {
        let several = self.among(items.len());
        let one = |i: &usize| {
            let item = &self.items(c)[*i];
            let path = match field {
                Some(field) => self.item_at(c, *i).map(|at| format!("{at}/{field}")),
                None => Some(format!("{}/items/{i}/priced", self.result_at(c))),
            };
            if items.len() <= OPENED {
                let why = open(&several, *i);
                return path.into_iter().fold(why, Why::alone);
            }
            let text = match (item.span, &item.item) {
                (Some(span), _) => say::period(span),
                (_, Some((_, name))) => say::plan_item(name),
                _ => say::at_once(),
            };
            let amount = if field == Some("net") { item.net } else { self.priced(c, *i) };
            match path {
                Some(path) => Why::see(text, self.deal.currency.exact(amount), path).money(self.digits()),
                None => self.money(text, amount),
            }
        };
        items.iter().map(one).collect()
    }

    /// Where an item stands in the plan.
    fn item_at(&self, c: usize, i: usize) -> Option<String> {
        let item = &self.items(c)[i];
        let place = |entries: &[Entry]| entries.iter().position(|entry| std::ptr::eq(entry.item, item));
        let drafts = self.assembled.drafts.iter().enumerate();
        let mut drafts =
            drafts.filter_map(|(d, draft)| Some(format!("/invoices/{d}/lines/{}", place(&draft.entries)?)));
        drafts.next().or_else(|| Some(format!("/waiting/{}", place(&self.assembled.waiting)?)))
    }

    /// What a charge is worth after some steps, as the waterfall shows it.
    pub fn value(&self, c: usize, steps: usize) -> Why {
        let charge = self.charge(c);
        if self.deal.policy.rounding.stands_alone() && !charge.is_open() {
            if let Some(schedule) = charge.schedule.as_ref().filter(|_| !charge.is_commitment()) {
                let (periods, _) = schedule.periods(charge.start, charge.end, Date::MAX);
                let several = self.among(periods.len());
                let pieces = |period: &Period| several.pieces(c, steps, period.span);
                let all = periods.iter().flat_map(pieces).collect();
                return Why::sum(self.after(c, steps), all).money(self.digits());
            }
        }
        let span = if charge.is_open() { Span { from: charge.start, to: self.worked.shown[c] } } else { ALWAYS };
        let reader = Explainer { exact: charge.is_open(), ..*self };
        self.round(reader.over(c, steps, span)).saying(self.after(c, steps))
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
        let several = self.among(periods.len());
        periods.iter().flat_map(|period| several.pieces(c, steps, period.span)).collect()
    }

    /// The pieces of a period, each rounded alone.
    fn pieces(&self, c: usize, steps: usize, span: Span) -> Vec<Why> {
        let one = |span: Span| {
            let why = self.round(self.over(c, steps, span)).saying(say::period(span));
            self.on_the_way(c, why, format_args!("after/{steps}/{}/{}/rounded", span.from, span.to))
        };
        match self.charge(c).charge.kind {
            ChargeKind::Recurring => self.stretches(c, steps, span).into_iter().map(|(_, own)| one(own)).collect(),
            _ => {
                let used = self.worked.works[c].usage.iter().filter(|own| own.period.span == span);
                used.map(|own| one(own.span)).collect()
            }
        }
    }
}
