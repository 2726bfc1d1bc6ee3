//! The segments of a line: when each begins, by date or by number.

use super::deal::check_charge_id;
use super::priced::{self, Family, Place, Sold};
use super::request::{Line, Segment};
use crate::calendar::{Date, Grid};
use crate::catalog::{Charge, ChargeKind, Product};
use crate::pricing::Price;
use crate::problem::{At, Check, Code};

/// The first day of each segment; segments without a `start` follow the one before, after its `term`.
pub(super) fn starts(line: &Line, start: Date, end: Option<Date>, at: &At, check: &mut Check) -> Vec<Date> {
    let segments = at.key("segments");
    let hint = "Segments follow each other from the line's start, each with a later date, or each with a term.";
    let (mut starts, mut next): (Vec<Date>, Option<Date>) = (Vec::new(), Some(start));
    for (i, segment) in line.segments.iter().enumerate() {
        let place = segments.index(i);
        let here = place.key("start");
        let begins = segment.start.or(next);
        let Some(begins) = begins else {
            check.note(Code::BadSegments, &here, "The segment before has no term to end after.", hint);
            return starts;
        };
        match (starts.last(), segment.start, next) {
            (None, Some(own), _) if own != start => {
                let message = format!("The first segment starts on {own}, the line on {start}.");
                check.note(Code::BadSegments, &here, message, hint);
            }
            (Some(before), _, _) if begins <= *before => {
                check.note(Code::BadSegments, &here, format!("{begins} is not after {before}."), hint);
            }
            (Some(_), Some(own), Some(next)) if own != next => {
                let message = format!("The segment starts on {own}, and the one before ends before {next}.");
                check.note(Code::BadSegments, &here, message, hint);
            }
            _ => {}
        }
        if end.is_some_and(|end| begins >= end) {
            check.note(Code::BadSegments, &here, format!("{begins} is after the line's end."), hint);
        }
        if let Some(term) = segment.term {
            term.check_civil(&place.key("term"), check);
        }
        next = segment.term.map(|term| Grid::anchored(begins, term).boundary(1));
        starts.push(begins);
    }
    let last = next.filter(|next| {
        !line.segments.is_empty() && line.segments.last().is_some_and(|s| s.term.is_some()) && Some(*next) != end
    });
    if let Some(last) = last {
        let place = segments.index(line.segments.len() - 1);
        let message = format!("The last segment ends before {last}, the line does not.");
        check.note(Code::BadSegments, &place.key("term"), message, "Let it end with the line, or leave its term out.");
    }
    starts
}

/// Notes prices of charges that the product does not have, bad ones, and those that cannot follow each other.
pub(super) fn check_prices(line: &Line, product: &Product, at: &At, check: &mut Check) {
    let segments = at.key("segments");
    for (i, segment) in line.segments.iter().enumerate() {
        let place = segments.index(i);
        for (j, own) in segment.charges.iter().enumerate() {
            let prices = place.key("charges");
            let here = prices.index(j);
            check_charge_id(product, &own.charge, &here.key("charge"), check);
            if segment.charges[..j].iter().any(|before| before.charge == own.charge) {
                let message = format!("The charge \"{}\" is there twice.", own.charge);
                check.note(Code::DuplicateId, &here.key("charge"), message, "Write each charge once.");
            }
            let Some(charge) = product.charges.iter().find(|charge| charge.id == own.charge) else { continue };
            let sold = Sold { charge, own: line.charges.iter().find(|of| of.charge == charge.id) };
            priced::check(&own.price, sold, Place::Segment, &here, check);
            if i > 0 && charge.kind == ChargeKind::OneTime {
                let hint = "Write the price in the first segment, or make the charge recurring.";
                check.note(Code::Conflict, &here, "A one-time charge is due once, at its first price.", hint);
            }
        }
    }
    for charge in &product.charges {
        let family = |segment: usize| Family::of(price_in(line, charge, segment));
        if let Some(i) = (1..line.segments.len()).find(|i| family(*i) != family(0)) {
            let message = format!("\"{}\" is read from other charges in one segment and not in another.", charge.id);
            let hint = "Sell what reads other charges as a line or a charge of its own.";
            check.note(Code::Conflict, &segments.index(i).key("charges"), message, hint);
        }
    }
}

/// The price that is written for a charge in a segment, before any price book.
pub(crate) fn price_in<'r>(line: &'r Line, charge: &'r Charge, segment: usize) -> &'r Price {
    let own = |segment: &'r Segment| segment.charges.iter().find(|own| own.charge == charge.id).map(|own| &own.price);
    let whole = || line.charges.iter().find(|own| own.charge == charge.id).and_then(|own| own.price.as_ref());
    line.segments.get(segment).and_then(own).or_else(whole).unwrap_or(&charge.price)
}
