import type { PlannedInvoice } from "prorata";
import { useState } from "preact/hooks";
import { format, outcome, text } from "../state";
import { Amount } from "./Amount";
import { InvoiceDetails } from "./InvoiceDetails";
import { WaitingList } from "./WaitingList";

export function InvoicesTab() {
  const t = text.value.invoices;
  const { plan } = outcome.value;
  const { day } = format.value;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set(["first"]));
  const isOpen = (invoice: PlannedInvoice, index: number) => opened.has(invoice.date) || (index === 0 && opened.has("first"));
  const toggle = (invoice: PlannedInvoice, index: number) => {
    const next = new Set(opened);
    if (isOpen(invoice, index)) [invoice.date, ...(index === 0 ? ["first"] : [])].forEach((key) => next.delete(key));
    else next.add(invoice.date);
    setOpened(next);
  };
  const yearOf = (invoice: PlannedInvoice | undefined) => invoice?.date.slice(0, 4);
  return (
    <>
      <WaitingList />
      <table class="invoices plan-result">
        <thead>
          <tr>
            <th scope="col">{t.date}</th><th scope="col" class="extra">{t.due}</th>
            <th scope="col" class="right">{t.net}</th><th scope="col" class="right extra">{t.tax}</th><th scope="col" class="right">{t.gross}</th>
          </tr>
        </thead>
        {plan.invoices.map((invoice, index) => (
          <tbody key={invoice.date} class="invoice" data-date={invoice.date}>
            {yearOf(invoice) !== yearOf(plan.invoices[index - 1]) && <tr class="year"><th colSpan={5} scope="rowgroup">{yearOf(invoice)}</th></tr>}
            <tr class="invoice-row">
              <td>
                <button type="button" class="quiet disclose" aria-expanded={isOpen(invoice, index)} aria-label={t.details(day(invoice.date))} onClick={() => toggle(invoice, index)}>{day(invoice.date)}</button>
              </td>
              <td class="muted extra">{day(invoice.due)}</td>
              <td class="right"><Sum of={invoice} index={index} sum="net" /></td>
              <td class="right muted extra"><Sum of={invoice} index={index} sum="tax" /></td>
              <td class="right"><b><Sum of={invoice} index={index} sum="gross" /></b></td>
            </tr>
            {isOpen(invoice, index) && <tr class="details"><td colSpan={5}><InvoiceDetails invoice={invoice} index={index} /></td></tr>}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th><td class="extra" />
            {(["net", "tax", "gross"] as const).map((sum) => (
              <td key={sum} class={sum === "tax" ? "right extra" : "right"}><Amount of="plan" path={`/totals/${sum}`} name={`${t.total}, ${t[sum]}`} value={plan.totals[sum]} /></td>
            ))}
          </tr>
        </tfoot>
      </table>
      {plan.open && <p class="remark">{t.open(day(plan.through))}</p>}
    </>
  );
}

function Sum({ of, index, sum }: { of: PlannedInvoice; index: number; sum: "net" | "tax" | "gross" }) {
  const name = `${format.value.day(of.date)}, ${text.value.invoices[sum]}`;
  return <Amount of="plan" path={`/invoices/${index}/totals/${sum}`} name={name} value={of.totals[sum]} />;
}
