// Two results beside each other. Their texts are compared; no amount is calculated.
import type { InvoiceLine, InvoicePlan, PlannedInvoice, PolicyChoice, WaitingItem } from "prorata";
import type { Switch } from "./policy";

export type Pair<T> = readonly [left: T | undefined, right: T | undefined];

/** A line of both sides: of an invoice, or one that waits for an event. */
export interface LinePair {
  key: string;
  name: string;
  sides: Pair<InvoiceLine>;
  differs: boolean;
}

/** The invoices of a date. */
export interface Row {
  date: string;
  sides: Pair<PlannedInvoice>;
  lines: LinePair[];
  differs: boolean;
}

/** The invoices of both plans by date. Without one of the plans nothing differs: there is nothing to compare with. */
export function rowsOf(left: InvoicePlan | undefined, right: InvoicePlan | undefined): Row[] {
  const byDate = pair(left?.invoices ?? [], right?.invoices ?? [], (invoice) => invoice.date);
  const rows = byDate.map(({ key: date, sides }): Row => {
    const lines = linesOf(sides[0]?.lines ?? [], sides[1]?.lines ?? []);
    const differs = sumsDiffer(sides) || lines.some((line) => line.differs);
    return { date, sides, lines, differs: Boolean(left && right) && differs };
  });
  return rows.sort((a, b) => (a.date < b.date ? -1 : 1));
}

export const waitingOf = (left: InvoicePlan | undefined, right: InvoicePlan | undefined) =>
  pair(left?.waiting ?? [], right?.waiting ?? [], itemKey).map(({ key, sides }) => ({
    key, sides, differs: Boolean(left && right) && sides[0]?.net !== sides[1]?.net,
  }));

export const sumsDiffer = ([left, right]: Pair<{ totals: PlannedInvoice["totals"] }>): boolean =>
  (["net", "tax", "gross"] as const).some((sum) => left?.totals[sum] !== right?.totals[sum]);

/** The switches on which two complete policies differ, in the order of `all`. */
export const switchesBetween = (left: PolicyChoice, right: PolicyChoice, all: Switch[]): Switch[] =>
  all.filter((name) => left[name] !== right[name]);

const linesOf = (left: InvoiceLine[], right: InvoiceLine[]): LinePair[] =>
  pair(left, right, itemKey).map(({ key, sides }) => ({
    key, sides, name: (sides[0] ?? sides[1])!.name, differs: sides[0]?.net !== sides[1]?.net,
  }));

const itemKey = (item: InvoiceLine | WaitingItem): string => JSON.stringify([item.line, item.charge, item.item]);

/** Items of the same key beside each other, the nth with the nth; those of the right alone come after. */
function pair<T>(left: readonly T[], right: readonly T[], keyOf: (item: T) => string): { key: string; sides: Pair<T> }[] {
  const numbered = (items: readonly T[]) => {
    const seen = new Map<string, number>();
    return new Map(items.map((item) => {
      const key = keyOf(item);
      const before = seen.get(key) ?? 0;
      seen.set(key, before + 1);
      return [before ? `${key} ${before}` : key, item];
    }));
  };
  const [one, two] = [numbered(left), numbered(right)];
  return [...new Set([...one.keys(), ...two.keys()])].map((key) => ({ key, sides: [one.get(key), two.get(key)] }));
}
