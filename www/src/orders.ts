// Orders come and go on the page: a quote is accepted, a file is opened, a renewal takes the place of the order that it renews.
import { effect, signal } from "@preact/signals";
import type { AcceptOptions, Amendment, Order } from "prorata";
import { emptyDraft } from "./drafting";
import { accepted, amended, planned, type Answer } from "./engine";
import { type OrderRecord } from "./order";
import { draft, facts, forget, record, today, view, type View } from "./ordering";
import { put } from "./pointer";
import { notice, outcome, text } from "./state";
import { load, store } from "./storage";

/** The order that the one on screen renews, or that renews it. */
export const other = signal<OrderRecord | undefined>(undefined);

/** The quote that was opened as a renewal of the order on screen, and the end that an early one needs. */
export const renewing = signal<{ quote: string; end?: Amendment } | undefined>(undefined);

/** What of the quote is ordered, while that is written. */
export const ordering = signal<AcceptOptions | undefined>(undefined);

export const writeOrdering = (path: string, value: unknown) => (ordering.value = put(ordering.value, path, value));

/** Makes an order of the quote on screen, or of a part. The order that it renews is kept, with the end that an early renewal needs. */
export function accept(asked: AcceptOptions = {}): void {
  const { quote, planned: { options } } = outcome.value;
  const renewed = renewing.value?.quote === quote.id ? record.value : undefined;
  if (!renewed && record.value?.order.amendments?.length && !confirm(text.value.order.again)) return;
  const answer = accepted(quote, { id: quote.id ?? "1", accepted: quote.request.asOf ?? quote.start, ...asked });
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

function openRecord(next: OrderRecord): void {
  forget();
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

/** Shows a saved order; one that the engine refuses changes nothing. */
export function openOrder({ order, events = {}, upTo = "" }: OrderRecord): void {
  const answer = planned(order, { events });
  if (!answer.value) return refuse(answer);
  other.value = undefined;
  openRecord({ order, events, upTo });
  notice.value = text.value.order.opened;
}

/** The order of the last visit, where this engine still reads it; from then on it is kept. */
export function restoreOrder(isLinked: boolean): void {
  try {
    const kept = JSON.parse(load("order") ?? "null") as (OrderRecord & { view: View; other?: OrderRecord }) | null;
    if (kept && planned(kept.order, { events: kept.events }).value) {
      openRecord({ order: kept.order, events: kept.events, upTo: kept.upTo });
      other.value = kept.other && planned(kept.other.order, { events: kept.other.events }).value ? kept.other : undefined;
      view.value = isLinked ? "quote" : kept.view;
    }
  } catch {
    // kept by another version of this page
  }
  effect(() => {
    if (record.value) store("order", JSON.stringify({ ...record.value, view: view.value, other: other.value }));
  });
}
