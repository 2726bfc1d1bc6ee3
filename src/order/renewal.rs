//! The documents of renewals.

use super::document::{Amended, Amendment};
use crate::calendar::{Date, Interval};
use crate::catalog::{Catalog, ChargeKind};
use crate::document::{document, result, words, Null};
use crate::money::Dec;
use crate::quote::{End, PricedQuote};

words! {
    /// What a renewal costs.
    #[derive(Default)]
    pub enum RenewPrices {
        /// What the customer paid on the last day: list 100.00 sold with 10 percent renews at 90.00. The default.
        #[default]
        Same = "same",
        /// The list price, or the price book's, on the first day of the renewal.
        List = "list",
    }
}

words! {
    /// What becomes of discounts.
    pub enum RenewDiscounts {
        /// Percentages go on; an amount goes on as the fraction that it was of what it was taken off.
        Keep = "keep",
        /// None goes on.
        Drop = "drop",
    }
}

document! {
    /// A rise of a renewal's prices.
    #[derive(Copy, Eq)]
    pub struct RenewUplift {
        /// In percent, above -100, at most 1000: `"5"` makes 105 of 100. Added to the index before it multiplies.
        pub percent: Dec,
    }
}

document! {
    /// A rise by an index, such as consumer prices.
    #[derive(Eq)]
    pub struct RenewIndex {
        /// In percent, above -100, at most 1000: by how much the index rose. Added to the uplift before it multiplies.
        pub percent: Dec,
        /// What documents print: `"CPI 2026"`. Nothing computes with it.
        pub name: Option<String>,
    }
}

document! {
    /// How an order is renewed.
    #[derive(Default)]
    pub struct RenewTerms {
        /// The id of the new quote, and of the amendment that an early renewal makes. Default: the order's id and `-R`.
        pub id: Option<String>,
        /// Default `same`.
        pub prices: RenewPrices = RenewPrices::Same,
        /// What prices rise by. With an index the two are added, then multiplied: 100.00 at 2 and 3.5 percent is 105.50. Prices
        /// are rounded half-up to 12 decimals, amounts as ever when they are billed.
        pub uplift: Option<RenewUplift>,
        /// What prices rise by beside the uplift.
        pub index: Option<RenewIndex>,
        /// The first day of the renewal. Default: the day after the order's last one. An earlier day is an early renewal: the
        /// renewed lines of the order then end the day before. A later one leaves days without service.
        pub start: Option<Date>,
        /// How long, counted from the start. At most one of `term` and `end`; default: as long as the accepted quote was, in
        /// months where these are whole, else in days.
        pub term: Option<Interval>,
        /// The last day of service, inclusive, or `null` for a renewal without an end.
        #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
        pub end: End,
        /// The ids of the lines. Default: all that are in service on the order's last day and bill more than once.
        pub lines: Option<Vec<String>>,
        /// What can be sold today, for `prices: list`. Default: the order's own catalog.
        pub catalog: Option<Catalog>,
        /// Default: `keep` for the same prices, `drop` for list prices.
        pub discounts: Option<RenewDiscounts>,
    }
}

document! {
    /// Whether an order renews by itself, and how.
    #[derive(Default)]
    pub struct AutoRenewal {
        /// Whether it does. Default true.
        pub auto: bool = true,
        /// Default `same`.
        pub prices: RenewPrices = RenewPrices::Same,
        /// What prices rise by at each renewal, of what they were in the term before.
        pub uplift: Option<RenewUplift>,
        /// What prices rise by beside the uplift, at each renewal: a forecast, where the index is not known yet.
        pub index: Option<RenewIndex>,
        /// How long each renewal is. At most one of `term` and `end`; default: as long as the term before.
        pub term: Option<Interval>,
        /// `null`: without an end from the first renewal on. A date is refused.
        #[cfg_attr(test, ts(optional, as = "Option<Option<Date>>"))]
        pub end: End,
        /// Default: `keep` for the same prices, `drop` for list prices.
        pub discounts: Option<RenewDiscounts>,
        /// How long before the end notice has to be given: of three months and Dec 31 the last day for it is Sep 30, inclusive.
        pub notice: Option<Interval>,
    }
}

result! {
    /// A renewal: a quote like any other, and what it changes. Nothing is billed by it, and the order stays as it is until the
    /// quote is accepted; an early renewal then also needs the amendment.
    pub struct Renewal {
        /// The new quote, priced. Its `request` may be edited and priced again.
        pub quote: PricedQuote,
        /// The lines that renew, in the order of the order.
        pub lines: Vec<RenewedLine>,
        /// The lines that do not, with the reason.
        pub left: Vec<LeftLine>,
        /// What a month of the renewed lines costs: on the last day, and on the first of the renewal.
        pub monthly: RenewedAmount,
        /// Of an early renewal: what ends the renewed lines of the order on the day before.
        pub amendment: Option<Amendment>,
        /// Of an early renewal: the order with that amendment, and what it gives back of what was billed.
        pub amended: Option<Amended>,
    }
}

result! {
    /// A line that renews.
    pub struct RenewedLine {
        /// The line's id, which is the same in the order and in the new quote.
        pub line: String,
        /// The product's id.
        pub product: String,
        /// The quantity that renews: the one in force on the last day.
        pub quantity: Dec,
        /// The day on which the last term's price was read, inclusive.
        pub last: Date,
        /// Its recurring charges.
        pub charges: Vec<RenewedCharge>,
    }
}

result! {
    /// What a price period of a charge costs, after all discounts, before tax (where prices hold the tax, with it), for the whole
    /// quantity; rounded to the currency.
    pub struct RenewedCharge {
        /// The charge's id.
        pub charge: String,
        /// The price period.
        pub per: Option<Interval>,
        /// On the last day of the order, or the day before the renewal.
        pub before: String,
        /// On the first day of the renewal.
        pub after: String,
        /// `after - before`.
        pub delta: String,
    }
}

result! {
    /// An amount before and after.
    #[derive(Eq)]
    pub struct RenewedAmount {
        /// Each charge rounded to the currency, then added up; a year is 12 months, a day 12/365 of one.
        pub before: String,
        /// The same of the renewal.
        pub after: String,
        /// `after - before`.
        pub delta: String,
    }
}

words! {
    /// Why a line does not renew.
    pub enum LeftReason {
        /// All its charges are billed once.
        OneTime = "oneTime",
        /// It ended before the order did, or was taken out.
        Ended = "ended",
        /// It has no end, and goes on by itself.
        GoesOn = "goesOn",
        /// The terms name other lines.
        NotNamed = "notNamed",
        /// It begins on the first day of an early renewal or later, and stays with the order.
        NotBegun = "notBegun",
    }
}

result! {
    /// A line that does not renew.
    #[derive(Eq)]
    pub struct LeftLine {
        /// The line's id.
        pub line: String,
        /// Why.
        pub reason: LeftReason,
    }
}

document! {
    /// How far a forecast goes.
    pub struct ForecastOptions {
        /// The last invoice date that counts, inclusive; at most 100 renewals are followed.
        pub through: Date,
        /// How the order would renew, instead of as it says itself.
        pub renewal: Option<AutoRenewal>,
    }
}

words! {
    /// What a forecast is.
    pub enum ForecastStatus {
        /// Nothing that is owed: nobody has agreed to it yet.
        Forecast = "forecast",
    }
}

result! {
    /// What will be invoiced if an order renews by itself: a guess, never due. The order's own invoices are in its plan.
    pub struct Forecast {
        /// The order's id.
        pub order: String,
        /// The currency of every amount.
        pub currency: String,
        /// The last invoice date that counts, inclusive.
        pub through: Date,
        /// Each renewal computed from the one before; none, where the order does not renew by itself.
        pub renewals: Vec<ForecastTerm>,
        /// The net of the invoices of all renewals, up to `through`.
        pub net: String,
    }
}

result! {
    /// One renewal of a forecast.
    pub struct ForecastTerm {
        /// What it is: `forecast`.
        pub status: ForecastStatus,
        /// The id that its quote would have.
        pub id: String,
        /// The first day.
        pub from: Date,
        /// The last day, inclusive; `null` without an end.
        #[cfg_attr(test, ts(type = "CivilDate | null"))]
        pub end: Null<Date>,
        /// The last day, inclusive, on which notice would keep it from happening; left out without a period of notice.
        pub notice_by: Option<Date>,
        /// The net of the whole term, before tax; `null` without an end.
        #[cfg_attr(test, ts(type = "string | null"))]
        pub net: Null<String>,
        /// What a month costs on its first day.
        pub monthly: String,
        /// Its lines, before and after.
        pub lines: Vec<RenewedLine>,
        /// What would be invoiced up to `through`.
        pub invoices: Vec<ForecastInvoice>,
    }
}

result! {
    /// An invoice of a forecast.
    #[derive(Eq)]
    pub struct ForecastInvoice {
        /// What it is: `forecast`.
        pub status: ForecastStatus,
        /// The invoice date.
        pub date: Date,
        /// Before tax.
        pub net: String,
        /// At the rates that are known today.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
    }
}

impl RenewTerms {
    /// The terms of a renewal that comes by itself.
    pub(super) fn by_itself(own: &AutoRenewal) -> RenewTerms {
        RenewTerms {
            prices: own.prices,
            uplift: own.uplift,
            index: own.index.clone(),
            term: own.term,
            end: own.end,
            discounts: own.discounts,
            ..RenewTerms::default()
        }
    }
}

/// Whether a charge renews.
pub(super) fn again(kind: ChargeKind) -> bool {
    kind != ChargeKind::OneTime
}
