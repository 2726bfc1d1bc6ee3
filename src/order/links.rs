//! What a renewed request names and no longer has, and the dates of invoice plans, a term later.

use crate::billing::{Billing, On, PlanItem, Retainage};
use crate::calendar::Date;
use crate::catalog::{ChargeKind, Offer};
use crate::money::Dec;
use crate::pricing::{Flat, Of, Price};
use crate::quote::QuoteRequest;

/// Leaves out the names of lines that are gone.
pub(super) fn relink(request: &mut QuoteRequest) {
    let ids: Vec<String> = request.lines.iter().map(|line| line.id.clone()).collect();
    let known = |id: &String| ids.contains(id);
    prices(request, &mut |price| {
        let gone = match price {
            Price::PercentOf(own) => only(&mut own.of, &known),
            Price::Commitment(own) => {
                own.after.retain(known);
                only(&mut own.of, &known)
            }
            _ => false,
        };
        if gone {
            *price = Price::Flat(Flat { amount: Dec::ZERO });
        }
    });
    billings(request, &mut |billing| {
        let retainage = match billing {
            Billing::Milestones(own) => own.retainage.as_mut(),
            Billing::Progress(own) => own.retainage.as_mut(),
            _ => None,
        };
        retainage.into_iter().for_each(|own| own.lines.retain(|line| known(&line.line)));
    });
    for own in request.plans.iter_mut().filter_map(|plan| plan.retainage.as_mut()) {
        own.lines.retain(|line| known(&line.line));
    }
}

/// Keeps the known lines; whether nothing is left to read.
fn only(of: &mut Of, known: &dyn Fn(&String) -> bool) -> bool {
    let named = !of.lines.is_empty();
    of.lines.retain(|id| known(id));
    let none = |list: &Option<Vec<String>>| list.as_ref().is_none_or(Vec::is_empty);
    let empty = of.lines.is_empty() && of.products.is_empty() && of.everything != Some(true);
    named && empty && none(&of.categories) && none(&of.groups)
}

fn prices(request: &mut QuoteRequest, each: &mut dyn FnMut(&mut Price)) {
    let catalog = &mut request.catalog;
    catalog.products.iter_mut().flat_map(|own| &mut own.charges).for_each(|own| each(&mut own.price));
    let books = catalog.price_books.iter_mut().flatten().flat_map(|book| &mut book.prices);
    books.for_each(|own| each(&mut own.price));
    let agreed = request.contracted.iter_mut().flatten().filter_map(|own| own.price.as_mut());
    agreed.for_each(&mut *each);
    for line in &mut request.lines {
        line.charges.iter_mut().filter_map(|own| own.price.as_mut()).for_each(&mut *each);
        let segments = line.segments.iter_mut().flat_map(|segment| &mut segment.charges);
        segments.for_each(|own| each(&mut own.price));
    }
}

fn billings(request: &mut QuoteRequest, each: &mut dyn FnMut(&mut Billing)) {
    let charges = request.catalog.products.iter_mut().flat_map(|own| &mut own.charges);
    let again = charges.filter(|own| own.kind != ChargeKind::OneTime).filter_map(|own| own.billing.as_mut());
    again.for_each(&mut *each);
    let lines = request.lines.iter_mut().flat_map(|line| &mut line.charges);
    lines.filter_map(|own| own.billing.as_mut()).for_each(each);
}

/// Moves the dates of invoice plans from one start to another: by months where these are whole, else by days. What was declared
/// of a term's progress is not declared of the next.
pub(super) fn moved(request: &mut QuoteRequest, from: Date, to: Date) {
    let months = from.whole_months_until(to);
    let later = |date: Date| match from.plus_months(months) == to {
        true => date.plus_months(months),
        false => date.plus_days(to.days_since(from)),
    };
    let on = |own: &mut On| own.date = own.date.map(later);
    let retained = |own: &mut Option<Retainage>| {
        let parts = own.iter_mut().flat_map(|own| &mut own.release.list);
        parts.for_each(|part| on(&mut part.on));
    };
    let items = |all: &mut Vec<PlanItem>| all.iter_mut().for_each(|item| on(&mut item.on));
    billings(request, &mut |billing| match billing {
        Billing::Once(own) => own.on.iter_mut().for_each(on),
        Billing::Milestones(own) => {
            items(&mut own.items);
            retained(&mut own.retainage);
        }
        Billing::Progress(own) => {
            own.declared.clear();
            retained(&mut own.retainage);
        }
        Billing::ByHand(_) | Billing::Recurring(_) | Billing::Shared(_) => {}
    });
    for plan in &mut request.plans {
        items(&mut plan.items);
        plan.declared.iter_mut().for_each(Vec::clear);
        retained(&mut plan.retainage);
    }
}

/// Lets the price books' and agreed prices of a charge that were in force on a day go on, and no others.
pub(super) fn hold(request: &mut QuoteRequest, (product, charge): (&str, &str), day: Date) {
    let of = |own: &dyn Offer| own.of() == (product, charge);
    let in_force = |own: &dyn Offer| {
        let (start, end) = own.days();
        start.is_none_or(|start| start <= day) && end.is_none_or(|end| end >= day)
    };
    for book in request.catalog.price_books.iter_mut().flatten() {
        book.prices.retain(|own| !of(own) || in_force(own));
        book.prices.iter_mut().filter(|own| of(*own)).for_each(|own| own.end = None);
    }
    if let Some(agreed) = &mut request.contracted {
        agreed.retain(|own| !of(own) || in_force(own));
        agreed.iter_mut().filter(|own| of(*own)).for_each(|own| own.end = None);
    }
}
