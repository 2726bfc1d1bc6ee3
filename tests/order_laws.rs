//! Laws of orders, on random deals and random lives. `PRORATA_SOAK=1` (npm run soak) checks many more.

mod common;
#[path = "common/random.rs"]
mod random;

use common::orders::{lines, plan, try_amend, try_order, try_plan};
use common::{billed, minor, price};
use proptest::prelude::*;
use prorata::order::Order;
use prorata::quote::InvoicePlan;
use random::{cases, deal, priced, Random, Shape};
use serde_json::{json, Value};

fn sum(plan: &InvoicePlan) -> i128 {
    let dated = plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net));
    dated.chain(plan.waiting.iter().map(|own| minor(&own.net))).sum()
}

/// A random deal with an end, without shared plans, as an order.
fn sold(r: &mut Random) -> Option<(Value, Order)> {
    let quote_discounts = r.chance(50);
    let request = deal(r, Shape { evergreen: false, quote_discounts, shared_plans: false });
    priced(&request)?;
    // What can be priced can be accepted.
    let order = try_order(&request, json!({})).unwrap_or_else(|problems| panic!("{problems} {request}"));
    Some((request, order))
}

/// The laws below skip what is refused: most is not.
#[test]
fn most_lives_are_lived() {
    let (mut orders, mut changes) = (0, 0);
    for seed in 0..200 {
        let mut r = Random(seed);
        let Some((_, order)) = sold(&mut r) else { continue };
        orders += 1;
        changes += usize::from(!live(&mut r, &order, 4).1.is_empty());
    }
    println!("{orders} orders of 200 deals, {changes} of them changed");
    assert!(orders >= 100 && changes * 10 >= orders * 8, "{orders} {changes}");
}

/// A random change of a random line, on a day of its service.
fn change(r: &mut Random, order: &Order, id: usize) -> Value {
    let line = r.pick(&order.quote.lines).clone();
    let start = line.start.unwrap_or(order.quote.start);
    let day = start.plus_days(r.int(0, 500) as i32);
    let change = match r.int(1, 10) {
        1..=4 => json!({ "line": line.id, "set": { "quantity": r.int(0, 40) } }),
        5..=7 => json!({ "line": line.id, "add": { "quantity": r.int(1, 20) } }),
        8 => json!({ "line": line.id, "set": { "end": day.plus_days(r.int(-1, 200) as i32) } }),
        9 => json!({ "removeLine": line.id }),
        _ => json!({ "addLine": { "id": format!("new{id}"), "product": line.product, "quantity": r.int(1, 9) } }),
    };
    json!({ "id": format!("A{id}"), "effective": day, "sequence": r.int(0, 3), "changes": [change] })
}

/// Up to so many changes that the order takes, one by one.
fn live(r: &mut Random, order: &Order, most: i64) -> (Order, Vec<Value>) {
    let (mut now, mut taken) = (order.clone(), Vec::new());
    for id in 0..r.int(1, most) as usize {
        let own = change(r, order, id);
        if let Ok(amended) = try_amend(&now, &own, json!({})) {
            now = amended.order;
            taken.push(own);
        }
    }
    (now, taken)
}

proptest! {
    #![proptest_config(cases(150))]

    /// An order without amendments bills what its quote said.
    #[test]
    fn an_order_bills_its_quote(seed in any::<u64>()) {
        let Some((request, order)) = sold(&mut Random(seed)) else { return Ok(()) };
        let quote = price(&request);
        let (quoted, own) = (common::plan(&quote, &json!({})), plan(&order, json!({})));
        prop_assert_eq!(&quoted.invoices, &own.invoices, "{}", request);
        prop_assert_eq!(&quoted.waiting, &own.waiting, "{}", request);
    }

    /// The contract value is the sum of the plan, after any life.
    #[test]
    fn the_contract_is_the_sum_of_its_plan(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let (now, taken) = live(&mut r, &order, 6);
        let Some(last) = taken.last() else { return Ok(()) };
        let mut before = now.clone();
        before.amendments.retain(|own| json!(own.id) != last["id"]);
        let Ok(amended) = try_amend(&before, last, json!({})) else { return Ok(()) };
        prop_assert_eq!(minor(&amended.contract.after), sum(&amended.plan), "{} {:?}", request, taken);
        prop_assert_eq!(minor(&amended.contract.before), sum(&plan(&before, json!({}))));
        let deltas: i128 = amended.changes.iter().map(|own| minor(&own.delta)).sum();
        prop_assert_eq!(deltas, minor(&amended.contract.delta), "{} {:?}", request, taken);
        let by_invoice: i128 = amended.invoices.iter().map(|own| minor(&own.delta)).sum();
        let waits = |plan: &InvoicePlan| plan.waiting.iter().map(|own| minor(&own.net)).sum::<i128>();
        let waiting = waits(&amended.plan) - waits(&plan(&before, json!({})));
        prop_assert_eq!(by_invoice + waiting, minor(&amended.contract.delta), "{} {:?}", request, taken);
    }

    /// An amendment changes nothing before its day.
    #[test]
    fn nothing_changes_before_the_day(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let (now, taken) = live(&mut r, &order, 3);
        let own = change(&mut r, &order, 99);
        let Ok(amended) = try_amend(&now, &own, json!({})) else { return Ok(()) };
        for change in &amended.changes {
            let Some(period) = change.period else { continue };
            prop_assert!(json!(period.end).as_str() >= own["effective"].as_str(), "{:?} {} {:?} {}", change, request, taken, own);
        }
    }

    /// The same set of amendments gives the same order and the same plan, whatever came first.
    #[test]
    fn arrival_does_not_matter(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let (now, mut taken) = live(&mut r, &order, 4);
        taken.reverse();
        let mut other = order.clone();
        for own in &taken {
            match try_amend(&other, own, json!({})) {
                Ok(amended) => other = amended.order,
                // A change may need one that came before it.
                Err(_) => return Ok(()),
            }
        }
        prop_assert_eq!(&now, &other);
        prop_assert_eq!(plan(&now, json!({})), plan(&other, json!({})), "{}", request);
    }

    /// Amended and amended back, the bills to come are as they were.
    #[test]
    fn there_and_back(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let line = r.pick(&order.quote.lines).clone();
        if !line.segments.is_empty() {
            return Ok(());
        }
        let day = line.start.unwrap_or(order.quote.start).plus_days(r.int(1, 100) as i32);
        let back = day.plus_days(r.int(1, 100) as i32);
        let set = |quantity: Value| json!([{ "line": line.id, "set": { "quantity": quantity } }]);
        let there = json!({ "id": "A", "effective": day, "changes": set(json!("77")) });
        let home = json!({ "id": "B", "effective": back, "changes": set(json!(line.quantity.to_string())) });
        let Ok(there) = try_amend(&order, &there, json!({})) else { return Ok(()) };
        let Ok(home) = try_amend(&there.order, &home, json!({})) else { return Ok(()) };
        let later = |plan: &InvoicePlan| -> Vec<String> {
            let from = |own: &&prorata::quote::InvoiceLine| own.period.is_some_and(|period| period.from > back);
            let line = |own: &prorata::quote::InvoiceLine| format!("{} {} {:?} {}", own.line, own.charge, own.period, own.net);
            plan.invoices.iter().flat_map(|own| &own.lines).filter(from).map(line).collect()
        };
        // A period that the way back cuts is billed in parts.
        let (was, is) = (later(&plan(&order, json!({}))), later(&home.plan));
        prop_assert_eq!(was, is, "{} {} {}", request, day, back);
    }

    /// Whatever was billed before, after everything is billed the order has billed its contract.
    #[test]
    fn all_that_is_billed_is_the_contract(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let (mut now, mut done, mut story) = (order.clone(), Vec::<Value>::new(), Vec::new());
        for id in 0..r.int(1, 4) as usize {
            let day = order.quote.start.plus_days(r.int(0, 400) as i32);
            match try_plan(&now, json!({ "billed": done, "through": day, "asOf": day })) {
                Ok(open) => done.extend(billed(&open)),
                Err(problems) => return Err(TestCaseError::fail(format!("{problems} {request} {story:?}"))),
            }
            story.push(json!({ "billed": day }));
            let own = change(&mut r, &order, id);
            if let Ok(amended) = try_amend(&now, &own, json!({})) {
                now = amended.order;
                story.push(own);
            }
        }
        let rest = match try_plan(&now, json!({ "billed": done })) {
            Ok(rest) => rest,
            Err(problems) => return Err(TestCaseError::fail(format!("{problems} {request} {story:?}"))),
        };
        let so_far: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
        prop_assert_eq!(so_far + sum(&rest), sum(&plan(&now, json!({}))), "{} {:?} {:?}", request, story, lines(&rest));
    }

    /// Taken out from its first day, everything that was billed comes back.
    #[test]
    fn removed_from_the_start_everything_comes_back(seed in any::<u64>()) {
        let mut r = Random(seed);
        let Some((request, order)) = sold(&mut r) else { return Ok(()) };
        let day = order.quote.start.plus_days(r.int(0, 200) as i32);
        let done = billed(&plan(&order, json!({ "through": day, "asOf": day })));
        let gone: Vec<Value> = order.quote.lines.iter().map(|line| json!({ "removeLine": line.id })).collect();
        let own = json!({ "id": "A", "effective": "2024-01-01", "changes": gone });
        let amended = try_amend(&order, &own, json!({ "billed": done }))
            .map_err(|problems| TestCaseError::fail(format!("{problems} {request}")))?;
        let so_far: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
        prop_assert_eq!(sum(&amended.plan), -so_far, "{}", request);
    }
}

/// A random deal under random policies of amendments.
fn sold_by(r: &mut Random) -> Option<(Value, Order)> {
    let quote_discounts = r.chance(50);
    let mut request = deal(r, Shape { evergreen: false, quote_discounts, shared_plans: true });
    let policy = request["policy"].as_object().cloned().unwrap_or_default();
    let mut policy = Value::Object(policy);
    for (key, values) in [
        ("amendBy", ["replace", "delta"]),
        ("creditBasis", ["kept", "own"]),
        ("decreases", ["credit", "nextPeriod"]),
        ("increases", ["prorate", "full"]),
        ("planCatchUp", ["nextItem", "now"]),
        ("oneTimeDecrease", ["keep", "credit"]),
        ("changeDay", ["new", "old"]),
    ] {
        if r.chance(40) {
            policy[key] = json!(r.pick(&values));
        }
    }
    request["policy"] = policy;
    priced(&request)?;
    try_order(&request, json!({})).ok().map(|order| (request, order))
}

/// A change of any kind.
fn any_change(r: &mut Random, order: &Order, id: usize) -> Value {
    let mut own = change(r, order, id);
    let line = r.pick(&order.quote.lines).clone();
    let set = match r.int(1, 12) {
        1 => json!({ "paused": true }),
        2 => json!({ "paused": false }),
        3 => json!({ "discounts": [{ "percent": r.int(0, 100) }] }),
        4 => json!({ "billDay": r.int(1, 31) }),
        5 => json!({ "unitPrice": r.int(0, 200) }),
        _ => return own,
    };
    own["changes"] = json!([{ "line": line.id, "set": set, "rest": r.chance(30) }]);
    own
}

proptest! {
    #![proptest_config(cases(4))]

    /// After a life of fifty changes of any kind, under any policy, the contract is still the sum of the plan, and whatever was billed
    /// in between, in the end it is what was billed.
    #[test]
    fn a_life_of_fifty_changes(seed in any::<u64>()) {
        fifty(seed)?;
    }
}

/// One seed of the law, for whoever looks into it: `PRORATA_SEED=1 cargo test --test order_laws one_life`.
#[test]
fn one_life() {
    let Some(seed) = std::env::var("PRORATA_SEED").ok().and_then(|seed| seed.parse().ok()) else { return };
    if let Err(fault) = fifty(seed) {
        panic!("{fault}");
    }
}

fn fifty(seed: u64) -> Result<(), TestCaseError> {
    let mut r = Random(seed);
    let Some((request, order)) = sold_by(&mut r) else { return Ok(()) };
    let (mut now, mut done, mut story) = (order.clone(), Vec::<Value>::new(), Vec::new());
    for id in 0..50 {
        let mut own = any_change(&mut r, &order, id);
        // Each became known after the one before.
        own["recorded"] = json!(order.quote.start.plus_days(4000 + id as i32));
        match try_amend(&now, &own, json!({ "billed": done })) {
            Ok(amended) => {
                let so_far: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
                prop_assert_eq!(
                    minor(&amended.contract.after),
                    so_far + sum(&amended.plan),
                    "{} {:?} {}",
                    request,
                    story,
                    own
                );
                now = amended.order;
                story.push(own);
            }
            Err(problems) => prop_assert!(
                !problems.to_string().contains("unexplained"),
                "{} {} {:?} {}",
                problems,
                request,
                story,
                own
            ),
        }
        if r.chance(15) {
            let day = order.quote.start.plus_days(r.int(0, 600) as i32);
            match try_plan(&now, json!({ "billed": done, "through": day, "asOf": day })) {
                Ok(open) => done.extend(billed(&open)),
                Err(problems) => return Err(TestCaseError::fail(format!("{problems} {request} {story:?}"))),
            }
            story.push(json!({ "billed": day }));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    /// Removed on any day, what comes back is what was billed for the days that are not served: whole months, and of the month that
    /// is cut what the served days leave, or what the other days cost by themselves. Computed here from the days alone.
    #[test]
    fn what_is_not_served_comes_back(price in 1i128..100_000, units in 1i128..50, billed_months in 1u32..12, day in 0i32..365, own in any::<bool>()) {
        let decimal = format!("{}.{:02}", price / 100, price % 100);
        let policy = json!({ "policy": { "rounding": "independent", "creditBasis": if own { "own" } else { "kept" } } });
        let request = common::table::deal(
            common::table::monthly(common::table::per_unit(&decimal)),
            json!({ "quantity": units.to_string() }),
            policy,
        );
        let order = try_order(&request, json!({})).expect("an order");
        let through = format!("2026-{billed_months:02}-01");
        let done = billed(&plan(&order, json!({ "through": through })));
        let start = order.quote.start;
        let gone = start.plus_days(day);
        let own_amendment = json!({ "id": "A", "effective": gone, "changes": [{ "removeLine": "1" }] });
        let amended = try_amend(&order, &own_amendment, json!({ "billed": done })).expect("an amended order");
        let half_up = |n: i128, d: i128| (2 * n + d).div_euclid(2 * d);
        let mut back = 0;
        for month in 0..billed_months as i32 {
            let (from, to) = (start.plus_months(month), start.plus_months(month + 1));
            let (all, served) = (i128::from(to.days_since(from)), i128::from(gone.days_since(from)).clamp(0, i128::from(to.days_since(from))));
            let whole = price * units;
            back += if served == 0 {
                whole
            } else if served == all {
                0
            } else if own {
                half_up(whole * (all - served), all)
            } else {
                whole - half_up(whole * served, all)
            };
        }
        // Months that were not billed by then, and are served, are still to be billed.
        let credits: i128 = amended.plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).filter(|net| *net < 0).sum();
        prop_assert_eq!(credits, -back, "{} units of {} from {}", units, decimal, gone);
    }
}
