// Billing and prices in words, from the request as the engine completed it.
import type { Billing, Charge, Line, QuoteRequest } from "prorata";
import type { Formats } from "./format";
import type { Catalogue } from "./i18n";

/** The charges of a line with its overrides. */
export function chargesOf(request: QuoteRequest, line: Line): Charge[] {
  const product = request.catalog.products.find((product) => product.id === line.product);
  return (product?.charges ?? []).map((charge) => {
    const own = line.charges?.find((override) => override.charge === charge.id);
    return { ...charge, price: own?.price ?? charge.price, billing: own?.billing ?? charge.billing };
  });
}

export function billingInWords(charge: Charge, request: QuoteRequest, text: Catalogue, format: Formats): string {
  const { billing } = charge;
  return billing ? kindInWords(billing, charge, request, text, format) : "";
}

function kindInWords(billing: Billing, charge: Charge, request: QuoteRequest, text: Catalogue, format: Formats): string {
  const words = text.billing;
  switch (billing.kind) {
    case "recurring": {
      const every = billing.every ?? charge.per ?? { count: 1, unit: "month" };
      return words.recurring(every, billing.timing ?? "advance", billing.billDay);
    }
    case "once":
      if (billing.on?.event) return words.onEvent(billing.on.event, billing.on.plus);
      return billing.on?.date ? words.onDate(format.day(billing.on.date)) : words.onStart(billing.on?.plus);
    case "byHand":
      return words.byHand;
    case "milestones":
      return words.milestones(billing.items.length);
    case "progress":
      return words.progress(billing.declared?.length ?? 0);
    case "plan":
      return words.plan(billing.plan, request.plans?.find((plan) => plan.id === billing.plan)?.items?.length ?? 0);
  }
}
