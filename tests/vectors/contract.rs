//! Contract values of order deltas and ramps by year.

use super::daycount::zuora;
use super::engine::{after, day_before, field, measure, months, num, number, plan, price, quote, rows, with};
use super::num::Num;
use super::question::{text, Fail, Got, Question};
use super::story::Story;
use serde_json::{json, Value};

pub fn answer(q: &Question) -> Option<Got> {
    Some(match q.area.as_str() {
        "contract.value" if q.has("removed") => discount_removed(q),
        "contract.value" => delta(q),
        area if area.starts_with("ramp") => ramp(q),
        _ => return None,
    })
}

/// Units of a monthly price that are added to an order: what they change of its value. Contracted billing by 30-day months,
/// contract value by actual days, list by 30. All that is contracted (a renewal) begins with the order.
fn delta(q: &Question) -> Got {
    let quantity = q.any(&["delta_qty", "qty"])?;
    let (on, until) = match q.has("from") {
        true => (q.text("from")?, after(&q.text("to")?, 1, "day")?),
        false => {
            let span = months(q.whole("months")?)?;
            (field(&span, "start")?, field(&span, "until")?)
        }
    };
    let first_of_year = format!("{}-01-01", &on[..4]);
    // By calendar month: the delta of each.
    let value = |price: &str, method: &str| {
        let charge = json!({
            "id": "fee", "kind": "recurring", "per": { "unit": "month" },
            "price": { "model": "perUnit", "unitPrice": q.text(price)? },
            "billing": { "kind": "recurring", "alignment": "calendar" },
        });
        let mut story = Story::sold(json!({
            "currency": "USD", "policy": zuora(method)?, "start": first_of_year, "end": day_before(&until)?,
            "catalog": { "products": [{ "id": "plan", "charges": [charge] }] },
            "lines": [{ "id": "1", "product": "plan", "quantity": "0" }],
        }))?;
        story.amend(&on, json!([{ "line": "1", "add": { "quantity": quantity } }]))
    };
    let whole = |amended: &Value| Ok::<String, Fail>(number(&amended["contract"], "delta")?.text());
    let first = |amended: &Value| Ok::<String, Fail>(number(&amended["changes"][0], "delta")?.text());
    let (billed, valued) = (value("price", "actual_30")?, value("price", "actual")?);
    let month = measure(with(
        months(1)?,
        json!({
            "per": { "unit": "month" }, "unitPrice": q.text("price")?, "quantity": quantity, "currency": "USD",
            "policy": zuora("actual")?,
        }),
    ))?;
    let mut all = json!({
        "mrr": number(&month, "amount")?.text(), "tcb": whole(&billed)?, "tcv": whole(&valued)?,
    });
    if q.has("list") {
        all["elp"] = json!(whole(&value("list", "actual_30")?)?);
    }
    if q.has("from") {
        // The part in the first calendar month, under that month's name.
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let month = names[on[5..7].parse::<usize>()? - 1];
        all[format!("tcb_{month}")] = json!(first(&billed)?);
        all[format!("tcv_{month}")] = json!(first(&valued)?);
    }
    Ok(all)
}

/// A monthly charge for the year of the removal: without a discount, with it, and with it up to the removal.
fn discount_removed(q: &Question) -> Got {
    let removed = q.text("removed")?;
    let start = format!("{}-01-01", &removed[..4]);
    let percent = num(&q.text("discount")?)?.times(num("100")?).text();
    let net = |segments: Value| {
        let charge = json!({
            "kind": "recurring", "per": { "unit": "month" }, "price": { "model": "flat", "amount": q.text("price")? },
        });
        let term = json!({ "term": { "unit": "year" } });
        let priced =
            price(quote(json!({ "profile": "zuora" }), &start, term, charge, json!({ "segments": segments })))?;
        number(&priced["totals"], "net")
    };
    let discounts = json!([{ "percent": percent }]);
    let regular = net(json!([]))?;
    let discounted = net(json!([{ "start": start, "discounts": discounts }]))?;
    // The order was sold with it.
    let charge = json!({
        "kind": "recurring", "per": { "unit": "month" }, "price": { "model": "flat", "amount": q.text("price")? },
    });
    let line = json!({ "segments": [{ "start": start, "discounts": discounts }] });
    let term = json!({ "term": { "unit": "year" } });
    let mut story = Story::sold(quote(json!({ "profile": "zuora" }), &start, term, charge, line))?;
    let ended = story.amend(&removed, json!([{ "line": "1", "set": { "discounts": [] } }]))?;
    let removal = number(&ended["contract"], "delta")?;
    Ok(json!({
        "regular": regular.text(), "discount": discounted.minus(regular).text(), "removal": removal.text(),
    }))
}

struct Step {
    start: String,
    until: String,
    price: String,
}

/// A ramp of monthly prices with a discount for some months, read by years of the contract: `i1_gross`, `i1_seg1`, …
fn ramp(q: &Question) -> Got {
    let day = |month: &str| format!("{month}-01");
    let mut steps = Vec::new();
    for segment in q.list("segments")? {
        let [first, last, price] = [0, 1, 2].map(|i| text(&segment[i]).unwrap_or_default());
        steps.push(Step { start: day(&first), until: after(&day(&last), 1, "month")?, price });
    }
    let start = steps.first().ok_or("no segment")?.start.clone();
    let until = steps.last().ok_or("no segment")?.until.clone();
    let mut discount = None;
    if q.has("discount") {
        let [first, last, rate] = [0, 1, 2].map(|i| text(&q.raw("discount")[i]).unwrap_or_default());
        discount = Some((day(&first), after(&day(&last), 1, "month")?, num(&rate)?.times(num("100")?).text()));
    }
    let months = |discounted: bool| monthly(&steps, discount.as_ref().filter(|_| discounted), &start, &until);
    let (gross, net) = (months(false)?, months(true)?);
    let sum = |nets: &[(String, Num)], from: &str, to: &str| {
        nets.iter()
            .filter(|(date, _)| date.as_str() >= from && date.as_str() < to)
            .fold(Num::ZERO, |sum, (_, n)| sum.plus(*n))
    };
    let years = rows(json!({ "start": start, "until": until, "billing": { "every": { "unit": "year" } } }))?;
    let mut all = json!({});
    for (i, year) in years.iter().enumerate() {
        let (from, to) = (field(year, "start")?, field(year, "until")?);
        let name = |what: &str| format!("i{}_{what}", i + 1);
        let (before, after) = (sum(&gross, &from, &to), sum(&net, &from, &to));
        all[name("gross")] = json!(before.text());
        all[name("net")] = json!(after.text());
        all[name("discount")] = json!(after.minus(before).text());
        let inside = steps.iter().filter(|step| step.start < to && step.until > from);
        for (k, step) in inside.enumerate() {
            let part = sum(&gross, step.start.as_str().max(&from), step.until.as_str().min(&to));
            all[name(&format!("seg{}", k + 1))] = json!(part.text());
        }
        if i == 0 && q.has("one_time") {
            all[name("onetime")] = json!(num(&q.text("one_time")?)?.text());
        }
    }
    Ok(all)
}

/// The monthly nets of the ramp, by date.
fn monthly(
    steps: &[Step],
    discount: Option<&(String, String, String)>,
    start: &str,
    until: &str,
) -> Result<Vec<(String, Num)>, Fail> {
    let mut starts: Vec<&str> = steps.iter().map(|step| step.start.as_str()).collect();
    if let Some((from, to, _)) = discount {
        starts.extend([from.as_str(), to.as_str()].into_iter().filter(|date| *date > start && *date < until));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut segments = Vec::new();
    for date in starts {
        let step = steps.iter().rev().find(|step| step.start.as_str() <= date).ok_or("no price")?;
        let percent = discount.filter(|(from, to, _)| from.as_str() <= date && date < to.as_str());
        segments.push(json!({
            "start": date, "charges": [{ "charge": "fee", "price": { "model": "flat", "amount": step.price } }],
            "discounts": percent.map(|(_, _, percent)| json!([{ "percent": percent }])).unwrap_or(json!([])),
        }));
    }
    let charge = json!({
        "kind": "recurring", "per": { "unit": "month" }, "price": { "model": "flat", "amount": steps[0].price },
    });
    let end = json!({ "end": day_before(until)? });
    let (_, planned) =
        plan(quote(json!({ "profile": "zuora" }), start, end, charge, json!({ "segments": segments })), json!({}))?;
    let invoices = planned["invoices"].as_array().cloned().unwrap_or_default();
    invoices.iter().map(|invoice| Ok((field(invoice, "date")?, number(&invoice["totals"], "net")?))).collect()
}
