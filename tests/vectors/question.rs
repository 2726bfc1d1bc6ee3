//! A vector as an adapter sees it: its area and its input.

use serde_json::Value;
use std::error::Error;

pub type Fail = Box<dyn Error>;
/// The fields of `expected` that an adapter can answer; it may answer more than are asked.
pub type Got = Result<Value, Fail>;

pub struct Question {
    /// Printed; no adapter reads it.
    pub id: String,
    pub source: String,
    /// Which vendor's number it is, from the id's first word.
    pub vendor: String,
    pub area: String,
    input: Value,
}

impl Question {
    pub fn read(source: &str, vector: &Value) -> Question {
        let text = |key: &str| vector[key].as_str().unwrap_or_default().to_owned();
        let vendor = text("id").split('-').next().unwrap_or_default().to_lowercase();
        let input = vector["input"].clone();
        Question { id: text("id"), source: source.to_owned(), vendor, area: text("area"), input }
    }

    /// The operation, or where there is none the area: for counts.
    pub fn kind(&self) -> String {
        self.text("operation").unwrap_or_else(|_| self.area.clone())
    }

    /// A part of the input as a question.
    pub fn inner(&self, input: &Value) -> Question {
        let Question { id, source, vendor, area, .. } = self;
        let [id, source, vendor, area] = [id, source, vendor, area].map(String::clone);
        Question { id, source, vendor, area, input: input.clone() }
    }

    pub fn raw(&self, key: &str) -> &Value {
        &self.input[key]
    }
    /// Whether there is a value, not null.
    pub fn has(&self, key: &str) -> bool {
        !self.raw(key).is_null()
    }
    pub fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }
    /// A text or a number, as a text.
    pub fn text(&self, key: &str) -> Result<String, Fail> {
        text(self.raw(key)).ok_or_else(|| format!("the input has no {key}").into())
    }
    /// The first of the keys that has a value.
    pub fn any(&self, keys: &[&str]) -> Result<String, Fail> {
        let key = keys.iter().find(|key| self.has(key)).ok_or_else(|| format!("the input has none of {keys:?}"))?;
        self.text(key)
    }
    pub fn whole(&self, key: &str) -> Result<u32, Fail> {
        let text = self.text(key)?;
        text.parse().map_err(|_| format!("{key} is no whole number: {text}").into())
    }
    pub fn flag(&self, key: &str, default: bool) -> bool {
        self.raw(key).as_bool().unwrap_or(default)
    }
    pub fn list(&self, key: &str) -> Result<Vec<Value>, Fail> {
        self.raw(key).as_array().cloned().ok_or_else(|| format!("{key} is no list").into())
    }
    pub fn texts(&self, key: &str) -> Result<Vec<String>, Fail> {
        let texts = self.list(key)?.iter().map(text).collect::<Option<Vec<String>>>();
        texts.ok_or_else(|| format!("{key} is no list of texts").into())
    }
    /// The two dates of a span.
    pub fn pair(&self, key: &str) -> Result<(String, String), Fail> {
        match self.texts(key)?.as_slice() {
            [a, b] => Ok((a.clone(), b.clone())),
            _ => Err(format!("{key} is no pair").into()),
        }
    }
}

pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
