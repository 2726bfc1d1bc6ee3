//! Documents that must not drift from the source.

mod common;

#[test]
fn every_error_code_is_documented() {
    let page = std::fs::read_to_string(common::root().join("docs/errors.md")).expect("docs/errors.md");
    for code in prorata::Code::ALL {
        assert!(page.contains(&format!("| `{}` |", code.as_str())), "docs/errors.md lacks {}", code.as_str());
    }
}

#[test]
fn the_architecture_names_every_room() {
    let page = std::fs::read_to_string(common::root().join("docs/architecture.md")).expect("docs/architecture.md");
    let lib = std::fs::read_to_string(common::root().join("src/lib.rs")).expect("src/lib.rs");
    for line in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let room = line.trim_end_matches(';');
        assert!(page.contains(&format!("| `{room}` |")), "docs/architecture.md lacks the room {room}");
    }
}
