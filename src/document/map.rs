//! Small maps of a document, in the order in which they were written: attributes, limits by unit.

use super::{wrong, Node, Read, Write};
use crate::problem::{At, Check};
use std::borrow::Cow;

/// An object whose fields the caller names; left out of a document where it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<T>(pub Vec<(String, T)>);

impl<T> Map<T> {
    /// No fields.
    pub const EMPTY: Map<T> = Map(Vec::new());

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether it has no fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<T: Write> Write for Map<T> {
    fn write(&self) -> Node {
        Node::Object(self.0.iter().map(|(name, value)| (name.clone().into(), value.write())).collect())
    }
    fn field(&self) -> Option<Node> {
        (!self.is_empty()).then(|| self.write())
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Read> Read for Map<T> {
    fn missing() -> Option<Map<T>> {
        Some(Map::default())
    }
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Map<T>> {
        let Node::Object(fields) = node else {
            wrong(&node, "an object with a field for each name", at, check);
            return None;
        };
        let entry = |(name, value): (Cow<'static, str>, Node)| {
            T::read(value, &at.key(&name), check).map(|value| (name.into_owned(), value))
        };
        fields.into_iter().map(entry).collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>().map(Map)
    }
}
