import type { InvoiceLine, PlannedInvoice } from "prorata";
import { signal } from "@preact/signals";
import type { LinePair, Row } from "../compare";
import { comparison, onlyDifferences } from "../comparison";
import { format, text } from "../state";
import { Amount } from "./Amount";
import { measureInWords } from "./InvoiceDetails";
import { Mark } from "./Mark";

const opened = signal<ReadonlySet<string>>(new Set());

function toggle(date: string): void {
  const next = new Set(opened.value);
  if (!next.delete(date)) next.add(date);
  opened.value = next;
}

/** Every invoice date of both plans. */
export function CompareRows() {
  const t = text.value;
  const { rows, waiting, sides } = comparison.value;
  const marked = sides.every((side) => side.plan);
  const shown = <T extends { differs: boolean }>(all: T[]) => (marked && onlyDifferences.value ? all.filter((one) => one.differs) : all);
  return (
    <>
      <div class="compare-title">
        <h2>{t.tabs.invoices}</h2>
        {marked && <span class="muted" id="compare-count">{t.compare.differing(rows.filter((row) => row.differs).length, rows.length)}</span>}
        <label><input type="checkbox" id="only-differences" checked={onlyDifferences.value} disabled={!marked}
          onChange={(event) => (onlyDifferences.value = event.currentTarget.checked)} /> {t.compare.onlyDifferences}</label>
      </div>
      <table class="compare-table compare-rows">
        <thead>
          <tr>
            <th scope="col">{t.invoices.date}</th>
            {[0, 1].map((side) => <th key={side} scope="col"><span class="sums"><span>{t.invoices.net}</span><span>{t.invoices.gross}</span></span></th>)}
          </tr>
        </thead>
        {shown(rows).map((row) => <OneRow key={row.date} row={row} marked={marked} />)}
        {shown(waiting).map(({ key, sides, differs }) => {
          const item = (sides[0] ?? sides[1])!;
          return (
            <tbody key={key} class={differs ? "compare-row waits differs" : "compare-row waits"}>
              <tr>
                <th scope="row">{marked && <Mark differs={differs} />}{item.name}<small>{t.compare.of(item.event)}</small></th>
                {sides.map((side, index) => (
                  <td key={index}><Sums side={index} path={`/waiting/${side ? comparison.value.sides[index]?.plan?.waiting.indexOf(side) : ""}`} name={item.name} net={side?.net} /></td>
                ))}
              </tr>
            </tbody>
          );
        })}
      </table>
    </>
  );
}

function OneRow({ row, marked }: { row: Row; marked: boolean }) {
  const { day } = format.value;
  const isOpen = opened.value.has(row.date);
  return (
    <tbody class={row.differs ? "compare-row differs" : "compare-row"} data-date={row.date}>
      <tr>
        <th scope="row">
          {marked && <Mark differs={row.differs} />}
          <button type="button" class="quiet disclose" aria-expanded={isOpen} aria-label={text.value.compare.lines(day(row.date))} onClick={() => toggle(row.date)}>{day(row.date)}</button>
        </th>
        {row.sides.map((side, index) => (
          <td key={index}><Sums side={index} path={`${pathOf(side, index)}/totals`} name={day(row.date)} net={side?.totals.net} gross={side?.totals.gross} /></td>
        ))}
      </tr>
      {isOpen && row.lines.map((line) => <OneLine key={line.key} line={line} row={row} marked={marked} />)}
    </tbody>
  );
}

/** Net and gross of one side; a dash where that side has nothing. */
const Sums = ({ side, path, name, net, gross }: { side: number; path: string; name: string; net: string | undefined; gross?: string }) => (
  <span class="sums">
    {([["net", net], ["gross", gross]] as const).map(([sum, value]) => (
      <span key={sum}>{value === undefined ? (sum === "gross" ? "" : "—") : <Amount of="plan" side={side ? 1 : 0} path={`${path}/${sum}`} name={`${name}, ${text.value.invoices[sum]}`} value={value} />}</span>
    ))}
  </span>
);

/** Where an invoice stands in its own plan. */
const pathOf = (invoice: PlannedInvoice | undefined, side: number): string =>
  `/invoices/${invoice ? comparison.value.sides[side]?.plan?.invoices.indexOf(invoice) : ""}`;

const OneLine = ({ line, row, marked }: { line: LinePair; row: Row; marked: boolean }) => (
  <tr class={marked && line.differs ? "compare-line differs" : "compare-line"}>
    <th scope="row">{marked && <Mark differs={line.differs} />}{line.name}</th>
    {line.sides.map((side, index) => {
      const invoice = row.sides[index];
      const path = side && invoice && `${pathOf(invoice, index)}/lines/${invoice.lines.indexOf(side)}/net`;
      return <td key={index}>{path ? <LineSide line={side} side={index} path={path} /> : "—"}</td>;
    })}
  </tr>
);

const LineSide = ({ line, side, path }: { line: InvoiceLine; side: number; path: string }) => (
  <>
    <span class="line-net"><Amount of="plan" side={side ? 1 : 0} path={path} name={line.name} value={line.net} /></span>
    <small>{measureInWords(line)}</small>
    {line.period && <small>{format.value.days(line.period.start, line.period.end)}</small>}
  </>
);
