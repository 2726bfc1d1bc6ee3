//! Numbers: the decimal edge, exact rationals inside, currencies, the one place that rounds, and allocation.
//!
//! Nothing here knows a price or a date. [`Dec`] is what stands in documents, [`Exact`] is what is computed with,
//! [`Minor`] is what is billed (a whole number of cents, yen or fils).

mod allocate;
mod currency;
mod decimal;
mod exact;
mod fraction;
mod rounding;

pub use allocate::{allocate, allocate_nearest, ShareRounding, Spread};
pub use currency::{Currency, Minor};
pub use decimal::{Dec, DECIMAL_DIGITS, INTEGER_DIGITS};
pub use exact::Exact;
pub use rounding::RoundingMode;
