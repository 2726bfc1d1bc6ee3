//! Usage: the records of a line, rated per billing period by the charge's price model.

use super::curves::Work;
use super::deal::{Deal, DealCharge};
use super::request::{Line, UsageRecord};
use crate::billing::{BillingItem, Reason, When};
use crate::calendar::{Date, Period, Span};
use crate::catalog::{ChargeKind, Product};
use crate::curve::{Curve, Step};
use crate::document::short;
use crate::money::{Dec, Exact, Minor};
use crate::problem::{At, Check, Code, Problems, Result};

/// What was used in one billing period.
struct Rated {
    period: Period,
    quantity: Dec,
    estimated: bool,
    tag: usize,
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
    }
}

/// The curve of a usage charge: a step at the end of each billing period that has records.
///
/// # Errors
/// `overflow` where the records of a period have too many digits together.
pub(super) fn usage_curve(deal: &Deal, charge: &DealCharge) -> Result<Curve> {
    let mut curve = Curve::default();
    for rated in rated(deal, charge)? {
        let price = charge.segments.get(rated.tag).map(|terms| terms.price);
        let amount = price.and_then(|price| price.amount(&rated.quantity.exact())).unwrap_or(Exact::ZERO);
        curve.steps.push(Step { on: rated.period.span.to.before(), amount, tag: rated.tag });
    }
    Ok(curve)
}

/// The billing items of a usage charge, each period rounded alone, and their sum.
///
/// # Errors
/// `overflow`.
pub(super) fn usage_items(deal: &Deal, c: usize, curve: &Curve) -> Result<(Vec<BillingItem>, Minor)> {
    let charge = &deal.charges[c];
    let path = deal.at_line(charge.line);
    let (mut items, mut net) = (Vec::new(), Minor::ZERO);
    let Some(schedule) = &charge.schedule else { return Ok((items, net)) };
    for rated in rated(deal, charge)? {
        let span = rated.period.span;
        let exact = curve.over(span);
        let amount = deal.currency.round(&exact, deal.policy.rounding_mode, &At::Pointer(&path))?;
        net += amount;
        items.push(BillingItem {
            when: When::On(schedule.date(&rated.period)),
            span: Some(span),
            item: None,
            measure: None,
            tag: rated.tag,
            reason: Reason::Usage,
            net: amount,
            rounded: deal.currency.exact(amount) != exact,
            remainder: false,
            apart: None,
            usage: Some((rated.quantity, rated.estimated)),
        });
    }
    Ok((items, net))
}

/// The billing periods that have records, with what was used in each.
fn rated(deal: &Deal, charge: &DealCharge) -> Result<Vec<Rated>> {
    let line = deal.lines[charge.line].line;
    let records: Vec<&UsageRecord> = line.usage.iter().filter(|record| record.charge == charge.charge.id).collect();
    let (Some(schedule), Some(last)) = (&charge.schedule, records.iter().map(|record| record.date).max()) else {
        return Ok(Vec::new());
    };
    let (periods, _) = schedule.periods(charge.start, charge.end, last.plus_days(1));
    let mut all = Vec::new();
    for period in periods {
        let Span { from, to } = period.span;
        let mine = records.iter().filter(|record| record.date >= from && record.date < to);
        let Some(quantity) = mine.clone().try_fold(Dec::ZERO, |sum, record| sum.plus(&record.quantity)) else {
            let path = format!("{}/usage", deal.at_line(charge.line));
            let hint = "Rate less usage in one billing period.";
            return Err(Problems::one(
                Code::Overflow,
                &At::Pointer(&path),
                "The usage of a period is too large.",
                hint,
            ));
        };
        let (count, estimated) = (mine.clone().count(), mine.clone().any(|record| record.estimated));
        if count > 0 {
            let tag = charge.segments.iter().rposition(|terms| terms.from <= from).unwrap_or(0);
            all.push(Rated { period, quantity, estimated, tag });
        }
    }
    Ok(all)
}

/// The net of a usage charge's curve.
///
/// # Errors
/// `overflow`.
pub(super) fn usage_net(deal: &Deal, c: usize, curve: &Curve) -> Result<Minor> {
    usage_items(deal, c, curve).map(|(_, net)| net)
}

/// A usage charge at the start of pricing.
///
/// # Errors
/// `overflow`.
pub(super) fn usage_work(deal: &Deal, charge: &DealCharge) -> Result<Work> {
    let list = usage_curve(deal, charge)?;
    Ok(Work { line: list.clone(), list, ..Work::default() })
}
