//! A quote that begins on another day than was quoted.

use crate::calendar::Date;
use crate::document::{read, Node, Write};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::QuoteRequest;

/// The dates of an agreement; those of taxes, rates of exchange and usage are facts and stay.
const DATES: [&str; 5] = ["start", "end", "asOf", "date", "until"];
const FACTS: [&str; 6] = ["taxes", "accounting", "usage", "attributes", "account", "seller"];

/// The request with every date as much later as the new start is: whole months where the two days are so far apart, else days.
/// The days of the order's own prices move along, so that the same prices hold.
///
/// # Errors
/// `out_of_range` beyond the calendar.
pub(super) fn shifted(request: &QuoteRequest, start: Option<Date>) -> Result<QuoteRequest> {
    let Some(start) = start.filter(|start| *start != request.start) else { return Ok(request.clone()) };
    let months = if start > request.start {
        request.start.whole_months_until(start)
    } else {
        -start.whole_months_until(request.start)
    };
    let whole = request.start.plus_months(months) == start;
    let days = start.days_since(request.start);
    let moved = |date: Date| {
        let later = if whole { date.plus_months(months) } else { date.plus_days(days) };
        (later > Date::MIN && later < Date::MAX).then_some(later)
    };
    let mut node = request.write();
    if !shift(&mut node, &moved) {
        let message = format!("A date of the quote would leave the calendar with a start on {start}.");
        return Err(Problems::one(Code::OutOfRange, &At::Root.key("start"), message, "Write another start."));
    }
    read(node)
}

fn shift(node: &mut Node, moved: &impl Fn(Date) -> Option<Date>) -> bool {
    match node {
        Node::List(all) => all.iter_mut().all(|own| shift(own, moved)),
        Node::Object(fields) => {
            fields.iter_mut().filter(|(key, _)| !FACTS.contains(&key.as_ref())).all(|(key, own)| {
                let date = match own {
                    Node::Text(text) if DATES.contains(&key.as_ref()) => Date::parse(text),
                    _ => None,
                };
                match date {
                    Some(date) => moved(date).map(|later| *own = later.write()).is_some(),
                    None => shift(own, moved),
                }
            })
        }
        _ => true,
    }
}
