//! What is added to an order's next document by hand: goodwill and extras, which no run takes back.

use super::choose::{Chooser, Why};
use super::request::{Adjustment, SkipReason};
use crate::billing::Reason;
use crate::calendar::Span;
use crate::document::short;
use crate::money::Dec;
use crate::order::due::{DueLine, DueOrder, Left};
use crate::order::{EntryKind, OrderEntry};
use crate::problem::{At, Check, Code, Result};
use crate::quote::InvoiceLine;
use crate::tax::Table;

/// Adds the order's adjustments that were not billed yet.
///
/// # Errors
/// `duplicate_id`, `unknown_charge`, `unknown_tax_code`, `too_precise`.
pub(super) fn adjust(chooser: &Chooser, due: &mut DueOrder<Why>) -> Result<()> {
    let mut check = Check::default();
    let root = At::Root;
    let list = root.key("adjustments");
    let exemption = due.request.account.as_ref().and_then(|own| own.exemption.clone());
    let rates = due.request.taxes.clone();
    let table = Table::new(&rates, exemption.as_ref());
    let known = &chooser.own.adjustments;
    for (i, own) in known.iter().enumerate() {
        let at = list.index(i);
        if known[..i].iter().any(|before| before.id == own.id) {
            let message = format!("There is an adjustment \"{}\" already.", short(&own.id));
            check.note(Code::DuplicateId, &at.key("id"), message, "Give each one its own id.");
            continue;
        }
        // What was reversed with its document is billed again.
        let entries = |kind: EntryKind| {
            let mine = |entry: &&OrderEntry| entry.kind == kind && entry.item.as_ref() == Some(&own.id);
            chooser.own.billed.iter().filter(mine).count()
        };
        if entries(EntryKind::Adjustment) > entries(EntryKind::Reversal) {
            continue;
        }
        let net = check.keep(due.currency.amount(&own.net, &at.key("net")));
        let place = charge(due, own, &at, &mut check);
        let (Some(net), Some((charge, product, code))) = (net, place) else { continue };
        let code = match &own.tax_code {
            None => code,
            Some(wanted) => match rates.iter().position(|rate| rate.code == *wanted) {
                Some(code) => Some(code),
                None => {
                    let message = format!("The order has no tax code \"{}\".", short(wanted));
                    check.note(Code::UnknownTaxCode, &at.key("taxCode"), message, "Mend the code.");
                    continue;
                }
            },
        };
        let date = own.date.unwrap_or(chooser.target);
        let chosen = chooser.request.chosen.iter().find(|choice| choice.order == chooser.own.order.id);
        let other = chosen
            .is_some_and(|choice| choice.item.is_some() || choice.line.as_ref().is_some_and(|line| *line != own.line));
        let later = (date > chooser.target).then_some(SkipReason::NotDue).or(other.then_some(SkipReason::NotChosen));
        if let Some(reason) = later {
            due.next = due.next.into_iter().chain([date]).min();
            due.left.push(Left {
                line: own.line.clone(),
                charge,
                item: Some(own.id.clone()),
                name: own.name.clone(),
                date: Some(date),
                net: due.currency.show(net),
                why: Why::of(reason),
            });
            continue;
        }
        let amount = due.currency.show(net);
        due.lines.push(DueLine {
            date,
            product: Some(product),
            net,
            base: net,
            held: Default::default(),
            is_release: false,
            rate: code.map(|code| table.place(table.version(code, table.is_dated(code).then_some(chooser.on)))),
            included: None,
            is_dated: code.is_some_and(|code| table.is_dated(code)),
            note: own.reason.clone(),
            entry: OrderEntry {
                line: own.line.clone(),
                charge: charge.clone(),
                period: own.period,
                item: Some(own.id.clone()),
                net: own.net,
                // Where prices hold the tax it says what it gives by its net.
                gross: Some(own.net),
                retained: None,
                released: None,
                date: Some(chooser.on),
                kind: EntryKind::Adjustment,
                reverses: None,
            },
            line: InvoiceLine {
                line: own.line.clone(),
                charge,
                name: own.name.clone(),
                period: own.period.map(|own| Span { from: own.start, to: own.end.plus_days(1) }),
                item: Some(own.id.clone()),
                quantity: Dec::ONE,
                measure: None,
                net: amount,
                gross: None,
                tax_code: code.and_then(|code| rates.get(code)).map(|rate| rate.code.clone()),
                reason: if net.0 < 0 { Reason::Credit } else { Reason::ByHand },
                estimated: None,
                decided_by: None,
                retained: None,
                released: None,
            },
        });
    }
    check.finish(())
}

/// The charge of an adjustment, its product and its tax code.
fn charge(
    due: &DueOrder<Why>,
    own: &Adjustment,
    at: &At,
    check: &mut Check,
) -> Option<(String, String, Option<usize>)> {
    let mut mine = due.charges.iter().filter(|known| known.line == own.line);
    let found = match &own.charge {
        Some(wanted) => mine.find(|known| known.charge == *wanted),
        None => mine.next().filter(|_| mine.next().is_none()),
    };
    if found.is_none() {
        let message = match &own.charge {
            Some(charge) => {
                format!("The order has no charge \"{}\" of a line \"{}\".", short(charge), short(&own.line))
            }
            None => format!("The line \"{}\" does not have exactly one charge.", short(&own.line)),
        };
        check.note(Code::UnknownCharge, &at.key("charge"), message, "Name a line of the order and one of its charges.");
    }
    found.map(|known| (known.charge.clone(), known.product.clone(), known.code))
}
