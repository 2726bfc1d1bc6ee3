import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { changeInWords } from "../changes";
import { showDocument, current } from "../shown";
import { format, text } from "../state";
import { timelineOf, type Entry } from "../timeline";
import { holdInWords } from "./HoldForm";

const few = 8;

/** An order's life that a person can read: what happened, and what is still to come, with what is billed by then. */
export function Timeline() {
  const t = text.value.bills.timeline;
  const standing = current.value;
  const [isWhole, setWhole] = useState(false);
  if (!standing) return null;
  const { own: { order }, life, open, next } = standing;
  const { past, future, billed, asOf, byHand } = timelineOf(standing);
  const { money, delta, day } = format.value;
  const { currency } = order.quote;
  const shown = isWhole || future.length <= few + 2 ? future : future.slice(0, few);
  const figures = [
    ["timeline-contract", life?.open ? `${t.contract} ${text.value.order.through(day(life.through))}` : t.contract, life && money(life.totals.net, currency)], ["timeline-billed", t.billed, money(billed, currency)],
    ["timeline-to-come", t.toCome, open && money(open.totals.net, currency)],
    ...(byHand ? [["timeline-by-hand", t.given, delta(byHand, currency)] as const] : []), ["timeline-next", t.next, next ? day(next) : text.value.totals.none],
  ] as const;
  return (
    <section class="card panel amend-preview" id="timeline" aria-labelledby="bill-panel-title" data-order={order.id}>
      <div class="panel-head"><h2 id="bill-panel-title" tabIndex={-1}>{t.title(order.id)}</h2></div>
      <div class="panel-body preview-body">
        <dl class="contract-change">{figures.map(([id, name, value]) => <div key={id} class="figure strong"><dt>{name}</dt><dd id={id}>{value}</dd></div>)}</dl>
        <ol class="timeline" aria-label={t.past}>{past.map((entry) => <OneEntry key={entry.key} of={entry} isPast />)}</ol>
        <p class="now" id="timeline-now">{future.length > 0 ? t.now(day(asOf)) : t.nothing}</p>
        <ol class="timeline future" aria-label={t.future}>{shown.map((entry) => <OneEntry key={entry.key} of={entry} asOf={asOf} />)}</ol>
        {future.length > few + 2 && <button type="button" class="quiet all" id="timeline-all" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? t.less : t.more(future.length)}</button>}
      </div>
    </section>
  );
}

function OneEntry({ of, isPast, asOf = "" }: { of: Entry; isPast?: boolean; asOf?: string }) {
  const t = text.value.bills.timeline;
  const { day, money } = format.value;
  const currency = current.value!.own.order.quote.currency;
  const isDue = of.kind === "planned" && of.date <= asOf;
  return (
    <li data-kind={of.kind} class={isDue ? "due" : ""}>
      <span class="when">{of.date ? day(of.date) : t.undated}</span>
      <div class="what"><What of={of} />{isDue && <> <span class="tag">{t.isDue}</span></>}{of.kind === "planned" && of.isNext && !isDue && <> <span class="tag">{t.isNext}</span></>}</div>
      {of.net !== undefined && <span class="how-much"><b>{money(of.net, currency)}</b><small>{(isPast ? t.running : t.willBe)(money(of.running ?? "0", currency))}</small></span>}
    </li>
  );
}

function What({ of }: { of: Entry }): ComponentChildren {
  const t = text.value.bills.timeline;
  const { order } = current.value!.own;
  const { day, delta } = format.value;
  switch (of.kind) {
    case "accepted":
      return <>{t.accepted(order.id)}<small>{order.quote.account?.name}</small></>;
    case "assumed":
      return t.assumed;
    case "amendment": {
      const { id, effective, reason, changes } = of.amendment;
      const effect = [t.holdsFrom(day(effective)), of.delta && t.effect(delta(of.delta, order.quote.currency))].filter(Boolean).join(" · ");
      return <>{t.amendment(id)}{reason && <span class="muted"> · {reason}</span>}<small>{changes.map((change) => changeInWords(order, change)).join("; ")}</small><small>{effect}</small></>;
    }
    case "hold":
      return <>{t.hold(holdInWords(order, of.hold))}<small>{of.hold.reason}</small></>;
    case "milestone":
      return t.milestone(of.event);
    case "document": {
      const { invoice, key } = of.document;
      const { kinds, draft } = text.value.bills.document;
      const name = invoice.number ? `${kinds[invoice.kind]} ${invoice.number}` : draft(kinds[invoice.kind]);
      const because = invoice.reason ?? invoice.lines.find((line) => line.note)?.note;
      return <><button type="button" class="quiet link" data-open={invoice.number ?? key} onClick={(event) => showDocument(key, event.currentTarget)}>{name}</button><small>{[linesInWords(invoice.lines), because].filter(Boolean).join(" · ")}</small></>;
    }
    case "planned":
      return <>{t.planned}<small>{linesInWords(of.invoice.lines)}</small></>;
    case "waiting":
      return <>{of.event === undefined ? t.byHand : t.waits(of.event)}<small>{linesInWords(of.items)}</small>{of.worth !== of.net && <small>{t.gives(format.value.money(of.worth, order.quote.currency))}</small>}</>;
  }
}

/** "Pro platform, Pro seat, Premium support" */
function linesInWords(lines: readonly { name: string }[]): string {
  const names = [...new Set(lines.map((line) => line.name))];
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} +${names.length - 3}` : names.join(", ");
}
