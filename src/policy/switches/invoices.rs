//! What becomes of the drafts of a bill run.

use crate::document::words;

words! {
    /// How many invoices a bill run makes of an order with several due dates behind it. 100.00 a month from January on, the first
    /// run on Mar 1:
    #[derive(Default)]
    pub enum CatchUp {
        /// One, of all that is due: 300.00. The default.
        #[default]
        One = "one",
        /// One for each due date: 100.00 of Jan 1, 100.00 of Feb 1, 100.00 of Mar 1.
        PerPeriod = "perPeriod",
    }
}

words! {
    /// What becomes of a draft whose total is below zero. 20.00 of a month that was billed are given back; the month after, 40.00
    /// are due:
    #[derive(Default)]
    pub enum NegativeInvoices {
        /// A credit note of 20.00; then an invoice of 40.00. The default.
        #[default]
        CreditNote = "creditNote",
        /// An invoice with nothing to pay, and 20.00 of credit on the account, which later invoices use: then 40.00, of which
        /// 20.00 are to be paid.
        Carry = "carry",
        /// An invoice of -20.00; then one of 40.00.
        NegativeInvoice = "negativeInvoice",
    }
}

words! {
    /// What becomes of a draft whose total is zero. A free first month of 50.00 a month:
    #[derive(Default)]
    pub enum ZeroInvoices {
        /// It is an invoice as any other: 0.00, then 50.00. The default.
        #[default]
        Post = "post",
        /// No invoice is made; its lines come with the next one: 50.00, with two lines.
        Skip = "skip",
    }
}
