//! The taxes of one document.

use super::rate::Category;
use super::spread::{spread, spread_exact};
use super::table::Table;
use crate::document::result;
use crate::money::{Currency, Dec, Exact, Minor};
use crate::policy::{Policy, TaxLevel};
use crate::problem::{At, Result};
use crate::sorting;

/// Something on a document that is taxed.
#[derive(Clone, Copy, Debug)]
pub struct Taxable<'t> {
    /// A place in [`Table::versions`].
    pub version: usize,
    /// What is taxed.
    pub base: Minor,
    /// The tax, where its price held it.
    pub included: Option<&'t Minor>,
}

/// The tax of one levy (a place in [`Table::levies`]) on one document, before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taxed {
    /// The levy.
    pub levy: usize,
    /// What is taxed: the net, and for a compound part the tax of the parts before it.
    pub base: Minor,
    /// The tax.
    pub tax: Minor,
}

/// What a document bears.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// In the order of levies.
    pub taxed: Vec<Taxed>,
    /// The tax of each thing on it, in the order in which they were given; empty where that was not asked for.
    pub shares: Vec<Minor>,
    /// The tax of each thing by levy, in the order of its version's levies; empty where that was not asked for.
    pub parts: Vec<Vec<Taxed>>,
}

result! {
    /// The tax of one code on one document, or of one part of a code.
    #[derive(Eq)]
    pub struct TaxAmount {
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
        /// What is taxed: the net, and for a compound part the tax of the parts before it.
        pub base: String,
        /// The tax.
        pub tax: String,
    }
}

/// The taxes of one document, by the policy's `taxLevel`; `by_thing` asks for the tax of each thing on it too.
///
/// By `category` the tax is rounded once per category, percentage and part (EN 16931, BR-CO-17); where several codes
/// share them, it is spread over them by largest remainder, and over the things of a code likewise.
///
/// # Errors
/// `overflow`.
pub fn taxes(
    table: &Table,
    things: &[Taxable],
    (currency, policy): (&Currency, &Policy),
    by_thing: bool,
) -> Result<Document> {
    let round = |amount: &Exact| currency.round(amount, policy.tax_rounding(), &At::Root);
    let one_by_one = things.iter().any(|thing| thing.included.is_some());
    match policy.tax_level {
        TaxLevel::Category | TaxLevel::Document if !one_by_one => {
            Whole { table, currency, policy }.taxes(things, by_thing)
        }
        TaxLevel::Cumulative => {
            let mut running = vec![(Minor::ZERO, Minor::ZERO); table.levies.len()];
            each(table, things, &mut |levy, base| {
                let (sum, before) = &mut running[table.levies[levy].group];
                *sum += base;
                let now = round(&(currency.exact(*sum) * &table.levies[levy].factor))?;
                Ok(now - std::mem::replace(before, now))
            })
        }
        _ => each(table, things, &mut |levy, base| round(&(currency.exact(base) * &table.levies[levy].factor))),
    }
}

/// Taxes things one after the other; `tax` gives the tax of a levy on a base.
fn each(table: &Table, things: &[Taxable], tax: &mut dyn FnMut(usize, Minor) -> Result<Minor>) -> Result<Document> {
    let mut sums: Vec<Option<Taxed>> = vec![None; table.levies.len()];
    let mut shares = Vec::with_capacity(things.len());
    let mut parts = Vec::with_capacity(things.len());
    for thing in things {
        let version = &table.versions[thing.version];
        let mut own = Vec::with_capacity(version.levies.len());
        let given = thing.included.map(|tax| table.by_levy(thing.version, thing.base, *tax)).transpose()?;
        let mut before = Minor::ZERO;
        for (i, levy) in version.levies.iter().enumerate() {
            let base = thing.base + if table.levies[*levy].compound { before } else { Minor::ZERO };
            let tax = match &given {
                Some(given) => given[i],
                None => tax(*levy, base)?,
            };
            before += tax;
            add(&mut sums[*levy], Taxed { levy: *levy, base, tax });
            own.push(Taxed { levy: *levy, base, tax });
        }
        shares.push(before);
        parts.push(own);
    }
    Ok(Document { taxed: sums.into_iter().flatten().collect(), shares, parts })
}

fn add(sum: &mut Option<Taxed>, taxed: Taxed) {
    match sum {
        Some(sum) => (sum.base, sum.tax) = (sum.base + taxed.base, sum.tax + taxed.tax),
        None => *sum = Some(taxed),
    }
}

/// Taxes that are rounded over the whole document.
struct Whole<'t> {
    table: &'t Table<'t>,
    currency: &'t Currency,
    policy: &'t Policy,
}

/// A version on a document: what it taxes, and the tax of each of its levies.
struct Present {
    version: usize,
    base: Minor,
    taxes: Vec<Minor>,
}

impl Whole<'_> {
    fn taxes(&self, things: &[Taxable], by_thing: bool) -> Result<Document> {
        let mut sums: Vec<Option<Minor>> = vec![None; self.table.versions.len()];
        for thing in things {
            let sum = &mut sums[thing.version];
            *sum = Some(sum.unwrap_or_default() + thing.base);
        }
        let present = sums.iter().enumerate().filter_map(|(version, sum)| Some((version, (*sum)?)));
        let mut present: Vec<Present> =
            present.map(|(version, base)| Present { version, base, taxes: Vec::new() }).collect();
        match self.policy.tax_level {
            TaxLevel::Document => self.at_once(&mut present)?,
            _ => self.by_group(&mut present)?,
        }
        let mut levied: Vec<Option<Taxed>> = vec![None; self.table.levies.len()];
        for own in &present {
            for (i, (levy, tax)) in self.levies(own).iter().zip(&own.taxes).enumerate() {
                add(&mut levied[*levy], Taxed { levy: *levy, base: self.base(own, i), tax: *tax });
            }
        }
        let parts = if by_thing { self.parts(things, &present)? } else { Vec::new() };
        let shares = parts.iter().map(|own| own.iter().map(|taxed| taxed.tax).sum()).collect();
        Ok(Document { taxed: levied.into_iter().flatten().collect(), shares, parts })
    }

    fn levies(&self, present: &Present) -> &[usize] {
        &self.table.versions[present.version].levies
    }

    /// What the levy at a place of a version is of; the taxes before it are known.
    fn base(&self, present: &Present, i: usize) -> Minor {
        match self.table.levies[self.levies(present)[i]].compound {
            true => present.base + present.taxes.iter().take(i).copied().sum(),
            false => present.base,
        }
    }

    /// Rounds once per group of levies, part after part, since a compound part reads the rounded parts before it.
    fn by_group(&self, present: &mut [Present]) -> Result<()> {
        let (currency, mode) = (self.currency, self.policy.tax_rounding());
        let parts = present.iter().map(|own| self.levies(own).len()).max().unwrap_or(0);
        for part in 0..parts {
            let members: Vec<usize> = (0..present.len()).filter(|i| self.levies(&present[*i]).len() > part).collect();
            let group = |i: usize| self.table.levies[self.levies(&present[members[i]])[part]].group;
            let order = sorting::order(members.len(), &|a, b| group(a).cmp(&group(b)));
            let mut taxes = vec![Minor::ZERO; members.len()];
            for same in order.chunk_by(|a, b| group(*a) == group(*b)) {
                let factor = &self.table.levies[group(same[0])].factor;
                let bases: Vec<Minor> = same.iter().map(|i| self.base(&present[members[*i]], part)).collect();
                let base = currency.exact(bases.iter().copied().sum());
                let tax = currency.round(&(base * factor), mode, &At::Root)?;
                for (i, share) in same.iter().zip(over_codes(tax, &bases, self.policy)?) {
                    taxes[*i] = share;
                }
            }
            members.iter().zip(taxes).for_each(|(i, tax)| present[*i].taxes.push(tax));
        }
        Ok(())
    }

    /// Rounds the sum of all unrounded taxes once.
    fn at_once(&self, present: &mut [Present]) -> Result<()> {
        let shares = |own: &Present| &self.table.versions[own.version].shares;
        let exact: Vec<Exact> =
            present.iter().flat_map(|own| shares(own).iter().map(|share| share.of(own.base))).collect();
        let sum: Exact = exact.iter().cloned().sum();
        let whole = Currency::with_digits(0).round(&sum, self.policy.tax_rounding(), &At::Root)?;
        let mut taxes = spread_exact(whole, &exact)?.into_iter();
        present.iter_mut().for_each(|own| {
            own.taxes = taxes.by_ref().take(self.table.versions[own.version].levies.len()).collect();
        });
        Ok(())
    }

    /// The taxes of each thing.
    fn parts(&self, things: &[Taxable], present: &[Present]) -> Result<Vec<Vec<Taxed>>> {
        let mut all: Vec<Vec<Taxed>> = vec![Vec::new(); things.len()];
        let mut by_version: Vec<(Vec<usize>, Vec<Minor>)> = vec![Default::default(); self.table.versions.len()];
        for (i, thing) in things.iter().enumerate() {
            let (places, bases) = &mut by_version[thing.version];
            places.push(i);
            bases.push(thing.base);
        }
        for own in present {
            let (places, bases) = &by_version[own.version];
            let factors = &self.table.versions[own.version].shares;
            for ((tax, factor), levy) in own.taxes.iter().zip(factors).zip(self.levies(own)) {
                let shares =
                    if factor.is_zero() { vec![Minor::ZERO; bases.len()] } else { spread(*tax, bases, factor)? };
                for ((i, tax), base) in places.iter().zip(shares).zip(bases) {
                    let before = all[*i].iter().map(|taxed| taxed.tax).sum();
                    let base = *base + if self.table.levies[*levy].compound { before } else { Minor::ZERO };
                    all[*i].push(Taxed { levy: *levy, base, tax });
                }
            }
        }
        Ok(all)
    }
}

/// The tax of a group spread over the codes that share it; a credit as the charge that it mirrors.
fn over_codes(tax: Minor, bases: &[Minor], policy: &Policy) -> Result<Vec<Minor>> {
    if bases.len() == 1 {
        return Ok(vec![tax]);
    }
    let sign = if tax.0 < 0 { -1 } else { 1 };
    let weights: Vec<Exact> = bases.iter().map(|base| Exact::whole(base.0 * sign)).collect();
    let shares = crate::money::allocate(Minor(tax.0 * sign), &weights, policy.spread, &At::Root)?;
    Ok(shares.into_iter().map(|share| Minor(share.0 * sign)).collect())
}

/// As [`taxes`], written out for a document.
pub fn written(taxed: &[Taxed], table: &Table, currency: &Currency) -> Vec<TaxAmount> {
    let amount = |taxed: &Taxed| {
        let levy = table.levies.get(taxed.levy)?;
        let rate = table.rates.get(levy.rate)?;
        let reason = match table.exemption {
            Some(exemption) => Some(&exemption.reason),
            None => rate.reason.as_ref().filter(|_| levy.percent.sign() == 0),
        };
        let part = rate.parts.get(levy.part).filter(|_| table.exemption.is_none());
        Some(TaxAmount {
            code: rate.code.clone(),
            part: part.map(|part| part.name.clone()),
            category: levy.category,
            percent: levy.percent,
            reason: reason.cloned(),
            base: currency.show(taxed.base),
            tax: currency.show(taxed.tax),
        })
    };
    taxed.iter().filter_map(amount).collect()
}
