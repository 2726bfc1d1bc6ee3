import type { ComponentChildren } from "preact";
import type { Line } from "prorata";
import { inForce, type InForce, type Item } from "../in-force";
import { chargesOfProduct, linesOf, nameOf } from "../order";
import { draft, record, standing } from "../ordering";
import { format, text } from "../state";

/** The order's lines as they stand on the day of the amendment, and how their quantities go on. */
export function OrderLines() {
  const t = text.value.order.lines;
  const { order } = record.value!;
  const on = draft.value.effective;
  return (
    <section class="card order-card" id="in-force" aria-labelledby="in-force-title">
      <h2 id="in-force-title">{t.title} <span class="muted">{on && t.on(format.value.day(on))}</span></h2>
      <table class="in-force">
        <thead><tr><th scope="col">{t.line}</th><th scope="col" class="right">{t.quantity}</th><th scope="col" class="extra">{t.period}</th><th scope="col" class="right">{t.net}</th></tr></thead>
        {linesOf(order).map((line) => <OneLine key={line.id} line={line} on={on} />)}
      </table>
    </section>
  );
}

function OneLine({ line, on }: { line: Line; on: string }) {
  const { order } = record.value!;
  const own = inForce(standing.value!.life, line.id, on);
  const name = nameOf(order, line);
  const names = new Map(chargesOfProduct(order, line.product).map((charge) => [charge.id, charge.name ?? charge.id]));
  if (own.length === 0) return <tbody><tr class="gone"><th scope="row">{name}</th><td colSpan={3} class="muted">{text.value.order.lines.none}</td></tr></tbody>;
  return (
    <tbody data-line={line.id}>
      {own.map((each) => <OneCharge key={each.charge} of={each} name={own.length > 1 ? `${name}, ${names.get(each.charge) ?? each.charge}` : name} />)}
    </tbody>
  );
}

const few = 3;

function OneCharge({ of: { items, stretches }, name }: { of: InForce; name: string }) {
  const t = text.value.order.lines;
  const { number, day } = format.value;
  const steps = stretches.length > 1 && <small>{stretches.map((one) => `${number(one.quantity)} ${t.from} ${day(one.first)}`).join(" · ")}</small>;
  if (items.length === 0) return <tr class="gone"><th scope="row">{name}{steps}</th><td colSpan={3}>{t.none}</td></tr>;
  return (
    <>
      {items.slice(0, few).map((item, place) => <OneItem key={place} of={item} name={items.length > 1 ? item.name : name}>{steps}</OneItem>)}
      {items.length > few && <tr class="gone"><td colSpan={4}>{t.more(items.length - few)}</td></tr>}
    </>
  );
}

function OneItem({ of: item, name, children }: { of: Item; name: string; children: ComponentChildren }) {
  const t = text.value.order.lines;
  const { number, amount, day, days } = format.value;
  const when = item.first ? days(item.first, item.last!) : item.date ? day(item.date) : item.event ? t.waits(item.event) : t.byHand;
  return (
    <tr>
      <th scope="row">{name}{children}<small class="on-phone">{when}</small></th>
      <td class="right">{number(item.quantity)}</td>
      <td class="extra muted">{when}</td>
      <td class="right">{amount(item.net)}</td>
    </tr>
  );
}
