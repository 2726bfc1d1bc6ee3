//! Where the invoice plans of an order stand: what was billed, and what is still to come.

use super::deposits::whole;
use super::document::EntryKind;
use super::held::{billed_apart, held};
use super::life::{date_of, Life};
use super::settle::Asked;
use crate::billing::{Apart, Billing, BillingItem, PlanTerms, Reason, When};
use crate::calendar::Date;
use crate::money::Minor;
use crate::problem::{At, Result};
use crate::quote::bill::Billed;
use crate::quote::deal::Deal;
use crate::quote::plans::{with_tax, Planned};
use crate::quote::PlanSummary;
use crate::tax::{taxes, Taxable};

/// A part of a plan's item: of one charge, billed or to come.
struct Part {
    charge: usize,
    id: Option<String>,
    /// Whether it was billed.
    done: bool,
    when: When,
    /// On which day its tax is read.
    date: Option<Date>,
    net: Minor,
    /// The tax that came out of its price.
    taken: Minor,
    apart: Apart,
    is_release: bool,
}

impl Part {
    /// Before anything is withheld.
    fn amount(&self) -> Minor {
        self.net + self.apart.withheld - self.apart.held
    }
}

/// Where each plan stands when what was billed is, and everything else that is dated up to `through`.
///
/// # Errors
/// `too_precise`, `overflow`.
pub(super) fn plans(
    asked: &Asked,
    state: &Life,
    (deal, open): (&Deal, &[Billed]),
    through: Date,
) -> Result<Vec<PlanSummary>> {
    let own = (0..deal.charges.len()).filter_map(|c| Some((deal.charges[c].billing.plan()?, None, vec![c])));
    let shared = deal.request.plans.iter().enumerate().map(|(i, plan)| {
        let shares = |c: &usize| matches!(&deal.charges[*c].billing, Billing::Shared(own) if own.plan == plan.id);
        (plan.plan(), Some(i), (0..deal.charges.len()).filter(shares).collect::<Vec<usize>>())
    });
    let planned: Vec<(PlanTerms, Option<usize>, Vec<usize>)> = own.chain(shared).collect();
    if planned.iter().all(|(_, _, members)| members.is_empty()) {
        return Ok(Vec::new());
    }
    let whole = whole(state, deal)?;
    let mut parts = billed(asked, state, (deal, &whole))?;
    for (charge, own) in open.iter().enumerate() {
        let part = |(i, item): (usize, &BillingItem)| Part {
            charge,
            id: item.item.as_ref().map(|(id, _)| id.clone()),
            done: false,
            when: item.when.clone(),
            date: item.taxed.or(date_of(item, asked.events)),
            net: item.net,
            taken: own.taken.get(i).copied().unwrap_or_default(),
            apart: Apart { base: item.base(), held: item.held(), withheld: item.withheld() },
            is_release: item.reason == Reason::Release,
        };
        parts.extend(own.items.iter().enumerate().map(part));
    }
    let mut all = Vec::new();
    for (terms, shared, members) in planned {
        let mine: Vec<&Part> = parts.iter().filter(|part| members.contains(&part.charge)).collect();
        let bills = |c: &&usize| !deal.is_optional(**c) || mine.iter().any(|part| part.charge == **c);
        let Some(charge) = members.iter().find(bills) else { continue };
        let gross = with_tax(deal, terms);
        let mut planned = Planned { shared, charge: *charge, gross, items: Vec::new(), releases: Vec::new() };
        add(deal, terms, &mine, &mut planned)?;
        all.push(planned.summary(deal, asked.events, through));
    }
    Ok(all)
}

/// Adds parts to a plan; where its amounts include tax, each item with that of an invoice of its own.
fn add(deal: &Deal, terms: PlanTerms, parts: &[&Part], planned: &mut Planned) -> Result<()> {
    let line = |part: &Part| deal.lines[deal.charges[part.charge].line].line.id.as_str();
    let group = |part: &Part| terms.retainage.map_or(0, |retainage| retainage.group(line(part)));
    let mut seen = vec![false; parts.len()];
    for (i, first) in parts.iter().enumerate() {
        if first.is_release {
            planned.releases.push((first.when.clone(), -first.apart.withheld));
            continue;
        }
        if seen[i] {
            continue;
        }
        let same = |own: &Part| {
            let key = |part: &Part| (part.done, part.id.clone(), part.date, group(part));
            !own.is_release && own.when == first.when && key(own) == key(first)
        };
        let (mut amount, mut held, mut taxable) = (Minor::ZERO, Minor::ZERO, Vec::new());
        for (place, own) in parts.iter().enumerate().filter(|(_, own)| same(own)) {
            seen[place] = true;
            amount += own.amount();
            held += own.apart.withheld;
            if planned.gross && deal.is_inclusive() {
                amount += own.taken;
            } else if let Some(rate) = deal.charges[own.charge].tax.filter(|_| planned.gross) {
                let version = deal.tax_version(rate, None, own.date);
                taxable.push(Taxable { version, base: own.amount(), included: None });
            }
        }
        let document = taxes(&deal.taxes, &taxable, (&deal.currency, &deal.policy), false)?;
        amount += document.taxed.iter().map(|taxed| taxed.tax).sum();
        planned.items.push((first.when.clone(), amount, held));
    }
    Ok(())
}

/// What was billed, each entry with what its item sets apart.
fn billed(asked: &Asked, state: &Life, (deal, whole): (&Deal, &[Billed])) -> Result<Vec<Part>> {
    let mut all: Vec<Part> = Vec::new();
    for (place, entry) in asked.billed.iter().enumerate().filter(|(_, entry)| entry.kind == EntryKind::Charge) {
        let root = At::Root;
        let list = root.key("billed");
        let at = list.index(place);
        let known = state.charges.iter().position(|own| own.line == entry.line && own.charge == entry.charge);
        let Some(charge) = known else { continue };
        let net = deal.currency.amount(&entry.net, &at.key("net"))?;
        let gross = entry.gross.as_ref().map(|own| deal.currency.amount(own, &at.key("gross"))).transpose()?;
        let of = |item: &&BillingItem| item.item.as_ref().map(|(id, _)| id) == entry.item.as_ref();
        let item = whole[charge].items.iter().find(of);
        let again = all.iter().any(|own| own.charge == charge && own.id == entry.item);
        let said = held(&deal.currency, entry, &at)?;
        let apart = match item.filter(|_| !again) {
            Some(item) => billed_apart((&deal.currency, &deal.policy), item, net, said)?,
            None => {
                let held = said.unwrap_or_default();
                Apart { base: net, held, withheld: held }
            }
        };
        all.push(Part {
            charge,
            id: entry.item.clone(),
            done: true,
            when: When::On(Date::MIN),
            date: entry.date.or(item.and_then(|item| date_of(item, asked.events))),
            net,
            taken: gross.map_or(Minor::ZERO, |gross| gross - net),
            apart,
            is_release: item.is_some_and(|item| item.reason == Reason::Release),
        });
    }
    Ok(all)
}
