//! The switches: one enum for each thing on which billing systems disagree, with worked values.

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
    /// What flat fees come to where nothing is used. Graduated, the first tier with a flat of 2.00, quantity 0:
    #[derive(Default)]
    pub enum ZeroQuantity {
        /// Nothing is due: 0.00. The default.
        #[default]
        Nothing = "nothing",
        /// Flat fees are due, of tiers the first one's: 2.00.
        FlatFees = "flatFees",
    }
}

words! {
    /// Which tier holds a quantity that is exactly a tier's `upTo`. Stairs of 1.00 up to 11 and 3.00 up to 51, quantity 11:
    #[derive(Default)]
    pub enum TierBounds {
        /// The tier that ends there: 1.00. The default.
        #[default]
        Inclusive = "inclusive",
        /// The tier that begins there: 3.00.
        Exclusive = "exclusive",
    }
}

words! {
    /// What a started package counts. 150 minutes in packages of 60:
    #[derive(Default)]
    pub enum PackageRounding {
        /// Whole: 3 packages. The default.
        #[default]
        Up = "up",
        /// Nothing: 2 packages.
        Down = "down",
    }
}

words! {
    /// What percentages on one line are taken of. 30 and 20 percent off 100.00:
    #[derive(Default)]
    pub enum DiscountStacking {
        /// Each of what the one before left: 44.00 off. The default.
        #[default]
        Sequential = "sequential",
        /// All of the same price: 50.00 off.
        Additive = "additive",
    }
}

words! {
    /// Where percentage discounts of a line are rounded. 5, 10 and 15 percent off 100.00, one after the other:
    #[derive(Default)]
    pub enum DiscountRounding {
        /// Only the result is: 72.675 is 72.68. The default.
        #[default]
        Result = "result",
        /// What each takes off is: 5.00, 9.50 and 12.83 leave 72.67.
        Each = "each",
    }
}

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
    /// Where the tax of an invoice is rounded. Three items of 0.12 at 20 percent, 0.024 each. Where prices hold the tax, each
    /// item brings its own, whatever this says.
    #[derive(Default)]
    pub enum TaxLevel {
        /// Once per category, percentage and part on the invoice (EN 16931): 0.07. The default.
        #[default]
        Category = "category",
        /// Each billing item: 0.02 + 0.02 + 0.02 = 0.06.
        Line = "line",
        /// Items are differences of the rounded running sum per category, percentage and part: 0.02 + 0.03 + 0.02 = 0.07.
        Cumulative = "cumulative",
        /// Once for the whole invoice, over all percentages and parts: with another item of 0.12 at 12 percent, 0.072 + 0.0144
        /// is 0.09 where `category` gives 0.07 + 0.01.
        Document = "document",
    }
}

words! {
    /// What is rounded where a price holds its tax; the other is what is left. 24.99 at 20 percent:
    #[derive(Default)]
    pub enum InclusiveKeeps {
        /// The net, 20.825, is rounded to 20.83; the tax is 4.16. The default.
        #[default]
        Net = "net",
        /// The tax, 4.165, is rounded to 4.17; the net is 20.82.
        Tax = "tax",
    }
}

words! {
    /// On which day a dated tax rate is read.
    #[derive(Default)]
    pub enum TaxPoint {
        /// The invoice date. The default.
        #[default]
        InvoiceDate = "invoiceDate",
        /// The first day of the period that an item bills; the invoice date for items without a period.
        PeriodStart = "periodStart",
        /// The last day of the period that an item bills; the invoice date for items without a period.
        PeriodEnd = "periodEnd",
        /// The day on which the invoice is due.
        DueDate = "dueDate",
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
