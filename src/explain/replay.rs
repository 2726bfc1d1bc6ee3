//! Replaying an explanation: every step computed again from the values that it is made of.

use super::tree::{share, Explanation, How};
use crate::money::Exact;
use crate::problem::{At, Code, Problems, Result};

/// The exact value of an explanation, computed again from its inputs up; every step must give what it says.
///
/// # Errors
/// `receipt_mismatch` with the place of the first step that does not.
pub fn replay(explanation: &Explanation) -> Result<String> {
    step(explanation, &At::Root).map(|exact| exact.fraction())
}

/// The most that a step multiplies something by itself.
const MOST_TIMES: u32 = 4_000;

fn step(own: &Explanation, at: &At) -> Result<Exact> {
    let said = fraction(&own.exact);
    let list = at.key("of");
    let mut of = Vec::with_capacity(own.of.len());
    for (i, child) in own.of.iter().enumerate() {
        of.push(step(child, &list.index(i))?);
    }
    let made = made(own, of, said.clone());
    match (made, said) {
        (Some(made), Some(said)) if made == said => Ok(made),
        _ => Err(Problems::one(
            Code::ReceiptMismatch,
            at,
            format!("This step does not give {}.", own.exact),
            "Ask for the explanation again.",
        )),
    }
}

fn made(own: &Explanation, of: Vec<Exact>, said: Option<Exact>) -> Option<Exact> {
    let digits = own.digits.unwrap_or_default();
    let first = of.first().cloned();
    Some(match own.how {
        How::Input | How::See => said?,
        How::Same => first?,
        How::Sum => of.into_iter().sum(),
        How::Difference => of.iter().skip(1).fold(first?, |left, own| left - own),
        How::Product => of.iter().fold(Exact::ONE, |product, own| (product * own).reduced()),
        How::Power => {
            let (first, times) = (first?, of.get(1)?);
            let mut left =
                times.decimal(0).parse::<u32>().ok().filter(|left| times.is_whole() && *left <= MOST_TIMES)?;
            let mut product = Exact::ONE;
            while left > 0 {
                (product, left) = ((product * &first).reduced(), left - 1);
            }
            product
        }
        How::Quotient => first?.over(of.get(1)?).unwrap_or_default(),
        How::Round => first?.rounded(digits, own.mode?),
        How::Ceil => first?.ceil(),
        How::Floor => -&(-&first?).ceil(),
        How::Max => of.into_iter().max()?,
        How::Min => of.into_iter().min()?,
        How::Share => {
            let place = usize::try_from(own.place?).ok()?;
            share(&first?, of.iter().skip(1), (place, digits, own.spread?)).unwrap_or_default()
        }
    })
}

/// A fraction of an explanation as a value.
fn fraction(text: &str) -> Option<Exact> {
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    Exact::parse(n)?.over(&Exact::parse(d)?)
}
