// The switches of bill runs, in English.
import type { PolicyTexts } from "./policy-en";

export type InvoiceSwitch = "catchUp" | "negativeInvoices" | "zeroInvoices";

export const invoicesEn: Pick<PolicyTexts, InvoiceSwitch> = {
  catchUp: {
    name: "Catching up", about: "How many invoices a bill run makes of an order with several due dates behind it.",
    values: {
      one: ["One", "One invoice, of all that is due."],
      perPeriod: ["One each", "One invoice for each due date."],
    },
  },
  negativeInvoices: {
    name: "Below zero", about: "What becomes of a draft whose total is below zero.",
    values: {
      creditNote: ["Credit note", "A credit note."],
      carry: ["Carried over", "An invoice with nothing to pay; the rest is credit of the account, which later invoices use."],
      negativeInvoice: ["Negative invoice", "An invoice below zero."],
    },
  },
  zeroInvoices: {
    name: "Of zero", about: "What becomes of a draft whose total is zero.",
    values: {
      post: ["Posted", "An invoice as any other."],
      skip: ["Left out", "No invoice is made; its lines come with the next one."],
    },
  },
};
