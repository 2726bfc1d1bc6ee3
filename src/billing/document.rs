//! The documents of billing: what a charge, a line or a shared plan writes.

use deserr::Deserr;
use serde::Serialize;

use crate::calendar::{BillDay, Date, Interval};
use crate::document::tagged;
use crate::money::Dec;
use crate::policy::Stub;
use crate::problem::Problems;

tagged! {
    /// When a charge is billed, told apart by `kind`. Default: `once` on start for a one-time charge; for a recurring
    /// charge `recurring`, in advance, once per price period, from its start.
    pub enum Billing by "kind" {
        /// All at once, on a date, on an event, or on the line's start.
        Once = "once",
        /// When a person decides; it waits until then.
        ByHand = "byHand",
        /// Period by period.
        Recurring = "recurring",
        /// By an invoice plan of this charge alone.
        Milestones = "milestones",
        /// By an invoice plan that several lines share.
        Shared = "plan",
    }
}

/// All at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Once {
    /// The date or event. Default: the start of the line.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<On>,
}

/// When a person decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct ByHand {}

/// A date, or an event whose date is not known yet. Exactly one of the two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct On {
    /// The invoice date.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The event's name; its date comes with `plan(quote, { events })`.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

/// Period by period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct Recurring {
    /// How long a billing period is. Default: the price period.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Interval>,
    /// Billed when a period begins or when it has ended. Default `advance`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub timing: Timing,
    /// The day of the month on which periods begin. Default: the day of the alignment.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_day: Option<BillDay>,
    /// What the periods are counted from. Default `anniversary`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub alignment: Alignment,
    /// Where a bill day begins the first full period of several months. Default `next`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub first_bill_day: FirstBillDay,
    /// The month (1 to 12) in which a period of several months begins.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_month: Option<u32>,
    /// A first period shorter than the others. Default: the policy's.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_period: Option<Stub>,
    /// A last period shorter than the others. Default: the policy's.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_period: Option<Stub>,
}

impl Recurring {
    /// Billed in advance once per price period, from the start.
    pub fn plain() -> Recurring {
        Recurring {
            every: None,
            timing: Timing::Advance,
            bill_day: None,
            alignment: Alignment::Anniversary,
            first_bill_day: FirstBillDay::Next,
            bill_month: None,
            first_period: None,
            last_period: None,
        }
    }
}

/// Billed before or after the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum Timing {
    /// The invoice is dated on the first day of the period.
    #[default]
    Advance,
    /// The invoice is dated on the day after the period.
    Arrears,
}

/// What billing periods are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum Alignment {
    /// From the start of the line: Jan 15, Feb 15, …
    #[default]
    Anniversary,
    /// From the calendar: months from the 1st, quarters from January, years from January, weeks from Monday.
    Calendar,
    /// From the start of the quote, so that a line that starts later is billed with the others.
    Order,
}

/// Where the first full period of several months begins when there is a bill day. For a start on Feb 10, quarterly on
/// the 1st:
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum FirstBillDay {
    /// On the next bill day: Mar 1.
    #[default]
    Next,
    /// On the start month's bill day, or where that is past a whole period later: May 1.
    WholePeriod,
    /// On the calendar's: Apr 1.
    Calendar,
}

/// An invoice plan of one charge: instalments of its net, dated or waiting for an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct Milestones {
    /// In the order in which they freeze their amounts.
    pub items: Vec<PlanItem>,
    /// What happens when the items do not cover the charge. Default `error`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub uncovered: Uncovered,
}

/// Names an invoice plan of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", rename = "SharedPlanRef"))]
pub struct Shared {
    /// The plan's id.
    pub plan: String,
}

/// An invoice plan that several lines share: its cumulative total is rounded and spread over its charges, and each
/// bills the difference, so that every item and every line closes to the cent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub struct SharedPlan {
    /// What charges name in `billing: { kind: "plan", plan }`.
    pub id: String,
    /// In the order in which they freeze their amounts.
    pub items: Vec<PlanItem>,
    /// What happens when the items do not cover the charges. Default `error`.
    #[deserr(default)]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub uncovered: Uncovered,
}

/// What a plan does with what its items leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts"))]
pub enum Uncovered {
    /// A plan that does not cover the whole is refused.
    #[default]
    Error,
    /// The last item takes what is left.
    WithLast,
}

/// One instalment. Exactly one of `percent`, `amount` and `remainder`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserr)]
#[serde(rename_all = "camelCase")]
#[deserr(rename_all = camelCase, deny_unknown_fields, error = Problems)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export_to = "api.d.ts", optional_fields))]
pub struct PlanItem {
    /// Unique in its plan.
    pub id: String,
    /// What documents print. Default: the id.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In percent of the plan's whole: `"30"` is 30 percent. Above 0, at most 100.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Dec>,
    /// In currency units, above 0, at most as many decimals as the currency.
    #[deserr(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Dec>,
    /// `true`: whatever the other items leave. At most one item.
    #[deserr(default)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub remainder: bool,
    /// When it is billed.
    pub on: On,
}
