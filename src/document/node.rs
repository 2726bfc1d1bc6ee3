//! A JSON-like tree, bounded in depth, from any serde source (JSON text, a JavaScript object).

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Documents nested deeper than this are refused; the API's own documents need 12 levels.
pub const MAX_DEPTH: u32 = 64;

/// One value of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of zero or more.
    Integer(u64),
    /// A whole number below zero.
    Negative(i64),
    /// A floating-point number. It is kept only to be refused with its value.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object; fields in the order of the source.
    Object(Vec<(Cow<'static, str>, Node)>),
}

impl Node {
    /// The field of an object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Object(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Takes a field out of an object.
    pub fn take(&mut self, key: &str) -> Option<Node> {
        let Node::Object(fields) = self else { return None };
        let place = fields.iter().position(|(name, _)| name == key)?;
        Some(fields.remove(place).1)
    }

    /// The object with one more field, a text, in front.
    pub(crate) fn with(mut self, key: &'static str, text: &str) -> Node {
        if let Node::Object(fields) = &mut self {
            fields.insert(0, (key.into(), Node::Text(text.to_owned())));
        }
        self
    }

    /// The place of the first difference between two documents, as a JSON pointer; fields are compared by name.
    pub fn first_difference(&self, other: &Node) -> Option<String> {
        match (self, other) {
            (Node::Object(a), Node::Object(b)) => {
                let missing = b.iter().find(|(key, _)| self.get(key).is_none()).map(|(key, _)| format!("/{key}"));
                let differs = |(key, value): &(Cow<'static, str>, Node)| match other.get(key) {
                    Some(there) => value.first_difference(there).map(|rest| format!("/{key}{rest}")),
                    None => Some(format!("/{key}")),
                };
                a.iter().find_map(differs).or(missing)
            }
            (Node::List(a), Node::List(b)) => {
                let differs =
                    |(i, (x, y)): (usize, (&Node, &Node))| x.first_difference(y).map(|rest| format!("/{i}{rest}"));
                let length = (a.len() != b.len()).then(|| format!("/{}", a.len().min(b.len())));
                a.iter().zip(b).enumerate().find_map(differs).or(length)
            }
            (a, b) => (a != b).then(String::new),
        }
    }
}

struct NodeAt(u32);

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        NodeAt(0).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for NodeAt {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        if self.0 > MAX_DEPTH {
            return Err(D::Error::custom(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeAt {
    type Value = Node;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
        Ok(Node::Bool(v))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
        Ok(Node::Integer(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
        Ok(u64::try_from(v).map(Node::Integer).unwrap_or(Node::Negative(v)))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
        Ok(Node::Float(v))
    }
    fn visit_str<E>(self, v: &str) -> Result<Node, E> {
        Ok(Node::Text(v.to_owned()))
    }
    fn visit_string<E>(self, v: String) -> Result<Node, E> {
        Ok(Node::Text(v))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut list = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(10_000));
        while let Some(item) = seq.next_element_seed(NodeAt(self.0 + 1))? {
            list.push(item);
        }
        Ok(Node::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut fields: Vec<(Cow<'static, str>, Node)> = Vec::with_capacity(map.size_hint().unwrap_or(0).min(64));
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(NodeAt(self.0 + 1))?;
            // Objects are small; a linear look keeps "the last one wins" from hiding a doubled price.
            if fields.len() < 256 && fields.iter().any(|(known, _)| *known == key) {
                return Err(A::Error::custom(format!("field `{key}` is there twice")));
            }
            fields.push((key.into(), value));
        }
        Ok(Node::Object(fields))
    }
}

impl serde::Serialize for Node {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Integer(value) => serializer.serialize_u64(*value),
            Node::Negative(value) => serializer.serialize_i64(*value),
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Text(text) => serializer.serialize_str(text),
            Node::List(items) => serializer.collect_seq(items),
            Node::Object(fields) => serializer.collect_map(fields.iter().map(|(key, value)| (key, value))),
        }
    }
}
