//! Table tests of orders: accept, amend, cancel; numbers that can be checked by hand.

mod common;

use common::orders::{amend, amendment, cancel, lines, order, order_of, plan, try_amend, try_plan};
use common::table::{deal, deal_of, flat, monthly, per_unit, with, yearly};
use serde_json::{json, Value};

fn set_quantity(quantity: &str) -> Value {
    json!([{ "line": "1", "set": { "quantity": quantity } }])
}

fn add(quantity: &str) -> Value {
    json!([{ "line": "1", "add": { "quantity": quantity } }])
}

fn billed(all: &[(&str, &str, &str)]) -> Value {
    let entry = |(from, to, net): &(&str, &str, &str)| json!({ "line": "1", "charge": "c", "period": { "start": from, "end": to }, "net": net });
    json!(all.iter().map(entry).collect::<Vec<Value>>())
}

/// Three months of ten seats at 10.00, from January.
fn seats() -> Value {
    deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" }))
}

#[test]
fn an_order_bills_what_its_quote_said() {
    let quote = common::price(&with(seats(), json!({ "id": "O" })));
    let order = order(&seats());
    assert_eq!(order.receipt, quote.receipt);
    assert_eq!(lines(&plan(&order, json!({}))), lines(&common::plan(&quote, &json!({}))));
}

/// Five more from Feb 15: half of February's 28 days at 150.00.
#[test]
fn more_seats_in_a_period_that_is_not_billed() {
    let amended = amend(&order(&seats()), &amendment("A", "2026-02-15", add("5")), json!({}));
    assert_eq!(
        lines(&amended.plan),
        [
            "2026-01-01 2026-01-01 2026-01-31 100.00 period",
            "2026-02-01 2026-02-01 2026-02-14 50.00 period",
            "2026-02-01 2026-02-15 2026-02-28 75.00 period",
            "2026-03-01 2026-03-01 2026-03-31 150.00 period",
        ]
    );
    let contract = &amended.contract;
    assert_eq!((&*contract.before, &*contract.after, &*contract.delta), ("300.00", "375.00", "75.00"));
    let change = &amended.changes[0];
    assert_eq!((&*change.before, &*change.after, &*change.delta), ("100.00", "125.00", "25.00"));
}

/// February was billed: 50.00 of it come back, 75.00 are charged, on the day of the change; March is billed as it will be.
#[test]
fn more_seats_in_a_period_that_is_billed() {
    let done = billed(&[("2026-01-01", "2026-01-31", "100.00"), ("2026-02-01", "2026-02-28", "100.00")]);
    let amended = amend(&order(&seats()), &amendment("A", "2026-02-15", add("5")), json!({ "billed": done }));
    assert_eq!(
        lines(&amended.plan),
        [
            "2026-02-15 2026-02-15 2026-02-28 -50.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 75.00 correction",
            "2026-03-01 2026-03-01 2026-03-31 150.00 period",
        ]
    );
    assert_eq!(amended.invoices.iter().map(|own| &*own.delta).collect::<Vec<_>>(), ["25.00", "50.00"]);
}

/// A second change of the same month gives back what the first one left.
#[test]
fn a_second_change_in_a_billed_period() {
    let first = amend(&order(&seats()), &amendment("A", "2026-02-08", add("10")), json!({}));
    let done = billed(&[
        ("2026-01-01", "2026-01-31", "100.00"),
        ("2026-02-01", "2026-02-28", "100.00"),
        ("2026-02-08", "2026-02-28", "-75.00"),
        ("2026-02-08", "2026-02-28", "150.00"),
    ]);
    let second = amend(&first.order, &amendment("B", "2026-02-15", add("-10")), json!({ "billed": done }));
    assert_eq!(
        lines(&second.plan),
        [
            "2026-02-15 2026-02-15 2026-02-28 -100.00 credit",
            "2026-02-15 2026-02-15 2026-02-28 50.00 correction",
            "2026-03-01 2026-03-01 2026-03-31 100.00 period",
        ]
    );
}

/// 100.00 a year, billed monthly; cancelled after seven months: what was served stays as it was billed.
#[test]
fn a_cancellation_changes_nothing_before_its_day() {
    let request = deal(
        with(yearly(flat("100")), json!({ "billing": { "kind": "recurring", "every": { "unit": "month" } } })),
        json!({}),
        json!({}),
    );
    let order = order(&request);
    let now = cancel(&order, json!({ "id": "C", "on": "2026-08-01" }), json!({}));
    assert_eq!(now.contract.after, "58.31", "seven times 8.33");
    let middle = cancel(&order, json!({ "id": "C", "on": "2026-08-11" }), json!({}));
    assert_eq!(lines(&middle.plan).last().unwrap(), "2026-08-01 2026-08-01 2026-08-10 2.69 lastStub");
    let end = cancel(&order, json!({ "id": "C", "on": "2026-08-11", "at": "periodEnd" }), json!({}));
    assert_eq!(end.contract.after, "66.64");
    let all: Vec<(String, String, String)> = (1..=8)
        .map(|month| {
            (
                format!("2026-{month:02}-01"),
                format!("2026-{month:02}-{}", if month == 2 { 28 } else { 30 + [1, 0, 1, 0, 1, 0, 1, 1][month - 1] }),
                "8.33".to_owned(),
            )
        })
        .collect();
    let all: Vec<(&str, &str, &str)> = all.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    let paid = cancel(&order, json!({ "id": "C", "on": "2026-08-11" }), json!({ "billed": billed(&all) }));
    assert_eq!(lines(&paid.plan), ["2026-08-11 2026-08-11 2026-08-31 -5.64 credit"], "8.33 less 2.69");
}

#[test]
fn amended_and_amended_back_bills_as_before() {
    let request = deal(monthly(flat("33.335")), json!({}), json!({}));
    let order = order(&request);
    let price = |amount: &str| json!([{ "line": "1", "set": { "price": flat(amount) } }]);
    let there = amend(&order, &amendment("A", "2026-03-11", price("50")), json!({}));
    let back = amend(&there.order, &amendment("B", "2026-05-06", price("33.335")), json!({}));
    let (was, is) = (lines(&plan(&order, json!({}))), lines(&back.plan));
    assert_eq!(was[5..], is[is.len() - 7..], "from June on");
    assert_eq!(was[..2], is[..2]);
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let order = order(&seats());
    let [a, b, c] = [
        amendment("A", "2026-02-10", add("5")),
        amendment("B", "2026-02-10", set_quantity("20")),
        amendment("C", "2026-01-20", add("1")),
    ];
    let all = |list: [&Value; 3]| list.iter().fold(order.clone(), |order, own| amend(&order, own, json!({})).order);
    let one = all([&a, &b, &c]);
    assert_eq!(one, all([&c, &b, &a]));
    assert_eq!(one, all([&b, &a, &c]));
    // 11 from Jan 20, then 16 and at once 20: B comes after A by its id.
    let months = lines(&plan(&one, json!({})));
    assert_eq!(months.last().unwrap(), "2026-03-01 2026-03-01 2026-03-31 200.00 period");
}

/// 120.00 off ten seats of 1,200.00: a tenth of what is left stays off, what is added pays the whole price.
#[test]
fn an_amount_off_stays_what_it_was() {
    let line = json!({ "quantity": "10", "discounts": [{ "amount": "120" }] });
    let order = order(&deal(monthly(per_unit("10")), line, json!({})));
    let march =
        |changes: Value| lines(&amend(&order, &amendment("A", "2026-02-01", changes), json!({})).plan)[2].clone();
    assert_eq!(march(add("10")), "2026-03-01 2026-03-01 2026-03-31 190.00 period", "90 and 100");
    assert_eq!(march(add("-5")), "2026-03-01 2026-03-01 2026-03-31 45.00 period");
    let percent = json!({ "quantity": "10", "discounts": [{ "percent": "20" }, { "amount": "96" }] });
    let order = order_of(&deal(monthly(per_unit("10")), percent, json!({})), json!({}));
    let own = amend(&order, &amendment("A", "2026-02-01", add("10")), json!({}));
    assert_eq!(lines(&own.plan)[2], "2026-03-01 2026-03-01 2026-03-31 152.00 period", "72, and 100 less a fifth");
}

/// An amount off the quote was spread 2 to 1; a line that is added bears none of it, one that is taken away takes its part.
#[test]
fn an_amount_off_the_quote_keeps_its_shares() {
    let request = deal_of(
        &[("a", monthly(flat("20")), json!({})), ("b", monthly(flat("10")), json!({}))],
        json!({ "discounts": [{ "amount": "36" }] }),
    );
    let order = order(&request);
    let later = amend(
        &order,
        &amendment("A", "2026-07-01", json!([{ "removeLine": "a" }, { "addLine": { "id": "n", "product": "b" } }])),
        json!({}),
    );
    assert_eq!(later.contract.before, "324.00");
    assert_eq!(later.contract.after, "276.00", "108 for half a year of a, 108 of b, 60 of the new one");
    let two = order_of(&request, json!({ "lines": ["b"] }));
    let own: Vec<String> = plan(&two, json!({})).invoices.iter().map(|own| own.totals.net.clone()).collect();
    assert_eq!(own, vec!["9.00"; 12]);
}

/// A line swapped on its first day, after it was billed, is given back whole.
#[test]
fn a_swap_on_the_first_day() {
    let order = order(&seats());
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p", "quantity": "4" } }]);
    let done = billed(&[("2026-01-01", "2026-01-31", "100.00")]);
    let swapped = amend(&order, &amendment("A", "2026-01-01", swap), json!({ "billed": done }));
    assert_eq!(
        lines(&swapped.plan),
        [
            "2026-01-01 2026-01-01 2026-01-31 -100.00 credit",
            "2026-01-01 2026-01-01 2026-01-31 40.00 period",
            "2026-02-01 2026-02-01 2026-02-28 40.00 period",
            "2026-03-01 2026-03-01 2026-03-31 40.00 period",
        ]
    );
}

#[test]
fn the_end_moves_both_ways() {
    let order = order(&seats());
    let end = |day: &str, last: &str| {
        let changes = json!([{ "line": "1", "set": { "end": last } }]);
        amend(&order, &amendment("A", day, changes), json!({})).contract.after
    };
    assert_eq!(end("2026-02-01", "2026-05-31"), "500.00");
    assert_eq!(end("2026-02-01", "2026-02-14"), "150.00");
    assert_eq!(end("2026-04-01", "2026-04-30"), "400.00", "on the day after the last");
}

/// What an earlier day knew: the order without what was recorded later.
#[test]
fn what_was_known_on_a_day() {
    let own = with(amendment("A", "2026-02-01", add("5")), json!({ "recorded": "2026-03-10" }));
    let late = amend(&order(&seats()), &own, json!({})).order;
    let sum = |known: &str| -> Vec<String> {
        plan(&late, json!({ "known": known })).invoices.iter().map(|own| own.totals.net.clone()).collect()
    };
    assert_eq!(sum("2026-03-09"), ["100.00", "100.00", "100.00"]);
    assert_eq!(sum("2026-03-10"), ["100.00", "150.00", "150.00"]);
}

/// Billed otherwise than any state of the order said, nothing is billed.
#[test]
fn a_difference_needs_a_cause() {
    let order = order(&seats());
    let refused = |options: Value| {
        let problems = try_plan(&order, options).expect_err("a problem");
        (problems.problems[0].code.as_str().to_owned(), problems.problems[0].path.clone())
    };
    let off = billed(&[("2026-01-01", "2026-01-31", "99.00")]);
    assert_eq!(refused(json!({ "billed": off })), ("unexplained_restatement".into(), "/billed/0".into()));
    let other = json!([{ "line": "9", "charge": "c", "net": "1" }]);
    assert_eq!(refused(json!({ "billed": other })), ("unknown_line".into(), "/billed/0/line".into()));
}

#[test]
fn changes_that_make_no_sense_are_refused() {
    let order = order(&seats());
    let of = |day: &str, changes: Value| {
        let problems = try_amend(&order, &amendment("A", day, changes), json!({})).expect_err("a problem");
        (problems.problems[0].code.as_str().to_owned(), problems.problems[0].path.clone())
    };
    let at = |path: &str| format!("/amendments/0/changes/0{path}");
    assert_eq!(of("2026-02-01", json!([{}])), ("conflict".into(), at("")));
    assert_eq!(of("2026-02-01", add("-11")), ("out_of_range".into(), at("/add/quantity")));
    assert_eq!(of("2026-02-01", set_quantity("-1")), ("out_of_range".into(), at("/set/quantity")));
    assert_eq!(of("2025-12-31", add("1")), ("out_of_range".into(), at("/line")));
    assert_eq!(of("2026-04-02", add("1")), ("out_of_range".into(), at("/line")));
    assert_eq!(of("2026-02-01", json!([{ "removeLine": "9" }])), ("unknown_line".into(), at("/removeLine")));
    let again = json!([{ "addLine": { "id": "1", "product": "p" } }]);
    assert_eq!(of("2026-02-01", again), ("duplicate_id".into(), at("/addLine/id")));
    let end = json!([{ "line": "1", "set": { "end": "2026-01-15" } }]);
    assert_eq!(of("2026-02-01", end), ("end_before_start".into(), at("/set/end")));
    let twice = amend(&order, &amendment("A", "2026-02-01", add("1")), json!({})).order;
    let problems = try_amend(&twice, &amendment("A", "2026-02-01", add("1")), json!({})).expect_err("a problem");
    assert_eq!(problems.problems[0].code.as_str(), "duplicate_id");
}
