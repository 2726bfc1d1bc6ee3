use super::{tiers::MAX_TIERS, Apart, Event, Model, Price, Rules, Term, Used};
use crate::document::{document, short, Map};
use crate::money::Exact;
use crate::problem::{At, Check, Code};
use crate::sorting;

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

/// From so many events on rows are searched in order.
const MANY: usize = 8;

impl Matrix {
    /// The combination of an event, or of the line.
    fn values<'u>(&self, used: &'u Used, event: Option<&'u Event>) -> Vec<Option<&'u str>> {
        self.by.iter().map(|name| used.attribute(event, name)).collect()
    }

    fn wanted(&self, row: usize) -> Vec<Option<&str>> {
        self.by.iter().map(|name| self.rows[row].when.get(name).map(String::as_str)).collect()
    }

    /// The row that holds for a combination: a place in `rows`, or their number for `otherwise`. With the rows in order, by search.
    fn row(&self, values: &[Option<&str>], ordered: Option<&[usize]>) -> Option<usize> {
        let found = match ordered {
            Some(places) => sorting::find(places, &|row| self.wanted(row).as_slice().cmp(values)),
            None => (0..self.rows.len()).find(|row| self.wanted(*row) == values),
        };
        found.or_else(|| self.otherwise.is_some().then_some(self.rows.len()))
    }

    fn price(&self, row: usize) -> Option<&Price> {
        self.rows.get(row).map(|row| &*row.price).or(self.otherwise.as_deref())
    }

    /// The combinations that what was used falls into, by their row and then by their values, with the part of each; what no row
    /// holds comes last.
    fn parts<'a>(&self, used: &Used<'a>) -> Vec<(Option<usize>, Used<'a>)> {
        if used.events.is_empty() {
            return vec![(self.row(&self.values(used, None), None), used.clone())];
        }
        let many = used.events.len() >= MANY;
        let ordered = many.then(|| sorting::order(self.rows.len(), &|a, b| self.wanted(a).cmp(&self.wanted(b))));
        let key = |event| {
            let values = self.values(used, Some(event));
            (self.row(&values, ordered.as_deref()).unwrap_or(usize::MAX), values)
        };
        let keys: Vec<(usize, Vec<Option<&str>>)> = used.events.iter().map(key).collect();
        let order = sorting::order(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
        let alike = order.chunk_by(|a, b| keys[*a] == keys[*b]);
        let part = |places: &[usize]| {
            let row = Some(keys[places[0]].0).filter(|row| *row < usize::MAX);
            (row, used.of(places.iter().map(|place| used.events[*place].clone()).collect()))
        };
        alike.map(part).collect()
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

    fn apart(&self) -> Apart<'_> {
        Apart::Attributes(&self.by)
    }

    fn counts_events(&self) -> bool {
        self.rows.iter().map(|row| &*row.price).chain(self.otherwise.as_deref()).any(Price::counts_events)
    }

    fn is_cumulative(&self) -> bool {
        self.rows.iter().map(|row| &*row.price).chain(self.otherwise.as_deref()).all(Price::is_cumulative)
    }
}
