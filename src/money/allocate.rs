//! Splitting an amount so that the parts sum to the whole, always.

use crate::document::words;
use num_traits::ToPrimitive;

use super::{Exact, Minor};
use crate::problem::{At, Code, Problems, Result};
use crate::sorting;

words! {
    /// Who takes the units that are left over when an amount is split by weights.
    #[derive(Default)]
    pub enum Spread {
        /// Each share is rounded down and the missing units go to the largest fractions, ties to the earlier share:
        /// 1.00 over 1, 1, 1 is 0.34, 0.33, 0.33; 0.05 over 7, 3 is 0.04, 0.01. The default.
        #[default]
        LargestRemainder = "largestRemainder",
        /// Each share is rounded down and the missing units go one each to the first shares: 0.05 over 3, 7 is 0.02, 0.03.
        First = "first",
        /// Each share is rounded down and the last share takes all that is missing: 1.00 over 1, 1, 1 is 0.33, 0.33, 0.34.
        Last = "last",
        /// Shares are differences of the rounded running sum (halves away from zero): 1.00 over 1, 1, 1 is 0.33, 0.34, 0.33.
        Cumulative = "cumulative",
    }
}

words! {
    /// How each share is rounded before the left-over units are given out.
    #[derive(Default)]
    pub enum ShareRounding {
        /// Down: 1.00 over 2, 1 with the last taking the rest is 0.66, 0.34. The default.
        #[default]
        Down = "down",
        /// To the nearest unit, halves up: 1.00 over 2, 1 with the last taking the rest is 0.67, 0.33. What is then missing or too
        /// much goes to the shares that were rounded furthest, or to the first or last share.
        Nearest = "nearest",
    }
}

/// As [`allocate`], with each share rounded to the nearest unit first.
///
/// # Errors
/// As [`allocate`].
pub fn allocate_nearest(amount: Minor, weights: &[Exact], spread: Spread, at: &At) -> Result<Vec<Minor>> {
    let (exact, nearest) = (exact_shares(amount, weights, at)?, super::RoundingMode::HalfUp);
    if spread == Spread::Cumulative {
        return cumulative(&exact, at);
    }
    let rounded = exact.iter().map(|share| fits(share.round_scaled(0, nearest), at));
    let mut shares = rounded.collect::<Result<Vec<Minor>>>()?;
    let left = amount.0 - shares.iter().copied().sum::<Minor>().0;
    let unit = left.signum();
    let off = |i: usize, shares: &[Minor]| (&exact[i] - &Exact::whole(shares[i].0)) * Exact::whole(unit);
    let mut order = match spread {
        Spread::LargestRemainder => sorting::order(exact.len(), &|a, b| off(b, &shares).cmp(&off(a, &shares))),
        _ => (0..exact.len()).collect(),
    };
    order.retain(|i| !weights[*i].is_zero());
    if spread == Spread::Last {
        order.reverse();
        order.truncate(1);
    }
    match order.as_slice() {
        [only] => shares[*only] += Minor(left),
        // OK because at most half a unit per share is missing, so there are more shares than units.
        many => many.iter().take(usize::try_from(left.abs()).unwrap_or(0)).for_each(|i| shares[*i] += Minor(unit)),
    }
    Ok(shares)
}

fn exact_shares(amount: Minor, weights: &[Exact], at: &At) -> Result<Vec<Exact>> {
    let total: Exact = weights.iter().cloned().sum();
    let per_weight = Exact::whole(amount.0).over(&total).ok_or_else(|| {
        Problems::one(Code::DivisionByZero, at, "The weights sum to zero.", "Give at least one weight above zero.")
    })?;
    Ok(weights.iter().map(|w| &per_weight * w).collect())
}

/// Splits `amount` by `weights`; the parts sum to the amount exactly, in any currency.
///
/// Rounding down means towards minus infinity, so that a credit splits into the same parts as a charge, shifted
/// by whole units at most. A weight of zero gets nothing unless all weights are zero.
///
/// # Errors
/// `division_by_zero` when the weights sum to zero and there is something to split; `out_of_range` for a share
/// beyond 128 bits.
pub fn allocate(amount: Minor, weights: &[Exact], spread: Spread, at: &At) -> Result<Vec<Minor>> {
    if amount == Minor::ZERO {
        return Ok(vec![Minor::ZERO; weights.len()]);
    }
    let exact = exact_shares(amount, weights, at)?;
    let mut shares = match spread {
        Spread::Cumulative => return cumulative(&exact, at),
        _ => exact.iter().map(|share| fits(share.floor().to_i128(), at)).collect::<Result<Vec<Minor>>>()?,
    };
    let mut left = amount.0 - shares.iter().copied().sum::<Minor>().0;
    match spread {
        Spread::Last => {
            if let Some(last) = weights.iter().rposition(|w| !w.is_zero()) {
                shares[last] += Minor(left);
            }
        }
        _ => {
            let mut order: Vec<usize> = (0..weights.len()).collect();
            if spread == Spread::LargestRemainder {
                let rest: Vec<Exact> =
                    exact.iter().zip(&shares).map(|(share, floor)| share - &Exact::whole(floor.0)).collect();
                order = sorting::order(rest.len(), &|a, b| rest[b].cmp(&rest[a]));
            }
            order.retain(|i| !weights[*i].is_zero());
            for i in order {
                if left == 0 {
                    break;
                }
                shares[i] += Minor(1);
                left -= 1;
            }
        }
    }
    Ok(shares)
}

fn cumulative(exact: &[Exact], at: &At) -> Result<Vec<Minor>> {
    let (mut sum, mut before) = (Exact::ZERO, Minor::ZERO);
    exact
        .iter()
        .map(|share| {
            sum = &sum + share;
            let now = fits(sum.round_scaled(0, super::RoundingMode::HalfUp), at)?;
            Ok(now - std::mem::replace(&mut before, now))
        })
        .collect()
}

fn fits(value: Option<i128>, at: &At) -> Result<Minor> {
    value.map(Minor).ok_or_else(|| {
        Problems::one(Code::Overflow, at, "A share is too large.", "Look for weights with very different sizes.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(amount: i128, weights: &[i128], spread: Spread) -> Vec<i128> {
        let weights: Vec<Exact> = weights.iter().map(|w| Exact::whole(*w)).collect();
        allocate(Minor(amount), &weights, spread, &At::Root).expect("shares").into_iter().map(|m| m.0).collect()
    }

    #[test]
    fn worked_values() {
        for (amount, weights, spread, shares) in [
            (100, &[1, 1, 1][..], Spread::LargestRemainder, &[34, 33, 33][..]),
            (100, &[1, 1, 1], Spread::Last, &[33, 33, 34]),
            (100, &[1, 1, 1], Spread::Cumulative, &[33, 34, 33]),
            (5, &[3, 7], Spread::First, &[2, 3]),
            (5, &[7, 3], Spread::First, &[4, 1]),
            (102_759, &[20, 70, 5, 5], Spread::First, &[20552, 71932, 5138, 5137]),
            (14900, &[89, 12, 25, 45], Spread::LargestRemainder, &[7755, 1046, 2178, 3921]),
            (15273, &[89, 12, 25, 45], Spread::LargestRemainder, &[7949, 1072, 2233, 4019]),
            (1, &[100, 1], Spread::LargestRemainder, &[1, 0]),
            (-100, &[1, 1, 1], Spread::LargestRemainder, &[-33, -33, -34]),
            (100, &[0, 1, 0], Spread::Last, &[0, 100, 0]),
            (0, &[0, 0], Spread::First, &[0, 0]),
        ] {
            assert_eq!(split(amount, weights, spread), shares, "{amount} over {weights:?} {spread:?}");
        }
    }

    #[test]
    fn nearest_by_worked_values() {
        for (amount, weights, spread, shares) in [
            (100, &[2, 1][..], Spread::Last, &[67, 33][..]),
            (5_631_943, &[40, 30, 30], Spread::First, &[2_252_777, 1_689_583, 1_689_583]),
            (2_150_000, &[1, 1, 1], Spread::Last, &[716_667, 716_667, 716_666]),
            (100, &[1, 1, 1], Spread::LargestRemainder, &[34, 33, 33]),
        ] {
            let weights: Vec<Exact> = weights.iter().map(|w| Exact::whole(*w)).collect();
            let got = allocate_nearest(Minor(amount), &weights, spread, &At::Root).expect("shares");
            assert_eq!(got.iter().map(|m| m.0).collect::<Vec<_>>(), shares, "{amount} {spread:?}");
        }
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(amount in -1_000_000_000i128..1_000_000_000,
                                  weights in proptest::collection::vec(0i128..1_000_000, 1..40)) {
            prop_assume!(weights.iter().any(|w| *w > 0));
            for spread in [Spread::LargestRemainder, Spread::First, Spread::Last, Spread::Cumulative] {
                let shares = split(amount, &weights, spread);
                prop_assert_eq!(shares.iter().sum::<i128>(), amount);
                let exact: Vec<Exact> = weights.iter().map(|w| Exact::whole(*w)).collect();
                let nearest = allocate_nearest(Minor(amount), &exact, spread, &At::Root).expect("shares");
                prop_assert_eq!(nearest.iter().copied().sum::<Minor>(), Minor(amount));
                for (share, weight) in shares.iter().zip(&weights) {
                    if *weight == 0 && spread != Spread::Cumulative { prop_assert_eq!(*share, 0); }
                }
            }
        }
    }
}
