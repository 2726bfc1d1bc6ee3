use super::exclusive;
use crate::calendar::{BillDay, Date, Grid, Interval, Measure, Moment, DAY_MS};
use crate::document::{document, result, words};
use crate::money::{Currency, Dec, Exact, Minor};
use crate::policy::{ChangeDay, Count, Policy, PolicyChoice, PriceGrid, Rounding, TermTotal};
use crate::problem::{At, Check, Code, Result};

document! {
    /// How many price periods a span is, and what it costs.
    pub struct MeasureRequest {
        /// The first day or instant that is measured.
        pub start: Moment,
        /// The last day, inclusive. Exactly one of `end` and `until`.
        pub end: Option<Date>,
        /// The first day or instant after the span, exclusive.
        pub until: Option<Moment>,
        /// The price period. Exactly one of `per` and `within`.
        pub per: Option<Interval>,
        /// A given whole period instead of one of the calendar: the span is clipped to it and measured as its part.
        pub within: Option<Whole>,
        /// Where price periods begin: any boundary of their grid. Default: the start.
        pub anchor: Option<Moment>,
        /// The day of the month on which price periods of months begin, in the month of the anchor; for days that some months do
        /// not have.
        pub bill_day: Option<BillDay>,
        /// A change inside the span: only the part before or after it is measured; the policy's `changeDay` says who owns
        /// the day.
        pub change: Option<Change>,
        /// Profile and switches. `termTotal: fixed` makes a span of whole months measure its count. Default: profile
        /// `default` with `termTotal: measured`.
        pub policy: PolicyChoice = Default::default(),
        /// What one price period costs, in currency units: the result then has `amount`.
        pub amount: Option<Dec>,
        /// What one unit costs per price period; with `quantity`, instead of `amount`.
        pub unit_price: Option<Dec>,
        /// How many units. Default 1, or the average of `quantities`.
        pub quantity: Option<Dec>,
        /// An ISO 4217 code for the rounding of amounts. At most one of `currency` and `scale`.
        pub currency: Option<String>,
        /// Decimals of the rounded amount, 0 to 12, where it is no money.
        pub scale: Option<u32>,
        /// Quantities over time, the first at the start or before: the result then has the average `quantity`, weighted by
        /// time.
        pub quantities: Vec<QuantityFrom> = Vec::new(),
    }
}

document! {
    /// A whole period.
    pub struct Whole {
        /// Its first day or instant.
        pub start: Moment,
        /// Its last day, inclusive. Exactly one of `end` and `until`.
        pub end: Option<Date>,
        /// The first day or instant after it.
        pub until: Option<Moment>,
    }
}

document! {
    /// A change inside a span.
    pub struct Change {
        /// The day or instant of the change.
        pub on: Moment,
        /// Which part is measured.
        pub part: ChangePart,
    }
}

words! {
    /// A side of a change.
    pub enum ChangePart {
        /// What was in force before.
        Before = "before",
        /// What is in force after.
        After = "after",
    }
}

document! {
    /// A quantity from a moment on.
    pub struct QuantityFrom {
        /// The first day or instant.
        pub start: Moment,
        /// Zero or more.
        pub quantity: Dec,
    }
}

result! {
    /// A measure.
    pub struct MeasureResult {
        /// The exact fraction, reduced: `"16/31"`, `"12"`.
        pub fraction: String,
        /// The same, rounded half-up to at most 12 decimals: `"0.516129032258"`.
        pub decimal: String,
        /// The days measured, started ones included.
        pub days: u32,
        /// Whole price periods (or months under `count: months`) among them.
        pub whole: u32,
        /// What is left beside the whole ones.
        pub rest: Vec<Rest>,
        /// The rounded amount, where a price was given.
        pub amount: Option<String>,
        /// The rounded price of one unit for the span, under `rounding: perUnit`.
        pub unit_amount: Option<String>,
        /// The average quantity over the span, where `quantities` were given: the exact fraction.
        pub quantity: Option<String>,
    }
}

result! {
    /// A part of a period.
    pub struct Rest {
        /// Its days, started ones included.
        pub days: u32,
        /// The days of the period that it is a part of.
        pub of: u32,
    }
}

/// Measures a span in price periods, by the policy; with a price, rounds what it costs.
///
/// # Errors
/// `end_before_start`, `conflict` for two of what only one may be, `missing_field`, `out_of_range`, `unknown_currency`.
pub fn measure(request: &MeasureRequest) -> Result<MeasureResult> {
    let known = check(request)?;
    let Known { policy, start, until, .. } = &known;
    let (cells, measure) = measure_of(request, &known);
    let measured = measure.span(*start, *until);
    let (amount, unit_amount) = amounts(request, &known, &measured)?;
    let (whole, rest) = parts(&cells, *start, *until, policy);
    Ok(MeasureResult {
        fraction: measured.fraction(),
        decimal: measured.decimal(12),
        days: days(*start, *until),
        whole,
        rest,
        amount,
        unit_amount,
        quantity: average(request, *start, *until).map(|quantity| quantity.fraction()),
    })
}

struct Known {
    policy: Policy,
    start: Moment,
    until: Moment,
    within: Option<(Moment, Moment)>,
    currency: Currency,
}

fn check(request: &MeasureRequest) -> Result<Known> {
    let (root, mut check) = (At::Root, Check::default());
    let policy = check.keep(request.policy.resolve_alone(&root.key("policy"))).unwrap_or_default();
    let until = exclusive(request.start, request.end, request.until, &root, &mut check);
    if request.end.is_none() && request.until.is_none() {
        check.note(Code::MissingField, &root.key("end"), "The span has no end.", "Write end or until.");
    }
    let hint = "Write exactly one of per and within.";
    match (request.per.is_some(), request.within.is_some()) {
        (false, false) => check.note(
            Code::MissingField,
            &root.key("per"),
            "Neither a price period nor a given period to measure in.",
            hint,
        ),
        (true, true) => check.note(Code::Conflict, &root.key("within"), "Both per and within.", hint),
        _ => {}
    }
    if let Some(per) = request.per {
        per.check(&root.key("per"), &mut check);
    }
    let within = request.within.as_ref().and_then(|whole| {
        let at = root.key("within");
        let end = exclusive(whole.start, whole.end, whole.until, &at, &mut check);
        if end == Some(whole.start) {
            check.note(Code::DivisionByZero, &at, "The whole period has no length.", "Write a longer one.");
        } else if whole.end.is_none() && whole.until.is_none() {
            check.note(Code::MissingField, &at.key("end"), "The period has no end.", "Write end or until.");
        }
        Some((whole.start.cut(policy.grain), end?.cut(policy.grain)))
    });
    if request.amount.is_some() && request.unit_price.is_some() {
        let hint = "Write the price of the whole, or of one unit.";
        check.note(Code::Conflict, &root.key("amount"), "Both amount and unitPrice.", hint);
    }
    if request.currency.is_some() && request.scale.is_some() {
        check.note(Code::Conflict, &root.key("scale"), "Both currency and scale.", "Write one of the two.");
    }
    if request.scale.is_some_and(|scale| scale > 12) {
        check.note(Code::OutOfRange, &root.key("scale"), "Too many decimals.", "Write 0 to 12.");
    }
    let priced = request.amount.is_some() || request.unit_price.is_some();
    if priced && request.currency.is_none() && request.scale.is_none() {
        let hint = "Add currency, or scale for what is no money.";
        check.note(Code::MissingField, &root.key("currency"), "An amount is rounded to a currency.", hint);
    }
    let currency = match &request.currency {
        Some(code) => check.keep(Currency::new(code, &root.key("currency"))),
        None => None,
    };
    let currency = currency.unwrap_or(Currency::with_digits(request.scale.unwrap_or(2)));
    let (start, until) = clip(request, until.unwrap_or(request.start), within, &policy);
    check.finish(Known { policy, start, until, within, currency })
}

/// The span, cut to the grain, to the given period and to the part before or after a change.
fn clip(
    request: &MeasureRequest,
    until: Moment,
    within: Option<(Moment, Moment)>,
    policy: &Policy,
) -> (Moment, Moment) {
    let (mut start, mut until) = (request.start.cut(policy.grain), until.cut(policy.grain));
    if let Some((first, last)) = within {
        (start, until) = (start.max(first), until.min(last));
    }
    if let Some(change) = &request.change {
        let on = change.on.cut(policy.grain);
        let split = if policy.change_day == ChangeDay::Old && on.is_civil() { on.plus(DAY_MS) } else { on };
        match change.part {
            ChangePart::Before => until = until.min(split),
            ChangePart::After => start = start.max(split),
        }
    }
    (start, until.max(start))
}

fn measure_of(request: &MeasureRequest, known: &Known) -> (Grid, Measure) {
    let Known { policy, start, until, within, .. } = known;
    if let Some((first, last)) = within {
        // The given period is one cell of a grid of its own length.
        let ms = last.since(*first).max(1);
        let cells = Grid::elapsed(*first, ms);
        return (cells, Measure::over(cells, Interval::MONTH, Exact::ONE, policy));
    }
    let per = request.per.unwrap_or(Interval::MONTH);
    let anchor = request.anchor.unwrap_or(request.start);
    let months = per.months().filter(|_| policy.count == Count::Months);
    let (every, per_cell) = match months {
        Some(months) => (Interval::MONTH, Exact::ratio(1, i128::from(months)).unwrap_or(Exact::ONE)),
        None => (per, Exact::ONE),
    };
    let cells = match (policy.price_grid, per.months()) {
        (PriceGrid::Calendar, Some(_)) if request.anchor.is_none() => {
            let first = Date::in_month(anchor.date().month_index(), 1);
            Grid::from(first.into(), every, policy.end_of_month)
        }
        (_, Some(_)) if request.bill_day.is_some() => {
            Grid::on_day(anchor.date(), request.bill_day.unwrap_or(BillDay::Last), every)
        }
        _ => Grid::from(anchor, every, policy.end_of_month),
    };
    let mut measure = Measure::over(cells, per, per_cell, policy);
    if policy.term_total == TermTotal::Fixed && start.is_civil() && until.is_civil() {
        let (from, to) = (start.date(), until.date());
        let months = from.whole_months_until(to);
        if let (true, Some(price)) = (from.plus_months(months) == to, per.months()) {
            let total = Exact::ratio(i128::from(months), i128::from(price)).unwrap_or(Exact::ZERO);
            measure = measure.fixed(from, to, &total);
        }
    }
    (cells, measure)
}

fn amounts(request: &MeasureRequest, known: &Known, measured: &Exact) -> Result<(Option<String>, Option<String>)> {
    let weighed = average(request, known.start, known.until);
    let quantity = request.quantity.map(|quantity| quantity.exact()).or(weighed).unwrap_or(Exact::ONE);
    let price = match (&request.amount, &request.unit_price) {
        (Some(amount), _) => amount.exact(),
        (None, Some(unit)) => unit.exact(),
        (None, None) => return Ok((None, None)),
    };
    let root = At::Root;
    let at = root.key("amount");
    let (currency, policy) = (&known.currency, &known.policy);
    let show = |amount: Minor| currency.show(amount);
    let per_unit = policy.rounding == Rounding::PerUnit && request.unit_price.is_some();
    let mut unit = &price * measured;
    if per_unit {
        unit = policy.round_unit(&unit, currency);
    }
    let shown = per_unit.then(|| unit.decimal(12));
    let amount = if request.unit_price.is_some() { &unit * &quantity } else { unit };
    Ok((Some(show(currency.round(&amount, policy.rounding_mode, &at)?)), shown))
}

fn days(from: Moment, to: Moment) -> u32 {
    let ms = to.since(from);
    u32::try_from(ms.div_euclid(DAY_MS) + i64::from(ms.rem_euclid(DAY_MS) != 0)).unwrap_or(u32::MAX)
}

/// Whole cells, and the cut ones at either end.
fn parts(cells: &Grid, start: Moment, until: Moment, policy: &Policy) -> (u32, Vec<Rest>) {
    let (a, b) = (cells.index_of(start), cells.index_of(until));
    let rest = |from: Moment, to: Moment, k: i32| Rest {
        days: days(from, to),
        of: days(cells.moment(k), cells.moment(k + 1)),
    };
    if policy.count == Count::Days || start == until {
        return (0, if start == until { Vec::new() } else { vec![rest(start, until, a)] });
    }
    let whole_head = start == cells.moment(a);
    if a == b {
        return (0, vec![rest(start, until, a)]);
    }
    let mut left = Vec::new();
    if !whole_head {
        left.push(rest(start, cells.moment(a + 1), a));
    }
    if until != cells.moment(b) {
        left.push(rest(cells.moment(b), until, b));
    }
    ((b - a - 1 + i32::from(whole_head)).unsigned_abs(), left)
}

fn average(request: &MeasureRequest, start: Moment, until: Moment) -> Option<Exact> {
    if request.quantities.is_empty() {
        return None;
    }
    let mut sum = Exact::ZERO;
    for (i, level) in request.quantities.iter().enumerate() {
        let from = level.start.max(start);
        let to = request.quantities.get(i + 1).map_or(until, |next| next.start.min(until));
        if to > from {
            sum = sum + level.quantity.exact() * Exact::whole(i128::from(to.since(from)));
        }
    }
    sum.over(&Exact::whole(i128::from(until.since(start))))
}
