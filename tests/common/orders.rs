//! Orders in tests: accepted from a request, amended by documents, read as lines.
#![allow(dead_code)]

use prorata::document::{read, Read};
use prorata::order::{AmendOptions, Amended, Amendment, Forecast, Order, OrderPlanOptions, Renewal};
use prorata::problem::Problems;
use prorata::quote::{InvoicePlan, Proof};
use serde_json::{json, Value};

use super::table::with;
use super::{node, price};

pub fn document<T: Read>(value: &Value) -> T {
    read(node(value)).unwrap_or_else(|problems| panic!("{problems}\n{value}"))
}

pub fn order(request: &Value) -> Order {
    order_of(request, json!({}))
}

pub fn order_of(request: &Value, options: Value) -> Order {
    try_order(request, options).unwrap_or_else(|problems| panic!("{problems}\n{request}"))
}

pub fn try_order(request: &Value, options: Value) -> Result<Order, Problems> {
    let quote = price(&with(request.clone(), json!({ "id": "O" })));
    let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
    prorata::accept(&quote.request, &proof, &document(&options))
}

pub fn amendment(id: &str, effective: &str, changes: Value) -> Value {
    json!({ "id": id, "effective": effective, "changes": changes })
}

pub fn try_amend(order: &Order, own: &Value, options: Value) -> Result<Amended, Problems> {
    let (own, options): (Amendment, AmendOptions) = (document(own), document(&options));
    prorata::amend(order, &own, &options)
}

pub fn amend(order: &Order, own: &Value, options: Value) -> Amended {
    try_amend(order, own, options).unwrap_or_else(|problems| panic!("{problems}\n{own}"))
}

pub fn try_cancel(order: &Order, terms: Value, options: Value) -> Result<Amended, Problems> {
    prorata::cancel(order, &document(&terms), &document(&options))
}

pub fn cancel(order: &Order, terms: Value, options: Value) -> Amended {
    try_cancel(order, terms, options).unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn try_plan(order: &Order, options: Value) -> Result<InvoicePlan, Problems> {
    let options: OrderPlanOptions = document(&options);
    prorata::plan_order(order, &options)
}

pub fn plan(order: &Order, options: Value) -> InvoicePlan {
    try_plan(order, options).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Each invoice line as `date first last net reason`.
pub fn lines(plan: &InvoicePlan) -> Vec<String> {
    let line = |date: prorata::calendar::Date, own: &prorata::quote::InvoiceLine| {
        let period = own.period.as_ref().map(|own| format!(" {} {}", own.from, own.to.before())).unwrap_or_default();
        format!("{date}{period} {} {}", own.net, own.reason.as_str())
    };
    plan.invoices.iter().flat_map(|own| own.lines.iter().map(move |each| line(own.date, each))).collect()
}

pub fn try_renew(order: &Order, terms: Value, options: Value) -> Result<Renewal, Problems> {
    prorata::renew(order, &read(node(&terms))?, &document(&options))
}

pub fn renew(order: &Order, terms: Value) -> Renewal {
    try_renew(order, terms.clone(), json!({})).unwrap_or_else(|problems| panic!("{problems}\n{terms}"))
}

pub fn try_renewals(order: &Order, options: Value) -> Result<Forecast, Problems> {
    prorata::renewals(order, &read(node(&options))?)
}

/// What a plan invoices, as entries of an order's billed state.
pub fn entries(plan: &InvoicePlan) -> Vec<Value> {
    let entry = |date: prorata::calendar::Date, own: &prorata::quote::InvoiceLine| {
        let mut entry = json!({ "line": own.line, "charge": own.charge, "net": own.net, "date": date });
        if let Some(period) = own.period {
            entry["period"] = json!({ "start": period.from, "end": period.to.before() });
        }
        for (key, value) in [("item", &own.item), ("gross", &own.gross)] {
            if let Some(value) = value {
                entry[key] = json!(value);
            }
        }
        entry
    };
    plan.invoices.iter().flat_map(|own| own.lines.iter().map(move |each| entry(own.date, each))).collect()
}
