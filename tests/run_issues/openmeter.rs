//! OpenMeter.

use crate::common::runs::{shown, value};
use crate::common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with};
use crate::common::till::Till;
use serde_json::{json, Value};

fn taxed(deal: Value, percent: &str) -> Value {
    with(deal, json!({ "taxes": [{ "code": "S", "percent": percent }], "account": { "id": "acme" } }))
}

/// openmeter 4219: the minimum of a quarter was charged on a run in the middle of it.
#[test]
fn openmeter_4219_a_minimum_waits_for_its_period() {
    let quarter = json!({ "rating": { "window": { "unit": "quarter" } }, "minimum": "100" });
    let mut till = Till::of(&[deal(with(usage(per_unit("1")), quarter), json!({}), json!({ "end": "2026-03-31" }))]);
    till.used(0, "1", &[("01-10", "20"), ("02-10", "30")]);
    assert_eq!(till.on("2026-02-01"), ["2026-02-01 invoice 20.00 + 0.00 = 20.00: 1 2026-01-01..2026-01-31 20.00"]);
    assert_eq!(till.on("2026-03-01"), ["2026-03-01 invoice 30.00 + 0.00 = 30.00: 1 2026-02-01..2026-02-28 30.00"]);
    assert_eq!(till.on("2026-04-01"), ["2026-04-01 invoice 50.00 + 0.00 = 50.00: 1 2026-03-01..2026-03-31 50.00"]);
    // Late usage: what the minimum added is less now.
    till.used(0, "1", &[("01-10", "20"), ("01-31", "25"), ("02-10", "30")]);
    assert_eq!(
        till.on("2026-04-15"),
        ["2026-04-15 invoice 0.00 + 0.00 = 0.00: 1 2026-01-01..2026-01-31 25.00, 1 2026-03-01..2026-03-31 -25.00"]
    );
    assert_eq!(till.net(), 10_000);
}

/// openmeter 2132, 2498, 3311: lines that were deleted by hand came back with the next run. Who removes a line says so to the order:
/// it stays away. What is only left out of a draft that is thrown away was never billed.
#[test]
fn openmeter_2132_a_removed_line_stays_away() {
    let parts = [("1", monthly(flat("10")), json!({})), ("2", monthly(flat("7")), json!({}))];
    let mut till = Till::of(&[deal_of(&parts, json!({ "end": "2026-03-31" }))]);
    till.on("2026-01-01");
    till.amend(0, "2026-02-01", json!([{ "removeLine": "2" }]));
    assert_eq!(till.on("2026-02-01"), ["2026-02-01 invoice 10.00 + 0.00 = 10.00: 1 2026-02-01..2026-02-28 10.00"]);
    assert_eq!(till.on("2026-03-31"), ["2026-03-31 invoice 10.00 + 0.00 = 10.00: 1 2026-03-01..2026-03-31 10.00"]);
}

/// openmeter 4412, 4313: the same line had two ids, and an empty result no reason.
#[test]
fn openmeter_4313_an_empty_run_has_reasons() {
    let charge = with(once(flat("5")), json!({ "billing": { "kind": "once", "on": { "event": "delivery" } } }));
    let mut till = Till::of(&[
        deal(monthly(flat("10")), json!({}), json!({ "end": "2026-01-31" })),
        deal(charge, json!({}), json!({})),
        deal(usage(per_unit("1")), json!({}), json!({ "end": "2026-02-28" })),
    ]);
    till.on("2026-01-01");
    let run = till.drafts(json!({ "target": "2026-01-31" }));
    let reasons: Vec<(&str, &str)> = run.skipped.iter().map(|own| (own.order.as_str(), own.reason.as_str())).collect();
    assert_eq!(reasons, [("A", "nothingLeft"), ("B", "waitsForEvent"), ("C", "nothingLeft")]);
    assert_eq!((run.counts.opened, run.counts.drafts), (3, 0));
}

/// openmeter 2693: after issue nothing may change. A posted invoice is as it was, whatever happens to the order: it is corrected by
/// another document.
#[test]
fn openmeter_2693_what_is_issued_stays() {
    let mut till = Till::of(&[taxed(deal(monthly(flat("31")), json!({}), json!({ "end": "2026-01-31" })), "10")]);
    let issued = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    till.cancel(0, "2026-01-22");
    let note = till.bill(json!({ "target": "2026-01-22" })).remove(0);
    assert_eq!(shown(&note), "2026-01-22 creditNote -10.00 + -1.00 = -11.00: 1 2026-01-22..2026-01-31 -10.00");
    let request = json!({ "invoice": value(&issued) });
    let verified = prorata::verify_invoice(&crate::common::orders::document(&request)).expect("posted");
    assert!(verified.intact);
}
