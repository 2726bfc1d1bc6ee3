import { useRef } from "preact/hooks";
import type { Locale } from "../decimal-input";
import { copyLink, openQuote, saveQuote } from "../files";
import { sample, sampleNames } from "../samples";
import { deal, locale, notice, openDeal, outcome, text } from "../state";

export function TopBar() {
  const t = text.value;
  const picker = useRef<HTMLInputElement>(null);
  const show = (name: string) => {
    notice.value = "";
    openDeal(sample(name));
  };
  return (
    <header class="top-bar">
      <span class="brand"><Mark /> Prorata</span>
      <label class="deal-picker">
        <span class="label">{t.sampleDeal}</span>
        <select id="sample" value={deal.value.sample} onChange={(event) => show(event.currentTarget.value)}>
          {!deal.value.sample && <option value="">{t.openedFile}</option>}
          {sampleNames.map((name) => <option key={name} value={name}>{t.samples[name] ?? name}</option>)}
        </select>
      </label>
      <span class="actions">
        <button type="button" title={t.actions.resetTitle} disabled={!deal.value.sample} onClick={() => show(deal.value.sample)}>{t.actions.reset}</button>
        <button type="button" onClick={() => picker.current?.click()}>{t.actions.open}</button>
        <button type="button" id="copy-link" disabled={outcome.value.problems.length > 0} onClick={() => void copyLink()}>{t.actions.link}</button>
        <button type="button" class="on-desk" onClick={() => print()}>{t.actions.print}</button>
        <button type="button" class="primary" id="save" disabled={outcome.value.problems.length > 0} onClick={saveQuote}>{t.actions.save}</button>
        <input ref={picker} type="file" accept="application/json,.json" hidden aria-label={t.actions.open} onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void openQuote(file);
        }} />
      </span>
      <span class="languages" role="group" aria-label={t.language}>
        <Language is="en" name="English" />
        <Language is="fr" name="Français" />
      </span>
    </header>
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
