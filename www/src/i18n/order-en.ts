// The English texts of an order and its amendments.
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const orderEn = {
  accept: "Accept", acceptTitle: "Make an order of this quote", save: "Save order", opened: "The order is open.", view: "Quote or order", views: { quote: "Quote", order: "Order" },
  again: "There is an order with amendments. Replace it by this quote?", refused: (why: string) => `The engine refuses: ${why}`,
  order: "Order", acceptedOn: (day: string) => `accepted ${day}`, contract: "Contract", toInvoice: "Still to invoice", next: "Next invoice", through: (day: string) => `through ${day}`,
  lines: { title: "Lines in force", on: (day: string) => `on ${day}`, line: "Line", quantity: "Quantity", period: "Period", net: "Net", waits: (event: string) => `waits for ${event}`, byHand: "by hand", none: "not in force", more: (n: number) => `and ${n} more`, from: "from" },
  billing: {
    title: "Invoices", upTo: "Invoiced up to", nothing: "Nothing yet", hint: "What is dated up to the day above counts as sent. Later changes of it become credits and corrections, dated the day after.",
    posted: (n: number) => count(n, "invoice line sent", "invoice lines sent"), open: (n: number) => count(n, "invoice to come", "invoices to come"), show: "Show the invoices to come",
    corrections: "with corrections", event: (name: string) => `Date of ${name}`,
  },
  amendments: {
    title: "Amendments", none: "None yet: the order is as it was accepted.", from: "from", remove: (id: string) => `Remove ${id}`, removed: (id: string) => `${id} is removed.`, billed: "invoiced", needed: "others build on it",
    set: { quantity: (q: string) => `quantity ${q}`, add: (q: string) => `quantity ${q}`, price: (p: string) => `price ${p}`, percent: (p: string) => `discount ${p}`, end: (day: string) => `last day ${day}` },
    added: (name: string, q: string) => `new: ${name} × ${q}`, ends: (name: string) => `${name} ends`,
  },
  form: {
    title: "Amend", kind: "What to do", kinds: { change: "Change lines", cancel: "Cancel the order" }, effective: "Effective", firstDay: "the first day on which it holds", cancelOn: "Cancelled on", at: "Service ends",
    ats: { now: "on that day", periodEnd: "with the billing period", termEnd: "with the term" }, reason: "Reason", reasonPlaceholder: "What documents print",
    line: "Line", mode: (name: string) => `How the quantity of ${name} changes`, modes: { set: "set to", add: "+ / −" }, quantity: "Quantity", quantityOf: (name: string) => `New quantity of ${name}`, moreOf: (name: string) => `How many more of ${name}, below zero for fewer`,
    price: "Unit price", priceOf: (name: string) => `New unit price of ${name}`, chargeOf: (name: string) => `Which price of ${name}`, percent: "Discount", percentOf: (name: string) => `Discount on ${name} in percent, instead of its step’s`,
    end: "Last day", endOf: (name: string) => `New last day of ${name}`, asIs: "as it is", remove: "End", removeOf: (name: string) => `${name} ends the day before`, forget: (name: string) => `Leave out ${name}`, isNew: "new",
    untilStep: "What is set holds up to the next step of a ramp.", commit: "Add to the order", clear: "Clear", done: (id: string) => `${id} is in the order.`,
  },
  preview: {
    title: "What it does", empty: "Change something: what it does to lines, invoices and the contract is shown here before it counts.", old: "The last valid change is shown.", nothing: "Nothing changes. What is billed once stays as it was sold; add a line for more of it.",
    before: "Before", after: "After", delta: "Difference", contract: "Contract value", net: "net", due: "Corrections of what was invoiced", dueOn: (day: string) => `on ${day}`, amount: "Net",
    byLine: "By line", byInvoice: "By invoice", days: "Days", date: "Invoice date", line: "Line", once: "once", more: (n: number) => `Show all ${n}`, less: "Show fewer",
    announce: (before: string, after: string, delta: string) => `Contract value ${before}, then ${after}: ${delta}`, problems: "This cannot be done yet",
  },
};
