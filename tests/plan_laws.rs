//! Laws of invoice plans: what must hold for every plan, checked on random ones.

mod common;
#[path = "common/random.rs"]
mod random;

use common::{billed, minor, plan, planned};
use proptest::prelude::*;
use prorata::quote::{InvoiceLine, InvoicePlan, PricedQuote};
use random::{cases, deal, priced, Random, Shape};
use serde_json::{json, Value};

/// A random day: a date, an event or the start, at times so much later.
fn on(r: &mut Random) -> Value {
    let mut on = match r.int(0, 4) {
        0 | 1 => json!({ "event": format!("event-{}", r.int(1, 4)) }),
        2 => json!({ "start": true }),
        _ => json!({ "date": r.date(2024, 2027) }),
    };
    if r.chance(30) {
        on["plus"] = random::interval(r);
    }
    on
}

fn declared(r: &mut Random) -> Value {
    let count = r.int(0, 5);
    let one = |r: &mut Random| {
        let mut one = json!({ "on": on(r) });
        let key = *r.pick(&["percent", "units"]);
        one[key] = json!(r.decimal(if key == "percent" { 10_000 } else { 1_700 }, 2));
        one
    };
    json!((0..count).map(|_| one(r)).collect::<Vec<_>>())
}

fn retainage(r: &mut Random) -> Value {
    let mut retainage = json!({
        "apply": *r.pick(&["marginal", "whole"]),
        "basis": *r.pick(&["gross", "net"]),
        "effect": *r.pick(&["payable", "payable", "invoice"]),
        "tax": *r.pick(&["atInvoice", "atInvoice", "atRelease"]),
    });
    if r.chance(60) {
        retainage["percent"] = json!(r.decimal(2_000, 2));
    } else {
        let first = r.int(1, 60);
        retainage["steps"] = json!([
            { "upTo": first.to_string(), "percent": r.decimal(2_000, 2) },
            { "upTo": (first + r.int(1, 30)).to_string(), "percent": r.decimal(2_000, 2) },
            { "percent": r.decimal(2_000, 2) },
        ]);
    }
    if r.chance(40) {
        retainage["lines"] = json!([{ "line": "l0", "percent": r.decimal(3_000, 2) }]);
    }
    retainage["release"] = match r.int(0, 2) {
        0 => on(r),
        1 => {
            json!([{ "percent": r.decimal(9_000, 2).replace("0.00", "1"), "on": on(r) }, { "remainder": true, "on": on(r) }])
        }
        _ => json!([{ "percent": "30", "on": on(r) }, { "percent": "70", "on": on(r) }]),
    };
    retainage
}

/// A random deal whose plans withhold, and bill by progress.
fn planned_deal(r: &mut Random) -> Value {
    let mut request = deal(r, Shape { evergreen: false, ..Shape::ALL });
    for product in request["catalog"]["products"].as_array_mut().expect("products") {
        let charge = &mut product["charges"][0];
        if charge["billing"]["kind"] == "milestones" {
            if r.chance(50) {
                charge["billing"] = json!({ "kind": "progress", "declared": declared(r), "of": "17.00" });
            }
            if r.chance(70) {
                charge["billing"]["retainage"] = retainage(r);
            }
        } else if charge["billing"].is_null() || charge["billing"]["kind"] == "byHand" {
            charge["billing"] = json!({ "kind": "plan", "plan": "plan" });
        }
    }
    if r.chance(50) {
        request["plans"] = json!([{ "id": "plan", "declared": declared(r), "of": "17" }]);
    }
    if r.chance(80) {
        request["plans"][0]["retainage"] = retainage(r);
    }
    if r.chance(50) {
        let inclusive = r.chance(50);
        random::taxed(r, &mut request, inclusive);
    }
    request
}

/// Dates for the events that the quote waits for, some of them.
fn events(r: &mut Random, quote: &PricedQuote) -> Value {
    let mut events = json!({});
    for waiting in plan(quote, &json!({})).waiting {
        if let Some(event) = waiting.event {
            if events.get(&event).is_none() && r.chance(70) {
                events[&event] = json!(r.date(2024, 2028));
            }
        }
    }
    events
}

/// What is withheld and given back: in the plan's lines, by line.
fn held(plan: &InvoicePlan, line: &str) -> (i128, i128) {
    let amount = |text: &Option<String>| text.as_deref().map_or(0, minor);
    let dated = plan.invoices.iter().flat_map(|i| &i.lines).filter(|l| l.line == line);
    let waiting = plan.waiting.iter().filter(|w| w.line == line);
    let dated: Vec<(i128, i128)> = dated.map(|l| (amount(&l.retained), amount(&l.released))).collect();
    let waiting: Vec<(i128, i128)> = waiting.map(|w| (amount(&w.retained), amount(&w.released))).collect();
    dated.into_iter().chain(waiting).fold((0, 0), |(a, b), (x, y)| (a + x, b + y))
}

fn shown(line: &InvoiceLine) -> String {
    format!(
        "{} {} {:?} {:?} {} {:?} {:?}",
        line.line, line.charge, line.period, line.item, line.net, line.retained, line.released
    )
}

fn lines_of(plan: &InvoicePlan) -> Vec<String> {
    let lines = plan.invoices.iter().flat_map(|i| i.lines.iter().map(move |l| format!("{} {}", i.date, shown(l))));
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(cases(400))]

    /// Invoices and waiting items come to each line's net and withheld = released, whichever events are known.
    #[test]
    fn plans_come_to_the_net_and_release_what_they_withhold(seed in any::<u64>()) {
        let mut r = Random(seed);
        let request = planned_deal(&mut r);
        let Some(quote) = priced(&request) else { return Ok(()) };
        let events = events(&mut r, &quote);
        let plan = plan(&quote, &json!({ "events": events }));
        for line in &quote.lines {
            prop_assert_eq!(planned(&plan, &line.id), minor(&line.net), "line {} of {} with {}", line.id, request, events);
            let (retained, released) = held(&plan, &line.id);
            prop_assert_eq!(retained, released, "line {} of {} with {}", line.id, request, events);
        }
        let mut cash = 0;
        for invoice in &plan.invoices {
            let amount = |text: &Option<String>| text.as_deref().map_or(0, minor);
            let payable = minor(&invoice.totals.gross) - amount(&invoice.retained) + amount(&invoice.released);
            prop_assert_eq!(payable, minor(&invoice.payable));
            prop_assert_eq!(amount(&invoice.retained), invoice.lines.iter().map(|l| amount(&l.retained)).sum::<i128>());
            prop_assert_eq!(amount(&invoice.released), invoice.lines.iter().map(|l| amount(&l.released)).sum::<i128>());
            cash += payable;
        }
        prop_assert_eq!(plan.cash.iter().map(|month| minor(&month.gross)).sum::<i128>(), cash);
        prop_assert!(plan.cash.windows(2).all(|pair| pair[0].month < pair[1].month));
        for stands in &plan.plans {
            let earned = minor(&stands.completed) - minor(&stands.retained) + minor(&stands.released);
            prop_assert_eq!(earned, minor(&stands.earned));
            prop_assert_eq!(minor(&stands.contract) - earned, minor(&stands.balance_to_finish));
            if plan.waiting.is_empty() {
                prop_assert_eq!(minor(&stands.balance_to_finish), 0, "{} with {}", request, events);
            }
        }
    }

    /// Items stand in the order of their declaration, whatever their dates; a plan cut at any date goes on.
    #[test]
    fn a_cut_plan_continues(seed in any::<u64>(), days in -30i32..1200) {
        let mut r = Random(seed);
        let request = planned_deal(&mut r);
        let Some(quote) = priced(&request) else { return Ok(()) };
        let events = events(&mut r, &quote);
        let cut = quote.start.plus_days(days);
        let whole = plan(&quote, &json!({ "events": events }));
        let before = plan(&quote, &json!({ "events": events, "through": cut }));
        let after = plan(&quote, &json!({ "events": events, "from": cut.plus_days(1) }));
        let mut both = lines_of(&before);
        both.extend(lines_of(&after));
        both.sort();
        prop_assert_eq!(&both, &lines_of(&whole), "{} at {}", request, cut);
        let billed = billed(&before);
        let rest = plan(&quote, &json!({ "events": events, "billed": billed }));
        prop_assert_eq!(lines_of(&rest), lines_of(&after), "{} billed to {}", request, cut);
        prop_assert_eq!(&rest.plans, &whole.plans);
        for invoice in whole.invoices.iter() {
            for pair in invoice.lines.windows(2) {
                prop_assert!(place(&quote, &pair[0]) <= place(&quote, &pair[1]), "{}", request);
            }
        }
    }

    /// A deposit and its settlements sum to zero at each rate, net and tax; the quote is what it is without deposits.
    #[test]
    fn deposits_are_settled_to_the_cent(seed in any::<u64>()) {
        let mut r = Random(seed);
        let mut request = planned_deal(&mut r);
        let Some(without) = priced(&request) else { return Ok(()) };
        let deposit = |r: &mut Random, id: &str| {
            let mut deposit = json!({ "id": id, "on": on(r), "percent": r.decimal(5_000, 2).replace("0.00", "1"),
                "basis": *r.pick(&["net", "gross"]), "settle": *r.pick(&["proportional", "first"]) });
            if r.chance(30) { deposit["taxCode"] = json!(*r.pick(&["A", "B"])); }
            deposit
        };
        request["deposits"] = json!([deposit(&mut r, "d0")]);
        if r.chance(40) {
            let more = deposit(&mut r, "d1");
            request["deposits"].as_array_mut().expect("a list").push(more);
        }
        // A deposit on a late date may be more than what is billed after it.
        let Some(quote) = priced(&request) else { return Ok(()) };
        prop_assert_eq!(&quote.lines, &without.lines);
        prop_assert_eq!(&quote.totals.net, &without.totals.net);
        prop_assert_eq!(&quote.totals.gross, &without.totals.gross);
        let mut events = events(&mut r, &quote);
        for waiting in plan(&quote, &json!({})).waiting {
            if let Some(event) = waiting.event { events[&event] = json!(r.date(2024, 2028)); }
        }
        for stands in plan(&quote, &json!({})).deposits.expect("deposits") {
            if let Some(event) = stands.event { events[&event] = json!("2023-01-01"); }
        }
        let options = common::options(&json!({ "events": events }));
        let Ok(plan) = prorata::plan_quote(&quote, &options) else { return Ok(()) };
        let mut sums: std::collections::BTreeMap<(String, Option<String>), (i128, i128)> = Default::default();
        for line in plan.invoices.iter().filter_map(|i| i.deposits.as_ref()).flatten() {
            let sum = sums.entry((line.deposit.clone(), line.tax_code.clone())).or_default();
            *sum = (sum.0 + minor(&line.net), sum.1 + minor(&line.tax));
        }
        let waits = plan.waiting.iter().any(|w| minor(&w.net) != 0);
        for (key, sum) in sums.iter().filter(|_| !waits) {
            prop_assert_eq!(*sum, (0, 0), "{:?} of {} with {}", key, request, events);
        }
        prop_assert_eq!(&plan.totals.net, &quote.totals.net);
        let nothing_negative = plan.invoices.iter().flat_map(|i| &i.lines).all(|l| minor(&l.net) >= 0)
            && plan.waiting.iter().all(|w| minor(&w.net) >= 0);
        for invoice in &plan.invoices {
            prop_assert!(!nothing_negative || minor(&invoice.totals.net) >= 0, "{} of {}", invoice.date, request);
            let deposits = invoice.deposits.iter().flatten();
            let net: i128 = deposits.map(|l| minor(&l.net)).chain(invoice.lines.iter().map(|l| minor(&l.net))).sum();
            let tax: i128 = invoice.taxes.iter().map(|t| minor(&t.tax)).sum();
            prop_assert_eq!((net, tax), (minor(&invoice.totals.net), minor(&invoice.totals.tax)));
        }
    }

    /// Nothing is withheld on or after the last release's date.
    #[test]
    fn nothing_is_withheld_from_its_release_on(seed in any::<u64>()) {
        let mut r = Random(seed);
        let mut request = planned_deal(&mut r);
        let until = r.date(2024, 2027);
        let mut terms = retainage(&mut r);
        terms["release"] = json!({ "date": until });
        request["plans"][0]["retainage"] = terms;
        let Some(quote) = priced(&request) else { return Ok(()) };
        let shared: Vec<&str> = request["catalog"]["products"].as_array().expect("products").iter()
            .filter(|p| p["charges"][0]["billing"]["kind"] == "plan").map(|p| p["id"].as_str().expect("an id")).collect();
        for invoice in plan(&quote, &json!({})).invoices.iter().filter(|i| i.date >= until) {
            for line in invoice.lines.iter().filter(|l| shared.contains(&l.line.replace('l', "p").as_str())) {
                prop_assert_eq!(line.retained.as_deref(), None, "{}", request);
            }
        }
    }
}

/// The place of a line in its quote.
fn place(quote: &PricedQuote, line: &InvoiceLine) -> usize {
    quote.lines.iter().position(|known| known.id == line.line).expect("a line of the quote")
}
