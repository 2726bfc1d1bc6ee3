//! What is sold by units: discounts of units lower the price of each, and leave a fee alone that has no price per unit.

use super::deal::{Deal, DealCharge, Terms};
use super::discounts::MAX_COMPOUND_DISCOUNTS;
use crate::catalog::ChargeKind;
use crate::document::Map;
use crate::pricing::Price;
use crate::problem::{At, Check, Code};

/// Whether a segment of a charge has a price per unit.
pub(crate) fn by_units(deal: &Deal, charge: &DealCharge, terms: &Terms) -> bool {
    charge.charge.kind != ChargeKind::Usage && has_units(terms.price, &deal.lines[charge.line].line.attributes)
}

fn has_units(price: &Price, attributes: &Map<String>) -> bool {
    match price {
        Price::Flat(_) | Price::Stairstep(_) | Price::PercentOf(_) | Price::Commitment(_) => false,
        Price::Matrix(matrix) => {
            let mut rows = matrix.rows.iter();
            let row = rows.find(|row| row.when.0.iter().all(|(name, wanted)| attributes.get(name) == Some(wanted)));
            row.map(|row| &row.price).or(matrix.otherwise.as_ref()).is_some_and(|price| has_units(price, attributes))
        }
        _ => true,
    }
}

/// Notes discounts of units on a line that sells none.
pub(super) fn check(deal: &Deal, line: usize, at: &At, check: &mut Check) {
    let Some(dealt) = deal.lines.get(line) else { return };
    let discounts = at.key("discounts");
    let mut compound = dealt.line.discounts.iter().enumerate().filter(|(_, own)| own.compound.is_some());
    if let Some((i, _)) = compound.nth(MAX_COMPOUND_DISCOUNTS) {
        let message = format!("More than {MAX_COMPOUND_DISCOUNTS} compound discounts on a line.");
        let hint = "Write a percentage, which each of them is for a quantity.";
        check.note(Code::LimitExceeded, &discounts.index(i), message, hint);
    }
    let own = &deal.charges[dealt.charges.clone()];
    // A charge that is missing has problems of its own.
    let whole = own.len() == dealt.product.charges.len();
    if !whole || own.iter().any(|charge| charge.segments.iter().any(|terms| by_units(deal, charge, terms))) {
        return;
    }
    for (i, own) in dealt.line.discounts.iter().enumerate() {
        if own.unit_amount.is_some() || own.unit_price.is_some() || own.compound.is_some() {
            let hint = "Write a percentage or an amount.";
            check.note(Code::Conflict, &discounts.index(i), "The line has no charge that is sold by units.", hint);
        }
    }
}
