//! What changes of an order do.

use crate::document::words;

words! {
    /// Who pays for the day of a change, in `measure` and in orders: under `old` an amendment holds from the day after its own.
    /// A change on Nov 15 of Nov 1-30:
    #[derive(Default)]
    pub enum ChangeDay {
        /// What comes after it: before 14/30, after 16/30. The default.
        #[default]
        New = "new",
        /// What was before it: before 15/30, after 15/30.
        Old = "old",
    }
}

words! {
    /// What an amendment pays back of what is sold once. A setup fee of 10 x 20.00 was billed; then there are 8:
    #[derive(Default)]
    pub enum OneTimeDecrease {
        /// Nothing: what was delivered stays sold, 200.00. The default. Two more again cost nothing, five more 60.00.
        #[default]
        Keep = "keep",
        /// The difference: 40.00 is given back.
        Credit = "credit",
    }
}

words! {
    /// Who bills what the reached items of an invoice plan lack after a change. 30, 30, 30 and 10 percent of 100.00, raised to
    /// 200.00 when two were billed:
    #[derive(Default)]
    pub enum PlanCatchUp {
        /// The next item in order of declaration: 30.00, 30.00, then 60.00 + 60.00, and 20.00. The default.
        #[default]
        NextItem = "nextItem",
        /// A correction on the day of the change: 30.00, 30.00, 60.00 at once, then 60.00 and 20.00.
        Now = "now",
    }
}

words! {
    /// When less is sold, from a day within a billing period on. Two seats of 31.00 for August, one from August 16:
    #[derive(Default)]
    pub enum Decreases {
        /// From that day: 15/31 of two and 16/31 of one, 46.00; what was billed for more is given back. The default.
        #[default]
        Credit = "credit",
        /// With the next billing period: August stays 62.00. Also what a removed line does.
        NextPeriod = "nextPeriod",
    }
}

words! {
    /// When more is sold, from a day within a billing period on. One seat of 31.00 for August, two from August 16:
    #[derive(Default)]
    pub enum Increases {
        /// From that day: 15/31 of one and 16/31 of two, 47.00. The default.
        #[default]
        Prorate = "prorate",
        /// With the billing period that holds the day: August is 62.00.
        Full = "full",
        /// With the next billing period: August stays 31.00.
        NextPeriod = "nextPeriod",
    }
}

words! {
    /// How a billed period is billed again after a change. 62.00 was billed for two seats in August; one from August 16:
    #[derive(Default)]
    pub enum AmendBy {
        /// What was billed for the changed days is given back and they are charged anew: two lines, -32.00 and 16.00. The default.
        #[default]
        Replace = "replace",
        /// The difference, as one line: -16.00.
        Delta = "delta",
    }
}

words! {
    /// What a day that is given back is worth, where a period is cut. 49.99 for 30 days, 15 of them given back:
    #[derive(Default)]
    pub enum CreditBasis {
        /// What the period cost, less what the served days cost, rounded: 25.00 is kept, 24.99 given back. Periods that were not
        /// billed yet round in the same way. The default.
        #[default]
        Kept = "kept",
        /// What these days cost by themselves, by the day count from the first of them, rounded: 25.00 is given back, 24.99 kept.
        Own = "own",
    }
}
