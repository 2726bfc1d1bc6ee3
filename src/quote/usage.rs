//! Usage: the records of a line, rated per billing period by the charge's price model.

use super::curves::Work;
use super::deal::{Deal, DealCharge};
use super::held::{Alike, Filled, Prices};
use super::late::{dated, Dated};
use super::offers::Origin;
use super::regular;
use super::request::{Line, UsageRecord};
use super::steps::{Applied, Because, Bend};
use super::windows::{Cut, Windows};
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Period, Span};
use crate::catalog::{ChargeKind, Product};
use crate::curve::{Curve, Step};
use crate::document::{short, Map};
use crate::money::{Dec, Exact, Minor};
use crate::policy::{Allowances, Minimums};
use crate::pricing::{Lot, RateBy, Rated, Record, Rules, Used, Window};
use crate::problem::{At, Check, Code, Problems, Result};

static NO_ATTRIBUTES: Map<String> = Map::EMPTY;

/// What was used in one billing period, or in the part of it that has one segment's prices.
#[derive(Clone)]
pub(crate) struct UsagePeriod {
    pub period: Period,
    pub span: Span,
    /// As it was recorded.
    pub quantity: Dec,
    pub estimated: bool,
    pub tag: usize,
    /// What it costs the seller, where that is known.
    pub cost: Option<Exact>,
}

/// One billing period as it is rated, in the windows that it lies in.
pub(crate) struct Visit<'a> {
    pub usage: UsagePeriod,
    /// What is counted in it, in order.
    pub records: &'a [Dated<'a>],
    pub parts: Vec<Part>,
}

/// What a billing period adds to a window.
pub(crate) struct Part {
    /// What the window has come to with this period, and what it had come to before.
    pub rated: Rated,
    pub before: Exact,
    /// The same difference at list price.
    pub list: Exact,
    /// Where the price that held comes from.
    pub origin: Origin,
}

impl Part {
    pub fn amount(&self) -> Exact {
        self.rated.amount() - &self.before
    }
}

impl Visit<'_> {
    pub fn amount(&self) -> Exact {
        self.parts.iter().map(Part::amount).sum()
    }

    pub fn list(&self) -> Exact {
        self.parts.iter().map(|part| part.list.clone()).sum()
    }

    /// Where its price comes from, if it differs from the catalog's.
    pub fn other(&self) -> Option<Origin> {
        let origin = self.parts.iter().map(|part| part.origin).find(|origin| *origin != Origin::List);
        origin.filter(|_| self.list() != self.amount())
    }
}

/// Notes usage of charges that the product does not have or that are not rated, and days outside the line.
pub(super) fn check(line: &Line, product: &Product, (start, end): (Date, Option<Date>), at: &At, check: &mut Check) {
    let list = at.key("usage");
    for (i, record) in line.usage.iter().enumerate() {
        let here = list.index(i);
        match product.charges.iter().find(|charge| charge.id == record.charge) {
            None => {
                let message = format!("The product has no charge \"{}\".", short(&record.charge));
                check.note(Code::UnknownCharge, &here.key("charge"), message, "Mend the id.");
            }
            Some(charge) if charge.kind != ChargeKind::Usage => {
                let message = format!("The charge \"{}\" is not billed by usage.", record.charge);
                check.note(Code::Conflict, &here.key("charge"), message, "Make it a usage charge, or leave this out.");
            }
            Some(_) => {}
        }
        if record.date < start || end.is_some_and(|end| record.date >= end) {
            let message = format!("{} is outside the line's service.", record.date);
            check.note(Code::OutOfRange, &here.key("date"), message, "Usage lies between the line's start and end.");
        }
        if record.quantity.sign() < 0 {
            let hint = "Write what was used, zero or more.";
            check.note(Code::OutOfRange, &here.key("quantity"), "Usage below zero.", hint);
        }
        if record.events == 0 {
            let hint = "Write how many events the record stands for, 1 or more.";
            check.note(Code::OutOfRange, &here.key("events"), "A record of no events.", hint);
        }
    }
}

fn window<'r>(deal: &Deal<'r>, charge: &DealCharge<'r>, part: &Exact, closes: bool) -> Window<'r> {
    let allowances = if deal.policy.allowances == Allowances::Prorate { part.clone() } else { Exact::ONE };
    let limits = if deal.policy.minimums == Minimums::Prorate { part.clone() } else { Exact::ONE };
    let attributes = deal.lines.get(charge.line).map_or(&NO_ATTRIBUTES, |line| &line.line.attributes);
    let used = Used { part: allowances, ..Used::booked(Exact::ZERO, attributes, Rules::from(&deal.policy)) };
    Window { used, limits, closes, rerating: deal.policy.rerating }
}

/// Whether a usage charge costs something in a period where nothing is used.
pub(super) fn due_at_zero<'r>(deal: &Deal<'r>, charge: &DealCharge<'r>) -> bool {
    Prices::of(deal, charge).due_at_zero(&window(deal, charge, &Exact::ONE, true))
}

/// Goes through the billing periods of a usage charge that have records or cost something without: in order, each rated.
///
/// # Errors
/// `overflow` where the records of a period have too many digits together; `no_price`.
pub(crate) fn walk(deal: &Deal, c: usize, shown: &[Date], visit: &mut dyn FnMut(Visit)) -> Result<()> {
    let charge = &deal.charges[c];
    let Some(schedule) = &charge.schedule else { return Ok(()) };
    let records = dated(deal, charge);
    let windows = Windows::of(deal, charge, schedule);
    let mut until = windows.until(records.last().map(|record| record.on));
    if charge.due_at_zero {
        until = until.max(charge.end.unwrap_or(shown[c]));
    }
    let mut walk = Walk::of(deal, charge, windows);
    let mut left = records.as_slice();
    let (periods, _) = schedule.periods(charge.start, charge.end, until);
    for period in periods.into_iter().filter(|period| period.span.from < until) {
        for cuts in walk.windows.cuts(period.span).chunk_by(|a, b| a.tag == b.tag) {
            let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { continue };
            let (own, rest) = left.split_at(left.partition_point(|record| record.on < last.span.to));
            left = rest;
            let (parts, cost) = walk.rate(cuts, own)?;
            let usage = UsagePeriod {
                period,
                span: Span { from: first.span.from, to: last.span.to },
                quantity: sum(deal, charge, own)?,
                estimated: own.iter().any(|own| own.record.estimated),
                tag: first.tag,
                cost,
            };
            let own_visit = Visit { usage, records: own, parts };
            if !own.is_empty() || !own_visit.amount().is_zero() {
                visit(own_visit);
            }
        }
    }
    Ok(())
}

fn counted<'r>(charge: &DealCharge<'r>, record: &'r UsageRecord) -> Record<'r> {
    let batches = charge.charge.rating.is_some_and(|rating| rating.by == RateBy::Batch);
    Record {
        quantity: record.quantity.exact(),
        count: record.events,
        unit: record.unit.as_deref().or(charge.charge.unit_of_measure.as_deref()),
        batch: record.batch.as_deref().filter(|_| batches),
        attributes: &record.attributes,
    }
}

fn sum(deal: &Deal, charge: &DealCharge, records: &[Dated]) -> Result<Dec> {
    records.iter().try_fold(Dec::ZERO, |sum, own| sum.plus(&own.record.quantity)).ok_or_else(|| {
        let path = format!("{}/usage", deal.at_line(charge.line));
        let hint = "Rate less usage in one billing period.";
        Problems::one(Code::Overflow, &At::Pointer(&path), "The usage of a period is too large.", hint)
    })
}

/// A charge on its way through its windows.
struct Walk<'d, 'r> {
    deal: &'d Deal<'r>,
    charge: &'d DealCharge<'r>,
    windows: Windows<'d, 'r>,
    prices: Prices<'d, 'r>,
    alike: Alike,
    carries: bool,
    open: Open<'r>,
    /// Prepaid units left by earlier windows.
    lots: Vec<Lot>,
}

/// A window that is being filled, and what it had come to: the amount, at list price, and what it costs the seller.
#[derive(Default)]
struct Open<'r> {
    filled: Filled<'r>,
    before: Exact,
    list: Exact,
    cost: Exact,
}

impl<'d, 'r> Walk<'d, 'r> {
    fn of(deal: &'d Deal<'r>, charge: &'d DealCharge<'r>, windows: Windows<'d, 'r>) -> Walk<'d, 'r> {
        let prices = Prices::of(deal, charge);
        let (alike, carries) = (prices.alike(), prices.carries());
        Walk { deal, charge, windows, prices, alike, carries, open: Open::default(), lots: Vec::new() }
    }

    /// What the records of some stretches add to their windows, and what that costs the seller.
    fn rate(&mut self, cuts: &[Cut], records: &[Dated<'r>]) -> Result<(Vec<Part>, Option<Exact>)> {
        let (mut parts, mut cost): (Vec<Part>, Option<Exact>) = (Vec::new(), None);
        let mut left = records;
        for cut in cuts {
            let (own, rest) = left.split_at(left.partition_point(|record| record.on < cut.span.to));
            left = rest;
            if cut.opens() {
                self.open = Open::default();
            }
            for record in own {
                self.open.filled.add(counted(self.charge, record.record), record.on, self.alike);
            }
            if !self.is_idle(cut, own) {
                let (part, more) = self.part(cut)?;
                parts.push(part);
                cost = match more {
                    Some(more) => Some(cost.unwrap_or_default() + more),
                    None => cost,
                };
            }
        }
        Ok((parts, cost))
    }

    /// Whether a stretch cannot change anything.
    fn is_idle(&self, cut: &Cut, own: &[Dated]) -> bool {
        let unused = self.open.filled.is_empty() && !self.charge.due_at_zero && self.lots.is_empty() && !self.carries;
        unused || own.is_empty() && !cut.opens() && !cut.closes()
    }

    fn part(&mut self, cut: &Cut) -> Result<(Part, Option<Exact>)> {
        let mut window = window(self.deal, self.charge, &self.windows.part(cut.window), cut.closes());
        window.used.carried = self.lots.iter().map(|lot| lot.units.clone()).sum();
        let outcome = self.prices.rate(&self.open.filled, cut.window.from, &window)?;
        if cut.closes() {
            let used = Used { quantity: outcome.rated.beyond.clone(), ..window.used };
            self.lots = outcome.price.carry(&used, &self.lots);
        }
        let cost = outcome.rated.cost.clone();
        let more = cost.as_ref().map(|cost| cost - &self.open.cost);
        self.open.cost = cost.unwrap_or_default();
        let list = &outcome.list - &self.open.list;
        let before = std::mem::replace(&mut self.open.before, outcome.rated.amount());
        self.open.list = outcome.list;
        Ok((Part { rated: outcome.rated, before, list, origin: outcome.origin }, more))
    }
}

/// A usage charge at the start of pricing: a step at the end of each billing period (or part of it) that is rated.
///
/// # Errors
/// `overflow`, `no_price`.
pub(super) fn usage_work(deal: &Deal, c: usize, shown: &[Date]) -> Result<Work> {
    let (mut list, mut line) = (Curve::default(), Curve::default());
    let (mut usage, mut other): (Vec<UsagePeriod>, Option<Origin>) = (Vec::new(), None);
    walk(deal, c, shown, &mut |visit| {
        let (on, tag) = (visit.usage.span.to.before(), visit.usage.tag);
        other = other.or_else(|| visit.other());
        list.steps.push(Step { on, amount: visit.list(), tag });
        line.steps.push(Step { on, amount: visit.amount(), tag });
        usage.push(visit.usage);
    })?;
    let mut work = Work { list, line, usage, ..Work::default() };
    if let Some(origin) = other {
        let named = regular::named(deal, &deal.charges[c], origin);
        let after = super::curves::value(deal, c, &work, &work.line, shown)?;
        let (kind, source, percent, path) = (named.kind, named.source, named.percent, named.path);
        work.applied.push(Applied { kind, source, percent, after, bend: Bend::None, because: Because::Price, path });
    }
    Ok(work)
}

/// The days on which a segment's percentages hold: for usage those of the periods that have the segment's price.
pub(super) fn rated_in(usage: &[UsagePeriod], segment: usize, days: Span) -> Span {
    let mut mine = usage.iter().filter(|own| own.tag == segment).map(|own| own.span.to);
    match (mine.next(), usage.is_empty()) {
        (_, true) => days,
        (None, false) => Span { from: days.from, to: days.from },
        (Some(first), false) => Span { from: first.before(), to: mine.next_back().unwrap_or(first) },
    }
}

/// The billing items of a usage charge, each period rounded alone, and their sum.
///
/// # Errors
/// `overflow`.
pub(super) fn usage_items(deal: &Deal, c: usize, work: &Work, curve: &Curve) -> Result<(Vec<BillingItem>, Minor)> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let (mut items, mut net) = (Vec::with_capacity(work.usage.len()), Minor::ZERO);
    let Some(schedule) = &charge.schedule else { return Ok((items, net)) };
    for (i, usage) in work.usage.iter().enumerate() {
        let exact = curve.steps.get(i).map(|step| step.amount.clone()).unwrap_or_default();
        let amount = deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path))?;
        net += amount;
        items.push(BillingItem {
            when: When::On(schedule.date(&usage.period)),
            span: Some(usage.span),
            item: None,
            measure: None,
            tag: usage.tag,
            reason: Reason::Usage,
            net: amount,
            rounded: deal.currency.exact(amount) != exact,
            remainder: false,
            apart: None,
            usage: Some((usage.quantity, usage.estimated)),
            taxed: None,
        });
    }
    Ok((items, net))
}
