// Compiled by `npm run check`, never run: what a consumer's TypeScript may and may not write.
import { init, plan, price, verify, ProrataError } from "prorata";
import type { InvoicePlan, PricedQuote, Problem, QuoteRequest, Receipt, Verification } from "prorata";

export async function both(request: QuoteRequest): Promise<[PricedQuote, InvoicePlan]> {
  await init();
  const quote = price(request);
  return [quote, plan(quote)];
}

export function again(request: QuoteRequest, quote: PricedQuote): Verification[] {
  const receipt: Receipt = quote.receipt;
  return [verify(request, quote), verify(request, receipt)];
}

export function codes(error: unknown): string[] {
  return error instanceof ProrataError ? error.problems.map((problem: Problem) => `${problem.code} ${problem.path}`) : [];
}

// @ts-expect-error a request is a document, not a number
price(1);
// @ts-expect-error `code` is for reading
new ProrataError([]).code = "other";
