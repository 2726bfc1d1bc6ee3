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
