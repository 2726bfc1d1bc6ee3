//! Recurring revenue by month, and what moved it: read from the rates of orders' curves.

use super::months;
use crate::calendar::Date;
use crate::document::result;
use crate::money::{Currency, Exact, Minor, RoundingMode};
use crate::order::{monthly_rates, Order};
use crate::problem::{At, Check, Result};
use crate::quote::Events;

result! {
    /// Recurring revenue of a month, read on its last day: `opening + new + reactivation + expansion - contraction - churn = closing`.
    pub struct RecurringMonth {
        /// `2026-01`.
        pub month: String,
        /// A month's worth on the last day of the month before.
        pub opening: String,
        /// Of customers that had nothing before.
        pub new: String,
        /// Of customers that come back.
        pub reactivation: String,
        /// What goes on and costs more, and what is added.
        pub expansion: String,
        /// What goes on and costs less, and what ends while the customer stays.
        pub contraction: String,
        /// Of customers that have nothing any more.
        pub churn: String,
        /// What goes on in another order: it is in `opening` and in `closing`, and moves nothing.
        pub renewed: String,
        /// A month's worth on its last day.
        pub closing: String,
        /// Twelve times as much.
        pub annual: String,
    }
}

/// What a month of something that a customer has costs, in one order.
struct Rate {
    customer: String,
    key: (String, String),
    order: usize,
    own: crate::order::MonthlyRate,
}

/// What a month costs on a day.
struct Standing {
    customer: String,
    key: (String, String),
    order: usize,
    amount: Minor,
}

/// Recurring revenue from a month to another. A customer is the order's `account.id`, else the order.
///
/// # Errors
/// What is wrong with an order; `conflict` for another currency.
pub(super) fn movements(
    orders: &[Order],
    events: &[Events],
    (first, last): (i32, i32),
    currency: &Currency,
) -> Result<Vec<RecurringMonth>> {
    let (root, mut check) = (At::Root, Check::default());
    let list = root.key("orders");
    let mut rates: Vec<Rate> = Vec::new();
    for (i, (order, events)) in orders.iter().zip(events).enumerate() {
        let at = list.index(i);
        check.keep(super::sources::same_currency(&order.quote.currency, currency, &at));
        let account = order.quote.account.as_ref().and_then(|own| own.id.clone());
        let customer = account.unwrap_or_else(|| order.id.clone());
        let through = months::last_day(last);
        let own = check.keep(monthly_rates(order, through, events)).unwrap_or_default();
        rates.extend(own.into_iter().map(|own| {
            let key = (own.product.clone(), own.charge.clone());
            Rate { customer: customer.clone(), key, order: i, own }
        }));
    }
    check.finish(())?;
    let mut had: Vec<String> = Vec::new();
    let starts = rates.iter().flat_map(|own| own.own.rates.iter().map(|(from, ..)| from.month_index())).min();
    // Who had something before the first month comes back, later.
    for month in starts.unwrap_or(first)..first - 1 {
        remember(&mut had, &standing(&rates, month, currency)?);
    }
    let mut before = standing(&rates, first - 1, currency)?;
    remember(&mut had, &before);
    let mut all = Vec::new();
    for month in first..=last {
        let now = standing(&rates, month, currency)?;
        all.push(moved(month, &before, &now, &had, currency)?);
        remember(&mut had, &now);
        before = now;
    }
    Ok(all)
}

fn remember(had: &mut Vec<String>, standing: &[Standing]) {
    for own in standing {
        if !had.contains(&own.customer) {
            had.push(own.customer.clone());
        }
    }
}

/// What is in force on a month's last day.
fn standing(rates: &[Rate], month: i32, currency: &Currency) -> Result<Vec<Standing>> {
    let day: Date = months::last_day(month);
    let mut all: Vec<Standing> = Vec::new();
    for own in rates {
        let amount = currency.round(&own.own.on(day), RoundingMode::HalfUp, &At::Root)?;
        if amount == Minor::ZERO {
            continue;
        }
        let same =
            |known: &&mut Standing| known.customer == own.customer && known.key == own.key && known.order == own.order;
        match all.iter_mut().find(same) {
            Some(known) => known.amount += amount,
            None => {
                let (customer, key) = (own.customer.clone(), own.key.clone());
                all.push(Standing { customer, key, order: own.order, amount });
            }
        }
    }
    Ok(all)
}

fn moved(
    month: i32,
    before: &[Standing],
    now: &[Standing],
    had: &[String],
    currency: &Currency,
) -> Result<RecurringMonth> {
    let sum = |all: &[Standing], customer: &str, key: Option<&(String, String)>| -> Minor {
        let mine = all.iter().filter(|own| own.customer == customer && key.is_none_or(|key| own.key == *key));
        mine.map(|own| own.amount).sum()
    };
    let [mut new, mut back, mut more, mut less, mut gone, mut renewed] = [Minor::ZERO; 6];
    let mut customers: Vec<&str> = before.iter().chain(now).map(|own| own.customer.as_str()).collect();
    customers.sort_unstable();
    customers.dedup();
    for customer in customers {
        let (old, own) = (sum(before, customer, None), sum(now, customer, None));
        let is_there = |all: &[Standing]| all.iter().any(|own| own.customer == customer);
        match (is_there(before), is_there(now)) {
            (false, _) if had.iter().any(|known| known == customer) => back += own,
            (false, _) => new += own,
            (true, false) => gone += old,
            (true, true) => {
                let mine = before.iter().chain(now).filter(|own| own.customer == customer);
                let mut keys: Vec<&(String, String)> = mine.map(|own| &own.key).collect();
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    let (old, own) = (sum(before, customer, Some(key)), sum(now, customer, Some(key)));
                    more += (own - old).max(Minor::ZERO);
                    less += (old - own).max(Minor::ZERO);
                    renewed += carried(before, now, customer, key);
                }
            }
        }
    }
    let (opening, closing) = (before.iter().map(|own| own.amount).sum(), now.iter().map(|own| own.amount).sum());
    let year = currency.exact(closing) * Exact::whole(12);
    Ok(RecurringMonth {
        month: months::name(month),
        opening: currency.show(opening),
        new: currency.show(new),
        reactivation: currency.show(back),
        expansion: currency.show(more),
        contraction: currency.show(less),
        churn: currency.show(gone),
        renewed: currency.show(renewed),
        closing: currency.show(closing),
        annual: currency.show(currency.round(&year, RoundingMode::HalfUp, &At::Root)?),
    })
}

/// What of something goes on in orders that did not have it before, where orders that had it do not any more.
fn carried(before: &[Standing], now: &[Standing], customer: &str, key: &(String, String)) -> Minor {
    let only = |all: &[Standing], other: &[Standing]| -> Minor {
        let mine = |own: &&Standing| own.customer == customer && own.key == *key;
        let there = |order: usize| other.iter().filter(mine).any(|own| own.order == order);
        all.iter().filter(mine).filter(|own| !there(own.order)).map(|own| own.amount).sum()
    };
    only(before, now).min(only(now, before)).max(Minor::ZERO)
}
