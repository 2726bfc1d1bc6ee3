// examples/node/quote-to-invoices.mjs on every golden deal, on what the page saves, and on files that are wrong.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { price } from "prorata";
import { goldenDeals, root, scratch } from "../support.mjs";

const folder = scratch("prorata-example-");

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "examples/node/quote-to-invoices.mjs"), ...args], { encoding: "utf8" });
  return { status, stdout: plain(stdout), stderr };
}

/** Intl separates thousands by several kinds of space. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

function saved(content) {
  const file = join(folder, `deal-${readdirSync(folder).length}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** What the page saves. */
const fromPage = ({ request }) => {
  const { receipt, totals } = price(request);
  return { request, receipt, totals };
};

for (const deal of goldenDeals())
  test(`${deal.name}: lines, totals and every invoice are printed, in English and in French`, () => {
    const { quote, plan } = JSON.parse(deal.expected);
    for (const lang of ["en", "fr"]) {
      const { status, stdout, stderr } = run(deal.name, "--lang", lang);
      assert.deepEqual([status, stderr], [0, ""]);
      const money = new Intl.NumberFormat(lang, { style: "currency", currency: quote.currency });
      const amounts = [...quote.lines, quote.totals, ...plan.invoices.flatMap(({ totals, lines }) => [totals, ...lines]), ...plan.waiting].map(({ net }) => net);
      for (const amount of amounts) assert.ok(stdout.includes(plain(money.format(amount))), `${amount} is not printed`);
      assert.match(stdout, new RegExp(`^${plan.invoices.length} invoices to come`, "m"));
      assert.doesNotMatch(stdout, /undefined|NaN|\[object|receipt:/);
    }
  });

test("amounts beyond 2^53 are shown to the last cent", () => {
  const [{ request }] = goldenDeals();
  const [product] = request.catalog.products;
  const charges = [{ id: "fee", kind: "oneTime", price: { model: "flat", amount: "999999999999999.99" }, taxCode: product.charges[0].taxCode }];
  const file = saved({ ...request, catalog: { products: [{ id: "big", charges }] }, lines: [{ id: "1", product: "big" }], plans: [], discounts: [] });
  assert.match(run(file).stdout, /€999,999,999,999,999\.99/);
});

test("a file of the page: its receipt is equal, or the first difference is shown and the exit code is 1", () => {
  for (const deal of goldenDeals()) {
    const document = fromPage(deal);
    const good = run(saved(document));
    assert.deepEqual([good.status, good.stderr], [0, ""]);
    assert.match(good.stdout, /^receipt: equal$/m);

    const otherTotal = structuredClone(document);
    otherTotal.totals.gross = "1.00";
    const otherRequest = structuredClone(document);
    otherRequest.request.lines[0].quantity = "8.5";
    const otherResult = structuredClone(document);
    otherResult.receipt.result = `sha256:${"0".repeat(64)}`;
    for (const [tampered, path] of [[otherTotal, "/totals/gross"], [otherRequest, "/receipt/request"], [otherResult, "/receipt/result"]]) {
      const { status, stdout } = run(saved(tampered));
      assert.equal(status, 1);
      assert.match(stdout, new RegExp(`^receipt: differs at ${path}\n  the file has    \\S+\n  the engine has  \\S+$`, "m"));
    }
  }
});

test("--events gives the dates of events; the others wait", () => {
  const deal = goldenDeals().find(({ plan }) => plan?.events) ?? assert.fail("no golden deal waits for an event");
  const [event] = Object.keys(deal.plan.events);
  assert.doesNotMatch(run(deal.name).stdout, new RegExp(`^${event} `, "m"));
  assert.match(run(deal.name, "--events", "").stdout, new RegExp(`^${event} `, "m"));
  assert.match(run(deal.name, "--events", "nothing=2026-02-01").stderr, /unknown_event/);
});

test("what is wrong is printed with its place and a remedy, without a stack", () => {
  const [{ request }] = goldenDeals();
  const refused = run(saved({ ...request, lines: [{ ...request.lines[0], quantity: "12,5" }] }));
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^ {2}\/lines\/0\/quantity {2}bad_decimal\n {4}"12,5" is not a decimal number\. Write a point/m);
  assert.match(run(saved("{")).stderr, /^This is no JSON/);
  assert.match(run("no-such-deal").stderr, /no such file/);
  assert.match(run().stderr, /^usage: /);
  for (const { stderr } of [refused, run(saved("{")), run(request.id, "--lang", "x")]) assert.doesNotMatch(stderr, /^ +at /m);
});
