import type { Rounding, TermTotal, Unit } from "prorata";
import { toCount } from "../decimal-input";
import { edit, setTermKind, startQuote, termKind, type TermKind } from "../edits";
import { deal, outcome, text } from "../state";
import { CountField, DateField, TextField } from "./Field";

const currencies = ["EUR", "USD", "GBP", "CHF", "JPY", "KWD"];
const termKinds: TermKind[] = ["term", "end", "open"];
const units: Unit[] = ["month", "quarter", "year", "week", "day"];
const roundings: Rounding[] = ["perPeriod", "independent", "cumulative"];
const termTotals: TermTotal[] = ["fixed", "measured"];

export function DealHeader() {
  const t = text.value;
  const { request } = deal.value;
  const policy = outcome.value.quote.request.policy; // the engine's: with every default
  const seller = request.seller?.name;
  return (
    <section class="deal-header" aria-label={t.head.quote}>
      <div class="deal-title">
        <span class="label">{t.head.quote} {request.id}{seller && ` ${t.head.from} ${seller}`}</span>
        <TextField path="/account/name" class="customer" label={t.head.customer} placeholder={t.head.customerPlaceholder}
          value={request.account?.name} onText={(name) => edit("/account/name", name || undefined)} />
      </div>
      <div class="deal-fields">
        <Labelled text={t.head.currency}>
          <TextField path="/currency" label={t.head.currency} list="currencies" size={4} class="currency" value={request.currency}
            onText={(code) => edit("/currency", code.trim().toUpperCase())} />
          <datalist id="currencies">{currencies.map((code) => <option key={code} value={code} />)}</datalist>
        </Labelled>
        <Labelled text={t.head.start}>
          <DateField path="/start" label={t.head.start} value={request.start} onText={startQuote} />
        </Labelled>
        <Labelled text={t.head.duration}>
          <Choice id="term-kind" label={t.head.duration} value={termKind(request)} names={t.head.termKinds} options={termKinds} onPick={setTermKind} />
          <Term />
        </Labelled>
        <Labelled text={t.head.terms}>
          <CountField path="/paymentTerms/net" label={t.head.terms} size={4} class="count" value={request.paymentTerms?.net} placeholder="0"
            onText={(days) => edit("/paymentTerms/net", days === "" ? undefined : toCount(days))} />
        </Labelled>
        <Labelled text={t.head.rounding}>
          <Choice id="rounding" label={t.head.rounding} value={policy?.rounding ?? "perPeriod"} names={t.rounding} options={roundings}
            onPick={(rounding) => edit("/policy/rounding", rounding)} />
        </Labelled>
        <Labelled text={t.head.termTotal}>
          <Choice id="term-total" label={t.head.termTotal} value={policy?.termTotal ?? "fixed"} names={t.termTotalNames} options={termTotals}
            onPick={(total) => edit("/policy/termTotal", total)} />
        </Labelled>
      </div>
    </section>
  );
}

function Term() {
  const t = text.value;
  const { term, end } = deal.value.request;
  if (!term) return end === null ? null : <DateField path="/end" label={t.head.end} value={end} onText={(day) => edit("/end", day)} />;
  const names = Object.fromEntries(units.map((unit) => [unit, t.units(unit, term.count === 1 ? 1 : 2)])) as Record<Unit, string>;
  return (
    <>
      <CountField path="/term/count" label={t.head.count} size={4} class="count" value={term.count ?? 1} onText={(count) => edit("/term/count", toCount(count))} />
      <Choice id="term-unit" label={t.head.unit} value={term.unit} names={names} options={units} onPick={(unit) => edit("/term/unit", unit)} />
    </>
  );
}

const Labelled = ({ text, children }: { text: string; children: preact.ComponentChildren }) => (
  <div class="labelled"><span class="label" aria-hidden="true">{text}</span><span class="controls">{children}</span></div>
);

interface ChoiceProps<T extends string> {
  id: string;
  label: string;
  value: T;
  options: readonly T[];
  names: Record<T, string>;
  onPick: (option: T) => void;
}

function Choice<T extends string>({ id, label, value, options, names, onPick }: ChoiceProps<T>) {
  return (
    <select id={id} aria-label={label} value={value} onChange={(event) => onPick(event.currentTarget.value as T)}>
      {options.map((option) => <option key={option} value={option}>{names[option]}</option>)}
    </select>
  );
}
