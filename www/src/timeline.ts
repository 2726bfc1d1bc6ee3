// An order from its acceptance to its last invoice: what happened, and what is still to come. Read from documents and the plan.
import type { Amendment, Hold, OrderEntry, PlannedInvoice, WaitingItem } from "prorata";
import { ofOrder, type Kept } from "./documents";
import { amended, sumOf } from "./engine";
import { grouped, without } from "./order";
import { asOfOrder, type Standing } from "./running";

/** What it is, and the engine's documents to tell it. */
export type Entry = { date: string; key: string; running?: string; net?: string } & (
  | { kind: "accepted" }
  | { kind: "assumed" }
  | { kind: "amendment"; amendment: Amendment; delta?: string }
  | { kind: "hold"; hold: Hold }
  | { kind: "milestone"; event: string }
  | { kind: "document"; document: Kept }
  | { kind: "planned"; invoice: PlannedInvoice; isNext: boolean }
  | { kind: "waiting"; event: string | undefined; items: WaitingItem[]; worth: string }
);

export interface Timeline {
  past: Entry[];
  future: Entry[];
  billed: string;
  asOf: string;
  /** What was given or asked for by hand, beside the contract. */
  byHand?: string;
}

/** What comes first on a day: agreements, then what is reached or held, then documents. */
const rank: Record<Entry["kind"], number> = { accepted: 0, assumed: 1, amendment: 2, hold: 3, milestone: 4, document: 5, planned: 6, waiting: 7 };

const inOrder = (a: Entry, b: Entry): number => (a.date === b.date ? rank[a.kind] - rank[b.kind] : a.date < b.date ? -1 : 1);

/** What is so, whatever its date. */
const settled: Entry["kind"][] = ["accepted", "amendment", "document"];

export function timelineOf(standing: Standing): Timeline {
  const { own: { order, events, upTo, holds = [] }, own, open } = standing;
  const { currency } = order.quote;
  const asOf = asOfOrder(own);
  const start = order.accepted ?? order.start ?? order.quote.start;
  const assumed = assumedOf(standing);
  const known: Entry[] = [
    { kind: "accepted", key: "accepted", date: start },
    ...(assumed.length > 0 ? [{ kind: "assumed" as const, key: "assumed", date: upTo, net: sumOf(assumed.map((one) => String(one.net)), currency) }] : []),
    ...(order.amendments ?? []).map((one): Entry => ({ kind: "amendment", key: one.id, date: one.recorded ?? one.effective, amendment: one, delta: effectOf(standing, one) })),
    ...holds.map((one, place): Entry => ({ kind: "hold", key: `hold ${place}`, date: one.from ?? (one.until && one.until < asOf ? one.until : asOf), hold: one })),
    ...Object.entries(events).map(([event, date]): Entry => ({ kind: "milestone", key: `event ${event}`, date, event })),
    ...ofOrder(order.id).map((document): Entry => ({ kind: "document", key: document.key, date: document.invoice.date, document, net: netOf(document, order.id) })),
  ];
  const isPast = (entry: Entry) => settled.includes(entry.kind) || entry.date <= asOf;
  const past = running(known.filter(isPast).sort(inOrder), "0", currency);
  const billed = past.at(-1)?.running ?? "0";
  const planned = (open?.invoices ?? []).map((invoice, place): Entry => ({ kind: "planned", key: `planned ${place}`, date: invoice.date, invoice, net: invoice.totals.net, isNext: place === 0 }));
  const waiting = grouped(open?.waiting ?? [], (item) => item.event ?? "").map(([event, items]): Entry => (
    { kind: "waiting", key: `waiting ${event}`, date: "", event: event || undefined, items, net: sumOf(items.map((item) => item.net), currency), worth: worthOf(items, currency) }));
  const dated = [...known.filter((entry) => !isPast(entry)), ...planned].sort(inOrder);
  const toCome = open?.totals.net ?? "0";
  const byHand = standing.life && sumOf([billed, toCome, negated(standing.life.totals.net)], currency);
  return { past, future: running([...dated, ...waiting], billed, currency), billed, asOf, ...(byHand && /[1-9]/.test(byHand) && { byHand }) };
}

const negated = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** With each entry what is billed by then; of what is to come, what will be. */
function running(entries: Entry[], before: string, currency: string): Entry[] {
  let sum = sumOf([before], currency);
  return entries.map((entry) => {
    if (entry.net !== undefined) sum = sumOf([sum, entry.net], currency);
    return { ...entry, running: sum };
  });
}

/** What waiting items ask for; of releases, what they give back of what was withheld. */
export const worthOf = (items: readonly WaitingItem[], currency: string): string => sumOf(items.map((item) => item.released ?? item.net), currency);

/** What was invoiced elsewhere, before the first document. */
const assumedOf = ({ own, sent }: Standing): OrderEntry[] => (ofOrder(own.order.id).length > 0 ? (own.billed ?? []) : sent.billed);

/** What is billed of an order so far, drafts included. */
export function billedNet(standing: Standing): string {
  const { id, quote } = standing.own.order;
  return sumOf([...assumedOf(standing).map((one) => String(one.net)), ...ofOrder(id).map((own) => netOf(own, id))], quote.currency);
}

/** What a document bills of one order. */
export function netOf({ invoice }: Kept, order: string): string {
  if (invoice.orders.length === 1) return invoice.totals.net;
  return sumOf([...invoice.lines, ...(invoice.deposits ?? [])].filter((own) => own.order === order).map((own) => own.net), invoice.currency);
}

/** What an amendment does to the contract, beside all others. */
function effectOf({ own: { order, events }, life }: Standing, amendment: Amendment): string | undefined {
  const through = life?.open ? life.through : undefined;
  return amended(without(order, amendment.id), amendment, { events, ...(through && { through }) }).value?.contract.delta;
}
