//! What a run needs before its first order: a sound request, the balances, the target and the invoice date.

use super::choose::Chooser;
use super::request::{BillRunRequest, Submitted};
use super::run::question;
use crate::calendar::Date;
use crate::document::short;
use crate::money::{Currency, Minor};
use crate::order::due::{due, Candidate};
use crate::problem::{At, Check, Code, Problems, Result};
use std::collections::{BTreeMap, BTreeSet};

/// At most this many orders in one run.
const MAX_ORDERS: usize = 1_000_000;

/// Notes what is wrong with the request itself.
///
/// # Errors
/// `missing_field`, `unknown_order`, `out_of_range`, `limit_exceeded`.
pub(super) fn check(request: &BillRunRequest) -> Result<()> {
    let mut check = Check::default();
    let root = At::Root;
    if request.orders.len() > MAX_ORDERS {
        let message = format!("There are {} orders.", request.orders.len());
        check.note(Code::LimitExceeded, &root.key("orders"), message, format!("At most {MAX_ORDERS} in one run."));
    }
    if request.target.is_none() && request.chosen.is_empty() {
        let hint = "Write the last day up to which what is due is billed, or what is `chosen`.";
        check.note(Code::MissingField, &root.key("target"), "`target` is missing.", hint);
    }
    let criteria = root.key("criteria");
    let days = criteria.key("billDays");
    for (i, day) in request.criteria.bill_days.iter().flatten().enumerate().filter(|(_, day)| !(1..=31).contains(*day))
    {
        check.note(Code::OutOfRange, &days.index(i), format!("There is no day {day} of the month."), "Write 1 to 31.");
    }
    if request.criteria.minimum.is_some_and(|own| own.sign() < 0) {
        check.note(Code::OutOfRange, &criteria.key("minimum"), "The minimum is below zero.", "Write zero or more.");
    }
    if request.cash_rounding.is_some_and(|own| own.sign() <= 0) {
        let hint = "Write the smallest coin, such as \"0.05\".";
        check.note(Code::OutOfRange, &root.key("cashRounding"), "Cash is rounded to more than zero.", hint);
    }
    if !request.chosen.is_empty() {
        let known: BTreeSet<&str> = request.orders.iter().filter_map(Submitted::id).collect();
        let list = root.key("chosen");
        for (i, choice) in request.chosen.iter().enumerate().filter(|(_, own)| !known.contains(own.order.as_str())) {
            let message = format!("The request has no order \"{}\".", short(&choice.order));
            let hint = "Mend the id, or hand in the order.";
            check.note(Code::UnknownOrder, &list.index(i).key("order"), message, hint);
        }
    }
    check.finish(())
}

/// What accounts have as credit, by account and currency.
pub(super) type Balances = BTreeMap<(String, String), (Currency, Minor)>;

/// The credit of each account.
///
/// # Errors
/// `unknown_currency`, `duplicate_id`, `out_of_range`, `too_precise`.
pub(super) fn balances(request: &BillRunRequest) -> Result<Balances> {
    let (mut all, mut check) = (Balances::new(), Check::default());
    let root = At::Root;
    let list = root.key("balances");
    for (i, own) in request.balances.iter().enumerate() {
        let at = list.index(i);
        let Some(currency) = check.keep(Currency::new(&own.currency, &at.key("currency"))) else { continue };
        let Some(credit) = check.keep(currency.amount(&own.credit, &at.key("credit"))) else { continue };
        if credit < Minor::ZERO {
            check.note(Code::OutOfRange, &at.key("credit"), "The credit is below zero.", "Write zero or more.");
        }
        let key = (own.account.clone(), currency.to_string());
        if all.insert(key, (currency, credit)).is_some() {
            let message = format!("The account \"{}\" is written twice.", short(&own.account));
            let hint = "Write one credit for each account and currency.";
            check.note(Code::DuplicateId, &at.key("account"), message, hint);
        }
    }
    check.finish(all)
}

/// The target and the invoice date; of what is chosen, the first day on which something of it is due.
///
/// # Errors
/// `missing_field` where nothing that is chosen has a date.
pub(super) fn days(request: &BillRunRequest) -> Result<Option<(Date, Date)>> {
    if let Some(target) = request.target {
        return Ok(Some((target, request.invoice_date.unwrap_or(target))));
    }
    let mut first: Option<Date> = None;
    for own in &request.orders {
        let Submitted::Order(own) = own else { continue };
        if !request.chosen.iter().any(|choice| choice.order == own.order.id) {
            continue;
        }
        let start = own.order.start.unwrap_or(own.order.quote.start);
        let chooser = Chooser { request, own, target: start, on: start };
        let days = std::cell::RefCell::new(Vec::new());
        let pick = |candidate: &Candidate| {
            days.borrow_mut().extend(chooser.day(candidate));
            Err::<(), ()>(())
        };
        // What is wrong with the order is said by the run itself.
        if due(&question(own, start, start), &pick).is_ok() {
            first = first.into_iter().chain(days.into_inner()).min();
        }
    }
    let target = first.or(request.invoice_date);
    if target.is_none() && request.orders.iter().any(|own| matches!(own, Submitted::Order(_))) {
        let hint = "Nothing that is chosen has a date: write the invoice date.";
        return Err(Problems::one(Code::MissingField, &At::Root.key("invoiceDate"), "`invoiceDate` is missing.", hint));
    }
    Ok(target.map(|target| (target, request.invoice_date.unwrap_or(target))))
}
