//! Writing a typed document as a [`Node`], from which it is hashed, compared and handed out.

use super::canonical::{put, text};
use super::Node;
use crate::problem::{Problem, Problems};
use std::borrow::Cow;

/// Something that can be written into a document.
pub trait Write {
    /// The value as a tree.
    fn write(&self) -> Node;
    /// The value as a field; `None` leaves the field out.
    fn field(&self) -> Option<Node> {
        Some(self.write())
    }
    /// Puts the value into JSON text, as [`Write::write`] would be put, without the tree between.
    fn json(&self, out: &mut Vec<u8>) {
        put(out, &self.write(), false);
    }
    /// Whether the value leaves its field out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// An optional value that is written as `null` where it is absent, where `Option` leaves the field out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Null<T>(pub Option<T>);

impl<T: Write> Write for Null<T> {
    fn write(&self) -> Node {
        self.0.as_ref().map_or(Node::Null, Write::write)
    }
    fn json(&self, out: &mut Vec<u8>) {
        self.0.json(out);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Node {
        self.as_ref().map_or(Node::Null, Write::write)
    }
    fn field(&self) -> Option<Node> {
        self.as_ref().map(Write::write)
    }
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.json(out),
            None => out.extend_from_slice(b"null"),
        }
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Node {
        Node::List(self.iter().map(Write::write).collect())
    }
    fn json(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (i, item) in self.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            item.json(out);
        }
        out.push(b']');
    }
}

impl Write for String {
    fn write(&self) -> Node {
        Node::Text(self.clone())
    }
    fn json(&self, out: &mut Vec<u8>) {
        text(out, self);
    }
}

impl Write for &'static str {
    fn write(&self) -> Node {
        Node::Text((*self).to_owned())
    }
}

impl Write for bool {
    fn write(&self) -> Node {
        Node::Bool(*self)
    }
}

impl Write for u32 {
    fn write(&self) -> Node {
        Node::Integer(u64::from(*self))
    }
}

impl Write for i32 {
    fn write(&self) -> Node {
        match u64::try_from(*self) {
            Ok(value) => Node::Integer(value),
            Err(_) => Node::Negative(i64::from(*self)),
        }
    }
}

impl<T: Write> Write for Box<T> {
    fn write(&self) -> Node {
        (**self).write()
    }
}

impl Write for Problem {
    fn write(&self) -> Node {
        let text = |key: &'static str, value: &str| (Cow::Borrowed(key), Node::Text(value.to_owned()));
        Node::Object(vec![
            text("code", self.code.as_str()),
            text("path", &self.path),
            text("message", &self.message),
            text("hint", &self.hint),
        ])
    }
}

impl Write for Problems {
    fn write(&self) -> Node {
        Node::Object(vec![(Cow::Borrowed("problems"), self.problems.write())])
    }
}

/// The length of the camelCase form of a Rust name.
pub(crate) const fn camel_len(name: &str) -> usize {
    let (bytes, mut i, mut len) = (name.as_bytes(), 0, 0);
    while i < bytes.len() {
        if bytes[i] != b'_' {
            len += 1;
        }
        i += 1;
    }
    len
}

/// The camelCase form of a Rust name: `unit_price` is `unitPrice`.
pub(crate) const fn camel<const N: usize>(name: &str) -> [u8; N] {
    let (bytes, mut i, mut at, mut up) = (name.as_bytes(), 0, 0, false);
    let mut out = [0; N];
    while i < bytes.len() {
        if bytes[i] == b'_' {
            up = true;
        } else {
            out[at] = if up { bytes[i].to_ascii_uppercase() } else { bytes[i] };
            at += 1;
            up = false;
        }
        i += 1;
    }
    out
}

/// The JSON name of a Rust field, at compile time.
macro_rules! key {
    ($name:expr) => {{
        const BYTES: [u8; $crate::document::camel_len($name)] = $crate::document::camel($name);
        const KEY: &str = match core::str::from_utf8(&BYTES) {
            Ok(key) => key,
            Err(_) => "",
        };
        KEY
    }};
}
pub(crate) use key;

/// Declares a document that is only written: a struct with its JSON form in camelCase and its TypeScript type.
macro_rules! result {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
        }
    ) => {
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", rename_all = "camelCase", optional_fields))]
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $crate::document::Write for $name {
            #[allow(unused_mut)]
            fn write(&self) -> $crate::document::Node {
                let mut fields = Vec::with_capacity(<[&str]>::len(&[$(stringify!($field)),*]));
                $($crate::document::push(&mut fields, $crate::document::key!(stringify!($field)), &self.$field);)*
                $crate::document::Node::Object(fields)
            }
            fn json(&self, out: &mut Vec<u8>) {
                $crate::document::put_fields(
                    out,
                    &[$(($crate::document::key!(stringify!($field)), &self.$field as &dyn $crate::document::Write)),*],
                );
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::document::Write::write(self), serializer)
            }
        }
    };
}
pub(crate) use result;

/// Adds a field to an object, unless it leaves itself out.
pub(crate) fn push(fields: &mut Vec<(Cow<'static, str>, Node)>, key: &'static str, value: &dyn Write) {
    if let Some(node) = value.field() {
        fields.push((Cow::Borrowed(key), node));
    }
}

/// Puts the fields of an object into JSON text; the names are plain ASCII.
pub(crate) fn put_fields(out: &mut Vec<u8>, fields: &[(&'static str, &dyn Write)]) {
    out.push(b'{');
    let mut first = true;
    for (key, value) in fields {
        if value.is_absent() {
            continue;
        }
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        out.push(b'"');
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        value.json(out);
    }
    out.push(b'}');
}
