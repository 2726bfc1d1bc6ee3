//! The only Rust that knows JavaScript: values in, the same verbs, values out. No logic.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::document::{read, Node, Write};
use crate::problem::{At, Code, Problems};
use crate::quote::{PlanOptions, Proof, QuoteRequest};
use crate::{parts, quote, receipt};

fn node(value: JsValue) -> Result<Node, Problems> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let text = error.to_string();
        let message = text.strip_prefix("Error: ").unwrap_or(&text).to_owned();
        let hint = "Pass plain objects, lists, texts, whole numbers, true, false and null, at most 64 levels deep.";
        Problems::one(Code::NotJson, &At::Root, format!("This is no plain JSON document: {message}."), hint)
    })
}

/// The names of fields, made once as JavaScript strings: crossing with a text costs far more than with a handle.
#[derive(Default)]
struct Names(Vec<(String, JsString)>);

impl Names {
    fn get(&mut self, name: &str) -> &JsString {
        let place = match self.0.iter().position(|(known, _)| known == name) {
            Some(place) => place,
            None => {
                self.0.push((name.to_owned(), JsString::from(name)));
                self.0.len() - 1
            }
        };
        &self.0[place].1
    }

    fn value(&mut self, node: &Node) -> JsValue {
        match node {
            Node::Null => JsValue::NULL,
            Node::Bool(value) => (*value).into(),
            Node::Text(text) => text.as_str().into(),
            // OK as numbers: documents hold counts and days of the month, all below 2^32.
            Node::Integer(value) => u32::try_from(*value).unwrap_or(u32::MAX).into(),
            Node::Negative(value) => i32::try_from(*value).unwrap_or(i32::MIN).into(),
            Node::Float(value) => (*value).into(),
            Node::List(items) => {
                let list = Array::new();
                for item in items {
                    list.push(&self.value(item));
                }
                list.into()
            }
            Node::Object(fields) => {
                let object = Object::new();
                for (name, field) in fields {
                    let value = self.value(field);
                    // A plain new object takes every property.
                    let _ = Reflect::set(&object, self.get(name), &value);
                }
                object.into()
            }
        }
    }
}

fn to_js(document: &dyn Write) -> JsValue {
    Names::default().value(&document.write())
}

fn answer<T: Write>(result: Result<T, Problems>) -> Result<JsValue, JsValue> {
    result.map(|document| to_js(&document)).map_err(|problems| to_js(&problems))
}

/// See `prorata::price`.
#[wasm_bindgen]
pub fn price(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read::<QuoteRequest>).and_then(|request| quote::price(&request)))
}

/// See `prorata::plan`.
#[wasm_bindgen]
pub fn plan(priced: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| {
        let options = match options.is_undefined() || options.is_null() {
            true => PlanOptions::default(),
            false => read(node(options)?)?,
        };
        let (request, proof) = quote::priced(node(priced)?)?;
        quote::plan(&request, &proof, &options)
    })())
}

/// See `prorata::verify`.
#[wasm_bindgen]
pub fn verify(request: JsValue, proof: JsValue) -> Result<JsValue, JsValue> {
    answer((|| {
        let proof = Proof::from_node(node(proof)?)?;
        quote::verify(&read::<QuoteRequest>(node(request)?)?, &proof)
    })())
}

/// See `prorata::periods`.
#[wasm_bindgen]
pub fn periods(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| parts::periods(&request)))
}

/// See `prorata::measure`.
#[wasm_bindgen]
pub fn measure(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| parts::measure(&request)))
}

/// See `prorata::allocate`.
#[wasm_bindgen]
pub fn allocate(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| parts::allocate(&request)))
}

/// The version of the engine and the digest of its rules.
#[wasm_bindgen(js_name = engineInfo)]
pub fn engine_info() -> JsValue {
    to_js(&receipt::engine_info())
}
