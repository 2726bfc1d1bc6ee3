// Which amount is being explained, and the tree behind it. Computed only while the panel is open, anew at every edit.
import { computed, effect, signal } from "@preact/signals";
import type { Explanation, PlanOptions, PricedQuote } from "prorata";
import { comparison } from "./comparison";
import { explained } from "./engine";
import { outcome } from "./state";

/** An amount: of the priced quote, of the plan on screen, or of the plan as the quote itself reads it, without dates of events. */
export interface Ask {
  path: string;
  of: "quote" | "plan" | "quotePlan";
  /** The column of the Compare tab that it stands in; without one, the deal on screen. */
  side?: 0 | 1;
}

interface Opened {
  /** From the amount that was opened to the one that is shown. */
  trail: Ask[];
  /** Where the panel stands: not over the amount. */
  onLeft: boolean;
  from: HTMLElement;
}

export const opened = signal<Opened | undefined>(undefined);
export const shown = computed((): Ask | undefined => opened.value?.trail.at(-1));

export const keyOf = ({ path, of, side }: Ask): string => `${side ?? ""}${of}:${path}`;

interface Basis { quote: PricedQuote; planned: { quote: PricedQuote; options: PlanOptions } }

const basisOf = (side: Ask["side"]): Basis | undefined => {
  if (side === undefined) return outcome.value;
  const { quote, options } = comparison.value.sides[side];
  return quote && { quote, planned: { quote, options: options ?? {} } };
};

const explain = ({ path, of, side }: Ask): Explanation | undefined => {
  const basis = basisOf(side);
  if (!basis) return undefined;
  if (of === "plan") return explained(basis.planned.quote, path, basis.planned.options);
  return explained(basis.quote, path, of === "quote" ? undefined : {});
};

/** The tree on screen; undefined where the amount is gone. */
export const explanation = computed(() => shown.value && explain(shown.value));

/** The currency of the amounts, by the quote that they are of. */
export const currency = computed(() => basisOf(shown.value?.side)?.quote.currency ?? outcome.value.quote.currency);

/** Whether there is no room beside the panel. */
export const isPhone = (): boolean => matchMedia("(max-width: 760px)").matches;

/** Whether an element stands in the right half of the window. */
function isRight(element: Element): boolean {
  const { left, right } = element.getBoundingClientRect();
  return left + right > innerWidth;
}

export function open(ask: Ask, from: HTMLElement): void {
  opened.value = { trail: [ask], onLeft: isRight(from), from };
  if (isPhone()) from.scrollIntoView({ block: "start" }); // the panel is below
}

/** Makes room for an element that the reader went to. */
export function standAside(element: Element): void {
  if (opened.value) opened.value = { ...opened.value, onLeft: isRight(element) };
}

const planned = /^\/(invoices|waiting|cash|cashByQuarter|cashByYear|plans|deposits)\//;

/** Values on the way to a charge's net: whoever names one knows it. */
const onTheWay = /^\/lines\/\d+\/charges\/\d+\/(after|rate|steps|items|priced)\b/;

/** Goes on to an amount that a step names. A quote speaks of its own plan, a plan of its quote. */
export function follow(path: string): void {
  if (!opened.value || !shown.value) return;
  const { of, side } = shown.value;
  const next: Ask["of"] = planned.test(path) ? (of === "quote" ? "quotePlan" : of) : /^\/(lines|taxes)\//.test(path) && !onTheWay.test(path) ? "quote" : of;
  opened.value = { ...opened.value, trail: [...opened.value.trail, { path, of: next, side }] };
}

export function back(): void {
  if (opened.value && opened.value.trail.length > 1) opened.value = { ...opened.value, trail: opened.value.trail.slice(0, -1) };
}

/** Closes the panel; the focus returns to the amount, or to what stands there now. */
export function close(): void {
  const { trail: [first], from } = opened.value ?? { trail: [], from: undefined };
  opened.value = undefined;
  if (!first) return;
  const amount = from?.isConnected ? from : document.querySelector<HTMLElement>(`[data-explain="${CSS.escape(keyOf(first))}"]`);
  amount?.focus();
}

effect(() => {
  if (opened.value && !explanation.value) opened.value = undefined; // the amount is gone: nothing to return to
});
