//! What documents give or ask for by hand: it changes what an order is worth, from its day on.

use super::recognition::{LineRecognition, Method, PointAt, RecogniseRequest, Treatment};
use super::sources::way;
use crate::calendar::Date;
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
