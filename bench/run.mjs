// `npm run bench`: price and plan through the npm package against the same work in JavaScript with decimal.js.
//   npm run bench -- --quick   a shorter run, up to 1,000 lines
// First both must give the same documents, then they are timed in turns. See README.md for what is measured.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as prorata from "prorata";
import * as decimal from "./decimal.mjs";
import { quoteRequest } from "./generate.mjs";

const quick = process.argv.includes("--quick");
// Lines, rounds, and calls in a row within a round, so that a round is long enough for the clock.
const SIZES = quick ? [[10, 5, 40], [100, 5, 5], [1_000, 3, 1]] : [[10, 15, 100], [100, 15, 10], [1_000, 9, 1], [10_000, 3, 1]];
const WARM_UP_MS = quick ? 300 : 1_500;

/** Where two documents part, as a JSON pointer with both values; undefined where they are the same. */
function difference(ours, theirs, path = "") {
  if (isDeepStrictEqual(ours, theirs)) return undefined;
  if (ours === null || theirs === null || typeof ours !== "object" || typeof theirs !== "object") return `${path}: prorata ${JSON.stringify(ours)}, decimal.js ${JSON.stringify(theirs)}`;
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const found = difference(ours[key], theirs[key], `${path}/${key}`);
    if (found) return found;
  }
}

/** A plan without what only prorata tells: statuses, payables, why, views of cash. It pays for them in the times. */
function plain({ invoices, waiting, cash, totals, currency, through, open }) {
  const bare = invoices.map(({ date, due, lines, taxes, totals }) => ({ date, due, lines: lines.map(({ decidedBy, ...line }) => line), taxes, totals }));
  return { currency, invoices: bare, waiting, cash, totals, through, open };
}

/** Every line, waterfall, invoice, tax and total of both programs, compared text by text. */
function agree(request) {
  const { request: _, receipt, ...quote } = prorata.price(request);
  const found = difference(quote, decimal.price(request)) ?? difference(plain(prorata.plan({ ...quote, request: _, receipt })), plain(decimal.plan(request)));
  if (found) throw new Error(`The two programs disagree on ${request.lines.length} lines, so their times say nothing. ${found}`);
  return quote.totals;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
let kept; // so that no result is optimised away

/** Wall and CPU milliseconds of one call; CPU counts the collector's and the compiler's threads too. */
function timed(call, times) {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let i = 0; i < times; i++) kept = call();
  const [passed, { user, system }] = [performance.now() - wall, process.cpuUsage(cpu)];
  return { wall: passed / times, cpu: (user + system) / 1000 / times };
}

function warmUp(calls) {
  for (const call of calls) for (const until = performance.now() + WARM_UP_MS; performance.now() < until; ) kept = call();
}

/** Rounds in which the two take turns, each first every second time; medians over the rounds. */
function race(ours, theirs, rounds, times) {
  warmUp([ours, theirs]);
  const taken = [[], []];
  for (let round = 0; round < rounds; round++) for (const who of round % 2 ? [1, 0] : [0, 1]) taken[who].push(timed(who ? theirs : ours, times));
  return taken.map((all) => ({ wall: median(all.map(({ wall }) => wall)), cpu: median(all.map(({ cpu }) => cpu)) }));
}

function table(titles, rows) {
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (row) => row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ");
  console.log([line(titles), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line), ""].join("\n"));
}

const ms = (value) => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
const bytes = (value) => value.toLocaleString("en-US");

/** The documented limits at once: 10,000 lines of 5,000 products, 100 of them with 1,000 tiers. */
const LIMITS = { products: 5_000, tiers: 1_000 };

function times() {
  const rows = { price: [], plan: [] };
  const sizes = quick ? SIZES : [...SIZES, [10_000, 3, 1, LIMITS]];
  for (const [count, rounds, calls, limits] of sizes) {
    const request = quoteRequest(count, limits);
    const totals = agree(request);
    const label = `${bytes(count)}${limits ? " limits" : ""}`;
    console.log(`${label} lines: both give net ${totals.net}, gross ${totals.gross}, and the same on every line and invoice`);
    const quote = prorata.price(request);
    const races = { price: [() => prorata.price(request), () => decimal.price(request)], plan: [() => prorata.plan(quote), () => decimal.plan(request)] };
    for (const [verb, [ours, theirs]] of Object.entries(races)) {
      const [a, b] = race(ours, theirs, rounds, calls);
      rows[verb].push([`${verb} ${label}`, ms(a.wall), ms(a.cpu), ms(b.wall), ms(b.cpu), ((a.cpu * 1000) / count).toFixed(1), ((b.cpu * 1000) / count).toFixed(1), `${(b.cpu / a.cpu).toFixed(2)}x`, `${(b.wall / a.wall).toFixed(2)}x`]);
    }
  }
  console.log(`\nMilliseconds per call, medians; Node ${process.versions.node}. Above 1.00x the engine is faster.\n`);
  table(["lines", "prorata wall", "cpu", "decimal.js wall", "cpu", "prorata us/line", "decimal.js us/line", "cpu ratio", "wall ratio"], [...rows.price, ...rows.plan]);
}

function sizes() {
  const read = (file) => readFileSync(new URL(`../pkg/${file}`, import.meta.url));
  const glue = ["web.js", "verbs.js", "host.js", "error.js", "engine.js"];
  const row = (name, content) => {
    const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    return [name, bytes(content.length), bytes(gzipSync(content, { level: 9 }).length), bytes(brotli.length)];
  };
  table(["bytes", "raw", "gzip -9", "brotli 11"], [row("engine.wasm", read("engine.wasm")), row(`JavaScript around it (${glue.length} files)`, Buffer.concat(glue.map(read)))]);
}

times();
sizes();
