//! Golden deals: whole requests whose whole results are kept. Node and Chromium compare theirs, byte for byte, with the
//! full results that this test writes to `target/golden`.
//!
//! `PRORATA_UPDATE=1 cargo test --test golden` writes the kept results anew; look at the difference before you commit
//! it, since a changed cent for an unchanged request is a breaking change.

use prorata::document::{canonical, read, Node, Write};
use prorata::quote::{PlanOptions, QuoteRequest};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn parse(path: &Path) -> Node {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn result(deal: &Node) -> Node {
    let request: QuoteRequest = read(deal.get("request").expect("a request").clone()).expect("a readable request");
    let options: PlanOptions =
        deal.get("plan").map(|plan| read(plan.clone()).expect("readable options")).unwrap_or_default();
    let quote = prorata::price(&request).unwrap_or_else(|problems| panic!("{problems}"));
    let plan = prorata::plan_quote(&quote, &options).unwrap_or_else(|problems| panic!("{problems}"));
    Node::Object(vec![("quote".into(), quote.write()), ("plan".into(), plan.write())])
}

/// The kept form: without the rules digest, which changes with every edit of the engine's sources.
fn kept(full: &Node) -> String {
    let mut kept = full.clone();
    if let Node::Object(fields) = &mut kept {
        let quote = fields.iter_mut().find(|(key, _)| key == "quote").map(|(_, quote)| quote).expect("a quote");
        let mut receipt = quote.take("receipt").expect("a receipt");
        receipt.take("rules").expect("rules");
        if let Node::Object(fields) = quote {
            fields.push(("receipt".into(), receipt));
        }
    }
    canonical(&kept)
}

#[test]
fn golden_deals_keep_every_cent() {
    let (folder, full_folder) = (root().join("tests/deals"), root().join("target/golden"));
    fs::create_dir_all(&full_folder).expect("a folder");
    fs::create_dir_all(folder.join("expected")).expect("a folder");
    let mut names: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("tests/deals")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    names.sort();
    assert!(names.len() >= 4, "the golden deals are missing");
    for path in names {
        let full = result(&parse(&path));
        let name = path.file_name().expect("a name");
        fs::write(full_folder.join(name), canonical(&full)).expect("written");
        let expected = folder.join("expected").join(name);
        let text = kept(&full);
        if std::env::var_os("PRORATA_UPDATE").is_some() {
            fs::write(&expected, format!("{text}\n")).expect("written");
        }
        let want = parse(&expected);
        let got: Node = serde_json::from_str(&text).expect("JSON");
        if let Some(place) = want.first_difference(&got) {
            panic!("{}: differs at {place}", path.display());
        }
    }
}
