//! The only Rust that knows JavaScript: values in, the same verbs, values out. No logic.

use js_sys::{Array, Date, Function, JsString, Map, Object, Set, JSON};
use wasm_bindgen::prelude::*;

use crate::document::{json, read, Node, Read, Write, MAX_DEPTH};
use crate::problem::{At, Check, Code, Problems};
use crate::quote::{PlanOptions, Proof, QuoteRequest};
use crate::{explain as explanations, invoice, order, parts, quote, receipt};

/// At most this many values in one document.
const MAX_VALUES: u32 = 5_000_000;

fn node(value: JsValue) -> Result<Node, Problems> {
    let mut walk = Walk { check: Check::default(), values: 0 };
    let node = walk.tree(&value, &At::Root, 0);
    walk.check.finish(())?;
    node.ok_or_else(|| {
        let hint = "Pass a plain document, at most 64 levels deep; no object may hold itself.";
        Problems::one(Code::NotJson, &At::Root, "The document is nested too deep, or has too many values.", hint)
    })
}

struct Walk {
    check: Check,
    values: u32,
}

impl Walk {
    /// Any JavaScript value as a tree, or `None` where it is too deep or too large to go on. What JSON cannot hold is
    /// noted with its place; a field that is `undefined` is left out.
    fn tree(&mut self, value: &JsValue, at: &At, depth: u32) -> Option<Node> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return None;
        }
        if let Some(text) = value.as_string() {
            // U+FFFD is what a lone surrogate becomes; a text that really has it is fine.
            if text.contains('\u{fffd}') && !value.unchecked_ref::<JsString>().is_valid_utf16() {
                return Some(self.refuse("a text with half a character (a lone surrogate)", at));
            }
            return Some(Node::Text(text));
        }
        if let Some(number) = value.as_f64() {
            return Some(whole(number).unwrap_or(Node::Float(number)));
        }
        if let Some(list) = value.dyn_ref::<Array>() {
            let item = |(i, item): (usize, JsValue)| self.tree(&item, &at.index(i), depth + 1);
            return list.iter().enumerate().map(item).collect::<Option<Vec<Node>>>().map(Node::List);
        }
        if let Some(truth) = value.as_bool() {
            return Some(Node::Bool(truth));
        }
        if value.is_null() {
            return Some(Node::Null);
        }
        if !value.is_object() {
            let what = value.js_typeof().as_string().unwrap_or_default();
            return Some(self.refuse(&what, at));
        }
        if value.is_instance_of::<Date>() || value.is_instance_of::<Map>() || value.is_instance_of::<Set>() {
            return Some(self.refuse("a Date, Map or Set", at));
        }
        let mut fields = Vec::new();
        for entry in Object::entries(value.unchecked_ref()).iter() {
            let entry: Array = entry.unchecked_into();
            let (key, value) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
            if !value.is_undefined() {
                let field = self.tree(&value, &at.key(&key), depth + 1)?;
                fields.push((key.into(), field));
            }
        }
        Some(Node::Object(fields))
    }

    fn refuse(&mut self, what: &str, at: &At) -> Node {
        let hint = "Pass plain objects, lists, texts, numbers, true, false and null; dates as \"2026-01-31\", large numbers as \"5\".";
        self.check.note(Code::NotJson, at, format!("This is no JSON value: {what}."), hint);
        Node::Null
    }
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

/// A document as a JavaScript value. One text and JavaScript's own parser are several times faster than setting
/// property by property.
fn to_js(document: &dyn Write) -> JsValue {
    JSON::parse(&json(document)).unwrap_or(JsValue::NULL)
}

fn answer<T: Write>(result: Result<T, Problems>) -> Result<JsValue, JsValue> {
    result.map(|document| to_js(&document)).map_err(|problems| to_js(&problems))
}

/// See `prorata::price`.
#[wasm_bindgen]
pub fn price(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read::<QuoteRequest>).and_then(|request| quote::price(&request)))
}

/// Options that may be left out.
fn or_default<T: Read + Default>(options: JsValue) -> Result<T, Problems> {
    match options.is_undefined() || options.is_null() {
        true => Ok(T::default()),
        false => read(node(options)?),
    }
}

/// See `prorata::plan` and, for an order, `prorata::plan_order`.
#[wasm_bindgen]
pub fn plan(priced: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| {
        let document = node(priced)?;
        if document.get("quote").is_some() {
            return order::plan_order(&read(document)?, &or_default(options)?);
        }
        let options: PlanOptions = or_default(options)?;
        let (request, proof) = quote::priced(document)?;
        quote::plan(&request, &proof, &options)
    })())
}

/// See `prorata::accept`.
#[wasm_bindgen]
pub fn accept(priced: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| {
        let (request, proof) = quote::priced(node(priced)?)?;
        order::accept(&request, &proof, &or_default(options)?)
    })())
}

/// See `prorata::amend`.
#[wasm_bindgen]
pub fn amend(order: JsValue, amendment: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::amend(&read(node(order)?)?, &read(node(amendment)?)?, &or_default(options)?))())
}

/// See `prorata::cancel`.
#[wasm_bindgen]
pub fn cancel(order: JsValue, terms: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::cancel(&read(node(order)?)?, &read(node(terms)?)?, &or_default(options)?))())
}

/// See `prorata::undo`.
#[wasm_bindgen]
pub fn undo(order: JsValue, id: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::undo(&read(node(order)?)?, &read::<String>(node(id)?)?, &or_default(options)?))())
}

/// See `prorata::fold_billed`.
#[wasm_bindgen(js_name = foldBilled)]
pub fn fold_billed(order: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::fold_billed(&read(node(order)?)?, &read(node(options)?)?))())
}

/// See `prorata::order_state`.
#[wasm_bindgen(js_name = orderState)]
pub fn order_state(order: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::order_state(&read(node(order)?)?, &or_default(options)?))())
}

/// See `prorata::renew`.
#[wasm_bindgen]
pub fn renew(order: JsValue, terms: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::renew(&read(node(order)?)?, &or_default(terms)?, &or_default(options)?))())
}

/// See `prorata::renewals`.
#[wasm_bindgen]
pub fn renewals(order: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| order::renewals(&read(node(order)?)?, &read(node(options)?)?))())
}

/// See `prorata::bill_run_with`; `report` gets a `RunProgress` and stops the run where it answers `false`.
#[wasm_bindgen(js_name = billRun)]
pub fn bill_run(request: JsValue, report: Option<Function>) -> Result<JsValue, JsValue> {
    answer((|| {
        let request = read(node(request)?)?;
        let mut told = |progress: &invoice::RunProgress| match &report {
            None => true,
            Some(report) => {
                report.call1(&JsValue::NULL, &to_js(progress)).is_ok_and(|own| own.as_bool() != Some(false))
            }
        };
        invoice::bill_run_with(&request, &mut told)
    })())
}

/// See `prorata::next_due`.
#[wasm_bindgen(js_name = nextDue)]
pub fn next_due(order: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| invoice::next_due(&read(node(order)?)?, &or_default(options)?))())
}

/// See `prorata::post`.
#[wasm_bindgen]
pub fn post(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::post(&request)))
}

/// See `prorata::credit`.
#[wasm_bindgen]
pub fn credit(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::credit(&request)))
}

/// See `prorata::debit`.
#[wasm_bindgen]
pub fn debit(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::debit(&request)))
}

/// See `prorata::cancel_and_rebill`.
#[wasm_bindgen(js_name = cancelAndRebill)]
pub fn cancel_and_rebill(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::cancel_and_rebill(&request)))
}

/// See `prorata::write_off`.
#[wasm_bindgen(js_name = writeOff)]
pub fn write_off(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::write_off(&request)))
}

/// See `prorata::verify_invoice`.
#[wasm_bindgen(js_name = verifyInvoice)]
pub fn verify_invoice(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| invoice::verify_invoice(&request)))
}

/// See `prorata::explain`.
#[wasm_bindgen]
pub fn explain(priced: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer((|| {
        let options = read(node(options)?)?;
        let (request, _) = quote::priced(node(priced)?)?;
        explanations::explain(&request, &options)
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

/// See `prorata::rate`.
#[wasm_bindgen]
pub fn rate(request: JsValue) -> Result<JsValue, JsValue> {
    answer(node(request).and_then(read).and_then(|request| parts::rate(&request)))
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
