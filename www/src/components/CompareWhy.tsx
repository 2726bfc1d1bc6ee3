import { comparison, names, onScreen, type Effect } from "../comparison";
import { meaningOf, nameOf, type Switch } from "../policy";
import { deal, text } from "../state";

/** Why two policies bill differently: the switches on which they differ. */
export function CompareWhy() {
  const t = text.value.compare;
  const { switches } = comparison.value;
  if (!switches) return null;
  const first = (effect: Effect) => (effect === "matters" ? 0 : 1);
  const sorted = [...switches].sort((a, b) => first(a.effect) - first(b.effect));
  return (
    <details class="why" open>
      <summary><h2>{t.why}</h2> <span class="muted">{switches.length ? t.switches(switches.length) : t.same}</span></summary>
      {sorted.length > 0 && <div class="why-sides why-names">{names.value.map((name, side) => <span key={side}>{sideName(name)}</span>)}</div>}
      {sorted.map(({ name, effect }) => <OneSwitch key={name} name={name} effect={effect} />)}
    </details>
  );
}

function OneSwitch({ name, effect }: { name: Switch; effect: Effect }) {
  const t = text.value;
  const words = t.policy.switches[name];
  return (
    <section class="why-switch" data-switch={name}>
      <p><b>{words.name}</b> {effect && <span class={`effect ${effect}`}>{t.compare[effect]}</span>}<small>{words.about}</small></p>
      <div class="why-sides">
        {comparison.value.policies.map((policy, side) => {
          const [value, means] = meaningOf(name, policy?.[name], t);
          return <p key={side}><b>{value}</b> <small>{means}</small></p>;
        })}
      </div>
    </section>
  );
}

const sideName = (name: string) => (name === onScreen ? `${nameOf(deal.value.request.policy)} +` : name);
