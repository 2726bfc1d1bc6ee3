//! What is billed once, or by an invoice plan, where the sale changes on a day.
//!
//! What has been reached by then stays as it was. Of a plan, the next item in order of declaration takes what the reached items
//! lack; with none left, or where the policy says `now`, a correction does.

use super::life::date_of;
use crate::billing::{Apart, Billing, BillingItem, Reason, When};
use crate::calendar::Date;
use crate::money::{Exact, Minor};
use crate::policy::{OneTimeDecrease, PlanCatchUp};
use crate::problem::{At, Result};
use crate::quote::deal::Deal;
use crate::quote::plan::Events;

/// Whether an invoice plan bills a charge, its own or a shared one.
pub(super) fn is_plan(deal: &Deal, c: usize) -> bool {
    let billing = &deal.charges[c].billing;
    billing.plan().is_some() || matches!(billing, Billing::Shared(_))
}

fn is_reached(item: &BillingItem, (day, events): (Date, &Events)) -> bool {
    date_of(item, events).is_some_and(|date| date < day)
}

/// What stays of a sale that ends on a day: what has been reached, and the release of what was withheld of it; `before` is what
/// earlier versions had, the latest first.
///
/// # Errors
/// `overflow`.
pub(super) fn reached<'i>(
    deal: &Deal,
    items: &'i [BillingItem],
    before: impl Iterator<Item = &'i [BillingItem]>,
    by: (Date, &Events),
) -> Result<Vec<BillingItem>> {
    let open = |items: &&[BillingItem]| -> Vec<BillingItem> {
        let releases = items.iter().filter(|item| item.reason == Reason::Release && !is_reached(item, by));
        releases.filter(|item| item.withheld() != Minor::ZERO).cloned().collect()
    };
    let mut kept: Vec<BillingItem> = items.iter().filter(|item| is_reached(item, by)).cloned().collect();
    // Where nothing is to be withheld any more, the last that was says when it is released.
    let lists = std::iter::once(items).chain(before);
    let releases = lists.map(|list| open(&list)).find(|list| !list.is_empty()).unwrap_or_default();
    // Below zero, as a release says it. Several releases share what is left in proportion, rounded from the first on.
    let left = -kept.iter().map(BillingItem::withheld).sum::<Minor>();
    let all: Minor = releases.iter().map(BillingItem::withheld).sum();
    let (mut sum, mut given) = (Minor::ZERO, Minor::ZERO);
    for own in releases {
        sum += own.withheld();
        let Some(ratio) = Exact::ratio(sum.0, all.0) else { continue };
        let until = deal.currency.round(&(deal.currency.exact(left) * &ratio), deal.policy.rounding_mode, &At::Root)?;
        let withheld = until - given;
        given = until;
        if withheld != Minor::ZERO {
            kept.push(of_release(&own, withheld));
        }
    }
    Ok(kept)
}

/// A release of another amount: what it bills, taxes and pays out is that, or nothing.
fn of_release(own: &BillingItem, withheld: Minor) -> BillingItem {
    let as_before = |amount: Minor| match amount {
        Minor::ZERO => Minor::ZERO,
        amount if amount == own.withheld() => withheld,
        _ => -withheld,
    };
    let apart = Apart { base: as_before(own.base()), held: as_before(own.held()), withheld };
    BillingItem { net: as_before(own.net), apart: Some(apart), ..own.clone() }
}

/// A charge that is billed in one sum: what is not reached is billed as it is now, else the difference.
pub(super) fn single(
    deal: &Deal,
    new: Vec<BillingItem>,
    old: Vec<BillingItem>,
    by: (Date, &Events),
) -> Vec<BillingItem> {
    let mut kept: Vec<BillingItem> = old.into_iter().filter(|item| is_reached(item, by)).collect();
    let (Some(first), Some(template)) = (kept.first(), new.first()) else { return new };
    let sum = |items: &[BillingItem]| items.iter().map(|item| item.net).sum::<Minor>();
    let more = sum(&new) - sum(&kept);
    let reason = if more > Minor::ZERO { first.reason } else { Reason::Credit };
    if more > Minor::ZERO || more < Minor::ZERO && deal.policy.one_time_decrease == OneTimeDecrease::Credit {
        kept.push(BillingItem { when: When::On(by.0), net: more, reason, ..template.clone() });
    }
    kept
}

/// The items of a plan after a change: what the reached ones would bill now and did not, the next one does.
pub(super) fn planned(
    deal: &Deal,
    c: usize,
    new: Vec<BillingItem>,
    old: &[BillingItem],
    by: (Date, &Events),
) -> Vec<BillingItem> {
    let id = |item: &BillingItem| item.item.as_ref().map(|(id, _)| id.clone());
    let mut kept: Vec<BillingItem> = old.iter().filter(|item| is_reached(item, by)).cloned().collect();
    let is_kept = |item: &BillingItem| id(item).is_some() && kept.iter().any(|own| id(own) == id(item));
    let mut open = Vec::with_capacity(new.len());
    let mut lacks = Lacks::default();
    for item in new {
        match is_kept(&item) || is_reached(&item, by) {
            true => lacks.add(&item),
            false => open.push(item),
        }
    }
    kept.iter().for_each(|item| lacks.take(item));
    if !lacks.is_nothing() {
        let next = open.iter_mut().find(|item| item.reason != Reason::Release);
        match next.filter(|_| deal.policy.plan_catch_up == PlanCatchUp::NextItem) {
            Some(next) => lacks.carry(next),
            None => {
                let last = kept.iter().rfind(|item| item.reason != Reason::Release).and_then(|item| item.item.clone());
                kept.push(lacks.correction(last, by.0.max(deal.charges[c].start)));
            }
        }
    }
    kept.extend(open);
    kept
}

/// What reached items lack: to be billed, to be taxed, to be withheld.
#[derive(Clone, Copy, Default)]
struct Lacks {
    net: Minor,
    base: Minor,
    held: Minor,
    withheld: Minor,
}

impl Lacks {
    fn add(&mut self, item: &BillingItem) {
        (self.net, self.base) = (self.net + item.net, self.base + item.base());
        (self.held, self.withheld) = (self.held + item.held(), self.withheld + item.withheld());
    }

    fn take(&mut self, item: &BillingItem) {
        (self.net, self.base) = (self.net - item.net, self.base - item.base());
        (self.held, self.withheld) = (self.held - item.held(), self.withheld - item.withheld());
    }

    fn is_nothing(&self) -> bool {
        [self.net, self.base, self.held, self.withheld].iter().all(|amount| *amount == Minor::ZERO)
    }

    fn apart(&self) -> Option<Apart> {
        let own = Apart { base: self.base, held: self.held, withheld: self.withheld };
        let plain = Apart { base: self.net, held: Minor::ZERO, withheld: Minor::ZERO };
        (own != plain).then_some(own)
    }

    fn carry(mut self, item: &mut BillingItem) {
        self.add(item);
        let known = item.apart.map(|_| Apart { base: self.base, held: self.held, withheld: self.withheld });
        item.apart = known.or(self.apart());
        item.net = self.net;
    }

    /// An item of its own, so that it is billed once.
    fn correction(&self, last: Option<(String, String)>, day: Date) -> BillingItem {
        let (id, name) = last.unwrap_or_default();
        BillingItem {
            when: When::On(day),
            span: None,
            item: Some((format!("{id}@{day}"), name)),
            measure: None,
            tag: 0,
            reason: if self.net < Minor::ZERO { Reason::Credit } else { Reason::Correction },
            net: self.net,
            rounded: false,
            remainder: false,
            apart: self.apart(),
            usage: None,
            taxed: None,
        }
    }
}
