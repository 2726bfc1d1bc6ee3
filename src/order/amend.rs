use super::deposits::deposits;
use super::document::{
    AmendOptions, Amended, Amendment, AmendmentDue, CancelAt, CancelTerms, Change, ChangeSet, ContractValue,
    InvoiceChange, LineChange, Order, OrderEntry, OrderPlanOptions, Unused,
};
use super::events::check_events;
use super::fold::last_day;
use super::life::{date_of, horizon, life, life_with, ChargeLife, Life};
use super::settle::{by_arrival, settle, Asked};
use super::standing::plans;
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Span};
use crate::document::{short, Null};
use crate::money::{Currency, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::assemble::{assemble, Assembled};
use crate::quote::bill::Billed;
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::plan::Events;
use crate::quote::preview::{document, View};
use crate::quote::taxes::take_out;
use crate::quote::{BilledPeriod, End, InvoicePlan, PlannedInvoice};

/// An amendment of an order: the new version, and what it changes by line, by invoice and in all.
///
/// Billed entries say what was invoiced; what was billed for changed days is given back and charged anew. An amendment changes
/// nothing before its day.
///
/// # Errors
/// `duplicate_id` for an id that the order has; what is wrong with the changes, with paths into the new order's `amendments`;
/// `unexplained_restatement`; `unknown_event`; `missing_field` where what was billed leaves open whether a deposit was.
pub fn amend(order: &Order, amendment: &Amendment, options: &AmendOptions) -> Result<Amended> {
    let mut next = order.clone();
    if order.amendments.iter().any(|own| own.id == amendment.id) {
        let message = format!("The order has an amendment \"{}\" already.", short(&amendment.id));
        return Err(Problems::one(Code::DuplicateId, &At::Root.key("id"), message, "Give it another id."));
    }
    next.amendments.push(amendment.clone());
    // One order for the same set, whatever came first.
    next.amendments.sort_by_key(|own| (own.effective, own.sequence, own.id.clone()));
    let (was, now) = (by_arrival(order, None), by_arrival(&next, None));
    let until = horizon(&next, &options.billed, options.through);
    let before = life(order, &was, until, &options.events)?;
    let after = life_with(&next, &now, &amendment.id, until, &options.events)?;
    check_events(&next, &[&before, &after], &options.events)?;
    let as_of = options.as_of.unwrap_or(amendment.effective);
    let asked = |order, taken| Asked {
        order,
        taken,
        billed: &options.billed,
        deposits: &options.billed_deposits,
        events: &options.events,
        until,
        as_of: Some(as_of),
    };
    let span = (None, options.through);
    // What was billed may be what only the amendment explains.
    let old = planned(&asked(order, &was), &before, span).map(|(own, _)| own.0);
    let old = old.unwrap_or_else(|_| unbilled(&before, &options.billed));
    let (plan, open) = planned(&asked(&next, &now), &after, span)?;
    let currency = &plan.1;
    Ok(Amended {
        changes: line_changes(&before, &after, currency),
        invoices: invoice_changes(&old, &plan.0, &options.events, currency),
        due: due(&plan, as_of, amendment.refund),
        contract: contract(&before, &after, currency, open.then(|| after.horizon.before())),
        plan: plan.2,
        order: next,
    })
}

/// A cancellation, as an amendment that ends lines.
///
/// # Errors
/// As [`amend`]; `unknown_line`.
pub fn cancel(order: &Order, terms: &CancelTerms, options: &AmendOptions) -> Result<Amended> {
    let taken = by_arrival(order, None);
    let until = horizon(order, &options.billed, options.through);
    let state = life(order, &taken, until, &options.events)?;
    let mut check = Check::default();
    let Some(version) = state.last() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    for (i, id) in terms.lines.iter().flatten().enumerate() {
        if !version.request.lines.iter().any(|line| line.id == *id) {
            let message = format!("The order has no line \"{}\".", short(id));
            check.note(Code::UnknownLine, &At::Root.key("lines").index(i), message, "Mend the id.");
        }
    }
    check.finish(())?;
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let mut changes = Vec::new();
    let meant = |id: &String| terms.lines.as_ref().is_none_or(|ids| ids.contains(id));
    for line in deal.lines.iter().filter(|line| meant(&line.line.id)) {
        let last = last_day(&version.request, line.line);
        let gone = match terms.at {
            CancelAt::Now if terms.unused != Unused::None => Some(terms.on),
            CancelAt::Now | CancelAt::PeriodEnd => {
                line.charges.clone().filter_map(|c| period_end(&deal, c, terms.on)).max()
            }
            CancelAt::TermEnd => {
                let Some(last) = last else { continue };
                let stays = ChangeSet { end: End::On(last), ..ChangeSet::nothing() };
                changes.push(Change { line: Some(line.line.id.clone()), set: Some(stays), ..Change::nothing() });
                continue;
            }
        };
        let Some(gone) = gone.filter(|gone| last.is_none_or(|last| *gone <= last)) else { continue };
        changes.push(match gone > terms.on {
            true => Change {
                line: Some(line.line.id.clone()),
                set: Some(ChangeSet { end: End::On(gone.before()), ..ChangeSet::nothing() }),
                ..Change::nothing()
            },
            false => Change { remove_line: Some(line.line.id.clone()), ..Change::nothing() },
        });
    }
    if changes.is_empty() {
        let hint = match terms.at {
            CancelAt::TermEnd => "Only a line with an end has a term; cancel with periodEnd.",
            CancelAt::Now if terms.unused != Unused::None => "Cancel on an earlier day.",
            _ => "Every line has ended by then, or ends with the billing period that holds the day.",
        };
        return Err(Problems::one(
            Code::OutOfRange,
            &At::Root.key("on"),
            "Nothing is left to cancel on this day.",
            hint,
        ));
    }
    let amendment = Amendment {
        id: terms.id.clone(),
        effective: terms.on,
        sequence: i32::MAX,
        recorded: terms.recorded,
        reason: terms.reason.clone(),
        refund: terms.unused == Unused::Refund,
        changes,
    };
    amend(order, &amendment, options)
}

/// The day after the billing period of a charge that holds a day.
fn period_end(deal: &Deal, c: usize, day: Date) -> Option<Date> {
    let charge = &deal.charges[c];
    let schedule = charge.schedule.as_ref()?;
    let (periods, _) = schedule.periods(charge.start, charge.end, day.plus_days(1));
    periods.into_iter().map(|period| period.span).find(|span| span.from <= day && day < span.to).map(|span| span.to)
}

/// Every invoice of an order that is still to come.
///
/// # Errors
/// `unexplained_restatement`, `unknown_event`; `missing_field` where what was billed leaves open whether a deposit was; and what is
/// wrong with the order.
pub fn plan_order(order: &Order, options: &OrderPlanOptions) -> Result<InvoicePlan> {
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
    };
    planned(&asked, &state, (options.from, options.through)).map(|(planned, _)| planned.2)
}

/// The open items, the currency and the plan; and whether a charge has no end.
type Planned = ((Vec<ChargeLife>, Currency, InvoicePlan), bool);

fn planned(asked: &Asked, state: &Life, (from, through): (Option<Date>, Option<Date>)) -> Result<Planned> {
    let Some(version) = state.last() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let mut open_items = settle(asked, state, &deal)?;
    if let Some(as_of) = asked.as_of.filter(|_| !asked.billed.is_empty()) {
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

impl Change {
    pub(super) fn nothing() -> Change {
        Change { line: None, set: None, add: None, rest: false, add_line: None, remove_line: None, set_plan: None }
    }
}

/// What no entry has a day of.
fn unbilled(life: &Life, billed: &[OrderEntry]) -> Vec<ChargeLife> {
    let mut charges = life.nets().to_vec();
    for own in &mut charges {
        let mine = || billed.iter().filter(|entry| entry.line == own.line && entry.charge == own.charge);
        let overlaps = |span: Span| {
            mine().filter_map(|entry| entry.period).any(|days| days.start < span.to && span.from <= days.end)
        };
        let named =
            |item: &BillingItem| mine().any(|entry| entry.item.as_ref() == item.item.as_ref().map(|(id, _)| id));
        let open: Vec<BillingItem> =
            own.items.iter().filter(|item| !item.span.map_or_else(|| named(item), overlaps)).cloned().collect();
        own.items = open;
    }
    charges
}

/// What is due up to a day.
fn due((open, currency, plan): &(Vec<ChargeLife>, Currency, InvoicePlan), as_of: Date, refund: bool) -> AmendmentDue {
    let items =
        open.iter().flat_map(|own| &own.items).filter(|item| matches!(item.when, When::On(date) if date <= as_of));
    let (mut credits, mut corrections, mut charges) = (Minor::ZERO, Minor::ZERO, Minor::ZERO);
    for item in items {
        match item.reason {
            Reason::Credit => credits += item.net,
            Reason::Correction => corrections += item.net,
            _ => charges += item.net,
        }
    }
    let below = |own: &&PlannedInvoice| refund && own.date <= as_of && own.payable.starts_with('-');
    let paid: Vec<&str> = plan.invoices.iter().filter(below).map(|own| own.payable.trim_start_matches('-')).collect();
    AmendmentDue {
        credits: currency.show(credits),
        corrections: currency.show(corrections),
        charges: currency.show(charges),
        net: currency.show(credits + corrections + charges),
        refund: paid.first().map_or_else(|| currency.show(Minor::ZERO), |own| (*own).to_owned()),
    }
}

/// What each charge comes to, cut wherever the one or the other is cut.
fn line_changes(before: &Life, after: &Life, currency: &Currency) -> Vec<LineChange> {
    let mut all = Vec::new();
    let none: &[BillingItem] = &[];
    let of = |life: &'_ Life, line: &str, charge: &str| {
        life.nets().iter().position(|own| own.line == line && own.charge == charge)
    };
    let mut keys: Vec<(&str, &str)> =
        after.nets().iter().chain(before.nets()).map(|own| (own.line.as_str(), own.charge.as_str())).collect();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    keys.retain(|key| {
        let new = !seen.contains(key);
        seen.push(*key);
        new
    });
    for (line, charge) in keys {
        let old = of(before, line, charge).map_or(none, |place| &before.nets()[place].items);
        let new = of(after, line, charge).map_or(none, |place| &after.nets()[place].items);
        let mut change = |period: Option<Span>, before: Minor, after: Minor| {
            if before != after {
                all.push(LineChange {
                    line: line.to_owned(),
                    charge: charge.to_owned(),
                    period: period.map(|span| BilledPeriod { start: span.from, end: span.to.before() }),
                    before: currency.show(before),
                    after: currency.show(after),
                    delta: currency.show(after - before),
                });
            }
        };
        for span in stretches(old, new) {
            let inside = |item: &&BillingItem| item.span.is_some_and(|own| own.from >= span.from && own.to <= span.to);
            let sum = |items: &[BillingItem]| items.iter().filter(inside).map(|item| item.net).sum::<Minor>();
            change(Some(span), sum(old), sum(new));
        }
        let once =
            |items: &[BillingItem]| items.iter().filter(|own| own.span.is_none()).map(|own| own.net).sum::<Minor>();
        change(None, once(old), once(new));
    }
    all
}

/// Stretches of days that no item of either crosses.
fn stretches(old: &[BillingItem], new: &[BillingItem]) -> Vec<Span> {
    let mut spans: Vec<Span> = old.iter().chain(new).filter_map(|item| item.span).collect();
    spans.sort_by_key(|span| (span.from, span.to));
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut().filter(|before| span.from < before.to) {
            Some(before) => before.to = before.to.max(span.to),
            None => all.push(span),
        }
    }
    all
}

fn invoice_changes(old: &[ChargeLife], new: &[ChargeLife], events: &Events, currency: &Currency) -> Vec<InvoiceChange> {
    let dates = |all: &[ChargeLife]| {
        let items = all.iter().flat_map(|own| own.items.iter());
        let mut dated: Vec<(Date, Minor)> = items.filter_map(|own| Some((date_of(own, events)?, own.net))).collect();
        dated.sort_by_key(|(date, _)| *date);
        dated
    };
    let (old, new) = (dates(old), dates(new));
    let mut days: Vec<Date> = old.iter().chain(&new).map(|(date, _)| *date).collect();
    days.sort_unstable();
    days.dedup();
    let sum = |of: &[(Date, Minor)], day: Date| {
        of.iter().filter(|(date, _)| *date == day).map(|(_, net)| *net).sum::<Minor>()
    };
    let change = |day: Date| (day, sum(&old, day), sum(&new, day));
    let changes = days.into_iter().map(change).filter(|(_, before, after)| before != after);
    let written = |(date, before, after): (Date, Minor, Minor)| InvoiceChange {
        date,
        before: currency.show(before),
        after: currency.show(after),
        delta: currency.show(after - before),
    };
    changes.map(written).collect()
}

fn contract(before: &Life, after: &Life, currency: &Currency, through: Option<Date>) -> ContractValue {
    let whole = |life: &Life| life.nets().iter().flat_map(|own| &own.items).map(|item| item.net).sum::<Minor>();
    let (before, after) = (whole(before), whole(after));
    ContractValue {
        before: currency.show(before),
        after: currency.show(after),
        delta: currency.show(after - before),
        through: Null(through),
    }
}
