//! Where obligations stand: by month, on a day, by contract; and the entries that bring books there.

use super::accounts::{Accounts, Posted, Role};
use super::entry::{Draft, EntryOf, JournalEntry};
use super::months;
use super::recognition::{RecogniseRequest, RevenueContract};
use super::revenue::{
    ContractPosition, MonthStatus, ObligationBalance, ObligationSchedule, RevenueBalance, RevenueMonth, RevenueTotals,
    ScheduleMonth, TreatmentAmount,
};
use super::schedule::{recognised, Row, Rules};
use super::sources::Known;
use super::spread::Recognisable;
use crate::calendar::Date;
use crate::money::{Currency, Minor};
use crate::problem::{At, Result};

/// An obligation with its schedule.
pub(super) struct Scheduled {
    pub known: Known,
    pub amount: Minor,
    pub parts: Vec<TreatmentAmount>,
    pub curve: Recognisable,
    pub rows: Vec<Row>,
}

/// Where something stands: what was invoiced and recognised, and the difference, on one of two sides.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Position {
    invoiced: Minor,
    recognised: Minor,
}

impl Position {
    /// Where all is given back, what is deferred and unbilled is below zero. What becomes of it later does not matter, so that closed
    /// months stay.
    fn side(self, amount: Minor) -> Minor {
        if self.invoiced <= Minor::ZERO && self.recognised <= Minor::ZERO {
            amount.min(Minor::ZERO)
        } else {
            amount.max(Minor::ZERO)
        }
    }
    fn deferred(self) -> Minor {
        self.side(self.invoiced - self.recognised)
    }
    fn unbilled(self) -> Minor {
        self.side(self.recognised - self.invoiced)
    }
}

/// What an obligation does in a month.
pub(super) struct MonthStep {
    month: i32,
    amount: Minor,
    billed: Minor,
    before: Position,
    after: Position,
}

impl Scheduled {
    fn waiting(&self) -> Minor {
        self.amount - self.rows.iter().map(|row| row.amount).sum()
    }

    /// The months in which something is recognised or invoiced.
    pub(super) fn months(&self, currency: &Currency) -> (Vec<ScheduleMonth>, Vec<MonthStep>) {
        let invoiced = self.known.invoiced.iter().map(|(date, own)| (date.month_index(), *own));
        let mut all: Vec<i32> =
            self.rows.iter().map(|row| row.month).chain(invoiced.clone().map(|own| own.0)).collect();
        all.sort_unstable();
        all.dedup();
        let mut before = Position::default();
        let (mut documents, mut steps) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
        let mut rows = self.rows.iter().peekable();
        let mut bills = invoiced.peekable();
        for month in all {
            let row = rows.next_if(|row| row.month == month);
            let mut billed = Minor::ZERO;
            while let Some((_, own)) = bills.next_if(|(own, _)| *own == month) {
                billed += own;
            }
            let amount = row.map_or(Minor::ZERO, |row| row.amount);
            let (invoiced, recognised) = (before.invoiced + billed, before.recognised + amount);
            let after = Position { invoiced, recognised };
            let late = row.map(|row| row.late).filter(|late| *late != Minor::ZERO);
            documents.push(ScheduleMonth {
                month: months::name(month),
                status: if row.is_some_and(|row| row.closed) { MonthStatus::Closed } else { MonthStatus::Open },
                amount: currency.show(amount),
                catch_up: late.map(|late| currency.show(late)),
                recognised: currency.show(after.recognised),
                invoiced: currency.show(after.invoiced),
                deferred: currency.show(after.deferred()),
                unbilled: currency.show(after.unbilled()),
            });
            steps.push(MonthStep { month, amount, billed, before, after });
            before = after;
        }
        (documents, steps)
    }

    pub(super) fn document(&self, months: Vec<ScheduleMonth>, currency: &Currency) -> ObligationSchedule {
        let waiting = self.waiting();
        ObligationSchedule {
            id: self.known.own.id.clone(),
            contract: self.known.own.contract.clone(),
            amount: currency.show(self.amount),
            treatments: if self.parts.len() > 1 { self.parts.clone() } else { Vec::new() },
            months,
            scheduled: currency.show(self.amount - waiting),
            unscheduled: currency.show(waiting),
        }
    }

    fn position(&self, on: Date, rules: &Rules) -> Result<Position> {
        let invoiced = self.known.invoiced.iter().filter(|(date, _)| *date <= on).map(|(_, own)| *own).sum();
        let at = At::Pointer(&self.known.path);
        let recognised = recognised(&self.rows, &self.curve, on, rules, &at)?;
        Ok(Position { invoiced, recognised })
    }

    /// Where it stands after everything that is known.
    fn last(&self) -> Position {
        let invoiced = self.known.invoiced.iter().map(|(_, own)| *own).sum();
        let recognised = self.rows.iter().map(|row| row.amount).sum();
        Position { invoiced, recognised }
    }
}

/// The entry of a month: revenue, against what was deferred at its beginning or invoiced in it, and the rest against unbilled.
///
/// What is invoiced stands as deferred revenue from its invoice on (`journal`, deferral `all`). So after the entry the accounts hold
/// `deferred` and `unbilled` of the month's end: debit deferred = deferred before + billed - deferred after.
pub(super) fn entry(
    own: &Scheduled,
    step: &MonthStep,
    accounts: &Accounts,
    currency: &Currency,
) -> Result<Option<JournalEntry>> {
    let at = At::Pointer(&own.known.path);
    let (known, id) = (&own.known, &own.known.own.id);
    let posted = Posted {
        order: known.order.as_deref(),
        line: known.line.as_deref(),
        product: known.own.product.as_deref(),
        charge: known.own.charge.as_deref(),
        customer: known.own.customer.as_deref(),
        ..Posted::default()
    };
    let mut draft = Draft::new(accounts, *currency);
    let deferred = step.before.deferred() + step.billed - step.after.deferred();
    draft.debit(deferred, Role::DeferredRevenue, &posted, &at)?;
    draft.debit(step.after.unbilled() - step.before.unbilled(), Role::Unbilled, &posted, &at)?;
    draft.credit(step.amount, Role::Revenue, &posted, &at)?;
    let month = months::name(step.month);
    let names = (format!("{id}/{month}"), id.clone());
    let when = (months::last_day(step.month), EntryOf::Revenue);
    draft.finish(names, when, format!("Revenue {month}, {id}"), known.own.customer.as_deref(), &at)
}

/// What a month adds to the sums.
pub(super) struct MonthSum {
    month: i32,
    amount: Minor,
    billed: Minor,
    deferred: Minor,
    unbilled: Minor,
}

impl MonthSum {
    pub(super) fn of(step: MonthStep) -> MonthSum {
        let (before, after) = (step.before, step.after);
        MonthSum {
            month: step.month,
            amount: step.amount,
            billed: step.billed,
            deferred: after.deferred() - before.deferred(),
            unbilled: after.unbilled() - before.unbilled(),
        }
    }
}

pub(super) fn summed(mut all: Vec<MonthSum>, currency: &Currency) -> Vec<RevenueMonth> {
    all.sort_by_key(|own| own.month);
    let mut sums = [Minor::ZERO; 4];
    let row = |own: &[MonthSum]| {
        let sum = |of: &dyn Fn(&MonthSum) -> Minor| own.iter().map(of).sum::<Minor>();
        let (amount, billed) = (sum(&|own| own.amount), sum(&|own| own.billed));
        let adds = [amount, billed, sum(&|own| own.deferred), sum(&|own| own.unbilled)];
        sums.iter_mut().zip(adds).for_each(|(sum, own)| *sum += own);
        let [recognised, invoiced, deferred, unbilled] = sums.map(|own| currency.show(own));
        RevenueMonth {
            month: own.first().map(|own| months::name(own.month)).unwrap_or_default(),
            amount: currency.show(amount),
            billed: currency.show(billed),
            recognised,
            invoiced,
            deferred,
            unbilled,
        }
    };
    all.chunk_by(|a, b| a.month == b.month).map(row).collect()
}

pub(super) fn contracts(request: &RecogniseRequest, all: &[Scheduled], currency: &Currency) -> Vec<ContractPosition> {
    let position = |contract: &RevenueContract| {
        let mine = all.iter().filter(|own| own.known.own.contract.as_ref() == Some(&contract.id));
        let (mut sum, mut price) = (Position::default(), Minor::ZERO);
        for own in mine {
            let last = own.last();
            price += own.amount;
            sum.invoiced += last.invoiced;
            sum.recognised += last.recognised;
        }
        ContractPosition {
            id: contract.id.clone(),
            price: currency.show(price),
            invoiced: currency.show(sum.invoiced),
            recognised: currency.show(sum.recognised),
            deferred: currency.show(sum.deferred()),
            unbilled: currency.show(sum.unbilled()),
        }
    };
    request.contracts.iter().map(position).collect()
}

pub(super) fn balances(request: &RecogniseRequest, all: &[Scheduled], rules: &Rules) -> Result<Vec<RevenueBalance>> {
    let show = |own: Minor| rules.currency.show(own);
    let balance = |on: &Date| {
        let mut sums = [Minor::ZERO; 4];
        let mut obligations = Vec::with_capacity(all.len());
        for own in all {
            let position = own.position(*on, rules)?;
            let four = [position.invoiced, position.recognised, position.deferred(), position.unbilled()];
            sums.iter_mut().zip(four).for_each(|(sum, own)| *sum += own);
            let [invoiced, recognised, deferred, unbilled] = four.map(show);
            let id = own.known.own.id.clone();
            obligations.push(ObligationBalance { id, invoiced, recognised, deferred, unbilled });
        }
        let [invoiced, recognised, deferred, unbilled] = sums.map(show);
        Ok(RevenueBalance { on: *on, invoiced, recognised, deferred, unbilled, obligations })
    };
    request.balances_on.iter().map(balance).collect()
}

pub(super) fn totals(all: &[Scheduled], currency: &Currency) -> RevenueTotals {
    let sum = |of: &dyn Fn(&Scheduled) -> Minor| currency.show(all.iter().map(of).sum());
    RevenueTotals {
        amount: sum(&|own| own.amount),
        scheduled: sum(&|own| own.amount - own.waiting()),
        unscheduled: sum(&Scheduled::waiting),
        invoiced: sum(&|own| own.last().invoiced),
    }
}
