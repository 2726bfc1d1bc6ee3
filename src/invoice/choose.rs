//! Which of what is open a run bills: by hand, by criteria, by holds, by date.

use super::request::{BillRunRequest, BillableOrder, Choice, Hold, SkipReason};
use super::result::Skipped;
use crate::calendar::Date;
use crate::catalog::ChargeKind;
use crate::document::short;
use crate::order::due::{Candidate, DueCharge, DueOrder};
use crate::problem::{At, Check, Code, Problems};

/// Why something is not billed.
pub(super) struct Why {
    pub reason: SkipReason,
    pub detail: Option<String>,
}

impl Why {
    pub fn of(reason: SkipReason) -> Why {
        Why { reason, detail: None }
    }

    fn because(reason: SkipReason, detail: &str) -> Why {
        Why { reason, detail: Some(detail.to_owned()) }
    }
}

/// The run's questions to one order.
pub(super) struct Chooser<'a> {
    pub request: &'a BillRunRequest,
    pub own: &'a BillableOrder,
    pub target: Date,
    pub on: Date,
}

impl Hold {
    /// Whether it holds on a day.
    fn is_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl Chooser<'_> {
    /// What is said of the whole order before it is opened.
    pub fn order(&self) -> Result<(), Why> {
        let (criteria, quote) = (&self.request.criteria, &self.own.order.quote);
        if !self.request.chosen.is_empty() && !self.request.chosen.iter().any(|own| own.order == self.own.order.id) {
            return Err(Why::of(SkipReason::NotChosen));
        }
        let id = |party: &Option<crate::quote::Party>| party.as_ref().and_then(|own| own.id.clone());
        let (account, seller) = (id(&quote.account), id(&quote.seller));
        let within = |list: &Option<Vec<String>>, value: Option<&str>| {
            list.as_ref().is_none_or(|list| value.is_some_and(|value| list.iter().any(|own| own == value)))
        };
        let tags = &self.own.tags;
        let asked = [
            ("accounts", within(&criteria.accounts, account.as_deref())),
            ("orders", within(&criteria.orders, Some(&self.own.order.id))),
            ("sellers", within(&criteria.sellers, seller.as_deref())),
            ("currencies", within(&criteria.currencies, Some(&quote.currency))),
            ("batches", within(&criteria.batches, self.own.batch.as_deref())),
            ("tags", criteria.tags.is_none() || tags.iter().any(|own| within(&criteria.tags, Some(own)))),
            (
                "withoutTags",
                criteria.without_tags.is_none() || !tags.iter().any(|own| within(&criteria.without_tags, Some(own))),
            ),
        ];
        if let Some((criterion, _)) = asked.iter().find(|(_, fits)| !fits) {
            return Err(Why::because(SkipReason::Criteria, criterion));
        }
        if let Some(hold) = self.own.holds.iter().find(|own| own.lines.is_none() && own.is_on(self.on)) {
            return Err(held(hold));
        }
        Ok(())
    }

    /// Whether the order has nothing to say before a later day.
    pub fn due_later(&self) -> Option<Date> {
        let by_hand = !self.request.chosen.is_empty() || !self.own.adjustments.is_empty();
        self.own.next_due.filter(|next| *next > self.target && !by_hand)
    }

    fn choice(&self, own: &Candidate) -> Option<&Choice> {
        let fits = |asked: &Option<String>, value: &str| asked.as_deref().is_none_or(|asked| asked == value);
        self.request.chosen.iter().find(|choice| {
            choice.order == self.own.order.id
                && fits(&choice.line, own.line)
                && fits(&choice.charge, own.charge)
                && choice.item.as_deref().is_none_or(|item| own.item == Some(item))
        })
    }

    /// What is said of something that is open.
    pub fn item(&self, own: &Candidate) -> Result<(), Why> {
        let choice = self.choice(own);
        if choice.is_none() && !self.request.chosen.is_empty() {
            return Err(Why::of(SkipReason::NotChosen));
        }
        let now = choice.is_some_and(|own| own.item.is_some());
        let any = now || choice.is_some_and(|own| own.waiting);
        match (own.date, own.event) {
            (Some(date), _) if date <= self.target || now => {}
            (Some(_), _) => return Err(Why::of(SkipReason::NotDue)),
            (None, _) if any => {}
            (None, Some(event)) => return Err(Why::because(SkipReason::WaitsForEvent, event)),
            (None, None) => return Err(Why::of(SkipReason::ByHand)),
        }
        let criteria = &self.request.criteria;
        let kind = own.kind.unwrap_or(ChargeKind::OneTime);
        if criteria.charge_kinds.as_ref().is_some_and(|kinds| !kinds.contains(&kind)) {
            return Err(Why::because(SkipReason::Criteria, "chargeKinds"));
        }
        let day = own.bill_day.or(own.date.map(|date| date.day()));
        if criteria.bill_days.as_ref().is_some_and(|days| !day.is_some_and(|day| days.contains(&day))) {
            return Err(Why::because(SkipReason::Criteria, "billDays"));
        }
        let holds = |hold: &&Hold| hold.lines.as_ref().is_some_and(|lines| lines.iter().any(|line| line == own.line));
        if let Some(hold) = self.own.holds.iter().filter(holds).find(|hold| hold.is_on(self.on)) {
            return Err(held(hold));
        }
        Ok(())
    }

    /// Refuses holds of lines that the order never had, or of no day.
    ///
    /// # Errors
    /// `unknown_line`, `end_before_start`.
    pub fn check(&self, charges: &[DueCharge]) -> Result<(), Problems> {
        let (mut check, root) = (Check::default(), At::Root);
        let list = root.key("holds");
        let order = &self.own.order;
        let changes = || order.amendments.iter().flat_map(|own| &own.changes);
        for (i, hold) in self.own.holds.iter().enumerate() {
            let at = list.index(i);
            if let (Some(from), Some(until)) =
                (hold.from, hold.until.filter(|until| hold.from.is_some_and(|from| *until < from)))
            {
                let message = format!("The hold ends on {until}, before {from}.");
                check.note(Code::EndBeforeStart, &at.key("until"), message, "Write the last day, or leave it out.");
            }
            let lines = at.key("lines");
            for (k, line) in hold.lines.iter().flatten().enumerate() {
                let is = |id: &String| id == line;
                let known = charges.iter().any(|own| is(&own.line))
                    || order.quote.lines.iter().any(|own| is(&own.id))
                    || changes().any(|own| own.add_line.as_ref().is_some_and(|own| is(&own.id)));
                if !known {
                    let message = format!("The order never had a line \"{}\".", short(line));
                    check.note(Code::UnknownLine, &lines.index(k), message, "Mend the id.");
                }
            }
        }
        check.finish(())
    }

    /// What was chosen of the order and is not open: billed already, or never there.
    pub fn unmet(&self, due: &DueOrder<Why>) -> Vec<Skipped> {
        let fits = |asked: &Option<String>, value: &str| asked.as_deref().is_none_or(|asked| asked == value);
        let open = |choice: &Choice, line: &str, charge: &str, item: Option<&str>| {
            fits(&choice.line, line)
                && fits(&choice.charge, charge)
                && choice.item.as_deref().is_none_or(|own| item == Some(own))
        };
        let is_met = |choice: &Choice| {
            due.lines.iter().any(|own| open(choice, &own.line.line, &own.line.charge, own.line.item.as_deref()))
                || due.left.iter().any(|own| open(choice, &own.line, &own.charge, own.item.as_deref()))
                || due.deposits.iter().any(|own| open(choice, "", &own.deposit, None))
        };
        let mine = self.request.chosen.iter().filter(|choice| choice.order == self.own.order.id);
        let skipped = |choice: &Choice| Skipped {
            order: choice.order.clone(),
            line: choice.line.clone(),
            charge: choice.charge.clone(),
            item: choice.item.clone(),
            name: None,
            reason: SkipReason::NothingLeft,
            detail: None,
            date: None,
            net: None,
        };
        mine.filter(|choice| !is_met(choice)).map(skipped).collect()
    }

    /// When something that is chosen is due.
    pub fn day(&self, own: &Candidate) -> Option<Date> {
        self.choice(own).and(own.date)
    }
}

fn held(hold: &Hold) -> Why {
    Why { reason: SkipReason::OnHold, detail: hold.reason.clone() }
}
