//! Deposits: invoiced before the service, and deducted from what is invoiced after.

use super::On;
use crate::document::{document, words};
use crate::money::Dec;
use crate::problem::{At, Check, Code};

document! {
    /// A deposit or down payment on the quote: a liability that later invoices settle. Exactly one of `percent` and
    /// `amount`.
    ///
    /// It changes no line and no total: its net and tax, and those of its settlements, sum to zero at each tax rate. Of a
    /// quote of 100.00 and 7 percent tax, 10 percent is 10.00 and 0.70 tax `net`, and 10.70 in all `gross` too; an
    /// amount of 10.00 is 10.70 in all `net`, and 9.35 and 0.65 tax `gross`.
    pub struct Deposit {
        /// Unique in the quote.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// In percent of the quote's net or gross, by `basis`; above 0, at most 100. The gross is the net and each rate's
        /// tax on the whole of it, however it is invoiced.
        pub percent: Option<Dec>,
        /// In currency units, before or with tax by `basis`; above 0, at most as many decimals as the currency.
        pub amount: Option<Dec>,
        /// Before or with tax. Default `net`.
        pub basis: DepositBasis = Default::default(),
        /// When it is invoiced.
        pub on: On,
        /// How later invoices settle it. Default `proportional`.
        pub settle: DepositSettle = Default::default(),
        /// The tax of the deposit and of its settlements. Default: the deposit is spread over the rates of the quote in
        /// proportion to what each bills, and each settles its own.
        pub tax_code: Option<String>,
    }
}

words! {
    /// What a deposit's percentage or amount counts.
    #[derive(Default)]
    pub enum DepositBasis {
        /// Before tax; the tax comes on top.
        #[default]
        Net = "net",
        /// Tax included.
        Gross = "gross",
    }
}

words! {
    /// How later invoices settle a deposit. What is dated before the deposit settles nothing; what waits for its event is
    /// reckoned to come after.
    #[derive(Default)]
    pub enum DepositSettle {
        /// Each item in proportion to its net, less what earlier deposits of the list settle of it: 300.00 on three invoices
        /// of 1,000.00 is 100.00 on each.
        #[default]
        Proportional = "proportional",
        /// The first invoices as far as they reach: 300.00 on the first, which then bills 700.00.
        First = "first",
    }
}

impl Deposit {
    /// What documents print.
    pub fn name(&self) -> &str {
        self.name.as_ref().unwrap_or(&self.id)
    }

    /// Notes what is wrong with it by itself.
    pub fn check(&self, at: &At, check: &mut Check) {
        if self.percent.is_some() == self.amount.is_some() {
            let message = "A deposit is a percentage or an amount.";
            check.note(Code::Conflict, at, message, "Write exactly one of percent and amount.");
        }
        for (key, value, most) in [("percent", &self.percent, Some(Dec::HUNDRED)), ("amount", &self.amount, None)] {
            if value.is_some_and(|value| value.sign() <= 0 || most.is_some_and(|most| value > most)) {
                let message = "A deposit is above zero and at most the whole.";
                check.note(Code::OutOfRange, &at.key(key), message, "Write what is to be paid before.");
            }
        }
        self.on.check(&at.key("on"), check);
    }
}
