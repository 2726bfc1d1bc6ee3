//! Writes the TypeScript types of the package from the Rust documents: `cargo test export_types`.

use ts_rs::{Config, TS};

use crate::explain::{ExplainOptions, Explanation};
use crate::invoice::{
    BillRun, BillRunRequest, CreditRequest, DebitRequest, InvoiceVerification, NextDue, PostRequest, Posted,
    RebillRequest, Rebilled, RunProgress, VerifyInvoiceRequest, WriteOffRequest,
};
use crate::order::{
    AcceptOptions, AmendOptions, Amended, CancelTerms, FoldOptions, Folded, Forecast, ForecastOptions,
    OrderPlanOptions, RenewTerms, Renewal,
};
use crate::parts::{
    AllocateRequest, AllocateResult, MeasureRequest, MeasureResult, PeriodsRequest, PeriodsResult, RateRequest,
    RateResult,
};
use crate::problem::Problem;
use crate::quote::{InvoicePlan, PlanOptions, PricedQuote, QuoteRequest, Verification};

/// Types that are a text or a number in JSON and carry their meaning in their name.
const ALIASES: &str = "\
/** A decimal number as a text (\"12.50\") or a whole number; at most 15 digits before and 12 after the point. */
export type Decimal = string | number;

/** A civil date, `YYYY-MM-DD`. */
export type CivilDate = string;

/** A civil date, or a UTC instant such as `2026-01-31T15:00:00Z`. */
export type Moment = string;

/** A day of the month: 1 to 31, the last day, or a weekday (Monday 1 to Sunday 7), the first to fourth or the last. */
export type BillDay = number | \"last\" | { weekday: number, nth: number | \"last\" };
";

#[test]
fn export_types() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/types");
    std::fs::remove_dir_all(folder).ok();
    let config = Config::new().with_out_dir(folder);
    QuoteRequest::export_all(&config).expect("QuoteRequest");
    PricedQuote::export_all(&config).expect("PricedQuote");
    PlanOptions::export_all(&config).expect("PlanOptions");
    InvoicePlan::export_all(&config).expect("InvoicePlan");
    Verification::export_all(&config).expect("Verification");
    ExplainOptions::export_all(&config).expect("ExplainOptions");
    Explanation::export_all(&config).expect("Explanation");
    AcceptOptions::export_all(&config).expect("AcceptOptions");
    AmendOptions::export_all(&config).expect("AmendOptions");
    Amended::export_all(&config).expect("Amended");
    CancelTerms::export_all(&config).expect("CancelTerms");
    OrderPlanOptions::export_all(&config).expect("OrderPlanOptions");
    FoldOptions::export_all(&config).expect("FoldOptions");
    Folded::export_all(&config).expect("Folded");
    RenewTerms::export_all(&config).expect("RenewTerms");
    Renewal::export_all(&config).expect("Renewal");
    ForecastOptions::export_all(&config).expect("ForecastOptions");
    Forecast::export_all(&config).expect("Forecast");
    PeriodsRequest::export_all(&config).expect("PeriodsRequest");
    PeriodsResult::export_all(&config).expect("PeriodsResult");
    MeasureRequest::export_all(&config).expect("MeasureRequest");
    MeasureResult::export_all(&config).expect("MeasureResult");
    RateRequest::export_all(&config).expect("RateRequest");
    RateResult::export_all(&config).expect("RateResult");
    AllocateRequest::export_all(&config).expect("AllocateRequest");
    AllocateResult::export_all(&config).expect("AllocateResult");
    crate::receipt::EngineInfo::export_all(&config).expect("EngineInfo");
    crate::billing::Release::export_all(&config).expect("Release");
    BillRunRequest::export_all(&config).expect("BillRunRequest");
    BillRun::export_all(&config).expect("BillRun");
    RunProgress::export_all(&config).expect("RunProgress");
    NextDue::export_all(&config).expect("NextDue");
    PostRequest::export_all(&config).expect("PostRequest");
    Posted::export_all(&config).expect("Posted");
    CreditRequest::export_all(&config).expect("CreditRequest");
    DebitRequest::export_all(&config).expect("DebitRequest");
    RebillRequest::export_all(&config).expect("RebillRequest");
    Rebilled::export_all(&config).expect("Rebilled");
    WriteOffRequest::export_all(&config).expect("WriteOffRequest");
    VerifyInvoiceRequest::export_all(&config).expect("VerifyInvoiceRequest");
    InvoiceVerification::export_all(&config).expect("InvoiceVerification");
    Problem::export_all(&config).expect("Problem");
    let types = std::fs::read_to_string(format!("{folder}/api.d.ts")).expect("the generated types");
    let head = "// Generated from the Rust documents by `cargo test export_types`. Do not edit.\n\n";
    let body = types.split_once("\n\n").map_or("", |(_, body)| body);
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/npm/api.d.ts"), format!("{head}{ALIASES}\n{body}"))
        .expect("written");
}
