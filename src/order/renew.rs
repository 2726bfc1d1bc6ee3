//! The verb `renew`: the last version of an order as a new quote.

use super::amend::amend;
use super::carry::{Carried, Carry};
use super::document::{AmendOptions, Amended, Amendment, Change, Order};
use super::fold::last_day;
use super::life::life;
use super::links::{hold, moved, relink};
use super::reach::Reach;
use super::renewal::{
    again, LeftLine, LeftReason, RenewPrices, RenewTerms, Renewal, RenewedAmount, RenewedCharge, RenewedLine,
};
use super::reprice::{per_month, per_period, raise_list};
use super::settle::by_arrival;
use crate::calendar::{Date, Interval, Unit};
use crate::document::short;
use crate::money::{Exact, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::curves::{curves, Work};
use crate::quote::deal::{resolve, resolve_within, Deal};
use crate::quote::{price, End, Line, QuoteRequest};

/// Renews an order: a new quote for the lines that are in service on its last day, at the same prices or today's list prices,
/// raised or not.
///
/// `options` are those of [`amend`]: an early renewal also ends the renewed lines of the order, and says what is given back of
/// what was billed.
///
/// # Errors
/// `needs_term` for an order, or a named line, without an end; `unknown_line`; `out_of_range` for a start that is not after the
/// order's; `conflict`; `unknown_product` of a catalog of today; what is wrong with the new quote, with paths into its request.
pub fn renew(order: &Order, terms: &RenewTerms, options: &AmendOptions) -> Result<Renewal> {
    if let Some(renewal) = renewed(order, terms, options, None)? {
        return Ok(renewal);
    }
    let hint = "Quote it anew: what is billed once does not renew.";
    Err(Problems::one(Code::UnknownLine, &At::Root.key("lines"), "No line of the order renews.", hint))
}

/// As [`renew`]; nothing, where no line renews. With a day, as the order does by itself: only lines that run to the end that was
/// agreed, and only where the renewal begins by that day.
pub(super) fn renewed(
    order: &Order,
    terms: &RenewTerms,
    options: &AmendOptions,
    by_itself: Option<Date>,
) -> Result<Option<Renewal>> {
    let rise = check(terms)?;
    let reach = Reach::of(order, &options.billed, options.through);
    let state = life(order, &by_arrival(order, None), &reach, &options.events)?;
    let (Some(quoted), Some(version)) = (state.versions.first(), state.last()) else { return Ok(None) };
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let last = last_of(&deal, by_itself.is_some())?;
    let start = terms.start.or(last.map(|last| last.plus_days(1))).unwrap_or(Date::MAX);
    let (lines, left) = chosen(&deal, terms, (last, start), by_itself.is_some().then_some((&quoted.request, order)))?;
    let Some(last) = last else { return Ok(None) };
    if by_itself.is_some_and(|through| start > through) {
        return Ok(None);
    }
    let first = deal.lines.iter().map(|line| line.start).min().unwrap_or(deal.request.start);
    if start <= first {
        let message = format!("The renewal begins on {start}, the order on {first}.");
        let hint = "Begin it on a later day, or change the order.";
        return Err(Problems::one(Code::OutOfRange, &At::Root.key("start"), message, hint));
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let shown: Vec<Date> = deal.charges.iter().map(|charge| charge.shown_until(state.horizon)).collect();
    let works = curves(&deal, &shown)?;
    let mut next = version.request.clone();
    if let Some(catalog) = &terms.catalog {
        next.catalog = catalog.clone();
    }
    let products = next.catalog.products.clone();
    let carry = Carry { deal: &deal, works: &works, terms, products: &products, start, rise, lines };
    let id = terms.id.clone().unwrap_or_else(|| format!("{}-R", order.id));
    next.id = Some(id.clone());
    (next.start, next.as_of) = (start, None);
    (next.term, next.end) = length(terms, order, carry.lines.iter().map(|i| deal.lines[*i].start).min(), last);
    next.deposits.clear();
    let all: Vec<Carried> = carry.lines.iter().map(|i| carry.line(*i)).collect::<Result<_>>()?;
    next.lines = all.iter().map(|own| own.line.clone()).collect();
    on_sums(&mut next, carry.keeps());
    moved(&mut next, version.request.start, start);
    relink(&mut next);
    for (own, i) in all.iter().zip(&carry.lines) {
        own.held.iter().for_each(|charge| hold(&mut next, (&own.line.product, charge), carry.day(*i)));
    }
    let rising: Vec<(usize, String, Exact)> = all
        .iter()
        .enumerate()
        .flat_map(|(i, own)| own.rising.iter().map(move |(charge, factor)| (i, charge.clone(), factor.clone())))
        .collect();
    raise_list(&mut next, &rising, &carry.rise)?;
    let quote = price(&next)?;
    let fresh = resolve(&next)?;
    let (lines, monthly) = compared(&carry, &fresh)?;
    let amendment = Some(shortening(&carry, &id)).filter(|own| !own.changes.is_empty());
    let amended: Option<Amended> = amendment.as_ref().map(|own| amend(order, own, options)).transpose()?;
    Ok(Some(Renewal { quote, lines, left, monthly, amendment, amended }))
}

/// Checks the terms alone; what prices are multiplied with.
pub(super) fn check(terms: &RenewTerms) -> Result<Exact> {
    let (mut check, root) = (Check::default(), At::Root);
    let mut rise = Exact::ONE;
    let rises =
        [("uplift", terms.uplift.map(|own| own.percent)), ("index", terms.index.as_ref().map(|own| own.percent))];
    for (key, percent) in rises.into_iter().filter_map(|(key, percent)| Some((key, percent?))) {
        if percent.exact() <= Exact::whole(-100) || percent.exact() > Exact::whole(1000) {
            let hint = "Write a percentage above -100, at most 1000: \"5\" makes 105 of 100.";
            check.note(Code::OutOfRange, &root.key(key).key("percent"), format!("{percent} is out of range."), hint);
        }
        rise = (rise + percent.percent()).reduced();
    }
    if check.is_clean() && rise.sign() <= 0 {
        let message = "Uplift and index together leave no price.";
        check.note(
            Code::OutOfRange,
            &root.key("index").key("percent"),
            message,
            "Write percentages above -100 in all.",
        );
    }
    if terms.term.is_some() && !terms.end.is_missing() {
        check.note(Code::Conflict, &root.key("end"), "Both a term and an end.", "Write one of term and end.");
    }
    if terms.catalog.is_some() && terms.prices == RenewPrices::Same {
        let hint = "Write prices: list, or leave the catalog out.";
        check.note(Code::Conflict, &root.key("catalog"), "The same prices are those of the order's catalog.", hint);
    }
    check.finish(rise)
}

/// The last day of an order: of its lines that bill more than once and have an end.
fn last_of(deal: &Deal, quiet: bool) -> Result<Option<Date>> {
    let mut open = false;
    let mut last: Option<Date> = None;
    for line in deal.lines.iter().filter(|line| line.line.optional != Some(true)) {
        if line.product.charges.iter().any(|charge| again(charge.kind)) {
            match line.end {
                Some(end) => last = last.max(Some(end.before())),
                None => open = true,
            }
        }
    }
    if last.is_none() && open && !quiet {
        let hint = "It goes on by itself: amend its prices, or give it an end first.";
        return Err(Problems::one(Code::NeedsTerm, &At::Root.key("quote").key("end"), "The order has no end.", hint));
    }
    Ok(last)
}

/// The places of the lines that renew, and why the others do not.
fn chosen(
    deal: &Deal,
    terms: &RenewTerms,
    (last, start): (Option<Date>, Date),
    by_itself: Option<(&QuoteRequest, &Order)>,
) -> Result<(Vec<usize>, Vec<LeftLine>)> {
    let (mut check, root) = (Check::default(), At::Root);
    let list = root.key("lines");
    for (i, id) in terms.lines.iter().flatten().enumerate() {
        let named = deal.lines.iter().find(|line| line.line.id == *id && line.line.optional != Some(true));
        let Some(line) = named else {
            let message = format!("The order has no line \"{}\".", short(id));
            check.note(Code::UnknownLine, &list.index(i), message, "Mend the id.");
            continue;
        };
        if !line.product.charges.iter().any(|charge| again(charge.kind)) {
            let message = format!("All charges of the line \"{}\" are billed once.", short(id));
            check.note(Code::Conflict, &list.index(i), message, "Leave it out, or quote it anew.");
        } else if line.end.is_none() {
            let message = format!("The line \"{}\" has no end, and goes on by itself.", short(id));
            check.note(Code::NeedsTerm, &list.index(i), message, "Leave it out, or give it an end first.");
        } else if line.start >= start && terms.start.is_some_and(|own| last.is_some_and(|last| own <= last)) {
            let message = format!("The line \"{}\" begins on {}, and stays with the order.", short(id), line.start);
            check.note(Code::OutOfRange, &list.index(i), message, "Leave it out, or begin the renewal later.");
        }
    }
    let (mut lines, mut left) = (Vec::new(), Vec::new());
    for (i, line) in deal.lines.iter().enumerate() {
        let named = terms.lines.as_ref().map(|ids| ids.contains(&line.line.id));
        let agreed = by_itself.and_then(|(quoted, order)| agreed_end(quoted, order, line.line));
        let early = || agreed.is_some_and(|agreed| line.end <= Some(agreed));
        let cancelled = by_itself.is_some_and(|(_, order)| {
            order.amendments.iter().flat_map(|own| &own.cancels).any(|id| *id == line.line.id)
        });
        let reason = if line.line.optional == Some(true) {
            LeftReason::Ended
        } else if !line.product.charges.iter().any(|charge| again(charge.kind)) {
            LeftReason::OneTime
        } else if line.end.is_none() {
            LeftReason::GoesOn
        } else if named == Some(false) {
            LeftReason::NotNamed
        } else if named.is_none() && line.end <= last || early() || cancelled {
            LeftReason::Ended
        } else if line.start >= start {
            LeftReason::NotBegun
        } else {
            lines.push(i);
            continue;
        };
        left.push(LeftLine { line: line.line.id.clone(), reason });
    }
    check.finish((lines, left))
}

/// The last day of a line as it was sold.
fn agreed_end(quoted: &QuoteRequest, order: &Order, line: &Line) -> Option<Date> {
    let added = order.amendments.iter().flat_map(|own| own.changes.iter().map(move |change| (own.effective, change)));
    let mut added = added.filter_map(|(day, change)| change.add_line.as_ref().map(|line| (day, line)));
    let sold = quoted.lines.iter().find(|own| own.id == line.id).cloned().or_else(|| {
        let (day, own) = added.find(|(_, own)| own.id == line.id)?;
        Some(Line { start: Some(own.start.unwrap_or(day)), ..own.clone() })
    })?;
    last_day(quoted, &sold)
}

/// The term of a renewal: what the terms say, else as long as the accepted quote.
fn length(terms: &RenewTerms, order: &Order, first: Option<Date>, last: Date) -> (Option<Interval>, End) {
    match (terms.term, terms.end, order.quote.term, order.quote.end) {
        (Some(term), ..) => (Some(term), End::Missing),
        (None, end @ (End::On(_) | End::Open), ..) => (None, end),
        (None, End::Missing, Some(term), _) => (Some(term), End::Missing),
        (None, End::Missing, None, end) => {
            let (from, to) = match end {
                End::On(end) => (order.quote.start, end.plus_days(1)),
                _ => (first.unwrap_or(order.quote.start), last.plus_days(1)),
            };
            let months = from.whole_months_until(to);
            let whole = months > 0 && from.plus_months(months) == to;
            let (count, unit) = if whole { (months, Unit::Month) } else { (to.days_since(from), Unit::Day) };
            (Some(Interval { count: count.max(1).unsigned_abs(), unit }), End::Missing)
        }
    }
}

/// Discounts on sums: percentages go on, amounts stand with the lines that bore them.
fn on_sums(request: &mut QuoteRequest, keeps: bool) {
    request.discounts.retain(|own| keeps && own.amount.is_none());
    for group in request.groups.iter_mut().flatten() {
        group.discounts.retain(|own| keeps && own.amount.is_none());
    }
    if !keeps {
        request.partner_discounts = None;
    }
}

/// What the lines cost before and after.
fn compared(carry: &Carry, fresh: &Deal) -> Result<(Vec<RenewedLine>, RenewedAmount)> {
    let (old, currency) = (carry.deal, &carry.deal.currency);
    let shown: Vec<Date> =
        fresh.charges.iter().map(|charge| charge.shown_until(fresh.request.start.plus_months(1))).collect();
    let works: Vec<Work> = curves(fresh, &shown)?;
    let round = |exact: &Exact| currency.round(exact, old.policy.rounding_mode, &At::Root);
    let written = |before: Minor, after: Minor| RenewedAmount {
        before: currency.show(before),
        after: currency.show(after),
        delta: currency.show(after - before),
    };
    let (mut lines, mut sums) = (Vec::new(), (Minor::ZERO, Minor::ZERO));
    for (place, i) in carry.lines.iter().enumerate() {
        let (dealt, now, day) = (&old.lines[*i], &fresh.lines[place], carry.day(*i));
        let mut charges = Vec::new();
        for c in now.charges.clone().filter(|c| fresh.charges[*c].segments.iter().any(|own| own.measure.is_some())) {
            let charge = fresh.charges[c].charge;
            let known = dealt.charges.clone().find(|own| old.charges[*own].charge.id == charge.id);
            let curve = known.map(|own| (own, &carry.works[own].curve));
            let before = curve.map_or(Exact::ZERO, |(own, curve)| per_period(old, own, curve, day));
            let before = round(&before)?;
            let after = round(&per_period(fresh, c, &works[c].curve, now.start))?;
            sums.0 += round(&curve.map_or(Exact::ZERO, |(_, curve)| per_month(curve, day)))?;
            sums.1 += round(&per_month(&works[c].curve, now.start))?;
            let RenewedAmount { before, after, delta } = written(before, after);
            charges.push(RenewedCharge { charge: charge.id.clone(), per: charge.per, before, after, delta });
        }
        lines.push(RenewedLine {
            line: dealt.line.id.clone(),
            product: dealt.product.id.clone(),
            quantity: now.line.quantity,
            last: day,
            charges,
        });
    }
    Ok((lines, written(sums.0, sums.1)))
}

/// What ends the renewed lines of an order on the day before.
fn shortening(carry: &Carry, id: &str) -> Amendment {
    let ids = carry.lines.iter().map(|i| &carry.deal.lines[*i]).filter(|line| line.end > Some(carry.start));
    let remove = |id: &str| Change { remove_line: Some(id.to_owned()), ..Change::nothing() };
    Amendment {
        id: id.to_owned(),
        effective: carry.start,
        sequence: i32::MAX,
        recorded: None,
        reason: Some(format!("Renewed early by {id}.")),
        cancels: Vec::new(),
        refund: Default::default(),
        changes: ids.map(|line| remove(&line.line.id)).collect(),
    }
}
