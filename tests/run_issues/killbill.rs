//! Kill Bill.

use crate::common::orders::plan;
use crate::common::runs::shown;
use crate::common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with, yearly};
use crate::common::till::Till;
use prorata::calendar::Date;
use prorata::invoice::Invoice;
use serde_json::{json, Value};

fn taxed(deal: Value, percent: &str) -> Value {
    with(deal, json!({ "taxes": [{ "code": "S", "percent": percent }], "account": { "id": "acme" } }))
}

fn on_the(day: u32, charge: Value) -> Value {
    with(charge, json!({ "billing": { "kind": "recurring", "billDay": day } }))
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn dates(all: &[Invoice]) -> Vec<String> {
    all.iter().map(|own| own.date.to_string()).collect()
}

/// killbill#127: with bill day 31 months without a 31st were skipped, then billing stopped.
#[test]
fn killbill_127_the_31st_in_short_months() {
    let mut till = Till::of(&[deal(on_the(31, monthly(flat("10"))), json!({}), json!({ "start": "2026-01-31" }))]);
    let mut today = day("2026-01-01");
    while today < day("2027-02-01") {
        till.bill(json!({ "target": today.to_string() }));
        today = today.plus_days(1);
    }
    assert_eq!(
        dates(&till.posted),
        [
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            "2026-11-30",
            "2026-12-31"
        ]
    );
    assert_eq!(till.net(), 12_000);
}

/// killbill#2133: a target a day before the end of the month billed the period that begins on it. Every bill day from 28 on, every
/// target of two years, one of them a leap year: nothing is billed before its day, and everything on it.
#[test]
fn killbill_2133_no_period_is_billed_a_day_early() {
    for bill_day in 28..=31 {
        let charge = on_the(bill_day, monthly(flat("10")));
        let mut till = Till::of(&[deal(charge, json!({}), json!({ "start": "2027-01-31", "end": "2029-02-27" }))]);
        let planned: Vec<Date> = plan(&till.order(0), json!({})).invoices.iter().map(|own| own.date).collect();
        let mut today = day("2027-01-01");
        while today < day("2029-03-05") {
            let due = planned.contains(&today);
            let drafts = till.bill(json!({ "target": today.to_string() }));
            assert_eq!(drafts.len(), usize::from(due), "bill day {bill_day}, {today}");
            if let Some(own) = drafts.first() {
                let period = own.lines[0].period.expect("a period");
                assert!(period.start <= today, "bill day {bill_day}, {today}");
            }
            today = today.plus_days(1);
        }
    }
    let mut early =
        Till::of(&[deal(on_the(31, monthly(flat("10"))), json!({}), json!({ "start": "2025-04-30", "end": null }))]);
    assert_eq!(early.on("2025-05-30"), ["2025-05-30 invoice 10.00 + 0.00 = 10.00: 1 2025-04-30..2025-05-30 10.00"]);
    assert_eq!(early.on("2025-05-31"), ["2025-05-31 invoice 10.00 + 0.00 = 10.00: 1 2025-05-31..2025-06-29 10.00"]);
}

/// killbill#1124: 55 units at 0.067 are 3.685; a check that compared this with 3.69 stopped the account.
#[test]
fn killbill_1124_a_total_that_is_not_whole_cents() {
    let mut till = Till::of(&[taxed(
        deal(monthly(per_unit("0.067")), json!({ "quantity": "55" }), json!({ "end": "2026-02-28" })),
        "20",
    )]);
    assert_eq!(till.on("2026-01-01"), ["2026-01-01 invoice 3.69 + 0.74 = 4.43: 1 2026-01-01..2026-01-31 3.69"]);
    assert!(till.on("2026-01-31").is_empty());
    till.cancel(0, "2026-01-17");
    // 3.685 x 16/31 = 1.90 are kept.
    assert_eq!(till.on("2026-02-28"), ["2026-02-28 creditNote -1.79 + -0.36 = -2.15: 1 2026-01-17..2026-01-31 -1.79"]);
    assert!(till.on("2026-12-31").is_empty());
}

/// killbill#154: a period was credited in part by hand and in part by a cancellation, and billed once more.
#[test]
fn killbill_154_what_was_given_back_is_not_billed_again() {
    let mut till = Till::of(&[deal(monthly(flat("31")), json!({}), json!({ "end": "2026-01-31" }))]);
    till.on("2026-01-01");
    till.credit(0, json!({ "net": "5" }));
    assert!(till.on("2026-01-10").is_empty());
    till.cancel(0, "2026-01-11");
    assert_eq!(
        till.on("2026-01-11"),
        ["2026-01-11 creditNote -21.00 + 0.00 = -21.00: 1 2026-01-11..2026-01-31 -21.00"]
    );
    for target in ["2026-01-11", "2026-02-01", "2030-01-01"] {
        assert!(till.on(target).is_empty());
    }
    assert_eq!(till.net(), 500);
}

/// killbill#1505: all of an item was given back, then it was cancelled at its start: nothing is left, and nothing is wrong.
#[test]
fn killbill_1505_nothing_is_left_of_what_was_given_back() {
    let mut till = Till::of(&[taxed(deal(monthly(flat("31")), json!({}), json!({ "end": "2026-03-31" })), "20")]);
    till.on("2026-01-01");
    till.credit(0, json!({ "whole": true }));
    till.cancel(0, "2026-01-01");
    let run = till.drafts(json!({ "target": "2026-06-30" }));
    assert!(run.drafts.is_empty(), "{:?}", run.drafts.iter().map(shown).collect::<Vec<_>>());
    assert_eq!(till.net(), 0);
}

/// killbill#640, #664: each run billed the same items again, without end. And two runs at the same time: their drafts have the
/// same ids, so that the caller's key stops the second; together they are refused.
#[test]
fn killbill_640_a_hundred_runs_bill_once() {
    let deals = [deal(monthly(flat("10")), json!({}), json!({})), deal(once(flat("7")), json!({}), json!({}))];
    let deals = deals.map(|own| taxed(own, "20"));
    let mut till = Till::of(&deals);
    let (first, second) =
        (till.drafts(json!({ "target": "2026-01-31" })), till.drafts(json!({ "target": "2026-01-31" })));
    assert_eq!(first.drafts, second.drafts);
    let both: Vec<Invoice> = first.drafts.iter().chain(&second.drafts).cloned().collect();
    let refused = crate::common::runs::try_post(&both, &till.series).expect_err("the same draft twice");
    assert_eq!(refused.code().map(|own| own.as_str()), Some("duplicate_id"));
    till.post(&first.drafts);
    for _ in 0..100 {
        assert!(till.on("2026-01-31").is_empty());
    }
    assert_eq!(till.net(), 1700);
}

/// killbill#783, #877: items of zero were taken for double billing. Openmeter 2192: empty invoices were issued. A free first month is
/// an invoice of zero, or none, by the policy; the second month is billed once either way.
#[test]
fn killbill_783_items_of_zero() {
    let of = |policy: Value| {
        let free = json!([{ "start": "2026-01-01", "discounts": [{ "percent": "100" }] }, { "start": "2026-02-01" }]);
        let request =
            taxed(deal(monthly(flat("50")), json!({ "segments": free }), json!({ "end": "2026-03-31" })), "20");
        let mut till = Till::of(&[with(request, json!({ "policy": policy }))]);
        let all: Vec<Vec<String>> =
            ["2026-01-01", "2026-01-20", "2026-02-01", "2026-02-01"].iter().map(|target| till.on(target)).collect();
        all.concat()
    };
    let second = "2026-02-01 invoice 50.00 + 10.00 = 60.00: 1 2026-02-01..2026-02-28 50.00";
    assert_eq!(of(json!({})), ["2026-01-01 invoice 0.00 + 0.00 = 0.00: 1 2026-01-01..2026-01-31 0.00", second]);
    let skipped = of(json!({ "zeroInvoices": "skip" }));
    assert_eq!(
        skipped,
        ["2026-02-01 invoice 50.00 + 10.00 = 60.00: 1 2026-01-01..2026-01-31 0.00, 1 2026-02-01..2026-02-28 50.00"]
    );
}

/// killbill#2109: an illegal state, and no word on which line. One bad order stops no other, and says line, days, amounts and rule.
#[test]
fn killbill_2109_an_error_that_explains_itself() {
    let mut till =
        Till::of(&[deal(monthly(flat("100")), json!({}), json!({})), deal(monthly(flat("7")), json!({}), json!({}))]);
    let entry =
        json!({ "line": "1", "charge": "c", "period": { "start": "2026-01-01", "end": "2026-01-31" }, "net": "90" });
    till.orders[0]["billed"] = json!([entry]);
    let run = till.try_drafts(json!({ "target": "2026-01-31" })).expect("a run");
    assert_eq!(run.drafts.len(), 1);
    let problem = &run.errors[0].problems[0];
    assert_eq!((problem.code.as_str(), problem.path.as_str()), ("unexplained_restatement", "/orders/0/billed/0"));
    for part in ["Line \"1\"", "charge \"c\"", "2026-01-01 to 2026-01-31", "90.00", "100.00"] {
        assert!(problem.message.contains(part), "{part} in {}", problem.message);
    }
}

/// killbill#1042, #1503, #1506, #1920, #2249; lago#5522, #5187, #5649, #5664: the preview was not the invoice: far ahead, of the first
/// invoice, of a cancellation to come, of what is blocked.
#[test]
fn killbill_1042_the_preview_is_the_invoice() {
    let parts = [
        ("1", monthly(per_unit("9.99")), json!({ "quantity": "3" })),
        ("2", yearly(flat("365")), json!({ "start": "2026-02-10" })),
    ];
    let deal = taxed(deal_of(&parts, json!({ "start": "2026-01-31", "end": null })), "7.7");
    let mut till = Till::of(&[deal]);
    till.amend(0, "2026-03-05", json!([{ "line": "1", "set": { "quantity": "5" } }]));
    till.cancel(0, "2027-06-15");
    let preview = plan(&till.order(0), json!({ "through": "2027-12-31" }));
    let first = till.drafts(json!({ "target": "2026-01-31" }));
    assert_eq!(first.drafts[0].totals.gross, preview.invoices[0].totals.gross);
    for own in &preview.invoices {
        let drafts = till.bill(json!({ "target": own.date.to_string() }));
        assert_eq!(drafts.len(), 1, "{}", own.date);
        let (theirs, ours) = (&own.lines, &drafts[0].lines);
        let nets = |nets: Vec<&String>| nets.into_iter().cloned().collect::<Vec<_>>();
        assert_eq!(nets(ours.iter().map(|own| &own.net).collect()), nets(theirs.iter().map(|own| &own.net).collect()));
        let totals = |net: &str, tax: &str, gross: &str| [net.to_owned(), tax.to_owned(), gross.to_owned()];
        assert_eq!(
            totals(&drafts[0].totals.net, &drafts[0].totals.tax, &drafts[0].totals.gross),
            totals(&own.totals.net, &own.totals.tax, &own.totals.gross),
            "{}",
            own.date
        );
        assert_eq!(drafts[0].due, own.due);
    }
    assert!(till.on("2035-01-01").is_empty());
    // What is on hold is previewed by the same run, and is not there either.
    till.orders[0]["holds"] = json!([{ "reason": "blocked" }]);
    assert!(till.drafts(json!({ "target": "2026-01-31" })).drafts.is_empty());
}

/// killbill#1438: what was used on the last day was lost. The 15th is the first day without service: the 14th counts.
#[test]
fn killbill_1438_usage_on_the_last_day() {
    let mut till = Till::of(&[deal(usage(per_unit("2")), json!({}), json!({ "end": "2026-03-31" }))]);
    till.cancel(0, "2026-01-15");
    till.used(0, "1", &[("01-01", "1"), ("01-14", "10")]);
    assert_eq!(till.on("2026-01-15"), ["2026-01-15 invoice 22.00 + 0.00 = 22.00: 1 2026-01-01..2026-01-14 22.00"]);
    assert!(till.on("2026-12-31").is_empty());
    // From the 15th on there is no service; what comes late of the days before is billed.
    till.used(0, "1", &[("01-01", "1"), ("01-14", "12"), ("01-15", "100")]);
    assert_eq!(till.on("2026-12-31"), ["2026-12-31 invoice 4.00 + 0.00 = 4.00: 1 2026-01-01..2026-01-14 4.00"]);
}

/// killbill#1533: two years at 20.00 came to 20.03, as one of them is a leap year.
#[test]
fn killbill_1533_whole_periods_are_whole() {
    let two = json!({ "id": "c", "kind": "recurring", "per": { "unit": "year", "count": 2 }, "price": flat("20"),
        "billing": { "kind": "recurring", "every": { "unit": "year", "count": 2 } } });
    let mut till = Till::of(&[deal(two, json!({}), json!({ "start": "2027-03-01", "end": null }))]);
    for target in ["2027-03-01", "2029-03-01", "2031-03-01"] {
        assert_eq!(till.bill(json!({ "target": target }))[0].totals.net, "20.00");
    }
}

/// killbill#1907: a plan in arrears that changed within a month was billed only at the end of it; here each part says its own, and a
/// cancellation is billed when it holds.
#[test]
fn killbill_1907_arrears_end_with_the_service() {
    let charge = with(monthly(flat("31")), json!({ "billing": { "kind": "recurring", "timing": "arrears" } }));
    let mut till = Till::of(&[deal(charge, json!({}), json!({ "end": null }))]);
    till.amend(0, "2026-01-11", json!([{ "line": "1", "set": { "price": flat("62") } }]));
    till.cancel(0, "2026-01-21");
    assert!(till.on("2026-01-20").is_empty());
    assert_eq!(
        till.on("2026-01-21"),
        ["2026-01-21 invoice 30.00 + 0.00 = 30.00: 1 2026-01-01..2026-01-10 10.00, 1 2026-01-11..2026-01-20 20.00"]
    );
    assert!(till.on("2027-01-01").is_empty());
}

/// killbill#1080: pesos have no cents.
#[test]
fn killbill_1080_a_currency_without_decimals() {
    let request =
        taxed(deal(monthly(flat("9990")), json!({}), json!({ "start": "2026-01-15", "end": "2026-03-31" })), "19");
    let charge = json!({ "billing": { "kind": "recurring", "billDay": 1 } });
    let mut request = with(request, json!({ "currency": "CLP", "policy": { "termTotal": "measured" } }));
    request["catalog"]["products"][0]["charges"][0]["billing"] = charge["billing"].clone();
    let mut till = Till::of(&[request]);
    // 9,990 x 17/31 = 5,478.4; a fifth less one percent of it is 1,040.8.
    assert_eq!(till.on("2026-01-15"), ["2026-01-15 invoice 5478 + 1041 = 6519: 1 2026-01-15..2026-01-31 5478"]);
    let note = till.credit(0, json!({ "gross": "1000" }));
    assert_eq!(
        (note.totals.net.as_str(), note.totals.tax.as_str(), note.amount_due.as_str()),
        ("-840", "-160", "-1000")
    );
}

/// killbill#2306, #1205: blocked and unblocked, an annual plan had three terms. A hold changes nothing of what is owed.
#[test]
fn killbill_2306_a_hold_moves_no_period() {
    let mut till = Till::of(&[deal(monthly(flat("10")), json!({}), json!({ "end": "2026-06-30" }))]);
    till.on("2026-01-01");
    till.orders[0]["holds"] = json!([{ "from": "2026-01-15", "until": "2026-03-20", "reason": "dispute" }]);
    for target in ["2026-02-01", "2026-02-15", "2026-03-01", "2026-03-20"] {
        let run = till.drafts(json!({ "target": target }));
        assert!(run.drafts.is_empty());
        assert_eq!(run.skipped[0].detail.as_deref(), Some("dispute"));
    }
    assert_eq!(
        till.on("2026-03-21"),
        ["2026-03-21 invoice 20.00 + 0.00 = 20.00: 1 2026-02-01..2026-02-28 10.00, 1 2026-03-01..2026-03-31 10.00"]
    );
    assert_eq!(till.on("2026-06-30").len(), 1);
    assert_eq!(till.net(), 6000);
}
