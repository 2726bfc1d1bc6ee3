// The English texts of billing: runs, documents, corrections, and an order's timeline.
import type { ChargeKind, GroupBy, InvoiceKind, SeriesReset, SkipReason } from "prorata";
import type { How, State } from "../correcting";

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const kinds: Record<InvoiceKind, string> = { invoice: "Invoice", creditNote: "Credit note", debitNote: "Debit note" };
const reasons: Record<SkipReason, string> = {
  notDue: "Due later", waitsForEvent: "Waits for an event", byHand: "Billed by hand", onHold: "On hold", criteria: "Does not fit the criteria", notChosen: "Not chosen",
  belowMinimum: "Below the minimum: waits for the next run", zeroInvoice: "Comes to zero: no document", nothingLeft: "Nothing left to bill", stopped: "The run was stopped before",
};
const chargeKinds: Record<ChargeKind, string> = { oneTime: "One-time", recurring: "Recurring", usage: "Usage" };
const groups: Record<GroupBy, string> = { account: "one per customer", order: "one per order", purchaseOrder: "one per purchase order", seller: "one per seller", key: "one per group key" };
const states: Record<State, string> = { draft: "draft", open: "open", creditedPartly: "partly credited", credited: "credited", posted: "posted" };
const hows: Record<How, string> = { whole: "Credit all that is left", lines: "Credit by line", net: "Credit an amount before tax", gross: "Credit an amount with tax", debit: "Ask for more (debit note)", rebill: "Cancel and bill again" };
const resets: Record<SeriesReset, string> = { never: "never", year: "each year", month: "each month" };

export const billingEn = {
  title: "Billing", none: "No order yet. Accept a quote, and bill it here.", toQuote: "To the quote",
  taken: (id: string) => `There are documents of order ${id}. Give this one another number.`,
  notKept: "This browser does not keep the documents: save the orders as files.",
  figures: { due: "Next due", drafts: "Drafts", documents: "Posted", orders: "Orders" },
  orders: {
    title: "Orders", order: "Order", next: "Next due", billed: "Billed", toCome: "To come", nothing: "nothing dated", show: (id: string) => `Timeline of order ${id}`, held: "on hold", waits: (n: number) => count(n, "item waits", "items wait"),
    open: "Open the order", forget: "Take off the page", batch: "Batch", tags: "Tags, with commas between",
  },
  waits: {
    title: "Waits for an event", none: "Nothing waits.", of: (id: string) => `Milestones and holds of ${id}`, reached: (event: string) => `${event} was reached on`, reachedOn: "Reached on", notYet: "not yet", byHand: "Billed by hand",
    items: (n: number) => count(n, "item", "items"), show: "Show the items", allNow: "Bill all of it now", now: "Bill now", nowOf: (name: string) => `Bill ${name} now`, billed: "billed", unknown: "nothing waits for it any more",
  },
  holds: {
    title: "On hold", none: "Nothing is on hold.", what: "What", whole: "the whole order", from: "From", until: "Until", always: "at once", open: "until it is released", reason: "Reason", add: "Put on hold", backwards: "The hold ends before it begins: mend one of its days.", release: "Release", releaseOf: (what: string) => `Release ${what}`,
    words: (what: string, from: string, until: string) => [what, from && `from ${from}`, until ? `until ${until}` : "until it is released"].filter(Boolean).join(", "),
  },
  run: {
    title: "Bill run", target: "Bill what is due up to", invoiceDate: "Invoice date", asTarget: "the same day", account: "Customer", all: "all", kind: "Charges", kinds: chargeKinds, batch: "Batch", tag: "Tag", groupBy: "Invoices", groups,
    minimum: "Smallest invoice", cash: "Round cash to", none: "none", more: "Criteria", run: "Run", toNext: (day: string) => `Next due: ${day}`, done: (n: number) => (n === 0 ? "Nothing is due." : `${count(n, "draft is", "drafts are")} ready for review.`),
    result: (day: string) => `Last run, up to ${day}`, byHand: "Billed by hand", counts: (drafts: string, skipped: string) => `${drafts}, ${skipped}.`, drafts: (n: number) => count(n, "draft", "drafts"), skippedCount: (n: number) => `${n} skipped`,
    currency: "Currency", net: "Net", tax: "Tax", gross: "Total", due: "To be paid", totals: "What the drafts come to", skipped: "Not billed, and why", reasons,
    criteria: { accounts: "customer", orders: "order", sellers: "seller", currencies: "currency", batches: "batch", tags: "tag", withoutTags: "tag", chargeKinds: "kind of charge", billDays: "bill day" } as Record<string, string>,
    what: "What", why: "Why", when: "Due", amount: "Net", whole: "the whole order", errors: (n: number) => count(n, "order could not be billed", "orders could not be billed"), refused: "The run cannot be made yet",
  },
  drafts: {
    title: "Drafts to review", none: "No drafts. Run the bill run.", review: (name: string) => `Review ${name}`, post: "Post", postOf: (name: string) => `Post ${name}`, postAll: (n: number) => (n === 1 ? "Post it" : `Post all ${n}`), discard: "Throw away", discardOf: (name: string) => `Throw ${name} away`,
    gone: (n: number) => `${count(n, "draft is", "drafts are")} thrown away; what they billed is open again.`, posted: (numbers: string[]) => `Posted: ${numbers.length > 4 ? `${numbers.slice(0, 3).join(", ")} … ${numbers.at(-1)}` : numbers.join(", ")}.`,
    refused: "Not posted", postOn: "Date on posting", asDrafted: "as drafted", of: (kind: string, account: string) => `${kind}, ${account}`,
  },
  series: {
    title: "Numbers", for: { invoices: "Invoices and debit notes", credits: "Credit notes" } as Record<string, string>, prefix: "Prefix", format: "Format", next: "Next", reset: "Begins again", resets, of: (what: string, field: string) => `${field} of ${what}`, last: (number: string) => `last: ${number}`, first: "none yet",
    hint: "A format may hold {prefix}, {year}, {yy}, {month} and {number:5}. Numbers have no gaps; dates never go back.",
  },
  documents: { title: "Documents", none: "Nothing is posted yet.", number: "Number", date: "Date", customer: "Customer", total: "Total", state: "State", states, open: (number: string) => `Open ${number}`, intact: "intact", changed: "changed since it was posted" },
  document: {
    kinds, draft: (kind: string) => `Draft: ${kind.toLowerCase()}`, date: "Date", due: "Due", orders: "Orders", corrects: "Corrects", series: "Series", reason: "Reason", correctedBy: "Corrected by", draftOf: "a draft",
    line: "Line", net: "Net", tax: "Tax", deposits: "Deposits", on: "on", gross: "Total", retained: "Withheld", released: "Given back", rounding: "Rounding", payable: "Payable", creditUsed: "Paid by credit", creditMade: "Becomes credit", amountDue: "To be paid", paidOut: "To be paid out",
    back: (id: string) => `Timeline of ${id}`, quantity: (q: string) => `× ${q}`, books: (currency: string, rate: string, of: string) => `In ${currency} at ${rate} (${of})`, intact: "Intact: it is as it was posted, and follows the one before it.", changed: "Not as it was posted.", print: "Print",
  },
  correct: {
    title: "Correct it", open: "Credit, debit, rebill…", how: "What to do", hows, date: "Dated", reason: "Reason", reasonPlaceholder: "What the note prints", amount: "Amount", lineNet: (name: string) => `Net of ${name}`, lineQuantity: (name: string) => `Quantity of ${name}`, net: "Net", quantity: "or quantity",
    carry: "Keep it as credit of the customer", goodwill: "What was given by hand stays given", make: "Make the draft", cancel: "Leave it", done: "The draft is ready for review.", preview: { creditNote: "The credit note", debitNote: "The debit note", invoice: "The invoice" } as Record<InvoiceKind, string>,
    again: (n: number) => `and ${count(n, "new draft", "new drafts")}`, nothing: "and nothing to bill again:", refused: "This cannot be done yet", missing: "Write an amount.",
  },
  timeline: {
    title: (id: string) => `Timeline of ${id}`, contract: "Contract", billed: "Billed so far", toCome: "To come", given: "By hand", next: "Next due", accepted: (id: string) => `Order ${id} is accepted`, assumed: "Invoiced before, elsewhere", amendment: (id: string) => `${id} is agreed`, holdsFrom: (day: string) => `holds from ${day}`, effect: (delta: string) => `contract ${delta}`,
    hold: (what: string) => `On hold: ${what}`, milestone: (event: string) => `${event} is reached`, planned: "Invoice to come", isNext: "next", isDue: "due", waits: (event: string) => `Waits for ${event}`, byHand: "Waits for a person", gives: (sum: string) => `gives back ${sum} of what was withheld`, now: (day: string) => `Up to ${day}. From here on, still to come.`, nothing: "Nothing more is to come.",
    running: (sum: string) => `billed ${sum}`, willBe: (sum: string) => `then ${sum}`, more: (n: number) => `Show all ${n} to come`, less: "Show fewer", undated: "no date", past: "What happened", future: "Still to come",
  },
};
