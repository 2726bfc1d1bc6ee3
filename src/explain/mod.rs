//! The verb `explain`: the tree behind any amount of a quote or a plan, down to inputs, as data and as sentences.
//!
//! Nothing is computed here that was not computed before: the tree is read from the same terms, steps, curves and billing
//! items that made the amount, and [`replay`] goes through it again.

mod charge;
mod derived;
mod documents;
mod held;
mod items;
mod lines;
mod names;
mod numbers;
mod parts;
mod plans;
mod price;
mod replay;
mod route;
mod sentences;
mod steps;
mod taxes;
mod tree;
mod usage;

pub use replay::replay;
pub use tree::{Explanation, How, Sentence};

use crate::document::{document, short};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::deal::resolve;
use crate::quote::price::work;
use crate::quote::{plan, PlanOptions, QuoteRequest};
use charge::Explainer;

document! {
    /// Which amount is to be explained.
    pub struct ExplainOptions {
        /// A JSON pointer to an amount: of the priced quote (`/lines/0/net`), or with `plan` of the plan
        /// (`/invoices/3/lines/0/net`); or what an explanation names in `see`.
        pub path: String,
        /// The options of the plan whose amount it is; `{}` for a plan without any.
        pub plan: Option<PlanOptions>,
    }
}

/// The tree behind an amount of the quote that a request gives, or of its plan.
///
/// # Errors
/// `unknown_path` where no amount stands there; and every problem of the request and the plan's options.
pub fn explain(request: &QuoteRequest, options: &ExplainOptions) -> Result<Explanation> {
    let deal = resolve(request)?;
    let mut worked = work(&deal, None, &Default::default())?;
    let why = match &options.plan {
        None => {
            let assembled = worked.assembled(&deal)?;
            Explainer { deal: &deal, worked: &worked, assembled: &assembled, exact: false, brief: false }
                .quote(&options.path)
        }
        Some(own) => {
            if let Some(again) = plan::again(&deal, &worked, own)? {
                worked = again;
            }
            let assembled = plan::assembled(&deal, &worked, own)?;
            let view = plan::view(&deal, &worked, &assembled, own);
            Explainer { deal: &deal, worked: &worked, assembled: &assembled, exact: false, brief: false }
                .plan(&options.path, (own, &view))
        }
    };
    why.map(|why| why.written()).ok_or_else(|| {
        let message = format!("There is no amount at \"{}\".", short(&options.path));
        let hint = "Write the place of an amount, for example \"/lines/0/net\"; for a plan's, add plan.";
        Problems::one(Code::UnknownPath, &At::Root.key("path"), message, hint)
    })
}
