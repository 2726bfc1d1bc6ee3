// Quotes and orders as files: what is saved of a quote holds the inputs, the receipt that proves the result, and the totals.
import type { QuoteRequest, Receipt } from "prorata";
import { check, problemsOf } from "./engine";
import { ofOrder } from "./documents";
import type { OrderRecord } from "./order";
import { record, view } from "./ordering";
import { openOrder, type OrderFile } from "./orders";
import { linkTo } from "./share";
import { current } from "./shown";
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
  download(request.id ?? "quote", { request, receipt, totals, ...known });
}

/** Saves the order on screen; in the billing view, the one that is chosen there. */
export function saveOrder(): void {
  const own = (view.value === "billing" ? current.value?.own : undefined) ?? record.value!;
  download(`${own.order.id}-order`, fileOf(own));
}

/** An order with its documents; without any, as it always was. */
function fileOf(own: OrderRecord): OrderFile {
  const documents = ofOrder(own.order.id).map(({ invoice }) => invoice);
  return documents.length > 0 ? { ...own, documents } : own;
}

function download(name: string, content: unknown): void {
  const file = new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name.replace(/[^\w.-]+/g, "-")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Opens a saved order, or a quote and says whether its receipt holds; a file that the engine refuses changes nothing. */
export async function openFile(file: File): Promise<void> {
  const words = text.value.file;
  try {
    const content = (JSON.parse(await file.text()) ?? {}) as QuoteFile | OrderFile;
    if ("order" in content) return openOrder(content);
    const { request, receipt, events } = content;
    const verified = receipt && check(request, receipt);
    openDeal({ sample: "", request, events: events ?? {} });
    view.value = "quote";
    if (!verified) notice.value = words.openedWithoutReceipt;
    else notice.value = verified.equal ? words.openedAndEqual : words.openedButDifferent(verified.difference?.path ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return void (notice.value = words.notJson);
    const [first] = problemsOf(error);
    notice.value = words.refused(first ? `${first.path} ${text.value.problem(first).message}` : "");
  }
}

/** Puts a link to the quote, with all its inputs, on the clipboard; where that is forbidden, into the address bar. */
export async function copyLink(): Promise<void> {
  const link = await linkTo(deal.value);
  try {
    await navigator.clipboard.writeText(link);
    notice.value = text.value.file.linkCopied;
  } catch {
    location.replace(link);
    notice.value = text.value.file.linkInAddress;
  }
}
