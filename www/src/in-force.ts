// What an order's own plan says of a line: what holds on a day, and how its quantity goes on. Read, not calculated.
import type { InvoicePlan } from "prorata";

export interface Item { line: string; charge: string; name: string; quantity: string; net: string; first?: string; last?: string; date?: string; event?: string; isUsage?: boolean }

/** A stretch of days with one quantity. */
export interface Stretch { quantity: string; first: string; last: string }

export interface InForce {
  charge: string;
  /** The item whose days hold the day; of what is billed once, every part. */
  items: Item[];
  stretches: Stretch[];
}

/** By charge; empty where nothing is left of the line. */
export function inForce(plan: InvoicePlan, line: string, day: string): InForce[] {
  const items = itemsOf(plan).filter((item) => item.line === line);
  return [...new Set(items.map((item) => item.charge))].map((charge) => {
    const own = items.filter((item) => item.charge === charge);
    const dated = own.filter((item) => item.first !== undefined).sort((a, b) => (a.first! < b.first! ? -1 : 1));
    const holds = dated.find((item) => item.first! <= day && day <= item.last!);
    return { charge, items: dated.length === 0 ? own : holds ? [holds] : [], stretches: stretchesOf(dated) };
  });
}

const itemsOf = (plan: InvoicePlan): Item[] => [
  ...plan.invoices.flatMap((invoice) => invoice.lines.map((own) => ({
    line: own.line, charge: own.charge, name: own.name, quantity: String(own.quantity), net: own.net, first: own.period?.start, last: own.period?.end, date: invoice.date, isUsage: own.reason === "usage",
  }))),
  ...plan.waiting.map((own) => ({ line: own.line, charge: own.charge, name: own.name, quantity: String(own.quantity), net: own.net, event: own.event ?? "" })),
];

function stretchesOf(dated: Item[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { quantity, first, last } of dated.filter((item) => !item.isUsage)) {
    const before = all.at(-1);
    if (before?.quantity === quantity) before.last = last!;
    else all.push({ quantity, first: first!, last: last! });
  }
  return all;
}
