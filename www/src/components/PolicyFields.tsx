import { signal } from "@preact/signals";
import { toCount } from "../decimal-input";
import { edit } from "../edits";
import { allSwitches, isScale, meaningOf, nameOf, ownSwitches, profileNamed, profileNames, type ScaleSwitch, type Switch, type WordSwitch } from "../policy";
import { problemsByPath } from "../problems";
import { deal, text } from "../state";
import { Choice, Labelled } from "./Choice";
import { CountField } from "./Field";

const opened = signal(false);
const isOpen = () => opened.value || [...problemsByPath.value.keys()].some((path) => path.startsWith("/policy/"));

/** The profile, the two switches that matter most, and the way to all others. */
export function PolicyFields() {
  const t = text.value.policy;
  const { policy } = deal.value.request;
  const names = profileNames(text.value);
  const name = nameOf(policy);
  const options = name in names ? Object.keys(names) : [name, ...Object.keys(names)]; // a name of a file that the engine does not know
  return (
    <>
      <Labelled text={t.profile}>
        <Choice id="profile" class="profile" label={t.profile} path="/policy/profile" value={name} options={options} names={{ [name]: name, ...names }}
          onPick={(profile) => edit("/policy/profile", profile)} />
      </Labelled>
      <Labelled text={t.switches.rounding.name}><WordChoice of="rounding" id="rounding" /></Labelled>
      <Labelled text={t.switches.termTotal.name}><WordChoice of="termTotal" id="term-total" /></Labelled>
      <button type="button" class="policy-toggle disclose" id="policy-toggle" aria-expanded={isOpen()} aria-controls="policy-switches" onClick={() => (opened.value = !isOpen())}>
        {t.toggle(ownSwitches(policy).length)}
      </button>
    </>
  );
}

/** Every switch of the policy, as in the profile until it is set. */
export function PolicySwitches() {
  const t = text.value.policy;
  const { policy } = deal.value.request;
  const profile = profileNamed(nameOf(policy));
  return (
    <div class="policy-switches card" id="policy-switches" hidden={!isOpen()}>
      {isOpen() && (
        <>
          <div class="policy-head">
            <p><b>{nameOf(policy)}</b> {profile && t.about(profile)} <span class="muted">{t.hint}</span></p>
            <button type="button" id="policy-reset" disabled={ownSwitches(policy).length === 0} onClick={() => edit("/policy", { profile: nameOf(policy) })}>{t.reset}</button>
          </div>
          {allSwitches(text.value).map((name) => (
            <div key={name} class={policy?.[name] === undefined ? "switch" : "switch own"} title={t.switches[name].about}>
              <Labelled text={t.switches[name].name}>
                {isScale(name) ? <ScaleField of={name} /> : <WordChoice of={name} id={`switch-${name}`} />}
              </Labelled>
            </div>
          ))}
        </>
      )}
    </div>
  );
}

/** What the profile says of a switch. */
const inProfile = (name: Switch) => meaningOf(name, profileNamed(nameOf(deal.value.request.policy))?.policy[name], text.value)[0];

function WordChoice({ of, id }: { of: WordSwitch; id: string }) {
  const t = text.value.policy;
  const values = Object.keys(t.switches[of].values);
  const named = Object.fromEntries(values.map((value) => [value, meaningOf(of, value, text.value)[0]]));
  const value = String(deal.value.request.policy?.[of] ?? "");
  return (
    <Choice id={id} label={t.switches[of].name} path={`/policy/${of}`} value={value} options={["", ...values]} class={value && "own"}
      names={{ "": t.asInProfile(inProfile(of)), ...named }} onPick={(picked) => edit(`/policy/${of}`, picked || undefined)} />
  );
}

function ScaleField({ of }: { of: ScaleSwitch }) {
  return (
    <CountField path={`/policy/${of}`} label={text.value.policy.switches[of].name} value={deal.value.request.policy?.[of] ?? undefined} placeholder={inProfile(of)}
      onText={(typed) => edit(`/policy/${of}`, typed === "" ? undefined : toCount(typed))} />
  );
}
