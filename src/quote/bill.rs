//! Every billing item of a deal: the final curves read by schedules and invoice plans.

use super::curves::Work;
use super::deal::Deal;
use super::discounts::net;
use crate::billing::{
    plan_shares, recurring_items, Billing, BillingItem, PlanItem, Reason, Uncovered, When, MAX_PERIODS,
};
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::Minor;
use crate::problem::{At, Code, Problems, Result};

/// At most this many billing items in one plan.
const MAX_ITEMS: usize = 2_000_000;

/// The items of one charge, and its net (`None` without an end).
pub(crate) struct Billed {
    pub items: Vec<BillingItem>,
    pub net: Option<Minor>,
}

/// The billing items of every charge. Charges without an end are billed for the periods that begin before `until`.
///
/// # Errors
/// `limit_exceeded`, `overflow`, and what a plan says against the nets that it covers.
pub(crate) fn bill(deal: &Deal, works: &[Work], until: Date) -> Result<Vec<Billed>> {
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
    for (i, plan) in deal.request.plans.iter().enumerate() {
        let root = At::Root;
        let plans = root.key("plans");
        let shares = |billing: &Billing| matches!(billing, Billing::Shared(shared) if shared.plan == plan.id);
        let members: Vec<usize> = (0..works.len()).filter(|c| shares(&deal.charges[*c].billing)).collect();
        if !members.is_empty() {
            bill_plan(deal, &plan.items, plan.uncovered, &members, &mut billed, &plans.index(i))?;
        }
    }
    Ok(billed)
}

fn too_many(path: &str, most: usize) -> Problems {
    let hint = "Bill less often, shorten the term, or split the quote.";
    Problems::one(Code::LimitExceeded, &At::Pointer(path), format!("More than {most} billing items."), hint)
}

fn bill_charge(deal: &Deal, c: usize, work: &Work, until: Date) -> Result<Billed> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let at = At::Pointer(&path);
    if let Some(schedule) = &charge.schedule {
        let (periods, more) = schedule.periods(charge.start, charge.end, until);
        if more {
            return Err(too_many(&path, MAX_PERIODS));
        }
        let total = charge.total(&work.curve);
        let (items, net) =
            recurring_items(&work.curve, total.as_ref(), schedule, &periods, &deal.currency, &deal.policy, &at)?;
        return Ok(Billed { items, net });
    }
    let net = net(deal, c, &work.curve)?;
    let mut billed = Billed { items: Vec::new(), net };
    let whole = net.unwrap_or_default();
    match &charge.billing {
        Billing::Once(once) => {
            let when = once.on.as_ref().map_or(When::On(charge.start), |on| on.when(charge.start));
            billed.items.push(single(deal, c, when, Reason::Once, whole));
        }
        Billing::ByHand(_) => billed.items.push(single(deal, c, When::ByHand, Reason::ByHand, whole)),
        Billing::Milestones(plan) => {
            let mut all = vec![billed];
            let rows = plan_rows(deal, &plan.items, plan.uncovered, &[whole], &At::Pointer(&charge.billing_at))?;
            all[0].items = rows.into_iter().map(|(item, shares)| milestone(item, charge.start, shares[0])).collect();
            return Ok(all.remove(0));
        }
        // A schedule is made for each recurring billing, and shared plans are billed together, afterwards.
        Billing::Recurring(_) | Billing::Shared(_) => {}
    }
    Ok(billed)
}

fn single(deal: &Deal, c: usize, when: When, reason: Reason, net: Minor) -> BillingItem {
    let charge = &deal.charges[c];
    let recurring = charge.charge.kind == ChargeKind::Recurring;
    let span = charge.end.filter(|_| recurring).map(|to| Span { from: charge.start, to });
    BillingItem { when, span, item: None, measure: None, tag: 0, reason, net, rounded: false, remainder: false }
}

fn milestone(item: &PlanItem, start: Date, net: Minor) -> BillingItem {
    let name = item.name.clone().unwrap_or_else(|| item.id.clone());
    let item_name = Some((item.id.clone(), name));
    BillingItem {
        when: item.on.when(start),
        span: None,
        item: item_name,
        measure: None,
        tag: 0,
        reason: Reason::Milestone,
        net,
        rounded: false,
        remainder: false,
    }
}

fn plan_rows<'p>(
    deal: &Deal,
    items: &'p [PlanItem],
    uncovered: Uncovered,
    nets: &[Minor],
    at: &At,
) -> Result<Vec<(&'p PlanItem, Vec<Minor>)>> {
    let shares = plan_shares(items, uncovered, nets, &deal.currency, &deal.policy, at)?;
    Ok(items.iter().zip(shares).collect())
}

fn bill_plan(
    deal: &Deal,
    items: &[PlanItem],
    uncovered: Uncovered,
    members: &[usize],
    billed: &mut [Billed],
    at: &At,
) -> Result<()> {
    let nets: Vec<Minor> = members.iter().map(|c| billed[*c].net.unwrap_or_default()).collect();
    for (item, shares) in plan_rows(deal, items, uncovered, &nets, at)? {
        for (c, share) in members.iter().zip(shares) {
            billed[*c].items.push(milestone(item, deal.request.start, share));
        }
    }
    Ok(())
}
