import { useState } from "preact/hooks";
import { isIntact, stateOf } from "../correcting";
import { documents, isDraft, type Kept } from "../documents";
import { openedDocument, showDocument } from "../shown";
import { format, text } from "../state";

const few = 12;

/** What is posted, the newest first: with its number, how it stands, and whether it is as it was posted. */
export function DocumentList() {
  const t = text.value.bills.documents;
  const [isWhole, setWhole] = useState(false);
  const all = documents.value.filter((own) => !isDraft(own)).reverse();
  const shown = isWhole || all.length <= few + 2 ? all : all.slice(0, few);
  return (
    <section class="card order-card" id="documents" aria-labelledby="documents-title">
      <h2 id="documents-title">{t.title} {all.length > 0 && <span class="badge">{all.length}</span>}</h2>
      {all.length === 0 ? <p class="remark">{t.none}</p> : (
        <table class="deltas plain">
          <thead><tr><th scope="col">{t.number}</th><th scope="col" class="extra">{t.date}</th><th scope="col">{t.state}</th><th scope="col" class="right">{t.total}</th></tr></thead>
          <tbody>{shown.map((own) => <OneDocument key={own.key} of={own} />)}</tbody>
        </table>
      )}
      {all.length > few + 2 && <button type="button" class="quiet all" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? text.value.order.preview.less : text.value.order.preview.more(all.length)}</button>}
    </section>
  );
}

function OneDocument({ of }: { of: Kept }) {
  const t = text.value.bills.documents;
  const { day, money } = format.value;
  const { key, invoice } = of;
  const state = stateOf(of);
  const number = invoice.number ?? "";
  return (
    <tr class={openedDocument.value?.key === key ? "chosen" : ""} data-document={number}>
      <th scope="row">
        <button type="button" class="quiet choose" title={t.open(number)} onClick={(event) => showDocument(key, event.currentTarget)}>{number}</button>
        <small>{text.value.bills.document.kinds[invoice.kind]}, {invoice.account?.name ?? invoice.orders.join(", ")}</small>
        <small class="on-phone">{day(invoice.date)}</small>
      </th>
      <td class="extra">{day(invoice.date)}</td>
      <td><span class={`tag state-${state}`}>{t.states[state]}</span> <Proof of={of} /></td>
      <td class="right">{money(invoice.totals.gross, invoice.currency)}</td>
    </tr>
  );
}

/** Whether a document is as it was posted: in shape, colour and words. */
export function Proof({ of }: { of: Kept }) {
  const t = text.value.bills.documents;
  return isIntact(of) ? <span class="proof" data-proof="intact">✓ {t.intact}</span> : <span class="proof bad" data-proof="changed">! {t.changed}</span>;
}
