//! How long the verbs of orders take for big orders. Printed, never judged: `cargo test --release --test order_sizes -- --nocapture --ignored`.

mod common;

use common::orders::{amend, amendment, document, entries, order, plan};
use prorata::order::{Amendment, Order};
use serde_json::{json, Value};
use std::time::Instant;

/// An order of so many lines of seats, billed monthly.
fn seats(lines: usize, months: u32) -> Order {
    let charge = json!({ "id": "fee", "kind": "recurring", "per": { "unit": "month" },
        "price": { "model": "perUnit", "unitPrice": "9.99" }, "billing": { "kind": "recurring", "billDay": 1 } });
    let line = |i: usize| json!({ "id": format!("l{i}"), "product": "p", "quantity": 10 });
    order(&json!({ "currency": "EUR", "start": "2026-01-01", "term": { "unit": "month", "count": months },
        "catalog": { "products": [{ "id": "p", "charges": [charge] }] },
        "lines": (0..lines).map(line).collect::<Vec<Value>>() }))
}

fn change(i: usize, lines: usize) -> Value {
    let effective = format!("{}-{:02}-15", 2026 + i / 24, 1 + (i / 2) % 12);
    amendment(
        &format!("A{i:03}"),
        &effective,
        json!([{ "line": format!("l{}", (i * 7) % lines), "add": { "quantity": 1 } }]),
    )
}

fn timed<T>(what: &str, call: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = call();
    println!("{what}: {:?}", start.elapsed());
    answer
}

fn measure(lines: usize, months: u32, amendments: usize) {
    println!("{lines} lines, {months} months, {amendments} amendments");
    let mut now = seats(lines, months);
    let quoted = plan(&now, json!({}));
    for i in 0..amendments {
        now.amendments.push(document::<Amendment>(&change(i, lines)));
    }
    let all = timed("  plan_order, nothing billed", || plan(&now, json!({})));
    let billed = json!({ "billed": entries(&all) });
    timed("  plan_order, all billed", || plan(&now, billed.clone()));
    let next = change(amendments, lines);
    timed("  amend, nothing billed", || amend(&now, &next, json!({})));
    timed("  amend, all billed", || amend(&now, &next, billed));
    if amendments <= 50 {
        let billed = json!({ "billed": entries(&quoted) });
        timed("  plan_order, billed before any amendment", || plan(&now, billed));
    }
}

#[test]
#[ignore = "prints times"]
fn big_orders() {
    let number = |name: &str| std::env::var(name).ok().and_then(|own| own.parse::<usize>().ok());
    if let (Some(lines), Some(amendments)) = (number("PRORATA_LINES"), number("PRORATA_AMENDMENTS")) {
        return measure(lines, 36, amendments);
    }
    measure(200, 36, 50);
    measure(1_000, 12, 1);
}
