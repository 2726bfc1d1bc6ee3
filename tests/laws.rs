//! Laws: what must hold for every deal, checked on random ones. `PRORATA_SOAK=1` (npm run soak) checks many more.

mod common;
#[path = "common/random.rs"]
mod random;

use common::{billed, minor, plan, planned, price};
use proptest::prelude::*;
use prorata::calendar::{Date, Grid, Interval, Measure, Unit};
use prorata::money::Exact;
use prorata::policy::{DayCount, Policy, PolicyChoice};
use prorata::problem::At;
use prorata::quote::{InvoicePlan, StepKind};
use random::{cases, deal, priced, Random, Shape};
use serde_json::{json, Value};

fn policy(switches: &Value) -> Policy {
    let choice: PolicyChoice = prorata::document::read(common::node(switches)).expect("a policy");
    choice.resolve(&At::Root).expect("a known profile").0
}

fn lines_of(plan: &InvoicePlan) -> Vec<String> {
    let mut lines: Vec<String> = plan
        .invoices
        .iter()
        .flat_map(|i| {
            i.lines
                .iter()
                .map(move |l| format!("{} {} {} {:?} {:?} {}", i.date, l.line, l.charge, l.period, l.item, l.net))
        })
        .collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(cases(400))]

    /// A line's invoices and waiting items come to its net; the quote's sums are its lines'.
    #[test]
    fn invoices_and_waiting_items_are_the_net(seed in any::<u64>()) {
        let request = deal(&mut Random(seed), Shape { evergreen: seed % 3 == 0, ..Shape::ALL });
        let Some(quote) = priced(&request) else { return Ok(()) };
        let plan = plan(&quote, &json!({}));
        let (mut net, mut taxes) = (0, 0);
        for line in &quote.lines {
            prop_assert_eq!(planned(&plan, &line.id), minor(&line.net), "line {} of {}", line.id, request);
            prop_assert_eq!(minor(&line.list) - minor(&line.discount), minor(&line.net));
            let last = line.waterfall.last().expect("a step");
            prop_assert_eq!(&last.after, &line.gross);
            taxes += minor(&line.tax);
            for step in line.waterfall.iter().filter(|step| step.step == StepKind::Rounding) {
                let off = minor(&step.after) - minor(step.before.as_ref().expect("an amount"));
                let pieces = plan.invoices.iter().flat_map(|i| &i.lines).filter(|l| l.line == line.id).count() as i128;
                let by_factor = request["policy"]["rounding"] == "perUnit" || !request["policy"]["factorScale"].is_null();
                prop_assert!(by_factor || off.abs() <= pieces + 1, "{} off by rounding in {}", off, request);
            }
            for pair in line.waterfall.windows(2) {
                prop_assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after), "{}", request);
            }
            net += minor(&line.net);
        }
        prop_assert_eq!(minor(&quote.totals.tax), taxes, "{}", request);
        prop_assert_eq!(minor(&quote.totals.net), net);
        prop_assert_eq!(minor(&plan.totals.net), net);
        prop_assert_eq!(&plan.totals.tax, &quote.totals.tax);
        prop_assert_eq!(minor(&quote.totals.gross), net + minor(&quote.totals.tax));
        let cash: i128 = plan.cash.iter().map(|month| minor(&month.gross)).sum();
        let invoiced: i128 = plan.invoices.iter().map(|i| minor(&i.totals.gross)).sum();
        prop_assert_eq!(cash, invoiced);
        for invoice in &plan.invoices {
            let lines: i128 = invoice.lines.iter().map(|l| minor(&l.net)).sum();
            let taxes: i128 = invoice.taxes.iter().map(|t| minor(&t.tax)).sum();
            prop_assert_eq!(lines, minor(&invoice.totals.net));
            prop_assert_eq!(taxes, minor(&invoice.totals.tax));
        }
    }

    /// Cutting the plan at any date and going on gives the same invoices; so does telling it what has been billed.
    #[test]
    fn a_plan_cut_at_any_date_goes_on(seed in any::<u64>(), days in -30i32..1200) {
        let mut r = Random(seed);
        let shape = Shape { evergreen: r.chance(30), ..Shape::ALL };
        let request = deal(&mut r, shape);
        let Some(quote) = priced(&request) else { return Ok(()) };
        let cut = quote.start.plus_days(days);
        let far = json!(quote.start.plus_days(1300));
        let whole = plan(&quote, &json!({ "through": far }));
        let before = plan(&quote, &json!({ "through": cut }));
        let after = plan(&quote, &json!({ "from": cut.plus_days(1), "through": far }));
        let mut both = lines_of(&before);
        both.extend(lines_of(&after));
        both.sort();
        prop_assert_eq!(&both, &lines_of(&whole), "{} at {}", request, cut);
        let billed = billed(&before);
        let rest = plan(&quote, &json!({ "billed": billed, "through": far }));
        prop_assert_eq!(lines_of(&rest), lines_of(&after), "{} billed to {}", request, cut);
    }

    /// A full period bills the period price rounded and the last takes the remainder; cumulative is within one unit.
    #[test]
    fn full_periods_bill_the_period_price(seed in any::<u64>(), cumulative in any::<bool>()) {
        let mut r = Random(seed);
        let start = r.date(1990, 2090);
        let months = r.int(1, 60);
        let request = json!({
            "currency": "EUR", "start": start, "term": { "unit": "month", "count": months },
            "policy": { "rounding": if cumulative { "cumulative" } else { "perPeriod" } },
            "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "recurring", "per": { "unit": "month" },
                "price": { "model": "perUnit", "unitPrice": r.decimal(10_000_000, 5) },
                "billing": { "kind": "recurring", "billDay": r.int(1, 31) } }] }] },
            "lines": [{ "id": "l", "product": "p", "quantity": r.decimal(5_000, 2) }],
        });
        let quote = price(&request);
        let per = minor(quote.lines[0].charges[0].per_period.as_ref().expect("a period price"));
        let plan = plan(&quote, &json!({}));
        let lines: Vec<_> = plan.invoices.iter().flat_map(|i| &i.lines).collect();
        let takes = lines.iter().rposition(|line| line.net != "0.00");
        // Where the remainder would turn the last amount's sign, the charge rounds cumulatively: no longer exact periods.
        let exact = lines.iter().take(lines.len() - 1).all(|l| l.measure.as_deref() != Some("1") || minor(&l.net) == per);
        for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.measure.as_deref() == Some("1")) {
            let off = (minor(&line.net) - per).abs();
            if cumulative {
                prop_assert!(off <= 1, "{} off {}", line.net, off);
            } else if exact && Some(i) != takes {
                prop_assert_eq!(off, 0);
            } else if !exact {
                prop_assert!(off <= 1, "{}", request);
            }
        }
        // Twelve months cost twelve months, whatever the calendar.
        let unit = quote.request.lines[0].quantity.exact() * quote.request.catalog.products[0].charges[0].price.unit_price(&Exact::ONE, Default::default()).expect("a price");
        let total = unit * Exact::whole(i128::from(months));
        prop_assert_eq!(minor(&quote.totals.net), total.round_scaled(2, Default::default()).expect("fits"));
    }

    /// Measures telescope: a to b and b to c is a to c, bent or not, and whole periods measure their number.
    #[test]
    fn differences_telescope(seed in any::<u64>()) {
        let mut r = Random(seed);
        let start = r.date(1990, 2095);
        let per = Interval { count: r.int(1, 14) as u32, unit: *r.pick(&[Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year]) };
        let grid = Grid::anchored(r.date(1990, 2095), Interval { count: r.int(1, 14) as u32, unit: *r.pick(&[Unit::Month, Unit::Year]) });
        let end = start.plus_days(r.int(1, 4_000) as i32);
        let mut switches = random::measuring(&mut r);
        switches["factorScale"] = Value::Null;
        let policy = policy(&switches);
        let mut measure = Measure::new(per, start, Some(grid), &policy);
        if r.chance(50) {
            let total = measure.between(start, start, end) * Exact::ratio(r.int(90, 110) as i128, 100).expect("a ratio");
            measure = measure.fixed(start, end, &total);
        }
        let mut dates: Vec<Date> = (0..4).map(|_| start.plus_days(r.int(0, 4_000) as i32).min(end)).collect();
        dates.push(start);
        dates.push(end);
        dates.sort();
        let parts: Exact = dates.windows(2).map(|pair| measure.between(start, pair[0], pair[1])).sum();
        prop_assert_eq!(parts, measure.between(start, start, end), "{:?}", policy);
    }

    /// Measures begun anew at any date add up, for the day counts whose documentation claims it; every whole period is 1.
    #[test]
    fn additive_measures_add_up(seed in any::<u64>()) {
        let mut r = Random(seed);
        let per = Interval { count: r.int(1, 14) as u32, unit: *r.pick(&[Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year]) };
        let anchor = r.date(1990, 2095);
        let mut policy = Policy { term_total: prorata::policy::TermTotal::Measured, ..Policy::default() };
        if r.chance(40) {
            policy.count = prorata::policy::Count::Days;
            policy.day_count = *r.pick(&[DayCount::Actual30, DayCount::Actual365, DayCount::Thirty360Eu]);
        }
        let measure = Measure::over(Grid::anchored(anchor, per), per, Exact::ONE, &policy);
        let mut dates: Vec<Date> = (0..4).map(|_| anchor.plus_days(r.int(-3_000, 3_000) as i32)).collect();
        dates.sort();
        let parts: Exact = dates.windows(2).map(|pair| measure.span(pair[0].into(), pair[1].into())).sum();
        prop_assert_eq!(parts, measure.span(dates[0].into(), dates[3].into()), "{:?}", policy);
        if policy.count == prorata::policy::Count::Periods {
            let grid = Grid::anchored(anchor, per);
            let k = r.int(-40, 40) as i32;
            for day_count in [DayCount::Actual, DayCount::Actual30, DayCount::Actual365, DayCount::Thirty360Us, DayCount::Thirty360Eu, DayCount::Strict30, DayCount::Fixed30] {
                let whole = Measure::over(grid, per, Exact::ONE, &Policy { day_count, ..policy });
                prop_assert_eq!(whole.between(grid.boundary(k), grid.boundary(k), grid.boundary(k + 1)), Exact::ONE);
            }
        }
    }

    /// The order of lines changes no net: of a line without quote discounts and shared plans, of the quote with them.
    #[test]
    fn the_order_of_lines_changes_no_net(seed in any::<u64>(), discounts in any::<bool>()) {
        let mut r = Random(seed);
        let request = deal(&mut r, Shape { evergreen: false, quote_discounts: discounts, shared_plans: discounts });
        let mut turned = request.clone();
        turned["lines"].as_array_mut().expect("lines").reverse();
        let (Some(quote), Some(other)) = (priced(&request), priced(&turned)) else { return Ok(()) };
        let exact = request["policy"]["rounding"] == "independent" || request["policy"]["rounding"] == "perUnit" || request.get("discounts").is_none();
        let reads_net = request.to_string().contains("\"net\",\"model\"") || request.to_string().contains("\"basis\":\"net\"");
        if exact {
            for line in &quote.lines {
                let same = other.lines.iter().find(|o| o.id == line.id).expect("the line");
                prop_assert_eq!(&same.net, &line.net, "{}", request);
            }
        } else if !reads_net {
            prop_assert_eq!(&quote.totals.net, &other.totals.net, "{}", request);
        }
    }

    /// The plan of a quote without an end does not depend on how far it looks.
    #[test]
    fn a_longer_horizon_changes_nothing(seed in any::<u64>(), near in 30i32..500, more in 1i32..900) {
        let request = deal(&mut Random(seed), Shape { evergreen: true, ..Shape::ALL });
        let Some(quote) = priced(&request) else { return Ok(()) };
        let through = quote.start.plus_days(near);
        let short = plan(&quote, &json!({ "through": through }));
        let long = plan(&quote, &json!({ "through": through.plus_days(more) }));
        let kept: Vec<_> = long.invoices.into_iter().filter(|i| i.date <= through).collect();
        prop_assert_eq!(short.invoices, kept, "{}", request);
    }
}

/// The random deals are mostly deals that can be priced, or the laws above would prove little.
#[test]
fn most_random_deals_are_priced() {
    let (mut refused, all) = (std::collections::BTreeMap::new(), 1000);
    for seed in 0..all {
        let request = deal(&mut Random(seed), Shape::ALL);
        if let Err(problems) = prorata::price(&common::request(&request).expect("readable")) {
            *refused.entry(problems.code()).or_insert(0) += 1;
        }
    }
    let count: u64 = refused.values().sum();
    assert!(count < all / 3, "{count} of {all} refused: {refused:?}");
}
