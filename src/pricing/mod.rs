//! How a quantity becomes an amount: one file per price model, behind one trait.
//!
//! A new model is a file with a struct that is read from JSON and implements [`Model`], and its line in the list
//! below. A price is a sum of [`Term`]s, each a quantity times a price: the same terms are the amount and its explanation.
//! All amounts are exact and per price period; nothing is rounded here.

use crate::document::tagged;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

mod capacity;
mod commitment;
mod conversion;
mod cost_plus;
mod flat;
mod graduated;
mod graduated_percentage;
mod matrix;
mod overage;
mod package;
mod per_unit;
mod percent_of;
mod percentage;
mod prepaid;
mod rating;
mod scaled;
mod stairstep;
mod term;
mod tiered_overage;
mod tiers;
mod used;
mod volume;

pub use capacity::{Capacity, CapacityTier};
pub use commitment::{check_limits, Commitment};
pub use conversion::{Conversion, ConversionRounding};
pub use cost_plus::CostPlus;
pub use flat::Flat;
pub use graduated::Graduated;
pub use graduated_percentage::{GraduatedPercentage, PercentageTier};
pub use matrix::{Matrix, MatrixRow};
pub use overage::Overage;
pub use package::Package;
pub use per_unit::PerUnit;
pub use percent_of::{Basis, Of, PercentOf};
pub use percentage::Percentage;
pub use prepaid::{Prepaid, Rollover};
pub use rating::{Aggregate, Group, Held, Meter, RateBy, Rated, Rating, Record, Window};
pub use scaled::scaled;
pub use stairstep::{Stairstep, Step};
pub use term::{clamp, total, Made, Term, TermKind};
pub use tiered_overage::TieredOverage;
pub use tiers::{Tier, MAX_TIERS};
pub use used::{Apart, Event, Rules, Used};
pub use volume::Volume;

/// What every price model can do.
pub trait Model {
    /// Notes what is wrong with the model's own numbers.
    fn check(&self, at: &At, check: &mut Check);
    /// What the price is made of, for a quantity of zero or more; nothing for a model that reads other charges.
    fn terms(&self, used: &Used) -> Vec<Term>;
    /// The other charges that the price is read from.
    fn reads(&self) -> Option<&Of> {
        None
    }
    /// The price of one unit at this quantity, where the model has one.
    fn unit_price(&self, _quantity: &Exact, _rules: Rules) -> Option<Exact> {
        None
    }
    /// What one unit costs the seller, where the model says so.
    fn cost(&self) -> Option<Exact> {
        None
    }
    /// Why what was used has no price, for people; `None` where it has one.
    fn gap(&self, _used: &Used) -> Option<String> {
        None
    }
    /// Units that are left for later periods, given what earlier ones left, the oldest first.
    fn carry(&self, _used: &Used, _lots: &[Lot]) -> Vec<Lot> {
        Vec::new()
    }
    /// What it tells apart in usage, so that the largest or last record is one of each.
    fn apart(&self) -> Apart<'_> {
        Apart::Nothing
    }
    /// Whether it looks at each event, so that events must not be added up beforehand.
    fn counts_events(&self) -> bool {
        false
    }
    /// Whether more usage never changes what earlier usage cost, so that usage rated in parts comes to the whole.
    fn is_cumulative(&self) -> bool {
        true
    }
}

/// Prepaid units that an earlier period left.
#[derive(Clone, Debug, PartialEq)]
pub struct Lot {
    /// How many.
    pub units: Exact,
    /// For how many periods they are still good.
    pub periods: u32,
}

tagged! {
    /// A price: the model and its numbers, told apart by `model`.
    pub enum Price by "model" as Model {
        /// One amount, whatever the quantity.
        Flat = "flat",
        /// Quantity x unit price.
        PerUnit = "perUnit",
        /// The one tier that holds the quantity prices all of it.
        Volume = "volume",
        /// Each tier prices the units that fall into it.
        Graduated = "graduated",
        /// The amount of the tier that holds the quantity.
        Stairstep = "stairstep",
        /// Whole packages.
        Package = "package",
        /// A base amount, and a unit price above what is included.
        Overage = "overage",
        /// Graduated tiers, and a unit price beyond the last.
        TieredOverage = "tieredOverage",
        /// A percentage of a value, with fees and limits per event.
        Percentage = "percentage",
        /// A percentage of a value by tiers.
        GraduatedPercentage = "graduatedPercentage",
        /// The cost of a unit and a markup.
        CostPlus = "costPlus",
        /// A price for each combination of attributes.
        Matrix = "matrix",
        /// Tiers with a limit for each of several units.
        Capacity = "capacity",
        /// Units paid in advance, with rollover and overage.
        Prepaid = "prepaid",
        /// A percentage of other charges.
        PercentOf = "percentOf",
        /// A floor and a ceiling over other charges.
        Commitment = "commitment",
    }
}

impl Price {
    /// See [`Model::check`].
    pub fn check(&self, at: &At, check: &mut Check) {
        self.view().check(at, check);
    }
    /// See [`Model::terms`].
    pub fn terms(&self, used: &Used) -> Vec<Term> {
        self.view().terms(used)
    }
    /// The exact amount: the sum of the terms.
    pub fn amount(&self, used: &Used) -> Exact {
        total(&self.terms(used))
    }
    /// See [`Model::reads`].
    pub fn reads(&self) -> Option<&Of> {
        self.view().reads()
    }
    /// See [`Model::unit_price`].
    pub fn unit_price(&self, quantity: &Exact, rules: Rules) -> Option<Exact> {
        self.view().unit_price(quantity, rules)
    }
    /// See [`Model::cost`].
    pub fn cost(&self) -> Option<Exact> {
        self.view().cost()
    }
    /// See [`Model::gap`].
    pub fn gap(&self, used: &Used) -> Option<String> {
        self.view().gap(used)
    }
    /// See [`Model::carry`].
    pub fn carry(&self, used: &Used, lots: &[Lot]) -> Vec<Lot> {
        self.view().carry(used, lots)
    }
    /// See [`Model::apart`].
    pub fn apart(&self) -> Apart<'_> {
        self.view().apart()
    }
    /// See [`Model::counts_events`].
    pub fn counts_events(&self) -> bool {
        self.view().counts_events()
    }
    /// See [`Model::is_cumulative`].
    pub fn is_cumulative(&self) -> bool {
        self.view().is_cumulative()
    }

    /// As [`Price::check`], for a price inside another, which must price a quantity of its own.
    fn check_nested(&self, at: &At, check: &mut Check) {
        if self.reads().is_some() || matches!(self, Price::Matrix(_) | Price::Prepaid(_)) {
            let hint = "Write a model that prices a quantity, for example perUnit or graduated.";
            check.note(Code::NotSupported, &at.key("model"), "This model cannot stand inside another.", hint);
        }
        self.check(at, check);
    }
}

/// Notes a number that must not be below zero, or must be above it.
fn check_sign(value: &Dec, lowest: i32, at: &At, check: &mut Check) {
    if value.sign() < lowest {
        let need = if lowest > 0 { "above zero" } else { "zero or more" };
        check.note(Code::OutOfRange, at, format!("{value} is too low."), format!("Write a number that is {need}."));
    }
}
