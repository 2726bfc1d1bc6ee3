//! The verb `price`: a request in, a priced quote with its receipt out.

use super::assemble::{accounting, assemble, line_name, tax_code, Assembled};
use super::bill::{bill, leave_out, Billed};
use super::curves::{curves, value, Work};
use super::deal::{resolve, Deal, DealCharge};
use super::deposits::{deposits, Deposits};
use super::margin::{cost, first_year, margin};
use super::normal::normalised;
use super::plan::Events;
use super::plans::Planned;
use super::request::QuoteRequest;
use super::result::{NextInvoice, Note, NoteCode, PricedCharge, PricedLine, PricedQuote, RecurringTotals, Totals};
use super::taxes::take_out;
use super::waterfall::{add_steps, waterfall, LineStep};
use crate::billing::Billing;
use crate::billing::BillingItem;
use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::curve::Layer;
use crate::document::Null;
use crate::money::{Exact, Minor};
use crate::pricing::Rules;
use crate::problem::{At, Result};
use crate::receipt::{seal, Receipt};

/// How far the sums of a quote without an end go, in months from its start.
pub const HORIZON_MONTHS: i32 = 12;

/// Prices a quote.
///
/// Amounts are texts with the decimals of the currency; a line's `net` is what its invoices come to, to the cent.
/// The result carries the normalised request and a receipt.
///
/// # Errors
/// All problems of the request at once, each with its code, JSON pointer and remedy.
pub fn price(request: &QuoteRequest) -> Result<PricedQuote> {
    let deal = resolve(request)?;
    let (mut quote, _) = unsealed(&deal)?;
    quote.receipt = seal(&quote, &deal.policy_name);
    Ok(quote)
}

/// The priced quote of a deal, its receipt still empty, and what it was made from.
pub(crate) fn unsealed(deal: &Deal) -> Result<(PricedQuote, Worked)> {
    let worked = work(deal, None, &Events::default())?;
    let assembled = worked.assembled(deal)?;
    Ok((document(deal, &worked, &assembled)?, worked))
}

/// A deal with its curves and billing items.
pub(crate) struct Worked {
    pub works: Vec<Work>,
    pub billed: Vec<Billed>,
    pub plans: Vec<Planned>,
    pub deposits: Deposits,
    /// Exclusive: sums of charges without an end stop here.
    pub horizon: Date,
    /// Per charge, exclusive: what is shown of it.
    pub shown: Vec<Date>,
    /// Whether some charge has no end.
    pub open: bool,
}

/// What a deal bills, before the tax comes out of prices that hold it, and before deposits.
pub(crate) fn raw(deal: &Deal, horizon: Date, events: &Events) -> Result<(Vec<Work>, Vec<Billed>, Vec<Planned>)> {
    let shown: Vec<Date> = deal.charges.iter().map(|charge| charge.shown_until(horizon)).collect();
    let works = curves(deal, &shown)?;
    let (billed, plans) = bill(deal, &works, horizon, events)?;
    Ok((works, billed, plans))
}

/// Computes a deal up to a horizon (exclusive; by default [`HORIZON_MONTHS`] from the quote's start).
pub(crate) fn work(deal: &Deal, horizon: Option<Date>, events: &Events) -> Result<Worked> {
    let horizon = horizon.unwrap_or_else(|| deal.request.start.plus_months(HORIZON_MONTHS));
    let shown: Vec<Date> = deal.charges.iter().map(|charge| charge.shown_until(horizon)).collect();
    let works = curves(deal, &shown)?;
    let (mut billed, plans) = bill(deal, &works, horizon, events)?;
    take_out(deal, &mut billed)?;
    leave_out(deal, &mut billed, horizon)?;
    let open = deal.charges.iter().enumerate().any(|(c, charge)| charge.is_open() && !deal.is_optional(c));
    let deposits = deposits(deal, &billed, events)?;
    Ok(Worked { works, billed, plans, deposits, horizon, shown, open })
}

impl Worked {
    /// Everything billed, without events; of charges without an end, what is dated before the horizon.
    pub(crate) fn assembled(&self, deal: &Deal) -> Result<Assembled<'_>> {
        let shown = |c: usize, _: &BillingItem, date: Option<Date>| self.is_shown(deal, c, date);
        assemble(deal, (&self.billed, &self.deposits), &Events::default(), shown, |_, _| true, true)
    }

    pub(crate) fn is_shown(&self, deal: &Deal, c: usize, date: Option<Date>) -> bool {
        !deal.charges[c].is_open() || date.is_none_or(|date| date < self.horizon)
    }

    pub(crate) fn net(&self, deal: &Deal, c: usize) -> Minor {
        let shown = |item: &&BillingItem| self.is_shown(deal, c, item.when.date(|_| None));
        self.billed[c].net.unwrap_or_else(|| self.billed[c].items.iter().filter(shown).map(|item| item.net).sum())
    }

    /// A line's part of the taxes of its documents; of an optional line, its tax if it were taken.
    pub(crate) fn line_tax(&self, deal: &Deal, assembled: &Assembled, line: usize) -> Minor {
        let apart = deal.lines[line].charges.clone().filter_map(|c| self.billed[c].apart.map(|own| own.tax));
        assembled.line_taxes.get(line).copied().unwrap_or_default() + apart.sum()
    }

    /// The tax that came out of a charge's prices; the net and this is what they say.
    pub(crate) fn taken(&self, deal: &Deal, c: usize) -> Minor {
        if let Some(apart) = &self.billed[c].apart {
            return apart.taken;
        }
        let items = self.billed[c].items.iter().zip(&self.billed[c].taken);
        items.filter(|(item, _)| self.is_shown(deal, c, item.when.date(|_| None))).map(|(_, tax)| *tax).sum()
    }
}

fn document(deal: &Deal, worked: &Worked, assembled: &Assembled) -> Result<PricedQuote> {
    let request = deal.request;
    let tax = |i: usize| worked.line_tax(deal, assembled, i);
    let lines: Vec<(PricedLine, Amounts)> =
        (0..deal.lines.len()).map(|i| priced_line(deal, worked, i, tax(i))).collect::<Result<_>>()?;
    let mut sums = Amounts::default();
    lines.iter().filter(|(line, _)| line.optional.is_none()).for_each(|(_, own)| sums.add(own));
    let ends: Vec<Option<Date>> = deal.lines.iter().map(|line| line.end).collect();
    let end = if ends.iter().any(Option::is_none) { None } else { ends.into_iter().flatten().max() };
    Ok(PricedQuote {
        id: request.id.clone(),
        currency: deal.currency.to_string(),
        start: request.start,
        end: Null(end.map(Date::before)),
        lines: lines.into_iter().map(|(line, _)| line).collect(),
        taxes: assembled.sums.taxes(deal),
        totals: totals(deal, worked, assembled, &sums)?,
        notes: notes(deal, worked),
        request: normalised(deal),
        receipt: Receipt::default(),
    })
}

/// What a line or a quote comes to.
#[derive(Default)]
pub(super) struct Amounts {
    pub list: Minor,
    /// After discounts, as prices say it: the net, and the tax that they hold.
    pub priced: Minor,
    pub net: Minor,
    pub tax: Minor,
}

impl Amounts {
    fn add(&mut self, other: &Amounts) {
        self.list += other.list;
        self.priced += other.priced;
        self.net += other.net;
        self.tax += other.tax;
    }
}

fn priced_line(deal: &Deal, worked: &Worked, i: usize, tax: Minor) -> Result<(PricedLine, Amounts)> {
    let dealt = &deal.lines[i];
    let mut sums = Amounts { tax, ..Amounts::default() };
    let mut charges = Vec::with_capacity(dealt.charges.len());
    let mut steps: Vec<LineStep> = Vec::new();
    let mut costs: Option<Minor> = None;
    for c in dealt.charges.clone() {
        let (charge, work) = (&deal.charges[c], &worked.works[c]);
        let charge_list = value(deal, c, work, &work.list, &worked.shown)?;
        let charge_net = worked.net(deal, c);
        charges.push(priced_charge(deal, charge, work, c, charge_list, charge_net)?);
        add_steps(&mut steps, work, sums.list, charge_list);
        let priced = charge_net + worked.taken(deal, c);
        sums.add(&Amounts { list: charge_list, priced, net: charge_net, tax: Minor::ZERO });
        if let Some(cost) = cost(deal, worked, c)? {
            costs = Some(costs.unwrap_or_default() + cost);
        }
    }
    let line = PricedLine {
        id: dealt.line.id.clone(),
        product: dealt.product.id.clone(),
        name: line_name(deal, i),
        quantity: dealt.line.segments.first().and_then(|s| s.quantity).unwrap_or(dealt.line.quantity),
        start: dealt.start,
        end: Null(dealt.end.map(Date::before)),
        list: deal.currency.show(sums.list),
        discount: deal.currency.show(sums.list - sums.priced),
        net: deal.currency.show(sums.net),
        tax: deal.currency.show(sums.tax),
        gross: deal.currency.show(sums.net + sums.tax),
        optional: dealt.line.optional.filter(|optional| *optional),
        cost: costs.map(|cost| deal.currency.show(cost)),
        charges,
        waterfall: waterfall(deal, steps, &sums),
    };
    Ok((line, sums))
}

fn priced_charge(
    deal: &Deal,
    charge: &DealCharge,
    work: &Work,
    c: usize,
    list: Minor,
    net: Minor,
) -> Result<PricedCharge> {
    let first = &charge.segments[0];
    let recurring = charge.charge.kind == ChargeKind::Recurring && !charge.is_commitment();
    let rate: Exact = work.curve.layers.iter().filter(|l| l.from == charge.start).map(|l| l.rate.clone()).sum();
    let path = deal.at_line(charge.line);
    let per_period =
        recurring.then(|| deal.currency.round(&rate, deal.policy.rounding_mode, &At::Pointer(&path))).transpose()?;
    Ok(PricedCharge {
        charge: charge.charge.id.clone(),
        name: charge.charge.name.clone(),
        kind: charge.charge.kind,
        per: charge.charge.per,
        quantity: first.quantity,
        unit_price: first.list.unit_price(&first.units, Rules::from(&deal.policy)).map(|price| price.decimal(12)),
        per_period: per_period.map(|amount| deal.currency.show(amount)),
        list: deal.currency.show(list),
        net: deal.currency.show(net),
        tax_code: tax_code(deal, c),
    })
}

fn totals(deal: &Deal, worked: &Worked, assembled: &Assembled, sums: &Amounts) -> Result<Totals> {
    let show = |amount: Minor| deal.currency.show(amount);
    let (net, tax) = (sums.net, assembled.sums.tax);
    let as_of = deal.today();
    let due_now: Minor = assembled.drafts.iter().filter(|d| d.date <= as_of).map(|d| d.payable()).sum();
    let next = assembled.drafts.iter().find(|d| d.date > as_of);
    let of_kind = |kind: ChargeKind| -> Minor {
        let counts = |c: &usize| deal.charges[*c].charge.kind == kind && !deal.is_optional(*c);
        let charges = (0..deal.charges.len()).filter(counts);
        charges.map(|c| worked.net(deal, c)).sum()
    };
    let last_service = deal.lines.iter().filter_map(|line| line.end).max().map(Date::before);
    let last_invoice = assembled.drafts.last().map(|draft| draft.date);
    let (mut first, mut costs): (Minor, Option<(Minor, Minor)>) = (Minor::ZERO, None);
    for c in (0..deal.charges.len()).filter(|c| !deal.is_optional(*c)) {
        let net = worked.net(deal, c);
        first += first_year(deal, worked, c, net)?;
        if let Some(cost) = cost(deal, worked, c)? {
            let (nets, sum) = costs.unwrap_or_default();
            costs = Some((nets + net, sum + cost));
        }
    }
    let through = if worked.open { worked.horizon.before() } else { deal.request.start };
    Ok(Totals {
        list: show(sums.list),
        discount: show(sums.list - sums.priced),
        net: show(net),
        tax: show(tax),
        gross: show(net + tax),
        accounting: accounting(deal, as_of, net, tax)?,
        due_now: show(due_now),
        next_invoice: Null(next.map(|draft| NextInvoice { date: draft.date, gross: show(draft.gross()) })),
        contract: Null((!worked.open).then(|| show(net))),
        recurring: recurring(deal, worked, as_of, of_kind(ChargeKind::Recurring))?,
        one_time: show(of_kind(ChargeKind::OneTime)),
        usage: show(of_kind(ChargeKind::Usage)),
        first_year: show(first),
        margin: costs.map(|(net, cost)| margin(deal, net, cost)),
        through: [last_service, last_invoice].into_iter().flatten().fold(through, Date::max),
    })
}

fn recurring(deal: &Deal, worked: &Worked, as_of: Date, net: Minor) -> Result<RecurringTotals> {
    let round = |amount: &Exact| deal.currency.round(amount, deal.policy.rounding_mode, &At::Root);
    let (mut monthly, mut annual) = (Minor::ZERO, Minor::ZERO);
    let counted = deal.charges.iter().zip(&worked.works).enumerate().filter(|(c, _)| !deal.is_optional(*c));
    for (_, (charge, work)) in counted {
        let day = as_of.max(charge.start);
        let in_force = |layer: &&Layer| layer.from <= day && layer.to.is_none_or(|to| day < to);
        let rate = |layer: &Layer| &layer.rate * &layer.measure.periods_per_month();
        let month: Exact = work.curve.layers.iter().filter(in_force).map(rate).sum();
        monthly += round(&month)?;
        annual += round(&(month * Exact::whole(12)))?;
    }
    Ok(RecurringTotals {
        net: deal.currency.show(net),
        monthly: deal.currency.show(monthly),
        annual: deal.currency.show(annual),
    })
}

fn notes(deal: &Deal, worked: &Worked) -> Vec<Note> {
    let mut notes = Vec::new();
    for (i, plan) in deal.request.plans.iter().enumerate() {
        let names = |billing: &Billing| matches!(billing, Billing::Shared(shared) if shared.plan == plan.id);
        if !deal.charges.iter().any(|charge| names(&charge.billing)) {
            let message = format!("No charge is billed by the plan \"{}\".", plan.id);
            notes.push(Note { code: NoteCode::UnusedPlan, path: format!("/plans/{i}"), message });
        }
    }
    if worked.open {
        notes.push(Note {
            code: NoteCode::SumsToHorizon,
            path: "/end".into(),
            message: format!("A charge has no end; the sums cover what is billed up to {}.", worked.horizon.before()),
        });
    }
    let fixed = |amount: bool, path: String| Note {
        code: NoteCode::DiscountMissedByRounding,
        path,
        message: format!(
            "Periods are rounded alone, so the {} may be missed by their rounding.",
            if amount { "amount of the discount" } else { "percentage of the sum" }
        ),
    };
    if deal.policy.rounding.stands_alone() {
        for (i, line) in deal.request.lines.iter().enumerate() {
            for (j, _) in line.discounts.iter().enumerate().filter(|(_, d)| d.amount.is_some()) {
                notes.push(fixed(true, format!("/lines/{i}/discounts/{j}")));
            }
        }
        for (i, discount) in deal.request.discounts.iter().enumerate() {
            notes.push(fixed(discount.amount.is_some(), format!("/discounts/{i}")));
        }
    }
    notes
}
