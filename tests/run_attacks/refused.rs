//! Odd requests, extremes, documents of others: refused, each with a place and a hint.

use super::{adds_up, is, quarter, taxed, told};
use crate::common::runs::{try_post, try_run, value};
use crate::common::table::{deal, deal_of, flat, monthly, once, per_unit, with};
use crate::common::till::Till;
use prorata::document::{read, Read};
use prorata::invoice::Invoice;
use prorata::problem::Problems;
use serde_json::{json, Value};
use std::panic::{catch_unwind, AssertUnwindSafe};

fn of<T: Read>(value: &Value) -> Result<T, Problems> {
    read(crate::common::node(value))
}

#[test]
fn a_run_over_nothing_and_on_odd_days() {
    let none = try_run(&[], json!({ "target": "2026-01-31" })).expect("a run");
    assert!(none.drafts.is_empty() && none.errors.is_empty() && none.skipped.is_empty());
    assert_eq!(told(try_run(&[], json!({}))), is("missing_field", "/target"));
    assert_eq!(told(try_run(&[], json!({ "target": "2026-01-31", "chosen": [{ "order": "A" }] }))).0, "unknown_order");
    for (key, wrong) in
        [("target", json!("2026-02-30")), ("target", json!(20260101)), ("invoiceDate", json!("yesterday"))]
    {
        let request = with(json!({ "target": "2026-01-31" }), json!({ key: wrong }));
        assert_eq!(told(try_run(&[], request)).1, format!("/{key}"));
    }
    let till = Till::of(&[quarter(monthly(flat("10")))]);
    assert!(till.drafts(json!({ "target": "0001-01-01" })).drafts.is_empty());
    let last = till.drafts(json!({ "target": "9999-12-31" }));
    assert_eq!(last.drafts[0].totals.net, "30.00");
    let endless = Till::of(&[taxed(deal(monthly(flat("10")), json!({}), json!({ "end": null })))]);
    let run = endless.try_drafts(json!({ "target": "9999-12-31" })).expect("a run");
    assert_eq!(
        (run.drafts.len(), run.errors.len()),
        (0, 1),
        "more periods than there may be are an error of the order"
    );
}

/// An order that is too large is an error of its own; the others are billed.
#[test]
fn huge_amounts_are_refused_where_they_are() {
    let huge = json!([{ "id": "x", "line": "1", "name": "x", "net": "999999999999999" }]);
    let mut till = Till::of(&[quarter(monthly(flat("10"))), quarter(monthly(flat("20")))]);
    till.orders[0]["adjustments"] = huge;
    let run = till.try_drafts(json!({ "target": "2026-01-31", "groupBy": ["order"] })).expect("a run");
    run.drafts.iter().for_each(adds_up);
    assert_eq!(run.drafts.last().map(|own| own.totals.net.as_str()), Some("20.00"));
    till.orders[0]["adjustments"] = json!([{ "id": "x", "line": "1", "name": "x", "net": "9999999999999999" }]);
    let run = till.try_drafts(json!({ "target": "2026-01-31" })).expect("a run");
    assert_eq!((run.errors.len(), run.errors[0].problems[0].path.as_str()), (1, "/orders/0/adjustments/0/net"));
    till.orders[0]["adjustments"] = json!([{ "id": "x", "line": "1", "name": "x", "net": "0.001" }]);
    let run = till.try_drafts(json!({ "target": "2026-01-31" })).expect("a run");
    assert_eq!(run.errors[0].problems[0].code.as_str(), "too_precise");
    let balance = |credit: &str| json!([{ "account": "acme", "currency": "EUR", "credit": credit }]);
    till.orders[0]["adjustments"] = json!([]);
    let rich = till.drafts(json!({ "target": "2026-01-31", "balances": balance("999999999999999") }));
    assert_eq!(rich.drafts[0].amount_due, "0.00");
    assert_eq!(
        told(till.try_drafts(json!({ "target": "2026-01-31", "balances": balance("-1") }))),
        is("out_of_range", "/balances/0/credit")
    );
    for (key, wrong, path) in [
        ("cashRounding", json!("0"), "/cashRounding"),
        ("cashRounding", json!("0.001"), "/cashRounding"),
        ("criteria", json!({ "minimum": "-1" }), "/criteria/minimum"),
        ("criteria", json!({ "billDays": [0, 32] }), "/criteria/billDays/0"),
    ] {
        let answer = till.try_drafts(with(json!({ "target": "2026-01-31" }), json!({ key: wrong })));
        let path_of = match answer {
            Ok(run) => run.errors.first().map(|own| own.problems[0].path.clone()),
            Err(problems) => problems.problems.first().map(|own| own.path.clone()),
        };
        assert_eq!(path_of.as_deref(), Some(path), "{key}");
    }
}

#[test]
fn series_that_cannot_number() {
    let drafts = Till::of(&[quarter(monthly(flat("10")))]).drafts(json!({ "target": "2026-01-31" })).drafts;
    let post = |series: Value| try_post(&drafts, &json!([with(json!({ "id": "a" }), series)]));
    for (wrong, code) in [
        (json!({ "next": 0 }), "out_of_range"),
        (json!({ "next": -1 }), "out_of_range"),
        (json!({ "next": 4294967295u32 }), "overflow"),
        (json!({ "format": "" }), "conflict"),
        (json!({ "format": "{prefix}" }), "conflict"),
        (json!({ "format": "{number:0}" }), "unknown_value"),
        (json!({ "format": "{number:21}" }), "unknown_value"),
        (json!({ "format": "{number" }), "unknown_value"),
        (json!({ "format": "{nummer}" }), "unknown_value"),
        (json!({ "reset": "year" }), "conflict"),
        (json!({ "reset": "month", "format": "{year}{number}" }), "conflict"),
        (json!({ "prefix": "x".repeat(80) }), "limit_exceeded"),
        (json!({ "kinds": [] }), "no_series"),
        (json!({ "kinds": ["creditNote"] }), "no_series"),
        (json!({ "accounts": ["other"] }), "no_series"),
        (json!({ "last": { "date": "2026-02-01", "number": "7" } }), "date_goes_back"),
    ] {
        assert_eq!(told(post(wrong.clone())).0, code, "{wrong}");
    }
    assert_eq!(told(try_post(&drafts, &json!([]))).0, "no_series");
    assert_eq!(told(try_post(&drafts, &json!([{ "id": "a" }, { "id": "a" }]))).0, "duplicate_id");
    let posted =
        post(json!({ "prefix": "Ü{", "format": "{prefix}/{yy}/{month}/{number:3}", "next": 42 })).expect("posted");
    assert_eq!(posted.invoices[0].number.as_deref(), Some("Ü{/26/01/042"));
    assert_eq!((posted.series[0].next, drafts[0].number.as_deref()), (43, None));
}

/// Drafts that do not add up, or were changed, are refused all together.
#[test]
fn changed_documents_are_refused() {
    let mut till = Till::of(&[quarter(monthly(flat("10"))), quarter(monthly(flat("20")))]);
    let drafts = till.drafts(json!({ "target": "2026-01-31", "groupBy": ["order"] })).drafts;
    let series = json!([{ "id": "a" }]);
    for (path, wrong) in [
        ("/totals/net", json!("9.99")),
        ("/totals/gross", json!("1.00")),
        ("/lines/0/net", json!("9.99")),
        ("/lines/0/tax", json!("0.00")),
        ("/taxes/0/tax", json!("0.00")),
        ("/payable", json!("0.00")),
        ("/amountDue", json!("0.00")),
        ("/currency", json!("ABC")),
        ("/lines/0/net", json!("1e3")),
        ("/lines/0/taxes/0/of", json!(7)),
    ] {
        let mut both: Vec<Value> = drafts.iter().map(value).collect();
        *both[1].pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = wrong;
        let request = json!({ "drafts": both, "series": series });
        assert!(of(&request).and_then(|own| prorata::post(&own)).is_err(), "{path}");
    }
    assert_eq!(told(try_post(&[drafts[0].clone(), drafts[0].clone()], &series)), is("duplicate_id", "/drafts/1/id"));
    let credit = |own: &Invoice| {
        of(&json!({ "invoice": value(own), "date": "2026-02-01", "whole": true })).and_then(|own| prorata::credit(&own))
    };
    assert_eq!(told(credit(&drafts[0])), is("not_posted", "/invoice"));
    let posted = till.post(&drafts);
    let refused = |change: &dyn Fn(&mut Invoice)| {
        let mut own = posted[0].clone();
        change(&mut own);
        told(credit(&own)).0
    };
    assert_eq!(refused(&|own| own.totals.net = "99.00".into()), "receipt_mismatch");
    assert_eq!(refused(&|own| own.number = Some("2".into())), "receipt_mismatch");
    assert_eq!(refused(&|own| own.number = None), "not_posted");
    assert_eq!(refused(&|own| own.receipt = posted[1].receipt.clone()), "receipt_mismatch");
    assert_eq!(refused(&|own| own.lines.clear()), "receipt_mismatch");
    assert_eq!(told(try_post(&posted, &series)).0, "already_posted");
    // Of another document, and changed since it was posted.
    let other = till.credit(1, json!({ "net": "1" }));
    assert_eq!(
        told(till.try_credit(0, json!({ "credits": [value(&other)], "whole": true }))),
        is("conflict", "/credits/0")
    );
    let mut less = value(&till.credit(0, json!({ "net": "9" })));
    for path in ["/lines/0/net", "/totals/net"] {
        *less.pointer_mut(path).expect("an amount") = json!("-1.00");
    }
    *less.pointer_mut("/lines/0/tax").expect("an amount") = json!("-1.80");
    assert_eq!(
        told(till.try_credit(0, json!({ "credits": [less], "net": "9" }))),
        is("receipt_mismatch", "/credits/0")
    );
    assert_eq!(told(till.try_credit(0, json!({ "whole": true, "net": "1" }))).0, "conflict");
    assert_eq!(told(till.try_credit(0, json!({}))).0, "conflict");
    assert_eq!(told(till.try_credit(0, json!({ "date": "2025-12-31", "whole": true }))).0, "date_goes_back");
    for (line, code) in [
        (json!({ "line": 9 }), "out_of_range"),
        (json!({ "line": 0, "net": "-1" }), "out_of_range"),
        (json!({ "line": 0, "net": "0" }), "out_of_range"),
        (json!({ "line": 0, "net": "1.01" }), "credit_exceeds_rest"),
        (json!({ "line": 0, "quantity": "0" }), "credit_exceeds_rest"),
        (json!({ "line": 0, "quantity": "2" }), "credit_exceeds_rest"),
        (json!({ "line": 0, "net": "1", "quantity": "1" }), "conflict"),
    ] {
        assert_eq!(told(till.try_credit(0, json!({ "lines": [line.clone()] }))).0, code, "{line}");
    }
    assert_eq!(told(till.try_credit(0, json!({ "lines": [{ "line": 0 }, { "line": 0 }] }))).0, "duplicate_id");
}

/// Each leaf of each request made odd: an answer or an error, never a panic; and what is answered adds up.
#[test]
fn odd_leaves() {
    fn places(own: &Value, path: String, all: &mut Vec<String>) {
        match own {
            Value::Object(fields) => fields.iter().for_each(|(key, own)| places(own, format!("{path}/{key}"), all)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, own)| places(own, format!("{path}/{i}"), all))
            }
            _ => {}
        }
        all.push(path);
    }
    let retained = json!({ "billing": { "kind": "milestones", "retainage": { "percent": "5", "release": { "event": "end" } },
        "items": [{ "id": "a", "percent": "50", "on": { "date": "2026-01-01" } }, { "id": "b", "remainder": true, "on": { "event": "b" } }] } });
    let parts = [
        ("1", monthly(per_unit("3.333")), json!({ "quantity": "3" })),
        ("2", with(once(flat("100")), retained), json!({})),
    ];
    let deal = with(
        taxed(deal_of(&parts, json!({ "end": "2026-03-31" }))),
        json!({ "deposits": [{ "id": "d", "percent": "10", "on": { "date": "2026-01-01" } }] }),
    );
    let mut till = Till::of(&[deal]);
    till.orders[0]["events"] = json!({ "b": "2026-02-15" });
    till.orders[0]["adjustments"] = json!([{ "id": "x", "line": "1", "name": "goodwill", "net": "-0.01" }]);
    let draft = till.drafts(json!({ "target": "2026-01-31" })).drafts.remove(0);
    adds_up(&draft);
    let run = json!({ "orders": till.orders, "target": "2026-02-28", "invoiceDate": "2026-03-01",
        "balances": [{ "account": "acme", "currency": "EUR", "credit": "1" }], "criteria": { "minimum": "1" }, "cashRounding": "0.05" });
    let posted = till.post(std::slice::from_ref(&draft)).remove(0);
    let note = till.credit(0, json!({ "net": "1" }));
    let post = json!({ "drafts": [value(&draft)], "series": [{ "id": "a", "prefix": "p", "next": 3, "last": { "date": "2026-01-01", "number": "2" } }] });
    let credit = json!({ "invoice": value(&posted), "credits": [value(&note)], "date": "2026-02-01", "gross": "10", "paid": "5", "cashRounding": "0.05" });
    let rebill = json!({ "invoice": value(&posted), "credits": [value(&note)], "orders": till.orders, "date": "2026-02-01", "target": "2026-02-28" });
    let odd = [
        json!(null),
        json!(""),
        json!("-1"),
        json!("0"),
        json!("999999999999999"),
        json!("0.000000000001"),
        json!(4294967296u64),
        json!("9999-12-31"),
        json!([]),
        json!({}),
        json!(true),
    ];
    type Verb<'a> = (&'a str, Value, fn(&Value) -> Result<Vec<Invoice>, Problems>);
    let verbs: [Verb; 4] = [
        ("billRun", run, |own| of(own).and_then(|own| prorata::bill_run(&own)).map(|own| own.drafts)),
        ("post", post, |own| of(own).and_then(|own| prorata::post(&own)).map(|own| own.invoices)),
        ("credit", credit, |own| of(own).and_then(|own| prorata::credit(&own)).map(|own| vec![own])),
        ("cancelAndRebill", rebill, |own| {
            let answer = of(own).and_then(|own| prorata::cancel_and_rebill(&own))?;
            Ok([vec![answer.credit], answer.run.drafts].concat())
        }),
    ];
    for (name, good, verb) in verbs {
        assert!(!verb(&good).unwrap_or_else(|problems| panic!("{name}: {problems}")).is_empty(), "{name}");
        let mut all = Vec::new();
        places(&good, String::new(), &mut all);
        for path in all.iter().filter(|path| !path.is_empty()) {
            for wrong in &odd {
                let mut request = good.clone();
                *request.pointer_mut(path).expect("the place") = wrong.clone();
                match catch_unwind(AssertUnwindSafe(|| verb(&request))) {
                    Err(_) => panic!("{name} panicked: {path} {wrong}"),
                    Ok(Err(problems)) => assert!(
                        problems.problems.iter().all(|own| !own.message.is_empty() && !own.hint.is_empty()),
                        "{name} {path} {wrong}: {problems}"
                    ),
                    Ok(Ok(documents)) => {
                        for own in &documents {
                            if catch_unwind(AssertUnwindSafe(|| adds_up(own))).is_err() {
                                panic!("{name}: {path} {wrong}: {own:?}");
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A line of no quantity costs nothing, and there is nothing of it to give back.
#[test]
fn lines_of_no_quantity() {
    let mut till =
        Till::of(&[taxed(deal(monthly(per_unit("10")), json!({ "quantity": "0" }), json!({ "end": "2026-02-28" })))]);
    assert_eq!(till.on("2026-01-01"), ["2026-01-01 invoice 0.00 + 0.00 = 0.00: 1 2026-01-01..2026-01-31 0.00"]);
    for more in [json!({ "whole": true }), json!({ "lines": [{ "line": 0 }] })] {
        assert_eq!(told(till.try_credit(0, more)).0, "credit_exceeds_rest");
    }
    assert_eq!(told(till.try_credit(0, json!({ "lines": [{ "line": 0, "quantity": "1" }] }))).0, "credit_exceeds_rest");
    assert_eq!(told(till.try_credit(0, json!({ "net": "0.01" }))).0, "credit_exceeds_rest");
}
