//! Reading a typed document from a [`Node`]: every wrong, missing and unknown field is reported, not just the first.

use super::Node;
use crate::problem::{At, Check, Code, Problems, Result};
use std::borrow::Cow;

/// Something that stands in a document.
pub trait Read: Sized {
    /// Reads the value, or notes what is wrong with it.
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Self>;
    /// What a missing field means; `None` where it must be there.
    fn missing() -> Option<Self> {
        None
    }
}

/// Reads a document of type `T`.
///
/// # Errors
/// All problems of shape at once: `wrong_type`, `missing_field`, `unknown_field`, `unknown_value`, and what the
/// leaf types say (`bad_decimal`, `bad_date`, …).
pub fn read<T: Read>(node: Node) -> Result<T> {
    read_at(node, &At::Root)
}

/// As [`read`], for a document that stands at a place of another.
///
/// # Errors
/// As [`read`], with paths below `at`.
pub fn read_at<T: Read>(node: Node, at: &At) -> Result<T> {
    let mut check = Check::default();
    let value = T::read(node, at, &mut check);
    check.finish(())?;
    // Whoever returns nothing has noted why; this is for a reader that forgot.
    value.ok_or_else(|| Problems::one(Code::WrongType, at, "This cannot be read.", "See the type's documentation."))
}

/// Declares a document that is read and written: as [`result!`](super::write), and read from JSON. A field with
/// `= value` may be left out, as may an `Option`; unknown fields are problems.
macro_rules! document {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)*
        }
    ) => {
        $crate::document::result! {
            $(#[$meta])*
            pub struct $name {
                $(
                    $(#[$field_meta])*
                    $(
                        #[cfg_attr(test, ts(optional, as = "Option<_>"))]
                        // Never compiled; it only ties this attribute to the fields that have a default.
                        #[cfg_attr(any(), doc = stringify!($default))]
                    )?
                    pub $field: $type,
                )*
            }
        }

        impl $crate::document::Read for $name {
            #[allow(unused_mut)]
            fn read(
                node: $crate::document::Node,
                at: &$crate::problem::At,
                check: &mut $crate::problem::Check,
            ) -> Option<Self> {
                let mut fields = $crate::document::Fields::open(node, at, check)?;
                $(
                    let $field: Option<$type> = fields.take(
                        $crate::document::key!(stringify!($field)),
                        $crate::document::document!(@default $type $(, $default)?),
                        at,
                        check,
                    );
                )*
                fields.close(&[$($crate::document::key!(stringify!($field))),*], at, check);
                Some($name { $($field: $field?,)* })
            }
        }
    };
    (@default $type:ty) => { <$type as $crate::document::Read>::missing };
    (@default $type:ty, $default:expr) => { || Some($default) };
}
pub(crate) use document;

/// Declares an enum of words: `"advance"`, `"arrears"`.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$word_meta:meta])* $word:ident = $text:literal,)+ }
    ) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
        $(#[$meta])*
        pub enum $name { $($(#[$word_meta])* #[cfg_attr(test, ts(rename = $text))] $word,)+ }

        impl $name {
            /// The word as it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$word => $text,)+ }
            }
        }

        impl $crate::document::Write for $name {
            fn write(&self) -> $crate::document::Node {
                $crate::document::Node::Text(self.as_str().to_owned())
            }
        }

        impl $crate::document::Read for $name {
            fn read(
                node: $crate::document::Node,
                at: &$crate::problem::At,
                check: &mut $crate::problem::Check,
            ) -> Option<Self> {
                let place = $crate::document::word(node, &[$($text),+], at, check)?;
                [$($name::$word),+].get(place).copied()
            }
        }
    };
}
pub(crate) use words;

/// The fields of an object on their way into a typed document.
pub(crate) struct Fields(Vec<(Cow<'static, str>, Node)>);

impl Fields {
    pub(crate) fn open(node: Node, at: &At, check: &mut Check) -> Option<Fields> {
        match node {
            Node::Object(fields) => Some(Fields(fields)),
            other => {
                wrong(&other, "an object", at, check);
                None
            }
        }
    }

    /// Takes a field; where it is missing, `default` says what that means.
    pub(crate) fn take<T: Read>(
        &mut self,
        name: &'static str,
        default: fn() -> Option<T>,
        at: &At,
        check: &mut Check,
    ) -> Option<T> {
        match self.remove(name) {
            Some(node) => T::read(node, &at.key(name), check),
            None => default().or_else(|| {
                check.note(
                    Code::MissingField,
                    &at.key(name),
                    format!("`{name}` is missing."),
                    format!("Add `{name}`."),
                );
                None
            }),
        }
    }

    /// Takes a field out of the object.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Node> {
        let place = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.swap_remove(place).1)
    }

    pub(crate) fn rest(self) -> Node {
        Node::Object(self.0)
    }

    /// Notes every field that nobody took.
    pub(crate) fn close(self, known: &[&str], at: &At, check: &mut Check) {
        for (key, _) in self.0 {
            let message = format!("There is no field `{}` here.", short(&key));
            check.note(Code::UnknownField, &at.key(&key), message, suggestion(&key, known));
        }
    }
}

/// The place of a word in a list of words.
pub(crate) fn word(node: Node, words: &[&str], at: &At, check: &mut Check) -> Option<usize> {
    let Node::Text(text) = node else {
        wrong(&node, &any_of(words.iter().map(|word| format!("\"{word}\""))), at, check);
        return None;
    };
    let place = words.iter().position(|word| *word == text);
    if place.is_none() {
        let message = format!("`{}` is not a known value here.", short(&text));
        check.note(Code::UnknownValue, at, message, suggestion(&text, words));
    }
    place
}

/// Notes a value of another type.
pub(crate) fn wrong(node: &Node, want: &str, at: &At, check: &mut Check) {
    let shown = match node {
        Node::Null => "null".into(),
        Node::Bool(value) => value.to_string(),
        Node::Integer(value) => format!("the number {value}"),
        Node::Negative(value) => format!("the number {value}"),
        Node::Float(_) => "a number that is no exact whole number".into(),
        Node::Text(text) => format!("the text \"{}\"", short(text)),
        Node::List(_) => "a list".into(),
        Node::Object(_) => "an object".into(),
    };
    check.note(Code::WrongType, at, format!("This is {shown}."), format!("Write {want}."));
}

impl Read for bool {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<bool> {
        match node {
            Node::Bool(value) => Some(value),
            other => {
                wrong(&other, "true or false", at, check);
                None
            }
        }
    }
}

impl Read for u32 {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<u32> {
        match node {
            Node::Integer(value) if u32::try_from(value).is_ok() => u32::try_from(value).ok(),
            Node::Integer(_) | Node::Negative(_) => {
                let hint = "Write a whole number from 0 to 4294967295, within the limits of the field.";
                check.note(Code::OutOfRange, at, "The number is out of range.", hint);
                None
            }
            other => {
                wrong(&other, "a whole number", at, check);
                None
            }
        }
    }
}

impl Read for String {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<String> {
        match node {
            Node::Text(text) => Some(text),
            other => {
                wrong(&other, "a text", at, check);
                None
            }
        }
    }
}

impl Read for i32 {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<i32> {
        let value = match node {
            Node::Integer(value) => i32::try_from(value).ok(),
            Node::Negative(value) => i32::try_from(value).ok(),
            other => {
                wrong(&other, "a whole number", at, check);
                return None;
            }
        };
        if value.is_none() {
            check.note(Code::OutOfRange, at, "The number is out of range.", "Write it within the limits of the field.");
        }
        value
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Box<T>> {
        T::read(node, at, check).map(Box::new)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Option<T>> {
        match node {
            Node::Null => Some(None),
            node => T::read(node, at, check).map(Some),
        }
    }
    fn missing() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Vec<T>> {
        let Node::List(items) = node else {
            wrong(&node, "a list", at, check);
            return None;
        };
        let mut list = Vec::with_capacity(items.len());
        let mut whole = true;
        for (i, item) in items.into_iter().enumerate() {
            match T::read(item, &at.index(i), check) {
                Some(item) => list.push(item),
                None => whole = false,
            }
        }
        whole.then_some(list)
    }
}

/// At most 40 characters of a text, so that a message stays readable.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn any_of(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    match words.split_last() {
        None => "something else".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

fn suggestion(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|known| (distance(word, known), known))
        .filter(|(d, known)| *d == 1 || d.saturating_mul(4) <= known.len())
        .min_by_key(|(d, _)| *d);
    match near {
        Some((_, known)) => format!("Did you mean `{known}`?"),
        None if known.is_empty() => "Leave it out.".into(),
        None => format!("Known here: {}.", any_of(known.iter().map(|k| format!("`{k}`")))),
    }
}

/// Levenshtein distance over bytes, for "did you mean"; long words are not compared.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 40 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let cost = corner + usize::from(!x.eq_ignore_ascii_case(&y));
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
