//! The documents of billing: what a charge, a line or a shared plan writes.

use crate::document::{document, tagged, words};

use super::{On, Retainage};
use crate::calendar::{BillDay, Interval};
use crate::money::Dec;
use crate::policy::Stub;

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
        /// By the progress that is declared for this charge alone.
        Progress = "progress",
        /// By an invoice plan that several lines share.
        Shared = "plan",
    }
}

document! {
    /// All at once.
    #[derive(Default)]
    pub struct Once {
        /// The date or event. Default: the start of the line.
        pub on: Option<On>,
    }
}

document! {
    /// When a person decides.
    #[derive(Default)]
    pub struct ByHand {}
}

document! {
    /// Period by period.
    pub struct Recurring {
        /// How long a billing period is. Default: the price period.
        pub every: Option<Interval>,
        /// Billed when a period begins or when it has ended. Default `advance`.
        pub timing: Timing = Default::default(),
        /// The day of the month on which periods begin. Default: the day of the alignment.
        pub bill_day: Option<BillDay>,
        /// What the periods are counted from. Default `anniversary`.
        pub alignment: Alignment = Default::default(),
        /// Where a bill day begins the first full period of several months. Default `next`.
        pub first_bill_day: FirstBillDay = Default::default(),
        /// The month (1 to 12) in which a period of several months begins.
        pub bill_month: Option<u32>,
        /// A first period shorter than the others. Default: the policy's.
        pub first_period: Option<Stub>,
        /// A last period shorter than the others. Default: the policy's.
        pub last_period: Option<Stub>,
    }
}

impl Recurring {
    /// Billed in arrears once per price period, or once a month.
    pub fn in_arrears() -> Recurring {
        Recurring { timing: Timing::Arrears, ..Recurring::plain() }
    }

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

words! {
    /// Billed before or after the service.
    #[derive(Default)]
    pub enum Timing {
        /// The invoice is dated on the first day of the period.
        #[default]
        Advance = "advance",
        /// The invoice is dated on the day after the period.
        Arrears = "arrears",
    }
}

words! {
    /// What billing periods are counted from.
    #[derive(Default)]
    pub enum Alignment {
        /// From the start of the line: Jan 15, Feb 15, …
        #[default]
        Anniversary = "anniversary",
        /// From the calendar: months from the 1st, quarters from January, years from January, weeks from Monday.
        Calendar = "calendar",
        /// From the start of the quote, so that a line that starts later is billed with the others.
        Order = "order",
        /// On the account's bill day (`account.billDay`), so that one customer's charges are billed together.
        Account = "account",
    }
}

words! {
    /// Where the first full period of several months begins when there is a bill day. For a start on Feb 10, quarterly on
    /// the 1st:
    #[derive(Default)]
    pub enum FirstBillDay {
        /// On the next bill day: Mar 1.
        #[default]
        Next = "next",
        /// On the start month's bill day, or where that is past a whole period later: May 1.
        WholePeriod = "wholePeriod",
        /// On the calendar's: Apr 1.
        Calendar = "calendar",
    }
}

document! {
    /// An invoice plan of one charge: instalments of its net, dated or waiting for an event. On a recurring charge it is a
    /// seasonal or custom schedule: the net of the whole term, in dated shares.
    pub struct Milestones {
        /// In the order in which they freeze their amounts.
        pub items: Vec<PlanItem>,
        /// What happens when the items do not cover the charge. Default `error`.
        pub uncovered: Uncovered = Default::default(),
        /// What is withheld from each item and released later.
        pub retainage: Option<Retainage>,
    }
}

document! {
    /// Billing by declared progress: each declaration says how far the work is in all, and bills what that adds to the
    /// one before; less than before is a correction, a negative line. What is not declared yet waits as one item.
    ///
    /// Of 10,000.00, declared at 30, 50 and 45 percent: 3,000.00, 2,000.00, -500.00; 5,500.00 wait as `remainder`.
    #[derive(Default)]
    pub struct Progress {
        /// In the order in which they are agreed. Default: nothing yet.
        pub declared: Vec<Declared> = Default::default(),
        /// How many units the whole is, for declarations in `units`. Above 0.
        pub of: Option<Dec>,
        /// What a unit is called; documents print it, nothing computes with it.
        pub unit: Option<String>,
        /// What is withheld from each declaration and released later.
        pub retainage: Option<Retainage>,
    }
}

document! {
    /// How far the work is in all on a day. Exactly one of `percent`, `amount` and `units`.
    pub struct Declared {
        /// Unique in its plan. Default: `progress-1` for the first, and so on; `remainder` is what waits.
        pub id: Option<String>,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// In percent of the whole net, 0 to 100: the cumulative amount is rounded by the policy's mode.
        pub percent: Option<Dec>,
        /// In currency units, 0 to the whole net, at most as many decimals as the currency.
        pub amount: Option<Dec>,
        /// In units of `of`: the cumulative amount is net x units / of, rounded by the policy's mode.
        pub units: Option<Dec>,
        /// When it is billed.
        pub on: On,
    }
}

document! {
    /// Names an invoice plan of the request.
    #[cfg_attr(test, ts(rename = "SharedPlanRef"))]
    pub struct Shared {
        /// The plan's id.
        pub plan: String,
    }
}

document! {
    /// An invoice plan that several lines share: its cumulative total is rounded and spread over its charges, and each
    /// bills the difference, so that every item and every line closes to the cent.
    #[derive(Default)]
    pub struct SharedPlan {
        /// What charges name in `billing: { kind: "plan", plan }`.
        pub id: String,
        /// In the order in which they freeze their amounts. Exactly one of `items` and `declared`.
        pub items: Vec<PlanItem> = Default::default(),
        /// What happens when the items do not cover the charges. Default `error`.
        pub uncovered: Uncovered = Default::default(),
        /// Progress instead of items, as in `{ kind: "progress" }`; an empty list where nothing is declared yet.
        pub declared: Option<Vec<Declared>>,
        /// How many units the whole is, for declarations in `units`. Above 0.
        pub of: Option<Dec>,
        /// What a unit is called; documents print it, nothing computes with it.
        pub unit: Option<String>,
        /// What is withheld from each item and released later: computed once for the plan, then spread over its charges.
        pub retainage: Option<Retainage>,
    }
}

words! {
    /// What a plan does with what its items leave.
    #[derive(Default)]
    pub enum Uncovered {
        /// A plan that does not cover the whole is refused.
        #[default]
        Error = "error",
        /// The last item takes what is left.
        WithLast = "withLast",
    }
}

document! {
    /// One instalment. Exactly one of `percent`, `amount` and `remainder`.
    pub struct PlanItem {
        /// Unique in its plan.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// In percent of the plan's whole: `"30"` is 30 percent. Above 0, at most 100.
        pub percent: Option<Dec>,
        /// In currency units, above 0, at most as many decimals as the currency.
        pub amount: Option<Dec>,
        /// `true`: whatever the other items leave. At most one item.
        pub remainder: bool = Default::default(),
        /// When it is billed.
        pub on: On,
    }
}
