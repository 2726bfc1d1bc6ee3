// The README's examples run, one after the other, and print what their comments say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { installedPackage, root } from "../support.mjs";

test("README: each console.log of the examples prints the value behind its arrow", () => {
  const blocks = readFileSync(join(root, "README.md"), "utf8").matchAll(/^```js\n([\s\S]*?)^```/gm);
  const example = [...blocks].map(([, code]) => code).join("");
  assert.ok(example, "README.md has no ```js block");
  const promised = [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, value]) => value.trim());
  assert.ok(promised.length > 0, "the example promises no value (// → ...)");
  const folder = installedPackage();
  writeFileSync(join(folder, "readme.mjs"), example);
  const printed = execFileSync(process.execPath, ["readme.mjs"], { cwd: folder, encoding: "utf8" });
  assert.deepEqual(printed.trimEnd().split("\n"), promised);
});
