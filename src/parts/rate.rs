use crate::document::{document, result, Map};
use crate::money::{Currency, Dec, Exact};
use crate::policy::PolicyChoice;
use crate::pricing::{
    check_limits, Conversion, Held, Lot, Meter, Price, RateBy, Rated, Rating, Record, Rules, Term, TermKind, Used,
    Window,
};
use crate::problem::{At, Check, Code, Problems, Result};

document! {
    /// What a quantity, or usage, costs by a price: for a price list, a slider, a meter.
    pub struct RateRequest {
        /// The price; not one that is read from other charges.
        pub price: Price,
        /// How much. Exactly one of `quantity` and `records`.
        pub quantity: Option<Dec>,
        /// What was used, in order of time; at most 10,000.
        pub records: Option<Vec<RateRecord>>,
        /// What was rated earlier in the same window, as a quantity: the result is what `quantity` adds to it.
        pub before: Option<Dec>,
        /// The same as records.
        pub before_records: Option<Vec<RateRecord>>,
        /// Whether the window closes with this usage: a minimum is due then, and prices that wait for the end. Default true.
        pub closes: bool = true,
        /// What a matrix looks up.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub attributes: Map<String>,
        /// What the quantity counts.
        pub unit: Option<String>,
        /// From counted to priced units.
        pub conversions: Option<Vec<Conversion>>,
        /// What is rated together.
        pub rating: Rating = Rating::default(),
        /// Units that cost nothing.
        pub included: Option<Dec>,
        /// Prepaid units that earlier windows left, the oldest first.
        pub carried: Option<Vec<Carried>>,
        /// Percentages off the price, in order, before minimum and maximum, each of what the one before left.
        pub discounts: Option<Vec<Dec>>,
        /// At least so much, in currency units.
        pub minimum: Option<Dec>,
        /// At most so much, in currency units.
        pub maximum: Option<Dec>,
        /// An ISO 4217 code. Exactly one of `currency` and `scale`.
        pub currency: Option<String>,
        /// Decimals of the amounts, 0 to 12, where they are no money.
        pub scale: Option<u32>,
        /// Profile and switches.
        pub policy: PolicyChoice = Default::default(),
    }
}

document! {
    /// A usage record.
    pub struct RateRecord {
        /// How much; zero or more.
        pub quantity: Dec,
        /// What it counts.
        pub unit: Option<String>,
        /// How many events it stands for, 1 or more. Default 1.
        pub events: u32 = 1,
        /// What it came with, for rating by batch.
        pub batch: Option<String>,
        /// What a matrix looks up.
        #[cfg_attr(test, ts(optional, type = "Record<string, string>"))]
        pub attributes: Map<String>,
    }
}

document! {
    /// Prepaid units that are left.
    pub struct Carried {
        /// How many.
        pub units: Dec,
        /// For how many further windows, this one included. 1 or more.
        pub windows: u32,
    }
}

result! {
    /// What it costs.
    pub struct RateResult {
        /// The rounded amount: what a bill would say. Of usage that adds to earlier usage, the difference of the rounded sums.
        pub amount: String,
        /// The exact amount, a fraction: `"4734075/100000"` reduced. Of usage that adds to earlier usage, the exact difference.
        pub exact: String,
        /// The amount of all usage of the window, earlier usage included, rounded.
        pub total: String,
        /// The quantity after conversion, earlier usage included: the exact value in at most 12 decimals.
        pub quantity: String,
        /// The exact amount over the quantity, rounded half-up to at most 12 decimals; left out for a quantity of zero.
        pub average: Option<String>,
        /// What the amount of the window is made of, earlier usage included.
        pub terms: Vec<RatedTerm>,
        /// Prepaid units that are left for later windows, the oldest first.
        pub carried: Vec<CarriedLeft>,
    }
}

result! {
    /// One summand of a price.
    pub struct RatedTerm {
        /// What it stands for.
        pub kind: TermKind,
        /// The tier, counted from 1.
        pub tier: Option<u32>,
        /// How many units, packages or events, or the value of a rate; in at most 12 decimals.
        pub quantity: String,
        /// The price of one, or the rate as a fraction (0.029); in at most 12 decimals.
        pub price: String,
        /// Their product, rounded to the currency.
        pub amount: String,
    }
}

result! {
    /// Prepaid units that are left.
    pub struct CarriedLeft {
        /// How many, in at most 12 decimals.
        pub units: String,
        /// For how many further windows.
        pub windows: u32,
    }
}

/// At most so many records, as of a line of a quote.
const MAX_RECORDS: usize = 10_000;

/// What a quantity, or usage, costs by a price: the same rating as a quote's.
///
/// In order: conversion of units, free units, price, discounts, maximum, minimum; rounded once, at the end.
///
/// # Errors
/// What is wrong with the price; `conflict` for two of what only one may be; `missing_field`; `no_price` where the price does
/// not cover what was used; `limit_exceeded` above 10,000 records; `not_supported` for a price that reads other charges.
pub fn rate(request: &RateRequest) -> Result<RateResult> {
    let (currency, window) = check(request)?;
    let policy = request.policy.resolve(&At::Root.key("policy"))?.0;
    let conversions = request.conversions.as_deref().unwrap_or(&[]);
    let meter = Meter {
        rating: request.rating,
        conversions,
        included: request.included,
        minimum: None,
        maximum: None,
        cost: None,
    };
    let records = records(request);
    let whole: Vec<Record> = records.0.iter().chain(&records.1).cloned().collect();
    let discounted = |records: &[Record], closes: bool| -> Result<Rated> {
        let window = Window { closes, ..window.clone() };
        let rated = meter.rate(&meter.groups(records), &[Held::plain(&request.price)], &window);
        let mut rated = rated.map_err(|gap| {
            let hint = "Add a row or tier for it, or mend the request.";
            Problems::one(Code::NoPrice, &At::Root.key("price"), gap, hint)
        })?;
        let keeps = |factor: Exact, percent: &Dec| factor * (Exact::ONE - percent.percent());
        let factor = request.discounts.iter().flatten().fold(Exact::ONE, keeps);
        rated.terms.iter_mut().for_each(|term| term.price = (&term.price * &factor).reduced());
        let limit = |limit: Option<Dec>| limit.map(|limit| limit.exact());
        crate::pricing::clamp(&mut rated.terms, 0, limit(request.minimum).filter(|_| closes), limit(request.maximum));
        Ok(rated)
    };
    let has_before = request.before.is_some() || request.before_records.is_some();
    let before = if has_before { discounted(&records.0, false)?.amount() } else { Exact::ZERO };
    let rated = discounted(&whole, request.closes)?;
    let all = rated.amount();
    let at = At::Root;
    let round = |amount: &Exact| currency.round(amount, policy.rounding_mode, &at.key("price"));
    let term = |term: &Term| {
        Ok(RatedTerm {
            kind: term.kind,
            tier: term.tier.and_then(|tier| u32::try_from(tier + 1).ok()),
            quantity: term.quantity.decimal(12),
            price: term.price.decimal(12),
            amount: currency.show(round(&term.amount())?),
        })
    };
    let used = Used { quantity: rated.beyond.clone(), ..window.used.clone() };
    let lots = request.carried.iter().flatten().map(|own| Lot { units: own.units.exact(), periods: own.windows });
    let left = request.price.carry(&used, &lots.collect::<Vec<Lot>>());
    Ok(RateResult {
        amount: currency.show(round(&all)? - round(&before)?),
        exact: (&all - &before).fraction(),
        total: currency.show(round(&all)?),
        quantity: rated.quantity.decimal(12),
        average: all.over(&rated.quantity).map(|each| each.decimal(12)),
        terms: rated.terms.iter().map(term).collect::<Result<_>>()?,
        carried: left.iter().map(|lot| CarriedLeft { units: lot.units.decimal(12), windows: lot.periods }).collect(),
    })
}

/// The records before and the ones to rate.
fn records(request: &RateRequest) -> (Vec<Record<'_>>, Vec<Record<'_>>) {
    static NONE: Map<String> = Map::EMPTY;
    let unit = request.unit.as_deref();
    let booked = |quantity: &Option<Dec>| -> Vec<Record> {
        let one = quantity.filter(|quantity| quantity.sign() > 0);
        one.map(|own| Record { quantity: own.exact(), count: 1, unit, batch: None, attributes: &NONE })
            .into_iter()
            .collect()
    };
    fn list<'r>(records: &'r Option<Vec<RateRecord>>, unit: Option<&'r str>) -> Vec<Record<'r>> {
        let record = |own: &'r RateRecord| Record {
            quantity: own.quantity.exact(),
            count: own.events,
            unit: own.unit.as_deref().or(unit),
            batch: own.batch.as_deref(),
            attributes: &own.attributes,
        };
        records.iter().flatten().map(record).collect()
    }
    let mut before = booked(&request.before);
    before.extend(list(&request.before_records, unit));
    let mut own = booked(&request.quantity);
    own.extend(list(&request.records, unit));
    (before, own)
}

fn check(request: &RateRequest) -> Result<(Currency, Window<'_>)> {
    let (root, mut check) = (At::Root, Check::default());
    let policy = check.keep(request.policy.resolve(&root.key("policy"))).map(|(policy, _)| policy).unwrap_or_default();
    request.price.check(&root.key("price"), &mut check);
    if request.price.reads().is_some() {
        let hint = "Price a quote with it.";
        check.note(Code::NotSupported, &root.key("price").key("model"), "This price is read from other charges.", hint);
    }
    if matches!(request.price, Price::Prepaid(_)) && request.rating.by != RateBy::Period {
        let hint = "Rate its records together: by period.";
        check.note(Code::Conflict, &root.key("rating").key("by"), "Prepaid units are drawn down together.", hint);
    }
    if request.quantity.is_some() == request.records.is_some() {
        let hint = "Write exactly one of quantity and records.";
        check.note(Code::Conflict, &root.key("quantity"), "One thing is rated.", hint);
    }
    if request.before.is_some() && request.before_records.is_some() {
        let hint = "Write at most one of before and beforeRecords.";
        check.note(Code::Conflict, &root.key("before"), "Earlier usage is there twice.", hint);
    }
    for (key, value) in [("quantity", &request.quantity), ("before", &request.before), ("included", &request.included)]
    {
        if value.is_some_and(|value| value.sign() < 0) {
            check.note(Code::OutOfRange, &root.key(key), "This is below zero.", "Write zero or more.");
        }
    }
    for (key, list) in [("records", &request.records), ("beforeRecords", &request.before_records)] {
        let count = list.iter().flatten().count();
        if count > MAX_RECORDS {
            let hint = format!("At most {MAX_RECORDS} are taken; add up what is priced alike.");
            check.note(Code::LimitExceeded, &root.key(key), format!("There are {count} records."), hint);
        }
        for (i, record) in list.iter().flatten().enumerate().take(MAX_RECORDS) {
            let list = root.key(key);
            let at = list.index(i);
            if record.quantity.sign() < 0 {
                check.note(Code::OutOfRange, &at.key("quantity"), "Usage below zero.", "Write zero or more.");
            }
            if record.events == 0 {
                check.note(Code::OutOfRange, &at.key("events"), "A record of no events.", "Write 1 or more.");
            }
        }
    }
    for (i, own) in request.carried.iter().flatten().enumerate() {
        if own.units.sign() < 0 || own.windows == 0 {
            let hint = "Write zero units or more, and 1 window or more.";
            check.note(Code::OutOfRange, &root.key("carried").index(i), "Nothing is left like this.", hint);
        }
    }
    if request.carried.iter().flatten().next().is_some() && !matches!(request.price, Price::Prepaid(_)) {
        let hint = "Leave it out, or write a price of model prepaid.";
        check.note(Code::Conflict, &root.key("carried"), "Only prepaid units are carried.", hint);
    }
    if request.rating.window.is_some() {
        let hint = "Leave it out; closes says whether a window ends with these records.";
        check.note(
            Code::Conflict,
            &root.key("rating").key("window"),
            "One window is rated, whatever its length.",
            hint,
        );
    }
    for (i, conversion) in request.conversions.iter().flatten().enumerate() {
        conversion.check(&root.key("conversions").index(i), &mut check);
    }
    for (i, percent) in request.discounts.iter().flatten().enumerate() {
        if percent.sign() < 0 || *percent > Dec::HUNDRED {
            let message = format!("{percent} percent cannot be taken off.");
            check.note(Code::OutOfRange, &root.key("discounts").index(i), message, "Write percent, from 0 to 100.");
        }
    }
    check_limits(request.minimum.as_ref(), request.maximum.as_ref(), &root, &mut check);
    let currency = super::currency(&request.currency, request.scale, &root, &mut check);
    let carried = request.carried.iter().flatten().map(|own| own.units.exact()).sum();
    let used = Used { carried, ..Used::booked(Exact::ZERO, &request.attributes, Rules::from(&policy)) };
    let window = Window { used, limits: Exact::ONE, closes: request.closes, rerating: policy.rerating };
    check.finish((currency, window))
}
