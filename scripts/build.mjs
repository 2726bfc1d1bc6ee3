// Builds the npm package into pkg/:  node scripts/build.mjs [--page]
// wasm-pack compiles the engine; what it would write around it (manifest, .gitignore, types) is ours instead.
// With --page, Vite also builds the quote builder into www/dist/.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { cpSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Stop, env, exists, hasFlag, inRoot, isMain, main, quietly, readJson, root } from "./lib.mjs";
import { forBuild, setup } from "./setup.mjs";

const PKG = inRoot("pkg");
const STAMP = ".build-stamp";
const ENGINE = ["engine.js", "engine.wasm", STAMP]; // kept while their sources are unchanged; the rest is written anew
const WASM_PACK =
  "build --target web --mode no-install --no-pack --no-gitignore --no-typescript --release --out-name engine --out-dir";

/** Compiles the engine if its sources changed and assembles the package around it. pkg/ is replaced as a whole. */
export async function buildPackage() {
  const stage = inRoot("target", `pkg-${process.pid}`); // two builds at a time must not write into each other
  mkdirSync(stage, { recursive: true });
  await engineInto(stage);
  assemble(stage);
  checkTarball(stage);
  const old = `${stage}-old`;
  if (exists(PKG)) renameSync(PKG, old);
  renameSync(stage, PKG);
  rmSync(old, { recursive: true, force: true });
  linkIntoNodeModules();
  printSizes();
}

async function engineInto(stage) {
  const digest = sourcesDigest();
  if (ENGINE.every((file) => exists(join(PKG, file))) && readFileSync(join(PKG, STAMP), "utf8") === digest) {
    for (const file of ENGINE) cpSync(join(PKG, file), join(stage, file));
    return console.log("engine … unchanged since the last build");
  }
  const folder = relative(root, stage);
  const args = [...WASM_PACK.split(" "), folder, "--", "--features", "js"];
  await quietly("engine … compiling to WebAssembly", "wasm-pack", args, { env: { ...env, ...withoutPaths() } });
  renameSync(join(stage, "engine_bg.wasm"), join(stage, "engine.wasm"));
  writeFileSync(join(stage, "engine.js"), adaptGlue(readFileSync(join(stage, "engine.js"), "utf8")));
  writeFileSync(join(stage, STAMP), digest);
}

/** No path of this machine in the binary: the same sources give the same bytes elsewhere, and fewer of them. */
function withoutPaths() {
  const registry = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry", "src");
  const folders = exists(registry) ? readdirSync(registry).map((folder) => join(registry, folder)) : [];
  const flags = [...folders, root.replace(/[\\/]$/, "")].map((folder) => `--remap-path-prefix=${folder}=`);
  return { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: flags.join(" ") };
}

/** The page, from the package just built. */
export async function buildPage() {
  await quietly("page … building www/dist", "vite", ["build", "www", "--logLevel", "warn"]);
}

/** wasm-bindgen's glue, minus its own idea of where the .wasm is, plus a way to start a second instance. */
function adaptGlue(glue) {
  // The entries pass the code in. Left alone, a bundler would look for this second file.
  const adapted = glue.replace(/new URL\('engine_bg\.wasm', import\.meta\.url\)/, "undefined");
  if (adapted.includes("engine_bg.wasm") || !/\blet (\w+, )*wasm;/.test(adapted))
    throw new Stop("wasm-bindgen writes its glue differently now; bring adaptGlue in scripts/build.mjs up to date.");
  return `${adapted}\n// Added by scripts/build.mjs: forget the instance, so that initSync makes a new one.\nexport function __reset() { wasm = undefined; }\n`;
}

function assemble(stage) {
  for (const file of readdirSync(inRoot("src", "npm"))) cpSync(inRoot("src", "npm", file), join(stage, file));
  for (const file of readdirSync(root)) if (/^(README|CHANGELOG|LICENSE)/.test(file)) cpSync(inRoot(file), join(stage, file));
  const code = readFileSync(join(stage, "engine.wasm")).toString("base64");
  writeFileSync(join(stage, "engine.base64.js"), `export default "${code}";\n`);
  const crate = cargoPackage();
  const fromCargo = { name: crate.name, version: crate.version, description: crate.description, license: crate.license };
  const repository = crate.repository && { type: "git", url: `git+${crate.repository}.git` };
  const manifest = { ...fromCargo, keywords: crate.keywords, repository, ...readJson("pkg.json") };
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** An ignore file or a wrong "files" list once emptied other projects' packages: look at what npm would publish. */
function checkTarball(stage) {
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json"], { cwd: stage, env, encoding: "utf8" });
  if (packed.status !== 0) throw new Stop(`npm pack failed:\n${packed.stderr}`);
  const listed = JSON.parse(packed.stdout);
  const files = (Array.isArray(listed) ? listed : Object.values(listed))[0].files.map((file) => file.path);
  const wasm = files.filter((file) => file.endsWith(".wasm"));
  const missing = ["README.md", "index.d.ts", "api.d.ts", "engine.base64.js", "LICENSE-MIT"].filter((file) => !files.includes(file));
  if (wasm.join() !== "engine.wasm" || missing.length)
    throw new Stop(`The package would hold ${wasm.join(", ") || "no .wasm"}${missing.length ? ` and lack ${missing.join(", ")}` : ""}.`);
}

/** `import "prorata"` works in every file of this repository: benchmarks, examples, the page. */
function linkIntoNodeModules() {
  const link = inRoot("node_modules", "prorata");
  mkdirSync(inRoot("node_modules"), { recursive: true });
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) return;
  if (there) rmSync(link, { recursive: true });
  symlinkSync(process.platform === "win32" ? PKG : join("..", "pkg"), link, "junction");
}

function printSizes() {
  const wasm = readFileSync(join(PKG, "engine.wasm"));
  const brotli = brotliCompressSync(wasm, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const sizes = { raw: wasm, "gzip -9": gzipSync(wasm, { level: 9 }), "brotli 11": brotli };
  const text = Object.entries(sizes).map(([name, bytes]) => `${name} ${bytes.length.toLocaleString("en-US")} B`);
  console.log(`engine.wasm … ${text.join(", ")}`);
}

/** Of everything that decides the compiled engine; the JavaScript entries are copied anew each time. */
function sourcesDigest() {
  const inside = (folder) =>
    readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"));
  const files = [...inside("src").filter((file) => !file.startsWith("src/npm/")), "Cargo.toml", "Cargo.lock", "build.rs", "scripts/build.mjs", "scripts/setup.mjs"];
  const hash = createHash("sha256");
  for (const file of files.filter((file) => exists(inRoot(file))).sort()) hash.update(`${file}\0`).update(readFileSync(inRoot(file))).update("\0");
  return hash.digest("hex");
}

function cargoPackage() {
  const answer = spawnSync("cargo", ["metadata", "--no-deps", "--format-version", "1"], { cwd: root, env, encoding: "utf8" });
  if (answer.status !== 0) throw new Stop(`cargo metadata failed:\n${answer.stderr}`);
  return JSON.parse(answer.stdout).packages.find((crate) => crate.name === "prorata");
}

if (isMain(import.meta.url))
  await main(async () => {
    await setup(forBuild);
    await buildPackage();
    if (hasFlag("--page")) await buildPage();
  });
