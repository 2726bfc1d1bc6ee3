//! The pages of docs/models: every worked example is run, and what the page shows of the result must be in it.

mod common;

use common::pages::{blocks, compare};
use common::{node, plan, price, root};
use prorata::document::{canonical, read, Write as _};
use serde_json::{json, Value};

/// Every page with its name, the index last.
fn pages() -> Vec<(String, String)> {
    let folder = root().join("docs/models");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("docs/models")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with(".md") && name != "README.md")
        .collect();
    names.sort();
    let text = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a page");
        (name, text)
    };
    names.into_iter().map(text).collect()
}

/// What the engine makes of a request: of a `price` at the top the answer of `rate`, of `lines` the priced quote, with the
/// `invoices` of its plan.
fn answer(request: &Value) -> Value {
    let json = |node| serde_json::from_str::<Value>(&canonical(&node)).expect("JSON");
    if request.get("price").is_some() {
        let request = read(node(request)).unwrap_or_else(|problems| panic!("{problems}"));
        return json(prorata::rate(&request).unwrap_or_else(|problems| panic!("{problems}")).write());
    }
    assert!(request.get("lines").is_some(), "a request has a price or lines: {request}");
    let quote = price(request);
    let mut all = json(quote.write());
    all["invoices"] = json(plan(&quote, &json!({})).write())["invoices"].take();
    all
}

#[test]
fn every_worked_example_is_what_the_engine_computes() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        let blocks = blocks(&name, &page);
        assert!(!blocks.is_empty() && blocks.len().is_multiple_of(2), "{name}: each request is followed by its result");
        for (i, pair) in blocks.chunks(2).enumerate() {
            compare(&pair[1], &answer(&pair[0]), &format!("{name} example {}", i + 1), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every price model has a page, and the index names every page.
#[test]
fn every_model_has_a_page_and_a_row() {
    let pages = pages();
    let source = std::fs::read_to_string(root().join("src/pricing/mod.rs")).expect("a source");
    let list = source.split("pub enum Price by").nth(1).and_then(|list| list.split("\n}").next()).expect("the models");
    let models: Vec<&str> = list.lines().filter_map(|line| line.split(" = \"").nth(1)?.split('"').next()).collect();
    assert!(models.len() >= 16, "{models:?}");
    for model in models {
        let file = format!("{model}.md");
        let page = pages.iter().find(|(name, _)| *name == file).unwrap_or_else(|| panic!("docs/models lacks {file}"));
        assert!(page.1.contains(&format!("\"model\": \"{model}\"")), "{file} shows no price of its model");
    }
    let index = std::fs::read_to_string(root().join("docs/models/README.md")).expect("an index");
    for (name, page) in &pages {
        assert!(index.contains(&format!("({name})")), "docs/models/README.md lacks {name}");
        assert!(page.lines().count() <= 100, "{name} has {} lines", page.lines().count());
    }
}
