//! The three real-life deals: every number of theirs that the verbs of today cover, invoice by invoice.
//!
//! `tests/samples/figures.json` holds the figures, `tests/deals/` the same deals as requests. What happens to them after they are sold
//! (the amendment of the SaaS deal, the closed telecom site, usage) is told in `order_samples.rs` and, invoice by invoice, in
//! `run_samples.rs`.

mod common;

use common::{json_file, plan, price};
use prorata::quote::{InvoicePlan, PlannedInvoice};
use serde_json::{json, Value};
use std::collections::BTreeMap;

fn sample(id: &str) -> Value {
    let all = json_file("tests/samples/figures.json");
    all.as_array().expect("cases").iter().find(|case| case["id"] == id).expect("the case").clone()
}

fn deal(name: &str) -> (Value, Value) {
    let deal = json_file(&format!("tests/deals/{name}.json"));
    (deal["request"].clone(), deal.get("plan").cloned().unwrap_or(json!({})))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// Net amounts by product in the order of the invoice, products of one sku added up.
fn by_sku(plan_lines: &PlannedInvoice, skus: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let mut nets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in plan_lines.lines.iter().filter(|line| line.net != "0.00") {
        nets.entry(skus[&line.line].clone()).or_default().push(line.net.clone());
    }
    nets
}

fn skus(request: &Value) -> BTreeMap<String, String> {
    let lines = request["lines"].as_array().expect("lines");
    lines.iter().map(|line| (text(&line["id"]).to_owned(), text(&line["product"]).to_owned())).collect()
}

/// Compares every planned invoice with the figure of its date; `skip` names dates whose figures include later verbs.
fn compare(
    plan: &InvoicePlan,
    figures: &[&Value],
    skus: &BTreeMap<String, String>,
    skip: &dyn Fn(&str) -> bool,
) -> usize {
    let mut compared = 0;
    for figure in figures {
        let date = text(&figure["date"]);
        let ours = plan.invoices.iter().find(|invoice| invoice.date.to_string() == date);
        let ours = ours.unwrap_or_else(|| panic!("no invoice on {date}"));
        if skip(date) {
            continue;
        }
        let mut want: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in figure["lines"].as_array().expect("lines").iter().filter(|line| line[3].is_null()) {
            want.entry(text(&line[0]).to_owned()).or_default().push(text(&line[1]).to_owned());
        }
        assert_eq!(by_sku(ours, skus), want, "lines of {date}");
        let credits = figure["lines"].as_array().expect("lines").iter().any(|line| !line[3].is_null());
        if !credits {
            assert_eq!(ours.totals.net, text(&figure["net"]), "net of {date}");
            assert_eq!(ours.totals.tax, text(&figure["tax"]), "tax of {date}");
            assert_eq!(ours.totals.gross, text(&figure["gross"]), "gross of {date}");
        }
        compared += 1;
    }
    compared
}

#[test]
fn saas_seats_and_onboarding() {
    let (request, options) = deal("saas-seats-onboarding");
    let figures = sample("saas-seats-usage-onboarding");
    let quote = price(&request);
    assert_eq!(quote.totals.net, text(&figures["tcv_before"]));
    assert_eq!(quote.totals.net, text(&figures["quote_totals"]["tcv_ht"]));
    let plan = plan(&quote, &options);
    // The figures after the amendment of 2026-09-10 are those of an order with 105 seats, until the ramp of 2027-03-16.
    let amended = |date: &str| ("2026-10-01".."2027-03-02").contains(&date);
    let all: Vec<&Value> = figures["invoices"].as_array().expect("invoices").iter().collect();
    assert_eq!(compare(&plan, &all, &skus(&request), &amended), 38 - 6);
    // The second half of March 2027 is again as quoted.
    let march = plan.invoices.iter().find(|i| i.date.to_string() == "2027-03-01").expect("March");
    let late: Vec<&str> =
        march.lines.iter().filter(|l| l.measure.as_deref() == Some("16/31")).map(|l| l.net.as_str()).collect();
    assert_eq!(late, ["232.67", "2208.00", "366.10"]);
    let mrr = |as_of: &str| {
        let mut request = request.clone();
        request["asOf"] = json!(as_of);
        price(&request).totals.recurring.monthly
    };
    let months = &figures["quote_totals"]["mrr_by_segment_after_amendment"];
    assert_eq!(mrr("2026-03-16"), text(&months["2026-03-16..2026-09-10"]));
    assert_eq!(mrr("2027-03-16"), text(&months["2027-03-16..2028-03-16"]));
    assert_eq!(mrr("2028-03-16"), text(&months["2028-03-16..2029-03-16"]));
    let go_live = plan.invoices.iter().find(|i| i.date.to_string() == "2026-05-11").expect("go-live");
    assert_eq!(go_live.totals.net, text(&figures["quote_totals"]["go_live_ht"]));
}

#[test]
fn equipment_milestones() {
    let (request, options) = deal("equipment-milestones");
    let figures = sample("equipment-milestones-retainage-maintenance");
    let quote = price(&request);
    let nets: Vec<String> = quote.lines.iter().map(|line| line.net.clone()).collect();
    let want: Vec<&str> = figures["quote_lines"].as_array().expect("lines").iter().map(|l| text(&l["net"])).collect();
    assert_eq!(nets, want);
    for (line, figure) in quote.lines.iter().zip(figures["quote_lines"].as_array().expect("lines")) {
        let after_net = [prorata::quote::StepKind::Net, prorata::quote::StepKind::Tax, prorata::quote::StepKind::Gross];
        let before_deal = line.waterfall.iter().rev().find(|step| !after_net.contains(&step.step));
        let list = line.waterfall.iter().rfind(|s| s.step == prorata::quote::StepKind::QuoteDiscount);
        let list = list.map_or_else(|| before_deal.map(|s| s.after.clone()), |s| s.before.clone());
        assert_eq!(list.as_deref(), figure["list_net"].as_str(), "{}", line.name);
    }
    assert_eq!(quote.totals.net, text(&figures["checks"]["sum_milestones_ht"]));
    assert_eq!(quote.totals.gross, text(&figures["checks"]["sum_ttc"]));
    let all: Vec<&Value> = figures["invoices"].as_array().expect("invoices").iter().collect();
    assert_eq!(compare(&plan(&quote, &options), &all, &skus(&request), &|_| false), 4);
    let waiting = plan(&quote, &json!({}));
    assert_eq!((waiting.invoices.len(), waiting.waiting.len()), (1, 18), "three events wait for six lines each");
    assert_eq!(waiting.totals, plan(&quote, &options).totals);
}

#[test]
fn equipment_maintenance() {
    let (request, _) = deal("equipment-maintenance");
    let figures = sample("equipment-milestones-retainage-maintenance");
    let maintenance: Vec<&Value> = figures["maintenance_plan"].as_array().expect("years").iter().collect();
    let plan = plan(&price(&request), &json!({}));
    for year in maintenance {
        let ours = plan.invoices.iter().find(|i| i.date.to_string() == text(&year["date"])).expect("the year");
        assert_eq!(ours.totals.net, text(&year["total_ht"]));
        assert_eq!(ours.totals.tax, text(&year["total_vat"]));
        assert_eq!(ours.totals.gross, text(&year["total_ttc"]));
    }
}

#[test]
fn telecom_ramp_with_two_rates() {
    let (request, _) = deal("telecom-ramp-two-rates");
    let figures = sample("telecom-bundle-ramp-mixed-vat");
    let quote = price(&request);
    let plan = plan(&quote, &json!({}));
    let all: Vec<&Value> = figures["invoices"].as_array().expect("invoices").iter().collect();
    assert_eq!(compare(&plan, &all, &skus(&request), &|_| false), 36);
    // The contract value of the figures holds the credit of the closed site, 36.19 + 4.88 + 10.16 + 18.30.
    let tcv = common::minor(text(&figures["checks"]["tcv_ht"]));
    assert_eq!(common::minor(&quote.totals.net), tcv + 6953);
}

#[test]
fn telecom_bundle_splits_to_the_cent() {
    let figures = sample("telecom-bundle-ramp-mixed-vat");
    for year in ["2026", "2027", "2028"] {
        let bundle = &figures["bundle_allocation"][year];
        let request = json!({ "amount": bundle["unit"], "currency": "EUR", "weights": ["89", "12", "25", "45"] });
        let request = prorata::document::read(common::node(&request)).expect("a request");
        let shares = prorata::allocate(&request).expect("shares").shares;
        let want: Vec<&str> = ["FIB-1G", "RTR", "VOIP", "TV-H"].iter().map(|sku| text(&bundle["split"][sku])).collect();
        assert_eq!(shares, want, "{year}");
    }
}

/// Five percent of each invoice, tax included, is withheld and released a year after the last milestone, without new tax.
#[test]
fn equipment_retainage() {
    let figures = &sample("equipment-milestones-retainage-maintenance")["retainage"];
    let (request, options) = deal("equipment-retainage");
    let quote = price(&request);
    let plan = plan(&quote, &options);
    for figure in figures["invoices"].as_array().expect("invoices") {
        let date = text(&figure["date"]);
        let ours =
            plan.invoices.iter().find(|i| i.date.to_string() == date).unwrap_or_else(|| panic!("none on {date}"));
        assert_eq!(ours.retained.as_deref(), figure["retainage_5pct_of_ttc"].as_str(), "{date}");
        assert_eq!(ours.payable, text(&figure["payable_now"]), "{date}");
    }
    let release = plan.invoices.last().expect("the release");
    assert_eq!(release.date.to_string(), text(&figures["release"]["date"]));
    assert_eq!(release.released.as_deref(), figures["release"]["amount"].as_str());
    assert_eq!((release.totals.gross.as_str(), release.payable.as_str()), ("0.00", "117000.00"));
    assert_eq!(plan.invoices.len(), 5);
    let stands = &plan.plans[0];
    assert_eq!((stands.completed.as_str(), stands.retained.as_str()), ("2340000.00", "117000.00"));
    assert_eq!((stands.released.as_str(), stands.balance_to_finish.as_str()), ("117000.00", "0.00"));
    let cash: i128 = plan.cash.iter().map(|month| common::minor(&month.gross)).sum();
    assert_eq!(cash, common::minor(&quote.totals.gross));
}
