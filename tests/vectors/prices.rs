//! Vendors: price models, packages, minimums, groups of usage records, prepaid units and commitments, discounts in a row.

use super::change::profile;
use super::engine::{field, num, number, plan, price, quote, rate, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use super::rated::{self, converted, exact, flat, of, per_unit, rounded, EXACT};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "pricing.volume" | "pricing.graduated" => tiered(q),
        "pricing.tiered-overage" => overage(q),
        "pricing.flat" => flat_fee(q),
        "pricing.min-max" => limited(q),
        "pricing.package" if q.has("divide_by") => transformed(q),
        "pricing.package" if q.has("quantities") => whole_packages(q),
        "pricing.package" => package(q),
        "usage.rating-group" if q.has("group") => grouped(q),
        "usage.rating-group" => aggregated(q),
        "discount.stacking" => stacked(q),
        "discount.order" => in_order(q),
        "commit.rollover" => rollover(q),
        "commit.waterfall" => waterfall(q),
        "currency.minor-units" => minor_units(q),
        "rounding" if q.has("unit") => multidecimal(q),
        "rounding" if q.has("values") => rounded_values(q),
        "rounding.cash" => cash(q),
        "rounding.drift" => drift(q),
        _ => return None,
    })
}

/// The page's currency and the vendor's profile.
fn money(q: &Question) -> Value {
    let mut policy = profile(q);
    if q.has("zero_rule") {
        let flats = q.text("zero_rule").is_ok_and(|rule| rule == "first_flat");
        policy["zeroQuantity"] = json!(if flats { "flatFees" } else { "nothing" });
    }
    let currency = q.text("currency").unwrap_or_else(|_| "USD".into());
    json!({ "currency": currency, "policy": policy })
}

/// A price for the page's quantity, or for its usage, one record or several.
fn priced(q: &Question, price: Value, more: Value) -> Result<Value, Fail> {
    let request = with(with(json!({ "price": price }), money(q)), more);
    if !q.raw("usage").is_array() {
        return rate(with(request, json!({ "quantity": q.any(&["quantity", "usage"])? })));
    }
    let records: Vec<Value> = q.texts("usage")?.iter().map(|quantity| json!({ "quantity": quantity })).collect();
    rate(with(request, json!({ "records": records })))
}

fn tiered(q: &Question) -> Got {
    let model = if q.area.ends_with("volume") { "volume" } else { "graduated" };
    let price = json!({ "model": model, "tiers": rated::tiers(&q.list("tiers")?)? });
    Ok(json!({ "amount": priced(q, price, json!({}))?["amount"] }))
}

/// Beyond the last tier nothing is said, unless the page names a price.
fn overage(q: &Question) -> Got {
    let tiers = rated::tiers(&q.list("tiers")?)?;
    let known = ["overage", "overage_price"].into_iter().find(|key| q.has(key));
    let overage = known.map_or(Ok("0".to_owned()), |key| q.text(key))?;
    let price = json!({ "model": "tieredOverage", "tiers": tiers, "overagePrice": overage });
    let result = priced(q, price, json!({}))?;
    let last = result["terms"].as_array().and_then(|terms| terms.last()).map(|term| &term["tier"]);
    if known.is_none() && last.is_some_and(|tier| *tier == tiers.len() + 1) {
        return Err("no price beyond the last tier".into());
    }
    Ok(json!({ "amount": result["amount"] }))
}

fn flat_fee(q: &Question) -> Got {
    let policy = with(money(q)["policy"].clone(), json!({ "zeroQuantity": "flatFees" }));
    Ok(json!({ "amount": priced(q, flat(&q.text("flat")?), json!({ "policy": policy }))?["amount"] }))
}

fn limited(q: &Question) -> Got {
    let mut limits = json!({});
    for (key, name) in [("minimum", "min"), ("maximum", "max")] {
        if q.has(name) {
            limits[key] = json!(q.text(name)?);
        }
    }
    Ok(json!({ "amount": priced(q, per_unit(&q.text("unit")?), limits)?["amount"] }))
}

fn packages(q: &Question, usage: &str, size: &str, amount: &str, more: Value) -> Result<Value, Fail> {
    let price = json!({ "model": "package", "size": size, "amount": amount });
    of(price, usage, with(json!({ "policy": profile(q) }), more))
}

/// Units divided before they are billed.
fn transformed(q: &Question) -> Got {
    let policy = with(profile(q), json!({ "packageRounding": q.text("round")? }));
    let result = packages(q, &q.text("usage")?, &q.text("divide_by")?, "1", json!({ "policy": policy }))?;
    Ok(json!({ "billed_units": result["terms"][0]["quantity"] }))
}

/// Units billed when only whole packages are: at a price of 1 a unit, what the packages cost.
fn whole_packages(q: &Question) -> Got {
    let size = q.text("package_size")?;
    let mut billed = json!({});
    for quantity in q.texts("quantities")? {
        billed[format!("billed_{quantity}")] =
            packages(q, &quantity, &size, &size, json!({ "scale": EXACT }))?["amount"].clone();
    }
    Ok(billed)
}

/// Started packages, and never less than the price of so many.
fn package(q: &Question) -> Got {
    let (size, each) = (q.text("package_size")?, q.text("package_price")?);
    let mut more = money(q);
    if q.has("min_packages") {
        let least = num(&q.text("min_packages")?)?.times(num(&size)?).text();
        more["minimum"] = packages(q, &least, &size, &each, money(q))?["amount"].clone();
    }
    Ok(json!({ "amount": packages(q, &q.any(&["usage", "quantity"])?, &size, &each, more)?["amount"] }))
}

/// Records of months, rated by what they came with: a usage charge, billed monthly.
fn grouped(q: &Question) -> Got {
    let (mut usage, mut first) = (Vec::new(), String::new());
    for record in q.list("records")? {
        let date = field(&record, "date")?;
        let month = format!("{}-01", date.get(..7).ok_or("no date")?);
        first = if first.is_empty() || month < first { month } else { first };
        usage.push(
            json!({ "charge": "fee", "date": date, "quantity": field(&record, "qty")?, "batch": record["upload"] }),
        );
    }
    let by = match q.text("group")?.as_str() {
        "record" => "record",
        "upload" => "batch",
        _ => "period",
    };
    let charge = json!({
        "kind": "usage", "price": { "model": q.text("model")?, "tiers": rated::tiers(&q.list("tiers")?)? },
        "rating": { "by": by },
    });
    let more = json!({ "term": { "count": 12, "unit": "month" } });
    let (_, planned) = plan(quote(profile(q), &first, more, charge, json!({ "usage": usage })), json!({}))?;
    let mut months = json!({});
    for line in planned["invoices"].as_array().into_iter().flatten().flat_map(|one| one["lines"].as_array()).flatten() {
        let number: usize = field(&line["period"], "start")?.get(5..7).ok_or("no month")?.parse()?;
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        months[names[number - 1]] = line["net"].clone();
    }
    Ok(months)
}

/// The same records rated together and one by one.
fn aggregated(q: &Question) -> Got {
    let records: Vec<Value> = q.texts("records")?.iter().map(|quantity| json!({ "quantity": quantity })).collect();
    let price = json!({ "model": q.text("model")?, "tiers": rated::tiers(&q.list("tiers")?)? });
    let by = |by: &str| {
        let request = json!({ "price": price, "records": records, "rating": { "by": by } });
        Ok::<Value, Fail>(rate(with(request, money(q)))?["amount"].clone())
    };
    Ok(json!({ "aggregated": by("period")?, "individual": by("record")? }))
}

/// Discounts on one line.
fn discounted(q: &Question, stacking: &str, discounts: &[Value]) -> Result<Value, Fail> {
    let charge = json!({ "kind": "oneTime", "price": flat(&q.text("base")?) });
    let policy = with(profile(q), json!({ "discountStacking": stacking }));
    let more = json!({ "term": { "unit": "year" } });
    Ok(price(quote(policy, "2026-01-01", more, charge, json!({ "discounts": discounts })))?["totals"].clone())
}

fn stacked(q: &Question) -> Got {
    let percents: Vec<Value> = q.texts("percent")?.iter().map(|percent| json!({ "percent": percent })).collect();
    let (stacked, sequential) = (discounted(q, "additive", &percents)?, discounted(q, "sequential", &percents)?);
    let own = if q.text("mode").is_ok_and(|mode| mode != "stacked") { &sequential } else { &stacked };
    Ok(json!({
        "discount": own["discount"], "net": own["net"],
        "stacked_discount": stacked["discount"], "stacked_net": stacked["net"],
        "sequential_discount": sequential["discount"], "sequential_net": sequential["net"],
    }))
}

fn in_order(q: &Question) -> Got {
    let mut discounts = vec![json!({ "percent": q.text("percent")? }), json!({ "amount": q.text("fixed")? })];
    if q.text("order")? == "fixed_then_percent" {
        discounts.reverse();
    }
    Ok(json!({ "remaining": discounted(q, "sequential", &discounts)?["net"] }))
}

/// Prepaid units that are left open the next period, beside its own.
fn rollover(q: &Question) -> Got {
    let units = q.text("prepaid")?;
    let price = json!({ "model": "prepaid", "units": units, "rollover": {}, "overage": per_unit("0") });
    let result = of(price, &q.text("drawn")?, json!({ "policy": profile(q) }))?;
    let left = result["carried"].as_array().ok_or("nothing carried")?;
    let left = left.iter().try_fold(Num::ZERO, |sum, lot| Ok::<Num, Fail>(sum.plus(number(lot, "units")?)))?;
    Ok(json!({ "remaining": left.text(), "next_open": left.plus(num(&units)?).text() }))
}

/// Monthly commitments over the same charges, each after the ones before it: what each adds at the month's end.
fn waterfall(q: &Question) -> Got {
    let fee =
        json!({ "id": "fee", "kind": "recurring", "per": { "unit": "month" }, "price": flat(&q.text("charges")?) });
    let mut products = vec![json!({ "id": "eligible", "charges": [fee] })];
    let mut lines = vec![json!({ "id": "eligible", "product": "eligible" })];
    let commitments = q.texts("commitments")?;
    for (i, minimum) in commitments.iter().enumerate() {
        let id = format!("commitment {i}");
        let before: Vec<String> = (0..i).map(|i| format!("commitment {i}")).collect();
        let price =
            json!({ "model": "commitment", "minimum": minimum, "of": { "products": ["eligible"] }, "after": before });
        let charge = json!({ "id": "fee", "kind": "recurring", "per": { "unit": "month" }, "price": price });
        products.push(json!({ "id": id, "charges": [charge] }));
        lines.push(json!({ "id": id, "product": id }));
    }
    let priced = price(json!({
        "currency": "USD", "start": "2026-01-01", "term": { "unit": "month" }, "policy": profile(q),
        "catalog": { "products": products }, "lines": lines,
    }))?;
    let mut all = json!({});
    for (i, minimum) in commitments.iter().enumerate() {
        let due = number(&priced["lines"][i + 1], "net")?;
        all[format!("trueup_{}", i + 1)] = json!(due.text());
        all[format!("c{}", i + 1)] = json!(num(minimum)?.minus(due).text());
    }
    Ok(all)
}

/// In minor units; of currencies with three decimals the last digit is 0.
fn minor_units(q: &Question) -> Got {
    let (amount, currency) = (q.text("amount")?, q.text("currency")?);
    let zero = rounded("0", json!({ "currency": currency }))?;
    let decimals = zero.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (power, digits) = (format!("1{}", "0".repeat(decimals)), if decimals == 3 { -1 } else { 0 });
    let to = |rounding: &str| {
        let result = converted(&amount, json!({ "multiply": power, "rounding": rounding, "digits": digits }))?;
        Ok::<Value, Fail>(result["quantity"].clone())
    };
    Ok(json!({ "minor": to("nearest")?, "minor_down": to("down")?, "minor_up": to("up")? }))
}

/// Only the line's amount is rounded, to its currency.
fn multidecimal(q: &Question) -> Got {
    let line = |currency: &str| {
        of(per_unit(&q.text("unit")?), &q.text("quantity")?, json!({ "currency": currency, "policy": profile(q) }))
    };
    let (usd, jpy) = (line("USD")?, line("JPY")?);
    Ok(json!({ "exact": exact(&usd)?, "usd": usd["amount"], "jpy": jpy["amount"] }))
}

pub fn mode(name: &str) -> Result<&'static str, Fail> {
    Ok(match name {
        "half_even" => "halfEven",
        "half_up" => "halfUp",
        "floor" | "down" => "down",
        "ceil" | "ceiling" | "up" => "up",
        other => return Err(format!("no rounding mode {other}").into()),
    })
}

fn rounded_values(q: &Question) -> Got {
    let mut all = json!({});
    let policy = with(profile(q), json!({ "roundingMode": mode(&q.text("mode")?)? }));
    for (i, value) in q.texts("values")?.iter().enumerate() {
        all[format!("r{}", i + 1)] = json!(rounded(value, json!({ "policy": policy }))?);
    }
    Ok(all)
}

/// Items to the cent; their sum to the nearest increment, the difference as an item of its own.
fn cash(q: &Question) -> Got {
    let records: Vec<Value> = q.texts("items")?.iter().map(|item| json!({ "quantity": item })).collect();
    let sum = rate(with(json!({ "price": per_unit("1"), "records": records }), money(q)))?;
    let (sum, increment) = (field(&sum, "amount")?, q.text("increment")?);
    let steps = json!({ "conversions": [{ "divide": increment, "rounding": "nearest" }] });
    let total = field(&of(per_unit(&increment), &sum, steps)?, "amount")?;
    Ok(json!({ "item_total": sum, "rounding_item": num(&total)?.minus(num(&sum)?).text(), "total": total }))
}

/// Usage in money against credits: what goes beyond, exact and by the sum of rounded lines.
fn drift(q: &Question) -> Got {
    let sum = num(&q.text("sum_rounded_lines")?)?;
    let usage =
        |included: &str| number(&of(per_unit("1"), &q.text("exact")?, json!({ "included": included }))?, "amount");
    let overage = usage(&q.text("credits")?)?;
    Ok(json!({
        "overage": overage.text(), "bad_credit": sum.minus(overage).text(), "drift": usage("0")?.minus(sum).text(),
    }))
}
