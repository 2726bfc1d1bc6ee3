import type { Forecast } from "prorata";
import { renewal, writeTerm } from "../renewing";
import { format, text } from "../state";
import { Labelled } from "./Choice";
import { DateField } from "./Field";

/** How the order would go on, renewed by itself again and again: never owed, and marked as such. */
export function ForecastTable({ of: { currency, renewals, net, through } }: { of: Forecast }) {
  const t = text.value.order.renew.forecast;
  const { money, amount, day, days } = format.value;
  return (
    <section class="forecast" id="forecast" aria-labelledby="forecast-title">
      <h2 id="forecast-title">{t.title} <span class="tag">{t.badge}</span></h2>
      <p class="remark">{t.hint}</p>
      <Labelled text={t.through}>
        <DateField path="/renew/through" label={`${t.title}, ${t.through}`} value={renewal.value!.through} onText={(typed) => writeTerm("/through", typed || undefined)} />
      </Labelled>
      {renewals.length === 0 ? <p class="remark">{t.none}</p> : (
        <table class="deltas">
          <thead><tr><th scope="col">{t.term}</th><th scope="col" class="right">{t.monthly}</th><th scope="col" class="right">{t.net}</th></tr></thead>
          <tbody>
            {renewals.map(({ id, from, end, monthly, net: own }) => (
              <tr key={id} data-forecast={id}><th scope="row">{end ? days(from, end) : `${day(from)}, ${t.open}`}<small>{id}</small></th><td class="right">{amount(monthly)}</td><td class="right">{own === null ? "—" : amount(own)}</td></tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">{t.invoiced(day(through))}, {text.value.order.preview.net}</th><td class="right" colSpan={2} id="forecast-net">{money(net, currency)}</td></tr></tfoot>
        </table>
      )}
    </section>
  );
}
