//! The pages of docs/policy: one per switch with the same deal under each value, one per profile. Numbers come from the
//! engine, sentences from the switches' own documentation; `PRORATA_UPDATE=1 cargo test --test policy_pages` writes them.

mod common;

use common::{plan, root, switch_orders};
use prorata::document::{canonical, Node, Write as _};
use prorata::policy::profiles;
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The documentation of every enum of words in the policy: its own, and each word's.
struct Docs {
    about: String,
    words: Vec<(String, String)>,
}

fn documentation() -> BTreeMap<String, Docs> {
    let mut all = BTreeMap::new();
    let folder = std::fs::read_dir(root().join("src/policy/switches")).expect("a folder");
    let switches = folder.map(|file| file.expect("a file").path());
    let others = ["src/money/rounding.rs", "src/money/allocate.rs"].map(|file| root().join(file));
    for file in switches.chain(others) {
        let text = std::fs::read_to_string(file).expect("a source");
        for block in text.split("words! {").skip(1) {
            let block = block.split("\n}\n").next().expect("a block");
            let (mut doc, mut name, mut docs) = (String::new(), String::new(), None);
            for line in block.lines().map(str::trim) {
                if let Some(text) = line.strip_prefix("///") {
                    let _ = write!(doc, " {}", text.trim().replace("[`Rounding::PerPeriod`]", "`rounding: perPeriod`"));
                } else if let Some(rest) = line.strip_prefix("pub enum ") {
                    name = rest.split(' ').next().expect("a name").to_owned();
                    docs = Some(Docs { about: std::mem::take(&mut doc).trim().to_owned(), words: Vec::new() });
                } else if let (Some((_, word)), Some(docs)) = (line.split_once(" = \""), docs.as_mut()) {
                    let word = word.split('"').next().expect("a word").to_owned();
                    docs.words.push((word, std::mem::take(&mut doc).trim().to_owned()));
                }
            }
            all.insert(name, docs.expect("an enum"));
        }
    }
    all
}

fn quote(charge: Value, span: Value) -> Value {
    let mut charge = charge;
    charge["id"] = json!("fee");
    charge["kind"] = json!("recurring");
    let mut request = json!({ "currency": "EUR", "catalog": { "products": [{ "id": "plan", "charges": [charge] }] },
        "lines": [{ "id": "1", "product": "plan" }] });
    for (key, value) in span.as_object().expect("fields") {
        request[key] = value.clone();
    }
    request
}

fn monthly(amount: &str) -> Value {
    json!({ "price": { "model": "flat", "amount": amount }, "per": { "unit": "month" },
        "billing": { "kind": "recurring", "billDay": 1 } })
}

fn yearly(amount: &str, every: &str) -> Value {
    json!({ "price": { "model": "flat", "amount": amount }, "per": { "unit": "year" },
        "billing": { "kind": "recurring", "every": { "unit": every } } })
}

/// A deal about one price: a charge, what the line says of it, and the last day, from January on.
fn priced(charge: Value, line: Value, start: &str, end: &str) -> Value {
    let kind = charge.get("kind").cloned().unwrap_or(json!("recurring"));
    let mut deal = quote(charge, json!({ "start": start, "end": end }));
    deal["catalog"]["products"][0]["charges"][0]["kind"] = kind;
    for (key, value) in line.as_object().expect("fields") {
        deal["lines"][0][key] = value.clone();
    }
    deal
}

/// A charge of a price per month.
fn month_of(price: Value) -> Value {
    json!({ "price": price, "per": { "unit": "month" } })
}

/// A usage charge, billed on the 1st.
fn usage_of(price: Value, more: Value) -> Value {
    let billing = json!({ "kind": "recurring", "timing": "arrears", "billDay": 1 });
    let mut charge = json!({ "kind": "usage", "price": price, "billing": billing });
    for (key, value) in more.as_object().expect("fields") {
        charge[key] = value.clone();
    }
    charge
}

fn used(records: &[(&str, &str)]) -> Value {
    let record = |(date, quantity): &(&str, &str)| json!({ "charge": "fee", "date": date, "quantity": quantity });
    json!({ "usage": records.iter().map(record).collect::<Vec<Value>>() })
}

fn late_usage() -> Value {
    let mut line = used(&[("2026-01-20", "10"), ("2026-02-05", "5")]);
    line["usage"][0]["recorded"] = json!("2026-02-10");
    line
}

/// Each switch, the name of its enum, what the deal is in words, and the deal. A deal without `currency` is a request
/// of the verb `measure`; without one the switch has only an order (`switch_orders`).
fn switches() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let half_year = json!({ "start": "2026-02-10", "term": { "unit": "month", "count": 6 } });
    let stub = json!({ "start": "2026-01-27", "end": "2026-03-15" });
    let ragged = json!({ "start": "2026-01-15", "end": "2027-03-31" });
    let mut units = quote(
        monthly("0"),
        json!({ "start": "2026-01-15", "end": "2026-03-31", "policy": { "termTotal": "measured" } }),
    );
    units["catalog"]["products"][0]["charges"][0]["price"] = json!({ "model": "perUnit", "unitPrice": "9.99" });
    units["lines"][0]["quantity"] = json!("333");
    let mut three = quote(
        monthly("1.00"),
        json!({ "start": "2026-01-01", "end": "2026-01-31", "discounts": [{ "amount": "1.00" }] }),
    );
    three["lines"] =
        json!([{ "id": "1", "product": "plan" }, { "id": "2", "product": "plan" }, { "id": "3", "product": "plan" }]);
    let measured = |policy: Value, mut span: Value| {
        span["policy"] = policy;
        span
    };
    let with = |mut request: Value, policy: Value| {
        request["policy"] = policy;
        request
    };
    vec![
        (
            "rounding",
            "Rounding",
            "100.00 a year, billed monthly for a year",
            quote(yearly("100", "month"), json!({ "start": "2026-01-01", "term": { "unit": "year" } })),
        ),
        (
            "roundingMode",
            "RoundingMode",
            "10.125 a month for two months, each month rounded alone",
            with(
                quote(monthly("10.125"), json!({ "start": "2026-01-01", "end": "2026-02-28" })),
                json!({ "rounding": "independent" }),
            ),
        ),
        (
            "remainderPeriod",
            "RemainderPeriod",
            "100.00 a quarter, billed monthly",
            quote(
                json!({ "price": { "model": "flat", "amount": "100" }, "per": { "unit": "quarter" }, "billing": { "kind": "recurring", "every": { "unit": "month" } } }),
                json!({ "start": "2026-01-01", "end": "2026-03-31" }),
            ),
        ),
        ("spread", "Spread", "three lines of 1.00, 1.00 off the quote", three),
        (
            "termTotal",
            "TermTotal",
            "100.00 a month for six months from Feb 10, billed on the 1st",
            quote(monthly("100"), half_year),
        ),
        (
            "firstPeriod",
            "Stub",
            "31.00 a month from Jan 15 to Mar 31, billed on the 1st",
            quote(monthly("31"), json!({ "start": "2026-01-15", "end": "2026-03-31" })),
        ),
        (
            "lastPeriod",
            "Stub",
            "31.00 a month from Jan 1 to Mar 10, billed on the 1st",
            quote(monthly("31"), json!({ "start": "2026-01-01", "end": "2026-03-10" })),
        ),
        (
            "grain",
            "Grain",
            "`measure` of 15:00 on Jan 31 to 09:00 on Feb 2, 2026, UTC, of a price of 100.00 a month from Jan 1",
            measured(
                json!({}),
                json!({ "start": "2026-01-31T15:00:00.500Z", "until": "2026-02-02T09:00:00Z", "per": { "unit": "month" }, "anchor": "2026-01-01T00:00:00Z", "amount": "100", "currency": "EUR" }),
            ),
        ),
        (
            "dayCount",
            "DayCount",
            "100.00 a month from Jan 27 to Mar 15, billed on the 1st",
            quote(monthly("100"), stub),
        ),
        (
            "count",
            "Count",
            "1,200.00 a year from Jan 15, 2026 to Mar 31, 2027, billed yearly",
            quote(yearly("1200", "year"), ragged.clone()),
        ),
        (
            "priceGrid",
            "PriceGrid",
            "100.00 a month from Jan 15 to Mar 31, billed on the 1st",
            quote(monthly("100"), json!({ "start": "2026-01-15", "end": "2026-03-31" })),
        ),
        (
            "denominator",
            "Denominator",
            "100.00 a month from Feb 10 to May 15, billed on the 31st",
            with(
                quote(
                    json!({ "price": { "model": "flat", "amount": "100" }, "per": { "unit": "month" }, "billing": { "kind": "recurring", "billDay": 31 } }),
                    json!({ "start": "2026-02-10", "end": "2026-05-15" }),
                ),
                json!({ "termTotal": "measured" }),
            ),
        ),
        (
            "partial",
            "Partial",
            "100.00 a month from Jan 15 to Mar 10, billed on the 1st",
            with(
                quote(monthly("100"), json!({ "start": "2026-01-15", "end": "2026-03-10" })),
                json!({ "termTotal": "measured" }),
            ),
        ),
        (
            "endOfMonth",
            "EndOfMonth",
            "1,200.00 a year, billed yearly from Feb 28, 2027 for three years",
            quote(yearly("1200", "year"), json!({ "start": "2027-02-28", "end": "2030-02-27" })),
        ),
        (
            "changeDay",
            "ChangeDay",
            "`measure` of what is left of Nov 1-30 after a change on Nov 15, of a price of 100.00 a month",
            json!({ "start": "2026-11-01", "end": "2026-11-30", "per": { "unit": "month" }, "amount": "100", "currency": "EUR", "change": { "on": "2026-11-15", "part": "after" } }),
        ),
        (
            "zeroQuantity",
            "ZeroQuantity",
            "graduated, 1.00 a unit and a flat of 2.00 in the first tier, quantity 0, for a month",
            priced(
                month_of(json!({ "model": "graduated", "tiers": [{ "unitPrice": "1", "flat": "2" }] })),
                json!({ "quantity": "0" }),
                "2026-01-01",
                "2026-01-31",
            ),
        ),
        (
            "tierBounds",
            "TierBounds",
            "stairs of 1.00 up to 11 and 3.00 up to 51, quantity 11, for a month",
            priced(
                month_of(
                    json!({ "model": "stairstep", "tiers": [{ "upTo": "11", "amount": "1" }, { "upTo": "51", "amount": "3" }, { "amount": "5" }] }),
                ),
                json!({ "quantity": "11" }),
                "2026-01-01",
                "2026-01-31",
            ),
        ),
        (
            "packageRounding",
            "PackageRounding",
            "150 minutes in packages of 60 at 3.00",
            priced(
                usage_of(json!({ "model": "package", "size": "60", "amount": "3" }), json!({})),
                used(&[("2026-01-15", "150")]),
                "2026-01-01",
                "2026-01-31",
            ),
        ),
        (
            "discountStacking",
            "DiscountStacking",
            "100.00 for a month, 30 and 20 percent off",
            priced(
                month_of(json!({ "model": "flat", "amount": "100" })),
                json!({ "discounts": [{ "percent": "30" }, { "percent": "20" }] }),
                "2026-01-01",
                "2026-01-31",
            ),
        ),
        (
            "discountRounding",
            "DiscountRounding",
            "100.00 for a month, 5, 10 and 15 percent off",
            priced(
                month_of(json!({ "model": "flat", "amount": "100" })),
                json!({ "discounts": [{ "percent": "5" }, { "percent": "10" }, { "percent": "15" }] }),
                "2026-01-01",
                "2026-01-31",
            ),
        ),
        (
            "minimums",
            "Minimums",
            "usage at 0.10 with a minimum of 31.00 a month from Jan 15 to Feb 28, billed on the 1st; 10 units in January",
            priced(
                usage_of(json!({ "model": "perUnit", "unitPrice": "0.10" }), json!({ "minimum": "31" })),
                used(&[("2026-01-20", "10")]),
                "2026-01-15",
                "2026-02-28",
            ),
        ),
        (
            "allowances",
            "Allowances",
            "31 free units a month, then 1.00 each, from Jan 15 to Feb 28, billed on the 1st; 40 units in each month",
            priced(
                usage_of(json!({ "model": "perUnit", "unitPrice": "1" }), json!({ "included": "31" })),
                used(&[("2026-01-20", "40"), ("2026-02-20", "40")]),
                "2026-01-15",
                "2026-02-28",
            ),
        ),
        (
            "rerating",
            "Rerating",
            "10.00 each up to 15, 5.00 each above (volume), counted over two months, billed monthly; 15 units in January, 1 in February",
            priced(
                usage_of(
                    json!({ "model": "volume", "tiers": [{ "upTo": "15", "unitPrice": "10" }, { "unitPrice": "5" }] }),
                    json!({ "rating": { "window": { "unit": "month", "count": 2 } } }),
                ),
                used(&[("2026-01-20", "15"), ("2026-02-20", "1")]),
                "2026-01-01",
                "2026-02-28",
            ),
        ),
        (
            "lateUsage",
            "LateUsage",
            "1.00 a unit from Jan 1 to Mar 31, billed on the 1st; 10 units of Jan 20 that became known on Feb 10, 5 of Feb 5",
            priced(
                usage_of(json!({ "model": "perUnit", "unitPrice": "1" }), json!({})),
                late_usage(),
                "2026-01-01",
                "2026-03-31",
            ),
        ),
        (
            "factorScale",
            "",
            "599.95 a month from Mar 2 to Apr 30, billed on the 31st, each period rounded alone",
            with(
                quote(
                    json!({ "price": { "model": "flat", "amount": "599.95" }, "per": { "unit": "month" }, "billing": { "kind": "recurring", "billDay": 31 } }),
                    json!({ "start": "2026-03-02", "end": "2026-04-30" }),
                ),
                json!({ "rounding": "independent", "termTotal": "measured" }),
            ),
        ),
        (
            "unitPriceScale",
            "",
            "333 units of 9.99 a month from Jan 15 to Mar 31, billed on the 1st, the unit rounded first",
            with(units, json!({ "rounding": "perUnit", "termTotal": "measured" })),
        ),
        (
            "taxLevel",
            "TaxLevel",
            "three items of 0.12 at 20 percent and one of 0.12 at 12 percent, on one invoice",
            once("EUR", &[("0.12", "20"), ("0.12", "20"), ("0.12", "20"), ("0.12", "12")]),
        ),
        (
            "inclusiveKeeps",
            "InclusiveKeeps",
            "24.99 with 20 percent tax in it, and 2.99 with 4 percent",
            inclusive(once("EUR", &[("24.99", "20"), ("2.99", "4")])),
        ),
        (
            "taxPoint",
            "TaxPoint",
            "100.00 for June, invoiced on Jul 1, and 1,200.00 for a year from May 1, invoiced at once; both net 30; 19 percent, 20 percent from Jul 1",
            tax_points(),
        ),
        (
            "taxRoundingMode",
            "RoundingMode",
            "1,005 yen at 10 percent",
            once("JPY", &[("1005", "10")]),
        ),
        ("oneTimeDecrease", "OneTimeDecrease", "", Value::Null),
        ("planCatchUp", "PlanCatchUp", "", Value::Null),
        ("decreases", "Decreases", "", Value::Null),
        ("increases", "Increases", "", Value::Null),
        ("amendBy", "AmendBy", "", Value::Null),
        ("creditBasis", "CreditBasis", "", Value::Null),
        ("catchUp", "CatchUp", "", Value::Null),
        ("negativeInvoices", "NegativeInvoices", "", Value::Null),
        ("zeroInvoices", "ZeroInvoices", "", Value::Null),
    ]
}

/// One-time items with their tax, on one invoice.
fn once(currency: &str, items: &[(&str, &str)]) -> Value {
    let mut request = json!({ "currency": currency, "start": "2026-01-01", "term": { "unit": "month" },
        "catalog": { "products": [] }, "lines": [], "taxes": [] });
    for (i, (amount, percent)) in items.iter().enumerate() {
        let id = (i + 1).to_string();
        let charge = json!({ "id": "fee", "kind": "oneTime", "price": { "model": "flat", "amount": amount }, "taxCode": percent });
        let add = |list: &mut Value, entry: Value| list.as_array_mut().expect("a list").push(entry);
        add(&mut request["catalog"]["products"], json!({ "id": id, "charges": [charge] }));
        add(&mut request["lines"], json!({ "id": id, "product": id }));
        if !items[..i].iter().any(|(_, before)| before == percent) {
            add(&mut request["taxes"], json!({ "code": percent, "percent": percent }));
        }
    }
    request
}

fn inclusive(mut request: Value) -> Value {
    request["taxMode"] = json!("inclusive");
    request
}

fn tax_points() -> Value {
    let charge = |amount: &str, unit: &str, timing: &str| {
        json!({ "id": "fee", "kind": "recurring", "per": { "unit": unit }, "price": { "model": "flat", "amount": amount },
            "billing": { "kind": "recurring", "timing": timing } })
    };
    json!({ "currency": "EUR", "start": "2026-05-01", "end": "2026-06-30", "paymentTerms": { "net": 30 },
        "taxes": [{ "code": "T", "percent": "19", "dated": [{ "from": "2026-07-01", "percent": "20" }] }],
        "catalog": { "products": [{ "id": "month", "charges": [charge("100", "month", "arrears")] },
            { "id": "year", "charges": [charge("1200", "year", "advance")] }] },
        "lines": [{ "id": "1", "product": "month", "start": "2026-06-01" },
            { "id": "2", "product": "year", "end": "2027-04-30" }] })
}

/// What the engine makes of a deal: a table of invoice lines, or the answer of `measure`.
fn table(request: &Value) -> String {
    let mut out = String::new();
    if request.get("lines").is_none() {
        let request = prorata::document::read(common::node(request)).expect("a request");
        let answer = prorata::measure(&request).unwrap_or_else(|problems| panic!("{problems}"));
        let _ = writeln!(
            out,
            "| measure | amount |\n|---|---:|\n| {} | {} |",
            answer.fraction,
            answer.amount.unwrap_or_default()
        );
        return out;
    }
    let quote = match prorata::price(&common::request(request).expect("a request")) {
        Ok(quote) => quote,
        Err(problems) => return refusals(&problems),
    };
    if !quote.taxes.is_empty() {
        return tax_table(&quote);
    }
    out.push_str("| date | line | period | measure | net |\n|---|---|---|---|---:|\n");
    for invoice in plan(&quote, &json!({})).invoices {
        for line in invoice.lines {
            let period = line.period.map_or(String::new(), |p| format!("{} – {}", p.from, p.to.before()));
            let measure = line.measure.unwrap_or_default();
            let _ = writeln!(out, "| {} | {} | {period} | {measure} | {} |", invoice.date, line.line, line.net);
        }
    }
    let _ = writeln!(out, "| | | | **total** | **{}** |", quote.totals.net);
    out
}

/// What the engine says of a deal that it refuses.
fn refusals(problems: &prorata::problem::Problems) -> String {
    let mut out = "| error | place | what it says |\n|---|---|---|\n".to_owned();
    for own in &problems.problems {
        let _ = writeln!(out, "| `{}` | `{}` | {} {} |", own.code.as_str(), own.path, own.message, own.hint);
    }
    out
}

/// What the engine makes of a deal with taxes: each line, and each rate on each invoice.
fn tax_table(quote: &prorata::quote::PricedQuote) -> String {
    let mut out = "| line | net | tax | gross |\n|---|---:|---:|---:|\n".to_owned();
    for line in &quote.lines {
        let _ = writeln!(out, "| {} | {} | {} | {} |", line.id, line.net, line.tax, line.gross);
    }
    let totals = &quote.totals;
    let _ = writeln!(out, "| **total** | **{}** | **{}** | **{}** |", totals.net, totals.tax, totals.gross);
    out.push_str("\n| date | percent | base | tax |\n|---|---:|---:|---:|\n");
    for invoice in plan(quote, &json!({})).invoices {
        for tax in invoice.taxes {
            let _ = writeln!(out, "| {} | {} | {} | {} |", invoice.date, tax.percent, tax.base, tax.tax);
        }
    }
    out
}

fn with_switch(request: &Value, switch: &str, value: Value) -> Value {
    let mut request = request.clone();
    request["policy"][switch] = value;
    request
}

fn switch_page(switch: &str, docs: Option<&Docs>, about: &str, deal: &Value) -> String {
    let mut page = format!("# Policy switch `{switch}`\n\n");
    let scales = vec![
        (Value::Null, String::new()),
        (json!(2), String::new()),
        (json!(4), String::new()),
        (json!(9), String::new()),
    ];
    let values: Vec<(Value, String)> = match docs {
        Some(docs) => {
            let _ = writeln!(page, "{}\n", docs.about);
            docs.words.iter().map(|(word, text)| (json!(word), text.clone())).collect()
        }
        None => {
            page.push_str("A number of decimals, 0 to 12, or `null`. See `PolicyChoice` in the types.\n\n");
            scales
        }
    };
    let story = switch_orders::story(switch);
    if !deal.is_null() {
        let _ = writeln!(page, "The deal: {about}.\n");
    }
    if let Some(story) = &story {
        let _ = writeln!(page, "The order: {}.\n", story.about);
    }
    for (value, text) in values {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let _ = writeln!(page, "## `{shown}`\n");
        if !text.is_empty() {
            let _ = writeln!(page, "{text}\n");
        }
        if !deal.is_null() {
            let _ = writeln!(page, "{}", table(&with_switch(deal, switch, value.clone())));
        }
        if let Some(story) = &story {
            let _ = writeln!(page, "{}", switch_orders::table(story, switch, &value));
        }
    }
    page.push_str("*The numbers are the engine's; `tests/policy_pages.rs` writes this page.*\n");
    page
}

fn enum_of(switch: &str) -> &'static str {
    switches().into_iter().find(|(name, ..)| *name == switch).map_or("", |(_, name, ..)| name)
}

fn profile_page(name: &str, docs: &BTreeMap<String, Docs>) -> String {
    let all = profiles();
    let (ours, theirs) = (&all[0], all.iter().find(|p| p.name == name).expect("a profile"));
    let mut page = format!("# What changes if you come from `{name}`\n\n{}\n\n", theirs.about);
    let _ = writeln!(page, "A request that says `policy: {{ \"profile\": \"{name}\" }}` bills by these switches; where nothing is said here, they are those of `default`.\n");
    page.push_str("| switch | `default` | here | what that means |\n|---|---|---|---|\n");
    let (Node::Object(a), b) = (ours.policy.write(), theirs.policy.write()) else { panic!("objects") };
    let mut keys: Vec<String> = a.iter().map(|(key, _)| key.to_string()).collect();
    if let Node::Object(fields) = &b {
        keys.extend(
            fields.iter().map(|(key, _)| key.to_string()).filter(|key| !keys.contains(key)).collect::<Vec<_>>(),
        );
    }
    let shown = |node: Option<&Node>| node.map_or("–".into(), |node| canonical(node).trim_matches('"').to_owned());
    for key in keys.iter().filter(|key| *key != "profile") {
        let (x, y) = (shown(a.iter().find(|(k, _)| k == key).map(|(_, v)| v)), shown(b.get(key)));
        if x != y {
            let text =
                docs.get(enum_of(key)).and_then(|d| d.words.iter().find(|(word, _)| *word == y)).map_or("", |(_, t)| t);
            let _ = writeln!(page, "| [`{key}`]({key}.md) | {x} | {y} | {} |", text.replace('|', "\\|"));
        }
    }
    let mut deal = quote(monthly("599.95"), json!({ "start": "2026-01-27", "end": "2026-04-15" }));
    deal["catalog"]["products"][0]["charges"][0]["price"] = json!({ "model": "perUnit", "unitPrice": "59.95" });
    deal["lines"][0]["quantity"] = json!("7");
    page.push_str(
        "\n## One deal, both ways\n\n7 units of 59.95 a month from Jan 27 to Apr 15, 2026, billed on the 1st.\n",
    );
    for name in ["default", name] {
        let mut deal = deal.clone();
        deal["policy"] = json!({ "profile": name });
        let _ = writeln!(page, "\n### `{name}`\n\n{}", table(&deal));
    }
    page.push_str("The numbers that prove the profile are that vendor's own: see `tests/vectors`.\n\n*The numbers here are the engine's; `tests/policy_pages.rs` writes this page.*\n");
    page
}

#[test]
fn pages_show_what_the_engine_computes() {
    let docs = documentation();
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut index = "# Policies\n\nBilling systems disagree legally on the same data. Each disagreement is a switch; a profile is a named set of them.\n\n## Switches\n\n| switch | values |\n|---|---|\n".to_owned();
    for (switch, name, about, deal) in switches() {
        let words = docs.get(name);
        let values = words.map_or("0 to 12, or null".into(), |d| {
            d.words.iter().map(|(w, _)| format!("`{w}`")).collect::<Vec<_>>().join(", ")
        });
        let _ = writeln!(index, "| [`{switch}`]({switch}.md) | {values} |");
        pages.push((format!("{switch}.md"), switch_page(switch, words, about, &deal)));
    }
    index.push_str("\n## Profiles\n\n| profile | what it stands for |\n|---|---|\n");
    let _ = writeln!(index, "| `default` | {} |", profiles()[0].about);
    for profile in profiles().iter().skip(1) {
        let _ = writeln!(index, "| [`{0}`](coming-from-{0}.md) | {1} |", profile.name, profile.about);
        pages.push((format!("coming-from-{}.md", profile.name), profile_page(&profile.name, &docs)));
    }
    pages.push(("README.md".into(), index));
    let folder = root().join("docs/policy");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, page) in pages {
        let path = folder.join(&name);
        if std::env::var_os("PRORATA_UPDATE").is_some() {
            std::fs::write(&path, &page).expect("written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == page, "docs/policy/{name} is not what the engine computes; PRORATA_UPDATE=1 writes it anew");
    }
}

/// Every switch of the policy has a page.
#[test]
fn every_switch_has_a_page() {
    let Node::Object(fields) = profiles()[0].policy.write() else { panic!("an object") };
    for (key, _) in fields.iter().filter(|(key, _)| key != "profile") {
        assert!(switches().iter().any(|(switch, ..)| switch == key), "docs/policy lacks {key}");
    }
}
