// The types of the package. The documents come from Rust (api.d.ts); only the functions are written here.
import type {
  AcceptOptions, AllocateRequest, AmendOptions, Amended, Amendment, CancelTerms, Order, OrderPlanOptions, OrderState, OrderStateOptions, AllocateResult, EngineInfo, ExplainOptions, Explanation, InvoicePlan, MeasureRequest, MeasureResult, PeriodsRequest,
  PeriodsResult, PlanOptions, PricedQuote, Problem, QuoteRequest, RateRequest, RateResult,
  Receipt, Verification,
  Forecast, ForecastOptions, RenewTerms, Renewal,
  FoldOptions, Folded, BillRun, BillRunRequest, CreditRequest, DebitRequest, Invoice, InvoiceVerification, NextDue, PostRequest, Posted, RebillRequest, Rebilled, RunProgress,
  VerifyInvoiceRequest, WriteOff, WriteOffRequest,
} from "./api.js";

export type * from "./api.js";

/**
 * Loads the engine once. Immediate on Node, Deno, Bun and Workers; a fetch of `engine.wasm` in a browser.
 * Call it as often as you like: every call waits for the same load.
 *
 * @param source where the engine's code is, if not beside the script: an address, a `Response`, bytes or
 * a `WebAssembly.Module`. Read in browsers only.
 * @throws {ProrataError} `engine_not_loaded`; a later call tries again
 */
export function init(source?: string | object): Promise<void>;

/**
 * Prices a quote: lines, waterfall, taxes, totals and the receipt.
 *
 * @throws {ProrataError} with every problem of the request
 */
export function price(request: QuoteRequest): PricedQuote;

/**
 * Every invoice to come: dated, or waiting for its event, and the cash by month.
 *
 * @throws {ProrataError} with every problem of the options
 */
export function plan(quote: PricedQuote, options?: PlanOptions): InvoicePlan;

/**
 * Every invoice of an order that is still to come. What was billed is left out; what was billed otherwise than the order now says
 * is given back and charged anew.
 *
 * @throws {ProrataError} `unexplained_restatement` where no amendment explains what was billed
 */
export function plan(order: Order, options?: OrderPlanOptions): InvoicePlan;

/**
 * An accepted quote as an order: prices, shares of amounts off and policy stay as they are.
 *
 * @throws {ProrataError} `receipt_mismatch` where the quote is not what its request gives
 */
export function accept(quote: PricedQuote, options?: AcceptOptions): Order;

/**
 * Changes an order from a day on: the new order, and what changes by line, by invoice and in all. Keep the order, or forget it: a
 * preview is the same call.
 *
 * @throws {ProrataError} with every problem of the changes
 */
export function amend(order: Order, amendment: Amendment, options?: AmendOptions): Amended;

/** Ends an order, or some of its lines: now, when the billing period has ended, or with its term. */
export function cancel(order: Order, terms: CancelTerms, options?: AmendOptions): Amended;

/**
 * Takes an amendment back of which nothing was billed: the order without it, and what that changes.
 *
 * @throws {ProrataError} `unknown_amendment`; `unexplained_restatement` where something of it was billed
 */
export function undo(order: Order, amendment: string, options?: AmendOptions): Amended;

/** Many billed entries of closed days as one for each charge, so that the cost of a run does not grow with what is past. */
export function foldBilled(order: Order, options: FoldOptions): Folded;

/** What an order says on a day, as it was known on another. */
export function orderState(order: Order, options?: OrderStateOptions): OrderState;

/**
 * Renews an order: a new quote for the lines in service on its last day, at the same prices or today's list prices, raised or
 * not. An early renewal also ends the old lines on the day before, and says what is given back of what was billed.
 *
 * @throws {ProrataError} `needs_term` for an order without an end
 */
export function renew(order: Order, terms?: RenewTerms, options?: AmendOptions): Renewal;

/** What will be invoiced up to a day if an order renews by itself: a forecast, never due. */
export function renewals(order: Order, options: ForecastOptions): Forecast;

/**
 * Drafts of what is due of orders up to a target date, by criteria, or of what is chosen by hand. A second run bills nothing; a preview
 * is the same call. Give every order with what was billed of it: the `billed` of its drafts and documents.
 *
 * @param options `onProgress` is called after each order and stops the run where it returns `false`: the rest is skipped
 * @throws {ProrataError} what is wrong with the request; what is wrong with an order is in the result's `errors`
 */
export function billRun(request: BillRunRequest, options?: { onProgress?: (progress: RunProgress) => boolean | void }): BillRun;

/** When an order has something to bill, for an index of yours. */
export function nextDue(order: Order, options?: OrderPlanOptions): NextDue;

/**
 * Posts drafts: each gets a number of a series that you keep, and never changes again. All of them, or none; keep documents and series
 * in one transaction.
 *
 * @throws {ProrataError} `already_posted`, `no_series`, `date_goes_back`, `taxes_change`
 */
export function post(request: PostRequest): Posted;

/**
 * A draft of a credit note for a posted document: whole, by line or by amount.
 *
 * @throws {ProrataError} `credit_exceeds_rest`, `not_posted`, `receipt_mismatch`
 */
export function credit(request: CreditRequest): Invoice;

/** A draft of a debit note: what is asked for by hand in addition to a posted document. */
export function debit(request: DebitRequest): Invoice;

/** A credit note for what is left of a posted document, and its orders billed again as they are now. */
export function cancelAndRebill(request: RebillRequest): Rebilled;

/**
 * What will not be paid of a posted document, for the books.
 *
 * @throws {ProrataError} `credit_exceeds_rest` for more than is open
 */
export function writeOff(request: WriteOffRequest): WriteOff;

/** Whether a posted document is as it was posted, by its receipt. */
export function verifyInvoice(request: VerifyInvoiceRequest): InvoiceVerification;

/**
 * The tree behind an amount of the quote (`{ path: "/lines/0/net" }`), or of its plan
 * (`{ path: "/invoices/3/totals/tax", plan: {} }`): what was done with which numbers, down to what was written, with a sentence
 * for each step in English and French. Replaying it gives the amount.
 *
 * @throws {ProrataError} `unknown_path` where no amount stands there
 */
export function explain(quote: PricedQuote, options: ExplainOptions): Explanation;

/** Prices the request again and compares with a receipt: equal, or the first difference. */
export function verify(request: QuoteRequest, receipt: Receipt | PricedQuote): Verification;

/** Cuts a span of dates into price or billing periods, stubs included. */
export function periods(request: PeriodsRequest): PeriodsResult;

/** How many price periods a span is worth, as an exact fraction, by the day count of the policy. */
export function measure(request: MeasureRequest): MeasureResult;

/** What a quantity, or usage, costs by a price: the same rating as a quote's, for price lists, sliders and meters. */
export function rate(request: RateRequest): RateResult;

/** Splits an amount by weights so that the parts sum to the whole. */
export function allocate(request: AllocateRequest): AllocateResult;

/** The engine's version and the digest of its rules, as receipts name them. */
export function engineInfo(): EngineInfo;

/**
 * What every verb throws: all problems of a request at once. `code`, `path` and `hint` are those of the first.
 * `instanceof` also holds across two copies of the package.
 */
export class ProrataError extends Error {
  constructor(problems: readonly Problem[], options?: { cause?: unknown });
  readonly name: "ProrataError";
  /** Stable and made for programs: `unknown_field`, `not_initialised`, `internal`, ... */
  readonly code: string;
  /** A JSON pointer into the request: `/lines/0/quantity`; empty for the whole document. */
  readonly path: string;
  readonly hint: string;
  readonly problems: readonly Problem[];
  toJSON(): { name: "ProrataError"; code: string; path: string; message: string; hint: string; problems: readonly Problem[] };
}
