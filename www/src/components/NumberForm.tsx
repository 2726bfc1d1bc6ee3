import type { NumberSeries, SeriesReset } from "prorata";
import { toCount } from "../decimal-input";
import { series } from "../documents";
import { writeSeries } from "../running";
import { text } from "../state";
import { Choice, Labelled } from "./Choice";
import { CountField, TextField } from "./Field";

const resets: SeriesReset[] = ["never", "year", "month"];

/** How numbers are written, and which comes next. */
export function NumberForm() {
  const t = text.value.bills.series;
  return (
    <details class="card order-card" id="numbers">
      <summary>{t.title} <span class="muted">{series.value.flatMap((own) => own.last?.number ?? []).join(", ")}</span></summary>
      {series.value.map((own, place) => <OneSeries key={own.id} of={own} place={place} />)}
      <p class="remark">{t.hint}</p>
    </details>
  );
}

function OneSeries({ of, place }: { of: NumberSeries; place: number }) {
  const t = text.value.bills.series;
  const what = t.for[of.id] ?? of.id;
  const fieldOf = (field: "prefix" | "format") => (
    <Labelled text={t[field]}>
      <TextField path={`/series/${place}/${field}`} label={t.of(what, t[field])} value={of[field]} size={field === "prefix" ? 7 : 24} onText={(typed) => writeSeries(place, `/${field}`, typed)} />
    </Labelled>
  );
  return (
    <fieldset class="one-series">
      <legend>{what} <span class="muted">{of.last ? t.last(of.last.number) : t.first}</span></legend>
      <div class="order-fields">
        {fieldOf("prefix")}{fieldOf("format")}
        <Labelled text={t.reset}><Choice id={`series-${of.id}-reset`} label={t.of(what, t.reset)} value={of.reset ?? "never"} options={resets} names={t.resets} path={`/series/${place}/reset`} onPick={(picked) => writeSeries(place, "/reset", picked)} /></Labelled>
        {!of.last && <Labelled text={t.next}><CountField path={`/series/${place}/next`} class="count" label={t.of(what, t.next)} value={of.next} onText={(typed) => writeSeries(place, "/next", toCount(typed))} /></Labelled>}
      </div>
    </fieldset>
  );
}
