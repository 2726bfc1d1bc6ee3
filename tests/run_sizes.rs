//! What bill runs cost. Printed, never judged: `cargo test --release --test run_sizes -- --nocapture --ignored`.

mod common;

use common::orders::{document, order_of};
use prorata::calendar::Date;
use prorata::invoice::{bill_run, BillRunRequest, BillableOrder, Submitted};
use prorata::order::{Order, OrderEntry};
use serde_json::{json, Value};
use std::time::{Duration, Instant};

fn seats(every: &str, start: &str, end: Value, id: &str) -> Order {
    let charge = json!({ "id": "c", "kind": "recurring", "per": { "unit": every }, "taxCode": "S",
        "price": { "model": "perUnit", "unitPrice": "9.99" }, "billing": { "kind": "recurring" } });
    let request = json!({ "currency": "EUR", "start": start, "end": end, "account": { "id": id },
        "taxes": [{ "code": "S", "percent": "20" }],
        "catalog": { "products": [{ "id": "p", "charges": [charge] }] },
        "lines": [{ "id": "1", "product": "p", "quantity": 10 }] });
    order_of(&request, json!({ "id": id }))
}

fn billable(order: &Order, billed: Vec<OrderEntry>, next_due: Option<Date>) -> BillableOrder {
    let own: BillableOrder = document(&json!({ "order": common::runs::value(order) }));
    BillableOrder { billed, next_due, ..own }
}

fn request(orders: Vec<BillableOrder>, target: &str) -> BillRunRequest {
    let mut request: BillRunRequest = document(&json!({ "orders": [], "target": target, "quiet": ["notDue"] }));
    request.orders = orders.into_iter().map(|own| Submitted::Order(Box::new(own))).collect();
    request
}

/// The median of some rounds.
fn timed(rounds: usize, request: &BillRunRequest) -> (Duration, usize) {
    let mut drafts = 0;
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            drafts = bill_run(request).expect("a run").drafts.len();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[rounds / 2], drafts)
}

/// One in a hundred is due on Feb 1; the others are billed up to the end of the year.
fn many(count: usize) {
    let model = seats("month", "2026-01-01", json!("2026-12-31"), "O");
    let january: OrderEntry = document(
        &json!({ "line": "1", "charge": "c", "period": { "start": "2026-01-01", "end": "2026-01-31" }, "net": "99.90", "date": "2026-01-01" }),
    );
    let orders = (0..count).map(|i| {
        let mut own = billable(
            &model,
            vec![january.clone()],
            document::<Option<Date>>(&json!(if i % 100 == 0 { "2026-02-01" } else { "2026-03-01" })),
        );
        own.order.id = format!("O{i:06}");
        if let Some(account) = own.order.quote.account.as_mut() {
            account.id = Some(format!("A{i:06}"));
        }
        own
    });
    let request = request(orders.collect(), "2026-02-01");
    let (time, drafts) = timed(3, &request);
    println!("| {count} orders, {drafts} due | {time:.1?} | {:.1?} |", time / drafts as u32);
}

/// An order without an end that was billed so many times.
fn history(past: u32, folded: bool) {
    let start: Date = document(&json!("2026-01-01"));
    let order = seats("week", "2026-01-01", Value::Null, "O");
    let entry = |from: Date, weeks: u32, kind: &str| -> OrderEntry {
        let to = from.plus_days(7 * weeks as i32).before();
        let net = format!("{}.{:02}", 9990 * weeks / 100, 9990 * weeks % 100);
        document(
            &json!({ "line": "1", "charge": "c", "period": { "start": from.to_string(), "end": to.to_string() }, "net": net, "date": from.to_string(), "kind": kind }),
        )
    };
    let billed: Vec<OrderEntry> = match folded {
        true => vec![entry(start, past, "closed")],
        false => (0..past).map(|i| entry(start.plus_days(7 * i as i32), 1, "charge")).collect(),
    };
    let due = start.plus_days(7 * past as i32);
    let request = request(vec![billable(&order, billed, Some(due))], &due.to_string());
    let (time, drafts) = timed(31, &request);
    assert_eq!(drafts, 1);
    println!("| {past} past invoices{} | {time:.1?} |", if folded { ", folded" } else { "" });
}

#[test]
#[ignore = "prints times"]
fn cost_of_a_run() {
    for count in [1_000, 10_000, 100_000] {
        many(count);
    }
    for past in [1, 10, 100, 1_000] {
        history(past, false);
    }
    for past in [1, 10, 100, 1_000] {
        history(past, true);
    }
}
