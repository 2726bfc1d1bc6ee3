import type { ComponentChildren } from "preact";
import { beginCorrection, correction, stateOf } from "../correcting";
import { isDraft, notesOf, numbered, type Kept } from "../documents";
import { discard, postDrafts, postProblems } from "../running";
import { showDocument, showTimeline } from "../shown";
import { format, text } from "../state";
import { CorrectForm } from "./CorrectForm";
import { DocumentLines } from "./DocumentLines";
import { Proof } from "./DocumentList";
import { Refusals } from "./Refusals";

/** One document: who, when, why, its lines and sums, and what can be done with it. */
export function DocumentPanel({ of }: { of: Kept }) {
  const t = text.value.bills.document;
  const { invoice, key } = of;
  const kind = t.kinds[invoice.kind];
  const state = stateOf(of);
  return (
    <section class="card panel amend-preview document" id="document" aria-labelledby="bill-panel-title" data-kind={invoice.kind}>
      <div class="panel-head">
        <h2 id="bill-panel-title" tabIndex={-1}>{invoice.number ? `${kind} ${invoice.number}` : t.draft(kind)}</h2>
        {state !== "draft" && <span class={`tag state-${state}`}>{text.value.bills.documents.states[state]}</span>}
        <button type="button" class="quiet" id="to-timeline" onClick={() => showTimeline()}>← {t.back(invoice.orders[0] ?? "")}</button>
      </div>
      <div class="panel-body preview-body">
        <Facts of={of} />
        <DocumentLines of={invoice} />
        {isDraft(of) && <Refusals problems={postProblems.value} title={text.value.bills.drafts.refused} />}
        <div class="amend-tools">
          {isDraft(of)
            ? <>
                <button type="button" class="primary" id="post-one" onClick={() => postDrafts([key])}>{text.value.bills.drafts.post}</button>
                <button type="button" id="discard-one" onClick={() => { discard(key); showTimeline(); }}>{text.value.bills.drafts.discard}</button>
              </>
            : <>
                {!correction.value && <button type="button" id="correct" onClick={() => beginCorrection(key)}>{text.value.bills.correct.open}</button>}
                <Proof of={of} />
              </>}
        </div>
        {correction.value?.key === key && <CorrectForm of={of} />}
      </div>
    </section>
  );
}

function Facts({ of }: { of: Kept }) {
  const t = text.value.bills.document;
  const { day } = format.value;
  const { invoice: { account, date, due, orders, corrects = [], reason, series } } = of;
  const notes = notesOf(of);
  const all: [string, ComponentChildren][] = [
    [text.value.bills.documents.customer, account?.name],
    [t.date, day(date)], [t.due, day(due)], [t.orders, orders.join(", ")],
    [t.corrects, corrects.length > 0 && corrects.map((number) => <Link key={number} to={numbered(number)?.key} name={number} />)],
    [t.correctedBy, notes.length > 0 && notes.map((own) => <Link key={own.key} to={own.key} name={own.invoice.number ?? t.draftOf} />)],
    [t.reason, reason], [t.series, series && (text.value.bills.series.for[series] ?? series)],
  ];
  return <dl class="facts">{all.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

const Link = ({ to, name }: { to: string | undefined; name: string }) =>
  to === undefined ? <span>{name} </span> : <button type="button" class="quiet link" onClick={() => showDocument(to)}>{name}</button>;
