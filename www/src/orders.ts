// Orders come and go on the page: a quote is accepted, a file is opened, a renewal takes the place of the order that it renews.
import { batch, computed, effect, signal } from "@preact/signals";
import type { AcceptOptions, Amendment, Invoice, NumberSeries, Order } from "prorata";
import { documents, keep, ofOrder, runForm, series, type Kept, type RunForm } from "./documents";
import { emptyDraft } from "./drafting";
import { accepted, amended, planned, type Answer } from "./engine";
import { type OrderRecord } from "./order";
import { draft, facts, forget, record, today, view, type View } from "./ordering";
import { put } from "./pointer";
import { notice, outcome, text } from "./state";
import { load, store } from "./storage";

/** The order that the one on screen renews, or that renews it. */
export const other = signal<OrderRecord | undefined>(undefined);

const shelf = signal<OrderRecord[]>([]);

/** Every order that the page keeps, the one on screen among them. */
export const allOrders = computed(() => shelf.value.map((own) => (own.order.id === record.value?.order.id ? record.value : own)));

/** Changes what is known of an order, wherever it is. */
export function change(id: string, made: (own: OrderRecord) => OrderRecord): void {
  const changed = (own: OrderRecord) => (own.order.id === id ? made(own) : own);
  batch(() => {
    shelf.value = allOrders.value.map(changed);
    if (record.value) record.value = changed(record.value);
    if (other.value) other.value = changed(other.value);
  });
}

/** Forgets an order of which there is no document. */
export function forgetOrder(id: string): void {
  batch(() => {
    shelf.value = allOrders.value.filter((own) => own.order.id !== id);
    if (other.value?.order.id === id) other.value = undefined;
    if (record.value?.order.id !== id) return;
    forget();
    record.value = shelf.value[0];
  });
}

/** The quote that was opened as a renewal of the order on screen, and the end that an early one needs. */
export const renewing = signal<{ quote: string; end?: Amendment } | undefined>(undefined);

/** What of the quote is ordered, while that is written. */
export const ordering = signal<AcceptOptions | undefined>(undefined);

export const writeOrdering = (path: string, value: unknown) => (ordering.value = put(ordering.value, path, value));

/** Makes an order of the quote on screen, or of a part. The order that it renews is kept, with the end that an early renewal needs. */
export function accept(asked: AcceptOptions = {}): void {
  const { quote, planned: { options } } = outcome.value;
  const renewed = renewing.value?.quote === quote.id ? record.value : undefined;
  const id = asked.id ?? quote.id ?? "1";
  if (ofOrder(id).length > 0) {
    ordering.value = asked;
    return void (notice.value = text.value.bills.taken(id));
  }
  const same = allOrders.value.find((own) => own.order.id === id);
  if (same?.order.amendments?.length && !confirm(text.value.order.again)) return;
  const answer = accepted(quote, { accepted: quote.request.asOf ?? quote.start, ...asked, id });
  if (!answer.value) return refuse(answer);
  const end = renewing.value?.end;
  if (renewed && end && !isEnded(end)) {
    const { ended, otherStart } = text.value.order.renew;
    const isSame = end.effective === quote.start;
    if (isSame) endEarly(end);
    if (!isSame || isEnded(end)) notice.value = (isSame ? ended : otherStart)(renewed.order.id);
  }
  other.value = renewed && record.value;
  renewing.value = ordering.value = undefined;
  openRecord({ order: answer.value, events: awaited(answer.value, options.events ?? {}), upTo: "" });
}

/** The dates of events that the order waits for: those of lines that were not ordered are no longer asked. */
function awaited(order: Order, events: Record<string, string>): Record<string, string> {
  const waiting = planned(order, {}).value?.waiting ?? [];
  return Object.fromEntries(Object.entries(events).filter(([event]) => waiting.some((item) => item.event === event)));
}

const isEnded = ({ id }: Amendment): boolean => record.value!.order.amendments?.some((own) => own.id === id) ?? false;

/** Puts the end that an early renewal needs into the order on screen, known from today on. */
export function endEarly(end: Amendment): void {
  const answer = amended(record.value!.order, { ...end, recorded: today.value }, facts.value);
  if (!answer.value) return refuse(answer);
  record.value = { ...record.value!, order: answer.value.order };
  notice.value = text.value.order.form.done(end.id);
}

function refuse({ problems: [first] }: Answer<unknown>): void {
  const { message, hint } = first ? text.value.problem(first) : { message: "", hint: "" };
  notice.value = text.value.order.refused(`${message} ${hint}`);
}

export function openRecord(next: OrderRecord): void {
  forget();
  const isKnown = allOrders.value.some((own) => own.order.id === next.order.id);
  shelf.value = isKnown ? allOrders.value.map((own) => (own.order.id === next.order.id ? next : own)) : [...allOrders.value, next];
  record.value = next;
  draft.value = emptyDraft(next.order.accepted ?? next.order.quote.start);
  view.value = "order";
}

/** Goes from an order to the one that it renews, and back. */
export function showOther(): void {
  const next = other.value!;
  other.value = record.value;
  openRecord(next);
}

/** An order as a file, with its documents. */
export type OrderFile = OrderRecord & { documents?: Invoice[] };

/** Shows a saved order; one that the engine refuses changes nothing. Documents that are here stay as they are. */
export function openOrder({ documents: own = [], ...file }: OrderFile): void {
  const next = { ...file, events: file.events ?? {}, upTo: file.upTo ?? "" };
  const answer = planned(next.order, { events: next.events });
  if (!answer.value) return refuse(answer);
  other.value = undefined;
  const isKnown = ({ id, number }: Invoice) => documents.value.some(({ invoice }) => invoice.id === id && invoice.number === number);
  keep(own.filter((one) => !isKnown(one)));
  openRecord(next);
  notice.value = text.value.order.opened;
}

const isReadable = ({ order, events }: OrderRecord): boolean => planned(order, { events }).value !== undefined;

/** What was kept at the last visit, where this engine still reads it; from then on it is kept. */
export function restoreOrder(isLinked: boolean): void {
  restoreKept();
  try {
    const kept = JSON.parse(load("order") ?? "null") as (OrderRecord & { view: View; other?: OrderRecord }) | null;
    if (kept && isReadable(kept)) {
      const { view: shown, other: beside, ...own } = kept;
      openRecord(own);
      other.value = beside && isReadable(beside) ? beside : undefined;
      view.value = isLinked ? "quote" : shown;
    }
  } catch {
    // kept by another version of this page
  }
  effect(() => {
    store("order", JSON.stringify(record.value ? { ...record.value, view: view.value, other: other.value } : null));
  });
  effect(() => {
    const isKept = store("billing", JSON.stringify({ orders: allOrders.value, documents: documents.value, series: series.value, form: runForm.value }));
    if (!isKept && documents.value.length > 0) notice.value = text.peek().bills.notKept;
  });
}

interface Shelf { orders: OrderRecord[]; documents: Kept[]; series: NumberSeries[]; form: RunForm }

function restoreKept(): void {
  try {
    const kept = JSON.parse(load("billing") ?? "null") as Shelf | null;
    if (!kept) return;
    shelf.value = kept.orders.filter(isReadable);
    documents.value = kept.documents;
    series.value = kept.series;
    runForm.value = kept.form;
  } catch {
    // kept by another version of this page
  }
}
