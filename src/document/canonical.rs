//! RFC 8785 (JSON Canonicalization Scheme) for documents of texts, whole numbers, booleans, lists and objects: keys
//! sorted by UTF-16 code units, no white space, minimal escapes.

use super::Node;
use crate::sorting::order;
use std::fmt::Write;

/// The canonical text of a document: the same bytes on every platform. Receipts hash this text.
///
/// A floating-point number, which no document of this crate holds, is written as `null`.
pub fn canonical(node: &Node) -> String {
    let mut out = String::with_capacity(4096);
    write(&mut out, node, true);
    out
}

/// The document as JSON text with its fields in the order of the types.
pub fn json(node: &Node) -> String {
    let mut out = String::with_capacity(4096);
    write(&mut out, node, false);
    out
}

fn write(out: &mut String, node: &Node, sorted: bool) {
    // Writing to a String cannot fail.
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(v) => out.push_str(if *v { "true" } else { "false" }),
        Node::Integer(v) => {
            let _ = write!(out, "{v}");
        }
        Node::Negative(v) => {
            let _ = write!(out, "{v}");
        }
        // No document of this crate holds one, and no request with one is read.
        Node::Float(_) => out.push_str("null"),
        Node::Text(v) => text(out, v),
        Node::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(out, item, sorted);
            }
            out.push(']');
        }
        Node::Object(fields) => {
            let mut places: Vec<usize> = Vec::new();
            if sorted {
                places = order(fields.len(), &|a, b| compare(&fields[a].0, &fields[b].0));
            }
            out.push('{');
            for i in 0..fields.len() {
                if i > 0 {
                    out.push(',');
                }
                let (key, value) = &fields[places.get(i).copied().unwrap_or(i)];
                text(out, key);
                out.push(':');
                write(out, value, sorted);
            }
            out.push('}');
        }
    }
}

/// By UTF-16 code units; for ASCII, which all our field names are, that is the order of bytes.
fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

fn text(out: &mut String, value: &str) {
    out.push('"');
    let mut plain = 0;
    for (i, byte) in value.bytes().enumerate() {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x08 => "\\b",
            0x09 => "\\t",
            0x0a => "\\n",
            0x0c => "\\f",
            0x0d => "\\r",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&value[plain..i]);
        plain = i + 1;
        if short.is_empty() {
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(short);
        }
    }
    out.push_str(&value[plain..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_escapes() {
        let parse = |text: &str| serde_json::from_str::<Node>(text).expect("JSON");
        for (text, want) in [
            (r#"{"b":1,"a":[true,null,-3,"x"],"aa":{}}"#, r#"{"a":[true,null,-3,"x"],"aa":{},"b":1}"#),
            ("\"\\u0001\\n\\\"\\\\é\\u20ac\"", "\"\\u0001\\n\\\"\\\\é€\""),
            // RFC 8785 3.2.3: by UTF-16 code units a surrogate pair sorts before U+FB33.
            ("{\"\\ufb33\":1,\"\\ud83d\\ude02\":2}", "{\"😂\":2,\"\u{fb33}\":1}"),
        ] {
            assert_eq!(canonical(&parse(text)), want);
        }
    }
}
