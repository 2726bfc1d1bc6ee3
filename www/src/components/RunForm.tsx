import type { ChargeKind, GroupBy } from "prorata";
import { runForm } from "../documents";
import { allOrders } from "../orders";
import { firstDue, run, runProblems, target, toNextDue, writeRun } from "../running";
import { format, text } from "../state";
import { Choice, Labelled } from "./Choice";
import { DateField, DecimalField } from "./Field";
import { Refusals } from "./Refusals";

const groups: GroupBy[] = ["account", "order", "purchaseOrder", "seller"];
const kinds: ChargeKind[] = ["recurring", "oneTime", "usage"];

/** Which of what is due is billed, and up to which day. */
export function RunForm() {
  const t = text.value.bills.run;
  const { invoiceDate, groupBy } = runForm.value;
  return (
    <section class="card order-card amend-form" id="run" aria-labelledby="run-title">
      <h2 id="run-title">{t.title}</h2>
      <div class="order-fields">
        <Labelled text={t.target}>
          <DateField path="/run/target" label={t.target} value={target.value} onText={(day) => writeRun("/target", day || undefined)} />
        </Labelled>
        <Labelled text={t.invoiceDate}>
          <DateField path="/run/invoiceDate" label={t.invoiceDate} value={invoiceDate} placeholder={t.asTarget} onText={(day) => writeRun("/invoiceDate", day || undefined)} />
        </Labelled>
        <Labelled text={t.groupBy}>
          <Choice id="run-group" label={t.groupBy} value={groupBy} options={groups} names={t.groups} onPick={(picked) => writeRun("/groupBy", picked)} />
        </Labelled>
      </div>
      <CriteriaFields />
      <Refusals problems={runProblems.value} title={t.refused} />
      <div class="amend-tools">
        <button type="button" class="primary" id="run-now" disabled={allOrders.value.length === 0} onClick={() => run()}>{t.run}</button>
        {firstDue.value && firstDue.value !== target.value && <button type="button" class="quiet link" id="run-next" onClick={toNextDue}>{t.toNext(format.value.day(firstDue.value))}</button>}
      </div>
    </section>
  );
}

const distinct = (all: (string | undefined)[]): string[] => [...new Set(all.flatMap((one) => one ?? []))].sort();

function CriteriaFields() {
  const t = text.value.bills.run;
  const { minimum, cashRounding, ...form } = runForm.value;
  const accounts = new Map(allOrders.value.flatMap(({ order: { quote: { account } } }): [string, string][] => (account?.id ? [[account.id, account.name ?? account.id]] : [])));
  const lists = [
    ["account", t.account, [...accounts.keys()], Object.fromEntries(accounts)],
    ["kind", t.kind, kinds, t.kinds],
    ["batch", t.batch, distinct(allOrders.value.map((own) => own.batch)), {}],
    ["tag", t.tag, distinct(allOrders.value.flatMap((own) => own.tags ?? [])), {}],
  ] as const;
  return (
    <details class="to-come" open={[...lists.map(([key]) => form[key]), minimum, cashRounding].some(Boolean) || undefined}>
      <summary>{t.more}</summary>
      <div class="order-fields">
        {lists.filter(([, , options]) => options.length > 0).map(([key, label, options, names]) => (
          <Labelled key={key} text={label}>
            <Choice id={`run-${key}`} label={label} value={form[key] ?? ""} options={["", ...options]} names={{ ...Object.fromEntries(options.map((one) => [one, one])), ...names, "": t.all }} onPick={(picked) => writeRun(`/${key}`, picked || undefined)} />
          </Labelled>
        ))}
        <Labelled text={t.minimum}><DecimalField path="/run/minimum" label={t.minimum} placeholder={t.none} value={minimum} onText={(typed) => writeRun("/minimum", typed || undefined)} /></Labelled>
        <Labelled text={t.cash}><DecimalField path="/run/cashRounding" label={t.cash} placeholder={t.none} value={cashRounding} onText={(typed) => writeRun("/cashRounding", typed || undefined)} /></Labelled>
      </div>
    </details>
  );
}
