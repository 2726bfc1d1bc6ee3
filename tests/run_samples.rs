//! The three real-life deals as orders, billed by runs: every invoice of theirs is drafted and posted, to the cent.
//!
//! `tests/samples/figures.json` holds the figures, `tests/deals/` the deals as requests; what happens to them (usage, milestones,
//! amendments, a site that closes) is told here, on its day.

mod common;

use common::orders::{amend, amendment, order_of};
use common::runs::{billable, keep, run, try_post, value};
use common::table::with;
use common::{json_file, minor};
use prorata::invoice::{BillRun, Invoice};
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

fn figures() -> [Value; 3] {
    let all = json_file("tests/samples/figures.json").as_array().expect("cases").clone();
    all.try_into().expect("three cases")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

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

fn metered(id: &str, price: Value, more: Value) -> Value {
    let billing = json!({ "kind": "recurring", "timing": "arrears", "billDay": 1 });
    let charge = json!({ "id": "use", "kind": "usage", "price": price, "billing": billing, "taxCode": "FR-20" });
    json!({ "id": id, "charges": [with(charge, more)] })
}

/// Seats and support by the month, onboarding in two parts, calls in started thousands.
fn saas() -> Value {
    let mut request = request("saas-seats-onboarding", "nuage");
    let tiers = json!([{ "upTo": "100", "unitPrice": "0" }, { "upTo": "1000", "unitPrice": "0.80" },
        { "upTo": "10000", "unitPrice": "0.55" }, { "unitPrice": "0.35" }]);
    let thousands = json!({ "conversions": [{ "divide": "1000", "rounding": "up" }] });
    let calls = metered("API-CALL", json!({ "model": "graduated", "tiers": tiers }), thousands);
    add(&mut request, calls, json!({ "id": "calls", "product": "API-CALL" }));
    request
}

/// Four milestones with a retainage, then five years of maintenance.
fn equipment() -> Value {
    let mut request = request("equipment-retainage", "mecaligne");
    let later = json_file("tests/deals/equipment-maintenance.json")["request"].clone();
    let one = |list: &Value, id: &str| list.as_array().expect("a list").iter().find(|own| own["id"] == id).cloned();
    let product = one(&later["catalog"]["products"], "MAINT-GOLD").expect("the maintenance");
    add(&mut request, product, one(&later["lines"], "7").expect("its line"));
    request["end"] = later["end"].clone();
    request
}

/// Sites that go live in waves, as they were sold: 24 of them to the end. A pool of 500 minutes for each live site.
fn telecom() -> Value {
    let mut request = request("telecom-ramp-two-rates", "fibre");
    for line in request["lines"].as_array_mut().expect("lines").iter_mut() {
        let Some(segments) = line.get_mut("segments").and_then(Value::as_array_mut) else { continue };
        segments.retain(|own| own["start"] != "2026-12-01");
        segments.iter_mut().filter(|own| own["quantity"] == "23").for_each(|own| own["quantity"] = json!("24"));
    }
    // What the sites share is free; of what goes beyond it, 5,000 minutes are dearer than the rest.
    let pool = |free: u32| {
        let dearer = json!({ "upTo": (free + 5000).to_string(), "unitPrice": "0.032" });
        let tiers = json!([{ "upTo": free.to_string(), "unitPrice": "0" }, dearer, { "unitPrice": "0.024" }]);
        json!({ "model": "graduated", "tiers": tiers })
    };
    let from = |start: &str, sites: u32| json!({ "start": start, "charges": [{ "charge": "use", "price": pool(500 * sites) }] });
    let live = json!([from("2026-01-01", 6), from("2026-04-01", 14), from("2026-07-01", 24)]);
    let line = json!({ "id": "voice", "product": "VOICE-MIN", "segments": live });
    add(&mut request, metered("VOICE-MIN", pool(3000), json!({})), line);
    request["policy"]["amendBy"] = json!("delta");
    request
}

/// What is used in a month is known on its last day, in three parts.
fn usage(figure: &Value, line: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for month in list(&figure["usage"]) {
        let (name, mut left) = (text(&month["month"]), minor(text(&month["quantity"])));
        for (day, part) in [("02", left / 3), ("17", left / 4), ("28", i128::MAX)] {
            let part = part.min(left);
            left -= part;
            let date = format!("{name}-{day}");
            all.push(
                json!({ "line": line, "records": [{ "charge": "use", "date": date, "quantity": part.to_string() }] }),
            );
        }
    }
    all
}

/// The day after a month.
fn after(month: &str) -> String {
    let (year, month) = month.split_once('-').expect("a month");
    format!("{year}-{:02}-01", month.parse::<u32>().expect("a month") + 1)
}

struct Year {
    orders: Vec<Value>,
    /// Every document by its seller's place and date.
    drafts: BTreeMap<(usize, String), Vec<Invoice>>,
    posted: Vec<Invoice>,
    series: Value,
}

const SELLERS: [&str; 3] = ["nuage", "mecaligne", "fibre"];

impl Year {
    fn begin() -> Year {
        let figures = figures();
        let series = |seller: &str| json!({ "id": seller, "prefix": seller, "format": "{prefix}-{number:4}", "sellers": [seller] });
        let mut orders = Vec::new();
        for (i, request) in [saas(), equipment(), telecom()].iter().enumerate() {
            orders.push(billable(&order_of(request, json!({ "id": SELLERS[i] })), json!({})));
        }
        orders[0]["order"]["usage"] = json!(usage(&figures[0], "calls"));
        orders[2]["order"]["usage"] = json!(usage(&figures[2], "voice"));
        Year { orders, drafts: BTreeMap::new(), posted: Vec::new(), series: json!(SELLERS.map(series)) }
    }

    fn amend(&mut self, place: usize, own: Value) {
        let order: prorata::order::Order = common::orders::document(&self.orders[place]["order"]);
        let mut options = json!({ "billed": self.orders[place]["billed"] });
        if !self.orders[place]["events"].is_null() {
            options["events"] = self.orders[place]["events"].clone();
        }
        self.orders[place]["order"] = value(&amend(&order, &own, options).order);
    }

    /// What is known on a day.
    fn happens(&mut self, date: &str) {
        let events: [&[(&str, &str)]; 3] = [
            &[("go-live", "2026-05-11")],
            &[
                ("drawings-approved", "2026-04-20"),
                ("fat", "2026-09-14"),
                ("sat", "2026-12-07"),
                ("warranty-end", "2027-12-07"),
            ],
            &[],
        ];
        for (order, events) in self.orders.iter_mut().zip(events) {
            for (event, day) in events.iter().filter(|(_, day)| *day <= date) {
                order["events"][*event] = json!(day);
            }
        }
        if date == "2026-09-10" {
            let seats = json!([{ "line": "2", "add": { "quantity": "45" } }]);
            self.amend(0, amendment("more-seats", date, seats));
        }
        if date == "2026-12-01" {
            let lines = list(&self.orders[2]["order"]["quote"]["lines"]).to_vec();
            let sites = lines.iter().filter(|line| line["id"] != "voice" && line["segments"].is_array());
            let one_less =
                sites.map(|line| json!({ "line": line["id"], "add": { "quantity": "-1" }, "rest": true })).collect();
            let closed = amendment("closed", "2026-11-17", Value::Array(one_less));
            self.amend(2, with(closed, json!({ "reason": "site closed 2026-11-17" })));
        }
    }

    /// A run of some kinds of charges; its drafts are posted, and known from then on.
    fn bill(&mut self, date: &str, kinds: Value) {
        let again = |year: &Year| -> BillRun {
            run(&year.orders, json!({ "target": date, "criteria": { "chargeKinds": kinds } }))
        };
        let drafts = again(self).drafts;
        if drafts.is_empty() {
            return;
        }
        let posted = try_post(&drafts, &self.series).unwrap_or_else(|problems| panic!("{date}: {problems}"));
        self.series = value(&posted.series);
        keep(&mut self.orders, &posted.invoices);
        assert!(again(self).drafts.is_empty(), "{date}: a second run bills nothing");
        for own in posted.invoices {
            let place = SELLERS.iter().position(|seller| own.orders == [*seller]).expect("one order");
            self.drafts.entry((place, date.to_owned())).or_default().push(own.clone());
            self.posted.push(own);
        }
    }
}

/// Nets by product; those of zero are left out, and what is given back and asked for again at once.
fn nets<'a>(lines: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, Vec<i128>> {
    let mut all: BTreeMap<String, Vec<i128>> = BTreeMap::new();
    for (product, net) in lines {
        let mine = all.entry(product.to_owned()).or_default();
        match (minor(net), mine.iter().position(|own| *own == -minor(net))) {
            (0, _) => {}
            (_, Some(opposite)) => drop(mine.remove(opposite)),
            (net, None) => mine.push(net),
        }
    }
    all.retain(|_, own| !own.is_empty());
    all.values_mut().for_each(|own| own.sort_unstable());
    all
}

struct Figure<'a> {
    date: &'a str,
    lines: BTreeMap<String, Vec<i128>>,
    totals: [&'a str; 3],
}

fn figure(own: &Value) -> Figure<'_> {
    let totals = |keys: [&str; 3]| keys.map(|key| text(&own[key]));
    let lines = list(&own["lines"]);
    match own.get("total_ht") {
        Some(_) => Figure {
            date: text(&own["date"]),
            lines: nets(lines.iter().map(|line| (text(&line["sku"]), text(&line["net"])))),
            totals: totals(["total_ht", "total_vat", "total_ttc"]),
        },
        None => Figure {
            date: own["date"].as_str().or(own["effective"].as_str()).expect("a date"),
            lines: nets(lines.iter().map(|line| (text(&line[0]), text(&line[1])))),
            totals: totals(["net", "tax", "gross"]),
        },
    }
}

#[test]
fn every_invoice_of_the_three_deals() {
    let all = figures();
    let mut year = Year::begin();
    let plans: Vec<Vec<Figure>> = vec![
        list(&all[0]["invoices"]).iter().chain([&all[0]["amendment"]]).map(figure).collect(),
        list(&all[1]["invoices"]).iter().chain(list(&all[1]["maintenance_plan"])).map(figure).collect(),
        list(&all[2]["invoices"]).iter().map(figure).collect(),
    ];
    let mut dates: BTreeSet<String> = plans.iter().flatten().map(|own| own.date.to_owned()).collect();
    let metered: Vec<(usize, String, &Value)> = [0, 2]
        .iter()
        .flat_map(|place| list(&all[*place]["usage"]).iter().map(|own| (*place, after(text(&own["month"])), own)))
        .collect();
    dates.extend(metered.iter().map(|(_, date, _)| date.clone()));
    for date in &dates {
        year.happens(date);
        // The year of maintenance and the release of the retainage fall on one day, and are two documents.
        if date == "2027-12-07" {
            year.bill(date, json!(["recurring"]));
            year.bill(date, json!(["oneTime"]));
        } else {
            year.bill(date, json!(["recurring", "oneTime"]));
        }
        year.bill(date, json!(["usage"]));
    }

    let (mut compared, mut left) = (0, year.drafts.clone());
    for (place, plan) in plans.iter().enumerate() {
        for own in plan {
            let mine = left.get_mut(&(place, own.date.to_owned())).unwrap_or_else(|| panic!("nothing on {}", own.date));
            let ours = mine.remove(0);
            let lines = year.orders[place]["order"]["quote"]["lines"].as_array().expect("lines");
            let product = |id: &str| text(&lines.iter().find(|line| line["id"] == id).expect("a line")["product"]);
            let named =
                ours.lines.iter().map(|line| (product(line.line.as_deref().expect("a line")), line.net.as_str()));
            assert_eq!(nets(named), own.lines, "lines of {}", own.date);
            let totals = [&ours.totals.net, &ours.totals.tax, &ours.totals.gross].map(String::as_str);
            assert_eq!(totals, own.totals, "totals of {}", own.date);
            let held =
                list(&all[1]["retainage"]["invoices"]).iter().find(|held| place == 1 && held["date"] == own.date);
            assert_eq!(ours.retained.as_deref(), held.map(|held| text(&held["retainage_5pct_of_ttc"])), "{}", own.date);
            assert_eq!(ours.payable, held.map_or(own.totals[2], |held| text(&held["payable_now"])), "{}", own.date);
            compared += 1;
        }
    }
    assert_eq!(compared, 84);
    // What is used is on its own documents, in arrears.
    for (place, date, own) in &metered {
        let ours = left.get_mut(&(*place, date.clone())).unwrap_or_else(|| panic!("nothing on {date}")).remove(0);
        assert_eq!((ours.lines.len(), ours.totals.net.as_str()), (1, text(&own["net"])), "{date}");
        assert_eq!(ours.lines[0].period.expect("a month").start.to_string(), format!("{}-01", text(&own["month"])));
    }
    let release = left.get_mut(&(1, "2027-12-07".to_owned())).expect("the release").remove(0);
    let figure = &all[1]["retainage"]["release"];
    assert_eq!(
        (release.released.as_deref(), release.payable.as_str()),
        (figure["amount"].as_str(), text(&figure["amount"]))
    );
    assert_eq!(release.totals.gross, "0.00");
    assert!(left.values().all(Vec::is_empty), "{left:?}");
    assert_eq!(year.posted.len(), 84 + 6 + 1);

    for (place, seller) in SELLERS.iter().enumerate() {
        let mine: Vec<&Invoice> = year.posted.iter().filter(|own| own.series.as_deref() == Some(*seller)).collect();
        for (i, own) in mine.iter().enumerate() {
            assert_eq!(own.number, Some(format!("{seller}-{:04}", i + 1)));
            assert!(i == 0 || mine[i - 1].date <= own.date);
        }
        let done = run(&year.orders[place..=place], json!({ "target": "2035-01-01" }));
        assert_eq!((done.drafts.len(), done.skipped[0].reason.as_str()), (0, "nothingLeft"), "{seller}");
    }
    let sum = |place: usize| -> i128 {
        let mine = year.posted.iter().filter(|own| own.orders == [SELLERS[place]]);
        mine.map(|own| minor(&own.totals.net)).sum()
    };
    let used = |place: usize| -> i128 { list(&all[place]["usage"]).iter().map(|own| minor(text(&own["net"]))).sum() };
    assert_eq!(sum(0) - used(0), minor(text(&all[0]["amendment"]["tcv_after"])));
    assert_eq!(sum(2) - used(2), minor(text(&all[2]["checks"]["tcv_ht"])));
}

/// A fourth robot between the second milestone and the third: the third bills 90 percent of it, the fourth the rest.
#[test]
fn a_change_order_between_milestones() {
    let figure = &figures()[1]["change_order"];
    let mut year = Year::begin();
    let mut by_date: Vec<(String, Vec<String>)> = Vec::new();
    for date in ["2026-02-02", "2026-04-20", "2026-07-01", "2026-09-14", "2026-12-07", "2027-12-07"] {
        year.happens(date);
        if date == "2026-07-01" {
            let price = json!({ "model": "perUnit", "unitPrice": figure["net"] });
            let charge = json!({ "charge": "price", "price": price, "discountable": false });
            let robot = json!([{ "addLine": { "id": "8", "product": "ROB-6", "charges": [charge] } }]);
            year.amend(1, amendment("CO-1", date, robot));
        }
        let drafts =
            run(&year.orders[1..2], json!({ "target": date, "criteria": { "chargeKinds": ["oneTime"] } })).drafts;
        keep(&mut year.orders, &drafts);
        let robot = drafts.iter().flat_map(|own| &own.lines).filter(|own| own.line.as_deref() == Some("8"));
        by_date.push((date.to_owned(), robot.filter(|own| own.net != "0.00").map(|own| own.net.clone()).collect()));
        for own in drafts.iter().filter(|own| own.totals.gross != "0.00") {
            // Five percent of what is invoiced, the robot included, to the cent.
            let held = minor(own.retained.as_deref().expect("a retainage"));
            assert_eq!(held, (minor(&own.totals.gross) * 5 + 50) / 100, "{date}");
        }
        if date == "2027-12-07" {
            // Five percent of 1,950,000.00, of the robot, and of three percent of it for spare parts, all with their tax.
            assert_eq!(drafts[0].released.as_deref(), Some("127158.70"));
        }
    }
    by_date.retain(|(_, nets)| !nets.is_empty());
    let want = |date: &str, key: &str| (date.to_owned(), vec![text(&figure[key]).to_owned()]);
    assert_eq!(by_date, [want("2026-09-14", "third"), want("2026-12-07", "fourth")]);
}
