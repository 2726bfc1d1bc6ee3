// One headless Chromium per test file, against the page that `npm run build` made or any folder.
import { after } from "node:test";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { chromium } from "../../scripts/setup.mjs";
import { serve } from "../../scripts/serve.mjs";
import { root } from "../support.mjs";

const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const browser = await playwright.launch({ executablePath: chromium(), args: FLAGS.split(" ") });
after(() => browser.close());

/** A new page at `url`; an error that nobody caught in it fails the test that closes it. */
export async function open(url, options = {}) {
  const page = await browser.newPage(options);
  page.on("pageerror", (error) => { throw error; });
  await page.goto(url);
  return page;
}

/** The real page, with the package that it imported at hand as window.__prorata. */
export async function openPage(options) {
  const { url } = await site();
  const page = await open(url, options);
  await page.waitForFunction("globalThis.__prorata");
  return page;
}

let served;
const site = () => (served ??= serve(join(root, "www/dist")).then((server) => (after(server.close), server)));
