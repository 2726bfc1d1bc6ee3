//! Posting: a draft becomes a document with a number, which never changes again.

use super::amounts::{currency_of, read_sums};
use super::document::{DocumentStatus, Invoice, InvoiceReceipt};
use super::series::{NumberSeries, SeriesLast};
use crate::calendar::Date;
use crate::document::{document, result, short, Node, Write};
use crate::problem::{At, Check, Code, Problems, Result};
use crate::receipt::{digest, ENGINE, RULES};

/// At most this many drafts at once.
const MAX_DRAFTS: usize = 100_000;

document! {
    /// Drafts to post.
    pub struct PostRequest {
        /// At most 100,000. They are numbered by date, and on a day in this order.
        pub drafts: Vec<Invoice>,
        /// The series that the caller holds; a document takes its number from the first that fits.
        pub series: Vec<NumberSeries>,
        /// Dates all of them: their due dates follow, and their taxes must be the same on that day. Default: as they are dated.
        pub date: Option<Date>,
    }
}

result! {
    /// Posted documents, and the series after them: keep both, or neither.
    pub struct Posted {
        /// In the order of the drafts.
        pub invoices: Vec<Invoice>,
        /// The series with their next numbers, in the order of the request.
        pub series: Vec<NumberSeries>,
    }
}

/// Posts drafts: all of them, or none.
///
/// # Errors
/// `already_posted`, `no_series`, `date_goes_back`, `taxes_change`, `duplicate_id`, `limit_exceeded`; `conflict` for a draft that does not add up.
pub fn post(request: &PostRequest) -> Result<Posted> {
    let mut check = Check::default();
    let root = At::Root;
    let list = root.key("drafts");
    let all_series = root.key("series");
    let mut series = request.series.clone();
    if request.drafts.len() > MAX_DRAFTS {
        let message = format!("There are {} drafts.", request.drafts.len());
        check.note(Code::LimitExceeded, &list, message, format!("Post at most {MAX_DRAFTS} at once."));
        return check.finish(Posted { invoices: Vec::new(), series });
    }
    for (i, own) in series.iter().enumerate() {
        own.check(&all_series.index(i), &mut check);
        if series[..i].iter().any(|before| before.id == own.id) {
            let message = format!("There is a series \"{}\" already.", short(&own.id));
            check.note(Code::DuplicateId, &all_series.index(i).key("id"), message, "Give each one its own id.");
        }
    }
    let mut ids: Vec<(&str, usize)> = request.drafts.iter().enumerate().map(|(i, own)| (own.id.as_str(), i)).collect();
    ids.sort_unstable();
    for pair in ids.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let message = format!("The draft \"{}\" is there twice.", short(pair[1].0));
        check.note(Code::DuplicateId, &list.index(pair[1].1).key("id"), message, "Post each draft once.");
    }
    let mut dated = Vec::with_capacity(request.drafts.len());
    for (i, draft) in request.drafts.iter().enumerate() {
        let at = list.index(i);
        check.keep(whole(draft, &at));
        dated.extend(check.keep(on_date(draft, request.date, &at)));
    }
    if !check.is_clean() {
        return check.finish(Posted { invoices: Vec::new(), series });
    }
    let mut order: Vec<usize> = (0..dated.len()).collect();
    order.sort_by_key(|i| dated[*i].date);
    for i in order {
        let at = list.index(i);
        let Some(place) = series.iter().position(|own| own.fits(&dated[i])) else {
            let message = format!("No series takes the {} \"{}\".", dated[i].kind.as_str(), short(&dated[i].id));
            check.note(Code::NoSeries, &at, message, "Hand in a series for its kind, seller and account.");
            continue;
        };
        let own = &mut series[place];
        let Some(number) = check.keep(own.take(dated[i].date, &at.key("date"))) else { continue };
        let posted = &mut dated[i];
        posted.status = DocumentStatus::Posted;
        posted.number = Some(number.clone());
        posted.series = Some(own.id.clone());
        let previous = own.last.as_ref().and_then(|last| last.document.clone());
        let receipt = seal(posted, previous);
        own.last = Some(SeriesLast { date: posted.date, number, document: Some(receipt.document.clone()) });
        posted.receipt = Some(receipt);
    }
    check.finish(Posted { invoices: dated, series })
}

/// Refuses what is no draft, or does not add up.
fn whole(draft: &Invoice, at: &At) -> Result<()> {
    if draft.status == DocumentStatus::Posted || draft.number.is_some() || draft.receipt.is_some() {
        let number = draft.number.as_deref().unwrap_or(&draft.id);
        let message = format!("\"{}\" is posted already.", short(number));
        return Err(Problems::one(
            Code::AlreadyPosted,
            at,
            message,
            "Post drafts only; correct a posted one by `credit`.",
        ));
    }
    read_sums(draft, &currency_of(draft, at)?, at).map(|_| ())
}

/// A draft on another date.
fn on_date(draft: &Invoice, date: Option<Date>, at: &At) -> Result<Invoice> {
    let mut own = draft.clone();
    let Some(date) = date.filter(|date| *date != draft.date) else { return Ok(own) };
    if let Some(holds) = &draft.holds {
        let early = holds.from.is_some_and(|from| date < from);
        if early || holds.until.is_some_and(|until| date > until) {
            let message = format!("On {date} other tax or accounting rates hold than on {}.", draft.date);
            let hint = "Make the drafts again with that invoice date.";
            return Err(Problems::one(Code::TaxesChange, &at.key("date"), message, hint));
        }
    }
    own.date = date;
    own.due = own.payment_terms.due(date);
    for order in &mut own.billed {
        order.entries.iter_mut().for_each(|entry| entry.date = Some(date));
        order.deposits.iter_mut().for_each(|entry| entry.date = Some(date));
    }
    Ok(own)
}

fn seal(invoice: &Invoice, previous: Option<String>) -> InvoiceReceipt {
    InvoiceReceipt {
        engine: ENGINE.to_owned(),
        rules: RULES.to_owned(),
        document: document_digest(invoice, previous.as_deref()),
        previous,
    }
}

/// The digest of a document without its receipt, and of the one before it.
fn document_digest(invoice: &Invoice, previous: Option<&str>) -> String {
    let mut node = invoice.write();
    let _ = node.take("receipt");
    digest(&Node::List(vec![node, previous.map_or(Node::Null, |own| Node::Text(own.to_owned()))]))
}

result! {
    /// Whether a posted document is as it was posted.
    #[derive(Eq)]
    pub struct InvoiceVerification {
        /// Whether nothing of it was changed since.
        pub intact: bool,
        /// Whether this engine computes by the rules that it was posted with.
        pub same_rules: bool,
        /// Whether it follows the document before it in its series, where that one was given.
        pub follows: Option<bool>,
    }
}

document! {
    /// A posted document to verify.
    pub struct VerifyInvoiceRequest {
        /// It.
        pub invoice: Invoice,
        /// The one before it in its series.
        pub previous: Option<Invoice>,
    }
}

/// Whether a posted document is as it was posted, by its receipt.
///
/// # Errors
/// `not_posted`.
pub fn verify_invoice(request: &VerifyInvoiceRequest) -> Result<InvoiceVerification> {
    let root = At::Root;
    let receipt = posted(&request.invoice, &root.key("invoice"))?;
    let before = request.previous.as_ref().map(|own| posted(own, &root.key("previous"))).transpose()?;
    Ok(InvoiceVerification {
        intact: document_digest(&request.invoice, receipt.previous.as_deref()) == receipt.document,
        same_rules: receipt.rules == RULES,
        follows: before.map(|before| receipt.previous.as_ref() == Some(&before.document)),
    })
}

/// The receipt of a posted document.
///
/// # Errors
/// `not_posted`.
pub(super) fn posted<'i>(invoice: &'i Invoice, at: &At) -> Result<&'i InvoiceReceipt> {
    match (&invoice.receipt, invoice.status, &invoice.number) {
        (Some(receipt), DocumentStatus::Posted, Some(_)) => Ok(receipt),
        _ => {
            let message = format!("\"{}\" is a draft.", short(&invoice.id));
            Err(Problems::one(Code::NotPosted, at, message, "Post it first; a draft is thrown away instead."))
        }
    }
}

/// Refuses a document that was posted and is not as it was posted. A draft may be anything.
///
/// # Errors
/// `receipt_mismatch`, `not_posted`.
pub(super) fn unchanged(invoice: &Invoice, at: &At) -> Result<()> {
    match invoice.status == DocumentStatus::Posted || invoice.receipt.is_some() {
        true => intact(invoice, at),
        false => Ok(()),
    }
}

/// As [`posted`], and as it was posted.
///
/// # Errors
/// `not_posted`, `receipt_mismatch`.
pub(crate) fn intact(invoice: &Invoice, at: &At) -> Result<()> {
    let receipt = posted(invoice, at)?;
    if document_digest(invoice, receipt.previous.as_deref()) != receipt.document {
        let number = invoice.number.as_deref().unwrap_or_default();
        let message = format!("\"{}\" is not as it was posted.", short(number));
        return Err(Problems::one(Code::ReceiptMismatch, at, message, "Hand in the document as `post` returned it."));
    }
    Ok(())
}
