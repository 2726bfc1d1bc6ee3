//! Every start day x bill day x frequency x timing against a naive calendar that knows only how long months are.
//!
//! A sample in `cargo test`, every start day of a decade in `npm run soak`.

mod common;

use prorata::billing::{Order, Recurring, Timing};
use prorata::calendar::{BillDay, Date, Interval, Measure, Unit};
use prorata::money::Exact;
use prorata::policy::{Policy, TermTotal};

fn length(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|day| Date::new(year, month, *day).is_some()).expect("a month")
}

/// The bill dates from `start` on, by stepping through months one at a time.
fn bill_dates(start: Date, day: u32, months: u32, until: Date) -> Vec<Date> {
    let (mut year, mut month, mut dates) = (start.year(), start.month(), Vec::new());
    let mut wait = 0;
    loop {
        let date = Date::new(year, month, day.min(length(year, month))).expect("a date");
        if date > until {
            return dates;
        }
        if date >= start {
            if wait == 0 {
                dates.push(date);
            }
            wait = (wait + 1) % months;
        }
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
}

fn check(start: Date, day: u32, unit: Unit, months: u32, timing: Timing) {
    let every = Interval { count: 1, unit };
    let end = start.plus_months(25).plus_days(3);
    let policy = Policy { term_total: TermTotal::Measured, ..Policy::default() };
    let billing = Recurring { every: Some(every), timing, bill_day: Some(BillDay::Day(day)), ..Recurring::plain() };
    let schedule = billing.schedule(start, Order { start, bill_day: None }, every, &policy);
    let (periods, more) = schedule.periods(start, Some(end), Date::MAX);
    let told = || format!("{start} on {day} every {months} months {timing:?}");
    assert!(!more, "{}", told());
    let mut cuts = bill_dates(start, day, months, end);
    cuts.retain(|date| *date > start && *date < end);
    let mut froms = vec![start];
    froms.extend(&cuts);
    let mut tos = cuts;
    tos.push(end);
    assert_eq!(periods.iter().map(|p| p.span.from).collect::<Vec<_>>(), froms, "{}", told());
    assert_eq!(periods.iter().map(|p| p.span.to).collect::<Vec<_>>(), tos, "{}", told());
    let measure = Measure::new(every, start, Some(schedule.grid), &policy);
    let mut sum = Exact::ZERO;
    for period in &periods {
        let measured = measure.between(start, period.span.from, period.span.to);
        assert!(measured.sign() > 0 && measured <= Exact::ONE, "{}", told());
        if !period.first_stub && !period.last_stub {
            assert_eq!(measured, Exact::ONE, "{}", told());
        }
        let date = schedule.date(period);
        assert_eq!(date, if timing == Timing::Advance { period.span.from } else { period.span.to }, "{}", told());
        sum = sum + measured;
    }
    assert_eq!(sum, measure.between(start, start, end), "{}", told());
}

#[test]
fn soak_every_start_and_bill_day() {
    let soak = std::env::var_os("PRORATA_SOAK").is_some();
    let (first, days) = (Date::new(2023, 1, 1).expect("a date"), 3653);
    let step = if soak { 1 } else { 61 };
    let mut count = 0;
    for offset in (0..days).step_by(step) {
        for day in 1..=31 {
            for (unit, months) in [(Unit::Month, 1), (Unit::Quarter, 3), (Unit::Year, 12)] {
                for timing in [Timing::Advance, Timing::Arrears] {
                    check(first.plus_days(offset), day, unit, months, timing);
                    count += 1;
                }
            }
        }
    }
    println!("{count} combinations of start day, bill day, frequency and timing");
    assert!(count > 10_000);
}
