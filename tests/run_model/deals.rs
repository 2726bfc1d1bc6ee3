//! Random deals: what the engine is asked to sell, and the same as the model knows it.

use super::days::{text, Day};
use super::owed::{Change, Deal, Item, Kind, Line, On, Product, PRICE};
use crate::random::Random;
use serde_json::{json, Value};

/// An amount of ten-thousandths as a decimal.
pub fn decimal(price: i128) -> String {
    format!("{}.{:04}", price / PRICE, price % PRICE)
}

pub fn price(r: &mut Random) -> i128 {
    match r.int(0, 3) {
        0 => i128::from(r.int(1, 400)) * PRICE,
        1 => i128::from(r.int(1, 40_000)) * PRICE / 100,
        _ => i128::from(r.int(1, 4_000_000)),
    }
}

fn product(r: &mut Random, place: usize, start: Day) -> Product {
    let kind = match r.int(1, 10) {
        1..=5 => Kind::Recurring { every: *r.pick(&[1, 1, 1, 3]), arrears: r.chance(40) },
        6 | 7 => Kind::Usage,
        8 => Kind::Once,
        _ => Kind::Milestones(items(r, start)),
    };
    let in_time = matches!(kind, Kind::Recurring { .. } | Kind::Usage);
    let bill_day = (in_time && r.chance(50)).then(|| *r.pick(&[1, 1, 15, 31]));
    Product { id: format!("p{place}"), kind, bill_day, price: price(r) }
}

fn items(r: &mut Random, start: Day) -> Vec<Item> {
    let count = r.int(2, 4);
    let on = |r: &mut Random, i: i64| match r.chance(50) {
        true => On::Event(format!("event {i}")),
        false => On::Day(start + r.int(0, 300)),
    };
    let item = |i| Item { id: format!("m{i}"), percent: i128::from(r.int(5, 30)), on: on(r, i) };
    (0..count).map(item).collect()
}

/// A deal of one to four lines.
pub fn deal(r: &mut Random, exact: bool) -> Deal {
    let start = super::days::day(2024, 1, 1) + r.int(0, 500);
    let products: Vec<Product> = (0..r.int(1, 4) as usize).map(|place| product(r, place, start)).collect();
    let digits = *r.pick(&[2, 2, 2, 0, 3]);
    let mut deal = Deal { products, lines: Vec::new(), start, digits, exact };
    let end = r.chance(60).then(|| start + r.int(20, 500));
    for i in 0..r.int(1, 3) {
        let mut line = line(r, &deal, &format!("{}", i + 1), start);
        if line.end.is_none() {
            line.end = end.map(|end| end.max(line.start));
        }
        deal.lines.push(line);
    }
    deal
}

/// A line of any product from a day on, perhaps later, perhaps with an end of its own.
fn line(r: &mut Random, deal: &Deal, id: &str, from: Day) -> Line {
    let product = r.int(0, deal.products.len() as i64 - 1) as usize;
    let start = if r.chance(30) { from + r.int(0, 40) } else { from };
    let quantity = match deal.products[product].kind {
        Kind::Usage => 1,
        _ => i128::from(r.int(0, 30)),
    };
    Line {
        id: id.to_owned(),
        product,
        start,
        anchor: start,
        end: r.chance(30).then(|| start + r.int(20, 400)),
        quantity,
        price: deal.products[product].price,
        paused: false,
        gone: false,
    }
}

/// A line that joins later: without a bill day it is billed on the order's days.
pub fn joins(r: &mut Random, deal: &Deal, id: &str, day: Day) -> Option<Line> {
    let mut own = line(r, deal, id, day);
    own.anchor = deal.start;
    let fits = day >= deal.start && !matches!(deal.product(&own).kind, Kind::Milestones(_));
    fits.then_some(own)
}

fn charge(own: &Product, code: &str) -> Value {
    let price = json!({ "model": "perUnit", "unitPrice": decimal(own.price) });
    let recurring = |every: i64, arrears: bool| {
        let timing = if arrears { "arrears" } else { "advance" };
        let mut billing =
            json!({ "kind": "recurring", "timing": timing, "every": { "unit": "month", "count": every } });
        if let Some(day) = own.bill_day {
            billing["billDay"] = json!(day);
        }
        billing
    };
    let mut charge = json!({ "id": "c", "price": price, "taxCode": code });
    let (kind, billing) = match &own.kind {
        Kind::Recurring { every, arrears } => {
            charge["per"] = json!({ "unit": "month" });
            ("recurring", Some(recurring(*every, *arrears)))
        }
        Kind::Usage => ("usage", Some(recurring(1, true))),
        Kind::Once => ("oneTime", None),
        Kind::Milestones(items) => {
            let item = |(i, own): (usize, &Item)| {
                let on = match &own.on {
                    On::Day(day) => json!({ "date": text(*day) }),
                    On::Event(event) => json!({ "event": event }),
                };
                match i + 1 == items.len() {
                    true => json!({ "id": own.id, "remainder": true, "on": on }),
                    false => json!({ "id": own.id, "percent": own.percent.to_string(), "on": on }),
                }
            };
            let items: Vec<Value> = items.iter().enumerate().map(item).collect();
            ("oneTime", Some(json!({ "kind": "milestones", "items": items })))
        }
    };
    charge["kind"] = json!(kind);
    if let Some(billing) = billing {
        charge["billing"] = billing;
    }
    charge
}

pub fn line_json(deal: &Deal, own: &Line) -> Value {
    let mut line = json!({
        "id": own.id,
        "product": deal.product(own).id,
        "quantity": own.quantity.to_string(),
        "start": text(own.start),
        "end": own.end.map(text),
    });
    if deal.product(own).kind == Kind::Usage {
        line.as_object_mut().expect("fields").remove("quantity");
    }
    line
}

/// The deal as a request, under a random policy of documents.
pub fn request(r: &mut Random, deal: &Deal, id: &str) -> Value {
    let codes = ["S", "R"];
    let products: Vec<Value> = deal
        .products
        .iter()
        .map(|own| json!({ "id": own.id, "charges": [charge(own, r.pick::<&str>(&codes))] }))
        .collect();
    let mut policy = json!({
        "rounding": if deal.exact { "independent" } else { "perPeriod" },
        "termTotal": "measured",
        "catchUp": r.pick(&["one", "one", "one", "perPeriod"]),
        "negativeInvoices": r.pick(&["creditNote", "carry", "negativeInvoice"]),
        "taxLevel": r.pick(&["category", "line", "cumulative"]),
        "amendBy": r.pick(&["replace", "replace", "delta"]),
    });
    if deal.exact {
        // The rest of a period as a difference is rounded otherwise.
        policy["amendBy"] = json!("replace");
    }
    json!({
        "id": id,
        "currency": match deal.digits { 0 => "JPY", 3 => "KWD", _ => "EUR" },
        "start": text(deal.start),
        "end": null,
        "account": { "id": "acme" },
        "paymentTerms": { "net": r.int(0, 60) },
        "policy": policy,
        "taxes": [{ "code": "S", "percent": "20" }, { "code": "R", "percent": "5.5" }],
        "catalog": { "products": products },
        "lines": deal.lines.iter().map(|own| line_json(deal, own)).collect::<Vec<Value>>(),
    })
}

pub fn change_json(deal: &Deal, own: &Change) -> Value {
    match own {
        Change::Quantity(id, quantity) => json!({ "line": id, "set": { "quantity": quantity.to_string() } }),
        Change::Add(id, more) => json!({ "line": id, "add": { "quantity": more.to_string() } }),
        Change::Price(id, price) => json!({ "line": id, "set": { "unitPrice": decimal(*price) } }),
        Change::End(id, end) => json!({ "line": id, "set": { "end": end.map(text) } }),
        Change::Pause(id, paused) => json!({ "line": id, "set": { "paused": paused } }),
        Change::Remove(id) => json!({ "removeLine": id }),
        Change::Join(line) => json!({ "addLine": line_json(deal, line) }),
    }
}

/// A random change of one of the lines, from a day on.
pub fn change(r: &mut Random, deal: &Deal, lines: &[Line], day: Day, name: &str) -> Option<Change> {
    // Most changes are of lines that serve.
    let serves = |line: &&Line| !line.gone && line.start <= day && line.end.is_none_or(|end| day <= end);
    let serving: Vec<Line> = lines.iter().filter(serves).cloned().collect();
    let line = if serving.is_empty() || r.chance(10) { r.pick(lines) } else { r.pick(&serving) };
    let id = line.id.clone();
    let is_usage = deal.product(line).kind == Kind::Usage;
    let in_time = matches!(deal.product(line).kind, Kind::Recurring { .. });
    Some(match r.int(1, 100) {
        1..=22 if !is_usage => Change::Quantity(id, i128::from(r.int(0, 30))),
        23..=45 if !is_usage => Change::Add(id, i128::from(r.int(-4, 6))),
        46..=60 => Change::Price(id, price(r)),
        61..=68 if in_time || is_usage => Change::End(id, r.chance(75).then(|| day + r.int(0, 300))),
        69..=78 if in_time => Change::Pause(id, r.chance(60)),
        79..=86 => Change::Remove(id),
        87..=100 => Change::Join(joins(r, deal, name, day)?),
        _ if is_usage => Change::Price(id, price(r)),
        _ => Change::Quantity(id, i128::from(r.int(0, 30))),
    })
}
