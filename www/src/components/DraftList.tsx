import { documents, isDraft, type Kept } from "../documents";
import { discard, postDate, postDrafts, postProblems } from "../running";
import { openedDocument, showDocument } from "../shown";
import { format, text } from "../state";
import { Labelled } from "./Choice";
import { DateField } from "./Field";
import { Refusals } from "./Refusals";

/** What waits for a review: opened, thrown away, or posted. */
export function DraftList() {
  const t = text.value.bills.drafts;
  const all = documents.value.filter(isDraft);
  return (
    <section class="card order-card" id="drafts" aria-labelledby="drafts-title">
      <h2 id="drafts-title">{t.title} {all.length > 0 && <span class="badge">{all.length}</span>}</h2>
      {all.length === 0 && <p class="remark">{t.none}</p>}
      {all.length > 0 && <ul class="bill-rows">{all.map((own) => <OneDraft key={own.key} of={own} />)}</ul>}
      <Refusals problems={openedDocument.value && isDraft(openedDocument.value) ? [] : postProblems.value} title={t.refused} about={({ path }) => draftAt(all, path)} />
      {all.length > 0 && (
        <div class="order-fields">
          <Labelled text={t.postOn}><DateField path="/post/date" label={t.postOn} placeholder={t.asDrafted} value={postDate.value} onText={(day) => (postDate.value = day)} /></Labelled>
          <button type="button" class="primary" id="post-all" onClick={() => postDrafts(all.map(({ key }) => key))}>{t.postAll(all.length)}</button>
        </div>
      )}
    </section>
  );
}

/** Which of several drafts a problem is about. */
const draftAt = (all: Kept[], path: string): string | undefined => {
  const [, place] = /^\/drafts\/(\d+)/.exec(path) ?? [];
  const own = all.length > 1 && place !== undefined ? all[place as unknown as number] : undefined;
  return own && nameOf(own);
};

export const nameOf = ({ invoice }: Kept): string =>
  text.value.bills.drafts.of(text.value.bills.document.kinds[invoice.kind], invoice.account?.name ?? invoice.orders.join(", "));

function OneDraft({ of }: { of: Kept }) {
  const t = text.value.bills.drafts;
  const { day, money } = format.value;
  const { key, invoice } = of;
  const name = nameOf(of);
  const reference = `${invoice.orders.join(", ")}${invoice.corrects?.length ? ` · ${text.value.bills.document.corrects} ${invoice.corrects.join(", ")}` : ""}`;
  return (
    <li class={openedDocument.value?.key === key ? "chosen" : ""} data-draft={key}>
      <button type="button" class="bill-row" aria-label={t.review(`${name}, ${day(invoice.date)}`)} onClick={(event) => showDocument(key, event.currentTarget)}>
        <span><b>{name}</b><small>{day(invoice.date)} · {reference}</small></span>
        <span class="right"><b>{money(invoice.totals.gross, invoice.currency)}</b><small>{text.value.bills.run.net} {money(invoice.totals.net, invoice.currency)}</small></span>
      </button>
      <span class="row-tools">
        <button type="button" aria-label={t.postOf(name)} onClick={() => postDrafts([key])}>{t.post}</button>
        <button type="button" class="quiet remove" title={t.discardOf(name)} aria-label={t.discardOf(name)} onClick={() => discard(key)}>×</button>
      </span>
    </li>
  );
}
