// The documents of billing that the page keeps: drafts and posted ones, and the series that number them.
import { signal } from "@preact/signals";
import type { AccountCredit, ChargeKind, GroupBy, Invoice, NumberSeries, OrderDeposit, OrderEntry } from "prorata";
import { sumOf } from "./engine";
import { grouped } from "./order";

export interface Kept {
  /** The page's own: two credits of the same amount on the same day have the same draft id. */
  key: string;
  invoice: Invoice;
  /** Of a document that is cancelled and billed again: what belongs together is posted and thrown away together. */
  group?: string;
}

export const documents = signal<Kept[]>([]);

/** A prefix each for what is asked for and what is given back; finance may write others. */
export const startSeries = (): NumberSeries[] => [
  { id: "invoices", prefix: "INV-", format: "{prefix}{year}-{number:5}", next: 1, reset: "year", kinds: ["invoice", "debitNote"] },
  { id: "credits", prefix: "CN-", format: "{prefix}{year}-{number:5}", next: 1, reset: "year", kinds: ["creditNote"] },
];

export const series = signal<NumberSeries[]>(startSeries());

export const isDraft = ({ invoice }: Kept): boolean => invoice.status === "draft";

export const find = (key: string | undefined): Kept | undefined => documents.value.find((own) => own.key === key);

export const ofOrder = (order: string): Kept[] => documents.value.filter(({ invoice }) => invoice.orders.includes(order));

/** What documents say of an order, drafts included. */
export function billedOf(order: string): { billed: OrderEntry[]; billedDeposits: OrderDeposit[] } {
  const own = documents.value.flatMap(({ invoice }) => invoice.billed.filter((one) => one.order === order));
  return { billed: own.flatMap((one) => one.entries), billedDeposits: own.flatMap((one) => one.deposits ?? []) };
}

/** Keeps new drafts; each gets a key that none had before. */
export function keep(invoices: readonly Invoice[], group?: string): Kept[] {
  const taken = new Set(documents.value.map((own) => own.key));
  let number = taken.size;
  const next = invoices.map((invoice): Kept => {
    do number++; while (taken.has(`d${number}`));
    taken.add(`d${number}`);
    return { key: `d${number}`, invoice, ...(group && { group }) };
  });
  documents.value = [...documents.value, ...next];
  return next;
}

/** The notes that correct a document, drafts included. */
export const notesOf = ({ invoice: { number } }: Kept): Kept[] =>
  number === undefined ? [] : documents.value.filter(({ invoice }) => invoice.corrects?.includes(number));

export const numbered = (number: string): Kept | undefined => documents.value.find(({ invoice }) => invoice.number === number);

/** What accounts have as credit: what documents made of it, less what they used. */
export function balances(): AccountCredit[] {
  const touched = documents.value.map((own) => own.invoice).filter((own) => own.account?.id && (own.creditMade ?? own.creditUsed) !== undefined);
  return grouped(touched, ({ account, currency }) => JSON.stringify([account?.id, currency])).map(([, own]) => {
    const { account, currency } = own[0]!;
    const amounts = own.flatMap(({ creditMade, creditUsed }) => [...(creditMade ? [creditMade] : []), ...(creditUsed ? [`-${creditUsed}`] : [])]);
    return { account: account!.id!, currency, credit: sumOf(amounts, currency) };
  });
}

/** What a run is asked, as it is written; without a target, the first day on which something is due. */
export interface RunForm {
  target?: string;
  invoiceDate?: string;
  account?: string;
  kind?: ChargeKind;
  batch?: string;
  tag?: string;
  minimum?: string;
  cashRounding?: string;
  groupBy: GroupBy;
}

export const runForm = signal<RunForm>({ groupBy: "account" });
