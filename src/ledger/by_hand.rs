//! What documents give or ask for by hand: it changes what an order is worth, from its day on.

use super::recognition::{LineRecognition, Method, PointAt, RecogniseRequest, Treatment};
use super::sources::{way, Known};
use crate::calendar::Date;
use crate::money::Dec;
use crate::order::{plan_order, EntryKind, Order, OrderEntry, OrderPlanOptions};
use crate::quote::{End, Events};

/// Goodwill, an extra, or what takes it back with its document.
pub(super) struct ByHand<'a> {
    pub entry: &'a OrderEntry,
    date: Date,
}

impl ByHand<'_> {
    /// Below zero for goodwill, also of what takes it back.
    fn was_given(&self) -> i32 {
        match self.entry.kind {
            EntryKind::Reversal => -self.entry.net.sign(),
            _ => self.entry.net.sign(),
        }
    }

    /// How it is recognised: of days to come over them, of past ones and of none at once.
    pub(super) fn treatment(&self, rules: &[LineRecognition], order: &Order) -> Treatment {
        let own = self.entry;
        let days = own.period.filter(|days| days.end >= self.date);
        let (method, point) = match days {
            Some(_) => way(rules, (Some(&order.id), Some(&own.line), Some(&own.charge)), true),
            None => (Method::Point, PointAt::Start),
        };
        let start = days.map_or(self.date, |days| days.start.max(self.date));
        let end = days.map_or(self.date, |days| days.end);
        Treatment {
            method,
            at: Some(if point == PointAt::End { point } else { PointAt::Start }),
            start: Some(start.into()),
            end: Some(end),
            ..at_once(own.item.clone(), own.net, self.date)
        }
    }
}

/// What the request's documents say of an order by hand, in the order of their days. The reversal of a charge is none of it: the plan
/// bills the charge again.
pub(super) fn by_hand<'a>(order: &Order, request: &'a RecogniseRequest) -> Vec<ByHand<'a>> {
    let is_by_hand = |entry: &OrderEntry| match entry.kind {
        EntryKind::Reversal => entry.reverses == Some(EntryKind::Adjustment),
        kind => kind == EntryKind::Adjustment,
    };
    let mut all: Vec<ByHand> = Vec::new();
    for invoice in &request.invoices {
        for billed in invoice.billed.iter().filter(|own| own.order == order.id) {
            let mine = billed.entries.iter().filter(|entry| is_by_hand(entry));
            all.extend(mine.map(|entry| ByHand { entry, date: invoice.date }));
        }
    }
    all.sort_by_key(|own| own.date);
    all
}

/// A change gives back no more than is left of what was billed: goodwill of it is then part of what the change takes, and no goodwill any
/// more. What was invoiced of each charge and what is still to come says how much. Where the documents do not explain the order, such as
/// without some of them, nothing is known of it.
pub(super) fn taken_back(order: &Order, events: &Events, request: &RecogniseRequest, all: &mut [Known]) {
    let is_open =
        request.through.is_none() && order.quote.term.is_none() && matches!(order.quote.end, End::Missing | End::Open);
    let given = by_hand(order, request);
    let Some(last) = given.iter().map(|own| own.date).max().filter(|_| !is_open) else { return };
    let said = request.invoices.iter().flat_map(|own| &own.billed).filter(|own| own.order == order.id);
    let options = OrderPlanOptions {
        events: events.clone(),
        as_of: Some(last),
        through: request.through,
        billed: said.clone().flat_map(|own| own.entries.iter().cloned()).collect(),
        billed_deposits: said.flat_map(|own| own.deposits.iter().cloned()).collect(),
        ..Default::default()
    };
    let Ok(plan) = plan_order(order, &options) else { return };
    let net = |text: &str| Dec::parse(text).ok();
    for known in all {
        let (Some(line), Some(charge)) = (known.line.as_deref(), known.own.charge.as_deref()) else { continue };
        let mine = |own: &&ByHand| own.entry.line == line && own.entry.charge == charge;
        let planned = plan.invoices.iter().flat_map(|own| &own.lines);
        let planned = planned.filter(|own| own.line == line && own.charge == charge).map(|own| net(&own.net));
        let waiting = plan.waiting.iter().filter(|own| own.line == line && own.charge == charge);
        let lines = request.invoices.iter().flat_map(|own| own.lines.iter().map(move |line| (own.date, line)));
        let lines = lines.filter(|(_, own)| {
            let is = |own: &Option<String>, id: &str| own.as_deref() == Some(id);
            is(&own.order, &order.id) && is(&own.line, line) && is(&own.charge, charge)
        });
        let day = lines.clone().map(|(date, _)| date).max();
        let worth = lines.map(|(_, own)| net(&own.net)).chain(planned).chain(waiting.map(|own| net(&own.net)));
        let stated = sum(known.own.treatments.iter().map(|own| own.amount));
        let (Some(worth), Some(stated), Some(day)) = (sum(worth), stated, day) else { continue };
        let Some(taken) = worth.plus(&stated.negated()).filter(|own| *own != Dec::ZERO) else { continue };
        // Never more than was given; what was asked for in addition is another matter.
        let other_way = |own: &&ByHand| own.was_given() * taken.sign() < 0;
        let given = sum(given.iter().filter(mine).filter(other_way).map(|own| Some(own.entry.net)));
        let left = given.and_then(|given| Some((given.plus(&taken)?, given)));
        if left.is_some_and(|(left, given)| given.sign() * taken.sign() < 0 && left.sign() * given.sign() >= 0) {
            known.own.treatments.push(at_once(None, taken, day));
        }
    }
}

/// A part that is recognised on one day.
fn at_once(id: Option<String>, amount: Dec, day: Date) -> Treatment {
    Treatment {
        id,
        percent: None,
        amount: Some(amount),
        remainder: false,
        method: Method::Point,
        at: Some(PointAt::Start),
        delivered: None,
        start: Some(day.into()),
        end: Some(day),
        until: None,
        milestones: Vec::new(),
        progress: Vec::new(),
    }
}

fn sum(mut nets: impl Iterator<Item = Option<Dec>>) -> Option<Dec> {
    nets.try_fold(Dec::ZERO, |sum, own| sum.plus(&own?))
}
