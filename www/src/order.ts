// An order as a person amends it: what is written as the engine's documents, and what its plan says of its lines.
import type { Amendment, CancelAt, CancelTerms, Change, ChangeSet, Charge, InvoiceLine, InvoicePlan, Line, Order, OrderEntry, Problem } from "prorata";
import { at } from "./pointer";

export interface OrderRecord {
  order: Order;
  /** The dates of events that came about. */
  events: Record<string, string>;
  /** What is dated up to this day counts as invoiced; empty: nothing. */
  upTo: string;
}

/** What is written for a line; what is left out stays as it is. */
export interface LineDraft {
  mode?: "set" | "add";
  quantity?: string;
  charge?: string;
  unitPrice?: string;
  percent?: string;
  end?: string;
  gone?: boolean;
}

export interface AddedLine extends Omit<LineDraft, "mode" | "gone"> {
  id: string;
  product: string;
}

/** An amendment while it is written. */
export interface Draft {
  kind: "change" | "cancel";
  effective: string;
  at: CancelAt;
  reason?: string;
  lines: Record<string, LineDraft>;
  added: AddedLine[];
}

export const emptyDraft = (effective: string): Draft => ({ kind: "change", effective, at: "periodEnd", lines: {}, added: [] });

/** A change, and the inputs that it was written in. */
interface Written { change: Change; from: string }

function changesOf(draft: Draft, order: Order): Written[] {
  const all: Written[] = [];
  for (const [line, own] of Object.entries(draft.lines)) {
    const from = at("draft", "lines", line);
    if (own.gone) {
      all.push({ change: { removeLine: line }, from });
      continue;
    }
    if (own.mode === "add" && own.quantity !== undefined) all.push({ change: { line, add: { quantity: own.quantity } }, from });
    const set = setOf(own, chargesOfProduct(order, productOf(order, line)));
    if (Object.keys(set).length > 0) all.push({ change: { line, set }, from });
  }
  for (const [place, own] of draft.added.entries()) all.push({ change: { addLine: lineOf(own, order) }, from: at("draft", "added", place) });
  return all;
}

function setOf({ mode, quantity, unitPrice, charge, percent, end }: LineDraft, charges: Charge[]): ChangeSet {
  const set: ChangeSet = {};
  if (mode !== "add" && quantity !== undefined) set.quantity = quantity;
  if (unitPrice !== undefined) Object.assign(set, { unitPrice }, charges.length > 1 && { charge: charge ?? charges[0]!.id });
  if (percent !== undefined) set.discounts = [{ percent }];
  if (end !== undefined) set.end = end;
  return set;
}

function lineOf({ id, product, quantity, unitPrice, charge, percent, end }: AddedLine, order: Order): Line {
  const priced = charge ?? chargesOfProduct(order, product)[0]?.id ?? "";
  return {
    id, product, quantity: quantity ?? "1",
    ...(end !== undefined && { end }),
    ...(percent !== undefined && { discounts: [{ percent }] }),
    ...(unitPrice !== undefined && { charges: [{ charge: priced, price: { model: "perUnit", unitPrice } }] }),
  };
}

/** The number of the next amendment: above all others, so that it applies after those of its day. */
const nextNumber = (order: Order): number => {
  const taken = new Set(order.amendments?.map((own) => own.id));
  let number = taken.size + 1;
  while (taken.has(idOf(number))) number++;
  return number;
};
const idOf = (number: number) => `A-${number}`;

/** What the engine is asked, with the way back from its problems to the inputs; undefined while nothing is written. */
export interface Asked {
  request: Amendment | CancelTerms;
  placeOf: (problem: Problem) => string | undefined;
  /** The id of another amendment that a problem is about: what came before it has changed. */
  otherOf: (problem: Problem) => string | undefined;
}

export function askedOf(draft: Draft, order: Order, recorded: string): Asked | undefined {
  const { kind, effective } = draft;
  const number = nextNumber(order);
  const sequence = kind === "cancel" ? 2 ** 31 - 1 : number; // the engine cancels after all else of the day
  const others = order.amendments ?? [];
  const own = others.filter((one) => one.effective < effective || (one.effective === effective && (one.sequence ?? 0) < sequence)).length;
  const otherOf = ({ path }: Problem) => others.find((_, index) => path.startsWith(`/amendments/${index < own ? index : index + 1}/`))?.id;
  const common = { id: idOf(number), recorded, ...(draft.reason && { reason: draft.reason }) };
  const onDay = at("draft", "effective");
  if (kind === "cancel") return { request: { ...common, on: effective, at: draft.at }, placeOf: ({ path }) => (path === "/on" ? onDay : undefined), otherOf };
  const written = changesOf(draft, order);
  if (written.length === 0) return undefined;
  const placeOf = ({ path }: Problem): string | undefined => {
    if (path === "/effective" || path === `/amendments/${own}/effective`) return onDay;
    const [, amendment, change, key = ""] = /^(?:\/amendments\/(\d+))?\/changes\/(\d+)(?:\/(.*))?$/.exec(path) ?? [];
    const from = written.find((_, place) => String(place) === change)?.from;
    if (from === undefined || (amendment !== undefined && amendment !== String(own))) return undefined;
    return key === "line" || key === "removeLine" ? onDay : `${from}/${key.split("/").at(-1)}`;
  };
  return { request: { ...common, effective, sequence, changes: written.map((one) => one.change) }, placeOf, otherOf };
}

/** What a plan invoices on days that `isSent`, as entries of what was billed. */
export const entriesOf = (plan: InvoicePlan, isSent: (date: string) => boolean): OrderEntry[] =>
  plan.invoices.filter((invoice) => isSent(invoice.date)).flatMap((invoice) => invoice.lines)
    .map(({ line, charge, period, item, net }) => ({ line, charge, net, ...(period && { period }), ...(item !== undefined && { item }) }));

export const without = (order: Order, id: string): Order => ({ ...order, amendments: order.amendments?.filter((own) => own.id !== id) });

/** The lines that an order ever had. */
export function linesOf(order: Order): Line[] {
  const ordered = order.quote.lines.filter((line) => (order.lines ? order.lines.includes(line.id) : !line.optional));
  const added = order.amendments?.flatMap((own) => own.changes).flatMap((change) => change.addLine ?? []) ?? [];
  return [...ordered, ...added];
}

export const nameOf = (order: Order, { name, product }: Pick<Line, "name" | "product">): string =>
  name ?? order.quote.catalog.products.find((own) => own.id === product)?.name ?? product;

const productOf = (order: Order, line: string): string => linesOf(order).find((own) => own.id === line)?.product ?? "";

export const chargesOfProduct = (order: Order, product: string): Charge[] =>
  order.quote.catalog.products.find((own) => own.id === product)?.charges ?? [];

/** "Pro seat", or "Pro seat, set-up" where its product has several charges. */
export function labelOf(order: Order, line: string, charge: string, added: readonly AddedLine[] = []): string {
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
