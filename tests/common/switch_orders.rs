//! Orders for the pages of docs/policy: what is billed, what an amendment makes of it, under each value of a switch.
#![allow(dead_code)]

use super::orders::{amend, amendment, order, plan};
use super::table::{flat, per_unit, with};
use super::{billed, price};
use prorata::quote::InvoicePlan;
use serde_json::{json, Value};
use std::fmt::Write as _;

/// An order for a page: what it is in words, the request, the day up to which it is billed, its amendments.
pub struct Story {
    pub about: &'static str,
    request: Value,
    through: &'static str,
    amendments: Vec<Value>,
}

fn request(charge: Value, line: Value, span: (&str, &str)) -> Value {
    let charge = with(json!({ "id": "fee" }), charge);
    json!({ "currency": "EUR", "start": span.0, "end": span.1,
        "catalog": { "products": [{ "id": "plan", "charges": [charge] }] },
        "lines": [with(json!({ "id": "1", "product": "plan" }), line)] })
}

fn monthly(price: Value) -> Value {
    let billing = json!({ "kind": "recurring", "billDay": 1 });
    json!({ "kind": "recurring", "per": { "unit": "month" }, "price": price, "billing": billing })
}

fn quantity(count: &str) -> Value {
    json!([{ "line": "1", "set": { "quantity": count } }])
}

/// Seats of 31.00 a month, another number from August 16 on.
fn seats(about: &'static str, before: &str, after: &str) -> Story {
    let span = ("2026-08-01", "2026-09-30");
    Story {
        about,
        request: request(monthly(per_unit("31")), json!({ "quantity": before }), span),
        through: "2026-08-01",
        amendments: vec![amendment("A", "2026-08-16", quantity(after))],
    }
}

/// The order of a switch that orders read.
pub fn story(switch: &str) -> Option<Story> {
    let story = match switch {
        "oneTimeDecrease" => Story {
            about: "a setup of 20.00 for each of 10 users, billed on Jan 1; from Mar 1 on there are 8 users, from May 1 on 13",
            request: request(
                json!({ "kind": "oneTime", "price": per_unit("20") }),
                json!({ "quantity": "10" }),
                ("2026-01-01", "2026-12-31"),
            ),
            through: "2026-01-01",
            amendments: vec![
                amendment("A", "2026-03-01", quantity("8")),
                amendment("B", "2026-05-01", quantity("13")),
            ],
        },
        "planCatchUp" => {
            let item = |id: &str, percent: &str, date: &str| json!({ "id": id, "percent": percent, "on": { "date": date } });
            let items = json!([
                item("a", "30", "2026-01-01"),
                item("b", "30", "2026-02-01"),
                item("c", "30", "2026-04-01"),
                item("d", "10", "2026-06-01")
            ]);
            Story {
                about: "100.00, of which 30 percent are billed on Jan 1, Feb 1 and Apr 1 and 10 percent on Jun 1; 200.00 from Mar 1 on, when two were billed",
                request: request(
                    json!({ "kind": "oneTime", "price": flat("100"), "billing": { "kind": "milestones", "items": items } }),
                    json!({}),
                    ("2026-01-01", "2026-12-31"),
                ),
                through: "2026-02-01",
                amendments: vec![amendment("A", "2026-03-01", json!([{ "line": "1", "set": { "price": flat("200") } }]))],
            }
        }
        "decreases" => seats("two seats of 31.00 a month, billed on the 1st; one from Aug 16 on, when August was billed", "2", "1"),
        "increases" => seats("one seat of 31.00 a month, billed on the 1st; two from Aug 16 on, when August was billed", "1", "2"),
        "amendBy" => seats("two seats of 31.00 a month, billed on the 1st; one from Aug 16 on, when August was billed", "2", "1"),
        "creditBasis" => Story {
            about: "49.99 a month, billed on the 1st; cancelled as of Apr 16, when April was billed",
            request: request(monthly(flat("49.99")), json!({}), ("2026-03-01", "2026-05-31")),
            through: "2026-04-01",
            amendments: vec![amendment("A", "2026-04-16", json!([{ "removeLine": "1" }]))],
        },
        "changeDay" => Story {
            about: "an order of two seats of 30.00 a month, billed on the 1st; one seat, effective on Nov 15, when November was billed",
            request: request(monthly(per_unit("30")), json!({ "quantity": "2" }), ("2026-11-01", "2026-12-31")),
            through: "2026-11-01",
            amendments: vec![amendment("A", "2026-11-15", quantity("1"))],
        },
        _ => return None,
    };
    Some(story)
}

/// What was billed, and after each amendment what is due up to its day; after the last one all that is to come.
pub fn table(story: &Story, switch: &str, value: &Value) -> String {
    let mut request = story.request.clone();
    request["policy"] = json!({ switch: value });
    let mut now = order(&request);
    let quoted = price(&request).totals.net;
    let mut out = "| date | days or item | what it is | net |\n|---|---|---|---:|\n".to_owned();
    let mut done = Vec::new();
    let first = plan(&now, json!({ "through": story.through }));
    rows(&mut out, &first, "billed");
    done.extend(billed(&first));
    let last = story.amendments.len() - 1;
    for (i, own) in story.amendments.iter().enumerate() {
        let mut options = json!({ "billed": done });
        if i < last {
            options["through"] = own["effective"].clone();
        }
        let amended = amend(&now, own, options);
        now = amended.order;
        rows(&mut out, &amended.plan, "");
        done.extend(billed(&amended.plan));
    }
    let total: i128 = done.iter().map(|own| super::minor(own["net"].as_str().expect("a net"))).sum();
    // OK because the stories are below zero nowhere.
    let _ = writeln!(out, "| | | **total** (quoted: {quoted}) | **{}.{:02}** |", total / 100, total % 100);
    out
}

fn rows(out: &mut String, plan: &InvoicePlan, billed: &str) {
    for invoice in &plan.invoices {
        for line in &invoice.lines {
            let days = line.period.map(|p| format!("{} – {}", p.from, p.to.before()));
            let what = days.or(line.item.clone()).unwrap_or_default();
            let reason = if billed.is_empty() { line.reason.as_str() } else { billed };
            let _ = writeln!(out, "| {} | {what} | {reason} | {} |", invoice.date, line.net);
        }
    }
}
