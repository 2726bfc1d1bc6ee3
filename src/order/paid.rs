//! What is said of an order's deposits: invoiced, settled, given back.

use super::document::DepositReason;
use super::settle::Asked;
use crate::billing::{Deposit, Reason};
use crate::calendar::Date;
use crate::document::short;
use crate::money::Minor;
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::deal::Deal;
use crate::quote::deposits::{taxed, Share};
use crate::quote::settling::part;

/// An entry of the billed deposits.
pub(super) struct Entry {
    /// A place in the request's deposits.
    pub deposit: usize,
    /// A place in the request's taxes.
    rate: Option<usize>,
    net: Minor,
    tax: Option<Minor>,
    is_deposit: bool,
    date: Option<Date>,
    pub place: usize,
}

/// A deposit that was invoiced.
pub(super) struct Paid {
    /// What was invoiced, by tax rate.
    pub invoiced: Vec<Share>,
    /// What of it nothing has settled, and what has not come back.
    pub left: Vec<Share>,
    /// What was settled, tax included.
    pub settled: Minor,
    /// What came back, below zero: net and tax.
    pub back: (Minor, Minor),
    /// Its invoice date.
    pub date: Option<Date>,
    /// Its first entry.
    pub place: usize,
    /// Whether an entry says what was settled, or that nothing was.
    pub is_settled: bool,
}

/// The entries, read.
///
/// # Errors
/// `unexplained_restatement` for a deposit that the order has not; `unknown_tax_code`, `missing_field`, `too_precise`.
pub(super) fn entries(asked: &Asked, deal: &Deal) -> Result<Vec<Entry>> {
    let (mut all, mut check) = (Vec::new(), Check::default());
    let rates = &deal.request.taxes;
    let mut used: Vec<Option<usize>> = deal.charges.iter().map(|charge| charge.tax).collect();
    used.sort_unstable();
    used.dedup();
    for (place, own) in asked.deposits.iter().enumerate() {
        let root = At::Root;
        let list = root.key("billedDeposits");
        let at = list.index(place);
        let Some(deposit) = deal.request.deposits.iter().position(|known| known.id == own.deposit) else {
            let message = format!("The order has no deposit \"{}\".", short(&own.deposit));
            check.note(Code::UnexplainedRestatement, &at.key("deposit"), message, "Mend the id.");
            continue;
        };
        let Some(net) = check.keep(deal.currency.amount(&own.net, &at.key("net"))) else { continue };
        let tax = own.tax.as_ref().map(|tax| deal.currency.amount(tax, &at.key("tax"))).transpose();
        let Some(tax) = check.keep(tax) else { continue };
        let code = own.tax_code.as_ref().or(deal.request.deposits[deposit].tax_code.as_ref());
        let rate = match (code, used.as_slice()) {
            (Some(code), _) => match rates.iter().position(|rate| rate.code == *code) {
                Some(rate) => Some(rate),
                None => {
                    let message = format!("The order has no tax code \"{}\".", short(code));
                    check.note(Code::UnknownTaxCode, &at.key("taxCode"), message, "Mend the code.");
                    continue;
                }
            },
            (None, [] | [None, ..]) => None,
            (None, [only]) => *only,
            (None, _) => {
                let hint = "Write each of the invoice's deposits with its tax code.";
                check.note(Code::MissingField, &at.key("taxCode"), "The order has several tax codes.", hint);
                continue;
            }
        };
        let is_deposit = own.reason.map_or(net.0 >= 0, |reason| reason == DepositReason::Deposit);
        all.push(Entry { deposit, rate, net, tax, is_deposit, date: own.date, place });
    }
    check.finish(all)
}

/// What the entries of a deposit say, `None` where it was not invoiced; `planned` is what the order would ask for.
///
/// # Errors
/// `unexplained_restatement` where more was settled or given back than invoiced; `overflow`.
pub(super) fn paid(
    deal: &Deal,
    mine: &[&Entry],
    (deposit, planned, date): (&Deposit, &[Share], Option<Date>),
) -> Result<Option<Paid>> {
    let is_invoiced = |entry: &&&Entry| entry.is_deposit && entry.net > Minor::ZERO;
    let said = |entry: &&&Entry| entry.is_deposit && entry.net == Minor::ZERO;
    let Some(first) = mine.iter().find(is_invoiced) else {
        return match mine.iter().find(|entry| entry.net != Minor::ZERO) {
            // Whoever forgets its invoice is not to ask for it twice; of one that was cancelled, the entries are there.
            Some(entry) if !mine.iter().any(|entry| said(&entry)) => Err(never(deposit, entry)),
            _ => Ok(None),
        };
    };
    let mut invoiced: Vec<Share> = Vec::new();
    for entry in mine.iter().filter(is_invoiced) {
        let version = entry.rate.map(|rate| deal.tax_version(rate, None, entry.date.or(date)));
        let known = planned.iter().find(|own| own.version == version && own.net == entry.net);
        let taxes = match (version, entry.tax, known) {
            (None, _, _) => Vec::new(),
            (Some(version), Some(tax), _) => deal.taxes.by_levy(version, entry.net, tax)?,
            (_, None, Some(known)) => known.taxes.clone(),
            (Some(version), None, None) => taxed(deal, &[version], &[entry.net])?.pop().unwrap_or_default(),
        };
        match invoiced.iter_mut().find(|own| own.version == version) {
            Some(own) => add(own, entry.net, &taxes),
            None => {
                let share = Share { deposit: entry.deposit, version, net: entry.net, taxes, reason: Reason::Deposit };
                invoiced.push(share);
            }
        }
    }
    let mut own = Paid {
        left: invoiced.clone(),
        settled: Minor::ZERO,
        back: (Minor::ZERO, Minor::ZERO),
        date: first.date.or(date),
        place: first.place,
        is_settled: false,
        invoiced,
    };
    let mut over = None;
    for entry in mine.iter().filter(|entry| !is_invoiced(entry)) {
        let found = own.take(deal, entry, deposit)?;
        over = found.filter(|found| own.left[*found].net < Minor::ZERO).map(|found| (found, entry)).or(over);
    }
    // What a note gave back of a deposit that was settled elsewhere is asked for again; nothing else explains it.
    let given = |rate| mine.iter().any(|entry| entry.is_deposit && entry.net < Minor::ZERO && entry.rate == rate);
    match over.filter(|(found, entry)| own.left[*found].net < Minor::ZERO && !given(entry.rate)) {
        Some((found, entry)) => Err(too_much(deal, deposit, (&own.invoiced[found], entry))),
        None => Ok(Some(own)),
    }
}

fn too_much(deal: &Deal, deposit: &Deposit, (whole, entry): (&Share, &Entry)) -> Problems {
    let root = At::Root;
    let list = root.key("billedDeposits");
    let message = format!(
        "Of the deposit \"{}\" more was settled or given back than the {} that was invoiced.",
        short(&deposit.id),
        deal.currency.show(whole.net)
    );
    let hint = "Write every deposit line of the posted invoices once.";
    Problems::one(Code::UnexplainedRestatement, &list.index(entry.place), message, hint)
}

fn never(deposit: &Deposit, entry: &Entry) -> Problems {
    let root = At::Root;
    let list = root.key("billedDeposits");
    let message = format!("Nothing of the deposit \"{}\" was invoiced at this tax code.", short(&deposit.id));
    let hint = "Write what was invoiced of it too, with its net above zero; where its invoice is no more, net 0 with reason deposit: it is asked for again.";
    Problems::one(Code::UnexplainedRestatement, &list.index(entry.place), message, hint)
}

/// What entries settled, or gave back, of a share that is not invoiced, or not any more: its document was cancelled, or its draft thrown away.
///
/// # Errors
/// `overflow`.
pub(super) fn settled_before(deal: &Deal, mine: &[&Entry], share: &Share, at: &At) -> Result<Share> {
    let mut own = Share { net: Minor::ZERO, taxes: vec![Minor::ZERO; share.taxes.len()], ..share.clone() };
    for entry in mine.iter().filter(|entry| entry.net < Minor::ZERO && share.rate(deal) == entry.rate) {
        let net = -entry.net;
        let taxes = match (entry.tax, share.version) {
            (Some(tax), Some(version)) => deal.taxes.by_levy(version, net, -tax)?,
            _ => share.taxes.iter().map(|tax| part(deal, *tax, net, share.net, at)).collect::<Result<_>>()?,
        };
        add(&mut own, net, &taxes);
    }
    Ok(own)
}

/// A share of nothing for each rate of the entries that has none.
pub(super) fn rates_without(deal: &Deal, mine: &[&Entry], shares: &[Share], date: Option<Date>) -> Vec<Share> {
    let mut all: Vec<Share> = Vec::new();
    for entry in mine {
        if shares.iter().chain(&all).all(|share| share.rate(deal) != entry.rate) {
            let version = entry.rate.map(|rate| deal.tax_version(rate, None, date));
            let levies = version.map_or(0, |version| deal.taxes.versions[version].levies.len());
            let taxes = vec![Minor::ZERO; levies];
            all.push(Share { deposit: entry.deposit, version, net: Minor::ZERO, taxes, reason: Reason::Deposit });
        }
    }
    all
}

fn add(share: &mut Share, net: Minor, taxes: &[Minor]) {
    share.net += net;
    share.taxes.iter_mut().zip(taxes).for_each(|(sum, tax)| *sum += *tax);
}

impl Paid {
    /// What an entry settles or gives back; the place of the share.
    fn take(&mut self, deal: &Deal, entry: &Entry, deposit: &Deposit) -> Result<Option<usize>> {
        let root = At::Root;
        let list = root.key("billedDeposits");
        let at = list.index(entry.place);
        self.is_settled |= !entry.is_deposit || entry.net < Minor::ZERO;
        let same = |share: &&Share| share.rate(deal) == entry.rate;
        let places = || (0..self.left.len()).filter(|i| same(&&self.left[*i]));
        let found = places().find(|i| self.left[*i].net >= -entry.net).or_else(|| places().next());
        let Some(found) = found else {
            if entry.net == Minor::ZERO {
                return Ok(None);
            }
            return Err(never(deposit, entry));
        };
        let (whole, left) = (&self.invoiced[found], &mut self.left[found]);
        let mut taxes = Vec::with_capacity(left.taxes.len());
        match (entry.tax, whole.version) {
            (Some(tax), Some(version)) => taxes = deal.taxes.by_levy(version, entry.net, tax)?,
            _ => {
                // Settlements in a row come to their part of the whole.
                for (all, rest) in whole.taxes.iter().zip(&left.taxes) {
                    let after = part(deal, *all, left.net + entry.net, whole.net, &at)?;
                    taxes.push(after - *rest);
                }
            }
        }
        add(left, entry.net, &taxes);
        let tax = taxes.iter().copied().sum();
        match entry.is_deposit {
            true => self.back = (self.back.0 + entry.net, self.back.1 + tax),
            false => self.settled += -(entry.net + tax),
        }
        Ok(Some(found))
    }
}
