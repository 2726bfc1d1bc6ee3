//! Why invoices, taxes and sums are what they are.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::billing::Reason;
use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::curve::Layer;
use crate::money::{Exact, Minor};
use crate::policy::TaxLevel;
use crate::quote::assemble::{line_name, Draft, Entry};
use crate::quote::margin::usage_within;
use crate::quote::waterfall::{shown_steps, LineStep};
use crate::quote::StepKind;
use crate::tax::Taxed;

/// At most so many amounts are opened below a sum; more are named, to be asked for.
const OPENED: usize = 40;

impl<'e> Explainer<'e> {
    /// A part of a sum: opened, or named where the sum has many.
    fn part(&self, count: usize, (text, amount, path): (say::Text, Minor, String), open: impl FnOnce() -> Why) -> Why {
        if count > OPENED {
            return Why::see(text, self.deal.currency.exact(amount), path).money(self.digits());
        }
        open().saying(text)
    }

    fn charges(&self, line: usize) -> Vec<usize> {
        self.deal.lines[line].charges.clone().collect()
    }

    fn counted(&self) -> Vec<usize> {
        (0..self.deal.lines.len()).filter(|i| self.deal.lines[*i].line.optional != Some(true)).collect()
    }

    pub fn line_net(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        Why::sum(say::line_net(&name), self.charges(line).into_iter().map(|c| self.charge_net(c)).collect())
            .money(self.digits())
    }

    pub fn line_list(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        Why::sum(say::line_list(&name), self.charges(line).into_iter().map(|c| self.value(c, 0)).collect())
            .money(self.digits())
    }

    fn line_price(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        Why::sum(say::line_net(&name), self.charges(line).into_iter().map(|c| self.charge_price(c)).collect())
            .money(self.digits())
    }

    pub fn line_discount(&self, line: usize) -> Why {
        let name = line_name(self.deal, line);
        Why::difference(say::line_discount(&name), vec![self.line_list(line), self.line_price(line)])
            .money(self.digits())
    }

    /// A line's part of the taxes of its invoices.
    pub fn line_tax(&self, line: usize) -> Why {
        let tax = self.worked.line_tax(self.deal, self.assembled, line);
        self.money(say::tax_part(&line_name(self.deal, line)), tax)
    }

    pub fn line_gross(&self, line: usize) -> Why {
        Why::sum(say::total("gross"), vec![self.line_net(line), self.line_tax(line)]).money(self.digits())
    }

    /// The amount before or after a step of a line's waterfall.
    pub fn waterfall(&self, line: usize, step: usize, after: bool) -> Option<Why> {
        let steps = shown_steps(self.deal, self.worked, line).ok()?;
        let bent = if after { step } else { step.checked_sub(1)? };
        if bent <= steps.len() {
            return Some(self.after(line, &steps, bent));
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
        if self.after(line, &steps, steps.len()).exact != priced.exact {
            rest.insert(0, StepKind::Rounding);
        }
        let kind = rest.get(step.checked_sub(steps.len() + 1)?)?;
        Some(match (kind, after) {
            (StepKind::Rounding, true) | (StepKind::TaxIncluded, false) => priced,
            (StepKind::Rounding, false) => self.after(line, &steps, steps.len()),
            (StepKind::TaxIncluded, true) | (StepKind::Net, _) | (StepKind::Tax, false) => net,
            _ => self.line_gross(line),
        })
    }

    fn after(&self, line: usize, steps: &[LineStep], bent: usize) -> Why {
        let taken = |c: usize| {
            let shown = &steps[..bent];
            let last = self
                .applied(c)
                .iter()
                .rposition(|own| shown.iter().any(|s| (s.kind, &s.path) == (own.kind, &own.path)));
            last.map_or(0, |last| last + 1)
        };
        let text = match bent.checked_sub(1).and_then(|i| steps.get(i)) {
            Some(step) => say::after_step(step.kind, &step.source),
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
            let month = Why::sum(say::per_month(&self.name(c)), layers.iter().map(month).collect());
            let exact = match months {
                1 => month,
                _ => Why::product(
                    say::per_month(&self.name(c)),
                    vec![month, Why::known(say::twelve(), Exact::whole(months))],
                ),
            };
            all.push(self.round(exact));
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
            self.part(count, (say::charge_net(&self.name(c)), self.worked.net(self.deal, c), path), || {
                self.charge_net(c)
            })
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
                return self.charge_net(c);
            }
            if charge.charge.kind == ChargeKind::Usage {
                let items = usage_within(self.worked, c, until).into_iter().map(|i| self.item(c, i)).collect();
                return Why::sum(say::charge_net(&self.name(c)), items).money(self.digits());
            }
            let span = crate::calendar::Span { from: Date::MIN, to: until };
            let mut exact = self.over(c, self.applied(c).len(), span);
            if let Some(rate) = self.deal.tax_in_price(c) {
                let rate =
                    Why::input(say::written_rate(&rate), rate, format!("/taxes/{}", charge.tax.unwrap_or_default()));
                let gross = Why::sum(say::one(), vec![Why::known(say::one(), Exact::ONE), rate]);
                exact = Why::quotient(say::net_of_price(), exact, gross);
            }
            self.round(exact).saying(say::charge_net(&self.name(c)))
        };
        Why::sum(say::total("firstYear"), all.map(part).collect()).money(self.digits())
    }

    /// The net of an invoice line or of something that waits.
    pub fn entry(&self, entry: &Entry) -> Option<Why> {
        let items = &self.worked.billed[entry.charge].items;
        let place = items.iter().position(|item| std::ptr::eq(item, entry.item))?;
        Some(self.item(entry.charge, place))
    }

    /// What an invoice line or something that waits comes to where prices hold the tax.
    pub fn entry_gross(&self, entry: &Entry) -> Option<Why> {
        let items = &self.worked.billed[entry.charge].items;
        let place = items.iter().position(|item| std::ptr::eq(item, entry.item))?;
        match self.deal.taxes.exemption {
            Some(_) => Some(self.item(entry.charge, place)),
            None => Some(self.item_price(entry.charge, place)),
        }
    }

    pub fn draft_net(&self, i: usize) -> Why {
        let draft = &self.assembled.drafts[i];
        let count = draft.entries.len();
        let line = |(l, entry): (usize, &Entry)| {
            let text = say::charge_net(&self.name(entry.charge));
            let path = format!("/invoices/{i}/lines/{l}/net");
            let open = || self.entry(entry).unwrap_or_else(|| self.money(say::zero(), entry.item.net));
            self.part(count, (text, entry.item.net, path), open)
        };
        let lines = draft.entries.iter().enumerate().map(line);
        let deposits = draft.deposits.iter().map(|share| {
            let name = self.deal.request.deposits.get(share.deposit).map_or("", |own| own.name());
            self.money(say::deposit(name), share.net)
        });
        Why::sum(say::invoice(draft.date), lines.chain(deposits).collect()).money(self.digits())
    }

    /// The tax of one rate or part on an invoice.
    pub fn draft_tax(&self, i: usize, taxed: &Taxed) -> Why {
        let draft = &self.assembled.drafts[i];
        self.tax((&draft.entries, Some(draft.date)), taxed, draft.deposits.is_empty())
    }

    fn tax(&self, (entries, date): (&[Entry], Option<Date>), taxed: &Taxed, plain: bool) -> Why {
        let (table, currency, policy) = (&self.deal.taxes, &self.deal.currency, &self.deal.policy);
        let levy = &table.levies[taxed.levy];
        let code = table.rates.get(levy.rate).map_or("", |rate| rate.code.as_str());
        let text = say::tax_of(code, &levy.factor);
        let leaf = || self.money(text.clone(), taxed.tax);
        let rate = || Why::input(say::written_rate(&levy.factor), levy.factor.clone(), format!("/taxes/{}", levy.rate));
        let mut alone = Vec::new();
        for entry in entries {
            let Some(own) = self.deal.taxable(entry.charge, entry.item, entry.taken, date) else { continue };
            if own.included.is_none() && table.versions[own.version].levies.contains(&taxed.levy) {
                alone.push((entry, own.base));
            }
        }
        let bases: Minor = alone.iter().map(|(_, base)| *base).sum();
        if !plain || levy.compound || bases != taxed.base || alone.is_empty() {
            return leaf();
        }
        let count = alone.len();
        let base = |(entry, base): &(&Entry, Minor)| {
            let text = say::charge_net(&self.name(entry.charge));
            match self.entry(entry).filter(|own| count <= OPENED && own.exact == currency.exact(*base)) {
                Some(own) => own.saying(text),
                None => self.money(text, *base),
            }
        };
        let digits = self.digits();
        let rounded = |of: Why| {
            let exact = Why::product(text.clone(), vec![of, rate()]);
            Why::round(text.clone(), exact, digits, policy.tax_rounding()).money(digits)
        };
        let why = match policy.tax_level {
            TaxLevel::Category | TaxLevel::Cumulative => {
                rounded(Why::sum(say::tax_base(code), alone.iter().map(base).collect()).money(digits))
            }
            TaxLevel::Line => {
                Why::sum(text.clone(), alone.iter().map(|own| rounded(base(own))).collect()).money(digits)
            }
            TaxLevel::Document => return leaf(),
        };
        // Codes that share a rate share its rounding; the tree then is their sum's, not this one's.
        if why.exact == currency.exact(taxed.tax) {
            why
        } else {
            leaf()
        }
    }

    pub fn draft_tax_sum(&self, i: usize) -> Why {
        let taxes = self.assembled.drafts[i].taxed.iter().map(|taxed| self.draft_tax(i, taxed)).collect();
        Why::sum(say::total("tax"), taxes).money(self.digits())
    }

    pub fn draft_gross(&self, i: usize) -> Why {
        Why::sum(say::total("gross"), vec![self.draft_net(i), self.draft_tax_sum(i)]).money(self.digits())
    }

    /// What an invoice withholds.
    pub fn draft_retained(&self, i: usize) -> Why {
        let entries = self.assembled.drafts[i].entries.iter();
        let held = entries.filter(|entry| entry.item.reason != Reason::Release && entry.item.held() != Minor::ZERO);
        Why::sum(say::total("retained"), held.map(|entry| self.held(entry, false)).collect()).money(self.digits())
    }

    pub fn draft_payable(&self, i: usize) -> Why {
        let (retained, released) = self.assembled.drafts[i].held();
        let mut of = vec![self.draft_gross(i)];
        if retained == Minor::ZERO && released == Minor::ZERO {
            return Why::same(say::total("payable"), self.draft_gross(i)).money(self.digits());
        }
        of.push(self.draft_retained(i));
        of.push(self.money(say::given_back(), -released));
        Why::difference(say::total("payable"), of).money(self.digits())
    }

    /// A sum over invoices.
    pub fn drafts(
        &self,
        what: &str,
        keep: &dyn Fn(&Draft) -> bool,
        own: &dyn Fn(usize) -> (Minor, Why),
        field: &str,
    ) -> Why {
        let mine: Vec<usize> = (0..self.assembled.drafts.len()).filter(|i| keep(&self.assembled.drafts[*i])).collect();
        let count = mine.iter().map(|i| self.assembled.drafts[*i].entries.len()).sum::<usize>().max(mine.len());
        let part = |i: usize| {
            let text = say::invoice(self.assembled.drafts[i].date);
            let (amount, why) = if count > OPENED {
                (self.draft_amount(i, field), None)
            } else {
                let (a, w) = own(i);
                (a, Some(w))
            };
            match why {
                Some(why) => why.saying(text),
                None => Why::see(text, self.deal.currency.exact(amount), format!("/invoices/{i}/{field}"))
                    .money(self.digits()),
            }
        };
        Why::sum(say::total(what), mine.into_iter().map(part).collect()).money(self.digits())
    }

    fn draft_amount(&self, i: usize, field: &str) -> Minor {
        let draft = &self.assembled.drafts[i];
        match field {
            "payable" => draft.payable(),
            "totals/net" => draft.net,
            "totals/tax" => draft.gross() - draft.net,
            _ => draft.gross(),
        }
    }

    /// The net, or the tax, of what waits.
    pub fn waiting(&self) -> Vec<Why> {
        let count = self.assembled.waiting.len();
        let one = |(w, entry): (usize, &Entry)| {
            let text = say::waiting(&self.name(entry.charge));
            let open = || self.entry(entry).unwrap_or_else(|| self.money(say::zero(), entry.item.net));
            self.part(count, (text, entry.item.net, format!("/waiting/{w}/net")), open)
        };
        self.assembled.waiting.iter().enumerate().map(one).collect()
    }

    /// All tax: of invoices, and estimated of what waits.
    pub fn all_tax(&self) -> Why {
        let own = |i: usize| (self.draft_amount(i, "totals/tax"), self.draft_tax_sum(i));
        let invoices = self.drafts("tax", &|_| true, &own, "totals/tax");
        let dated: Minor = (0..self.assembled.drafts.len()).map(|i| self.draft_amount(i, "totals/tax")).sum();
        let rest = self.assembled.sums.tax - dated;
        if rest == Minor::ZERO {
            return invoices;
        }
        Why::sum(say::total("tax"), vec![invoices, self.money(say::estimated_tax(), rest)]).money(self.digits())
    }

    /// The sums of one rate over all documents.
    pub fn sum_of_tax(&self, taxed: &Taxed, base: bool) -> Why {
        let mut all = Vec::new();
        let (mut seen, digits) = (Minor::ZERO, self.digits());
        for (i, draft) in self.assembled.drafts.iter().enumerate() {
            for own in draft.taxed.iter().filter(|own| own.levy == taxed.levy) {
                let amount = if base { own.base } else { own.tax };
                seen += amount;
                let why = match base || self.assembled.drafts.len() > OPENED {
                    true => self.money(say::invoice(draft.date), amount),
                    false => self.draft_tax(i, own).saying(say::invoice(draft.date)),
                };
                all.push(why);
            }
        }
        let whole = if base { taxed.base } else { taxed.tax };
        if whole != seen {
            all.push(self.money(say::estimated_tax(), whole - seen));
        }
        Why::sum(say::total("tax"), all).money(digits)
    }
}
