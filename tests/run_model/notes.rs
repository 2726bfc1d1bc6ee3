//! Posting, credit notes, and what is cancelled and billed again.

use super::books::{date, day_of, minor, Books, Doc};
use super::checks::{adds_up, Checked};
use super::days::text;
use super::life::{shown, Life};
use crate::must;
use prorata::invoice::{CreditLine, CreditRequest, GroupBy, Invoice, PostRequest, RebillRequest, VerifyInvoiceRequest};
use prorata::money::Dec;

/// Posts some of the drafts, or all.
pub fn post(life: &mut Life) -> Checked {
    let drafts: Vec<usize> = (0..life.books.docs.len()).filter(|place| life.books.is_draft(*place)).collect();
    let all = life.r.chance(60);
    let chosen: Vec<usize> = drafts.into_iter().filter(|_| all || life.r.chance(50)).collect();
    if chosen.is_empty() {
        return Ok(());
    }
    posted(life, &chosen)?;
    life.tally.step("post");
    Ok(())
}

fn posted(life: &mut Life, chosen: &[usize]) -> Checked {
    let books = &mut life.books;
    // No later than the last one, nor than what they correct.
    let last = books.series[0].last.as_ref().map(|own| day_of(own.date));
    let day = last.into_iter().chain(chosen.iter().map(|place| day_of(books.docs[*place].invoice.date))).max();
    let day = day.unwrap_or(books.now).max(books.now);
    let drafts: Vec<Invoice> = chosen.iter().map(|place| books.docs[*place].invoice.clone()).collect();
    let request = PostRequest { drafts: drafts.clone(), series: books.series.clone(), date: Some(date(day)) };
    let answer = prorata::post(&request).map_err(|problems| format!("not posted: {problems}"))?;
    must!(answer.invoices.len() == drafts.len(), "{} of {} are posted", answer.invoices.len(), drafts.len());
    for (place, own) in chosen.iter().zip(answer.invoices) {
        adds_up(&own)?;
        let (old, new) = (&books.docs[*place].invoice, &own);
        must!(old.lines == new.lines && old.totals == new.totals && old.id == new.id, "posting changes {}", old.id);
        let previous = books.posted.last().map(|last| books.docs[*last].invoice.clone());
        if let Some(previous) = &previous {
            must!(previous.date <= own.date, "dates go back: {} after {}", own.date, previous.date);
        }
        let number = |own: &Invoice| own.number.clone().unwrap_or_default();
        let wanted = previous.as_ref().filter(|last| last.date.year() == own.date.year()).map_or(1, |last| {
            number(last).rsplit('-').next().and_then(|own| own.parse::<u32>().ok()).unwrap_or_default() + 1
        });
        must!(number(&own) == format!("FA-{}-{wanted:05}", own.date.year()), "a gap before {}", number(&own));
        let follows = previous.is_some();
        let proof = prorata::verify_invoice(&VerifyInvoiceRequest { invoice: own.clone(), previous })
            .map_err(|problems| problems.to_string())?;
        must!(proof.intact && proof.follows == follows.then_some(true), "the chain is broken at {}", number(&own));
        books.docs[*place].invoice = own;
        books.posted.push(*place);
    }
    books.series = answer.series;
    life.story.push(format!("{}: posted {} on {}", text(life.books.now), chosen.len(), text(day)));
    Ok(())
}

fn part(life: &mut Life, of: i128, digits: u32) -> Dec {
    let part = match life.r.int(1, 4) {
        1 => of,
        _ => of * i128::from(life.r.int(1, 99)) / 100,
    };
    let scale = 10i128.pow(digits);
    let sign = if part < 0 { "-" } else { "" };
    let (whole, rest) = (part.abs() / scale, part.abs() % scale);
    let text = if digits == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
    };
    Dec::parse(&text).expect("a decimal")
}

/// What is left of a document's lines, before tax and with it.
fn left(books: &Books, place: usize) -> Vec<(i128, i128)> {
    let mut rest: Vec<(i128, i128)> =
        books.docs[place].invoice.lines.iter().map(|own| (minor(&own.net), minor(&own.gross))).collect();
    for note in books.credits_of(place) {
        for own in &books.docs[note].invoice.lines {
            if let Some(of) = &own.corrects {
                let line = &mut rest[of.line as usize];
                *line = (line.0 + minor(&own.net), line.1 + minor(&own.gross));
            }
        }
    }
    rest
}

fn request(books: &Books, place: usize) -> CreditRequest {
    let credits = books.credits_of(place).iter().map(|own| books.docs[*own].invoice.clone()).collect();
    let invoice = books.docs[place].invoice.clone();
    let day = day_of(invoice.date).max(books.now);
    CreditRequest {
        invoice,
        id: None,
        credits,
        date: date(day),
        whole: false,
        lines: Vec::new(),
        net: None,
        gross: None,
        paid: None,
        carry: false,
        released: false,
        reason: None,
        cash_rounding: None,
    }
}

/// Gives back a document, or a part of it.
pub fn credit(life: &mut Life) -> Checked {
    let documents = life.books.open_documents();
    if documents.is_empty() {
        return Ok(());
    }
    let place = *life.r.pick(&documents);
    let invoice = &life.books.docs[place].invoice;
    let digits = match invoice.currency.as_str() {
        "JPY" => 0,
        "KWD" => 3,
        _ => 2,
    };
    let mut own = request(&life.books, place);
    let rest = left(&life.books, place);
    let sign = if minor(&life.books.docs[place].invoice.totals.gross) < 0 { -1 } else { 1 };
    let whole = |of: fn(&(i128, i128)) -> i128| rest.iter().map(|own| (of(own) * sign).max(0)).sum::<i128>();
    let (net, gross) = (whole(|own| own.0), whole(|own| own.1));
    let name = match life.r.int(1, 5) {
        1 if net > 0 => {
            own.net = Some(part(life, net, digits));
            "credit of a net"
        }
        2 if gross > 0 => {
            own.gross = Some(part(life, gross, digits));
            "credit of a gross"
        }
        3 | 4 if !rest.is_empty() => {
            let line = life.r.int(0, rest.len() as i64 - 1) as usize;
            let net = life.r.chance(70).then(|| part(life, rest[line].0, digits));
            own.lines = vec![CreditLine { line: line as u32, net, quantity: None }];
            "credit of a line"
        }
        _ => {
            own.whole = true;
            "credit of the whole"
        }
    };
    own.carry = life.r.chance(20);
    let nothing = rest.iter().all(|own| *own == (0, 0));
    match prorata::credit(&own) {
        Ok(note) => {
            must!(!nothing, "a credit although nothing is left: {}", shown(&[note]));
            adds_up(&note)?;
            life.tally.step(name);
            let words = format!(
                "{}: {name} of {:?}: {}",
                text(life.books.now),
                own.invoice.number,
                shown(std::slice::from_ref(&note))
            );
            life.story.push(words);
            let corrects = Some(place);
            life.books.docs.push(Doc { invoice: note, corrects, void: false, gone: false });
            life.changed();
            let left = left(&life.books, place);
            if left.iter().all(|own| *own == (0, 0)) {
                let again = CreditRequest { whole: true, ..request(&life.books, place) };
                refused(&again, "credit_exceeds_rest")?;
                life.tally.check("nothing is left to credit");
            }
            Ok(())
        }
        Err(problems) => {
            life.tally.step("credit refused");
            let code = problems.code().map(|own| own.as_str()).unwrap_or_default();
            let zero = own
                .net
                .or(own.gross)
                .or_else(|| own.lines.first().and_then(|own| own.net))
                .is_some_and(|own| own.sign() == 0);
            let empty = own.lines.first().is_some_and(|own| rest[own.line as usize] == (0, 0)) || own.whole && nothing;
            // Lines that give back themselves leave less of the whole than of the others.
            let mixed = rest.iter().any(|own| own.0 * sign < 0) && code == "credit_exceeds_rest";
            must!(
                mixed
                    || zero && code == "out_of_range"
                    || empty && ["credit_exceeds_rest", "out_of_range"].contains(&code),
                "no {name}: {problems}"
            );
            Ok(())
        }
    }
}

fn refused(own: &CreditRequest, wanted: &str) -> Checked {
    match prorata::credit(own) {
        Ok(note) => Err(format!("a further credit of the whole: {}", shown(&[note]))),
        Err(problems) => {
            let code = problems.code().map(|own| own.as_str()).unwrap_or_default();
            must!(code == wanted, "refused with {code}: {problems}");
            Ok(())
        }
    }
}

/// Cancels a document and bills its orders again.
pub fn rebill(life: &mut Life) -> Checked {
    let documents = life.books.open_documents();
    if documents.is_empty() {
        return Ok(());
    }
    let place = *life.r.pick(&documents);
    let CreditRequest { invoice, credits, date: day, .. } = request(&life.books, place);
    let ask = super::books::Ask { with_adjustments: true, ..super::books::Ask::all(life.books.now) };
    let request = RebillRequest {
        orders: (0..life.books.orders.len()).map(|own| life.books.billable(own, &ask, &[])).collect(),
        invoice,
        credits,
        date: day,
        target: life.r.chance(50).then(|| date(life.books.now)),
        keep_goodwill: life.r.chance(70),
        group_by: vec![GroupBy::Account],
        reason: None,
    };
    let nothing = left(&life.books, place).iter().all(|own| *own == (0, 0));
    let answer = match prorata::cancel_and_rebill(&request) {
        Ok(answer) => answer,
        Err(problems) => {
            let code = problems.code().map(|own| own.as_str()).unwrap_or_default();
            must!(nothing && code == "credit_exceeds_rest", "not billed again: {problems}");
            return Ok(());
        }
    };
    must!(!nothing, "cancelled although nothing is left");
    must!(answer.run.errors.is_empty(), "billed again: {:?}", answer.run.errors);
    adds_up(&answer.credit)?;
    answer.run.drafts.iter().try_for_each(adds_up)?;
    let number = life.books.docs[place].invoice.number.clone();
    life.story.push(format!(
        "{}: {number:?} is cancelled by {} and billed again: {}",
        text(life.books.now),
        shown(std::slice::from_ref(&answer.credit)),
        shown(&answer.run.drafts)
    ));
    let notes = life.books.credits_of(place);
    life.books.docs.push(Doc { invoice: answer.credit, corrects: Some(place), void: false, gone: false });
    let note = life.books.docs.len() - 1;
    for own in notes.into_iter().chain([place]) {
        life.books.docs[own].void = true;
    }
    life.books.keep(answer.run);
    posted(life, &[note])?;
    life.changed();
    life.tally.step("cancelled and billed again");
    Ok(())
}

/// What was given back of a document is never more than it was, by line and by tax.
pub fn credits_are_covered(books: &Books) -> Checked {
    for place in (0..books.docs.len()).filter(|place| books.docs[*place].corrects.is_none()) {
        let notes = books.credits_of(place);
        if notes.is_empty() {
            continue;
        }
        let own = &books.docs[place].invoice;
        let number = own.number.clone().unwrap_or_default();
        let inside = |rest: i128, whole: i128| rest * whole.signum() >= 0 && rest.abs() <= whole.abs();
        let notes: Vec<&Invoice> = notes.iter().map(|note| &books.docs[*note].invoice).collect();
        for (i, line) in own.lines.iter().enumerate() {
            let mine = || {
                notes
                    .iter()
                    .flat_map(|own| &own.lines)
                    .filter(move |own| own.corrects.as_ref().is_some_and(|of| of.line as usize == i))
            };
            let net = minor(&line.net) + mine().map(|own| minor(&own.net)).sum::<i128>();
            let tax = minor(&line.tax) + mine().map(|own| minor(&own.tax)).sum::<i128>();
            must!(inside(net, minor(&line.net)), "{number} line {i}: {net} is left of {}", line.net);
            must!(inside(tax, minor(&line.tax)), "{number} line {i}: a tax of {tax} is left of {}", line.tax);
        }
        let given: i128 = notes.iter().map(|note| minor(&note.totals.gross)).sum();
        let left = minor(&own.totals.gross) + given;
        // A line that gives back itself may be taken back: then more is left.
        must!(left * minor(&own.totals.gross).signum() >= 0, "{number}: {left} is left of {}", own.totals.gross);
    }
    Ok(())
}
