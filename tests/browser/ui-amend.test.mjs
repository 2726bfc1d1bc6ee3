// An accepted quote is amended on the page: in Chromium, with the package in Node as the judge.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { accept, amend, cancel, init, plan, price } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test
const english = { locale: "en-GB" };
const saas = goldenDeals().find((deal) => deal.name === "saas-seats-onboarding");
const order = accept(price(saas.request), { accepted: "2026-03-16" });
const seats = (quantity) => ({ id: "A-1", effective: "2026-06-10", sequence: 1, recorded: "2026-07-01", changes: [{ line: "2", set: { quantity } }] });

const field = (page, path) => page.locator(`[data-path="${path}"]`);
const money = (text, tag = "en-GB") => new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" }).format(text);
const cents = (text) => BigInt(text.replace("+", "").replaceAll(",", "").replace(".", ""));
/** The numbers of a table's rows, as they are shown. */
const rows = (page, table) => page.locator(`#${table} .delta-row`).evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));

async function openOrder(options = english) {
  const page = await openPage(options);
  await page.click("#accept");
  return page;
}

/** What a plan invoices up to a day, as entries. */
const billedUpTo = (day, own = plan(order)) => own.invoices.filter((invoice) => invoice.date <= day).flatMap(({ date, lines }) => lines
  .map(({ line, charge, period, item, net, gross }) => ({ line, charge, net, date, ...(period && { period }), ...(item && { item }), ...(gross && { gross }) })));

/** Invoiced up to the end of June, 75 seats from June 10. */
async function moreSeats(page, quantity = "75") {
  await field(page, "/order/upTo").fill("2026-06-30");
  await field(page, "/draft/effective").fill("2026-06-10");
  await field(page, "/draft/lines/2/quantity").fill(quantity);
}

test("an accepted quote is an order with its lines, and the quote is still there", async () => {
  const page = await openOrder();
  assert.match(await page.locator(".order-header").textContent(), /Order Q-2026-0316, accepted 16 Mar 2026.*Coopérative Laitière du Vercors/);
  assert.equal(await page.locator("#order-contract").textContent(), money(plan(order).totals.net));
  assert.match(await page.locator('#in-force [data-line="2"]').textContent(), /Pro seat60 from 16 Mar 2026 · 150 from 16 Mar 2027 · 260 from 16 Mar 2028/);
  assert.match(await page.locator("#preview").textContent(), /Change something/);
  assert.equal(await page.locator("#commit").isDisabled(), true);
  await page.click("#view-quote");
  assert.equal(await page.locator("#total-net").textContent(), money(price(saas.request).totals.net));
  await page.close();
});

test("a mid-period change of sent invoices: before and difference come to after, with credit and correction", async () => {
  const page = await openOrder();
  await moreSeats(page);
  const judge = amend(order, seats("75"), { billed: billedUpTo("2026-06-30"), asOf: "2026-07-01" });
  for (const [id, text] of [["before", judge.contract.before], ["after", judge.contract.after]]) assert.equal(await page.locator(`#contract-${id}`).textContent(), money(text), id);
  for (const button of await page.locator("#preview button.all").all()) await button.click();
  const [lines, invoices] = [await rows(page, "by-line"), await rows(page, "by-invoice")];
  assert.deepEqual([lines.length, invoices.length], [judge.changes.length, judge.invoices.length]);
  for (const [head, before, after, delta] of [...lines, ...invoices]) assert.equal(cents(before) + cents(delta), cents(after), head);
  assert.deepEqual(lines[0], ["1 – 30 Jun 2026", "1,848.00", "2,171.40", "+323.40"]);
  const corrections = judge.plan.invoices.flatMap((invoice) => invoice.lines).filter(({ reason }) => reason === "credit" || reason === "correction");
  const shown = await page.locator("#corrections [data-reason]").evaluateAll((all) => all.map((row) => [row.getAttribute("data-reason"), row.lastElementChild.textContent]));
  assert.deepEqual(shown.map(([reason, net]) => [reason, cents(net)]), corrections.map((line) => [line.reason, cents(line.net)]));
  assert.deepEqual(shown[0], ["credit", "-1,293.60"]);
  assert.match(await page.locator("#corrections").textContent(), /on 1 Jul 2026/);
  await page.close();
});

test("the preview follows each keystroke, by set and by add", async () => {
  const page = await openOrder();
  await moreSeats(page, "7");
  const after = () => page.locator("#contract-after").textContent();
  const options = { billed: billedUpTo("2026-06-30"), asOf: "2026-07-01" };
  assert.equal(await after(), money(amend(order, seats("7"), options).contract.after));
  await field(page, "/draft/lines/2/quantity").press("End");
  await page.keyboard.press("5");
  assert.equal(await after(), money(amend(order, seats("75"), options).contract.after));
  await page.selectOption("#mode-2", "add");
  await field(page, "/draft/lines/2/quantity").fill("15");
  assert.equal(await after(), money(amend(order, seats("75"), options).contract.after));
  await field(page, "/draft/lines/2/quantity").fill("-10");
  assert.equal(await after(), money(amend(order, seats("50"), options).contract.after));
  await page.close();
});

test("price, discount, end, removal, a new line and a reason go into one amendment", async () => {
  const page = await openOrder();
  await field(page, "/draft/effective").fill("2026-08-15");
  await field(page, "/draft/reason").fill("Renewal talks");
  await field(page, "/draft/lines/2/unitPrice").fill("30");
  await field(page, "/draft/lines/1/percent").fill("20");
  await field(page, "/draft/lines/1/end").fill("2027-12-31");
  await page.locator('.amend-line[data-line="3"] input[type=checkbox]').check();
  await page.selectOption("#amend-add-line", "SEAT-PRO");
  await field(page, "/draft/added/0/quantity").fill("12");
  const judge = amend(order, { id: "A-1", effective: "2026-08-15", sequence: 1, recorded: "2026-03-16", reason: "Renewal talks", changes: [
    { line: "1", set: { discounts: [{ percent: "20" }], end: "2027-12-31" } }, { line: "2", set: { unitPrice: "30" } }, { removeLine: "3" },
    { addLine: { id: "6", product: "SEAT-PRO", quantity: "12" } },
  ] });
  assert.equal(await page.locator("#contract-after").textContent(), money(judge.contract.after));
  await page.click("#commit");
  const [listed] = await page.locator("[data-amendment]").allTextContents();
  for (const words of ["A-1 from 15 Aug 2026 · Renewal talks", "Pro platform: discount 20%, last day 31 Dec 2027", "Pro seat: price 30.00", "Premium support ends", "new: Pro seat × 12"]) assert.ok(listed.includes(words), `${words} in ${listed}`);
  await page.close();
});

test("an amendment joins the order, another comes before it, and what is not invoiced is taken out again", async () => {
  const page = await openOrder();
  await moreSeats(page);
  const after = await page.locator("#contract-after").textContent();
  await page.click("#commit");
  assert.equal(await page.locator("#order-contract").textContent(), after);
  assert.equal(await page.locator("[data-amendment]").count(), 1);
  assert.equal(await page.locator("#corrections").count(), 0, "the form is empty again");
  await field(page, "/draft/effective").fill("2026-05-20"); // before the first
  await field(page, "/draft/lines/2/quantity").fill("70");
  const one = amend(order, seats("75"), { billed: billedUpTo("2026-06-30"), asOf: "2026-07-01" });
  const two = amend(one.order, { ...seats("70"), id: "A-2", sequence: 2, effective: "2026-05-20" }, { billed: billedUpTo("2026-06-30"), asOf: "2026-07-01" });
  assert.equal(await page.locator("#contract-after").textContent(), money(two.contract.after));
  await page.click("#commit");
  assert.deepEqual(await page.locator("[data-amendment]").evaluateAll((all) => all.map((item) => item.getAttribute("data-amendment"))), ["A-2", "A-1"]);
  await page.getByRole("button", { name: "Take A-2 back" }).click();
  assert.equal(await page.locator("#order-contract").textContent(), after);
  await field(page, "/order/upTo").fill("2026-07-31"); // the corrections of July 1 are sent
  assert.match(await page.locator('[data-amendment="A-1"]').textContent(), /invoiced/);
  assert.equal(await page.getByRole("button", { name: "Take A-1 back" }).count(), 0);
  const sent = [...billedUpTo("2026-06-30"), ...billedUpTo("2026-07-31", one.plan)];
  assert.equal(await page.locator("#order-open").textContent(), money(plan(one.order, { billed: sent, asOf: "2026-08-01" }).totals.net));
  await field(page, "/order/upTo").fill("2026-06-30"); // and back
  assert.equal(await page.getByRole("button", { name: "Take A-1 back" }).count(), 1);
  await page.close();
});

test("an order ends now, with its billing period or with its term", async () => {
  const page = await openOrder();
  await page.click("#amend-cancel");
  await field(page, "/draft/effective").fill("2026-09-10");
  for (const at of /** @type {const} */ (["periodEnd", "now"])) {
    await page.selectOption("#cancel-at", at);
    const judge = cancel(order, { id: "A-1", on: "2026-09-10", at, recorded: "2026-03-16" });
    assert.equal(await page.locator("#contract-after").textContent(), money(judge.contract.after), at);
  }
  await page.selectOption("#cancel-at", "periodEnd");
  const after = await page.locator("#contract-after").textContent();
  await page.click("#commit");
  assert.equal(await page.locator("#order-contract").textContent(), after);
  assert.match(await page.locator("[data-amendment]").textContent(), /Pro seat: last day 30 Sept 2026/);
  assert.equal(await field(page, "/draft/lines/2/quantity").count(), 1, "the form changes lines again");
  await page.close();
});

test("what the engine refuses is said beside the form, and the last valid preview stays", async () => {
  const page = await openOrder();
  await moreSeats(page);
  const after = await page.locator("#contract-after").textContent();
  const quantity = field(page, "/draft/lines/2/quantity");
  await quantity.fill("-5");
  const refusal = page.locator(".amend-form .refusal");
  assert.match(await refusal.textContent(), /-5 is below zero\. Write zero or more\./);
  assert.equal(await refusal.getAttribute("role"), "alert");
  assert.equal(await quantity.getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(`#${await quantity.getAttribute("aria-describedby")}`).textContent(), /below zero/);
  assert.equal(await page.locator("#contract-after").textContent(), after);
  assert.match(await page.locator("#preview").textContent(), /The last valid change is shown/);
  assert.equal(await page.locator("#commit").isDisabled(), true);
  await quantity.fill("7 5");
  assert.match(await refusal.textContent(), /not a decimal number/);
  assert.equal(await quantity.getAttribute("aria-invalid"), "true");
  await quantity.fill("75");
  assert.equal(await refusal.count(), 0);
  await field(page, "/draft/effective").fill("2031-01-01");
  assert.match(await refusal.textContent(), /no service on 2031-01-01/);
  assert.equal(await field(page, "/draft/effective").getAttribute("aria-invalid"), "true");
  await page.click("#clear");
  assert.match(await page.locator("#preview").textContent(), /Change something/);
  await page.selectOption("#mode-2", "add");
  await field(page, "/draft/effective").fill("2026-09-01");
  await quantity.fill("-55");
  await page.click("#commit");
  await field(page, "/draft/effective").fill("2026-05-01"); // before it: then too few are left to take away
  await quantity.fill("50");
  assert.match(await refusal.textContent(), /A-1: 50 and -55 is below zero/);
  assert.equal(await quantity.getAttribute("aria-invalid"), "false", "the fault is in the other amendment");
  await page.close();
});

test("the order is there after a reload, and a saved one opens again", async () => {
  const page = await openOrder();
  await moreSeats(page);
  await page.click("#commit");
  const contract = await page.locator("#order-contract").textContent();
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-order")]);
  assert.equal(download.suggestedFilename(), "Q-2026-0316-order.json");
  const saved = readFileSync(await download.path(), "utf8");
  assert.equal(money(plan(JSON.parse(saved).order).totals.net), contract);
  await page.reload();
  await page.waitForFunction("globalThis.__prorata");
  assert.equal(await page.locator("#order-contract").textContent(), contract);
  const other = await openPage(english);
  const open = (content) => other.setInputFiles("input[type=file]", { name: "order.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await open(saved);
  await other.getByText("The order is open").waitFor();
  assert.equal(await other.locator("#order-contract").textContent(), contract);
  assert.equal(await field(other, "/order/upTo").inputValue(), "2026-06-30");
  await open(JSON.stringify({ order: { id: "x" } }));
  await other.getByText("The engine refuses").waitFor();
  await other.close();
  await page.close();
});

test("in French, the order, its numbers and its refusals are French", async () => {
  const page = await openOrder({ locale: "fr-FR" });
  await moreSeats(page);
  assert.equal(await page.locator("#contract-after").textContent(), money("217527.79", "fr-FR"));
  assert.match(await page.locator("#corrections").textContent(), /Avoir.*Régularisation/);
  await field(page, "/draft/lines/2/quantity").fill("-5");
  assert.match(await page.locator(".amend-form .refusal").textContent(), /Cette valeur sort des limites permises/);
  await page.close();
});

for (const width of [390, 1280]) {
  test(`nothing of an order runs out of the page at ${width} pixels`, async () => {
    const page = await openPage({ ...english, viewport: { width, height: 844 } });
    for (const { name } of goldenDeals()) {
      await page.selectOption("#sample", name);
      await page.click("#accept");
      await page.selectOption("#amend-add-line", { index: 1 });
      for (const language of ["fr", "en"]) {
        await page.click(`button[lang=${language}]`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} in ${language}`);
      }
      await page.click("#view-quote");
    }
    await page.close();
  });
}
