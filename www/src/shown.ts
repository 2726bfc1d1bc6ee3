// What the billing view's panel shows: a document, or the timeline of an order.
import { computed, signal } from "@preact/signals";
import { correction } from "./correcting";
import { find } from "./documents";
import { record } from "./ordering";
import { allOrders } from "./orders";
import { postProblems, standingOf } from "./running";

export const shownOrder = signal("");
export const shownDocument = signal("");

/** The order that was chosen, else the one on screen. */
export const current = computed(() => standingOf(shownOrder.value) ?? standingOf(record.value?.order.id ?? "") ?? standingOf(allOrders.value[0]?.order.id ?? ""));

export const openedDocument = computed(() => find(shownDocument.value));

let from: HTMLElement | undefined;

/** Opens a document in the panel; the focus goes there. */
export function showDocument(key: string, origin?: HTMLElement): void {
  if (origin) from = origin;
  correction.value = undefined;
  postProblems.value = [];
  shownDocument.value = key;
  toPanel();
}

export function showTimeline(order?: string): void {
  if (order !== undefined) shownOrder.value = order;
  const isBack = shownDocument.value !== "";
  correction.value = undefined;
  shownDocument.value = "";
  if (order !== undefined) toPanel();
  else if (isBack && from?.isConnected) from.focus();
}

const toPanel = () => requestAnimationFrame(() => {
  const title = document.getElementById("bill-panel-title");
  title?.focus({ preventScroll: matchMedia("(min-width: 1240px)").matches });
  title?.closest(".panel-body")?.scrollTo(0, 0);
});
