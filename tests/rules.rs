//! Table tests for rules: one row is one ruling of docs/rules.md, with numbers that can be checked by hand.

mod common;

use common::{plan, price};
use serde_json::{json, Value};

fn product(charge: Value) -> Value {
    json!({ "products": [{ "id": "p", "charges": [charge] }] })
}

fn recurring(price_per: Value, per: Value, billing: Value) -> Value {
    let mut charge = json!({ "id": "c", "kind": "recurring", "price": price_per, "per": per });
    charge["billing"] = billing;
    charge["billing"]["kind"] = json!("recurring");
    product(charge)
}

fn quote(catalog: Value, start: &str, span: Value, extra: Value) -> Value {
    let mut request =
        json!({ "currency": "EUR", "start": start, "catalog": catalog, "lines": [{ "id": "1", "product": "p" }] });
    for more in [span, extra] {
        for (key, value) in more.as_object().expect("an object") {
            request[key] = value.clone();
        }
    }
    request
}

/// The nets of the planned invoices, in order.
fn nets(request: &Value) -> Vec<String> {
    plan(&price(request), &json!({})).invoices.iter().map(|i| i.totals.net.clone()).collect()
}

fn dates(request: &Value) -> Vec<String> {
    plan(&price(request), &json!({})).invoices.iter().map(|i| i.date.to_string()).collect()
}

fn flat(amount: &str) -> Value {
    json!({ "model": "flat", "amount": amount })
}

const MONTH: fn() -> Value = || json!({ "unit": "month" });
const YEAR: fn() -> Value = || json!({ "unit": "year" });
const TERM_12: fn() -> Value = || json!({ "term": { "unit": "month", "count": 12 } });

#[test]
fn a_hundred_a_year_billed_monthly() {
    let catalog = || recurring(flat("100"), YEAR(), json!({ "every": MONTH() }));
    let policy = |rounding: &str| json!({ "policy": { "rounding": rounding } });
    let of = |rounding| nets(&quote(catalog(), "2026-01-01", TERM_12(), policy(rounding)));
    let mut per_period = vec!["8.33"; 11];
    per_period.push("8.37");
    assert_eq!(of("perPeriod"), per_period);
    assert_eq!(of("independent"), vec!["8.33"; 12]);
    assert_eq!(
        of("cumulative"),
        ["8.33", "8.34", "8.33", "8.33", "8.34", "8.33", "8.33", "8.34", "8.33", "8.33", "8.34", "8.33"]
    );
    let first = json!({ "policy": { "remainderPeriod": "first" } });
    assert_eq!(nets(&quote(catalog(), "2026-01-01", TERM_12(), first))[..2], ["8.37", "8.33"]);
}

/// 0.006 a month for ten years is 0.72; rounding each month alone would leave -0.47 for the last.
#[test]
fn a_remainder_never_turns_the_sign() {
    let catalog = recurring(flat("0.006"), MONTH(), json!({}));
    let request = quote(catalog, "2026-01-01", json!({ "term": { "unit": "year", "count": 10 } }), json!({}));
    let nets = nets(&request);
    assert_eq!(nets.iter().filter(|net| *net == "0.01").count(), 72);
    assert!(nets.iter().all(|net| net == "0.00" || net == "0.01"), "{nets:?}");
}

/// 1200 a year billed monthly on the 1st meets on the grid of months: the stub is 17/31 of 100.
#[test]
fn price_and_billing_periods_meet_on_their_common_grid() {
    let catalog = recurring(flat("1200"), YEAR(), json!({ "every": MONTH(), "billDay": 1 }));
    let nets = nets(&quote(catalog, "2026-01-15", TERM_12(), json!({})));
    assert_eq!((nets[0].as_str(), nets[1].as_str(), nets[12].as_str(), nets.len()), ("54.84", "100.00", "45.16", 13));
}

/// A term that is a count costs its count; the stubs share what full periods leave (`fixed`), or measure their days.
#[test]
fn term_total_fixed_and_measured() {
    let catalog = || recurring(flat("100"), MONTH(), json!({ "billDay": 1 }));
    let six = || json!({ "term": { "unit": "month", "count": 6 } });
    let of = |total: &str| nets(&quote(catalog(), "2026-02-10", six(), json!({ "policy": { "termTotal": total } })));
    assert_eq!(of("fixed"), ["70.04", "100.00", "100.00", "100.00", "100.00", "100.00", "29.96"]);
    assert_eq!(of("measured"), ["67.86", "100.00", "100.00", "100.00", "100.00", "100.00", "29.03"]);
    // An end that is whole months after the start counts as a term.
    let end = quote(catalog(), "2026-02-10", json!({ "end": "2026-08-09" }), json!({}));
    assert_eq!(price(&end).totals.net, "600.00");
    let odd = quote(catalog(), "2026-02-10", json!({ "end": "2026-08-10" }), json!({}));
    assert_eq!(price(&odd).totals.net, "600.12", "19/28 + 5 + 10/31");
}

/// Start Feb 10, quarterly on the 1st: where the first full period begins.
#[test]
fn first_bill_day_of_longer_periods() {
    for (choice, second) in [("next", "2026-03-01"), ("wholePeriod", "2026-05-01"), ("calendar", "2026-04-01")] {
        let billing = json!({ "every": { "unit": "quarter" }, "billDay": 1, "firstBillDay": choice });
        let catalog = recurring(flat("300"), json!({ "unit": "quarter" }), billing);
        assert_eq!(dates(&quote(catalog, "2026-02-10", TERM_12(), json!({})))[1], second, "{choice}");
    }
    let billing = json!({ "every": YEAR(), "billMonth": 7 });
    let catalog = recurring(flat("1200"), YEAR(), billing);
    assert_eq!(dates(&quote(catalog, "2026-02-10", TERM_12(), json!({}))), ["2026-02-10", "2026-07-01"]);
}

#[test]
fn month_ends_come_back_to_their_day() {
    let catalog = recurring(flat("10"), MONTH(), json!({}));
    let request = quote(catalog, "2027-01-31", json!({ "term": { "unit": "month", "count": 5 } }), json!({}));
    assert_eq!(dates(&request), ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
    let last = recurring(flat("10"), MONTH(), json!({ "billDay": "last" }));
    let request = quote(last, "2027-02-28", json!({ "term": { "unit": "month", "count": 3 } }), json!({}));
    assert_eq!(dates(&request), ["2027-02-28", "2027-03-31", "2027-04-30"]);
}

#[test]
fn stubs_are_separate_or_join_a_full_period() {
    let billing = |first: &str, last: &str| json!({ "billDay": 1, "firstPeriod": first, "lastPeriod": last });
    let request = |first, last, end: &str| {
        quote(recurring(flat("31"), MONTH(), billing(first, last)), "2026-01-15", json!({ "end": end }), json!({}))
    };
    assert_eq!(nets(&request("separate", "separate", "2026-03-10")), ["17.00", "31.00", "10.00"]);
    assert_eq!(nets(&request("combine", "separate", "2026-03-10")), ["48.00", "10.00"]);
    assert_eq!(nets(&request("separate", "combine", "2026-03-10")), ["17.00", "41.00"]);
    assert_eq!(nets(&request("combine", "combine", "2026-03-10")), ["58.00"]);
    // Two stubs have no full period to join.
    assert_eq!(nets(&request("combine", "combine", "2026-02-10")), ["17.00", "11.07"]);
}

#[test]
fn advance_and_arrears_dates() {
    let of = |timing: &str| {
        dates(&quote(
            recurring(flat("10"), MONTH(), json!({ "timing": timing })),
            "2026-01-15",
            json!({ "end": "2026-03-14" }),
            json!({}),
        ))
    };
    assert_eq!(of("advance"), ["2026-01-15", "2026-02-15"]);
    assert_eq!(of("arrears"), ["2026-02-15", "2026-03-15"]);
}

/// Three lines of 0.05 at 10 percent: 0.015 of 0.15, rounded once, so 0.02 in all.
#[test]
fn a_quote_discount_is_rounded_on_the_sum() {
    let catalog = product(json!({ "id": "c", "kind": "oneTime", "price": flat("0.05") }));
    let line = |id: &str| json!({ "id": id, "product": "p" });
    let extra = json!({ "discounts": [{ "percent": "10" }], "lines": [line("1"), line("2"), line("3")] });
    let quote = price(&quote(catalog, "2026-01-01", TERM_12(), extra));
    let nets: Vec<&str> = quote.lines.iter().map(|line| line.net.as_str()).collect();
    assert_eq!((nets.as_slice(), quote.totals.discount.as_str()), (["0.04", "0.04", "0.05"].as_slice(), "0.02"));
}

/// A discount's duration counts billing periods, the first stub included.
#[test]
fn a_duration_counts_billing_periods() {
    let catalog = recurring(flat("100"), MONTH(), json!({ "billDay": 1 }));
    let discounts = json!([{ "percent": "50", "duration": { "periods": 2 } }]);
    let extra = json!({ "lines": [{ "id": "1", "product": "p", "discounts": discounts }] });
    let request = quote(catalog.clone(), "2026-01-15", json!({ "end": "2026-04-14" }), extra);
    assert_eq!(
        nets(&request),
        ["27.01", "50.00", "100.00", "45.98"],
        "half of 54.03, half of 100, 100, and 45.97 with the remainder of 222.99"
    );
    let amount = json!([{ "amount": "20", "duration": { "periods": 1 } }]);
    let extra = json!({ "lines": [{ "id": "1", "product": "p", "discounts": amount }] });
    assert_eq!(nets(&quote(catalog, "2026-01-01", json!({ "end": "2026-02-28" }), extra)), ["80.00", "100.00"]);
}

/// An amount off the line fixes its net; the curve is scaled, the last period takes the remainder.
#[test]
fn an_amount_fixes_the_net() {
    let catalog = recurring(flat("33.33"), MONTH(), json!({}));
    let discounts = json!([{ "amount": "0.01" }]);
    let extra = json!({ "lines": [{ "id": "1", "product": "p", "discounts": discounts }] });
    let request = quote(catalog, "2026-01-01", json!({ "term": { "unit": "month", "count": 3 } }), extra);
    assert_eq!(price(&request).totals.net, "99.98");
    assert_eq!(nets(&request), ["33.33", "33.33", "33.32"]);
}

#[test]
fn price_models_by_worked_values() {
    let tiers = json!([{ "upTo": "10", "unitPrice": "10", "flat": "2" }, { "upTo": "20", "unitPrice": "5", "flat": "3" }, { "upTo": null, "unitPrice": "4" }]);
    let steps = json!([{ "upTo": "10", "amount": "50" }, { "upTo": null, "amount": "80" }]);
    let rows = [
        (json!({ "model": "flat", "amount": "9.99" }), [("0", "0.00"), ("1", "9.99"), ("250", "9.99")]),
        (json!({ "model": "perUnit", "unitPrice": "0.0333" }), [("0", "0.00"), ("1", "0.03"), ("10.5", "0.35")]),
        (json!({ "model": "volume", "tiers": tiers }), [("0", "0.00"), ("10", "102.00"), ("10.5", "55.50")]),
        (json!({ "model": "graduated", "tiers": tiers }), [("0", "0.00"), ("10", "102.00"), ("25", "175.00")]),
        (json!({ "model": "stairstep", "tiers": steps }), [("0", "0.00"), ("10", "50.00"), ("10.01", "80.00")]),
        (
            json!({ "model": "package", "size": "10", "amount": "3", "included": "5" }),
            [("5", "0.00"), ("5.5", "3.00"), ("26", "9.00")],
        ),
        (
            json!({ "model": "overage", "amount": "20", "included": "100", "unitPrice": "0.5" }),
            [("0", "20.00"), ("100", "20.00"), ("101", "20.50")],
        ),
    ];
    for (model, values) in rows {
        for (quantity, want) in values {
            let catalog = product(json!({ "id": "c", "kind": "oneTime", "price": model }));
            let extra = json!({ "lines": [{ "id": "1", "product": "p", "quantity": quantity }] });
            assert_eq!(
                price(&quote(catalog, "2026-01-01", TERM_12(), extra)).totals.net,
                want,
                "{quantity} of {model}"
            );
        }
    }
}

/// A percentage follows the curves that it reads; the quote's discount applies once.
#[test]
fn percentages_of_other_lines() {
    let charge = |price: Value| json!([{ "id": "c", "kind": "recurring", "per": MONTH(), "price": price }]);
    let support =
        |basis: &str| json!({ "model": "percentOf", "percent": "10", "of": { "lines": ["1"] }, "basis": basis });
    let of = |basis: &str| {
        let catalog = json!({ "products": [{ "id": "p", "charges": charge(flat("100")) }, { "id": "s", "charges": charge(support(basis)) }] });
        let lines =
            json!([{ "id": "2", "product": "s" }, { "id": "1", "product": "p", "discounts": [{ "percent": "20" }] }]);
        let extra = json!({ "lines": lines, "discounts": [{ "percent": "50" }] });
        let quote = price(&quote(catalog, "2026-01-01", TERM_12(), extra));
        (quote.lines[0].net.clone(), quote.lines[1].net.clone())
    };
    assert_eq!(of("list"), ("60.00".into(), "480.00".into()), "10 % of 1200, half off");
    assert_eq!(of("customer"), ("48.00".into(), "480.00".into()), "10 % of 960, half off");
    assert_eq!(of("net"), ("48.00".into(), "480.00".into()), "10 % of 480, no discount of the quote");
}

/// Taxes are rounded once per category and rate on each invoice, not per line.
#[test]
fn taxes_are_rounded_once_per_rate() {
    let charge = |id: &str, amount: &str, tax: &str| json!({ "id": id, "kind": "oneTime", "price": flat(amount), "taxCode": tax });
    let catalog = json!({ "products": [{ "id": "p", "charges": [charge("a", "0.10", "goods"), charge("b", "0.10", "services"), charge("c", "1.00", "low")] }] });
    let taxes = json!([{ "code": "goods", "percent": "19.6" }, { "code": "services", "percent": "19.6" }, { "code": "low", "percent": "5.5" }]);
    let quote = price(&quote(catalog, "2026-01-01", TERM_12(), json!({ "taxes": taxes })));
    let shown: Vec<(&str, &str)> = quote.taxes.iter().map(|tax| (tax.code.as_str(), tax.tax.as_str())).collect();
    // 0.20 at 19.6 percent is 0.0392, so 0.04 over both codes of the rate: 0.02 each, not 0.02 + 0.02 by luck of rounding.
    assert_eq!(shown, [("goods", "0.02"), ("services", "0.02"), ("low", "0.06")]);
    assert_eq!(quote.totals.tax, "0.10");
}

#[test]
fn evergreen_sums_go_to_the_horizon() {
    let catalog = recurring(flat("100"), MONTH(), json!({}));
    let quote = price(&quote(catalog, "2026-01-31", json!({ "end": null }), json!({})));
    assert_eq!((quote.totals.net.as_str(), quote.totals.contract.0.as_deref()), ("1200.00", None));
    assert_eq!(quote.totals.through.to_string(), "2027-01-30");
    let plan = plan(&quote, &json!({ "through": "2028-01-31" }));
    assert!(plan.open);
    assert_eq!(plan.invoices.len(), 25, "the 25th invoice is dated on the last day of the horizon");
}

/// Weekdays of the month, and the account's bill day.
#[test]
fn bill_days_by_weekday_and_account() {
    let third_tuesday = json!({ "billDay": { "weekday": 2, "nth": 3 } });
    let request =
        quote(recurring(flat("10"), MONTH(), third_tuesday), "2026-01-20", json!({ "end": "2026-04-20" }), json!({}));
    assert_eq!(dates(&request), ["2026-01-20", "2026-02-17", "2026-03-17"]);
    let by_account = recurring(flat("31"), MONTH(), json!({ "alignment": "account" }));
    let account = json!({ "account": { "billDay": 15 } });
    let request = quote(by_account, "2026-01-10", json!({ "end": "2026-02-14" }), account);
    assert_eq!(dates(&request), ["2026-01-10", "2026-01-15"]);
}

/// Moving the bill day from the 1st to the 15th cuts the period: what was measured stays, the new grid measures on.
#[test]
fn a_bill_day_moves_mid_term() {
    let segments = json!([{ "start": "2026-01-01" }, { "start": "2026-03-10", "billDay": 15 }]);
    let extra = json!({ "lines": [{ "id": "1", "product": "p", "segments": segments }] });
    let catalog = recurring(flat("310"), MONTH(), json!({ "billDay": 1 }));
    let request = quote(catalog, "2026-01-01", json!({ "end": "2026-05-14" }), extra);
    assert_eq!(dates(&request), ["2026-01-01", "2026-02-01", "2026-03-01", "2026-03-10", "2026-03-15", "2026-04-15"]);
    // March 1-9 is 9/31 of March; March 10-14 is 5/28 of Feb 15 - Mar 14.
    assert_eq!(nets(&request)[2..4], ["90.00", "55.36"]);
    assert_eq!(nets(&request)[4..], ["310.00", "310.00"]);
}

/// A plan names what is due now, what comes next and later, and cash by month, quarter and year.
#[test]
fn a_plan_says_what_is_due_when() {
    let catalog = recurring(flat("100"), MONTH(), json!({}));
    let extra = json!({ "taxes": [{ "code": "A", "percent": "20" }], "paymentTerms": { "net": 30 } });
    let quote = price(&quote(catalog, "2026-01-15", json!({ "term": { "unit": "month", "count": 5 } }), extra));
    let plan = plan(&quote, &json!({ "asOf": "2026-02-20" }));
    let statuses: Vec<&str> = plan.invoices.iter().map(|invoice| invoice.status.as_str()).collect();
    assert_eq!(statuses, ["due", "due", "next", "later", "later"]);
    assert_eq!(
        (plan.due_now.gross.as_str(), plan.next_invoice.0.map(|d| d.to_string()).as_deref()),
        ("240.00", Some("2026-03-15"))
    );
    let quarters: Vec<(&str, &str)> =
        plan.cash_by_quarter.iter().map(|c| (c.period.as_str(), c.gross.as_str())).collect();
    assert_eq!(quarters, [("2026-Q1", "240.00"), ("2026-Q2", "360.00")]);
    assert_eq!((plan.cash_by_year[0].period.as_str(), plan.cash_by_year[0].gross.as_str()), ("2026", "600.00"));
}

/// Usage: records of a period are added up, priced by the model, rounded alone; periods without records are not billed.
#[test]
fn usage_is_rated_per_period() {
    let package = json!({ "model": "package", "size": "1000", "amount": "2.50", "included": "10000" });
    let catalog = product(json!({ "id": "c", "kind": "usage", "unitOfMeasure": "event", "price": package }));
    let record = |date: &str, quantity: &str, estimated: bool| json!({ "charge": "c", "date": date, "quantity": quantity, "estimated": estimated });
    let usage = json!([
        record("2026-01-20", "40000", false),
        record("2026-01-31", "24001", false),
        record("2026-03-02", "12000", true)
    ]);
    let line = json!([{ "id": "1", "product": "p", "usage": usage }]);
    let request = quote(catalog.clone(), "2026-01-01", TERM_12(), json!({ "lines": line }));
    let quote_of = price(&request);
    let plan = plan(&quote_of, &json!({}));
    let shown: Vec<(String, &str, &str, Option<bool>)> =
        plan.invoices.iter().map(|i| (i.date.to_string(), i.lines[0].net.as_str(), "", i.lines[0].estimated)).collect();
    // 54,001 above what is included is 55 packages; 2,000 above is 2.
    assert_eq!(
        shown,
        [("2026-02-01".to_owned(), "137.50", "", None), ("2026-04-01".to_owned(), "5.00", "", Some(true))]
    );
    assert_eq!((quote_of.totals.usage.as_str(), quote_of.totals.net.as_str()), ("142.50", "142.50"));
    // A percentage of the quote scales usage exactly; an amount skips it.
    let percent =
        quote(catalog.clone(), "2026-01-01", TERM_12(), json!({ "lines": line, "discounts": [{ "percent": "10" }] }));
    assert_eq!(price(&percent).totals.net, "128.25");
    let refused = common::request(&quote(
        catalog,
        "2026-01-01",
        TERM_12(),
        json!({ "lines": line, "discounts": [{ "amount": "10" }] }),
    ))
    .expect("readable");
    assert_eq!(prorata::price(&refused).map_err(|p| p.code()), Err(Some(prorata::Code::DiscountExceedsTotal)));
}
