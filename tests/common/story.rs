//! Stories: what is accepted, billed, amended, posted, credited, step by step; each step's answer is kept. Golden orders and the worked
//! examples of docs/billing.md are told by it; `tell` in tests/support.mjs tells the same in JavaScript.
#![allow(dead_code)]

use super::orders::document;
use super::runs::value;
use prorata::document::{canonical, Node, Write};
use prorata::invoice::Invoice;
use prorata::order::{Amended, Order};
use prorata::problem::Problems;
use prorata::quote::{InvoicePlan, Proof, QuoteRequest};
use serde_json::{json, Value};

pub struct Story {
    request: QuoteRequest,
    order: Option<Order>,
    billed: Vec<Value>,
    deposits: Vec<Value>,
    events: Value,
    /// What stands beside the order in a run: holds, adjustments, tags.
    control: Value,
    drafts: Vec<Invoice>,
    posted: Vec<Invoice>,
    series: Value,
    write_offs: Vec<Value>,
}

fn merged(mut base: Value, more: &Value) -> Value {
    more.as_object().expect("fields").iter().for_each(|(key, value)| base[key] = value.clone());
    base
}

impl Story {
    pub fn new(request: &Value, events: &Value) -> Story {
        Story {
            request: document(request),
            order: None,
            billed: Vec::new(),
            deposits: Vec::new(),
            events: events.clone(),
            control: json!({}),
            drafts: Vec::new(),
            posted: Vec::new(),
            series: json!([{ "id": "FA", "prefix": "FA-" }]),
            write_offs: Vec::new(),
        }
    }

    fn order(&self) -> &Order {
        self.order.as_ref().expect("accepted")
    }

    fn options(&self, more: &Value) -> Value {
        merged(json!({ "billed": self.billed, "billedDeposits": self.deposits, "events": self.events }), more)
    }

    fn billable(&self) -> Value {
        merged(self.options(&self.control), &json!({ "order": value(self.order()) }))
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

    /// Keeps drafts, and what they say of the order.
    fn keep(&mut self, drafts: &[Invoice]) {
        for billed in drafts.iter().flat_map(|own| &own.billed) {
            self.billed.extend(billed.entries.iter().map(value));
            self.deposits.extend(billed.deposits.iter().map(value));
        }
        self.drafts.extend(drafts.iter().cloned());
    }

    fn amended(&mut self, amended: Amended) -> Node {
        self.order = Some(amended.order.clone());
        amended.write()
    }

    /// A posted document by its number, and the notes that correct it.
    fn of(&self, with: &Value) -> Value {
        let number = with["number"].as_str().expect("a number");
        let invoice = self.posted.iter().find(|own| own.number.as_deref() == Some(number)).expect("posted");
        let notes = self.posted.iter().chain(&self.drafts);
        let credits: Vec<Value> = notes.filter(|own| own.corrects.iter().any(|own| own == number)).map(value).collect();
        let mut more = with.clone();
        more.as_object_mut().expect("fields").remove("number");
        merged(json!({ "invoice": value(invoice), "credits": credits }), &more)
    }

    fn books(&self, with: &Value) -> Value {
        let invoices: Vec<Value> = self.posted.iter().map(value).collect();
        merged(json!({ "invoices": invoices, "writeOffs": self.write_offs }), with)
    }

    /// A step's answer.
    ///
    /// # Errors
    /// What the verb refuses.
    pub fn tell(&mut self, verb: &str, with: &Value) -> Result<Node, Problems> {
        let options = self.options(&json!({}));
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
            "control" => {
                self.control = with.clone();
                return Ok(Node::Null);
            }
            "use" => {
                self.order = Some(document(&merged(value(self.order()), &json!({ "usage": with }))));
                return Ok(Node::Null);
            }
            "series" => {
                self.series = with.clone();
                return Ok(Node::Null);
            }
            "bill" => {
                let options = self.options(&json!({ "through": with, "asOf": with }));
                let plan = prorata::plan_order(self.order(), &document(&options))?;
                self.bill(&plan);
                plan.write()
            }
            "plan" => prorata::plan_order(self.order(), &document(&self.options(with)))?.write(),
            "nextDue" => prorata::next_due(self.order(), &document(&self.options(with)))?.write(),
            "run" => {
                let run = prorata::bill_run(&document(&merged(json!({ "orders": [self.billable()] }), with)))?;
                self.keep(&run.drafts);
                run.write()
            }
            "post" => {
                let drafts: Vec<Value> = self.drafts.iter().map(value).collect();
                let request = merged(json!({ "drafts": drafts, "series": self.series }), with);
                let posted = prorata::post(&document(&request))?;
                self.series = value(&posted.series);
                self.drafts.clear();
                self.posted.extend(posted.invoices.iter().cloned());
                posted.write()
            }
            "credit" | "debit" => {
                let mut request = self.of(with);
                let note = if verb == "credit" {
                    prorata::credit(&document(&request))?
                } else {
                    request.as_object_mut().expect("fields").remove("credits");
                    prorata::debit(&document(&request))?
                };
                self.keep(std::slice::from_ref(&note));
                note.write()
            }
            "rebill" => {
                let request = merged(self.of(with), &json!({ "orders": [self.billable()] }));
                let own = prorata::cancel_and_rebill(&document(&request))?;
                self.keep(std::slice::from_ref(&own.credit));
                self.keep(&own.run.drafts);
                own.write()
            }
            "writeOff" => {
                let own = prorata::write_off(&document(&self.of(with)))?;
                self.write_offs.push(value(&own));
                own.write()
            }
            "fold" => {
                let request = merged(json!({ "billed": self.billed, "events": self.events }), with);
                let own = prorata::fold_billed(self.order(), &document(&request))?;
                self.billed = own.billed.iter().map(value).collect();
                own.write()
            }
            "journal" => prorata::journal(&document(&self.books(with)))?.write(),
            "recognise" => {
                let mut with =
                    merged(self.books(with), &json!({ "orders": [value(self.order())], "events": self.events }));
                with.as_object_mut().expect("fields").remove("writeOffs");
                prorata::recognise(&document(&with))?.write()
            }
            "statement" => prorata::statement(&document(&self.books(with)))?.write(),
            "export" => {
                let mut with = with.clone();
                let format = with.as_object_mut().expect("fields").remove("format").expect("a format");
                let journal = prorata::journal(&document(&self.books(&with)))?;
                let entries: Vec<Value> = journal.entries.iter().map(value).collect();
                prorata::export_journal(&document(&json!({ "entries": entries, "format": format })))?.write()
            }
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

/// The answers of a golden story.
pub fn golden(story: &Value) -> Node {
    let deal = super::json_file(&format!("tests/deals/{}.json", story["deal"].as_str().expect("a deal")));
    let mut own = Story::new(&deal["request"], &story["events"]);
    let steps = story["steps"].as_array().expect("steps").iter().map(|step| {
        let (verb, with) = step.as_object().and_then(|own| own.iter().next()).expect("a step");
        own.tell(verb, with).unwrap_or_else(|problems| panic!("{} {step}: {problems}", story["name"]))
    });
    Node::List(steps.collect())
}
