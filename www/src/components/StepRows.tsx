import type { Line, Segment } from "prorata";
import { edit, removeStep, startLine } from "../edits";
import { at } from "../pointer";
import { deal, format, outcome, text } from "../state";
import { DiscountList } from "./DiscountList";
import { DateField, DecimalField } from "./Field";

/** The steps of a ramp: from a date on, another quantity, discount or price. */
export function StepRows({ line, index, name }: { line: Line; index: number; name: string }) {
  const t = text.value.lines;
  return (
    <>
      {line.segments?.map((step, number) => {
        const path = at("lines", index, "segments", number);
        const setStart = (day: string) => (number === 0 ? startFirst(index, day) : edit(`${path}/start`, day));
        return (
          <tr class="step" key={number}>
            <td />
            <td class="step-start">
              <span class="muted">{t.from}</span>
              <DateField path={`${path}/start`} column="start" label={t.stepStart(name)} class="subtle" value={step.start} onText={setStart} />
            </td>
            <td class="right quantity">
              <DecimalField path={`${path}/quantity`} column="quantity" label={t.quantityOf(name)} value={step.quantity} placeholder={String(line.quantity ?? 1)}
                onText={(typed, wasEmpty) => edit(`${path}/quantity`, typed === "" && wasEmpty ? undefined : typed)} />
            </td>
            <td class="right unit muted">{agreedPrice(step)}</td>
            <td />
            <td class="discounts"><DiscountList path={`${path}/discounts`} discounts={step.discounts ?? []} /></td>
            <td />
            <td class="tools">
              {number > 0 && <button type="button" class="quiet remove" title={t.removeStep} aria-label={t.removeStep} onClick={() => removeStep(index, number)}>×</button>}
            </td>
          </tr>
        );
      })}
    </>
  );
}

/** A ramp begins when its line does: its first date is the line's, or the quote's where the line has none. */
function startFirst(index: number, day: string): void {
  const { start } = deal.value.request.lines[index] ?? {};
  if (day || start) startLine(index, day);
}

/** The price that a step agrees on, where it has one of its own. */
function agreedPrice(step: Segment): string {
  const price = step.charges?.[0]?.price;
  if (price?.model === "percentOf") return text.value.percent(format.value.number(price.percent));
  const agreed = price?.model === "perUnit" ? price.unitPrice : price?.model === "flat" ? price.amount : undefined;
  return agreed === undefined ? "" : format.value.price(String(agreed), outcome.value.quote.totals.net);
}
