//! How taxes are rounded and dated.

use crate::document::words;

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
