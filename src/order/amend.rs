use super::difference::{contract, due, invoice_changes, line_changes, unbilled};
use super::document::{AmendOptions, Amended, Amendment, Order};
use super::events::check_events;
use super::life::{life, life_with};
use super::plan::planned;
use super::reach::Reach;
use super::reversed::{standing, standing_deposits};
use super::settle::{by_arrival, Asked};
use crate::document::short;
use crate::problem::{At, Code, Problems, Result};

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
    compare((order, &next), amendment, Some(&amendment.id), options)
}

/// An order without one of its amendments, and what that changes: for what was agreed and not billed yet. What only the
/// amendment explains cannot be undone; amend back instead.
///
/// # Errors
/// `unknown_amendment`; `unexplained_restatement` where something of it was billed; as [`amend`].
pub fn undo(order: &Order, id: &str, options: &AmendOptions) -> Result<Amended> {
    let Some(amendment) = order.amendments.iter().find(|own| own.id == id) else {
        let message = format!("The order has no amendment \"{}\".", short(id));
        return Err(Problems::one(Code::UnknownAmendment, &At::Root.key("id"), message, "Mend the id."));
    };
    let mut next = order.clone();
    next.amendments.retain(|own| own.id != id);
    compare((order, &next), amendment, None, options)
}

/// What an order becomes with, or without, an amendment.
fn compare(
    (order, next): (&Order, &Order),
    amendment: &Amendment,
    new: Option<&str>,
    options: &AmendOptions,
) -> Result<Amended> {
    let (was, now) = (by_arrival(order, None), by_arrival(next, None));
    let other = Reach::of(order, &options.billed, options.through);
    let reach = &Reach::of(next, &options.billed, options.through).at_least(other.until).whole();
    let before = life(order, &was, reach, &options.events)?;
    let after = match new {
        Some(id) => life_with(next, &now, id, reach, &options.events)?,
        None => life(next, &now, reach, &options.events)?,
    };
    check_events(next, &[&before, &after], &options.events)?;
    let known = amendment.recorded.map_or(amendment.effective, |recorded| recorded.max(amendment.effective));
    let as_of = options.as_of.unwrap_or(known);
    let (billed, deposits) = (standing(&options.billed)?, standing_deposits(&options.billed_deposits)?);
    let asked = |order, taken| Asked {
        order,
        taken,
        billed: &billed,
        deposits: &deposits,
        events: &options.events,
        reach,
        as_of: Some(as_of),
        today: options.as_of,
    };
    let span = (None, options.through);
    // What was billed may be what only the amendment explains.
    let old = planned(&asked(order, &was), &before, span).map(|(own, _)| own.0);
    let old = old.unwrap_or_else(|_| unbilled(&before, &billed));
    let (plan, open) = planned(&asked(next, &now), &after, span)?;
    let currency = &plan.1;
    Ok(Amended {
        changes: line_changes(&before, &after, currency),
        invoices: invoice_changes(&old, &plan.0, &options.events, currency),
        due: due(&old, &plan, as_of, amendment.refund),
        contract: contract(&before, &after, currency, open.then(|| after.horizon.before())),
        plan: plan.2,
        order: next.clone(),
    })
}
