//! The caller's books: orders, documents, what they say was billed; and the questions that are put to the engine.

use super::days::{parse, text, Day};
use super::owed::{fold, Amendment, Deal, Usage, Versions};
use crate::common::orders::document;
use prorata::calendar::Date;
use prorata::invoice::{
    AccountCredit, Adjustment, BillRun, BillRunRequest, BillableOrder, Choice, Criteria, GroupBy, Hold, Invoice,
    NumberSeries, Submitted,
};
use prorata::order::{EntryKind, Order, OrderEntry};
use prorata::quote::Events;
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// An order, and the same as the model knows it.
pub struct Own {
    pub id: String,
    pub deal: Deal,
    pub order: Order,
    pub taken: Vec<Amendment>,
    pub usage: Usage,
    pub events: BTreeMap<String, Day>,
    pub holds: Vec<Value>,
    pub adjustments: Vec<Value>,
    /// As the last run of everything said, while nothing has changed.
    pub next: Option<Day>,
}

/// A document that was made: a draft, or posted.
pub struct Doc {
    pub invoice: Invoice,
    /// The place of the document that it corrects.
    pub corrects: Option<usize>,
    /// Whether a cancellation has taken it back, with what it says of its orders.
    pub void: bool,
    /// Whether it was thrown away.
    pub gone: bool,
}

pub struct Books {
    pub orders: Vec<Own>,
    pub docs: Vec<Doc>,
    pub series: Vec<NumberSeries>,
    /// Places of posted documents, in the order of their numbers.
    pub posted: Vec<usize>,
    pub balances: Vec<AccountCredit>,
    pub now: Day,
}

pub fn date(day: Day) -> Date {
    Date::parse(&text(day)).expect("a date")
}

pub fn day_of(date: Date) -> Day {
    parse(&date.to_string())
}

pub fn minor(text: &str) -> i128 {
    crate::common::minor(text)
}

impl Own {
    pub fn versions(&self) -> Versions {
        fold(&self.deal, &self.taken, "").expect("amendments that were accepted")
    }

    pub fn events(&self) -> Events {
        Events(self.events.iter().map(|(name, day)| (name.clone(), date(*day))).collect())
    }
}

/// What is asked of the engine beside the orders.
#[derive(Clone)]
pub struct Ask {
    pub target: Day,
    pub date: Option<Day>,
    pub criteria: Criteria,
    pub chosen: Vec<Choice>,
    /// Whether holds and adjustments are handed in.
    pub with_holds: bool,
    pub with_adjustments: bool,
    pub with_next: bool,
    /// Only this order.
    pub only: Option<usize>,
}

impl Ask {
    /// Everything that is due by a day.
    pub fn all(target: Day) -> Ask {
        Ask {
            target,
            date: None,
            criteria: Criteria::default(),
            chosen: Vec::new(),
            with_holds: false,
            with_adjustments: false,
            with_next: false,
            only: None,
        }
    }
}

/// Entries of an order beyond those of the books.
pub type More = Vec<Vec<OrderEntry>>;

impl Books {
    /// What documents say of an order, in the order in which they were made.
    pub fn billed(&self, id: &str) -> Vec<OrderEntry> {
        let there = self.docs.iter().filter(|own| !own.gone);
        let mine = there.flat_map(|own| &own.invoice.billed).filter(|billed| billed.order == id);
        mine.flat_map(|billed| billed.entries.iter().cloned()).collect()
    }

    /// What stands: without what was cancelled, and without the reversals that say so.
    pub fn standing(&self, id: &str) -> Vec<OrderEntry> {
        let there = self.docs.iter().filter(|own| !own.gone && !own.void);
        let mine = there.flat_map(|own| &own.invoice.billed).filter(|billed| billed.order == id);
        let entries = mine.flat_map(|billed| billed.entries.iter().cloned());
        entries.filter(|own| own.kind != EntryKind::Reversal).collect()
    }

    pub fn billable(&self, place: usize, ask: &Ask, more: &[OrderEntry]) -> BillableOrder {
        let own = &self.orders[place];
        let mut billed = self.billed(&own.id);
        billed.extend(more.iter().cloned());
        let holds = if ask.with_holds { own.holds.clone() } else { Vec::new() };
        let adjustments = if ask.with_adjustments { own.adjustments.clone() } else { Vec::new() };
        BillableOrder {
            order: own.order.clone(),
            billed,
            billed_deposits: Vec::new(),
            events: own.events(),
            next_due: own.next.filter(|_| ask.with_next).map(date),
            batch: None,
            tags: Vec::new(),
            invoice_group: None,
            holds: holds.iter().map(document::<Hold>).collect(),
            adjustments: adjustments.iter().map(document::<Adjustment>).collect(),
        }
    }

    /// A bill run over the orders, with more entries than the books have.
    pub fn run(&self, ask: &Ask, more: &More) -> Result<BillRun, String> {
        let none = Vec::new();
        let chosen = (0..self.orders.len()).filter(|place| ask.only.is_none_or(|only| only == *place));
        let orders = chosen.map(|place| {
            let more = more.get(place).unwrap_or(&none);
            Submitted::Order(Box::new(self.billable(place, ask, more)))
        });
        let request = BillRunRequest {
            orders: orders.collect(),
            target: Some(date(ask.target)),
            invoice_date: ask.date.map(date),
            criteria: ask.criteria.clone(),
            chosen: ask.chosen.clone(),
            group_by: vec![GroupBy::Account],
            balances: self.balances.clone(),
            cash_rounding: None,
            quiet: Vec::new(),
        };
        let run = prorata::bill_run(&request).map_err(|problems| format!("the run is refused: {problems}"))?;
        match run.errors.first() {
            Some(own) => Err(format!("run at {}: {:?}", text(ask.target), own)),
            None => Ok(run),
        }
    }

    /// What drafts say, by order.
    pub fn said(&self, drafts: &[Invoice]) -> More {
        let of = |own: &Own| {
            let mine = drafts.iter().flat_map(|own| &own.billed).filter(|billed| billed.order == own.id);
            mine.flat_map(|billed| billed.entries.iter().cloned()).collect()
        };
        self.orders.iter().map(of).collect()
    }

    /// Keeps what a run made.
    pub fn keep(&mut self, run: BillRun) {
        let doc = |invoice| Doc { invoice, corrects: None, void: false, gone: false };
        self.docs.extend(run.drafts.into_iter().map(doc));
        self.balances = run.balances;
    }

    /// Places of documents that are posted, stand, and are no corrections of others.
    pub fn open_documents(&self) -> Vec<usize> {
        let fits = |place: &usize| {
            let own = &self.docs[*place];
            own.invoice.number.is_some() && !own.void && !own.gone && own.corrects.is_none()
        };
        (0..self.docs.len()).filter(fits).collect()
    }

    /// What corrects a document.
    pub fn credits_of(&self, place: usize) -> Vec<usize> {
        (0..self.docs.len()).filter(|i| self.docs[*i].corrects == Some(place) && !self.docs[*i].gone).collect()
    }

    pub fn is_draft(&self, place: usize) -> bool {
        self.docs[place].invoice.number.is_none() && !self.docs[place].gone
    }
}

/// Days and quantities of usage, as an order has them.
pub fn usage_json(usage: &Usage) -> Value {
    let mut lines: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (line, day, units) in usage {
        let record = json!({ "charge": "c", "date": text(*day), "quantity": units.to_string() });
        lines.entry(line).or_default().push(record);
    }
    json!(lines.iter().map(|(line, records)| json!({ "line": line, "records": records })).collect::<Vec<Value>>())
}
