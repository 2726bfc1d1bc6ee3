//! A price that is so much higher or lower.

use super::{CapacityTier, Commitment, CostPlus, MatrixRow, PercentageTier, Price, Step, Tier};
use crate::document::Map;
use crate::money::{Dec, Exact, DECIMAL_DIGITS};

/// A decimal multiplied, rounded half-up to 12 decimals; `None` beyond 15 digits before the point.
pub fn scaled(value: Dec, factor: &Exact) -> Option<Dec> {
    Dec::parse(&(value.exact() * factor).decimal(DECIMAL_DIGITS as u32)).ok()
}

fn maybe(value: Option<Dec>, factor: &Exact) -> Option<Option<Dec>> {
    value.map_or(Some(None), |value| scaled(value, factor).map(Some))
}

fn tiers(all: &[Tier], factor: &Exact) -> Option<Vec<Tier>> {
    let tier = |own: &Tier| {
        Some(Tier {
            unit_price: scaled(own.unit_price, factor)?,
            flat: scaled(own.flat, factor)?,
            minimum: maybe(own.minimum, factor)?,
            maximum: maybe(own.maximum, factor)?,
            ..own.clone()
        })
    };
    all.iter().map(tier).collect()
}

impl Price {
    /// The price with each of its amounts and rates multiplied, rounded half-up to 12 decimals. Quantities, limits of tiers and
    /// what is free stay, and so does a percentage of other charges, which follows them. `None` where a number has no room.
    pub fn scaled(&self, factor: &Exact) -> Option<Price> {
        let mut price = self.clone();
        match &mut price {
            Price::Flat(own) => own.amount = scaled(own.amount, factor)?,
            Price::PerUnit(own) => own.unit_price = scaled(own.unit_price, factor)?,
            Price::Volume(own) => own.tiers = tiers(&own.tiers, factor)?,
            Price::Graduated(own) => own.tiers = tiers(&own.tiers, factor)?,
            Price::Stairstep(own) => {
                let step = |own: &Step| Some(Step { amount: scaled(own.amount, factor)?, ..own.clone() });
                own.tiers = own.tiers.iter().map(step).collect::<Option<_>>()?;
                own.overage_price = maybe(own.overage_price, factor)?;
            }
            Price::Package(own) => own.amount = scaled(own.amount, factor)?,
            Price::Overage(own) => {
                own.amount = scaled(own.amount, factor)?;
                own.unit_price = scaled(own.unit_price, factor)?;
            }
            Price::TieredOverage(own) => {
                own.tiers = tiers(&own.tiers, factor)?;
                own.overage_price = scaled(own.overage_price, factor)?;
            }
            Price::Percentage(own) => {
                own.percent = scaled(own.percent, factor)?;
                own.per_event = scaled(own.per_event, factor)?;
                own.min_per_event = maybe(own.min_per_event, factor)?;
                own.max_per_event = maybe(own.max_per_event, factor)?;
            }
            Price::GraduatedPercentage(own) => {
                let tier = |own: &PercentageTier| {
                    let (percent, flat) = (scaled(own.percent, factor)?, scaled(own.flat, factor)?);
                    Some(PercentageTier { percent, flat, ..own.clone() })
                };
                own.tiers = own.tiers.iter().map(tier).collect::<Option<_>>()?;
            }
            Price::CostPlus(own) => *own = marked_up(own, factor)?,
            Price::Matrix(own) => {
                let row =
                    |own: &MatrixRow| Some(MatrixRow { price: Box::new(own.price.scaled(factor)?), ..own.clone() });
                own.rows = own.rows.iter().map(row).collect::<Option<_>>()?;
                if let Some(price) = &mut own.otherwise {
                    **price = price.scaled(factor)?;
                }
            }
            Price::Capacity(own) => {
                let tier = |own: &CapacityTier| {
                    let limits = Map(own.limits.0.clone());
                    Some(CapacityTier { limits, amount: scaled(own.amount, factor)? })
                };
                own.tiers = own.tiers.iter().map(tier).collect::<Option<_>>()?;
            }
            Price::Prepaid(own) => {
                own.amount = scaled(own.amount, factor)?;
                *own.overage = own.overage.scaled(factor)?;
            }
            Price::PercentOf(_) => {}
            Price::Commitment(own) => {
                let (minimum, maximum) = (maybe(own.minimum, factor)?, maybe(own.maximum, factor)?);
                *own = Commitment { minimum, maximum, ..own.clone() };
            }
        }
        Some(price)
    }
}

/// The cost stays what it is; the markup takes the difference.
fn marked_up(own: &CostPlus, factor: &Exact) -> Option<CostPlus> {
    let level = (Exact::ONE + own.percent.percent()) * factor - Exact::ONE;
    let percent = Dec::parse(&(level * Exact::whole(100)).decimal(DECIMAL_DIGITS as u32)).ok()?;
    Some(CostPlus { percent, amount: scaled(own.amount, factor)?, ..own.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{json, read, Node};

    /// Every model, its own numbers raised by a tenth.
    #[test]
    fn every_model_scales() {
        let by_a_tenth = [
            (r#"{"model":"flat","amount":"10"}"#, r#"{"model":"flat","amount":"11"}"#),
            (r#"{"model":"perUnit","unitPrice":"0.01"}"#, r#"{"model":"perUnit","unitPrice":"0.011"}"#),
            (
                r#"{"model":"volume","tiers":[{"upTo":"10","unitPrice":"10","flat":"1","size":"2","minimum":"5"},{"unitPrice":"9"}]}"#,
                r#"{"model":"volume","tiers":[{"upTo":"10","unitPrice":"11","flat":"1.1","size":"2","minimum":"5.5"},{"unitPrice":"9.9","flat":"0"}]}"#,
            ),
            (
                r#"{"model":"stairstep","tiers":[{"upTo":"10","amount":"10"},{"amount":"20"}],"overagePrice":"1"}"#,
                r#"{"model":"stairstep","tiers":[{"upTo":"10","amount":"11"},{"amount":"22"}],"overagePrice":"1.1"}"#,
            ),
            (
                r#"{"model":"package","size":"5","amount":"10","included":"5"}"#,
                r#"{"model":"package","size":"5","amount":"11","included":"5"}"#,
            ),
            (
                r#"{"model":"overage","amount":"10","included":"5","unitPrice":"1"}"#,
                r#"{"model":"overage","amount":"11","included":"5","unitPrice":"1.1"}"#,
            ),
            (
                r#"{"model":"percentage","percent":"2","perEvent":"1","freeAmount":"100","maxPerEvent":"10"}"#,
                r#"{"model":"percentage","percent":"2.2","perEvent":"1.1","freeAmount":"100","maxPerEvent":"11"}"#,
            ),
            (
                r#"{"model":"graduatedPercentage","tiers":[{"percent":"2","flat":"1"}]}"#,
                r#"{"model":"graduatedPercentage","tiers":[{"percent":"2.2","flat":"1.1"}]}"#,
            ),
            (
                r#"{"model":"costPlus","cost":"100","percent":"20","amount":"1"}"#,
                r#"{"model":"costPlus","cost":"100","percent":"32","amount":"1.1"}"#,
            ),
            (
                r#"{"model":"matrix","by":["a"],"rows":[{"when":{"a":"x"},"price":{"model":"flat","amount":"10"}}],"otherwise":{"model":"flat","amount":"20"}}"#,
                r#"{"model":"matrix","by":["a"],"rows":[{"when":{"a":"x"},"price":{"model":"flat","amount":"11"}}],"otherwise":{"model":"flat","amount":"22"}}"#,
            ),
            (
                r#"{"model":"capacity","tiers":[{"limits":{"GB":"2"},"amount":"10"},{"amount":"20"}]}"#,
                r#"{"model":"capacity","tiers":[{"limits":{"GB":"2"},"amount":"11"},{"amount":"22"}]}"#,
            ),
            (
                r#"{"model":"prepaid","units":"5","amount":"10","overage":{"model":"perUnit","unitPrice":"1"}}"#,
                r#"{"model":"prepaid","units":"5","amount":"11","overage":{"model":"perUnit","unitPrice":"1.1"}}"#,
            ),
            (
                r#"{"model":"percentOf","percent":"15","of":{"everything":true}}"#,
                r#"{"model":"percentOf","percent":"15","of":{"everything":true}}"#,
            ),
            (
                r#"{"model":"commitment","minimum":"100","of":{"everything":true}}"#,
                r#"{"model":"commitment","minimum":"110","of":{"everything":true}}"#,
            ),
        ];
        let price = |text: &str| -> Price {
            let node: Node = serde_json::from_str(text).expect("a tree");
            read(node).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
        };
        let tenth = Exact::ratio(11, 10).expect("a ratio");
        for (before, after) in by_a_tenth {
            let own = price(before).scaled(&tenth).expect("room");
            assert_eq!(json(&own), json(&price(after)), "{before}");
        }
        let long = Dec::parse("999999999999999").expect("a decimal");
        assert_eq!(scaled(long, &tenth), None);
    }
}
