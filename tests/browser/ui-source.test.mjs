// Of the page's source: the one function that respells typed numbers, and that nothing else touches amounts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { transformWithOxc } from "vite";
import { root } from "../support.mjs";

const source = (file) => readFileSync(join(root, "www/src", file), "utf8");

const { code } = await transformWithOxc(source("decimal-input.ts"), "decimal-input.ts");
const { toCount, toEngine, toTyped } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

test("a French number is respelled, anything else goes to the engine as typed", () => {
  const table = [
    ["fr", "12,5", "12.5"], ["fr", "12.5", "12.5"], ["fr", "1 234,56", "1234.56"], ["fr", "1\u202f234,56", "1234.56"],
    ["fr", "1\u00a0234", "1234"], ["fr", "-3,5", "-3.5"], ["fr", " 7 ", "7"], ["fr", "12,", "12."], ["fr", ",5", ",5"],
    ["fr", "1,2,3", "1,2,3"], ["fr", "1.234,5", "1.234,5"], ["fr", "12,5 €", "12,5 €"], ["fr", "", ""], ["fr", "abc", "abc"],
    ["en", "12,5", "12,5"], ["en", "12.5", "12.5"], ["en", "1,234.5", "1,234.5"], ["en", " 60 ", "60"], ["en", "1e3", "1e3"],
  ];
  for (const [locale, typed, sent] of table) assert.equal(toEngine(typed, locale), sent, `${locale} ${JSON.stringify(typed)}`);
});

test("what an input shows reads back as the same value", () => {
  for (const value of ["12.5", "0.00000001", "60", "-3.25", "123456789012345.67", "abc", ""])
    for (const locale of ["en", "fr"]) assert.equal(toEngine(toTyped(value, locale), locale), value);
});

test("counts are numbers where they are plain digits", () => {
  assert.deepEqual(["36", " 30 ", "3x", "-1", "1.5", "", "9999999999"].map(toCount), [36, 30, "3x", "-1", "1.5", "", "9999999999"]);
});

test("the page calculates no amount", () => {
  const numbers = {
    "components/CashTab.tsx": "pixels of bars", "components/WaterfallTab.tsx": "pixels of bars",
    "decimal-input.ts": "counts of days and months", "pointer.ts": "places in lists", "components/TotalsBar.tsx": "milliseconds",
  };
  const files = readdirSync(join(root, "www/src"), { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  for (const file of files.filter((file) => !(file in numbers)))
    assert.doesNotMatch(source(file), /parseFloat|parseInt|\bNumber\(|BigInt|\.toFixed|\bMath\.(?!max\(least)/, file);
  for (const file of files) {
    assert.ok(source(file).split("\n").length <= 200, `${file} is long`);
    if (file !== "engine.ts") assert.doesNotMatch(source(file), /^import (?!type).*from "prorata"/m, `${file} calls the engine`);
  }
});
