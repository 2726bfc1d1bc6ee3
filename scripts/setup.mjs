// Installs what a clean clone lacks, and only that: one line per thing, pinned versions.
//   node scripts/setup.mjs [--yes]     everything, Chromium included
// All of it is per user or in this folder, but for system packages, which are named and asked for first.
import { createHash } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stop, ask, exists, inRoot, isMain, main, quietly, saysYes, toolsDir } from "./lib.mjs";

const NODE = "20.19";
const RUST = "1.88";
const TARGET = "wasm32-unknown-unknown";
const BEANCOUNT = "3.2.0";
const CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Each thing: `ready()` answers what is there, `install(line)` brings it, or stops with what to do by hand. */
const things = {
  node: {
    name: `Node ${NODE} or later`,
    ready: () => atLeast(process.versions.node, NODE) && `Node ${process.versions.node}`,
    install: () => stop(`This is Node ${process.versions.node}.`, `Install Node ${NODE} or later, then try again.`),
  },
  linker: {
    name: "C linker",
    ready: () => ask("cc", "--version")?.split("\n")[0],
    install: (line) => system(line, "gcc with the C headers", ["gcc", "libc6-dev"], "Rust links programs with it"),
  },
  rust: {
    name: `Rust ${RUST} or later`,
    ready: () => atLeast(ask("rustc", "--version")?.split(" ")[1] ?? "0", RUST) && ask("rustc", "--version"),
    install: () => stop(`Found ${ask("rustc", "--version") ?? "no rustc"}.`, "Install Rust with rustup, or run: rustup update stable"),
  },
  target: {
    name: `Rust target ${TARGET}`,
    ready: () => exists(join(ask("rustc", "--print", "sysroot") ?? "", "lib", "rustlib", TARGET)) && "installed",
    install: (line) => quietly(`${line} adding to your Rust toolchain`, "rustup", ["target", "add", TARGET], {
      remedy: `Without rustup, install your distribution's standard library for ${TARGET}.`,
    }),
  },
  lints: {
    name: "rustfmt and clippy",
    ready: () => ask("cargo", "fmt", "--version") && ask("cargo", "clippy", "--version"),
    install: (line) => quietly(`${line} adding to your Rust toolchain`, "rustup", ["component", "add", "rustfmt", "clippy"]),
  },
  // Without --locked: the lock file inside this crate can name versions that a mirror lacks.
  bindgen: cargoTool("wasm-bindgen", "0.2.130", ["wasm-bindgen-cli"], "3 minutes"),
  pack: cargoTool("wasm-pack", "0.15.1", ["wasm-pack", "--locked"], "3 minutes"),
  npm: {
    name: "npm packages (wasm-opt, Vite, ...)",
    ready: () => exists(lockStamp()) && readFileSync(lockStamp(), "utf8") === lockDigest() && "installed",
    async install(line) {
      await quietly(`${line} npm ci`, "npm", ["ci", "--no-audit", "--no-fund"], { remedy: "Is the npm registry reachable?" });
      writeFileSync(lockStamp(), lockDigest());
    },
  },
  chromium: {
    name: "Chromium",
    ready: () => chromium(),
    install: (line) => system(line, "Chromium", ["chromium", "fonts-liberation"], "the tests drive the real page with it", "Or set PRORATA_CHROMIUM to a Chromium of yours."),
  },
  python: {
    name: "Python with venv",
    ready: () => (beanCheck() || ask("python3", "-c", "import venv, ensurepip; print('yes')")) && (ask("python3", "--version") ?? "not needed"),
    install: (line) => system(line, "Python", ["python3", "python3-venv"], "beancount, which checks the exported books, is installed with it", OWN_BEANCOUNT),
  },
  beancount: {
    name: `beancount ${BEANCOUNT}`,
    ready: () => beanCheck() && (ask(beanCheck(), "--version") ?? "installed"),
    async install(line) {
      const folder = join(toolsDir, `beancount-${BEANCOUNT}`);
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `beancount==${BEANCOUNT}`];
      rmSync(folder, { recursive: true, force: true }); // one that was left half done
      await quietly(`${line} making ${folder}`, "python3", ["-m", "venv", folder], { remedy: OWN_BEANCOUNT });
      await quietly(`${line} pip install`, inVenv("python"), pip, { remedy: `Is the Python registry reachable? ${OWN_BEANCOUNT}` });
    },
  },
  hledger: {
    name: "hledger",
    ready: () => hledger() && ask(hledger(), "--version"),
    install: (line) => system(line, "hledger", ["hledger"], "it checks the exported books", "Or set PRORATA_HLEDGER to an hledger of yours."),
  },
};

const OWN_BEANCOUNT = "Or set PRORATA_BEAN_CHECK to the bean-check of a beancount 3 of yours.";

export const forBuild = ["node", "linker", "rust", "target", "bindgen", "pack", "npm"];
export const forTests = [...forBuild, "chromium"];
export const forBooks = ["python", "beancount", "hledger"];
export const forCheck = [...forBuild, "lints"];

/** Brings every named thing, in order. */
export async function setup(names) {
  for (const [index, key] of names.entries()) {
    const { name, ready, install } = things[key];
    const line = `[${index + 1}/${names.length}] ${name} …`;
    if (ready()) {
      console.log(`${line} ${ready()}`);
      continue;
    }
    await install(line);
    if (!ready()) throw new Stop(`${name} is still missing after its installation.`);
  }
}

/** The Chromium to test with, or undefined. */
export function chromium() {
  return given("PRORATA_CHROMIUM") ?? CHROMIUMS.map((name) => ask("sh", "-c", `command -v ${name}`)).find(Boolean);
}

/** Beancount's checker, or undefined. */
export function beanCheck() {
  const ours = inVenv("bean-check");
  return given("PRORATA_BEAN_CHECK") ?? (ask(ours, "--version") && ours);
}

/** hledger, or undefined. */
export function hledger() {
  return given("PRORATA_HLEDGER") ?? (ask("sh", "-c", "command -v hledger") || undefined);
}

const inVenv = (program) => join(toolsDir, `beancount-${BEANCOUNT}`, "bin", program);

/** A program that the user names. */
function given(variable) {
  const path = process.env[variable];
  if (path && !exists(path)) stop(`${variable} names ${path}, which does not exist.`, "Correct it or unset it.");
  return path || undefined;
}

function cargoTool(name, version, install, time) {
  const [crate, ...options] = install;
  return {
    name: `${name} ${version}`,
    ready: () => ask(join(toolsDir, "bin", name), "--version")?.split(" ")[1] === version && "compiled",
    install: (line) =>
      quietly(`${line} compiling into ${toolsDir}, about ${time}`, "cargo",
        ["install", crate, "--version", version, ...options, "--root", toolsDir, "--force"],
        { cwd: inRoot("scripts"), remedy: "Is the registry of crates reachable? Is there room on the disk?" }),
  };
}

/** The only way anything gets installed for the whole machine: said first, and only after a yes. */
async function system(line, what, packages, why, otherwise = "") {
  const command = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  if (!ask("sh", "-c", "command -v apt-get")) stop(`${what} is missing; ${why}.`, `Install it with your system's package manager. ${otherwise}`);
  console.log(`${line} missing; ${why}.\n      This would install it for the whole machine:  ${command}`);
  if (process.getuid?.() !== 0) stop("Only root may do that.", `Run: sudo ${command}\n${otherwise}`);
  if (!saysYes && !(await agreed())) stop("Nothing was installed.", `Answer y, pass --yes, set CI=true, or run it yourself. ${otherwise}`);
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await quietly("      apt-get update …", "apt-get", ["update"], quiet);
  await quietly(`      installing ${what} …`, "sh", ["-c", command], quiet);
}

async function agreed() {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("      Install it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

const lockStamp = () => inRoot("node_modules", ".prorata-lock");
const lockDigest = () => createHash("sha256").update(readFileSync(inRoot("package-lock.json"))).digest("hex");

function atLeast(version, wanted) {
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function stop(what, remedy) {
  throw new Stop(`${what}\n${remedy}`);
}

if (isMain(import.meta.url)) await main(() => setup([...forCheck, "chromium", ...forBooks]));
