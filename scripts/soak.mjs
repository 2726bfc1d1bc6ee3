// `npm run soak`: the property tests, for hours instead of seconds.   npm run soak -- <name of a test>
import { env, main, show } from "./lib.mjs";
import { setup } from "./setup.mjs";

await main(async () => {
  await setup(["linker", "rust"]);
  const filter = process.argv[2] ?? "soak";
  await show("cargo", ["test", "--release", filter, "--", "--nocapture", "--include-ignored"], { env: { ...env, PRORATA_SOAK: "1" } });
});
