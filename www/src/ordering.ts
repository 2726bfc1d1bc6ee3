// The order on screen: accepted, amended, invoiced up to a day. Each amount of it is the engine's.
import { computed, signal } from "@preact/signals";
import type { Amended, InvoicePlan, OrderDeposit, OrderEntry, Problem } from "prorata";
import { billedOf, ofOrder } from "./documents";
import { amended, dayAfter, oneYearAfter, planned } from "./engine";
import { askedOf, emptyDraft, type Asked, type Draft, type RenewDraft } from "./drafting";
import { depositsOf, entriesOf, linesOf, without, type OrderRecord } from "./order";
import { at, put } from "./pointer";
import { notice, text } from "./state";

export type View = "quote" | "order" | "billing";

export const view = signal<View>("quote");
export const record = signal<OrderRecord | undefined>(undefined);
export const draft = signal<Draft>(emptyDraft(""));
export const renewDraft = signal<RenewDraft>({ terms: {} });

export const latest = (...days: string[]): string => days.reduce((a, b) => (a > b ? a : b));

/** The day on which things are agreed: the first that is not invoiced. */
export const today = computed(() => dayOf(record.value!));

export function dayOf({ order, upTo }: OrderRecord): string {
  const days = ofOrder(order.id).flatMap(({ invoice }) => [invoice.date, invoice.target ?? ""]);
  const last = latest(upTo, ...days);
  return (last && dayAfter(last)) || order.accepted || (order.start ?? order.quote.start);
}

/** How far to look where something has no end. */
const through = computed(() => horizonOf(record.value!, draft.value.effective));

export function horizonOf(own: OrderRecord, day = ""): string | undefined {
  const { order, upTo } = own;
  if (!planned(order, {}).value?.open) return undefined;
  const quoted = planned({ ...order, amendments: [] }, {}).value; // what has an end counts to its end
  return oneYearAfter(latest(order.start ?? order.quote.start, upTo, day, dayOf(own), quoted?.invoices.at(-1)?.date ?? "")) || undefined;
}

export interface Sent { billed: OrderEntry[]; billedDeposits: OrderDeposit[]; dates: string[]; problems: readonly Problem[] }
const nothingSent = (): Sent => ({ billed: [], billedDeposits: [], dates: [], problems: [] });
let lastSent = nothingSent();

/** What was invoiced: by documents, or without any, as planned up to a day. */
export const sent = computed((): Sent => (lastSent = sentOf(record.value!, through.value, lastSent)));

export function sentOf(own: OrderRecord, horizon: string | undefined, before = nothingSent()): Sent {
  const kept = ofOrder(own.order.id);
  if (kept.length === 0) return assumed(own, horizon, before);
  const { billed, billedDeposits } = billedOf(own.order.id);
  return {
    billed: [...(own.billed ?? []), ...billed], billedDeposits: [...(own.billedDeposits ?? []), ...billedDeposits],
    dates: kept.map(({ invoice }) => invoice.date), problems: [],
  };
}

/** What counts as invoiced up to a day, day by day, as the order was known on each. */
function assumed({ order, events, upTo }: OrderRecord, horizon: string | undefined, before: Sent): Sent {
  const all = nothingSent();
  const days = [...new Set(order.amendments?.map((own) => own.recorded ?? "") ?? [])].filter((day) => day && day <= upTo).sort();
  let known = "0001-01-01";
  for (const next of upTo ? [...days, ""] : []) {
    const plan = planned(order, { events, known, asOf: known, billed: all.billed, billedDeposits: all.billedDeposits, through: horizon });
    if (!plan.value) return { ...before, problems: plan.problems };
    const isSent = (date: string) => (next ? date < next : date <= upTo);
    all.billed.push(...entriesOf(plan.value, isSent));
    all.billedDeposits.push(...depositsOf(plan.value, isSent));
    all.dates.push(...plan.value.invoices.map((invoice) => invoice.date).filter(isSent));
    known = next;
  }
  return all;
}

export const facts = computed(() => ({ events: record.value!.events, billed: sent.value.billed, billedDeposits: sent.value.billedDeposits, asOf: today.value, through: through.value }));

interface Standing { life: InvoicePlan; open: InvoicePlan; problems: readonly Problem[] }
let last: Standing | undefined;

/** All that the order ever invoices, and what is still to come; the last valid ones where the engine refuses. */
export const standing = computed((): Standing | undefined => {
  if (!record.value) return (last = undefined);
  const { order, events } = record.value;
  const life = planned(order, { events, through: through.value });
  const open = planned(order, facts.value);
  const problems = [...sent.value.problems, ...life.problems, ...open.problems];
  if (!life.value || !open.value) return last && { ...last, problems };
  return (last = { life: life.value, open: open.value, problems });
});

/** Why an amendment has to stay, by its id: it is invoiced, or others build on it. */
export const stays = computed(() => {
  const { order } = record.value!;
  return new Map(order.amendments?.map((own): [string, Problem | undefined] => [own.id, planned(without(order, own.id), facts.value).problems[0]]));
});

export interface Preview { amended?: Amended; asOf: string; problems: readonly Problem[]; isCurrent: boolean; byPath: Map<string, Problem[]>; otherOf?: Asked["otherOf"] }
let lastGood: Amended | undefined;

/** What the draft does, asked anew at every edit; the last valid answer stays while the engine refuses. */
export const preview = computed((): Preview => {
  const byPath = new Map<string, Problem[]>();
  const asked = record.value && askedOf(draft.value, record.value.order, today.value);
  const asOf = record.value ? latest(today.value, draft.value.effective) : "";
  if (!asked) {
    lastGood = undefined;
    return { asOf, problems: [], isCurrent: true, byPath };
  }
  const ask = (end?: string) => amended(record.value!.order, asked.request, { ...facts.value, asOf, ...(end && { through: end }) });
  const first = ask();
  const goesOn = first.value?.contract.through && !facts.value.through; // an end is taken away: look beyond all that was to come
  const { value, problems } = goesOn ? ask(oneYearAfter(latest(asOf, standing.value?.life.invoices.at(-1)?.date ?? ""))) : first;
  for (const problem of problems) {
    const place = asked.placeOf(problem);
    if (place) byPath.set(place, [...(byPath.get(place) ?? []), problem]);
  }
  lastGood = value ?? lastGood;
  return { amended: lastGood, asOf, problems, isCurrent: value !== undefined, byPath, otherOf: asked.otherOf };
});

/** Nothing that was valid before belongs to the order that comes. */
export function forget(): void {
  lastSent = nothingSent();
  last = lastGood = undefined;
  renewDraft.value = { terms: {} };
}

/** Writes one input of the draft, by its pointer in it; undefined takes it out. */
export function write(path: string, value: unknown): void {
  draft.value = put(draft.value, path, value);
  notice.value = "";
}

export const clearDraft = () => (draft.value = emptyDraft(draft.value.effective));

/** Adds a line of a product; with `insteadOf`, where another one ends. */
export function addLine(product: string, insteadOf?: { line: string; quantity: string | undefined }): void {
  const { order } = record.value!;
  const taken = new Set([...linesOf(order), ...order.quote.lines, ...draft.value.added].map((line) => line.id));
  let number = taken.size + 1;
  while (taken.has(String(number))) number++;
  write("/added/-", { id: String(number), product, quantity: insteadOf?.quantity ?? "1", ...(insteadOf && { insteadOf: insteadOf.line }) });
}

/** Ends a line, or lets it go on; what took its place goes with that. */
export function endLine(line: string, ends: boolean): void {
  draft.value = { ...draft.value, added: draft.value.added.filter((own) => own.insteadOf !== line) };
  write(`${at("lines", line)}/gone`, ends || undefined);
}

/** A swap: the line ends the day before, another product takes its place. */
export function replaceLine(line: string, product: string, quantity: string | undefined): void {
  endLine(line, product !== "");
  if (product) addLine(product, { line, quantity });
}

/** Puts the amendment that is shown into the order. */
export function commit(): void {
  const { amended: next, isCurrent } = preview.value;
  if (!next || !isCurrent) return;
  const known = new Set(record.value!.order.amendments?.map((own) => own.id));
  const added = next.order.amendments?.find((own) => !known.has(own.id));
  record.value = { ...record.value!, order: next.order };
  clearDraft();
  notice.value = text.value.order.form.done(added?.id ?? "");
}

/** The order without one of its amendments. */
export function remove(id: string): void {
  record.value = { ...record.value!, order: without(record.value!.order, id) };
  notice.value = text.value.order.amendments.removed(id);
}

export const invoiceUpTo = (day: string) => (record.value = { ...record.value!, upTo: day });
export const dateEvent = (event: string, day: string) =>
  (record.value = { ...record.value!, events: put(record.value!.events, `/${event.replaceAll("~", "~0").replaceAll("/", "~1")}`, day || undefined) });
