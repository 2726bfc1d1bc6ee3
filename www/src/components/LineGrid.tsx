import { addLine } from "../edits";
import { deal, format, outcome, text } from "../state";
import { DiscountList } from "./DiscountList";
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
            <th scope="col" class="right amount">{t.net}</th>
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
            <td class="right result">{format.value.amount(totals.list)}</td>
            <td class="result discount-sum">{format.value.amount(totals.discount)}</td>
            <td class="right result"><b>{format.value.amount(totals.net)}</b></td>
            <td />
          </tr>
        </tfoot>
      </table>
      <div class="quote-discounts">
        <span class="label">{text.value.discounts.quote}</span>
        <DiscountList path="/discounts" discounts={request.discounts ?? []} withReason canBeAmount />
      </div>
    </section>
  );
}
