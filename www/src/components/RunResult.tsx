import { useState } from "preact/hooks";
import type { RunTotal, Skipped } from "prorata";
import { allOrders } from "../orders";
import { lastRun } from "../running";
import { showTimeline } from "../shown";
import { format, text } from "../state";

const few = 10;

/** What the last run made, what it left and why, and what went wrong. */
export function RunResult() {
  const t = text.value.bills.run;
  const last = lastRun.value;
  if (!last) return null;
  const { target, made, counts, totals, skipped, errors, isChosen } = last;
  return (
    <section class="card order-card" id="run-result" aria-labelledby="run-result-title">
      <h2 id="run-result-title">{isChosen ? t.byHand : t.result(target ? format.value.day(target) : "")} <span class="muted">{t.counts(t.drafts(made), t.skippedCount(counts.skipped))}</span></h2>
      {totals.length > 0 && <Totals of={totals} />}
      {errors.length > 0 && (
        <div class="refusal" role="alert">
          <b>! {t.errors(errors.length)}</b>
          {errors.map(({ order, place, problems }) => problems.map((problem, at) => {
            const { message, hint } = text.value.problem(problem);
            return <p key={`${place} ${at}`} data-code={problem.code}>{order && <b>{order}: </b>}{message} {hint}</p>;
          }))}
        </div>
      )}
      {!isChosen && skipped.length > 0 && <SkippedTable of={skipped} />}
    </section>
  );
}

const Totals = ({ of }: { of: RunTotal[] }) => {
  const t = text.value.bills.run;
  const { money } = format.value;
  return (
    <table class="deltas plain" id="run-totals">
      <caption>{t.totals}</caption>
      <thead><tr><th scope="col">{t.currency}</th><th scope="col" class="right">{t.net}</th><th scope="col" class="right">{t.tax}</th><th scope="col" class="right extra">{t.gross}</th><th scope="col" class="right">{t.due}</th></tr></thead>
      <tbody>
        {of.map(({ currency, net, tax, gross, amountDue }) => (
          <tr key={currency}><th scope="row">{currency}</th><td class="right">{money(net, currency)}</td><td class="right muted">{money(tax, currency)}</td><td class="right extra">{money(gross, currency)}</td><td class="right"><b>{money(amountDue, currency)}</b></td></tr>
        ))}
      </tbody>
    </table>
  );
};

function SkippedTable({ of }: { of: Skipped[] }) {
  const t = text.value.bills.run;
  const { amount, day } = format.value;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || of.length <= few + 2 ? of : of.slice(0, few);
  const isOne = allOrders.value.length === 1;
  return (
    <>
      <table class="deltas plain skipped" id="run-skipped">
        <caption>{t.skipped}</caption>
        <thead><tr><th scope="col">{t.what}</th><th scope="col">{t.why}</th><th scope="col" class="extra">{t.when}</th><th scope="col" class="right">{t.amount}</th></tr></thead>
        <tbody>
          {shown.map((one, place) => (
            <tr key={place} data-reason={one.reason}>
              <th scope="row">{one.name ?? t.whole}{!isOne && <small><button type="button" class="quiet link" onClick={() => showTimeline(one.order)}>{one.order}</button></small>}</th>
              <td>{t.reasons[one.reason]}{one.detail && <small>{one.reason === "criteria" ? (t.criteria[one.detail] ?? one.detail) : one.detail}</small>}{one.date && <small class="on-phone">{day(one.date)}</small>}</td>
              <td class="extra">{one.date && day(one.date)}</td>
              <td class="right">{one.net && amount(one.net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {of.length > few + 2 && <button type="button" class="quiet all" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? text.value.order.preview.less : text.value.order.preview.more(of.length)}</button>}
    </>
  );
}
