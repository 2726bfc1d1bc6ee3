//! Two years of the three sample deals, closed month by month: each month's documents are posted, its revenue is recognised by what is known on
//! its last day, and closed months stay. What the books come to is asserted from elsewhere: statements, revenue schedules, lines of
//! documents. Written to `target/ledger/`, where `npm test` lets beancount and hledger check it, and see that they find faults.

#[path = "common/closing.rs"]
mod closing;
mod common;
#[path = "common/sample_runs.rs"]
mod sample_runs;

use closing::{list, text, Closing};
use common::books::{export, journal, show, statement};
use common::minor;
use common::runs::value;
use prorata::calendar::Date;
use sample_runs::{Years, SELLERS};
use serde_json::{json, Value};
use std::collections::BTreeMap;

const MONTHS: i32 = 24;

fn accounts() -> Value {
    let mut rules = vec![
        json!({ "role": "tax", "taxCode": "FR-20", "account": "445712" }),
        json!({ "role": "tax", "taxCode": "FR-10", "account": "445711" }),
        json!({ "role": "revenue", "product": "SEAT-PRO", "account": "706100" }),
    ];
    for (i, seller) in SELLERS.iter().enumerate() {
        let customer = format!("{seller}-buyer");
        for (role, account) in [("receivable", 411_001), ("deferredRevenue", 487_001)] {
            rules.push(json!({ "role": role, "customer": customer, "account": (account + i).to_string() }));
        }
    }
    let spare = json!({ "product": "SPARE-3P", "values": { "project": "spares" } });
    json!({ "chart": "fr-pcg", "rules": rules, "dimensions": [spare] })
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// The last day of a month, counted from January 2026.
fn last_day(month: i32) -> Date {
    let (year, month) = (2026 + (month + 1) / 12, (month + 1) % 12 + 1);
    date(&format!("{year}-{month:02}-01")).plus_days(-1)
}

/// The lines of documents by tax code, and of write-offs: what is to be paid to the state.
fn taxes(years: &Years) -> BTreeMap<String, i128> {
    let mut all: BTreeMap<String, i128> = BTreeMap::new();
    for own in &years.posted {
        let lines = own.lines.iter().flat_map(|line| &line.taxes);
        for bears in lines.chain(own.deposits.iter().flat_map(|line| &line.taxes)) {
            let code = own.taxes[bears.of as usize].code.clone();
            *all.entry(code).or_default() += minor(&bears.tax);
        }
    }
    for tax in years.write_offs.iter().flat_map(|own| list(&own["taxes"])) {
        *all.entry(text(&tax["code"]).to_owned()).or_default() -= minor(text(&tax["tax"]));
    }
    all
}

/// Closed months, and what the books must come to at the end of each.
#[derive(Default)]
struct Books {
    closing: Closing,
    balances: Vec<Value>,
}

impl Books {
    fn close(&mut self, years: &Years, month: i32) {
        let on = last_day(month).to_string();
        let invoices: Vec<Value> = years.posted.iter().map(value).collect();
        let orders: Vec<Value> = years.orders.iter().map(|own| own["order"].clone()).collect();
        let events = years.orders.iter().zip(SELLERS).map(|(own, id)| json!({ "order": id, "events": own["events"] }));
        let known = json!({
            "currency": "EUR", "orders": orders, "invoices": invoices, "orderEvents": events.collect::<Vec<_>>(),
            "accounts": accounts(),
        });
        let done = self.closing.close(&on, known).unwrap_or_else(|problems| panic!("{on}: {problems}"));
        self.state(years, &on, &done["balances"][0]);
    }

    fn state(&mut self, years: &Years, on: &str, revenue: &Value) {
        let invoices: Vec<Value> = years.posted.iter().map(value).collect();
        let mut add = |account: &str, balance: i128| {
            self.balances.push(json!({ "on": on, "account": account, "currency": "EUR", "balance": show(balance) }));
        };
        for (i, seller) in SELLERS.iter().enumerate() {
            let account = statement(&json!({
                "currency": "EUR", "customer": format!("{seller}-buyer"), "asOf": on, "invoices": invoices, "payments": years.payments,
                "writeOffs": years.write_offs,
            }));
            add(&(411_001 + i).to_string(), minor(text(&account["closing"])));
            let mine = list(&revenue["obligations"]).iter().filter(|own| text(&own["id"]).starts_with(seller));
            add(&(487_001 + i).to_string(), -mine.map(|own| minor(text(&own["deferred"]))).sum::<i128>());
        }
        let codes = taxes(years);
        for (code, account) in [("FR-20", "445712"), ("FR-10", "445711")] {
            add(account, -codes.get(code).copied().unwrap_or_default());
        }
        add("418100", minor(text(&revenue["unbilled"])));
        let seats = "nuage/2/";
        let recognised = |of: bool| -> i128 {
            let mine = list(&revenue["obligations"]).iter().filter(|own| text(&own["id"]).starts_with(seats) == of);
            mine.map(|own| minor(text(&own["recognised"]))).sum()
        };
        add("706100", -recognised(true));
        add("706000", -recognised(false));
        let sum = |of: &dyn Fn(&prorata::invoice::Invoice) -> i128| -> i128 { years.posted.iter().map(of).sum() };
        let amount = |own: &Option<String>| own.as_deref().map_or(0, minor);
        add("411700", sum(&|own| amount(&own.retained) - amount(&own.released)));
        add("419100", -sum(&|own| own.deposits.iter().map(|line| minor(&line.net)).sum()));
        add("512000", years.payments.iter().map(|own| minor(text(&own["amount"]))).sum());
        if !years.write_offs.is_empty() {
            add("654000", years.write_offs.iter().map(|own| minor(text(&own["net"]))).sum());
        }
    }
}

#[test]
fn two_years_of_the_sample_deals_close_month_by_month() {
    let (mut years, mut books) = (Years::begin(), Books::default());
    let days = [
        "2026-03-16",
        "2026-03-20",
        "2026-04-20",
        "2026-05-04",
        "2026-05-11",
        "2026-06-15",
        "2026-07-08",
        "2026-08-05",
        "2026-09-10",
        "2026-09-14",
        "2026-10-20",
        "2026-11-17",
        "2026-12-07",
        "2027-02-12",
        "2027-03-15",
        "2027-12-07",
    ];
    for month in 0..MONTHS {
        let end = last_day(month).to_string();
        let mut mine: Vec<String> =
            days.iter().filter(|day| day[..7] == end[..7]).map(|day| (*day).to_owned()).collect();
        mine.push(format!("{}-01", &end[..7]));
        mine.push(format!("{}-02", &end[..7]));
        mine.sort();
        for day in mine {
            years.learn(&day);
            years.happens(&day);
            years.bill(&day);
            years.pay(&day);
        }
        years.learn(&end);
        books.close(&years, month);
    }
    let count = |kind: &str| years.posted.iter().filter(|own| own.kind.as_str() == kind).count();
    println!(
        "{} invoices, {} credit notes, {} debit notes, {} payments",
        count("invoice"),
        count("creditNote"),
        count("debitNote"),
        years.payments.len()
    );
    assert!(
        count("invoice") > 50 && count("creditNote") >= 4 && count("debitNote") >= 1 && years.write_offs.len() == 1
    );
    // A deposit is settled bit by bit, and what was withheld is released.
    let balance = |on: &str, account: &str| {
        let mut mine = books.balances.iter().filter(|own| own["account"] == json!(account) && own["on"] == json!(on));
        mine.next().map_or(0, |own| minor(text(&own["balance"])))
    };
    assert_eq!((balance("2026-02-28", "419100"), balance("2026-11-30", "411700") > 5_000_000), (0, true));
    assert!((-600_000..-100_000).contains(&balance("2027-12-31", "419100")));
    assert_eq!(balance("2027-12-31", "411700"), 0);
    let invoices: Vec<Value> = years.posted.iter().map(value).collect();
    let posted = journal(
        &json!({ "accounts": accounts(), "invoices": invoices, "payments": years.payments, "writeOffs": years.write_offs }),
    );
    let entries: Vec<Value> = list(&posted["entries"]).iter().chain(&books.closing.revenue).cloned().collect();
    let folder = common::root().join("target/ledger");
    std::fs::create_dir_all(&folder).expect("a folder");
    for format in ["beancount", "hledger", "ledger"] {
        let done = export(
            &json!({ "entries": entries, "format": format, "title": "Sample deals", "asserted": [], "balances": books.balances }),
        );
        assert_eq!(done["assertions"], json!(books.balances.len()));
        std::fs::write(folder.join(format!("samples.{format}")), text(&done["text"])).expect("written");
    }
    println!("{} entries, {} balances asserted", entries.len(), books.balances.len());
}
