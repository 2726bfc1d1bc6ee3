// The renewal of the order on screen: its terms as they are written, the new quote, and a forecast of those to come.
import { computed } from "@preact/signals";
import type { AutoRenewal, Forecast, Problem, Renewal, RenewTerms } from "prorata";
import { foreseen, oneYearAfter, renewed } from "./engine";
import { draft, facts, latest, record, renewDraft, standing, today, view } from "./ordering";
import { renewing } from "./orders";
import { put } from "./pointer";
import { notice, openDeal, text } from "./state";

/** Writes one term, by its pointer; undefined takes it out. */
export function writeTerm(path: string, value: unknown): void {
  renewDraft.value = put(renewDraft.value, path, value);
  notice.value = "";
}

export interface RenewPreview {
  renewal?: Renewal;
  forecast?: Forecast;
  through: string;
  problems: readonly Problem[];
  isCurrent: boolean;
  byPath: Map<string, Problem[]>;
}
let lastRenewal: { order: string; value: Renewal } | undefined;
let lastForecast: Forecast | undefined;

/** The new quote and the forecast, asked anew at every edit; the last valid ones stay while the engine refuses. */
export const renewal = computed((): RenewPreview | undefined => {
  if (!record.value || draft.value.kind !== "renew") return void (lastRenewal = lastForecast = undefined);
  const { order } = record.value;
  const { terms, through: asked } = renewDraft.value;
  const answer = renewed(order, terms, { ...facts.value, asOf: latest(today.value, terms.start ?? "") });
  if (answer.value) lastRenewal = { order: order.id, value: answer.value };
  const kept = lastRenewal?.order === order.id ? lastRenewal.value : undefined;
  const through = asked ?? threeYearsAfter(latest(kept?.quote.start ?? order.quote.start, standing.value?.life.invoices.at(-1)?.date ?? ""));
  const guess = foreseen(order, { through, renewal: byItself(terms) });
  lastForecast = guess.value ?? lastForecast;
  const problems = [...answer.problems, ...(answer.value ? guess.problems : [])];
  return { renewal: kept, forecast: lastForecast, through, problems, isCurrent: problems.length === 0, byPath: byInput(problems) };
});

const threeYearsAfter = (day: string): string => oneYearAfter(oneYearAfter(oneYearAfter(day)));

/** The same terms, where nobody has to agree to them each time. */
const byItself = ({ prices, uplift, index, term, end, discounts }: RenewTerms): AutoRenewal =>
  ({ ...(prices && { prices }), ...(uplift && { uplift }), ...(index && { index }), ...(term && { term }), ...(end === null && { end }), ...(discounts && { discounts }) });

function byInput(problems: readonly Problem[]): Map<string, Problem[]> {
  const byPath = new Map<string, Problem[]>();
  for (const problem of problems) {
    const own = problem.path.replace(/^\/renewal/, "");
    const path = own === "/through" ? "/renew/through" : `/renew/terms${own}`;
    byPath.set(path, [...(byPath.get(path) ?? []), problem]);
  }
  return byPath;
}

/** Shows the renewal as a quote, which may be edited and accepted; the order stays. */
export function openRenewal(): void {
  const own = renewal.value?.renewal;
  if (!own || !renewal.value?.isCurrent) return;
  const { renew } = text.value.order;
  const id = own.quote.id ?? "";
  openDeal({ sample: "", request: own.quote.request, events: {} });
  renewing.value = { quote: id, ...(own.amendment && { end: own.amendment }) };
  view.value = "quote";
  notice.value = own.amendment ? renew.openedEarly(id) : renew.opened(id);
}
