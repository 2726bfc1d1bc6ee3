//! Published numbers of other systems, each answered by a public function under that system's profile.
//!
//! `tests/vectors/data/*.json` holds the numbers, ids kept; `tests/vectors/<adapter>.rs` translates an input into requests;
//! `disagreements.md` lists what we do not answer as the page does, and why; `pending.md` what is not built yet.
//! `cargo test --test vectors -- --nocapture` prints the counts. `PRORATA_VECTORS=<folder>` reads other files of the same
//! form; what has no adapter there is counted and left out.

mod vectors {
    pub mod calendar;
    pub mod change;
    pub mod compare;
    pub mod contract;
    pub mod cpq;
    pub mod cpq_billing;
    pub mod cpq_price;
    pub mod daycount;
    pub mod engine;
    pub mod flexprice;
    pub mod invoice;
    pub mod killbill;
    pub mod killbill_orders;
    pub mod killbill_usage;
    pub mod lago;
    pub mod lago_price;
    pub mod lago_runs;
    pub mod lago_tax;
    pub mod lists;
    pub mod meteroid;
    pub mod num;
    pub mod openmeter;
    pub mod openmeter_rate;
    pub mod openmeter_runs;
    pub mod plans;
    pub mod prices;
    pub mod question;
    pub mod rated;
    pub mod renewal;
    pub mod retainage;
    pub mod revenue;
    pub mod revenue_cloud;
    pub mod story;
    pub mod tax;
}

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use vectors::lists::Lists;
use vectors::question::{Got, Question};
use vectors::*;

/// The first adapter that knows the question.
fn answer(question: &Question) -> Option<Got> {
    let adapters: &[fn(&Question) -> Option<Got>] = match question.source.as_str() {
        "salesforce" => &[
            cpq::answer,
            cpq_billing::answer,
            cpq_price::answer,
            revenue_cloud::answer,
            renewal::answer,
            revenue::answer,
        ],
        "vendors" => &[
            change::answer,
            daycount::answer,
            calendar::answer,
            contract::answer,
            plans::answer,
            prices::answer,
            retainage::answer,
            revenue::answer,
            tax::answer,
        ],
        "lago-meteroid" => &[
            lago_price::answer,
            lago_tax::answer,
            lago_runs::answer,
            lago::answer,
            meteroid::answer,
            flexprice::answer,
        ],
        "killbill-openmeter" => &[
            killbill::answer,
            killbill_orders::answer,
            killbill_usage::answer,
            openmeter::answer,
            openmeter_rate::answer,
            openmeter_runs::answer,
        ],
        "revenue" => &[revenue::answer],
        _ => &[],
    };
    adapters.iter().find_map(|adapter| adapter(question))
}

/// What differs; empty where all is as expected.
fn differences(got: &Got, expected: &Value) -> Vec<String> {
    let got = match got {
        Ok(got) => got,
        Err(problem) => return vec![problem.to_string()],
    };
    let Some(fields) = expected.as_object() else {
        // A whole schedule.
        let same = compare::same(got, expected);
        return if same { Vec::new() } else { vec![format!("{got} instead of {expected}")] };
    };
    let differs = |(key, want): (&String, &Value)| {
        let found = got.get(key).unwrap_or(&Value::Null);
        (!compare::same(found, want)).then(|| format!("{key}: {} instead of {want}", compare::shown(found, want)))
    };
    fields.iter().filter_map(differs).collect()
}

#[derive(Default)]
struct Count {
    passed: usize,
    explained: usize,
    pending: usize,
    failed: usize,
    left_out: usize,
    /// Answered by the verbs of an order.
    told: usize,
    /// Answered by runs, posted documents and credits.
    billed: usize,
}

impl Count {
    fn total(&self) -> usize {
        self.passed + self.explained + self.pending + self.failed
    }
    fn add(&mut self, other: &Count) {
        self.passed += other.passed;
        self.explained += other.explained;
        self.pending += other.pending;
        self.failed += other.failed;
        self.left_out += other.left_out;
        self.told += other.told;
        self.billed += other.billed;
    }
    fn print(&self, name: &str) {
        let Count { passed, explained, pending, .. } = self;
        let waits = if *pending > 0 { format!(" / pending {pending}") } else { String::new() };
        let out =
            if self.left_out > 0 { format!(" ({} of other areas left out)", self.left_out) } else { String::new() };
        let by = |count: usize, by: &str| if count > 0 { format!(", {count} by {by}") } else { String::new() };
        let (told, billed) = (by(self.told, "orders"), by(self.billed, "runs"));
        println!(
            "vectors: passed {passed} / explained {explained}{waits} / total {}  {name}{told}{billed}{out}",
            self.total()
        );
    }
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn published_numbers() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let elsewhere = std::env::var_os("PRORATA_VECTORS").map(PathBuf::from);
    let lists = Lists::read(&folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(elsewhere.clone().unwrap_or(folder.join("data")))
        .expect("a folder of vectors")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let (mut sum, mut faults, mut seen) = (Count::default(), Vec::new(), BTreeSet::new());
    let (mut orders, mut runs) = (Count::default(), Count::default());
    let mut areas: BTreeMap<String, Count> = BTreeMap::new();
    println!();
    for path in files {
        let source = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut count = Count::default();
        for vector in json(&path).as_array().expect("a list of vectors") {
            let question = Question::read(&source, vector);
            let id = question.id.clone();
            let got = answer(&question);
            let (told, billed) = (story::was_told(), story::was_billed());
            let Some(got) = got else {
                if elsewhere.is_some() {
                    count.left_out += 1;
                } else {
                    count.failed += 1;
                    faults.push(format!("{id}: no adapter knows it"));
                }
                continue;
            };
            let differ = differences(&got, &vector["expected"]);
            seen.insert(id.clone());
            let mut own = Count { told: usize::from(told), billed: usize::from(billed), ..Count::default() };
            match (differ.is_empty(), lists.explains(&id), lists.waits(&id)) {
                (true, true, _) => {
                    own.failed += 1;
                    faults.push(format!("{id} passes: remove it from disagreements.md"));
                }
                (true, false, waits) => {
                    own.passed += 1;
                    if waits {
                        println!("  {id} passes now: remove it from pending.md");
                    }
                }
                (false, true, _) => own.explained += 1,
                (false, false, true) => {
                    own.pending += 1;
                    println!("  pending {id}: {}", differ.join("; "));
                }
                (false, false, false) => {
                    own.failed += 1;
                    faults.push(format!("{id}: {}", differ.join("; ")));
                }
            }
            count.add(&own);
            if told {
                orders.add(&Count { told: 0, billed: 0, ..own });
            }
            if billed {
                let own = Count { told: 0, billed: 0, ..own };
                runs.add(&own);
                areas.entry(question.kind()).or_default().add(&own);
            }
        }
        count.print(&source);
        sum.add(&count);
    }
    orders.print("changes of what was sold: accept, amend, cancel, plan_order");
    areas.iter().for_each(|(area, count)| count.print(area));
    runs.print("runs and documents: bill_run, post, credit, cancel_and_rebill, next_due");
    sum.print("all");
    if elsewhere.is_none() {
        faults
            .extend(lists.unknown(&seen).into_iter().map(|id| format!("{id} is listed, but there is no such vector")));
    }
    assert!(faults.is_empty(), "{} vectors:\n  {}", faults.len(), faults.join("\n  "));
}

/// Every text of an expected answer with one digit (or its end) changed, one at a time.
fn altered(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => {
            let put = |i: usize, item: Value| {
                let mut items = items.clone();
                items[i] = item;
                Value::Array(items)
            };
            items
                .iter()
                .enumerate()
                .flat_map(|(i, item)| altered(item).into_iter().map(move |item| put(i, item)))
                .collect()
        }
        Value::Object(fields) => {
            let put = |key: &String, field: Value| {
                let mut fields = fields.clone();
                fields.insert(key.clone(), field);
                Value::Object(fields)
            };
            fields
                .iter()
                .flat_map(|(key, field)| altered(field).into_iter().map(move |field| put(key, field)))
                .collect()
        }
        Value::String(text) => {
            // The last digit of a double is noise.
            let long = text.split_once('.').is_some_and(|(_, part)| part.len() > 12);
            let is_digit = |c: char| c.is_ascii_digit();
            let place = if long { text.find(is_digit) } else { text.rfind(is_digit) };
            let Some(place) = place else { return vec![Value::String(format!("{text}x"))] };
            let digit = (text.as_bytes()[place] - b'0' + 1) % 10;
            vec![Value::String(format!("{}{digit}{}", &text[..place], &text[place + 1..]))]
        }
        _ => Vec::new(),
    }
}

/// The comparison itself: a figure that is a digit off is noticed, wherever it stands.
#[test]
fn a_changed_figure_is_noticed() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/data");
    let (mut figures, mut missed) = (0, Vec::new());
    for source in ["killbill-openmeter", "lago-meteroid", "revenue", "salesforce", "vendors"] {
        for vector in json(&folder.join(format!("{source}.json"))).as_array().expect("a list of vectors") {
            let question = Question::read(source, vector);
            let Some(got) = answer(&question) else { continue };
            if !differences(&got, &vector["expected"]).is_empty() {
                continue;
            }
            for changed in altered(&vector["expected"]) {
                figures += 1;
                if differences(&got, &changed).is_empty() {
                    missed.push(format!("{}: {changed}", question.id));
                }
            }
        }
    }
    assert!(figures > 1300 && missed.is_empty(), "of {figures} changed figures passed:\n{}", missed.join("\n"));
}
