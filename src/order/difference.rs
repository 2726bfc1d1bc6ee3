//! What an amendment changes: by charge and day, by invoice, in all.

use super::document::{AmendmentDue, ContractValue, InvoiceChange, LineChange, OrderEntry};
use super::life::{date_of, ChargeLife, Life};
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Span};
use crate::document::Null;
use crate::money::{Currency, Minor};
use crate::quote::plan::Events;
use crate::quote::{BilledPeriod, InvoicePlan, PlannedInvoice};

/// What no entry has a day of.
pub(super) fn unbilled(life: &Life, billed: &[OrderEntry]) -> Vec<ChargeLife> {
    let mut charges = life.nets().to_vec();
    for own in &mut charges {
        let mine = || billed.iter().filter(|entry| entry.line == own.line && entry.charge == own.charge);
        let overlaps = |span: Span| {
            mine().filter_map(|entry| entry.period).any(|days| days.start < span.to && span.from <= days.end)
        };
        let named =
            |item: &BillingItem| mine().any(|entry| entry.item.as_ref() == item.item.as_ref().map(|(id, _)| id));
        let open: Vec<BillingItem> =
            own.items.iter().filter(|item| !item.span.map_or_else(|| named(item), overlaps)).cloned().collect();
        own.items = open;
    }
    charges
}

/// What is due up to a day because of an amendment: beside corrections, what is invoiced more than without it.
pub(super) fn due(
    old: &[ChargeLife],
    (open, currency, plan): &(Vec<ChargeLife>, Currency, InvoicePlan),
    as_of: Date,
    refund: bool,
) -> AmendmentDue {
    let dated = |of: &[ChargeLife], reason: &dyn Fn(Reason) -> bool| -> Minor {
        let items = of.iter().flat_map(|own| &own.items).filter(|item| reason(item.reason));
        items.filter(|item| matches!(item.when, When::On(date) if date <= as_of)).map(|item| item.net).sum()
    };
    let plain = |reason: Reason| !matches!(reason, Reason::Credit | Reason::Correction);
    let credits = dated(open, &|reason| reason == Reason::Credit);
    let corrections = dated(open, &|reason| reason == Reason::Correction);
    let one = |own: &ChargeLife| dated(std::slice::from_ref(own), &plain);
    let was = |own: &ChargeLife| {
        old.iter().find(|was| was.line == own.line && was.charge == own.charge).map_or(Minor::ZERO, one)
    };
    let charges = open.iter().map(|own| (one(own) - was(own)).max(Minor::ZERO)).sum::<Minor>();
    let below = |own: &&PlannedInvoice| refund && own.date <= as_of && own.payable.starts_with('-');
    let paid: Vec<&str> = plan.invoices.iter().filter(below).map(|own| own.payable.trim_start_matches('-')).collect();
    AmendmentDue {
        credits: currency.show(credits),
        corrections: currency.show(corrections),
        charges: currency.show(charges),
        net: currency.show(credits + corrections + charges),
        refund: paid.first().map_or_else(|| currency.show(Minor::ZERO), |own| (*own).to_owned()),
    }
}

/// What each charge comes to, cut wherever the one or the other is cut.
pub(super) fn line_changes(before: &Life, after: &Life, currency: &Currency) -> Vec<LineChange> {
    let mut all = Vec::new();
    let none: &[BillingItem] = &[];
    let of = |life: &'_ Life, line: &str, charge: &str| {
        life.nets().iter().position(|own| own.line == line && own.charge == charge)
    };
    let mut keys: Vec<(&str, &str)> =
        after.nets().iter().chain(before.nets()).map(|own| (own.line.as_str(), own.charge.as_str())).collect();
    let mut seen: Vec<(&str, &str)> = Vec::new();
    keys.retain(|key| {
        let new = !seen.contains(key);
        seen.push(*key);
        new
    });
    for (line, charge) in keys {
        let old = of(before, line, charge).map_or(none, |place| &before.nets()[place].items);
        let new = of(after, line, charge).map_or(none, |place| &after.nets()[place].items);
        let mut change = |period: Option<Span>, before: Minor, after: Minor| {
            if before != after {
                all.push(LineChange {
                    line: line.to_owned(),
                    charge: charge.to_owned(),
                    period: period.map(|span| BilledPeriod { start: span.from, end: span.to.before() }),
                    before: currency.show(before),
                    after: currency.show(after),
                    delta: currency.show(after - before),
                });
            }
        };
        for span in stretches(old, new) {
            let inside = |item: &&BillingItem| item.span.is_some_and(|own| own.from >= span.from && own.to <= span.to);
            let sum = |items: &[BillingItem]| items.iter().filter(inside).map(|item| item.net).sum::<Minor>();
            change(Some(span), sum(old), sum(new));
        }
        let once =
            |items: &[BillingItem]| items.iter().filter(|own| own.span.is_none()).map(|own| own.net).sum::<Minor>();
        change(None, once(old), once(new));
    }
    all
}

/// Stretches of days that no item of either crosses.
fn stretches(old: &[BillingItem], new: &[BillingItem]) -> Vec<Span> {
    let mut spans: Vec<Span> = old.iter().chain(new).filter_map(|item| item.span).collect();
    spans.sort_by_key(|span| (span.from, span.to));
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut().filter(|before| span.from < before.to) {
            Some(before) => before.to = before.to.max(span.to),
            None => all.push(span),
        }
    }
    all
}

pub(super) fn invoice_changes(
    old: &[ChargeLife],
    new: &[ChargeLife],
    events: &Events,
    currency: &Currency,
) -> Vec<InvoiceChange> {
    let dates = |all: &[ChargeLife]| {
        let items = all.iter().flat_map(|own| own.items.iter());
        let mut dated: Vec<(Date, Minor)> = items.filter_map(|own| Some((date_of(own, events)?, own.net))).collect();
        dated.sort_by_key(|(date, _)| *date);
        dated
    };
    let (old, new) = (dates(old), dates(new));
    let mut days: Vec<Date> = old.iter().chain(&new).map(|(date, _)| *date).collect();
    days.sort_unstable();
    days.dedup();
    let sum = |of: &[(Date, Minor)], day: Date| {
        of.iter().filter(|(date, _)| *date == day).map(|(_, net)| *net).sum::<Minor>()
    };
    let change = |day: Date| (day, sum(&old, day), sum(&new, day));
    let changes = days.into_iter().map(change).filter(|(_, before, after)| before != after);
    let written = |(date, before, after): (Date, Minor, Minor)| InvoiceChange {
        date,
        before: currency.show(before),
        after: currency.show(after),
        delta: currency.show(after - before),
    };
    changes.map(written).collect()
}

pub(super) fn contract(before: &Life, after: &Life, currency: &Currency, through: Option<Date>) -> ContractValue {
    let whole = |life: &Life| life.nets().iter().flat_map(|own| &own.items).map(|item| item.net).sum::<Minor>();
    let (before, after) = (whole(before), whole(after));
    ContractValue {
        before: currency.show(before),
        after: currency.show(after),
        delta: currency.show(after - before),
        through: Null(through),
    }
}
