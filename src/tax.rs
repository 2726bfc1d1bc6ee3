//! Taxes of a document: rates by code, rounded once per category and rate.

use crate::document::{document, result, words};
use crate::money::{allocate, Currency, Dec, Exact, Minor};
use crate::policy::Policy;
use crate::problem::{At, Check, Code, Result};
use crate::sorting;

document! {
    /// A tax that charges name by its code.
    pub struct TaxRate {
        /// What charges name, for example `"FR-20"`.
        pub code: String,
        /// In percent: `"20"` is 20 percent. 0 to 100.
        pub percent: Dec,
        /// The category of EN 16931 (UNCL 5305): `"S"`, `"Z"`, `"E"`, `"AE"`, … Default `"S"`, or `"Z"` at 0 percent.
        pub category: Option<String>,
        /// What documents print.
        pub name: Option<String>,
    }
}

words! {
    /// Whether prices hold the tax.
    #[derive(Default)]
    pub enum TaxMode {
        /// Tax comes on top of prices.
        #[default]
        Exclusive = "exclusive",
    }
}

/// The tax of one rate (an index into the request's taxes) on one document, before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxed {
    /// The rate's index.
    pub rate: usize,
    /// The net that is taxed.
    pub base: Minor,
    /// The tax.
    pub tax: Minor,
}

result! {
    /// The tax of one code on one document.
    #[derive(Eq)]
    pub struct TaxAmount {
        /// The code.
        pub code: String,
        /// The category.
        pub category: String,
        /// The rate in percent.
        pub percent: Dec,
        /// The net amount that is taxed.
        pub base: String,
        /// The tax.
        pub tax: String,
    }
}

impl TaxRate {
    /// The category, defaulted.
    pub fn category(&self) -> &str {
        self.category.as_deref().unwrap_or(if self.percent.sign() == 0 { "Z" } else { "S" })
    }

    /// Notes a rate outside 0 to 100 percent.
    pub fn check(&self, at: &At, check: &mut Check) {
        if self.percent.sign() < 0 || self.percent > Dec::HUNDRED {
            check.note(
                Code::OutOfRange,
                &at.key("percent"),
                format!("{} percent is not a tax rate.", self.percent),
                "Write percent, from 0 to 100: \"20\" is 20 percent.",
            );
        }
    }
}

/// The taxes of one document: `bases` holds the net per rate (an index into `rates`), in any order.
///
/// The tax is rounded once per category and rate (EN 16931, BR-CO-17); where several codes share both, it is spread
/// over them by largest remainder. Returned per code, in the order of `rates`.
pub fn taxes(rates: &[TaxRate], bases: &[(usize, Minor)], currency: &Currency, policy: &Policy) -> Result<Vec<Taxed>> {
    let mut sums: Vec<Option<Minor>> = vec![None; rates.len()];
    for (rate, net) in bases {
        if let Some(sum) = sums.get_mut(*rate) {
            *sum = Some(sum.unwrap_or_default() + *net);
        }
    }
    let mut taxed: Vec<Taxed> = Vec::new();
    for (i, rate) in rates.iter().enumerate() {
        let same = |j: &usize| rates[*j].percent == rate.percent && rates[*j].category() == rate.category();
        let group: Vec<usize> = (0..rates.len()).filter(|j| sums[*j].is_some()).filter(same).collect();
        if group.first() != Some(&i) {
            continue;
        }
        let bases: Vec<Minor> = group.iter().map(|j| sums[*j].unwrap_or_default()).collect();
        let base = currency.exact(bases.iter().copied().sum());
        let tax = currency.round(&(base * rate.percent.percent()), policy.rounding_mode, &At::Root)?;
        let shares = if group.len() == 1 {
            vec![tax]
        } else {
            let weights: Vec<Exact> = bases.iter().map(|b| Exact::whole(b.0)).collect();
            allocate(tax, &weights, policy.spread, &At::Root)?
        };
        taxed.extend(group.into_iter().zip(bases).zip(shares).map(|((rate, base), tax)| Taxed { rate, base, tax }));
    }
    let order = sorting::order(taxed.len(), &|a, b| taxed[a].rate.cmp(&taxed[b].rate));
    Ok(order.into_iter().map(|i| taxed[i]).collect())
}

/// As [`taxes`], written out for a document.
pub fn written(taxed: &[Taxed], rates: &[TaxRate], currency: &Currency) -> Vec<TaxAmount> {
    let amount = |taxed: &Taxed| {
        let rate = rates.get(taxed.rate)?;
        Some(TaxAmount {
            code: rate.code.clone(),
            category: rate.category().to_owned(),
            percent: rate.percent,
            base: currency.show(taxed.base),
            tax: currency.show(taxed.tax),
        })
    };
    taxed.iter().filter_map(amount).collect()
}
