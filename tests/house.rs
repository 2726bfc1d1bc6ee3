//! House rules that a machine can see: rooms import upwards only, no floats, no clock, no unordered maps, no panics.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up, as `src/lib.rs` lists them: a room imports only from rooms before it.
const ROOMS: [&str; 18] = [
    "problem", "sorting", "document", "money", "policy", "calendar", "curve", "pricing", "billing", "tax", "catalog",
    "receipt", "quote", "order", "invoice", "ledger", "explain", "parts",
];

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(&root).expect("in src").display().to_string();
    files.iter().map(|path| (name(path), fs::read_to_string(path).expect("a source"))).collect()
}

/// The code of a file without its tests and comments, with line numbers.
fn code(text: &str) -> Vec<(usize, String)> {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let line = |(i, line): (usize, &str)| (i + 1, line.split("//").next().unwrap_or("").to_owned());
    body.lines().enumerate().map(line).collect()
}

fn room(file: &str) -> &str {
    file.split(['/', '.']).next().expect("a room")
}

fn refuse(words: &[&str], allowed: &[&str], why: &str) {
    let mut found = Vec::new();
    for (file, text) in sources().iter().filter(|(file, _)| !allowed.contains(&room(file)) && file != "types.rs") {
        for (number, line) in code(text) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("src/{file}:{number}: {word}"));
            }
        }
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

#[test]
fn every_room_is_in_the_list() {
    for (file, _) in sources() {
        let room = room(&file);
        assert!(ROOMS.contains(&room) || ["lib", "types", "wasm"].contains(&room), "src/{file} is no known room");
    }
}

#[test]
fn rooms_import_from_rooms_above() {
    for (file, text) in sources().iter().filter(|(file, _)| ROOMS.contains(&room(file))) {
        let level = ROOMS.iter().position(|name| *name == room(file)).expect("a room");
        for (number, line) in code(text) {
            for (other, name) in ROOMS.iter().enumerate().skip(level + 1) {
                let used = line.contains(&format!("crate::{name}::")) || line.contains(&format!("crate::{{{name}"));
                // The canonical reader reports problems, and decimals are read from documents: both are below.
                assert!(
                    !used,
                    "src/{file}:{number}: {} imports {name}, which is {} floors below",
                    room(file),
                    other - level
                );
            }
        }
    }
}

#[test]
fn no_floats_on_the_way_to_an_amount() {
    refuse(&["f32", "f64"], &["document", "wasm"], "Money is never a float.");
}

#[test]
fn no_clock_no_randomness_no_unordered_maps() {
    let words = ["SystemTime", "Instant", "Utc::now", "Local::now", "HashMap", "HashSet", "rand::"];
    refuse(&words, &["wasm"], "Outputs are the same for the same inputs.");
}

#[test]
fn no_panics_on_the_way() {
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "assert!("];
    refuse(&words, &[], "Bad input is an error with a path, never a panic.");
}

/// `Decimal` rounds at 28 digits without telling, so it is the edge type only: curves and prices use `Exact`.
#[test]
fn decimals_stay_at_the_edge() {
    for (file, text) in sources().iter().filter(|(file, _)| file != "money/decimal.rs") {
        for (number, line) in code(text) {
            assert!(!line.contains("rust_decimal"), "src/{file}:{number}: Decimal arithmetic rounds; use Exact");
        }
    }
}

/// A file is read in one sitting.
#[test]
fn files_stay_small() {
    for (file, text) in sources() {
        let lines = code(&text).len();
        assert!(lines <= 450, "src/{file} has {lines} lines without its tests; split the room");
    }
}
