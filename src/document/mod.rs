//! Documents at the edge: the JSON-like tree that every input and output passes through, how typed documents are read
//! from it (with all problems at once) and written to it, and the canonical text (RFC 8785) that receipts hash.

mod canonical;
mod map;
mod node;
mod read;
mod tagged;
mod write;

pub use canonical::{canonical, json};
pub use map::Map;
pub use node::{Node, MAX_DEPTH};
pub(crate) use read::{document, short, word, words, wrong, Fields};
pub use read::{read, read_at, Read};
pub(crate) use tagged::{tag, tagged};
pub(crate) use write::{camel, camel_len, key, push, put_fields, result};
pub use write::{Null, Write};
