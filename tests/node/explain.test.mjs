// Explanations through the installed package, replayed by a program that shares nothing with the engine: BigInt fractions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { goldenDeals, importFrom, installedPackage } from "../support.mjs";

const { explain, init, plan, price } = await importFrom(installedPackage());
await init();

/** @typedef {[bigint, bigint]} Fraction */

/** @type {(n: bigint) => bigint} */
const abs = (n) => (n < 0n ? -n : n);
/** @type {(a: bigint, b: bigint) => bigint} */
const gcd = (a, b) => (b ? gcd(b, a % b) : abs(a));
/** @returns {Fraction} */
function fraction(/** @type {bigint} */ n, /** @type {bigint} */ d = 1n) {
  const [common, sign] = [gcd(n, d) || 1n, d < 0n ? -1n : 1n];
  return [(sign * n) / common, (sign * d) / common];
}
/** @returns {Fraction} */
function parse(/** @type {string} */ text) {
  const [n, d = "1"] = text.split("/");
  return fraction(BigInt(n), BigInt(d));
}
/** @type {(x: Fraction, y: Fraction) => Fraction} */
const add = ([a, b], [c, d]) => fraction(a * d + c * b, b * d);
/** @type {(x: Fraction, y: Fraction) => Fraction} */
const times = ([a, b], [c, d]) => fraction(a * c, b * d);
/** @type {(x: Fraction) => Fraction} */
const minus = ([n, d]) => [-n, d];
/** @type {(x: Fraction, y: Fraction) => boolean} */
const less = (x, y) => add(x, minus(y))[0] < 0n;
/** @type {(x: Fraction) => bigint} */
const floor = ([n, d]) => (n >= 0n ? n / d : -((-n + d - 1n) / d));

/** A fraction in units of 10^-digits, rounded. */
function units(/** @type {Fraction} */ [n, d], /** @type {number} */ digits, /** @type {string} */ mode) {
  const scaled = n * 10n ** BigInt(digits);
  const [whole, rest] = [abs(scaled) / d, abs(scaled) % d];
  const out = { down: false, up: rest > 0n, halfUp: 2n * rest >= d, halfEven: 2n * rest > d || (2n * rest === d && whole % 2n === 1n) }[mode];
  return (scaled < 0n ? -1n : 1n) * (whole + (out ? 1n : 0n));
}

/** The share at a place when an amount is split by weights. */
function share(/** @type {Fraction} */ amount, /** @type {Fraction[]} */ weights, { digits, place, spread }) {
  const all = units(amount, digits, "halfUp");
  const sum = weights.reduce(add, [0n, 1n]);
  if (all === 0n || sum[0] === 0n) return [0n, 1n];
  const exact = weights.map((weight) => times(times([all, 1n], weight), [sum[1], sum[0]]));
  /** @type {bigint[]} */
  let shares;
  if (spread === "cumulative") {
    /** @type {Fraction} */
    let running = [0n, 1n];
    let before = 0n;
    shares = exact.map((own) => {
      running = add(running, own);
      const now = units(running, 0, "halfUp");
      return now - [before, (before = now)][0];
    });
  } else {
    shares = exact.map(floor);
    const used = weights.map((_, i) => i).filter((i) => weights[i][0] !== 0n);
    const rest = (/** @type {number} */ i) => add(exact[i], [-shares[i], 1n]);
    if (spread === "largestRemainder") used.sort((a, b) => (less(rest(b), rest(a)) ? -1 : less(rest(a), rest(b)) ? 1 : a - b));
    let left = all - shares.reduce((a, b) => a + b, 0n);
    if (spread === "last") shares[used.at(-1)] += left;
    else for (const i of used) if (left > 0n) [shares[i], left] = [shares[i] + 1n, left - 1n];
  }
  return fraction(shares[place], 10n ** BigInt(digits));
}

/** @returns {Fraction} */
function replay(step) {
  const of = step.of.map(replay);
  const made = {
    input: () => parse(step.exact),
    see: () => parse(step.exact),
    same: () => of[0],
    sum: () => of.reduce(add, [0n, 1n]),
    difference: () => of.slice(1).reduce((left, own) => add(left, minus(own)), of[0]),
    product: () => of.reduce(times, [1n, 1n]),
    power: () => Array(Number(of[1][0])).fill(of[0]).reduce(times, [1n, 1n]),
    quotient: () => (of[1][0] === 0n ? [0n, 1n] : times(of[0], [of[1][1], of[1][0]])),
    round: () => fraction(units(of[0], step.digits, step.mode), 10n ** BigInt(step.digits)),
    ceil: () => [-floor(minus(of[0])), 1n],
    floor: () => [floor(of[0]), 1n],
    max: () => of.reduce((a, b) => (less(a, b) ? b : a)),
    min: () => of.reduce((a, b) => (less(b, a) ? b : a)),
    share: () => share(of[0], of.slice(1), step),
  }[step.how]();
  assert.deepEqual(made, parse(step.exact), `${step.how}: ${step.text.en}`);
  assert.ok(step.text.en.length > 1 && step.text.fr.length > 1 && step.text.en !== "", "a sentence in each language");
  return made;
}

const money = (text) => {
  const [whole, part = ""] = text.split(".");
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
};

/** Explains an amount, replays it, and compares what comes out with the amount. */
function check(quote, path, amount, options) {
  const own = explain(quote, { path, ...options });
  assert.equal(own.value, amount, path);
  assert.deepEqual(replay(own), money(amount), path);
}

for (const deal of goldenDeals()) {
  test(`${deal.name}: amounts are explained and replayed`, () => {
    const quote = price(deal.request);
    for (const key of ["list", "discount", "net", "tax", "gross", "dueNow", "firstYear", "oneTime", "usage"]) check(quote, `/totals/${key}`, quote.totals[key]);
    quote.lines.forEach((line, i) => {
      for (const key of ["list", "discount", "net", "tax", "gross"]) check(quote, `/lines/${i}/${key}`, line[key]);
      line.waterfall.forEach((step, k) => check(quote, `/lines/${i}/waterfall/${k}/after`, step.after));
    });
    const { invoices } = plan(quote);
    invoices.slice(0, 20).forEach((invoice, i) => {
      invoice.lines.forEach((line, k) => check(quote, `/invoices/${i}/lines/${k}/net`, line.net, { plan: {} }));
      check(quote, `/invoices/${i}/totals/gross`, invoice.totals.gross, { plan: {} });
    });
  });
}

test("a place without an amount is an error that names itself", () => {
  const quote = price(goldenDeals()[0].request);
  assert.throws(() => explain(quote, { path: "/lines/0/colour" }), { name: "ProrataError", code: "unknown_path", path: "/path" });
});
