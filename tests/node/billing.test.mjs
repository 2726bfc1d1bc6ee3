// Bill runs as a program calls them: progress, a run that is stopped, what a callback throws, one bad order among others, posting.
import assert from "node:assert/strict";
import test from "node:test";
import { importFrom, installedPackage } from "../support.mjs";

const prorata = await importFrom(installedPackage());
await prorata.init();

const order = (id) => prorata.accept(prorata.price({
  currency: "EUR", start: "2026-01-01", end: "2026-12-31", account: { id: `account of ${id}` },
  catalog: { products: [{ id: "seat", charges: [{ id: "fee", kind: "recurring", per: { unit: "month" }, taxCode: "S",
    price: { model: "perUnit", unitPrice: "31" }, billing: { kind: "recurring" } }] }] },
  lines: [{ id: "1", product: "seat", quantity: "10" }], taxes: [{ code: "S", percent: "20" }],
}), { id });
const orders = ["A", "B", "C"].map((id) => ({ order: order(id) }));

test("a run reports after each order, and stops where it is told to", () => {
  const seen = [];
  const run = prorata.billRun({ orders, target: "2026-01-31" }, {
    onProgress(progress) {
      seen.push(progress.done);
      return progress.done < 2;
    },
  });
  assert.deepEqual(seen, [1, 2]);
  assert.equal(run.stopped, true);
  assert.deepEqual(run.drafts.map((own) => own.orders), [["A"], ["B"]]);
  assert.deepEqual(run.skipped.filter((own) => own.reason === "stopped").map((own) => own.order), ["C"]);
});

test("what a callback throws leaves the run as it was thrown, and the engine goes on", () => {
  const mine = new Error("mine");
  assert.throws(() => prorata.billRun({ orders, target: "2026-01-31" }, { onProgress() { throw mine; } }), (error) => error === mine);
  assert.equal(prorata.billRun({ orders, target: "2026-01-31" }).drafts.length, 3);
});

test("one bad order stops no other, and says what is wrong with it", () => {
  const bad = { order: { ...orders[0].order, id: "bad", amendments: [{ id: "x" }] } };
  const run = prorata.billRun({ orders: [bad, ...orders], target: "2026-01-31" });
  assert.equal(run.drafts.length, 3);
  assert.deepEqual(run.errors.map(({ order, place, problems }) => [order, place, problems[0].code]), [["bad", 0, "missing_field"]]);
});

test("drafts are posted, credited and never credited twice", () => {
  const { drafts } = prorata.billRun({ orders, target: "2026-01-31" });
  const { invoices, series } = prorata.post({ drafts, series: [{ id: "FA", prefix: "FA-", format: "{prefix}{number:4}" }] });
  assert.deepEqual(invoices.map((own) => own.number), ["FA-0001", "FA-0002", "FA-0003"]);
  assert.equal(series[0].next, 4);
  assert.deepEqual(prorata.verifyInvoice({ invoice: invoices[1], previous: invoices[0] }), { intact: true, sameRules: true, follows: true });
  const note = prorata.credit({ invoice: invoices[0], date: "2026-02-01", whole: true, reason: "cancelled" });
  assert.equal(note.totals.gross, "-372.00");
  const again = () => prorata.credit({ invoice: invoices[0], credits: [note], date: "2026-02-01", gross: "0.01" });
  assert.throws(again, { name: "ProrataError", code: "credit_exceeds_rest" });
});
