//! What a month of an order's recurring charges costs through its life: the rates of its curves, for reports.

use super::document::Order;
use super::life::life;
use super::reach::Reach;
use super::settle::by_arrival;
use crate::calendar::Date;
use crate::money::Exact;
use crate::problem::Result;
use crate::quote::Events;

/// What a month of a charge costs, from day to day.
pub(crate) struct MonthlyRate {
    pub product: String,
    pub charge: String,
    /// The first day, the day after the last, and the rate; several add up.
    pub rates: Vec<(Date, Option<Date>, Exact)>,
}

impl MonthlyRate {
    /// What is in force on a day.
    pub fn on(&self, day: Date) -> Exact {
        let holds = self.rates.iter().filter(|(from, to, _)| *from <= day && to.is_none_or(|to| day < to));
        holds.map(|(_, _, rate)| rate.clone()).sum()
    }
}

/// The monthly rates of an order's charges, after all discounts, before tax.
///
/// # Errors
/// What is wrong with the order.
pub(crate) fn monthly_rates(order: &Order, through: Date, events: &Events) -> Result<Vec<MonthlyRate>> {
    let reach = Reach::of(order, &[], Some(through));
    let life = life(order, &by_arrival(order, None), &reach, events)?;
    let product = |line: &str| {
        let all = life.versions.iter().flat_map(|own| &own.request.lines);
        all.filter(|own| own.id == line).map(|own| own.product.clone()).next().unwrap_or_default()
    };
    let rate = |own: &super::life::ChargeLife| {
        let layers = own.curve().map(|curve| curve.layers.as_slice()).unwrap_or_default();
        let rates = layers.iter().map(|own| (own.from, own.to, &own.rate * &own.measure.periods_per_month()));
        MonthlyRate { product: product(&own.line), charge: own.charge.clone(), rates: rates.collect() }
    };
    Ok(life.charges.iter().map(rate).collect())
}
