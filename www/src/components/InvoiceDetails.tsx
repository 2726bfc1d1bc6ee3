import type { InvoiceLine, PlannedInvoice } from "prorata";
import { format, outcome, text } from "../state";

/** The lines of one invoice, each with why it is there, and the taxes. */
export function InvoiceDetails({ invoice }: { invoice: PlannedInvoice }) {
  const { amount, number } = format.value;
  return (
    <table class="invoice-lines">
      <tbody>
        {invoice.lines.map((line, index) => (
          <tr key={index}>
            <th scope="row">
              {line.name} {String(line.quantity) !== "1" && <span class="muted">× {number(line.quantity)}</span>}
              <small>{why(line)}</small>
            </th>
            <td class="right">{amount(line.net)}</td>
          </tr>
        ))}
        {invoice.taxes.map((tax) => (
          <tr key={tax.code} class="tax">
            <th scope="row">{text.value.invoices.taxOf(taxName(tax.code), amount(tax.base))}</th>
            <td class="right">{amount(tax.tax)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "Partial first period · 16/31 month · 16–31 Mar 2026" */
function why(line: InvoiceLine): string {
  const { days, number } = format.value;
  const t = text.value;
  const share = line.measure?.includes("/") ? line.measure : line.measure && number(line.measure);
  const unit = periodOf(line);
  const period = line.period && days(line.period.start, line.period.end);
  return [t.reasons[line.reason], share && `${share} ${unit ? t.units(unit, line.measure === "1" || line.measure?.includes("/") ? 1 : 2) : ""}`, period].filter(Boolean).join(" · ");
}

function periodOf(line: InvoiceLine) {
  const priced = outcome.value.quote.lines.find((candidate) => candidate.id === line.line);
  return priced?.charges.find((charge) => charge.charge === line.charge)?.per?.unit;
}

function taxName(code: string): string {
  return outcome.value.quote.request.taxes?.find((tax) => tax.code === code)?.name ?? code;
}
