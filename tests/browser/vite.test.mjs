// A consumer's Vite project without configuration, in Chromium: the development server and the production build.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { build, createServer } from "vite";
import { serve } from "../../scripts/serve.mjs";
import { viteProject } from "../support.mjs";
import { open } from "./support.mjs";

const root = viteProject();
const quiet = { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ("error") };

async function behaves(url) {
  const page = await open(url);
  const early = await page.evaluate("globalThis.early");
  assert.deepEqual([early.code, early.hint, early.isProrataError], ["not_initialised", "await init() first", true]);
  const info = await page.evaluate("globalThis.ready");
  assert.match(info.engine, /^\d+\.\d+\.\d+/);
  const error = await page.evaluate("try { prorata.price({}) } catch (error) { ({ ...error.toJSON(), is: error instanceof prorata.ProrataError }) }");
  assert.equal(error.is, true);
  assert.ok(error.problems.length > 0);
  await page.close();
}

test("vite build", async () => {
  await build(quiet);
  const server = await serve(join(root, "dist"));
  await behaves(server.url);
  await server.close();
});

test("vite dev, without optimizeDeps.exclude", async () => {
  const server = await createServer({ ...quiet, server: { port: 0 } });
  await server.listen();
  await behaves(server.resolvedUrls.local[0]);
  await server.close();
});
