//! Retainage: a part of each item of a plan that is withheld and released later. What is withheld is released, always.

use super::On;
use crate::calendar::Date;
use crate::document::{document, words, Node, Read, Write};
use crate::money::{allocate, Currency, Dec, Exact, Minor};
use crate::policy::Policy;
use crate::problem::{At, Check, Code, Result};

document! {
    /// A part of each item that is withheld and released later. Exactly one of `percent` and `steps`.
    ///
    /// It is computed once per item of the plan, in the order of declaration, from the rounded cumulative amount, then
    /// spread over the plan's charges. An item that is dated on or after the last release withholds nothing; an item
    /// that waits for its event is reckoned to come before.
    ///
    /// Of a contract of 100,000.00 without tax, 60,000.00 done: 10 percent withhold 6,000.00; steps of 10 percent up to
    /// 50 and 5 percent above withhold 5,500.00 `marginal` and 3,000.00 `whole`.
    pub struct Retainage {
        /// In percent, 0 to 100.
        pub percent: Option<Dec>,
        /// Percentages that change with what the plan has billed so far.
        pub steps: Vec<RetainageStep> = Default::default(),
        /// How steps apply. Default `marginal`.
        pub apply: RetainageApply = Default::default(),
        /// Lines with a percentage of their own: labour 10 percent, materials none.
        pub lines: Vec<RetainageLine> = Default::default(),
        /// What the percentage is of. Default `gross`. Where the effect is `invoice`, or the tax comes at the release, it is
        /// of the net, and the tax follows the net.
        pub basis: RetainageBasis = Default::default(),
        /// What withholding changes. Default `payable`.
        pub effect: RetainageEffect = Default::default(),
        /// When the tax of what is withheld is invoiced. Default `atInvoice`.
        pub tax: RetainageTax = Default::default(),
        /// When it is released: in parts, or all at once on one date or event.
        #[cfg_attr(test, ts(type = "Array<Release> | On"))]
        pub release: Releases,
    }
}

document! {
    /// A percentage up to some progress.
    #[derive(Copy)]
    pub struct RetainageStep {
        /// In percent of the plan's net, inclusive; steps rise. Not on the last step, which goes to the end.
        pub up_to: Option<Dec>,
        /// In percent, 0 to 100.
        pub percent: Dec,
    }
}

document! {
    /// A line with a percentage of its own.
    pub struct RetainageLine {
        /// The id of a line.
        pub line: String,
        /// In percent, 0 to 100.
        pub percent: Dec,
    }
}

words! {
    /// How retainage steps apply.
    #[derive(Default)]
    pub enum RetainageApply {
        /// Each percentage to the part of the work inside its step.
        #[default]
        Marginal = "marginal",
        /// The percentage of the step reached to all the work so far; where it falls, the item gives back the difference.
        Whole = "whole",
    }
}

words! {
    /// What retainage is a percentage of.
    #[derive(Default)]
    pub enum RetainageBasis {
        /// Tax included; each item's tax is rounded as on an invoice of its own.
        #[default]
        Gross = "gross",
        /// Before tax.
        Net = "net",
    }
}

words! {
    /// What withholding changes.
    #[derive(Default)]
    pub enum RetainageEffect {
        /// The invoice stays whole, less of it is payable: `payable = gross - retained + released`.
        #[default]
        Payable = "payable",
        /// The invoice bills less, and the release bills the rest.
        Invoice = "invoice",
    }
}

words! {
    /// When the tax of what is withheld is invoiced.
    #[derive(Default)]
    pub enum RetainageTax {
        /// With the item; the release bears no tax.
        #[default]
        AtInvoice = "atInvoice",
        /// With the release; the item bears less.
        AtRelease = "atRelease",
    }
}

document! {
    /// A release of what was withheld. Exactly one of `percent` and `remainder`.
    pub struct Release {
        /// Unique in its plan. Default: `release-1` for the first, and so on.
        pub id: Option<String>,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// In percent of what the items dated before it withhold, of all items while its date is not known; percentages
        /// add up, each release gives the rounded sum less the one before.
        pub percent: Option<Dec>,
        /// `true`: whatever is still withheld. The last release.
        pub remainder: bool = Default::default(),
        /// The date or event. Due by the payment terms.
        pub on: On,
    }
}

/// Releases, in their order. May be written as one date or event: all at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Releases {
    /// In their order.
    pub list: Vec<Release>,
    /// Whether it was written as one date or event.
    at_once: bool,
}

impl Releases {
    /// The place of a release, where it was written.
    fn place(&self, at: &At, i: usize) -> String {
        if self.at_once {
            at.to_string()
        } else {
            at.index(i).to_string()
        }
    }
}

impl Write for Releases {
    fn write(&self) -> Node {
        self.list.write()
    }
}

impl Read for Releases {
    fn read(node: Node, at: &At, check: &mut Check) -> Option<Releases> {
        match node {
            Node::Object(_) => {
                let on = On::read(node, at, check)?;
                let all = Release { id: None, name: None, percent: None, remainder: true, on };
                Some(Releases { list: vec![all], at_once: true })
            }
            node => Vec::read(node, at, check).map(|list| Releases { list, at_once: false }),
        }
    }
}

impl Release {
    /// The id of the release at this place.
    pub fn id(&self, place: usize) -> String {
        self.id.clone().unwrap_or_else(|| format!("release-{}", place + 1))
    }
}

const MAX_SMALL: usize = 200;

impl Retainage {
    /// Notes everything that is wrong with it by itself.
    pub fn check(&self, at: &At, check: &mut Check) {
        if self.percent.is_some() != self.steps.is_empty() {
            let message = "Retainage is a percentage or steps.";
            check.note(Code::Conflict, at, message, "Write exactly one of percent and steps.");
        }
        let steps = at.key("steps");
        let lines = at.key("lines");
        let release = at.key("release");
        for (list, len) in [(&steps, self.steps.len()), (&lines, self.lines.len()), (&release, self.release.list.len())]
        {
            if len > MAX_SMALL {
                check.note(Code::LimitExceeded, list, format!("There are {len}."), format!("At most {MAX_SMALL}."));
                return;
            }
        }
        if let Some(percent) = &self.percent {
            check_percent(percent, &at.key("percent"), check);
        }
        self.check_steps(&steps, check);
        for (i, own) in self.lines.iter().enumerate() {
            check_percent(&own.percent, &lines.index(i).key("percent"), check);
            if self.lines[..i].iter().any(|before| before.line == own.line) {
                let message = format!("The line \"{}\" is there twice.", crate::document::short(&own.line));
                check.note(Code::DuplicateId, &lines.index(i).key("line"), message, "Write each line once.");
            }
        }
        self.check_release(&release, check);
    }

    fn check_steps(&self, at: &At, check: &mut Check) {
        let mut before = Exact::ZERO;
        for (i, step) in self.steps.iter().enumerate() {
            let here = at.index(i);
            check_percent(&step.percent, &here.key("percent"), check);
            let last = i + 1 == self.steps.len();
            let message = match &step.up_to {
                None if !last => "Only the last step goes to the end.".to_owned(),
                Some(_) if last => "The last step goes to the end.".to_owned(),
                Some(up_to) if up_to.exact() <= before || *up_to >= Dec::HUNDRED => {
                    format!("{up_to} is not above the step before and below 100.")
                }
                _ => String::new(),
            };
            if !message.is_empty() {
                let hint = "Steps rise, in percent of the plan; leave upTo out on the last one alone.";
                check.note(Code::BadTiers, &here.key("upTo"), message, hint);
            }
            before = step.up_to.as_ref().map_or(before, Dec::exact);
        }
    }

    fn check_release(&self, at: &At, check: &mut Check) {
        let mut percent = Exact::ZERO;
        for (i, release) in self.release.list.iter().enumerate() {
            let place = self.release.place(at, i);
            let here = At::Pointer(&place);
            if release.percent.is_some() == release.remainder {
                let message = "A release is a percentage or the remainder.";
                check.note(Code::Conflict, &here, message, "Write exactly one of percent and remainder.");
            }
            if release.percent.as_ref().is_some_and(|p| p.sign() <= 0) {
                check.note(Code::OutOfRange, &here.key("percent"), "A release is above zero.", "Write percent.");
            }
            percent = percent + release.percent.as_ref().map_or(Exact::ZERO, Dec::exact);
            if release.remainder && i + 1 != self.release.list.len() {
                let message = "The remainder is not the last release.";
                check.note(Code::Conflict, &here.key("remainder"), message, "Release the remainder last.");
            }
            let on = if self.release.at_once { here } else { here.key("on") };
            release.on.check(&on, check);
        }
        let hundred = Dec::HUNDRED.exact();
        let sum = format!("The releases come to {} of 100.", percent.decimal(12));
        if percent > hundred {
            check.note(Code::PlanExceedsTotal, at, sum, "Percentages are of what is withheld, together at most 100.");
        } else if percent < hundred && !self.release.list.iter().any(|release| release.remainder) {
            let hint = "Add { \"remainder\": true, \"on\": … }: what is withheld is released.";
            check.note(Code::PlanNotCovered, at, sum, hint);
        }
    }

    /// Whether it withholds a part of the net, whose tax follows, rather than of the gross.
    pub fn of_net(&self) -> bool {
        self.basis == RetainageBasis::Net
            || self.effect == RetainageEffect::Invoice
            || self.tax == RetainageTax::AtRelease
    }

    /// The group of a line: 0 for the retainage's own percentage, above for `lines`.
    pub fn group(&self, line: &str) -> usize {
        self.lines.iter().position(|own| own.line == line).map_or(0, |place| place + 1)
    }
}

fn check_percent(percent: &Dec, at: &At, check: &mut Check) {
    if percent.sign() < 0 || *percent > Dec::HUNDRED {
        let message = format!("{percent} percent cannot be withheld.");
        check.note(Code::OutOfRange, at, message, "Write percent, from 0 to 100: \"5\" withholds a twentieth.");
    }
}

/// An item of a plan as retainage reads it.
pub struct Held {
    /// Its date, where it is known.
    pub date: Option<Date>,
    /// What the percentage is of, by group (see [`Retainage::group`]).
    pub bases: Vec<Minor>,
    /// The same by charge, unrounded: how what is withheld is spread.
    pub weights: Vec<Exact>,
    /// How much of the plan's net is billed with this item, 0 to 1.
    pub position: Exact,
}

/// What a percentage of one group comes to so far.
struct Sum {
    base: Exact,
    held: Exact,
}

impl Retainage {
    /// What each item withholds of each charge: `result[item][charge]`, from the charges' groups. Items dated on or after
    /// `until`, the last release, withhold nothing.
    ///
    /// # Errors
    /// `overflow`.
    pub fn withhold(
        &self,
        items: &[Held],
        groups: &[usize],
        until: Option<Date>,
        (currency, policy, at): (&Currency, &Policy, &At),
    ) -> Result<Vec<Vec<Minor>>> {
        let mut sums: Vec<Sum> = (0..=self.lines.len()).map(|_| Sum { base: Exact::ZERO, held: Exact::ZERO }).collect();
        let mut weights = vec![Exact::ZERO; groups.len()];
        let mut done = vec![Minor::ZERO; groups.len()];
        let mut before = Exact::ZERO;
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            let from = std::mem::replace(&mut before, item.position.clone());
            if matches!((item.date, until), (Some(date), Some(until)) if date >= until) {
                all.push(vec![Minor::ZERO; groups.len()]);
                continue;
            }
            for (group, sum) in sums.iter_mut().enumerate() {
                self.add(sum, group, &currency.exact(item.bases[group]), (&from, &item.position));
            }
            weights.iter_mut().zip(&item.weights).for_each(|(sum, weight)| *sum = (&*sum + weight).reduced());
            let exact: Exact = sums.iter().map(|sum| sum.held.clone()).sum();
            let held = currency.round(&exact, policy.rounding_mode, at)?;
            let now = spread(held, &spread_by(&sums, &weights, groups), policy, at)?;
            all.push(now.iter().zip(&done).map(|(now, before)| *now - *before).collect());
            done = now;
        }
        Ok(all)
    }

    fn add(&self, sum: &mut Sum, group: usize, base: &Exact, (from, to): (&Exact, &Exact)) {
        sum.base = (&sum.base + base).reduced();
        let own = group.checked_sub(1).and_then(|place| self.lines.get(place)).map(|own| own.percent);
        sum.held = match own.or(self.percent) {
            Some(percent) => &sum.base * &percent.percent(),
            None if self.apply == RetainageApply::Whole => &sum.base * &self.rate(to),
            None => (&sum.held + &(base * &self.average(from, to))).reduced(),
        };
    }

    /// The rate of the step that holds a position.
    fn rate(&self, position: &Exact) -> Exact {
        let holds = |step: &&RetainageStep| step.up_to.is_none_or(|up_to| *position <= up_to.percent());
        self.steps.iter().find(holds).map_or(Exact::ZERO, |step| step.percent.percent())
    }

    /// The rate over a stretch of positions, by the length inside each step; the stretch may go backwards.
    fn average(&self, from: &Exact, to: &Exact) -> Exact {
        let whole = self.area(to) - self.area(from);
        whole.over(&(to - from)).unwrap_or_else(|| self.rate(to))
    }

    /// The rate summed up to a position.
    fn area(&self, position: &Exact) -> Exact {
        let (mut area, mut before) = (Exact::ZERO, Exact::ZERO);
        for step in &self.steps {
            let end = step.up_to.map_or(Exact::ONE, |up_to| up_to.percent());
            let reached = if *position < end { position.clone() } else { end };
            if reached > before {
                area = area + &step.percent.percent() * &(&reached - &before);
                before = reached;
            }
        }
        area
    }

    /// What each release gives back of each charge: `result[release][charge]`, from what items withheld of each, with
    /// the items' dates and the releases'. The last release gives back whatever is left.
    ///
    /// # Errors
    /// `overflow`.
    pub fn released(
        &self,
        held: &[(Option<Date>, Vec<Minor>)],
        dates: &[Option<Date>],
        charges: usize,
        (currency, policy, at): (&Currency, &Policy, &At),
    ) -> Result<Vec<Vec<Minor>>> {
        let mut done = vec![Minor::ZERO; charges];
        let (mut all, mut percent) = (Vec::with_capacity(dates.len()), Exact::ZERO);
        for (i, (release, on)) in self.release.list.iter().zip(dates).enumerate() {
            percent = percent + release.percent.as_ref().map_or(Exact::ZERO, Dec::percent);
            let last = i + 1 == dates.len();
            let counts = |item: Option<Date>| match (last, on, item) {
                (true, _, _) | (_, None, _) => true,
                (false, Some(_), None) => false,
                (false, Some(on), Some(item)) => item < *on,
            };
            let mut sums = vec![Minor::ZERO; charges];
            for (_, amounts) in held.iter().filter(|(date, _)| counts(*date)) {
                sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += *amount);
            }
            let whole: Minor = sums.iter().copied().sum();
            let given = currency.round(&(currency.exact(whole) * &percent), policy.rounding_mode, at)?;
            let before: Minor = done.iter().copied().sum();
            let now = if last {
                sums
            } else if given <= before {
                done.clone()
            } else {
                let weights: Vec<Exact> = sums.iter().map(|sum| Exact::whole(sum.0)).collect();
                allocate(given, &weights, policy.spread, at)?
            };
            all.push(now.iter().zip(&done).map(|(now, before)| *now - *before).collect());
            done = now;
        }
        Ok(all)
    }
}

/// Splits by weights; where they cancel out and rounded taxes leave something, the first takes it.
fn spread(held: Minor, weights: &[Exact], policy: &Policy, at: &At) -> Result<Vec<Minor>> {
    if !weights.iter().cloned().sum::<Exact>().is_zero() {
        return allocate(held, weights, policy.spread, at);
    }
    Ok((0..weights.len()).map(|place| if place == 0 { held } else { Minor::ZERO }).collect())
}

/// How what is withheld so far is spread over charges: by what each group withholds, inside it by the charges' bases.
fn spread_by(sums: &[Sum], weights: &[Exact], groups: &[usize]) -> Vec<Exact> {
    let mut bases = vec![Exact::ZERO; sums.len()];
    for (weight, group) in weights.iter().zip(groups) {
        bases[*group] = (&bases[*group] + weight).reduced();
    }
    let share = |(weight, group): (&Exact, &usize)| match sums[*group].held.over(&bases[*group]) {
        Some(rate) => (weight * &rate).reduced(),
        None => weight.clone(),
    };
    weights.iter().zip(groups).map(share).collect()
}
