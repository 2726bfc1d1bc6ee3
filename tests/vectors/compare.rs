//! Expected against computed: exact, as decimals; a measure is shown with the digits that the page prints.

use super::num::Num;
use serde_json::{json, Value};

/// An exact measure; compared at the digits that the page prints.
pub fn measure(fraction: &Value) -> Value {
    json!({ "measure": fraction })
}

/// An amount that the page prints as a double; compared with a tolerance of 1e-9.
pub fn double(decimal: &Value) -> Value {
    json!({ "double": decimal })
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub fn same(got: &Value, want: &Value) -> bool {
    match (got, want) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Object(a), want) if a.contains_key("double") => {
            let number = |value: &Value| text(value).and_then(|text| text.parse::<f64>().ok());
            matches!((number(&a["double"]), number(want)), (Some(a), Some(b)) if (a - b).abs() < 1e-9)
        }
        (got, want) => {
            let Some(want) = text(want) else { return got == want };
            let got = shown(got, &Value::String(want.clone()));
            match (Num::parse(&got), Num::parse(&want)) {
                (Some(a), Some(b)) => a == b,
                _ => got == want,
            }
        }
    }
}

/// As it is compared with what is expected.
pub fn shown(got: &Value, want: &Value) -> String {
    let digits =
        text(want).filter(|want| !want.contains('/')).map(|want| want.split_once('.').map_or(0, |(_, p)| p.len()));
    match (got.get("measure").and_then(text), digits) {
        (Some(fraction), Some(digits)) => Num::parse(&fraction).map_or(fraction, |measure| measure.show(digits)),
        (Some(fraction), None) => fraction,
        (None, _) => text(got).unwrap_or_else(|| got.to_string()),
    }
}
