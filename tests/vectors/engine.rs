//! The public functions, called with JSON documents; and the requests that many adapters share.

use super::num::Num;
use super::question::Fail;
use prorata::document::{read, Node, Read, Write};
use prorata::problem::{Code, Problems};
use serde_json::{json, Value};

pub fn document<T: Read>(request: &Value) -> Result<T, Fail> {
    let node: Node = serde_json::from_value(request.clone())?;
    Ok(read(node)?)
}

pub fn value(result: &impl Write) -> Result<Value, Fail> {
    Ok(serde_json::to_value(result.write())?)
}

pub fn periods(request: Value) -> Result<Value, Fail> {
    value(&prorata::periods(&document(&request)?)?)
}

/// The rows of `periods`.
pub fn rows(request: Value) -> Result<Vec<Value>, Fail> {
    Ok(periods(request)?["periods"].as_array().cloned().unwrap_or_default())
}

pub fn measure(request: Value) -> Result<Value, Fail> {
    value(&prorata::measure(&document(&request)?)?)
}

pub fn rate(request: Value) -> Result<Value, Fail> {
    value(&prorata::rate(&document(&request)?)?)
}

pub fn allocate(request: Value) -> Result<Vec<String>, Fail> {
    Ok(prorata::allocate(&document(&request)?)?.shares)
}

/// A priced quote and its invoice plan.
pub fn plan(request: Value, options: Value) -> Result<(Value, Value), Fail> {
    let quote = prorata::price(&document(&request)?)?;
    let plan = prorata::plan_quote(&quote, &document(&options)?)?;
    Ok((value(&quote)?, value(&plan)?))
}

pub fn price(request: Value) -> Result<Value, Fail> {
    value(&prorata::price(&document(&request)?)?)
}

/// Whether a problem is one of a code.
pub fn is(problem: &Fail, code: Code) -> bool {
    problem
        .downcast_ref::<Problems>()
        .is_some_and(|problems| problems.problems.iter().any(|problem| problem.code == code))
}

/// The day or instant `count` units after another.
pub fn after(start: &str, count: u32, unit: &str) -> Result<String, Fail> {
    if count == 0 {
        return Ok(start.to_owned());
    }
    let rows = rows(json!({ "start": start, "billing": { "every": { "count": count, "unit": unit } }, "count": 1 }))?;
    field(&rows[0], "until")
}

/// The day before: how a half-open end is written inclusive.
pub fn day_before(date: &str) -> Result<String, Fail> {
    let date = prorata::calendar::Date::parse(date).ok_or_else(|| format!("no date: {date}"))?;
    Ok(date.before().to_string())
}

/// A number of days when no dates are given: `{ start, until }`.
pub fn days(count: u32) -> Result<Value, Fail> {
    let start = "2001-01-01";
    Ok(json!({ "start": start, "until": after(start, count, "day")? }))
}

/// A number of whole months when no dates are given.
pub fn months(count: u32) -> Result<Value, Fail> {
    let start = "2001-01-01";
    Ok(json!({ "start": start, "until": after(start, count, "month")? }))
}

/// An interval of months, in years where they are whole.
pub fn every(months: u32) -> Value {
    if months > 0 && months.is_multiple_of(12) {
        json!({ "count": months / 12, "unit": "year" })
    } else {
        json!({ "count": months, "unit": "month" })
    }
}

/// One document over another.
pub fn with(mut base: Value, more: Value) -> Value {
    if let (Some(base), Value::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

/// A field of a result as a text.
pub fn field(result: &Value, key: &str) -> Result<String, Fail> {
    super::question::text(&result[key]).ok_or_else(|| format!("the result has no {key}: {result}").into())
}

/// A field of a result as a number.
pub fn number(result: &Value, key: &str) -> Result<Num, Fail> {
    num(&field(result, key)?)
}

pub fn num(text: &str) -> Result<Num, Fail> {
    Num::parse(text).ok_or_else(|| format!("no number: {text}").into())
}

/// A quote of one charge, with what a test adds to the quote, the charge and the line.
pub fn quote(profile: Value, start: &str, quote: Value, charge: Value, line: Value) -> Value {
    let charge = with(json!({ "id": "fee" }), charge);
    let base = json!({
        "currency": "USD", "start": start, "policy": profile,
        "catalog": { "products": [{ "id": "product", "charges": [charge] }] },
        "lines": [with(json!({ "id": "1", "product": "product" }), line)],
    });
    with(base, quote)
}

/// `[start, end]` of rows, both inclusive.
pub fn inclusive(rows: &[Value]) -> Value {
    rows.iter().map(|row| json!([row["start"], row["end"]])).collect()
}

/// `[start, until]` of rows, half-open.
pub fn half_open(rows: &[Value]) -> Value {
    rows.iter().map(|row| json!([row["start"], row["until"]])).collect()
}
