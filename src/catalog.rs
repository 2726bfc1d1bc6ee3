//! What can be sold: products and their charges.

use crate::document::{document, words};

use crate::billing::Billing;
use crate::calendar::Interval;
use crate::pricing::Price;

document! {
    /// The products that a quote may sell.
    #[derive(Default)]
    pub struct Catalog {
        /// At most 5,000.
        pub products: Vec<Product>,
    }
}

document! {
    /// A product: one or more charges under one name.
    pub struct Product {
        /// Unique in the catalog.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
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
