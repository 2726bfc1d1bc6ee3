//! What is rare but legal comes to the cent.

use super::{adds_up, is, quarter, taxed, told};
use crate::common::minor;
use crate::common::orders::document;
use crate::common::runs::{shown, value};
use crate::common::table::{deal, flat, monthly, once, per_unit, usage, with};
use crate::common::till::Till;
use prorata::invoice::Invoice;
use serde_json::{json, Value};

fn held(events: Value) -> Till {
    let billing = json!({ "kind": "milestones", "retainage": { "percent": "5", "release": { "event": "end" } },
        "items": [{ "id": "a", "percent": "50", "on": { "date": "2026-01-01" } }, { "id": "b", "remainder": true, "on": { "event": "b" } }] });
    let mut till = Till::of(&[taxed(deal(
        with(once(flat("2000")), json!({ "billing": billing })),
        json!({}),
        json!({ "end": "2026-12-31" }),
    ))]);
    till.orders[0]["events"] = events;
    till
}

/// Yen have no decimals, dinars three; two currencies and two sellers in one run never share a document, a series each.
#[test]
fn currencies_and_sellers_in_one_run() {
    let of = |currency: &str, seller: &str| {
        with(
            quarter(monthly(flat("100"))),
            json!({ "currency": currency, "seller": { "id": seller }, "end": "2026-01-31", "start": "2026-01-15" }),
        )
    };
    let mut till = Till::of(&[of("JPY", "a"), of("KWD", "a"), of("KWD", "b"), of("KWD", "a")]);
    till.series =
        json!([{ "id": "a", "prefix": "a", "sellers": ["a"] }, { "id": "b", "prefix": "b", "sellers": ["b"] }]);
    let run = till.drafts(json!({ "target": "2026-01-31", "criteria": { "minimum": "50" } }));
    // 100 x 17/31 = 54.838709…
    let all: Vec<(&str, &str, &str)> = run
        .drafts
        .iter()
        .map(|own| (own.currency.as_str(), own.totals.net.as_str(), own.totals.tax.as_str()))
        .collect();
    assert_eq!(all, [("JPY", "55", "11"), ("KWD", "109.678", "21.936"), ("KWD", "54.839", "10.968")]);
    let totals: Vec<(&str, &str)> = run.totals.iter().map(|own| (own.currency.as_str(), own.net.as_str())).collect();
    assert_eq!(totals, [("JPY", "55"), ("KWD", "164.517")]);
    let posted = till.post(&run.drafts);
    let numbers: Vec<&str> = posted.iter().filter_map(|own| own.number.as_deref()).collect();
    assert_eq!(numbers, ["a1", "a2", "b1"]);
    let note = till.credit(1, json!({ "gross": "0.001" }));
    assert_eq!((note.totals.gross.as_str(), note.currency.as_str()), ("-0.001", "KWD"));
    assert_eq!(told(till.try_credit(0, json!({ "net": "0.5" }))).0, "too_precise");
}

/// Prices that hold the tax: parts that are given back come to the price, to the cent.
#[test]
fn prices_with_tax_given_back_in_parts() {
    let mut till = Till::of(&[with(quarter(once(flat("99.99"))), json!({ "taxMode": "inclusive" }))]);
    let invoice = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    assert_eq!((invoice.totals.gross.as_str(), invoice.lines[0].price.as_deref()), ("99.99", Some("99.99")));
    for more in
        [json!({ "gross": "33.33" }), json!({ "net": "10" }), json!({ "gross": "33.33" }), json!({ "whole": true })]
    {
        adds_up(&till.credit(0, more));
    }
    let sum = |of: &dyn Fn(&Invoice) -> i128| till.posted.iter().map(of).sum::<i128>();
    assert_eq!(sum(&|own| minor(&own.totals.net)), 0);
    assert_eq!(sum(&|own| minor(&own.totals.tax)), 0);
    assert_eq!(sum(&|own| minor(own.lines[0].price.as_deref().expect("a price"))), 0);
    assert!(till.on("2026-12-31").is_empty());
}

/// A buyer without tax, and rates of their days: a credit has the rate of what it corrects.
#[test]
fn exempt_buyers_and_dated_rates() {
    let exempt = json!({ "account": { "id": "acme", "exemption": { "category": "AE", "reason": "Reverse charge" } } });
    let mut till = Till::of(&[with(quarter(monthly(flat("10"))), exempt)]);
    let invoice = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    assert_eq!((invoice.totals.tax.as_str(), invoice.taxes[0].reason.as_deref()), ("0.00", Some("Reverse charge")));
    let note = till.credit(0, json!({ "net": "4" }));
    assert_eq!((note.totals.gross.as_str(), note.taxes[0].reason.as_deref()), ("-4.00", Some("Reverse charge")));

    let dated = json!([{ "code": "S", "percent": "20", "dated": [{ "from": "2026-02-01", "percent": "25" }] }]);
    let mut till = Till::of(&[with(quarter(monthly(flat("10"))), json!({ "taxes": dated }))]);
    let drafts = till.drafts(json!({ "target": "2026-01-31" })).drafts;
    assert_eq!(
        (drafts[0].totals.tax.as_str(), drafts[0].holds.as_ref().and_then(|own| own.until).map(|own| own.to_string())),
        ("2.00", Some("2026-01-31".into()))
    );
    let late = json!({ "drafts": [value(&drafts[0])], "series": till.series, "date": "2026-02-01" });
    assert_eq!(told(prorata::post(&document(&late))), is("taxes_change", "/drafts/0/date"));
    // Billed ahead: February's fee on January's date has January's rate; a run of February's date has its own.
    let ahead = till.drafts(json!({ "target": "2026-02-28", "invoiceDate": "2026-01-31" }));
    assert_eq!(ahead.drafts[0].totals.tax, "4.00");
    let after = till.drafts(json!({ "target": "2026-02-28" }));
    assert_eq!(after.drafts[0].totals.tax, "5.00");
    till.post(&drafts);
    let note = till.credit(0, json!({ "net": "5", "date": "2026-03-15" }));
    assert_eq!(note.totals.tax, "-1.00");
}

/// GST and QST, and a levy on the levy: parts of a line that are given back, and more that is asked for.
#[test]
fn several_taxes_of_a_code() {
    let parts = json!([{ "code": "S", "parts": [{ "name": "GST", "percent": "5" }, { "name": "QST", "percent": "9.975" },
        { "name": "levy", "percent": "1", "compound": true }] }]);
    let mut till = Till::of(&[with(quarter(once(flat("99.99"))), json!({ "taxes": parts }))]);
    let invoice = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    // 5.00, 9.97, and one percent of 114.96.
    let taxes = |own: &Invoice| own.taxes.iter().map(|own| own.tax.clone()).collect::<Vec<_>>();
    assert_eq!(taxes(&invoice), ["5.00", "9.97", "1.15"]);
    let debit = json!({ "invoice": value(&invoice), "date": "2026-01-02", "lines": [{ "line": 0, "net": "10" }] });
    let debit = prorata::debit(&document(&debit)).expect("a note");
    adds_up(&debit);
    // 0.50, 1.00, and one percent of 11.50, which is 0.115.
    assert_eq!(taxes(&debit), ["0.50", "1.00", "0.12"]);
    till.post(&[debit]);
    for more in
        [json!({ "net": "33.33" }), json!({ "gross": "33.33" }), json!({ "net": "0.01" }), json!({ "whole": true })]
    {
        adds_up(&till.credit(0, with(more, json!({ "date": "2026-01-03" }))));
    }
    let of = |name: &str| -> i128 {
        let mine = till.posted.iter().flat_map(|own| &own.taxes).filter(|own| own.part.as_deref() == Some(name));
        mine.map(|own| minor(&own.tax)).sum()
    };
    assert_eq!((till.net(), of("GST"), of("QST"), of("levy")), (0, 0, 0, 0));
}

/// Two equal extras by hand: both are notes of the document, and both are known to a credit.
#[test]
fn equal_debit_notes() {
    let mut till = Till::of(&[quarter(once(flat("100")))]);
    let invoice = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    for id in ["one", "another"] {
        let debit = json!({ "id": id, "invoice": value(&invoice), "date": "2026-01-02", "lines": [{ "line": 0, "net": "10" }] });
        let debit = prorata::debit(&document(&debit)).expect("a note");
        till.post(&[debit]);
    }
    let note = till.credit(0, json!({ "whole": true, "date": "2026-01-03" }));
    assert_eq!((note.totals.net.as_str(), note.totals.gross.as_str()), ("-120.00", "-144.00"));
}

/// Half of a milestone is given back, and with it half of what was withheld: the release gives back the rest, no more.
#[test]
fn retainage_and_partial_credits() {
    let mut till = held(json!({}));
    let first = till.bill(json!({ "target": "2026-01-01" })).remove(0);
    assert_eq!((first.retained.as_deref(), first.payable.as_str()), (Some("60.00"), "1140.00"));
    let note = till.credit(0, json!({ "net": "500" }));
    adds_up(&note);
    assert_eq!(
        (note.totals.gross.as_str(), note.retained.as_deref(), note.payable.as_str()),
        ("-600.00", Some("-30.00"), "-570.00")
    );
    till.orders[0]["events"] = json!({ "b": "2026-02-01", "end": "2026-03-01" });
    let second = till.bill(json!({ "target": "2026-02-01" })).remove(0);
    assert_eq!((second.totals.net.as_str(), second.retained.as_deref()), ("1000.00", Some("60.00")));
    till.bill(json!({ "target": "2026-03-01" }));
    let paid: i128 = till.posted.iter().map(|own| minor(&own.payable)).sum();
    let gross: i128 = till.posted.iter().map(|own| minor(&own.totals.gross)).sum();
    assert_eq!((gross, paid), (180_000, 180_000), "in the end all that was invoiced is paid, no more and no less");
}

/// A milestone that is cancelled and billed again, and all of it given back: what was withheld goes with it.
#[test]
fn retainage_and_whole_credits() {
    let mut till = held(json!({ "b": "2026-02-01", "end": "2026-03-01" }));
    till.bill(json!({ "target": "2026-01-01" }));
    till.bill(json!({ "target": "2026-02-01" }));
    till.credit(0, json!({ "whole": true, "date": "2026-02-01" }));
    till.bill(json!({ "target": "2026-03-01" }));
    let sum = |of: &dyn Fn(&Invoice) -> i128| till.posted.iter().map(of).sum::<i128>();
    assert_eq!(sum(&|own| minor(&own.totals.gross)), 120_000);
    assert_eq!(sum(&|own| minor(&own.payable)), 120_000);
}

/// A deposit is settled by an invoice that is cancelled and billed again: it is settled once.
#[test]
fn deposits_and_a_rebilled_invoice() {
    let deposit = json!({ "deposits": [{ "id": "d", "amount": "20", "on": { "date": "2026-01-01" } }] });
    let charge = with(monthly(flat("50")), json!({ "billing": { "kind": "recurring", "timing": "arrears" } }));
    let mut till = Till::of(&[with(quarter(charge), deposit)]);
    till.bill(json!({ "target": "2026-01-01" }));
    assert_eq!(till.posted[0].totals.gross, "24.00");
    till.bill(json!({ "target": "2026-02-01" }));
    let second = till.posted[1].clone();
    adds_up(&second);
    let request = json!({ "invoice": value(&second), "orders": till.orders, "date": "2026-02-10" });
    let again = prorata::cancel_and_rebill(&document(&request)).expect("rebilled");
    adds_up(&again.credit);
    assert!(again.run.errors.is_empty(), "{:?}", again.run.errors);
    assert_eq!(again.run.drafts[0].totals, second.totals);
    assert_eq!(minor(&again.credit.totals.gross), -minor(&second.totals.gross));
    till.post(&[again.credit]);
    till.post(&again.run.drafts);
    till.bill(json!({ "target": "2026-12-31" }));
    assert!(till.on("2027-12-31").is_empty());
    let gross: i128 = till.posted.iter().map(|own| minor(&own.totals.gross)).sum();
    assert_eq!((till.net(), gross), (15_000, 18_000));
    till.posted.iter().for_each(adds_up);
}

/// Goodwill, then a cancellation, then goodwill for what is left: never more than was billed.
#[test]
fn goodwill_and_cancellations_give_back_what_was_billed() {
    for goodwill in ["1", "10", "20.99", "21", "21.01", "30.99", "31"] {
        let mut till = Till::of(&[taxed(deal(monthly(flat("31")), json!({}), json!({ "end": "2026-01-31" })))]);
        till.on("2026-01-01");
        till.credit(0, json!({ "net": goodwill }));
        till.cancel(0, "2026-01-11");
        till.on("2026-01-11");
        let left = till.net();
        // Ten days were served at 1.00; goodwill for them stays goodwill.
        let want = 3100 - 2100 - minor(&format!("{:.2}", goodwill.parse::<f64>().expect("a number")));
        assert_eq!(left, want.max(0), "{goodwill}");
        assert!(till.on("2026-12-31").is_empty());
        till.posted.iter().for_each(adds_up);
    }
}

#[test]
fn the_31st_in_february_as_a_criterion() {
    let on = |day: u32| {
        let charge = with(monthly(flat("10")), json!({ "billing": { "kind": "recurring", "billDay": day } }));
        taxed(deal(
            charge,
            json!({}),
            json!({ "start": "2026-01-31", "end": "2026-04-29", "account": { "id": format!("{day}") } }),
        ))
    };
    let mut till = Till::of(&[on(31), on(28)]);
    let of = |till: &mut Till, target: &str, days: Value| -> Vec<Vec<String>> {
        let all = till.bill(json!({ "target": target, "criteria": { "billDays": days }, "groupBy": ["order"] }));
        all.iter().map(|own| own.orders.clone()).collect()
    };
    assert_eq!(of(&mut till, "2026-01-31", json!([31])), [["A"]]);
    assert_eq!(of(&mut till, "2026-02-28", json!([31])), [["A"]], "its bill day is the 31st, also on Feb 28");
    assert_eq!(of(&mut till, "2026-02-28", json!([28])), [["B"]]);
    assert!(of(&mut till, "2026-02-28", json!([28, 31])).is_empty());
}

/// A run that is late makes an invoice for each day on which something was due; on one date, in their order, with their numbers.
#[test]
fn a_late_run_period_by_period() {
    let policy = json!({ "policy": { "catchUp": "perPeriod", "zeroInvoices": "skip" } });
    let free = json!({ "segments": [{ "start": "2026-01-01", "discounts": [{ "percent": "100" }] }, { "start": "2026-02-01" }] });
    let request = with(taxed(deal(monthly(flat("10")), free, json!({ "end": "2026-04-30" }))), policy);
    let mut till = Till::of(&[request]);
    let run = till.drafts(json!({ "target": "2026-03-15", "invoiceDate": "2026-03-16" }));
    assert_eq!(
        run.drafts.iter().map(shown).collect::<Vec<_>>(),
        [
            "2026-03-16 invoice 10.00 + 2.00 = 12.00: 1 2026-02-01..2026-02-28 10.00",
            "2026-03-16 invoice 10.00 + 2.00 = 12.00: 1 2026-03-01..2026-03-31 10.00"
        ]
    );
    assert!(run.skipped.iter().any(|own| own.reason.as_str() == "zeroInvoice"), "{:?}", run.skipped);
    assert_eq!(
        (run.orders[0].net.as_str(), run.orders[0].next_due.0.map(|own| own.to_string()).as_deref()),
        ("20.00", Some("2026-01-01"))
    );
    till.post(&run.drafts);
    assert!(till.on("2026-03-31").is_empty());
    assert_eq!(till.bill(json!({ "target": "2026-04-30" })).len(), 1);
    assert_eq!(till.net(), 3000);
}

/// A credit below the minimum waits as an invoice does, and comes with the next document.
#[test]
fn a_small_credit_waits() {
    let mut till = Till::of(&[quarter(monthly(per_unit("31")))]);
    till.on("2026-01-01");
    till.cancel(0, "2026-01-31");
    let run = till.drafts(json!({ "target": "2026-01-31", "criteria": { "minimum": "5" } }));
    assert_eq!((run.drafts.len(), run.skipped[0].reason.as_str()), (0, "belowMinimum"));
    assert_eq!(till.on("2026-01-31"), ["2026-01-31 creditNote -1.00 + -0.20 = -1.20: 1 2026-01-31..2026-01-31 -1.00"]);
}

/// Usage below zero and above all; late usage that is taken back.
#[test]
fn usage_that_is_taken_back() {
    let mut till = Till::of(&[quarter(usage(per_unit("0.335")))]);
    till.used(0, "1", &[("01-10", "3")]);
    assert_eq!(till.on("2026-02-01"), ["2026-02-01 invoice 1.01 + 0.20 = 1.21: 1 2026-01-01..2026-01-31 1.01"]);
    // Without a record nothing is known; zero is known.
    till.used(0, "1", &[]);
    assert!(till.on("2026-02-01").is_empty());
    till.used(0, "1", &[("01-10", "0")]);
    assert_eq!(till.on("2026-02-01"), ["2026-02-01 creditNote -1.01 + -0.20 = -1.21: 1 2026-01-01..2026-01-31 -1.01"]);
    assert_eq!(till.net(), 0);
}
