//! From a way of recognition to a curve: what may be revenue up to a day, exact.

use std::sync::Arc;

use super::months;
use super::recognition::{Method, PointAt, RevenueMilestone, RevenueProgress};
use crate::calendar::{Date, Interval, Measure, Moment, Span, Unit, DAY_MS};
use crate::curve::{Curve, Layer, Step};
use crate::document::short;
use crate::money::{Dec, Exact};
use crate::policy::Policy;
use crate::problem::{At, Code, Problems, Result};

/// At most this many months of one obligation.
pub(super) const MAX_MONTHS: i32 = 1_200;

/// How a part of an obligation is recognised, with everything that is known of it.
pub(super) struct Terms<'a> {
    pub method: Method,
    pub at: PointAt,
    pub delivered: Option<Date>,
    pub start: Option<Moment>,
    /// Exclusive.
    pub until: Option<Moment>,
    pub milestones: &'a [RevenueMilestone],
    pub progress: &'a [RevenueProgress],
}

/// What is recognised, and what waits: both come to the amount.
#[derive(Clone, Debug)]
pub(super) struct Recognisable {
    pub curve: Curve,
    pub waiting: Exact,
}

impl Recognisable {
    pub const NOTHING: Recognisable =
        Recognisable { curve: Curve { layers: Vec::new(), steps: Vec::new() }, waiting: Exact::ZERO };

    pub fn plus(self, other: Recognisable) -> Recognisable {
        Recognisable { curve: self.curve.plus(&other.curve), waiting: &self.waiting + &other.waiting }
    }

    fn steps(amount: &Exact, steps: Vec<(Date, Exact)>) -> Recognisable {
        let done: Exact = steps.iter().map(|(_, own)| own.clone()).sum();
        let step = |(on, amount): (Date, Exact)| Step { on, amount, tag: 0 };
        let curve = Curve { layers: Vec::new(), steps: steps.into_iter().map(step).collect() };
        Recognisable { curve, waiting: amount - &done }
    }
}

/// The recognisable curve of an amount. `invoiced` is what was invoiced of it, by date.
///
/// # Errors
/// `missing_field` for a start or end that the method needs, `conflict` for what it cannot use, `end_before_start`,
/// `out_of_range`, `plan_exceeds_total`, `plan_not_covered`, `limit_exceeded`.
pub(super) fn recognisable(amount: &Exact, terms: &Terms, invoiced: &[(Date, Exact)], at: &At) -> Result<Recognisable> {
    for (given, method, key) in [
        (!terms.milestones.is_empty(), Method::Milestones, "milestones"),
        (!terms.progress.is_empty(), Method::PercentComplete, "progress"),
    ] {
        if given && terms.method != method {
            let message = format!("The method `{}` does not read `{key}`.", terms.method.as_str());
            return Err(Problems::one(Code::Conflict, &at.key(key), message, "Leave it out, or mend the method."));
        }
    }
    match terms.method {
        Method::Milestones => milestones(amount, terms.milestones, at),
        Method::PercentComplete => progress(amount, terms.progress, at),
        Method::Point => Ok(Recognisable::steps(amount, point(amount, terms, invoiced, at)?)),
        _ => {
            let (start, until) = span(terms, at)?;
            weighted(amount, &stretches(terms.method, start, until, at)?, at)
        }
    }
}

fn needed<T>(value: Option<T>, key: &str, method: Method, at: &At) -> Result<T> {
    value.ok_or_else(|| {
        let message = format!("`{key}` is missing, which the method `{}` needs.", method.as_str());
        Problems::one(Code::MissingField, &at.key(key), message, "Add it, or choose another method.")
    })
}

fn span(terms: &Terms, at: &At) -> Result<(Moment, Moment)> {
    let start = needed(terms.start, "start", terms.method, at)?;
    let until = needed(terms.until, "end", terms.method, at)?;
    if until <= start {
        let message = format!("It ends before its start, {start}.");
        let hint = "end is the last day, inclusive; until is the first day or instant after.";
        return Err(Problems::one(Code::EndBeforeStart, &at.key("end"), message, hint));
    }
    if until.date().month_index() - start.date().month_index() >= MAX_MONTHS {
        let message = format!("It lasts more than {MAX_MONTHS} months.");
        return Err(Problems::one(Code::LimitExceeded, &at.key("end"), message, "Write an earlier end."));
    }
    Ok((start, until))
}

/// The days of each month of a span, with the weight of each.
fn stretches(method: Method, start: Moment, until: Moment, at: &At) -> Result<Vec<(Span, Exact)>> {
    if method == Method::Elapsed {
        return Ok(elapsed(start, until));
    }
    let whole = Span { from: start.date(), to: until.date() };
    if whole.days() <= 0 {
        let message = "It holds no whole day.";
        return Err(Problems::one(Code::OutOfRange, &at.key("end"), message, "Use the method `elapsed`."));
    }
    let touched = whole.from.month_index()..=whole.to.before().month_index();
    let inside: Vec<(Span, Span)> =
        touched.map(months::days).filter_map(|month| Some((month, whole.overlap(month)?))).collect();
    let days = |span: Span| Exact::whole(i128::from(span.days()));
    let is_end = |i: usize| (i == 0 || i + 1 == inside.len()) && inside[i].0 != inside[i].1;
    let middle = (0..inside.len()).filter(|i| !is_end(*i));
    let (count, sum) = middle.fold((0u32, Exact::ZERO), |(n, sum), i| (n + 1, &sum + &days(inside[i].1)));
    let weight = |i: usize| {
        let (month, own) = inside[i];
        match method {
            Method::MonthlyEven => Exact::ONE,
            Method::MonthlyProportionate => days(own).over(&days(month)).unwrap_or(Exact::ZERO),
            Method::MonthlyEvenProrated if !is_end(i) => sum.over_whole(count),
            _ => days(own),
        }
    };
    Ok((0..inside.len()).map(|i| (inside[i].1, weight(i))).collect())
}

/// Milliseconds, cut at months and at the midnights after the start and before the end.
fn elapsed(start: Moment, until: Moment) -> Vec<(Span, Exact)> {
    let midnight = |moment: Moment| Moment::from(moment.date());
    let mut cuts = vec![start, until, midnight(until)];
    cuts.push(if start == midnight(start) { start } else { midnight(start).plus(DAY_MS) });
    cuts.extend(
        (start.date().month_index() + 1..=until.date().month_index()).map(|m| Moment::from(months::days(m).from)),
    );
    cuts.retain(|cut| *cut >= start && *cut <= until);
    cuts.sort_unstable();
    let part = |pair: &[Moment]| {
        let ms = pair[1].since(pair[0]);
        let last = pair[1].plus(-1).date();
        (ms > 0).then(|| (Span { from: pair[0].date(), to: last.plus_days(1) }, Exact::whole(i128::from(ms))))
    };
    cuts.windows(2).filter_map(part).collect()
}

/// A layer for each stretch: its part of the amount, day by day.
fn weighted(amount: &Exact, stretches: &[(Span, Exact)], at: &At) -> Result<Recognisable> {
    let sum: Exact = stretches.iter().map(|(_, weight)| weight.clone()).sum();
    let Some((first, _)) = stretches.first() else { return Ok(Recognisable::steps(amount, Vec::new())) };
    let day = Interval { count: 1, unit: Unit::Day };
    let measure = Arc::new(Measure::new(day, first.from, None, &Policy::default()));
    let layer = |(span, weight): &(Span, Exact)| {
        let days = Exact::whole(i128::from(span.days()));
        let rate = (amount * weight).over(&(&sum * &days))?.reduced();
        let (from, to, measure) = (span.from, Some(span.to), measure.clone());
        Some(Layer { from, origin: from, to, rate, quantity: Exact::ONE, measure, tag: 0 })
    };
    let layers: Option<Vec<Layer>> = stretches.iter().map(layer).collect();
    let layers = layers.ok_or_else(|| {
        Problems::one(Code::DivisionByZero, at, "There is no day to recognise it on.", "Mend its start and end.")
    })?;
    Ok(Recognisable { curve: Curve { layers, steps: Vec::new() }, waiting: Exact::ZERO })
}

fn point(amount: &Exact, terms: &Terms, invoiced: &[(Date, Exact)], at: &At) -> Result<Vec<(Date, Exact)>> {
    let once = |date: Option<Date>| date.map(|date| (date, amount.clone())).into_iter().collect();
    Ok(match terms.at {
        PointAt::Start => once(Some(needed(terms.start, "start", terms.method, at)?.date())),
        PointAt::End => once(Some(needed(terms.until, "end", terms.method, at)?.plus(-1).date())),
        PointAt::Delivery => once(terms.delivered),
        PointAt::InvoiceDate => {
            // Never more than the amount, on either side of zero.
            let (low, high) = (amount.clone().min(Exact::ZERO), amount.clone().max(Exact::ZERO));
            let (mut sum, mut before) = (Exact::ZERO, Exact::ZERO);
            let step = |(date, own): &(Date, Exact)| {
                sum = &sum + own;
                let now = sum.clone().clamp(low.clone(), high.clone());
                let step = &now - &std::mem::replace(&mut before, now.clone());
                (*date, step)
            };
            invoiced.iter().map(step).collect()
        }
    })
}

fn milestones(amount: &Exact, all: &[RevenueMilestone], at: &At) -> Result<Recognisable> {
    let list = at.key("milestones");
    let shares: Vec<Share> = all.iter().map(|own| (own.percent, own.amount, own.remainder)).collect();
    let amounts = shared(amount, &shares, &list)?;
    let steps = all.iter().zip(amounts).filter_map(|(own, part)| Some((own.date?, part)));
    Ok(Recognisable::steps(amount, steps.collect()))
}

/// Percent, amount, or what the others leave.
pub(super) type Share = (Option<Dec>, Option<Dec>, bool);

/// Splits an amount into declared parts, exactly.
///
/// # Errors
/// `conflict` unless each part says exactly one of three, and at most one is the remainder; `plan_exceeds_total`; `plan_not_covered`.
pub(super) fn shared(amount: &Exact, parts: &[Share], at: &At) -> Result<Vec<Exact>> {
    let mut sum = Exact::ZERO;
    for (i, (percent, fixed, remainder)) in parts.iter().enumerate() {
        let said = [percent.is_some(), fixed.is_some(), *remainder].into_iter().filter(|said| *said).count();
        let again = *remainder && parts[..i].iter().any(|(_, _, before)| *before);
        if said != 1 || again {
            let message =
                if again { "A second remainder." } else { "Not exactly one of percent, amount and remainder." };
            return Err(Problems::one(Code::Conflict, &at.index(i), message, "Write one of the three; one remainder."));
        }
        let own = percent.map(|own| amount * &own.percent()).or(fixed.map(|own| own.exact()));
        sum = &sum + &own.unwrap_or(Exact::ZERO);
    }
    let (left, open) = (amount - &sum, parts.iter().any(|(_, _, remainder)| *remainder));
    if left.sign() * amount.sign() < 0 || (amount.is_zero() && !left.is_zero()) {
        let message = format!("The parts come to {}, the whole is {}.", sum.decimal(12), amount.decimal(12));
        return Err(Problems::one(Code::PlanExceedsTotal, at, message, "Lower a part."));
    }
    if !open && !left.is_zero() {
        let message = format!("The parts come to {}, the whole is {}.", sum.decimal(12), amount.decimal(12));
        return Err(Problems::one(Code::PlanNotCovered, at, message, "Let one part be the remainder."));
    }
    let part = |(percent, fixed, _): &Share| match (percent, fixed) {
        (Some(percent), _) => amount * &percent.percent(),
        (None, Some(fixed)) => fixed.exact(),
        (None, None) => left.clone(),
    };
    Ok(parts.iter().map(part).collect())
}

fn progress(amount: &Exact, all: &[RevenueProgress], at: &At) -> Result<Recognisable> {
    let mut before = Exact::ZERO;
    let mut steps = Vec::with_capacity(all.len());
    let list = at.key("progress");
    let mut last: Option<Date> = None;
    for (i, own) in all.iter().enumerate() {
        if own.percent.sign() < 0 || own.percent > Dec::HUNDRED {
            let message = format!("{} is no percentage of what is complete.", short(&own.percent.to_string()));
            return Err(Problems::one(Code::OutOfRange, &list.index(i).key("percent"), message, "Write 0 to 100."));
        }
        if last.is_some_and(|last| own.date <= last) {
            let hint = "Write one report a day, in the order of their days.";
            return Err(Problems::one(
                Code::OutOfRange,
                &list.index(i).key("date"),
                "It is not after the one before.",
                hint,
            ));
        }
        last = Some(own.date);
        let now = amount * &own.percent.percent();
        steps.push((own.date, &now - &std::mem::replace(&mut before, now.clone())));
    }
    Ok(Recognisable::steps(amount, steps))
}
