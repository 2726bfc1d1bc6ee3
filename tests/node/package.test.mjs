// The package as npm would publish it, and as Vite bundles it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { build } from "vite";
import { installedPackage, viteProject } from "../support.mjs";

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map(String).filter((file) => statSync(join(folder, file)).isFile());

test("the installed package: one .wasm, every export exists, each with types", () => {
  const folder = join(installedPackage(), "node_modules/prorata");
  const files = filesIn(folder);
  assert.deepEqual(files.filter((file) => file.endsWith(".wasm")), ["engine.wasm"]);
  assert.ok(files.includes("README.md") && files.includes("LICENSE-MIT") && files.includes("LICENSE-APACHE"));
  const { exports, dependencies, type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  assert.equal(type, "module");
  assert.equal(dependencies, undefined);
  for (const [name, target] of Object.entries(exports)) {
    for (const file of Object.values(typeof target === "string" ? { target } : target)) assert.ok(files.includes(file.slice(2)), file);
    assert.ok(target.types || name === "./package.json", `${name} has no types`);
  }
});

test("no file of the package waits at its top level (that would break require and bundles)", () => {
  const folder = join(installedPackage(), "node_modules/prorata");
  for (const file of filesIn(folder).filter((file) => file.endsWith(".js")))
    assert.doesNotMatch(readFileSync(join(folder, file), "utf8"), /^(export .*= )?await /m, file);
});

test("CommonJS programs may require it", () => {
  const program = 'const { price, ProrataError } = require("prorata"); try { price({}); } catch (error) { console.log(error instanceof ProrataError); }';
  const printed = execFileSync(process.execPath, ["--no-warnings", "--input-type=commonjs", "-e", program], { cwd: installedPackage(), encoding: "utf8" });
  assert.equal(printed, "true\n");
});

test("a Vite build without configuration holds exactly one .wasm, and not the inlined copy", async () => {
  const root = viteProject();
  await build({ root, configFile: false, logLevel: "error" });
  const files = filesIn(join(root, "dist"));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1, files.join(", "));
  const script = files.filter((file) => file.endsWith(".js")).reduce((sum, file) => sum + statSync(join(root, "dist", file)).size, 0);
  assert.ok(script < 50_000, `${script} bytes of JavaScript`);
});
