//! Deposits of a deal: what each invoices by tax rate, and how the items billed after it settle it, to the cent.

use super::bill::Billed;
use super::deal::Deal;
use super::plan::Events;
use super::settling::{rooms, settle, unsettled, Room};
use super::standing::{DepositLine, DepositSummary};
use crate::billing::{Deposit, DepositBasis, Reason, When};
use crate::calendar::Date;
use crate::document::Null;
use crate::money::{allocate, Exact, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::sorting;
use crate::tax::{taxes, Taxable, Taxed};

/// A part of a deposit at one tax rate: invoiced, or, below zero, settled.
#[derive(Clone)]
pub(crate) struct Share {
    /// A place in the request's deposits.
    pub deposit: usize,
    /// A place in the versions of the deal's taxes.
    pub version: Option<usize>,
    pub net: Minor,
    /// The tax of each levy of the version.
    pub taxes: Vec<Minor>,
    pub reason: Reason,
}

/// What deposits invoice and how they are settled.
#[derive(Default)]
pub(crate) struct Deposits {
    pub invoiced: Vec<(When, Vec<Share>)>,
    /// By charge and item.
    pub settled: Vec<Vec<Vec<Share>>>,
}

impl Share {
    pub fn tax(&self) -> Minor {
        self.taxes.iter().copied().sum()
    }

    /// Its tax code, as a place in the request's taxes.
    pub fn rate(&self, deal: &Deal) -> Option<usize> {
        self.version.and_then(|version| deal.taxes.versions.get(version)).map(|version| version.rate)
    }

    pub fn is_nothing(&self) -> bool {
        self.net == Minor::ZERO && self.taxes.iter().all(|tax| *tax == Minor::ZERO)
    }
}

impl Deposits {
    /// What an item settles.
    pub fn of(&self, charge: usize, item: usize) -> &[Share] {
        self.settled.get(charge).and_then(|items| items.get(item)).map_or(&[], Vec::as_slice)
    }

    /// What of each deposit is settled by items dated up to `through`, tax included.
    pub fn settled_by(&self, billed: &[Billed], events: &Events, through: Date) -> Vec<Minor> {
        let mut settled = vec![Minor::ZERO; self.invoiced.len()];
        for (c, charge) in billed.iter().enumerate() {
            for (i, item) in charge.items.iter().enumerate() {
                let date = item.when.date(|event| events.date(event));
                let reached = date.is_some_and(|date| date <= through);
                for share in self.of(c, i).iter().filter(|_| reached) {
                    settled[share.deposit] += -(share.net + share.tax());
                }
            }
        }
        settled
    }

    /// Where each deposit stands when everything dated up to `through` is invoiced.
    pub fn summaries(&self, deal: &Deal, billed: &[Billed], events: &Events, through: Date) -> Vec<DepositSummary> {
        let date = |when: &When| when.date(|event| events.date(event));
        let settled = self.settled_by(billed, events, through);
        let show = |amount: Minor| deal.currency.show(amount);
        let summary = |(i, (when, shares)): (usize, &(When, Vec<Share>))| {
            let deposit = deal.request.deposits.get(i)?;
            let net: Minor = shares.iter().map(|share| share.net).sum();
            let tax: Minor = shares.iter().map(Share::tax).sum();
            Some(DepositSummary {
                deposit: deposit.id.clone(),
                name: deposit.name().to_owned(),
                date: Null(date(when)),
                event: when.event().map(str::to_owned),
                net: show(net),
                tax: show(tax),
                gross: show(net + tax),
                settled: show(settled[i]),
                open: show(net + tax - settled[i]),
            })
        };
        self.invoiced.iter().enumerate().filter_map(summary).collect()
    }
}

/// Adds shares up by deposit, rate and reason, in the order of the request.
pub(super) fn summed(shares: &[Share]) -> Vec<Share> {
    let key = |share: &Share| (share.reason == Reason::Settlement, share.deposit, share.version);
    let mut sums: Vec<Share> = Vec::new();
    for i in sorting::order(shares.len(), &|a, b| key(&shares[a]).cmp(&key(&shares[b]))) {
        let share = &shares[i];
        match sums.last_mut().filter(|sum| key(sum) == key(share)) {
            Some(sum) => {
                sum.net += share.net;
                sum.taxes.iter_mut().zip(&share.taxes).for_each(|(sum, tax)| *sum += *tax);
            }
            None => sums.push(share.clone()),
        }
    }
    sums
}

/// A share as a document's line.
pub(super) fn line(deal: &Deal, share: &Share) -> Option<DepositLine> {
    let deposit = deal.request.deposits.get(share.deposit)?;
    Some(DepositLine {
        deposit: deposit.id.clone(),
        name: deposit.name().to_owned(),
        net: deal.currency.show(share.net),
        tax: deal.currency.show(share.tax()),
        tax_code: share.rate(deal).and_then(|rate| deal.request.taxes.get(rate)).map(|rate| rate.code.clone()),
        reason: share.reason,
    })
}

/// Refuses a deal without a total.
///
/// # Errors
/// `needs_term` where a charge has no end.
pub(crate) fn closed(deal: &Deal) -> Result<()> {
    if deal.charges.iter().any(|charge| charge.is_open()) {
        let message = "A charge has no end, so there is no total to settle a deposit against.";
        let hint = "Give the quote an end or term.";
        return Err(Problems::one(Code::NeedsTerm, &At::Root.key("deposits"), message, hint));
    }
    Ok(())
}

/// The deposits of a deal and their settlements by its items.
///
/// # Errors
/// `needs_term` where a charge has no end; `plan_exceeds_total` where a deposit is more than what is billed after it.
pub(crate) fn deposits(deal: &Deal, billed: &[Billed], events: &Events) -> Result<Deposits> {
    let list = &deal.request.deposits;
    if list.is_empty() {
        return Ok(Deposits::default());
    }
    closed(deal)?;
    let root = At::Root;
    let at = root.key("deposits");
    let mut rooms = rooms(billed, events);
    let mut all = Deposits { invoiced: Vec::new(), settled: unsettled(billed) };
    let mut check = Check::default();
    for (i, deposit) in list.iter().enumerate() {
        let when = deposit.on.when(deal.request.start);
        let here = at.index(i);
        let from = when.date(|event| events.date(event));
        let Some(shares) = check.keep(invoiced(deal, &rooms, i, (deposit, from), (false, &here))) else { continue };
        for share in &shares {
            check.keep(settle(deal, &mut rooms, deposit, (share, from), &mut all.settled, &here));
        }
        all.invoiced.push((when, shares));
    }
    check.finish(all)
}

/// What a deposit invoices on a date, by rate: no more than there is, where it is `capped`.
///
/// # Errors
/// `plan_exceeds_total`, `too_precise`, `overflow`.
pub(crate) fn invoiced(
    deal: &Deal,
    rooms: &[Room],
    place: usize,
    (deposit, date): (&Deposit, Option<Date>),
    (capped, at): (bool, &At),
) -> Result<Vec<Share>> {
    let (currency, mode) = (&deal.currency, deal.policy.rounding_mode);
    let rates = &deal.request.taxes;
    let mut nets = vec![Minor::ZERO; rates.len() + 1];
    let mut taken = nets.clone();
    for room in rooms {
        let rate = deal.charges[room.charge].tax.unwrap_or(rates.len());
        nets[rate] += room.item.net;
        taken[rate] += room.taken.unwrap_or_default();
    }
    let versions: Vec<usize> = (0..rates.len()).map(|rate| deal.tax_version(rate, None, date)).collect();
    let gross = deposit.basis == DepositBasis::Gross;
    let held = deal.is_inclusive() && deal.taxes.exemption.is_none();
    let bases: Vec<Minor> = match (gross, held) {
        (true, true) => nets.iter().zip(taken).map(|(net, tax)| *net + tax).collect(),
        (true, false) => {
            let taxes = taxed(deal, &versions, &nets)?;
            nets.iter()
                .enumerate()
                .map(|(rate, net)| *net + taxes.get(rate).into_iter().flatten().copied().sum())
                .collect()
        }
        (false, _) => nets,
    };
    let whole: Minor = bases.iter().copied().sum();
    let mut target = match (&deposit.percent, &deposit.amount) {
        (Some(percent), _) => currency.round(&(currency.exact(whole) * &percent.percent()), mode, at)?,
        (None, Some(amount)) => currency.amount(amount, &at.key("amount"))?,
        (None, None) => Minor::ZERO,
    };
    if target > whole && !capped {
        return Err(too_much(deal, target, whole, at));
    }
    target = target.min(whole);
    if capped && target.0 <= 0 {
        return Ok(Vec::new());
    }
    let one = deposit.tax_code.as_ref().and_then(|code| rates.iter().position(|rate| rate.code == *code));
    let weights: Vec<Exact> = match one {
        Some(one) => (0..bases.len()).map(|rate| Exact::whole(i128::from(rate == one))).collect(),
        None => bases.iter().map(|base| Exact::whole(base.0)).collect(),
    };
    let parts = allocate(target, &weights, deal.policy.spread, at)?;
    let by_rate = if gross { Vec::new() } else { taxed(deal, &versions, &parts)? };
    let share = |(rate, part): (usize, &Minor)| {
        let version = versions.get(rate).copied();
        let (net, taxes) = match (version, by_rate.get(rate)) {
            (Some(version), None) if deal.taxes.exemption.is_none() => {
                let (net, tax) = deal.taxes.split(version, *part, (currency, &deal.policy, at))?;
                (net, deal.taxes.by_levy(version, net, tax)?)
            }
            (Some(version), None) => (*part, vec![Minor::ZERO; deal.taxes.versions[version].levies.len()]),
            (_, taxes) => (*part, taxes.cloned().unwrap_or_default()),
        };
        Ok(Share { deposit: place, version, net, taxes, reason: Reason::Deposit })
    };
    let shares = parts.iter().enumerate().map(share).collect::<Result<Vec<Share>>>()?;
    Ok(shares.into_iter().filter(|share| !share.is_nothing()).collect())
}

/// The taxes of nets by rate, for each rate and levy: as one document.
pub(crate) fn taxed(deal: &Deal, versions: &[usize], nets: &[Minor]) -> Result<Vec<Vec<Minor>>> {
    let thing = |(version, base): (&usize, &Minor)| Taxable { version: *version, base: *base, included: None };
    let things: Vec<Taxable> = versions.iter().zip(nets).map(thing).collect();
    let document = taxes(&deal.taxes, &things, (&deal.currency, &deal.policy), false)?;
    let of =
        |levy: &usize| document.taxed.iter().find(|taxed| taxed.levy == *levy).map_or(Minor::ZERO, |taxed| taxed.tax);
    Ok(versions.iter().map(|version| deal.taxes.versions[*version].levies.iter().map(of).collect()).collect())
}

pub(super) fn too_much(deal: &Deal, deposit: Minor, most: Minor, at: &At) -> Problems {
    let message = format!(
        "The deposit of {} is more than the {} to settle it.",
        deal.currency.show(deposit),
        deal.currency.show(most)
    );
    Problems::one(Code::PlanExceedsTotal, at, message, "Lower it, or invoice it before what settles it.")
}

/// Adds shares to the taxes of a document, which stay in the order of their levies.
pub(super) fn add_taxes(deal: &Deal, taxed: &mut Vec<Taxed>, shares: &[Share]) {
    for share in shares {
        let Some(version) = share.version.and_then(|version| deal.taxes.versions.get(version)) else { continue };
        let mut before = Minor::ZERO;
        for (levy, tax) in version.levies.iter().zip(&share.taxes) {
            let base = share.net + if deal.taxes.levies[*levy].compound { before } else { Minor::ZERO };
            before += *tax;
            match taxed.iter_mut().find(|taxed| taxed.levy == *levy) {
                Some(taxed) => (taxed.base, taxed.tax) = (taxed.base + base, taxed.tax + *tax),
                None => {
                    let place = taxed.iter().filter(|taxed| taxed.levy < *levy).count();
                    taxed.insert(place, Taxed { levy: *levy, base, tax: *tax });
                }
            }
        }
    }
}
