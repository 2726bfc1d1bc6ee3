//! One charge of a deal: its billing, its terms over time, and how its time is counted.

use std::sync::Arc;

use super::deal::{Deal, DealCharge, Terms};
use super::request::{ChargeOverride, Line, QuoteRequest, Segment};
use crate::billing::{Billing, Once, Recurring, Schedule};
use crate::calendar::{Date, Interval, Measure, Period};
use crate::catalog::{Charge, ChargeKind};
use crate::money::Exact;
use crate::policy::{Stub, TermTotal};
use crate::problem::{At, Check, Code};

/// A charge of a line: places in the request's lines, products and the product's charges.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub line: usize,
    pub product: usize,
    pub place: usize,
}

/// Looks up what a line's charge is made of.
pub(super) fn resolve_charge<'r>(
    deal: &Deal<'r>,
    spot: Spot,
    (start, end): (Date, Option<Date>),
    at: &At,
    check: &mut Check,
) -> Option<DealCharge<'r>> {
    let Spot { line: index, product, place } = spot;
    let line = &deal.request.lines[index];
    let charge = &deal.request.catalog.products[product].charges[place];
    let own = line.charges.iter().find(|own| own.charge == charge.id);
    let written = own.and_then(|own| own.billing.as_ref()).or(charge.billing.as_ref());
    let billing_at = match own.and_then(|own| own.billing.as_ref()) {
        Some(_) => {
            let place = line.charges.iter().position(|own| own.charge == charge.id).unwrap_or_default();
            format!("{at}/charges/{place}/billing")
        }
        None => format!("/catalog/products/{product}/charges/{place}/billing"),
    };
    let billing = match (written, charge.kind) {
        (Some(billing), _) => billing.clone(),
        (None, ChargeKind::OneTime) => Billing::Once(Once::default()),
        (None, ChargeKind::Recurring) => Billing::Recurring(Recurring::plain()),
        (None, ChargeKind::Usage) => Billing::Recurring(Recurring::in_arrears()),
    };
    let per = charge.per.unwrap_or(Interval::MONTH);
    let mut schedule = match (&billing, charge.kind) {
        (Billing::Recurring(recurring), ChargeKind::Recurring | ChargeKind::Usage) => {
            Some(recurring.schedule(start, deal.order(), per, &deal.policy))
        }
        (_, ChargeKind::Recurring) if end.is_none() => {
            let message = format!("The charge \"{}\" has no end, so there is no total to bill in this way.", charge.id);
            check.note(Code::NeedsTerm, at, message, "Give the line an end or term, or bill it period by period.");
            return None;
        }
        _ => None,
    };
    if let (Billing::Recurring(recurring), Some(schedule)) = (&billing, &mut schedule) {
        move_bill_days(deal, line, recurring, per, schedule);
    }
    let mut segments = terms(line, charge, own, start, end);
    if charge.kind == ChargeKind::Recurring {
        give_measures(deal, &mut segments, per, (start, end), schedule.as_ref());
    }
    Some(DealCharge {
        line: index,
        charge,
        segments,
        billing,
        billing_at,
        schedule,
        discountable: own.and_then(|own| own.discountable).unwrap_or(charge.discountable),
        tax: tax_index(deal.request, charge, own),
        start,
        end,
    })
}

/// Where the line has no segments, one stretch from start to end; a charge's own quantity goes before the segments'.
fn terms<'r>(
    line: &'r Line,
    charge: &'r Charge,
    own: Option<&'r ChargeOverride>,
    start: Date,
    end: Option<Date>,
) -> Vec<Terms<'r>> {
    let quantity = own.and_then(|own| own.quantity);
    let price = own.and_then(|own| own.price.as_ref()).unwrap_or(&charge.price);
    if line.segments.is_empty() {
        return vec![Terms { from: start, to: end, quantity: quantity.unwrap_or(line.quantity), price, measure: None }];
    }
    let stretch = |(i, segment): (usize, &'r Segment)| {
        let own_price = segment.charges.iter().find(|own| own.charge == charge.id).map(|own| &own.price);
        Terms {
            from: segment.start,
            to: line.segments.get(i + 1).map(|next| next.start).or(end),
            quantity: quantity.or(segment.quantity).unwrap_or(line.quantity),
            price: own_price.unwrap_or(price),
            measure: None,
        }
    };
    line.segments.iter().enumerate().map(stretch).collect()
}

/// Lets the grid of each segment that moves the bill day take over.
fn move_bill_days(deal: &Deal, line: &Line, recurring: &Recurring, per: Interval, schedule: &mut Schedule) {
    let every = recurring.every.unwrap_or(per);
    for segment in line.segments.iter().filter(|_| every.months().is_some()) {
        if let Some(day) = segment.bill_day {
            let moved = Recurring { bill_day: Some(day), ..recurring.clone() };
            let grid = moved.schedule(segment.start, deal.order(), per, &deal.policy).grid;
            schedule.move_to(segment.start, grid);
        }
    }
}

/// One measure for the whole charge; where the bill day is moved, one for each stretch.
fn give_measures(
    deal: &Deal,
    segments: &mut [Terms],
    per: Interval,
    (start, end): (Date, Option<Date>),
    schedule: Option<&Schedule>,
) {
    if let Some(schedule) = schedule.filter(|schedule| schedule.is_moved()) {
        for terms in segments {
            let grid = schedule.grid_on(terms.from);
            terms.measure = Some(Arc::new(Measure::new(per, terms.from, Some(grid), &deal.policy)));
        }
        return;
    }
    let whole = Arc::new(measure(deal, per, start, end, schedule));
    segments.iter_mut().for_each(|terms| terms.measure = Some(whole.clone()));
}

fn measure(deal: &Deal, per: Interval, start: Date, end: Option<Date>, schedule: Option<&Schedule>) -> Measure {
    let natural = Measure::new(per, start, schedule.map(|s| s.grid), &deal.policy);
    if let Some(stubs) = schedule.and_then(|schedule| told_stubs(schedule, &natural, start, end)) {
        return natural.with_stubs(stubs.0, stubs.1);
    }
    match (deal.policy.term_total, end) {
        (TermTotal::Fixed, Some(end)) => match counted(per, start, end) {
            Some(total) => natural.fixed(start, end, &total),
            None => natural,
        },
        _ => natural,
    }
}

/// A stub with what it measures.
type Told = Option<(Date, Date, Exact)>;

/// The first and last stub where the schedule says that they cost a whole period or nothing.
fn told_stubs(schedule: &Schedule, natural: &Measure, start: Date, end: Option<Date>) -> Option<(Told, Told)> {
    let (first, last) = schedule.stubs();
    let told = |stub: Stub, period: &Period| {
        let k = schedule.grid.index(period.span.from);
        let whole = (schedule.grid.boundary(k), schedule.grid.boundary(k + 1));
        let measure = match stub {
            Stub::Full => natural.between(whole.0, whole.0, whole.1),
            Stub::Free => Exact::ZERO,
            Stub::Separate | Stub::Combine => return None,
        };
        Some((period.span.from, period.span.to, measure))
    };
    let (periods, _) = schedule.periods(start, end, schedule.grid.boundary(schedule.grid.index(start) + 2));
    let head = periods.first().filter(|p| p.first_stub).and_then(|period| told(first, period));
    let tail = periods.last().filter(|p| p.last_stub && end.is_some()).and_then(|period| told(last, period));
    (head.is_some() || tail.is_some()).then_some((head, tail))
}

/// The price periods of a term that is a whole number of months, for month-based prices.
fn counted(per: Interval, start: Date, end: Date) -> Option<Exact> {
    let months = start.whole_months_until(end);
    let whole = months > 0 && start.plus_months(months) == end;
    let price = per.months()?;
    if whole {
        Exact::ratio(i128::from(months), i128::from(price))
    } else {
        None
    }
}

/// The tax of a charge: the code that the line or the catalog writes, or the request's only tax.
fn tax_index(request: &QuoteRequest, charge: &Charge, own: Option<&ChargeOverride>) -> Option<usize> {
    let code = own.and_then(|own| own.tax_code.as_ref()).or(charge.tax_code.as_ref());
    match (code, request.taxes.as_slice()) {
        (None, [_]) => Some(0),
        (None, _) => None,
        (Some(code), taxes) => taxes.iter().position(|tax| tax.code == *code),
    }
}
