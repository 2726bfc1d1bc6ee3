//! Which events an order waits for.

use super::document::Order;
use super::life::Life;
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
