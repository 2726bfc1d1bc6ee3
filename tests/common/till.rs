//! Orders that are billed by runs, one after the other; what is posted is known from then on.
#![allow(dead_code)]

use super::orders::{document, order_of};
use super::runs::{billable, keep, shown, try_post, try_run, value};
use super::table::with;
use prorata::invoice::{BillRun, Invoice};
use prorata::order::Order;
use prorata::problem::Problems;
use serde_json::{json, Value};

pub struct Till {
    pub orders: Vec<Value>,
    pub posted: Vec<Invoice>,
    pub series: Value,
    changes: usize,
}

impl Till {
    /// Of these deals, which are accepted as the orders A, B, …
    pub fn of(deals: &[Value]) -> Till {
        let id = |i: usize| char::from(b'A' + i as u8).to_string();
        let sold = |(i, deal): (usize, &Value)| billable(&order_of(deal, json!({ "id": id(i) })), json!({}));
        let orders = deals.iter().enumerate().map(sold).collect();
        Till { orders, posted: Vec::new(), series: json!([{ "id": "all" }]), changes: 0 }
    }

    pub fn order(&self, place: usize) -> Order {
        document(&self.orders[place]["order"])
    }

    /// What is known of an order beside it.
    fn known(&self, place: usize) -> Value {
        let mut known = json!({});
        for key in ["billed", "billedDeposits", "events"] {
            if let Some(own) = self.orders[place].get(key) {
                known[key] = own.clone();
            }
        }
        known
    }

    pub fn try_drafts(&self, request: Value) -> Result<BillRun, Problems> {
        try_run(&self.orders, request)
    }

    pub fn drafts(&self, request: Value) -> BillRun {
        let run = self.try_drafts(request).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(run.errors.is_empty(), "{:?}", run.errors);
        run
    }

    /// A run whose drafts are posted.
    pub fn bill(&mut self, request: Value) -> Vec<Invoice> {
        let drafts = self.drafts(request).drafts;
        self.post(&drafts)
    }

    pub fn post(&mut self, drafts: &[Invoice]) -> Vec<Invoice> {
        let posted = try_post(drafts, &self.series).unwrap_or_else(|problems| panic!("{problems}"));
        self.series = value(&posted.series);
        keep(&mut self.orders, &posted.invoices);
        self.posted.extend(posted.invoices.iter().cloned());
        posted.invoices
    }

    /// The invoices up to a day, as [`shown`].
    pub fn on(&mut self, target: &str) -> Vec<String> {
        self.bill(json!({ "target": target })).iter().map(shown).collect()
    }

    pub fn try_credit(&self, of: usize, more: Value) -> Result<Invoice, Problems> {
        let invoice = &self.posted[of];
        let number = invoice.number.clone().expect("a number");
        let notes: Vec<Value> = self.posted.iter().filter(|own| own.corrects.contains(&number)).map(value).collect();
        let request = json!({ "invoice": value(invoice), "credits": notes, "date": value(&invoice.date) });
        prorata::credit(&prorata::document::read(super::node(&with(request, more)))?)
    }

    /// A credit note for a posted document, posted.
    pub fn credit(&mut self, of: usize, more: Value) -> Invoice {
        let note = self.try_credit(of, more).unwrap_or_else(|problems| panic!("{problems}"));
        self.post(&[note]).remove(0)
    }

    pub fn amend(&mut self, place: usize, on: &str, changes: Value) {
        self.changes += 1;
        let own =
            json!({ "id": format!("{}", self.changes), "effective": on, "sequence": self.changes, "changes": changes });
        let amended = super::orders::amend(&self.order(place), &own, self.known(place));
        self.orders[place]["order"] = value(&amended.order);
    }

    /// The day is the first without service.
    pub fn cancel(&mut self, place: usize, on: &str) {
        self.changes += 1;
        let terms = json!({ "id": format!("{}", self.changes), "on": on });
        let gone = super::orders::cancel(&self.order(place), terms, self.known(place));
        self.orders[place]["order"] = value(&gone.order);
    }

    /// What was used of the charge "c" of a line, in place of what was known.
    pub fn used(&mut self, place: usize, line: &str, records: &[(&str, &str)]) {
        let records = super::table::records(records);
        self.orders[place]["order"]["usage"] = json!([{ "line": line, "records": records }]);
    }

    /// The nets of all documents, in minor units.
    pub fn net(&self) -> i128 {
        self.posted.iter().map(|own| super::minor(&own.totals.net)).sum()
    }
}
