// The bill run on the page: what stands of each order, what is asked, and how drafts are posted or thrown away.
import { batch, computed, signal } from "@preact/signals";
import type { BillRun, BillRunRequest, Choice, Hold, InvoicePlan, Problem } from "prorata";
import { balances, documents, find, isDraft, keep, ofOrder, runForm, series, startSeries, type Kept } from "./documents";
import { nextDue, planned, posted, ran } from "./engine";
import type { OrderRecord } from "./order";
import { horizonOf, latest, sentOf, type Sent } from "./ordering";
import { allOrders, change } from "./orders";
import { put } from "./pointer";
import { notice, text } from "./state";

/** What stands of an order: billed, to come, due next. */
export interface Standing {
  own: OrderRecord;
  sent: Sent;
  life?: InvoicePlan;
  open?: InvoicePlan;
  /** The next day on which it has something to bill. */
  next?: string;
  problems: readonly Problem[];
}

interface Billed { own: OrderRecord; sent: Sent; through: string | undefined; next?: string; problems: readonly Problem[] }

const allBilled = computed((): Billed[] => allOrders.value.map((own) => {
  const through = horizonOf(own);
  const sent = sentOf(own, through);
  const settled = settledDay(own);
  const next = nextDue(own.order, { events: own.events, billed: sent.billed, billedDeposits: sent.billedDeposits, through, ...(settled && { asOf: settled }) });
  return { own, sent, through, ...(next.value?.nextDue && { next: next.value.nextDue }), problems: [...sent.problems, ...next.problems] };
}));

/** The first day on which something is due, of all orders. */
export const firstDue = computed((): string => allBilled.value.flatMap(({ next }) => next ?? []).sort()[0] ?? "");

export const target = computed((): string => runForm.value.target ?? (firstDue.value || latest("", ...allOrders.value.map(({ order }) => order.quote.start))));

export const standings = computed((): Standing[] => allBilled.value.map(({ own, sent, through, next, problems }) => {
  const { order, events } = own;
  const life = planned(order, { events, through });
  const open = planned(order, { events, billed: sent.billed, billedDeposits: sent.billedDeposits, asOf: asOfOrder(own), through });
  return { own, sent, life: life.value, open: open.value, next, problems: problems.length > 0 ? problems : open.problems };
}));

/** The last day on which something of an order was documented or agreed: no correction is dated before. */
const settledDay = ({ order }: OrderRecord): string => latest(
  ...ofOrder(order.id).flatMap(({ invoice }) => [invoice.date, invoice.target ?? ""]), ...(order.amendments ?? []).map((own) => own.recorded ?? ""), "");

/** The day on which an order's past ends: that one, or the target of the run that is being written. */
export const asOfOrder = (own: OrderRecord): string => latest(own.order.accepted ?? "", target.value, settledDay(own));

export const standingOf = (id: string): Standing | undefined => standings.value.find(({ own }) => own.order.id === id);

/** Every order with what is known of it, as the engine takes it. */
export const billables = (): BillRunRequest["orders"] => allBilled.value.map(({ own: { order, events, holds, batch: group, tags }, sent: { billed, billedDeposits } }) => (
  { order, events, billed, billedDeposits, ...(holds?.length && { holds }), ...(group && { batch: group }), ...(tags?.length && { tags }) }));

const list = <T>(one: T | undefined): T[] | undefined => (one === undefined || one === "" ? undefined : [one]);

function requestOf(chosen: Choice[]): BillRunRequest {
  const { invoiceDate, account, kind, batch: group, tag, minimum, cashRounding, groupBy } = runForm.value;
  const lists = { accounts: list(account), chargeKinds: list(kind), batches: list(group), tags: list(tag), minimum: minimum || undefined };
  const criteria = Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
  return {
    orders: billables(), target: target.value, ...(invoiceDate && { invoiceDate }), groupBy: [groupBy], balances: balances(),
    ...(chosen.length > 0 ? { chosen } : { criteria }), ...(cashRounding && { cashRounding }),
  };
}

/** What the last run said; its drafts are kept with the documents. */
export type LastRun = Omit<BillRun, "drafts" | "balances"> & { made: number; isChosen: boolean };
export const lastRun = signal<LastRun | undefined>(undefined);
export const runProblems = signal<readonly Problem[]>([]);
export const postProblems = signal<readonly Problem[]>([]);

/** Writes one input of the run's form, by its pointer; undefined takes it out. */
export function writeRun(path: string, value: unknown): void {
  runForm.value = put(runForm.value, path, value);
  runProblems.value = [];
}

/** Goes on to the next day on which something is due. */
export const toNextDue = () => (runForm.value = { ...runForm.value, target: undefined, invoiceDate: undefined });

/** Drafts of what is due, or of what is chosen by hand. */
export function run(chosen: Choice[] = []): Kept[] {
  const request = requestOf(chosen);
  const { value, problems } = ran(request);
  runProblems.value = problems;
  if (!value) return [];
  const { drafts, balances: _, ...rest } = value;
  return batch(() => {
    freeze(drafts.flatMap((own) => own.orders));
    const kept = keep(drafts);
    lastRun.value = { ...rest, made: drafts.length, isChosen: chosen.length > 0 };
    runForm.value = { ...runForm.value, target: request.target }; // once more, and nothing is due
    notice.value = text.value.bills.run.done(drafts.length);
    return kept;
  });
}

/** What was invoiced elsewhere is written down with the first document of an order. */
export function freeze(orders: readonly string[]): void {
  for (const { own, sent } of allBilled.peek()) {
    const { id } = own.order;
    if (orders.includes(id) && ofOrder(id).length === 0) change(id, (one) => ({ ...one, billed: sent.billed, billedDeposits: sent.billedDeposits }));
  }
}

const together = (key: string): Kept[] => {
  const group = find(key)?.group;
  return documents.value.filter((own) => isDraft(own) && (own.key === key || (group !== undefined && own.group === group)));
};

/** Throws a draft away, with the drafts that belong to it. */
export function discard(key: string): void {
  const gone = together(key);
  documents.value = documents.value.filter((own) => !gone.includes(own));
  postProblems.value = [];
  notice.value = text.value.bills.drafts.gone(gone.length);
}

export const postDate = signal("");

/** Posts drafts: all of them, or none. */
export function postDrafts(keys: readonly string[]): void {
  const chosen = documents.value.filter((own) => keys.some((key) => together(key).includes(own)));
  const { value, problems } = posted({ drafts: chosen.map(({ invoice }) => invoice), series: series.value, ...(postDate.value && { date: postDate.value }) });
  postProblems.value = problems;
  if (!value) return;
  batch(() => {
    const now = new Map(chosen.map(({ key }, place) => [key, value.invoices[place]!]));
    documents.value = documents.value.map((own) => ({ ...own, invoice: now.get(own.key) ?? own.invoice }));
    series.value = value.series;
    postDate.value = "";
    notice.value = text.value.bills.drafts.posted(value.invoices.map((own) => own.number ?? ""));
  });
}

export function writeSeries(place: number, path: string, value: unknown): void {
  series.value = put(series.value, `/${place}${path}`, value);
  postProblems.value = [];
}

/** Series begin anew only where nothing is posted. */
export const resetSeries = () => (series.value = startSeries());

export const hold = (order: string, own: Hold) => change(order, (one) => ({ ...one, holds: [...(one.holds ?? []), own] }));
export const release = (order: string, place: number) => change(order, (one) => ({ ...one, holds: one.holds?.filter((_, index) => index !== place) }));

/** Dates an event of an order; an empty day takes the date away. */
export const reach = (order: string, event: string, day: string) => change(order, (one) => {
  const { [event]: _, ...others } = one.events;
  return { ...one, events: day ? { ...others, [event]: day } : others };
});

const pathOf: Record<string, string> = { "/criteria/minimum": "/run/minimum", "/target": "/run/target", "/invoiceDate": "/run/invoiceDate", "/cashRounding": "/run/cashRounding" };

/** Problems of runs and of posting, by their inputs. */
export const runProblemsByPath = computed((): [string, Problem[]][] => [
  ...runProblems.value.map((one): [string, Problem[]] => [pathOf[one.path] ?? one.path, [one]]),
  ...postProblems.value.map((one): [string, Problem[]] => [one.path.startsWith("/series") ? one.path : one.path.endsWith("/date") ? "/post/date" : one.path, [one]]),
]);
