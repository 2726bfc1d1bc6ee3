import { ofOrder } from "../documents";
import { forgetOrder, openRecord } from "../orders";
import { standings, type Standing } from "../running";
import { current, showTimeline } from "../shown";
import { format, text } from "../state";
import { billedNet } from "../timeline";
import { Refusals } from "./Refusals";

/** Every order: what is due next, what is billed, and what is to come. */
export function BillingOrders() {
  const t = text.value.bills.orders;
  const chosen = current.value?.own;
  return (
    <section class="card order-card" id="bill-list" aria-labelledby="bill-list-title">
      <h2 id="bill-list-title">{t.title} <span class="badge">{standings.value.length}</span></h2>
      <table class="deltas plain">
        <thead><tr><th scope="col">{t.order}</th><th scope="col" class="extra">{t.next}</th><th scope="col" class="right">{t.billed}</th><th scope="col" class="right">{t.toCome}</th></tr></thead>
        <tbody>{standings.value.map((one) => <OneOrder key={one.own.order.id} of={one} />)}</tbody>
      </table>
      {chosen && (
        <div class="amend-tools">
          <button type="button" id="bill-open-order" onClick={() => openRecord(chosen)}>{t.open} {chosen.order.id}</button>
          {ofOrder(chosen.order.id).length === 0 && <button type="button" class="quiet" id="bill-forget" onClick={() => forgetOrder(chosen.order.id)}>{t.forget}</button>}
        </div>
      )}
    </section>
  );
}

function OneOrder({ of }: { of: Standing }) {
  const t = text.value.bills.orders;
  const { day, money } = format.value;
  const { own: { order, holds = [] }, open, next, problems } = of;
  const isCurrent = current.value?.own.order.id === order.id;
  const when = next ? day(next) : t.nothing;
  const waiting = open?.waiting.length ?? 0;
  return (
    <tr class={isCurrent ? "chosen" : ""} data-order={order.id}>
      <th scope="row">
        <button type="button" class="quiet choose" aria-pressed={isCurrent} title={t.show(order.id)} onClick={() => showTimeline(order.id)}>{order.id}</button>
        {holds.length > 0 && <span class="tag">{t.held}</span>}
        <small>{order.quote.account?.name}</small>
        <small class="on-phone">{when}</small>
        {waiting > 0 && <small>{t.waits(waiting)}</small>}
        <Refusals problems={problems} />
      </th>
      <td class="extra">{when}</td>
      <td class="right" data-billed={order.id}>{money(billedNet(of), order.quote.currency)}</td>
      <td class="right" data-to-come={order.id}>{open && money(open.totals.net, order.quote.currency)}</td>
    </tr>
  );
}
