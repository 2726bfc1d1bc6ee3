//! docs/ledger.md: every worked example is run, and what the page shows of the result must be in it; its charts are the engine's.

mod common;

use common::books::{export, journal, recognise, statement};
use common::orders::document;
use common::pages::{blocks, compare};
use common::{json_file, node, root};
use prorata::document::{read, Write};
use prorata::problem::Problems;
use serde_json::Value;

#[test]
fn every_worked_example_is_what_the_engine_computes() {
    let page = std::fs::read_to_string(root().join("docs/ledger.md")).expect("docs/ledger.md");
    let (blocks, mut wrong) = (blocks("ledger.md", &page), Vec::new());
    assert!(blocks.len() >= 8 && blocks.len().is_multiple_of(2), "each example is followed by its result");
    for (i, pair) in blocks.chunks(2).enumerate() {
        let request = &pair[0]["request"];
        let answer = match pair[0]["verb"].as_str().expect("a verb") {
            "journal" => journal(request),
            "recognise" => recognise(request),
            "statement" => statement(request),
            "exportJournal" => export(request),
            verb => panic!("no verb {verb}"),
        };
        compare(&pair[1], &answer, &format!("example {i}"), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_charts_of_the_page_are_those_of_the_engine() {
    let page = std::fs::read_to_string(root().join("docs/ledger.md")).expect("docs/ledger.md");
    let ids = ["fr-pcg", "de-skr03", "de-skr04", "us"];
    let charts = ids.map(|id| {
        prorata::chart(&document(&serde_json::json!({ "chart": id }))).unwrap_or_else(|problems| panic!("{problems}"))
    });
    for role in prorata::ledger::Role::ALL {
        let of = |chart: &prorata::ledger::Chart| {
            chart.accounts.iter().find(|own| own.role == role).map(|own| own.account.clone()).unwrap_or_default()
        };
        let row = format!("| `{}` | {} |", role.as_str(), charts.iter().map(of).collect::<Vec<_>>().join(" | "));
        assert!(page.contains(&row), "docs/ledger.md lacks {row}");
    }
}

/// What the six verbs say of a request.
fn ask(verb: &str, request: &Value) -> Result<(), Problems> {
    fn done<T: Write>(own: Result<T, Problems>) -> Result<(), Problems> {
        own.map(|_| ())
    }
    let node = node(request);
    match verb {
        "journal" => done(read(node).and_then(|own| prorata::journal(&own))),
        "recognise" => done(read(node).and_then(|own| prorata::recognise(&own))),
        "statement" => done(read(node).and_then(|own| prorata::statement(&own))),
        "reports" => done(read(node).and_then(|own| prorata::reports(&own))),
        "exportJournal" => done(read(node).and_then(|own| prorata::export_journal(&own))),
        "chart" => done(read(node).and_then(|own| prorata::chart(&own))),
        verb => panic!("no verb {verb}"),
    }
}

fn edit(document: &mut Value, pointer: &str, value: Option<Value>) {
    let (holder, key) = pointer.rsplit_once('/').expect("a pointer");
    let holder = document.pointer_mut(holder).unwrap_or_else(|| panic!("nothing at {pointer}"));
    match (holder, value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(key.to_owned(), value)),
        (Value::Object(fields), None) => drop(fields.remove(key).unwrap_or_else(|| panic!("nothing at {pointer}"))),
        (Value::Array(all), Some(value)) if key.parse() == Ok(all.len()) => all.push(value),
        (Value::Array(all), Some(value)) => all[key.parse::<usize>().expect("a place")] = value,
        _ => panic!("nothing at {pointer}"),
    }
}

/// tests/bad-input/ledger.json, which Node reads too.
#[test]
fn bad_inputs_give_their_code_and_place() {
    let (cases, mut wrong) = (json_file("tests/bad-input/ledger.json"), Vec::new());
    for case in cases.as_array().expect("cases") {
        let verb = case["verb"].as_str().expect("a verb");
        let mut request = json_file(&format!("tests/bad-input/bases/{verb}.json"));
        ask(verb, &request).unwrap_or_else(|problems| panic!("the base of {verb}: {problems}"));
        for pointer in case["remove"].as_array().into_iter().flatten() {
            edit(&mut request, pointer.as_str().expect("a pointer"), None);
        }
        for (pointer, value) in case["set"].as_object().into_iter().flatten() {
            edit(&mut request, pointer, Some(value.clone()));
        }
        let problems = ask(verb, &request).err().map_or_else(Vec::new, |own| own.problems);
        let said: Vec<String> = problems.iter().map(|own| format!("{} {}", own.code.as_str(), own.path)).collect();
        let want = format!(
            "{} {}",
            case["expect"]["code"].as_str().expect("a code"),
            case["expect"]["path"].as_str().expect("a path")
        );
        if !said.contains(&want) {
            wrong.push(format!("{verb}: {}: wanted {want}, said {said:?}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
