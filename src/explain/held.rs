//! Why so much is withheld of an item, where one percentage is withheld of one charge's plan.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::billing::{Billing, BillingItem, Reason};
use crate::money::{Exact, Minor};
use crate::quote::assemble::Entry;

impl Explainer<'_> {
    /// What an item withholds, or gives back.
    pub fn held(&self, entry: &Entry, released: bool) -> Why {
        let held = entry.item.held();
        if released {
            return self.money(say::given_back(), -held);
        }
        self.withheld(entry.charge, entry.item).unwrap_or_else(|| self.money(say::withheld(), held))
    }

    /// The percentage of everything that the plan has billed up to the item, rounded, less what it withheld before.
    fn withheld(&self, c: usize, item: &BillingItem) -> Option<Why> {
        let charge = self.charge(c);
        let retainage = match &charge.billing {
            Billing::Milestones(plan) => plan.retainage.as_ref()?,
            Billing::Progress(plan) => plan.retainage.as_ref()?,
            _ => return None,
        };
        let percent = retainage.percent.filter(|_| retainage.lines.is_empty())?.percent();
        let plan = self.worked.plans.iter().find(|plan| plan.shared.is_none() && plan.charge == c)?;
        let rows = self.worked.billed[c].items.iter().filter(|own| own.reason != Reason::Release);
        let place = rows.into_iter().position(|own| std::ptr::eq(own, item))?;
        let up_to = |count: usize| {
            let bases =
                plan.items.iter().take(count).map(|(_, base, _)| self.money(say::plan_billed(), *base)).collect();
            let sum = Why::sum(say::plan_billed(), bases).money(self.digits());
            let rate = format!("{}/retainage/percent", charge.billing_at);
            let rate = Why::input(say::written_rate(&percent), percent.clone(), rate);
            self.round(Why::product(say::withheld(), vec![sum, rate])).saying(say::withheld())
        };
        let before = if place == 0 { Why::known(say::zero(), Exact::ZERO) } else { up_to(place) };
        let why = Why::difference(say::withheld(), vec![up_to(place + 1), before]).money(self.digits());
        // Items billed on or after the release withhold nothing; these sums do not know.
        (why.exact == self.deal.currency.exact(item.held()) && item.held() != Minor::ZERO).then_some(why)
    }
}
