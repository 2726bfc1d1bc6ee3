//! How billing items settle deposits: each has room for its net, and takes its part, to the cent.

use super::bill::Billed;
use super::deal::Deal;
use super::deposits::{too_much, Share};
use super::plan::Events;
use crate::billing::{BillingItem, Deposit, DepositSettle, Reason};
use crate::calendar::Date;
use crate::money::{Exact, Minor};
use crate::problem::{At, Result};
use crate::sorting;

/// An item that may settle a deposit.
pub(crate) struct Room<'b> {
    pub charge: usize,
    place: usize,
    pub item: &'b BillingItem,
    /// The tax that came out of its price.
    pub taken: Option<Minor>,
    pub date: Option<Date>,
    /// What no deposit has settled of it yet.
    pub left: Minor,
}

/// Every item, each with room for all of its net.
pub(crate) fn rooms<'b>(billed: &'b [Billed], events: &Events) -> Vec<Room<'b>> {
    let mut rooms: Vec<Room> = Vec::new();
    for (charge, items) in billed.iter().enumerate() {
        rooms.extend(items.items.iter().enumerate().map(|(place, item)| {
            let date = item.when.date(|event| events.date(event));
            Room { charge, place, item, taken: items.taken.get(place).copied(), date, left: item.net }
        }));
    }
    rooms
}

/// What each item settles, before anything does.
pub(crate) fn unsettled(billed: &[Billed]) -> Vec<Vec<Vec<Share>>> {
    billed.iter().map(|charge| vec![Vec::new(); charge.items.len()]).collect()
}

/// The rooms that settle a share: billed from a date on, of its own rate, or of any where the deposit names its tax.
pub(crate) fn eligible(
    deal: &Deal,
    rooms: &[Room],
    deposit: &Deposit,
    (share, from): (&Share, Option<Date>),
) -> Vec<usize> {
    let later = |room: &Room| !matches!((room.date, from), (Some(date), Some(from)) if date < from);
    let same = |room: &Room| deposit.tax_code.is_some() || deal.charges[room.charge].tax == share.rate(deal);
    (0..rooms.len()).filter(|i| later(&rooms[*i]) && same(&rooms[*i])).collect()
}

/// Settles a share by the items that may.
///
/// # Errors
/// `plan_exceeds_total` where they come to less.
pub(crate) fn settle(
    deal: &Deal,
    rooms: &mut [Room],
    deposit: &Deposit,
    (share, from): (&Share, Option<Date>),
    settled: &mut [Vec<Vec<Share>>],
    at: &At,
) -> Result<()> {
    let mut places = eligible(deal, rooms, deposit, (share, from));
    let most: Minor = places.iter().map(|i| rooms[*i].left).sum();
    if share.net > most {
        return Err(too_much(deal, share.net, most, at));
    }
    // What an item gives back settles nothing: the others would settle more than there is until it does.
    places.retain(|i| rooms[*i].left >= Minor::ZERO);
    let left: Minor = places.iter().map(|i| rooms[*i].left).sum();
    let first = deposit.settle == DepositSettle::First;
    if first {
        let key = |i: usize| (rooms[places[i]].date.is_none(), rooms[places[i]].date);
        let order = sorting::order(places.len(), &|a, b| key(a).cmp(&key(b)));
        places = order.into_iter().map(|i| places[i]).collect();
    }
    let (mut reached, mut net) = (Minor::ZERO, Minor::ZERO);
    let mut taxes = vec![Minor::ZERO; share.taxes.len()];
    for i in places {
        let room = &mut rooms[i];
        let now = if first {
            net + (share.net - net).min(room.left).max(Minor::ZERO)
        } else {
            reached += room.left;
            part(deal, share.net, reached, left, at)?
        };
        let mut given = Share { net: net - now, taxes: Vec::new(), reason: Reason::Settlement, ..*share };
        for (whole, done) in share.taxes.iter().zip(&mut taxes) {
            let tax =
                if first { part(deal, *whole, now, share.net, at)? } else { part(deal, *whole, reached, left, at)? };
            given.taxes.push(std::mem::replace(done, tax) - tax);
        }
        net = now;
        room.left += given.net;
        if !given.is_nothing() {
            settled[room.charge][room.place].push(given);
        }
    }
    // A share of tax alone has no net to be refused by, where nothing is billed after it.
    if net != share.net || taxes != share.taxes {
        let reached = net + taxes.into_iter().sum();
        return Err(too_much(deal, share.net + share.tax(), reached, at));
    }
    Ok(())
}

/// The rounded part of an amount that `reached` of `whole` comes to; all of it where there is no whole.
///
/// # Errors
/// `overflow`.
pub(crate) fn part(deal: &Deal, amount: Minor, reached: Minor, whole: Minor, at: &At) -> Result<Minor> {
    match Exact::ratio(reached.0, whole.0) {
        Some(ratio) => deal.currency.round(&(deal.currency.exact(amount) * &ratio), deal.policy.rounding_mode, at),
        None => Ok(amount),
    }
}
