// The page's state: inputs in, the engine's outcome out. Nothing here knows an amount.
import { computed, effect, signal } from "@preact/signals";
import type { Deal } from "./deal";
import type { Locale } from "./decimal-input";
import { calculate, type Outcome } from "./engine";
import { formats } from "./format";
import { catalogues } from "./i18n";
import { sample } from "./samples";
import { load, store } from "./storage";

export type Tab = "invoices" | "waterfall" | "cash" | "compare" | "checks";

export const locale = signal<Locale>(load("locale") === "fr" || (!load("locale") && navigator.language.startsWith("fr")) ? "fr" : "en");
export const text = computed(() => catalogues[locale.value]);
export const format = computed(() => formats(locale.value));

export const deal = signal<Deal>(sample(""));
export const tab = signal<Tab>("invoices");
/** On paper, several results show at once. */
export const printing = signal(false);
export const selectedLine = signal("");
/** A message about something that just happened: a file that was opened, a link that was copied. */
export const notice = signal("");

let last: Outcome | undefined;
export const outcome = computed<Outcome>(() => (last = calculate(deal.value, last)));

/** Shows another deal. Throws, and changes nothing, where the engine refuses it. */
export function openDeal(next: Deal): void {
  last = calculate(next);
  deal.value = next;
  selectedLine.value = next.request.lines[0]?.id ?? "";
}

/** The deal of a link, of the last visit, or the first sample; from then on, valid inputs and the language are kept. */
export function restore(linked: Deal | undefined): void {
  try {
    openDeal(linked ?? (JSON.parse(load("deal") ?? "") as Deal));
  } catch {
    openDeal(sample("")); // nothing kept, or by an engine that was less strict, or a link with a mistake
  }
  effect(() => {
    if (outcome.value.problems.length === 0) store("deal", JSON.stringify(deal.value));
  });
  effect(() => {
    document.documentElement.lang = locale.value;
    document.title = `${deal.value.request.account?.name ?? text.value.untitled} · Prorata`;
    store("locale", locale.value);
  });
}
