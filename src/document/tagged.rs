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
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", tag = $tag))]
        pub enum $enum { $($(#[$doc])+ #[cfg_attr(test, ts(rename = $text))] $name($name),)+ }

        impl $crate::document::Write for $enum {
            fn write(&self) -> $crate::document::Node {
                let (word, document): (&str, &dyn $crate::document::Write) =
                    match self { $($enum::$name(document) => ($text, document),)+ };
                document.write().with($tag, word)
            }
        }

        impl $crate::document::Read for $enum {
            fn read(
                node: $crate::document::Node,
                at: &$crate::problem::At,
                check: &mut $crate::problem::Check,
            ) -> Option<Self> {
                let (place, rest) = $crate::document::tag(node, $tag, &[$($text),+], at, check)?;
                let readers: &[fn($crate::document::Node, &$crate::problem::At, &mut $crate::problem::Check) -> Option<Self>] =
                    &[$(|rest, at, check| <$name as $crate::document::Read>::read(rest, at, check).map($enum::$name)),+];
                readers.get(place)?(rest, at, check)
            }
        }
    };
}
pub(crate) use tagged;

use super::read::{word, Fields};
use super::Node;
use crate::problem::{At, Check, Code};

/// Takes the tag out of an object: its place among the known words, and the object without it.
pub(crate) fn tag(node: Node, name: &str, words: &[&str], at: &At, check: &mut Check) -> Option<(usize, Node)> {
    let mut fields = Fields::open(node, at, check)?;
    let Some(tag) = fields.remove(name) else {
        let message = format!("`{name}` is missing.");
        check.note(Code::MissingField, &at.key(name), message, format!("Write one of: {}.", words.join(", ")));
        return None;
    };
    let place = word(tag, words, &at.key(name), check)?;
    Some((place, fields.rest()))
}
