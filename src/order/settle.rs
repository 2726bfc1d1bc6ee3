//! What is still to be billed: the order's items less what was billed, with corrections where a billed period has changed.
//!
//! A difference in what was billed needs a cause. For each stretch that was billed otherwise the latest earlier state of the
//! order is looked for that explains it; what has become known since is the cause, and its first day is where the correction
//! begins. Where no amendment explains it, nothing is billed: `unexplained_restatement`.

use super::causes::{cause, Others};
use super::document::{EntryKind, Order, OrderDeposit, OrderEntry};
use super::held::held;
use super::life::{date_of, ChargeLife, Life};
use super::reach::Reach;
use super::sums::Sums;
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Span};
use crate::document::short;
use crate::money::{Currency, Minor};
use crate::policy::{AmendBy, Increases};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::deal::Deal;
use crate::quote::plan::Events;

/// The places of an order's amendments in the order in which they became known.
pub(super) fn by_arrival(order: &Order, known: Option<Date>) -> Vec<usize> {
    let mut all: Vec<usize> = (0..order.amendments.len()).collect();
    all.retain(|i| known.is_none_or(|known| order.amendments[*i].recorded.is_none_or(|day| day <= known)));
    all.sort_by_key(|i| {
        let own = &order.amendments[*i];
        (own.recorded.unwrap_or(own.effective), own.effective, own.sequence, own.id.clone())
    });
    all
}

/// What an order is asked about.
pub(super) struct Asked<'a> {
    pub order: &'a Order,
    /// Its amendments, as they became known.
    pub taken: &'a [usize],
    pub billed: &'a [OrderEntry],
    pub deposits: &'a [OrderDeposit],
    pub events: &'a Events,
    /// How far to look.
    pub reach: &'a Reach,
    /// Nothing new is dated before this day.
    pub as_of: Option<Date>,
    /// The day that was asked for: what is overdue then is invoiced then.
    pub today: Option<Date>,
}

impl Asked<'_> {
    /// All amendments but one.
    pub fn without(&self, out: usize) -> Vec<usize> {
        self.taken.iter().copied().filter(|own| *own != out).collect()
    }

    /// States in which something may have been billed: as amendments became known, without one of them, with one alone.
    pub fn earlier(&self) -> Vec<Vec<usize>> {
        let known = (0..self.taken.len()).map(|count| self.taken[..count].to_vec());
        let without = self.taken.iter().map(|own| self.without(*own));
        known.chain(without).chain(self.taken.iter().map(|own| vec![*own])).collect()
    }
}

/// An entry of the billed state.
pub(super) struct Done {
    charge: usize,
    span: Option<Span>,
    pub item: Option<String>,
    pub net: Minor,
    /// What was withheld of it, where that was said; below zero where it was released.
    pub held: Option<Minor>,
    pub date: Option<Date>,
    pub is_adjustment: bool,
    pub place: usize,
}

/// The items that are still to be billed, by the charges of `life`.
///
/// # Errors
/// `unexplained_restatement`, `unknown_line`, `overflow`.
pub(super) fn settle(asked: &Asked, life: &Life, deal: &Deal) -> Result<Vec<ChargeLife>> {
    let currency = &deal.currency;
    let mut all: Vec<ChargeLife> = life.charges.clone();
    if asked.billed.is_empty() {
        return Ok(all);
    }
    let (policy, _) = asked.order.quote.policy.resolve(&At::Root)?;
    let mut others = Others::of(asked, policy.increases == Increases::Full);
    let done = done(asked, &all, deal)?;
    for (c, charge) in all.iter_mut().enumerate() {
        close(asked, charge)?;
        let mine: Vec<&Done> = done.iter().filter(|own| own.charge == c).collect();
        if mine.is_empty() {
            continue;
        }
        let (in_time, at_once) = std::mem::take(&mut charge.items).into_iter().partition(|item| item.span.is_some());
        let key = (charge.line.clone(), charge.charge.clone());
        let (spans, without): (Vec<&Done>, Vec<&Done>) = mine.into_iter().partition(|own| own.span.is_some());
        let sums = Sums { items: at_once, done: without };
        charge.items = sums.open((asked, currency, &policy), &mut others, &key)?;
        let late = charge.is_rated && !asked.order.usage.is_empty();
        for group in groups(in_time, spans) {
            charge.items.extend(open((asked, currency, policy.amend_by), &mut others, &key, (group, late))?);
        }
    }
    Ok(all)
}

/// Leaves out the periods of a charge that are closed.
///
/// # Errors
/// `unexplained_restatement` where the closed days end within a period.
fn close(asked: &Asked, charge: &mut ChargeLife) -> Result<()> {
    let Some(opens) = asked.reach.opens(&charge.line, &charge.charge) else { return Ok(()) };
    let across = |item: &&BillingItem| item.span.is_some_and(|span| span.from < opens && span.to > opens);
    if let Some(span) = charge.items.iter().find(across).and_then(|item| item.span) {
        let closed =
            |own: &OrderEntry| own.kind == EntryKind::Closed && own.line == charge.line && own.charge == charge.charge;
        let place = asked.billed.iter().position(closed).unwrap_or_default();
        let message = format!(
            "The closed days of the line \"{}\" end on {}, within {} to {}.",
            short(&charge.line),
            opens.before(),
            span.from,
            span.to.before()
        );
        return Err(unexplained(place, message));
    }
    charge.items.retain(|item| item.span.is_none_or(|span| span.from >= opens));
    Ok(())
}

/// The entries of the billed state, each with its charge; closed ones are done with.
fn done(asked: &Asked, all: &[ChargeLife], deal: &Deal) -> Result<Vec<Done>> {
    let (mut check, mut done) = (Check::default(), Vec::new());
    let opens = |own: &OrderEntry| asked.reach.opens(&own.line, &own.charge);
    let is_closed = |own: &OrderEntry| own.period.zip(opens(own)).is_some_and(|(period, opens)| period.end < opens);
    for (place, entry) in asked.billed.iter().enumerate().filter(|(_, own)| !is_closed(own)) {
        let root = At::Root;
        let list = root.key("billed");
        let at = list.index(place);
        let found = all.iter().position(|own| own.line == entry.line && own.charge == entry.charge);
        let Some(charge) = found else {
            let message = format!(
                "The order never had a charge \"{}\" of a line \"{}\".",
                short(&entry.charge),
                short(&entry.line)
            );
            check.note(Code::UnknownLine, &at.key("line"), message, "Mend the ids.");
            continue;
        };
        let holds_tax = deal.is_inclusive() && deal.taxes.exemption.is_none() && deal.charges[charge].tax.is_some();
        let (amount, key) = match (holds_tax, &entry.gross) {
            (false, _) => (&entry.net, "net"),
            (true, Some(gross)) => (gross, "gross"),
            (true, None) => {
                let hint = "Write the invoice line's gross beside its net.";
                check.note(Code::MissingField, &at.key("gross"), "The order's prices hold the tax.", hint);
                continue;
            }
        };
        let Some(net) = check.keep(deal.currency.amount(amount, &at.key(key))) else { continue };
        if let Some(period) = entry.period.filter(|period| period.end < period.start) {
            let message = format!("The period ends on {}, before its start.", period.end);
            let hint = "Write the first day and the last, as the invoice line had them.";
            check.note(Code::EndBeforeStart, &at.key("period").key("end"), message, hint);
            continue;
        }
        let span = entry.period.map(|period| Span { from: period.start, to: period.end.plus_days(1) });
        let is_adjustment = entry.kind == EntryKind::Adjustment;
        let Some(held) = check.keep(held(&deal.currency, entry, &at)) else { continue };
        let item = entry.item.clone();
        done.push(Done { charge, span, item, net, held, date: entry.date, is_adjustment, place });
    }
    check.finish(done)
}

/// Items and entries of one charge that have days in common.
struct Group<'d> {
    items: Vec<BillingItem>,
    done: Vec<&'d Done>,
    /// Goodwill, below zero.
    adjusted: Minor,
    span: Span,
}

fn groups<'d>(planned: Vec<BillingItem>, mine: Vec<&'d Done>) -> Vec<Group<'d>> {
    let mut all: Vec<Group> = Vec::new();
    let mut spans: Vec<Span> = planned.iter().filter_map(|item| item.span).collect();
    spans.extend(mine.iter().filter_map(|own| own.span));
    spans.sort_by_key(|span| (span.from, span.to));
    for span in spans {
        match all.last_mut().map(|group| &mut group.span).filter(|before| span.from < before.to) {
            Some(before) => before.to = before.to.max(span.to),
            None => all.push(Group { items: Vec::new(), done: Vec::new(), adjusted: Minor::ZERO, span }),
        }
    }
    // Groups are in order, and each span lies in one.
    let place = |all: &[Group], span: Option<Span>| {
        span.and_then(|span| all.partition_point(|own| own.span.from <= span.from).checked_sub(1))
    };
    for own in planned {
        if let Some(at) = place(&all, own.span) {
            all[at].items.push(own);
        }
    }
    for own in mine {
        match place(&all, own.span).map(|at| &mut all[at]) {
            Some(group) if own.is_adjustment => group.adjusted += own.net,
            Some(group) => group.done.push(own),
            None => {}
        }
    }
    all
}

fn sum(items: &[BillingItem]) -> Minor {
    items.iter().map(|item| item.net).sum()
}

/// What is open of a group: all where nothing was billed, nothing where all was, else the corrections.
fn open(
    (asked, currency, amend_by): (&Asked, &Currency, AmendBy),
    others: &mut Others,
    key: &(String, String),
    (group, late): (Group, bool),
) -> Result<Vec<BillingItem>> {
    let Some(first) = group.done.first() else { return Ok(group.items) };
    let billed: Minor = group.done.iter().map(|own| own.net).sum();
    let partly: Vec<&BillingItem> = group.items.iter().filter(|item| !covered(item, &group.done)).collect();
    let reach = reach_of(&group);
    let excess = excess(&group, reach);
    if billed == sum(&group.items) + excess && partly.is_empty() {
        return Ok(Vec::new());
    }
    let since = cause(asked, others, key, (group.span, reach), billed)?;
    let place = first.place;
    let days = format!("{} to {}", group.span.from, group.span.to.before());
    let message = said(currency, key, &days, ("billed", billed, sum(&group.items)));
    let Some((on, since)) = since else {
        // What no amendment touched: the items that were billed are done, the others are open.
        let rest: Vec<BillingItem> = partly.into_iter().cloned().collect();
        if billed == sum(&group.items) - sum(&rest) {
            return Ok(rest);
        }
        if late {
            return Ok(rated_late(asked, group, rest, billed));
        }
        return Err(unexplained(place, message));
    };
    let mut all = Vec::new();
    let kept: Minor =
        group.items.iter().filter(|item| item.span.is_some_and(|span| span.to <= since)).map(|item| item.net).sum();
    // It is due with what it corrects, or with the change, whichever is first.
    let touched = group.items.iter().filter(|item| item.span.is_some_and(|span| span.to >= since));
    let due = touched.filter_map(|item| date_of(item, asked.events)).min();
    let date = asked.as_of.map_or(on, |as_of| on.min(due.unwrap_or(on)).max(as_of));
    // Goodwill may leave nothing to give back; it is never charged.
    let back = if kept < billed { (kept - billed + excess).min(Minor::ZERO) } else { kept - billed + excess };
    if back != Minor::ZERO {
        let dates = group.done.iter().filter(|own| own.net > Minor::ZERO).filter_map(|own| own.date);
        let planned = || group.items.iter().filter_map(|item| date_of(item, asked.events)).next();
        let template =
            group.items.iter().find(|item| item.span.is_some_and(|span| span.to > since)).or(group.items.last());
        all.push(BillingItem {
            when: When::On(date),
            span: Some(Span { from: since, to: reach.max(since.plus_days(1)) }),
            item: None,
            measure: None,
            tag: template.map_or(0, |item| item.tag),
            reason: Reason::Credit,
            net: back,
            rounded: false,
            remainder: false,
            apart: None,
            usage: None,
            taxed: dates.max().or_else(planned),
        });
    }
    for item in group.items.into_iter().filter(|item| item.span.is_some_and(|span| span.to > since)) {
        // Days that no invoice has reached are billed when they are due.
        let due = item.span.is_some_and(|span| span.from < reach);
        let when = if due { When::On(date) } else { item.when.clone() };
        let reason = if due { Reason::Correction } else { item.reason };
        all.push(BillingItem { when, reason, ..item });
    }
    all.retain(|item| item.net != Minor::ZERO || !matches!(item.reason, Reason::Credit | Reason::Correction));
    Ok(match amend_by {
        AmendBy::Replace => all,
        AmendBy::Delta => as_one(all),
    })
}

/// What records that arrived after the invoice change of it, beside what was not billed yet.
fn rated_late(asked: &Asked, group: Group, mut rest: Vec<BillingItem>, billed: Minor) -> Vec<BillingItem> {
    let changed = sum(&group.items) - sum(&rest) - billed;
    let template = group.items.into_iter().rfind(|item| covered(item, &group.done));
    rest.extend(template.map(|item| {
        let date = date_of(&item, asked.events).into_iter().chain(asked.as_of).max();
        let when = date.map_or_else(|| item.when.clone(), When::On);
        BillingItem { when, net: changed, reason: Reason::Correction, apart: None, ..item }
    }));
    rest
}

/// Credits and corrections as their sum, over all their days.
fn as_one(all: Vec<BillingItem>) -> Vec<BillingItem> {
    let mends = |item: &BillingItem| matches!(item.reason, Reason::Credit | Reason::Correction);
    let (mended, mut rest): (Vec<BillingItem>, Vec<BillingItem>) = all.into_iter().partition(mends);
    let net = sum(&mended);
    let to = mended.iter().filter_map(|item| item.span).map(|span| span.to).max();
    let one = mended.into_iter().reduce(|first, _| first).map(|first| {
        let span = first.span.zip(to).map(|(span, to)| Span { to, ..span });
        let reason = if net < Minor::ZERO { Reason::Credit } else { Reason::Correction };
        BillingItem { net, span, reason, measure: None, ..first }
    });
    rest.extend(one.filter(|item| item.net != Minor::ZERO));
    rest
}

/// The day after the last that was billed.
fn reach_of(group: &Group) -> Date {
    group.done.iter().filter_map(|own| own.span).map(|span| span.to).max().unwrap_or(group.span.to)
}

/// What cannot come back because goodwill has given it back already.
fn excess(group: &Group, reach: Date) -> Minor {
    let billed: Minor = group.done.iter().map(|own| own.net).sum();
    if billed.0 <= 0 || group.adjusted.0 >= 0 {
        return Minor::ZERO;
    }
    let due = |item: &&BillingItem| item.span.is_some_and(|span| span.from < reach);
    let planned: Minor = group.items.iter().filter(due).map(|item| item.net).sum();
    (billed.min(-group.adjusted) - planned).max(Minor::ZERO)
}

fn covered(item: &BillingItem, done: &[&Done]) -> bool {
    let overlaps =
        |span: Span| done.iter().filter_map(|own| own.span).any(|own| own.from < span.to && span.from < own.to);
    item.span.is_some_and(overlaps)
}

/// What was done with an amount, and what the order says, for people.
pub(super) fn said(
    currency: &Currency,
    (line, charge): &(String, String),
    of: &str,
    (was, done, planned): (&str, Minor, Minor),
) -> String {
    format!(
        "Line \"{}\", charge \"{}\", {of}: {} was {was} where the order says {}, and no amendment explains it.",
        short(line),
        short(charge),
        currency.show(done),
        currency.show(planned)
    )
}

pub(super) fn unexplained(place: usize, message: String) -> Problems {
    let root = At::Root;
    let list = root.key("billed");
    let hint = "A difference in what was billed needs a cause: amend the order (with `recorded`, the day it became known, where that is not the effective one), or mark the entry as an adjustment.";
    Problems::one(Code::UnexplainedRestatement, &list.index(place), message, hint)
}
