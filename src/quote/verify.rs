//! The verb `verify`: is this what the engine computes from that request?

use super::price::price;

use super::request::QuoteRequest;
use super::result::PricedQuote;
use crate::document::{read_at, result, Node, Null, Write};
use crate::problem::{At, Code, Problems, Result};
use crate::receipt::{result_digest, Receipt};

/// What is to be proven: a receipt alone, or a priced quote with its receipt.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof {
    /// A receipt.
    Receipt(Box<Receipt>),
    /// A whole priced quote as a document; every amount in it is compared too.
    Quote(Box<(Receipt, Node)>),
}

result! {
    /// The answer of `verify`.
    pub struct Verification {
        /// Whether the request gives this result, to the cent.
        pub equal: bool,
        /// The first difference; `null` where there is none.
        #[cfg_attr(test, ts(type = "Difference | null"))]
        pub difference: Null<Difference>,
        /// What this engine computes.
        pub receipt: Receipt,
        /// Whether the receipt was made by an engine with the same rules. Equal cents under other rules are still equal.
        pub same_rules: bool,
    }
}

result! {
    /// The first difference between what is to be proven and what is computed.
    #[derive(Eq)]
    pub struct Difference {
        /// JSON pointer into the priced quote: `/receipt/request` for another request, `/receipt/policy`,
        /// `/receipt/result`, or the first amount that differs.
        pub path: String,
        /// What this engine computes there.
        pub expected: String,
        /// What was given.
        pub actual: String,
    }
}

impl Proof {
    /// Reads a receipt, or a priced quote, which has a `receipt`.
    ///
    /// # Errors
    /// What is wrong with the receipt's shape.
    pub fn from_node(node: Node) -> Result<Proof> {
        match node.get("receipt").cloned() {
            Some(receipt) => {
                let receipt = read_at::<Receipt>(receipt, &At::Root.key("receipt"))?;
                Ok(Proof::Quote(Box::new((receipt, node))))
            }
            None => read_at::<Receipt>(node, &At::Root).map(|receipt| Proof::Receipt(Box::new(receipt))),
        }
    }

    /// The receipt.
    pub fn receipt(&self) -> &Receipt {
        match self {
            Proof::Receipt(receipt) => receipt,
            Proof::Quote(both) => &both.0,
        }
    }

    /// Whether a whole quote is, field by field, what was freshly priced; a receipt alone cannot tell.
    pub(crate) fn is_quote(&self, fresh: &PricedQuote) -> bool {
        let Proof::Quote(both) = self else { return false };
        let own = |key: &str| key == "request" || key == "receipt";
        let fresh = fresh.write();
        let (Node::Object(made), Node::Object(given)) = (&fresh, &both.1) else { return false };
        let known = made.iter().filter(|(key, _)| !own(key));
        known.clone().count() == given.iter().filter(|(key, _)| !own(key)).count()
            && known
                .into_iter()
                .all(|(key, value)| both.1.get(key).is_some_and(|there| value.first_difference(there).is_none()))
    }

    /// The first difference to a freshly priced quote. The engine's version and rules may differ: cents decide.
    pub(crate) fn differs(&self, fresh: &PricedQuote) -> Result<Option<Difference>> {
        let (given, made) = (self.receipt(), &fresh.receipt);
        for (path, expected, actual) in [
            ("/receipt/policy", &made.policy, &given.policy),
            ("/receipt/request", &made.request, &given.request),
            ("/receipt/result", &made.result, &given.result),
        ] {
            if expected != actual && (path != "/receipt/result" || matches!(self, Proof::Receipt(_))) {
                return Ok(Some(Difference { path: path.into(), expected: expected.clone(), actual: actual.clone() }));
            }
        }
        let Proof::Quote(both) = self else { return Ok(None) };
        let mut quote = both.1.clone();
        let actual = result_digest(&mut quote);
        if actual == made.result && given.result == made.result {
            return Ok(None);
        }
        let mut fresh = fresh.write();
        for own in [&mut fresh, &mut quote] {
            own.take("receipt");
            own.take("request");
        }
        let difference = fresh.first_difference(&quote);
        let path = difference.unwrap_or_else(|| "/receipt/result".into());
        let shown = |node: &Node| shown(node, &path).unwrap_or_default();
        let (expected, found) = match path.as_str() {
            "/receipt/result" => (made.result.clone(), given.result.clone()),
            _ => (shown(&fresh), shown(&quote)),
        };
        Ok(Some(Difference { path, expected, actual: found }))
    }
}

fn shown(node: &Node, path: &str) -> Option<String> {
    let step = |node: &Node, key: &str| match node {
        Node::List(items) => items.get(key.parse::<usize>().ok()?).cloned(),
        other => other.get(key).cloned(),
    };
    let found = path.split('/').skip(1).try_fold(node.clone(), |node, key| step(&node, key))?;
    Some(match found {
        Node::Text(text) => text,
        other => crate::document::canonical(&other),
    })
}

/// Prices the request again and compares.
///
/// # Errors
/// The problems of the request, which then proves nothing.
pub fn verify(request: &QuoteRequest, proof: &Proof) -> Result<Verification> {
    let fresh = price(request)?;
    let difference = proof.differs(&fresh)?;
    Ok(Verification {
        equal: difference.is_none(),
        same_rules: proof.receipt().rules == fresh.receipt.rules,
        difference: Null(difference),
        receipt: fresh.receipt,
    })
}

/// Splits a priced quote's document into the request that it was made from and its proof.
///
/// # Errors
/// `missing_field` when it is no priced quote.
pub fn priced(mut quote: Node) -> Result<(QuoteRequest, Proof)> {
    let missing = |field: &str| {
        let hint = "Pass what price(request) returned, whole.";
        Problems::one(
            Code::MissingField,
            &At::Root.key(field),
            format!("This is no priced quote: `{field}` is missing."),
            hint,
        )
    };
    let proof = quote.get("receipt").cloned().ok_or_else(|| missing("receipt"))?;
    let request = quote.take("request").ok_or_else(|| missing("request"))?;
    let request = read_at::<QuoteRequest>(request, &At::Root.key("request"))?;
    let receipt = read_at::<Receipt>(proof, &At::Root.key("receipt"))?;
    Ok((request, Proof::Quote(Box::new((receipt, quote)))))
}
