//! Salesforce: discount schedules, block prices, batches, percent of total, consumption schedules, tiers and commitments.

use super::compare::measure as shown;
use super::engine::{field, num, number, price, quote, rate, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::rated::{self, of, per_unit, quantity, EXACT};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "cpq.discount_schedule.aggregation" => aggregated(q),
        "cpq.discount_schedule.amount" => amount_off(q),
        area if area.starts_with("cpq.discount_schedule") => scheduled(q),
        "cpq.block" => block(q),
        "cpq.block.overage" => block_overage(q),
        "cpq.batch_quantity" => batch(q),
        "cpq.percent_of_total" => percent_of_total(q),
        "cpq.rounding" => doubled(q),
        area if area.starts_with("cpq.consumption") => consumption(q),
        "rc.tier" => scheduled(q),
        "rc.tier.cumulative" => cumulative(q),
        "rc.usage.token" if q.has("commit") => tokens_committed(q),
        "rc.usage.token" => tokens(q),
        "rc.usage.commit" => committed(q),
        "rc.usage.rate_resolution" => packs(q),
        _ => return None,
    })
}

/// Pages that say "11 to 20" hold both ends; block prices hold the lower end alone.
fn policy(q: &Question, bounds: &str) -> Value {
    let name = if q.vendor == "cpq" { "salesforceCpq" } else { "salesforce" };
    json!({ "profile": name, "tierBounds": bounds })
}

/// Tiers `[from, to, value]`, both ends inside; the page's own where the input has none: nothing to 10, 5 percent to 20, 10 to
/// 30, 15 above.
fn listed(q: &Question) -> Result<Vec<Value>, Fail> {
    if q.has("tiers") {
        return q.list("tiers");
    }
    if q.has("threshold") {
        return Ok(vec![json!(["1", q.text("threshold")?, "0"]), json!([null, null, q.text("pct")?])]);
    }
    let own = [("10", "0"), ("20", "5"), ("30", "10")].map(|(to, value)| json!([null, to, value]));
    Ok(own.into_iter().chain([json!([null, null, "15"])]).collect())
}

fn tiers(list: &[Value], key: &str) -> Vec<Value> {
    list.iter().map(|tier| json!({ "upTo": tier[1], key: text(&tier[2]).unwrap_or_else(|| "0".into()) })).collect()
}

/// One line at a list price under a schedule.
fn under(q: &Question, schedule: Value, list: &str, line: Value) -> Result<Value, Fail> {
    let charge = json!({ "kind": "oneTime", "price": per_unit(list), "schedules": ["schedule"] });
    let base = quote(policy(q, "inclusive"), "2026-01-01", json!({ "term": { "unit": "year" } }), charge, line);
    let catalog = with(base["catalog"].clone(), json!({ "schedules": [with(json!({ "id": "schedule" }), schedule)] }));
    price(with(base, json!({ "catalog": catalog })))
}

/// Slab where the page says so, and for tiers of a discount; else all units at the tier reached.
fn scheduled(q: &Question) -> Got {
    let method = match q.text("type").as_deref() {
        Ok("Slab") => "slab",
        Ok(_) => "range",
        Err(_) => {
            if q.area == "rc.tier" {
                "slab"
            } else {
                "range"
            }
        }
    };
    let schedule = json!({ "method": method, "tiers": tiers(&listed(q)?, "value") });
    let priced = under(q, schedule, &q.any(&["list", "price"])?, json!({ "quantity": q.text("quantity")? }))?;
    let net = &priced["totals"]["net"];
    let unit = number(&priced["totals"], "net")?.over(num(&q.text("quantity")?)?).unwrap_or(Num::ZERO);
    Ok(json!({ "total": net, "unit": shown(&json!(unit.fraction())) }))
}

/// The percentage of the tier that prior and new quantity reach together.
fn aggregated(q: &Question) -> Got {
    let schedule = json!({ "scope": "quote", "priorOrders": true, "tiers": tiers(&listed(q)?, "value") });
    let line = json!({ "quantity": q.text("new_quantity")?, "priorQuantity": q.text("existing_quantity")? });
    let priced = under(q, schedule, "100", line)?;
    let line = &priced["lines"][0];
    let part = number(line, "discount")?.times(num("100")?).over(number(line, "list")?).unwrap_or(Num::ZERO);
    Ok(json!({ "tier_pct": part.text() }))
}

/// An amount off each unit above the page's 50, whatever the list price.
fn amount_off(q: &Question) -> Got {
    let threshold = if q.has("threshold") { q.text("threshold")? } else { "50".into() };
    let tiers = json!([{ "upTo": threshold, "value": "0" }, { "value": q.text("amount")? }]);
    let (mut units, mut totals) = (Vec::new(), Vec::new());
    for list in q.texts("lists")? {
        let schedule = json!({ "unit": "amount", "tiers": tiers });
        let priced = under(q, schedule, &list, json!({ "quantity": q.text("quantity")? }))?;
        let unit = number(&priced["totals"], "net")?.over(num(&q.text("quantity")?)?).unwrap_or(Num::ZERO);
        units.push(shown(&json!(unit.fraction())));
        totals.push(priced["totals"]["net"].clone());
    }
    Ok(json!({ "units": units, "totals": totals }))
}

/// A line of a quote at a price by blocks.
fn in_blocks(q: &Question, price: Value) -> Got {
    let (term, charge) = (json!({ "term": { "unit": "year" } }), json!({ "kind": "oneTime", "price": price }));
    let line = json!({ "quantity": q.text("quantity")? });
    let priced = super::engine::price(quote(policy(q, "exclusive"), "2026-01-01", term, charge, line))?;
    Ok(json!({ "total": priced["totals"]["net"] }))
}

/// Blocks `[from, to, price]` up to, not including, the upper end.
fn block(q: &Question) -> Got {
    let mut steps = tiers(&q.list("tiers")?, "amount");
    if let Some(last) = steps.last_mut() {
        last["upTo"] = Value::Null;
    }
    in_blocks(q, json!({ "model": "stairstep", "tiers": steps }))
}

/// The last block, with a price for each unit above its lower end.
fn block_overage(q: &Question) -> Got {
    let steps = json!([{ "upTo": q.text("lower")?, "amount": "0" }, { "amount": q.text("price")? }]);
    in_blocks(q, json!({ "model": "stairstep", "tiers": steps, "overagePrice": q.text("overage")? }))
}

fn batch(q: &Question) -> Got {
    let price = json!({ "model": "package", "size": q.text("batch_quantity")?, "amount": q.text("price")? });
    let result = of(price, &q.text("entered")?, json!({ "policy": policy(q, "exclusive") }))?;
    Ok(json!({ "quantity": result["terms"][0]["quantity"], "total": result["amount"] }))
}

/// A percentage of what is covered, with a minimum or a maximum.
fn percent_of_total(q: &Question) -> Got {
    let mut charge = json!({
        "id": "fee", "kind": "oneTime",
        "price": { "model": "percentOf", "percent": q.text("pct")?, "of": { "products": ["covered"] } },
    });
    for (key, name) in [("minimum", "min"), ("maximum", "max")] {
        if q.has(name) {
            charge[key] = json!(q.text(name)?);
        }
    }
    let covered = json!({ "id": "fee", "kind": "oneTime", "price": rated::flat(&q.text("base")?) });
    let priced = price(json!({
        "currency": "USD", "start": "2026-01-01", "term": { "unit": "year" }, "policy": policy(q, "exclusive"),
        "catalog": { "products": [{ "id": "covered", "charges": [covered] }, { "id": "support", "charges": [charge] }] },
        "lines": [{ "id": "1", "product": "covered" }, { "id": "2", "product": "support" }],
    }))?;
    Ok(json!({ "price": priced["lines"][1]["net"] }))
}

/// Two segments of a price, against one of twice the length.
fn doubled(q: &Question) -> Got {
    let doubled = of(per_unit(&q.text("segment_12")?), "2", json!({ "policy": policy(q, "exclusive") }))?;
    let difference = number(&doubled, "amount")?.minus(num(&q.text("segment_24")?)?);
    Ok(json!({ "doubled": doubled["amount"], "difference": difference.text() }))
}

/// Rates `[from, to, price]`. Two pages leave them out of their inputs: a phone plan (300 minutes; 0.10 to 200, then 0.20),
/// and 0.50 to 250, 0.40 to 500, 0.30 to 750.
fn consumption(q: &Question) -> Got {
    let list = match ["tiers", "rates"].into_iter().find(|key| q.has(key)) {
        Some(key) => q.list(key)?,
        None if q.whole("quantity")? == 300 => vec![json!([null, "200", "0.10"]), json!([null, null, "0.20"])],
        None => [("250", "0.50"), ("500", "0.40"), ("750", "0.30")].map(|(to, rate)| json!([null, to, rate])).into(),
    };
    let mut tiers = tiers(&list, "unitPrice");
    if let Some(last) = tiers.last_mut() {
        last["upTo"] = Value::Null;
    }
    let model = if q.text("type")? == "Slab" { "graduated" } else { "volume" };
    let more = json!({ "policy": policy(q, "inclusive") });
    Ok(json!({ "total": of(json!({ "model": model, "tiers": tiers }), &q.text("quantity")?, more)?["amount"] }))
}

/// How new units spread over tiers that owned units have begun to fill.
fn cumulative(q: &Question) -> Got {
    let list = q.list("tiers")?;
    let mut tiers = tiers(&list, "unitPrice");
    if tiers.last().is_some_and(|last| !last["upTo"].is_null()) {
        tiers.push(json!({}));
    }
    let price = json!({ "model": "graduated", "tiers": tiers });
    let more = || json!({ "policy": policy(q, "inclusive") });
    let owned = of(price.clone(), &q.text("owned")?, more())?;
    let all = of(price, &q.text("quantity")?, with(more(), json!({ "before": q.text("owned")? })))?;
    let mut spread = Vec::new();
    for tier in 1..=list.len() {
        spread.push(quantity(&all, "unit", tier)?.minus(quantity(&owned, "unit", tier)?).text());
    }
    Ok(json!({ "spread": spread }))
}

/// Tokens for each unit, less a percentage of them; then the price of a token.
fn tokens(q: &Question) -> Got {
    let units = q.any(&["units", "gb", "calls"])?;
    let discounts = if q.has("discount_pct") { json!([q.text("discount_pct")?]) } else { json!([]) };
    let more = json!({ "discounts": discounts, "scale": EXACT, "policy": policy(q, "inclusive") });
    let tokens = num(&field(&of(per_unit(&q.text("ppu")?), &units, more)?, "amount")?)?.text();
    let amount = of(per_unit(&q.text("ppp")?), &tokens, json!({ "policy": policy(q, "inclusive") }))?;
    Ok(json!({ "credits": tokens, "tokens": tokens, "amount": amount["amount"] }))
}

/// Calls and gigabytes in credits, the page's 3 and 5 each, against a commitment; what goes beyond has a price.
fn tokens_committed(q: &Question) -> Got {
    let (mut records, mut conversions) = (Vec::new(), Vec::new());
    for (unit, credits) in [("calls", "3"), ("gb", "5")] {
        if q.has(unit) {
            let key = format!("credits_per_{unit}");
            let credits = if q.has(&key) { q.text(&key)? } else { credits.into() };
            records.push(json!({ "unit": unit, "quantity": q.text(unit)? }));
            conversions.push(json!({ "unit": unit, "multiply": credits }));
        }
    }
    let price = json!({ "model": "overage", "included": q.text("commit")?, "unitPrice": q.text("overage_rate")? });
    let result = rate(json!({
        "price": price, "records": records, "conversions": conversions, "currency": "USD", "policy": policy(q, "inclusive"),
    }))?;
    let beyond = result["terms"].as_array().and_then(|terms| terms.iter().find(|term| term["kind"] == "unit"));
    Ok(json!({
        "credits": result["quantity"], "overage_credits": beyond.map(|term| term["quantity"].clone()),
        "amount": result["amount"],
    }))
}

/// Units paid in advance at the committed rate; what goes beyond at the anchor rate or at the committed one.
fn committed(q: &Question) -> Got {
    let (commit, committed) = (q.text("commit")?, q.text("rate")?);
    let amount = field(&of(per_unit(&committed), &commit, json!({}))?, "amount")?;
    let beyond = |rate: &str| {
        let price = json!({ "model": "prepaid", "units": commit, "amount": amount, "overage": per_unit(rate) });
        Ok::<Value, Fail>(of(price, &q.text("usage")?, json!({ "policy": policy(q, "inclusive") }))?["amount"].clone())
    };
    Ok(json!({ "anchor_policy": beyond(&q.text("anchor")?)?, "commit_policy": beyond(&committed)? }))
}

/// Packs `[name, first day, last day, rate]` as contracted prices: which one holds on each day.
fn packs(q: &Question) -> Got {
    let mut contracted = Vec::new();
    for pack in q.list("packs")? {
        contracted.push(json!({
            "product": "product", "charge": "fee", "reason": pack[0], "start": pack[1], "end": pack[2],
            "price": per_unit(&text(&pack[3]).ok_or("no rate")?),
        }));
    }
    let mut rates = Vec::new();
    for date in q.texts("dates")? {
        let charge = json!({ "kind": "oneTime", "price": per_unit("0") });
        let more = json!({ "term": { "unit": "day" }, "contracted": contracted });
        rates.push(price(quote(policy(q, "inclusive"), &date, more, charge, json!({})))?["totals"]["net"].clone());
    }
    Ok(json!({ "rates": rates }))
}
