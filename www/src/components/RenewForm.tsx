import type { RenewDiscounts } from "prorata";
import { toCount } from "../decimal-input";
import { renewDraft } from "../ordering";
import { endEarly } from "../orders";
import { openRenewal, renewal, writeTerm } from "../renewing";
import { text } from "../state";
import { Choice, Labelled } from "./Choice";
import { CountField, DateField, DecimalField, TextField } from "./Field";
import { Refusals } from "./Refusals";

const lasts = ["before", "months", "open"] as const;
const discounts = ["usual", "keep", "drop"] as const;

/** On which terms the order is renewed; the new quote is opened from here. */
export function RenewForm() {
  const t = text.value.order.renew;
  const { terms } = renewDraft.value;
  const { problems, isCurrent, renewal: own } = renewal.value!;
  return (
    <>
      <p class="remark">{t.hint}</p>
      <div class="order-fields">
        <Labelled text={t.prices}>
          <Choice id="renew-prices" label={t.prices} value={terms.prices ?? "same"} options={["same", "list"]} names={t.pricesAre} path="/renew/terms/prices" onPick={(picked) => writeTerm("/terms/prices", picked)} />
        </Labelled>
        <Percent of="uplift" name={t.uplift} label={t.upliftLabel} value={terms.uplift?.percent} />
        <Percent of="index" name={t.index} label={t.indexLabel} value={terms.index?.percent} />
        {terms.index && (
          <Labelled text={t.indexName}>
            <TextField path="/renew/terms/index/name" label={t.indexName} placeholder={t.indexPlaceholder} value={terms.index.name} onText={(typed) => writeTerm("/terms/index/name", typed || undefined)} />
          </Labelled>
        )}
        <Labelled text={t.discounts}>
          <Choice id="renew-discounts" label={`${t.discounts}. ${t.usualHint}`} value={terms.discounts ?? "usual"} options={discounts} names={t.discountsAre}
            onPick={(picked) => writeTerm("/terms/discounts", picked === "usual" ? undefined : (picked satisfies RenewDiscounts))} />
        </Labelled>
        <Labelled text={t.start}>
          <DateField path="/renew/terms/start" label={`${t.start}, ${t.startHint}`} placeholder={t.atEnd} value={terms.start} onText={(day) => writeTerm("/terms/start", day || undefined)} />
        </Labelled>
        <Duration />
      </div>
      <Refusals problems={problems} title={text.value.order.preview.problems} />
      <div class="amend-tools">
        <button type="button" class="primary" id="open-renewal" disabled={!own || !isCurrent} onClick={openRenewal}>{t.open}</button>
        {own?.amendment && <button type="button" id="end-early" title={t.endHint} disabled={!isCurrent} onClick={() => endEarly(own.amendment!)}>{t.end}</button>}
      </div>
      {own?.amendment && <p class="remark">{t.endHint}</p>}
    </>
  );
}

/** A rise in percent; an empty input is none. */
function Percent({ of, name, label, value }: { of: "uplift" | "index"; name: string; label: string; value: string | number | undefined }) {
  return (
    <Labelled text={name}>
      <DecimalField path={`/renew/terms/${of}/percent`} class="percent" label={label} placeholder="0" value={value}
        onText={(typed) => (typed ? writeTerm(`/terms/${of}/percent`, typed) : writeTerm(`/terms/${of}`, undefined))} /> {text.value.discounts.percent}
    </Labelled>
  );
}

function Duration() {
  const t = text.value.order.renew;
  const { term, end } = renewDraft.value.terms;
  const { through: _, terms: { term: __, end: ___, ...rest } } = renewDraft.value;
  const pick = (picked: (typeof lasts)[number]) =>
    writeTerm("/terms", { ...rest, ...(picked === "months" && { term: { count: 12, unit: "month" } }), ...(picked === "open" && { end: null }) });
  return (
    <Labelled text={t.duration}>
      <Choice id="renew-lasts" label={t.duration} value={term ? "months" : end === null ? "open" : "before"} options={lasts} names={t.lasts} onPick={pick} />
      {term && <CountField path="/renew/terms/term/count" class="count" label={t.months} value={term.count} onText={(typed) => writeTerm("/terms/term/count", toCount(typed))} />}
    </Labelled>
  );
}
