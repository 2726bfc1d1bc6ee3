import type { CancelAt, Unused } from "prorata";
import { clearDraft, commit, draft, preview, record, write } from "../ordering";
import { format, text } from "../state";
import { AmendLines } from "./AmendLines";
import { Choice, Labelled, Tick } from "./Choice";
import { DateField, TextField } from "./Field";
import { Refusals } from "./Refusals";
import { RenewForm } from "./RenewForm";

const kinds = ["change", "cancel", "renew"] as const;
const ats: CancelAt[] = ["now", "periodEnd", "termEnd"];
const unuseds: Unused[] = ["credit", "refund", "none"];

/** What is done with the order: changes of lines from a day on, its end, or its renewal. */
export function AmendForm() {
  const t = text.value.order.form;
  const { kind } = draft.value;
  return (
    <section class="card order-card amend-form" aria-labelledby="amend-title">
      <div class="amend-head">
        <h2 id="amend-title">{t.titles[kind]}</h2>
        <span class="languages" role="group" aria-label={t.kind}>
          {kinds.map((one) => <button key={one} type="button" id={`amend-${one}`} aria-pressed={kind === one} onClick={() => write("/kind", one)}>{t.kinds[one]}</button>)}
        </span>
      </div>
      {kind === "renew" ? <RenewForm /> : <Amendment />}
    </section>
  );
}

function Amendment() {
  const t = text.value.order.form;
  const { kind, effective, reason, refund } = draft.value;
  const { amended, isCurrent, problems, otherOf } = preview.value;
  const on = kind === "cancel" ? t.cancelOn : t.effective;
  return (
    <>
      <div class="order-fields">
        <Labelled text={on}>
          <DateField path="/draft/effective" label={`${on}, ${t.firstDay}`} value={effective} onText={(day) => write("/effective", day)} />
        </Labelled>
        {kind === "cancel" && <Cancelling />}
        <Labelled text={t.reason}>
          <TextField path="/draft/reason" label={t.reason} placeholder={t.reasonPlaceholder} value={reason} onText={(typed) => write("/reason", typed || undefined)} />
        </Labelled>
      </div>
      {kind === "change" && <AmendLines />}
      {kind === "change" && <Tick id="amend-refund" text={t.refund} isOn={refund ?? false} onTick={(isOn) => write("/refund", isOn || undefined)} />}
      <Refusals problems={problems} title={text.value.order.preview.problems} about={otherOf} />
      <div class="amend-tools">
        <button type="button" class="primary" id="commit" disabled={!amended || !isCurrent} onClick={commit}>{t.commit}</button>
        <button type="button" id="clear" disabled={!amended && problems.length === 0} onClick={clearDraft}>{t.clear}</button>
        {amended && isCurrent && <span class="muted">{text.value.order.preview.contract} <b>{format.value.delta(amended.contract.delta, record.value!.order.quote.currency)}</b></span>}
      </div>
    </>
  );
}

function Cancelling() {
  const t = text.value.order.form;
  const { at, unused } = draft.value;
  return (
    <>
      <Labelled text={t.at}>
        <Choice id="cancel-at" label={t.at} value={at} options={ats} names={t.ats} onPick={(picked) => write("/at", picked)} />
      </Labelled>
      {at !== "termEnd" && (
        <Labelled text={t.unused}>
          <Choice id="cancel-unused" label={t.unused} value={unused} options={unuseds} names={t.unuseds} onPick={(picked) => write("/unused", picked)} />
        </Labelled>
      )}
    </>
  );
}
