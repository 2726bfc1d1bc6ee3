//! When a charge is billed: once, by hand, on a recurring schedule, or by an invoice plan; and how the amounts of a
//! charge are cut into billing items. The amounts come from the curve; this room only chooses the dates that read it.

mod document;
mod items;
mod on;
mod plan;
mod schedule;
mod terms;

pub use document::{
    Alignment, Billing, ByHand, FirstBillDay, Milestones, Once, PlanItem, Recurring, Shared, SharedPlan, Timing,
    Uncovered,
};
pub use items::{recurring_items, round_pieces, BillingItem, Reason};
pub use on::{On, When};
pub use plan::{check_items, plan_shares};
pub use schedule::{Order, Schedule, MAX_PERIODS};
pub use terms::{DueMonthEnd, DueShift, PaymentTerms, Weekday};
