//! What documents give or ask for by hand: it changes what an order is worth, from its day on.

use super::recognition::{LineRecognition, Method, PointAt, RecogniseRequest, Treatment};
use super::sources::way;
use crate::calendar::Date;
use crate::money::Dec;
use crate::order::{EntryKind, Order, OrderEntry};

/// Goodwill, an extra, or what takes it back with its document.
pub(super) struct ByHand<'a> {
    pub entry: &'a OrderEntry,
    date: Date,
}

impl ByHand<'_> {
    /// How it is recognised: of days to come over them, of past ones and of none at once.
    pub(super) fn treatment(&self, rules: &[LineRecognition], order: &Order) -> Treatment {
        let own = self.entry;
        let days = own.period.filter(|days| days.end >= self.date);
        let (method, point) = match days {
            Some(_) => way(rules, (Some(&order.id), Some(&own.line), Some(&own.charge)), true),
            None => (Method::Point, PointAt::Start),
        };
        let start = days.map_or(self.date, |days| days.start.max(self.date));
        Treatment {
            id: own.item.clone(),
            percent: None,
            amount: Some(own.net),
            remainder: false,
            method,
            at: Some(if point == PointAt::End { point } else { PointAt::Start }),
            delivered: None,
            start: Some(start.into()),
            end: Some(days.map_or(self.date, |days| days.end)),
            until: None,
            milestones: Vec::new(),
            progress: Vec::new(),
        }
    }
}

/// What the request's documents say of an order by hand, in the order of their days. The reversal of a charge is none of it: the plan
/// bills the charge again.
pub(super) fn by_hand<'a>(order: &Order, request: &'a RecogniseRequest) -> Vec<ByHand<'a>> {
    let mut all: Vec<ByHand> = Vec::new();
    for invoice in &request.invoices {
        for billed in invoice.billed.iter().filter(|own| own.order == order.id) {
            all.extend(billed.entries.iter().map(|entry| ByHand { entry, date: invoice.date }));
        }
    }
    all.sort_by_key(|own| own.date);
    let mut undone = vec![false; all.len()];
    let mut found = vec![false; all.len()];
    for (place, own) in all.iter().enumerate() {
        match own.entry.kind {
            EntryKind::Adjustment => found[place] = true,
            EntryKind::Reversal => {
                // As runs find what it reverses: charges before goodwill, the latest first.
                let undoes = |i: &usize| !undone[*i] && reverses(own.entry, all[*i].entry);
                let what = (0..all.len()).filter(undoes).max_by_key(|i| (is_charge(all[*i].entry), *i < place, *i));
                if let Some(what) = what {
                    undone[what] = true;
                    found[place] = !is_charge(all[what].entry);
                }
            }
            _ => {}
        }
    }
    let mut found = found.into_iter();
    all.retain(|_| found.next() == Some(true));
    all
}

fn is_charge(own: &OrderEntry) -> bool {
    own.kind != EntryKind::Adjustment
}

fn reverses(own: &OrderEntry, other: &OrderEntry) -> bool {
    let same =
        (&other.line, &other.charge, other.period, &other.item) == (&own.line, &own.charge, own.period, &own.item);
    same && other.kind != EntryKind::Reversal && other.net.plus(&own.net) == Some(Dec::ZERO)
}
