//! The verb `plan`: every invoice to come, dated or waiting.

use crate::document::{document, short, wrong, Node, Read, Write};

use super::assemble::{assemble, Assembled};
use super::deal::{resolve, Deal};
use super::preview::{document, View};
use super::price::{unsealed, work, Worked};
use super::request::QuoteRequest;
use super::result::{InvoicePlan, PricedQuote};
use super::verify::Proof;
use crate::billing::BillingItem;
use crate::calendar::Date;
use crate::money::{Dec, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::receipt::seal;
use crate::sorting;

document! {
    /// What is known when a plan is made.
    #[derive(Default)]
    pub struct PlanOptions {
        /// The dates of events that have happened or are expected, by name; their items become invoices.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// The first invoice date to show. Default: all.
        pub from: Option<Date>,
        /// The last invoice date to show, inclusive; of a quote without an end, how far the plan goes. Items that wait are
        /// shown whatever the dates. Default: all, or twelve months from the quote's start where a charge has no end.
        pub through: Option<Date>,
        /// The day on which "due now" and "next" are read. Default: the request's `asOf`.
        pub as_of: Option<Date>,
        /// What has been billed already: it is left out of the plan.
        pub billed: Vec<BilledEntry> = Default::default(),
        /// Which deposits have been invoiced already. What settles them goes with the items that do.
        pub billed_deposits: Vec<BilledDeposit> = Default::default(),
    }
}

/// Event dates by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events(pub Vec<(String, Date)>);

impl Events {
    /// The date of an event, where it is known.
    pub fn date(&self, event: &str) -> Option<Date> {
        self.0.iter().find(|(name, _)| name == event).map(|(_, date)| *date)
    }
}

impl Write for Events {
    fn write(&self) -> Node {
        Node::Object(self.0.iter().map(|(event, date)| (event.clone().into(), date.write())).collect())
    }
}

impl Read for Events {
    fn missing() -> Option<Events> {
        Some(Events::default())
    }
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Events> {
        let Node::Object(fields) = node else {
            wrong(&node, "an object of dates by event: { \"go-live\": \"2026-03-10\" }", at, check);
            return None;
        };
        let dated = |(event, date): (std::borrow::Cow<'static, str>, Node)| {
            Date::read(date, &at.key(&event), check).map(|date| (event.into_owned(), date))
        };
        fields.into_iter().map(dated).collect::<Option<Vec<_>>>().map(Events)
    }
}

document! {
    /// Something that has been billed: one line of a posted invoice. Exactly one of `period` and `item`, or neither for a
    /// charge that is billed at once.
    pub struct BilledEntry {
        /// The quote line's id.
        pub line: String,
        /// The charge's id.
        pub charge: String,
        /// The days, as the plan's invoice line had them.
        pub period: Option<BilledPeriod>,
        /// The plan item's id.
        pub item: Option<String>,
        /// The amount that was billed, before tax.
        pub net: Dec,
    }
}

document! {
    /// A deposit that was invoiced.
    pub struct BilledDeposit {
        /// The deposit's id.
        pub deposit: String,
        /// The amount that was invoiced, before tax.
        pub net: Dec,
    }
}

document! {
    /// A period with both days inclusive.
    #[derive(Copy, Eq)]
    pub struct BilledPeriod {
        /// The first day.
        pub start: Date,
        /// The last day.
        pub end: Date,
    }
}

/// The invoice plan of a priced quote. `quote` gives the normalised request and the receipt.
///
/// Net amounts do not depend on `from` or `through`: two plans that meet hold what one plan holds.
///
/// # Errors
/// `receipt_mismatch` when the quote's numbers are not what this engine computes from its request; `unknown_event`;
/// `unexplained_restatement` when something was billed otherwise than planned; and every problem of the request.
pub fn plan(request: &QuoteRequest, proof: &Proof, options: &PlanOptions) -> Result<InvoicePlan> {
    check_days(options.from, options.through)?;
    let deal = resolve(request)?;
    let (mut fresh, mut worked) = unsealed(&deal)?;
    if !proof.is_quote(&fresh) || proof.receipt().policy != deal.policy_name {
        fresh.receipt = seal(&fresh, &deal.policy_name);
        refuse_other(proof, &fresh)?;
    }
    if let Some(again) = again(&deal, &worked, options)? {
        worked = again;
    }
    let assembled = assembled(&deal, &worked, options)?;
    let last = options.through.unwrap_or(Date::MAX);
    let plans = worked.plans.iter().map(|plan| plan.summary(&deal, &options.events, last)).collect();
    let deposits = worked.deposits.summaries(&deal, &worked.billed, &options.events, last);
    document(&deal, &assembled, (plans, deposits), &view(&deal, &worked, &assembled, options))
}

/// How a plan is read.
pub(crate) fn view(deal: &Deal, worked: &Worked, assembled: &Assembled, options: &PlanOptions) -> View {
    let (request, last) = (deal.request, assembled.drafts.last().map(|draft| draft.date));
    let through = match options.through {
        Some(through) => through,
        None if worked.open => last.unwrap_or(request.start).max(worked.horizon.before()),
        None => last.unwrap_or(request.start),
    };
    let as_of = options.as_of.or(request.as_of).unwrap_or(request.start);
    View { as_of, through, open: worked.open }
}

/// What is computed anew for a plan's options: another horizon; and since what is withheld and settled depends on which items
/// come before, the dates of events.
pub(crate) fn again(deal: &Deal, worked: &Worked, options: &PlanOptions) -> Result<Option<Worked>> {
    let horizon = options.through.filter(|_| worked.open).map(|last| last.plus_days(1));
    let moves = deal.withholds() || !deal.request.deposits.is_empty();
    match horizon.is_some() || moves && options.events != Events::default() {
        true => work(deal, horizon, &options.events).map(Some),
        false => Ok(None),
    }
}

/// The invoices and waiting items that a plan shows.
///
/// # Errors
/// `unknown_event`, `unexplained_restatement`, `overflow`.
pub(crate) fn assembled<'w>(deal: &Deal, worked: &'w Worked, options: &PlanOptions) -> Result<Assembled<'w>> {
    check_events(worked, options)?;
    let done = match_billed(deal, worked, options)?;
    let within = |date: Option<Date>| match date {
        Some(date) => options.from.is_none_or(|from| date >= from) && options.through.is_none_or(|to| date <= to),
        None => true,
    };
    let shown = |c: usize, item: &BillingItem, date: Option<Date>| {
        within(date) && worked.is_shown(deal, c, date) && !done.has(c, item)
    };
    let paid = match_deposits(deal, worked, options)?;
    let shown_deposit = |i: usize, date: Option<Date>| within(date) && !paid[i];
    assemble(deal, (&worked.billed, &worked.deposits), &options.events, shown, shown_deposit, false)
}

/// Refuses a quote, or a receipt, that is not of the freshly priced one.
fn refuse_other(proof: &Proof, fresh: &PricedQuote) -> Result<()> {
    match proof.differs(fresh)? {
        None => Ok(()),
        Some(difference) => Err(Problems::one(
            Code::ReceiptMismatch,
            &At::Pointer(&difference.path),
            "This is not what the engine computes from the quote's request.",
            "Price the request again with this engine, and plan that quote.",
        )),
    }
}

/// Refuses a plan that would end before it begins.
///
/// # Errors
/// `end_before_start`.
pub(crate) fn check_days(from: Option<Date>, through: Option<Date>) -> Result<()> {
    let Some((from, through)) = from.zip(through).filter(|(from, through)| through < from) else { return Ok(()) };
    let message = format!("The plan would go from {from} through {through}.");
    let hint = "Let through be on or after from.";
    Err(Problems::one(Code::EndBeforeStart, &At::Root.key("through"), message, hint))
}

fn check_events(worked: &Worked, options: &PlanOptions) -> Result<()> {
    let waits = |event: &str| {
        let items = worked.billed.iter().flat_map(|billed| &billed.items);
        let releases = worked.plans.iter().flat_map(|plan| &plan.releases).map(|(when, _)| when);
        let deposits = worked.deposits.invoiced.iter().map(|(when, _)| when);
        items.into_iter().map(|item| &item.when).chain(releases).chain(deposits).any(|when| when.event() == Some(event))
    };
    options.events.check(&waits)
}

impl Events {
    /// Refuses an event that nothing waits for.
    ///
    /// # Errors
    /// `unknown_event`.
    pub(crate) fn check(&self, waits: &dyn Fn(&str) -> bool) -> Result<()> {
        let mut check = Check::default();
        for event in self.0.iter().map(|(event, _)| event).filter(|event| !waits(event)) {
            let message = format!("Nothing waits for the event \"{}\".", short(event));
            check.note(
                Code::UnknownEvent,
                &At::Root.key("events").key(event),
                message,
                "Mend its name, or leave it out.",
            );
        }
        check.finish(())
    }
}

/// What a billing item is known by: its charge, and its first day or its plan item.
type Key<'b> = (usize, Option<Date>, Option<&'b str>);

fn key(c: usize, item: &BillingItem) -> Key<'_> {
    (c, item.span.map(|span| span.from), item.item.as_ref().map(|(id, _)| id.as_str()))
}

/// What has been billed, in order.
struct Done<'b>(Vec<Key<'b>>);

impl Done<'_> {
    fn has(&self, c: usize, item: &BillingItem) -> bool {
        self.0.binary_search(&key(c, item)).is_ok()
    }
}

fn match_billed<'b>(deal: &Deal, worked: &'b Worked, options: &'b PlanOptions) -> Result<Done<'b>> {
    let all = worked.billed.iter().enumerate();
    let planned: Vec<(Key, &BillingItem)> = match options.billed.is_empty() {
        true => Vec::new(),
        false => all.flat_map(|(c, billed)| billed.items.iter().map(move |item| (key(c, item), item))).collect(),
    };
    let in_order = sorting::order(planned.len(), &|a, b| planned[a].0.cmp(&planned[b].0));
    let (mut done, mut check) = (vec![false; planned.len()], Check::default());
    for (i, entry) in options.billed.iter().enumerate() {
        let root = At::Root;
        let list = root.key("billed");
        let at = list.index(i);
        let Some(c) = charge_of(deal, entry, &at, &mut check) else { continue };
        let Some(net) = check.keep(deal.currency.amount(&entry.net, &at.key("net"))) else { continue };
        let known: Key = (c, entry.period.map(|period| period.start), entry.item.as_deref());
        let end = entry.period.map(|period| period.end.plus_days(1));
        let found = sorting::find(&in_order, &|place| planned[place].0.cmp(&known));
        match found.map(|place| (place, planned[place].1)) {
            Some((place, item)) if item.net == net && item.span.map(|span| span.to) == end => {
                if std::mem::replace(&mut done[place], true) {
                    check.note(Code::DuplicateId, &at, "This was billed twice.", "Leave out one of the two.");
                }
            }
            Some((_, item)) => check.note(
                Code::UnexplainedRestatement,
                &at,
                restated(deal, entry, item),
                "A difference in what was billed needs a cause: amend the order or credit the invoice.",
            ),
            None => check.note(
                Code::UnexplainedRestatement,
                &at,
                "The plan has nothing for this period or item.",
                "Write the period or item as the plan's invoice line had it.",
            ),
        }
    }
    let done = in_order.into_iter().filter(|place| done[*place]).map(|place| planned[place].0).collect();
    check.finish(Done(done))
}

/// Which deposits have been invoiced.
fn match_deposits(deal: &Deal, worked: &Worked, options: &PlanOptions) -> Result<Vec<bool>> {
    let (mut paid, mut check) = (vec![false; worked.deposits.invoiced.len()], Check::default());
    for (i, entry) in options.billed_deposits.iter().enumerate() {
        let root = At::Root;
        let list = root.key("billedDeposits");
        let at = list.index(i);
        let Some(place) = deal.request.deposits.iter().position(|deposit| deposit.id == entry.deposit) else {
            let message = format!("The quote has no deposit \"{}\".", short(&entry.deposit));
            check.note(Code::UnexplainedRestatement, &at.key("deposit"), message, "Mend the id.");
            continue;
        };
        let Some(net) = check.keep(deal.currency.amount(&entry.net, &at.key("net"))) else { continue };
        let planned: Minor = worked.deposits.invoiced[place].1.iter().map(|share| share.net).sum();
        if planned != net {
            let message = format!("{} was invoiced where the plan has {}.", entry.net, deal.currency.show(planned));
            let hint = "A difference in what was billed needs a cause: amend the order or credit the invoice.";
            check.note(Code::UnexplainedRestatement, &at, message, hint);
        }
        if std::mem::replace(&mut paid[place], true) {
            check.note(Code::DuplicateId, &at, "This was invoiced twice.", "Leave out one of the two.");
        }
    }
    check.finish(paid)
}

fn charge_of(deal: &Deal, entry: &BilledEntry, at: &At, check: &mut Check) -> Option<usize> {
    let Some(line) = deal.lines.iter().find(|line| line.line.id == entry.line) else {
        let message = format!("The quote has no line \"{}\".", short(&entry.line));
        check.note(Code::UnknownLine, &at.key("line"), message, "Mend the id.");
        return None;
    };
    let charge = line.charges.clone().find(|c| deal.charges[*c].charge.id == entry.charge);
    if charge.is_none() {
        let message = format!("The line \"{}\" has no charge \"{}\".", entry.line, short(&entry.charge));
        check.note(Code::UnknownCharge, &at.key("charge"), message, "Mend the id.");
    }
    charge
}

fn restated(deal: &Deal, entry: &BilledEntry, item: &BillingItem) -> String {
    let planned = deal.currency.show(item.net);
    match (entry.period, item.span) {
        (Some(billed), Some(span)) if billed.end != span.to.before() => {
            format!(
                "{} to {} was billed where the plan has {} to {}.",
                billed.start,
                billed.end,
                span.from,
                span.to.before()
            )
        }
        _ => format!("{} was billed where the plan has {planned}.", entry.net),
    }
}
