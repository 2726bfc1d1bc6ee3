//! Reading a typed document from a [`Node`]: every wrong, missing and unknown field is reported, not just the first.

use super::Node;
use crate::problem::{Code, Problem, Problems, Result, MAX_PROBLEMS};
use deserr::{DeserializeError, Deserr, ErrorKind, IntoValue, MergeWithError, Value, ValueKind, ValuePointerRef};
use std::ops::ControlFlow;

/// Reads a document of type `T`.
///
/// # Errors
/// All problems of shape at once: `wrong_type`, `missing_field`, `unknown_field`, `unknown_value`, and what the
/// leaf types say (`bad_decimal`, `bad_date`, …).
pub fn read<T: Deserr<Problems>>(node: Node) -> Result<T> {
    deserr::deserialize::<T, Node, Problems>(node)
}

/// The JSON pointer of a place, in the form of [`crate::problem::At`].
pub(crate) fn pointer(location: ValuePointerRef) -> String {
    match location {
        ValuePointerRef::Origin => String::new(),
        ValuePointerRef::Key { key, prev } => {
            format!("{}/{}", pointer(*prev), key.replace('~', "~0").replace('/', "~1"))
        }
        ValuePointerRef::Index { index, prev } => format!("{}/{index}", pointer(*prev)),
    }
}

/// A leaf type's own complaint, for its `Deserr` implementation.
pub(crate) fn complain(
    code: Code,
    location: ValuePointerRef,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Problems {
    Problems { problems: vec![Problem { code, path: pointer(location), message: message.into(), hint: hint.into() }] }
}

impl MergeWithError<Problems> for Problems {
    fn merge(self_: Option<Self>, other: Problems, _at: ValuePointerRef) -> ControlFlow<Self, Self> {
        let mut all = self_.unwrap_or(Problems { problems: Vec::new() });
        all.problems.extend(other.problems);
        if all.problems.len() >= MAX_PROBLEMS {
            all.problems.truncate(MAX_PROBLEMS);
            return ControlFlow::Break(all);
        }
        ControlFlow::Continue(all)
    }
}

impl DeserializeError for Problems {
    fn error<V: IntoValue>(
        self_: Option<Self>,
        error: ErrorKind<V>,
        location: ValuePointerRef,
    ) -> ControlFlow<Self, Self> {
        let problem = match error {
            ErrorKind::IncorrectValueKind { actual, accepted } => complain(
                Code::WrongType,
                location,
                format!("This is {}.", shown(&actual)),
                format!("Write {}.", any_of(accepted.iter().map(|k| kind(*k)))),
            ),
            ErrorKind::MissingField { field } => complain(
                Code::MissingField,
                location.push_key(field),
                format!("`{field}` is missing."),
                format!("Add `{field}`."),
            ),
            ErrorKind::UnknownKey { key, accepted } => complain(
                Code::UnknownField,
                location.push_key(key),
                format!("There is no field `{key}` here."),
                suggestion(key, accepted),
            ),
            ErrorKind::UnknownValue { value, accepted } => complain(
                Code::UnknownValue,
                location,
                format!("`{value}` is not a known value here."),
                suggestion(value, accepted),
            ),
            ErrorKind::BadSequenceLen { expected, .. } => complain(
                Code::WrongType,
                location,
                "The list has another length.",
                format!("Write a list of {expected}."),
            ),
            ErrorKind::Unexpected { msg } => complain(
                Code::OutOfRange,
                location,
                format!("{msg}."),
                "Write a whole number within the range that the field's documentation gives.",
            ),
        };
        Self::merge(self_, problem, location)
    }
}

fn shown<V: IntoValue>(value: &Value<V>) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Boolean(v) => format!("{v}"),
        Value::Integer(v) => format!("the number {v}"),
        Value::NegativeInteger(v) => format!("the number {v}"),
        Value::Float(v) => format!("the number {v}"),
        Value::String(v) => format!("the text \"{}\"", short(v)),
        Value::Sequence(_) => "a list".into(),
        Value::Map(_) => "an object".into(),
    }
}

fn kind(kind: ValueKind) -> String {
    match kind {
        ValueKind::Null => "null",
        ValueKind::Boolean => "true or false",
        ValueKind::Integer | ValueKind::NegativeInteger => "a whole number",
        ValueKind::Float => "a number",
        ValueKind::String => "a text",
        ValueKind::Sequence => "a list",
        ValueKind::Map => "an object",
    }
    .into()
}

/// At most 40 characters of a text, so that a message stays readable.
pub(crate) fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

fn any_of(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    match words.split_last() {
        None => "something else".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

pub(super) fn suggestion(word: &str, accepted: &[&str]) -> String {
    let near = accepted
        .iter()
        .map(|known| (distance(word, known), *known))
        .filter(|(d, known)| *d <= 1 + known.len() / 4)
        .min_by_key(|(d, _)| *d);
    match near {
        Some((_, known)) => format!("Did you mean `{known}`?"),
        None => format!("Known here: {}.", any_of(accepted.iter().map(|k| format!("`{k}`")))),
    }
}

/// Levenshtein distance, for "did you mean"; long words are not compared.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 40 {
        return usize::MAX;
    }
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
