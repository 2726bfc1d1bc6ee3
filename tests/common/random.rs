//! Random deals from a seed: every price model, billing, discount, ramp and plan that a request can hold.
#![allow(dead_code)]

use proptest::prelude::ProptestConfig;
use prorata::quote::PricedQuote;
use serde_json::{json, Value};

/// SplitMix64: small, seedable, the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// A whole number from `low` to `high`, inclusive.
    pub fn int(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }
    pub fn chance(&mut self, percent: i64) -> bool {
        self.int(1, 100) <= percent
    }
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.int(0, from.len() as i64 - 1) as usize]
    }
    /// A decimal from 0 to `most` / 10^`decimals`.
    pub fn decimal(&mut self, most: i64, decimals: u32) -> String {
        let n = self.int(0, most);
        let scale = 10i64.pow(decimals);
        match decimals {
            0 => n.to_string(),
            _ => format!("{}.{:0width$}", n / scale, n % scale, width = decimals as usize),
        }
    }
    pub fn date(&mut self, first_year: i64, last_year: i64) -> prorata::calendar::Date {
        let base = prorata::calendar::Date::new(first_year as i32, 1, 1).expect("a date");
        base.plus_days(self.int(0, (last_year - first_year + 1) * 365) as i32)
    }
}

pub fn interval(r: &mut Random) -> Value {
    let units = [("month", 12), ("month", 3), ("quarter", 2), ("year", 2), ("week", 6), ("day", 45)];
    let (unit, most) = *r.pick(&units);
    let count = if r.chance(60) { 1 } else { r.int(1, most) };
    let count = if unit == "day" { count.max(7) } else { count };
    json!({ "unit": unit, "count": count })
}

fn tiers(r: &mut Random, priced: bool) -> Vec<Value> {
    let mut limit = 0;
    let count = r.int(1, 4);
    let mut tiers = Vec::new();
    for i in 0..count {
        limit += r.int(1, 60);
        let up_to = if i + 1 == count { Value::Null } else { json!(limit.to_string()) };
        let amount = r.decimal(50_000, 2);
        tiers.push(match priced {
            true => json!({ "upTo": up_to, "unitPrice": r.decimal(500_000, 4), "flat": amount }),
            false => json!({ "upTo": up_to, "amount": amount }),
        });
    }
    tiers
}

pub fn price(r: &mut Random) -> Value {
    match r.int(0, 6) {
        0 => json!({ "model": "flat", "amount": r.decimal(300_000, 3) }),
        1 => json!({ "model": "perUnit", "unitPrice": r.decimal(900_000, 4) }),
        2 => json!({ "model": "volume", "tiers": tiers(r, true) }),
        3 => json!({ "model": "graduated", "tiers": tiers(r, true) }),
        4 => json!({ "model": "stairstep", "tiers": tiers(r, false) }),
        5 => {
            json!({ "model": "package", "size": r.int(1, 50).to_string(), "amount": r.decimal(9_000, 2), "included": r.int(0, 30).to_string() })
        }
        _ => {
            json!({ "model": "overage", "amount": r.decimal(9_000, 2), "included": r.int(0, 80).to_string(), "unitPrice": r.decimal(9_000, 3) })
        }
    }
}

pub fn recurring(r: &mut Random) -> Value {
    let mut billing = json!({ "kind": "recurring", "every": interval(r), "timing": *r.pick(&["advance", "arrears"]) });
    let months = !matches!(billing["every"]["unit"].as_str(), Some("week" | "day"));
    if months && r.chance(60) {
        billing["billDay"] = if r.chance(15) { json!("last") } else { json!(r.int(1, 31)) };
        billing["firstBillDay"] = json!(*r.pick(&["next", "wholePeriod", "calendar"]));
        if r.chance(20) {
            billing["billMonth"] = json!(r.int(1, 12));
        }
    }
    billing["alignment"] = json!(*r.pick(&["anniversary", "calendar", "order"]));
    billing["firstPeriod"] = json!(*r.pick(&["separate", "combine", "full", "free"]));
    billing["lastPeriod"] = json!(*r.pick(&["separate", "combine", "full", "free"]));
    billing
}

fn items(r: &mut Random) -> Vec<Value> {
    let mut left = 100;
    let count = r.int(1, 5);
    let mut items = Vec::new();
    for i in 0..count {
        let on = if r.chance(50) {
            json!({ "event": format!("event-{}", r.int(1, 3)) })
        } else {
            json!({ "date": r.date(2025, 2027) })
        };
        let mut item = json!({ "id": format!("item-{i}"), "on": on });
        if i + 1 == count {
            item["remainder"] = json!(true);
        } else {
            let percent = r.int(1, (left - (count - i)).max(1));
            left -= percent;
            item["percent"] = json!(percent.to_string());
        }
        items.push(item);
    }
    items
}

fn discount(r: &mut Random) -> Value {
    let mut discount = json!({ "percent": r.decimal(5_000, 2) });
    if r.chance(30) {
        discount["duration"] = json!({ "periods": r.int(1, 8) });
    }
    discount
}

/// The switches that decide measures.
pub fn measuring(r: &mut Random) -> Value {
    json!({
        "dayCount": *r.pick(&["actual", "actual30", "actual365", "thirty360Us", "thirty360Eu", "strict30", "fixed30"]),
        "count": *r.pick(&["periods", "months", "days"]),
        "priceGrid": *r.pick(&["billing", "anniversary", "calendar"]),
        "denominator": *r.pick(&["currentPeriod", "planPeriod"]),
        "partial": *r.pick(&["prorate", "prorate", "full", "free"]),
        "endOfMonth": *r.pick(&["clamp", "lastDay", "lastDayForYears"]),
        "factorScale": *r.pick(&[None, None, Some(9), Some(4)]),
    })
}

/// What a random deal may hold.
#[derive(Clone, Copy)]
pub struct Shape {
    pub evergreen: bool,
    pub quote_discounts: bool,
    pub shared_plans: bool,
}

impl Shape {
    pub const ALL: Shape = Shape { evergreen: false, quote_discounts: true, shared_plans: true };
}

pub fn deal(r: &mut Random, shape: Shape) -> Value {
    let start = r.date(2024, 2026);
    let (mut products, mut lines) = (Vec::new(), Vec::new());
    let count = r.int(1, 6);
    for i in 0..count {
        let (mut product, line) = product_and_line(r, i, start, shape);
        if i > 0 && r.chance(20) {
            let of = json!({ "products": [format!("p{}", r.int(0, i - 1))] });
            let basis = *r.pick(&["list", "customer", "net"]);
            let all_recurring = products.iter().all(|p: &Value| p["charges"][0]["kind"] == "recurring");
            if product["charges"][0]["kind"] == "oneTime" && !shape.evergreen
                || all_recurring && product["charges"][0]["kind"] == "recurring"
            {
                product["charges"][0]["price"] =
                    json!({ "model": "percentOf", "percent": r.decimal(3_000, 2), "of": of, "basis": basis });
            }
        }
        products.push(product);
        lines.push(line);
    }
    let mut request = json!({
        "currency": *r.pick(&["EUR", "EUR", "JPY", "KWD"]),
        "policy": {
            "rounding": *r.pick(&["perPeriod", "independent", "cumulative", "perUnit"]),
            "roundingMode": *r.pick(&["halfUp", "halfUp", "halfEven", "down", "up"]),
            "termTotal": *r.pick(&["fixed", "measured"]),
            "remainderPeriod": *r.pick(&["last", "first"]),
            "spread": *r.pick(&["largestRemainder", "first", "last", "cumulative"]),
        },
        "start": start,
        "catalog": { "products": products },
        "lines": lines,
        "taxes": [{ "code": "A", "percent": "20" }, { "code": "B", "percent": r.decimal(3_000, 2) }],
        "paymentTerms": { "net": r.int(0, 60) },
    });
    if r.chance(50) {
        for (switch, value) in measuring(r).as_object().expect("switches") {
            request["policy"][switch] = value.clone();
        }
        if !matches!(request["policy"]["rounding"].as_str(), Some("independent" | "perUnit")) {
            request["policy"]["factorScale"] = Value::Null;
        }
    }
    if shape.evergreen && r.chance(70) {
        request["end"] = Value::Null;
    } else if r.chance(50) {
        request["term"] = json!({ "unit": "month", "count": r.int(1, 30) });
    } else {
        request["end"] = json!(start.plus_days(r.int(0, 900) as i32));
    }
    if shape.shared_plans {
        request["plans"] = json!([{ "id": "plan", "items": items(r) }]);
    }
    if shape.quote_discounts && r.chance(50) {
        request["discounts"] = json!([{ "percent": r.decimal(4_000, 2) }]);
    }
    request
}

fn product_and_line(r: &mut Random, i: i64, start: prorata::calendar::Date, shape: Shape) -> (Value, Value) {
    let one_time = r.chance(30);
    let mut charge = json!({
        "id": "fee", "kind": if one_time { "oneTime" } else { "recurring" }, "price": price(r),
        "taxCode": *r.pick(&["A", "B"]), "discountable": r.chance(85),
    });
    if !one_time {
        charge["per"] = interval(r);
        charge["billing"] = recurring(r);
    } else if r.chance(50) {
        charge["billing"] = json!({ "kind": "milestones", "items": items(r) });
    } else if shape.shared_plans && r.chance(50) {
        charge["billing"] = json!({ "kind": "plan", "plan": "plan" });
    } else if r.chance(30) {
        charge["billing"] = json!({ "kind": "byHand" });
    }
    let mut line = json!({ "id": format!("l{i}"), "product": format!("p{i}"), "quantity": r.decimal(20_000, 2) });
    let discounts: Vec<Value> = (0..r.int(0, 2)).map(|_| discount(r)).collect();
    line["discounts"] = json!(discounts);
    if !one_time && !shape.evergreen && r.chance(30) {
        let mut at = start;
        let mut segments = Vec::new();
        for n in 0..r.int(1, 3) {
            if n > 0 {
                at = at.plus_days(r.int(1, 200) as i32);
            }
            segments.push(json!({ "start": at, "quantity": r.decimal(20_000, 2), "discounts": [{ "percent": r.decimal(3_000, 2) }] }));
        }
        line["segments"] = json!(segments);
        line["end"] = json!(at.plus_days(r.int(0, 400) as i32));
    }
    (json!({ "id": format!("p{i}"), "charges": [charge] }), line)
}

/// How often a law is tried: a fixed small number, or many in the soak run.
pub fn cases(few: u32) -> ProptestConfig {
    let many = std::env::var_os("PRORATA_SOAK").is_some();
    ProptestConfig { cases: if many { few * 200 } else { few }, failure_persistence: None, ..ProptestConfig::default() }
}

/// The priced deal, unless it is refused.
pub fn priced(request: &Value) -> Option<PricedQuote> {
    let request = crate::common::request(request).unwrap_or_else(|problems| panic!("{problems}\n{request}"));
    // A random ramp may outlive a random term, and a random plan may not fit; such deals are refused, not wrong.
    prorata::price(&request).ok()
}

/// Gives a deal richer taxes: parts, dated rates, levels, prices that hold the tax, an exemption.
pub fn taxed(r: &mut Random, request: &mut Value, inclusive: bool) {
    let dated = |r: &mut Random| match r.chance(40) {
        true => {
            let from = r.date(1995, 2060);
            json!([{ "from": from, "percent": r.decimal(3_000, 2) }, { "from": from.plus_days(400), "percent": r.decimal(3_000, 3) }])
        }
        false => json!([]),
    };
    let part = |r: &mut Random, name: &str, compound: bool| json!({ "name": name, "percent": r.decimal(2_000, 3), "compound": compound, "dated": [] });
    let mut parts = vec![part(r, "one", false), part(r, "two", false), part(r, "three", false)];
    parts[1]["compound"] = json!(r.chance(50));
    parts[2]["compound"] = json!(r.chance(50));
    parts.truncate(r.int(1, 3) as usize);
    let twin = r.chance(30).then(|| "20".to_owned());
    request["taxes"] = json!([
        { "code": "A", "percent": "20", "dated": dated(r) },
        { "code": "B", "parts": parts },
    ]);
    if let Some(percent) = twin {
        request["taxes"][1] = json!({ "code": "B", "percent": percent, "dated": dated(r) });
    } else {
        request["taxes"][1]["parts"][0]["dated"] = dated(r);
    }
    request["policy"]["taxLevel"] = json!(*r.pick(&["category", "line", "cumulative", "document"]));
    request["policy"]["inclusiveKeeps"] = json!(*r.pick(&["net", "tax"]));
    request["policy"]["taxPoint"] = json!(*r.pick(&["invoiceDate", "periodStart", "periodEnd", "dueDate"]));
    if r.chance(50) {
        request["policy"]["taxRoundingMode"] = json!(*r.pick(&["halfUp", "halfEven", "down", "up"]));
    }
    if inclusive {
        request["taxMode"] = json!("inclusive");
    }
    if r.chance(10) {
        request["account"] = json!({ "exemption": { "category": "AE", "reason": "Reverse charge" } });
    }
}
