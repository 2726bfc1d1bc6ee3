import { useEffect, useRef } from "preact/hooks";
import { format, outcome, tab, text } from "../state";
import { Amount } from "./Amount";
import { Announcement } from "./Announcement";

export function TotalsBar() {
  const t = text.value.totals;
  const { totals } = outcome.value.quote;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => { // it stays in sight: what stays below it must know how tall it is
    const watch = new ResizeObserver(([entry]) => document.documentElement.style.setProperty("--bar", `${entry!.target.clientHeight}px`));
    watch.observe(bar.current!);
    return () => watch.disconnect();
  }, []);
  const next = totals.nextInvoice;
  return (
    <section class="totals-bar" aria-label={t.title} ref={bar}>
      <div class="figures-strip">
        <dl>
          <Figure id="list" name={t.list} value={totals.list} path="/totals/list" />
          <Figure id="discount" name={t.discount} value={totals.discount} path="/totals/discount" />
          <Figure id="net" name={t.net} value={totals.net} path="/totals/net" strong />
          <Figure id="tax" name={t.tax} value={totals.tax} path="/totals/tax" />
          <Figure id="gross" name={t.gross} value={totals.gross} path="/totals/gross" strong />
        </dl>
        <dl>
          <Figure id="due-now" name={t.dueNow} value={totals.dueNow} path="/totals/dueNow" strong />
          <Figure id="next" name={next ? `${t.next} · ${format.value.day(next.date)}` : t.next} value={next?.gross} path="/totals/nextInvoice/gross" none={t.none} />
        </dl>
        <dl>
          <Figure id="monthly" name={t.monthly} value={totals.recurring.monthly} path="/totals/recurring/monthly" />
          <Figure id="annual" name={t.annual} value={totals.recurring.annual} path="/totals/recurring/annual" />
          <Figure id="one-time" name={t.oneTime} value={totals.oneTime} path="/totals/oneTime" />
          <Figure id="first-year" name={t.firstYear} value={totals.firstYear} path="/totals/firstYear" />
          <Figure id="contract" name={t.contract} value={totals.contract ?? undefined} path="/totals/contract" none={t.noEnd} />
        </dl>
      </div>
      <Status />
    </section>
  );
}

interface FigureProps { id: string; name: string; value: string | undefined; path: string; strong?: boolean; none?: string }

const Figure = ({ id, name, value, path, strong, none }: FigureProps) => (
  <div class={strong ? "figure strong" : "figure"}>
    <dt>{name}</dt>
    <dd id={`total-${id}`}>{value === undefined ? none : <Amount path={path} name={name} value={value} currency={outcome.value.quote.currency} />}</dd>
  </div>
);

function Status() {
  const { problems, milliseconds, quote } = outcome.value;
  const t = text.value.status;
  const { contract, through } = quote.totals;
  const horizon = contract === null && ` · ${text.value.totals.through(format.value.day(through))}`;
  const ms = format.value.amount(milliseconds.toFixed(1));
  return (
    <div class="status">
      <InternalMargin />
      {problems.length === 0 ? (
        <span class="chip"><b>✓ {t.current}</b>{horizon} · {t.computed(ms)}</span>
      ) : (
        <button type="button" class="chip bad" onClick={() => (tab.value = "checks")}>! {t.stale} · {t.problems(problems.length)}</button>
      )}
      <SaidTotals />
    </div>
  );
}

/** What the seller keeps, where costs are known. Not for buyers: paper does not show it. */
function InternalMargin() {
  const { totals: { margin }, currency } = outcome.value.quote;
  const t = text.value.totals;
  if (!margin) return null;
  return (
    <span class="chip internal" title={t.internalHint}>
      {t.internal} · {t.margin} <b id="total-margin"><Amount path="/totals/margin/margin" name={t.margin} value={margin.margin} currency={currency} /></b>
      {margin.percent !== undefined && <> · <Amount path="/totals/margin/percent" name={`${t.margin}, %`} value={margin.percent} isPercent /></>}
    </span>
  );
}

/** The new totals, in words. */
function SaidTotals() {
  const { quote, problems } = outcome.value;
  const t = text.value.status;
  const money = (amount: string) => format.value.money(amount, quote.currency);
  return <Announcement words={problems.length ? `${t.stale}, ${t.problems(problems.length)}` : t.announce(money(quote.totals.net), money(quote.totals.gross))} />;
}
