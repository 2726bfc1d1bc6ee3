// The switches of orders, in English.
import type { PolicyTexts } from "./policy-en";

export type OrderSwitch = "oneTimeDecrease" | "planCatchUp" | "decreases" | "increases" | "amendBy" | "creditBasis";

export const ordersEn: Pick<PolicyTexts, OrderSwitch> = {
  oneTimeDecrease: {
    name: "Less, sold once", about: "What an amendment pays back of what is sold once.",
    values: {
      keep: ["Nothing", "What was delivered stays sold. More is due only beyond what was billed."],
      credit: ["The difference", "What was billed for more than is left is given back."],
    },
  },
  planCatchUp: {
    name: "Plan after a change", about: "Who bills what the reached items of an invoice plan lack after a change.",
    values: {
      nextItem: ["The next item", "The next item in order of declaration takes what is missing, or what was too much."],
      now: ["A correction", "A correction on the day of the change takes it; the next items bill their own parts."],
    },
  },
  decreases: {
    name: "Less, mid-period", about: "When less is sold, from a day within a billing period on.",
    values: {
      credit: ["From that day", "The days that are left cost less, and what was billed for more is given back."],
      nextPeriod: ["Next period", "The billing period stays as it was; the decrease begins with the next one. Removed lines too."],
    },
  },
  increases: {
    name: "More, mid-period", about: "When more is sold, from a day within a billing period on.",
    values: {
      prorate: ["From that day", "The days that are left cost more."],
      full: ["This period", "The whole billing period that holds the day costs more."],
      nextPeriod: ["Next period", "The billing period stays as it was; the increase begins with the next one."],
    },
  },
  amendBy: {
    name: "Corrections", about: "How a billed period is billed again after a change.",
    values: {
      replace: ["Credit and charge", "What was billed for the changed days is given back and they are charged anew: two lines."],
      delta: ["Difference", "One line: what is missing, or what was too much."],
    },
  },
  creditBasis: {
    name: "Worth of a credit", about: "What a day that is given back is worth, where a period is cut.",
    values: {
      kept: ["What is not kept", "The period’s amount less what the served days cost, rounded: of 49.99, half is 25.00 kept and 24.99 given back."],
      own: ["Its own price", "What the days given back cost by themselves, rounded: of 49.99, half is 25.00 given back and 24.99 kept."],
    },
  },
};
