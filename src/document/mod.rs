//! Documents at the edge: the JSON-like tree that every input passes through, how a typed document is read
//! from it with all problems at once, and the canonical text (RFC 8785) that receipts hash.

mod canonical;
mod node;
mod read;
mod tagged;
mod to_node;

pub use canonical::canonical;
pub use node::{Node, MAX_DEPTH};
pub use read::read;
pub(crate) use read::{complain, short};
pub(crate) use tagged::{not_tagged, tag_of, tagged, unknown_tag};
pub use to_node::{to_node, Refused};
