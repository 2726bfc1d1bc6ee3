//! How prices and discounts are read.

use crate::document::words;

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
