//! Golden orders: what is accepted, billed, amended, renewed and cancelled, step by step, with every document kept. Node and Chromium
//! tell the same stories and compare theirs, byte for byte, with what this test writes to `target/golden/stories`.
//!
//! `PRORATA_UPDATE=1 cargo test --test stories` writes the kept results anew.

mod common;

use prorata::document::{canonical, Node};
use std::fs;
use std::path::PathBuf;

/// Digests of the engine's sources change with every edit.
fn without_rules(node: Node) -> Node {
    match node {
        Node::Object(fields) => {
            let fields = fields.into_iter().filter(|(key, _)| key != "rules");
            Node::Object(fields.map(|(key, value)| (key, without_rules(value))).collect())
        }
        Node::List(all) => Node::List(all.into_iter().map(without_rules).collect()),
        other => other,
    }
}

#[test]
fn golden_orders_keep_every_cent() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let (folder, full) = (root.join("tests/stories"), root.join("target/golden/stories"));
    fs::create_dir_all(&full).expect("a folder");
    fs::create_dir_all(folder.join("expected")).expect("a folder");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("tests/stories")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    assert!(names.len() >= 3, "the golden orders are missing");
    for name in names {
        let node = common::story::golden(&common::json_file(&format!("tests/stories/{name}")));
        fs::write(full.join(&name), canonical(&node)).expect("written");
        let text = canonical(&without_rules(node));
        let expected = folder.join("expected").join(&name);
        if std::env::var_os("PRORATA_UPDATE").is_some() {
            fs::write(&expected, format!("{text}\n")).expect("written");
        }
        let want = fs::read_to_string(&expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (want, got): (Node, Node) =
            (serde_json::from_str(&want).expect("JSON"), serde_json::from_str(&text).expect("JSON"));
        if let Some(place) = want.first_difference(&got) {
            panic!("{name}: differs at {place}");
        }
    }
}
