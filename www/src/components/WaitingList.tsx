import type { WaitingItem } from "prorata";
import { giveEventDate } from "../edits";
import { at } from "../pointer";
import { deal, outcome, text } from "../state";
import { Amount } from "./Amount";
import { DateField } from "./Field";

/** What has no date yet, by event; a date given here makes invoices of it. */
export function WaitingList() {
  const t = text.value.invoices;
  const { waitingAtFirst } = outcome.value;
  if (waitingAtFirst.length === 0) return null;
  const events = [...new Set(waitingAtFirst.map((item) => item.event))];
  return (
    <section class="waiting plan-result" aria-label={t.waiting}>
      <h2>{t.waiting}</h2>
      <p class="remark">{t.waitingHint}</p>
      {events.map((event) => <EventGroup key={event ?? ""} event={event} items={waitingAtFirst.filter((item) => item.event === event)} />)}
    </section>
  );
}

function EventGroup({ event, items }: { event: string | undefined; items: WaitingItem[] }) {
  const t = text.value.invoices;
  const all = outcome.value.waitingAtFirst;
  const date = event === undefined ? undefined : deal.value.events[event];
  return (
    <details class={date ? "event dated" : "event"} open={items.length < 4 || undefined}>
      <summary>
        <span class="event-name">{event ?? t.byHand}</span>
        {event !== undefined && (
          <DateField path={at("events", event)} label={t.eventDate(event)} placeholder={t.notYet} value={date} onText={(day) => giveEventDate(event, day)} />
        )}
      </summary>
      <table>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.line} ${item.charge} ${item.item}`}>
              <th scope="row">{item.name}</th>
              <td class="right">
                <Amount of="quotePlan" path={`/waiting/${all.indexOf(item)}/net`} name={item.name} value={item.net} />
                {item.gross !== undefined && <small><Amount of="quotePlan" path={`/waiting/${all.indexOf(item)}/gross`} name={`${item.name}, ${t.gross}`} value={item.gross} /> {text.value.lines.withTax}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
