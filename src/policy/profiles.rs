//! The named profiles: one row each.

use super::*;

/// What systems do that follow the calendar to the day and round once, at the end.
const DEFAULT: Policy = Policy {
    rounding: Rounding::PerPeriod,
    rounding_mode: RoundingMode::HalfUp,
    remainder_period: RemainderPeriod::Last,
    spread: Spread::LargestRemainder,
    term_total: TermTotal::Fixed,
    first_period: Stub::Separate,
    last_period: Stub::Separate,
    grain: Grain::Day,
    day_count: DayCount::Actual,
    count: Count::Periods,
    price_grid: PriceGrid::Billing,
    denominator: Denominator::CurrentPeriod,
    partial: Partial::Prorate,
    end_of_month: EndOfMonth::Clamp,
    change_day: ChangeDay::New,
    zero_quantity: ZeroQuantity::Nothing,
    tier_bounds: TierBounds::Inclusive,
    package_rounding: PackageRounding::Up,
    discount_stacking: DiscountStacking::Sequential,
    discount_rounding: DiscountRounding::Result,
    minimums: Minimums::Prorate,
    allowances: Allowances::Prorate,
    rerating: Rerating::Difference,
    late_usage: LateUsage::Original,
    factor_scale: None,
    unit_price_scale: None,
    tax_level: TaxLevel::Category,
    inclusive_keeps: InclusiveKeeps::Net,
    tax_point: TaxPoint::InvoiceDate,
    tax_rounding_mode: None,
    one_time_decrease: OneTimeDecrease::Keep,
    plan_catch_up: PlanCatchUp::NextItem,
    decreases: Decreases::Credit,
    increases: Increases::Prorate,
    amend_by: AmendBy::Replace,
    credit_basis: CreditBasis::Kept,
    catch_up: CatchUp::One,
    negative_invoices: NegativeInvoices::CreditNote,
    zero_invoices: ZeroInvoices::Post,
};

/// A system without a contract total: each period stands alone and measures its days.
const PERIODIC: Policy = Policy { rounding: Rounding::Independent, term_total: TermTotal::Measured, ..DEFAULT };

/// A named, versioned policy. A profile's switches never change; a correction is a new version.
pub struct Profile {
    /// The name that requests write.
    pub name: &'static str,
    /// Starts at 1.
    pub version: u32,
    /// What it stands for, in a line.
    pub about: &'static str,
    /// Its switches.
    pub policy: Policy,
}

/// Every profile, newest version of each name last. The numbers that prove each are in `tests/vectors`.
pub const PROFILES: &[Profile] = &[
    Profile { name: "default", version: 1, about: "One rounding, at the end; twelve months cost twelve months.", policy: DEFAULT },
    Profile {
        name: "salesforce",
        version: 1,
        about: "Salesforce Revenue Cloud: cells of the period boundary, parts by actual days, annual periods keep month ends.",
        policy: Policy { credit_basis: CreditBasis::Own, end_of_month: EndOfMonth::LastDayForYears, spread: Spread::Last, ..PERIODIC },
    },
    Profile {
        name: "salesforceCpq",
        version: 1,
        about: "Salesforce CPQ, precision Monthly + Daily: whole months from the start, then days over 365/12; unit first, then quantity.",
        policy: Policy { credit_basis: CreditBasis::Own, count: Count::Months, day_count: DayCount::Actual365, price_grid: PriceGrid::Anniversary, tier_bounds: TierBounds::Exclusive, rounding: Rounding::PerUnit, ..PERIODIC },
    },
    Profile {
        name: "salesforceCpqMonth",
        version: 1,
        about: "Salesforce CPQ, precision Month: started months count whole.",
        policy: Policy { credit_basis: CreditBasis::Own, count: Count::Months, partial: Partial::Full, price_grid: PriceGrid::Anniversary, tier_bounds: TierBounds::Exclusive, rounding: Rounding::PerUnit, ..PERIODIC },
    },
    Profile {
        name: "salesforceCpqCalendar",
        version: 1,
        about: "Salesforce CPQ, precision Calendar Monthly + Daily: each calendar month by its own length.",
        policy: Policy { credit_basis: CreditBasis::Own, count: Count::Months, price_grid: PriceGrid::Calendar, tier_bounds: TierBounds::Exclusive, rounding: Rounding::PerUnit, ..PERIODIC },
    },
    Profile {
        name: "salesforceCpqDay",
        version: 1,
        about: "Salesforce CPQ, precision Day: days over 365 a year.",
        policy: Policy { credit_basis: CreditBasis::Own, count: Count::Days, day_count: DayCount::Actual365, tier_bounds: TierBounds::Exclusive, rounding: Rounding::PerUnit, ..PERIODIC },
    },
    Profile {
        name: "stripe",
        version: 1,
        about: "Stripe: seconds of the current period; what is below zero is credit for later invoices.",
        policy: Policy { credit_basis: CreditBasis::Own, grain: Grain::Second, spread: Spread::Last, zero_quantity: ZeroQuantity::FlatFees, negative_invoices: NegativeInvoices::Carry, ..PERIODIC },
    },
    Profile {
        name: "zuora",
        version: 1,
        about: "Zuora, actual days.",
        policy: Policy { credit_basis: CreditBasis::Own, rounding: Rounding::Cumulative, term_total: TermTotal::Measured, allowances: Allowances::Full, ..DEFAULT },
    },
    Profile {
        name: "zuora30",
        version: 1,
        about: "Zuora, 30 days a month (actual/30).",
        policy: Policy { credit_basis: CreditBasis::Own, day_count: DayCount::Actual30, rounding: Rounding::Cumulative, term_total: TermTotal::Measured, allowances: Allowances::Full, ..DEFAULT },
    },
    Profile {
        name: "zuoraStrict30",
        version: 1,
        about: "Zuora, strict 30 days a month: the last day of a month is the 30th.",
        policy: Policy { credit_basis: CreditBasis::Own, day_count: DayCount::Strict30, rounding: Rounding::Cumulative, term_total: TermTotal::Measured, allowances: Allowances::Full, ..DEFAULT },
    },
    Profile {
        name: "chargebee",
        version: 1,
        about: "Chargebee, day-based billing: the change day is the old plan's.",
        policy: Policy { change_day: ChangeDay::Old, ..PERIODIC },
    },
    Profile {
        name: "chargebeeMs",
        version: 1,
        about: "Chargebee, millisecond-based billing.",
        policy: Policy { grain: Grain::Millisecond, ..PERIODIC },
    },
    Profile {
        name: "recurly",
        version: 1,
        about: "Recurly: the plan's own period is the denominator.",
        policy: Policy { grain: Grain::Second, denominator: Denominator::PlanPeriod, ..PERIODIC },
    },
    Profile {
        name: "killbill",
        version: 1,
        about: "Kill Bill: stubs over a plan period, each factor at 9 decimals; what is below zero is credit of the account.",
        policy: Policy { credit_basis: CreditBasis::Own, denominator: Denominator::PlanPeriod, factor_scale: Some(9), negative_invoices: NegativeInvoices::Carry, ..PERIODIC },
    },
    Profile {
        name: "killbill30",
        version: 1,
        about: "Kill Bill with fixed 30-day months; what is below zero is credit of the account.",
        policy: Policy { credit_basis: CreditBasis::Own, day_count: DayCount::Fixed30, factor_scale: Some(9), negative_invoices: NegativeInvoices::Carry, ..PERIODIC },
    },
    Profile {
        name: "openmeter",
        version: 1,
        about: "OpenMeter: seconds of the full service period; the first tier's flat fee is due without usage, minimums whole.",
        policy: Policy { grain: Grain::Second, zero_quantity: ZeroQuantity::FlatFees, minimums: Minimums::Full, ..PERIODIC },
    },
    Profile {
        name: "lago",
        version: 1,
        about: "Lago: days of the whole period; the first tier's flat fee is due without usage; an invoice's tax rounded once.",
        policy: Policy { credit_basis: CreditBasis::Own, tax_level: TaxLevel::Document, zero_quantity: ZeroQuantity::FlatFees, ..PERIODIC },
    },
    Profile {
        name: "meteroid",
        version: 1,
        about: "Meteroid: days of the whole period; tax rounded per line.",
        policy: Policy { credit_basis: CreditBasis::Own, tax_level: TaxLevel::Line, ..PERIODIC },
    },
];
