use super::{check_sign, Apart, Lot, Made, Model, Price, Term, Used};
use crate::document::document;
use crate::money::{Dec, Exact};
use crate::problem::{At, Check, Code};

document! {
    /// Units that are paid in advance and drawn down, what is left rolls over, and what goes beyond is priced by any model:
    /// `amount + overage(max(0, quantity - units - carried))`. The oldest units are drawn first.
    ///
    /// Where a recurring charge bills the units in advance, `amount` stays 0 here. Whether a cut period has fewer units says the
    /// policy's `allowances`.
    /// Other vendors: prepaid with drawdown and rollover (Zuora), credits and commits (Metronome, Orb), allowances (SAP, Oracle).
    pub struct Prepaid {
        /// Units of each period.
        pub units: Dec,
        /// What they cost, in currency units, per period; due also where nothing is used. Default 0.
        pub amount: Dec = Dec::ZERO,
        /// How long units that are left stay. Default: they lapse with their period.
        pub rollover: Option<Rollover>,
        /// The price of what goes beyond, by any model that prices a quantity of its own.
        pub overage: Box<Price>,
    }
}

document! {
    /// How units that are left go on.
    pub struct Rollover {
        /// For how many further periods, 1 to 120. Default 1.
        pub periods: u32 = 1,
        /// The most units that are carried into a period. Default: all that are left.
        pub maximum: Option<Dec>,
    }
}

impl Prepaid {
    fn units(&self, used: &Used) -> Exact {
        self.units.exact() * &used.part
    }
}

impl Model for Prepaid {
    fn check(&self, at: &At, check: &mut Check) {
        check_sign(&self.units, 0, &at.key("units"), check);
        check_sign(&self.amount, 0, &at.key("amount"), check);
        if let Some(rollover) = &self.rollover {
            let here = at.key("rollover");
            if !(1..=120).contains(&rollover.periods) {
                let message = format!("{} periods.", rollover.periods);
                check.note(Code::OutOfRange, &here.key("periods"), message, "Write 1 to 120.");
            }
            if let Some(maximum) = &rollover.maximum {
                check_sign(maximum, 0, &here.key("maximum"), check);
            }
        }
        self.overage.check_nested(&at.key("overage"), check);
    }

    fn terms(&self, used: &Used) -> Vec<Term> {
        let free = self.units(used) + &used.carried;
        let rest = used.beyond(&free);
        let mut terms = vec![Term::flat(self.amount.exact() * &used.part)];
        terms.retain(|term| !term.price.is_zero());
        let mut beyond = self.overage.terms(&rest);
        if let [term] = beyond.as_mut_slice() {
            if term.made == Made::Plain && term.quantity == rest.quantity {
                term.made = Made::Beyond { used: used.quantity.clone(), free };
            }
        }
        terms.extend(beyond);
        terms
    }

    fn is_cumulative(&self) -> bool {
        self.overage.is_cumulative()
    }

    fn gap(&self, used: &Used) -> Option<String> {
        self.overage.gap(used)
    }

    fn apart(&self) -> Apart<'_> {
        self.overage.apart()
    }

    fn counts_events(&self) -> bool {
        self.overage.counts_events()
    }

    fn carry(&self, used: &Used, lots: &[Lot]) -> Vec<Lot> {
        let Some(rollover) = &self.rollover else { return Vec::new() };
        let mut drawn = used.quantity.clone();
        let mut all: Vec<Lot> = lots.to_vec();
        all.push(Lot { units: self.units(used), periods: rollover.periods + 1 });
        for lot in &mut all {
            let taken = if drawn < lot.units { drawn.clone() } else { lot.units.clone() };
            drawn = drawn - &taken;
            *lot = Lot { units: &lot.units - &taken, periods: lot.periods - 1 };
        }
        all.retain(|lot| lot.periods > 0 && lot.units.sign() > 0);
        let mut above = match &rollover.maximum {
            Some(maximum) => all.iter().map(|lot| lot.units.clone()).sum::<Exact>() - &maximum.exact(),
            None => Exact::ZERO,
        };
        for lot in &mut all {
            if above.sign() > 0 {
                let cut = if above < lot.units { above.clone() } else { lot.units.clone() };
                (above, lot.units) = (above - &cut, &lot.units - &cut);
            }
        }
        all.retain(|lot| lot.units.sign() > 0);
        all
    }
}
