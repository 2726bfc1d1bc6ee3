// The policy of a deal: its profile, and the switches that overrule it.
import type { PolicyChoice, ProfileInfo } from "prorata";
import { profiles } from "./engine";
import type { Catalogue } from "./i18n";
import type { Meaning, ScaleSwitch, Switch, WordSwitch } from "./i18n/policy-en";

export type { ScaleSwitch, Switch, WordSwitch };

export const nameOf = (policy: PolicyChoice | undefined): string => (policy?.profile ?? "default").split("@")[0]!;

export const profileNamed = (name: string): ProfileInfo | undefined => profiles().find((profile) => profile.name === name);

/** The switches that a request sets itself. */
export const ownSwitches = (policy: PolicyChoice | undefined): string[] => Object.keys(policy ?? {}).filter((key) => key !== "profile");

export const allSwitches = (text: Catalogue): Switch[] => Object.keys(text.policy.switches) as Switch[];

/** "factorScale" and "unitPriceScale" count decimals; the others are words. */
export const isScale = (name: Switch): name is ScaleSwitch => name === "factorScale" || name === "unitPriceScale";

/** What a value of a switch is called and does; one that is newer than this page keeps its own name. */
export function meaningOf(name: Switch, value: string | number | null | undefined, text: Catalogue): Meaning {
  const words = text.policy.switches;
  if (isScale(name)) return value === undefined || value === null ? words[name].none : words[name].decimals(String(value));
  const meanings: Record<string, Meaning> = words[name].values;
  return meanings[String(value)] ?? [String(value ?? ""), ""];
}

/** "killbill · Kill Bill: stubs over a plan period", by name. */
export const profileNames = (text: Catalogue): Record<string, string> =>
  Object.fromEntries(profiles().map((profile) => [profile.name, `${profile.name} · ${text.policy.about(profile)}`]));
