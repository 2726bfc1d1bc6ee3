//! Closing books month by month: revenue is recognised by what is known on a month's last day, and closed months stay.
#![allow(dead_code)]

use crate::common::books::try_recognise;
use crate::common::table::with;
use prorata::problem::Problems;
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub fn text(own: &Value) -> &str {
    own.as_str().unwrap_or_else(|| panic!("{own} is no text"))
}

pub fn list(own: &Value) -> &[Value] {
    own.as_array().unwrap_or_else(|| panic!("{own} is no list"))
}

#[derive(Default)]
pub struct Closing {
    /// What closed months have, by obligation.
    closed: BTreeMap<String, Vec<Value>>,
    through: Option<String>,
    /// The entries that were posted.
    pub revenue: Vec<Value>,
}

impl Closing {
    /// Closes the month that ends on this day: its entries are kept. Answers what was recognised.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn close(&mut self, on: &str, known: Value) -> Result<Value, Problems> {
        let before = |(id, months): (&String, &Vec<Value>)| json!({ "obligation": id, "months": months });
        let mut request = with(
            known,
            json!({ "balancesOn": [on], "recognised": self.closed.iter().map(before).collect::<Vec<_>>() }),
        );
        if let Some(through) = &self.through {
            request["closedThrough"] = json!(through);
        }
        let done = try_recognise(&request)?;
        let kept = |own: &&Value| text(&own["date"]) <= on;
        let entries: Vec<&Value> = list(&done["entries"]).iter().filter(kept).collect();
        // What was posted for closed months is said again, and is the same.
        for before in &self.revenue {
            let again = entries.iter().find(|own| own["id"] == before["id"]).copied();
            assert_eq!(again, Some(before), "{on}: a closed month changed");
        }
        let new: Vec<Value> = entries.iter().filter(|own| own["date"] == json!(on)).map(|own| (*own).clone()).collect();
        assert_eq!(entries.len(), self.revenue.len() + new.len(), "{on}: a new entry of a closed month");
        self.revenue.extend(new);
        let name = &on[..7];
        for own in list(&done["obligations"]) {
            let Some(row) = list(&own["months"]).iter().find(|row| row["month"] == json!(name)) else { continue };
            let months = self.closed.entry(text(&own["id"]).to_owned()).or_default();
            months.push(json!({ "month": name, "amount": row["amount"] }));
        }
        self.through = Some(on.to_owned());
        Ok(done)
    }
}
