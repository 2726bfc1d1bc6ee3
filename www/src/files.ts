// Quotes as files: what is saved holds the inputs, the receipt that proves the result, and the totals.
import type { QuoteRequest, Receipt } from "prorata";
import { check, problemsOf } from "./engine";
import { deal, notice, openDeal, outcome, text } from "./state";

interface QuoteFile {
  request: QuoteRequest;
  receipt?: Receipt;
  events?: Record<string, string>;
}

export function saveQuote(): void {
  const { receipt, totals } = outcome.value.quote;
  const { request, events } = deal.value;
  const known = Object.keys(events).length ? { events } : {};
  const file = new Blob([`${JSON.stringify({ request, receipt, totals, ...known }, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${(request.id ?? "quote").replace(/[^\w.-]+/g, "-")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Opens a saved quote and says whether its receipt holds; a file that the engine refuses changes nothing. */
export async function openQuote(file: File): Promise<void> {
  const words = text.value.file;
  try {
    const { request, receipt, events } = JSON.parse(await file.text()) as QuoteFile;
    openDeal({ sample: "", request, events: events ?? {} });
    if (!receipt) return void (notice.value = words.openedWithoutReceipt);
    const { equal, difference } = check(request, receipt);
    notice.value = equal ? words.openedAndEqual : words.openedButDifferent(difference?.path ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return void (notice.value = words.notJson);
    const [first] = problemsOf(error);
    notice.value = words.refused(first ? `${first.path} ${text.value.problem(first).message}` : "");
  }
}
