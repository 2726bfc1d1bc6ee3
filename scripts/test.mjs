// `npm test`: installs what is missing, builds, and runs everything.   npm test -- node   runs only that runner
import { readdirSync } from "node:fs";
import { env, inRoot, main, seconds, show } from "./lib.mjs";
import { checkBooks } from "./books.mjs";
import { forBooks, forTests, setup } from "./setup.mjs";
import { buildPackage, buildPage } from "./build.mjs";

/** @typedef {{ key: string, title: string, needs?: string, run: () => Promise<void> }} Stage */
/** @type {Stage[]} */
const stages = [
  { key: "cargo", title: "Rust: units, tables, properties, golden deals", run: () => show("cargo", ["test"]) },
  { key: "books", title: "Books: beancount and hledger", needs: "cargo", run: () => checkBooks() },
  { key: "vectors", title: "Published numbers of other systems", run: () => show("cargo", ["test", "--quiet", "--test", "vectors", "published_numbers", "--", "--nocapture"]) },
  { key: "build", title: "Build: engine, package, page", run: () => buildPackage().then(buildPage) },
  { key: "node", title: "Node: the installed package", needs: "build", run: () => runFolder("tests/node") },
  { key: "browser", title: "Chromium: the real page", needs: "build", run: () => runFolder("tests/browser") },
];

await main(async () => {
  const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const wanted = (stage) => !asked.length || asked.includes(stage.key) || stages.some(({ key, needs }) => needs === stage.key && asked.includes(key));
  await setup(stages.some((stage) => stage.key === "books" && wanted(stage)) ? [...forTests, ...forBooks] : forTests);
  const results = {};
  for (const stage of stages.filter(wanted)) results[stage.key] = await run(stage, results);
  console.log("\n=== Summary");
  for (const { key, title } of stages) if (results[key]) console.log(`${results[key].padEnd(18)} ${title}`);
  if (!Object.values(results).every((result) => result.startsWith("passed"))) process.exit(1);
});

/** @param {Stage} stage */
async function run({ title, needs, run }, results) {
  console.log(`\n=== ${title}`);
  if (needs && !results[needs].startsWith("passed")) return "NOT RUN";
  const started = Date.now();
  try {
    await run();
    return `passed  ${seconds(started)}`;
  } catch (error) {
    console.log(error.message);
    return `FAILED  ${seconds(started)}`;
  }
}

function runFolder(folder) {
  const files = readdirSync(inRoot(folder)).filter((file) => file.endsWith(".test.mjs")).sort();
  const options = ["--test", "--test-reporter=spec", "--test-timeout=300000"];
  return show(process.execPath, [...options, ...files.map((file) => `${folder}/${file}`)], { env: { ...env, FORCE_COLOR: undefined } });
}
