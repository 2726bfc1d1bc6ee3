//! Lago and Meteroid: the price models, and rounding of quantities and amounts.

use super::compare::measure as shown;
use super::engine::{field, num, number, rate, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::rated::{self, converted, of, per_unit, quantity, rounded, EXACT};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "lago" && q.vendor != "met" {
        return None;
    }
    Some(match q.area.as_str() {
        "graduated" if q.has("full_units") => seats(q),
        "graduated" if q.has("tier") => one_tier(q),
        "graduated" => graduated(q),
        "volume" => volume(q),
        "package" => package(q),
        "unit" => standard(q),
        "percentage" if q.has("event_values") => per_event(q),
        "percentage" => percentage(q),
        "graduated-percentage" => graduated_percentage(q),
        "rounding" if q.has("unit_amount_cents") => sub_cent(q),
        "rounding" if q.has("function") => rounding(q),
        "rounding" if q.has("credits") => top_up(q),
        "rounding" if q.has("amount_cents") => paid(q),
        _ => return None,
    })
}

fn policy(q: &Question) -> Value {
    json!({ "profile": if q.vendor == "met" { "meteroid" } else { "lago" } })
}

/// Exact amounts, or Meteroid's cents.
fn money(q: &Question) -> Value {
    let money = if q.vendor == "met" { json!({ "currency": "USD" }) } else { json!({ "scale": EXACT }) };
    with(money, json!({ "policy": policy(q) }))
}

/// The average price of a unit, 0 where there is none.
fn average(result: &Value) -> Value {
    if result["average"].is_null() {
        json!("0")
    } else {
        shown(&result["average"])
    }
}

fn graduated(q: &Question) -> Got {
    let list = if q.has("tiers") {
        q.list("tiers")?
    } else {
        vec![json!({ "unit": q.raw("unit"), "flat_fee": q.raw("flat_fee"), "cap": q.raw("cap") })]
    };
    let price = json!({ "model": "graduated", "tiers": rated::tiers(&list)? });
    let result = of(price, &q.text("quantity")?, money(q))?;
    Ok(json!({ "amount": result["amount"], "average_unit_amount": average(&result) }))
}

/// One tier between others that cost nothing. A tier with a flat fee counts whole units from its first one on; others touch.
fn one_tier(q: &Question) -> Got {
    let tier = q.raw("tier");
    let mut below = number(tier, "from")?;
    if !tier["flat"].is_null() && !below.is_zero() {
        below = below.minus(num("1")?);
    }
    let mut tiers = rated::tiers(std::slice::from_ref(tier))?;
    if !below.is_zero() {
        tiers.insert(0, json!({ "upTo": below.text() }));
    }
    let place = tiers.len();
    if !tiers[place - 1]["upTo"].is_null() {
        tiers.push(json!({}));
    }
    let result = of(json!({ "model": "graduated", "tiers": tiers }), &q.text("total_quantity")?, money(q))?;
    let units = quantity(&result, "unit", place)?;
    Ok(json!({ "units_in_tier": units.text(), "amount": result["amount"], "tier_amount": result["amount"] }))
}

/// Seats by the part of a period that they count for. Full units fall into tiers; each event's prorated units are spread over
/// its full ones and priced by tier; flat fees are due up to the highest number of seats.
fn seats(q: &Question) -> Got {
    let tiers = rated::tiers(&q.list("tiers")?)?;
    let with_fields = |keep: &str| {
        let own = |tier: &Value| json!({ "upTo": tier["upTo"], keep: tier.get(keep).cloned().unwrap_or(json!("0")) });
        json!({ "model": "graduated", "tiers": tiers.iter().map(own).collect::<Vec<Value>>() })
    };
    // Below zero there are no seats.
    let at = |seats: Num| if seats.is_negative() { Num::ZERO } else { seats };
    let spread = |seats: Num| of(with_fields("unitPrice"), &at(seats).text(), money(q));
    let (mut seats, mut highest, mut sum) = (Num::ZERO, Num::ZERO, Num::ZERO);
    for (full, prorated) in q.texts("full_units")?.iter().zip(q.texts("prorated_units")?) {
        let (full, prorated) = (num(full)?, num(&prorated)?);
        let (before, after) = (spread(seats)?, spread(seats.plus(full))?);
        let size = |number: Num| if number.is_negative() { number.negative() } else { number };
        let (mut rows, mut records) = (Vec::new(), Vec::new());
        for (i, tier) in tiers.iter().enumerate() {
            let when = json!({ "tier": i.to_string() });
            let units = quantity(&after, "unit", i + 1)?.minus(quantity(&before, "unit", i + 1)?);
            rows.push(json!({ "when": when, "price": per_unit(&field(tier, "unitPrice")?) }));
            records.push(json!({ "attributes": when, "quantity": size(prorated).times(size(units)).text() }));
        }
        if !full.is_zero() {
            let part = rate(with(
                json!({
                    "price": { "model": "matrix", "by": ["tier"], "rows": rows }, "records": records,
                    "conversions": [{ "divide": size(full).text() }],
                }),
                money(q),
            ))?;
            let part = number(&part, "exact")?;
            sum = if prorated.is_negative() { sum.minus(part) } else { sum.plus(part) };
        }
        seats = seats.plus(full);
        highest = if seats.minus(highest).is_negative() { highest } else { seats };
    }
    if seats.is_negative() {
        return Ok(json!({ "amount": "0" }));
    }
    let flats = number(&of(with_fields("flat"), &highest.text(), money(q))?, "exact")?;
    Ok(json!({ "amount": sum.plus(flats).show(2) }))
}

/// Without usage no flat fee is due, other than for graduated prices.
fn volume(q: &Question) -> Got {
    let price = json!({ "model": "volume", "tiers": rated::tiers(&q.list("tiers")?)? });
    let policy = with(policy(q), json!({ "zeroQuantity": "nothing" }));
    let result = of(price, &q.text("quantity")?, with(money(q), json!({ "policy": policy })))?;
    Ok(json!({ "amount": result["amount"], "average_unit_amount": average(&result) }))
}

/// The average is taken over the units that are paid.
fn package(q: &Question) -> Got {
    let free = if q.has("free_units") { q.text("free_units")? } else { "0".into() };
    let price = |free: &str| {
        let (size, amount) = (q.text("package_size")?, q.text("package_price")?);
        Ok::<Value, Fail>(json!({ "model": "package", "size": size, "amount": amount, "included": free }))
    };
    let result = of(price(&free)?, &q.text("quantity")?, money(q))?;
    let paid = num(&q.text("quantity")?)?.minus(num(&free)?);
    let paid = if paid.is_negative() { Num::ZERO } else { paid };
    let average = average(&of(price("0")?, &paid.text(), money(q))?);
    Ok(json!({ "amount": result["amount"], "average_paid_unit_amount": average }))
}

/// The unit price shown is the amount over all units, prorated or not.
fn standard(q: &Question) -> Got {
    let price = per_unit(&q.text("unit_price")?);
    let result = of(price, &q.any(&["prorated_quantity", "quantity"])?, money(q))?;
    let units = num(&q.any(&["full_quantity", "quantity", "prorated_quantity"])?)?;
    let average = number(&result, "exact")?.over(units).unwrap_or(Num::ZERO);
    Ok(json!({ "amount": result["amount"], "displayed_unit_amount": shown(&json!(average.fraction())) }))
}

fn rates(q: &Question) -> Result<Value, Fail> {
    let mut price = json!({ "model": "percentage", "percent": q.text("rate_percent")? });
    for (key, name) in
        [("perEvent", "fixed_per_event"), ("minPerEvent", "min_per_event"), ("maxPerEvent", "max_per_event")]
    {
        if q.has(name) {
            price[key] = json!(q.text(name)?);
        }
    }
    Ok(price)
}

/// An allowance; zero is none.
fn allowance(q: &Question, key: &str) -> Result<Option<String>, Fail> {
    let value = q.has(key).then(|| q.text(key)).transpose()?;
    Ok(value.filter(|value| num(value).is_ok_and(|value| !value.is_zero())))
}

/// Values of events from their running totals, and what comes after the last.
fn events(q: &Question) -> Result<Vec<Value>, Fail> {
    let (mut records, mut before) = (Vec::new(), Num::ZERO);
    for total in q.texts("running_totals")? {
        records.push(json!({ "quantity": num(&total)?.minus(before).text() }));
        before = num(&total)?;
    }
    let rest = i64::from(q.whole("events")?) - records.len() as i64;
    if rest > 0 {
        records.push(json!({ "quantity": num(&q.text("total_value")?)?.minus(before).text(), "events": rest }));
    }
    Ok(records)
}

/// With the allowances as Lago resolves them, where they are told: the value and the fees, each with its own.
fn percentage(q: &Question) -> Got {
    let records = events(q)?;
    let cost = |more: Value| {
        let request = json!({ "price": with(rates(q)?, more), "records": records });
        number(&rate(with(request, money(q)))?, "exact")
    };
    if !q.has_all(&["free_value_applied", "free_events_applied"]) {
        let (events, value) = (allowance(q, "free_events")?, allowance(q, "free_value")?);
        let mut free = json!({ "freeAmount": value });
        if let Some(events) = events {
            free["freeEvents"] = json!(events.parse::<u32>()?);
        }
        return Ok(json!({ "amount": cost(free)?.text() }));
    }
    let value = cost(json!({ "perEvent": "0", "freeAmount": q.text("free_value_applied")? }))?;
    let fees = cost(json!({ "percent": "0", "freeEvents": q.whole("free_events_applied")? }))?;
    Ok(json!({ "amount": value.plus(fees).text() }))
}

/// Event by event. A free value goes on until it is used up, however many events are free; without it the events count.
fn per_event(q: &Question) -> Got {
    let records: Vec<Value> = q.list("event_values")?.iter().map(|value| json!({ "quantity": text(value) })).collect();
    let mut price = rates(q)?;
    if let Some(value) = allowance(q, "free_value")? {
        price["freeAmount"] = json!(value);
    } else if let Some(events) = allowance(q, "free_events")? {
        price["freeEvents"] = json!(events.parse::<u32>()?);
    }
    let result = rate(with(json!({ "price": price, "records": records }), money(q)))?;
    Ok(json!({ "amount": result["amount"] }))
}

fn graduated_percentage(q: &Question) -> Got {
    let mut tiers = rated::tiers(&q.list("tiers")?)?;
    for (own, tier) in tiers.iter_mut().zip(q.list("tiers")?) {
        own["percent"] = json!(field(&tier, "rate_percent")?);
    }
    let price = json!({ "model": "graduatedPercentage", "tiers": tiers });
    Ok(json!({ "amount": of(price, &q.text("quantity")?, money(q))?["amount"] }))
}

/// Whole cents, the unit amount shown alone.
fn sub_cent(q: &Question) -> Got {
    let cents = |units: &str| {
        let more = json!({ "scale": 0, "policy": policy(q) });
        field(&of(per_unit(&q.text("unit_amount_cents")?), units, more)?, "amount")
    };
    Ok(json!({ "amount_cents": cents(&q.text("units")?)?, "displayed_unit_amount_cents": cents("1")? }))
}

fn rounding(q: &Question) -> Got {
    let how = match q.text("function")?.as_str() {
        "ceil" => "up",
        "floor" => "down",
        _ => "nearest",
    };
    let digits: i32 = if q.has("decimals") { q.text("decimals")?.parse()? } else { 0 };
    let result = converted(&q.text("value")?, json!({ "multiply": "1", "rounding": how, "digits": digits }))?;
    Ok(json!({ "rounded": result["quantity"] }))
}

/// Credits bought: the money is rounded, the credits follow it. What a double adds after 12 decimals is cut off.
fn top_up(q: &Question) -> Got {
    let (value, more) = (q.text("credit_value")?, json!({ "currency": q.text("currency")?, "policy": policy(q) }));
    let credits = q.text("credits")?;
    let end = credits.find('.').map_or(credits.len(), |point| credits.len().min(point + 13));
    let amount = field(&of(per_unit(&value), &credits[..end], more)?, "amount")?;
    let credits = converted(&amount, json!({ "divide": value }))?;
    Ok(json!({ "amount": amount, "credits_granted": credits["quantity"] }))
}

/// Credits for cents, of a value in currency units.
fn paid(q: &Question) -> Got {
    let cents = rounded(&q.text("amount_cents")?, json!({ "scale": 0, "policy": policy(q) }))?;
    let value = num(&q.text("credit_value")?)?.times(num("100")?);
    let credits = converted(&cents, json!({ "divide": value.text() }))?;
    Ok(json!({ "rounded_cents": cents, "credits": credits["quantity"] }))
}
