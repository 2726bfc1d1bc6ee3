//! How a story is told: sold, invoiced up to a day, amended. Sums are in cents: 4839 is 48.39.

use crate::common::minor;
use crate::common::orders::{amend, amendment, entries, lines, order, plan};
use crate::common::table::{deal, flat, monthly, per_unit, with};
use prorata::order::Order;
use prorata::quote::InvoicePlan;
use serde_json::{json, Value};

pub fn sum(plan: &InvoicePlan) -> i128 {
    plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

/// The sum of what is dated up to a day.
pub fn due(plan: &InvoicePlan, day: &str) -> i128 {
    let own = plan.invoices.iter().filter(|own| own.date.to_string().as_str() <= day);
    own.flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

/// What is invoiced up to a day.
pub fn through(order: &Order, day: &str) -> Vec<Value> {
    entries(&plan(order, json!({ "through": day })))
}

/// The deposit lines of what is invoiced up to a day.
pub fn paid(order: &Order, day: &str) -> Vec<Value> {
    paid_of(&plan(order, json!({ "through": day })))
}

/// The deposit lines of a plan's invoices.
pub fn paid_of(plan: &InvoicePlan) -> Vec<Value> {
    let all = plan.invoices.iter().flat_map(|own| own.deposits.iter().flatten().map(move |each| (own.date, each)));
    let entry = |(date, own): (prorata::calendar::Date, &prorata::quote::DepositLine)| {
        let mut entry = json!({
            "deposit": own.deposit, "net": own.net, "tax": own.tax, "reason": own.reason.as_str(), "date": date.to_string(),
        });
        if let Some(code) = &own.tax_code {
            entry["taxCode"] = json!(code);
        }
        entry
    };
    all.map(entry).collect()
}

/// Each deposit line of an invoice as `date net tax reason`.
pub fn deposit_lines(plan: &InvoicePlan) -> Vec<String> {
    let all = plan.invoices.iter().flat_map(|own| own.deposits.iter().flatten().map(move |each| (own.date, each)));
    all.map(|(date, own)| format!("{date} {} {} {}", own.net, own.tax, own.reason.as_str())).collect()
}

/// An order, and what was invoiced of it up to a day.
pub fn sold(request: &Value, day: &str) -> (Order, Vec<Value>) {
    let order = order(request);
    let done = through(&order, day);
    (order, done)
}

pub fn set(what: Value) -> Value {
    json!([{ "line": "1", "set": what }])
}

pub fn price(amount: &str) -> Value {
    set(json!({ "price": flat(amount) }))
}

pub fn quantity(count: &str) -> Value {
    set(json!({ "quantity": count }))
}

pub fn policy(switches: Value) -> Value {
    json!({ "policy": switches })
}

/// A flat price that is billed once per price period.
pub fn every(count: u32, unit: &str, amount: &str, billing: Value) -> Value {
    let per = json!({ "unit": unit, "count": count });
    let billing = with(json!({ "kind": "recurring" }), billing);
    json!({ "id": "c", "kind": "recurring", "per": per, "price": flat(amount), "billing": billing })
}

/// Ten seats at 10.00 a month, through 2026.
pub fn seats() -> Value {
    deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({}))
}

/// One amendment of what was billed up to its day: the lines of that day.
pub fn at_once(request: &Value, day: &str, changes: Value) -> Vec<String> {
    let (order, done) = sold(request, day);
    let amended = amend(&order, &amendment("A", day, changes), json!({ "billed": done }));
    lines(&amended.plan).into_iter().filter(|line| line.starts_with(day)).collect()
}
