//! Why taxes are what they are: of invoices, of lines, of the quote.

use super::charge::Explainer;
use super::documents::OPENED;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::Date;
use crate::money::{Currency, Minor, Spread};
use crate::policy::TaxLevel;
use crate::problem::At;
use crate::quote::assemble::{line_name, Entry};
use crate::tax::{taxes, Taxable, Taxed};

impl Explainer<'_> {
    /// A line's part of the taxes of its documents.
    pub fn line_tax(&self, line: usize) -> Why {
        let (name, digits) = (line_name(self.deal, line), self.digits());
        let tax = self.worked.line_tax(self.deal, self.assembled, line);
        let text = if self.deal.lines[line].line.optional == Some(true) {
            say::tax_if_taken(&name)
        } else {
            say::tax_part(&name)
        };
        let mine = |i: &usize| self.assembled.drafts[*i].entries.iter().any(|own| self.charge(own.charge).line == line);
        let drafts: Vec<usize> = (0..self.assembled.drafts.len()).filter(mine).collect();
        let shares = |i: usize| self.draft_shares(i).map(|shares| (i, shares));
        let Some(drafts) = drafts.into_iter().map(shares).collect::<Option<Vec<_>>>() else {
            return self.money(text, tax);
        };
        let count = drafts.len();
        let mut all = Vec::with_capacity(count + 1);
        let mut rest = tax;
        for (i, shares) in drafts {
            let own: Vec<(usize, Minor)> = shares.into_iter().filter(|(l, _)| self.entry_line(i, *l) == line).collect();
            let sum: Minor = own.iter().map(|(_, tax)| *tax).sum();
            rest = rest - sum;
            let text = say::tax_on(self.assembled.drafts[i].date);
            all.push(match self.line_tax_on(i, line, &own).filter(|_| count <= OPENED) {
                Some(why) if why.exact == self.deal.currency.exact(sum) => why.saying(text).money(digits),
                _ => self.money(text, sum),
            });
        }
        all.retain(|own| !own.exact.is_zero());
        match (rest, all.is_empty()) {
            (_, true) => return self.money(text, tax),
            (Minor::ZERO, _) => {}
            _ => all.push(self.money(say::estimated_tax(), rest)),
        }
        Why::sum(text, all).money(digits).alone(format!("/lines/{line}/tax"))
    }

    fn entry_line(&self, i: usize, l: usize) -> usize {
        self.assembled.drafts[i].entries.get(l).map_or(usize::MAX, |own| self.charge(own.charge).line)
    }

    /// What is taxed on an invoice, with the place of its entry.
    fn taxables(&self, i: usize) -> Vec<(usize, Taxable<'_>)> {
        let draft = &self.assembled.drafts[i];
        let mut all = Vec::with_capacity(draft.entries.len());
        for (l, own) in draft.entries.iter().enumerate() {
            let taxable = self.deal.taxable(own.charge, own.item, own.taken, Some(draft.date));
            all.extend(taxable.map(|taxable| (l, taxable)));
        }
        all
    }

    /// The tax of each entry of an invoice, as its document spreads it.
    fn draft_shares(&self, i: usize) -> Option<Vec<(usize, Minor)>> {
        let things = self.taxables(i);
        let bare: Vec<Taxable> = things.iter().map(|(_, own)| *own).collect();
        let document = taxes(&self.deal.taxes, &bare, (&self.deal.currency, &self.deal.policy), true).ok()?;
        Some(things.into_iter().map(|(l, _)| l).zip(document.shares).collect())
    }

    /// What a line bears of the taxes of an invoice: all of it, or its share of each tax.
    fn line_tax_on(&self, i: usize, line: usize, own: &[(usize, Minor)]) -> Option<Why> {
        let (draft, digits, table) = (&self.assembled.drafts[i], self.digits(), &self.deal.taxes);
        let things = self.taxables(i);
        if draft.deposits.is_empty() && things.iter().all(|(l, _)| self.entry_line(i, *l) == line) {
            return Some(self.among(2).draft_tax_sum(i));
        }
        let mut all = Vec::new();
        for (l, _) in own {
            let (_, thing) = things.iter().find(|(place, _)| place == l)?;
            if thing.included.is_some() {
                all.push(self.tax_in_entry(i, *l, &draft.entries[*l])?);
                continue;
            }
            let beside: Vec<&(usize, Taxable)> =
                things.iter().filter(|(_, other)| other.version == thing.version).collect();
            let place = beside.iter().position(|(place, _)| place == l)?;
            if beside.len() > OPENED || self.deal.policy.tax_level != TaxLevel::Category {
                return None;
            }
            for levy in &table.versions[thing.version].levies {
                let (t, taxed) = draft.taxed.iter().enumerate().find(|(_, own)| own.levy == *levy)?;
                let code = self.code(taxed);
                let amount = Why::see(
                    say::tax_of(code, &table.levies[*levy].factor),
                    self.deal.currency.exact(taxed.tax),
                    tax_at(i, t),
                );
                let weight =
                    |(l, other): &&(usize, Taxable)| self.money(self.entry_name(&draft.entries[*l]), other.base);
                let how = (place, digits, Spread::LargestRemainder);
                let share =
                    Why::share(say::tax_share(code), amount.money(digits), beside.iter().map(weight).collect(), how);
                all.push(share.money(digits));
            }
        }
        Some(Why::sum(say::total("tax"), all))
    }

    fn code(&self, taxed: &Taxed) -> &str {
        let table = &self.deal.taxes;
        table.rates.get(table.levies[taxed.levy].rate).map_or("", |rate| rate.code.as_str())
    }

    /// The tax that the price of an entry holds.
    fn tax_in_entry(&self, i: usize, l: usize, entry: &Entry) -> Option<Why> {
        let (net, taken) = (entry.item.net, *entry.taken?);
        let name = self.name(entry.charge);
        let of = |text: say::Text, amount: Minor, field: &str| {
            Why::see(text, self.deal.currency.exact(amount), format!("/invoices/{i}/lines/{l}/{field}"))
                .money(self.digits())
        };
        let gross = of(say::charge_priced(&name), net + taken, "gross");
        let net = of(say::charge_net(&name), net, "net");
        Some(Why::difference(say::tax_in_price(), vec![gross, net]).money(self.digits()))
    }

    /// The tax of one rate or part on an invoice.
    pub fn draft_tax(&self, i: usize, taxed: &Taxed) -> Why {
        let draft = &self.assembled.drafts[i];
        let text = say::tax_of(self.code(taxed), &self.deal.taxes.levies[taxed.levy].factor);
        let want = self.deal.currency.exact(taxed.tax);
        let opened = self.opened_tax(i, taxed).filter(|why| why.exact == want && draft.deposits.is_empty());
        let why = opened.map_or_else(|| self.money(text.clone(), taxed.tax), |why| why.saying(text.clone()));
        match draft.taxed.iter().position(|own| own == taxed) {
            Some(t) => why.alone(tax_at(i, t)),
            None => why,
        }
    }

    fn opened_tax(&self, i: usize, taxed: &Taxed) -> Option<Why> {
        let (table, policy, draft) = (&self.deal.taxes, &self.deal.policy, &self.assembled.drafts[i]);
        let levy = &table.levies[taxed.levy];
        let code = self.code(taxed);
        let rate = || Why::input(say::written_rate(&levy.factor), levy.factor.clone(), format!("/taxes/{}", levy.rate));
        let mut alone = self.taxables(i);
        alone.retain(|(_, own)| table.versions[own.version].levies.contains(&taxed.levy));
        let (count, digits) = (alone.len(), self.digits());
        if alone.iter().any(|(_, own)| own.included.is_some()) {
            let single = |own: &Taxable| own.included.is_some() && table.versions[own.version].levies.len() == 1;
            let own =
                |(l, own): &(usize, Taxable)| self.tax_in_entry(i, *l, &draft.entries[*l]).filter(|_| single(own));
            let all: Option<Vec<Why>> = alone.iter().map(own).collect();
            return Some(Why::sum(say::total("tax"), all?).money(digits));
        }
        let several = self.among(count.max(2));
        let base = |(l, own): &(usize, Taxable)| {
            let entry = &draft.entries[*l];
            let (text, exact) = (self.entry_name(entry), self.deal.currency.exact(own.base));
            let path = format!("/invoices/{i}/lines/{l}/net");
            match (entry.item.net == own.base, count > OPENED) {
                (true, true) => Why::see(text, exact, path).money(digits),
                (true, false) => several
                    .entry(entry)
                    .filter(|why| why.exact == exact)
                    .map_or_else(|| self.money(text.clone(), own.base), |why| why.titled(text.clone()).alone(path)),
                (false, _) => self.money(text, own.base),
            }
        };
        // A compound part is also of the taxes of the parts before it.
        let before = draft.taxed.iter().enumerate().filter(|(_, own)| {
            levy.compound && table.levies[own.levy].rate == levy.rate && table.levies[own.levy].part < levy.part
        });
        let before = before.map(|(t, own)| {
            let text = say::tax_of(code, &table.levies[own.levy].factor);
            Why::see(text, self.deal.currency.exact(own.tax), tax_at(i, t)).money(digits)
        });
        let rounded = |of: Why| {
            let exact = Why::product(say::tax_exact(code, &levy.factor), vec![of, rate()]);
            Why::round(say::rounded(digits), exact, digits, policy.tax_rounding()).money(digits)
        };
        match policy.tax_level {
            TaxLevel::Category | TaxLevel::Cumulative => {
                let same: Vec<&Taxed> =
                    draft.taxed.iter().filter(|own| table.levies[own.levy].group == levy.group).collect();
                if same.len() > 1 {
                    return self.shared_tax(taxed, &same, &rounded);
                }
                let bases = alone.iter().map(base).chain(before).collect();
                let why = Why::sum(say::tax_base(code), bases).money(digits);
                (why.exact == self.deal.currency.exact(taxed.base)).then(|| rounded(why))
            }
            TaxLevel::Line if !levy.compound => {
                Some(Why::sum(say::total("tax"), alone.iter().map(|own| rounded(base(own))).collect()).money(digits))
            }
            TaxLevel::Line | TaxLevel::Document => None,
        }
    }

    /// The tax of a code that is rounded together with others: its share.
    fn shared_tax(&self, taxed: &Taxed, same: &[&Taxed], rounded: &dyn Fn(Why) -> Why) -> Option<Why> {
        let digits = self.digits();
        let base = |own: &&Taxed| self.money(say::tax_base(self.code(own)), own.base);
        let sum = Why::sum(say::tax_base(""), same.iter().map(base).collect()).money(digits);
        let place = same.iter().position(|own| *own == taxed)?;
        let weights = same.iter().map(base).collect();
        let how = (place, digits, self.deal.policy.spread);
        Some(Why::share(say::tax_share(self.code(taxed)), rounded(sum), weights, how).money(digits))
    }

    /// Net, tax or gross of a document in the accounting currency: each converted and rounded.
    pub fn accounting(&self, date: Date, (net, tax): (Why, Why), what: &str) -> Option<Why> {
        let own = self.deal.request.accounting.as_ref()?;
        let place = own.rates.iter().rposition(|rate| rate.date <= date)?;
        let digits = Currency::new(&own.currency, &At::Root).ok()?.digits();
        let converted = |why: Why| {
            let rate = own.rates[place].rate.exact();
            let text = say::in_currency(&own.currency);
            let rate = Why::input(
                say::exchange_rate(&rate, own.rates[place].date),
                rate,
                format!("/accounting/rates/{place}/rate"),
            );
            let exact = Why::product(text, vec![why, rate]);
            Why::round(say::rounded(digits), exact, digits, self.deal.policy.rounding_mode).money(digits)
        };
        Some(match what {
            "net" => converted(net),
            "tax" => converted(tax),
            "gross" => Why::sum(say::total("gross"), vec![converted(net), converted(tax)]).money(digits),
            _ => return None,
        })
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
        let invoices = invoices.saying(say::invoiced_tax());
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
                let text = say::invoice(draft.date);
                let place = draft.taxed.iter().position(|taxed| taxed == own).unwrap_or_default();
                let field = if base { "base" } else { "tax" };
                all.push(match base || self.assembled.drafts.len() > OPENED {
                    true => {
                        Why::see(text, self.deal.currency.exact(amount), format!("/invoices/{i}/taxes/{place}/{field}"))
                            .money(digits)
                    }
                    false => self.among(2).draft_tax(i, own).saying(text),
                });
            }
        }
        let whole = if base { taxed.base } else { taxed.tax };
        if whole != seen {
            all.push(self.money(say::estimated_tax(), whole - seen));
        }
        let text = if base { say::tax_base(self.code(taxed)) } else { say::total("tax") };
        Why::sum(text, all).money(digits)
    }
}

/// Where a tax of an invoice stands.
fn tax_at(i: usize, t: usize) -> String {
    format!("/invoices/{i}/taxes/{t}/tax")
}
