//! `recognise`: each method by worked numbers, and the laws of revenue on random contracts.

mod common;
#[path = "common/random.rs"]
mod random;

use common::books::{column, problem, recognise, show, try_recognise};
use common::minor;
use common::table::with;
use proptest::prelude::*;
use random::{cases, Random};
use serde_json::{json, Value};

/// One obligation of 1200.00 from 15 January 2026 for a year, unless it says otherwise.
fn one(own: Value, more: Value) -> Value {
    let base = json!({ "id": "1", "amount": "1200.00", "start": "2026-01-15", "end": "2027-01-14" });
    with(json!({ "currency": "EUR", "obligations": [with(base, own)] }), more)
}

fn amounts(own: Value, more: Value) -> String {
    column(&recognise(&one(own, more))["obligations"][0]["months"], "amount").join(" ")
}

fn refused(own: Value, more: Value) -> (String, String) {
    problem(try_recognise(&one(own, more)))
}

#[test]
fn each_method_by_worked_numbers() {
    let full = "100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00 100.00";
    for (method, rule, months) in [
        (
            "daily",
            "cumulative",
            "55.89 92.06 101.91 98.63 101.92 98.63 101.92 101.92 98.63 101.91 98.63 101.92 46.03".to_owned(),
        ),
        (
            "daily",
            "last",
            "55.89 92.05 101.92 98.63 101.92 98.63 101.92 101.92 98.63 101.92 98.63 101.92 46.02".to_owned(),
        ),
        ("monthlyEven", "last", format!("{}92.28", "92.31 ".repeat(12))),
        ("monthlyEven", "first", format!("92.28{}", " 92.31".repeat(12))),
        ("monthlyProportionate", "cumulative", format!("54.84 {full} 45.16")),
        ("monthlyEvenProrated", "last", format!("55.89 {}45.98", "99.83 ".repeat(11))),
    ] {
        assert_eq!(amounts(json!({ "method": method }), json!({ "remainder": rule })), months, "{method} {rule}");
    }
}

#[test]
fn instants_and_points() {
    let stripe = json!({
        "amount": "120.00", "start": "2026-06-15T12:00:00Z", "end": null, "until": "2026-10-13T12:00:00Z", "method": "elapsed"
    });
    assert_eq!(amounts(stripe.clone(), json!({})), "15.50 31.00 31.00 30.00 12.50");
    assert_eq!(amounts(with(stripe, json!({ "method": "daily" })), json!({})), "16.00 31.00 31.00 30.00 12.00");
    for (at, month) in [("start", "2026-01"), ("end", "2027-01"), ("delivery", "2026-05")] {
        let own = json!({ "method": "point", "at": at, "delivered": "2026-05-04" });
        let months = recognise(&one(own, json!({})))["obligations"][0]["months"].clone();
        assert_eq!((column(&months, "month"), column(&months, "amount")), (vec![month.into()], vec!["1200.00".into()]));
    }
    let invoiced = json!([{ "date": "2026-02-01", "amount": "500" }, { "date": "2026-04-01", "amount": "900" }]);
    let own = json!({ "method": "point", "at": "invoiceDate", "invoiced": invoiced });
    assert_eq!(amounts(own, json!({})), "500.00 700.00");
    // Not delivered yet.
    let done = recognise(&one(json!({ "method": "point", "at": "delivery" }), json!({})));
    assert_eq!(done["obligations"][0]["unscheduled"], "1200.00");
}

#[test]
fn milestones_progress_and_treatments() {
    let milestones = json!([
        { "id": "kickoff", "percent": "30", "date": "2026-02-10" },
        { "id": "go-live", "amount": "500", "date": "2026-06-01" },
        { "id": "acceptance", "remainder": true },
    ]);
    let done = recognise(&one(json!({ "method": "milestones", "milestones": milestones }), json!({})));
    assert_eq!(column(&done["obligations"][0]["months"], "amount"), ["360.00", "500.00"]);
    assert_eq!(done["totals"]["unscheduled"], "340.00");
    let progress = json!([
        { "date": "2026-02-28", "percent": "33.333" }, { "date": "2026-03-31", "percent": "80" },
        { "date": "2026-04-30", "percent": "70" }, { "date": "2026-05-31", "percent": "100" },
    ]);
    let own = json!({ "method": "percentComplete", "progress": progress });
    assert_eq!(amounts(own, json!({})), "400.00 560.00 -120.00 360.00");
    let treatments = json!([
        { "id": "hardware", "percent": "50", "method": "point" },
        { "id": "setup", "amount": "200", "method": "point", "start": "2026-03-01" },
        { "id": "service", "remainder": true, "method": "monthlyEven", "start": "2026-01-01", "end": "2026-04-30" },
    ]);
    let done = recognise(&one(json!({ "treatments": treatments }), json!({})));
    assert_eq!(column(&done["obligations"][0]["months"], "amount"), ["700.00", "100.00", "300.00", "100.00"]);
    assert_eq!(column(&done["obligations"][0]["treatments"], "amount"), ["600.00", "200.00", "400.00"]);
}

/// Hardware 100, service 80, support 20 on their own; sold for 150 together.
#[test]
fn a_price_is_allocated_by_stand_alone_prices() {
    let obligation = |id: &str, standalone: &str, more: Value| {
        with(
            json!({ "id": id, "contract": "c", "standalone": standalone, "start": "2026-01-01", "end": "2026-03-31" }),
            more,
        )
    };
    let request = json!({
        "currency": "EUR", "contracts": [{ "id": "c", "price": "150" }],
        "obligations": [
            obligation("hardware", "100", json!({ "method": "point" })),
            obligation("service", "80", json!({ "method": "monthlyEven" })),
            obligation("support", "20", json!({ "method": "monthlyEven", "invoiced": [{ "date": "2026-02-15", "amount": "150" }] })),
        ],
    });
    let done = recognise(&request);
    assert_eq!(column(&done["obligations"], "amount"), ["75.00", "60.00", "15.00"]);
    // January: 75 + 20 + 5 before anything is invoiced.
    assert_eq!(column(&done["months"], "unbilled"), ["100.00", "0.00", "0.00"]);
    assert_eq!(column(&done["months"], "deferred"), ["0.00", "25.00", "0.00"]);
    assert_eq!(done["contracts"][0]["deferred"], "0.00");
    // 100.00 over three equal ones.
    let equal = |id: &str| obligation(id, "1", json!({ "method": "point" }));
    let request = json!({
        "currency": "EUR", "contracts": [{ "id": "c", "price": "100" }], "obligations": [equal("a"), equal("b"), equal("c")],
    });
    assert_eq!(column(&recognise(&request)["obligations"], "amount"), ["33.34", "33.33", "33.33"]);
}

/// 1200 over 2026, evenly; January and February are closed at 100 each when the price rises to 1440.
#[test]
fn closed_months_stay_and_the_rest_is_caught_up_or_spread_anew() {
    let own = json!({
        "amount": "1440", "start": "2026-01-01", "end": "2026-12-31", "method": "monthlyEven",
        "recognised": [{ "month": "2026-01", "amount": "100" }, { "month": "2026-02", "amount": "100" }],
    });
    let closed = json!({ "closedThrough": "2026-02-28" });
    let regular = " 120.00".repeat(9);
    assert_eq!(amounts(own.clone(), closed.clone()), format!("100.00 100.00 160.00{regular}"));
    let prospective = with(closed.clone(), json!({ "late": "prospective" }));
    assert_eq!(amounts(own.clone(), prospective), format!("100.00 100.00{}", " 124.00".repeat(10)));
    let done = recognise(&one(own.clone(), closed));
    assert_eq!(done["obligations"][0]["months"][2]["catchUp"], "40.00");
    assert_eq!(done["obligations"][0]["months"][1]["status"], "closed");
    // What became known after the end lands in the first open month.
    let late = amounts(own.clone(), json!({ "closedThrough": "2026-12-31" }));
    assert_eq!(late, "100.00 100.00 1240.00");
    // Nothing changed, nothing moves.
    let same = with(own, json!({ "amount": "1200" }));
    assert_eq!(
        amounts(same, json!({ "closedThrough": "2026-02-28", "late": "prospective" })),
        ["100.00"; 12].join(" ")
    );
}

#[test]
fn balances_on_any_day() {
    let own = json!({
        "amount": "365", "start": "2026-01-01", "end": "2026-12-31", "method": "daily",
        "invoiced": [{ "date": "2026-01-01", "amount": "20" }, { "date": "2026-03-01", "amount": "345" }],
    });
    let days = ["2025-12-31", "2026-01-10", "2026-01-31", "2026-02-10", "2026-03-01", "2026-12-31", "2030-01-01"];
    let done = recognise(&one(own, json!({ "balancesOn": days })));
    let row = |own: &Value| {
        format!("{} {} {} {}", own["invoiced"], own["recognised"], own["deferred"], own["unbilled"]).replace('"', "")
    };
    let rows: Vec<String> = done["balances"].as_array().expect("rows").iter().map(row).collect();
    assert_eq!(
        rows,
        [
            "0.00 0.00 0.00 0.00",
            "20.00 10.00 10.00 0.00",
            "20.00 31.00 0.00 11.00",
            "20.00 41.00 0.00 21.00",
            "365.00 60.00 305.00 0.00",
            "365.00 365.00 0.00 0.00",
            "365.00 365.00 0.00 0.00",
        ]
    );
}

#[test]
fn what_cannot_be_recognised_is_said() {
    let of = |code: &str, path: &str| (code.to_owned(), format!("/obligations/0{path}"));
    for (own, more, want) in [
        (json!({}), json!({}), of("conflict", "/method")),
        (json!({ "method": "daily", "end": null }), json!({}), of("missing_field", "/end")),
        (json!({ "method": "daily", "end": "2025-12-31" }), json!({}), of("end_before_start", "/end")),
        (json!({ "method": "daily", "end": "2226-12-31" }), json!({}), of("limit_exceeded", "/end")),
        (json!({ "method": "daily", "amount": "1.001" }), json!({}), of("too_precise", "/amount")),
        (json!({ "method": "daily", "amount": null }), json!({}), of("missing_field", "/amount")),
        (json!({ "method": "daily", "until": "2027-01-15" }), json!({}), of("conflict", "/until")),
        (json!({ "method": "daily", "contract": "c" }), json!({}), of("unknown_value", "/contract")),
        (
            json!({ "method": "daily", "progress": [{ "date": "2026-02-01", "percent": "5" }] }),
            json!({}),
            of("conflict", "/progress"),
        ),
        (
            json!({ "method": "percentComplete", "progress": [{ "date": "2026-02-01", "percent": "101" }] }),
            json!({}),
            of("out_of_range", "/progress/0/percent"),
        ),
        (
            json!({ "method": "milestones", "milestones": [{ "id": "a", "percent": "60" }] }),
            json!({}),
            of("plan_not_covered", "/milestones"),
        ),
        (
            json!({ "method": "milestones", "milestones": [{ "id": "a", "amount": "1300" }] }),
            json!({}),
            of("plan_exceeds_total", "/milestones"),
        ),
        (json!({ "method": "milestones", "milestones": [{ "id": "a" }] }), json!({}), of("conflict", "/milestones/0")),
        (
            json!({ "method": "daily", "recognised": [{ "month": "2026-01", "amount": "1" }] }),
            json!({}),
            of("conflict", "/recognised/0/month"),
        ),
        (
            json!({ "method": "daily", "recognised": [{ "month": "2026-13", "amount": "1" }] }),
            json!({}),
            of("bad_date", "/recognised/0/month"),
        ),
        (
            json!({ "method": "daily" }),
            json!({ "closedThrough": "2026-02-27" }),
            ("out_of_range".into(), "/closedThrough".into()),
        ),
        (
            json!({ "method": "daily" }),
            json!({ "accounts": { "chart": "none" } }),
            ("unknown_value".into(), "/accounts/chart".into()),
        ),
        (json!({ "method": "daily" }), json!({ "accounts": {} }), of("unknown_account", "")),
    ] {
        assert_eq!(refused(own.clone(), more.clone()), want, "{own} {more}");
    }
}

/// A random contract, and what was invoiced of it.
fn contract(r: &mut Random) -> Value {
    let mut obligations = Vec::new();
    let bundled = r.chance(30);
    for i in 0..r.int(1, 4) {
        let cents = r.int(0, 5_000_000) as i128 * if !bundled && r.chance(15) { -1 } else { 1 };
        let start = r.date(2024, 2025);
        let end = start.plus_days(r.int(0, 900) as i32);
        let method = *r.pick(&[
            "daily",
            "monthlyEven",
            "monthlyEvenProrated",
            "monthlyProportionate",
            "elapsed",
            "point",
            "percentComplete",
            "milestones",
        ]);
        let mut own =
            json!({ "id": format!("o{i}"), "amount": show(cents), "start": start, "end": end, "method": method });
        match method {
            "point" => own["at"] = json!(r.pick(&["start", "end"])),
            "percentComplete" => {
                let first = r.int(0, 100);
                own["progress"] = json!([
                    { "date": start, "percent": first.to_string() },
                    { "date": start.plus_days(r.int(1, 99) as i32), "percent": r.decimal(10_000, 2) },
                    { "date": start.plus_days(r.int(100, 300) as i32), "percent": "100" },
                ]);
            }
            "milestones" => {
                own["milestones"] = json!([
                    { "id": "a", "percent": r.decimal(9_999, 2), "date": start },
                    { "id": "b", "remainder": true, "date": start.plus_days(r.int(0, 400) as i32) },
                ]);
            }
            _ => {}
        }
        if r.chance(20) {
            let parts = json!([
                { "percent": r.decimal(9_999, 2), "method": "point" }, { "remainder": true, "method": "daily" },
            ]);
            own = json!({ "id": own["id"], "amount": own["amount"], "start": start, "end": end, "treatments": parts });
        }
        let first = cents * r.int(0, 100) as i128 / 100;
        own["invoiced"] = json!([
            { "date": r.date(2024, 2026), "amount": show(first) }, { "date": r.date(2024, 2026), "amount": show(cents - first) },
        ]);
        if bundled {
            own["contract"] = json!("c");
            own["standalone"] = json!(r.int(1, 1_000).to_string());
        }
        obligations.push(own);
    }
    let mut request = json!({
        "currency": "EUR", "obligations": obligations, "remainder": r.pick(&["cumulative", "last", "first"]),
        "accounts": { "chart": r.pick(&["fr-pcg", "de-skr03", "de-skr04", "us"]) },
        "balancesOn": (0..5).map(|_| json!(r.date(2023, 2029))).collect::<Vec<_>>(),
    });
    if bundled {
        request["contracts"] = json!([{ "id": "c" }]);
    }
    request
}

fn at(row: &Value, key: &str) -> i128 {
    minor(row[key].as_str().expect("an amount"))
}

fn law(row: &Value) {
    let (recognised, invoiced) = (at(row, "recognised"), at(row, "invoiced"));
    assert_eq!(recognised + at(row, "deferred") - at(row, "unbilled"), invoiced, "{row}");
}

proptest! {
    #![proptest_config(cases(300))]

    /// Recognised + deferred - unbilled = invoiced, on every day and at every month's end; and all ends at zero.
    #[test]
    fn revenue_adds_up_and_ends_at_zero(seed in any::<u64>()) {
        let request = contract(&mut Random(seed));
        let done = recognise(&request);
        for own in done["obligations"].as_array().expect("obligations") {
            let months = own["months"].as_array().expect("months");
            months.iter().for_each(law);
            let last = months.last().expect("a month");
            prop_assert_eq!(months.iter().map(|row| at(row, "amount")).sum::<i128>(), at(own, "amount"), "{}", own);
            prop_assert_eq!((at(last, "deferred"), at(last, "unbilled")), (0, 0), "{}", own);
        }
        for own in done["balances"].as_array().expect("balances") {
            law(own);
            own["obligations"].as_array().expect("rows").iter().for_each(law);
        }
        done["months"].as_array().expect("months").iter().for_each(law);
    }

    /// Entries balance, and bring the accounts to what is deferred and unbilled at the end of every month.
    #[test]
    fn entries_balance_and_meet_the_balances(seed in any::<u64>()) {
        let request = contract(&mut Random(seed));
        let done = recognise(&request);
        let entries = done["entries"].as_array().expect("entries");
        for entry in entries {
            let left: i128 = entry["lines"].as_array().expect("lines").iter().map(|own| at(own, "debit") - at(own, "credit")).sum();
            prop_assert_eq!(left, 0, "{}", entry);
        }
        let of = |role: &str, month: &str| -> i128 {
            let until = entries.iter().filter(|own| own["date"].as_str().expect("a date")[..7] <= *month);
            let lines = until.flat_map(|own| own["lines"].as_array().expect("lines"));
            lines.filter(|own| own["role"] == role).map(|own| at(own, "debit") - at(own, "credit")).sum()
        };
        for row in done["months"].as_array().expect("months") {
            let month = row["month"].as_str().expect("a month");
            prop_assert_eq!(of("revenue", month), -at(row, "recognised"));
            prop_assert_eq!(of("unbilled", month), at(row, "unbilled"));
            // Invoices have credited what they invoiced.
            prop_assert_eq!(of("deferredRevenue", month) - at(row, "invoiced"), -at(row, "deferred"));
        }
    }

    /// Whatever becomes known later, closed months stay as they were, and all still comes to the amount.
    #[test]
    fn closed_months_never_change(seed in any::<u64>()) {
        let mut r = Random(seed);
        let mut request = contract(&mut r);
        let before = recognise(&request);
        let closed = r.date(2024, 2026);
        let closed = closed.plus_months(1).plus_days(-(closed.plus_months(1).day() as i32));
        let name = closed.to_string()[..7].to_owned();
        request["closedThrough"] = json!(closed);
        request["late"] = json!(r.pick(&["catchUp", "prospective"]));
        for (i, own) in before["obligations"].as_array().expect("obligations").iter().enumerate() {
            let rows = own["months"].as_array().expect("months").iter();
            let done = rows.filter(|row| *row["month"].as_str().expect("a month") <= *name && at(row, "amount") != 0);
            let done: Vec<Value> = done.map(|row| json!({ "month": row["month"], "amount": row["amount"] })).collect();
            request["obligations"][i]["recognised"] = json!(done);
            // The price, or the end, becomes another; of a treatment its parts follow.
            if r.chance(70) && request["obligations"][i]["contract"].is_null() {
                request["obligations"][i]["amount"] = json!(show(r.int(0, 5_000_000) as i128));
            }
            if r.chance(40) {
                let start = prorata::calendar::Date::parse(request["obligations"][i]["start"].as_str().expect("a date"));
                request["obligations"][i]["end"] = json!(start.expect("a date").plus_days(r.int(0, 1200) as i32));
            }
        }
        let after = recognise(&request);
        for (own, was) in after["obligations"].as_array().expect("obligations").iter().zip(before["obligations"].as_array().expect("obligations")) {
            let recognised = |own: &Value| -> Vec<(String, i128)> {
                let rows = own["months"].as_array().expect("months").iter().filter(|row| *row["month"].as_str().expect("a month") <= *name);
                rows.map(|row| (row["month"].as_str().expect("a month").to_owned(), at(row, "amount"))).filter(|own| own.1 != 0).collect()
            };
            prop_assert_eq!(recognised(own), recognised(was), "{}", request);
            prop_assert_eq!(at(own, "scheduled") + at(own, "unscheduled"), at(own, "amount"));
            prop_assert_eq!(at(own, "unscheduled"), 0, "{}", request);
        }
    }
}
