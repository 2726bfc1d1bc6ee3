// Compiled by `npm run check`, never run: what a consumer's TypeScript may and may not write.
import { accept, billRun, credit, init, plan, post, price, renew, renewals, verify, ProrataError } from "prorata";
import type { BillRun, Forecast, Invoice, InvoicePlan, Order, PricedQuote, Problem, QuoteRequest, Receipt, Verification } from "prorata";

export async function both(request: QuoteRequest): Promise<[PricedQuote, InvoicePlan]> {
  await init();
  const quote = price(request);
  return [quote, plan(quote)];
}

export function again(request: QuoteRequest, quote: PricedQuote): Verification[] {
  const receipt: Receipt = quote.receipt;
  return [verify(request, quote), verify(request, receipt)];
}

export function next(quote: PricedQuote): [PricedQuote, Forecast] {
  const order = accept(quote, { renewal: { uplift: { percent: "3" }, end: null, notice: { count: 3, unit: "month" } } });
  const renewal = renew(order, { prices: "list", index: { percent: "2", name: "CPI" } });
  const paid: string = renewal.lines[0]?.charges[0]?.before ?? renewal.monthly.before;
  return [paid === "0.00" ? quote : renewal.quote, renewals(order, { through: "2028-12-31" })];
}

export function bill(order: Order): [BillRun, Invoice[]] {
  const run = billRun({ orders: [{ order, holds: [{ lines: ["1"] }] }], target: "2026-01-31" }, { onProgress: ({ done, orders }) => done < orders });
  const { invoices } = post({ drafts: run.drafts, series: [{ id: "FA", kinds: ["invoice"] }] });
  return [run, invoices.map((invoice) => credit({ invoice, date: "2026-02-01", whole: true }))];
}

export function codes(error: unknown): string[] {
  return error instanceof ProrataError ? error.problems.map((problem: Problem) => `${problem.code} ${problem.path}`) : [];
}

// @ts-expect-error a request is a document, not a number
price(1);
// @ts-expect-error `code` is for reading
new ProrataError([]).code = "other";
// @ts-expect-error a renewal is at the same prices or at the list's
renew(accept({} as PricedQuote), { prices: "higher" });
// @ts-expect-error a draft is skipped for known reasons only
billRun({ orders: [], target: "2026-01-31", quiet: ["boring"] });
