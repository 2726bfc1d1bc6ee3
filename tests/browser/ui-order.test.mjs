// What is rarer on an order's page: pauses, bill days, swaps, refunds, what prices hold, taking back, renewals and their forecast.
import assert from "node:assert/strict";
import test from "node:test";
import { accept, amend, cancel, init, plan, price, renew, renewals } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test
const english = { locale: "en-GB" };
const saas = goldenDeals().find((deal) => deal.name === "saas-seats-onboarding");
const order = accept(price(saas.request), { accepted: "2026-03-16" });

const field = (page, path) => page.locator(`[data-path="${path}"]`);
const money = (text, tag = "en-GB") => new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" }).format(text);
const delta = (text) => new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR", signDisplay: "exceptZero" }).format(text);
const amounts = (all) => all.map((text) => new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2 }).format(text));
const shown = (page, ids) => Promise.all(ids.map((id) => page.locator(`#${id}`).textContent()));

/** What a plan invoices up to a day, as entries. */
const billedUpTo = (day, own = plan(order)) => own.invoices.filter((invoice) => invoice.date <= day).flatMap(({ date, lines }) => lines
  .map(({ line, charge, period, item, net, gross }) => ({ line, charge, net, date, ...(period && { period }), ...(item && { item }), ...(gross && { gross }) })));
const facts = { billed: billedUpTo("2026-06-30"), asOf: "2026-07-01" };

async function openOrder(options = english, upTo = "2026-06-30") {
  const page = await openPage(options);
  await page.click("#accept");
  if (upTo) await field(page, "/order/upTo").fill(upTo);
  return page;
}

async function more(page, line) {
  await page.locator(`.amend-line[data-line="${line}"] .more`).click();
  return page.locator(`[data-more="${line}"]`);
}

/** The contract and what is due, as the page shows them, are the engine's. */
async function agrees(page, judge, what = "") {
  assert.deepEqual(await shown(page, ["contract-before", "contract-after"]), [money(judge.contract.before), money(judge.contract.after)], what);
  for (const part of ["credits", "corrections", "charges"])
    assert.equal(await page.locator(`[data-due="${part}"] td`).textContent(), delta(judge.due[part]), `${what} ${part}`);
  assert.equal(await page.locator('[data-due="net"] td').textContent(), money(judge.due.net), what);
  const refund = page.locator('[data-due="refund"] td');
  if (/[1-9]/.test(judge.due.refund)) assert.equal(await refund.textContent(), money(judge.due.refund), what);
  else assert.equal(await refund.count(), 0, what);
}

const amended = (changes, more = {}) => amend(order, { id: "A-1", effective: "2026-06-10", sequence: 1, recorded: "2026-07-01", changes, ...more }, facts);

test("a pause, a bill day, a later end and none at all", async () => {
  const page = await openOrder();
  await field(page, "/draft/effective").fill("2026-06-10");
  const row = await more(page, "2");
  assert.equal(await row.locator("[role=group]").getAttribute("aria-label"), "More changes of Pro seat");
  await page.getByLabel("Pause or resume Pro seat").selectOption("pause");
  await agrees(page, amended([{ line: "2", set: { paused: true } }]), "pause");
  await page.getByLabel("Pause or resume Pro seat").selectOption("asIs");
  await page.getByLabel("New bill day of Pro seat").selectOption("15");
  await agrees(page, amended([{ line: "2", set: { billDay: 15 } }]), "bill day");
  await page.getByLabel("New bill day of Pro seat").selectOption("last");
  await agrees(page, amended([{ line: "2", set: { billDay: "last" } }]), "last day");
  await page.getByLabel("New bill day of Pro seat").selectOption("");
  await field(page, "/draft/lines/2/end").fill("2030-03-15");
  await agrees(page, amended([{ line: "2", set: { end: "2030-03-15" } }]), "extended");
  await page.getByLabel("Pro seat goes on without an end").check();
  const last = plan(order).invoices.at(-1).date;
  const through = `${Number(last.slice(0, 4)) + 1}${last.slice(4)}`;
  const judge = amend(order, { id: "A-1", effective: "2026-06-10", sequence: 1, recorded: "2026-07-01", changes: [{ line: "2", set: { end: null } }] }, { ...facts, through });
  await agrees(page, judge, "no end");
  assert.ok(!judge.contract.delta.startsWith("-"), "what goes on costs no less");
  await page.click("#commit");
  assert.match(await page.locator("[data-amendment]").textContent(), /Pro seat: without an end/);
  await page.close();
});

test("a pause is resumed by a later amendment", async () => {
  const page = await openOrder();
  await field(page, "/draft/effective").fill("2026-06-10");
  await more(page, "2");
  await page.selectOption("#service-2", "pause");
  await page.click("#commit");
  assert.match(await page.locator('[data-amendment="A-1"]').textContent(), /Pro seat: pauses/);
  await field(page, "/draft/effective").fill("2026-09-01");
  await page.selectOption("#service-2", "resume");
  const paused = amended([{ line: "2", set: { paused: true } }]);
  const judge = amend(paused.order, { id: "A-2", effective: "2026-09-01", sequence: 2, recorded: "2026-07-01", changes: [{ line: "2", set: { paused: false } }] }, { ...facts, asOf: "2026-09-01" });
  await agrees(page, judge);
  await page.click("#commit");
  assert.match(await page.locator('[data-amendment="A-2"]').textContent(), /Pro seat: goes on after its pause/);
  await page.close();
});

test("a swap ends a line and begins another in one amendment, and is undone as one", async () => {
  const page = await openOrder();
  await field(page, "/draft/effective").fill("2026-06-10");
  await more(page, "3");
  await page.getByLabel("Product that takes the place of Premium support").selectOption("SEAT-PRO");
  assert.match(await page.locator('.amend-line[data-line="6"] th').textContent(), /new.*instead of Premium support/);
  await field(page, "/draft/added/0/quantity").fill("5");
  const changes = [{ removeLine: "3" }, { addLine: { id: "6", product: "SEAT-PRO", quantity: "5" } }];
  await agrees(page, amended(changes));
  await page.getByLabel("Premium support ends the day before").uncheck();
  assert.equal(await page.locator('.amend-line[data-line="6"]').count(), 0);
  await page.selectOption("#replace-3", "SEAT-PRO");
  await page.getByLabel("Pay out what is given back").check();
  const judge = amended([changes[0], { addLine: { id: "6", product: "SEAT-PRO", quantity: "1" } }], { refund: true });
  await agrees(page, judge, "refund");
  await page.click("#commit");
  assert.match(await page.locator("[data-amendment]").textContent(), /paid out.*Premium support ends.*new: Pro seat × 1/);
  await page.close();
});

test("a cancelled order: at which day, and what becomes of what was billed beyond it", async () => {
  const page = await openOrder();
  await page.click("#amend-cancel");
  await field(page, "/draft/effective").fill("2026-06-10");
  for (const at of /** @type {const} */ (["now", "periodEnd"]))
    for (const unused of /** @type {const} */ (["credit", "refund", "none"])) {
      await page.selectOption("#cancel-at", at);
      await page.selectOption("#cancel-unused", unused);
      await agrees(page, cancel(order, { id: "A-1", on: "2026-06-10", at, unused, recorded: "2026-07-01" }, facts), `${at} ${unused}`);
    }
  await page.selectOption("#cancel-at", "now");
  await page.selectOption("#cancel-unused", "refund");
  assert.equal(await page.locator('[data-due="refund"] th').textContent(), "To pay out, with tax");
  await page.selectOption("#cancel-at", "termEnd");
  assert.equal(await page.locator("#cancel-unused").count(), 0);
  await agrees(page, cancel(order, { id: "A-1", on: "2026-06-10", at: "termEnd", recorded: "2026-07-01" }, facts), "termEnd");
  await page.close();
});

test("where prices hold the tax, what was billed is told with it, and taxed at the rate of its day", async () => {
  /** @type {import("prorata").QuoteRequest} */
  const request = {
    id: "INC-1", currency: "EUR", start: "2026-01-01", term: { unit: "year" }, taxMode: "inclusive", taxes: [{ code: "T", percent: "20" }],
    catalog: { products: [{ id: "seat", name: "Seat", charges: [{ id: "fee", kind: "recurring", per: { unit: "month" }, taxCode: "T", price: { model: "perUnit", unitPrice: "9.99" } }] }] },
    lines: [{ id: "1", product: "seat", quantity: "7" }],
  };
  const own = accept(price(request), { accepted: "2026-01-01" });
  const billed = billedUpTo("2026-02-28", plan(own));
  assert.ok(billed.every((entry) => entry.gross !== undefined && entry.date));
  const page = await openPage(english);
  await page.setInputFiles("input[type=file]", { name: "order.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ order: own, upTo: "2026-02-28" })) });
  await page.getByText("The order is open").waitFor();
  assert.equal(await page.locator("#order-open").textContent(), money(plan(own, { billed, asOf: "2026-03-01" }).totals.net));
  await field(page, "/draft/effective").fill("2026-02-11");
  await field(page, "/draft/lines/1/quantity").fill("10");
  const judge = amend(own, { id: "A-1", effective: "2026-02-11", sequence: 1, recorded: "2026-03-01", changes: [{ line: "1", set: { quantity: "10" } }] }, { billed, asOf: "2026-03-01" });
  await agrees(page, judge);
  await page.close();
});

test("a part of a quote is ordered, from another day", async () => {
  const page = await openPage(english);
  await page.click("#accept-options");
  await field(page, "/ordering/id").fill("O-7");
  await field(page, "/ordering/start").fill("2026-05-16");
  await page.getByRole("checkbox", { name: "Premium support" }).uncheck();
  await page.getByRole("checkbox", { name: "Training day" }).uncheck();
  const own = accept(price(saas.request), { id: "O-7", accepted: "2026-03-16", start: "2026-05-16", lines: ["1", "2", "4"] });
  await page.click("#accept-part");
  assert.match(await page.locator(".order-header").textContent(), /Order O-7/);
  assert.equal(await page.locator("#order-contract").textContent(), money(plan(own).totals.net));
  assert.match(await page.locator('#in-force [data-line="2"]').textContent(), /60 from 16 May 2026 · 150 from 16 May 2027/);
  await field(page, "/order/upTo").fill("2026-08-31");
  await field(page, "/draft/effective").fill("2026-08-10");
  await field(page, "/draft/lines/2/quantity").fill("70");
  const judge = amend(own, { id: "A-1", effective: "2026-08-10", sequence: 1, recorded: "2026-09-01", changes: [{ line: "2", set: { quantity: "70" } }] },
    { billed: billedUpTo("2026-08-31", plan(own)), asOf: "2026-09-01" });
  await agrees(page, judge);
  await page.close();
});

test("an amendment is taken back until it is invoiced; then the engine says why it stays", async () => {
  const page = await openOrder();
  const before = await page.locator("#order-contract").textContent();
  await field(page, "/draft/effective").fill("2026-06-10");
  await field(page, "/draft/lines/2/quantity").fill("75");
  await page.click("#commit");
  await page.getByRole("button", { name: "Take A-1 back" }).click();
  assert.equal(await page.locator("#order-contract").textContent(), before);
  await page.getByText("A-1 is taken back.").waitFor();
  await field(page, "/draft/lines/2/quantity").fill("75");
  await page.click("#commit");
  await field(page, "/order/upTo").fill("2026-07-31");
  assert.equal(await page.getByRole("button", { name: "Take A-1 back" }).count(), 0);
  const one = amended([{ line: "2", set: { quantity: "75" } }]);
  const billed = [...facts.billed, ...billedUpTo("2026-07-31", one.plan)];
  const [problem] = refusal(() => plan(order, { billed, asOf: "2026-08-01" }));
  assert.equal(problem.code, "unexplained_restatement");
  const sentence = await page.locator(".stays").textContent();
  assert.ok(sentence.includes(problem.message), `${problem.message} in ${sentence}`);
  assert.match(sentence, /Amend back instead/);
  await page.close();
});

function refusal(question) {
  try {
    question();
  } catch (error) {
    return error.problems;
  }
  throw new Error("not refused");
}

test("a renewal: prices, uplift and index, before and after, left lines, and a forecast that is marked", async () => {
  const page = await openOrder();
  await page.click("#amend-renew");
  await field(page, "/renew/terms/uplift/percent").fill("2");
  await field(page, "/renew/terms/index/percent").fill("3.5");
  await field(page, "/renew/terms/index/name").fill("CPI 2029");
  const terms = { uplift: { percent: "2" }, index: { percent: "3.5", name: "CPI 2029" } };
  const agree = async (own, what) => {
    assert.deepEqual(await shown(page, ["renewal-net", "monthly-before", "monthly-after", "monthly-delta"]),
      [money(own.quote.totals.net), money(own.monthly.before), money(own.monthly.after), delta(own.monthly.delta)], what);
    const rows = await page.locator("#renewed-lines .delta-row").evaluateAll((all) => all.map((row) => [...row.children].slice(1).map((cell) => cell.textContent.replace("+", ""))));
    assert.deepEqual(rows, own.lines.flatMap((line) => line.charges).map((one) => amounts([one.before, one.after, one.delta])), what);
  };
  await agree(renew(order, terms, facts), "same prices");
  assert.equal(await page.locator("#not-renewed li").count(), 2);
  await page.locator("#not-renewed summary").click();
  assert.match(await page.locator("#not-renewed").textContent(), /Onboarding package billed once/);
  await page.selectOption("#renew-prices", "list");
  await agree(renew(order, { ...terms, prices: "list" }, facts), "list");
  await page.selectOption("#renew-discounts", "keep");
  await agree(renew(order, { ...terms, prices: "list", discounts: "keep" }, facts), "list, discounts kept");
  await page.selectOption("#renew-lasts", "months");
  await field(page, "/renew/terms/term/count").fill("24");
  await agree(renew(order, { ...terms, prices: "list", discounts: "keep", term: { count: 24, unit: "month" } }, facts), "two years");
  await field(page, "/renew/through").fill("2033-12-31");
  const forecast = renewals(order, { through: "2033-12-31", renewal: { ...terms, prices: "list", discounts: "keep", term: { count: 24, unit: "month" } } });
  assert.equal(await page.locator("#forecast-net").textContent(), money(forecast.net));
  const rows = await page.locator("[data-forecast] td").allTextContents();
  assert.deepEqual(rows, amounts(forecast.renewals.flatMap((one) => [one.monthly, one.net])));
  assert.match(await page.locator("#forecast").textContent(), /Forecast.*forecast.*Nobody owes it/);
  await page.selectOption("#renew-lasts", "open");
  assert.match(await page.locator("#renewal h3").first().textContent(), /from 16 Mar 2029, no end/);
  await page.close();
});

test("the renewal opens as a quote, and is accepted beside the order that it renews", async () => {
  const page = await openOrder();
  await page.click("#amend-renew");
  await field(page, "/renew/terms/uplift/percent").fill("4");
  await field(page, "/renew/terms/start").fill("2027-03-16");
  const own = renew(order, { uplift: { percent: "4" }, start: "2027-03-16" }, { ...facts, asOf: "2027-03-16" });
  assert.equal(await page.locator("#renewal-net").textContent(), money(own.quote.totals.net));
  assert.equal(await page.locator('#renewal [data-due="credits"] td').textContent(), delta(own.amended.due.credits));
  await page.click("#open-renewal");
  await page.getByText("Q-2026-0316-R is a quote now").waitFor();
  assert.equal(await page.locator("#total-net").textContent(), money(own.quote.totals.net));
  assert.equal(await field(page, "/start").inputValue(), "2027-03-16");
  await page.click("#accept");
  assert.match(await page.locator(".order-header").textContent(), /Order Q-2026-0316-R/);
  await page.getByText("The renewed lines of Q-2026-0316 end on the day before.").waitFor();
  await page.click("#other-order");
  assert.match(await page.locator(".order-header").textContent(), /Order Q-2026-0316,/);
  assert.match(await page.locator("[data-amendment]").textContent(), /Q-2026-0316-R from 16 Mar 2027.*Pro seat ends/);
  assert.equal(await page.locator("#order-contract").textContent(), money(own.amended.contract.after));
  await page.reload();
  await page.waitForFunction("globalThis.__prorata");
  await page.click("#other-order");
  assert.match(await page.locator(".order-header").textContent(), /Order Q-2026-0316-R/);
  await page.close();
});

test("terms of a renewal that the engine refuses are said beside their inputs; what was valid stays", async () => {
  const page = await openOrder();
  await page.click("#amend-renew");
  const net = await page.locator("#renewal-net").textContent();
  await field(page, "/renew/terms/uplift/percent").fill("-200");
  assert.equal(await field(page, "/renew/terms/uplift/percent").getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(".amend-form .refusal").textContent(), /-200 is out of range/);
  assert.equal(await page.locator("#renewal-net").textContent(), net);
  assert.equal(await page.locator("#open-renewal").isDisabled(), true);
  await field(page, "/renew/terms/uplift/percent").fill("");
  await field(page, "/renew/terms/start").fill("2026-01-01");
  assert.equal(await field(page, "/renew/terms/start").getAttribute("aria-invalid"), "true");
  await field(page, "/renew/terms/start").fill("");
  assert.equal(await page.locator(".amend-form .refusal").count(), 0);
  await page.click("#view-quote");
  await page.selectOption("#sample", "equipment-milestones");
  await page.click("#accept");
  await page.click("#amend-renew");
  assert.match(await page.locator(".amend-form .refusal").textContent(), /No line of the order renews/);
  assert.match(await page.locator("#renewal").textContent(), /Nothing to show yet/);
  await page.close();
});

for (const width of [390, 1280]) {
  test(`nothing of a renewal or a swap runs out of the page at ${width} pixels`, async () => {
    const page = await openPage({ ...english, viewport: { width, height: 844 } });
    const fits = async (what) => {
      for (const language of ["fr", "en"]) {
        await page.click(`button[lang=${language}]`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} in ${language}`);
      }
    };
    for (const { name, request } of goldenDeals()) {
      await page.selectOption("#sample", name);
      await page.click("#accept-options");
      await fits(`${name}, what is ordered`);
      await page.click("#accept");
      const [first] = request.lines;
      await more(page, first.id);
      await page.selectOption(`#replace-${first.id}`, { index: 1 });
      await fits(`${name}, swap`);
      await page.click("#amend-renew");
      await field(page, "/renew/terms/index/percent").fill("3");
      await fits(`${name}, renewal`);
      await page.click("#view-quote");
    }
    await page.close();
  });
}
