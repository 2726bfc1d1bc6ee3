//! Random lives of orders that are billed by runs, amended, credited, debited, billed again and used late, with their books closed month by
//! month. `PRORATA_SOAK=1` (npm run soak) lives 2,000; `PRORATA_SEED=7 cargo test --test ledger_laws one_life -- --nocapture` tells one.

#[path = "common/closing.rs"]
mod closing;
mod common;
#[path = "common/random.rs"]
mod random;

use closing::{list, text, Closing};
use common::books::{balance, journal, show, statement};
use common::minor;
use common::orders::{amendment, document, order_of, try_amend, try_plan};
use common::runs::{billable, keep, shown, try_post, try_run, value};
use common::table::with;
use prorata::calendar::Date;
use prorata::invoice::Invoice;
use random::Random;
use serde_json::{json, Value};
use std::collections::BTreeMap;

fn accounts() -> Value {
    json!({ "chart": "us" })
}

/// Charges that are billed in advance, in arrears, once, by milestones and by what is used.
fn charges(r: &mut Random) -> Vec<Value> {
    let month = json!({ "unit": "month" });
    let recurring = |r: &mut Random, id: &str| {
        let every = json!({ "unit": "month", "count": *r.pick(&[1, 1, 3]) });
        let billing = json!({ "kind": "recurring", "every": every, "timing": *r.pick(&["advance", "arrears"]), "billDay": r.int(1, 31) });
        let per = if r.chance(30) { json!({ "unit": "year" }) } else { month.clone() };
        json!({ "id": id, "kind": "recurring", "per": per, "price": { "model": "perUnit", "unitPrice": r.decimal(90_000, 2) }, "billing": billing })
    };
    let mut all = vec![recurring(r, "fee")];
    if r.chance(50) {
        all.push(recurring(r, "support"));
    }
    if r.chance(60) {
        all.push(
            json!({ "id": "setup", "kind": "oneTime", "price": { "model": "flat", "amount": r.decimal(90_000, 2) } }),
        );
    }
    if r.chance(40) {
        let items = json!([{ "id": "start", "percent": "30", "on": { "date": "2026-02-10" } }, { "id": "live", "percent": "50", "on": { "event": "live" } },
            { "id": "end", "remainder": true, "on": { "event": "done" } }]);
        let billing = json!({ "kind": "milestones", "items": items });
        all.push(json!({ "id": "project", "kind": "oneTime", "price": { "model": "flat", "amount": r.decimal(900_000, 2) }, "billing": billing }));
    }
    if r.chance(50) {
        let billing = json!({ "kind": "recurring", "timing": "arrears", "billDay": 1 });
        let price = json!({ "model": "perUnit", "unitPrice": r.decimal(900, 3) });
        all.push(json!({ "id": "use", "kind": "usage", "price": price, "billing": billing }));
    }
    all.iter_mut().for_each(|own| own["taxCode"] = json!("S"));
    all
}

fn request(r: &mut Random, id: &str) -> Value {
    let policy = match r.int(0, 3) {
        0 => json!({ "amendBy": "delta" }),
        1 => json!({ "amendBy": "replace" }),
        2 => json!({ "rounding": "independent", "termTotal": "measured" }),
        _ => json!({}),
    };
    let mut request = json!({
        "id": id, "currency": "EUR", "start": format!("2026-01-{:02}", r.int(1, 28)), "term": { "unit": "month", "count": r.int(5, 14) },
        "account": { "id": format!("customer-{id}") }, "policy": policy,
        "catalog": { "products": [{ "id": "p", "charges": charges(r) }] },
        "lines": [{ "id": "1", "product": "p", "quantity": r.int(1, 20).to_string() }, { "id": "2", "product": "p", "quantity": r.int(1, 9).to_string() }],
        "taxes": [{ "code": "S", "percent": *r.pick(&["20", "5.5", "8.1"]) }], "paymentTerms": { "net": 30 },
    });
    if r.chance(25) {
        request["deposits"] = json!([{ "id": "D", "amount": "50", "on": { "date": request["start"] } }]);
    }
    request
}

#[derive(Default)]
struct Life {
    orders: Vec<Value>,
    series: Value,
    posted: Vec<Invoice>,
    payments: Vec<Value>,
    write_offs: Vec<Value>,
    steps: BTreeMap<&'static str, u32>,
    /// What a run refuses: the life ends, and proves nothing more.
    broken: Option<String>,
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// The last day of a month, counted from January 2026.
fn last_day(month: i32) -> Date {
    date(&format!("{}-{:02}-01", 2026 + (month + 1) / 12, (month + 1) % 12 + 1)).plus_days(-1)
}

impl Life {
    fn count(&mut self, step: &'static str) {
        *self.steps.entry(step).or_default() += 1;
    }

    fn post(&mut self, drafts: &[Invoice]) {
        let posted = try_post(drafts, &self.series).unwrap_or_else(|problems| panic!("{problems}"));
        self.series = value(&posted.series);
        keep(&mut self.orders, &posted.invoices);
        self.posted.extend(posted.invoices);
    }

    fn run(&mut self, day: &str) {
        match try_run(&self.orders, json!({ "target": day })) {
            Ok(run) if run.errors.is_empty() => {
                self.post(&run.drafts);
                self.orders.iter_mut().for_each(|own| drop(own.as_object_mut().expect("fields").remove("adjustments")));
                self.count("run");
            }
            Ok(run) => self.broken = Some(format!("{day}: {:?}", run.errors)),
            Err(problems) => self.broken = Some(format!("{day}: {problems}")),
        }
    }

    fn amend(&mut self, r: &mut Random, day: &str, place: usize, n: i32) {
        let known = self.orders[place].clone();
        let order: prorata::order::Order = document(&known["order"]);
        let mut options = json!({});
        for key in ["billed", "billedDeposits", "events"] {
            if !known[key].is_null() {
                options[key] = known[key].clone();
            }
        }
        let line = *r.pick(&["1", "2"]);
        let effective = date(day).plus_days(i32::try_from(r.int(0, 80)).expect("days") - 60).max(date("2026-01-29"));
        let changes = match r.int(0, 5) {
            0 => json!([{ "line": line, "set": { "end": effective.plus_days(40) } }]),
            1 => json!([{ "removeLine": line }]),
            2 => json!([{ "line": line, "set": { "quantity": r.int(1, 30).to_string() } }]),
            _ => json!([{ "line": line, "add": { "quantity": *r.pick(&["1", "3", "-1"]) } }]),
        };
        let own = amendment(&format!("A{n}-{place}"), &effective.to_string(), changes);
        match try_amend(&order, &own, options) {
            Ok(amended) => {
                self.orders[place]["order"] = value(&amended.order);
                self.count("amended");
            }
            Err(_) => self.count("amendment refused"),
        }
    }

    fn correct(&mut self, r: &mut Random, day: &str) {
        let own: Vec<&Invoice> =
            self.posted.iter().filter(|own| own.kind.as_str() == "invoice" && !own.lines.is_empty()).collect();
        if own.is_empty() {
            return;
        }
        let invoice = (*r.pick(&own)).clone();
        let number = invoice.number.clone().expect("a number");
        let notes: Vec<Value> = self.posted.iter().filter(|own| own.corrects.contains(&number)).map(value).collect();
        let line = r.int(0, i64::try_from(invoice.lines.len()).expect("lines") - 1);
        let base = json!({ "invoice": value(&invoice), "date": day });
        let all = with(base.clone(), json!({ "credits": notes }));
        match r.int(0, 6) {
            0 | 1 => {
                let lines =
                    if r.chance(50) { json!([{ "line": line }]) } else { json!([{ "line": line, "net": "1.23" }]) };
                match prorata::credit(&document(&with(all, json!({ "lines": lines })))) {
                    Ok(note) => (self.post(&[note]), self.count("credit")).1,
                    Err(_) => self.count("credit refused"),
                }
            }
            2 => match prorata::credit(&document(&with(all, json!({ "gross": r.decimal(2_000, 2) })))) {
                Ok(note) => (self.post(&[note]), self.count("credit")).1,
                Err(_) => self.count("credit refused"),
            },
            3 => match prorata::debit(&document(&with(base, json!({ "lines": [{ "line": line, "net": "3.21" }] })))) {
                Ok(note) => (self.post(&[note]), self.count("debit")).1,
                Err(_) => self.count("debit refused"),
            },
            4 => {
                let amount = json!({ "amount": r.decimal(900, 2) });
                match prorata::write_off(&document(&with(all, amount))) {
                    Ok(own) => (self.write_offs.push(value(&own)), self.count("write-off")).1,
                    Err(_) => self.count("write-off refused"),
                }
            }
            5 => {
                let place =
                    usize::try_from(r.int(0, i64::try_from(self.orders.len()).expect("orders") - 1)).expect("a place");
                let own = json!([{ "id": format!("G{day}"), "line": "1", "charge": "fee", "name": "Goodwill", "net": *r.pick(&["-4.44", "2.22"]) }]);
                self.orders[place]["adjustments"] = own;
                self.count("adjustment");
            }
            _ => match prorata::cancel_and_rebill(&document(&with(all, json!({ "orders": self.orders })))) {
                Ok(again) if again.run.errors.is_empty() => {
                    self.post(&[again.credit]);
                    self.post(&again.run.drafts);
                    self.orders
                        .iter_mut()
                        .for_each(|own| drop(own.as_object_mut().expect("fields").remove("adjustments")));
                    self.count("billed again");
                }
                _ => self.count("rebill refused"),
            },
        }
    }

    /// What is used, now or late.
    fn uses(&mut self, r: &mut Random, day: &str) {
        for order in &mut self.orders {
            let is_used = list(&order["order"]["quote"]["catalog"]["products"][0]["charges"])
                .iter()
                .any(|own| own["id"] == "use");
            if is_used {
                let on = date(day).plus_days(-i32::try_from(r.int(0, 70)).expect("days")).max(date("2026-01-29"));
                let mut all = order["order"]["usage"].as_array().cloned().unwrap_or_default();
                let known = all.iter_mut().find(|own| own["line"] == "1");
                let record = json!({ "charge": "use", "date": on, "quantity": r.int(1, 500).to_string() });
                match known {
                    Some(own) => own["records"].as_array_mut().expect("records").push(record),
                    None => all.push(json!({ "line": "1", "records": [record] })),
                }
                let before = std::mem::replace(&mut order["order"]["usage"], json!(all));
                // Nothing is used where there is no service.
                let is_served = try_plan(&document(&order["order"]), json!({ "events": order["events"] })).is_ok();
                if !is_served {
                    order["order"]["usage"] = if before.is_null() { json!([]) } else { before };
                }
            }
        }
    }

    fn pay(&mut self, r: &mut Random, day: &str) {
        let Some(own) = self.posted.last() else { return };
        let id = format!("P{}", self.payments.len());
        let mut payment = json!({ "id": id, "date": day, "currency": "EUR", "amount": r.decimal(90_000, 2), "customer": own.account.as_ref().and_then(|own| own.id.clone()) });
        if r.chance(70) {
            payment["invoice"] = json!(own.number);
        }
        self.payments.push(payment);
    }

    fn invoices(&self) -> Vec<Value> {
        self.posted.iter().map(value).collect()
    }

    /// The life, for whoever looks into it.
    fn tell(&self, done: &Value) {
        for own in &self.orders {
            println!("{}\n{}", own["order"]["quote"], own["order"]["amendments"]);
        }
        for own in &self.posted {
            println!("{} {:?}: {}", own.number.as_deref().unwrap_or(""), own.corrects, shown(own));
            for own in own.billed.iter().flat_map(|own| &own.entries) {
                println!("    {}", value(own));
            }
        }
        let open = list(&done["obligations"]).iter().filter(|own| own["recognised"] != own["invoiced"]);
        open.for_each(|own| println!("open: {own}"));
    }

    /// What holds at the end of each month; answers what is deferred and unbilled.
    fn check(&self, on: &str, revenue: &Value, closing: &Closing) -> (i128, i128) {
        let posted = journal(
            &json!({ "accounts": accounts(), "invoices": self.invoices(), "payments": self.payments, "writeOffs": self.write_offs }),
        );
        let entries: Vec<Value> = list(&posted["entries"]).iter().chain(&closing.revenue).cloned().collect();
        for entry in &entries {
            let side = |key: &str| -> i128 { list(&entry["lines"]).iter().map(|own| minor(text(&own[key]))).sum() };
            assert!(side("debit") == side("credit") && side("debit") > 0, "{on}: {entry}");
        }
        let position =
            |own: &Value| ["recognised", "deferred", "unbilled", "invoiced"].map(|key| minor(text(&own[key])));
        for own in list(&revenue["obligations"]).iter().chain([revenue]) {
            let [recognised, deferred, unbilled, invoiced] = position(own);
            assert_eq!(recognised + deferred - unbilled, invoiced, "{on}: {own}");
        }
        let [recognised, deferred, unbilled, invoiced] = position(revenue);
        let nets: i128 = self.posted.iter().flat_map(|own| &own.lines).map(|line| minor(&line.net)).sum();
        assert_eq!(invoiced, nets, "{on}: what lines come to is invoiced");
        let books = |account: &str| balance(&entries, account);
        assert_eq!(
            (books("4000"), books("2400"), books("1250")),
            (-recognised, -deferred, unbilled),
            "{on}: revenue, deferred, unbilled"
        );
        let account = statement(
            &json!({ "currency": "EUR", "asOf": on, "invoices": self.invoices(), "payments": self.payments, "writeOffs": self.write_offs }),
        );
        let amount = |own: &Value, key: &str| minor(text(&own[key]));
        let due: i128 = self.posted.iter().map(|own| minor(&own.amount_due)).sum();
        let paid: i128 = self.payments.iter().map(|own| amount(own, "amount")).sum::<i128>()
            + self.write_offs.iter().map(|own| amount(own, "gross")).sum::<i128>();
        assert_eq!((amount(&account, "closing"), books("1200")), (due - paid, due - paid), "{on}: what is owed");
        let taxes: i128 = self.posted.iter().map(|own| minor(&own.totals.tax)).sum();
        let back: i128 = self.write_offs.iter().map(|own| amount(own, "gross") - amount(own, "net")).sum();
        assert_eq!(books("2200"), back - taxes, "{on}: taxes");
        (deferred, unbilled)
    }
}

/// One life, to the day on which all is served and invoiced.
fn live(seed: u64) -> Life {
    let mut r = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995);
    let mut life = Life { series: json!([{ "id": "FA", "prefix": "FA-" }]), ..Life::default() };
    for id in ["O", "Q"].iter().take(if r.chance(30) { 2 } else { 1 }) {
        let request = request(&mut r, id);
        life.orders.push(billable(&order_of(&request, json!({ "id": *id })), json!({ "events": {} })));
    }
    let method = *r.pick(&["daily", "monthlyEven", "monthlyEvenProrated", "monthlyProportionate", "point"]);
    let ways = json!({ "remainder": *r.pick(&["cumulative", "cumulative", "last", "first"]), "late": *r.pick(&["catchUp", "catchUp", "prospective"]), "lines": [{ "method": method, "withPeriod": true }] });
    let mut closing = Closing::default();
    let months = 18;
    for month in 0..months {
        let end = last_day(month).to_string();
        let first = format!("{}-01", &end[..7]);
        for (event, on) in [("live", 3), ("done", 6)] {
            for own in life.orders.iter_mut().filter(|_| month == on) {
                if list(&own["order"]["quote"]["catalog"]["products"][0]["charges"])
                    .iter()
                    .any(|own| own["id"] == "project")
                {
                    own["events"][event] = json!(first);
                }
            }
        }
        if month + 3 < months {
            life.run(&first);
            let day = format!("{}-{:02}", &end[..7], r.int(2, 20));
            if life.broken.is_none() && r.chance(40) {
                let place =
                    usize::try_from(r.int(0, i64::try_from(life.orders.len()).expect("orders") - 1)).expect("a place");
                life.amend(&mut r, &day, place, month);
            }
            if r.chance(50) {
                life.correct(&mut r, &day);
            }
            if r.chance(60) {
                life.uses(&mut r, &day);
            }
            life.pay(&mut r, &day);
        } else {
            life.run(&format!("{}-21", &end[..7]));
        }
        if life.broken.is_some() {
            return life;
        }
        let orders: Vec<Value> = life.orders.iter().map(|own| own["order"].clone()).collect();
        let events: Vec<Value> =
            life.orders.iter().map(|own| json!({ "order": own["order"]["id"], "events": own["events"] })).collect();
        let known = json!({ "currency": "EUR", "orders": orders, "invoices": life.invoices(), "orderEvents": events, "accounts": accounts() });
        let done = match closing.close(&end, with(known, ways.clone())) {
            Ok(done) => done,
            Err(problems) => panic!("{end}: {problems}"),
        };
        let left = life.check(&end, &done["balances"][0], &closing);
        if month + 1 == months {
            if std::env::var_os("PRORATA_SEED").is_some() {
                life.tell(&done);
            }
            let open: Vec<&Value> =
                list(&done["obligations"]).iter().filter(|own| minor(text(&own["unscheduled"])) != 0).collect();
            assert_eq!((left, open), ((0, 0), Vec::new()), "{end}: {}\n{:?}", show(left.0 - left.1), life.steps);
            life.count("ended at zero");
        }
    }
    life
}

#[test]
fn books_of_random_lives() {
    let lives = if std::env::var_os("PRORATA_SOAK").is_some() { 2_000 } else { 100 };
    let mut steps: BTreeMap<&'static str, u32> = BTreeMap::new();
    let (mut broken, mut wrong, mut documents) = (Vec::new(), Vec::new(), 0);
    for seed in 0..lives {
        match std::panic::catch_unwind(|| live(seed)) {
            Ok(life) => {
                life.steps.iter().for_each(|(step, times)| *steps.entry(step).or_default() += times);
                broken.extend(life.broken.map(|own| format!("seed {seed}: {own}")));
                documents += life.posted.len();
            }
            Err(_) => wrong.push(seed),
        }
    }
    println!("{lives} lives, {documents} documents, {steps:?}; {} end early", broken.len());
    broken.iter().take(5).for_each(|own| println!("{own}"));
    assert!(wrong.is_empty(), "{} lives are wrong: {wrong:?}", wrong.len());
    let times = |step: &str| steps.get(step).copied().unwrap_or(0);
    // A law that skips its steps proves nothing.
    for step in ["amended", "credit", "debit", "billed again", "write-off", "adjustment"] {
        assert!(u64::from(times(step)) * 10 >= lives, "{step}: {} times", times(step));
    }
    assert!(u64::from(times("ended at zero")) * 10 >= lives * 9, "{} lives end", times("ended at zero"));
}

#[test]
fn one_life() {
    let Some(seed) = std::env::var("PRORATA_SEED").ok().and_then(|seed| seed.parse().ok()) else { return };
    let life = live(seed);
    println!("{:?} {:?}", life.steps, life.broken);
    if life.broken.is_some() {
        life.tell(&json!({ "obligations": [] }));
    }
}
