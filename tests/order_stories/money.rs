//! Currencies, taxes, goodwill, deposits: what comes back is what was charged.

use super::teller::{at_once, due, paid, policy, price, seats, sold, sum};
use crate::common::minor;
use crate::common::orders::{amend, amendment, cancel, lines, order, plan};
use crate::common::table::{deal, deal_of, flat, monthly, with};
use serde_json::{json, Value};

/// Yen have no decimals: 3001 x 10/30 = 1000, 4999 x 20/30 = 3333.
#[test]
fn whole_yen() {
    let request = deal(monthly(flat("3001")), json!({}), json!({ "currency": "JPY" }));
    assert_eq!(
        at_once(&request, "2026-04-11", price("4999")),
        ["2026-04-11 2026-04-11 2026-04-30 -2001 credit", "2026-04-11 2026-04-11 2026-04-30 3333 correction"]
    );
}

/// Dinars have three: 10.005 x 9/28 = 3.216.
#[test]
fn three_decimals() {
    let request = deal(monthly(flat("10.005")), json!({}), json!({ "currency": "KWD" }));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-10" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), ["2026-02-10 2026-02-10 2026-02-28 -6.789 credit"]);
}

/// Half of 49.99 is 24.995: Stripe, Kill Bill, Lago, Meteroid and Flexprice round what comes back, 25.00.
#[test]
fn half_of_an_odd_price_comes_back() {
    let request = deal(monthly(flat("49.99")), json!({}), policy(json!({ "profile": "stripe" })));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    assert_eq!(sum(&gone.plan), -2500);
}

fn taxed(mode: &str) -> Value {
    json!({ "taxes": [{ "code": "vat", "percent": "20" }], "taxMode": mode })
}

/// Prices that hold 20 percent: 24.99 is 20.83 and 4.16. All of it comes back, to the cent.
#[test]
fn tax_in_the_price_comes_back() {
    let request = deal(monthly(flat("24.99")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let first = plan(&order, json!({ "through": "2026-01-01" })).invoices[0].totals.clone();
    assert_eq!((&*first.net, &*first.tax, &*first.gross), ("20.83", "4.16", "24.99"));
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-20.83", "-4.16", "-24.99"));
}

/// Half of a month of 24.00 with 20 percent in it: 12.00 come back, 10.00 and 2.00.
#[test]
fn tax_in_the_price_comes_back_in_part() {
    let request = deal(monthly(flat("24")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-10.00", "-2.00", "-12.00"));
}

/// Half of 24.99 is 12.495: what stays and what comes back are 24.99, with 4.16 of tax, together.
#[test]
fn odd_cents_of_tax_in_the_price() {
    let request = deal(monthly(flat("24.99")), json!({}), taxed("inclusive"));
    let (order, done) = sold(&request, "2026-02-01");
    let swap = json!([{ "removeLine": "1" }, { "addLine": { "id": "2", "product": "p" } }]);
    let amended = amend(&order, &amendment("A", "2026-02-15", swap), json!({ "billed": done }));
    let own = &amended.plan.invoices[0].totals;
    let sums = [&own.net, &own.tax, &own.gross].map(|text| minor(text));
    assert_eq!(sums[0] + sums[1], sums[2]);
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    // 12.50 or 12.49 stay, and a sixth of that is tax: 2.08.
    assert!(["-12.49", "-12.50"].contains(&&*back.gross), "{}", back.gross);
    assert_eq!(back.tax, "-2.08");
}

/// What an amendment says is before tax: 20.00 a month become 40.00 in mid-February.
#[test]
fn an_amendment_speaks_of_nets() {
    let request = deal(monthly(flat("24")), json!({}), taxed("inclusive"));
    let amended = amend(&order(&request), &amendment("A", "2026-02-15", price("48")), json!({}));
    assert_eq!((&*amended.contract.before, &*amended.contract.after), ("240.00", "450.00"));
    assert_eq!((&*amended.changes[0].before, &*amended.changes[0].after), ("20.00", "30.00"));
    assert_eq!((&*amended.invoices[0].before, &*amended.invoices[0].after), ("20.00", "30.00"));
}

/// 20 percent on top: of 33.33 it is 6.67, and 6.67 come back.
#[test]
fn tax_on_top_comes_back() {
    let request = deal(monthly(flat("33.33")), json!({}), taxed("exclusive"));
    let (order, done) = sold(&request, "2026-01-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-01" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-33.33", "-6.67", "-40.00"));
}

/// Two percentages of tax on one invoice: what comes back has the tax of its own line.
#[test]
fn credits_of_two_tax_rates() {
    let rate = |code: &str, charge: Value| with(charge, json!({ "taxCode": code }));
    let request = deal_of(
        &[("a", rate("full", monthly(flat("100"))), json!({})), ("b", rate("low", monthly(flat("50"))), json!({}))],
        json!({ "taxes": [{ "code": "full", "percent": "20" }, { "code": "low", "percent": "7" }] }),
    );
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15" }), json!({ "billed": done }));
    let back = &gone.plan.invoices[0].totals;
    // 50.00 at 20 percent, 25.00 at 7: 10.00 and 1.75.
    assert_eq!((&*back.net, &*back.tax, &*back.gross), ("-75.00", "-11.75", "-86.75"));
}

/// February was billed with 19 percent. Its half comes back in March, when the rate is 21: the tax that was charged, 9.50.
#[test]
fn a_credit_has_the_tax_that_was_charged() {
    let rate = json!({ "code": "vat", "percent": "19", "dated": [{ "from": "2026-03-01", "percent": "21" }] });
    let (order, done) = sold(&deal(monthly(flat("100")), json!({}), json!({ "taxes": [rate] })), "2026-02-01");
    let terms = json!({ "id": "C", "on": "2026-02-15", "recorded": "2026-03-10" });
    let gone = cancel(&order, terms, json!({ "billed": done, "asOf": "2026-03-10" }));
    let back = &gone.plan.invoices[0].totals;
    assert_eq!((&*back.net, &*back.tax), ("-50.00", "-9.50"));
}

/// An amount off the quote, 120.00 of 2,400.00, and one of its two lines is cancelled in a billed February: 95.00 a month each; 14
/// of 28 days come back.
#[test]
fn a_line_with_its_part_of_an_amount_off() {
    let request = deal_of(
        &[("a", monthly(flat("100")), json!({})), ("b", monthly(flat("100")), json!({}))],
        json!({ "discounts": [{ "amount": "120" }] }),
    );
    let (order, done) = sold(&request, "2026-02-01");
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-15", "lines": ["b"] }), json!({ "billed": done }));
    assert_eq!(due(&gone.plan, "2026-02-28"), -4750);
    assert_eq!(gone.contract.after, "1282.50", "12 and 1.5 months of 95.00");
}

/// Goodwill of more than what was billed stays goodwill: a cancellation neither takes it back nor adds to it (FLEX-CAP-5).
#[test]
fn more_goodwill_than_was_billed() {
    let (order, mut done) = sold(&seats(), "2026-01-01");
    let days = json!({ "start": "2026-01-01", "end": "2026-01-31" });
    done.push(json!({ "line": "1", "charge": "c", "period": days, "net": "-130", "kind": "adjustment" }));
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-01-17" }), json!({ "billed": done }));
    assert_eq!(lines(&gone.plan), Vec::<String>::new());
}

/// A deposit of 300.00 was on January's invoice, which settled 25.00 of it. It is not asked for again.
#[test]
fn a_deposit_is_billed_once() {
    let deposit = json!({ "deposits": [{ "id": "D", "amount": "300", "on": { "date": "2026-01-01" } }] });
    let (order, done) = sold(&with(seats(), deposit), "2026-01-01");
    let paid = paid(&order, "2026-01-01");
    let rest = plan(&order, json!({ "billed": done, "billedDeposits": paid, "asOf": "2026-01-02" }));
    let nets: Vec<&str> = rest.invoices.iter().map(|own| &*own.totals.net).collect();
    assert_eq!(nets, vec!["75.00"; 11]);
}

/// Cancelled when one of twelve months is billed: what the months to come would have settled, 275.00, comes back.
#[test]
fn a_deposit_of_a_cancelled_order() {
    let deposit = json!({ "deposits": [{ "id": "D", "amount": "300", "on": { "date": "2026-01-01" } }] });
    let (order, done) = sold(&with(seats(), deposit), "2026-01-01");
    let options = json!({ "billed": done, "billedDeposits": paid(&order, "2026-01-01") });
    let gone = cancel(&order, json!({ "id": "C", "on": "2026-02-01" }), options);
    assert_eq!(gone.plan.totals.net, "-275.00");
}
