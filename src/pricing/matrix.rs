use std::collections::BTreeMap;

use super::{tiers::MAX_TIERS, Event, Model, Price, Rules, Term, Used};
use crate::document::{document, short, Map};
use crate::money::Exact;
use crate::problem::{At, Check, Code};

document! {
    /// A price for each combination of one to three attributes (region, size, ...), each by any model. A line, or a usage record,
    /// says in `attributes` which combination it is; records of one combination are added up before they are priced.
    ///
    /// Other vendors: matrix (Orb, Meteroid), multi-attribute pricing (Zuora), dimensional pricing (Metronome), charge filters (Lago).
    pub struct Matrix {
        /// The names of the attributes, one to three.
        pub by: Vec<String>,
        /// One row for each combination, at most 1,000.
        pub rows: Vec<MatrixRow>,
        /// The price of every other combination. Default: such a line is an error.
        pub otherwise: Option<Box<Price>>,
    }
}

document! {
    /// The price of one combination.
    pub struct MatrixRow {
        /// A value for each attribute of `by`.
        #[cfg_attr(test, ts(type = "Record<string, string>"))]
        pub when: Map<String>,
        /// The price: any model that prices a quantity of its own.
        pub price: Box<Price>,
    }
}

impl Matrix {
    /// The row that holds for a reading of the attributes: a place in `rows`, or their number for `otherwise`.
    fn row<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Option<usize> {
        let holds = |row: &MatrixRow| row.when.0.iter().all(|(name, wanted)| value(name) == Some(wanted));
        let found = self.rows.iter().position(holds);
        found.or_else(|| self.otherwise.is_some().then_some(self.rows.len()))
    }

    fn price(&self, row: usize) -> Option<&Price> {
        self.rows.get(row).map(|row| &*row.price).or(self.otherwise.as_deref())
    }

    /// The combinations that what was used falls into, by their row and then by their values, with the part of each; what no row
    /// holds comes last.
    fn parts<'a>(&self, used: &Used<'a>) -> Vec<(Option<usize>, Used<'a>)> {
        if used.events.is_empty() {
            return vec![(self.row(|name| used.attribute(None, name)), used.clone())];
        }
        let mut parts: BTreeMap<(usize, Vec<Option<String>>), Vec<Event<'a>>> = BTreeMap::new();
        for event in &used.events {
            let row = self.row(|name| used.attribute(Some(event), name)).unwrap_or(usize::MAX);
            let value = |name: &String| used.attribute(Some(event), name).map(str::to_owned);
            // A row's own combination is its key already.
            let values = if row < self.rows.len() { Vec::new() } else { self.by.iter().map(value).collect() };
            parts.entry((row, values)).or_default().push(event.clone());
        }
        let part = |((row, _), events)| ((row < usize::MAX).then_some(row), used.of(events));
        parts.into_iter().map(part).collect()
    }
}

impl Model for Matrix {
    fn check(&self, at: &At, check: &mut Check) {
        if !(1..=3).contains(&self.by.len()) {
            let message = format!("There are {} attributes.", self.by.len());
            check.note(Code::OutOfRange, &at.key("by"), message, "Name one to three attributes.");
        }
        let rows = at.key("rows");
        if self.rows.len() > MAX_TIERS {
            check.note(
                Code::LimitExceeded,
                &rows,
                format!("There are {} rows.", self.rows.len()),
                "At most 1000 are taken.",
            );
        }
        for (i, row) in self.rows.iter().enumerate() {
            let here = rows.index(i);
            let same = |names: &[String]| names.iter().all(|name| row.when.get(name).is_some());
            if !same(&self.by) || row.when.0.len() != self.by.len() {
                let hint = format!("Write a value for each of: {}.", self.by.join(", "));
                check.note(Code::MissingField, &here.key("when"), "The row does not name a combination.", hint);
            }
            let alike =
                |before: &MatrixRow| row.when.0.iter().all(|(name, value)| before.when.get(name) == Some(value));
            if self.rows[..i].iter().any(alike) {
                check.note(
                    Code::DuplicateId,
                    &here.key("when"),
                    "This combination has a row already.",
                    "Leave one out.",
                );
            }
            row.price.check_nested(&here.key("price"), check);
        }
        if let Some(price) = &self.otherwise {
            price.check_nested(&at.key("otherwise"), check);
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let priced = |(row, part): (Option<usize>, Used)| Some(self.price(row?)?.terms(&part));
        self.parts(used).into_iter().filter_map(priced).flatten().collect()
    }

    fn unit_price(&self, _quantity: &Exact, _rules: Rules) -> Option<Exact> {
        None
    }

    fn gap(&self, used: &Used) -> Option<String> {
        let stray = |(row, part): (Option<usize>, Used)| {
            if let Some(row) = row {
                return self.price(row)?.gap(&part);
            }
            let first = part.events.first();
            let shown = |name: &String| {
                let value =
                    part.attribute(first, name).map_or("none".to_owned(), |value| format!("\"{}\"", short(value)));
                format!("{name} {value}")
            };
            let named: Vec<String> = self.by.iter().map(shown).collect();
            Some(format!("The matrix has no price for {}.", named.join(", ")))
        };
        self.parts(used).into_iter().find_map(stray)
    }

    fn is_cumulative(&self) -> bool {
        self.rows.iter().map(|row| &*row.price).chain(self.otherwise.as_deref()).all(Price::is_cumulative)
    }
}
