// The deals that the page offers: the same files as the golden tests read.
import type { QuoteRequest } from "prorata";
import type { Deal } from "./deal";
import saas from "../../tests/deals/saas-seats-onboarding.json";
import milestones from "../../tests/deals/equipment-milestones.json";
import maintenance from "../../tests/deals/equipment-maintenance.json";
import telecom from "../../tests/deals/telecom-ramp-two-rates.json";
import retainage from "../../tests/deals/equipment-retainage.json";
import platform from "../../tests/deals/platform-price-models.json";
import workshop from "../../tests/deals/workshop-stubs-usage.json";

const files: { name: string; request: unknown }[] = [saas, milestones, retainage, maintenance, telecom, workshop, platform];

export const sampleNames = files.map((file) => file.name);

/** A fresh copy, without dates for its events: those are for the rep to give. */
export function sample(name: string): Deal {
  const file = files.find((file) => file.name === name) ?? saas;
  return { sample: file.name, request: structuredClone(file.request) as QuoteRequest, events: {} };
}
