// Every amount of the page explains itself: in Chromium, with the package in Node as the judge.
import assert from "node:assert/strict";
import test from "node:test";
import { explain, init, plan, price } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test
const english = { locale: "en-GB" };
const deals = Object.fromEntries(goldenDeals().map((deal) => [deal.name, deal]));
const saas = "saas-seats-onboarding";
const platform = "platform-price-models";

const amount = (page, key) => page.locator(`[data-explain="${key}"]`).first();
const field = (page, path) => page.locator(`[data-path="${path}"]`);
const shownValue = (page) => page.locator("#explain-value").textContent();
const digits = (text) => text.replace(/[^\d.,-]/g, "").replace(/^-?,+/, "");

async function openDeal(name, options = english) {
  const page = await openPage(options);
  await page.selectOption("#sample", name);
  return page;
}

/** Presses every amount on screen, in the page itself, and says which have another value in their explanation, or none. */
const pressAll = (page) => page.evaluate(async () => {
  const rendered = () => new Promise((done) => setTimeout(done, 0));
  const wrong = [];
  const keys = [...document.querySelectorAll("button.amount")].map((one) => one.getAttribute("data-explain"));
  const bare = (text) => text.replace(/[^\d.,-]/g, "");
  for (const key of new Set(keys)) {
    const button = /** @type {HTMLElement} */ ([...document.querySelectorAll("button.amount")].find((one) => one.getAttribute("data-explain") === key));
    if (!button.getAttribute("aria-label").startsWith(button.textContent)) wrong.push(`${key}: ${button.getAttribute("aria-label")}`);
    button.click();
    for (let turn = 0; turn < 20 && document.querySelector(".explain")?.getAttribute("data-shown") !== key; turn++) await rendered();
    const value = document.querySelector("#explain-value")?.textContent ?? "nothing";
    // A unit price is shown at least as fine as cents.
    const same = bare(value) === bare(button.textContent) || (key.endsWith("/unitPrice") && parseFloat(bare(value).replaceAll(",", "")) === parseFloat(bare(button.textContent).replaceAll(",", "")));
    if (!same) wrong.push(`${key}: ${button.textContent}, explained as ${value}`);
    if (document.querySelectorAll(".explain .why-row").length === 0) wrong.push(`${key}: no steps`);
  }
  return { count: new Set(keys).size, wrong };
});

for (const name of Object.keys(deals)) {
  test(`${name}: every amount on every tab has an explanation of the same value`, async () => {
    const page = await openDeal(name);
    for (const event of await page.locator("details.event:not([open]) > summary .event-name").elementHandles()) await event.click();
    for (const tab of ["invoices", "waterfall", "cash", "compare"]) {
      await page.click(`#tab-${tab}`);
      const closed = page.locator(`#panel-${tab} .disclose[aria-expanded=false]`);
      for (const row of (await closed.all()).slice(0, 3).reverse()) await row.click();
      const { count, wrong } = await pressAll(page);
      assert.ok(count > 20, `${count} amounts on ${tab}`);
      assert.deepEqual(wrong, [], tab);
    }
    await page.close();
  });
}

test("no amount of the results is without an explanation", async () => {
  const page = await openDeal(platform);
  for (const tab of ["invoices", "waterfall", "cash", "compare"]) {
    await page.click(`#tab-${tab}`);
    const plain = await page.evaluate((tab) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { parentElement: parent, textContent: words } = node;
        // The currency of the books has no explanation; agreed prices, bars and policy examples are no results.
        if (/\d[.,]\d\d(?!\d)/.test(words) && !parent.closest(`.amount, .accounting, .unit-price, title, .why, option, .status .chip:not(.internal), .for-readers, .compare-pick, [hidden]`)) found.push(`${tab}: ${words}`);
      }
      return found;
    }, tab);
    assert.deepEqual(plain, []);
  }
  await page.close();
});

test("the keyboard opens, walks and closes; the focus returns", async () => {
  const page = await openPage(english);
  const net = amount(page, "quote:/totals/net");
  await net.focus();
  await page.keyboard.press("Enter");
  await page.locator(".explain").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "explain-title");
  assert.equal(await net.getAttribute("aria-expanded"), "true");
  assert.equal(await page.getByRole("dialog").getAttribute("aria-labelledby"), "explain-title");
  const { text, value } = explain(price(deals[saas].request), { path: "/totals/net" });
  assert.equal(await page.locator("#explain-title").textContent(), text.en);
  assert.equal(digits(await shownValue(page)).replaceAll(",", ""), value);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest(".explain"))), true, "the steps are next");
  const step = page.locator(".explain .disclose").first();
  await step.focus();
  const before = await page.locator(".explain .why-row").count();
  await page.keyboard.press("Enter");
  assert.ok((await page.locator(".explain .why-row").count()) < before, "a level closes");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".explain .why-row").count(), before);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".explain").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("data-explain")), "quote:/totals/net");
  await page.close();
});

test("the steps are the engine's: sentence, value, sign, rounding and fraction", async () => {
  const page = await openPage(english);
  await amount(page, "plan:/invoices/0/lines/0/net").click();
  for (let closed; (closed = page.locator('.explain .disclose[aria-expanded="false"]')), await closed.count(); ) await closed.first().click();
  const why = explain(price(deals[saas].request), { path: "/invoices/0/lines/0/net", plan: {} });
  const flat = (step) => step.of.flatMap((one) => [one, ...flat(one)]);
  const rows = await page.locator(".explain .why-row").evaluateAll((all) => all.map((row) => ({
    says: row.querySelector(".says > :first-child").textContent.replace(" ›", ""),
    value: row.querySelector(".value").firstChild.textContent,
    exact: row.querySelector(".value .exact")?.textContent,
  })));
  const format = (text) => new Intl.NumberFormat("en-GB", { minimumFractionDigits: text.split(".")[1]?.length ?? 0, maximumFractionDigits: 20 }).format(text);
  assert.deepEqual(rows.map(({ says, value }) => ({ says, value })), flat(why).map((step) => ({ says: step.text.en, value: format(step.value) })));
  assert.ok(rows.some((row) => row.exact === "= 16/31"), "a stub's measure is a fraction");
  assert.ok((await page.locator(".explain .sign [aria-hidden]").allTextContents()).includes("×"));
  await page.close();
});

test("an amount that a step names is opened, and there is a way back", async () => {
  const page = await openDeal(platform);
  await amount(page, "quote:/totals/tax").click();
  const see = page.locator(".explain button.see").first();
  const path = await see.getAttribute("data-see");
  const first = await shownValue(page);
  const row = page.locator(".why-row", { has: page.locator(`[data-see="${path}"]`) }).first();
  const value = await row.locator(".value").textContent();
  await see.click();
  assert.match(await page.locator(".explain").getAttribute("data-shown"), new RegExp(`^quotePlan:${path}$`));
  assert.equal(digits(await shownValue(page)), value);
  assert.equal(await page.evaluate(() => document.activeElement.id), "explain-title");
  await page.click("#explain-back");
  assert.equal(await shownValue(page), first);
  assert.equal(await page.locator("#explain-back").count(), 0);
  await page.close();
});

test("an input leads to its field, and the explanation follows what is typed", async () => {
  const page = await openDeal(platform);
  await amount(page, "quote:/lines/0/list").click();
  for (let closed; (closed = page.locator('.explain .disclose[aria-expanded="false"]')), await closed.count(); ) await closed.first().click();
  assert.match(await page.locator(".explain").textContent(), /from the catalogue/);
  await amount(page, "quote:/lines/6/net").click();
  await page.locator('.explain [data-at="/lines/6/quantity"]').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("data-path")), "/lines/6/quantity");
  const covered = await page.evaluate(() => {
    const [input, panel] = [document.activeElement, document.querySelector(".explain")].map((one) => one.getBoundingClientRect());
    return input.left < panel.right && input.right > panel.left;
  });
  assert.equal(covered, false, "the panel steps aside");
  await field(page, "/lines/6/quantity").fill("5");
  const changed = structuredClone(deals[platform].request);
  changed.lines[6].quantity = "5";
  assert.equal(digits(await shownValue(page)).replaceAll(",", ""), price(changed).lines[6].net);
  await field(page, "/lines/6/quantity").fill("5x");
  assert.equal(digits(await shownValue(page)).replaceAll(",", ""), price(changed).lines[6].net, "the last valid one stays");
  await field(page, "/lines/6/quantity").fill("5");
  await amount(page, "quote:/lines/8/net").click();
  await page.locator(".line").last().locator(".figures .tools .remove").click();
  assert.equal(await page.locator(".explain").count(), 0, "the amount is gone");
  await page.close();
});

test("what an event's date moves is explained by the plan on screen", async () => {
  const page = await openPage(english);
  await field(page, "/events/go-live").fill("2026-05-11");
  const dated = plan(price(deals[saas].request), { events: { "go-live": "2026-05-11" } });
  const index = dated.invoices.findIndex((invoice) => invoice.date === "2026-05-11");
  await amount(page, `plan:/invoices/${index}/totals/gross`).click();
  assert.equal(digits(await shownValue(page)).replaceAll(",", ""), dated.invoices[index].totals.gross);
  await page.close();
});

test("in French, sentences, values and hints are French", async () => {
  const page = await openDeal(platform, { locale: "fr-FR" });
  await amount(page, "quote:/totals/gross").click();
  const { text, value } = explain(price(deals[platform].request), { path: "/totals/gross" });
  assert.equal(await page.locator("#explain-title").textContent(), text.fr);
  assert.equal(await shownValue(page), new Intl.NumberFormat("fr-FR", { style: "currency", currency: "CAD" }).format(/** @type {any} */ (value)));
  assert.match(await page.locator(".explain").textContent(), /D’où vient ce montant.*Chaque valeur vient du moteur/);
  assert.match(await amount(page, "quote:/totals/net").getAttribute("aria-label"), /117\s418,59.*Net HT/);
  await page.locator("button[lang=en]").press("Enter"); // the panel may lie over it
  assert.equal(await page.locator("#explain-title").textContent(), text.en, "the panel follows the language");
  await page.close();
});

test("the sample deal shows what is new: steps, parts of taxes, margin, an option, another currency", async () => {
  const page = await openDeal(platform);
  const quote = price(deals[platform].request);
  const money = (text, currency = "CAD") => new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(text);
  assert.equal(await page.locator("#total-margin").textContent(), money(quote.totals.margin.margin));
  assert.match(await page.locator(".status .internal").textContent(), /internal · Margin .*63\.91%/);
  assert.match(await page.locator(".line").nth(7).locator(".product").textContent(), /Optional/);
  assert.match(await page.locator(".quote-taxes").textContent(), /GST\/TPS 5% on 117,418\.59 = 5,870\.96.*QST\/TVQ 9\.975%/);
  assert.ok((await page.locator(".quote-taxes .accounting").textContent()).includes(money(quote.totals.accounting.gross, "EUR")));
  await page.click("#tab-waterfall");
  const names = await page.locator(".waterfall tbody th").evaluateAll((all) => all.map((one) => one.firstChild.textContent));
  assert.deepEqual(names, ["List", "Discount schedule", "Uplift", "Line discount", "Net", "Tax", "Total"]);
  await page.selectOption(".line-picker select", "6");
  assert.match(await page.locator(".waterfall").textContent(), /Contracted price.*FC-118/);
  await page.selectOption(".line-picker select", "4");
  assert.match(await page.locator(".waterfall").textContent(), /Group discount/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#total-margin").isVisible(), false, "paper is for buyers");
  await page.close();
});

for (const width of [390, 1280]) {
  test(`the panel stays inside the page at ${width} pixels`, async () => {
    const page = await openDeal(platform, { ...english, viewport: { width, height: 844 } });
    for (const key of ["quote:/lines/0/net", "quote:/totals/tax", "plan:/invoices/3/totals/gross"]) {
      await amount(page, key).click();
      for (let turn = 0; turn < 6; turn++) {
        const closed = page.locator('.explain .disclose[aria-expanded="false"]');
        if (await closed.count()) await closed.first().click();
      }
      const overflow = await page.evaluate(() => [document.documentElement, document.querySelector(".explain")].map((box) => box.scrollWidth - box.clientWidth));
      assert.deepEqual(overflow, [0, 0], key);
      await page.keyboard.press("Escape");
    }
    await page.close();
  });
}
