// What the facade does when the engine stops halfway: a copy of the package with an engine that traps on demand.
import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { root, scratch } from "../support.mjs";

const ENGINE = `
  let instance, count = 0;
  export const __reset = () => (instance = undefined);
  export const initSync = () => (instance ??= { id: ++count });
  export default async () => initSync();
  export const price = (what) => { if (what === "trap") throw new WebAssembly.RuntimeError("unreachable"); return instance.id; };
  export const plan = () => { throw { problems: [{ code: "a", path: "/x", message: "one", hint: "do" }, { code: "b", path: "", message: "two", hint: "" }] }; };
  export const verify = price, periods = price, measure = price, allocate = price, engineInfo = price;
`;
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

function packageThatTraps() {
  const folder = scratch("prorata-trap-");
  cpSync(join(root, "pkg"), folder, { recursive: true });
  writeFileSync(join(folder, "engine.js"), ENGINE);
  writeFileSync(join(folder, "engine.base64.js"), `export default "${Buffer.from(EMPTY_MODULE).toString("base64")}";`);
  return (entry) => import(pathToFileURL(join(folder, entry)).href);
}

const is = (code, cause) => (error) => error.name === "ProrataError" && error.code === code && (!cause || error.cause instanceof cause);

test("a trap is `internal`, and the next call runs on a fresh instance", async () => {
  const prorata = await packageThatTraps()("inline.js");
  assert.equal(prorata.price(), 1);
  assert.equal(prorata.price(), 1);
  assert.throws(() => prorata.price("trap"), is("internal", WebAssembly.RuntimeError));
  assert.equal(prorata.price(), 2);
  assert.equal(prorata.price(), 2);
});

test("in a browser: `not_initialised` before init, a failed load may be tried again, a trap is survived", async () => {
  const prorata = await packageThatTraps()("web.js");
  assert.throws(() => prorata.price(), (/** @type {any} */ error) => is("not_initialised")(error) && error.hint === "await init() first");
  await assert.rejects(prorata.init(Uint8Array.of(1, 2, 3)), is("engine_not_loaded"));
  await Promise.all([prorata.init(EMPTY_MODULE), prorata.init()]);
  assert.equal(prorata.price(), 1);
  assert.throws(() => prorata.price("trap"), is("internal"));
  await prorata.init();
  assert.equal(prorata.price(), 2);
});

test("the message has every problem on its own readable line", async () => {
  const prorata = await packageThatTraps()("inline.js");
  assert.throws(() => prorata.plan(), { message: "/x: one (do)\ntwo" });
});
