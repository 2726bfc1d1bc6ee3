import type { PricedLine } from "prorata";
import { format, text } from "../state";
import { Amount } from "./Amount";

/** The charges of a line, with what a price period costs, and the line's own sums. */
export function ChargeTable({ line, index }: { line: PricedLine; index: number }) {
  const t = text.value;
  const path = `/lines/${index}`;
  const sums = [["discount", t.totals.discount], ["net", t.totals.net], ["tax", t.totals.tax], ["gross", t.totals.gross]] as const;
  return (
    <table class="charges">
      <caption>{t.waterfall.charges}</caption>
      <thead>
        <tr><th scope="col">{t.waterfall.charge}</th><th scope="col" class="right">{t.waterfall.perPeriod}</th><th scope="col" class="right">{t.lines.list}</th><th scope="col" class="right">{t.lines.net}</th></tr>
      </thead>
      <tbody>
        {line.charges.map((charge, place) => {
          const own = `${path}/charges/${place}`;
          const name = charge.name ?? charge.charge;
          return (
            <tr key={charge.charge}>
              <th scope="row">{name}<small>{charge.kind === "usage" ? t.reasons.usage : `× ${format.value.number(charge.quantity)}`}</small></th>
              <td class="right">
                {charge.perPeriod !== undefined && <Amount path={`${own}/perPeriod`} name={`${name}, ${t.waterfall.perPeriod}`} value={charge.perPeriod} />}
                {charge.per && <small>{t.lines.perUnit(`${charge.per.count && charge.per.count > 1 ? `${charge.per.count} ` : ""}${t.units(charge.per.unit, charge.per.count ?? 1)}`)}</small>}
              </td>
              <td class="right"><Amount path={`${own}/list`} name={`${name}, ${t.lines.list}`} value={charge.list} /></td>
              <td class="right"><Amount path={`${own}/net`} name={`${name}, ${t.lines.net}`} value={charge.net} /></td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        {sums.map(([sum, name]) => (
          <tr key={sum}><th scope="row" colSpan={3}>{name}</th><td class="right"><Amount path={`${path}/${sum}`} name={name} value={line[sum]} /></td></tr>
        ))}
        {line.cost !== undefined && (
          <tr class="internal"><th scope="row" colSpan={3}>{t.totals.cost} · {t.totals.internal}</th><td class="right"><Amount path={`${path}/cost`} name={t.totals.cost} value={line.cost} /></td></tr>
        )}
      </tfoot>
    </table>
  );
}
