//! The small verbs: `periods`, `measure` and `allocate`, over the same calendar and arithmetic as quotes.

use crate::billing::{Recurring, MAX_PERIODS};
use crate::calendar::{Date, Grid, Interval, Measure};
use crate::document::{document, result};
use crate::money::{allocate as split, Currency, Dec, Exact, Spread};
use crate::policy::{Policy, TermTotal};
use crate::problem::{At, Check, Code, Result};

document! {
    /// Which billing periods a service has.
    pub struct PeriodsRequest {
        /// The first day of service.
        pub start: Date,
        /// The last day of service, inclusive. Left out or `null`: no end; then `count` is needed.
        pub end: Option<Date>,
        /// How the service is billed, as in a charge's recurring billing; `every` is needed.
        pub billing: Recurring,
        /// The start of the order, for alignment `order`. Default: the start.
        pub order_start: Option<Date>,
        /// At most this many periods, 1 to 4000.
        pub count: Option<u32>,
    }
}

result! {
    /// The billing periods of a service.
    pub struct PeriodsResult {
        /// In order; no gap, no overlap.
        pub periods: Vec<BillingPeriod>,
        /// Whether more follow.
        pub more: bool,
    }
}

result! {
    /// One billing period.
    #[derive(Eq)]
    pub struct BillingPeriod {
        /// The first day.
        pub start: Date,
        /// The last day, inclusive.
        pub end: Date,
        /// The invoice date.
        pub date: Date,
        /// The days of the period.
        pub days: u32,
        /// Whether it holds a first stub, alone or combined; a single clipped period is one.
        pub first_stub: bool,
        /// Whether it holds a last stub, alone or combined.
        pub last_stub: bool,
    }
}

/// Cuts a service into billing periods.
///
/// # Errors
/// `missing_field` without `billing.every`, or without both `end` and `count`; `end_before_start`; `out_of_range`.
pub fn periods(request: &PeriodsRequest) -> Result<PeriodsResult> {
    let (root, mut check) = (At::Root, Check::default());
    request.billing.check(None, &root.key("billing"), &mut check);
    if request.billing.every.is_none() {
        let at = root.key("billing");
        let hint = "Add \"every\": { \"count\": 1, \"unit\": \"month\" }.";
        check.note(Code::MissingField, &at.key("every"), "`every` is missing.", hint);
    }
    let end = check_end(request.start, request.end, &mut check);
    if request.end.is_none() && request.count.is_none() {
        let hint = "Add end, or count for a service without one.";
        check.note(Code::MissingField, &root.key("count"), "Neither an end nor a count.", hint);
    }
    let count = request.count.map_or(MAX_PERIODS, |count| count as usize);
    if count == 0 || count > MAX_PERIODS {
        let hint = format!("Write 1 to {MAX_PERIODS}.");
        check.note(Code::OutOfRange, &root.key("count"), format!("{count} is no count of periods."), hint);
    }
    check.finish(())?;
    let order_start = request.order_start.unwrap_or(request.start);
    let schedule = request.billing.schedule(request.start, order_start, Interval::MONTH, &Policy::default());
    let k = schedule.grid.index(request.start);
    let until = schedule.grid.boundary(k.saturating_add(request.count.map_or(1, |c| c as i32 + 2)));
    let (mut periods, mut more) = schedule.periods(request.start, end, until);
    more |= periods.len() > count || end.is_none();
    periods.truncate(count);
    let shown = periods.iter().map(|period| BillingPeriod {
        start: period.span.from,
        end: period.span.to.before(),
        date: schedule.date(period),
        days: period.span.days().unsigned_abs(),
        first_stub: period.first_stub,
        last_stub: period.last_stub,
    });
    Ok(PeriodsResult { periods: shown.collect(), more })
}

fn check_end(start: Date, end: Option<Date>, check: &mut Check) -> Option<Date> {
    let last = end?;
    if last < start {
        let message = format!("The end, {last}, is before the start, {start}.");
        check.note(Code::EndBeforeStart, &At::Root.key("end"), message, "The end is the last day, inclusive.");
    }
    if last >= Date::MAX {
        let message = "This is the last day of the calendar; the day after it cannot be written.";
        check.note(Code::OutOfRange, &At::Root.key("end"), message, "Write an earlier day.");
    }
    Some(last.plus_days(1))
}

document! {
    /// How many price periods lie between two days.
    pub struct MeasureRequest {
        /// The first day that is measured.
        pub start: Date,
        /// The last day, inclusive.
        pub end: Date,
        /// The price period.
        pub per: Interval,
        /// Where price periods begin: any boundary of their grid. Default: the start.
        pub anchor: Option<Date>,
        /// `fixed`: a span of whole months measures its count. Default `measured`.
        pub term_total: Option<TermTotal>,
    }
}

result! {
    /// A measure.
    #[derive(Eq)]
    pub struct MeasureResult {
        /// The exact fraction, reduced: `"16/31"`, `"12"`.
        pub fraction: String,
        /// The same, rounded half-up to at most 12 decimals: `"0.516129032258"`.
        pub decimal: String,
        /// The days measured.
        pub days: u32,
    }
}

/// Measures a span in price periods: whole periods count 1, a period that is cut counts days used / days in it.
///
/// # Errors
/// `end_before_start`, `out_of_range`.
pub fn measure(request: &MeasureRequest) -> Result<MeasureResult> {
    let mut check = Check::default();
    request.per.check(&At::Root.key("per"), &mut check);
    let end = check_end(request.start, Some(request.end), &mut check).unwrap_or(request.start);
    check.finish(())?;
    let anchor = request.anchor.unwrap_or(request.start);
    let grid = Grid::anchored(anchor, request.per);
    let mut measure = Measure::new(request.per, anchor, Some(grid));
    if request.term_total == Some(TermTotal::Fixed) {
        let months = request.start.whole_months_until(end);
        if let (true, Some(price)) = (request.start.plus_months(months) == end, request.per.months()) {
            let total = Exact::ratio(i128::from(months), i128::from(price)).unwrap_or(Exact::ZERO);
            measure = measure.fixed(request.start, end, &total);
        }
    }
    let measured = measure.between(request.start, end);
    Ok(MeasureResult {
        fraction: measured.fraction(),
        decimal: measured.decimal(12),
        days: end.days_since(request.start).unsigned_abs(),
    })
}

document! {
    /// An amount to split.
    pub struct AllocateRequest {
        /// In currency units; at most as many decimals as the currency.
        pub amount: Dec,
        /// An ISO 4217 code.
        pub currency: String,
        /// Zero or more each, at least one above zero; at most 100,000.
        pub weights: Vec<Dec>,
        /// Who takes the units that are left over. Default `largestRemainder`.
        pub spread: Option<Spread>,
    }
}

result! {
    /// The shares of an amount.
    #[derive(Eq)]
    pub struct AllocateResult {
        /// In the order of the weights; they sum to the amount exactly.
        pub shares: Vec<String>,
    }
}

/// Splits an amount by weights so that the shares sum to it exactly.
///
/// # Errors
/// `unknown_currency`, `too_precise`, `out_of_range` for a weight below zero, `division_by_zero` when all are zero.
pub fn allocate(request: &AllocateRequest) -> Result<AllocateResult> {
    let (root, mut check) = (At::Root, Check::default());
    let weights = root.key("weights");
    for (i, weight) in request.weights.iter().enumerate().filter(|(_, weight)| weight.sign() < 0) {
        check.note(Code::OutOfRange, &weights.index(i), format!("{weight} is below zero."), "Write zero or more.");
    }
    if request.weights.is_empty() || request.weights.len() > 100_000 {
        let message = format!("There are {} weights.", request.weights.len());
        check.note(Code::OutOfRange, &weights, message, "Write 1 to 100,000 weights.");
    }
    if !request.weights.iter().any(|weight| weight.sign() > 0) {
        let hint = "Give at least one weight above zero.";
        check.note(Code::DivisionByZero, &weights, "The weights sum to zero.", hint);
    }
    let currency = check.keep(Currency::new(&request.currency, &root.key("currency")));
    let currency = check.finish(currency)?.unwrap_or(Currency::with_digits(0));
    let amount = currency.amount(&request.amount, &root.key("amount"))?;
    let exact: Vec<Exact> = request.weights.iter().map(Dec::exact).collect();
    let shares = split(amount, &exact, request.spread.unwrap_or_default(), &weights)?;
    Ok(AllocateResult { shares: shares.into_iter().map(|share| currency.show(share)).collect() })
}
