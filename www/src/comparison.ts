// What the Compare tab shows: the deal on screen under two policies. Computed only while something reads it.
import { computed, signal } from "@preact/signals";
import type { PolicyChoice } from "prorata";
import { rowsOf, switchesBetween, waitingOf } from "./compare";
import { under, type Side } from "./engine";
import { allSwitches, nameOf, ownSwitches, type Switch } from "./policy";
import { deal, outcome, text } from "./state";

/** The policy of the deal itself, with its own switches. */
export const onScreen = "=";
/** Picked profiles; empty: the deal's own, and a sensible other. */
export const picked = [signal(""), signal("")] as const;
export const onlyDifferences = signal(false);

export const hasOwnSwitches = computed(() => ownSwitches(deal.value.request.policy).length > 0);

export const names = computed((): [string, string] => {
  const usable = (name: string) => (name === onScreen && !hasOwnSwitches.value ? "" : name);
  const left = usable(picked[0].value) || nameOf(deal.value.request.policy);
  const right = usable(picked[1].value) || (left === "default" ? "salesforceCpq" : "default");
  return [left, right];
});

export const policyOf = (name: string): PolicyChoice | undefined => (name === onScreen ? deal.value.request.policy : { profile: name });

interface Sides { names: string; sides: [Side, Side]; isCurrent: boolean }
let last: Sides | undefined;

/** Both sides. While an input is refused, the last valid ones stay, as everywhere on the page. */
const sides = computed((): Sides => {
  const now: [Side, Side] = [under(policyOf(names.value[0]), deal.value), under(policyOf(names.value[1]), deal.value)];
  const key = names.value.join(" ");
  const stale = !outcome.value.quoteIsCurrent || !outcome.value.planIsCurrent;
  if (stale && last?.names === key && now.every((side) => !side.plan)) return { ...last, isCurrent: false };
  return (last = { names: key, sides: now, isCurrent: true });
});

export const comparison = computed(() => {
  const { sides: both, isCurrent } = sides.value;
  const [left, right] = both;
  const policies = [left.quote?.request.policy, right.quote?.request.policy] as const;
  const differing = policies[0] && policies[1] ? switchesBetween(policies[0], policies[1], allSwitches(text.value)) : undefined;
  return {
    sides: both,
    isCurrent,
    policies,
    rows: rowsOf(left.plan, right.plan),
    waiting: waitingOf(left.plan, right.plan),
    switches: differing?.map((name) => ({ name, effect: effectOf(name, both) })),
  };
});

export type Effect = "matters" | "noMatter" | "together" | undefined;
const manyLines = 200; // beyond, a quote per switch would be felt while typing

/** Whether one switch, moved alone from one side to the other, changes an amount of this deal. */
function effectOf(name: Switch, [left, right]: readonly [Side, Side]): Effect {
  const [from, to] = [left, right].map((side) => side.quote!.request.policy!) as [PolicyChoice, PolicyChoice];
  if (deal.value.request.lines.length > manyLines) return undefined;
  const [side, moved] = to[name] === undefined // what is left out cannot be written: the other way round
    ? [right, under({ ...to, [name]: from[name] }, deal.value)]
    : [left, under({ ...from, [name]: to[name] }, deal.value)];
  if (!moved.plan) return "together";
  const differs = rowsOf(side.plan, moved.plan).some((row) => row.differs) || waitingOf(side.plan, moved.plan).some((item) => item.differs);
  return differs ? "matters" : "noMatter";
}
