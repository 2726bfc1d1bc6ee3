//! Why lines and the sums of a quote are what they are.

use super::charge::Explainer;
use super::documents::OPENED;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::curve::Layer;
use crate::money::{Exact, Minor};
use crate::quote::assemble::line_name;
use crate::quote::margin::usage_within;
use crate::quote::waterfall::{shown_steps, LineStep};
use crate::quote::StepKind;

impl<'e> Explainer<'e> {
    fn charges(&self, line: usize) -> Vec<usize> {
        self.deal.lines[line].charges.clone().collect()
    }

    fn counted(&self) -> Vec<usize> {
        (0..self.deal.lines.len()).filter(|i| self.deal.lines[*i].line.optional != Some(true)).collect()
    }

    pub fn line_net(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        let net = |c: usize| self.charge_net(c).alone(format!("{}/net", self.result_at(c)));
        Why::sum(say::line_net(&name), self.charges(line).into_iter().map(net).collect())
            .money(self.digits())
            .alone(format!("/lines/{line}/net"))
    }

    pub fn line_list(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        let list = |c: usize| self.value(c, 0).alone(format!("{}/list", self.result_at(c)));
        Why::sum(say::line_list(&name), self.charges(line).into_iter().map(list).collect())
            .money(self.digits())
            .alone(format!("/lines/{line}/list"))
    }

    fn line_price(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        let priced = |c: usize| self.charge_price(c).alone(format!("{}/priced", self.result_at(c)));
        Why::sum(say::line_priced(&name), self.charges(line).into_iter().map(priced).collect()).money(self.digits())
    }

    pub fn line_discount(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        Why::difference(say::line_discount(&name), vec![self.line_list(line), self.line_price(line)])
            .money(self.digits())
            .alone(format!("/lines/{line}/discount"))
    }

    pub fn line_gross(&self, line: usize) -> Why {
        let text = say::line_gross(&line_name(self.deal, line));
        Why::sum(text, vec![self.line_net(line), self.line_tax(line)]).money(self.digits())
    }

    /// The amount before or after a step of a line's waterfall.
    pub fn waterfall(&self, line: usize, step: usize, after: bool) -> Option<Why> {
        let steps = shown_steps(self.deal, self.worked, line).ok()?;
        let bent = if after { step } else { step.checked_sub(1)? };
        if bent <= steps.len() {
            return Some(self.line_after(line, &steps, bent));
        }
        let mut rest = vec![StepKind::Net, StepKind::Tax, StepKind::Gross];
        let priced = self.line_price(line);
        let (net, tax) = (self.line_net(line), self.line_tax(line));
        if tax.exact.is_zero() {
            rest.remove(1);
        }
        if priced.exact != net.exact {
            rest.insert(0, StepKind::TaxIncluded);
        }
        if self.line_after(line, &steps, steps.len()).exact != priced.exact {
            rest.insert(0, StepKind::Rounding);
        }
        let kind = rest.get(step.checked_sub(steps.len() + 1)?)?;
        Some(match (kind, after) {
            (StepKind::Rounding, true) | (StepKind::TaxIncluded, false) => priced,
            (StepKind::Rounding, false) => self.line_after(line, &steps, steps.len()),
            (StepKind::TaxIncluded, true) | (StepKind::Net, _) | (StepKind::Tax, false) => net,
            _ => self.line_gross(line),
        })
    }

    fn line_after(&self, line: usize, steps: &[LineStep], bent: usize) -> Why {
        let taken = |c: usize| {
            let shown = &steps[..bent];
            let last = self
                .applied(c)
                .iter()
                .rposition(|own| shown.iter().any(|s| (s.kind, &s.path) == (own.kind, &own.path)));
            last.map_or(0, |last| last + 1)
        };
        let text = match bent.checked_sub(1).and_then(|i| steps.get(i)) {
            Some(step) => say::after_step(&say::step_name(step.kind, &step.source, &step.path)),
            None => say::line_list(&line_name(self.deal, line)),
        };
        Why::sum(text, self.charges(line).into_iter().map(|c| self.value(c, taken(c))).collect()).money(self.digits())
    }

    /// What one price period of a charge costs on its first day.
    pub fn per_period(&self, c: usize) -> Why {
        let start = self.charge(c).start;
        if self.charge(c).is_derived() {
            let rate: Exact = self.first_layers(c).map(|layer| layer.rate.clone()).sum();
            return self.round(Why::known(say::price_of(&self.name(c)), rate)).saying(say::per_period(&self.name(c)));
        }
        self.round(self.rate(c, 0, start, self.applied(c).len())).saying(say::per_period(&self.name(c)))
    }

    fn first_layers(&self, c: usize) -> impl Iterator<Item = &'e Layer> {
        let start = self.charge(c).start;
        self.worked.works[c].curve.layers.iter().filter(move |layer| layer.from == start)
    }

    /// The unit price of a charge.
    pub fn unit_price(&self, c: usize) -> Why {
        let terms = &self.charge(c).segments[0];
        let rules = crate::pricing::Rules::from(&self.deal.policy);
        let price = terms.list.unit_price(&terms.units, rules).unwrap_or_default();
        Why::input(say::written_price(&price), price, self.price_at(c, 0, false))
    }

    /// What recurring charges cost a month, or twelve.
    pub fn monthly(&self, months: i128) -> Why {
        let today = self.deal.today();
        let mut all = Vec::new();
        for (c, charge) in self.deal.charges.iter().enumerate().filter(|(c, _)| !self.deal.is_optional(*c)) {
            let day = today.max(charge.start);
            let curve = &self.worked.works[c].curve;
            let layers = curve.layers.iter().filter(|layer| layer.from <= day && layer.to.is_none_or(|to| day < to));
            let mut layers: Vec<&Layer> = layers.collect();
            if !charge.is_derived() {
                // Parts of one price stand side by side.
                layers.dedup_by_key(|layer| layer.tag);
            }
            let month = |layer: &&Layer| {
                let per = layer.measure.periods_per_month();
                let rate = match charge.is_derived() {
                    true => Why::known(say::price_of(&self.name(c)), layer.rate.clone()),
                    false => self.rate(c, layer.tag, day, self.applied(c).len()),
                };
                Why::product(say::per_month(&self.name(c)), vec![rate, Why::known(say::periods_per_month(), per)])
            };
            if layers.is_empty() {
                continue;
            }
            let mut month: Vec<Why> = layers.iter().map(month).collect();
            let month = match (month.len(), month.pop()) {
                (1, Some(only)) => only,
                (_, last) => Why::sum(say::per_month(&self.name(c)), month.into_iter().chain(last).collect()),
            };
            let (exact, text) = match months {
                1 => (month, say::per_month(&self.name(c))),
                _ => {
                    let text = say::per_year(&self.name(c));
                    let twelve = Why::known(say::twelve(), Exact::whole(months));
                    (Why::product(text.clone(), vec![month, twelve]), text)
                }
            };
            all.push(self.round(exact).saying(text));
        }
        Why::sum(say::total(if months == 1 { "monthly" } else { "annual" }), all).money(self.digits())
    }

    /// A sum over lines.
    pub fn lines(&self, what: &str, own: &dyn Fn(usize) -> Why) -> Why {
        let lines = self.counted();
        let count = lines.len();
        let part = |i: usize| {
            let name = line_name(self.deal, i);
            let text = match what {
                "list" => say::line_list(&name),
                "discount" => say::line_discount(&name),
                _ => say::line_net(&name),
            };
            if count > OPENED {
                let amount = self.amount_of(i, what);
                return Why::see(text, self.deal.currency.exact(amount), format!("/lines/{i}/{what}"))
                    .money(self.digits());
            }
            own(i)
        };
        Why::sum(say::total(what), lines.into_iter().map(part).collect()).money(self.digits())
    }

    fn amount_of(&self, line: usize, what: &str) -> Minor {
        let why = match what {
            "list" => self.line_list(line),
            "discount" => self.line_discount(line),
            _ => return self.charges(line).into_iter().map(|c| self.worked.net(self.deal, c)).sum(),
        };
        let mode = self.deal.policy.rounding_mode;
        self.deal.currency.round(&why.exact, mode, &crate::problem::At::Root).unwrap_or_default()
    }

    /// The nets of charges of a kind.
    pub fn kind(&self, what: &str, kind: ChargeKind) -> Why {
        let mine = |c: &usize| self.charge(*c).charge.kind == kind && !self.deal.is_optional(*c);
        let all: Vec<usize> = (0..self.deal.charges.len()).filter(mine).collect();
        let count = all.len();
        let part = |c: usize| {
            let charge = self.charge(c);
            let place = c - self.deal.lines[charge.line].charges.start;
            let path = format!("/lines/{}/charges/{place}/net", charge.line);
            let text = say::charge_net(&self.name(c));
            self.part(count, (text, self.worked.net(self.deal, c), path), || self.charge_net(c))
        };
        Why::sum(say::total(what), all.into_iter().map(part).collect()).money(self.digits())
    }

    pub fn first_year(&self) -> Why {
        let until = self.deal.request.start.plus_months(12);
        let all = (0..self.deal.charges.len()).filter(|c| !self.deal.is_optional(*c));
        let part = |c: usize| {
            let charge = self.charge(c);
            let once = charge.charge.kind == ChargeKind::OneTime && charge.start < until;
            if once || charge.end.is_some_and(|end| end <= until) {
                return self.charge_net(c).alone(format!("{}/net", self.result_at(c)));
            }
            if charge.charge.kind == ChargeKind::Usage {
                let items = usage_within(self.worked, c, until);
                let items = self.these_items(c, &items, Some("net"), &|own, i| own.item(c, i));
                return Why::sum(say::charge_net(&self.name(c)), items).money(self.digits());
            }
            let span = crate::calendar::Span { from: Date::MIN, to: until };
            let mut exact = self.over(c, self.applied(c).len(), span);
            if let Some(rate) = self.deal.tax_in_price(c) {
                let rate =
                    Why::input(say::written_rate(&rate), rate, format!("/taxes/{}", charge.tax.unwrap_or_default()));
                let gross = Why::sum(say::whole_with_tax(), vec![Why::known(say::one(), Exact::ONE), rate]);
                exact = Why::quotient(say::net_of_price(), exact, gross);
            }
            self.round(exact).saying(say::charge_net(&self.name(c)))
        };
        Why::sum(say::total("firstYear"), all.map(part).collect()).money(self.digits())
    }
}
