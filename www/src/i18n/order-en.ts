// The English texts of an order and its amendments.
import { renewEn } from "./renew-en";

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const orderEn = {
  accept: "Accept", acceptTitle: "Make an order of this quote", save: "Save order", opened: "The order is open.", view: "Quote, order or billing", views: { quote: "Quote", order: "Order", billing: "Billing" },
  again: "There is this order with amendments. Replace it by this quote?", refused: (why: string) => `The engine refuses: ${why}`,
  order: "Order", acceptedOn: (day: string) => `accepted ${day}`, contract: "Contract", toInvoice: "Still to invoice", next: "Next invoice", through: (day: string) => `through ${day}`,
  lines: { title: "Lines in force", on: (day: string) => `on ${day}`, line: "Line", quantity: "Quantity", period: "Period", net: "Net", waits: (event: string) => `waits for ${event}`, byHand: "by hand", none: "not in force", more: (n: number) => `and ${n} more`, from: "from" },
  billing: {
    title: "Invoices", upTo: "Invoiced up to", nothing: "Nothing yet", hint: "What is dated up to the day above counts as sent. Later changes of it become credits and corrections, dated the day after.",
    byDocuments: "What the documents of the billing view say is invoiced. Later changes of it become credits and corrections.",
    posted: (n: number) => count(n, "invoice line sent", "invoice lines sent"), open: (n: number) => count(n, "invoice to come", "invoices to come"), show: "Show the invoices to come",
    corrections: "with corrections", documents: (n: number) => `Invoiced by ${count(n, "document", "documents")}`, event: (name: string) => `Date of ${name}`,
  },
  amendments: {
    title: "Amendments", none: "None yet: the order is as it was accepted.", from: "from", takeBack: "Take back", remove: (id: string) => `Take ${id} back`, removed: (id: string) => `${id} is taken back.`, billed: "invoiced", needed: "others build on it",
    stays: "It stays:", amendBack: "Amend back instead, from the same day.",
    set: { quantity: (q: string) => `quantity ${q}`, add: (q: string) => `quantity ${q}`, price: (p: string) => `price ${p}`, percent: (p: string) => `discount ${p}`, end: (day: string) => `last day ${day}`, open: "without an end", billDay: (day: number | "last") => (day === "last" ? "billed on the last day of the month" : `billed on day ${day} of the month`), paused: "pauses", resumed: "goes on after its pause", billing: "another invoice plan" },
    plan: (id: string) => `invoice plan ${id} is replaced`, refund: "paid out",
    added: (name: string, q: string) => `new: ${name} × ${q}`, ends: (name: string) => `${name} ends`,
  },
  form: {
    titles: { change: "Amend", cancel: "Cancel", renew: "Renew" }, kind: "What to do", kinds: { change: "Change lines", cancel: "Cancel", renew: "Renew" }, effective: "Effective", firstDay: "the first day on which it holds", cancelOn: "Cancelled on", at: "Service ends",
    ats: { now: "on that day", periodEnd: "with the billing period", termEnd: "with the term" }, unused: "What was billed beyond it", unuseds: { credit: "is credited", refund: "is paid out", none: "stays billed" }, refund: "Pay out what is given back", reason: "Reason", reasonPlaceholder: "What documents print",
    line: "Line", mode: (name: string) => `How the quantity of ${name} changes`, modes: { set: "set to", add: "+ / −" }, quantity: "Quantity", quantityOf: (name: string) => `New quantity of ${name}`, moreOf: (name: string) => `How many more of ${name}, below zero for fewer`,
    price: "Unit price", priceOf: (name: string) => `New unit price of ${name}`, chargeOf: (name: string) => `Which price of ${name}`, percent: "Discount", percentOf: (name: string) => `Discount on ${name} in percent, instead of its own`,
    end: "Last day", endOf: (name: string) => `New last day of ${name}`, asIs: "as it is", remove: "End", removeOf: (name: string) => `${name} ends the day before`, more: (name: string) => `More changes of ${name}`, noEnd: "No end", noEndOf: (name: string) => `${name} goes on without an end`,
    billDay: "Bill day", billDayOf: (name: string) => `New bill day of ${name}`, billDayIs: (day: number) => `day ${day}`, lastDay: "last day", service: "Service", serviceOf: (name: string) => `Pause or resume ${name}`, services: { asIs: "as it is", pause: "pauses", resume: "goes on" },
    replace: "Replace by", replaceBy: (name: string) => `Product that takes the place of ${name}`, noSwap: "nothing", insteadOf: (name: string) => `instead of ${name}`, forget: (name: string) => `Leave out ${name}`, isNew: "new",
    untilStep: "What is set holds up to the next step of a ramp.", commit: "Add to the order", clear: "Clear", done: (id: string) => `${id} is in the order.`,
  },
  preview: {
    title: "What it does", empty: "Change something: what it does to lines, invoices and the contract is shown here before it counts.", old: "The last valid change is shown.", nothing: "Nothing changes. What is billed once stays as it was sold; add a line for more of it.",
    before: "Before", after: "After", delta: "Difference", contract: "Contract value", net: "net", corrections: "Corrections of what was invoiced", due: "Due", dueBy: (day: string) => `because of it by ${day}`, dues: { credits: "Given back", corrections: "Charged anew", charges: "Invoiced more", net: "Net", refund: "To pay out, with tax" }, why: "Why", decidedBy: "Decided by the policy:", dueOn: (day: string) => `on ${day}`, amount: "Net",
    byLine: "By line", byInvoice: "By invoice", days: "Days", date: "Invoice date", line: "Line", once: "once", more: (n: number) => `Show all ${n}`, less: "Show fewer",
    announce: (before: string, after: string, delta: string) => `Contract value ${before}, then ${after}: ${delta}`, problems: "This cannot be done yet",
  },
  ordering: {
    open: "Order a part, or from another day", title: "What is ordered", id: "Order number", start: "First day", startHint: "Another first day moves every date of the quote; prices stay as quoted.", asQuoted: "as quoted",
    lines: "Lines", option: "option", accept: "Accept these",
  },
  renew: renewEn,
};
