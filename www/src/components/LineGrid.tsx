import { addLine } from "../edits";
import { deal, outcome, text } from "../state";
import { Amount } from "./Amount";
import { DiscountList } from "./DiscountList";
import { Accounting, taxName, TaxWords } from "./InvoiceDetails";
import { LineRows } from "./LineRows";

export function LineGrid() {
  const t = text.value.lines;
  const { request } = deal.value;
  const { totals } = outcome.value.quote;
  return (
    <section class="lines card" aria-label={t.title}>
      <table class="line-grid">
        <thead>
          <tr>
            <th scope="col" class="number">#</th>
            <th scope="col">{t.product}</th>
            <th scope="col" class="right quantity">{t.quantity}</th>
            <th scope="col" class="right unit">{t.unit}</th>
            <th scope="col" class="right amount">{t.list}</th>
            <th scope="col" class="discounts">{t.discounts}</th>
            <th scope="col" class="right amount">{t.net}<small>{t.withTax}</small></th>
            <th class="tools"><span class="for-readers">{t.remove("")}</span></th>
          </tr>
        </thead>
        {request.lines.map((line, index) => <LineRows key={line.id} line={line} index={index} />)}
        <tfoot>
          <tr>
            <td />
            <td colSpan={3}>
              <select class="add-line" aria-label={t.add} value="" onChange={(event) => {
                addLine(event.currentTarget.value);
                event.currentTarget.value = "";
              }}>
                <option value="">+ {t.add}</option>
                {request.catalog.products.map((product) => <option key={product.id} value={product.id}>{product.name ?? product.id}</option>)}
              </select>
            </td>
            <td class="right result"><Amount path="/totals/list" name={t.list} value={totals.list} /></td>
            <td class="result discount-sum"><Amount path="/totals/discount" name={t.discounts} value={totals.discount} /></td>
            <td class="right result"><b><Amount path="/totals/net" name={t.net} value={totals.net} /></b></td>
            <td />
          </tr>
        </tfoot>
      </table>
      <div class="quote-discounts">
        <span class="label">{text.value.discounts.quote}</span>
        <DiscountList path="/discounts" discounts={request.discounts ?? []} withReason canBeAmount />
      </div>
      <Taxes />
    </section>
  );
}

/** The taxes of the whole quote, and its sums in the currency of the books. */
function Taxes() {
  const { taxes, totals } = outcome.value.quote;
  const t = text.value.invoices;
  if (taxes.length === 0 && !totals.accounting) return null;
  return (
    <div class="quote-taxes quote-result">
      <span class="label">{t.taxes}</span>
      {taxes.map((tax, index) => (
        <span key={index} class="one-tax">
          <TaxWords tax={tax}><Amount path={`/taxes/${index}/base`} name={`${taxName(tax)}, ${t.base}`} value={tax.base} /></TaxWords>{" = "}
          <Amount path={`/taxes/${index}/tax`} name={taxName(tax)} value={tax.tax} />
        </span>
      ))}
      {totals.accounting && <Accounting of={totals.accounting} />}
    </div>
  );
}
