import type { JSX } from "preact";
import { outcome, printing, tab, text, type Tab } from "../state";
import { CashTab } from "./CashTab";
import { ChecksTab } from "./ChecksTab";
import { CompareTab } from "./CompareTab";
import { InvoicesTab } from "./InvoicesTab";
import { WaterfallTab } from "./WaterfallTab";

addEventListener("beforeprint", () => (printing.value = true));
addEventListener("afterprint", () => (printing.value = false));

const tabs: [Tab, () => JSX.Element][] = [
  ["invoices", InvoicesTab], ["waterfall", WaterfallTab], ["cash", CashTab], ["compare", CompareTab], ["checks", ChecksTab],
];

export function ResultPanel() {
  const t = text.value.tabs;
  const turn = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = tabs.findIndex(([name]) => name === tab.value);
    tab.value = tabs[(here + step + tabs.length) % tabs.length]![0];
    document.getElementById(`tab-${tab.value}`)?.focus();
  };
  return (
    <section class="panel card" aria-label={t.label}>
      <div class="tabs" role="tablist" aria-label={t.label} onKeyDown={turn}>
        {tabs.map(([name]) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-controls={`panel-${name}`} aria-selected={tab.value === name}
            tabIndex={tab.value === name ? 0 : -1} onClick={() => (tab.value = name)}>
            {t[name]}<Badge of={name} />
          </button>
        ))}
      </div>
      {tabs.map(([name, Content]) => (
        <div key={name} role="tabpanel" id={`panel-${name}`} aria-labelledby={`tab-${name}`} hidden={tab.value !== name}>
          {(tab.value === name || printing.value) && <Content />}
        </div>
      ))}
    </section>
  );
}

function Badge({ of }: { of: Tab }) {
  const { plan, problems, quote } = outcome.value;
  if (of === "invoices") return <span class="badge">{plan.invoices.length}</span>;
  if (of !== "checks") return null;
  return problems.length ? <span class="badge bad">{problems.length}</span> : quote.notes.length ? <span class="badge">{quote.notes.length}</span> : null;
}
