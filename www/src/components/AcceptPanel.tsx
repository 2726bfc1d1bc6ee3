import { accept, ordering, writeOrdering } from "../orders";
import { deal, outcome, text } from "../state";
import { nameOfLine } from "../order";
import { Labelled, Tick } from "./Choice";
import { DateField, TextField } from "./Field";

/** What of the quote is ordered, under which id and from which day, where it is not all as quoted. */
export function AcceptPanel() {
  const t = text.value.order.ordering;
  const asked = ordering.value;
  if (!asked) return null;
  const { quote, problems } = outcome.value;
  const all = deal.value.request.lines;
  const chosen = new Set(asked.lines ?? all.filter((line) => !line.optional).map((line) => line.id));
  const ids = all.map((line) => line.id);
  const choose = (id: string, isOn: boolean) => writeOrdering("/lines", ids.filter((own) => (own === id ? isOn : chosen.has(own))));
  return (
    <section class="card order-card accept-panel" id="accept-panel" aria-labelledby="accept-title">
      <h2 id="accept-title">{t.title}</h2>
      <div class="order-fields">
        <Labelled text={t.id}>
          <TextField path="/ordering/id" label={t.id} placeholder={quote.id ?? "1"} value={asked.id} onText={(typed) => writeOrdering("/id", typed || undefined)} />
        </Labelled>
        <Labelled text={t.start}>
          <DateField path="/ordering/start" label={`${t.start}, ${t.startHint}`} placeholder={t.asQuoted} value={asked.start} onText={(day) => writeOrdering("/start", day || undefined)} />
        </Labelled>
      </div>
      <fieldset class="ordered-lines">
        <legend class="label">{t.lines}</legend>
        {all.map((line) => <Tick key={line.id} id={`order-line-${line.id}`} text={`${nameOfLine(deal.value.request, line)}${line.optional ? `, ${t.option}` : ""}`} isOn={chosen.has(line.id)} onTick={(isOn) => choose(line.id, isOn)} />)}
      </fieldset>
      <p class="remark">{t.startHint}</p>
      <div class="amend-tools"><button type="button" class="primary" id="accept-part" disabled={problems.length > 0 || !ids.some((id) => chosen.has(id))} onClick={() => accept({ ...asked, ...(asked.lines && { lines: ids.filter((id) => chosen.has(id)) }) })}>{t.accept}</button></div>
    </section>
  );
}
