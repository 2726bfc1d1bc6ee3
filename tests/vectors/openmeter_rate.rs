//! OpenMeter: metered lines (split lines, discounts, minimum and maximum spend, credits), and their parts.

use super::engine::{field, num, number, price, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::rated::{self, capped, converted, drawn, flat, of, per_unit, quantity, raised, EXACT};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.text("operation").ok()?.as_str() {
        "rate_line" => rate_line(q),
        "number_of_packages" => packages(q),
        "graduated_total" => q.text("quantity").and_then(|at| Ok(json!({ "total": graduated(q, &at)? }))),
        "graduated_range" => range(q),
        "unit_conversion" => conversion(q.raw("conversion"))
            .and_then(|how| Ok(json!({ "quantity": rated::exact(&converted(&q.text("quantity")?, how)?)? }))),
        "max_spend_discount" => overage(q),
        "revert_lifo" => revert(q),
        _ => return None,
    })
}

fn policy() -> Value {
    json!({ "policy": { "profile": "openmeter" } })
}

/// A line of the invoice: what it counts at which price, and what is left of it.
#[derive(Clone)]
pub struct Line {
    pub kind: String,
    per_unit: String,
    quantity: Num,
    pub amount: Num,
    pub discount: Num,
    pub charge: Num,
    credit: Num,
}

impl Line {
    pub fn total(&self) -> Num {
        self.amount.minus(self.discount).plus(self.charge).minus(self.credit)
    }
    fn shown(&self) -> Value {
        let mut line = json!({
            "kind": self.kind, "per_unit": self.per_unit, "quantity": self.quantity.text(), "amount": self.amount.text(),
            "total": self.total().text(),
        });
        for (key, value) in [("discount", self.discount), ("charge", self.charge), ("credit", self.credit)] {
            if !value.is_zero() {
                line[key] = json!(value.text());
            }
        }
        line
    }
}

/// A metered line of a service period: one of several, or the whole period in one.
pub struct Metered {
    quantity: String,
    before: String,
    /// `single`, `first`, `mid` or `last`.
    position: String,
    billed: String,
    /// Whether a minimum counts.
    is_last: bool,
}

impl Metered {
    pub fn whole(quantity: &str, is_last: bool) -> Metered {
        let zero = || "0".to_owned();
        Metered { quantity: quantity.to_owned(), before: zero(), position: "single".into(), billed: zero(), is_last }
    }
    /// As an input has it.
    pub fn read(q: &Question) -> Result<Metered, Fail> {
        let zero = |key: &str| if q.has(key) { q.text(key) } else { Ok("0".to_owned()) };
        Ok(Metered {
            quantity: q.text("quantity")?,
            before: zero("pre_quantity")?,
            position: q.text("line_position")?,
            billed: zero("previously_billed")?,
            is_last: true,
        })
    }
    fn begins(&self) -> bool {
        matches!(self.position.as_str(), "single" | "first")
    }
    fn ends(&self) -> bool {
        matches!(self.position.as_str(), "single" | "last")
    }
}

pub fn conversion(how: &Value) -> Result<Value, Fail> {
    let rounding = match text(&how["rounding"]).as_deref() {
        Some("ceiling") => "up",
        Some("floor") => "down",
        Some("half_up") => "nearest",
        _ => "none",
    };
    let operation = field(how, "operation")?;
    let digits = how["precision"].as_i64().unwrap_or(0);
    Ok(json!({ operation: field(how, "factor")?, "rounding": rounding, "digits": digits }))
}

pub fn model(own: &Value) -> Result<Value, Fail> {
    Ok(match field(own, "type")?.as_str() {
        "unit" => per_unit(&field(own, "unit_price")?),
        "dynamic" => per_unit(&field(own, "multiplier")?),
        "package" => {
            json!({ "model": "package", "size": field(own, "package_size")?, "amount": field(own, "package_price")? })
        }
        "flat" => flat(&field(own, "amount")?),
        model => json!({ "model": model, "tiers": rated::tiers(own["tiers"].as_array().ok_or("no tiers")?)? }),
    })
}

/// Kind, price and quantity of what the line bills, before any discount.
fn billed(q: &Question, line: &Metered) -> Result<Vec<(String, String, Num)>, Fail> {
    let own = q.raw("price");
    let kind = field(own, "type")?;
    let is_due = match kind.as_str() {
        "volume" => line.ends(),
        "flat" if own["payment_term"] == "in_arrears" => line.ends(),
        "flat" => line.begins(),
        _ => true,
    };
    if !is_due {
        return Ok(Vec::new());
    }
    // The quantities of this line and of the ones before are converted each for itself.
    let convert = |quantity: &str| {
        let how = q.raw("unit_conversion");
        if how.is_null() {
            Ok(quantity.to_owned())
        } else {
            field(&converted(quantity, conversion(how)?)?, "quantity")
        }
    };
    let (quantity, before) = (convert(&line.quantity)?, convert(&line.before)?);
    let free = if q.has("free_units") { json!({ "included": q.text("free_units")? }) } else { json!({}) };
    let base = with(with(policy(), json!({ "scale": EXACT })), free);
    let whole = of(model(own)?, &num(&before)?.plus(num(&quantity)?).text(), base.clone())?;
    // Volume and flat prices are billed once. The first line's own flat price is not billed yet, of others' it is.
    let paid = if q.has("free_units") { num(&before)?.minus(num(&q.text("free_units")?)?) } else { num(&before)? };
    let is_new = paid.is_zero() || paid.is_negative();
    let is_first = matches!(kind.as_str(), "volume" | "flat") || line.begins() && is_new;
    let known = if is_first { json!({ "terms": [] }) } else { of(model(own)?, &before, base)? };
    bills(own, &kind, &whole, &known)
}

fn bills(own: &Value, kind: &str, whole: &Value, known: &Value) -> Result<Vec<(String, String, Num)>, Fail> {
    let of_all = |result: &Value| {
        let terms = result["terms"].as_array().ok_or("no terms")?;
        terms.iter().try_fold(Num::ZERO, |sum, term| Ok::<Num, Fail>(sum.plus(number(term, "quantity")?)))
    };
    let mut lines = Vec::new();
    match kind {
        "unit" | "package" => {
            let each = field(own, if kind == "unit" { "unit_price" } else { "package_price" })?;
            lines.push(("usage".to_owned(), each, of_all(whole)?.minus(of_all(known)?)));
        }
        "dynamic" => {
            let used = of_all(whole)?.minus(of_all(known)?);
            let amount = field(&of(model(own)?, &used.text(), policy())?, "amount")?;
            let count = if used.is_zero() { Num::ZERO } else { num("1")? };
            lines.push(("usage".to_owned(), num(&amount)?.text(), count));
        }
        "flat" => lines.push(("flat".to_owned(), field(own, "amount")?, of_all(whole)?)),
        _ => {
            for (i, tier) in own["tiers"].as_array().into_iter().flatten().enumerate() {
                for (term, key) in [("unit", "unit_price"), ("flat", "flat_price")] {
                    let count = quantity(whole, term, i + 1)?.minus(quantity(known, term, i + 1)?);
                    if let Some(each) = text(&tier[key]) {
                        lines.push((format!("tier-{}-{term}", i + 1), each, count));
                    }
                }
            }
        }
    }
    lines.retain(|(_, _, count)| !count.is_zero());
    Ok(lines)
}

/// The lines as a quote's: each a one-time item, rounded alone, a percentage off each, what it takes off rounded.
fn discounted(q: &Question, bills: &[(String, String, Num)]) -> Result<Vec<Line>, Fail> {
    if bills.is_empty() {
        return Ok(Vec::new());
    }
    let (mut products, mut lines) = (Vec::new(), Vec::new());
    for (kind, each, count) in bills {
        let charge = json!({ "id": "fee", "kind": "oneTime", "price": per_unit(each) });
        products.push(json!({ "id": kind, "charges": [charge] }));
        let percent = q.has("percentage_discount").then(|| q.text("percentage_discount")).transpose()?;
        let discounts: Vec<Value> = percent.into_iter().map(|percent| json!({ "percent": percent })).collect();
        lines.push(json!({ "id": kind, "product": kind, "quantity": count.text(), "discounts": discounts }));
    }
    let priced = price(json!({
        "currency": "USD", "start": "2026-01-01", "term": { "unit": "month" },
        "policy": with(policy()["policy"].clone(), json!({ "discountRounding": "each" })),
        "catalog": { "products": products }, "lines": lines,
    }))?;
    let mut all = Vec::new();
    for ((kind, each, count), line) in bills.iter().zip(priced["lines"].as_array().ok_or("no lines")?) {
        let (amount, discount) = (number(line, "list")?, number(line, "discount")?);
        let (kind, per_unit, quantity) = (kind.clone(), each.clone(), *count);
        all.push(Line { kind, per_unit, quantity, amount, discount, charge: Num::ZERO, credit: Num::ZERO });
    }
    Ok(all)
}

/// The line items of a metered line: prices, percentage, maximum in the order of items, minimum, credits.
pub fn lines(q: &Question, metered: &Metered) -> Result<Vec<Line>, Fail> {
    let mut lines = discounted(q, &billed(q, metered)?)?;
    let mut before = num(&metered.billed)?;
    if q.has("maximum_spend") {
        let maximum = q.text("maximum_spend")?;
        for line in &mut lines {
            let total = line.total();
            let kept = capped(&total.text(), &before.text(), &maximum, policy())?;
            line.discount = line.discount.plus(total.minus(kept));
            before = before.plus(total);
        }
    }
    let total = lines.iter().fold(Num::ZERO, |sum, line| sum.plus(line.total()));
    if q.has("minimum_spend") && metered.is_last && metered.ends() {
        let minimum = raised(&total.text(), &metered.billed, &q.text("minimum_spend")?, policy())?;
        let charge = minimum.minus(total);
        if !charge.is_zero() {
            let (kind, per_unit, quantity) = ("minimum-spend".to_owned(), charge.text(), num("1")?);
            let zero = Num::ZERO;
            lines.push(Line { kind, per_unit, quantity, amount: zero, discount: zero, charge, credit: zero });
        }
    }
    if q.has("credits") {
        let mut credits = Num::ZERO;
        for credit in q.texts("credits")? {
            credits = credits.plus(num(&credit)?);
        }
        let totals: Vec<Num> = lines.iter().map(Line::total).collect();
        for (line, left) in lines.iter_mut().zip(drawn(&totals, credits)?) {
            line.credit = line.total().minus(left);
            credits = credits.minus(line.credit);
        }
        if !credits.is_zero() {
            return Err(format!("credits of {} are left over", credits.text()).into());
        }
    }
    Ok(lines)
}

pub fn sum(lines: &[Line], part: impl Fn(&Line) -> Num) -> Num {
    lines.iter().fold(Num::ZERO, |sum, line| sum.plus(part(line)))
}

fn rate_line(q: &Question) -> Got {
    let lines = lines(q, &Metered::read(q)?)?;
    let shown: Vec<Value> = lines.iter().map(Line::shown).collect();
    Ok(json!({ "lines": shown, "total": sum(&lines, Line::total).text() }))
}

fn packages(q: &Question) -> Got {
    let price = json!({ "model": "package", "size": q.text("package_size")?, "amount": "1" });
    let result = of(price, &q.text("quantity")?, policy())?;
    Ok(json!({ "packages": result["terms"][0]["quantity"] }))
}

fn graduated(q: &Question, at: &str) -> Result<String, Fail> {
    let price = json!({ "model": "graduated", "tiers": rated::tiers(&q.list("tiers")?)? });
    field(&of(price, at, with(policy(), json!({ "scale": EXACT })))?, "amount")
}

fn range(q: &Question) -> Got {
    let total = |key: &str| graduated(q, &q.text(key)?);
    Ok(json!({ "total_at_from": total("from_quantity")?, "total_at_to": total("to_quantity")? }))
}

/// What a maximum takes off a line; what was billed and the maximum are rounded first.
fn overage(q: &Question) -> Got {
    let cents = |key: &str| rated::rounded(&q.text(key)?, policy());
    let line = field(&of(per_unit(&q.text("per_unit")?), &q.text("quantity")?, policy())?, "amount")?;
    let kept = capped(&line, &cents("billed_before")?, &cents("maximum_spend")?, policy())?;
    Ok(json!({ "discount": num(&line)?.minus(kept).text() }))
}

/// Credits are taken back from the last one on.
fn revert(q: &Question) -> Got {
    let mut applied: Vec<Num> = q.texts("applied")?.iter().map(|text| num(text)).collect::<Result<_, Fail>>()?;
    applied.reverse();
    let left = drawn(&applied, num(&q.text("revert")?)?)?;
    let back = left.iter().zip(&applied).map(|(left, applied)| left.minus(*applied));
    Ok(json!({ "reverts": back.filter(|back| !back.is_zero()).map(Num::text).collect::<Vec<String>>() }))
}
