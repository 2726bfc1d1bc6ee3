//! Every billing item of a deal: the final curves read by schedules and invoice plans.

use super::curves::Work;
use super::deal::Deal;
use super::discounts::net;
use super::plan::Events;
use super::plans::{bill_plans, Planned};
use super::usage::usage_items;
use crate::billing::{recurring_items, Billing, BillingItem, Reason, When, MAX_PERIODS};
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::Minor;
use crate::policy::Rounding;
use crate::problem::{At, Code, Problems, Result};
use crate::tax::{taxes, Taxable};

/// At most this many billing items in one plan.
const MAX_ITEMS: usize = 2_000_000;

/// The items of one charge, and its net (`None` without an end).
pub(crate) struct Billed {
    pub items: Vec<BillingItem>,
    pub net: Option<Minor>,
    /// The tax that came out of each item's price; empty where prices hold none.
    pub taken: Vec<Minor>,
    /// Of an optional charge, which has no items.
    pub apart: Option<LeftOut>,
}

/// The billing items of every charge, and what each plan bills. Charges without an end are billed for the periods that
/// begin before `until`; the dates of `events` say which items of a plan come after its retainage is released.
///
/// # Errors
/// `limit_exceeded`, `overflow`, and what a plan says against the nets that it covers.
pub(crate) fn bill(deal: &Deal, works: &[Work], until: Date, events: &Events) -> Result<(Vec<Billed>, Vec<Planned>)> {
    let mut billed: Vec<Billed> = Vec::with_capacity(works.len());
    let mut count = 0;
    for (c, work) in works.iter().enumerate() {
        let charge = bill_charge(deal, c, work, until)?;
        count += charge.items.len();
        if count > MAX_ITEMS {
            return Err(too_many(&deal.at_line(deal.charges[c].line), MAX_ITEMS));
        }
        billed.push(charge);
    }
    let plans = bill_plans(deal, events, &mut billed)?;
    Ok((billed, plans))
}

/// What is optional has amounts to show, and bills nothing; its tax is that of one invoice with all of it.
///
/// # Errors
/// `overflow`.
pub(super) fn leave_out(deal: &Deal, billed: &mut [Billed], until: Date) -> Result<()> {
    for (c, charge) in billed.iter_mut().enumerate().filter(|(c, _)| deal.is_optional(*c)) {
        let open = deal.charges[c].is_open();
        let shown: Vec<usize> = (0..charge.items.len())
            .filter(|i| !matches!(charge.items[*i].when, When::On(date) if date >= until && open))
            .collect();
        let mut net = charge.net.unwrap_or_else(|| shown.iter().map(|i| charge.items[*i].net).sum());
        let taken = |i: &usize| charge.taken.get(*i);
        let taxable = |i: &usize| deal.taxable(c, &charge.items[*i], taken(i), None);
        let mut held: Minor = shown.iter().filter_map(taken).copied().sum();
        let mut things: Vec<Taxable> = shown.iter().filter_map(taxable).collect();
        if let Some(rate) = deal.charges[c].tax.filter(|_| charge.items.is_empty()) {
            // A shared plan has no items for it: it is taxed whole.
            (net, held) = deal.split(c, net, None, None)?;
            let included = Some(&held).filter(|_| deal.is_inclusive() && deal.taxes.exemption.is_none());
            things.push(Taxable { version: deal.tax_version(rate, None, None), base: net, included });
        }
        let document = taxes(&deal.taxes, &things, (&deal.currency, &deal.policy), false)?;
        charge.apart = Some(LeftOut { taken: held, tax: document.taxed.iter().map(|taxed| taxed.tax).sum() });
        charge.net = Some(net);
        charge.items.clear();
        charge.taken.clear();
    }
    Ok(())
}

/// What an optional charge would bear.
#[derive(Clone, Copy, Default)]
pub(crate) struct LeftOut {
    /// The tax that came out of its prices.
    pub taken: Minor,
    /// Its tax.
    pub tax: Minor,
}

fn too_many(path: &str, most: usize) -> Problems {
    let hint = "Bill less often, shorten the term, or split the quote.";
    Problems::one(Code::LimitExceeded, &At::Pointer(path), format!("More than {most} billing periods or items."), hint)
}

/// The items of a charge that is not billed by a plan.
///
/// # Errors
/// `limit_exceeded`, `overflow`.
pub(super) fn bill_charge(deal: &Deal, c: usize, work: &Work, until: Date) -> Result<Billed> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let at = At::Pointer(&path);
    if charge.charge.kind == ChargeKind::Usage {
        let (items, net) = usage_items(deal, c, work, &work.curve)?;
        return Ok(Billed { items, net: (!charge.is_open()).then_some(net), taken: Vec::new(), apart: None });
    }
    if let Some(schedule) = &charge.schedule {
        let (mut periods, more) = schedule.periods(charge.start, charge.end, until);
        if more {
            return Err(too_many(&path, MAX_PERIODS));
        }
        let alone = charge.is_open() && deal.policy.rounding != Rounding::Cumulative;
        if let Some(opens) = charge.opens.filter(|_| alone) {
            periods.retain(|period| period.span.to > opens);
        }
        let total = charge.total(&work.curve);
        let (items, net) =
            recurring_items(&work.curve, total.as_ref(), schedule, &periods, &deal.currency, &deal.policy, &at)?;
        return Ok(Billed { items, net, taken: Vec::new(), apart: None });
    }
    let net = net(deal, c, work, &work.curve)?;
    let mut billed = Billed { items: Vec::new(), net, taken: Vec::new(), apart: None };
    let whole = net.unwrap_or_default();
    match &charge.billing {
        Billing::Once(once) => {
            let when = once.on.as_ref().map_or(When::On(charge.start), |on| on.when(charge.start));
            billed.items.push(single(deal, c, when, Reason::Once, whole));
        }
        Billing::ByHand(_) => billed.items.push(single(deal, c, When::ByHand, Reason::ByHand, whole)),
        // A schedule is made for each recurring billing, and plans are billed together, afterwards.
        Billing::Recurring(_) | Billing::Milestones(_) | Billing::Progress(_) | Billing::Shared(_) => {}
    }
    Ok(billed)
}

fn single(deal: &Deal, c: usize, when: When, reason: Reason, net: Minor) -> BillingItem {
    let charge = &deal.charges[c];
    let recurring = charge.charge.kind == ChargeKind::Recurring;
    let span = charge.end.filter(|_| recurring).map(|to| Span { from: charge.start, to });
    BillingItem {
        when,
        span,
        item: None,
        measure: None,
        tag: 0,
        reason,
        net,
        rounded: false,
        remainder: false,
        apart: None,
        usage: None,
        taxed: None,
    }
}
