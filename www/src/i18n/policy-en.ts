// The switches of a policy in English: what each decides and what each of its values does (src/policy/switches).
import type { PolicyChoice } from "prorata";
import { invoicesEn } from "./policy-invoices-en";
import { ordersEn } from "./policy-orders-en";
import { pricesEn } from "./policy-prices-en";

type Switches = Required<Omit<PolicyChoice, "profile">>;
export type Switch = keyof Switches;
export type ScaleSwitch = { [S in Switch]: Switches[S] extends number | null ? S : never }[Switch];
export type WordSwitch = Exclude<Switch, ScaleSwitch>;

/** A short name, and one sentence on what it does. */
export type Meaning = [name: string, means: string];
interface Words<V extends string> { name: string; about: string; values: Record<V, Meaning> }
interface Scale { name: string; about: string; none: Meaning; decimals: (digits: string) => Meaning }
export type PolicyTexts = { [S in WordSwitch]: Words<Switches[S]> } & Record<ScaleSwitch, Scale>;

const stub = (name: string, about: string): Words<Switches["firstPeriod"]> => ({
  name, about,
  values: {
    separate: ["Separate", "It is a period of its own, billed for its part."],
    combine: ["Combined", "It joins the full period beside it; without one it stays alone."],
    full: ["Full price", "It is a period of its own and costs a whole one; the term is then measured."],
    free: ["Free", "It is a period of its own and costs nothing; the term is then measured."],
  },
});

export const policyEn: PolicyTexts = {
  rounding: {
    name: "Rounding", about: "Where the amounts of a charge are rounded.",
    values: {
      perPeriod: ["Per period", "The charge's net is rounded once, from its exact total; each period rounds alone and one of them takes the remainder."],
      independent: ["Independent", "Each period rounds alone and the net is their sum: there is no contract total to meet."],
      cumulative: ["Cumulative", "Each period is the difference of the rounded running total, so that the sum always meets the exact total."],
      perUnit: ["Per unit", "The price of one unit for the period is rounded first, then multiplied by the quantity and rounded again; the net is the sum."],
    },
  },
  roundingMode: {
    name: "Halves", about: "Which neighbour a value between two units goes to.",
    values: {
      halfUp: ["Half up", "To the nearest unit, halves away from zero: 2.5 becomes 3."],
      halfEven: ["Half even", "To the nearest unit, halves to the even one: 2.5 becomes 2, 3.5 becomes 4."],
      down: ["Down", "Towards zero: 2.9 becomes 2."],
      up: ["Up", "Away from zero: 2.1 becomes 3."],
    },
  },
  remainderPeriod: {
    name: "Remainder", about: "Which period takes the remainder where rounding is per period.",
    values: {
      last: ["Last period", "The last period takes the remainder: 100 in three is 33.33, 33.33, 33.34."],
      first: ["First period", "The first period takes the remainder: 100 in three is 33.34, 33.33, 33.33."],
    },
  },
  spread: {
    name: "Spread", about: "Who takes the cents that are left over when an amount is split over lines.",
    values: {
      largestRemainder: ["Largest fraction", "The missing cents go to the largest fractions, ties to the earlier line."],
      first: ["First lines", "The missing cents go one each to the first lines."],
      last: ["Last line", "The last line takes all the cents that are missing."],
      cumulative: ["Cumulative", "Each share is the difference of the rounded running sum."],
    },
  },
  termTotal: {
    name: "Term price", about: "What a term that is a count of periods costs.",
    values: {
      fixed: ["Whole periods", "Twelve months cost twelve times the monthly price whatever the calendar; cut periods share what the full ones leave."],
      measured: ["Days measured", "The total is what the days measure: a cut first and last month need not add up to a whole one."],
    },
  },
  firstPeriod: stub("First period", "A first period shorter than the others, where a line does not say."),
  lastPeriod: stub("Last period", "A last period shorter than the others, where a line does not say."),
  grain: {
    name: "Grain", about: "The unit in which time is counted where instants are given; civil dates are whole days under each.",
    values: {
      day: ["Day", "Instants count as their UTC day."],
      second: ["Second", "Instants are cut to the second; dates without a time stay whole days."],
      millisecond: ["Millisecond", "Instants count to the millisecond; dates without a time stay whole days."],
    },
  },
  dayCount: {
    name: "Day count", about: "What a part of a month-based period counts where the period is cut.",
    values: {
      actual: ["Actual days", "Days used over the days of the period: 5 days of January are 5/31."],
      actual30: ["Actual / 30", "Days used over 30 a month: 5 days of January are 5/30."],
      actual365: ["Actual / 365", "Days used over 365/12 a month: 5 days of a month are 60/365."],
      thirty360Us: ["30/360 US", "Every month has 30 days; a 31st counts as the 30th where the span begins on the 30th or 31st."],
      thirty360Eu: ["30/360 European", "Every month has 30 days; each 31st counts as the 30th."],
      strict30: ["Strict 30", "Every month has 30 days; its last day is the 30th."],
      fixed30: ["Fixed 30", "Days used over 30; a span across a month's end counts its first month as 30 days."],
    },
  },
  count: {
    name: "Counted first", about: "Which whole things are counted before days are.",
    values: {
      periods: ["Periods", "Whole price periods are counted, then the days that are left."],
      months: ["Months", "Whole months from the start are counted, then the days that are left."],
      days: ["Days", "Only days are counted, over 365 a year or the day count's month; whole periods are then not exact."],
    },
  },
  priceGrid: {
    name: "Price periods", about: "Where the cells begin that measure month-based prices.",
    values: {
      billing: ["With billing", "Price periods begin with billing periods: from Jan 15, billed on the 1st, 17/31 to the end of January."],
      anniversary: ["With the start", "Price periods begin on the charge's start: from Jan 15, a cell ends on Feb 14."],
      calendar: ["Calendar months", "Price periods are calendar months: from Jan 15, 17/31 of January."],
    },
  },
  denominator: {
    name: "Divided by", about: "What a cut period is divided by.",
    values: {
      currentPeriod: ["Its own period", "The days of the grid's period that holds it."],
      planPeriod: ["One plan period", "The days of one price period, counted back from the end of a part that begins off the grid, else on from its start."],
    },
  },
  partial: {
    name: "Cut periods", about: "What a period counts that is cut by a start or an end.",
    values: {
      prorate: ["Its part", "A cut period counts its part."],
      full: ["Whole", "A cut period counts as a whole one."],
      free: ["Nothing", "A cut period counts nothing."],
    },
  },
  endOfMonth: {
    name: "Month ends", about: "Where periods go that are anchored on the last day of a month.",
    values: {
      clamp: ["Anchor's day", "The anchor's day, or the month's last where it has none: Feb 28, Mar 28, Apr 28."],
      lastDay: ["Last day", "Always the month's last day: Feb 28, Mar 31, Apr 30."],
      lastDayForYears: ["Last day for years", "The last day for periods of years, the anchor's day for others."],
    },
  },
  changeDay: {
    name: "Day of a change", about: "Who pays for the day on which something changes.",
    values: {
      new: ["The new", "What comes after the change pays for its day; an amendment holds from its day on."],
      old: ["The old", "What was before the change pays for its day; an amendment holds from the day after."],
    },
  },
  ...pricesEn,
  factorScale: {
    name: "Factor decimals", about: "Decimals to which the measure of each piece is rounded before the price.",
    none: ["Exact", "Measures are fractions and are not rounded before the price."],
    decimals: (digits) => [digits, `Each measure is rounded to ${digits} decimals, then multiplied by the price.`],
  },
  unitPriceScale: {
    name: "Unit price decimals", about: "Decimals of the rounded unit price where rounding is per unit.",
    none: ["The currency's", "The unit price is rounded to the currency's decimals, where rounding is per unit."],
    decimals: (digits) => [digits, `The unit price is rounded to ${digits} decimals, where rounding is per unit.`],
  },
  taxLevel: {
    name: "Tax rounded", about: "Where the tax of an invoice is rounded.",
    values: {
      category: ["Per rate", "Once per category, percentage and part on the invoice (EN 16931)."],
      line: ["Per item", "Each item alone; the invoice adds them up."],
      cumulative: ["Running sum", "Items are differences of the rounded running sum of their rate."],
      document: ["Per invoice", "Once for the whole invoice, over all percentages."],
    },
  },
  inclusiveKeeps: {
    name: "Prices with tax round", about: "What is rounded where a price holds its tax; the other is what is left.",
    values: {
      net: ["The net", "24.99 at 20 percent: 20.83 and 4.16 tax."],
      tax: ["The tax", "24.99 at 20 percent: 20.82 and 4.17 tax."],
    },
  },
  taxPoint: {
    name: "Tax date", about: "On which day a dated tax rate is read.",
    values: {
      invoiceDate: ["Invoice date", "The rate on the day of the invoice."],
      periodStart: ["Period start", "The rate on the first day of the period billed."],
      periodEnd: ["Period end", "The rate on the last day of the period billed."],
      dueDate: ["Due date", "The rate on the day on which the invoice is due."],
    },
  },
  taxRoundingMode: {
    name: "Half units of tax", about: "Which neighbour a half unit of tax goes to.",
    values: {
      halfUp: ["Half up", "To the nearest unit, halves away from zero."],
      halfEven: ["Half even", "To the nearest unit, halves to the even one."],
      down: ["Down", "Towards zero."],
      up: ["Up", "Away from zero."],
    },
  },
  ...ordersEn,
  ...invoicesEn,
};
