use crate::document::{document, result};
use crate::money::{allocate as split, allocate_nearest, Dec, Exact, ShareRounding, Spread};
use crate::problem::{At, Check, Code, Result};

document! {
    /// An amount to split.
    pub struct AllocateRequest {
        /// In currency units; at most as many decimals as the currency.
        pub amount: Dec,
        /// An ISO 4217 code. Exactly one of `currency` and `scale`.
        pub currency: Option<String>,
        /// Decimals of the shares, 0 to 12, where the amount is no money.
        pub scale: Option<u32>,
        /// Zero or more each, at least one above zero; at most 100,000.
        pub weights: Vec<Dec>,
        /// Who takes the units that are left over. Default `largestRemainder`.
        pub spread: Option<Spread>,
        /// How each share is rounded first. Default `down`.
        pub share_rounding: Option<ShareRounding>,
    }
}

result! {
    /// The shares of an amount.
    #[derive(Eq)]
    pub struct AllocateResult {
        /// In the order of the weights; they sum to the amount exactly.
        pub shares: Vec<String>,
    }
}

/// Splits an amount by weights so that the shares sum to it exactly.
///
/// # Errors
/// `unknown_currency`, `too_precise`, `out_of_range` for a weight below zero, `division_by_zero` when all are zero.
pub fn allocate(request: &AllocateRequest) -> Result<AllocateResult> {
    let (root, mut check) = (At::Root, Check::default());
    let weights = root.key("weights");
    for (i, weight) in request.weights.iter().enumerate().filter(|(_, weight)| weight.sign() < 0) {
        check.note(Code::OutOfRange, &weights.index(i), format!("{weight} is below zero."), "Write zero or more.");
    }
    if request.weights.is_empty() || request.weights.len() > 100_000 {
        let message = format!("There are {} weights.", request.weights.len());
        check.note(Code::OutOfRange, &weights, message, "Write 1 to 100,000 weights.");
    }
    if !request.weights.iter().any(|weight| weight.sign() > 0) {
        let hint = "Give at least one weight above zero.";
        check.note(Code::DivisionByZero, &weights, "The weights sum to zero.", hint);
    }
    let currency = super::currency(&request.currency, request.scale, &root, &mut check);
    let currency = check.finish(currency)?;
    let amount = currency.amount(&request.amount, &root.key("amount"))?;
    let exact: Vec<Exact> = request.weights.iter().map(Dec::exact).collect();
    let spread = request.spread.unwrap_or_default();
    let shares = match request.share_rounding.unwrap_or_default() {
        ShareRounding::Down => split(amount, &exact, spread, &weights)?,
        ShareRounding::Nearest => allocate_nearest(amount, &exact, spread, &weights)?,
    };
    Ok(AllocateResult { shares: shares.into_iter().map(|share| currency.show(share)).collect() })
}
