//! The documents of billing: drafts, invoices, credit notes and debit notes, which are one document in its stages.

use crate::billing::{PaymentTerms, Reason};
use crate::calendar::Date;
use crate::document::{document, words};
use crate::money::Dec;
use crate::order::{OrderDeposit, OrderEntry};
use crate::quote::{BilledPeriod, Party};
use crate::tax::Category;

words! {
    /// What a document is.
    pub enum InvoiceKind {
        /// What is asked for.
        Invoice = "invoice",
        /// What is given back; its amounts are below zero.
        CreditNote = "creditNote",
        /// What is asked for in addition to an invoice, or instead of a credit note that was too much.
        DebitNote = "debitNote",
    }
}

words! {
    /// Whether a document can still change.
    pub enum DocumentStatus {
        /// It has no number, and may be thrown away.
        Draft = "draft",
        /// It has a number, and never changes again.
        Posted = "posted",
    }
}

document! {
    /// An invoice, credit note or debit note: a draft, or posted. Amounts are texts with the decimals of the currency; what is
    /// given back is below zero. All of a posted one is covered by its receipt.
    pub struct Invoice {
        /// Whether it can still change.
        pub status: DocumentStatus,
        /// What it is.
        pub kind: InvoiceKind,
        /// The draft's key: the same due items of the same orders make the same id.
        pub id: String,
        /// Its number, once it is posted.
        pub number: Option<String>,
        /// The id of the series that its number is of.
        pub series: Option<String>,
        /// The invoice date.
        pub date: Date,
        /// When it is payable.
        pub due: Date,
        /// What was due up to this day is on it. Left out of what was made by hand.
        pub target: Option<Date>,
        /// The currency of every amount.
        pub currency: String,
        /// Who sells.
        pub seller: Option<Party>,
        /// Who buys.
        pub account: Option<Party>,
        /// The ids of its orders.
        pub orders: Vec<String>,
        /// The numbers of the documents that it corrects.
        pub corrects: Vec<String> = Default::default(),
        /// Why it was made, as documents print it.
        pub reason: Option<String>,
        /// In the order of the orders, their lines, charges and time.
        pub lines: Vec<DocumentLine>,
        /// Deposits that are invoiced, and settlements of earlier ones, below zero: beside the lines, in the taxes and totals.
        pub deposits: Vec<DocumentDeposit> = Default::default(),
        /// By code, part and percentage.
        pub taxes: Vec<DocumentTax>,
        /// The sums.
        pub totals: DocumentSums,
        /// Net and tax in the accounting currency.
        pub accounting: Option<DocumentAccounting>,
        /// What retainage withholds from what is payable; left out where there is none.
        pub retained: Option<String>,
        /// What is given back of what was withheld before; left out where there is none.
        pub released: Option<String>,
        /// What cash rounding adds or takes; left out where there is none. Never part of net or tax.
        pub rounding: Option<String>,
        /// `gross - retained + released + rounding`.
        pub payable: String,
        /// What the account's credit pays of it; left out where there is none.
        pub credit_used: Option<String>,
        /// What it gives the account as credit instead of paying it out; left out where there is none.
        pub credit_made: Option<String>,
        /// `payable - creditUsed + creditMade`: what is to be paid, below zero what is to be paid out.
        pub amount_due: String,
        /// When invoices are due.
        pub payment_terms: PaymentTerms = PaymentTerms::default(),
        /// The days on which the same taxes hold, where another day would change them: another date needs another run.
        pub holds: Option<DateBounds>,
        /// What it says of its orders: what a later run must know as `billed` and `billedDeposits`, from the draft on.
        pub billed: Vec<OrderBilled>,
        /// Proof, once it is posted.
        pub receipt: Option<InvoiceReceipt>,
    }
}

document! {
    /// One line.
    pub struct DocumentLine {
        /// The order's id. Left out of what no order has.
        pub order: Option<String>,
        /// The order line's id.
        pub line: Option<String>,
        /// The charge's id.
        pub charge: Option<String>,
        /// The product's id.
        pub product: Option<String>,
        /// What to print.
        pub name: String,
        /// The days that it covers, both inclusive, for recurring charges.
        pub period: Option<BilledPeriod>,
        /// The plan item's id, or the adjustment's.
        pub item: Option<String>,
        /// The quantity in force.
        pub quantity: Option<Dec>,
        /// Price periods measured, as an exact fraction: `"1"`, `"16/31"`.
        pub measure: Option<String>,
        /// Before tax.
        pub net: String,
        /// Its part of the document's taxes.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
        /// Where prices hold the tax: the amount with it, as its price says.
        pub price: Option<String>,
        /// The tax code, where there are taxes.
        pub tax_code: Option<String>,
        /// By place in the document's `taxes`.
        pub taxes: Vec<LineTax> = Default::default(),
        /// Why it is there.
        pub reason: Reason,
        /// Why, in words: of an amendment, an adjustment, a credit.
        pub note: Option<String>,
        /// `true` where usage is a guess.
        pub estimated: Option<bool>,
        /// The policy switches that decided its amount.
        pub decided_by: Option<Vec<String>>,
        /// What retainage withholds of it from what is payable.
        pub retained: Option<String>,
        /// What it gives back of what was withheld.
        pub released: Option<String>,
        /// For a line of a credit note or debit note: the document that it corrects, and the place of its line there, from 0.
        pub corrects: Option<LineReference>,
    }
}

document! {
    /// What a line bears of one of the document's taxes.
    pub struct LineTax {
        /// A place in the document's `taxes`, from 0.
        pub of: u32,
        /// What is taxed: the net, for a compound part with the tax of the parts before it, with retainage before it is withheld.
        pub base: String,
        /// The tax.
        pub tax: String,
    }
}

document! {
    /// A line of a posted document.
    pub struct LineReference {
        /// The document's number.
        pub number: String,
        /// The place of its line, from 0.
        pub line: u32,
    }
}

document! {
    /// A deposit at one tax rate, or what settles it.
    pub struct DocumentDeposit {
        /// The order's id.
        pub order: String,
        /// The deposit's id.
        pub deposit: String,
        /// What to print.
        pub name: String,
        /// Before tax; a settlement is below zero.
        pub net: String,
        /// Its tax.
        pub tax: String,
        /// The tax code, where there are taxes.
        pub tax_code: Option<String>,
        /// By place in the document's `taxes`.
        pub taxes: Vec<LineTax> = Default::default(),
        /// `deposit` or `settlement`.
        pub reason: Reason,
    }
}

document! {
    /// The tax of one code, part and percentage.
    pub struct DocumentTax {
        /// The code.
        pub code: String,
        /// The part's name, where the code has several.
        pub part: Option<String>,
        /// The category.
        pub category: Category,
        /// The rate in percent.
        pub percent: Dec,
        /// Why no tax is charged, where none is and a reason is known.
        pub reason: Option<String>,
        /// What is taxed.
        pub base: String,
        /// The tax.
        pub tax: String,
    }
}

document! {
    /// The sums of a document.
    pub struct DocumentSums {
        /// Before tax.
        pub net: String,
        /// The tax.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
    }
}

document! {
    /// An amount in the accounting currency, at the rate of the document's date; of a credit note, at that of what it corrects.
    pub struct DocumentAccounting {
        /// The currency of these amounts.
        pub currency: String,
        /// The rate: units of this currency for one of the document's.
        pub rate: Dec,
        /// The date of the rate.
        pub date: Date,
        /// Where the rate comes from.
        pub source: Option<String>,
        /// The net, converted and rounded.
        pub net: String,
        /// The tax, converted and rounded.
        pub tax: String,
        /// `net + tax`.
        pub gross: String,
    }
}

document! {
    /// Two days, both inclusive.
    pub struct DateBounds {
        /// The first; left out where any earlier one does.
        pub from: Option<Date>,
        /// The last; left out where any later one does.
        pub until: Option<Date>,
    }
}

document! {
    /// What a document says of one order.
    pub struct OrderBilled {
        /// The order's id.
        pub order: String,
        /// For `billed`.
        pub entries: Vec<OrderEntry>,
        /// For `billedDeposits`.
        pub deposits: Vec<OrderDeposit> = Default::default(),
    }
}

document! {
    /// Proof of a posted document: it is as it was posted, by this engine's rules, after the one before it in its series.
    pub struct InvoiceReceipt {
        /// The engine's version.
        pub engine: String,
        /// The digest of the engine's rules.
        pub rules: String,
        /// The digest of the document without its receipt, and of `previous`.
        pub document: String,
        /// The `document` digest of the one before it in its series; left out of the first.
        pub previous: Option<String>,
    }
}
