//! A story told through the verbs: sold, billed by runs, posted, changed, credited, billed again. Everything is read from the
//! engine's documents.

use super::engine::{document, field, number, value, with};
use super::num::Num;
use super::question::Fail;
use prorata::invoice::Invoice;
use prorata::order::Order;
use prorata::quote::Proof;
use serde_json::{json, Value};
use std::cell::Cell;

thread_local! {
    static TOLD: Cell<bool> = const { Cell::new(false) };
    static BILLED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a story was told since this was asked last.
pub fn was_told() -> bool {
    TOLD.replace(false)
}

/// Whether one was billed by runs, or posted or credited.
pub fn was_billed() -> bool {
    BILLED.replace(false)
}

/// An order, and what was invoiced of it.
pub struct Story {
    order: Order,
    /// What is known of the order beside it: billed entries, events, adjustments.
    known: Value,
    /// Its posted documents, and the series that numbered them.
    documents: Vec<Invoice>,
    series: Value,
    changes: usize,
}

impl Story {
    /// A quote that is priced and accepted.
    pub fn sold(request: Value) -> Result<Story, Fail> {
        let quote = prorata::price(&document(&request)?)?;
        let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
        let order = prorata::accept(&quote.request, &proof, &document(&json!({ "id": "order" }))?)?;
        let known = json!({ "billed": [], "billedDeposits": [] });
        Ok(Story { order, known, documents: Vec::new(), series: json!([{ "id": "all" }]), changes: 0 })
    }

    /// What is invoiced up to a day; it is posted then. The lines of its documents.
    pub fn bill(&mut self, on: &str) -> Result<Vec<Value>, Fail> {
        let mut all = Vec::new();
        for own in self.run(json!({ "target": on }))? {
            for line in value(&own)?["lines"].as_array().into_iter().flatten() {
                all.push(with(line.clone(), json!({ "date": on })));
            }
        }
        Ok(all)
    }

    /// What a run would draft.
    pub fn drafts(&self, request: Value) -> Result<Value, Fail> {
        BILLED.set(true);
        let known = with(self.known.clone(), json!({ "order": value(&self.order)? }));
        let run = prorata::bill_run(&document(&with(json!({ "orders": [known] }), request))?)?;
        match run.errors.first() {
            Some(wrong) => Err(prorata::Problems { problems: wrong.problems.clone() }.into()),
            None => value(&run),
        }
    }

    /// A bill run whose drafts are posted.
    pub fn run(&mut self, request: Value) -> Result<Vec<Invoice>, Fail> {
        let drafts = self.drafts(request)?["drafts"].clone();
        self.post(&drafts)
    }

    /// Posts drafts; what they bill is known from then on.
    pub fn post(&mut self, drafts: &Value) -> Result<Vec<Invoice>, Fail> {
        let posted = prorata::post(&document(&json!({ "drafts": drafts, "series": self.series }))?)?;
        self.series = value(&posted)?["series"].clone();
        for own in posted.invoices.iter().flat_map(|own| &own.billed) {
            let own = value(own)?;
            for (key, entries) in [("billed", &own["entries"]), ("billedDeposits", &own["deposits"])] {
                let mine = self.known[key].as_array_mut().ok_or("no list")?;
                mine.extend(entries.as_array().into_iter().flatten().cloned());
            }
        }
        self.documents.extend(posted.invoices.iter().cloned());
        Ok(posted.invoices)
    }

    /// A credit note for the first document, posted: what is asked for is added to the request.
    pub fn credit(&mut self, more: Value) -> Result<Value, Fail> {
        BILLED.set(true);
        let invoice = self.documents.first().ok_or("nothing is posted")?;
        let number = invoice.number.clone().unwrap_or_default();
        let notes = self.documents.iter().filter(|own| own.corrects.contains(&number));
        let notes: Vec<Value> = notes.map(value).collect::<Result<_, Fail>>()?;
        let request = json!({ "invoice": value(invoice)?, "credits": notes, "date": invoice.date.to_string() });
        let note = value(&prorata::credit(&document(&with(request, more))?)?)?;
        self.post(&json!([note]))?;
        Ok(note)
    }

    /// An amount given back by hand of the first line of the first document: no more than it has.
    pub fn goodwill(&mut self, amount: Num) -> Result<(), Fail> {
        if amount.is_zero() {
            return Ok(());
        }
        match self.credit(json!({ "lines": [{ "line": 0, "net": amount.text() }] })) {
            Err(problem) if super::engine::is(&problem, prorata::problem::Code::CreditExceedsRest) => {
                self.credit(json!({ "whole": true })).map(drop)
            }
            note => note.map(drop),
        }
    }

    /// The posted document of a place.
    pub fn document(&self, place: usize) -> Result<Value, Fail> {
        value(self.documents.get(place).ok_or("no such document")?)
    }

    /// Cancels the last document; the credit note is posted, what would be billed again is not.
    pub fn cancel_last(&mut self) -> Result<(), Fail> {
        BILLED.set(true);
        let invoice = self.documents.last().ok_or("nothing is posted")?.clone();
        let known = with(self.known.clone(), json!({ "order": value(&self.order)? }));
        let request = json!({ "invoice": value(&invoice)?, "orders": [known], "date": invoice.date.to_string() });
        let rebilled = value(&prorata::cancel_and_rebill(&document(&request)?)?)?;
        self.post(&json!([rebilled["credit"]])).map(drop)
    }

    /// The next day on which something is due.
    pub fn next_due(&self, as_of: &str) -> Result<Value, Fail> {
        BILLED.set(true);
        let options = with(self.known.clone(), json!({ "asOf": as_of }));
        Ok(value(&prorata::next_due(&self.order, &document(&options)?)?)?["nextDue"].clone())
    }

    /// What was used, in place of what was known before.
    pub fn used(&mut self, line: &str, records: Value) -> Result<(), Fail> {
        self.known_usage(json!([{ "line": line, "records": records }]))
    }

    /// The same, of all lines.
    pub fn known_usage(&mut self, usage: Value) -> Result<(), Fail> {
        self.order = document(&with(value(&self.order)?, json!({ "usage": usage })))?;
        Ok(())
    }

    /// The series that number its documents.
    pub fn number(&mut self, series: Value) {
        self.series = series;
    }

    pub fn series(&self) -> Value {
        self.series.clone()
    }

    /// Amounts by hand on the next document.
    pub fn adjust(&mut self, adjustments: Value) {
        self.known["adjustments"] = adjustments;
    }

    /// The plan of what is still to be billed.
    pub fn plan(&self, mut options: Value) -> Result<Value, Fail> {
        TOLD.set(true);
        options["billed"] = self.known["billed"].clone();
        value(&prorata::plan_order(&self.order, &document(&options)?)?)
    }

    /// An amendment from a day on; what it changes.
    pub fn amend(&mut self, on: &str, changes: Value) -> Result<Value, Fail> {
        TOLD.set(true);
        self.changes += 1;
        let own =
            json!({ "id": format!("{}", self.changes), "effective": on, "sequence": self.changes, "changes": changes });
        let options = json!({ "billed": self.known["billed"] });
        let amended = prorata::amend(&self.order, &document(&own)?, &document(&options)?)?;
        self.order = amended.order.clone();
        value(&amended)
    }

    /// A cancellation: the day is the first without service.
    pub fn cancel(&mut self, on: &str) -> Result<Value, Fail> {
        TOLD.set(true);
        self.changes += 1;
        let terms = json!({ "id": format!("{}", self.changes), "on": on });
        let options = json!({ "billed": self.known["billed"] });
        let gone = prorata::cancel(&self.order, &document(&terms)?, &document(&options)?)?;
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
