//! Laws of prices: what must hold for every model and every offer, checked on random ones.

mod common;
#[path = "common/random.rs"]
mod random;
#[path = "common/rich.rs"]
mod rich;

use common::{minor, node, plan, planned};
use proptest::prelude::*;
use prorata::parts::{rate, RateResult};
use random::{cases, deal, priced, Random, Shape};
use serde_json::{json, Value};

fn rich_deal(seed: u64) -> Value {
    let mut r = Random(seed);
    let evergreen = r.chance(25);
    let mut value = deal(&mut r, Shape { evergreen, ..Shape::ALL });
    rich::enrich(&mut r, &mut value);
    if r.chance(30) {
        let inclusive = r.chance(50);
        random::taxed(&mut r, &mut value, inclusive);
    }
    value
}

fn rated(value: &Value) -> Option<RateResult> {
    let request = prorata::document::read(node(value)).unwrap_or_else(|problems| panic!("{problems}\n{value}"));
    rate(&request).ok()
}

/// A model that never gets cheaper with quantity, with its price.
fn growing(r: &mut Random) -> Value {
    loop {
        let price = if r.chance(50) { rich::booked(r) } else { random::price(r) };
        // A larger quantity may cost less at the edge of a volume tier or of a stair; that is those models.
        let falls = ["volume", "stairstep", "matrix"].iter().any(|model| price["model"] == *model);
        if !falls {
            return price;
        }
    }
}

#[test]
fn most_rich_deals_are_priced() {
    let priced = (0..400u64).filter(|seed| priced(&rich_deal(*seed)).is_some()).count();
    assert!(priced > 150, "{priced} of 400");
}

proptest! {
    #![proptest_config(cases(300))]

    /// A line's invoices and waiting items come to its net, whatever its price; what is optional is on no invoice.
    #[test]
    fn parts_sum_to_the_whole(seed in any::<u64>()) {
        let request = rich_deal(seed);
        let Some(quote) = priced(&request) else { return Ok(()) };
        let plan = plan(&quote, &json!({}));
        let (mut net, mut tax) = (0, 0);
        for line in &quote.lines {
            let billed = planned(&plan, &line.id);
            if line.optional == Some(true) {
                prop_assert_eq!(billed, 0, "{}", request);
                continue;
            }
            prop_assert_eq!(billed, minor(&line.net), "line {} of {}", line.id, request);
            net += minor(&line.net);
            tax += minor(&line.tax);
            let charges: i128 = line.charges.iter().map(|charge| minor(&charge.net)).sum();
            prop_assert_eq!(charges, minor(&line.net));
            for pair in line.waterfall.windows(2) {
                prop_assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after), "{}", request);
            }
        }
        prop_assert_eq!(minor(&quote.totals.net), net);
        prop_assert_eq!(minor(&quote.totals.tax), tax, "{}", request);
        prop_assert_eq!(minor(&plan.totals.net), net);
        prop_assert_eq!(minor(&quote.totals.gross), net + tax);
        let kinds = minor(&quote.totals.recurring.net) + minor(&quote.totals.one_time) + minor(&quote.totals.usage);
        prop_assert_eq!(kinds, net);
    }

    /// The order of lines changes no net. (Amounts that are split give their left-over units to the earlier line, and what a
    /// percentage of the quote takes off is split; so this is said of deals without.)
    #[test]
    fn the_order_of_lines_changes_no_net(seed in any::<u64>()) {
        let mut request = rich_deal(seed);
        request["discounts"] = json!([]);
        request["groups"] = json!([{ "id": "g" }, { "id": "h" }]);
        request.as_object_mut().expect("fields").remove("partnerDiscounts");
        request["policy"]["spread"] = json!("largestRemainder");
        let Some(quote) = priced(&request) else { return Ok(()) };
        request["lines"].as_array_mut().expect("lines").reverse();
        let turned = priced(&request).expect("priced in any order");
        for line in &quote.lines {
            let other = turned.lines.iter().find(|other| other.id == line.id).expect("the line");
            prop_assert_eq!(&line.net, &other.net, "line {} of {}", line.id, request);
        }
    }

    /// A model that promises it never costs less for more.
    #[test]
    fn price_grows_with_quantity(seed in any::<u64>(), more in 1i64..500) {
        let mut r = Random(seed);
        let mut price = growing(&mut r);
        // A tier's maximum caps it whatever comes; what it holds back is not given back by the next.
        if let Some(tiers) = price.get_mut("tiers").and_then(Value::as_array_mut) {
            tiers.iter_mut().for_each(|tier| { tier.as_object_mut().expect("fields").remove("size"); });
        }
        let quantity = r.int(0, 20_000);
        let text = |hundredths: i64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let of = |hundredths: i64| rated(&json!({ "currency": "EUR", "price": price, "quantity": text(hundredths),
            "policy": { "zeroQuantity": "flatFees" } }));
        if let (Some(less), Some(more)) = (of(quantity), of(quantity + more)) {
            prop_assert!(minor(&less.amount) <= minor(&more.amount), "{} at {}", price, text(quantity));
        }
    }

    /// A fractional quantity never falls between tiers: it costs at least what its tier's unit price says.
    #[test]
    fn no_quantity_falls_between_tiers(limit in 1i64..200, fraction in 1i64..100, unit in 1i64..1000) {
        let tiers = json!([{ "upTo": limit.to_string(), "unitPrice": unit.to_string() },
            { "upTo": (limit + 1).to_string(), "unitPrice": unit.to_string() }, { "unitPrice": unit.to_string() }]);
        for model in ["volume", "graduated"] {
            for bounds in ["inclusive", "exclusive"] {
                let quantity = format!("{limit}.{fraction:02}");
                let own = rated(&json!({ "currency": "EUR", "price": { "model": model, "tiers": tiers }, "quantity": quantity,
                    "policy": { "tierBounds": bounds } })).expect("a price");
                prop_assert_eq!(minor(&own.amount), i128::from((limit * 100 + fraction) * unit), "{} {}", model, quantity);
            }
        }
    }

    /// Usage rated in parts, in any order of parts, comes to the whole, exactly and to the cent: also for models that fall.
    #[test]
    fn usage_in_parts_is_usage_at_once(seed in any::<u64>()) {
        let mut r = Random(seed);
        let price = rich::metered(&mut r);
        let record = |r: &mut Random| json!({ "quantity": r.decimal(4_000, 1), "events": r.int(1, 3), "unit": *r.pick(&["a", "b"]),
            "batch": *r.pick(&["x", "y"]), "attributes": { "region": *r.pick(&["eu", "us", "asia"]) } });
        let records: Vec<Value> = (0..r.int(1, 6)).map(|_| record(&mut r)).collect();
        let mut base = json!({ "currency": "EUR", "price": price, "policy": { "zeroQuantity": *r.pick(&["nothing", "flatFees"]) } });
        if price["model"] != "prepaid" {
            base["rating"] = json!({ "by": *r.pick(&["period", "record", "batch"]) });
        }
        if r.chance(40) { base["included"] = json!(r.decimal(900, 1)); }
        if r.chance(40) { base["minimum"] = json!(r.decimal(5_000, 2)); }
        else if r.chance(40) { base["maximum"] = json!(r.decimal(9_000, 2)); }
        let mut whole = base.clone();
        whole["records"] = json!(records);
        let Some(whole) = rated(&whole) else { return Ok(()) };
        let mut sum = 0;
        for cut in 0..records.len() {
            let mut part = base.clone();
            part["records"] = json!([records[cut]]);
            part["closes"] = json!(cut + 1 == records.len());
            if cut > 0 {
                part["beforeRecords"] = json!(records[..cut]);
            }
            sum += minor(&rated(&part).expect("a part").amount);
        }
        // The first part also brings what is due without any usage.
        prop_assert_eq!(sum, minor(&whole.amount), "{} {:?}", base, records);
    }
}
