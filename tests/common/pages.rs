//! Pages with worked examples: a JSON block of what is asked, then one of what is shown of the result.
#![allow(dead_code)]

use serde_json::Value;

/// The fenced JSON blocks of a page, in order.
pub fn blocks(name: &str, page: &str) -> Vec<Value> {
    let parse = |block: &str| {
        let text = block.split("\n```").next().expect("a block");
        serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"))
    };
    page.split("```json\n").skip(1).map(parse).collect()
}

/// Notes where what is shown is not in the result; an empty list stands for an empty list.
pub fn compare(shown: &Value, real: &Value, at: &str, wrong: &mut Vec<String>) {
    match (shown, real) {
        (Value::Object(fields), Value::Object(_)) => {
            for (key, value) in fields {
                compare(value, real.get(key).unwrap_or(&Value::Null), &format!("{at}/{key}"), wrong);
            }
        }
        (Value::Array(items), Value::Array(own)) if !items.is_empty() => {
            for (i, value) in items.iter().enumerate() {
                compare(value, own.get(i).unwrap_or(&Value::Null), &format!("{at}/{i}"), wrong);
            }
        }
        _ if shown == real => {}
        _ => wrong.push(format!("{at}: the page shows {shown}, the engine says {real}")),
    }
}
