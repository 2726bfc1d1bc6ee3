// Orders come and go on the page: a quote is accepted, a file is opened, a renewal takes the place of the order that it renews.
import { effect, signal } from "@preact/signals";
import type { Amendment } from "prorata";
import { emptyDraft } from "./drafting";
import { accepted, amended, planned, type Answer } from "./engine";
import { type OrderRecord } from "./order";
import { draft, facts, forget, record, today, view, type View } from "./ordering";
import { notice, outcome, text } from "./state";
import { load, store } from "./storage";

/** The order that the one on screen renews, or that renews it. */
export const other = signal<OrderRecord | undefined>(undefined);

/** The quote that was opened as a renewal of the order on screen, and the end that an early one needs. */
export const renewing = signal<{ quote: string; end?: Amendment } | undefined>(undefined);

/** Makes an order of the quote on screen. The order that it renews is kept, with the end that an early renewal needs. */
export function accept(): void {
  const { quote, planned: { options } } = outcome.value;
  const renewed = renewing.value?.quote === quote.id ? record.value : undefined;
  if (!renewed && record.value?.order.amendments?.length && !confirm(text.value.order.again)) return;
  const answer = accepted(quote, { id: quote.id ?? "1", accepted: quote.request.asOf ?? quote.start });
  if (!answer.value) return refuse(answer);
  const end = renewing.value?.end;
  if (renewed && end && !isEnded(end)) {
    const { ended, otherStart } = text.value.order.renew;
    const isSame = end.effective === quote.start;
    if (isSame) endEarly(end);
    if (!isSame || isEnded(end)) notice.value = (isSame ? ended : otherStart)(renewed.order.id);
  }
  other.value = renewed && record.value;
  renewing.value = undefined;
  openRecord({ order: answer.value, events: options.events ?? {}, upTo: "" });
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
