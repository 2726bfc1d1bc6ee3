//! docs/billing.md: every worked example is run, and what the page shows of the last step must be in it.

mod common;

use common::pages::{blocks, compare};
use common::story::Story;
use prorata::document::{canonical, Write};
use serde_json::{json, Value};
use std::fs;

#[test]
fn the_page_shows_what_the_engine_says() {
    let page = fs::read_to_string(common::root().join("docs/billing.md")).expect("the page");
    let blocks = blocks("billing.md", &page);
    assert!(blocks.len() >= 6 && blocks.len().is_multiple_of(2), "an example and its answer");
    let mut wrong = Vec::new();
    for (i, pair) in blocks.chunks(2).enumerate() {
        let mut story = Story::new(&pair[0]["quote"], &pair[0].get("events").cloned().unwrap_or(json!({})));
        let mut answer = Value::Null;
        for step in pair[0]["then"].as_array().expect("steps") {
            let (verb, with) = step.as_object().and_then(|own| own.iter().next()).expect("a step");
            answer = match story.tell(verb, with) {
                Ok(node) => serde_json::from_str(&canonical(&node)).expect("JSON"),
                Err(problems) => serde_json::from_str(&canonical(&problems.write())).expect("JSON"),
            };
        }
        compare(&pair[1], &answer, &format!("example {}", i + 1), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
