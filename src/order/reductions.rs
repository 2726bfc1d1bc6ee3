//! What discounts of an order become in its renewal.

use super::carry::Carry;
use super::renewal::again;
use super::reprice::{factor_on, too_large};
use crate::calendar::Date;
use crate::document::short;
use crate::money::{Dec, Exact, DECIMAL_DIGITS};
use crate::policy::DiscountStacking;
use crate::problem::{At, Code, Problems, Result};
use crate::quote::{Discount, Duration, Line, SegmentDiscount};

/// The discounts of a line as they go on.
#[derive(Default)]
pub(super) struct Reduced {
    /// Its own: percentages, prices of units, and amounts as percentages.
    pub line: Vec<Discount>,
    /// What it bore of amounts off a group or the quote.
    pub on_sums: Vec<SegmentDiscount>,
    /// Where its charges bore amounts differently: what was left of each.
    pub shares: Vec<(usize, Exact)>,
}

impl Carry<'_> {
    /// The discounts of a line that were in force on a day. What has a duration goes on for what is left of it.
    pub fn reduced(&self, i: usize, day: Date) -> Result<Reduced> {
        let (line, mut all) = (self.deal.lines[i].line, Reduced::default());
        let additive = self.deal.policy.discount_stacking == DiscountStacking::Additive;
        let gone = self.periods_gone(i);
        for (j, own) in line.discounts.iter().enumerate() {
            if own.until.is_some_and(|until| until < self.start) {
                continue;
            }
            // An amount that was limited has been taken off.
            if own.amount.is_some() && own.duration.is_some() {
                continue;
            }
            if own.amount.is_some() {
                let path = format!("{}/discounts/{j}", self.deal.at_line(i));
                let percent = self.amount(i, day, &path, &mut all.shares)?;
                let reason = own.reason.clone();
                match percent {
                    // Percentages of a line would add up; those of a segment multiply, as the amounts did.
                    Some(percent) if additive => all.on_sums.push(SegmentDiscount { percent, reason }),
                    Some(percent) => all.line.push(Discount { percent: Some(percent), amount: None, ..own.clone() }),
                    None => {}
                }
                continue;
            }
            let duration = match (own.duration, gone) {
                (None, _) => None,
                (Some(own), Some(gone)) if own.periods > gone => Some(Duration { periods: own.periods - gone }),
                (Some(_), _) => continue,
            };
            let raised = |value: Option<Dec>| value.map(|value| self.raised(value, &self.rise)).transpose();
            let (unit_amount, unit_price) = (raised(own.unit_amount)?, raised(own.unit_price)?);
            all.line.push(Discount { unit_amount, unit_price, duration, ..own.clone() });
        }
        let request = self.deal.request;
        let group = request.groups.iter().flatten().enumerate().find(|(_, own)| Some(&own.id) == line.group.as_ref());
        let of_group = group.into_iter().flat_map(|(g, own)| {
            own.discounts.iter().enumerate().map(move |(j, own)| (format!("/groups/{g}/discounts/{j}"), own))
        });
        let of_quote = request.discounts.iter().enumerate().map(|(j, own)| (format!("/discounts/{j}"), own));
        for (path, own) in of_group.chain(of_quote).filter(|(_, own)| own.amount.is_some()) {
            if let Some(percent) = self.amount(i, day, &path, &mut all.shares)? {
                all.on_sums.push(SegmentDiscount { percent, reason: own.reason.clone() });
            }
        }
        let units = line.discounts.iter().any(|own| own.unit_amount.is_some() || own.unit_price.is_some());
        let amounts = all.shares.iter().any(|(_, share)| *share != Exact::ONE);
        if amounts && units || additive && self.mixes(line, &all) {
            let what = if additive { "percentages that add up" } else { "discounts of units" };
            let message = format!("The line \"{}\" has {what}, and an amount off.", short(&line.id));
            let hint = "Write discounts: drop, and discount the new quote.";
            return Err(Problems::one(Code::NotSupported, &At::Root.key("discounts"), message, hint));
        }
        Ok(all)
    }

    /// Whether an amount stands among percentages.
    fn mixes(&self, line: &Line, all: &Reduced) -> bool {
        let request = self.deal.request;
        let sums = request.groups.iter().flatten().flat_map(|own| &own.discounts).chain(&request.discounts);
        let percentages = line.discounts.iter().any(|own| own.percent.is_some());
        (percentages || sums.clone().any(|own| own.percent.is_some()))
            && !(all.on_sums.is_empty() && all.shares.is_empty())
    }

    /// How many billing periods of a line have begun before the renewal.
    fn periods_gone(&self, i: usize) -> Option<u32> {
        let charges = self.deal.lines[i].charges.clone().map(|c| &self.deal.charges[c]);
        let mut scheduled = charges.filter_map(|own| own.schedule.as_ref().map(|schedule| (own, schedule)));
        scheduled.next().map(|(own, schedule)| {
            let (periods, _) = schedule.periods(own.start, own.end, self.start);
            periods.iter().filter(|period| period.span.from < self.start).count() as u32
        })
    }

    /// What an amount took off a line on a day: as a percentage, where all its charges bore the same; else what it left of each
    /// goes to the shares.
    fn amount(&self, i: usize, day: Date, path: &str, shares: &mut Vec<(usize, Exact)>) -> Result<Option<Dec>> {
        let own = |c: &usize| again(self.deal.charges[*c].charge.kind) && !self.deal.charges[*c].is_commitment();
        let charges: Vec<usize> = self.deal.lines[i].charges.clone().filter(own).collect();
        let left = |c: &usize| {
            let step = self.works[*c].applied.iter().find(|own| own.path == path);
            step.and_then(|own| factor_on(&own.bend, day)).unwrap_or(Exact::ONE)
        };
        let factors: Vec<Exact> = charges.iter().map(left).collect();
        let Some(first) = factors.first().filter(|_| factors.iter().any(|own| *own != Exact::ONE)) else {
            return Ok(None);
        };
        // What little an amount took off, rounding may have made up for.
        if charges.len() == 1 && *first > Exact::ONE {
            return Ok(None);
        }
        if factors.iter().all(|own| own == first) && first.sign() >= 0 && *first < Exact::ONE {
            let percent = (Exact::ONE - first) * Exact::whole(100);
            return Dec::parse(&percent.decimal(DECIMAL_DIGITS as u32)).map(Some).map_err(|_| too_large());
        }
        for (c, factor) in charges.into_iter().zip(&factors) {
            match shares.iter_mut().find(|(own, _)| *own == c) {
                Some((_, known)) => *known = (&*known * factor).reduced(),
                None => shares.push((c, factor.clone())),
            }
        }
        Ok(None)
    }
}
