// `npm run check`: format, lints, and types on both sides of the boundary.
import { readFileSync } from "node:fs";
import { Stop, exists, inRoot, main, quietly } from "./lib.mjs";
import { forCheck, setup } from "./setup.mjs";

const TYPES = inRoot("src", "npm", "api.d.ts");
const deny = ["--", "-D", "warnings"];

await main(async () => {
  await setup(forCheck);
  await quietly("rustfmt …", "cargo", ["fmt", "--check"], { remedy: "Run: cargo fmt" });
  await quietly("clippy …", "cargo", ["clippy", "--all-targets", ...deny]);
  await quietly("clippy, as WebAssembly …", "cargo", ["clippy", "--target", "wasm32-unknown-unknown", "--features", "js", ...deny]);
  await typesAreCurrent();
  await quietly("TypeScript: page and package types …", "tsc", ["--noEmit", "-p", "tsconfig.json"]);
  await quietly("TypeScript: scripts and tests …", "tsc", ["--noEmit", "-p", "tsconfig.node.json"]);
  console.log("All checks passed.");
});

/** api.d.ts is written by a Rust test and committed; a change of the Rust types must change it too. */
async function typesAreCurrent() {
  const read = () => (exists(TYPES) ? readFileSync(TYPES, "utf8") : "");
  const committed = read();
  await quietly("types generated from Rust …", "cargo", ["test", "--quiet", "export_types"]);
  if (read() !== committed) throw new Stop("src/npm/api.d.ts was out of date. It has been regenerated: commit it.");
}
