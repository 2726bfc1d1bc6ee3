//! Cutting a charge's curve into billing items, and rounding them so that they sum to its net.

use super::{Schedule, When};
use crate::calendar::{Date, Period, Span};
use crate::curve::Curve;
use crate::document::words;
use crate::money::{Currency, Dec, Exact, Minor};
use crate::policy::{Policy, RemainderPeriod, Rounding};
use crate::problem::{At, Result};

words! {
    /// Why a line stands on an invoice.
    pub enum Reason {
        /// A whole billing period.
        Period = "period",
        /// A first period shorter or longer than the others.
        FirstStub = "firstStub",
        /// A last period shorter or longer than the others.
        LastStub = "lastStub",
        /// A charge that is billed once.
        Once = "once",
        /// A charge that a person bills by hand.
        ByHand = "byHand",
        /// What was used in a period.
        Usage = "usage",
        /// An item of an invoice plan.
        Milestone = "milestone",
        /// Declared progress, or what is not declared yet.
        Progress = "progress",
        /// The release of what was withheld.
        Release = "release",
        /// In an order: what was billed for days that are changed, given back.
        Credit = "credit",
        /// In an order: what changed days cost, that were billed otherwise.
        Correction = "correction",
        /// A deposit, on an invoice's `deposits`.
        Deposit = "deposit",
        /// What settles a deposit, on an invoice's `deposits`.
        Settlement = "settlement",
    }
}

/// One amount of one charge to bill: a line of an invoice to come.
#[derive(Clone, Debug, PartialEq)]
pub struct BillingItem {
    /// When it is billed.
    pub when: When,
    /// The days that it covers, for recurring charges.
    pub span: Option<Span>,
    /// The plan item's id and name, for milestones.
    pub item: Option<(String, String)>,
    /// Price periods measured, for recurring charges.
    pub measure: Option<Exact>,
    /// The segment of the line that was in force.
    pub tag: usize,
    /// Why.
    pub reason: Reason,
    /// The rounded amount.
    pub net: Minor,
    /// Whether the exact amount had to be rounded.
    pub rounded: bool,
    /// Whether it takes the remainder of its charge.
    pub remainder: bool,
    /// What retainage sets apart.
    pub apart: Option<Apart>,
    /// What was used, and whether part of it is estimated.
    pub usage: Option<(Dec, bool)>,
    /// For what is given back: the invoice date whose tax rates hold, instead of its own.
    pub taxed: Option<Date>,
}

/// What retainage changes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// What is taxed with the item, instead of its net.
    pub base: Minor,
    /// What is withheld from the payable; below zero where it is released.
    pub held: Minor,
    /// What is withheld in all, from the payable or from the net; below zero where it is released.
    pub withheld: Minor,
}

impl BillingItem {
    /// What is taxed with the item.
    pub fn base(&self) -> Minor {
        self.apart.map_or(self.net, |apart| apart.base)
    }

    /// What is withheld from the payable; below zero where it is released.
    pub fn held(&self) -> Minor {
        self.apart.map_or(Minor::ZERO, |apart| apart.held)
    }

    /// What is withheld of it in all, from the payable or from the net; below zero where it is released.
    pub fn withheld(&self) -> Minor {
        self.apart.map_or(Minor::ZERO, |apart| apart.withheld)
    }
}

/// The items of a recurring charge: one per billing period and layer, each rounded by the policy; with them the net of
/// the charge, which is `None` without an end. `total` is the curve's exact total, `None` for a charge without an end.
///
/// # Errors
/// `overflow`.
pub fn recurring_items(
    curve: &Curve,
    total: Option<&Exact>,
    schedule: &Schedule,
    periods: &[Period],
    currency: &Currency,
    policy: &Policy,
    at: &At,
) -> Result<(Vec<BillingItem>, Option<Minor>)> {
    let mut items = Vec::with_capacity(periods.len());
    let mut exact = Vec::with_capacity(periods.len());
    for period in periods {
        let mut cuts = curve.bends_within(period.span);
        cuts.push(period.span.to);
        let mut from = period.span.from;
        for to in cuts {
            let span = Span { from, to };
            from = to;
            exact.push(match policy.rounding {
                Rounding::PerUnit => curve.over_by_unit(span, &|unit| policy.round_unit(unit, currency)),
                _ => curve.over(span),
            });
            items.push(BillingItem {
                when: When::On(schedule.date(period)),
                span: Some(span),
                item: None,
                measure: measured(curve, span),
                tag: curve.tag_within(span).unwrap_or(0),
                reason: match (period.first_stub, period.last_stub) {
                    (true, _) => Reason::FirstStub,
                    (false, true) => Reason::LastStub,
                    _ => Reason::Period,
                },
                net: Minor::ZERO,
                rounded: false,
                remainder: false,
                apart: None,
                usage: None,
                taxed: None,
            });
        }
    }
    let (amounts, net) = round_pieces(&exact, total, currency, policy, at)?;
    for ((item, net), exact) in items.iter_mut().zip(amounts).zip(&exact) {
        item.net = net;
        item.rounded = currency.exact(net) != *exact;
        item.remainder = item.rounded
            && total.is_some()
            && policy.rounding == Rounding::PerPeriod
            && net != currency.round(exact, policy.rounding_mode, at)?;
    }
    Ok((items, net))
}

fn measured(curve: &Curve, span: Span) -> Option<Exact> {
    let layer = curve.layers.iter().find(|l| l.from <= span.from && l.to.is_none_or(|to| to >= span.to))?;
    Some(layer.measure.between(layer.origin, span.from, span.to))
}

/// Rounds the pieces of a charge, in order of time, by the policy's place. `total` is the exact whole, `None` for a
/// charge without an end. Returns the rounded pieces and their whole.
///
/// # Errors
/// `overflow`.
pub fn round_pieces(
    pieces: &[Exact],
    total: Option<&Exact>,
    currency: &Currency,
    policy: &Policy,
    at: &At,
) -> Result<(Vec<Minor>, Option<Minor>)> {
    let round = |amount: &Exact| currency.round(amount, policy.rounding_mode, at);
    let alone = || pieces.iter().map(round).collect::<Result<Vec<Minor>>>();
    match (policy.rounding, total) {
        (Rounding::PerPeriod | Rounding::Independent | Rounding::PerUnit, None) => Ok((alone()?, None)),
        (Rounding::Independent | Rounding::PerUnit, Some(_)) => {
            let amounts = alone()?;
            let net = amounts.iter().copied().sum();
            Ok((amounts, Some(net)))
        }
        (Rounding::PerPeriod, Some(total)) => {
            let (net, mut amounts) = (round(total)?, alone()?);
            let takes = match policy.remainder_period {
                RemainderPeriod::Last => pieces.iter().rposition(|piece| !piece.is_zero()),
                RemainderPeriod::First => pieces.iter().position(|piece| !piece.is_zero()),
            };
            let Some(takes) = takes else { return Ok((amounts, Some(net))) };
            let others: Minor = amounts.iter().copied().sum::<Minor>() - amounts[takes];
            let rest = net - others;
            if rest.0.signum() * i128::from(pieces[takes].sign()) < 0 {
                return Ok((differences(pieces, round)?, Some(net)));
            }
            amounts[takes] = rest;
            Ok((amounts, Some(net)))
        }
        (Rounding::Cumulative, total) => {
            let net = total.map(round).transpose()?;
            Ok((differences(pieces, round)?, net))
        }
    }
}

/// The differences of the rounded running sum.
fn differences(pieces: &[Exact], round: impl Fn(&Exact) -> Result<Minor>) -> Result<Vec<Minor>> {
    let (mut sum, mut before) = (Exact::ZERO, Minor::ZERO);
    let difference = |piece: &Exact| {
        sum = (&sum + piece).reduced();
        let now = round(&sum)?;
        Ok(now - std::mem::replace(&mut before, now))
    };
    pieces.iter().map(difference).collect()
}
