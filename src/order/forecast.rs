//! The verb `renewals`: what will be invoiced if an order renews by itself.

use super::accept::accept;
use super::document::{AcceptOptions, AmendOptions, Order};
use super::renew::{self, renewed};
use super::renewal::{
    AutoRenewal, Forecast, ForecastInvoice, ForecastOptions, ForecastStatus, ForecastTerm, RenewTerms, Renewal,
};
use crate::calendar::{Date, Interval, Unit};
use crate::document::Null;
use crate::money::{Currency, Dec, Minor};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::{plan, End, PlanOptions, Proof};

/// At most so many renewals of one order.
const MAX_RENEWALS: usize = 100;

/// What will be invoiced up to a day if an order renews by itself: each renewal computed from the one before, as [`renew`] does.
/// A forecast and never due.
///
/// An order that does not renew by itself, that has no end or that ends before its agreed end has no renewals.
///
/// # Errors
/// `limit_exceeded` beyond 100 renewals; as [`renew`], with paths into `renewal`.
///
/// [`renew`]: super::renew()
pub fn renewals(order: &Order, options: &ForecastOptions) -> Result<Forecast> {
    let through = options.through;
    let currency = Currency::new(&order.quote.currency, &At::Root.key("quote").key("currency"))?;
    let own = options.renewal.as_ref().or(order.renewal.as_ref()).filter(|own| own.auto);
    let (mut terms, mut now) = (Vec::new(), order.clone());
    let mut sum = Minor::ZERO;
    while let Some(own) = own {
        check(own)?;
        let asked = RenewTerms::by_itself(own);
        renew::check(&asked).map_err(within)?;
        let next = renewed(&now, &asked, &AmendOptions::default(), Some(through)).map_err(within)?;
        let Some(next) = next else { break };
        if terms.len() == MAX_RENEWALS {
            let message = format!("The order would renew more than {MAX_RENEWALS} times.");
            let hint = "Ask for a nearer day, or let it renew for longer terms.";
            return Err(Problems::one(Code::LimitExceeded, &At::Root.key("through"), message, hint));
        }
        let proof = Proof::Receipt(Box::new(next.quote.receipt.clone()));
        now = accept(&next.quote.request, &proof, &AcceptOptions::default())?;
        let (term, net) = forecast(next, own, through, &currency)?;
        sum += net;
        terms.push(term);
    }
    Ok(Forecast {
        order: order.id.clone(),
        currency: currency.to_string(),
        through,
        renewals: terms,
        net: currency.show(sum),
    })
}

fn check(own: &AutoRenewal) -> Result<()> {
    let (mut check, root) = (Check::default(), At::Root);
    if let End::On(_) = own.end {
        let message = "Each renewal has an end of its own; one date cannot be the end of all.";
        check.note(Code::Conflict, &root.key("renewal").key("end"), message, "Write a term, or null for no end.");
    }
    if let Some(notice) = own.notice {
        notice.check_civil(&root.key("renewal").key("notice"), &mut check);
    }
    check.finish(())
}

/// Problems of terms, which stand in `renewal`.
fn within(mut all: Problems) -> Problems {
    let terms = ["/uplift", "/uplift/percent", "/index/percent", "/end", "/discounts"];
    for own in all.problems.iter_mut().filter(|own| terms.contains(&own.path.as_str())) {
        own.path.insert_str(0, "/renewal");
    }
    all
}

fn forecast(next: Renewal, own: &AutoRenewal, through: Date, currency: &Currency) -> Result<(ForecastTerm, Minor)> {
    let quote = next.quote;
    let proof = Proof::Receipt(Box::new(quote.receipt.clone()));
    let planned = plan(&quote.request, &proof, &PlanOptions { through: Some(through), ..PlanOptions::default() })?;
    let (mut invoices, mut sum) = (Vec::with_capacity(planned.invoices.len()), Minor::ZERO);
    for own in planned.invoices {
        let totals = own.totals;
        sum += currency.amount(&Dec::parse(&totals.net).unwrap_or(Dec::ZERO), &At::Root)?;
        invoices.push(ForecastInvoice {
            status: ForecastStatus::Forecast,
            date: own.date,
            net: totals.net,
            tax: totals.tax,
            gross: totals.gross,
        });
    }
    let term = ForecastTerm {
        status: ForecastStatus::Forecast,
        id: quote.id.unwrap_or_default(),
        from: quote.start,
        end: quote.end,
        notice_by: own.notice.map(|notice| notice_by(quote.start, notice)),
        net: Null(quote.totals.contract.0),
        monthly: next.monthly.after,
        lines: next.lines,
        invoices,
    };
    Ok((term, sum))
}

/// The last day for notice before a renewal that begins on a day.
fn notice_by(start: Date, notice: Interval) -> Date {
    let count = notice.count.min(Interval::MAX_COUNT) as i32;
    let before = match (notice.months(), notice.unit) {
        (Some(months), _) => start.plus_months(-months),
        (None, Unit::Week) => start.plus_days(-7 * count),
        (None, _) => start.plus_days(-count),
    };
    before.before()
}
