//! Where amounts are rounded, and what a term costs.

use crate::document::words;

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
        /// The price of one unit for the period is rounded first (to `unitPriceScale`, default the currency's decimals), then
        /// multiplied by the quantity and rounded; the net is the sum. 49 units of 50.00 a month for 6 2/3 months:
        /// 333.33 x 49 = 16,333.17 where the exact product is 16,333.33.
        PerUnit = "perUnit",
    }
}

impl Rounding {
    /// Whether periods stand alone, so that the net is their sum.
    pub fn stands_alone(self) -> bool {
        matches!(self, Rounding::Independent | Rounding::PerUnit)
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
