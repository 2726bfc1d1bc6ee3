// Every golden deal through the installed package: the same bytes as the native engine wrote.
import assert from "node:assert/strict";
import test from "node:test";
import { canonical, firstDifference, goldenDeals, goldenStories, importFrom, installedPackage, tell } from "../support.mjs";

const prorata = await importFrom(installedPackage());
await prorata.init();

for (const deal of goldenDeals()) {
  test(`${deal.name}: quote and plan are the native engine's, byte for byte`, () => {
    const quote = prorata.price(deal.request);
    const plan = prorata.plan(quote, deal.plan);
    assert.deepEqual(quote.receipt, JSON.parse(deal.expected).quote.receipt, "receipts differ");
    assert.equal(firstDifference(canonical({ quote, plan }), deal.expected), undefined);
    assert.equal(prorata.verify(deal.request, quote.receipt).equal, true);
    assert.equal(prorata.verify(deal.request, quote).equal, true);
  });
}

for (const story of goldenStories()) {
  test(`${story.name}: every step of the order is the native engine's, byte for byte`, () => {
    assert.equal(firstDifference(canonical(tell(prorata, story)), story.expected), undefined);
  });
}

test("a request survives pricing unchanged", () => {
  const [{ request }] = goldenDeals();
  const before = canonical(request);
  prorata.price(request);
  assert.equal(canonical(request), before);
});
