//! Usage: the records of a line, rated per billing period by the charge's price model.

use super::curves::Work;
use super::deal::{Deal, DealCharge};
use super::offers::Origin;
use super::regular;
use super::request::{Line, UsageRecord};
use super::steps::{Applied, Because, Bend};
use crate::billing::{Billing, BillingItem, Reason, Schedule, When};
use crate::calendar::{Date, Grid, Interval, Measure, Period, Span};
use crate::catalog::{ChargeKind, Product};
use crate::curve::{Curve, Step};
use crate::document::{short, Map};
use crate::money::{Dec, Exact, Minor};
use crate::policy::{Allowances, Minimums};
use crate::pricing::{Lot, Meter, Price, RateBy, Rated, Record, Rules, Used, Window};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::sorting;

static NO_ATTRIBUTES: Map<String> = Map::EMPTY;

/// What was used in one billing period.
#[derive(Clone)]
pub(crate) struct UsagePeriod {
    pub period: Period,
    /// As it was recorded.
    pub quantity: Dec,
    pub estimated: bool,
    pub tag: usize,
}

/// One billing period as it is rated.
pub(crate) struct Visit<'v> {
    pub usage: UsagePeriod,
    /// What the window has come to with this period, and what it had come to before.
    pub rated: &'v Rated,
    pub before: &'v Exact,
    /// The same at list price.
    pub list: Exact,
    /// The price that held.
    pub origin: Origin,
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

fn meter<'m>(charge: &DealCharge<'m>, price: &'m Price, keeps: &'m Exact) -> Meter<'m> {
    Meter {
        price,
        prices: &[],
        keeps,
        rating: charge.charge.rating.unwrap_or_default(),
        conversions: charge.charge.conversions.as_deref().unwrap_or(&[]),
        included: charge.limits.included,
        minimum: charge.limits.minimum,
        maximum: charge.limits.maximum,
    }
}

fn window<'d>(deal: &'d Deal, charge: &DealCharge, part: &Exact, closes: bool) -> Window<'d> {
    let allowances = if deal.policy.allowances == Allowances::Prorate { part.clone() } else { Exact::ONE };
    let limits = if deal.policy.minimums == Minimums::Prorate { part.clone() } else { Exact::ONE };
    let attributes = &deal.lines.get(charge.line).map_or(&NO_ATTRIBUTES, |line| &line.line.attributes);
    let used = Used { part: allowances, ..Used::booked(Exact::ZERO, attributes, Rules::from(&deal.policy)) };
    Window { used, limits, closes, rerating: deal.policy.rerating }
}

/// Whether a usage charge costs something in a period where nothing is used.
pub(super) fn due_at_zero(deal: &Deal, charge: &DealCharge) -> bool {
    let costs = |price| {
        !meter(charge, price, &Exact::ONE).rate(&[], &window(deal, charge, &Exact::ONE, true)).amount().is_zero()
    };
    charge.segments.iter().any(|terms| costs(terms.price))
}

/// Goes through the billing periods of a usage charge that have records or cost something without: in order, each rated.
///
/// # Errors
/// `overflow` where the records of a period have too many digits together; `no_price`.
pub(crate) fn walk(deal: &Deal, c: usize, shown: &[Date], visit: &mut dyn FnMut(Visit)) -> Result<()> {
    let charge = &deal.charges[c];
    let line = deal.lines[charge.line].line;
    let all: Vec<&UsageRecord> = line.usage.iter().filter(|record| record.charge == charge.charge.id).collect();
    let by_date = sorting::order(all.len(), &|a, b| all[a].date.cmp(&all[b].date));
    let records: Vec<&UsageRecord> = by_date.into_iter().map(|place| all[place]).collect();
    let Some(schedule) = &charge.schedule else { return Ok(()) };
    let rating = charge.charge.rating.unwrap_or_default();
    let windows = rating.window.map(|every| Grid::anchored(charge.start, every));
    let mut until = records.last().map_or(charge.start, |record| record.date.plus_days(1));
    if let (Some(windows), Some(last)) = (&windows, records.last()) {
        until = until.max(windows.boundary(windows.index(last.date) + 1));
    }
    if charge.due_at_zero {
        until = until.max(charge.end.unwrap_or(shown[c]));
    }
    let (periods, _) = schedule.periods(charge.start, charge.end, until);
    let parts = Parts::of(deal, charge, schedule, windows);
    let mut open: Open = Open::default();
    let mut next = 0;
    for period in periods.into_iter().filter(|period| period.span.from < until) {
        let from = next;
        while records.get(next).is_some_and(|record| record.date < period.span.to) {
            next += 1;
        }
        let own = &records[from..next];
        let (begins, closes) = parts.window(&period, charge.end);
        if open.begins != Some(begins) {
            open = Open { begins: Some(begins), lots: std::mem::take(&mut open.lots), ..Open::default() };
        }
        open.records.extend(own.iter().map(|record| counted(charge, record)));
        open.dates.extend(own.iter().map(|record| record.date));
        if own.is_empty() && !charge.due_at_zero && windows.is_none() && open.lots.is_empty() && !carries(charge) {
            continue;
        }
        let tag = charge.segment_on(begins);
        let mut window = window(deal, charge, &parts.part(begins, &period), closes);
        window.used.carried = open.lots.iter().map(|lot| lot.units.clone()).sum();
        let (rated, list, origin) = open.rate(deal, charge, tag, &window)?;
        let amount = &rated.amount() - &open.before;
        if !own.is_empty() || !amount.is_zero() {
            let quantity = sum(deal, charge, own)?;
            let estimated = own.iter().any(|record| record.estimated);
            let usage = UsagePeriod { period, quantity, estimated, tag };
            let before = &open.before;
            visit(Visit { usage, rated: &rated, before, list: &list - &open.list, origin });
        }
        (open.before, open.list) = (rated.amount(), list);
        if closes {
            let used = Used { quantity: rated.beyond, ..window.used };
            open.lots = charge.segments[tag].price.carry(&used, &open.lots);
        }
    }
    Ok(())
}

fn carries(charge: &DealCharge) -> bool {
    charge.segments.iter().any(|terms| matches!(terms.price, Price::Prepaid(own) if own.rollover.is_some()))
}

fn counted<'r>(charge: &DealCharge<'r>, record: &'r UsageRecord) -> Record<'r> {
    Record {
        quantity: record.quantity.exact(),
        count: record.events,
        unit: record.unit.as_deref().or(charge.charge.unit_of_measure.as_deref()),
        batch: record.batch.as_deref(),
        attributes: &record.attributes,
    }
}

fn sum(deal: &Deal, charge: &DealCharge, records: &[&UsageRecord]) -> Result<Dec> {
    records.iter().try_fold(Dec::ZERO, |sum, record| sum.plus(&record.quantity)).ok_or_else(|| {
        let path = format!("{}/usage", deal.at_line(charge.line));
        let hint = "Rate less usage in one billing period.";
        Problems::one(Code::Overflow, &At::Pointer(&path), "The usage of a period is too large.", hint)
    })
}

/// A window that is being filled.
#[derive(Default)]
struct Open<'r> {
    begins: Option<Date>,
    records: Vec<Record<'r>>,
    dates: Vec<Date>,
    /// What the window had come to, and at list price.
    before: Exact,
    list: Exact,
    /// Prepaid units left by earlier windows.
    lots: Vec<Lot>,
}

impl<'r> Open<'r> {
    /// What the window has come to, by the price of its first day; by record, each by the price of its own day.
    fn rate(
        &self,
        deal: &'r Deal,
        charge: &DealCharge<'r>,
        tag: usize,
        window: &Window<'r>,
    ) -> Result<(Rated, Exact, Origin)> {
        let terms = &charge.segments[tag];
        let dealt = &deal.lines[charge.line];
        let quantity: Exact = self.records.iter().map(|record| record.quantity.clone()).sum();
        let price_on = |date: Date, quantity: Exact| match terms.origin {
            Origin::Override => (terms.price, Origin::Override),
            _ if !deal.offers.any() => (terms.price, Origin::List),
            _ => {
                let used = Used { quantity, ..window.used.clone() };
                deal.offers.price((&dealt.product.id, &charge.charge.id), &charge.charge.price, date, &used)
            }
        };
        let singly = charge.charge.rating.is_some_and(|rating| rating.by == RateBy::Record) && deal.offers.any();
        let dated = self.records.iter().zip(&self.dates).filter(|_| singly);
        let of = dated.map(|(record, date)| price_on(*date, record.quantity.clone()));
        let offers: Vec<(&Price, Origin)> = of.collect();
        let (price, origin) = match offers.last() {
            Some(last) => *last,
            None => price_on(self.begins.unwrap_or(charge.start), quantity),
        };
        let prices: Vec<(&Price, Exact)> = offers.iter().map(|(price, origin)| (*price, keeps(*origin))).collect();
        let rated = self.rated(deal, charge, (price, &keeps(origin), &prices), window)?;
        let list = match std::ptr::eq(price, terms.list) && keeps(origin) == Exact::ONE && prices.is_empty() {
            true => rated.amount(),
            false => self.rated(deal, charge, (terms.list, &Exact::ONE, &[]), window)?.amount(),
        };
        Ok((rated, list, origin))
    }

    fn rated(
        &self,
        deal: &Deal,
        charge: &DealCharge,
        (price, keeps, prices): (&Price, &Exact, &[(&Price, Exact)]),
        window: &Window,
    ) -> Result<Rated> {
        let meter = Meter { prices, ..meter(charge, price, keeps) };
        let used = Used { events: meter.events(&self.records), quantity: Exact::ONE, ..window.used.clone() };
        let gap =
            std::iter::once(price).chain(prices.iter().map(|(price, _)| *price)).find_map(|price| price.gap(&used));
        if let Some(gap) = gap.filter(|_| !self.records.is_empty()) {
            let path = format!("{}/usage", deal.at_line(charge.line));
            let hint = "Add a row or tier for it, or mend the record.";
            let message = format!("The charge \"{}\": {gap}", charge.charge.id);
            return Err(Problems::one(Code::NoPrice, &At::Pointer(&path), message, hint));
        }
        Ok(meter.rate(&self.records, window))
    }
}

/// What a contracted percentage leaves of a price, as a fraction.
fn keeps(origin: Origin) -> Exact {
    match origin {
        Origin::Contracted(_, Some(percent)) => Exact::ONE - percent.percent(),
        _ => Exact::ONE,
    }
}

/// How long windows are, and which part of a whole one a period is.
struct Parts<'d> {
    measure: Measure,
    windows: Option<Grid>,
    end: Option<Date>,
    grid: &'d Grid,
}

impl<'d> Parts<'d> {
    fn of(deal: &Deal, charge: &DealCharge, schedule: &'d Schedule, windows: Option<Grid>) -> Parts<'d> {
        let every = match &charge.billing {
            Billing::Recurring(recurring) => recurring.every.unwrap_or(Interval::MONTH),
            _ => Interval::MONTH,
        };
        let every = charge.charge.rating.and_then(|rating| rating.window).unwrap_or(every);
        let grid = &schedule.grid;
        let measure = Measure::new(every, charge.start, Some(windows.unwrap_or(*grid)), &deal.policy);
        Parts { measure, windows, end: charge.end, grid }
    }

    /// The first day of a period's window, and whether the window ends with it.
    fn window(&self, period: &Period, end: Option<Date>) -> (Date, bool) {
        let Some(windows) = &self.windows else { return (period.span.from, true) };
        let k = windows.index(period.span.from);
        (windows.boundary(k), windows.index(period.span.to) != k || Some(period.span.to) == end)
    }

    /// The part of a whole window or period.
    fn part(&self, begins: Date, period: &Period) -> Exact {
        let (grid, span) = match &self.windows {
            None => (self.grid, period.span),
            Some(windows) => {
                let whole = windows.boundary(windows.index(begins) + 1);
                (windows, Span { from: begins, to: self.end.map_or(whole, |end| end.min(whole)) })
            }
        };
        let k = grid.index(span.from);
        if grid.boundary(k) == span.from && grid.boundary(k + 1) == span.to {
            return Exact::ONE;
        }
        let whole = self.measure.between(grid.boundary(k), grid.boundary(k), grid.boundary(k + 1));
        self.measure.between(span.from, span.from, span.to).over(&whole).unwrap_or(Exact::ONE)
    }
}

/// A usage charge at the start of pricing: a step at the end of each billing period that is rated.
///
/// # Errors
/// `overflow`, `no_price`.
pub(super) fn usage_work(deal: &Deal, c: usize, shown: &[Date]) -> Result<Work> {
    let (mut list, mut line) = (Curve::default(), Curve::default());
    let (mut usage, mut other): (Vec<UsagePeriod>, Option<Origin>) = (Vec::new(), None);
    walk(deal, c, shown, &mut |visit| {
        let (on, tag) = (visit.usage.period.span.to.before(), visit.usage.tag);
        let amount = &visit.rated.amount() - visit.before;
        if visit.origin != Origin::List && visit.list != amount {
            other = other.or(Some(visit.origin));
        }
        list.steps.push(Step { on, amount: visit.list, tag });
        line.steps.push(Step { on, amount, tag });
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
            span: Some(usage.period.span),
            item: None,
            measure: None,
            tag: usage.tag,
            reason: Reason::Usage,
            net: amount,
            rounded: deal.currency.exact(amount) != exact,
            remainder: false,
            apart: None,
            usage: Some((usage.quantity, usage.estimated)),
        });
    }
    Ok((items, net))
}
