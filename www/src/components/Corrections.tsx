import type { Amended, InvoiceLine } from "prorata";
import { corrects, grouped, labelOf, lineKey } from "../order";
import { draft, record } from "../ordering";
import { format, text } from "../state";

/** What of sent invoices is given back, and charged anew, each with its reason. */
export function Corrections({ of: { plan } }: { of: Amended }) {
  const t = text.value.order.preview;
  const { delta, day, days } = format.value;
  const all = plan.invoices.flatMap(({ date, lines }) => lines.filter(corrects).map((line) => ({ date, ...line })));
  if (all.length === 0) return null;
  return (
    <table class="deltas corrections" id="corrections">
      <caption>{t.corrections}</caption>
      {grouped(all, (one) => `${one.date} ${lineKey(one)}`).map(([key, own]) => (
        <tbody key={key}>
          <tr class="group"><th scope="rowgroup" colSpan={3}>{labelOf(record.value!.order, own[0]!.line, own[0]!.charge, draft.value.added)} <small>{t.dueOn(day(own[0]!.date))}</small></th></tr>
          {own.map((line, place) => (
            <tr key={place} data-reason={line.reason}>
              <th scope="row">{text.value.reasons[line.reason]}<Why of={line} /></th>
              <td>{line.period ? days(line.period.start, line.period.end) : line.item !== undefined && line.name}</td>
              <td class={line.net.startsWith("-") ? "right delta less" : "right delta"}>{delta(line.net)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The switches of the policy that decided an amount. */
function Why({ of: { decidedBy = [] } }: { of: InvoiceLine }) {
  const t = text.value.order.preview;
  const names: Record<string, { name: string }> = text.value.policy.switches;
  if (decidedBy.length === 0) return null;
  return <details class="why-amount"><summary>{t.why}</summary><small>{t.decidedBy} {decidedBy.map((one) => names[one]?.name ?? one).join(", ")}</small></details>;
}
