use super::{check_sign, Event, Made, Model, Term, TermKind, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

document! {
    /// A percentage of a value, as payment providers charge: each event's quantity is its value in currency units. An event
    /// costs `value x percent / 100 + perEvent`, raised to `minPerEvent` and cut to `maxPerEvent`.
    ///
    /// Free: the first `freeAmount` of value, and the fee of the first `freeEvents` events. With `freeEvents` alone those events'
    /// value is free too; with `freeAmount` alone an event that lies wholly in it bears no fee; with both, a fee is free where both
    /// say so. An event that is wholly free is not raised to the minimum.
    ///
    /// Other vendors: percentage (Lago), bps with a cap per event (Orb), pay per transaction.
    pub struct Percentage {
        /// In percent of the value: `"2.9"` is 2.9 percent. Zero or more.
        pub percent: Dec,
        /// A fee per event, in currency units. Default 0.
        pub per_event: Dec = Dec::ZERO,
        /// How many events bear no fee, per period.
        pub free_events: Option<u32>,
        /// How much value costs nothing, per period, in currency units.
        pub free_amount: Option<Dec>,
        /// The least that an event costs, in currency units.
        pub min_per_event: Option<Dec>,
        /// The most that an event costs, in currency units.
        pub max_per_event: Option<Dec>,
    }
}

/// What is still free when an event comes.
struct Free {
    events: Option<u32>,
    amount: Option<Exact>,
}

impl Free {
    /// How many of an event's fees and how much of its value are free.
    fn take(&mut self, event: &Event) -> (u32, Exact) {
        let by_count = self.events.map(|left| left.min(event.count));
        let by_value = self.amount.as_ref().map(|left| event.quantity <= *left);
        let fees = match (by_count, by_value) {
            (None, None) => 0,
            (Some(count), None) => count,
            (None, Some(inside)) => u32::from(inside) * event.count,
            (Some(count), Some(inside)) => u32::from(inside) * count,
        };
        let value = match &self.amount {
            Some(left) if *left < event.quantity => left.clone(),
            Some(_) => event.quantity.clone(),
            // Of a record that stands for several events, the free ones' share of the value.
            None => {
                event.quantity.clone() * Exact::ratio(fees.into(), event.count.max(1).into()).unwrap_or(Exact::ZERO)
            }
        };
        self.events = self.events.map(|left| left - left.min(event.count));
        self.amount = self.amount.take().map(|left| left - &value);
        (fees, value)
    }
}

impl Model for Percentage {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.percent, 0, &at.key("percent"), check);
        check_sign(&self.per_event, 0, &at.key("perEvent"), check);
        for (key, value) in [
            ("freeAmount", &self.free_amount),
            ("minPerEvent", &self.min_per_event),
            ("maxPerEvent", &self.max_per_event),
        ] {
            if let Some(value) = value {
                check_sign(value, 0, &at.key(key), check);
            }
        }
        if matches!((&self.min_per_event, &self.max_per_event), (Some(min), Some(max)) if min > max) {
            let hint = "Let maxPerEvent be minPerEvent or more.";
            check.note(Code::Conflict, &at.key("maxPerEvent"), "The maximum is below the minimum.", hint);
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let mut free = Free { events: self.free_events, amount: self.free_amount.map(|amount| amount.exact()) };
        let mut terms = Vec::new();
        let (mut value, mut gratis) = (Exact::ZERO, Exact::ZERO);
        let (mut count, mut fees) = (Exact::ZERO, Exact::ZERO);
        let limited = self.min_per_event.is_some() || self.max_per_event.is_some();
        for event in used.each() {
            let (free_fees, free_value) = free.take(&event);
            let paid = event.count - free_fees;
            let left = &event.quantity - &free_value;
            let bears_fee = paid > 0 && self.per_event.sign() > 0;
            if limited && !bears_fee && left.is_zero() {
                continue;
            }
            if !limited {
                (value, gratis) = (value + &event.quantity, gratis + &free_value);
                (count, fees) = (count + Exact::whole(event.count.into()), fees + Exact::whole(paid.into()));
                continue;
            }
            let from = terms.len();
            terms.push(self.rate(&event.quantity, free_value));
            terms.push(self.fee(Exact::whole(event.count.into()), Exact::whole(paid.into())));
            let times = |limit: &Option<Dec>| limit.map(|limit| limit.exact() * Exact::whole(paid.max(1).into()));
            super::clamp(&mut terms, from, times(&self.min_per_event), times(&self.max_per_event));
        }
        if !limited {
            terms = vec![self.rate(&value, gratis), self.fee(count, fees)];
        }
        // Fees that are all free stay to be seen.
        let is_free = |term: &Term| term.made != Made::Plain && !term.price.is_zero();
        terms.retain(|term| term.kind != TermKind::Event || !term.amount().is_zero() || is_free(term));
        terms
    }

    fn counts_events(&self) -> bool {
        true
    }
}

impl Percentage {
    fn rate(&self, value: &Exact, free: Exact) -> Term {
        let made = if free.is_zero() { Made::Plain } else { Made::Beyond { used: value.clone(), free: free.clone() } };
        Term::units(value - &free, self.percent.percent()).of_kind(TermKind::Rate).made(made)
    }
    fn fee(&self, count: Exact, paid: Exact) -> Term {
        let free = &count - &paid;
        let made = if free.is_zero() { Made::Plain } else { Made::Beyond { used: count, free } };
        Term::units(paid, self.per_event.exact()).of_kind(TermKind::Event).made(made)
    }
}
