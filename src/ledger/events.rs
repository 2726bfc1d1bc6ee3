//! The events of several orders: each order takes those that it waits for.

use crate::document::{document, short};
use crate::order::{waits_for, Order};
use crate::problem::{At, Check, Code};
use crate::quote::Events;

document! {
    /// The events of one order: they overrule those of all.
    pub struct OrderEvents {
        /// The order's id.
        pub order: String,
        /// Their dates, by name.
        #[cfg_attr(test, ts(type = "Record<string, CivilDate>"))]
        pub events: Events,
    }
}

/// What each order knows, by its place. Notes events that no order waits for.
pub(super) fn events_of(orders: &[Order], shared: &Events, own: &[OrderEvents], check: &mut Check) -> Vec<Events> {
    let root = At::Root;
    let mut used = vec![false; shared.0.len()];
    let mut all = Vec::with_capacity(orders.len());
    let list = root.key("orderEvents");
    for (i, one) in own.iter().enumerate() {
        if !orders.iter().any(|order| order.id == one.order) {
            let message = format!("There is no order \"{}\".", short(&one.order));
            check.note(Code::UnknownOrder, &list.index(i).key("order"), message, "Hand in the order, or leave it out.");
        }
    }
    for order in orders {
        let mut known = Events::default();
        let mine = own.iter().enumerate().filter(|(_, one)| one.order == order.id);
        let mine: Vec<(usize, &String, _)> =
            mine.flat_map(|(i, one)| one.events.0.iter().map(move |(event, date)| (i, event, *date))).collect();
        let asked = shared.0.iter().map(|(event, _)| event).chain(mine.iter().map(|own| own.1));
        let waited = waits_for(order, asked);
        for (i, event, date) in &mine {
            if !waited(event) {
                let message = format!("Nothing of the order waits for the event \"{}\".", short(event));
                let at = list.index(*i);
                check.note(
                    Code::UnknownEvent,
                    &at.key("events").key(event),
                    message,
                    "Mend its name, or leave it out.",
                );
            } else if known.date(event).is_none() {
                known.0.push(((*event).clone(), *date));
            }
        }
        for (used, (event, date)) in used.iter_mut().zip(&shared.0) {
            if waited(event) {
                *used = true;
                if known.date(event).is_none() {
                    known.0.push((event.clone(), *date));
                }
            }
        }
        all.push(known);
    }
    for ((event, _), _) in shared.0.iter().zip(used).filter(|(_, used)| !used) {
        let message = format!("Nothing waits for the event \"{}\".", short(event));
        check.note(Code::UnknownEvent, &root.key("events").key(event), message, "Mend its name, or leave it out.");
    }
    all
}
