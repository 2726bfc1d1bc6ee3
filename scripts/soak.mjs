// `npm run soak`: the laws and the calendar at their big sizes, then a flood of random input through the package.
//   npm run soak -- laws      only the Rust tests whose file has this name
import { readdirSync } from "node:fs";
import { buildPackage } from "./build.mjs";
import { env, inRoot, main, show } from "./lib.mjs";
import { setup } from "./setup.mjs";

const SOAKED = /laws|calendar_grid/;

await main(async () => {
  await setup(["linker", "rust"]);
  const wanted = process.argv[2];
  const names = readdirSync(inRoot("tests")).filter((file) => file.endsWith(".rs")).map((file) => file.slice(0, -3));
  const chosen = names.filter((name) => (wanted ? name === wanted : SOAKED.test(name)));
  const soak = { env: { ...env, PRORATA_SOAK: "1" } };
  await show("cargo", ["test", "--release", ...chosen.flatMap((name) => ["--test", name]), "--", "--nocapture"], soak);
  if (wanted) return;
  await buildPackage();
  await show("node", ["--test", "--test-reporter=spec", "tests/node/random.test.mjs"], soak);
});
