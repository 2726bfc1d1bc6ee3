//! The verb `recognise`: obligations to schedules, balances and entries.

use super::entry::JournalEntry;
use super::months;
use super::positions::{balances, contracts, entry, summed, totals, MonthSum, Scheduled};
use super::recognition::{LateChange, Method, PointAt, RecogniseRequest};
use super::revenue::{Recognition, TreatmentAmount};
use super::schedule::{schedule, Rules};
use super::sources::{obligations, Known};
use super::spread::{recognisable, shared, Recognisable, Share, Terms};
use crate::calendar::{Date, Moment};
use crate::document::short;
use crate::money::{allocate, Currency, Exact, Minor, Spread};
use crate::problem::{At, Check, Code, Problems, Result};

/// At most this many obligations.
const MAX_OBLIGATIONS: usize = 10_000;

/// Revenue by month of what was sold, what is deferred and unbilled, and the entries.
///
/// Each obligation has a curve (its recognisable amount by day, exact), of which a month's revenue is the difference, rounded once
/// by `remainder`. Closed months are what they were; what became known later is caught up or spread anew (`late`).
///
/// # Errors
/// All problems of names at once, then of amounts: `duplicate_id`, `unknown_value`, `conflict`, `missing_field`, `out_of_range`,
/// `end_before_start`, `plan_exceeds_total`, `plan_not_covered`, `division_by_zero`, `too_precise`, `unknown_account`, `limit_exceeded`.
pub fn recognise(request: &RecogniseRequest) -> Result<Recognition> {
    let (root, mut check) = (At::Root, Check::default());
    let currency = Currency::new(&request.currency, &root.key("currency"))?;
    let all = obligations(request, &currency)?;
    check_names(request, &all, &mut check);
    if let Some(accounts) = &request.accounts {
        accounts.check(&root.key("accounts"), &mut check);
    }
    let closed = request.closed_through.map(Date::month_index);
    if request.closed_through.is_some_and(|day| !day.is_month_end()) {
        let message = "Books are closed by whole months.";
        let hint = "Write the last day of the last closed month.";
        check.note(Code::OutOfRange, &root.key("closedThrough"), message, hint);
    }
    check.finish(())?;
    let rules = Rules { currency, remainder: request.remainder, mode: request.rounding_mode, closed };
    let all = allocated(request, all, &currency)?;
    let mut check = Check::default();
    let mut done = Vec::with_capacity(all.len());
    for (known, amount) in all {
        done.extend(check.keep(scheduled(known, amount, request.late, &rules)));
    }
    let done = check.finish(done)?;
    let mut months: Vec<MonthSum> = Vec::new();
    let (mut schedules, mut entries) = (Vec::with_capacity(done.len()), Vec::new());
    for own in &done {
        let (rows, steps) = own.months(&currency);
        if let Some(accounts) = &request.accounts {
            for step in &steps {
                entries.extend(entry(own, step, accounts, &currency)?);
            }
        }
        months.extend(steps.into_iter().map(MonthSum::of));
        schedules.push(own.document(rows, &currency));
    }
    entries.sort_by_key(|own: &JournalEntry| own.date);
    Ok(Recognition {
        currency: currency.to_string(),
        months: summed(months, &currency),
        contracts: contracts(request, &done, &currency),
        balances: balances(request, &done, &rules)?,
        totals: totals(&done, &currency),
        obligations: schedules,
        entries,
    })
}

fn check_names(request: &RecogniseRequest, all: &[Known], check: &mut Check) {
    let root = At::Root;
    if all.len() > MAX_OBLIGATIONS {
        let message = format!("There are {} obligations.", all.len());
        let hint = format!("At most {MAX_OBLIGATIONS}: ask for fewer orders at a time.");
        check.note(Code::LimitExceeded, &root.key("obligations"), message, hint);
    }
    let places = crate::sorting::order(all.len(), &|a, b| all[a].own.id.cmp(&all[b].own.id));
    for pair in places.windows(2).filter(|pair| all[pair[0]].own.id == all[pair[1]].own.id) {
        let (path, id) = (&all[pair[1]].path, &all[pair[1]].own.id);
        let message = format!("\"{}\" is used twice.", short(id));
        check.note(Code::DuplicateId, &At::Pointer(path).key("id"), message, "Give each obligation its own id.");
    }
    for known in all {
        let at = At::Pointer(&known.path);
        if known.own.id.is_empty() {
            check.note(Code::BadId, &at.key("id"), "An id that is empty.", "Write an id.");
        }
        if known.own.end.is_some() && known.own.until.is_some() {
            let hint = "end is the last day, inclusive; until is the first day or instant after, exclusive.";
            check.note(Code::Conflict, &at.key("until"), "Both end and until.", hint);
        }
        match (&known.own.contract, known.own.amount, known.own.standalone) {
            (Some(id), ..) if !request.contracts.iter().any(|own| own.id == *id) => {
                let message = format!("There is no contract \"{}\".", short(id));
                check.note(Code::UnknownValue, &at.key("contract"), message, "Add it to `contracts`, or mend the id.");
            }
            (Some(_), _, None) => {
                let message = "An obligation of a contract needs its stand-alone selling price.";
                check.note(Code::MissingField, &at.key("standalone"), message, "Add `standalone`.");
            }
            (Some(_), _, Some(price)) if price.sign() < 0 => {
                let message = format!("{price} is below zero.");
                check.note(Code::OutOfRange, &at.key("standalone"), message, "Write zero or more.");
            }
            (None, None, _) => check.note(Code::MissingField, &at.key("amount"), "`amount` is missing.", "Add it."),
            _ => {}
        }
        let (one, many) = (known.own.method.is_some(), !known.own.treatments.is_empty());
        if one == many {
            let message = if one { "Both `method` and `treatments`." } else { "Neither `method` nor `treatments`." };
            check.note(Code::Conflict, &at.key("method"), message, "Write one of the two.");
        }
    }
    let list = root.key("contracts");
    for (i, own) in request.contracts.iter().enumerate() {
        if request.contracts[..i].iter().any(|before| before.id == own.id) {
            let message = format!("\"{}\" is used twice.", short(&own.id));
            check.note(Code::DuplicateId, &list.index(i).key("id"), message, "Give each contract its own id.");
        }
        let mut members = all.iter().filter(|known| known.own.contract.as_ref() == Some(&own.id));
        if own.price.is_none() && members.any(|known| known.own.amount.is_none()) {
            let message = "Neither a price nor the amounts of all its obligations.";
            check.note(Code::MissingField, &list.index(i).key("price"), message, "Add `price`.");
        }
    }
}

/// Each obligation with its amount; those of a contract share its price, and what was invoiced of it.
fn allocated(request: &RecogniseRequest, all: Vec<Known>, currency: &Currency) -> Result<Vec<(Known, Minor)>> {
    let root = At::Root;
    let mut amounts = Vec::with_capacity(all.len());
    for known in &all {
        let at = At::Pointer(&known.path);
        let own = known.own.amount.map(|own| currency.amount(&own, &at.key("amount"))).transpose()?;
        amounts.push(own.unwrap_or_default());
    }
    let mut all: Vec<(Known, Minor)> = all.into_iter().zip(amounts).collect();
    let list = root.key("contracts");
    for (i, contract) in request.contracts.iter().enumerate() {
        let at = list.index(i);
        let members: Vec<usize> =
            (0..all.len()).filter(|k| all[*k].0.own.contract.as_ref() == Some(&contract.id)).collect();
        let stated = members.iter().map(|k| all[*k].1).sum::<Minor>();
        let price = contract.price.map_or(Ok(stated), |price| currency.amount(&price, &at.key("price")))?;
        let weights: Vec<Exact> =
            members.iter().map(|k| all[*k].0.own.standalone.map_or(Exact::ZERO, |own| own.exact())).collect();
        let shares = allocate(price, &weights, Spread::LargestRemainder, &at)?;
        // What is invoiced is spread as the price is, so that each obligation is invoiced in full when the contract is.
        let mut pooled: Vec<(Date, Minor)> =
            members.iter().flat_map(|k| std::mem::take(&mut all[*k].0.invoiced)).collect();
        pooled.sort_by_key(|(date, _)| *date);
        let weights: Vec<Exact> = shares.iter().map(|share| Exact::whole(share.0)).collect();
        let mut sum = Minor::ZERO;
        let mut before = vec![Minor::ZERO; members.len()];
        for (date, amount) in pooled {
            sum += amount;
            let now = allocate(sum, &weights, Spread::LargestRemainder, &at)?;
            for (place, k) in members.iter().enumerate() {
                let part = now[place] - before[place];
                if part != Minor::ZERO {
                    all[*k].0.invoiced.push((date, part));
                }
            }
            before = now;
        }
        for (k, share) in members.iter().zip(shares) {
            all[*k].1 = share;
        }
    }
    Ok(all)
}

fn scheduled(known: Known, amount: Minor, late: LateChange, rules: &Rules) -> Result<Scheduled> {
    let (currency, path) = (rules.currency, known.path.clone());
    let (at, own) = (At::Pointer(&path), &known.own);
    let list = at.key("treatments");
    let whole = currency.exact(amount);
    let mut parts = Vec::new();
    let mut curve = Recognisable::NOTHING;
    let invoiced: Vec<(Date, Exact)> = known.invoiced.iter().map(|(date, own)| (*date, currency.exact(*own))).collect();
    if let Some(method) = own.method {
        let terms = terms(own, method);
        curve = recognisable(&whole, &terms, &invoiced, &at)?;
        parts.push(TreatmentAmount { id: None, method, amount: currency.show(amount) });
    } else {
        let shares: Vec<Share> = own.treatments.iter().map(|own| (own.percent, own.amount, own.remainder)).collect();
        let mut sum = Exact::ZERO;
        let mut before = Minor::ZERO;
        for (i, (part, share)) in own.treatments.iter().zip(shared(&whole, &shares, &list)?).enumerate() {
            // Differences of the rounded running sum, so that parts come to the whole.
            sum = &sum + &share;
            let now = currency.round(&sum, rules.mode, &list.index(i))?;
            let amount = now - std::mem::replace(&mut before, now);
            let inherited = terms(own, part.method);
            let terms = Terms {
                at: part.at.unwrap_or(PointAt::Start),
                delivered: part.delivered.or(own.delivered),
                start: part.start.or(inherited.start),
                until: part.until.or(part.end.map(after)).or(inherited.until),
                milestones: &part.milestones,
                progress: &part.progress,
                ..inherited
            };
            let exact = currency.exact(amount);
            let fraction = exact.over(&whole).unwrap_or(Exact::ZERO);
            let invoiced: Vec<(Date, Exact)> = invoiced.iter().map(|(date, own)| (*date, own * &fraction)).collect();
            curve = curve.plus(recognisable(&exact, &terms, &invoiced, &list.index(i))?);
            parts.push(TreatmentAmount { id: part.id.clone(), method: part.method, amount: currency.show(amount) });
        }
    }
    let closed = recorded(&known, rules)?;
    let rows = schedule(amount, &curve, &closed, own.late.unwrap_or(late), rules, &at)?;
    Ok(Scheduled { known, amount, parts, curve, rows })
}

/// The moment after a last day.
fn after(end: Date) -> Moment {
    end.plus_days(1).into()
}

fn terms(own: &super::recognition::Obligation, method: Method) -> Terms<'_> {
    Terms {
        method,
        at: own.at.unwrap_or(PointAt::Start),
        delivered: own.delivered,
        start: own.start,
        until: own.until.or(own.end.map(after)),
        milestones: &own.milestones,
        progress: &own.progress,
    }
}

/// What closed months have.
fn recorded(known: &Known, rules: &Rules) -> Result<Vec<(i32, Minor)>> {
    let list = At::Pointer(&known.books);
    let mut all: Vec<(i32, Minor)> = Vec::with_capacity(known.own.recognised.len());
    for (i, own) in known.own.recognised.iter().enumerate() {
        let at = list.index(i);
        let month = months::parse(&own.month, &at.key("month"))?;
        if rules.closed.is_none_or(|closed| month > closed) {
            let message = format!("{} is not closed.", own.month);
            let hint = "Write in `closedThrough` up to which day the books are closed; what is open is computed.";
            return Err(Problems::one(Code::Conflict, &at.key("month"), message, hint));
        }
        if all.iter().any(|(before, _)| *before == month) {
            let message = format!("{} is written twice.", own.month);
            return Err(Problems::one(Code::DuplicateId, &at.key("month"), message, "Write each month once."));
        }
        all.push((month, rules.currency.amount(&own.amount, &at.key("amount"))?));
    }
    Ok(all)
}
