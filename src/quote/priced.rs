//! What a price may be for its charge: one check for every place where a price is written.

use super::request::ChargeOverride;
use crate::billing::{Billing, Recurring, Timing};
use crate::catalog::{Charge, ChargeKind};
use crate::pricing::{check_limits, Price, RateBy};
use crate::problem::{At, Check, Code};

/// Where a price is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// On the charge itself.
    Catalog,
    /// On a line, for the whole of it.
    Line,
    /// On a segment of a line.
    Segment,
    /// In a price book, or contracted: it stands instead of the catalog's, whoever buys.
    Offer,
}

/// A charge as a line sells it.
#[derive(Clone, Copy)]
pub(super) struct Sold<'a> {
    pub charge: &'a Charge,
    /// What the line changes of it.
    pub own: Option<&'a ChargeOverride>,
}

/// How a price comes about; a charge keeps to one.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Family {
    Own,
    PercentOf,
    Commitment,
}

impl Family {
    pub fn of(price: &Price) -> Family {
        match price {
            Price::PercentOf(_) => Family::PercentOf,
            Price::Commitment(_) => Family::Commitment,
            _ => Family::Own,
        }
    }
}

impl Sold<'_> {
    /// The billing that is written for it.
    fn billing(&self) -> Option<&Billing> {
        self.own.and_then(|own| own.billing.as_ref()).or(self.charge.billing.as_ref())
    }
}

/// Checks a price, and what stands around it. `at` is the object that holds the price, under `price`.
pub(super) fn check(price: &Price, sold: Sold, place: Place, at: &At, check: &mut Check) {
    let here = at.key("price");
    price.check(&here, check);
    let model = here.key("model");
    if let Some((message, hint)) = wrong_kind(price, sold.charge.kind) {
        check.note(Code::Conflict, &model, message, hint);
        return;
    }
    if place == Place::Offer && Family::of(price) != Family::of(&sold.charge.price) {
        let message = "A price that reads other charges and one that does not cannot stand for each other.";
        check.note(Code::Conflict, &model, message, "Write the same model as the catalog, or another charge.");
    }
    if Family::of(price) == Family::Commitment && sold.billing().is_some_and(|own| !in_arrears(own)) {
        let own = sold.own.is_some_and(|own| own.billing.is_some());
        let billing = at.key("billing");
        let path = if place == Place::Catalog || place == Place::Line && own { &billing } else { &model };
        check.note(Code::Conflict, path, IN_ARREARS.0, IN_ARREARS.1);
    }
    for (key, message, hint) in ignored(price, sold) {
        let written = at.key(key);
        let beside = match place {
            Place::Catalog => true,
            Place::Line => sold.own.is_some_and(|own| on_line(own, key)),
            Place::Segment | Place::Offer => false,
        };
        let code = if key == "schedules" { Code::NotSupported } else { Code::Conflict };
        check.note(code, if beside { &written } else { &model }, message, hint);
    }
    let together = sold.charge.rating.is_none_or(|rating| rating.by == RateBy::Period);
    if matches!(price, Price::Prepaid(_)) && !together {
        let (rating, hint) = (at.key("rating"), "Rate its records together: by period.");
        let by = rating.key("by");
        let path = if place == Place::Catalog { &by } else { &model };
        check.note(Code::Conflict, path, "Prepaid units are drawn down together.", hint);
    }
}

const IN_ARREARS: (&str, &str) = (
    "A commitment is billed when its period has ended.",
    "Write billing of kind recurring with timing arrears, or leave it out.",
);

fn in_arrears(billing: &Billing) -> bool {
    matches!(billing, Billing::Recurring(Recurring { timing: Timing::Arrears, .. }))
}

fn on_line(own: &ChargeOverride, key: &str) -> bool {
    match key {
        "minimum" => own.minimum.is_some(),
        "maximum" => own.maximum.is_some(),
        "cost" => own.cost.is_some(),
        "quantity" => own.quantity.is_some(),
        _ => false,
    }
}

/// A model that a kind of charge cannot have: what is wrong, and what to do.
fn wrong_kind(price: &Price, kind: ChargeKind) -> Option<(&'static str, &'static str)> {
    match (price, kind) {
        (Price::Commitment(_), ChargeKind::OneTime | ChargeKind::Usage) => {
            Some(("A commitment is trued up period by period.", "Make the charge recurring."))
        }
        (Price::Capacity(_) | Price::Prepaid(_), ChargeKind::OneTime | ChargeKind::Recurring) => {
            Some(("This model prices usage.", "Make the charge a usage charge."))
        }
        (Price::PercentOf(_), ChargeKind::Usage) => Some((
            "A percentage of other charges is no usage.",
            "Make the charge oneTime or recurring, or use percentage.",
        )),
        _ => None,
    }
}

type Ignored = (&'static str, &'static str, &'static str);

/// What a price that reads other charges has no use for.
fn ignored(price: &Price, Sold { charge, own }: Sold) -> Vec<Ignored> {
    let scheduled = charge.schedules.iter().flatten().next().is_some();
    let [minimum, maximum, cost] = [
        own.and_then(|own| own.minimum).or(charge.minimum),
        own.and_then(|own| own.maximum).or(charge.maximum),
        own.and_then(|own| own.cost).or(charge.cost),
    ];
    let family = Family::of(price);
    let limit = ("A commitment is a minimum or maximum itself.", "Write minimum and maximum in the price.");
    let mut all = Vec::new();
    let mut note = |key, written: bool, (message, hint)| {
        if written {
            all.push((key, message, hint));
        }
    };
    if family == Family::Own {
        return all;
    }
    let schedule = "A price read from others takes no discount schedule.";
    note("schedules", scheduled, (schedule, "Write the percentage that it is to be."));
    let none = "A price read from others has no quantity, and no cost of a unit.";
    note("conversions", charge.conversions.iter().flatten().next().is_some(), (none, "Leave the conversions out."));
    note("cost", cost.is_some(), (none, "Leave the cost out."));
    note("quantity", own.is_some_and(|own| own.quantity.is_some()), (none, "Leave the quantity out."));
    note("minimum", family == Family::Commitment && minimum.is_some(), limit);
    note("maximum", family == Family::Commitment && maximum.is_some(), limit);
    all
}

/// What a charge says around its price: conversions, free units, limits, cost, schedules.
pub(super) fn check_around(charge: &Charge, at: &At, check: &mut Check) {
    let conversions = at.key("conversions");
    let all = charge.conversions.as_deref().unwrap_or(&[]);
    for (i, conversion) in all.iter().enumerate() {
        let here = conversions.index(i);
        conversion.check(&here, check);
        let unit = charge.unit_of_measure.as_deref();
        let late = all[..i].iter().any(|own| own.unit.is_none() || own.unit == conversion.unit);
        let stray = charge.kind != ChargeKind::Usage && conversion.unit.is_some() && conversion.unit.as_deref() != unit;
        if late || stray {
            let message = "This conversion never holds.";
            let hint = if late {
                "The first that holds for a unit is taken: put it before, or leave it out."
            } else {
                "The charge counts another unit: mend unit or unitOfMeasure."
            };
            check.note(Code::Conflict, &here.key("unit"), message, hint);
        }
    }
    check_limits(charge.minimum.as_ref(), charge.maximum.as_ref(), at, check);
    let usage = charge.kind == ChargeKind::Usage;
    for (key, written) in [("rating", charge.rating.is_some()), ("included", charge.included.is_some())] {
        if written && !usage {
            check.note(Code::Conflict, &at.key(key), NOT_RATED.0, NOT_RATED.1);
        }
    }
    if let Some(window) = charge.rating.and_then(|rating| rating.window) {
        window.check_civil(&at.key("rating").key("window"), check);
    }
    if usage && charge.schedules.iter().flatten().next().is_some() {
        let hint = "Write the tiers in the price: volume, graduated or package.";
        check.note(Code::NotSupported, &at.key("schedules"), "Usage takes no discount schedule.", hint);
    }
}

const NOT_RATED: (&str, &str) = ("Only usage is rated.", "Leave it out, or make the charge a usage charge.");

/// What a line writes of a charge that has no use for it.
pub(super) fn check_line(own: &ChargeOverride, charge: &Charge, at: &At, check: &mut Check) {
    let usage = charge.kind == ChargeKind::Usage;
    if own.included.is_some() && !usage {
        check.note(Code::Conflict, &at.key("included"), NOT_RATED.0, NOT_RATED.1);
    }
    if own.quantity.is_some() && usage {
        let hint = "Write usage records.";
        check.note(Code::Conflict, &at.key("quantity"), "Usage has no booked quantity.", hint);
    }
    // With a price of its own the line has the check of that price.
    if own.price.is_none() {
        let sold = Sold { charge, own: Some(own) };
        for (key, message, hint) in ignored(&charge.price, sold).into_iter().filter(|(key, ..)| on_line(own, key)) {
            check.note(Code::Conflict, &at.key(key), message, hint);
        }
        let commits = Family::of(&charge.price) == Family::Commitment;
        if commits && own.billing.as_ref().is_some_and(|own| !in_arrears(own)) {
            check.note(Code::Conflict, &at.key("billing"), IN_ARREARS.0, IN_ARREARS.1);
        }
    }
}
