//! Table tests of credit notes, debit notes, cancel and rebill, write-offs; numbers that can be checked by hand.

mod common;

use common::orders::{amend, amendment, document, order_of};
use common::runs::{billable, credit, keep, post, run, shown, value};
use common::table::{deal, deal_of, flat, monthly, once, per_unit, with};
use prorata::invoice::{Invoice, Rebilled, WriteOff};
use prorata::Problems;
use serde_json::{json, Value};

fn taxed(deal: Value) -> Value {
    with(deal, json!({ "taxes": [{ "code": "S", "percent": "20" }], "account": { "id": "acme" } }))
}

/// One-time charges of these amounts, 20 % tax, posted on Jan 1.
fn invoice_of(amounts: &[&str]) -> Invoice {
    let names: Vec<String> = (1..=amounts.len()).map(|i| i.to_string()).collect();
    let lines: Vec<(&str, Value, Value)> =
        names.iter().zip(amounts).map(|(name, amount)| (name.as_str(), once(flat(amount)), json!({}))).collect();
    let order = order_of(&taxed(deal_of(&lines, json!({ "end": "2026-12-31" }))), json!({ "id": "A" }));
    post(&run(&[billable(&order, json!({}))], json!({ "target": "2026-01-01" })).drafts).remove(0)
}

fn sums(own: &Invoice) -> (&str, &str, &str) {
    (&own.totals.net, &own.totals.tax, &own.totals.gross)
}

fn code(problems: Result<Invoice, Problems>) -> String {
    let problem = problems.expect_err("refused").problems.remove(0);
    format!("{} {}", problem.code.as_str(), problem.path)
}

/// 2 x 68.33 with 27.33 tax in all: the first credit of a line gives back 13.67, the second what is left, 13.66.
#[test]
fn credits_of_lines_come_to_the_whole() {
    let invoice = invoice_of(&["68.33", "68.33"]);
    assert_eq!(sums(&invoice), ("136.66", "27.33", "163.99"));
    let first = credit(&invoice, &[], json!({ "lines": [{ "line": 0 }] })).expect("a note");
    assert_eq!(sums(&first), ("-68.33", "-13.67", "-82.00"));
    assert_eq!(
        (first.kind.as_str(), first.corrects.as_slice()),
        ("creditNote", ["FA-2026-00001".to_owned()].as_slice())
    );
    let second = credit(&invoice, std::slice::from_ref(&first), json!({ "whole": true })).expect("a note");
    assert_eq!(sums(&second), ("-68.33", "-13.66", "-81.99"));
    let third = credit(&invoice, &[first, second], json!({ "whole": true }));
    assert_eq!(code(third), "credit_exceeds_rest ");
}

#[test]
fn parts_of_a_line_come_to_its_tax() {
    let invoice = invoice_of(&["100.01"]);
    assert_eq!(sums(&invoice), ("100.01", "20.00", "120.01"));
    let mut notes: Vec<Invoice> = Vec::new();
    for net in ["33.33", "33.33", "33.35"] {
        let own = credit(&invoice, &notes, json!({ "lines": [{ "line": 0, "net": net }] })).expect("a note");
        notes.push(own);
    }
    let taxes: Vec<&str> = notes.iter().map(|own| own.totals.tax.as_str()).collect();
    assert_eq!(taxes, ["-6.67", "-6.66", "-6.67"]);
    let more = credit(&invoice, &notes, json!({ "lines": [{ "line": 0, "net": "0.01" }] }));
    assert_eq!(code(more), "credit_exceeds_rest /lines/0/net");
}

/// 0.05 for three: one, one and one come to 0.05.
#[test]
fn parts_of_a_quantity_come_to_the_line() {
    let seats = with(once(per_unit("0.0166667")), json!({}));
    let order =
        order_of(&taxed(deal(seats, json!({ "quantity": "3" }), json!({ "end": "2026-12-31" }))), json!({ "id": "A" }));
    let invoice = post(&run(&[billable(&order, json!({}))], json!({ "target": "2026-01-01" })).drafts).remove(0);
    assert_eq!(invoice.totals.net, "0.05");
    let mut notes: Vec<Invoice> = Vec::new();
    for _ in 0..3 {
        let own = credit(&invoice, &notes, json!({ "lines": [{ "line": 0, "quantity": "1" }] })).expect("a note");
        notes.push(own);
    }
    let nets: Vec<&str> = notes.iter().map(|own| own.totals.net.as_str()).collect();
    assert_eq!(nets, ["-0.02", "-0.01", "-0.02"]);
    let more = credit(&invoice, &notes, json!({ "lines": [{ "line": 0, "quantity": "1" }] }));
    assert_eq!(code(more), "credit_exceeds_rest /lines/0/quantity");
}

#[test]
fn an_amount_is_spread_over_the_lines() {
    let invoice = invoice_of(&["100.00", "50.00", "50.00"]);
    let net = credit(&invoice, &[], json!({ "net": "10.01" })).expect("a note");
    assert_eq!(shown(&net), "2026-01-01 creditNote -10.01 + -2.00 = -12.01: 1 -5.01, 2 -2.50, 3 -2.50");
    // With tax: exactly what was asked for.
    let gross = credit(&invoice, &[], json!({ "gross": "100.00" })).expect("a note");
    assert_eq!(sums(&gross), ("-83.33", "-16.67", "-100.00"));
    let all = credit(&invoice, std::slice::from_ref(&gross), json!({ "whole": true })).expect("a note");
    assert_eq!(sums(&all), ("-116.67", "-23.33", "-140.00"));
    assert_eq!(code(credit(&invoice, &[gross], json!({ "gross": "140.01" }))), "credit_exceeds_rest /gross");
    assert_eq!(code(credit(&invoice, &[], json!({ "gross": "1", "whole": true }))), "conflict ");
    assert_eq!(code(credit(&invoice, &[], json!({ "whole": true, "date": "2025-12-31" }))), "date_goes_back /date");
}

/// Goodwill is no part of what the service costs: no later run bills it again, and a cancellation gives back no more than is left.
#[test]
fn no_run_takes_goodwill_back() {
    let request = taxed(deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" })));
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    let drafts = run(&orders, json!({ "target": "2026-01-01" })).drafts;
    keep(&mut orders, &drafts);
    let invoice = post(&drafts).remove(0);
    let goodwill = credit(&invoice, &[], json!({ "net": "60", "reason": "outage" })).expect("a note");
    keep(&mut orders, std::slice::from_ref(&goodwill));
    assert!(run(&orders, json!({ "target": "2026-01-31" })).drafts.is_empty());
    // Nothing from Jan 11 on: 67.74 of 100.00 would come back, but 60.00 have been given already.
    let end = amendment("end", "2026-01-11", json!([{ "line": "1", "set": { "end": "2026-01-10" } }]));
    orders[0]["order"] = value(&amend(&order, &end, json!({ "billed": orders[0]["billed"] })).order);
    let rest = run(&orders, json!({ "target": "2026-03-31" }));
    assert_eq!(rest.drafts[0].totals.net, "-40.00");
}

#[test]
fn what_was_paid_decides_what_is_paid_out() {
    let invoice = invoice_of(&["31.00", "31.00"]);
    // Half of what was paid is of the line; 18.00 of it are used.
    let own = credit(&invoice, &[], json!({ "lines": [{ "line": 0, "net": "16" }], "paid": "55.80" })).expect("a note");
    assert_eq!(
        (own.payable.as_str(), own.amount_due.as_str(), own.credit_made.as_deref()),
        ("-19.20", "-9.90", Some("9.30"))
    );
    let unpaid = credit(&invoice, &[], json!({ "lines": [{ "line": 0, "net": "16" }], "paid": "0" })).expect("a note");
    assert_eq!((unpaid.amount_due.as_str(), unpaid.credit_made.as_deref()), ("0.00", Some("19.20")));
    let carried = credit(&invoice, &[], json!({ "whole": true, "carry": true })).expect("a note");
    assert_eq!((carried.amount_due.as_str(), carried.credit_made.as_deref()), ("0.00", Some("74.40")));
}

#[test]
fn a_credit_note_is_corrected_by_a_debit_note() {
    let invoice = invoice_of(&["100.00"]);
    let note = credit(&invoice, &[], json!({ "net": "40" })).expect("a note");
    let posted =
        common::runs::try_post(&[note], &json!([{ "id": "CN", "prefix": "CN-" }])).expect("posted").invoices.remove(0);
    assert_eq!(posted.number.as_deref(), Some("CN-1"));
    let back = credit(&posted, &[], json!({ "net": "15" })).expect("a note");
    assert_eq!((back.kind.as_str(), sums(&back)), ("debitNote", ("15.00", "3.00", "18.00")));
}

#[test]
fn a_debit_note_asks_for_more_at_the_same_rates() {
    let invoice = invoice_of(&["100.00", "7.00"]);
    let request = json!({ "invoice": value(&invoice), "date": "2026-02-01", "reason": "forgotten",
        "lines": [{ "line": 0, "net": "0.02" }, { "line": 1, "net": "0.02", "name": "Postage" }] });
    let note = prorata::debit(&document(&request)).expect("a note");
    assert_eq!(shown(&note), "2026-02-01 debitNote 0.04 + 0.01 = 0.05: 1 0.02, 2 0.02");
    assert_eq!(note.lines[1].name, "Postage");
    assert!(note.billed[0].entries.iter().all(|own| own.kind == prorata::order::EntryKind::Adjustment));
}

fn rebill(invoice: &Invoice, credits: &[Invoice], orders: &[Value], more: Value) -> Rebilled {
    let credits: Vec<Value> = credits.iter().map(value).collect();
    let request = json!({ "invoice": value(invoice), "credits": credits, "orders": orders, "date": "2026-02-10" });
    prorata::cancel_and_rebill(&document(&with(request, more))).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Ten seats at 10.00; January is invoiced, and 20.00 of it given back.
fn with_goodwill() -> (Vec<Value>, Invoice, Invoice) {
    let request = taxed(deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" })));
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    let drafts = run(&orders, json!({ "target": "2026-01-01" })).drafts;
    keep(&mut orders, &drafts);
    let invoice = post(&drafts).remove(0);
    let goodwill = credit(&invoice, &[], json!({ "net": "20" })).expect("a note");
    keep(&mut orders, std::slice::from_ref(&goodwill));
    (orders, invoice, goodwill)
}

/// Posted with the wrong tax code; the order is mended, and the goodwill that was given stays given.
#[test]
fn cancel_and_rebill_bills_the_order_as_it_is_now() {
    let (mut orders, invoice, goodwill) = with_goodwill();
    let own = rebill(&invoice, std::slice::from_ref(&goodwill), &orders, json!({}));
    assert_eq!(sums(&own.credit), ("-80.00", "-16.00", "-96.00"));
    assert_eq!(
        own.run.drafts.iter().map(shown).collect::<Vec<_>>(),
        ["2026-02-10 invoice 80.00 + 16.00 = 96.00: 1 2026-01-01..2026-01-31 100.00, 1 2026-01-01..2026-01-31 -20.00"]
    );
    keep(&mut orders, std::slice::from_ref(&own.credit));
    keep(&mut orders, &own.run.drafts);
    // All is billed again; a second cancellation is as good as the first.
    assert!(run(&orders, json!({ "target": "2026-01-31" })).drafts.is_empty());
    let second = post(&own.run.drafts).remove(0);
    let again = rebill(&second, &[], &orders, json!({}));
    assert_eq!(sums(&again.credit), ("-80.00", "-16.00", "-96.00"));
    assert_eq!(again.run.drafts[0].totals.net, "100.00");
    keep(&mut orders, std::slice::from_ref(&again.credit));
    keep(&mut orders, &again.run.drafts);
    let feb = run(&orders, json!({ "target": "2026-02-01" }));
    assert_eq!(feb.drafts[0].totals.net, "100.00");
}

/// A cancelled document is debited, and cancelled once more: only the debit is left to reverse, and what was given is given once.
#[test]
fn a_document_that_was_cancelled_before_is_not_reversed_twice() {
    let (mut orders, invoice, goodwill) = with_goodwill();
    let first = rebill(&invoice, std::slice::from_ref(&goodwill), &orders, json!({}));
    keep(&mut orders, std::slice::from_ref(&first.credit));
    keep(&mut orders, &first.run.drafts);
    let more = json!({ "invoice": value(&invoice), "date": "2026-02-10", "lines": [{ "line": 0, "net": "3.21" }] });
    let debit = prorata::debit(&document(&more)).expect("a note");
    keep(&mut orders, std::slice::from_ref(&debit));
    let second = rebill(&invoice, &[goodwill, first.credit, debit], &orders, json!({}));
    assert_eq!(sums(&second.credit), ("-3.21", "-0.64", "-3.85"));
    assert_eq!(second.credit.billed[0].entries.len(), 1);
    assert_eq!(
        second.run.drafts.iter().map(shown).collect::<Vec<_>>(),
        ["2026-02-10 invoice 3.21 + 0.64 = 3.85: 1 2026-01-01..2026-01-31 3.21"]
    );
    keep(&mut orders, std::slice::from_ref(&second.credit));
    keep(&mut orders, &second.run.drafts);
    assert!(run(&orders, json!({ "target": "2026-01-31" })).drafts.is_empty());
}

fn written_off(invoice: &Invoice, more: Value) -> Result<WriteOff, Problems> {
    prorata::write_off(&document(&with(json!({ "invoice": value(invoice), "date": "2026-06-30" }), more)))
}

#[test]
fn a_write_off_is_of_what_is_open() {
    let invoice = invoice_of(&["100.00"]);
    let half = written_off(&invoice, json!({ "paid": "20", "amount": "60" })).expect("a write-off");
    assert_eq!(
        (half.net.as_str(), half.taxes[0].tax.as_str(), half.gross.as_str(), half.open.as_str()),
        ("50.00", "10.00", "60.00", "40.00")
    );
    let rest = written_off(&invoice, json!({ "paid": "20", "writtenOff": [value(&half)] })).expect("a write-off");
    assert_eq!((rest.gross.as_str(), rest.open.as_str()), ("40.00", "0.00"));
    let more = written_off(&invoice, json!({ "paid": "20", "amount": "100.01" })).expect_err("too much");
    assert_eq!(more.code().map(|own| own.as_str()), Some("credit_exceeds_rest"));
}

/// 5 % of the gross is withheld; a credit of half gives back half of it too.
#[test]
fn a_credit_gives_back_what_was_withheld() {
    let billing = json!({ "kind": "milestones", "items": [{ "id": "all", "percent": "100", "on": { "date": "2026-01-01" } }],
        "retainage": { "percent": "5", "basis": "gross", "effect": "payable", "tax": "atInvoice", "release": { "event": "done" } } });
    let charge = with(once(flat("1000")), json!({ "billing": billing }));
    let order = order_of(&taxed(deal(charge, json!({}), json!({ "end": "2026-12-31" }))), json!({ "id": "A" }));
    let invoice = post(&run(&[billable(&order, json!({}))], json!({ "target": "2026-01-01" })).drafts).remove(0);
    assert_eq!((invoice.retained.as_deref(), invoice.payable.as_str()), (Some("60.00"), "1140.00"));
    let half = credit(&invoice, &[], json!({ "net": "500" })).expect("a note");
    assert_eq!((half.retained.as_deref(), half.payable.as_str()), (Some("-30.00"), "-570.00"));
}

/// A deposit of 30 % is invoiced, cancelled and asked for again.
#[test]
fn a_deposit_that_is_cancelled_is_asked_for_again() {
    let request = with(
        taxed(deal(
            with(once(flat("1000")), json!({ "billing": { "kind": "once", "on": { "date": "2026-03-01" } } })),
            json!({}),
            json!({ "end": "2026-12-31" }),
        )),
        json!({ "deposits": [{ "id": "down", "percent": "30", "on": { "date": "2026-01-01" } }] }),
    );
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    let drafts = run(&orders, json!({ "target": "2026-01-01" })).drafts;
    assert_eq!(sums(&drafts[0]), ("300.00", "60.00", "360.00"));
    keep(&mut orders, &drafts);
    let invoice = post(&drafts).remove(0);
    let own = rebill(&invoice, &[], &orders, json!({}));
    assert_eq!(sums(&own.credit), ("-300.00", "-60.00", "-360.00"));
    assert_eq!(sums(&own.run.drafts[0]), ("300.00", "60.00", "360.00"));
    keep(&mut orders, std::slice::from_ref(&own.credit));
    keep(&mut orders, &own.run.drafts);
    let last = run(&orders, json!({ "target": "2026-03-01" }));
    assert_eq!(sums(&last.drafts[0]), ("700.00", "140.00", "840.00"));
}

/// What was withheld has been paid out since: the whole of it is given back.
#[test]
fn a_credit_after_the_release_gives_back_all() {
    let billing = json!({ "kind": "milestones", "items": [{ "id": "all", "percent": "100", "on": { "date": "2026-01-01" } }],
        "retainage": { "percent": "5", "release": { "event": "done" } } });
    let charge = with(once(flat("1000")), json!({ "billing": billing }));
    let order = order_of(&taxed(deal(charge, json!({}), json!({ "end": "2026-12-31" }))), json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({ "events": { "done": "2026-02-01" } }))];
    let first = run(&orders, json!({ "target": "2026-01-01" })).drafts;
    keep(&mut orders, &first);
    let release = run(&orders, json!({ "target": "2026-02-01" })).drafts;
    assert_eq!((release[0].released.as_deref(), release[0].payable.as_str()), (Some("60.00"), "60.00"));
    let invoice = post(&first).remove(0);
    let all = credit(&invoice, &[], json!({ "whole": true, "released": true })).expect("a note");
    assert_eq!((all.retained.as_deref(), all.payable.as_str()), (None, "-1200.00"));
}
