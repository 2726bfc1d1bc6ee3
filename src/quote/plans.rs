//! Invoice plans of a deal: their items spread over charges, and what retainage sets apart of them.

use super::bill::Billed;
use super::deal::Deal;
use super::plan::Events;
use super::standing::PlanSummary;
use crate::billing::{
    Apart, Billing, BillingItem, Held, PlanRow, PlanTerms, Reason, Retainage, RetainageBasis, RetainageEffect,
    RetainageTax, When,
};
use crate::calendar::Date;
use crate::money::{Exact, Minor};
use crate::problem::{At, Result};
use crate::tax::{taxes, Taxable};

/// What a plan bills and withholds in all, for its summary.
pub(crate) struct Planned {
    /// A place in the request's plans; `None` for the plan of one charge.
    pub shared: Option<usize>,
    /// A charge that it bills, the first.
    pub charge: usize,
    /// Whether the amounts include tax.
    pub gross: bool,
    /// Amount and what is withheld of it.
    pub items: Vec<(When, Minor, Minor)>,
    /// What is given back.
    pub releases: Vec<(When, Minor)>,
}

/// A plan with the charges that it bills.
struct Plan<'p> {
    terms: PlanTerms<'p>,
    shared: Option<usize>,
    members: Vec<usize>,
    start: Date,
    at: String,
}

impl Planned {
    /// What the plan comes to, and what is billed, withheld and given back of it up to `through`.
    pub(crate) fn standing(&self, events: &Events, through: Date) -> (Minor, Minor, Minor, Minor) {
        let reached = |when: &When| when.date(|event| events.date(event)).is_some_and(|date| date <= through);
        let billed = || self.items.iter().filter(|(when, _, _)| reached(when));
        let contract: Minor = self.items.iter().map(|(_, amount, _)| *amount).sum();
        let completed: Minor = billed().map(|(_, amount, _)| *amount).sum();
        let retained: Minor = billed().map(|(_, _, held)| *held).sum();
        let released: Minor = self.releases.iter().filter(|(when, _)| reached(when)).map(|(_, given)| *given).sum();
        (contract, completed, retained, released)
    }

    /// Where the plan stands when everything dated up to `through` is billed.
    pub(crate) fn summary(&self, deal: &Deal, events: &Events, through: Date) -> PlanSummary {
        let (contract, completed, retained, released) = self.standing(events, through);
        let earned = completed - retained + released;
        let own = self.shared.is_none();
        let show = |amount: Minor| deal.currency.show(amount);
        PlanSummary {
            plan: self.shared.and_then(|place| deal.request.plans.get(place)).map(|plan| plan.id.clone()),
            line: own.then(|| line_id(deal, self.charge).to_owned()),
            charge: own.then(|| deal.charges[self.charge].charge.id.clone()),
            basis: if self.gross { RetainageBasis::Gross } else { RetainageBasis::Net },
            contract: show(contract),
            completed: show(completed),
            retained: show(retained),
            released: show(released),
            earned: show(earned),
            balance_to_finish: show(contract - earned),
        }
    }
}

/// Adds the items of every plan to its charges.
///
/// # Errors
/// What a plan says against the nets that it covers; `overflow`.
pub(super) fn bill_plans(deal: &Deal, events: &Events, billed: &mut [Billed]) -> Result<Vec<Planned>> {
    let own = deal.charges.iter().enumerate().filter_map(|(c, charge)| {
        let terms = charge.billing.plan()?;
        Some(Plan { terms, shared: None, members: vec![c], start: charge.start, at: charge.billing_at.clone() })
    });
    let shared = deal.request.plans.iter().enumerate().map(|(i, plan)| {
        let shares = |billing: &Billing| matches!(billing, Billing::Shared(shared) if shared.plan == plan.id);
        let members =
            (0..deal.charges.len()).filter(|c| shares(&deal.charges[*c].billing) && !deal.is_optional(*c)).collect();
        Plan { terms: plan.plan(), shared: Some(i), members, start: deal.request.start, at: format!("/plans/{i}") }
    });
    own.chain(shared).filter(|plan| !plan.members.is_empty()).map(|plan| plan.bill(deal, events, billed)).collect()
}

impl Plan<'_> {
    fn bill(&self, deal: &Deal, events: &Events, billed: &mut [Billed]) -> Result<Planned> {
        let at = At::Pointer(&self.at);
        let nets: Vec<Minor> = self.members.iter().map(|c| billed[*c].net.unwrap_or_default()).collect();
        let rows = self.terms.rows(self.start, &nets, (&deal.currency, &deal.policy, &at))?;
        let mut planned = Planned {
            shared: self.shared,
            charge: self.members.first().copied().unwrap_or_default(),
            gross: with_tax(deal, self.terms),
            items: Vec::with_capacity(rows.len()),
            releases: Vec::new(),
        };
        let Some(retainage) = self.terms.retainage else {
            for row in &rows {
                let date = row.when.date(|event| events.date(event));
                let amounts = self.reckoned(deal, row, date, planned.gross)?;
                planned.items.push((row.when.clone(), amounts.into_iter().sum(), Minor::ZERO));
                self.push(billed, row, |i| (row.shares[i], None));
            }
            return Ok(planned);
        };
        let dates: Vec<Option<Date>> = rows.iter().map(|row| row.when.date(|event| events.date(event))).collect();
        let releases: Vec<When> = retainage.release.list.iter().map(|release| release.on.when(self.start)).collect();
        let released_on: Vec<Option<Date>> =
            releases.iter().map(|when| when.date(|event| events.date(event))).collect();
        let groups: Vec<usize> = self.members.iter().map(|c| retainage.group(line_id(deal, *c))).collect();
        let held_rows = self.held_rows(deal, &rows, &dates, &groups, planned.gross)?;
        let money = (&deal.currency, &deal.policy, &at);
        let until = released_on.last().copied().flatten();
        let held = retainage.withhold(&held_rows, &groups, until, money)?;
        for ((row, base), held) in rows.iter().zip(&held_rows).zip(&held) {
            let whole: Minor = base.bases.iter().copied().sum();
            planned.items.push((row.when.clone(), whole, held.iter().copied().sum()));
            self.push(billed, row, |i| set_apart(retainage, row.shares[i], held[i]));
        }
        let held: Vec<(Option<Date>, Vec<Minor>)> = dates.into_iter().zip(held).collect();
        let released = retainage.released(&held, &released_on, self.members.len(), money)?;
        for (i, (when, shares)) in releases.into_iter().zip(released).enumerate() {
            let whole: Minor = shares.iter().copied().sum();
            planned.releases.push((when.clone(), whole));
            if shares.iter().all(|share| *share == Minor::ZERO) {
                continue;
            }
            let release = &retainage.release.list[i];
            let name = release.name.clone().unwrap_or_else(|| release.id(i));
            let row = PlanRow { id: release.id(i), name, when, reason: Reason::Release, shares };
            self.push(billed, &row, |i| given_back(retainage, row.shares[i]));
        }
        Ok(planned)
    }

    /// Adds a row to the items of its charges; `amounts` gives the net of each, and what is set apart.
    fn push(&self, billed: &mut [Billed], row: &PlanRow, amounts: impl Fn(usize) -> (Minor, Option<Apart>)) {
        for (i, c) in self.members.iter().enumerate() {
            let (net, apart) = amounts(i);
            billed[*c].items.push(BillingItem {
                when: row.when.clone(),
                span: None,
                item: Some((row.id.clone(), row.name.clone())),
                measure: None,
                tag: 0,
                reason: row.reason,
                net,
                rounded: false,
                remainder: false,
                apart,
                usage: None,
                taxed: None,
            });
        }
    }

    /// The amounts of a row's charges as they are reckoned: of prices that hold the tax, without it unless `gross`.
    fn reckoned(&self, deal: &Deal, row: &PlanRow, date: Option<Date>, gross: bool) -> Result<Vec<Minor>> {
        if gross || !deal.is_inclusive() {
            return Ok(row.shares.clone());
        }
        let net = |(c, share): (&usize, &Minor)| deal.split(*c, *share, None, date).map(|(net, _)| net);
        self.members.iter().zip(&row.shares).map(net).collect()
    }

    /// The items as retainage reads them: their amounts by group of lines, with tax if `gross`.
    fn held_rows(
        &self,
        deal: &Deal,
        rows: &[PlanRow],
        dates: &[Option<Date>],
        groups: &[usize],
        gross: bool,
    ) -> Result<Vec<Held>> {
        let whole: Minor = rows.iter().flat_map(|row| &row.shares).copied().sum();
        let count = self.terms.retainage.map_or(0, |retainage| retainage.lines.len()) + 1;
        let mut done = Minor::ZERO;
        let held = |(row, date): (&PlanRow, &Option<Date>)| {
            done += row.shares.iter().copied().sum();
            let position = deal.currency.exact(done).over(&deal.currency.exact(whole)).unwrap_or(Exact::ONE);
            let mut weights = Vec::with_capacity(row.shares.len());
            let mut bases = vec![Minor::ZERO; count];
            let mut taxable: Vec<Vec<Taxable>> = vec![Vec::new(); count];
            let shares = self.reckoned(deal, row, *date, gross)?;
            for ((c, share), group) in self.members.iter().zip(&shares).zip(groups) {
                // Prices that hold the tax are with tax as they stand.
                let tax = deal.charges[*c].tax.filter(|_| gross && !deal.is_inclusive());
                let version = tax.map(|tax| deal.tax_version(tax, None, *date));
                taxable[*group].extend(version.map(|version| Taxable { version, base: *share, included: None }));
                bases[*group] += *share;
                let factor = version.map_or(Exact::ZERO, |version| deal.taxes.factor(version));
                weights.push(deal.currency.exact(*share) * &(Exact::ONE + factor));
            }
            for (base, taxable) in bases.iter_mut().zip(&taxable) {
                let document = taxes(&deal.taxes, taxable, (&deal.currency, &deal.policy), false)?;
                *base += document.taxed.iter().map(|taxed| taxed.tax).sum();
            }
            Ok(Held { date: *date, bases, weights, position })
        };
        rows.iter().zip(dates).map(held).collect()
    }
}

/// Whether a plan's amounts are reckoned with tax: where retainage is of the gross, and where prices hold the tax, unless
/// retainage is of the net or the buyer pays none.
pub(crate) fn with_tax(deal: &Deal, terms: PlanTerms) -> bool {
    match (terms.retainage, deal.is_inclusive()) {
        (_, true) if deal.taxes.exemption.is_some() => false,
        (None, inclusive) => inclusive,
        (Some(retainage), _) => !retainage.of_net(),
    }
}

fn line_id<'d>(deal: &'d Deal, c: usize) -> &'d str {
    &deal.lines[deal.charges[c].line].line.id
}

/// The net of an item of which so much is withheld, and what is set apart.
fn set_apart(retainage: &Retainage, share: Minor, held: Minor) -> (Minor, Option<Apart>) {
    let base = if retainage.tax == RetainageTax::AtInvoice { share } else { share - held };
    match retainage.effect {
        RetainageEffect::Payable => (share, Some(Apart { base, held, withheld: held })),
        RetainageEffect::Invoice => (share - held, Some(Apart { base, held: Minor::ZERO, withheld: held })),
    }
}

/// The net of what is given back, and what is set apart.
fn given_back(retainage: &Retainage, share: Minor) -> (Minor, Option<Apart>) {
    let base = if retainage.tax == RetainageTax::AtInvoice { Minor::ZERO } else { share };
    match retainage.effect {
        RetainageEffect::Payable => (Minor::ZERO, Some(Apart { base, held: -share, withheld: -share })),
        RetainageEffect::Invoice => (share, Some(Apart { base, held: Minor::ZERO, withheld: -share })),
    }
}
