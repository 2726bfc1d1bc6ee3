//! How usage is rated.

use crate::document::words;

words! {
    /// What a minimum or maximum of usage and of commitments is in a cut period. 31.00 a month, Jan 15-31:
    #[derive(Default)]
    pub enum Minimums {
        /// Its part: 17.00. The default.
        #[default]
        Prorate = "prorate",
        /// The whole: 31.00.
        Full = "full",
    }
}

words! {
    /// How many units a cut period includes. 31 free units a month, Jan 15-31:
    #[derive(Default)]
    pub enum Allowances {
        /// Its part: 17. The default.
        #[default]
        Prorate = "prorate",
        /// All: 31.
        Full = "full",
    }
}

words! {
    /// How usage is billed whose tiers count over several billing periods, where more usage makes all of it cheaper (volume),
    /// brings another price (`fromQuantity` of a price book) or takes its place (aggregate `last`).
    /// 10.00 each up to 15, 5.00 each above; 15 in the first month, 1 in the second:
    #[derive(Default)]
    pub enum Rerating {
        /// Each period bills what the whole has changed by: 150.00, then -70.00. The default.
        #[default]
        Difference = "difference",
        /// Such a price is billed when its window closes: 0.00, then 80.00. Other prices as by `difference`.
        AtClose = "atClose",
    }
}

words! {
    /// Where usage counts that became known after its period was due: after the day that follows the billing period (its record
    /// says `recorded`). 1.00 a unit, billed monthly in arrears; 10 units of January that became known on Feb 10, 5 of February:
    #[derive(Default)]
    pub enum LateUsage {
        /// In the period in which it was used: 10.00 for January, 5.00 for February. Where January was billed without it, the
        /// next run bills the difference. The default.
        #[default]
        Original = "original",
        /// In the period in which it became known: 0.00 for January, 15.00 for February. After the line's end: in its last period.
        Current = "current",
        /// Nowhere: such a record is an error, `late_usage`.
        Reject = "reject",
    }
}
