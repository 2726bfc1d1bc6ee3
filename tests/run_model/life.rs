//! A random life of one or two orders, step by step.

use super::books::{day_of, usage_json, Ask, Books, More, Own};
use super::checks::{
    adds_up, billed_is_owed, cut_in_two, lines_of, next_is_next, nothing_twice, preview_is_invoice, sums, Checked,
};
use super::days::{text, Day};
use super::deals::{change, change_json, deal, request};
use super::notes;
use super::owed::{fold, Amendment, Change, Item, Kind, On};
use super::tally::Tally;
use crate::common::orders::{document, try_amend, try_order};
use crate::must;
use crate::random::Random;
use prorata::catalog::ChargeKind;
use prorata::invoice::{Choice, Invoice};
use serde_json::{json, Value};
use std::collections::BTreeMap;

pub struct Life {
    pub r: Random,
    pub books: Books,
    pub tally: Tally,
    pub story: Vec<String>,
    names: usize,
}

/// A whole life.
///
/// # Errors
/// What is wrong, with its story.
pub fn live(seed: u64, exact: bool) -> Result<Tally, String> {
    let mut r = Random(seed);
    let count = if r.chance(20) { 2 } else { 1 };
    let mut orders = Vec::new();
    let mut story = Vec::new();
    for i in 0..count {
        let deal = deal(&mut r, exact);
        let id = format!("O{i}");
        let request = request(&mut r, &deal, &id);
        story.push(request.to_string());
        let order = try_order(&request, json!({ "id": id })).map_err(|problems| format!("{problems}\n{request}"))?;
        orders.push(Own {
            id,
            deal,
            order,
            taken: Vec::new(),
            usage: Vec::new(),
            events: BTreeMap::new(),
            holds: Vec::new(),
            adjustments: Vec::new(),
            next: None,
        });
    }
    let series = crate::common::runs::series();
    let now = orders.iter().map(|own| own.deal.start).min().unwrap_or(0) - 5;
    let books = Books {
        orders,
        docs: Vec::new(),
        series: series.as_array().expect("series").iter().map(document).collect(),
        posted: Vec::new(),
        balances: Vec::new(),
        now,
    };
    let mut life = Life { r, books, tally: Tally { lives: 1, ..Tally::default() }, story, names: 0 };
    let steps = match life.r.int(1, 100) {
        1..=60 => life.r.int(6, 16),
        61..=93 => life.r.int(16, 40),
        _ => life.r.int(60, 160),
    };
    for _ in 0..steps {
        life.step()
            .and_then(|()| life.check())
            .map_err(|wrong| format!("{wrong}\nseed {seed}, after:\n{}", life.story.join("\n")))?;
    }
    Ok(life.tally)
}

impl Life {
    fn say(&mut self, words: String) {
        self.story.push(format!("{}: {words}", text(self.books.now)));
    }

    /// A day around now.
    fn day(&mut self) -> Day {
        match self.r.int(1, 10) {
            1 => self.books.now + self.r.int(-400, 400),
            2..=4 => self.books.now,
            _ => self.books.now + self.r.int(-45, 45),
        }
    }

    fn step(&mut self) -> Checked {
        self.books.now += self.r.int(0, 25);
        match self.r.int(1, 100) {
            1..=30 => self.amend(),
            31..=46 => self.run(),
            47..=54 => self.run_some(),
            55..=62 => self.use_more(),
            63..=66 => self.reach(),
            67..=76 => notes::post(self),
            77..=84 => notes::credit(self),
            85..=87 => notes::rebill(self),
            88..=91 => self.throw(),
            92..=95 => self.hold(),
            _ => self.adjust(),
        }
    }

    fn order(&mut self) -> usize {
        self.r.int(0, self.books.orders.len() as i64 - 1) as usize
    }

    fn amend(&mut self) -> Checked {
        let place = self.order();
        if self.books.orders[place].taken.len() >= 50 {
            return Ok(());
        }
        let effective = self.day();
        self.names += 1;
        let (r, own) = (&mut self.r, &self.books.orders[place]);
        let versions = own.versions();
        let mut changes: Vec<Change> = Vec::new();
        for i in 0..if r.chance(20) { 2 } else { 1 } {
            changes.extend(change(r, &own.deal, lines_of(&versions), effective, &format!("new{}.{i}", self.names)));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let recorded = match r.int(1, 20) {
            1..=7 => None,
            8..=18 => Some(self.books.now),
            _ => Some(self.books.now + r.int(-100, 100)),
        };
        let amendment = Amendment { id: format!("A{}", self.names), effective, sequence: r.int(0, 2), changes };
        let asks_all = r.chance(25);
        let mut json = json!({
            "id": amendment.id,
            "effective": text(effective),
            "sequence": amendment.sequence,
            "changes": amendment.changes.iter().map(|own_change| change_json(&own.deal, own_change)).collect::<Vec<Value>>(),
        });
        if let Some(day) = recorded {
            json["recorded"] = json!(text(day));
        }
        let mut taken = own.taken.clone();
        taken.push(amendment.clone());
        let versions = fold(&own.deal, &taken, &amendment.id);
        let refused = versions.as_ref().err().cloned().or_else(|| self.out_of_service(place, versions.as_ref().ok()?));
        let billed = match asks_all {
            true => self.books.billed(&self.books.orders[place].id),
            false => Vec::new(),
        };
        let billed: Vec<Value> = billed.iter().map(crate::common::runs::value).collect();
        let own = &mut self.books.orders[place];
        let answer = try_amend(
            &own.order,
            &json,
            json!({ "billed": billed, "events": crate::common::runs::value(&own.events()) }),
        );
        self.story.push(format!("{}: amend {} {json}", text(self.books.now), own.id));
        match (answer, refused) {
            (Ok(amended), None) => {
                own.order = amended.order;
                own.taken = taken;
                own.next = None;
                self.tally.step("amended");
                Ok(())
            }
            (Err(_), Some(why)) => {
                self.tally.step("amendment refused");
                self.say(format!("refused: {why}"));
                Ok(())
            }
            (Ok(_), Some(why)) => Err(format!("accepted although {why}: {json}")),
            (Err(problems), None) => Err(format!("refused: {problems}: {json}")),
        }
    }

    /// Usage that no version has days for.
    fn out_of_service(&self, place: usize, versions: &super::owed::Versions) -> Option<String> {
        let own = &self.books.orders[place];
        let lines = |id: &str| {
            versions.iter().flat_map(|(_, lines)| lines).filter(move |line| line.id == *id).cloned().collect::<Vec<_>>()
        };
        own.usage.iter().find_map(|(id, day, _)| {
            let longest = lines(id).iter().map(|line| line.end.unwrap_or(Day::MAX)).max()?;
            (*day > longest).then(|| format!("usage of {id} on {} lies outside", text(*day)))
        })
    }

    fn target(&mut self) -> Day {
        match self.r.int(1, 20) {
            1 => self.books.now + self.r.int(100, 500),
            2 => self.books.now - self.r.int(30, 200),
            3..=5 => self.books.now + self.r.int(0, 60),
            _ => self.books.now,
        }
    }

    fn run(&mut self) -> Checked {
        let target = self.target();
        let holds = self.books.orders.iter().any(|own| !own.holds.is_empty());
        let ask = Ask { with_holds: true, with_adjustments: true, with_next: true, ..Ask::all(target) };
        let before = self.sums(&More::new());
        let run = self.books.run(&ask, &More::new())?;
        self.say(format!("run at {}: {}", text(target), shown(&run.drafts)));
        self.tally.step(match (holds, run.drafts.is_empty()) {
            (true, _) => "run under holds",
            (false, true) => "run of nothing",
            (false, false) => "run",
        });
        for own in &run.drafts {
            adds_up(own)?;
        }
        let next: Vec<(String, Option<Day>)> =
            run.orders.iter().map(|own| (own.order.clone(), own.next_due.0.map(day_of))).collect();
        self.books.keep(run);
        if !holds {
            let after = self.sums(&More::new());
            for (own, (before, after)) in self.books.orders.iter().zip(before.iter().zip(&after)) {
                // One that said when it is due is not opened before.
                billed_is_owed(own, target, (before, after), &mut self.tally.compared)?;
            }
            for own in &mut self.books.orders {
                if let Some((_, next)) = next.iter().find(|(id, _)| *id == own.id) {
                    own.next = *next;
                }
            }
        }
        Ok(())
    }

    /// A run of a part: some kinds of charges, a line, an item by hand.
    fn run_some(&mut self) -> Checked {
        let target = self.target();
        let place = self.order();
        let own = &self.books.orders[place];
        let line = self.r.pick(lines_of(&own.versions())).clone();
        let mut ask = Ask { with_holds: self.r.chance(50), ..Ask::all(target) };
        let choice =
            Choice { order: own.id.clone(), line: Some(line.id.clone()), charge: None, item: None, waiting: false };
        let kind = match own.deal.product(&line).kind {
            Kind::Recurring { .. } => ChargeKind::Recurring,
            Kind::Usage => ChargeKind::Usage,
            Kind::Once | Kind::Milestones(_) => ChargeKind::OneTime,
        };
        let item = match &own.deal.product(&line).kind {
            Kind::Milestones(items) => Some(self.r.pick(items).id.clone()),
            _ => None,
        };
        match (self.r.int(1, 3), item) {
            (1, _) => ask.criteria.charge_kinds = Some(vec![kind]),
            (2, Some(item)) => ask.chosen = vec![Choice { item: Some(item), ..choice }],
            _ => ask.chosen = vec![choice],
        }
        let run = self.books.run(&ask, &More::new())?;
        let chosen = &ask.chosen;
        for own in run.drafts.iter().flat_map(|own| &own.lines) {
            let fits = |choice: &Choice| {
                own.order.as_ref() == Some(&choice.order)
                    && own.line == choice.line
                    && (choice.item.is_none() || own.item == choice.item)
            };
            must!(chosen.is_empty() || chosen.iter().any(fits), "a line that was not chosen: {own:?}");
        }
        run.drafts.iter().try_for_each(adds_up)?;
        self.say(format!(
            "run of {:?} {:?} at {}: {}",
            ask.criteria.charge_kinds,
            ask.chosen,
            text(target),
            shown(&run.drafts)
        ));
        self.tally.step(if run.drafts.is_empty() { "run of a part: nothing" } else { "run of a part" });
        self.books.keep(run);
        self.changed();
        Ok(())
    }

    /// Nobody knows when something is due next.
    pub fn changed(&mut self) {
        self.books.orders.iter_mut().for_each(|own| own.next = None);
    }

    fn use_more(&mut self) -> Checked {
        let place = self.order();
        let day = self.day();
        let own = &mut self.books.orders[place];
        let versions = own.versions();
        let serves = |line: &&super::owed::Line| {
            let ends = line.end.is_none_or(|end| day <= end);
            own.deal.product(line).kind == Kind::Usage && !line.gone && line.start <= day && ends
        };
        let Some(line) = lines_of(&versions).iter().find(serves) else { return Ok(()) };
        let units = i128::from(self.r.int(1, 5000));
        own.usage.push((line.id.clone(), day, units));
        own.order.usage = usage_json(&own.usage).as_array().expect("usage").iter().map(document).collect();
        own.next = None;
        let words = format!("{units} used of {} {} on {}", own.id, line.id, text(day));
        self.tally.step(if day < self.books.now - 31 { "late usage" } else { "usage" });
        self.say(words);
        Ok(())
    }

    fn reach(&mut self) -> Checked {
        let place = self.order();
        let day = self.day();
        let own = &mut self.books.orders[place];
        let event = |item: &Item| match &item.on {
            On::Event(event) if !own.events.contains_key(event) => Some(event.clone()),
            _ => None,
        };
        let sold = own.deal.lines.iter().map(|line| own.deal.product(line));
        let items = sold.filter_map(|own| match &own.kind {
            Kind::Milestones(items) => Some(items),
            _ => None,
        });
        let Some(event) = items.flatten().find_map(event) else { return Ok(()) };
        own.events.insert(event.clone(), day);
        own.next = None;
        self.tally.step("event");
        self.say(format!("{event} on {}", text(day)));
        Ok(())
    }

    fn throw(&mut self) -> Checked {
        let drafts: Vec<usize> = (0..self.books.docs.len()).filter(|place| self.books.is_draft(*place)).collect();
        let drafts: Vec<usize> = drafts.into_iter().filter(|place| !self.books.docs[*place].void).collect();
        if drafts.is_empty() {
            return Ok(());
        }
        let place = *self.r.pick(&drafts);
        self.books.docs[place].gone = true;
        self.changed();
        self.tally.step("draft thrown away");
        self.say(format!("thrown away: {}", shown(std::slice::from_ref(&self.books.docs[place].invoice))));
        Ok(())
    }

    fn hold(&mut self) -> Checked {
        let place = self.order();
        let now = self.books.now;
        let own = &mut self.books.orders[place];
        if !own.holds.is_empty() {
            own.holds.clear();
            self.tally.step("hold off");
            return Ok(());
        }
        let line = self.r.pick(&own.deal.lines).id.clone();
        let mut hold = json!({ "reason": "dispute" });
        if self.r.chance(60) {
            hold["lines"] = json!([line]);
        }
        if self.r.chance(50) {
            hold["until"] = json!(text(now + self.r.int(0, 60)));
        }
        self.say(format!("hold {hold}"));
        self.books.orders[place].holds.push(hold);
        self.tally.step("hold on");
        Ok(())
    }

    fn adjust(&mut self) -> Checked {
        let place = self.order();
        self.names += 1;
        let own = &mut self.books.orders[place];
        let line = self.r.pick(&own.deal.lines);
        if line.gone || own.deal.digits == 0 {
            return Ok(());
        }
        let net = format!("{}{}.{:02}", if self.r.chance(60) { "-" } else { "" }, self.r.int(0, 40), self.r.int(1, 99));
        let adjustment = json!({ "id": format!("G{}", self.names), "line": line.id, "name": "Goodwill", "net": net });
        own.adjustments.push(adjustment.clone());
        self.tally.step("adjustment");
        self.say(format!("adjust {adjustment}"));
        Ok(())
    }

    fn sums(&self, more: &More) -> Vec<super::checks::Sums> {
        let of = |(place, own): (usize, &Own)| {
            let mut entries = self.books.standing(&own.id);
            entries.extend(more.get(place).into_iter().flatten().cloned());
            sums(own, lines_of(&own.versions()), &entries)
        };
        self.books.orders.iter().enumerate().map(of).collect()
    }

        fn check(&mut self) -> Checked {
        let target = match self.r.int(1, 10) {
            1 => self.books.now + self.r.int(100, 900),
            2 => self.books.now - self.r.int(0, 60),
            _ => self.books.now + self.r.int(0, 40),
        };
        let none = More::new();
        let run = self.books.run(&Ask::all(target), &none)?;
        run.drafts.iter().try_for_each(adds_up)?;
        let said = self.books.said(&run.drafts);
        let (before, after) = (self.sums(&none), self.sums(&said));
        for (own, (before, after)) in self.books.orders.iter().zip(before.iter().zip(&after)) {
            billed_is_owed(own, target, (before, after), &mut self.tally.compared)?;
        }
        self.tally.check("billed is owed");
        let again = self.books.run(&Ask::all(target), &said)?;
        must!(again.drafts.is_empty(), "a second run at {} bills {}", text(target), shown(&again.drafts));
        let there = self.books.docs.iter().filter(|own| !own.gone && !own.void).map(|own| &own.invoice);
        nothing_twice(there.chain(&run.drafts))?;
        notes::credits_are_covered(&self.books)?;
        let place = self.order();
        let own = &self.books.orders[place];
        let next = run.orders.iter().find(|opened| opened.order == own.id).and_then(|own| own.next_due.0.map(day_of));
        match self.r.int(1, 4) {
            1 => {
                next_is_next(&self.books, place, &said, (target, next), &mut self.r)?;
                self.tally.check("next due is next");
            }
            2 => {
                let Some(day) = next else { return Ok(()) };
                if preview_is_invoice(&self.books, place, &said, day)? {
                    self.tally.check("preview is invoice");
                }
            }
            3 => {
                let first = target + self.r.int(-120, 120);
                cut_in_two(
                    &self.books,
                    first.min(target),
                    target.max(first),
                    &self.books.run(&Ask::all(target.max(first)), &none)?,
                )?;
                if first > target {
                    cut_in_two(&self.books, first, target, &self.books.run(&Ask::all(first), &none)?)?;
                }
                self.tally.check("cut in two");
            }
            _ => {}
        }
        Ok(())
    }
}

/// Documents in a few words.
pub fn shown(drafts: &[Invoice]) -> String {
    let all: Vec<String> = drafts.iter().map(crate::common::runs::shown).collect();
    if all.is_empty() {
        "nothing".to_owned()
    } else {
        all.join(" | ")
    }
}
