//! Computes the rules digest: a hash over the sources that decide amounts and the lock file.
//!
//! Everything in `src/` counts but the JavaScript side (`src/wasm`, `src/npm`). Line ends are normalised, so that a
//! checkout on another system has the same rules.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files)?;
    files.push(root.join("Cargo.lock"));
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        // A crate taken from a registry may come without its lock file.
        let text = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
        hash.update(format!("{name} {}\n", text.len()).as_bytes());
        hash.update(text.as_bytes());
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=PRORATA_RULES={digest}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "npm" && name != "wasm" {
                collect(&path, files)?;
            }
        } else if name.ends_with(".rs") && name != "wasm.rs" {
            files.push(path);
        }
    }
    Ok(())
}
