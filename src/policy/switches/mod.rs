//! The switches: one enum for each thing on which billing systems disagree, with worked values.

mod amounts;
mod calendar;
mod invoices;
mod orders;
mod prices;
mod taxes;
mod usage;

pub use amounts::*;
pub use calendar::*;
pub use invoices::*;
pub use orders::*;
pub use prices::*;
pub use taxes::*;
pub use usage::*;
