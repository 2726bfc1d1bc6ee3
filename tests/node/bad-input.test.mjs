// The table of bad inputs (tests/bad-input/*.json), and that a flood of them leaves nothing behind.
// A case is { name, verb, args, expect: { code, path } }. JSON cannot write some values, so inside args
// { "$js": "NaN" } stands for NaN (names below), and { "$nest": 10000 } for an array 10,000 deep.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { importFrom, installedPackage, root } from "../support.mjs";

const JS = {
  NaN: () => NaN,
  Infinity: () => Infinity,
  undefined: () => undefined,
  bigint: () => 10n,
  date: () => new Date(0),
  map: () => new Map([["id", "1"]]),
  symbol: () => Symbol("s"),
  function: () => () => 1,
  cycle: () => { const loop = {}; loop.loop = loop; return loop; },
};

function revive(value) {
  if (value === null || typeof value !== "object") return value;
  if (value.$js) return (JS[value.$js] ?? assert.fail(`no such value: ${value.$js}`))();
  if (value.$nest) return Array.from({ length: value.$nest }).reduce((inner) => [inner], "x");
  if (Array.isArray(value)) return value.map(revive);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revive(member)]));
}

const folder = installedPackage();
const prorata = await importFrom(folder);
const tables = readdirSync(join(root, "tests/bad-input")).filter((file) => file.endsWith(".json"));
const cases = tables.flatMap((file) => JSON.parse(readFileSync(join(root, "tests/bad-input", file), "utf8")));

function problemsOf({ verb, args }) {
  try {
    prorata[verb](...revive(args));
  } catch (error) {
    return error;
  }
}

test(`bad input: all ${cases.length} cases give their code, path and a hint`, async (t) => {
  assert.ok(cases.length > 0, "tests/bad-input has no case");
  for (const bad of cases)
    await t.test(bad.name, () => {
      const error = problemsOf(bad);
      assert.ok(error instanceof prorata.ProrataError, `${bad.verb} accepted it or threw ${error}`);
      const found = error.problems.map(({ code, path }) => `${code} ${path}`);
      assert.ok(found.includes(`${bad.expect.code} ${bad.expect.path}`), `found ${found.join(", ")}`);
      for (const { message, hint } of error.problems) assert.ok(message && hint);
    });
});

test("2,000 bad inputs leave the engine's memory as it was", async () => {
  // The entries share one engine.js; initSync answers the exports of the instance that runs already.
  const glue = await import(pathToFileURL(join(folder, "node_modules/prorata/engine.js")).href);
  const flood = (count) => { for (let i = 0; i < count; i++) problemsOf(cases[i % cases.length]); };
  flood(Math.max(200, cases.length));
  const { memory, __wbindgen_externrefs: references } = glue.initSync();
  const before = { bytes: memory.buffer.byteLength, references: references.length };
  flood(2_000);
  assert.equal(glue.initSync().memory, memory, "the engine died and was replaced");
  assert.ok(memory.buffer.byteLength - before.bytes <= 65_536, `${before.bytes} grew to ${memory.buffer.byteLength} bytes`);
  assert.ok(references.length - before.references <= 128, "references to JavaScript values pile up");
});
