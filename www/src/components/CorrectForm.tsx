import type { BillRun } from "prorata";
import { correction, draftCorrection, hows, made, writeCorrection, type Correction } from "../correcting";
import type { Kept } from "../documents";
import { showDocument } from "../shown";
import { format, text } from "../state";
import { Announcement } from "./Announcement";
import { Choice, Labelled, Tick } from "./Choice";
import { DateField, DecimalField, TextField } from "./Field";
import { Refusals } from "./Refusals";

/** A credit note, debit note, or cancel and rebill while it is written, and what it comes to. */
export function CorrectForm({ of }: { of: Kept }) {
  const t = text.value.bills.correct;
  const own = correction.value!;
  const { how, date, reason, amount, carry, keepGoodwill } = own;
  const { note, problems } = made.value;
  const isCredit = how !== "debit" && how !== "rebill";
  const make = () => {
    const key = draftCorrection();
    if (key) showDocument(key);
  };
  return (
    <section class="correct-form amend-form" aria-labelledby="correct-title">
      <h3 id="correct-title">{t.title}</h3>
      <div class="order-fields">
        <Labelled text={t.how}><Choice id="correct-how" label={t.how} value={how} options={hows} names={t.hows} onPick={(picked) => writeCorrection("/how", picked)} /></Labelled>
        <Labelled text={t.date}><DateField path="/correction/date" label={t.date} value={date} onText={(day) => writeCorrection("/date", day)} /></Labelled>
        {(how === "net" || how === "gross") && <Labelled text={t.amount}><DecimalField path="/correction/amount" label={t.amount} value={amount} placeholder="0" onText={(typed) => writeCorrection("/amount", typed || undefined)} /></Labelled>}
        <Labelled text={t.reason}><TextField path="/correction/reason" label={t.reason} placeholder={t.reasonPlaceholder} value={reason} onText={(typed) => writeCorrection("/reason", typed || undefined)} /></Labelled>
      </div>
      {(how === "lines" || how === "debit") && <LineFields of={of} own={own} />}
      {isCredit && <Tick id="correct-carry" text={t.carry} isOn={carry ?? false} onTick={(isOn) => writeCorrection("/carry", isOn || undefined)} />}
      {how === "rebill" && <Tick id="correct-goodwill" text={t.goodwill} isOn={keepGoodwill} onTick={(isOn) => writeCorrection("/keepGoodwill", isOn)} />}
      <Refusals problems={problems} title={t.refused} />
      {note ? <Preview /> : problems.length === 0 && <p class="remark">{t.missing}</p>}
      <div class="amend-tools">
        <button type="button" class="primary" id="correct-make" disabled={!note} onClick={make}>{t.make}</button>
        <button type="button" id="correct-cancel" onClick={() => (correction.value = undefined)}>{t.cancel}</button>
      </div>
    </section>
  );
}

function LineFields({ of: { invoice }, own }: { of: Kept; own: Correction }) {
  const t = text.value.bills.correct;
  const { amount } = format.value;
  const field = (line: number, key: "net" | "quantity") => ({
    path: `/correction/lines/${line}/${key}`, value: own.lines[line]?.[key], onText: (typed: string) => writeCorrection(`/lines/${line}/${key}`, typed || undefined),
  });
  return (
    <table class="deltas plain correct-lines">
      <thead><tr><th scope="col">{text.value.bills.document.line}</th><th scope="col">{t.net}</th>{own.how === "lines" && <th scope="col">{t.quantity}</th>}</tr></thead>
      <tbody>
        {invoice.lines.map((line, place) => (
          <tr key={place}>
            <th scope="row">{line.name}{line.period && <small>{format.value.days(line.period.start, line.period.end)}</small>}</th>
            <td><DecimalField {...field(place, "net")} column="correct-net" label={t.lineNet(line.name)} placeholder={own.how === "lines" ? amount(line.net) : "0"} /></td>
            {own.how === "lines" && <td>{line.quantity !== undefined && <DecimalField {...field(place, "quantity")} column="correct-quantity" label={t.lineQuantity(line.name)} placeholder={format.value.number(line.quantity)} />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why nothing is billed again: "On hold, Due later". */
const whyNot = ({ skipped }: BillRun): string => [...new Set(skipped.map((own) => text.value.bills.run.reasons[own.reason]))].join(", ");

function Preview() {
  const t = text.value.bills.correct;
  const { note, run } = made.value;
  const { money } = format.value;
  const { totals, currency, kind, amountDue, creditMade } = note!;
  const gross = money(totals.gross, currency);
  const sums = [[text.value.bills.document.net, totals.net], [text.value.bills.document.tax, totals.tax], [text.value.bills.document.gross, totals.gross]] as const;
  return (
    <div class="contract-change" id="correct-preview">
      <b>{t.preview[kind]}</b>
      <dl class="figures-row">
        {sums.map(([name, value]) => <div key={name} class="figure"><dt>{name}</dt><dd>{money(value, currency)}</dd></div>)}
        {creditMade !== undefined && <div class="figure"><dt>{text.value.bills.document.creditMade}</dt><dd>{money(creditMade, currency)}</dd></div>}
        {amountDue !== totals.gross && <div class="figure"><dt>{amountDue.startsWith("-") ? text.value.bills.document.paidOut : text.value.bills.document.amountDue}</dt><dd>{money(amountDue, currency)}</dd></div>}
      </dl>
      {run && <p class="again">{run.drafts.length > 0 ? t.again(run.drafts.length) : t.nothing} {run.drafts.length > 0 ? run.totals.map((sum) => money(sum.gross, sum.currency)).join(", ") : whyNot(run)}</p>}
      {run?.errors.map(({ place, problems }) => <Refusals key={place} problems={problems} />)}
      <Announcement words={`${t.preview[kind]} ${gross}`} />
    </div>
  );
}
