import type { Amendment, Problem } from "prorata";
import { changeInWords } from "../changes";
import { record, remove, stays } from "../ordering";
import { format, text } from "../state";

/** What was agreed since the order was accepted; what is not invoiced can be taken out again. */
export function AmendmentList() {
  const t = text.value.order.amendments;
  const all = record.value!.order.amendments ?? [];
  return (
    <section class="card order-card" id="amendments" aria-labelledby="amendments-title">
      <h2 id="amendments-title">{t.title} {all.length > 0 && <span class="badge">{all.length}</span>}</h2>
      {all.length === 0 ? <p class="remark">{t.none}</p> : <ol class="amendments">{all.map((one) => <OneAmendment key={one.id} of={one} />)}</ol>}
    </section>
  );
}

function OneAmendment({ of: { id, effective, reason, refund, changes } }: { of: Amendment }) {
  const t = text.value.order.amendments;
  const kept = stays.value.get(id);
  return (
    <li data-amendment={id}>
      <p><b>{id}</b> {t.from} {format.value.day(effective)}{reason && <span class="muted"> · {reason}</span>}{refund && <span class="muted"> · {t.refund}</span>}</p>
      <ul>{changes.map((change, place) => <li key={place}>{changeInWords(record.value!.order, change)}</li>)}</ul>
      {kept
        ? <><span class="tag">{isBilled(kept) ? t.billed : t.needed}</span><WhyItStays of={kept} /></>
        : <button type="button" class="quiet take-back" aria-label={t.remove(id)} onClick={() => remove(id)}>{t.takeBack}</button>}
    </li>
  );
}

/** An entry of what was billed has no other cause. */
const isBilled = ({ path }: Problem): boolean => path.startsWith("/billed");

/** The engine's sentence. */
function WhyItStays({ of: kept }: { of: Problem }) {
  const t = text.value.order.amendments;
  return <small class="stays" data-code={kept.code}>{t.stays} {text.value.problem(kept).message} {isBilled(kept) && t.amendBack}</small>;
}
