//! Which events an order waits for.

use super::document::Order;
use super::life::{life, Life};
use super::reach::Reach;
use super::settle::by_arrival;
use crate::problem::Result;
use crate::quote::plan::Events;

/// Refuses an event that nothing waits for: no item of these lives or of their earlier versions, and no deposit.
///
/// # Errors
/// `unknown_event`.
pub(super) fn check_events(order: &Order, lives: &[&Life], events: &Events) -> Result<()> {
    let waits = |event: &str| {
        let deposits = order.quote.deposits.iter().filter_map(|deposit| deposit.on.event.as_deref());
        let mut items = lives.iter().flat_map(|life| &life.charges);
        items.any(|charge| charge.waits_for(event)) || deposits.into_iter().any(|known| known == event)
    };
    events.check(&waits)
}

/// Whether an order waits for an event, or did in an earlier version. Of an order that is wrong nothing is known: it says so itself.
pub(crate) fn waits_for<'a>(order: &Order, mut asked: impl Iterator<Item = &'a String>) -> impl Fn(&str) -> bool {
    let known =
        asked.next().map(|_| life(order, &by_arrival(order, None), &Reach::of(order, &[], None), &Events::default()));
    let deposits: Vec<String> = order.quote.deposits.iter().filter_map(|own| own.on.event.clone()).collect();
    move |event: &str| {
        let items = match &known {
            Some(Ok(life)) => life.charges.iter().any(|charge| charge.waits_for(event)),
            Some(Err(_)) => true,
            None => false,
        };
        items || deposits.iter().any(|own| own == event)
    }
}
