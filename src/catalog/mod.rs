//! What can be sold: products and their charges, price books, contracted prices, discount schedules.

mod books;
mod schedules;

pub use books::{BookPrice, ContractedPrice, Offer, PriceBook};
pub use schedules::{
    DiscountSchedule, ScheduleBy, ScheduleMethod, SchedulePart, ScheduleScope, ScheduleTier, ScheduleUnit,
};

use crate::document::{document, words};

use crate::billing::Billing;
use crate::calendar::Interval;
use crate::money::Dec;
use crate::pricing::{Conversion, Price, Rating};

document! {
    /// The products that a quote may sell.
    #[derive(Default)]
    pub struct Catalog {
        /// At most 5,000.
        pub products: Vec<Product>,
        /// The currency of the products' own prices. Where it is written and another than the quote's, every charge that is sold
        /// needs a price in the quote's price book.
        pub currency: Option<String>,
        /// Price books; a quote names one.
        pub price_books: Option<Vec<PriceBook>>,
        /// Discount schedules that charges name.
        pub schedules: Option<Vec<DiscountSchedule>>,
    }
}

document! {
    /// A product: one or more charges under one name.
    pub struct Product {
        /// Unique in the catalog.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// What percentages and commitments may name instead of single products: `"software"`.
        pub category: Option<String>,
        /// At least one.
        pub charges: Vec<Charge>,
    }
}

document! {
    /// One thing that a product charges for.
    pub struct Charge {
        /// Unique in the product.
        pub id: String,
        /// What documents print after the product's name. Default: nothing.
        pub name: Option<String>,
        /// Once, or again and again.
        pub kind: ChargeKind,
        /// The price period: how long the price pays for. For recurring charges, where it must be written.
        pub per: Option<Interval>,
        /// How a quantity becomes an amount.
        pub price: Price,
        /// What a quantity counts, for documents: `"call"`, `"GB"`.
        pub unit_of_measure: Option<String>,
        /// When it is billed. Default: see [`Billing`].
        pub billing: Option<Billing>,
        /// A code of the request's `taxes`. May be left out where the request has one tax or none.
        pub tax_code: Option<String>,
        /// Whether discounts may lower it. Default true.
        pub discountable: bool = true,
        /// From what is counted to what is priced, before any price; the first that holds for a unit is taken.
        pub conversions: Option<Vec<Conversion>>,
        /// For usage: what is rated together, and over which window.
        pub rating: Option<Rating>,
        /// For usage: units that cost nothing, per window.
        pub included: Option<Dec>,
        /// At least so much, in currency units: per price period, or per window of usage. Zero or more.
        pub minimum: Option<Dec>,
        /// At most so much, in currency units: per price period, or per window of usage. Zero or more.
        pub maximum: Option<Dec>,
        /// What one unit costs the seller, in currency units, per price period; only margins read it. Default: the price's own
        /// cost, where it is `costPlus`.
        pub cost: Option<Dec>,
        /// Ids of discount schedules, applied in order.
        pub schedules: Option<Vec<String>>,
    }
}

words! {
    /// How often a charge is due.
    pub enum ChargeKind {
        /// The price is due once, when the line starts; a line with segments pays for the first segment's quantity.
        OneTime = "oneTime",
        /// The price is due for each price period of the line's term.
        Recurring = "recurring",
        /// What was used is rated per billing period, by default in arrears once a month: the price model gives the amount for
        /// the period's quantity, rounded alone. Periods without records are not billed.
        Usage = "usage",
    }
}
