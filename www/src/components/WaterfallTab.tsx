import type { WaterfallStep } from "prorata";
import { format, outcome, selectedLine, text } from "../state";
import { Amount } from "./Amount";
import { ChargeTable } from "./ChargeTable";

export function WaterfallTab() {
  const t = text.value.waterfall;
  const { lines } = outcome.value.quote;
  const line = lines.find((line) => line.id === selectedLine.value) ?? lines[0];
  if (!line) return <p class="remark" />;
  const own = lines.indexOf(line);
  const whole = Math.max(1, ...line.waterfall.map((step) => Math.abs(Number(step.after))));
  return (
    <div class="quote-result">
      <label class="line-picker">
        <span class="label">{t.of}</span>
        <select value={line.id} onChange={(event) => (selectedLine.value = event.currentTarget.value)}>
          {lines.map((line, index) => <option key={line.id} value={line.id}>{index + 1} · {line.name}</option>)}
        </select>
      </label>
      <table class="waterfall">
        <caption>{t.caption}</caption>
        <thead>
          <tr><th scope="col">{t.step}</th><td class="bar-column" /><th scope="col" class="right">{t.before}</th><th scope="col" class="right">{t.after}</th></tr>
        </thead>
        <tbody>
          {line.waterfall.map((step, index) => (
            <tr key={index} class={step.step}>
              <th scope="row">
                {text.value.steps[step.step]}
                <small>{[step.source !== step.step && step.source, step.percent !== undefined && text.value.percent(format.value.number(step.percent))].filter(Boolean).join(" · ")}</small>
              </th>
              <td class="bar-column"><Bar step={step} whole={whole} /></td>
              <td class="right muted">{step.step !== "net" && step.step !== "gross" && step.before !== undefined && (
                <Amount path={`/lines/${own}/waterfall/${index}/before`} name={`${text.value.steps[step.step]}, ${t.before}`} value={step.before} />
              )}</td>
              <td class="right"><b><Amount path={`/lines/${own}/waterfall/${index}/after`} name={`${text.value.steps[step.step]}, ${t.after}`} value={step.after} /></b></td>
            </tr>
          ))}
        </tbody>
      </table>
      <ChargeTable line={line} index={own} />
    </div>
  );
}

/** From the amount before to the amount after; list, net and gross stand on zero. Numbers here place pixels, nothing else. */
function Bar({ step, whole }: { step: WaterfallStep; whole: number }) {
  const stands = step.step === "list" || step.step === "net" || step.step === "gross";
  const [from, to] = [stands ? 0 : Number(step.before), Number(step.after)].map((value) => (100 * Math.max(0, value ?? 0)) / whole);
  const left = Math.min(from!, to!);
  const width = Math.max(0.8, Math.abs(to! - from!));
  return (
    <svg class="bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect x={Math.min(left, 100 - width)} y="0" width={width} height="14" />
    </svg>
  );
}
