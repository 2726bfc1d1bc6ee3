//! What is still to be billed: the order's items less what was billed, with corrections where a billed period has changed.
//!
//! A difference in what was billed needs a cause. For each stretch that was billed otherwise the latest earlier state of the
//! order is looked for that explains it; what has become known since is the cause, and its first day is where the correction
//! begins. Where no amendment explains it, nothing is billed: `unexplained_restatement`.

use super::document::{EntryKind, Order, OrderEntry};
use super::life::{life, ChargeLife, Life};
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Span};
use crate::document::short;
use crate::money::{Currency, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
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
    pub events: &'a Events,
    pub through: Option<Date>,
    /// Nothing new is dated before this day.
    pub as_of: Option<Date>,
}

/// An entry of the billed state.
struct Done {
    charge: usize,
    span: Option<Span>,
    item: Option<String>,
    net: Minor,
    is_adjustment: bool,
    place: usize,
}

/// Other states of the order, made when they are asked for.
struct Others<'a> {
    asked: &'a Asked<'a>,
    lives: Vec<(Vec<usize>, Life)>,
}

impl Others<'_> {
    /// What a charge came to within some days, with some of the amendments.
    fn sum(&mut self, taken: &[usize], key: &(String, String), within: Span) -> Result<Minor> {
        if !self.lives.iter().any(|(known, _)| known == taken) {
            let asked = self.asked;
            self.lives.push((taken.to_vec(), life(asked.order, taken, asked.through, asked.events)?));
        }
        let charges = self.lives.iter().filter(|(known, _)| known == taken).flat_map(|(_, life)| &life.charges);
        let items = charges.filter(|own| own.line == key.0 && own.charge == key.1).flat_map(|own| &own.items);
        let inside = |item: &&BillingItem| item.span.is_some_and(|own| own.from >= within.from && own.from < within.to);
        Ok(items.filter(inside).map(|item| item.net).sum())
    }
}

/// The items that are still to be billed, by the charges of `life`.
///
/// # Errors
/// `unexplained_restatement`, `unknown_line`, `overflow`.
pub(super) fn settle(asked: &Asked, life: &Life, currency: &Currency) -> Result<Vec<ChargeLife>> {
    let mut all: Vec<ChargeLife> = life.charges.clone();
    if asked.billed.is_empty() {
        return Ok(all);
    }
    let mut others = Others { asked, lives: Vec::new() };
    let done = done(asked, &all, currency)?;
    for (c, charge) in all.iter_mut().enumerate() {
        let mine: Vec<&Done> = done.iter().filter(|own| own.charge == c).collect();
        if mine.is_empty() {
            continue;
        }
        let planned = std::mem::take(&mut charge.items);
        let key = (charge.line.clone(), charge.charge.clone());
        for group in groups(planned, mine) {
            charge.items.extend(open((asked, currency), &mut others, &key, group)?);
        }
    }
    Ok(all)
}

/// The entries of the billed state, each with its charge.
fn done(asked: &Asked, all: &[ChargeLife], currency: &Currency) -> Result<Vec<Done>> {
    let (mut check, mut done) = (Check::default(), Vec::new());
    for (place, entry) in asked.billed.iter().enumerate() {
        let root = At::Root;
        let list = root.key("billed");
        let at = list.index(place);
        let Some(net) = check.keep(currency.amount(&entry.net, &at.key("net"))) else { continue };
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
        let span = entry.period.map(|period| Span { from: period.start, to: period.end.plus_days(1) });
        let is_adjustment = entry.kind == EntryKind::Adjustment;
        done.push(Done { charge, span, item: entry.item.clone(), net, is_adjustment, place });
    }
    check.finish(done)
}

/// Items and entries of one charge that have days, or an item, in common.
#[derive(Default)]
struct Group<'d> {
    items: Vec<BillingItem>,
    done: Vec<&'d Done>,
    /// Goodwill, below zero.
    adjusted: Minor,
    span: Option<Span>,
    item: Option<String>,
}

fn groups<'d>(planned: Vec<BillingItem>, mine: Vec<&'d Done>) -> Vec<Group<'d>> {
    let mut all: Vec<Group> = Vec::new();
    let mut spans: Vec<Span> = planned.iter().filter_map(|item| item.span).collect();
    spans.extend(mine.iter().filter_map(|own| own.span));
    spans.sort_by_key(|span| (span.from, span.to));
    for span in spans {
        match all.last_mut().and_then(|group| group.span.as_mut()).filter(|before| span.from < before.to) {
            Some(before) => before.to = before.to.max(span.to),
            None => all.push(Group { span: Some(span), ..Group::default() }),
        }
    }
    let place = |all: &mut Vec<Group<'d>>, span: Option<Span>, item: Option<&str>| {
        let holds = |group: &Group| match (span, group.span) {
            (Some(span), Some(own)) => own.from <= span.from && span.to <= own.to,
            (None, None) => group.item.as_deref() == item,
            _ => false,
        };
        all.iter().position(holds).unwrap_or_else(|| {
            all.push(Group { item: item.map(str::to_owned), ..Group::default() });
            all.len() - 1
        })
    };
    for own in planned {
        let id = own.item.as_ref().map(|(id, _)| id.clone());
        let at = place(&mut all, own.span, id.as_deref());
        all[at].items.push(own);
    }
    for own in mine {
        let at = place(&mut all, own.span, own.item.as_deref());
        match own.is_adjustment {
            true => all[at].adjusted += own.net,
            false => all[at].done.push(own),
        }
    }
    all
}

fn sum(items: &[BillingItem]) -> Minor {
    items.iter().map(|item| item.net).sum()
}

/// What is open of a group: all where nothing was billed, nothing where all was, else the corrections.
fn open(
    (asked, currency): (&Asked, &Currency),
    others: &mut Others,
    key: &(String, String),
    group: Group,
) -> Result<Vec<BillingItem>> {
    let Some(first) = group.done.first() else { return Ok(group.items) };
    let billed: Minor = group.done.iter().map(|own| own.net).sum();
    let partly: Vec<&BillingItem> = group.items.iter().filter(|item| !covered(item, &group.done)).collect();
    let excess = excess(&group, reach_of(&group));
    if billed == sum(&group.items) + excess && partly.is_empty() {
        return Ok(Vec::new());
    }
    let reach = reach_of(&group);
    let since = cause(asked, others, key, &group, billed)?;
    let place = first.place;
    let message = said(currency, key, &group, billed);
    let Some(since) = since else {
        // What no amendment touched: the items that were billed are done, the others are open.
        let rest: Vec<BillingItem> = partly.into_iter().cloned().collect();
        if billed == sum(&group.items) - sum(&rest) {
            return Ok(rest);
        }
        return Err(unexplained(place, message));
    };
    let Some(reach) = reach else {
        return Err(unexplained(place, message));
    };
    let mut all = Vec::new();
    let kept: Minor =
        group.items.iter().filter(|item| item.span.is_some_and(|span| span.to <= since)).map(|item| item.net).sum();
    let date = since.max(asked.as_of.unwrap_or(Date::MIN));
    if kept + excess != billed {
        let template =
            group.items.iter().find(|item| item.span.is_some_and(|span| span.to > since)).or(group.items.last());
        all.push(BillingItem {
            when: When::On(date),
            span: Some(Span { from: since, to: reach.max(since.plus_days(1)) }),
            item: None,
            measure: None,
            tag: template.map_or(0, |item| item.tag),
            reason: Reason::Credit,
            net: kept - billed + excess,
            rounded: false,
            remainder: false,
            apart: None,
            usage: None,
        });
    }
    for item in group.items.into_iter().filter(|item| item.span.is_some_and(|span| span.to > since)) {
        // Days that no invoice has reached are billed when they are due.
        let due = item.span.is_some_and(|span| span.from < reach);
        let when = if due { When::On(date) } else { item.when.clone() };
        let reason = if due { Reason::Correction } else { item.reason };
        all.push(BillingItem { when, reason, ..item });
    }
    all.retain(|item| item.net != Minor::ZERO || item.reason != Reason::Credit);
    Ok(all)
}

/// The day after the last that was billed.
fn reach_of(group: &Group) -> Option<Date> {
    group.done.iter().filter_map(|own| own.span).map(|span| span.to).max()
}

/// What cannot come back because goodwill has given it back already.
fn excess(group: &Group, reach: Option<Date>) -> Minor {
    let billed: Minor = group.done.iter().map(|own| own.net).sum();
    if billed.0 <= 0 || group.adjusted.0 >= 0 {
        return Minor::ZERO;
    }
    let due = |item: &&BillingItem| match (item.span, reach) {
        (Some(span), Some(reach)) => span.from < reach,
        _ => true,
    };
    let planned: Minor = group.items.iter().filter(due).map(|item| item.net).sum();
    (-(planned + group.adjusted)).max(Minor::ZERO)
}

fn covered(item: &BillingItem, done: &[&Done]) -> bool {
    match item.span {
        Some(span) => done.iter().filter_map(|own| own.span).any(|own| own.from < span.to && span.from < own.to),
        None => true,
    }
}

/// The first day of what a state that explains what was billed did not know: the latest state as amendments became known, or one
/// without one of them. Where none does, the first amendment that changes these days.
fn cause(
    asked: &Asked,
    others: &mut Others,
    key: &(String, String),
    group: &Group,
    billed: Minor,
) -> Result<Option<Date>> {
    let Some(span) = group.span else { return Ok(None) };
    let reach = group.done.iter().filter_map(|own| own.span).map(|own| own.to).max().unwrap_or(span.to);
    let within = Span { from: span.from, to: reach };
    let first = |left_out: &mut dyn Iterator<Item = &usize>| {
        let days = left_out.map(|i| asked.order.amendments[*i].effective);
        days.min().map(|day| day.max(span.from)).filter(|day| *day < span.to)
    };
    for count in (0..asked.taken.len()).rev() {
        if others.sum(&asked.taken[..count], key, within)? == billed {
            return Ok(first(&mut asked.taken[count..].iter()));
        }
    }
    for out in asked.taken {
        let rest: Vec<usize> = asked.taken.iter().copied().filter(|own| own != out).collect();
        // An amendment may need another one.
        if others.sum(&rest, key, within).is_ok_and(|sum| sum == billed) {
            return Ok(first(&mut [*out].iter()));
        }
    }
    let touched = others.sum(&[], key, within)? != sum(&group.items);
    Ok(first(&mut asked.taken.iter()).filter(|_| touched))
}

/// What was billed and what the order says, for people.
fn said(currency: &Currency, (line, charge): &(String, String), group: &Group, billed: Minor) -> String {
    let of = match (group.span, &group.item) {
        (Some(span), _) => format!("{} to {}", span.from, span.to.before()),
        (None, Some(item)) => format!("the item \"{}\"", short(item)),
        (None, None) => "what is billed once".to_owned(),
    };
    format!(
        "Line \"{}\", charge \"{}\", {of}: {} was billed where the order says {}, and no amendment explains it.",
        short(line),
        short(charge),
        currency.show(billed),
        currency.show(sum(&group.items))
    )
}

fn unexplained(place: usize, message: String) -> Problems {
    let root = At::Root;
    let list = root.key("billed");
    let hint = "A difference in what was billed needs a cause: amend the order, credit the invoice, or mark it as an adjustment.";
    Problems::one(Code::UnexplainedRestatement, &list.index(place), message, hint)
}
