import { useState } from "preact/hooks";
import type { Hold, Order } from "prorata";
import { linesOf, nameOf } from "../order";
import { hold, release, type Standing } from "../running";
import { format, text } from "../state";
import { Choice, Labelled } from "./Choice";
import { DateField, TextField } from "./Field";

/** "Pro seat, from 1 Apr 2026, until 30 Apr 2026" */
export function holdInWords(order: Order, { lines, from, until }: Hold): string {
  const t = text.value.bills.holds;
  const { day } = format.value;
  const names = lines?.map((id) => linesOf(order).find((own) => own.id === id)).flatMap((own) => (own ? [nameOf(order, own)] : []));
  return t.words(names?.join(", ") || t.whole, from ? day(from) : "", until ? day(until) : "");
}

/** What is on hold, and a form for more. */
export function HoldForm({ of: { own: { order, holds = [] } } }: { of: Standing }) {
  const t = text.value.bills.holds;
  const [own, write] = useState<{ line: string; from?: string; until?: string; reason?: string }>({ line: "" });
  const { line, from, until, reason } = own;
  const names: Record<string, string> = { "": t.whole, ...Object.fromEntries(linesOf(order).map((one) => [one.id, nameOf(order, one)])) };
  const isBackwards = Boolean(from && until && until < from);
  const add = () => {
    hold(order.id, { ...(line && { lines: [line] }), ...(from && { from }), ...(until && { until }), ...(reason && { reason }) });
    write({ line: "" });
  };
  return (
    <details class="to-come" open={holds.length > 0 || undefined}>
      <summary>{t.title} {holds.length > 0 && <span class="badge">{holds.length}</span>}</summary>
      {holds.length > 0 && (
        <ul class="bill-rows">
          {holds.map((one, place) => (
            <li key={place} data-hold={place}>
              <span>{holdInWords(order, one)}<small>{one.reason}</small></span>
              <button type="button" aria-label={t.releaseOf(holdInWords(order, one))} onClick={() => release(order.id, place)}>{t.release}</button>
            </li>
          ))}
        </ul>
      )}
      <div class="order-fields">
        <Labelled text={t.what}><Choice id="hold-line" label={t.what} value={line} options={["", ...linesOf(order).map((one) => one.id)]} names={names} onPick={(picked) => write({ ...own, line: picked })} /></Labelled>
        <Labelled text={t.from}><DateField path="/hold/from" label={`${t.title}, ${t.from}`} placeholder={t.always} value={from} onText={(day) => write({ ...own, from: day })} /></Labelled>
        <Labelled text={t.until}><DateField path="/hold/until" label={`${t.title}, ${t.until}`} placeholder={t.open} value={until} onText={(day) => write({ ...own, until: day })} /></Labelled>
        <Labelled text={t.reason}><TextField path="/hold/reason" label={`${t.title}, ${t.reason}`} value={reason} onText={(typed) => write({ ...own, reason: typed })} /></Labelled>
        <button type="button" id="hold-add" disabled={isBackwards} onClick={add}>{t.add}</button>
      </div>
      {isBackwards && <p class="refusal" role="alert">{t.backwards}</p>}
    </details>
  );
}
