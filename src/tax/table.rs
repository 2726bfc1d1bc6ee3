//! Every tax code's percentages by date, looked up once per request.

use super::rate::{Category, DatedPercent, Exemption, TaxRate};
use super::spread::{spread_exact, Factor};
use crate::calendar::Date;
use crate::money::{Currency, Dec, Exact, Minor};
use crate::policy::{InclusiveKeeps, Policy};
use crate::problem::{At, Result};

/// The taxes of a request.
#[derive(Clone, Debug)]
pub struct Table<'r> {
    /// As in the request.
    pub rates: &'r [TaxRate],
    /// Who buys pays no tax.
    pub exemption: Option<&'r Exemption>,
    /// Every percentage of every part, in the order of codes, parts and dates.
    pub levies: Vec<Levy>,
    /// In the order of codes and dates.
    pub versions: Vec<Version>,
    /// The versions of each code: places, first and past the last.
    by_rate: Vec<(usize, usize)>,
}

/// One percentage: a part of a code, from a date on.
#[derive(Clone, Debug)]
pub struct Levy {
    /// The place of the code.
    pub rate: usize,
    /// The place of the part, 0 for a code without parts.
    pub part: usize,
    /// In percent.
    pub percent: Dec,
    /// What it multiplies its base with.
    pub factor: Exact,
    /// Whether its base includes the tax of the parts before it.
    pub compound: bool,
    /// The category.
    pub category: Category,
    /// The first levy that is rounded together with it: same place in its code, category, percentage and name.
    pub group: usize,
}

/// The levies of a code in force from a date on.
#[derive(Clone, Debug)]
pub struct Version {
    /// The place of the code.
    pub rate: usize,
    /// The first date; `None` for what holds before all dates.
    from: Option<Date>,
    /// Places of its levies, in the order of parts.
    pub levies: Vec<usize>,
    /// What each levy takes of a net of 1, compounding included.
    pub(super) shares: Vec<Factor>,
    /// What the code takes of a net of 1 where nobody is exempt.
    whole: Exact,
}

impl<'r> Table<'r> {
    /// Lays out the codes of a request.
    pub fn new(rates: &'r [TaxRate], exemption: Option<&'r Exemption>) -> Table<'r> {
        let mut table = Table { rates, exemption, levies: Vec::new(), versions: Vec::new(), by_rate: Vec::new() };
        for rate in 0..rates.len() {
            let first = table.versions.len();
            table.add(rate);
            table.by_rate.push((first, table.versions.len()));
        }
        table.group();
        table
    }

    fn add(&mut self, place: usize) {
        let rate = &self.rates[place];
        let single = [(rate.percent.unwrap_or(Dec::ZERO), rate.dated.as_slice(), false)];
        let several: Vec<(Dec, &[DatedPercent], bool)> =
            rate.parts.iter().map(|part| (part.percent, part.dated.as_slice(), part.compound)).collect();
        let parts = if several.is_empty() { single.as_slice() } else { &several };
        let mut cuts: Vec<Option<Date>> = vec![None];
        cuts.extend(parts.iter().flat_map(|(_, dated, _)| dated.iter().map(|own| Some(own.from))));
        cuts.sort_unstable();
        cuts.dedup();
        let known = self.levies.len();
        for from in cuts {
            let percents: Vec<Dec> = parts.iter().map(|(percent, dated, _)| on(*percent, dated, from)).collect();
            let zero = percents.iter().all(|percent| percent.sign() == 0);
            let category = rate.category.unwrap_or(if zero { Category::Z } else { Category::S });
            let mut version = Version { rate: place, from, levies: Vec::new(), shares: Vec::new(), whole: Exact::ZERO };
            for (part, (percent, (_, _, compound))) in percents.into_iter().zip(parts).enumerate() {
                let factor = percent.percent();
                let base = if *compound { Exact::ONE + &version.whole } else { Exact::ONE };
                let share = (base * &factor).reduced();
                version.whole = (&version.whole + &share).reduced();
                if self.exemption.is_some() {
                    continue;
                }
                let levy = Levy { rate: place, part, percent, factor, compound: *compound, category, group: 0 };
                let found = (known..self.levies.len()).find(|i| self.levies[*i].is(&levy));
                version.levies.push(found.unwrap_or(self.levies.len()));
                version.shares.push(Factor::new(share));
                if found.is_none() {
                    self.levies.push(levy);
                }
            }
            if let Some(exemption) = self.exemption {
                if self.levies.len() == known {
                    let (percent, factor, category) = (Dec::ZERO, Exact::ZERO, exemption.category);
                    self.levies.push(Levy {
                        rate: place,
                        part: 0,
                        percent,
                        factor,
                        compound: false,
                        category,
                        group: 0,
                    });
                }
                version.levies.push(known);
                version.shares.push(Factor::new(Exact::ZERO));
            }
            self.versions.push(version);
        }
    }

    fn group(&mut self) {
        let name = |levy: &Levy| self.rates[levy.rate].parts.get(levy.part).map(|part| part.name.as_str());
        let key = |i: usize| {
            let levy = &self.levies[i];
            (levy.part, levy.category.as_str(), levy.percent, name(levy))
        };
        let order = crate::sorting::order(self.levies.len(), &|a, b| key(a).cmp(&key(b)));
        let mut groups = vec![0; self.levies.len()];
        for (at, place) in order.iter().enumerate() {
            let same = at.checked_sub(1).map(|before| order[before]).filter(|before| key(*before) == key(*place));
            groups[*place] = same.map_or(*place, |before| groups[before]);
        }
        self.levies.iter_mut().zip(groups).for_each(|(levy, group)| levy.group = group);
    }

    /// Whether a code's percentages change with the date.
    pub fn is_dated(&self, rate: usize) -> bool {
        self.by_rate.get(rate).is_some_and(|(first, end)| end - first > 1)
    }

    /// The version of a code on a date, the first where none is given.
    pub fn version(&self, rate: usize, date: Option<Date>) -> usize {
        let (first, end) = self.by_rate.get(rate).copied().unwrap_or_default();
        let later = &self.versions[(first + 1).min(end)..end];
        first + later.partition_point(|version| version.from.is_none_or(|from| date.is_some_and(|date| from <= date)))
    }

    /// The place of a version's code, and its own among the code's versions; other tables with the same code have it there too.
    pub(crate) fn place(&self, version: usize) -> (usize, usize) {
        let rate = self.versions[version].rate;
        (rate, version - self.by_rate[rate].0)
    }

    /// A version by its place in the code's.
    pub(crate) fn at_place(&self, (rate, place): (usize, usize)) -> usize {
        self.by_rate[rate].0 + place
    }

    /// The first day of a version and of the one after it; `None` for ever.
    pub(crate) fn days(&self, version: usize) -> (Option<Date>, Option<Date>) {
        let own = &self.versions[version];
        let next = self.versions.get(version + 1).filter(|next| next.rate == own.rate);
        (own.from, next.and_then(|next| next.from))
    }

    /// Splits a price that holds the tax into net and tax: one is rounded, by `inclusiveKeeps`, the other is what is left.
    /// With an exemption, the tax of the normal rate comes out.
    ///
    /// # Errors
    /// `overflow`.
    pub fn split(
        &self,
        version: usize,
        price: Minor,
        (currency, policy, at): (&Currency, &Policy, &At),
    ) -> Result<(Minor, Minor)> {
        let whole = &self.versions[version].whole;
        let exact = currency.exact(price);
        let net = exact.over(&(Exact::ONE + whole)).unwrap_or(Exact::ZERO);
        Ok(match policy.inclusive_keeps {
            InclusiveKeeps::Net => {
                let net = currency.round(&net, policy.rounding_mode, at)?;
                (net, price - net)
            }
            InclusiveKeeps::Tax => {
                let tax = currency.round(&(exact - &net), policy.tax_rounding(), at)?;
                (price - tax, tax)
            }
        })
    }

    /// A tax of a version, spread over its levies.
    ///
    /// # Errors
    /// `overflow`.
    pub fn by_levy(&self, version: usize, base: Minor, tax: Minor) -> Result<Vec<Minor>> {
        let version = &self.versions[version];
        match version.levies.as_slice() {
            [_] => Ok(vec![tax]),
            _ => spread_exact(tax, &version.shares.iter().map(|share| share.of(base)).collect::<Vec<_>>()),
        }
    }

    /// What a version's rates come to, whoever is exempt.
    pub(crate) fn whole(&self, version: usize) -> Exact {
        self.versions[version].whole.clone()
    }

    /// What a version takes of a net of 1.
    pub fn factor(&self, version: usize) -> Exact {
        match self.exemption {
            Some(_) => Exact::ZERO,
            None => self.versions[version].whole.clone(),
        }
    }
}

impl Levy {
    fn is(&self, other: &Levy) -> bool {
        self.part == other.part && self.percent == other.percent && self.category == other.category
    }
}

/// The percentage in force from a date on.
fn on(percent: Dec, dated: &[DatedPercent], date: Option<Date>) -> Dec {
    let reached = dated.iter().take_while(|own| date.is_some_and(|date| own.from <= date));
    reached.last().map_or(percent, |own| own.percent)
}
