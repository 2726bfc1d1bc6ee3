//! From a request to a deal: every name looked up, every default filled, every contradiction noted.

use std::ops::Range;
use std::sync::Arc;

use super::charge::{resolve_charge, Spot};
use super::frozen::Frozen;
use super::offers::{Offers, Origin};
use super::request::{End, Line, QuoteRequest};
use super::{commitment, late, references, segments, shape, units, usage};
use crate::billing::{Billing, Order, Schedule};
use crate::calendar::{Date, Interval, Measure};
use crate::catalog::{Charge, ChargeKind, Product};
use crate::curve::Curve;
use crate::money::{Currency, Dec, Exact};
use crate::policy::{Policy, Rounding};
use crate::pricing::{Price, Rules, Used};
use crate::problem::{At, Check, Code, Result};
use crate::sorting;
use crate::tax::Table;

/// A request whose names are looked up and whose defaults are filled.
pub(crate) struct Deal<'r> {
    pub request: &'r QuoteRequest,
    pub currency: Currency,
    pub policy: Policy,
    pub policy_name: String,
    pub lines: Vec<DealLine<'r>>,
    /// In the order of lines, then of the product's charges.
    pub charges: Vec<DealCharge<'r>>,
    /// Price books and contracted prices, ready to be looked up.
    pub offers: Offers<'r>,
    pub taxes: Table<'r>,
    /// Of an order: what was sold before.
    pub frozen: Option<&'r Frozen>,
}

pub(crate) struct DealLine<'r> {
    pub line: &'r Line,
    pub product: &'r Product,
    pub start: Date,
    /// Exclusive; `None` without an end.
    pub end: Option<Date>,
    /// The first day of each of its segments.
    pub starts: Vec<Date>,
    /// A place in the request's groups.
    pub group: Option<usize>,
    /// Its charges in [`Deal::charges`].
    pub charges: Range<usize>,
}

pub(crate) struct DealCharge<'r> {
    pub line: usize,
    pub charge: &'r Charge,
    /// At least one; they cover the line without gaps.
    pub segments: Vec<Terms<'r>>,
    pub billing: Billing,
    /// Where the billing is written, as a JSON pointer.
    pub billing_at: String,
    /// For recurring billing.
    pub schedule: Option<Schedule>,
    /// Whether the line's own discounts apply.
    pub discountable: bool,
    /// An index into the request's taxes.
    pub tax: Option<usize>,
    pub start: Date,
    /// Exclusive; `None` without an end.
    pub end: Option<Date>,
    /// Of an order: the first day that is not closed.
    pub opens: Option<Date>,
    /// For usage: whether something is due where nothing is used, so that every period is billed.
    pub due_at_zero: bool,
    /// What its price is limited to and costs, by the line or the charge.
    pub limits: Limits,
}

/// Amounts of a charge that the line may write instead of the catalog.
#[derive(Clone, Copy, Default)]
pub(crate) struct Limits {
    pub included: Option<Dec>,
    pub minimum: Option<Dec>,
    pub maximum: Option<Dec>,
    pub cost: Option<Dec>,
}

impl DealCharge<'_> {
    /// Whether the charge goes on without an end; it then has no total, even where what it reads has one.
    pub fn is_open(&self) -> bool {
        self.end.is_none() && (self.charge.kind == ChargeKind::Recurring || self.due_at_zero)
    }

    /// Whether the charge is a floor or ceiling over others.
    pub fn is_commitment(&self) -> bool {
        self.segments.iter().any(|terms| matches!(terms.price, Price::Commitment(_)))
    }

    /// Whether the price is read from other charges.
    pub fn is_derived(&self) -> bool {
        self.segments.iter().any(|terms| terms.price.reads().is_some())
    }

    /// The segment in force on a day.
    pub fn segment_on(&self, date: Date) -> usize {
        self.segments.iter().rposition(|terms| terms.from <= date).unwrap_or(0)
    }

    /// The exact total of one of the charge's curves, `None` without an end.
    pub fn total(&self, curve: &Curve) -> Option<Exact> {
        if self.is_open() {
            None
        } else {
            curve.total()
        }
    }

    /// The day after the last billing period that is dated before `horizon`: how far the sums of a charge without an end
    /// go. For other charges its end.
    pub fn shown_until(&self, horizon: Date) -> Date {
        match (&self.schedule, self.end) {
            (Some(schedule), None) => {
                let (periods, _) = schedule.periods(self.start, None, horizon);
                let dated = periods.iter().rev().find(|period| schedule.date(period) < horizon);
                dated.map_or(self.start, |period| period.span.to)
            }
            (_, end) => end.unwrap_or(horizon),
        }
    }
}

/// Quantity and price over a stretch of the line.
pub(crate) struct Terms<'r> {
    pub from: Date,
    pub to: Option<Date>,
    /// As it was written.
    pub quantity: Dec,
    /// After conversion: what is priced.
    pub units: Exact,
    /// The catalog's price.
    pub list: &'r Price,
    /// The price that holds.
    pub price: &'r Price,
    /// Where it comes from.
    pub origin: Origin,
    /// How time is counted in this stretch, for recurring charges.
    pub measure: Option<Arc<Measure>>,
}

impl Deal<'_> {
    /// An amount with what one unit costs rounded first, where the policy says so.
    pub fn by_unit(&self, amount: &Exact, quantity: &Exact) -> Exact {
        match (self.policy.rounding, amount.over(quantity)) {
            (Rounding::PerUnit, Some(unit)) => self.policy.round_unit(&unit, &self.currency) * quantity,
            _ => amount.clone(),
        }
    }

    /// What schedules may align to.
    pub(super) fn order(&self) -> Order {
        let bill_day = self.request.account.as_ref().and_then(|account| account.bill_day);
        Order { start: self.request.start, bill_day }
    }

    /// Whether a charge stands on an optional line: in no sum and on no invoice.
    pub fn is_optional(&self, c: usize) -> bool {
        self.lines[self.charges[c].line].line.optional == Some(true)
    }

    /// A booked quantity of a charge as price models see it.
    pub fn used(&self, charge: &DealCharge, units: Exact) -> Used<'_> {
        Used::booked(units, &self.lines[charge.line].line.attributes, Rules::from(&self.policy))
    }

    /// Whether some plan withholds a part of what it bills.
    pub fn withholds(&self) -> bool {
        let own = self.charges.iter().any(|charge| charge.billing.plan().is_some_and(|plan| plan.retainage.is_some()));
        own || self.request.plans.iter().any(|plan| plan.retainage.is_some())
    }

    /// The place of a line in the request.
    pub fn at_line(&self, line: usize) -> String {
        format!("/lines/{line}")
    }
}

/// Checks a request and looks everything up.
///
/// # Errors
/// All problems at once, each with its path.
pub(crate) fn resolve(request: &QuoteRequest) -> Result<Deal<'_>> {
    looked_up(request, None, true)
}

/// As [`resolve`], for a version of an order. Which records are late is not asked: a later version may say otherwise.
///
/// # Errors
/// The same.
pub(crate) fn resolve_within<'r>(request: &'r QuoteRequest, frozen: Option<&'r Frozen>) -> Result<Deal<'r>> {
    looked_up(request, frozen, false)
}

fn looked_up<'r>(request: &'r QuoteRequest, frozen: Option<&'r Frozen>, alone: bool) -> Result<Deal<'r>> {
    let root = At::Root;
    let mut check = Check::default();
    let currency = check.keep(Currency::new(&request.currency, &root.key("currency")));
    let policy = check.keep(request.policy.resolve(&root.key("policy")));
    shape::check(request, &root, &mut check);
    references::check(request, &root, &mut check);
    let end = quote_end(request, &mut check);
    let products = &request.catalog.products;
    let by_id = sorting::order(products.len(), &|a, b| products[a].id.cmp(&products[b].id));
    let product_of = |id: &str| sorting::find(&by_id, &|i| products[i].id.as_str().cmp(id));
    let (Some(currency), Some((policy, policy_name)), Some(end)) = (currency, policy, end) else {
        return check.finish(()).and(Err(crate::problem::Problems { problems: Vec::new() }));
    };
    let exemption = request.account.as_ref().and_then(|account| account.exemption.as_ref());
    let taxes = Table::new(&request.taxes, exemption);
    let offers = Offers::of(request);
    let (lines, charges) = (Vec::new(), Vec::new());
    let mut deal = Deal { request, currency, policy, policy_name, lines, charges, offers, taxes, frozen };
    for (i, line) in request.lines.iter().enumerate() {
        let lines = root.key("lines");
        let at = lines.index(i);
        let Some(product_place) = product_of(&line.product) else {
            check.note(
                Code::UnknownProduct,
                &at.key("product"),
                format!("The catalog has no product \"{}\".", crate::document::short(&line.product)),
                "Add it to catalog.products, or mend the id.",
            );
            continue;
        };
        let product = &products[product_place];
        let Some((start, line_end)) = line_span(request, line, end, &at, &mut check) else { continue };
        let from = deal.charges.len();
        let starts = segments::starts(line, start, line_end, &at, &mut check);
        segments::check_prices(line, product, &at, &mut check);
        check_overrides(line, product, &at, &mut check);
        check_commitments(line, product, &at, &mut check);
        if line.trial.is_some() && product.charges.iter().all(|charge| charge.kind == ChargeKind::OneTime) {
            let hint = "Leave it out, or write a discount.";
            check.note(Code::Conflict, &at.key("trial"), "A one-time charge has no free stretch.", hint);
        }
        usage::check(line, product, (start, line_end), &at, &mut check);
        let group = line.group.as_ref().and_then(|id| request.groups.iter().flatten().position(|own| own.id == *id));
        let whole = from..from;
        deal.lines.push(DealLine { line, product, start, end: line_end, starts, group, charges: whole });
        // After a line that could not be looked up, places are not those of the request.
        let dealt = deal.lines.len() - 1;
        for place in 0..product.charges.len() {
            let spot = Spot { line: dealt, product: product_place, place };
            if let Some(charge) = resolve_charge(&deal, spot, &at, &mut check) {
                deal.charges.push(charge);
            }
        }
        if let Some(dealt) = deal.lines.last_mut() {
            dealt.charges.end = deal.charges.len();
        }
        units::check(&deal, dealt, &at, &mut check);
    }
    if deal.lines.len() == request.lines.len() {
        commitment::check(&deal, &mut check);
    }
    for own in late::refused(&deal).into_iter().filter(|_| alone) {
        own.note(&At::Pointer(&format!("{}/usage/{}", deal.at_line(own.line), own.place)), &mut check);
    }
    check.finish(deal)
}

/// The quote's end, exclusive; `Some(None)` without one.
fn quote_end(request: &QuoteRequest, check: &mut Check) -> Option<Option<Date>> {
    let at = At::Root;
    match (request.term, request.end) {
        (None, End::Missing) => {
            let hint = "Write term, or end (the last day, inclusive; null for a quote without an end).";
            check.note(Code::MissingField, &at.key("term"), "The quote has no term and no end.", hint);
            None
        }
        (term, end) => span_end(request.start, term, end, &at, check),
    }
}

/// The exclusive end that a start with a term or an end gives; `Some(None)` for an open end.
fn span_end(start: Date, term: Option<Interval>, end: End, at: &At, check: &mut Check) -> Option<Option<Date>> {
    match (term, end) {
        (Some(_), End::On(_) | End::Open) => {
            check.note(Code::Conflict, &at.key("end"), "Both a term and an end.", "Write one of term and end.");
            None
        }
        (Some(term), End::Missing) => {
            term.check_civil(&at.key("term"), check);
            let last = crate::calendar::Grid::anchored(start, term).boundary(1);
            if last >= Date::MAX {
                check.note(Code::OutOfRange, &at.key("term"), "The term ends after the year 9999.", "Shorten it.");
                return None;
            }
            Some(Some(last))
        }
        (None, End::On(last)) if last < start => {
            let message = format!("The end, {last}, is before the start, {start}.");
            check.note(Code::EndBeforeStart, &at.key("end"), message, "The end is the last day of service.");
            None
        }
        (None, End::On(last)) if last >= Date::MAX.before() => {
            let hint = "Write null for a quote without an end.";
            check.note(Code::OutOfRange, &at.key("end"), "This is the end of the calendar.", hint);
            None
        }
        (None, End::On(last)) => Some(Some(last.plus_days(1))),
        (None, End::Open | End::Missing) => Some(None),
    }
}

fn line_span(
    request: &QuoteRequest,
    line: &Line,
    quote_end: Option<Date>,
    at: &At,
    check: &mut Check,
) -> Option<(Date, Option<Date>)> {
    let start = line.start.unwrap_or(request.start);
    let end = if line.term.is_none() && line.end.is_missing() {
        quote_end
    } else {
        span_end(start, line.term, line.end, at, check)?
    };
    if end.is_some_and(|end| end <= start) {
        let message = format!("The line starts on {start}, after the quote's last day.");
        check.note(Code::EndBeforeStart, &at.key("start"), message, "Give the line an end or term of its own.");
        return None;
    }
    Some((start, end))
}

fn check_overrides(line: &Line, product: &Product, at: &At, check: &mut Check) {
    let overrides = at.key("charges");
    for (i, own) in line.charges.iter().enumerate() {
        let here = overrides.index(i);
        check_charge_id(product, &own.charge, &here.key("charge"), check);
        if line.charges[..i].iter().any(|before| before.charge == own.charge) {
            let message = format!("The charge \"{}\" is there twice.", own.charge);
            check.note(Code::DuplicateId, &here.key("charge"), message, "Write each charge once.");
        }
        if let Some(charge) = product.charges.iter().find(|charge| charge.id == own.charge) {
            shape::check_override(own, charge, &here, check);
        }
    }
}

/// Notes what a line of commitments alone would ignore.
fn check_commitments(line: &Line, product: &Product, at: &At, check: &mut Check) {
    let commitment = |charge: &Charge| matches!(segments::price_in(line, charge, 0), Price::Commitment(_));
    if product.charges.is_empty() || !product.charges.iter().all(commitment) {
        return;
    }
    let segments = line.segments.iter().any(|segment| !segment.discounts.is_empty());
    for (key, written) in [
        ("discounts", !line.discounts.is_empty()),
        ("segments", segments),
        ("uplift", line.uplift.is_some()),
        ("trial", line.trial.is_some()),
    ] {
        if written {
            let hint = "Leave it out, or write another minimum and maximum.";
            check.note(Code::Conflict, &at.key(key), "A commitment takes no discount, uplift or trial.", hint);
        }
    }
}

pub(super) fn check_charge_id(product: &Product, id: &str, at: &At, check: &mut Check) {
    if !product.charges.iter().any(|charge| charge.id == id) {
        let names: Vec<&str> = product.charges.iter().map(|c| c.id.as_str()).collect();
        check.note(
            Code::UnknownCharge,
            at,
            format!("The product \"{}\" has no charge \"{}\".", product.id, crate::document::short(id)),
            format!("Its charges: {}.", names.join(", ")),
        );
    }
}
