//! Changes in mid-period (credit of the old, charge of the new), terms shortened, credits, allowances.

use super::engine::{allocate, days, measure, num, number, price, quote, with};
use super::num::Num;
use super::question::{Fail, Got, Question};
use super::story::{flat, lines, of_days, product, sum, sum_of, Period, Story};
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

/// A plan that was billed is swapped for another. `classic` gives back a price that was never billed: no order does.
fn credit_basis(q: &Question) -> Got {
    let (left, of, new) = (q.whole("remaining_days")?, q.whole("days_in_period")?, q.text("new_price")?);
    if q.text("mode")? == "classic" {
        let credit = days_of(q, left, of, &q.any(&["current_price", "last_billed_price"])?)?.negative();
        let debit = days_of(q, left, of, &new)?;
        return Ok(json!({ "credit": credit.text(), "debit": debit.text(), "total": credit.plus(debit).text() }));
    }
    let period = Period::left(left, of)?;
    let basis = q.any(&["last_billed_price", "current_price"])?;
    let products = vec![product("old", of_days(of), flat(&basis)), product("new", of_days(of), flat(&new))];
    let mut story = Story::sold(period.quote(profile(q), products, vec![json!({ "id": "old", "product": "old" })])?)?;
    story.bill(&period.start)?;
    let swap = json!([{ "removeLine": "old" }, { "addLine": { "id": "new", "product": "new" } }]);
    let all = lines(&story.amend(&period.on, swap)?["plan"]);
    let (credit, debit) = (sum(&all, |line| line["line"] == "old")?, sum(&all, |line| line["line"] == "new")?);
    Ok(json!({ "credit": credit.text(), "debit": debit.text(), "total": credit.plus(debit).text() }))
}

/// A price that was billed for a period, and another for the rest of it. On the next bill the credit is a line below zero.
fn change(q: &Question) -> Got {
    let (old, new) = (q.text("old")?, q.text("new")?);
    let (credit, charge, next) = if by_order(q) {
        repriced(q, &old, &new)?
    } else {
        let (credit, charge) = (rest(q, &old)?, rest(q, &new)?);
        (credit, charge, charge.minus(credit).plus(num(&new)?))
    };
    let net = charge.minus(credit);
    let shown = if q.flag("include_next_period", false) { credit.negative() } else { credit };
    Ok(json!({
        "credit": shown.text(), "charge": charge.text(), "debit": charge.text(), "net": net.text(),
        "prorations_only": net.text(), "preview_total": next.text(), "next_bill": next.text(),
    }))
}

/// Where in its period the change is, by days.
fn period(q: &Question) -> Result<Period, Fail> {
    if q.has("change") {
        let (start, until) = q.pair("period")?;
        return Period::dated(&start, &until, &q.text("change")?);
    }
    if q.has("remaining_days") {
        return Period::left(q.whole("remaining_days")?, q.any(&["days_in_period", "period_days"])?.parse()?);
    }
    let fraction = q.text("remaining_fraction")?;
    let (n, of) = fraction.split_once('/').ok_or_else(|| format!("no fraction: {fraction}"))?;
    Period::left(n.parse()?, of.parse()?)
}

/// What comes back, what is charged, and both with the next period. The plan is without an end, so that there is one.
fn repriced(q: &Question, old: &str, new: &str) -> Result<(Num, Num, Num), Fail> {
    let (mut period, policy) = (period(q)?, policy(q)?);
    if policy["changeDay"] == "old" && !q.has("change") {
        // So many days are left after the day of the change.
        period.on = super::engine::day_before(&period.on)?;
    }
    let products = vec![product("plan", of_days(period.days), flat(old))];
    let request = period.quote(policy, products, vec![json!({ "id": "1", "product": "plan", "end": null })])?;
    let mut story = Story::sold(request)?;
    story.bill(&period.start)?;
    story.amend(&period.on, json!([{ "line": "1", "set": { "price": flat(new) } }]))?;
    let all = story.bill(&period.until)?;
    Ok((sum_of(&all, "credit")?.negative(), sum_of(&all, "correction")?, sum(&all, |_| true)?))
}

/// Orders have days, no instants.
fn by_order(q: &Question) -> bool {
    !q.text("change").is_ok_and(|on| on.contains('T'))
}

/// The vendor's profile, and who pays for the day of the change.
fn policy(q: &Question) -> Result<Value, Fail> {
    let mut policy = profile(q);
    if policy["profile"] == "chargebee" {
        policy["changeDay"] = json!("old");
    }
    if q.has("change_day") {
        policy["changeDay"] = json!(if q.text("change_day")? == "new_plan" { "new" } else { "old" });
    }
    Ok(policy)
}

/// What an amount comes to from the change to the end of its period.
fn rest(q: &Question, amount: &str) -> Result<Num, Fail> {
    let (start, until) = q.pair("period")?;
    let policy = policy(q)?;
    let result = measure(json!({
        "start": start, "until": until, "within": { "start": start, "until": until }, "amount": amount, "currency": "USD",
        "change": { "on": q.text("change")?, "part": "after" }, "policy": policy,
    }))?;
    number(&result, "amount")
}

/// A billed term whose end is moved.
fn shortened(q: &Question) -> Got {
    let period = Period::left(q.whole("days_removed")?, q.whole("term_days")?)?;
    let products = vec![product("plan", of_days(period.days), flat(&q.text("price")?))];
    let mut story = Story::sold(period.quote(profile(q), products, vec![json!({ "id": "1", "product": "plan" })])?)?;
    story.bill(&period.start)?;
    let end = super::engine::day_before(&period.on)?;
    let amended = story.amend(&period.on, json!([{ "line": "1", "set": { "end": end } }]))?;
    Ok(json!({ "credit": sum_of(&lines(&amended["plan"]), "credit")?.negative().text() }))
}

/// Days left over the days of the plan's own period; more than one where the cycle was postponed.
fn over_plan(q: &Question) -> Got {
    Ok(json!({ "amount": days_of(q, q.whole("remaining_days")?, q.whole("plan_days")?, &q.text("price")?)?.text() }))
}

/// A billed period whose plan is cancelled in it.
fn cancelled(q: &Question) -> Got {
    let (start, until) = q.pair("period")?;
    let period = Period::dated(&start, &until, &q.text("cancel")?)?;
    let products = vec![product("plan", of_days(period.days), flat(&q.text("amount")?))];
    let mut story = Story::sold(period.quote(profile(q), products, vec![json!({ "id": "1", "product": "plan" })])?)?;
    story.bill(&period.start)?;
    story.cancel(&period.on)?;
    Ok(json!({ "credit": sum_of(&story.bill(&period.on)?, "credit")?.negative().text() }))
}

/// What was used and what is credited, each rounded to whole units by its own. An order's credit is what the rounded used part
/// leaves, so this is asked of `measure`.
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
