//! Why invoices and their sums are what they are.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::billing::Reason;
use crate::money::Minor;
use crate::quote::assemble::{Draft, Entry};

/// At most so many amounts are opened below a sum; more are named, to be asked for.
pub(super) const OPENED: usize = 40;

impl Explainer<'_> {
    /// A part of a sum: opened, or named where the sum has many.
    pub fn part(
        &self,
        count: usize,
        (text, amount, path): (say::Text, Minor, String),
        open: impl FnOnce() -> Why,
    ) -> Why {
        if count > OPENED {
            return Why::see(text, self.deal.currency.exact(amount), path).money(self.digits());
        }
        open().titled(text).alone(path)
    }

    /// What an invoice line is called: its charge, and the time that it is for.
    pub fn entry_name(&self, entry: &Entry) -> say::Text {
        let name = self.name(entry.charge);
        match (entry.item.span, &entry.item.item) {
            (Some(span), _) => say::entry(&name, span),
            (_, Some((_, item))) => say::plan_item(&format!("{name} – {item}")),
            _ => say::charge_net(&name),
        }
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
            let text = self.entry_name(entry);
            let path = format!("/invoices/{i}/lines/{l}/net");
            let several = self.among(count);
            let open = || several.entry(entry).unwrap_or_else(|| self.money(say::zero(), entry.item.net));
            self.part(count, (text, entry.item.net, path), open)
        };
        let lines = draft.entries.iter().enumerate().map(line);
        let deposits = draft.deposits.iter().map(|share| {
            let name = self.deal.request.deposits.get(share.deposit).map_or("", |own| own.name());
            self.money(say::deposit(name), share.net)
        });
        Why::sum(say::invoice(draft.date), lines.chain(deposits).collect())
            .money(self.digits())
            .alone(format!("/invoices/{i}/totals/net"))
    }

    pub fn draft_tax_sum(&self, i: usize) -> Why {
        let taxes = self.assembled.drafts[i].taxed.iter().map(|taxed| self.draft_tax(i, taxed)).collect();
        Why::sum(say::total("tax"), taxes).money(self.digits()).alone(format!("/invoices/{i}/totals/tax"))
    }

    pub fn draft_gross(&self, i: usize) -> Why {
        Why::sum(say::total("gross"), vec![self.draft_net(i), self.draft_tax_sum(i)])
            .money(self.digits())
            .alone(format!("/invoices/{i}/totals/gross"))
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
                Some(why) => why.saying(text).alone(format!("/invoices/{i}/{field}")),
                None => Why::see(text, self.deal.currency.exact(amount), format!("/invoices/{i}/{field}"))
                    .money(self.digits()),
            }
        };
        Why::sum(say::total(what), mine.into_iter().map(part).collect()).money(self.digits())
    }

    pub fn draft_amount(&self, i: usize, field: &str) -> Minor {
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
}
