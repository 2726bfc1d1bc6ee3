//! RFC 8785 (JSON Canonicalization Scheme) for documents of texts, whole numbers, booleans, lists and objects: keys
//! sorted by UTF-16 code units, no white space, minimal escapes.

use super::{Node, Write};
use crate::sorting::order;

/// The canonical text of a document: the same bytes on every platform. Receipts hash this text.
///
/// A floating-point number, which no document of this crate holds, is written as `null`.
pub fn canonical(node: &Node) -> String {
    let mut out = Vec::with_capacity(4096);
    put(&mut out, node, true);
    // OK because only whole texts and ASCII were put in.
    String::from_utf8(out).unwrap_or_default()
}

/// The document as JSON text with its fields in the order of the types.
pub fn json(document: &dyn Write) -> String {
    let mut out = Vec::with_capacity(4096);
    document.json(&mut out);
    // OK as above.
    String::from_utf8(out).unwrap_or_default()
}

/// Puts a tree into JSON text.
pub(crate) fn put(out: &mut Vec<u8>, node: &Node, sorted: bool) {
    match node {
        // No document of this crate holds a float, and no request with one is read.
        Node::Null | Node::Float(_) => out.extend_from_slice(b"null"),
        Node::Bool(v) => out.extend_from_slice(if *v { b"true" } else { b"false" }),
        Node::Integer(v) => out.extend_from_slice(v.to_string().as_bytes()),
        Node::Negative(v) => out.extend_from_slice(v.to_string().as_bytes()),
        Node::Text(v) => text(out, v),
        Node::List(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                put(out, item, sorted);
            }
            out.push(b']');
        }
        Node::Object(fields) => {
            let mut places: Vec<usize> = Vec::new();
            if sorted {
                places = order(fields.len(), &|a, b| compare(&fields[a].0, &fields[b].0));
            }
            out.push(b'{');
            for i in 0..fields.len() {
                if i > 0 {
                    out.push(b',');
                }
                let (key, value) = &fields[places.get(i).copied().unwrap_or(i)];
                text(out, key);
                out.push(b':');
                put(out, value, sorted);
            }
            out.push(b'}');
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

/// Puts a text with its quotes. Plain loops over bytes: this is the innermost loop of every output.
pub(crate) fn text(out: &mut Vec<u8>, value: &str) {
    let bytes = value.as_bytes();
    out.push(b'"');
    let (mut plain, mut i) = (0, 0);
    while i < bytes.len() {
        let byte = bytes[i];
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            out.extend_from_slice(&bytes[plain..i]);
            escape(out, byte);
            plain = i + 1;
        }
        i += 1;
    }
    out.extend_from_slice(&bytes[plain..]);
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        _ => return out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
    };
    out.extend_from_slice(&[b'\\', short]);
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
