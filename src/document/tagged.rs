//! Enums of documents that a word tells apart: `{ "model": "flat", … }`, `{ "kind": "recurring", … }`.

/// Declares an enum whose variants each hold one document, told apart by a text field, and reads it with the
/// problems of the chosen document. With `as Trait`, `view()` gives the document behind that trait. A new variant is
/// one line.
macro_rules! tagged {
    (@view $enum:ident: $($name:ident)+) => {};
    (@view $enum:ident as $trait:ident: $($name:ident)+) => {
        impl $enum {
            fn view(&self) -> &dyn $trait {
                match self { $($enum::$name(document) => document,)+ }
            }
        }
    };
    (
        $(#[$outer:meta])*
        pub enum $enum:ident by $tag:literal $(as $trait:ident)? {
            $($(#[$doc:meta])+ $name:ident = $text:literal,)+
        }
    ) => {
        $crate::document::tagged!(@view $enum $(as $trait)?: $($name)+);

        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(tag = $tag)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
        pub enum $enum { $($(#[$doc])+ #[serde(rename = $text)] $name($name),)+ }

        impl deserr::Deserr<$crate::problem::Problems> for $enum {
            fn deserialize_from_value<V: deserr::IntoValue>(
                value: deserr::Value<V>,
                at: deserr::ValuePointerRef,
            ) -> Result<Self, $crate::problem::Problems> {
                use deserr::Map as _;
                let words: &[&str] = &[$($text),+];
                let deserr::Value::Map(mut fields) = value else {
                    return Err($crate::document::not_tagged(at, $tag));
                };
                let word = $crate::document::tag_of(fields.remove($tag), at, $tag, words)?;
                let rest = deserr::Value::Map(fields);
                match word.as_str() {
                    $($text => <$name as deserr::Deserr<$crate::problem::Problems>>::deserialize_from_value::<V>(rest, at)
                        .map($enum::$name),)+
                    _ => Err($crate::document::unknown_tag(&word, at, $tag, words)),
                }
            }
        }
    };
}
pub(crate) use tagged;

use super::read::{complain, short, suggestion};
use crate::problem::{Code, Problems};
use deserr::{IntoValue, Value, ValuePointerRef};

pub(crate) fn not_tagged(at: ValuePointerRef, tag: &str) -> Problems {
    complain(Code::WrongType, at, "This is not an object.", format!("Write {{ \"{tag}\": …, … }}."))
}

pub(crate) fn unknown_tag(word: &str, at: ValuePointerRef, tag: &str, words: &[&str]) -> Problems {
    let message = format!("`{}` is not a known value here.", short(word));
    complain(Code::UnknownValue, at.push_key(tag), message, suggestion(word, words))
}

pub(crate) fn tag_of<V: IntoValue>(
    value: Option<V>,
    at: ValuePointerRef,
    tag: &str,
    words: &[&str],
) -> Result<String, Problems> {
    let known = || format!("Write one of: {}.", words.join(", "));
    match value.map(V::into_value) {
        Some(Value::String(word)) => Ok(word),
        Some(_) => Err(complain(Code::WrongType, at.push_key(tag), "This is not a text.", known())),
        None => Err(complain(Code::MissingField, at.push_key(tag), format!("`{tag}` is missing."), known())),
    }
}
