//! The accounting currency: amounts of documents at a rate that the caller gives, kept on the document.

use crate::calendar::Date;
use crate::document::{document, result};
use crate::money::{Currency, Dec, Minor, RoundingMode};
use crate::problem::{At, Check, Code, Result};

/// At most this many dated rates.
const MAX_RATES: usize = 10_000;

document! {
    /// A second currency for the books or the tax authority. Nothing is converted without a rate of the caller's.
    pub struct Accounting {
        /// An ISO 4217 code, another than the quote's.
        pub currency: String,
        /// In order of their dates; a document takes the newest that is dated on or before it. At most 10,000.
        pub rates: Vec<AccountingRate>,
        /// Where the rates come from, as documents print it: `"ECB"`.
        pub source: Option<String>,
    }
}

document! {
    /// What one unit of the quote's currency is worth from a date on.
    #[derive(Copy, Eq)]
    pub struct AccountingRate {
        /// The first document date.
        pub date: Date,
        /// In units of the accounting currency; above zero.
        pub rate: Dec,
    }
}

result! {
    /// An amount in the accounting currency.
    #[derive(Eq)]
    pub struct AccountingAmount {
        /// The currency of these amounts.
        pub currency: String,
        /// The rate: units of this currency for one of the quote's.
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

impl Accounting {
    /// Notes what is wrong with it; `order` is the quote's currency.
    pub fn check(&self, order: &str, at: &At, check: &mut Check) {
        check.keep(Currency::new(&self.currency, &at.key("currency")));
        if self.currency == order {
            let message = "The accounting currency is the quote's own.";
            check.note(Code::Conflict, &at.key("currency"), message, "Leave accounting out.");
        }
        let list = at.key("rates");
        if self.rates.len() > MAX_RATES {
            let message = format!("The list has {} entries.", self.rates.len());
            return check.note(Code::LimitExceeded, &list, message, format!("At most {MAX_RATES} are taken."));
        }
        for (i, own) in self.rates.iter().enumerate() {
            let here = list.index(i);
            if own.rate.sign() <= 0 {
                let message = format!("{} is not an exchange rate.", own.rate);
                check.note(Code::OutOfRange, &here.key("rate"), message, "Write a rate above zero.");
            }
            if let Some(before) = self.rates[..i].last().filter(|before| own.date <= before.date) {
                let message = format!("{} is not after {}.", own.date, before.date);
                check.note(Code::Conflict, &here.key("date"), message, "Write the rates in order of their dates.");
            }
        }
    }

    /// Net and tax of a document of a date, each converted and rounded; `None` where no rate is dated by then.
    ///
    /// # Errors
    /// `overflow`.
    pub fn amount(
        &self,
        date: Date,
        (net, tax): (Minor, Minor),
        (order, mode): (&Currency, RoundingMode),
    ) -> Result<Option<AccountingAmount>> {
        let by_then = self.rates.partition_point(|own| own.date <= date);
        let Some(own) = by_then.checked_sub(1).and_then(|place| self.rates.get(place)) else { return Ok(None) };
        let root = At::Root;
        let at = root.key("accounting");
        let currency = Currency::new(&self.currency, &at.key("currency"))?;
        let converted = |amount: Minor| currency.round(&(order.exact(amount) * &own.rate.exact()), mode, &at);
        let (net, tax) = (converted(net)?, converted(tax)?);
        Ok(Some(AccountingAmount {
            currency: self.currency.clone(),
            rate: own.rate,
            date: own.date,
            source: self.source.clone(),
            net: currency.show(net),
            tax: currency.show(tax),
            gross: currency.show(net + tax),
        }))
    }
}
