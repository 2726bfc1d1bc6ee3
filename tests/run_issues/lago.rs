//! Lago.

use crate::common::minor;
use crate::common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with};
use crate::common::till::Till;
use prorata::calendar::Date;
use prorata::invoice::Invoice;
use serde_json::{json, Value};

fn taxed(deal: Value, percent: &str) -> Value {
    with(deal, json!({ "taxes": [{ "code": "S", "percent": percent }], "account": { "id": "acme" } }))
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// lago#6173: years from Feb 29 overlapped or left gaps. A charge of a year billed for nine years has each day once.
#[test]
fn lago_6173_years_from_the_29th_of_february() {
    for (per, months) in [("year", 12), ("quarter", 3)] {
        let charge = json!({ "id": "c", "kind": "recurring", "per": { "unit": per }, "price": flat("40"),
            "billing": { "kind": "recurring", "every": { "unit": per } } });
        let mut till = Till::of(&[deal(charge, json!({}), json!({ "start": "2024-02-29", "end": null }))]);
        let mut next = day("2024-02-29");
        for target in 2024..2034 {
            for own in till.bill(json!({ "target": format!("{target}-12-31") })) {
                for line in &own.lines {
                    let period = line.period.expect("a period");
                    assert_eq!(period.start, next, "{months} months");
                    assert_eq!(line.net, "40.00");
                    next = period.end.plus_days(1);
                }
            }
        }
        assert!(next > day("2034-01-01"));
    }
}

/// lago#1778, #1776: after two upgrades the credit was more than was billed, and was of today's price.
#[test]
fn lago_1778_credits_of_two_upgrades() {
    let mut till = Till::of(&[deal(monthly(flat("31")), json!({}), json!({ "end": "2026-01-31" }))]);
    till.on("2026-01-01");
    till.amend(0, "2026-01-11", json!([{ "line": "1", "set": { "price": flat("62") } }]));
    // 21 days at 1.00 come back, 21 at 2.00 are asked for.
    assert_eq!(till.bill(json!({ "target": "2026-01-11" }))[0].totals.net, "21.00");
    till.amend(0, "2026-01-21", json!([{ "line": "1", "set": { "price": flat("93") } }]));
    assert_eq!(till.bill(json!({ "target": "2026-01-21" }))[0].totals.net, "11.00");
    till.cancel(0, "2026-01-26");
    // Six days at 3.00 were billed.
    assert_eq!(
        till.on("2026-01-26"),
        ["2026-01-26 creditNote -18.00 + 0.00 = -18.00: 1 2026-01-26..2026-01-31 -18.00"]
    );
    assert_eq!(till.net(), 3100 + 2100 + 1100 - 1800);
}

/// lago#4313, #4373, #4411, #4449, #4553, #4660: the tax of a credit note was a cent off, and the note refused. Three fees of 33.33
/// at 20 % are credited by thirds, in any way: all notes come to the invoice, net and tax.
#[test]
fn lago_4313_notes_come_to_the_invoice() {
    let parts: Vec<(&str, Value, Value)> =
        ["1", "2", "3"].iter().map(|id| (*id, once(flat("33.33")), json!({}))).collect();
    let steps: [&[Value]; 3] = [
        &[json!({ "net": "33.33" }), json!({ "net": "33.33" }), json!({ "whole": true })],
        &[
            json!({ "lines": [{ "line": 1, "net": "11.11" }] }),
            json!({ "lines": [{ "line": 1, "net": "11.11" }, { "line": 0 }] }),
            json!({ "gross": "20.01" }),
            json!({ "whole": true }),
        ],
        &[json!({ "gross": "0.01" }), json!({ "gross": "0.02" }), json!({ "net": "0.01" }), json!({ "whole": true })],
    ];
    for step in steps {
        let mut till = Till::of(&[taxed(deal_of(&parts, json!({})), "20")]);
        let invoice = till.bill(json!({ "target": "2026-01-01" })).remove(0);
        assert_eq!((invoice.totals.net.as_str(), invoice.totals.tax.as_str()), ("99.99", "20.00"));
        for own in step {
            let note = till.credit(0, own.clone());
            if let Some(gross) = own.get("gross") {
                assert_eq!(note.totals.gross, format!("-{}", gross.as_str().expect("a text")));
            }
        }
        let sum = |of: fn(&Invoice) -> &String| -> i128 { till.posted.iter().map(|own| minor(of(own))).sum() };
        assert_eq!((sum(|own| &own.totals.net), sum(|own| &own.totals.tax)), (0, 0));
        let over = till.try_credit(0, json!({ "net": "0.01" })).expect_err("nothing is left");
        assert_eq!(over.code().map(|own| own.as_str()), Some("credit_exceeds_rest"));
    }
}

/// lago#4794, #4889, #5121: prepaid credit exceeded the invoice by a cent, or missed it by one.
#[test]
fn lago_4794_credit_pays_what_is_payable() {
    let parts: Vec<(&str, Value, Value)> =
        ["1", "2", "3"].iter().map(|id| (*id, once(flat("0.035")), json!({}))).collect();
    let till = Till::of(&[taxed(deal_of(&parts, json!({})), "20")]);
    // 0.04 each, 0.12, and 0.02 of tax.
    let credit = |credit: &str| json!([{ "account": "acme", "currency": "EUR", "credit": credit }]);
    for (has, used, due, left) in
        [("0.14", "0.14", "0.00", "0.00"), ("0.13", "0.13", "0.01", "0.00"), ("9", "0.14", "0.00", "8.86")]
    {
        let run = till.drafts(json!({ "target": "2026-01-01", "balances": credit(has) }));
        let own = &run.drafts[0];
        assert_eq!(
            (own.payable.as_str(), own.credit_used.as_deref(), own.amount_due.as_str()),
            ("0.14", Some(used), due)
        );
        assert_eq!(run.balances[0].credit, prorata::money::Dec::parse(left).expect("a number"));
    }
}

/// lago#6123: after a downgrade the minimum charged more than itself. 100.00 a month at least for ten days of usage at 70.00 and 20
/// at 40.00.
#[test]
fn lago_6123_a_minimum_after_a_change() {
    let least = with(usage(per_unit("1")), json!({ "minimum": "100" }));
    let mut till = Till::of(&[deal(least, json!({}), json!({ "end": "2026-01-31" }))]);
    till.used(0, "1", &[("01-05", "30"), ("01-20", "40")]);
    assert_eq!(till.on("2026-02-01"), ["2026-02-01 invoice 100.00 + 0.00 = 100.00: 1 2026-01-01..2026-01-31 100.00"]);
    till.used(0, "1", &[("01-05", "30"), ("01-20", "90")]);
    assert_eq!(till.on("2026-02-02"), ["2026-02-02 invoice 20.00 + 0.00 = 20.00: 1 2026-01-01..2026-01-31 20.00"]);
    assert_eq!(till.net(), 12_000);
}

/// lago#4606, #6356, #2915: usage that was billed on the way was taken off once too often, or with its discount. Thresholds of 50.00
/// and 120.00 at 10 % off: what is open below the next threshold waits.
#[test]
fn lago_4606_usage_that_is_billed_on_the_way() {
    let daily = json!({ "billing": { "kind": "recurring", "timing": "arrears", "every": { "unit": "day" } } });
    let line = json!({ "discounts": [{ "percent": "10" }] });
    let mut till =
        Till::of(&[taxed(deal(with(usage(per_unit("1")), daily), line, json!({ "end": "2026-01-31" })), "20")]);
    let least = |target: &str, minimum: &str| json!({ "target": target, "criteria": { "minimum": minimum } });
    till.used(0, "1", &[("01-05", "40")]);
    let run = till.drafts(least("2026-01-06", "60"));
    assert!(run.drafts.is_empty());
    assert_eq!(run.skipped[0].reason.as_str(), "belowMinimum");
    till.used(0, "1", &[("01-05", "40"), ("01-09", "30")]);
    assert_eq!(till.bill(least("2026-01-10", "60"))[0].totals.net, "63.00");
    till.used(0, "1", &[("01-05", "40"), ("01-06", "10"), ("01-09", "30"), ("01-30", "20")]);
    assert_eq!(till.bill(json!({ "target": "2026-02-01" }))[0].totals.net, "27.00");
    assert_eq!(till.net(), 9000);
}

/// lago#5868: negative rates and discounts of more than all were accepted.
#[test]
fn lago_5868_senseless_numbers_are_refused() {
    let good = taxed(deal(monthly(flat("10")), json!({ "discounts": [{ "percent": "10" }] }), json!({})), "20");
    for (path, wrong) in
        [("/taxes/0/percent", "-1"), ("/taxes/0/percent", "101"), ("/lines/0/discounts/0/percent", "101")]
    {
        let mut request = good.clone();
        *request.pointer_mut(path).expect("the place") = json!(wrong);
        let refused = crate::common::request(&request).and_then(|request| prorata::price(&request)).expect_err(path);
        assert_eq!(refused.problems[0].path, path);
    }
}
