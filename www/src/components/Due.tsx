import type { Amended } from "prorata";
import { format, text } from "../state";

const parts = ["credits", "corrections", "charges"] as const;

const isZero = (amount: string) => !/[1-9]/.test(amount);

/** What is invoiced by a day: given back, charged anew, invoiced more than without it, and what is paid out. */
export function Due({ of: { due, plan }, on }: { of: Amended; on: string }) {
  const t = text.value.order.preview;
  const { delta, money, day } = format.value;
  return (
    <table class="deltas due" id="due">
      <caption>{t.due} <span class="muted">{t.dueBy(day(on))}, {t.net}</span></caption>
      <tbody>
        {parts.map((part) => (
          <tr key={part} data-due={part}><th scope="row">{t.dues[part]}</th><td class={isZero(due[part]) ? "right muted" : due[part].startsWith("-") ? "right delta less" : "right delta"}>{delta(due[part], plan.currency)}</td></tr>
        ))}
        <tr class="sum" data-due="net"><th scope="row">{t.dues.net}</th><td class="right">{money(due.net, plan.currency)}</td></tr>
        {!isZero(due.refund) && <tr class="sum refund" data-due="refund"><th scope="row">{t.dues.refund}</th><td class="right">{money(due.refund, plan.currency)}</td></tr>}
      </tbody>
    </table>
  );
}
