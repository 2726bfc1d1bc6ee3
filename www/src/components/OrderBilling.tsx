import type { PlannedInvoice } from "prorata";
import { dateEvent, invoiceUpTo, record, sent, standing } from "../ordering";
import { format, text } from "../state";
import { Labelled } from "./Choice";
import { DateField } from "./Field";
import { Refusals } from "./Refusals";

/** What was invoiced, up to a day, and what is still to come. */
export function OrderBilling() {
  const t = text.value.order.billing;
  const { upTo, events } = record.value!;
  const { open, life, problems } = standing.value!;
  const awaited = [...new Set([...Object.keys(events), ...life.waiting.flatMap((item) => item.event ?? [])])];
  return (
    <section class="card order-card" aria-labelledby="billing-title">
      <h2 id="billing-title">{t.title}</h2>
      <div class="order-fields">
        <Labelled text={t.upTo}>
          <DateField path="/order/upTo" label={t.upTo} value={upTo} placeholder={t.nothing} onText={invoiceUpTo} />
        </Labelled>
        {awaited.map((event) => (
          <Labelled key={event} text={t.event(event)}>
            <DateField path={`/order/events/${event}`} label={t.event(event)} value={events[event]} placeholder={text.value.invoices.notYet} onText={(day) => dateEvent(event, day)} />
          </Labelled>
        ))}
        <span class="muted counts" id="sent-count">{t.posted(sent.value.billed.length)}<br />{t.open(open.invoices.length)}</span>
      </div>
      <p class="remark">{t.hint}</p>
      <Refusals problems={problems} />
      <details class="to-come">
        <summary>{t.show}</summary>
        <table class="deltas">
          <thead><tr><th scope="col">{text.value.invoices.date}</th><th scope="col" class="right">{text.value.invoices.net}</th><th scope="col" class="right">{text.value.invoices.tax}</th><th scope="col" class="right">{text.value.invoices.gross}</th></tr></thead>
          <tbody>{open.invoices.map((invoice) => <ToCome key={invoice.date} of={invoice} />)}</tbody>
        </table>
      </details>
    </section>
  );
}

function ToCome({ of: { date, lines, totals } }: { of: PlannedInvoice }) {
  const { amount, day } = format.value;
  const corrects = lines.some(({ reason }) => reason === "credit" || reason === "correction");
  return (
    <tr class={corrects ? "corrects" : ""}>
      <th scope="row">{day(date)}{corrects && <small>{text.value.order.billing.corrections}</small>}</th>
      <td class="right">{amount(totals.net)}</td><td class="right muted">{amount(totals.tax)}</td><td class="right">{amount(totals.gross)}</td>
    </tr>
  );
}
