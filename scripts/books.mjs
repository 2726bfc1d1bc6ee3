// The sample books (target/ledger/, written by `cargo test`) read by two ledger programs of other people: the good files must pass, and
// copies with one fault of 0.01 each must not. Which faults is fixed by a seed, so that a failure can be seen again.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Stop, env, exists, inRoot } from "./lib.mjs";
import { beanCheck, hledger } from "./setup.mjs";

/** @typedef {{ name: string, file: string, command: () => string, args: (file: string) => string[] }} Program */
/** @type {Program[]} */
const programs = [
  { name: "beancount", file: "samples.beancount", command: () => beanCheck() ?? "bean-check", args: (file) => ["--no-cache", file] },
  { name: "hledger", file: "samples.hledger", command: () => hledger() ?? "hledger", args: (file) => ["check", "--strict", "-f", file] },
];

/** Both programs, on good books and on bad ones. */
export async function checkBooks() {
  const folder = inRoot("target", "ledger");
  const scratch = join(folder, "faulty");
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  for (const program of programs) {
    const file = join(folder, program.file);
    if (!exists(file)) throw new Stop(`${file} is missing.\nRun: cargo test --test ledger_samples`);
    const text = readFileSync(file, "utf8");
    if (/tolerance_multiplier/.test(text) !== (program.name === "beancount") || /tolerance_multiplier" "(?!0")/.test(text))
      throw new Stop("Beancount must be told to tolerate nothing.");
    const good = await check(program, file);
    if (good.code !== 0) throw new Stop(`${program.name} refuses the books:\n${good.output.split("\n").slice(0, 20).join("\n")}`);
    const all = faults(text);
    const found = { };
    for (const [i, fault] of all.entries()) {
      const bad = join(scratch, `${i}-${program.file}`);
      writeFileSync(bad, fault.text);
      const answer = await check(program, bad);
      if (answer.code === 0) throw new Stop(`${program.name} does not see ${fault.name} (line ${fault.line}): ${bad}`);
      if (!/balance|assertion|inactive|undeclared/i.test(answer.output)) throw new Stop(`${program.name} fails for another reason with ${fault.name}:\n${answer.output.slice(0, 800)}`);
      found[fault.name] = (found[fault.name] ?? 0) + 1;
      rmSync(bad);
    }
    const balances = count(text, ASSERTION), entries = blocks(text).length;
    console.log(`${program.name}: ${entries} entries and ${balances} month-end balances hold; ${all.length} of ${all.length} faults are found:`);
    for (const [name, times] of Object.entries(found)) console.log(`    ${String(times).padStart(3)} × ${name}`);
  }
}

function check(program, file) {
  return new Promise((resolve, reject) => {
    const child = spawn(program.command(), program.args(file), { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", (error) => reject(new Stop(`${program.name}: ${error.message}`)));
    child.on("close", (code) => resolve({ code, output }));
  });
}

const POSTING = /^ +([A-Z][\w:-]+) {2}(-?\d+\.\d\d) EUR$/;
const ASSERTION = /^(?:\S+ balance | +)([A-Z][\w:-]+) {2}(?:0\.00 EUR = )?(-?\d+\.\d\d) (?:~ 0 )?EUR$/;
const isAssertion = (line) => ASSERTION.test(line) && (/^\S+ balance /.test(line) || line.includes(" = "));
const count = (text, _) => text.split("\n").filter(isAssertion).length;

/** Entries, as places of their first line and of the line after their last posting. */
function blocks(text) {
  const lines = text.split("\n");
  const found = [];
  for (const [i, line] of lines.entries()) {
    if (!/^\d{4}-\d\d-\d\d \* /.test(line) || line.endsWith("* Balances")) continue;
    let end = i + 1;
    while (/^ +\S/.test(lines[end] ?? "")) end += 1;
    found.push({ start: i, end });
  }
  return found;
}

/** @param {string} text @returns {{ name: string, line: number, text: string }[]} */
function faults(text) {
  const lines = text.split("\n");
  const entries = blocks(text);
  const places = (from, to, test) => Array.from({ length: to - from }, (_, i) => from + i).filter((i) => test(lines[i]));
  const postings = entries.flatMap(({ start, end }) => places(start, end, (line) => POSTING.test(line)));
  const pick = picker(20260131);
  const edited = (name, line, edit) => {
    const copy = [...lines];
    edit(copy);
    return { name, line: line + 1, text: copy.join("\n") };
  };
  const all = [];
  const bump = (copy, i, cents) => (copy[i] = copy[i].replace(/(-?)(\d+)\.(\d\d)(?= (?:~ 0 )?EUR$)/, (own) => shown(cent(own) + cents)));
  const role = (word) => postings.filter((i) => lines[i].includes(`:${word}:`));
  for (const i of pick(postings, 15)) all.push(edited("0.01 more in an amount", i, (copy) => bump(copy, i, 1n)));
  for (const i of pick(postings, 10)) all.push(edited("0.01 less in an amount", i, (copy) => bump(copy, i, -1n)));
  for (const i of pick(role("Tax"), 6)) all.push(edited("0.01 more in a tax line", i, (copy) => bump(copy, i, 1n)));
  for (const i of pick(places(0, lines.length, isAssertion), 12)) all.push(edited("0.01 more in an asserted balance", i, (copy) => bump(copy, i, 1n)));
  for (const { start, end } of pick(entries, 6)) all.push(edited("an entry that is missing", start, (copy) => copy.splice(start, end - start)));
  for (const { start, end } of pick(entries, 4)) all.push(edited("an entry that is there twice", start, (copy) => copy.splice(end, 0, "", ...lines.slice(start, end))));
  // Entries that balance: only the asserted balances can tell.
  const several = entries.map(({ start, end }) => places(start, end, (line) => POSTING.test(line))).filter((own) => new Set(own.map((i) => POSTING.exec(lines[i])[1])).size > 1);
  for (const own of pick(several, 12)) {
    const [one, other] = [own[0], own.find((i) => POSTING.exec(lines[i])[1] !== POSTING.exec(lines[own[0]])[1])];
    all.push(edited("0.01 from one account to another", one, (copy) => (bump(copy, one, 1n), bump(copy, other, -1n))));
  }
  for (const { start } of pick(entries.filter(({ start }) => !lines[start].includes("-12-")), 4)) all.push(edited("an entry in the next month", start, (copy) => {
    copy[start] = copy[start].replace(/^(\d{4})-(\d\d)-\d\d/, (_, year, month) => `${year}-${String(Number(month) + 1).padStart(2, "0")}-28`);
  }));
  return all;
}

/** So many different members, the same each time. */
function picker(seed) {
  let state = seed;
  const next = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  return (/** @type {any[]} */ from, /** @type {number} */ many) => {
    const left = [...from];
    if (left.length < many) throw new Stop(`The books have only ${left.length} places for ${many} faults.`);
    return Array.from({ length: many }, () => left.splice(next(left.length), 1)[0]);
  };
}

const cent = (text) => BigInt(text.replace(".", ""));
function shown(cents) {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
