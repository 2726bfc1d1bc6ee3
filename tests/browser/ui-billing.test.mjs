// Orders are billed on the page: run, review, post, credit, and a timeline. In Chromium, with the package in Node as the judge.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { accept, amend, billRun, credit, init, plan, post, price } from "prorata";
import { goldenDeals } from "../support.mjs";
import { openPage } from "./support.mjs";

await init();
await (await openPage()).close(); // starts the server outside of any test
const english = { locale: "en-GB" };
const saas = goldenDeals().find((deal) => deal.name === "saas-seats-onboarding");
const order = accept(price(saas.request), { accepted: "2026-03-16" });
const id = "Q-2026-0316";

const field = (page, path) => page.locator(`[data-path="${path}"]`);
const money = (text, tag = "en-GB") => new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" }).format(text);
const amount = (text) => new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2 }).format(text);
const cells = (page, selector) => page.locator(selector).allTextContents();

async function openBilling(options = english, sample = "saas-seats-onboarding") {
  const page = await openPage(options);
  await page.selectOption("#sample", sample);
  await page.click("#accept");
  await page.click("#view-billing");
  return page;
}

/** A bill run of Node's, and its drafts as what was billed. */
function judge(run, known = {}, of = order) {
  const { billed = [], billedDeposits = [], events = {} } = known;
  const result = billRun({ orders: [{ order: of, billed, billedDeposits, events }], ...run });
  return { ...result, billed: [...billed, ...result.drafts.flatMap((own) => own.billed.flatMap((one) => one.entries))] };
}

const runUpTo = async (page, day) => {
  await field(page, "/run/target").fill(day);
  await page.click("#run-now");
};
const openDraft = (page, place = 0) => page.locator("[data-draft] .bill-row").nth(place).click();
const timeline = (page) => page.locator("#timeline .timeline li").evaluateAll((all) => all.map((item) => [item.getAttribute("data-kind"), item.querySelector(".when").textContent, item.querySelector(".how-much b")?.textContent ?? ""]));
const notice = (page, words) => page.locator(".notice", { hasText: words }).waitFor();

test("a whole story: run, review, post, nothing twice, a milestone, a credit by line, and the timeline tells it", async () => {
  const page = await openBilling();
  assert.deepEqual(await cells(page, "#bill-due, #bill-drafts, #bill-posted"), ["16 Mar 2026", "0", "0"]);
  const preview = plan(order, { asOf: "2026-03-16" });
  assert.equal((await timeline(page)).find(([kind]) => kind === "planned")[2], money(preview.invoices[0].totals.net));
  await page.click("#run-now");
  const first = judge({ target: "2026-03-16" });
  assert.equal(first.drafts[0].totals.net, preview.invoices[0].totals.net);
  const [sum] = first.totals;
  assert.deepEqual(await cells(page, "#run-totals td"), [sum.net, sum.tax, sum.gross, sum.amountDue].map((text) => money(text)));
  assert.deepEqual(await cells(page, "#run-skipped [data-reason=waitsForEvent] small:not(.on-phone)"), ["go-live", "go-live"]);
  assert.equal(await page.locator("#run-skipped tbody tr").count(), first.skipped.length);

  await openDraft(page);
  assert.match(await page.locator("#bill-panel-title").textContent(), /Draft: invoice/);
  await page.waitForFunction(() => document.activeElement.id === "bill-panel-title");
  const lines = await cells(page, "#document .document-lines tbody:first-of-type tr");
  assert.equal(lines.length, first.drafts[0].lines.length);
  assert.match(lines[1], /Pro seat × 60Partial first period · 16\/31 month · 16 – 31 Mar 2026/);
  assert.equal(await page.locator("#document-due").textContent(), money(first.drafts[0].amountDue));
  await page.click("#post-one");
  await notice(page, "Posted: INV-2026-00001.");
  assert.match(await page.locator("#bill-panel-title").textContent(), /Invoice INV-2026-00001/);
  assert.equal(await page.locator("#document [data-proof]").getAttribute("data-proof"), "intact");

  await page.click("#run-now"); // the same day again
  await notice(page, "Nothing is due.");
  assert.equal(await page.locator("[data-draft]").count(), 0);

  await field(page, `/orders/${id}/events/go-live`).fill("2026-03-20");
  await runUpTo(page, "2026-04-01");
  const second = judge({ target: "2026-04-01" }, { billed: first.billed, events: { "go-live": "2026-03-20" } });
  assert.equal(await page.locator("[data-draft] .right b").textContent(), money(second.drafts[0].totals.gross));
  await page.click("#post-all");
  await notice(page, "Posted: INV-2026-00002.");
  const { invoices } = post({ drafts: [first.drafts[0], second.drafts[0]], series: [{ id: "invoices", prefix: "INV-", format: "{prefix}{year}-{number:5}", next: 1, reset: "year" }] });

  await page.locator("[data-document=INV-2026-00002] .choose").click();
  await page.click("#correct");
  await page.selectOption("#correct-how", "lines");
  const seats = invoices[1].lines.findIndex((line) => line.name === "Pro seat");
  await field(page, `/correction/lines/${seats}/quantity`).fill("5");
  await field(page, "/correction/reason").fill("Five seats too many");
  const note = credit({ invoice: invoices[1], date: "2026-04-01", lines: [{ line: seats, quantity: "5" }], reason: "Five seats too many" });
  assert.ok((await page.locator("#correct-preview").textContent()).includes(`Total${money(note.totals.gross)}`));
  await page.click("#correct-make");
  assert.match(await page.locator("#document").textContent(), /Draft: credit note.*Corrects.*INV-2026-00002.*Five seats too many/);
  await page.click("#post-one");
  await notice(page, "Posted: CN-2026-00001.");
  assert.match(await page.locator("[data-document=INV-2026-00002]").textContent(), /partly credited.*intact/);

  await page.click("#to-timeline");
  const told = await timeline(page);
  assert.deepEqual(told.slice(0, 5), [
    ["accepted", "16 Mar 2026", ""], ["document", "16 Mar 2026", money(first.drafts[0].totals.net)], ["milestone", "20 Mar 2026", ""],
    ["document", "1 Apr 2026", money(second.drafts[0].totals.net)], ["document", "1 Apr 2026", money(note.totals.net)],
  ]);
  const billed = [...second.billed, ...note.billed[0].entries];
  const rest = plan(order, { billed, events: { "go-live": "2026-03-20" }, asOf: "2026-04-01" });
  assert.equal(await page.locator("#timeline-to-come").textContent(), money(rest.totals.net));
  assert.equal(await page.locator("#timeline-next").textContent(), "1 May 2026");
  assert.equal(await page.locator("#timeline-by-hand").textContent(), money(note.totals.net));
  assert.match(await page.locator("#timeline-now").textContent(), /Up to 1 Apr 2026\. From here on, still to come\./);
  await page.click("#timeline-all");
  const planned = (await timeline(page)).filter(([kind]) => kind === "planned");
  assert.deepEqual(planned.map(([, , net]) => net), rest.invoices.map((own) => money(own.totals.net)));
  await page.locator("#timeline [data-open=CN-2026-00001]").click();
  assert.match(await page.locator("#bill-panel-title").textContent(), /Credit note CN-2026-00001/);
  await page.close();
});

test("drafts, documents, events and holds are there after a reload, and the page works offline", async () => {
  const page = await openBilling();
  await page.context().setOffline(true);
  await page.click("#run-now");
  await page.click("#post-all");
  await field(page, `/orders/${id}/events/go-live`).fill("2026-04-20");
  await page.locator("#milestones > details.to-come > summary").click();
  await page.selectOption("#hold-line", "3");
  await field(page, "/hold/until").fill("2026-06-30");
  await field(page, "/hold/reason").fill("In dispute");
  await page.click("#hold-add");
  await runUpTo(page, "2026-05-01");
  const before = await page.locator("#page").evaluate((all) => [...all.querySelectorAll("#drafts, #documents, #timeline")].map((one) => one.textContent));
  assert.match(before.join(), /INV-2026-00001/);
  assert.match(before.join(), /On hold: Premium support, until 30 Jun 2026In dispute/);
  await page.context().setOffline(false);
  await page.reload();
  await page.waitForFunction("globalThis.__prorata");
  assert.deepEqual(await page.locator("#page").evaluate((all) => [...all.querySelectorAll("#drafts, #documents, #timeline")].map((one) => one.textContent)), before);
  await page.close();
});

test("what is on hold is skipped with its reason, and caught up once it is released", async () => {
  const page = await openBilling();
  await page.locator("#milestones > details.to-come > summary").click();
  await field(page, "/hold/from").fill("2026-05-01");
  await field(page, "/hold/until").fill("2026-04-01");
  assert.match(await page.locator("#milestones .refusal").textContent(), /ends before it begins/);
  assert.equal(await page.locator("#hold-add").isDisabled(), true);
  for (const path of ["/hold/from", "/hold/until"]) await field(page, path).fill("");
  await field(page, "/hold/reason").fill("Credit check");
  await page.click("#hold-add");
  await page.click("#run-now");
  assert.match(await page.locator("#run-skipped [data-reason=onHold]").textContent(), /the whole order.*On hold.*Credit check/);
  assert.equal(await page.locator("[data-draft]").count(), 0);
  await page.getByRole("button", { name: /^Release/ }).click();
  await page.click("#run-now");
  assert.equal(await page.locator("[data-draft]").count(), 1);
  await page.close();
});

test("a draft is thrown away and is due again; an item is billed by hand", async () => {
  const page = await openBilling();
  await page.click("#run-now");
  await page.getByRole("button", { name: /^Throw .* away/ }).click();
  await notice(page, "1 draft is thrown away");
  assert.equal(await page.locator("#bill-due").textContent(), "16 Mar 2026");
  await page.getByRole("button", { name: "Bill Training day now" }).click();
  const own = judge({ target: "2026-03-16", chosen: [{ order: id, line: "5", charge: saas.request.catalog.products.find((one) => one.name === "Training day").charges[0].id, waiting: true }] });
  assert.equal(await page.locator("#document-net").textContent(), amount(own.drafts[0].totals.net));
  assert.equal(await page.locator("#milestones [data-event] tr").count(), 1);
  await page.close();
});

test("an amendment of what is billed comes with the next run, with its reason, and stands on the timeline with its effect", async () => {
  const page = await openBilling();
  await page.click("#run-now");
  await page.click("#post-all");
  await runUpTo(page, "2026-04-01");
  await page.click("#post-all");
  await page.click("#bill-open-order");
  assert.match(await page.locator("#order-documents").textContent(), /Invoiced by 2 documents/);
  await field(page, "/draft/effective").fill("2026-04-16");
  await field(page, "/draft/lines/2/quantity").fill("75");
  await field(page, "/draft/reason").fill("New team");
  const one = judge({ target: "2026-03-16" });
  const two = judge({ target: "2026-04-01" }, { billed: one.billed });
  const more = { id: "A-1", effective: "2026-04-16", sequence: 1, recorded: "2026-04-02", reason: "New team", changes: [{ line: "2", set: { quantity: "75" } }] };
  const amended = amend(order, more, { billed: two.billed, asOf: "2026-04-16" });
  assert.equal(await page.locator("#contract-after").textContent(), money(amended.contract.after));
  await page.click("#commit");
  await page.click("#view-billing");
  await runUpTo(page, "2026-05-01");
  const third = judge({ target: "2026-05-01" }, { billed: two.billed }, amended.order);
  await openDraft(page);
  assert.equal(await page.locator("#document-net").textContent(), amount(third.drafts[0].totals.net));
  assert.match(await page.locator("#document [data-reason=credit]").first().textContent(), /Credit.*“New team”/);
  await page.click("#to-timeline");
  assert.match(await page.locator("#timeline [data-kind=amendment]").textContent(), /2 Apr 2026A-1 is agreed · New teamPro seat: quantity 75holds from 16 Apr 2026 · contract \+€/);
  await page.close();
});

test("debit, cancel and bill again, credit all: what is left is the engine's word", async () => {
  const page = await openBilling();
  await page.click("#run-now");
  await page.click("#post-all");
  await page.locator("[data-document=INV-2026-00001] .choose").click();
  await page.click("#correct");
  await page.selectOption("#correct-how", "debit");
  await field(page, "/correction/lines/0/net").fill("12.50");
  await page.click("#correct-make");
  assert.match(await page.locator("#bill-panel-title").textContent(), /Draft: debit note/);
  await page.click("#post-one");
  await notice(page, "Posted: INV-2026-00002.");
  await page.locator("[data-document=INV-2026-00001] .choose").click();
  await page.click("#correct");
  await page.selectOption("#correct-how", "rebill");
  await field(page, "/correction/reason").fill("Wrong address");
  assert.match(await page.locator("#correct-preview").textContent(), /and 1 new draft/);
  await page.click("#correct-make");
  assert.equal(await page.locator("[data-draft]").count(), 2);
  await page.click("#post-one"); // both belong together
  await notice(page, "Posted: CN-2026-00001, INV-2026-00003.");
  assert.match(await page.locator("[data-document=INV-2026-00001]").textContent(), /credited/);
  assert.doesNotMatch(await page.locator("[data-document=INV-2026-00001]").textContent(), /partly/);
  await page.locator("[data-document=INV-2026-00003] .choose").click();
  await page.click("#correct");
  await page.selectOption("#correct-how", "gross");
  await field(page, "/correction/amount").fill("10000000");
  assert.match(await page.locator(".correct-form .refusal").textContent(), /This cannot be done yet.*more than/);
  assert.equal(await field(page, "/correction/amount").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("#correct-make").isDisabled(), true);
  await page.selectOption("#correct-how", "whole");
  await page.click("#correct-make");
  await page.click("#post-one");
  await page.locator("[data-document=INV-2026-00003] .choose").click();
  await page.click("#correct");
  assert.match(await page.locator(".correct-form .refusal").textContent(), /Nothing is left to give back/);
  await page.close();
});

test("what cannot be is said in words, beside its input, and nothing changes", async () => {
  const page = await openBilling();
  await page.locator("#run details summary").click();
  await field(page, "/run/minimum").fill("-5");
  await page.click("#run-now");
  assert.match(await page.locator("#run .refusal").textContent(), /The run cannot be made yet.*minimum is below zero/);
  assert.equal(await field(page, "/run/minimum").getAttribute("aria-invalid"), "true");
  await field(page, "/run/minimum").fill("");
  await runUpTo(page, "2026-04-01");
  await page.click("#post-all");
  await field(page, "/run/target").fill("2026-05-01");
  await field(page, "/run/invoiceDate").fill("2026-03-20");
  await page.click("#run-now");
  await page.click("#post-all");
  assert.match(await page.locator("#drafts .refusal").textContent(), /Not posted.*2026-04-01/);
  assert.equal(await page.locator("[data-document]").count(), 1);
  await field(page, "/post/date").fill("2026-05-02");
  await page.click("#post-all");
  assert.equal(await page.locator("[data-document]").count(), 2);
  await page.locator("#numbers summary").click();
  await field(page, "/series/0/format").fill("{prefix}{numbr}");
  await runUpTo(page, "2026-06-01");
  await field(page, "/run/invoiceDate").fill("");
  await page.click("#post-all");
  assert.equal(await field(page, "/series/0/format").getAttribute("aria-invalid"), "true");
  await page.close();
});

test("several orders: one invoice per customer or per order, by criteria, with numbers of one's own", async () => {
  const page = await openBilling();
  await page.click("#view-quote");
  await page.click("#accept-options");
  await field(page, "/ordering/id").fill("O-2");
  await page.click("#accept-part");
  await page.click("#view-billing");
  assert.equal(await page.locator("[data-order]:is(tr)").count(), 2);
  await field(page, "/orders/O-2/tags").fill("north, pilot");
  await page.locator("#numbers summary").click();
  await field(page, "/series/0/prefix").fill("FA-");
  await page.locator("#run details summary").click();
  await page.selectOption("#run-tag", "pilot");
  await page.click("#run-now");
  assert.match(await page.locator("#run-skipped [data-reason=criteria]").textContent(), /Does not fit the criteriatag/);
  assert.match(await page.locator("[data-draft]").textContent(), /O-2/);
  await page.click("#post-all");
  await notice(page, "Posted: FA-2026-00001.");
  await page.selectOption("#run-tag", "");
  await runUpTo(page, "2026-04-01");
  assert.equal(await page.locator("[data-draft]").count(), 1);
  assert.match(await page.locator("[data-draft]").textContent(), /Q-2026-0316, O-2/);
  await page.getByRole("button", { name: /^Throw .* away/ }).click();
  await page.selectOption("#run-group", "order");
  await page.click("#run-now");
  assert.equal(await page.locator("[data-draft]").count(), 2);
  await page.click("#view-quote");
  await page.click("#accept"); // an order with documents stays
  await notice(page, "There are documents of order Q-2026-0316.");
  await page.close();
});

test("a saved order takes its documents along, and one that was changed is found out", async () => {
  const page = await openBilling();
  await page.click("#run-now");
  await page.click("#post-all");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-order")]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(saved.documents.length, 1);
  for (const [changed, proof] of /** @type {const} */ ([[false, "intact"], [true, "changed"]])) {
    const other = await openPage(english);
    if (changed) saved.documents[0].billed[0].entries[0].net = "99.00";
    await other.setInputFiles("input[type=file]", { name: "order.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(saved)) });
    await notice(other, "The order is open");
    await other.click("#view-billing");
    assert.equal(await other.locator("[data-document] [data-proof]").getAttribute("data-proof"), proof);
    await runUpTo(other, "2026-04-01");
    assert.equal(await other.locator("[data-draft]").count(), changed ? 0 : 1);
    if (changed) assert.match(await other.locator("#run-result .refusal").textContent(), /1 order could not be billed.*Q-2026-0316: .*99/);
    await other.close();
  }
  await page.close();
});

test("in French, the whole view is French", async () => {
  const page = await openBilling({ locale: "fr-FR" });
  await page.click("#run-now");
  await openDraft(page);
  assert.match(await page.locator("#document").textContent(), /Brouillon : facture.*Première période partielle.*À payer/);
  await page.click("#post-one");
  await page.click("#correct");
  await page.selectOption("#correct-how", "net");
  await field(page, "/correction/amount").fill("99 999 999,5");
  assert.match(await page.locator(".correct-form .refusal").textContent(), /C’est plus que ce qui reste du document/);
  await page.click("#to-timeline");
  assert.match(await page.locator("#timeline").textContent(), /La commande Q-2026-0316 est acceptée.*Facture INV-2026-00001.*Ce qui suit est encore à venir.*Facture à venir/);
  assert.equal(await page.locator("#timeline-billed").textContent(), money("5102.81", "fr-FR"));
  for (const word of ["Invoice ", "Run", "Post ", "Draft", "Due", "undefined", "NaN"]) assert.ok(!(await page.locator(".billing-work").textContent()).includes(word), word);
  await page.close();
});

/** What a person who does not see or point needs: names, labels that exist, one id each, headers of tables. */
const accessible = (page) => page.evaluate(() => {
  const wrong = [];
  const nameOf = (own) => own.getAttribute("aria-label") || own.labels?.[0]?.textContent || own.textContent || own.title;
  for (const own of document.querySelectorAll("#page :is(button, input, select):not([hidden])")) if (!nameOf(own).trim()) wrong.push(`no name: ${own.outerHTML}`);
  for (const own of document.querySelectorAll("[aria-labelledby], [aria-describedby]"))
    for (const key of ["aria-labelledby", "aria-describedby"]) if (own.hasAttribute(key) && !document.getElementById(own.getAttribute(key))) wrong.push(`no label: ${own.outerHTML.slice(0, 120)}`);
  const ids = [...document.querySelectorAll("[id]")].map((own) => own.id);
  wrong.push(...ids.filter((own, place) => ids.indexOf(own) !== place).map((own) => `twice: ${own}`));
  for (const own of document.querySelectorAll("th:not([scope])")) wrong.push(`no scope: ${own.outerHTML}`);
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  return wrong;
});

for (const width of [390, 1280]) {
  test(`billing can be used by keyboard and ear, and nothing runs out of the page, at ${width} pixels`, async () => {
    let page;
    const sound = async (what) => {
      for (const language of ["fr", "en"]) {
        await page.click(`button[lang=${language}]`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${what} in ${language}`);
        assert.deepEqual(await accessible(page), [], `${what} in ${language}`);
      }
    };
    for (const { name } of goldenDeals()) {
      await page?.close();
      page = await openBilling({ ...english, viewport: { width, height: 844 } }, name);
      await sound(`${name}, start`);
      await page.click("#run-now");
      assert.equal(await page.locator("#run-result .refusal").count(), 0, name);
      await openDraft(page);
      await sound(`${name}, draft`);
      await page.click("#post-one");
      await page.click("#correct");
      await page.selectOption("#correct-how", "lines");
      await sound(`${name}, credit`);
    }
    await page.locator(".choose").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "bill-panel-title");
    await page.close();
  });
}
