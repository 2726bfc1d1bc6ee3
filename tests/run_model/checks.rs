//! What must be true after every step of a life.

use super::books::{date, day_of, minor, Ask, Books, More, Own};
use super::days::{text, Day, PARTS};
use super::owed::{Kind, Line, Piece, Versions, PRICE};
use crate::random::Random;
use prorata::calendar::Date;
use prorata::invoice::{BillRun, DocumentLine, Invoice, InvoiceKind};
use prorata::order::{EntryKind, OrderEntry, OrderPlanOptions};
use prorata::quote::{InvoiceLine, PlannedInvoice};
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub type Checked = Result<(), String>;

#[macro_export]
macro_rules! must {
    ($holds:expr, $($words:tt)*) => {
        if !$holds {
            return Err(format!($($words)*));
        }
    };
}

/// What was billed of a line, by billing period: charges, goodwill, and the day after the last that was billed.
#[derive(Clone, Default, Debug)]
pub struct Sum {
    pub charged: i128,
    pub goodwill: i128,
    pub reach: Option<Day>,
    pub items: Vec<String>,
}

pub type Sums = BTreeMap<(String, i64), Sum>;

/// The place of what has no days.
const AT_ONCE: i64 = i64::MIN;

/// The entries of an order, summed; `lines` are all that it ever had.
pub fn sums(own: &Own, lines: &[Line], entries: &[OrderEntry]) -> Sums {
    let mut all = Sums::new();
    for entry in entries {
        let Some(line) = lines.iter().find(|line| line.id == entry.line) else { continue };
        let from = entry.period.map(|period| day_of(period.start));
        let place = from.map_or(AT_ONCE, |from| own.deal.grid(line).index(from));
        let sum = all.entry((entry.line.clone(), place)).or_default();
        let net = scaled(&entry.net.to_string(), own.deal.digits);
        match entry.kind {
            EntryKind::Charge => {
                sum.charged += net;
                sum.reach = sum.reach.max(entry.period.map(|period| day_of(period.end) + 1));
                sum.items.extend(entry.item.clone());
            }
            EntryKind::Adjustment => sum.goodwill += net,
            EntryKind::Reversal | EntryKind::Closed => {}
        }
    }
    all
}

/// A decimal in minor units.
fn scaled(text: &str, digits: u32) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<width$}", width = digits as usize);
    format!("{whole}{part}").parse().unwrap_or_else(|_| panic!("{text} has other decimals"))
}

/// What charges must come to after a run of everything: what is owed, unless goodwill has given it back already.
fn settled(owed: i128, before: &Sum) -> i128 {
    if before.charged > owed && before.charged > 0 && before.goodwill < 0 {
        owed.max(before.charged.min(-before.goodwill))
    } else {
        owed
    }
}

/// Whether charges came to what they must: where goodwill stands, no less than [`settled`], and no more than with it comes to
/// what is owed. Which of these, the days say that were charged together.
fn is_settled(owed: i128, before: &Sum, is: i128) -> bool {
    let least = settled(owed, before);
    let most = before.charged.min(owed - before.goodwill);
    is == least || before.charged > owed && before.goodwill < 0 && least < is && is <= most
}

/// The lines of the last version.
pub fn lines_of(versions: &Versions) -> &[Line] {
    &versions[versions.len() - 1].1
}

/// After a run of everything that is due by a day: what is billed is what is owed.
pub fn billed_is_owed(own: &Own, target: Day, (before, after): (&Sums, &Sums), seen: &mut i128) -> Checked {
    let versions = own.versions();
    let latest = own.taken.iter().map(|own| own.effective).max().unwrap_or(Day::MIN);
    for line in lines_of(&versions) {
        let mine =
            |sums: &Sums| -> Vec<i64> { sums.keys().filter(|(id, _)| *id == line.id).map(|(_, k)| *k).collect() };
        let kind = &own.deal.product(line).kind;
        let far = after.values().filter_map(|sum| sum.reach).max().unwrap_or(target).max(target) + 1;
        let pieces = own.deal.pieces(&versions, &line.id, &own.usage, &own.events, far);
        if matches!(kind, Kind::Once | Kind::Milestones(_)) {
            at_once(own, line, (&pieces, latest), (target, before, after), seen)?;
            continue;
        }
        if !own.deal.exact && *kind != Kind::Usage {
            whole(own, line, &versions, &pieces, (target, latest, after), seen)?;
            continue;
        }
        let mut periods: Vec<i64> = pieces.iter().map(|own| own.period).collect();
        periods.extend(mine(before));
        periods.extend(mine(after));
        periods.sort_unstable();
        periods.dedup();
        for k in periods.into_iter().filter(|k| *k != AT_ONCE) {
            let key = (line.id.clone(), k);
            let (was, is) =
                (before.get(&key).cloned().unwrap_or_default(), after.get(&key).cloned().unwrap_or_default());
            let mine: Vec<&Piece> = pieces.iter().filter(|own| own.period == k).collect();
            let due = |own: &&&Piece| own.due.is_some_and(|due| due <= target);
            let sum = |keep: &dyn Fn(&&&Piece) -> bool| mine.iter().filter(keep).map(|own| own.net).sum::<i128>();
            let owed = sum(&due);
            *seen += is.charged.abs();
            let all_due = mine.iter().all(|own| due(&own)) && (!mine.is_empty() || latest <= target);
            let reached = sum(&|own| due(own) || was.reach.is_some_and(|reach| own.from < reach));
            // Days that joined a period that was billed ahead wait until they are due.
            let ahead = match (kind, was.reach) {
                (Kind::Recurring { .. }, Some(reach)) => {
                    let parts = mine.iter().filter(|piece| piece.from < reach);
                    parts.map(|piece| own.deal.up_to(&versions, &line.id, piece, reach)).sum()
                }
                _ => reached,
            };
            // What no run has reached yet, or may not touch before a later amendment.
            let may_wait = !all_due && (is.charged == was.charged || is_settled(reached, &was, is.charged));
            let late = latest > target && mine.is_empty() && is.charged == was.charged;
            must!(
                is_settled(owed, &was, is.charged) || may_wait || late,
                "line {} period {} at {}: billed {} (before {}, goodwill {}), owed {owed} (all due {all_due}, reached {reached}): {mine:?}",
                line.id, text(own.deal.grid(line).boundary(k)), text(target), is.charged, was.charged, was.goodwill
            );
            must!(
                !may_wait || latest > target || [reached, ahead, owed].iter().any(|sum| is_settled(*sum, &was, is.charged)),
                "line {} period {} at {}: billed {} stays, although every amendment holds: owed {owed}, reached {reached}: {mine:?}",
                line.id, text(own.deal.grid(line).boundary(k)), text(target), is.charged
            );
        }
    }
    Ok(())
}

/// What sums come to, day by day.
fn by_due(pieces: &[Piece]) -> impl Iterator<Item = i128> {
    let mut all: Vec<(Option<Day>, i128)> = pieces.iter().map(|own| (own.due, own.net)).collect();
    all.sort_by_key(|(due, _)| *due);
    all.into_iter().scan(0, |sum, (_, net)| {
        *sum += net;
        Some(*sum)
    })
}

fn at_once(
    own: &Own,
    line: &Line,
    (pieces, latest): (&[Piece], Day),
    (target, before, after): (Day, &Sums, &Sums),
    seen: &mut i128,
) -> Checked {
    let key = (line.id.clone(), AT_ONCE);
    let (was, is) = (before.get(&key).cloned().unwrap_or_default(), after.get(&key).cloned().unwrap_or_default());
    let due = |own: &&Piece| own.due.is_some_and(|due| due <= target);
    let owed: i128 = pieces.iter().filter(due).map(|own| own.net).sum();
    let touched = own.taken.iter().any(|own| own.changes.iter().any(|change| change.line() == line.id));
    *seen += is.charged.abs();
    if !touched {
        let ahead = |own: &&Piece| !due(own) && own.item.as_ref().is_some_and(|item| was.items.contains(item));
        let ahead: i128 = pieces.iter().filter(ahead).map(|own| own.net).sum();
        let single_ahead =
            if pieces.len() == 1 && pieces[0].item.is_none() { was.charged.max(owed) } else { owed + ahead };
        must!(
            is.charged == single_ahead,
            "line {} at {}: billed {} (before {}), owed {owed}: {pieces:?}",
            line.id,
            text(target),
            is.charged,
            was.charged
        );
    } else if pieces.iter().all(|own| due(&own)) && latest <= target {
        // Corrections are taken by their days: what was charged on the way down is not given back beside goodwill.
        let peak = by_due(pieces).max().unwrap_or(0).min(-was.goodwill);
        let between = was.goodwill < 0 && settled(owed, &was) < is.charged && is.charged <= peak;
        must!(
            is.charged == settled(owed, &was) || between,
            "line {} at {}: billed {} (before {}, goodwill {}), owed {owed}: {pieces:?}",
            line.id,
            text(target),
            is.charged,
            was.charged,
            was.goodwill
        );
    }
    Ok(())
}

/// Where periods do not round alone: the whole line, to half a minor unit for each of its roundings.
fn whole(
    own: &Own,
    line: &Line,
    versions: &Versions,
    pieces: &[Piece],
    (target, latest, after): (Day, Day, &Sums),
    seen: &mut i128,
) -> Checked {
    let mine = || after.iter().filter(|((id, _), _)| *id == line.id).map(|(_, sum)| sum);
    let (charged, goodwill): (i128, i128) = (mine().map(|sum| sum.charged).sum(), mine().map(|sum| sum.goodwill).sum());
    *seen += charged.abs();
    let over = line.end.is_some() && pieces.iter().all(|own| own.due.is_some_and(|due| due <= target));
    if !over || latest > target || goodwill != 0 {
        return Ok(());
    }
    let exact = own.deal.exactly(versions, &line.id, pieces);
    let off = (charged * PARTS * PRICE - exact).abs();
    let touched = own.taken.iter().any(|own| own.changes.iter().any(|change| change.line() == line.id));
    let roundings = if touched { pieces.len() as i128 + 2 * own.taken.len() as i128 } else { 1 };
    must!(
        2 * off <= roundings * PARTS * PRICE,
        "line {} at {}: billed {charged} in all, owed {exact}/{}: {pieces:?}",
        line.id,
        text(target),
        PARTS * PRICE
    );
    Ok(())
}

/// A document adds up.
pub fn adds_up(own: &Invoice) -> Checked {
    let amount = |text: &Option<String>| text.as_deref().map_or(0, minor);
    let id = own.number.as_deref().unwrap_or(&own.id);
    let sum = |of: &dyn Fn(&DocumentLine) -> &str| own.lines.iter().map(|line| minor(of(line))).sum::<i128>();
    let (net, tax, gross) = (minor(&own.totals.net), minor(&own.totals.tax), minor(&own.totals.gross));
    must!(sum(&|line| &line.net) == net && sum(&|line| &line.tax) == tax, "{id}: the lines are not the totals");
    must!(net + tax == gross && sum(&|line| &line.gross) == gross, "{id}: net and tax are not the gross");
    must!(own.taxes.iter().map(|own| minor(&own.tax)).sum::<i128>() == tax, "{id}: the taxes are not the tax");
    for (i, levy) in own.taxes.iter().enumerate() {
        let bears = || own.lines.iter().flat_map(|line| &line.taxes).filter(|bears| bears.of as usize == i);
        let (base, tax) =
            (bears().map(|own| minor(&own.base)).sum::<i128>(), bears().map(|own| minor(&own.tax)).sum::<i128>());
        must!((base, tax) == (minor(&levy.base), minor(&levy.tax)), "{id}: lines bear {base} and {tax} of tax {i}");
    }
    for line in &own.lines {
        let bears: i128 = line.taxes.iter().map(|own| minor(&own.tax)).sum();
        must!(bears == minor(&line.tax), "{id}: a line's taxes are not its tax");
        // Prices are before tax, and nothing is withheld.
        let base: i128 = line.taxes.iter().map(|own| minor(&own.base)).sum();
        must!(base == minor(&line.net), "{id}: {base} of a line of {} are taxed", line.net);
        must!(
            minor(&line.net) + minor(&line.tax) == minor(&line.gross),
            "{id}: a line's net and tax are not its gross"
        );
    }
    let payable = gross - amount(&own.retained) + amount(&own.released) + amount(&own.rounding);
    must!(payable == minor(&own.payable), "{id}: payable {} is not {payable}", own.payable);
    let due = payable - amount(&own.credit_used) + amount(&own.credit_made);
    must!(due == minor(&own.amount_due), "{id}: due {} is not {due}", own.amount_due);
    must!(amount(&own.credit_used) >= 0 && amount(&own.credit_made) >= 0, "{id}: credit below zero");
    must!(
        own.kind != InvoiceKind::CreditNote || gross < 0 || !own.corrects.is_empty(),
        "{id}: a credit note that asks for money"
    );
    let entries = own.billed.iter().map(|billed| billed.entries.len()).sum::<usize>();
    must!(
        entries == own.lines.len() || !own.corrects.is_empty(),
        "{id}: {entries} entries of {} lines",
        own.lines.len()
    );
    Ok(())
}

/// Nothing is billed twice: what is no correction covers days, or an item, that nothing else of its charge does.
pub fn nothing_twice<'i>(documents: impl Iterator<Item = &'i Invoice>) -> Checked {
    let mut days: BTreeMap<(String, String), Vec<(Date, Date)>> = BTreeMap::new();
    let mut items: Vec<(String, String, String)> = Vec::new();
    for line in documents.filter(|own| own.corrects.is_empty()).flat_map(|own| &own.lines) {
        let reason = line.reason.as_str();
        let (Some(order), Some(id)) = (&line.order, &line.line) else { continue };
        if ["credit", "correction", "byHand"].contains(&reason) {
            continue;
        }
        if let Some(period) = line.period {
            let known = days.entry((order.clone(), id.clone())).or_default();
            let twice = known.iter().find(|(from, to)| *from <= period.end && period.start <= *to);
            must!(
                twice.is_none(),
                "line {id}: {} to {} is billed twice ({reason}): {twice:?}",
                period.start,
                period.end
            );
            known.push((period.start, period.end));
        } else if let Some(item) = &line.item {
            let key = (order.clone(), id.clone(), item.clone());
            must!(!items.contains(&key), "line {id}: the item {item} is billed twice");
            items.push(key);
        }
    }
    Ok(())
}

/// The next invoice of the plan is the draft of its day, byte for byte.
pub fn preview_is_invoice(books: &Books, place: usize, more: &More, day: Day) -> Result<bool, String> {
    let own = &books.orders[place];
    let ask = Ask { only: Some(place), ..Ask::all(day) };
    let run = books.run(&ask, more)?;
    let billable = books.billable(place, &ask, more.get(place).map_or(&[], Vec::as_slice));
    let options = OrderPlanOptions {
        events: own.events(),
        as_of: Some(date(day)),
        billed: billable.billed.clone(),
        ..OrderPlanOptions::default()
    };
    let plan = prorata::plan_order(&own.order, &options).map_err(|problems| format!("no plan: {problems}"))?;
    let first = plan.invoices.first().filter(|own| own.date <= date(day));
    let (Some(preview), Some(draft)) = (first, run.drafts.first()) else {
        must!(
            first.is_none() && run.drafts.is_empty(),
            "{}: preview {:?}, draft {:?}",
            text(day),
            first,
            run.drafts.first()
        );
        return Ok(false);
    };
    must!(run.drafts.len() == 1, "{} drafts of one day", run.drafts.len());
    let (preview, draft) = (planned_json(preview), drafted_json(draft));
    must!(preview == draft, "the preview of {} is another:\n{preview}\n{draft}", text(day));
    Ok(true)
}

fn planned_json(own: &PlannedInvoice) -> String {
    let line = |own: &InvoiceLine| {
        json!([
            own.line,
            own.charge,
            own.name,
            own.item,
            own.quantity.to_string(),
            own.measure,
            own.net,
            own.gross,
            own.tax_code,
            own.reason.as_str(),
            own.estimated,
            own.decided_by,
            own.retained,
            own.released,
            own.period.map(|own| (own.from.to_string(), own.to.before().to_string())),
        ])
    };
    let lines: Vec<Value> = own.lines.iter().map(line).collect();
    let taxes: Vec<Value> =
        own.taxes.iter().map(|own| json!([own.code, own.part, own.percent.to_string(), own.base, own.tax])).collect();
    let totals = [&own.totals.net, &own.totals.tax, &own.totals.gross, &own.payable];
    json!([own.date.to_string(), own.due.to_string(), lines, taxes, totals]).to_string()
}

fn drafted_json(own: &Invoice) -> String {
    let line = |own: &DocumentLine| {
        json!([
            own.line,
            own.charge,
            own.name,
            own.item,
            own.quantity.map(|own| own.to_string()),
            own.measure,
            own.net,
            own.price,
            own.tax_code,
            own.reason.as_str(),
            own.estimated,
            own.decided_by,
            own.retained,
            own.released,
            own.period.map(|own| (own.start.to_string(), own.end.to_string())),
        ])
    };
    let lines: Vec<Value> = own.lines.iter().map(line).collect();
    let taxes: Vec<Value> =
        own.taxes.iter().map(|own| json!([own.code, own.part, own.percent.to_string(), own.base, own.tax])).collect();
    let totals = [&own.totals.net, &own.totals.tax, &own.totals.gross, &own.payable];
    json!([own.date.to_string(), own.due.to_string(), lines, taxes, totals]).to_string()
}

/// By line, what entries come to.
pub fn by_line(more: &More) -> Vec<BTreeMap<String, i128>> {
    let of = |entries: &Vec<OrderEntry>| {
        let mut all: BTreeMap<String, i128> = BTreeMap::new();
        for own in entries {
            *all.entry(own.line.clone()).or_default() += scaled(&own.net.to_string(), 3);
        }
        all.retain(|_, net| *net != 0);
        all
    };
    more.iter().map(of).collect()
}

/// A run that is cut in two comes to what one run comes to.
pub fn cut_in_two(books: &Books, first: Day, last: Day, whole: &BillRun) -> Checked {
    let none = More::new();
    let one = books.said(&whole.drafts);
    let mut both = books.said(&books.run(&Ask::all(first), &none)?.drafts);
    let second = books.said(&books.run(&Ask::all(last), &both)?.drafts);
    both.iter_mut().zip(second).for_each(|(all, own)| all.extend(own));
    must!(
        by_line(&one) == by_line(&both),
        "runs at {} and {} come to {:?}, one to {:?}",
        text(first),
        text(last),
        by_line(&both),
        by_line(&one)
    );
    Ok(())
}

/// The next due day is the next: the day before it nothing is due, and on it something is.
pub fn next_is_next(
    books: &Books,
    place: usize,
    more: &More,
    (target, next): (Day, Option<Day>),
    r: &mut Random,
) -> Checked {
    let at = |day: Day| books.run(&Ask { only: Some(place), ..Ask::all(day) }, more);
    let Some(next) = next else {
        let far = at(target + r.int(1, 1500))?;
        must!(
            far.drafts.is_empty(),
            "nothing more is dated after {}, and {} bills {:?}",
            text(target),
            text(day_of(far.target.0.expect("a target"))),
            far.drafts
        );
        return Ok(());
    };
    must!(next > target, "next due on {} after a run at {}", text(next), text(target));
    let before = at(next - 1)?;
    must!(before.drafts.is_empty(), "next due on {}, and the day before bills {:?}", text(next), before.drafts);
    // Of a charge without an end it is when one looks again.
    let looks = next >= target + 364;
    must!(!at(next)?.drafts.is_empty() || looks, "next due on {}, and nothing is billed then", text(next));
    Ok(())
}
