//! The three real-life deals as orders that are billed by runs: who sells, what is used, what happens on which day.
#![allow(dead_code)]

use crate::common::orders::{amend, amendment, document, order_of};
use crate::common::runs::{billable, keep, run, try_post, value};
use crate::common::table::with;
use crate::common::{json_file, minor};
use prorata::invoice::Invoice;
use serde_json::{json, Value};

pub const SELLERS: [&str; 3] = ["nuage", "mecaligne", "fibre"];

fn request(name: &str, seller: &str) -> Value {
    let mut request = json_file(&format!("tests/deals/{name}.json"))["request"].clone();
    request["seller"]["id"] = json!(seller);
    request["account"]["id"] = json!(format!("{seller}-buyer"));
    request
}

fn add(request: &mut Value, product: Value, line: Value) {
    request["catalog"]["products"].as_array_mut().expect("products").push(product);
    request["lines"].as_array_mut().expect("lines").push(line);
}

fn metered(id: &str, price: Value) -> Value {
    let billing = json!({ "kind": "recurring", "timing": "arrears", "billDay": 1 });
    json!({ "id": id, "charges": [{ "id": "use", "kind": "usage", "price": price, "billing": billing, "taxCode": "FR-20" }] })
}

/// Seats and support by the month, onboarding in two parts, calls; a deposit of 3000.00 that the first invoices settle.
fn saas() -> Value {
    let mut request = request("saas-seats-onboarding", "nuage");
    let tiers =
        json!([{ "upTo": "100", "unitPrice": "0" }, { "upTo": "1000", "unitPrice": "0.80" }, { "unitPrice": "0.35" }]);
    let calls = metered("API-CALL", json!({ "model": "graduated", "tiers": tiers }));
    add(&mut request, calls, json!({ "id": "calls", "product": "API-CALL" }));
    request["deposits"] = json!([{ "id": "D", "amount": "6000", "on": { "date": "2026-03-16" } }]);
    request
}

/// Four milestones with a retainage, then years of maintenance.
fn equipment() -> Value {
    let mut request = request("equipment-retainage", "mecaligne");
    let later = json_file("tests/deals/equipment-maintenance.json")["request"].clone();
    let one = |list: &Value, id: &str| list.as_array().expect("a list").iter().find(|own| own["id"] == id).cloned();
    let product = one(&later["catalog"]["products"], "MAINT-GOLD").expect("the maintenance");
    add(&mut request, product, one(&later["lines"], "7").expect("its line"));
    request["end"] = later["end"].clone();
    request
}

/// Sites that go live in waves, at two rates of tax, and minutes.
fn telecom() -> Value {
    let mut request = request("telecom-ramp-two-rates", "fibre");
    let tiers = json!([{ "upTo": "3000", "unitPrice": "0" }, { "upTo": "8000", "unitPrice": "0.032" }, { "unitPrice": "0.024" }]);
    add(
        &mut request,
        metered("VOICE-MIN", json!({ "model": "graduated", "tiers": tiers })),
        json!({ "id": "voice", "product": "VOICE-MIN" }),
    );
    request["policy"]["amendBy"] = json!("delta");
    request
}

/// Twenty-four months of books: orders, documents, payments and write-offs, as they are known on a day.
pub struct Years {
    pub orders: Vec<Value>,
    pub posted: Vec<Invoice>,
    pub payments: Vec<Value>,
    pub write_offs: Vec<Value>,
    series: Value,
}

impl Years {
    pub fn begin() -> Years {
        let series = |seller: &str| json!({ "id": seller, "prefix": seller, "format": "{prefix}-{number:4}", "sellers": [seller] });
        let mut orders = Vec::new();
        for (i, request) in [saas(), equipment(), telecom()].iter().enumerate() {
            orders.push(billable(&order_of(request, json!({ "id": SELLERS[i] })), json!({ "events": {} })));
        }
        let series = json!(SELLERS.map(series));
        Years { orders, posted: Vec::new(), payments: Vec::new(), write_offs: Vec::new(), series }
    }

    pub fn amend(&mut self, place: usize, own: Value) {
        let order: prorata::order::Order = document(&self.orders[place]["order"]);
        let own_state = &self.orders[place];
        let mut options = json!({ "events": own_state["events"] });
        for key in ["billed", "billedDeposits"] {
            if own_state[key].is_array() {
                options[key] = own_state[key].clone();
            }
        }
        self.orders[place]["order"] = value(&amend(&order, &own, options).order);
    }

    /// Usage, and events of a day.
    pub fn learn(&mut self, date: &str) {
        let events = [
            ("go-live", "2026-05-11"),
            ("drawings-approved", "2026-04-20"),
            ("fat", "2026-09-14"),
            ("sat", "2026-12-07"),
            ("warranty-end", "2027-12-07"),
        ];
        for (event, day) in events.iter().filter(|(_, day)| *day <= date) {
            self.orders[if *event == "go-live" { 0 } else { 1 }]["events"][*event] = json!(day);
        }
        for (place, line, first, base) in [(0, "calls", 2, 700), (2, "voice", 0, 4_000)] {
            let mut all = Vec::new();
            for month in first..24 {
                for (day, times) in [("03", 1), ("17", 2), ("28", 1)] {
                    let on = format!("{}-{:02}-{day}", 2026 + month / 12, month % 12 + 1);
                    if on.as_str() <= date && (line != "calls" || on.as_str() > "2026-03-16") {
                        let quantity = (base + 37 * month * times) * times / 2;
                        all.push(json!({ "line": line, "records": [{ "charge": "use", "date": on, "quantity": quantity.to_string() }] }));
                    }
                }
            }
            self.orders[place]["order"]["usage"] = json!(all);
        }
    }

    /// Drafts become documents, which the orders know.
    pub fn post(&mut self, drafts: &[Invoice]) {
        let posted = try_post(drafts, &self.series).unwrap_or_else(|problems| panic!("{problems}"));
        self.series = value(&posted.series);
        keep(&mut self.orders, &posted.invoices);
        self.posted.extend(posted.invoices);
    }

    pub fn bill(&mut self, date: &str) {
        let drafts = run(&self.orders, json!({ "target": date })).drafts;
        self.post(&drafts);
        self.orders.iter_mut().for_each(|own| drop(own.as_object_mut().expect("fields").remove("adjustments")));
    }

    /// The last document of a seller of this kind.
    pub fn last(&self, place: usize, kind: &str) -> &Invoice {
        let mine = |own: &&Invoice| own.orders == [SELLERS[place]] && own.kind.as_str() == kind;
        self.posted.iter().rev().find(mine).expect("a document")
    }

    /// A document of a seller by its date.
    pub fn of(&self, place: usize, date: &str) -> &Invoice {
        let mine = |own: &&Invoice| own.orders == [SELLERS[place]] && own.date.to_string() == date;
        self.posted.iter().find(mine).unwrap_or_else(|| panic!("no document of {date}"))
    }

    fn notes(&self, invoice: &Invoice) -> Vec<Value> {
        let number = invoice.number.clone().expect("a number");
        self.posted.iter().filter(|own| own.corrects.contains(&number)).map(value).collect()
    }

    pub fn correct(&mut self, (place, of): (usize, &str), date: &str, verb: &str, more: Value) {
        let invoice = self.of(place, of).clone();
        let base = json!({ "invoice": value(&invoice), "date": date });
        let credits = json!({ "credits": self.notes(&invoice) });
        match verb {
            "credit" => {
                let note = prorata::credit(&document(&with(with(base, credits), more))).expect("a credit note");
                self.post(&[note]);
            }
            "debit" => {
                let note = prorata::debit(&document(&with(base, more))).expect("a debit note");
                self.post(&[note]);
            }
            "rebill" => {
                let orders = json!({ "orders": [self.orders[place]] });
                let again = prorata::cancel_and_rebill(&document(&with(with(with(base, credits), orders), more)))
                    .expect("billed again");
                self.post(&[again.credit]);
                self.post(&again.run.drafts);
            }
            _ => {
                let paid: i128 = self
                    .payments
                    .iter()
                    .filter(|own| own["invoice"] == json!(invoice.number))
                    .map(|own| minor(own["amount"].as_str().expect("an amount")))
                    .sum();
                let paid = json!({ "paid": crate::common::books::show(paid) });
                let own =
                    prorata::write_off(&document(&with(with(with(base, credits), paid), more))).expect("a write-off");
                self.write_offs.push(value(&own));
            }
        }
    }

    /// What was due by a day is paid: one in seven a cent short, one in eleven twice as much as a part, some not at all.
    pub fn pay(&mut self, date: &str) {
        for i in 0..self.posted.len() {
            let (own, id) = (&self.posted[i], format!("P{i}"));
            let due = minor(&own.amount_due);
            let open = due != 0
                && own.due.to_string().as_str() <= date
                && !self.payments.iter().any(|known| known["id"] == json!(id));
            if !open || i % 13 == 5 {
                continue;
            }
            let amount = match i % 11 {
                3 => due - 1,
                7 => due / 2,
                8 => due + 100,
                _ => due,
            };
            let customer = own.account.as_ref().and_then(|own| own.id.clone());
            let payment = json!({ "id": id, "date": date, "currency": "EUR", "amount": crate::common::books::show(amount), "invoice": own.number, "customer": customer });
            self.payments.push(payment);
        }
    }

    /// What happens on a day, beside the run of that day.
    pub fn happens(&mut self, date: &str) {
        match date {
            "2026-03-20" => {
                self.correct((0, "2026-03-16"), date, "credit", json!({ "net": "200", "reason": "late start" }))
            }
            "2026-05-04" => self.correct(
                (1, "2026-04-20"),
                date,
                "credit",
                json!({ "lines": [{ "line": 1, "net": "1234.56" }], "reason": "scratched" }),
            ),
            "2026-06-15" => {
                let goodwill = json!([{ "id": "outage", "line": "2", "name": "Outage", "net": "-75.35", "reason": "outage in June" }]);
                self.orders[0]["adjustments"] = goodwill;
            }
            "2026-07-08" => self.correct((0, "2026-07-01"), date, "rebill", json!({ "reason": "wrong address" })),
            "2026-08-05" => self.correct(
                (2, "2026-08-01"),
                date,
                "debit",
                json!({ "lines": [{ "line": 0, "net": "12.55", "name": "Express" }] }),
            ),
            "2026-09-10" => {
                self.amend(0, amendment("more-seats", date, json!([{ "line": "2", "add": { "quantity": "45" } }])))
            }
            "2026-10-20" => {
                self.correct((2, "2026-02-01"), date, "credit", json!({ "gross": "33.33", "reason": "goodwill" }))
            }
            "2026-11-17" => {
                let lines = self.orders[2]["order"]["quote"]["lines"].as_array().expect("lines").clone();
                let sites = lines.iter().filter(|line| line["id"] != "voice" && line["segments"].is_array());
                let less: Vec<Value> = sites
                    .map(|line| json!({ "line": line["id"], "add": { "quantity": "-1" }, "rest": true }))
                    .collect();
                self.amend(2, amendment("closed", "2026-11-03", Value::Array(less)));
            }
            "2027-03-15" => {
                let unpaid = |own: &&Invoice| {
                    own.orders == [SELLERS[2]]
                        && minor(&own.amount_due) > 0
                        && own.due.to_string().as_str() < date
                        && !self.payments.iter().any(|known| known["invoice"] == json!(own.number))
                };
                let of = self.posted.iter().find(unpaid).expect("an unpaid invoice").date.to_string();
                self.correct((2, &of), date, "writeOff", json!({ "amount": "60.01", "reason": "will not be paid" }));
            }
            "2027-02-12" => {
                self.amend(0, amendment("fewer", "2026-12-15", json!([{ "line": "2", "add": { "quantity": "-20" } }])))
            }
            _ => {}
        }
    }
}
