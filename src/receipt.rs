//! Receipts: proof that a result is what this engine computes from a request.
//!
//! A receipt holds SHA-256 digests of canonical texts (RFC 8785). It proves a calculation and authenticates nobody.

use crate::policy::{profiles, ProfileInfo};
use sha2::{Digest, Sha256};

use crate::document::{canonical, document, result, Node, Write};

/// The version of the engine.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
/// A digest of the sources that decide amounts and of the lock file; equal in every build of the same rules.
pub const RULES: &str = concat!("sha256:", env!("PRORATA_RULES"));

document! {
    /// Proof of a calculation. Equal receipts mean equal cents.
    #[derive(Default, Eq)]
    pub struct Receipt {
        /// The engine's version.
        pub engine: String,
        /// The digest of the engine's rules.
        pub rules: String,
        /// The profile with its version, `default@1`; `+custom` where switches overrule it.
        pub policy: String,
        /// The digest of the normalised request.
        pub request: String,
        /// The digest of the result without its request and receipt.
        pub result: String,
    }
}

result! {
    /// What an engine says of itself.
    pub struct EngineInfo {
        /// Its version.
        pub engine: &'static str,
        /// The digest of its rules, as in [`Receipt::rules`].
        pub rules: &'static str,
        /// The policy profiles that it knows.
        pub profiles: Vec<ProfileInfo>,
    }
}

/// This engine's version and rules.
pub fn engine_info() -> EngineInfo {
    EngineInfo { engine: ENGINE, rules: RULES, profiles: profiles() }
}

/// `sha256:` and the digest of a document's canonical text.
pub fn digest(document: &Node) -> String {
    let mut out = String::with_capacity(71);
    out.push_str("sha256:");
    for byte in Sha256::digest(canonical(document).as_bytes()) {
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

/// The digest of a priced quote's tree without its request and receipt.
pub(crate) fn result_digest(quote: &mut Node) -> String {
    let (request, receipt) = (quote.take("request"), quote.take("receipt"));
    let result = digest(quote);
    if let Node::Object(fields) = quote {
        fields.extend(request.map(|request| ("request".into(), request)));
        fields.extend(receipt.map(|receipt| ("receipt".into(), receipt)));
    }
    result
}

/// The receipt of a priced quote, whose own receipt is still empty.
pub(crate) fn seal(quote: &dyn Write, policy: &str) -> Receipt {
    let mut quote = quote.write();
    let request = quote.get("request").map(digest).unwrap_or_default();
    Receipt {
        engine: ENGINE.to_owned(),
        rules: RULES.to_owned(),
        policy: policy.to_owned(),
        request,
        result: result_digest(&mut quote),
    }
}
