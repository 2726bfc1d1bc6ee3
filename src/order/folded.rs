//! Closing days: many billed entries of a charge as one, so that the cost of a run does not grow with what is past.

use super::document::{EntryKind, Order, OrderEntry};
use super::life::life;
use super::reach::Reach;
use super::reversed::{standing, standing_deposits};
use super::settle::{by_arrival, settle, Asked};
use crate::billing::BillingItem;
use crate::calendar::{Date, Span};
use crate::document::{document, result};
use crate::money::Dec;
use crate::problem::{At, Code, Problems, Result};
use crate::quote::deal::resolve_within;
use crate::quote::{BilledPeriod, Events};

document! {
    /// What is to be closed.
    pub struct FoldOptions {
        /// The last day to close, inclusive. Each charge is closed up to the end of its last billing period that is over by then.
        pub through: Date,
        /// What was billed.
        pub billed: Vec<OrderEntry> = Default::default(),
        /// The dates of events, by name.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
    }
}

result! {
    /// The billed entries with closed days folded: keep them instead of those that were given.
    pub struct Folded {
        /// One entry of kind `closed` for each charge that is closed, then the others as they were.
        pub billed: Vec<OrderEntry>,
        /// How many entries became one of those.
        pub folded: u32,
    }
}

/// Folds the billed entries of closed days into one for each charge. Nothing is closed that is still to be billed or corrected; from
/// then on no amendment changes what was billed for closed days. Goodwill given for closed days is part of what is done with.
///
/// # Errors
/// `not_supported` for an order with deposits, which are settled by what was billed; as [`plan_order`](super::plan_order).
pub fn fold_billed(order: &Order, options: &FoldOptions) -> Result<Folded> {
    if !order.quote.deposits.is_empty() {
        let message = "What was billed of an order with deposits says what they settle.";
        let hint = "Keep its entries as they are.";
        return Err(Problems::one(Code::NotSupported, &At::Root.key("quote").key("deposits"), message, hint));
    }
    let taken = by_arrival(order, None);
    let reach = &Reach::of(order, &options.billed, None);
    let state = life(order, &taken, reach, &options.events)?;
    let (billed, deposits) = (standing(&options.billed)?, standing_deposits(&[])?);
    let asked = Asked {
        order,
        taken: &taken,
        billed: &billed,
        deposits: &deposits,
        events: &options.events,
        reach,
        as_of: None,
        today: None,
    };
    let Some(version) = state.last() else {
        return Ok(Folded { billed: options.billed.clone(), folded: 0 });
    };
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let open = settle(&asked, &state, &deal)?;
    let (mut closed, mut rest) = (Vec::new(), billed.to_vec());
    let mut folded = 0;
    for (own, open) in state.charges.iter().zip(&open) {
        let is_own = |entry: &OrderEntry| entry.line == own.line && entry.charge == own.charge;
        let mine: Vec<&OrderEntry> = rest.iter().filter(|entry| is_own(entry)).collect();
        let Some(opens) = boundary(&own.items, &open.items, &mine, options.through) else { continue };
        let ends = |entry: &OrderEntry| is_own(entry) && entry.period.is_some_and(|period| period.end < opens);
        let (done, others): (Vec<OrderEntry>, Vec<OrderEntry>) = rest.into_iter().partition(ends);
        rest = others;
        folded += u32::try_from(done.len()).unwrap_or(u32::MAX);
        closed.extend(sum(&done, opens)?);
    }
    rest.retain(|entry| entry.net != Dec::ZERO || entry.kind != EntryKind::Adjustment || entry.item.is_some());
    closed.append(&mut rest);
    Ok(Folded { billed: closed, folded })
}

/// The first day of a charge that stays open: the end of a period, before which all is billed.
fn boundary(items: &[BillingItem], open: &[BillingItem], done: &[&OrderEntry], through: Date) -> Option<Date> {
    let days: Vec<Span> = done
        .iter()
        .filter_map(|entry| entry.period)
        .map(|period| Span { from: period.start, to: period.end.plus_days(1) })
        .collect();
    let cuts = |day: Date, span: Span| span.from < day && day < span.to;
    let ends = days.iter().map(|span| span.to).filter(|day| *day <= through.plus_days(1));
    let stands = |day: &Date| {
        !days.iter().any(|span| cuts(*day, *span))
            && !items.iter().filter_map(|item| item.span).any(|span| cuts(*day, span))
            && !open.iter().filter_map(|item| item.span).any(|span| span.from < *day)
    };
    ends.filter(stands).max()
}

/// Entries as one.
///
/// # Errors
/// `overflow`.
fn sum(done: &[OrderEntry], opens: Date) -> Result<Option<OrderEntry>> {
    let Some(first) = done.first() else { return Ok(None) };
    let too_large = || {
        let hint = "Close fewer days at once.";
        Problems::one(Code::Overflow, &At::Root.key("billed"), "What was billed is too large to add up.", hint)
    };
    let charged = || done.iter().filter(|entry| entry.kind != EntryKind::Adjustment);
    let add = |of: &dyn Fn(&OrderEntry) -> Option<Dec>| {
        charged().filter_map(of).try_fold(Dec::ZERO, |sum, own| sum.plus(&own)).ok_or_else(too_large)
    };
    let net = add(&|entry| Some(entry.net))?;
    let gross = add(&|entry| entry.gross)?;
    let start = done.iter().filter_map(|entry| entry.period).map(|period| period.start).min();
    Ok(start.map(|start| OrderEntry {
        period: Some(BilledPeriod { start, end: opens.before() }),
        item: None,
        net,
        gross: charged().any(|entry| entry.gross.is_some()).then_some(gross),
        retained: None,
        released: None,
        date: done.iter().filter_map(|entry| entry.date).max(),
        kind: EntryKind::Closed,
        ..first.clone()
    }))
}
