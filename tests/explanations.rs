//! What explanations say, and how large they get.

mod common;

use common::{price, request};
use prorata::document::Write;
use prorata::explain::{explain, replay, ExplainOptions, Explanation};
use prorata::quote::PlanOptions;
use serde_json::{json, Value};

/// A deal of one line or several, three months from 2026-01-15.
fn deal(parts: &[(Value, Value)], extra: Value) -> Value {
    let mut request = json!({ "currency": "EUR", "start": "2026-01-15", "term": { "count": 3, "unit": "month" },
        "catalog": { "products": [] }, "lines": [] });
    for (i, (charge, line)) in parts.iter().enumerate() {
        let id = (i + 1).to_string();
        let mut own = json!({ "id": "c", "billing": { "kind": "recurring" } });
        merge(&mut own, charge);
        let mut line = line.clone();
        merge(&mut line, &json!({ "id": id, "product": id }));
        let product = json!({ "id": id, "name": format!("Part {id}"), "charges": [own] });
        request["catalog"]["products"].as_array_mut().expect("a list").push(product);
        request["lines"].as_array_mut().expect("a list").push(line);
    }
    merge(&mut request, &extra);
    request
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().expect("fields") {
        into[key] = value.clone();
    }
}

fn monthly(price: Value) -> Value {
    json!({ "kind": "recurring", "per": { "unit": "month" }, "price": price })
}

fn usage(price: Value, extra: Value) -> Value {
    let mut charge =
        json!({ "kind": "usage", "price": price, "billing": { "kind": "recurring", "timing": "arrears" } });
    merge(&mut charge, &extra);
    charge
}

fn used(records: &[(&str, &str)]) -> Value {
    let record = |(date, quantity): &(&str, &str)| json!({ "charge": "c", "date": date, "quantity": quantity });
    json!({ "usage": records.iter().map(record).collect::<Vec<_>>() })
}

fn per_unit(price: &str) -> Value {
    json!({ "model": "perUnit", "unitPrice": price })
}

fn explained(value: &Value, path: &str, plan: bool) -> Explanation {
    let request = request(value).expect("a request");
    let plan = plan.then(PlanOptions::default);
    explain(&request, &ExplainOptions { path: path.to_owned(), plan }).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Every sentence of an explanation, in one language.
fn sentences(own: &Explanation, fr: bool) -> Vec<String> {
    let said = if fr { &own.text.fr } else { &own.text.en };
    std::iter::once(said.clone()).chain(own.of.iter().flat_map(|own| sentences(own, fr))).collect()
}

fn says(value: &Value, line: usize, en: &[&str], fr: &[&str]) {
    let own = explained(value, &format!("/lines/{line}/net"), false);
    for (wanted, fr) in [(en, false), (fr, true)] {
        let all = sentences(&own, fr);
        for wanted in wanted {
            assert!(all.iter().any(|said| said == wanted), "{wanted}\n{}", all.join("\n"));
        }
    }
}

#[test]
fn numbers_agree_with_their_nouns() {
    let fee = json!({ "model": "percentage", "percent": "2.9", "perEvent": "0.3", "freeEvents": 1 });
    let value = deal(
        &[
            (monthly(per_unit("10")), json!({ "quantity": "1" })),
            (monthly(per_unit("10")), json!({ "quantity": "1.5" })),
            (usage(fee, json!({})), used(&[("2026-01-20", "7"), ("2026-01-21", "50")])),
            (monthly(json!({ "model": "flat", "amount": "3" })), json!({})),
        ],
        json!({}),
    );
    says(&value, 0, &["1 unit at 10."], &["1 unité à 10."]);
    says(&value, 1, &["1.5 units at 10."], &["1,5 unité à 10."]);
    let said = ["1 event at 0.3.", "2 events.", "1 free event.", "2.9 percent of 50.", "2.9 percent."];
    says(&value, 2, &said, &["1 opération à 0,3.", "2 opérations.", "1 opération gratuite.", "2,9 % de 50."]);
    says(&value, 3, &["A fixed amount of 3."], &["Un montant fixe de 3."]);
    assert!(!sentences(&explained(&value, "/lines/3/net", false), false).iter().any(|said| said.contains("unit")));
}

#[test]
fn usage_says_what_was_counted_what_is_due_and_who_agreed() {
    let tens = json!({ "conversions": [{ "divide": "10", "rounding": "up" }] });
    let value = deal(
        &[
            (usage(per_unit("2"), tens), used(&[("2026-01-20", "900"), ("2026-01-25", "5")])),
            (usage(per_unit("2"), json!({ "minimum": "20" })), used(&[("2026-01-20", "30")])),
            (usage(per_unit("2"), json!({ "included": "5" })), used(&[("2026-01-20", "8")])),
        ],
        json!({ "contracted": [{ "product": "2", "charge": "c", "percent": "10", "reason": "FC-118" }] }),
    );
    says(
        &value,
        0,
        &[
            "What was used from 2026-01-15 to 2026-02-14: 905, which counts as 91.",
            "900 on 2026-01-20.",
            "Divided by 10.",
            "Rounded up to whole units.",
        ],
        &["Ce qui a été consommé du 15/01/2026 au 14/02/2026 : 905, ce qui compte pour 91.", "Divisé par 10."],
    );
    says(
        &value,
        1,
        &[
            "At 2 each.",
            "The contracted price “FC-118”: 10 percent off.",
            "2026-02-15 to 2026-03-14: nothing was used; this is due anyway.",
            "At least 20: it came to 0.",
            "The minimum: 20.",
        ],
        &["Le prix contractuel « FC-118 » : 10 % de moins.", "Au moins 20 : le calcul donnait 0."],
    );
    says(
        &value,
        2,
        &["What was used from 2026-01-15 to 2026-02-14: 8, of which 5 are included.", "5 included."],
        &["Ce qui a été consommé du 15/01/2026 au 14/02/2026 : 8, dont 5 inclus."],
    );
}

#[test]
fn steps_have_names_and_time_is_readable() {
    let line = json!({ "trial": { "unit": "month" }, "uplift": { "percent": "5", "every": { "unit": "month" } },
        "discounts": [{ "percent": "3" }, { "percent": "2", "reason": "Launch" }] });
    let extra = json!({ "discounts": [{ "percent": "1" }], "term": { "count": 4, "unit": "month" } });
    let value = deal(&[(monthly(per_unit("10")), line)], extra);
    says(
        &value,
        0,
        &[
            "The line’s discount 1: 3 percent off.",
            "The line’s discount “Launch”: 2 percent off.",
            "After the quote’s discount 1.",
            "After the trial.",
            "Raised by 5 percent: times 1.05.",
            "Raised by 5 percent, twice: times 1.1025.",
            "2026-01-15 to 2026-02-14: a whole month.",
        ],
        &[
            "La remise n° 1 de la ligne : 3 % de moins.",
            "La remise de la ligne « Launch » : 2 % de moins.",
            "Après la remise n° 1 du devis.",
            "Après l’essai.",
            "Relevé de 5 %, 2 fois : multiplié par 1,1025.",
            "Du 15/01/2026 au 14/02/2026 : un mois entier.",
        ],
    );
    let mut stub = deal(&[(monthly(per_unit("10")), json!({}))], json!({ "end": "2026-03-24" }));
    stub.as_object_mut().expect("fields").remove("term");
    says(
        &stub,
        0,
        &["2026-01-15 to 2026-03-24: 2 months and 10/31 of one."],
        &["Du 15/01/2026 au 24/03/2026 : 2 mois et 10/31 d’un mois."],
    );
    let invoice = explained(&stub, "/invoices/2/lines/0/net", true);
    let said = "2026-03-15 to 2026-03-24: 10 of 31 days of the price period.";
    assert!(sentences(&invoice, false).iter().any(|own| own == said), "{}", sentences(&invoice, false).join("\n"));
}

/// A percentage of lines of which one ends earlier, with limits; 30 percent off, and 20 more in the first two months: 26.00 less
/// 7.80 and 4.80.
#[test]
fn percentages_that_add_up_take_of_each_part_its_own() {
    let fee = json!({ "model": "percentOf", "percent": "20", "of": { "lines": ["1", "2"] } });
    let off = json!({ "discounts": [{ "percent": "30" }, { "percent": "20", "duration": { "periods": 2 } }] });
    let cases = [
        (json!({}), ["26.00", "18.20", "13.40"]),
        (json!({ "minimum": "20" }), ["62.00", "43.40", "35.00"]),
        (json!({ "maximum": "15" }), ["19.00", "13.30", "9.90"]),
    ];
    for (limits, wanted) in cases {
        let mut charge = monthly(fee.clone());
        merge(&mut charge, &limits);
        let parts = [
            (monthly(json!({ "model": "flat", "amount": "10" })), json!({})),
            (monthly(json!({ "model": "flat", "amount": "100" })), json!({ "end": "2026-02-14" })),
            (charge, off.clone()),
        ];
        let value = deal(&parts, json!({ "policy": { "discountStacking": "additive" } }));
        let line = &price(&value).lines[2];
        for (place, wanted) in wanted.iter().enumerate() {
            let own = explained(&value, &format!("/lines/2/waterfall/{place}/after"), false);
            assert_eq!((line.waterfall[place].after.as_str(), own.value.as_str()), (*wanted, *wanted), "{limits}");
            assert_eq!(replay(&own).as_deref(), Ok(own.exact.as_str()), "{limits}");
        }
    }
}

/// Sixty months with an uplift each, an amount off the line and a percentage off the quote; and two thousand lines.
#[test]
fn no_explanation_is_large() {
    let line = json!({ "quantity": "25", "uplift": { "percent": "0.5", "every": { "unit": "month" } },
        "discounts": [{ "percent": "3" }, { "amount": "100" }] });
    let term = json!({ "count": 60, "unit": "month" });
    let long = deal(&[(monthly(per_unit("20")), line)], json!({ "term": term, "discounts": [{ "percent": "2" }] }));
    let quote = price(&long);
    let mut paths: Vec<(String, bool)> = ["list", "discount", "net", "gross", "firstYear", "recurring/monthly"]
        .map(|what| (format!("/totals/{what}"), false))
        .to_vec();
    paths.extend(["net", "list", "tax", "gross"].map(|what| (format!("/lines/0/{what}"), false)));
    paths.extend((0..quote.lines[0].waterfall.len()).map(|step| (format!("/lines/0/waterfall/{step}/after"), false)));
    paths.extend([0, 1, 59].map(|i| (format!("/invoices/{i}/totals/gross"), true)));
    for (path, plan) in paths {
        let size = serde_json::to_string(&explained(&long, &path, plan).write()).expect("a text").len();
        assert!(size < 100_000, "{path}: {size} characters");
    }
    let taxed = json!({ "taxes": [{ "code": "T", "percent": "20" }], "discounts": [{ "amount": "1000" }] });
    let mut charge = monthly(per_unit("20"));
    charge["taxCode"] = json!("T");
    let wide = deal(&vec![(charge, json!({ "quantity": "25" })); 2_000], taxed);
    for (path, plan) in [("/invoices/0/totals/gross", true), ("/totals/net", false), ("/lines/7/net", false)] {
        let size = serde_json::to_string(&explained(&wide, path, plan).write()).expect("a text").len();
        assert!(size < 600_000, "{path}: {size} characters");
    }
}
