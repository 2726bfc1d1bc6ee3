//! Table tests of the tax rules of docs/rules.md, with numbers that can be checked by hand.

mod common;

use common::{plan, price};
use prorata::quote::{PlannedInvoice, PricedQuote, StepKind};
use prorata::Code;
use serde_json::{json, Value};

/// One-time items, each with an amount and a tax code, all invoiced on 2026-01-15.
fn deal(currency: &str, items: &[(&str, &str)], taxes: Value, extra: Value) -> Value {
    let mut request = json!({ "currency": currency, "start": "2026-01-15", "term": { "unit": "month" },
        "catalog": { "products": [] }, "lines": [], "taxes": taxes });
    for (i, (amount, code)) in items.iter().enumerate() {
        let id = (i + 1).to_string();
        let charge =
            json!({ "id": "c", "kind": "oneTime", "taxCode": code, "price": { "model": "flat", "amount": amount } });
        request["catalog"]["products"].as_array_mut().expect("a list").push(json!({ "id": id, "charges": [charge] }));
        request["lines"].as_array_mut().expect("a list").push(json!({ "id": id, "product": id }));
    }
    for (key, value) in extra.as_object().expect("fields") {
        request[key] = value.clone();
    }
    request
}

fn inclusive() -> Value {
    json!({ "taxMode": "inclusive" })
}

fn invoices(request: &Value) -> Vec<PlannedInvoice> {
    plan(&price(request), &json!({})).invoices
}

/// Code, part, percent, base and tax of every tax of an invoice.
fn taxes(invoice: &PlannedInvoice) -> Vec<String> {
    let text = |tax: &prorata::tax::TaxAmount| {
        let part = tax.part.as_ref().map_or(String::new(), |part| format!(" {part}"));
        format!("{}{part} {}: {} {}", tax.code, tax.percent, tax.base, tax.tax)
    };
    invoice.taxes.iter().map(text).collect()
}

/// Net, tax and gross of every line.
fn lines(quote: &PricedQuote) -> Vec<[&str; 3]> {
    quote.lines.iter().map(|line| [line.net.as_str(), &line.tax, &line.gross]).collect()
}

fn totals(quote: &PricedQuote) -> [&str; 3] {
    [&quote.totals.net, &quote.totals.tax, &quote.totals.gross]
}

fn steps(quote: &PricedQuote, line: usize) -> Vec<(StepKind, &str)> {
    quote.lines[line].waterfall.iter().map(|step| (step.step, step.after.as_str())).collect()
}

/// The code and path of every problem.
fn problems(request: &Value) -> Vec<(Code, String)> {
    let request = common::request(request).unwrap_or_else(|problems| panic!("{problems}"));
    let problems = prorata::price(&request).map(|_| ()).expect_err("refused").problems;
    problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
}

fn gst_qst(compound: bool) -> Value {
    let parts = json!([{ "name": "GST", "percent": "5" }, { "name": "QST", "percent": "9.975", "compound": compound }]);
    json!([{ "code": "QC", "parts": parts }])
}

#[test]
fn several_taxes_under_one_code() {
    let both = [("100.00", "QC"), ("19.99", "QC")];
    let quote = price(&deal("CAD", &both, gst_qst(false), json!({})));
    // 119.99: 5.9995 and 11.969; line 1 bears 5.00 and 9.975, line 2 0.9995 and 1.994: the cents go to 0.9995 and 9.975.
    assert_eq!(
        taxes(&invoices(&deal("CAD", &both, gst_qst(false), json!({})))[0]),
        ["QC GST 5: 119.99 6.00", "QC QST 9.975: 119.99 11.97"]
    );
    assert_eq!(lines(&quote), [["100.00", "14.98", "114.98"], ["19.99", "2.99", "22.98"]]);
    // Compound: the second base holds the first tax, 9.975 percent of 125.99 is 12.5675.
    let compound = deal("CAD", &both, gst_qst(true), json!({}));
    assert_eq!(taxes(&invoices(&compound)[0]), ["QC GST 5: 119.99 6.00", "QC QST 9.975: 125.99 12.57"]);
    assert_eq!(totals(&price(&compound)), ["119.99", "18.57", "138.56"]);
}

/// Two codes that share a part share its rounding: 0.30 at 5 percent is 0.015, 0.02 in all.
#[test]
fn parts_of_one_name_and_percentage_are_rounded_together() {
    let part = |name: &str, percent: &str| json!({ "name": name, "percent": percent });
    let rates = json!([
        { "code": "BC", "parts": [part("GST", "5"), part("PST", "7")] },
        { "code": "SK", "parts": [part("GST", "5"), part("PST", "6")] },
    ]);
    let request = deal("CAD", &[("0.10", "BC"), ("0.20", "SK")], rates, json!({}));
    assert_eq!(
        taxes(&invoices(&request)[0]),
        ["BC GST 5: 0.10 0.01", "BC PST 7: 0.10 0.01", "SK GST 5: 0.20 0.01", "SK PST 6: 0.20 0.01"]
    );
}

/// Lago's: 12 and 5 percent on 1,000 cents are 170; two unrounded taxes are rounded once.
#[test]
fn an_invoice_rounds_once_for_lago() {
    let part = |percent: &str| json!({ "name": percent, "percent": percent });
    let rates = |a: &str, b: &str| json!([{ "code": "T", "parts": [part(a), part(b)] }]);
    let lago = json!({ "policy": { "profile": "lago" } });
    assert_eq!(price(&deal("EUR", &[("10.00", "T")], rates("12", "5"), lago.clone())).totals.tax, "1.70");
    // 0.10 at 4 and 3 percent: 0.004 and 0.003 are nothing each, 0.007 together is 0.01.
    assert_eq!(price(&deal("EUR", &[("0.10", "T")], rates("4", "3"), lago)).totals.tax, "0.01");
    assert_eq!(price(&deal("EUR", &[("0.10", "T")], rates("4", "3"), json!({}))).totals.tax, "0.00");
}

/// Three items of 0.12 at 20 percent.
#[test]
fn tax_levels() {
    let items = [("0.12", "T"), ("0.12", "T"), ("0.12", "T")];
    for (level, all, each) in [
        ("category", "0.07", ["0.03", "0.02", "0.02"]),
        ("line", "0.06", ["0.02", "0.02", "0.02"]),
        ("cumulative", "0.07", ["0.02", "0.03", "0.02"]),
        ("document", "0.07", ["0.03", "0.02", "0.02"]),
    ] {
        let rates = json!([{ "code": "T", "percent": "20" }]);
        let quote = price(&deal("EUR", &items, rates, json!({ "policy": { "taxLevel": level } })));
        assert_eq!(quote.totals.tax, all, "{level}");
        assert_eq!(quote.lines.iter().map(|line| line.tax.as_str()).collect::<Vec<_>>(), each, "{level}");
    }
    let meteroid = json!({ "policy": { "profile": "meteroid" } });
    assert_eq!(price(&deal("EUR", &items, json!([{ "code": "T", "percent": "20" }]), meteroid)).totals.tax, "0.06");
}

/// What a credit gives back is what the charge took, line by line, at every level.
#[test]
fn credits_mirror_charges() {
    let taxes = || json!([{ "code": "T", "percent": "19.6" }, { "code": "U", "percent": "19.6" }]);
    for level in ["category", "line", "cumulative", "document"] {
        for mode in ["halfUp", "halfEven", "down", "up"] {
            let policy = || json!({ "policy": { "taxLevel": level, "taxRoundingMode": mode } });
            let charge = price(&deal("EUR", &[("0.10", "T"), ("0.10", "U"), ("0.07", "T")], taxes(), policy()));
            let credit = price(&deal("EUR", &[("-0.10", "T"), ("-0.10", "U"), ("-0.07", "T")], taxes(), policy()));
            for (charge, credit) in charge.lines.iter().zip(&credit.lines) {
                assert_eq!(common::minor(&charge.tax), -common::minor(&credit.tax), "{level} {mode}");
            }
            assert_eq!(common::minor(&charge.totals.gross), -common::minor(&credit.totals.gross));
        }
    }
    // A charge and its credit on one invoice: no tax, and each line still bears its own.
    let both = price(&deal("EUR", &[("100.00", "T"), ("-100.00", "T")], taxes(), json!({})));
    assert_eq!(lines(&both), [["100.00", "19.60", "119.60"], ["-100.00", "-19.60", "-119.60"]]);
    // 24.99 at 20 percent, and back.
    let rates = json!([{ "code": "T", "percent": "20" }]);
    let held = price(&deal("EUR", &[("24.99", "T"), ("-24.99", "T")], rates, inclusive()));
    assert_eq!(lines(&held), [["20.83", "4.16", "24.99"], ["-20.83", "-4.16", "-24.99"]]);
}

#[test]
fn currencies_of_0_3_and_4_decimals() {
    for (currency, amount, tax, gross) in [
        ("JPY", "1005", "101", "1106"),
        ("EUR", "10.05", "1.01", "11.06"),
        ("KWD", "1.005", "0.101", "1.106"),
        ("CLF", "0.1005", "0.0101", "0.1106"),
    ] {
        let quote = price(&deal(currency, &[(amount, "T")], json!([{ "code": "T", "percent": "10" }]), json!({})));
        assert_eq!(totals(&quote), [amount, tax, gross], "{currency}");
        let held = price(&deal(currency, &[(gross, "T")], json!([{ "code": "T", "percent": "10" }]), inclusive()));
        assert_eq!(totals(&held)[2], gross, "{currency}");
    }
    // Japan: the tax is rounded down, the rest as always.
    let down = json!({ "policy": { "taxRoundingMode": "down" } });
    assert_eq!(
        price(&deal("JPY", &[("1009", "T")], json!([{ "code": "T", "percent": "10" }]), down)).totals.tax,
        "100"
    );
    // 1,000 yen with 10 percent in them: 90.9 rounded down is 90.
    let mut extra = inclusive();
    extra["policy"] = json!({ "taxRoundingMode": "down", "inclusiveKeeps": "tax" });
    let held = price(&deal("JPY", &[("1000", "T")], json!([{ "code": "T", "percent": "10" }]), extra));
    assert_eq!(totals(&held), ["910", "90", "1000"]);
}

fn two_rates() -> Value {
    json!([{ "code": "T", "percent": "19", "dated": [{ "from": "2026-02-01", "percent": "16" }, { "from": "2026-03-10", "percent": "20" }] }])
}

fn monthly(taxes: Value, extra: Value) -> Value {
    let mut request = json!({ "currency": "EUR", "start": "2026-01-15", "term": { "unit": "month", "count": 3 }, "taxes": taxes,
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "recurring", "per": { "unit": "month" },
            "price": { "model": "flat", "amount": "100" }, "billing": { "kind": "recurring" } }] }] },
        "lines": [{ "id": "1", "product": "p" }] });
    for (key, value) in extra.as_object().expect("fields") {
        request[key] = value.clone();
    }
    request
}

/// 100.00 a month on Jan 15, Feb 15 and Mar 15.
#[test]
fn dated_rates_are_read_at_the_tax_point() {
    for (point, percents) in [
        ("invoiceDate", ["19", "16", "20"]),
        ("periodStart", ["19", "16", "20"]),
        ("periodEnd", ["16", "20", "20"]),
        ("dueDate", ["16", "20", "20"]),
    ] {
        let extra = json!({ "policy": { "taxPoint": point }, "paymentTerms": { "net": 30 } });
        let request = monthly(two_rates(), extra);
        let got: Vec<String> = invoices(&request).iter().map(|invoice| invoice.taxes[0].percent.to_string()).collect();
        assert_eq!(got, percents, "{point}");
        let want: i128 = percents.iter().map(|percent| percent.parse::<i128>().expect("a number") * 100).sum();
        assert_eq!(common::minor(&price(&request).totals.tax), want, "{point}");
    }
}

/// One invoice may hold two percentages of a code: then both are told, each rounded alone.
#[test]
fn two_percentages_of_a_code_on_one_invoice() {
    let mut request = monthly(two_rates(), json!({ "policy": { "taxPoint": "periodStart" } }));
    request["catalog"]["products"][0]["charges"][0]["billing"] = json!({ "kind": "recurring", "timing": "arrears" });
    request["lines"] = json!([{ "id": "1", "product": "p" }, { "id": "2", "product": "q", "start": "2026-02-15" }]);
    let second = json!({ "id": "c", "kind": "oneTime", "price": { "model": "flat", "amount": "50" } });
    let products = request["catalog"]["products"].as_array_mut().expect("a list");
    products.push(json!({ "id": "q", "charges": [second] }));
    let invoice = &invoices(&request)[0];
    assert_eq!(invoice.date.to_string(), "2026-02-15");
    assert_eq!(taxes(invoice), ["T 19: 100.00 19.00", "T 16: 50.00 8.00"]);
}

/// What waits is taxed at today's rate, and at its own once its event is dated.
#[test]
fn waiting_items_are_taxed_at_todays_rate() {
    let mut request = deal("EUR", &[("100.00", "T")], two_rates(), json!({}));
    request["catalog"]["products"][0]["charges"][0]["billing"] =
        json!({ "kind": "once", "on": { "event": "go-live" } });
    let quote = price(&request);
    assert_eq!(totals(&quote), ["100.00", "19.00", "119.00"]);
    request["asOf"] = json!("2026-02-03");
    assert_eq!(totals(&price(&request)), ["100.00", "16.00", "116.00"]);
    let happened = plan(&quote, &json!({ "events": { "go-live": "2026-04-01" } }));
    assert_eq!(taxes(&happened.invoices[0]), ["T 20: 100.00 20.00"]);
    // In a price, the rate would change the net.
    request["taxMode"] = json!("inclusive");
    assert_eq!(problems(&request), [(Code::NotSupported, "/catalog/products/0/charges/0/billing".into())]);
}

#[test]
fn categories_and_reasons() {
    let rate = |category: Value, percent: &str, reason: Value| {
        let mut rate = json!({ "code": "T", "percent": percent });
        rate["category"] = category;
        rate["reason"] = reason;
        deal("EUR", &[("100.00", "T")], json!([rate]), json!({}))
    };
    for (category, percent, want) in
        [(Value::Null, "20", "S"), (Value::Null, "0", "Z"), (json!("L"), "7", "L"), (json!("S"), "0", "S")]
    {
        assert_eq!(price(&rate(category, percent, Value::Null)).taxes[0].category.as_str(), want);
    }
    for category in ["E", "AE", "K", "G", "O"] {
        assert_eq!(
            problems(&rate(json!(category), "0", Value::Null)),
            [(Code::MissingField, "/taxes/0/reason".into())]
        );
        assert_eq!(problems(&rate(json!(category), "20", json!("Why"))), [(Code::Conflict, "/taxes/0/percent".into())]);
        let tax = &price(&rate(json!(category), "0", json!("Why"))).taxes[0];
        assert_eq!(
            (tax.category.as_str(), tax.reason.as_deref(), tax.base.as_str(), tax.tax.as_str()),
            (category, Some("Why"), "100.00", "0.00")
        );
    }
    assert_eq!(problems(&rate(json!("Z"), "20", Value::Null)), [(Code::Conflict, "/taxes/0/percent".into())]);
    // A rate that falls to zero is zero-rated from then on.
    let fallen = json!([{ "code": "T", "percent": "20", "dated": [{ "from": "2026-02-01", "percent": "0" }] }]);
    let invoices = invoices(&monthly(fallen, json!({})));
    assert_eq!(invoices.iter().map(|invoice| invoice.taxes[0].category.as_str()).collect::<Vec<_>>(), ["S", "Z", "Z"]);
}

#[test]
fn a_buyer_that_is_exempt() {
    let exempt = |mut extra: Value| {
        extra["account"] = json!({ "exemption": { "category": "AE", "reason": "Reverse charge" } });
        extra
    };
    let rates = json!([{ "code": "T", "percent": "20" }, { "code": "U", "percent": "5.5" }]);
    let quote = price(&deal("EUR", &[("100.00", "T"), ("50.00", "U")], rates.clone(), exempt(json!({}))));
    assert_eq!(totals(&quote), ["150.00", "0.00", "150.00"]);
    let shown: Vec<_> = quote
        .taxes
        .iter()
        .map(|tax| (tax.code.as_str(), tax.category.as_str(), tax.reason.as_deref(), tax.base.as_str()))
        .collect();
    assert_eq!(shown, [("T", "AE", Some("Reverse charge"), "100.00"), ("U", "AE", Some("Reverse charge"), "50.00")]);
    // Of a price that holds the tax, the normal rate comes out and nothing is taxed.
    let held = price(&deal("EUR", &[("120.00", "T"), ("105.50", "U")], rates, exempt(inclusive())));
    assert_eq!(totals(&held), ["200.00", "0.00", "200.00"]);
    assert_eq!((held.totals.list.as_str(), held.totals.discount.as_str()), ("225.50", "0.00"));
    assert_eq!(
        steps(&held, 0),
        [
            (StepKind::List, "120.00"),
            (StepKind::TaxIncluded, "100.00"),
            (StepKind::Net, "100.00"),
            (StepKind::Gross, "100.00")
        ]
    );
    let line = &plan(&held, &json!({})).invoices[0].lines[0];
    assert_eq!((line.net.as_str(), line.gross.as_deref()), ("100.00", Some("100.00")));
}

#[test]
fn prices_that_hold_the_tax() {
    let of = |items: &[(&str, &str)], percent: &str, keeps: &str| {
        let mut extra = inclusive();
        extra["policy"] = json!({ "inclusiveKeeps": keeps });
        price(&deal("EUR", items, json!([{ "code": "T", "percent": percent }]), extra))
    };
    assert_eq!(totals(&of(&[("24.99", "T")], "20", "net")), ["20.83", "4.16", "24.99"]);
    assert_eq!(totals(&of(&[("24.99", "T")], "20", "tax")), ["20.82", "4.17", "24.99"]);
    assert_eq!(totals(&of(&[("2.99", "T")], "4", "net")), ["2.88", "0.11", "2.99"]);
    assert_eq!(totals(&of(&[("2.99", "T")], "4", "tax")), ["2.87", "0.12", "2.99"]);
    // Each item alone: three of 24.99 are three times the one, whatever stands beside them.
    let three = of(&[("24.99", "T"), ("24.99", "T"), ("24.99", "T")], "20", "net");
    assert_eq!(totals(&three), ["62.49", "12.48", "74.97"]);
    assert_eq!(lines(&three), [["20.83", "4.16", "24.99"]; 3]);
    // A code of several parts: the whole of them comes out, and is spread over them. 114.975: 100.00, 5.00 and 9.98.
    let parts = deal("CAD", &[("114.98", "QC")], gst_qst(false), inclusive());
    assert_eq!(taxes(&invoices(&parts)[0]), ["QC GST 5: 100.00 5.00", "QC QST 9.975: 100.00 9.98"]);
    let compound = deal("CAD", &[("115.47", "QC")], gst_qst(true), inclusive());
    assert_eq!(taxes(&invoices(&compound)[0]), ["QC GST 5: 100.00 5.00", "QC QST 9.975: 105.00 10.47"]);
}

/// 24.99 a month with 20 percent in it, 10 percent off: list and discount are with tax, then the tax comes out.
#[test]
fn the_waterfall_of_a_price_with_tax() {
    let mut request = monthly(json!([{ "code": "T", "percent": "20" }]), inclusive());
    request["catalog"]["products"][0]["charges"][0]["price"]["amount"] = json!("24.99");
    request["lines"][0]["discounts"] = json!([{ "percent": "10" }]);
    let quote = price(&request);
    let want = [
        (StepKind::List, "74.97"),
        (StepKind::LineDiscount, "67.47"),
        (StepKind::TaxIncluded, "56.22"),
        (StepKind::Net, "56.22"),
        (StepKind::Tax, "67.47"),
        (StepKind::Gross, "67.47"),
    ];
    assert_eq!(steps(&quote, 0), want);
    assert_eq!((quote.lines[0].discount.as_str(), quote.totals.discount.as_str()), ("7.50", "7.50"));
    let plan = plan(&quote, &json!({}));
    let shown: Vec<_> =
        plan.invoices.iter().map(|i| (i.lines[0].net.as_str(), i.totals.tax.as_str(), i.payable.as_str())).collect();
    assert_eq!(shown, [("18.74", "3.75", "22.49"), ("18.74", "3.75", "22.49"), ("18.74", "3.75", "22.49")]);
    assert_eq!((quote.totals.due_now.as_str(), quote.totals.recurring.monthly.as_str()), ("22.49", "22.49"));
    // Without tax in the price, net, tax and gross follow each other.
    request["taxMode"] = json!("exclusive");
    let quote = price(&request);
    assert_eq!(steps(&quote, 0)[2..], [(StepKind::Net, "67.47"), (StepKind::Tax, "80.97"), (StepKind::Gross, "80.97")]);
}

/// An option has no items of the plan that it would share: 120.00 and 24.99 with 20 percent of tax in them.
#[test]
fn an_option_of_a_shared_plan() {
    let mut request =
        deal("EUR", &[("120.00", "T"), ("24.99", "T")], json!([{ "code": "T", "percent": "20" }]), inclusive());
    request["plans"] =
        json!([{ "id": "p", "items": [{ "id": "all", "on": { "date": "2026-02-01" }, "remainder": true }] }]);
    for product in request["catalog"]["products"].as_array_mut().expect("a list") {
        product["charges"][0]["billing"] = json!({ "kind": "plan", "plan": "p" });
    }
    request["lines"][1]["optional"] = json!(true);
    let quote = price(&request);
    assert_eq!(lines(&quote), [["100.00", "20.00", "120.00"], ["20.83", "4.16", "24.99"]]);
    assert_eq!(totals(&quote), ["100.00", "20.00", "120.00"]);
}

/// 1,200.00 with 200.00 tax in them, in halves, 10 percent withheld.
#[test]
fn retainage_of_prices_with_tax() {
    let of = |retainage: Value| {
        let mut request = deal("EUR", &[("1200.00", "T")], json!([{ "code": "T", "percent": "20" }]), inclusive());
        let mut terms = retainage;
        terms["percent"] = json!("10");
        terms["release"] = json!({ "date": "2027-01-01" });
        let items = json!([{ "id": "a", "percent": "50", "on": { "date": "2026-02-01" } }, { "id": "b", "remainder": true, "on": { "date": "2026-03-01" } }]);
        request["catalog"]["products"][0]["charges"][0]["billing"] =
            json!({ "kind": "milestones", "items": items, "retainage": terms });
        request
    };
    let shown = |request: &Value| -> Vec<[String; 4]> {
        let of = |i: PlannedInvoice| [i.totals.net, i.totals.tax, i.totals.gross, i.payable];
        invoices(request).into_iter().map(of).collect()
    };
    let half = |payable: &str| ["500.00", "100.00", "600.00", payable].map(str::to_owned);
    assert_eq!(
        shown(&of(json!({}))),
        [half("540.00"), half("540.00"), ["0.00", "0.00", "0.00", "120.00"].map(str::to_owned)]
    );
    assert_eq!(shown(&of(json!({ "basis": "net" })))[0], half("550.00"));
    let path = "/catalog/products/0/charges/0/billing/retainage";
    for (apart, key) in [(json!({ "tax": "atRelease" }), "tax"), (json!({ "effect": "invoice" }), "effect")] {
        assert_eq!(problems(&of(apart)), [(Code::NotSupported, format!("{path}/{key}"))]);
    }
    // An exempt buyer: 500.00 of each half, 10 percent of that withheld.
    let mut exempt = of(json!({}));
    exempt["account"] = json!({ "exemption": { "category": "G", "reason": "Export" } });
    assert_eq!(shown(&exempt)[0], ["500.00", "0.00", "500.00", "450.00"].map(str::to_owned));
}

/// 1,200.00 with 200.00 tax in them; a deposit of a tenth is settled at its own tax.
#[test]
fn deposits_on_prices_with_tax() {
    for (basis, net, tax) in [("gross", "100.00", "20.00"), ("net", "100.00", "20.00")] {
        let mut request = deal("EUR", &[("1200.00", "T")], json!([{ "code": "T", "percent": "20" }]), inclusive());
        request["catalog"]["products"][0]["charges"][0]["billing"] =
            json!({ "kind": "once", "on": { "date": "2026-03-01" } });
        request["deposits"] = json!([{ "id": "d", "percent": "10", "basis": basis, "on": { "start": true } }]);
        let invoices = invoices(&request);
        assert_eq!((invoices[0].totals.net.as_str(), invoices[0].totals.tax.as_str()), (net, tax));
        assert_eq!((invoices[1].totals.net.as_str(), invoices[1].totals.tax.as_str()), ("900.00", "180.00"));
        assert_eq!(totals(&price(&request)), ["1000.00", "200.00", "1200.00"]);
    }
}

/// A deposit at 19 percent is settled at 19 percent, also by an invoice at 20, and each part of a code by itself.
#[test]
fn a_deposit_is_settled_at_its_own_rate() {
    let mut request = deal("EUR", &[("1000.00", "T")], two_rates(), json!({}));
    request["catalog"]["products"][0]["charges"][0]["billing"] =
        json!({ "kind": "once", "on": { "date": "2026-04-01" } });
    request["deposits"] = json!([{ "id": "d", "percent": "10", "on": { "date": "2026-01-15" } }]);
    let all = invoices(&request);
    assert_eq!(taxes(&all[0]), ["T 19: 100.00 19.00"]);
    assert_eq!(taxes(&all[1]), ["T 19: -100.00 -19.00", "T 20: 1000.00 200.00"]);
    let quote = price(&request);
    assert_eq!(
        (lines(&quote)[0], totals(&quote)),
        (["1000.00", "200.00", "1200.00"], ["1000.00", "200.00", "1200.00"])
    );
    request["taxes"] = gst_qst(true);
    request["catalog"]["products"][0]["charges"][0]["taxCode"] = json!("QC");
    let all = invoices(&request);
    assert_eq!(taxes(&all[0]), ["QC GST 5: 100.00 5.00", "QC QST 9.975: 105.00 10.47"]);
    assert_eq!(taxes(&all[1]), ["QC GST 5: 900.00 45.00", "QC QST 9.975: 945.00 94.27"]);
}

/// The law of the accounting currency: a caller's rate, the newest on or before the document; none, no amount.
#[test]
fn accounting_amounts() {
    let rates = json!([{ "date": "2026-02-01", "rate": "1.0837" }, { "date": "2026-03-10", "rate": "1.1" }]);
    let accounting = json!({ "accounting": { "currency": "JPY", "rates": [{ "date": "2026-01-01", "rate": "163.055" }], "source": "ECB" } });
    let quote = price(&deal("EUR", &[("10.05", "T")], json!([{ "code": "T", "percent": "20" }]), accounting));
    let own = quote.totals.accounting.as_ref().expect("an amount");
    // 1,638.70 and 327.74 yen.
    assert_eq!([&own.currency, &own.net, &own.tax, &own.gross].map(String::as_str), ["JPY", "1639", "328", "1967"]);
    assert_eq!(
        (own.rate.to_string(), own.date.to_string(), own.source.as_deref()),
        ("163.055".into(), "2026-01-01".into(), Some("ECB"))
    );
    let request = monthly(
        json!([{ "code": "T", "percent": "20" }]),
        json!({ "accounting": { "currency": "USD", "rates": rates } }),
    );
    let shown: Vec<Option<[String; 4]>> = invoices(&request)
        .into_iter()
        .map(|invoice| invoice.accounting.map(|own| [own.date.to_string(), own.net, own.tax, own.gross]))
        .collect();
    let some = |of: [&str; 4]| Some(of.map(str::to_owned));
    assert_eq!(
        shown,
        [None, some(["2026-02-01", "108.37", "21.67", "130.04"]), some(["2026-03-10", "110.00", "22.00", "132.00"])]
    );
    assert_eq!(price(&request).totals.accounting, None);
    let mut later = request;
    later["asOf"] = json!("2026-02-20");
    assert_eq!(price(&later).totals.accounting.map(|own| own.gross).as_deref(), Some("390.13"));
}

/// What a quote carries is what it was priced from.
#[test]
fn the_normalised_request_gives_the_same_quote() {
    let dated = json!([{ "code": "T", "percent": "20", "dated": [{ "from": "2026-02-01", "percent": "0" }] }]);
    for request in [
        monthly(two_rates(), json!({ "policy": { "taxRoundingMode": "down" } })),
        monthly(two_rates(), json!({ "policy": { "taxRoundingMode": "halfUp" } })),
        monthly(dated, inclusive()),
        monthly(gst_qst(true), json!({ "taxMode": "inclusive", "policy": { "profile": "lago" } })),
    ] {
        let quote = price(&request);
        let again = prorata::price(&quote.request).expect("priced");
        assert_eq!(again, quote);
        plan(&quote, &json!({}));
    }
}
