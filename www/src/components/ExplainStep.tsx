import type { Explanation } from "prorata";
import { useState } from "preact/hooks";
import { close, follow, isPhone, standAside } from "../explaining";
import { format, locale, text } from "../state";
import { focusPath } from "./Field";

/** How many steps of one sum are listed at first. */
const few = 40;

/** What stands before a step: how the step above takes it. */
const signs: Record<Explanation["how"], [first: string, others: string]> = {
  input: ["", ""], see: ["", ""], same: ["=", "="], sum: ["", "+"], difference: ["", "−"], product: ["", "×"], power: ["", "^"], quotient: ["", "÷"],
  round: ["≈", "≈"], ceil: ["≈", "≈"], floor: ["≈", "≈"], max: ["max", "max"], min: ["min", "min"], share: ["", ":"],
};

/** The steps that a step is made of. A level is a fork: a lone step opens with the one above it. */
export function Steps({ of: { how, of }, depth: above }: { of: Explanation; depth: number }) {
  const [all, showAll] = useState(false);
  const depth = of.length > 1 ? above + 1 : above;
  const listed = all ? of : of.slice(0, few);
  return (
    <ul class="steps">
      {listed.map((step, index) => <ExplainStep key={index} step={step} sign={signs[how][index ? 1 : 0]} how={how} depth={depth} />)}
      {listed.length < of.length && <li><button type="button" class="quiet" onClick={() => showAll(true)}>{text.value.explain.more(of.length - listed.length)}</button></li>}
    </ul>
  );
}

interface StepProps { step: Explanation; sign: string; how?: Explanation["how"]; depth: number }

export function ExplainStep({ step, sign, how, depth }: StepProps) {
  const t = text.value.explain;
  const [isOpen, turn] = useState(depth < 2); // two levels at first
  const says = step.text[locale.value];
  return (
    <li class={`why-step ${step.how}`}>
      <div class="why-row">
        <span class="sign">{sign && how && <><span aria-hidden="true">{sign}</span><span class="for-readers">{t.signs[how]}</span></>}</span>
        <span class="says">
          {step.of.length > 0 ? <button type="button" class="quiet disclose" aria-expanded={isOpen} onClick={() => turn(!isOpen)}>{says}</button>
            : step.see !== undefined ? <button type="button" class="quiet see" data-see={step.see} onClick={() => follow(step.see!)}>{says} <span aria-hidden="true">›</span></button>
            : <span class="plain">{says}</span>}
          <Hints step={step} />
        </span>
        <span class="value">{format.value.amount(step.value)}<Exact of={step} /></span>
      </div>
      {isOpen && step.of.length > 0 && <Steps of={step} depth={depth} />}
    </li>
  );
}

/** The exact fraction, where the value on screen is not all of it. */
export function Exact({ of: { value, exact } }: { of: Explanation }) {
  const isShort = !exact.includes("/") || (value.split(".")[1] ?? "").length <= 6;
  return isShort ? null : <small class="exact">= {exact}</small>;
}

/** How a step is rounded, and where an input was written. */
function Hints({ step }: { step: Explanation }) {
  const t = text.value.explain;
  const { switches } = text.value.policy;
  const how = step.mode ? switches.roundingMode.values[step.mode][0] : step.spread && switches.spread.values[step.spread][0];
  const field = step.at !== undefined && document.querySelector(`[data-path="${CSS.escape(step.at)}"]`);
  return (
    <>
      {how && <small>{t.decimals(step.digits ?? 0)} · {how}</small>}
      {step.at !== undefined && (
        <small title={step.at}>
          {step.at.startsWith("/catalog/") ? t.fromCatalog : t.fromRequest}
          {field && <> · <button type="button" class="quiet to-field" data-at={step.at} onClick={() => show(step.at!)}>{t.toField}</button></>}
        </small>
      )}
    </>
  );
}

/** Goes to the input; a phone has no room for both. */
function show(path: string): void {
  if (isPhone()) close();
  focusPath(path);
  if (document.activeElement) standAside(document.activeElement);
}
