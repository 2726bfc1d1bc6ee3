//! Obligations that orders and invoices make, and what invoices say of those that cover their lines.

use super::by_hand::{by_hand, taken_back};
use super::entry::minor;
use super::events::events_of;
use super::recognition::{
    InvoicedAmount, LineRecognition, LineSelector, Method, Obligation, PointAt, RecogniseRequest, Treatment,
};
use crate::calendar::Date;
use crate::invoice::{intact, DocumentLine, DocumentStatus, Invoice};
use crate::money::{Currency, Dec, Minor};
use crate::order::{plan_order, Order, OrderPlanOptions};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::{BilledPeriod, Events};

/// An obligation on its way to a schedule.
#[derive(Clone)]
pub(super) struct Known {
    pub own: Obligation,
    /// Where it stands in the request.
    pub path: String,
    /// Where the request says what was recognised of it before.
    pub books: String,
    /// What was invoiced, by date.
    pub invoiced: Vec<(Date, Minor)>,
    pub order: Option<String>,
    pub line: Option<String>,
}

fn selects(rule: &Option<String>, own: Option<&str>) -> bool {
    rule.as_deref().is_none_or(|rule| own == Some(rule))
}

impl LineSelector {
    fn covers(&self, invoice: &Invoice, line: &DocumentLine) -> bool {
        selects(&self.order, line.order.as_deref())
            && selects(&self.line, line.line.as_deref())
            && selects(&self.charge, line.charge.as_deref())
            && selects(&self.number, invoice.number.as_deref())
    }
}

/// How a line of an order or invoice is recognised.
pub(super) fn way(
    rules: &[LineRecognition],
    of: (Option<&str>, Option<&str>, Option<&str>),
    days: bool,
) -> (Method, PointAt) {
    let rule = rules.iter().find(|rule| {
        selects(&rule.order, of.0)
            && selects(&rule.line, of.1)
            && selects(&rule.charge, of.2)
            && rule.with_period.is_none_or(|with| with == days)
    });
    let point = if days { PointAt::Start } else { PointAt::InvoiceDate };
    match rule {
        Some(rule) => (rule.method, rule.at.unwrap_or(point)),
        None if days => (Method::Daily, PointAt::Start),
        None => (Method::Point, PointAt::InvoiceDate),
    }
}

/// Notes ways that a line of a document cannot be recognised by.
fn check_rules(request: &RecogniseRequest, check: &mut Check) {
    let root = At::Root;
    let list = root.key("lines");
    for (i, rule) in request.lines.iter().enumerate() {
        if matches!(rule.method, Method::Milestones | Method::PercentComplete) {
            let message = format!("The method `{}` needs more than a line says.", rule.method.as_str());
            check.note(Code::Conflict, &list.index(i).key("method"), message, "Write an obligation that covers it.");
        }
    }
}

/// Every obligation of a request, with what was invoiced of it.
///
/// # Errors
/// What is wrong with an order; drafts; amounts that are no amounts.
pub(super) fn obligations(request: &RecogniseRequest, currency: &Currency) -> Result<Vec<Known>> {
    let (root, mut check) = (At::Root, Check::default());
    check_rules(request, &mut check);
    let mut all: Vec<Known> = Vec::new();
    let list = root.key("obligations");
    for (i, own) in request.obligations.iter().enumerate() {
        let at = list.index(i);
        let amounts = at.key("invoiced");
        let mut invoiced = Vec::with_capacity(own.invoiced.len());
        for (k, InvoicedAmount { date, amount }) in own.invoiced.iter().enumerate() {
            let amount = check.keep(currency.amount(amount, &amounts.index(k).key("amount")));
            invoiced.extend(amount.map(|amount| (*date, amount)));
        }
        let books = at.key("recognised").to_string();
        all.push(Known { own: own.clone(), path: at.to_string(), books, invoiced, order: None, line: None });
    }
    let orders = root.key("orders");
    let events = events_of(&request.orders, &request.events, &request.order_events, &mut check);
    for (i, (order, events)) in request.orders.iter().zip(events).enumerate() {
        let at = orders.index(i);
        all.extend(check.keep(of_order((order, events), request, &at)).unwrap_or_default());
    }
    let invoices = root.key("invoices");
    for (i, invoice) in request.invoices.iter().enumerate() {
        let at = invoices.index(i);
        check.keep(of_invoice(invoice, request, currency, &mut all, &at));
    }
    known_before(request, &mut all, &mut check);
    check.finish(())?;
    for known in &mut all {
        known.invoiced.sort_by_key(|(date, _)| *date);
    }
    Ok(all)
}

/// The posted number of a document. One of another system has no receipt, and is taken as it is.
///
/// # Errors
/// `not_posted` for a draft, `missing_field` without a number, `receipt_mismatch` for one that is not as it was posted.
pub(super) fn number<'a>(invoice: &'a Invoice, at: &At) -> Result<&'a str> {
    if invoice.status != DocumentStatus::Posted {
        let message = "A draft says nothing to the books.";
        return Err(Problems::one(Code::NotPosted, &at.key("status"), message, "Post it first, or leave it out."));
    }
    let Some(number) = invoice.number.as_deref().filter(|own| !own.is_empty()) else {
        let message = "A posted document without a number.";
        let hint = "Hand in the document as it was posted.";
        return Err(Problems::one(Code::MissingField, &at.key("number"), message, hint));
    };
    match invoice.receipt {
        Some(_) => intact(invoice, at).map(|()| number),
        None => Ok(number),
    }
}

/// Adds the lines of a document to what they invoice; a line that nothing covers is an obligation of its own.
fn of_invoice(
    invoice: &Invoice,
    request: &RecogniseRequest,
    currency: &Currency,
    all: &mut Vec<Known>,
    at: &At,
) -> Result<()> {
    let number = number(invoice, at)?;
    same_currency(&invoice.currency, currency, at)?;
    let list = at.key("lines");
    for (k, line) in invoice.lines.iter().enumerate() {
        let at = list.index(k);
        let net = minor(&line.net, currency, &at.key("net"))?;
        let mine = |known: &&mut Known| known.own.covers.iter().any(|own| own.covers(invoice, line));
        if let Some(known) = all.iter_mut().find(mine) {
            known.invoiced.push((invoice.date, net));
            continue;
        }
        if let Some(mut known) = unplanned(line, request) {
            known.invoiced.push((invoice.date, net));
            all.push(known);
            continue;
        }
        let of = (line.order.as_deref(), line.line.as_deref(), line.charge.as_deref());
        let (method, point) = way(&request.lines, of, line.period.is_some());
        let mut own = Obligation::of(format!("{number}/{k}"), amount(&line.net, &at.key("net"))?);
        own.start = Some(line.period.map_or(invoice.date, |days| days.start).into());
        own.end = Some(line.period.map_or(invoice.date, |days| days.end));
        (own.method, own.at) = (Some(method), (method == Method::Point).then_some(point));
        own.product.clone_from(&line.product);
        own.charge.clone_from(&line.charge);
        own.customer = invoice.account.as_ref().and_then(|account| account.id.clone());
        let invoiced = vec![(invoice.date, net)];
        let (path, books) = (at.to_string(), at.to_string());
        all.push(Known { own, path, books, invoiced, order: line.order.clone(), line: line.line.clone() });
    }
    Ok(())
}

/// What was invoiced of an order that does not plan it any more: all of it was or will be given back.
fn unplanned(line: &DocumentLine, request: &RecogniseRequest) -> Option<Known> {
    let (id, charge) = (line.line.as_deref()?, line.charge.as_deref()?);
    let place = request.orders.iter().position(|own| line.order.as_ref() == Some(&own.id))?;
    let order = &request.orders[place];
    let mut known = of_charge(order, id, charge, &At::Root.key("orders").index(place));
    known.own.product.clone_from(&line.product);
    (known.own.method, known.own.start) = (Some(Method::Point), Some(order.quote.start.into()));
    Some(known)
}

/// An obligation of a charge of an order, without an amount.
fn of_charge(order: &Order, line: &str, charge: &str, at: &At) -> Known {
    let text = |text: &str| Some(text.to_owned());
    let mut own = Obligation::of(format!("{}/{line}/{charge}", order.id), Dec::ZERO);
    own.charge = text(charge);
    own.product = order.quote.lines.iter().find(|own| own.id == line).map(|own| own.product.clone());
    own.customer = order.quote.account.as_ref().and_then(|account| account.id.clone());
    own.covers = vec![LineSelector { order: text(&order.id), line: text(line), charge: text(charge), number: None }];
    let (path, books) = (at.to_string(), at.to_string());
    Known { own, path, books, invoiced: Vec::new(), order: text(&order.id), line: text(line) }
}

/// Adds what the request says of closed months. What nothing is planned or invoiced of any more is taken back.
fn known_before(request: &RecogniseRequest, all: &mut Vec<Known>, check: &mut Check) {
    let list = At::Root.key("recognised");
    for (i, before) in request.recognised.iter().enumerate() {
        let at = list.index(i);
        if request.recognised[..i].iter().any(|own| own.obligation == before.obligation) {
            let message = format!("\"{}\" is there twice.", crate::document::short(&before.obligation));
            check.note(Code::DuplicateId, &at.key("obligation"), message, "Write each obligation once.");
            continue;
        }
        let books = at.key("months").to_string();
        let Some(known) = all.iter_mut().find(|own| own.own.id == before.obligation) else {
            let mut own = Obligation::of(before.obligation.clone(), Dec::ZERO);
            (own.method, own.start) = (Some(Method::Point), request.closed_through.map(Into::into));
            own.recognised.clone_from(&before.months);
            all.push(Known { own, path: at.to_string(), books, invoiced: Vec::new(), order: None, line: None });
            continue;
        };
        if !known.own.recognised.is_empty() {
            let message = "The obligation says itself what was recognised.";
            check.note(Code::Conflict, &at, message, "Write it in one place.");
            continue;
        }
        known.own.recognised.clone_from(&before.months);
        known.books = books;
    }
}

/// The obligations of an order: what each charge is planned to bill, over the days that it bills for.
fn of_order((order, events): (&Order, Events), request: &RecogniseRequest, at: &At) -> Result<Vec<Known>> {
    let start = order.start.unwrap_or(order.quote.start);
    let mut options = OrderPlanOptions { events, as_of: Some(start), ..Default::default() };
    options.through = request.through;
    let plan = plan_order(order, &options).map_err(|mut problems| {
        problems.problems.iter_mut().for_each(|own| own.path.insert_str(0, &at.to_string()));
        problems
    })?;
    let dated = plan.invoices.iter().flat_map(|own| own.lines.iter().map(move |line| (Some(own.date), line)));
    let dated = dated.map(|(date, own)| {
        let days = own.period.map(|span| BilledPeriod { start: span.from, end: span.to.before() });
        ((own.line.as_str(), own.charge.as_str()), date, days, own.net.as_str())
    });
    let waiting =
        plan.waiting.iter().map(|own| ((own.line.as_str(), own.charge.as_str()), None, None, own.net.as_str()));
    let mut all: Vec<Known> = Vec::new();
    for ((line, charge), date, days, net) in dated.chain(waiting) {
        let id = format!("{}/{line}/{charge}", order.id);
        let (method, point) = way(&request.lines, (Some(&order.id), Some(line), Some(charge)), days.is_some());
        let net = amount(net, at)?;
        let treatment = Treatment {
            id: date.map(|date| days.map_or(date, |days| days.start).to_string()),
            percent: None,
            amount: Some(net),
            remainder: false,
            method: if date.is_some() { method } else { Method::Point },
            // What waits has no day; what is due once is revenue on the planned day.
            at: match (date, point) {
                (None, _) => Some(PointAt::Delivery),
                (Some(_), PointAt::InvoiceDate) => Some(PointAt::Start),
                (Some(_), point) => Some(point),
            },
            delivered: None,
            start: days.map(|days| days.start).or(date).map(Into::into),
            end: days.map(|days| days.end).or(date),
            until: None,
            milestones: Vec::new(),
            progress: Vec::new(),
        };
        let known = match all.iter().position(|known| known.own.id == id) {
            Some(place) => &mut all[place],
            None => {
                all.push(of_charge(order, line, charge, at));
                let last = all.len() - 1;
                &mut all[last]
            }
        };
        known.own.treatments.push(treatment);
    }
    for own in by_hand(order, request) {
        let (line, charge) = (&own.entry.line, &own.entry.charge);
        let mine = |known: &Known| known.line.as_ref() == Some(line) && known.own.charge.as_ref() == Some(charge);
        let place = all.iter().position(mine).unwrap_or_else(|| {
            all.push(of_charge(order, line, charge, at));
            all.len() - 1
        });
        all[place].own.treatments.push(own.treatment(&request.lines, order));
    }
    taken_back(order, &options.events, request, &mut all);
    for known in &mut all {
        let mut nets = known.own.treatments.iter().filter_map(|own| own.amount);
        known.own.amount = nets.try_fold(Dec::ZERO, |sum, own| sum.plus(&own));
    }
    Ok(all)
}

/// Notes a document in another currency.
pub(super) fn same_currency(code: &str, currency: &Currency, at: &At) -> Result<()> {
    if code == currency.to_string() {
        return Ok(());
    }
    let message = format!("It is in {}, the request in {currency}.", crate::document::short(code));
    Err(Problems::one(Code::Conflict, &at.key("currency"), message, "Ask for each currency on its own."))
}

fn amount(text: &str, at: &At) -> Result<Dec> {
    Dec::parse(text).map_err(|(code, message, hint)| Problems::one(code, at, message, hint))
}
