//! The amendments of the real-life deals, to the cent.

mod common;

use common::orders::{amend, amendment, order, plan};
use common::{billed, json_file};
use serde_json::{json, Value};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn figures(id: &str) -> Value {
    let all = json_file("tests/samples/figures.json");
    all.as_array().expect("cases").iter().find(|case| case["id"] == id).expect("the case").clone()
}

/// 45 seats more on Sep 10: all 105 seats fall into a cheaper tier, and the support follows. The platform does not change, so
/// unlike in the figures nothing of it is given back and charged again.
#[test]
fn saas_seats_are_added() {
    let deal = json_file("tests/deals/saas-seats-onboarding.json");
    let figures = figures("saas-seats-usage-onboarding");
    let want = &figures["amendment"];
    let order = order(&deal["request"]);
    let events = json!({ "go-live": "2026-05-11" });
    let done = billed(&plan(&order, json!({ "events": events, "through": "2026-09-09" })));
    let own = amendment("A1", text(&want["effective"]), json!([{ "line": "2", "add": { "quantity": "45" } }]));
    let amended = amend(&order, &own, json!({ "events": events, "billed": done }));
    let now = &amended.plan.invoices[0];
    assert_eq!(now.date.to_string(), text(&want["effective"]));
    let totals = (now.totals.net.as_str(), now.totals.tax.as_str(), now.totals.gross.as_str());
    assert_eq!(totals, (text(&want["net"]), text(&want["tax"]), text(&want["gross"])));
    let lines: Vec<(String, String)> = now.lines.iter().map(|own| (own.line.clone(), own.net.clone())).collect();
    let skus = [("2", "SEAT-PRO"), ("3", "SUP-PREM")];
    for (line, sku) in skus {
        let ours: Vec<&str> = lines.iter().filter(|own| own.0 == line).map(|own| own.1.as_str()).collect();
        let theirs = want["lines"].as_array().expect("lines").iter().filter(|own| own[0] == sku);
        assert_eq!(ours, theirs.map(|own| text(&own[1])).collect::<Vec<_>>(), "{sku}");
    }
    assert_eq!(lines.len(), 4);
    assert_eq!(amended.contract.before, text(&figures["tcv_before"]));
    assert_eq!(amended.contract.after, text(&want["tcv_after"]));
    assert_eq!(amended.contract.delta, text(&want["tcv_delta"]));
    let mut compared = 0;
    for figure in figures["invoices"].as_array().expect("invoices") {
        let date = text(&figure["date"]);
        if date > "2026-09-10" {
            let ours = amended.plan.invoices.iter().find(|own| own.date.to_string() == date).expect("an invoice");
            assert_eq!(ours.totals.net, text(&figure["net"]), "{date}");
            compared += 1;
        }
    }
    assert_eq!(compared, 30);
}

/// A fourth robot after the second milestone, at the price of the three: the third bills 90 percent of it.
#[test]
fn equipment_is_added_when_part_is_billed() {
    let deal = json_file("tests/deals/equipment-milestones.json");
    let order = order(&deal["request"]);
    let (drawings, all) = (json!({ "drawings-approved": "2026-04-20" }), &deal["plan"]["events"]);
    let done = billed(&plan(&order, json!({ "events": drawings, "through": "2026-06-30" })));
    assert_eq!(done.len(), 12, "two milestones of six lines");
    let charge =
        json!({ "charge": "price", "price": { "model": "perUnit", "unitPrice": "164380.20" }, "discountable": false });
    let robot = json!([{ "addLine": { "id": "7", "product": "ROB-6", "charges": [charge] } }]);
    let amended = amend(&order, &amendment("CO-1", "2026-07-01", robot), json!({ "events": drawings, "billed": done }));
    let rest = plan(&amended.order, json!({ "events": all, "billed": done }));
    let of_robot = rest.invoices.iter().flat_map(|own| &own.lines).filter(|own| own.line == "7");
    assert_eq!(of_robot.map(|own| own.net.as_str()).collect::<Vec<_>>(), ["147942.18", "16438.02"]);
    // The three sold before are billed as they were agreed.
    let sold = rest.invoices.iter().flat_map(|own| &own.lines).filter(|own| own.line == "2");
    assert_eq!(sold.map(|own| own.net.as_str()).collect::<Vec<_>>(), ["147942.18", "49314.06"]);
}

/// One of 24 sites closes on Nov 17: 14 of 30 days come back with December's invoice, and 23 go on, also in the years to come.
#[test]
fn telecom_site_is_closed() {
    let mut request = json_file("tests/deals/telecom-ramp-two-rates.json")["request"].clone();
    let lines = request["lines"].as_array_mut().expect("lines");
    lines.retain(|line| line["id"] != "activ" && line["segments"].is_array());
    let ids: Vec<String> = lines.iter().map(|line| text(&line["id"]).to_owned()).collect();
    for line in lines.iter_mut() {
        let segments = line["segments"].as_array_mut().expect("segments");
        segments.retain(|own| own["start"] != "2026-12-01");
        segments.iter_mut().filter(|own| own["quantity"] == "23").for_each(|own| own["quantity"] = json!("24"));
    }
    request["policy"]["amendBy"] = json!("delta");
    let order = order(&request);
    let done = billed(&plan(&order, json!({ "through": "2026-11-30" })));
    let changes: Vec<Value> =
        ids.iter().map(|id| json!({ "line": id, "add": { "quantity": "-1" }, "rest": true })).collect();
    let closed =
        amend(&order, &amendment("C", "2026-11-17", json!(changes)), json!({ "billed": done, "asOf": "2026-12-01" }));
    let december = &closed.plan.invoices[0];
    assert_eq!(december.date.to_string(), "2026-12-01");
    let mut back: Vec<&str> =
        december.lines.iter().filter(|own| own.net.starts_with('-')).map(|own| &*own.net).collect();
    back.sort_unstable();
    assert_eq!(back, ["-10.16", "-18.30", "-36.19", "-4.88"]);
    assert_eq!(
        (&*december.totals.net, &*december.totals.tax, &*december.totals.gross),
        ("3357.47", "583.14", "3940.61")
    );
    let january = &closed.plan.invoices[1];
    assert!(january.lines.iter().all(|own| own.quantity.to_string() == "23"));
}
