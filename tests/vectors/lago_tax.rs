//! Lago and Meteroid: coupons and taxes of an invoice. Whole cents are the units of a currency without decimals.

use super::compare::measure as shown;
use super::engine::{field, num, number, price, with};
use super::invoice::{each, invoice, request, tax, tax_of, taxed, totals, Item, CENTS};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::rated::{capped, of, per_unit};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    if q.vendor != "lago" && q.vendor != "met" {
        return None;
    }
    Some(match q.area.as_str() {
        "coupon" if q.has("coupon_kind") => shared(q),
        "coupon" if q.has("coupons_cents") => one_after_the_other(q),
        "coupon" if q.has("coupon_on_fee2_cents") => limited(q),
        "coupon" if q.has("coupons") => in_order(q),
        "coupon" if q.has("discount_cents") => allocated(q),
        "tax" if q.has("lines_cents") => by_line(q),
        "tax" if q.has("tax1_percent") => by_tax(q),
        "tax" if q.has("fee_cents") => both(q),
        "tax" => by_fee(q),
        "rounding" if q.has("fees_unrounded_cents") => fees(q),
        _ => return None,
    })
}

fn policy(q: &Question) -> Value {
    json!({ "profile": if q.vendor == "met" { "meteroid" } else { "lago" } })
}

/// An amount in cents, at most a sum.
fn at_most(q: &Question, amount: &str, sum: &str) -> Result<String, Fail> {
    Ok(capped(amount, "0", sum, json!({ "scale": 0, "policy": policy(q) }))?.text())
}

fn added(amounts: &[String]) -> Result<String, Fail> {
    Ok(amounts.iter().try_fold(Num::ZERO, |sum, amount| Ok::<Num, Fail>(sum.plus(num(amount)?)))?.text())
}

fn plain(amounts: &[String]) -> Vec<Item<'_>> {
    amounts.iter().map(|amount| (amount.as_str(), "")).collect()
}

/// A discount on the invoice, never more than there is.
fn off(q: &Question, kind: &str, value: &str, sum: &str) -> Result<Value, Fail> {
    Ok(if kind == "percent" { json!({ "percent": value }) } else { json!({ "amount": at_most(q, value, sum)? }) })
}

/// A coupon over two fees or more.
fn shared(q: &Question) -> Got {
    let mut fees = Vec::new();
    while q.has(&format!("fee{}_cents", fees.len() + 1)) {
        fees.push(q.text(&format!("fee{}_cents", fees.len() + 1))?);
    }
    let coupon = off(q, &q.text("coupon_kind")?, &q.text("coupon_value")?, &added(&fees)?)?;
    let priced = price(request(CENTS, policy(q), &plain(&fees), json!({ "discounts": [coupon] })))?;
    let mut all = json!({ "discount_cents": priced["totals"]["discount"] });
    for (i, share) in each(&priced, "discount").into_iter().enumerate() {
        all[format!("fee{}_share_cents", i + 1)] = share;
    }
    Ok(all)
}

/// Fixed coupons in a row. Lago keeps each fee's shares with 5 decimals of a cent, of what the fee has left over what all have
/// left; the invoice's own discount and tax are in whole cents.
fn one_after_the_other(q: &Question) -> Got {
    let (fees, coupons) = (q.texts("fees_cents")?, q.texts("coupons_cents")?);
    let mut shares = vec![Num::ZERO; fees.len()];
    let mut left = num(&added(&fees)?)?;
    for coupon in &coupons {
        let mut next = Vec::new();
        for (fee, share) in fees.iter().zip(&shares) {
            let rest = num(fee)?.minus(*share);
            let more = json!({ "conversions": [{ "divide": left.text() }], "scale": 5, "policy": policy(q) });
            next.push(share.plus(number(&of(per_unit(coupon), &rest.text(), more)?, "amount")?));
        }
        shares = next;
        left = left.minus(num(coupon)?);
    }
    let discounts: Vec<Value> = coupons.iter().map(|coupon| json!({ "amount": coupon })).collect();
    let more = with(taxed(&q.text("tax_percent")?), json!({ "discounts": discounts }));
    let totals = totals(CENTS, policy(q), &plain(&fees), more)?;
    Ok(json!({
        "fees_total_cents": added(&fees)?, "coupon_shares_cents": shares.into_iter().map(Num::text).collect::<Vec<String>>(),
        "tax_cents": totals["tax"], "total_cents": totals["gross"],
    }))
}

/// A coupon on the second fee alone.
fn limited(q: &Question) -> Got {
    let fees = [q.text("fee1_cents")?, q.text("fee2_cents")?];
    let taxes = json!({ "taxes": [
        { "code": "1", "percent": q.text("tax1_percent")? }, { "code": "2", "percent": q.text("tax2_percent")? },
    ]});
    let mut request = request(CENTS, policy(q), &[(&fees[0], "1"), (&fees[1], "2")], taxes);
    let coupon = at_most(q, &q.text("coupon_on_fee2_cents")?, &fees[1])?;
    request["lines"][1]["discounts"] = json!([{ "amount": coupon }]);
    let (_, invoice) = invoice(request)?;
    let totals = &invoice["totals"];
    let rate = number(totals, "tax")?.times(num("100")?).over(number(totals, "net")?).unwrap_or(Num::ZERO);
    Ok(json!({
        "tax_cents": totals["tax"], "total_cents": totals["gross"], "effective_rate_percent": shown(&json!(rate.fraction())),
    }))
}

/// Percentages first, then amounts, as far as there is something left.
fn in_order(q: &Question) -> Got {
    let subtotal = q.text("subtotal_cents")?;
    let (mut discounts, mut left) = (Vec::new(), subtotal.clone());
    for kind in ["percent", "fixed"] {
        for coupon in q.list("coupons")? {
            if coupon["kind"] == kind {
                discounts.push(off(q, kind, &field(&coupon, "value")?, &left)?);
                let more = json!({ "discounts": discounts });
                left = field(&price(request(CENTS, policy(q), &[(&subtotal, "")], more))?["totals"], "net")?;
            }
        }
    }
    Ok(json!({ "discount_cents": num(&subtotal)?.minus(num(&left)?).text() }))
}

fn allocated(q: &Question) -> Got {
    let lines = q.texts("lines_cents")?;
    let amount = at_most(q, &q.text("discount_cents")?, &added(&lines)?)?;
    let more = json!({ "discounts": [{ "amount": amount }] });
    let priced = price(request(CENTS, policy(q), &plain(&lines), more))?;
    Ok(json!({ "net_lines_cents": each(&priced, "net") }))
}

/// Meteroid: each line by itself, then summed.
fn by_line(q: &Question) -> Got {
    let lines = q.texts("lines_cents")?;
    let percents =
        if q.has("line_percents") { q.texts("line_percents")? } else { vec![q.text("tax_percent")?; lines.len()] };
    let alone: Result<Vec<Value>, Fail> =
        lines.iter().zip(&percents).map(|(line, percent)| tax(CENTS, policy(q), line, percent)).collect();
    let totals = rated_by(q, &lines, &percents, json!({}))?.1["totals"].clone();
    Ok(json!({ "line_taxes_cents": alone?, "tax_cents": totals["tax"], "total_cents": totals["gross"] }))
}

/// One invoice of fees, each with its percentage.
fn rated_by(q: &Question, fees: &[String], percents: &[String], more: Value) -> Result<(Value, Value), Fail> {
    let mut codes = percents.to_vec();
    codes.sort();
    codes.dedup();
    let taxes: Vec<Value> = codes.iter().map(|percent| json!({ "code": percent, "percent": percent })).collect();
    let items: Vec<Item> = fees.iter().map(String::as_str).zip(percents.iter().map(String::as_str)).collect();
    invoice(request(CENTS, policy(q), &items, with(json!({ "taxes": taxes }), more)))
}

/// Several taxes under one code are parts of it.
fn parts(percents: &[(String, String)]) -> Value {
    percents.iter().map(|(name, percent)| json!({ "name": name, "percent": percent })).collect()
}

/// Several taxes on one fee.
fn both(q: &Question) -> Got {
    let percents = q.texts("tax_percents")?;
    let named: Vec<(String, String)> =
        percents.iter().enumerate().map(|(i, percent)| (i.to_string(), percent.clone())).collect();
    let taxes = json!({ "taxes": [{ "code": "tax", "parts": parts(&named) }] });
    Ok(json!({ "tax_cents": totals(CENTS, policy(q), &[(&q.text("fee_cents")?, "")], taxes)?["tax"] }))
}

/// Numbered taxes, each on some of the fees: a code for each fee, with the taxes that it bears as parts.
fn by_tax(q: &Question) -> Got {
    let fees = q.texts("fees_cents")?;
    let mut taxes = Vec::new();
    while q.has(&format!("tax{}_percent", taxes.len() + 1)) {
        let n = taxes.len() + 1;
        let mine: Vec<usize> = q.texts(&format!("tax{n}_fees"))?.iter().filter_map(|fee| fee.parse().ok()).collect();
        taxes.push((n.to_string(), q.text(&format!("tax{n}_percent"))?, mine));
    }
    let (mut codes, mut items) = (Vec::new(), Vec::new());
    for i in 1..=fees.len() {
        let mine = taxes.iter().filter(|(_, _, mine)| mine.contains(&i));
        let borne: Vec<(String, String)> = mine.map(|(name, percent, _)| (name.clone(), percent.clone())).collect();
        let names: Vec<&str> = borne.iter().map(|(name, _)| name.as_str()).collect();
        let code = format!("tax {}", names.join("+"));
        let rate = match borne.is_empty() {
            true => json!({ "code": code, "percent": "0" }),
            false => json!({ "code": code, "parts": parts(&borne) }),
        };
        if !codes.contains(&rate) {
            codes.push(rate);
        }
        items.push(code);
    }
    let coupon = if q.has("coupon_cents") { json!([{ "amount": q.text("coupon_cents")? }]) } else { json!([]) };
    let items: Vec<Item> = fees.iter().map(String::as_str).zip(items.iter().map(String::as_str)).collect();
    let more = json!({ "taxes": codes, "discounts": coupon });
    let (_, invoice) = invoice(request(CENTS, policy(q), &items, more))?;
    let totals = &invoice["totals"];
    let rate = number(totals, "tax")?.times(num("100")?).over(number(totals, "net")?).unwrap_or(Num::ZERO);
    let mut all = json!({
        "invoice_tax_cents": totals["tax"], "total_cents": totals["gross"],
        "effective_rate_percent": shown(&json!(rate.fraction())),
    });
    for (name, _, _) in &taxes {
        all[format!("tax{name}_cents")] = json!(tax_of(&invoice, |tax| tax["part"] == *name)?.text());
    }
    Ok(all)
}

/// Each fee with its percentage, or all with one; after a coupon. A credit note is taken off the total.
fn by_fee(q: &Question) -> Got {
    let fees = q.texts("fees_cents")?;
    let percents =
        if q.has("tax_percents") { q.texts("tax_percents")? } else { vec![q.text("tax_percent")?; fees.len()] };
    let coupon = if q.has("coupon_cents") { json!([{ "amount": q.text("coupon_cents")? }]) } else { json!([]) };
    let (quote, invoice) = rated_by(q, &fees, &percents, json!({ "discounts": coupon }))?;
    let mut alone = Vec::new();
    for (net, percent) in each(&quote, "net").iter().zip(&percents) {
        alone.push(tax(CENTS, policy(q), &text(net).ok_or("no net")?, percent)?);
    }
    let mut total = number(&invoice["totals"], "gross")?;
    if q.has("credit_note_cents") {
        total = total.minus(num(&q.text("credit_note_cents")?)?);
    }
    Ok(json!({
        "coupon_shares_cents": each(&quote, "discount"), "fee_taxes_cents": alone,
        "invoice_tax_cents": invoice["totals"]["tax"], "total_cents": total.text(),
    }))
}

/// Each fee is rounded, then the tax of their sum.
fn fees(q: &Question) -> Got {
    let totals = totals(CENTS, policy(q), &plain(&q.texts("fees_unrounded_cents")?), taxed(&q.text("tax_percent")?))?;
    Ok(json!({
        "fees_total_cents": totals["net"], "invoice_tax_cents": totals["tax"], "total_cents": totals["gross"],
    }))
}
