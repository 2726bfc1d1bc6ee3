//! `journal`, `statement`, `reports`, `exportJournal` and `chart`, on posted documents.

mod common;
#[path = "common/random.rs"]
mod random;

use common::books::{
    balance, column, export, journal, line, posted, problem, recognise, reports, show, shown, statement, tax,
    try_export, try_journal,
};
use common::minor;
use common::orders::{amend, amendment, cancel, order};
use common::table::{deal, flat, monthly, with};
use proptest::prelude::*;
use prorata::document::Write;
use random::{cases, Random};
use serde_json::{json, Value};

fn french() -> Value {
    json!({ "chart": "fr-pcg" })
}

fn entries(done: &Value) -> Vec<Value> {
    done["entries"].as_array().expect("entries").clone()
}

const YEAR: Option<(&str, &str)> = Some(("2026-01-01", "2026-12-31"));

#[test]
fn an_invoice_is_one_balanced_entry() {
    let invoice =
        posted("INV-1", "2026-01-01", vec![line("seats", 120_000, YEAR), line("setup", 30_000, None)], json!({}));
    let done = journal(&json!({ "accounts": french(), "invoices": [invoice] }));
    assert_eq!(
        shown(&done["entries"][0]),
        ["411000 1800.00 / 0.00", "487000 0.00 / 1200.00", "487000 0.00 / 300.00", "445710 0.00 / 300.00",]
    );
    let entry = &done["entries"][0];
    assert_eq!(
        (&entry["id"], &entry["document"], &entry["customer"]),
        (&json!("INV-1/1"), &json!("INV-1"), &json!("vercors"))
    );
    let periods = json!({ "accounts": french(), "deferral": "periods", "invoices": [invoice] });
    assert_eq!(shown(&journal(&periods)["entries"][0])[2], "706000 0.00 / 300.00");
    let ruled = with(periods, json!({ "deferrals": [{ "charge": "seats", "deferred": false }] }));
    assert_eq!(shown(&journal(&ruled)["entries"][0])[1], "706000 0.00 / 1200.00");
    assert_eq!(column(&done["balances"], "balance"), ["1800.00", "-300.00", "-1500.00"]);
}

#[test]
fn a_credit_note_stands_on_the_other_side() {
    let credit = posted(
        "CN-1",
        "2026-02-01",
        vec![line("seats", -10_000, YEAR)],
        json!({ "corrects": ["INV-1"], "creditMade": "120.00", "amountDue": "0.00" }),
    );
    let done = journal(&json!({ "accounts": french(), "invoices": [credit] }));
    assert_eq!(shown(&done["entries"][0]), ["419700 0.00 / 120.00", "487000 100.00 / 0.00", "445710 20.00 / 0.00"]);
    assert_eq!(done["entries"][0]["kind"], "creditNote");
}

/// Of 1000.00: a deposit of 200.00 settled, 5 percent withheld, 2 cents of rounding, 50.00 of credit used.
#[test]
fn retainage_deposits_rounding_and_credit() {
    let deposit = json!({ "order": "O", "deposit": "d", "name": "Deposit", "net": "-200.00", "tax": "-40.00", "taxCode": "FR-20", "reason": "settlement" });
    let more = json!({
        "deposits": [deposit], "taxes": [{ "code": "FR-20", "category": "S", "percent": "20", "base": "800.00", "tax": "160.00" }],
        "totals": { "net": "800.00", "tax": "160.00", "gross": "960.00" }, "retained": "48.00", "rounding": "-0.02",
        "payable": "911.98", "creditUsed": "50.00", "amountDue": "861.98",
    });
    let invoice = posted("INV-2", "2026-03-01", vec![line("works", 100_000, None)], more);
    let done = journal(&json!({ "accounts": french(), "invoices": [invoice] }));
    assert_eq!(
        shown(&done["entries"][0]),
        [
            "411000 861.98 / 0.00",
            "411700 48.00 / 0.00",
            "419700 50.00 / 0.00",
            "658000 0.02 / 0.00",
            "487000 0.00 / 1000.00",
            "419100 200.00 / 0.00",
            "445710 0.00 / 160.00",
        ]
    );
}

#[test]
fn payments_and_write_offs() {
    let done = journal(&json!({
        "accounts": { "chart": "de-skr03", "rules": [{ "role": "tax", "taxCode": "DE-19", "account": "1776" }] },
        "payments": [{ "id": "P1", "date": "2026-02-01", "currency": "EUR", "amount": "100", "invoice": "R1" }],
        "writeOffs": [{ "id": "W1", "invoice": "R1", "date": "2026-06-30", "currency": "EUR", "net": "100", "taxes": [{ "code": "DE-19", "percent": "19", "tax": "19" }], "gross": "119", "open": "0.00" }],
    }));
    assert_eq!(shown(&done["entries"][0]), ["1200 100.00 / 0.00", "1400 0.00 / 100.00"]);
    assert_eq!(shown(&done["entries"][1]), ["2400 100.00 / 0.00", "1776 19.00 / 0.00", "1400 0.00 / 119.00"]);
}

#[test]
fn accounts_are_the_callers_and_never_a_guess() {
    let invoice = posted("INV-1", "2026-01-01", vec![line("seats", 10_000, YEAR)], json!({}));
    let ask = |accounts: Value| try_journal(&json!({ "accounts": accounts, "invoices": [invoice] }));
    let code = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    assert_eq!(problem(ask(json!({}))), code("unknown_account", "/invoices/0"));
    assert_eq!(problem(ask(json!({ "chart": "fr" }))), code("unknown_value", "/accounts/chart"));
    assert_eq!(
        problem(ask(json!({ "roles": { "recievable": "1" } }))),
        code("unknown_value", "/accounts/roles/recievable")
    );
    assert_eq!(
        problem(ask(json!({ "roles": { "receivable": "C", "deferredRevenue": "D" } }))),
        code("unknown_account", "/invoices/0/taxes/0")
    );
    let own = json!({
        "chart": "us", "roles": { "receivable": "C" },
        "rules": [{ "role": "deferredRevenue", "charge": "seats", "account": "D-seats" }, { "role": "tax", "taxCode": "FR-20", "account": "T-20" }],
        "dimensions": [{ "values": { "entity": "fr" } }, { "role": "deferredRevenue", "charge": "seats", "values": { "team": "cloud" } }],
    });
    let done = ask(own).expect("a journal");
    assert_eq!(shown(&done["entries"][0]), ["C 120.00 / 0.00", "D-seats 0.00 / 100.00", "T-20 0.00 / 20.00"]);
    assert_eq!(done["entries"][0]["lines"][1]["dimensions"], json!({ "entity": "fr", "team": "cloud" }));
}

#[test]
fn what_does_not_add_up_is_refused() {
    let invoice = |more: Value| posted("INV-1", "2026-01-01", vec![line("seats", 10_000, YEAR)], more);
    let ask = |all: Vec<Value>| problem(try_journal(&json!({ "accounts": french(), "invoices": all })));
    let code = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    assert_eq!(ask(vec![invoice(json!({ "amountDue": "120.01" }))]), code("unbalanced", "/invoices/0"));
    assert_eq!(ask(vec![invoice(json!({ "status": "draft" }))]), code("not_posted", "/invoices/0/status"));
    assert_eq!(ask(vec![invoice(json!({ "number": null }))]), code("missing_field", "/invoices/0/number"));
    assert_eq!(ask(vec![invoice(json!({})), invoice(json!({}))]), code("duplicate_id", ""));
}

#[test]
fn every_chart_has_every_role() {
    let charts = ["fr-pcg", "de-skr03", "de-skr04", "us"];
    for id in charts {
        let request: prorata::ledger::ChartRequest = common::orders::document(&json!({ "chart": id }));
        let chart = prorata::chart(&request).expect("a chart");
        for role in prorata::ledger::Role::ALL {
            assert_eq!(chart.accounts.iter().filter(|own| own.role == role).count(), 1, "{id} {role:?}");
        }
    }
    let request: prorata::ledger::ChartRequest = common::orders::document(&json!({ "chart": "fr" }));
    assert!(prorata::chart(&request).is_err());
}

/// Two invoices, a credit note, two payments, on 30 June.
fn account() -> Value {
    json!({
        "currency": "EUR", "asOf": "2026-06-30",
        "invoices": [
            posted("INV-1", "2026-01-01", vec![line("seats", 100_000, YEAR)], json!({})),
            posted("INV-2", "2026-05-15", vec![line("seats", 50_000, None)], json!({})),
            posted("INV-3", "2026-06-20", vec![line("seats", 20_000, None)], json!({})),
            posted("CN-1", "2026-02-01", vec![line("seats", -10_000, YEAR)], json!({ "corrects": ["INV-1"] })),
            posted("INV-4", "2026-07-01", vec![line("seats", 90_000, None)], json!({})),
        ],
        "payments": [
            { "id": "P1", "date": "2026-02-10", "currency": "EUR", "amount": "500", "invoice": "INV-1" },
            { "id": "P2", "date": "2026-06-25", "currency": "EUR", "amount": "400" },
        ],
        "writeOffs": [{ "id": "W1", "invoice": "INV-1", "date": "2026-06-28", "currency": "EUR", "net": "50", "taxes": [{ "code": "FR-20", "percent": "20", "tax": "10" }], "gross": "60", "open": "0.00" }],
    })
}

#[test]
fn a_statement_runs_and_ages() {
    let done = statement(&account());
    assert_eq!(column(&done["rows"], "document"), ["INV-1", "CN-1", "P1", "INV-2", "INV-3", "P2", "W1"]);
    assert_eq!(
        column(&done["rows"], "balance"),
        ["1200.00", "1080.00", "580.00", "1180.00", "1420.00", "1020.00", "960.00"]
    );
    // INV-1: 1200 - 120 credited - 500 and 60, and of the 400 the oldest due first.
    assert_eq!(column(&done["open"], "document"), ["INV-1", "INV-2", "INV-3"]);
    assert_eq!(column(&done["open"], "open"), ["120.00", "600.00", "240.00"]);
    assert_eq!(column(&done["ageing"], "bucket"), ["current", "1-30", "31-60", "61-90", "90+"]);
    assert_eq!(column(&done["ageing"], "amount"), ["240.00", "600.00", "0.00", "0.00", "120.00"]);
    assert_eq!((&done["closing"], &done["unapplied"]), (&json!("960.00"), &json!("0.00")));
    let june = statement(&with(account(), json!({ "from": "2026-06-01", "buckets": [15, 200] })));
    assert_eq!(
        (&june["opening"], column(&june["ageing"], "amount")),
        (&json!("1180.00"), vec!["240.00".into(), "0.00".into(), "720.00".into(), "0.00".into()])
    );
    let other = statement(&with(account(), json!({ "customer": "other" })));
    assert_eq!(other["closing"], "0.00");
}

#[test]
fn reports_by_month() {
    let invoices = json!([posted("INV-1", "2026-01-01", vec![line("seats", 120_000, YEAR)], json!({}))]);
    let request = json!({
        "currency": "EUR", "asOf": "2026-03-31", "from": "2026-01-01", "through": "2026-04-30", "invoices": invoices,
        "payments": [{ "id": "P", "date": "2026-02-01", "currency": "EUR", "amount": "2000", "invoice": "INV-1", "customer": "vercors" }],
        "revenue": { "currency": "EUR", "invoices": invoices, "lines": [{ "method": "monthlyEven" }] },
    });
    let done = reports(&request);
    assert_eq!(column(&done["deferred"], "opening"), ["0.00", "1100.00", "1000.00", "900.00"]);
    assert_eq!(column(&done["deferred"], "closing"), ["1100.00", "1000.00", "900.00", "800.00"]);
    assert_eq!(column(&done["deferred"], "released"), ["100.00"; 4]);
    assert_eq!(column(&done["billings"], "postedGross"), ["1440.00", "0.00", "0.00", "0.00"]);
    // Paid 560.00 too much.
    assert_eq!((&done["ageing"][0]["open"], &done["ageing"][0]["unapplied"]), (&json!("0.00"), &json!("560.00")));
}

fn sold(id: &str, account: &str, start: &str, price: &str) -> Value {
    let more = json!({ "account": { "id": account }, "start": start });
    let own = order(&deal(monthly(flat(price)), json!({}), more));
    with(serde_json::to_value(own.write()).expect("JSON"), json!({ "id": id }))
}

#[test]
fn recurring_revenue_moves() {
    let first: prorata::order::Order = common::orders::document(&sold("A", "a", "2026-01-01", "100"));
    let raised = amend(
        &first,
        &amendment("up", "2026-03-01", json!([{ "line": "1", "set": { "price": flat("130") } }])),
        json!({}),
    )
    .order;
    let ended = cancel(&raised, json!({ "id": "end", "on": "2026-05-01" }), json!({})).order;
    let ended = serde_json::to_value(ended.write()).expect("JSON");
    let again = sold("C", "a", "2026-07-01", "90");
    let other = sold("B", "b", "2026-02-01", "50");
    let done = reports(&json!({
        "currency": ended["quote"]["currency"], "asOf": "2026-07-31", "from": "2026-01-01", "orders": [ended, other, again],
    }));
    let rows = &done["recurring"];
    assert_eq!(column(rows, "new"), ["100.00", "50.00", "0.00", "0.00", "0.00", "0.00", "0.00"]);
    assert_eq!(column(rows, "expansion"), ["0.00", "0.00", "30.00", "0.00", "0.00", "0.00", "0.00"]);
    assert_eq!(column(rows, "churn"), ["0.00", "0.00", "0.00", "0.00", "130.00", "0.00", "0.00"]);
    assert_eq!(column(rows, "reactivation"), ["0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "90.00"]);
    assert_eq!(column(rows, "closing"), ["100.00", "150.00", "180.00", "180.00", "50.00", "50.00", "140.00"]);
    assert_eq!(rows[6]["annual"], "1680.00");
}

#[test]
fn revenue_of_orders_is_invoiced_by_their_documents() {
    let own = sold("O", "vercors", "2026-01-01", "100");
    let invoice = posted("INV-1", "2026-01-01", vec![line("c", 10_000, Some(("2026-01-01", "2026-01-31")))], json!({}));
    let done = recognise(
        &json!({ "currency": own["quote"]["currency"], "orders": [own], "invoices": [with(invoice, json!({ "currency": own["quote"]["currency"] }))] }),
    );
    let first = &done["obligations"][0];
    assert_eq!(done["obligations"].as_array().map(Vec::len), Some(1));
    assert_eq!((&first["id"], &first["amount"]), (&json!("O/1/c"), &json!("1200.00")));
    assert_eq!(column(&first["months"], "amount"), ["100.00"; 12]);
    assert_eq!((&first["months"][0]["unbilled"], &first["months"][1]["unbilled"]), (&json!("0.00"), &json!("100.00")));
}

/// A year of books: invoices, a credit note, payments, and revenue.
fn books() -> Vec<Value> {
    let invoices = json!([
        posted("INV-1", "2026-01-01", vec![line("seats", 120_000, YEAR), line("setup", 30_001, None)], json!({})),
        posted("INV-2", "2026-03-15", vec![line("works", 70_007, Some(("2026-01-01", "2026-06-30")))], json!({})),
        posted(
            "CN-1",
            "2026-05-01",
            vec![line("seats", -40_000, Some(("2026-09-01", "2026-12-31")))],
            json!({ "corrects": ["INV-1"] })
        ),
    ]);
    let accounts =
        with(french(), json!({ "dimensions": [{ "charge": "seats", "values": { "Cost centre": "cloud; \"1\"" } }] }));
    let posted = journal(&json!({
        "accounts": accounts, "invoices": invoices,
        "payments": [{ "id": "P1", "date": "2026-02-10", "currency": "EUR", "amount": "1000", "customer": "vercors" }],
    }));
    let revenue = recognise(&json!({ "currency": "EUR", "invoices": invoices, "accounts": accounts }));
    entries(&posted).into_iter().chain(entries(&revenue)).collect()
}

#[test]
fn books_are_written_for_ledger_programs() {
    let books = books();
    // All is delivered and invoiced.
    assert_eq!((balance(&books, "487000"), balance(&books, "418100")), (0, 0));
    assert_eq!(balance(&books, "706000"), -(120_000 + 30_001 + 70_007 - 40_000));
    for format in ["beancount", "hledger", "ledger"] {
        let done = export(&json!({ "entries": books, "format": format, "title": "Books" }));
        let text = done["text"].as_str().expect("a text");
        // With PRORATA_LEDGER=<folder> the programs may read it themselves.
        if let Some(folder) = std::env::var_os("PRORATA_LEDGER") {
            std::fs::write(std::path::Path::new(&folder).join(format!("books.{format}")), text).expect("written");
        }
        let has = |part: &str| assert!(text.contains(part), "{format} lacks {part}\n{text}");
        has("Assets:Receivable:411000");
        match format {
            "beancount" => {
                has("option \"tolerance_multiplier\" \"0\"");
                has("2026-01-01 open Assets:Receivable:411000");
                has("2026-02-01 balance Assets:Receivable:411000  1800.01 ~ 0 EUR");
                has("2026-01-01 * \"Invoice INV-1\" ^INV-1");
            }
            _ => {
                has("account Assets:Receivable:411000");
                has("    Assets:Receivable:411000  0.00 EUR = 1800.01 EUR");
                has("2026-01-01 * (INV-1) Invoice INV-1");
            }
        }
        assert!(done["assertions"].as_u64().expect("a number") > 20);
    }
    let named =
        json!({ "entries": books, "format": "ledger", "names": [{ "account": "411000", "name": "Assets:Customers" }] });
    assert!(export(&named)["text"].as_str().expect("a text").contains("Assets:Customers"));
    let mut wrong = books.clone();
    wrong[0]["lines"][0]["debit"] = json!("1.00");
    assert_eq!(
        problem(try_export(&json!({ "entries": wrong, "format": "hledger" }))),
        ("unbalanced".into(), "/entries/0".into())
    );
    let mut unknown = books;
    unknown[0]["lines"][0].as_object_mut().expect("a line").remove("role");
    assert_eq!(problem(try_export(&json!({ "entries": unknown, "format": "hledger" }))).0, "unknown_account");
}

/// A random posted document; all that may stand on one, in amounts that add up.
fn document(r: &mut Random, i: usize) -> Value {
    let sign = if r.chance(20) { -1 } else { 1 };
    let lines: Vec<Value> =
        (0..r.int(1, 4)).map(|k| line(&format!("c{k}"), sign * r.int(0, 999_999) as i128, None)).collect();
    let number = format!("N{i}");
    let date = r.date(2025, 2026).to_string();
    let plain = posted(&number, &date, lines, json!({}));
    let gross = minor(plain["totals"]["gross"].as_str().expect("an amount"));
    let (retained, released, rounding) = (r.int(0, 9_999) as i128, r.int(0, 999) as i128, r.int(-4, 5) as i128);
    let payable = gross - retained + released + rounding;
    let (used, made) = (r.int(0, 500) as i128, r.int(0, 500) as i128);
    with(
        plain,
        json!({
            "retained": show(retained), "released": show(released), "rounding": show(rounding), "payable": show(payable),
            "creditUsed": show(used), "creditMade": show(made), "amountDue": show(payable - used + made),
        }),
    )
}

proptest! {
    #![proptest_config(cases(200))]

    /// Every entry balances to zero, whatever stands on a document; no line is on both sides; the export takes it.
    #[test]
    fn every_entry_balances(seed in any::<u64>()) {
        let mut r = Random(seed);
        let invoices: Vec<Value> = (0..r.int(1, 6) as usize).map(|i| document(&mut r, i)).collect();
        let chart = *r.pick(&["fr-pcg", "de-skr03", "de-skr04", "us"]);
        let done = journal(&json!({ "accounts": { "chart": chart }, "invoices": invoices }));
        let all = entries(&done);
        for entry in &all {
            let sides = |key: &str| -> i128 {
                entry["lines"].as_array().expect("lines").iter().map(|own| minor(own[key].as_str().expect("a text"))).sum()
            };
            prop_assert_eq!(sides("debit"), sides("credit"), "{}", entry);
            for own in entry["lines"].as_array().expect("lines") {
                let (debit, credit) = (minor(own["debit"].as_str().expect("a text")), minor(own["credit"].as_str().expect("a text")));
                prop_assert!((debit > 0) != (credit > 0), "{}", own);
            }
        }
        export(&json!({ "entries": all, "format": r.pick(&["beancount", "hledger", "ledger"]) }));
        let sum: i128 = column(&done["balances"], "balance").iter().map(|own| minor(own)).sum();
        prop_assert_eq!(sum, 0);
    }

    /// The closing balance is what is open less what is unapplied, and what the ages come to; any payments, any day.
    #[test]
    fn statements_add_up(seed in any::<u64>()) {
        let mut r = Random(seed);
        let invoices: Vec<Value> = (0..r.int(1, 6) as usize).map(|i| document(&mut r, i)).collect();
        let payments: Vec<Value> = (0..r.int(0, 5)).map(|i| {
            let mut own = json!({ "id": format!("P{i}"), "date": r.date(2025, 2026), "currency": "EUR", "amount": r.decimal(999_999, 2) });
            if r.chance(50) {
                own["invoice"] = json!(format!("N{}", r.int(0, 6)));
            }
            own
        }).collect();
        let done = statement(&json!({ "currency": "EUR", "asOf": r.date(2025, 2027), "invoices": invoices, "payments": payments }));
        let sum = |rows: &Value, key: &str| -> i128 { column(rows, key).iter().map(|own| minor(own)).sum() };
        let closing = minor(done["closing"].as_str().expect("a text"));
        let unapplied = minor(done["unapplied"].as_str().expect("a text"));
        prop_assert_eq!(sum(&done["open"], "open") - unapplied, closing, "{}", done);
        prop_assert_eq!(sum(&done["ageing"], "amount") - unapplied, closing);
    }
}

#[test]
fn tax_of_twenty_percent() {
    assert_eq!((tax(10_000), tax(-3), tax(3)), (2_000, -1, 1));
}
