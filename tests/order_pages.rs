//! docs/orders.md: every worked example is run, and what the page shows of the result must be in it.
//!
//! An example is `{ quote, accept, then }`; without `quote` it goes on with the quote of the example before. The steps of `then`
//! are `bill` (what is planned up to a day is invoiced), `entry` (a line billed by hand), `use` (usage of a line), `amend`,
//! `cancel`, `undo`, `plan` and `state` (`orderState`); the page shows what the last one answers.

mod common;

use common::pages::{blocks, compare};
use common::{node, orders, root};
use prorata::document::{canonical, read, Write};
use prorata::problem::Problems;
use serde_json::{json, Value};

fn json_of(document: &impl Write) -> Value {
    serde_json::from_str(&canonical(&document.write())).expect("JSON")
}

/// An invoice's lines as entries of the billed state.
fn entries(plan: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for invoice in plan["invoices"].as_array().expect("invoices") {
        for line in invoice["lines"].as_array().expect("lines") {
            let mut entry = json!({ "date": invoice["date"] });
            for key in ["line", "charge", "period", "item", "net", "gross"] {
                if let Some(value) = line.get(key) {
                    entry[key] = value.clone();
                }
            }
            all.push(entry);
        }
    }
    all
}

/// An invoice's deposits as the billed state has them.
fn deposits(plan: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for invoice in plan["invoices"].as_array().expect("invoices") {
        for line in invoice["deposits"].as_array().into_iter().flatten() {
            let mut entry = line.clone();
            entry.as_object_mut().expect("fields").remove("name");
            entry["date"] = invoice["date"].clone();
            all.push(entry);
        }
    }
    all
}

fn refused(problems: &Problems) -> Value {
    let own = |problem: &prorata::problem::Problem| json!({ "code": problem.code.as_str(), "path": problem.path, "message": problem.message });
    json!({ "problems": problems.problems.iter().map(own).collect::<Vec<Value>>() })
}

fn run(example: &Value) -> Value {
    let accept = example.get("accept").cloned().unwrap_or(json!({}));
    let mut order = json_of(&orders::order_of(&example["quote"], accept));
    let (mut billed, mut paid, mut answer) = (Vec::new(), Vec::new(), Value::Null);
    for step in example["then"].as_array().expect("steps") {
        let (verb, what) = step.as_object().and_then(|own| own.iter().next()).expect("a step");
        let mut options = step.get("options").cloned().unwrap_or(json!({}));
        (options["billed"], options["billedDeposits"]) = (json!(billed), json!(paid));
        let now = read(node(&order)).expect("an order");
        let amended = match verb.as_str() {
            "bill" => {
                (options["through"], options["asOf"]) = (what.clone(), what.clone());
                let plan = json_of(&orders::plan(&now, options));
                billed.extend(entries(&plan));
                paid.extend(deposits(&plan));
                answer = plan;
                continue;
            }
            "entry" => {
                billed.push(what.clone());
                continue;
            }
            "use" => {
                order["usage"] = what.clone();
                continue;
            }
            "state" => {
                answer = prorata::order_state(&now, &orders::document(what))
                    .map_or_else(|own| refused(&own), |own| json_of(&own));
                continue;
            }
            "plan" => {
                for (key, value) in what.as_object().expect("options") {
                    options[key] = value.clone();
                }
                answer = orders::try_plan(&now, options).map_or_else(|own| refused(&own), |own| json_of(&own));
                continue;
            }
            "amend" => orders::try_amend(&now, what, options),
            "cancel" => orders::try_cancel(&now, what.clone(), options),
            "undo" => prorata::undo(&now, what.as_str().expect("an id"), &orders::document(&options)),
            verb => panic!("no step {verb}"),
        };
        answer = match amended {
            Ok(amended) => {
                let amended = json_of(&amended);
                order = amended["order"].clone();
                amended
            }
            Err(problems) => refused(&problems),
        };
    }
    answer
}

#[test]
fn every_worked_example_is_what_the_engine_computes() {
    let page = std::fs::read_to_string(root().join("docs/orders.md")).expect("docs/orders.md");
    let (blocks, mut wrong, mut quote) = (blocks("orders.md", &page), Vec::new(), Value::Null);
    assert!(blocks.len() >= 8 && blocks.len().is_multiple_of(2), "each example is followed by its result");
    for (i, pair) in blocks.chunks(2).enumerate() {
        let mut example = pair[0].clone();
        match example.get("quote") {
            Some(own) => quote = own.clone(),
            None => example["quote"] = quote.clone(),
        }
        let answer = run(&example);
        if std::env::var_os("PRORATA_SHOW").is_some() {
            println!("example {}: {}", i + 1, serde_json::to_string_pretty(&shortened(answer.clone())).expect("JSON"));
        }
        compare(&pair[1], &answer, &format!("example {}", i + 1), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn shortened(mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("order");
    }
    answer
}
