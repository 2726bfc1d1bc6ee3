//! The bill run: what is due of many orders, as drafts.

use super::adjust::adjust;
use super::choose::{Chooser, Why};
use super::gather::{terms_key, Part};
use super::prepare::{balances, check, days};
use super::request::{BillRunRequest, BillableOrder, GroupBy, SkipReason, Submitted};
use super::result::{BillRun, NextDue, RunCounts, RunError, RunOrder, Skipped};
use crate::calendar::Date;
use crate::document::{result, short, Null};
use crate::money::Minor;
use crate::order::due::{due, DueOrder, DueQuestion};
use crate::order::{Order, OrderPlanOptions};
use crate::policy::CatchUp;
use crate::problem::{At, Code, Problems, Result};
use std::collections::BTreeSet;

result! {
    /// How far a run has come.
    #[derive(Copy)]
    pub struct RunProgress {
        /// Orders that it has looked at.
        pub done: u32,
        /// Orders in all.
        pub orders: u32,
        /// Orders that it opened.
        pub opened: u32,
        /// Orders with an error.
        pub errors: u32,
    }
}

/// A bill run: drafts of what is due of orders up to a target date, by criteria, or of what is chosen by hand.
///
/// What is due is what the plan has up to the target, less what was billed, corrections included: so a second run bills nothing,
/// and runs at any dates in any order come to what one run comes to. Each order is billed by itself first; then documents are made
/// of what shares an account, currency, seller, payment terms and taxes, and taxed once.
///
/// # Errors
/// Of the request itself: `missing_field`, `unknown_order`, `out_of_range`, `too_precise`, `limit_exceeded`. What is wrong with an order is
/// among the result's `errors`.
pub fn bill_run(request: &BillRunRequest) -> Result<BillRun> {
    bill_run_with(request, &mut |_| true)
}

/// As [`bill_run`]; `report` is told after each order how far it has come, and stops the run where it answers `false`: what it has
/// looked at is billed, the rest is skipped.
///
/// # Errors
/// As [`bill_run`].
pub fn bill_run_with(request: &BillRunRequest, report: &mut dyn FnMut(&RunProgress) -> bool) -> Result<BillRun> {
    check(request)?;
    let balances = balances(request)?;
    let Some((target, on)) = days(request)? else { return Ok(nothing(request)) };
    let mut run = Run {
        request,
        target,
        on,
        skipped: Vec::new(),
        errors: Vec::new(),
        opened: Vec::new(),
        counts: RunCounts::default(),
        ids: BTreeSet::new(),
    };
    let mut parts = Vec::new();
    let mut stopped = false;
    for (place, own) in request.orders.iter().enumerate() {
        if stopped {
            run.skip_order(own.id().unwrap_or_default(), Why::of(SkipReason::Stopped), None);
            continue;
        }
        run.order(place, own, &mut parts);
        let progress = RunProgress {
            done: count(place + 1),
            orders: count(request.orders.len()),
            opened: run.counts.opened,
            errors: run.counts.errors,
        };
        stopped = !report(&progress);
    }
    run.documents(parts, balances, stopped)
}

/// When an order has something to bill, for a caller's index. Of a charge without an end, when it is next looked at.
///
/// # Errors
/// As [`plan_order`](crate::order::plan_order).
pub fn next_due(order: &Order, options: &OrderPlanOptions) -> Result<NextDue> {
    let start = options.as_of.unwrap_or(order.start.unwrap_or(order.quote.start));
    let question = DueQuestion {
        order,
        billed: &options.billed,
        deposits: &options.billed_deposits,
        events: &options.events,
        target: start,
        on: start,
    };
    let due = due(&question, &|_| Err(()))?;
    Ok(NextDue { order: order.id.clone(), next_due: Null(due.next), waiting: due.waiting })
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is asked of an order.
pub(super) fn question(own: &BillableOrder, target: Date, on: Date) -> DueQuestion<'_> {
    DueQuestion {
        order: &own.order,
        billed: &own.billed,
        deposits: &own.billed_deposits,
        events: &own.events,
        target,
        on,
    }
}

fn nothing(request: &BillRunRequest) -> BillRun {
    let wrong = |(place, own): (usize, &Submitted)| match own {
        Submitted::Wrong(order, problems) => {
            Some(RunError { order: order.clone(), place: count(place), problems: problems.problems.clone() })
        }
        Submitted::Order(_) => None,
    };
    let errors: Vec<RunError> = request.orders.iter().enumerate().filter_map(wrong).collect();
    let counts = RunCounts { orders: count(request.orders.len()), errors: count(errors.len()), ..RunCounts::default() };
    BillRun {
        target: Null(None),
        invoice_date: Null(None),
        drafts: Vec::new(),
        skipped: Vec::new(),
        errors,
        orders: Vec::new(),
        counts,
        totals: Vec::new(),
        balances: request.balances.clone(),
        stopped: false,
    }
}

pub(super) struct Run<'a> {
    pub request: &'a BillRunRequest,
    pub target: Date,
    pub on: Date,
    pub skipped: Vec<Skipped>,
    pub errors: Vec<RunError>,
    pub opened: Vec<RunOrder>,
    pub counts: RunCounts,
    /// The ids of the orders that were opened.
    ids: BTreeSet<&'a str>,
}

impl<'a> Run<'a> {
    fn skip(&mut self, skipped: Skipped) {
        self.counts.skipped += 1;
        if !self.request.quiet.contains(&skipped.reason) {
            self.skipped.push(skipped);
        }
    }

    pub fn skip_order(&mut self, order: &str, why: Why, date: Option<Date>) {
        self.skip(Skipped {
            order: order.to_owned(),
            line: None,
            charge: None,
            item: None,
            name: None,
            reason: why.reason,
            detail: why.detail,
            date,
            net: None,
        });
    }

    pub fn fail(&mut self, order: Option<&str>, place: usize, problems: Problems) {
        self.counts.errors += 1;
        self.errors.push(RunError {
            order: order.map(str::to_owned),
            place: count(place),
            problems: problems.problems,
        });
    }

    fn order(&mut self, place: usize, own: &'a Submitted, parts: &mut Vec<Part>) {
        self.counts.orders += 1;
        let root = At::Root;
        let list = root.key("orders");
        let at = list.index(place);
        let own = match own {
            Submitted::Order(own) => own,
            Submitted::Wrong(id, problems) => return self.fail(id.as_deref(), place, problems.clone()),
        };
        let id = &own.order.id;
        let chooser = Chooser { request: self.request, own, target: self.target, on: self.on };
        if let Some(next) = chooser.due_later() {
            return self.skip_order(id, Why::of(SkipReason::NotDue), Some(next));
        }
        if let Err(why) = chooser.order() {
            return self.skip_order(id, why, own.next_due);
        }
        if !self.ids.insert(id) {
            let message = format!("The order \"{}\" is in the run already.", short(id));
            let problems = Problems::one(Code::DuplicateId, &at, message, "Hand in each order once.");
            return self.fail(Some(id), place, problems);
        }
        self.counts.opened += 1;
        let found = due(&question(own, self.target, self.on), &|candidate| chooser.item(candidate));
        let found = found.and_then(|mut due| adjust(&chooser, &mut due).map(|()| due));
        match found {
            Ok(due) => self.take(place, own, due, parts),
            Err(problems) => self.fail(Some(id), place, below(problems, &at)),
        }
    }

    fn take(&mut self, place: usize, own: &BillableOrder, due: DueOrder<Why>, parts: &mut Vec<Part>) {
        let id = &own.order.id;
        let net: Minor = due.lines.iter().map(|line| line.net).sum();
        self.opened.push(RunOrder {
            order: id.clone(),
            net: due.currency.show(net),
            next_due: Null(due.next),
            waiting: due.waiting,
        });
        if due.lines.is_empty() && due.deposits.is_empty() && due.left.is_empty() {
            self.skip_order(id, Why::of(SkipReason::NothingLeft), None);
        }
        let mut later: Vec<(String, String)> = Vec::new();
        for left in due.left {
            // Of a charge the next period that is due later stands for all of them.
            let charge = (left.line.clone(), left.charge.clone());
            if left.why.reason == SkipReason::NotDue {
                if later.contains(&charge) {
                    continue;
                }
                later.push(charge);
            }
            self.skip(Skipped {
                order: id.clone(),
                line: (!left.line.is_empty()).then_some(left.line),
                charge: Some(left.charge),
                item: left.item,
                name: Some(left.name),
                reason: left.why.reason,
                detail: left.why.detail,
                date: left.date,
                net: Some(left.net),
            });
        }
        if due.lines.is_empty() && due.deposits.is_empty() {
            return;
        }
        let mut key = terms_key(&due.request, &due.policy, id);
        for by in &self.request.group_by {
            key.push('\n');
            key.push_str(&match by {
                GroupBy::Account => String::new(),
                GroupBy::Order => id.clone(),
                GroupBy::PurchaseOrder => {
                    due.request.account.as_ref().and_then(|own| own.purchase_order.clone()).unwrap_or_default()
                }
                GroupBy::Seller => due.request.seller.as_ref().and_then(|own| own.id.clone()).unwrap_or_default(),
                GroupBy::Key => own.invoice_group.clone().unwrap_or_default(),
            });
        }
        let whole = Part {
            place,
            opened: self.opened.len() - 1,
            order: id.clone(),
            request: due.request,
            policy: due.policy,
            currency: due.currency,
            lines: due.lines,
            deposits: due.deposits,
            key,
        };
        match whole.policy.catch_up {
            CatchUp::One => parts.push(whole),
            CatchUp::PerPeriod => parts.extend(by_date(whole)),
        }
    }
}

/// A part for each day on which something of it was planned.
fn by_date(whole: Part) -> Vec<Part> {
    let mut days: Vec<Date> =
        whole.lines.iter().map(|own| own.date).chain(whole.deposits.iter().map(|own| own.date)).collect();
    days.sort_unstable();
    days.dedup();
    let Part { place, opened, order, request, policy, currency, mut lines, mut deposits, key } = whole;
    days.into_iter()
        .map(|day| {
            let (own_lines, rest) = lines.drain(..).partition(|own| own.date == day);
            lines = rest;
            let (own_deposits, rest) = deposits.drain(..).partition(|own| own.date == day);
            deposits = rest;
            Part {
                place,
                opened,
                order: order.clone(),
                request: request.clone(),
                policy,
                currency,
                lines: own_lines,
                deposits: own_deposits,
                key: format!("{key}\n{day}"),
            }
        })
        .collect()
}

/// Problems of an order, with paths into the run's request where they have places of the run's own.
fn below(mut problems: Problems, at: &At) -> Problems {
    for problem in &mut problems.problems {
        let inside = ["/billed", "/events", "/adjustments"].iter().any(|own| problem.path.starts_with(own));
        let place = if inside { at.to_string() } else { at.key("order").to_string() };
        problem.path = format!("{place}{}", problem.path);
    }
    problems
}
