//! What can be checked of a request before anything is looked up: limits, ids, ranges.

use super::offered;
use super::priced::{self, Place, Sold};
use super::request::{ChargeOverride, Discount, Line, QuoteRequest};
use crate::billing::{Billing, PlanTerms, REMAINDER};
use crate::catalog::{Charge, ChargeKind, Product};
use crate::money::{Dec, Exact};
use crate::pricing::check_limits;
use crate::problem::{At, Check, Code};
use crate::sorting;

/// At most this many lines in one quote.
pub const MAX_LINES: usize = 10_000;
/// At most this many products in one catalog.
pub const MAX_PRODUCTS: usize = 5_000;
const MAX_ID: usize = 100;
pub(super) const MAX_SMALL: usize = 200;

pub(super) fn check(request: &QuoteRequest, root: &At, check: &mut Check) {
    limit(request.catalog.products.len(), MAX_PRODUCTS, &root.key("catalog").key("products"), check);
    limit(request.lines.len(), MAX_LINES, &root.key("lines"), check);
    limit(request.discounts.len(), MAX_SMALL, &root.key("discounts"), check);
    limit(request.taxes.len(), MAX_SMALL, &root.key("taxes"), check);
    limit(request.deposits.len(), MAX_SMALL, &root.key("deposits"), check);
    limit(request.plans.len(), MAX_SMALL, &root.key("plans"), check);
    if request.lines.is_empty() {
        check.note(Code::OutOfRange, &root.key("lines"), "The quote sells nothing.", "Add at least one line.");
    }
    unique(request.catalog.products.iter().map(|p| p.id.as_str()), &root.key("catalog").key("products"), "id", check);
    unique(request.lines.iter().map(|l| l.id.as_str()), &root.key("lines"), "id", check);
    unique(request.plans.iter().map(|p| p.id.as_str()), &root.key("plans"), "id", check);
    unique(request.deposits.iter().map(|d| d.id.as_str()), &root.key("deposits"), "id", check);
    offered::check(request, root, check);
    unique(request.taxes.iter().map(|t| t.code.as_str()), &root.key("taxes"), "code", check);
    for (i, product) in request.catalog.products.iter().enumerate() {
        check_product(product, &root.key("catalog").key("products").index(i), check);
    }
    for (i, line) in request.lines.iter().enumerate() {
        check_line(line, &root.key("lines").index(i), check);
    }
    for (i, tax) in request.taxes.iter().enumerate() {
        tax.check(&root.key("taxes").index(i), check);
    }
    if let Some(accounting) = &request.accounting {
        accounting.check(&request.currency, &root.key("accounting"), check);
    }
    if let Some(exemption) = request.account.as_ref().and_then(|account| account.exemption.as_ref()) {
        exemption.check(&root.key("account").key("exemption"), check);
    }
    if request.seller.as_ref().is_some_and(|seller| seller.exemption.is_some()) {
        let message = "An exemption is the buyer's.";
        check.note(Code::Conflict, &root.key("seller").key("exemption"), message, "Write account.exemption.");
    }
    for (i, plan) in request.plans.iter().enumerate() {
        check_plan(plan.plan(), &root.key("plans").index(i), check);
    }
    for (i, deposit) in request.deposits.iter().enumerate() {
        deposit.check(&root.key("deposits").index(i), check);
    }
    for (i, discount) in request.discounts.iter().enumerate() {
        check_discount(&discount.percent, &discount.amount, &root.key("discounts").index(i), check);
    }
    request.payment_terms.check(&root.key("paymentTerms"), check);
}

fn check_product(product: &Product, at: &At, check: &mut Check) {
    let charges = at.key("charges");
    if product.charges.is_empty() {
        check.note(Code::OutOfRange, &charges, "The product charges nothing.", "Add at least one charge.");
    }
    limit(product.charges.len(), MAX_SMALL, &charges, check);
    unique(product.charges.iter().map(|c| c.id.as_str()), &charges, "id", check);
    for (i, charge) in product.charges.iter().enumerate() {
        check_charge(charge, &charges.index(i), check);
    }
}

fn check_charge(charge: &Charge, at: &At, check: &mut Check) {
    match (charge.kind, charge.per) {
        (ChargeKind::Recurring, None) => check.note(
            Code::MissingField,
            &at.key("per"),
            "A recurring charge needs the period that its price pays for.",
            "Add \"per\": { \"count\": 1, \"unit\": \"month\" }.",
        ),
        (ChargeKind::OneTime, Some(_)) => check.note(
            Code::Conflict,
            &at.key("per"),
            "A one-time charge has no price period.",
            "Leave out per, or make the charge recurring.",
        ),
        (ChargeKind::Usage, Some(_)) => check.note(
            Code::Conflict,
            &at.key("per"),
            "A usage charge has no price period; it is rated per billing period.",
            "Leave out per, and write billing.every.",
        ),
        (_, Some(per)) => per.check_civil(&at.key("per"), check),
        (_, None) => {}
    }
    priced::check(&charge.price, Sold { charge, own: None }, Place::Catalog, at, check);
    priced::check_around(charge, at, check);
    for (key, value) in [("included", &charge.included), ("cost", &charge.cost)] {
        if let Some(value) = value {
            not_negative(value, &at.key(key), check);
        }
    }
    check_billing(charge.billing.as_ref(), charge, &at.key("billing"), check);
}

/// Checks a billing where it is written; `charge` is the charge that it bills.
fn check_billing(billing: Option<&Billing>, charge: &Charge, at: &At, check: &mut Check) {
    if charge.kind == ChargeKind::Usage && !matches!(billing, None | Some(Billing::Recurring(_))) {
        let hint = "Write billing of kind recurring, or leave it out: monthly in arrears.";
        check.note(Code::Conflict, at, "A usage charge is billed period by period.", hint);
    }
    match billing {
        Some(Billing::Recurring(_)) if charge.kind == ChargeKind::OneTime => check.note(
            Code::Conflict,
            at,
            "A one-time charge is billed period by period.",
            "Bill it once, by hand or by milestones, or make the charge recurring.",
        ),
        Some(Billing::Recurring(recurring)) => recurring.check(charge.per, at, check),
        Some(Billing::Once(once)) => {
            if let Some(on) = &once.on {
                on.check(&at.key("on"), check);
            }
        }
        Some(Billing::Milestones(_) | Billing::Progress(_) | Billing::ByHand(_) | Billing::Shared(_)) | None => {}
    }
    if let Some(plan) = billing.and_then(Billing::plan) {
        check_plan(plan, at, check);
    }
}

fn check_plan(plan: PlanTerms, at: &At, check: &mut Check) {
    let ids = plan.ids();
    for list in ["items", "declared", "retainage/release"] {
        let count = ids.iter().filter(|(of, _, _)| *of == list).count();
        if count > MAX_SMALL {
            limit(count, MAX_SMALL, &At::Pointer(&format!("{at}/{list}")), check);
            return;
        }
    }
    for (place, (list, i, id)) in ids.iter().enumerate() {
        let path = format!("{at}/{list}/{i}");
        let taken = ids[..place].iter().any(|(_, _, before)| before == id);
        check_id(id, taken || (*list == "declared" && id == REMAINDER), &At::Pointer(&path).key("id"), check);
    }
    plan.check(at, check);
}

fn check_line(line: &Line, at: &At, check: &mut Check) {
    not_negative(&line.quantity, &at.key("quantity"), check);
    if let Some(prior) = &line.prior_quantity {
        not_negative(prior, &at.key("priorQuantity"), check);
    }
    if let Some(trial) = line.trial {
        trial.check_civil(&at.key("trial"), check);
    }
    if let Some(uplift) = &line.uplift {
        uplift.every.check_civil(&at.key("uplift").key("every"), check);
        if uplift.percent.exact() < Exact::whole(-100) || uplift.percent.exact() > Exact::whole(1000) {
            let message = format!("{} percent is out of range.", uplift.percent);
            check.note(Code::OutOfRange, &at.key("uplift").key("percent"), message, "Write -100 to 1000.");
        }
    }
    for (key, len) in
        [("discounts", line.discounts.len()), ("segments", line.segments.len()), ("charges", line.charges.len())]
    {
        limit(len, MAX_SMALL, &at.key(key), check);
    }
    limit(line.usage.len(), MAX_LINES, &at.key("usage"), check);
    for (i, discount) in line.discounts.iter().enumerate() {
        check_line_discount(discount, &at.key("discounts").index(i), check);
    }
    for (i, segment) in line.segments.iter().enumerate() {
        let segments = at.key("segments");
        let here = segments.index(i);
        if let Some(quantity) = &segment.quantity {
            not_negative(quantity, &here.key("quantity"), check);
        }
        for (j, discount) in segment.discounts.iter().enumerate() {
            check_percent(&discount.percent, &here.key("discounts").index(j).key("percent"), check);
        }
    }
    for (i, own) in line.charges.iter().enumerate() {
        let overrides = at.key("charges");
        let here = overrides.index(i);
        check_limits(own.minimum.as_ref(), own.maximum.as_ref(), &here, check);
        for (key, value) in [("quantity", &own.quantity), ("included", &own.included), ("cost", &own.cost)] {
            if let Some(value) = value {
                not_negative(value, &here.key(key), check);
            }
        }
    }
}

/// Checks what a line changes of a charge; called when the charge is known.
pub(super) fn check_override(own: &ChargeOverride, charge: &Charge, at: &At, check: &mut Check) {
    if let Some(price) = &own.price {
        priced::check(price, Sold { charge, own: Some(own) }, Place::Line, at, check);
    }
    priced::check_line(own, charge, at, check);
    check_billing(own.billing.as_ref(), charge, &at.key("billing"), check);
}

fn check_line_discount(discount: &Discount, at: &At, check: &mut Check) {
    let by_unit =
        [("unitAmount", &discount.unit_amount), ("unitPrice", &discount.unit_price), ("compound", &discount.compound)];
    let written = by_unit.iter().filter(|(_, value)| value.is_some()).count();
    if written == 0 {
        check_discount(&discount.percent, &discount.amount, at, check);
    } else if written > 1 || discount.percent.is_some() || discount.amount.is_some() {
        let hint = "Write exactly one of percent, amount, unitAmount, unitPrice and compound.";
        check.note(Code::Conflict, at, "A discount is one thing.", hint);
    }
    for (key, value) in by_unit {
        if let Some(value) = value {
            not_negative(value, &at.key(key), check);
        }
    }
    if discount.compound.is_some_and(|rate| rate >= Dec::HUNDRED) {
        let message = "The second unit would cost nothing or less.";
        check.note(Code::OutOfRange, &at.key("compound"), message, "Write percent, from 0 to below 100.");
    }
    if discount.duration.is_some() && discount.until.is_some() {
        check.note(Code::Conflict, &at.key("until"), "The discount ends twice.", "Write one of duration and until.");
    }
    if let Some(duration) = discount.duration {
        if duration.periods == 0 || duration.periods > 1000 {
            let message = format!("{} periods is no duration.", duration.periods);
            check.note(Code::OutOfRange, &at.key("duration").key("periods"), message, "Write 1 to 1000.");
        }
    }
}

pub(super) fn check_discount(percent: &Option<Dec>, amount: &Option<Dec>, at: &At, check: &mut Check) {
    if percent.is_some() == amount.is_some() {
        let message = "A discount is a percentage or an amount.";
        check.note(Code::Conflict, at, message, "Write exactly one of percent and amount.");
    }
    if let Some(percent) = percent {
        check_percent(percent, &at.key("percent"), check);
    }
    if let Some(amount) = amount {
        not_negative(amount, &at.key("amount"), check);
    }
}

pub(super) fn check_percent(percent: &Dec, at: &At, check: &mut Check) {
    if percent.sign() < 0 || *percent > Dec::HUNDRED {
        let message = format!("{percent} percent cannot be taken off.");
        check.note(Code::OutOfRange, at, message, "Write percent, from 0 to 100: \"10\" takes a tenth off.");
    }
}

pub(super) fn not_negative(value: &Dec, at: &At, check: &mut Check) {
    if value.sign() < 0 {
        check.note(Code::OutOfRange, at, format!("{value} is below zero."), "Write zero or more.");
    }
}

pub(super) fn limit(len: usize, most: usize, at: &At, check: &mut Check) {
    if len > most {
        let message = format!("The list has {len} entries.");
        check.note(Code::LimitExceeded, at, message, format!("At most {most} are taken; split the document."));
    }
}

pub(super) fn unique<'a>(ids: impl Iterator<Item = &'a str>, at: &At, key: &str, check: &mut Check) {
    let ids: Vec<&str> = ids.collect();
    let order = sorting::order(ids.len(), &|a, b| ids[a].cmp(ids[b]));
    let mut again = vec![false; ids.len()];
    order.windows(2).filter(|pair| ids[pair[0]] == ids[pair[1]]).for_each(|pair| again[pair[1]] = true);
    for (i, id) in ids.into_iter().enumerate() {
        let element = at.index(i);
        let here = element.key(key);
        check_id(id, again[i], &here, check);
    }
}

fn check_id(id: &str, taken: bool, at: &At, check: &mut Check) {
    if id.is_empty() || id.chars().count() > MAX_ID {
        let message = if id.is_empty() { "The id is empty." } else { "The id is too long." };
        check.note(Code::BadId, at, message, format!("Write 1 to {MAX_ID} characters."));
    } else if taken {
        check.note(Code::DuplicateId, at, format!("\"{id}\" is there twice."), "Give each its own.");
    }
}
