//! What is still to be billed of sums without days: one-time charges and the items of invoice plans.

use super::causes::Others;
use super::held::{lacks_apart, BilledItem};
use super::life::date_of;
use super::settle::{said, unexplained, Asked, Done};
use crate::billing::{Apart, BillingItem, Reason, When};
use crate::calendar::Date;
use crate::document::short;
use crate::money::{Currency, Exact, Minor};
use crate::policy::{PlanCatchUp, Policy};
use crate::problem::{At, Result};

/// The items of a charge that have no days, and what was billed of them.
pub(super) struct Sums<'d> {
    pub items: Vec<BillingItem>,
    pub done: Vec<&'d Done>,
}

fn id(item: &BillingItem) -> Option<&str> {
    item.item.as_ref().map(|(id, _)| id.as_str())
}

impl Sums<'_> {
    /// The items that are open. What the billed ones lack, or have too much, goes to the next of the plan, or is corrected.
    ///
    /// # Errors
    /// `unexplained_restatement` where no amendment explains a difference.
    pub fn open(
        self,
        (asked, currency, policy): (&Asked, &Currency, &Policy),
        others: &mut Others,
        key: &(String, String),
    ) -> Result<Vec<BillingItem>> {
        let charges: Vec<&Done> = self.done.iter().copied().filter(|own| !own.is_adjustment).collect();
        let Some(first) = charges.first() else { return Ok(self.items) };
        let billed: Minor = charges.iter().map(|own| own.net).sum();
        let named: Vec<Option<&str>> = charges.iter().map(|own| own.item.as_deref()).collect();
        let covers = |item: &BillingItem| named.contains(&id(item));
        let (covered, mut open): (Vec<BillingItem>, Vec<BillingItem>) = self.items.into_iter().partition(&covers);
        // What goodwill has given back does not come back twice.
        let adjusted: Minor = self.done.iter().filter(|own| own.is_adjustment).map(|own| own.net).sum();
        let first_plain = plain(&covered, &charges, adjusted);
        let (mut rest, mut counted, mut place) = (Vec::new(), Vec::new(), 0);
        for item in covered {
            place += usize::from(id(&item).is_none());
            match id(&item).is_none() && place > first_plain {
                true => rest.push(item),
                false => counted.push(item),
            }
        }
        rest.append(&mut open);
        let notes: Vec<&Done> = self.done.iter().copied().filter(|own| own.is_adjustment).collect();
        let unsaid = withheld_of_notes((currency, policy), &counted, &notes)?;
        let unsaid = given_unsaid(&mut rest, unsaid, &|item| item.net);
        // What is released already was released without it.
        let done = |item: &BillingItem| {
            charges.iter().filter(|own| own.item.as_deref() == id(item)).map(|own| own.net).sum::<Minor>()
        };
        given_unsaid(&mut counted, unsaid, &|item| item.net - done(item));
        let planned: Minor = counted.iter().map(|item| item.net).sum();
        let given = given_back(&mut rest, -notes.iter().filter_map(|own| own.held).sum::<Minor>());
        let mut lacks = planned - billed;
        let held: Minor = counted.iter().map(BillingItem::held).sum();
        let is_said = charges.iter().any(|own| own.held.is_some());
        if lacks == Minor::ZERO && !is_said {
            return Ok(kept(asked, rest, (billed, Minor::ZERO, adjusted)));
        }
        let done = as_billed(others, key, &counted, &charges);
        let mut apart = lacks_apart((currency, policy), (&counted, &done))?;
        // What is released already was released without it.
        let given = given.min(-apart.held).max(Minor::ZERO);
        apart = less_given(apart, given);
        if lacks == Minor::ZERO && apart.held == Minor::ZERO {
            return Ok(kept(asked, rest, (billed, Minor::ZERO, adjusted)));
        }
        let of = match first.item.as_deref() {
            Some(item) => format!("the item \"{}\"", short(item)),
            None => "what is billed once".to_owned(),
        };
        let meant = |item: &BillingItem| item.span.is_none() && covers(item);
        let Some(since) = cause((asked, others), key, billed, &meant)? else {
            if lacks == Minor::ZERO {
                let (now, done): (Minor, Minor) = (held, held - apart.held);
                return Err(unexplained(first.place, said(currency, key, &of, ("withheld", done, now))));
            }
            return Err(unexplained(first.place, said(currency, key, &of, ("billed", billed, planned))));
        };
        if lacks < Minor::ZERO && adjusted < Minor::ZERO {
            lacks = lacks.max(-(billed + adjusted)).min(Minor::ZERO);
            apart.base = lacks;
        }
        let next = rest.iter_mut().find(|item| id(item).is_some() && item.reason != Reason::Release);
        let is_plain = apart == Apart { base: lacks, held: Minor::ZERO, withheld: Minor::ZERO };
        match next.filter(|_| policy.plan_catch_up == PlanCatchUp::NextItem) {
            Some(next) => {
                next.apart = (next.apart.is_some() || !is_plain).then(|| Apart {
                    base: next.base() + apart.base,
                    held: next.held() + apart.held,
                    withheld: next.withheld() + apart.withheld,
                });
                next.net += lacks;
            }
            // What is withheld beside it is not seen on an invoice.
            None if [lacks, apart.base, apart.held].iter().any(|own| *own != Minor::ZERO) => {
                let date = since.max(asked.as_of.unwrap_or(since));
                let is_gone = |own: &&&Done| counted.iter().all(|item| id(item) != own.item.as_deref());
                let of = charges.iter().rfind(is_gone).unwrap_or(first);
                rest.insert(0, BillingItem { apart: (!is_plain).then_some(apart), ..correction(lacks, of, date) })
            }
            None => {}
        }
        Ok(kept(asked, rest, (billed, planned - billed - lacks, adjusted)))
    }
}

/// How many of several sums without a name were billed: the first ones that come to what was billed, the most of which there are as
/// many entries; all, where none do.
fn plain(covered: &[BillingItem], charges: &[&Done], adjusted: Minor) -> usize {
    let mine = || charges.iter().filter(|own| own.item.is_none());
    let (billed, entries): (Minor, usize) = (mine().map(|own| own.net).sum(), mine().count());
    let sums =
        covered.iter().filter(|item| id(item).is_none()).scan((Minor::ZERO, Minor::ZERO), |(sum, reached), item| {
            *sum += item.net;
            *reached = left_of(*sum, *reached, adjusted);
            Some(*reached)
        });
    let fits: Vec<usize> = sums.enumerate().filter(|(_, sum)| *sum == billed).map(|(place, _)| place + 1).collect();
    fits.iter().rev().copied().find(|count| *count <= entries).or(fits.first().copied()).unwrap_or(covered.len())
}

/// Each item that was billed, as the state had it that billed as much; else as it is planned, or was; else as its entries say.
fn as_billed(
    others: &mut Others,
    key: &(String, String),
    counted: &[BillingItem],
    charges: &[&Done],
) -> Vec<BilledItem> {
    let (mut all, mut seen): (Vec<BilledItem>, Vec<Option<&str>>) = (Vec::new(), Vec::new());
    for own in charges {
        let named = own.item.as_deref();
        if seen.contains(&named) {
            continue;
        }
        seen.push(named);
        let mine = || charges.iter().filter(|other| other.item == own.item);
        let net: Minor = mine().map(|own| own.net).sum();
        let held = mine().try_fold(Minor::ZERO, |sum, own| own.held.map(|held| sum + held));
        let apart = held.map(|held| Apart { base: net, held, withheld: held });
        let planned = counted.iter().find(|item| id(item) == named);
        // Where the payable is not touched, entries do not say what was withheld.
        let same = |item: &BillingItem| {
            item.net == net && held.is_none_or(|held| item.held() == held || item.held() != item.withheld())
        };
        let item = match planned.filter(|item| same(item)) {
            Some(item) => Some(item.clone()),
            None => others.item(key, named, &same).or_else(|| planned.cloned()),
        };
        let item = item.or_else(|| others.item(key, named, &|_| true));
        let item = item.unwrap_or_else(|| BillingItem { apart, ..correction(net, own, Date::MIN) });
        all.push(BilledItem { item, net, held });
    }
    all
}

/// What notes gave back of what was withheld is not released any more; the rest of it, where no release is open.
fn given_back(open: &mut [BillingItem], mut given: Minor) -> Minor {
    for item in open.iter_mut().filter(|item| item.reason == Reason::Release) {
        let own = Apart { base: item.base(), held: item.held(), withheld: item.withheld() };
        let part = given.min(-own.held).max(Minor::ZERO);
        if part != Minor::ZERO {
            item.apart = Some(less_given(own, part));
            given = given - part;
        }
    }
    given
}

/// What was withheld of what notes gave back, where invoices bill less: notes give the rest back, and do not say it.
///
/// # Errors
/// `overflow`.
fn withheld_of_notes(
    (currency, policy): (&Currency, &Policy),
    counted: &[BillingItem],
    notes: &[&Done],
) -> Result<Minor> {
    let mut all = Minor::ZERO;
    for note in notes.iter().filter(|note| note.held.is_none()) {
        let billed = |item: &&BillingItem| id(item) == note.item.as_deref() && item.reason != Reason::Release;
        let Some(item) = counted.iter().find(billed).filter(|item| item.held() == Minor::ZERO) else { continue };
        let Some(ratio) = Exact::ratio(-note.net.0, item.net.0) else { continue };
        let part = currency.round(&(currency.exact(item.withheld()) * &ratio), policy.rounding_mode, &At::Root)?;
        all += part.min(item.withheld()).max(Minor::ZERO);
    }
    Ok(all)
}

/// As [`given_back`], where a release bills what was withheld: of each no more than it has.
fn given_unsaid(releases: &mut [BillingItem], mut given: Minor, has: &dyn Fn(&BillingItem) -> Minor) -> Minor {
    for item in releases.iter_mut().filter(|item| item.reason == Reason::Release && item.held() == Minor::ZERO) {
        let part = given.min(has(item)).max(Minor::ZERO);
        if part != Minor::ZERO {
            let base = if item.base() == item.net { item.net - part } else { item.base() };
            item.apart = Some(Apart { base, held: Minor::ZERO, withheld: item.withheld() + part });
            item.net = item.net - part;
            given = given - part;
        }
    }
    given
}

/// A release of so much less; what is taxed at the release is less too.
fn less_given(own: Apart, part: Minor) -> Apart {
    let base = if own.base == -own.held { own.base - part } else { own.base };
    Apart { base, held: own.held + part, withheld: own.withheld + part }
}

/// Open items of a charge to which goodwill gave something: none gives that back once more, and what it would have given back
/// too much is not asked for again. `short` is what the billed items have too much already.
fn kept(
    asked: &Asked,
    mut items: Vec<BillingItem>,
    (billed, short, adjusted): (Minor, Minor, Minor),
) -> Vec<BillingItem> {
    if adjusted >= Minor::ZERO {
        return items;
    }
    let mut dated: Vec<(Date, usize)> =
        items.iter().enumerate().filter_map(|(i, item)| Some((date_of(item, asked.events)?, i))).collect();
    dated.sort_unstable();
    let (mut planned, mut reached, mut taken) = (billed + short, billed, vec![false; items.len()]);
    for (_, i) in dated {
        planned += items[i].net;
        let then = left_of(planned, reached, adjusted);
        let more = then - reached - items[i].net;
        items[i].net += more;
        items[i].apart = items[i].apart.map(|own| Apart { base: own.base + more, ..own });
        reached = then;
        taken[i] = more != Minor::ZERO && items[i].net == Minor::ZERO && id(&items[i]).is_none();
    }
    // Of a sum without a name nothing is left to say.
    let mut taken = taken.into_iter();
    items.retain(|_| !taken.next().unwrap_or_default());
    items
}

/// What is billed after an item, where so much was before it: not less than goodwill has given back of that.
fn left_of(planned: Minor, reached: Minor, adjusted: Minor) -> Minor {
    if adjusted >= Minor::ZERO {
        return planned;
    }
    planned.max(reached.min(-adjusted))
}

fn correction(net: Minor, of: &Done, date: Date) -> BillingItem {
    BillingItem {
        when: When::On(date),
        span: None,
        item: of.item.clone().map(|id| (id.clone(), id)),
        measure: None,
        tag: 0,
        reason: if net < Minor::ZERO { Reason::Credit } else { Reason::Correction },
        net,
        rounded: false,
        remainder: false,
        apart: None,
        usage: None,
        taxed: of.date.filter(|_| net < Minor::ZERO),
    }
}

/// The first day of what the latest state that explains what was billed did not know; where none does, of all that touches it.
fn cause(
    (asked, others): (&Asked, &mut Others),
    key: &(String, String),
    billed: Minor,
    meant: &dyn Fn(&BillingItem) -> bool,
) -> Result<Option<Date>> {
    let first = |left_out: &[usize]| left_out.iter().map(|i| asked.order.amendments[*i].effective).min();
    for count in (0..asked.taken.len()).rev() {
        // An amendment may need another one, and usage the days that one brought.
        if others.sum_of(&asked.taken[..count], key, meant).is_ok_and(|sum| sum == billed) {
            return Ok(first(&asked.taken[count..]));
        }
    }
    // None of these: what any earlier state said otherwise is corrected. Items carry what others lack, also of one whose draft
    // was thrown away: what touches one touches all.
    let at_once = |item: &BillingItem| item.span.is_none();
    let differ = |others: &mut Others, then: &[usize], now: &[usize]| -> Result<bool> {
        let mut differs = |meant: &dyn Fn(&BillingItem) -> bool| -> Result<bool> {
            Ok(others.sum_of(then, key, meant)? != others.sum_of(now, key, meant)?)
        };
        Ok(differs(meant)? || differs(&at_once)?)
    };
    others.sum_of(asked.taken, key, &at_once)?;
    let touched = asked.earlier().into_iter().any(|state| differ(others, &state, asked.taken).is_ok_and(|own| own));
    Ok(if touched { others.first_touching(&differ) } else { None })
}
