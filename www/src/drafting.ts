// An amendment while it is written, and the engine's document that it makes.
import type { Amendment, CancelAt, CancelTerms, Change, ChangeSet, Charge, Line, Order, Problem, RenewTerms, Unused } from "prorata";
import { chargesOfProduct, productOf } from "./order";
import { at } from "./pointer";

/** What is written for a line; what is left out stays as it is. */
export interface LineDraft {
  mode?: "set" | "add";
  quantity?: string;
  charge?: string;
  unitPrice?: string;
  percent?: string;
  /** The last day of service; null for none. */
  end?: string | null;
  billDay?: number | "last";
  paused?: boolean;
  gone?: boolean;
}

export interface AddedLine extends Omit<LineDraft, "mode" | "gone" | "paused" | "billDay"> {
  id: string;
  product: string;
  /** The line that ends where this one begins. */
  insteadOf?: string;
}

/** An amendment while it is written. */
export interface Draft {
  kind: "change" | "cancel" | "renew";
  effective: string;
  at: CancelAt;
  unused: Unused;
  /** Whether what a change gives back is paid out. */
  refund?: boolean;
  reason?: string;
  lines: Record<string, LineDraft>;
  added: AddedLine[];
}

/** The terms of a renewal while they are written, and how far the forecast goes. */
export interface RenewDraft { terms: RenewTerms; through?: string }

export const emptyDraft = (effective: string): Draft => ({ kind: "change", effective, at: "periodEnd", unused: "credit", lines: {}, added: [] });

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

function setOf({ mode, quantity, unitPrice, charge, percent, end, billDay, paused }: LineDraft, charges: Charge[]): ChangeSet {
  const set: ChangeSet = {};
  if (mode !== "add" && quantity !== undefined) set.quantity = quantity;
  if (unitPrice !== undefined) Object.assign(set, { unitPrice }, charges.length > 1 && { charge: charge ?? charges[0]!.id });
  if (percent !== undefined) set.discounts = [{ percent }];
  if (end !== undefined) set.end = end;
  if (billDay !== undefined) set.billDay = billDay;
  if (paused !== undefined) set.paused = paused;
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
  if (kind === "renew") return undefined;
  if (kind === "cancel") return { request: { ...common, on: effective, at: draft.at, ...(draft.at !== "termEnd" && { unused: draft.unused }) }, placeOf: ({ path }) => (path === "/on" ? onDay : undefined), otherOf };
  const written = changesOf(draft, order);
  if (written.length === 0) return undefined;
  const placeOf = ({ path }: Problem): string | undefined => {
    if (path === "/effective" || path === `/amendments/${own}/effective`) return onDay;
    const [, amendment, change, key = ""] = /^(?:\/amendments\/(\d+))?\/changes\/(\d+)(?:\/(.*))?$/.exec(path) ?? [];
    const from = written.find((_, place) => String(place) === change)?.from;
    if (from === undefined || (amendment !== undefined && amendment !== String(own))) return undefined;
    return key === "line" || key === "removeLine" ? onDay : `${from}/${key.split("/").at(-1)}`;
  };
  return { request: { ...common, effective, sequence, ...(draft.refund && { refund: true }), changes: written.map((one) => one.change) }, placeOf, otherOf };
}

