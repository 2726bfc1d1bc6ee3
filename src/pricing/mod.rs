//! How a quantity becomes an amount: one file per price model, behind one trait.
//!
//! A new model is a file with a struct that is read from JSON and implements [`Model`], and its line in the list
//! below. All amounts are exact and per price period; nothing is rounded here.

use crate::document::tagged;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

mod flat;
mod graduated;
mod overage;
mod package;
mod per_unit;
mod percent_of;
mod stairstep;
mod tiers;
mod volume;

pub use flat::Flat;
pub use graduated::Graduated;
pub use overage::Overage;
pub use package::Package;
pub use per_unit::PerUnit;
pub use percent_of::{Basis, Of, PercentOf};
pub use stairstep::{Stairstep, Step};
pub use tiers::{Tier, MAX_TIERS};
pub use volume::Volume;

/// What every price model can do.
pub trait Model {
    /// Notes what is wrong with the model's own numbers.
    fn check(&self, at: &At, check: &mut Check);
    /// The exact amount for a quantity of zero or more, or `None` for a model that reads other charges.
    fn amount(&self, quantity: &Exact) -> Option<Exact>;
    /// The price of one unit at this quantity, where the model has one.
    fn unit_price(&self, _quantity: &Exact) -> Option<Exact> {
        None
    }
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
        /// A percentage of other charges.
        PercentOf = "percentOf",
    }
}

impl Price {
    /// See [`Model::check`].
    pub fn check(&self, at: &At, check: &mut Check) {
        self.view().check(at, check);
    }
    /// See [`Model::amount`].
    pub fn amount(&self, quantity: &Exact) -> Option<Exact> {
        self.view().amount(quantity)
    }
    /// See [`Model::unit_price`].
    pub fn unit_price(&self, quantity: &Exact) -> Option<Exact> {
        self.view().unit_price(quantity)
    }
}

/// Notes a number that must not be below zero, or must be above it.
fn check_sign(value: &Dec, lowest: i32, at: &At, check: &mut Check) {
    if value.sign() < lowest {
        let need = if lowest > 0 { "above zero" } else { "zero or more" };
        check.note(Code::OutOfRange, at, format!("{value} is too low."), format!("Write a number that is {need}."));
    }
}
