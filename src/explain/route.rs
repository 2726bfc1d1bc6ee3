//! From a place in a result to what stands there.

use super::charge::Explainer;
use super::sentences as say;
use super::tree::Why;
use crate::calendar::{Date, Span};
use crate::catalog::ChargeKind;
use crate::money::Minor;
use crate::quote::assemble::Draft;
use crate::quote::margin::cost;
use crate::quote::plans::Planned;
use crate::quote::preview::View;
use crate::quote::steps::ALWAYS;
use crate::quote::PlanOptions;

impl Explainer<'_> {
    fn line_at(&self, text: &str) -> Option<usize> {
        place(text).filter(|i| *i < self.deal.lines.len())
    }

    /// An amount of a priced quote.
    pub fn quote(&self, path: &str) -> Option<Why> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        Some(match parts.as_slice() {
            ["lines", i, "net"] => self.line_net(self.line_at(i)?),
            ["lines", i, "list"] => self.line_list(self.line_at(i)?),
            ["lines", i, "discount"] => self.line_discount(self.line_at(i)?),
            ["lines", i, "tax"] => self.line_tax(self.line_at(i)?),
            ["lines", i, "gross"] => self.line_gross(self.line_at(i)?),
            ["lines", i, "cost"] => self.line_cost(self.line_at(i)?)?,
            ["lines", i, "waterfall", step, when @ ("before" | "after")] => {
                self.waterfall(self.line_at(i)?, place(step)?, *when == "after")?
            }
            ["lines", i, "charges", k, rest @ ..] => {
                let c = self.charge_place(i, k)?;
                match rest {
                    ["net"] => self.charge_net(c),
                    ["list"] => self.value(c, 0),
                    ["perPeriod"] => self.per_period(c),
                    ["unitPrice"] => self.unit_price(c),
                    rest => self.way(c, rest)?,
                }
            }
            ["taxes", t, what @ ("base" | "tax")] => {
                let mut all = self.assembled.sums.taxes.clone();
                all.sort_unstable_by_key(|own| own.levy);
                self.sum_of_tax(all.get(place(t)?)?, *what == "base")
            }
            ["totals", rest @ ..] => self.total(rest)?,
            _ => return None,
        })
    }

    fn charge_place(&self, i: &str, k: &str) -> Option<usize> {
        let own = &self.deal.lines[self.line_at(i)?].charges;
        Some(own.start.checked_add(place(k)?)?).filter(|c| own.contains(c))
    }

    /// A value on the way to a charge's net: `after/{steps}` (`/{from}/{to}`, `/rounded`), `rate/{steps}/{day}`, what prices say
    /// of it or of an item before tax comes out of them (`priced`), and what a step that takes an amount off reads,
    /// `steps/{step}/before`, `total`, `share` and `factor`.
    fn way(&self, c: usize, rest: &[&str]) -> Option<Why> {
        let steps = |text: &str| place(text).filter(|steps| *steps <= self.applied(c).len());
        Some(match rest {
            ["after", count] => self.over(c, steps(count)?, ALWAYS),
            ["after", count, from, to, rest @ ..] => {
                let span = Span { from: Date::parse(from)?, to: Date::parse(to)? };
                let over = self.over(c, steps(count)?, (span.from < span.to).then_some(span)?);
                match rest {
                    [] => over,
                    ["rounded"] => self.round(over).saying(say::period(span)),
                    _ => return None,
                }
            }
            ["priced"] => self.charge_price(c),
            ["items", i, "priced"] => {
                let i = place(i).filter(|i| *i < self.items(c).len())?;
                self.item_price(c, i)
            }
            ["rate", count, day] => {
                let day = Date::parse(day).filter(|day| *day >= self.charge(c).start)?;
                self.rate(c, self.charge(c).segment_on(day), day, steps(count)?)
            }
            ["steps", step, "before"] => self.total_before(c, place(step)?, true)?,
            ["steps", step, "total"] => self.exact_before(c, place(step)?)?,
            ["steps", step, "share"] => self.share(c, place(step)?, usize::MAX)?,
            ["steps", step, "factor"] => self.amount_factor(c, place(step)?)?,
            _ => return None,
        })
    }

    fn total(&self, rest: &[&str]) -> Option<Why> {
        let today = self.deal.today();
        let digits = self.digits();
        let net = || self.lines("net", &|i| self.line_net(i));
        Some(match rest {
            ["list"] => self.lines("list", &|i| self.line_list(i)),
            ["discount"] => self.lines("discount", &|i| self.line_discount(i)),
            ["net"] => net(),
            ["tax"] => self.all_tax(),
            ["gross"] => Why::sum(say::total("gross"), vec![net(), self.all_tax()]).money(digits),
            ["contract"] if !self.worked.open => Why::same(say::total("contract"), net()).money(digits),
            ["dueNow"] => {
                let own = |i: usize| (Minor::ZERO, self.draft_payable(i));
                self.drafts("dueNow", &|draft| draft.date <= today, &own, "payable")
            }
            ["nextInvoice", "gross"] => {
                let i = self.assembled.drafts.iter().position(|draft| draft.date > today)?;
                Why::same(say::total("nextInvoice"), self.draft_gross(i)).money(digits)
            }
            ["accounting", what] => self.accounting(today, (net(), self.all_tax()), what)?,
            ["recurring", "net"] => self.kind("recurring", ChargeKind::Recurring),
            ["recurring", "monthly"] => self.monthly(1),
            ["recurring", "annual"] => self.monthly(12),
            ["oneTime"] => self.kind("oneTime", ChargeKind::OneTime),
            ["usage"] => self.kind("usage", ChargeKind::Usage),
            ["firstYear"] => self.first_year(),
            ["margin", what] => self.margin(what)?,
            _ => return None,
        })
    }

    fn costs(&self, charges: &mut dyn Iterator<Item = usize>) -> Vec<(usize, Why)> {
        let known = |c: usize| Some((c, cost(self.deal, self.worked, c).ok()??));
        let own = |(c, cost): (usize, Minor)| (c, self.money(say::cost_of(&self.name(c)), cost));
        charges.filter_map(known).map(own).collect()
    }

    fn line_cost(&self, line: usize) -> Option<Why> {
        let costs = self.costs(&mut self.deal.lines[line].charges.clone());
        (!costs.is_empty())
            .then(|| Why::sum(say::total("cost"), costs.into_iter().map(|(_, why)| why).collect()).money(self.digits()))
    }

    fn margin(&self, what: &str) -> Option<Why> {
        let digits = self.digits();
        let costs = self.costs(&mut (0..self.deal.charges.len()).filter(|c| !self.deal.is_optional(*c)));
        if costs.is_empty() {
            return None;
        }
        let net =
            || Why::sum(say::total("net"), costs.iter().map(|(c, _)| self.charge_net(*c)).collect()).money(digits);
        let cost = || Why::sum(say::total("cost"), costs.iter().map(|(_, why)| why.clone()).collect()).money(digits);
        let left = || Why::difference(say::margin(), vec![net(), cost()]).money(digits);
        Some(match what {
            "net" => net(),
            "cost" => cost(),
            "margin" => left(),
            "percent" => {
                let part = Why::quotient(say::margin_part(), left(), net());
                let hundred = Why::known(say::hundred(), crate::money::Exact::whole(100));
                let percent = Why::product(say::margin(), vec![part, hundred]);
                Why::round(say::rounded(2), percent, 2, crate::money::RoundingMode::HalfUp)
            }
            _ => return None,
        })
    }

    /// An amount of a plan.
    pub fn plan(&self, path: &str, (options, view): (&PlanOptions, &View)) -> Option<Why> {
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let digits = self.digits();
        Some(match parts.as_slice() {
            ["invoices", i, rest @ ..] => self.invoice(place(i).filter(|i| *i < self.assembled.drafts.len())?, rest)?,
            ["lines", i, "charges", k, rest @ ..] => self.way(self.charge_place(i, k)?, rest)?,
            ["waiting", w, "net"] => self.entry(self.assembled.waiting.get(place(w)?)?)?,
            ["waiting", w, "gross"] => self.entry_gross(self.assembled.waiting.get(place(w)?)?)?,
            ["waiting", w, what @ ("retained" | "released")] => {
                self.held(self.assembled.waiting.get(place(w)?)?, *what == "released")
            }
            ["totals", "net"] => self.plan_net(&|_| true, true),
            ["totals", "tax"] => self.all_tax(),
            ["totals", "gross"] => {
                Why::sum(say::total("gross"), vec![self.plan_net(&|_| true, true), self.all_tax()]).money(digits)
            }
            ["dueNow", what] => {
                let due = |draft: &Draft| draft.date <= view.as_of;
                let own = |i: usize| (Minor::ZERO, self.draft_tax_sum(i));
                match *what {
                    "net" => self.plan_net(&due, false),
                    "tax" => self.drafts("tax", &due, &own, "totals/tax"),
                    "gross" => {
                        let own = |i: usize| (Minor::ZERO, self.draft_gross(i));
                        self.drafts("gross", &due, &own, "totals/gross")
                    }
                    _ => return None,
                }
            }
            ["cash", m, "gross"] => self.cash(place(m)?, &|month| month)?,
            ["cashByQuarter", m, "gross"] => self.cash(place(m)?, &|month| month.div_euclid(3))?,
            ["cashByYear", m, "gross"] => self.cash(place(m)?, &|month| month.div_euclid(12))?,
            ["plans", p, what] => self.stands(self.worked.plans.get(place(p)?)?, options, what)?,
            ["deposits", d, what] => self.deposit_stands(place(d)?, options, what)?,
            _ => return None,
        })
    }

    fn plan_net(&self, keep: &dyn Fn(&Draft) -> bool, waits: bool) -> Why {
        let own = |i: usize| (Minor::ZERO, self.draft_net(i));
        let dated = self.drafts("net", keep, &own, "totals/net");
        let mut waiting = if waits { self.waiting() } else { Vec::new() };
        let seen = dated.exact.clone() + waiting.iter().map(|own| own.exact.clone()).sum::<crate::money::Exact>();
        let rest = self.deal.currency.exact(self.assembled.sums.net) - seen;
        if waits && !rest.is_zero() {
            waiting.push(Why::known(say::deposits_waiting(), rest).money(self.digits()));
        }
        match waiting.is_empty() {
            true => dated,
            false => Why::sum(say::total("net"), std::iter::once(dated).chain(waiting).collect()).money(self.digits()),
        }
    }

    fn invoice(&self, i: usize, rest: &[&str]) -> Option<Why> {
        let draft = &self.assembled.drafts[i];
        Some(match rest {
            ["lines", l, "net"] => self.entry(draft.entries.get(place(l)?)?)?,
            ["lines", l, "gross"] => self.entry_gross(draft.entries.get(place(l)?)?)?,
            ["lines", l, "measure"] => {
                let item = draft.entries.get(place(l)?)?.item;
                let per = self.charge(draft.entries.get(place(l)?)?.charge).charge.per;
                Why::known(say::measured(item.span?, item.measure.as_ref()?, per), item.measure.clone()?)
            }
            ["lines", l, what @ ("retained" | "released")] => {
                self.held(draft.entries.get(place(l)?)?, *what == "released")
            }
            ["taxes", t, "tax"] => self.draft_tax(i, draft.taxed.get(place(t)?)?),
            ["taxes", t, "base"] => {
                let taxed = draft.taxed.get(place(t)?)?;
                self.money(say::tax_base(""), taxed.base)
            }
            ["totals", "net"] => self.draft_net(i),
            ["totals", "tax"] => self.draft_tax_sum(i),
            ["totals", "gross"] => self.draft_gross(i),
            ["accounting", what] => self.accounting(draft.date, (self.draft_net(i), self.draft_tax_sum(i)), what)?,
            ["payable"] => self.draft_payable(i),
            ["retained"] => self.draft_retained(i),
            ["released"] => self.money(say::given_back(), draft.held().1),
            ["deposits", d, what @ ("net" | "tax")] => {
                let share = draft.deposits.get(place(d)?)?;
                let name = self.deal.request.deposits.get(share.deposit)?.name();
                self.money(say::deposit(name), if *what == "net" { share.net } else { share.tax() })
            }
            _ => return None,
        })
    }

    /// What is payable in the `m`th stretch of time that `stretch` makes of months.
    fn cash(&self, m: usize, stretch: &dyn Fn(i32) -> i32) -> Option<Why> {
        let mut all: Vec<i32> = self.assembled.drafts.iter().map(|draft| stretch(draft.due.month_index())).collect();
        all.sort_unstable();
        all.dedup();
        let wanted = *all.get(m)?;
        let own = |i: usize| (Minor::ZERO, self.draft_payable(i));
        Some(self.drafts("cash", &|draft| stretch(draft.due.month_index()) == wanted, &own, "payable"))
    }

    fn stands(&self, plan: &Planned, options: &PlanOptions, what: &str) -> Option<Why> {
        let last = options.through.unwrap_or(Date::MAX);
        let (contract, completed, retained, released) = plan.standing(&options.events, last);
        let digits = self.digits();
        let completed = || self.money(say::total("completed"), completed);
        let held = || vec![self.money(say::withheld(), retained), self.money(say::given_back(), -released)];
        let earned = || {
            Why::difference(say::total("earned"), std::iter::once(completed()).chain(held()).collect()).money(digits)
        };
        Some(match what {
            "contract" => self.money(say::plan_whole(), contract),
            "completed" => completed(),
            "retained" => self.money(say::withheld(), retained),
            "released" => self.money(say::given_back(), released),
            "earned" => earned(),
            "balanceToFinish" => {
                Why::difference(say::total("balance"), vec![self.money(say::plan_whole(), contract), earned()])
                    .money(digits)
            }
            _ => return None,
        })
    }

    fn deposit_stands(&self, d: usize, options: &PlanOptions, what: &str) -> Option<Why> {
        let deposit = self.deal.request.deposits.get(d)?;
        let last = options.through.unwrap_or(Date::MAX);
        let settled = *self.worked.deposits.settled_by(&self.worked.billed, &options.events, last).get(d)?;
        let (_, shares) = self.worked.deposits.invoiced.get(d)?;
        let name = deposit.name();
        let digits = self.digits();
        let net = || self.money(say::deposit(name), shares.iter().map(|share| share.net).sum());
        let tax = || self.money(say::total("tax"), shares.iter().map(|share| share.tax()).sum());
        let gross = || Why::sum(say::total("gross"), vec![net(), tax()]).money(digits);
        let settled = || self.money(say::settled(), settled);
        Some(match what {
            "net" => net(),
            "tax" => tax(),
            "gross" => gross(),
            "settled" => settled(),
            "open" => Why::difference(say::total("balance"), vec![gross(), settled()]).money(digits),
            _ => return None,
        })
    }
}

fn place(text: &str) -> Option<usize> {
    text.parse().ok()
}
