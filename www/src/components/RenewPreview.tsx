import type { LeftLine, Renewal, RenewedCharge } from "prorata";
import { labelOf, linesOf, nameOf } from "../order";
import { latest, record, today } from "../ordering";
import { renewal } from "../renewing";
import { format, text } from "../state";
import { Announcement } from "./Announcement";
import { Corrections } from "./Corrections";
import { DeltaRows, DeltaTable } from "./DeltaTable";
import { Due } from "./Due";
import { ForecastTable } from "./ForecastTable";

/** What the renewal costs, line by line, what an early one gives back, and how it would go on. */
export function RenewPreview() {
  const t = text.value.order.renew;
  const { renewal: own, forecast, isCurrent } = renewal.value!;
  return (
    <section class={isCurrent ? "card panel amend-preview" : "card panel amend-preview old"} id="renewal" aria-labelledby="renewal-title">
      <h2 id="renewal-title">{t.preview}</h2>
      <div class="preview-body">
        {!isCurrent && own && <p class="remark old-note">{t.old}</p>}
        {own ? <NewQuote of={own} /> : <p class="remark">{t.none}</p>}
        {own && forecast && <ForecastTable of={forecast} />}
      </div>
    </section>
  );
}

function NewQuote({ of: { quote, lines, left, monthly, amended, amendment } }: { of: Renewal }) {
  const t = text.value.order.renew;
  const { money, delta, day } = format.value;
  const { currency, start, end, totals } = quote;
  const order = record.value!.order;
  const net = money(totals.net, currency);
  const each = money(monthly.after, currency);
  return (
    <>
      <h3>{quote.id}, {end ? t.from(day(start), day(end)) : t.openFrom(day(start))}</h3>
      <dl class="contract-change">
        <div class="figure strong"><dt>{t.newNet}{!end && totals.through && ` ${text.value.order.through(day(totals.through))}`}</dt><dd id="renewal-net">{net}</dd></div>
        <div class="figure strong"><dt>{t.monthly}</dt><dd><span id="monthly-before" class="muted">{money(monthly.before, currency)}</span> → <span id="monthly-after">{each}</span></dd></div>
        <div class="figure strong"><dt>{text.value.order.preview.delta}</dt><dd id="monthly-delta">{delta(monthly.delta, currency)}</dd></div>
      </dl>
      <Announcement words={t.announce(net, each)} />
      <DeltaTable id="renewed-lines" caption={t.lines} head={t.period}>
        {lines.filter((one) => one.charges.length > 0).map((one) => (
          <DeltaRows key={one.line} title={`${nameOf(order, { ...linesOf(order).find((own) => own.id === one.line), product: one.product })} × ${format.value.number(one.quantity)}`}
            rows={one.charges.map((charge) => ({ ...charge, head: headOf(one.line, charge, one.charges.length > 1) }))} />
        ))}
      </DeltaTable>
      {left.length > 0 && <Left lines={left} />}
      {amended && amendment && (
        <>
          <h3>{t.early}</h3>
          <Due of={amended} on={latest(today.value, amendment.effective)} />
          <Corrections of={amended} />
        </>
      )}
    </>
  );
}

/** "month", or the charge and "month" where there are several. */
function headOf(line: string, { charge, per }: RenewedCharge, isOneOfMany: boolean): string {
  const t = text.value;
  const count = per?.count ?? 1;
  const period = !per ? t.order.renew.once : count === 1 ? t.units(per.unit, 1) : `${count} ${t.units(per.unit, count)}`;
  return isOneOfMany ? `${labelOf(record.value!.order, line, charge)}, ${period}` : period;
}

function Left({ lines }: { lines: LeftLine[] }) {
  const t = text.value.order.renew;
  const { order } = record.value!;
  return (
    <details class="to-come" id="not-renewed">
      <summary>{t.notRenewed} <span class="badge">{lines.length}</span></summary>
      <ul class="left-lines">
        {lines.map(({ line, reason }) => {
          const own = linesOf(order).find((one) => one.id === line);
          return <li key={line}>{own ? nameOf(order, own) : line} <span class="muted">{t.left[reason]}</span></li>;
        })}
      </ul>
    </details>
  );
}
