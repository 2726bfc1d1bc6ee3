//! Bill runs for the pages of docs/policy: the documents that runs make under each value of a switch.
#![allow(dead_code)]

use super::orders::{amendment, order_of};
use super::runs::{billable, keep, run, value};
use super::table::{flat, with};
use serde_json::{json, Value};
use std::fmt::Write as _;

/// A deal, its amendments with the day on which they became known, and the days of runs.
pub struct Runs {
    pub about: &'static str,
    request: Value,
    amendments: Vec<(Value, &'static str)>,
    targets: &'static [&'static str],
}

fn monthly(amount: &str, line: Value, end: &str) -> Value {
    let charge = json!({ "id": "fee", "kind": "recurring", "per": { "unit": "month" }, "price": flat(amount),
        "billing": { "kind": "recurring", "billDay": 1 } });
    json!({ "currency": "EUR", "start": "2026-01-01", "end": end, "account": { "id": "acme" },
        "catalog": { "products": [{ "id": "plan", "charges": [charge] }] },
        "lines": [with(json!({ "id": "1", "product": "plan" }), line)] })
}

/// The runs of a switch that bill runs read.
pub fn runs(switch: &str) -> Option<Runs> {
    let own = match switch {
        "catchUp" => Runs {
            about: "100.00 a month, billed on the 1st; the first run is on Mar 1",
            request: monthly("100", json!({}), "2026-06-30"),
            amendments: Vec::new(),
            targets: &["2026-03-01"],
        },
        "negativeInvoices" => {
            let price = |amount: &str| json!([{ "line": "1", "set": { "price": flat(amount) } }]);
            Runs {
                about: "60.00 a month, billed on the 1st; 40.00 from Jan 1 on, known on Jan 15; runs on Jan 1, Jan 15 and Feb 1",
                request: monthly("60", json!({}), "2026-06-30"),
                amendments: vec![(amendment("A", "2026-01-01", price("40")), "2026-01-15")],
                targets: &["2026-01-01", "2026-01-15", "2026-02-01"],
            }
        }
        "zeroInvoices" => Runs {
            about: "50.00 a month, the first month free; runs on Jan 1 and Feb 1",
            request: monthly("50", json!({ "trial": { "unit": "month" } }), "2026-06-30"),
            amendments: Vec::new(),
            targets: &["2026-01-01", "2026-02-01"],
        },
        _ => return None,
    };
    Some(own)
}

/// The documents, one row each.
pub fn table(own: &Runs, switch: &str, word: &Value) -> String {
    let mut request = own.request.clone();
    request["policy"] = json!({ switch: word });
    let mut orders = vec![billable(&order_of(&request, json!({})), json!({}))];
    let mut balances = json!([]);
    let mut out =
        "| run on | document | lines | net | credit used | credit made | due |\n|---|---|---:|---:|---:|---:|---:|\n"
            .to_owned();
    for target in own.targets {
        for (amendment, _) in own.amendments.iter().filter(|(_, known)| known == target) {
            orders[0]["order"]["amendments"] = json!([amendment]);
        }
        let run = run(&orders, json!({ "target": target, "balances": balances }));
        if run.drafts.is_empty() {
            let _ = writeln!(out, "| {target} | none | | | | | |");
        }
        for draft in &run.drafts {
            let some = |amount: &Option<String>| amount.clone().unwrap_or_default();
            let (used, made) = (some(&draft.credit_used), some(&draft.credit_made));
            let (kind, lines, net) = (draft.kind.as_str(), draft.lines.len(), &draft.totals.net);
            let _ = writeln!(out, "| {target} | {kind} | {lines} | {net} | {used} | {made} | {} |", draft.amount_due);
        }
        keep(&mut orders, &run.drafts);
        balances = value(&run.balances);
    }
    out
}
