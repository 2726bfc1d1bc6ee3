//! docs/ledger.md: every worked example is run, and what the page shows of the result must be in it; its charts are the engine's.

mod common;

use common::books::{export, journal, recognise, statement};
use common::orders::document;
use common::pages::{blocks, compare};
use common::root;

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
