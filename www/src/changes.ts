// A change of an amendment in words.
import type { Change, Order } from "prorata";
import { linesOf, nameOf } from "./order";
import { format, text } from "./state";

/** "Pro seat: quantity 65, discount 10%" */
export function changeInWords(order: Order, { line, set, add, addLine, removeLine, setPlan }: Change): string {
  const t = text.value.order.amendments;
  const { number, delta, price, day } = format.value;
  const named = (id: string) => {
    const own = linesOf(order).find((one) => one.id === id);
    return own ? nameOf(order, own) : id;
  };
  if (addLine) return t.added(nameOf(order, addLine), number(addLine.quantity ?? "1"));
  if (removeLine !== undefined) return t.ends(named(removeLine));
  if (setPlan) return t.plan(setPlan.id);
  const parts = [
    add?.quantity !== undefined && t.set.add(delta(String(add.quantity))),
    set?.quantity !== undefined && t.set.quantity(number(set.quantity)),
    set?.unitPrice !== undefined && t.set.price(price(String(set.unitPrice), "0.00")),
    set?.price && t.set.price(text.value.models[set.price.model]),
    set?.discounts && t.set.percent(set.discounts.map((one) => text.value.percent(number(one.percent ?? "0"))).join(" + ")),
    set?.end && t.set.end(day(set.end)),
    set?.end === null && t.set.open,
    (set?.billDay === "last" || typeof set?.billDay === "number") && t.set.billDay(set.billDay),
    set?.paused !== undefined && (set.paused ? t.set.paused : t.set.resumed),
    set?.billing && t.set.billing,
  ];
  return `${named(line ?? "")}: ${parts.filter(Boolean).join(", ")}`;
}
