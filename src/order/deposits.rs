//! Deposits of an order: what was invoiced is not asked for again. What is left of it is settled by what is still to be billed;
//! where a change leaves too little of that, the rest comes back.

use super::document::EntryKind;
use super::life::{date_of, life, Life};
use super::paid::{entries, paid, rates_without, settled_before, Entry, Paid};
use super::settle::Asked;
use crate::billing::{Deposit, Reason, When};
use crate::calendar::Date;
use crate::document::{short, Null};
use crate::money::Minor;
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::bill::Billed;
use crate::quote::deal::{resolve_within, Deal};
use crate::quote::deposits::{closed, invoiced, Deposits, Share};
use crate::quote::plan::Events;
use crate::quote::settling::{eligible, part, rooms, settle, unsettled, Room};
use crate::quote::taxes::take_out;
use crate::quote::DepositSummary;

/// What an order's deposits still invoice, or give back, and how they are settled; and where each stands.
#[derive(Default)]
pub(super) struct OrderDeposits {
    /// What is still to come.
    pub open: Deposits,
    standings: Vec<Standing>,
}

/// A deposit less what comes back of it, and what invoices have settled of it, tax included.
struct Standing {
    when: When,
    net: Minor,
    tax: Minor,
    settled: Minor,
}

impl OrderDeposits {
    /// Whether something is still to be invoiced of a deposit, or given back.
    pub fn asks(&self, deposit: usize) -> bool {
        self.open.invoiced.get(deposit).is_some_and(|(_, shares)| !shares.is_empty())
    }

    /// Where each deposit stands when everything dated up to `through` is invoiced.
    pub fn summaries(&self, deal: &Deal, billed: &[Billed], events: &Events, through: Date) -> Vec<DepositSummary> {
        let settled = self.open.settled_by(billed, events, through);
        let show = |amount: Minor| deal.currency.show(amount);
        let list = deal.request.deposits.iter().zip(&self.standings).zip(settled);
        let summary = |((deposit, own), settled): ((&Deposit, &Standing), Minor)| DepositSummary {
            deposit: deposit.id.clone(),
            name: deposit.name().to_owned(),
            date: Null(own.when.date(|event| events.date(event))),
            event: own.when.event().map(str::to_owned),
            net: show(own.net),
            tax: show(own.tax),
            gross: show(own.net + own.tax),
            settled: show(own.settled + settled),
            open: show(own.net + own.tax - own.settled - settled),
        };
        list.map(summary).collect()
    }
}

/// What is known while deposits are reckoned.
struct Reckoned<'r, 'd> {
    asked: &'r Asked<'r>,
    state: &'r Life,
    deal: &'r Deal<'d>,
    /// Everything that the order bills.
    whole: Vec<Billed>,
    entries: Vec<Entry>,
    /// Charges that were invoiced: the charge, the date, the amount.
    posted: Vec<(usize, Option<Date>, Minor)>,
}

/// The deposits of an order, and their settlements by its open items.
///
/// # Errors
/// `needs_term` where a charge has no end; `missing_field` where the billed entries leave open what was invoiced or settled of a
/// deposit; `unexplained_restatement` where they contradict the order.
pub(super) fn deposits(asked: &Asked, state: &Life, deal: &Deal, open: &[Billed]) -> Result<OrderDeposits> {
    let entries = entries(asked, deal)?;
    if deal.request.deposits.is_empty() {
        return Ok(OrderDeposits::default());
    }
    closed(deal)?;
    let own = Reckoned { asked, state, deal, whole: whole(state, deal)?, entries, posted: posted(asked, state, deal)? };
    let mut all = OrderDeposits::default();
    all.open.settled = unsettled(open);
    let mut free = rooms(open, asked.events);
    mend(deal, &mut free);
    let mut check = Check::default();
    for i in 0..deal.request.deposits.len() {
        let root = At::Root;
        let at = root.key("deposits");
        check.keep(own.add(i, &mut free, &mut all, &at.index(i)));
    }
    check.finish(all)
}

impl Reckoned<'_, '_> {
    fn add(&self, i: usize, free: &mut [Room], all: &mut OrderDeposits, at: &At) -> Result<()> {
        let (asked, deal) = (self.asked, self.deal);
        let deposit = &deal.request.deposits[i];
        let mine: Vec<&Entry> = self.entries.iter().filter(|entry| entry.deposit == i).collect();
        let mut when = deposit.on.when(deal.request.start);
        let planned = when.date(|event| asked.events.date(event));
        let done = rooms(&self.whole, asked.events);
        let wanted = wanted(deal, &done, i, (planned, at))?;
        let Some(paid) = paid(deal, &mine, (deposit, &wanted, planned))? else {
            if mine.is_empty() && !wanted.is_empty() {
                self.was_due(deposit, planned)?;
            }
            let started = !asked.billed.is_empty() || !asked.deposits.is_empty();
            // What is overdue is invoiced today.
            when = match (asked.as_of, planned) {
                (Some(as_of), Some(date)) if started && date < as_of => When::On(as_of),
                _ => when,
            };
            let from = when.date(|event| asked.events.date(event));
            let (mut shares, mut settled) = (Vec::new(), Minor::ZERO);
            let now = invoiced(deal, &done, i, (deposit, from), (true, at))?;
            let gone = rates_without(deal, &mine, &now, from);
            for share in now.into_iter().chain(gone) {
                // Later invoices may have settled of one whose own invoice is gone.
                let before = settled_before(deal, &mine, &share, at)?;
                settled += before.net + before.tax();
                let (fits, _) = divided(deal, free, deposit, (&less(&share, &before), from), at)?;
                if !fits.is_nothing() {
                    settle(deal, free, deposit, (&fits, from), &mut all.open.settled, at)?;
                }
                let taxes = fits.taxes.iter().zip(&before.taxes).map(|(one, other)| *one + *other).collect();
                shares.push(Share { net: fits.net + before.net, taxes, ..share });
            }
            shares.retain(|share| !share.is_nothing());
            all.standings.push(Standing { settled, ..Standing::of(when.clone(), &shares) });
            all.open.invoiced.push((when, shares));
            return Ok(());
        };
        self.explain(i, &paid, &wanted)?;
        self.was_settled(deposit, &paid)?;
        let (mut back, mut day) = (Vec::new(), Date::MIN);
        for share in &paid.left {
            if share.net < Minor::ZERO {
                let taxes = share.taxes.iter().map(|tax| -*tax).collect();
                back.push(Share { net: -share.net, taxes, ..share.clone() });
                day = day.max(paid.date.or(planned).unwrap_or(day));
                continue;
            }
            let (fits, rest) = divided(deal, free, deposit, (share, None), at)?;
            if !fits.is_nothing() {
                settle(deal, free, deposit, (&fits, None), &mut all.open.settled, at)?;
            }
            if !rest.is_nothing() {
                day = day.max(self.cause(deposit, &paid, &rest)?);
                let taxes = rest.taxes.iter().map(|tax| -*tax).collect();
                back.push(Share { net: -rest.net, taxes, ..rest });
            }
        }
        let mut standing = Standing::of(paid.date.map_or(when, When::On), paid.invoiced.iter().chain(&back));
        standing.net += paid.back.0;
        standing.tax += paid.back.1;
        standing.settled = paid.settled;
        all.standings.push(standing);
        all.open.invoiced.push((When::On(day.max(asked.as_of.unwrap_or(day))), back));
        Ok(())
    }

    /// Refuses a deposit of which nothing is said although an invoice of its day, or a later one, was billed.
    fn was_due(&self, deposit: &Deposit, planned: Option<Date>) -> Result<()> {
        let Some(day) = planned else { return Ok(()) };
        let Some(date) = self.posted.iter().filter_map(|(_, date, _)| *date).find(|date| *date >= day) else {
            return Ok(());
        };
        let id = short(&deposit.id);
        let message = format!("The deposit \"{id}\" is due on {day}, and an invoice of {date} was billed: with it?");
        let hint = format!(
            "Write what the posted invoices had of it, {{ \"deposit\": \"{id}\", \"net\": … }}, with net 0 where it has not been invoiced."
        );
        Err(Problems::one(Code::MissingField, &At::Root.key("billedDeposits"), message, hint))
    }

    /// Refuses a deposit of which no settlement is said although an invoice that settles it was billed.
    fn was_settled(&self, deposit: &Deposit, paid: &Paid) -> Result<()> {
        let Some(day) = paid.date.filter(|_| !paid.is_settled) else { return Ok(()) };
        let settles = |c: usize| paid.invoiced.iter().any(|share| self.is_of(deposit, share, c));
        let later = |own: &&(usize, Option<Date>, Minor)| own.1.is_some_and(|date| date >= day);
        let found = self.posted.iter().filter(later).find(|(c, _, net)| *net > Minor::ZERO && settles(*c));
        let Some((_, Some(date), _)) = found else { return Ok(()) };
        let id = short(&deposit.id);
        let message =
            format!("The deposit \"{id}\" was invoiced, and an invoice of {date} that settles it was billed.");
        let hint = format!(
            "Write what it settled as the invoice's `deposits` has it, {{ \"deposit\": \"{id}\", \"net\": below zero }}; nothing: net 0, reason settlement."
        );
        Err(Problems::one(Code::MissingField, &At::Root.key("billedDeposits"), message, hint))
    }

    /// Whether a charge settles a share.
    fn is_of(&self, deposit: &Deposit, share: &Share, c: usize) -> bool {
        deposit.tax_code.is_some() || self.deal.charges[c].tax == share.rate(self.deal)
    }

    /// Refuses a deposit that was invoiced at another amount than the order says, and that no amendment changes.
    fn explain(&self, i: usize, paid: &Paid, wanted: &[Share]) -> Result<()> {
        let net = |shares: &[Share]| shares.iter().map(|share| share.net).sum::<Minor>();
        let (asked, billed, now) = (self.asked, net(&paid.invoiced), net(wanted));
        let (root, done) = (At::Root, rooms(&self.whole, asked.events));
        let list = root.key("deposits");
        // An event may have come to be dated before it since: what its items come to settles it no more.
        let deposit = &self.deal.request.deposits[i];
        let capped = |deal: &Deal, rooms: &[Room]| {
            invoiced(deal, rooms, i, (deposit, paid.date), (true, &list.index(i))).map(|shares| net(&shares))
        };
        let most = capped(self.deal, &done)?;
        if billed == now || billed == most || paid.left.iter().all(Share::is_nothing) {
            return Ok(());
        }
        for count in (0..asked.taken.len()).rev() {
            let state = life(asked.order, &asked.taken[..count], asked.reach, asked.events)?;
            let Some(version) = state.last() else { continue };
            let deal = resolve_within(&version.request, Some(&state.frozen))?;
            let whole = whole(&state, &deal)?;
            let known = rooms(&whole, asked.events);
            // What was invoiced is a fact; on which day what was known, documents do not say.
            let then = net(&self::wanted(&deal, &known, i, (paid.date, &list.index(i)))?);
            if then != now || capped(&deal, &known)? != most {
                return Ok(());
            }
        }
        let show = |amount: Minor| self.deal.currency.show(amount);
        let message = format!("{} was invoiced where the order says {}.", show(billed), show(now));
        let hint = "Write the deposit's net as the posted invoice had it.";
        let list = root.key("billedDeposits");
        Err(Problems::one(Code::UnexplainedRestatement, &list.index(paid.place), message, hint))
    }

    /// The day of the change that leaves nothing to settle the rest of a share.
    fn cause(&self, deposit: &Deposit, paid: &Paid, rest: &Share) -> Result<Date> {
        let (asked, deal) = (self.asked, self.deal);
        let held = deal.is_inclusive() && deal.taxes.exemption.is_none();
        let sum = |share: &Share| if held { share.net + share.tax() } else { share.net };
        let left: Minor = paid.left.iter().filter(|own| own.version == rest.version).map(sum).sum();
        let settles = |c: &usize| self.is_of(deposit, rest, *c);
        let posted: Minor = self.posted.iter().filter(|(c, _, _)| settles(c)).map(|(_, _, amount)| *amount).sum();
        let place = |line: &str, charge: &str| {
            self.state.charges.iter().position(|own| own.line == line && own.charge == charge)
        };
        let first = |out: &[usize]| out.iter().map(|i| asked.order.amendments[*i].effective).min();
        for count in (0..asked.taken.len()).rev() {
            let state = life(asked.order, &asked.taken[..count], asked.reach, asked.events)?;
            let mine = state.charges.iter().filter(|own| place(&own.line, &own.charge).filter(settles).is_some());
            let whole: Minor = mine.flat_map(|own| &own.items).map(|item| item.net).sum();
            if let Some(day) = first(&asked.taken[count..]).filter(|_| whole - posted >= left) {
                return Ok(day);
            }
        }
        let rated = self.state.charges.iter().any(|own| own.is_rated);
        if let Some(day) = first(asked.taken).or(paid.date.filter(|_| rated)) {
            return Ok(day);
        }
        let message = format!(
            "{} of the deposit \"{}\" have nothing to settle them, and no amendment explains it.",
            deal.currency.show(rest.net),
            short(&deposit.id)
        );
        let hint = "Write every settlement that the posted invoices have in their `deposits`.";
        let root = At::Root;
        let list = root.key("billedDeposits");
        Err(Problems::one(Code::UnexplainedRestatement, &list.index(paid.place), message, hint))
    }
}

impl Standing {
    fn of<'s>(when: When, shares: impl IntoIterator<Item = &'s Share>) -> Standing {
        let (mut net, mut tax) = (Minor::ZERO, Minor::ZERO);
        for share in shares {
            net += share.net;
            tax += share.tax();
        }
        Standing { when, net, tax, settled: Minor::ZERO }
    }
}

/// Everything that an order bills, without the tax in its prices.
pub(super) fn whole(state: &Life, deal: &Deal) -> Result<Vec<Billed>> {
    let all = state.charges.iter();
    let own = |items| Billed { items, net: None, taken: Vec::new(), apart: None };
    let mut whole: Vec<Billed> = all.map(|charge| own(charge.items.clone())).collect();
    if deal.taxes.exemption.is_none() {
        take_out(deal, &mut whole)?;
    }
    Ok(whole)
}

/// What was invoiced of charges.
fn posted(asked: &Asked, state: &Life, deal: &Deal) -> Result<Vec<(usize, Option<Date>, Minor)>> {
    let mut all = Vec::new();
    for (place, entry) in asked.billed.iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::Charge) {
        let root = At::Root;
        let list = root.key("billed");
        let known = state.charges.iter().position(|own| own.line == entry.line && own.charge == entry.charge);
        let Some(charge) = known else { continue };
        let same = |item: &&crate::billing::BillingItem| {
            item.span.map(|span| span.from) == entry.period.map(|period| period.start)
                && item.item.as_ref().map(|(id, _)| id) == entry.item.as_ref()
        };
        let planned = || state.charges[charge].items.iter().find(same).and_then(|item| date_of(item, asked.events));
        let date = entry.date.or_else(planned).or(entry.period.map(|period| period.start));
        let held = deal.is_inclusive() && deal.taxes.exemption.is_none();
        let amount = entry.gross.as_ref().filter(|_| held).unwrap_or(&entry.net);
        all.push((charge, date, deal.currency.amount(amount, &list.index(place).key("net"))?));
    }
    Ok(all)
}

/// What a deposit would invoice on a date, as far as the order has something to settle it.
fn wanted(deal: &Deal, whole: &[Room], i: usize, (date, at): (Option<Date>, &At)) -> Result<Vec<Share>> {
    let deposit = &deal.request.deposits[i];
    let mut shares = Vec::new();
    for share in invoiced(deal, whole, i, (deposit, date), (true, at))? {
        shares.push(divided(deal, whole, deposit, (&share, date), at)?.0);
    }
    shares.retain(|share| !share.is_nothing());
    Ok(shares)
}

/// What is left of a share: nothing, where as much was settled.
fn less(share: &Share, settled: &Share) -> Share {
    let net = (share.net - settled.net).max(Minor::ZERO);
    let left = share.taxes.iter().zip(&settled.taxes).map(|(one, other)| *one - *other);
    let taxes = left.map(|tax| if net == Minor::ZERO { Minor::ZERO } else { tax }).collect();
    Share { net, taxes, ..share.clone() }
}

/// A share as far as rooms reach, and the rest.
fn divided(
    deal: &Deal,
    rooms: &[Room],
    deposit: &Deposit,
    (share, from): (&Share, Option<Date>),
    at: &At,
) -> Result<(Share, Share)> {
    let places = eligible(deal, rooms, deposit, (share, from));
    let most: Minor = places.iter().map(|i| rooms[*i].left).sum();
    let net = share.net.min(most.max(Minor::ZERO));
    let nothing = Share { net: Minor::ZERO, taxes: vec![Minor::ZERO; share.taxes.len()], ..share.clone() };
    if places.is_empty() {
        return Ok((nothing, share.clone()));
    }
    if net == share.net {
        return Ok((share.clone(), nothing));
    }
    let taxes: Vec<Minor> =
        share.taxes.iter().map(|tax| part(deal, *tax, net, share.net, at)).collect::<Result<_>>()?;
    let rest = share.taxes.iter().zip(&taxes).map(|(whole, tax)| *whole - *tax).collect();
    let left = Share { net: share.net - net, taxes: rest, ..share.clone() };
    Ok((Share { net, taxes, ..share.clone() }, left))
}

/// Credits settle nothing, and corrections only what they come to beyond the credits of their charge: what a billed period has
/// settled stays settled.
fn mend(deal: &Deal, rooms: &mut [Room]) {
    let mends = |room: &Room| matches!(room.item.reason, Reason::Credit | Reason::Correction);
    for c in 0..deal.charges.len() {
        let mine = |room: &&mut Room| room.charge == c && mends(room);
        let mut more: Minor = rooms.iter().filter(|room| room.charge == c && mends(room)).map(|room| room.left).sum();
        for room in rooms.iter_mut().filter(mine) {
            room.left = room.left.min(more).max(Minor::ZERO);
            more += -room.left;
        }
    }
}
