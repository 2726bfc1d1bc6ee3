//! The lists beside the vectors: tables whose first column is an id.

use std::collections::BTreeSet;
use std::path::Path;

pub struct Lists {
    disagreements: BTreeSet<String>,
    pending: BTreeSet<String>,
}

impl Lists {
    pub fn read(folder: &Path) -> Lists {
        Lists { disagreements: ids(&folder.join("disagreements.md")), pending: ids(&folder.join("pending.md")) }
    }
    pub fn explains(&self, id: &str) -> bool {
        self.disagreements.contains(id)
    }
    pub fn waits(&self, id: &str) -> bool {
        self.pending.contains(id)
    }
    /// Listed ids without a vector.
    pub fn unknown(&self, seen: &BTreeSet<String>) -> Vec<String> {
        self.disagreements.union(&self.pending).filter(|id| !seen.contains(*id)).cloned().collect()
    }
}

/// The first columns of a table, below its header; the rest of the page is prose.
fn ids(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let cells = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next().map(str::trim));
    cells.filter(|id| *id != "id" && !id.starts_with('-')).map(str::to_owned).collect()
}
