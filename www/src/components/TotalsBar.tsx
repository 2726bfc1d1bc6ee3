import { useEffect, useState } from "preact/hooks";
import { format, outcome, tab, text } from "../state";

export function TotalsBar() {
  const t = text.value.totals;
  const { totals, currency } = outcome.value.quote;
  const money = (amount: string) => format.value.money(amount, currency);
  const next = totals.nextInvoice;
  return (
    <section class="totals-bar" aria-label={t.title}>
      <div class="figures-strip">
        <dl>
          <Figure id="list" name={t.list} value={money(totals.list)} />
          <Figure id="discount" name={t.discount} value={money(totals.discount)} />
          <Figure id="net" name={t.net} value={money(totals.net)} strong />
          <Figure id="tax" name={t.tax} value={money(totals.tax)} />
          <Figure id="gross" name={t.gross} value={money(totals.gross)} strong />
        </dl>
        <dl>
          <Figure id="due-now" name={t.dueNow} value={money(totals.dueNow)} strong />
          <Figure id="next" name={next ? `${t.next} · ${format.value.day(next.date)}` : t.next} value={next ? money(next.gross) : t.none} />
        </dl>
        <dl>
          <Figure id="monthly" name={t.monthly} value={money(totals.recurring.monthly)} />
          <Figure id="annual" name={t.annual} value={money(totals.recurring.annual)} />
          <Figure id="one-time" name={t.oneTime} value={money(totals.oneTime)} />
          <Figure id="contract" name={t.contract} value={totals.contract === null ? t.noEnd : money(totals.contract)} />
        </dl>
      </div>
      <Status />
    </section>
  );
}

const Figure = ({ id, name, value, strong }: { id: string; name: string; value: string; strong?: boolean }) => (
  <div class={strong ? "figure strong" : "figure"}><dt>{name}</dt><dd id={`total-${id}`}>{value}</dd></div>
);

function Status() {
  const { problems, milliseconds, quote } = outcome.value;
  const t = text.value.status;
  const { contract, through } = quote.totals;
  const horizon = contract === null && ` · ${text.value.totals.through(format.value.day(through))}`;
  const ms = format.value.amount(milliseconds.toFixed(1));
  return (
    <div class="status">
      {problems.length === 0 ? (
        <span class="chip"><b>✓ {t.current}</b>{horizon} · {t.computed(ms)}</span>
      ) : (
        <button type="button" class="chip bad" onClick={() => (tab.value = "checks")}>! {t.stale} · {t.problems(problems.length)}</button>
      )}
      <Announcement />
    </div>
  );
}

/** Tells screen readers the new totals once the typing rests. */
function Announcement() {
  const { quote, problems } = outcome.value;
  const t = text.value.status;
  const money = (amount: string) => format.value.money(amount, quote.currency);
  const words = problems.length ? `${t.stale}, ${t.problems(problems.length)}` : t.announce(money(quote.totals.net), money(quote.totals.gross));
  const [said, say] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => say(words), 700);
    return () => clearTimeout(timer);
  }, [words]);
  return <span class="for-readers" role="status">{said}</span>;
}
