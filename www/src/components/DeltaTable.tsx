// Before, after and the difference, as the engine wrote them.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { format, text } from "../state";

interface DeltaTableProps { id: string; caption: string; head: string; children: ComponentChildren }

export function DeltaTable({ id, caption, head, children }: DeltaTableProps) {
  const t = text.value.order.preview;
  return (
    <table class="deltas" id={id}>
      <caption>{caption}</caption>
      <thead>
        <tr><th scope="col">{head}</th><th scope="col" class="right">{t.before}</th><th scope="col" class="right">{t.after}</th><th scope="col" class="right">{t.delta}</th></tr>
      </thead>
      {children}
    </table>
  );
}

interface DeltaRow { head: string; before: string; after: string; delta: string }

const few = 6;

/** A group of rows; of many, the first few until all are asked for. */
export function DeltaRows({ title, rows }: { title?: string; rows: DeltaRow[] }) {
  const t = text.value.order.preview;
  const [isWhole, setWhole] = useState(false);
  const { amount, delta } = format.value;
  const shown = isWhole || rows.length <= few + 2 ? rows : rows.slice(0, few);
  return (
    <tbody>
      {title !== undefined && <tr class="group"><th scope="rowgroup" colSpan={4}>{title}</th></tr>}
      {shown.map((row, place) => (
        <tr key={place} class="delta-row">
          <th scope="row">{row.head}</th>
          <td class="right muted">{amount(row.before)}</td>
          <td class="right">{amount(row.after)}</td>
          <td class={row.delta.startsWith("-") ? "right delta less" : "right delta"}>{delta(row.delta)}</td>
        </tr>
      ))}
      {rows.length > few + 2 && (
        <tr><td colSpan={4}><button type="button" class="quiet all" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? t.less : t.more(rows.length)}</button></td></tr>
      )}
    </tbody>
  );
}
