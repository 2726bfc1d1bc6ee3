// The only file that calls the engine. Every number on the page comes from here.
import * as prorata from "prorata";
import type { InvoicePlan, PricedQuote, Problem, QuoteRequest, Receipt, Verification, WaitingItem } from "prorata";
import type { Deal } from "./deal";

/** What the page shows: the last valid numbers, and whether they are those of the inputs. */
export interface Outcome {
  quote: PricedQuote;
  plan: InvoicePlan;
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
    const awaited = (event: string) => waitingAtFirst.some((item) => item.event === event);
    const events = Object.fromEntries(Object.entries(deal.events).filter(([event]) => awaited(event)));
    const priced = { quote, waitingAtFirst, quoteIsCurrent: true };
    try {
      const plan = prorata.plan(quote, { events });
      return { ...priced, plan, problems: [], planIsCurrent: true, milliseconds: performance.now() - begun };
    } catch (error) {
      const plan = last?.plan ?? prorata.plan(quote);
      return { ...priced, plan, problems: problemsOf(error), planIsCurrent: false, milliseconds: last?.milliseconds ?? 0 };
    }
  } catch (error) {
    const problems = problemsOf(error);
    if (!last) throw error;
    return { ...last, problems, quoteIsCurrent: false, planIsCurrent: false };
  }
}

/** All problems of a refused request; anything else that was thrown is a fault of this page and goes on. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof prorata.ProrataError) return error.problems;
  throw error;
}

/** Whether a saved receipt is what this engine computes for the request. */
export function check(request: QuoteRequest, receipt: Receipt): Verification {
  return prorata.verify(request, receipt);
}

/** The first day one year on, by the engine's calendar: a sensible start for the next step of a ramp. */
export function oneYearAfter(date: string): string {
  try {
    const year = prorata.periods({ start: date, billing: { every: { count: 1, unit: "year" } }, count: 2 });
    return year.periods[1]?.start ?? "";
  } catch (error) {
    problemsOf(error);
    return "";
  }
}
