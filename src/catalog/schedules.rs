//! Discount schedules: what is taken off by quantity or by term.

use crate::document::{document, words};
use crate::money::{Dec, Exact};
use crate::policy::TierBounds;
use crate::problem::{At, Check, Code};

document! {
    /// A discount by tiers that charges name in `schedules`.
    pub struct DiscountSchedule {
        /// Unique in the catalog.
        pub id: String,
        /// What documents print. Default: the id.
        pub name: Option<String>,
        /// Whether the tier reached holds for all units or each tier for its own. Default `range`.
        pub method: ScheduleMethod = Default::default(),
        /// What picks the tier. Default `quantity`.
        pub by: ScheduleBy = Default::default(),
        /// What a tier's `value` is. Default `percent`.
        pub unit: ScheduleUnit = Default::default(),
        /// Whose quantities are added up to pick the tier. Default `line`.
        pub scope: ScheduleScope = Default::default(),
        /// Whether what the customer ordered before (`priorQuantity` of a line) counts too. Default false.
        pub prior_orders: bool = false,
        /// From the lowest to the highest; 1 to 1,000. Above the last, where it ends, nothing is taken off.
        pub tiers: Vec<ScheduleTier>,
    }
}

document! {
    /// One tier of a discount schedule.
    pub struct ScheduleTier {
        /// The highest quantity, or number of months, of the tier, inclusive (where the policy's `tierBounds` is `exclusive`, the
        /// lowest of the next); `null` (or left out) in the last tier only.
        pub up_to: Option<Dec>,
        /// In percent (0 to 100), in currency units off each unit, or the price of each unit; zero or more.
        pub value: Dec,
    }
}

words! {
    /// How tiers apply. 30 units of 100.00; 10 percent to 9, 20 percent to 19, then 30 percent:
    #[derive(Default)]
    pub enum ScheduleMethod {
        /// The tier that holds the quantity applies to all of it: 30 x 70.00. The default.
        #[default]
        Range = "range",
        /// Each tier applies to the units that fall into it: 9 x 90.00 + 10 x 80.00 + 11 x 70.00.
        Slab = "slab",
    }
}

words! {
    /// What picks the tier.
    #[derive(Default)]
    pub enum ScheduleBy {
        /// The quantity. The default.
        #[default]
        Quantity = "quantity",
        /// The whole months of the line's term.
        Term = "term",
    }
}

words! {
    /// What the value of a tier is. 5 on a unit of 85.00:
    #[derive(Default)]
    pub enum ScheduleUnit {
        /// Percent off: 80.75. The default.
        #[default]
        Percent = "percent",
        /// Currency units off each unit: 80.00.
        Amount = "amount",
        /// The price of each unit: 5.00.
        Price = "price",
    }
}

words! {
    /// Whose quantities pick the tier.
    #[derive(Default)]
    pub enum ScheduleScope {
        /// The line's own. The default.
        #[default]
        Line = "line",
        /// All lines of the group whose charges name the schedule.
        Group = "group",
        /// All lines of the quote whose charges name the schedule.
        Quote = "quote",
    }
}

/// Units of a tier at its value.
#[derive(Clone, Debug, PartialEq)]
pub struct SchedulePart {
    /// The tier, counted from 0; `None` above the last, where nothing is taken off.
    pub tier: Option<usize>,
    /// How many units.
    pub units: Exact,
    /// What they cost in all.
    pub amount: Exact,
}

impl DiscountSchedule {
    /// What documents print.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Notes tiers that do not rise, values out of range, and slabs that add up other lines or read a term.
    pub fn check(&self, at: &At, check: &mut Check) {
        let tiers = at.key("tiers");
        if self.tiers.is_empty() || self.tiers.len() > crate::pricing::MAX_TIERS {
            let message = format!("There are {} tiers.", self.tiers.len());
            check.note(Code::BadTiers, &tiers, message, "Write 1 to 1000 tiers.");
        }
        let mut before = Dec::ZERO;
        for (i, tier) in self.tiers.iter().enumerate() {
            let here = tiers.index(i);
            match tier.up_to {
                Some(limit) if limit <= before => {
                    let message = format!("{limit} is not above {before}.");
                    check.note(Code::BadTiers, &here.key("upTo"), message, "Let every tier end above the one before.");
                }
                Some(limit) => before = limit,
                None if i + 1 < self.tiers.len() => {
                    let hint = "Write the highest quantity of this tier.";
                    check.note(Code::BadTiers, &here.key("upTo"), "Only the last tier may be open.", hint);
                }
                None => {}
            }
            let too_high = self.unit == ScheduleUnit::Percent && tier.value > Dec::HUNDRED;
            if tier.value.sign() < 0 || too_high {
                let message = format!("{} is out of range.", tier.value);
                check.note(Code::OutOfRange, &here.key("value"), message, "Write zero or more; percent at most 100.");
            }
        }
        if self.method == ScheduleMethod::Slab && (self.scope != ScheduleScope::Line || self.by == ScheduleBy::Term) {
            let hint = "Write scope line and by quantity, or method range.";
            check.note(Code::Conflict, at, "Slabs split a line's own quantity.", hint);
        }
    }

    /// What `own` units cost that cost `amount` before, in parts. `reached` picks the tier of a range; `prior` units fill the
    /// tiers of slabs first.
    pub fn parts(
        &self,
        amount: &Exact,
        own: &Exact,
        reached: &Exact,
        prior: &Exact,
        bounds: TierBounds,
    ) -> Vec<SchedulePart> {
        let Some(each) = amount.over(own) else { return Vec::new() };
        let part = |tier: Option<usize>, units: Exact| {
            let price =
                tier.and_then(|i| self.tiers.get(i)).map_or_else(|| each.clone(), |tier| self.price(&each, tier.value));
            SchedulePart { tier, amount: &units * &price, units }
        };
        if self.method == ScheduleMethod::Range {
            let holds = |tier: &ScheduleTier| {
                tier.up_to.is_none_or(|limit| match bounds {
                    TierBounds::Inclusive => *reached <= limit.exact(),
                    TierBounds::Exclusive => *reached < limit.exact(),
                })
            };
            return vec![part(self.tiers.iter().position(holds), own.clone())];
        }
        let (mut parts, mut below, last) = (Vec::new(), prior.clone(), prior + own);
        for (i, tier) in self.tiers.iter().enumerate() {
            let end = tier.up_to.map(|limit| limit.exact()).filter(|end| *end < last).unwrap_or_else(|| last.clone());
            if end > below {
                parts.push(part(Some(i), &end - &below));
                below = end;
            }
        }
        if below < last {
            parts.push(part(None, &last - &below));
        }
        parts
    }

    fn price(&self, each: &Exact, value: Dec) -> Exact {
        match self.unit {
            ScheduleUnit::Percent => each * &(Exact::ONE - value.percent()),
            ScheduleUnit::Amount => each - &value.exact(),
            ScheduleUnit::Price => value.exact(),
        }
    }
}
