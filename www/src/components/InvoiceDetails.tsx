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
  const period = line.period && format.value.days(line.period.start, line.period.end);
  return [text.value.reasons[line.reason], measureInWords(line), period].filter(Boolean).join(" · ");
}

/** "16/31 month" */
export function measureInWords({ measure, ...line }: InvoiceLine): string {
  if (!measure) return "";
  const unit = periodOf(line);
  const part = measure.includes("/");
  return `${part ? measure : format.value.number(measure)} ${unit ? text.value.units(unit, measure === "1" || part ? 1 : 2) : ""}`;
}

function periodOf(line: Pick<InvoiceLine, "line" | "charge">) {
  const priced = outcome.value.quote.lines.find((candidate) => candidate.id === line.line);
  return priced?.charges.find((charge) => charge.charge === line.charge)?.per?.unit;
}

function taxName(code: string): string {
  return outcome.value.quote.request.taxes?.find((tax) => tax.code === code)?.name ?? code;
}
