use super::exclusive;
use crate::billing::{Alignment, Order, Recurring, Timing, MAX_PERIODS};
use crate::calendar::{Date, Grid, Interval, Measure, Moment, DAY_MS};
use crate::document::{document, result, words};
use crate::money::Exact;
use crate::policy::{Policy, PolicyChoice, Stub};
use crate::problem::{At, Check, Code, Result};

document! {
    /// Which billing periods a service has, in civil dates or UTC instants.
    pub struct PeriodsRequest {
        /// The first day or instant of service.
        pub start: Moment,
        /// The last day of service, inclusive. At most one of `end` and `until`; with neither, `count` or `through`.
        pub end: Option<Date>,
        /// The first day or instant after the service, exclusive. Equal to `start`: no periods.
        pub until: Option<Moment>,
        /// How the service is billed, as in a charge's recurring billing; `every` is needed.
        pub billing: Recurring,
        /// Any boundary of the periods, before or after the start; instead of `billing.billDay` and `alignment`.
        pub anchor: Option<Moment>,
        /// The start of the order, for alignment `order`. Default: the start.
        pub order_start: Option<Date>,
        /// At most this many periods, 1 to 4000, from the first.
        pub count: Option<u32>,
        /// Only periods with an invoice date from here on.
        pub from: Option<Moment>,
        /// Only periods with an invoice date up to here, inclusive.
        pub through: Option<Moment>,
        /// Which periods in arrears `through` closes. Default `ended`.
        pub close: Close = Default::default(),
        /// A price period: each period is then measured by the policy.
        pub per: Option<Interval>,
        /// Profile and switches. Default: profile `default`.
        pub policy: PolicyChoice = Default::default(),
    }
}

words! {
    /// Which periods in arrears a closing date closes.
    #[derive(Default)]
    pub enum Close {
        /// Those that have ended by it.
        #[default]
        Ended = "ended",
        /// Also the one that has begun before it (a greedy bill run).
        Begun = "begun",
    }
}

result! {
    /// The billing periods of a service.
    pub struct PeriodsResult {
        /// In order; no gap, no overlap.
        pub periods: Vec<BillingPeriod>,
        /// Whether more follow.
        pub more: bool,
        /// The sum of the periods' measures, where `per` was given: a decimal with at most 12 places.
        pub measure: Option<String>,
    }
}

result! {
    /// One billing period.
    pub struct BillingPeriod {
        /// The first day or instant.
        pub start: Moment,
        /// The last day, inclusive; not for instants.
        pub end: Option<Date>,
        /// The first day or instant after it.
        pub until: Moment,
        /// The invoice date.
        pub date: Moment,
        /// The days of the period, started ones included.
        pub days: u32,
        /// Whether it holds a first stub, alone or combined; a single clipped period is one.
        pub first_stub: bool,
        /// Whether it holds a last stub, alone or combined.
        pub last_stub: bool,
        /// The whole period of the grid, not cut by the service; of a combined one, where it begins.
        pub full: Stretch,
        /// Price periods, where `per` was given: the exact fraction.
        pub measure: Option<String>,
    }
}

result! {
    /// A stretch of time.
    pub struct Stretch {
        /// The first day or instant.
        pub start: Moment,
        /// The last day, inclusive; not for instants.
        pub end: Option<Date>,
        /// The first day or instant after it.
        pub until: Moment,
    }
}

impl Stretch {
    fn new(start: Moment, until: Moment) -> Stretch {
        Stretch { start, end: until.is_civil().then(|| until.date().before()), until }
    }
}

/// Cuts a service into billing periods.
///
/// # Errors
/// `missing_field` without `billing.every`, or without any of `end`, `until`, `count` and `through`; `conflict` for both
/// `end` and `until`; `end_before_start`, also for `through` before `from`; `out_of_range`; `limit_exceeded`.
pub fn periods(request: &PeriodsRequest) -> Result<PeriodsResult> {
    let (until, policy) = check(request)?;
    let grid = grid(request, &policy);
    let mut rows = rows(request, &grid, until)?;
    combine(&mut rows, request, &policy);
    let (from, through) = (request.from, request.through);
    let dated = |row: &Row| match request.billing.timing {
        Timing::Advance => row.start,
        Timing::Arrears => row.until,
    };
    let due = |row: &Row| {
        let begun = request.close == Close::Begun && request.billing.timing == Timing::Arrears;
        from.is_none_or(|from| dated(row) >= from)
            && through.is_none_or(|through| dated(row) <= through || begun && row.full.0 < through)
    };
    let count = request.count.map_or(MAX_PERIODS, |count| count as usize);
    let all = rows.len();
    rows.truncate(count);
    let more = all > count || until.is_none();
    let measure = request.per.map(|per| price_measure(per, request, &grid, &policy));
    let mut sum = Exact::ZERO;
    let mut shown = Vec::new();
    for row in rows.iter().filter(|row| due(row)) {
        let measured = measure.as_ref().map(|measure| measure.span(row.start, row.until));
        if let Some(measured) = &measured {
            sum = sum + measured;
        }
        let days = row.until.since(row.start).div_euclid(DAY_MS) + i64::from(row.until.since(row.start) % DAY_MS != 0);
        shown.push(BillingPeriod {
            start: row.start,
            end: row.until.is_civil().then(|| row.until.date().before()),
            until: row.until,
            date: dated(row),
            days: u32::try_from(days).unwrap_or(u32::MAX),
            first_stub: row.first_stub,
            last_stub: row.last_stub,
            full: Stretch::new(row.full.0, row.full.1),
            measure: measured.map(|measured| measured.fraction()),
        });
    }
    Ok(PeriodsResult { periods: shown, more, measure: request.per.map(|_| sum.decimal(12)) })
}

fn check(request: &PeriodsRequest) -> Result<(Option<Moment>, Policy)> {
    let (root, mut check) = (At::Root, Check::default());
    let billing = root.key("billing");
    match request.billing.every {
        Some(every) => every.check(&billing.key("every"), &mut check),
        None => {
            let hint = "Add \"every\": { \"count\": 1, \"unit\": \"month\" }.";
            check.note(Code::MissingField, &billing.key("every"), "`every` is missing.", hint);
        }
    }
    request.billing.check_days(None, &billing, &mut check);
    let until = exclusive(request.start, request.end, request.until, &root, &mut check);
    if until.is_none() && check.is_clean() && request.count.is_none() && request.through.is_none() {
        let hint = "Add end or until, or count or through for a service without one.";
        check.note(Code::MissingField, &root.key("count"), "Nothing ends the periods.", hint);
    }
    if request.count.is_some_and(|count| count == 0 || count as usize > MAX_PERIODS) {
        let hint = format!("Write 1 to {MAX_PERIODS}.");
        check.note(Code::OutOfRange, &root.key("count"), "This is no count of periods.", hint);
    }
    if let (Some(from), Some(through)) = (request.from, request.through) {
        if through < from {
            let message = format!("The window would go from {from} through {through}.");
            check.note(Code::EndBeforeStart, &root.key("through"), message, "Write a later date.");
        }
    }
    if request.anchor.is_some()
        && (request.billing.bill_day.is_some() || request.billing.alignment != Alignment::Anniversary)
    {
        let hint = "Write an anchor, or a bill day and an alignment.";
        check.note(Code::Conflict, &root.key("anchor"), "The anchor says already where periods begin.", hint);
    }
    let policy = check.keep(request.policy.resolve_alone(&root.key("policy"))).unwrap_or_default();
    if let Some(per) = request.per {
        per.check(&root.key("per"), &mut check);
    }
    check.finish((until, policy))
}

fn grid(request: &PeriodsRequest, policy: &Policy) -> Grid {
    let every = request.billing.every.unwrap_or(Interval::MONTH);
    if let Some(anchor) = request.anchor {
        return Grid::from(anchor, every, policy.end_of_month);
    }
    if request.start.is_civil() {
        let start = request.start.date();
        return request
            .billing
            .schedule(start, Order { start: request.order_start.unwrap_or(start), bill_day: None }, every, policy)
            .grid;
    }
    Grid::from(request.start, every, policy.end_of_month)
}

struct Row {
    start: Moment,
    until: Moment,
    full: (Moment, Moment),
    first_stub: bool,
    last_stub: bool,
}

fn rows(request: &PeriodsRequest, grid: &Grid, until: Option<Moment>) -> Result<Vec<Row>> {
    let (mut rows, mut k) = (Vec::new(), grid.index_of(request.start));
    let mut start = request.start;
    let wanted = request.count.map_or(MAX_PERIODS + 1, |count| count as usize + 1);
    while until.is_none_or(|until| start < until) && start.date() < Date::MAX && rows.len() <= wanted {
        if rows.len() > MAX_PERIODS {
            let hint = format!("At most {MAX_PERIODS} periods; write count, end or a window.");
            let at = At::Root;
            return Err(crate::problem::Problems::one(Code::LimitExceeded, &at.key("end"), "Too many periods.", hint));
        }
        // A window in the past of the first row after it is enough; one row more shows that there is one.
        if until.is_none() && request.count.is_none() && request.through.is_some_and(|through| start > through) {
            break;
        }
        let full = (grid.moment(k), grid.moment(k + 1));
        let end = until.map_or(full.1, |until| until.min(full.1));
        let first_stub = rows.is_empty() && full.0 != start;
        rows.push(Row { start, until: end, full, first_stub, last_stub: end != full.1 && !first_stub });
        (start, k) = (end, k + 1);
    }
    if let [only] = rows.as_mut_slice() {
        only.first_stub |= std::mem::take(&mut only.last_stub);
    }
    Ok(rows)
}

/// Joins stubs to the full period beside them, as billing does.
fn combine(rows: &mut Vec<Row>, request: &PeriodsRequest, policy: &Policy) {
    let first = request.billing.first_period.unwrap_or(policy.first_period);
    let last = request.billing.last_period.unwrap_or(policy.last_period);
    if first == Stub::Combine && rows.len() > 1 && rows[0].first_stub && !rows[1].last_stub {
        let stub = rows.remove(0);
        (rows[0].start, rows[0].first_stub) = (stub.start, true);
    }
    if last == Stub::Combine {
        if let [.., before, stub] = rows.as_mut_slice() {
            if stub.last_stub && (!before.first_stub || before.start < before.full.0) {
                (before.until, before.last_stub) = (stub.until, true);
                rows.pop();
            }
        }
    }
}

fn price_measure(per: Interval, request: &PeriodsRequest, grid: &Grid, policy: &Policy) -> Measure {
    match (per.months(), request.billing.every.and_then(Interval::months)) {
        (Some(_), Some(_)) if request.start.is_civil() => Measure::new(per, request.start.date(), Some(*grid), policy),
        _ if request.billing.every == Some(per) => Measure::over(*grid, per, Exact::ONE, policy),
        _ => Measure::over(Grid::from(request.start, per, policy.end_of_month), per, Exact::ONE, policy),
    }
}
