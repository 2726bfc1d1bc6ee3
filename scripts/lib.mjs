// What every script shares: where things are, how a child process is run, how progress and failure look.
// Node's own modules only: these scripts run before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const inRoot = (...parts) => join(root, ...parts);
export const readJson = (...parts) => JSON.parse(readFileSync(inRoot(...parts), "utf8"));

/** Compiled tools are shared by all clones of one user; they are found by version, never by date. */
export const toolsDir =
  process.env.PRORATA_TOOLS ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "prorata", "tools");

/** The environment of every child: our pinned tools come first on PATH. */
export const env = {
  ...process.env,
  PATH: [join(toolsDir, "bin"), inRoot("node_modules", ".bin"), process.env.PATH].join(delimiter),
};

const flags = process.argv.slice(2);
export const hasFlag = (name) => flags.includes(name);
export const isCi = Boolean(process.env.CI) && process.env.CI !== "false";
/** `--yes`, CI=true, or npm's own `npm test --yes`. */
export const saysYes = isCi || hasFlag("--yes") || process.env.npm_config_yes === "true";

/** A failure that the reader can mend: shown without a stack. */
export class Stop extends Error {}

/** First line of a program's answer, or undefined where the program is missing or fails. */
export function ask(command, ...args) {
  const answer = spawnSync(command, args, { env, encoding: "utf8", cwd: root });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const clock = (since) => {
  const passed = Math.round((Date.now() - since) / 1000);
  return `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
};

/** Runs a child and shows its output as it comes; rejects when it fails. */
export function show(command, args, options = {}) {
  return finish(spawn(command, args, { cwd: root, env, stdio: "inherit", ...options }), `${command} ${args.join(" ")}`);
}

/**
 * Runs a child silently behind one progress line with the time passed; its output appears only if it fails.
 * @param {string} line @param {string} command @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { remedy?: string }} options `remedy`: what to try then
 */
export async function quietly(line, command, args, options = {}) {
  const { remedy = "", ...spawnOptions } = options;
  const started = Date.now();
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], ...spawnOptions });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const live = process.stdout.isTTY;
  process.stdout.write(live ? line : `${line}\n`);
  const timer = setInterval(
    () => process.stdout.write(live ? `\r${line} ${clock(started)}` : `      still at it, ${clock(started)}\n`),
    live ? 1_000 : 20_000,
  );
  try {
    await finish(child, `${command} ${args.join(" ")}`);
    process.stdout.write(live ? `\r${line} done in ${clock(started)}\n` : `      done in ${clock(started)}\n`);
  } catch (error) {
    process.stdout.write(`\n${output.trim().split("\n").slice(-40).join("\n")}\n\n`);
    throw new Stop(`${error.message}${remedy && `\n${remedy}`}`);
  } finally {
    clearInterval(timer);
  }
  return output;
}

function finish(child, name) {
  return new Promise((/** @type {(done?: void) => void} */ resolve, reject) => {
    child.on("error", (error) => reject(new Stop(`${name}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Stop(`${name} failed (${signal ?? `exit code ${code}`})`));
    });
  });
}

/** True for the script that was started, false where it is imported. */
export const isMain = (url) => Boolean(process.argv[1]) && url === pathToFileURL(process.argv[1]).href;

/** Runs a script's main function; a Stop prints its message, anything else its stack. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? `\nStopped: ${error.message}` : error);
    process.exit(1);
  }
}

export const exists = existsSync;
