//! Changes in mid-period (credit of the old, charge of the new), terms shortened, credits, allowances.

use super::engine::{allocate, days, measure, num, number, price, quote, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "proration.credit-basis" => credit_basis(q),
        "proration.change" | "preview" => change(q),
        "proration.term-change" => shortened(q),
        "proration.denominator" => over_plan(q),
        "proration.credit" => cancelled(q),
        "proration.variance" => variance(q),
        "proration.allowance" => allowance(q),
        "proration.time-credit" => time_credit(q),
        "allocation" => allocation(q),
        _ => return None,
    })
}

/// The vendor's profile, where there is one of its name.
pub fn profile(q: &Question) -> Value {
    match q.vendor.as_str() {
        // Chargebee bills by the day or, with instants, by the millisecond.
        "chargebee" if q.text("change").is_ok_and(|on| on.contains('T')) => json!({ "profile": "chargebeeMs" }),
        name @ ("stripe" | "chargebee" | "recurly" | "zuora" | "salesforce") => json!({ "profile": name }),
        _ => json!({ "profile": "default" }),
    }
}

/// `n` days of a period of `of` days.
fn days_of(q: &Question, n: u32, of: u32, amount: &str) -> Result<Num, Fail> {
    let per =
        json!({ "per": { "count": of, "unit": "day" }, "amount": amount, "currency": "USD", "policy": profile(q) });
    number(&measure(with(days(n)?, per))?, "amount")
}

fn credit_basis(q: &Question) -> Got {
    let (n, of) = (q.whole("remaining_days")?, q.whole("days_in_period")?);
    let basis = match q.text("mode")?.as_str() {
        "classic" => q.any(&["current_price", "last_billed_price"])?,
        _ => q.any(&["last_billed_price", "current_price"])?,
    };
    let credit = days_of(q, n, of, &basis)?.negative();
    let debit = days_of(q, n, of, &q.text("new_price")?)?;
    Ok(json!({ "credit": credit.text(), "debit": debit.text(), "total": credit.plus(debit).text() }))
}

/// The rest of the period of the old and of the new price, each rounded. On the next bill the credit is a line below zero.
fn change(q: &Question) -> Got {
    let (old, new) = (q.text("old")?, q.text("new")?);
    let rest = |amount: &str| {
        if q.has("change") {
            let (start, until) = q.pair("period")?;
            let mut policy = profile(q);
            if q.has("change_day") {
                policy["changeDay"] = json!(if q.text("change_day")? == "new_plan" { "new" } else { "old" });
            }
            let within = json!({ "start": start, "until": until });
            let result = measure(json!({
                "start": start, "until": until, "within": within, "amount": amount, "currency": "USD",
                "change": { "on": q.text("change")?, "part": "after" }, "policy": policy,
            }))?;
            return number(&result, "amount");
        }
        if q.has("remaining_days") {
            return days_of(q, q.whole("remaining_days")?, q.any(&["days_in_period", "period_days"])?.parse()?, amount);
        }
        let fraction = q.text("remaining_fraction")?;
        let (n, of) = fraction.split_once('/').ok_or_else(|| format!("no fraction: {fraction}"))?;
        days_of(q, n.parse()?, of.parse()?, amount)
    };
    let (credit, charge) = (rest(&old)?, rest(&new)?);
    let net = charge.minus(credit);
    let next = net.plus(num(&new)?);
    let shown = if q.flag("include_next_period", false) { credit.negative() } else { credit };
    Ok(json!({
        "credit": shown.text(), "charge": charge.text(), "debit": charge.text(), "net": net.text(),
        "prorations_only": net.text(), "preview_total": next.text(), "next_bill": next.text(),
    }))
}

fn shortened(q: &Question) -> Got {
    Ok(json!({ "credit": days_of(q, q.whole("days_removed")?, q.whole("term_days")?, &q.text("price")?)?.text() }))
}

/// Days left over the days of the plan's own period; more than one where the cycle was postponed.
fn over_plan(q: &Question) -> Got {
    Ok(json!({ "amount": days_of(q, q.whole("remaining_days")?, q.whole("plan_days")?, &q.text("price")?)?.text() }))
}

/// The rest of a period from the day of cancellation.
fn cancelled(q: &Question) -> Got {
    let (start, until) = q.pair("period")?;
    let result = measure(json!({
        "start": q.text("cancel")?, "until": until, "within": { "start": start, "until": until },
        "amount": q.text("amount")?, "currency": "USD", "policy": profile(q),
    }))?;
    Ok(json!({ "credit": result["amount"] }))
}

/// What was used and what is credited, each rounded to whole units by its own.
fn variance(q: &Question) -> Got {
    let (days_all, used) = (q.whole("days")?, q.whole("used")?);
    let mode = match q.text("rounding")?.as_str() {
        "ceil_to_unit" => "up",
        "floor_to_unit" => "down",
        other => return Err(format!("no rounding {other}").into()),
    };
    let rounded = |n: u32| {
        let policy = with(profile(q), json!({ "roundingMode": mode }));
        let per = json!({ "count": days_all, "unit": "day" });
        let request = json!({ "per": per, "amount": q.text("amount")?, "scale": 0, "policy": policy });
        number(&measure(with(days(n)?, request))?, "amount")
    };
    let (booked, credit) = (rounded(used)?, rounded(days_all - used)?);
    let net = num(&q.text("amount")?)?.minus(credit);
    Ok(json!({
        "used_rounded": booked.text(), "credit_rounded": credit.text(), "billed_net": net.text(), "gap": booked.minus(net).text(),
    }))
}

fn allowance(q: &Question) -> Got {
    let (start, end) = q.pair("period")?;
    let mode = match q.text("round")?.as_str() {
        "floor" => "down",
        "ceil" => "up",
        _ => "halfUp",
    };
    let result = measure(json!({
        "start": q.text("from")?, "end": end, "within": { "start": start, "end": end }, "amount": q.text("grant")?,
        "scale": 0, "policy": with(profile(q), json!({ "roundingMode": mode })),
    }))?;
    Ok(json!({ "grant": result["amount"] }))
}

/// Started days that a credit pays for: packages of one day's price.
fn time_credit(q: &Question) -> Got {
    let package = json!({ "model": "package", "size": q.text("new_daily")?, "amount": "1" });
    let charge = json!({ "kind": "oneTime", "price": package });
    let quote = quote(
        json!({}),
        "2001-01-01",
        json!({ "term": { "unit": "month" } }),
        charge,
        json!({ "quantity": q.text("credit")? }),
    );
    Ok(json!({ "days": price(quote)?["totals"]["net"] }))
}

/// Shares of an amount in minor units, and the sum of what each share is before the units left over are dealt out.
fn allocation(q: &Question) -> Got {
    let weights = q.texts("ratios")?;
    let spread = match q.text("rule")?.as_str() {
        "floor_then_first" => "first",
        "largest_remainder" => "largestRemainder",
        "cumulative" => "cumulative",
        other => return Err(format!("no rule {other}").into()),
    };
    // Minor units are the whole units of a currency without decimals.
    let split = |weights: &[String], spread: &str| {
        allocate(json!({ "amount": q.text("amount_minor")?, "currency": "JPY", "weights": weights, "spread": spread }))
    };
    let shares = split(&weights, spread)?;
    let floors = split(&weights, "last")?;
    let backwards: Vec<String> = weights.iter().rev().cloned().collect();
    let mut floor_sum = num(&split(&backwards, "last")?[0])?;
    for floor in &floors[..floors.len() - 1] {
        floor_sum = floor_sum.plus(num(floor)?);
    }
    let mut all = json!({ "floor_sum": floor_sum.text() });
    for (name, share) in ('a'..='z').zip(shares) {
        all[name.to_string()] = json!(share);
    }
    Ok(all)
}
