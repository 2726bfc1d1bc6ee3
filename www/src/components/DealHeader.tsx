import type { Unit } from "prorata";
import { toCount } from "../decimal-input";
import { edit, setTermKind, startQuote, termKind, type TermKind } from "../edits";
import { deal, format, outcome, text } from "../state";
import { Choice, Labelled } from "./Choice";
import { CountField, DateField, TextField } from "./Field";
import { PolicyFields, PolicySwitches } from "./PolicyFields";

const currencies = ["EUR", "USD", "GBP", "CHF", "JPY", "KWD"];
const termKinds: TermKind[] = ["term", "end", "open"];
const units: Unit[] = ["month", "quarter", "year", "week", "day"];

export function DealHeader() {
  const t = text.value;
  const { request } = deal.value;
  const { quote } = outcome.value;
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
        <Labelled text={t.head.asOf}>
          <DateField path="/asOf" label={t.head.asOf} value={request.asOf} placeholder={format.value.day(quote.request.asOf ?? quote.start)}
            onText={(day) => edit("/asOf", day || undefined)} />
        </Labelled>
        <PolicyFields />
      </div>
      <PolicySwitches />
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
