//! The only Rust that knows JavaScript: values in, the same verbs, values out. No logic.

use js_sys::{Array, Date, Map, Object, Set, JSON};
use wasm_bindgen::prelude::*;

use crate::document::{json, read, Node, Write, MAX_DEPTH};
use crate::problem::{At, Check, Code, Problems};
use crate::quote::{PlanOptions, Proof, QuoteRequest};
use crate::{parts, quote, receipt};

fn node(value: JsValue) -> Result<Node, Problems> {
    let mut check = Check::default();
    let node = tree(&value, &At::Root, 0, &mut check);
    check.finish(node)
}

/// Any JavaScript value as a tree. What JSON cannot hold is noted with its place; a field that is `undefined` is left out.
fn tree(value: &JsValue, at: &At, depth: u32, check: &mut Check) -> Node {
    if depth > MAX_DEPTH {
        return refuse("nested too deep, or an object that holds itself", at, check);
    }
    if let Some(text) = value.as_string() {
        return Node::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return whole(number).unwrap_or(Node::Float(number));
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let item = |(i, item): (usize, JsValue)| tree(&item, &at.index(i), depth + 1, check);
        return Node::List(list.iter().enumerate().map(item).collect());
    }
    if let Some(truth) = value.as_bool() {
        return Node::Bool(truth);
    }
    if value.is_null() {
        return Node::Null;
    }
    let plain = value.is_object() && !value.is_instance_of::<Date>() && !value.is_instance_of::<Map>();
    if !plain || value.is_instance_of::<Set>() {
        let what = value.js_typeof().as_string().unwrap_or_default();
        return refuse(if value.is_object() { "a Date, Map or Set" } else { &what }, at, check);
    }
    let mut fields = Vec::new();
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        let (key, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        if !value.is_undefined() {
            let field = tree(&value, &at.key(&key), depth + 1, check);
            fields.push((key.into(), field));
        }
    }
    Node::Object(fields)
}

/// A number that is whole and that JavaScript holds exactly.
fn whole(number: f64) -> Option<Node> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    if number.trunc() != number || number.abs() > EXACT {
        return None;
    }
    // OK because a whole number up to 2^53 - 1 fits.
    let whole = number as i64;
    Some(u64::try_from(whole).map(Node::Integer).unwrap_or(Node::Negative(whole)))
}

fn refuse(what: &str, at: &At, check: &mut Check) -> Node {
    let hint = "Pass plain objects, lists, texts, whole numbers, true, false and null, at most 64 levels deep.";
    check.note(Code::NotJson, at, format!("This is no JSON value: {what}."), hint);
    Node::Null
}

/// A document as a JavaScript value. One text and JavaScript's own parser are several times faster than setting
/// property by property.
fn to_js(document: &dyn Write) -> JsValue {
    JSON::parse(&json(&document.write())).unwrap_or(JsValue::NULL)
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
