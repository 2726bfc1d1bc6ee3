// The one error class: what it carries, and that it holds across copies of the package.
import assert from "node:assert/strict";
import test from "node:test";
import { goldenDeals, importFrom, installedPackage } from "../support.mjs";

const folder = installedPackage();
const prorata = await importFrom(folder);
/** @returns {any} */
const thrown = (body) => {
  try {
    body();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
};

test("an input problem is a ProrataError with code, path, message, hint and all problems", () => {
  const error = thrown(() => prorata.price({}));
  for (const kind of [Error, prorata.ProrataError]) assert.ok(error instanceof kind);
  assert.equal(error.name, "ProrataError");
  assert.ok(error.problems.length > 0);
  for (const problem of error.problems) {
    assert.deepEqual(Object.keys(problem).sort(), ["code", "hint", "message", "path"]);
    assert.match(problem.code, /^[a-z][a-z0-9_]*$/);
    assert.match(problem.path, /^(\/.*)?$/);
    assert.ok(error.message.includes(problem.message));
  }
  const { code, path, hint } = error.problems[0];
  assert.deepEqual([error.code, error.path, error.hint], [code, path, hint]);
  assert.deepEqual(JSON.parse(JSON.stringify(error)).problems, error.problems);
});

test("instanceof holds across two copies of the package, and only for its errors", async () => {
  const copy = await importFrom(installedPackage());
  assert.notEqual(copy.ProrataError, prorata.ProrataError);
  assert.ok(thrown(() => copy.price({})) instanceof prorata.ProrataError);
  for (const other of [new Error("x"), {}, null, undefined, "text"]) assert.ok(!(other instanceof prorata.ProrataError));
  class Mine extends prorata.ProrataError {}
  assert.ok(!(thrown(() => prorata.price({})) instanceof Mine));
});

test("missing arguments and foreign values are problems, not crashes", () => {
  for (const value of [undefined, null, 1, "text", [], Symbol("s"), 10n, () => 1, new Date(0), new Map(), NaN]) {
    const error = thrown(() => prorata.price(value));
    assert.ok(error instanceof prorata.ProrataError);
    assert.notEqual(error.code, "internal", String(value));
  }
});

test("a caller's getter that throws does not break the next call", () => {
  const error = thrown(() => prorata.price({ get currency() { throw new TypeError("mine"); } }));
  assert.ok(error instanceof prorata.ProrataError);
  works();
});

test("an exhausted stack does not break the next call", () => {
  const deep = () => {
    try {
      return deep();
    } catch {
      return prorata.price(goldenDeals()[0].request);
    }
  };
  try {
    deep();
  } catch (error) {
    assert.ok(error instanceof prorata.ProrataError || error instanceof RangeError);
  }
  works();
});

test("`prorata/inline` is the same package", async () => {
  const inline = await importFrom(folder, "prorata/inline");
  assert.equal(inline.price, prorata.price);
});

function works() {
  const { request, expected } = goldenDeals()[0];
  assert.deepEqual(prorata.price(request).receipt, JSON.parse(expected).quote.receipt);
}
