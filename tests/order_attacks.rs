//! Attacks on the order verbs: valid documents with a few places made odd, and tables of extremes. No verb may panic (in wasm a
//! panic is the end of the module), hang, or answer with a wrong sum; what it refuses it refuses with a place and a hint.
//! `PRORATA_SOAK=1` (npm run soak) tries many more; `PRORATA_SEED` repeats one.

mod common;
#[path = "common/random.rs"]
mod random;

use common::orders::{entries, order, try_order, try_plan};
use common::{minor, node};
use prorata::document::{canonical, read, Read, Write};
use prorata::order::{Amended, Order};
use prorata::problem::Problems;
use prorata::quote::{price as price_request, Proof, QuoteRequest};
use random::{deal, priced, Random, Shape};
use serde_json::{json, Map, Value};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::{Duration, Instant};

/// Longer than this is a hang, on a slow machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);

fn as_json(own: &impl Write) -> Value {
    serde_json::from_str(&canonical(&own.write())).expect("JSON")
}

/// What is wrong with a list of problems, in words; nothing where each says what, where and what to do.
fn is_told(problems: &Problems) -> Option<String> {
    let bad = problems.problems.iter().find(|own| {
        own.code.as_str().is_empty()
            || !(own.path.is_empty() || own.path.starts_with('/'))
            || own.message.is_empty()
            || own.message.chars().count() >= 500
            || own.hint.is_empty()
    });
    match bad {
        Some(own) => Some(format!("a problem is not told well: {own:?}")),
        None => problems.problems.is_empty().then(|| "no problem is told".to_owned()),
    }
}

/// Calls a verb; an error is fine, a panic or a hang is not.
fn tried<T>(what: &str, documents: &[&Value], call: impl FnOnce() -> Result<T, Problems>) -> Option<T> {
    let said = || documents.iter().map(|own| own.to_string()).collect::<Vec<String>>().join("\n");
    let start = Instant::now();
    let answer = catch_unwind(AssertUnwindSafe(call));
    let took = start.elapsed();
    assert!(took < PATIENCE, "{what} took {took:?}\n{}", said());
    if took > Duration::from_secs(2) {
        eprintln!("slow: {what} took {took:?}, {} characters", said().len());
    }
    match answer {
        Err(_) => panic!("{what} panicked\n{}", said()),
        Ok(Err(problems)) => {
            if let Some(wrong) = is_told(&problems) {
                panic!("{what}: {wrong}\n{}", said());
            }
            None
        }
        Ok(Ok(own)) => Some(own),
    }
}

fn of<T: Read>(value: &Value) -> Result<T, Problems> {
    read(node(value))
}

/// The sums that any answer of `amend` must keep.
fn sums(amended: &Amended, documents: &[&Value]) {
    let said = || documents.iter().map(|own| own.to_string()).collect::<Vec<String>>().join("\n");
    let deltas: i128 = amended.changes.iter().map(|own| minor(&own.delta)).sum();
    let contract = &amended.contract;
    assert_eq!(deltas, minor(&contract.delta), "changes and contract differ\n{}", said());
    assert_eq!(minor(&contract.after) - minor(&contract.before), minor(&contract.delta), "{}", said());
    let due = &amended.due;
    let parts = minor(&due.credits) + minor(&due.corrections) + minor(&due.charges);
    assert_eq!(parts, minor(&due.net), "parts of due\n{}", said());
    // Deposits are no revenue, and in the totals all the same.
    for invoice in amended.plan.invoices.iter().filter(|own| own.deposits.is_none()) {
        let lines: i128 = invoice.lines.iter().map(|own| minor(&own.net)).sum();
        assert_eq!(lines, minor(&invoice.totals.net), "invoice of {}\n{}", invoice.date, said());
    }
}

/// Every verb on documents that may be anything.
fn attack(all: &Attack) {
    let Attack { request, accept, order, amendment, options, plan, cancel, state, renew, renewals } = all;
    tried("accept", &[request, accept], || {
        let quote = price_request(&of::<QuoteRequest>(request)?)?;
        let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
        prorata::accept(&quote.request, &proof, &of(accept)?)
    });
    let Some(own) = tried("an order", &[order], || of::<Order>(order)) else { return };
    tried("plan_order", &[order, plan], || prorata::plan_order(&own, &of(plan)?));
    tried("order_state", &[order, state], || prorata::order_state(&own, &of(state)?));
    tried("cancel", &[order, cancel, options], || prorata::cancel(&own, &of(cancel)?, &of(options)?))
        .inspect(|own| sums(own, &[order, cancel, options]));
    tried("renew", &[order, renew, options], || prorata::renew(&own, &of(renew)?, &of(options)?));
    tried("renewals", &[order, renewals], || prorata::renewals(&own, &of(renewals)?));
    let id = own.amendments.first().map_or("none", |own| own.id.as_str());
    tried("undo", &[order, options], || prorata::undo(&own, id, &of(options)?));
    let amended = tried("amend", &[order, amendment, options], || prorata::amend(&own, &of(amendment)?, &of(options)?));
    let Some(amended) = amended else { return };
    sums(&amended, &[order, amendment, options]);
    // What was taken can be read, planned, and taken back.
    let id = amendment["id"].as_str().unwrap_or_default();
    let asked = json!({ "through": options["through"], "events": options["events"] });
    let asked = without_nulls(asked);
    let (next, asked_of) = (&amended.order, of(&asked));
    let Ok(asked_of) = asked_of else { return };
    tried("plan_order after amend", &[order, amendment, options], || prorata::plan_order(next, &asked_of));
    let back = tried("undo after amend", &[order, amendment], || prorata::undo(next, id, &Default::default()));
    if let Some(back) = back {
        let ids = |own: &Order| own.amendments.iter().map(|own| own.id.clone()).collect::<Vec<String>>();
        let (mut was, mut is) = (ids(&own), ids(&back.order));
        was.sort();
        is.sort();
        assert_eq!(was, is, "undone\n{order}\n{amendment}");
    }
}

fn without_nulls(mut own: Value) -> Value {
    if let Some(fields) = own.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    own
}

struct Attack {
    request: Value,
    accept: Value,
    order: Value,
    amendment: Value,
    options: Value,
    plan: Value,
    cancel: Value,
    state: Value,
    renew: Value,
    renewals: Value,
}

/// A date as such documents have it: near, at an edge of a month, or at the end of time.
fn day(r: &mut Random) -> Value {
    match r.int(0, 19) {
        0 => json!("0001-01-01"),
        1 => json!("9999-12-31"),
        2 => json!("9999-12-01"),
        3 => json!("2024-02-29"),
        4 => json!("1900-01-31"),
        5 => json!("2100-03-01"),
        _ => json!(r.date(2024, 2027)),
    }
}

fn number(r: &mut Random) -> Value {
    let odd = [
        "0",
        "-0",
        "1",
        "-1",
        "0.000000000001",
        "-0.000000000001",
        "999999999999999",
        "-999999999999999",
        "999999999999999.999999999999",
        "0.5",
        "1e9",
        "1000000000000000",
        "",
        "12.",
        "NaN",
        "100",
        "100.01",
        "33.333",
    ];
    match r.int(0, 9) {
        0 => json!(r.int(-3, 3)),
        1 => json!(2_147_483_647_i64),
        2 => json!(-2_147_483_648_i64),
        3 => json!(9_007_199_254_740_993_i64),
        4 => json!(0.1),
        _ => json!(*r.pick(&odd)),
    }
}

/// Something of the same type, mostly, or of another.
fn odd(r: &mut Random, was: &Value) -> Value {
    let words = [
        "",
        "last",
        "calendar",
        "arrears",
        "advance",
        "nextPeriod",
        "full",
        "free",
        "own",
        "delta",
        "perUnit",
        "cumulative",
        "independent",
        "thirty360Us",
        "fixed",
        "measured",
        "JPY",
        "KWD",
        "EUR",
        "inclusive",
        "oneTime",
        "recurring",
        "usage",
        "plan",
        "byHand",
        "termEnd",
        "periodEnd",
        "none",
        "refund",
        "list",
        "drop",
        "keep",
        "old",
        "new",
        "day",
        "week",
        "year",
        "l0",
        "l1",
        "p0",
        "p1",
        "fee",
        "A0",
        "A1",
        "adjustment",
        "combine",
        "event-1",
        "flat",
        "now",
    ];
    if r.chance(8) {
        return r
            .pick(&[Value::Null, json!([]), json!({}), json!(true), json!("x".repeat(600)), json!("\u{0}\u{1F600}")])
            .clone();
    }
    match was {
        Value::String(text) if prorata::calendar::Date::parse(text).is_some() => day(r),
        Value::String(text) if text.parse::<f64>().is_ok() => number(r),
        Value::String(_) => json!(*r.pick(&words)),
        Value::Number(_) => number(r),
        Value::Bool(own) => json!(!own),
        Value::Null => day(r),
        _ => number(r),
    }
}

/// The pointers of all values of a tree.
fn places(own: &Value, at: String, all: &mut Vec<String>) {
    match own {
        Value::Object(fields) => {
            for (key, value) in fields {
                places(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        Value::Array(list) => {
            for (i, value) in list.iter().enumerate() {
                places(value, format!("{at}/{i}"), all);
            }
        }
        _ => {}
    }
    all.push(at);
}

/// Makes one place of a tree odd.
fn mutate(r: &mut Random, tree: &mut Value) {
    let mut all = Vec::new();
    places(tree, String::new(), &mut all);
    let at = r.pick(&all).clone();
    let other = r.pick(&all).clone();
    let copy = tree.pointer(&other).cloned().unwrap_or(Value::Null);
    let Some(place) = tree.pointer_mut(&at) else { return };
    match place {
        Value::Array(list) if !list.is_empty() => {
            let i = r.int(0, list.len() as i64 - 1) as usize;
            match r.int(0, 4) {
                0 => drop(list.remove(i)),
                1 => list.push(list[i].clone()),
                2 => list.reverse(),
                3 => list.clear(),
                _ => list.insert(i, list[i].clone()),
            }
        }
        Value::Object(fields) if !fields.is_empty() => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let (key, second) = (r.pick(&keys).clone(), r.pick(&keys).clone());
            match r.int(0, 3) {
                0 => drop(fields.remove(&key)),
                1 => {
                    let (one, two) = (fields[&key].clone(), fields[&second].clone());
                    fields.insert(key, two);
                    fields.insert(second, one);
                }
                2 => {
                    let made = odd(r, &fields[&key]);
                    fields.insert(key, made);
                }
                _ => drop(fields.insert(second, Value::Null)),
            }
        }
        _ if r.chance(6) => *place = copy,
        scalar => *scalar = odd(r, &scalar.clone()),
    }
}

fn policy(r: &mut Random) -> Map<String, Value> {
    let mut own = random::measuring(r);
    let more = json!({
        "increases": *r.pick(&["prorate", "full", "nextPeriod"]),
        "decreases": *r.pick(&["credit", "nextPeriod"]),
        "creditBasis": *r.pick(&["kept", "own"]),
        "amendBy": *r.pick(&["replace", "delta"]),
        "changeDay": *r.pick(&["new", "old"]),
        "oneTimeDecrease": *r.pick(&["keep", "credit"]),
        "planCatchUp": *r.pick(&["nextItem", "now"]),
        "rounding": *r.pick(&["perPeriod", "independent", "cumulative", "perUnit"]),
    });
    for (key, value) in more.as_object().expect("switches") {
        own[key] = value.clone();
    }
    if !matches!(own["rounding"].as_str(), Some("independent" | "perUnit")) {
        own["factorScale"] = Value::Null;
    }
    own.as_object().expect("switches").clone()
}

fn change(r: &mut Random, order: &Order) -> Value {
    let line = r.pick(&order.quote.lines).clone();
    let (id, product) = (json!(line.id), json!(line.product));
    match r.int(1, 15) {
        1..=3 => json!({ "line": id, "set": { "quantity": r.int(0, 40) } }),
        4 | 5 => json!({ "line": id, "add": { "quantity": r.int(-9, 20) }, "rest": r.chance(50) }),
        6 => json!({ "line": id, "set": { "end": day(r) } }),
        7 => json!({ "removeLine": id }),
        8 => json!({ "addLine": { "id": format!("n{}", r.int(0, 9)), "product": product, "quantity": r.int(1, 9) } }),
        9 => json!({ "line": id, "set": { "paused": r.chance(60) } }),
        10 => json!({ "line": id, "set": { "billDay": r.int(1, 31) } }),
        11 => json!({ "line": id, "set": { "discounts": [{ "percent": r.decimal(10_000, 2) }] }, "rest": true }),
        12 => json!({ "line": id, "set": { "unitPrice": r.decimal(9_000, 3) } }),
        13 => json!({ "line": id, "set": { "price": random::price(r) } }),
        14 => {
            json!({ "setPlan": { "id": "plan", "items": [{ "id": "x", "on": { "date": day(r) }, "remainder": true }] } })
        }
        _ => json!({ "line": id, "set": { "end": null } }),
    }
}

fn amendment_of(r: &mut Random, order: &Order, id: String) -> Value {
    let start = order.quote.start;
    let effective = if r.chance(6) { day(r) } else { json!(start.plus_days(r.int(-40, 500) as i32)) };
    let changes: Vec<Value> = (0..r.int(1, 3)).map(|_| change(r, order)).collect();
    let mut own = json!({ "id": id, "effective": effective, "sequence": r.int(0, 3), "changes": changes });
    if r.chance(30) {
        own["recorded"] = day(r);
    }
    if r.chance(20) {
        own["refund"] = json!(true);
    }
    own
}

/// Documents that fit together: an order with amendments, billed in part.
fn fitting(r: &mut Random) -> Option<Attack> {
    let shape = Shape { evergreen: r.chance(30), quote_discounts: r.chance(50), shared_plans: r.chance(40) };
    let mut request = deal(r, shape);
    request["id"] = json!("O");
    if r.chance(60) {
        for (key, value) in policy(r) {
            request["policy"][key] = value;
        }
    }
    if r.chance(25) {
        let inclusive = r.chance(70);
        random::taxed(r, &mut request, inclusive);
    }
    if r.chance(15) {
        request["deposits"] = json!([{ "id": "d", "percent": "20", "on": { "date": request["start"] } }]);
    }
    let quote = priced(&request)?;
    let plain = try_order(&request, json!({})).ok()?;
    let mut now = plain.clone();
    for i in 0..r.int(0, 4) {
        let own = amendment_of(r, &plain, format!("A{i}"));
        if let Ok(own) = of(&own) {
            if let Ok(amended) = prorata::amend(&now, &own, &Default::default()) {
                now = amended.order;
            }
        }
    }
    let events = json!({ "event-1": day(r), "event-2": day(r) });
    let through = r.date(2024, 2027);
    let billed = match try_plan(if r.chance(50) { &now } else { &plain }, json!({ "through": through })) {
        Ok(plan) if r.chance(75) => entries(&plan),
        _ => Vec::new(),
    };
    let own = amendment_of(r, &plain, "new".to_owned());
    let mut options = json!({ "billed": billed });
    if r.chance(40) {
        options["through"] = day(r);
    }
    if r.chance(40) {
        options["asOf"] = day(r);
    }
    if r.chance(20) {
        options["events"] = events;
    }
    if r.chance(10) {
        options["billedDeposits"] = json!([{ "deposit": "d", "net": r.decimal(9_000, 2), "date": day(r) }]);
    }
    let renewal = json!({ "auto": true, "prices": *r.pick(&["same", "list"]), "uplift": { "percent": r.decimal(900, 2) },
        "term": random::interval(r), "notice": random::interval(r) });
    Some(Attack {
        request: as_json(&quote.request),
        accept: json!({ "accepted": day(r), "start": day(r), "renewal": renewal, "lines": ["l0", "l1"] }),
        order: as_json(&now),
        amendment: own,
        plan: options.clone(),
        options,
        cancel: json!({ "id": "C", "on": day(r), "at": *r.pick(&["now", "periodEnd", "termEnd"]),
            "unused": *r.pick(&["credit", "refund", "none"]) }),
        state: json!({ "on": day(r), "known": day(r) }),
        renew: json!({ "id": "R", "prices": *r.pick(&["same", "list"]), "term": random::interval(r) }),
        renewals: json!({ "through": day(r), "renewal": renewal }),
    })
}

fn one(seed: u64) {
    let mut r = Random(seed);
    let Some(all) = fitting(&mut r) else { return };
    attack(&all);
    let Attack { request, accept, order, amendment, options, plan, cancel, state, renew, renewals } = all;
    let base = [request, accept, order, amendment, options, plan, cancel, state, renew, renewals];
    for _ in 0..6 {
        let mut trees = base.clone();
        for _ in 0..r.int(1, 3) {
            let i = *r.pick(&[0, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9]);
            mutate(&mut r, &mut trees[i]);
        }
        let [request, accept, order, amendment, options, plan, cancel, state, renew, renewals] = trees;
        attack(&Attack { request, accept, order, amendment, options, plan, cancel, state, renew, renewals });
    }
}

#[test]
fn odd_documents_are_refused_or_right() {
    if let Some(seed) = std::env::var("PRORATA_SEED").ok().and_then(|own| own.parse().ok()) {
        return one(seed);
    }
    let many = std::env::var_os("PRORATA_SOAK").is_some();
    let mut failed = Vec::new();
    let first = std::env::var("PRORATA_FIRST").ok().and_then(|own| own.parse().ok()).unwrap_or(0_u64);
    for seed in first..first + if many { 6_000 } else { 60 } {
        if catch_unwind(|| one(seed)).is_err() {
            eprintln!("seed {seed}");
            failed.push(seed);
        }
    }
    assert!(failed.is_empty(), "seeds {failed:?}");
}

/// Three lines: seats by the month from January 1, a fee once, a project by milestones; in 2026.
fn plain(policy: Value, more: Value) -> Order {
    let monthly = json!({ "id": "fee", "kind": "recurring", "per": { "unit": "month" },
        "price": { "model": "perUnit", "unitPrice": "31" }, "billing": { "kind": "recurring", "billDay": 1 } });
    let fee = json!({ "id": "fee", "kind": "oneTime", "price": { "model": "perUnit", "unitPrice": "20" } });
    let items = json!([{ "id": "a", "percent": "40", "on": { "date": "2026-02-01" } },
        { "id": "b", "remainder": true, "on": { "date": "2026-06-01" } }]);
    let project = json!({ "id": "fee", "kind": "oneTime", "price": { "model": "flat", "amount": "1000" },
        "billing": { "kind": "milestones", "items": items } });
    let mut request = json!({ "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" }, "policy": policy,
        "catalog": { "products": [{ "id": "m", "charges": [monthly] }, { "id": "o", "charges": [fee] }, { "id": "x", "charges": [project] }] },
        "lines": [{ "id": "m", "product": "m", "quantity": 2 }, { "id": "o", "product": "o" }, { "id": "x", "product": "x" }] });
    for (key, value) in more.as_object().expect("fields") {
        request[key] = value.clone();
    }
    order(&request)
}

fn codes<T>(what: &str, answer: &Result<T, Problems>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(problems) => {
            assert_eq!(is_told(problems), None, "{what}");
            problems.problems.iter().map(|own| own.code.as_str()).collect::<Vec<&str>>().join(" ")
        }
    }
}

fn amended(order: &Order, changes: Value, more: Value) -> Result<Amended, Problems> {
    let mut own = json!({ "id": "A", "effective": "2026-03-16", "changes": changes });
    for (key, value) in more.as_object().expect("fields") {
        own[key] = value.clone();
    }
    let said = own.to_string();
    let answer = catch_unwind(AssertUnwindSafe(|| prorata::amend(order, &of(&own)?, &Default::default())));
    let answer = answer.unwrap_or_else(|_| panic!("amend panicked\n{said}"));
    if let Ok(amended) = &answer {
        sums(amended, &[&own]);
    }
    answer
}

#[test]
fn odd_changes_are_refused() {
    let now = plain(json!({}), json!({}));
    let table = [
        (json!([{ "line": "m", "set": { "quantity": 1 }, "add": { "quantity": 1 } }]), json!({})),
        (json!([{}]), json!({})),
        (json!([]), json!({})),
        (json!([{ "line": "m", "set": {} }]), json!({})),
        (json!([{ "line": "m", "add": {} }]), json!({})),
        (json!([{ "line": "m", "add": { "quantity": -3 } }]), json!({})),
        (json!([{ "line": "m", "set": { "quantity": -1 } }]), json!({})),
        (json!([{ "line": "none", "set": { "quantity": 1 } }]), json!({})),
        (json!([{ "addLine": { "id": "m", "product": "m" } }]), json!({})),
        (json!([{ "addLine": { "id": "n", "product": "none" } }]), json!({})),
        (json!([{ "addLine": { "id": "n", "product": "m", "start": "2026-05-01", "end": "2026-04-01" } }]), json!({})),
        (json!([{ "removeLine": "none" }]), json!({})),
        (json!([{ "removeLine": "m" }, { "removeLine": "m" }]), json!({})),
        (
            json!([{ "setPlan": { "id": "none", "items": [{ "id": "a", "remainder": true, "on": { "date": "2026-02-01" } }] } }]),
            json!({}),
        ),
        (json!([{ "line": "m", "set": { "billing": { "kind": "milestones", "items": [] } } }]), json!({})),
        (json!([{ "line": "x", "set": { "billing": { "kind": "recurring" } } }]), json!({})),
        (json!([{ "line": "o", "set": { "paused": true } }]), json!({})),
        (json!([{ "line": "o", "set": { "billDay": 5 } }]), json!({})),
        (json!([{ "line": "m", "set": { "end": "2025-12-01" } }]), json!({})),
        (json!([{ "line": "m", "set": { "quantity": "1000000000000000" } }]), json!({})),
        (json!([{ "line": "m", "set": { "quantity": "0.0000000000001" } }]), json!({})),
    ];
    for (changes, more) in table {
        let what = changes.to_string();
        let answer = amended(&now, changes, more);
        assert!(answer.is_err(), "{what} is taken");
        codes(&what, &answer);
    }
}

#[test]
fn extremes_are_taken_or_refused() {
    let now = plain(json!({}), json!({}));
    let set = |own: Value| json!([{ "line": "m", "set": own }]);
    let more = json!([{ "line": "m", "add": { "quantity": 1 } }]);
    let big = "999999999999999.999999999999";
    let table = [
        (set(json!({ "quantity": big })), json!({})),
        (set(json!({ "quantity": big, "unitPrice": big })), json!({})),
        (set(json!({ "quantity": "0.000000000001" })), json!({})),
        (set(json!({ "end": "9999-12-31" })), json!({})),
        (set(json!({ "end": null })), json!({})),
        (json!([{ "line": "x", "set": { "end": null } }]), json!({})),
        (json!([{ "addLine": { "id": "n", "product": "m", "start": "9999-12-31" } }]), json!({})),
        (more.clone(), json!({ "effective": "0001-01-01" })),
        (more.clone(), json!({ "effective": "9999-12-31" })),
        (more.clone(), json!({ "recorded": "0001-01-01" })),
        (more.clone(), json!({ "recorded": "9999-12-31" })),
        (more.clone(), json!({ "sequence": 2_147_483_647_i64 })),
        (more.clone(), json!({ "sequence": -2_147_483_648_i64 })),
        (more, json!({ "sequence": 2_147_483_648_i64 })),
    ];
    let mut said = Vec::new();
    for change_day in ["new", "old"] {
        let now = plain(json!({ "changeDay": change_day, "increases": "full" }), json!({}));
        for (changes, more) in &table {
            let start = Instant::now();
            let answer = amended(&now, changes.clone(), more.clone());
            said.push(format!("{changes} {more}: {} {:?}", codes("extreme", &answer), start.elapsed()));
            assert!(start.elapsed() < PATIENCE, "{changes} {more}");
        }
    }
    println!("{}", said.join("\n"));
    let start = |day: &str| codes("start", &try_order(&as_json(&now.quote), json!({ "id": "O", "start": day })));
    println!("start: {} {}", start("9999-12-31"), start("0001-01-01"));
}

#[test]
fn odd_entries_are_refused_or_right() {
    let entry = |more: Value| {
        let mut own = json!({ "line": "m", "charge": "fee", "net": "62", "period": { "start": "2026-01-01", "end": "2026-01-31" } });
        for (key, value) in more.as_object().expect("fields") {
            own[key] = value.clone();
        }
        own
    };
    let period = |start: &str, end: &str| entry(json!({ "period": { "start": start, "end": end } }));
    let table = [
        (json!([period("2026-02-28", "2026-02-01")]), "end_before_start"),
        (json!([entry(json!({})), entry(json!({}))]), "unexplained_restatement"),
        (json!([entry(json!({ "line": "none" }))]), "unknown_line"),
        (json!([entry(json!({ "charge": "none" }))]), "unknown_line"),
        (json!([entry(json!({ "net": "62.001" }))]), "too_precise"),
        (json!([period("2030-01-01", "2030-01-31")]), "unexplained_restatement"),
        (json!([period("0001-01-01", "9999-12-31")]), "unexplained_restatement"),
        (json!([{ "line": "x", "charge": "fee", "item": "none", "net": "5" }]), "unexplained_restatement"),
        (json!([period("2026-01-01", "2026-02-15"), period("2026-02-01", "2026-02-28")]), "ok"),
    ];
    let now = plain(json!({}), json!({}));
    for (billed, wanted) in table {
        let answer = catch_unwind(AssertUnwindSafe(|| try_plan(&now, json!({ "billed": billed }))));
        let answer = answer.unwrap_or_else(|_| panic!("plan_order panicked\n{billed}"));
        assert_eq!(codes(&billed.to_string(), &answer), wanted, "{billed}");
    }
    let deposit = json!({ "billedDeposits": [{ "deposit": "none", "net": "5" }] });
    assert_ne!(codes("deposit", &try_plan(&now, deposit)), "ok");
    let event = json!({ "events": { "none": "2026-01-01" } });
    assert_eq!(codes("event", &try_plan(&now, event)), "unknown_event");
}

#[test]
fn endless_orders_are_limited() {
    let daily = json!({ "id": "fee", "kind": "recurring", "per": { "unit": "day" }, "price": { "model": "flat", "amount": "1" },
        "billing": { "kind": "recurring", "every": { "unit": "day" } } });
    let now = order(&json!({ "currency": "JPY", "start": "2026-01-01", "end": null,
        "catalog": { "products": [{ "id": "p", "charges": [daily] }] }, "lines": [{ "id": "m", "product": "p" }] }));
    let start = Instant::now();
    let far = json!({ "through": "9999-12-31" });
    assert_eq!(codes("plan", &try_plan(&now, far.clone())), "limit_exceeded");
    let own = json!({ "id": "A", "effective": "2026-02-01", "changes": [{ "line": "m", "add": { "quantity": 1 } }] });
    assert_eq!(codes("amend", &common::orders::try_amend(&now, &own, far)), "limit_exceeded");
    let entry =
        json!({ "line": "m", "charge": "fee", "net": "1", "period": { "start": "9999-12-30", "end": "9999-12-31" } });
    assert_eq!(codes("billed", &try_plan(&now, json!({ "billed": [entry] }))), "limit_exceeded");
    assert!(start.elapsed() < PATIENCE);
    let renewal = json!({ "auto": true, "term": { "unit": "day", "count": 1 } });
    let short = plain(json!({}), json!({}));
    let far = json!({ "through": "9999-12-31", "renewal": renewal });
    assert_eq!(codes("renewals", &prorata::renewals(&short, &of(&far).expect("options"))), "limit_exceeded");
    println!("endless: {:?}", start.elapsed());
}

/// Hundreds of amendments, the last half of them unknown to what was billed: no verb may try every state for every period.
#[test]
fn many_amendments_end() {
    let mut now = plain(json!({}), json!({}));
    for i in 0..60 {
        let own = json!({ "id": format!("A{i}"), "effective": format!("2026-{:02}-{:02}", 1 + i % 12, 1 + i % 28),
            "changes": [{ "line": "m", "add": { "quantity": 1 } }] });
        now.amendments.push(of(&own).expect("an amendment"));
    }
    let before = Order { amendments: now.amendments[..30].to_vec(), ..now.clone() };
    let billed = json!({ "billed": entries(&common::orders::plan(&before, json!({}))) });
    let start = Instant::now();
    let plan = common::orders::plan(&now, billed.clone());
    println!("60 amendments, half of them billed: {:?}", start.elapsed());
    let net = |own: &str| minor(own);
    let done: i128 =
        billed["billed"].as_array().expect("entries").iter().map(|own| net(own["net"].as_str().expect("net"))).sum();
    let all: i128 =
        common::orders::plan(&now, json!({})).invoices.iter().flat_map(|own| &own.lines).map(|own| net(&own.net)).sum();
    let open: i128 = plan.invoices.iter().flat_map(|own| &own.lines).map(|own| net(&own.net)).sum();
    assert_eq!(done + open, all);
}
