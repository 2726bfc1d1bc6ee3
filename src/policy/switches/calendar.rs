//! How time is cut and counted.

use crate::document::words;

words! {
    /// What happens to a first or last period that is shorter than the others.
    #[derive(Default)]
    pub enum Stub {
        /// It is a period of its own: Jan 15-31, then Feb 1-28. The default.
        #[default]
        Separate = "separate",
        /// It joins the full period beside it: Jan 15 - Feb 28 as one. Without a full period beside it, it stays alone.
        Combine = "combine",
        /// It is a period of its own and costs a whole one: Jan 15-31 of 31 a month is 31.00. Where there is such a stub, `termTotal` is `measured`.
        Full = "full",
        /// It is a period of its own and costs nothing. Where there is such a stub, `termTotal` is `measured`.
        Free = "free",
    }
}

words! {
    /// The unit in which time is counted where instants are given; civil dates are whole days under each.
    #[derive(Default)]
    pub enum Grain {
        /// Instants count as their UTC day: 15:00 on Jan 31 to 09:00 on Feb 1 is 1 day. The default.
        #[default]
        Day = "day",
        /// Instants are cut to the second: the same is 64,800 seconds of the 2,678,400 of January.
        Second = "second",
        /// Instants count to the millisecond.
        Millisecond = "millisecond",
    }
}

words! {
    /// What a part of a month-based period counts, where the period is cut. Jan 27 to 31 of a price of 100 a month:
    #[derive(Default)]
    pub enum DayCount {
        /// Days used over the days of the period: 5/31, 16.13. The default. Additive.
        #[default]
        Actual = "actual",
        /// Days used over 30 a month: 5/30, 16.67. Also known as actual/360. Not additive across a month's end: the parts of
        /// a 31-day month can come to more than 1.
        Actual30 = "actual30",
        /// Days used over 365/12 a month: 60/365, 16.44. Not additive across a month's end.
        Actual365 = "actual365",
        /// Days of 30-day months, US rule (a 31st counts as the 30th where the span begins on the 30th or 31st): 4/30, 13.33.
        Thirty360Us = "thirty360Us",
        /// Days of 30-day months, European rule (each 31st counts as the 30th): 4/30, 13.33.
        Thirty360Eu = "thirty360Eu",
        /// Days of 30-day months, each last day of a month being the 30th (Zuora's strict 30): 4/30, 13.33; Feb 28 alone is 1/30.
        Strict30 = "strict30",
        /// Days used over 30, where a span across a month's end counts the month it begins in as 30 days (Kill Bill's fixed days):
        /// 4/30, 13.33; May 23 to Jun 14 is 22/30.
        Fixed30 = "fixed30",
    }
}

words! {
    /// Which whole things are counted before days are. Jan 15, 2026 to Mar 31, 2027 of a price of 1200 a year:
    #[derive(Default)]
    pub enum Count {
        /// Whole price periods (or the cells that they share with billing periods), then days: 1 + 76/365 years, 1449.86.
        /// The default.
        #[default]
        Periods = "periods",
        /// Whole months from the start, then days: 14 + 17/31 months, 1454.84.
        Months = "months",
        /// Days only, over 365 a year (or 30 a month by `dayCount`): 441/365 years, 1449.86. Whole periods are then not exact.
        Days = "days",
    }
}

words! {
    /// Where the cells begin that measure month-based prices.
    #[derive(Default)]
    pub enum PriceGrid {
        /// With billing periods. 100 a month from Jan 15, billed on the 1st: 17/31 to the end of January. The default.
        #[default]
        Billing = "billing",
        /// With the charge's start: 17/31 of Jan 15 - Feb 14.
        Anniversary = "anniversary",
        /// With calendar months: 17/31 of January.
        Calendar = "calendar",
    }
}

words! {
    /// What a cut period is divided by. A stub of Feb 10 - 27 (18 days), billed on the 31st:
    #[derive(Default)]
    pub enum Denominator {
        /// The period of the grid that holds it: Jan 31 - Feb 27, 28 days: 18/28. The default.
        #[default]
        CurrentPeriod = "currentPeriod",
        /// One price period, counted back from the stub's end where the stub begins off the grid, else on from its start:
        /// back from Feb 28 to Jan 28, 31 days: 18/31. A period that was lengthened can come to more than 1: 400/365.
        PlanPeriod = "planPeriod",
    }
}

words! {
    /// What a period counts that is cut by a start or an end. Jan 15-31 of 100 a month:
    #[derive(Default)]
    pub enum Partial {
        /// Its part: 54.84. The default.
        #[default]
        Prorate = "prorate",
        /// A whole period: 100.00.
        Full = "full",
        /// Nothing: 0.00.
        Free = "free",
    }
}

words! {
    /// Where periods go that are anchored on the last day of a month.
    #[derive(Default)]
    pub enum EndOfMonth {
        /// The anchor's day, clamped: Feb 28, Mar 28, Apr 28. The default.
        #[default]
        Clamp = "clamp",
        /// The last day: Feb 28, Mar 31, Apr 30.
        LastDay = "lastDay",
        /// The last day for periods of years (Feb 28, 2027, Feb 29, 2028), clamped for others.
        LastDayForYears = "lastDayForYears",
    }
}
