//! Names in a request that point to something else in it: tax codes, plans, what a percentage reads.

use super::priced::{self, Place, Sold};
use super::request::QuoteRequest;
use crate::billing::{Alignment, Billing, Retainage, RetainageEffect, RetainageTax};
use crate::catalog::Charge;
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
            for (k, id) in charge.schedules.iter().flatten().enumerate() {
                if !request.catalog.schedules.iter().flatten().any(|own| own.id == *id) {
                    let message = format!("The catalog has no discount schedule \"{}\".", short(id));
                    let hint = "Add it to catalog.schedules, or mend the id.";
                    check.note(Code::UnknownSchedule, &at.key("schedules").index(k), message, hint);
                }
            }
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
    check_books(request, root, check);
    for (i, line) in request.lines.iter().enumerate() {
        let lines = root.key("lines");
        let at = lines.index(i);
        if let Some(id) = line.group.as_ref().filter(|id| !has_group(request, id)) {
            check_group(id, &at.key("group"), check);
        }
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
    if let Some(of) = price.reads() {
        check_of(request, of, &at.key("of"), check);
    }
    if let Price::Commitment(own) = price {
        check_lines(request, &own.after, &at.key("after"), check);
    }
}

fn check_lines(request: &QuoteRequest, lines: &[String], at: &At, check: &mut Check) {
    for (i, id) in lines.iter().enumerate().filter(|(_, id)| !request.lines.iter().any(|line| line.id == **id)) {
        let message = format!("There is no line \"{}\" in the request.", short(id));
        check.note(Code::UnknownLine, &at.index(i), message, "Mend the id.");
    }
}

fn check_of(request: &QuoteRequest, of: &Of, at: &At, check: &mut Check) {
    check_lines(request, &of.lines, &at.key("lines"), check);
    let products = &request.catalog.products;
    for (i, id) in of.products.iter().enumerate().filter(|(_, id)| !products.iter().any(|own| own.id == **id)) {
        let message = format!("The catalog has no product \"{}\".", short(id));
        check.note(Code::UnknownProduct, &at.key("products").index(i), message, "Mend the id.");
    }
    for (i, name) in of.categories.iter().flatten().enumerate() {
        if !products.iter().any(|own| own.category.as_ref() == Some(name)) {
            let message = format!("No product has the category \"{}\".", short(name));
            check.note(Code::UnknownCategory, &at.key("categories").index(i), message, "Mend the category.");
        }
    }
    for (i, id) in of.groups.iter().flatten().enumerate().filter(|(_, id)| !has_group(request, id)) {
        check_group(id, &at.key("groups").index(i), check);
    }
}

fn has_group(request: &QuoteRequest, id: &str) -> bool {
    request.groups.iter().flatten().any(|group| group.id == id)
}

fn check_group(id: &str, at: &At, check: &mut Check) {
    let message = format!("There is no group \"{}\" in the request.", short(id));
    check.note(Code::UnknownGroup, at, message, "Add it to groups, or mend the id.");
}

fn check_books(request: &QuoteRequest, root: &At, check: &mut Check) {
    let catalog = root.key("catalog");
    let books = catalog.key("priceBooks");
    let account = request.account.as_ref().and_then(|account| account.id.as_ref());
    for (i, book) in request.catalog.price_books.iter().flatten().enumerate() {
        let prices = books.index(i);
        let prices = prices.key("prices");
        for (j, own) in book.prices.iter().enumerate() {
            if let Some(charge) = check_sold(request, (&own.product, &own.charge), &prices.index(j), check) {
                priced::check(&own.price, Sold { charge, own: None }, Place::Offer, &prices.index(j), check);
            }
            check_price(request, &own.price, &prices.index(j).key("price"), check);
        }
    }
    if let Some(id) = &request.price_book {
        let at = root.key("priceBook");
        match request.catalog.price_books.iter().flatten().find(|book| book.id == *id) {
            None => {
                let message = format!("The catalog has no price book \"{}\".", short(id));
                check.note(Code::UnknownPriceBook, &at, message, "Add it to catalog.priceBooks, or mend the id.");
            }
            Some(book) if book.currency.as_ref().is_some_and(|own| *own != request.currency) => {
                let message = format!("The price book is not for {}.", short(&request.currency));
                check.note(Code::Conflict, &at, message, "Name a book of the quote's currency.");
            }
            Some(book) if book.accounts.as_ref().is_some_and(|own| account.is_none_or(|id| !own.contains(id))) => {
                check.note(Code::Conflict, &at, "The price book is not for this account.", "Name another book.");
            }
            Some(_) => {}
        }
    }
    for (i, own) in request.contracted.iter().flatten().enumerate() {
        let list = root.key("contracted");
        let here = list.index(i);
        let charge = check_sold(request, (&own.product, &own.charge), &here, check);
        if let Some(charge) = charge.filter(|charge| own.percent.is_some() && charge.price.reads().is_some()) {
            let message =
                format!("\"{}\" is read from other charges; there is no price to take a part off.", charge.id);
            check.note(Code::NotSupported, &here.key("percent"), message, "Write the whole price.");
        }
        if let Some(price) = &own.price {
            if let Some(charge) = charge {
                priced::check(price, Sold { charge, own: None }, Place::Offer, &here, check);
            }
            check_price(request, price, &here.key("price"), check);
        }
    }
}

fn check_sold<'r>(
    request: &'r QuoteRequest,
    (product, charge): (&str, &str),
    at: &At,
    check: &mut Check,
) -> Option<&'r Charge> {
    let Some(found) = request.catalog.products.iter().find(|own| own.id == product) else {
        let message = format!("The catalog has no product \"{}\".", short(product));
        check.note(Code::UnknownProduct, &at.key("product"), message, "Mend the id, or leave the price out.");
        return None;
    };
    super::deal::check_charge_id(found, charge, &at.key("charge"), check);
    found.charges.iter().find(|own| own.id == charge)
}
