import type { AccountingAmount, InvoiceLine, PlannedInvoice, TaxAmount } from "prorata";
import type { ComponentChildren } from "preact";
import { format, outcome, text } from "../state";
import { Amount } from "./Amount";

/** The lines of one invoice, each with why it is there, what was deposited or is withheld, and the taxes. */
export function InvoiceDetails({ invoice, index }: { invoice: PlannedInvoice; index: number }) {
  const t = text.value.invoices;
  const { number } = format.value;
  const at = `/invoices/${index}`;
  const held = invoice.retained !== undefined || invoice.released !== undefined;
  return (
    <table class="invoice-lines">
      <tbody>
        {invoice.lines.map((line, place) => (
          <Row key={place} path={`${at}/lines/${place}/net`} name={line.name} value={line.net} under={line.gross !== undefined && (
            <small><Amount of="plan" path={`${at}/lines/${place}/gross`} name={`${line.name}, ${t.gross}`} value={line.gross} /> {text.value.lines.withTax}</small>
          )}>
            {line.name} {String(line.quantity) !== "1" && <span class="muted">× {number(line.quantity)}</span>}
            <small>{why(line)}</small>
          </Row>
        ))}
        {invoice.deposits?.map((deposit, place) => (
          <Row key={place} path={`${at}/deposits/${place}/net`} name={deposit.name} value={deposit.net}>{deposit.name}<small>{text.value.reasons[deposit.reason]}</small></Row>
        ))}
        {invoice.taxes.map((tax, place) => (
          <Row key={place} class="tax" path={`${at}/taxes/${place}/tax`} name={taxName(tax)} value={tax.tax}>
            <TaxWords tax={tax}><Amount of="plan" path={`${at}/taxes/${place}/base`} name={`${taxName(tax)}, ${t.base}`} value={tax.base} /></TaxWords>
          </Row>
        ))}
        {invoice.retained !== undefined && <Row class="tax" path={`${at}/retained`} name={t.retained} value={invoice.retained}>{t.retained}</Row>}
        {invoice.released !== undefined && <Row class="tax" path={`${at}/released`} name={t.released} value={invoice.released}>{t.released}</Row>}
        {held && <Row path={`${at}/payable`} name={t.payable} value={invoice.payable}><b>{t.payable}</b></Row>}
        {invoice.accounting && <tr class="tax"><td colSpan={2}><Accounting of={invoice.accounting} /></td></tr>}
      </tbody>
    </table>
  );
}

interface RowProps { path: string; name: string; value: string; class?: string; under?: ComponentChildren; children: ComponentChildren }

const Row = ({ path, name, value, class: own, under, children }: RowProps) => (
  <tr class={own}>
    <th scope="row">{children}</th>
    <td class="right"><Amount of="plan" path={path} name={name} value={value} />{under}</td>
  </tr>
);

/** "GST 5% on 7,545.44", and why there is no tax where there is none. */
export const TaxWords = ({ tax, children }: { tax: TaxAmount; children: ComponentChildren }) => (
  <>{taxName(tax)} {text.value.invoices.on} {children}{tax.reason && <small>{tax.reason}</small>}</>
);

/** What the sums are in the currency of the books; the rate was given, not made here. */
export function Accounting({ of: { currency, rate, date, source, net, tax, gross } }: { of: AccountingAmount }) {
  const { money, number, day } = format.value;
  const t = text.value.totals;
  const sums = [[t.net, net], [t.tax, tax], [t.gross, gross]] as const;
  return (
    <small class="accounting">
      {text.value.invoices.books(currency, number(rate), [source, day(date)].filter(Boolean).join(", "))}{" "}
      {sums.map(([name, sum]) => <span key={name}>{name} {money(sum, currency)} </span>)}
    </small>
  );
}

/** "Partial first period · 16/31 month · 16–31 Mar 2026" */
function why(line: InvoiceLine): string {
  const period = line.period && format.value.days(line.period.start, line.period.end);
  return [text.value.reasons[line.reason], measureInWords(line), period, line.estimated && text.value.invoices.estimated].filter(Boolean).join(" · ");
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

/** A tax's own name; of a part, its name and rate. */
export function taxName({ code, part, percent }: TaxAmount): string {
  if (part !== undefined) return `${part} ${text.value.percent(format.value.number(percent))}`;
  return outcome.value.quote.request.taxes?.find((tax) => tax.code === code)?.name ?? code;
}
