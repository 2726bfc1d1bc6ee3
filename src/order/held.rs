//! What retainage set apart of what was billed.

use super::document::OrderEntry;
use crate::billing::{Apart, BillingItem};
use crate::money::{Currency, Exact, Minor};
use crate::policy::Policy;
use crate::problem::{At, Result};

/// What an entry says that was withheld of it, below zero where it was released; `None` where it says nothing.
///
/// # Errors
/// `too_precise`, `overflow`.
pub(super) fn held(currency: &Currency, entry: &OrderEntry, at: &At) -> Result<Option<Minor>> {
    let retained = entry.retained.as_ref().map(|own| currency.amount(own, &at.key("retained"))).transpose()?;
    let released = entry.released.as_ref().map(|own| currency.amount(own, &at.key("released"))).transpose()?;
    Ok(match (retained, released) {
        (None, None) => None,
        (retained, released) => Some(retained.unwrap_or_default() - released.unwrap_or_default()),
    })
}

/// What was set apart of a planned item that was billed at a net: in proportion, unless what was withheld is `said`.
///
/// # Errors
/// `overflow`.
pub(super) fn billed_apart(
    (currency, policy): (&Currency, &Policy),
    item: &BillingItem,
    net: Minor,
    said: Option<Minor>,
) -> Result<Apart> {
    let Some(own) = item.apart else { return Ok(Apart { base: net, held: Minor::ZERO, withheld: Minor::ZERO }) };
    if let Some(said) = said.filter(|_| own.held == own.withheld) {
        // Taxed is what is billed, or what of it is not withheld.
        let taxed = [(own.base == item.net, net), (own.base == item.net - own.held, net - said)];
        if let Some((_, base)) = taxed.into_iter().find(|(holds, _)| *holds) {
            return Ok(Apart { base, held: said, withheld: said });
        }
    }
    if item.net == Minor::ZERO && net != Minor::ZERO {
        // There is no proportion to nothing: what was billed beside it was taxed.
        let (held, withheld) = (said.unwrap_or(own.held), said.unwrap_or(own.withheld));
        return Ok(Apart { base: own.base + net, held, withheld });
    }
    let part = |amount: Minor| match Exact::ratio(net.0, item.net.0).filter(|_| net != item.net) {
        Some(ratio) => currency.round(&(currency.exact(amount) * &ratio), policy.rounding_mode, &At::Root),
        None => Ok(amount),
    };
    let (base, held, withheld) = (part(own.base)?, part(own.held)?, part(own.withheld)?);
    Ok(match said {
        // Where the payable is not touched, less was billed instead.
        Some(said) if own.held == own.withheld => Apart { base, held: said, withheld: said },
        _ => Apart { base, held, withheld },
    })
}

/// An item as it was billed.
pub(super) struct BilledItem {
    /// As the state had it that billed it.
    pub item: BillingItem,
    pub net: Minor,
    /// What was withheld of it, where that was said.
    pub held: Option<Minor>,
}

/// What the planned items that were billed lack of what is set apart: the base that is taxed, and what is withheld. Where one is not
/// planned any more, all of it is too much.
///
/// # Errors
/// `overflow`.
pub(super) fn lacks_apart(
    money: (&Currency, &Policy),
    (planned, billed): (&[BillingItem], &[BilledItem]),
) -> Result<Apart> {
    let mut lacks = Apart { base: Minor::ZERO, held: Minor::ZERO, withheld: Minor::ZERO };
    for item in planned {
        lacks.base += item.base();
        lacks.held += item.held();
        lacks.withheld += item.withheld();
    }
    for own in billed {
        let done = billed_apart(money, &own.item, own.net, own.held)?;
        lacks.base += -done.base;
        lacks.held += -done.held;
        lacks.withheld += -done.withheld;
    }
    Ok(lacks)
}
