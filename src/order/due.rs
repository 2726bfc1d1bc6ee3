//! What of an order is due: the lines of its next draft, what stays open beside them, and when there is more.

use super::deposits::OrderDeposits;
use super::document::{Amendment, Change, DepositReason, EntryKind, Order, OrderDeposit, OrderEntry};
use super::events::check_events;
use super::life::{date_of, life, Life};
use super::plan::{opened, Opened};
use super::reach::Reach;
use super::reversed::{standing, standing_deposits};
use super::settle::{by_arrival, Asked};
use crate::billing::{BillingItem, Deposit, Reason};
use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::money::{Currency, Dec, Minor};
use crate::policy::{Policy, TaxPoint};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::assemble::{charge_name, invoice_line, Entry};
use crate::quote::deal::{resolve_within, Deal, DealCharge};
use crate::quote::deposits::Share;
use crate::quote::plan::Events;
use crate::quote::{BilledPeriod, InvoiceLine, QuoteRequest};

/// How an order is asked what is due.
pub(crate) struct DueQuestion<'a> {
    pub order: &'a Order,
    pub billed: &'a [OrderEntry],
    pub deposits: &'a [OrderDeposit],
    pub events: &'a Events,
    /// What is planned up to this day is due.
    pub target: Date,
    /// The invoice date: the day on which taxes are read.
    pub on: Date,
}

/// Something that is open: what decides whether it is billed now.
pub(crate) struct Candidate<'a> {
    /// Empty for a deposit.
    pub line: &'a str,
    /// The charge; of a deposit, its id.
    pub charge: &'a str,
    pub kind: Option<ChargeKind>,
    pub item: Option<&'a str>,
    /// The event that it waits for.
    pub event: Option<&'a str>,
    /// The day on which its charge is billed, where it has one.
    pub bill_day: Option<u32>,
    pub name: String,
    /// When it is planned; `None` while it waits.
    pub date: Option<Date>,
    pub net: Minor,
}

/// A tax code, as a place in the order's taxes, and the place of its percentages among the code's.
pub(crate) type Rate = (usize, usize);

/// A line of the next draft.
pub(crate) struct DueLine {
    /// When it was planned.
    pub date: Date,
    pub product: Option<String>,
    pub line: InvoiceLine,
    pub net: Minor,
    /// What is taxed.
    pub base: Minor,
    /// Withheld; below zero where it is released.
    pub held: Minor,
    pub is_release: bool,
    pub rate: Option<Rate>,
    /// The tax that came out of its price.
    pub included: Option<Minor>,
    /// Whether another invoice date may have another rate.
    pub is_dated: bool,
    /// Why, where an amendment is the cause.
    pub note: Option<String>,
    pub entry: OrderEntry,
}

/// A deposit that is invoiced or settled with the next draft.
pub(crate) struct DueDeposit {
    pub date: Date,
    pub deposit: String,
    pub name: String,
    pub net: Minor,
    /// The tax of each levy of its rate.
    pub taxes: Vec<Minor>,
    pub rate: Option<Rate>,
    pub tax_code: Option<String>,
    pub reason: Reason,
    pub entry: OrderDeposit,
}

/// Something that stays open, and why.
pub(crate) struct Left<T> {
    pub line: String,
    pub charge: String,
    pub item: Option<String>,
    pub name: String,
    pub date: Option<Date>,
    pub net: String,
    pub why: T,
}

/// A charge of an order.
pub(crate) struct DueCharge {
    pub line: String,
    pub product: String,
    pub charge: String,
    /// Its tax code, as a place in the order's taxes.
    pub code: Option<usize>,
}

/// What is due of an order, and what is not.
pub(crate) struct DueOrder<T> {
    /// The order as it stands: who, terms, taxes.
    pub request: QuoteRequest,
    pub policy: Policy,
    pub currency: Currency,
    pub lines: Vec<DueLine>,
    pub deposits: Vec<DueDeposit>,
    pub charges: Vec<DueCharge>,
    pub left: Vec<Left<T>>,
    /// The next day on which there is something to bill, once this is; `None` where nothing more is dated.
    pub next: Option<Date>,
    /// How much waits for an event or a person.
    pub waiting: u32,
}

/// What is due of an order: what `pick` lets through. `pick` is asked of everything that is open.
///
/// # Errors
/// As [`plan_order`](super::plan_order).
pub(crate) fn due<T>(
    question: &DueQuestion,
    pick: &dyn Fn(&Candidate) -> std::result::Result<(), T>,
) -> Result<DueOrder<T>> {
    let order = question.order;
    let taken = by_arrival(order, None);
    let reach = &Reach::of(order, question.billed, None).at_least(question.target.plus_months(AHEAD));
    let state = life(order, &taken, reach, question.events)?;
    check_events(order, &[&state], question.events)?;
    let (billed, deposits) = (standing(question.billed)?, standing_deposits(question.deposits)?);
    let asked = Asked {
        order,
        taken: &taken,
        billed: &billed,
        deposits: &deposits,
        events: question.events,
        reach,
        as_of: Some(question.target),
        today: Some(question.target),
    };
    read(&asked, &state, question, pick)
}

/// How far beyond the target the next due day is looked for, in months.
const AHEAD: i32 = 12;

fn read<T>(
    asked: &Asked,
    state: &Life,
    question: &DueQuestion,
    pick: &dyn Fn(&Candidate) -> std::result::Result<(), T>,
) -> Result<DueOrder<T>> {
    let Some(version) = state.last() else {
        return Err(Problems::one(Code::UnknownLine, &At::Root, "The order has no lines.", "Accept a quote first."));
    };
    let deal = resolve_within(&version.request, Some(&state.frozen))?;
    let Opened { items: planned, billed, deposits } =
        opened(asked, state, &deal, Some((question.target, question.on)))?;
    let mut due = DueOrder {
        request: version.request.clone(),
        policy: deal.policy,
        currency: deal.currency,
        lines: Vec::new(),
        deposits: Vec::new(),
        charges: deal.charges.iter().map(|own| charge_of(&deal, own)).collect(),
        left: Vec::new(),
        next: None,
        waiting: 0,
    };
    let mut shares: Vec<(Date, Share)> = Vec::new();
    for (c, own) in billed.iter().enumerate() {
        for (i, item) in own.items.iter().enumerate() {
            let date = planned[c].items.get(i).and_then(|item| date_of(item, asked.events));
            let candidate = candidate(&deal, c, item, date);
            match pick(&candidate) {
                Ok(()) => {
                    let date = date.unwrap_or(question.on);
                    let line = line(&deal, (c, item), own.taken.get(i), (date, question.on));
                    let note = cause(asked, item, &line.line.line);
                    due.lines.push(DueLine { note, ..line });
                    shares.extend(deposits.open.of(c, i).iter().map(|share| (date, share.clone())));
                }
                Err(why) => due.leave(candidate, why),
            }
        }
    }
    due.take_deposits(&deal, (&deposits, shares), (asked, question), pick);
    if deal.charges.iter().any(|charge| charge.is_open()) {
        // What has no end goes on; where nothing is dated so far ahead, it is looked at again then.
        due.next = due.next.or(Some(asked.reach.until));
    }
    Ok(due)
}

fn charge_of(deal: &Deal, own: &DealCharge) -> DueCharge {
    let line = &deal.lines[own.line];
    let (line, product) = (line.line.id.clone(), line.product.id.clone());
    DueCharge { line, product, charge: own.charge.id.clone(), code: own.tax }
}

fn candidate<'a>(deal: &'a Deal, c: usize, item: &'a BillingItem, date: Option<Date>) -> Candidate<'a> {
    let charge = &deal.charges[c];
    // Days at the end of a month are clamped in shorter ones.
    let bill_day = charge.schedule.as_ref().map(|own| {
        let k = own.grid.index(charge.start);
        (k..k + 12).map(|k| own.grid.boundary(k).day()).fold(1, u32::max)
    });
    Candidate {
        line: &deal.lines[charge.line].line.id,
        charge: &charge.charge.id,
        kind: Some(charge.charge.kind),
        item: item.item.as_ref().map(|(id, _)| id.as_str()),
        event: item.when.event(),
        bill_day,
        name: charge_name(deal, c, item),
        date,
        net: item.net,
    }
}

fn line(deal: &Deal, (c, item): (usize, &BillingItem), taken: Option<&Minor>, (date, on): (Date, Date)) -> DueLine {
    let line = invoice_line(deal, &Entry { charge: c, item, taken });
    let taxable = deal.taxable(c, item, taken, Some(on));
    let is_release = item.reason == Reason::Release;
    let by_period = matches!(deal.policy.tax_point, TaxPoint::PeriodStart | TaxPoint::PeriodEnd) && item.span.is_some();
    let dec = |text: &str| Dec::parse(text).ok();
    let entry = OrderEntry {
        line: line.line.clone(),
        charge: line.charge.clone(),
        period: line.period.map(|span| BilledPeriod { start: span.from, end: span.to.before() }),
        item: line.item.clone(),
        net: dec(&line.net).unwrap_or(Dec::ZERO),
        gross: line.gross.as_deref().and_then(dec),
        retained: line.retained.as_deref().and_then(dec),
        released: line.released.as_deref().and_then(dec),
        date: Some(on),
        kind: EntryKind::Charge,
        reverses: None,
    };
    DueLine {
        date,
        net: item.net,
        base: item.base(),
        held: item.held(),
        is_release,
        is_dated: deal.charges[c].tax.is_some_and(|rate| deal.taxes.is_dated(rate))
            && item.taxed.is_none()
            && !by_period,
        rate: taxable.map(|own| deal.taxes.place(own.version)),
        note: None,
        product: Some(deal.lines[deal.charges[c].line].product.id.clone()),
        included: taxable.and_then(|own| own.included).copied(),
        entry,
        line,
    }
}

/// The amendments of a line that explain a credit or correction, in their own words: those of its days, else the last one before.
fn cause(asked: &Asked, item: &BillingItem, line: &str) -> Option<String> {
    if !matches!(item.reason, Reason::Credit | Reason::Correction) {
        return None;
    }
    let touches = |change: &Change| {
        let added = change.add_line.as_ref().map(|own| own.id.as_str());
        let named = [change.line.as_deref(), change.remove_line.as_deref(), added];
        change.set_plan.is_some() || named.contains(&Some(line))
    };
    let amendments = || asked.taken.iter().filter_map(|i| asked.order.amendments.get(*i));
    let mut mine: Vec<&Amendment> = amendments().filter(|own| own.changes.iter().any(touches)).collect();
    if mine.is_empty() {
        // What is a part of other lines changes with them.
        mine.extend(amendments());
    }
    let inside =
        |own: &&&Amendment| item.span.is_some_and(|span| own.effective >= span.from && own.effective < span.to);
    let mut causes: Vec<&Amendment> = mine.iter().filter(inside).copied().collect();
    if causes.is_empty() {
        let before = |own: &&&Amendment| item.span.is_none_or(|span| own.effective < span.to);
        causes.extend(mine.iter().filter(before).max_by_key(|own| (own.effective, own.sequence)));
    }
    let words = |own: &&Amendment| own.reason.clone().unwrap_or_else(|| own.id.clone());
    (!causes.is_empty()).then(|| causes.iter().map(words).collect::<Vec<String>>().join("; "))
}

impl<T> DueOrder<T> {
    fn leave(&mut self, own: Candidate, why: T) {
        match own.date {
            Some(date) => self.next = self.next.into_iter().chain([date]).min(),
            None => self.waiting += 1,
        }
        self.left.push(Left {
            line: own.line.to_owned(),
            charge: own.charge.to_owned(),
            item: own.item.map(str::to_owned),
            date: own.date,
            net: self.currency.show(own.net),
            name: own.name,
            why,
        });
    }

    fn take_deposits(
        &mut self,
        deal: &Deal,
        (deposits, mut shares): (&OrderDeposits, Vec<(Date, Share)>),
        (asked, question): (&Asked, &DueQuestion),
        pick: &dyn Fn(&Candidate) -> std::result::Result<(), T>,
    ) {
        for (i, (when, invoiced)) in deposits.open.invoiced.iter().enumerate().filter(|(i, _)| deposits.asks(*i)) {
            let Some(deposit) = deal.request.deposits.get(i) else { continue };
            let date = when.date(|event| asked.events.date(event));
            let candidate = Candidate {
                line: "",
                charge: &deposit.id,
                kind: None,
                item: None,
                event: when.event(),
                bill_day: None,
                name: deposit.name().to_owned(),
                date,
                net: invoiced.iter().map(|share| share.net).sum(),
            };
            match pick(&candidate) {
                Ok(()) => shares.extend(invoiced.iter().map(|share| (date.unwrap_or(question.on), share.clone()))),
                Err(why) => self.leave(candidate, why),
            }
        }
        self.deposits =
            shares.iter().filter_map(|(date, share)| deposit_line(deal, share, (*date, question.on))).collect();
    }
}

fn deposit_line(deal: &Deal, share: &Share, (date, on): (Date, Date)) -> Option<DueDeposit> {
    let deposit: &Deposit = deal.request.deposits.get(share.deposit)?;
    let tax_code = share.rate(deal).and_then(|rate| deal.request.taxes.get(rate)).map(|rate| rate.code.clone());
    let dec = |amount: Minor| Dec::parse(&deal.currency.show(amount)).unwrap_or(Dec::ZERO);
    let is_settlement = share.reason == Reason::Settlement;
    Some(DueDeposit {
        date,
        deposit: deposit.id.clone(),
        name: deposit.name().to_owned(),
        net: share.net,
        taxes: share.taxes.clone(),
        rate: share.version.map(|version| deal.taxes.place(version)),
        entry: OrderDeposit {
            deposit: deposit.id.clone(),
            net: dec(share.net),
            tax: Some(dec(share.tax())),
            tax_code: tax_code.clone(),
            reason: Some(if is_settlement { DepositReason::Settlement } else { DepositReason::Deposit }),
            date: Some(on),
        },
        tax_code,
        reason: share.reason,
    })
}
