//! The verb `reports`: what finance asks of documents, orders and revenue, as data by month.

use super::entry::minor;
use super::events::{events_of, OrderEvents};
use super::items::{settle, told, Item, Receipt, Told, Unapplied};
use super::journal::Payment;
use super::months;
use super::movements::{movements, RecurringMonth};
use super::recognise::recognise;
use super::recognition::RecogniseRequest;
use super::statement::{ageing, limits, AgeingBucket};
use crate::calendar::Date;
use crate::document::{document, result};
use crate::invoice::Invoice;
use crate::invoice::WriteOff;
use crate::money::{Currency, Minor};
use crate::order::{plan_order, Order, OrderPlanOptions};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::quote::Events;

/// At most this many months of one report.
const MAX_MONTHS: i32 = 240;

document! {
    /// What reports are made of, and for which months.
    pub struct ReportsRequest {
        /// The currency of everything.
        pub currency: String,
        /// The day on which ages are read and from which on forecasts begin.
        pub as_of: Date,
        /// The first day of the reports, in whole months. Default: eleven months before that of `asOf`.
        pub from: Option<Date>,
        /// The last day, in whole months. Default: that of `asOf`.
        pub through: Option<Date>,
        /// Posted documents.
        pub invoices: Vec<Invoice> = Default::default(),
        /// What was paid, and paid out.
        pub payments: Vec<Payment> = Default::default(),
        /// What will not be paid.
        pub write_offs: Vec<WriteOff> = Default::default(),
        /// Orders, for billings to come and recurring revenue. What the documents say that they billed is not billed again.
        pub orders: Vec<Order> = Default::default(),
        /// The dates of the orders' events, by name; each order takes those that it waits for.
        #[cfg_attr(test, ts(optional, type = "Record<string, CivilDate>"))]
        pub events: Events,
        /// The dates of one order's, where orders have events of the same name.
        pub order_events: Vec<OrderEvents> = Default::default(),
        /// For revenue and what is deferred.
        pub revenue: Option<RecogniseRequest>,
        /// The last day overdue of each bucket, rising. Default 30, 60, 90.
        pub buckets: Option<Vec<u32>>,
    }
}

result! {
    /// Reports by customer and month.
    pub struct Reports {
        /// The currency of every amount.
        pub currency: String,
        /// The day on which ages were read.
        pub as_of: Date,
        /// How old receivables are, by customer.
        pub ageing: Vec<CustomerAgeing>,
        /// The same of all customers.
        pub ageing_total: Vec<AgeingBucket>,
        /// Revenue, and how what is deferred and unbilled moves: past months and, by what is known, those to come.
        pub deferred: Vec<DeferredMonth>,
        /// What was invoiced, and what will be.
        pub billings: Vec<BillingMonth>,
        /// What is expected to be paid, by due date: what is overdue, in the month of `asOf`.
        pub cash: Vec<ExpectedCash>,
        /// Recurring revenue and its movements.
        pub recurring: Vec<RecurringMonth>,
    }
}

result! {
    /// How old what a customer owes is.
    pub struct CustomerAgeing {
        /// The customer's id; left out of documents without one.
        pub customer: Option<String>,
        /// By age.
        pub buckets: Vec<AgeingBucket>,
        /// The sum of the buckets.
        pub open: String,
        /// Money that nothing was set off against.
        pub unapplied: String,
        /// `open - unapplied`.
        pub balance: String,
    }
}

result! {
    /// A month of deferred revenue: `opening + billed - released = closing`, and `revenue = released + what unbilled adds`.
    pub struct DeferredMonth {
        /// `2026-01`.
        pub month: String,
        /// Deferred at its beginning.
        pub opening: String,
        /// Invoiced in the month.
        pub billed: String,
        /// What leaves deferred revenue: to revenue, and against what was unbilled.
        pub released: String,
        /// Deferred at its end.
        pub closing: String,
        /// Recognised and not invoiced at its end.
        pub unbilled: String,
        /// Revenue of the month.
        pub revenue: String,
    }
}

result! {
    /// A month of invoices, by invoice date.
    pub struct BillingMonth {
        /// `2026-01`.
        pub month: String,
        /// Posted, before tax, credit notes taken off.
        pub posted: String,
        /// The same with tax.
        pub posted_gross: String,
        /// Planned, before tax.
        pub planned: String,
        /// The same with tax.
        pub planned_gross: String,
    }
}

result! {
    /// What is expected in a month, tax included.
    pub struct ExpectedCash {
        /// `2026-01`.
        pub month: String,
        /// Of posted documents.
        pub open: String,
        /// Of planned ones.
        pub planned: String,
        /// The sum.
        pub total: String,
    }
}

/// Reports as data: receivables by age, deferred revenue, billings and cash, recurring revenue.
///
/// Nothing is computed here that another verb does not say: items are settled as in `statement`, revenue is that of `recognise`,
/// billings to come are those of `plan`, and recurring revenue is the rate of the orders' curves on each month's last day.
///
/// # Errors
/// `out_of_range`, `limit_exceeded`; as `statement`, `recognise` and `plan`.
pub fn reports(request: &ReportsRequest) -> Result<Reports> {
    let (root, mut check) = (At::Root, Check::default());
    let currency = Currency::new(&request.currency, &root.key("currency"))?;
    let now = request.as_of.month_index();
    let first = request.from.map_or(now - 11, Date::month_index).max(Date::MIN.month_index() + 1);
    let last = request.through.map_or(now, Date::month_index);
    if last < first || last - first >= MAX_MONTHS {
        let message = format!("From {} to {}.", months::name(first), months::name(last));
        check.note(Code::OutOfRange, &root.key("through"), message, format!("Ask for 1 to {MAX_MONTHS} months."));
    }
    let limits = limits(&request.buckets, &root.key("buckets"), &mut check);
    if request.revenue.as_ref().is_some_and(|own| own.currency != request.currency) {
        let message = "Revenue in another currency than the reports.";
        check.note(Code::Conflict, &root.key("revenue").key("currency"), message, "Ask for each currency on its own.");
    }
    check.finish(())?;
    let (mut items, receipts) = told(&Told {
        invoices: &request.invoices,
        payments: &request.payments,
        write_offs: &request.write_offs,
        currency,
        as_of: request.as_of,
    })?;
    let left = settle(&mut items, &receipts);
    let span = (first, last);
    let mut check = Check::default();
    let events = events_of(&request.orders, &request.events, &request.order_events, &mut check);
    check.finish(())?;
    let planned = planned(request, &events, last, &currency)?;
    Ok(Reports {
        currency: currency.to_string(),
        as_of: request.as_of,
        ageing: by_customer(&items, &receipts, &left, &limits, request.as_of, &currency),
        ageing_total: ageing(&items, &limits, request.as_of, &currency),
        deferred: deferred(request, span, &currency)?,
        billings: billings(request, &planned, span, &currency)?,
        cash: cash(&items, &planned, (now, span), &currency),
        recurring: if request.orders.is_empty() {
            Vec::new()
        } else {
            movements(&request.orders, &events, span, &currency)?
        },
    })
}

fn by_customer(
    items: &[Item],
    receipts: &[Receipt],
    left: &[Unapplied],
    limits: &[u32],
    as_of: Date,
    currency: &Currency,
) -> Vec<CustomerAgeing> {
    let named = items.iter().map(|own| own.customer).chain(receipts.iter().map(|own| own.customer));
    let mut customers: Vec<Option<&str>> = named.chain(left.iter().map(|own| own.customer)).collect();
    customers.sort_unstable();
    customers.dedup();
    let row = |customer: Option<&str>| {
        let mine: Vec<Item> = items
            .iter()
            .filter(|own| own.customer == customer)
            .map(|own| Item { invoice: own.invoice, number: own.number, customer, amount: own.amount, open: own.open })
            .collect();
        let open: Minor = mine.iter().map(|own| own.open).sum();
        let unapplied = left.iter().filter(|own| own.customer == customer).map(|own| own.amount).sum::<Minor>();
        CustomerAgeing {
            customer: customer.map(str::to_owned),
            buckets: ageing(&mine, limits, as_of, currency),
            open: currency.show(open),
            unapplied: currency.show(unapplied),
            balance: currency.show(open - unapplied),
        }
    };
    customers.into_iter().map(row).collect()
}

fn deferred(request: &ReportsRequest, (first, last): (i32, i32), currency: &Currency) -> Result<Vec<DeferredMonth>> {
    let Some(revenue) = &request.revenue else { return Ok(Vec::new()) };
    let known = recognise(revenue).map_err(|mut problems| {
        problems.problems.iter_mut().for_each(|own| own.path.insert_str(0, "/revenue"));
        problems
    })?;
    let amount = |text: &str| minor(text, currency, &At::Root);
    let mut opening = Minor::ZERO;
    let mut unbilled = Minor::ZERO;
    let mut rows = known.months.iter().peekable();
    while let Some(before) = rows.next_if(|own| own.month < months::name(first)) {
        (opening, unbilled) = (amount(&before.deferred)?, amount(&before.unbilled)?);
    }
    let mut all = Vec::new();
    for month in first..=last {
        let name = months::name(month);
        let row = rows.next_if(|own| own.month == name);
        let (mut billed, mut closing, mut revenue) = (Minor::ZERO, opening, Minor::ZERO);
        if let Some(row) = row {
            (billed, closing, revenue) = (amount(&row.billed)?, amount(&row.deferred)?, amount(&row.amount)?);
            unbilled = amount(&row.unbilled)?;
        }
        all.push(DeferredMonth {
            month: name,
            opening: currency.show(opening),
            billed: currency.show(billed),
            released: currency.show(opening + billed - closing),
            closing: currency.show(closing),
            unbilled: currency.show(unbilled),
            revenue: currency.show(revenue),
        });
        opening = closing;
    }
    Ok(all)
}

/// An invoice to come.
struct Planned {
    month: i32,
    due: i32,
    net: Minor,
    gross: Minor,
    payable: Minor,
}

fn planned(request: &ReportsRequest, events: &[Events], last: i32, currency: &Currency) -> Result<Vec<Planned>> {
    let (root, mut check) = (At::Root, Check::default());
    let list = root.key("orders");
    let mut all = Vec::new();
    for (i, (order, events)) in request.orders.iter().zip(events).enumerate() {
        let own = one_planned((order, events), request, last, currency, &list.index(i));
        all.extend(check.keep(own).unwrap_or_default());
    }
    check.finish(all)
}

fn one_planned(
    (order, events): (&Order, &Events),
    request: &ReportsRequest,
    last: i32,
    currency: &Currency,
    at: &At,
) -> Result<Vec<Planned>> {
    let said = request.invoices.iter().flat_map(|own| &own.billed).filter(|own| own.order == order.id);
    let options = OrderPlanOptions {
        events: events.clone(),
        as_of: Some(request.as_of),
        through: Some(months::last_day(last)),
        billed: said.clone().flat_map(|own| own.entries.iter().cloned()).collect(),
        billed_deposits: said.flat_map(|own| own.deposits.iter().cloned()).collect(),
        ..Default::default()
    };
    let plan = plan_order(order, &options).map_err(|problems| Problems {
        problems: problems
            .problems
            .into_iter()
            .map(|own| crate::problem::Problem { path: format!("{at}{}", own.path), ..own })
            .collect(),
    })?;
    let amount = |text: &str| minor(text, currency, at);
    let one = |own: &crate::quote::PlannedInvoice| {
        Ok(Planned {
            month: own.date.month_index(),
            due: own.due.month_index(),
            net: amount(&own.totals.net)?,
            gross: amount(&own.totals.gross)?,
            payable: amount(&own.payable)?,
        })
    };
    plan.invoices.iter().map(one).collect()
}

fn billings(
    request: &ReportsRequest,
    planned: &[Planned],
    (first, last): (i32, i32),
    currency: &Currency,
) -> Result<Vec<BillingMonth>> {
    let (root, mut posted) = (At::Root, Vec::with_capacity(request.invoices.len()));
    let list = root.key("invoices");
    for (i, own) in request.invoices.iter().enumerate() {
        let at = list.index(i);
        let (net, gross) = (minor(&own.totals.net, currency, &at)?, minor(&own.totals.gross, currency, &at)?);
        posted.push((own.date.month_index(), net, gross));
    }
    let row = |month: i32| {
        let done = posted.iter().filter(|own| own.0 == month);
        let coming = planned.iter().filter(|own| own.month == month);
        BillingMonth {
            month: months::name(month),
            posted: currency.show(done.clone().map(|own| own.1).sum()),
            posted_gross: currency.show(done.map(|own| own.2).sum()),
            planned: currency.show(coming.clone().map(|own| own.net).sum()),
            planned_gross: currency.show(coming.map(|own| own.gross).sum()),
        }
    };
    Ok((first..=last).map(row).collect())
}

fn cash(
    items: &[Item],
    planned: &[Planned],
    (now, (first, last)): (i32, (i32, i32)),
    currency: &Currency,
) -> Vec<ExpectedCash> {
    let row = |month: i32| {
        let due = |own: &&Item| own.invoice.due.month_index().max(now) == month;
        let open: Minor = items.iter().filter(due).map(|own| own.open).sum();
        let coming: Minor = planned.iter().filter(|own| own.due.max(now) == month).map(|own| own.payable).sum();
        ExpectedCash {
            month: months::name(month),
            open: currency.show(open),
            planned: currency.show(coming),
            total: currency.show(open + coming),
        }
    };
    (first.max(now)..=last).map(row).collect()
}
