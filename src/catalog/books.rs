//! Prices that hold instead of a charge's own: in a price book, or agreed with a customer.

use crate::calendar::Date;
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::pricing::Price;

document! {
    /// A list of prices for a currency, a market, a season. A quote names it in `priceBook`.
    pub struct PriceBook {
        /// Unique in the catalog.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// The only currency that it is for. Default: any.
        pub currency: Option<String>,
        /// The only accounts that it is for, by id. Default: any.
        pub accounts: Option<Vec<String>>,
        /// The prices; a charge may have several, for dates and quantities. At most 10,000.
        pub prices: Vec<BookPrice>,
    }
}

document! {
    /// The price of a charge in a price book.
    pub struct BookPrice {
        /// The product's id.
        pub product: String,
        /// The charge's id.
        pub charge: String,
        /// The price.
        pub price: Price,
        /// From this quantity on. Default: any.
        pub from_quantity: Option<Dec>,
        /// The first day on which it holds. Default: always.
        pub start: Option<Date>,
        /// The last day, inclusive. Default: without an end.
        pub end: Option<Date>,
    }
}

document! {
    /// A price agreed with a customer; it goes before the price book. Exactly one of `price` and `percent`.
    pub struct ContractedPrice {
        /// The product's id.
        pub product: String,
        /// The charge's id.
        pub charge: String,
        /// The agreed price.
        pub price: Option<Price>,
        /// Or so much off the price that would hold without it, in percent, 0 to 100.
        pub percent: Option<Dec>,
        /// Only for this account. Default: the quote's, whoever it is.
        pub account: Option<String>,
        /// Only in this currency. Default: the quote's. Prices are amounts of that currency.
        pub currency: Option<String>,
        /// From this quantity on. Default: any.
        pub from_quantity: Option<Dec>,
        /// The first day on which it holds. Default: always.
        pub start: Option<Date>,
        /// The last day, inclusive. Default: without an end.
        pub end: Option<Date>,
        /// What documents print: the contract's number.
        pub reason: Option<String>,
    }
}

/// When and for how much a price holds.
pub trait Offer {
    /// The product and the charge.
    fn of(&self) -> (&str, &str);
    /// The first and the last day.
    fn days(&self) -> (Option<Date>, Option<Date>);
    /// The lowest quantity.
    fn lowest(&self) -> Option<Dec>;
    /// Whether it holds on a day for a quantity.
    fn holds(&self, date: Date, quantity: &Exact) -> bool {
        let (start, end) = self.days();
        start.is_none_or(|start| start <= date)
            && end.is_none_or(|end| date <= end)
            && self.lowest().is_none_or(|from| from.exact() <= *quantity)
    }
}

macro_rules! offer {
    ($name:ident) => {
        impl Offer for $name {
            fn of(&self) -> (&str, &str) {
                (&self.product, &self.charge)
            }
            fn days(&self) -> (Option<Date>, Option<Date>) {
                (self.start, self.end)
            }
            fn lowest(&self) -> Option<Dec> {
                self.from_quantity
            }
        }
    };
}
offer!(BookPrice);
offer!(ContractedPrice);
