//! Late usage: where records count that became known after their period was due, under each value of `lateUsage`.

mod common;

use common::orders::{amend, amendment, cancel, document, entries, lines, order, plan, try_plan};
use common::table::{dated, deal, net, on_the_first, per_unit, refused, usage, with};
use common::{node, price};
use prorata::explain::{explain, replay, ExplainOptions};
use prorata::order::Order;
use serde_json::{json, Value};

/// A record of 2026: the day, the day on which it became known (none: its own), how much.
type Used = (&'static str, &'static str, &'static str);

fn record((day, known, quantity): &Used) -> Value {
    let own = json!({ "charge": "c", "date": format!("2026-{day}"), "quantity": quantity });
    match *known {
        "" => own,
        known => with(own, json!({ "recorded": format!("2026-{known}") })),
    }
}

fn records(all: &[Used]) -> Value {
    json!(all.iter().map(record).collect::<Vec<Value>>())
}

/// January to March, billed on the 1st in arrears, under a value of `lateUsage`.
fn quarter(charge: Value, all: &[Used], value: &str) -> Value {
    let more = json!({ "end": "2026-03-31", "policy": { "lateUsage": value } });
    deal(with(charge, on_the_first()), json!({ "usage": records(all) }), more)
}

fn units(all: &[Used], value: &str) -> Vec<String> {
    dated(&quarter(usage(per_unit("1")), all, value), "1")
}

#[test]
fn late_is_after_the_day_on_which_the_period_is_due() {
    // What was used, then the months under `original` and under `current`; "-" where nothing is billed.
    let table: &[(&[Used], [&str; 3], [&str; 3])] = &[
        (&[("01-20", "", "10")], ["10.00", "-", "-"], ["10.00", "-", "-"]),
        (&[("01-20", "01-31", "10")], ["10.00", "-", "-"], ["10.00", "-", "-"]),
        (&[("01-20", "02-01", "10")], ["10.00", "-", "-"], ["10.00", "-", "-"]),
        (&[("01-20", "02-02", "10")], ["10.00", "-", "-"], ["-", "10.00", "-"]),
        (&[("01-31", "02-02", "10")], ["10.00", "-", "-"], ["-", "10.00", "-"]),
        (&[("01-20", "02-28", "10")], ["10.00", "-", "-"], ["-", "10.00", "-"]),
        (&[("01-20", "03-01", "10")], ["10.00", "-", "-"], ["-", "-", "10.00"]),
        (&[("01-20", "02-10", "10"), ("02-05", "", "5")], ["10.00", "5.00", "-"], ["-", "15.00", "-"]),
        (&[("01-20", "", "7"), ("01-20", "03-10", "10")], ["17.00", "-", "-"], ["7.00", "-", "10.00"]),
        // Known before it was used, as what is expected is: never late.
        (&[("02-20", "01-01", "10")], ["-", "10.00", "-"], ["-", "10.00", "-"]),
        // After the line's end it counts in the last period, which may be its own.
        (&[("01-20", "04-15", "10")], ["10.00", "-", "-"], ["-", "-", "10.00"]),
        (&[("03-20", "04-15", "10")], ["-", "-", "10.00"], ["-", "-", "10.00"]),
    ];
    for (used, original, current) in table {
        for (value, want) in [("original", original), ("current", current)] {
            let dates = ["2026-02-01", "2026-03-01", "2026-04-01"];
            let want =
                dates.iter().zip(want).filter(|(_, net)| **net != "-").map(|(date, net)| format!("{date} {net}"));
            assert_eq!(units(used, value), want.collect::<Vec<String>>(), "{used:?} {value}");
        }
    }
}

/// A first stub from January 20 on is due on February 1; a combined one on March 1.
#[test]
fn stubs_are_due_as_they_are_billed() {
    let of = |stub: &str| {
        let charge = with(
            usage(per_unit("1")),
            json!({ "billing": { "kind": "recurring", "timing": "arrears", "billDay": 1,
            "firstPeriod": stub } }),
        );
        let line = json!({ "usage": records(&[("01-25", "02-10", "10")]) });
        let more = json!({ "start": "2026-01-20", "end": "2026-03-31", "policy": { "lateUsage": "current" } });
        dated(&deal(charge, line, more), "1")
    };
    assert_eq!(of("separate"), ["2026-03-01 10.00"]);
    assert_eq!(of("combine"), ["2026-03-01 10.00"]);
    let of_march = |known: &'static str| {
        let used = [("03-05", known, "10")];
        let more = json!({ "end": "2026-03-10", "policy": { "lateUsage": "reject" } });
        deal(with(usage(per_unit("1")), on_the_first()), json!({ "usage": records(&used) }), more)
    };
    assert_eq!(net(&of_march("03-11")), "10.00");
    assert_eq!(refused(&of_march("03-12")).0, "late_usage", "the last stub is due on the day after the contract's end");
}

/// Without an end, the usage of January is billed with April's.
#[test]
fn without_an_end_too() {
    let charge = with(usage(per_unit("1")), on_the_first());
    let more = json!({ "end": null, "policy": { "lateUsage": "current" } });
    let request = deal(charge, json!({ "usage": records(&[("01-20", "04-15", "10")]) }), more);
    assert_eq!(dated(&request, "1"), ["2026-05-01 10.00"]);
}

/// 10.00 each up to 15, 5.00 each above, of each month: a late record makes February's cheaper.
#[test]
fn it_is_priced_as_if_it_were_used_then() {
    let volume = json!({ "model": "volume", "tiers": [{ "upTo": "15", "unitPrice": "10" }, { "unitPrice": "5" }] });
    let used: &[Used] = &[("01-20", "02-10", "10"), ("02-20", "", "10")];
    let of = |value: &str| dated(&quarter(usage(volume.clone()), used, value), "1");
    assert_eq!(of("original"), ["2026-02-01 100.00", "2026-03-01 100.00"]);
    assert_eq!(of("current"), ["2026-03-01 100.00"]);
    // The window of January and February has closed.
    let windowed = with(usage(volume.clone()), json!({ "rating": { "window": { "unit": "month", "count": 2 } } }));
    let used: &[Used] = &[("01-20", "", "15"), ("02-20", "03-10", "1"), ("03-20", "", "1")];
    assert_eq!(
        dated(&quarter(windowed.clone(), used, "original"), "1"),
        ["2026-02-01 150.00", "2026-03-01 -70.00", "2026-04-01 10.00"]
    );
    assert_eq!(dated(&quarter(windowed, used, "current"), "1"), ["2026-02-01 150.00", "2026-04-01 20.00"]);
    // By record, at the price of the day on which it became known.
    let by_record = with(usage(per_unit("1")), json!({ "rating": { "by": "record" } }));
    let mut request = quarter(by_record, &[("01-20", "02-20", "10"), ("01-20", "02-10", "10")], "current");
    request["lines"][0]["segments"] = json!([{ "start": "2026-01-01" },
        { "start": "2026-02-15", "charges": [{ "charge": "c", "price": per_unit("3") }] }]);
    assert_eq!(dated(&request, "1"), ["2026-03-01 10.00", "2026-03-01 30.00"]);
}

/// A late reading takes the place of an earlier one, and not of one that was read after it.
#[test]
fn the_last_reading_is_the_last_that_was_used() {
    let last = with(usage(per_unit("1")), json!({ "rating": { "aggregate": "last" } }));
    let of = |used: &[Used]| dated(&quarter(last.clone(), used, "current"), "1");
    assert_eq!(of(&[("02-05", "", "5"), ("01-20", "02-10", "10")]), ["2026-03-01 10.00"]);
    assert_eq!(of(&[("02-10", "", "5"), ("01-20", "02-10", "10")]), ["2026-03-01 5.00"]);
    assert_eq!(of(&[("01-20", "02-10", "10"), ("02-10", "", "5")]), ["2026-03-01 5.00"]);
}

#[test]
fn refused_with_the_place_of_each_record() {
    let used: &[Used] =
        &[("01-20", "02-01", "10"), ("01-20", "02-02", "1"), ("02-20", "", "1"), ("02-20", "03-20", "1")];
    let request: prorata::quote::QuoteRequest = document(&quarter(usage(per_unit("1")), used, "reject"));
    let problems = prorata::price(&request).expect_err("refused").problems;
    let told: Vec<(&str, &str)> = problems.iter().map(|own| (own.code.as_str(), own.path.as_str())).collect();
    assert_eq!(told, [("late_usage", "/lines/0/usage/1"), ("late_usage", "/lines/0/usage/3")]);
    assert_eq!(
        problems[0].message,
        "What was used on 2026-01-20 became known on 2026-02-02; its period was due on 2026-02-01."
    );
    assert_eq!(units(&used[..1], "reject"), ["2026-02-01 10.00"]);
}

/// A record that says what is so anyway changes no receipt.
#[test]
fn known_on_its_day_is_the_default() {
    let of = |known| price(&quarter(usage(per_unit("1")), &[("01-20", known, "10")], "original")).receipt.request;
    assert_eq!(of(""), of("01-20"));
    assert_ne!(of(""), of("01-21"));
}

fn came(order: &Order, all: &[Used]) -> Order {
    let mut order = order.clone();
    order.usage.push(prorata::document::read(node(&json!({ "line": "1", "records": records(all) }))).expect("usage"));
    order
}

fn ordered(value: &str) -> Order {
    order(&quarter(usage(per_unit("1")), &[("01-10", "", "7")], value))
}

/// January was billed at 7.00; then 10 of January become known on February 10, and 5 of February are used.
#[test]
fn what_was_billed_is_corrected_or_stays() {
    let table = [
        (
            "original",
            ["2026-02-10 2026-01-01 2026-01-31 10.00 correction", "2026-03-01 2026-02-01 2026-02-28 5.00 usage"],
        ),
        ("current", ["2026-03-01 2026-02-01 2026-02-28 15.00 usage", ""]),
    ];
    for (value, want) in table {
        let first = plan(&ordered(value), json!({ "through": "2026-02-01" }));
        assert_eq!(lines(&first), ["2026-02-01 2026-01-01 2026-01-31 7.00 usage"], "{value}");
        let billed = entries(&first);
        let late = came(&ordered(value), &[("01-20", "02-10", "10"), ("02-05", "", "5")]);
        let next = plan(&late, json!({ "billed": billed, "asOf": "2026-02-10" }));
        let want: Vec<&str> = want.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines(&next), want, "{value}");
        let done = [billed, entries(&next)].concat();
        assert!(lines(&plan(&late, json!({ "billed": done }))).is_empty(), "{value}: a second run bills nothing");
    }
}

/// The order of runs, of uploads and of records changes nothing of what is billed in all.
#[test]
fn arrival_does_not_matter() {
    let used: [Used; 4] =
        [("01-20", "02-10", "10"), ("02-05", "", "5"), ("01-25", "03-20", "3"), ("03-30", "04-20", "2")];
    let orders: [[usize; 4]; 4] = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]];
    let runs: [&[&str]; 4] = [
        &["2026-04-30"],
        &["2026-02-01", "2026-04-30"],
        &["2026-03-01", "2026-03-02", "2026-04-30"],
        &["2026-02-01", "2026-03-01", "2026-04-01", "2026-04-30"],
    ];
    for (value, months) in [("original", [20, 5, 2]), ("current", [7, 15, 5])] {
        for order in orders {
            for days in runs {
                let mut billed: Vec<Value> = Vec::new();
                for day in days {
                    // What was known on the day of the run.
                    let known = |own: &&Used| {
                        let on = if own.1.is_empty() { own.0 } else { own.1 };
                        format!("2026-{on}").as_str() <= *day
                    };
                    let all: Vec<Used> = order.iter().map(|place| used[*place]).collect();
                    let arrived: Vec<Used> = all.iter().filter(known).copied().collect();
                    let mut own = ordered(value);
                    for record in &arrived {
                        own = came(&own, &[*record]);
                    }
                    let run = json!({ "billed": billed, "through": day, "asOf": day });
                    let planned = plan(&own, run);
                    assert_eq!(
                        lines(&planned),
                        lines(&plan(
                            &came(&ordered(value), &arrived),
                            json!({ "billed": billed, "through": day, "asOf": day })
                        ))
                    );
                    billed.extend(entries(&planned));
                }
                let of = |month: usize| -> i128 {
                    let from = format!("2026-0{}-01", month + 1);
                    let mine = billed.iter().filter(|own| own["period"]["start"] == from.as_str());
                    mine.map(|own| common::minor(own["net"].as_str().expect("a net"))).sum()
                };
                assert_eq!([of(0), of(1), of(2)], months.map(|net: i128| net * 100), "{value} {order:?} {days:?}");
            }
        }
    }
}

/// The record is named where it stands in the order.
#[test]
fn refused_in_an_order() {
    let own = came(&ordered("reject"), &[("01-20", "02-01", "10")]);
    let late = came(&own, &[("02-05", "", "5"), ("01-20", "02-10", "10")]);
    let problems = try_plan(&late, json!({})).expect_err("refused").problems;
    let told: Vec<(&str, &str)> = problems.iter().map(|own| (own.code.as_str(), own.path.as_str())).collect();
    assert_eq!(told, [("late_usage", "/usage/1/records/1")]);
    assert_eq!(lines(&plan(&own, json!({}))), ["2026-02-01 2026-01-01 2026-01-31 17.00 usage"]);
}

/// January's record became known on January 20, in time. A cancellation as of January 15 does not make it late.
#[test]
fn a_cancellation_makes_nothing_late() {
    for value in ["original", "current", "reject"] {
        let own = came(&ordered(value), &[("01-12", "01-20", "10")]);
        let ended = cancel(&own, json!({ "id": "C", "on": "2026-01-15" }), json!({}));
        assert_eq!(lines(&ended.plan), ["2026-01-15 2026-01-01 2026-01-14 17.00 usage"], "{value}");
    }
}

/// A late record of January was billed with February's; then the order is cancelled as of February 1, so that January is the
/// last period: it takes the record, and February's comes back.
#[test]
fn a_cancellation_takes_late_records_into_the_last_period() {
    let own = came(&ordered("current"), &[("01-20", "02-10", "10")]);
    let billed = entries(&plan(&own, json!({ "through": "2026-03-01" })));
    let ended =
        cancel(&own, json!({ "id": "C", "on": "2026-02-01" }), json!({ "billed": billed, "asOf": "2026-03-05" }));
    let sum: i128 = lines(&ended.plan).iter().map(|line| common::minor(line.split(' ').nth(3).expect("a net"))).sum();
    assert_eq!(sum, 0, "{:?}", lines(&ended.plan));
    let all = [billed, entries(&ended.plan)].concat();
    assert!(lines(&plan(&ended.order, json!({ "billed": all }))).is_empty());
}

/// A line that goes on longer: what was late for its last stub is so no more.
#[test]
fn the_last_version_says_what_is_late() {
    let more = json!({ "end": "2026-03-10", "policy": { "lateUsage": "reject" } });
    let own = order(&deal(with(usage(per_unit("1")), on_the_first()), json!({}), more));
    let own = came(&own, &[("03-05", "03-20", "10")]);
    assert_eq!(try_plan(&own, json!({})).expect_err("late").problems[0].path, "/usage/0/records/0");
    let longer = amendment("A", "2026-03-11", json!([{ "line": "1", "set": { "end": "2026-06-30" } }]));
    let unused = Order { usage: Vec::new(), ..own.clone() };
    let longer = Order { usage: own.usage.clone(), ..amend(&unused, &longer, json!({})).order };
    assert_eq!(lines(&plan(&longer, json!({}))), ["2026-04-01 2026-03-01 2026-03-31 10.00 usage"]);
}

/// As it was known on February 9, the record of February 10 is not there.
#[test]
fn earlier_states_leave_it_out() {
    let own = came(&ordered("original"), &[("01-20", "02-10", "10")]);
    assert_eq!(lines(&plan(&own, json!({ "known": "2026-02-09" }))), ["2026-02-01 2026-01-01 2026-01-31 7.00 usage"]);
    assert_eq!(lines(&plan(&own, json!({ "known": "2026-02-10" }))), ["2026-02-01 2026-01-01 2026-01-31 17.00 usage"]);
}

#[test]
fn explained_where_it_counts() {
    let used: &[Used] = &[("01-20", "02-10", "10"), ("02-05", "", "5")];
    for (value, says) in
        [("original", "10 on 2026-01-20."), ("current", "10 on 2026-01-20, which became known on 2026-02-10.")]
    {
        let quote = price(&quarter(usage(per_unit("1")), used, value));
        let options: ExplainOptions = document(&json!({ "path": "/lines/0/net" }));
        let told = explain(&quote.request, &options).unwrap_or_else(|problems| panic!("{problems}"));
        let text = prorata::document::canonical(&prorata::document::Write::write(&told));
        assert!(text.contains(says), "{value}\n{text}");
        assert!(text.contains("/lines/0/usage/0/quantity"), "{text}");
        assert!(replay(&told).is_ok(), "{value}");
    }
}
