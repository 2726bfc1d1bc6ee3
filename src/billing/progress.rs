//! Declared progress: each declaration bills what it adds to the one before; what is not declared yet waits.

use super::Declared;
use crate::money::{allocate, Currency, Dec, Exact, Minor};
use crate::policy::Policy;
use crate::problem::{At, Check, Code, Problems, Result};

/// The id of the item that waits for what is not declared yet.
pub const REMAINDER: &str = "remainder";

impl Declared {
    /// The id of the declaration at this place.
    pub fn id(&self, place: usize) -> String {
        self.id.clone().unwrap_or_else(|| format!("progress-{}", place + 1))
    }
}

/// Notes what is wrong with declarations by themselves; `of` is how many units the whole is.
pub fn check_declared(declared: &[Declared], of: Option<&Dec>, at: &At, check: &mut Check) {
    if of.is_some_and(|of| of.sign() <= 0) {
        check.note(Code::OutOfRange, &at.key("of"), "The whole has no units.", "Write a number above zero.");
    }
    let list = at.key("declared");
    for (i, declared) in declared.iter().enumerate() {
        let here = list.index(i);
        let values = [("percent", &declared.percent), ("amount", &declared.amount), ("units", &declared.units)];
        if values.iter().filter(|(_, value)| value.is_some()).count() != 1 {
            let message = "A declaration is a percentage, an amount or units.";
            check.note(Code::Conflict, &here, message, "Write exactly one of percent, amount and units.");
        }
        for (key, value) in values {
            if value.is_some_and(|value| value.sign() < 0) {
                let hint = "Write how far the work is in all; less than before is a correction.";
                check.note(Code::OutOfRange, &here.key(key), "Progress is not below zero.", hint);
            }
        }
        let most = [("percent", &declared.percent, Some(&Dec::HUNDRED)), ("units", &declared.units, of)];
        for (key, value, most) in most {
            if let (Some(value), Some(most)) = (value, most) {
                if value > most {
                    let message = format!("{value} is more than the whole, {most}.");
                    let hint = "Declarations are cumulative: how far the work is in all.";
                    check.note(Code::PlanExceedsTotal, &here.key(key), message, hint);
                }
            }
        }
        if declared.units.is_some() && of.is_none() {
            let message = "Units are declared, but not how many the whole is.";
            check.note(Code::MissingField, &at.key("of"), message, "Add \"of\": the units of the whole.");
        }
        declared.on.check(&here.key("on"), check);
    }
}

/// What each declaration bills of each charge, and last what waits: `result[declaration][charge]`.
///
/// A cumulative amount is rounded, spread over the charges by the policy, and each bills the difference to the one
/// before.
///
/// # Errors
/// `plan_exceeds_total` against the real nets; `too_precise` for an amount.
pub fn progress_shares(
    declared: &[Declared],
    of: Option<&Dec>,
    nets: &[Minor],
    (currency, policy, at): (&Currency, &Policy, &At),
) -> Result<Vec<Vec<Minor>>> {
    let list = at.key("declared");
    let whole: Minor = nets.iter().copied().sum();
    let weights: Vec<Exact> = nets.iter().map(|net| Exact::whole(net.0)).collect();
    let mut done = vec![Minor::ZERO; nets.len()];
    let mut shares = Vec::with_capacity(declared.len() + 1);
    for (i, declared) in declared.iter().enumerate() {
        let here = list.index(i);
        let part = match (&declared.percent, &declared.units, of) {
            (Some(percent), _, _) => Some(percent.percent()),
            (_, Some(units), Some(of)) => units.exact().over(&of.exact()),
            _ => None,
        };
        let so_far = match (part, &declared.amount) {
            (Some(part), _) => currency.round(&(currency.exact(whole) * &part), policy.rounding_mode, &here)?,
            (None, Some(amount)) => currency.amount(amount, &here.key("amount"))?,
            (None, None) => Minor::ZERO,
        };
        if so_far.0.abs() > whole.0.abs() {
            let message = format!("Declared are {} of {}.", currency.show(so_far), currency.show(whole));
            let hint = "Declarations are cumulative: how far the work is in all.";
            return Err(Problems::one(Code::PlanExceedsTotal, &here, message, hint));
        }
        let now = if so_far == whole { nets.to_vec() } else { allocate(so_far, &weights, policy.spread, &here)? };
        shares.push(now.iter().zip(&done).map(|(now, before)| *now - *before).collect());
        done = now;
    }
    shares.push(nets.iter().zip(&done).map(|(net, done)| *net - *done).collect());
    Ok(shares)
}
