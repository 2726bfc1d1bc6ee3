//! Richer prices for random deals: every other model, offers, schedules, groups, usage, commitments, and their switches.

use crate::random::Random;
use serde_json::{json, Value};

fn tiers(r: &mut Random, field: &str, open: bool, extras: bool) -> Vec<Value> {
    let (mut limit, count) = (0, r.int(1, 4));
    let tier = |r: &mut Random, i: i64, limit: &mut i64| {
        *limit += r.int(1, 40);
        let mut tier = json!({ field: r.decimal(6_000, 2) });
        if !open || i + 1 < count {
            tier["upTo"] = json!(limit.to_string());
        }
        if field != "value" && r.chance(40) {
            tier["flat"] = json!(r.decimal(4_000, 2));
        }
        if extras && r.chance(20) {
            tier["size"] = json!(r.int(1, 9).to_string());
        }
        if extras && r.chance(20) {
            tier["maximum"] = json!(r.decimal(90_000, 2));
        }
        tier
    };
    (0..count).map(|i| tier(r, i, &mut limit)).collect()
}

/// A price for a quantity that is booked.
pub fn booked(r: &mut Random) -> Value {
    match r.int(0, 6) {
        0 => {
            json!({ "model": "costPlus", "cost": r.decimal(9_000, 3), "percent": r.decimal(4_000, 2), "amount": r.decimal(500, 2) })
        }
        1 => {
            json!({ "model": "tieredOverage", "tiers": tiers(r, "unitPrice", false, true), "overagePrice": r.decimal(900, 3) })
        }
        2 => json!({ "model": "graduatedPercentage", "tiers": tiers(r, "percent", true, false) }),
        3 => json!({ "model": "graduated", "tiers": tiers(r, "unitPrice", true, true) }),
        4 => json!({ "model": "volume", "tiers": tiers(r, "unitPrice", true, true) }),
        5 => json!({ "model": "matrix", "by": ["region"], "rows": [
            { "when": { "region": "eu" }, "price": crate::random::price(r) },
            { "when": { "region": "us" }, "price": crate::random::price(r) }], "otherwise": crate::random::price(r) }),
        _ => crate::random::price(r),
    }
}

/// A price for usage.
pub fn metered(r: &mut Random) -> Value {
    match r.int(0, 4) {
        0 => json!({ "model": "percentage", "percent": r.decimal(500, 2), "perEvent": r.decimal(40, 2),
            "freeEvents": r.int(0, 3), "minPerEvent": r.decimal(100, 2), "maxPerEvent": "9" }),
        1 => json!({ "model": "prepaid", "units": r.decimal(5_000, 1), "amount": r.decimal(3_000, 2),
            "rollover": { "periods": r.int(1, 3), "maximum": r.decimal(9_000, 1) }, "overage": crate::random::price(r) }),
        2 => json!({ "model": "capacity", "tiers": [{ "limits": { "a": "20", "b": "30" }, "amount": "5" },
            { "limits": { "a": "60" }, "amount": "9.99" }, { "amount": "20" }] }),
        _ => booked(r),
    }
}

fn usage(r: &mut Random, start: prorata::calendar::Date, price: &Value) -> Vec<Value> {
    let record = |r: &mut Random| {
        json!({ "charge": "use", "date": start.plus_days(r.int(0, 200) as i32), "quantity": r.decimal(4_000, 1),
            "events": r.int(1, 3), "unit": *r.pick(&["a", "b"]), "batch": *r.pick(&["x", "y"]),
            "attributes": { "region": *r.pick(&["eu", "us", "asia"]) } })
    };
    let _ = price;
    let mut all: Vec<Value> = (0..r.int(0, 6)).map(|_| record(r)).collect();
    for own in &mut all {
        if !r.chance(30) {
            continue;
        }
        let date = prorata::calendar::Date::parse(own["date"].as_str().expect("a date")).expect("a date");
        own["recorded"] = json!(date.plus_days(r.int(0, 90) as i32));
    }
    all
}

fn discount(r: &mut Random) -> Value {
    match r.int(0, 5) {
        0 => json!({ "unitAmount": r.decimal(3, 2) }),
        1 => json!({ "unitPrice": r.decimal(3_000, 2) }),
        2 => json!({ "amount": r.int(0, 2).to_string() }),
        3 => json!({ "percent": r.decimal(2_000, 2), "duration": { "periods": r.int(1, 3) } }),
        _ => json!({ "percent": r.decimal(2_000, 2) }),
    }
}

/// Adds to a deal.
pub fn enrich(r: &mut Random, request: &mut Value) {
    let start = prorata::calendar::Date::parse(request["start"].as_str().expect("a start")).expect("a date");
    let mut offered = Vec::new();
    for product in request["catalog"]["products"].as_array_mut().expect("products") {
        let id = product["id"].clone();
        let charge = &mut product["charges"][0];
        if charge["price"]["model"] != "percentOf" {
            if r.chance(50) {
                charge["price"] = booked(r);
            }
            if r.chance(30) {
                charge["schedules"] = json!([*r.pick(&["range", "slab"])]);
            }
            if r.chance(30) {
                offered.push(json!({ "product": id, "charge": "fee", "price": booked(r) }));
            }
            if r.chance(20) {
                charge["cost"] = json!(r.decimal(900, 2));
            }
            if r.chance(15) {
                charge["conversions"] =
                    json!([{ "divide": "3", "rounding": *r.pick(&["none", "up", "down", "nearest"]) }]);
            }
        }
        if r.chance(20) {
            charge["minimum"] = json!(r.decimal(20_000, 2));
        } else if r.chance(20) {
            charge["maximum"] = json!(r.decimal(20_000, 2));
        }
        if r.chance(30) {
            product["category"] = json!("software");
        }
    }
    let mut used: Vec<(String, Value)> = Vec::new();
    for line in request["lines"].as_array_mut().expect("lines") {
        line["attributes"] = json!({ "region": *r.pick(&["eu", "us", "asia"]) });
        if r.chance(40) {
            line["group"] = json!(*r.pick(&["g", "h"]));
        }
        if r.chance(10) {
            line["optional"] = json!(true);
        }
        if r.chance(20) {
            line["uplift"] = json!({ "percent": r.decimal(900, 2), "every": { "count": r.int(2, 9), "unit": "month" }, "compound": r.chance(50) });
        }
        if r.chance(15) {
            line["trial"] = json!({ "count": r.int(1, 40), "unit": "day" });
        }
        if r.chance(50) {
            line["discounts"] = json!((0..r.int(0, 3)).map(|_| discount(r)).collect::<Vec<_>>());
        }
        line["priorQuantity"] = json!(r.decimal(2_000, 1));
        if r.chance(35) {
            used.push((line["product"].as_str().expect("an id").to_owned(), line["id"].clone()));
        }
    }
    for (product, line) in used {
        let price = metered(r);
        let mut charge = json!({ "id": "use", "kind": "usage", "taxCode": "A", "price": price, "unitOfMeasure": "a",
            "billing": { "kind": "recurring", "every": { "unit": *r.pick(&["month", "quarter"]) }, "timing": "arrears", "billDay": r.int(1, 28) } });
        if price["model"] != "prepaid" {
            charge["rating"] = json!({ "by": *r.pick(&["period", "record", "batch"]), "aggregate": *r.pick(&["sum", "sum", "max", "last"]) });
        }
        if r.chance(40) {
            charge["rating"]["window"] = json!({ "count": r.int(2, 7), "unit": "month" });
        }
        if r.chance(30) {
            charge["included"] = json!(r.decimal(900, 1));
        }
        if r.chance(30) {
            charge["minimum"] = json!(r.decimal(5_000, 2));
        }
        if r.chance(20) {
            charge["maximum"] = json!("90");
        }
        let own = request["catalog"]["products"]
            .as_array_mut()
            .expect("products")
            .iter_mut()
            .find(|own| own["id"] == product.as_str());
        own.expect("the product")["charges"].as_array_mut().expect("charges").push(charge.clone());
        let own =
            request["lines"].as_array_mut().expect("lines").iter_mut().find(|own| own["id"] == line).expect("the line");
        own["usage"] = json!(usage(r, start, &charge["price"]));
        offered.push(json!({ "product": product, "charge": "use", "price": metered(r), "start": start.plus_days(40) }));
    }
    sold_by_units(request, &offered);
    request["catalog"]["schedules"] = json!([
        { "id": "range", "scope": *r.pick(&["line", "group", "quote"]), "priorOrders": r.chance(50), "unit": *r.pick(&["percent", "price"]), "tiers": tiers(r, "value", true, false) },
        { "id": "slab", "method": "slab", "priorOrders": r.chance(50), "tiers": [{ "upTo": "9", "value": "5" }, { "upTo": "30", "value": "12.5" }] },
    ]);
    for tier in request["catalog"]["schedules"][0]["tiers"].as_array_mut().expect("tiers") {
        let value = tier["value"].as_str().expect("a value").to_owned();
        tier["value"] = json!(value);
    }
    request["groups"] = json!([{ "id": "g", "discounts": [{ "percent": r.decimal(2_000, 2) }] }, { "id": "h" }]);
    if r.chance(30) {
        request["partnerDiscounts"] = json!([{ "percent": r.decimal(2_000, 2) }]);
    }
    if r.chance(50) {
        request["catalog"]["priceBooks"] = json!([{ "id": "book", "prices": offered }]);
        request["priceBook"] = json!("book");
    } else if r.chance(50) {
        offered.iter_mut().for_each(|own| {
            if r.chance(40) {
                own.as_object_mut().expect("fields").remove("price");
                own["percent"] = json!("7.5");
            }
        });
        request["contracted"] = json!(offered);
    }
    if r.chance(40) {
        let of = match r.int(0, 2) {
            0 => json!({ "everything": true }),
            1 => json!({ "groups": ["g"] }),
            _ => json!({ "products": ["p0"] }),
        };
        request["catalog"]["products"].as_array_mut().expect("products").push(
            json!({ "id": "floor", "charges": [{ "id": "fee",
            "kind": "recurring", "per": { "unit": "month" }, "taxCode": "B", "price": { "model": "commitment",
            "minimum": r.decimal(90_000, 0), "maximum": "2000", "of": of } }] }),
        );
        request["lines"].as_array_mut().expect("lines").push(json!({ "id": "floor", "product": "floor" }));
    }
    for (switch, values) in [
        ("zeroQuantity", &["nothing", "flatFees"][..]),
        ("tierBounds", &["inclusive", "exclusive"]),
        ("packageRounding", &["up", "down"]),
        ("discountStacking", &["sequential", "sequential", "additive"]),
        ("discountRounding", &["result", "result", "each"]),
        ("minimums", &["prorate", "full"]),
        ("allowances", &["prorate", "full"]),
        ("rerating", &["difference", "atClose"]),
        ("lateUsage", &["original", "current"]),
    ] {
        request["policy"][switch] = json!(*r.pick(values));
    }
}

/// Leaves out discounts of units on lines that may sell none.
fn sold_by_units(request: &mut Value, offered: &[Value]) {
    let plain = |price: &Value| {
        let text = price.to_string();
        ["flat", "stairstep", "percentOf"].iter().any(|model| text.contains(&format!("\"model\":\"{model}\"")))
    };
    let products = request["catalog"]["products"].as_array().expect("products");
    let mut fees: Vec<(Value, Value)> =
        products.iter().map(|own| (own["id"].clone(), own["charges"][0]["price"].clone())).collect();
    fees.extend(offered.iter().map(|own| (own["product"].clone(), own["price"].clone())));
    for line in request["lines"].as_array_mut().expect("lines") {
        if fees.iter().any(|(product, price)| *product == line["product"] && plain(price)) {
            if let Some(all) = line["discounts"].as_array_mut() {
                all.retain(|own| own.get("unitAmount").is_none() && own.get("unitPrice").is_none());
            }
        }
    }
}
