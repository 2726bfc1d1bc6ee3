// Corrections of a posted document while they are written: credits, debits, cancel and rebill. Asked of the engine at every edit.
import { batch, computed, signal } from "@preact/signals";
import type { BillRun, CreditLine, Invoice, Problem } from "prorata";
import { toCount } from "./decimal-input";
import { documents, find, isDraft, keep, notesOf, series, type Kept } from "./documents";
import { credited, debited, rebilled, verifiedInvoice, type Answer } from "./engine";
import { latest } from "./ordering";
import { put } from "./pointer";
import { billables } from "./running";
import { notice, text } from "./state";

export type How = "whole" | "lines" | "net" | "gross" | "debit" | "rebill";
export const hows: How[] = ["whole", "lines", "net", "gross", "debit", "rebill"];

/** What is written of one line. */
interface LineOf { net?: string; quantity?: string }

export interface Correction {
  key: string;
  how: How;
  date: string;
  reason?: string;
  amount?: string;
  lines: Record<string, LineOf>;
  carry?: boolean;
  keepGoodwill: boolean;
}

export const correction = signal<Correction | undefined>(undefined);

/** Begins a correction on the first day that it may have: no number goes back in time. */
export function beginCorrection(key: string): void {
  const invoice = find(key)!.invoice;
  correction.value = { key, how: "whole", date: latest(invoice.date, ...series.value.map((own) => own.last?.date ?? "")), lines: {}, keepGoodwill: true };
}

export const writeCorrection = (path: string, value: unknown) => (correction.value = put(correction.value, path, value));

interface Made { note?: Invoice; run?: BillRun; problems: readonly Problem[]; byPath: [string, Problem[]][] }

/** What the correction comes to, or why it cannot be; nothing while an amount is missing. */
export const made = computed((): Made => {
  const own = correction.value;
  const kept = find(own?.key);
  if (!own || !kept) return { problems: [], byPath: [] };
  const written = Object.entries(own.lines).filter(([, line]) => line.net !== undefined || line.quantity !== undefined);
  const lines = written.map(([line, amounts]) => ({ line: toCount(line) as number, ...amounts }));
  const answer = ask(kept, own, lines);
  const place = ({ path }: Problem): string => {
    const [, at, key] = /^\/lines\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const line = at === undefined ? undefined : written[at as unknown as number]?.[0];
    if (line !== undefined) return `/correction/lines/${line}/${key === "line" || !key ? "net" : key}`;
    return path === "/net" || path === "/gross" ? "/correction/amount" : `/correction${path}`;
  };
  return { ...answer.value, problems: answer.problems, byPath: answer.problems.map((one) => [place(one), [one]]) };
});

type Asked = Answer<{ note: Invoice; run?: BillRun }>;

function ask(kept: Kept, { how, date, reason, amount, carry, keepGoodwill }: Correction, lines: CreditLine[]): Asked {
  const { invoice } = kept;
  const said = { invoice, date, ...(reason && { reason }) };
  const credits = notesOf(kept).map((note) => note.invoice);
  const isMissing = how === "lines" || how === "debit" ? lines.length === 0 : (how === "net" || how === "gross") && !amount;
  if (isMissing) return { problems: [] };
  if (how === "rebill") {
    const orders = billables().filter(({ order }) => invoice.orders.includes(order.id));
    const answer = rebilled({ ...said, credits, orders, keepGoodwill });
    return { problems: answer.problems, ...(answer.value && { value: { note: answer.value.credit, run: answer.value.run } }) };
  }
  if (how === "debit") return noteOf(debited({ ...said, lines: lines.map(({ line, net }) => ({ line, net: net ?? "" })) }));
  const given = how === "whole" ? { whole: true } : how === "lines" ? { lines } : { [how]: amount };
  return noteOf(credited({ ...said, credits, ...given, ...(carry && { carry }) }));
}

const noteOf = ({ value, problems }: Answer<Invoice>): Asked => ({ problems, ...(value && { value: { note: value } }) });

/** Keeps what was made as drafts, and answers with the first. */
export function draftCorrection(): string | undefined {
  const { note, run } = made.value;
  const { how, key } = correction.value!;
  if (!note) return undefined;
  return batch(() => {
    const group = how === "rebill" ? `rebill ${key} ${documents.value.length}` : undefined;
    const [first] = keep([note, ...(run?.drafts ?? [])], group);
    correction.value = undefined;
    notice.value = text.value.bills.correct.done;
    return first!.key;
  });
}

export type State = "draft" | "open" | "creditedPartly" | "credited" | "posted";

/** How a document stands: what is left of it is the engine's word. */
export function stateOf(own: Kept): State {
  if (isDraft(own)) return "draft";
  if (own.invoice.kind === "creditNote") return "posted";
  const credits = notesOf(own).map((note) => note.invoice);
  if (!credits.some((note) => note.kind === "creditNote")) return "open";
  const rest = credited({ invoice: own.invoice, credits, date: own.invoice.date, whole: true });
  return rest.problems.some((one) => one.code === "credit_exceeds_rest") ? "credited" : "creditedPartly";
}

const proofs = new WeakMap<Invoice, boolean>();

/** Whether a posted document is as it was posted, after the one before it in its series. */
export function isIntact({ invoice }: Kept): boolean {
  const known = proofs.get(invoice);
  if (known !== undefined) return known;
  const before = documents.value.find((own) => own.invoice.receipt && own.invoice.receipt.document === invoice.receipt?.previous);
  const proof = verifiedInvoice(invoice, before?.invoice);
  const isSound = proof !== undefined && proof.intact && proof.follows !== false;
  proofs.set(invoice, isSound);
  return isSound;
}
