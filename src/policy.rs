//! The switches on which billing systems differ, and the named, versioned profiles over them.
//!
//! One disagreement is one enum whose docs show worked values. A [`Profile`] is a row of [`PROFILES`]; a request
//! names a profile and may overrule single switches of it. Rounding mode and spread belong to the same set and
//! live beside the arithmetic in [`crate::money`].

use crate::document::{document, words};

use crate::money::{RoundingMode, Spread};
use crate::problem::{At, Code, Problems, Result};

words! {
    /// Where the amounts of a charge are rounded.
    #[derive(Default)]
    pub enum Rounding {
        /// The charge's net is rounded once, from its exact total; each period rounds alone and the last period with an
        /// amount takes the remainder. 100 a year billed monthly: 11 x 8.33 + 8.37. Where the remainder would turn the
        /// last period's sign, the charge rounds as `cumulative`. Charges without an end round each period alone.
        #[default]
        PerPeriod = "perPeriod",
        /// Each period rounds alone and the net is their sum, as systems without a contract total do.
        /// 100 a year billed monthly: 12 x 8.33, net 99.96.
        Independent = "independent",
        /// Periods are differences of the rounded running total. 100 a year billed monthly: 8.33, 8.34, 8.33, 8.33, …, net 100.00.
        Cumulative = "cumulative",
    }
}

words! {
    /// Which period of a charge takes the remainder under [`Rounding::PerPeriod`].
    #[derive(Default)]
    pub enum RemainderPeriod {
        /// 100 in three periods: 33.33, 33.33, 33.34. The default.
        #[default]
        Last = "last",
        /// 100 in three periods: 33.34, 33.33, 33.33.
        First = "first",
    }
}

words! {
    /// What a term that is a count of periods costs.
    #[derive(Default)]
    pub enum TermTotal {
        /// Twelve months cost 12 x the monthly price whatever the calendar; full billing periods bill the full price and
        /// the stubs share the rest. 6 months of 100 from Feb 10 on bill day 1: 600.00 in all, the stubs 70.04 and 29.96.
        #[default]
        Fixed = "fixed",
        /// The total is what the days measure. The same deal: 19/28 + 5 + 9/31 months, 596.89 in all, the stubs 67.86 and 29.03.
        Measured = "measured",
    }
}

words! {
    /// What happens to a first or last period that is shorter than the others.
    #[derive(Default)]
    pub enum Stub {
        /// It is a period of its own: Jan 15-31, then Feb 1-28. The default.
        #[default]
        Separate = "separate",
        /// It joins the full period beside it: Jan 15 - Feb 28 as one. Without a full period beside it, it stays alone.
        Combine = "combine",
    }
}

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
}

/// A named, versioned policy. A profile's switches never change; a correction is a new version.
pub struct Profile {
    /// The name that requests write.
    pub name: &'static str,
    /// Starts at 1.
    pub version: u32,
    /// Its switches.
    pub policy: Policy,
}

/// Every profile, newest version of each name last.
pub const PROFILES: &[Profile] = &[Profile {
    name: "default",
    version: 1,
    policy: Policy {
        rounding: Rounding::PerPeriod,
        rounding_mode: RoundingMode::HalfUp,
        remainder_period: RemainderPeriod::Last,
        spread: Spread::LargestRemainder,
        term_total: TermTotal::Fixed,
        first_period: Stub::Separate,
        last_period: Stub::Separate,
    },
}];

impl PolicyChoice {
    /// The complete policy, and its name for the receipt: `default@1`, or `default@1+custom` where switches overrule it.
    ///
    /// # Errors
    /// `unknown_profile`.
    pub fn resolve(&self, at: &At) -> Result<(Policy, String)> {
        let wanted = self.profile.as_deref().unwrap_or("default");
        let found = PROFILES.iter().rev().find(|p| p.name == wanted || format!("{}@{}", p.name, p.version) == wanted);
        let Some(profile) = found else {
            let names: Vec<&str> = PROFILES.iter().map(|p| p.name).collect();
            return Err(Problems::one(
                Code::UnknownProfile,
                &at.key("profile"),
                format!("There is no profile \"{}\".", crate::document::short(wanted)),
                format!("Known profiles: {}.", names.join(", ")),
            ));
        };
        let base = profile.policy;
        let policy = Policy {
            rounding: self.rounding.unwrap_or(base.rounding),
            rounding_mode: self.rounding_mode.unwrap_or(base.rounding_mode),
            remainder_period: self.remainder_period.unwrap_or(base.remainder_period),
            spread: self.spread.unwrap_or(base.spread),
            term_total: self.term_total.unwrap_or(base.term_total),
            first_period: self.first_period.unwrap_or(base.first_period),
            last_period: self.last_period.unwrap_or(base.last_period),
        };
        let custom = if policy == base { "" } else { "+custom" };
        Ok((policy, format!("{}@{}{custom}", profile.name, profile.version)))
    }
}

impl Policy {
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
        }
    }
}
