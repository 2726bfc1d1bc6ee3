use super::document::{AcceptOptions, Order};
use super::life::life;
use super::reach::Reach;
use crate::problem::{At, Code, Problems, Result};
use crate::quote::plan::Events;
use crate::quote::{price, Proof, QuoteRequest};

/// A priced quote that was accepted becomes an order: prices, shares of amounts off, and policy stay as they are.
///
/// Several orders may come from one quote, each with some of its lines: an amount off is then the part that these lines bear.
///
/// # Errors
/// `receipt_mismatch` where the quote is not what this engine computes from its request; `unknown_line`; `missing_field`
/// without an id.
pub fn accept(request: &QuoteRequest, proof: &Proof, options: &AcceptOptions) -> Result<Order> {
    let fresh = price(request)?;
    if let Some(difference) = proof.differs(&fresh)?.filter(|_| !proof.is_quote(&fresh)) {
        let hint = "Price the request again with this engine, and accept that quote.";
        let message = "This is not what the engine computes from the quote's request.";
        return Err(Problems::one(Code::ReceiptMismatch, &At::Pointer(&difference.path), message, hint));
    }
    let Some(id) = options.id.clone().or(fresh.id.clone()) else {
        let hint = "Write an id for the order, or for the quote.";
        return Err(Problems::one(Code::MissingField, &At::Root.key("id"), "The order has no id.", hint));
    };
    let order = Order {
        id,
        quote: fresh.request,
        receipt: fresh.receipt,
        accepted: options.accepted,
        start: options.start,
        lines: options.lines.clone(),
        amendments: Vec::new(),
        usage: Vec::new(),
        renewal: options.renewal.clone(),
    };
    life(&order, &[], &Reach::of(&order, &[], None), &Events::default())?;
    Ok(order)
}
