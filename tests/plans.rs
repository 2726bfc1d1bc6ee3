//! Table tests for payment terms, invoice plans, progress, retainage and deposits: numbers that can be checked by hand.

mod common;

use common::{plan, price, request};
use prorata::Code;
use serde_json::{json, Value};

/// One line of a one-time charge of this amount, billed in this way, at 20 percent.
fn one_time(amount: &str, billing: Value) -> Value {
    json!({
        "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" },
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "oneTime",
            "price": { "model": "flat", "amount": amount }, "billing": billing }] }] },
        "lines": [{ "id": "1", "product": "p" }],
        "taxes": [{ "code": "A", "percent": "20" }],
    })
}

fn with(mut request: Value, key: &str, value: Value) -> Value {
    request[key] = value;
    request
}

/// The problems of a request, as (code, path).
fn problems(value: &Value) -> Vec<(Code, String)> {
    let found = request(value).and_then(|request| prorata::price(&request).map(|_| ()));
    found.expect_err("problems").problems.into_iter().map(|problem| (problem.code, problem.path)).collect()
}

fn due(invoice: &str, terms: Value) -> String {
    let once = json!({ "kind": "once", "on": { "date": invoice } });
    let plan = plan(&price(&with(one_time("100", once), "paymentTerms", terms)), &json!({}));
    plan.invoices[0].due.to_string()
}

#[test]
fn due_dates_follow_the_payment_terms() {
    for (invoice, terms, want) in [
        ("2026-04-15", json!({}), "2026-04-15"),
        ("2026-04-15", json!({ "net": 30 }), "2026-05-15"),
        ("2026-01-31", json!({ "months": 1 }), "2026-02-28"),
        ("2026-01-31", json!({ "months": 1, "net": 1 }), "2026-03-01"),
        ("2026-04-15", json!({ "net": 45, "endOfMonth": "before" }), "2026-06-14"),
        ("2026-04-15", json!({ "net": 45, "endOfMonth": "after" }), "2026-05-31"),
        ("2026-04-15", json!({ "endOfMonth": "before" }), "2026-04-30"),
        ("2026-04-15", json!({ "net": 30, "endOfMonth": "after", "day": 10 }), "2026-06-10"),
        ("2026-04-15", json!({ "day": 15 }), "2026-04-15"),
        ("2026-02-01", json!({ "day": 31 }), "2026-02-28"),
        ("2026-04-16", json!({ "day": "last" }), "2026-04-30"),
        ("2026-04-16", json!({ "net": 30 }), "2026-05-16"),
        ("2026-04-16", json!({ "net": 30, "shift": "next" }), "2026-05-18"),
        ("2026-04-16", json!({ "net": 30, "shift": "previous" }), "2026-05-15"),
        ("2026-04-15", json!({ "net": 30, "shift": "next", "holidays": ["2026-05-15"] }), "2026-05-18"),
        (
            "2026-04-16",
            json!({ "net": 30, "shift": "previous", "holidays": ["2026-05-14", "2026-05-15"] }),
            "2026-05-13",
        ),
        ("2026-04-17", json!({ "shift": "next", "weekend": ["friday", "saturday"] }), "2026-04-19"),
        ("2026-04-18", json!({ "shift": "next", "weekend": [] }), "2026-04-18"),
        // A Saturday invoice that is due at once is not due before it was written.
        ("2026-04-18", json!({ "shift": "previous" }), "2026-04-20"),
    ] {
        assert_eq!(due(invoice, terms.clone()), want, "{invoice} {terms}");
    }
}

#[test]
fn cash_follows_due_dates_in_order() {
    let items = json!([
        { "id": "a", "percent": "40", "on": { "date": "2026-05-30" } },
        { "id": "b", "percent": "60", "on": { "date": "2026-05-31" } },
    ]);
    let terms = json!({ "shift": "next", "weekend": [], "holidays": ["2026-05-30", "2026-05-31"] });
    let request = with(one_time("100", json!({ "kind": "milestones", "items": items })), "paymentTerms", terms);
    let cash = |plan: prorata::quote::InvoicePlan| -> Vec<(String, String)> {
        plan.cash.into_iter().map(|month| (month.month, month.gross)).collect()
    };
    assert_eq!(cash(plan(&price(&request), &json!({}))), [("2026-06".into(), "120.00".into())]);
    let terms = json!({ "net": 1, "shift": "previous", "weekend": ["monday"], "holidays": ["2026-05-31"] });
    let whole = plan(&price(&with(request, "paymentTerms", terms)), &json!({}));
    let dues: Vec<String> = whole.invoices.iter().map(|i| i.due.to_string()).collect();
    assert_eq!(dues, ["2026-05-30", "2026-06-02"], "from Monday June 1, back would be before the invoice");
    assert_eq!(cash(whole), [("2026-05".into(), "48.00".into()), ("2026-06".into(), "72.00".into())]);
}

#[test]
fn bad_payment_terms_are_named() {
    let terms = json!({ "net": 4000, "months": 121,
        "weekend": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] });
    let request = with(one_time("100", json!({ "kind": "once" })), "paymentTerms", terms);
    assert_eq!(
        problems(&request),
        [
            (Code::OutOfRange, "/paymentTerms/net".into()),
            (Code::OutOfRange, "/paymentTerms/months".into()),
            (Code::OutOfRange, "/paymentTerms/weekend".into()),
        ]
    );
}

#[test]
fn dates_events_and_the_start_may_be_followed() {
    let days = |count: u32| json!({ "count": count, "unit": "day" });
    for (on, want) in [
        (json!({ "date": "2026-02-01" }), "2026-02-01"),
        (json!({ "start": true }), "2026-01-01"),
        (json!({ "start": true, "plus": days(30) }), "2026-01-31"),
        (json!({ "date": "2026-01-31", "plus": { "unit": "month" } }), "2026-02-28"),
        (json!({ "event": "go-live" }), "2026-03-31"),
        (json!({ "event": "go-live", "plus": days(10) }), "2026-04-10"),
        (json!({ "event": "go-live", "plus": { "unit": "quarter" } }), "2026-06-30"),
    ] {
        let quote = price(&one_time("100", json!({ "kind": "once", "on": on })));
        let waiting = plan(&quote, &json!({})).waiting;
        let events = if waiting.is_empty() { json!({}) } else { json!({ "go-live": "2026-03-31" }) };
        assert_eq!(waiting.len(), usize::from(on.get("event").is_some()), "{on}");
        assert_eq!(
            waiting.first().and_then(|w| w.plus).is_some(),
            on.get("event").is_some() && on.get("plus").is_some()
        );
        assert_eq!(plan(&quote, &json!({ "events": events })).invoices[0].date.to_string(), want, "{on}");
    }
    let at = "/catalog/products/0/charges/0/billing/on";
    for (on, code, path) in [
        (json!({ "start": true, "event": "x" }), Code::Conflict, ""),
        (json!({ "plus": days(1) }), Code::Conflict, ""),
        (json!({ "start": true, "plus": days(0) }), Code::OutOfRange, "/plus/count"),
    ] {
        let request = one_time("100", json!({ "kind": "once", "on": on }));
        assert_eq!(problems(&request), [(code, format!("{at}{path}"))]);
    }
}

/// Prepaid years: billed once a year over a monthly price, two years ahead.
#[test]
fn years_may_be_prepaid() {
    let request = json!({
        "currency": "EUR", "start": "2026-03-15", "term": { "unit": "year", "count": 4 },
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "recurring", "per": { "unit": "month" },
            "price": { "model": "flat", "amount": "99.95" },
            "billing": { "kind": "recurring", "every": { "unit": "year", "count": 2 } } }] }] },
        "lines": [{ "id": "1", "product": "p" }],
    });
    let plan = plan(&price(&request), &json!({}));
    let invoices: Vec<(String, &str)> =
        plan.invoices.iter().map(|i| (i.date.to_string(), i.totals.net.as_str())).collect();
    assert_eq!(invoices, [("2026-03-15".into(), "2398.80"), ("2028-03-15".into(), "2398.80")]);
}

/// A seasonal schedule: a recurring charge billed in instalments of its own.
#[test]
fn a_recurring_charge_may_follow_a_schedule_of_its_own() {
    let item = |id: &str, share: Value, date: &str| with(with(share, "id", json!(id)), "on", json!({ "date": date }));
    let request = json!({
        "currency": "EUR", "start": "2026-01-16", "end": "2026-12-31",
        "catalog": { "products": [{ "id": "p", "charges": [{ "id": "c", "kind": "recurring", "per": { "unit": "month" },
            "price": { "model": "flat", "amount": "1000.00" },
            "billing": { "kind": "milestones", "items": [
                item("spring", json!({ "percent": "30" }), "2026-04-01"),
                item("summer", json!({ "percent": "50" }), "2026-07-01"),
                item("autumn", json!({ "remainder": true }), "2026-10-01"),
            ] } }] }] },
        "lines": [{ "id": "1", "product": "p" }],
    });
    // Eleven months, and 16 of the 31 days from 16 December. Shares are rounded cumulatively: 80 percent are 9,212.90.
    let quote = price(&request);
    assert_eq!(quote.totals.net, "11516.13");
    let plan = plan(&quote, &json!({}));
    let invoices: Vec<(String, &str)> =
        plan.invoices.iter().map(|i| (i.date.to_string(), i.totals.net.as_str())).collect();
    assert_eq!(
        invoices,
        [("2026-04-01".into(), "3454.84"), ("2026-07-01".into(), "5758.06"), ("2026-10-01".into(), "2303.23"),]
    );
}

/// A progress plan of this net, with these declarations (on the first of each month from February) and retainage.
fn progress(amount: &str, declared: Value, extra: Value) -> Value {
    let mut billing = json!({ "kind": "progress", "declared": declared });
    for (i, item) in billing["declared"].as_array_mut().expect("a list").iter_mut().enumerate() {
        item["on"] = json!({ "date": format!("2026-{:02}-01", i + 2) });
    }
    for (key, value) in extra.as_object().expect("an object") {
        billing[key] = value.clone();
    }
    one_time(amount, billing)
}

fn retained(percent: &str) -> Value {
    json!({ "percent": percent, "release": { "event": "end" } })
}

/// What each invoice bills, and what waits.
fn billed_and_waiting(request: &Value) -> (Vec<String>, Vec<String>) {
    let plan = plan(&price(request), &json!({}));
    let net = |i: prorata::quote::PlannedInvoice| i.totals.net;
    (plan.invoices.into_iter().map(net).collect(), plan.waiting.into_iter().map(|w| w.net).collect())
}

#[test]
fn progress_bills_the_difference_to_what_was_declared() {
    let percents = |list: &[&str]| json!(list.iter().map(|p| json!({ "percent": p })).collect::<Vec<_>>());
    for (amount, declared, extra, invoices, waiting) in [
        ("10000", percents(&["30", "50", "45"]), json!({}), vec!["3000.00", "2000.00", "-500.00"], vec!["5500.00"]),
        ("100", percents(&["33.333", "66.666", "100"]), json!({}), vec!["33.33", "33.34", "33.33"], vec![]),
        ("100", json!([{ "amount": "40.01" }, { "percent": "50" }]), json!({}), vec!["40.01", "9.99"], vec!["50.00"]),
        // 100.00 over 3 units: 33.33, then up to 66.67.
        (
            "100",
            json!([{ "units": "1" }, { "units": "2" }]),
            json!({ "of": "3" }),
            vec!["33.33", "33.34"],
            vec!["33.33"],
        ),
        ("100", json!([]), json!({}), vec![], vec!["100.00"]),
    ] {
        let request = progress(amount, declared, extra);
        let (billed, waits) = billed_and_waiting(&request);
        assert_eq!(
            (billed, waits),
            (invoices.iter().map(|s| s.to_string()).collect(), waiting.iter().map(|s| s.to_string()).collect()),
            "{request}"
        );
    }
}

#[test]
fn progress_is_shared_and_named() {
    let charge = |id: &str, amount: &str| {
        json!({ "id": id, "charges": [{ "id": "c", "kind": "oneTime", "price": { "model": "flat", "amount": amount },
            "billing": { "kind": "plan", "plan": "works" } }] })
    };
    let declared = json!([
        { "id": "s1", "name": "Situation 1", "percent": "33.3", "on": { "date": "2026-02-01" } },
        { "percent": "20", "on": { "event": "survey" } },
    ]);
    let request = json!({
        "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" },
        "catalog": { "products": [charge("a", "100"), charge("b", "50.05"), charge("d", "0.01")] },
        "lines": [{ "id": "1", "product": "a" }, { "id": "2", "product": "b" }, { "id": "3", "product": "d" }],
        "plans": [{ "id": "works", "declared": declared }],
    });
    let plan = plan(&price(&request), &json!({ "events": { "survey": "2026-03-01" } }));
    let nets = |i: usize| -> Vec<&str> { plan.invoices[i].lines.iter().map(|l| l.net.as_str()).collect() };
    // 33.3 % of 150.06 is 49.97, 20 % is 30.01, each spread by largest remainder: 33.30, 16.67, 0.00; 20.00, 10.01, 0.00.
    assert_eq!((nets(0), nets(1)), (vec!["33.30", "16.67", "0.00"], vec!["-13.30", "-6.66", "0.00"]));
    assert_eq!(plan.invoices[0].lines[0].name, "a – Situation 1");
    assert_eq!(plan.invoices[1].lines[0].item.as_deref(), Some("progress-2"));
    assert_eq!(plan.waiting[0].item.as_deref(), Some("remainder"));
    assert_eq!(plan.waiting[0].name, "a – remainder of progress");
    let stands = &plan.plans[0];
    assert_eq!(stands.plan.as_deref(), Some("works"));
    assert_eq!((stands.contract.as_str(), stands.completed.as_str()), ("150.06", "30.01"));
    assert_eq!((stands.earned.as_str(), stands.balance_to_finish.as_str()), ("30.01", "120.05"));
}

#[test]
fn bad_progress_is_named() {
    let at = "/catalog/products/0/charges/0/billing";
    for (declared, extra, code, path) in [
        (json!([{ "percent": "101" }]), json!({}), Code::PlanExceedsTotal, "/declared/0/percent"),
        (json!([{ "percent": "-1" }]), json!({}), Code::OutOfRange, "/declared/0/percent"),
        (json!([{ "units": "4" }]), json!({ "of": "3" }), Code::PlanExceedsTotal, "/declared/0/units"),
        (json!([{ "units": "4" }]), json!({}), Code::MissingField, "/of"),
        (json!([{ "units": "0" }]), json!({ "of": "0" }), Code::OutOfRange, "/of"),
        (json!([{}]), json!({}), Code::Conflict, "/declared/0"),
        (json!([{ "percent": "1", "amount": "1" }]), json!({}), Code::Conflict, "/declared/0"),
        (json!([{ "amount": "100.01" }]), json!({}), Code::PlanExceedsTotal, "/declared/0"),
        (json!([{ "amount": "0.001" }]), json!({}), Code::TooPrecise, "/declared/0/amount"),
        (json!([{ "percent": "1", "id": "remainder" }]), json!({}), Code::DuplicateId, "/declared/0/id"),
        (
            json!([{ "percent": "1", "id": "x" }, { "percent": "2", "id": "x" }]),
            json!({}),
            Code::DuplicateId,
            "/declared/1/id",
        ),
        (json!([]), json!({ "items": [] }), Code::UnknownField, "/items"),
    ] {
        assert_eq!(problems(&progress("100", declared.clone(), extra)), [(code, format!("{at}{path}"))], "{declared}");
    }
    let both =
        json!([{ "id": "p", "declared": [], "items": [{ "id": "a", "percent": "100", "on": { "start": true } }] }]);
    let request = with(one_time("100", json!({ "kind": "once" })), "plans", both);
    assert_eq!(problems(&request), [(Code::Conflict, "/plans/0".into())]);
}

/// Vendors' figures, without tax: (net, declared amount, before, retainage) and what comes of it.
#[test]
fn retainage_of_progress() {
    let steps = |apply: &str| {
        json!({ "apply": apply, "release": { "event": "end" },
        "steps": [{ "upTo": "50", "percent": "10" }, { "percent": "5" }] })
    };
    for (net, amounts, retainage, held, payable, finish) in [
        ("100000", vec!["40000"], retained("10"), vec!["4000.00"], vec!["36000.00"], "64000.00"),
        ("265000", vec!["132500"], retained("10"), vec!["13250.00"], vec!["119250.00"], "145750.00"),
        (
            "39780",
            vec!["20263.16", "33800"],
            retained("5"),
            vec!["1013.16", "676.84"],
            vec!["19250.00", "12860.00"],
            "7670.00",
        ),
        (
            "262500",
            vec!["136000", "191700"],
            retained("10"),
            vec!["13600.00", "5570.00"],
            vec!["122400.00", "50130.00"],
            "89970.00",
        ),
        ("100000", vec!["60000"], steps("marginal"), vec!["5500.00"], vec!["54500.00"], "45500.00"),
        (
            "100000",
            vec!["50000", "60000"],
            steps("marginal"),
            vec!["5000.00", "500.00"],
            vec!["45000.00", "9500.00"],
            "45500.00",
        ),
        // Over half, five percent of the whole are enough: the second invoice gives 2,000.00 back.
        (
            "100000",
            vec!["50000", "60000"],
            steps("whole"),
            vec!["5000.00", "-2000.00"],
            vec!["45000.00", "12000.00"],
            "43000.00",
        ),
        ("1000", vec!["500", "400"], retained("10"), vec!["50.00", "-10.00"], vec!["450.00", "-90.00"], "640.00"),
    ] {
        let declared = json!(amounts.iter().map(|amount| json!({ "amount": amount })).collect::<Vec<_>>());
        let mut request = progress(net, declared, json!({ "retainage": retainage }));
        request["taxes"] = json!([]);
        let plan = plan(&price(&request), &json!({}));
        let ours: Vec<&str> = plan.invoices.iter().map(|i| i.retained.as_deref().unwrap_or_default()).collect();
        assert_eq!(ours, held, "{request}");
        assert_eq!(plan.invoices.iter().map(|i| i.payable.as_str()).collect::<Vec<_>>(), payable, "{request}");
        assert_eq!(plan.plans[0].balance_to_finish, finish, "{request}");
        assert!(plan.invoices.iter().all(|i| i.totals.net == i.totals.gross));
    }
}

/// Labour 10 percent, materials none.
#[test]
fn retainage_may_differ_by_line() {
    let charge = |id: &str, amount: &str| {
        json!({ "id": id, "charges": [{ "id": "c", "kind": "oneTime", "price": { "model": "flat", "amount": amount },
            "billing": { "kind": "plan", "plan": "works" } }] })
    };
    let retainage = json!({ "percent": "10", "lines": [{ "line": "m", "percent": "0" }],
        "release": [{ "percent": "50", "on": { "event": "acceptance" } },
                    { "id": "rest", "name": "Rest", "remainder": true, "on": { "event": "acceptance", "plus": { "unit": "year" } } }] });
    let mut request = json!({
        "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" },
        "catalog": { "products": [charge("labour", "30000"), charge("materials", "20000")] },
        "lines": [{ "id": "l", "product": "labour" }, { "id": "m", "product": "materials" }],
        "plans": [{ "id": "works", "retainage": retainage,
            "items": [{ "id": "all", "percent": "100", "on": { "start": true } }] }],
    });
    let plan = plan(&price(&request), &json!({ "events": { "acceptance": "2026-06-30" } }));
    let first = &plan.invoices[0];
    assert_eq!((first.retained.as_deref(), first.payable.as_str()), (Some("3000.00"), "47000.00"));
    assert_eq!(first.lines.iter().map(|l| l.retained.as_deref()).collect::<Vec<_>>(), [Some("3000.00"), None]);
    let releases: Vec<(String, Option<&str>)> =
        plan.invoices[1..].iter().map(|i| (i.date.to_string(), i.released.as_deref())).collect();
    assert_eq!(releases, [("2026-06-30".into(), Some("1500.00")), ("2027-06-30".into(), Some("1500.00"))]);
    assert_eq!(plan.invoices[2].lines[0].name, "labour – Rest");
    request["plans"][0]["retainage"]["lines"][0]["line"] = json!("x");
    assert_eq!(problems(&request), [(Code::UnknownLine, "/plans/0/retainage/lines/0/line".into())]);
}

/// 1,000.00 and 200.00 tax, 10 percent withheld of the first half, by effect and tax: what the first invoice says and what
/// the release says, as net, tax, gross, payable.
#[test]
fn retainage_by_effect_basis_and_tax() {
    for (terms, first, release) in [
        (json!({}), ["500.00", "100.00", "600.00", "540.00"], ["0.00", "0.00", "0.00", "60.00"]),
        (json!({ "basis": "net" }), ["500.00", "100.00", "600.00", "550.00"], ["0.00", "0.00", "0.00", "50.00"]),
        (json!({ "tax": "atRelease" }), ["500.00", "90.00", "590.00", "540.00"], ["0.00", "10.00", "10.00", "60.00"]),
        (json!({ "effect": "invoice" }), ["450.00", "100.00", "550.00", "550.00"], ["50.00", "0.00", "50.00", "50.00"]),
        (
            json!({ "effect": "invoice", "tax": "atRelease" }),
            ["450.00", "90.00", "540.00", "540.00"],
            ["50.00", "10.00", "60.00", "60.00"],
        ),
    ] {
        let mut retainage = json!({ "percent": "10", "release": { "date": "2026-12-01" } });
        for (key, value) in terms.as_object().expect("an object") {
            retainage[key] = value.clone();
        }
        let items = json!([
            { "id": "half", "percent": "50", "on": { "date": "2026-02-01" } },
            { "id": "rest", "remainder": true, "on": { "date": "2026-12-01" } },
        ]);
        let billing = json!({ "kind": "milestones", "items": items, "retainage": retainage });
        let quote = price(&one_time("1000", billing));
        let plan = plan(&quote, &json!({}));
        let sums = |i: usize| {
            let invoice = &plan.invoices[i];
            [&invoice.totals.net, &invoice.totals.tax, &invoice.totals.gross, &invoice.payable].map(|s| s.as_str())
        };
        assert_eq!(sums(0), first, "{terms}");
        // The second half is dated on the release: it withholds nothing and stands on the same invoice.
        let with_rest = |place: usize| common::minor(sums(1)[place]) - [50000, 10000, 60000, 60000][place];
        assert_eq!((0..4).map(with_rest).collect::<Vec<_>>(), release.map(common::minor), "{terms}");
        assert_eq!((plan.totals.net.as_str(), plan.totals.gross.as_str()), ("1000.00", "1200.00"), "{terms}");
        assert_eq!(quote.totals.net, "1000.00");
    }
}

#[test]
fn bad_retainage_is_named() {
    let at = "/catalog/products/0/charges/0/billing/retainage";
    let end = json!({ "event": "end" });
    let released = |release: Value| json!({ "percent": "5", "release": release });
    let stepped = |steps: Value| json!({ "steps": steps, "release": { "event": "end" } });
    for (retainage, code, path) in [
        (json!({ "release": end }), Code::Conflict, ""),
        (json!({ "percent": "5", "steps": [{ "percent": "5" }], "release": end }), Code::Conflict, ""),
        (json!({ "percent": "101", "release": end }), Code::OutOfRange, "/percent"),
        (json!({ "percent": "5" }), Code::MissingField, "/release"),
        (released(json!([])), Code::PlanNotCovered, "/release"),
        (released(json!({})), Code::Conflict, "/release"),
        (released(json!([{ "percent": "50", "on": end }])), Code::PlanNotCovered, "/release"),
        (
            released(json!([{ "percent": "60", "on": end }, { "percent": "60", "on": end }])),
            Code::PlanExceedsTotal,
            "/release",
        ),
        (
            released(json!([{ "remainder": true, "on": end }, { "percent": "60", "on": end }])),
            Code::Conflict,
            "/release/0/remainder",
        ),
        (released(json!([{ "on": end }])), Code::Conflict, "/release/0"),
        (
            released(json!([{ "percent": "0", "on": end }, { "remainder": true, "on": end }])),
            Code::OutOfRange,
            "/release/0/percent",
        ),
        (stepped(json!([{ "upTo": "50", "percent": "5" }])), Code::BadTiers, "/steps/0/upTo"),
        (stepped(json!([{ "percent": "5" }, { "percent": "5" }])), Code::BadTiers, "/steps/0/upTo"),
        (
            stepped(json!([{ "upTo": "50", "percent": "5" }, { "upTo": "40", "percent": "5" }, { "percent": "5" }])),
            Code::BadTiers,
            "/steps/1/upTo",
        ),
    ] {
        let request = progress("100", json!([]), json!({ "retainage": retainage }));
        let found = problems(&request);
        assert!(found.contains(&(code, format!("{at}{path}"))), "{retainage}: {found:?}");
    }
    let twice = json!({ "percent": "5", "release": [{ "id": "progress-1", "remainder": true, "on": end }] });
    let request = progress("100", json!([{ "percent": "1" }]), json!({ "retainage": twice }));
    assert_eq!(problems(&request), [(Code::DuplicateId, format!("{at}/release/0/id"))]);
}

/// Three instalments of this net, dated or on an event, with a deposit.
fn deposited(deposit: Value, on: [Value; 3]) -> Value {
    let [a, b, c] = on;
    let items = json!([
        { "id": "a", "percent": "50", "on": a },
        { "id": "b", "percent": "30", "on": b },
        { "id": "c", "remainder": true, "on": c },
    ]);
    let mut deposit = deposit;
    deposit["id"] = json!("down");
    if deposit.get("on").is_none() {
        deposit["on"] = json!({ "start": true });
    }
    with(one_time("1000", json!({ "kind": "milestones", "items": items })), "deposits", json!([deposit]))
}

fn dated(days: [&str; 3]) -> [Value; 3] {
    days.map(|day| json!({ "date": day }))
}

#[test]
fn deposits_are_settled_by_later_invoices() {
    let days = ["2026-02-01", "2026-03-01", "2026-04-01"];
    for (deposit, want) in [
        // Net and tax of each invoice: the deposit, then 500, 300 and 200 less what settles it.
        (
            json!({ "percent": "30" }),
            [("300.00", "60.00"), ("350.00", "70.00"), ("210.00", "42.00"), ("140.00", "28.00")],
        ),
        (
            json!({ "amount": "300", "settle": "first" }),
            [("300.00", "60.00"), ("200.00", "40.00"), ("300.00", "60.00"), ("200.00", "40.00")],
        ),
        (
            json!({ "amount": "600", "settle": "first" }),
            [("600.00", "120.00"), ("0.00", "0.00"), ("200.00", "40.00"), ("200.00", "40.00")],
        ),
        (
            json!({ "amount": "100", "basis": "gross" }),
            [("83.33", "16.67"), ("458.33", "91.66"), ("275.01", "55.00"), ("183.33", "36.67")],
        ),
        (
            json!({ "percent": "30", "on": { "date": "2026-02-15" } }),
            [("500.00", "100.00"), ("300.00", "60.00"), ("120.00", "24.00"), ("80.00", "16.00")],
        ),
        (
            json!({ "amount": "0.01" }),
            [("0.01", "0.00"), ("499.99", "100.00"), ("300.00", "60.00"), ("200.00", "40.00")],
        ),
    ] {
        let quote = price(&deposited(deposit.clone(), dated(days)));
        assert_eq!((quote.totals.net.as_str(), quote.totals.tax.as_str()), ("1000.00", "200.00"), "{deposit}");
        assert_eq!(quote.lines[0].net, "1000.00");
        let plan = plan(&quote, &json!({}));
        let ours: Vec<(&str, &str)> =
            plan.invoices.iter().map(|i| (i.totals.net.as_str(), i.totals.tax.as_str())).collect();
        assert_eq!(ours, want, "{deposit}");
        let stands = &plan.deposits.as_ref().expect("deposits")[0];
        assert_eq!((&stands.settled, stands.open.as_str()), (&stands.gross, "0.00"));
    }
}

/// OCA's advance: 10 percent of a total of 107 with tax is 10.70.
#[test]
fn a_deposit_on_the_gross() {
    let mut request = with(
        one_time("100", json!({ "kind": "once", "on": { "event": "delivery" } })),
        "deposits",
        json!([{ "id": "advance", "percent": "10", "basis": "gross", "on": { "start": true } }]),
    );
    request["taxes"][0]["percent"] = json!("7");
    let quote = price(&request);
    assert_eq!(quote.totals.due_now, "10.70");
    let waits = plan(&quote, &json!({}));
    let stands = &waits.deposits.as_ref().expect("deposits")[0];
    assert_eq!((stands.gross.as_str(), stands.settled.as_str(), stands.open.as_str()), ("10.70", "0.00", "10.70"));
    assert_eq!(waits.totals.gross, "107.00");
    let done = plan(&quote, &json!({ "events": { "delivery": "2026-05-01" } }));
    assert_eq!(done.invoices[1].totals.gross, "96.30");
    let lines = done.invoices[1].deposits.as_ref().expect("a settlement");
    assert_eq!((lines[0].net.as_str(), lines[0].tax.as_str()), ("-10.00", "-0.70"));
    let billed = json!({ "billedDeposits": [{ "deposit": "advance", "net": "10" }] });
    assert_eq!(plan(&quote, &billed).invoices.len(), 0);
    for (billed, code) in [
        (json!([{ "deposit": "advance", "net": "9" }]), Code::UnexplainedRestatement),
        (json!([{ "deposit": "x", "net": "10" }]), Code::UnexplainedRestatement),
        (json!([{ "deposit": "advance", "net": "10" }, { "deposit": "advance", "net": "10" }]), Code::DuplicateId),
    ] {
        let options = common::options(&json!({ "billedDeposits": billed }));
        assert_eq!(prorata::plan_quote(&quote, &options).expect_err("a problem").code(), Some(code));
    }
}

/// A deposit is spread over the rates of the quote and settled at each, or invoiced at one.
#[test]
fn a_deposit_is_settled_at_its_rates() {
    let charge = |id: &str, amount: &str, tax: &str| {
        json!({ "id": id, "kind": "oneTime", "taxCode": tax,
        "price": { "model": "flat", "amount": amount }, "billing": { "kind": "once", "on": { "date": "2026-06-01" } } })
    };
    let mut request = json!({
        "currency": "EUR", "start": "2026-01-01", "term": { "unit": "year" },
        "catalog": { "products": [{ "id": "p", "charges": [charge("a", "600", "A"), charge("b", "300", "B")] }] },
        "lines": [{ "id": "1", "product": "p" }],
        "taxes": [{ "code": "A", "percent": "20" }, { "code": "B", "percent": "5.5" }, { "code": "C", "percent": "10" }],
        "deposits": [{ "id": "d", "percent": "10", "on": { "start": true } }],
    });
    let lines = |request: &Value, invoice: usize| -> Vec<(String, String, Option<String>)> {
        let plan = plan(&price(request), &json!({}));
        let lines = plan.invoices[invoice].deposits.clone().unwrap_or_default();
        lines.into_iter().map(|line| (line.net, line.tax, line.tax_code)).collect()
    };
    let of = |net: &str, tax: &str, code: &str| (net.to_owned(), tax.to_owned(), Some(code.to_owned()));
    assert_eq!(lines(&request, 0), [of("60.00", "12.00", "A"), of("30.00", "1.65", "B")]);
    assert_eq!(lines(&request, 1), [of("-60.00", "-12.00", "A"), of("-30.00", "-1.65", "B")]);
    request["deposits"][0]["taxCode"] = json!("C");
    assert_eq!(lines(&request, 0), [of("90.00", "9.00", "C")]);
    assert_eq!(lines(&request, 1), [of("-90.00", "-9.00", "C")]);
    request["deposits"][0]["taxCode"] = json!("D");
    assert_eq!(problems(&request), [(Code::UnknownTaxCode, "/deposits/0/taxCode".into())]);
}

#[test]
fn bad_deposits_are_named() {
    let days = ["2026-02-01", "2026-03-01", "2026-04-01"];
    for (deposit, code, path) in [
        (json!({}), Code::Conflict, ""),
        (json!({ "percent": "1", "amount": "1" }), Code::Conflict, ""),
        (json!({ "percent": "101" }), Code::OutOfRange, "/percent"),
        (json!({ "amount": "0" }), Code::OutOfRange, "/amount"),
        (json!({ "amount": "0.001" }), Code::TooPrecise, "/amount"),
        (json!({ "amount": "1000.01" }), Code::PlanExceedsTotal, ""),
        (json!({ "amount": "200.01", "on": { "date": "2026-03-02" } }), Code::PlanExceedsTotal, ""),
        (json!({ "amount": "1", "on": {} }), Code::Conflict, "/on"),
    ] {
        let request = deposited(deposit.clone(), dated(days));
        assert_eq!(problems(&request), [(code, format!("/deposits/0{path}"))], "{deposit}");
    }
    let mut two = deposited(json!({ "amount": "600" }), dated(days));
    two["deposits"]
        .as_array_mut()
        .expect("a list")
        .push(json!({ "id": "more", "amount": "400.01", "on": { "start": true } }));
    assert_eq!(problems(&two), [(Code::PlanExceedsTotal, "/deposits/1".into())]);
    let mut open = deposited(json!({ "amount": "1" }), dated(days));
    let monthly = json!({ "id": "m", "kind": "recurring", "per": { "unit": "month" }, "price": { "model": "flat", "amount": "1" } });
    open["catalog"]["products"].as_array_mut().expect("a list").push(json!({ "id": "q", "charges": [monthly] }));
    open["lines"].as_array_mut().expect("a list").push(json!({ "id": "2", "product": "q", "end": null }));
    assert_eq!(problems(&open), [(Code::NeedsTerm, "/deposits".into())]);
}

/// A deposit so small that it is tax alone: 1 yen gross at 25.35 percent, rounded down. It needs a later item as well.
#[test]
fn a_deposit_of_tax_alone_is_settled_too() {
    let deal = |day: &str| {
        let mut deal = one_time("6", json!({ "kind": "once", "on": { "date": "2026-02-01" } }));
        deal["currency"] = json!("JPY");
        deal["policy"] = json!({ "roundingMode": "down" });
        deal["taxes"][0]["percent"] = json!("25.35");
        deal["catalog"]["products"][0]["charges"][0]["taxCode"] = json!("A");
        with(deal, "deposits", json!([{ "id": "d", "amount": "1", "basis": "gross", "on": { "date": day } }]))
    };
    let before = price(&deal("2026-01-15"));
    assert_eq!((before.totals.net.as_str(), before.totals.gross.as_str()), ("6", "7"));
    assert_eq!(problems(&deal("2026-02-15")), [(Code::PlanExceedsTotal, "/deposits/0".into())]);
}

/// Two deposits of half the quote: what the first has settled whole, the second leaves alone, so that no invoice is below
/// zero.
#[test]
fn a_second_deposit_settles_what_the_first_has_left() {
    let deposit =
        |id: &str, settle: &str| json!({ "id": id, "percent": "50", "settle": settle, "on": { "start": true } });
    for second in ["first", "proportional"] {
        let billing = json!({ "kind": "milestones", "items": [
            { "id": "a", "percent": "50", "on": { "date": "2026-03-01" } },
            { "id": "b", "remainder": true, "on": { "date": "2026-04-01" } },
        ] });
        let deposits = json!([deposit("d0", "first"), deposit("d1", second)]);
        let plan = plan(&price(&with(one_time("200", billing), "deposits", deposits)), &json!({}));
        let nets: Vec<&str> = plan.invoices.iter().map(|i| i.totals.net.as_str()).collect();
        assert_eq!(nets, ["200.00", "0.00", "0.00"], "{second}");
    }
}
