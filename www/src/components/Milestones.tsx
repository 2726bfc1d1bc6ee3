import type { WaitingItem } from "prorata";
import { grouped } from "../order";
import { change } from "../orders";
import { reach, run, type Standing } from "../running";
import { current, showDocument } from "../shown";
import { format, text } from "../state";
import { worthOf } from "../timeline";
import { Labelled } from "./Choice";
import { DateField, TextField } from "./Field";
import { HoldForm } from "./HoldForm";

/** What of the chosen order waits: for an event, for a person, or because it is on hold. */
export function Milestones() {
  const t = text.value.bills;
  const standing = current.value;
  if (!standing) return null;
  const { own: { order, events, batch, tags }, open } = standing;
  const waiting = grouped(open?.waiting ?? [], (item) => item.event ?? "");
  const names = [...new Set([...Object.keys(events), ...waiting.map(([event]) => event)])].filter(Boolean);
  const byHand = waiting.find(([event]) => event === "")?.[1] ?? [];
  return (
    <section class="card order-card" id="milestones" aria-labelledby="milestones-title">
      <h2 id="milestones-title">{t.waits.of(order.id)}</h2>
      {names.length === 0 && byHand.length === 0 && <p class="remark">{t.waits.none}</p>}
      {names.map((event) => <OneEvent key={`${order.id} ${event}`} of={standing} event={event} items={waiting.find(([own]) => own === event)?.[1] ?? []} />)}
      {byHand.length > 0 && <div class="one-event"><p><b>{t.waits.byHand}</b></p><Items of={byHand} order={order.id} /></div>}
      <HoldForm of={standing} />
      <div class="order-fields">
        <Labelled text={t.orders.batch}><TextField path={`/orders/${order.id}/batch`} label={t.orders.batch} value={batch} size={10} onText={(typed) => change(order.id, (own) => ({ ...own, batch: typed || undefined }))} /></Labelled>
        <Labelled text={t.orders.tags}><TextField path={`/orders/${order.id}/tags`} label={t.orders.tags} value={tags?.join(", ")} size={24} onText={(typed) => change(order.id, (own) => ({ ...own, tags: tagsOf(typed) }))} /></Labelled>
      </div>
    </section>
  );
}

function tagsOf(typed: string): string[] | undefined {
  const all = typed.split(",").map((one) => one.trim()).filter(Boolean);
  return all.length > 0 ? [...new Set(all)] : undefined;
}

function OneEvent({ of: { own: { order, events } }, event, items }: { of: Standing; event: string; items: WaitingItem[] }) {
  const t = text.value.bills.waits;
  return (
    <div class="one-event" data-event={event}>
      <p>
        <b>{event}</b>
        <span class="controls"><span class="label" aria-hidden="true">{t.reachedOn}</span>
          <DateField path={`/orders/${order.id}/events/${event}`} label={t.reached(event)} placeholder={t.notYet} value={events[event]} onText={(day) => reach(order.id, event, day)} />
        </span>
      </p>
      <Items of={items} order={order.id} />
    </div>
  );
}

const few = 3;

function Items({ of, order }: { of: WaitingItem[]; order: string }) {
  const t = text.value.bills.waits;
  const { money } = format.value;
  const { currency } = current.value!.own.order.quote;
  const bill = (items: WaitingItem[]) => {
    const [first] = run(items.map(({ line, charge, item }) => ({ order, line, charge, ...(item === undefined ? { waiting: true } : { item }) })));
    if (first) showDocument(first.key);
  };
  if (of.length === 0) return null;
  const table = (
    <table class="deltas plain">
      <tbody>
        {of.map((item) => (
          <tr key={`${item.line} ${item.charge} ${item.item}`}>
            <th scope="row">{item.name}<small>{text.value.reasons[item.reason]}</small></th>
            <td class="right">{money(item.released ?? item.net, currency)}</td>
            <td class="right tools"><button type="button" class="quiet link" aria-label={t.nowOf(item.name)} onClick={() => bill([item])}>{t.now}</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (of.length <= few) return table;
  return (
    <>
      <p class="event-sum"><span class="muted">{t.items(of.length)} <b>{money(worthOf(of, currency), currency)}</b></span> <button type="button" class="quiet link" onClick={() => bill(of)}>{t.allNow}</button></p>
      <details class="to-come"><summary>{t.show}</summary>{table}</details>
    </>
  );
}
