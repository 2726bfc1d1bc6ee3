//! One charge of a deal: its billing, its terms over time, and how its time is counted.

use std::sync::Arc;

use super::deal::{Deal, DealCharge, DealLine, Limits, Terms};
use super::offers::Origin;
use super::request::{ChargeOverride, QuoteRequest, Segment};
use super::segments;
use super::usage::due_at_zero;
use crate::billing::{Billing, Once, Recurring, Schedule};
use crate::calendar::{Date, Interval, Measure, Period};
use crate::catalog::{Charge, ChargeKind};
use crate::money::{Dec, Exact};
use crate::policy::{Stub, TermTotal};
use crate::pricing::{Price, Rules, Used};
use crate::problem::{At, Check, Code};

/// A charge of a line: places in the request's lines, products and the product's charges.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub line: usize,
    pub product: usize,
    pub place: usize,
}

/// Looks up what a charge of the last line of a deal is made of.
pub(super) fn resolve_charge<'r>(deal: &Deal<'r>, spot: Spot, at: &At, check: &mut Check) -> Option<DealCharge<'r>> {
    let Spot { line: index, product, place } = spot;
    let dealt = deal.lines.last()?;
    let (line, start, end) = (dealt.line, dealt.start, dealt.end);
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
    let billing = match written {
        Some(billing) => billing.clone(),
        None => default_billing(charge, segments::price_in(line, charge, 0)),
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
        move_bill_days(deal, dealt, recurring, per, schedule);
    }
    let mut segments = terms(deal, dealt, charge, own);
    gaps(deal, dealt, charge, &segments, at, check);
    // Time is measured by the term that was accepted, whenever the service ends.
    let contracted = deal.frozen.and_then(|frozen| frozen.line(&line.id)).map_or((start, end), |line| line.term);
    if let Some(schedule) = schedule.as_mut().filter(|_| cut_short(end, contracted.1)) {
        schedule.cut_short();
    }
    if charge.kind == ChargeKind::Recurring {
        give_measures(deal, &mut segments, per, contracted, schedule.as_ref());
    }
    let limits = Limits {
        included: own.and_then(|own| own.included).or(charge.included),
        minimum: own.and_then(|own| own.minimum).or(charge.minimum),
        maximum: own.and_then(|own| own.maximum).or(charge.maximum),
        cost: own.and_then(|own| own.cost).or(charge.cost),
    };
    let mut resolved = DealCharge {
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
        due_at_zero: false,
        opens: None,
        limits,
    };
    resolved.due_at_zero = charge.kind == ChargeKind::Usage && due_at_zero(deal, &resolved);
    Some(resolved)
}

/// The billing of a charge that writes none, at a price.
pub(crate) fn default_billing(charge: &Charge, price: &Price) -> Billing {
    match (charge.kind, price) {
        (ChargeKind::OneTime, _) => Billing::Once(Once::default()),
        (ChargeKind::Usage, _) | (_, Price::Commitment(_)) => Billing::Recurring(Recurring::in_arrears()),
        (ChargeKind::Recurring, _) => Billing::Recurring(Recurring::plain()),
    }
}

/// Notes quantities that the price does not cover, and a catalog's price in another currency.
fn gaps(deal: &Deal, dealt: &DealLine, charge: &Charge, segments: &[Terms], at: &At, check: &mut Check) {
    for terms in segments.iter().filter(|_| charge.kind != ChargeKind::Usage) {
        let used = Used::booked(terms.units.clone(), &dealt.line.attributes, Rules::from(&deal.policy));
        if let Some(gap) = terms.price.gap(&used) {
            let hint = "Add a row or tier for it, or mend the line.";
            check.note(Code::NoPrice, at, format!("The charge \"{}\": {gap}", charge.id), hint);
        }
    }
    let of = (dealt.product.id.as_str(), charge.id.as_str());
    let foreign = |terms: &Terms| match charge.kind {
        ChargeKind::Usage => terms.origin != Origin::Override && !deal.offers.covers(of, terms.from, terms.to),
        ChargeKind::OneTime | ChargeKind::Recurring => std::ptr::eq(terms.price, &charge.price),
    };
    if deal.offers.foreign && charge.price.reads().is_none() && segments.iter().any(foreign) {
        let message = format!("The charge \"{}\" has no price in {}.", charge.id, deal.currency);
        let hint =
            "Name a priceBook that has one, for every day and quantity of usage, or write the price on the line.";
        check.note(Code::NoPrice, at, message, hint);
    }
}

/// Where the line has no segments, one stretch from start to end; a charge's own quantity goes before the segments'.
fn terms<'r>(
    deal: &Deal<'r>,
    dealt: &DealLine<'r>,
    charge: &'r Charge,
    own: Option<&'r ChargeOverride>,
) -> Vec<Terms<'r>> {
    let line = dealt.line;
    let quantity = own.and_then(|own| own.quantity);
    let written = own.and_then(|own| own.price.as_ref());
    let stretch = |from: Date, to: Option<Date>, quantity: Dec, written: Option<&'r Price>| {
        let units = converted(charge, quantity);
        let used = Used::booked(units.clone(), &line.attributes, Rules::from(&deal.policy));
        let mut list = &charge.price;
        let (price, origin) = match written {
            Some(price) => (price, Origin::Override),
            None if !deal.offers.any() => (list, Origin::List),
            None => deal.offers.price((&dealt.product.id, &charge.id), list, from, &used),
        };
        // A price that reads other charges is no step from another one; nor is there one from a price that does not cover it.
        if price.reads().is_some() || list.reads().is_some() || deal.offers.foreign || list.gap(&used).is_some() {
            list = price;
        }
        Terms { from, to, quantity, units, list, price, origin, measure: None }
    };
    if line.segments.is_empty() {
        return vec![stretch(dealt.start, dealt.end, quantity.unwrap_or(line.quantity), written)];
    }
    let segment = |(i, segment): (usize, &'r Segment)| {
        let own = segment.charges.iter().find(|own| own.charge == charge.id).map(|own| &own.price);
        let from = dealt.starts.get(i).copied().unwrap_or(dealt.start);
        let to = dealt.starts.get(i + 1).copied().or(dealt.end);
        stretch(from, to, quantity.or(segment.quantity).unwrap_or(line.quantity), own.or(written))
    };
    line.segments.iter().enumerate().map(segment).collect()
}

/// Whether a service ends before its contract does.
fn cut_short(end: Option<Date>, contracted: Option<Date>) -> bool {
    match (end, contracted) {
        (Some(end), Some(contracted)) => end < contracted,
        (end, contracted) => end.is_some() && contracted.is_none(),
    }
}

/// A booked quantity in priced units.
fn converted(charge: &Charge, quantity: Dec) -> Exact {
    let Some(conversions) = charge.conversions.as_deref().filter(|_| charge.kind != ChargeKind::Usage) else {
        return quantity.exact();
    };
    let unit = charge.unit_of_measure.as_deref();
    let mine = conversions.iter().find(|own| own.unit.is_none() || own.unit.as_deref() == unit);
    mine.map_or(quantity.exact(), |own| own.rounded(&(quantity.exact() * own.factor())))
}

/// Lets the grid of each segment that moves the bill day take over.
fn move_bill_days(deal: &Deal, dealt: &DealLine, recurring: &Recurring, per: Interval, schedule: &mut Schedule) {
    let every = recurring.every.unwrap_or(per);
    for (segment, start) in dealt.line.segments.iter().zip(&dealt.starts).filter(|_| every.months().is_some()) {
        if let Some(day) = segment.bill_day {
            let moved = Recurring { bill_day: Some(day), ..recurring.clone() };
            let grid = moved.schedule(*start, deal.order(), per, &deal.policy).grid;
            schedule.move_to(*start, grid);
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
