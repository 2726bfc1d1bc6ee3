// The English texts of a renewal and of its forecast.
import type { LeftReason } from "prorata";

const left: Record<LeftReason, string> = {
  oneTime: "billed once", ended: "ended before", goesOn: "has no end and goes on by itself", notNamed: "left out", notBegun: "begins later and stays with the order",
};

export const renewEn = {
  title: "Renew", hint: "The order stays as it is. The renewal is a new quote, which can be edited and accepted.",
  prices: "Prices", pricesAre: { same: "as the customer pays", list: "of the list" }, uplift: "Uplift", index: "Index", upliftLabel: "Uplift in percent", indexLabel: "Rise by an index in percent, added to the uplift", indexName: "Name of the index", indexPlaceholder: "CPI 2027",
  discounts: "Discounts", discountsAre: { usual: "as usual", keep: "go on", drop: "end" }, usualHint: "They go on at the same prices and end at list prices.",
  start: "Begins on", startHint: "earlier than the end of the order: an early renewal", atEnd: "at the end", duration: "Lasts", lasts: { before: "as long as before", months: "months", open: "without an end" }, months: "For how many months",
  open: "Open as a new quote", end: "End the renewed lines here", endHint: "An early renewal ends the lines of this order the day before. Accepting the new quote puts that into the order.",
  opened: (id: string) => `${id} is a quote now. The order is still there.`, openedEarly: (id: string) => `${id} is a quote now. Accepting it ends the renewed lines of the order on the day before.`,
  ended: (id: string) => `The renewed lines of ${id} end on the day before.`, other: (id: string) => `Go to order ${id}`, otherStart: (id: string) => `The quote begins on another day than its renewal did: end the lines of ${id} there.`,
  preview: "The renewal", newNet: "Net of the renewal", from: (first: string, last: string) => `${first} to ${last}`, openFrom: (first: string) => `from ${first}, no end`, monthly: "Each month", lines: "By line, at each price period", period: "Price per", once: "in all", notRenewed: "What does not renew", left, units: (n: string) => `${n} units`,
  early: "What the early start does to this order", old: "The last valid renewal is shown.", none: "Nothing to show yet.",
  announce: (net: string, monthly: string) => `Renewal: net ${net}, ${monthly} each month`,
  forecast: {
    title: "Forecast", badge: "forecast", hint: "If the order renewed by itself on these terms, at its end. Nobody owes it.", through: "Up to", term: "Term", monthly: "Monthly", net: "Net of the term", invoiced: (day: string) => `Invoiced up to ${day}`, none: "No renewal up to this day.", open: "no end",
  },
};
