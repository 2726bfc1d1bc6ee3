// Random JSON at every verb: junk, and golden deals with random edits. Whatever goes in, a verb answers with numbers
// that add up or throws a ProrataError of known shape; it never dies and never answers the same input differently.
//   PRORATA_SOAK=1 throws 200,000 inputs instead of 3,000; PRORATA_RANDOM=<number> throws one again, alone, and shows it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { canonical, goldenDeals, importFrom, installedPackage, root } from "../support.mjs";

const prorata = await importFrom(installedPackage());
const only = process.env.PRORATA_RANDOM;
const COUNT = process.env.PRORATA_SOAK ? 200_000 : 3_000;
const CODES = new Set(readFileSync(join(root, "src/npm/api.d.ts"), "utf8").match(/export type Code = (.*);/)[1].match(/\w+/g));
const golden = goldenDeals();
const parts = ["periods", "measure", "allocate"].map((verb) => [verb, JSON.parse(readFileSync(join(root, `tests/bad-input/bases/${verb}.json`), "utf8"))]);

// ---- Chance: mulberry32, one generator per input, so that each input can be made again alone.

let state = 0;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
const chance = (percent) => below(100) < percent;
const pick = (list) => list[below(list.length)];
const date = () => new Date(Date.UTC(2025, 6, 1) + below(1600) * 86_400_000).toISOString().slice(0, 10);
const decimal = () => `${chance(10) ? "-" : ""}${below(10 ** below(8))}${chance(50) ? `.${below(10 ** (1 + below(6)))}` : ""}`;

const NUMBERS = [0, -0, 1, -1, 2, 3, 12, 28, 31, 32, 100, 366, 3650, 3651, 1.5, 1e21, -1e21, 2 ** 31, 2 ** 32, 2 ** 53, NaN, Infinity, 5e-324];
const DECIMALS = ["0", "-0", "0.00", "1", "0.5", "33.333333333333", "100", "99.999999999999", "0.000000000001", "999999999999999.999999999999", "-999999999999999",
  "1e400", "12,5", "", "1.2.3", "NaN", "1000000000000000", "0.1234567890123", " 1"];
const DATES = ["2026-02-30", "2026-2-3", "", "0001-01-01", "0001-01-31", "9999-12-31", "9999-12-30", "9998-12-31", "2024-02-29", "2026-01-31", "2028-02-29", "2026-01-01T00:00"];
const TEXTS = ["", " ", "é", "😀", "\ud800", "\u0000", "__proto__", "constructor", "a/b~c", "x".repeat(101), "last", "1", "2", "fee", "price", "go-live", "FR-20",
  "perPeriod", "independent", "cumulative", "halfEven", "up", "down", "first", "largestRemainder", "fixed", "measured", "separate", "combine", "advance", "arrears",
  "anniversary", "calendar", "order", "next", "wholePeriod", "day", "week", "month", "quarter", "year", "oneTime", "recurring", "withLast", "list", "net", "EUR", "JPY", "KWD", "XAU"];
const KEYS = ["id", "currency", "start", "end", "term", "count", "unit", "lines", "catalog", "products", "charges", "price", "model", "tiers", "upTo", "unitPrice", "billing", "kind",
  "items", "percent", "amount", "remainder", "on", "event", "date", "discounts", "segments", "quantity", "taxes", "taxCode", "request", "receipt", "events", "billed", "__proto__", ""];
// Documents by the field that they stand in: what an edit may put there and still be understood.
const KNOWN = {
  price: () => pick([
    { model: "flat", amount: decimal() }, { model: "perUnit", unitPrice: decimal() },
    { model: pick(["volume", "graduated"]), tiers: [{ upTo: "10", unitPrice: decimal(), flat: "1.005" }, { upTo: null, unitPrice: "2.5" }] },
    { model: "stairstep", tiers: [{ upTo: "3.5", amount: decimal() }, { amount: "70" }] },
    { model: "package", size: "7", amount: decimal(), included: "2" }, { model: "overage", amount: "10", included: "5", unitPrice: decimal() },
    { model: "percentOf", percent: decimal(), of: { lines: [pick(["1", "2", "3"])] }, basis: pick(["list", "customer", "net"]) },
  ]),
  billing: () => pick([
    { kind: "once", on: chance(50) ? { date: date() } : { event: "go-live" } }, { kind: "byHand" }, { kind: "plan", plan: pick(["situations", "works"]) },
    { kind: "recurring", every: interval(), timing: pick(["advance", "arrears"]), billDay: pick([1, 15, 30, 31, "last", undefined]), alignment: pick(["anniversary", "calendar", "order"]),
      firstBillDay: pick(["next", "wholePeriod", "calendar"]), billMonth: pick([undefined, 1, 4]), firstPeriod: pick(["separate", "combine", undefined]), lastPeriod: pick(["separate", "combine"]) },
    { kind: "milestones", uncovered: pick(["error", "withLast"]), items: [{ id: "a", percent: pick(["30", "33.3333"]), on: { date: date() } }, { id: "b", amount: "12.34", on: { event: "go-live" } }, { id: "c", remainder: true, on: { date: date() } }] },
  ]),
  discounts: () => [pick([{ percent: String(below(101)) }, { amount: decimal() }, { percent: "12.5", duration: { periods: 1 + below(14) } }, { amount: "1.00", duration: { periods: 2 } }])],
  segments: () => [{ start: date(), quantity: decimal() }, { start: date(), discounts: [{ percent: "7" }] }],
  policy: () => ({ rounding: pick(["perPeriod", "independent", "cumulative"]), roundingMode: pick(["halfUp", "halfEven", "down", "up"]), remainderPeriod: pick(["first", "last"]),
    spread: pick(["largestRemainder", "first", "last", "cumulative"]), termTotal: pick(["fixed", "measured"]), firstPeriod: pick(["separate", "combine"]) }),
  currency: () => pick(["EUR", "JPY", "KWD", "CLF", "USD"]),
  term: () => interval(), per: () => interval(), every: () => interval(),
  quantity: () => decimal(), unitPrice: () => decimal(), amount: () => decimal(), percent: () => String(below(120)),
  start: () => date(), end: () => pick([date(), null]), date: () => date(), asOf: () => date(),
};
const interval = () => ({ count: 1 + below(pick([2, 6, 40])), unit: pick(["day", "week", "month", "month", "quarter", "year"]) });

const scalar = () => pick([() => pick(NUMBERS), () => pick(DECIMALS), () => pick(DATES), () => pick(TEXTS), () => pick([null, true, false, undefined]), decimal, date])();
function junk(depth = 0) {
  if (depth > 4 || chance(40)) return scalar();
  const length = below(5);
  if (chance(40)) return Array.from({ length }, () => junk(depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [pick(KEYS), junk(depth + 1)]));
}

/** Every place of a document: its holder and key. */
function places(value, found = []) {
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    if (value[key] !== null && typeof value[key] === "object") places(value[key], found);
  }
  return found;
}

function edit(document) {
  const all = places(document);
  if (!all.length) return;
  const [holder, key] = pick(all);
  const put = (value) => Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  const same = all.filter(([other, name]) => name === key && other !== holder);
  if (chance(55) && Object.hasOwn(KNOWN, key)) put(KNOWN[key]());
  else if (chance(30) && same.length) put(structuredClone(pick(same)[0][key]));
  else if (chance(25)) Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
  else if (chance(25) && Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(holder[key]));
  else if (chance(20) && !Array.isArray(holder)) holder[pick(Object.keys(KNOWN))] = KNOWN[pick(Object.keys(KNOWN))]();
  else put(chance(85) ? scalar() : junk(2));
}

function edited(good, most) {
  const document = structuredClone(good);
  for (let edits = 1 + below(most); edits > 0; edits--) edit(document);
  return document;
}

// ---- What must hold of every answer.

const BAD_TEXT = /NaN|Infinity|undefined|"-0(?:\.0+)?"/g;
const AMOUNTS = new Set(["list", "discount", "net", "tax", "gross", "dueNow", "contract", "monthly", "annual", "oneTime", "base", "before", "after", "perPeriod"]);
const minor = (text) => BigInt(text.replace(".", ""));
const sum = (texts) => texts.reduce((all, text) => all + minor(text), 0n);
const equal = (actual, expected, what) => assert.equal(String(actual), String(expected), what);

/** Calls a verb twice; a result, or undefined where it threw what it may throw. */
function call(verb, ...args) {
  if (only) console.log(verb, JSON.stringify(args));
  const once = () => {
    try {
      return { result: prorata[verb](...args) };
    } catch (error) {
      assert.ok(error instanceof prorata.ProrataError, `threw ${error}`);
      for (const { code, path, message, hint } of error.problems) {
        assert.ok(CODES.has(code), `the code ${code}: ${message}`);
        assert.ok(/^(\/.*)?$/s.test(path) && message && hint, JSON.stringify({ code, path, message, hint }));
      }
      return { problems: error.problems };
    }
  };
  const [first, second] = [once(), once()].map(canonical);
  assert.equal(second, first, "the same input gave two answers");
  const { result, problems } = JSON.parse(first);
  if (result) plainText(result, args);
  refused = problems;
  return result;
}

let refused; // the problems of the last call that was refused
/** Calls a verb with what it must accept. */
function must(...args) {
  const result = call(...args);
  assert.ok(result, `${args[0]} refused what it made itself: ${JSON.stringify(refused)}`);
  return result;
}

function plainText(result, args) {
  const text = JSON.stringify({ ...result, request: undefined, receipt: undefined });
  const strange = text.match(BAD_TEXT);
  // A name may say "NaN" because the caller's did.
  const given = strange && JSON.stringify(args, (_, value) => (typeof value === "number" ? String(value) : value));
  if (strange) assert.deepEqual(strange.filter((word) => !given.includes(word.replaceAll('"', ""))), [], "in the result");
}

function quoteAddsUp({ lines, totals, taxes, currency }) {
  const digits = { JPY: 0, KWD: 3, CLF: 4 }[currency] ?? 2;
  const amount = digits ? new RegExp(`^-?\\d+\\.\\d{${digits}}$`) : /^-?\d+$/;
  for (const [holder, key] of places({ lines, totals, taxes })) if (AMOUNTS.has(key) && typeof holder[key] === "string") assert.match(holder[key], amount, key);
  for (const { net, tax, gross, list, discount, charges, waterfall } of lines) {
    equal(sum(charges.map((charge) => charge.net)), minor(net), "the charges' nets");
    equal(sum(charges.map((charge) => charge.list)), minor(list), "the charges' list amounts");
    equal(minor(list) - minor(discount), minor(net), "list - discount");
    equal([waterfall[0].after, waterfall.at(-1).after], [list, gross], "the waterfall's ends");
    equal(minor(net) + minor(tax), minor(gross), "net + tax");
    waterfall.slice(1).forEach((step, i) => equal(step.before, waterfall[i].after, `step ${i + 1} of the waterfall`));
  }
  for (const key of ["net", "tax", "gross", "list", "discount"]) equal(sum(lines.filter((line) => !line.optional).map((line) => line[key])), minor(totals[key]), `totals.${key}`); // an option is in no sum
  equal(minor(totals.net) + minor(totals.tax), minor(totals.gross), "totals.gross");
  equal(minor(totals.recurring.net) + minor(totals.oneTime) + minor(totals.usage), minor(totals.net), "recurring + one-time + usage");
  equal(sum(taxes.map(({ tax }) => tax)), minor(totals.tax), "totals.tax");
  if (totals.contract !== null) equal(totals.contract, totals.net, "totals.contract");
}

function planAddsUp({ invoices, waiting, cash, totals }) {
  invoices.forEach((invoice, i) => {
    assert.ok(i === 0 || invoices[i - 1].date < invoice.date, "invoices in the order of their dates");
    assert.ok(invoice.due >= invoice.date && invoice.lines.length > 0);
    equal(sum(invoice.lines.map(({ net }) => net)), minor(invoice.totals.net), "an invoice's net");
    equal(sum(invoice.taxes.map(({ tax }) => tax)), minor(invoice.totals.tax), "an invoice's tax");
    equal(minor(invoice.totals.net) + minor(invoice.totals.tax), minor(invoice.totals.gross), "an invoice's gross");
  });
  equal(sum(invoices.map((invoice) => invoice.totals.net)) + sum(waiting.map(({ net }) => net)), minor(totals.net), "the plan's net");
  equal(sum(cash.map(({ gross }) => gross)), sum(invoices.map((invoice) => invoice.payable)), "cash");
}

/** Line by line, what the plan bills. */
function byLine({ invoices, waiting }, into = new Map()) {
  for (const { line, net } of [...invoices.flatMap(({ lines }) => lines), ...waiting]) into.set(line, (into.get(line) ?? 0n) + minor(net));
  return into;
}

const covers = (plan, { lines }, what) => {
  const billed = byLine(plan);
  for (const { id, net, optional } of lines) equal(billed.get(id) ?? 0n, optional ? 0n : minor(net), `line ${id} ${what}`);
};

function followUp(request, quote) {
  quoteAddsUp(quote);
  assert.equal(must("verify", request, quote).equal, true, "its own quote does not verify");
  assert.equal(must("verify", quote.request, quote.receipt).equal, true, "its own normalised request does not verify");
  const plan = must("plan", quote);
  planAddsUp(plan);
  if (plan.open) return;
  covers(plan, quote, "in the plan");
  equal([plan.totals.net, plan.totals.tax], [quote.totals.net, quote.totals.tax], "the plan's totals");
  const events = Object.fromEntries(plan.waiting.filter(({ event }) => event).map(({ event }) => [event, date()]));
  covers(must("plan", quote, { events }), quote, "with events");
  const cut = pick(plan.invoices)?.date ?? date();
  const [before, upTo] = [must("plan", quote, { through: cut }), plan.invoices.filter((invoice) => invoice.date <= cut)];
  equal(canonical(before.invoices), canonical(upTo), `the plan through ${cut}`);
  // Amounts of more than 15 digits cannot be given back: no document may hold them.
  if (upTo.some(({ lines }) => lines.some(({ net }) => net.split(".")[0].length > 15))) return;
  const after = must("plan", quote, { billed: upTo.flatMap(({ lines }) => lines).map(({ line, charge, period, item, net }) => ({ line, charge, period, item, net })) });
  // "next" moves on with what has been billed.
  const plain = (invoices) => canonical(invoices.map((invoice) => ({ ...invoice, status: "" })));
  equal(plain(after.invoices), plain(plan.invoices.filter((invoice) => invoice.date > cut)), `the plan after what was billed up to ${cut}`);
}

// ---- The inputs.

const OPTIONS = { events: { "go-live": "2026-05-11" }, from: "2026-01-01", through: "2027-06-30", billed: [{ line: "1", charge: "fee", period: { start: "2026-01-15", end: "2026-02-14" }, net: "1" }] };

const KINDS = [
  { share: 55, name: "an edited golden deal", run: () => {
    const request = edited(pick(golden).request, pick([1, 1, 2, 6]));
    const before = JSON.stringify(request);
    const quote = call("price", request);
    assert.equal(JSON.stringify(request), before, "the caller's request was changed");
    if (quote) followUp(request, quote);
    return quote;
  } },
  { share: 15, name: "an edited priced quote", run: () => call(...pick([
    (quote, request) => ["plan", edited(quote, 2)],
    (quote, request) => ["plan", quote, edited(OPTIONS, 3)],
    (quote, request) => ["verify", request, edited(quote, 2)],
    (quote, request) => ["verify", request, edited(quote.receipt, 1)],
  ])(...pick(priced))) },
  { share: 15, name: "edited small parts", run: () => {
    const [verb, good] = pick(parts);
    const request = edited(good, 2);
    const result = call(verb, request);
    if (verb === "allocate" && result) equal(sum(result.shares), sum([result.shares.length ? String(shareable(request.amount, result.shares[0])) : "0"]), "the shares");
    return result;
  } },
  { share: 15, name: "junk", run: () => call(pick(["price", "plan", "verify", "periods", "measure", "allocate"]), ...Array.from({ length: below(3) }, () => junk())) },
];
const priced = golden.map(({ request }) => [prorata.price(request), request]);

/** An amount with as many decimals as a share. */
function shareable(amount, share) {
  const [whole, part = ""] = String(amount).replace(/^-0+(?=\d)/, "-").split(".");
  const digits = share.split(".")[1]?.length ?? 0;
  return digits ? `${whole}.${part.slice(0, digits).padEnd(digits, "0")}` : whole;
}

test(only ? `random input ${only}` : `${COUNT} random inputs: numbers that add up, or problems of known shape`, { timeout: 24 * 3_600_000 }, (t) => {
  const answered = {}, failures = [];
  for (let i = only ? Number(only) : 0; i < (only ? Number(only) + 1 : COUNT) && failures.length < 20; i++) {
    state = Math.imul(i + 1, 0x9e3779b1);
    let kind = 0;
    for (let roll = below(100); roll >= KINDS[kind].share; kind++) roll -= KINDS[kind].share;
    const { name, run } = KINDS[kind];
    const count = (answered[name] ??= { inputs: 0, answered: 0 });
    try {
      count.inputs++;
      if (run()) count.answered++;
    } catch (error) {
      if (only) throw error;
      failures.push(`PRORATA_RANDOM=${i}, ${name}: ${error.message.slice(0, 300)}`);
    }
  }
  t.diagnostic(Object.entries(answered).map(([name, { inputs, answered }]) => `${name}: ${inputs}, ${answered} answered`).join("; "));
  assert.deepEqual(failures, []);
  // Of edited deals a good part must still be understood, or nothing above was tested.
  if (!only) assert.ok(answered["an edited golden deal"].answered > COUNT * 0.1);
});
