//! When a charge is billed: once, by hand, on a recurring schedule, or by an invoice plan; and how the amounts of a
//! charge are cut into billing items. The amounts come from the curve; this room only chooses the dates that read it.

mod deposit;
mod document;
mod items;
mod on;
mod plan;
mod progress;
mod retainage;
mod schedule;
mod terms;

pub use deposit::{Deposit, DepositBasis, DepositSettle};
pub use document::{
    Alignment, Billing, ByHand, Declared, FirstBillDay, Milestones, Once, PlanItem, Progress, Recurring, Shared,
    SharedPlan, Timing, Uncovered,
};
pub use items::{recurring_items, round_pieces, Apart, BillingItem, Reason};
pub use on::{On, When};
pub use plan::{check_items, plan_shares, PlanRow, PlanTerms};
pub use progress::{check_declared, progress_shares, REMAINDER};
pub use retainage::{
    Held, Release, Releases, Retainage, RetainageApply, RetainageBasis, RetainageEffect, RetainageLine, RetainageStep,
    RetainageTax,
};
pub use schedule::{Order, Schedule, MAX_PERIODS};
pub use terms::{DueMonthEnd, DueShift, PaymentTerms, Weekday};
