//! Entries that were reversed, to be billed again: they and what reverses them count as never billed.

use super::document::{DepositReason, EntryKind, OrderDeposit, OrderEntry};
use crate::document::short;
use crate::money::Dec;
use crate::problem::{At, Check, Code, Result};
use std::borrow::Cow;

/// The billed entries, each reversed one and its reversal without an amount, so that the others keep their places.
///
/// # Errors
/// `unexplained_restatement` for a reversal of what was not billed.
pub(crate) fn standing(billed: &[OrderEntry]) -> Result<Cow<'_, [OrderEntry]>> {
    if !billed.iter().any(|own| own.kind == EntryKind::Reversal) {
        return Ok(Cow::Borrowed(billed));
    }
    let mut all = billed.to_vec();
    let (mut check, root) = (Check::default(), At::Root);
    for (place, own) in billed.iter().enumerate().filter(|(_, own)| own.kind == EntryKind::Reversal) {
        let undoes = |other: &OrderEntry| {
            let same = (&other.line, &other.charge, other.period, &other.item)
                == (&own.line, &own.charge, own.period, &own.item);
            let kind = own.reverses.map_or(other.kind != EntryKind::Reversal, |kind| kind == other.kind);
            same && kind && opposite(&other.net, &own.net)
        };
        // Charges before goodwill, which has the same item only by chance; what is all the same; the latest before it.
        let exact = |other: &OrderEntry| {
            let pairs =
                [(&other.gross, &own.gross), (&other.retained, &own.retained), (&other.released, &own.released)];
            pairs.into_iter().all(|(one, other)| opposites(one, other))
        };
        let found = (0..all.len()).filter(|i| undoes(&all[*i]) && !is_void(&all[*i]));
        match found.max_by_key(|i| (all[*i].kind == EntryKind::Charge, exact(&all[*i]), *i < place, *i)) {
            Some(found) => {
                void(&mut all[found]);
                void(&mut all[place]);
            }
            None => {
                let message = format!(
                    "Nothing of {} was billed to the line \"{}\", charge \"{}\" that this could reverse.",
                    own.net,
                    short(&own.line),
                    short(&own.charge)
                );
                check.note(Code::UnexplainedRestatement, &root.key("billed").index(place), message, HINT);
            }
        }
    }
    check.finish(Cow::Owned(all))
}

/// As [`standing`], of deposits.
///
/// # Errors
/// The same.
pub(crate) fn standing_deposits(billed: &[OrderDeposit]) -> Result<Cow<'_, [OrderDeposit]>> {
    if !billed.iter().any(|own| own.reason == Some(DepositReason::Reversal)) {
        return Ok(Cow::Borrowed(billed));
    }
    let mut all = billed.to_vec();
    let (mut check, root) = (Check::default(), At::Root);
    for (place, own) in billed.iter().enumerate().filter(|(_, own)| own.reason == Some(DepositReason::Reversal)) {
        let undoes = |other: &OrderDeposit| {
            let same = (&other.deposit, &other.tax_code) == (&own.deposit, &own.tax_code);
            same && other.reason != Some(DepositReason::Reversal) && opposite(&other.net, &own.net)
        };
        let none = |own: &mut OrderDeposit| (own.net, own.tax) = (Dec::ZERO, Some(Dec::ZERO));
        // Equal nets may have other taxes, where these come to a whole.
        let found = (0..all.len()).filter(|i| undoes(&all[*i]) && all[*i].net != Dec::ZERO);
        match found.max_by_key(|i| (opposites(&all[*i].tax, &own.tax), *i < place, *i)) {
            Some(found) => {
                none(&mut all[found]);
                none(&mut all[place]);
                all[place].reason = Some(DepositReason::Settlement);
            }
            None => {
                let message =
                    format!("Nothing of {} of the deposit \"{}\" could be reversed.", own.net, short(&own.deposit));
                check.note(Code::UnexplainedRestatement, &root.key("billedDeposits").index(place), message, HINT);
            }
        }
    }
    check.finish(Cow::Owned(all))
}

const HINT: &str =
    "Write the entries of the document that is cancelled, and those of its credit note, as both have them.";

fn opposite(one: &Dec, other: &Dec) -> bool {
    one.plus(other) == Some(Dec::ZERO)
}

fn opposites(one: &Option<Dec>, other: &Option<Dec>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => opposite(one, other),
        (one, other) => one == other,
    }
}

/// Whether [`standing`] left nothing of an entry.
pub(crate) fn is_void(own: &OrderEntry) -> bool {
    own.kind == EntryKind::Adjustment && own.net == Dec::ZERO
}

fn void(own: &mut OrderEntry) {
    *own = OrderEntry {
        period: None,
        item: None,
        net: Dec::ZERO,
        gross: Some(Dec::ZERO),
        retained: None,
        released: None,
        kind: EntryKind::Adjustment,
        reverses: None,
        ..own.clone()
    };
}
