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

/// Spreads a tax over bases, each with its factor. The shares sum to the tax; a credit is spread as the charge that it
/// mirrors.
///
/// # Errors
/// `overflow`.
pub(super) fn spread(tax: Minor, bases: &[(Minor, &Factor)]) -> Result<Vec<Minor>> {
    if bases.len() == 1 {
        return Ok(vec![tax]);
    }
    let sign = bases.iter().map(|(base, _)| base.0.signum()).find(|sign| *sign != 0).unwrap_or(1);
    let sign = if tax == Minor::ZERO { sign } else { tax.0.signum() };
    if let [(_, first), ..] = bases {
        if bases.iter().all(|(_, factor)| std::ptr::eq(*factor, *first)) {
            if let Some(shares) = whole(tax, bases, first, sign) {
                return Ok(shares);
            }
        }
    }
    let exact: Vec<Exact> = bases.iter().map(|(base, factor)| factor.of(Minor(base.0 * sign))).collect();
    let shares = exact.iter().map(floor).collect::<Result<Vec<Minor>>>()?;
    let rests: Vec<Exact> = exact.iter().zip(&shares).map(|(exact, share)| exact - &Exact::whole(share.0)).collect();
    Ok(complete(tax, shares, sign, &|a, b| rests[b].cmp(&rests[a])))
}

/// As [`spread`] for one factor, in whole numbers; `None` where they do not fit.
fn whole(tax: Minor, bases: &[(Minor, &Factor)], factor: &Factor, sign: i128) -> Option<Vec<Minor>> {
    let (n, d) = factor.whole?;
    let (mut shares, mut rests) = (Vec::with_capacity(bases.len()), Vec::with_capacity(bases.len()));
    for (base, _) in bases {
        let part = (base.0 * sign).checked_mul(n)?;
        let (share, rest) = match (i64::try_from(part), i64::try_from(d)) {
            (Ok(part), Ok(d)) => (i128::from(part.div_euclid(d)), i128::from(part.rem_euclid(d))),
            _ => (part.div_euclid(d), part.rem_euclid(d)),
        };
        shares.push(Minor(share));
        rests.push(rest);
    }
    Some(complete(tax, shares, sign, &|a, b| rests[b].cmp(&rests[a])))
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

/// Spreads a rounded sum over the exact amounts that it is of.
///
/// # Errors
/// `overflow`.
pub(super) fn spread_exact(sum: Minor, exact: &[Exact]) -> Result<Vec<Minor>> {
    let sign = if sum.0 < 0 { -1 } else { 1 };
    let exact: Vec<Exact> = exact.iter().map(|amount| amount * &Exact::whole(sign)).collect();
    let shares = exact.iter().map(floor).collect::<Result<Vec<Minor>>>()?;
    let rests: Vec<Exact> = exact.iter().zip(&shares).map(|(exact, share)| exact - &Exact::whole(share.0)).collect();
    Ok(complete(sum, shares, sign, &|a, b| rests[b].cmp(&rests[a])))
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
