//! Civil dates, intervals, grids of periods, and measures over them. No clock, no time zone.
//!
//! Month arithmetic is anchored: boundary k is computed from the anchor itself, never from boundary k - 1, so
//! that a plan anchored on the 31st bills on Feb 28 and then on Mar 31.

mod bill_day;
mod date;
mod grid;
mod interval;
mod measure;
mod moment;
mod span;

pub use bill_day::BillDay;
pub use date::Date;
pub use grid::Grid;
pub use interval::{Interval, Unit};
pub use measure::{Counting, Measure};
pub use moment::{Moment, DAY_MS};
pub use span::{cut, Period, Span};
