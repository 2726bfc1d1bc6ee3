// The only file that calls the engine. Every number on the page comes from here.
import * as prorata from "prorata";
import type { BillRun, BillRunRequest, CreditRequest, DebitRequest, Invoice, InvoiceVerification, NextDue, PostRequest, Posted, RebillRequest, Rebilled, AcceptOptions, AmendOptions, Amended, Amendment, CancelTerms, Explanation, Forecast, ForecastOptions, InvoicePlan, Order, OrderPlanOptions, PlanOptions, PolicyChoice, PricedQuote, Problem, ProfileInfo, QuoteRequest, Receipt, RenewTerms, Renewal, Verification, WaitingItem } from "prorata";
import type { Deal } from "./deal";

/** What the page shows: the last valid numbers, and whether they are those of the inputs. */
export interface Outcome {
  quote: PricedQuote;
  plan: InvoicePlan;
  /** What the plan was made of. */
  planned: { quote: PricedQuote; options: PlanOptions };
  /** What waits as long as no event has a date: it keeps the place of its items when they become invoices. */
  waitingAtFirst: WaitingItem[];
  problems: readonly Problem[];
  quoteIsCurrent: boolean;
  planIsCurrent: boolean;
  milliseconds: number;
}

/** Loads the engine once. */
export async function startEngine() {
  await prorata.init();
  return prorata;
}

/** Price and plan of a deal. Where the engine refuses, the numbers of `last` stay; without a `last` it throws. */
export function calculate(deal: Deal, last?: Outcome): Outcome {
  const begun = performance.now();
  try {
    const quote = prorata.price(deal.request);
    const waitingAtFirst = prorata.plan(quote).waiting;
    const options = { events: awaited(deal.events, waitingAtFirst) };
    const priced = { quote, waitingAtFirst, quoteIsCurrent: true };
    try {
      const plan = prorata.plan(quote, options);
      return { ...priced, plan, planned: { quote, options }, problems: [], planIsCurrent: true, milliseconds: performance.now() - begun };
    } catch (error) {
      const { plan, planned } = last ?? { plan: prorata.plan(quote), planned: { quote, options: {} } };
      return { ...priced, plan, planned, problems: problemsOf(error), planIsCurrent: false, milliseconds: last?.milliseconds ?? 0 };
    }
  } catch (error) {
    const problems = problemsOf(error);
    if (!last) throw error;
    return { ...last, problems, quoteIsCurrent: false, planIsCurrent: false };
  }
}

/** The dates of events that something waits for; others would be refused. */
const awaited = (events: Deal["events"], waiting: WaitingItem[]) =>
  Object.fromEntries(Object.entries(events).filter(([event]) => waiting.some((item) => item.event === event)));

/** A deal under another policy: its quote and plan, or why the engine refuses it. */
export interface Side {
  quote?: PricedQuote;
  plan?: InvoicePlan;
  options?: PlanOptions;
  problems: readonly Problem[];
}

export function under(policy: PolicyChoice | undefined, deal: Deal): Side {
  try {
    const quote = prorata.price({ ...deal.request, policy });
    const options = { events: awaited(deal.events, prorata.plan(quote).waiting) };
    return { quote, plan: prorata.plan(quote, options), options, problems: [] };
  } catch (error) {
    return { problems: problemsOf(error) };
  }
}

/** The tree behind an amount of a quote, or with options of its plan; undefined where none stands there. */
export function explained(quote: PricedQuote, path: string, plan: PlanOptions | undefined): Explanation | undefined {
  try {
    return prorata.explain(quote, plan ? { path, plan } : { path });
  } catch (error) {
    problemsOf(error);
    return undefined;
  }
}

/** Every named policy, the newest version of each. */
let known: ProfileInfo[] | undefined;
export const profiles = (): ProfileInfo[] => (known ??= [...new Map(prorata.engineInfo().profiles.map((one) => [one.name, one])).values()]);

/** All problems of a refused request; anything else that was thrown is a fault of this page and goes on. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof prorata.ProrataError) return error.problems;
  throw error;
}

/** Whether a saved receipt is what this engine computes for the request. */
export function check(request: QuoteRequest, receipt: Receipt): Verification {
  return prorata.verify(request, receipt);
}

/** What the engine answers, or why it refuses. */
export interface Answer<T> {
  value?: T;
  problems: readonly Problem[];
}

function ask<T>(question: () => T): Answer<T> {
  try {
    return { value: question(), problems: [] };
  } catch (error) {
    return { problems: problemsOf(error) };
  }
}

export const accepted = (quote: PricedQuote, options: AcceptOptions): Answer<Order> => ask(() => prorata.accept(quote, options));

export const planned = (order: Order, options: OrderPlanOptions): Answer<InvoicePlan> => ask(() => prorata.plan(order, options));

/** What an amendment or a cancellation does to an order; nothing is kept. */
export const amended = (order: Order, asked: Amendment | CancelTerms, options: AmendOptions): Answer<Amended> =>
  ask(() => ("on" in asked ? prorata.cancel(order, asked, options) : prorata.amend(order, asked, options)));

/** An order as a new quote; nothing is kept. */
export const renewed = (order: Order, terms: RenewTerms, options: AmendOptions): Answer<Renewal> => ask(() => prorata.renew(order, terms, options));

/** The renewals that would come by themselves. */
export const foreseen = (order: Order, options: ForecastOptions): Answer<Forecast> => ask(() => prorata.renewals(order, options));

/** Drafts of what is due; nothing is kept. */
export const ran = (request: BillRunRequest): Answer<BillRun> => ask(() => prorata.billRun(request));

export const nextDue = (order: Order, options: OrderPlanOptions): Answer<NextDue> => ask(() => prorata.nextDue(order, options));

export const posted = (request: PostRequest): Answer<Posted> => ask(() => prorata.post(request));

export const credited = (request: CreditRequest): Answer<Invoice> => ask(() => prorata.credit(request));

export const debited = (request: DebitRequest): Answer<Invoice> => ask(() => prorata.debit(request));

export const rebilled = (request: RebillRequest): Answer<Rebilled> => ask(() => prorata.cancelAndRebill(request));

/** Whether a posted document is as it was posted, and follows the one before it. */
export const verifiedInvoice = (invoice: Invoice, previous: Invoice | undefined): InvoiceVerification | undefined =>
  ask(() => prorata.verifyInvoice({ invoice, ...(previous && { previous }) })).value;

const sums = new Map<string, string>();

/** What amounts come to: the net of a quote whose lines they are. The page adds nothing up itself. */
export function sumOf(amounts: readonly string[], currency: string): string {
  const key = `${currency} ${amounts.join(" ")}`;
  const known = sums.get(key);
  if (known !== undefined) return known;
  const priceOf = (amount: string) => ({ model: "flat" as const, amount });
  const { totals } = prorata.price({
    currency, start: "2000-01-01", end: "2000-01-01",
    catalog: { products: [{ id: "amount", name: "Amount", charges: [{ id: "amount", kind: "oneTime", price: priceOf("0") }] }] },
    lines: ["0", ...amounts].map((amount, place) => ({ id: `${place}`, product: "amount", charges: [{ charge: "amount", price: priceOf(amount) }] })),
  });
  sums.set(key, totals.net);
  return totals.net;
}

/** The first day one year on, by the engine's calendar: a sensible start for the next step of a ramp. */
export const oneYearAfter = (date: string): string => oneAfter(date, "year");

export const dayAfter = (date: string): string => oneAfter(date, "day");

function oneAfter(date: string, unit: "day" | "year"): string {
  const both = ask(() => prorata.periods({ start: date, billing: { every: { count: 1, unit } }, count: 2, close: "ended", policy: {} }));
  return both.value?.periods[1]?.start ?? "";
}
