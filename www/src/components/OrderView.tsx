import { ofOrder } from "../documents";
import { draft, invoiceUpTo, record, standing, view } from "../ordering";
import { other, showOther } from "../orders";
import { format, text } from "../state";
import { AmendForm } from "./AmendForm";
import { AmendmentList } from "./AmendmentList";
import { AmendPreview } from "./AmendPreview";
import { Labelled } from "./Choice";
import { DateField } from "./Field";
import { OrderBilling } from "./OrderBilling";
import { OrderLines } from "./OrderLines";
import { RenewPreview } from "./RenewPreview";

/** An accepted order: what is in force, what was agreed since, and what a change would do. */
export function OrderView() {
  const own = record.value;
  if (!own || !standing.value) return null;
  return (
    <>
      <OrderHeader />
      <main class="work order-work">
        <div class="order-side">
          <OrderLines />
          <AmendForm />
          <AmendmentList />
          <OrderBilling />
        </div>
        {draft.value.kind === "renew" ? <RenewPreview /> : <AmendPreview />}
      </main>
    </>
  );
}

function OrderHeader() {
  const t = text.value.order;
  const { day, money } = format.value;
  const { order } = record.value!;
  const { life, open } = standing.value!;
  const next = open.invoices[0];
  const documents = ofOrder(order.id).length;
  const figures = [
    ["order-contract", life.open ? `${t.contract} ${t.through(day(life.through))}` : t.contract, life.totals.net],
    ["order-open", t.toInvoice, open.totals.net],
    ["order-next", next ? `${t.next} · ${day(next.date)}` : t.next, next?.totals.net],
  ] as const;
  return (
    <section class="deal-header order-header" aria-label={t.order}>
      <div class="deal-title">
        <span class="label">{t.order} {order.id}{order.accepted && `, ${t.acceptedOn(day(order.accepted))}`}</span>
        <h1>{order.quote.account?.name ?? text.value.untitled}</h1>
        {other.value && <button type="button" class="quiet other-order" id="other-order" onClick={showOther}>{t.renew.other(other.value.order.id)}</button>}
      </div>
      <div class="order-figures card">
        {documents > 0
          ? <button type="button" class="quiet link" id="order-documents" onClick={() => (view.value = "billing")}>{t.billing.documents(documents)}</button>
          : <Labelled text={t.billing.upTo}>
              <DateField path="/order/upTo" label={t.billing.upTo} value={record.value!.upTo} placeholder={t.billing.nothing} onText={invoiceUpTo} />
            </Labelled>}
        <dl>
          {figures.map(([id, name, value]) => (
            <div key={id} class="figure strong"><dt>{name}, {t.preview.net}</dt><dd id={id}>{value === undefined ? text.value.totals.none : money(value, life.currency)}</dd></div>
          ))}
        </dl>
      </div>
    </section>
  );
}
