//! A story told through the order verbs: sold, billed, changed, billed again. Everything is read from the engine's documents.

use super::engine::{document, field, number, value};
use super::num::Num;
use super::question::Fail;
use prorata::order::Order;
use prorata::quote::Proof;
use serde_json::{json, Value};
use std::cell::Cell;

thread_local! {
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Whether a story was told since this was asked last.
pub fn was_told() -> bool {
    TOLD.replace(false)
}

/// An order, and what was invoiced of it.
pub struct Story {
    order: Order,
    billed: Vec<Value>,
    changes: usize,
}

impl Story {
    /// A quote that is priced and accepted.
    pub fn sold(request: Value) -> Result<Story, Fail> {
        let quote = prorata::price(&document(&request)?)?;
        let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
        let order = prorata::accept(&quote.request, &proof, &document(&json!({ "id": "order" }))?)?;
        Ok(Story { order, billed: Vec::new(), changes: 0 })
    }

    /// What is invoiced up to a day; it is billed then.
    pub fn bill(&mut self, on: &str) -> Result<Vec<Value>, Fail> {
        let lines = lines(&self.plan(json!({ "through": on, "asOf": on }))?);
        for line in &lines {
            let mut entry = json!({ "line": line["line"], "charge": line["charge"], "net": line["net"] });
            for key in ["period", "item"] {
                if !line[key].is_null() {
                    entry[key] = line[key].clone();
                }
            }
            self.billed.push(entry);
        }
        Ok(lines)
    }

    /// The last invoice, of these lines, is taken back as a whole: it was not billed.
    pub fn void(&mut self, lines: &[Value]) {
        self.billed.truncate(self.billed.len().saturating_sub(lines.len()));
    }

    /// What is invoiced elsewhere, before its period ends: of a line's charge, for some days.
    pub fn invoiced(&mut self, line: &str, charge: &str, period: Value, net: &str) {
        self.billed.push(json!({ "line": line, "charge": charge, "period": period, "net": net }));
    }

    /// An amount given back by hand, of a line's charge "fee" for some days.
    pub fn goodwill(&mut self, line: &str, period: Value, amount: Num) {
        let net = amount.negative().text();
        self.billed.push(json!({ "line": line, "charge": "fee", "period": period, "net": net, "kind": "adjustment" }));
    }

    /// The plan of what is still to be billed.
    pub fn plan(&self, mut options: Value) -> Result<Value, Fail> {
        TOLD.set(true);
        options["billed"] = json!(self.billed);
        value(&prorata::plan_order(&self.order, &document(&options)?)?)
    }

    /// An amendment from a day on; what it changes.
    pub fn amend(&mut self, on: &str, changes: Value) -> Result<Value, Fail> {
        TOLD.set(true);
        self.changes += 1;
        let own =
            json!({ "id": format!("{}", self.changes), "effective": on, "sequence": self.changes, "changes": changes });
        let amended = prorata::amend(&self.order, &document(&own)?, &document(&json!({ "billed": self.billed }))?)?;
        self.order = amended.order.clone();
        value(&amended)
    }

    /// A cancellation: the day is the first without service.
    pub fn cancel(&mut self, on: &str) -> Result<Value, Fail> {
        TOLD.set(true);
        self.changes += 1;
        let terms = json!({ "id": format!("{}", self.changes), "on": on });
        let gone = prorata::cancel(&self.order, &document(&terms)?, &document(&json!({ "billed": self.billed }))?)?;
        self.order = gone.order.clone();
        value(&gone)
    }
}

/// The lines of a plan, each with the date of its invoice.
pub fn lines(plan: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for invoice in plan["invoices"].as_array().into_iter().flatten() {
        for line in invoice["lines"].as_array().into_iter().flatten() {
            let mut line = line.clone();
            line["date"] = invoice["date"].clone();
            all.push(line);
        }
    }
    all
}

/// The nets of the lines that are meant.
pub fn sum(lines: &[Value], meant: impl Fn(&Value) -> bool) -> Result<Num, Fail> {
    lines.iter().filter(|line| meant(line)).try_fold(Num::ZERO, |sum, line| Ok(sum.plus(number(line, "net")?)))
}

/// The nets of a reason.
pub fn sum_of(lines: &[Value], reason: &str) -> Result<Num, Fail> {
    sum(lines, |line| line["reason"] == reason)
}

/// The sums of an invoice of a day.
pub fn totals(plan: &Value, on: &str) -> Result<Value, Fail> {
    let all = plan["invoices"].as_array().into_iter().flatten();
    Ok(all.clone().find(|own| own["date"] == on).ok_or_else(|| format!("no invoice of {on}"))?["totals"].clone())
}

/// A product of one recurring charge, "fee".
pub fn product(id: &str, per: Value, price: Value) -> Value {
    json!({ "id": id, "charges": [{ "id": "fee", "kind": "recurring", "per": per, "price": price }] })
}

pub fn flat(amount: &str) -> Value {
    json!({ "model": "flat", "amount": amount })
}

/// Periods of so many days.
pub fn of_days(count: u32) -> Value {
    json!({ "count": count, "unit": "day" })
}

/// A period of some days, billed in advance, that a day cuts.
pub struct Period {
    pub start: String,
    /// Exclusive.
    pub until: String,
    pub days: u32,
    /// The day of the change.
    pub on: String,
}

impl Period {
    /// Without dates: so many days, of which some are left.
    pub fn left(remaining: u32, days: u32) -> Result<Period, Fail> {
        let used = days.checked_sub(remaining).ok_or("more days are left than there are")?;
        let span = super::engine::days(days)?;
        let (start, until) = (field(&span, "start")?, field(&span, "until")?);
        Ok(Period { on: super::engine::after(&start, used, "day")?, start, until, days })
    }

    /// From a day to another, exclusive.
    pub fn dated(start: &str, until: &str, on: &str) -> Result<Period, Fail> {
        let days = super::engine::measure(json!({ "start": start, "until": until, "per": { "unit": "day" } }))?;
        let days = field(&days, "days")?.parse()?;
        Ok(Period { start: start.to_owned(), until: until.to_owned(), days, on: on.to_owned() })
    }

    /// A quote of these lines for this period alone.
    pub fn quote(&self, policy: Value, products: Vec<Value>, lines: Vec<Value>) -> Result<Value, Fail> {
        Ok(json!({
            "currency": "USD", "policy": policy, "start": self.start, "end": super::engine::day_before(&self.until)?,
            "catalog": { "products": products }, "lines": lines,
        }))
    }

    /// A price that was billed for the period, and another from the day of the change on: the lines of the correction.
    pub fn repriced(&self, policy: Value, currency: &str, old: &str, new: &str) -> Result<Vec<Value>, Fail> {
        let products = vec![product("plan", of_days(self.days), flat(old))];
        let mut request = self.quote(policy, products, vec![json!({ "id": "1", "product": "plan" })])?;
        request["currency"] = json!(currency);
        let mut story = Story::sold(request)?;
        story.bill(&self.start)?;
        let amended = story.amend(&self.on, json!([{ "line": "1", "set": { "price": flat(new) } }]))?;
        Ok(lines(&amended["plan"]))
    }
}
