//! Golden orders: what is accepted, billed, amended, renewed and cancelled, step by step, with every document kept. Node and Chromium
//! tell the same stories and compare theirs, byte for byte, with what this test writes to `target/golden/stories`.
//!
//! `PRORATA_UPDATE=1 cargo test --test stories` writes the kept results anew.

mod common;

use prorata::document::{canonical, read, Node, Read, Write};
use prorata::order::{Amended, Order};
use prorata::problem::Problems;
use prorata::quote::{InvoicePlan, Proof, QuoteRequest};
use serde_json::{json, Value};
use std::fs;
use std::path::PathBuf;

fn document<T: Read>(value: &Value) -> T {
    read(common::node(value)).unwrap_or_else(|problems| panic!("{problems}\n{value}"))
}

struct Story {
    request: QuoteRequest,
    order: Option<Order>,
    billed: Vec<Value>,
    deposits: Vec<Value>,
    events: Value,
}

impl Story {
    fn order(&self) -> &Order {
        self.order.as_ref().expect("accepted")
    }

    fn options(&self, more: Value) -> Value {
        let mut all = json!({ "billed": self.billed, "billedDeposits": self.deposits, "events": self.events });
        more.as_object().expect("options").iter().for_each(|(key, value)| all[key] = value.clone());
        all
    }

    /// What a plan invoices, as the billed state says it.
    fn bill(&mut self, plan: &InvoicePlan) {
        let plan: Value = serde_json::from_str(&canonical(&plan.write())).expect("JSON");
        for invoice in plan["invoices"].as_array().expect("invoices") {
            for line in invoice["lines"].as_array().expect("lines") {
                let mut entry = json!({ "line": line["line"], "charge": line["charge"], "net": line["net"], "date": invoice["date"] });
                for key in ["item", "period", "gross", "retained", "released"] {
                    if line.get(key).is_some() {
                        entry[key] = line[key].clone();
                    }
                }
                self.billed.push(entry);
            }
            for line in invoice.get("deposits").and_then(Value::as_array).into_iter().flatten() {
                let mut entry = json!({ "deposit": line["deposit"], "net": line["net"], "date": invoice["date"] });
                for key in ["tax", "taxCode", "reason"] {
                    if line.get(key).is_some() {
                        entry[key] = line[key].clone();
                    }
                }
                self.deposits.push(entry);
            }
        }
    }

    fn amended(&mut self, amended: Amended) -> Node {
        self.order = Some(amended.order.clone());
        amended.write()
    }

    fn tell(&mut self, verb: &str, with: &Value) -> Result<Node, Problems> {
        let options = self.options(json!({}));
        Ok(match verb {
            "accept" => {
                let quote = prorata::price(&self.request)?;
                let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
                let order = prorata::accept(&quote.request, &proof, &document(with))?;
                let node = order.write();
                self.order = Some(order);
                node
            }
            "events" => {
                self.events = with.clone();
                return Ok(Node::Null);
            }
            "bill" => {
                let options = self.options(json!({ "through": with, "asOf": with }));
                let plan = prorata::plan_order(self.order(), &document(&options))?;
                self.bill(&plan);
                plan.write()
            }
            "plan" => prorata::plan_order(self.order(), &document(&self.options(with.clone())))?.write(),
            "amend" => {
                let amended = prorata::amend(self.order(), &document(with), &document(&options))?;
                self.amended(amended)
            }
            "undo" => {
                let amended = prorata::undo(self.order(), with.as_str().expect("an id"), &document(&options))?;
                self.amended(amended)
            }
            "cancel" => {
                let amended = prorata::cancel(self.order(), &document(with), &document(&options))?;
                self.amended(amended)
            }
            "renew" => prorata::renew(self.order(), &document(with), &document(&options))?.write(),
            "state" => prorata::order_state(self.order(), &document(with))?.write(),
            other => panic!("no step {other}"),
        })
    }
}

/// Digests of the engine's sources change with every edit.
fn without_rules(node: Node) -> Node {
    match node {
        Node::Object(fields) => {
            let fields = fields.into_iter().filter(|(key, _)| key != "rules");
            Node::Object(fields.map(|(key, value)| (key, without_rules(value))).collect())
        }
        Node::List(all) => Node::List(all.into_iter().map(without_rules).collect()),
        other => other,
    }
}

fn told(story: &Value) -> Node {
    let deal = common::json_file(&format!("tests/deals/{}.json", story["deal"].as_str().expect("a deal")));
    let mut own = Story {
        request: document(&deal["request"]),
        order: None,
        billed: Vec::new(),
        deposits: Vec::new(),
        events: story["events"].clone(),
    };
    let steps = story["steps"].as_array().expect("steps").iter().map(|step| {
        let (verb, with) = step.as_object().and_then(|own| own.iter().next()).expect("a step");
        own.tell(verb, with).unwrap_or_else(|problems| panic!("{} {step}: {problems}", story["name"]))
    });
    Node::List(steps.collect())
}

#[test]
fn golden_orders_keep_every_cent() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (folder, full) = (root.join("tests/stories"), root.join("target/golden/stories"));
    fs::create_dir_all(&full).expect("a folder");
    fs::create_dir_all(folder.join("expected")).expect("a folder");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("tests/stories")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    assert!(names.len() >= 3, "the golden orders are missing");
    for name in names {
        let node = told(&common::json_file(&format!("tests/stories/{name}")));
        fs::write(full.join(&name), canonical(&node)).expect("written");
        let text = canonical(&without_rules(node));
        let expected = folder.join("expected").join(&name);
        if std::env::var_os("PRORATA_UPDATE").is_some() {
            fs::write(&expected, format!("{text}\n")).expect("written");
        }
        let want = fs::read_to_string(&expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (want, got): (Node, Node) =
            (serde_json::from_str(&want).expect("JSON"), serde_json::from_str(&text).expect("JSON"));
        if let Some(place) = want.first_difference(&got) {
            panic!("{name}: differs at {place}");
        }
    }
}
