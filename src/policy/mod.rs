//! The switches on which billing systems differ, and the named, versioned profiles over them.
//!
//! One disagreement is one enum whose docs show worked values ([`switches`]). A [`Profile`] is a row of [`PROFILES`]; a
//! request names a profile and may overrule single switches of it. Rounding mode and spread belong to the same set and
//! live beside the arithmetic in [`crate::money`].

mod profiles;
mod switches;

pub use profiles::{Profile, PROFILES};
pub use switches::*;

use crate::document::{document, result, Node, Read, Write};
use crate::money::{Currency, Exact, RoundingMode, Spread};
use crate::problem::{At, Check, Code, Problems, Result};

document! {
    /// A policy as a request writes it: a profile, and single switches that overrule it.
    #[derive(Default)]
    pub struct PolicyChoice {
        /// A named profile, alone (`"default"`) or with its version (`"default@1"`). Default: `"default"`.
        pub profile: Option<String>,
        /// Where amounts are rounded.
        pub rounding: Option<Rounding>,
        /// Which neighbour a half goes to.
        pub rounding_mode: Option<RoundingMode>,
        /// Which period takes the remainder.
        pub remainder_period: Option<RemainderPeriod>,
        /// How an amount is split over lines.
        pub spread: Option<Spread>,
        /// What a counted term costs.
        pub term_total: Option<TermTotal>,
        /// The first stub, where a charge's billing does not say.
        pub first_period: Option<Stub>,
        /// The last stub, where a charge's billing does not say.
        pub last_period: Option<Stub>,
        /// The unit of time for instants.
        pub grain: Option<Grain>,
        /// What a cut period counts.
        pub day_count: Option<DayCount>,
        /// What is counted before days.
        pub count: Option<Count>,
        /// Where price periods begin.
        pub price_grid: Option<PriceGrid>,
        /// What a cut period is divided by.
        pub denominator: Option<Denominator>,
        /// Whether a cut period counts its part.
        pub partial: Option<Partial>,
        /// Where month ends go.
        pub end_of_month: Option<EndOfMonth>,
        /// Who pays for the day of a change.
        pub change_day: Option<ChangeDay>,
        /// What flat fees come to at zero.
        pub zero_quantity: Option<ZeroQuantity>,
        /// Which tier holds its limit.
        pub tier_bounds: Option<TierBounds>,
        /// What a started package counts.
        pub package_rounding: Option<PackageRounding>,
        /// What a line's percentages are taken of.
        pub discount_stacking: Option<DiscountStacking>,
        /// Where percentage discounts are rounded.
        pub discount_rounding: Option<DiscountRounding>,
        /// What a minimum is in a cut period.
        pub minimums: Option<Minimums>,
        /// How many units a cut period includes.
        pub allowances: Option<Allowances>,
        /// How usage is billed whose tiers count over several periods.
        pub rerating: Option<Rerating>,
        /// Where usage counts that became known after its period was due.
        pub late_usage: Option<LateUsage>,
        /// Decimals to which the measure of a piece (a billing period x ramp step) is rounded before the price; 0 to 12.
        /// `null` or left out: not rounded. 599.95 for 29 of 31 days at 9: 0.935483871 x 599.95. Needs `rounding: independent`
        /// or `perUnit`, since rounded factors do not come to a total.
        #[cfg_attr(test, ts(optional, type = "number | null"))]
        pub factor_scale: Scale,
        /// Decimals of the rounded unit price under `rounding: perUnit`; 0 to 12. Default: the currency's.
        #[cfg_attr(test, ts(optional, type = "number | null"))]
        pub unit_price_scale: Scale,
        /// Where an invoice's tax is rounded.
        pub tax_level: Option<TaxLevel>,
        /// What is rounded where prices hold the tax.
        pub inclusive_keeps: Option<InclusiveKeeps>,
        /// On which day a dated tax rate is read.
        pub tax_point: Option<TaxPoint>,
        /// Which neighbour a half unit of tax goes to. Default: as `roundingMode`.
        pub tax_rounding_mode: Option<RoundingMode>,
        /// What an amendment pays back of what is sold once.
        pub one_time_decrease: Option<OneTimeDecrease>,
        /// Who bills what the reached items of a plan lack after a change.
        pub plan_catch_up: Option<PlanCatchUp>,
        /// When less is sold.
        pub decreases: Option<Decreases>,
        /// When more is sold.
        pub increases: Option<Increases>,
        /// How a billed period is billed again.
        pub amend_by: Option<AmendBy>,
        /// What a day that is given back is worth.
        pub credit_basis: Option<CreditBasis>,
        /// How many invoices a run makes that catches up.
        pub catch_up: Option<CatchUp>,
        /// What becomes of a draft below zero.
        pub negative_invoices: Option<NegativeInvoices>,
        /// What becomes of a draft of zero.
        pub zero_invoices: Option<ZeroInvoices>,
    }
}

/// A complete policy: every switch has a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// See [`Rounding`].
    pub rounding: Rounding,
    /// See [`RoundingMode`].
    pub rounding_mode: RoundingMode,
    /// See [`RemainderPeriod`].
    pub remainder_period: RemainderPeriod,
    /// See [`Spread`].
    pub spread: Spread,
    /// See [`TermTotal`].
    pub term_total: TermTotal,
    /// See [`Stub`].
    pub first_period: Stub,
    /// See [`Stub`].
    pub last_period: Stub,
    /// See [`Grain`].
    pub grain: Grain,
    /// See [`DayCount`].
    pub day_count: DayCount,
    /// See [`Count`].
    pub count: Count,
    /// See [`PriceGrid`].
    pub price_grid: PriceGrid,
    /// See [`Denominator`].
    pub denominator: Denominator,
    /// See [`Partial`].
    pub partial: Partial,
    /// See [`EndOfMonth`].
    pub end_of_month: EndOfMonth,
    /// See [`ChangeDay`].
    pub change_day: ChangeDay,
    /// See [`ZeroQuantity`].
    pub zero_quantity: ZeroQuantity,
    /// See [`TierBounds`].
    pub tier_bounds: TierBounds,
    /// See [`PackageRounding`].
    pub package_rounding: PackageRounding,
    /// See [`DiscountStacking`].
    pub discount_stacking: DiscountStacking,
    /// See [`DiscountRounding`].
    pub discount_rounding: DiscountRounding,
    /// See [`Minimums`].
    pub minimums: Minimums,
    /// See [`Allowances`].
    pub allowances: Allowances,
    /// See [`Rerating`].
    pub rerating: Rerating,
    /// See [`LateUsage`].
    pub late_usage: LateUsage,
    /// See [`PolicyChoice::factor_scale`].
    pub factor_scale: Option<u32>,
    /// See [`PolicyChoice::unit_price_scale`].
    pub unit_price_scale: Option<u32>,
    /// See [`TaxLevel`].
    pub tax_level: TaxLevel,
    /// See [`InclusiveKeeps`].
    pub inclusive_keeps: InclusiveKeeps,
    /// See [`TaxPoint`].
    pub tax_point: TaxPoint,
    /// See [`RoundingMode`]; `None` where taxes are rounded as everything else.
    pub tax_rounding_mode: Option<RoundingMode>,
    /// See [`OneTimeDecrease`].
    pub one_time_decrease: OneTimeDecrease,
    /// See [`PlanCatchUp`].
    pub plan_catch_up: PlanCatchUp,
    /// See [`Decreases`].
    pub decreases: Decreases,
    /// See [`Increases`].
    pub increases: Increases,
    /// See [`AmendBy`].
    pub amend_by: AmendBy,
    /// See [`CreditBasis`].
    pub credit_basis: CreditBasis,
    /// See [`CatchUp`].
    pub catch_up: CatchUp,
    /// See [`NegativeInvoices`].
    pub negative_invoices: NegativeInvoices,
    /// See [`ZeroInvoices`].
    pub zero_invoices: ZeroInvoices,
}

/// Decimals to round to: not written, `null` (not rounded), or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Not written: as in the profile.
    #[default]
    Unset,
    /// `null`: not rounded, whatever the profile says.
    Exact,
    /// Rounded to so many decimals.
    Digits(u32),
}

impl Scale {
    fn of(digits: Option<u32>) -> Scale {
        digits.map_or(Scale::Exact, Scale::Digits)
    }
    fn over(self, base: Option<u32>) -> Option<u32> {
        match self {
            Scale::Unset => base,
            Scale::Exact => None,
            Scale::Digits(digits) => Some(digits),
        }
    }
}

impl Write for Scale {
    fn write(&self) -> Node {
        match self {
            Scale::Digits(digits) => digits.write(),
            _ => Node::Null,
        }
    }
    fn field(&self) -> Option<Node> {
        (!self.is_absent()).then(|| self.write())
    }
    fn is_absent(&self) -> bool {
        *self == Scale::Unset
    }
}

impl Read for Scale {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Scale> {
        match node {
            Node::Null => Some(Scale::Exact),
            node => u32::read(node, at, check).map(Scale::Digits),
        }
    }
    fn missing() -> Option<Scale> {
        Some(Scale::Unset)
    }
}

impl PolicyChoice {
    /// As [`PolicyChoice::resolve`], for one measure: it stands alone, and a term is measured where nothing else is written.
    ///
    /// # Errors
    /// As [`PolicyChoice::resolve`].
    pub fn resolve_alone(&self, at: &At) -> Result<Policy> {
        let alone = matches!(self.factor_scale, Scale::Digits(_)).then_some(Rounding::Independent);
        let choice = PolicyChoice {
            term_total: self.term_total.or(Some(TermTotal::Measured)),
            rounding: self.rounding.or(alone),
            ..self.clone()
        };
        choice.resolve(at).map(|(policy, _)| policy)
    }

    /// The complete policy, and its name for the receipt: `default@1`, or `default@1+custom` where switches overrule it.
    ///
    /// # Errors
    /// `unknown_profile`.
    pub fn resolve(&self, at: &At) -> Result<(Policy, String)> {
        let wanted = self.profile.as_deref().unwrap_or("default");
        let found = PROFILES.iter().rev().find(|p| p.name == wanted || format!("{}@{}", p.name, p.version) == wanted);
        let Some(profile) = found else {
            let names: Vec<String> = PROFILES.iter().map(|p| format!("{}@{}", p.name, p.version)).collect();
            return Err(Problems::one(
                Code::UnknownProfile,
                &at.key("profile"),
                format!("There is no profile \"{}\".", crate::document::short(wanted)),
                format!("Known profiles: {}.", names.join(", ")),
            ));
        };
        for (key, scale) in [("factorScale", self.factor_scale), ("unitPriceScale", self.unit_price_scale)] {
            if let Scale::Digits(digits @ 13..) = scale {
                let message = format!("{digits} decimals are too many.");
                return Err(Problems::one(Code::OutOfRange, &at.key(key), message, "Write 0 to 12."));
            }
        }
        let base = profile.policy;
        let policy = Policy {
            rounding: self.rounding.unwrap_or(base.rounding),
            rounding_mode: self.rounding_mode.unwrap_or(base.rounding_mode),
            remainder_period: self.remainder_period.unwrap_or(base.remainder_period),
            spread: self.spread.unwrap_or(base.spread),
            term_total: self.term_total.unwrap_or(base.term_total),
            first_period: self.first_period.unwrap_or(base.first_period),
            last_period: self.last_period.unwrap_or(base.last_period),
            grain: self.grain.unwrap_or(base.grain),
            day_count: self.day_count.unwrap_or(base.day_count),
            count: self.count.unwrap_or(base.count),
            price_grid: self.price_grid.unwrap_or(base.price_grid),
            denominator: self.denominator.unwrap_or(base.denominator),
            partial: self.partial.unwrap_or(base.partial),
            end_of_month: self.end_of_month.unwrap_or(base.end_of_month),
            change_day: self.change_day.unwrap_or(base.change_day),
            zero_quantity: self.zero_quantity.unwrap_or(base.zero_quantity),
            tier_bounds: self.tier_bounds.unwrap_or(base.tier_bounds),
            package_rounding: self.package_rounding.unwrap_or(base.package_rounding),
            discount_stacking: self.discount_stacking.unwrap_or(base.discount_stacking),
            discount_rounding: self.discount_rounding.unwrap_or(base.discount_rounding),
            minimums: self.minimums.unwrap_or(base.minimums),
            allowances: self.allowances.unwrap_or(base.allowances),
            rerating: self.rerating.unwrap_or(base.rerating),
            late_usage: self.late_usage.unwrap_or(base.late_usage),
            factor_scale: self.factor_scale.over(base.factor_scale),
            unit_price_scale: self.unit_price_scale.over(base.unit_price_scale),
            tax_level: self.tax_level.unwrap_or(base.tax_level),
            inclusive_keeps: self.inclusive_keeps.unwrap_or(base.inclusive_keeps),
            tax_point: self.tax_point.unwrap_or(base.tax_point),
            // A mode that says nothing new is none, so that a policy written out is the policy that it was.
            tax_rounding_mode: (self.tax_rounding_mode.or(base.tax_rounding_mode))
                .filter(|mode| *mode != self.rounding_mode.unwrap_or(base.rounding_mode)),
            one_time_decrease: self.one_time_decrease.unwrap_or(base.one_time_decrease),
            plan_catch_up: self.plan_catch_up.unwrap_or(base.plan_catch_up),
            decreases: self.decreases.unwrap_or(base.decreases),
            increases: self.increases.unwrap_or(base.increases),
            amend_by: self.amend_by.unwrap_or(base.amend_by),
            credit_basis: self.credit_basis.unwrap_or(base.credit_basis),
            catch_up: self.catch_up.unwrap_or(base.catch_up),
            negative_invoices: self.negative_invoices.unwrap_or(base.negative_invoices),
            zero_invoices: self.zero_invoices.unwrap_or(base.zero_invoices),
        };
        if policy.factor_scale.is_some() && !policy.rounding.stands_alone() {
            let message = "Rounded factors do not come to a total that could be rounded once.";
            let hint = "Write \"rounding\": \"independent\" or \"perUnit\" beside factorScale.";
            return Err(Problems::one(Code::Conflict, &at.key("factorScale"), message, hint));
        }
        if matches!(self.unit_price_scale, Scale::Digits(_)) && policy.rounding != Rounding::PerUnit {
            let message = "Unit prices are rounded under `perUnit` only; this scale would do nothing.";
            let hint = "Write \"rounding\": \"perUnit\" beside it, or leave it out.";
            return Err(Problems::one(Code::Conflict, &at.key("unitPriceScale"), message, hint));
        }
        let custom = if policy == base { "" } else { "+custom" };
        Ok((policy, format!("{}@{}{custom}", profile.name, profile.version)))
    }
}

impl Policy {
    /// A unit price rounded under `rounding: perUnit`.
    pub fn round_unit(&self, unit: &Exact, currency: &Currency) -> Exact {
        unit.rounded(self.unit_price_scale.unwrap_or(currency.digits()), self.rounding_mode)
    }

    /// How taxes are rounded.
    pub fn tax_rounding(&self) -> RoundingMode {
        self.tax_rounding_mode.unwrap_or(self.rounding_mode)
    }

    /// The policy with every switch written out, for the normalised request.
    pub fn written(&self, name: &str) -> PolicyChoice {
        PolicyChoice {
            profile: Some(name.trim_end_matches("+custom").to_owned()),
            rounding: Some(self.rounding),
            rounding_mode: Some(self.rounding_mode),
            remainder_period: Some(self.remainder_period),
            spread: Some(self.spread),
            term_total: Some(self.term_total),
            first_period: Some(self.first_period),
            last_period: Some(self.last_period),
            grain: Some(self.grain),
            day_count: Some(self.day_count),
            count: Some(self.count),
            price_grid: Some(self.price_grid),
            denominator: Some(self.denominator),
            partial: Some(self.partial),
            end_of_month: Some(self.end_of_month),
            change_day: Some(self.change_day),
            zero_quantity: Some(self.zero_quantity),
            tier_bounds: Some(self.tier_bounds),
            package_rounding: Some(self.package_rounding),
            discount_stacking: Some(self.discount_stacking),
            discount_rounding: Some(self.discount_rounding),
            minimums: Some(self.minimums),
            allowances: Some(self.allowances),
            rerating: Some(self.rerating),
            late_usage: Some(self.late_usage),
            factor_scale: Scale::of(self.factor_scale),
            unit_price_scale: Scale::of(self.unit_price_scale),
            tax_level: Some(self.tax_level),
            inclusive_keeps: Some(self.inclusive_keeps),
            tax_point: Some(self.tax_point),
            tax_rounding_mode: Some(self.tax_rounding()),
            one_time_decrease: Some(self.one_time_decrease),
            plan_catch_up: Some(self.plan_catch_up),
            decreases: Some(self.decreases),
            increases: Some(self.increases),
            amend_by: Some(self.amend_by),
            credit_basis: Some(self.credit_basis),
            catch_up: Some(self.catch_up),
            negative_invoices: Some(self.negative_invoices),
            zero_invoices: Some(self.zero_invoices),
        }
    }
}

result! {
    /// A profile, as the engine describes itself.
    pub struct ProfileInfo {
        /// The name that requests write.
        pub name: String,
        /// Its version.
        pub version: u32,
        /// What it stands for, in a line.
        pub about: String,
        /// Every switch of it.
        pub policy: PolicyChoice,
    }
}

/// Every profile with its switches.
pub fn profiles() -> Vec<ProfileInfo> {
    let info = |profile: &Profile| ProfileInfo {
        name: profile.name.to_owned(),
        version: profile.version,
        about: profile.about.to_owned(),
        policy: profile.policy.written(&format!("{}@{}", profile.name, profile.version)),
    };
    PROFILES.iter().map(info).collect()
}
