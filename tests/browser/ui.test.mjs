// The sales rep's page in Chromium: what it shows is what the package computes in Node, at every keystroke.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { init, plan, price, verify } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test: it lives until all have run
const english = { locale: "en-GB" };
const deals = Object.fromEntries(goldenDeals().map((deal) => [deal.name, deal]));
const saas = "saas-seats-onboarding";
const days = "/lines/4/quantity"; // training days

/** The sample's request, changed as the test changed the page. */
function request(name, change = (_request) => {}) {
  const copy = structuredClone(deals[name].request);
  change(copy);
  return copy;
}

const euros = (amount, tag = "en-GB", currency = "EUR") => new Intl.NumberFormat(tag, { style: "currency", currency }).format(amount);
const field = (page, path) => page.locator(`[data-path="${path}"]`);
const total = (page, id) => page.locator(`#total-${id}`).textContent();

for (const name of Object.keys(deals)) {
  test(`${name}: loads without a complaint and shows the engine's totals`, async () => {
    const page = await openPage(english);
    const complaints = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("response", (response) => response.status() >= 400 && complaints.push(response.url()));
    await page.reload();
    await page.selectOption("#sample", name);
    const { totals, currency } = price(request(name));
    const shown = { net: totals.net, gross: totals.gross, "due-now": totals.dueNow, "first-year": totals.firstYear };
    for (const [id, amount] of Object.entries(shown)) assert.equal(await total(page, id), euros(amount, "en-GB", currency), id);
    for (const tab of ["waterfall", "cash", "compare", "checks", "invoices"]) await page.click(`#tab-${tab}`);
    assert.equal(await page.locator(".invoice").count(), plan(price(request(name))).invoices.length);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("the totals follow each keystroke", async () => {
  const page = await openPage(english);
  await field(page, days).focus(); // selects what is there
  for (const [key, quantity] of [["6", "6"], ["0", "60"]]) {
    await page.keyboard.press(key);
    const { totals } = price(request(saas, (it) => (it.lines[4].quantity = quantity)));
    assert.equal(await total(page, "net"), euros(totals.net), `after ${quantity}`);
  }
  await page.keyboard.press("Escape");
  assert.equal(await total(page, "net"), euros(price(request(saas)).totals.net), "Escape restores");
  await page.close();
});

test("ramps, discounts, dates and terms are edited in place", async () => {
  const page = await openPage(english);
  await field(page, "/lines/1/segments/0/quantity").fill("105");
  await field(page, "/lines/1/segments/0/discounts/0/percent").fill("10.5");
  await field(page, "/term/count").fill("48");
  await page.locator('.quote-discounts button.add').click();
  await field(page, "/discounts/0/percent").fill("2");
  await field(page, "/start").fill("2026-04-01");
  const { totals } = price(request(saas, (it) => {
    it.start = it.lines[0].segments[0].start = it.lines[1].segments[0].start = "2026-04-01";
    it.lines[1].segments[0].quantity = "105";
    it.lines[1].segments[0].discounts[0].percent = "10.5";
    it.term.count = 48;
    it.discounts = [{ percent: "2" }];
  }));
  assert.equal(await total(page, "net"), euros(totals.net));
  assert.equal(await total(page, "due-now"), euros(totals.dueNow));
  await page.close();
});

test("lines and steps come and go", async () => {
  const page = await openPage(english);
  await page.selectOption(".add-line", "TRAIN-D");
  const more = price(request(saas, (it) => it.lines.push({ id: "6", product: "TRAIN-D", quantity: "1" })));
  assert.equal(await total(page, "net"), euros(more.totals.net));
  await page.locator(".line").last().locator(".figures .tools .remove").click();
  assert.equal(await total(page, "net"), euros(price(request(saas)).totals.net));
  await page.locator(".line").first().locator(".add-step").click();
  assert.equal(await field(page, "/lines/0/segments/3/start").inputValue(), "2029-03-16", "a year after the last, by the engine");
  await page.close();
});

test("bad input is marked where it was typed, and the last valid numbers say that they are old", async () => {
  const page = await openPage(english);
  const before = await total(page, "net");
  await field(page, days).fill("12,5");
  assert.equal(await field(page, days).getAttribute("aria-invalid"), "true");
  const described = await field(page, days).getAttribute("aria-describedby");
  assert.match(await page.locator(`#${described}`).textContent(), /not a decimal number.*12\.5/);
  assert.equal(await total(page, "net"), before);
  assert.match(await page.locator(".status .chip").textContent(), /Not up to date · 1 problem/);
  assert.equal(await page.locator("#save").isDisabled(), true);
  await page.click("#tab-checks");
  assert.match(await page.locator("#panel-checks").textContent(), /\/lines\/4\/quantity.*bad_decimal/);
  await field(page, days).fill("12.5");
  assert.equal(await field(page, days).getAttribute("aria-invalid"), "false");
  assert.match(await page.locator(".status .chip").textContent(), /Up to date/);
  await page.close();
});

test("in French, amounts, dates and the decimal comma are French", async () => {
  const page = await openPage(english);
  await page.click("button[lang=fr]");
  assert.equal(await page.getAttribute("html", "lang"), "fr");
  assert.equal(await total(page, "due-now"), "6\u202f123,37\u00a0€");
  assert.match(await page.locator(".invoice").first().textContent(), /16 mars 2026.*15 avr. 2026/);
  await field(page, days).fill("12,5");
  const { totals } = price(request(saas, (it) => (it.lines[4].quantity = "12.5")));
  assert.equal(await total(page, "net"), euros(totals.net, "fr-FR"));
  await page.click("#tab-cash"); // leaves the input: it shows the value again, in French
  assert.equal(await field(page, days).inputValue(), "12,5");
  await field(page, days).fill("1.2.3");
  assert.match(await page.locator(".status .chip").textContent(), /Pas à jour · 1 problème/);
  await page.close();
});

test("a date for an event makes an invoice of what waited", async () => {
  const page = await openPage(english);
  assert.equal(await page.locator('[data-date="2026-05-11"]').count(), 0);
  await field(page, "/events/go-live").fill("2026-05-11");
  const dated = plan(price(request(saas)), { events: { "go-live": "2026-05-11" } });
  const invoice = dated.invoices.find((one) => one.date === "2026-05-11");
  assert.ok(invoice);
  const shown = await page.locator('[data-date="2026-05-11"]').textContent();
  assert.ok(shown.includes(new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2 }).format(Number(invoice.totals.gross))), shown);
  await page.close();
});

test("a saved quote verifies in Node, opens again, and a changed one is found out", async () => {
  const page = await openPage(english);
  await field(page, days).fill("7");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  assert.equal(download.suggestedFilename(), "Q-2026-0316.json");
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.deepEqual(Object.keys(saved), ["request", "receipt", "totals"]);
  assert.deepEqual(verify(saved.request, saved.receipt).difference, null);
  assert.deepEqual(price(saved.request).totals, saved.totals);

  const open = (content) => page.setInputFiles("input[type=file]", { name: "quote.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await page.selectOption("#sample", "equipment-milestones");
  await open(JSON.stringify(saved));
  await page.getByText("The receipt holds").waitFor();
  assert.equal(await total(page, "net"), euros(saved.totals.net));
  saved.request.lines[4].quantity = "8";
  await open(JSON.stringify(saved));
  await page.getByText("not what this engine computes").waitFor();
  await open(JSON.stringify({ request: { currency: "XXZ" } }));
  await page.getByText("The engine refuses this file").waitFor();
  await open(JSON.stringify({ ...saved, receipt: { engine: 1 } }));
  await page.getByText("The engine refuses this file").waitFor();
  await open("null");
  await page.getByText("The engine refuses this file").waitFor();
  await open("no JSON");
  await page.getByText("not JSON").waitFor();
  await page.close();
});

test("a link holds the whole quote", async () => {
  const page = await openPage(english);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await field(page, days).fill("11");
  await page.click("#copy-link");
  await page.getByText("Link copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.length < 2000, `${link.length} characters`);
  const other = await openPage(english);
  await other.goto(link);
  await other.reload(); // a new fragment alone loads nothing
  await other.waitForFunction("globalThis.__prorata");
  assert.equal(await field(other, days).inputValue(), "11");
  await page.close();
  await other.close();
});

test("the last valid inputs are there after a reload, until the reset", async () => {
  const page = await openPage(english);
  await field(page, days).fill("9");
  await field(page, days).fill("9x");
  await page.reload();
  await page.waitForFunction("globalThis.__prorata");
  assert.equal(await field(page, days).inputValue(), "9");
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(await field(page, days).inputValue(), "4");
  await page.close();
});

test("Enter moves down a column, Shift+Enter up", async () => {
  const page = await openPage(english);
  await field(page, "/lines/1/segments/1/quantity").focus();
  const here = () => page.evaluate(() => document.activeElement.getAttribute("data-path"));
  await page.keyboard.press("Enter");
  assert.equal(await here(), "/lines/1/segments/2/quantity");
  await page.keyboard.press("Enter");
  assert.equal(await here(), "/lines/2/quantity");
  await page.keyboard.press("Shift+Enter");
  assert.equal(await here(), "/lines/1/segments/2/quantity");
  await page.close();
});

for (const width of [390, 1280]) {
  test(`nothing runs out of the page at ${width} pixels`, async () => {
    const page = await openPage({ ...english, viewport: { width, height: 844 } });
    for (const name of Object.keys(deals)) {
      await page.selectOption("#sample", name);
      for (const language of ["fr", "en"]) {
        await page.click(`button[lang=${language}]`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} in ${language}`);
      }
    }
    await page.close();
  });
}
