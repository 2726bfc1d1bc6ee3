// The switches of prices, usage and discounts, in English.
import type { PolicyTexts } from "./policy-en";

export type PriceSwitch = "zeroQuantity" | "tierBounds" | "packageRounding" | "discountStacking" | "discountRounding" | "minimums" | "allowances" | "rerating" | "lateUsage";

export const pricesEn: Pick<PolicyTexts, PriceSwitch> = {
  zeroQuantity: {
    name: "Zero units", about: "What flat fees come to where nothing is used.",
    values: {
      nothing: ["Nothing", "Without a unit nothing is due, flat fees included."],
      flatFees: ["Flat fees", "Flat fees are due without a unit; of tiers, the first one's."],
    },
  },
  tierBounds: {
    name: "Tier ends", about: "Which tier holds a quantity that is exactly where a tier ends.",
    values: {
      inclusive: ["In the tier", "Of tiers up to 11 and up to 51, 11 units are in the first."],
      exclusive: ["In the next", "Of tiers up to 11 and up to 51, 11 units are in the second."],
    },
  },
  packageRounding: {
    name: "Started packages", about: "What a started package counts.",
    values: {
      up: ["Whole", "A started package counts: 150 minutes are 3 packages of 60."],
      down: ["Nothing", "Only full packages count: 150 minutes are 2 packages of 60."],
    },
  },
  discountStacking: {
    name: "Discounts together", about: "What percentages on one line are taken of.",
    values: {
      sequential: ["One after the other", "Each of what the one before left: 30 and 20 percent off 100 leave 56."],
      additive: ["Added", "All of the same price: 30 and 20 percent off 100 leave 50."],
    },
  },
  discountRounding: {
    name: "Discounts rounded", about: "Where percentage discounts of a line are rounded.",
    values: {
      result: ["At the end", "Only the result is rounded: 5, 10 and 15 percent off 100 leave 72.68."],
      each: ["Each", "What each takes off is rounded: 5.00, 9.50 and 12.83 leave 72.67."],
    },
  },
  minimums: {
    name: "Minimums", about: "What a minimum or maximum of usage and of commitments is in a cut period.",
    values: {
      prorate: ["Their part", "In a cut period a minimum or maximum is its part."],
      full: ["Whole", "In a cut period a minimum or maximum is the whole."],
    },
  },
  allowances: {
    name: "Included units", about: "How many units a cut period includes.",
    values: {
      prorate: ["Their part", "A cut period includes its part of the units."],
      full: ["All", "A cut period includes all the units."],
    },
  },
  rerating: {
    name: "Rated again", about: "How usage is billed whose tiers count over several billing periods, where more usage makes all of it cheaper, brings another price or replaces it.",
    values: {
      difference: ["As it changes", "Each period bills what the whole has changed by, also below zero."],
      atClose: ["At the close", "It is billed when its window closes."],
    },
  },
  lateUsage: {
    name: "Late usage", about: "Where usage counts that became known after its period was due.",
    values: {
      original: ["Its own period", "In the period in which it was used; where that was billed, the difference is billed."],
      current: ["When known", "In the period in which it became known; after the line’s end, in its last period."],
      reject: ["Refused", "Nowhere: such a record is an error."],
    },
  },
};
