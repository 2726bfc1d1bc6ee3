// Every English text of the page. French has the same keys, by type.
import type { Code, How, Interval, NoteCode, Price, Problem, ProfileInfo, Reason, StepKind, Timing, Unit } from "prorata";
import { billingEn } from "./billing-en";
import { orderEn } from "./order-en";
import { policyEn } from "./policy-en";

const units: Record<Unit, [string, string]> = {
  second: ["second", "seconds"], hour: ["hour", "hours"],
  day: ["day", "days"], week: ["week", "weeks"], month: ["month", "months"], quarter: ["quarter", "quarters"], year: ["year", "years"],
};
const often: Record<Unit, string> = {
  second: "By the second", hour: "Hourly", day: "Daily", week: "Weekly", month: "Monthly", quarter: "Quarterly", year: "Yearly",
};
const reasons: Record<Reason, string> = {
  period: "Full period", firstStub: "Partial first period", lastStub: "Partial last period",
  once: "One-off", byHand: "Billed by hand", milestone: "Milestone", progress: "Progress", release: "Retainage release", deposit: "Deposit", settlement: "Deposit settled", usage: "Usage", credit: "Credit", correction: "Correction",
};
const steps: Record<StepKind, string> = {
  list: "List", override: "Price of this line", contracted: "Contracted price", priceBook: "Price book", schedule: "Discount schedule",
  uplift: "Uplift", trial: "Trial", pause: "Pause", lineDiscount: "Line discount", segmentDiscount: "Step discount",
  groupDiscount: "Group discount", partnerDiscount: "Partner discount", quoteDiscount: "Quote discount", rounding: "Rounding", taxIncluded: "Tax in the price", net: "Net", tax: "Tax", gross: "Total",
};
const models: Record<Price["model"], string> = {
  flat: "flat", perUnit: "per unit", volume: "volume tiers", graduated: "graduated tiers", stairstep: "stairs",
  package: "packages", overage: "overage", tieredOverage: "tiers with overage", percentage: "percentage", graduatedPercentage: "graduated percentage",
  costPlus: "cost plus", matrix: "matrix", capacity: "capacity tiers", prepaid: "prepaid units", percentOf: "of other lines", commitment: "commitment",
};
const notes: Partial<Record<NoteCode, string>> = {};
const timing: Record<Timing, string> = { advance: "in advance", arrears: "in arrears" };
const ordinal = (day: number) => {
  const ending = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
  return `${day}${ending[new Intl.PluralRules("en", { type: "ordinal" }).select(day)]}`;
};
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
/** "at go-live" or "30 days after go-live" */
const after = (plus: Interval | undefined, at: string, what: string) =>
  plus ? `${count(plus.count ?? 1, ...units[plus.unit])} after ${what}` : at;
/** A day of the month, the last one, or a weekday of it (Monday is 1). */
export type DayOfMonth = number | "last" | { weekday: number; nth: number | "last" };
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const dayOfMonth = (day: DayOfMonth): string =>
  typeof day === "number" ? ordinal(day) : day === "last" ? "last day" : `${day.nth === "last" ? "last" : ordinal(day.nth)} ${weekdays[day.weekday - 1]}`;

export const en = {
  untitled: "Quote",
  language: "Language",
  sampleDeal: "Sample deal",
  openedFile: "Opened file",
  samples: {
    "saas-seats-onboarding": "SaaS: seats, support, onboarding",
    "equipment-milestones": "Equipment: milestones",
    "equipment-maintenance": "Equipment: with maintenance",
    "telecom-ramp-two-rates": "Telecom: ramp, two tax rates",
    "equipment-retainage": "Equipment: milestones with retainage",
    "workshop-stubs-usage": "Workshop: odd dates and usage",
    "platform-price-models": "Platform: price models, commitment",
  } as Record<string, string>,
  actions: { open: "Open", link: "Copy link", save: "Save quote", print: "Print", reset: "Reset", resetTitle: "Back to the sample as it was" },
  head: {
    quote: "Quote", from: "from", customer: "Customer", customerPlaceholder: "Customer name", currency: "Currency", start: "Start",
    duration: "Duration", termKinds: { term: "For", end: "Until", open: "No end" }, count: "Number of units", unit: "Unit",
    end: "Last day", terms: "Net days", asOf: "Totals as of",
  },
  policy: {
    switches: policyEn, profile: "Policy", asInProfile: (value: string) => `${value} (as in the profile)`, reset: "All as in the profile",
    toggle: (n: number) => (n === 0 ? "Switches" : `Switches · ${count(n, "own", "own")}`),
    hint: "Each switch is the profile's until it is set here.", about: (profile: ProfileInfo) => profile.about,
  },
  order: orderEn,
  bills: billingEn,
  compare: {
    left: "Bill it as", right: "and as", onScreen: (name: string) => `This deal: ${name}, own switches`,
    ownSwitches: "This deal has switches of its own; a profile is shown here as it is published.",
    refused: "The engine refuses this deal under this profile.", why: "Why", same: "Both policies have the same switches.",
    switches: (n: number) => count(n, "switch differs", "switches differ"),
    matters: "alone changes this deal", noMatter: "alone changes nothing here", together: "only together with others",
    onlyDifferences: "Only differences", differing: (n: number, of: number) => `${n} of ${of} differ`, noDifference: "Every invoice is the same, to the cent.",
    differs: "differs", equal: "same", lines: (what: string) => `Lines of ${what} on both sides`,
    of: (event: string | undefined) => (event === undefined ? "Billed by hand" : `Waits for ${event}`),
  },
  totals: {
    title: "Totals", list: "List", discount: "Discount", net: "Net", tax: "Tax", gross: "Total incl. tax", dueNow: "Due now",
    next: "Next invoice", none: "None", monthly: "Monthly", annual: "Annual", oneTime: "One-time", contract: "Contract",
    firstYear: "First year", margin: "Margin", cost: "Cost", internal: "internal", internalHint: "Not for buyers: it is not printed.",
    noEnd: "No end", through: (day: string) => `sums through ${day}`,
  },
  status: {
    current: "Up to date", stale: "Not up to date",
    problems: (n: number) => count(n, "problem", "problems"),
    computed: (ms: string) => `computed here in ${ms} ms`,
    announce: (net: string, gross: string) => `Net ${net}, total including tax ${gross}`,
  },
  lines: {
    title: "Lines", product: "Product", quantity: "Quantity", unit: "Unit price", list: "List", discounts: "Discounts", net: "Net",
    noEnd: "no end", add: "Add a line…", remove: (name: string) => `Remove ${name}`, ramp: "Ramp",
    addStep: "Add a step", removeStep: "Remove this step", from: "From", withTax: "incl. tax", optional: "Optional", optionalHint: "Priced, but in no sum and on no invoice.",
    perUnit: (unit: string) => `/ ${unit}`, startOf: (name: string) => `Start of ${name}`, endOf: (name: string) => `Last day of ${name}`,
    quantityOf: (name: string) => `Quantity of ${name}`, stepStart: (name: string) => `Start of this step of ${name}`,
  },
  discounts: {
    quote: "Quote discounts", value: "Discount", add: "Add a discount", remove: "Remove this discount", percent: "%",
    switchKind: "Switch between percent and amount", reason: "Reason", reasonPlaceholder: "Reason on the quote",
  },
  tabs: { invoices: "Invoices", waterfall: "Waterfall", cash: "Cash", compare: "Compare", checks: "Checks", label: "Results" },
  invoices: {
    date: "Date", due: "Due", net: "Net", tax: "Tax", gross: "Total",
    details: (day: string) => `Lines of the invoice of ${day}`,
    total: "Invoices and waiting items", on: "on", base: "what is taxed", taxes: "Taxes", estimated: "estimated",
    retained: "Withheld", released: "Given back", payable: "Payable",
    books: (currency: string, rate: string, of: string) => `In ${currency} at ${rate} (${of}):`,
    waiting: "Waiting for an event", waitingHint: "Give a date, and its items become invoices.",
    byHand: "Billed by hand", eventDate: (event: string) => `Date of ${event}`, notYet: "Not dated yet",
    open: (day: string) => `The quote has no end: invoices are shown through ${day}.`,
  },
  waterfall: { of: "Line", step: "Step", before: "Before", after: "After", caption: "From list price to total", charges: "Charges of this line", charge: "Charge", perPeriod: "Per period" },
  explain: {
    amount: (name: string, words: string) => `${words}, ${name}`, why: "How this comes about", title: "How this comes about", back: "Back", close: "Close",
    hint: "Each value is the engine’s own; the steps, done again with exact fractions, give this amount.",
    fromRequest: "from the request", fromCatalog: "from the catalogue", toField: "go to the field",
    more: (n: number) => count(n, "more step", "more steps"), decimals: (n: number) => count(n, "decimal", "decimals"),
    signs: {
      input: "", see: "", same: "the same as", sum: "plus", difference: "less", product: "times", power: "to the power of", quotient: "divided by",
      round: "rounded from", ceil: "rounded up from", floor: "rounded down from", max: "the largest of", min: "the smallest of", share: "split by",
    } as Record<How, string>,
  },
  cash: { title: "Payable by month, tax included", month: "Month", gross: "Payable", bar: (month: string, gross: string) => `${month}: ${gross}`, hint: "By due date of the invoices that have a date." },
  checks: {
    ok: "The engine accepts every input.", okMore: "Every invoice and waiting item adds up to the net of its line.", problems: "To mend", notes: "Good to know",
    show: "Show", whole: "the whole quote",
  },
  file: {
    openedAndEqual: "Opened. The receipt holds: same request, same cents.",
    openedButDifferent: (path: string) => `Opened, but its receipt is not what this engine computes (${path}).`,
    openedWithoutReceipt: "Opened. The file has no receipt to verify.",
    linkCopied: "Link copied. The whole quote is in it; nothing was sent anywhere.",
    linkInAddress: "The link to this quote is in the address bar.",
    notJson: "This file is not JSON.", refused: (why: string) => `The engine refuses this file: ${why}`,
  },
  footer: { receipt: "Receipt", policy: "Policy", engine: "Engine", proof: "Every amount on this page comes from the engine; the same program runs on your server.", dismiss: "Dismiss" },
  units: (unit: Unit, n: number) => units[unit][n === 1 ? 0 : 1],
  percent: (number: string) => `${number}%`,
  reasons, steps, models,
  billing: {
    recurring: (every: Interval, when: Timing, day: DayOfMonth | undefined) => {
      const n = every.count ?? 1;
      const rhythm = n === 1 ? often[every.unit] : `Every ${n} ${units[every.unit][1]}`;
      const on = day === undefined ? "" : `, on the ${dayOfMonth(day)}`;
      return `${rhythm} ${timing[when]}${on}`;
    },
    onStart: (plus?: Interval) => `Once, ${after(plus, "at the start", "the start")}`, onDate: (day: string) => `Once, on ${day}`, onEvent: (event: string, plus?: Interval) => `Once, ${after(plus, `at ${event}`, event)}`,
    byHand: "Billed by hand", milestones: (n: number) => count(n, "milestone", "milestones"), progress: (n: number) => `By progress, ${count(n, "declaration", "declarations")}`, plan: (id: string, n: number) => `Plan “${id}”, ${count(n, "instalment", "instalments")}`,
  },
  /** What the engine says, in this language. */
  problem: (problem: Problem): { message: string; hint: string } => ({ message: problem.message, hint: problem.hint }),
  note: (code: NoteCode, message: string): string => notes[code] ?? message,
};

export type Catalogue = typeof en;
export type ProblemTexts = Record<Code, string>;
