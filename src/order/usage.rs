//! What was used of an order's lines: the records of its quote and those that came later.

use super::document::{Order, OrderUsage};
use super::fold::Version;
use crate::calendar::Date;
use crate::document::short;
use crate::problem::{At, Check, Code, Result};
use crate::quote::deal::Deal;
use crate::quote::late::{refused, Refused};
use crate::quote::{QuoteRequest, UsageRecord};

/// Notes what was used of a line that no version has, and no amendment adds.
pub(super) fn check_usage(order: &Order, all: &[Version], check: &mut Check) {
    let sold = |id: &str| all.iter().skip(1).flat_map(|own| &own.request.lines).any(|line| line.id == id);
    let added = |id: &str| order.amendments.iter().any(|known| known.adds(id));
    for (i, own) in order.usage.iter().enumerate().filter(|(_, own)| !sold(&own.line) && !added(&own.line)) {
        let message = format!("The order has no line \"{}\".", short(&own.line));
        let root = At::Root;
        check.note(Code::UnknownLine, &root.key("usage").index(i).key("line"), message, "Mend the id.");
    }
}

pub(super) fn with_usage(order: &Order, state: &mut QuoteRequest) {
    for line in &mut state.lines {
        let mine = order.usage.iter().filter(|own| own.line == line.id);
        line.usage.extend(mine.flat_map(|own| own.records.iter().cloned()));
    }
}

/// The order as it was known on a day: without the usage that became known later. `None` where that is the order.
pub(super) fn as_known(order: &Order, known: Option<Date>) -> Option<Order> {
    let known = known?;
    let later = |record: &UsageRecord| record.recorded.is_some_and(|day| day > known);
    order.usage.iter().flat_map(|own| &own.records).any(later).then(|| {
        let left = |own: &OrderUsage| own.records.iter().filter(|record| !later(record)).cloned().collect();
        let usage = order.usage.iter().map(|own| OrderUsage { records: left(own), ..own.clone() }).collect();
        Order { usage, ..order.clone() }
    })
}

/// Refuses late records, where the order's policy takes none.
///
/// # Errors
/// `late_usage`, at the record in the order.
pub(super) fn check_late(order: &Order, deal: &Deal) -> Result<()> {
    let mut check = Check::default();
    for own in refused(deal) {
        own.note(&At::Pointer(&place_of(order, deal, &own)), &mut check);
    }
    check.finish(())
}

fn place_of(order: &Order, deal: &Deal, own: &Refused) -> String {
    let line = &deal.lines[own.line].line.id;
    let within = |all: &[UsageRecord]| all.iter().position(|record| record == own.record);
    let came = order.usage.iter().enumerate().filter(|(_, of)| of.line == *line);
    let came = came.filter_map(|(i, of)| Some(format!("/usage/{i}/records/{}", within(&of.records)?))).next();
    let quoted = || {
        let i = order.quote.lines.iter().position(|of| of.id == *line)?;
        Some(format!("/quote/lines/{i}/usage/{}", within(&order.quote.lines[i].usage)?))
    };
    came.or_else(quoted).unwrap_or_else(|| "/usage".to_owned())
}
