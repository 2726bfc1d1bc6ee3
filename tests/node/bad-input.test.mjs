// The table of bad inputs (tests/bad-input/*.json), and that a flood of them leaves nothing behind.
// A case is { name, verb, args, expect: { code, path } }, or instead of args: base, the name of a good input in
// tests/bad-input/bases; set, what to write at which JSON pointer of it ("-" appends to a list); remove, pointers to
// leave out; second, the verb's second argument. For `plan` the base is priced first and the edits go into the quote.
// JSON cannot write some values, so { "$js": "NaN" } stands for NaN (names below), { "$nest": 10000 } for a list
// 10,000 deep, { "$long": [101, "x"] } for a text of 101 x, { "$repeat": 3, "of": v } for a list of three v, in whose
// texts {n} counts from 1; a list as expect.path is joined. A case with `todo` is wrong in the engine for now: it is run and reported, and may fail.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
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
  if (value.$long) return value.$long[1].repeat(value.$long[0]);
  if (value.$repeat) return Array.from({ length: value.$repeat }, (_, i) => numbered(value.of, i + 1));
  if (Array.isArray(value)) return value.map(revive);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revive(member)]));
}

const numbered = (value, n) => JSON.parse(JSON.stringify(value).replaceAll("{n}", String(n)));

/** The object that holds the place of a JSON pointer, and its key there. */
function locate(document, pointer) {
  const keys = pointer.slice(1).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop();
  const holder = keys.reduce((value, key) => value[key] ?? assert.fail(`nothing at ${pointer}`), document);
  return { holder, key: last === "-" ? holder.length : last };
}

function edited(document, { set = {}, remove = [] }) {
  for (const pointer of remove) {
    const { holder, key } = locate(document, pointer);
    assert.ok(key in holder, `nothing to remove at ${pointer}`);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  }
  for (const [pointer, value] of Object.entries(set)) {
    const { holder, key } = locate(document, pointer);
    // Assigning to __proto__ would change the prototype instead of writing a field.
    Object.defineProperty(holder, key, { value: revive(value), enumerable: true, configurable: true, writable: true });
  }
  return document;
}

const read = (...parts) => JSON.parse(readFileSync(join(root, "tests/bad-input", ...parts), "utf8"));
const jsonIn = (folder) => readdirSync(join(root, "tests/bad-input", folder)).filter((file) => file.endsWith(".json"));

const folder = installedPackage();
const prorata = await importFrom(folder);
const bases = Object.fromEntries(jsonIn("bases").map((file) => [file.slice(0, -5), read("bases", file)]));
const cases = jsonIn(".").flatMap((file) => read(file));

function argumentsOf({ name, verb, base, second, args = [], ...edits }) {
  if (!base) return revive(args);
  const good = structuredClone(bases[base] ?? assert.fail(`${name}: no base ${base}`));
  return [edited(verb === "plan" ? prorata.price(good) : good, edits), revive(second)];
}

function problemsOf({ verb }, args) {
  try {
    prorata[verb](...args);
  } catch (error) {
    return error;
  }
}

test("the bases are good inputs", () => {
  const { simple, ...parts } = bases;
  assert.equal(prorata.verify(simple, prorata.price(simple)).equal, true);
  for (const [verb, good] of Object.entries(parts)) prorata[verb](good);
});

test(`bad input: all ${cases.length} cases give their code, path and a hint`, async (t) => {
  assert.ok(cases.length > 0, "tests/bad-input has no case");
  const names = cases.map(({ verb, name }) => `${verb}: ${name}`);
  assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), [], "two cases have one name");
  for (const bad of cases)
    await t.test(`${bad.verb}: ${bad.name}`, { todo: bad.todo }, () => {
      const error = problemsOf(bad, argumentsOf(bad));
      assert.ok(error instanceof prorata.ProrataError, `${bad.verb} accepted it or threw ${error}`);
      const found = error.problems.map(({ code, path }) => `${code} ${path}`);
      const path = [bad.expect.path].flat().map(revive).join("");
      assert.ok(found.includes(`${bad.expect.code} ${path}`), `found ${found.join(", ")}`);
      for (const { message, hint } of error.problems) assert.ok(message && hint && message.length < 500, message);
    });
});

test("an object full of cycles is refused at once, as a page's event object would be", () => {
  const program = 'import { price } from "prorata"; const a = {}; a.b = a; a.c = a; try { price(a); } catch ({ code }) { console.log(code); }';
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, encoding: "utf8", timeout: 5_000 });
  assert.equal(stdout, "not_json\n");
});

test("2,000 bad inputs leave the engine's memory as it was", async () => {
  // The entries share one engine.js; initSync answers the exports of the instance that runs already.
  const glue = await import(pathToFileURL(join(folder, "node_modules/prorata/engine.js")).href);
  const calls = cases.map((bad) => [bad, argumentsOf(bad)]);
  const flood = (count) => { for (let i = 0; i < count; i++) problemsOf(...calls[i % calls.length]); };
  flood(calls.length);
  const { memory, __wbindgen_externrefs: references } = glue.initSync();
  const before = { bytes: memory.buffer.byteLength, references: references.length };
  flood(2_000);
  assert.equal(glue.initSync().memory, memory, "the engine died and was replaced");
  assert.ok(memory.buffer.byteLength - before.bytes <= 65_536, `${before.bytes} grew to ${memory.buffer.byteLength} bytes`);
  assert.ok(references.length - before.references <= 128, "references to JavaScript values pile up");
});
