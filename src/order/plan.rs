use super::deposits::deposits;
use super::document::{Order, OrderPlanOptions};
use super::events::check_events;
use super::life::{date_of, horizon, life, ChargeLife, Life};
use super::settle::{by_arrival, settle, Asked};
use super::standing::plans;
use super::usage::{as_known, check_late};
use crate::billing::{BillingItem, When};
use crate::calendar::Date;
use crate::money::Currency;
use crate::problem::{At, Code, Problems, Result};
use crate::quote::assemble::{assemble, Assembled};
use crate::quote::bill::Billed;
use crate::quote::deal::resolve_within;
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
    let until = horizon(order, &options.billed, options.through);
    let state = life(order, &taken, until, &options.events)?;
    check_events(order, &[&state], &options.events)?;
    let asked = Asked {
        order,
        taken: &taken,
        billed: &options.billed,
        deposits: &options.billed_deposits,
        events: &options.events,
        until,
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
    check_late(asked.order, &deal)?;
    let mut open_items = settle(asked, state, &deal)?;
    if let Some(as_of) = asked.today.filter(|_| !asked.billed.is_empty()) {
        // What is overdue is invoiced today.
        let items = open_items.iter_mut().flat_map(|own| &mut own.items);
        let overdue = items.filter(|item| date_of(item, asked.events).is_some_and(|date| date < as_of));
        overdue.for_each(|item| item.when = When::On(as_of));
    }
    let mut billed: Vec<Billed> = Vec::with_capacity(deal.charges.len());
    for c in 0..deal.charges.len() {
        let items = open_items.get(c).map(|own| own.items.clone()).unwrap_or_default();
        billed.push(Billed { items, net: None, taken: Vec::new(), apart: None });
    }
    if deal.taxes.exemption.is_none() {
        take_out(&deal, &mut billed)?;
    }
    let deposits = deposits(asked, state, &deal, &billed)?;
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
    for (own, items) in open_items.iter_mut().zip(billed) {
        own.items = items.items;
    }
    Ok(((open_items, deal.currency, document), open))
}
