// Every golden deal in Chromium, through the package that the real page loaded: the native engine's bytes.
import assert from "node:assert/strict";
import test from "node:test";
import { canonical, firstDifference, goldenDeals, goldenStories, tell } from "../support.mjs";
import { openPage } from "./support.mjs";

const page = await openPage();
await page.evaluate(`globalThis.canonical = ${canonical}; globalThis.tell = ${tell}`);

for (const { name, request, plan, expected } of goldenDeals()) {
  test(`${name}: the browser's quote and plan are the native engine's, byte for byte`, async () => {
    const text = await page.evaluate(
      ({ request, plan }) => {
        const prorata = globalThis.__prorata;
        const quote = prorata.price(request);
        return globalThis.canonical({ quote, plan: prorata.plan(quote, plan) });
      },
      { request, plan },
    );
    assert.deepEqual(JSON.parse(text).quote.receipt, JSON.parse(expected).quote.receipt, "receipts differ");
    assert.equal(firstDifference(text, expected), undefined);
  });
}

for (const { expected, ...story } of goldenStories()) {
  test(`${story.name}: every step of the order is the native engine's, byte for byte`, async () => {
    const text = await page.evaluate((story) => globalThis.canonical(globalThis.tell(globalThis.__prorata, story)), story);
    assert.equal(firstDifference(text, expected), undefined);
  });
}
