import type { ComponentChildren } from "preact";
import type { DocumentLine, DocumentTax, Invoice } from "prorata";
import { chargesOfProduct, productOf } from "../order";
import { allOrders } from "../orders";
import { format, text } from "../state";

/** The lines of a document, each with its days and why it is there; then deposits, taxes, and what is to be paid. */
export function DocumentLines({ of }: { of: Invoice }) {
  const t = text.value.bills.document;
  const { amount, money } = format.value;
  const { lines, deposits = [], taxes, totals, currency, accounting } = of;
  const isOut = of.amountDue.startsWith("-");
  const rest: [string, string | undefined][] = [
    [t.retained, of.retained], [t.released, of.released], [t.rounding, of.rounding],
    [t.payable, of.payable === of.amountDue ? undefined : of.payable], [t.creditUsed, of.creditUsed], [t.creditMade, of.creditMade],
  ];
  return (
    <table class="deltas plain document-lines">
      <thead><tr><th scope="col">{t.line}</th><th scope="col" class="right">{t.net}</th><th scope="col" class="right extra">{t.tax}</th></tr></thead>
      <tbody>{lines.map((line, place) => <OneLine key={place} of={line} isShared={of.orders.length > 1} />)}</tbody>
      {deposits.length > 0 && (
        <tbody>
          <tr class="group"><th scope="rowgroup" colSpan={3}>{t.deposits}</th></tr>
          {deposits.map((own, place) => <tr key={place}><th scope="row">{own.name}<small>{text.value.reasons[own.reason]}</small></th><td class="right">{amount(own.net)}</td><td class="right muted extra">{amount(own.tax)}</td></tr>)}
        </tbody>
      )}
      <tbody class="document-sums">
        <Sum name={t.net} value={amount(totals.net)} id="document-net" isStrong />
        {taxes.map((tax, place) => <Sum key={place} name={<>{taxName(tax, of)} {t.on} {amount(tax.base)}{tax.reason && <small>{tax.reason}</small>}</>} value={amount(tax.tax)} />)}
        <Sum name={t.gross} value={amount(totals.gross)} id="document-gross" isStrong />
        {rest.map(([name, value]) => value !== undefined && <Sum key={name} name={name} value={amount(value)} />)}
        <Sum name={isOut ? t.paidOut : t.amountDue} value={money(of.amountDue, currency)} id="document-due" isStrong />
        {accounting && <Sum name={<>{t.books(accounting.currency, format.value.number(accounting.rate), format.value.day(accounting.date))}</>} value={money(accounting.gross, accounting.currency)} />}
      </tbody>
    </table>
  );
}

interface SumProps { name: ComponentChildren; value: string; id?: string; isStrong?: boolean }

const Sum = ({ name, value, id, isStrong }: SumProps) => (
  <tr class={isStrong ? "strong" : "muted"}><th scope="row">{name}</th><td class="right" id={id}>{value}</td><td class="extra" /></tr>
);

function OneLine({ of: line, isShared }: { of: DocumentLine; isShared: boolean }) {
  const t = text.value.bills.document;
  const { amount, number } = format.value;
  // What is given back by a change is told with the quantity in force since.
  const quantity = line.quantity !== undefined && String(line.quantity) !== "1" && line.reason !== "credit" && number(line.quantity);
  const names: Record<string, { name: string }> = text.value.policy.switches;
  const isBack = line.reason === "credit" || line.reason === "correction";
  return (
    <tr class={isBack ? "corrects" : ""} data-reason={line.reason}>
      <th scope="row">
        {line.name} {quantity && <span class="muted">{t.quantity(quantity)}</span>}
        <small>{whyOf(line)}</small>
        {line.note && <small class="note">“{line.note}”</small>}
        {isShared && <small>{line.order}</small>}
        {(line.retained ?? line.released) !== undefined && <small>{line.retained !== undefined ? `${t.retained} ${amount(line.retained)}` : `${t.released} ${amount(line.released!)}`}</small>}
        {line.decidedBy && line.decidedBy.length > 0 && <details class="why-amount"><summary>{text.value.order.preview.why}</summary><small>{text.value.order.preview.decidedBy} {line.decidedBy.map((one) => names[one]?.name ?? one).join(", ")}</small></details>}
      </th>
      <td class="right">{amount(line.net)}{line.price !== undefined && <small>{amount(line.price)} {text.value.lines.withTax}</small>}</td>
      <td class="right muted extra">{amount(line.tax)}</td>
    </tr>
  );
}

/** "Partial first period · 16/31 month · 16–31 Mar 2026" */
function whyOf(line: DocumentLine): string {
  const period = line.period && format.value.days(line.period.start, line.period.end);
  return [text.value.reasons[line.reason], measureOf(line), period, line.estimated && text.value.invoices.estimated].filter(Boolean).join(" · ");
}

/** "16/31 month", by the price's own period. */
function measureOf({ measure, order, line, charge }: DocumentLine): string {
  if (!measure) return "";
  const own = allOrders.value.find((one) => one.order.id === order)?.order;
  const unit = own && chargesOfProduct(own, productOf(own, line ?? "")).find((one) => one.id === charge)?.per?.unit;
  const isPart = measure.includes("/");
  return `${isPart ? measure : format.value.number(measure)} ${unit ? text.value.units(unit, measure === "1" || isPart ? 1 : 2) : ""}`;
}

function taxName({ code, part, percent }: DocumentTax, { orders }: Invoice): string {
  if (part !== undefined) return `${part} ${text.value.percent(format.value.number(percent))}`;
  const own = allOrders.value.filter((one) => orders.includes(one.order.id)).flatMap((one) => one.order.quote.taxes ?? []);
  return own.find((tax) => tax.code === code)?.name ?? `${code} ${text.value.percent(format.value.number(percent))}`;
}
