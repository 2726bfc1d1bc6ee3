import type { CashMonth } from "prorata";
import { useState } from "preact/hooks";
import { format, outcome, text } from "../state";
import { Amount } from "./Amount";

export function CashTab() {
  const t = text.value.cash;
  const { plan } = outcome.value;
  const { month } = format.value;
  const pathOf = (one: CashMonth) => `/cash/${plan.cash.indexOf(one)}/gross`;
  const tallest = plan.cash.reduce<CashMonth | undefined>((top, one) => (top && height(top) >= height(one) ? top : one), undefined);
  const [pointed, point] = useState("");
  const shown = plan.cash.find((one) => one.month === pointed) ?? tallest;
  return (
    <div class="plan-result">
      <div class="chart-title">
        <h2>{t.title}</h2>
        <span class="readout">{shown && <>{month(shown.month)} <b><Amount of="plan" path={pathOf(shown)} name={month(shown.month)} value={shown.gross} currency={plan.currency} /></b></>}</span>
      </div>
      {tallest && <Chart cash={plan.cash} top={height(tallest)} shown={shown?.month} point={point} />}
      <table class="cash">
        <thead><tr><th scope="col">{t.month}</th><th scope="col" class="right">{t.gross}</th></tr></thead>
        <tbody>
          {plan.cash.map((one, index) => (
            <tr key={one.month}><th scope="row">{month(one.month)}</th><td class="right"><Amount of="plan" path={`/cash/${index}/gross`} name={month(one.month)} value={one.gross} /></td></tr>
          ))}
        </tbody>
      </table>
      <p class="remark">{t.hint}</p>
    </div>
  );
}

/** A number only to draw with: the height of a bar. What is read is the engine's text. */
const height = (month: CashMonth): number => Math.max(0, Number(month.gross));

const tall = 160;
const wide = 460;

/** Where a month stands on the axis; months in which nothing is payable keep their place. */
const place = (month: CashMonth): number => {
  const [year, number] = month.month.split("-").map(Number);
  return 12 * year! + number!;
};

interface ChartProps {
  cash: CashMonth[];
  top: number;
  shown: string | undefined;
  point: (month: string) => void;
}

function Chart({ cash, top, shown, point }: ChartProps) {
  const { month, shortMonth, money } = format.value;
  const first = place(cash[0]!);
  const step = wide / (place(cash[cash.length - 1]!) - first + 1);
  const bar = Math.min(46, step * 0.72);
  return (
    <svg class="cash-chart" viewBox={`0 0 ${wide} ${tall + 24}`} role="img" aria-label={text.value.cash.title} onPointerLeave={() => point("")}>
      {cash.map((one, index) => {
        const left = step * (place(one) - first);
        const high = Math.max(1.5, (tall * height(one)) / (top || 1));
        const year = one.month.slice(0, 4);
        return (
          <g key={one.month} class={one.month === shown ? "shown" : undefined} onPointerEnter={() => point(one.month)}>
            <title>{text.value.cash.bar(month(one.month), money(one.gross, outcome.value.plan.currency))}</title>
            <rect class="reach" x={left} y="0" width={step} height={tall} />
            <rect class="cash-bar" x={left + (step - bar) / 2} y={tall - high} width={bar} height={high} rx={Math.min(3, bar / 4)} />
            {year !== cash[index - 1]?.month.slice(0, 4) ? <text x={left + (step - bar) / 2} y={tall + 17}>{year}</text>
              : step > 40 && <text x={left + step / 2} y={tall + 17} text-anchor="middle">{shortMonth(one.month)}</text>}
          </g>
        );
      })}
      <line x1="0" x2={wide} y1={tall} y2={tall} />
    </svg>
  );
}
