use super::{check_sign, tiers::MAX_TIERS, Apart, Model, Term, Used};
use crate::document::{document, short, Map};
use crate::money::{Dec, Exact};
use crate::policy::TierBounds;
use crate::problem::{At, Check, Code};

document! {
    /// The amount of the first tier whose limits hold for every unit together: 100 calls and 2 GB, 200 calls and 4 GB, beyond.
    /// Usage records name what they count in `unit`. Nothing for no usage (unless the policy's `zeroQuantity` is `flatFees`).
    ///
    /// Other vendors: capacity (Kill Bill), plan tiers by several limits.
    pub struct Capacity {
        /// From the lowest to the highest; the last has no limits.
        pub tiers: Vec<CapacityTier>,
    }
}

document! {
    /// One tier: a fixed amount while no unit is above its limit.
    pub struct CapacityTier {
        /// The highest quantity of each unit, inclusive (where the policy's `tierBounds` is `exclusive`, the lowest of the next
        /// tier). A unit without a limit is not limited.
        #[cfg_attr(test, ts(optional, type = "Record<string, Decimal>"))]
        pub limits: Map<Dec>,
        /// In currency units.
        pub amount: Dec,
    }
}

impl Capacity {
    fn sums<'u>(used: &'u Used) -> Vec<(&'u str, Exact)> {
        let mut sums: Vec<(&str, Exact)> = Vec::new();
        for event in &used.events {
            let unit = event.unit.unwrap_or_default();
            match sums.iter_mut().find(|(known, _)| *known == unit) {
                Some((_, sum)) => *sum = &*sum + &event.quantity,
                None => sums.push((unit, event.quantity.clone())),
            }
        }
        sums
    }
}

impl Model for Capacity {
    fn check(&self, at: &At, check: &mut Check) {
        let at = at.key("tiers");
        if self.tiers.is_empty() || self.tiers.len() > MAX_TIERS {
            let message = format!("There are {} tiers.", self.tiers.len());
            check.note(Code::BadTiers, &at, message, format!("Write 1 to {MAX_TIERS} tiers."));
        }
        for (i, tier) in self.tiers.iter().enumerate() {
            let here = at.index(i);
            check_sign(&tier.amount, 0, &here.key("amount"), check);
            for (unit, limit) in &tier.limits.0 {
                let before = i.checked_sub(1).and_then(|before| self.tiers.get(before)?.limits.get(unit));
                if i > 0 && before.is_none_or(|before| limit < before) {
                    let message = format!("The limit of \"{}\" falls.", short(unit));
                    let hint = "Let a unit's limit stay or rise from tier to tier, or end.";
                    check.note(Code::BadTiers, &here.key("limits").key(unit), message, hint);
                }
            }
        }
        if self.tiers.last().is_some_and(|last| !last.limits.is_empty()) {
            let message = "The last tier has limits; usage above them would have no price.";
            check.note(Code::BadTiers, &at.index(self.tiers.len() - 1).key("limits"), message, "Leave its limits out.");
        }
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let sums = Capacity::sums(used);
        let holds = |tier: &CapacityTier| {
            sums.iter().all(|(unit, sum)| {
                tier.limits.get(unit).is_none_or(|limit| match used.rules.bounds {
                    TierBounds::Inclusive => *sum <= limit.exact(),
                    TierBounds::Exclusive => *sum < limit.exact(),
                })
            })
        };
        let held = self.tiers.iter().position(holds).filter(|_| !used.is_free());
        held.and_then(|i| Some(Term::flat(self.tiers.get(i)?.amount.exact()).in_tier(i))).into_iter().collect()
    }

    fn gap(&self, used: &Used) -> Option<String> {
        let limited = |unit: &str| self.tiers.iter().any(|tier| tier.limits.get(unit).is_some());
        let stray =
            used.each().into_iter().find(|event| self.tiers.len() > 1 && !limited(event.unit.unwrap_or_default()))?;
        Some(match stray.unit {
            Some(unit) => format!("No tier limits the unit \"{}\".", short(unit)),
            None => "Usage without a unit, where tiers have a limit per unit.".into(),
        })
    }

    fn apart(&self) -> Apart<'_> {
        Apart::Units
    }

    fn is_cumulative(&self) -> bool {
        false
    }
}
