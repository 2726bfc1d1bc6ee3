//! A document's tax spread over what it is of: each share rounded down, the missing units to the largest fractions.

use crate::money::{Exact, Minor, RoundingMode};
use crate::problem::{At, Code, Problems, Result};
use crate::sorting;

/// The most decimals of a factor that is reckoned with whole numbers; finer ones (compounds of odd percentages) are exact
/// fractions, and slower.
const DECIMALS: u32 = 18;

/// What a tax takes of a net of 1.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    exact: Exact,
    /// The same over a power of ten, where it is one.
    whole: Option<(i128, i128)>,
}

impl Factor {
    pub(super) fn new(exact: Exact) -> Factor {
        let over = |digits: u32| {
            let (n, d) = (exact.round_scaled(digits, RoundingMode::Down)?, 10i128.checked_pow(digits)?);
            (Exact::ratio(n, d)? == exact).then_some((n, d))
        };
        let whole = (0..=DECIMALS).find_map(over);
        Factor { exact, whole }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.exact.is_zero()
    }

    /// The exact tax of a base, in minor units.
    pub(super) fn of(&self, base: Minor) -> Exact {
        Exact::whole(base.0) * &self.exact
    }
}

/// Spreads a tax over the bases that it is of. The shares sum to the tax; a credit is spread as the charge that it mirrors.
///
/// # Errors
/// `overflow`.
pub(super) fn spread(tax: Minor, bases: &[Minor], factor: &Factor) -> Result<Vec<Minor>> {
    if bases.len() == 1 {
        return Ok(vec![tax]);
    }
    let sign = sign(tax, || bases.iter().map(|base| base.0.signum()).find(|sign| *sign != 0));
    match whole(tax, bases, factor, sign) {
        Some(shares) => Ok(shares),
        None => spread_exact(tax, &bases.iter().map(|base| factor.of(*base)).collect::<Vec<_>>()),
    }
}

/// As [`spread`], over exact amounts.
///
/// # Errors
/// `overflow`.
pub(super) fn spread_exact(tax: Minor, exact: &[Exact]) -> Result<Vec<Minor>> {
    let sign = sign(tax, || exact.iter().map(|amount| i128::from(amount.sign())).find(|sign| *sign != 0));
    let exact: Vec<Exact> = exact.iter().map(|amount| amount * &Exact::whole(sign)).collect();
    let shares = exact.iter().map(floor).collect::<Result<Vec<Minor>>>()?;
    let rests: Vec<Exact> = exact.iter().zip(&shares).map(|(exact, share)| exact - &Exact::whole(share.0)).collect();
    Ok(complete(tax, shares, sign, &|a, b| rests[b].cmp(&rests[a])))
}

/// The sign with which a tax is spread, so that credits mirror charges: its own, or the first amount's where it is zero.
fn sign(tax: Minor, first: impl FnOnce() -> Option<i128>) -> i128 {
    match tax.0.signum() {
        0 => first().unwrap_or(1),
        sign => sign,
    }
}

/// As [`spread`] for one factor, in whole numbers; `None` where they do not fit.
fn whole(tax: Minor, bases: &[Minor], factor: &Factor, sign: i128) -> Option<Vec<Minor>> {
    let (n, d) = factor.whole?;
    let (mut shares, mut rests) = (Vec::with_capacity(bases.len()), Vec::with_capacity(bases.len()));
    for base in bases {
        let part = (base.0 * sign).checked_mul(n)?;
        let (share, rest) = match (i64::try_from(part), i64::try_from(d)) {
            (Ok(part), Ok(d)) => (i128::from(part.div_euclid(d)), i128::from(part.rem_euclid(d))),
            _ => (part.div_euclid(d), part.rem_euclid(d)),
        };
        shares.push(Minor(share));
        rests.push(rest);
    }
    let left = tax.0 * sign - shares.iter().copied().sum::<Minor>().0;
    match usize::try_from(d).ok().filter(|d| *d <= 4 * rests.len() && left > 0) {
        Some(d) if left <= rests.len() as i128 => {
            largest(&rests, d, left)
                .zip(&mut shares)
                .filter(|(more, _)| *more)
                .for_each(|(_, share)| *share += Minor(1));
            shares.iter_mut().for_each(|share| share.0 *= sign);
            Some(shares)
        }
        _ => Some(complete(tax, shares, sign, &|a, b| rests[b].cmp(&rests[a]))),
    }
}

/// Which of many rests, each from 0 to below `d`, are the `count` largest, ties to the earlier: counted, not sorted.
fn largest(rests: &[i128], d: usize, mut count: i128) -> impl Iterator<Item = bool> + '_ {
    let place = |rest: i128| usize::try_from(rest).unwrap_or(0);
    let mut counts = vec![0i128; d];
    rests.iter().for_each(|rest| counts[place(*rest)] += 1);
    let mut least = d;
    while least > 0 && counts[least - 1] <= count {
        least -= 1;
        count -= counts[least];
    }
    rests.iter().map(move |rest| {
        let tied = place(*rest) + 1 == least && count > 0;
        count -= i128::from(tied);
        place(*rest) >= least || tied
    })
}

/// Gives what the floors leave to the largest rests, or takes what they have too much from the smallest; then turns the
/// sign back.
fn complete(
    tax: Minor,
    mut shares: Vec<Minor>,
    sign: i128,
    by_rest: &dyn Fn(usize, usize) -> std::cmp::Ordering,
) -> Vec<Minor> {
    let mut left = tax.0 * sign - shares.iter().copied().sum::<Minor>().0;
    if left != 0 && !shares.is_empty() {
        let mut order = sorting::order(shares.len(), by_rest);
        if left < 0 {
            order.reverse();
        }
        for i in order.into_iter().cycle() {
            if left == 0 {
                break;
            }
            shares[i] += Minor(left.signum());
            left -= left.signum();
        }
    }
    shares.iter_mut().for_each(|share| share.0 *= sign);
    shares
}

fn floor(amount: &Exact) -> Result<Minor> {
    let down = amount.round_scaled(0, RoundingMode::Down).map(|whole| {
        let above = amount.sign() < 0 && Exact::whole(whole) != *amount;
        Minor(whole - i128::from(above))
    });
    down.ok_or_else(|| {
        let hint = "Look for a price or quantity with too many digits.";
        Problems::one(Code::Overflow, &At::Root, "A share of a tax is too large.", hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Counted, sorted or over fractions, the shares are the same; they sum to the tax, and a credit mirrors its charge.
        #[test]
        fn one_answer_by_every_way(bases in proptest::collection::vec(-5_000i128..5_000, 2..60), percent in 1i128..1_000, off in -1i128..=1) {
            let factor = Factor::new(Exact::ratio(percent, 1_000).expect("a ratio"));
            let bases: Vec<Minor> = bases.into_iter().map(Minor).collect();
            let exact: Vec<Exact> = bases.iter().map(|base| factor.of(*base)).collect();
            let sum: Exact = exact.iter().cloned().sum();
            let tax = Minor(sum.round_scaled(0, RoundingMode::HalfUp).expect("fits") + off);
            let shares = spread(tax, &bases, &factor).expect("shares");
            prop_assert_eq!(&shares, &spread_exact(tax, &exact).expect("shares"));
            prop_assert_eq!(shares.iter().copied().sum::<Minor>(), tax);
            let back: Vec<Minor> = bases.iter().map(|base| -*base).collect();
            let mirrored: Vec<Minor> = spread(-tax, &back, &factor).expect("shares").into_iter().map(|share| -share).collect();
            prop_assert_eq!(shares, mirrored);
        }
    }
}
