//! Laws of taxes on random deals: what must hold whatever the rates, parts, dates, levels and modes.

mod common;
#[path = "common/random.rs"]
mod random;

use common::{minor, plan, planned};
use proptest::prelude::*;
use prorata::quote::InvoicePlan;
use random::{cases, deal, priced, taxed, Random, Shape};
use serde_json::{json, Value};

fn every_event(quote: &prorata::quote::PricedQuote, r: &mut Random) -> Value {
    let mut events = json!({});
    for waiting in plan(quote, &json!({})).waiting {
        if let Some(event) = waiting.event.filter(|_| r.chance(70)) {
            events[event] = json!(quote.start.plus_days(r.int(-10, 900) as i32));
        }
    }
    events
}

fn documents_add_up(plan: &InvoicePlan, what: &Value) -> Result<(), TestCaseError> {
    for invoice in &plan.invoices {
        let tax: i128 = invoice.taxes.iter().map(|t| minor(&t.tax)).sum();
        prop_assert_eq!(tax, minor(&invoice.totals.tax), "{}", what);
        prop_assert_eq!(minor(&invoice.totals.net) + tax, minor(&invoice.totals.gross));
        let nets: i128 = invoice.lines.iter().map(|line| minor(&line.net)).sum();
        prop_assert_eq!(nets, minor(&invoice.totals.net));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    /// Lines sum to the documents, in every mode and at every level; a line's items are its net, whatever events do.
    #[test]
    fn lines_sum_to_documents(seed in any::<u64>(), inclusive in any::<bool>()) {
        let mut r = Random(seed);
        let mut request = deal(&mut r, Shape { evergreen: seed % 3 == 0, ..Shape::ALL });
        taxed(&mut r, &mut request, inclusive);
        let Some(quote) = priced(&request) else { return Ok(()) };
        let whole = plan(&quote, &json!({}));
        let (mut tax, mut net, mut discount) = (0, 0, 0);
        for line in &quote.lines {
            prop_assert_eq!(planned(&whole, &line.id), minor(&line.net), "{}", request);
            prop_assert_eq!(minor(&line.net) + minor(&line.tax), minor(&line.gross));
            let charges: i128 = line.charges.iter().map(|charge| minor(&charge.net)).sum();
            prop_assert_eq!(charges, minor(&line.net));
            for pair in line.waterfall.windows(2) {
                prop_assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after), "{}", request);
            }
            prop_assert_eq!(&line.waterfall.last().expect("a step").after, &line.gross);
            (tax, net, discount) = (tax + minor(&line.tax), net + minor(&line.net), discount + minor(&line.discount));
        }
        let totals = &quote.totals;
        prop_assert_eq!([minor(&totals.net), minor(&totals.tax), minor(&totals.gross)], [net, tax, net + tax], "{}", request);
        prop_assert_eq!(minor(&totals.discount), discount);
        let taxes: i128 = quote.taxes.iter().map(|t| minor(&t.tax)).sum();
        prop_assert_eq!(taxes, tax);
        prop_assert_eq!((&whole.totals.net, &whole.totals.tax), (&totals.net, &totals.tax));
        documents_add_up(&whole, &request)?;
        let events = every_event(&quote, &mut r);
        let happened = plan(&quote, &json!({ "events": events }));
        documents_add_up(&happened, &request)?;
        for line in &quote.lines {
            prop_assert_eq!(planned(&happened, &line.id), minor(&line.net), "{} {}", events, request);
        }
        if inclusive {
            // Each item is split alone, so that no event changes a quote's tax.
            prop_assert_eq!(&happened.totals.tax, &totals.tax, "{}", request);
        }
        let again = prorata::price(&quote.request).expect("priced");
        prop_assert_eq!(&again, &quote);
    }

    /// Prices that hold the tax: the gross of every item is what it bills without any tax, and what is discounted is too.
    #[test]
    fn the_gross_is_what_prices_say(seed in any::<u64>()) {
        let mut r = Random(seed);
        let mut request = deal(&mut r, Shape { evergreen: seed % 3 == 0, ..Shape::ALL });
        taxed(&mut r, &mut request, true);
        request["account"] = json!({});
        let Some(quote) = priced(&request) else { return Ok(()) };
        request["taxes"] = json!([{ "code": "A", "percent": "0" }, { "code": "B", "percent": "0" }]);
        let bare = priced(&request).expect("priced");
        for (line, bare) in quote.lines.iter().zip(&bare.lines) {
            prop_assert_eq!((&line.list, &line.discount, &line.gross), (&bare.list, &bare.discount, &bare.net));
        }
        let (held, bare) = (plan(&quote, &json!({})), plan(&bare, &json!({})));
        for (invoice, bare) in held.invoices.iter().zip(&bare.invoices) {
            prop_assert_eq!((&invoice.totals.gross, &invoice.payable), (&bare.totals.net, &bare.payable));
            for (line, bare) in invoice.lines.iter().zip(&bare.lines) {
                prop_assert_eq!(line.gross.as_ref(), Some(&bare.net), "{}", request);
            }
        }
        prop_assert_eq!(&held.cash, &bare.cash);
        prop_assert_eq!(&quote.totals.due_now, &bare.due_now.gross);
    }

    /// The running sum comes to what one rounding per category and rate gives, on every invoice.
    #[test]
    fn the_running_sum_is_the_rounded_whole(seed in any::<u64>()) {
        let mut r = Random(seed);
        let mut request = deal(&mut r, Shape { evergreen: false, ..Shape::ALL });
        taxed(&mut r, &mut request, false);
        let of = |level: &str| {
            let mut request = request.clone();
            request["policy"]["taxLevel"] = json!(level);
            priced(&request).map(|quote| plan(&quote, &json!({})))
        };
        let (Some(running), Some(whole)) = (of("cumulative"), of("category")) else { return Ok(()) };
        for (running, whole) in running.invoices.iter().zip(&whole.invoices) {
            prop_assert_eq!(&running.totals, &whole.totals, "{}", request);
        }
    }
}
