import { documents, isDraft } from "../documents";
import { view } from "../ordering";
import { allOrders } from "../orders";
import { firstDue } from "../running";
import { openedDocument } from "../shown";
import { format, text } from "../state";
import { BillingOrders } from "./BillingOrders";
import { DocumentList } from "./DocumentList";
import { DocumentPanel } from "./DocumentPanel";
import { DraftList } from "./DraftList";
import { Milestones } from "./Milestones";
import { NumberForm } from "./NumberForm";
import { RunForm } from "./RunForm";
import { RunResult } from "./RunResult";
import { Timeline } from "./Timeline";

/** Billing of every order on the page: runs, drafts to review, documents, and the life of an order. */
export function BillingView() {
  const t = text.value.bills;
  if (allOrders.value.length === 0 && documents.value.length === 0) {
    return <main class="card order-card"><h1>{t.title}</h1><p class="remark">{t.none}</p><p><button type="button" id="to-quote" onClick={() => (view.value = "quote")}>{t.toQuote}</button></p></main>;
  }
  return (
    <>
      <BillingHeader />
      <main class="work order-work billing-work">
        <div class="order-side">
          <BillingOrders />
          <RunForm />
          <RunResult />
          <DraftList />
          <Milestones />
          <DocumentList />
          <NumberForm />
        </div>
        {openedDocument.value ? <DocumentPanel key={openedDocument.value.key} of={openedDocument.value} /> : <Timeline />}
      </main>
    </>
  );
}

function BillingHeader() {
  const t = text.value.bills;
  const drafts = documents.value.filter(isDraft).length;
  const figures = [
    ["bill-orders", t.figures.orders, allOrders.value.length],
    ["bill-due", t.figures.due, firstDue.value ? format.value.day(firstDue.value) : text.value.totals.none],
    ["bill-drafts", t.figures.drafts, drafts],
    ["bill-posted", t.figures.documents, documents.value.length - drafts],
  ] as const;
  return (
    <section class="deal-header order-header" aria-label={t.title}>
      <div class="deal-title"><h1>{t.title}</h1></div>
      <div class="order-figures card">
        <dl>{figures.map(([id, name, value]) => <div key={id} class="figure strong"><dt>{name}</dt><dd id={id}>{value}</dd></div>)}</dl>
      </div>
    </section>
  );
}
