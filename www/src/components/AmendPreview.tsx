import type { Amended } from "prorata";
import { grouped, labelOf, lineKey } from "../order";
import { draft, preview, record, standing } from "../ordering";
import { format, text } from "../state";
import { Announcement } from "./Announcement";
import { Corrections } from "./Corrections";
import { DeltaRows, DeltaTable } from "./DeltaTable";
import { Due } from "./Due";

/** What the amendment does, before it counts: the contract, corrections, lines and invoices. */
export function AmendPreview() {
  const t = text.value.order.preview;
  const { amended, asOf, isCurrent, problems } = preview.value;
  return (
    <section class={isCurrent ? "card panel amend-preview" : "card panel amend-preview old"} id="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{t.title}</h2>
      <div class="preview-body">
        {!amended ? <p class="remark">{problems.length > 0 ? t.problems : t.empty}</p> : <Effects of={amended} asOf={asOf} isCurrent={isCurrent} />}
      </div>
    </section>
  );
}

function Effects({ of: amended, asOf, isCurrent }: { of: Amended; asOf: string; isCurrent: boolean }) {
  const t = text.value.order.preview;
  const { money, delta, day, days } = format.value;
  const { currency } = standing.value!.life;
  const { contract, changes, invoices } = amended;
  const figures = [["before", t.before, money(contract.before, currency)], ["after", t.after, money(contract.after, currency)], ["delta", t.delta, delta(contract.delta, currency)]] as const;
  return (
    <>
      {!isCurrent && <p class="remark old-note">{t.old}</p>}
      <h3>{t.contract}, {t.net}{contract.through && <span class="muted"> {text.value.order.through(day(contract.through))}</span>}</h3>
      <dl class="contract-change">
        {figures.map(([id, name, value]) => <div key={id} class="figure strong"><dt>{name}</dt><dd id={`contract-${id}`}>{value}</dd></div>)}
      </dl>
      <Announcement words={t.announce(...(figures.map(([, , value]) => value) as [string, string, string]))} />
      {changes.length === 0 && invoices.length === 0 && <p class="remark">{t.nothing}</p>}
      <Due of={amended} on={asOf} />
      <Corrections of={amended} />
      {changes.length > 0 && (
        <DeltaTable id="by-line" caption={t.byLine} head={t.days}>
          {grouped(changes, lineKey).map(([key, own]) => (
            <DeltaRows key={key} title={labelOf(record.value!.order, own[0]!.line, own[0]!.charge, draft.value.added)}
              rows={own.map((one) => ({ head: one.period ? days(one.period.start, one.period.end) : t.once, ...one }))} />
          ))}
        </DeltaTable>
      )}
      {invoices.length > 0 && (
        <DeltaTable id="by-invoice" caption={t.byInvoice} head={t.date}>
          <DeltaRows rows={invoices.map((one) => ({ head: day(one.date), ...one }))} />
        </DeltaTable>
      )}
    </>
  );
}
