use super::document::{Order, OrderState, OrderStateOptions};
use super::fold::versions;
use super::settle::by_arrival;
use super::usage::as_known;
use crate::document::Null;
use crate::problem::{At, Code, Problems, Result};

/// What an order says on a day, as it was known on another: earlier states stay readable.
///
/// # Errors
/// What is wrong with the amendments.
pub fn order_state(order: &Order, options: &OrderStateOptions) -> Result<OrderState> {
    let then = as_known(order, options.known);
    let order = then.as_ref().unwrap_or(order);
    let mut known = by_arrival(order, options.known);
    known.sort_by_key(|i| {
        let own = &order.amendments[*i];
        (own.effective, own.sequence, own.id.clone())
    });
    let holds = |i: &usize| options.on.is_none_or(|on| order.amendments[*i].effective <= on);
    let until = known.iter().map(|i| order.amendments[*i].effective).find(|day| options.on.is_some_and(|on| *day > on));
    let taken: Vec<usize> = known.into_iter().filter(holds).collect();
    let Some(last) = versions(order, &taken, None)?.pop() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    let amendments = taken.iter().map(|i| order.amendments[*i].id.clone()).collect();
    Ok(OrderState { from: last.from, until: Null(until), amendments, request: last.request })
}
