// The Compare tab in Chromium: both columns are what the package computes in Node under each profile, and the reasons are the engine's.
import assert from "node:assert/strict";
import test from "node:test";
import { engineInfo, init, plan, price } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test
const english = { locale: "en-GB" };
const deals = Object.fromEntries(goldenDeals().map((deal) => [deal.name, deal]));
const saas = "saas-seats-onboarding";

const under = (profile, request = deals[saas].request) => plan(price({ ...request, policy: typeof profile === "string" ? { profile } : profile }));
const amount = (text, tag = "en-GB") => text === undefined ? "—" : new Intl.NumberFormat(tag, { minimumFractionDigits: 2 }).format(text);
const money = (text, tag = "en-GB") => new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" }).format(text);
const field = (page, path) => page.locator(`[data-path="${path}"]`);

async function openCompare(options = english, left = "default", right = "salesforceCpq") {
  const page = await openPage(options);
  await page.click("#tab-compare");
  await page.selectOption("#compare-left", left);
  await page.selectOption("#compare-right", right);
  return page;
}

/** Every row as the page shows it: date, the four amounts, whether it is marked. */
const rowsOn = (page) => page.locator(".compare-row[data-date]").evaluateAll((rows) => rows.map((row) => ({
  date: row.getAttribute("data-date"),
  sums: [...row.querySelectorAll("tr:first-child .sums > span")].map((sum) => sum.textContent),
  marked: row.classList.contains("differs"),
  shape: row.querySelector(".mark [aria-hidden]").textContent,
})));

/** The same, from two plans computed in Node. */
function rowsOf(left, right, tag) {
  const dates = [...new Set([...left.invoices, ...right.invoices].map((invoice) => invoice.date))].sort();
  return dates.map((date) => {
    const [one, two] = [left, right].map((side) => side.invoices.find((invoice) => invoice.date === date));
    const nets = (invoice) => JSON.stringify([invoice?.totals, invoice?.lines.map((line) => line.net)]);
    const marked = nets(one) !== nets(two);
    const sums = [one, two].flatMap((side) => side ? [amount(side.totals.net, tag), amount(side.totals.gross, tag)] : ["—", ""]);
    return { date, sums, marked, shape: marked ? "≠" : "=" };
  });
}

const totalsOn = (page, sum) => page.locator(`[data-sum="${sum}"] td`).allTextContents();

for (const right of engineInfo().profiles.map((profile) => profile.name).filter((name) => name !== "default")) {
  test(`default beside ${right}: every amount is the engine's, differences are marked`, async () => {
    const page = await openCompare(english, "default", right);
    const [one, two] = [under("default"), under(right)];
    assert.deepEqual(await rowsOn(page), rowsOf(one, two));
    for (const sum of ["net", "tax", "gross"]) assert.deepEqual(await totalsOn(page, sum), [one, two].map((side) => money(side.totals[sum])));
    const [left, other] = ["default", right].map((profile) => price({ ...deals[saas].request, policy: { profile } }).request.policy);
    const differing = Object.keys({ ...left, ...other }).filter((name) => name !== "profile" && left[name] !== other[name]);
    const reasons = await page.locator(".why-switch").evaluateAll((all) => all.map((one) => one.getAttribute("data-switch")));
    assert.deepEqual(reasons.sort(), differing.sort());
    for (const text of await page.locator(".why-sides small").allTextContents()) assert.match(text, /\w.*\.$/, "each value is explained");
    await page.close();
  });
}

test("each reason says whether it changes this deal by itself", async () => {
  const page = await openCompare();
  const policyUnder = (profile) => price({ ...deals[saas].request, policy: { profile } }).request.policy;
  const [left, right] = ["default", "salesforceCpq"].map(policyUnder);
  const amounts = (policy) => JSON.stringify(under(policy).invoices.map((invoice) => [invoice.totals, invoice.lines.map((line) => line.net)]));
  for (const reason of await page.locator(".why-switch").all()) {
    const name = await reason.getAttribute("data-switch");
    const effect = amounts({ ...left, [name]: right[name] }) === amounts(left) ? "noMatter" : "matters";
    assert.equal(await reason.locator(".effect").getAttribute("class"), `effect ${effect}`, name);
  }
  await page.selectOption("#compare-right", "killbill");
  assert.match(await page.locator('[data-switch="factorScale"]').textContent(), /only together with others.*Exact.*rounded to 9 decimals/);
  await page.close();
});

test("lines unfold on both sides: period, measure and net", async () => {
  const page = await openCompare();
  const row = page.locator('[data-date="2026-03-16"]');
  await row.locator(".disclose").click();
  const shown = await row.locator(".compare-line").first().locator("td").allTextContents();
  for (const [index, profile] of ["default", "salesforceCpq"].entries()) {
    const [line] = under(profile).invoices[0].lines;
    for (const text of [amount(line.net), line.measure, "31 Mar 2026"]) assert.ok(shown[index].includes(text), `${shown[index]} has ${text}`);
  }
  assert.equal(await row.locator(".compare-line").count(), under("default").invoices[0].lines.length);
  await row.locator(".disclose").click();
  assert.equal(await page.locator(".compare-line").count(), 0);
  await page.close();
});

test("only differences leaves the marked rows, and says so where there are none", async () => {
  const page = await openCompare();
  const differing = rowsOf(under("default"), under("salesforceCpq")).filter((row) => row.marked);
  await page.check("#only-differences");
  assert.deepEqual(await rowsOn(page), differing);
  assert.match(await page.locator("#compare-count").textContent(), new RegExp(`^${differing.length} of 37`));
  await page.selectOption("#compare-right", "lago");
  assert.equal(await page.locator(".compare-row").count(), 0);
  assert.match(await page.locator("#panel-compare").textContent(), /Every invoice is the same, to the cent/);
  await page.uncheck("#only-differences");
  assert.equal(await page.locator(".compare-row[data-date]").count(), 37);
  await page.close();
});

test("the columns follow the inputs, the dates of events and the deal's own switches", async () => {
  const page = await openCompare();
  await field(page, "/lines/1/segments/0/quantity").fill("61");
  const changed = structuredClone(deals[saas].request);
  changed.lines[1].segments[0].quantity = "61";
  assert.deepEqual(await rowsOn(page), rowsOf(under("default", changed), under("salesforceCpq", changed)));
  await field(page, "/lines/1/segments/0/quantity").fill("6x");
  assert.deepEqual(await rowsOn(page), rowsOf(under("default", changed), under("salesforceCpq", changed)), "the last valid amounts stay");
  await field(page, "/lines/1/segments/0/quantity").fill("61");

  await page.selectOption("#compare-left", "=");
  assert.deepEqual(await rowsOn(page), rowsOf(under(changed.policy, changed), under("salesforceCpq", changed)));
  const waiting = await page.locator(".compare-row.waits").count();
  assert.equal(waiting, under("default", changed).waiting.length);
  await page.click("#tab-invoices");
  await field(page, "/events/go-live").fill("2026-05-11");
  await page.click("#tab-compare");
  assert.equal(await page.locator('.compare-row[data-date="2026-05-11"]').count(), 1);
  assert.ok((await page.locator(".compare-row.waits").count()) < waiting);
  await page.close();
});

test("a profile that refuses the deal says why in its column", async () => {
  const page = await openPage(english);
  const refused = { ...deals[saas].request, policy: { profile: "killbill", rounding: "perPeriod" } };
  assert.throws(() => price(refused), { code: "conflict" });
  await page.selectOption("#profile", "killbill");
  await page.selectOption("#rounding", "perPeriod");
  assert.match(await page.locator(".status .chip").textContent(), /Not up to date/);
  assert.equal(await page.locator("#policy-switches [data-path='/policy/factorScale']").getAttribute("aria-invalid"), "true", "the switches open and show it");
  await page.click("#tab-compare");
  await page.selectOption("#compare-left", "=");
  assert.match(await page.locator(".refusal").textContent(), /refuses this deal.*factorScale.*conflict/);
  assert.equal(await page.locator(".refusal").count(), 1);
  assert.deepEqual((await rowsOn(page).catch(() => [])).filter((row) => row.marked), [], "nothing to compare with");
  assert.deepEqual(await totalsOn(page, "net"), ["—", money(under("default").totals.net)]);
  await page.close();
});

test("the policy in the header: profile, overrides, every switch, back to the profile", async () => {
  const page = await openPage(english);
  const net = () => page.locator("#total-net").textContent();
  const priced = (policy) => money(price({ ...deals[saas].request, policy }).totals.net);
  await page.selectOption("#profile", "salesforceCpqDay");
  assert.equal(await net(), priced({ ...deals[saas].request.policy, profile: "salesforceCpqDay" }), "own switches stay");
  await page.selectOption("#rounding", "");
  await page.selectOption("#term-total", "");
  assert.equal(await net(), priced({ profile: "salesforceCpqDay" }));
  assert.match(await page.locator("#rounding option").first().textContent(), /Per unit \(as in the profile\)/);
  await page.click("#policy-toggle");
  await page.selectOption("#switch-dayCount", "actual30");
  await field(page, "/policy/unitPriceScale").fill("4");
  assert.equal(await net(), priced({ profile: "salesforceCpqDay", dayCount: "actual30", unitPriceScale: 4 }));
  await page.click("#policy-reset");
  assert.equal(await net(), priced({ profile: "salesforceCpqDay" }));
  await page.close();
});

test("totals are read on any day", async () => {
  const page = await openPage(english);
  await field(page, "/asOf").fill("2026-06-30");
  const { totals } = price({ ...deals[saas].request, asOf: "2026-06-30" });
  assert.equal(await page.locator("#total-due-now").textContent(), money(totals.dueNow));
  await field(page, "/asOf").fill("");
  assert.equal(await page.locator("#total-due-now").textContent(), money(price(deals[saas].request).totals.dueNow));
  await page.close();
});

test("in French, amounts and reasons are French", async () => {
  const page = await openCompare({ locale: "fr-FR" });
  assert.deepEqual(await rowsOn(page), rowsOf(under("default"), under("salesforceCpq"), "fr-FR"));
  assert.match(await page.locator('[data-switch="dayCount"]').textContent(), /Compte des jours.*Jours réels.*Réels \/ 365/);
  assert.match(await page.locator("#compare-count").textContent(), /31 sur 37 diffèrent/);
  await page.click("button[lang=en]");
  assert.match(await page.locator('[data-switch="dayCount"]').textContent(), /Day count.*Actual days.*Actual \/ 365/);
  await page.close();
});

for (const width of [390, 1280]) {
  test(`nothing runs out of the page at ${width} pixels`, async () => {
    const page = await openCompare({ ...english, viewport: { width, height: 844 } });
    await page.click("#policy-toggle");
    for (const name of Object.keys(deals)) {
      await page.selectOption("#sample", name);
      for (const button of await page.locator(".compare-row .disclose").all()) await button.click();
      for (const language of ["fr", "en"]) {
        await page.click(`button[lang=${language}]`);
        const overflow = await page.evaluate(() => [document.documentElement, document.querySelector("#panel-compare")].map((box) => box.scrollWidth - box.clientWidth));
        assert.deepEqual(overflow, [0, 0], `${name} in ${language}`);
      }
    }
    await page.close();
  });
}
