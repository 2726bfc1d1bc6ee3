import { documents } from "../documents";
import { record, view, type View } from "../ordering";
import { accept, ordering } from "../orders";
import { outcome, text } from "../state";

const views: View[] = ["quote", "order", "billing"];

/** From the quote to its order: accepts it, and goes to and fro between both. */
export function ViewSwitch() {
  const t = text.value.order;
  const canAccept = outcome.value.problems.length === 0;
  return (
    <>
      {view.value === "quote" && <button type="button" class="primary" id="accept" title={t.acceptTitle} disabled={!canAccept} onClick={() => accept()}>{t.accept}</button>}
      {view.value === "quote" && <button type="button" id="accept-options" title={t.ordering.open} aria-label={t.ordering.open} aria-expanded={ordering.value !== undefined} onClick={() => (ordering.value = ordering.value ? undefined : {})}>⋯</button>}
      {(record.value || documents.value.length > 0) && (
        <span class="languages views" role="group" aria-label={t.view}>
          {views.filter((one) => one !== "order" || record.value).map((one) => <button key={one} type="button" id={`view-${one}`} aria-pressed={view.value === one} onClick={() => (view.value = one)}>{t.views[one]}</button>)}
        </span>
      )}
    </>
  );
}
