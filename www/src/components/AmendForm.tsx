import type { CancelAt } from "prorata";
import { linesOf } from "../order";
import { addLine, clearDraft, commit, draft, preview, record, write } from "../ordering";
import { format, text } from "../state";
import { AmendLine } from "./AmendLine";
import { Choice, Labelled } from "./Choice";
import { DateField, TextField } from "./Field";
import { Refusals } from "./Refusals";

const kinds = ["change", "cancel"] as const;
const ats: CancelAt[] = ["now", "periodEnd"]; // what ends with its term needs no amendment

/** An amendment while it is written: changes of lines from a day on, or the end of the order. */
export function AmendForm() {
  const t = text.value.order.form;
  const { kind, effective, at, reason } = draft.value;
  const { amended, isCurrent, problems, otherOf } = preview.value;
  const on = kind === "cancel" ? t.cancelOn : t.effective;
  return (
    <section class="card order-card amend-form" aria-labelledby="amend-title">
      <div class="amend-head">
        <h2 id="amend-title">{t.title}</h2>
        <span class="languages" role="group" aria-label={t.kind}>
          {kinds.map((one) => <button key={one} type="button" id={`amend-${one}`} aria-pressed={kind === one} onClick={() => write("/kind", one)}>{t.kinds[one]}</button>)}
        </span>
      </div>
      <div class="order-fields">
        <Labelled text={on}>
          <DateField path="/draft/effective" label={`${on}, ${t.firstDay}`} value={effective} onText={(day) => write("/effective", day)} />
        </Labelled>
        {kind === "cancel" && (
          <Labelled text={t.at}>
            <Choice id="cancel-at" label={t.at} value={at} options={ats} names={t.ats} onPick={(picked) => write("/at", picked)} />
          </Labelled>
        )}
        <Labelled text={t.reason}>
          <TextField path="/draft/reason" label={t.reason} placeholder={t.reasonPlaceholder} value={reason} onText={(typed) => write("/reason", typed || undefined)} />
        </Labelled>
      </div>
      {kind === "change" && <Changes />}
      <Refusals problems={problems} title={text.value.order.preview.problems} about={otherOf} />
      <div class="amend-tools">
        <button type="button" class="primary" id="commit" disabled={!amended || !isCurrent} onClick={commit}>{t.commit}</button>
        <button type="button" id="clear" disabled={!amended && problems.length === 0} onClick={clearDraft}>{t.clear}</button>
        {amended && isCurrent && <span class="muted">{text.value.order.preview.contract} <b>{format.value.delta(amended.contract.delta, record.value!.order.quote.currency)}</b></span>}
      </div>
    </section>
  );
}

function Changes() {
  const t = text.value.order.form;
  const { order } = record.value!;
  return (
    <>
      <table class="amend-lines">
        <thead>
          <tr>
            <th scope="col">{t.line}</th><th scope="col">{t.quantity}</th><th scope="col">{t.price}</th><th scope="col">{t.percent}</th><th scope="col">{t.end}</th><th scope="col">{t.remove}</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(order).map((line) => <AmendLine key={line.id} line={line} own={draft.value.lines[line.id] ?? {}} at={["lines", line.id]} />)}
          {draft.value.added.map((line, place) => <AmendLine key={`new ${line.id}`} line={line} own={line} at={["added", place]} isNew />)}
        </tbody>
      </table>
      <select class="add-line" id="amend-add-line" aria-label={text.value.lines.add} value="" onChange={(event) => {
        addLine(event.currentTarget.value);
        event.currentTarget.value = "";
      }}>
        <option value="">+ {text.value.lines.add}</option>
        {order.quote.catalog.products.map((product) => <option key={product.id} value={product.id}>{product.name ?? product.id}</option>)}
      </select>
      <p class="remark">{t.untilStep}</p>
    </>
  );
}
