//! Obligations that orders and invoices make, and what invoices say of those that cover their lines.

use super::entry::minor;
use super::recognition::{
    InvoicedAmount, LineRecognition, LineSelector, Method, Obligation, PointAt, RecogniseRequest, Treatment,
};
use crate::calendar::Date;
use crate::invoice::{DocumentLine, DocumentStatus, Invoice};
use crate::money::{Currency, Dec, Minor};
use crate::order::{plan_order, Order, OrderPlanOptions};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::BilledPeriod;

/// An obligation on its way to a schedule.
pub(super) struct Known {
    pub own: Obligation,
    /// Where it stands in the request.
    pub path: String,
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
fn way(rules: &[LineRecognition], of: (Option<&str>, Option<&str>, Option<&str>), days: bool) -> (Method, PointAt) {
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
        all.push(Known { own: own.clone(), path: at.to_string(), invoiced, order: None, line: None });
    }
    let orders = root.key("orders");
    for (i, order) in request.orders.iter().enumerate() {
        let at = orders.index(i);
        all.extend(check.keep(of_order(order, request, &at)).unwrap_or_default());
    }
    let invoices = root.key("invoices");
    for (i, invoice) in request.invoices.iter().enumerate() {
        let at = invoices.index(i);
        check.keep(of_invoice(invoice, request, currency, &mut all, &at));
    }
    check.finish(())?;
    for known in &mut all {
        known.invoiced.sort_by_key(|(date, _)| *date);
    }
    Ok(all)
}

/// The posted number of a document.
///
/// # Errors
/// `not_posted` for a draft, `missing_field` without a number.
pub(super) fn number<'a>(invoice: &'a Invoice, at: &At) -> Result<&'a str> {
    if invoice.status != DocumentStatus::Posted {
        let message = "A draft says nothing to the books.";
        return Err(Problems::one(Code::NotPosted, &at.key("status"), message, "Post it first, or leave it out."));
    }
    invoice.number.as_deref().ok_or_else(|| {
        let message = "A posted document without a number.";
        Problems::one(Code::MissingField, &at.key("number"), message, "Hand in the document as it was posted.")
    })
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
        let of = (line.order.as_deref(), line.line.as_deref(), line.charge.as_deref());
        let (method, point) = way(&request.lines, of, line.period.is_some());
        let mut own = Obligation::of(format!("{number}/{k}"), amount(&line.net, &at.key("net"))?);
        own.start = Some(line.period.map_or(invoice.date, |days| days.start).into());
        own.end = Some(line.period.map_or(invoice.date, |days| days.end));
        (own.method, own.at) = (Some(method), (method == Method::Point).then_some(point));
        own.charge.clone_from(&line.charge);
        own.customer = invoice.account.as_ref().and_then(|account| account.id.clone());
        let invoiced = vec![(invoice.date, net)];
        let path = at.to_string();
        all.push(Known { own, path, invoiced, order: line.order.clone(), line: line.line.clone() });
    }
    Ok(())
}

/// The obligations of an order: what each charge is planned to bill, over the days that it bills for.
fn of_order(order: &Order, request: &RecogniseRequest, at: &At) -> Result<Vec<Known>> {
    let start = order.start.unwrap_or(order.quote.start);
    let mut options = OrderPlanOptions { events: request.events.clone(), as_of: Some(start), ..Default::default() };
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
        match all.iter_mut().find(|known| known.own.id == id) {
            Some(known) => known.own.treatments.push(treatment),
            None => {
                let mut own = Obligation::of(id, Dec::ZERO);
                own.treatments = vec![treatment];
                own.charge = Some(charge.to_owned());
                own.product = order.quote.lines.iter().find(|own| own.id == line).map(|own| own.product.clone());
                own.customer = order.quote.account.as_ref().and_then(|account| account.id.clone());
                let text = |text: &str| Some(text.to_owned());
                own.covers =
                    vec![LineSelector { order: text(&order.id), line: text(line), charge: text(charge), number: None }];
                let (order, line) = (text(&order.id), text(line));
                all.push(Known { own, path: at.to_string(), invoiced: Vec::new(), order, line });
            }
        }
    }
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
