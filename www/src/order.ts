// An order on the page: what it ever had, and how its lines are called.
import type { Charge, Hold, InvoiceLine, InvoicePlan, Line, Order, OrderDeposit, OrderEntry, QuoteRequest } from "prorata";

export interface OrderRecord {
  order: Order;
  /** The dates of events that came about. */
  events: Record<string, string>;
  /** What is dated up to this day counts as invoiced; empty: nothing. */
  upTo: string;
  /** What was invoiced elsewhere before the first document: frozen with it, so that no later edit rewrites it. */
  billed?: OrderEntry[];
  billedDeposits?: OrderDeposit[];
  /** What is not billed for now. */
  holds?: Hold[];
  /** For runs of a part of the orders. */
  batch?: string;
  tags?: string[];
}

/** What a plan invoices on days that `isSent`, as entries of what was billed. */
export const entriesOf = (plan: InvoicePlan, isSent: (date: string) => boolean): OrderEntry[] =>
  plan.invoices.filter(({ date }) => isSent(date)).flatMap(({ date, lines }) => lines.map(({ line, charge, period, item, net, gross, retained, released }) => (
    { line, charge, net, date, ...(period && { period }), ...(item !== undefined && { item }), ...(gross !== undefined && { gross }), ...(retained !== undefined && { retained }), ...(released !== undefined && { released }) })));

/** The same of its deposits. */
export const depositsOf = (plan: InvoicePlan, isSent: (date: string) => boolean): OrderDeposit[] =>
  plan.invoices.filter(({ date }) => isSent(date)).flatMap(({ date, deposits = [] }) => deposits.map(({ deposit, net, tax, taxCode, reason }) => (
    { deposit, net, tax, date, ...(taxCode !== undefined && { taxCode }), ...(reason === "settlement" && { reason }) })));

export const without = (order: Order, id: string): Order => ({ ...order, amendments: order.amendments?.filter((own) => own.id !== id) });

/** The lines that an order ever had. */
export function linesOf(order: Order): Line[] {
  const ordered = order.quote.lines.filter((line) => (order.lines ? order.lines.includes(line.id) : !line.optional));
  const added = order.amendments?.flatMap((own) => own.changes).flatMap((change) => change.addLine ?? []) ?? [];
  return [...ordered, ...added];
}

export const nameOf = (order: Order, line: Pick<Line, "name" | "product">): string => nameOfLine(order.quote, line);

export const nameOfLine = ({ catalog }: QuoteRequest, { name, product }: Pick<Line, "name" | "product">): string =>
  name ?? catalog.products.find((own) => own.id === product)?.name ?? product;

export const productOf = (order: Order, line: string): string => linesOf(order).find((own) => own.id === line)?.product ?? "";

export const chargesOfProduct = (order: Order, product: string): Charge[] =>
  order.quote.catalog.products.find((own) => own.id === product)?.charges ?? [];

/** "Pro seat", or "Pro seat, set-up" where its product has several charges. */
export function labelOf(order: Order, line: string, charge: string, added: readonly Pick<Line, "id" | "product" | "name">[] = []): string {
  const own = linesOf(order).find((one) => one.id === line) ?? added.find((one) => one.id === line);
  if (!own) return line;
  const charges = chargesOfProduct(order, own.product);
  const name = nameOf(order, own);
  return charges.length > 1 ? `${name}, ${charges.find((one) => one.id === charge)?.name ?? charge}` : name;
}

/** Whether an invoice line gives back, or charges anew, what was invoiced. */
export const corrects = ({ reason }: InvoiceLine): boolean => reason === "credit" || reason === "correction";

export const lineKey = ({ line, charge }: { line: string; charge: string }): string => JSON.stringify([line, charge]);

/** Groups in the order in which their first came. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups];
}
