use super::deposits::{deposits, OrderDeposits};
use super::document::{Order, OrderPlanOptions};
use super::events::check_events;
use super::life::{date_of, life, ChargeLife, Life};
use super::reach::Reach;
use super::reversed::{standing, standing_deposits};
use super::settle::{by_arrival, settle, Asked};
use super::standing::plans;
use super::usage::{as_known, check_late};
use crate::billing::{BillingItem, When};
use crate::calendar::Date;
use crate::money::Currency;
use crate::problem::{At, Code, Problems, Result};
use crate::quote::assemble::{assemble, Assembled};
use crate::quote::bill::Billed;
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::plan::check_days;
use crate::quote::preview::{document, View};
use crate::quote::taxes::take_out;
use crate::quote::InvoicePlan;

/// Every invoice of an order that is still to come.
///
/// # Errors
/// `end_before_start`, `unexplained_restatement`, `unknown_event`; `missing_field` where what was billed leaves open whether a deposit was; and what is
/// wrong with the order.
pub fn plan_order(order: &Order, options: &OrderPlanOptions) -> Result<InvoicePlan> {
    check_days(options.from, options.through)?;
    let known = as_known(order, options.known);
    let order = known.as_ref().unwrap_or(order);
    let taken = by_arrival(order, options.known);
    let reach = &Reach::of(order, &options.billed, options.through);
    let state = life(order, &taken, reach, &options.events)?;
    check_events(order, &[&state], &options.events)?;
    let (billed, deposits) = (standing(&options.billed)?, standing_deposits(&options.billed_deposits)?);
    let asked = Asked {
        order,
        taken: &taken,
        billed: &billed,
        deposits: &deposits,
        events: &options.events,
        reach,
        as_of: options.as_of,
        today: options.as_of,
    };
    planned(&asked, &state, (options.from, options.through)).map(|(planned, _)| planned.2)
}

/// The open items, the currency and the plan; and whether a charge has no end.
pub(super) type Planned = ((Vec<ChargeLife>, Currency, InvoicePlan), bool);

pub(super) fn planned(asked: &Asked, state: &Life, (from, through): (Option<Date>, Option<Date>)) -> Result<Planned> {
    let Some(version) = state.last() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    // What is overdue is invoiced today.
    let overdue = asked.today.filter(|_| !asked.billed.is_empty()).map(|today| (today, today));
    let Opened { mut items, billed, deposits } = opened(asked, state, &deal, overdue)?;
    let open = deal.charges.iter().any(|charge| charge.is_open());
    let within = |date: Option<Date>| match date {
        Some(date) => from.is_none_or(|from| date >= from) && through.is_none_or(|to| date <= to),
        None => true,
    };
    let shown = |c: usize, _: &BillingItem, date: Option<Date>| {
        within(date) && (!deal.charges[c].is_open() || date.is_none_or(|date| date < state.horizon))
    };
    let assembled: Assembled = assemble(
        &deal,
        (&billed, &deposits.open),
        asked.events,
        shown,
        |i, date| within(date) && deposits.asks(i),
        false,
    )?;
    let last = assembled.drafts.last().map_or(deal.request.start, |draft| draft.date);
    let view = View {
        as_of: asked.as_of.unwrap_or_else(|| deal.today()),
        through: through.unwrap_or(if open { last.max(state.horizon.before()) } else { last }),
        open,
    };
    let until = through.unwrap_or(Date::MAX);
    let standings =
        (plans(asked, state, (&deal, &billed), until)?, deposits.summaries(&deal, &billed, asked.events, until));
    let document = document(&deal, &assembled, standings, &view)?;
    for (own, billed) in items.iter_mut().zip(billed) {
        own.items = billed.items;
    }
    Ok(((items, deal.currency, document), open))
}

/// What is still to be billed of an order.
pub(super) struct Opened {
    /// By charge; each item when it was planned.
    pub items: Vec<ChargeLife>,
    /// The same, where it is invoiced, before tax.
    pub billed: Vec<Billed>,
    pub deposits: OrderDeposits,
}

/// What is still to be billed; what is due by a day is invoiced `on` one, where they are given.
///
/// # Errors
/// As [`plan_order`].
pub(super) fn opened(asked: &Asked, state: &Life, deal: &Deal, due: Option<(Date, Date)>) -> Result<Opened> {
    check_late(asked.order, deal)?;
    let items = settle(asked, state, deal)?;
    let mut billed: Vec<Billed> = Vec::with_capacity(deal.charges.len());
    for c in 0..deal.charges.len() {
        let mut items = items.get(c).map(|own| own.items.clone()).unwrap_or_default();
        if let Some((by, on)) = due {
            let due = items.iter_mut().filter(|item| date_of(item, asked.events).is_some_and(|date| date <= by));
            due.for_each(|item| item.when = When::On(on));
        }
        billed.push(Billed { items, net: None, taken: Vec::new(), apart: None });
    }
    if deal.taxes.exemption.is_none() {
        take_out(deal, &mut billed)?;
    }
    let deposits = deposits(asked, state, deal, &billed)?;
    Ok(Opened { items, billed, deposits })
}
