//! An order against a model that knows nothing of billing: what each day costs, added up.
//!
//! A line of so many units at a price per month, quarter or year costs on each day its rate over the days of its period. Whatever
//! is amended, in whatever order it becomes known, and whatever was billed before, in the end the order has billed the sum of its
//! days, less or more than half a cent for each part that is rounded.

mod common;
#[path = "common/random.rs"]
mod random;

use common::orders::{lines, try_amend, try_order, try_plan};
use common::table::{deal, per_unit};
use common::{billed, minor};
use proptest::prelude::*;
use prorata::calendar::Date;
use prorata::quote::InvoicePlan;
use random::{cases, Random};
use serde_json::{json, Value};

/// What holds from a day on.
#[derive(Clone, Debug)]
enum What {
    Quantity(i64),
    Add(i64),
    /// In cents.
    Price(i64),
    Percent(i64),
    /// The last day.
    End(Date),
    Remove,
    /// Another line of so many units.
    Line(i64),
}

struct Deal {
    start: Date,
    months: i32,
    bill_day: Option<u32>,
    quantity: i64,
    price: i64,
    /// More than five units cost a fifth less, all of them.
    volume: bool,
    /// Off the line, and then off the quote.
    off: (i64, i64),
    rounding: &'static str,
    /// A second line costs so many percent of the first.
    support: i64,
    end: Date,
}

impl Deal {
    fn random(r: &mut Random) -> Deal {
        let start = Date::parse("2026-01-01").expect("a date").plus_days(r.int(0, 120) as i32);
        let months = *r.pick(&[1, 1, 3, 12]);
        let bill_day = (months == 1 && r.chance(40)).then(|| r.int(1, 31) as u32);
        let end = start.plus_days(r.int(40, 700) as i32);
        let off = (if r.chance(30) { r.int(0, 100) } else { 0 }, if r.chance(30) { r.int(0, 50) } else { 0 });
        let rounding = *r.pick(&["independent", "perPeriod", "cumulative"]);
        let price = r.int(100, 9999);
        let support = if r.chance(40) { r.int(1, 40) } else { 0 };
        Deal {
            start,
            months,
            bill_day,
            quantity: r.int(0, 12),
            price,
            volume: r.chance(30),
            off,
            rounding,
            support,
            end,
        }
    }

    fn request(&self, timing: &str) -> Value {
        let per = json!({ "unit": "month", "count": self.months });
        let mut billing = json!({ "kind": "recurring", "timing": timing });
        if let Some(day) = self.bill_day {
            billing["billDay"] = json!(day);
        }
        let fifth = json!({ "unitPrice": decimal(self.price * 8, 3) });
        let price = match self.volume {
            true => json!({ "model": "volume", "tiers": [{ "upTo": 5, "unitPrice": cents(self.price) }, fifth] }),
            false => per_unit(&cents(self.price)),
        };
        let charge = json!({ "id": "c", "kind": "recurring", "per": per, "price": price, "billing": billing });
        let more = json!({
            "start": self.start, "end": self.end, "policy": { "rounding": self.rounding, "termTotal": "measured" },
            "discounts": [{ "percent": self.off.1 }],
        });
        let line = json!({ "quantity": self.quantity, "discounts": [{ "percent": self.off.0 }] });
        let mut request = deal(charge.clone(), line, more);
        if self.support > 0 {
            let mut support = charge;
            support["price"] = json!({ "model": "percentOf", "percent": self.support, "of": { "lines": ["1"] } });
            let first = request["catalog"]["products"][0].clone();
            request["catalog"]["products"] = json!([first, { "id": "s", "charges": [support] }]);
            let first = request["lines"][0].clone();
            request["lines"] = json!([first, { "id": "2", "product": "s" }]);
        }
        request
    }

    /// The first day of the period that holds a day, and of the next, of a line that begins on `start`.
    fn cell(&self, start: Date, day: Date) -> (Date, Date) {
        let boundary = |k: i32| match self.bill_day {
            Some(own) => Date::in_month(start.month_index() + k, own),
            None => start.plus_months(k * self.months),
        };
        let last = (-1..80).filter(|k| boundary(*k) <= day).max().expect("a period");
        (boundary(last), boundary(last + 1))
    }
}

fn cents(amount: i64) -> String {
    decimal(amount, 2)
}

fn decimal(amount: i64, places: u32) -> String {
    let scale = 10i64.pow(places);
    format!("{}.{:0width$}", amount / scale, amount % scale, width = places as usize)
}

/// The exact cents of all days, and how many parts are rounded.
fn model(deal: &Deal, changes: &[(Date, i32, What)]) -> (f64, usize) {
    let mut sorted: Vec<(usize, &(Date, i32, What))> = changes.iter().enumerate().collect();
    sorted.sort_by_key(|(id, own)| (own.0, own.1, *id));
    let (mut sum, mut day) = (0.0, deal.start);
    let (mut quantity, mut price, mut percent, mut end) = (deal.quantity, deal.price, deal.off.0, deal.end);
    let (mut parts, mut volume) = (2, deal.volume);
    let mut last = deal.end;
    for (_, (_, _, what)) in &sorted {
        if let What::End(own) = what {
            last = last.max(*own);
        }
    }
    let mut others: Vec<(Date, i64)> = Vec::new();
    while day <= last {
        for (_, (_, _, what)) in sorted.iter().filter(|(_, own)| own.0 == day) {
            if let What::Line(own) = what {
                others.push((day, *own));
                continue;
            }
            // What has ended is changed no more, but on the day after it can go on.
            if day > end.plus_days(1) {
                continue;
            }
            match what {
                What::Quantity(own) => quantity = *own,
                What::Add(own) => quantity += own,
                What::Price(own) => (price, volume) = (*own, false),
                What::Percent(own) => percent = *own,
                What::End(own) => end = *own,
                What::Remove if day <= end => end = day.before(),
                What::Remove | What::Line(_) => {}
            }
            parts += 1;
        }
        if day <= end {
            let (from, to) = deal.cell(deal.start, day);
            if day == from {
                parts += 1;
            }
            let length = to.days_since(from);
            let unit = price as f64 * if volume && quantity > 5 { 0.8 } else { 1.0 };
            let left = [percent, deal.off.1].map(|off| (100 - off) as f64 / 100.0);
            let own = quantity as f64 * unit * left.iter().product::<f64>() / f64::from(length);
            // The second line does not follow the first beyond its own end.
            let support = if day <= deal.end { deal.support } else { 0 };
            sum += own * (100 + support) as f64 / 100.0;
        }
        // Other lines are sold as the first one was, and end with the order.
        for (start, count) in others.iter().filter(|_| day <= deal.end) {
            let (from, to) = deal.cell(deal.start, day);
            let unit = deal.price as f64 * if deal.volume && *count > 5 { 0.8 } else { 1.0 };
            sum += *count as f64 * unit * (100 - deal.off.1) as f64 / 100.0 / f64::from(to.days_since(from));
            parts += usize::from(day == from || day == *start);
        }
        day = day.plus_days(1);
    }
    (sum, if deal.support > 0 { 2 * parts } else { parts })
}

fn amendment(id: usize, (day, sequence, what): &(Date, i32, What)) -> Value {
    let of = |change: Value| json!({ "id": format!("{id:03}"), "effective": day, "sequence": sequence, "changes": [change] });
    let set = match what {
        What::Quantity(own) => json!({ "quantity": own }),
        What::Add(own) => return of(json!({ "line": "1", "add": { "quantity": own } })),
        What::Price(own) => json!({ "unitPrice": cents(*own) }),
        What::Percent(own) => json!({ "discounts": [{ "percent": own }] }),
        What::End(own) => json!({ "end": own }),
        What::Remove => return of(json!({ "removeLine": "1" })),
        What::Line(own) => {
            return of(json!({ "addLine": { "id": format!("new {id}"), "product": "p", "quantity": own } }));
        }
    };
    of(json!({ "line": "1", "set": set }))
}

fn sum(plan: &InvoicePlan) -> i128 {
    plan.invoices.iter().flat_map(|own| &own.lines).map(|own| minor(&own.net)).sum()
}

/// A random life of a random deal: `known` says of each amendment when it became known, `again` changes what has just ended.
fn lived(seed: u64, known: bool, again: bool) -> Result<(), TestCaseError> {
    let mut r = Random(seed);
    let deal = Deal::random(&mut r);
    let request = deal.request(if r.chance(30) { "arrears" } else { "advance" });
    let Ok(order) = try_order(&request, json!({})) else { return Ok(()) };
    let (mut now, mut done, mut taken, mut story) = (order, Vec::<Value>::new(), Vec::new(), Vec::new());
    for id in 0..r.int(1, 4) as usize {
        let day = deal.start.plus_days(r.int(0, 500) as i32);
        if r.chance(60) {
            let run = deal.start.plus_days(r.int(0, 500) as i32);
            let open = try_plan(&now, json!({ "billed": done, "through": run, "asOf": run }));
            match open {
                Ok(open) => done.extend(billed(&open)),
                Err(problems) => return Err(TestCaseError::fail(format!("{problems} {request} {story:?}"))),
            }
            story.push(json!(format!("billed up to {run}")));
        }
        let what = match r.int(1, 13) {
            1..=2 => What::Quantity(r.int(0, 12)),
            3..=4 => What::Add(r.int(-5, 5)),
            5..=6 => What::Price(r.int(100, 9999)),
            7..=8 => What::Percent(r.int(0, 100)),
            9 => What::Remove,
            10..=11 => What::Line(r.int(1, 12)),
            _ => What::End(day.plus_days(r.int(-1, 200) as i32)),
        };
        let change = (day, r.int(0, 2) as i32, what);
        let mut all = taken.clone();
        all.push(change.clone());
        let ends = |own: &(Date, i32, What)| match own.2 {
            What::End(end) => Some(end.plus_days(1)),
            What::Remove => Some(own.0),
            _ => None,
        };
        // Whether a change is made on the day on which another one has ended the line.
        let goes_on = all.iter().enumerate().any(|(i, own)| {
            let day = |other: &(usize, &(Date, i32, What))| other.0 != i && Some(other.1 .0) == ends(own);
            own.0 == deal.end.plus_days(1) || all.iter().enumerate().any(|other| day(&other))
        });
        if goes_on && !again {
            continue;
        }
        let mut own = amendment(id, &change);
        if known {
            own["recorded"] = json!(deal.start.plus_days(1000 + id as i32));
        }
        taken.push(change);
        match try_amend(&now, &own, json!({ "billed": done })) {
            Ok(amended) => now = amended.order,
            Err(problems) => {
                taken.pop();
                taken.push((Date::parse("1999-01-01").expect("a date"), 0, What::Percent(0)));
                prop_assert!(
                    !problems.to_string().contains("unexplained"),
                    "{} {} {:?} {}",
                    problems,
                    request,
                    story,
                    own
                );
                continue;
            }
        }
        story.push(own);
    }
    let rest = match try_plan(&now, json!({ "billed": done })) {
        Ok(rest) => rest,
        Err(problems) => return Err(TestCaseError::fail(format!("{problems} {request} {story:?}"))),
    };
    let so_far: i128 = done.iter().map(|own| minor(own["net"].as_str().expect("an amount"))).sum();
    let (want, parts) = model(&deal, &taken);
    let got = (so_far + sum(&rest)) as f64;
    let off = (got - want).abs();
    prop_assert!(
        off <= 0.5 * parts as f64 + 0.01,
        "{} cents instead of {} ({} parts)\n{}\n{:#?}\n{:#?}",
        got,
        want,
        parts,
        request,
        story,
        lines(&rest)
    );
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    /// Amended any number of times, and billed in between or not.
    #[test]
    fn an_order_bills_its_days(seed in any::<u64>()) {
        lived(seed, true, false)?;
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// The same, where amendments are made on the day after an end: they go on with what is left of its period.
    #[test]
    fn what_has_ended_goes_on(seed in any::<u64>()) {
        lived(seed, true, true)?;
    }

    /// The same, where nobody says when the amendments became known: what was billed between them explains itself.
    #[test]
    fn nobody_says_when_it_became_known(seed in any::<u64>()) {
        lived(seed, false, false)?;
    }
}
