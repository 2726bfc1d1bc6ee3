//! Table tests of bill runs; numbers that can be checked by hand.

mod common;

use common::orders::{amend, amendment, order_of, plan};
use common::runs::{billable, credit, keep, post, run, series, shown, try_post, try_run, value};
use common::table::{deal, deal_of, flat, monthly, once, per_unit, usage, with};
use prorata::invoice::{BillRun, SkipReason};
use prorata::order::Order;
use serde_json::{json, Value};

fn taxed(deal: Value) -> Value {
    with(
        deal,
        json!({ "taxes": [{ "code": "S", "percent": "20" }], "account": { "id": "acme" }, "paymentTerms": { "net": 30 } }),
    )
}

/// Three months of ten seats at 10.00, from January, 20 % tax.
fn seats(id: &str) -> Order {
    order_of(
        &taxed(deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" }))),
        json!({ "id": id }),
    )
}

fn all_shown(run: &BillRun) -> Vec<String> {
    run.drafts.iter().map(shown).collect()
}

fn skipped(run: &BillRun) -> Vec<(String, &'static str, Option<String>)> {
    run.skipped
        .iter()
        .map(|own| (own.order.clone(), own.reason.as_str(), own.date.map(|date| date.to_string())))
        .collect()
}

#[test]
fn a_run_bills_what_is_due_and_a_second_run_nothing() {
    let mut orders = vec![billable(&seats("A"), json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-31" }));
    assert_eq!(all_shown(&first), ["2026-01-31 invoice 100.00 + 20.00 = 120.00: 1 2026-01-01..2026-01-31 100.00"]);
    assert_eq!(first.drafts[0].due.to_string(), "2026-03-02");
    assert_eq!(first.orders[0].next_due.0.map(|own| own.to_string()).as_deref(), Some("2026-02-01"));
    assert_eq!(skipped(&first), [("A".into(), "notDue", Some("2026-02-01".into()))]);
    keep(&mut orders, &first.drafts);
    let again = run(&orders, json!({ "target": "2026-01-31" }));
    assert!(again.drafts.is_empty());
    let rest = run(&orders, json!({ "target": "2026-12-31", "invoiceDate": "2026-04-01" }));
    assert_eq!(
        all_shown(&rest),
        ["2026-04-01 invoice 200.00 + 40.00 = 240.00: 1 2026-02-01..2026-02-28 100.00, 1 2026-03-01..2026-03-31 100.00"]
    );
    keep(&mut orders, &rest.drafts);
    let done = run(&orders, json!({ "target": "2027-12-31" }));
    assert_eq!(skipped(&done), [("A".into(), "nothingLeft", None)]);
    assert_eq!(done.orders[0].next_due.0, None);
}

/// The tax of two orders is rounded once on their invoice: 20 % of 0.03 and 0.03 is 0.01 each alone, and 0.01 of 0.06.
#[test]
fn orders_of_an_account_share_an_invoice_and_its_tax() {
    let cheap = |id: &str| {
        let deal = taxed(deal(once(flat("0.03")), json!({}), json!({ "end": "2026-03-31" })));
        billable(&order_of(&deal, json!({ "id": id })), json!({}))
    };
    let orders = [cheap("A"), cheap("B")];
    let one = run(&orders, json!({ "target": "2026-01-01" }));
    assert_eq!(all_shown(&one), ["2026-01-01 invoice 0.06 + 0.01 = 0.07: 1 0.03, 1 0.03"]);
    assert_eq!(one.drafts[0].orders, ["A", "B"]);
    assert_eq!(one.drafts[0].lines.iter().map(|own| own.tax.as_str()).collect::<Vec<_>>(), ["0.01", "0.00"]);
    let apart = run(&orders, json!({ "target": "2026-01-01", "groupBy": ["order"] }));
    assert_eq!(apart.drafts.len(), 2);
}

#[test]
fn what_does_not_fit_is_skipped_with_its_reason() {
    let held = billable(&seats("held"), json!({ "holds": [{ "until": "2026-02-15", "reason": "dispute" }] }));
    let batch = billable(&seats("batch"), json!({ "batch": "B" }));
    let none = billable(&seats("none"), json!({}));
    let later = billable(&seats("later"), json!({ "batch": "B", "nextDue": "2026-02-01" }));
    let orders = [held, batch, none, later];
    let first = run(&orders, json!({ "target": "2026-01-15", "criteria": { "batches": ["B"] } }));
    assert_eq!(first.drafts.len(), 1);
    assert_eq!(first.drafts[0].orders, ["batch"]);
    let reasons: Vec<(String, &str)> =
        first.skipped.iter().map(|own| (own.order.clone(), own.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("held".into(), "criteria"),
            ("batch".into(), "notDue"),
            ("none".into(), "criteria"),
            ("later".into(), "notDue")
        ]
    );
    let hold = run(&orders[..1], json!({ "target": "2026-02-01" }));
    assert_eq!((hold.skipped[0].reason, hold.skipped[0].detail.as_deref()), (SkipReason::OnHold, Some("dispute")));
    // The hold is over: what has become due since is caught up.
    let over = run(&orders[..1], json!({ "target": "2026-02-28" }));
    assert_eq!(over.drafts[0].totals.net, "200.00");
}

#[test]
fn one_bad_order_stops_no_other() {
    let mut wrong = billable(&seats("wrong"), json!({}));
    wrong["order"]["quote"]["lines"][0]["quantty"] = json!("3");
    let mut unexplained = billable(&seats("unexplained"), json!({}));
    unexplained["billed"] =
        json!([{ "line": "1", "charge": "c", "period": { "start": "2026-01-01", "end": "2026-01-31" }, "net": "99" }]);
    let good = billable(&seats("good"), json!({}));
    let result = try_run(&[wrong, unexplained, good.clone(), good], json!({ "target": "2026-01-15" })).expect("a run");
    assert_eq!(result.drafts.len(), 1);
    let errors: Vec<(Option<&str>, &str, &str)> = result
        .errors
        .iter()
        .map(|own| (own.order.as_deref(), own.problems[0].code.as_str(), own.problems[0].path.as_str()))
        .collect();
    assert_eq!(
        errors,
        [
            (Some("wrong"), "unknown_field", "/orders/0/order/quote/lines/0/quantty"),
            (Some("unexplained"), "unexplained_restatement", "/orders/1/billed/0"),
            (Some("good"), "duplicate_id", "/orders/3"),
        ]
    );
}

#[test]
fn a_run_can_be_stopped_between_orders() {
    let orders = [billable(&seats("A"), json!({})), billable(&seats("B"), json!({})), billable(&seats("C"), json!({}))];
    let request = json!({ "orders": orders, "target": "2026-01-31", "groupBy": ["order"] });
    let request = prorata::document::read(common::node(&request)).expect("a request");
    let mut seen = Vec::new();
    let result = prorata::bill_run_with(&request, &mut |progress| {
        seen.push((progress.done, progress.orders));
        progress.done < 2
    });
    let result = result.expect("a run");
    assert_eq!(seen, [(1, 3), (2, 3)]);
    assert!(result.stopped);
    assert_eq!(result.drafts.len(), 2);
    assert_eq!(result.skipped.last().map(|own| (own.order.as_str(), own.reason)), Some(("C", SkipReason::Stopped)));
}

/// 1200.00 by milestones: by hand, one that waits for its event.
fn project() -> Order {
    let billing = json!({ "kind": "milestones", "items": [
        { "id": "kickoff", "percent": "30", "on": { "date": "2026-01-15" } },
        { "id": "go-live", "percent": "50", "on": { "event": "go-live" } },
        { "id": "closing", "remainder": true, "on": { "event": "closing" } }] });
    let charge = with(once(flat("1200")), json!({ "billing": billing }));
    order_of(&taxed(deal(charge, json!({}), json!({ "end": "2026-12-31" }))), json!({ "id": "P" }))
}

#[test]
fn milestones_are_billed_as_they_are_reached_or_by_hand() {
    let mut orders = vec![billable(&project(), json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-31" }));
    assert_eq!(first.drafts[0].totals.net, "360.00");
    let waits: Vec<(&str, Option<&str>)> =
        first.skipped.iter().map(|own| (own.reason.as_str(), own.detail.as_deref())).collect();
    assert_eq!(waits, [("waitsForEvent", Some("go-live")), ("waitsForEvent", Some("closing"))]);
    assert_eq!((first.orders[0].waiting, first.orders[0].next_due.0), (2, None));
    keep(&mut orders, &first.drafts);
    let by_hand = run(&orders, json!({ "chosen": [{ "order": "P", "item": "closing" }], "invoiceDate": "2026-02-10" }));
    assert_eq!((by_hand.drafts[0].totals.net.as_str(), by_hand.drafts[0].lines.len()), ("240.00", 1));
    keep(&mut orders, &by_hand.drafts);
    orders[0]["events"] = json!({ "go-live": "2026-03-10" });
    let reached = run(&orders, json!({ "target": "2026-03-31" }));
    assert_eq!(all_shown(&reached), ["2026-03-31 invoice 600.00 + 120.00 = 720.00: 1 600.00"]);
}

/// Without a target, what is chosen is billed up to the first day on which something of it is due.
#[test]
fn bill_now_is_the_earliest_due_day_of_what_is_chosen() {
    let two = deal_of(
        &[("1", monthly(per_unit("10")), json!({})), ("2", monthly(per_unit("7")), json!({ "start": "2026-01-10" }))],
        json!({ "end": "2026-03-31" }),
    );
    let orders = [billable(&order_of(&taxed(two), json!({ "id": "A" })), json!({}))];
    let all = run(&orders, json!({ "chosen": [{ "order": "A" }] }));
    assert_eq!(all.target.0.map(|own| own.to_string()).as_deref(), Some("2026-01-01"));
    assert_eq!(all.drafts[0].lines.len(), 1);
    let second = run(&orders, json!({ "chosen": [{ "order": "A", "line": "2" }] }));
    assert_eq!(second.target.0.map(|own| own.to_string()).as_deref(), Some("2026-01-10"));
}

#[test]
fn late_usage_is_billed_as_the_difference() {
    let metered = taxed(deal(usage(per_unit("2")), json!({}), json!({ "end": "2026-03-31" })));
    let mut orders = vec![billable(&order_of(&metered, json!({ "id": "U" })), json!({}))];
    let record = |date: &str, quantity: &str| json!({ "charge": "c", "date": date, "quantity": quantity });
    orders[0]["order"]["usage"] = json!([{ "line": "1", "records": [record("2026-01-10", "50")] }]);
    let first = run(&orders, json!({ "target": "2026-02-01" }));
    assert_eq!(first.drafts[0].totals.net, "100.00");
    keep(&mut orders, &first.drafts);
    orders[0]["order"]["usage"] = json!([{ "line": "1", "records": [record("2026-01-10", "50"), record("2026-01-20", "8"), record("2026-02-02", "1")] }]);
    let next = run(&orders, json!({ "target": "2026-03-01" }));
    assert_eq!(
        all_shown(&next),
        ["2026-03-01 invoice 18.00 + 3.60 = 21.60: 1 2026-01-01..2026-01-31 16.00, 1 2026-02-01..2026-02-28 2.00"]
    );
}

/// Two seats less from Jan 16, known on Jan 20: 16/31 of 20.00 come back with the next run, and the note says why.
#[test]
fn a_correction_says_its_amendment() {
    let order = seats("A");
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-01" }));
    keep(&mut orders, &first.drafts);
    let less = with(
        amendment("less", "2026-01-16", json!([{ "line": "1", "add": { "quantity": "-2" } }])),
        json!({ "reason": "two people left" }),
    );
    let amended = amend(&order, &less, json!({ "billed": orders[0]["billed"] }));
    orders[0]["order"] = value(&amended.order);
    let next = run(&orders, json!({ "target": "2026-01-20" }));
    assert_eq!(
        all_shown(&next),
        ["2026-01-20 creditNote -10.32 + -2.06 = -12.38: 1 2026-01-16..2026-01-31 -51.61, 1 2026-01-16..2026-01-31 41.29"]
    );
    assert_eq!(next.drafts[0].lines[0].note.as_deref(), Some("two people left"));
}

/// What comes back is credit of the account, which the next invoice uses.
#[test]
fn credit_is_carried_where_the_policy_says_so() {
    let request = with(
        taxed(deal(monthly(per_unit("10")), json!({ "quantity": "10" }), json!({ "end": "2026-03-31" }))),
        json!({ "policy": { "negativeInvoices": "carry" } }),
    );
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-01" }));
    keep(&mut orders, &first.drafts);
    let less = amendment("less", "2026-01-16", json!([{ "line": "1", "add": { "quantity": "-2" } }]));
    orders[0]["order"] = value(&amend(&order, &less, json!({ "billed": orders[0]["billed"] })).order);
    let next = run(
        &orders,
        json!({ "target": "2026-01-20", "balances": [{ "account": "acme", "currency": "EUR", "credit": "1.00" }] }),
    );
    let own = &next.drafts[0];
    assert_eq!(
        (own.kind.as_str(), own.payable.as_str(), own.credit_made.as_deref(), own.amount_due.as_str()),
        ("invoice", "-12.38", Some("12.38"), "0.00")
    );
    assert_eq!(next.balances[0].credit.to_string(), "13.38");
    keep(&mut orders, &next.drafts);
    let later = run(&orders, json!({ "target": "2026-02-01", "balances": value(&next.balances) }));
    let own = &later.drafts[0];
    assert_eq!(
        (own.payable.as_str(), own.credit_used.as_deref(), own.amount_due.as_str()),
        ("96.00", Some("13.38"), "82.62")
    );
    assert_eq!(later.balances[0].credit.to_string(), "0");
}

#[test]
fn cash_rounding_is_on_the_payable_only() {
    let request =
        with(taxed(deal(once(flat("10.02")), json!({}), json!({ "end": "2026-03-31" }))), json!({ "currency": "CHF" }));
    let orders = [billable(&order_of(&request, json!({ "id": "A" })), json!({}))];
    let own = &run(&orders, json!({ "target": "2026-01-01", "cashRounding": "0.05" })).drafts[0];
    assert_eq!(
        (own.totals.gross.as_str(), own.rounding.as_deref(), own.payable.as_str()),
        ("12.02", Some("-0.02"), "12.00")
    );
}

#[test]
fn a_small_draft_waits_for_the_next_run() {
    let orders = [billable(&seats("A"), json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-31", "criteria": { "minimum": "150" } }));
    assert!(first.drafts.is_empty());
    assert_eq!(first.orders[0].next_due.0.map(|own| own.to_string()).as_deref(), Some("2026-01-01"));
    assert_eq!(first.orders[0].net, "0.00");
    let second = run(&orders, json!({ "target": "2026-02-28", "criteria": { "minimum": "150" } }));
    assert_eq!(second.drafts[0].totals.net, "200.00");
}

#[test]
fn numbers_have_no_gaps_and_begin_again_with_the_year() {
    let orders = [billable(&seats("A"), json!({})), billable(&seats("B"), json!({}))];
    let drafts = run(&orders, json!({ "target": "2026-01-31", "groupBy": ["order"] })).drafts;
    let first = try_post(&drafts, &series()).expect("posted");
    let numbers: Vec<&str> = first.invoices.iter().filter_map(|own| own.number.as_deref()).collect();
    assert_eq!(numbers, ["FA-2026-00001", "FA-2026-00002"]);
    assert_eq!(first.series[0].next, 3);
    let receipts: Vec<_> = first.invoices.iter().filter_map(|own| own.receipt.as_ref()).collect();
    assert_eq!(receipts[1].previous.as_ref(), Some(&receipts[0].document));
    // Again: refused, and nothing is numbered.
    let twice = try_post(&first.invoices, &value(&first.series)).expect_err("posted already");
    assert_eq!(twice.code().map(|own| own.as_str()), Some("already_posted"));
    let earlier = run(&orders, json!({ "target": "2026-01-05", "groupBy": ["order"] })).drafts;
    let back = try_post(&earlier, &value(&first.series)).expect_err("goes back");
    assert_eq!(back.code().map(|own| own.as_str()), Some("date_goes_back"));
    let next_year =
        run(&orders, json!({ "target": "2026-01-31", "invoiceDate": "2027-01-02", "groupBy": ["order"] })).drafts;
    let posted = try_post(&next_year, &value(&first.series)).expect("posted");
    assert_eq!(posted.invoices[0].number.as_deref(), Some("FA-2027-00001"));
}

#[test]
fn a_changed_document_is_found_out() {
    let drafts = run(&[billable(&seats("A"), json!({}))], json!({ "target": "2026-01-31" })).drafts;
    let mut own = post(&drafts).remove(0);
    let verify = |own: &prorata::invoice::Invoice| {
        prorata::verify_invoice(&prorata::invoice::VerifyInvoiceRequest { invoice: own.clone(), previous: None })
            .expect("posted")
    };
    assert!(verify(&own).intact && verify(&own).same_rules);
    own.due = prorata::calendar::Date::MAX;
    assert!(!verify(&own).intact);
    let refused = credit(&own, &[], json!({ "whole": true })).expect_err("changed");
    assert_eq!(refused.code().map(|own| own.as_str()), Some("receipt_mismatch"));
}

/// The preview of the next invoice is the next invoice, line by line and tax by tax.
#[test]
fn the_next_invoice_of_the_plan_is_the_next_draft() {
    let order = seats("A");
    let mut orders = vec![billable(&order, json!({}))];
    for date in ["2026-01-01", "2026-02-01", "2026-03-01"] {
        let options = json!({ "billed": orders[0].get("billed").cloned().unwrap_or(json!([])), "asOf": date });
        let preview = plan(&order, options);
        let drafts = run(&orders, json!({ "target": date })).drafts;
        assert_eq!(preview.invoices[0].totals.net, drafts[0].totals.net);
        assert_eq!(preview.invoices[0].payable, drafts[0].payable);
        assert_eq!(preview.invoices[0].due, drafts[0].due);
        keep(&mut orders, &drafts);
    }
}

fn folded(order: &Value, through: &str) -> prorata::order::Folded {
    let own: Order = common::orders::document(&order["order"]);
    let options = json!({ "through": through, "billed": order["billed"] });
    prorata::fold_billed(&own, &common::orders::document(&options)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// An order without an end, billed for two years and closed up to March 2027: the next run bills what it would have billed, and a change
/// from February on, known in 2028, corrects nothing before April.
#[test]
fn closed_days_are_done_with() {
    let request = taxed(deal(monthly(per_unit("10")), json!({ "quantity": "3" }), json!({ "end": null })));
    let order = order_of(&request, json!({ "id": "A" }));
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2027-12-31" }));
    assert_eq!(first.drafts[0].totals.net, "720.00");
    keep(&mut orders, &first.drafts);
    let own = folded(&orders[0], "2027-04-15");
    assert_eq!((own.folded, own.billed.len()), (15, 10));
    assert_eq!((own.billed[0].net.to_string(), own.billed[0].kind.as_str()), ("450".into(), "closed"));
    let mut closed = orders.clone();
    closed[0]["billed"] = value(&own.billed);
    let next = |orders: &[Value]| all_shown(&run(orders, json!({ "target": "2028-01-01" })));
    assert_eq!(next(&closed), next(&orders));
    // Closed days can be closed again, with more.
    assert_eq!(folded(&closed[0], "2027-06-30").billed[0].net.to_string(), "540");
    let more = with(
        amendment("more", "2027-02-01", json!([{ "line": "1", "set": { "quantity": "4" } }])),
        json!({ "recorded": "2028-01-01" }),
    );
    for (own, net) in [(&mut orders, "150.00"), (&mut closed, "130.00")] {
        own[0]["order"] = value(&amend(&order, &more, json!({ "billed": own[0]["billed"] })).order);
        // January 2028 costs 40.00, each corrected month 10.00 more: from February, and from April on.
        assert_eq!(run(own, json!({ "target": "2028-01-01" })).drafts[0].totals.net, net);
    }
}

/// What is open is not closed.
#[test]
fn nothing_that_is_open_is_closed() {
    let request = taxed(deal(monthly(per_unit("10")), json!({ "quantity": "3" }), json!({ "end": null })));
    let mut orders = vec![billable(&order_of(&request, json!({ "id": "A" })), json!({}))];
    let first = run(&orders, json!({ "target": "2026-03-01" }));
    keep(&mut orders, &first.drafts);
    orders[0]["billed"].as_array_mut().expect("entries").remove(1);
    let own = folded(&orders[0], "2026-12-31");
    assert_eq!((own.folded, own.billed[0].net.to_string()), (1, "30".into()));
}

/// `known` was recorded a day before the line that it changes joins, which says no such day: read without it, the order has no such line.
#[test]
fn a_change_may_need_one_that_became_known_later() {
    let order = seats("A");
    let mut orders = vec![billable(&order, json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-01" }));
    keep(&mut orders, &first.drafts);
    let joins = json!([{ "addLine": { "id": "2", "product": "p", "quantity": "1" } }, { "line": "1", "set": { "quantity": "9" } }]);
    let order = amend(&order, &amendment("joins", "2026-01-16", joins), json!({})).order;
    let known = with(
        amendment("known", "2026-02-01", json!([{ "line": "2", "set": { "quantity": "2" } }])),
        json!({ "recorded": "2026-01-15" }),
    );
    orders[0]["order"] = value(&amend(&order, &known, json!({ "billed": orders[0]["billed"] })).order);
    let next = run(&orders, json!({ "target": "2026-01-16" }));
    assert_eq!(
        all_shown(&next),
        ["2026-01-16 invoice 0.00 + 0.00 = 0.00: 1 2026-01-16..2026-01-31 -51.61, 1 2026-01-16..2026-01-31 46.45, 2 2026-01-16..2026-01-31 5.16"]
    );
}

#[test]
fn what_costs_nothing_is_billed_once() {
    let free = taxed(deal(once(per_unit("10")), json!({ "quantity": "0" }), json!({ "end": "2026-03-31" })));
    let mut orders = vec![billable(&order_of(&free, json!({ "id": "A" })), json!({}))];
    let first = run(&orders, json!({ "target": "2026-01-31" }));
    assert_eq!(all_shown(&first), ["2026-01-31 invoice 0.00 + 0.00 = 0.00: 1 0.00"]);
    keep(&mut orders, &first.drafts);
    assert!(run(&orders, json!({ "target": "2026-02-28" })).drafts.is_empty());
}

/// Nine and nineteen days of February alone would be 32.15 and 67.87: it stays one line.
#[test]
fn a_change_without_effect_cuts_nothing() {
    let request = taxed(deal(monthly(per_unit("100.02")), json!({}), json!({ "end": "2026-03-31" })));
    let order = order_of(&request, json!({ "id": "A" }));
    let sets = [json!({ "quantity": "1" }), json!({ "unitPrice": "100.02" }), json!({ "paused": false })];
    let mut now = order.clone();
    for (i, set) in sets.iter().enumerate() {
        let own = amendment(&format!("A{i}"), &format!("2026-02-{}", 10 + i), json!([{ "line": "1", "set": set }]));
        now = amend(&now, &own, json!({})).order;
    }
    let of = |order: &Order| all_shown(&run(&[billable(order, json!({}))], json!({ "target": "2026-03-01" })));
    assert_eq!(of(&now), of(&order));
    let more = amendment("more", "2026-02-20", json!([{ "line": "1", "set": { "quantity": "2" } }]));
    assert_eq!(of(&amend(&now, &more, json!({})).order), of(&amend(&order, &more, json!({})).order));
}

/// 100.00 and 60.00 back are 40.00: 41.00 of the first line alone would be more than the document asked for.
#[test]
fn credits_of_lines_are_no_more_than_the_document() {
    let extra = json!({ "adjustments": [{ "id": "G", "line": "1", "name": "Goodwill", "net": "-60" }] });
    let drafts = run(&[billable(&seats("A"), extra)], json!({ "target": "2026-01-01" })).drafts;
    let own = post(&drafts).remove(0);
    assert_eq!(own.totals.net, "40.00");
    let refused = credit(&own, &[], json!({ "lines": [{ "line": 0, "net": "41" }] })).expect_err("too much");
    assert_eq!(refused.code().map(|own| own.as_str()), Some("credit_exceeds_rest"));
    let all = credit(&own, &[], json!({ "lines": [{ "line": 0, "net": "40" }] })).expect("a credit");
    assert_eq!((all.totals.net.as_str(), all.totals.gross.as_str()), ("-40.00", "-48.00"));
}

/// A quarter in arrears, dearer from Jan 11, removed on Jan 21: its first ten days are due with the rest of it, not in April.
#[test]
fn a_period_that_ends_early_is_due_as_one() {
    let billing = json!({ "kind": "recurring", "timing": "arrears", "every": { "unit": "month", "count": 3 } });
    let charge = with(monthly(per_unit("31")), json!({ "billing": billing }));
    let order = order_of(&taxed(deal(charge, json!({}), json!({}))), json!({ "id": "A" }));
    let dearer = amendment("dearer", "2026-01-11", json!([{ "line": "1", "set": { "unitPrice": "62" } }]));
    let order = amend(&order, &dearer, json!({})).order;
    let gone = amendment("gone", "2026-01-21", json!([{ "removeLine": "1" }]));
    let orders = [billable(&amend(&order, &gone, json!({})).order, json!({}))];
    assert_eq!(
        all_shown(&run(&orders, json!({ "target": "2026-01-21" }))),
        ["2026-01-21 invoice 30.00 + 6.00 = 36.00: 1 2026-01-01..2026-01-10 10.00, 1 2026-01-11..2026-01-20 20.00"]
    );
}
