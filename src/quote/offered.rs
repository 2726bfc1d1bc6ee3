//! What can be checked of price books, schedules, contracted prices, groups and partner discounts on their own.

use super::request::QuoteRequest;
use super::shape::{check_discount, check_percent, limit, not_negative, unique, MAX_LINES, MAX_SMALL};
use crate::calendar::Date;
use crate::catalog::{ContractedPrice, Offer};
use crate::money::{Currency, Dec};
use crate::problem::{At, Check, Code};
use crate::sorting;
use std::cmp::Ordering;

pub(super) fn check(request: &QuoteRequest, root: &At, check: &mut Check) {
    check_catalog(request, root, check);
    check_offers(request, root, check);
}

/// Groups, contracted prices and partner discounts.
fn check_offers(request: &QuoteRequest, root: &At, check: &mut Check) {
    let groups = root.key("groups");
    let own = request.groups.as_deref().unwrap_or(&[]);
    limit(own.len(), MAX_SMALL, &groups, check);
    unique(own.iter().map(|group| group.id.as_str()), &groups, "id", check);
    for (i, group) in own.iter().enumerate() {
        let here = groups.index(i);
        let here = here.key("discounts");
        limit(group.discounts.len(), MAX_SMALL, &here, check);
        for (j, discount) in group.discounts.iter().enumerate() {
            check_discount(&discount.percent, &discount.amount, &here.index(j), check);
        }
    }
    let partners = root.key("partnerDiscounts");
    limit(request.partner_discounts.iter().flatten().count(), MAX_SMALL, &partners, check);
    for (i, discount) in request.partner_discounts.iter().flatten().enumerate() {
        check_percent(&discount.percent, &partners.index(i).key("percent"), check);
    }
    let contracted = root.key("contracted");
    limit(request.contracted.iter().flatten().count(), MAX_LINES, &contracted, check);
    let of = |own: &ContractedPrice| (own.account.clone(), own.currency.clone());
    check_alike(request.contracted.as_deref().unwrap_or(&[]), of, &contracted, check);
    for (i, own) in request.contracted.iter().flatten().enumerate() {
        let here = contracted.index(i);
        if own.price.is_some() == own.percent.is_some() {
            let message = "A contracted price is a price or a percentage off.";
            check.note(Code::Conflict, &here, message, "Write exactly one of price and percent.");
        }
        if let Some(percent) = &own.percent {
            check_percent(percent, &here.key("percent"), check);
        }
        check_days(own.start, own.end, &here, check);
        check_lowest(&own.from_quantity, &here, check);
        check_currency(&own.currency, &here, check);
    }
}

/// Price books and discount schedules.
fn check_catalog(request: &QuoteRequest, root: &At, check: &mut Check) {
    let catalog = root.key("catalog");
    let (books, schedules) = (catalog.key("priceBooks"), catalog.key("schedules"));
    check_currency(&request.catalog.currency, &catalog, check);
    let own = request.catalog.price_books.as_deref().unwrap_or(&[]);
    limit(own.len(), MAX_SMALL, &books, check);
    unique(own.iter().map(|book| book.id.as_str()), &books, "id", check);
    for (i, book) in own.iter().enumerate() {
        let place = books.index(i);
        check_currency(&book.currency, &place, check);
        let here = place.key("prices");
        limit(book.prices.len(), MAX_LINES, &here, check);
        check_alike(&book.prices, |_| (None, None), &here, check);
        for (j, price) in book.prices.iter().enumerate() {
            check_days(price.start, price.end, &here.index(j), check);
            check_lowest(&price.from_quantity, &here.index(j), check);
        }
    }
    let own = request.catalog.schedules.as_deref().unwrap_or(&[]);
    limit(own.len(), MAX_SMALL, &schedules, check);
    unique(own.iter().map(|schedule| schedule.id.as_str()), &schedules, "id", check);
    for (i, schedule) in own.iter().enumerate() {
        schedule.check(&schedules.index(i), check);
    }
}

/// Notes too many offers between which only the amount decides: they are all priced for each line.
fn check_alike<O: Offer>(offers: &[O], buyer: fn(&O) -> (Option<String>, Option<String>), at: &At, check: &mut Check) {
    let compare = |a: usize, b: usize| {
        let (a, b) = (&offers[a], &offers[b]);
        let own = (a.of(), a.days().0, a.lowest()).cmp(&(b.of(), b.days().0, b.lowest()));
        own.then_with(|| buyer(a).cmp(&buyer(b)))
    };
    let order = sorting::order(offers.len(), &compare);
    if let Some(own) = order.windows(MAX_SMALL + 1).find(|own| compare(own[0], own[MAX_SMALL]) == Ordering::Equal) {
        let message = format!("More than {MAX_SMALL} prices of one charge from one day and quantity on.");
        let hint = "Leave out those that no longer hold, or give them a start.";
        check.note(Code::LimitExceeded, &at.index(own[MAX_SMALL]), message, hint);
    }
}

fn check_days(start: Option<Date>, end: Option<Date>, at: &At, check: &mut Check) {
    if matches!((start, end), (Some(start), Some(end)) if end < start) {
        let hint = "The end is the last day, inclusive.";
        check.note(Code::EndBeforeStart, &at.key("end"), "The end is before the start.", hint);
    }
}

fn check_lowest(quantity: &Option<Dec>, at: &At, check: &mut Check) {
    if let Some(quantity) = quantity {
        not_negative(quantity, &at.key("fromQuantity"), check);
    }
}

fn check_currency(currency: &Option<String>, at: &At, check: &mut Check) {
    if let Some(currency) = currency {
        check.keep(Currency::new(currency, &at.key("currency")));
    }
}
