//! Vendors: taxes by line and by invoice, prices that hold the tax, rounding modes.

use super::change::profile;
use super::engine::{field, measure, number, with};
use super::invoice::{each, invoice, percent, request, tax, tax_of, taxed, totals, Item};
use super::prices::mode;
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "tax.inclusive" => inclusive(q),
        "tax.line-rounding" => by_line(q),
        "tax.rounding-mode" => by_mode(q),
        "tax.precision" => precision(q),
        "rounding" if q.has("level") => printed(q),
        "rounding" if q.has("seats") => stated(q),
        _ => return None,
    })
}

fn currency(q: &Question) -> String {
    q.text("currency").unwrap_or_else(|_| "USD".into())
}

/// A price that holds its tax, with the net or the tax rounded.
fn held(q: &Question, keeps: &str) -> Result<Value, Fail> {
    let policy = with(profile(q), json!({ "inclusiveKeeps": keeps }));
    let more = with(taxed(&percent(&q.text("rate")?)?), json!({ "taxMode": "inclusive" }));
    totals(&currency(q), policy, &[(&q.text("gross")?, "")], more)
}

fn inclusive(q: &Question) -> Got {
    let (net, tax) = (held(q, "net")?, held(q, "tax")?);
    let own = if q.text("round").is_ok_and(|round| round == "tax") { &tax } else { &net };
    let both = number(&net, "net")?.plus(number(&tax, "tax")?);
    Ok(json!({ "tax": own["tax"], "net": own["net"], "tax_remainder": net["tax"], "naive_sum": both.text() }))
}

/// Amounts with their rates, each under a code of its own, on one invoice.
fn lines(q: &Question, lines: &[(String, String)], policy: Value) -> Result<(Value, Value), Fail> {
    let codes: Vec<String> = (1..=lines.len()).map(|i| i.to_string()).collect();
    let mut taxes = Vec::new();
    for (code, (_, rate)) in codes.iter().zip(lines) {
        taxes.push(json!({ "code": code, "percent": percent(rate)? }));
    }
    let items: Vec<Item> =
        lines.iter().zip(&codes).map(|((amount, _), code)| (amount.as_str(), code.as_str())).collect();
    invoice(request(&currency(q), policy, &items, json!({ "taxes": taxes })))
}

/// The page's lines: amounts at one rate, or each with its own.
fn listed(q: &Question) -> Result<Vec<(String, String)>, Fail> {
    let mut all = Vec::new();
    for line in q.list("lines")? {
        let pair = match line.as_array() {
            Some(_) => json!({ "amount": line[0], "rate": line[1] }),
            None => json!({ "amount": line, "rate": q.text("rate")? }),
        };
        all.push((field(&pair, "amount")?, field(&pair, "rate")?));
    }
    Ok(all)
}

/// Taxes rounded line by line or on the whole, by the mode that the page names, else half even as against half up.
fn by_line(q: &Question) -> Got {
    let listed = listed(q)?;
    let own = if q.has("mode") { mode(&q.text("mode")?)? } else { "halfEven" };
    let at = |level: &str, mode: &str| with(profile(q), json!({ "taxLevel": level, "taxRoundingMode": mode }));
    let (_, by_line) = lines(q, &listed, at("line", own))?;
    let (_, by_category) = lines(q, &listed, at("category", own))?;
    let (_, half_up) = lines(q, &listed, at("line", "halfUp"))?;
    let (line, rate) = listed.first().ok_or("no lines")?;
    let mut all = json!({
        "line": tax(&currency(q), at("line", own), line, &percent(rate)?)?, "line_total": by_line["totals"]["tax"],
        "subtotal": by_category["totals"]["tax"], "line_half_up_total": half_up["totals"]["tax"],
        "tax": by_line["totals"]["tax"], "total": by_line["totals"]["gross"],
    });
    for i in 1..=listed.len() {
        let code = i.to_string();
        all[format!("t{i}")] = json!(tax_of(&by_line, |tax| tax["code"] == code)?.text());
    }
    Ok(all)
}

fn by_mode(q: &Question) -> Got {
    let policy = with(profile(q), json!({ "taxRoundingMode": mode(&q.text("mode")?)? }));
    Ok(json!({ "tax": tax(&currency(q), policy, &q.text("amount")?, &percent(&q.text("rate")?)?)? }))
}

/// A part of an amount with its tax: of the rounded net and its rounded tax, and of the gross.
fn precision(q: &Question) -> Got {
    let (days, of) =
        q.text("fraction")?.split_once('/').map(|(n, of)| (n.to_owned(), of.to_owned())).ok_or("no part")?;
    let part = |amount: &str| {
        let per = json!({ "count": of.parse::<u32>()?, "unit": "day" });
        let request = json!({ "per": per, "amount": amount, "currency": currency(q), "policy": profile(q) });
        field(&measure(with(super::engine::days(days.parse()?)?, request))?, "amount")
    };
    let taxed = |amount: &str| {
        let rate = percent(&q.text("rate")?)?;
        field(&totals(&currency(q), profile(q), &[(amount, "")], taxed(&rate))?, "gross")
    };
    let amount = q.text("amount")?;
    Ok(json!({ "tax_rounded_first": taxed(&part(&amount)?)?, "exact": part(&taxed(&amount)?)? }))
}

/// Items at one rate, the tax rounded per item or once.
fn printed(q: &Question) -> Got {
    let level = if q.text("level")? == "item" { "line" } else { "category" };
    let (_, invoice) = lines(q, &listed(q)?, with(profile(q), json!({ "taxLevel": level })))?;
    Ok(json!({ "tax": invoice["totals"]["tax"], "total": invoice["totals"]["gross"] }))
}

/// Seats and gigabytes, both rounded down before they are priced, at a rate per item.
fn stated(q: &Question) -> Got {
    let policy = with(profile(q), json!({ "taxLevel": "line" }));
    let mut request = request(&currency(q), policy, &[("0", "tax"), ("0", "tax")], taxed(&percent(&q.text("rate")?)?));
    let digits: i32 = match q.text("gb_round") {
        Ok(round) => round.trim_start_matches(char::is_alphabetic).parse().unwrap_or(0),
        Err(_) => 12,
    };
    for (i, (quantity, price, digits)) in [("seats", "seat_price", 0), ("gb", "gb_price", digits)].iter().enumerate() {
        let charge = &mut request["catalog"]["products"][i]["charges"][0];
        charge["price"] = super::rated::per_unit(&q.text(price)?);
        charge["conversions"] = json!([{ "multiply": "1", "rounding": "down", "digits": digits }]);
        request["lines"][i]["quantity"] = json!(q.text(quantity)?);
    }
    let (quote, invoice) = invoice(request)?;
    Ok(json!({
        "gb_amount": each(&quote, "net")[1], "tax": invoice["totals"]["tax"], "total": invoice["totals"]["gross"],
    }))
}
