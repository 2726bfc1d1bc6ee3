//! A line of an order, as it goes on in a renewal: its quantity, discounts and prices of the last day.

use super::renewal::{again, RenewDiscounts, RenewPrices, RenewTerms};
use crate::billing::{Billing, Once};
use crate::calendar::Date;
use crate::catalog::{Charge, Product};
use crate::document::short;
use crate::money::{Dec, Exact};
use crate::policy::Stub;
use crate::pricing::{Flat, Price};
use crate::problem::{At, Code, Problems, Result};
use crate::quote::curves::Work;
use crate::quote::deal::Deal;
use crate::quote::{ChargeOverride, End, Line, Segment};

/// What a renewal is made from.
pub(super) struct Carry<'a> {
    pub deal: &'a Deal<'a>,
    pub works: &'a [Work],
    pub terms: &'a RenewTerms,
    /// What can be sold from then on.
    pub products: &'a [Product],
    pub start: Date,
    /// What prices are multiplied with: one, uplift and index.
    pub rise: Exact,
    /// The places of the lines that renew.
    pub lines: Vec<usize>,
}

/// A line that goes on.
pub(super) struct Carried {
    pub line: Line,
    /// Charges whose price stays with the price books' and agreed prices that are in force on a day.
    pub held: Vec<String>,
    /// Charges whose list price is still to be multiplied.
    pub rising: Vec<(String, Exact)>,
}

impl Carry<'_> {
    /// The day on which a line's price is read: its last, or the one before the renewal.
    pub fn day(&self, line: usize) -> Date {
        let dealt = &self.deal.lines[line];
        dealt.end.map_or(self.start, |end| end.min(self.start)).before()
    }

    pub fn keeps(&self) -> bool {
        match self.terms.discounts {
            Some(own) => own == RenewDiscounts::Keep,
            None => self.terms.prices == RenewPrices::Same,
        }
    }

    /// A line as it goes on.
    pub fn line(&self, i: usize) -> Result<Carried> {
        let dealt = &self.deal.lines[i];
        let (old, day) = (dealt.line, self.day(i));
        let Some(product) = self.products.iter().find(|own| own.id == old.product) else {
            let message = format!("The catalog has no product \"{}\", which renews.", short(&old.product));
            let hint = "Add it, leave its line out of the terms' lines, or renew at the same prices.";
            return Err(Problems::one(Code::UnknownProduct, &At::Root.key("catalog").key("products"), message, hint));
        };
        let segment = dealt.starts.iter().rposition(|from| *from <= day).and_then(|place| old.segments.get(place));
        let mut line = Line {
            quantity: segment.and_then(|own| own.quantity).unwrap_or(old.quantity),
            start: None,
            term: None,
            end: End::Missing,
            optional: None,
            trial: None,
            discounts: Vec::new(),
            segments: Vec::new(),
            usage: Vec::new(),
            charges: Vec::new(),
            ..old.clone()
        };
        let mut shares: Vec<(usize, Exact)> = Vec::new();
        if self.keeps() {
            let mut discounts = segment.map(|own| own.discounts.clone()).unwrap_or_default();
            let reduced = self.reduced(i, day)?;
            discounts.extend(reduced.on_sums);
            (line.discounts, shares) = (reduced.line, reduced.shares);
            if !discounts.is_empty() {
                line.segments.push(Segment { discounts, ..Segment::plain() });
            }
        }
        // Who paused goes on to pause.
        if segment.is_some_and(|own| own.paused == Some(true)) {
            let discounts = line.segments.pop().map(|own| own.discounts).unwrap_or_default();
            line.segments.push(Segment { discounts, paused: Some(true), ..Segment::plain() });
        }
        let (mut held, mut rising) = (Vec::new(), Vec::new());
        for charge in &product.charges {
            let written = old.charges.iter().find(|own| own.charge == charge.id);
            if !again(charge.kind) {
                line.charges
                    .push(ChargeOverride { tax_code: written.and_then(|own| own.tax_code.clone()), ..never(charge) });
                continue;
            }
            let known = dealt.charges.clone().find(|c| self.deal.charges[*c].charge.id == charge.id);
            let share = known.and_then(|c| shares.iter().find(|(own, _)| *own == c));
            let share = share.map_or(Exact::ONE, |(_, share)| share.clone());
            let mut own = written.cloned().unwrap_or_else(|| ChargeOverride::plain(&charge.id));
            if let Some(c) = known {
                own.billing = self.billing(c, day).or(own.billing);
            }
            match (known, self.terms.prices) {
                (Some(c), RenewPrices::Same) => self.same(c, day, &share, &mut own, &mut held)?,
                (known, _) => {
                    own =
                        ChargeOverride { price: None, included: None, minimum: None, maximum: None, cost: None, ..own };
                    let lost = known.and_then(|c| self.unread(c, day, &share, &mut own).transpose()).transpose()?;
                    let factor = &self.rise * &share;
                    if lost.is_none() && factor != Exact::ONE {
                        rising.push((charge.id.clone(), factor));
                    }
                }
            }
            if own != ChargeOverride::plain(&charge.id) {
                line.charges.push(own);
            }
        }
        Ok(Carried { line, held, rising })
    }

    /// The bill day that a segment moved; a first period that was free is so no more.
    fn billing(&self, c: usize, day: Date) -> Option<Billing> {
        let charge = &self.deal.charges[c];
        let Billing::Recurring(own) = &charge.billing else { return None };
        let dealt = &self.deal.lines[charge.line];
        let segments = dealt.line.segments.iter().zip(&dealt.starts).filter(|(_, from)| **from <= day);
        let moved = segments.filter_map(|(segment, _)| segment.bill_day).next_back();
        let mut next = own.clone();
        if moved.is_some() && own.every.or(charge.charge.per).is_some_and(|every| every.months().is_some()) {
            next.bill_day = moved;
        }
        if next.first_period == Some(Stub::Free) {
            next.first_period = None;
        }
        (next != *own).then_some(Billing::Recurring(next))
    }
}

/// What is billed once is not billed again.
fn never(charge: &Charge) -> ChargeOverride {
    ChargeOverride {
        quantity: Some(Dec::ZERO),
        price: Some(Price::Flat(Flat { amount: Dec::ZERO })),
        billing: Some(Billing::Once(Once::default())),
        minimum: charge.minimum.map(|_| Dec::ZERO),
        ..ChargeOverride::plain(&charge.id)
    }
}
