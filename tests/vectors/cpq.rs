//! Salesforce CPQ: prorate multipliers by precision, terms, amendments, segments.

use super::compare::measure as shown;
use super::engine::{after, day_before, every, field, measure, months, num, number, plan, price, quote, rows, with};
use super::question::{Fail, Got, Question};
use super::story::{flat, lines, product, sum, Story};
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "cpq.rounding.multiplier" => stored_multiplier(q),
        "cpq.rounding.unit_then_quantity" => unit_then_quantity(q),
        "cpq.proration.term" => term(q),
        "cpq.amendment.term" => added(q, "Monthly + Daily"),
        "cpq.amendment.effective_quantity" | "cpq.amendment.delta" => effective_quantity(q),
        "cpq.mdq" => segments(q),
        "cpq.mdq.ramp" => ramp(q),
        area if area.starts_with("cpq.discount.amount") => amount_discount(q),
        area if area.starts_with("cpq.proration") || area.starts_with("cpq.amendment.proration") => {
            if q.has("unit_amount") {
                by_value(q)
            } else if q.has("contract_start") {
                amendment(q)
            } else if q.has_all(&["amendment_start", "contract_end"]) {
                q.text("precision").and_then(|precision| added(q, &precision))
            } else {
                q.text("precision").and_then(|precision| span(q, &precision))
            }
        }
        _ => return None,
    })
}

fn profile(precision: &str) -> Result<Value, Fail> {
    let name = match precision {
        "Month" => "salesforceCpqMonth",
        "Monthly + Daily" => "salesforceCpq",
        "Calendar Monthly + Daily" => "salesforceCpqCalendar",
        "Day" => "salesforceCpqDay",
        other => return Err(format!("no profile for the precision {other}").into()),
    };
    Ok(json!({ "profile": name }))
}

/// The default subscription term: months, blank for 12, or days.
fn per(q: &Question) -> Result<Value, Fail> {
    if q.has("default_term_days") {
        return Ok(json!({ "count": q.whole("default_term_days")?, "unit": "day" }));
    }
    let months = if q.has("default_term_months") { q.whole("default_term_months")? } else { 12 };
    Ok(json!({ "count": months, "unit": "month" }))
}

/// A span by dates (inclusive), or by its days.
fn span(q: &Question, precision: &str) -> Got {
    let dates = if q.has("term_days") {
        super::engine::days(q.whole("term_days")?)?
    } else {
        json!({ "start": q.any(&["start", "amendment_start"])?, "end": q.any(&["end", "contract_end"])? })
    };
    let mut request = with(dates, json!({ "per": per(q)?, "policy": profile(precision)? }));
    if q.has("list_price") {
        request = with(request, json!({ "unitPrice": q.text("list_price")?, "currency": "USD" }));
    }
    let result = measure(request)?;
    Ok(json!({
        "multiplier": shown(&result["fraction"]), "days": result["days"], "whole_months": result["whole"],
        "remaining_days": result["rest"][0]["days"], "prorated_list_price": result["amount"],
    }))
}

/// `"4+9/31 over 12"`: whole months and a part of a month of so many days, over the term.
fn stored_multiplier(q: &Question) -> Got {
    let text = q.text("exact_multiplier")?;
    let parts: Option<(u32, u32, u32, u32)> = (|| {
        let (count, term) = text.split_once(" over ")?;
        let (whole, part) = count.split_once('+')?;
        let (days, of) = part.split_once('/')?;
        Some((whole.parse().ok()?, days.parse().ok()?, of.parse().ok()?, term.parse().ok()?))
    })();
    let (whole, days, of, term) = parts.ok_or_else(|| format!("not understood: {text}"))?;
    // The last days of a month of that length, then the whole months.
    let month = match of {
        28 => "2021-02",
        29 => "2020-02",
        30 => "2021-04",
        31 => "2021-01",
        _ => return Err(format!("no month has {of} days").into()),
    };
    let start = format!("{month}-{:02}", of - days + 1);
    let next = after(&format!("{month}-01"), 1, "month")?;
    let stored = q.text("stored_multiplier")?;
    let places = stored.split_once('.').map_or(0, |(_, places)| places.len());
    let request = json!({
        "start": start, "until": after(&next, whole, "month")?, "per": { "count": term, "unit": "month" },
        "unitPrice": q.text("list_price")?, "currency": "USD",
    });
    let policy = json!({ "profile": "salesforceCpqCalendar" });
    let exact = measure(with(request.clone(), json!({ "policy": policy })))?;
    let scaled = measure(with(request, json!({ "policy": with(policy, json!({ "factorScale": places })) })))?;
    if num(&stored)? != number(&scaled, "fraction")? {
        return Err(format!("the stored multiplier is {stored}, ours {}", scaled["fraction"]).into());
    }
    let difference = number(&exact, "amount")?.minus(number(&scaled, "amount")?);
    Ok(
        json!({ "price_from_stored": scaled["amount"], "price_exact": exact["amount"], "difference": difference.text() }),
    )
}

/// A term in whole months.
fn term(q: &Question) -> Got {
    let request = json!({
        "per": per(q)?, "unitPrice": q.text("list_price")?, "currency": "USD", "policy": profile("Monthly + Daily")?,
    });
    let result = measure(with(months(q.whole("subscription_term")?)?, request))?;
    Ok(json!({
        "multiplier": shown(&result["fraction"]), "regular_price": result["amount"], "net_price": result["amount"],
    }))
}

/// Month precision by value: what a month of a term's amount costs.
fn by_value(q: &Question) -> Got {
    let priced = |count: u32| {
        let per = json!({ "count": q.whole("term_months")?, "unit": "month" });
        let request = json!({
            "per": per, "unitPrice": q.text("unit_amount")?, "currency": "USD", "policy": profile("Month")?,
        });
        field(&measure(with(months(count)?, request))?, "amount")
    };
    Ok(json!({ "per_month": priced(1)?, "amount": priced(q.whole("months")?)? }))
}

/// Whole months and days left, without dates: the days follow the months in a month of 31 days.
fn unit_then_quantity(q: &Question) -> Got {
    let (whole, days) = (q.whole("whole_months")?, q.whole("remaining_days")?);
    let start = after("2000-01-01", 12 * (whole / 12 + 1) - whole, "month")?;
    let until = after(&after(&start, whole, "month")?, days, "day")?;
    let result = measure(json!({
        "start": start, "until": until, "per": per(q)?, "unitPrice": q.text("unit_price")?,
        "quantity": q.text("quantity")?, "currency": "USD", "policy": profile(&q.text("precision")?)?,
    }))?;
    Ok(json!({
        "multiplier": shown(&result["fraction"]), "unit": result["unitAmount"], "total": result["amount"],
    }))
}

/// A contract of yearly prices, billed at once or every some months, and a line that is added to it: to its end.
fn amendment(q: &Question) -> Got {
    let contract = q.text("contract_start")?;
    let term = if q.has("contract_months") { q.whole("contract_months")? } else { 12 };
    let on = q.text("amendment_start")?;
    let precision = if q.has("precision") { q.text("precision")? } else { "Monthly + Daily".into() };
    let mut sold = product("plan", per(q)?, flat(&q.any(&["annual_price", "list_price"])?));
    let between = if q.has("billing_months") { q.whole("billing_months")? } else { term };
    // What is added is billed on the contract's days.
    let mut billing = json!({ "kind": "recurring", "every": every(between) });
    if q.has("billing_months") {
        let (month, day) = (contract[5..7].parse::<u32>()?, contract[8..10].parse::<u32>()?);
        billing = with(billing, json!({ "billDay": day, "billMonth": month }));
    }
    sold["charges"][0]["billing"] = billing;
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile(&precision)?, "start": contract, "term": { "count": term, "unit": "month" },
        "catalog": { "products": [sold] }, "lines": [{ "id": "1", "product": "plan" }],
    }))?;
    story.bill(&contract)?;
    let amended = story.amend(&on, json!([{ "addLine": { "id": "added", "product": "plan" } }]))?;
    let all = lines(&amended["plan"]);
    let stub = all.iter().find(|line| line["line"] == "added").ok_or("nothing is added")?;
    // The same days in months and days, which no invoice shows.
    let span = json!({ "start": stub["period"]["start"], "end": stub["period"]["end"] });
    let counted = measure(with(span, json!({ "per": per(q)?, "policy": profile(&precision)? })))?;
    Ok(json!({
        "whole_months": counted["whole"], "remaining_days": counted["rest"][0]["days"],
        "multiplier": shown(&stub["measure"]), "stub": stub["net"],
    }))
}

/// What is added to a contract that began a year before its end, co-terminating; whole months where parts of months are free.
fn added(q: &Question, precision: &str) -> Got {
    let (on, end) = (q.text("amendment_start")?, q.text("contract_end")?);
    let start = day_before(&end)?.get(..4).map(|year| format!("{year}-01-01")).filter(|start| *start <= on);
    let start = start.unwrap_or_else(|| on.clone());
    let of = |policy: Value, per: Value, price: &str| {
        let mut sold = product("plan", per, flat(price));
        sold["charges"][0]["billing"] = json!({ "kind": "recurring", "every": every(120) });
        let mut story = Story::sold(json!({
            "currency": "USD", "policy": policy, "start": start, "end": end,
            "catalog": { "products": [sold] }, "lines": [{ "id": "1", "product": "plan" }],
        }))?;
        let amended = story.amend(&on, json!([{ "addLine": { "id": "added", "product": "plan" } }]))?;
        let mine = |line: &Value| line["line"] == "added";
        let all: Vec<Value> = lines(&amended["plan"]).into_iter().filter(mine).collect();
        Ok::<Vec<Value>, Fail>(all)
    };
    let months = of(with(profile(precision)?, json!({ "partial": "free" })), json!({ "unit": "month" }), "1")?;
    let priced = of(profile(precision)?, per(q)?, "1")?;
    let line = priced.first().ok_or("nothing is added")?;
    Ok(json!({ "whole_months": sum(&months, |_| true)?.text(), "multiplier": shown(&line["measure"]) }))
}

/// The change of a quantity at 1 each: what a contract's value changes by. What is sold once is not refunded, unless it is as if it
/// had never been sold; a block is one, whatever it holds.
fn effective_quantity(q: &Question) -> Got {
    let quantity = q.text("quantity").or_else(|_| q.text("new_quantity"))?;
    let block = q.has("discount_schedule_type") && q.text("discount_schedule_type")? == "Slab"
        || q.has("subscription_pricing") && q.text("subscription_pricing")? == "Block Price";
    let once = q.has("existing") && q.has("allow_asset_refund") && !q.has("subscription_pricing");
    let price = if block { flat("1") } else { json!({ "model": "perUnit", "unitPrice": "1" }) };
    let mut sold = product("plan", json!({ "unit": "year" }), price);
    if once {
        sold["charges"][0] = json!({ "id": "fee", "kind": "oneTime", "price": sold["charges"][0]["price"] });
    }
    let prior = ["prior_quantity", "original_quantity"].into_iter().find(|key| q.has(key));
    let existing = q.flag("existing", prior.is_some());
    let (start, later) = ("2021-01-01", "2021-01-02");
    let nothing = product("nothing", json!({ "unit": "year" }), flat("0"));
    let mut first = json!({ "id": "1", "product": if existing { "plan" } else { "nothing" } });
    if let Some(prior) = prior.filter(|_| existing) {
        first["quantity"] = json!(q.text(prior)?);
    }
    let mut story = Story::sold(json!({
        "currency": "USD", "policy": profile("Month")?, "start": start, "term": { "unit": "year" },
        "catalog": { "products": [sold, nothing] }, "lines": [first],
    }))?;
    let on = if once && !q.flag("allow_asset_refund", false) { later } else { start };
    let change = match existing {
        true => json!({ "line": "1", "set": { "quantity": quantity } }),
        false => json!({ "addLine": { "id": "2", "product": "plan", "quantity": quantity } }),
    };
    let delta = field(&story.amend(on, json!([change]))?["contract"], "delta")?;
    Ok(json!({ "effective_quantity": delta, "delta": delta }))
}

/// An amount off a line of a shorter term: in full (a discount on the line), or prorated (a lower list price).
fn amount_discount(q: &Question) -> Got {
    let (list, amount) = (q.text("list")?, q.text("amount_discount")?);
    let prorated = q.flag("prorate_amount_discount", false);
    let unit = if prorated { num(&list)?.minus(num(&amount)?).text() } else { list };
    let discounts = if prorated { json!([]) } else { json!([{ "amount": amount }]) };
    let charge = json!({
        "kind": "recurring", "per": { "count": q.whole("default_term")?, "unit": "month" },
        "price": { "model": "perUnit", "unitPrice": unit },
    });
    let term = json!({ "term": { "count": q.whole("term")?, "unit": "month" } });
    let priced =
        price(quote(profile("Monthly + Daily")?, "2020-01-01", term, charge, json!({ "discounts": discounts })))?;
    Ok(json!({ "net": priced["totals"]["net"] }))
}

/// A term in segments; the last may be shorter.
fn segments(q: &Question) -> Got {
    let (start, segment) = ("2020-01-01", json!({ "count": q.whole("segment_months")?, "unit": "month" }));
    let until = after(start, q.whole("term_months")?, "month")?;
    let rows = rows(json!({ "start": start, "until": until, "billing": { "every": segment } }))?;
    let last = rows.last().ok_or("no segment")?;
    let per = |per: Value| {
        let policy = profile("Monthly + Daily")?;
        measure(json!({ "start": last["start"], "until": last["until"], "per": per, "policy": policy }))
    };
    Ok(json!({
        "segments": rows.len(), "last_segment_months": shown(&per(json!({ "unit": "month" }))?["fraction"]),
        "last_multiplier": shown(&per(segment)?["fraction"]),
    }))
}

/// Yearly segments of quantities at a price: one line with a ramp, billed yearly.
fn ramp(q: &Question) -> Got {
    let (start, quantities) = ("2020-01-01", q.texts("quantities")?);
    let months = if q.has("segment_months") { q.whole("segment_months")? } else { 12 };
    let mut segments = Vec::new();
    for (i, quantity) in quantities.iter().enumerate() {
        segments.push(json!({ "start": after(start, months * i as u32, "month")?, "quantity": quantity }));
    }
    let charge = json!({
        "kind": "recurring", "per": every(months), "price": { "model": "perUnit", "unitPrice": q.text("price")? },
        "billing": { "kind": "recurring" },
    });
    let term = json!({ "term": { "count": months * quantities.len() as u32, "unit": "month" } });
    let line = json!({ "quantity": quantities[0], "segments": segments });
    let (priced, planned) = plan(quote(profile("Monthly + Daily")?, start, term, charge, line), json!({}))?;
    let totals: Vec<Value> =
        planned["invoices"].as_array().into_iter().flatten().map(|invoice| invoice["totals"]["net"].clone()).collect();
    Ok(json!({ "totals": totals, "sum": priced["totals"]["net"] }))
}
