import { useRef } from "preact/hooks";
import type { Locale } from "../decimal-input";
import { copyLink, openFile, saveOrder, saveQuote } from "../files";
import { record, view } from "../ordering";
import { sample, sampleNames } from "../samples";
import { deal, locale, notice, openDeal, outcome, text } from "../state";
import { ViewSwitch } from "./ViewSwitch";

export function TopBar() {
  const t = text.value;
  const picker = useRef<HTMLInputElement>(null);
  const isOrder = view.value !== "quote" && record.value !== undefined;
  const hasProblems = outcome.value.problems.length > 0;
  return (
    <header class="top-bar">
      <span class="brand"><Mark /> Prorata</span>
      {isOrder ? null : <SamplePicker />}
      <span class="actions">
        {isOrder ? null : <button type="button" title={t.actions.resetTitle} disabled={!deal.value.sample} onClick={() => showSample(deal.value.sample)}>{t.actions.reset}</button>}
        <button type="button" onClick={() => picker.current?.click()}>{t.actions.open}</button>
        {isOrder ? null : <button type="button" id="copy-link" disabled={hasProblems} onClick={() => void copyLink()}>{t.actions.link}</button>}
        <button type="button" class="on-desk" onClick={() => print()}>{t.actions.print}</button>
        {isOrder
          ? <button type="button" id="save-order" onClick={saveOrder}>{t.order.save}</button>
          : <button type="button" id="save" disabled={hasProblems} onClick={saveQuote}>{t.actions.save}</button>}
        <input ref={picker} type="file" accept="application/json,.json" hidden aria-label={t.actions.open} onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void openFile(file);
        }} />
        <ViewSwitch />
      </span>
      <span class="languages" role="group" aria-label={t.language}>
        <Language is="en" name="English" />
        <Language is="fr" name="Français" />
      </span>
    </header>
  );
}

function showSample(name: string): void {
  notice.value = "";
  openDeal(sample(name));
}

function SamplePicker() {
  const t = text.value;
  return (
    <label class="deal-picker">
      <span class="label">{t.sampleDeal}</span>
      <select id="sample" value={deal.value.sample} onChange={(event) => showSample(event.currentTarget.value)}>
        {!deal.value.sample && <option value="">{t.openedFile}</option>}
        {sampleNames.map((name) => <option key={name} value={name}>{t.samples[name] ?? name}</option>)}
      </select>
    </label>
  );
}

function Language({ is, name }: { is: Locale; name: string }) {
  return (
    <button type="button" lang={is} title={name} aria-label={name} aria-pressed={locale.value === is} onClick={() => (locale.value = is)}>
      {is.toUpperCase()}
    </button>
  );
}

const Mark = () => (
  <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <path d="M15 7a9.500 9.500 0 1 0 9.500 10H15z" fill="var(--on-accent)" />
    <path d="M18.500 5.500A9 9 0 0 1 26.500 13.500h-8z" fill="var(--on-accent)" opacity=".6" />
  </svg>
);
