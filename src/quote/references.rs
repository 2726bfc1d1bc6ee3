//! Names in a request that point to something else in it: tax codes, plans, what a percentage reads.

use super::request::QuoteRequest;
use crate::billing::{Alignment, Billing, Retainage, RetainageEffect, RetainageTax};
use crate::document::short;
use crate::pricing::{Of, Price};
use crate::problem::{At, Check, Code};
use crate::tax::TaxMode;

/// Notes every name that nothing in the request has, also in products that no line sells.
pub(super) fn check(request: &QuoteRequest, root: &At, check: &mut Check) {
    for (i, product) in request.catalog.products.iter().enumerate() {
        for (j, charge) in product.charges.iter().enumerate() {
            let (catalog, products, charges);
            catalog = root.key("catalog");
            products = catalog.key("products");
            let product = products.index(i);
            charges = product.key("charges");
            let at = charges.index(j);
            check_tax(request, charge.tax_code.as_deref(), &at, check);
            check_plan(request, charge.billing.as_ref(), &at, check);
            check_account(request, charge.billing.as_ref(), &at, check);
            check_price(request, &charge.price, &at.key("price"), check);
            if charge.tax_code.is_none() && request.taxes.len() > 1 && !always_overridden(request, i, &charge.id) {
                let message = "The charge has no tax code, and the request has several taxes.";
                check.note(Code::MissingTaxCode, &at.key("taxCode"), message, "Give the charge a taxCode.");
            }
        }
    }
    for (i, deposit) in request.deposits.iter().enumerate() {
        check_tax(request, deposit.tax_code.as_deref(), &root.key("deposits").index(i), check);
    }
    for (i, plan) in request.plans.iter().enumerate() {
        if let Some(retainage) = &plan.retainage {
            check_retainage(request, retainage, &root.key("plans").index(i).key("retainage"), check);
        }
    }
    for (i, line) in request.lines.iter().enumerate() {
        let lines = root.key("lines");
        let at = lines.index(i);
        for (j, own) in line.charges.iter().enumerate() {
            let charges = at.key("charges");
            let here = charges.index(j);
            check_tax(request, own.tax_code.as_deref(), &here, check);
            check_plan(request, own.billing.as_ref(), &here, check);
            check_account(request, own.billing.as_ref(), &here, check);
            if let Some(price) = &own.price {
                check_price(request, price, &here.key("price"), check);
            }
        }
        for (j, segment) in line.segments.iter().enumerate() {
            for (k, own) in segment.charges.iter().enumerate() {
                let path = format!("{at}/segments/{j}/charges/{k}/price");
                check_price(request, &own.price, &At::Pointer(&path), check);
            }
        }
    }
}

/// Whether every line that sells the product gives the charge a tax code of its own (and at least one does).
fn always_overridden(request: &QuoteRequest, product: usize, charge: &str) -> bool {
    let id = &request.catalog.products[product].id;
    let mut lines = request.lines.iter().filter(|line| line.product == *id).peekable();
    let coded =
        |line: &super::request::Line| line.charges.iter().any(|own| own.charge == charge && own.tax_code.is_some());
    lines.peek().is_some() && lines.all(coded)
}

fn check_tax(request: &QuoteRequest, code: Option<&str>, at: &At, check: &mut Check) {
    let Some(code) = code else { return };
    if !request.taxes.iter().any(|tax| tax.code == code) {
        let message = format!("There is no tax \"{}\" in the request.", short(code));
        check.note(Code::UnknownTaxCode, &at.key("taxCode"), message, "Add it to taxes, or mend the code.");
    }
}

fn check_account(request: &QuoteRequest, billing: Option<&Billing>, at: &At, check: &mut Check) {
    let by_account = matches!(billing, Some(Billing::Recurring(own)) if own.alignment == Alignment::Account);
    if by_account && request.account.as_ref().is_none_or(|account| account.bill_day.is_none()) {
        let message = "The account has no bill day to align to.";
        check.note(Code::MissingField, &at.key("billing").key("alignment"), message, "Add account.billDay.");
    }
}

fn check_plan(request: &QuoteRequest, billing: Option<&Billing>, at: &At, check: &mut Check) {
    if let Some(retainage) = billing.and_then(Billing::plan).and_then(|plan| plan.retainage) {
        check_retainage(request, retainage, &at.key("billing").key("retainage"), check);
    }
    let Some(Billing::Shared(shared)) = billing else { return };
    if !request.plans.iter().any(|plan| plan.id == shared.plan) {
        let message = format!("There is no plan \"{}\" in the request.", short(&shared.plan));
        check.note(Code::UnknownPlan, &at.key("billing").key("plan"), message, "Add it to plans, or mend the id.");
    }
}

fn check_retainage(request: &QuoteRequest, retainage: &Retainage, at: &At, check: &mut Check) {
    // What is withheld depends on the dates of events; cut from the items, it would change how their prices split.
    let whole = retainage.effect == RetainageEffect::Payable && retainage.tax == RetainageTax::AtInvoice;
    if request.tax_mode == TaxMode::Inclusive && !whole {
        let key = if retainage.effect == RetainageEffect::Payable { "tax" } else { "effect" };
        let message = "Of prices that hold the tax, only the payable can be withheld, and the tax is invoiced at once.";
        check.note(Code::NotSupported, &at.key(key), message, "Write effect payable, with tax atInvoice.");
    }
    for (i, own) in retainage.lines.iter().enumerate() {
        if !request.lines.iter().any(|line| line.id == own.line) {
            let message = format!("There is no line \"{}\" in the request.", short(&own.line));
            check.note(Code::UnknownLine, &at.key("lines").index(i).key("line"), message, "Mend the id.");
        }
    }
}

fn check_price(request: &QuoteRequest, price: &Price, at: &At, check: &mut Check) {
    let Price::PercentOf(percent) = price else { return };
    let Of { lines, products } = &percent.of;
    let of = at.key("of");
    for (i, id) in lines.iter().enumerate().filter(|(_, id)| !request.lines.iter().any(|line| line.id == **id)) {
        let message = format!("There is no line \"{}\" in the request.", short(id));
        check.note(Code::UnknownLine, &of.key("lines").index(i), message, "Mend the id.");
    }
    for (i, id) in products.iter().enumerate() {
        if !request.catalog.products.iter().any(|product| product.id == *id) {
            let message = format!("The catalog has no product \"{}\".", short(id));
            check.note(Code::UnknownProduct, &of.key("products").index(i), message, "Mend the id.");
        }
    }
}
