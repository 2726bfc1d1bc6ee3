//! What is left of a posted document, and parts of it that come to the whole.

use super::amounts::{amount, currency_of, read_deposits, read_lines, read_sums, Bears, LineAmounts};
use super::credit::CreditLine;
use super::document::Invoice;
use super::mirror::{Given, MirroredDeposits};
use super::post::unchanged;
use super::total::Sums;
use crate::document::short;
use crate::money::{allocate, Currency, Dec, Exact, Minor, RoundingMode, Spread};
use crate::problem::{At, Check, Code, Problems, Result};

/// What is left of a document.
pub(super) struct Left<'i> {
    pub invoice: &'i Invoice,
    pub currency: Currency,
    pub lines: Vec<LineAmounts>,
    pub rest: Vec<Given>,
    /// The quantity that was given back of each line; `None` where some credit says none.
    quantities: Vec<Option<Exact>>,
    deposits_left: bool,
    sums: Sums,
}

impl<'i> Left<'i> {
    /// What a posted document has, less what its corrections gave back.
    ///
    /// # Errors
    /// `conflict` for a correction of another document; `bad_decimal`, `too_precise`.
    pub fn of(invoice: &'i Invoice, credits: &[Invoice], (at, list): (&At, &At)) -> Result<Left<'i>> {
        let currency = currency_of(invoice, at)?;
        let lines = read_lines(invoice, &currency, at)?;
        let sums = read_sums(invoice, &currency, at)?;
        let number = invoice.number.clone().unwrap_or_default();
        let rest = lines.iter().map(Given::of).collect();
        let quantities = vec![Some(Exact::ZERO); lines.len()];
        let mut left = Left { invoice, currency, lines, rest, quantities, deposits_left: true, sums };
        let mut check = Check::default();
        for (i, own) in credits.iter().enumerate() {
            let here = list.index(i);
            if !own.corrects.contains(&number) || own.currency != invoice.currency {
                let message = format!(
                    "\"{}\" does not correct \"{}\".",
                    short(own.number.as_ref().unwrap_or(&own.id)),
                    short(&number)
                );
                check.note(Code::Conflict, &here, message, "Hand in the notes whose `corrects` names the document.");
                continue;
            }
            if credits[..i].iter().any(|before| before.id == own.id) {
                let message = format!("\"{}\" is there twice.", short(own.number.as_ref().unwrap_or(&own.id)));
                check.note(Code::DuplicateId, &here, message, "Hand in each note once.");
                continue;
            }
            check.keep(unchanged(own, &here).and_then(|()| left.take(own, &number, &here)));
        }
        check.finish(left)
    }

    fn take(&mut self, note: &Invoice, number: &str, at: &At) -> Result<()> {
        self.deposits_left &= note.deposits.is_empty();
        for (own, amounts) in note.lines.iter().zip(read_lines(note, &self.currency, at)?) {
            let Some(of) = own.corrects.as_ref().filter(|of| of.number == number) else { continue };
            let Some(place) = usize::try_from(of.line).ok().filter(|place| *place < self.rest.len()) else { continue };
            // Its taxes have places of their own: the same code, part and percentage.
            let there = |bears: &Bears| {
                let tax = note.taxes.get(bears.of)?;
                let same = |own: &super::document::DocumentTax| {
                    own.code == tax.code && own.part == tax.part && own.percent == tax.percent
                };
                Some(Bears { of: self.invoice.taxes.iter().position(same)?, ..*bears })
            };
            let taxes: Vec<Bears> = amounts.taxes.iter().filter_map(there).collect();
            self.rest[place].add(&Given { taxes, ..Given::of(&amounts) });
            let quantity = own.quantity.as_ref().map(Dec::exact);
            self.quantities[place] = match (self.quantities[place].take(), quantity) {
                // What was asked for in addition has no quantity of its own.
                (Some(sum), Some(quantity)) if amounts.net.0.signum() != self.lines[place].net.0.signum() => {
                    Some(sum + quantity)
                }
                _ => None,
            };
        }
        Ok(())
    }

    /// All lines.
    pub fn all(&self) -> Vec<Given> {
        self.rest.clone()
    }

    /// The deposits, unless a correction gave them back.
    ///
    /// # Errors
    /// `bad_decimal`, `too_precise`.
    pub fn deposits(&self) -> Result<MirroredDeposits> {
        match self.deposits_left {
            true => read_deposits(self.invoice, &self.currency, &At::Root.key("invoice")),
            false => Ok(Vec::new()),
        }
    }

    /// A part of what is left of a line: taxes, base and retainage in proportion, so that parts come to the whole.
    ///
    /// # Errors
    /// `overflow`.
    fn part(&self, place: usize, net: Minor, at: &At) -> Result<Given> {
        let (line, rest) = (&self.lines[place], &self.rest[place]);
        if net == rest.net {
            return Ok(rest.clone());
        }
        let round = |whole: Minor, left: Minor| -> Result<Minor> {
            // What is left after this, of the whole, rounded; the rest of what is left is given back.
            let Some(ratio) = Exact::ratio((rest.net - net).0, line.net.0) else { return Ok(Minor::ZERO) };
            let given = self.currency.exact(whole) * &(Exact::ONE - &ratio);
            let after = whole - self.currency.round(&given, RoundingMode::HalfUp, at)?;
            Ok(left - after)
        };
        let mut taxes = Vec::with_capacity(line.taxes.len());
        for (own, left) in line.taxes.iter().zip(&rest.taxes) {
            taxes.push(Bears { of: own.of, base: round(own.base, left.base)?, tax: round(own.tax, left.tax)? });
        }
        Ok(Given {
            net,
            price: round(line.price, rest.price)?,
            retained: round(line.retained, rest.retained)?,
            released: round(line.released, rest.released)?,
            taxes,
            quantity: None,
        })
    }

    fn none(&self) -> Vec<Given> {
        self.rest.iter().map(Given::nothing).collect()
    }

    pub fn by_line(&self, wanted: &[CreditLine], list: &At) -> Result<Vec<Given>> {
        let (mut all, mut check) = (self.none(), Check::default());
        for (i, own) in wanted.iter().enumerate() {
            let at = list.index(i);
            let Some(place) = usize::try_from(own.line).ok().filter(|place| *place < self.rest.len()) else {
                let message = format!("The document has no line {}.", own.line);
                let hint = format!("Write a place from 0 to {}.", self.rest.len().saturating_sub(1));
                check.note(Code::OutOfRange, &at.key("line"), message, hint);
                continue;
            };
            if wanted[..i].iter().any(|before| before.line == own.line) {
                let message = format!("The line {} is there twice.", own.line);
                check.note(Code::DuplicateId, &at.key("line"), message, "Write each line once.");
                continue;
            }
            all[place] = match check.keep(self.one(place, own, &at)) {
                Some(given) => given,
                None => continue,
            };
        }
        check.finish(all)
    }

    fn one(&self, place: usize, own: &CreditLine, at: &At) -> Result<Given> {
        let (line, rest) = (&self.lines[place], &self.rest[place]);
        let (net, key, quantity) = match (&own.net, &own.quantity) {
            (Some(_), Some(_)) => {
                let hint = "Leave one of them out.";
                return Err(Problems::one(Code::Conflict, &at.key("net"), "Both net and quantity are written.", hint));
            }
            (None, None) => return Ok(rest.clone()),
            (Some(net), None) => (self.currency.amount(net, &at.key("net"))?, "net", None),
            (None, Some(quantity)) => {
                (self.by_quantity(place, quantity, &at.key("quantity"))?, "quantity", Some(*quantity))
            }
        };
        let sign = line.net.0.signum();
        if net.0 * sign <= 0 {
            let message =
                format!("{} is not a part of the line's {}.", self.currency.show(net), self.currency.show(line.net));
            return Err(Problems::one(
                Code::OutOfRange,
                &at.key(key),
                message,
                "Write it with the line's own sign, and not zero.",
            ));
        }
        if net.0 * sign > rest.net.0 * sign {
            return Err(self.too_much(net, rest.net, &at.key(key)));
        }
        Ok(Given { quantity, ..self.part(place, net, at)? })
    }

    fn by_quantity(&self, place: usize, quantity: &Dec, at: &At) -> Result<Minor> {
        let (line, rest) = (&self.lines[place], &self.rest[place]);
        let whole = self.invoice.lines[place].quantity.filter(|whole| whole.sign() > 0);
        let before = self.quantities[place].clone();
        let share = |part: &Exact| {
            let ratio = whole.and_then(|whole| part.over(&whole.exact())).unwrap_or(Exact::ZERO);
            self.currency.round(&(self.currency.exact(line.net) * &ratio), RoundingMode::HalfUp, at)
        };
        let wanted = quantity.exact();
        let left = whole.map(|whole| whole.exact() - &before.clone().unwrap_or(Exact::ZERO));
        if quantity.sign() <= 0 || left.is_none_or(|left| wanted > left) {
            let message = format!("{quantity} is more than is left of the line's quantity, or not above zero.");
            return Err(Problems::one(
                Code::CreditExceedsRest,
                at,
                message,
                "Write a part of what is left, or the net.",
            ));
        }
        // Parts of a quantity come to the whole.
        Ok(match before {
            Some(before) => share(&(&before + &wanted))? - (line.net - rest.net),
            None => share(&wanted)?,
        })
    }

    pub fn too_much(&self, wanted: Minor, left: Minor, at: &At) -> Problems {
        let message =
            format!("{} is more than the {} that is left.", self.currency.show(wanted), self.currency.show(left));
        Problems::one(Code::CreditExceedsRest, at, message, "Give back what is left at most.")
    }

    /// So much of the document, spread over lines by weights.
    fn spread(&self, wanted: &Dec, weights: &[Minor], at: &At) -> Result<Vec<Minor>> {
        let wanted = self.currency.amount(wanted, at)?;
        let weights: Vec<Minor> = weights.iter().map(|own| (*own).max(Minor::ZERO)).collect();
        let whole: Minor = weights.iter().copied().sum();
        if wanted <= Minor::ZERO {
            return Err(Problems::one(
                Code::OutOfRange,
                at,
                "This is not above zero.",
                "Write what is given back, above zero.",
            ));
        }
        if wanted > whole {
            return Err(self.too_much(wanted, whole, at));
        }
        let exact: Vec<Exact> = weights.iter().map(|own| Exact::whole(own.0)).collect();
        allocate(wanted, &exact, Spread::LargestRemainder, at)
    }

    /// The sign in which a document's lines are given back: of a credit note, what it gave.
    pub fn sign(&self) -> i128 {
        if self.sums.gross() < Minor::ZERO {
            -1
        } else {
            1
        }
    }

    pub fn by_net(&self, wanted: &Dec, at: &At) -> Result<Vec<Given>> {
        let sign = self.sign();
        let weights: Vec<Minor> = self.rest.iter().map(|own| Minor(own.net.0 * sign)).collect();
        let parts = self.spread(wanted, &weights, at)?;
        let mut all = self.none();
        for (place, part) in parts.into_iter().enumerate().filter(|(_, part)| *part != Minor::ZERO) {
            all[place] = self.part(place, Minor(part.0 * sign), at)?;
        }
        Ok(all)
    }

    pub fn by_gross(&self, wanted: &Dec, at: &At) -> Result<Vec<Given>> {
        let sign = self.sign();
        let weights: Vec<Minor> = self.rest.iter().map(|own| Minor(own.gross().0 * sign)).collect();
        let parts = self.spread(wanted, &weights, at)?;
        let mut all = self.none();
        for (place, part) in parts.into_iter().enumerate().filter(|(_, part)| *part != Minor::ZERO) {
            let (rest, gross) = (&self.rest[place], Minor(part.0 * sign));
            if gross == rest.gross() {
                all[place] = rest.clone();
                continue;
            }
            let Some(ratio) = Exact::ratio(gross.0, rest.gross().0) else { continue };
            let share =
                |own: Minor| self.currency.round(&(self.currency.exact(own) * &ratio), RoundingMode::HalfUp, at);
            let net = share(rest.net)?;
            let mut given = self.part(place, net, at)?;
            // The gross is what was asked for: the tax takes what the rounded net leaves.
            let weights: Vec<Exact> = rest.taxes.iter().map(|own| Exact::whole(own.tax.0.abs())).collect();
            let tax = gross - net;
            if weights.iter().any(|weight| !weight.is_zero()) {
                let shares = allocate(Minor(tax.0.abs()), &weights, Spread::LargestRemainder, at)?;
                given.taxes.iter_mut().zip(shares).for_each(|(own, share)| own.tax = Minor(share.0 * tax.0.signum()));
            } else {
                given.net = gross;
            }
            all[place] = given;
        }
        Ok(all)
    }

    /// What of a credit becomes credit of the account, where only what was paid beyond what is still owed is paid out.
    pub fn carried(&self, given: &[Given], sums: &Sums, paid: &Dec, at: &At) -> Result<Minor> {
        let paid = self.currency.amount(paid, at)?;
        let whole = self.sums.payable();
        if paid < Minor::ZERO || paid > whole.max(Minor::ZERO) {
            let message = format!("{} was not paid of {}.", self.currency.show(paid), self.currency.show(whole));
            return Err(Problems::one(Code::OutOfRange, at, message, "Write what was paid, zero to what is payable."));
        }
        let mut out = Minor::ZERO;
        for ((line, rest), own) in self.lines.iter().zip(&self.rest).zip(given).filter(|(_, own)| !own.is_nothing()) {
            let gross = line.net + line.tax;
            let Some(ratio) = Exact::ratio(gross.0, self.sums.gross().0) else { continue };
            let share = self.currency.round(&(self.currency.exact(paid) * &ratio), RoundingMode::HalfUp, at)?;
            let owed = rest.gross() - own.gross();
            out += (share - owed).max(Minor::ZERO).min(own.gross().max(Minor::ZERO));
        }
        let back = (-sums.payable()).max(Minor::ZERO);
        Ok(back - out.min(back))
    }

    /// What is still to be paid of the document before payments: its amount due, less what notes gave back.
    ///
    /// # Errors
    /// `bad_decimal`, `too_precise`.
    pub fn owed(&self, credits: &[Invoice], list: &At) -> Result<Minor> {
        let mut owed = self.sums.amount_due();
        for (i, own) in credits.iter().enumerate() {
            let here = list.index(i);
            owed += amount(&self.currency, &own.amount_due, &here.key("amountDue"))?;
        }
        Ok(owed)
    }

    /// The document's own sums.
    pub fn sums(&self) -> &Sums {
        &self.sums
    }
}
