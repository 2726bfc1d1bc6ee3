import type { PlannedInvoice } from "prorata";
import { ofOrder } from "../documents";
import { corrects } from "../order";
import { dateEvent, record, sent, standing } from "../ordering";
import { format, text } from "../state";
import { Labelled } from "./Choice";
import { DateField } from "./Field";
import { Refusals } from "./Refusals";

/** What was invoiced, up to a day, and what is still to come. */
export function OrderBilling() {
  const t = text.value.order.billing;
  const { events } = record.value!;
  const { open, life, problems } = standing.value!;
  const awaited = [...new Set([...Object.keys(events), ...life.waiting.flatMap((item) => item.event ?? [])])];
  return (
    <section class="card order-card" id="billing" aria-labelledby="billing-title">
      <h2 id="billing-title">{t.title}</h2>
      <p class="remark">{ofOrder(record.value!.order.id).length > 0 ? t.byDocuments : t.hint} <b id="sent-count">{t.posted(sent.value.billed.length)}, {t.open(open.invoices.length)}.</b></p>
      <div class="order-fields">
        {awaited.map((event) => (
          <Labelled key={event} text={t.event(event)}>
            <DateField path={`/order/events/${event}`} label={t.event(event)} value={events[event]} placeholder={text.value.invoices.notYet} onText={(day) => dateEvent(event, day)} />
          </Labelled>
        ))}
      </div>
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
  const hasCorrections = lines.some(corrects);
  return (
    <tr class={hasCorrections ? "corrects" : ""}>
      <th scope="row">{day(date)}{hasCorrections && <small>{text.value.order.billing.corrections}</small>}</th>
      <td class="right">{amount(totals.net)}</td><td class="right muted">{amount(totals.tax)}</td><td class="right">{amount(totals.gross)}</td>
    </tr>
  );
}
